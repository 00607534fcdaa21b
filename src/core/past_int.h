/*
 * past_int.h: what the files about the past of an entry share.
 */
#ifndef REGRIGHTS_CORE_PAST_INT_H
#define REGRIGHTS_CORE_PAST_INT_H

#include "regrights/map.h"
#include "regrights/past.h"
#include "regrights/vec.h"

struct rr_sent {
	rr_instant	 at;
	rr_date		 day;		/* on its own clock */
};

/* What later entries may ask of a fact on record. */
struct rr_known {
	int64_t			 seq, row;
	enum rr_shape		 shape;
	const char		*name;
	int64_t			 about, about_row;
	/* the void that holds, or 0 */
	int64_t			 voided_by;
	/* IMPORT: it made the matter; else which one it corrects, or 0 */
	bool			 first;
	int64_t			 corrects;
	/* ACCOUNT: of which row of the seal, and by which entry, or 0 */
	int64_t			 part, by, by_row;
	bool			 sealed;
	/* nobody knows what it said */
	bool			 lost;
	const struct rr_sent	*sendings;
	size_t			 nsendings;
};

struct rr_past {
	struct rr_arena	*arena;
	struct rr_vec	 known;		/* in the order of (seq, row) */
	struct rr_vec	 terms;		/* as they were filed */
	struct rr_map	*names, *parties;
	size_t		 nlost;		/* of them lost, and not sealed yet */
};

/* NULL: there is none. */
struct rr_known	*rr_past_known(const struct rr_past *, int64_t seq,
		    int64_t row);
/* Whether no void of it, or of its entry, holds. */
bool		 rr_past_counts(const struct rr_past *,
		    const struct rr_known *);
/* The same word each time. */
const char	*rr_past_word(struct rr_past *, const char *);

/* past_act.c: NULL, or why it is no act of the record and no account. */
const char	*rr_past_act(struct rr_past *, const struct rr_fact *);
/*
 * past_field.c: NULL, or why the fact's fields are none that the event has,
 * are written as they are not, or lack one.
 */
const char	*rr_past_fields(struct rr_past *, const struct rr_agreement *,
		    const struct rr_event *, const struct rr_fact *);
/* NULL, or why no entry may name that one: "3/7". */
const char	*rr_past_ref(struct rr_past *, const char *ref,
		    const char *of);
const char	*rr_past_one(struct rr_past *, int64_t seq, int64_t row);
/* NULL, or why that is no party. */
const char	*rr_past_party(struct rr_past *, const char *key);

#endif

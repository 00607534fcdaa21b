/*
 * past_int.h: what the files about the past of an entry share.
 */
#ifndef REGRIGHTS_CORE_PAST_INT_H
#define REGRIGHTS_CORE_PAST_INT_H

#include "regrights/ledger.h"
#include "regrights/map.h"
#include "regrights/past.h"
#include "regrights/vec.h"
#include "regrights/zone.h"

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
	/* IMPORT: from when an amendment is in force, or NONE; what it says
	 * that it reaches, or NULL */
	rr_date			 in_force;
	const char		*reaches;
	/* it gives a party its name, another one that it had; whose it is
	 * (rr_fact_whose) */
	bool			 names, renames;
	const char		*whose[RR_WHOSE_MAX];
	/* ACCOUNT: of which row of the seal, and by which entry, or 0 */
	int64_t			 part, by, by_row;
	bool			 sealed;
	/* nobody knows what it said */
	bool			 lost;
	const struct rr_sent	*sendings;
	size_t			 nsendings;
};

/* Terms, and the roles that they know once they are asked for. */
struct rr_filed_terms {
	const struct rr_agreement	*agreement;
	struct rr_map			*roles;
};

struct rr_past {
	struct rr_arena	*arena;
	const char	*matter;
	struct rr_vec	 known;		/* in the order of (seq, row) */
	struct rr_vec	 terms;		/* rr_filed_terms, as filed */
	struct rr_map	*names;
	/* by key: the places in KNOWN of what is about a party */
	struct rr_map	*parties;
	/* the same of what parties have something by */
	struct rr_map	*whose;
	/* rr_turned: what the operation that is looked at brought or took */
	struct rr_vec	 turned;
	/* rows of the list of holders that is looked at, and its parties */
	const struct rr_fact *rows;
	size_t		 nrows;
	struct rr_map	*listed;
	struct rr_map	*numbers;	/* rr_past_number */
	rr_zone_of	*zone_of;
	void		*ctx;
	/* what the import that is looked at files, or NULL */
	const struct rr_agreement *filed;
	size_t		 nlost;		/* of them lost, and not sealed yet */
	bool		 gone;		/* some were lost */
};

/* Counts again, or no more, with all rows where ROW is 0. */
struct rr_turned {
	int64_t		 seq, row;
	bool		 back;
};

/* The first place in KNOWN that is not before (SEQ, ROW). */
size_t		 rr_past_index(const struct rr_past *, int64_t seq,
		    int64_t row);
/* NULL: there is none. */
struct rr_known	*rr_past_known(const struct rr_past *, int64_t seq,
		    int64_t row);
/* Whether no void of it, or of its entry, holds. */
bool		 rr_past_counts(const struct rr_past *,
		    const struct rr_known *);
/* The same word each time. */
const char	*rr_past_word(struct rr_past *, const char *);

/* The terms that were filed I-th, and the roles that they know. */
const struct rr_agreement *rr_past_term(const struct rr_past *, size_t i);
struct rr_map	*rr_past_roles(struct rr_past *, size_t i);
/* Whether some of the terms that were filed by now have VALUE. */
typedef bool	 rr_terms_have(const struct rr_agreement *, const char *value);
bool		 rr_past_any(const struct rr_past *, rr_terms_have *,
		    const char *value);
/* NULL: no clock is that of such a place. */
const struct rr_zone *rr_past_zone(struct rr_past *, const char *name);
/* What a number or an address of a party is known by. */
const char	*rr_past_number(struct rr_past *, const char *party,
		    const char *kind, const char *value);

/* past_act.c: NULL, or why it is no act of the record and no account. */
const char	*rr_past_act(struct rr_past *, const struct rr_fact *);
/*
 * past_field.c: NULL, or why the fact's fields are none that the event has,
 * are written as they are not, or lack one.
 */
const char	*rr_past_fields(struct rr_past *, const struct rr_agreement *,
		    const struct rr_event *, const struct rr_fact *);
/* NULL, or why no entry may name that one, "3/7", in a field (or NULL). */
const char	*rr_past_ref(struct rr_past *, const char *ref,
		    const struct rr_field_decl *);
const char	*rr_past_one(struct rr_past *, int64_t seq, int64_t row);
/* NULL, or why that is no party. */
const char	*rr_past_party(struct rr_past *, const char *key);
/* Whether the key is that of a party of whom only what is sealed is known. */
bool		 rr_past_is_taken(const struct rr_past *, const char *key);
/* "has the KEY 'VALUE', which cannot be" */
const char	*rr_past_cannot(struct rr_past *, const char *key,
		    const char *value);
/* Whether it is no party yet, what the list says aside. */
bool		 rr_past_is_new(const struct rr_past *, const char *key);
/*
 * past_terms.c: NULL, or why it is no such import; whether a position is on
 * what an amendment left open; why an import cannot be void.
 */
const char	*rr_past_import(struct rr_past *, const struct rr_fact *);
bool		 rr_past_asked(struct rr_past *, const struct rr_fact *);
const char	*rr_past_void_import(const struct rr_past *,
		    const struct rr_known *);
/* past_own.c: NULL, or what is wrong with the fields of such a shape. */
const char	*rr_past_own(struct rr_past *, const struct rr_fact *);
/* past_sent.c: NULL, or why it is of no moment; why it is no notice. */
const char	*rr_past_moment(struct rr_past *, const struct rr_fact *);
const char	*rr_past_sent(struct rr_past *, const struct rr_fact *);

#endif

/*
 * ledger.h: who holds how much of each class on a day, or at an hour of it.
 *
 * Holdings on record and events that have an `effect` make it, in the order
 * of their days; on one day what is stated to be held comes first, and where it
 * can as well say what was left, how much is held is unknown; what takes away
 * comes after what it is taken from came in.  A holding whose quantity is not
 * on record stays unknown whatever is added to it or taken from it; so does one
 * of which the first on record is that some went.  What cannot be is flagged on
 * its line, never refused: where more is moved than is known to be held, what
 * both sides hold afterwards lies between two, until it is stated anew.
 */
#ifndef REGRIGHTS_LEDGER_H
#define REGRIGHTS_LEDGER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "regrights/agreement.h"
#include "regrights/date.h"
#include "regrights/fact.h"

struct rr_arena;
struct rr_buf;

/* What one fact did to one stake. */
struct rr_lot {
	const struct rr_fact	*fact;
	/* RR_LOT_NONE: it says what was held on its day */
	enum rr_lot_effect	 effect;
	const char		*other;		/* from or to whom, or NULL */
	int64_t			 change;	/* units */
	bool			 known;		/* how much is held after it */
	int64_t			 after;		/* if so */
	/* else between LEAST and MOST, where it is bounded */
	bool			 bounded;
	int64_t			 least, most;
	const char		*flag;		/* what cannot be, or NULL */
	/* so by the entry itself, however much was held before it */
	bool			 odd;
};

/*
 * What one party holds of one class, and has sold to the public.  Held are
 * UNITS where it is known, between LEAST and MOST where it is bounded, else
 * nothing is known of it.  Sold are SOLD by the entries, and SOLD_LEAST for
 * certain.
 */
struct rr_stake {
	const char		*party, *class_key;
	bool			 known, bounded;
	int64_t			 units, least, most, sold, sold_least;
	const struct rr_lot	*lots;
	size_t			 nlots;
};

/*
 * When it is asked who holds what: at the end of a day, or (AT) as it stood
 * when something of that day came.  What came after that by the hours does not
 * count then; what nothing says came before it, or after, may.
 */
struct rr_held_when {
	rr_date			 on;
	const struct rr_fact	*at;		/* or NULL */
};

/* Whether it came later, by the days or the hours. */
bool		 rr_held_before(struct rr_held_when, const struct rr_fact *);
/* Whether nothing says that it had come, or had not. */
bool		 rr_held_may(struct rr_held_when, const struct rr_fact *);

struct rr_ledger {
	struct rr_held_when		 then;
	/* in the order in which each is first heard of */
	const struct rr_stake	*stakes;
	size_t			 n;
	/* the same by party, in that order; for rr_ledger_of() */
	const struct rr_stake	*const *by_party;
};

/* What it does to who holds what, by the agreement. */
enum rr_lot_effect rr_fact_effect(const struct rr_agreement *,
		    const struct rr_fact *);

#define RR_WHOSE_MAX	2
/*
 * The I-th party, below RR_WHOSE_MAX, that has something by the fact: whom it
 * is about by its shape, and whose securities it moves; NULL: no more.
 */
const char	*rr_fact_whose(const struct rr_agreement *,
		    const struct rr_fact *, size_t i);

struct rr_split { const struct rr_fact *fact; struct rr_ratio by; };

/* The facts that move securities, in the order in which they count. */
struct rr_moves {
	const struct rr_fact	**facts;
	size_t			 n;
	/* of these; one of several classes is told once */
	struct rr_split		*splits;
	size_t			 nsplits;
	/* others are sealed, or may be: what anyone holds is not known */
	bool			 in_part;
};

struct rr_moves	*rr_moves_new(struct rr_arena *, const struct rr_agreement *,
		    const struct rr_facts *);
/* Whether any of them is of that day. */
bool		 rr_moves_any(const struct rr_moves *, rr_date);
/* Costs what came before it. */
const struct rr_ledger *rr_ledger_new(struct rr_arena *,
		    const struct rr_agreement *, const struct rr_moves *,
		    struct rr_held_when);
/* N of them, by their parties; of one as they stand. */
const struct rr_stake *const *rr_stakes_by_party(struct rr_arena *,
		    const struct rr_stake *, size_t n);
/* NULL: nothing is on record, so nothing is held. */
const struct rr_stake *rr_ledger_find(const struct rr_ledger *,
		    const char *party, const char *class_key);

/* All of one party, in the order in which each is first heard of. */
const struct rr_stake *const *rr_ledger_of(const struct rr_ledger *,
		    const char *party, size_t *n);

/* The field by which an event moves nothing: "shares", "ratio"; or NULL. */
const char	*rr_lot_moves_nothing(const struct rr_event *,
		    const struct rr_fact *);

/*
 * What cannot be of an exercise in which OUT units of INTO came for UP of a
 * class, or NULL.
 */
const char	*rr_exercise_odd(const struct rr_agreement *,
		    const char *class_key, const char *into, int64_t out,
		    int64_t up);

/* The last line of what cannot be since it was last stated, or NULL. */
const struct rr_lot *rr_stake_flagged(const struct rr_stake *);
/* "500,000", "between 0 and 500,000", or "unknown". */
void		 rr_stake_text(const struct rr_stake *, struct rr_buf *);
/* "transferred to Fund: 1,000", for the reasons. */
void		 rr_lot_text(const struct rr_lot *, const char *other,
		    struct rr_buf *);

#endif

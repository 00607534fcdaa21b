/*
 * given_int.h: what a notice comes to, and its sendings; see given.c and
 * sendings.c.
 */
#ifndef REGRIGHTS_GIVEN_INT_H
#define REGRIGHTS_GIVEN_INT_H

#include "regrights/fact.h"
#include "value_int.h"

struct rr_ladder;
struct rr_calendar;
struct rr_eval;

/* What a notice comes to in one world. */
struct rr_given {
	rr_date		 effective, earliest, latest;
	/* EFFECTIVE, or that of a sending beside one in a gap; else NONE */
	rr_date		 sure;
	/* what EFFECTIVE is if a transmission came through; else NONE */
	rr_date		 provisional;
	const char	*section, *gap, *awaits;
	/* gap, or "receipt", of one that can have been before EFFECTIVE */
	const char	*sooner;
	/* of the sending that made EFFECTIVE, or NULL */
	const char	*method;
	/* the copy without which it is not given, or NULL */
	const char	*copy;
	/* AWAITS what no calendar knows, under some answers at least */
	bool		 unknown;
	/* as open points are answered, anything from EARLIEST to LATEST */
	bool		 joined;
	/* as in struct rr_eval */
	const struct rr_calendar *unlisted;
};

/* Without what it takes no effect, as open points are answered; or NULL. */
static inline const char *
rr_given_never(const struct rr_given *g)
{
	return g->copy != NULL ? g->copy : g->gap != NULL &&
	    rr_date_is_none(g->earliest) ? "a sending that is in no gap" : NULL;
}

/*
 * Whether that sending can give notice: what came to nothing can, as open
 * points are answered, where its clause does not ask that it came through.
 */
enum rr_truth	 rr_eval_stands(struct rr_eval *, const struct rr_fact *notice,
		    const struct rr_sending *);
/* Whether the word is a gap of the notice clause, and not what it lacks. */
bool	 rr_is_gap(const struct rr_ladder *, const char *word);
/* The sendings of a recorded notice to one party. */
void	 rr_eval_given(struct rr_eval *, const struct rr_fact *notice,
	    const char *party, struct rr_given *);
/*
 * The first receipt on record of one of its sendings, or NULL: it says nothing
 * of another.
 */
const struct rr_fact *rr_eval_receipt(struct rr_eval *,
	    const struct rr_fact *notice, const struct rr_sending *);
/*
 * The day on which PARTY first received the notice, by whichever sending, and
 * the fact; false when unknown, as it is where the result of that sending is
 * that it came to nothing.
 */
bool	 rr_eval_received(struct rr_eval *, const struct rr_fact *notice,
	    const char *party, rr_date *, const struct rr_fact **);
/*
 * The first receipt of PARTY by a sending that came to nothing, by its result:
 * one of the two entries is wrong; or NULL.
 */
const struct rr_fact *rr_eval_contradicted(struct rr_eval *,
	    const struct rr_fact *notice, const char *party);
/* What a notice awaits of which the two are on record. */
#define RR_AWAITS_WHICH	"word which is right, failed or received"
/*
 * The first day on which PARTY can have received it by a sending that did not
 * fail and has no receipt on record: that of the sending, or the day after for
 * what takes a night; or by one of which both are on record: that of the
 * receipt.  NONE: there is none.
 */
rr_date	 rr_eval_receivable(struct rr_eval *, const struct rr_fact *notice,
	    const char *party);
/* The latest result on record for one of its sendings, or NULL. */
const struct rr_fact *rr_eval_result(struct rr_eval *,
	    const struct rr_fact *notice, const struct rr_sending *);
/* Those of its sendings that went to PARTY, copies too, as they went. */
const struct rr_sending *const *rr_sent_to(struct rr_eval *,
	    const struct rr_fact *notice, const char *party, size_t *n);
/* Whether PARTY was sent the notice itself, not a copy alone. */
bool	 rr_went_to(struct rr_eval *, const struct rr_fact *notice,
	    const char *party);
/* Whether the I-th sending is the first to its party; of those not copies. */
bool	 rr_sent_first(struct rr_eval *, const struct rr_fact *, size_t i);
bool	 rr_sent_first_itself(struct rr_eval *, const struct rr_fact *,
	    size_t i);
/* The one whom the notice is primarily for: PARTY, else its first recipient. */
const char *rr_notice_party(const struct rr_fact *, const char *party);

#endif

/*
 * expr_int.h: what expressions come to, and which entries they mean.
 */
#ifndef REGRIGHTS_EXPR_INT_H
#define REGRIGHTS_EXPR_INT_H

#include "value_int.h"
#include "regrights/expr.h"

struct rr_eval;
struct rr_fact;

/* Lines of a sum, and what those that are before one have come to. */
struct rr_lines {
	const struct rr_sum_line	*of;
	const struct rr_amount		*come_to;
};

/* What "it", "sending" and "receipt" are while an expression is evaluated. */
struct rr_scope {
	const struct rr_fact	*self;
	/* party, for its effect or receipt */
	const char		*recipient;
	rr_date			 sending, receipt;
	const struct rr_lines	*lines;		/* of a sum; or NULL */
};

#define RR_SCOPE(it, party) \
	{ .self = (it), .recipient = (party), .sending = RR_DATE_NONE, \
	    .receipt = RR_DATE_NONE }

/*
 * expr_eval.c: what an expression comes to, and by itself as what its type
 * gives; and a day of which nothing is told: no reason, nor what is missing.
 */
typedef struct rr_worth rr_worth_fn(struct rr_eval *, const struct rr_expr *,
		    const struct rr_scope *);
rr_worth_fn	 rr_eval;
enum rr_truth	 rr_eval_truth(struct rr_eval *, const struct rr_expr *,
		    const struct rr_scope *);
struct rr_moment rr_eval_day(struct rr_eval *, const struct rr_expr *,
		    const struct rr_scope *);
struct rr_amount rr_eval_amount(struct rr_eval *, const struct rr_expr *,
		    const struct rr_scope *);
struct rr_moment rr_eval_day_quiet(struct rr_eval *, const struct rr_expr *,
		    const struct rr_scope *);
/*
 * Whether it is so, or RR_UNKNOWN; where open points leave it open, what
 * follows cannot be bounded.
 */
enum rr_truth	 rr_cond_known(struct rr_eval *, const struct rr_expr *,
		    const struct rr_scope *);
bool		 rr_cond_holds(struct rr_eval *, const struct rr_expr *,
	    const struct rr_scope *);
/* What it is that leaves a condition unknown: a fact, or "whether …". */
const char	*rr_cond_doubt(struct rr_eval *, const struct rr_expr *,
	    const struct rr_scope *);
/* As a reader is told it, by titles and words of the file; IT or NULL. */
const char	*rr_in_words(struct rr_eval *, const struct rr_expr *,
	    const struct rr_fact *it);

/*
 * reach.c: the entries that an expression means by its name, where SELF is
 * "it", in order, its "where" left out; and whether it means F.
 */
const struct rr_fact *const *rr_reach_entries(struct rr_eval *,
		    const struct rr_expr *, const struct rr_fact *self,
		    size_t *n);
enum rr_truth	 rr_reach_takes(struct rr_eval *, const struct rr_expr *,
		    const struct rr_fact *self, const struct rr_fact *f);
/*
 * The entry that a field of "it" names, by "what it.FIELD names", is "it" in
 * OWN; false: there is none, and T is what follows: nothing is met about none,
 * and what happened about one that is not said cannot be said.
 */
bool		 rr_reach_via(struct rr_eval *, const struct rr_expr *,
		    const struct rr_scope *, struct rr_scope *own,
		    enum rr_truth *t);
/*
 * Whether F names an entry that SELF names, and the same party where that is
 * asked; RR_UNKNOWN: it, or SELF, does not say which it names.
 */
enum rr_truth	 rr_reach_akin(const struct rr_expr *,
		    const struct rr_fact *self, const struct rr_fact *f);
/* Whether SELF names F; whether F is of the party that SELF names. */
bool		 rr_reach_names(const struct rr_expr *,
		    const struct rr_fact *self, const struct rr_fact *f);
bool		 rr_reach_is_of_party(struct rr_eval *, const struct rr_expr *,
		    const struct rr_fact *self, const struct rr_fact *f);
/*
 * The first entry that a sum takes from a field of SELF and that does not count
 * any more: "2"; or NULL.  What it came to is then not known, and not nothing.
 */
const char	*rr_reach_gone(struct rr_eval *, const struct rr_expr *,
		    const struct rr_fact *self);

#endif

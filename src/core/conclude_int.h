/*
 * conclude_int.h: what the terms come to, by the rule of their kind.
 *
 * Whoever needs what a provision or a notice comes to, a condition as well as a
 * row, asks rr_conclude() and its like, which ask its kind (kind.h).
 * A conclusion is one for one subject in the world that is; no rule forks.
 */
#ifndef REGRIGHTS_CONCLUDE_INT_H
#define REGRIGHTS_CONCLUDE_INT_H

#include "eval_int.h"

void	 rr_outcome_init(struct rr_outcome *, enum rr_found);

/*
 * What a provision comes to for one subject.  ITEMS (struct rr_finding_item)
 * takes its lines.
 */
typedef void	 rr_find_fn(struct rr_eval *, const struct rr_provision *,
		    const struct rr_scope *, struct rr_outcome *,
		    struct rr_vec *items);
/*
 * Whether a period of that provision runs for PARTY at the moment AT, or (NULL)
 * at that of F; WHICH is then the fact that began it.  RR_UNKNOWN: LACKS is
 * what is not on record, or NULL.
 */
typedef enum rr_truth rr_runs_fn(struct rr_eval *, const struct rr_provision *,
		    const struct rr_fact *f, const struct rr_moment *at,
		    const char *party,
		    const struct rr_fact **which, const char **lacks);
/*
 * The same as it stood just before THEN, by what was there before that for
 * certain, or (MAY) also by what can have been, on its day without an hour.
 */
typedef void	 rr_before_fn(struct rr_eval *, const struct rr_provision *,
		    const struct rr_scope *, const struct rr_fact *then,
		    bool may, struct rr_outcome *, struct rr_vec *items);
/* The use at which a counter of that provision is reached; or it waits. */
typedef struct rr_moment rr_reached_fn(struct rr_eval *,
		    const struct rr_provision *,
		    const struct rr_fact *baseline);
typedef enum rr_truth rr_is_reached_fn(struct rr_eval *,
		    const struct rr_provision *,
		    const struct rr_fact *baseline);
/* What a notice comes to for PARTY, with the copies that go with it. */
typedef void	 rr_given_fn(struct rr_eval *, const struct rr_fact *notice,
		    const char *party, struct rr_given *);

/* Those of one kind of provision; NULL: of what it is not asked. */
struct rr_kind_rule {
	rr_find_fn		*find;
	rr_before_fn		*before;
	rr_runs_fn		*runs;
	rr_reached_fn		*reached;
	rr_is_reached_fn	*is_reached;
};

/* How each kind is worked out; the constants of kind.h have them. */
rr_find_fn		 rr_allot_find, rr_cap_find, rr_counter_find,
			 rr_list_find, rr_period_find, rr_share_find,
			 rr_sum_find, rr_test_find;
rr_before_fn		 rr_share_before;
rr_runs_fn		 rr_period_runs;
rr_reached_fn		 rr_counter_reached;
rr_is_reached_fn	 rr_counter_is_reached;

/* What comes with each evaluation. */
struct rr_rules {
	rr_given_fn		*given;
	/* what expressions of each type come to */
	rr_worth_fn		*worth[RR_TYPE_MAX];
};

rr_given_fn		 rr_kind_notice;
rr_worth_fn		 rr_worth_day, rr_worth_truth, rr_worth_amount;

/* The same; what sealed entries counted for is waited for. */
rr_find_fn		 rr_conclude;
rr_before_fn		 rr_conclude_before;
rr_runs_fn		 rr_conclude_runs;
rr_reached_fn		 rr_conclude_reached;
rr_is_reached_fn	 rr_conclude_is_reached;
rr_given_fn		 rr_conclude_given;

/*
 * asked.c: what it comes to of IT in every world; RR_ANY: that differs between
 * them.  Outside any fork, with `fixed` set.
 */
enum rr_truth	 rr_cond_over_worlds(struct rr_eval *, const struct rr_expr *,
		    const struct rr_fact *it);

/*
 * fit.c: what does not fit, by the agreement's file, for `misfits`; before any
 * rule is run.  What a deadline rests on of it is added to how it stands, and
 * recorded.
 */
void	 rr_find_misfits(struct rr_eval *);
void	 rr_fit_deadline(struct rr_eval *, struct rr_deadline *);
void	 rr_record_misfits(struct rr_eval *, const struct rr_deadline *);

#endif

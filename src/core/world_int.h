/*
 * world_int.h: conclusions in each world of answers; see world.c.
 */
#ifndef REGRIGHTS_WORLD_INT_H
#define REGRIGHTS_WORLD_INT_H

#include "regrights/apart.h"
#include "regrights/derive.h"

struct rr_eval;

struct rr_world {
	const struct rr_setting	*asked;		/* those that matter */
	size_t			 nasked;
	const struct rr_setting	*all;		/* before they were reduced */
	size_t			 nall;
	/* open points that bear on it, where some are taken as unknown; or 0 */
	size_t			 npoints;
	void			*out;		/* what the rule left there */
	/* while they are reduced: which of the outcomes that is */
	size_t			 kind;
};

typedef void	 rr_rule_fn(struct rr_eval *, void *ctx, void *out);

/*
 * Runs RULE in every world that it asks for; SIZE bytes of zeroed `out` each,
 * compared as bytes afterwards, so a rule fills every member.  EV's index and
 * input are set; its answers are reset for each world.  Of a rule that asks for
 * more than RR_WORLDS_MAX there are RR_WORLDS_APART at most, and each of them
 * allows for every answer to the questions that it leaves open: none is left
 * out.
 */
size_t	 rr_fork(struct rr_eval *, rr_rule_fn *, void *ctx, size_t size,
	    struct rr_world **);
/*
 * Leaves only the answers that make a difference to `out`; equal worlds
 * become one.  Returns how many are left: 1 when all agree.
 */
size_t	 rr_worlds_reduce(struct rr_arena *, struct rr_world *, size_t n,
	    size_t size);
/* Both at once; NRUNS, or NULL, takes how many worlds there were. */
size_t	 rr_worlds_of(struct rr_eval *, rr_rule_fn *, void *ctx, size_t size,
	    struct rr_world **, size_t *nruns);
/* By what reduced worlds part. */
enum rr_apart rr_worlds_apart(const struct rr_eval *, const struct rr_world *,
	    size_t n);
/* Runs RULE once more with the answers of one reduced world. */
void	 rr_world_run(struct rr_eval *, const struct rr_world *, rr_rule_fn *,
	    void *ctx, void *out);
/*
 * Records the reasons in each of N reduced worlds, under "if KEY" when there
 * are several; SCRATCH takes what the rule leaves.
 */
void	 rr_worlds_record(struct rr_eval *, struct rr_recorder *,
	    const struct rr_world *, size_t n, rr_rule_fn *, void *ctx,
	    void *scratch);
/*
 * Those of N reduced worlds, of another rule, that the world which is can be:
 * their questions become its own.  One; where its answers to some of them are
 * left open, all N that are returned, from FIRST on.
 */
size_t	 rr_worlds_walk(struct rr_eval *, const struct rr_world *, size_t n,
	    const struct rr_world **first);
/* "california-bank-holidays=yes+clear-days=no" */
const char *rr_world_key(struct rr_arena *, const struct rr_agreement *,
	    const struct rr_world *);

#endif

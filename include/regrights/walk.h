/*
 * walk.h: a workflow of the agreement, held against the case.
 *
 * How each step stands follows from the facts alone; nothing is kept of how
 * far someone has come.
 */
#ifndef REGRIGHTS_WALK_H
#define REGRIGHTS_WALK_H

#include <stddef.h>

#include "regrights/derive.h"

#define RR_TICK(id, word, shown, mark)	RR_TICK_##id,
enum rr_tick {
#include "regrights/tick.def"
	RR_TICK_MAX
};
#undef RR_TICK

const char	*rr_tick_word(enum rr_tick);	/* JSON */
const char	*rr_tick_shown(enum rr_tick);	/* on the screen */
const char	*rr_tick_mark(enum rr_tick);	/* "[x]" */

/* What a step needs of a notice that was sent. */
enum rr_walk_need {
	RR_NEED_STEP,		/* nothing: it is done as it is declared */
	RR_NEED_RECEIPT,	/* that its receipt is logged */
	RR_NEED_RESULT,		/* … what the transmission came to */
	RR_NEED_TIME,		/* nothing but the day of its effect */
	RR_NEED_AGAIN		/* another sending: this one came to nothing */
};

struct rr_walk_step {
	const struct rr_workflow_step	*step;
	enum rr_tick			 tick;
	/* DONE: the last of the facts that tick it, or NULL */
	const struct rr_fact		*fact;
	/* else what is missing or still to come, or NULL */
	const char			*missing;
	/* party: the first for whom it is not done, or NULL */
	const char			*whom;
	/* the first of several entries of which it is not so, or NULL */
	const struct rr_fact		*which;
	/* the notice that it asks for, if that was sent, and to which party */
	const struct rr_fact		*sent;
	const char			*sent_to;
	enum rr_walk_need		 need;
	const struct rr_trace		*why;		/* or NULL */
};

struct rr_walk {
	const char			*id;	/* MATTER/workflow/KEY/41 */
	const struct rr_input		*input;
	const struct rr_workflow	*workflow;
	/* what "it" is; NULL: not on record yet */
	const struct rr_fact		*subject;
	const struct rr_walk_step	*steps;	/* as many as declared */
	/* how many are done or not needed */
	size_t				 nsettled;
	/* the first that is open or cannot be said, or the number of steps */
	size_t				 next;
};

/* The subject is one of the input's facts, or NULL. */
struct rr_walk	*rr_walk_derive(struct rr_arena *, const struct rr_input *,
		    const struct rr_workflow *, const struct rr_fact *);
/* The latest entry of that name that hangs on what the walk is about. */
const struct rr_fact *rr_walk_latest(struct rr_arena *, const struct rr_walk *,
		    const char *name);
/*
 * The entry of that name that a step is about: the first of which it is not
 * done; else the latest that hangs on what the walk is about, or that this
 * hangs on; of a walk that is about nothing yet the latest.  Or NULL.
 */
const struct rr_fact *rr_walk_named(struct rr_arena *, const struct rr_walk *,
		    const struct rr_walk_step *, const char *name);
/*
 * Where a walk that is about nothing yet would be about notices, each of which
 * answers an event: the latest event that none of them answers, and which of
 * them does; or NULL.
 */
const struct rr_fact *rr_walk_awaits(struct rr_arena *, const struct rr_walk *,
		    const struct rr_event **notice);
/*
 * All walks of the agreement: each workflow from its beginning, then about
 * each fact that it can be about, the newest first.
 */
size_t		 rr_walks_derive(struct rr_arena *, const struct rr_input *,
		    struct rr_walk ***);

#endif

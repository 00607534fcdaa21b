/*
 * walk_sent.c: a step of a workflow whose notice was sent already.
 *
 * The step is done when the notice was received, or has taken effect.  Until
 * then it waits for a receipt, for the result of a transmission, or for a day,
 * and not for a second sending; only what came to nothing is sent again, and
 * only to whom it did.
 */
#include <string.h>

#include "walk_int.h"

struct looking {
	const struct rr_fact	*subject;
	struct rr_walk_step	*step;
};

struct sent {
	const struct rr_fact	*notice;
	const char		*to;
	enum rr_walk_need	 need;
};

static bool
is_meant(const struct rr_walk_step *s, const char *party)
{
	return s->whom == NULL || strcmp(s->whom, party) == 0;
}

/* Of one notice, the first of its recipients of whom something is missing. */
static void
look_at(struct rr_eval *ev, const struct looking *x, enum rr_way way,
    const struct rr_fact *f, struct sent *out)
{
	for (size_t i = 0; i < f->nsendings; i++) {
		const char *party = f->sendings[i].party;
		enum rr_walk_need need;

		if ((out->notice != NULL && out->need != RR_NEED_AGAIN) ||
		    !rr_sent_first_itself(ev, f, i) ||
		    !is_meant(x->step, party))
			continue;
		need = rr_way_needs(ev, way, f, party);
		if (need != RR_NEED_STEP)
			*out = (struct sent){ f, party, need };
	}
}

static void	 look(struct rr_eval *, const struct looking *,
		    const struct rr_expr *, const struct rr_fact *self,
		    struct sent *);

/* What ticks the items of a list. */
static void
look_in_list(struct rr_eval *ev, const struct looking *x, const char *id,
    const struct rr_fact *self, struct sent *out)
{
	const struct rr_provision *p = rr_agreement_provision(ev->agreement,
	    id);

	for (size_t i = 0; p != NULL && p->kind->lines == RR_LINES_TICKS &&
	    i < p->list.n; i++)
		look(ev, x, p->list.items[i].done, self, out);
}

static void
look(struct rr_eval *ev, const struct looking *x, const struct rr_expr *c,
    const struct rr_fact *self, struct sent *out)
{
	const struct rr_fact *which = x->step->which != NULL ?
	    x->step->which : x->subject;
	const struct rr_fact *const *all;
	size_t n;

	if (c == NULL || c->op == RR_EXPR_NOT ||
	    rr_expr_type(c) != RR_TYPE_TRUTH)
		return;
	if (c->op == RR_EXPR_WAY && c->name != NULL && c->way != RR_WAY_SENT &&
	    c->way != RR_WAY_COPIED &&
	    (c->reach == RR_REACH_ALL || self != NULL)) {
		all = rr_reach_entries(ev, c, self, &n);
		for (size_t i = n; i > 0; i--)
			look_at(ev, x, c->way, all[i - 1], out);
	} else if (c->op == RR_EXPR_SETTLED)
		look_in_list(ev, x, c->name, which, out);
	else if (c->op == RR_EXPR_EACH)
		look(ev, x, c->of[0], x->step->which, out);
	else
		for (size_t i = 0; i < c->nof; i++)
			look(ev, x, c->of[i], self, out);
}

static void
run(struct rr_eval *ev, void *ctx, void *out)
{
	const struct looking *x = ctx;
	struct rr_recorder *rec = ev->rec;

	ev->rec = NULL;
	look(ev, x, x->step->step->done, x->subject, out);
	ev->rec = rec;
}

void
rr_walk_sent(struct rr_eval *ev, const struct rr_fact *subject,
    struct rr_walk_step *s)
{
	struct looking x = { subject, s };
	const struct sent *first;
	struct rr_world *w;

	rr_fork(ev, run, &x, sizeof(struct sent), &w);
	first = w->out;
	s->sent = first->notice;
	s->sent_to = first->to;
	s->need = first->notice != NULL ? first->need : RR_NEED_STEP;
}

/*
 * waiver.c: deadlines that were waived.
 *
 * The agreement's file says which event or notice waives, and which of its
 * fields name the deadline, the entry and the party.  A field that is left
 * empty waives it for all; where the paper asks for more, as a consent, the
 * condition has to hold under every open answer, and the deadline is waived
 * from the day on which the last of it was there.  Until then it stands as it
 * does, and the waiver is told with what it lacks.  The day stays what it is: a
 * waiver changes how it stands, not when it was.
 */
#include <string.h>

#include "eval_int.h"
#include "regrights/arena.h"
#include "regrights/buf.h"

struct asked {
	const struct rr_cond	*cond;
	struct rr_scope		 scope;
};

/* What it comes to in one world. */
struct found {
	enum rr_truth	 truth;
	rr_date		 from;		/* NONE unless it is so */
	const char	*lacks;
};

/*
 * The day from which a condition that is true has been so, as far as it rests
 * on thresholds: the first of those that are enough, the last of those that all
 * are needed; NONE where it is not true.
 */
static rr_date
since(struct rr_eval *ev, const struct rr_cond *c, const struct rr_scope *s)
{
	bool any = c->op == RR_COND_OR, all = c->op == RR_COND_AND;
	rr_date from = any ? RR_DATE_NONE : s->self->day;

	if (!any && !all) {
		ev->since = &from;
		if (rr_cond_eval(ev, c, s) != RR_TRUE)
			from = RR_DATE_NONE;
		ev->since = NULL;
		return from;
	}
	for (size_t i = 0; i < c->nof; i++) {
		rr_date one = since(ev, c->of[i], s);

		if (all && rr_date_is_none(one))
			return one;
		if (rr_date_is_none(from) || (!rr_date_is_none(one) &&
		    (rr_date_cmp(one, from) > 0) == all))
			from = one;
	}
	return from;
}

static void
run_cond(struct rr_eval *ev, void *ctx, void *out)
{
	const struct asked *a = ctx;
	struct found *f = out;
	const char *lacks = NULL;

	ev->lack = &lacks;
	f->truth = rr_cond_eval(ev, a->cond, &a->scope);
	ev->lack = NULL;
	f->from = f->truth != RR_TRUE ? RR_DATE_NONE :
	    since(ev, a->cond, &a->scope);
	f->lacks = f->truth == RR_TRUE ? NULL : rr_shared_text(ev, lacks);
}

/* Whether it asks for votes, so that what it lacks is a consent. */
static bool
asks_votes(const struct rr_agreement *a, const struct rr_cond *c)
{
	bool found = c->op == RR_COND_SETTLED && rr_agreement_provision(a,
	    c->name)->kind == RR_KIND_SHARE;

	for (size_t i = 0; i < c->nof && !found; i++)
		found = asks_votes(a, c->of[i]);
	return found;
}

/* "if A or B" */
static void
add_keys(struct rr_eval *ev, const struct rr_world *w, size_t n,
    struct rr_buf *b)
{
	for (size_t i = 0; i < n; i++)
		if (((const struct found *)w[i].out)->truth == RR_TRUE)
			rr_buf_printf(b, "%s%s", b->len > 0 ? " or " : "if ",
			    rr_world_key(ev->arena, ev->newest, &w[i]));
}

/* It is so under some answers, or cannot be said under any. */
static void
tell_doubt(struct rr_eval *ev, const struct rr_world *w, size_t n,
    struct rr_waiver *out)
{
	const struct found *f = NULL;
	struct rr_buf keys = RR_BUF_INIT;

	add_keys(ev, w, n, &keys);
	for (size_t i = 0; i < n && (f == NULL || f->lacks == NULL); i++)
		f = w[i].out;
	out->note = "waiver recorded, in doubt";
	if (w[0].npoints > 0)
		out->why = rr_arena_printf(ev->arena, "waiver recorded; %zu "
		    "open points bear on whether it counts", w[0].npoints);
	else if (keys.len > 0)
		out->why = rr_arena_printf(ev->arena, "waiver recorded; it "
		    "counts only %s", keys.s);
	else
		out->why = "waiver recorded; whether it counts is not known";
	if (f != NULL && f->lacks != NULL)
		out->why = rr_arena_printf(ev->arena, "%s (not on record: %s)",
		    out->why, f->lacks);
	rr_buf_free(&keys);
}

static void
tell_not(const struct rr_agreement *a, const struct rr_cond *c,
    struct rr_waiver *out)
{
	out->note = asks_votes(a, c) ?
	    "waiver recorded, consent not passed" :
	    "waiver recorded, does not count";
	out->why = out->note;
}

/* Whether that waiver counts, and from when. */
static void
look_at(struct rr_eval *ev, const struct rr_cond *cond,
    const struct rr_fact *waiver, struct rr_waiver *out)
{
	struct asked a = { cond, { waiver, NULL, RR_DATE_NONE,
	    RR_DATE_NONE } };
	bool so = true, not = true;
	struct rr_world *w;
	size_t n;

	memset(out, 0, sizeof(*out));
	out->by = waiver;
	out->from = waiver->day;
	if (cond == NULL)
		return;
	n = rr_fork(ev, run_cond, &a, sizeof(struct found), &w);
	n = rr_worlds_reduce(ev->arena, w, n, sizeof(struct found));
	for (size_t i = 0; i < n; i++) {
		const struct found *f = w[i].out;

		so &= f->truth == RR_TRUE;
		not &= f->truth == RR_FALSE;
		if (f->truth == RR_TRUE && rr_date_cmp(f->from,
		    out->from) > 0)
			out->from = f->from;
	}
	if (so)
		return;
	out->from = RR_DATE_NONE;
	if (not)
		tell_not(ev->newest, cond, out);
	else
		tell_doubt(ev, w, n, out);
}

/* What the field of that name says; NULL: nothing, so it is for all. */
static const char *
field(const struct rr_fact *f, const char *name)
{
	return name == NULL ? NULL : rr_fact_field(f, name);
}

static bool
is_for(const struct rr_fact *f, const struct rr_waiver_terms *t,
    const struct rr_deadline *d)
{
	const char *entry = field(f, t->entry);
	const char *party = field(f, t->party);
	const char *id = field(f, t->deadline);
	int64_t seq, row;

	if (id == NULL || strcmp(id, d->provision->id) != 0)
		return false;
	if (entry != NULL && (d->subject == NULL ||
	    !rr_fact_ref_parse(entry, &seq, &row) ||
	    seq != d->subject->seq || row != d->subject->row))
		return false;
	return party == NULL ||
	    (d->recipient != NULL && strcmp(party, d->recipient) == 0);
}

/* One that counts comes before one that may, and that before one that not. */
static bool
is_better(const struct rr_waiver *a, const struct rr_waiver *b)
{
	if (b->by == NULL || rr_date_is_none(a->from))
		return b->by == NULL || rr_date_is_none(b->from);
	return rr_date_is_none(b->from) || rr_date_cmp(a->from, b->from) < 0;
}

void
rr_waiver_of(struct rr_eval *ev, const struct rr_deadline *d,
    struct rr_waiver *out)
{
	const struct rr_waiver_terms *t = ev->newest->waivers;
	const struct rr_fact *const *all;
	struct rr_recorder *rec = ev->rec;
	const struct rr_terms was = { ev->agreement, ev->engine };
	size_t n;

	memset(out, 0, sizeof(*out));
	out->from = RR_DATE_NONE;
	if (t == NULL)
		return;
	all = rr_index_named(ev->index, t->by, &n);
	ev->rec = NULL;
	/* The deadline may be of terms before an amendment; these are not. */
	ev->agreement = ev->newest;
	ev->engine = ev->in->engine;
	for (size_t i = 0; i < n; i++) {
		struct rr_waiver one;

		if (!is_for(all[i], t, d))
			continue;
		look_at(ev, t->only_if, all[i], &one);
		if (is_better(&one, out))
			*out = one;
	}
	rr_terms_end(ev, &was);
	ev->rec = rec;
}

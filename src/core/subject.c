/*
 * subject.c: whom and what a provision is about.
 *
 * One conclusion a provision, or one for each fact of its events and notices,
 * or one for each recipient of that notice, for each party in a role, or for
 * the party that a field of the fact names.  Ids are made of the matter, the
 * kind and the subject, so that they are the same after the next derivation.
 */
#include <string.h>

#include "eval_int.h"
#include "passed_int.h"
#include "regrights/arena.h"
#include "regrights/buf.h"
#include "regrights/map.h"

const char *
rr_make_id(struct rr_eval *ev, const char *register_name, const char *name,
    const struct rr_fact *f, const char *party)
{
	struct rr_buf b = RR_BUF_INIT;

	rr_buf_printf(&b, "%s/%s", ev->agreement->key, register_name);
	if (name != NULL)
		rr_buf_printf(&b, "/%s", name);
	if (f != NULL) {
		rr_buf_printf(&b, "/%lld", (long long)f->seq);
		if (f->row > 0)
			rr_buf_printf(&b, ".%lld", (long long)f->row);
	}
	if (party != NULL)
		rr_buf_printf(&b, "/%s", party);
	return rr_buf_keep(&b, ev->arena);
}

/* On the day of F: what a Holder sells later ends nothing that it was told. */
static bool
has_role(struct rr_eval *ev, const struct rr_provision *p,
    const struct rr_fact *f, const char *party)
{
	const struct rr_party *who = rr_roster_find(ev->in->roster, party);

	return p->role == NULL || (who != NULL && rr_list_has(rr_party_roles(
	    who, rr_date_or(f->day, ev->in->on)), p->role));
}

/* Whether it went to PARTY by one before that is one with it. */
static bool
went_before(struct rr_eval *ev, const struct rr_fact *f, const char *party)
{
	size_t n;
	const struct rr_fact *const *same = rr_eval_same(ev, f, &n);

	for (size_t i = 0; i < n && same[i] != f; i++)
		if (rr_went_to(ev, same[i], party))
			return true;
	return false;
}

static void
each_recipient(struct rr_eval *ev, const struct rr_provision *p,
    const struct rr_fact *f, rr_subject_fn *fn, void *ctx)
{
	for (size_t i = 0; i < f->nsendings; i++)
		if (rr_sent_first_itself(ev, f, i) &&
		    has_role(ev, p, f, f->sendings[i].party) &&
		    !went_before(ev, f, f->sendings[i].party))
			fn(ctx, p, f, f->sendings[i].party);
}

/* A right that goes with the securities is for those who have them now. */
static void
each_passed(struct rr_eval *ev, const struct rr_provision *p,
    const struct rr_fact *f, rr_subject_fn *fn, void *ctx)
{
	const struct rr_passed *all;
	size_t n;

	if (!p->kind->deadline || p->date.held_if == NULL)
		return;
	all = rr_passed_on(ev, f, &n);
	for (size_t i = 0; i < n; i++)
		if (!went_before(ev, f, all[i].first))
			fn(ctx, p, f, all[i].to);
}

/* Who has the role, or had it since the day of F: it may have sold all. */
static void
each_in_role(struct rr_eval *ev, const struct rr_provision *p,
    const struct rr_fact *f, rr_subject_fn *fn, void *ctx)
{
	const struct rr_roster *r = ev->in->roster;

	for (size_t i = 0; i < r->n; i++)
		if (rr_party_had_role(&r->parties[i], p->role, f == NULL ?
		    ev->in->on : f->day, ev->in->on))
			fn(ctx, p, f, r->parties[i].key);
}

static void
one_subject(struct rr_eval *ev, const struct rr_provision *p,
    const struct rr_fact *f, rr_subject_fn *fn, void *ctx)
{
	switch (p->per) {
	case RR_PER_ENTRY:
		fn(ctx, p, f, NULL);
		break;
	case RR_PER_RECIPIENT:
		each_recipient(ev, p, f, fn, ctx);
		each_passed(ev, p, f, fn, ctx);
		break;
	case RR_PER_ROLE:
		each_in_role(ev, p, f, fn, ctx);
		break;
	case RR_PER_FIELD:
		fn(ctx, p, f, rr_fact_field(f, p->whose));
		break;
	}
}

void
rr_subjects(struct rr_eval *ev, const struct rr_provision *p,
    rr_subject_fn *fn, void *ctx)
{
	if (p->neach == 0)
		one_subject(ev, p, NULL, fn, ctx);
	for (size_t i = 0; i < p->neach; i++) {
		size_t n;
		const struct rr_fact *const *all =
		    rr_index_named(ev, p->each[i], &n);

		for (size_t j = 0; j < n; j++)
			one_subject(ev, p, all[j], fn, ctx);
	}
}

struct settled {
	struct rr_eval	*ev;
	rr_subject_fn	*fn;
	void		*ctx;
};

static void
settle(void *ctx, const struct rr_provision *p, const struct rr_fact *f,
    const char *party)
{
	const struct settled *s = ctx;

	if (s->ev->stopped)
		return;
	rr_eval_settle(s->ev);
	s->fn(s->ctx, p, f, party);
}

/* The same id, of the same kind and about the same things, in later terms. */
static bool
stands_later(const struct rr_eval *ev, const struct rr_agreement *a,
    const struct rr_provision *p)
{
	for (const struct rr_agreement *l = ev->newest; l != a; l = l->before) {
		const struct rr_provision *q = rr_agreement_provision(l,
		    p->id);
		bool same = q != NULL && q->kind == p->kind &&
		    q->per == p->per && q->neach == p->neach;

		for (size_t i = 0; same && i < p->neach; i++)
			same = strcmp(p->each[i], q->each[i]) == 0;
		if (same)
			return true;
	}
	return false;
}

static void
each_subject(struct rr_eval *ev, rr_wanted_fn *wanted, rr_subject_fn *fn,
    void *ctx)
{
	for (const struct rr_agreement *a = ev->newest; a != NULL;
	    a = a->before)
		for (size_t i = 0; i < a->nprovisions; i++)
			if (wanted(&a->provisions[i]) &&
			    !stands_later(ev, a, &a->provisions[i]))
				rr_subjects(ev, &a->provisions[i], fn, ctx);
}

void
rr_each_subject(struct rr_eval *ev, rr_wanted_fn *wanted, rr_subject_fn *fn,
    void *ctx)
{
	struct settled s = { ev, fn, ctx };

	each_subject(ev, wanted, settle, &s);
}

struct subject {
	const struct rr_provision	*provision;
	const struct rr_fact		*fact;
	const char			*party;
};

/* Terms of different days can have one of the same id. */
static void
keep(void *ctx, const struct rr_provision *p, const struct rr_fact *f,
    const char *party)
{
	struct rr_eval *ev = ctx;
	const struct rr_vec none = RR_VEC_INIT(struct subject);
	const char *id = rr_make_id(ev, p->kind->deadline ? "deadline" :
	    p->kind->word, p->id, f, party);
	struct rr_vec *all = rr_map_find(ev->subjects, id);

	if (all == NULL) {
		all = rr_arena_alloc(ev->arena, sizeof(*all));
		*all = none;
		rr_map_set(ev->subjects, id, all);
	}
	*(struct subject *)rr_vec_add(ev->arena, all) = (struct subject){ p,
	    f, party };
}

static bool
is_any(const struct rr_provision *p)
{
	return p->id != NULL;
}

void
rr_the_subject(struct rr_eval *ev, const char *id, rr_wanted_fn *wanted,
    rr_subject_fn *fn, void *ctx)
{
	struct settled s = { ev, fn, ctx };
	const struct rr_vec *all;

	if (ev->subjects == NULL) {
		ev->subjects = rr_map_new(ev->arena);
		each_subject(ev, is_any, keep, ev);
	}
	all = rr_map_find(ev->subjects, id);
	for (size_t i = 0; all != NULL && i < all->n; i++) {
		const struct subject *one = rr_vec_at(all, i);

		if (wanted(one->provision))
			settle(&s, one->provision, one->fact, one->party);
	}
}

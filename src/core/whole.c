/*
 * whole.c: a notice with the copies that go with it.
 *
 * The agreement's file says under which answers a notice is given to a party
 * only once the copies are that go with it: each to whom they were to go when
 * it was sent, by the notice itself or by one more communication about it.
 * Where they came no later than the notice, it is not asked whether they count.
 * Its receipt is one without them.
 */
#include "conclude_int.h"
#include "notice_int.h"
#include "regrights/arena.h"
#include "status_int.h"

/* NONE is never, and later than any day. */
static rr_date
later(rr_date a, rr_date b)
{
	return rr_is_sooner(a, b) ? b : a;
}

/*
 * A communication by itself, about F; one that by its kind answers F is a
 * notice of its own, and its copies are of it.
 */
static bool
can_be_copy(const struct rr_eval *ev, const struct rr_fact *f)
{
	const struct rr_event *e = f->shape != RR_SHAPE_NOTICE ? NULL :
	    rr_agreement_event(ev->agreement, f->name);

	return e != NULL && e->about == NULL;
}

/* What PARTY had of F: the first copy of it, by whichever entry. */
static void
copy_of(struct rr_eval *ev, const struct rr_fact *f, const char *party,
    struct rr_given *g)
{
	size_t n;
	const struct rr_fact *const *about = rr_index_about(ev, f, &n);

	rr_eval_given(ev, f, party, g);
	for (size_t i = 0; i < n; i++) {
		struct rr_given one;

		if (!can_be_copy(ev, about[i]))
			continue;
		rr_eval_given(ev, about[i], party, &one);
		if (rr_is_sooner(one.latest, g->latest) || (rr_date_is_none(
		    g->latest) && rr_is_sooner(one.earliest, g->earliest))) {
			one.earliest = rr_is_sooner(g->earliest, one.earliest) ?
			    g->earliest : one.earliest;
			*g = one;
		}
	}
}

/* What it is if the transmissions came through: all of them, and a copy. */
static rr_date
provisional(const struct rr_given *all, const struct rr_given *copy)
{
	rr_date a = rr_date_is_none(all->effective) ? all->provisional :
	    all->effective;
	rr_date b = rr_date_is_none(copy->effective) ? copy->provisional :
	    copy->effective;

	if (rr_date_is_none(a) || rr_date_is_none(b) ||
	    (!rr_date_is_none(all->effective) &&
	    !rr_date_is_none(copy->effective)))
		return RR_DATE_NONE;
	return later(a, b);
}

/* Without this copy it is not given at all. */
static void
lack_copy(struct rr_eval *ev, const char *name, struct rr_given *all)
{
	const struct rr_calendar *unlisted = all->unlisted;

	rr_given_clear(all);
	all->unlisted = unlisted;
	all->copy = all->awaits = rr_shared_text(ev, rr_arena_printf(ev->arena,
	    "a copy to %s", name));
}

/* ALL, as one more copy makes it. */
static void
add_copy(struct rr_eval *ev, const char *name, const struct rr_given *copy,
    struct rr_given *all)
{
	if (all->copy != NULL)
		return;
	if (rr_date_is_none(copy->earliest)) {
		lack_copy(ev, name, all);
		return;
	}
	all->provisional = provisional(all, copy);
	all->earliest = later(all->earliest, copy->earliest);
	all->latest = later(all->latest, copy->latest);
	all->joined |= copy->joined;
	all->unknown |= copy->unknown;
	if (all->unlisted == NULL)
		all->unlisted = copy->unlisted;
	if (all->sooner == NULL)
		all->sooner = copy->sooner;
	if (rr_date_is_none(all->effective))
		return;
	all->effective = rr_date_is_none(copy->effective) ? RR_DATE_NONE :
	    later(all->effective, copy->effective);
	if (!rr_date_is_none(all->effective))
		return;
	all->gap = NULL;
	all->awaits = rr_shared_text(ev, rr_arena_printf(ev->arena,
	    "%s of the copy to %s%s%s", copy->awaits != NULL ? copy->awaits :
	    "receipt", name, copy->gap != NULL ? ", in gap " : "",
	    copy->gap != NULL ? copy->gap : ""));
}

/* As G is, but for open points: between both. */
static void
join(const struct rr_given *all, struct rr_given *g)
{
	g->joined = true;
	g->latest = all->latest;
	g->unknown |= all->unknown;
	g->effective = g->provisional = RR_DATE_NONE;
	g->gap = g->awaits = g->section = NULL;
}

static bool
is_same_day(const struct rr_given *a, const struct rr_given *b)
{
	return rr_date_cmp(a->effective, b->effective) == 0 &&
	    rr_date_cmp(a->earliest, b->earliest) == 0 &&
	    rr_date_cmp(a->latest, b->latest) == 0 &&
	    a->joined == b->joined && a->unknown == b->unknown;
}

/* With all its copies. */
static void
with_copies(struct rr_eval *ev, const struct rr_fact *notice,
    const char *party, struct rr_given *all)
{
	const struct rr_party **to;
	size_t n = rr_roster_copies(ev->arena, ev->in->roster, party,
	    notice->nsendings > 0 ? notice->sendings[0].wall.day :
	    notice->day, &to);

	for (size_t i = 0; i < n; i++) {
		struct rr_given copy;

		copy_of(ev, notice, to[i]->key, &copy);
		add_copy(ev, to[i]->name, &copy, all);
	}
	all->sure = all->effective;
}

static void
count_copies(struct rr_eval *ev, const struct rr_given *all,
    struct rr_given *g)
{
	const struct rr_ladder *l = ev->agreement->ladder;
	const struct rr_scope none = RR_SCOPE(NULL, NULL);
	enum rr_truth counts = rr_eval_truth(ev, l->with_copies_if, &none);

	if (counts == RR_FALSE)
		return;
	rr_record(ev->rec, RR_STEP_CHOICE, l->cite.section,
	    "given with its copies only, as this point is answered: %s%s",
	    all->awaits != NULL ? "not on record: " : "",
	    all->awaits != NULL ? all->awaits :
	    rr_day_text(ev->arena, all->latest));
	if (rr_is_open(counts))
		join(all, g);
	else
		*g = *all;
}

void
rr_kind_notice(struct rr_eval *ev, const struct rr_fact *notice,
    const char *party, struct rr_given *g)
{
	struct rr_recorder *rec = ev->rec;
	struct rr_given all;
	struct rr_terms was;

	rr_eval_given(ev, notice, party, g);
	if (rr_date_is_none(g->earliest))
		return;
	rr_terms_notice(ev, notice->day, &was);
	if (ev->agreement->ladder->with_copies_if != NULL) {
		all = *g;
		ev->rec = NULL;
		with_copies(ev, notice, party, &all);
		ev->rec = rec;
		if (!is_same_day(&all, g))
			count_copies(ev, &all, g);
	}
	rr_terms_end(ev, &was);
}

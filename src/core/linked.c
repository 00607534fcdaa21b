/*
 * linked.c: facts that are about another, and whom they concern.
 *
 * A fact is about one other, or names several in a field of entries ("lifts",
 * "41 52"): an Advice can lift more than one discontinuance.
 */
#include <stdlib.h>
#include <string.h>

#include "body_int.h"
#include "eval_int.h"
#include "regrights/arena.h"
#include "regrights/buf.h"

/* Links up from an entry that are followed; entries could name each other. */
#define LINKS_MAX	12

static bool	 hangs_on(struct rr_eval *, const struct rr_fact *f,
		    const struct rr_fact *self, int links);

/* Whether a field of entries names that one. */
static bool
names_it(const struct rr_event *e, const struct rr_fact *f, const char *ref)
{
	for (size_t i = 0; e != NULL && i < e->nfields; i++)
		if (rr_field_names_entries(e->fields[i].type) &&
		    rr_list_has(rr_fact_field(f, e->fields[i].key), ref))
			return true;
	return false;
}

bool
rr_eval_is_linked(struct rr_eval *ev, const struct rr_fact *f,
    const struct rr_fact *self)
{
	const struct rr_event *e = rr_agreement_event(ev->agreement, f->name);
	struct rr_buf ref = RR_BUF_INIT;
	bool found;

	if (f->about == self->seq && f->about_row == self->row)
		return true;
	rr_fact_ref(self, &ref);
	found = names_it(e, f, ref.s);
	rr_buf_free(&ref);
	return found;
}

const struct rr_fact *const *
rr_eval_same(struct rr_eval *ev, const struct rr_fact *self, size_t *n)
{
	const struct rr_event *e = rr_agreement_event(ev->agreement,
	    self->name);
	const char *one = e == NULL || e->one_by == NULL ? NULL :
	    rr_fact_field(self, e->one_by);
	const struct rr_fact *const *named;
	const struct rr_fact **same;
	size_t all = 0;

	named = one == NULL ? NULL : rr_index_named(ev, self->name,
	    &all);
	same = rr_arena_array(ev->arena, all + 1, sizeof(*same));
	*n = 0;
	if (one == NULL)
		same[(*n)++] = self;
	for (size_t i = 0; i < all; i++) {
		const char *other = rr_fact_field(named[i], e->one_by);

		if (named[i] == self || (other != NULL &&
		    strcmp(one, other) == 0))
			same[(*n)++] = named[i];
	}
	return same;
}

/* Whether an entry that LIST names, "41 52", is SELF or hangs on it. */
static bool
named_hangs(struct rr_eval *ev, const char *list, const struct rr_fact *self,
    int links)
{
	int64_t seq, row;

	while (rr_fact_refs_next(&list, &seq, &row))
		if (hangs_on(ev, rr_eval_live(ev, seq, row), self,
		    links))
			return true;
	return false;
}

static bool
hangs_on(struct rr_eval *ev, const struct rr_fact *f,
    const struct rr_fact *self, int links)
{
	const struct rr_event *e;

	if (f == NULL || f == self || links == 0)
		return f != NULL && f == self;
	if (f->about != 0 && hangs_on(ev, rr_eval_live(ev,
	    f->about, f->about_row), self, links - 1))
		return true;
	e = rr_agreement_event(ev->agreement, f->name);
	for (size_t i = 0; e != NULL && i < e->nfields; i++)
		if (rr_field_names_entries(e->fields[i].type) &&
		    named_hangs(ev, rr_fact_field(f, e->fields[i].key), self,
		    links - 1))
			return true;
	return false;
}

bool
rr_eval_hangs(struct rr_eval *ev, const struct rr_fact *f,
    const struct rr_fact *self)
{
	return hangs_on(ev, f, self, LINKS_MAX);
}

const struct rr_fact *const *
rr_eval_linked(struct rr_eval *ev, const char *name,
    const struct rr_fact *self, size_t *n)
{
	const struct rr_event *e = rr_agreement_event(ev->agreement, name);
	size_t all, found = 0;
	const struct rr_fact *const *named =
	    rr_index_named(ev, name, &all);
	const struct rr_fact **linked = rr_arena_array(ev->arena, all + 1,
	    sizeof(*linked));
	struct rr_buf ref = RR_BUF_INIT;

	rr_fact_ref(self, &ref);
	for (size_t i = 0; i < all; i++)
		if ((named[i]->about == self->seq &&
		    named[i]->about_row == self->row) ||
		    names_it(e, named[i], ref.s))
			linked[found++] = named[i];
	rr_buf_free(&ref);
	*n = found;
	return linked;
}

const struct rr_fact *const *
rr_eval_beside(struct rr_eval *ev, const char *name,
    const struct rr_fact *self, const char *in, size_t *n)
{
	const struct rr_fact *of = self->about == 0 ? NULL :
	    rr_eval_live(ev, self->about, self->about_row);
	const struct rr_fact *const *all;
	const struct rr_fact **kept;
	struct rr_buf ref = RR_BUF_INIT;
	size_t nall;

	*n = 0;
	if (of == NULL)
		return NULL;
	all = rr_eval_linked(ev, name, of, &nall);
	kept = rr_arena_array(ev->arena, nall + 1, sizeof(*kept));
	rr_fact_ref(self, &ref);
	for (size_t i = 0; i < nall; i++) {
		const char *list = in == NULL ? NULL :
		    rr_fact_field(all[i], in);

		if (list == NULL || rr_list_has(list, ref.s))
			kept[(*n)++] = all[i];
	}
	rr_buf_free(&ref);
	return kept;
}

const struct rr_fact *const *
rr_eval_nearby(struct rr_eval *ev, const char *name,
    const struct rr_fact *self, size_t *n)
{
	const struct rr_fact *const *all = rr_eval_linked(ev, name, self, n);
	const struct rr_fact *of;

	if (*n > 0 || self->about == 0)
		return all;
	of = rr_eval_live(ev, self->about, self->about_row);
	return of == NULL ? all : rr_eval_linked(ev, name, of, n);
}

static int
by_day(const void *a, const void *b)
{
	const struct rr_fact *x = *(const struct rr_fact *const *)a;
	const struct rr_fact *y = *(const struct rr_fact *const *)b;
	int c = rr_date_cmp(x->day, y->day);

	if (c == 0)
		c = (x->at.sec > y->at.sec) - (x->at.sec < y->at.sec);
	return c != 0 ? c : (x > y) - (x < y);
}

/* Whether two of one Holder say the same. */
static bool
says_same(const struct rr_fact *a, const struct rr_fact *b)
{
	bool same = a->nfields == b->nfields;

	for (size_t i = 0; same && i < a->nfields; i++)
		same = strcmp(a->fields[i].key, b->fields[i].key) == 0 &&
		    strcmp(a->fields[i].value, b->fields[i].value) == 0;
	return same;
}

/* Whether it is on record which of two came last, or does not matter. */
static bool
is_ordered(const struct rr_fact *a, const struct rr_fact *b)
{
	return rr_date_cmp(a->day, b->day) != 0 || says_same(a, b) ||
	    (!rr_instant_is_none(a->at) && !rr_instant_is_none(b->at) &&
	    a->at.sec != b->at.sec);
}

/* The last of the same Holder behind the I-th, or NULL. */
static const struct rr_fact *
last_of(const struct rr_fact *const *all, size_t n, size_t i)
{
	const char *holder = rr_fact_get(all[i], RR_USE_HOLDER);
	const struct rr_fact *last = NULL;

	for (size_t j = i + 1; holder != NULL && j < n; j++) {
		const char *later = rr_fact_get(all[j], RR_USE_HOLDER);

		if (later != NULL && strcmp(later, holder) == 0)
			last = all[j];
	}
	return last;
}

/* "which sale proposed of Acme on Fri 2000-06-16 came last" */
static const char *
order_of(struct rr_eval *ev, const struct rr_fact *f)
{
	return rr_arena_printf(ev->arena, "which '%s' of %s on %s came last",
	    f->name, rr_roster_name(ev->in->roster, rr_fact_get(f,
	    RR_USE_HOLDER)), rr_fact_day_text(ev->arena, f));
}

size_t
rr_last_of_each(struct rr_eval *ev, const struct rr_fact *const *facts,
    size_t n, const struct rr_fact ***out, const char **unordered)
{
	const struct rr_fact **all = rr_arena_array(ev->arena, n + 1,
	    sizeof(*all));
	size_t kept = 0;

	*unordered = NULL;
	if (n > 0)
		memcpy(all, facts, n * sizeof(*all));
	qsort(all, n, sizeof(*all), by_day);
	for (size_t i = 0; i < n; i++) {
		const struct rr_fact *f = all[i], *last = last_of(all, n, i);
		bool ordered = last == NULL || is_ordered(f, last);

		if (last == NULL)
			all[kept++] = f;
		else
			rr_record_fact(ev->rec, f, ordered ?
			    "%s %s is replaced by a later one" : "%s %s and "
			    "another of that day: either may be the later one",
			    f->name, rr_fact_day_text(ev->arena, f));
		if (!ordered)
			*unordered = order_of(ev, f);
	}
	*out = all;
	return kept;
}

const struct rr_fact *
rr_replaced_by(struct rr_eval *ev, const struct rr_fact *self,
    const char **unordered)
{
	const struct rr_fact *last = self;
	const struct rr_fact *const *all;
	size_t n;

	*unordered = NULL;
	all = rr_eval_beside(ev, self->name, self, NULL, &n);
	for (size_t i = 0; i < n; i++) {
		if (!is_ordered(self, all[i]))
			*unordered = rr_arena_printf(ev->arena, "which '%s' of "
			    "%s came last", self->name, rr_fact_day_text(
			    ev->arena, self));
		if (by_day(&all[i], &last) > 0)
			last = all[i];
	}
	if (last != self && rr_date_cmp(last->day, self->day) != 0)
		*unordered = NULL;
	return last == self || *unordered != NULL ? NULL : last;
}

bool
rr_fact_concerns(struct rr_eval *ev, const struct rr_fact *f,
    const char *party)
{
	static const enum rr_field_use uses[] = { RR_USE_HOLDER,
	    RR_USE_FROM, RR_USE_BY };
	bool named = f->nsendings > 0;

	if (party == NULL)
		return true;
	if (rr_went_to(ev, f, party))
		return true;
	for (size_t i = 0; i < sizeof(uses) / sizeof(uses[0]); i++) {
		const char *v = rr_fact_get(f, uses[i]);

		if (v != NULL && strcmp(v, party) == 0)
			return true;
		named |= v != NULL;
	}
	return !named;
}

/*
 * hang.c: what hangs on an entry.
 *
 * An entry hangs on another when it is about it, or names it in a field of
 * entries, and on all that this one hangs on.  The links are found once; each
 * walk goes over them once, as an entry can only be about an earlier one.
 */
#include <string.h>

#include "regrights/vec.h"
#include "view_int.h"

struct link { size_t from, to; };

struct rr_hang {
	const struct rr_derivation	*dv;
	const struct rr_facts		*facts;
	struct rr_vec			 links;	/* in the order of FROM */
	bool				*marks;
};

static void
add_link(struct rr_hang *h, struct rr_arena *arena, size_t from,
    int64_t seq, int64_t row)
{
	const struct rr_fact *to = rr_facts_find(h->facts, seq, row);
	struct link *l;

	/* One that is void hangs on nothing, and nothing on it. */
	if (to == NULL || to < h->facts->all || to >= h->facts->all + from)
		return;
	l = rr_vec_add(arena, &h->links);
	l->from = from;
	l->to = (size_t)(to - h->facts->all);
}

/* "41 3/7" */
static void
add_links(struct rr_hang *h, struct rr_arena *arena, size_t from,
    const char *refs)
{
	int64_t seq, row;

	while (rr_fact_refs_next(&refs, &seq, &row))
		add_link(h, arena, from, seq, row);
}

struct rr_hang *
rr_hang_new(struct rr_arena *arena, const struct rr_derivation *dv)
{
	struct rr_hang *h = rr_arena_alloc(arena, sizeof(*h));

	h->dv = dv;
	h->facts = dv->input->facts;
	h->links = (struct rr_vec)RR_VEC_INIT(struct link);
	h->marks = rr_arena_array(arena, h->facts->n + 1, sizeof(*h->marks));
	for (size_t i = 0; i < h->facts->n; i++) {
		const struct rr_fact *f = &h->facts->all[i];
		const struct rr_event *e = rr_event_of(dv, f);

		if (f->about > 0)
			add_link(h, arena, i, f->about, f->about_row);
		for (size_t k = 0; e != NULL && k < e->nfields; k++)
			if (rr_field_names_entries(e->fields[k].type))
				add_links(h, arena, i, rr_fact_field(f,
				    e->fields[k].key));
	}
	return h;
}

const bool *
rr_hang_mark(struct rr_hang *h, size_t i, rr_hang_stop *stop,
    const void *ctx)
{
	const struct link *l = h->links.items;

	memset(h->marks, 0, (h->facts->n + 1) * sizeof(*h->marks));
	h->marks[i] = true;
	for (size_t k = 0; k < h->links.n; k++)
		if (h->marks[l[k].to] && (stop == NULL ||
		    !stop(ctx, &h->facts->all[l[k].from])))
			h->marks[l[k].from] = true;
	return h->marks;
}

void
rr_hang_mark_named(struct rr_hang *h, size_t i)
{
	const struct link *l = h->links.items;
	const struct rr_fact *f = &h->facts->all[i];

	for (size_t k = 0; k < h->links.n; k++)
		if (l[k].from == i && (f->about == 0 ||
		    h->facts->all[l[k].to].seq != f->about))
			h->marks[l[k].to] = true;
}

static bool
names(const struct rr_hang *h, size_t i, const struct rr_fact *f)
{
	const struct link *l = h->links.items;

	for (size_t k = 0; k < h->links.n; k++)
		if (l[k].from == i && &h->facts->all[l[k].to] == f)
			return true;
	return false;
}

bool
rr_hang_bears(const struct rr_hang *h, size_t i, const struct rr_finding *f)
{
	const struct rr_fact *entry = &h->facts->all[i];
	const char *against = rr_fact_get(entry, RR_USE_AGAINST);
	const struct rr_party *p = against == NULL ? NULL :
	    rr_roster_find(h->dv->input->roster, against);

	if (!rr_hang_has(h, f->subject))
		return false;
	return !f->provision->kind->of_side || p == NULL ||
	    !names(h, i, f->subject) ||
	    strcmp(p->key, f->provision->by) == 0 ||
	    rr_party_had_role(p, f->provision->by, RR_DATE_NONE,
	    entry->day);
}

const struct rr_fact *
rr_hang_direct(const struct rr_hang *h, size_t i, size_t *at)
{
	const struct link *l = h->links.items;

	while (*at < h->links.n)
		if (l[(*at)++].to == i)
			return &h->facts->all[l[*at - 1].from];
	return NULL;
}

bool
rr_hang_has(const struct rr_hang *h, const struct rr_fact *f)
{
	return f != NULL && f >= h->facts->all &&
	    f < h->facts->all + h->facts->n && h->marks[f - h->facts->all];
}

bool
rr_deadline_is_open(const struct rr_deadline *d)
{
	if (d->unknown != NULL && d->status == RR_STATUS_WAITING)
		return !rr_date_is_none(d->raw);
	return !rr_date_is_none(rr_deadline_day(d)) && !d->over &&
	    (d->status == RR_STATUS_OPEN || d->status == RR_STATUS_DUE ||
	    d->status == RR_STATUS_OVERDUE);
}

const struct rr_deadline *
rr_hang_next(const struct rr_hang *h)
{
	for (size_t i = 0; i < h->dv->ndeadlines; i++) {
		const struct rr_deadline *d = &h->dv->deadlines[i];

		if (rr_deadline_is_open(d) && rr_hang_has(h, d->subject))
			return d;
	}
	return NULL;
}

/*
 * contrary.c: what is not so by the words of the record itself: lists of which
 * one thing is not there, or is so instead, in words that the file has for it;
 * and lists of which that cannot be said, as what is on record leaves it open.
 *
 * No deadline says it, for there is none by which it could still be done.
 */
#include <string.h>

#include "regrights/vec.h"
#include "view_int.h"

/* The file has words for what would be so instead. */
static bool
has_instead(const struct rr_list_terms *t, const char *key)
{
	size_t i = 0;

	while (i < t->n && strcmp(t->items[i].key, key) != 0)
		i++;
	return i < t->n && t->items[i].otherwise != NULL;
}

static bool
is_unsaid(const struct rr_finding *f, const struct rr_finding_item *items,
    size_t n)
{
	bool any = false;

	for (size_t i = 0; i < n; i++)
		any |= items[i].state == RR_FOUND_WAITING &&
		    has_instead(&f->provision->list, items[i].key);
	return any;
}

/* Under one answer at least it cannot be said whether it is so. */
static bool
may_be_contrary(const struct rr_finding *f)
{
	bool any;

	if (f->provision->kind->lines != RR_LINES_TICKS)
		return false;
	any = is_unsaid(f, f->items, f->nitems);
	for (size_t i = 0; i < f->nreadings; i++)
		any |= is_unsaid(f, f->readings[i].items,
		    f->readings[i].nitems);
	return any;
}

/* Under one answer at least. */
static bool
is_contrary(const struct rr_finding *f)
{
	bool any = f->out.state == RR_FOUND_CONTRARY;

	for (size_t i = 0; i < f->nreadings; i++)
		any |= f->readings[i].out.state == RR_FOUND_CONTRARY;
	return any;
}

void
rr_contrary_add(struct rr_arena *arena, const struct rr_derivation *dv,
    struct rr_vec *rows)
{
	for (size_t i = 0; i < dv->nfindings; i++) {
		const struct rr_finding *f = &dv->findings[i];
		struct rr_buf b = RR_BUF_INIT;

		if (!is_contrary(f) && !may_be_contrary(f))
			continue;
		if (!is_contrary(f))
			rr_buf_add(&b, "in doubt: ");
		rr_finding_detail(dv, f, &b);
		*(struct rr_row *)rr_vec_add(arena, rows) = (struct rr_row){
		    .fact = f->subject, .finding = f, .provision =
		    f->provision, .state = "not so by the record",
		    .argued = rr_buf_keep(&b, arena) };
	}
}

/* The entry tells two apart, and a narrow window cuts what is behind it. */
void
rr_contrary_what(const struct rr_derivation *dv, const struct rr_row *r,
    struct rr_buf *b)
{
	if (r->fact != NULL) {
		rr_buf_add(b, "Entry ");
		rr_fact_ref(r->fact, b);
		rr_buf_printf(b, ", %s ", r->fact->name);
		rr_fact_days(r->fact, b);
		rr_buf_add(b, ": ");
	}
	rr_finding_name(dv, r->finding, b);
}

static void
add_entry(const struct rr_fact *f, struct rr_buf *b)
{
	rr_buf_add(b, b->len > 0 ? " entry/" : "entry/");
	rr_fact_ref(f, b);
}

/* One before the I-th is not so by the same entry. */
static bool
is_named(const struct rr_finding *f, size_t i)
{
	bool named = f->items[i].fact == f->subject;

	for (size_t k = 0; k < i; k++)
		named |= f->items[k].state == RR_FOUND_CONTRARY &&
		    f->items[k].fact == f->items[i].fact;
	return named;
}

void
rr_contrary_rests(const struct rr_finding *f, struct rr_buf *b)
{
	if (f->subject != NULL)
		add_entry(f->subject, b);
	for (size_t i = 0; i < f->nitems; i++)
		if (f->items[i].state == RR_FOUND_CONTRARY &&
		    f->items[i].fact != NULL && !is_named(f, i))
			add_entry(f->items[i].fact, b);
}

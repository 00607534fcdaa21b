/*
 * twice.c: what is on record already of the sendings that results and receipts
 * are about.
 *
 * It is recorded all the same: of two papers the one that counts is found, and
 * the other may be wrong.  But nobody records it unknowing: each earlier entry
 * is told with its number, of many alike the first, and which of them counts.
 */
#include <string.h>

#include "told_int.h"
#include "regrights/buf.h"
#include "regrights/map.h"
#include "regrights/text.h"

/* Of one sending: its last result and its first receipt, or NULL. */
struct proof {
	const struct rr_fact	*result, *receipt;
};

/* Earlier entries that say the same. */
struct alike {
	size_t		 n;
	const char	*what;
	struct rr_buf	 whose;
};

const struct rr_sending *
rr_sending_of(const struct rr_case *c, const struct rr_fact *f,
    const struct rr_fact **notice)
{
	const struct rr_fact *of = f->shape != RR_SHAPE_RESULT &&
	    f->shape != RR_SHAPE_RECEIPT ? NULL :
	    rr_facts_find(c->facts, f->about, f->about_row);

	*notice = of;
	return of == NULL || f->part < 1 || (size_t)f->part > of->nsendings ?
	    NULL : &of->sendings[f->part - 1];
}

/* By its sendings, what is on record of a notice. */
static struct proof *
proofs_of(const struct rr_case *c, struct rr_arena *arena,
    const struct rr_fact *notice)
{
	struct proof *all = rr_arena_array(arena, notice->nsendings + 1,
	    sizeof(*all));

	for (size_t i = 0; i < c->facts->n; i++) {
		const struct rr_fact *f = &c->facts->all[i];
		struct proof *p;

		if (f->about != notice->seq || f->about_row != notice->row ||
		    f->part < 1 || (size_t)f->part > notice->nsendings)
			continue;
		p = &all[f->part - 1];
		if (f->shape == RR_SHAPE_RESULT)
			p->result = f;
		else if (f->shape == RR_SHAPE_RECEIPT && (p->receipt ==
		    NULL || rr_receipt_before(f, p->receipt)))
			p->receipt = f;
	}
	return all;
}

/* An hour on another clock than the agreement's says on which. */
static const char *
said(const struct rr_case *c, struct rr_arena *arena,
    const struct rr_fact *f)
{
	struct rr_buf b = RR_BUF_INIT;

	if (f->shape == RR_SHAPE_RESULT)
		return rr_fact_get(f, RR_USE_RESULT);
	rr_buf_add(&b, "received ");
	if (rr_instant_is_none(f->at))
		rr_fact_days(f, &b);
	else
		rr_moment_shown(f->wall, f->zone, c->agreement->zone, &b);
	return rr_buf_keep(&b, arena);
}

/* What F and the earlier OLD come to together; NULL: they go together. */
static const char *
together(const struct rr_case *c, struct rr_arena *arena,
    const struct rr_fact *f, const struct rr_fact *old)
{
	if (f->shape != old->shape)
		return rr_result_is_nothing(f->shape == RR_SHAPE_RESULT ?
		    f : old) ? "both stay on record; void the one that is "
		    "wrong" : NULL;
	if (strcmp(said(c, arena, f), said(c, arena, old)) == 0)
		return "the same is said once more";
	return f->shape == RR_SHAPE_RESULT ?
	    "the result that is recorded last counts" :
	    "the earliest receipt counts";
}

static void
add(const struct rr_case *c, struct rr_arena *arena, struct rr_map *notes,
    const struct rr_fact *f, const struct rr_sending *s,
    const struct rr_fact *old)
{
	const char *tail = old == NULL ? NULL : together(c, arena, f, old);
	const char *words;
	struct alike *a;

	if (tail == NULL)
		return;
	words = rr_arena_printf(arena, "%s; %s.", said(c, arena, old), tail);
	a = rr_map_find(notes, words);
	if (a == NULL) {
		a = rr_arena_alloc(arena, sizeof(*a));
		memset(a, 0, sizeof(*a));
		a->what = words;
		rr_map_set(notes, words, a);
	}
	if (a->n++ < RR_ENTRIES_FEW)
		rr_buf_printf(&a->whose, "%s %s by %s (entry %lld)",
		    a->n > 1 ? "," : "", rr_roster_name(c->roster, s->party),
		    s->method, (long long)old->seq);
}

void
rr_note_twice(const struct rr_case *c, const struct rr_entry *entries,
    size_t n, struct rr_out *out)
{
	struct rr_map *notes = rr_map_new(out->arena);
	const struct rr_fact *notice = NULL;
	struct proof *proofs = NULL;

	for (size_t i = 0; i < n; i++) {
		const struct rr_fact *f = entries[i].fact;
		const struct rr_fact *of;
		const struct rr_sending *s = rr_sending_of(c, f, &of);

		if (s == NULL)
			continue;
		if (of != notice)
			proofs = proofs_of(c, out->arena, of);
		notice = of;
		add(c, out->arena, notes, f, s, proofs[f->part - 1].result);
		add(c, out->arena, notes, f, s, proofs[f->part - 1].receipt);
	}
	for (size_t i = 0; i < rr_map_count(notes); i++) {
		struct alike *a = rr_map_value(notes, i);

		if (a->n > RR_ENTRIES_FEW)
			rr_buf_printf(&a->whose, " and %zu more",
			    a->n - RR_ENTRIES_FEW);
		rr_out_line(out, "Note: on record already of%s: %s",
		    a->whose.s, a->what);
		rr_buf_free(&a->whose);
	}
}

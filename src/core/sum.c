/*
 * sum.c: the kind "sum": what someone owes, line by line.
 *
 * Each line is a sum of money over what is on record (sum_expr.c); the last one
 * is what it comes to.
 */
#include "conclude_int.h"
#include "regrights/arena.h"

/* What it comes to counts all the same, where another line asks for it. */
static bool
is_shown(struct rr_eval *ev, const struct rr_sum_line *l,
    const struct rr_scope *s)
{
	return l->shown_if == NULL ||
	    rr_cond_known(ev, l->shown_if, s) != RR_FALSE;
}

static void
add_item(struct rr_eval *ev, const struct rr_sum_line *l,
    const struct rr_scope *s, const struct rr_amount *m, struct rr_vec *items)
{
	struct rr_finding_item *x;

	if (items == NULL)
		return;
	x = rr_vec_add(ev->arena, items);
	x->key = l->key;
	x->what = l->what;
	x->section = l->section;
	x->state = RR_FOUND_NOT_FOR_IT;
	if (!is_shown(ev, l, s))
		return;
	x->state = m->known ? RR_FOUND_COUNTED : RR_FOUND_WAITING;
	x->asked = m->least;
	x->counts = m->most == RR_NO_LIMIT ? 0 : m->most;
	x->unknown = !m->known;
}

/* The reasons of a line stand under what it comes to, so it is run twice. */
static struct rr_amount
one_line(struct rr_eval *ev, const struct rr_sum_line *l,
    const struct rr_scope *s)
{
	struct rr_recorder *rec = ev->rec;
	struct rr_amount m;

	ev->rec = NULL;
	m = rr_eval_amount(ev, l->sum, s);
	ev->rec = rec;
	if (rec == NULL || !is_shown(ev, l, s))
		return m;
	rr_record(rec, m.known ? RR_STEP_CONCLUSION : RR_STEP_MISSING,
	    l->section, "%s: %s", l->what, m.known ?
	    rr_cents_text(ev, m.cents) : "not known");
	rr_record_under(rec);
	rr_eval_amount(ev, l->sum, s);
	rr_record_end(rec);
	return m;
}

void
rr_sum_find(struct rr_eval *ev, const struct rr_provision *p,
    const struct rr_scope *s, struct rr_outcome *o, struct rr_vec *items)
{
	const struct rr_sum_terms *t = &p->sum;
	struct rr_amount *all = rr_arena_array(ev->arena, t->n, sizeof(*all));
	const struct rr_lines lines = { t->lines, all };
	const struct rr_amount *last = &all[t->n - 1];
	struct rr_scope own = *s;

	own.lines = &lines;
	rr_outcome_init(o, RR_FOUND_WAITING);
	for (size_t i = 0; i < t->n; i++) {
		all[i] = one_line(ev, &t->lines[i], &own);
		add_item(ev, &t->lines[i], &own, &all[i], items);
	}
	o->waits_for = rr_amount_waits(ev->arena, *last);
	if (!last->known)
		return;
	o->state = RR_FOUND_COUNTED;
	o->counted = true;
	o->base = o->needed = o->have = last->cents;
}

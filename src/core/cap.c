/*
 * cap.c: the kind "amount": who bears which amounts, and the sum that they may
 * reach, as it fills.
 *
 * Amounts are taken in the order of their days.  Each line shows what of it is
 * within the cap and what is beyond; who bears that, the terms may say.  Where
 * the cap is one for each of several things, they are told apart by a field,
 * and all is held against all of these caps; which one a line fills that does
 * not say it, is not known, unless none says it.
 * A sum beyond what can be counted gives no result.
 */
#include <stdlib.h>

#include "conclude_int.h"
#include "regrights/arena.h"
#include "regrights/qty.h"
#include "regrights/text.h"

struct fill {
	struct rr_eval			*ev;
	const struct rr_provision	*p;
	const struct rr_fact		**lines;	/* by day */
	size_t				 n;
	bool				 apart;
	int64_t				 within, all;
	struct rr_vec			*items;
};

static int
day_cmp(const void *a, const void *b)
{
	const struct rr_fact *x = *(const struct rr_fact *const *)a;
	const struct rr_fact *y = *(const struct rr_fact *const *)b;
	int c = rr_date_cmp(x->day, y->day);

	/* Facts lie in one array, so their addresses are their order. */
	return c != 0 ? c : (x > y) - (x < y);
}

/* The amounts that count; what is not known of one is what is missing. */
static const char *
take_lines(struct fill *f)
{
	const struct rr_cap_terms *t = &f->p->cap;
	const char *missing = NULL;
	size_t n;
	const struct rr_fact *const *all = rr_index_named(f->ev, t->of,
	    &n);

	f->lines = rr_arena_array(f->ev->arena, n + 1, sizeof(*f->lines));
	for (size_t i = 0; i < n; i++) {
		const struct rr_scope s = RR_SCOPE(all[i], NULL);
		enum rr_truth counts = t->counts_if == NULL ? RR_TRUE :
		    rr_cond_known(f->ev, t->counts_if, &s);

		if (counts == RR_TRUE)
			f->lines[f->n++] = all[i];
		else if (counts == RR_UNKNOWN)
			missing = rr_arena_printf(f->ev->arena,
			    "whether entry %lld counts",
			    (long long)all[i]->seq);
	}
	qsort(f->lines, f->n, sizeof(*f->lines), day_cmp);
	return missing;
}

static bool
is_same_cap(const struct fill *f, const struct rr_fact *a,
    const struct rr_fact *b)
{
	const char *x, *y;

	if (!f->apart)
		return true;
	x = rr_fact_field(a, f->p->cap.apart_by);
	y = rr_fact_field(b, f->p->cap.apart_by);
	/* Capitals and spaces do not make another thing with its own cap. */
	return x == y || (x != NULL && y != NULL &&
	    rr_text_is_same_name(x, y));
}

static bool
amount_of(const struct rr_fact *f, int64_t *cents)
{
	const char *text = rr_fact_get(f, RR_USE_AMOUNT);
	rr_money m;

	if (text == NULL || !rr_money_parse(text, &m))
		return false;
	*cents = m.cents;
	return true;
}

/* What the earlier lines of the same cap have taken up of it. */
static int64_t
taken(const struct fill *f, size_t line)
{
	int64_t sum = 0, cents;

	if (!f->p->cap.limited)
		return 0;
	for (size_t i = 0; i < line && sum < f->p->cap.limit.cents; i++)
		if (is_same_cap(f, f->lines[i], f->lines[line]) &&
		    amount_of(f->lines[i], &cents) &&
		    __builtin_add_overflow(sum, cents, &sum))
			return f->p->cap.limit.cents;
	return sum < f->p->cap.limit.cents ? sum : f->p->cap.limit.cents;
}

static void
add_line(struct fill *f, size_t i, int64_t cents, int64_t within)
{
	struct rr_arena *arena = f->ev->arena;
	struct rr_finding_item *x;

	if (!f->p->cap.limited)
		rr_record_fact(f->ev->rec, f->lines[i], "%s",
		    rr_cents_text(f->ev, cents));
	else
		rr_record_fact(f->ev->rec, f->lines[i], within == cents ?
		    "%s: %s within the cap" :
		    "%s: %s within the cap, %s beyond it",
		    rr_cents_text(f->ev, cents), rr_cents_text(f->ev, within),
		    rr_cents_text(f->ev, cents - within));
	if (f->items == NULL)
		return;
	x = rr_vec_add(arena, f->items);
	x->key = rr_arena_printf(arena, "%lld", (long long)f->lines[i]->seq);
	x->what = f->lines[i]->name;
	x->section = f->p->cite.section;
	x->party = f->p->cap.bears;
	x->state = !f->p->cap.limited ? RR_FOUND_COUNTED :
	    within == cents ? RR_FOUND_WITHIN : RR_FOUND_EXCEEDED;
	x->asked = cents;
	x->counts = within;
	x->fact = f->lines[i];
}

/* What the lines come to; false beyond what can be counted. */
static bool
add_up(struct fill *f)
{
	int64_t cents;

	for (size_t i = 0; i < f->n; i++)
		if (amount_of(f->lines[i], &cents) &&
		    __builtin_add_overflow(f->all, cents, &f->all))
			return false;
	return true;
}

static void
fill_lines(struct fill *f)
{
	for (size_t i = 0; i < f->n; i++) {
		int64_t cents, left, within;

		if (!amount_of(f->lines[i], &cents))
			continue;
		left = f->p->cap.limit.cents - taken(f, i);
		within = !f->p->cap.limited || cents < left ? cents : left;
		add_line(f, i, cents, within);
		f->within += within;
	}
}

/* Whether an earlier line fills the same cap. */
static bool
is_again(const struct fill *f, size_t line)
{
	for (size_t i = 0; i < line; i++)
		if (is_same_cap(f, f->lines[i], f->lines[line]))
			return true;
	return false;
}

/* How many caps are filled for certain; one where there is nothing yet. */
static int64_t
count_caps(const struct fill *f)
{
	int64_t n = 0;

	for (size_t i = 0; f->apart && i < f->n; i++)
		n += rr_fact_field(f->lines[i], f->p->cap.apart_by) != NULL &&
		    !is_again(f, i);
	return n > 0 ? n : 1;
}

/*
 * What would say which cap a line fills, where others say it and all together
 * are more than one cap; or NULL.
 */
static const char *
lacks_cap(const struct fill *f)
{
	const struct rr_fact *without = NULL;
	bool with = false;

	for (size_t i = 0; f->apart && i < f->n; i++) {
		if (rr_fact_field(f->lines[i], f->p->cap.apart_by) != NULL)
			with = true;
		else if (without == NULL)
			without = f->lines[i];
	}
	return !with || without == NULL || f->all <= f->p->cap.limit.cents ?
	    NULL : rr_arena_printf(f->ev->arena, "%s of entry %lld",
	    f->p->cap.apart_by, (long long)without->seq);
}

static void
record_sum(struct rr_eval *ev, const struct rr_provision *p,
    const struct fill *f)
{
	const struct rr_cap_terms *t = &p->cap;
	const struct rr_roster *r = ev->in->roster;
	const char *bears = t->bears == NULL ? "" : rr_arena_printf(ev->arena,
	    ", to be borne by %s", rr_roster_name(r, t->bears));

	if (f->all == f->within)
		rr_record(ev->rec, RR_STEP_CONCLUSION, p->cite.section,
		    "%s in all%s", rr_cents_text(ev, f->all), bears);
	else
		rr_record(ev->rec, RR_STEP_CONCLUSION, p->cite.section,
		    "%s in all, %s of it beyond the cap, %s%s",
		    rr_cents_text(ev, f->all),
		    rr_cents_text(ev, f->all - f->within),
		    t->excess != NULL ? "to be borne by " :
		    "of which the terms do not say who bears it",
		    t->excess != NULL ? rr_roster_name(r, t->excess) : "");
}

void
rr_cap_find(struct rr_eval *ev, const struct rr_provision *p,
    const struct rr_scope *s, struct rr_outcome *o, struct rr_vec *items)
{
	const struct rr_cap_terms *t = &p->cap;
	struct fill f = { .ev = ev, .p = p, .items = items };
	const char *missing = take_lines(&f);

	rr_outcome_init(o, RR_FOUND_WAITING);
	f.apart = t->apart_if != NULL &&
	    rr_cond_holds(ev, t->apart_if, s);
	if (t->limited)
		rr_record(ev->rec, RR_STEP_TERM, p->cite.section,
		    "up to %s%s%s", rr_cents_text(ev, t->limit.cents),
		    f.apart ? ", for each " : "", f.apart ? t->apart_by : "");
	o->waits_for = missing;
	if (!add_up(&f)) {
		o->waits_for = "amounts that can be added up";
		rr_record(ev->rec, RR_STEP_MISSING, p->cite.section,
		    "the amounts are beyond what can be added up");
		return;
	}
	if (t->limited && lacks_cap(&f) != NULL) {
		o->waits_for = lacks_cap(&f);
		rr_record(ev->rec, RR_STEP_MISSING, p->cite.section,
		    "not on record: %s, which would say which cap it fills",
		    o->waits_for);
		return;
	}
	fill_lines(&f);
	o->counted = t->limited || f.n > 0;
	o->base = f.all;
	if (!t->limited)
		o->needed = f.all;
	else if (__builtin_mul_overflow(t->limit.cents, count_caps(&f),
	    &o->needed))
		o->needed = INT64_MAX;
	o->have = f.within;
	if (missing == NULL)
		o->state = f.n == 0 ? RR_FOUND_NONE :
		    !t->limited ? RR_FOUND_COUNTED : f.all > f.within ?
		    RR_FOUND_EXCEEDED : RR_FOUND_WITHIN;
	record_sum(ev, p, &f);
}

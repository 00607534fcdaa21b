/*
 * finding.c: findings in words.
 *
 * Amounts are money where the provision is a sum, else plain numbers.  Where
 * readings differ, the open points that they turn on are named.
 */
#include <string.h>

#include "owed_int.h"
#include "regrights/map.h"
#include "regrights/qty.h"
#include "view_int.h"

void
rr_finding_name(const struct rr_derivation *dv, const struct rr_finding *f,
    struct rr_buf *b)
{
	rr_buf_add(b, f->provision->what);
	if (f->party != NULL)
		rr_buf_printf(b, ": %s", rr_roster_name(dv->input->roster,
		    f->party));
}

static void
add_points(const struct rr_finding *f, struct rr_buf *b)
{
	for (size_t i = 0; i < f->nreadings; i++)
		rr_points_of_key(f->readings[i].key, b);
}

static void
add_amount(const struct rr_finding *f, int64_t n, struct rr_buf *b)
{
	if (f->provision->kind == RR_KIND_CAP ||
	    f->provision->kind == RR_KIND_SUM)
		rr_money_text((rr_money){ n }, b);
	else
		rr_shares_text((rr_shares){ n }, b);
}

static void
part(struct rr_buf *b, const char *word)
{
	rr_buf_printf(b, "%s%s", b->len > 0 ? "; " : "", word);
}

/* The outcome of the I-th reading, or the one where all agree. */
static const struct rr_outcome *
outcome_of(const struct rr_finding *f, size_t i)
{
	return f->nreadings == 0 ? &f->out : &f->readings[i].out;
}

/* That line of it, or NULL. */
static const struct rr_finding_item *
item_of(const struct rr_finding *f, size_t reading, size_t line)
{
	const struct rr_finding_reading *r;

	if (f->nreadings == 0)
		return line < f->nitems ? &f->items[line] : NULL;
	r = &f->readings[reading];
	return line < r->nitems ? &r->items[line] : NULL;
}

/* Adds what a reading says, where it is of lines of that line; or nothing. */
typedef void	 tell_fn(const struct rr_finding *, size_t reading,
		    size_t line, struct rr_buf *);

/*
 * "TITLE one or another", of each reading that says another than those before
 * it; OR is between them.  False: none says anything.
 */
static bool
add_each(const struct rr_finding *f, tell_fn *tell, size_t line,
    const char *title, const char *or, struct rr_buf *b)
{
	struct rr_arena *arena = rr_arena_new();
	struct rr_map *said = rr_map_new(arena);
	struct rr_buf one = RR_BUF_INIT;
	bool any = false;

	for (size_t i = 0; i == 0 || i < f->nreadings; i++) {
		rr_buf_clear(&one);
		tell(f, i, line, &one);
		if (one.len == 0 || rr_map_find(said, one.s) != NULL)
			continue;
		if (any)
			rr_buf_add(b, or);
		else
			part(b, title);
		rr_buf_add(b, one.s);
		rr_map_set(said, one.s, said);
		any = true;
	}
	rr_buf_free(&one);
	rr_arena_free(arena);
	return any;
}

void
rr_finding_between(const struct rr_finding_item *x, struct rr_buf *b)
{
	bool limited = x->counts > 0;

	if (!x->unknown || (x->asked == 0 && !limited))
		return;
	rr_buf_add(b, !limited ? "at least " : x->asked == 0 ? "at most " :
	    "between ");
	if (x->asked != 0)
		rr_money_text((rr_money){ x->asked }, b);
	if (x->asked != 0 && limited)
		rr_buf_add(b, " and ");
	if (limited)
		rr_money_text((rr_money){ x->counts }, b);
}

/* What is not known lies between two; a sum comes to its last line. */
static void
tell_sum(const struct rr_finding *f, size_t i, size_t line, struct rr_buf *b)
{
	const struct rr_finding_item *x = f->provision->kind != RR_KIND_SUM ?
	    NULL : item_of(f, i, f->provision->sum.n - 1);

	(void)line;
	if (outcome_of(f, i)->counted)
		add_amount(f, outcome_of(f, i)->have, b);
	else if (x != NULL)
		rr_finding_between(x, b);
}

struct rr_ends
rr_finding_ends(const struct rr_finding *f)
{
	struct rr_ends ends = { INT64_MAX, 0, false };

	for (size_t i = 0; i == 0 || i < f->nreadings; i++) {
		const struct rr_finding_item *x = item_of(f, i,
		    f->provision->sum.n - 1);

		if (x == NULL || x->asked < ends.least)
			ends.least = x == NULL ? 0 : x->asked;
		if (x == NULL || (x->unknown && x->counts == 0))
			ends.unlimited = true;
		else if (x->counts > ends.most)
			ends.most = x->counts;
	}
	return ends;
}

void
rr_finding_sums(const struct rr_finding *f, struct rr_buf *b)
{
	add_each(f, tell_sum, 0, "", " or ", b);
}

/* A period of which all readings say the same; their lines can differ. */
static bool
is_one(const struct rr_finding *f)
{
	for (size_t i = 1; i < f->nreadings; i++) {
		const struct rr_outcome *a = &f->readings[0].out;
		const struct rr_outcome *b = &f->readings[i].out;

		if (a->state != b->state || a->from_at.sec != b->from_at.sec ||
		    a->until_at.sec != b->until_at.sec ||
		    rr_date_cmp(a->from, b->from) != 0 ||
		    rr_date_cmp(a->until, b->until) != 0 ||
		    rr_date_cmp(a->last, b->last) != 0 ||
		    rr_date_cmp(a->may_until, b->may_until) != 0 ||
		    (a->waits_for != b->waits_for && (a->waits_for == NULL ||
		    b->waits_for == NULL ||
		    strcmp(a->waits_for, b->waits_for) != 0)))
			return false;
	}
	return f->provision->kind == RR_KIND_PERIOD;
}

static void
add_depends(const struct rr_finding *f, struct rr_buf *b)
{
	struct rr_buf points = RR_BUF_INIT;

	if (f->npoints > 0)
		rr_buf_printf(&points, "%zu open points", f->npoints);
	else if (!is_one(f))
		add_points(f, &points);
	if (points.len > 0) {
		part(b, "depends: ");
		rr_buf_add(b, points.s);
	}
	rr_buf_free(&points);
}

/* What is counted in each reading, what is missing in the first. */
static void
tell_wait(const struct rr_finding *f, size_t i, size_t line, struct rr_buf *b)
{
	const bool each = rr_kind_counts(f->provision->kind);

	(void)line;
	if ((i == 0 || each) && outcome_of(f, i)->waits_for != NULL)
		rr_buf_add(b, outcome_of(f, i)->waits_for);
}

static void
add_waits(const struct rr_finding *f, struct rr_buf *b)
{
	add_each(f, tell_wait, 0, "waits for ", ", or for ", b);
}

/* That the whole is not known is said of it, and not of its lines. */
static void
tell_line(const struct rr_finding *f, size_t i, size_t line, struct rr_buf *b)
{
	const struct rr_finding_item *x = item_of(f, i, line);

	if (x == NULL)
		return;
	if (!x->unknown && x->asked != 0)
		add_amount(f, x->asked, b);
	else if (x->unknown && outcome_of(f, i)->counted)
		rr_buf_add(b, "not known");
}

/* The first reading that has the line names it. */
static const struct rr_finding_item *
line_of(const struct rr_finding *f, size_t line)
{
	const struct rr_finding_item *x = item_of(f, 0, line);

	for (size_t i = 1; i < f->nreadings && x == NULL; i++)
		x = item_of(f, i, line);
	return x;
}

static void
add_told(const struct rr_finding *f, size_t line, struct rr_buf *b)
{
	const struct rr_finding_item *x = line_of(f, line);
	struct rr_buf title = RR_BUF_INIT;

	if (x == NULL)
		return;
	rr_buf_printf(&title, "%s: ", x->what);
	add_each(f, tell_line, line, title.s, " or ", b);
	rr_buf_free(&title);
}

void
rr_finding_told(const struct rr_finding *f, struct rr_buf *b)
{
	for (size_t i = 0; f->provision->kind == RR_KIND_SUM &&
	    i < f->provision->sum.n; i++)
		if (f->provision->sum.lines[i].told)
			add_told(f, i, b);
}

void
rr_finding_open(const struct rr_finding *f, struct rr_buf *b)
{
	add_depends(f, b);
	add_waits(f, b);
}

/*
 * "400 of 600"; "700 in all, 600 needed", of what goes on being counted once
 * it came to that.
 */
static void
tell_count(const struct rr_finding *f, size_t i, size_t line,
    struct rr_buf *b)
{
	const struct rr_outcome *o = outcome_of(f, i);
	bool counter = f->provision->kind == RR_KIND_COUNTER;

	(void)line;
	if (!o->counted)
		return;
	add_amount(f, o->have, b);
	rr_buf_add(b, counter ? " in all, " : " of ");
	add_amount(f, o->needed, b);
	rr_buf_add(b, counter ? " needed" : "");
}

static void
tell_excess(const struct rr_finding *f, size_t i, size_t line,
    struct rr_buf *b)
{
	const struct rr_outcome *o = outcome_of(f, i);

	(void)line;
	if (o->counted && o->base > o->have)
		add_amount(f, o->base - o->have, b);
}

/* Of a cap: "$700.00 beyond it". */
static void
add_beyond(const struct rr_finding *f, struct rr_buf *b)
{
	if (f->provision->kind == RR_KIND_CAP &&
	    add_each(f, tell_excess, 0, "", " or ", b))
		rr_buf_add(b, " beyond it");
}

static void
tell_from(const struct rr_finding *f, size_t i, size_t line, struct rr_buf *b)
{
	(void)line;
	rr_date_text(outcome_of(f, i)->from, b);
}

static void
tell_until(const struct rr_finding *f, size_t i, size_t line,
    struct rr_buf *b)
{
	(void)line;
	rr_date_text(outcome_of(f, i)->until, b);
}

static void
tell_passed(const struct rr_finding *f, size_t i, size_t line,
    struct rr_buf *b)
{
	(void)line;
	rr_date_text(outcome_of(f, i)->passed, b);
}

rr_date
rr_finding_from(const struct rr_finding *f)
{
	for (size_t i = 0; i < f->nreadings; i++)
		if (rr_date_cmp(f->readings[i].out.from, f->out.from) != 0)
			return RR_DATE_NONE;
	return f->out.from;
}

rr_date
rr_finding_until(const struct rr_finding *f)
{
	for (size_t i = 0; i < f->nreadings; i++)
		if (rr_date_cmp(f->readings[i].out.until, f->out.until) != 0)
			return RR_DATE_NONE;
	return f->out.until;
}

rr_date
rr_outcome_may_end(const struct rr_outcome *o)
{
	return o->state == RR_FOUND_RUNNING || o->state == RR_FOUND_MAY_RUN ||
	    o->state == RR_FOUND_ENDED ? o->may_until : RR_DATE_NONE;
}

static void
add_may_until(const struct rr_finding *f, struct rr_buf *b)
{
	if (rr_date_is_none(rr_outcome_may_end(&f->out)))
		return;
	part(b, "may have ended from ");
	rr_cell_day(f->out.may_until, b);
}

static void
tell_part(const struct rr_finding *f, size_t i, size_t line, struct rr_buf *b)
{
	const struct rr_finding_item *x = item_of(f, i, line);

	if (x != NULL)
		add_amount(f, x->counts, b);
}

/* Whether in some reading one unit more or less is a matter of no rule. */
static bool
is_tied(const struct rr_finding *f, size_t line)
{
	bool tied = false;

	for (size_t i = 0; i == 0 || i < f->nreadings; i++) {
		const struct rr_finding_item *x = item_of(f, i, line);

		tied |= x != NULL && x->state == RR_FOUND_FORKS;
	}
	return tied;
}

/* "Cooper: 66,667 or 50,000 of 100,000", of each who asked. */
static void
add_parts(const struct rr_derivation *dv, const struct rr_finding *f,
    struct rr_buf *b)
{
	const struct rr_finding_item *x;

	for (size_t i = 0; f->provision->kind == RR_KIND_ALLOT &&
	    (x = line_of(f, i)) != NULL; i++) {
		struct rr_buf who = RR_BUF_INIT;

		rr_buf_printf(&who, "%s: ", rr_roster_name(dv->input->roster,
		    x->party));
		add_each(f, tell_part, i, who.s, " or ", b);
		rr_buf_add(b, " of ");
		add_amount(f, x->asked, b);
		if (is_tied(f, i))
			rr_buf_add(b, " (one unit in doubt)");
		rr_buf_free(&who);
	}
}

void
rr_finding_detail(const struct rr_derivation *dv, const struct rr_finding *f,
    struct rr_buf *b)
{
	struct rr_buf all = RR_BUF_INIT;

	if (f->out.state == RR_FOUND_PASSED)
		add_each(f, tell_passed, 0, "on ", " or ", &all);
	add_depends(f, &all);
	if (f->provision->kind == RR_KIND_SUM ||
	    (f->provision->kind == RR_KIND_CAP &&
	    !f->provision->cap.limited))
		rr_finding_sums(f, &all);
	else
		add_each(f, tell_count, 0, "", " or ", &all);
	/* one that all say stands by itself */
	if (rr_date_is_none(rr_finding_from(f)))
		add_each(f, tell_from, 0, "from ", " or ", &all);
	add_beyond(f, &all);
	add_each(f, tell_until, 0, f->provision->kind == RR_KIND_PERIOD &&
	    f->provision->period.through ? "through " : "until ", " or ",
	    &all);
	add_may_until(f, &all);
	if (f->out.instead != NULL)
		part(&all, f->out.instead);
	add_waits(f, &all);
	rr_finding_told(f, &all);
	add_parts(dv, f, &all);
	rr_buf_add(b, all.s);
	rr_buf_free(&all);
}

void
rr_finding_line(const struct rr_derivation *dv, const struct rr_finding *f,
    struct rr_buf *b)
{
	struct rr_buf detail = RR_BUF_INIT;

	rr_finding_name(dv, f, b);
	rr_buf_printf(b, ", %s: %s", f->provision->cite.section,
	    rr_found_shown(f->out.state));
	if (!rr_date_is_none(rr_finding_from(f))) {
		rr_buf_add(b, " from ");
		rr_cell_day(f->out.from, b);
	}
	rr_finding_detail(dv, f, &detail);
	if (detail.len > 0)
		rr_buf_printf(b, "; %s", detail.s);
	rr_buf_free(&detail);
}

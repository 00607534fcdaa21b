/*
 * finding.c: findings in words.
 *
 * Amounts are money where the provision is a sum, else plain numbers.  Where
 * readings differ, what they turn on is named: of another state before all
 * else, of another number or day behind that.
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

/* By what the readings part that do not SAY the same. */
static void
add_points(struct rr_arena *arena, const struct rr_finding *f,
    const char *const *say, struct rr_buf *b)
{
	const char **keys = rr_arena_array(arena, f->nreadings + 1,
	    sizeof(*keys));

	if (f->npoints > 0)
		rr_buf_printf(b, "%zu open points", f->npoints);
	for (size_t i = 0; i < f->nreadings; i++)
		keys[i] = f->readings[i].key;
	if (f->npoints == 0)
		rr_points_that_move(keys, say, f->nreadings, b);
}

/* All that is said of it under one reading. */
static const char *
says(struct rr_arena *arena, const struct rr_derivation *dv,
    const struct rr_finding *f, const struct rr_finding_reading *r)
{
	struct rr_finding one = *f;
	struct rr_buf b = RR_BUF_INIT;

	one.out = r->out;
	one.readings = NULL;
	one.nreadings = 0;
	one.items = r->items;
	one.nitems = r->nitems;
	rr_finding_line(dv, &one, &b);
	return rr_buf_keep(&b, arena);
}

static void
add_amount(const struct rr_finding *f, int64_t n, struct rr_buf *b)
{
	if (f->provision->kind->money)
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
 * it; OR is between them.  One that says nothing where others do differs, too.
 * By what it differs goes to POINTS, or NULL.  False: none says anything.
 */
static bool
add_each(const struct rr_finding *f, tell_fn *tell, size_t line,
    const char *title, const char *or, struct rr_buf *points,
    struct rr_buf *b)
{
	struct rr_arena *arena = rr_arena_new();
	struct rr_map *said = rr_map_new(arena);
	const char **all = rr_arena_array(arena, f->nreadings + 1,
	    sizeof(*all));
	size_t n = 0;
	bool blank = false;

	for (size_t i = 0; i == 0 || i < f->nreadings; i++) {
		struct rr_buf one = RR_BUF_INIT;

		tell(f, i, line, &one);
		all[i] = rr_buf_keep(&one, arena);
		blank |= all[i][0] == '\0';
		if (all[i][0] == '\0' || rr_map_find(said, all[i]) != NULL)
			continue;
		if (n++ > 0)
			rr_buf_add(b, or);
		else
			part(b, title);
		rr_buf_add(b, all[i]);
		rr_map_set(said, all[i], said);
	}
	if (points != NULL && (n > 1 || (n == 1 && blank)))
		add_points(arena, f, all, points);
	rr_arena_free(arena);
	return n > 0;
}

/* What is not known lies between two; a sum comes to its last line. */
static void
tell_sum(const struct rr_finding *f, size_t i, size_t line, struct rr_buf *b)
{
	const struct rr_finding_item *x = rr_kind_adds_up(f->provision->kind) ?
	    item_of(f, i, f->provision->sum.n - 1) : NULL;

	(void)line;
	if (outcome_of(f, i)->counted)
		add_amount(f, outcome_of(f, i)->have, b);
	else if (x != NULL)
		rr_finding_between(x, b);
}

void
rr_finding_sums(const struct rr_finding *f, struct rr_buf *b)
{
	add_each(f, tell_sum, 0, "", " or ", NULL, b);
}

/*
 * What a finding says.  By what its state differs stands first; where that is
 * one, it stands behind each number or day by what that differs.
 */
struct telling {
	const struct rr_finding	*f;
	struct rr_buf		*b;
	bool			 each;
	struct rr_buf		 told;		/* last, and not said again */
};

static void
tell_begin(struct telling *t, const struct rr_derivation *dv,
    const struct rr_finding *f, struct rr_buf *b)
{
	struct rr_buf points = RR_BUF_INIT;
	struct rr_arena *arena;
	const char **all;

	*t = (struct telling){ f, b, f->out.state != RR_FOUND_FORKS,
	    RR_BUF_INIT };
	if (t->each || (f->npoints == 0 && f->nreadings == 0))
		return;
	arena = rr_arena_new();
	all = rr_arena_array(arena, f->nreadings + 1, sizeof(*all));
	for (size_t i = 0; i < f->nreadings; i++)
		all[i] = says(arena, dv, f, &f->readings[i]);
	add_points(arena, f, all, &points);
	part(b, "depends: ");
	rr_buf_add(b, points.s);
	rr_buf_free(&points);
	rr_arena_free(arena);
}

static void
end_apart(struct telling *t, struct rr_buf *points)
{
	if (t->each && points->len > 0 && strcmp(points->s, t->told.s) != 0) {
		rr_buf_printf(t->b, " (depends: %s)", points->s);
		rr_buf_clear(&t->told);
		rr_buf_add(&t->told, points->s);
	}
	rr_buf_free(points);
}

static void
tell_so(struct telling *t, tell_fn *tell, size_t line, const char *title,
    const char *end)
{
	struct rr_buf points = RR_BUF_INIT;

	if (add_each(t->f, tell, line, title, " or ", &points, t->b))
		rr_buf_add(t->b, end);
	end_apart(t, &points);
}

static void
tell_each(struct telling *t, tell_fn *tell, size_t line, const char *title)
{
	tell_so(t, tell, line, title, "");
}

static void
tell_wait(const struct rr_finding *f, size_t i, size_t line, struct rr_buf *b)
{
	(void)line;
	if (outcome_of(f, i)->waits_for != NULL)
		rr_buf_add(b, outcome_of(f, i)->waits_for);
}

/* What a list lacks in another reading is as long again: that of the first. */
static void
tell_list(const struct rr_finding *f, size_t i, size_t line, struct rr_buf *b)
{
	(void)i;
	tell_wait(f, 0, line, b);
}

static void
add_waits(struct telling *t)
{
	struct rr_buf points = RR_BUF_INIT, all = RR_BUF_INIT;
	bool list = t->f->provision->kind->lines == RR_LINES_TICKS;

	add_each(t->f, tell_wait, 0, "waits for ", ", or for ", &points,
	    list ? &all : t->b);
	if (list)
		add_each(t->f, tell_list, 0, "waits for ", "", NULL, t->b);
	end_apart(t, &points);
	rr_buf_free(&all);
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
add_line(struct telling *t, size_t line)
{
	const struct rr_finding_item *x = line_of(t->f, line);
	struct rr_buf title = RR_BUF_INIT;

	if (x == NULL)
		return;
	rr_buf_printf(&title, "%s: ", x->what);
	tell_each(t, tell_line, line, title.s);
	rr_buf_free(&title);
}

/* Those lines of a sum that are told with it. */
static void
add_told(struct telling *t)
{
	const struct rr_provision *p = t->f->provision;

	for (size_t i = 0; p->kind->lines == RR_LINES_SUM && i < p->sum.n; i++)
		if (p->sum.lines[i].told)
			add_line(t, i);
}

void
rr_finding_open(const struct rr_derivation *dv, const struct rr_finding *f,
    struct rr_buf *b)
{
	struct telling t;

	tell_begin(&t, dv, f, b);
	if (f->provision->kind->lines == RR_LINES_SUM && !f->out.counted)
		tell_each(&t, tell_sum, 0, "");
	add_waits(&t);
	add_told(&t);
	rr_buf_free(&t.told);
}

/* In one reading at least. */
static bool
is_counted(const struct rr_finding *f)
{
	bool any = f->out.counted;

	for (size_t i = 0; i < f->nreadings; i++)
		any |= f->readings[i].out.counted;
	return any;
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
	bool counter = f->provision->kind->of_holder;

	(void)line;
	if (!o->counted) {
		rr_buf_add(b, is_counted(f) ? "not known" : "");
		return;
	}
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
add_beyond(struct telling *t)
{
	const struct rr_kind *k = t->f->provision->kind;

	if (k->money && k->lines != RR_LINES_SUM)
		tell_so(t, tell_excess, 0, "", " beyond it");
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

static void
tell_may_until(const struct rr_finding *f, size_t i, size_t line,
    struct rr_buf *b)
{
	(void)line;
	rr_cell_day(rr_outcome_may_end(outcome_of(f, i)), b);
}

static void
tell_instead(const struct rr_finding *f, size_t i, size_t line,
    struct rr_buf *b)
{
	(void)line;
	if (outcome_of(f, i)->instead != NULL)
		rr_buf_add(b, outcome_of(f, i)->instead);
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
add_parts(const struct rr_derivation *dv, struct telling *t)
{
	const struct rr_finding *f = t->f;
	const struct rr_finding_item *x;

	for (size_t i = 0; f->provision->kind->lines == RR_LINES_PARTS &&
	    (x = line_of(f, i)) != NULL; i++) {
		struct rr_buf who = RR_BUF_INIT;

		rr_buf_printf(&who, "%s: ", rr_roster_name(dv->input->roster,
		    x->party));
		add_each(f, tell_part, i, who.s, " or ", NULL, t->b);
		rr_buf_add(t->b, " of ");
		add_amount(f, x->asked, t->b);
		if (is_tied(f, i))
			rr_buf_add(t->b, " (one unit in doubt)");
		rr_buf_free(&who);
	}
}

void
rr_finding_detail(const struct rr_derivation *dv, const struct rr_finding *f,
    struct rr_buf *b)
{
	const struct rr_provision *p = f->provision;
	struct rr_buf all = RR_BUF_INIT;
	struct telling t;

	tell_begin(&t, dv, f, &all);
	if (f->out.state == RR_FOUND_PASSED)
		tell_each(&t, tell_passed, 0, "on ");
	tell_each(&t, p->sums ? tell_sum : tell_count, 0, "");
	/* one that all say stands by itself */
	if (rr_date_is_none(rr_finding_from(f)))
		tell_each(&t, tell_from, 0, "from ");
	add_beyond(&t);
	tell_each(&t, tell_until, 0, p->through ? "through " : "until ");
	tell_each(&t, tell_may_until, 0, "may have ended from ");
	tell_each(&t, tell_instead, 0, f->out.state != RR_FOUND_FORKS ? "" :
	    p->kind->votes ? "where in doubt: " : "if not so: ");
	add_waits(&t);
	add_told(&t);
	add_parts(dv, &t);
	rr_buf_free(&t.told);
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
	    rr_finding_shown(f));
	if (!rr_date_is_none(rr_finding_from(f))) {
		rr_buf_add(b, " from ");
		rr_cell_day(f->out.from, b);
	}
	rr_finding_detail(dv, f, &detail);
	if (detail.len > 0)
		rr_buf_printf(b, "; %s", detail.s);
	rr_buf_free(&detail);
}

/*
 * finding.c: findings in words.
 *
 * Amounts are money where the provision is a sum, else plain numbers.  Where
 * readings differ, the open points that they turn on are named.
 */
#include <string.h>

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

static bool
has_word(const struct rr_buf *b, const char *word, size_t n)
{
	const char *p = b->s;

	while ((p = strstr(p, word)) != NULL) {
		if ((p == b->s || p[-1] == ' ') && (p[n] == ',' ||
		    p[n] == '\0'))
			return true;
		p++;
	}
	return false;
}

/* The points of "a=yes+b=no" and the like, each once: "a, b". */
static void
add_points(const struct rr_finding *f, struct rr_buf *b)
{
	for (size_t i = 0; i < f->nreadings; i++) {
		const char *key = f->readings[i].key;

		while (*key != '\0') {
			size_t n = strcspn(key, "=");
			struct rr_buf point = RR_BUF_INIT;

			rr_buf_addn(&point, key, n);
			if (!has_word(b, point.s, n))
				rr_buf_printf(b, "%s%s", b->len > 0 ? ", " :
				    "", point.s);
			rr_buf_free(&point);
			key += strcspn(key, "+");
			key += *key == '+' ? 1 : 0;
		}
	}
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

void
rr_finding_sums(const struct rr_finding *f, struct rr_buf *b)
{
	bool any = f->out.counted;

	if (any) {
		part(b, "");
		add_amount(f, f->out.have, b);
	}
	for (size_t i = 1; i < f->nreadings; i++) {
		const struct rr_outcome *o = &f->readings[i].out;
		bool said = false;

		for (size_t j = 0; j < i; j++)
			said |= f->readings[j].out.counted &&
			    f->readings[j].out.have == o->have;
		if (said || !o->counted)
			continue;
		if (any)
			rr_buf_add(b, " or ");
		else
			part(b, "");
		add_amount(f, o->have, b);
		any = true;
	}
}

static void
add_depends(const struct rr_finding *f, struct rr_buf *b)
{
	struct rr_buf points = RR_BUF_INIT;

	if (f->npoints > 0)
		rr_buf_printf(&points, "%zu open points", f->npoints);
	else
		add_points(f, &points);
	if (points.len > 0) {
		part(b, "depends: ");
		rr_buf_add(b, points.s);
	}
	rr_buf_free(&points);
}

/* Whether the outcome of a reading before the I-th waits for the same. */
static bool
waits_said(const struct rr_finding *f, size_t i)
{
	const char *text = f->readings[i].out.waits_for;
	bool said = f->out.waits_for != NULL &&
	    strcmp(f->out.waits_for, text) == 0;

	for (size_t j = 0; j < i && !said; j++)
		said = f->readings[j].out.waits_for != NULL &&
		    strcmp(f->readings[j].out.waits_for, text) == 0;
	return said;
}

/* What is waited for; of votes and caps, in each reading that says another. */
static void
add_waits(const struct rr_finding *f, struct rr_buf *b)
{
	bool any = f->out.waits_for != NULL;

	if (any) {
		part(b, "waits for ");
		rr_buf_add(b, f->out.waits_for);
	}
	for (size_t i = 0; (f->provision->kind == RR_KIND_SHARE ||
	    f->provision->kind == RR_KIND_CAP) && i < f->nreadings; i++) {
		if (f->readings[i].out.waits_for == NULL || waits_said(f, i))
			continue;
		if (any)
			rr_buf_add(b, ", or for ");
		else
			part(b, "waits for ");
		rr_buf_add(b, f->readings[i].out.waits_for);
		any = true;
	}
}

static const struct rr_finding_item *
item_of(const struct rr_finding *f, size_t reading, size_t line)
{
	const struct rr_finding_reading *r;

	if (f->nreadings == 0)
		return line < f->nitems ? &f->items[line] : NULL;
	r = &f->readings[reading];
	return line < r->nitems ? &r->items[line] : NULL;
}

static bool
same_amount(const struct rr_finding_item *x, const struct rr_finding_item *y)
{
	return x != NULL && y != NULL && x->unknown == y->unknown &&
	    x->asked == y->asked;
}

/* What the whole comes to is not known: that is said of it. */
static bool
is_unknown(const struct rr_finding *f, size_t reading)
{
	return !(f->nreadings == 0 ? &f->out : &f->readings[reading].out)->
	    counted;
}

/* One line, of each reading that says another. */
static void
add_told(const struct rr_finding *f, size_t line, struct rr_buf *b)
{
	bool any = false;

	for (size_t i = 0; i == 0 || i < f->nreadings; i++) {
		const struct rr_finding_item *x = item_of(f, i, line);
		bool said = x == NULL || (x->unknown ? is_unknown(f, i) :
		    x->asked == 0);

		for (size_t j = 0; j < i && !said; j++)
			said = same_amount(item_of(f, j, line), x);
		if (said)
			continue;
		if (any)
			rr_buf_add(b, " or ");
		else {
			part(b, x->what);
			rr_buf_add(b, ": ");
		}
		if (x->unknown)
			rr_buf_add(b, "not known");
		else
			add_amount(f, x->asked, b);
		any = true;
	}
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
add_count(const struct rr_finding *f, const struct rr_outcome *o,
    struct rr_buf *b)
{
	bool counter = f->provision->kind == RR_KIND_COUNTER;

	add_amount(f, o->have, b);
	rr_buf_add(b, counter ? " in all, " : " of ");
	add_amount(f, o->needed, b);
	rr_buf_add(b, counter ? " needed" : "");
}

/* Of each reading that says another. */
static void
add_counts(const struct rr_finding *f, struct rr_buf *b)
{
	bool any = f->out.counted;

	if (any) {
		part(b, "");
		add_count(f, &f->out, b);
	}
	for (size_t i = 1; i < f->nreadings; i++) {
		const struct rr_outcome *o = &f->readings[i].out;
		bool said = !o->counted;

		for (size_t j = 0; j < i; j++)
			said |= f->readings[j].out.counted &&
			    f->readings[j].out.have == o->have &&
			    f->readings[j].out.needed == o->needed;
		if (said)
			continue;
		if (any)
			rr_buf_add(b, " or ");
		else
			part(b, "");
		add_count(f, o, b);
		any = true;
	}
}

/* Of a cap: "$700.00 beyond it", of each reading that says another. */
static void
add_beyond(const struct rr_finding *f, struct rr_buf *b)
{
	bool any = false;

	for (size_t i = 0; f->provision->kind == RR_KIND_CAP &&
	    (i == 0 || i < f->nreadings); i++) {
		const struct rr_outcome *o = f->nreadings == 0 ? &f->out :
		    &f->readings[i].out;
		bool said = !o->counted || o->base <= o->have;

		for (size_t j = 0; j < i && !said; j++)
			said = f->readings[j].out.counted &&
			    f->readings[j].out.base -
			    f->readings[j].out.have == o->base - o->have;
		if (said)
			continue;
		if (any)
			rr_buf_add(b, " or ");
		else
			part(b, "");
		add_amount(f, o->base - o->have, b);
		any = true;
	}
	rr_buf_add(b, any ? " beyond it" : "");
}

static rr_date
from_of(const struct rr_outcome *o)
{
	return o->from;
}

static rr_date
until_of(const struct rr_outcome *o)
{
	return o->until;
}

static rr_date
passed_of(const struct rr_outcome *o)
{
	return o->passed;
}

/* "until 2000-06-01 or 2000-06-15", of each reading that says another. */
static void
add_days(const struct rr_finding *f, const char *word,
    rr_date (*of)(const struct rr_outcome *), struct rr_buf *b)
{
	bool any = false;

	for (size_t i = 0; i == 0 || i < f->nreadings; i++) {
		rr_date day = of(i == 0 ? &f->out : &f->readings[i].out);
		bool said = rr_date_is_none(day);

		for (size_t j = 0; j < i; j++)
			said |= rr_date_cmp(of(&f->readings[j].out), day) == 0;
		if (said)
			continue;
		if (any)
			rr_buf_add(b, " or ");
		else
			part(b, word);
		rr_date_text(day, b);
		any = true;
	}
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
	return o->state == RR_FOUND_RUNNING || o->state == RR_FOUND_MAY_RUN ?
	    o->may_until : RR_DATE_NONE;
}

static void
add_may_until(const struct rr_finding *f, struct rr_buf *b)
{
	if (rr_date_is_none(rr_outcome_may_end(&f->out)))
		return;
	part(b, "may have ended from ");
	rr_cell_day(f->out.may_until, b);
}

/* What a Holder gets, in each reading that says another. */
static bool
add_part_of(const struct rr_derivation *dv, const struct rr_finding *f,
    size_t line, struct rr_buf *b)
{
	const struct rr_finding_item *last = NULL;

	for (size_t i = 0; i == 0 || i < f->nreadings; i++) {
		const struct rr_finding_item *x = item_of(f, i, line);
		bool said = x == NULL;

		for (size_t j = 0; j < i && !said; j++)
			said = item_of(f, j, line) != NULL &&
			    item_of(f, j, line)->counts == x->counts;
		if (said)
			continue;
		if (last != NULL)
			rr_buf_add(b, " or ");
		else {
			part(b, rr_roster_name(dv->input->roster, x->party));
			rr_buf_add(b, ": ");
		}
		add_amount(f, x->counts, b);
		last = x;
	}
	if (last == NULL)
		return false;
	rr_buf_add(b, " of ");
	add_amount(f, last->asked, b);
	return true;
}

/* "Cooper: 66,667 or 50,000 of 100,000", of each who asked. */
static void
add_parts(const struct rr_derivation *dv, const struct rr_finding *f,
    struct rr_buf *b)
{
	for (size_t i = 0; f->provision->kind == RR_KIND_ALLOT &&
	    add_part_of(dv, f, i, b); i++)
		;
}

void
rr_finding_detail(const struct rr_derivation *dv, const struct rr_finding *f,
    struct rr_buf *b)
{
	struct rr_buf all = RR_BUF_INIT;

	if (f->out.state == RR_FOUND_PASSED)
		add_days(f, "on ", passed_of, &all);
	add_depends(f, &all);
	if (f->provision->kind == RR_KIND_SUM ||
	    (f->provision->kind == RR_KIND_CAP &&
	    !f->provision->cap.limited))
		rr_finding_sums(f, &all);
	else
		add_counts(f, &all);
	/* one that all say stands by itself */
	if (rr_date_is_none(rr_finding_from(f)))
		add_days(f, "from ", from_of, &all);
	add_beyond(f, &all);
	add_days(f, f->provision->kind == RR_KIND_PERIOD &&
	    f->provision->period.through ? "through " : "until ", until_of,
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

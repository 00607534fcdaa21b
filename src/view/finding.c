/*
 * finding.c: findings in words and as JSON.
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

/* What is waited for; of votes, in each reading that waits for another. */
static void
add_waits(const struct rr_finding *f, struct rr_buf *b)
{
	bool any = f->out.waits_for != NULL;

	if (any) {
		part(b, "waits for ");
		rr_buf_add(b, f->out.waits_for);
	}
	for (size_t i = 0; f->provision->kind == RR_KIND_SHARE &&
	    i < f->nreadings; i++) {
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

void
rr_finding_open(const struct rr_finding *f, struct rr_buf *b)
{
	add_depends(f, b);
	add_waits(f, b);
}

/* "400 of 600", of each reading that says another. */
static void
add_counts(const struct rr_finding *f, struct rr_buf *b)
{
	bool any = f->out.counted;

	if (any) {
		part(b, "");
		add_amount(f, f->out.have, b);
		rr_buf_add(b, " of ");
		add_amount(f, f->out.needed, b);
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
		add_amount(f, o->have, b);
		rr_buf_add(b, " of ");
		add_amount(f, o->needed, b);
		any = true;
	}
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

/* From when what runs may be over; NONE: it is not, or that is not open. */
static rr_date
may_until(const struct rr_outcome *o)
{
	return o->state == RR_FOUND_RUNNING ? o->may_until : RR_DATE_NONE;
}

static void
add_may_until(const struct rr_finding *f, struct rr_buf *b)
{
	if (rr_date_is_none(may_until(&f->out)))
		return;
	part(b, "may have ended from ");
	rr_cell_day(f->out.may_until, b);
}

void
rr_finding_detail(const struct rr_finding *f, struct rr_buf *b)
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
	add_days(f, f->provision->kind == RR_KIND_PERIOD &&
	    f->provision->period.through ? "through " : "until ", until_of,
	    &all);
	add_may_until(f, &all);
	add_waits(f, &all);
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
	rr_finding_detail(f, &detail);
	if (detail.len > 0)
		rr_buf_printf(b, "; %s", detail.s);
	rr_buf_free(&detail);
}

static struct rr_json *
instant_json(rr_instant at)
{
	struct rr_buf b = RR_BUF_INIT;
	struct rr_json *j;

	if (!rr_instant_is_none(at))
		rr_instant_text(at, &b);
	j = rr_json_string(b.len > 0 ? b.s : NULL);
	rr_buf_free(&b);
	return j;
}

static struct rr_json *
number_json(bool counted, int64_t n)
{
	return counted ? rr_json_int(n) : rr_json_null();
}

static void
outcome_json(const struct rr_outcome *o, bool base, bool needed, bool have,
    struct rr_json *j)
{
	rr_json_set(j, "state", rr_json_string(rr_found_word(o->state)));
	rr_json_set(j, "from", rr_json_day(o->from));
	rr_json_set(j, "until", rr_json_day(o->until));
	rr_json_set(j, "may_have_ended", rr_json_day(may_until(o)));
	rr_json_set(j, "from_at", instant_json(o->from_at));
	rr_json_set(j, "until_at", instant_json(o->until_at));
	rr_json_set(j, "passed_on", rr_json_day(o->passed));
	rr_json_set(j, "base", number_json(o->counted && base, o->base));
	rr_json_set(j, "needed", number_json(o->counted && needed,
	    o->needed));
	rr_json_set(j, "have", number_json(o->counted && have, o->have));
	rr_json_set(j, "waits_for", rr_json_string(o->waits_for));
}

static struct rr_json *
part_json(const struct rr_finding_item *item, int64_t n)
{
	return item->unknown ? rr_json_null() : rr_json_int(n);
}

static struct rr_json *
item_json(const struct rr_finding_item *item)
{
	struct rr_json *j = rr_json_object();
	struct rr_buf ref = RR_BUF_INIT;

	rr_json_set(j, "key", rr_json_string(item->key));
	rr_json_set(j, "what", rr_json_string(item->what));
	rr_json_set(j, "section", rr_json_string(item->section));
	rr_json_set(j, "party", rr_json_string(item->party));
	rr_json_set(j, "state", rr_json_string(rr_found_word(item->state)));
	rr_json_set(j, "asked", part_json(item, item->asked));
	rr_json_set(j, "counts", part_json(item, item->counts));
	if (item->fact != NULL)
		rr_fact_ref(item->fact, &ref);
	rr_json_set(j, "entry", rr_json_string(ref.len > 0 ? ref.s : NULL));
	rr_buf_free(&ref);
	return j;
}

/* Where readings say another number, or day, the row itself says none. */
static void
shared_json(const struct rr_finding *f, struct rr_json *j)
{
	struct rr_outcome all = f->out;
	bool base = true, needed = true, have = true;

	for (size_t i = 0; i < f->nreadings; i++) {
		const struct rr_outcome *o = &f->readings[i].out;

		all.counted &= o->counted;
		base &= o->base == all.base;
		needed &= o->needed == all.needed;
		have &= o->have == all.have;
		if (rr_date_cmp(o->passed, f->out.passed) != 0)
			all.passed = RR_DATE_NONE;
		if (o->from_at.sec != all.from_at.sec)
			all.from_at = RR_INSTANT_NONE;
		if (o->until_at.sec != all.until_at.sec)
			all.until_at = RR_INSTANT_NONE;
	}
	all.from = rr_finding_from(f);
	all.until = rr_finding_until(f);
	outcome_json(&all, base, needed, have, j);
}

static struct rr_json *
items_json(const struct rr_finding_item *items, size_t n)
{
	struct rr_json *all = rr_json_array();

	for (size_t i = 0; i < n; i++)
		rr_json_push(all, item_json(&items[i]));
	return all;
}

static struct rr_json *
readings_json(const struct rr_finding *f)
{
	struct rr_json *all = rr_json_object();

	for (size_t i = 0; i < f->nreadings; i++) {
		struct rr_json *one = rr_json_object();

		outcome_json(&f->readings[i].out, true, true, true, one);
		rr_json_set(one, "items", items_json(f->readings[i].items,
		    f->readings[i].nitems));
		rr_json_set(all, f->readings[i].key, one);
	}
	return all;
}

/* The row is run again with a recorder. */
static struct rr_json *
why_json(const struct rr_derivation *dv, const struct rr_finding *f)
{
	struct rr_arena *arena = rr_arena_new();
	struct rr_json *j = rr_why_lines(rr_derive_why(arena, dv->input,
	    f->id));

	rr_arena_free(arena);
	return j;
}

void
rr_finding_json(const struct rr_derivation *dv, const struct rr_finding *f,
    struct rr_json *j)
{
	rr_json_set(j, "kind",
	    rr_json_string(rr_kind_word(f->provision->kind)));
	rr_json_set(j, "section",
	    rr_json_string(f->provision->cite.section));
	rr_json_set(j, "what", rr_json_string(f->provision->what));
	rr_json_set(j, "party", rr_json_string(f->party));
	shared_json(f, j);
	rr_json_set(j, "readings", readings_json(f));
	/* those that a reading has stand with it */
	rr_json_set(j, "items", items_json(f->items, f->nreadings > 0 ? 0 :
	    f->nitems));
	rr_json_set(j, "why", why_json(dv, f));
}

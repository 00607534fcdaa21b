/*
 * finding_json.c: findings as JSON.
 *
 * Amounts are cents.  Where readings say another number, or day, the row itself
 * says none, and each reading has its own.
 */
#include "view_int.h"

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
outcome_json(const struct rr_outcome *o, const char *state, bool base,
    bool needed, bool have, struct rr_json *j)
{
	rr_json_set(j, "state", rr_json_string(state));
	rr_json_set(j, "from", rr_json_day(o->from));
	rr_json_set(j, "until", rr_json_day(o->until));
	rr_json_set(j, "may_have_ended", rr_json_day(rr_outcome_may_end(o)));
	rr_json_set(j, "from_at", instant_json(o->from_at));
	rr_json_set(j, "until_at", instant_json(o->until_at));
	rr_json_set(j, "passed_on", rr_json_day(o->passed));
	rr_json_set(j, "base", number_json(o->counted && base, o->base));
	rr_json_set(j, "needed", number_json(o->counted && needed,
	    o->needed));
	rr_json_set(j, "have", number_json(o->counted && have, o->have));
	rr_json_set(j, "waits_for", rr_json_string(o->waits_for));
	if (o->instead != NULL)
		rr_json_set(j, "instead", rr_json_string(o->instead));
}

static struct rr_json *
part_json(const struct rr_finding_item *item, int64_t n)
{
	return item->unknown ? rr_json_null() : rr_json_int(n);
}

static struct rr_json *
item_json(const struct rr_finding_item *item, bool sum)
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
	if (sum) {
		rr_json_set(j, "at_least", rr_json_int(item->asked));
		rr_json_set(j, "at_most", item->unknown && item->counts == 0 ?
		    rr_json_null() : rr_json_int(item->counts));
	}
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
	outcome_json(&all, rr_finding_word(f), base, needed, have, j);
}

static struct rr_json *
items_json(const struct rr_finding_item *items, size_t n, bool sum)
{
	struct rr_json *all = rr_json_array();

	for (size_t i = 0; i < n; i++)
		rr_json_push(all, item_json(&items[i], sum));
	return all;
}

static struct rr_json *
readings_json(const struct rr_finding *f)
{
	struct rr_json *all = rr_json_object();

	for (size_t i = 0; i < f->nreadings; i++) {
		struct rr_json *one = rr_json_object();

		outcome_json(&f->readings[i].out, rr_found_word(
		    f->readings[i].out.state), true, true, true, one);
		rr_json_set(one, "items", items_json(f->readings[i].items,
		    f->readings[i].nitems,
		    f->provision->kind->lines == RR_LINES_SUM));
		rr_json_set(all, f->readings[i].key, one);
	}
	return all;
}

/* The row is run again with a recorder. */
static struct rr_json *
why_json(const struct rr_source *s, const struct rr_finding *f)
{
	return rr_why_lines(rr_whys_of(s->whys, f->id));
}

void
rr_finding_json(const struct rr_source *s, const struct rr_finding *f,
    struct rr_json *j)
{
	rr_json_set(j, "kind",
	    rr_json_string(f->provision->kind->word));
	rr_json_set(j, "section",
	    rr_json_string(f->provision->cite.section));
	rr_json_set(j, "what", rr_json_string(f->provision->what));
	rr_json_set(j, "party", rr_json_string(f->party));
	shared_json(f, j);
	rr_json_set(j, "readings", readings_json(f));
	/* those that a reading has stand with it */
	rr_json_set(j, "items", items_json(f->items, f->nreadings > 0 ? 0 :
	    f->nitems, f->provision->kind->lines == RR_LINES_SUM));
	rr_json_set(j, "why", why_json(s, f));
}

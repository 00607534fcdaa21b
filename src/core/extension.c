/*
 * extension.c: the days by which accepted delays extend a deadline.
 *
 * Days that several delays cover count once.  Where open points leave open
 * whether a delay extends it, the first day of the span is moved without it and
 * the last with it.
 */
#include <stdlib.h>
#include <string.h>

#include "eval_int.h"
#include "regrights/arena.h"
#include "status_int.h"

/* The days of one delay, both ends among them. */
struct span { int32_t from, until; };

static int
span_cmp(const void *a, const void *b)
{
	const struct span *x = a, *y = b;

	return (x->from > y->from) - (x->from < y->from);
}

static int32_t
union_days(struct span *s, size_t n)
{
	int32_t sum = 0, end = INT32_MIN;

	qsort(s, n, sizeof(*s), span_cmp);
	for (size_t i = 0; i < n; i++) {
		int32_t from = s[i].from > end ? s[i].from : end + 1;

		if (s[i].until >= from)
			sum += s[i].until - from + 1;
		if (s[i].until > end)
			end = s[i].until;
	}
	return sum;
}

/* MOST: with those of which open points leave open whether they extend it. */
static bool
delay_span(struct rr_eval *ev, const struct rr_date_terms *t,
    const struct rr_fact *f, bool most, struct span *s)
{
	enum rr_truth extends = RR_TRUE;
	const struct rr_scope self = { f, NULL, RR_DATE_NONE, RR_DATE_NONE };
	const char *from = rr_fact_field(f, "from");
	const char *to = rr_fact_field(f, "to");
	rr_date a, b;

	if (from == NULL || to == NULL || !rr_date_parse(from, &a) ||
	    !rr_date_parse(to, &b))
		return false;
	if (t->extended_if != NULL)
		extends = rr_cond_eval(ev, t->extended_if, &self);
	if (extends != RR_TRUE && !(most && rr_is_open(extends))) {
		rr_record_fact(ev->rec, f, "%s to %s does not extend it", from,
		    to);
		return false;
	}
	rr_record_fact(ev->rec, f, "%s from %s to %s", f->name, from, to);
	s->from = a.day;
	s->until = b.day;
	return true;
}

static int32_t
tolled_days(struct rr_eval *ev, const struct rr_date_terms *t, bool most)
{
	size_t n, used = 0;
	const struct rr_fact *const *all =
	    rr_index_named(ev->index, t->extended_by, &n);
	struct span *spans = rr_arena_array(ev->arena, n + 1, sizeof(*spans));
	int32_t days;

	for (size_t i = 0; i < n; i++)
		if (delay_span(ev, t, all[i], most, &spans[used]))
			used++;
	days = union_days(spans, used);
	if (used > 0)
		rr_record(ev->rec, RR_STEP_SUM, NULL,
		    "%d day%s in all, overlaps counted once", (int)days,
		    days == 1 ? "" : "s");
	return days;
}

bool
rr_deadline_extend(struct rr_eval *ev, const struct rr_date_terms *t,
    struct rr_between *day)
{
	struct rr_recorder *rec = ev->rec;
	int32_t least, most;

	if (t->extended_by == NULL)
		return true;
	least = tolled_days(ev, t, false);
	ev->rec = NULL;
	most = ev->limited ? tolled_days(ev, t, true) : least;
	ev->rec = rec;
	return rr_date_add(day->least, least, &day->least) &&
	    (rr_date_is_none(day->most) ||
	    rr_date_add(day->most, most, &day->most));
}

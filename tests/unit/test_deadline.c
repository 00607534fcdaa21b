/*
 * test_deadline.c: what holds of every date, whatever the facts.
 *
 * Facts are drawn from a seed that is printed.  Days by which a date is put
 * off are counted a second time here, day by day.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "made_case.h"
#include "regrights/buf.h"

#define ROUNDS	MADE_ROUNDS(60)
#define SPAN	900
#define COUNT(a)	(sizeof(a) / sizeof((a)[0]))

typedef void	 check_fn(struct made_case *, const struct rr_derivation *);

static void
each_round(const char *path, check_fn *check)
{
	struct made_case m;

	made_seed(path);
	made_case_open(&m, path);
	for (int i = 0; i < ROUNDS; i++) {
		made_case_draw(&m, 30);
		check(&m, made_case_derive(&m, m.facts.items, m.facts.n, NULL,
		    RR_DATE_NONE));
	}
	made_case_close(&m);
}

static void
assert_order(const struct rr_deadline *d, const char *key, rr_date a,
    rr_date b)
{
	if (!rr_date_is_none(a) && !rr_date_is_none(b) &&
	    rr_date_cmp(a, b) > 0)
		fail_msg("%s %s: %d is after %d", d->id, key, (int)a.day,
		    (int)b.day);
}

/* RAW, ROLLED and WORKING of one reading against each other. */
static void
check_three(const struct rr_agreement *a, const struct rr_deadline *d,
    const char *key, rr_date raw, rr_date rolled, rr_date working)
{
	const struct rr_date_terms *t = &d->provision->date;
	bool agreed = t->roll >= 0 && a->rolls[t->roll].agreed;
	rr_date limit = agreed ? rolled : raw;

	if (t->roll < 0)
		assert_int_equal(rr_date_cmp(raw, rolled), 0);
	else if (a->rolls[t->roll].back)
		assert_order(d, key, rolled, raw);
	else
		assert_order(d, key, raw, rolled);
	if (t->sense == RR_NOT_BEFORE) {
		assert_order(d, key, limit, working);
		return;
	}
	if (t->strict && !rr_date_is_none(limit))
		limit.day--;
	assert_order(d, key, working, limit);
	/* It is under no answer later than what is safe under all. */
	assert_order(d, key, d->working, working);
}

static void
three_dates(struct made_case *m, const struct rr_derivation *dv)
{
	for (size_t i = 0; i < dv->ndeadlines; i++) {
		const struct rr_deadline *d = &dv->deadlines[i];

		if (d->nreadings == 0)
			check_three(m->a, d, "", d->raw, d->rolled,
			    d->working);
		for (size_t r = 0; r < d->nreadings; r++) {
			const struct rr_reading *one = &d->readings[r];

			check_three(m->a, d, one->key, one->raw, one->rolled,
			    d->provision->date.sense == RR_NOT_BEFORE ?
			    d->working : one->working);
		}
	}
}

static void
the_safe_day_is_never_past_the_words(void **state)
{
	(void)state;
	each_round(SHIPPED, three_dates);
	each_round(SECOND, three_dates);
}

static const char *
text_of(struct made_case *m, const struct rr_fact *all, size_t n)
{
	struct rr_buf b = RR_BUF_INIT;

	made_case_tell(made_case_derive(m, all, n, NULL, RR_DATE_NONE), &b);
	return rr_buf_keep(&b, m->round);
}

/* Each entry by itself: voided at the end, and left out. */
static void
one_voided(struct made_case *m, const struct rr_derivation *dv)
{
	size_t n = m->facts.n;
	struct rr_fact *all = rr_arena_array(m->round, n + 1, sizeof(*all));
	struct rr_fact *less = rr_arena_array(m->round, n, sizeof(*less));

	(void)dv;
	memcpy(all, m->facts.items, n * sizeof(*all));
	for (size_t i = m->a->nseeds; i < n; i++) {
		memcpy(less, all, i * sizeof(*less));
		memcpy(less + i, all + i + 1, (n - i - 1) * sizeof(*less));
		all[n] = (struct rr_fact){ .seq = all[n - 1].seq + 1,
		    .shape = RR_SHAPE_VOID, .name = "void",
		    .day = RR_DATE_NONE, .at = RR_INSTANT_NONE,
		    .about = all[i].seq };
		assert_string_equal(text_of(m, all, n + 1),
		    text_of(m, less, n - 1));
	}
}

static void
what_is_voided_was_never_there(void **state)
{
	(void)state;
	each_round(SHIPPED, one_voided);
	each_round(SECOND, one_voided);
}

/* Fields that name entries must name the same ones under new numbers. */
static void
renumber_fields(struct made_case *m, struct rr_fact *f, const int64_t *to)
{
	const struct rr_event *e = rr_agreement_event(m->a, f->name);
	const struct rr_fact old = *f;

	f->fields = NULL;
	f->nfields = 0;
	for (size_t i = 0; i < old.nfields; i++) {
		const struct rr_field_decl *d = e == NULL ? NULL :
		    rr_event_field(e, old.fields[i].key);
		const char *value = old.fields[i].value;
		int64_t seq, row;

		if (d != NULL && (d->type == RR_FIELD_FACT ||
		    d->type == RR_FIELD_FACTS) &&
		    rr_fact_ref_parse(value, &seq, &row) && seq > 1)
			value = rr_arena_printf(m->round, "%lld",
			    (long long)to[seq]);
		rr_fact_set(m->round, f, old.fields[i].key, value);
	}
}

/* The same entries in another order; TO has the new number of each. */
static struct rr_fact *
shuffled(struct made_case *m, int64_t *to)
{
	size_t n = m->facts.n, seeds = m->a->nseeds;
	struct rr_fact *all = rr_arena_array(m->round, n, sizeof(*all));

	memcpy(all, m->facts.items, n * sizeof(*all));
	for (size_t i = n; i > seeds + 1; i--) {
		size_t j = (size_t)made_draw((int64_t)seeds, (int64_t)i - 1);
		struct rr_fact one = all[i - 1];

		all[i - 1] = all[j];
		all[j] = one;
	}
	for (size_t i = seeds; i < n; i++)
		to[all[i].seq] = (int64_t)(i - seeds) + 2;
	for (size_t i = seeds; i < n; i++) {
		all[i].seq = to[all[i].seq];
		if (all[i].about > 1)
			all[i].about = to[all[i].about];
		renumber_fields(m, &all[i], to);
	}
	return all;
}

static const struct rr_deadline *
same_deadline(const struct rr_derivation *dv, const struct rr_deadline *of,
    const int64_t *to)
{
	for (size_t i = 0; i < dv->ndeadlines; i++) {
		const struct rr_deadline *d = &dv->deadlines[i];

		if (d->provision == of->provision &&
		    (d->subject == NULL) == (of->subject == NULL) &&
		    (d->subject == NULL ||
		    d->subject->seq == to[of->subject->seq]) &&
		    (d->recipient == NULL || strcmp(d->recipient,
		    of->recipient) == 0))
			return d;
	}
	fail_msg("%s is lost in another order", of->id);
	return NULL;
}

static void
assert_same(const struct rr_deadline *d, const char *what, rr_date a,
    rr_date b)
{
	if (rr_date_cmp(a, b) != 0)
		fail_msg("%s: %s is %d, and in another order %d", d->id, what,
		    (int)a.day, (int)b.day);
}

static void
other_order(struct made_case *m, const struct rr_derivation *dv)
{
	int64_t *to = rr_arena_array(m->round, m->facts.n + 2, sizeof(*to));
	const struct rr_fact *all = shuffled(m, to);
	const struct rr_derivation *other = made_case_derive(m, all,
	    m->facts.n, NULL, RR_DATE_NONE);

	assert_int_equal(dv->ndeadlines, other->ndeadlines);
	assert_int_equal(dv->ndeliveries, other->ndeliveries);
	for (size_t i = 0; i < dv->ndeadlines; i++) {
		const struct rr_deadline *a = &dv->deadlines[i];
		const struct rr_deadline *b = same_deadline(other, a, to);

		assert_same(a, "as written", a->raw, b->raw);
		assert_same(a, "as adjusted", a->rolled, b->rolled);
		assert_same(a, "the safe day", a->working, b->working);
		assert_same(a, "met on", a->met_on, b->met_on);
		assert_int_equal(a->status, b->status);
		assert_int_equal(a->nreadings, b->nreadings);
	}
}

static void
the_order_of_entries_does_not_matter(void **state)
{
	(void)state;
	each_round(SHIPPED, other_order);
	each_round(SECOND, other_order);
}

static struct rr_fact *
add_delay(struct made_case *m, const char *name, rr_date from, int32_t days,
    const char *status)
{
	struct rr_fact *f = made_case_add(m, RR_SHAPE_EVENT, name, NULL);
	struct rr_buf b = RR_BUF_INIT;
	rr_date to = { from.day + days - 1 };

	f->day = from;
	rr_date_text(from, &b);
	rr_fact_set(m->round, f, "from", rr_buf_keep(&b, m->round));
	rr_date_text(to, &b);
	rr_fact_set(m->round, f, "to", rr_buf_keep(&b, m->round));
	if (status != NULL)
		rr_fact_set(m->round, f, "status", status);
	return f;
}

static const struct rr_deadline *
of_provision(const struct rr_derivation *dv, const char *id)
{
	for (size_t i = 0; i < dv->ndeadlines; i++)
		if (strcmp(dv->deadlines[i].provision->id, id) == 0)
			return &dv->deadlines[i];
	fail_msg("there is no %s", id);
	return NULL;
}

/* Filed at noon of the day of the closing: no day of delay lies before that. */
static void
file_at_once(struct made_case *m)
{
	struct rr_fact *f = made_case_add(m, RR_SHAPE_EVENT,
	    "registration filed", NULL);

	f->day = m->a->dated;
	f->at.sec = (int64_t)f->day.day * 86400 + 19 * 3600;
	rr_fact_set(m->round, f, "form", "S-3");
}

/*
 * 2(a) day by day: before the 120th day after the closing, which moves by one
 * for each day of delay that lies before it as it stands then; AFTER: for each
 * other one as well.
 */
static int
moved_by(const bool *days, bool after)
{
	int moved = 0;

	for (int k = 1; k < SPAN; k++)
		moved += days[k] && (after || k < 120 + moved);
	return moved;
}

/*
 * Up to twelve delays that overlap, touch, lie in each other or end before
 * they begin; each day that one of them covers puts the date off by one.
 */
static void
delays_are_counted_day_by_day(void **state)
{
	struct made_case m;

	(void)state;
	made_seed("delays");
	made_case_open(&m, SHIPPED);
	for (int round = 0; round < 300; round++) {
		bool accepted[SPAN] = { false }, all[SPAN] = { false };
		const struct rr_derivation *dv;
		const struct rr_deadline *d;
		int n = (int)made_draw(1, 12);

		made_case_begin(&m);
		file_at_once(&m);
		for (int i = 0; i < n; i++) {
			bool yes = made_draw(0, 2) > 0;
			int32_t from = (int32_t)made_draw(0, 110);
			int32_t days = (int32_t)made_draw(-2, 40);
			rr_date day = { m.a->dated.day + from };

			add_delay(&m, "excused delay", day, days, yes ?
			    "accepted" : "disputed");
			for (int32_t k = from; k < from + days; k++) {
				all[k] = true;
				accepted[k] |= yes;
			}
		}
		dv = made_case_derive(&m, m.facts.items, m.facts.n, NULL,
		    RR_DATE_NONE);
		d = of_provision(dv, "effectiveness-date");
		assert_int_equal(d->raw_in.least.day, m.a->dated.day + 120 +
		    moved_by(accepted, false));
		assert_int_equal(d->raw_in.most.day, m.a->dated.day + 120 +
		    moved_by(all, true));
	}
	made_case_close(&m);
}

#define WIDE	6	/* days of a delay whose days are tried in every way */

struct some { int from, len, n; };

/* The days of MASK, of one delay and of the other. */
static int
one_way(const struct some *two, unsigned a, unsigned b)
{
	bool days[SPAN] = { false };

	for (int k = 0; k < WIDE; k++) {
		if ((a >> k & 1) && two[0].from + k > 0)
			days[two[0].from + k] = true;
		if ((b >> k & 1) && two[1].from + k > 0)
			days[two[1].from + k] = true;
	}
	return moved_by(days, false);
}

/* The fewest and the most days, over all ways in which the days can lie. */
static void
every_way(const struct some *two, int *least, int *most)
{
	*least = SPAN;
	*most = 0;
	for (unsigned a = 0; a < 1u << two[0].len; a++)
		for (unsigned b = 0; b < 1u << two[1].len; b++) {
			int moved;

			if (__builtin_popcount(a) != two[0].n ||
			    __builtin_popcount(b) != two[1].n)
				continue;
			moved = one_way(two, a, b);
			*least = moved < *least ? moved : *least;
			*most = moved > *most ? moved : *most;
		}
}

/* Of the answer that nothing extends a date that has passed. */
static struct rr_between
without_late_ones(const struct rr_deadline *d)
{
	for (size_t i = 0; i < d->nreadings; i++)
		if (strstr(d->readings[i].key, "delay-after-date=no") != NULL)
			return d->readings[i].raw_in;
	return d->raw_in;
}

/*
 * Which of its days a delay caused is not on record where they are fewer: what
 * is said holds however they lie; of one delay it is no more than that.
 */
static void
days_caused_can_lie_anywhere(void **state)
{
	struct made_case m;

	(void)state;
	made_seed("days caused");
	made_case_open(&m, SHIPPED);
	for (int round = 0; round < 200; round++) {
		struct some two[2];
		struct rr_between in;
		int least, most;

		made_case_begin(&m);
		file_at_once(&m);
		for (int i = 0; i < 2; i++) {
			struct rr_fact *f;
			rr_date day;

			two[i].from = (int)(made_draw(0, 1) == 0 ?
			    made_draw(0, 3) : made_draw(112, 121));
			two[i].len = (int)made_draw(1, WIDE);
			two[i].n = i == 1 && round % 2 == 0 ? 0 :
			    (int)made_draw(0, two[i].len);
			day.day = m.a->dated.day + two[i].from;
			f = add_delay(&m, "excused delay", day, two[i].len,
			    "accepted");
			rr_fact_set(m.round, f, "days", rr_arena_printf(
			    m.round, "%d", two[i].n));
		}
		every_way(two, &least, &most);
		in = without_late_ones(of_provision(made_case_derive(&m,
		    m.facts.items, m.facts.n, NULL, RR_DATE_NONE),
		    "effectiveness-date"));
		assert_true(in.least.day <= m.a->dated.day + 120 + least);
		assert_true(in.most.day >= m.a->dated.day + 120 + most);
		if (round % 2 == 0) {
			assert_int_equal(in.least.day, m.a->dated.day + 120 +
			    least);
			assert_int_equal(in.most.day, m.a->dated.day + 120 +
			    most);
		}
	}
	made_case_close(&m);
}

static void
send(struct made_case *m, struct rr_fact *f, enum rr_method method,
    const char *at)
{
	struct rr_sending *s = rr_arena_alloc(m->round, sizeof(*s));

	s->party = "royal-canadian";
	s->method = rr_method_word(method);
	s->lists = "";
	s->zone = m->a->zone;
	assert_true(rr_instant_parse(at, &s->at));
	s->wall.day = f->day;
	f->sendings = s;
	f->nsendings = 1;
}

static void
assert_text(rr_date day, const char *want)
{
	struct rr_buf b = RR_BUF_INIT;

	rr_date_text(day, &b);
	assert_string_equal(b.len > 0 ? b.s : "", want);
	rr_buf_free(&b);
}

/*
 * Copies of a filing planned for Fri 2000-06-16 are due on the 9th.  They were
 * mailed on Thu 1 June and came on the 20th; a second set went by courier on
 * Mon 5 June, which 6(h)(iii) deems given on the 6th.
 */
static void
what_is_given_first_meets_it(void **state)
{
	struct made_case m;
	const struct rr_deadline *d;
	struct rr_readings *r;
	struct rr_fact *f;
	int64_t plan, mailed;

	(void)state;
	made_case_open(&m, SHIPPED);
	made_case_begin(&m);
	r = rr_readings_new(m.round, m.a);
	assert_true(rr_readings_assume(r, m.a, "holder-of-warrant=no+"
	    "bare-notice=yes", m.diags));
	made_case_add(&m, RR_SHAPE_EVENT, "no special counsel", "2000-05-01");
	f = made_case_add(&m, RR_SHAPE_EVENT, "filing planned", "2000-05-25");
	plan = f->seq;
	rr_fact_set(m.round, f, "document", "prospectus");
	rr_fact_set(m.round, f, "on", "2000-06-16");
	f = made_case_add(&m, RR_SHAPE_NOTICE, "drafts furnished",
	    "2000-06-01");
	mailed = f->seq;
	f->about = plan;
	send(&m, f, RR_METHOD_MAIL, "2000-06-01T17:00:00Z");
	f = made_case_add(&m, RR_SHAPE_RECEIPT, "drafts furnished",
	    "2000-06-20");
	f->about = mailed;
	f->part = 1;
	f = made_case_add(&m, RR_SHAPE_NOTICE, "drafts furnished",
	    "2000-06-05");
	f->about = plan;
	send(&m, f, RR_METHOD_COURIER, "2000-06-05T17:00:00Z");
	d = of_provision(made_case_derive(&m, m.facts.items, m.facts.n, r,
	    RR_DATE_NONE), "furnish-copies");
	assert_text(d->met_on, "2000-06-06");
	assert_int_equal(d->status, RR_STATUS_MET);
	made_case_close(&m);
}

/* Logged late: the filing in time counts, not the one logged before it. */
static void
what_happened_first_meets_it(void **state)
{
	struct made_case m;
	const struct rr_deadline *d;

	(void)state;
	made_case_open(&m, SHIPPED);
	made_case_begin(&m);
	made_case_add(&m, RR_SHAPE_EVENT, "registration filed", "2000-07-10");
	made_case_add(&m, RR_SHAPE_EVENT, "registration filed", "2000-05-26");
	d = of_provision(made_case_derive(&m, m.facts.items, m.facts.n, NULL,
	    RR_DATE_NONE), "filing-date");
	assert_text(d->met_on, "2000-05-26");
	assert_int_equal(d->status, RR_STATUS_MET);
	made_case_close(&m);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_safe_day_is_never_past_the_words),
		cmocka_unit_test(what_is_voided_was_never_there),
		cmocka_unit_test(the_order_of_entries_does_not_matter),
		cmocka_unit_test(delays_are_counted_day_by_day),
		cmocka_unit_test(days_caused_can_lie_anywhere),
		cmocka_unit_test(what_is_given_first_meets_it),
		cmocka_unit_test(what_happened_first_meets_it)
	};

	return cmocka_run_group_tests_name("deadline", tests, NULL, NULL);
}

/*
 * test_points.c: more open points on one conclusion than can be tried apart.
 *
 * Thirteen questions that each matter make 8,192 combinations of answers.  What
 * a row then says must hold under every one of them.  The expected days follow
 * from the expressions: the sooner and the later of what each question allows.
 * What is joined is also held against halves that are few enough to be tried:
 * the same with the first question answered yes, and answered no.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "made_case.h"
#include "regrights/buf.h"
#include "regrights/trace.h"

#define COUNT(a)	(sizeof(a) / sizeof((a)[0]))
#define APART		8	/* worlds that reasons tell apart */

static const size_t sizes[] = { 13, 30, 100 };

#define HEAD \
	"regrights: 1\n" \
	"agreement: {key: x, title: X, dated: 2000-04-28, law: New York," \
	" zone: America/New_York}\n" \
	"sections: {\"1\": One}\n" \
	"days: {civil day: {section: \"1\", closed: [weekends]}}\n" \
	"events:\n" \
	"  closing: {section: \"1\", what: Closing, once: yes}\n" \
	"  paid: {section: \"1\", what: Paid, once: yes}\n" \
	"  asked: {section: \"1\", what: Asked}\n" \
	"happened:\n" \
	"  - {event: closing, on: 2000-04-28, source: paper}\n"
#define EACH	"    for each: asked\n"
#define DEADLINE \
	"deadlines:\n" \
	"  - {id: d, section: \"1\", what: D, by: co, met by: paid, "

static void
add_parties(struct rr_buf *b, const char *more)
{
	rr_buf_printf(b, "parties:\n  co: {name: Co, roles: [issuer], zone: "
	    "America/New_York}\n%s", more);
}

static void
add_questions(struct rr_buf *b, size_t n)
{
	rr_buf_add(b, "questions:\n");
	for (size_t i = 0; i < n; i++)
		rr_buf_printf(b, "  q%zu: {section: \"1\", asks: Is it?, "
		    "answers: {yes: it is, no: it is not}}\n", i);
}

/* OP of N parts: ten days after closing, or 11 and more, as each is answered. */
static void
add_deadline(struct rr_buf *b, size_t n, const char *op, const char *more)
{
	rr_buf_add(b, HEAD);
	add_parties(b, "");
	add_questions(b, n);
	rr_buf_printf(b, DEADLINE "%sdue: \"%s of (", more, op);
	for (size_t i = 0; i < n; i++)
		rr_buf_printf(b, "%sif q%zu is yes then 10 days after closing "
		    "else %zu days after closing", i > 0 ? ", " : "", i,
		    11 + i);
	rr_buf_add(b, ")\"}\n");
}

/* The same of thirteen: what may not be done before. */
static void
add_opening(struct rr_buf *b)
{
	char *due;

	add_deadline(b, 13, "latest", "");
	due = strstr(b->s, "met by: paid, due:");
	assert_non_null(due);
	memcpy(due, "           opens:", strlen("           opens:"));
	memcpy(due + strlen("           opens:"), " ", 1);
}

/* A list of N things, each there as its point is answered; EXTRA beside it. */
static void
add_list(struct rr_buf *b, size_t n, const char *each, const char *also)
{
	rr_buf_add(b, HEAD);
	add_parties(b, "");
	add_questions(b, n);
	rr_buf_printf(b, "lists:\n  - id: l\n    section: \"1\"\n    what: L\n"
	    "    by: co\n%s    items:\n", each);
	for (size_t i = 0; i < n; i++)
		rr_buf_printf(b, "      i%zu: {what: I%zu, done: \"q%zu is "
		    "yes%s\"}\n", i, i, i, also);
}

/* 20 days after closing when all of N is there, else 10. */
static void
add_day_by_list(struct rr_buf *b, size_t n, const char *more)
{
	add_list(b, n, "", "");
	rr_buf_printf(b, DEADLINE "%sdue: if list l is met then 20 days after "
	    "closing else 10 days after closing}\n", more);
}

static const struct rr_derivation *
derive(struct made_case *m, const char *on, const char *paid)
{
	rr_date day;

	made_case_begin(m);
	if (paid != NULL)
		made_case_add(m, RR_SHAPE_EVENT, "paid", paid);
	assert_true(rr_date_parse(on, &day));
	return made_case_derive(m, m->facts.items, m->facts.n, NULL, day);
}

static const struct rr_deadline *
one(struct made_case *m, const char *text, const char *on, const char *paid)
{
	const struct rr_derivation *dv;

	made_case_text(m, text);
	dv = derive(m, on, paid);
	assert_int_equal(dv->ndeadlines, 1);
	return &dv->deadlines[0];
}

static void
assert_day(rr_date day, const char *want)
{
	struct rr_buf b = RR_BUF_INIT;

	rr_date_text(day, &b);
	assert_string_equal(b.s, want);
	rr_buf_free(&b);
}

/* All yes: the 10th day.  The last answered no: the 23rd. */
static void
the_latest_of_thirteen_is_between_two_days(void **state)
{
	struct rr_buf b = RR_BUF_INIT;
	const struct rr_deadline *d;
	struct made_case m;

	(void)state;
	add_deadline(&b, 13, "latest", "");
	d = one(&m, b.s, "2000-05-01", NULL);
	assert_int_equal(d->npoints, 13);
	assert_day(d->raw_in.least, "2000-05-08");
	assert_day(d->raw_in.most, "2000-05-21");
	assert_day(d->raw, "");
	assert_day(d->working, "2000-05-08");
	assert_int_equal(d->status, RR_STATUS_DUE);
	rr_buf_clear(&b);
	rr_points_text(d, &b);
	assert_string_equal(b.s, "between 2000-05-08 and 2000-05-21; 13 open "
	    "points bear on it");
	rr_buf_free(&b);
	made_case_close(&m);
}

/* As all things of a list are there, or one of them is not. */
static void
a_row_keeps_its_day_with_any_number_of_points(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(sizes); i++) {
		struct rr_buf b = RR_BUF_INIT;
		const struct rr_deadline *d;
		struct made_case m;

		add_day_by_list(&b, sizes[i], "");
		d = one(&m, b.s, "2000-05-01", NULL);
		assert_int_equal(d->npoints, sizes[i]);
		assert_day(d->raw_in.least, "2000-05-08");
		assert_day(d->raw_in.most, "2000-05-18");
		assert_day(d->working, "2000-05-08");
		rr_buf_free(&b);
		made_case_close(&m);
	}
}

/*
 * The latest of thirteen, each the 10th day after closing as it is answered yes;
 * answered no, point N runs to a day of 2046, which no calendar knows.
 */
static void
add_deadline_out_of_years(struct rr_buf *b, size_t n)
{
	rr_buf_add(b, HEAD);
	add_parties(b, "");
	add_questions(b, 13);
	rr_buf_add(b, DEADLINE "due: \"latest of (");
	for (size_t i = 0; i < 13; i++) {
		rr_buf_printf(b, "%sif q%zu is yes then 10 days after closing "
		    "else ", i > 0 ? ", " : "", i);
		if (i == n)
			rr_buf_add(b, "9 civil days after 2045-12-27");
		else
			rr_buf_printf(b, "%zu days after closing", 11 + i);
	}
	rr_buf_add(b, ")\"}\n");
}

/* The last point is not tried apart: what joins its answers has no day. */
static void
what_one_answer_leaves_unknown_is_unknown(void **state)
{
	struct rr_buf b = RR_BUF_INIT;
	const struct rr_deadline *d;
	struct made_case m;

	(void)state;
	add_deadline_out_of_years(&b, 12);
	d = one(&m, b.s, "2000-05-01", NULL);
	assert_non_null(d->unknown);
	assert_non_null(strstr(d->unknown, "do not know 2046"));
	assert_day(d->raw, "");
	assert_day(d->raw_in.least, "");
	assert_day(d->working, "");
	assert_int_equal(d->status, RR_STATUS_WAITING);
	rr_buf_free(&b);
	made_case_close(&m);
}

/* The first point is: answered yes it lies between two days, no: unknown. */
static void
an_unknown_reading_leaves_no_safe_day(void **state)
{
	struct rr_buf b = RR_BUF_INIT;
	const struct rr_deadline *d;
	struct made_case m;

	(void)state;
	add_deadline_out_of_years(&b, 0);
	d = one(&m, b.s, "2000-06-01", NULL);
	assert_non_null(d->unknown);
	assert_day(d->raw, "");
	assert_day(d->working, "");
	assert_int_equal(d->status, RR_STATUS_WAITING);
	rr_buf_clear(&b);
	rr_points_text(d, &b);
	assert_string_equal(b.s, "between 2000-05-08 and 2000-05-21, or not "
	    "known; 13 open points bear on it");
	rr_buf_free(&b);
	made_case_close(&m);
}

/* One yes is enough for the 10th day; all no give the 11th. */
static void
the_earliest_of_thirteen_is_between_two_days(void **state)
{
	(void)state;
	struct rr_buf b = RR_BUF_INIT;
	const struct rr_deadline *d;
	struct made_case m;

	add_deadline(&b, 13, "earliest", "");
	d = one(&m, b.s, "2000-05-01", NULL);
	assert_day(d->raw_in.least, "2000-05-08");
	assert_day(d->raw_in.most, "2000-05-09");
	assert_day(d->working, "2000-05-08");
	rr_buf_free(&b);
	made_case_close(&m);
}

/* What may not be done before a day waits for the last that it can be. */
static void
what_may_not_be_done_before_waits_for_the_last_day(void **state)
{
	struct rr_buf b = RR_BUF_INIT;
	const struct rr_deadline *d;
	struct made_case m;

	(void)state;
	add_opening(&b);
	d = one(&m, b.s, "2000-05-20", NULL);
	assert_day(d->working, "2000-05-21");
	assert_int_equal(d->status, RR_STATUS_OPEN);
	rr_buf_free(&b);
	made_case_close(&m);
}

/* 2000-05-08 to 2000-05-21: overdue, or late, only behind the last of them. */
static void
it_is_overdue_when_every_answer_says_so(void **state)
{
	struct rr_buf b = RR_BUF_INIT;
	const struct rr_deadline *d;
	struct made_case m;

	(void)state;
	add_deadline(&b, 13, "latest", "");
	d = one(&m, b.s, "2000-05-21", NULL);
	assert_int_equal(d->status, RR_STATUS_DUE);
	made_case_close(&m);
	d = one(&m, b.s, "2000-05-22", NULL);
	assert_int_equal(d->status, RR_STATUS_OVERDUE);
	made_case_close(&m);
	d = one(&m, b.s, "2000-05-30", "2000-05-24");
	assert_int_equal(d->status, RR_STATUS_MET_LATE);
	assert_int_equal(d->late, 3);
	assert_int_equal(d->late_most, 16);
	made_case_close(&m);
	rr_buf_free(&b);
}

/* A point that changes nothing is not named, however many there are. */
static void
points_that_change_nothing_are_not_named(void **state)
{
	struct rr_buf b = RR_BUF_INIT;
	const struct rr_deadline *d;
	struct made_case m;

	(void)state;
	rr_buf_add(&b, HEAD);
	add_parties(&b, "");
	add_questions(&b, 13);
	rr_buf_add(&b, DEADLINE "due: \"latest of (20 days after closing");
	for (int i = 0; i < 13; i++)
		rr_buf_printf(&b, ", if q%d is yes then %d days after closing "
		    "else 3 days after closing", i, i % 20);
	rr_buf_add(&b, ")\"}\n");
	d = one(&m, b.s, "2000-05-01", NULL);
	assert_int_equal(d->npoints, 0);
	assert_int_equal(d->nreadings, 0);
	assert_day(d->raw, "2000-05-18");
	rr_buf_free(&b);
	made_case_close(&m);
}

static size_t
lines_of(const struct rr_trace *t, const char *start)
{
	size_t n = 0;

	for (; t != NULL; t = t->next)
		n += (strncmp(t->text, start, strlen(start)) == 0 ? 1 : 0) +
		    lines_of(t->child, start);
	return n;
}

/* With ten points that are all tried the reasons tell eight worlds, too. */
static void
reasons_tell_eight_worlds_apart(void **state)
{
	static const size_t points[] = { 10, 13 };

	(void)state;
	for (size_t i = 0; i < COUNT(points); i++) {
		struct rr_buf b = RR_BUF_INIT;
		const struct rr_deadline *d;
		const struct rr_derivation *dv;
		struct made_case m;

		add_deadline(&b, points[i], "latest", "");
		made_case_text(&m, b.s);
		dv = derive(&m, "2000-05-01", NULL);
		d = &dv->deadlines[0];
		assert_in_range(lines_of(rr_derive_why(m.round, dv->input,
		    d->id), "if q"), 2, APART);
		rr_buf_free(&b);
		made_case_close(&m);
	}
}

/* Steps, not seconds: the same growth on any machine. */
static void
the_cost_grows_with_the_points(void **state)
{
	size_t steps[COUNT(sizes)];

	(void)state;
	for (size_t i = 0; i < COUNT(sizes); i++) {
		struct rr_buf b = RR_BUF_INIT;
		struct made_case m;

		add_day_by_list(&b, sizes[i], "");
		made_case_text(&m, b.s);
		steps[i] = derive(&m, "2000-05-01", NULL)->nsteps;
		rr_buf_free(&b);
		made_case_close(&m);
	}
	assert_true(steps[0] > 0);
	assert_true(steps[2] <= 12 * steps[0]);
}

/* An expression over thirteen questions, drawn. */
static void
draw(struct rr_buf *b, int depth)
{
	static const char *const many[] = { "earliest of (", "latest of (" };
	int64_t kind = depth == 0 ? 0 : made_draw(0, 3);

	if (kind == 0)
		rr_buf_printf(b, "2000-05-%02d",
		    (int)made_draw(1, 31));
	else if (kind == 1) {
		rr_buf_printf(b, "(if q%d is yes then ", (int)made_draw(0,
		    12));
		draw(b, depth - 1);
		rr_buf_add(b, " else ");
		draw(b, depth - 1);
		rr_buf_addc(b, ')');
	} else {
		rr_buf_add(b, many[kind - 2]);
		for (int64_t n = made_draw(2, 3); n > 0; n--) {
			draw(b, depth - 1);
			rr_buf_add(b, n > 1 ? ", " : ")");
		}
	}
}

/* Under answers to the first two points, which leave eleven. */
static void
assert_holds(struct made_case *m, const char *text, rr_date least,
    rr_date most, rr_date safe)
{
	static const char *const halves[] = { "q0=yes+q1=yes",
	    "q0=yes+q1=no", "q0=no+q1=yes", "q0=no+q1=no" };

	for (size_t i = 0; i < COUNT(halves); i++) {
		struct rr_readings *r = rr_readings_new(m->round, m->a);
		const struct rr_deadline *d;
		rr_date day;

		assert_true(rr_readings_assume(r, m->a, halves[i],
		    m->diags));
		assert_true(rr_date_parse("2000-05-01", &day));
		d = &made_case_derive(m, m->facts.items, m->facts.n, r,
		    day)->deadlines[0];
		assert_int_equal(d->npoints, 0);
		for (size_t k = 0; k < (d->nreadings > 0 ? d->nreadings : 1);
		    k++) {
			day = d->nreadings > 0 ? d->readings[k].raw : d->raw;
			if (rr_date_cmp(day, least) < 0 ||
			    rr_date_cmp(day, most) > 0 ||
			    rr_date_cmp(day, safe) < 0)
				fail_msg("outside under %s: %s", halves[i],
				    text);
		}
	}
}

static void
what_is_joined_holds_under_every_answer(void **state)
{
	size_t many = 0;

	(void)state;
	made_seed("joined");
	for (int i = 0; i < MADE_ROUNDS(40); i++) {
		struct rr_buf b = RR_BUF_INIT;
		const struct rr_deadline *d;
		rr_date least, most, safe;
		struct made_case m;

		rr_buf_add(&b, HEAD);
		add_parties(&b, "");
		add_questions(&b, 13);
		rr_buf_add(&b, DEADLINE "due: \"latest of (");
		for (int k = 0; k < 13; k++) {
			rr_buf_printf(&b, "%sif q%d is yes then ",
			    k > 0 ? ", " : "", k);
			draw(&b, k % 5 == 0 ? 1 : 0);
			rr_buf_printf(&b, " else 2000-05-%02d",
			    (int)made_draw(1, 31));
		}
		rr_buf_add(&b, ")\"}\n");
		d = one(&m, b.s, "2000-05-01", NULL);
		least = d->raw_in.least;
		most = d->raw_in.most;
		safe = d->working;
		many += d->npoints > 0;
		if (d->npoints > 0)
			assert_holds(&m, b.s, least, most, safe);
		rr_buf_free(&b);
		made_case_close(&m);
	}
	assert_true(many > 0);
}

static const struct rr_finding *
one_finding(struct made_case *m, const char *text)
{
	const struct rr_derivation *dv;
	rr_date day;

	made_case_text(m, text);
	made_case_begin(m);
	made_case_add(m, RR_SHAPE_EVENT, "asked", "2000-05-01");
	assert_true(rr_date_parse("2000-05-02", &day));
	dv = made_case_derive(m, m->facts.items, m->facts.n, NULL, day);
	assert_int_equal(dv->nfindings, 1);
	return &dv->findings[0];
}

/* Nothing of it is there whatever the answers are; or the answers decide. */
static void
a_list_says_only_what_every_answer_says(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(sizes); i++) {
		struct rr_buf b = RR_BUF_INIT;
		const struct rr_finding *f;
		struct made_case m;

		add_list(&b, sizes[i], EACH, " and paid has happened");
		f = one_finding(&m, b.s);
		assert_int_equal(f->out.state, RR_FOUND_INCOMPLETE);
		made_case_close(&m);
		rr_buf_clear(&b);
		add_list(&b, sizes[i], EACH, "");
		f = one_finding(&m, b.s);
		assert_int_equal(f->out.state, RR_FOUND_FORKS);
		assert_int_equal(f->npoints, sizes[i]);
		assert_false(f->out.counted);
		rr_buf_free(&b);
		made_case_close(&m);
	}
}

/* The next day where one is answered yes, else the day after that. */
static void
a_notice_takes_effect_between_two_days(void **state)
{
	const rr_instant at = { 957362400 };	/* 2000-05-03 10:00 EDT */
	const struct rr_try t = { RR_METHOD_EMAIL, "", at, RR_INSTANT_NONE,
	    "America/New_York", "America/New_York" };
	struct rr_buf b = RR_BUF_INIT;
	const struct rr_derivation *dv;
	struct rr_deemed d;
	struct made_case m;

	(void)state;
	rr_buf_add(&b, HEAD);
	add_parties(&b, "");
	add_questions(&b, 13);
	rr_buf_add(&b, "notice clauses:\n  section: \"1\"\n"
	    "  effective: earliest\n  clock: agreement\n"
	    "  days: civil day\n  clauses:\n    - section: \"1\"\n"
	    "      method: email\n      is: \"earliest of (");
	for (int k = 0; k < 13; k++)
		rr_buf_printf(&b, "%sif q%d is yes then 1 day after sending "
		    "else 2 days after sending", k > 0 ? ", " : "", k);
	rr_buf_add(&b, ")\"\n");
	made_case_text(&m, b.s);
	dv = derive(&m, "2000-05-10", NULL);
	assert_true(rr_derive_deem(m.round, dv->input, &t, 1, &d, NULL,
	    m.diags));
	assert_int_equal(d.npoints, 13);
	assert_day(d.effective, "");
	assert_day(d.earliest, "2000-05-04");
	assert_day(d.latest, "2000-05-05");
	rr_buf_free(&b);
	made_case_close(&m);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_latest_of_thirteen_is_between_two_days),
		cmocka_unit_test(a_row_keeps_its_day_with_any_number_of_points),
		cmocka_unit_test(what_one_answer_leaves_unknown_is_unknown),
		cmocka_unit_test(an_unknown_reading_leaves_no_safe_day),
		cmocka_unit_test(the_earliest_of_thirteen_is_between_two_days),
		cmocka_unit_test(
		    what_may_not_be_done_before_waits_for_the_last_day),
		cmocka_unit_test(it_is_overdue_when_every_answer_says_so),
		cmocka_unit_test(points_that_change_nothing_are_not_named),
		cmocka_unit_test(reasons_tell_eight_worlds_apart),
		cmocka_unit_test(the_cost_grows_with_the_points),
		cmocka_unit_test(what_is_joined_holds_under_every_answer),
		cmocka_unit_test(a_list_says_only_what_every_answer_says),
		cmocka_unit_test(a_notice_takes_effect_between_two_days)
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

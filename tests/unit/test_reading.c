/*
 * test_reading.c: open points, against an enumeration of all their answers.
 *
 * The core tries only the answers that a conclusion asks for.  Here all answers
 * to all points that a date or a notice clause can ever ask are assumed, one
 * combination after the other, and what the core says with every point open
 * must be what these come to together.  Last safe days are found by walking
 * back day by day over tables of the public calendars.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "made_case.h"
#include "regrights/buf.h"

#define ROUNDS		MADE_ROUNDS(20)
#define COMBINATIONS	6144
#define SETS		64	/* of options of a kind of day */
#define COUNT(a)	(sizeof(a) / sizeof((a)[0]))

/* One combination of answers, and what follows under it. */
struct combination {
	int				 answers[MADE_POINTS_MAX];
	const struct rr_derivation	*dv;
	const struct rr_days		*days;	/* of the first kind */
};

struct all {
	struct made_case	*m;
	int			 points[MADE_POINTS_MAX];
	size_t			 npoints;
	struct combination	 of[COMBINATIONS];
	size_t			 n;
	/* by the options that hold, each made once */
	const struct rr_days	*tables[SETS];
	const struct rr_derivation *open;
};

static bool
holds(const struct all *all, const struct rr_day_option *o,
    const int *answers)
{
	for (size_t p = 0; p < all->npoints; p++)
		if (all->points[p] == o->if_set.question)
			return answers[p] == o->if_set.answer;
	return false;
}

static const struct rr_days *
days_of(struct all *all, const int *answers)
{
	const struct rr_day_kind *k = &all->m->a->kinds[0];
	const struct rr_calendar *c[16];
	size_t n = 0, set = 0;

	for (size_t i = 0; i < k->nclosed; i++)
		c[n++] = rr_engine_calendar(all->m->engine, k->closed[i]);
	for (size_t i = 0; i < k->noptions; i++) {
		const struct rr_day_option *o = &k->options[i];

		if (!holds(all, o, answers))
			continue;
		set |= (size_t)1 << i;
		for (size_t j = 0; j < o->n; j++)
			c[n++] = rr_engine_calendar(all->m->engine,
			    o->calendars[j]);
	}
	assert_true(set < SETS);
	if (all->tables[set] == NULL)
		all->tables[set] = rr_days_new(all->m->arena, c, n,
		    all->m->diags);
	assert_non_null(all->tables[set]);
	return all->tables[set];
}

/*
 * All at once are too many: of these one answer is drawn for a round, and the
 * others are tried in every combination.
 */
static struct rr_readings *
settle_some(struct all *all)
{
	static const char *const drawn[] = { "actions-unrequested",
	    "amended-draft", "answers-before-filing",
	    "blue-sky-exception", "carried-prospectus", "bare-notice",
	    "comments-request", "controlling-persons", "cure-efforts",
	    "filing-efforts", "gap-receipt", "holder-of-warrant",
	    "other-advances", "other-form-consent", "parcel-returned",
	    "particular-day", "right-to-request", "sale-day", "sending-time",
	    "supplement-under-424", "told-as-of", "waiver-reach" };
	const struct rr_agreement *a = all->m->a;
	struct rr_readings *r = rr_readings_new(all->m->round, a);
	/* Of rows alone that have no day here. */
	int open = rr_agreement_question(a, "request-passes");
	size_t n = 0;

	for (size_t i = 0; i < COUNT(drawn); i++) {
		int q = rr_agreement_question(a, drawn[i]);

		if (q >= 0)
			r->assumed[q] = (int8_t)made_draw(0,
			    (int64_t)a->questions[q].n - 1);
	}
	for (size_t i = 0; i < all->npoints; i++)
		if (r->assumed[all->points[i]] < 0 &&
		    all->points[i] != open)
			all->points[n++] = all->points[i];
	all->npoints = n;
	return r;
}

static void
derive_all(struct all *all, const struct rr_fact *facts, size_t n)
{
	struct made_case *m = all->m;
	int answers[MADE_POINTS_MAX] = { 0 };
	struct rr_readings *some;

	all->npoints = made_case_points(m, all->points);
	some = settle_some(all);
	all->n = 0;
	all->open = made_case_derive(m, facts, n, some, RR_DATE_NONE);
	do {
		struct combination *c = &all->of[all->n++];
		struct rr_readings *r = rr_readings_new(m->round, m->a);

		memcpy(r->assumed, some->assumed, m->a->nquestions);

		assert_true(all->n <= COMBINATIONS);
		memcpy(c->answers, answers, sizeof(answers));
		for (size_t i = 0; i < all->npoints; i++)
			r->assumed[all->points[i]] = (int8_t)answers[i];
		c->dv = made_case_derive(m, facts, n, r, RR_DATE_NONE);
		c->days = days_of(all, answers);
	} while (made_next(m->a, all->points, all->npoints, answers));
}

/* A duty that there is under one answer only has no day under another. */
static const struct rr_deadline *
deadline(const struct rr_derivation *dv, const struct rr_deadline *d)
{
	static struct rr_deadline absent;
	static size_t at;	/* the last one's place is mostly this one's */

	for (size_t i = 0; i < dv->ndeadlines; i++) {
		const struct rr_deadline *one =
		    &dv->deadlines[(at + i) % dv->ndeadlines];

		if (strcmp(one->id, d->id) != 0)
			continue;
		at = (size_t)(one - dv->deadlines);
		return one;
	}
	if (d->provision->only_if == NULL)
		fail_msg("%s is not there under every answer", d->id);
	absent.raw = absent.rolled = RR_DATE_NONE;
	absent.raw_in.least = absent.rolled_in.least = RR_DATE_NONE;
	return &absent;
}

/* The one of N readings that these answers come under. */
static const struct rr_reading *
reading_of(const struct all *all, const struct rr_reading *r, size_t n,
    const struct combination *c, const char *id)
{
	const struct rr_reading *found = NULL;

	for (size_t i = 0; i < n; i++)
		if (made_agrees(all->m->a, r[i].key, all->points, c->answers,
		    all->npoints)) {
			if (found != NULL)
				fail_msg("%s: %s and %s overlap", id,
				    found->key, r[i].key);
			found = &r[i];
		}
	if (found == NULL)
		fail_msg("%s: no reading has these answers", id);
	return found;
}

static void
assert_day(rr_date got, rr_date want, const char *id, const char *what)
{
	if (rr_date_cmp(got, want) != 0)
		fail_msg("%s: %s is %d, not %d", id, what, (int)got.day,
		    (int)want.day);
}

/* Closed under one answer, else not known under one, else open. */
static enum rr_day_state
state_under_all(const struct all *all, rr_date day)
{
	enum rr_day_state state = RR_DAY_OPEN;

	for (size_t i = 0; i < all->n; i++) {
		enum rr_day_state one = rr_days_state(all->of[i].days, day);

		if (one == RR_DAY_CLOSED)
			return one;
		state = one == RR_DAY_UNKNOWN ? one : state;
	}
	return state;
}

/* The last day in time under each answer that is open under each. */
static rr_date
last_safe(const struct all *all, const struct rr_deadline *of,
    const struct rr_date_terms *t)
{
	bool agreed = t->roll >= 0 && all->m->a->rolls[t->roll].agreed;
	rr_date least = RR_DATE_NONE;

	for (size_t i = 0; i < all->n; i++) {
		const struct rr_deadline *d = deadline(all->of[i].dv, of);
		rr_date limit = agreed ? d->rolled_in.least : d->raw_in.least;

		if (rr_date_is_none(limit) && d->unknown != NULL)
			return limit;
		if (rr_date_is_none(limit))
			continue;
		limit.day -= t->strict;
		if (rr_date_is_none(least) || limit.day < least.day)
			least = limit;
	}
	while (!rr_date_is_none(least) &&
	    state_under_all(all, least) == RR_DAY_CLOSED)
		least.day--;
	return rr_date_is_none(least) ||
	    state_under_all(all, least) == RR_DAY_OPEN ? least : RR_DATE_NONE;
}

/* The first day that is free under each answer; none when one waits. */
static rr_date
first_free(const struct all *all, const struct rr_deadline *of)
{
	rr_date most = RR_DATE_NONE;

	for (size_t i = 0; i < all->n; i++) {
		rr_date raw = deadline(all->of[i].dv, of)->raw;

		if (rr_date_is_none(raw))
			return raw;
		if (rr_date_cmp(raw, most) > 0)
			most = raw;
	}
	return most;
}

static void
check_deadline(const struct all *all, const struct rr_deadline *d)
{
	const struct rr_date_terms *t = &d->provision->date;
	bool differ = false;

	for (size_t i = 0; i < all->n; i++) {
		const struct rr_deadline *one = deadline(all->of[i].dv, d);
		const struct rr_deadline *first = deadline(all->of[0].dv, d);

		assert_int_equal(one->nreadings, 0);
		differ |= rr_date_cmp(one->raw, first->raw) != 0 ||
		    rr_date_cmp(one->rolled, first->rolled) != 0;
		if (d->nreadings > 0) {
			const struct rr_reading *r = reading_of(all,
			    d->readings, d->nreadings, &all->of[i], d->id);

			assert_day(r->raw, one->raw, d->id, r->key);
			assert_day(r->rolled, one->rolled, d->id, r->key);
		} else {
			assert_day(d->raw, one->raw, d->id, "as written");
			assert_day(d->rolled, one->rolled, d->id,
			    "as adjusted");
		}
	}
	if ((d->nreadings > 0) != differ)
		fail_msg("%s: %zu readings, and its days %s", d->id,
		    d->nreadings, differ ? "differ" : "do not differ");
	assert_day(d->working, t->sense == RR_NOT_BEFORE ?
	    first_free(all, d) : last_safe(all, d, t), d->id,
	    "the safe day");
}

static const struct rr_delivery *
delivery(const struct rr_derivation *dv, const char *id)
{
	static size_t at;

	for (size_t i = 0; i < dv->ndeliveries; i++) {
		const struct rr_delivery *one =
		    &dv->deliveries[(at + i) % dv->ndeliveries];

		if (strcmp(one->id, id) != 0)
			continue;
		at = (size_t)(one - dv->deliveries);
		return one;
	}
	fail_msg("%s is not there under every answer", id);
	return NULL;
}

static void
same_word(const char *got, const char *want, const char *id)
{
	if ((got == NULL) != (want == NULL) ||
	    (got != NULL && strcmp(got, want) != 0))
		fail_msg("%s: %s, not %s", id, got != NULL ? got : "nothing",
		    want != NULL ? want : "nothing");
}

static bool
is_word(const char *a, const char *b)
{
	return a == b || (a != NULL && b != NULL && strcmp(a, b) == 0);
}

static bool
same_deemed(const struct rr_deemed *a, const struct rr_deemed *b)
{
	return a->effective.day == b->effective.day &&
	    a->provisional.day == b->provisional.day &&
	    a->earliest.day == b->earliest.day &&
	    a->latest.day == b->latest.day &&
	    is_word(a->section, b->section) && is_word(a->gap, b->gap) &&
	    is_word(a->awaits, b->awaits);
}

static void
check_reading(const struct rr_reading *r, const struct rr_deemed *one,
    const char *id)
{
	assert_day(r->effective, one->effective, id, "effective");
	assert_day(r->provisional, one->provisional, id, "provisional");
	assert_day(r->earliest, one->earliest, id, "earliest");
	assert_day(r->latest, one->latest, id, "latest");
	same_word(r->section, one->section, id);
	same_word(r->gap, one->gap, id);
	same_word(r->awaits, one->awaits, id);
}

static void
check_delivery(const struct all *all, const struct rr_delivery *d)
{
	const struct rr_deemed *first = &delivery(all->of[0].dv, d->id)->deemed;
	rr_date earliest = first->earliest, latest = first->latest;
	bool differ = false;

	for (size_t i = 0; i < all->n; i++) {
		const struct rr_deemed *one =
		    &delivery(all->of[i].dv, d->id)->deemed;

		assert_int_equal(one->nreadings, 0);
		differ |= !same_deemed(one, first);
		/* NONE: in a gap that gives nothing under this answer. */
		if (!rr_date_is_none(one->earliest) &&
		    (rr_date_is_none(earliest) ||
		    one->earliest.day < earliest.day))
			earliest = one->earliest;
		if (rr_date_is_none(one->latest) ||
		    (!rr_date_is_none(latest) && one->latest.day > latest.day))
			latest = one->latest;
		if (d->deemed.nreadings > 0)
			check_reading(reading_of(all, d->deemed.readings,
			    d->deemed.nreadings, &all->of[i], d->id), one,
			    d->id);
		else
			assert_true(same_deemed(&d->deemed, one));
	}
	assert_int_equal(d->deemed.nreadings > 0, differ);
	assert_day(d->deemed.earliest, earliest, d->id, "the earliest");
	assert_day(d->deemed.latest, latest, d->id, "the latest");
}

static size_t
combinations(const struct rr_agreement *a, const int *points, size_t n)
{
	size_t product = 1;

	for (size_t i = 0; i < n; i++)
		product *= a->questions[points[i]].n;
	return product;
}

/* A count of days from a known day, with nothing else in it. */
static bool
is_plain(const struct rr_expr *w)
{
	while (w->op == RR_EXPR_OFFSET)
		w = w->of[0];
	return ((w->op == RR_EXPR_EVENT && w->reach == RR_REACH_ALL) ||
	    w->op == RR_EXPR_SELF) &&
	    (w->part == RR_PART_DAY || w->part == RR_PART_FIELD);
}

/* The date is worked out twice: as written, and to be safe. */
static void
check_deadline_runs(const struct all *all, const struct rr_deadline *d)
{
	const struct rr_date_terms *t = &d->provision->date;
	int points[MADE_POINTS_MAX];
	size_t n = made_date_points(all->m, d->provision, points);

	/* When it is owed asks what another conclusion asks. */
	if (t->owed_once == NULL &&
	    d->nruns > 2 * combinations(all->m->a, points, n))
		fail_msg("%s: %zu runs over %zu points", d->id, d->nruns, n);
	if (is_plain(t->due) && t->extended_by == NULL && d->nruns > 2 &&
	    d->nreadings == 0)
		fail_msg("%s: %zu runs where no answer matters", d->id,
		    d->nruns);
	assert_true(d->nruns >= 2 * d->nreadings);
}

static void
check_delivery_runs(const struct all *all, const struct rr_delivery *d)
{
	int points[MADE_POINTS_MAX];
	size_t n = made_ladder_points(all->m, points);

	if (d->deemed.nruns < 1 ||
	    d->deemed.nruns > combinations(all->m->a, points, n))
		fail_msg("%s: %zu runs over %zu points", d->id,
		    d->deemed.nruns, n);
	assert_true(d->deemed.nruns >= d->deemed.nreadings);
}

struct sum {
	size_t	rows, forks, runs;
};

static void
check_round(const struct all *all, struct sum *sum)
{
	const struct rr_derivation *dv = all->open;

	for (size_t i = 0; i < dv->ndeadlines; i++) {
		check_deadline(all, &dv->deadlines[i]);
		sum->forks += dv->deadlines[i].nreadings > 0;
		sum->runs += dv->deadlines[i].nruns;
		if (dv->deadlines[i].nruns > 0)
			check_deadline_runs(all, &dv->deadlines[i]);
	}
	for (size_t i = 0; i < dv->ndeliveries; i++) {
		check_delivery(all, &dv->deliveries[i]);
		check_delivery_runs(all, &dv->deliveries[i]);
		sum->forks += dv->deliveries[i].deemed.nreadings > 0;
		sum->runs += dv->deliveries[i].deemed.nruns;
	}
	sum->rows += dv->ndeadlines + dv->ndeliveries;
}

static void
check_all(const char *path)
{
	struct made_case m;
	struct all all = { .m = &m };
	struct sum sum = { 0, 0, 0 };

	made_seed(path);
	made_case_open(&m, path);
	for (int round = 0; round < ROUNDS; round++) {
		made_case_draw(&m, 30);
		derive_all(&all, m.facts.items, m.facts.n);
		check_round(&all, &sum);
	}
	print_message("%zu conclusions, %zu fork, %zu runs\n", sum.rows,
	    sum.forks, sum.runs);
	assert_true(sum.forks > 0 && sum.forks < sum.rows);
	made_case_close(&m);
}

static void
open_points_come_to_what_all_answers_come_to(void **state)
{
	(void)state;
	check_all(SHIPPED);
	check_all(SECOND);
}

/*
 * Many questions are open; each date runs its rule once as written and once to
 * be safe.  Only the 120 business days, which cross Admission Day's Friday in
 * 2000, ask one of them, and the duty to file that there is under one answer.
 */
static void
what_nobody_asks_costs_nothing(void **state)
{
	struct made_case m;
	const struct rr_derivation *dv;

	(void)state;
	made_case_open(&m, SHIPPED);
	made_case_begin(&m);
	dv = made_case_derive(&m, m.facts.items, m.facts.n, NULL,
	    RR_DATE_NONE);
	assert_true(m.a->nquestions > 30);
	for (size_t i = 0; i < dv->ndeadlines; i++)
		assert_int_equal(dv->deadlines[i].nruns,
		    strcmp(dv->deadlines[i].provision->id,
		    "free-offerings") == 0 ||
		    strcmp(dv->deadlines[i].provision->id,
		    "filing-date-absolute") == 0 ? 4 : 2);
	made_case_close(&m);
}

#define HEAD \
	"regrights: 1\n" \
	"agreement: {key: x, title: X, dated: 2000-04-28, law: New York," \
	" zone: America/New_York}\n" \
	"sections: {\"1\": One}\n" \
	"parties:\n" \
	"  co: {name: Co, roles: [issuer]}\n" \
	"events:\n" \
	"  closing: {section: \"1\", what: Closing, once: yes}\n" \
	"  approval: {section: \"1\", what: Approval, once: yes}\n" \
	"  paid: {section: \"1\", what: Paid, once: yes}\n" \
	"happened:\n" \
	"  - {event: closing, on: 2000-04-28, source: paper}\n"
#define WIDE \
	"questions:\n" \
	"  wide: {section: \"1\", asks: Is it wide?," \
	" answers: {yes: wide, no: narrow}}\n"
#define DEADLINE \
	"deadlines:\n" \
	"  - {id: d, section: \"1\", what: D, by: co, met by: paid, "

/* The one deadline of such a text on a day; PAID may be NULL. */
static const struct rr_deadline *
one_deadline(struct made_case *m, const char *text, const char *on,
    const char *paid)
{
	const struct rr_derivation *dv;
	rr_date day;

	made_case_text(m, text);
	made_case_begin(m);
	if (paid != NULL)
		made_case_add(m, RR_SHAPE_EVENT, "paid", paid);
	assert_true(rr_date_parse(on, &day));
	dv = made_case_derive(m, m->facts.items, m->facts.n, NULL, day);
	return dv->ndeadlines == 0 ? NULL : &dv->deadlines[0];
}

static void
assert_text(rr_date day, const char *want)
{
	struct rr_buf b = RR_BUF_INIT;

	rr_date_text(day, &b);
	assert_string_equal(b.len > 0 ? b.s : "", want);
	rr_buf_free(&b);
}

/* What may not be done yet under one answer may not be done. */
static void
nothing_is_free_while_one_answer_waits(void **state)
{
	struct made_case m;
	const struct rr_deadline *d = one_deadline(&m, HEAD WIDE DEADLINE
	    "opens: if wide is yes then 10 days after closing else 10 days "
	    "after approval}\n", "2000-06-01", NULL);

	(void)state;
	assert_int_equal(d->status, RR_STATUS_WAITING);
	assert_text(d->working, "");
	assert_string_equal(d->waits_for, "approval");
	assert_int_equal(d->nreadings, 2);
	assert_text(d->readings[0].raw, "2000-05-08");
	assert_text(d->readings[1].raw, "");
	made_case_close(&m);
}

/* It is due under one answer; under the other it has no day to be past. */
static void
nothing_is_overdue_while_one_answer_waits(void **state)
{
	static const char text[] = HEAD WIDE DEADLINE
	    "due: if wide is yes then 10 days after closing else 10 days "
	    "after approval}\n";
	struct made_case m;
	const struct rr_deadline *d = one_deadline(&m, text, "2000-06-01",
	    NULL);

	(void)state;
	assert_int_equal(d->status, RR_STATUS_DUE);
	assert_text(d->working, "2000-05-08");
	made_case_close(&m);
	d = one_deadline(&m, text, "2000-06-01", "2000-05-30");
	assert_int_equal(d->status, RR_STATUS_MET);
	made_case_close(&m);
}

/* Whether it applies at all is an open point as any other. */
static void
a_duty_under_one_answer_forks(void **state)
{
	static const char *const ifs[] = { "if: wide is yes, ",
	    "if: wide is no, " };

	(void)state;
	for (size_t i = 0; i < COUNT(ifs); i++) {
		struct made_case m;
		struct rr_buf b = RR_BUF_INIT;
		const struct rr_deadline *d;

		rr_buf_printf(&b, "%s%sdue: 10 days after closing}\n",
		    HEAD WIDE DEADLINE, ifs[i]);
		d = one_deadline(&m, b.s, "2000-06-01", NULL);
		assert_non_null(d);
		assert_text(d->working, "2000-05-08");
		/* Where it is one, it is due on that day. */
		assert_text(d->raw, "2000-05-08");
		assert_int_equal(d->status, RR_STATUS_DUE);
		assert_string_equal(d->doubt, i == 0 ?
		    "overdue if wide=yes; does not apply if wide=no" :
		    "overdue if wide=no; does not apply if wide=yes");
		assert_int_equal(d->nreadings, 2);
		assert_string_equal(d->readings[i].key, i == 0 ? "wide=yes" :
		    "wide=no");
		assert_text(d->readings[i].raw, "2000-05-08");
		assert_text(d->readings[1 - i].raw, "");
		rr_buf_free(&b);
		made_case_close(&m);
	}
}

/* Nine points at once: 512 combinations, and the first is not left out. */
static void
many_points_at_once_are_all_tried(void **state)
{
	struct made_case m;
	struct rr_buf b = RR_BUF_INIT;
	const struct rr_deadline *d;

	(void)state;
	rr_buf_add(&b, HEAD "questions:\n");
	for (int i = 0; i < 9; i++)
		rr_buf_printf(&b, "  q%d: {section: \"1\", asks: Is it?, "
		    "answers: {yes: it is, no: it is not}}\n", i);
	rr_buf_add(&b, DEADLINE "due: \"latest of (");
	for (int i = 0; i < 9; i++)
		rr_buf_printf(&b, "%sif q%d is yes then 10 days after closing "
		    "else %d days after closing", i > 0 ? ", " : "", i,
		    40 - i);
	rr_buf_add(&b, ")\"}\n");
	d = one_deadline(&m, b.s, "2000-05-01", NULL);
	assert_text(d->working, "2000-05-08");
	assert_int_equal(d->nruns, 1024);
	/* The first that is answered no decides. */
	assert_int_equal(d->nreadings, 10);
	assert_string_equal(d->readings[9].key, "q0=no");
	assert_text(d->readings[9].raw, "2000-06-07");
	rr_buf_free(&b);
	made_case_close(&m);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(open_points_come_to_what_all_answers_come_to),
		cmocka_unit_test(what_nobody_asks_costs_nothing),
		cmocka_unit_test(nothing_is_free_while_one_answer_waits),
		cmocka_unit_test(nothing_is_overdue_while_one_answer_waits),
		cmocka_unit_test(a_duty_under_one_answer_forks),
		cmocka_unit_test(many_points_at_once_are_all_tried)
	};

	return cmocka_run_group_tests_name("reading", tests, NULL, NULL);
}

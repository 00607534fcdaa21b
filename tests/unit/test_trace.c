/*
 * test_trace.c: reasons change nothing, and equal inputs give equal bytes.
 *
 * Whoever asks why gets the conclusion that stands in the list: the calculator
 * is run with a recorder and without one, and the reasons of each row end in
 * the day of that row.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "made_case.h"
#include "regrights/buf.h"
#include "regrights/json.h"

#define ROUNDS	MADE_ROUNDS(60)

static const char *
text_of(struct made_case *m, const struct rr_derivation *dv)
{
	struct rr_buf b = RR_BUF_INIT;

	made_case_tell(dv, &b);
	return rr_buf_keep(&b, m->round);
}

static const char *
why_of(struct made_case *m, const struct rr_derivation *dv, const char *id)
{
	const struct rr_trace *t = rr_derive_why(m->round, dv->input, id);
	struct rr_json *j = rr_trace_json(t);
	struct rr_buf b = RR_BUF_INIT;

	rr_json_canonical(j, &b);
	rr_json_free(j);
	return rr_buf_keep(&b, m->round);
}

static void
each_round(const char *path, int n,
    void check(struct made_case *, const struct rr_derivation *))
{
	struct made_case m;

	made_seed(path);
	made_case_open(&m, path);
	for (int i = 0; i < ROUNDS; i++) {
		made_case_draw(&m, n);
		check(&m, made_case_derive(&m, m.facts.items, m.facts.n, NULL,
		    RR_DATE_NONE));
	}
	made_case_close(&m);
}

/* All that is derived, made twice, with reasons asked for in between. */
static void
derived_twice(struct made_case *m, const struct rr_derivation *dv)
{
	const char *before = text_of(m, dv);

	for (size_t i = 0; i < dv->ndeadlines; i++)
		assert_string_equal(why_of(m, dv, dv->deadlines[i].id),
		    why_of(m, dv, dv->deadlines[i].id));
	for (size_t i = 0; i < dv->ndeliveries; i++)
		assert_string_equal(why_of(m, dv, dv->deliveries[i].id),
		    why_of(m, dv, dv->deliveries[i].id));
	for (size_t i = 0; i < dv->nfindings; i++)
		assert_string_equal(why_of(m, dv, dv->findings[i].id),
		    why_of(m, dv, dv->findings[i].id));
	assert_string_equal(text_of(m, dv), before);
	assert_string_equal(text_of(m, rr_derive(m->round, dv->input)),
	    before);
}

static void
equal_inputs_give_equal_bytes(void **state)
{
	(void)state;
	each_round(SHIPPED, 30, derived_twice);
	each_round(SECOND, 30, derived_twice);
}

static const struct rr_trace *
last_conclusion(const struct rr_trace *t, const struct rr_trace *best)
{
	for (; t != NULL; t = t->next) {
		if (t->step == RR_STEP_CONCLUSION &&
		    strstr(t->text, "safe day, under every open answer:"))
			best = t;
		best = last_conclusion(t->child, best);
	}
	return best;
}

/*
 * Every step that says what is written says the day of the row; of a duty of
 * which it is not known whether it is owed, that there may be none.
 */
static void
assert_written(struct made_case *m, const struct rr_trace *t,
    const struct rr_deadline *d, const char *day)
{
	const char *none = rr_arena_printf(m->round, "%s, or none", day);

	for (; t != NULL; t = t->next) {
		if (strncmp(t->text, "as written ", 11) == 0 &&
		    strcmp(t->text + 11, day) != 0 &&
		    strcmp(t->text + 11, none) != 0)
			fail_msg("%s: %s, not %s", d->id, t->text, day);
		assert_written(m, t->child, d, day);
	}
}

static void
check_written(struct made_case *m, const struct rr_derivation *dv,
    const struct rr_deadline *d)
{
	struct rr_buf b = RR_BUF_INIT;

	if (d->nreadings > 0 || rr_date_is_none(d->raw))
		return;
	rr_date_text_day(d->raw, &b);
	assert_written(m, rr_derive_why(m->round, dv->input, d->id), d, b.s);
	rr_buf_free(&b);
}

static void
same_day(struct made_case *m, const struct rr_derivation *dv)
{
	for (size_t i = 0; i < dv->ndeadlines; i++) {
		const struct rr_deadline *d = &dv->deadlines[i];
		const struct rr_trace *t = last_conclusion(rr_derive_why(
		    m->round, dv->input, d->id), NULL);
		struct rr_buf b = RR_BUF_INIT;

		check_written(m, dv, d);
		if (rr_date_is_none(d->working)) {
			assert_null(t);
			continue;
		}
		rr_date_text_day(d->working, &b);
		assert_non_null(t);
		assert_non_null(strstr(t->text, b.s));
		rr_buf_free(&b);
	}
}

static void
reasons_end_in_the_day_of_the_row(void **state)
{
	(void)state;
	each_round(SHIPPED, 30, same_day);
	each_round(SECOND, 30, same_day);
}

static void
tell_one(const struct rr_deadline *d, struct rr_buf *b)
{
	rr_buf_printf(b, "%d %d %d %s %s", (int)d->raw.day,
	    (int)d->rolled.day, (int)d->working.day,
	    d->waits_for != NULL ? d->waits_for : "-",
	    d->gap != NULL ? d->gap : "-");
	for (size_t i = 0; i < d->nreadings; i++)
		rr_buf_printf(b, " %s %d %d %d", d->readings[i].key,
		    (int)d->readings[i].raw.day,
		    (int)d->readings[i].rolled.day,
		    (int)d->readings[i].working.day);
}

/* Each date's own words, where they speak of nothing but the case. */
static void
dates_by_themselves(struct made_case *m, const struct rr_derivation *dv)
{
	for (size_t i = 0; i < m->a->nprovisions; i++) {
		const struct rr_provision *p = &m->a->provisions[i];
		struct rr_buf with = RR_BUF_INIT, without = RR_BUF_INIT;
		struct rr_deadline a, b;
		struct rr_trace *t;

		if (!p->kind->deadline)
			continue;
		assert_int_equal(
		    rr_derive_when(m->round, dv->input, p->date.due, &a, &t),
		    rr_derive_when(m->round, dv->input, p->date.due, &b,
		    NULL));
		tell_one(&a, &with);
		tell_one(&b, &without);
		assert_string_equal(with.s, without.s);
		rr_buf_free(&with);
		rr_buf_free(&without);
	}
}

static void
tell_deemed(const struct rr_deemed *d, struct rr_buf *b)
{
	rr_buf_printf(b, "%d %d %d %s %s %s", (int)d->effective.day,
	    (int)d->earliest.day, (int)d->latest.day,
	    d->section != NULL ? d->section : "-",
	    d->gap != NULL ? d->gap : "-", d->awaits != NULL ? d->awaits : "-");
	for (size_t i = 0; i < d->nreadings; i++)
		rr_buf_printf(b, " %s %d %d %d", d->readings[i].key,
		    (int)d->readings[i].effective.day,
		    (int)d->readings[i].earliest.day,
		    (int)d->readings[i].latest.day);
}

static void
one_try(struct made_case *m, const struct rr_derivation *dv,
    const struct rr_try *tries, size_t n)
{
	struct rr_buf with = RR_BUF_INIT, without = RR_BUF_INIT;
	struct rr_deemed a, b;
	struct rr_trace *t = NULL;

	assert_true(rr_derive_deem(m->round, dv->input, tries, n, &a, &t,
	    m->diags));
	assert_true(rr_derive_deem(m->round, dv->input, tries, n, &b, NULL,
	    m->diags));
	assert_non_null(t);
	tell_deemed(&a, &with);
	tell_deemed(&b, &without);
	assert_string_equal(with.s, without.s);
	rr_buf_free(&with);
	rr_buf_free(&without);
}

/* The sendings of the case, as if they were only thought of. */
static void
notices_by_themselves(struct made_case *m, const struct rr_derivation *dv)
{
	for (size_t i = 0; i < dv->input->facts->n; i++) {
		const struct rr_fact *f = &dv->input->facts->all[i];
		struct rr_try tries[4];

		for (size_t j = 0; j < f->nsendings; j++) {
			const struct rr_sending *s = &f->sendings[j];

			assert_true(rr_method_find(s->method,
			    &tries[j].method));
			tries[j].lists = s->lists;
			tries[j].at = s->at;
			tries[j].received = RR_INSTANT_NONE;
			tries[j].sender_zone = s->zone;
			tries[j].recipient_zone = m->a->zone;
			one_try(m, dv, &tries[j], 1);
		}
		if (f->nsendings > 1)
			one_try(m, dv, tries, f->nsendings);
	}
}

static void
a_recorder_changes_no_answer(void **state)
{
	(void)state;
	each_round(SHIPPED, 30, dates_by_themselves);
	each_round(SECOND, 30, dates_by_themselves);
	each_round(SHIPPED, 30, notices_by_themselves);
	each_round(SECOND, 30, notices_by_themselves);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(equal_inputs_give_equal_bytes),
		cmocka_unit_test(reasons_end_in_the_day_of_the_row),
		cmocka_unit_test(a_recorder_changes_no_answer)
	};

	return cmocka_run_group_tests_name("trace", tests, NULL, NULL);
}

/*
 * test_property.c: what must hold of any case, drawn from a seed.
 *
 * What is derived for a day never looks at a later fact; what is voided was
 * never recorded; a later sending is never deemed given earlier.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "made_case.h"
#include "regrights/buf.h"

#define ROUNDS	MADE_ROUNDS(400)

static const char *
text_of(struct made_case *m, const struct rr_derivation *dv)
{
	struct rr_buf b = RR_BUF_INIT;

	made_case_tell(dv, &b);
	return rr_buf_keep(&b, m->round);
}

static rr_date
middle_of(const struct made_case *m)
{
	const struct rr_fact *all = m->facts.items;

	return all[made_draw(0, (int64_t)m->facts.n - 1)].day;
}

/* Facts about the record hold for every day; of the world, those until it. */
static size_t
until(struct made_case *m, rr_date on, struct rr_fact **out)
{
	const struct rr_fact *all = m->facts.items;
	struct rr_fact *kept = rr_arena_array(m->round, m->facts.n + 1,
	    sizeof(*kept));
	size_t n = 0;

	for (size_t i = 0; i < m->facts.n; i++)
		if (!rr_shape_is_world(all[i].shape) ||
		    rr_date_cmp(all[i].day, on) <= 0)
			kept[n++] = all[i];
	*out = kept;
	return n;
}

static void
later_facts(const char *path)
{
	struct made_case m;

	made_seed(path);
	made_case_open(&m, path);
	for (int i = 0; i < ROUNDS; i++) {
		struct rr_fact *kept;
		rr_date on;
		size_t n;

		made_case_draw(&m, 40);
		on = middle_of(&m);
		n = until(&m, on, &kept);
		assert_string_equal(text_of(&m, made_case_derive(&m,
		    m.facts.items, m.facts.n, NULL, on)),
		    text_of(&m, made_case_derive(&m, kept, n, NULL, on)));
	}
	made_case_close(&m);
}

static void
no_day_looks_at_a_later_fact(void **state)
{
	(void)state;
	later_facts(SHIPPED);
	later_facts(SECOND);
}

/* One more fact, a void of the last, and the same without both. */
static void
voided(const char *path)
{
	struct made_case m;

	made_seed(path);
	made_case_open(&m, path);
	for (int i = 0; i < ROUNDS; i++) {
		const struct rr_fact *last;
		struct rr_fact *gone;
		const char *before;
		int64_t seq;

		made_case_draw(&m, 30);
		last = rr_vec_at(&m.facts, m.facts.n - 1);
		seq = last->seq;
		before = text_of(&m, made_case_derive(&m, m.facts.items,
		    m.facts.n - 1, NULL, RR_DATE_NONE));
		gone = made_case_add(&m, RR_SHAPE_VOID, "void",
		    "2001-01-01");
		gone->about = seq;
		assert_string_equal(before, text_of(&m, made_case_derive(&m,
		    m.facts.items, m.facts.n, NULL, RR_DATE_NONE)));
	}
	made_case_close(&m);
}

static void
what_is_voided_was_never_recorded(void **state)
{
	(void)state;
	voided(SHIPPED);
	voided(SECOND);
}

struct tried { rr_date effective, earliest; };

static struct tried
deem(struct made_case *m, const struct rr_input *in, enum rr_method method,
    int64_t at)
{
	struct rr_try t = { method, "section purchase-agreement",
	    { at }, RR_INSTANT_NONE, m->a->zone, m->a->zone };
	struct rr_deemed d;

	if (!rr_derive_deem(m->round, in, &t, 1, &d, NULL, m->diags))
		return (struct tried){ RR_DATE_NONE, RR_DATE_NONE };
	return (struct tried){ d.effective, d.earliest };
}

static void
sendings(const char *path)
{
	struct made_case m;

	made_seed(path);
	made_case_open(&m, path);
	for (int i = 0; i < ROUNDS; i++) {
		const struct rr_derivation *dv;

		made_case_begin(&m);
		dv = made_case_derive(&m, m.facts.items, m.facts.n, NULL,
		    RR_DATE_NONE);
		for (int k = 0; k < 60; k++) {
			enum rr_method way = (enum rr_method)made_draw(0,
			    RR_METHOD_MAX - 1);
			/* 2000 to 2020 */
			int64_t at = made_draw(946684800, 1577836800);
			struct tried a = deem(&m, dv->input, way, at);
			struct tried b = deem(&m, dv->input, way,
			    at + made_draw(0, 5 * 86400));

			if (rr_date_is_none(a.effective) ||
			    rr_date_is_none(b.effective))
				continue;
			assert_true(rr_date_cmp(a.effective,
			    b.effective) <= 0);
		}
	}
	made_case_close(&m);
}

static void
a_later_sending_is_never_deemed_given_earlier(void **state)
{
	(void)state;
	sendings(SHIPPED);
	sendings(SECOND);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(no_day_looks_at_a_later_fact),
		cmocka_unit_test(what_is_voided_was_never_recorded),
		cmocka_unit_test(
		    a_later_sending_is_never_deemed_given_earlier)
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

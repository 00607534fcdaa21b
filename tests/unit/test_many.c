/*
 * test_many.c: what a notice to many Holders costs, counted and not timed.
 *
 * To ten times as many it may cost twelve times the steps and the memory: what
 * is derived for the record, the reasons of the preview, and the list.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "made_case.h"
#include "regrights/buf.h"
#include "regrights/view.h"

#define GROWTH	12

/* Each owes an answer, has a list to tick and a period of its own. */
static const char text[] =
	"regrights: 1\n"
	"agreement: {key: x, title: X, dated: 2000-04-28, law: New York,"
	" zone: America/New_York}\n"
	"sections: {\"1\": One}\n"
	"days: {civil day: {section: \"1\", closed: [weekends]}}\n"
	"events:\n"
	"  lifted: {section: \"1\", what: Lifted}\n"
	"notices:\n"
	"  told: {section: \"1\", what: Told, from: issuer, to: [holders]}\n"
	"parties:\n"
	"  co: {name: Co, roles: [issuer], zone: America/New_York}\n"
	"notice clauses:\n"
	"  section: \"1\"\n"
	"  effective: earliest\n"
	"  clock: agreement\n"
	"  days: civil day\n"
	"  clauses:\n"
	"    - {section: \"1\", method: courier, is: 1 civil day after"
	" sending}\n"
	"deadlines:\n"
	"  - {id: answer, section: \"1\", what: Answer, by: co, for each:"
	" told, per: recipient, due: 5 days after its effect}\n"
	"lists:\n"
	"  - id: l\n"
	"    section: \"1\"\n"
	"    what: L\n"
	"    by: co\n"
	"    for each: told\n"
	"    items:\n"
	"      given: {what: given, done: it was given}\n"
	"      proof: {what: proof, done: it was received}\n";

struct cost { size_t steps, record, preview, list; };

static void
add_holders(struct made_case *m, struct rr_sending *to, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		const char *key = rr_arena_printf(m->round, "h%zu", i);
		struct rr_fact *f = made_case_add(m, RR_SHAPE_PARTY, key,
		    "2000-04-28");

		rr_fact_set(m->round, f, "name", key);
		rr_fact_set(m->round, f, "roles", "holder");
		to[i] = (struct rr_sending){ .party = key,
		    .method = "courier", .lists = "",
		    .at = { 957362400 }, .zone = "America/New_York",
		    .wall = { { 11080 }, 36000 } };
	}
}

static size_t
derive(struct made_case *m, struct rr_arena *arena, struct rr_input *in,
    struct rr_derivation **dv)
{
	in->engine = m->engine;
	in->facts = rr_facts_new(arena, m->facts.items, m->facts.n, in->on);
	in->roster = rr_roster_new(arena, in->facts, in->on);
	in->readings = rr_readings_new(arena, m->a);
	*dv = rr_derive(arena, in);
	return (*dv)->nsteps;
}

static size_t
preview(const struct rr_derivation *dv, size_t *steps)
{
	struct rr_arena *arena = rr_arena_new();
	size_t n = dv->ndeliveries, size;
	const struct rr_delivery **all = rr_arena_array(arena, n + 1,
	    sizeof(*all));
	struct rr_trace **why = rr_arena_array(arena, n + 1, sizeof(*why));

	for (size_t i = 0; i < n; i++)
		all[i] = &dv->deliveries[i];
	*steps += rr_derive_whys(arena, dv->input, all, n, why);
	assert_non_null(why[n - 1]);
	size = rr_arena_size(arena);
	rr_arena_free(arena);
	return size;
}

/* Its text too: a cell that grew with the rows would show there. */
static size_t
list(const struct rr_derivation *dv)
{
	struct rr_arena *arena = rr_arena_new();
	const struct rr_view *v = rr_view_find("notices");
	struct rr_source s;
	struct rr_buf b = RR_BUF_INIT;
	size_t size;

	memset(&s, 0, sizeof(s));
	s.derivation = dv;
	s.matter = "x";
	s.on = dv->input->on;
	rr_view_prepare(v, arena, &s);
	rr_table_csv(v, &s, false, &b);
	size = rr_arena_size(arena) + b.len;
	rr_buf_free(&b);
	rr_arena_free(arena);
	return size;
}

static struct cost
measure(size_t n)
{
	struct rr_arena *arena = rr_arena_new();
	struct rr_derivation *dv;
	struct rr_sending *to;
	struct rr_fact *told;
	struct rr_input in;
	struct cost c;
	struct made_case m;

	made_case_text(&m, text);
	made_case_begin(&m);
	to = rr_arena_array(m.round, n, sizeof(*to));
	add_holders(&m, to, n);
	told = made_case_add(&m, RR_SHAPE_NOTICE, "told", "2000-05-03");
	told->at = to[0].at;
	told->sendings = to;
	told->nsendings = n;
	memset(&in, 0, sizeof(in));
	in.due_within = 7;
	assert_true(rr_date_parse("2000-05-10", &in.on));
	c.steps = derive(&m, arena, &in, &dv);
	assert_int_equal(dv->ndeliveries, n);
	assert_int_equal(dv->ndeadlines, n);
	c.record = rr_arena_size(arena);
	c.preview = preview(dv, &c.steps);
	c.list = list(dv);
	rr_arena_free(arena);
	made_case_close(&m);
	return c;
}

static void
a_notice_to_many_costs_what_it_is_long(void **state)
{
	struct cost few = measure(100), many = measure(1000);

	(void)state;
	assert_true(few.steps >= 100);
	assert_true(many.steps <= GROWTH * few.steps);
	assert_true(many.record <= GROWTH * few.record);
	assert_true(many.preview <= GROWTH * few.preview);
	assert_true(many.list <= GROWTH * few.list);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_notice_to_many_costs_what_it_is_long)
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

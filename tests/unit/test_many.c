/*
 * test_many.c: what a notice to many Holders costs, counted and not timed.
 *
 * To ten times as many it may cost twelve times the steps and the memory: what
 * is derived for the record, the reasons of the preview, and the list.  While
 * it is derived it is asked every thousand steps whether to go on, and ends
 * soon when it is not to.
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
#define MANY	2000

/*
 * Each owes an answer and has a list to tick; it is owed to each of them, who
 * held on two days, and to counsel, who is nobody.
 */
static const char text[] =
	"regrights: 1\n"
	"agreement: {key: x, title: X, dated: 2000-04-28, law: New York,"
	" zone: America/New_York}\n"
	"sections: {\"1\": One}\n"
	"days: {civil day: {section: \"1\", closed: [weekends]}}\n"
	"questions:\n"
	"  as-of: {section: \"1\", asks: As of when?, answers: {asked: then,"
	" due: when it is due}}\n"
	"classes: {units: {title: Units, section: \"1\"}}\n"
	"events:\n"
	"  asked: {section: \"1\", what: Asked, fields: {by: {title: By, type:"
	" date}}}\n"
	"notices:\n"
	"  told: {section: \"1\", what: Told, from: issuer, to: [holders, counsel],"
	" about: asked}\n"
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
	"  - {id: served, section: \"1\", what: Serve, by: co, for each: asked,"
	" due: 5 days before it.by, met by: told, \"owed to\": [each holder,"
	" any counsel], \"owed as of\": [due if as-of is due]}\n"
	"lists:\n"
	"  - id: l\n"
	"    section: \"1\"\n"
	"    what: L\n"
	"    by: co\n"
	"    for each: told\n"
	"    items:\n"
	"      given: {what: given, done: it was given}\n"
	"      proof: {what: proof, done: it was received}\n";

struct cost { size_t steps, memory; };
struct costs { struct cost record, preview, list, reasons; };

/* How often it was asked; and, told to stop, what the arena held then. */
struct asked {
	size_t		 n, stop_at, held;
	struct rr_arena	*arena;
};

static bool
count(void *ctx)
{
	struct asked *a = ctx;

	a->n++;
	a->held = rr_arena_size(a->arena);
	return a->n != a->stop_at;
}

static void
add_holders(struct made_case *m, struct rr_sending *to, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		const char *key = rr_arena_printf(m->round, "h%zu", i);
		struct rr_fact *f = made_case_add(m, RR_SHAPE_PARTY, key,
		    "2000-04-28");

		rr_fact_set(m->round, f, "name", key);
		rr_fact_set(m->round, f, "roles", "holder");
		f = made_case_add(m, RR_SHAPE_HOLDING, key, "2000-04-28");
		rr_fact_set(m->round, f, "class", "units");
		rr_fact_set(m->round, f, "shares", "100");
		to[i] = (struct rr_sending){ .party = key,
		    .method = "courier", .lists = "",
		    .at = { 957362400 }, .zone = "America/New_York",
		    .wall = { { 11080 }, 36000 } };
	}
}

struct matter {
	struct made_case	 m;
	struct rr_input		 in;
};

static void
set_input(struct matter *t)
{
	memset(&t->in, 0, sizeof(t->in));
	t->in.due_within = 7;
	assert_true(rr_date_parse("2000-05-10", &t->in.on));
	t->in.engine = t->m.engine;
	t->in.facts = rr_facts_new(t->m.round, t->m.facts.items, t->m.facts.n,
	    t->in.on);
	t->in.roster = rr_roster_new(t->m.round, t->m.a, t->in.facts,
	    t->in.on);
	t->in.readings = rr_readings_new(t->m.round, t->m.a);
}

/* A notice to N Holders. */
static void
make(struct matter *t, size_t n)
{
	struct rr_sending *to;
	struct rr_fact *told, *asked;
	int64_t about;

	made_case_text(&t->m, text);
	made_case_begin(&t->m);
	to = rr_arena_array(t->m.round, n, sizeof(*to));
	add_holders(&t->m, to, n);
	asked = made_case_add(&t->m, RR_SHAPE_EVENT, "asked", "2000-05-01");
	rr_fact_set(t->m.round, asked, "by", "2000-05-12");
	about = asked->seq;		/* the next one may move it */
	told = made_case_add(&t->m, RR_SHAPE_NOTICE, "told", "2000-05-03");
	told->about = about;
	told->at = to[0].at;
	told->sendings = to;
	told->nsendings = n;
	set_input(t);
}

static struct cost
preview(const struct rr_derivation *dv)
{
	struct rr_arena *arena = rr_arena_new();
	size_t n = dv->ndeliveries;
	const struct rr_delivery **all = rr_arena_array(arena, n + 1,
	    sizeof(*all));
	struct rr_trace **why = rr_arena_array(arena, n + 1, sizeof(*why));
	struct cost c;

	for (size_t i = 0; i < n; i++)
		all[i] = &dv->deliveries[i];
	c.steps = rr_derive_whys(arena, dv->input, all, n, why);
	assert_non_null(why[n - 1]);
	c.memory = rr_arena_size(arena);
	rr_arena_free(arena);
	return c;
}

/*
 * Its text too: a cell that grew with the rows would show there.  Rows are
 * read from what was derived: nothing is evaluated for them.
 */
static struct cost
list(const struct rr_derivation *dv, const struct asked *asked)
{
	struct rr_arena *arena = rr_arena_new();
	const struct rr_view *v = rr_view_find("notices");
	struct rr_source s;
	struct rr_buf b = RR_BUF_INIT;
	size_t before = asked->n;
	struct cost c;

	memset(&s, 0, sizeof(s));
	s.derivation = dv;
	s.matter = "x";
	s.on = dv->input->on;
	rr_view_prepare(v, arena, &s);
	rr_table_csv(v, &s, false, &b);
	c.memory = rr_arena_size(arena) + b.len;
	c.steps = asked->n - before;
	rr_buf_free(&b);
	rr_arena_free(arena);
	return c;
}

/* Of each row, as JSON has them; what they are about is found once. */
static struct cost
reasons(const struct rr_derivation *dv)
{
	struct rr_arena *arena = rr_arena_new();
	struct rr_whys *w = rr_whys_new(arena, dv->input);
	struct cost c = { 0, 0 };

	for (size_t i = 0; i < dv->ndeadlines; i++)
		assert_non_null(rr_whys_of(w, dv->deadlines[i].id));
	c.memory = rr_arena_size(arena);
	rr_arena_free(arena);
	return c;
}

static struct costs
measure(size_t n)
{
	struct asked asked = { .arena = rr_arena_new() };
	struct rr_derivation *dv;
	struct matter t;
	struct costs c;

	make(&t, n);
	t.in.going = count;
	t.in.going_ctx = &asked;
	dv = rr_derive(asked.arena, &t.in);
	assert_non_null(dv);
	assert_int_equal(dv->ndeliveries, n);
	assert_int_equal(dv->ndeadlines, n + 1);
	c.record.steps = dv->nsteps;
	c.record.memory = rr_arena_size(asked.arena);
	c.preview = preview(dv);
	c.list = list(dv, &asked);
	c.reasons = reasons(dv);
	rr_arena_free(asked.arena);
	made_case_close(&t.m);
	return c;
}

static void
assert_growth(struct cost few, struct cost many)
{
	assert_true(many.steps <= GROWTH * few.steps);
	assert_true(many.memory <= GROWTH * few.memory);
}

static void
a_notice_to_many_costs_what_it_is_long(void **state)
{
	struct costs few = measure(100), many = measure(1000);

	(void)state;
	assert_true(few.record.steps >= 100);
	assert_true(few.preview.steps >= 100);
	assert_growth(few.record, many.record);
	assert_growth(few.preview, many.preview);
	assert_growth(few.list, many.list);
	assert_growth(few.reasons, many.reasons);
	assert_int_equal(many.list.steps, 0);
}

/* Often enough that nobody waits, and no oftener. */
static void
it_is_asked_every_thousand_steps_whether_to_go_on(void **state)
{
	struct asked asked = { .arena = rr_arena_new() };
	struct rr_derivation *dv;
	struct matter t;

	(void)state;
	make(&t, MANY);
	t.in.going = count;
	t.in.going_ctx = &asked;
	dv = rr_derive(asked.arena, &t.in);
	assert_non_null(dv);
	assert_true(asked.n <= dv->nsteps / RR_GOING_STEPS);
	/* A step can be one of many sendings of one notice. */
	assert_true(asked.n >= dv->nsteps / (4 * RR_GOING_STEPS));
	rr_arena_free(asked.arena);
	made_case_close(&t.m);
}

/* Bytes: one conclusion about all who got the notice is still made. */
#define LEFT	((size_t)MANY * 512)

/* What it has begun it drops, wherever it is; it is not asked again. */
static void
what_is_told_to_stop_ends_soon(void **state)
{
	struct asked all = { .arena = rr_arena_new() };
	struct matter t;

	(void)state;
	make(&t, MANY);
	t.in.going = count;
	t.in.going_ctx = &all;
	assert_non_null(rr_derive(all.arena, &t.in));
	assert_true(all.n >= 8);
	for (size_t at = 1; at <= all.n; at += all.n / 8) {
		struct asked asked = { .stop_at = at,
		    .arena = rr_arena_new() };

		t.in.going_ctx = &asked;
		assert_null(rr_derive(asked.arena, &t.in));
		assert_int_equal(asked.n, at);
		assert_true(rr_arena_size(asked.arena) <= asked.held + LEFT);
		rr_arena_free(asked.arena);
	}
	rr_arena_free(all.arena);
	made_case_close(&t.m);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_notice_to_many_costs_what_it_is_long),
		cmocka_unit_test(
		    it_is_asked_every_thousand_steps_whether_to_go_on),
		cmocka_unit_test(what_is_told_to_stop_ends_soon)
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

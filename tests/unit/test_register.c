/*
 * test_register.c: a register's rows, with findings made by hand.
 *
 * Two entries open the register: 1 and, though it is about 1, 4.  One is about
 * the first (2), and one about that (3), of an earlier day; one names 4 in a
 * field (5).  What each row must say is written down here.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "regrights/arena.h"
#include "regrights/buf.h"
#include "regrights/json.h"
#include "regrights/view.h"

#define COUNT(a)	(sizeof(a) / sizeof((a)[0]))

static const struct rr_field_decl closed_fields[] = {
	{ .key = "cause", .title = "Cause", .type = RR_FIELD_TEXT },
	{ .key = "of", .title = "Of", .type = RR_FIELD_PARTY } };
static const struct rr_field_decl lifted_fields[] = {
	{ .key = "lifts", .title = "Lifts", .type = RR_FIELD_FACTS } };
static const struct rr_event events[] = {
	{ .name = "closed", .section = "1", .what = "Closed",
	    .fields = closed_fields, .nfields = 2 },
	{ .name = "told", .section = "2", .what = "Told" },
	{ .name = "lifted", .section = "3", .what = "Lifted",
	    .fields = lifted_fields, .nfields = 1 } };
static const char *const opens[] = { "closed" };
static const struct rr_state states[] = {
	{ .event = "told", .word = "under way" },
	{ .event = "lifted", .word = "over" } };
static const struct rr_register_terms registers[] = {
	{ .name = "suspensions", .opens = opens, .nopens = 1,
	    .states = states, .nstates = COUNT(states) } };
static const struct rr_provision period = { .kind = &rr_kind_period,
	.id = "stop", .cite = { "6", { NULL, 0, 0 } }, .what = "Sell nothing",
	.in = "suspensions" };
static const struct rr_provision share = { .kind = &rr_kind_share,
	.id = "leave", .cite = { "7", { NULL, 0, 0 } }, .what = "Leave" };
static const struct rr_provision cap = { .kind = &rr_kind_cap,
	.cap.limited = true,
	.id = "costs", .cite = { "8", { NULL, 0, 0 } }, .what = "Costs",
	.in = "suspensions" };
static const struct rr_provision other = { .kind = &rr_kind_cap,
	.id = "fees", .cite = { "9", { NULL, 0, 0 } }, .what = "Fees",
	.in = "expenses" };
static const struct rr_agreement agreement = { .key = "m",
	.title = "M", .zone = "UTC", .events = events,
	.nevents = COUNT(events), .registers = registers,
	.nregisters = COUNT(registers), .roll = -1 };

static const struct rr_field of_1[] = { { "cause", "an audit" },
	{ "of", "elm" } };
static const struct rr_field of_5[] = { { "lifts", "4" } };

static struct rr_zone_change always[] = {
	{ .from = { 0 }, .offset = 0, .abbrev = "UTC" } };
static const struct rr_zone utc = { "UTC", always, 1 };
static const struct rr_zone *const zones[] = { &utc };

struct made {
	struct rr_arena		*arena;
	struct rr_diags		*diags;
	struct rr_fact		 all[5];
	struct rr_input		 input;
	struct rr_derivation	*dv;
	struct rr_finding	 findings[6];
	struct rr_source	 source;
	const struct rr_view	*view;
};

static void
fact(struct made *m, size_t i, const char *name, int day, int64_t about)
{
	struct rr_fact *f = &m->all[i];

	f->seq = (int64_t)i + 1;
	f->shape = RR_SHAPE_EVENT;
	f->name = name;
	f->day.day = day;
	f->at = RR_INSTANT_NONE;
	f->about = about;
}

static struct rr_finding *
finding(struct made *m, size_t i, const char *id,
    const struct rr_provision *p, size_t subject)
{
	struct rr_finding *f = &m->findings[i];

	f->id = id;
	f->provision = p;
	if (subject > 0)
		f->subject = &m->input.facts->all[subject - 1];
	f->out.from = f->out.until = RR_DATE_NONE;
	f->out.from_at = f->out.until_at = RR_INSTANT_NONE;
	return f;
}

#define IN_THE_END(found)	{ .state = (found),			\
	.from = { INT32_MIN }, .until = { INT32_MIN },			\
	.from_at = { INT64_MIN }, .until_at = { INT64_MIN },		\
	.counted = true, .have = 300000, .needed = 416667 }
static const struct rr_finding_reading forks[] = {
	{ .key = "who=all+when=now", .out = IN_THE_END(RR_FOUND_PASSED) },
	{ .key = "who=some+when=now",
	    .out = IN_THE_END(RR_FOUND_NOT_YET) } };

static void
find(struct made *m)
{
	struct rr_finding *f = finding(m, 0, "m/period/stop/2/elm", &period,
	    2);

	f->party = "elm";
	f->out.state = RR_FOUND_ENDED;
	f->out.may_until = RR_DATE_NONE;
	f->out.from.day = 11323;	/* 2001-01-01 */
	f->out.until.day = 11330;
	f = finding(m, 1, "m/period/stop/3/oak", &period, 3);
	f->party = "oak";
	f->out.state = RR_FOUND_WAITING;
	f->out.waits_for = "receipt";
	f = finding(m, 2, "m/share/leave/4", &share, 4);
	f->out.state = RR_FOUND_FORKS;
	f->out.counted = true;
	f->out.have = 300000;
	f->out.needed = 416667;
	f->readings = forks;
	f->nreadings = COUNT(forks);
	f = finding(m, 3, "m/amount/costs", &cap, 0);
	f->out.state = RR_FOUND_EXCEEDED;
	f->out.counted = true;
	f->out.base = 820000;
	f->out.have = f->out.needed = 750000;
	/* In another register, about no entry and about one of these. */
	finding(m, 4, "m/amount/fees", &other, 0);
	finding(m, 5, "m/amount/fees/1", &other, 1);
	m->dv->findings = m->findings;
	m->dv->nfindings = COUNT(m->findings);
}

static int
set_up(void **state)
{
	struct made *m = calloc(1, sizeof(*m));
	struct rr_facts *facts;

	m->arena = rr_arena_new();
	m->diags = rr_diags_new();
	fact(m, 0, "closed", 11323, 0);
	fact(m, 1, "told", 11325, 1);
	fact(m, 2, "lifted", 11324, 2);
	fact(m, 3, "closed", 11340, 1);
	fact(m, 4, "lifted", 11341, 0);
	m->all[0].fields = of_1;
	m->all[0].nfields = COUNT(of_1);
	m->all[4].fields = of_5;
	m->all[4].nfields = COUNT(of_5);
	facts = rr_facts_new(m->arena, m->all, COUNT(m->all), RR_DATE_NONE);
	m->input.engine = rr_engine_new(m->arena, &agreement, NULL, 0, zones,
	    1, m->diags);
	m->input.facts = facts;
	m->input.on.day = 11350;
	m->input.roster = rr_roster_new(m->arena, NULL, facts,
	    m->input.on);
	m->input.readings = rr_readings_new(m->arena, &agreement);
	m->dv = rr_derive(m->arena, &m->input);
	find(m);
	m->source.derivation = m->dv;
	m->source.matter = "m";
	m->source.on = m->input.on;
	m->view = rr_view_find("suspensions");
	rr_view_prepare(m->view, m->arena, &m->source);
	*state = m;
	return 0;
}

static int
tear_down(void **state)
{
	struct made *m = *state;

	rr_diags_free(m->diags);
	rr_arena_free(m->arena);
	free(m);
	return 0;
}

static void
assert_table(const struct made *m, const char *want)
{
	struct rr_buf b = RR_BUF_INIT;

	rr_table_csv(m->view, &m->source, false, &b);
	assert_string_equal(b.s, want);
	rr_buf_free(&b);
}

#define HEAD	"what,state,day,detail,section,until,next,party,"	\
    "party_key,id\r\n"

/* A finding stands once, under the entry on which its subject hangs. */
static void
findings_stand_under_their_entry(void **state)
{
	assert_table(*state, HEAD
	    "\"1 closed\",\"under way\",2001-01-01,"
	    "\"Cause: an audit; Of: elm\",\"1\",,,\"\","
	    "\"\",\"m/entry/1\"\r\n"
	    "\"  Sell nothing: elm (entry 2)\",\"ended\",2001-01-01,"
	    "\"until 2001-01-08\",\"6\",2001-01-08,,\"elm\","
	    "\"elm\",\"m/period/stop/2/elm\"\r\n"
	    "\"  Sell nothing: oak (entry 3)\",\"facts missing\",,"
	    "\"waits for receipt\",\"6\",,,\"oak\","
	    "\"oak\",\"m/period/stop/3/oak\"\r\n"
	    "\"4 closed\",\"over\",2001-01-18,\"\",\"1\",,,\"\","
	    "\"\",\"m/entry/4\"\r\n"
	    "\"  Leave\",\"open point\",,"
	    "\"depends: who; 300,000 of 416,667\",\"7\",,,\"\","
	    "\"\",\"m/share/leave/4\"\r\n"
	    "\"Costs\",\"exceeded\",,\"$7,500.00 of $7,500.00; "
	    "$700.00 beyond it\",\"8\",,,\"\","
	    "\"\",\"m/amount/costs\"\r\n");
}

static void
a_row_has_the_id_that_is_asked_about(void **state)
{
	static const char *const want[] = { "m/entry/1",
	    "m/period/stop/2/elm", "m/period/stop/3/oak", "m/entry/4",
	    "m/share/leave/4", "m/amount/costs" };
	const struct made *m = *state;

	assert_int_equal(m->view->count(&m->source), COUNT(want));
	for (size_t i = 0; i < COUNT(want); i++) {
		struct rr_buf b = RR_BUF_INIT;

		m->view->id(&m->source, i, &b);
		assert_string_equal(b.s, want[i]);
		rr_buf_free(&b);
	}
}

static void
json_has_each_reading_and_whose_it_is(void **state)
{
	const struct made *m = *state;
	struct rr_arena *arena = rr_arena_new();
	struct rr_source source = m->source;
	struct rr_json *j = rr_json_object();
	struct rr_buf b = RR_BUF_INIT;

	source.whys = rr_whys_new(arena, source.derivation->input);
	m->view->json(&source, 4, j);
	rr_arena_free(arena);
	rr_json_print(j, &b);
	assert_non_null(strstr(b.s, "\"entry\": \"4\""));
	assert_non_null(strstr(b.s, "\"row\": \"finding\""));
	assert_non_null(strstr(b.s, "\"state\": \"open-point\""));
	assert_non_null(strstr(b.s, "\"needed\": 416667"));
	assert_non_null(strstr(b.s, "\"who=some+when=now\": {"));
	assert_non_null(strstr(b.s, "\"state\": \"not-yet\""));
	rr_buf_free(&b);
	rr_json_free(j);
}

/* At every width the state is there whole, and no line is wider. */
static void
the_state_is_there_at_every_width(void **state)
{
	const struct made *m = *state;

	for (int width = 40; width <= 200; width++) {
		struct rr_buf b = RR_BUF_INIT;
		const char *p, *end;

		rr_table_text(m->view, &m->source, width, true, &b);
		assert_non_null(strstr(b.s, "facts missing"));
		for (p = b.s; (end = strchr(p, '\n')) != NULL; p = end + 1)
			assert_true(end - p <= width);
		rr_buf_free(&b);
	}
}

static void
a_chronicle_has_all_that_hangs_on_it(void **state)
{
	const struct made *m = *state;
	struct rr_buf b = RR_BUF_INIT;

	rr_outline_text(rr_view_why(m->arena, m->dv, "m/entry/1"), 0, true,
	    &b);
	assert_string_equal(b.s,
	    "closed Mon 2001-01-01  entry 1\n"
	    "  Closed  1\n"
	    "  Cause: an audit\n"
	    "  Of: elm\n"
	    "  Fees, 9: facts missing\n"
	    "lifted Tue 2001-01-02  entry 3\n"
	    "  Lifted  3\n"
	    "  Sell nothing: oak, 6: facts missing; waits for receipt\n"
	    "told Wed 2001-01-03  entry 2\n"
	    "  Told  2\n"
	    "  Sell nothing: elm, 6: ended from Mon 2001-01-01; "
	    "until 2001-01-08\n"
	    "closed Thu 2001-01-18  entry 4\n"
	    "  Closed  1\n"
	    "  Leave, 7: open point; depends: who; "
	    "300,000 of 416,667\n"
	    "lifted Fri 2001-01-19  entry 5\n"
	    "  Lifted  3\n"
	    "  Lifts: entry 4\n");
	rr_buf_free(&b);
	assert_null(rr_view_why(m->arena, m->dv, "m/entry/9"));
	assert_null(rr_view_why(m->arena, m->dv, "m/entry/x"));
	/* That of another matter is not this one's. */
	assert_null(rr_view_why(m->arena, m->dv, "m2/entry/1"));
}

static void
a_register_that_is_not_laid_out_says_so(void **state)
{
	struct made *m = *state;

	m->view = rr_view_find("grants");
	rr_view_prepare(m->view, m->arena, &m->source);
	assert_int_equal(m->view->count(&m->source), 0);
	assert_non_null(strstr(rr_view_empty(m->view, &m->source),
	    "no register of grants"));
	m->view = rr_view_find("expenses");
	rr_view_prepare(m->view, m->arena, &m->source);
	assert_table(m, HEAD
	    "\"Fees\",\"facts missing\",,\"\",\"9\",,,\"\","
	    "\"\",\"m/amount/fees\"\r\n"
	    "\"Fees (entry 1)\",\"facts missing\",,\"\",\"9\",,,\"\","
	    "\"\",\"m/amount/fees/1\"\r\n");
}

#define TEST(f)	cmocka_unit_test_setup_teardown(f, set_up, tear_down)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(findings_stand_under_their_entry),
		TEST(a_row_has_the_id_that_is_asked_about),
		TEST(json_has_each_reading_and_whose_it_is),
		TEST(the_state_is_there_at_every_width),
		TEST(a_chronicle_has_all_that_hangs_on_it),
		TEST(a_register_that_is_not_laid_out_says_so),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

/*
 * test_walk.c: how the steps of a workflow stand, from facts alone; and that
 * the manual and the shipped agreement tell the same steps.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "agreement_file.h"
#include "regrights/derive.h"
#include "regrights/load.h"
#include "regrights/walk.h"

#define SHIPPED	"share/agreements/neotherapeutics-2000.yaml"
#define PAGE	"man/regrights-workflows.7"
#define COUNT(a)	(sizeof(a) / sizeof((a)[0]))
#define FACTS	24

/* 2000-05-26 17:00 UTC, 13:00 in New York; 29 May was Memorial Day. */
#define FRIDAY	959360400

static const char text[] =
    "regrights: 1\n"
    "agreement: {key: mill, title: Mill, dated: 2000-04-28, law: New York,\n"
    "  zone: America/New_York}\n"
    "sections: {\"1\": All}\n"
    "questions:\n"
    "  oral: {section: \"1\", asks: May it be oral?,\n"
    "    answers: {yes: it may, no: it may not}}\n"
    "days:\n"
    "  business day: {section: \"1\", closed: [weekends, us-federal]}\n"
    "events:\n"
    "  order: {section: \"1\", what: An order, fields: {known: {type: date}}}\n"
    "  lifted: {section: \"1\", what: It was lifted, about: order}\n"
    "  noted: {section: \"1\", what: It was noted, about: lifted,\n"
    "    fields: {after: {type: entry}}}\n"
    "notices:\n"
    "  warning: {section: \"1\", what: A warning, from: company,\n"
    "    to: [holders], about: order}\n"
    "parties:\n"
    "  company: {name: Mill Inc., roles: [company]}\n"
    "notice clauses:\n"
    "  section: \"1\"\n"
    "  effective: earliest\n"
    "  clock: agreement\n"
    "  days: business day\n"
    "  lists: {book: the book}\n"
    "  clauses:\n"
    "    - {section: \"1\", method: fax, number: book,\n"
    "       is: 1 business day after sending}\n"
    "    - {section: \"1\", method: other, is: receipt}\n"
    "workflows:\n"
    "  warn:\n"
    "    title: Warn them\n"
    "    section: \"1\"\n"
    "    about: warning\n"
    "    steps:\n"
    "      - {key: log, section: \"1\", what: a, done: it has happened,\n"
    "         command: notice send}\n"
    "      - {key: copies, section: \"1\", what: b, done: it was copied,\n"
    "         command: notice send}\n"
    "      - {key: report, section: \"1\", what: c, done: it was reported,\n"
    "         needed if: it was sent by fax, command: notice confirm}\n"
    "      - {key: receipt, section: \"1\", what: d, done: it was received,\n"
    "         command: notice receipt}\n"
    "      - {key: effect, section: \"1\", what: e, done: it was given,\n"
    "         command: notices}\n"
    "  ready:\n"
    "    title: Be ready\n"
    "    section: \"1\"\n"
    "    about: any notice\n"
    "    steps:\n"
    "      - {key: fax, section: \"1\", what: a,\n"
    "         done: every recipient has a listed fax,\n"
    "         command: holder correct}\n"
    "  stop:\n"
    "    title: An order\n"
    "    section: \"1\"\n"
    "    about: [order]\n"
    "    steps:\n"
    "      - {key: fax, section: \"1\", what: a,\n"
    "         done: every holder has a listed fax, command: holder correct}\n"
    "      - {key: warn, section: \"1\", what: b,\n"
    "         done: warning about it was received, command: notice send}\n"
    "      - {key: lift, section: \"1\", what: c,\n"
    "         done: lifted about it has happened, command: event record}\n"
    "      - {key: known, section: \"1\", what: d,\n"
    "         done: it.known >= 2000-01-01, command: event record}\n"
    "      - {key: oral, section: \"1\", what: e, done: oral is yes,\n"
    "         command: points take}\n"
    "  notes:\n"
    "    title: Notes on an order\n"
    "    section: \"1\"\n"
    "    about: [order]\n"
    "    steps:\n"
    "      - {key: direct, section: \"1\", what: a,\n"
    "         done: noted about it has happened, command: event record}\n"
    "      - {key: under, section: \"1\", what: b,\n"
    "         done: noted under it has happened, command: event record}\n"
    "      - {key: each, section: \"1\", what: c,\n"
    "         done: each lifted about it meets (noted about it has happened),\n"
    "         command: event record}\n";

struct mill {
	struct agreement_file	 file;
	struct rr_engine	*engine;
	struct rr_fact		 facts[FACTS];
	size_t			 n;
	struct rr_input		 input;
	const struct rr_walk	*walk;
};

static struct rr_fact *
add(struct mill *m, enum rr_shape shape, const char *name)
{
	struct rr_fact *f = &m->facts[m->n++];

	assert_true(m->n <= FACTS);
	f->seq = (int64_t)m->n;
	f->shape = shape;
	f->name = name;
	assert_true(rr_date_parse("2000-05-26", &f->day));
	f->at = RR_INSTANT_NONE;
	return f;
}

static void
party(struct mill *m, const char *key, const char *role, const char *copies)
{
	struct rr_fact *f = add(m, RR_SHAPE_PARTY, key);

	rr_fact_set(m->file.arena, f, "name", key);
	rr_fact_set(m->file.arena, f, "roles", role);
	if (copies != NULL)
		rr_fact_set(m->file.arena, f, "copies", copies);
}

static void
fax(struct mill *m, const char *key, const char *lists)
{
	struct rr_fact *f = add(m, RR_SHAPE_CONTACT, key);

	rr_fact_set(m->file.arena, f, "kind", "fax");
	rr_fact_set(m->file.arena, f, "value", "555");
	rr_fact_set(m->file.arena, f, "lists", lists);
}

/* A warning to anna, bert, or both, over one channel. */
static struct rr_fact *
warn(struct mill *m, const char *method, const char *to, bool copy)
{
	static const char *const keys[] = { "anna", "bert", "carl" };
	struct rr_fact *f = add(m, RR_SHAPE_NOTICE, "warning");
	struct rr_sending *s = rr_arena_array(m->file.arena, 3, sizeof(*s));

	for (size_t i = 0; i < 3; i++) {
		if (i < 2 ? strchr(to, keys[i][0]) == NULL : !copy)
			continue;
		s[f->nsendings].party = keys[i];
		s[f->nsendings].copy = i == 2;
		s[f->nsendings].method = method;
		s[f->nsendings].lists = "book";
		s[f->nsendings].at.sec = FRIDAY;
		s[f->nsendings].zone = "America/New_York";
		s[f->nsendings].wall.day = f->day;
		s[f->nsendings++].wall.sec = 46800;
	}
	f->sendings = s;
	return f;
}

static void
about(struct mill *m, enum rr_shape shape, const char *name,
    const struct rr_fact *of, int64_t part)
{
	struct rr_fact *f = add(m, shape, name);

	f->about = of->seq;
	f->part = part;
	if (shape == RR_SHAPE_RESULT)
		rr_fact_set(m->file.arena, f, "result", "complete");
}

static const char *
share(struct mill *m)
{
	const char *top = getenv("srcdir");

	return rr_arena_printf(m->file.arena, "%s/share",
	    top != NULL ? top : ".");
}

static int
set_up(void **state)
{
	struct mill *m = calloc(1, sizeof(*m));
	const struct rr_calendar **days;
	const struct rr_zone **zones;
	struct rr_calendar *one;
	struct rr_zone *zone;

	agreement_file_new(&m->file);
	if (!agreement_file_load(&m->file, text, strlen(text)))
		fail_msg("%s", m->file.words.s);
	days = rr_arena_array(m->file.arena, 2, sizeof(*days));
	zones = rr_arena_array(m->file.arena, 1, sizeof(*zones));
	assert_true(rr_load_calendar(m->file.arena, share(m), "weekends",
	    &one, m->file.diags));
	days[0] = one;
	assert_true(rr_load_calendar(m->file.arena, share(m), "us-federal",
	    &one, m->file.diags));
	days[1] = one;
	assert_true(rr_load_zone(m->file.arena, "America/New_York", &zone,
	    m->file.diags));
	zones[0] = zone;
	m->engine = rr_engine_new(m->file.arena, m->file.agreement, days, 2,
	    zones, 1, m->file.diags);
	assert_non_null(m->engine);
	party(m, "anna", "holder", "carl");
	party(m, "bert", "holder", NULL);
	party(m, "carl", "counsel", NULL);
	*state = m;
	return 0;
}

static int
tear_down(void **state)
{
	struct mill *m = *state;

	agreement_file_free(&m->file);
	free(m);
	return 0;
}

/* The walk on a day, about a fact or from its beginning. */
static void
walk(struct mill *m, const char *key, const struct rr_fact *subject,
    const char *on, const char *reading)
{
	const struct rr_agreement *a = m->file.agreement;
	struct rr_readings *r = rr_readings_new(m->file.arena, a);

	if (reading != NULL)
		assert_true(rr_readings_assume(r, a, reading,
		    m->file.diags));
	memset(&m->input, 0, sizeof(m->input));
	assert_true(rr_date_parse(on, &m->input.on));
	m->input.engine = m->engine;
	m->input.facts = rr_facts_new(m->file.arena, m->facts, m->n,
	    m->input.on);
	m->input.roster = rr_roster_new(m->file.arena, a, m->input.facts,
	    m->input.on);
	m->input.readings = r;
	m->walk = rr_walk_derive(m->file.arena, &m->input,
	    rr_agreement_workflow(a, key), subject == NULL ? NULL :
	    rr_facts_find(m->input.facts, subject->seq, 0));
}

static const struct rr_walk_step *
step(const struct mill *m, const char *key)
{
	for (size_t i = 0; i < m->walk->workflow->nsteps; i++)
		if (strcmp(m->walk->steps[i].step->key, key) == 0)
			return &m->walk->steps[i];
	fail_msg("no step %s", key);
	return NULL;
}

/* As "x" done, " " open, "-" not needed, "?" cannot be said; in order. */
static void
stands(const struct mill *m, const char *marks)
{
	char found[16] = "";

	assert_true(m->walk->workflow->nsteps < sizeof(found));
	for (size_t i = 0; i < m->walk->workflow->nsteps; i++)
		found[i] = rr_tick_mark(m->walk->steps[i].tick)[1];
	assert_string_equal(found, marks);
}

static void
before_there_is_a_notice_all_is_open(void **state)
{
	struct mill *m = *state;

	walk(m, "warn", NULL, "2000-05-26", NULL);
	stands(m, "     ");
	assert_int_equal(m->walk->next, 0);
	assert_int_equal(m->walk->nsettled, 0);
	assert_string_equal(m->walk->id, "mill/workflow/warn");
}

static void
each_fact_ticks_its_own_step(void **state)
{
	struct mill *m = *state;
	const struct rr_fact *w = warn(m, "fax", "ab", true);

	walk(m, "warn", w, "2000-05-26", NULL);
	stands(m, "xx   ");
	assert_int_equal(m->walk->next, 2);
	assert_int_equal(step(m, "log")->fact->seq, w->seq);
	assert_string_equal(step(m, "report")->whom, "anna");
	assert_string_equal(m->walk->id, "mill/workflow/warn/4");
	about(m, RR_SHAPE_RESULT, "result", w, 1);
	walk(m, "warn", w, "2000-05-26", NULL);
	stands(m, "xx   ");
	assert_string_equal(step(m, "report")->whom, "bert");
	about(m, RR_SHAPE_RESULT, "result", w, 2);
	walk(m, "warn", w, "2000-05-26", NULL);
	stands(m, "xxx  ");
	assert_int_equal(step(m, "report")->fact->seq, 6);
	about(m, RR_SHAPE_RECEIPT, "receipt", w, 1);
	about(m, RR_SHAPE_RECEIPT, "receipt", w, 2);
	walk(m, "warn", w, "2000-05-26", NULL);
	stands(m, "xxxx ");
	assert_string_equal(step(m, "effect")->missing,
	    "anna: takes effect Tue 2000-05-30");
}

static void
it_takes_effect_on_its_day_and_not_before(void **state)
{
	struct mill *m = *state;
	const struct rr_fact *w = warn(m, "fax", "ab", true);

	walk(m, "warn", w, "2000-05-29", NULL);
	assert_int_equal(step(m, "effect")->tick, RR_TICK_OPEN);
	walk(m, "warn", w, "2000-05-30", NULL);
	assert_int_equal(step(m, "effect")->tick, RR_TICK_DONE);
}

/* By courier: no report is needed, and its day is open until receipt. */
static void
what_is_not_needed_is_not_open(void **state)
{
	struct mill *m = *state;
	const struct rr_fact *w = warn(m, "courier", "b", false);

	/* It takes a night: on the day of its sending it is not there yet. */
	walk(m, "warn", w, "2000-05-26", NULL);
	stands(m, "xx-  ");
	walk(m, "warn", w, "2000-05-27", NULL);
	stands(m, "xx- ?");
	assert_string_equal(step(m, "effect")->missing,
	    "not on record: receipt, bert");
	assert_int_equal(m->walk->nsettled, 3);
	about(m, RR_SHAPE_RECEIPT, "receipt", w, 1);
	walk(m, "warn", w, "2000-05-26", NULL);
	stands(m, "xx-xx");
	assert_int_equal(m->walk->next, 5);
}

static void
a_copy_may_go_later(void **state)
{
	struct mill *m = *state;
	const struct rr_fact *w = warn(m, "fax", "a", false);
	struct rr_fact *late;

	walk(m, "warn", w, "2000-05-26", NULL);
	assert_int_equal(step(m, "copies")->tick, RR_TICK_OPEN);
	assert_string_equal(step(m, "copies")->whom, "carl");
	late = warn(m, "fax", "", true);
	walk(m, "warn", w, "2000-05-26", NULL);
	assert_int_equal(step(m, "copies")->tick, RR_TICK_OPEN);
	late->about = w->seq;
	walk(m, "warn", w, "2000-05-26", NULL);
	assert_int_equal(step(m, "copies")->tick, RR_TICK_DONE);
	assert_int_equal(step(m, "copies")->fact->seq, late->seq);
}

static void
what_is_void_ticks_nothing(void **state)
{
	struct mill *m = *state;
	const struct rr_fact *w = warn(m, "fax", "b", false);

	about(m, RR_SHAPE_RESULT, "result", w, 1);
	walk(m, "warn", w, "2000-05-26", NULL);
	assert_int_equal(step(m, "report")->tick, RR_TICK_DONE);
	about(m, RR_SHAPE_VOID, "result", &m->facts[m->n - 1], 0);
	walk(m, "warn", w, "2000-05-26", NULL);
	assert_int_equal(step(m, "report")->tick, RR_TICK_OPEN);
}

/* Only what is about this order counts for its walk. */
static void
another_order_is_another_walk(void **state)
{
	struct mill *m = *state;
	const struct rr_fact *one = add(m, RR_SHAPE_EVENT, "order");
	const struct rr_fact *two = add(m, RR_SHAPE_EVENT, "order");
	struct rr_fact *w = warn(m, "hand", "ab", true);

	about(m, RR_SHAPE_EVENT, "lifted", one, 0);
	w->about = two->seq;
	about(m, RR_SHAPE_RECEIPT, "receipt", w, 1);
	about(m, RR_SHAPE_RECEIPT, "receipt", w, 2);
	walk(m, "stop", one, "2000-05-26", NULL);
	assert_int_equal(step(m, "lift")->tick, RR_TICK_DONE);
	assert_int_equal(step(m, "warn")->tick, RR_TICK_OPEN);
	walk(m, "stop", two, "2000-05-26", NULL);
	assert_int_equal(step(m, "lift")->tick, RR_TICK_OPEN);
	assert_string_equal(step(m, "lift")->missing,
	    "not on record: lifted");
	assert_int_equal(step(m, "warn")->tick, RR_TICK_DONE);
}

static void
what_is_not_on_record_cannot_be_said(void **state)
{
	struct mill *m = *state;
	struct rr_fact *order = add(m, RR_SHAPE_EVENT, "order");

	walk(m, "stop", order, "2000-05-26", NULL);
	assert_int_equal(step(m, "known")->tick, RR_TICK_UNKNOWN);
	assert_string_equal(step(m, "known")->missing,
	    "not on record: 'known'");
	rr_fact_set(m->file.arena, order, "known", "2000-05-25");
	walk(m, "stop", order, "2000-05-26", NULL);
	assert_int_equal(step(m, "known")->tick, RR_TICK_DONE);
}

static void
an_open_point_leaves_it_open_too(void **state)
{
	struct mill *m = *state;
	const struct rr_fact *order = add(m, RR_SHAPE_EVENT, "order");

	walk(m, "stop", order, "2000-05-26", NULL);
	assert_int_equal(step(m, "oral")->tick, RR_TICK_UNKNOWN);
	assert_string_equal(step(m, "oral")->missing,
	    "it turns on an open point: oral");
	walk(m, "stop", order, "2000-05-26", "oral=yes");
	assert_int_equal(step(m, "oral")->tick, RR_TICK_DONE);
	walk(m, "stop", order, "2000-05-26", "oral=no");
	assert_int_equal(step(m, "oral")->tick, RR_TICK_OPEN);
}

static void
every_holder_means_each_of_them(void **state)
{
	struct mill *m = *state;
	const struct rr_fact *order = add(m, RR_SHAPE_EVENT, "order");

	fax(m, "anna", "book");
	fax(m, "bert", "");
	walk(m, "stop", order, "2000-05-26", NULL);
	assert_int_equal(step(m, "fax")->tick, RR_TICK_OPEN);
	assert_string_equal(step(m, "fax")->whom, "bert");
	assert_string_equal(step(m, "fax")->missing,
	    "not on record: listed fax of bert");
	fax(m, "bert", "book");
	walk(m, "stop", order, "2000-05-26", NULL);
	assert_int_equal(step(m, "fax")->tick, RR_TICK_DONE);
	for (size_t i = 0; i < 2; i++)
		rr_fact_set(m->file.arena, &m->facts[i], "roles", "seller");
	walk(m, "stop", order, "2000-05-26", NULL);
	assert_int_equal(step(m, "fax")->tick, RR_TICK_UNKNOWN);
	assert_string_equal(step(m, "fax")->missing,
	    "not on record: anyone who is holder");
}

/* Who did not get the notice is not asked for. */
static void
every_recipient_means_those_of_the_notice(void **state)
{
	struct mill *m = *state;
	const struct rr_fact *w = warn(m, "fax", "b", true);

	fax(m, "anna", "book");
	walk(m, "ready", NULL, "2000-05-26", NULL);
	assert_int_equal(step(m, "fax")->tick, RR_TICK_OPEN);
	assert_null(step(m, "fax")->missing);
	walk(m, "ready", w, "2000-05-26", NULL);
	assert_int_equal(step(m, "fax")->tick, RR_TICK_OPEN);
	assert_string_equal(step(m, "fax")->whom, "bert");
	fax(m, "bert", "book");
	walk(m, "ready", w, "2000-05-26", NULL);
	assert_int_equal(step(m, "fax")->tick, RR_TICK_DONE);
}

static struct rr_fact *
answer(struct mill *m, const char *name, const struct rr_fact *to)
{
	struct rr_fact *f = add(m, RR_SHAPE_EVENT, name);

	f->about = to->seq;
	return f;
}

static void
name_entry(struct mill *m, struct rr_fact *f, int64_t seq)
{
	rr_fact_set(m->file.arena, f, "after", rr_arena_printf(
	    m->file.arena, "%lld", (long long)seq));
}

/* What hangs on an entry: over any number of links, and never on itself. */
static void
what_hangs_on_it_is_found_over_several_links(void **state)
{
	struct mill *m = *state;
	const struct rr_fact *order = add(m, RR_SHAPE_EVENT, "order");
	const struct rr_fact *other = add(m, RR_SHAPE_EVENT, "order");
	struct rr_fact *lifted = answer(m, "lifted", order), *noted;

	walk(m, "notes", order, "2000-05-26", NULL);
	assert_int_equal(step(m, "under")->tick, RR_TICK_OPEN);
	assert_null(rr_walk_latest(m->file.arena, m->walk, "noted"));
	noted = answer(m, "noted", lifted);
	walk(m, "notes", order, "2000-05-26", NULL);
	assert_int_equal(step(m, "direct")->tick, RR_TICK_OPEN);
	assert_int_equal(step(m, "under")->tick, RR_TICK_DONE);
	assert_int_equal(rr_walk_latest(m->file.arena, m->walk,
	    "noted")->seq, noted->seq);
	walk(m, "notes", other, "2000-05-26", NULL);
	assert_int_equal(step(m, "under")->tick, RR_TICK_OPEN);
	assert_null(rr_walk_latest(m->file.arena, m->walk, "noted"));
	/* Two that name each other lead nowhere, and end. */
	noted->about = 0;
	name_entry(m, noted, noted->seq + 1);
	name_entry(m, add(m, RR_SHAPE_EVENT, "noted"), noted->seq);
	walk(m, "notes", order, "2000-05-26", NULL);
	assert_int_equal(step(m, "under")->tick, RR_TICK_OPEN);
}

static void
each_wants_one_and_all_of_them(void **state)
{
	struct mill *m = *state;
	const struct rr_fact *order = add(m, RR_SHAPE_EVENT, "order");
	const struct rr_fact *first, *second;

	walk(m, "notes", order, "2000-05-26", NULL);
	assert_int_equal(step(m, "each")->tick, RR_TICK_OPEN);
	assert_string_equal(step(m, "each")->missing,
	    "not on record: lifted");
	first = answer(m, "lifted", order);
	second = answer(m, "lifted", order);
	answer(m, "noted", first);
	walk(m, "notes", order, "2000-05-26", NULL);
	assert_int_equal(step(m, "each")->tick, RR_TICK_OPEN);
	assert_string_equal(step(m, "each")->missing, "not on record: noted");
	answer(m, "noted", second);
	walk(m, "notes", order, "2000-05-26", NULL);
	assert_int_equal(step(m, "each")->tick, RR_TICK_DONE);
}

static void
each_entry_has_a_walk_the_newest_first(void **state)
{
	struct mill *m = *state;
	struct rr_walk **all;

	warn(m, "fax", "a", false);
	add(m, RR_SHAPE_EVENT, "order");
	warn(m, "fax", "b", false);
	walk(m, "warn", NULL, "2000-05-26", NULL);
	assert_int_equal(rr_walks_derive(m->file.arena, &m->input, &all), 10);
	assert_string_equal(all[0]->id, "mill/workflow/warn");
	assert_string_equal(all[1]->id, "mill/workflow/warn/6");
	assert_string_equal(all[2]->id, "mill/workflow/warn/4");
	assert_string_equal(all[3]->id, "mill/workflow/ready");
	assert_string_equal(all[6]->id, "mill/workflow/stop");
	assert_string_equal(all[7]->id, "mill/workflow/stop/5");
}

/* The line after the one that begins with HEAD and goes on with TITLE. */
static const char *
find_line(const char *page, const char *head, const char *title)
{
	size_t n = strlen(head), len = strlen(title);

	for (const char *p = page; p != NULL; p = strchr(p, '\n')) {
		p += *p == '\n' ? 1 : 0;
		if (strncmp(p, head, n) == 0 &&
		    strncmp(p + n, title, len) == 0 && p[n + len] == '\n')
			return p + n + len + 1;
	}
	fail_msg("%s: no line '%s%s'", PAGE, head, title);
	return NULL;
}

static const char *
upper(struct mill *m, const char *s)
{
	char *copy = rr_arena_strdup(m->file.arena, s);

	for (char *p = copy; *p != '\0'; p++)
		if (*p >= 'a' && *p <= 'z')
			*p = (char)(*p - 'a' + 'A');
	return copy;
}

/* How many headings of HEAD there are before the next section. */
static size_t
headings(const char *p)
{
	const char *end = strstr(p, "\n.Sh ");
	size_t n = 0;

	for (; p != NULL && p < end; p = strstr(p + 1, "\n.Ss "))
		n += strncmp(p, "\n.Ss ", 5) == 0 ? 1 : 0;
	return n;
}

static void
the_manual_tells_the_same_steps(void **state)
{
	struct mill *m = *state;
	size_t len;
	char *page = agreement_file_read(&m->file, PAGE, &len);
	char *bytes = agreement_file_read(&m->file, SHIPPED, &len);
	const struct rr_agreement *a;

	assert_true(agreement_file_load(&m->file, bytes, len));
	a = m->file.agreement;
	assert_true(a->nworkflows > 0);
	for (size_t i = 0; i < a->nworkflows; i++) {
		const struct rr_workflow *w = &a->workflows[i];
		const char *at = find_line(page, ".Sh ", upper(m, w->title));

		assert_int_equal(headings(at - 1), w->nsteps);
		for (size_t k = 0; k < w->nsteps; k++)
			at = find_line(at, ".Ss ", w->steps[k].what);
	}
}

int
main(void)
{
#define TEST(f)	cmocka_unit_test_setup_teardown(f, set_up, tear_down)
	const struct CMUnitTest tests[] = {
		TEST(before_there_is_a_notice_all_is_open),
		TEST(each_fact_ticks_its_own_step),
		TEST(it_takes_effect_on_its_day_and_not_before),
		TEST(what_is_not_needed_is_not_open),
		TEST(a_copy_may_go_later),
		TEST(what_is_void_ticks_nothing),
		TEST(another_order_is_another_walk),
		TEST(what_is_not_on_record_cannot_be_said),
		TEST(an_open_point_leaves_it_open_too),
		TEST(every_holder_means_each_of_them),
		TEST(every_recipient_means_those_of_the_notice),
		TEST(what_hangs_on_it_is_found_over_several_links),
		TEST(each_wants_one_and_all_of_them),
		TEST(each_entry_has_a_walk_the_newest_first),
		TEST(the_manual_tells_the_same_steps)
	};

	return cmocka_run_group_tests_name("walk", tests, NULL, NULL);
}

/*
 * The agreement of the manual page, read whole: every part, every place, and
 * the facts that it becomes.  What is refused, tests/diag shows.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <string.h>

#include "agreement_file.h"
#include "regrights/calendar.h"
#include "regrights/hash.h"
#include "regrights/load.h"

static rr_date
day(int year, int month, int d)
{
	rr_date out;

	assert_true(rr_date_of(year, month, d, &out));
	return out;
}

/* The line of the example that has TEXT in it, from 1. */
static unsigned
line_of(const char *example, const char *text)
{
	const char *p = strstr(example, text);
	unsigned line = 1;

	assert_non_null(p);
	while (p > example)
		if (*--p == '\n')
			line++;
	return line;
}

static void
read_example(struct agreement_file *f, char **example)
{
	agreement_file_new(f);
	*example = agreement_file_example(f, "example.yaml");
	agreement_file_load(f, *example, strlen(*example));
	assert_string_equal(f->words.s, "");
}

static void
the_head_is_read(void **state)
{
	struct agreement_file f;
	const struct rr_agreement *a;
	uint8_t digest[RR_HASH_LEN];
	struct rr_buf hex = RR_BUF_INIT;
	char *example;

	(void)state;
	read_example(&f, &example);
	a = f.agreement;
	assert_string_equal(a->key, "lakeside-2024");
	assert_string_equal(a->title, "Lakeside 2024");
	assert_string_equal(a->law, "New York");
	assert_string_equal(a->zone, "America/New_York");
	assert_int_equal(a->dated.day, day(2024, 3, 1).day);
	rr_hash(example, strlen(example), digest);
	rr_hex(digest, sizeof(digest), &hex);
	assert_string_equal(a->digest, hex.s);
	rr_buf_free(&hex);
	agreement_file_free(&f);
}

static void
the_paper_is_read(void **state)
{
	struct agreement_file f;
	const struct rr_agreement *a;
	char *example;

	(void)state;
	read_example(&f, &example);
	a = f.agreement;
	assert_int_equal(a->nsections, 5);
	assert_string_equal(a->sections[1].section, "2(a)");
	assert_string_equal(a->sections[1].heading, "Filing");
	assert_int_equal(a->nreferences, 2);
	assert_string_equal(a->references[1].in, "3");
	assert_string_equal(a->references[1].to, "2(c)");
	assert_string_equal(a->references[1].note, "comments are in 2(b)");
	assert_null(a->references[1].means);
	assert_false(a->references[1].ambiguous);
	assert_int_equal(a->nterms, 2);
	assert_true(a->terms[0].used && a->terms[0].defined);
	assert_false(a->terms[1].used);
	assert_true(a->terms[1].defined);
	assert_int_equal(a->nclasses, 1);
	assert_string_equal(a->classes[0].key, "shares");
	agreement_file_free(&f);
}

static void
open_points_and_presets_are_read(void **state)
{
	struct agreement_file f;
	const struct rr_agreement *a;
	char *example;

	(void)state;
	read_example(&f, &example);
	a = f.agreement;
	assert_int_equal(a->nquestions, 1);
	assert_string_equal(a->questions[0].key, "fridays-in-lieu");
	assert_int_equal(a->questions[0].n, 2);
	/* yes and no are words like any other here. */
	assert_int_equal(rr_agreement_answer(a, 0, "yes"), 0);
	assert_int_equal(rr_agreement_answer(a, 0, "no"), 1);
	assert_int_equal(a->npresets, 1);
	assert_string_equal(a->presets[0].family, "counting");
	assert_string_equal(a->presets[0].name, "strict");
	assert_int_equal(a->presets[0].n, 1);
	assert_int_equal(a->presets[0].settings[0].question, 0);
	assert_int_equal(a->presets[0].settings[0].answer, 1);
	assert_non_null(a->presets[0].note);
	agreement_file_free(&f);
}

static void
days_and_rolls_are_read(void **state)
{
	struct agreement_file f;
	const struct rr_agreement *a;
	const struct rr_day_kind *k;
	char *example;

	(void)state;
	read_example(&f, &example);
	a = f.agreement;
	assert_int_equal(a->nkinds, 1);
	k = &a->kinds[0];
	assert_string_equal(k->name, "business day");
	assert_int_equal(k->nclosed, 2);
	assert_string_equal(k->closed[1], "us-federal");
	assert_int_equal(k->noptions, 1);
	assert_int_equal(k->options[0].if_set.answer, 1);
	assert_string_equal(k->options[0].calendars[0], "us-federal-in-lieu");
	assert_int_equal(a->nrolls, 1);
	assert_string_equal(a->rolls[0].key, "next-open");
	assert_true(a->rolls[0].agreed);
	assert_false(a->rolls[0].back);
	assert_int_equal(a->roll, 0);
	/* Calendars and zones are noted once each, where they are named. */
	assert_int_equal(a->ncalendars, 3);
	assert_string_equal(a->calendars[2].name, "us-federal-in-lieu");
	assert_int_equal(a->calendars[2].pos.line,
	    line_of(example, "[us-federal-in-lieu]"));
	assert_int_equal(a->nzones, 1);
	assert_int_equal(a->zones[0].pos.line, line_of(example, "zone:"));
	agreement_file_free(&f);
}

static void
events_and_notices_are_read(void **state)
{
	struct agreement_file f;
	const struct rr_agreement *a;
	const struct rr_event *e;
	const struct rr_field_decl *d;
	char *example;

	(void)state;
	read_example(&f, &example);
	a = f.agreement;
	assert_int_equal(a->nevents, 7);
	e = rr_agreement_event(a, "closing");
	assert_true(e->once);
	assert_false(e->notice);
	e = rr_agreement_event(a, "response sent");
	assert_int_equal(e->nabout, 1);
	assert_string_equal(e->about[0], "comments received");
	assert_string_equal(e->by, "company");
	e = rr_agreement_event(a, "bill");
	assert_true(e->notice);
	assert_string_equal(e->from, "holder");
	assert_int_equal(e->nto, 1);
	assert_string_equal(e->to[0], "company");
	assert_int_equal(e->pos.line, line_of(example, "  bill:\n"));
	assert_int_equal(e->pos.col, 3);
	d = rr_event_field(e, "amount");
	assert_int_equal(d->type, RR_FIELD_MONEY);
	assert_true(d->required);
	assert_string_equal(d->title, "Amount");
	agreement_file_free(&f);
}

static void
notice_clauses_are_read(void **state)
{
	struct agreement_file f;
	const struct rr_ladder *l;
	char *example;

	(void)state;
	read_example(&f, &example);
	l = f.agreement->ladder;
	assert_int_equal(l->combine, RR_COMBINE_EARLIEST);
	assert_string_equal(l->clock, "recipient");
	assert_int_equal(l->nlists, 1);
	assert_int_equal(l->nclauses, 3);
	assert_int_equal(l->clauses[0].method, RR_METHOD_FAX);
	assert_string_equal(l->clauses[0].numbers, "printed");
	assert_int_equal(l->clauses[0].day, RR_OPEN_DAY);
	assert_int_equal(l->clauses[0].window.from, 0);
	assert_false(l->clauses[0].window.from_open);
	assert_int_equal(l->clauses[0].window.until, 17 * 3600);
	assert_true(l->clauses[0].window.until_open);
	assert_int_equal(l->clauses[0].effective->op, RR_EXPR_GIVEN);
	assert_int_equal(l->clauses[1].effective->op, RR_EXPR_OFFSET);
	assert_int_equal(l->clauses[2].method, RR_METHOD_OTHER);
	assert_int_equal(l->clauses[2].effective->part, RR_PART_RECEIPT);
	assert_int_equal(l->ngaps, 3);
	assert_int_equal(l->gaps[1].day, RR_CLOSED_DAY);
	assert_true(l->gaps[2].unlisted);
	agreement_file_free(&f);
}

static void
deadlines_are_read(void **state)
{
	struct agreement_file f;
	const struct rr_provision *p;
	char *example;

	(void)state;
	read_example(&f, &example);
	assert_int_equal(f.agreement->nprovisions, 4);
	p = rr_agreement_provision(f.agreement, "filing");
	assert_ptr_equal(p->kind, &rr_kind_date);
	assert_string_equal(p->cite.section, "2(a)");
	assert_int_equal(p->cite.pos.line, line_of(example, "id: filing"));
	assert_int_equal(p->date.sense, RR_NO_LATER_THAN);
	assert_false(p->date.strict);
	assert_int_equal(p->date.due->n, 30);
	assert_int_equal(p->date.due->unit, RR_UNIT_DAY);
	assert_string_equal(p->date.due->of[0]->name, "closing");
	assert_int_equal(p->date.roll, 0);
	p = rr_agreement_provision(f.agreement, "comments");
	assert_string_equal(p->each[0], "comments received");
	assert_int_equal(p->date.due->unit, RR_UNIT_KIND);
	assert_int_equal(p->date.due->of[0]->op, RR_EXPR_SELF);
	assert_int_equal(p->date.nmet_by, 1);
	assert_string_equal(p->date.met_by[0], "response sent");
	p = rr_agreement_provision(f.agreement, "remedies");
	assert_ptr_equal(p->kind, &rr_kind_clause);
	assert_string_equal(p->clause.kind, "amount");
	assert_string_equal(f.agreement->claims->bills, "bill");
	agreement_file_free(&f);
}

/* The facts that a file becomes, in its order and with their places. */
static void
parties_become_facts(void **state)
{
	static const char *const facts[] = {
		"party company", "contact company", "party counsel",
		"contact counsel", "party heron", "contact heron",
		"holding heron", "event closing"
	};
	struct agreement_file f;
	const struct rr_agreement *a;
	char *example;

	(void)state;
	read_example(&f, &example);
	a = f.agreement;
	assert_int_equal(a->nseeds, 8);
	for (size_t i = 0; i < a->nseeds; i++) {
		const struct rr_fact *s = &a->seeds[i];

		assert_string_equal(rr_arena_printf(f.arena, "%s %s",
		    rr_shape_word(s->shape), s->name), facts[i]);
		assert_int_equal(s->seq, 0);
		assert_int_equal(s->row, i + 1);
		assert_int_equal(s->day.day, a->dated.day);
	}
	assert_string_equal(rr_fact_field(&a->seeds[0], "roles"), "company");
	assert_string_equal(rr_fact_field(&a->seeds[0], "copies"), "counsel");
	assert_string_equal(rr_fact_field(&a->seeds[1], "kind"), "fax");
	assert_string_equal(rr_fact_field(&a->seeds[1], "value"),
	    "(212) 555-0100");
	assert_string_equal(rr_fact_field(&a->seeds[1], "lists"), "printed");
	assert_string_equal(a->seeds[1].source, "4");
	assert_string_equal(rr_fact_field(&a->seeds[3], "kind"), "email");
	assert_null(rr_fact_field(&a->seeds[3], "lists"));
	assert_string_equal(rr_fact_field(&a->seeds[5], "value"),
	    "7 Mill Lane\nAlbany, New York 12207");
	assert_string_equal(rr_fact_field(&a->seeds[6], "shares"), "120,000");
	assert_int_equal(a->seed_pos[4].line, line_of(example, "  heron:"));
	assert_int_equal(a->seed_pos[7].line, line_of(example,
	    "{event: closing"));
	agreement_file_free(&f);
}

/* A holding of unknown size, several numbers, a day other than the first. */
static void
facts_keep_what_the_file_says(void **state)
{
	static const char text[] =
	    "regrights: 1\n"
	    "agreement: {key: x, title: X, dated: 2000-04-28, law: None,"
	    " zone: UTC}\n"
	    "sections: {\"1\": All}\n"
	    "classes: {units: {title: Units, section: \"1\"}}\n"
	    "parties:\n"
	    "  fund:\n"
	    "    name: >-\n"
	    "      The\n"
	    "      Fund\n"
	    "    roles: [holder, selling-holder]\n"
	    "    fax: [{number: 1, source: a}, {number: 2, source: b}]\n"
	    "    holds:\n"
	    "      - {class: units, source: a}\n"
	    "      - {class: units, shares: 5, since: 2001-02-03, source: b}\n";
	struct agreement_file f;
	const struct rr_fact *s;

	(void)state;
	agreement_file_new(&f);
	agreement_file_load(&f, text, sizeof(text) - 1);
	assert_string_equal(f.words.s, "");
	assert_int_equal(f.agreement->nseeds, 5);
	s = f.agreement->seeds;
	assert_string_equal(rr_fact_field(&s[0], "name"), "The Fund");
	assert_string_equal(rr_fact_field(&s[0], "roles"),
	    "holder selling-holder");
	assert_string_equal(rr_fact_field(&s[1], "value"), "1");
	assert_string_equal(rr_fact_field(&s[2], "value"), "2");
	assert_null(rr_fact_field(&s[3], "shares"));
	assert_int_equal(s[3].day.day, day(2000, 4, 28).day);
	assert_int_equal(s[4].day.day, day(2001, 2, 3).day);
	agreement_file_free(&f);
}

static void
workflows_are_read(void **state)
{
	struct agreement_file f;
	const struct rr_workflow *w;
	const struct rr_workflow_step *s;
	char *example;

	(void)state;
	read_example(&f, &example);
	w = rr_agreement_workflow(f.agreement, "comments");
	assert_non_null(w);
	assert_null(rr_agreement_workflow(f.agreement, "comment"));
	assert_string_equal(w->section, "2(b)");
	assert_true(rr_workflow_is_about(w, "comments received"));
	assert_false(rr_workflow_is_about(w, "response sent"));
	assert_int_equal(w->nsteps, 1);
	s = &w->steps[0];
	assert_int_equal(s->pos.line, line_of(example, "key: answer"));
	assert_int_equal(s->done->op, RR_EXPR_HAPPENED);
	assert_int_equal(s->done->reach, RR_REACH_ABOUT);
	assert_null(s->needed_if);
	assert_string_equal(s->command, "event record");
	assert_int_equal(s->nvalues, 2);
	assert_string_equal(s->values[1].name, "about");
	assert_string_equal(s->values[1].value, "it");
	agreement_file_free(&f);
}

static void
shipped_files_are_read(void **state)
{
	static const char *const files[] = {
		"share/agreements/neotherapeutics-2000.yaml",
		"tests/agreements/second.yaml"
	};
	struct agreement_file f;

	(void)state;
	agreement_file_new(&f);
	for (size_t i = 0; i < sizeof(files) / sizeof(files[0]); i++) {
		size_t len;
		char *bytes = agreement_file_read(&f, files[i], &len);

		agreement_file_load(&f, bytes, len);
		assert_string_equal(f.words.s, "");
	}
	agreement_file_free(&f);
}

/* The calendar of the manual page, with its days of four years. */
static void
the_calendar_is_read(void **state)
{
	static const struct { int year; const char *days; } years[] = {
		{ 2020, "2020-05-06 2020-07-01 " },
		{ 2021, "2021-05-06 " },
		{ 2024, "2024-05-06 2024-07-01 2024-11-29 " },
		/* 6 May 2029 is a Sunday. */
		{ 2029, "2029-05-06 2029-05-07 2029-11-23 " }
	};
	struct agreement_file f;
	struct rr_calendar *c;
	struct rr_buf b = RR_BUF_INIT;
	char *text;

	(void)state;
	agreement_file_new(&f);
	text = agreement_file_example(&f, "founders.yaml");
	assert_true(rr_load_calendar_text(f.arena, "founders.yaml", text,
	    strlen(text), &c, f.diags));
	assert_int_equal(c->weekly, 1u << RR_SUNDAY);
	for (size_t i = 0; i < sizeof(years) / sizeof(years[0]); i++) {
		struct rr_closing why[10];
		rr_date days[10];
		size_t n = rr_calendar_year(c, years[i].year, days, why, 10);

		rr_buf_clear(&b);
		for (size_t j = 0; j < n && j < 10; j++) {
			rr_date_text(days[j], &b);
			rr_buf_addc(&b, ' ');
		}
		assert_string_equal(b.s, years[i].days);
	}
	rr_buf_free(&b);
	agreement_file_free(&f);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_head_is_read),
		cmocka_unit_test(the_paper_is_read),
		cmocka_unit_test(open_points_and_presets_are_read),
		cmocka_unit_test(days_and_rolls_are_read),
		cmocka_unit_test(events_and_notices_are_read),
		cmocka_unit_test(notice_clauses_are_read),
		cmocka_unit_test(deadlines_are_read),
		cmocka_unit_test(parties_become_facts),
		cmocka_unit_test(facts_keep_what_the_file_says),
		cmocka_unit_test(workflows_are_read),
		cmocka_unit_test(shipped_files_are_read),
		cmocka_unit_test(the_calendar_is_read)
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

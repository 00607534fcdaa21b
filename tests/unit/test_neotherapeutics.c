/*
 * test_neotherapeutics.c: the shipped agreement's file against the notes that
 * were made on its paper, and what is found to be doubtful in a file.
 *
 * What must be there is written down here from the notes: an id for each row
 * of their inventory, the presets of a Business Day, who has which number.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "regrights/agreement.h"
#include "regrights/arena.h"
#include "regrights/buf.h"
#include "regrights/load.h"
#include "regrights/paper.h"

#define SHIPPED	"share/agreements/neotherapeutics-2000.yaml"
#define SECOND	"tests/agreements/second.yaml"
#define COUNT(a)	(sizeof(a) / sizeof((a)[0]))

struct file {
	struct rr_arena		*arena;
	struct rr_diags		*diags;
	struct rr_agreement	*a;
};

static int
set_up(void **state)
{
	struct file *f = calloc(1, sizeof(*f));

	f->arena = rr_arena_new();
	f->diags = rr_diags_new();
	*state = f;
	return 0;
}

static int
tear_down(void **state)
{
	struct file *f = *state;

	rr_diags_free(f->diags);
	rr_arena_free(f->arena);
	free(f);
	return 0;
}

static const char *
in_source(struct file *f, const char *path)
{
	const char *top = getenv("srcdir");

	return rr_arena_printf(f->arena, "%s/%s", top != NULL ? top : ".",
	    path);
}

static const struct rr_agreement *
load(struct file *f, const char *path)
{
	char *bytes;
	size_t len;

	assert_true(rr_load_file(f->arena, in_source(f, path), RR_LOAD_MAX,
	    &bytes, &len, f->diags));
	assert_true(rr_load_agreement(f->arena, path, bytes, len, &f->a,
	    f->diags));
	assert_int_equal(rr_diags_count(f->diags), 0);
	return f->a;
}

static void
every_calendar_and_zone_named_is_there(void **state)
{
	static const char *const paths[] = { SHIPPED, SECOND };
	struct file *f = *state;

	for (size_t i = 0; i < COUNT(paths); i++) {
		load(f, paths[i]);
		assert_true(rr_load_check(f->arena, in_source(f, "share"),
		    f->a, f->diags));
	}
}

static bool
is_cited(const struct rr_agreement *a, const char *section)
{
	for (size_t i = 0; i < a->nprovisions; i++)
		if (strcmp(a->provisions[i].cite.section, section) == 0)
			return true;
	for (size_t i = 0; i < a->nevents; i++)
		if (strcmp(a->events[i].section, section) == 0)
			return true;
	for (size_t i = 0; i < a->nquestions; i++)
		if (strcmp(a->questions[i].section, section) == 0)
			return true;
	for (size_t i = 0; i < a->ladder->nclauses; i++)
		if (strcmp(a->ladder->clauses[i].section, section) == 0)
			return true;
	return strcmp(a->ladder->cite.section, section) == 0;
}

/* Whether a later heading belongs to this one: "3(d)" and "3(d)(i)". */
static bool
has_parts(const struct rr_agreement *a, size_t i)
{
	size_t n = strlen(a->sections[i].section);

	return i + 1 < a->nsections &&
	    strncmp(a->sections[i + 1].section, a->sections[i].section,
	    n) == 0 && a->sections[i + 1].section[n] == '(';
}

static void
every_section_of_the_paper_has_an_entry(void **state)
{
	const struct rr_agreement *a = load(*state, SHIPPED);

	for (size_t i = 0; i < a->nsections; i++)
		if (!has_parts(a, i) && !is_cited(a, a->sections[i].section))
			fail_msg("nothing is said of %s",
			    a->sections[i].section);
}

/* Letters and numbers of the inventory: a clause, or what a provision tracks. */
static const char *const inventory[] = {
	"d1", "d2", "d3", "d4", "d5", "d6", "d9", "d10", "d11", "d12", "d13",
	"d14", "d15", "2a-2", "2a-4", "2a-5", "2b-1", "2b-2", "2c-1", "2c-2",
	"3a-4", "3a-5", "3b-1", "3b-2", "3b-4", "3c-1", "3d-1", "3d-3", "3d-4",
	"3d-5", "3d-6", "3d-7", "3d-8", "3d-9", "3e-1", "3f-1", "3g-1", "3h-1",
	"3i-1", "3j-1", "3k-1", "3l-1", "3m-1", "3m-2", "3m-3", "3m-4", "3m-5",
	"3m-6", "3n-1", "3o-1", "3p-2", "4a-1", "4b-1", "5a-1", "5a-2",
	"5b-1", "5b-2", "5c-1", "5c-2", "5c-3", "5c-4", "5d-1", "5d-2", "6a",
	"6b-1", "6b-2", "6b-3", "6c", "6d", "6e", "6f-1", "6f-2", "6f-3",
	"6g-1", "6g-3", "6i-1", "6i-2", "6j", "6k", "6l", "6m", "6n", "6o",
	"6p", "6q",
};

/* Those that are computed: D7 and 2a-1, D8 with 2a-3 and 2a-6, and so on. */
static const char *const computed[] = {
	"filing-date", "effectiveness-date", "filing-date-absolute",
	"furnish-copies", "furnish-amendment", "notice-of-filing",
	"notice-of-sticker", "comments", "sticker", "confirmation", "fees",
	"piggyback-request", "holder-information", "free-offerings",
};

static size_t
times_tracked(const struct rr_agreement *a, const char *id)
{
	size_t n = 0;

	for (size_t i = 0; i < a->nprovisions; i++)
		for (size_t j = 0; j < a->provisions[i].ntracks; j++)
			n += strcmp(a->provisions[i].tracks[j], id) == 0;
	return n;
}

static void
each_row_of_the_inventory_is_a_provision(void **state)
{
	const struct rr_agreement *a = load(*state, SHIPPED);

	for (size_t i = 0; i < COUNT(inventory); i++) {
		const char *id = inventory[i];
		const struct rr_provision *p = rr_agreement_provision(a, id);
		bool in_words = p != NULL && p->kind == &rr_kind_clause;

		if (in_words == (times_tracked(a, id) > 0))
			fail_msg("%s is %s", id, in_words ?
			    "both in words and computed" :
			    "no clause, and nothing tracks it");
	}
	for (size_t i = 0; i < COUNT(computed); i++) {
		const struct rr_provision *p = rr_agreement_provision(a,
		    computed[i]);

		if (p == NULL || !p->kind->deadline)
			fail_msg("%s is no deadline", computed[i]);
	}
}

static void
assert_preset(const struct rr_agreement *a, const char *name,
    const char *lieu, const char *banks, const char *friday)
{
	const char *const want[][2] = { { "in-lieu-fridays", lieu },
	    { "california-bank-holidays", banks }, { "good-friday", friday },
	    { "executive-closings", "no" } };

	for (size_t i = 0; i < a->npresets; i++) {
		const struct rr_preset *p = &a->presets[i];

		if (strcmp(p->name, name) != 0)
			continue;
		assert_string_equal(p->family, "business-day");
		assert_int_equal(p->n, COUNT(want));
		for (size_t j = 0; j < p->n; j++) {
			int q = rr_agreement_question(a, want[j][0]);

			assert_int_equal(p->settings[j].question, q);
			assert_int_equal(p->settings[j].answer,
			    rr_agreement_answer(a, q, want[j][1]));
		}
		return;
	}
	fail_msg("no preset is called %s", name);
}

/* LIT, LITP, FRB and FED of the notes. */
static void
business_day_has_four_presets_of_three_points(void **state)
{
	const struct rr_agreement *a = load(*state, SHIPPED);

	assert_preset(a, "authorized", "yes", "yes", "no");
	assert_preset(a, "authorized-noon", "yes", "yes", "yes");
	assert_preset(a, "practical", "no", "no", "no");
	assert_preset(a, "federal", "yes", "no", "no");
}

static bool
is_field(const struct rr_fact *f, const char *key, const char *value)
{
	const char *found = rr_fact_field(f, key);

	return found != NULL && strcmp(found, value) == 0;
}

/* 6(h) prints a fax number of the Company and of two counsel, of no Holder. */
static void
only_the_printed_numbers_are_there(void **state)
{
	static const char *const numbers[][2] = {
		{ "company", "(949) 788-6706" },
		{ "latham", "(714) 755-8290" },
		{ "heller", "(858) 450-8499" },
	};
	const struct rr_agreement *a = load(*state, SHIPPED);
	size_t n = 0;

	for (size_t i = 0; i < a->nseeds; i++) {
		const struct rr_fact *f = &a->seeds[i];

		if (f->shape != RR_SHAPE_CONTACT || !is_field(f, "kind", "fax"))
			continue;
		assert_true(n < COUNT(numbers));
		assert_string_equal(f->name, numbers[n][0]);
		assert_true(is_field(f, "value", numbers[n][1]));
		assert_true(is_field(f, "lists", "section"));
		n++;
	}
	assert_int_equal(n, COUNT(numbers));
}

static void
a_holders_address_is_no_notice_address(void **state)
{
	const struct rr_agreement *a = load(*state, SHIPPED);
	size_t n = 0;

	for (size_t i = 0; i < a->nseeds; i++) {
		const struct rr_fact *f = &a->seeds[i];
		const char *note = rr_fact_field(f, "note");

		if (f->shape != RR_SHAPE_CONTACT ||
		    (strcmp(f->name, "royal-canadian") != 0 &&
		    strcmp(f->name, "dlouhy") != 0))
			continue;
		assert_non_null(note);
		assert_non_null(strstr(note, "not a notice address"));
		n++;
	}
	assert_int_equal(n, 2);
}

/* 500,000 shares are in the 8-K; no number of warrants is anywhere. */
static void
no_quantity_is_invented(void **state)
{
	const struct rr_agreement *a = load(*state, SHIPPED);
	size_t known = 0, unknown = 0;

	for (size_t i = 0; i < a->nseeds; i++) {
		const struct rr_fact *f = &a->seeds[i];

		if (f->shape != RR_SHAPE_HOLDING)
			continue;
		assert_non_null(f->source);
		if (rr_fact_field(f, "shares") == NULL) {
			unknown++;
			continue;
		}
		assert_true(is_field(f, "shares", "500000"));
		assert_non_null(strstr(f->source, "8-K"));
		known++;
	}
	assert_int_equal(known, 1);
	assert_int_equal(unknown, 2);
}

/* Each finding as "LINE CODE what", in the order of the file. */
static const char *
lint_text(struct file *f, const char *text)
{
	struct rr_buf b = RR_BUF_INIT;

	rr_diags_clear(f->diags);
	assert_true(rr_load_agreement(f->arena, "text", text, strlen(text),
	    &f->a, f->diags));
	rr_agreement_lint(f->a, f->diags);
	rr_diags_sort(f->diags);
	for (size_t i = 0; i < rr_diags_count(f->diags); i++) {
		const struct rr_diag *d = rr_diags_get(f->diags, i);

		rr_buf_printf(&b, "%u %s %s\n", d->at.line,
		    rr_code_tag(d->code), d->what);
	}
	return rr_buf_keep(&b, f->arena);
}

#define HEAD								\
	"regrights: 1\n"						\
	"agreement: {key: k, title: T, dated: 2000-01-03, law: L, "	\
	"zone: UTC}\n"							\
	"sections: {'1': One, 2(a): Two, 2(b): Three}\n"		\
	"parties: {company: {name: C, roles: [company]}}\n"

/* The complaints stand at the line of the entry; clean entries give none. */
static void
references_of_a_file_are_held_against_its_sections(void **state)
{
	assert_string_equal(lint_text(*state, HEAD
	    "attached: [Schedule A]\n"
	    "references:\n"
	    "  - {in: '1', to: 2(a)}\n"
	    "  - {in: '1', to: 2(c), note: nothing is there}\n"
	    "  - {in: '1', to: 2(a), means: 2(b)}\n"
	    "  - {in: 2(a), to: 2(b), doubtful: yes, note: or the other}\n"
	    "  - {in: 2(a), to: Schedule A}\n"
	    "  - {in: 2(a), to: Schedule B}\n"
	    "  - {in: 2(a), to: Exhibit 1}\n"
	    "  - {in: 2(b), to: 9(z), of: Indenture}\n"),
	    "8 W601 1 refers to 2(c): nothing is there\n"
	    "9 W602 1 refers to 2(a) and means 2(b)\n"
	    "10 W608 2(a) refers to 2(b): or the other\n"
	    "12 W605 2(a) refers to Schedule B\n"
	    "13 W605 2(a) refers to Exhibit 1\n"
	    "14 W607 2(b) refers to 9(z) of the Indenture\n");
}

static void
terms_of_a_file_are_used_and_defined(void **state)
{
	assert_string_equal(lint_text(*state, HEAD
	    "terms:\n"
	    "  - {term: Alive, section: '1'}\n"
	    "  - {term: Dead, section: '1', used: no}\n"
	    "  - {term: Loose, section: 2(a), defined: no, note: meant}\n"),
	    "7 W603 Dead, in 1\n"
	    "8 W604 Loose, in 2(a): meant\n");
}

static void
entries_cite_sections_that_are_there(void **state)
{
	assert_string_equal(lint_text(*state, HEAD
	    "questions:\n"
	    "  open:\n"
	    "    {section: 2(x), asks: Why?, answers: {yes: so, no: not}}\n"
	    "events:\n"
	    "  start: {section: 2(y), what: S}\n"
	    "clauses:\n"
	    "  - {id: c, section: 2(z), what: W, by: company, kind: duty}\n"
	    "  - {id: d, section: 2(a), what: W, by: company, kind: duty}\n"),
	    "6 W601 'open' cites 2(x), which is not among the sections\n"
	    "6 W610 no rule asks the open point 'open', so a position on it "
	    "moves nothing\n"
	    "9 W601 'start' cites 2(y), which is not among the sections\n"
	    "11 W601 'c' cites 2(z), which is not among the sections\n");
}

#define DUE								\
	"events:\n  start: {section: '1', what: S}\n"			\
	"deadlines:\n"							\
	"  - {id: first, section: '1', what: W, by: company, "		\
	"opens: 3 days after start}\n"					\
	"  - {id: second, section: '1', what: W, by: company, "		\
	"due: 3 days after start}\n"					\
	"  - {id: third, section: '1', what: W, by: company, "		\
	"due: 4 days after start}\n"

/* Once a file, at the first that has none; a bar that ends needs none. */
static void
deadlines_say_what_a_closed_day_does_to_them(void **state)
{
	assert_string_equal(lint_text(*state, HEAD DUE), "9 W609 'second'\n");
	assert_string_equal(lint_text(*state, HEAD
	    "days: {working day: {section: '1', closed: [weekends]}}\n"
	    "rolls: {next: {cite: '1', days: working day}}\n"
	    "roll: next\n" DUE), "");
}

static void
second_agreement_asks_all_but_one_point(void **state)
{
	struct file *f = *state;

	load(f, SECOND);
	rr_agreement_lint(f->a, f->diags);
	assert_int_equal(rr_diags_count(f->diags), 1);
	assert_int_equal(rr_diags_get(f->diags, 0)->code, RR_W_UNUSED);
	assert_non_null(strstr(rr_diags_get(f->diags, 0)->what,
	    "'partial-review'"));
}

#define TEST(f)	cmocka_unit_test_setup_teardown(f, set_up, tear_down)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(every_calendar_and_zone_named_is_there),
		TEST(every_section_of_the_paper_has_an_entry),
		TEST(each_row_of_the_inventory_is_a_provision),
		TEST(business_day_has_four_presets_of_three_points),
		TEST(only_the_printed_numbers_are_there),
		TEST(a_holders_address_is_no_notice_address),
		TEST(no_quantity_is_invented),
		TEST(references_of_a_file_are_held_against_its_sections),
		TEST(terms_of_a_file_are_used_and_defined),
		TEST(entries_cite_sections_that_are_there),
		TEST(deadlines_say_what_a_closed_day_does_to_them),
		TEST(second_agreement_asks_all_but_one_point),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

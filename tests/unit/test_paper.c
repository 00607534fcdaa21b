/*
 * test_paper.c: what is found in an agreement's own text.
 *
 * The answers are those of a reader: for the texts written for these tests,
 * of their writer; for the paper of the shipped agreement, of the notes made
 * on it beforehand.  That paper is not in the repository; where it lies beside
 * it, it is read too.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "regrights/arena.h"
#include "regrights/buf.h"
#include "regrights/paper.h"

#define TEXT_MAX	(1 << 20)

struct found {
	struct rr_arena	*arena;
	struct rr_diags	*diags;
};

static int
set_up(void **state)
{
	struct found *f = calloc(1, sizeof(*f));

	f->arena = rr_arena_new();
	f->diags = rr_diags_new();
	*state = f;
	return 0;
}

static int
tear_down(void **state)
{
	struct found *f = *state;

	rr_diags_free(f->diags);
	rr_arena_free(f->arena);
	free(f);
	return 0;
}

/* Each finding as "LINE:COLUMN CODE what". */
static const char *
findings(struct found *f, const char *text, size_t len)
{
	struct rr_buf b = RR_BUF_INIT;
	struct rr_paper *p;

	rr_diags_clear(f->diags);
	if (rr_paper_read(f->arena, "paper", text, len, &p, f->diags))
		rr_paper_check(p, f->diags);
	rr_diags_sort(f->diags);
	for (size_t i = 0; i < rr_diags_count(f->diags); i++) {
		const struct rr_diag *d = rr_diags_get(f->diags, i);

		rr_buf_printf(&b, "%u:%u %s %s\n", d->at.line, d->at.col,
		    rr_code_tag(d->code), d->what);
	}
	return rr_buf_keep(&b, f->arena);
}

static const char *
read_file(struct found *f, const char *path, size_t *len)
{
	FILE *file = fopen(path, "rb");
	char *bytes;

	if (file == NULL)
		return NULL;
	bytes = rr_arena_alloc(f->arena, TEXT_MAX);
	*len = fread(bytes, 1, TEXT_MAX, file);
	fclose(file);
	return bytes;
}

static const char *
in_source(struct found *f, const char *path)
{
	const char *top = getenv("srcdir");

	return rr_arena_printf(f->arena, "%s/%s", top != NULL ? top : ".",
	    path);
}

static void
assert_file(struct found *f, const char *path, const char *expected)
{
	size_t len;
	const char *text = read_file(f, in_source(f, path), &len);

	assert_non_null(text);
	assert_string_equal(findings(f, text, len), expected);
}

/* Sections by number and letter, as in the shipped agreement's paper. */
static void
lettered_paper_has_these_faults_and_no_others(void **state)
{
	assert_file(*state, "tests/agreements/paper.txt",
	    "16:6 W603 DELAY FEE\n"
	    "16:62 W601 Section 2(d)\n"
	    "18:6 W603 ESCROW AGENT\n"
	    "20:6 W603 GRACE PERIOD\n"
	    "24:62 W605 Schedule C\n"
	    "39:9 W607 Section 7(c) of the Subscription Agreement\n"
	    "49:52 W601 Section 3(d)\n"
	    "54:68 W601 Section 7\n");
}

/* Sections by decimal number, curly quotes, terms in small letters. */
static void
decimal_paper_has_these_faults_and_no_others(void **state)
{
	assert_file(*state, "tests/agreements/decimal.txt",
	    "4:72 W605 Exhibit B-1\n"
	    "10:46 W603 LATE AMOUNT\n"
	    "11:12 W601 Section 2.4\n"
	    "38:9 W607 Section 4.2 of the Indenture\n");
}

/* Domain notes B.1 and B.2: lines 103, 110, 286, 760, 826, and dead terms. */
static void
paper_of_the_shipped_agreement(void **state)
{
	struct found *f = *state;
	const char *shared = getenv("SHARED");
	const char *path = shared != NULL ?
	    rr_arena_printf(f->arena, "%s/agreement.txt", shared) :
	    in_source(f, "../shared/agreement.txt");
	size_t len;
	const char *text = read_file(f, path, &len);

	/* The paper itself is not shipped; paper.txt of our own is read above. */
	if (text == NULL)
		return;
	assert_string_equal(findings(f, text, len),
	    "102:19 W603 REGISTRATION DELAY PAYMENTS\n"
	    "103:12 W601 Section 2(e)\n"
	    "110:72 W601 Section 2(f)\n"
	    "144:19 W603 TRANSACTION DOCUMENTS\n"
	    "147:19 W603 UNDERWRITTEN REGISTRATION\n"
	    "286:39 W601 Section 3(c)(ii)\n"
	    "760:4 W605 Schedule 6(b)\n"
	    "826:31 W607 Section 6.2(v) of the Purchase Agreement\n");
}

/* A paper with 1, 2(a) to 2(c), 2(c)(i) to (iii), and with SENTENCE in it. */
static const char *
with(struct found *f, const char *sentence)
{
	const char *text = rr_arena_printf(f->arena,
	    "1.  First\n\n2.  Second\n\n(a)  A.\n\n(b)  B.\n\n"
	    "(c)  C: (i) one, (ii) two (A) or (B), (iii) three.\n\n%s\n",
	    sentence);

	return findings(f, text, strlen(text));
}

static void
correct_references_are_never_complained_of(void **state)
{
	static const char *const sentences[] = {
		"As Section 1 says.",
		"AS SECTION 2(A) SAYS.",
		"As section 2(a) says.",
		"As Section\n2(c) says.",
		"As Sections 1 and 2 say.",
		"As Sections 2(a), 2(b) and 2(c)(ii)(B) say.",
		"As Section 2(a) and/or 2(b) says.",
		"As Section 2(c)(i)-(iii) says.",
		"As Sections 2(a) through 2(c) say.",
		"As Section 2(c) (ii) says.",
		"As Section 2(b)(7) says.",
		"Within Section 2, 45 days after it.",
		"As this Section says, and such Section, and the Sections.",
		"As Section 2(b) of this Agreement says.",
		"As Section 2(b) of the Agreement says.",
		"As Section 2(b) hereof says.",
		"Under Section 15 of the Securities Act.",
		"Under Section 20 of the\nExchange Act.",
		"Under Sections 11, 12(a)(2) and 15 of the Securities Act.",
		"Under Section 4(2) of the 1933 Act.",
		"Under Section 9 thereof, and Section 8 of such agreement.",
		"Under Section 5-1401 of the General Obligations Law.",
		"Under Section 3 of Regulation S-T.",
		"A sectional, a schedule of fees, an exhibit.",
	};

	for (size_t i = 0; i < sizeof(sentences) / sizeof(sentences[0]); i++)
		assert_string_equal(with(*state, sentences[i]), "");
}

static void
references_to_what_is_not_there_are_found(void **state)
{
	static const char *const pairs[][2] = {
		{ "See Section 3.", "11:13 W601 Section 3\n" },
		{ "See Section\n  2(d).", "12:3 W601 Section 2(d)\n" },
		{ "See section 2(c)(iv).", "11:13 W601 Section 2(c)(iv)\n" },
		{ "See Sections 2(a), 4 and 2(b).",
		    "11:20 W601 Section 4\n" },
		{ "See Section 2(c)(i)-(v).", "11:13 W601 Section 2(c)(v)\n" },
		{ "See Section 3 of this Agreement.",
		    "11:13 W601 Section 3\n" },
		{ "See Section 2(a)\nof the Voting\nAgreement.",
		    "11:13 W607 Section 2(a) of the Voting Agreement\n" },
		{ "See SCHEDULE 4(a), Exhibit B-2 and Annex II.",
		    "11:5 W605 Schedule 4(a)\n11:20 W605 Exhibit B-2\n"
		    "11:36 W605 Annex II\n" },
	};

	for (size_t i = 0; i < sizeof(pairs) / sizeof(pairs[0]); i++)
		assert_string_equal(with(*state, pairs[i][0]), pairs[i][1]);
}

static void
an_attachment_that_is_there_is_not_missing(void **state)
{
	assert_string_equal(with(*state, "See Schedule A.\n\n  SCHEDULE A  \n"
	    "\nNames."), "");
	/* A line that goes on is a sentence, not a heading. */
	assert_string_equal(with(*state, "See\nSchedule A below."),
	    "12:1 W605 Schedule A\n");
}

/* The ninth paragraph and the first numeral are written alike. */
static void
ninth_paragraph_is_not_taken_for_a_numeral(void **state)
{
	static const char text[] =
	    "1.  All\n\n(a) A.\n(b) B.\n(c) C.\n(d) D.\n(e) E.\n(f) F.\n(g) G.\n"
	    "(h) H, which is\n(i) one and\n(ii) another.\n(i) I.\n(j) J.\n"
	    "See Sections 1(h)(i), 1(h)(ii), 1(i), 1(j) and 1(k).\n";

	assert_string_equal(findings(*state, text, strlen(text)),
	    "15:48 W601 Section 1(k)\n");
}

static void
a_term_is_used_in_any_case_and_across_lines(void **state)
{
	assert_string_equal(with(*state, "\"LONG WORD\" means a word.  A Long\n"
	    "Word is long."), "");
	assert_string_equal(with(*state, "\"LOSS\" means a loss.  Losses pass."),
	    "");
	assert_string_equal(with(*state, "Those (the \"Sellers\") sell."),
	    "11:12 W603 SELLERS\n");
	/* Quoted words that are not said to mean anything are no terms. */
	assert_string_equal(with(*state, "A \"Shelf\" statement is \"Good\"."),
	    "");
	/* The same term, defined in two places, is reported once. */
	assert_string_equal(with(*state, "\"AIM\" means an aim, or \"AIM\" "
	    "means none."), "11:1 W603 AIM\n");
}

static void
an_empty_text_has_no_faults(void **state)
{
	assert_string_equal(findings(*state, "", 0), "");
}

static void
a_text_that_is_not_utf8_is_refused(void **state)
{
	assert_string_equal(findings(*state, "1. \xff", 4),
	    "1:1 E103 save the agreement's text as UTF-8\n");
}

#define TEST(f)	cmocka_unit_test_setup_teardown(f, set_up, tear_down)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(lettered_paper_has_these_faults_and_no_others),
		TEST(decimal_paper_has_these_faults_and_no_others),
		TEST(paper_of_the_shipped_agreement),
		TEST(correct_references_are_never_complained_of),
		TEST(references_to_what_is_not_there_are_found),
		TEST(an_attachment_that_is_there_is_not_missing),
		TEST(ninth_paragraph_is_not_taken_for_a_numeral),
		TEST(a_term_is_used_in_any_case_and_across_lines),
		TEST(an_empty_text_has_no_faults),
		TEST(a_text_that_is_not_utf8_is_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

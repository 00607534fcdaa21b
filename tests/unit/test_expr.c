/*
 * test_expr.c: expressions read, printed and refused.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "regrights/agreement.h"
#include "regrights/arena.h"
#include "regrights/buf.h"
#include "regrights/expr.h"

static const struct rr_answer answers[] = { { "yes", "" }, { "no", "" } };
static const struct rr_question questions[] = {
	{ .key = "clear-days", .answers = answers, .n = 2 }
};
static const struct rr_day_kind kinds[] = { { .name = "business day" } };
static const char *const documents[] = { "prospectus", "post-effective" };
static const struct rr_field_decl fields[] = {
	{ .key = "on", .type = RR_FIELD_DATE },
	{ .key = "document", .type = RR_FIELD_CHOICE, .choices = documents,
	    .nchoices = 2 },
	{ .key = "amount", .type = RR_FIELD_MONEY }
};
static const struct rr_field_decl named[] = {
	{ .key = "of", .type = RR_FIELD_FACT },
	{ .key = "all", .type = RR_FIELD_FACTS }
};
static const struct rr_event events[] = {
	{ .name = "closing" },
	{ .name = "filing planned", .fields = fields, .nfields = 3 },
	{ .name = "filing", .notice = true, .fields = named, .nfields = 2 },
	{ .name = "no-review notice" }
};
static const struct rr_agreement sample = {
	.questions = questions, .nquestions = 1, .kinds = kinds, .nkinds = 1,
	.events = events, .nevents = 4
};
static const struct rr_pos at = { "t", 1, 1 };

static bool
parse(struct rr_arena *arena, const char *text, const char *subject,
    enum rr_type want, const struct rr_expr **out, struct rr_diags *diags)
{
	const struct rr_sight in = { .agreement = &sample,
	    .subject = subject };

	return rr_expr_parse(arena, text, at, &in, want, out, diags);
}

/* What is printed reads back and prints the same. */
static void
printing_reads_back(void **state)
{
	static const char *const texts[] = {
		"30 days after closing",
		"5 clear business days before it.on",
		"1 business day after its effect",
		"20 days after its receipt",
		"earliest of (60 days after closing, 5 business days after "
		    "no-review notice)",
		"latest of (1 year after closing, 6 months after effect of "
		    "filing)",
		"if clear-days is yes then 1 week after it else 2000-05-26",
		"if (it.document is prospectus or it.document is "
		    "post-effective) and not closing has happened then it "
		    "else closing",
		"if it.amount >= 7500 then 1 day after 120 business days "
		    "after closing else it"
	};
	struct rr_arena *arena = rr_arena_new();
	struct rr_diags *diags = rr_diags_new();

	(void)state;
	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
		const struct rr_expr *w;
		struct rr_buf b = RR_BUF_INIT;

		assert_true(parse(arena, texts[i], "filing planned",
		    RR_TYPE_DAY, &w, diags));
		rr_expr_text(w, &sample, &b);
		assert_string_equal(b.s, texts[i]);
		rr_buf_free(&b);
	}
	rr_diags_free(diags);
	rr_arena_free(arena);
}

/* What can be asked of an entry, of others about it, and of parties. */
static void
conditions_read_back(void **state)
{
	static const char *const texts[] = {
		"it has happened",
		"filing about it has happened",
		"filing was sent by courier",
		"filing about it was copied",
		"filing beside it has happened",
		"filing under it was received",
		"filing over it has happened",
		"filing planned about what it.of names has happened",
		"filing under what it.of names was given",
		"each filing about what it.of names meets (it was received)",
		"it was reported and not it was received",
		"filing about it was confirmed",
		"filing was given or it was given",
		"it is before closing",
		"filing about it is earlier than it",
		"filing about it is on or before 30 days after closing",
		"filing about what it.of names is after it",
		"earliest of (closing, filing about it) is before it",
		"every holder has a fax",
		"every recipient has a listed email",
		"every holder has a listed fax",
		"every special-counsel has an address"
	};
	struct rr_arena *arena = rr_arena_new();
	struct rr_diags *diags = rr_diags_new();

	(void)state;
	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
		const struct rr_expr *c;
		struct rr_buf b = RR_BUF_INIT;

		if (!parse(arena, texts[i], "filing", RR_TYPE_TRUTH, &c,
		    diags))
			fail_msg("'%s' cannot be read", texts[i]);
		rr_expr_text(c, &sample, &b);
		assert_string_equal(b.s, texts[i]);
		rr_buf_free(&b);
	}
	rr_diags_free(diags);
	rr_arena_free(arena);
}

static void
refuse(const char *text, const char *said)
{
	struct rr_arena *arena = rr_arena_new();
	struct rr_diags *diags = rr_diags_new();
	struct rr_buf b = RR_BUF_INIT;
	const struct rr_expr *w;

	assert_false(parse(arena, text, "filing planned", RR_TYPE_DAY, &w,
	    diags));
	rr_diag_text(rr_diags_get(diags, 0), &b);
	if (strstr(b.s, said) == NULL)
		fail_msg("%s: %s", text, b.s);
	rr_buf_free(&b);
	rr_diags_free(diags);
	rr_arena_free(arena);
}

static void
errors_name_the_column(void **state)
{
	char deep[600];

	(void)state;
	refuse("30 days after closng", "t:1:15: error E208");
	refuse("30 days after closng", "did you mean 'closing'?");
	refuse("30 moons after closing", "t:1:4: error E208");
	refuse("30 days around closing", "'after' or 'before'");
	refuse("40000 days after closing", "a number of days");
	refuse("30 days after 2000-02-30", "a day that exists");
	refuse("earliest of closing", "'('");
	refuse("if clear-days is maybe then it else it", "an answer");
	refuse("if it.colour is red then it else it", "E208");
	refuse("if closing was given then it else it", "'has happened'");
	refuse("if it was given then it else it", "'has happened'");
	refuse("if filing was lost then it else it",
	    "what became of the notice");
	refuse("if filing was sent by pigeon then it else it", "a method");
	refuse("if every holder has a telex then it else it", "'fax'");
	refuse("if every recipient has a fax then it else it", "a role");
	refuse("if every holder owns a fax then it else it", "'has a'");
	refuse("closing closing", "the end");
	refuse("", "at its end");
	memset(deep, '(', sizeof(deep) - 1);
	deep[sizeof(deep) - 1] = '\0';
	refuse(deep, "nested too deeply");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(printing_reads_back),
		cmocka_unit_test(conditions_read_back),
		cmocka_unit_test(errors_name_the_column)
	};

	return cmocka_run_group_tests_name("expr", tests, NULL, NULL);
}

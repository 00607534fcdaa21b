/*
 * test_expr_rows.c: every operator of expr.def is read, printed, told in the
 * manual, and put together at random with all others.
 *
 * What is drawn is printed and read again, and is then the same tree.  A row
 * that the list gains has no example and nothing to draw it by, and fails.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "made_expr.h"
#include "regrights/arena.h"
#include "regrights/buf.h"

#define COUNT(a)	(sizeof(a) / sizeof((a)[0]))
#define ROUNDS		4000
#define DEPTH		4
#define LENGTH		1000	/* longer ones are not read */

/* Of each row an expression, and what the manual calls it. */
static const struct example {
	const char	*text, *manual;
} examples[RR_EXPR_MAX] = {
	[RR_EXPR_DATE] = { "2000-05-26", "YYYY-MM-DD" },
	[RR_EXPR_EVENT] = { "effect of filing about it where it is a filing",
	    "event about it" },
	[RR_EXPR_SELF] = { "it.on", "it , its effect , its receipt" },
	[RR_EXPR_GIVEN] = { "sending", "sending , receipt" },
	[RR_EXPR_OFFSET] = { "3 clear business days before it",
	    "n clear unit after | before" },
	[RR_EXPR_EARLIEST] = { "earliest of (it, closing)", "earliest of" },
	[RR_EXPR_LATEST] = { "latest of (it, closing)", "latest of" },
	[RR_EXPR_REACHED_ON] = { "exercises is reached",
	    "counter is reached" },
	[RR_EXPR_IF] = { "if it is a filing then it else closing",
	    "if condition then expression else expression" },
	[RR_EXPR_OR] = { "clear-days is yes or it has happened",
	    "condition or condition" },
	[RR_EXPR_AND] = { "clear-days is yes and it has happened",
	    "condition and condition" },
	[RR_EXPR_NOT] = { "not it has happened", "not condition" },
	[RR_EXPR_ANSWER] = { "clear-days is no", "question is answer" },
	[RR_EXPR_HAPPENED] = { "filing beside it in entry has happened",
	    "thing has happened" },
	[RR_EXPR_KIND] = { "it is a filing", "it is a event" },
	[RR_EXPR_FALLS] = { "it.on falls on a commission day",
	    "falls on a | no unit" },
	[RR_EXPR_WAY] = { "filing under it was sent by fax",
	    "thing was sent by method" },
	[RR_EXPR_CONTACT] = { "every holder has a listed fax", "every role" },
	[RR_EXPR_RECIPIENTS] = { "every recipient has an email",
	    "| recipient has a listed contact" },
	[RR_EXPR_EVERY_MEETS] = { "every holder meets (it has happened)",
	    "every role meets condition" },
	[RR_EXPR_PARTY_MEETS] = { "it.holder meets (it has happened)",
	    "it. field meets condition" },
	[RR_EXPR_HOLDS] = { "lock-up holds on it.on",
	    "period holds on expression" },
	[RR_EXPR_REACHED] = { "exercises is reached", "counter is not reached" },
	[RR_EXPR_EACH] = { "each filing over it meets (it was given)",
	    "each thing meets condition" },
	[RR_EXPR_SETTLED] = { "threshold consent about what it.entry names "
	    "has the votes", "threshold id has the votes" },
	[RR_EXPR_FIELD] = { "it.holder is then holder",
	    "it. field is | is not | < | <= | > | >= value" },
	[RR_EXPR_FIELD_ORDER] = { "it.on is on or after closing",
	    "it. field is before" },
	[RR_EXPR_ORDER] = { "filing about it is before it.on",
	    "thing is before" },
	[RR_EXPR_MONEY] = { "7500.00", "As 7500.00, without commas." },
	[RR_EXPR_LINE] = { "costs borne", "A line that stands before it." },
	[RR_EXPR_AMOUNT] = { "it.amount", "The amount in a field of what" },
	[RR_EXPR_TOTAL] = { "filing.amount named in entries by holder",
	    "The amounts of all such events and notices" },
	[RR_EXPR_PLUS] = { "fees plus 1.00", "joined by plus" },
	[RR_EXPR_LESS] = { "fees less 1.00", "and less" },
	[RR_EXPR_LEAST] = { "least of (fees, 1.00)", "least of" },
	[RR_EXPR_GREATEST] = { "greatest of (fees, 1.00)", "greatest of" },
	[RR_EXPR_PART] = { "1/2 of fees", "ratio of sum" },
	[RR_EXPR_IF_SUM] = { "if it is a filing then fees else 0.00",
	    "if condition then sum else sum" },
	[RR_EXPR_EACH_SUM] = { "each filing under it comes to (it.amount)",
	    "each event comes to sum" },
	[RR_EXPR_OTHER] = { "owed.fees of what it is about",
	    "id . line of what it is about" },
	[RR_EXPR_TAKEN] = { "taken from filing named in entries worth "
	    "(it.amount) by others (1.00) elsewhere first if it is a filing",
	    "taken from event named in field" },
	[RR_EXPR_WAITS] = { "waits for closing", "waits for event" }
};

#define RR_EXPR(id, type, takes, words)	#id,
static const char *const ids[] = {
#include "regrights/expr.def"
};
#undef RR_EXPR

static const struct rr_pos at = { "t", 1, 1 };
static struct rr_arena *arena;
static struct rr_diags *diags;

static enum rr_type
type_of(enum rr_expr_op op)
{
	const struct rr_expr x = { .op = op };

	return rr_expr_type(&x);
}

static const struct rr_expr *
parse(const char *text, const char *it, enum rr_type want)
{
	const struct rr_sight in = { &made_agreement, it, made_lines,
	    MADE_LINES };
	const struct rr_expr *x;
	struct rr_buf b = RR_BUF_INIT;

	if (rr_expr_parse(arena, text, at, &in, want, &x, diags))
		return x;
	rr_diag_text(rr_diags_get(diags, 0), &b);
	fail_msg("'%s' cannot be read: %s", text, b.s);
	return NULL;
}

static const char *
printed(const struct rr_expr *x)
{
	struct rr_buf b = RR_BUF_INIT;

	rr_expr_text(x, &made_agreement, &b);
	return rr_buf_keep(&b, arena);
}

static bool
same_text(const char *a, const char *b)
{
	return a == b || (a != NULL && b != NULL && strcmp(a, b) == 0);
}

/* Whether two trees are the same, each member that is not a place. */
static bool
same(const struct rr_expr *a, const struct rr_expr *b)
{
	bool is;

	if (a == NULL || b == NULL)
		return a == b;
	is = a->op == b->op && a->nof == b->nof && a->reach == b->reach &&
	    same_text(a->name, b->name) && same_text(a->via, b->via) &&
	    same_text(a->in, b->in) && same_text(a->by, b->by) &&
	    same_text(a->field, b->field) && same_text(a->value, b->value) &&
	    same(a->where, b->where) && a->part == b->part &&
	    a->compare == b->compare && a->then == b->then &&
	    a->listed == b->listed && a->votes == b->votes &&
	    a->before == b->before && a->outer == b->outer &&
	    a->way == b->way && a->question == b->question &&
	    a->answer == b->answer && a->n == b->n && a->clear == b->clear &&
	    a->unit == b->unit && a->kind == b->kind &&
	    rr_date_cmp(a->date, b->date) == 0 && a->cents == b->cents &&
	    a->ratio.num == b->ratio.num && a->ratio.den == b->ratio.den &&
	    a->line == b->line;
	for (size_t i = 0; is && i < a->nof; i++)
		is = same(a->of[i], b->of[i]);
	return is;
}

static int
begin(void **state)
{
	(void)state;
	arena = rr_arena_new();
	diags = rr_diags_new();
	return 0;
}

static int
end(void **state)
{
	(void)state;
	rr_diags_free(diags);
	rr_arena_free(arena);
	return 0;
}

static void
each_is_read_and_printed(void **state)
{
	(void)state;
	for (int op = 0; op < RR_EXPR_MAX; op++) {
		const struct rr_expr *x;

		if (examples[op].text == NULL)
			fail_msg("%s has no example", ids[op]);
		x = parse(examples[op].text, "filing",
		    type_of((enum rr_expr_op)op));
		if ((int)x->op != op)
			fail_msg("'%s' is %s, not %s", examples[op].text,
			    ids[x->op], ids[op]);
		assert_string_equal(printed(x), examples[op].text);
	}
}

static bool
is_macro(const char *word)
{
	static const char *const macros[] = { ".It", "Ar", "Cm", "Op", "Oo",
	    "Oc", "Xo", ".Xc", "Pq", "Po", "Pc", "Ns", ".Ar", ".Cm", ".Op",
	    ".Ql" };

	for (size_t i = 0; i < COUNT(macros); i++)
		if (strcmp(macros[i], word) == 0)
			return true;
	return false;
}

/* The page of the manual as words, one space between two. */
static const char *
manual(void)
{
	const char *top = getenv("srcdir");
	FILE *f = fopen(rr_arena_printf(arena,
	    "%s/man/regrights-agreement.5", top != NULL ? top : "."), "r");
	struct rr_buf b = RR_BUF_INIT;
	char word[256];

	assert_non_null(f);
	while (fscanf(f, "%255s", word) == 1)
		if (!is_macro(word))
			rr_buf_printf(&b, "%s ", word);
	fclose(f);
	return rr_buf_keep(&b, arena);
}

static void
each_is_in_the_manual(void **state)
{
	const char *page = manual();

	(void)state;
	for (int op = 0; op < RR_EXPR_MAX; op++) {
		if (examples[op].manual == NULL)
			fail_msg("%s has no words in the manual", ids[op]);
		if (strstr(page, examples[op].manual) == NULL)
			fail_msg("%s: the manual has no '%s'", ids[op],
			    examples[op].manual);
		if (strstr(page, rr_expr_words((enum rr_expr_op)op)) == NULL)
			fail_msg("%s: the manual has no '%s'", ids[op],
			    rr_expr_words((enum rr_expr_op)op));
	}
}

static void
count(const struct rr_expr *x, size_t *seen)
{
	seen[x->op]++;
	if (x->where != NULL)
		count(x->where, seen);
	for (size_t i = 0; i < x->nof; i++)
		count(x->of[i], seen);
}

static void
what_is_drawn_reads_back(void **state)
{
	size_t seen[RR_EXPR_MAX] = { 0 };

	(void)state;
	made_expr_seed();
	for (int i = 0; i < ROUNDS; i++) {
		enum rr_type want = (enum rr_type)(i % RR_TYPE_MAX);
		const char *it = made_expr_it(i);
		const struct rr_expr *x = made_expr(arena, want, it, DEPTH);
		const char *text = printed(x);

		if (strlen(text) > LENGTH)
			continue;
		count(x, seen);
		if (!same(x, parse(text, it, want)))
			fail_msg("'%s' reads back as '%s', or so in "
			    "parentheses", text, printed(parse(text, it,
			    want)));
	}
	for (int op = 0; op < RR_EXPR_MAX; op++)
		if (seen[op] == 0)
			fail_msg("%s is never drawn", ids[op]);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(each_is_read_and_printed,
		    begin, end),
		cmocka_unit_test_setup_teardown(each_is_in_the_manual, begin,
		    end),
		cmocka_unit_test_setup_teardown(what_is_drawn_reads_back,
		    begin, end)
	};

	return cmocka_run_group_tests_name("expr_rows", tests, NULL, NULL);
}

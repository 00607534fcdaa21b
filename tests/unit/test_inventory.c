/*
 * test_inventory.c: the shipped agreement's file has every row of the
 * inventory that was made of its paper.
 *
 * A row is a provision of its id, or one of those that a provision tracks;
 * the rows of the table on notices are branches and gaps of the notice
 * clauses.  What moves from words to a rule keeps its id among `tracks`, and
 * this list stays as it is.
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
#include "regrights/load.h"

#define SHIPPED	"share/agreements/neotherapeutics-2000.yaml"
#define COUNT(a)	(sizeof(a) / sizeof((a)[0]))

/* The rows on definitions, shelf, procedures, expenses, indemnity, the rest. */
static const char *const rows[] = {
	"d1", "d2", "d3", "d4", "d5", "d6", "d7", "d8", "d9", "d10", "d11",
	"d12", "d13", "d14", "d15",
	"2a-1", "2a-2", "2a-3", "2a-4", "2a-5", "2a-6", "2b-1", "2b-2",
	"2c-1", "2c-2",
	"3a-1", "3a-2", "3a-3", "3a-4", "3a-5", "3b-1", "3b-2", "3b-3",
	"3b-4", "3c-1", "3c-2", "3d-1", "3d-2", "3d-3", "3d-4", "3d-5",
	"3d-6", "3d-7", "3d-8", "3d-9", "3e-1", "3f-1", "3g-1", "3h-1",
	"3i-1", "3j-1", "3k-1", "3l-1", "3m-1", "3m-2", "3m-3", "3m-4",
	"3m-5", "3m-6", "3n-1", "3o-1", "3p-1", "3p-2",
	"4a-1", "4b-1",
	"5a-1", "5a-2", "5b-1", "5b-2", "5c-1", "5c-2", "5c-3", "5c-4",
	"5c-5", "5d-1", "5d-2",
	"6a", "6b-1", "6b-2", "6b-3", "6c", "6d", "6e", "6f-1", "6f-2",
	"6f-3", "6g-1", "6g-2", "6g-3", "6i-1", "6i-2", "6j", "6k", "6l",
	"6m", "6n", "6o", "6p", "6q",
};

/* The rows on notices: by the section of a branch, or the id of a gap. */
static const struct { const char *row, *section, *gap; } notices[] = {
	{ "6h", "6(h)", NULL },
	{ "N1", "6(h)(i)", NULL },
	{ "N2", "6(h)(ii)", NULL },
	{ "N3", "6(h)(iii)", NULL },
	{ "N4", "6(h)(iv)", NULL },
	{ "G1", NULL, "G1" },
	{ "G2", NULL, "G2" },
	{ "G3", NULL, "G3" },
	{ "G4", NULL, "G4" },
};

/* What a point leaves open about notices. */
static const struct { const char *row, *question; } points[] = {
	{ "G5", "gap-receipt" },
	{ "G7", "sending-time" },
	{ "G8", "bare-notice" },
};

static const struct rr_agreement *
load(struct rr_arena *arena)
{
	const char *top = getenv("srcdir");
	struct rr_diags *diags = rr_diags_new();
	struct rr_agreement *a;
	char *bytes;
	size_t len;

	assert_true(rr_load_file(arena, rr_arena_printf(arena, "%s/%s",
	    top != NULL ? top : ".", SHIPPED), RR_LOAD_MAX, &bytes, &len,
	    diags));
	assert_true(rr_load_agreement(arena, SHIPPED, bytes, len, &a, diags));
	rr_diags_free(diags);
	return a;
}

static bool
is_tracked(const struct rr_agreement *a, const char *row)
{
	for (size_t i = 0; i < a->nprovisions; i++) {
		const struct rr_provision *p = &a->provisions[i];

		if (strcmp(p->id, row) == 0)
			return true;
		for (size_t k = 0; k < p->ntracks; k++)
			if (strcmp(p->tracks[k], row) == 0)
				return true;
	}
	return false;
}

static void
every_row_of_the_inventory_is_tracked(void **state)
{
	struct rr_arena *arena = rr_arena_new();
	const struct rr_agreement *a = load(arena);

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++)
		if (!is_tracked(a, rows[i]))
			fail_msg("nothing tracks %s", rows[i]);
	rr_arena_free(arena);
}

static bool
is_branch(const struct rr_ladder *l, const char *section)
{
	bool found = strcmp(l->cite.section, section) == 0;

	for (size_t i = 0; i < l->nclauses; i++)
		found |= strcmp(l->clauses[i].section, section) == 0;
	return found;
}

static bool
is_gap(const struct rr_ladder *l, const char *gap)
{
	for (size_t i = 0; i < l->ngaps; i++)
		if (strcmp(l->gaps[i].id, gap) == 0)
			return true;
	return false;
}

static void
every_row_on_notices_is_a_branch_or_a_gap(void **state)
{
	struct rr_arena *arena = rr_arena_new();
	const struct rr_agreement *a = load(arena);

	(void)state;
	for (size_t i = 0; i < COUNT(notices); i++)
		if (notices[i].gap != NULL ?
		    !is_gap(a->ladder, notices[i].gap) :
		    !is_branch(a->ladder, notices[i].section))
			fail_msg("nothing is %s", notices[i].row);
	for (size_t i = 0; i < COUNT(points); i++)
		if (rr_agreement_question(a, points[i].question) < 0)
			fail_msg("nothing asks %s", points[i].row);
	/* N5 and G10: of several, the earliest.  G11: on one clock. */
	assert_int_equal(a->ladder->combine, RR_COMBINE_EARLIEST);
	assert_string_equal(a->ladder->clock, "agreement");
	rr_arena_free(arena);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_row_of_the_inventory_is_tracked),
		cmocka_unit_test(every_row_on_notices_is_a_branch_or_a_gap),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

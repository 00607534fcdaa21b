/*
 * append.c: one notice made durable, beside a commit of one row on the same
 * schema with the same settings.
 *
 *	append FILE MATTER		FILE is a copy that may be written to
 *	append FILE MATTER N		records N notices to three, in one batch
 */
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "regrights/arena.h"
#include "regrights/qty.h"
#include "regrights/store.h"

#define ROUNDS	200

static double
milliseconds(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

static int
by_size(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

static void
bare(const char *path, double *took)
{
	sqlite3 *db;

	if (sqlite3_open(path, &db) != SQLITE_OK)
		rr_die("%s cannot be opened", path);
	sqlite3_exec(db, "PRAGMA journal_mode=TRUNCATE; PRAGMA "
	    "synchronous=EXTRA", NULL, NULL, NULL);
	for (int i = 0; i < ROUNDS; i++) {
		char sql[160];
		double start = milliseconds();

		snprintf(sql, sizeof(sql), "INSERT INTO field (matter, seq, "
		    "row, key, value) VALUES ('bench', %d, 0, 'k', 'v')",
		    i + 1);
		if (sqlite3_exec(db, sql, NULL, NULL, NULL) != SQLITE_OK)
			rr_die("%s", sqlite3_errmsg(db));
		took[i] = milliseconds() - start;
	}
	sqlite3_exec(db, "DELETE FROM field WHERE matter = 'bench'", NULL,
	    NULL, NULL);
	sqlite3_close(db);
}

static void
record(const char *path, const char *matter, double *took)
{
	struct rr_diags *diags = rr_diags_new();
	const struct rr_sending to = { "company", false, "fax",
	    "(949) 555-0100", "section", { 959375400 },
	    "America/Los_Angeles", { { 11103 }, 51000 } };
	const struct rr_fact fact = { .shape = RR_SHAPE_NOTICE,
	    .name = "other notice", .day = { 11103 }, .at = to.at,
	    .zone = to.zone, .wall = to.wall, .sendings = &to,
	    .nsendings = 1 };
	const struct rr_entry entry = { &fact, NULL, 0 };
	struct rr_store *s;

	if (!rr_store_open(path, RR_STORE_WRITE, &s, diags))
		rr_die("the store cannot be opened");
	for (int i = 0; i < ROUNDS; i++) {
		struct rr_batch b = { .matter = matter, .head = -1,
		    .at = { 959375400 }, .who = "bench", .origin = "",
		    .command = "bench", .entries = &entry, .n = 1 };
		int64_t first, last;
		double start = milliseconds();

		rr_random(b.op, sizeof(b.op));
		if (!rr_store_append(s, &b, &first, &last, diags))
			rr_die("it was not recorded");
		took[i] = milliseconds() - start;
	}
	rr_store_close(s);
	rr_diags_free(diags);
}

/* Through the ordinary path of the journal, but in one operation. */
static void
fill(const char *path, const char *matter, int n)
{
	static const char *const parties[] = { "royal-canadian", "dlouhy",
	    "heller" };
	struct rr_arena *arena = rr_arena_new();
	struct rr_diags *diags = rr_diags_new();
	struct rr_fact *facts = rr_arena_array(arena, (size_t)n,
	    sizeof(*facts));
	struct rr_entry *entries = rr_arena_array(arena, (size_t)n,
	    sizeof(*entries));
	struct rr_batch b = { .matter = matter, .head = -1,
	    .at = { 959375400 }, .who = "bench", .origin = "",
	    .command = "bench", .entries = entries, .n = (size_t)n };
	int64_t first, last;
	struct rr_store *s;

	for (int i = 0; i < n; i++) {
		struct rr_sending *to = rr_arena_array(arena, 3, sizeof(*to));
		struct rr_wall wall = { { 11103 + i }, 32400 + i * 600 };
		rr_instant at = { (int64_t)wall.day.day * 86400 + wall.sec +
		    25200 };

		for (int k = 0; k < 3; k++)
			to[k] = (struct rr_sending){ parties[k], k == 2, "fax",
			    NULL, "section purchase-agreement", at,
			    "America/Los_Angeles", wall };
		facts[i] = (struct rr_fact){ .shape = RR_SHAPE_NOTICE,
		    .name = "other notice", .day = wall.day, .at = at,
		    .zone = "America/Los_Angeles", .wall = wall,
		    .sendings = to, .nsendings = 3 };
		entries[i].fact = &facts[i];
	}
	rr_random(b.op, sizeof(b.op));
	if (!rr_store_open(path, RR_STORE_WRITE, &s, diags) ||
	    !rr_store_append(s, &b, &first, &last, diags))
		rr_die("%s: the notices were not recorded", matter);
	rr_store_close(s);
	rr_diags_free(diags);
	rr_arena_free(arena);
}

int
main(int argc, char **argv)
{
	int64_t n;
	double floor[ROUNDS], ours[ROUNDS];

	if (argc == 4 && rr_int_parse(argv[3], 1, 10000, &n)) {
		fill(argv[1], argv[2], (int)n);
		return 0;
	}
	if (argc != 3)
		rr_die("usage: append FILE MATTER [N]");
	bare(argv[1], floor);
	record(argv[1], argv[2], ours);
	qsort(floor, ROUNDS, sizeof(*floor), by_size);
	qsort(ours, ROUNDS, sizeof(*ours), by_size);
	printf("P14 one notice: p50 %.2f ms, bare commit %.2f ms, ratio %.2f; "
	    "p99 / p50 %.1f\n", ours[ROUNDS / 2], floor[ROUNDS / 2],
	    ours[ROUNDS / 2] / floor[ROUNDS / 2],
	    ours[ROUNDS * 99 / 100] / ours[ROUNDS / 2]);
	return 0;
}

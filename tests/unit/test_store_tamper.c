/*
 * The record is changed by another tool, which takes the triggers away first
 * and puts them back after: each change is found, and the entry is named.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <sqlite3.h>

#include "case_file.h"
#include "regrights/arena.h"
#include "regrights/buf.h"

#define MUST(c, expr) do { \
	if (!(expr)) \
		fail_msg("%s: %s", #expr, case_file_words(c)); \
} while (0)

/* Two imports, two notices, a seal of entry 3, and its destruction. */
static int
setup(void **state)
{
	static struct case_file c;
	bool ok;

	case_file_new(&c);
	*state = &c;
	ok = case_file_open(&c, RR_STORE_CREATE) &&
	    case_file_append(&c, case_file_import(&c, 1, "acme", 3), NULL,
	    NULL) && case_file_append(&c, case_file_import(&c, 2, "zeta", 1),
	    NULL, NULL) && case_file_append(&c, case_file_notice(&c, 3,
	    "acme", 1), NULL, NULL) && case_file_append(&c,
	    case_file_notice(&c, 4, "acme", 3), NULL, NULL) &&
	    case_file_append(&c, case_file_seal(&c, 5, "acme", 3), NULL,
	    NULL) && case_file_append(&c, case_file_act(&c, 6,
	    RR_SHAPE_DESTROY, "otto", 3), NULL, NULL);
	return ok ? 0 : -1;
}

static int
teardown(void **state)
{
	case_file_free(*state);
	return 0;
}

static void
run(sqlite3 *db, const char *sql)
{
	char *why = NULL;

	if (sqlite3_exec(db, sql, NULL, NULL, &why) != SQLITE_OK)
		fail_msg("%s: %s", sql, why);
}

/* Runs SQL as if there were no triggers, and leaves the schema as it was. */
static void
tamper(struct case_file *c, const char *sql)
{
	char *triggers[32], *drop;
	sqlite3_stmt *q;
	sqlite3 *db;
	size_t n = 0;

	rr_store_close(c->store);
	c->store = NULL;
	assert_int_equal(sqlite3_open(c->path, &db), SQLITE_OK);
	run(db, "BEGIN");
	assert_int_equal(sqlite3_prepare_v2(db, "SELECT sql, name FROM "
	    "sqlite_schema WHERE type = 'trigger'", -1, &q, NULL), SQLITE_OK);
	drop = rr_arena_strdup(c->arena, "");
	while (sqlite3_step(q) == SQLITE_ROW) {
		assert_true(n < 32);
		triggers[n++] = rr_arena_strdup(c->arena,
		    (const char *)sqlite3_column_text(q, 0));
		drop = rr_arena_printf(c->arena, "%sDROP TRIGGER %s;", drop,
		    sqlite3_column_text(q, 1));
	}
	sqlite3_finalize(q);
	run(db, drop);
	run(db, sql);
	while (n > 0)
		run(db, triggers[--n]);
	run(db, "COMMIT");
	sqlite3_close(db);
	MUST(c, case_file_open(c, RR_STORE_WRITE));
}

static const struct {
	const char	*what, *sql, *said;
} attacks[] = {
	{ "who", "UPDATE journal SET who = 'paul' WHERE seq = 2",
	    "entry 2 was changed" },
	{ "origin", "UPDATE journal SET origin = '' WHERE seq = 2",
	    "entry 2 was changed" },
	{ "matter", "UPDATE journal SET matter = 'zeta' WHERE seq = 4",
	    "entry 4 was changed" },
	{ "at", "UPDATE journal SET at = at - 1 WHERE seq = 4",
	    "entry 4 was changed" },
	{ "the mark of a clock set back", "UPDATE journal SET set_back = 1 "
	    "WHERE seq = 4", "entry 4 was changed" },
	{ "no demonstration any more", "UPDATE identity SET demonstration = "
	    "1 - demonstration", "entry 1 does not stand on what the file" },
	{ "made on another day", "UPDATE identity SET made = made - 86400",
	    "entry 1 does not stand on what the file" },
	{ "another file's id", "UPDATE identity SET id = randomblob(16)",
	    "entry 1 does not stand on what the file" },
	{ "op", "UPDATE journal SET op = randomblob(16) WHERE seq = 1",
	    "entry 1 was changed" },
	{ "part", "UPDATE journal SET part = 2 WHERE seq = 1",
	    "entry 1 was changed" },
	{ "commitment", "UPDATE journal SET commitment = randomblob(32) "
	    "WHERE seq = 4", "entry 4 was changed" },
	{ "prev", "UPDATE journal SET prev = randomblob(32) WHERE seq = 4",
	    "entry 4 does not stand" },
	{ "hash", "UPDATE journal SET hash = randomblob(32) WHERE seq = 4",
	    "entry 4 was changed" },
	{ "a byte moved from one member to the next", "UPDATE journal SET "
	    "who = 'paula1', origin = '92.0.2.7' WHERE seq = 2",
	    "entry 2 was changed" },
	{ "deleted", "DELETE FROM payloads WHERE seq = 2;"
	    "DELETE FROM journal WHERE seq = 2", "entry 3 follows entry 1" },
	{ "deleted and renumbered", "DELETE FROM payloads WHERE seq = 2;"
	    "DELETE FROM journal WHERE seq = 2;"
	    "UPDATE destroyed SET seq = 2, by_seq = 5;"
	    "UPDATE payloads SET seq = 3 WHERE seq = 4;"
	    "UPDATE payloads SET seq = 4 WHERE seq = 5;"
	    "UPDATE payloads SET seq = 5 WHERE seq = 6;"
	    "UPDATE journal SET seq = 2 WHERE seq = 3;"
	    "UPDATE journal SET seq = 3 WHERE seq = 4;"
	    "UPDATE journal SET seq = 4 WHERE seq = 5;"
	    "UPDATE journal SET seq = 5 WHERE seq = 6",
	    "entry 2 does not stand" },
	{ "two changed places", "UPDATE journal SET seq = 9 WHERE seq = 1;"
	    "UPDATE journal SET seq = 1 WHERE seq = 2;"
	    "UPDATE journal SET seq = 2 WHERE seq = 9;"
	    "UPDATE payloads SET seq = 9 WHERE seq = 1;"
	    "UPDATE payloads SET seq = 1 WHERE seq = 2;"
	    "UPDATE payloads SET seq = 2 WHERE seq = 9",
	    "entry 1 does not stand" },
	{ "one put in", "INSERT INTO journal SELECT 7, randomblob(16), 1, "
	    "matter, at, set_back, who, origin, commitment, hash, randomblob(32) "
	    "FROM journal WHERE seq = 6; INSERT INTO payloads SELECT 7, salt, "
	    "command, payload FROM payloads WHERE seq = 6",
	    "entry 7 was changed" },
	{ "one doubled", "INSERT INTO journal SELECT 7, op, 2, matter, at, "
	    "set_back, who, origin, commitment, prev, randomblob(32) FROM "
	    "journal "
	    "WHERE seq = 6; INSERT INTO payloads SELECT 7, salt, command, "
	    "payload FROM payloads WHERE seq = 6", "entry 7 does not stand" },
	{ "payload", "UPDATE payloads SET payload = replace(payload, "
	    "'14:10', '13:10') WHERE seq = 4", "content of entry 4" },
	{ "command", "UPDATE payloads SET command = 'other' WHERE seq = 4",
	    "content of entry 4" },
	{ "salt", "UPDATE payloads SET salt = randomblob(32) WHERE seq = 4",
	    "content of entry 4" },
	{ "payload gone", "DELETE FROM payloads WHERE seq = 4",
	    "entry 4 has lost" },
	{ "payload gone, as if destroyed", "DELETE FROM payloads WHERE seq = "
	    "2; INSERT INTO destroyed VALUES (2, 6)", "entry 2 has lost" },
	{ "as if by an older entry", "DELETE FROM payloads WHERE seq = 4; "
	    "INSERT INTO destroyed VALUES (4, 3)", "entry 4 has lost" },
	{ "the destruction's row taken away", "DELETE FROM destroyed", "entry 3 has lost" },
	{ "destroyed, and yet there", "INSERT INTO destroyed VALUES (4, 6)",
	    "entry 4 was destroyed" },
	{ "a stray payload", "INSERT INTO payloads SELECT 77, salt, command, "
	    "payload FROM payloads WHERE seq = 4", "entry 77" },
	{ "text", "UPDATE texts SET bytes = CAST('rows 9' AS BLOB) WHERE "
	    "rowid = 1", "filed text" },
	{ "text gone", "DELETE FROM texts WHERE rowid = 1",
	    "that entry 1 filed is gone" }
};

static void
test_attacks(void **state)
{
	struct case_file *c = *state;
	const char *copy = case_file_beside(c, "sound.db");

	MUST(c, rr_store_verify(c->store, NULL, 0, c->diags));
	MUST(c, rr_store_backup(c->store, copy, &case_file_replay,
	    c->diags));
	for (size_t i = 0; i < sizeof(attacks) / sizeof(attacks[0]); i++) {
		const char *again = case_file_beside(c, "again.db");

		tamper(c, attacks[i].sql);
		if (rr_store_verify(c->store, NULL, 0, c->diags))
			fail_msg("%s: not found", attacks[i].what);
		if (!case_file_said(c, RR_E_CHAIN, attacks[i].said))
			fail_msg("%s: %s", attacks[i].what,
			    case_file_words(c));
		/* Such a file gives no backup either. */
		assert_false(rr_store_backup(c->store, again, &case_file_replay,
	    c->diags));
		rr_store_close(c->store);
		c->store = NULL;
		assert_int_equal(remove(c->path), 0);
		rr_diags_clear(c->diags);
		MUST(c, rr_store_open(copy, RR_STORE_READ, &c->store,
		    c->diags));
		MUST(c, rr_store_backup(c->store, c->path,
		    &case_file_replay, c->diags));
		MUST(c, case_file_open(c, RR_STORE_WRITE));
	}
}

static struct rr_head
head_of(struct case_file *c)
{
	struct rr_head h = { .noted = RR_INSTANT_NONE };

	MUST(c, rr_store_head(c->store, &h.seq, h.hash, c->diags));
	return h;
}

static bool
holds(struct case_file *c, const struct rr_head *heads, size_t n)
{
	rr_diags_clear(c->diags);
	return rr_store_verify(c->store, heads, n, c->diags);
}

/* What leaves a whole chain behind is found by a head that was kept. */
static void
test_kept_head(void **state)
{
	struct case_file *c = *state;
	struct rr_head h[2] = { head_of(c) }, wrong = h[0];

	MUST(c, holds(c, h, 1));
	MUST(c, case_file_append(c, case_file_notice(c, 7, "acme", 6), NULL,
	    NULL));
	MUST(c, holds(c, h, 1));
	h[1] = head_of(c);
	wrong.hash[31] ^= 1;
	assert_false(holds(c, &wrong, 1));
	assert_true(case_file_said(c, RR_E_CHAIN, "the entries 1 to 6"));

	/* The tail is cut off, and all tables follow. */
	tamper(c, "DELETE FROM destroyed; DELETE FROM payloads WHERE seq > 2;"
	    "DELETE FROM journal WHERE seq > 2");
	assert_false(holds(c, h, 2));
	assert_true(case_file_said(c, RR_E_CHAIN, "ends at entry 2"));
}

/* The chain is made again from entry 7 on: of the heads, one still fits. */
static void
test_made_again(void **state)
{
	struct case_file *c = *state;
	struct rr_head h[3];

	h[0] = head_of(c);
	for (unsigned i = 7; i <= 8; i++) {
		MUST(c, case_file_append(c, case_file_notice(c, i, "acme",
		    -1), NULL, NULL));
		h[i - 6] = head_of(c);
	}
	tamper(c, "DELETE FROM payloads WHERE seq > 6;"
	    "DELETE FROM journal WHERE seq > 6");
	MUST(c, case_file_rebuild(c));
	for (unsigned i = 26; i <= 28; i++)
		MUST(c, case_file_append(c, case_file_notice(c, i, "acme",
		    -1), NULL, NULL));
	MUST(c, holds(c, NULL, 0));
	MUST(c, holds(c, h, 1));
	assert_false(holds(c, h, 3));
	assert_true(case_file_said(c, RR_E_CHAIN, "the entries 7 to 7"));
	h[1] = h[0];
	assert_false(holds(c, h, 3));
	assert_true(case_file_said(c, RR_E_CHAIN, "the entries 7 to 8"));
}

static void
test_not_a_head(void **state)
{
	static const char *const bad[] = { "", ":", "5", "5:", "5:abc",
	    "x:0000000000000000000000000000000000000000000000000000000000000000",
	    "-5:0000000000000000000000000000000000000000000000000000000000000000",
	    "0:00000000000000000000000000000000000000000000000000000000000000000"
	};
	struct rr_head h;

	(void)state;
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
		assert_false(rr_head_parse(bad[i], &h));
	assert_true(rr_head_parse("5:0000000000000000000000000000000000000000"
	    "000000000000000000000001 2000-05-26T21:10:00Z", &h));
	assert_int_equal(h.seq, 5);
	assert_int_equal(h.hash[31], 1);
}

/* A table that no longer says what the journal says. */
static void
test_tables(void **state)
{
	static const struct {
		const char	*sql, *table, *row;
	} changes[] = {
		{ "UPDATE fact SET day = '2000-05-25' WHERE seq = 4", "'fact'",
		    "acme 4/0" },
		{ "UPDATE fact SET span = 2 WHERE seq = 4", "'fact'",
		    "acme 4/0" },
		{ "DELETE FROM fact WHERE seq = 1 AND row = 2", "'fact'",
		    "acme 1/2" },
		{ "INSERT INTO fact SELECT matter, 8, row, shape, name, day, "
		    "span, at, zone, wall, about, about_row, part, source, "
		    "sum FROM fact WHERE seq = 4", "'fact'", "acme 8/0" },
		{ "UPDATE field SET value = 'another' WHERE seq = 4 AND key "
		    "= 'reason'", "'field'", "acme 4/0 reason" },
		{ "DELETE FROM field WHERE seq = 1 AND row = 3", "'field'",
		    "acme 1/3 name" },
		{ "UPDATE sending SET at = '2000-05-26T20:10:00Z' WHERE part "
		    "= 2", "'sending'", "acme 4/0 2" },
		{ "UPDATE sending SET address = NULL WHERE part = 1",
		    "'sending'", "acme 4/0 1" },
		{ "UPDATE matter SET title = 'x' WHERE key = 'zeta'",
		    "'matter'", "zeta" },
		{ "UPDATE matter SET head = 2 WHERE key = 'acme'",
		    "'matter'", "acme" }
	};
	struct case_file *c = *state;
	char *before = case_file_dump(c, "acme");

	for (size_t i = 0; i < sizeof(changes) / sizeof(changes[0]); i++) {
		tamper(c, changes[i].sql);
		MUST(c, rr_store_verify(c->store, NULL, 0, c->diags));
		if (case_file_check(c))
			fail_msg("%s: not found", changes[i].sql);
		if (!case_file_said(c, RR_E_TABLES, changes[i].table) ||
		    !case_file_said(c, RR_E_TABLES, changes[i].row))
			fail_msg("%s: %s", changes[i].sql, case_file_words(c));
		MUST(c, case_file_rebuild(c));
		MUST(c, case_file_check(c));
		assert_string_equal(before, case_file_dump(c, "acme"));
	}
}

/* A row that this program would not write is said, not read. */
static void
test_bad_rows(void **state)
{
	static const char *const changes[] = {
		"UPDATE fact SET shape = 'rumour' WHERE seq = 4",
		"UPDATE fact SET at = 'noon' WHERE seq = 4",
		"UPDATE fact SET wall = NULL WHERE seq = 4",
		"UPDATE sending SET at = '' WHERE part = 2"
	};
	struct case_file *c = *state;

	for (size_t i = 0; i < sizeof(changes) / sizeof(changes[0]); i++) {
		tamper(c, changes[i]);
		assert_null(case_file_dump(c, "acme"));
		assert_true(case_file_said(c, RR_E_DAMAGED, "entry 4"));
		MUST(c, case_file_rebuild(c));
	}
}

/* Plain SQL, with the triggers there, changes nothing of the record. */
static void
test_triggers(void **state)
{
	static const char *const sql[] = {
		"UPDATE journal SET who = 'x' WHERE seq = 1",
		"DELETE FROM journal WHERE seq = 5",
		"REPLACE INTO journal SELECT * FROM journal WHERE seq = 1",
		"INSERT OR REPLACE INTO journal SELECT 6, op, part, matter, "
		    "at, set_back, who, origin, commitment, prev, "
		    "randomblob(32) FROM journal WHERE seq = 5",
		"INSERT INTO journal SELECT 8, randomblob(16), 1, matter, at, "
		    "set_back, who, origin, commitment, prev, "
		    "randomblob(32) FROM journal WHERE seq = 5",
		"UPDATE identity SET demonstration = 0",
		"DELETE FROM identity",
		"REPLACE INTO identity SELECT * FROM identity",
		"UPDATE payloads SET payload = '{}' WHERE seq = 1",
		"DELETE FROM payloads WHERE seq = 1",
		"REPLACE INTO payloads SELECT * FROM payloads WHERE seq = 1",
		"UPDATE destroyed SET by_seq = 1",
		"DELETE FROM destroyed",
		"REPLACE INTO destroyed VALUES (3, 1)",
		"UPDATE texts SET bytes = x'00'",
		"DELETE FROM texts",
		"REPLACE INTO texts SELECT * FROM texts",
		"UPDATE fact SET day = '2000-02-30' WHERE seq = 4",
		"UPDATE fact SET span = -1 WHERE seq = 4",
		"UPDATE fact SET day = '2000-5-26' WHERE seq = 4",
		"UPDATE fact SET about = 'x' WHERE seq = 4"
	};
	struct case_file *c = *state;
	sqlite3 *db;

	assert_int_equal(sqlite3_open(c->path, &db), SQLITE_OK);
	for (size_t i = 0; i < sizeof(sql) / sizeof(sql[0]); i++)
		if ((sqlite3_exec(db, sql[i], NULL, NULL, NULL) & 0xff) !=
		    SQLITE_CONSTRAINT)
			fail_msg("%s: allowed", sql[i]);
	sqlite3_close(db);
	MUST(c, rr_store_verify(c->store, NULL, 0, c->diags));
	MUST(c, case_file_check(c));
}

/* Its digest is there, and other bytes: what cites it would rest on those. */
static void
test_a_filed_text_that_was_changed_is_not_cited(void **state)
{
	struct case_file *c = *state;
	struct rr_batch *b;

	tamper(c, "UPDATE texts SET bytes = CAST(replace(CAST(bytes AS TEXT),"
	    "'rows 3', 'rows 4') AS BLOB)");
	b = case_file_import(c, 9, "acme", 3);
	b->matter = "beta";
	assert_false(case_file_append(c, b, NULL, NULL));
	assert_true(case_file_said(c, RR_E_DAMAGED, "was changed"));
}

#define TEST(name) \
	cmocka_unit_test_setup_teardown(test_##name, setup, teardown)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(attacks), TEST(kept_head),
		TEST(made_again), TEST(not_a_head),
		TEST(tables), TEST(bad_rows), TEST(triggers),
		TEST(a_filed_text_that_was_changed_is_not_cited)
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

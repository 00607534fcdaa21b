/*
 * filed.c: a case file whose filed terms are any text.
 */
#include "filed.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include <sqlite3.h>

#include "regrights/arena.h"
#include "regrights/buf.h"
#include "regrights/hash.h"
#include "regrights/store.h"

static void
clear(struct rr_arena *arena, const char *path)
{
	static const char *const endings[] = { "", "-journal", ".gate" };

	for (size_t i = 0; i < sizeof(endings) / sizeof(endings[0]); i++)
		unlink(rr_arena_printf(arena, "%s%s", path, endings[i]));
}

static const char *
digest(struct rr_arena *arena, const char *text, size_t len)
{
	struct rr_buf b = RR_BUF_INIT;
	uint8_t hash[RR_HASH_LEN];

	rr_hash(text, len, hash);
	rr_hex(hash, sizeof(hash), &b);
	return rr_buf_keep(&b, arena);
}

/* The import, its rows behind it. */
static bool
read_import(struct rr_arena *arena, const char *from, const char *matter,
    struct rr_fact **all, size_t *n, struct rr_diags *diags)
{
	struct rr_store *s;
	bool ok;

	if (!rr_store_open(from, RR_STORE_READ, &s, diags))
		return false;
	ok = rr_store_facts(s, arena, matter, 0, 1, all, n, diags);
	rr_store_close(s);
	return ok && *n > 0;
}

static bool
with_chain(struct rr_arena *arena, const char *path, const char *matter,
    struct rr_fact *all, size_t n, const struct rr_filed *text,
    struct rr_diags *diags)
{
	const struct rr_making making = { .at = { 959375400 } };
	const struct rr_entry entry = { all, all + 1, n - 1 };
	const struct rr_batch b = { .op = { 1 }, .matter = matter, .head = -1,
	    .at = { 959375460 }, .who = "paula", .origin = "",
	    .command = "import changed.yaml --apply", .entries = &entry,
	    .n = 1, .texts = text, .ntexts = 1 };
	struct rr_store *s;
	int64_t first, last;
	bool ok;

	rr_fact_set(arena, all, "text", digest(arena, text->bytes,
	    text->len));
	if (!rr_store_make(path, &making, &s, diags))
		return false;
	ok = rr_store_append(s, &b, &first, &last, diags);
	rr_store_close(s);
	return ok;
}

static bool
copy(const char *from, const char *to)
{
	FILE *in = fopen(from, "rb"), *out = fopen(to, "wb");
	char bytes[65536];
	size_t n;
	bool ok = in != NULL && out != NULL;

	while (ok && (n = fread(bytes, 1, sizeof(bytes), in)) > 0)
		ok = fwrite(bytes, 1, n, out) == n;
	if (in != NULL)
		fclose(in);
	return (out == NULL || fclose(out) == 0) && ok;
}

/* By the SQLite shell: what keeps texts from being changed goes and comes. */
static bool
without_chain(const char *path, const struct rr_filed *text)
{
	static const char trigger[] = "SELECT sql FROM sqlite_schema WHERE "
	    "name = 'texts_update'";
	sqlite3_stmt *q = NULL, *change = NULL;
	sqlite3 *db = NULL;
	char *again = NULL;
	bool ok = sqlite3_open(path, &db) == SQLITE_OK &&
	    sqlite3_prepare_v2(db, trigger, -1, &q, NULL) == SQLITE_OK &&
	    sqlite3_step(q) == SQLITE_ROW;

	if (ok)
		again = sqlite3_mprintf("%s", sqlite3_column_text(q, 0));
	sqlite3_finalize(q);
	ok = ok && sqlite3_exec(db, "DROP TRIGGER texts_update", NULL, NULL,
	    NULL) == SQLITE_OK && sqlite3_prepare_v2(db, "UPDATE texts SET "
	    "bytes = ?1", -1, &change, NULL) == SQLITE_OK &&
	    sqlite3_bind_blob64(change, 1, text->bytes, text->len,
	    SQLITE_STATIC) == SQLITE_OK &&
	    sqlite3_step(change) == SQLITE_DONE;
	sqlite3_finalize(change);
	ok = ok && sqlite3_exec(db, again, NULL, NULL, NULL) == SQLITE_OK;
	sqlite3_free(again);
	sqlite3_close(db);
	return ok;
}

bool
filed_make(struct rr_arena *arena, const char *path, const char *from,
    const char *matter, const char *text, size_t len, bool chain,
    struct rr_diags *diags)
{
	const struct rr_filed filed = { text, len };
	struct rr_fact *all;
	size_t n;

	clear(arena, path);
	if (!chain)
		return copy(from, path) && without_chain(path, &filed);
	return read_import(arena, from, matter, &all, &n, diags) &&
	    with_chain(arena, path, matter, all, n, &filed, diags);
}

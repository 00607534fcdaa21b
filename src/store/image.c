/*
 * image.c: what a case file says that is nothing but bytes in memory.
 *
 * It is whole when SQLite finds its pages so, and its chain holds.  Whether
 * its tables do is said beside.
 */
#include <string.h>

#include "left_int.h"
#include "regrights/arena.h"
#include "regrights/buf.h"
#include "regrights/hash.h"
#include "store_int.h"

/* Each value with its type and its length before it. */
static void
add_row(sqlite3_stmt *q, struct rr_buf *b)
{
	for (int i = 0; i < sqlite3_column_count(q); i++) {
		const void *p = sqlite3_column_blob(q, i);
		int n = sqlite3_column_bytes(q, i);

		rr_buf_printf(b, "%d:%d:", sqlite3_column_type(q, i), n);
		rr_buf_addn(b, p != NULL ? p : "", p != NULL ? (size_t)n : 0);
	}
}

/* All rows, each hashed with those before it. */
static bool
hash_rows(struct rr_store *s, const char *table, uint8_t hash[RR_HASH_LEN],
    struct rr_diags *diags)
{
	struct rr_buf sql = RR_BUF_INIT, b = RR_BUF_INIT;
	sqlite3_stmt *q = NULL;
	int rc;

	rr_buf_printf(&sql, "SELECT * FROM %s", table);
	rc = sqlite3_prepare_v2(s->db, sql.s, -1, &q, NULL);
	while (rc == SQLITE_OK && (rc = sqlite3_step(q)) == SQLITE_ROW) {
		rr_buf_clear(&b);
		rr_buf_addn(&b, (const char *)hash, RR_HASH_LEN);
		add_row(q, &b);
		rr_hash(b.s, b.len, hash);
		rc = SQLITE_OK;
	}
	sqlite3_finalize(q);
	rr_buf_free(&sql);
	rr_buf_free(&b);
	return rc == SQLITE_DONE ? true : rr_store_fail(s, rc, diags);
}

/* The same entries make the same rows. */
static bool
hash_facts(struct rr_store *s, struct rr_image_look *out,
    struct rr_diags *diags)
{
	static const char *const tables[] = { "fact", "field", "sending" };

	for (size_t i = 0; i < sizeof(tables) / sizeof(tables[0]); i++)
		if (!hash_rows(s, tables[i], out->facts, diags))
			return false;
	return true;
}

/* Rows that are no fact's: those who read facts do not look at them. */
static bool
has_strays(struct rr_store *s, struct rr_diags *diags)
{
	static const char sql[] = "SELECT (SELECT count(*) FROM field f WHERE "
	    "NOT EXISTS (SELECT 1 FROM fact WHERE (matter, seq, row) = "
	    "(f.matter, f.seq, f.row))) + (SELECT count(*) FROM sending f "
	    "WHERE NOT EXISTS (SELECT 1 FROM fact WHERE (matter, seq, row) = "
	    "(f.matter, f.seq, f.row)))";
	int64_t n = 0;

	return !rr_sql_int(s, sql, &n, diags) || n != 0;
}

/* The last entry of a matter is the one that its row names. */
static bool
has_head(struct rr_store *s, const struct rr_matter *m,
    struct rr_diags *diags)
{
	sqlite3_stmt *q = rr_stmt(s, RR_STMT_MATTER_HEAD, diags);
	bool row = false, is;

	if (q == NULL)
		return false;
	rr_bind_text(q, 1, m->key);
	is = rr_stmt_next(s, q, &row, diags) && row &&
	    sqlite3_column_int64(q, 0) == m->head;
	if (row)
		sqlite3_reset(q);
	return is;
}

/* Do the tables hold as they were written, and belong to the entries? */
static bool
is_settled(struct rr_store *s)
{
	struct rr_arena *arena = rr_arena_new();
	struct rr_diags *aside = rr_diags_new();
	struct rr_matter *m = NULL;
	struct rr_fact *f;
	size_t n = 0, k;
	bool ok = rr_store_dockets(s, arena, NULL, NULL, 0, &m, &n, NULL,
	    aside) &&
	    !has_strays(s, aside);

	for (size_t i = 0; i < n && ok; i++)
		ok = m[i].sound && has_head(s, &m[i], aside) &&
		    rr_store_facts(s, arena, m[i].key, 0, 0, &f, &k, aside);
	rr_diags_free(aside);
	rr_arena_free(arena);
	return ok;
}

static bool
goes_on_from(struct rr_store *s, const struct rr_image_look *before,
    struct rr_diags *diags)
{
	struct rr_arena *arena = rr_arena_new();
	struct rr_link l = { .seq = 0 };
	bool row = false, is;

	is = memcmp(s->identity.id, before->identity.id, RR_OP_LEN) == 0 &&
	    (before->seq == 0 || (rr_chain_get(s, arena, before->seq, &l,
	    &row, diags) && row &&
	    memcmp(l.hash, before->hash, RR_HASH_LEN) == 0));
	rr_arena_free(arena);
	return is;
}

bool
rr_image_look(const char *path, unsigned char *bytes, int64_t n,
    const struct rr_image_look *before, struct rr_image_look *out,
    struct rr_diags *diags)
{
	struct rr_stage in_memory = { .base = 0 };
	struct rr_arena *arena = rr_arena_new();
	struct rr_store s = { .path = rr_arena_strdup(arena, path),
	    .gate = -1, .line = -1, .mode = RR_STORE_READ,
	    .stage = &in_memory };
	bool ok;

	memset(out, 0, sizeof(*out));
	ok = rr_db_memory(&s, diags) && sqlite3_deserialize(s.db, "main",
	    bytes, n, n, SQLITE_DESERIALIZE_READONLY) == SQLITE_OK &&
	    rr_schema_check(&s, diags) &&
	    rr_store_verify(&s, NULL, 0, diags) &&
	    rr_store_head(&s, &out->seq, out->hash, diags) &&
	    hash_facts(&s, out, diags);
	out->settled = ok && is_settled(&s);
	out->identity = s.identity;
	out->goes_on = ok && before != NULL && goes_on_from(&s, before,
	    diags);
	rr_db_disconnect(&s);
	rr_arena_free(arena);
	return ok;
}

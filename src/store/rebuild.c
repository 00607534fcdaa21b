/*
 * rebuild.c: every other table made again from the journal.
 *
 * In one transaction the tables are emptied and each payload is applied in
 * order; an import's rows come again from the text that it cites, through the
 * caller.  For a check the old tables are kept aside in memory, compared both
 * ways, and the transaction is rolled back.
 */
#include <string.h>

#include "regrights/arena.h"
#include "store_int.h"

static const char *const tables[] = { "fact", "field", "sending" };
#define TABLES	(sizeof(tables) / sizeof(tables[0]))

struct rebuild {
	struct rr_store	*store;
	struct rr_arena	*arena;
	rr_expand	*expand;
	void		*ctx;
	struct rr_diags	*diags;
};

static bool
each_table(struct rr_store *s, const char *before, const char *after,
    struct rr_diags *diags)
{
	char sql[256];

	for (size_t i = 0; i < TABLES; i++) {
		sqlite3_snprintf(sizeof(sql), sql, "%s%s%s%s", before,
		    tables[i], after, after[0] != '\0' ? tables[i] : "");
		if (!rr_db_exec(s, sql, diags))
			return false;
	}
	return true;
}

static bool
move_head(struct rr_store *s, const char *matter, int64_t seq,
    struct rr_diags *diags)
{
	sqlite3_stmt *q = rr_stmt(s, RR_STMT_MATTER_MOVE, diags);

	if (q == NULL)
		return false;
	rr_bind_text(q, 1, matter);
	sqlite3_bind_int64(q, 2, seq);
	return rr_stmt_run(s, q, diags);
}

/* The payload of an entry, or NULL when it is sealed. */
static bool
payload_of(struct rebuild *r, int64_t seq, const char **payload)
{
	sqlite3_stmt *q = rr_stmt(r->store, RR_STMT_PAYLOAD_GET, r->diags);
	bool row;

	*payload = NULL;
	if (q == NULL)
		return false;
	sqlite3_bind_int64(q, 1, seq);
	if (!rr_stmt_next(r->store, q, &row, r->diags))
		return false;
	if (row)
		*payload = rr_col_text(r->arena, q, 2);
	sqlite3_reset(q);
	return true;
}

static bool
expand_import(struct rebuild *r, const struct rr_fact *f,
    struct rr_fact **rows, size_t *n)
{
	const char *digest = rr_fact_field(f, "text");
	const char *seeds = rr_fact_field(f, "seeds");
	char *bytes;
	size_t len;

	/* Only the import that opened the matter seeds facts. */
	if (f->shape != RR_SHAPE_IMPORT || digest == NULL ||
	    seeds == NULL || strcmp(seeds, "yes") != 0)
		return true;
	return rr_store_text(r->store, r->arena, digest, &bytes, &len,
	    r->diags) && r->expand(r->ctx, r->arena, f, bytes, len, rows, n,
	    r->diags);
}

static bool
apply(struct rebuild *r, const struct rr_link *l)
{
	struct rr_fact *rows = NULL;
	const char *payload;
	struct rr_fact f;
	size_t n = 0;

	if (!payload_of(r, l->seq, &payload))
		return false;
	if (payload == NULL)
		return move_head(r->store, l->matter, l->seq, r->diags);
	return rr_fact_parse(r->arena, payload, strlen(payload), &f,
	    r->diags) && expand_import(r, &f, &rows, &n) &&
	    rr_facts_apply(r->store, l->matter, l->seq, &f, rows, n,
	    r->diags);
}

static bool
replay(struct rebuild *r)
{
	sqlite3_stmt *q = rr_stmt(r->store, RR_STMT_JOURNAL_WALK, r->diags);
	const struct rr_pos at = { r->store->path, 0, 0 };
	bool row = q != NULL;

	while (row) {
		struct rr_link l;

		if (!rr_stmt_next(r->store, q, &row, r->diags))
			return false;
		if (!row)
			break;
		rr_arena_reset(r->arena);
		if (!rr_chain_read(r->arena, q, &l) || !apply(r, &l)) {
			sqlite3_reset(q);
			return rr_diag(r->diags, RR_E_DAMAGED, at,
			    "at entry %lld", (long long)l.seq);
		}
	}
	return q != NULL;
}

static bool
count(struct rr_store *s, const char *sql, int64_t *n,
    struct rr_diags *diags)
{
	sqlite3_stmt *q = NULL;
	int rc = sqlite3_prepare_v2(s->db, sql, -1, &q, NULL);

	if (rc == SQLITE_OK)
		rc = sqlite3_step(q);
	*n = rc == SQLITE_ROW ? sqlite3_column_int64(q, 0) : 0;
	sqlite3_finalize(q);
	return rc == SQLITE_ROW ? true : rr_store_fail(s, rc, diags);
}

static bool
compare(struct rr_store *s, struct rr_diags *diags)
{
	const struct rr_pos at = { s->path, 0, 0 };
	bool same = true;
	char sql[256];
	int64_t n, m;

	for (size_t i = 0; i < TABLES; i++) {
		sqlite3_snprintf(sizeof(sql), sql, "SELECT count(*) FROM "
		    "(SELECT * FROM main.%s EXCEPT SELECT * FROM temp.old_%s)",
		    tables[i], tables[i]);
		if (!count(s, sql, &n, diags))
			return false;
		sqlite3_snprintf(sizeof(sql), sql, "SELECT count(*) FROM "
		    "(SELECT * FROM temp.old_%s EXCEPT SELECT * FROM main.%s)",
		    tables[i], tables[i]);
		if (!count(s, sql, &m, diags))
			return false;
		if (n > 0 || m > 0)
			same = rr_diag(diags, RR_E_TABLES, at,
			    "'%s': %lld rows are missing and %lld do not "
			    "belong; `regrights rebuild` mends it", tables[i],
			    (long long)n, (long long)m);
	}
	return same;
}

static bool
run(struct rebuild *r, bool check)
{
	struct rr_store *s = r->store;

	if (check && !each_table(s, "CREATE TEMP TABLE old_",
	    " AS SELECT * FROM main.", r->diags))
		return false;
	return each_table(s, "DELETE FROM main.", "", r->diags) &&
	    rr_db_exec(s, "DELETE FROM docket; DELETE FROM matter",
	    r->diags) && replay(r) && (!check || compare(s, r->diags));
}

bool
rr_store_rebuild(struct rr_store *s, rr_expand *expand, void *ctx,
    bool check, struct rr_diags *diags)
{
	struct rebuild r = { s, NULL, expand, ctx, diags };
	bool ok, unknown;

	if (!rr_db_begin(s, diags))
		return false;
	r.arena = rr_arena_new();
	ok = run(&r, check);
	rr_arena_free(r.arena);
	if (ok && !check)
		return rr_db_commit(s, &unknown, diags);
	rr_db_rollback(s);
	return ok;
}

/*
 * rebuild.c: every other table made again from the journal.
 *
 * In one transaction the journal is verified, the tables are emptied, and each
 * payload is applied in order; an import's rows come again from the text that
 * it cites, through the caller, and those of a holder list from what was filed
 * with it.  A check fills tables in memory instead, which hide those of the
 * file while it lasts, and compares both ways; it takes no writer's lock and
 * holds what it compares in memory.
 */
#include <string.h>

#include "regrights/arena.h"
#include "store_int.h"

/* What is compared, how a row is called, and which comes first. */
static const struct table {
	const char	*name, *columns, *label, *order;
} tables[] = {
	{ .name = "fact", .columns = "*",
	    .label = "matter || ' ' || seq || '/' || row",
	    .order = "matter, seq, row" },
	{ .name = "field", .columns = "*",
	    .label = "matter || ' ' || seq || '/' || row || ' ' || key",
	    .order = "matter, seq, row, key" },
	{ .name = "sending", .columns = "*",
	    .label = "matter || ' ' || seq || '/' || row || ' ' || part",
	    .order = "matter, seq, row, part" },
	{ .name = "matter", .columns = "key, title, head, import, text, facts, "
	    "fact_rows, hash",
	    .label = "key", .order = "key" }
};
#define TABLES	(sizeof(tables) / sizeof(tables[0]))

struct rebuild {
	struct rr_store	*store;
	struct rr_arena	*arena;
	rr_expand	*expand;
	void		*ctx;
	struct rr_diags	*diags;
};

static bool
move_head(struct rr_store *s, const char *matter, int64_t seq,
    struct rr_diags *diags)
{
	sqlite3_stmt *q = rr_stmt(s, RR_STMT_MATTER_MOVE, diags);

	if (q == NULL)
		return false;
	rr_bind_text(q, 1, matter);
	sqlite3_bind_int64(q, 2, seq);
	return rr_stmt_run(s, q, diags) && rr_sum_renew(s, matter, diags);
}

/* The payload of an entry, or NULL when it was destroyed. */
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

	if (f->shape == RR_SHAPE_BOOK)
		return rr_facts_filed(r->store, r->arena, f, rows, n,
		    r->diags);
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

struct difference {
	int64_t		 n;
	const char	*first;
};

/* Rows of the table in one place that are not in the other. */
static bool
subtract(struct rebuild *r, const struct table *t, const char *from,
    const char *what, struct difference *d)
{
	const char *sql = rr_arena_printf(r->arena,
	    "WITH d AS (SELECT %s FROM %s.%s EXCEPT SELECT %s FROM %s.%s) "
	    "SELECT (SELECT count(*) FROM d), %s FROM d ORDER BY %s LIMIT 1",
	    t->columns, from, t->name, t->columns, what, t->name, t->label,
	    t->order);
	sqlite3_stmt *q = NULL;
	int rc = sqlite3_prepare_v2(r->store->db, sql, -1, &q, NULL);

	memset(d, 0, sizeof(*d));
	if (rc == SQLITE_OK)
		rc = sqlite3_step(q);
	if (rc == SQLITE_ROW) {
		d->n = sqlite3_column_int64(q, 0);
		d->first = rr_col_text(r->arena, q, 1);
	}
	sqlite3_finalize(q);
	return rc == SQLITE_ROW || rc == SQLITE_DONE ? true :
	    rr_store_fail(r->store, rc, r->diags);
}

static bool
compare(struct rebuild *r)
{
	const struct rr_pos at = { r->store->path, 0, 0 };
	struct difference lost, extra;
	bool same = true;

	rr_arena_reset(r->arena);
	for (size_t i = 0; i < TABLES; i++) {
		if (!subtract(r, &tables[i], "temp", "main", &lost) ||
		    !subtract(r, &tables[i], "main", "temp", &extra))
			return false;
		if (lost.n > 0 || extra.n > 0)
			same = rr_diag(r->diags, RR_E_TABLES, at,
			    "'%s': %lld rows are missing and %lld do not "
			    "belong, the first at %s; `regrights rebuild` "
			    "mends it", tables[i].name, (long long)lost.n,
			    (long long)extra.n, lost.first != NULL ?
			    lost.first : extra.first);
	}
	return same;
}

/* Tables of the same names in memory hide those of the file. */
static bool
shadow(struct rebuild *r)
{
	for (size_t i = 0; i < TABLES; i++)
		if (!rr_db_exec(r->store, rr_arena_printf(r->arena,
		    "CREATE TEMP TABLE %s AS SELECT * FROM main.%s WHERE 0",
		    tables[i].name, tables[i].name), r->diags))
			return false;
	return rr_db_exec(r->store,
	    "CREATE UNIQUE INDEX temp.matter_key ON matter (key)", r->diags);
}

static bool
check_tables(struct rebuild *r)
{
	bool ok;

	if (!rr_db_exec(r->store, "BEGIN", r->diags))
		return false;
	ok = rr_verify_walk(r->store, NULL, 0, r->diags) && shadow(r) &&
	    replay(r) && compare(r);
	rr_db_rollback(r->store);
	return ok;
}

static bool
write_tables(struct rebuild *r)
{
	if (!rr_db_begin(r->store, r->diags))
		return false;
	if (rr_verify_walk(r->store, NULL, 0, r->diags) &&
	    rr_db_exec(r->store, "DELETE FROM fact; DELETE FROM field;"
	    "DELETE FROM sending; DELETE FROM docket; DELETE FROM matter",
	    r->diags) && replay(r))
		return rr_db_commit(r->store, r->diags);
	rr_db_rollback(r->store);
	return false;
}

bool
rr_store_rebuild(struct rr_store *s, rr_expand *expand, void *ctx,
    bool check, struct rr_diags *diags)
{
	struct rebuild r = { s, NULL, expand, ctx, diags };
	bool ok;

	r.arena = rr_arena_new();
	ok = check ? check_tables(&r) : write_tables(&r);
	rr_arena_free(r.arena);
	return ok;
}

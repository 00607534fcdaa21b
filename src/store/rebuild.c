/*
 * rebuild.c: every other table made again from the journal.
 *
 * In one transaction the indexes are made again, the journal is verified, the
 * tables are emptied, and each payload is applied in order, when the caller
 * knows that it could be recorded there; an import's rows come again from the
 * text that it cites, through the caller, and those of a holder list from what
 * was filed with it.  A check fills tables in memory instead, which hide those
 * of the file while it lasts, and compares both ways; it takes no writer's
 * lock and holds what it compares in memory.
 */
#include <string.h>

#include "regrights/arena.h"
#include "regrights/buf.h"
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
	const struct rr_replay *with;
	struct rr_diags	*diags;
	/* of the operation; empty when its first entry was destroyed */
	struct rr_buf	 command;
	/* the journal lacks entries that the tables of the file have */
	bool		 short_of;
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

/*
 * The payload of an entry, or NULL when it was destroyed; the command of its
 * operation is kept from the first entry on.
 */
static bool
payload_of(struct rebuild *r, const struct rr_link *l, const char **payload)
{
	sqlite3_stmt *q = rr_stmt(r->store, RR_STMT_PAYLOAD_GET, r->diags);
	bool row;

	*payload = NULL;
	if (q == NULL)
		return false;
	sqlite3_bind_int64(q, 1, l->seq);
	if (!rr_stmt_next(r->store, q, &row, r->diags))
		return false;
	if (l->part == 1)
		rr_buf_clear(&r->command);
	if (row) {
		if (l->part == 1)
			rr_buf_add(&r->command, rr_col_word(r->arena, q, 1));
		*payload = rr_col_text(r->arena, q, 2);
	}
	sqlite3_reset(q);
	return true;
}

/* Whether the entry is the last one of its operation. */
static bool
find_last(struct rebuild *r, const struct rr_link *l, bool *last)
{
	sqlite3_stmt *q = rr_stmt(r->store, RR_STMT_PART_AFTER, r->diags);
	bool row;

	if (q == NULL)
		return false;
	sqlite3_bind_int64(q, 1, l->seq);
	if (!rr_stmt_next(r->store, q, &row, r->diags))
		return false;
	*last = !row;
	sqlite3_reset(q);
	return true;
}

/* What an import cites, and the rows that an entry holds beside it. */
static bool
expand(struct rebuild *r, struct rr_recorded *e)
{
	const char *digest = rr_fact_get(e->fact, RR_USE_TEXT);
	const char *seeds = rr_fact_get(e->fact, RR_USE_SEEDS);
	struct rr_fact *rows = NULL;
	char *bytes;
	bool ok = true;

	if (e->fact->shape == RR_SHAPE_BOOK)
		ok = rr_facts_filed(r->store, r->arena, e->fact, &rows,
		    &e->nrows, r->diags);
	if (e->fact->shape == RR_SHAPE_IMPORT && digest != NULL) {
		ok = rr_store_text(r->store, r->arena, digest, &bytes, &e->len,
		    r->diags);
		e->bytes = ok ? bytes : NULL;
		/* Only the import that opened the matter seeds facts. */
		if (ok && seeds != NULL && strcmp(seeds, "yes") == 0)
			ok = r->with->expand(r->with->ctx, r->arena, e->fact,
			    bytes, e->len, &rows, &e->nrows, r->diags);
	}
	e->rows = rows;
	return ok;
}

/* What the writer would not have recorded there is told, and all goes on. */
static bool
admit(struct rebuild *r, const struct rr_recorded *e)
{
	const struct rr_pos at = { r->store->path, 0, 0 };
	const char *why = NULL;

	if (r->with->admit == NULL)
		return true;
	if (!r->with->admit(r->with->ctx, e, &why, r->diags))
		return false;
	if (why != NULL)
		rr_diag(r->diags, RR_E_CHAIN, at, "entry %lld %s: this "
		    "program would not have recorded it there",
		    (long long)e->seq, why);
	return true;
}

static bool
apply(struct rebuild *r, const struct rr_link *l)
{
	struct rr_recorded e = { .matter = l->matter, .seq = l->seq };
	const char *payload;
	struct rr_fact f;

	if (!payload_of(r, l, &payload) || !find_last(r, l, &e.last))
		return false;
	e.command = r->command.len > 0 ? r->command.s : NULL;
	if (payload == NULL)
		return admit(r, &e) && move_head(r->store, l->matter, l->seq,
		    r->diags);
	if (!rr_fact_parse(r->arena, payload, strlen(payload), &f, r->diags))
		return false;
	f.seq = l->seq;
	e.fact = &f;
	return expand(r, &e) && admit(r, &e) && rr_facts_apply(r->store,
	    l->matter, l->seq, &f, e.rows, e.nrows, r->diags);
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

/* Tables are made again of what the journal says, where all of it holds. */
static const char *
mend(const struct rebuild *r)
{
	if (r->short_of)
		return "";
	if (rr_diags_find(r->diags, RR_E_CHAIN) == NULL)
		return "; `regrights rebuild` mends it";
	return rr_arena_printf(r->arena, "; of a journal that is refused no "
	    "tables can be made again%s", rr_store_mend(r->store));
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
			    "belong, the first at %s%s", tables[i].name,
			    (long long)lost.n, (long long)extra.n,
			    lost.first != NULL ? lost.first : extra.first,
			    mend(r));
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

/* Tables that go further than the journal: what is gone is not in them. */
static bool
find_gone(struct rebuild *r)
{
	sqlite3_stmt *q = rr_stmt(r->store, RR_STMT_MATTERS_BEYOND, r->diags);
	bool row = q != NULL;

	while (row) {
		if (!rr_stmt_next(r->store, q, &row, r->diags))
			return false;
		if (!row)
			break;
		r->short_of = true;
		rr_tell_gone(r->store, r->diags, (const char *)
		    sqlite3_column_text(q, 0), sqlite3_column_int64(q, 1),
		    sqlite3_column_int64(q, 2));
	}
	return q != NULL;
}

static bool
check_tables(struct rebuild *r)
{
	size_t before = rr_diags_errors(r->diags);
	bool ok;

	if (!rr_db_exec(r->store, "BEGIN", r->diags))
		return false;
	ok = rr_verify_walk(r->store, NULL, 0, r->diags) && find_gone(r) &&
	    shadow(r) && replay(r) && compare(r);
	rr_db_rollback(r->store);
	return ok && rr_diags_errors(r->diags) == before;
}

static bool
write_tables(struct rebuild *r)
{
	size_t before = rr_diags_errors(r->diags);

	if (!rr_db_begin(r->store, r->diags))
		return false;
	/* What is read below is found by the indexes. */
	if (rr_db_exec(r->store, "REINDEX", r->diags) &&
	    rr_verify_walk(r->store, NULL, 0, r->diags) &&
	    rr_db_exec(r->store, "DELETE FROM fact; DELETE FROM field;"
	    "DELETE FROM sending; DELETE FROM docket; DELETE FROM matter",
	    r->diags) && replay(r) && rr_diags_errors(r->diags) == before)
		return rr_db_commit(r->store, r->diags);
	rr_db_rollback(r->store);
	return false;
}

bool
rr_store_rebuild(struct rr_store *s, const struct rr_replay *with,
    bool check, struct rr_diags *diags)
{
	struct rebuild r = { .store = s, .with = with, .diags = diags,
	    .command = RR_BUF_INIT };
	bool ok;

	r.arena = rr_arena_new();
	ok = check ? check_tables(&r) : write_tables(&r);
	rr_buf_free(&r.command);
	rr_arena_free(r.arena);
	return ok;
}

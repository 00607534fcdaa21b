/*
 * docket.c: the cached docket, read in windows by key.
 *
 * Rows are ordered by their last safe day, then matter, then id; a partial
 * index holds those that are open, so that the first screen costs what it
 * shows.  A row without a last safe day sorts behind all days.
 */
#include <string.h>

#include "regrights/arena.h"
#include "regrights/vec.h"
#include "store_int.h"

#define NO_DAY	"9999"

static bool
is_open(const char *status)
{
	return strcmp(status, "met") != 0 && strcmp(status, "met-late") != 0 &&
	    strcmp(status, "waived") != 0 && strcmp(status, "void") != 0;
}

static bool
add_row(struct rr_store *s, const char *matter,
    const struct rr_docket_row *r, struct rr_diags *diags)
{
	sqlite3_stmt *q = rr_stmt(s, RR_STMT_DOCKET_ADD, diags);

	if (q == NULL)
		return false;
	rr_bind_text(q, 1, matter);
	rr_bind_text(q, 2, r->id);
	rr_bind_text(q, 3, r->section);
	rr_bind_text(q, 4, r->what);
	rr_bind_text(q, 5, r->by);
	rr_bind_text(q, 6, r->sense);
	rr_bind_text(q, 7, r->status);
	rr_bind_text(q, 8, r->note);
	rr_bind_date(q, 9, r->raw);
	rr_bind_date(q, 10, r->rolled);
	if (rr_date_is_none(r->working))
		rr_bind_text(q, 11, NO_DAY);
	else
		rr_bind_date(q, 11, r->working);
	rr_bind_date(q, 12, r->met_on);
	rr_bind_date(q, 13, r->changes_on);
	sqlite3_bind_int(q, 14, is_open(r->status));
	return rr_stmt_run(s, q, diags);
}

bool
rr_docket_write(struct rr_store *s, const char *matter,
    const struct rr_docket_row *rows, size_t n, const char *key,
    struct rr_diags *diags)
{
	sqlite3_stmt *q = rr_stmt(s, RR_STMT_DOCKET_CLEAR, diags);

	if (q == NULL)
		return false;
	rr_bind_text(q, 1, matter);
	if (!rr_stmt_run(s, q, diags))
		return false;
	for (size_t i = 0; i < n; i++)
		if (!add_row(s, matter, &rows[i], diags))
			return false;
	q = rr_stmt(s, RR_STMT_DOCKET_KEY, diags);
	if (q == NULL)
		return false;
	rr_bind_text(q, 1, matter);
	rr_bind_text(q, 2, key);
	return rr_stmt_run(s, q, diags);
}

bool
rr_store_docket_put(struct rr_store *s, const char *matter, int64_t head,
    const char *key, const struct rr_docket_row *rows, size_t n,
    struct rr_diags *diags)
{
	sqlite3_stmt *q;
	bool row, unknown, same;

	if (!rr_db_begin(s, diags))
		return false;
	q = rr_stmt(s, RR_STMT_MATTER_HEAD, diags);
	if (q == NULL) {
		rr_db_rollback(s);
		return false;
	}
	rr_bind_text(q, 1, matter);
	same = rr_stmt_next(s, q, &row, diags) && row &&
	    sqlite3_column_int64(q, 0) == head;
	sqlite3_reset(q);
	/* Somebody recorded meanwhile: their own cache is the newer one. */
	if (!same || !rr_docket_write(s, matter, rows, n, key, diags)) {
		rr_db_rollback(s);
		return rr_diags_errors(diags) == 0;
	}
	return rr_db_commit(s, &unknown, diags);
}

static void
read_row(struct rr_arena *arena, sqlite3_stmt *q, struct rr_docket_row *r)
{
	r->matter = rr_col_text(arena, q, 0);
	r->id = rr_col_text(arena, q, 1);
	r->section = rr_col_text(arena, q, 2);
	r->what = rr_col_text(arena, q, 3);
	r->by = rr_col_text(arena, q, 4);
	r->sense = rr_col_text(arena, q, 5);
	r->status = rr_col_text(arena, q, 6);
	r->note = rr_col_text(arena, q, 7);
	r->raw = rr_col_date(q, 8);
	r->rolled = rr_col_date(q, 9);
	r->working = rr_col_date(q, 10);
	r->met_on = rr_col_date(q, 11);
	r->changes_on = rr_col_date(q, 12);
}

static void
bind_after(sqlite3_stmt *q, const struct rr_docket_row *after)
{
	if (after == NULL) {
		for (int i = 1; i <= 3; i++)
			rr_bind_text(q, i, "");
		return;
	}
	if (rr_date_is_none(after->working))
		rr_bind_text(q, 1, NO_DAY);
	else
		rr_bind_date(q, 1, after->working);
	rr_bind_text(q, 2, after->matter);
	rr_bind_text(q, 3, after->id);
}

bool
rr_store_docket(struct rr_store *s, struct rr_arena *arena,
    const char *matter, bool all, const struct rr_docket_row *after,
    size_t max, struct rr_docket_row **out, size_t *n,
    struct rr_diags *diags)
{
	struct rr_vec rows = RR_VEC_INIT(struct rr_docket_row);
	sqlite3_stmt *q = rr_stmt(s, all ? RR_STMT_DOCKET_ALL :
	    RR_STMT_DOCKET_OPEN, diags);
	bool row = true;

	if (q == NULL)
		return false;
	bind_after(q, after);
	rr_bind_text(q, 4, matter);
	sqlite3_bind_int64(q, 5, max > INT32_MAX ? -1 : (int64_t)max);
	while (row) {
		if (!rr_stmt_next(s, q, &row, diags))
			return false;
		if (row)
			read_row(arena, q, rr_vec_add(arena, &rows));
	}
	*out = rows.items;
	*n = rows.n;
	return true;
}

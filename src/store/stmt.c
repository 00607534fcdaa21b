/*
 * stmt.c: statements, prepared when first used and kept.
 *
 * The text of every statement is constant (stmt.def).  A statement is reset
 * as soon as its last row was read or it failed, so that none holds a lock.
 */
#include <string.h>

#include "regrights/arena.h"
#include "regrights/buf.h"
#include "store_int.h"

#define RR_STMT(id, text)	text,
static const char *const texts[] = {
#include "stmt.def"
};
#undef RR_STMT

sqlite3_stmt *
rr_stmt(struct rr_store *s, enum rr_stmt id, struct rr_diags *diags)
{
	if (!rr_db_alive(s, diags))
		return NULL;
	if (s->stmts[id] == NULL) {
		int rc = sqlite3_prepare_v3(s->db, texts[id], -1,
		    SQLITE_PREPARE_PERSISTENT, &s->stmts[id], NULL);

		if (rc != SQLITE_OK) {
			rr_store_fail(s, rc, diags);
			return NULL;
		}
	}
	sqlite3_clear_bindings(s->stmts[id]);
	return s->stmts[id];
}

bool
rr_stmt_next(struct rr_store *s, sqlite3_stmt *q, bool *row,
    struct rr_diags *diags)
{
	int rc = sqlite3_step(q);

	*row = rc == SQLITE_ROW;
	if (rc == SQLITE_ROW)
		return true;
	sqlite3_reset(q);
	return rc == SQLITE_DONE ? true : rr_store_fail(s, rc, diags);
}

bool
rr_stmt_run(struct rr_store *s, sqlite3_stmt *q, struct rr_diags *diags)
{
	bool row;

	if (!rr_stmt_next(s, q, &row, diags))
		return false;
	if (row)
		sqlite3_reset(q);
	return true;
}

void
rr_bind_text(sqlite3_stmt *q, int i, const char *text)
{
	if (text == NULL)
		sqlite3_bind_null(q, i);
	else
		sqlite3_bind_text(q, i, text, -1, SQLITE_STATIC);
}

void
rr_bind_copy(sqlite3_stmt *q, int i, const struct rr_buf *b)
{
	if (b->len == 0)
		sqlite3_bind_null(q, i);
	else
		sqlite3_bind_text(q, i, b->s, (int)b->len, SQLITE_TRANSIENT);
}

void
rr_bind_date(sqlite3_stmt *q, int i, rr_date day)
{
	struct rr_buf b = RR_BUF_INIT;

	rr_date_text(day, &b);
	rr_bind_copy(q, i, &b);
	rr_buf_free(&b);
}

const char *
rr_col_text(struct rr_arena *arena, sqlite3_stmt *q, int i)
{
	const char *text = (const char *)sqlite3_column_text(q, i);

	return text == NULL ? NULL : rr_arena_strdup(arena, text);
}

const char *
rr_col_word(struct rr_arena *arena, sqlite3_stmt *q, int i)
{
	const char *text = rr_col_text(arena, q, i);

	return text == NULL ? "" : text;
}

rr_date
rr_col_date(sqlite3_stmt *q, int i)
{
	const char *text = (const char *)sqlite3_column_text(q, i);
	rr_date day;

	return text != NULL && rr_date_parse(text, &day) ? day : RR_DATE_NONE;
}

bool
rr_col_blob(sqlite3_stmt *q, int i, void *out, size_t len)
{
	const void *p = sqlite3_column_blob(q, i);

	if (p == NULL || (size_t)sqlite3_column_bytes(q, i) != len)
		return false;
	memcpy(out, p, len);
	return true;
}

/*
 * sql.c: SQL on a handle that is being opened, when no statement is kept yet.
 */
#include "store_int.h"

bool
rr_sql_exec(struct rr_store *s, const char *sql, struct rr_diags *diags)
{
	int rc = sqlite3_exec(s->db, sql, NULL, NULL, NULL);

	return rc == SQLITE_OK ? true : rr_store_fail(s, rc, diags);
}

bool
rr_sql_int(struct rr_store *s, const char *sql, int64_t *out,
    struct rr_diags *diags)
{
	sqlite3_stmt *q = NULL;
	int rc = sqlite3_prepare_v2(s->db, sql, -1, &q, NULL);

	if (rc == SQLITE_OK)
		rc = sqlite3_step(q);
	if (rc == SQLITE_ROW)
		*out = sqlite3_column_int64(q, 0);
	sqlite3_finalize(q);
	return rc == SQLITE_ROW ? true : rr_store_fail(s, rc, diags);
}

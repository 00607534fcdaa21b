/*
 * schema.c: the tables of a case file are those of this program, letter for
 * letter, and the file has all of its pages.
 */
#include <string.h>
#include <sys/stat.h>

#include "regrights/buf.h"
#include "schema_int.h"
#include "store_int.h"

bool
rr_schema_make(struct rr_store *s, struct rr_diags *diags)
{
	for (size_t i = 0; i < rr_schemas_n; i++)
		if (!rr_sql_exec(s, (const char *)rr_schemas[i].sql, diags))
			return false;
	return true;
}

/* Is it a statement of the schema's files, letter for letter? */
static bool
is_ours(const char *start, const char *sql)
{
	size_t n = strlen(sql);

	if (strncmp(sql, start, strlen(start)) != 0)
		return false;
	for (size_t i = 0; i < rr_schemas_n; i++) {
		const char *text = (const char *)rr_schemas[i].sql;
		const char *found = strstr(text, sql);

		if (found != NULL && found[n] == ';' &&
		    (found == text || found[-1] == '\n'))
			return true;
	}
	return false;
}

/*
 * What ANALYZE leaves: how many rows there are, by which SQLite chooses its
 * way to them.  It holds nothing of the record, and its names are SQLite's.
 */
static bool
is_statistics(const char *sql)
{
	static const char *const tables[] = {
		"CREATE TABLE sqlite_stat1(tbl,idx,stat)",
		"CREATE TABLE sqlite_stat4(tbl,idx,neq,nlt,ndlt,sample)"
	};

	for (size_t i = 0; i < sizeof(tables) / sizeof(tables[0]); i++)
		if (strcmp(sql, tables[i]) == 0)
			return true;
	return false;
}

static int64_t
count_ours(void)
{
	int64_t n = 0;

	for (size_t i = 0; i < rr_schemas_n; i++)
		for (const char *p = (const char *)rr_schemas[i].sql;
		    (p = strstr(p, "\nCREATE ")) != NULL; p++)
			n++;
	return n;
}

#define NAMES_MAX	300	/* bytes; then no more are named */

/* Appends "index 'x'", what it is as SQLite names it. */
static void
add_foreign(struct rr_buf *b, const char *type, const char *name)
{
	if (b->len > NAMES_MAX)
		return;
	rr_buf_printf(b, "%s%s '%s'", b->len > 0 ? ", " : "",
	    type != NULL ? type : "object", name != NULL ? name : "");
}

/* Of ours, how many there are; FOREIGN gets the names of all others. */
static bool
look_at_schema(struct rr_store *s, struct rr_buf *foreign, int64_t *ours,
    struct rr_diags *diags)
{
	static const char objects[] = "SELECT 'CREATE ' || upper(type) || "
	    "' ' || name || ' ', sql, type, name FROM sqlite_schema WHERE "
	    "sql IS NOT NULL OR name NOT LIKE 'sqlite_autoindex_%'";
	sqlite3_stmt *q = NULL;
	int rc = sqlite3_prepare_v2(s->db, objects, -1, &q, NULL);

	*ours = 0;
	if (rc != SQLITE_OK)
		return rr_store_fail(s, rc, diags);
	while ((rc = sqlite3_step(q)) == SQLITE_ROW) {
		const char *start = (const char *)sqlite3_column_text(q, 0);
		const char *sql = (const char *)sqlite3_column_text(q, 1);

		if (sql != NULL && is_statistics(sql))
			continue;
		if (start != NULL && sql != NULL && is_ours(start, sql))
			++*ours;
		else
			add_foreign(foreign,
			    (const char *)sqlite3_column_text(q, 2),
			    (const char *)sqlite3_column_text(q, 3));
	}
	sqlite3_finalize(q);
	return rc == SQLITE_DONE ? true : rr_store_fail(s, rc, diags);
}

/*
 * Every object of the file is one of ours, and none is missing: SQLite lets no
 * two have one name, so as many of ours are all of ours.  Its own statistics
 * may stand beside them.
 */
static bool
same_schema(struct rr_store *s, struct rr_diags *diags)
{
	const struct rr_pos at = { s->path, 0, 0 };
	struct rr_buf foreign = RR_BUF_INIT;
	int64_t ours;
	bool ok = look_at_schema(s, &foreign, &ours, diags);

	if (ok && ours != count_ours())
		ok = rr_diag(diags, RR_E_FOREIGN, at, "its tables are not "
		    "those of this program%s%s; it was not changed%s",
		    foreign.len > 0 ? ": not its own are " : "",
		    foreign.len > 0 ? foreign.s : "", s->untouched ? "" :
		    "; where it was a case file, put the last backup in its "
		    "place with `regrights restore FILE`, which keeps this "
		    "file");
	else if (ok && foreign.len > 0)
		ok = rr_diag(diags, RR_E_FOREIGN, at, "another program has "
		    "put into it: %s; it was not touched; keep a copy, take "
		    "that out with the tool that put it in, or restore the "
		    "last backup",
		    foreign.s);
	rr_buf_free(&foreign);
	return ok;
}

/* SQLite takes the missing end of a last page for zeros. */
bool
rr_schema_size(struct rr_store *s, struct rr_diags *diags)
{
	int64_t pages, size;
	struct stat st;

	if (!rr_sql_int(s, "PRAGMA page_count", &pages, diags) ||
	    !rr_sql_int(s, "PRAGMA page_size", &size, diags))
		return false;
	return stat(s->path, &st) == 0 && st.st_size >= pages * size ? true :
	    rr_store_fail(s, SQLITE_CORRUPT, diags);
}

bool
rr_schema_check(struct rr_store *s, struct rr_diags *diags)
{
	const struct rr_pos at = { s->path, 0, 0 };
	int64_t id, version;

	if (!rr_sql_int(s, "PRAGMA application_id", &id, diags) ||
	    !rr_sql_int(s, "PRAGMA user_version", &version, diags) ||
	    !rr_file_version(s, id, version, diags) ||
	    !same_schema(s, diags))
		return false;
	if (version != (int64_t)rr_schemas_n)
		return rr_diag(diags, RR_E_FOREIGN, at,
		    "its tables are not those of this program; it was not "
		    "changed");
	return true;
}

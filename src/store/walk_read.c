/*
 * walk_read.c: what a verification asks of one entry at a time.
 */
#include <string.h>

#include "regrights/arena.h"
#include "verify_int.h"

void
rr_walk_say(struct rr_walk *w, int64_t seq, const char *what)
{
	rr_diag(w->diags, RR_E_CHAIN, w->at, "entry %lld %s", (long long)seq,
	    what);
}

bool
rr_walk_fact(struct rr_walk *w, int64_t seq, struct rr_fact *f, bool *none)
{
	sqlite3_stmt *q = rr_stmt(w->store, RR_STMT_PAYLOAD_GET, w->diags);
	struct rr_diags *aside;
	const char *payload;
	bool row;

	if (q == NULL)
		return false;
	sqlite3_bind_int64(q, 1, seq);
	if (!rr_stmt_next(w->store, q, &row, w->diags))
		return false;
	*none = !row;
	if (!row)
		return true;
	payload = rr_col_word(w->arena, q, 2);
	sqlite3_reset(q);
	aside = rr_diags_new();
	*none = !rr_fact_parse(w->arena, payload, strlen(payload), f, aside);
	rr_diags_free(aside);
	return true;
}

bool
rr_walk_matter(struct rr_walk *w, int64_t seq, const char **matter)
{
	sqlite3_stmt *q = rr_stmt(w->store, RR_STMT_JOURNAL_GET, w->diags);
	struct rr_link l;
	bool row;

	*matter = "";
	if (q == NULL)
		return false;
	sqlite3_bind_int64(q, 1, seq);
	if (!rr_stmt_next(w->store, q, &row, w->diags))
		return false;
	if (row && rr_chain_read(w->arena, q, &l))
		*matter = l.matter;
	sqlite3_reset(q);
	return true;
}

bool
rr_walk_destroyed(struct rr_walk *w, int64_t seq, int64_t *by)
{
	sqlite3_stmt *q = rr_stmt(w->store, RR_STMT_DESTROYED_GET, w->diags);
	bool row;

	*by = 0;
	if (q == NULL)
		return false;
	sqlite3_bind_int64(q, 1, seq);
	if (!rr_stmt_next(w->store, q, &row, w->diags))
		return false;
	if (row)
		*by = sqlite3_column_int64(q, 0);
	sqlite3_reset(q);
	return true;
}

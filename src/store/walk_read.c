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

/* The statement's row of an entry; ROW: there is one, and the caller resets. */
static sqlite3_stmt *
ask(struct rr_walk *w, enum rr_stmt id, int64_t seq, bool *row)
{
	sqlite3_stmt *q = rr_stmt(w->store, id, w->diags);

	if (q == NULL)
		return NULL;
	sqlite3_bind_int64(q, 1, seq);
	return rr_stmt_next(w->store, q, row, w->diags) ? q : NULL;
}

bool
rr_walk_fact(struct rr_walk *w, int64_t seq, struct rr_fact *f, bool *none)
{
	sqlite3_stmt *q;
	struct rr_diags *aside;
	const char *payload;
	bool row;

	q = ask(w, RR_STMT_PAYLOAD_GET, seq, &row);
	if (q == NULL)
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

/* Zeros where it is not there, or malformed. */
static bool
get_link(struct rr_walk *w, int64_t seq, struct rr_link *l)
{
	sqlite3_stmt *q;
	bool row;

	memset(l, 0, sizeof(*l));
	q = ask(w, RR_STMT_JOURNAL_GET, seq, &row);
	if (q == NULL)
		return false;
	if (row && !rr_chain_read(w->arena, q, l))
		memset(l, 0, sizeof(*l));
	sqlite3_reset(q);
	return true;
}

bool
rr_walk_matter(struct rr_walk *w, int64_t seq, const char **matter)
{
	struct rr_link l;

	if (!get_link(w, seq, &l))
		return false;
	*matter = l.matter != NULL ? l.matter : "";
	return true;
}

bool
rr_walk_op(struct rr_walk *w, int64_t seq, uint8_t op[RR_OP_LEN],
    int64_t *part)
{
	struct rr_link l;

	if (!get_link(w, seq, &l))
		return false;
	memcpy(op, l.op, RR_OP_LEN);
	*part = l.part;
	return true;
}

bool
rr_walk_destroyed(struct rr_walk *w, int64_t seq, int64_t *by)
{
	sqlite3_stmt *q;
	bool row;

	*by = 0;
	q = ask(w, RR_STMT_DESTROYED_GET, seq, &row);
	if (q == NULL)
		return false;
	if (row)
		*by = sqlite3_column_int64(q, 0);
	sqlite3_reset(q);
	return true;
}

/*
 * identity.c: what a case file is, said once when it is made.
 *
 * A random id, the instant of its making, and whether it is a demonstration,
 * whose clock may come from the environment.  The first entry of the chain
 * stands on its hash, so none of it can be changed later and the file still
 * verify.
 */
#include "regrights/hash.h"
#include "store_int.h"

bool
rr_identity_write(struct rr_store *s, struct rr_diags *diags)
{
	sqlite3_stmt *q = rr_stmt(s, RR_STMT_IDENTITY_ADD, diags);
	uint8_t id[RR_OP_LEN];

	if (q == NULL)
		return false;
	rr_random(id, sizeof(id));
	sqlite3_bind_blob(q, 1, id, RR_OP_LEN, SQLITE_TRANSIENT);
	sqlite3_bind_int64(q, 2, s->making.at.sec);
	sqlite3_bind_int64(q, 3, s->making.demonstration);
	return rr_stmt_run(s, q, diags);
}

bool
rr_identity_read(struct rr_store *s, struct rr_diags *diags)
{
	const struct rr_pos at = { s->path, 0, 0 };
	sqlite3_stmt *q = rr_stmt(s, RR_STMT_IDENTITY, diags);
	bool row, ok;

	if (q == NULL || !rr_stmt_next(s, q, &row, diags))
		return false;
	ok = row && rr_col_blob(q, 0, s->identity.id, RR_OP_LEN);
	if (ok) {
		s->identity.made.sec = sqlite3_column_int64(q, 1);
		s->identity.demonstration = sqlite3_column_int64(q, 2) != 0;
	}
	sqlite3_reset(q);
	return ok ? true : rr_diag(diags, RR_E_DAMAGED, at,
	    "it does not say what it is; restore the last backup");
}

const struct rr_identity *
rr_store_identity(const struct rr_store *s)
{
	return &s->identity;
}

static bool
get_number(struct rr_store *s, enum rr_stmt id, bool *some, int64_t *n,
    struct rr_diags *diags)
{
	sqlite3_stmt *q = rr_stmt(s, id, diags);
	bool row;

	if (q == NULL || !rr_stmt_next(s, q, &row, diags))
		return false;
	*some = row && sqlite3_column_type(q, 0) != SQLITE_NULL;
	*n = *some ? sqlite3_column_int64(q, 0) : 0;
	sqlite3_reset(q);
	return true;
}

bool
rr_identity_latest(struct rr_store *s, int64_t *at, struct rr_diags *diags)
{
	int64_t made = s->identity.made.sec;
	bool some;

	if (!get_number(s, RR_STMT_CLOCK, &some, at, diags))
		return false;
	if (!some || *at < made)
		*at = made;
	return true;
}

bool
rr_store_clock(struct rr_store *s, rr_instant *latest, int64_t *set_back,
    struct rr_diags *diags)
{
	bool some;

	return rr_identity_latest(s, &latest->sec, diags) &&
	    get_number(s, RR_STMT_SET_BACK, &some, set_back, diags);
}

/*
 * identity.c: what a case file is, said once when it is made.
 *
 * A random id, the instant of its making, and whether it is a demonstration,
 * whose clock may come from the environment.  The first entry of the chain
 * stands on its hash, so none of it can be changed later and the file still
 * verify.  It is asked while the handle is being opened, and so prepares its
 * own statements.
 */
#include <string.h>

#include "regrights/hash.h"
#include "store_int.h"

bool
rr_identity_write(struct rr_store *s, struct rr_diags *diags)
{
	sqlite3_stmt *q = NULL;
	uint8_t id[RR_OP_LEN];
	int rc;

	rr_random(id, sizeof(id));
	rc = sqlite3_prepare_v2(s->db, "INSERT INTO identity (one, id, made, "
	    "demonstration) VALUES (1, ?1, ?2, ?3)", -1, &q, NULL);
	if (rc == SQLITE_OK) {
		sqlite3_bind_blob(q, 1, id, RR_OP_LEN, SQLITE_TRANSIENT);
		sqlite3_bind_int64(q, 2, s->making.at.sec);
		sqlite3_bind_int64(q, 3, s->making.demonstration);
		rc = sqlite3_step(q);
	}
	sqlite3_finalize(q);
	return rc == SQLITE_DONE ? true : rr_store_fail(s, rc, diags);
}

bool
rr_identity_read(struct rr_store *s, struct rr_diags *diags)
{
	const struct rr_pos at = { s->path, 0, 0 };
	sqlite3_stmt *q = NULL;
	bool ok = false;
	int rc;

	rc = sqlite3_prepare_v2(s->db, "SELECT id, made, demonstration FROM "
	    "identity WHERE one = 1", -1, &q, NULL);
	if (rc == SQLITE_OK)
		rc = sqlite3_step(q);
	if (rc == SQLITE_ROW && sqlite3_column_bytes(q, 0) == RR_OP_LEN) {
		memcpy(s->identity.id, sqlite3_column_blob(q, 0), RR_OP_LEN);
		s->identity.made.sec = sqlite3_column_int64(q, 1);
		s->identity.demonstration = sqlite3_column_int64(q, 2) != 0;
		ok = true;
	}
	sqlite3_finalize(q);
	if (rc != SQLITE_ROW && rc != SQLITE_DONE)
		return rr_store_fail(s, rc, diags);
	return ok ? true : rr_diag(diags, RR_E_DAMAGED, at,
	    "it does not say what it is%s", rr_store_mend(s));
}

const struct rr_identity *
rr_store_identity(const struct rr_store *s)
{
	return &s->identity;
}

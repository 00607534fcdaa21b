/*
 * entry.c: one entry of the journal, written.
 *
 * It gets its number, salt, commitment and hash; it is written with its typed
 * rows, which are made from what the payload says, as a rebuild would; what it
 * does to another entry is done (acts.c); and at last it is read back and must
 * give the same hash.
 * The caller holds the lock, and rolls back when any of this fails.
 */
#include <string.h>

#include "regrights/arena.h"
#include "regrights/buf.h"
#include "store_int.h"

static struct rr_pos
place(const struct rr_writing *w)
{
	struct rr_pos pos = { w->store->path, 0, 0 };

	return pos;
}

static bool
add_link(struct rr_writing *w)
{
	const struct rr_link *l = &w->link;
	sqlite3_stmt *q = rr_stmt(w->store, RR_STMT_JOURNAL_ADD, w->diags);

	if (q == NULL)
		return false;
	sqlite3_bind_int64(q, 1, l->seq);
	sqlite3_bind_blob(q, 2, l->op, RR_OP_LEN, SQLITE_STATIC);
	sqlite3_bind_int64(q, 3, l->part);
	rr_bind_text(q, 4, l->matter);
	sqlite3_bind_int64(q, 5, l->at);
	sqlite3_bind_int64(q, 6, l->set_back);
	rr_bind_text(q, 7, l->who);
	rr_bind_text(q, 8, l->origin);
	sqlite3_bind_blob(q, 9, l->commitment, RR_HASH_LEN, SQLITE_STATIC);
	sqlite3_bind_blob(q, 10, l->prev, RR_HASH_LEN, SQLITE_STATIC);
	sqlite3_bind_blob(q, 11, l->hash, RR_HASH_LEN, SQLITE_STATIC);
	return rr_stmt_run(w->store, q, w->diags);
}

/* The command stands with the first entry of an operation. */
static const char *
command_of(const struct rr_writing *w)
{
	return w->link.part == 1 ? w->batch->command : "";
}

static bool
add_payload(struct rr_writing *w, const uint8_t *salt, const char *payload)
{
	sqlite3_stmt *q = rr_stmt(w->store, RR_STMT_PAYLOAD_ADD, w->diags);

	if (q == NULL)
		return false;
	sqlite3_bind_int64(q, 1, w->link.seq);
	sqlite3_bind_blob(q, 2, salt, RR_SALT_LEN, SQLITE_STATIC);
	rr_bind_text(q, 3, command_of(w));
	rr_bind_text(q, 4, payload);
	return rr_stmt_run(w->store, q, w->diags);
}

/* What was just written must read back to the same hash. */
static bool
read_back(struct rr_writing *w)
{
	uint8_t hash[RR_HASH_LEN];
	struct rr_link again;
	bool row;

	if (!rr_chain_get(w->store, w->arena, w->link.seq, &again, &row,
	    w->diags))
		return false;
	if (row)
		rr_chain_hash(&again, hash);
	return row && memcmp(hash, w->link.hash, RR_HASH_LEN) == 0 ? true :
	    rr_diag(w->diags, RR_E_CHAIN, place(w),
	    "what was written did not read back; nothing was saved");
}

/* What the payload says is what counts: a rebuild has nothing else. */
static bool
parse_payload(struct rr_writing *w, const struct rr_buf *payload,
    struct rr_fact *f)
{
	struct rr_diags *aside = rr_diags_new();
	bool ok = rr_fact_parse(w->arena, payload->s, payload->len, f, aside);

	rr_diags_free(aside);
	return ok ? true : rr_diag(w->diags, RR_E_FACT, place(w),
	    "it lacks a name, or a part of a time or of a transmission");
}

static bool
write_parts(struct rr_writing *w, const struct rr_entry *e,
    const char *payload, const struct rr_fact *f)
{
	uint8_t salt[RR_SALT_LEN];

	rr_random(salt, sizeof(salt));
	rr_chain_commit(salt, command_of(w), payload, w->link.commitment);
	rr_chain_hash(&w->link, w->link.hash);
	return add_link(w) && add_payload(w, salt, payload) &&
	    rr_act_done(w, f) && rr_facts_apply(w->store, w->batch->matter,
	    w->link.seq, f, e->rows, e->nrows, w->diags) && read_back(w);
}

bool
rr_entry_write(struct rr_writing *w, const struct rr_entry *e)
{
	struct rr_buf payload = RR_BUF_INIT;
	struct rr_fact f = *e->fact;
	bool ok;

	memcpy(w->link.prev, w->link.hash, RR_HASH_LEN);
	w->link.seq++;
	if (rr_chain_refuses(&w->link, command_of(w)) != NULL)
		return rr_diag(w->diags, RR_E_FACT, place(w), "the entry %s",
		    rr_chain_refuses(&w->link, command_of(w)));
	if (!rr_act_allowed(w, &f))
		return false;
	rr_fact_json(&f, &payload);
	ok = parse_payload(w, &payload, &f) &&
	    write_parts(w, e, payload.s, &f);
	rr_buf_free(&payload);
	return ok;
}

/*
 * journal.c: a batch of facts, recorded whole or not at all.
 *
 * Under the lock: a batch that is on record already is answered with its
 * numbers; another head of the matter ends it; else each entry gets its
 * number, salt, commitment and hash, is written with its typed rows, read back
 * and compared before COMMIT.  A COMMIT whose outcome is not known is settled
 * by opening the file again and looking the operation up.
 */
#include <string.h>

#include "regrights/arena.h"
#include "regrights/buf.h"
#include "store_int.h"

static struct rr_pos
place(const struct rr_store *s)
{
	struct rr_pos pos = { s->path, 0, 0 };

	return pos;
}

static bool
read_head(struct rr_store *s, int64_t *seq, uint8_t hash[RR_HASH_LEN],
    struct rr_diags *diags)
{
	sqlite3_stmt *q = rr_stmt(s, RR_STMT_JOURNAL_HEAD, diags);
	bool row;

	*seq = 0;
	memset(hash, 0, RR_HASH_LEN);
	if (q == NULL || !rr_stmt_next(s, q, &row, diags))
		return false;
	if (!row)
		return true;
	*seq = sqlite3_column_int64(q, 0);
	if (!rr_col_blob(q, 1, hash, RR_HASH_LEN))
		*seq = -1;
	sqlite3_reset(q);
	return *seq > 0 ? true : rr_diag(diags, RR_E_CHAIN, place(s),
	    "the last entry has no hash");
}

bool
rr_store_head(struct rr_store *s, int64_t *seq, uint8_t hash[RR_HASH_LEN],
    struct rr_diags *diags)
{
	return read_head(s, seq, hash, diags);
}

static bool
matter_head(struct rr_store *s, const char *matter, int64_t *head,
    struct rr_diags *diags)
{
	sqlite3_stmt *q = rr_stmt(s, RR_STMT_MATTER_HEAD, diags);
	bool row;

	if (q == NULL)
		return false;
	rr_bind_text(q, 1, matter);
	if (!rr_stmt_next(s, q, &row, diags))
		return false;
	*head = row ? sqlite3_column_int64(q, 0) : 0;
	sqlite3_reset(q);
	return true;
}

bool
rr_store_outcome(struct rr_store *s, const uint8_t op[RR_OP_LEN],
    bool *found, int64_t *first, int64_t *last, struct rr_diags *diags)
{
	sqlite3_stmt *q = rr_stmt(s, RR_STMT_OP, diags);
	bool row;

	if (q == NULL)
		return false;
	sqlite3_bind_blob(q, 1, op, RR_OP_LEN, SQLITE_TRANSIENT);
	if (!rr_stmt_next(s, q, &row, diags))
		return false;
	*found = row && sqlite3_column_type(q, 0) != SQLITE_NULL;
	*first = *found ? sqlite3_column_int64(q, 0) : 0;
	*last = *found ? sqlite3_column_int64(q, 1) : 0;
	sqlite3_reset(q);
	return true;
}

static bool
add_texts(struct rr_store *s, const struct rr_batch *b,
    struct rr_diags *diags)
{
	for (size_t i = 0; i < b->ntexts; i++) {
		sqlite3_stmt *q = rr_stmt(s, RR_STMT_TEXT_ADD, diags);
		uint8_t digest[RR_HASH_LEN];

		if (q == NULL)
			return false;
		rr_hash(b->texts[i].bytes, b->texts[i].len, digest);
		sqlite3_bind_blob(q, 1, digest, RR_HASH_LEN,
		    SQLITE_TRANSIENT);
		sqlite3_bind_blob64(q, 2, b->texts[i].bytes,
		    b->texts[i].len, SQLITE_TRANSIENT);
		if (!rr_stmt_run(s, q, diags))
			return false;
	}
	return true;
}

static bool
add_link(struct rr_store *s, const struct rr_link *l, struct rr_diags *diags)
{
	sqlite3_stmt *q = rr_stmt(s, RR_STMT_JOURNAL_ADD, diags);

	if (q == NULL)
		return false;
	sqlite3_bind_int64(q, 1, l->seq);
	sqlite3_bind_blob(q, 2, l->op, RR_OP_LEN, SQLITE_TRANSIENT);
	sqlite3_bind_int64(q, 3, l->part);
	rr_bind_text(q, 4, l->matter);
	sqlite3_bind_int64(q, 5, l->at);
	rr_bind_text(q, 6, l->who);
	rr_bind_text(q, 7, l->origin);
	sqlite3_bind_blob(q, 8, l->commitment, RR_HASH_LEN, SQLITE_TRANSIENT);
	sqlite3_bind_blob(q, 9, l->prev, RR_HASH_LEN, SQLITE_TRANSIENT);
	sqlite3_bind_blob(q, 10, l->hash, RR_HASH_LEN, SQLITE_TRANSIENT);
	return rr_stmt_run(s, q, diags);
}

static bool
add_payload(struct rr_store *s, int64_t seq, const uint8_t *salt,
    const char *command, const char *payload, struct rr_diags *diags)
{
	sqlite3_stmt *q = rr_stmt(s, RR_STMT_PAYLOAD_ADD, diags);

	if (q == NULL)
		return false;
	sqlite3_bind_int64(q, 1, seq);
	sqlite3_bind_blob(q, 2, salt, RR_SALT_LEN, SQLITE_TRANSIENT);
	rr_bind_text(q, 3, command);
	rr_bind_text(q, 4, payload);
	return rr_stmt_run(s, q, diags);
}

/* The entry SEQ; no ROW when there is none. */
static bool
get_link(struct rr_store *s, struct rr_arena *arena, int64_t seq,
    struct rr_link *l, bool *row, struct rr_diags *diags)
{
	sqlite3_stmt *q = rr_stmt(s, RR_STMT_JOURNAL_GET, diags);
	bool ok;

	if (q == NULL)
		return false;
	sqlite3_bind_int64(q, 1, seq);
	if (!rr_stmt_next(s, q, row, diags))
		return false;
	if (!*row)
		return true;
	ok = rr_chain_read(arena, q, l);
	sqlite3_reset(q);
	return ok ? true : rr_diag(diags, RR_E_CHAIN, place(s),
	    "entry %lld is malformed", (long long)seq);
}

/* What was just written must read back to the same hash. */
static bool
read_back(struct rr_store *s, const struct rr_link *l,
    struct rr_diags *diags)
{
	struct rr_arena *arena = rr_arena_new();
	uint8_t hash[RR_HASH_LEN];
	struct rr_link again;
	bool row, same;

	same = get_link(s, arena, l->seq, &again, &row, diags) && row;
	if (same) {
		rr_chain_hash(&again, hash);
		same = memcmp(hash, l->hash, RR_HASH_LEN) == 0;
	}
	rr_arena_free(arena);
	return same ? true : rr_diag(diags, RR_E_CHAIN, place(s),
	    "what was written did not read back; nothing was saved");
}

/* The payload of SEQ, which must be there to be destroyed, as a fact. */
static bool
get_fact(struct rr_store *s, struct rr_arena *arena, int64_t seq,
    struct rr_fact *f, struct rr_diags *diags)
{
	sqlite3_stmt *q = rr_stmt(s, RR_STMT_PAYLOAD_GET, diags);
	const char *payload;
	bool row;

	if (q == NULL)
		return false;
	sqlite3_bind_int64(q, 1, seq);
	if (!rr_stmt_next(s, q, &row, diags))
		return false;
	if (!row)
		return rr_diag(diags, RR_E_SEALED, place(s),
		    "entry %lld holds nothing any more", (long long)seq);
	payload = rr_col_text(arena, q, 2);
	sqlite3_reset(q);
	if (payload == NULL)
		payload = "";
	return rr_fact_parse(arena, payload, strlen(payload), f, diags);
}

/* An entry of this matter, older than the seal, and not what it stands on. */
static bool
may_destroy(struct rr_store *s, const char *matter, int64_t seq, int64_t by,
    struct rr_diags *diags)
{
	struct rr_arena *arena = rr_arena_new();
	struct rr_link l;
	struct rr_fact f;
	bool row = false;
	bool ok = get_link(s, arena, seq, &l, &row, diags);

	if (ok && (!row || seq >= by || strcmp(l.matter, matter) != 0))
		ok = rr_diag(diags, RR_E_NO_FACT, place(s),
		    "'%s' has no entry %lld to seal", matter, (long long)seq);
	ok = ok && get_fact(s, arena, seq, &f, diags);
	if (ok && f.shape == RR_SHAPE_IMPORT)
		ok = rr_diag(diags, RR_E_FACT, place(s),
		    "entry %lld filed the agreement that all else rests on; "
		    "it cannot be sealed", (long long)seq);
	rr_arena_free(arena);
	return ok;
}

static bool
run_with(struct rr_store *s, enum rr_stmt id, int64_t first, int64_t second,
    struct rr_diags *diags)
{
	sqlite3_stmt *q = rr_stmt(s, id, diags);

	if (q == NULL)
		return false;
	sqlite3_bind_int64(q, 1, first);
	if (sqlite3_bind_parameter_count(q) > 1)
		sqlite3_bind_int64(q, 2, second);
	return rr_stmt_run(s, q, diags);
}

/* The cache goes too: it shows what the entry said. */
static bool
destroy(struct rr_store *s, const char *matter, int64_t seq, int64_t by,
    struct rr_diags *diags)
{
	return may_destroy(s, matter, seq, by, diags) &&
	    run_with(s, RR_STMT_SEALED_ADD, seq, by, diags) &&
	    run_with(s, RR_STMT_PAYLOAD_DROP, seq, 0, diags) &&
	    rr_facts_drop(s, matter, seq, diags) &&
	    rr_docket_write(s, matter, NULL, 0, "", diags);
}

/* What the payload says is what counts, as a rebuild would read it. */
static bool
parse_payload(struct rr_store *s, struct rr_arena *arena,
    const struct rr_buf *payload, struct rr_fact *f, struct rr_diags *diags)
{
	struct rr_diags *aside = rr_diags_new();
	bool ok = rr_fact_parse(arena, payload->s, payload->len, f, aside);

	rr_diags_free(aside);
	return ok ? true : rr_diag(diags, RR_E_FACT, place(s),
	    "it lacks a name, or a part of a time or of a transmission");
}

static bool
write_entry(struct rr_store *s, const struct rr_batch *b,
    const struct rr_entry *e, struct rr_link *l, const char *payload,
    const struct rr_fact *f, struct rr_diags *diags)
{
	uint8_t salt[RR_SALT_LEN];

	rr_random(salt, sizeof(salt));
	rr_chain_commit(salt, b->command, payload, l->commitment);
	rr_chain_hash(l, l->hash);
	return add_link(s, l, diags) &&
	    add_payload(s, l->seq, salt, b->command, payload, diags) &&
	    rr_facts_apply(s, b->matter, l->seq, f, e->rows, e->nrows,
	    diags) && (e->destroys == 0 ||
	    destroy(s, b->matter, e->destroys, l->seq, diags)) &&
	    read_back(s, l, diags);
}

static bool
add_entry(struct rr_store *s, const struct rr_batch *b, size_t i,
    struct rr_link *l, struct rr_diags *diags)
{
	const struct rr_entry *e = &b->entries[i];
	struct rr_arena *arena = rr_arena_new();
	struct rr_buf payload = RR_BUF_INIT;
	struct rr_fact f;
	bool ok;

	rr_fact_json(e->fact, &payload);
	ok = parse_payload(s, arena, &payload, &f, diags);
	if (ok && e->destroys != 0 && (f.shape != RR_SHAPE_SEAL ||
	    f.about != e->destroys))
		ok = rr_diag(diags, RR_E_FACT, place(s),
		    "only a seal destroys, and only the entry it is about");
	memcpy(l->prev, l->hash, RR_HASH_LEN);
	l->seq++;
	l->part = (int64_t)i + 1;
	ok = ok && write_entry(s, b, e, l, payload.s, &f, diags);
	rr_buf_free(&payload);
	rr_arena_free(arena);
	return ok;
}

static bool
write_batch(struct rr_store *s, const struct rr_batch *b, int64_t *first,
    int64_t *last, struct rr_diags *diags)
{
	struct rr_link l;
	int64_t head;

	if (!matter_head(s, b->matter, &head, diags))
		return false;
	if (b->head >= 0 && head != b->head)
		return rr_diag(diags, RR_E_STALE, place(s),
		    "entry %lld came in between; look at it and record again",
		    (long long)head);
	memset(&l, 0, sizeof(l));
	if (!read_head(s, &l.seq, l.hash, diags) || !add_texts(s, b, diags))
		return false;
	memcpy(l.op, b->op, RR_OP_LEN);
	l.matter = b->matter;
	l.at = b->at.sec;
	l.who = b->who;
	l.origin = b->origin;
	*first = l.seq + 1;
	for (size_t i = 0; i < b->n; i++)
		if (!add_entry(s, b, i, &l, diags))
			return false;
	*last = l.seq;
	return b->docket_key == NULL || rr_docket_write(s, b->matter,
	    b->docket, b->ndocket, b->docket_key, diags);
}

/* After a COMMIT that neither succeeded nor failed: what does the file say? */
static bool
settle(struct rr_store *s, const struct rr_batch *b, int rc, int64_t *first,
    int64_t *last, struct rr_diags *diags)
{
	struct rr_diags *aside = rr_diags_new();
	bool found = false, known;

	rr_db_disconnect(s);
	known = rr_store_outcome(s, b->op, &found, first, last, aside);
	rr_diags_free(aside);
	if (!known)
		return rr_diag(diags, RR_E_UNKNOWN_OUTCOME, place(s),
		    "close the program, start it again and look at the "
		    "journal before you record it a second time");
	return found ? true : rr_store_fail(s, rc, diags);
}

bool
rr_store_append(struct rr_store *s, const struct rr_batch *b,
    int64_t *first, int64_t *last, struct rr_diags *diags)
{
	bool found;
	int rc;

	if (b->n == 0)
		return rr_diag(diags, RR_E_FACT, place(s),
		    "there is nothing in it");
	if (!rr_db_begin(s, diags))
		return false;
	if (!rr_store_outcome(s, b->op, &found, first, last, diags) ||
	    (!found && !write_batch(s, b, first, last, diags))) {
		rr_db_rollback(s);
		return false;
	}
	if (found) {
		rr_db_rollback(s);
		return true;
	}
	rc = rr_db_try_commit(s);
	if (rc == SQLITE_OK)
		return true;
	if ((rc & 0xff) == SQLITE_BUSY)
		return rr_store_fail(s, rc, diags);
	return settle(s, b, rc, first, last, diags);
}

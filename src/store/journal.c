/*
 * journal.c: a batch of facts, recorded whole or not at all.
 *
 * Under the lock: a batch that is on record already is answered with its
 * numbers; another head of the matter ends it; else its texts, its entries and
 * the matter's new cache are written.  A COMMIT whose outcome is not known is
 * settled by opening the file again and looking the operation up.
 */
#include <string.h>

#include "regrights/arena.h"
#include "regrights/buf.h"
#include "store_int.h"

#define LAST	(INT64_C(1) << 53)	/* no journal comes so far */

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
	rr_chain_root(&s->identity, hash);
	if (q == NULL || !rr_stmt_next(s, q, &row, diags))
		return false;
	if (!row)
		return true;
	*seq = sqlite3_column_int64(q, 0);
	if (!rr_col_blob(q, 1, hash, RR_HASH_LEN))
		*seq = -1;
	sqlite3_reset(q);
	if (*seq > LAST)
		return rr_diag(diags, RR_E_CHAIN, place(s), "entry %lld has a "
		    "number that none was given", (long long)*seq);
	return *seq > 0 ? true : rr_diag(diags, RR_E_CHAIN, place(s),
	    "the last entry has no hash");
}

bool
rr_store_head(struct rr_store *s, int64_t *seq, uint8_t hash[RR_HASH_LEN],
    struct rr_diags *diags)
{
	return read_head(s, seq, hash, diags);
}

bool
rr_store_hash(struct rr_store *s, int64_t seq, uint8_t hash[RR_HASH_LEN],
    bool *found, struct rr_diags *diags)
{
	sqlite3_stmt *q = rr_stmt(s, RR_STMT_JOURNAL_GET, diags);
	bool row;

	if (q == NULL)
		return false;
	sqlite3_bind_int64(q, 1, seq);
	if (!rr_stmt_next(s, q, &row, diags))
		return false;
	*found = row && rr_col_blob(q, 10, hash, RR_HASH_LEN);
	sqlite3_reset(q);
	return true;
}

bool
rr_store_stands(struct rr_store *s, const struct rr_head *h, bool *stands,
    struct rr_diags *diags)
{
	uint8_t hash[RR_HASH_LEN];
	bool found;

	*stands = h->seq == 0;
	if (*stands)
		return true;
	if (!rr_store_hash(s, h->seq, hash, &found, diags))
		return false;
	*stands = found && memcmp(hash, h->hash, RR_HASH_LEN) == 0;
	return true;
}

/* A restore, or a hand, gives the numbers to other entries. */
static bool
check_rests(struct rr_store *s, const struct rr_batch *b,
    struct rr_diags *diags)
{
	for (size_t i = 0; i < b->nrests; i++) {
		bool stands;

		if (!rr_store_stands(s, &b->rests[i], &stands, diags))
			return false;
		if (!stands)
			return rr_diag(diags, RR_E_STALE, place(s),
			    "it was replaced meanwhile, by a restore or by "
			    "hand, and entry %lld is not the one that it was; "
			    "look at what is there now, and record again",
			    (long long)b->rests[i].seq);
	}
	return true;
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

bool
rr_store_used(struct rr_store *s, const uint8_t op[RR_OP_LEN], bool *found,
    uint8_t there[RR_OP_LEN], int64_t *first, int64_t *last,
    struct rr_diags *diags)
{
	sqlite3_stmt *q = rr_stmt(s, RR_STMT_OP_ID, diags);
	uint8_t end[RR_OP_LEN];
	uint8_t begin[RR_OP_LEN] = { 0 };

	if (q == NULL)
		return false;
	memcpy(begin, op, RR_OP_ID);
	memset(end, 0xff, sizeof(end));
	memcpy(end, op, RR_OP_ID);
	sqlite3_bind_blob(q, 1, begin, RR_OP_LEN, SQLITE_TRANSIENT);
	sqlite3_bind_blob(q, 2, end, RR_OP_LEN, SQLITE_TRANSIENT);
	if (!rr_stmt_next(s, q, found, diags))
		return false;
	*first = *found ? sqlite3_column_int64(q, 0) : 0;
	*last = *found ? sqlite3_column_int64(q, 2) : 0;
	if (*found && !rr_col_blob(q, 1, there, RR_OP_LEN))
		memset(there, 0, RR_OP_LEN);
	sqlite3_reset(q);
	return true;
}

/* Nobody has recorded something else under the id meanwhile. */
bool
rr_op_is_free(struct rr_store *s, const struct rr_batch *b,
    struct rr_diags *diags)
{
	uint8_t there[RR_OP_LEN];
	int64_t first, last;
	bool found;

	if (!rr_store_used(s, b->op, &found, there, &first, &last, diags))
		return false;
	return !found || (s->stage != NULL && memcmp(there, b->op,
	    RR_OP_ASKED) == 0) || rr_diag(diags, RR_E_FACT, place(s),
	    "entry %lld was recorded under its --op meanwhile; look at that "
	    "entry", (long long)first);
}

/* A text of these bytes may be on record already, and must be what it was. */
static bool
read_back(struct rr_store *s, const uint8_t digest[RR_HASH_LEN],
    struct rr_diags *diags)
{
	sqlite3_stmt *q = rr_stmt(s, RR_STMT_TEXT_GET, diags);
	bool row, holds;

	if (q == NULL)
		return false;
	sqlite3_bind_blob(q, 1, digest, RR_HASH_LEN, SQLITE_TRANSIENT);
	if (!rr_stmt_next(s, q, &row, diags))
		return false;
	holds = row && rr_text_holds(q, digest);
	sqlite3_reset(q);
	return holds ? true : rr_diag(diags, RR_E_DAMAGED, place(s),
	    "the filed text of these bytes was changed; nothing was saved; "
	    "restore the last backup, and keep this file as it is");
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
		    b->texts[i].len, SQLITE_STATIC);
		if (!rr_stmt_run(s, q, diags) || !read_back(s, digest, diags))
			return false;
	}
	return true;
}

static bool
write_entries(struct rr_writing *w, int64_t *first, int64_t *last)
{
	const struct rr_batch *b = w->batch;

	*first = w->link.seq + 1;
	for (size_t i = 0; i < b->n; i++) {
		rr_arena_reset(w->arena);
		w->link.part = (int64_t)i + 1;
		/* The parts of one command have one stamp. */
		w->link.set_back = i == 0 ? w->link.set_back : 0;
		if (!rr_entry_write(w, &b->entries[i]))
			return false;
	}
	*last = w->link.seq;
	if (b->first != 0 && b->first != *first)
		return true;
	return b->docket_key == NULL || rr_docket_write(w->store, b->matter,
	    b->docket, b->ndocket, b->docket_key, w->diags);
}

bool
rr_batch_write(struct rr_store *s, const struct rr_batch *b, int64_t *first,
    int64_t *last, struct rr_diags *diags)
{
	struct rr_writing w;
	int64_t head, before;
	bool ok;

	if (!check_rests(s, b, diags) ||
	    !matter_head(s, b->matter, &head, diags))
		return false;
	if (b->head >= 0 && head != b->head)
		return rr_diag(diags, RR_E_STALE, place(s),
		    "entry %lld came in between; look at it and record again",
		    (long long)head);
	memset(&w, 0, sizeof(w));
	w.store = s;
	w.batch = b;
	w.diags = diags;
	memcpy(w.link.op, b->op, RR_OP_LEN);
	w.link.matter = b->matter;
	w.link.at = b->clock != NULL ? b->clock(b->ctx).sec : b->at.sec;
	w.link.who = b->who;
	w.link.origin = b->origin;
	if (!read_head(s, &w.link.seq, w.link.hash, diags) ||
	    !rr_clock_last(s, &before, diags) || !add_texts(s, b, diags))
		return false;
	w.link.set_back = w.link.at < before;
	w.arena = rr_arena_new();
	ok = write_entries(&w, first, last);
	rr_arena_free(w.arena);
	return ok;
}

/*
 * After a COMMIT that neither succeeded nor failed: what does the file say?
 * A full disk refuses only what comes before the journal is cut, which is the
 * commit: when it does not let us look either, it still was not saved.
 */
static bool
settle(struct rr_store *s, const struct rr_batch *b, int rc,
    struct rr_diags *diags)
{
	struct rr_diags *aside = rr_diags_new();
	bool found = false, known;
	int64_t first, last;

	rr_db_disconnect(s);
	known = rr_store_outcome(s, b->op, &found, &first, &last, aside);
	rr_diags_free(aside);
	if (!known && (rc & 0xff) != SQLITE_FULL)
		return rr_diag(diags, RR_E_UNKNOWN_OUTCOME, place(s),
		    "close the program, start it again and look at the "
		    "journal before you record it a second time");
	return found ? true : rr_store_fail(s, rc, diags);
}

bool
rr_batch_commit(struct rr_store *s, const struct rr_batch *last,
    struct rr_diags *diags)
{
	int rc = rr_db_try_commit(s);

	if (rc == SQLITE_OK)
		return true;
	if ((rc & 0xff) == SQLITE_BUSY)
		return rr_store_fail(s, rc, diags);
	return settle(s, last, rc, diags);
}

bool
rr_store_append(struct rr_store *s, const struct rr_batch *b,
    int64_t *first, int64_t *last, struct rr_diags *diags)
{
	bool found;

	if (b->n == 0)
		return rr_diag(diags, RR_E_FACT, place(s),
		    "there is nothing in it");
	if (b->found != NULL)
		*b->found = false;
	if (!rr_db_begin(s, diags))
		return false;
	if (!rr_store_outcome(s, b->op, &found, first, last, diags) ||
	    (!found && (!rr_op_is_free(s, b, diags) ||
	    !rr_batch_write(s, b, first, last, diags) ||
	    (s->stage != NULL && !rr_stage_keep(s, b, diags))))) {
		rr_db_rollback(s);
		return false;
	}
	if (found) {
		rr_db_rollback(s);
		if (b->found != NULL)
			*b->found = true;
		return true;
	}
	return rr_batch_commit(s, b, diags);
}

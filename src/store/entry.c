/*
 * entry.c: one entry of the journal, written.
 *
 * It gets its number, salt, commitment and hash; it is written with its typed
 * rows, which are made from what the payload says, as a rebuild would; what it
 * seals is destroyed; and at last it is read back and must give the same hash.
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
	rr_bind_text(q, 6, l->who);
	rr_bind_text(q, 7, l->origin);
	sqlite3_bind_blob(q, 8, l->commitment, RR_HASH_LEN, SQLITE_STATIC);
	sqlite3_bind_blob(q, 9, l->prev, RR_HASH_LEN, SQLITE_STATIC);
	sqlite3_bind_blob(q, 10, l->hash, RR_HASH_LEN, SQLITE_STATIC);
	return rr_stmt_run(w->store, q, w->diags);
}

static bool
add_payload(struct rr_writing *w, const uint8_t *salt, const char *payload)
{
	sqlite3_stmt *q = rr_stmt(w->store, RR_STMT_PAYLOAD_ADD, w->diags);

	if (q == NULL)
		return false;
	sqlite3_bind_int64(q, 1, w->link.seq);
	sqlite3_bind_blob(q, 2, salt, RR_SALT_LEN, SQLITE_STATIC);
	rr_bind_text(q, 3, w->batch->command);
	rr_bind_text(q, 4, payload);
	return rr_stmt_run(w->store, q, w->diags);
}

/* The entry SEQ; no ROW when there is none. */
static bool
get_link(struct rr_writing *w, int64_t seq, struct rr_link *l, bool *row)
{
	sqlite3_stmt *q = rr_stmt(w->store, RR_STMT_JOURNAL_GET, w->diags);
	bool ok;

	if (q == NULL)
		return false;
	sqlite3_bind_int64(q, 1, seq);
	if (!rr_stmt_next(w->store, q, row, w->diags))
		return false;
	if (!*row)
		return true;
	ok = rr_chain_read(w->arena, q, l);
	sqlite3_reset(q);
	return ok ? true : rr_diag(w->diags, RR_E_CHAIN, place(w),
	    "entry %lld is malformed", (long long)seq);
}

/* What was just written must read back to the same hash. */
static bool
read_back(struct rr_writing *w)
{
	uint8_t hash[RR_HASH_LEN];
	struct rr_link again;
	bool row;

	if (!get_link(w, w->link.seq, &again, &row))
		return false;
	if (row)
		rr_chain_hash(&again, hash);
	return row && memcmp(hash, w->link.hash, RR_HASH_LEN) == 0 ? true :
	    rr_diag(w->diags, RR_E_CHAIN, place(w),
	    "what was written did not read back; nothing was saved");
}

/* The payload of SEQ, which must be there to be destroyed, as a fact. */
static bool
get_fact(struct rr_writing *w, int64_t seq, struct rr_fact *f)
{
	sqlite3_stmt *q = rr_stmt(w->store, RR_STMT_PAYLOAD_GET, w->diags);
	const char *payload;
	bool row;

	if (q == NULL)
		return false;
	sqlite3_bind_int64(q, 1, seq);
	if (!rr_stmt_next(w->store, q, &row, w->diags))
		return false;
	if (!row)
		return rr_diag(w->diags, RR_E_SEALED, place(w),
		    "entry %lld holds nothing any more", (long long)seq);
	payload = rr_col_word(w->arena, q, 2);
	sqlite3_reset(q);
	return rr_fact_parse(w->arena, payload, strlen(payload), f, w->diags);
}

/* An entry of this matter, older than the seal, and not what it stands on. */
static bool
may_destroy(struct rr_writing *w, int64_t seq, struct rr_fact *f)
{
	struct rr_link l;
	bool row;

	if (!get_link(w, seq, &l, &row))
		return false;
	if (!row || seq >= w->link.seq ||
	    strcmp(l.matter, w->batch->matter) != 0)
		return rr_diag(w->diags, RR_E_NO_FACT, place(w),
		    "'%s' has no entry %lld to seal", w->batch->matter,
		    (long long)seq);
	if (!get_fact(w, seq, f))
		return false;
	if (f->shape == RR_SHAPE_SEAL)
		return rr_diag(w->diags, RR_E_FACT, place(w),
		    "entry %lld is a seal; it says why another holds nothing "
		    "any more, and stays", (long long)seq);
	if (f->shape == RR_SHAPE_IMPORT)
		return rr_diag(w->diags, RR_E_FACT, place(w),
		    "entry %lld filed the agreement that all else rests on; "
		    "it cannot be sealed", (long long)seq);
	if (f->shape == RR_SHAPE_BOOK)
		return rr_diag(w->diags, RR_E_FACT, place(w),
		    "entry %lld filed a holder list, and its file would stay; "
		    "void it", (long long)seq);
	return true;
}

static bool
mark_sealed(struct rr_writing *w, int64_t seq)
{
	sqlite3_stmt *q = rr_stmt(w->store, RR_STMT_SEALED_ADD, w->diags);

	if (q == NULL)
		return false;
	sqlite3_bind_int64(q, 1, seq);
	sqlite3_bind_int64(q, 2, w->link.seq);
	return rr_stmt_run(w->store, q, w->diags);
}

static bool
drop_payload(struct rr_writing *w, int64_t seq)
{
	sqlite3_stmt *q = rr_stmt(w->store, RR_STMT_PAYLOAD_DROP, w->diags);

	if (q == NULL)
		return false;
	sqlite3_bind_int64(q, 1, seq);
	return rr_stmt_run(w->store, q, w->diags);
}

/* The cache goes too: it shows what the entry said. */
static bool
destroy(struct rr_writing *w, int64_t seq)
{
	const char *matter = w->batch->matter;

	return mark_sealed(w, seq) && drop_payload(w, seq) &&
	    rr_facts_drop(w->store, matter, seq, w->diags) &&
	    rr_docket_write(w->store, matter, NULL, 0, "", w->diags);
}

/*
 * What others stand on stays in force: of a void what it voids, of a position
 * what it answers.  The seal says so, as the entry itself can no more.
 */
static void
keep_bare(struct rr_writing *w, const struct rr_fact *was,
    struct rr_fact *seal)
{
	static const char *const keys[] = { "answer", "relied" };
	struct rr_buf text = RR_BUF_INIT;
	struct rr_fact bare;

	if (!rr_fact_stays(was))
		return;
	memset(&bare, 0, sizeof(bare));
	bare.shape = was->shape;
	bare.name = was->name;
	bare.day = was->day;
	bare.at = RR_INSTANT_NONE;
	bare.about = was->about;
	bare.about_row = was->about_row;
	for (size_t i = 0; i < sizeof(keys) / sizeof(keys[0]); i++)
		if (rr_fact_field(was, keys[i]) != NULL)
			rr_fact_set(w->arena, &bare, keys[i],
			    rr_fact_field(was, keys[i]));
	rr_fact_json(&bare, &text);
	rr_fact_set(w->arena, seal, "stays", rr_buf_keep(&text, w->arena));
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

	if (e->destroys != 0 && (f->shape != RR_SHAPE_SEAL ||
	    f->about != e->destroys))
		return rr_diag(w->diags, RR_E_FACT, place(w),
		    "only a seal destroys, and only the entry it is about");
	rr_random(salt, sizeof(salt));
	rr_chain_commit(salt, w->batch->command, payload, w->link.commitment);
	rr_chain_hash(&w->link, w->link.hash);
	return add_link(w) && add_payload(w, salt, payload) &&
	    (e->destroys == 0 || destroy(w, e->destroys)) &&
	    rr_facts_apply(w->store, w->batch->matter, w->link.seq, f,
	    e->rows, e->nrows, w->diags) && read_back(w);
}

bool
rr_entry_write(struct rr_writing *w, const struct rr_entry *e)
{
	struct rr_buf payload = RR_BUF_INIT;
	struct rr_fact f = *e->fact, was;
	bool ok;

	memcpy(w->link.prev, w->link.hash, RR_HASH_LEN);
	w->link.seq++;
	if (e->destroys != 0) {
		if (!may_destroy(w, e->destroys, &was))
			return false;
		keep_bare(w, &was, &f);
	}
	rr_fact_json(&f, &payload);
	ok = parse_payload(w, &payload, &f) &&
	    write_parts(w, e, payload.s, &f);
	rr_buf_free(&payload);
	return ok;
}

/*
 * verify.c: does the journal still say what it said?
 *
 * Walks the chain from its first entry: numbers without a gap, each hash from
 * the bytes that are stored and the hash before, each payload against its
 * commitment, each text against its digest.  Every fault is named with its
 * entry; the walk goes on, so that one run shows all.
 */
#include <string.h>

#include "regrights/arena.h"
#include "regrights/buf.h"
#include "regrights/qty.h"
#include "store_int.h"

struct walk {
	struct rr_store	*store;
	struct rr_arena	*arena;
	struct rr_diags	*diags;
	struct rr_pos	 at;
	int64_t		 seq;
	uint8_t		 hash[RR_HASH_LEN];
	int64_t		 want_seq;
	char		 want[RR_HASH_LEN * 2 + 1];
	bool		 head_seen;
};

static void
check_link(struct walk *w, const struct rr_link *l)
{
	uint8_t hash[RR_HASH_LEN];
	struct rr_buf hex = RR_BUF_INIT;

	if (l->seq != w->seq + 1)
		rr_diag(w->diags, RR_E_CHAIN, w->at,
		    "entry %lld follows entry %lld", (long long)l->seq,
		    (long long)w->seq);
	if (memcmp(l->prev, w->hash, RR_HASH_LEN) != 0)
		rr_diag(w->diags, RR_E_CHAIN, w->at,
		    "entry %lld does not stand on the one before",
		    (long long)l->seq);
	rr_chain_hash(l, hash);
	if (memcmp(hash, l->hash, RR_HASH_LEN) != 0)
		rr_diag(w->diags, RR_E_CHAIN, w->at,
		    "entry %lld was changed after it was recorded",
		    (long long)l->seq);
	w->seq = l->seq;
	memcpy(w->hash, l->hash, RR_HASH_LEN);
	rr_hex(l->hash, RR_HASH_LEN, &hex);
	if (l->seq == w->want_seq && strcmp(hex.s, w->want) == 0)
		w->head_seen = true;
	rr_buf_free(&hex);
}

static bool
is_sealed(struct walk *w, int64_t seq)
{
	sqlite3_stmt *q = rr_stmt(w->store, RR_STMT_SEALED_GET, w->diags);
	bool row = false;

	if (q == NULL)
		return false;
	sqlite3_bind_int64(q, 1, seq);
	if (rr_stmt_next(w->store, q, &row, w->diags) && row)
		sqlite3_reset(q);
	return row;
}

static bool
check_payload(struct walk *w, const struct rr_link *l)
{
	sqlite3_stmt *q = rr_stmt(w->store, RR_STMT_PAYLOAD_GET, w->diags);
	uint8_t salt[RR_SALT_LEN], commitment[RR_HASH_LEN];
	bool row, same = false;
	const char *command, *payload;

	if (q == NULL)
		return false;
	sqlite3_bind_int64(q, 1, l->seq);
	if (!rr_stmt_next(w->store, q, &row, w->diags))
		return false;
	if (!row) {
		if (!is_sealed(w, l->seq))
			rr_diag(w->diags, RR_E_CHAIN, w->at,
			    "entry %lld has lost its content and is not "
			    "sealed", (long long)l->seq);
		return true;
	}
	command = (const char *)sqlite3_column_text(q, 1);
	payload = (const char *)sqlite3_column_text(q, 2);
	if (command != NULL && payload != NULL && rr_col_blob(q, 0, salt, RR_SALT_LEN)) {
		rr_chain_commit(salt, command, payload, commitment);
		same = memcmp(commitment, l->commitment, RR_HASH_LEN) == 0;
	}
	sqlite3_reset(q);
	if (!same)
		rr_diag(w->diags, RR_E_CHAIN, w->at,
		    "the content of entry %lld was changed after it was "
		    "recorded", (long long)l->seq);
	return true;
}

static bool
check_texts(struct walk *w)
{
	sqlite3_stmt *q = rr_stmt(w->store, RR_STMT_TEXT_WALK, w->diags);
	bool row = q != NULL;

	while (row) {
		uint8_t digest[RR_HASH_LEN], hash[RR_HASH_LEN];

		if (!rr_stmt_next(w->store, q, &row, w->diags))
			return false;
		if (!row)
			break;
		rr_hash(sqlite3_column_blob(q, 1),
		    (size_t)sqlite3_column_bytes(q, 1), hash);
		if (!rr_col_blob(q, 0, digest, RR_HASH_LEN) ||
		    memcmp(digest, hash, RR_HASH_LEN) != 0)
			rr_diag(w->diags, RR_E_CHAIN, w->at,
			    "a filed text was changed");
	}
	return q != NULL;
}

/* "SEQ:HASH" */
static bool
read_head(struct walk *w, const char *head)
{
	const char *colon = strchr(head, ':');
	char number[24];
	size_t n;

	if (colon == NULL || strlen(colon + 1) != sizeof(w->want) - 1)
		return false;
	n = (size_t)(colon - head);
	if (n >= sizeof(number))
		return false;
	memcpy(number, head, n);
	number[n] = '\0';
	memcpy(w->want, colon + 1, sizeof(w->want));
	return rr_int_parse(number, 1, INT64_MAX, &w->want_seq);
}

static bool
walk_chain(struct walk *w)
{
	sqlite3_stmt *q = rr_stmt(w->store, RR_STMT_JOURNAL_WALK, w->diags);
	bool row = q != NULL;

	while (row) {
		struct rr_link l;
		bool ok;

		if (!rr_stmt_next(w->store, q, &row, w->diags))
			return false;
		if (!row)
			break;
		rr_arena_reset(w->arena);
		ok = rr_chain_read(w->arena, q, &l);
		if (!ok) {
			sqlite3_reset(q);
			return rr_diag(w->diags, RR_E_CHAIN, w->at,
			    "entry %lld is malformed", (long long)l.seq);
		}
		check_link(w, &l);
		if (!check_payload(w, &l)) {
			sqlite3_reset(q);
			return false;
		}
	}
	return q != NULL;
}

bool
rr_store_verify(struct rr_store *s, const char *head,
    struct rr_diags *diags)
{
	size_t before = rr_diags_errors(diags);
	struct walk w;

	memset(&w, 0, sizeof(w));
	w.store = s;
	w.diags = diags;
	w.at.file = s->path;
	if (head != NULL && !read_head(&w, head))
		return rr_diag(diags, RR_E_CHAIN, w.at,
		    "'%s' is no head; it is written NUMBER:HASH", head);
	w.arena = rr_arena_new();
	if (walk_chain(&w))
		check_texts(&w);
	rr_arena_free(w.arena);
	if (head != NULL && !w.head_seen)
		rr_diag(diags, RR_E_CHAIN, w.at,
		    "the head %s is not in it: the file was cut off, or "
		    "written anew", head);
	return rr_diags_errors(diags) == before;
}

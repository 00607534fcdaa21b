/*
 * verify.c: does the journal still say what it said?
 *
 * Asks SQLite whether the file is whole, then walks the chain from its first
 * entry: numbers without a gap, each hash from the bytes that are stored and
 * the hash before, each payload against its commitment or the entry that
 * sealed it, each text against its digest.  Every fault is named with its
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
	int64_t		 seq, latest;	/* the latest stamp so far */
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
		    "entry %lld does not stand on %s", (long long)l->seq,
		    w->seq > 0 ? "the one before" :
		    "what the file says of itself");
	rr_chain_hash(l, hash);
	if (memcmp(hash, l->hash, RR_HASH_LEN) != 0)
		rr_diag(w->diags, RR_E_CHAIN, w->at,
		    "entry %lld was changed after it was recorded",
		    (long long)l->seq);
	if ((l->set_back != 0) != (l->at < w->latest))
		rr_diag(w->diags, RR_E_CHAIN, w->at,
		    "entry %lld %s that the clock was set back",
		    (long long)l->seq, l->set_back != 0 ?
		    "says wrongly" : "does not say");
	if (l->at > w->latest)
		w->latest = l->at;
	w->seq = l->seq;
	memcpy(w->hash, l->hash, RR_HASH_LEN);
	rr_hex(l->hash, RR_HASH_LEN, &hex);
	if (l->seq == w->want_seq && strcmp(hex.s, w->want) == 0)
		w->head_seen = true;
	rr_buf_free(&hex);
}

static bool
check_text(struct walk *w, int64_t seq, const char *text)
{
	sqlite3_stmt *q = rr_stmt(w->store, RR_STMT_TEXT_HAS, w->diags);
	uint8_t digest[RR_HASH_LEN];
	bool row;

	if (text == NULL || q == NULL || !rr_digest_parse(text, digest))
		return q != NULL;
	sqlite3_bind_blob(q, 1, digest, RR_HASH_LEN, SQLITE_TRANSIENT);
	if (!rr_stmt_next(w->store, q, &row, w->diags))
		return false;
	sqlite3_reset(q);
	if (!row)
		rr_diag(w->diags, RR_E_CHAIN, w->at,
		    "the text %.12s that entry %lld filed is gone", text,
		    (long long)seq);
	return true;
}

/* The texts of an import are there: nothing cited may go. */
static bool
check_cited(struct walk *w, int64_t seq, const char *payload)
{
	struct rr_fact f;

	if ((strstr(payload, "\"shape\":\"import\"") == NULL &&
	    strstr(payload, "\"shape\":\"holder list\"") == NULL) ||
	    !rr_fact_parse(w->arena, payload, strlen(payload), &f, w->diags))
		return true;
	return check_text(w, seq, rr_fact_field(&f, "text")) &&
	    check_text(w, seq, rr_fact_field(&f, "rows"));
}

/* The entry that sealed another says so itself, unless it is sealed too. */
static bool
is_seal_of(struct walk *w, int64_t by, int64_t seq, bool *yes)
{
	sqlite3_stmt *q = rr_stmt(w->store, RR_STMT_PAYLOAD_GET, w->diags);
	const char *payload;
	struct rr_fact f;
	bool row;

	if (q == NULL)
		return false;
	sqlite3_bind_int64(q, 1, by);
	if (!rr_stmt_next(w->store, q, &row, w->diags))
		return false;
	*yes = by > seq;
	if (!row)
		return true;
	payload = rr_col_word(w->arena, q, 2);
	sqlite3_reset(q);
	*yes = *yes && rr_fact_parse(w->arena, payload, strlen(payload), &f,
	    w->diags) && f.shape == RR_SHAPE_SEAL && f.about == seq;
	return true;
}

/* An entry without content is sealed, and one that is sealed has none. */
static bool
check_seal(struct walk *w, int64_t seq, bool content)
{
	sqlite3_stmt *q = rr_stmt(w->store, RR_STMT_SEALED_GET, w->diags);
	int64_t by = 0;
	bool row, yes;

	if (q == NULL)
		return false;
	sqlite3_bind_int64(q, 1, seq);
	if (!rr_stmt_next(w->store, q, &row, w->diags))
		return false;
	if (row)
		by = sqlite3_column_int64(q, 0);
	sqlite3_reset(q);
	if (content && row)
		rr_diag(w->diags, RR_E_CHAIN, w->at,
		    "entry %lld is sealed and still has its content",
		    (long long)seq);
	if (content)
		return true;
	yes = row;
	if (row && !is_seal_of(w, by, seq, &yes))
		return false;
	if (!yes)
		rr_diag(w->diags, RR_E_CHAIN, w->at,
		    "entry %lld has lost its content and no entry sealed it",
		    (long long)seq);
	return true;
}

static bool
check_content(struct walk *w, const struct rr_link *l, const uint8_t *salt,
    const char *command, const char *payload)
{
	uint8_t commitment[RR_HASH_LEN];

	rr_chain_commit(salt, command, payload, commitment);
	if (memcmp(commitment, l->commitment, RR_HASH_LEN) != 0)
		rr_diag(w->diags, RR_E_CHAIN, w->at,
		    "the content of entry %lld was changed after it was "
		    "recorded", (long long)l->seq);
	return check_cited(w, l->seq, payload) && check_seal(w, l->seq, true);
}

static bool
check_payload(struct walk *w, const struct rr_link *l)
{
	sqlite3_stmt *q = rr_stmt(w->store, RR_STMT_PAYLOAD_GET, w->diags);
	uint8_t salt[RR_SALT_LEN];
	const char *command, *payload;
	bool row;

	if (q == NULL)
		return false;
	sqlite3_bind_int64(q, 1, l->seq);
	if (!rr_stmt_next(w->store, q, &row, w->diags))
		return false;
	if (!row)
		return check_seal(w, l->seq, false);
	memset(salt, 0, sizeof(salt));
	rr_col_blob(q, 0, salt, RR_SALT_LEN);
	command = rr_col_word(w->arena, q, 1);
	payload = rr_col_word(w->arena, q, 2);
	sqlite3_reset(q);
	return check_content(w, l, salt, command, payload);
}

static void
text_changed(struct walk *w, sqlite3_stmt *q)
{
	struct rr_buf hex = RR_BUF_INIT;

	rr_hex(sqlite3_column_blob(q, 0),
	    (size_t)sqlite3_column_bytes(q, 0), &hex);
	rr_diag(w->diags, RR_E_CHAIN, w->at,
	    "the filed text %.12s was changed", hex.s);
	rr_buf_free(&hex);
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
			text_changed(w, q);
	}
	return q != NULL;
}

/* Content that belongs to no entry. */
static bool
check_strays(struct walk *w)
{
	sqlite3_stmt *q = rr_stmt(w->store, RR_STMT_STRAYS, w->diags);
	bool row = q != NULL;

	while (row) {
		if (!rr_stmt_next(w->store, q, &row, w->diags))
			return false;
		if (row)
			rr_diag(w->diags, RR_E_CHAIN, w->at,
			    "there is content or a seal for entry %lld, which "
			    "the journal does not have",
			    (long long)sqlite3_column_int64(q, 0));
	}
	return q != NULL;
}

/* What SQLite itself finds wrong, indexes included. */
static bool
check_pages(struct walk *w)
{
	sqlite3_stmt *q = rr_stmt(w->store, RR_STMT_INTEGRITY, w->diags);
	bool row = q != NULL;

	while (row) {
		const char *text;

		if (!rr_stmt_next(w->store, q, &row, w->diags))
			return false;
		text = row ? rr_col_word(w->arena, q, 0) : "ok";
		if (strcmp(text, "ok") != 0)
			rr_diag(w->diags, RR_E_DAMAGED, w->at, "%s", text);
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

/* The first entry stands on what the file says of itself. */
static bool
begin_chain(struct walk *w)
{
	if (!rr_identity_read(w->store, w->diags))
		return false;
	rr_chain_root(&w->store->identity, w->hash);
	w->latest = w->store->identity.made.sec;
	return true;
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
	/* One read transaction: all of it looks at one state. */
	if (rr_db_exec(s, "BEGIN", diags)) {
		if (check_pages(&w) && begin_chain(&w) && walk_chain(&w) &&
		    check_strays(&w))
			check_texts(&w);
		rr_db_rollback(s);
	}
	rr_arena_free(w.arena);
	if (head != NULL && !w.head_seen)
		rr_diag(diags, RR_E_CHAIN, w.at,
		    "the head %s is not in it: the file was cut off, or "
		    "written anew", head);
	return rr_diags_errors(diags) == before;
}

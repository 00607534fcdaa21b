/*
 * content.c: what the entries say, held against what the writer makes.
 *
 * Nothing else is accepted:
 *
 *	a matter	begins with the import that filed its agreement
 *	payload		canonical JSON of a fact, under its commitment; none
 *			where it was destroyed
 *	command		that of the operation, with its first entry alone
 *	destroyed	names a later entry of that matter, whose content is
 *			there and says so; and each destruction has its row
 *	acts		seals and what is done about them: walk_acts.c
 *	texts		cited by an entry, and of the bytes that it cited
 */
#include <string.h>

#include "regrights/arena.h"
#include "regrights/buf.h"
#include "regrights/map.h"
#include "verify_int.h"

static bool
check_text(struct rr_walk *w, int64_t seq, const char *text)
{
	sqlite3_stmt *q = rr_stmt(w->store, RR_STMT_TEXT_HAS, w->diags);
	uint8_t digest[RR_HASH_LEN];
	bool row;

	if (text == NULL || q == NULL || !rr_digest_parse(text, digest))
		return q != NULL;
	rr_map_set(w->cited, rr_arena_strdup(w->kept, text), w);
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

/* The entry that destroyed another says so itself, and is never destroyed. */
static bool
is_end_of(struct rr_walk *w, int64_t by, const struct rr_link *l, bool *yes)
{
	const char *matter;
	struct rr_fact f;
	bool none;

	if (!rr_walk_fact(w, by, &f, &none) || !rr_walk_matter(w, by, &matter))
		return false;
	*yes = by > l->seq && strcmp(matter, l->matter) == 0 && !none &&
	    f.shape == RR_SHAPE_DESTROY && f.about == l->seq;
	return true;
}

/* An entry without content was destroyed, by one that says so. */
static bool
check_empty(struct rr_walk *w, const struct rr_link *l)
{
	bool yes = false;
	int64_t by;

	if (!rr_walk_destroyed(w, l->seq, &by) ||
	    (by != 0 && !is_end_of(w, by, l, &yes)))
		return false;
	if (!yes)
		rr_walk_say(w, l->seq,
		    "has lost its content and no entry destroyed it");
	return true;
}

/* The rows of a list as the writer has them; what is gone is told by then. */
static void
check_rows(struct rr_walk *w, int64_t seq, const char *digest)
{
	struct rr_diags *aside = rr_diags_new();
	struct rr_buf again = RR_BUF_INIT;
	struct rr_fact *rows = NULL;
	char *bytes = NULL;
	size_t len = 0, n = 0;
	bool there = digest != NULL && rr_store_text(w->store, w->arena,
	    digest, &bytes, &len, aside);

	if (there && rr_fact_rows_parse(w->arena, bytes, len, &rows, &n,
	    aside))
		rr_fact_rows_text(rows, n, &again);
	if (there && (again.len != len || memcmp(again.s, bytes, len) != 0))
		rr_walk_say(w, seq, "has a list that this program would not "
		    "have written");
	rr_buf_free(&again);
	rr_diags_free(aside);
}

/* What the fact says of others: the text it files, what it does to one. */
static bool
check_fact(struct rr_walk *w, const struct rr_link *l, const struct rr_fact *f)
{
	if (rr_map_find(w->matters, l->matter) == NULL) {
		rr_map_set(w->matters, rr_arena_strdup(w->kept, l->matter),
		    w);
		if (f->shape != RR_SHAPE_IMPORT)
			rr_walk_say(w, l->seq, "begins a matter, and files "
			    "no agreement");
	}
	if (!rr_walk_act(w, l, f))
		return false;
	if (f->shape != RR_SHAPE_IMPORT && f->shape != RR_SHAPE_BOOK)
		return true;
	if (f->shape == RR_SHAPE_BOOK)
		check_rows(w, l->seq, rr_fact_get(f, RR_USE_ROWS));
	return check_text(w, l->seq, rr_fact_get(f, RR_USE_TEXT)) &&
	    check_text(w, l->seq, rr_fact_get(f, RR_USE_ROWS));
}

static bool
check_form(struct rr_walk *w, const struct rr_link *l, const char *payload)
{
	struct rr_buf again = RR_BUF_INIT;
	struct rr_fact f;
	bool none, same;

	if (!rr_walk_fact(w, l->seq, &f, &none))
		return false;
	if (!none)
		rr_fact_json(&f, &again);
	same = !none && strcmp(again.s, payload) == 0;
	rr_buf_free(&again);
	if (!same)
		rr_walk_say(w, l->seq, "says something that this program would "
		    "not have written");
	return none || check_fact(w, l, &f);
}

static bool
check_content(struct rr_walk *w, const struct rr_link *l, const uint8_t *salt,
    const char *command, const char *payload)
{
	uint8_t commitment[RR_HASH_LEN];
	int64_t by;

	rr_chain_commit(salt, command, payload, commitment);
	if (memcmp(commitment, l->commitment, RR_HASH_LEN) != 0)
		rr_diag(w->diags, RR_E_CHAIN, w->at,
		    "the content of entry %lld was changed after it was "
		    "recorded", (long long)l->seq);
	if (rr_chain_refuses(l, NULL) == NULL &&
	    rr_chain_refuses(l, command) != NULL)
		rr_walk_say(w, l->seq, rr_chain_refuses(l, command));
	if (!rr_walk_destroyed(w, l->seq, &by))
		return false;
	if (by != 0)
		rr_walk_say(w, l->seq,
		    "was destroyed and still has its content");
	return check_form(w, l, payload);
}

bool
rr_walk_content(struct rr_walk *w, const struct rr_link *l)
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
		return check_empty(w, l);
	memset(salt, 0, sizeof(salt));
	rr_col_blob(q, 0, salt, RR_SALT_LEN);
	command = rr_col_word(w->arena, q, 1);
	payload = rr_col_word(w->arena, q, 2);
	sqlite3_reset(q);
	return check_content(w, l, salt, command, payload);
}

/* A text is what its digest says, and some entry cites it. */
static void
check_filed(struct rr_walk *w, sqlite3_stmt *q)
{
	uint8_t digest[RR_HASH_LEN], hash[RR_HASH_LEN];
	struct rr_buf hex = RR_BUF_INIT;

	rr_hash(sqlite3_column_blob(q, 1), (size_t)sqlite3_column_bytes(q, 1),
	    hash);
	rr_hex(sqlite3_column_blob(q, 0), (size_t)sqlite3_column_bytes(q, 0),
	    &hex);
	if (!rr_col_blob(q, 0, digest, RR_HASH_LEN) ||
	    memcmp(digest, hash, RR_HASH_LEN) != 0)
		rr_diag(w->diags, RR_E_CHAIN, w->at,
		    "the filed text %.12s was changed", hex.s);
	else if (rr_map_find(w->cited, hex.s) == NULL)
		rr_diag(w->diags, RR_E_CHAIN, w->at,
		    "no entry filed the text %.12s", hex.s);
	rr_buf_free(&hex);
}

bool
rr_walk_texts(struct rr_walk *w)
{
	sqlite3_stmt *q = rr_stmt(w->store, RR_STMT_TEXT_WALK, w->diags);
	bool row = q != NULL;

	while (row) {
		if (!rr_stmt_next(w->store, q, &row, w->diags))
			return false;
		if (row)
			check_filed(w, q);
	}
	return q != NULL;
}

/* Content that belongs to no entry. */
bool
rr_walk_strays(struct rr_walk *w)
{
	sqlite3_stmt *q = rr_stmt(w->store, RR_STMT_STRAYS, w->diags);
	bool row = q != NULL;

	while (row) {
		if (!rr_stmt_next(w->store, q, &row, w->diags))
			return false;
		if (row)
			rr_diag(w->diags, RR_E_CHAIN, w->at,
			    "there is content or a destruction for entry "
			    "%lld, which the journal does not have",
			    (long long)sqlite3_column_int64(q, 0));
	}
	return q != NULL;
}

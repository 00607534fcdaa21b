/*
 * lines.c: lines of the journal, each held against the chain as it is read.
 */
#include <string.h>

#include "regrights/arena.h"
#include "regrights/buf.h"
#include "regrights/derive.h"
#include "regrights/vec.h"
#include "store_int.h"

static const char *
col_hex(struct rr_arena *arena, sqlite3_stmt *q, int i)
{
	struct rr_buf b = RR_BUF_INIT;

	rr_hex(sqlite3_column_blob(q, i), (size_t)sqlite3_column_bytes(q, i),
	    &b);
	return rr_buf_keep(&b, arena);
}

/* The columns of a line as the link of the chain that they must be. */
static bool
line_link(const struct rr_line *l, sqlite3_stmt *q, struct rr_link *link)
{
	memset(link, 0, sizeof(*link));
	link->seq = l->seq;
	link->part = sqlite3_column_int64(q, 11);
	link->matter = l->matter;
	link->at = l->at.sec;
	link->set_back = sqlite3_column_int64(q, 7);
	link->who = l->who;
	link->origin = l->origin;
	return rr_col_blob(q, 1, link->op, RR_OP_LEN) &&
	    rr_col_blob(q, 8, link->hash, RR_HASH_LEN) &&
	    rr_col_blob(q, 12, link->commitment, RR_HASH_LEN) &&
	    rr_col_blob(q, 13, link->prev, RR_HASH_LEN);
}

/* NULL, or what is wrong with an entry: only what was recorded is shown. */
static const char *
what_is_wrong(const struct rr_line *l, sqlite3_stmt *q)
{
	uint8_t hash[RR_HASH_LEN], salt[RR_SALT_LEN];
	struct rr_link link;

	if (!line_link(l, q, &link))
		return "is malformed";
	rr_chain_hash(&link, hash);
	if (memcmp(hash, link.hash, RR_HASH_LEN) != 0)
		return "was changed after it was recorded";
	if (l->payload == NULL)
		return l->destroyed_by != 0 ? NULL :
		    "was not sealed, and what it said is gone";
	if (!rr_col_blob(q, 14, salt, RR_SALT_LEN))
		return "is malformed";
	rr_chain_commit(salt, l->command, l->payload, hash);
	return memcmp(hash, link.commitment, RR_HASH_LEN) == 0 ? NULL :
	    "does not say what was recorded";
}

/* A void names what it voids: not where that is kept from sight. */
static bool
mask_void(struct rr_store *s, struct rr_arena *arena, struct rr_line *l,
    struct rr_fact *f, struct rr_diags *diags)
{
	struct rr_buf b = RR_BUF_INIT;
	int64_t by;

	if (f->shape != RR_SHAPE_VOID)
		return true;
	if (!rr_seal_last(s, l->matter, f->about, &by, diags))
		return false;
	if (by == 0)
		return true;
	f->name = "entry";
	rr_fact_json(f, &b);
	l->payload = rr_buf_keep(&b, arena);
	return true;
}

/*
 * Whether the entry is void: its last void holds, and so on; what is void is
 * not voided again, so that no earlier one can.
 */
static bool
is_void(struct rr_store *s, const char *matter, int64_t seq, bool *is,
    struct rr_diags *diags)
{
	sqlite3_stmt *q = rr_stmt(s, RR_STMT_VOID_LAST, diags);
	bool row;

	*is = false;
	while (q != NULL) {
		rr_bind_text(q, 1, matter);
		sqlite3_bind_int64(q, 2, seq);
		if (!rr_stmt_next(s, q, &row, diags))
			return false;
		seq = row ? sqlite3_column_int64(q, 0) : 0;
		sqlite3_reset(q);
		if (seq == 0)
			return true;
		*is = !*is;
	}
	return false;
}

bool
rr_line_read(struct rr_store *s, struct rr_arena *arena, sqlite3_stmt *q,
    struct rr_line *l, struct rr_diags *diags)
{
	const struct rr_pos at = { s->path, 0, 0 };
	const char *wrong;

	l->seq = sqlite3_column_int64(q, 0);
	l->op = col_hex(arena, q, 1);
	l->matter = rr_col_word(arena, q, 2);
	l->who = rr_col_word(arena, q, 3);
	l->origin = rr_col_word(arena, q, 4);
	l->command = rr_col_word(arena, q, 5);
	l->at.sec = sqlite3_column_int64(q, 6);
	l->set_back = sqlite3_column_int(q, 7) != 0;
	l->hash = col_hex(arena, q, 8);
	l->payload = rr_col_text(arena, q, 9);
	if (sqlite3_column_int(q, 10) != 0 &&
	    !is_void(s, l->matter, l->seq, &l->voided, diags))
		return false;
	l->sealed_by = sqlite3_column_int64(q, 15);
	l->destroyed_by = sqlite3_column_int64(q, 16);
	l->sealed = l->payload == NULL || l->sealed_by != 0;
	l->shape = l->name = "";
	wrong = what_is_wrong(l, q);
	return wrong == NULL ? true : rr_diag(diags, RR_E_CHAIN, at, "entry "
	    "%lld %s; look with `regrights verify` what else was changed",
	    (long long)l->seq, wrong);
}

static bool
read_line(struct rr_store *s, struct rr_arena *arena, sqlite3_stmt *q,
    struct rr_line *l, struct rr_diags *diags)
{
	const struct rr_pos at = { s->path, 0, 0 };
	struct rr_fact f;

	if (!rr_line_read(s, arena, q, l, diags))
		return false;
	if (l->sealed) {
		l->command = "";
		l->payload = NULL;
		return true;
	}
	if (!rr_fact_parse(arena, l->payload, strlen(l->payload), &f, diags))
		return rr_diag(diags, RR_E_DAMAGED, at, "at entry %lld",
		    (long long)l->seq);
	if (!mask_void(s, arena, l, &f, diags))
		return false;
	l->shape = rr_shape_word(f.shape);
	l->name = f.name;
	return true;
}

bool
rr_store_journal(struct rr_store *s, struct rr_arena *arena,
    const char *matter, int64_t after, bool newest, size_t max,
    struct rr_line **out, size_t *n, struct rr_diags *diags)
{
	struct rr_vec all = RR_VEC_INIT(struct rr_line);
	static const enum rr_stmt ids[2][2] = {
		{ RR_STMT_LINES_UP, RR_STMT_LINES_UP_OF },
		{ RR_STMT_LINES_DOWN, RR_STMT_LINES_DOWN_OF }
	};
	sqlite3_stmt *q = rr_stmt(s, ids[newest][matter != NULL], diags);
	bool row = true;

	if (q == NULL)
		return false;
	sqlite3_bind_int64(q, 1, newest && after == 0 ? INT64_MAX : after);
	sqlite3_bind_int64(q, 2, max > INT32_MAX ? -1 : (int64_t)max);
	if (matter != NULL)
		rr_bind_text(q, 3, matter);
	while (row) {
		if (!rr_stmt_next(s, q, &row, diags))
			return false;
		if (row && !read_line(s, arena, q, rr_vec_add(arena, &all),
		    diags)) {
			sqlite3_reset(q);
			return false;
		}
	}
	*out = all.items;
	*n = all.n;
	return true;
}

/*
 * lines.c: lines of the journal, each held against the chain as it is read.
 */
#include <string.h>

#include "regrights/arena.h"
#include "regrights/buf.h"
#include "regrights/map.h"
#include "store_int.h"

static const char *
col_hex(struct rr_arena *arena, sqlite3_stmt *q, int i)
{
	struct rr_buf b = RR_BUF_INIT;

	rr_hex(sqlite3_column_blob(q, i), (size_t)sqlite3_column_bytes(q, i),
	    &b);
	return rr_buf_keep(&b, arena);
}

static bool
is_part(const struct rr_line *l)
{
	return l->part >= 1 && l->part <= l->seq;
}

/* The columns of a line as the link of the chain that they must be. */
static bool
line_link(const struct rr_line *l, sqlite3_stmt *q, struct rr_link *link)
{
	memset(link, 0, sizeof(*link));
	link->seq = l->seq;
	link->part = l->part;
	link->matter = l->matter;
	link->at = l->at.sec;
	link->set_back = sqlite3_column_int64(q, 7);
	link->who = l->who;
	link->origin = l->origin;
	return is_part(l) && rr_col_blob(q, 1, link->op, RR_OP_LEN) &&
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

/*
 * Whether the entry is void: its last void holds, and so on; what is void is
 * not voided again, so that no earlier one can.  Each is later than what it
 * voids, whatever a damaged file has: so it ends.
 */
static bool
is_void(struct rr_store *s, const char *matter, int64_t seq, int64_t part,
    bool *is, struct rr_diags *diags)
{
	sqlite3_stmt *q = rr_stmt(s, RR_STMT_VOID_LAST, diags);
	bool row;

	*is = false;
	while (q != NULL) {
		rr_bind_text(q, 1, matter);
		sqlite3_bind_int64(q, 2, seq);
		sqlite3_bind_int64(q, 3, part);
		if (!rr_stmt_next(s, q, &row, diags))
			return false;
		seq = row ? sqlite3_column_int64(q, 0) : 0;
		sqlite3_reset(q);
		if (seq == 0)
			return true;
		*is = !*is;
		part = 0;
	}
	return false;
}

bool
rr_store_is_void(struct rr_store *s, const char *matter, int64_t seq,
    int64_t part, bool *is, struct rr_diags *diags)
{
	return is_void(s, matter, seq, 0, is, diags) && (*is || part == 0 ||
	    is_void(s, matter, seq, part, is, diags));
}

bool
rr_store_has_void(struct rr_store *s, const char *matter, bool *any,
    struct rr_diags *diags)
{
	sqlite3_stmt *q = rr_stmt(s, RR_STMT_VOID_ANY, diags);

	if (q == NULL)
		return false;
	rr_bind_text(q, 1, matter);
	if (!rr_stmt_next(s, q, any, diags))
		return false;
	sqlite3_reset(q);
	return true;
}

bool
rr_line_read(struct rr_store *s, struct rr_arena *arena, sqlite3_stmt *q,
    struct rr_line *l, struct rr_diags *diags)
{
	const struct rr_pos at = { s->path, 0, 0 };
	const char *wrong;

	l->seq = sqlite3_column_int64(q, 0);
	l->part = sqlite3_column_int64(q, 11);
	/* Entries of one operation follow each other. */
	l->first = is_part(l) ? l->seq - l->part + 1 : l->seq;
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
	    !is_void(s, l->matter, l->seq, 0, &l->voided, diags))
		return false;
	l->sealed_by = sqlite3_column_int64(q, 15);
	l->destroyed_by = sqlite3_column_int64(q, 16);
	l->sealed = l->payload == NULL || l->sealed_by != 0;
	l->shape = l->name = l->gist = "";
	l->party = l->method = l->adrift = NULL;
	wrong = what_is_wrong(l, q);
	return wrong == NULL ? true : rr_diag(diags, RR_E_CHAIN, at, "entry "
	    "%lld %s; look with `regrights verify` what else was changed",
	    (long long)l->seq, wrong);
}

/* Lines that are read together, and the entries that they are about. */
struct reading {
	struct rr_store		*store;
	struct rr_arena		*arena;
	struct rr_diags		*diags;
	struct rr_map		*facts;		/* by number */
};

static bool
read_all(struct reading *r, sqlite3_stmt *q, struct rr_vec *all)
{
	bool row = true;

	while (row) {
		if (!rr_stmt_next(r->store, q, &row, r->diags))
			return false;
		if (row && !rr_line_read(r->store, r->arena, q,
		    rr_vec_add(r->arena, all), r->diags)) {
			sqlite3_reset(q);
			return false;
		}
	}
	return true;
}

static bool
parse(struct reading *r, const struct rr_line *l, struct rr_fact *f)
{
	const struct rr_pos at = { r->store->path, 0, 0 };

	return rr_fact_parse(r->arena, l->payload, strlen(l->payload), f,
	    r->diags) ? true : rr_diag(r->diags, RR_E_DAMAGED, at,
	    "at entry %lld", (long long)l->seq);
}

/* The fact of an entry in sight; one without sendings where it is not. */
static bool
read_fact(struct reading *r, const char *matter, int64_t seq,
    struct rr_fact *f)
{
	sqlite3_stmt *q = rr_stmt(r->store, RR_STMT_LINES_UP_OF, r->diags);
	struct rr_vec one = RR_VEC_INIT(struct rr_line);
	const struct rr_line *l;

	if (q == NULL)
		return false;
	sqlite3_bind_int64(q, 1, seq - 1);
	sqlite3_bind_int64(q, 2, 1);
	rr_bind_text(q, 3, matter);
	if (!read_all(r, q, &one))
		return false;
	l = one.items;
	return one.n == 0 || l->seq != seq || l->sealed || parse(r, l, f);
}

/* Each is read once, however many entries are about it. */
static bool
find_fact(struct reading *r, const struct rr_line *l, int64_t seq,
    const struct rr_fact **out)
{
	const char *key = rr_arena_printf(r->arena, "%lld", (long long)seq);
	struct rr_fact *f = rr_map_find(r->facts, key);

	if (f == NULL) {
		f = rr_arena_alloc(r->arena, sizeof(*f));
		memset(f, 0, sizeof(*f));
		if (!read_fact(r, l->matter, seq, f))
			return false;
		rr_map_set(r->facts, key, f);
	}
	*out = f;
	return true;
}

/* The sending that a result or a receipt is about, or NULL. */
static bool
find_sending(struct reading *r, const struct rr_line *l,
    const struct rr_fact *f, const struct rr_sending **out)
{
	const struct rr_fact *notice;

	*out = NULL;
	if (f->shape != RR_SHAPE_RESULT && f->shape != RR_SHAPE_RECEIPT)
		return true;
	if (!find_fact(r, l, f->about, &notice))
		return false;
	if (f->part >= 1 && (size_t)f->part <= notice->nsendings)
		*out = &notice->sendings[f->part - 1];
	return true;
}

/* The void that a void takes back, or NULL. */
static bool
find_void(struct reading *r, const struct rr_line *l,
    const struct rr_fact *f, const struct rr_fact **of)
{
	const struct rr_fact *was;

	*of = NULL;
	if (f->shape != RR_SHAPE_VOID || f->about_row != 0)
		return true;
	if (!find_fact(r, l, f->about, &was))
		return false;
	if (was->shape == RR_SHAPE_VOID)
		*of = was;
	return true;
}

/* A void names what it voids: not where that is kept from sight. */
static bool
mask_void(struct reading *r, struct rr_line *l, struct rr_fact *f)
{
	struct rr_buf b = RR_BUF_INIT;
	int64_t by;

	if (f->shape != RR_SHAPE_VOID)
		return true;
	if (!rr_seal_last(r->store, l->matter, f->about, &by, r->diags))
		return false;
	if (by == 0)
		return true;
	f->name = "entry";
	rr_fact_json(f, &b);
	l->payload = rr_buf_keep(&b, r->arena);
	return true;
}

/* What a line says; not a word of what is sealed. */
static bool
tell(struct reading *r, struct rr_line *l)
{
	struct rr_buf b = RR_BUF_INIT;
	const struct rr_fact *back;
	const struct rr_sending *of;
	struct rr_fact f;

	if (l->sealed) {
		l->command = "";
		l->payload = NULL;
		return true;
	}
	if (!parse(r, l, &f) || !mask_void(r, l, &f) ||
	    !find_sending(r, l, &f, &of) || !find_void(r, l, &f, &back))
		return false;
	l->shape = rr_shape_word(f.shape);
	l->name = f.name;
	l->party = of != NULL ? of->party : NULL;
	l->method = of != NULL ? of->method : NULL;
	if (back != NULL)
		rr_fact_gist_back(&f, back, &b);
	else
		rr_fact_gist(&f, of, &b);
	l->gist = rr_buf_keep(&b, r->arena);
	return true;
}

static bool
read_and_tell(struct rr_store *s, struct rr_arena *arena, sqlite3_stmt *q,
    struct rr_line **out, size_t *n, struct rr_diags *diags)
{
	struct rr_vec all = RR_VEC_INIT(struct rr_line);
	struct reading r = { s, arena, diags, rr_map_new(arena) };

	if (!read_all(&r, q, &all))
		return false;
	*out = all.items;
	*n = all.n;
	for (size_t i = 0; i < all.n; i++)
		if (!tell(&r, &(*out)[i]))
			return false;
	return true;
}

/* The entries of all matters are numbered without a gap, from AFTER on. */
static bool
is_gapless(struct rr_store *s, int64_t after, bool newest,
    const struct rr_line *lines, size_t n, struct rr_diags *diags)
{
	const struct rr_pos at = { s->path, 0, 0 };
	const int64_t step = newest ? -1 : 1;
	int64_t next = newest && after == 0 && n > 0 ? lines[0].seq :
	    after + step;

	for (size_t i = 0; i < n; i++, next += step)
		if (lines[i].seq != next)
			return rr_diag(diags, RR_E_CHAIN, at, "entry %lld is "
			    "gone; look with `regrights verify` what else was "
			    "changed", (long long)next);
	return true;
}

bool
rr_store_journal(struct rr_store *s, struct rr_arena *arena,
    const char *matter, int64_t after, bool newest, size_t max,
    struct rr_line **out, size_t *n, struct rr_diags *diags)
{
	static const enum rr_stmt ids[2][2] = {
		{ RR_STMT_LINES_UP, RR_STMT_LINES_UP_OF },
		{ RR_STMT_LINES_DOWN, RR_STMT_LINES_DOWN_OF }
	};
	sqlite3_stmt *q = rr_stmt(s, ids[newest][matter != NULL], diags);

	if (q == NULL)
		return false;
	sqlite3_bind_int64(q, 1, newest && after == 0 ? INT64_MAX : after);
	sqlite3_bind_int64(q, 2, max > INT32_MAX ? -1 : (int64_t)max);
	if (matter != NULL)
		rr_bind_text(q, 3, matter);
	return read_and_tell(s, arena, q, out, n, diags) && (matter != NULL ?
	    rr_entries_match(s, matter, diags) :
	    is_gapless(s, after, newest, *out, *n, diags));
}

bool
rr_operations(struct rr_store *s, struct rr_arena *arena, int64_t after,
    size_t max, struct rr_line **out, size_t *n, struct rr_diags *diags)
{
	sqlite3_stmt *q = rr_stmt(s, RR_STMT_LINES_FIRST, diags);

	if (q == NULL)
		return false;
	sqlite3_bind_int64(q, 1, after);
	sqlite3_bind_int64(q, 2, (int64_t)max);
	return read_and_tell(s, arena, q, out, n, diags);
}

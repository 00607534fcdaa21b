/*
 * acts.c: what an entry does to another, and whether it may.
 *
 * A seal is about an entry of its matter that says something of it; a release
 * or a destruction about one that is sealed; a destruction is another person's
 * than the seal, and waits while a litigation hold stands.  An act is undone
 * by the act against it, never by a void.  All is asked under the lock, so
 * that of two who do the same at once the second is refused.
 */
#include <string.h>

#include "regrights/arena.h"
#include "regrights/buf.h"
#include "regrights/seal.h"
#include "store_int.h"

static struct rr_pos
place(const struct rr_store *s)
{
	struct rr_pos pos = { s->path, 0, 0 };

	return pos;
}

/* The payload of SEQ as a fact; no ROW when it has none. */
static bool
get_fact(struct rr_writing *w, int64_t seq, struct rr_fact *f, bool *row)
{
	sqlite3_stmt *q = rr_stmt(w->store, RR_STMT_PAYLOAD_GET, w->diags);
	const char *payload;

	if (q == NULL)
		return false;
	sqlite3_bind_int64(q, 1, seq);
	if (!rr_stmt_next(w->store, q, row, w->diags))
		return false;
	if (!*row)
		return true;
	payload = rr_col_word(w->arena, q, 2);
	sqlite3_reset(q);
	return rr_fact_parse(w->arena, payload, strlen(payload), f, w->diags);
}

bool
rr_seal_last(struct rr_store *s, const char *matter, int64_t seq, int64_t *by,
    struct rr_diags *diags)
{
	sqlite3_stmt *q = rr_stmt(s, RR_STMT_SEAL_LAST, diags);
	const char *shape;
	bool row;

	*by = 0;
	if (q == NULL)
		return false;
	rr_bind_text(q, 1, matter);
	sqlite3_bind_int64(q, 2, seq);
	if (!rr_stmt_next(s, q, &row, diags))
		return false;
	if (!row)
		return true;
	shape = (const char *)sqlite3_column_text(q, 1);
	if (shape != NULL && strcmp(shape, rr_shape_word(RR_SHAPE_SEAL)) == 0)
		*by = sqlite3_column_int64(q, 0);
	sqlite3_reset(q);
	return true;
}

/* Whether the act is a seal; the last of an entry says whether it is sealed. */
static bool
is_seal(sqlite3_stmt *q)
{
	const char *shape = (const char *)sqlite3_column_text(q, 2);

	return shape != NULL &&
	    strcmp(shape, rr_shape_word(RR_SHAPE_SEAL)) == 0;
}

bool
rr_entries_match(struct rr_store *s, const char *matter,
    struct rr_diags *diags)
{
	sqlite3_stmt *q = rr_stmt(s, RR_STMT_ASTRAY, diags);
	int64_t more;
	bool row;

	if (q == NULL)
		return false;
	rr_bind_text(q, 1, matter);
	if (!rr_stmt_next(s, q, &row, diags))
		return false;
	more = row ? sqlite3_column_int64(q, 0) : 0;
	sqlite3_reset(q);
	if (more < 0)
		return rr_diag(diags, RR_E_CHAIN, place(s), "the tables of "
		    "'%s' have entries that are gone from the journal; look "
		    "with `regrights verify` which", matter);
	return more == 0 ? true : rr_diag(diags, RR_E_DAMAGED, place(s), "the "
	    "tables do not have each entry of '%s', or the seal that keeps it "
	    "from sight; when `regrights verify` finds the journal whole, "
	    "`regrights rebuild` mends it", matter);
}

bool
rr_store_unread(struct rr_store *s, struct rr_arena *arena,
    const char *matter, struct rr_vec *out, struct rr_diags *diags)
{
	sqlite3_stmt *q = rr_stmt(s, RR_STMT_SEALED, diags);
	int64_t of = 0, last = 0;
	bool sealed = false, row;

	if (q == NULL || !rr_entries_match(s, matter, diags))
		return false;
	rr_bind_text(q, 1, matter);
	for (;;) {
		int64_t about;

		if (!rr_stmt_next(s, q, &row, diags))
			return false;
		about = row ? sqlite3_column_int64(q, 0) : 0;
		if (about != of && sealed)
			*(int64_t *)rr_vec_add(arena, out) = of;
		if (!row)
			return true;
		if (about != of || sqlite3_column_int64(q, 1) > last) {
			last = sqlite3_column_int64(q, 1);
			sealed = is_seal(q);
		}
		of = about;
	}
}

/* The first hold that stands, or ONE of them (0: any); 0: none does. */
static bool
hold_of(struct rr_store *s, const char *matter, int64_t one, int64_t *hold,
    struct rr_diags *diags)
{
	sqlite3_stmt *q = rr_stmt(s, RR_STMT_HOLD_STANDS, diags);
	bool row;

	*hold = 0;
	if (q == NULL)
		return false;
	rr_bind_text(q, 1, matter);
	sqlite3_bind_int64(q, 2, one);
	if (!rr_stmt_next(s, q, &row, diags))
		return false;
	if (row) {
		*hold = sqlite3_column_int64(q, 0);
		sqlite3_reset(q);
	}
	return true;
}

static bool
not_sealed(struct rr_store *s, int64_t seq, struct rr_diags *diags)
{
	return rr_diag(diags, RR_E_FACT, place(s), "entry %lld is not sealed",
	    (long long)seq);
}

/* Who recorded SEQ, and when, in words. */
static bool
whose(struct rr_store *s, struct rr_arena *arena, int64_t seq,
    struct rr_link *l, const char **words, struct rr_diags *diags)
{
	struct rr_buf at = RR_BUF_INIT;
	bool row;

	if (!rr_chain_get(s, arena, seq, l, &row, diags) || !row)
		return false;
	rr_instant_text((rr_instant){ .sec = l->at }, &at);
	*words = rr_arena_printf(arena, "%s%s%s%s on %s", l->who,
	    l->origin[0] != '\0' ? " (" : "", l->origin,
	    l->origin[0] != '\0' ? ")" : "", at.s);
	rr_buf_free(&at);
	return true;
}

static bool
may_destroy(struct rr_store *s, struct rr_arena *arena, const char *matter,
    int64_t seq, const char *who, struct rr_diags *diags)
{
	const char *words;
	struct rr_link l;
	int64_t seal, hold;

	if (!rr_seal_last(s, matter, seq, &seal, diags))
		return false;
	if (seal == 0)
		return rr_diag(diags, RR_E_FACT, place(s), "entry %lld is not "
		    "sealed; only what is sealed is destroyed",
		    (long long)seq);
	if (!whose(s, arena, seal, &l, &words, diags))
		return false;
	if (strcmp(l.who, who) == 0)
		return rr_diag(diags, RR_E_SECOND, place(s), "entry %lld was "
		    "sealed by entry %lld, recorded by %s; whoever destroys "
		    "it has another login name", (long long)seq,
		    (long long)seal, words);
	if (!hold_of(s, matter, 0, &hold, diags))
		return false;
	if (hold == 0)
		return true;
	return whose(s, arena, hold, &l, &words, diags) &&
	    rr_diag(diags, RR_E_HELD, place(s), "entry %lld placed it, "
	    "recorded by %s; nothing of '%s' is destroyed before `regrights "
	    "hold lift %s %lld` ends it", (long long)hold, words, matter,
	    matter, (long long)hold);
}

bool
rr_store_may_destroy(struct rr_store *s, const char *matter, int64_t seq,
    const char *who, struct rr_diags *diags)
{
	struct rr_arena *arena = rr_arena_new();
	bool ok = may_destroy(s, arena, matter, seq, who, diags);

	rr_arena_free(arena);
	return ok;
}

/* What is sealed is an entry of this matter, older, and says something. */
static bool
may_seal(struct rr_writing *w, struct rr_fact *seal)
{
	struct rr_fact was;
	const char *why;
	int64_t by;
	bool row;

	if (!rr_seal_last(w->store, w->batch->matter, seal->about, &by,
	    w->diags) || !get_fact(w, seal->about, &was, &row))
		return false;
	if (by != 0 || !row)
		return rr_diag(w->diags, RR_E_SEALED, place(w->store),
		    "entry %lld, by entry %lld", (long long)seal->about,
		    (long long)by);
	why = rr_seal_refuses(&was);
	if (why != NULL)
		return rr_diag(w->diags, RR_E_FACT, place(w->store),
		    "entry %lld %s; it is not sealed", (long long)seal->about,
		    why);
	if (rr_seal_bare(w->arena, &was) != NULL)
		rr_fact_set(w->arena, seal, RR_SEAL_STAYS,
		    rr_seal_bare(w->arena, &was));
	return true;
}

static bool
may_release(struct rr_writing *w, const struct rr_fact *f)
{
	struct rr_fact was;
	int64_t by;
	bool row;

	if (!rr_seal_last(w->store, w->batch->matter, f->about, &by,
	    w->diags) || !get_fact(w, f->about, &was, &row))
		return false;
	if (by == 0)
		return not_sealed(w->store, f->about, w->diags);
	return row ? true : rr_diag(w->diags, RR_E_SEALED, place(w->store),
	    "entry %lld was destroyed; nothing brings it back",
	    (long long)f->about);
}

/* A list's file would stay, and an entry is destroyed once. */
static bool
may_end(struct rr_writing *w, const struct rr_fact *f)
{
	struct rr_fact was;
	bool row;

	if (!may_destroy(w->store, w->arena, w->batch->matter, f->about,
	    w->batch->who, w->diags) || !get_fact(w, f->about, &was, &row))
		return false;
	if (!row)
		return rr_diag(w->diags, RR_E_SEALED, place(w->store),
		    "entry %lld was destroyed already", (long long)f->about);
	return was.shape != RR_SHAPE_BOOK ? true : rr_diag(w->diags,
	    RR_E_FACT, place(w->store), "entry %lld filed a holder list, and "
	    "its file would stay; it stays sealed", (long long)f->about);
}

static bool
may_lift(struct rr_writing *w, const struct rr_fact *f)
{
	int64_t hold;

	if (!hold_of(w->store, w->batch->matter, f->about, &hold, w->diags))
		return false;
	return f->about != 0 && hold != 0 ? true : rr_diag(w->diags,
	    RR_E_FACT, place(w->store), "entry %lld is no litigation hold "
	    "that stands", (long long)f->about);
}

/* A row that the seal has, while it is one. */
static bool
may_account(struct rr_writing *w, const struct rr_fact *f)
{
	struct rr_rested *rows;
	struct rr_fact seal;
	int64_t by = 0;
	bool row;

	if (!get_fact(w, f->about, &seal, &row))
		return false;
	if (row && seal.shape == RR_SHAPE_SEAL && !rr_seal_last(w->store,
	    w->batch->matter, seal.about, &by, w->diags))
		return false;
	return by == f->about && f->part > 0 && (size_t)f->part <=
	    rr_seal_rested(w->arena, &seal, &rows) ? true :
	    rr_diag(w->diags, RR_E_NO_FACT, place(w->store),
	    "nothing is to be accounted for at '%lld/%lld'",
	    (long long)f->about, (long long)f->part);
}

static bool
may_void(struct rr_writing *w, const struct rr_fact *f)
{
	struct rr_fact of;
	bool row;

	if (!get_fact(w, f->about, &of, &row))
		return false;
	return !row || !rr_seal_is_act(of.shape) ? true : rr_diag(w->diags,
	    RR_E_FACT, place(w->store), "entry %lld, a %s, is not voided",
	    (long long)f->about, rr_shape_word(of.shape));
}

/* Acts are about an older entry of their own matter. */
static bool
is_about_one(struct rr_writing *w, const struct rr_fact *f)
{
	struct rr_link l;
	bool row;

	if (!rr_chain_get(w->store, w->arena, f->about, &l, &row, w->diags))
		return false;
	return row && f->about < w->link.seq &&
	    strcmp(l.matter, w->batch->matter) == 0 ? true :
	    rr_diag(w->diags, RR_E_NO_FACT, place(w->store),
	    "'%s' has no entry %lld before this one", w->batch->matter,
	    (long long)f->about);
}

bool
rr_act_allowed(struct rr_writing *w, struct rr_fact *f)
{
	if (f->shape == RR_SHAPE_VOID)
		return may_void(w, f);
	if ((!rr_seal_is_act(f->shape) && f->shape != RR_SHAPE_ACCOUNT) ||
	    f->shape == RR_SHAPE_HOLD)
		return true;
	if (!is_about_one(w, f))
		return false;
	if (f->shape == RR_SHAPE_SEAL)
		return may_seal(w, f);
	if (f->shape == RR_SHAPE_RELEASE)
		return may_release(w, f);
	if (f->shape == RR_SHAPE_LIFT)
		return may_lift(w, f);
	return f->shape == RR_SHAPE_ACCOUNT ? may_account(w, f) :
	    may_end(w, f);
}

static bool
run_about(struct rr_writing *w, enum rr_stmt id, int64_t seq)
{
	sqlite3_stmt *q = rr_stmt(w->store, id, w->diags);

	if (q == NULL)
		return false;
	sqlite3_bind_int64(q, 1, seq);
	if (id == RR_STMT_DESTROYED_ADD)
		sqlite3_bind_int64(q, 2, w->link.seq);
	return rr_stmt_run(w->store, q, w->diags);
}

bool
rr_act_done(struct rr_writing *w, const struct rr_fact *f)
{
	if (f->shape == RR_SHAPE_DESTROY)
		return run_about(w, RR_STMT_DESTROYED_ADD, f->about) &&
		    run_about(w, RR_STMT_PAYLOAD_DROP, f->about);
	/* The cache goes: it shows what the entry said. */
	return f->shape != RR_SHAPE_SEAL || rr_docket_write(w->store,
	    w->batch->matter, NULL, 0, "", w->diags);
}

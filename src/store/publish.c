/*
 * publish.c: what is recorded together, kept in memory until it is all there.
 *
 * A stage is a copy of the case file in which batches are recorded one after
 * another, each seeing those before it, while no lock is held and nothing of
 * it is on a disk.  Then all of them are recorded in the file in one
 * transaction, or none.  They may be moved behind what others have recorded
 * meanwhile in other matters, but only when none of them names an entry of
 * the stage by its number.
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
copy_in(struct rr_store *stage, struct rr_store *from,
    struct rr_diags *diags)
{
	sqlite3_backup *b = NULL;
	int rc = SQLITE_OK;

	if (!rr_db_here(from, diags))
		return false;
	b = sqlite3_backup_init(stage->db, "main", from->db, "main");
	if (b != NULL) {
		sqlite3_backup_step(b, -1);
		rc = sqlite3_backup_finish(b);
	}
	return b != NULL && rc == SQLITE_OK ? true :
	    rr_store_fail(from, b == NULL ? SQLITE_NOMEM : rc, diags);
}

static bool
fill(struct rr_store *stage, struct rr_store *from, struct rr_diags *diags)
{
	if (!rr_db_memory(stage, diags) ||
	    (from != NULL && !copy_in(stage, from, diags)) ||
	    !rr_sql_exec(stage, "PRAGMA foreign_keys=ON;"
	    "PRAGMA recursive_triggers=ON", diags) ||
	    (from == NULL && !rr_db_initialise(stage, diags)) ||
	    !rr_identity_read(stage, diags))
		return false;
	return rr_store_head(stage, &stage->stage->base.seq,
	    stage->stage->base.hash, diags);
}

bool
rr_store_stage(struct rr_store *from, const char *path,
    const struct rr_making *making, struct rr_store **out,
    struct rr_diags *diags)
{
	struct rr_store *s = rr_realloc(NULL, 1, sizeof(*s));
	const struct rr_vec none = RR_VEC_INIT(struct rr_batch);
	struct rr_arena *arena = rr_arena_new();
	size_t n = strlen(path) + 1;

	memset(s, 0, sizeof(*s));
	s->stage = rr_arena_alloc(arena, sizeof(*s->stage));
	s->stage->arena = arena;
	s->stage->batches = none;
	s->path = rr_realloc(NULL, n, 1);
	memcpy(s->path, path, n);
	s->mode = RR_STORE_WRITE;
	s->making = *making;
	s->gate = s->line = -1;
	if (!fill(s, from, diags)) {
		rr_store_close(s);
		return false;
	}
	*out = s;
	return true;
}

/* The number that begins at P in a text; 0 for a part of a day or an hour. */
static int64_t
number_at(const char *text, const char *p, size_t digits)
{
	bool behind = p > text && (p[-1] == '-' || (p[-1] == ':' &&
	    p > text + 1 && p[-2] >= '0' && p[-2] <= '9'));
	int64_t n = 0;

	if (digits == 0 || digits > 18 || p[0] == '0' || behind ||
	    p[digits] == '-' || p[digits] == ':')
		return 0;
	for (size_t i = 0; i < digits; i++)
		n = n * 10 + (p[i] - '0');
	return n;
}

/* Does a number stand in the text that is one of the stage's entries? */
static bool
names_staged(const struct rr_stage *g, const char *text)
{
	for (const char *p = text; *p != '\0';) {
		size_t digits = strspn(p, "0123456789");
		int64_t n = number_at(text, p, digits);

		if (n > g->base.seq && n <= g->base.seq + g->last)
			return true;
		p += digits > 0 ? digits : 1;
	}
	return false;
}

static bool
may_move(const struct rr_stage *g)
{
	for (size_t i = 0; i < g->batches.n; i++) {
		const struct rr_batch *b = rr_vec_at(&g->batches, i);

		if (names_staged(g, b->command))
			return false;
		for (size_t k = 0; k < b->n; k++) {
			struct rr_buf text = RR_BUF_INIT;
			bool names;

			rr_fact_json(b->entries[k].fact, &text);
			names = names_staged(g, text.s);
			rr_buf_free(&text);
			if (names)
				return false;
		}
	}
	return true;
}

/* By how many entries the stage's are moved; false with E506. */
static bool
find_move(struct rr_store *to, const struct rr_store *stage, bool exact,
    int64_t *by, struct rr_diags *diags)
{
	const struct rr_stage *g = stage->stage;
	uint8_t hash[RR_HASH_LEN];
	bool stands;
	int64_t seq;

	if (!rr_store_head(to, &seq, hash, diags) ||
	    !rr_store_stands(to, &g->base, &stands, diags))
		return false;
	*by = seq - g->base.seq;
	if (*by < 0 || !stands)
		return rr_diag(diags, RR_E_STALE, place(to),
		    "another file was put in its place meanwhile");
	return *by == 0 || (!exact && may_move(g)) ? true :
	    rr_diag(diags, RR_E_STALE, place(to),
	    "entry %lld came in between", (long long)seq);
}

static bool
write_all(struct rr_store *to, const struct rr_stage *g, int64_t by,
    struct rr_diags *diags)
{
	int64_t first, last;

	if (!rr_op_is_free(to, rr_vec_at(&g->batches, 0), diags))
		return false;
	for (size_t i = 0; i < g->batches.n; i++) {
		struct rr_batch b = *(struct rr_batch *)rr_vec_at(&g->batches,
		    i);

		if (b.head > g->base.seq)
			b.head += by;
		if (!rr_batch_write(to, &b, &first, &last, diags))
			return false;
	}
	return true;
}

bool
rr_store_publish(struct rr_store *to, struct rr_store *stage, bool exact,
    int64_t *moved, struct rr_diags *diags)
{
	const struct rr_stage *g = stage->stage;

	if (!rr_db_begin(to, diags))
		return false;
	if (!find_move(to, stage, exact, moved, diags) ||
	    !write_all(to, g, *moved, diags)) {
		rr_db_rollback(to);
		return false;
	}
	return rr_batch_commit(to, rr_vec_at(&g->batches, g->batches.n - 1),
	    diags);
}

/*
 * apply.c: one entry into the typed tables, with what it does to others' rows.
 *
 * A seal takes the rows of its entry out, and a release puts them back.
 * What nothing may show is in no table that is read.  The payload stays where
 * it is, so that a release, or a rebuild, finds all again; where it has been
 * destroyed meanwhile, there is nothing to put back.
 */
#include <string.h>

#include "regrights/arena.h"
#include "regrights/seal.h"
#include "store_int.h"

bool
rr_facts_filed(struct rr_store *s, struct rr_arena *arena,
    const struct rr_fact *f, struct rr_fact **rows, size_t *n,
    struct rr_diags *diags)
{
	const char *digest = rr_fact_get(f, RR_USE_ROWS);
	char *bytes;
	size_t len;

	return digest == NULL || (rr_store_text(s, arena, digest, &bytes,
	    &len, diags) && rr_fact_rows_parse(arena, bytes, len, rows, n,
	    diags));
}

static bool
put(struct rr_store *s, const char *matter, int64_t seq, struct rr_fact *f,
    struct rr_rows *n, struct rr_diags *diags)
{
	f->seq = seq;
	return rr_facts_insert(s, matter, f, n, diags);
}

/* The bare shape of the entry, where others stand on it. */
static bool
put_bare(struct rr_store *s, struct rr_arena *arena, const char *matter,
    const struct rr_fact *seal, struct rr_rows *n, struct rr_diags *diags)
{
	const char *text = rr_fact_field(seal, RR_SEAL_STAYS);
	struct rr_fact bare;

	return text == NULL || (rr_fact_parse(arena, text, strlen(text),
	    &bare, diags) && put(s, matter, seal->about, &bare, n, diags));
}

bool
rr_store_sealed(struct rr_store *s, struct rr_arena *arena, int64_t seq,
    struct rr_fact **out, size_t *n, struct rr_diags *diags)
{
	sqlite3_stmt *q = rr_stmt(s, RR_STMT_PAYLOAD_GET, diags);
	struct rr_fact f, *rows = NULL;
	const char *payload;
	size_t nrows = 0;
	bool row;

	*n = 0;
	if (q == NULL)
		return false;
	sqlite3_bind_int64(q, 1, seq);
	if (!rr_stmt_next(s, q, &row, diags))
		return false;
	if (!row)
		return true;
	payload = rr_col_word(arena, q, 2);
	sqlite3_reset(q);
	if (!rr_fact_parse(arena, payload, strlen(payload), &f, diags) ||
	    (f.shape == RR_SHAPE_BOOK && !rr_facts_filed(s, arena, &f, &rows,
	    &nrows, diags)))
		return false;
	*out = rr_arena_array(arena, nrows + 1, sizeof(**out));
	(*out)[0] = f;
	if (nrows > 0)
		memcpy(*out + 1, rows, nrows * sizeof(*rows));
	*n = nrows + 1;
	for (size_t i = 0; i < *n; i++)
		(*out)[i].seq = seq;
	return true;
}

static bool
put_back(struct rr_store *s, struct rr_arena *arena, const char *matter,
    int64_t seq, struct rr_rows *n, struct rr_diags *diags)
{
	struct rr_fact *all;
	size_t count;

	if (!rr_store_sealed(s, arena, seq, &all, &count, diags))
		return false;
	for (size_t i = 0; i < count; i++)
		if (!put(s, matter, seq, &all[i], n, diags))
			return false;
	return true;
}

static bool
hide(struct rr_store *s, const char *matter,
    const struct rr_fact *f, struct rr_rows *n, struct rr_diags *diags)
{
	struct rr_arena *arena;
	bool ok;

	if (f->shape != RR_SHAPE_SEAL && f->shape != RR_SHAPE_RELEASE)
		return true;
	arena = rr_arena_new();
	ok = rr_facts_drop(s, matter, f->about, n, diags) &&
	    (f->shape == RR_SHAPE_SEAL ? put_bare(s, arena, matter, f, n,
	    diags) : put_back(s, arena, matter, f->about, n, diags));
	rr_arena_free(arena);
	return ok;
}

static bool
set_matter(struct rr_store *s, const char *matter, int64_t seq,
    const struct rr_fact *f, struct rr_diags *diags)
{
	bool import = f->shape == RR_SHAPE_IMPORT;
	const char *title = rr_fact_get(f, RR_USE_TITLE);
	const char *text = rr_fact_get(f, RR_USE_TEXT);
	sqlite3_stmt *q = rr_stmt(s, import ? RR_STMT_MATTER_SET :
	    RR_STMT_MATTER_MOVE, diags);

	if (q == NULL)
		return false;
	rr_bind_text(q, 1, matter);
	if (import) {
		rr_bind_text(q, 2, title != NULL ? title : matter);
		sqlite3_bind_int64(q, 3, seq);
		rr_bind_text(q, 4, text != NULL ? text : "");
	} else
		sqlite3_bind_int64(q, 2, seq);
	return rr_stmt_run(s, q, diags);
}

bool
rr_facts_apply(struct rr_store *s, const char *matter, int64_t seq,
    const struct rr_fact *f, const struct rr_fact *rows, size_t nrows,
    struct rr_diags *diags)
{
	struct rr_fact one = *f;
	struct rr_rows n = { 0, 0 };

	if (!put(s, matter, seq, &one, &n, diags) ||
	    !hide(s, matter, &one, &n, diags))
		return false;
	for (size_t i = 0; i < nrows; i++) {
		one = rows[i];
		if (!put(s, matter, seq, &one, &n, diags))
			return false;
	}
	return set_matter(s, matter, seq, f, diags) &&
	    rr_facts_count(s, matter, &n, diags);
}

/*
 * docket.c: the cached docket, read in windows by key.
 *
 * Rows are ordered by their last safe day (or, where no calendar knows it,
 * their day as written), then matter, then id; a partial index holds those
 * that can be done, so that the first screen costs what it shows.  A row
 * without a day sorts before all days where it is to be done, else behind.
 */
#include <string.h>

#include "regrights/arena.h"
#include "regrights/buf.h"
#include "regrights/derive.h"
#include "regrights/map.h"
#include "regrights/vec.h"
#include "store_int.h"

#define NOW	"0000-00-00"	/* before every day */
#define NO_DAY	"9999-99-99"	/* behind every day */
#define BEHIND	"~"		/* and behind that */

/* Where a row stands: by its last safe day, else by its day as written. */
static void
place_of(const struct rr_docket_row *r, struct rr_buf *b)
{
	rr_date day = rr_date_or(r->working, r->raw);

	if (rr_date_is_none(day))
		rr_buf_add(b, r->stand == RR_DOCKET_DO ? NOW : NO_DAY);
	else
		rr_date_text(day, b);
}

static void
bind_place(sqlite3_stmt *q, int at, const struct rr_docket_row *r)
{
	struct rr_buf b = RR_BUF_INIT;

	place_of(r, &b);
	rr_bind_copy(q, at, &b);
	rr_buf_free(&b);
}

static bool
is_in_place(sqlite3_stmt *q, int at, const struct rr_docket_row *r)
{
	const char *place = (const char *)sqlite3_column_text(q, at);
	struct rr_buf b = RR_BUF_INIT;
	bool is;

	place_of(r, &b);
	is = place != NULL && strcmp(place, b.s) == 0;
	rr_buf_free(&b);
	return is;
}

static bool
put_row(struct rr_store *s, const char *matter,
    const struct rr_docket_row *r, struct rr_diags *diags)
{
	sqlite3_stmt *q = rr_stmt(s, RR_STMT_DOCKET_PUT, diags);

	if (q == NULL)
		return false;
	rr_bind_text(q, 1, matter);
	rr_bind_text(q, 2, r->id);
	rr_bind_text(q, 3, r->section);
	rr_bind_text(q, 4, r->what);
	rr_bind_text(q, 5, r->task);
	rr_bind_text(q, 6, r->lack);
	rr_bind_text(q, 7, r->by);
	rr_bind_text(q, 8, r->party);
	rr_bind_text(q, 9, r->rests);
	rr_bind_text(q, 10, r->answers);
	rr_bind_text(q, 11, r->sense);
	rr_bind_text(q, 12, r->status);
	rr_bind_text(q, 13, r->note);
	rr_bind_date(q, 14, r->raw);
	rr_bind_date(q, 15, r->rolled);
	rr_bind_date(q, 16, r->working);
	rr_bind_date(q, 17, r->met_on);
	rr_bind_date(q, 18, r->since);
	rr_bind_date(q, 19, r->changes_on);
	sqlite3_bind_int(q, 20, r->doubt);
	sqlite3_bind_int(q, 21, (int)r->stand);
	bind_place(q, 22, r);
	sqlite3_bind_int64(q, 23, rr_sum_docket(matter, r));
	return rr_stmt_run(s, q, diags);
}

static bool
drop_row(struct rr_store *s, const char *matter, const char *id,
    struct rr_diags *diags)
{
	sqlite3_stmt *q = rr_stmt(s, RR_STMT_DOCKET_DROP, diags);

	if (q == NULL)
		return false;
	rr_bind_text(q, 1, matter);
	rr_bind_text(q, 2, id);
	return rr_stmt_run(s, q, diags);
}

/* A column of a day holds one, or nothing; a yes or no is no third thing. */
static bool
is_well_formed(sqlite3_stmt *q)
{
	for (int i = 13; i <= 18; i++)
		if (sqlite3_column_type(q, i) != SQLITE_NULL &&
		    rr_date_is_none(rr_col_date(q, i)))
			return false;
	return (sqlite3_column_int64(q, 19) & ~(int64_t)1) == 0 &&
	    sqlite3_column_int64(q, 20) >= RR_DOCKET_NOT &&
	    sqlite3_column_int64(q, 20) < RR_DOCKET_STANDS;
}

static void
read_row(struct rr_arena *arena, sqlite3_stmt *q, struct rr_docket_row *r)
{
	r->matter = rr_col_word(arena, q, 0);
	r->id = rr_col_word(arena, q, 1);
	r->section = rr_col_word(arena, q, 2);
	r->what = rr_col_word(arena, q, 3);
	r->task = rr_col_word(arena, q, 4);
	r->lack = rr_col_word(arena, q, 5);
	r->by = rr_col_word(arena, q, 6);
	r->party = rr_col_word(arena, q, 7);
	r->rests = rr_col_word(arena, q, 8);
	r->answers = rr_col_word(arena, q, 9);
	r->sense = rr_col_word(arena, q, 10);
	r->status = rr_col_word(arena, q, 11);
	r->note = rr_col_word(arena, q, 12);
	r->raw = rr_col_date(q, 13);
	r->rolled = rr_col_date(q, 14);
	r->working = rr_col_date(q, 15);
	r->met_on = rr_col_date(q, 16);
	r->since = rr_col_date(q, 17);
	r->changes_on = rr_col_date(q, 18);
	r->changed = !is_well_formed(q);
	r->doubt = sqlite3_column_int64(q, 19) != 0;
	r->stand = r->changed ? RR_DOCKET_NOT :
	    (enum rr_docket_stand)sqlite3_column_int(q, 20);
	r->changed |= !is_in_place(q, 22, r) ||
	    sqlite3_column_int64(q, 21) != rr_sum_docket(r->matter, r);
}

static bool
same_text(const struct rr_docket_row *a, const struct rr_docket_row *b)
{
	return strcmp(a->section, b->section) == 0 &&
	    strcmp(a->what, b->what) == 0 && strcmp(a->task, b->task) == 0 &&
	    strcmp(a->lack, b->lack) == 0 && strcmp(a->by, b->by) == 0 &&
	    strcmp(a->party, b->party) == 0 &&
	    strcmp(a->rests, b->rests) == 0 &&
	    strcmp(a->answers, b->answers) == 0 &&
	    strcmp(a->sense, b->sense) == 0 &&
	    strcmp(a->status, b->status) == 0 &&
	    strcmp(a->note, b->note) == 0;
}

static bool
same_days(const struct rr_docket_row *a, const struct rr_docket_row *b)
{
	return a->raw.day == b->raw.day && a->rolled.day == b->rolled.day &&
	    a->working.day == b->working.day &&
	    a->met_on.day == b->met_on.day && a->since.day == b->since.day &&
	    a->changes_on.day == b->changes_on.day &&
	    a->doubt == b->doubt && a->stand == b->stand;
}

bool
rr_docket_row_same(const struct rr_docket_row *a,
    const struct rr_docket_row *b)
{
	return !a->changed && !b->changed && same_text(a, b) &&
	    same_days(a, b);
}

/* The rows that a matter has, by their ids. */
static bool
read_matter(struct rr_store *s, struct rr_arena *arena, const char *matter,
    struct rr_map *rows, struct rr_diags *diags)
{
	sqlite3_stmt *q = rr_stmt(s, RR_STMT_DOCKET_OF, diags);
	bool row = q != NULL;

	if (q != NULL)
		rr_bind_text(q, 1, matter);
	while (row) {
		struct rr_docket_row *r;

		if (!rr_stmt_next(s, q, &row, diags))
			return false;
		if (!row)
			break;
		r = rr_arena_alloc(arena, sizeof(*r));
		read_row(arena, q, r);
		rr_map_set(rows, r->id, r);
	}
	return q != NULL;
}

/* Rows that stay as they are are not written: they lie far apart. */
static bool
write_rows(struct rr_store *s, struct rr_arena *arena, const char *matter,
    const struct rr_docket_row *rows, size_t n, struct rr_diags *diags)
{
	struct rr_map *old = rr_map_new(arena), *kept = rr_map_new(arena);

	if (!read_matter(s, arena, matter, old, diags))
		return false;
	for (size_t i = 0; i < n; i++) {
		struct rr_docket_row *was = rr_map_find(old, rows[i].id);

		rr_map_set(kept, rows[i].id, kept);
		if ((was == NULL || !rr_docket_row_same(was, &rows[i])) &&
		    !put_row(s, matter, &rows[i], diags))
			return false;
	}
	for (size_t i = 0; i < rr_map_count(old); i++)
		if (rr_map_find(kept, rr_map_key(old, i)) == NULL &&
		    !drop_row(s, matter, rr_map_key(old, i), diags))
			return false;
	return true;
}

/* What the rows of a matter come to, as rr_store_docket_check adds them. */
static int64_t
sum_of(const char *matter, const struct rr_docket_row *rows, size_t n)
{
	uint64_t sum = 0;

	for (size_t i = 0; i < n; i++) {
		struct rr_buf place = RR_BUF_INIT;

		place_of(&rows[i], &place);
		sum += (uint64_t)rr_sum_share(rr_sum_docket(matter, &rows[i]),
		    place.s, rows[i].status, rows[i].stand);
		rr_buf_free(&place);
	}
	return (int64_t)sum;
}

bool
rr_docket_write(struct rr_store *s, const char *matter,
    const struct rr_docket_row *rows, size_t n, const char *key,
    struct rr_diags *diags)
{
	struct rr_arena *arena = rr_arena_new();
	bool ok = write_rows(s, arena, matter, rows, n, diags);
	sqlite3_stmt *q = ok ? rr_stmt(s, RR_STMT_DOCKET_KEY, diags) : NULL;

	rr_arena_free(arena);
	if (q == NULL)
		return false;
	rr_bind_text(q, 1, matter);
	rr_bind_text(q, 2, key);
	sqlite3_bind_int64(q, 3, sum_of(matter, rows, n));
	return rr_stmt_run(s, q, diags) && rr_sum_renew(s, matter, diags);
}

/* Rows of no matter belong to nothing that is derived anew. */
static bool
drop_strays(struct rr_store *s, struct rr_diags *diags)
{
	sqlite3_stmt *q;

	if (s->swept)
		return true;
	q = rr_stmt(s, RR_STMT_DOCKET_STRAYS, diags);
	s->swept = q != NULL && rr_stmt_run(s, q, diags);
	return s->swept;
}

static bool
put_rows(struct rr_store *s, const char *matter, int64_t head,
    const char *key, const struct rr_docket_row *rows, size_t n,
    struct rr_diags *diags)
{
	sqlite3_stmt *q;
	size_t before = rr_diags_errors(diags);
	bool row, same;

	q = rr_stmt(s, RR_STMT_MATTER_HEAD, diags);
	if (q == NULL) {
		rr_db_rollback(s);
		return false;
	}
	rr_bind_text(q, 1, matter);
	same = rr_stmt_next(s, q, &row, diags) && row &&
	    sqlite3_column_int64(q, 0) == head;
	sqlite3_reset(q);
	/* Somebody recorded meanwhile: their own cache is the newer one. */
	if (!same || !drop_strays(s, diags) ||
	    !rr_docket_write(s, matter, rows, n, key, diags)) {
		rr_db_rollback(s);
		return rr_diags_errors(diags) == before;
	}
	return rr_db_commit(s, diags);
}

/* What can be derived again at any time is not worth a wait. */
bool
rr_store_docket_put(struct rr_store *s, const char *matter, int64_t head,
    const char *key, const struct rr_docket_row *rows, size_t n,
    struct rr_diags *diags)
{
	bool impatient = s->impatient, ok;

	s->impatient = true;
	ok = rr_db_begin(s, diags) && put_rows(s, matter, head, key, rows, n,
	    diags);
	s->impatient = impatient;
	return ok;
}

/* NULL stands before all rows, or behind them. */
static void
bind_edge(sqlite3_stmt *q, const struct rr_docket_row *edge, bool back)
{
	const char *end = back ? BEHIND : "";

	if (edge == NULL) {
		for (int i = 1; i <= 3; i++)
			rr_bind_text(q, i, end);
		return;
	}
	bind_place(q, 1, edge);
	rr_bind_text(q, 2, edge->matter);
	rr_bind_text(q, 3, edge->id);
}

static bool
window(struct rr_store *s, struct rr_arena *arena, const char *matter,
    bool all, bool back, const struct rr_docket_row *edge, size_t max,
    struct rr_vec *rows, struct rr_diags *diags)
{
	static const enum rr_stmt ids[2][2][2] = {
		{ { RR_STMT_DOCKET_OPEN_UP, RR_STMT_DOCKET_OPEN_UP_OF },
		  { RR_STMT_DOCKET_OPEN_DOWN, RR_STMT_DOCKET_OPEN_DOWN_OF } },
		{ { RR_STMT_DOCKET_ALL_UP, RR_STMT_DOCKET_ALL_UP_OF },
		  { RR_STMT_DOCKET_ALL_DOWN, RR_STMT_DOCKET_ALL_DOWN_OF } }
	};
	sqlite3_stmt *q = rr_stmt(s, ids[all][back][matter != NULL], diags);
	bool row = true;

	if (q == NULL)
		return false;
	bind_edge(q, edge, back);
	sqlite3_bind_int64(q, 4, max > INT32_MAX ? -1 : (int64_t)max);
	if (matter != NULL)
		rr_bind_text(q, 5, matter);
	while (row) {
		if (!rr_stmt_next(s, q, &row, diags))
			return false;
		if (row)
			read_row(arena, q, rr_vec_add(arena, rows));
	}
	return true;
}

bool
rr_store_docket(struct rr_store *s, struct rr_arena *arena,
    const char *matter, bool all, const struct rr_docket_row *after,
    size_t max, struct rr_docket_row **out, size_t *n,
    struct rr_diags *diags)
{
	struct rr_vec rows = RR_VEC_INIT(struct rr_docket_row);
	bool ok = window(s, arena, matter, all, false, after, max, &rows,
	    diags);

	*out = rows.items;
	*n = rows.n;
	return ok;
}

/* To be done, and without a day. */
static bool
is_now(const struct rr_docket_row *r)
{
	return r->stand == RR_DOCKET_DO &&
	    rr_date_is_none(rr_date_or(r->working, r->raw));
}

bool
rr_store_docket_first(struct rr_store *s, struct rr_arena *arena,
    const char *matter, bool all, size_t max, struct rr_docket_row **out,
    size_t *n, struct rr_diags *diags)
{
	/* Behind all that is to be done and has no day. */
	const struct rr_docket_row now = { .matter = BEHIND, .id = "",
	    .raw = RR_DATE_NONE, .working = RR_DATE_NONE,
	    .stand = RR_DOCKET_DO };
	struct rr_vec rows = RR_VEC_INIT(struct rr_docket_row);
	bool ok = window(s, arena, matter, all, false, NULL, max, &rows,
	    diags);
	const struct rr_docket_row *r = rows.items;
	size_t k = 0;

	while (k < rows.n && is_now(&r[k]))
		k++;
	if (ok && k > 0 && rows.n == max) {
		rows.n = k;
		ok = window(s, arena, matter, all, false, &now, max, &rows,
		    diags);
	}
	*out = rows.items;
	*n = rows.n;
	return ok;
}

bool
rr_store_docket_back(struct rr_store *s, struct rr_arena *arena,
    const char *matter, bool all, const struct rr_docket_row *before,
    size_t max, struct rr_docket_row **out, size_t *n,
    struct rr_diags *diags)
{
	struct rr_vec rows = RR_VEC_INIT(struct rr_docket_row);
	bool ok = window(s, arena, matter, all, true, before, max, &rows,
	    diags);
	struct rr_docket_row *r = rows.items;

	for (size_t i = 0; i < rows.n / 2; i++) {
		struct rr_docket_row swap = r[i];

		r[i] = r[rows.n - 1 - i];
		r[rows.n - 1 - i] = swap;
	}
	*out = rows.items;
	*n = rows.n;
	return ok;
}

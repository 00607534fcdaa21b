/*
 * facts.c: facts in typed tables, written with their entry and read back.
 *
 * Reading joins three ordered scans (facts, fields, sendings) in step, so the
 * cost is linear in what is read and nothing is looked up twice.
 */
#include <string.h>

#include "regrights/arena.h"
#include "regrights/buf.h"
#include "regrights/vec.h"
#include "store_int.h"

static void
bind_instant(sqlite3_stmt *q, int i, rr_instant at)
{
	struct rr_buf b = RR_BUF_INIT;

	rr_instant_text(at, &b);
	rr_bind_copy(q, i, &b);
	rr_buf_free(&b);
}

static void
bind_wall(sqlite3_stmt *q, int i, rr_instant at, struct rr_wall wall)
{
	struct rr_buf b = RR_BUF_INIT;

	if (!rr_instant_is_none(at))
		rr_wall_text(wall, &b);
	rr_bind_copy(q, i, &b);
	rr_buf_free(&b);
}

static bool
insert_fields(struct rr_store *s, const char *matter,
    const struct rr_fact *f, struct rr_diags *diags)
{
	for (size_t i = 0; i < f->nfields; i++) {
		sqlite3_stmt *q = rr_stmt(s, RR_STMT_FIELD_ADD, diags);

		if (q == NULL)
			return false;
		rr_bind_text(q, 1, matter);
		sqlite3_bind_int64(q, 2, f->seq);
		sqlite3_bind_int64(q, 3, f->row);
		rr_bind_text(q, 4, f->fields[i].key);
		rr_bind_text(q, 5, f->fields[i].value);
		if (!rr_stmt_run(s, q, diags))
			return false;
	}
	return true;
}

static bool
insert_sendings(struct rr_store *s, const char *matter,
    const struct rr_fact *f, struct rr_diags *diags)
{
	for (size_t i = 0; i < f->nsendings; i++) {
		const struct rr_sending *one = &f->sendings[i];
		sqlite3_stmt *q = rr_stmt(s, RR_STMT_SENDING_ADD, diags);

		if (q == NULL)
			return false;
		rr_bind_text(q, 1, matter);
		sqlite3_bind_int64(q, 2, f->seq);
		sqlite3_bind_int64(q, 3, f->row);
		sqlite3_bind_int64(q, 4, (int64_t)i + 1);
		rr_bind_text(q, 5, one->party);
		sqlite3_bind_int(q, 6, one->copy);
		rr_bind_text(q, 7, one->method);
		rr_bind_text(q, 8, one->address);
		rr_bind_text(q, 9, one->lists);
		bind_instant(q, 10, one->at);
		rr_bind_text(q, 11, one->zone);
		bind_wall(q, 12, one->at, one->wall);
		if (!rr_stmt_run(s, q, diags))
			return false;
	}
	return true;
}

bool
rr_facts_insert(struct rr_store *s, const char *matter,
    const struct rr_fact *f, struct rr_rows *rows, struct rr_diags *diags)
{
	sqlite3_stmt *q = rr_stmt(s, RR_STMT_FACT_ADD, diags);
	int64_t sum = rr_sum_fact(matter, f);

	if (q == NULL)
		return false;
	rr_bind_text(q, 1, matter);
	sqlite3_bind_int64(q, 2, f->seq);
	sqlite3_bind_int64(q, 3, f->row);
	rr_bind_text(q, 4, rr_shape_word(f->shape));
	rr_bind_text(q, 5, f->name);
	rr_bind_date(q, 6, f->day);
	bind_instant(q, 7, f->at);
	rr_bind_text(q, 8, f->zone);
	bind_wall(q, 9, f->at, f->wall);
	sqlite3_bind_int64(q, 10, f->about);
	sqlite3_bind_int64(q, 11, f->about_row);
	sqlite3_bind_int64(q, 12, f->part);
	rr_bind_text(q, 13, f->source);
	sqlite3_bind_int64(q, 14, sum);
	sqlite3_bind_int(q, 15, f->span);
	rows->n++;
	rows->sums += (uint64_t)sum;
	return rr_stmt_run(s, q, diags) &&
	    insert_fields(s, matter, f, diags) &&
	    insert_sendings(s, matter, f, diags);
}

static bool
drop_from(struct rr_store *s, enum rr_stmt id, const char *matter,
    int64_t seq, struct rr_diags *diags)
{
	sqlite3_stmt *q = rr_stmt(s, id, diags);

	if (q == NULL)
		return false;
	rr_bind_text(q, 1, matter);
	sqlite3_bind_int64(q, 2, seq);
	return rr_stmt_run(s, q, diags);
}

/* Modulo 2^62, so that SQLite can add. */
#define SUMS	((UINT64_C(1) << 62) - 1)

/* All rows of a matter, or of SEQ (0: any). */
static bool
rows_of(struct rr_store *s, const char *matter, int64_t seq,
    struct rr_rows *rows, struct rr_diags *diags)
{
	sqlite3_stmt *q = rr_stmt(s, RR_STMT_FACT_SUMS, diags);
	bool row = q != NULL;

	memset(rows, 0, sizeof(*rows));
	if (q == NULL)
		return false;
	rr_bind_text(q, 1, matter);
	sqlite3_bind_int64(q, 2, seq);
	while (row) {
		if (!rr_stmt_next(s, q, &row, diags))
			return false;
		if (row) {
			rows->n++;
			rows->sums += (uint64_t)sqlite3_column_int64(q, 0);
		}
	}
	return true;
}

bool
rr_facts_count(struct rr_store *s, const char *matter,
    const struct rr_rows *more, struct rr_diags *diags)
{
	sqlite3_stmt *q = rr_stmt(s, RR_STMT_MATTER_FACTS, diags);

	if (q == NULL)
		return false;
	rr_bind_text(q, 1, matter);
	sqlite3_bind_int64(q, 2, more->n);
	sqlite3_bind_int64(q, 3, (int64_t)(more->sums & SUMS));
	return rr_stmt_run(s, q, diags) && rr_sum_renew(s, matter, diags);
}

bool
rr_facts_drop(struct rr_store *s, const char *matter, int64_t seq,
    struct rr_rows *rows, struct rr_diags *diags)
{
	struct rr_rows gone;

	if (!rows_of(s, matter, seq, &gone, diags))
		return false;
	rows->n -= gone.n;
	rows->sums -= gone.sums;
	return drop_from(s, RR_STMT_FACT_DROP, matter, seq, diags) &&
	    drop_from(s, RR_STMT_FIELD_DROP, matter, seq, diags) &&
	    drop_from(s, RR_STMT_SENDING_DROP, matter, seq, diags);
}

/* Interns the few words that repeat in every row. */
static const char *
same(const char *was, const char *is, struct rr_arena *arena)
{
	if (is == NULL)
		return NULL;
	return was != NULL && strcmp(was, is) == 0 ? was :
	    rr_arena_strdup(arena, is);
}

/* A row that this program would not have written; false, with its number. */
static bool
damaged(struct rr_store *s, sqlite3_stmt *q, struct rr_diags *diags)
{
	const struct rr_pos at = { s->path, 0, 0 };
	int64_t seq = sqlite3_column_int64(q, 0);

	sqlite3_reset(q);
	return rr_diag(diags, RR_E_DAMAGED, at,
	    "entry %lld cannot be read; `regrights rebuild` makes the tables "
	    "again from the journal", (long long)seq);
}

/* None, or an instant with its zone and its wall clock. */
static bool
read_moment(struct rr_arena *arena, sqlite3_stmt *q, int i, rr_instant *at,
    const char **zone, struct rr_wall *wall)
{
	const char *text = (const char *)sqlite3_column_text(q, i);
	const char *clock = (const char *)sqlite3_column_text(q, i + 2);

	*at = RR_INSTANT_NONE;
	*zone = rr_col_text(arena, q, i + 1);
	if (text == NULL)
		return clock == NULL;
	return rr_instant_parse(text, at) && clock != NULL &&
	    rr_wall_parse(clock, wall) && *zone != NULL;
}

static bool
read_fact(struct rr_arena *arena, sqlite3_stmt *q, const char **name,
    struct rr_fact *f, int64_t *sum)
{
	const char *shape = (const char *)sqlite3_column_text(q, 2);

	f->seq = sqlite3_column_int64(q, 0);
	f->row = sqlite3_column_int64(q, 1);
	*name = f->name = same(*name,
	    (const char *)sqlite3_column_text(q, 3), arena);
	f->day = rr_col_date(q, 4);
	f->about = sqlite3_column_int64(q, 8);
	f->about_row = sqlite3_column_int64(q, 9);
	f->part = sqlite3_column_int64(q, 10);
	f->source = rr_col_text(arena, q, 11);
	*sum = sqlite3_column_int64(q, 12);
	f->span = sqlite3_column_int(q, 13);
	return shape != NULL && rr_shape_find(shape, &f->shape) &&
	    f->name != NULL && (sqlite3_column_type(q, 4) == SQLITE_NULL ||
	    !rr_date_is_none(f->day)) &&
	    read_moment(arena, q, 5, &f->at, &f->zone, &f->wall);
}

static bool
read_facts(struct rr_store *s, struct rr_arena *arena, sqlite3_stmt *q,
    struct rr_vec *all, struct rr_vec *sums, struct rr_diags *diags)
{
	const char *name = NULL;
	bool row;

	while (rr_stmt_next(s, q, &row, diags)) {
		if (!row)
			return true;
		if (!read_fact(arena, q, &name, rr_vec_add(arena, all),
		    rr_vec_add(arena, sums)))
			return damaged(s, q, diags);
	}
	return false;
}

/* Moves on to the fact that a row of the other scan belongs to. */
static struct rr_fact *
owner(struct rr_vec *all, size_t *i, int64_t seq, int64_t row)
{
	struct rr_fact *f = all->items;

	while (*i < all->n && (f[*i].seq < seq ||
	    (f[*i].seq == seq && f[*i].row < row)))
		++*i;
	return *i < all->n && f[*i].seq == seq && f[*i].row == row ?
	    &f[*i] : NULL;
}

static bool
read_fields(struct rr_store *s, struct rr_arena *arena, sqlite3_stmt *q,
    struct rr_vec *facts, struct rr_diags *diags)
{
	struct rr_vec all = RR_VEC_INIT(struct rr_field);
	struct rr_fact *f = NULL;
	size_t i = 0;
	bool row;

	while (rr_stmt_next(s, q, &row, diags)) {
		struct rr_fact *next = !row ? NULL : owner(facts, &i,
		    sqlite3_column_int64(q, 0), sqlite3_column_int64(q, 1));
		struct rr_field *field;

		if (next != f && f != NULL) {
			f->fields = all.items;
			f->nfields = all.n;
		}
		if (!row)
			return true;
		if (next != f) {
			const struct rr_vec none = RR_VEC_INIT(struct rr_field);

			all = none;
		}
		f = next;
		field = rr_vec_add(arena, &all);
		field->key = rr_col_text(arena, q, 2);
		field->value = rr_col_text(arena, q, 3);
		if (f == NULL || field->key == NULL || field->value == NULL)
			return damaged(s, q, diags);
	}
	return false;
}

static bool
read_sending(struct rr_arena *arena, sqlite3_stmt *q, struct rr_sending *one)
{
	one->party = rr_col_text(arena, q, 2);
	one->copy = sqlite3_column_int64(q, 3) == 1;
	one->method = rr_col_text(arena, q, 4);
	one->address = rr_col_text(arena, q, 5);
	one->lists = rr_col_text(arena, q, 6);
	return (sqlite3_column_int64(q, 3) & ~(int64_t)1) == 0 &&
	    read_moment(arena, q, 7, &one->at, &one->zone, &one->wall) &&
	    !rr_instant_is_none(one->at) && one->party != NULL &&
	    one->method != NULL && one->lists != NULL;
}

static bool
read_sendings(struct rr_store *s, struct rr_arena *arena, sqlite3_stmt *q,
    struct rr_vec *facts, struct rr_diags *diags)
{
	struct rr_vec all = RR_VEC_INIT(struct rr_sending);
	struct rr_fact *f = NULL;
	size_t i = 0;
	bool row;

	while (rr_stmt_next(s, q, &row, diags)) {
		struct rr_fact *next = !row ? NULL : owner(facts, &i,
		    sqlite3_column_int64(q, 0), sqlite3_column_int64(q, 1));

		if (next != f && f != NULL) {
			f->sendings = all.items;
			f->nsendings = all.n;
		}
		if (!row)
			return true;
		if (next != f) {
			const struct rr_vec none =
			    RR_VEC_INIT(struct rr_sending);

			all = none;
		}
		f = next;
		if (f == NULL || !read_sending(arena, q, rr_vec_add(arena,
		    &all)) || sqlite3_column_int64(q, 10) != (int64_t)all.n)
			return damaged(s, q, diags);
	}
	return false;
}

static sqlite3_stmt *
range(struct rr_store *s, enum rr_stmt id, const char *matter, int64_t since,
    int64_t known, struct rr_diags *diags)
{
	sqlite3_stmt *q = rr_stmt(s, id, diags);

	if (q == NULL)
		return NULL;
	rr_bind_text(q, 1, matter);
	sqlite3_bind_int64(q, 2, since);
	sqlite3_bind_int64(q, 3, known > 0 ? known : INT64_MAX);
	return q;
}

/* Which rows of facts the matter should have. */
static bool
rows_wanted(struct rr_store *s, const char *matter, struct rr_rows *rows,
    struct rr_diags *diags)
{
	sqlite3_stmt *q = rr_stmt(s, RR_STMT_MATTER_GET, diags);
	bool row;

	if (q == NULL)
		return false;
	rr_bind_text(q, 1, matter);
	if (!rr_stmt_next(s, q, &row, diags))
		return false;
	rows->n = row ? sqlite3_column_int64(q, 5) : 0;
	rows->sums = row ? (uint64_t)sqlite3_column_int64(q, 6) : 0;
	sqlite3_reset(q);
	return true;
}

/* What was read is what was written, row for row. */
static bool
check_sums(struct rr_store *s, const char *matter, const struct rr_vec *all,
    const struct rr_vec *sums, struct rr_diags *diags)
{
	const struct rr_pos at = { s->path, 0, 0 };
	const struct rr_fact *f = all->items;
	const int64_t *sum = sums->items;

	for (size_t i = 0; i < all->n; i++)
		if (rr_sum_fact(matter, &f[i]) != sum[i])
			return rr_diag(diags, RR_E_DAMAGED, at,
			    "the rows of entry %lld were changed in their "
			    "tables; when `regrights verify` finds the "
			    "journal whole, `regrights rebuild` mends it",
			    (long long)f[i].seq);
	return true;
}

/* Those that were not read, too: what is known later is looked up by others. */
static bool
check_rows(struct rr_store *s, const char *matter, struct rr_diags *diags)
{
	const struct rr_pos at = { s->path, 0, 0 };
	struct rr_rows are, should;

	if (!rows_wanted(s, matter, &should, diags) ||
	    !rows_of(s, matter, 0, &are, diags))
		return false;
	if (are.n != should.n)
		return rr_diag(diags, RR_E_DAMAGED, at,
		    "the table of facts has %lld rows of '%s' and should have "
		    "%lld; when `regrights verify` finds the journal whole, "
		    "`regrights rebuild` mends it", (long long)are.n, matter,
		    (long long)should.n);
	return (are.sums & SUMS) == should.sums ? true : rr_diag(diags,
	    RR_E_DAMAGED, at, "the table of facts has other rows of '%s' than "
	    "were written; when `regrights verify` finds the journal whole, "
	    "`regrights rebuild` mends it", matter);
}

static bool
read_all(struct rr_store *s, struct rr_arena *arena, const char *matter,
    int64_t since, int64_t known, struct rr_vec *all, struct rr_diags *diags)
{
	struct rr_vec sums = RR_VEC_INIT(int64_t);
	sqlite3_stmt *q = range(s, RR_STMT_FACT_READ, matter, since, known,
	    diags);

	if (q == NULL || !read_facts(s, arena, q, all, &sums, diags))
		return false;
	q = range(s, RR_STMT_FIELD_READ, matter, since, known, diags);
	if (q == NULL || !read_fields(s, arena, q, all, diags))
		return false;
	q = range(s, RR_STMT_SENDING_READ, matter, since, known, diags);
	return q != NULL && read_sendings(s, arena, q, all, diags) &&
	    check_sums(s, matter, all, &sums, diags) && (since != 0 ||
	    check_rows(s, matter, diags));
}

bool
rr_store_facts(struct rr_store *s, struct rr_arena *arena,
    const char *matter, int64_t since, int64_t known, struct rr_fact **out,
    size_t *n, struct rr_diags *diags)
{
	struct rr_vec all = RR_VEC_INIT(struct rr_fact);
	bool ok;

	/* One read transaction, so that the three scans see one state. */
	if (!rr_db_exec(s, "BEGIN", diags))
		return false;
	ok = read_all(s, arena, matter, since, known, &all, diags);
	sqlite3_exec(s->db, "COMMIT", NULL, NULL, NULL);
	*out = all.items;
	*n = all.n;
	return ok;
}

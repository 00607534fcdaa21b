/*
 * sum.c: check values of the tables that are rebuilt.
 *
 * Each row of a fact, of the docket and of a matter carries the first eight
 * bytes of the SHA-256 of what it says, and a matter which rows of facts and of
 * the docket it has, and the hash of the entry that they were last made from;
 * so that what is read and was changed by another hand, or by the disk, or is
 * another journal's, is noticed before it is used.  Whoever knows this
 * program can write these values too: only the journal, walked and replayed,
 * proves what the tables should say.
 */
#include <string.h>

#include "regrights/arena.h"
#include "regrights/buf.h"
#include "store_int.h"

/* Each member with its length before it; NULL is not the empty text. */
static void
add_text(struct rr_buf *b, const char *s)
{
	if (s == NULL)
		rr_buf_addc(b, '-');
	else
		rr_buf_printf(b, "%zu:%s", strlen(s), s);
}

static void
add_int(struct rr_buf *b, int64_t n)
{
	rr_buf_printf(b, "%lld;", (long long)n);
}

static int64_t
finish(struct rr_buf *b)
{
	uint8_t hash[RR_HASH_LEN];
	uint64_t sum = 0;

	rr_hash(b->s, b->len, hash);
	rr_buf_free(b);
	for (int i = 0; i < 8; i++)
		sum = sum << 8 | hash[i];
	return (int64_t)sum;
}

static void
add_moment(struct rr_buf *b, rr_instant at, const char *zone,
    struct rr_wall wall)
{
	bool none = rr_instant_is_none(at);

	add_int(b, none ? 0 : 1);
	add_int(b, none ? 0 : at.sec);
	add_text(b, zone);
	add_int(b, none ? 0 : wall.day.day);
	add_int(b, none ? 0 : wall.sec);
}

static void
add_field(struct rr_buf *b, const struct rr_field *f)
{
	add_text(b, f->key);
	add_text(b, f->value);
}

static void
add_sending(struct rr_buf *b, const struct rr_sending *s)
{
	add_text(b, s->party);
	add_int(b, s->copy);
	add_text(b, s->method);
	add_text(b, s->address);
	add_text(b, s->lists);
	add_moment(b, s->at, s->zone, s->wall);
}

int64_t
rr_sum_fact(const char *matter, const struct rr_fact *f)
{
	struct rr_buf b = RR_BUF_INIT;

	add_text(&b, matter);
	add_int(&b, f->seq);
	add_int(&b, f->row);
	add_int(&b, f->shape);
	add_text(&b, f->name);
	add_int(&b, f->day.day);
	add_int(&b, f->span);
	add_moment(&b, f->at, f->zone, f->wall);
	add_int(&b, f->about);
	add_int(&b, f->about_row);
	add_int(&b, f->part);
	add_text(&b, f->source);
	for (size_t i = 0; i < f->nfields; i++)
		add_field(&b, &f->fields[i]);
	for (size_t i = 0; i < f->nsendings; i++)
		add_sending(&b, &f->sendings[i]);
	return finish(&b);
}

int64_t
rr_sum_docket(const char *matter, const struct rr_docket_row *r)
{
	const char *const texts[] = { matter, r->id, r->section, r->what,
	    r->task, r->lack, r->by, r->party, r->rests, r->answers,
	    r->sense, r->status, r->note };
	const rr_date days[] = { r->raw, r->rolled, r->working, r->met_on,
	    r->since, r->changes_on };
	struct rr_buf b = RR_BUF_INIT;

	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++)
		add_text(&b, texts[i]);
	for (size_t i = 0; i < sizeof(days) / sizeof(days[0]); i++)
		add_int(&b, days[i].day);
	add_int(&b, r->doubt);
	add_int(&b, r->stand);
	return finish(&b);
}

#define PRIME	1099511628211u		/* FNV-1a */

static uint64_t
share_of(uint64_t h, const char *s)
{
	for (; *s != '\0'; s++)
		h = (h ^ (unsigned char)*s) * PRIME;
	return h;
}

/* The order of rows does not count: their shares are added up. */
int64_t
rr_sum_share(int64_t sum, const char *place, const char *status,
    int64_t stand)
{
	uint64_t h = share_of((uint64_t)sum, place) * PRIME;

	return (int64_t)((share_of(h, status) ^ (uint64_t)stand) * PRIME);
}

int64_t
rr_sum_matter(const struct rr_matter *m)
{
	struct rr_buf b = RR_BUF_INIT;

	add_text(&b, m->key);
	add_text(&b, m->title);
	add_int(&b, m->head);
	add_int(&b, m->import);
	add_text(&b, m->text);
	add_int(&b, m->facts);
	add_int(&b, m->fact_rows);
	rr_buf_addn(&b, m->hash, sizeof(m->hash));
	add_text(&b, m->docket_key);
	add_int(&b, m->docket_rows);
	return finish(&b);
}

void
rr_sum_read(struct rr_arena *arena, sqlite3_stmt *q, struct rr_matter *m,
    bool *holds)
{
	memset(m, 0, sizeof(*m));
	m->key = rr_col_word(arena, q, 0);
	m->title = rr_col_word(arena, q, 1);
	m->head = sqlite3_column_int64(q, 2);
	m->import = sqlite3_column_int64(q, 3);
	m->text = rr_col_word(arena, q, 4);
	m->facts = sqlite3_column_int64(q, 5);
	m->fact_rows = sqlite3_column_int64(q, 6);
	*holds = rr_col_blob(q, 7, m->hash, RR_HASH_LEN);
	m->docket_key = rr_col_word(arena, q, 8);
	m->docket_rows = sqlite3_column_int64(q, 9);
	*holds &= sqlite3_column_int64(q, 10) == rr_sum_matter(m);
}

static int64_t
sum_of_row(sqlite3_stmt *q)
{
	struct rr_arena *arena = rr_arena_new();
	struct rr_matter m;
	int64_t sum;
	bool holds;

	rr_sum_read(arena, q, &m, &holds);
	sum = rr_sum_matter(&m);
	rr_arena_free(arena);
	return sum;
}

/* After the row of a matter was changed. */
bool
rr_sum_renew(struct rr_store *s, const char *matter, struct rr_diags *diags)
{
	sqlite3_stmt *q = rr_stmt(s, RR_STMT_MATTER_GET, diags);
	int64_t sum;
	bool row;

	if (q == NULL)
		return false;
	rr_bind_text(q, 1, matter);
	if (!rr_stmt_next(s, q, &row, diags))
		return false;
	if (!row)
		return true;
	sum = sum_of_row(q);
	sqlite3_reset(q);
	q = rr_stmt(s, RR_STMT_MATTER_SUM, diags);
	if (q == NULL)
		return false;
	rr_bind_text(q, 1, matter);
	sqlite3_bind_int64(q, 2, sum);
	return rr_stmt_run(s, q, diags);
}

bool
rr_tell_gone(struct rr_store *s, struct rr_diags *diags, const char *matter,
    int64_t head, int64_t last)
{
	const struct rr_pos at = { s->path, 0, 0 };
	sqlite3_stmt *q = rr_stmt(s, RR_STMT_JOURNAL_GET, diags);
	bool there;

	if (q == NULL)
		return false;
	sqlite3_bind_int64(q, 1, head);
	if (!rr_stmt_next(s, q, &there, diags))
		return false;
	sqlite3_reset(q);
	if (there)
		return rr_diag(diags, RR_E_TABLES, at, "the tables of '%s' go "
		    "to entry %lld, which is of another matter; when "
		    "`regrights verify` finds the journal whole, `regrights "
		    "rebuild` mends it", matter, (long long)head);
	return rr_diag(diags, RR_E_TABLES, at, "the tables of '%s' go to "
	    "entry %lld, and its last in the journal is %lld: entries are "
	    "gone%s", matter, (long long)head, (long long)last,
	    rr_store_mend(s));
}

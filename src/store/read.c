/*
 * read.c: matters, texts, and what was noted of the journal.
 */
#include <string.h>

#include "regrights/arena.h"
#include "regrights/buf.h"
#include "regrights/derive.h"
#include "regrights/map.h"
#include "regrights/qty.h"
#include "regrights/vec.h"
#include "store_int.h"

/* Says that a row of a matter is not what was written; always false. */
static bool
bad_matter(struct rr_store *s, const char *key, const char *what,
    struct rr_diags *diags)
{
	const struct rr_pos at = { s->path, 0, 0 };

	return rr_diag(diags, RR_E_TABLES, at,
	    "the matter '%s' %s; when `regrights verify` finds the journal "
	    "whole, `regrights rebuild` mends it", key, what);
}

/*
 * What is derived is derived from this journal, as far as it goes.  The
 * statement stands on the row of M, and behind it on the last entry of its own.
 */
static bool
is_of_journal(struct rr_store *s, sqlite3_stmt *q, const struct rr_matter *m,
    struct rr_diags *diags)
{
	const struct rr_pos at = { s->path, 0, 0 };
	int64_t last = sqlite3_column_int64(q, 11);
	uint8_t hash[RR_HASH_LEN];

	if (last < m->head)
		return rr_tell_gone(s, diags, m->key, m->head, last);
	if (last > m->head)
		return rr_diag(diags, RR_E_TABLES, at, "the tables of '%s' are "
		    "those of its entry %lld, and its last in the journal is "
		    "%lld; when `regrights verify` finds the journal whole, "
		    "`regrights rebuild` mends it", m->key,
		    (long long)m->head, (long long)last);
	return rr_col_blob(q, 12, hash, RR_HASH_LEN) &&
	    memcmp(hash, m->hash, RR_HASH_LEN) == 0 ? true :
	    bad_matter(s, m->key, "has tables that were made from another "
	    "journal", diags);
}

bool
rr_store_matters(struct rr_store *s, struct rr_arena *arena,
    struct rr_matter **out, size_t *n, struct rr_diags *diags)
{
	struct rr_vec all = RR_VEC_INIT(struct rr_matter);
	sqlite3_stmt *q = rr_db_here(s, diags) ? rr_stmt(s, RR_STMT_MATTERS,
	    diags) : NULL;
	bool row = true, holds;

	if (q == NULL)
		return false;
	while (row) {
		struct rr_matter *m;

		if (!rr_stmt_next(s, q, &row, diags))
			return false;
		if (!row)
			break;
		m = rr_vec_add(arena, &all);
		rr_sum_read(arena, q, m, &holds);
		if (!holds)
			bad_matter(s, m->key, "was changed in its table",
			    diags);
		if (holds && is_of_journal(s, q, m, diags))
			continue;
		sqlite3_reset(q);
		return false;
	}
	*out = all.items;
	*n = all.n;
	return true;
}

static bool
next_matter(struct rr_store *s, struct rr_arena *arena, const char **key,
    struct rr_diags *diags)
{
	sqlite3_stmt *q = rr_stmt(s, RR_STMT_MATTER_NEXT, diags);
	bool row;

	if (q == NULL)
		return false;
	rr_bind_text(q, 1, *key);
	if (!rr_stmt_next(s, q, &row, diags))
		return false;
	*key = row ? rr_col_text(arena, q, 0) : NULL;
	sqlite3_reset(q);
	return true;
}

/*
 * Every matter of the journal has its row; LOST (or NULL: E510 names the first)
 * counts those that have none.
 */
static bool
all_there(struct rr_store *s, struct rr_arena *arena,
    const struct rr_map *known, size_t *lost, struct rr_diags *diags)
{
	const char *key = "";

	if (lost != NULL)
		*lost = 0;
	while (next_matter(s, arena, &key, diags)) {
		if (key == NULL)
			return true;
		if (rr_map_find(known, key) != NULL)
			continue;
		if (lost == NULL)
			return bad_matter(s, key, "is in the journal, and not "
			    "in its table", diags);
		++*lost;
	}
	return false;
}

static const char *
text_at(sqlite3_stmt *q, int at)
{
	const char *s = (const char *)sqlite3_column_text(q, at);

	return s != NULL ? s : "";
}

/* What the cache has of one matter, counted on a day. */
struct cached {
	size_t		 n;
	uint64_t	 sum;
	rr_date		 on;
	struct rr_tally	 tally;
};

/* How they are counted: on which days, and the days of a week. */
struct counted { rr_matter_day *day; void *ctx; int within; };

/* A row of no matter makes each of them doubtful: it has the last place. */
static void
add_cached(sqlite3_stmt *q, int within, const struct rr_map *known,
    struct cached *stray)
{
	struct cached *c = rr_map_find(known, text_at(q, 0));
	int64_t stand = sqlite3_column_int64(q, 2);
	rr_date day = RR_DATE_NONE;

	if (c == NULL)
		c = stray;
	c->n++;
	c->sum += (uint64_t)rr_sum_share(sqlite3_column_int64(q, 4),
	    text_at(q, 1), text_at(q, 3), stand);
	/* What is no stand, or no day, does not hold as it was written. */
	rr_date_parse(text_at(q, 1), &day);
	if (stand >= RR_DOCKET_NOT && stand < RR_DOCKET_STANDS)
		rr_tally_add(&c->tally, rr_docket_group(
		    (enum rr_docket_stand)stand, day, c->on, within));
}

static bool
check_dockets(struct rr_store *s, struct rr_arena *arena,
    const struct counted *as, struct rr_matter *all, size_t n, size_t *lost,
    struct rr_diags *diags)
{
	sqlite3_stmt *q = rr_stmt(s, RR_STMT_DOCKET_SUMS, diags);
	struct rr_map *known = rr_map_new(arena);
	struct cached *has = rr_arena_array(arena, n + 1, sizeof(*has));
	bool row = q != NULL, strays;

	has[n].on = RR_DATE_NONE;
	for (size_t i = 0; i < n; i++) {
		has[i].on = as->day == NULL ? RR_DATE_NONE :
		    as->day(as->ctx, &all[i]);
		rr_map_set(known, all[i].key, &has[i]);
	}
	while (row) {
		if (!rr_stmt_next(s, q, &row, diags))
			return false;
		if (row)
			add_cached(q, as->within, known, &has[n]);
	}
	strays = has[n].n > 0;
	s->swept = s->swept && !strays;
	for (size_t i = 0; i < n; i++) {
		all[i].sound = !strays &&
		    (int64_t)has[i].sum == all[i].docket_rows;
		all[i].tally = has[i].tally;
	}
	return q != NULL && all_there(s, arena, known, lost, diags);
}

/* In one snapshot, or what another writes meanwhile would seem changed. */
bool
rr_store_dockets(struct rr_store *s, struct rr_arena *arena,
    rr_matter_day *day, void *ctx, int within, struct rr_matter **out,
    size_t *n, size_t *lost, struct rr_diags *diags)
{
	const struct counted as = { day, ctx, within };
	bool ok = rr_db_here(s, diags) && rr_db_exec(s, "BEGIN", diags);

	ok = ok && rr_store_matters(s, arena, out, n, diags) &&
	    check_dockets(s, arena, &as, *out, *n, lost, diags);
	rr_db_rollback(s);
	return ok;
}

bool
rr_store_all_there(struct rr_store *s, struct rr_diags *diags)
{
	struct rr_arena *arena = rr_arena_new();
	struct rr_matter *all;
	size_t n;
	bool ok = rr_store_dockets(s, arena, NULL, NULL, 0, &all, &n, NULL,
	    diags);

	rr_arena_free(arena);
	return ok;
}

static int
nibble(char c)
{
	return c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ?
	    c - 'a' + 10 : -1;
}

bool
rr_digest_parse(const char *hex, uint8_t out[RR_HASH_LEN])
{
	if (strlen(hex) != RR_HASH_LEN * 2)
		return false;
	for (int i = 0; i < RR_HASH_LEN; i++) {
		int high = nibble(hex[2 * i]), low = nibble(hex[2 * i + 1]);

		if (high < 0 || low < 0)
			return false;
		out[i] = (uint8_t)(high << 4 | low);
	}
	return true;
}

/*
 * The instant behind a head; any other words are for people.  False: it begins
 * with a year, and is none.
 */
static bool
when_noted(const char *text, rr_instant *at)
{
	size_t year, n;
	char word[32];

	*at = RR_INSTANT_NONE;
	text += strspn(text, " \t");
	year = strspn(text, "0123456789");
	n = strcspn(text, " \t\r\n");
	if (n < sizeof(word)) {
		memcpy(word, text, n);
		word[n] = '\0';
		if (rr_instant_parse(word, at))
			return true;
	}
	*at = RR_INSTANT_NONE;
	return year < 4 || strchr("-/.T", text[year]) == NULL ||
	    text[year] == '\0';
}

bool
rr_head_parse(const char *text, struct rr_head *out)
{
	size_t digits = strspn(text, "0123456789");
	char number[24], hex[RR_HASH_LEN * 2 + 1];
	size_t n = digits < sizeof(number) && text[digits] == ':' ?
	    strcspn(text + digits + 1, " \t\r\n") : 0;

	if (n != sizeof(hex) - 1)
		return false;
	if (!when_noted(text + digits + 1 + n, &out->noted))
		return false;
	memcpy(number, text, digits);
	number[digits] = '\0';
	memcpy(hex, text + digits + 1, n);
	hex[n] = '\0';
	return rr_int_parse(number, 1, INT64_MAX, &out->seq) &&
	    rr_digest_parse(hex, out->hash);
}

/* The first entry that cites a text, or 0. */
static int64_t
cited_by(struct rr_store *s, const char *digest)
{
	struct rr_diags *aside = rr_diags_new();
	sqlite3_stmt *q = rr_stmt(s, RR_STMT_TEXT_CITED, aside);
	int64_t seq = 0;
	bool row;

	if (q != NULL) {
		rr_bind_text(q, 1, digest);
		if (rr_stmt_next(s, q, &row, aside) && row) {
			seq = sqlite3_column_int64(q, 0);
			sqlite3_reset(q);
		}
	}
	rr_diags_free(aside);
	return seq;
}

/* A text that is not what was filed is never used; always false. */
static bool
bad_text(struct rr_store *s, const char *digest, const char *what,
    struct rr_diags *diags)
{
	const struct rr_pos at = { s->path, 0, 0 };

	return rr_diag(diags, RR_E_DAMAGED, at,
	    "the text %.12s that entry %lld filed %s; nothing was computed "
	    "from it%s", digest, (long long)cited_by(s, digest), what,
	    rr_store_mend(s));
}

bool
rr_text_holds(sqlite3_stmt *q, const uint8_t digest[RR_HASH_LEN])
{
	uint8_t hash[RR_HASH_LEN];

	rr_hash(sqlite3_column_blob(q, 0), (size_t)sqlite3_column_bytes(q, 0),
	    hash);
	return memcmp(hash, digest, RR_HASH_LEN) == 0;
}

bool
rr_store_text(struct rr_store *s, struct rr_arena *arena,
    const char *digest, char **bytes, size_t *len, struct rr_diags *diags)
{
	const struct rr_pos at = { s->path, 0, 0 };
	sqlite3_stmt *q = rr_stmt(s, RR_STMT_TEXT_GET, diags);
	uint8_t key[RR_HASH_LEN];
	bool row;

	if (q == NULL)
		return false;
	if (!rr_digest_parse(digest, key))
		return rr_diag(diags, RR_E_DAMAGED, at,
		    "'%s' is no digest", digest);
	sqlite3_bind_blob(q, 1, key, RR_HASH_LEN, SQLITE_TRANSIENT);
	if (!rr_stmt_next(s, q, &row, diags))
		return false;
	if (!row)
		return bad_text(s, digest, "is gone", diags);
	if (!rr_text_holds(q, key)) {
		sqlite3_reset(q);
		return bad_text(s, digest, "was changed", diags);
	}
	*len = (size_t)sqlite3_column_bytes(q, 0);
	*bytes = rr_arena_strndup(arena, *len > 0 ?
	    sqlite3_column_blob(q, 0) : "", *len);
	sqlite3_reset(q);
	return true;
}

bool
rr_store_known(struct rr_store *s, rr_instant at, int64_t *seq,
    struct rr_diags *diags)
{
	sqlite3_stmt *q = rr_stmt(s, RR_STMT_KNOWN, diags);
	bool row;

	if (q == NULL)
		return false;
	sqlite3_bind_int64(q, 1, at.sec);
	if (!rr_stmt_next(s, q, &row, diags))
		return false;
	*seq = row ? sqlite3_column_int64(q, 0) : 0;
	sqlite3_reset(q);
	return true;
}

bool
rr_store_version(struct rr_store *s, int64_t *version,
    struct rr_diags *diags)
{
	sqlite3_stmt *q = rr_db_here(s, diags) ? rr_stmt(s,
	    RR_STMT_DATA_VERSION, diags) : NULL;
	bool row;

	if (q == NULL || !rr_stmt_next(s, q, &row, diags))
		return false;
	/* A handle that is new counts from the beginning. */
	*version = (row ? sqlite3_column_int64(q, 0) : 0) + (s->turn << 32);
	sqlite3_reset(q);
	return true;
}

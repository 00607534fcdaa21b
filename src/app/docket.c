/*
 * docket.c: every matter's deadlines, and the cache that shows them at once.
 *
 * A matter's cache is good for its head, its text, these calendars and the
 * sources of this engine, from the day on which it was made until the first
 * day on which a row would read otherwise by itself.  A stale cache is derived
 * anew, and kept by whoever may write; what is asked in one's own way is
 * derived in memory, and never kept.
 */
#include <stdlib.h>
#include <string.h>

#include "app_int.h"
#include "regrights/buf.h"
#include "regrights/map.h"
#include "regrights/seal.h"
#include "regrights/vec.h"

#define ALIKE	16	/* bytes of what is to be done, which are never cut */

bool
rr_docket_is_plain(const struct rr_app *app)
{
	const struct rr_options *o = &app->options;

	return rr_date_is_none(o->on) && o->known == NULL &&
	    o->nreadings == 0 && o->due_within == RR_DUE_WITHIN;
}

/* "ENGINE STAMP ", made once; without the calendars no cache holds. */
static const char *
key_start(struct rr_app *app)
{
	struct rr_diags *quiet;
	const char *stamp;

	if (app->key_start != NULL)
		return app->key_start;
	quiet = rr_diags_new();
	if (!rr_load_calendar_stamp(app->arena, app->options.share, &stamp,
	    quiet))
		stamp = "?";
	rr_diags_free(quiet);
	app->key_start = rr_arena_printf(app->arena, "%s %s ", rr_engine_key,
	    stamp);
	return app->key_start;
}

/*
 * "ENGINE STAMP ZONE MADE UNTIL": the head is the store's to compare.  The
 * terms follow from it and the day, until others come into force.
 */
const char *
rr_docket_key(struct rr_arena *arena, const struct rr_case *c,
    const struct rr_docket_row *rows, size_t n)
{
	struct rr_buf b = RR_BUF_INIT;
	rr_date until = c->terms_until;

	for (size_t i = 0; i < n; i++)
		if (!rr_date_is_none(rows[i].changes_on) &&
		    (rr_date_is_none(until) ||
		    rr_date_cmp(rows[i].changes_on, until) < 0))
			until = rows[i].changes_on;
	rr_buf_printf(&b, "%s%s ", key_start(c->app), c->agreement->zone);
	rr_date_text(c->input.on, &b);
	rr_buf_addc(&b, ' ');
	rr_date_text(until, &b);
	return rr_buf_keep(&b, arena);
}

/* The parts of a key, behind its start; false when it is none. */
static bool
read_key(const char *key, char *zone, size_t size, rr_date *made,
    rr_date *until)
{
	size_t n = strcspn(key, " ");
	char day[11] = "";

	if (n == 0 || n >= size || strlen(key + n) < 12)
		return false;
	memcpy(zone, key, n);
	zone[n] = '\0';
	memcpy(day, key + n + 1, 10);
	*until = RR_DATE_NONE;
	return rr_date_parse(day, made) && (key[n + 12] == '\0' ||
	    rr_date_parse(key + n + 12, until));
}

bool
rr_docket_key_holds(struct rr_app *app, const char *key)
{
	const char *start = key_start(app);
	size_t n = strlen(start);
	rr_date today, made, until;
	char zone[64];

	if (strncmp(key, start, n) != 0 ||
	    !read_key(key + n, zone, sizeof(zone), &made, &until))
		return false;
	today = rr_app_day(app, zone);
	return rr_date_cmp(today, made) >= 0 && (rr_date_is_none(until) ||
	    rr_date_cmp(today, until) < 0);
}

/* On its own clock, which the key of its docket names. */
rr_date
rr_docket_day(void *ctx, const struct rr_matter *m)
{
	struct rr_app *app = ctx;
	const char *key = m->docket_key;
	size_t n = strlen(key_start(app));
	rr_date made, until;
	char zone[64];

	if (strlen(key) <= n || !read_key(key + n, zone,
	    sizeof(zone), &made, &until))
		return rr_app_today(app);
	return rr_app_day(app, zone);
}

/* That of the first matter: an office's matters mostly share a clock. */
rr_date
rr_app_today(struct rr_app *app)
{
	struct rr_arena *arena;
	struct rr_diags *quiet;
	struct rr_matter *all;
	rr_date made, until;
	char zone[64] = "UTC";
	size_t n;

	if (!rr_date_is_none(app->options.on) || app->store == NULL)
		return rr_app_day(app, zone);
	arena = rr_arena_new();
	quiet = rr_diags_new();
	if (rr_store_matters(app->store, arena, &all, &n, quiet) && n > 0 &&
	    strlen(all[0].docket_key) > strlen(key_start(app)))
		read_key(all[0].docket_key + strlen(key_start(app)), zone,
		    sizeof(zone), &made, &until);
	rr_diags_free(quiet);
	rr_arena_free(arena);
	return rr_app_day(app, zone);
}

/*
 * Keeps what was derived for the next who asks.  False when it cannot be
 * kept: that is no fault of what was derived.
 */
bool
rr_docket_keep(struct rr_app *app, struct rr_case *c,
    const struct rr_docket_row *rows, size_t n)
{
	struct rr_diags *quiet = rr_diags_new();
	struct rr_store *s;
	bool ok;

	ok = !app->options.read_only &&
	    rr_app_store(app, RR_STORE_WRITE, &s, quiet) &&
	    rr_store_docket_put(s, c->matter.key, c->matter.head,
	    rr_docket_key(c->arena, c, rows, n), rows, n, quiet);
	rr_diags_free(quiet);
	return ok;
}

bool
rr_docket_left(struct rr_app *app, struct rr_arena *arena,
    struct rr_matter **all, size_t *n, size_t *lost, struct rr_diags *diags)
{
	struct rr_store *s;

	return rr_app_store(app, RR_STORE_READ, &s, diags) &&
	    rr_store_dockets(s, arena, rr_docket_day, app,
	    app->options.due_within, all, n, lost, diags);
}

bool
rr_docket_matters(struct rr_app *app, struct rr_arena *arena,
    struct rr_matter **all, size_t *n, struct rr_diags *diags)
{
	return rr_docket_left(app, arena, all, n, NULL, diags);
}

/* Whether another row of the matter begins with the same words. */
void
rr_docket_alike(struct rr_docket_row *rows, size_t n)
{
	struct rr_arena *arena = rr_arena_new();
	struct rr_map *seen = rr_map_new(arena);

	for (size_t i = 0; i < n; i++) {
		const char *says = rr_arena_printf(arena, "%s\n%.*s\n%s",
		    rows[i].matter, ALIKE, rows[i].task, rows[i].party);
		struct rr_docket_row *first = rr_map_find(seen, says);

		rows[i].alike = first != NULL;
		if (first != NULL)
			first->alike = true;
		else
			rr_map_set(seen, says, &rows[i]);
	}
	rr_arena_free(arena);
}

void
rr_docket_place(struct rr_app *app, rr_matter_day *of,
    const struct rr_matter *all, size_t nall, struct rr_docket_row *rows,
    size_t n)
{
	struct rr_arena *arena = rr_arena_new();
	struct rr_map *days = rr_map_new(arena);

	for (size_t i = 0; i < nall; i++) {
		rr_date *day = rr_arena_alloc(arena, sizeof(*day));

		*day = of(app, &all[i]);
		rr_map_set(days, all[i].key, day);
	}
	for (size_t i = 0; i < n; i++) {
		const rr_date *day = rr_map_find(days, rows[i].matter);

		rows[i].on = day == NULL ? rr_app_today(app) : *day;
		rows[i].group = rr_docket_group(rows[i].stand,
		    rr_date_or(rows[i].working, rows[i].raw), rows[i].on,
		    app->options.due_within);
	}
	rr_arena_free(arena);
	if (n > 1)
		qsort(rows, n, sizeof(*rows), rr_docket_cmp);
}

int
rr_docket_cmp(const void *a, const void *b)
{
	const struct rr_docket_row *x = a, *y = b;
	rr_date d = rr_date_or(x->working, x->raw);
	rr_date e = rr_date_or(y->working, y->raw);
	int none = (int)rr_date_is_none(d) - (int)rr_date_is_none(e);
	int c = (int)x->group - (int)y->group;

	if (c == 0)
		c = none != 0 ? none : rr_date_cmp(d, e);
	if (c == 0)
		c = rr_date_cmp(x->since, y->since);
	if (c == 0)
		c = strcmp(x->matter, y->matter);
	return c != 0 ? c : strcmp(x->id, y->id);
}

struct gathering {
	struct rr_app	*app;
	struct rr_arena	*arena;
	struct rr_diags	*diags;
	struct rr_vec	 rows;
	bool		 plain, all;
	bool		 keeps;		/* until it could not be kept once */
	size_t		 derived, of;
};

static bool
holds(const struct gathering *g, const struct rr_matter *m)
{
	return g->plain && rr_docket_key_holds(g->app, m->docket_key);
}

static void
progress(const struct gathering *g)
{
	if (g->app->progress != NULL && g->of > 0)
		g->app->progress(g->app->progress_ctx, g->derived, g->of);
}

static bool
gather_derived(struct gathering *g, struct rr_matter *m)
{
	struct rr_docket_row *rows;
	struct rr_case *c;
	size_t n;

	progress(g);
	g->derived++;
	if (!rr_case_load(g->app, m, &c, g->diags))
		return false;
	rr_docket_rows(c->arena, c, c->derivation, &rows, &n);
	for (size_t i = 0; i < n; i++)
		if (g->all || rows[i].stand != RR_DOCKET_NOT)
			rr_docket_copy(g->arena, &rows[i],
			    rr_vec_add(g->arena, &g->rows));
	/* It names the clock that they were derived by. */
	m->docket_key = rr_docket_key(g->arena, c, rows, n);
	g->keeps = g->keeps && rr_docket_keep(g->app, c, rows, n);
	rr_case_close(c);
	return true;
}

bool
rr_docket_is_sound(const struct rr_docket_row *rows, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (rows[i].changed)
			return false;
	return true;
}

void
rr_docket_warn(const char *matter, struct rr_diags *diags)
{
	rr_diag(diags, RR_W_KEPT, rr_nowhere,
	    "of '%s'; it was derived anew; hold the file against its journal: "
	    "`regrights verify`", matter);
}

/* From the cache where it holds, else derived. */
static bool
gather(struct gathering *g, struct rr_matter *m)
{
	bool kept = holds(g, m), changed;
	struct rr_docket_row *rows;
	struct rr_store *s;
	size_t n;

	if (!rr_app_store(g->app, RR_STORE_READ, &s, g->diags))
		return false;
	if (kept && m->sound && !rr_store_docket(s, g->arena, m->key, g->all,
	    NULL, (size_t)-1, &rows, &n, g->diags))
		return false;
	changed = kept && (!m->sound || !rr_docket_is_sound(rows, n));
	if (changed || !kept) {
		if (!gather_derived(g, m))
			return false;
		if (changed)
			rr_docket_warn(m->key, g->diags);
		return true;
	}
	for (size_t i = 0; i < n; i++)
		*(struct rr_docket_row *)rr_vec_add(g->arena, &g->rows) =
		    rows[i];
	return true;
}

static bool
is_asked(const char *matter, const struct rr_matter *m)
{
	return matter == NULL || strcmp(matter, m->key) == 0;
}

static int
by_number(const void *a, const void *b)
{
	int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;

	return (x > y) - (x < y);
}

bool
rr_docket_unread(struct rr_app *app, struct rr_arena *arena,
    const char *matter, struct rr_source *out, struct rr_diags *diags)
{
	struct rr_vec all = RR_VEC_INIT(int64_t);
	struct rr_matter *matters;
	struct rr_store *s;
	size_t n;

	if (!rr_app_store(app, RR_STORE_READ, &s, diags) ||
	    !rr_store_matters(s, arena, &matters, &n, diags))
		return false;
	for (size_t i = 0; i < n; i++)
		if (is_asked(matter, &matters[i]) && !rr_store_unread(s,
		    arena, matters[i].key, &all, diags))
			return false;
	if (all.n > 1)
		qsort(all.items, all.n, sizeof(int64_t), by_number);
	out->sealed = all.items;
	out->nsealed = all.n;
	return true;
}

bool
rr_app_docket(struct rr_app *app, struct rr_arena *arena, const char *matter,
    bool all, struct rr_docket_row **out, size_t *n, struct rr_diags *diags)
{
	struct gathering g = { .app = app, .arena = arena, .diags = diags,
	    .rows = RR_VEC_INIT(struct rr_docket_row), .all = all };
	struct rr_matter *matters;
	bool ok = true;
	size_t nm;

	g.plain = g.keeps = rr_docket_is_plain(app);
	if (!rr_docket_matters(app, arena, &matters, &nm, diags))
		return false;
	for (size_t i = 0; i < nm; i++)
		g.of += is_asked(matter, &matters[i]) &&
		    !(holds(&g, &matters[i]) && matters[i].sound);
	for (size_t i = 0; i < nm && ok; i++)
		ok = !is_asked(matter, &matters[i]) ||
		    gather(&g, &matters[i]);
	/* The end of it, however it ended. */
	g.derived = g.of;
	progress(&g);
	if (!ok)
		return false;
	rr_docket_place(app, rr_docket_day, matters, nm, g.rows.items,
	    g.rows.n);
	*out = g.rows.items;
	*n = g.rows.n;
	return true;
}

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

static const char *
points_text(struct rr_arena *arena, const struct rr_deadline *d)
{
	struct rr_buf b = RR_BUF_INIT;

	rr_points_text(d, &b);
	return rr_buf_keep(&b, arena);
}

/* What can still move its day stands behind it, while that matters. */
static const char *
with_remark(struct rr_arena *arena, const struct rr_deadline *d,
    const char *text)
{
	return d->remark == NULL ||
	    rr_status_is_done(rr_status_word(d->status)) ? text :
	    rr_arena_printf(arena, "%s%slater closings are not listed", text,
	    text[0] != '\0' ? ", " : "");
}

/* "first day, 2 answers, later closings are not listed" */
static const char *
answers_text(struct rr_arena *arena, const struct rr_deadline *d,
    const char *first)
{
	struct rr_buf b = RR_BUF_INIT;

	rr_buf_add(&b, first);
	if (d->nreadings > 0)
		rr_buf_printf(&b, "%s%zu answers", b.len > 0 ? ", " : "",
		    d->nreadings);
	return with_remark(arena, d, rr_buf_keep(&b, arena));
}

/* What stands behind the status: where it is in doubt, that first. */
static const char *
note_of(struct rr_arena *arena, const struct rr_waiting *w,
    const struct rr_deadline *d, rr_date on)
{
	const char *first = d->provision->date.sense == RR_NOT_BEFORE &&
	    d->status == RR_STATUS_OPEN ? "first day" : "";

	if (d->sealed != NULL)
		return rr_arena_printf(arena, "see %s", rr_sealed_ref(d));
	if (d->status == RR_STATUS_WAITING && rr_waits_is(w, d->waits_for))
		return rr_arena_printf(arena, "for an account, see %s",
		    w->rows);
	if (d->status == RR_STATUS_DUE && rr_date_cmp(on, d->working) > 0)
		return d->doubt == NULL ? "past safe day" :
		    rr_arena_printf(arena, "past safe day; %s", d->doubt);
	if (d->doubt != NULL)
		return with_remark(arena, d, d->doubt);
	if (rr_date_is_none(d->working) && d->unknown != NULL)
		return d->unknown;
	if (d->npoints > 0)
		return points_text(arena, d);
	if (d->gap != NULL)
		return rr_arena_printf(arena, "gap %s", d->gap);
	return answers_text(arena, d, first);
}

/* A waiver that does not count stands before it. */
static const char *
with_waiver(struct rr_arena *arena, const struct rr_deadline *d,
    const char *note)
{
	return d->waiver_note == NULL ? note : rr_arena_printf(arena,
	    "%s%s%s", d->waiver_note, note[0] != '\0' ? ", " : "", note);
}

void
rr_docket_rows(struct rr_arena *arena, const struct rr_case *c,
    const struct rr_derivation *dv, struct rr_docket_row **rows, size_t *n)
{
	*n = dv->ndeadlines;
	*rows = rr_arena_array(arena, *n + 1, sizeof(**rows));
	for (size_t i = 0; i < *n; i++) {
		const struct rr_deadline *d = &dv->deadlines[i];
		struct rr_docket_row *r = &(*rows)[i];

		r->matter = c->matter.key;
		r->id = d->id;
		r->section = d->provision->cite.section;
		r->what = d->what;
		r->by = rr_roster_name(dv->input->roster, d->by);
		r->sense = rr_sense_word(d->provision->date.sense);
		r->status = rr_status_word(d->status);
		r->note = with_waiver(arena, d, note_of(arena, dv->waiting, d,
		    dv->input->on));
		r->raw = d->raw;
		r->rolled = d->rolled;
		r->working = d->working;
		r->met_on = d->met_on;
		r->changes_on = d->changes_on;
	}
}

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
rr_docket_matters(struct rr_app *app, struct rr_arena *arena,
    struct rr_matter **all, size_t *n, struct rr_diags *diags)
{
	struct rr_store *s;

	return rr_app_store(app, RR_STORE_READ, &s, diags) &&
	    rr_store_dockets(s, arena, all, n, diags);
}

int
rr_docket_cmp(const void *a, const void *b)
{
	const struct rr_docket_row *x = a, *y = b;
	rr_date d = rr_date_or(x->working, x->raw);
	rr_date e = rr_date_or(y->working, y->raw);
	int none = (int)rr_date_is_none(d) - (int)rr_date_is_none(e);
	int c = none != 0 ? none : rr_date_cmp(d, e);

	if (c == 0)
		c = strcmp(x->matter, y->matter);
	return c != 0 ? c : strcmp(x->id, y->id);
}

static bool
is_done(const struct rr_docket_row *r)
{
	return rr_status_is_done(r->status);
}

void
rr_docket_copy(struct rr_arena *arena, const struct rr_docket_row *from,
    struct rr_docket_row *to)
{
	*to = *from;
	to->matter = rr_arena_strdup(arena, from->matter);
	to->id = rr_arena_strdup(arena, from->id);
	to->section = rr_arena_strdup(arena, from->section);
	to->what = rr_arena_strdup(arena, from->what);
	to->by = rr_arena_strdup(arena, from->by);
	to->note = rr_arena_strdup(arena, from->note);
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
gather_derived(struct gathering *g, const struct rr_matter *m)
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
		if (g->all || !is_done(&rows[i]))
			rr_docket_copy(g->arena, &rows[i],
			    rr_vec_add(g->arena, &g->rows));
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
gather(struct gathering *g, const struct rr_matter *m)
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
	if (g.rows.n > 1)
		qsort(g.rows.items, g.rows.n, sizeof(struct rr_docket_row),
		    rr_docket_cmp);
	*out = g.rows.items;
	*n = g.rows.n;
	return true;
}

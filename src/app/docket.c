/*
 * docket.c: every matter's deadlines, and the cache that shows them at once.
 *
 * A matter's cache is good for its head, its text, these calendars and this
 * version of the engine, from the day on which it was made until the first
 * day on which a row would read otherwise by itself.  A stale cache is derived
 * anew; asked about another day, or under an assumed reading, nothing is
 * cached.
 */
#include <stdlib.h>
#include <string.h>

#include "app_int.h"
#include "regrights/buf.h"
#include "regrights/vec.h"

/* What stands behind the status. */
static const char *
note_of(struct rr_arena *arena, const struct rr_deadline *d, rr_date on)
{
	const char *first = d->provision->date.sense == RR_NOT_BEFORE &&
	    d->status == RR_STATUS_OPEN ? "first day" : "";

	if (d->status == RR_STATUS_DUE && rr_date_cmp(on, d->working) > 0)
		return "past safe day";
	if (d->npoints > 0) {
		struct rr_buf b = RR_BUF_INIT;

		rr_points_text(d, &b);
		return rr_buf_keep(&b, arena);
	}
	if (d->gap != NULL)
		return rr_arena_printf(arena, "gap %s", d->gap);
	return d->nreadings == 0 ? first : rr_arena_printf(arena,
	    "%s%s%zu answers", first, first[0] != '\0' ? ", " : "",
	    d->nreadings);
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
		r->by = rr_roster_name(dv->input->roster, d->recipient != NULL ?
		    d->recipient : d->provision->by);
		r->sense = rr_sense_word(d->provision->date.sense);
		r->status = rr_status_word(d->status);
		r->note = note_of(arena, d, c->input.on);
		r->raw = d->raw;
		r->rolled = d->rolled;
		r->working = d->working;
		r->met_on = d->met_on;
		r->changes_on = d->changes_on;
	}
}

/* "1 STAMP ", made once; without the calendars no cache holds. */
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
	app->key_start = rr_arena_printf(app->arena, RR_ENGINE_VERSION " %s ",
	    stamp);
	return app->key_start;
}

/*
 * "1 STAMP ZONE MADE UNTIL": the head is the store's to compare.  The terms
 * follow from it and the day, until others come into force.
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
rr_docket_key_holds(struct rr_app *app, const struct rr_matter *m)
{
	const char *start = key_start(app);
	size_t n = strlen(start);
	rr_date today, made, until;
	char zone[64];

	if (strncmp(m->docket_key, start, n) != 0 ||
	    !read_key(m->docket_key + n, zone, sizeof(zone), &made, &until))
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

static bool
refresh_one(struct rr_app *app, struct rr_store *s,
    const struct rr_matter *m, struct rr_diags *diags)
{
	struct rr_docket_row *rows;
	struct rr_case *c;
	size_t n;
	bool ok;

	if (!rr_case_load(app, m, &c, diags))
		return false;
	rr_docket_rows(c->arena, c, c->derivation, &rows, &n);
	ok = rr_store_docket_put(s, m->key, m->head,
	    rr_docket_key(c->arena, c, rows, n), rows, n, diags);
	rr_case_close(c);
	return ok;
}

bool
rr_docket_refresh(struct rr_app *app, struct rr_diags *diags)
{
	struct rr_arena *arena = rr_arena_new();
	struct rr_matter *all = NULL;
	struct rr_store *s;
	size_t n = 0, stale = 0;
	bool ok;

	ok = rr_app_store(app, RR_STORE_READ, &s, diags) &&
	    rr_store_matters(s, arena, &all, &n, diags);
	for (size_t i = 0; ok && i < n; i++)
		stale += rr_docket_key_holds(app, &all[i]) ? 0 : 1;
	if (stale > 0)
		ok = ok && rr_app_store(app, RR_STORE_WRITE, &s, diags);
	for (size_t i = 0; ok && i < n; i++)
		if (!rr_docket_key_holds(app, &all[i]))
			ok = refresh_one(app, s, &all[i], diags);
	rr_arena_free(arena);
	return ok;
}

static int
row_cmp(const void *a, const void *b)
{
	const struct rr_docket_row *x = a, *y = b;
	int none = (int)rr_date_is_none(x->working) -
	    (int)rr_date_is_none(y->working);
	int c = none != 0 ? none : rr_date_cmp(x->working, y->working);

	if (c == 0)
		c = strcmp(x->matter, y->matter);
	return c != 0 ? c : strcmp(x->id, y->id);
}

static bool
is_done(const struct rr_docket_row *r)
{
	return rr_status_is_done(r->status);
}

static void
copy_row(struct rr_arena *arena, const struct rr_docket_row *from,
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

static bool
derive_all(struct rr_app *app, struct rr_arena *arena, const char *matter,
    bool all, struct rr_docket_row **out, size_t *n, struct rr_diags *diags)
{
	struct rr_vec rows = RR_VEC_INIT(struct rr_docket_row);
	struct rr_matter *matters;
	struct rr_store *s;
	size_t nm;

	if (!rr_app_store(app, RR_STORE_READ, &s, diags) ||
	    !rr_store_matters(s, arena, &matters, &nm, diags))
		return false;
	for (size_t i = 0; i < nm; i++) {
		struct rr_docket_row *one;
		struct rr_case *c;
		size_t k;

		if (matter != NULL && strcmp(matter, matters[i].key) != 0)
			continue;
		if (!rr_case_load(app, &matters[i], &c, diags))
			return false;
		rr_docket_rows(c->arena, c, c->derivation, &one, &k);
		for (size_t j = 0; j < k; j++)
			if (all || !is_done(&one[j]))
				copy_row(arena, &one[j],
				    rr_vec_add(arena, &rows));
		rr_case_close(c);
	}
	if (rows.n > 1)
		qsort(rows.items, rows.n, sizeof(struct rr_docket_row),
		    row_cmp);
	*out = rows.items;
	*n = rows.n;
	return true;
}

static bool
is_plain(const struct rr_app *app)
{
	const struct rr_options *o = &app->options;

	return rr_date_is_none(o->on) && o->known == NULL &&
	    o->nreadings == 0 && !o->read_only && o->due_within == 7;
}

bool
rr_app_docket(struct rr_app *app, struct rr_arena *arena, const char *matter,
    bool all, struct rr_docket_row **rows, size_t *n, struct rr_diags *diags)
{
	struct rr_store *s;

	if (!is_plain(app))
		return derive_all(app, arena, matter, all, rows, n, diags);
	return rr_docket_refresh(app, diags) &&
	    rr_app_store(app, RR_STORE_READ, &s, diags) &&
	    rr_store_docket(s, arena, matter, all, NULL, (size_t)-1, rows, n,
	    diags);
}

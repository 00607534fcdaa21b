/*
 * session.c: what the screen asks of the app between two keys.
 *
 * The first window of the cached docket reads what it shows and one row more.
 * Elsewhere, and asked about another day, the rows are read or derived whole
 * and the window is cut from them.
 */
#include "regrights/session.h"

#include <stdlib.h>
#include <string.h>

#include "app_int.h"
#include "regrights/buf.h"
#include "regrights/hash.h"

/* Where a window of MAX rows begins, of N, so that row AT is in its middle. */
static size_t
begin(const struct rr_session_window *w, size_t n, size_t at)
{
	size_t from = 0;

	if (w->place == RR_AT_END)
		from = n > w->max ? n - w->max : 0;
	else if (w->place == RR_AROUND)
		from = at > w->max / 2 ? at - w->max / 2 : 0;
	if (n > w->max && from > n - w->max)
		from = n - w->max;
	return n > w->max ? from : 0;
}

static int
row_cmp(const struct rr_docket_row *x, const struct rr_docket_row *y)
{
	rr_date a = rr_date_or(x->working, x->raw);
	rr_date b = rr_date_or(y->working, y->raw);
	int none = (int)rr_date_is_none(a) - (int)rr_date_is_none(b);
	int c = none != 0 ? none : rr_date_cmp(a, b);

	if (c == 0)
		c = strcmp(x->matter, y->matter);
	return c != 0 ? c : strcmp(x->id, y->id);
}

#define SLICE	4	/* matters derived while a key may wait */

static bool
is_stale(struct rr_app *app, struct rr_arena *arena,
    struct rr_session_rest *rest, bool *sound, struct rr_diags *diags)
{
	struct rr_matter *all;
	size_t n;

	if (!rr_store_matters(app->store, arena, &all, &n, diags) ||
	    !rr_store_docket_check(app->store, arena, all, n, diags))
		return false;
	*sound = true;
	rest->matters = n;
	for (size_t i = 0; i < n; i++) {
		rest->underived += !rr_docket_key_holds(app, &all[i]);
		*sound &= all[i].sound;
	}
	return true;
}

bool
rr_session_docket(struct rr_app *app, struct rr_arena *arena,
    const struct rr_session_window *w, struct rr_source *out,
    struct rr_session_rest *rest, struct rr_diags *diags)
{
	bool cached = rr_docket_is_plain(app), stale = false, sound = true;
	struct rr_docket_row *rows;
	size_t n, at = 0, from, max = (size_t)-1;
	struct rr_store *s;

	if (!rr_app_store(app, RR_STORE_READ, &s, diags))
		return false;
	if (w->place == RR_AT_START)
		max = w->max + 1;
	rest->underived = rest->matters = 0;
	if (cached && !is_stale(app, arena, rest, &sound, diags))
		return false;
	stale = rest->underived > 0;
	if (!sound || (stale && app->in_memory))
		cached = stale = false;
	if (cached && !rr_store_docket(s, arena, w->matter, w->all, NULL, max,
	    &rows, &n, diags))
		return false;
	/* What was changed by another hand is not shown for a moment. */
	if (cached && !rr_docket_is_sound(rows, n))
		cached = stale = false;
	if (!cached && !rr_app_docket(app, arena, w->matter, w->all, &rows,
	    &n, diags))
		return false;
	while (w->row != NULL && at < n && row_cmp(&rows[at], w->row) < 0)
		at++;
	from = begin(w, n, at);
	memset(out, 0, sizeof(*out));
	out->docket = n > 0 ? rows + from : NULL;
	out->ndocket = n - from > w->max ? w->max : n - from;
	out->on = rr_app_today(app);
	rest->above = from > 0;
	rest->below = from + out->ndocket < n;
	rest->stale = stale;
	rest->underived = stale ? rest->underived : 0;
	return true;
}

/* The last entry that --known lets count; its days end in UTC, as shown. */
static bool
known_journal(struct rr_app *app, struct rr_store *s, struct rr_arena *arena,
    int64_t *known, struct rr_diags *diags)
{
	uint8_t hash[RR_HASH_LEN];
	struct rr_zone *utc;
	int64_t head;

	*known = 0;
	return app->options.known == NULL ||
	    (rr_load_zone(arena, "UTC", &utc, diags) &&
	    rr_store_head(s, &head, hash, diags) && rr_app_known(app, utc,
	    "the case file", head, known, diags));
}

bool
rr_session_journal(struct rr_app *app, struct rr_arena *arena,
    const struct rr_session_window *w, struct rr_source *out,
    struct rr_session_rest *rest, struct rr_diags *diags)
{
	size_t n, at = 0, from, max = (size_t)-1;
	struct rr_line *lines;
	struct rr_store *s;
	int64_t known;

	if (w->place == RR_AT_START)
		max = w->max + 1;
	if (!rr_app_store(app, RR_STORE_READ, &s, diags) ||
	    !known_journal(app, s, arena, &known, diags) ||
	    !rr_store_journal(s, arena, w->matter, known > 0 ? known + 1 : 0,
	    true, max, &lines, &n, diags))
		return false;
	while (w->place == RR_AROUND && at < n && lines[at].seq > w->seq)
		at++;
	from = begin(w, n, at);
	memset(out, 0, sizeof(*out));
	out->journal = n > 0 ? lines + from : NULL;
	out->njournal = n - from > w->max ? w->max : n - from;
	out->matter = w->matter;
	out->on = rr_app_today(app);
	rest->above = from > 0;
	rest->below = from + out->njournal < n;
	rest->stale = false;
	rest->underived = rest->matters = 0;
	return true;
}

static void
hurry(struct rr_app *app, bool on)
{
	app->hurries = on;
	if (app->store != NULL)
		rr_store_hurry(app->store, on);
}

bool
rr_session_refresh(struct rr_app *app, const struct rr_source *shown,
    bool *done, struct rr_diags *diags)
{
	bool ok;

	(void)shown;
	*done = true;
	hurry(app, true);
	ok = !rr_docket_is_plain(app) ||
	    rr_docket_refresh_some(app, SLICE, done, diags);
	hurry(app, false);
	return ok;
}

void
rr_session_counts(const struct rr_source *s, struct rr_session_counts *out)
{
	memset(out, 0, sizeof(*out));
	for (size_t i = 0; i < s->ndocket; i++) {
		out->overdue += strcmp(s->docket[i].status, "overdue") == 0;
		out->due += strcmp(s->docket[i].status, "due") == 0;
	}
	for (size_t i = 0; s->ndocket == 0 && s->derivation != NULL &&
	    i < s->derivation->ndeadlines; i++) {
		enum rr_status status = s->derivation->deadlines[i].status;

		out->overdue += status == RR_STATUS_OVERDUE;
		out->due += status == RR_STATUS_DUE;
	}
}

bool
rr_session_changed(struct rr_app *app, bool *changed,
    struct rr_diags *diags)
{
	struct rr_store *s;
	int64_t version;
	bool ok;

	*changed = false;
	hurry(app, true);
	ok = rr_app_store(app, RR_STORE_READ, &s, diags) &&
	    rr_store_version(s, &version, diags);
	hurry(app, false);
	if (!ok)
		return false;
	*changed = app->seen == s && app->version != version;
	app->seen = s;
	app->version = version;
	return true;
}

bool
rr_session_preview(struct rr_app *app, const struct rr_cmd *cmd,
    const struct rr_args *args, struct rr_out *out, struct rr_diags *diags)
{
	bool dry = app->options.dry;
	bool ok;

	app->options.dry = true;
	ok = rr_cmd_run(app, cmd, args, out, diags);
	app->options.dry = dry;
	return ok;
}

const char *
rr_session_who(struct rr_app *app)
{
	return rr_login(app->arena);
}

const char *
rr_session_path(struct rr_app *app)
{
	const char *path = app->options.db != NULL ? app->options.db : "";
	char *real = realpath(path, NULL);

	if (real != NULL)
		path = rr_arena_strdup(app->arena, real);
	rr_free(real);
	return path;
}

/*
 * session.c: what the screen asks of the app between two keys.
 */
#include "regrights/session.h"

#include <stdlib.h>
#include <string.h>

#include "app_int.h"
#include "told_int.h"
#include "regrights/buf.h"
#include "regrights/hash.h"

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
	from = rr_window_begin(w, n, at);
	memset(out, 0, sizeof(*out));
	out->journal = n > 0 ? lines + from : NULL;
	out->njournal = n - from > w->max ? w->max : n - from;
	out->matter = w->matter;
	out->on = rr_app_today(app);
	memset(rest, 0, sizeof(*rest));
	rest->above = (long)from;
	rest->below = (long)(n - from - out->njournal);
	if (rest->below > 0 && w->place == RR_AT_START)
		rest->below = RR_SOME;
	return rr_lines_mark(app, arena, lines + from, out->njournal, diags);
}

void
rr_app_hurry(struct rr_app *app, bool on)
{
	app->hurries = on;
	if (app->store != NULL)
		rr_store_hurry(app->store, on);
}

bool
rr_session_counts(struct rr_app *app, struct rr_session_counts *out,
    struct rr_diags *diags)
{
	struct rr_arena *arena = rr_arena_new();
	struct rr_matter *all;
	size_t n, lost;
	bool ok = rr_docket_left(app, arena, &all, &n, &lost, diags);

	if (ok)
		rr_standing_count(app, all, n, lost, out);
	rr_arena_free(arena);
	return ok;
}

void
rr_session_tally(const struct rr_derivation *dv, struct rr_tally *out)
{
	memset(out, 0, sizeof(*out));
	for (size_t i = 0; i < dv->ndeadlines; i++)
		rr_tally_add(out, rr_docket_group(
		    rr_docket_stand(&dv->deadlines[i]),
		    rr_deadline_day(&dv->deadlines[i]), dv->input->on,
		    dv->input->due_within));
}

/* Days begin on a quarter of an hour, whatever the zone. */
bool
rr_session_turned(struct rr_app *app)
{
	int64_t quarter = rr_now(app).sec / 900;
	bool turned = app->quarter != 0 && app->quarter != quarter;

	app->quarter = quarter;
	return turned;
}

/* Where the journal is now; REPLACED: it does not go on from where it was. */
static bool
note_head(struct rr_app *app, struct rr_store *s, bool *replaced,
    struct rr_diags *diags)
{
	struct rr_head now = { 0 };
	bool stands;

	if (!rr_store_stands(s, &app->head, &stands, diags) ||
	    !rr_store_head(s, &now.seq, now.hash, diags))
		return false;
	*replaced = !stands;
	app->head = now;
	return true;
}

bool
rr_session_news(struct rr_app *app, enum rr_news *news,
    struct rr_diags *diags)
{
	struct rr_store *s;
	int64_t version, was = app->head.seq;
	bool ok, replaced;

	*news = RR_NEWS_NONE;
	rr_app_hurry(app, true);
	ok = rr_app_store(app, RR_STORE_READ, &s, diags) &&
	    rr_store_version(s, &version, diags) &&
	    note_head(app, s, &replaced, diags);
	rr_app_hurry(app, false);
	if (!ok)
		return false;
	if (replaced)
		*news = RR_NEWS_REPLACED;
	/* What was changed before it was opened anew has no version here. */
	else if (app->seen > 0 && (app->seen != app->opened ||
	    app->version != version))
		*news = app->head.seq - was > app->own ? RR_NEWS_RECORDED :
		    RR_NEWS_DERIVED;
	app->own = 0;
	app->seen = app->opened;
	app->version = version;
	if (replaced)
		rr_standing_free(app);
	if (*news != RR_NEWS_NONE)
		rr_standing_forgive(app);
	return true;
}

int64_t
rr_session_last(const struct rr_app *app)
{
	return app->head.seq;
}

bool
rr_session_entry(struct rr_app *app, int64_t seq, struct rr_head *out,
    bool *found, struct rr_diags *diags)
{
	struct rr_store *s;
	bool stands;

	memset(out, 0, sizeof(*out));
	out->seq = seq;
	if (!rr_app_store(app, RR_STORE_READ, &s, diags) ||
	    !rr_store_stands(s, &app->head, &stands, diags) ||
	    !rr_store_hash(s, seq, out->hash, found, diags))
		return false;
	if (!stands)
		memset(out->hash, 0, sizeof(out->hash));
	return true;
}

void
rr_session_names(struct rr_app *app, const struct rr_head *entries, size_t n)
{
	app->looked = entries;
	app->nlooked = n;
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

void
rr_session_end(struct rr_app *app)
{
	rr_standing_free(app);
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

/*
 * refresh.c: dockets that are not known as of now, derived slice by slice.
 *
 * A slice is a few matters of few and more of many, so that progress is seen
 * and reading the lists again stays a small part of the work.  It ends when
 * the app is told to go on no more, too: what was derived is kept, the matter
 * that was begun is begun again in the next slice.
 */
#include "app_int.h"

/* At least so many of N matters in a slice. */
#define SLICE(n)	(4 + (n) / 16)

/*
 * Kept, or else held; what was not as it was written is held too: another hand
 * may have left what does not go by writing it anew.
 */
static void
put(struct rr_app *app, const struct rr_matter *m, struct rr_case *c)
{
	struct rr_docket_row *rows;
	size_t n;

	rr_docket_rows(c->arena, c, c->derivation, &rows, &n);
	if (rr_docket_is_plain(app) && !app->in_memory)
		app->in_memory = !rr_docket_keep(app, c, rows, n);
	if (rr_docket_is_plain(app) && !app->in_memory && m->sound)
		rr_standing_filed(app, m->key);
	else
		rr_standing_hold(app, m, rr_docket_key(c->arena, c, rows, n),
		    rows, n);
}

/* Why it cannot be derived; the others can. */
static void
tell_failure(const struct rr_matter *m, const struct rr_diags *why,
    struct rr_diags *diags)
{
	for (size_t i = 0; i < rr_diags_count(why); i++) {
		const struct rr_diag *d = rr_diags_get(why, i);

		if (rr_code_severity(d->code) == RR_ERROR)
			rr_diag(diags, d->code, d->at,
			    "'%s' cannot be derived: %s", m->key, d->what);
	}
}

/* Why it could not be opened; GOES_ON: the others can. */
static void
take_failure(struct rr_app *app, const struct rr_matter *m,
    const struct rr_diags *why, bool *goes_on, struct rr_diags *diags)
{
	const struct rr_diag *busy = rr_diags_find(why, RR_E_BUSY);

	*goes_on = false;
	if (busy != NULL)
		rr_diag(diags, busy->code, busy->at, "%s", busy->what);
	else if (!rr_app_was_stopped(why)) {
		rr_standing_fail(app, m);
		tell_failure(m, why, diags);
		*goes_on = true;
	}
}

/* False when it was stopped, or another keeps the case file (E505). */
static bool
derive_one(struct rr_app *app, const struct rr_matter *m,
    struct rr_diags *diags)
{
	struct rr_diags *why = rr_diags_new();
	struct rr_store *s;
	struct rr_case *c;
	bool goes_on = true;

	if (rr_app_store(app, RR_STORE_READ, &s, why) &&
	    rr_case_load(app, m, &c, why)) {
		put(app, m, c);
		rr_case_close(c);
		if (rr_docket_is_plain(app) && !m->sound)
			rr_docket_warn(m->key, diags);
	} else
		take_failure(app, m, why, &goes_on, diags);
	rr_diags_free(why);
	return goes_on;
}

static void
derive_some(struct rr_app *app, const struct rr_matter *all, size_t n,
    size_t *begun, bool *done, struct rr_diags *diags)
{
	bool on = true;
	size_t i;

	for (i = 0; on && i < n && *begun < SLICE(n); i++) {
		enum rr_standing at = rr_standing(app, &all[i]);

		if (at != RR_STANDS_OLD && at != RR_STANDS_NOWHERE)
			continue;
		++*begun;
		on = derive_one(app, &all[i], diags) && rr_app_goes_on(app);
	}
	*done = on && i == n;
}

bool
rr_session_refresh(struct rr_app *app, size_t *begun, bool *done,
    struct rr_diags *diags)
{
	struct rr_arena *arena = rr_arena_new();
	struct rr_matter *all;
	struct rr_store *s;
	size_t n, lost;
	bool ok;

	/* Where it could not be kept before, it is tried again. */
	app->in_memory = app->options.read_only;
	*begun = 0;
	*done = false;
	rr_app_hurry(app, true);
	ok = rr_app_store(app, RR_STORE_READ, &s, diags) &&
	    rr_docket_left(app, arena, &all, &n, &lost, diags);
	if (ok)
		derive_some(app, all, n, begun, done, diags);
	rr_app_hurry(app, false);
	rr_arena_free(arena);
	return ok && rr_diags_find(diags, RR_E_BUSY) == NULL;
}

/*
 * base.c: whether the case file is still the one that a command rests on.
 *
 * Entries are named by their numbers, which a restore, or a file put in the
 * place of another, gives to others.  So the journal as a command found it
 * first, as the screen showed it last, and the entries that were chosen there
 * are held by their hashes.
 */
#include <string.h>

#include "app_int.h"

void
rr_app_begin(struct rr_app *app)
{
	if (!app->staged)
		memset(&app->base, 0, sizeof(app->base));
}

bool
rr_app_note_base(struct rr_app *app, struct rr_diags *diags)
{
	return app->staged || app->base.seq != 0 || rr_store_head(app->store,
	    &app->base.seq, app->base.hash, diags);
}

/* Of all that a command rests on, the first that is not what it was. */
static bool
find_changed(struct rr_app *app, struct rr_store *s,
    const struct rr_head **out, struct rr_diags *diags)
{
	bool stands;

	*out = NULL;
	for (size_t i = 0; i < app->nlooked; i++) {
		if (!rr_store_stands(s, &app->looked[i], &stands, diags))
			return false;
		if (!stands) {
			*out = &app->looked[i];
			return true;
		}
	}
	for (int i = 0; i < 2; i++) {
		const struct rr_head *h = i == 0 ? &app->head : &app->base;

		if (!rr_store_stands(s, h, &stands, diags))
			return false;
		if (!stands)
			*out = h;
	}
	return true;
}

bool
rr_app_is_same(struct rr_app *app, struct rr_diags *diags)
{
	const struct rr_head *h;

	/* What is staged is held against the file when it is recorded. */
	if (app->staged || app->store == NULL)
		return true;
	if (!find_changed(app, app->store, &h, diags))
		return false;
	if (h == NULL)
		return true;
	app->conflict = true;
	if (h != &app->head && h != &app->base)
		return rr_diag(diags, RR_E_STALE, rr_nowhere,
		    "entry %lld is not the one that was chosen here: the case "
		    "file was replaced, by a restore or by hand; choose "
		    "again, and look at the rest", (long long)h->seq);
	return rr_diag(diags, RR_E_STALE, rr_nowhere, "the case file was "
	    "replaced meanwhile, by a restore or by hand, and its entries "
	    "are others; look at it as it is now, and record again");
}

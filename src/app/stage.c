/*
 * stage.c: commands that go on record together.
 *
 * While a stage stands it is the case file of every command: each sees what
 * those before it recorded.  What it holds is recorded in the file at once, or
 * forgotten.
 */
#include "app_int.h"

bool
rr_app_stage(struct rr_app *app, struct rr_diags *diags)
{
	struct rr_store *file, *stage;
	struct rr_making making;

	if (!rr_store_if_there(app, &file, diags))
		return false;
	if (file != NULL && (!rr_app_note_base(app, diags) ||
	    !rr_app_is_same(app, diags)))
		return false;
	rr_clock_making(&making);
	if (!rr_store_stage(file, app->options.db, &making, &stage, diags))
		return false;
	app->file = app->store;
	app->file_mode = app->mode;
	app->store = stage;
	app->mode = RR_STORE_CREATE;
	app->staged = true;
	return true;
}

void
rr_app_unstage(struct rr_app *app)
{
	if (!app->staged)
		return;
	rr_store_close(app->store);
	app->store = app->file;
	app->mode = app->file_mode;
	app->file = NULL;
	app->staged = false;
	app->own = 0;
}

bool
rr_app_publish(struct rr_app *app, bool exact, int64_t *moved,
    struct rr_diags *diags)
{
	struct rr_store *stage = app->store, *file;
	bool ok;

	app->store = app->file;
	app->mode = app->file_mode;
	app->staged = false;
	/* None was there: the first of them is an import. */
	ok = rr_app_store(app, app->file == NULL ? RR_STORE_CREATE :
	    RR_STORE_WRITE, &file, diags) &&
	    rr_store_publish(file, stage, exact, moved, diags);
	if (!ok && rr_is_stale(diags))
		rr_app_is_same(app, diags);
	app->file = NULL;
	rr_store_close(stage);
	return ok;
}

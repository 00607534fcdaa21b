/*
 * app.c: what the command line chose, and the case file it names.
 *
 * The store is opened when it is first needed, and again for writing when a
 * command records; one handle is open at a time.
 */
#include <pwd.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "app_int.h"
#include "kept_int.h"
#include "regrights/buf.h"
#include "regrights/place.h"

#ifndef REGRIGHTS_SHAREDIR
#define REGRIGHTS_SHAREDIR	"/usr/share/regrights"
#endif

const struct rr_pos rr_nowhere = { NULL, 0, 0 };

static const char *
env(const char *name)
{
	const char *value = getenv(name);

	return value != NULL && value[0] != '\0' ? value : NULL;
}

/* $REGRIGHTS_DB, else the user's data folder; NULL: there is none. */
static const char *
default_db(struct rr_arena *arena)
{
	const char *said = env("REGRIGHTS_DB");

	return said != NULL ? said : rr_place(arena, RR_PLACE_DATA,
	    "cases.db");
}

struct rr_app *
rr_app_new(const struct rr_options *o, const struct rr_cmd *const *cmds)
{
	struct rr_arena *arena = rr_arena_new();
	struct rr_app *app = rr_arena_alloc(arena, sizeof(*app));

	app->arena = arena;
	app->options = *o;
	app->cmds = cmds;
	app->usual_db = o->db == NULL;
	if (app->usual_db)
		app->options.db = default_db(arena);
	if (o->share == NULL)
		app->options.share = env("REGRIGHTS_SHARE") != NULL ?
		    env("REGRIGHTS_SHARE") : REGRIGHTS_SHAREDIR;
	return app;
}

void
rr_app_free(struct rr_app *app)
{
	if (app == NULL)
		return;
	rr_store_close(app->store);
	rr_terms_free(app);
	rr_arena_free(app->arena);
}

const struct rr_options *
rr_app_options(const struct rr_app *app)
{
	return &app->options;
}

void
rr_app_going(struct rr_app *app, rr_going *going, void *ctx)
{
	app->going = going;
	app->going_ctx = ctx;
}

void
rr_app_progress(struct rr_app *app, rr_progress *progress, void *ctx)
{
	app->progress = progress;
	app->progress_ctx = ctx;
}

bool
rr_app_goes_on(struct rr_app *app)
{
	return app->going == NULL || app->going(app->going_ctx);
}

bool
rr_app_was_stopped(const struct rr_diags *diags)
{
	return rr_diags_find(diags, RR_E_STOPPED) != NULL;
}

void
rr_app_waiting(struct rr_app *app, rr_waiting *tell, void *ctx)
{
	app->tell = tell;
	app->tell_ctx = ctx;
	if (app->store != NULL)
		rr_store_waiting(app->store, tell, ctx);
}

void
rr_app_asking(struct rr_app *app, rr_asking *ask, void *ctx)
{
	app->ask = ask;
	app->ask_ctx = ctx;
}

bool
rr_app_store(struct rr_app *app, enum rr_store_mode mode,
    struct rr_store **out, struct rr_diags *diags)
{
	const struct rr_pos at = { app->options.db, 0, 0 };
	struct rr_opening o = { .path = app->options.db, .mode = mode,
	    .tell = app->tell, .ctx = app->tell_ctx,
	    .impatient = app->hurries };

	if (at.file == NULL)
		return rr_diag(diags, RR_E_STORE, rr_nowhere,
		    "neither XDG_DATA_HOME nor HOME names a folder to keep it "
		    "in, nor does your account; name it with --db FILE");
	if (mode != RR_STORE_READ && app->options.read_only &&
	    !app->rehearses)
		return rr_diag(diags, RR_E_READONLY, at,
		    "the program was started with --read-only");
	if (app->store != NULL && (mode == RR_STORE_READ ||
	    app->mode != RR_STORE_READ)) {
		*out = app->store;
		return true;
	}
	rr_store_close(app->store);
	app->store = NULL;
	/* A path that was typed must be right: a misspelt one is no case. */
	if (mode == RR_STORE_CREATE && app->usual_db)
		rr_place_make(app->arena, app->options.db);
	rr_clock_making(&o.making);
	o.making.group = app->group;
	if (!rr_store_open_as(&o, &app->store, diags))
		return false;
	app->opened++;
	app->mode = mode;
	*out = app->store;
	return true;
}

bool
rr_store_if_there(struct rr_app *app, struct rr_store **out,
    struct rr_diags *diags)
{
	struct rr_diags *quiet = rr_diags_new();
	bool ok = rr_app_store(app, RR_STORE_READ, out, quiet);

	if (!ok) {
		*out = NULL;
		ok = rr_diags_get(quiet, 0)->code == RR_E_NO_STORE ||
		    rr_app_store(app, RR_STORE_READ, out, diags);
	}
	rr_diags_free(quiet);
	return ok;
}

const char *
rr_login(struct rr_arena *arena)
{
	const struct passwd *pw = getpwuid(getuid());

	return pw != NULL ? rr_arena_strdup(arena, pw->pw_name) :
	    rr_arena_printf(arena, "uid %lu", (unsigned long)getuid());
}

/* Whoever sets the environment says it: so it is put down as a claim. */
const char *
rr_origin(struct rr_arena *arena)
{
	const char *s = env("SSH_CONNECTION");

	if (s == NULL)
		return "";
	if (strlen(s) > 200 || s[strspn(s, "0123456789abcdefABCDEF.:%/ "
	    "ghijklmnopqrstuvwxyz")] != '\0')
		return "claimed: what is no address";
	return rr_arena_printf(arena, "claimed: %s", s);
}

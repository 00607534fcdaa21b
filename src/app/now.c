/*
 * now.c: what the time is, to a case file.
 *
 * REGRIGHTS_NOW stands in for the clock in a demonstration: in a case file
 * that was made under it, and where there is no case file yet.  On any other
 * file it is not obeyed, so that the environment cannot say when something was
 * recorded.
 */
#include <stdlib.h>

#include "app_int.h"

/* May this case file's clock come from the environment? */
static bool
is_demonstration(struct rr_app *app)
{
	struct rr_diags *quiet = rr_diags_new();
	struct rr_store *s;
	bool yes;

	if (rr_app_store(app, RR_STORE_READ, &s, quiet))
		yes = rr_store_identity(s)->demonstration;
	else
		yes = rr_diags_count(quiet) > 0 &&
		    rr_diags_get(quiet, 0)->code == RR_E_NO_STORE;
	rr_diags_free(quiet);
	return yes;
}

rr_instant
rr_now(struct rr_app *app)
{
	rr_instant at;

	return rr_clock_claimed(&at) && is_demonstration(app) ? at :
	    rr_clock();
}

rr_instant
rr_now_recorded(void *ctx)
{
	return rr_now(ctx);
}

bool
rr_app_demonstration(struct rr_app *app)
{
	return app->store != NULL &&
	    rr_store_identity(app->store)->demonstration;
}

void
rr_app_warn(struct rr_app *app, struct rr_diags *diags)
{
	const char *text = getenv(RR_CLOCK_VARIABLE);
	rr_instant at;

	if (text == NULL || app == NULL)
		return;
	if (!rr_clock_claimed(&at))
		rr_diag(diags, RR_W_CLOCK, rr_nowhere, RR_CLOCK_VARIABLE
		    " is '%s', which is no instant (2000-05-26T21:30:00Z); "
		    "the clock of this machine is used", text);
	else if (app->store != NULL && !rr_app_demonstration(app))
		rr_diag(diags, RR_W_CLOCK, rr_nowhere, RR_CLOCK_VARIABLE
		    " is set, and this case file is no demonstration: the "
		    "clock of this machine is used; --on asks about another "
		    "day");
}

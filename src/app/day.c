/*
 * day.c: which day it is, on the clock of some zone.
 */
#include <string.h>

#include "app_int.h"

rr_date
rr_app_day(struct rr_app *app, const char *zone)
{
	struct rr_diags *quiet;

	if (!rr_date_is_none(app->options.on))
		return app->options.on;
	if (app->zone == NULL || strcmp(app->zone->name, zone) != 0) {
		quiet = rr_diags_new();
		if (!rr_load_zone(app->arena, zone, &app->zone, quiet))
			app->zone = NULL;
		rr_diags_free(quiet);
	}
	return app->zone != NULL ? rr_zone_wall(app->zone, rr_now(app)).day :
	    (rr_date){ (int32_t)(rr_now(app).sec / 86400) };
}

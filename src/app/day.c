/*
 * day.c: which day it is, on the clock of some zone.
 */
#include "app_int.h"
#include "regrights/map.h"

/* Each is loaded once: the matters of an office are in a few zones. */
static const struct rr_zone *
zone_of(struct rr_app *app, const char *name)
{
	struct rr_zone *z;
	struct rr_diags *quiet;

	if (app->zones == NULL)
		app->zones = rr_map_new(app->arena);
	z = rr_map_find(app->zones, name);
	if (z != NULL)
		return z;
	quiet = rr_diags_new();
	if (rr_load_zone(app->arena, name, &z, quiet))
		rr_map_set(app->zones, name, z);
	else
		z = NULL;
	rr_diags_free(quiet);
	return z;
}

rr_date
rr_app_day(struct rr_app *app, const char *zone)
{
	const struct rr_zone *z;

	if (!rr_date_is_none(app->options.on))
		return app->options.on;
	z = zone_of(app, zone);
	return z != NULL ? rr_zone_wall(z, rr_now(app)).day :
	    (rr_date){ (int32_t)(rr_now(app).sec / 86400) };
}

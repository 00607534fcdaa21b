/*
 * known.c: how much of the record was there at a time.
 */
#include "app_int.h"

/* "#41", a day (its end on the clock of ZONE), or an instant. */
static bool
read_time(const char *text, const struct rr_zone *zone, rr_instant *at,
    struct rr_diags *diags)
{
	struct rr_wall end = { RR_DATE_NONE, 86399 };
	rr_instant both[2];

	if (rr_instant_parse(text, at))
		return true;
	if (!rr_date_parse(text, &end.day))
		return rr_diag(diags, RR_E_DATE, rr_nowhere, "--known '%s': "
		    "write #NUMBER, YYYY-MM-DD or YYYY-MM-DDTHH:MM:SSZ",
		    text);
	at->sec = rr_zone_instants(zone, end, both) == 0 ? 0 : both[0].sec;
	return true;
}

bool
rr_app_known(struct rr_app *app, const struct rr_zone *zone,
    const char *whose, int64_t head, int64_t *known, struct rr_diags *diags)
{
	const char *text = app->options.known;
	rr_instant at;
	int64_t row;

	*known = 0;
	if (text == NULL)
		return true;
	if (text[0] == '#')
		return rr_fact_ref_parse(text + 1, known, &row) &&
		    *known <= head ? true :
		    rr_diag(diags, RR_E_NO_FACT, rr_nowhere,
		    "--known '%s'; the last entry of %s is #%lld", text,
		    whose, (long long)head);
	if (!read_time(text, zone, &at, diags) ||
	    !rr_store_known(app->store, at, known, diags))
		return false;
	return *known > 0 ? true : rr_diag(diags, RR_E_NO_FACT, rr_nowhere,
	    "nothing was on record at %s", text);
}

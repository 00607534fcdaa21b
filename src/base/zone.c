/*
 * zone.c: a wall clock and a zone to an instant, with the rules of that year.
 *
 * A binary search in the zone's changes of offset.  A wall clock is tried
 * with every offset in force within a day of it; those whose own reading is
 * that wall clock are its instants.
 */
#include <string.h>

#include "regrights/buf.h"
#include "regrights/zone.h"

#define DAY_SECONDS	86400

const struct rr_zone_change *
rr_zone_at(const struct rr_zone *z, rr_instant t)
{
	size_t from = 0, to = z->n;

	while (to - from > 1) {
		size_t mid = from + (to - from) / 2;

		if (z->changes[mid].from.sec <= t.sec)
			from = mid;
		else
			to = mid;
	}
	return &z->changes[from];
}

struct rr_wall
rr_zone_wall(const struct rr_zone *z, rr_instant t)
{
	int64_t local = t.sec + rr_zone_at(z, t)->offset;
	int64_t sec = local % DAY_SECONDS;
	struct rr_wall w;

	sec += sec < 0 ? DAY_SECONDS : 0;
	w.sec = (int32_t)sec;
	w.day.day = (int32_t)((local - sec) / DAY_SECONDS);
	return w;
}

int
rr_zone_instants(const struct rr_zone *z, struct rr_wall w, rr_instant out[2])
{
	int64_t local = (int64_t)w.day.day * DAY_SECONDS + w.sec;
	const struct rr_zone_change *c =
	    rr_zone_at(z, (rr_instant){ local - DAY_SECONDS });
	const struct rr_zone_change *end = z->changes + z->n;
	int n = 0;

	for (; c < end && n < 2 &&
	    (c == z->changes || c->from.sec <= local + DAY_SECONDS); c++) {
		rr_instant t = { local - c->offset };

		if (rr_zone_at(z, t) == c)
			out[n++] = t;
	}
	return n;
}

bool
rr_zone_told(const struct rr_zone *z, const char *text, rr_instant *at)
{
	const char *word = strrchr(text, ' ');
	size_t n = word == NULL ? 0 : (size_t)(word - text);
	char clock[20];
	rr_instant both[2];
	struct rr_wall w;

	*at = RR_INSTANT_NONE;
	if (n == 0 || n >= sizeof(clock) || word[1] == '\0')
		return false;
	memcpy(clock, text, n);
	clock[n] = '\0';
	if (!rr_wall_parse(clock, &w))
		return false;
	if (z == NULL)
		return true;
	for (int i = rr_zone_instants(z, w, both) - 1; i >= 0; i--)
		if (strcmp(rr_zone_at(z, both[i])->abbrev, word + 1) == 0)
			*at = both[i];
	return !rr_instant_is_none(*at);
}

void
rr_zone_tell(const struct rr_zone *z, rr_instant at, struct rr_buf *b)
{
	rr_wall_text(rr_zone_wall(z, at), b);
	rr_buf_printf(b, " %s", rr_zone_at(z, at)->abbrev);
}

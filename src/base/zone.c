/*
 * zone.c: a wall clock and a zone to an instant, with the rules of that year.
 *
 * A binary search in the zone's changes of offset.  A wall clock is tried
 * with every offset in force within a day of it; those whose own reading is
 * that wall clock are its instants.
 */
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

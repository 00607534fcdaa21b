/*
 * zone.h: a wall clock and a zone to an instant, with the rules of that year.
 *
 * A zone is data: its changes of offset from 1970 to 2050, in order, read from
 * the system's tz database by load (rr_load_zone); nothing here reads a file
 * or the environment.
 */
#ifndef REGRIGHTS_ZONE_H
#define REGRIGHTS_ZONE_H

#include <stdbool.h>
#include <stddef.h>

#include "regrights/date.h"

struct rr_buf;

struct rr_zone_change {
	rr_instant	 from;		/* the first instant of this offset */
	int32_t		 offset;	/* seconds east of UTC */
	char		 abbrev[8];	/* "PDT" */
};

struct rr_zone {
	const char		*name;	/* "America/Los_Angeles" */
	struct rr_zone_change	*changes; /* changes[0] holds before its from */
	size_t			 n;	/* at least 1 */
};

/* The offset that holds at an instant. */
const struct rr_zone_change *rr_zone_at(const struct rr_zone *, rr_instant);
struct rr_wall	 rr_zone_wall(const struct rr_zone *, rr_instant);
/*
 * The instants at which the zone's clock reads WALL, earlier first: none in a
 * skipped hour, two in a doubled one, else one.  Returns how many.
 */
int		 rr_zone_instants(const struct rr_zone *, struct rr_wall,
		    rr_instant[2]);
/*
 * "2000-06-12 14:05 PDT" as an instant, and back; false when the zone's clock
 * never read so.  A NULL zone asks whether it is written so at all.
 */
bool	 rr_zone_told(const struct rr_zone *, const char *, rr_instant *);
void	 rr_zone_tell(const struct rr_zone *, rr_instant, struct rr_buf *);

#endif

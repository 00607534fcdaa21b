/*
 * today.c: the only reader of the clock.
 *
 * REGRIGHTS_NOW, an instant, stands in for it in tests and demonstrations.
 */
#include <stdlib.h>
#include <time.h>

#include "regrights/case.h"

rr_instant
rr_now(void)
{
	const char *fixed = getenv("REGRIGHTS_NOW");
	struct timespec now;
	rr_instant out;

	if (fixed != NULL && rr_instant_parse(fixed, &out))
		return out;
	clock_gettime(CLOCK_REALTIME, &now);
	out.sec = now.tv_sec;
	return out;
}

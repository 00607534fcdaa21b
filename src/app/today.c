/*
 * today.c: the only reader of the clock.
 *
 * The environment may claim another, REGRIGHTS_NOW; whether it is obeyed is
 * for now.c to say.
 */
#include <stdlib.h>
#include <time.h>

#include "app_int.h"

rr_instant
rr_clock(void)
{
	struct timespec now;
	rr_instant out;

	clock_gettime(CLOCK_REALTIME, &now);
	out.sec = now.tv_sec;
	return out;
}

bool
rr_clock_claimed(rr_instant *at)
{
	const char *text = getenv(RR_CLOCK_VARIABLE);

	return text != NULL && rr_instant_parse(text, at);
}

void
rr_clock_making(struct rr_making *making)
{
	making->demonstration = rr_clock_claimed(&making->at);
	if (!making->demonstration)
		making->at = rr_clock();
}

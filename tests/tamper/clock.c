/*
 * clock.c: another clock for a program, as whoever owns the account can give
 * it one: this library is loaded before the C library.
 *
 * CLOCK_AT is the instant that it says, in seconds since 1970; without it the
 * clock is the machine's.
 */
#define _GNU_SOURCE
#include <stdlib.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

int
clock_gettime(clockid_t which, struct timespec *now)
{
	const char *at = getenv("CLOCK_AT");
	int rc = (int)syscall(SYS_clock_gettime, which, now);

	if (at != NULL && (which == CLOCK_REALTIME ||
	    which == CLOCK_REALTIME_COARSE))
		now->tv_sec = strtoll(at, NULL, 10);
	return rc;
}

time_t
time(time_t *out)
{
	struct timespec now;

	clock_gettime(CLOCK_REALTIME, &now);
	if (out != NULL)
		*out = now.tv_sec;
	return now.tv_sec;
}

int
gettimeofday(struct timeval *restrict now, void *restrict zone)
{
	struct timespec is;

	(void)zone;
	clock_gettime(CLOCK_REALTIME, &is);
	now->tv_sec = is.tv_sec;
	now->tv_usec = is.tv_nsec / 1000;
	return 0;
}

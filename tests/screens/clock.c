/*
 * clock.c: the machine's clock as a test plays it.
 *
 * Loaded before the C library (LD_PRELOAD) it gives, as the time of day, the
 * seconds since 1970 that the file $SCREENS_CLOCK holds at that moment.
 */
#define _GNU_SOURCE

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

static long
played(void)
{
	const char *path = getenv("SCREENS_CLOCK");
	FILE *f = path == NULL ? NULL : fopen(path, "re");
	char text[32] = "";

	if (f == NULL)
		return 0;
	if (fgets(text, sizeof(text), f) == NULL)
		text[0] = '\0';
	fclose(f);
	return strtol(text, NULL, 10);
}

int
clock_gettime(clockid_t which, struct timespec *out)
{
	int saved = errno;
	long now = which == CLOCK_REALTIME ? played() : 0;

	errno = saved;
	if (now == 0)
		return (int)syscall(SYS_clock_gettime, which, out);
	out->tv_sec = now;
	out->tv_nsec = 0;
	return 0;
}

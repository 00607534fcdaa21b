/*
 * faults.c: what befalls a disk.
 *
 * A process is killed, and loses power, at every operation, and is torn and
 * filled at every write.
 * An operation that fails leaves the process alive to say so: there some of
 * them show the same, and a run stays short; but of syncs, which are few, each
 * fails.  A process that was killed ran what any other runs until then, of
 * which sanitizers have nothing more to say, and each fork costs five times as
 * much in their build: there one in so many of all these does, from one that
 * goes on from day to day (RR_TURN).
 */
#include "faults.h"

#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <sodium.h>
#include <sqlite3.h>

#ifdef REGRIGHTS_POISON
enum { SANITIZED = true };
#else
enum { SANITIZED = false };
#endif
#define PART(plain, sanitized)	(SANITIZED ? (sanitized) : (plain))

const struct fault faults[FAULTS] = {
	{ "killed at each operation", SHIM_KILL, false, PART(1, 131) },
	{ "killed half-way in each write", SHIM_TEAR, false, PART(1, 61) },
	{ "the power lost at each operation", SHIM_POWER, false,
	    PART(1, 131) },
	{ "the same, some unsynced writes kept", SHIM_POWER_PART, false,
	    PART(3, 131) },
	{ "each operation failing", SHIM_IOERR, false, PART(4, 29) },
	{ "all failing from each operation on", SHIM_IOERR, true,
	    PART(4, 29) },
	{ "the disk full at each write", SHIM_FULL, false, PART(2, 13) },
	{ "the disk full from each write on", SHIM_FULL, true, PART(4, 17) },
	{ "each sync failing", SHIM_SYNC, false, PART(1, 3) }
};

void
fault_prepare(void)
{
	/* What a process leaves when it is killed needs no disk. */
	if (access("/dev/shm", W_OK) == 0)
		setenv("TMPDIR", "/dev/shm", 1);
	if (setlocale(LC_CTYPE, "") == NULL ||
	    sqlite3_initialize() != SQLITE_OK || sodium_init() < 0)
		exit(2);
}

long
fault_first(int stride)
{
	const char *turn = getenv("RR_TURN");

	return SANITIZED && turn != NULL ? 1 + labs(atol(turn)) % stride : 1;
}

bool
fault_ends(const struct fault *f)
{
	return f->mode == SHIM_KILL || f->mode == SHIM_TEAR ||
	    f->mode == SHIM_POWER || f->mode == SHIM_POWER_PART;
}

void
fault_tell(const struct fault *f, int stride, long first, long cuts)
{
	printf("%s: %ld", f->name, cuts);
	if (SANITIZED && stride > 1)
		printf(", each %d-th from the %ld-th", stride, first);
}

void
copy_file(const char *from, const char *to)
{
	FILE *in = fopen(from, "rb"), *out;
	char bytes[65536];
	size_t n;

	if (in == NULL)
		return;
	out = fopen(to, "wb");
	while (out != NULL && (n = fread(bytes, 1, sizeof(bytes), in)) > 0)
		fwrite(bytes, 1, n, out);
	if (out == NULL || fclose(out) != 0) {
		perror(to);
		exit(2);
	}
	fclose(in);
}

bool
is_wanted(const char *name, int argc, char **argv)
{
	for (int i = 1; i < argc; i++)
		if (strcmp(argv[i], name) == 0)
			return true;
	return argc == 1;
}

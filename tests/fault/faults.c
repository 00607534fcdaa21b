/*
 * faults.c: what befalls a disk.
 *
 * A process is killed, and loses power, at every operation, and is torn and
 * filled at every write.
 * An operation that fails leaves the process alive to say so: there some of
 * them show the same, and a run stays short; but of syncs, which are few, each
 * fails.  A process that was killed ran what any other runs until then, of
 * which sanitizers have nothing more to say: in their build, where each fork
 * costs five times as much, some of those do.
 */
#include "faults.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#ifdef REGRIGHTS_POISON
#define KILLS	7
#else
#define KILLS	1
#endif

const struct fault faults[FAULTS] = {
	{ "killed at each operation", SHIM_KILL, false, KILLS },
	{ "killed half-way in each write", SHIM_TEAR, false, KILLS },
	{ "the power lost at each operation", SHIM_POWER, false, KILLS },
	{ "the same, some unsynced writes kept", SHIM_POWER_PART, false, 3 * KILLS },
	{ "each operation failing", SHIM_IOERR, false, 4 },
	{ "all failing from each operation on", SHIM_IOERR, true, 4 },
	{ "the disk full at each write", SHIM_FULL, false, 2 },
	{ "the disk full from each write on", SHIM_FULL, true, 4 },
	{ "each sync failing", SHIM_SYNC, false, 1 }
};

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

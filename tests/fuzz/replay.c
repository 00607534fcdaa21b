/*
 * replay.c: a target without libFuzzer: each file that is named, once.
 *
 * Options of libFuzzer ("-runs=1") are passed over.
 */
#include <stdio.h>
#include <stdlib.h>

#include "regrights/arena.h"
#include "regrights/load.h"
#include "target.h"

int
main(int argc, char **argv)
{
	struct rr_arena *arena = rr_arena_new();
	struct rr_diags *diags = rr_diags_new();
	int status = 0;

	for (int i = 1; i < argc; i++) {
		char *bytes;
		size_t len;

		if (argv[i][0] == '-')
			continue;
		if (rr_load_file(arena, argv[i], RR_LOAD_MAX, &bytes, &len,
		    diags)) {
			printf("%s\n", argv[i]);
			fflush(stdout);
			LLVMFuzzerTestOneInput((const uint8_t *)bytes, len);
		} else
			status = 2;
	}
	rr_diags_free(diags);
	rr_arena_free(arena);
	return status;
}

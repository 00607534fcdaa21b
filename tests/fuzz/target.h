/*
 * target.h: what the fuzz targets share.
 *
 * A target is one file that defines LLVMFuzzerTestOneInput.  libFuzzer calls
 * it with what it makes up; without libFuzzer replay.c calls it with files.
 * What must be so and is not ends the program by abort().
 */
#ifndef TESTS_FUZZ_TARGET_H
#define TESTS_FUZZ_TARGET_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "regrights/agreement.h"
#include "regrights/cmd.h"
#include "regrights/derive.h"

int	 LLVMFuzzerTestOneInput(const uint8_t *, size_t);

/* What outlives one input, and what does not. */
struct target {
	struct rr_arena	*arena, *round;
	struct rr_diags	*diags;
	const char	*dir;		/* one of its own, in TMPDIR */
};

/* The only one; made when first asked for, its round forgotten each time. */
struct target	*target_begin(void);
void	 target_must(const struct target *, bool, const char *what);
/* Refused with words or done without an error; PLACE: where each error is. */
void	 target_answered(const struct target *, bool ok, bool place);
/* The bytes of an input, with a NUL behind them. */
char	*target_copy(const struct target *, const uint8_t *, size_t);
/* A path in the target's folder. */
const char *target_path(const struct target *, const char *name);
void	 target_write(const struct target *, const char *path,
	    const void *bytes, size_t len);
/* A file of the source tree. */
char	*target_source(const struct target *, const char *path, size_t *len);
/* An agreement of the source tree, with calendars and zones. */
struct rr_engine *target_engine(const struct target *, const char *path);
/* The program on a case file; rr_app_free ends it. */
struct rr_app	*target_app(const char *db, bool read_only);
/* A line of words; true when it is done. */
bool	 target_run(const struct target *, struct rr_app *,
	    const char *line);

#endif

/*
 * agreement.c: fuzz target: any bytes as the file of an agreement.
 *
 * It is read as terms and as an amendment, compared with other terms, and when
 * it is none but an error, each has its place; what is no error goes through
 * `check` and a dry `import`.
 */
#include <stdlib.h>

#include "regrights/arena.h"
#include "regrights/load.h"
#include "target.h"

static const char *before_bytes;
static size_t before_len;
static struct rr_agreement *before;

static void
make_before(const struct target *t)
{
	static const char path[] = "tests/agreements/second.yaml";

	before_bytes = target_source(t, path, &before_len);
	target_must(t, rr_load_agreement(t->arena, path, before_bytes,
	    before_len, &before, t->diags), path);
}

static void
use(const struct target *t, const char *bytes, size_t len)
{
	struct rr_app *app = target_app(target_path(t, "none.db"), true);
	const char *path = target_path(t, "input.yaml");

	target_write(t, path, bytes, len);
	target_run(t, app, rr_arena_printf(t->round, "check '%s'", path));
	target_run(t, app, rr_arena_printf(t->round, "import '%s' --as new",
	    path));
	rr_app_free(app);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t len)
{
	const struct target *t = target_begin();
	struct rr_difference *differences;
	struct rr_agreement *a;
	struct rr_terms_file file = { "input.yaml", NULL, len, NULL };
	const char *bytes;
	bool ok;
	size_t n;

	if (before == NULL)
		make_before(t);
	bytes = target_copy(t, data, len);
	ok = rr_load_agreement(t->round, "input.yaml", bytes, len, &a,
	    t->diags);
	target_answered(t, ok, true);
	if (!ok)
		return 0;
	file.bytes = bytes;
	rr_load_amended(t->round, &file, before, &a, t->diags);
	rr_diags_clear(t->diags);
	target_must(t, rr_load_differences(t->round, before_bytes, before_len,
	    bytes, len, &differences, &n, t->diags), "terms are compared");
	use(t, bytes, len);
	return 0;
}

/*
 * source.c: an agreement by any of its names: a file, a matter of the case
 * file, or one that is shipped.
 */
#include <string.h>

#include "app_int.h"

/* A file of that name, else one that is shipped. */
static bool
read_named(struct rr_app *app, struct rr_arena *arena, const char **name,
    char **bytes, size_t *len, struct rr_diags *diags)
{
	const char *shipped = rr_arena_printf(arena, "%s/agreements/%s.yaml",
	    app->options.share, *name);
	struct rr_diags *quiet = rr_diags_new();
	bool ok = rr_load_file(arena, *name, RR_LOAD_MAX, bytes, len, quiet);

	if (!ok && rr_load_file(arena, shipped, RR_LOAD_MAX, bytes, len,
	    quiet)) {
		*name = shipped;
		ok = true;
	}
	rr_diags_free(quiet);
	return ok || rr_load_file(arena, *name, RR_LOAD_MAX, bytes, len,
	    diags);
}

/* A file has no record to look back in. */
static bool
is_of_now(const struct rr_app *app, const char *name,
    struct rr_diags *diags)
{
	return app->options.known == NULL ? true : rr_diag(diags,
	    RR_E_UNKNOWN_KEY, rr_nowhere, "--known is of a matter's record, "
	    "and '%s' is a file; leave it out", name);
}

bool
rr_app_agreement(struct rr_app *app, struct rr_arena *arena,
    const char *name, struct rr_agreement **out, struct rr_diags *diags)
{
	size_t n = strlen(name);
	struct rr_case *c;
	char *bytes;
	size_t len;

	/* A path or a YAML file; else a matter; else one that is shipped. */
	if (strchr(name, '/') == NULL &&
	    (n < 5 || strcmp(name + n - 5, ".yaml") != 0)) {
		struct rr_diags *quiet = rr_diags_new();
		bool found = rr_case_open(app, name, &c, quiet);

		rr_diags_free(quiet);
		if (found) {
			bool ok = rr_store_text(app->store, arena,
			    rr_known_text(c), &bytes, &len, diags);

			rr_case_close(c);
			return ok && rr_load_agreement(arena, name, bytes,
			    len, out, diags);
		}
		if (!read_named(app, arena, &name, &bytes, &len, diags))
			return false;
	} else if (!rr_load_file(arena, name, RR_LOAD_MAX, &bytes, &len,
	    diags))
		return false;
	return is_of_now(app, name, diags) &&
	    rr_load_agreement(arena, rr_arena_strdup(arena, name), bytes,
	    len, out, diags) &&
	    rr_app_check(app, arena, *out, diags);
}

/*
 * source.c: an agreement by any of its names: a file, a matter of the case
 * file, or one that is shipped.
 */
#include <string.h>

#include "app_int.h"

/* A path or a YAML file is never taken for a matter, or for one shipped. */
static bool
is_path(const char *name)
{
	size_t n = strlen(name);

	return strchr(name, '/') != NULL ||
	    (n >= 5 && strcmp(name + n - 5, ".yaml") == 0);
}

const char *
rr_app_shipped(struct rr_app *app, struct rr_arena *arena, const char *name)
{
	const char *shipped = rr_arena_printf(arena, "%s/agreements/%s.yaml",
	    app->options.share, name);
	struct rr_diags *quiet;
	bool is_shipped;
	char *bytes;
	size_t len;

	if (is_path(name))
		return name;
	quiet = rr_diags_new();
	is_shipped = !rr_load_file(arena, name, RR_LOAD_MAX, &bytes, &len,
	    quiet) && rr_load_file(arena, shipped, RR_LOAD_MAX, &bytes, &len,
	    quiet);

	rr_diags_free(quiet);
	return is_shipped ? shipped : name;
}

/* No case file, no such matter, or several that begin so: a file, perhaps. */
static bool
is_none(const struct rr_diags *diags)
{
	return rr_diags_find(diags, RR_E_NO_STORE) != NULL ||
	    rr_diags_find(diags, RR_E_NO_MATTER) != NULL ||
	    rr_diags_find(diags, RR_E_AMBIGUOUS) != NULL;
}

bool
rr_app_matter(struct rr_app *app, const char *name, struct rr_case **out,
    struct rr_diags *diags)
{
	struct rr_diags *quiet;
	bool ok;

	*out = NULL;
	if (is_path(name))
		return true;
	quiet = rr_diags_new();
	ok = rr_case_open(app, name, out, quiet);
	if (!ok) {
		*out = NULL;
		ok = is_none(quiet) || rr_case_open(app, name, out, diags);
	}
	rr_diags_free(quiet);
	return ok;
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
rr_app_filed(struct rr_app *app, struct rr_arena *arena, const char *name,
    struct rr_agreement **out, bool *shipped, struct rr_diags *diags)
{
	const char *path = rr_app_shipped(app, arena, name);
	char *bytes;
	size_t len;

	*shipped = path != name;
	return rr_load_file(arena, path, RR_LOAD_MAX, &bytes, &len, diags) &&
	    is_of_now(app, path, diags) &&
	    rr_load_agreement(arena, rr_arena_strdup(arena, path), bytes,
	    len, out, diags) &&
	    rr_app_check(app, arena, *out, diags);
}

bool
rr_app_agreement(struct rr_app *app, struct rr_arena *arena,
    const char *name, struct rr_agreement **out, struct rr_diags *diags)
{
	struct rr_case *c;
	bool shipped, ok;
	char *bytes;
	size_t len;

	if (!rr_app_matter(app, name, &c, diags))
		return false;
	if (c == NULL)
		return rr_app_filed(app, arena, name, out, &shipped, diags);
	ok = rr_store_text(app->store, arena, c->matter.text, &bytes, &len,
	    diags);
	rr_case_close(c);
	return ok && rr_load_agreement(arena, name, bytes, len, out, diags);
}

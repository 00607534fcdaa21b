/*
 * kept.c: terms that were loaded, kept as long as the program runs.
 *
 * A script and the panes open one matter again and again, and to read its
 * agreement's text takes longer than all the rest.  A text is known by its
 * hash, so what was read of it stays true; the store looks at the text itself
 * each time.  The first few are kept and never given up: cases stand on them.
 */
#include <string.h>

#include "app_int.h"

struct rr_kept_terms {
	struct rr_arena		*arena;
	const char		*name;		/* in errors */
	struct rr_agreement	*terms;
};

/* Of that text, and of that name, which its places in errors have. */
static const struct rr_agreement *
find(const struct rr_app *app, const struct rr_terms_file *file)
{
	for (size_t i = 0; i < app->nkept; i++) {
		const struct rr_kept_terms *k = app->kept[i];

		if (strcmp(k->terms->digest, file->digest) == 0 &&
		    strcmp(k->name, file->name) == 0)
			return k->terms;
	}
	return NULL;
}

static bool
keep(struct rr_app *app, const struct rr_terms_file *file,
    const struct rr_agreement **out, struct rr_diags *diags)
{
	struct rr_arena *arena = rr_arena_new();
	struct rr_kept_terms *k = rr_arena_alloc(arena, sizeof(*k));
	struct rr_terms_file own = *file;

	own.name = rr_arena_strdup(arena, file->name);
	own.digest = rr_arena_strdup(arena, file->digest);
	k->arena = arena;
	k->name = own.name;
	if (!rr_load_amended(arena, &own, NULL, &k->terms, diags)) {
		rr_arena_free(arena);
		return false;
	}
	app->kept[app->nkept++] = k;
	*out = k->terms;
	return true;
}

bool
rr_terms_load(struct rr_app *app, struct rr_arena *arena,
    const struct rr_terms_file *file, struct rr_agreement **out,
    struct rr_diags *diags)
{
	const struct rr_agreement *kept = find(app, file);

	if (kept == NULL && app->nkept == RR_KEPT_TERMS)
		return rr_load_amended(arena, file, NULL, out, diags);
	if (kept == NULL && !keep(app, file, &kept, diags))
		return false;
	*out = rr_arena_alloc(arena, sizeof(**out));
	**out = *kept;
	return true;
}

void
rr_terms_free(struct rr_app *app)
{
	while (app->nkept > 0)
		rr_arena_free(app->kept[--app->nkept]->arena);
}

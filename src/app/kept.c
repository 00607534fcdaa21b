/*
 * kept.c: terms that were loaded, kept as long as the program runs.
 *
 * A script and the panes open one matter again and again, and to read its
 * agreement's text takes longer than all the rest.  A text is known by its
 * hash, which the store looked at, so what was read of it stays true whatever
 * becomes of the file.  The first few are kept and never given up.
 */
#include <string.h>

#include "kept_int.h"

#define MOST	8

struct terms {
	struct rr_arena		*arena;
	const char		*name;		/* in errors */
	struct rr_agreement	*loaded;
};

struct rr_kept {
	struct terms	 of[MOST];
	size_t		 n;
};

/* Of that text, and of that name, which its places in errors have. */
static const struct rr_agreement *
find(const struct rr_kept *kept, const char *name, const char *digest)
{
	for (size_t i = 0; i < kept->n; i++)
		if (strcmp(kept->of[i].loaded->digest, digest) == 0 &&
		    strcmp(kept->of[i].name, name) == 0)
			return kept->of[i].loaded;
	return NULL;
}

static bool
keep(struct rr_kept *kept, const struct rr_terms_file *file,
    const struct rr_agreement **out, struct rr_diags *diags)
{
	struct terms *t = &kept->of[kept->n];
	struct rr_terms_file own = *file;

	t->arena = rr_arena_new();
	t->name = own.name = rr_arena_strdup(t->arena, file->name);
	own.digest = rr_arena_strdup(t->arena, file->digest);
	if (!rr_load_amended(t->arena, &own, NULL, &t->loaded, diags)) {
		rr_arena_free(t->arena);
		return false;
	}
	kept->n++;
	*out = t->loaded;
	return true;
}

bool
rr_terms_load(struct rr_app *app, struct rr_arena *arena,
    const struct rr_terms_file *file, struct rr_agreement **out,
    struct rr_diags *diags)
{
	const struct rr_agreement *loaded;
	struct rr_terms_file whole = *file;
	char *bytes;

	if (app->kept == NULL)
		app->kept = rr_arena_alloc(app->arena, sizeof(*app->kept));
	loaded = find(app->kept, file->name, file->digest);
	if (loaded == NULL && whole.bytes == NULL) {
		if (!rr_store_text(app->store, arena, whole.digest, &bytes,
		    &whole.len, diags))
			return false;
		whole.bytes = bytes;
	}
	if (loaded == NULL && app->kept->n == MOST)
		return rr_load_amended(arena, &whole, NULL, out, diags);
	if (loaded == NULL && !keep(app->kept, &whole, &loaded, diags))
		return false;
	*out = rr_arena_alloc(arena, sizeof(**out));
	**out = *loaded;
	return true;
}

void
rr_terms_free(struct rr_app *app)
{
	for (size_t i = 0; app->kept != NULL && i < app->kept->n; i++)
		rr_arena_free(app->kept->of[i].arena);
}

/*
 * compare.c: the kept docket, held against what follows from the journal.
 *
 * Rows are derived and read at two moments.  Where another command recorded
 * something between them, the matter is looked at again.
 */
#include "app_int.h"

#include <string.h>

#include "regrights/map.h"

#define TRIES	4	/* before it is left to a quieter moment */

/* One row of a matter that is not as it was derived; always false. */
static bool
differs(struct rr_app *app, const char *matter, const char *id,
    const char *what, struct rr_diags *diags)
{
	const struct rr_pos at = { app->options.db, 0, 0 };

	return rr_diag(diags, RR_E_TABLES, at,
	    "'docket': the row %s %s %s; it is derived anew when it is next "
	    "looked at", matter, id, what);
}

static void
check_kept(struct rr_app *app, struct rr_map *made,
    const struct rr_docket_row *r, struct rr_diags *diags)
{
	const struct rr_docket_row *is = rr_map_find(made, r->id);

	rr_map_set(made, r->id, NULL);
	if (is == NULL)
		differs(app, r->matter, r->id,
		    "follows from nothing on record", diags);
	else if (!rr_docket_row_same(r, is))
		differs(app, r->matter, r->id,
		    "is not what follows from the journal", diags);
}

/* Each row that is there is what was made; what is left of that is missing. */
static void
compare_rows(struct rr_case *c, const struct rr_docket_row *kept,
    size_t nkept, struct rr_docket_row *made, size_t nmade,
    struct rr_diags *diags)
{
	struct rr_map *ids = rr_map_new(c->arena);

	for (size_t i = 0; i < nmade; i++)
		rr_map_set(ids, made[i].id, &made[i]);
	for (size_t i = 0; i < nkept; i++)
		check_kept(c->app, ids, &kept[i], diags);
	for (size_t i = 0; i < nmade; i++)
		if (rr_map_find(ids, made[i].id) != NULL)
			differs(c->app, c->matter.key, made[i].id,
			    "is missing", diags);
}

static void
compare_one(struct rr_app *app, const struct rr_matter *m,
    struct rr_diags *diags)
{
	struct rr_docket_row *kept, *made;
	size_t nkept, nmade;
	struct rr_store *s;
	struct rr_case *c;

	if (!rr_app_store(app, RR_STORE_READ, &s, diags) ||
	    !rr_case_load(app, m, &c, diags))
		return;
	rr_docket_rows(c->arena, c, c->derivation, &made, &nmade);
	if (rr_store_docket(s, c->arena, m->key, true, NULL, (size_t)-1, &kept,
	    &nkept, diags))
		compare_rows(c, kept, nkept, made, nmade, diags);
	rr_case_close(c);
	if (!m->sound && rr_diags_errors(diags) == 0)
		differs(app, m->key, "(one or more)",
		    "does not fit the matter's sum", diags);
}

/* A cache that is not used any more, or not for this, proves nothing. */
static bool
is_kept(struct rr_app *app, const struct rr_matter *m)
{
	return rr_docket_is_plain(app) &&
	    (!m->sound || rr_docket_key_holds(app, m->docket_key));
}

/* Whether the matter is not as it was; as it is now it stands in M. */
static bool
has_moved(struct rr_app *app, struct rr_arena *arena, struct rr_matter *m)
{
	struct rr_diags *quiet = rr_diags_new();
	struct rr_matter *all, was = *m;
	size_t n = 0;
	bool moved = false;

	if (rr_docket_matters(app, arena, &all, &n, quiet))
		for (size_t i = 0; i < n; i++)
			if (strcmp(all[i].key, was.key) == 0)
				*m = all[i];
	moved = m->head != was.head ||
	    strcmp(m->docket_key, was.docket_key) != 0;
	rr_diags_free(quiet);
	return moved;
}

static bool
compare(struct rr_app *app, struct rr_arena *arena, struct rr_matter m,
    size_t *older, struct rr_diags *diags)
{
	struct rr_diags *found = rr_diags_new();
	bool same = false, moved = true;

	for (int i = 0; i < TRIES && is_kept(app, &m) && moved && !same; i++) {
		rr_diags_clear(found);
		compare_one(app, &m, found);
		same = rr_diags_errors(found) == 0;
		moved = !same && has_moved(app, arena, &m);
	}
	*older += moved && !same ? 1 : 0;
	for (size_t i = 0; !moved && i < rr_diags_count(found); i++) {
		const struct rr_diag *d = rr_diags_get(found, i);

		/* That the file is damaged is said once. */
		if (d->code == RR_E_TABLES ||
		    rr_diags_find(diags, d->code) == NULL)
			rr_diag(diags, d->code, d->at, "%s", d->what);
	}
	rr_diags_free(found);
	return same || moved;
}

bool
rr_docket_compare(struct rr_app *app, size_t *older, struct rr_diags *diags)
{
	struct rr_arena *arena = rr_arena_new();
	struct rr_matter *all;
	bool ok, same = true;
	size_t n;

	*older = 0;
	ok = rr_docket_matters(app, arena, &all, &n, diags);
	for (size_t i = 0; ok && i < n; i++)
		same &= compare(app, arena, all[i], older, diags);
	rr_arena_free(arena);
	return ok && same;
}

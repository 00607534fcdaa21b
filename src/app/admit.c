/*
 * admit.c: each entry of a journal held against what could be recorded then.
 *
 * The same list (core) is asked by whoever records and by whoever replays a
 * journal, which gives it the terms that were filed by then, and the parties
 * and entries before.  Of the command only its name is held against the entry:
 * its words are what somebody typed.
 */
#include <string.h>

#include "app_int.h"
#include "kept_int.h"
#include "regrights/arena.h"
#include "regrights/map.h"
#include "regrights/past.h"

/* Zones by name, loaded once, and why one could not be looked for. */
struct clocks {
	struct rr_arena	*arena;
	struct rr_map	*zones;
	struct rr_diags	*diags;
	bool		 unread;
};

struct admission {
	struct rr_app	*app;
	struct rr_arena	*arena;
	struct clocks	 clocks;
	struct rr_map	*pasts;		/* by matter */
	struct rr_map	*terms;		/* by digest */
};

/* Where the zones are not there at all, nothing is wrong with the entry. */
static const struct rr_zone *
zone_of(void *ctx, const char *name)
{
	struct clocks *c = ctx;
	struct rr_zone *z = rr_map_find(c->zones, name);
	struct rr_diags *aside;

	if (z != NULL)
		return z;
	aside = rr_diags_new();
	if (rr_load_zone(c->arena, name, &z, aside))
		rr_map_set(c->zones, name, z);
	else
		z = NULL;
	if (rr_diags_find(aside, RR_E_READ) != NULL && !c->unread) {
		c->unread = true;
		rr_load_zone(c->arena, name, &z, c->diags);
	}
	rr_diags_free(aside);
	return z;
}

static struct rr_past *
past_of(struct admission *x, const char *matter)
{
	struct rr_past *p = rr_map_find(x->pasts, matter);

	if (p == NULL) {
		p = rr_past_new(x->arena, matter, zone_of, &x->clocks);
		rr_map_set(x->pasts, matter, p);
	}
	return p;
}

/* Each clock that the file names is that of a place. */
static bool
has_clocks(struct admission *x, const struct rr_agreement *a)
{
	for (size_t i = 0; i < a->nzones; i++)
		if (zone_of(&x->clocks, a->zones[i].name) == NULL)
			return false;
	return zone_of(&x->clocks, a->zone) != NULL;
}

/* The text that an import cites, which has its name for a hash; loaded once. */
static bool
load_terms(struct admission *x, const struct rr_fact *import,
    const char *bytes, size_t len, struct rr_agreement **out,
    struct rr_diags *diags)
{
	const char *digest = rr_fact_get(import, RR_USE_TEXT);
	struct rr_terms_file file = { .bytes = bytes, .len = len };

	*out = rr_map_find(x->terms, digest);
	if (*out != NULL)
		return true;
	/* It outlives the entry. */
	file.name = rr_arena_strdup(x->arena, import->name);
	file.digest = rr_arena_strdup(x->arena, digest);
	if (!rr_terms_load(x->app, x->arena, &file, out, diags))
		return false;
	rr_map_set(x->terms, digest, *out);
	return true;
}

/* The file that an import cites; NULL: it is no agreement. */
static struct rr_agreement *
terms_of(struct admission *x, const struct rr_recorded *e)
{
	struct rr_diags *aside;
	struct rr_agreement *a;

	if (e->bytes == NULL)
		return NULL;
	aside = rr_diags_new();
	if (!load_terms(x, e->fact, e->bytes, e->len, &a, aside) ||
	    !has_clocks(x, a))
		a = NULL;
	rr_diags_free(aside);
	return a;
}

static bool
records(const struct rr_cmd *cmd, enum rr_shape shape)
{
	return cmd->records == shape || (cmd->records == RR_SHAPE_PARTY &&
	    (shape == RR_SHAPE_CONTACT || shape == RR_SHAPE_HOLDING));
}

/* The command that a line names, of those that record such a thing, or NULL. */
static const struct rr_cmd *
command_for(const struct rr_app *app, const char *line, enum rr_shape shape)
{
	const struct rr_cmd *cmd;

	for (size_t i = 0; (cmd = rr_cmd_at(app, i)) != NULL; i++) {
		size_t n = strlen(cmd->name);

		if (cmd->effect == RR_RECORDS && records(cmd, shape) &&
		    strncmp(line, cmd->name, n) == 0 &&
		    (line[n] == ' ' || line[n] == '\0'))
			return cmd;
	}
	return NULL;
}

static bool
asks_for_sender(const struct rr_cmd *cmd)
{
	for (size_t i = 0; i < cmd->nparams; i++)
		if (strcmp(cmd->params[i].name, "from") == 0)
			return true;
	return false;
}

static const char *
command_refuses(struct admission *x, struct rr_past *p,
    const struct rr_recorded *e)
{
	const struct rr_cmd *cmd = command_for(x->app, e->command,
	    e->fact->shape);

	if (cmd == NULL)
		return "has a command that records no such thing";
	return e->fact->shape != RR_SHAPE_NOTICE ? NULL :
	    rr_past_sender(p, e->fact, asks_for_sender(cmd));
}

static const char *
refuses(struct admission *x, struct rr_past *p, const struct rr_recorded *e)
{
	struct rr_agreement *a = e->fact->shape != RR_SHAPE_IMPORT ? NULL :
	    terms_of(x, e);
	const char *why = rr_past_refuses(p, e->fact, e->rows, e->nrows, a);

	if (why == NULL && e->command != NULL)
		why = command_refuses(x, p, e);
	if (e->fact->shape != RR_SHAPE_IMPORT)
		return why;
	if (a == NULL)
		return "filed terms that cannot be read";
	rr_past_terms(p, a);
	return why;
}

static void
take(struct rr_past *p, const struct rr_recorded *e)
{
	if (e->fact == NULL)
		rr_past_lost(p, e->seq);
	else
		rr_past_add(p, e->fact);
	for (size_t i = 0; i < e->nrows; i++) {
		struct rr_fact row = e->rows[i];

		row.seq = e->seq;
		rr_past_add(p, &row);
	}
}

static bool
admit(void *ctx, const struct rr_recorded *e, const char **why,
    struct rr_diags *diags)
{
	struct admission *x = ctx;
	struct rr_past *p;

	x->clocks.diags = diags;
	/* A journal begins, perhaps another. */
	if (e->seq == 1)
		x->pasts = rr_map_new(x->arena);
	p = past_of(x, e->matter);
	*why = e->fact == NULL ? NULL : refuses(x, p, e);
	take(p, e);
	if (e->last && *why == NULL)
		*why = rr_past_left(p);
	return !x->clocks.unread;
}

static bool
expand_import(void *ctx, struct rr_arena *arena, const struct rr_fact *import,
    const char *bytes, size_t len, struct rr_fact **rows, size_t *n,
    struct rr_diags *diags)
{
	struct rr_agreement *a;

	if (!load_terms(ctx, import, bytes, len, &a, diags))
		return false;
	*n = a->nseeds;
	*rows = rr_arena_array(arena, *n + 1, sizeof(**rows));
	for (size_t i = 0; i < *n; i++)
		(*rows)[i] = a->seeds[i];
	return true;
}

void
rr_app_replay(struct rr_app *app, struct rr_arena *arena,
    struct rr_replay *out)
{
	struct admission *x = rr_arena_alloc(arena, sizeof(*x));

	x->app = app;
	x->arena = arena;
	x->pasts = rr_map_new(arena);
	x->terms = rr_map_new(arena);
	x->clocks.arena = arena;
	x->clocks.zones = rr_map_new(arena);
	out->expand = expand_import;
	out->admit = admit;
	out->ctx = x;
}

bool
rr_app_rebuild(struct rr_app *app, struct rr_store *s, bool check,
    struct rr_diags *diags)
{
	struct rr_arena *arena = rr_arena_new();
	struct rr_replay replay;
	bool ok;

	rr_app_replay(app, arena, &replay);
	ok = rr_store_rebuild(s, &replay, check, diags);
	rr_arena_free(arena);
	return ok;
}

/* Terms that were amended have those before them; the last are asked first. */
static void
add_terms(struct rr_past *p, const struct rr_agreement *a)
{
	if (a == NULL)
		return;
	add_terms(p, a->before);
	rr_past_terms(p, a);
}

/* An amendment may change what is not in force on the day asked about, yet. */
static bool
add_filed(struct rr_case *c, struct rr_past *p, const struct rr_fact *first,
    struct rr_diags *diags)
{
	bool any = first->shape == RR_SHAPE_IMPORT ||
	    rr_date_cmp(first->day, c->input.on) > 0;
	struct rr_agreement *last = c->agreement;
	struct rr_version *v;
	size_t n = !any ? 0 : rr_versions(c->arena, c->recorded,
	    c->nrecorded, &v);

	if (n > 0 && !rr_load_versions(c, v, n, &last, diags))
		return false;
	add_terms(p, last);
	return true;
}

bool
rr_case_admits(struct rr_case *c, const struct rr_entry *entries, size_t n,
    struct rr_diags *diags)
{
	struct clocks clocks = { .arena = c->arena,
	    .zones = rr_map_new(c->arena), .diags = diags };
	struct rr_past *p = rr_past_new(c->arena, c->matter.key, zone_of,
	    &clocks);
	int64_t seq = c->nrecorded > 0 ?
	    c->recorded[c->nrecorded - 1].seq : 0;

	if (!add_filed(c, p, entries[0].fact, diags))
		return false;
	for (size_t i = 0; i < c->nrecorded; i++)
		rr_past_add(p, &c->recorded[i]);
	for (size_t i = 0; i < n; i++) {
		struct rr_fact f = *entries[i].fact;
		const char *why;

		f.seq = ++seq;
		why = rr_past_refuses(p, &f, entries[i].rows,
		    entries[i].nrows, f.shape == RR_SHAPE_IMPORT ?
		    c->filing : NULL);
		if (clocks.unread)
			return false;
		if (why != NULL)
			return rr_diag(diags, RR_E_FACT, rr_nowhere,
			    "the entry %s", why);
		rr_past_add(p, &f);
	}
	return true;
}

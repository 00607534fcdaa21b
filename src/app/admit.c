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
#include "regrights/arena.h"
#include "regrights/map.h"
#include "regrights/past.h"

struct admission {
	struct rr_app	*app;
	struct rr_arena	*arena;
	struct rr_map	*pasts;		/* by matter */
	struct rr_map	*terms;		/* by digest */
};

static struct rr_past *
past_of(struct admission *x, const char *matter)
{
	struct rr_past *p = rr_map_find(x->pasts, matter);

	if (p == NULL) {
		p = rr_past_new(x->arena);
		rr_map_set(x->pasts, matter, p);
	}
	return p;
}

/* The file that an import cites, loaded once; NULL: it is no agreement. */
static struct rr_agreement *
terms_of(struct admission *x, const struct rr_recorded *e)
{
	const char *digest = rr_fact_field(e->fact, "text");
	struct rr_agreement *a = digest == NULL ? NULL :
	    rr_map_find(x->terms, digest);
	struct rr_diags *aside;

	if (a != NULL || e->bytes == NULL)
		return a;
	aside = rr_diags_new();
	if (!rr_load_agreement(x->arena, e->fact->name, e->bytes, e->len, &a,
	    aside))
		a = NULL;
	rr_diags_free(aside);
	if (a != NULL)
		rr_map_set(x->terms, digest, a);
	return a;
}

static bool
records(const struct rr_cmd *cmd, enum rr_shape shape)
{
	return cmd->records == shape || (cmd->records == RR_SHAPE_PARTY &&
	    (shape == RR_SHAPE_CONTACT || shape == RR_SHAPE_HOLDING));
}

static bool
is_command_for(const struct rr_app *app, const char *line,
    enum rr_shape shape)
{
	const struct rr_cmd *cmd;

	for (size_t i = 0; (cmd = rr_cmd_at(app, i)) != NULL; i++) {
		size_t n = strlen(cmd->name);

		if (cmd->effect == RR_RECORDS && records(cmd, shape) &&
		    strncmp(line, cmd->name, n) == 0 &&
		    (line[n] == ' ' || line[n] == '\0'))
			return true;
	}
	return false;
}

static const char *
refuses(struct admission *x, struct rr_past *p, const struct rr_recorded *e)
{
	struct rr_agreement *a;
	const char *why = rr_past_refuses(p, e->fact, e->rows, e->nrows);

	if (why == NULL && e->command != NULL && !is_command_for(x->app,
	    e->command, e->fact->shape))
		why = "has a command that records no such thing";
	if (e->fact->shape != RR_SHAPE_IMPORT)
		return why;
	a = terms_of(x, e);
	if (a == NULL)
		return "filed terms that cannot be read";
	rr_past_terms(p, a);
	return why;
}

static bool
admit(void *ctx, const struct rr_recorded *e, const char **why,
    struct rr_diags *diags)
{
	struct admission *x = ctx;
	struct rr_past *p;

	(void)diags;
	/* A journal begins, perhaps another. */
	if (e->seq == 1)
		x->pasts = rr_map_new(x->arena);
	p = past_of(x, e->matter);
	if (e->fact == NULL) {
		rr_past_lost(p, e->seq);
		return true;
	}
	*why = refuses(x, p, e);
	rr_past_add(p, e->fact);
	for (size_t i = 0; i < e->nrows; i++) {
		struct rr_fact row = e->rows[i];

		row.seq = e->seq;
		rr_past_add(p, &row);
	}
	return true;
}

static bool
expand_import(void *ctx, struct rr_arena *arena, const struct rr_fact *import,
    const char *bytes, size_t len, struct rr_fact **rows, size_t *n,
    struct rr_diags *diags)
{
	struct rr_agreement *a;

	(void)ctx;
	if (!rr_load_agreement(arena, import->name, bytes, len, &a, diags))
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

bool
rr_case_admits(struct rr_case *c, const struct rr_entry *entries, size_t n,
    struct rr_diags *diags)
{
	struct rr_past *p = rr_past_new(c->arena);
	int64_t seq = c->nrecorded > 0 ?
	    c->recorded[c->nrecorded - 1].seq : 0;

	add_terms(p, c->agreement);
	for (size_t i = 0; i < c->nrecorded; i++)
		rr_past_add(p, &c->recorded[i]);
	for (size_t i = 0; i < n; i++) {
		struct rr_fact f = *entries[i].fact;
		const char *why;

		f.seq = ++seq;
		why = rr_past_refuses(p, &f, entries[i].rows,
		    entries[i].nrows);
		if (why != NULL)
			return rr_diag(diags, RR_E_FACT, rr_nowhere,
			    "the entry %s", why);
		rr_past_add(p, &f);
	}
	return true;
}

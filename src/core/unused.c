/*
 * unused.c: what an agreement's file declares and no rule takes, and what its
 * rules ask for and can never be.
 *
 * What is taken is found by a look through the terms of all provisions, each
 * of which says itself what it names.
 */
#include <string.h>

#include "lint_int.h"
#include "regrights/arena.h"
#include "regrights/roster.h"

struct found {
	const struct rr_agreement	*a;
	struct rr_diags			*diags;
	const struct rr_map		*roles;
	bool				*kinds;	/* of day: taken */
};

/* "it.x is cooper", where no party of the file and no role is called so. */
static void
check_party(const struct found *f, const struct rr_expr *x)
{
	/* "it.FIELD" is no key, which has no dot. */
	if (!x->of_party || x->value == NULL ||
	    strchr(x->value, '.') != NULL ||
	    rr_role_is_word(f->roles, x->value))
		return;
	for (size_t i = 0; i < f->a->nseeds; i++)
		if (f->a->seeds[i].shape == RR_SHAPE_PARTY &&
		    strcmp(f->a->seeds[i].name, x->value) == 0)
			return;
	rr_diag(f->diags, RR_W_NEVER, x->pos, "'%s' is compared with '%s', "
	    "and no party of the file has that key, and nobody that role",
	    x->field, x->value);
}

static void
look_at(const struct found *f, const struct rr_expr *x)
{
	if (x == NULL)
		return;
	if ((x->op == RR_EXPR_OFFSET && x->unit == RR_UNIT_KIND) ||
	    x->op == RR_EXPR_FALLS)
		f->kinds[x->kind] = true;
	check_party(f, x);
	look_at(f, x->where);
	for (size_t i = 0; i < x->nof; i++)
		look_at(f, x->of[i]);
}

static bool
take(void *ctx, const struct rr_expr *x, const char *name, unsigned as)
{
	(void)name;
	(void)as;
	look_at(ctx, x);
	return false;
}

static void
check_bases(const struct found *f)
{
	for (size_t i = 0; i < f->a->nbases; i++) {
		bool used = false;

		for (size_t k = 0; k < f->a->nprovisions; k++)
			used |= f->a->provisions[k].kind->votes &&
			    f->a->provisions[k].share.base == (int)i;
		if (!used)
			rr_diag(f->diags, RR_W_UNUSED, f->a->bases[i].pos,
			    "no threshold takes a share of the base '%s'",
			    f->a->bases[i].key);
	}
}

static void
check_kinds(const struct found *f)
{
	const struct rr_agreement *a = f->a;

	for (size_t i = 0; i < a->nrolls; i++)
		f->kinds[a->rolls[i].kind] = true;
	for (size_t i = 0; i < a->nevents; i++)
		if (a->events[i].cutoff != NULL)
			f->kinds[a->events[i].cutoff->kind] = true;
	if (a->ladder != NULL) {
		f->kinds[a->ladder->kind] = true;
		for (size_t i = 0; i < a->ladder->nclauses; i++)
			look_at(f, a->ladder->clauses[i].effective);
	}
	for (size_t i = 0; i < a->nkinds; i++)
		if (!f->kinds[i])
			rr_diag(f->diags, RR_W_UNUSED, a->kinds[i].pos,
			    "nothing is counted in '%ss', and nothing is "
			    "moved by them", a->kinds[i].name);
}

/* A Holder's own clock, where the file says of nobody where its clock is. */
static void
check_clock(const struct found *f)
{
	const struct rr_agreement *a = f->a;

	if (a->ladder == NULL || strcmp(a->ladder->clock, "recipient") != 0)
		return;
	for (size_t i = 0; i < a->nseeds; i++)
		if (a->seeds[i].shape == RR_SHAPE_PARTY &&
		    rr_fact_get(&a->seeds[i], RR_USE_ZONE) != NULL)
			return;
	rr_diag(f->diags, RR_W_NEVER, a->ladder->cite.pos, "the notice "
	    "clauses go by the clock of the recipient, and no party of the "
	    "file has a 'zone'; without one no notice takes effect");
}

void
rr_lint_unused(const struct rr_agreement *a, struct rr_diags *diags)
{
	struct rr_arena *arena = rr_arena_new();
	struct found f = { a, diags, rr_roles(arena, a),
	    rr_arena_array(arena, a->nkinds + 1, sizeof(bool)) };
	const struct rr_reader look = { a, take, &f };

	for (size_t i = 0; i < a->nprovisions; i++)
		rr_look_through(&look, &a->provisions[i]);
	check_bases(&f);
	check_kinds(&f);
	check_clock(&f);
	rr_arena_free(arena);
}

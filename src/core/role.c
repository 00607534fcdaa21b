/*
 * role.c: the roles that an agreement knows.
 *
 * They are those of its parties and those that its terms name: whose act a
 * thing is, whom a notice goes to, who is left out of a vote.  Where terms say
 * "each holder" or "holders", the role is "holder".  A role that is none of
 * them moves nothing, so it is a slip of the pen or a word for a note.
 */
#include <string.h>

#include "regrights/agreement.h"
#include "regrights/arena.h"
#include "regrights/buf.h"
#include "regrights/map.h"
#include "regrights/roster.h"
#include "regrights/text.h"

struct finder {
	struct rr_arena			*arena;
	const struct rr_agreement	*agreement;
	struct rr_map			*roles, *parties;
};

static void
add(struct finder *f, const char *word)
{
	static const char each[] = "each ";
	const char *one;
	size_t n;

	if (word == NULL || strcmp(word, RR_TO_RECIPIENT) == 0)
		return;
	if (strncmp(word, each, strlen(each)) == 0)
		word += strlen(each);
	n = strlen(word);
	one = n < 2 || word[n - 1] != 's' ? word : rr_arena_strndup(f->arena,
	    word, n - 1);
	if (!rr_text_is_key(word) || rr_map_find(f->parties, word) != NULL ||
	    rr_map_find(f->roles, one) != NULL)
		return;
	rr_map_set(f->roles, rr_arena_strdup(f->arena, word), f);
}

static void
add_all(struct finder *f, const char *const *words, size_t n)
{
	for (size_t i = 0; i < n; i++)
		add(f, words[i]);
}

static void
add_cond(struct finder *f, const struct rr_expr *c)
{
	if (c != NULL && (c->op == RR_EXPR_EVERY_MEETS ||
	    c->op == RR_EXPR_CONTACT))
		add(f, c->name);
	for (size_t i = 0; c != NULL && i < c->nof; i++)
		add_cond(f, c->of[i]);
}

static void
add_parties(struct finder *f)
{
	const struct rr_agreement *a = f->agreement;

	for (size_t i = 0; i < a->nseeds; i++)
		if (a->seeds[i].shape == RR_SHAPE_PARTY)
			rr_map_set(f->parties, a->seeds[i].name, f);
	for (size_t i = 0; i < a->nseeds; i++) {
		const char *list = a->seeds[i].shape != RR_SHAPE_PARTY ?
		    NULL : rr_fact_get(&a->seeds[i], RR_USE_ROLES);

		for (size_t n; list != NULL && *list != '\0';
		    list += n + strspn(list + n, " ")) {
			n = strcspn(list, " ");
			rr_map_set(f->roles, rr_arena_strndup(f->arena, list,
			    n), f);
		}
	}
}

static bool
add_used(void *ctx, const struct rr_expr *x, const char *name, unsigned as)
{
	struct finder *f = ctx;

	add_cond(f, x);
	add(f, (as & RR_AS_WHO) != 0 ? name : NULL);
	return false;
}

static void
add_ladder(struct finder *f, const struct rr_ladder *l)
{
	if (l == NULL)
		return;
	add_cond(f, l->any_list_if);
	add_cond(f, l->end_if);
	add_cond(f, l->confirmed_if);
	add_cond(f, l->gap_counts_if);
	add_cond(f, l->returned_counts_if);
	add_cond(f, l->with_copies_if);
}

struct rr_map *
rr_roles(struct rr_arena *arena, const struct rr_agreement *a)
{
	struct finder f = { arena, a, rr_map_new(arena), rr_map_new(arena) };
	const struct rr_reader look = { a, add_used, &f };

	add_parties(&f);
	add(&f, RR_ROLE_HOLDER);
	for (size_t i = 0; a->excluded != NULL && i < a->excluded->nroles; i++)
		add(&f, a->excluded->roles[i]);
	add(&f, a->excluded != NULL ? a->excluded->except : NULL);
	for (size_t i = 0; i < a->nevents; i++) {
		add(&f, a->events[i].by);
		add(&f, a->events[i].from);
		if (a->events[i].gives != NULL)
			add(&f, a->events[i].gives->role);
		add_all(&f, a->events[i].to, a->events[i].nto);
	}
	for (size_t i = 0; i < a->nprovisions; i++)
		rr_look_through(&look, &a->provisions[i]);
	add_ladder(&f, a->ladder);
	return f.roles;
}

const char *
rr_role_unknown(struct rr_arena *arena, const struct rr_map *roles,
    const char *word)
{
	const char *near = rr_map_nearest(roles, word);
	struct rr_buf b = RR_BUF_INIT;

	if (rr_map_find(roles, word) != NULL)
		return NULL;
	rr_buf_printf(&b, "the agreement knows no role '%s'", word);
	if (near != NULL)
		rr_buf_printf(&b, "; did you mean '%s'?", near);
	rr_buf_add(&b, near != NULL ? " It knows " : "; it knows ");
	for (size_t i = 0; i < rr_map_count(roles); i++)
		rr_buf_printf(&b, "%s%s", i > 0 ? ", " : "",
		    rr_map_key(roles, i));
	return rr_buf_keep(&b, arena);
}

bool
rr_role_is_word(const struct rr_map *roles, const char *key)
{
	const char *role;
	size_t n = strlen(key);

	if (strcmp(key, RR_ALL) == 0 || rr_map_find(roles, key) != NULL)
		return true;
	for (size_t i = 0; i < rr_map_count(roles); i++) {
		role = rr_map_key(roles, i);
		if (strlen(role) + 1 == n && key[n - 1] == 's' &&
		    memcmp(role, key, n - 1) == 0)
			return true;
	}
	return false;
}

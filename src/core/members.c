/*
 * members.c: who can be in a role, on whatever day.
 *
 * Many parties are asked for a role that one or two ever have; a walk over
 * those alone keeps a notice to many from costing the square of them.
 */
#include "roster_int.h"

#include <string.h>

#include "regrights/arena.h"
#include "regrights/map.h"
#include "regrights/vec.h"

static void
add_to(struct rr_arena *arena, struct rr_map *roles, const char *role,
    const struct rr_party *p)
{
	const struct rr_vec none = RR_VEC_INIT(const struct rr_party *);
	struct rr_vec *all = rr_map_find(roles, role);
	const struct rr_party *const *last;

	if (all == NULL) {
		all = rr_arena_alloc(arena, sizeof(*all));
		*all = none;
		rr_map_set(roles, role, all);
	}
	last = all->items;
	if (all->n == 0 || last[all->n - 1] != p)
		*(const struct rr_party **)rr_vec_add(arena, all) = p;
}

static void
add_list(struct rr_arena *arena, struct rr_map *roles, const char *list,
    const struct rr_party *p)
{
	for (size_t n; *list != '\0'; list += n + strspn(list + n, " ")) {
		n = strcspn(list, " ");
		add_to(arena, roles, rr_arena_strndup(arena, list, n), p);
	}
}

struct rr_map *
rr_roster_members_new(struct rr_arena *arena, const struct rr_party *parties,
    size_t n)
{
	struct rr_map *roles = rr_map_new(arena);

	for (size_t i = 0; i < n; i++) {
		const struct rr_party *p = &parties[i];

		for (size_t k = 0; k <= p->nsaid; k++)
			add_list(arena, roles, p->in_effect[k].holding, p);
		for (size_t k = 0; k < p->nsteps; k++)
			add_list(arena, roles, p->steps[k].roles, p);
	}
	return roles;
}

const struct rr_party *const *
rr_roster_members(const struct rr_roster *r, const char *role, size_t *n)
{
	const struct rr_vec *all = rr_map_find(r->by_role, role);

	*n = all == NULL ? 0 : all->n;
	return all == NULL ? NULL : all->items;
}

/*
 * waiting.c: what waits for an account of sealed entries.
 *
 * A seal carries, beside deadlines, what else is not known without the entry.
 * Until each of its rows is accounted for, what is in sight is a part of it.
 */
#include <string.h>

#include "regrights/agreement.h"
#include "regrights/arena.h"
#include "regrights/map.h"
#include "regrights/seal.h"

#define RR_RESTS(id, word, a, b, c, d)					\
	{ .what = a, .told = b, .account = c, .again = d },
static const struct { const char *what, *told, *account, *again; } rests[] = {
#include "regrights/rests.def"
};
#undef RR_RESTS

const char *
rr_rests_what(enum rr_rests r)
{
	return rests[r].what;
}

const char *
rr_rests_told(enum rr_rests r)
{
	return rests[r].told;
}

const char *
rr_rests_again(enum rr_rests r)
{
	return rests[r].again;
}

/* One more row that it waits for: "an account of …, 5/1, 8/1". */
static char *
also(struct rr_arena *arena, const char *was, const char *account,
    const char *ref)
{
	return (char *)rr_arena_printf(arena, "%s, %s",
	    was != NULL ? was : account, ref);
}

static void
add_ref(struct rr_arena *arena, struct rr_waiting *w, enum rr_rests kind,
    const char *of, const char *ref)
{
	if (w->of[kind] == NULL)
		w->of[kind] = rr_map_new(arena);
	rr_map_set(w->of[kind], of, also(arena, rr_map_find(w->of[kind], of),
	    rests[kind].account, ref));
}

static void
add_row(struct rr_arena *arena, struct rr_waiting *w,
    const struct rr_rested *r, const char *ref)
{
	const char *of = r->of;

	if (*of == '\0')
		add_ref(arena, w, r->rests, of, ref);
	while (*of != '\0') {
		size_t n = strcspn(of, " ");

		add_ref(arena, w, r->rests, rr_arena_strndup(arena, of, n),
		    ref);
		of += n + strspn(of + n, " ");
	}
}

static void
add_seal(struct rr_arena *arena, struct rr_waiting *w,
    const struct rr_facts *facts, const struct rr_fact *seal)
{
	struct rr_rested *rows;
	size_t n = rr_seal_rested(arena, seal, &rows);

	w->sealed = true;
	for (size_t k = 0; k < n; k++) {
		const char *ref = rr_arena_printf(arena, "%lld/%zu",
		    (long long)seal->seq, k + 1);

		if (rows[k].rests == RR_RESTS_DEADLINE ||
		    rr_seal_account(facts, seal, (int64_t)k + 1) != NULL)
			continue;
		add_row(arena, w, &rows[k], ref);
		w->all[rows[k].rests] = also(arena, w->all[rows[k].rests],
		    rests[rows[k].rests].account, ref);
		w->rows = w->rows == NULL ? ref : rr_arena_printf(arena,
		    "%s, %s", w->rows, ref);
	}
}

const struct rr_waiting *
rr_waiting_new(struct rr_arena *arena, const struct rr_facts *facts)
{
	struct rr_waiting *w = rr_arena_alloc(arena, sizeof(*w));

	for (size_t i = 0; i < facts->n; i++)
		if (facts->all[i].shape == RR_SHAPE_SEAL &&
		    rr_seal_of(facts, facts->all[i].about) == &facts->all[i])
			add_seal(arena, w, facts, &facts->all[i]);
	return w;
}

const char *
rr_waits(const struct rr_waiting *w, enum rr_rests kind, const char *of)
{
	return w->of[kind] == NULL ? NULL : rr_map_find(w->of[kind], of);
}

const char *
rr_waits_row(struct rr_arena *arena, const struct rr_waiting *w,
    const struct rr_rested *r)
{
	const char *account = *r->of == '\0' ? w->all[r->rests] : NULL;

	for (const char *of = r->of; *of != '\0' && account == NULL;
	    of += strspn(of, " ")) {
		size_t n = strcspn(of, " ");

		account = rr_waits(w, r->rests, rr_arena_strndup(arena, of,
		    n));
		of += n;
	}
	return account;
}

const char *
rr_waits_count(const struct rr_waiting *w)
{
	return w->all[RR_RESTS_COUNTS];
}

const char *
rr_waits_any(const struct rr_waiting *w)
{
	const char *account = w->all[RR_RESTS_COUNTS];

	for (int k = 0; k < RR_RESTS_MAX && account == NULL; k++)
		account = w->all[k];
	return account;
}

bool
rr_waits_is(const struct rr_waiting *w, const char *text)
{
	for (int k = 0; text != NULL && k < RR_RESTS_MAX; k++) {
		size_t n = w->of[k] == NULL ? 0 : rr_map_count(w->of[k]);

		if (w->all[k] != NULL && strcmp(w->all[k], text) == 0)
			return true;
		for (size_t i = 0; i < n; i++)
			if (strcmp(rr_map_value(w->of[k], i), text) == 0)
				return true;
	}
	return false;
}

const char *
rr_waits_role(const struct rr_waiting *w, const char *role)
{
	static const char each[] = "each ";
	size_t n = w->of[RR_RESTS_PARTIES] == NULL ? 0 :
	    rr_map_count(w->of[RR_RESTS_PARTIES]);

	if (strncmp(role, each, strlen(each)) == 0)
		role += strlen(each);
	for (size_t i = 0; i < n; i++) {
		const char *one = rr_map_key(w->of[RR_RESTS_PARTIES], i);
		size_t len = strlen(one);

		if (strncmp(role, one, len) == 0 && (role[len] == '\0' ||
		    strcmp(role + len, "s") == 0))
			return rr_map_value(w->of[RR_RESTS_PARTIES], i);
	}
	return NULL;
}

const char *
rr_waits_stop(const struct rr_waiting *w, const struct rr_agreement *a,
    const char *roles)
{
	const char *account = NULL;

	for (size_t i = 0; i < a->nprovisions && account == NULL; i++) {
		const struct rr_provision *p = &a->provisions[i];

		if (p->stops &&
		    (p->role == NULL || rr_list_has(roles, p->role)))
			account = rr_waits(w, RR_RESTS_PERIODS, p->id);
	}
	return account;
}

/*
 * role_doubt.c: roles that rest on a day which is not on record.
 *
 * Who is who on each of the days that such entries can have is worked out once;
 * a party whose roles are others on some of them has for certain those that it
 * has on all.
 */
#include <string.h>

#include "eval_int.h"
#include "regrights/apart.h"
#include "regrights/arena.h"
#include "regrights/buf.h"

static void
run_roster(struct rr_eval *ev, void *ctx, void *out)
{
	(void)ctx;
	*(const struct rr_roster **)out = ev->in->roster;
}

static const char *
roles_in(const struct rr_world *w, const char *party)
{
	return rr_roster_find(*(const struct rr_roster *const *)w->out,
	    party)->roles;
}

static void
add_role(struct rr_buf *b, const char *word)
{
	if (!rr_list_has(b->len > 0 ? b->s : "", word))
		rr_buf_printf(b, "%s%s", b->len > 0 ? " " : "", word);
}

/* Each that it has in some world: where in all of them, it is sure. */
static void
sort_roles(struct rr_arena *arena, const struct rr_world *w, size_t n,
    struct rr_role_doubt *d)
{
	struct rr_buf sure = RR_BUF_INIT, perhaps = RR_BUF_INIT;

	for (size_t i = 0; i < n; i++) {
		const char *list = roles_in(&w[i], d->party);

		for (size_t len; *list != '\0'; list += len + strspn(list +
		    len, " ")) {
			const char *word;
			size_t k;

			len = strcspn(list, " ");
			word = rr_arena_strndup(arena, list, len);
			for (k = 0; k < n && rr_list_has(roles_in(&w[k],
			    d->party), word); k++)
				;
			add_role(k == n ? &sure : &perhaps, word);
		}
	}
	d->sure = rr_buf_keep(&sure, arena);
	d->perhaps = rr_buf_keep(&perhaps, arena);
}

/* The worlds of one party: equal roles are one text. */
static void
add_doubt(struct rr_eval *ev, const struct rr_world *all, size_t n,
    struct rr_role_doubt *d)
{
	struct rr_world *w = rr_arena_array(ev->arena, n, sizeof(*w));
	struct rr_buf points = RR_BUF_INIT;
	size_t left;

	for (size_t i = 0; i < n; i++) {
		const char **out = rr_arena_alloc(ev->arena, sizeof(*out));

		w[i] = all[i];
		*out = rr_shared_text(ev, roles_in(&all[i], d->party));
		w[i].out = out;
	}
	left = rr_worlds_reduce(ev->arena, w, n, sizeof(const char *));
	for (size_t i = 0; i < left; i++)
		rr_points_of_key(rr_world_key(ev->arena, ev->newest, &w[i]),
		    &points);
	d->depends = rr_buf_keep(&points, ev->arena);
}

static bool
differs(const struct rr_world *w, size_t n, const char *party)
{
	for (size_t i = 1; i < n; i++)
		if (strcmp(roles_in(&w[i], party), roles_in(&w[0], party)) != 0)
			return true;
	return false;
}

/* Days that are too many to be tried: who may be given one may have it. */
static void
add_untried(struct rr_eval *ev, const char *why, struct rr_vec *rows)
{
	const struct rr_roster *r = ev->in->roster;

	for (size_t i = 0; i < r->n; i++) {
		struct rr_role_doubt *d;

		if (r->parties[i].nsteps == 0)
			continue;
		d = rr_vec_add(ev->arena, rows);
		d->party = r->parties[i].key;
		d->sure = "";
		d->perhaps = r->parties[i].roles;
		d->depends = why;
	}
}

size_t
rr_derive_roles(struct rr_eval *ev, struct rr_role_doubt **out)
{
	const struct rr_roster *r = ev->in->roster;
	struct rr_vec rows = RR_VEC_INIT(struct rr_role_doubt);
	struct rr_world *w;
	size_t n = 0;

	if (rr_spans_too_many(ev) != NULL)
		add_untried(ev, rr_spans_too_many(ev), &rows);
	else if (ev->spans != NULL) {
		ev->fixed = rr_readings_fixed(ev, false);
		n = rr_fork(ev, run_roster, NULL,
		    sizeof(const struct rr_roster *), &w);
	}
	for (size_t i = 0; n > 1 && i < r->n; i++) {
		struct rr_role_doubt *d;

		if (!differs(w, n, r->parties[i].key))
			continue;
		d = rr_vec_add(ev->arena, &rows);
		d->party = r->parties[i].key;
		sort_roles(ev->arena, w, n, d);
		add_doubt(ev, w, n, d);
	}
	*out = rows.items;
	return rows.n;
}

size_t
rr_roles_in_doubt(struct rr_arena *arena, const struct rr_input *in,
    const struct rr_roster *roster, rr_date on, struct rr_role_doubt **out)
{
	struct rr_input then = *in;
	struct rr_eval ev;

	then.on = on;
	then.roster = roster;
	rr_eval_init(&ev, arena, &then);
	return rr_derive_roles(&ev, out);
}

const struct rr_role_doubt *
rr_role_doubt(const struct rr_derivation *dv, const char *party)
{
	for (size_t i = 0; i < dv->ndoubts; i++)
		if (strcmp(dv->doubts[i].party, party) == 0)
			return &dv->doubts[i];
	return NULL;
}

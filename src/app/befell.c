/*
 * befell.c: notices that are new, or take effect on another day, as lines.
 *
 * The reasons stand once for all whom the same befell in the same way, though
 * by an entry for each: a thousand results of one fax are one answer.
 */
#include "app_int.h"
#include "told_int.h"
#include "regrights/apart.h"
#include "regrights/buf.h"
#include "regrights/map.h"
#include "regrights/trace.h"
#include "regrights/vec.h"

static struct rr_map *
deliveries_by_id(struct rr_arena *arena, const struct rr_derivation *d)
{
	struct rr_map *map = rr_map_new(arena);

	for (size_t i = 0; d != NULL && i < d->ndeliveries; i++)
		rr_map_set(map, d->deliveries[i].id, &d->deliveries[i]);
	return map;
}

const char *
rr_told_day(struct rr_arena *arena, rr_date d)
{
	struct rr_buf b = RR_BUF_INIT;

	rr_date_text_day(d, &b);
	return b.len > 0 ? rr_buf_keep(&b, arena) : "open";
}

static const char *
given_words(const struct rr_delivery *d, struct rr_arena *arena)
{
	const struct rr_deemed *g = &d->deemed;
	const char *by = d->nsent > 1 ? g->method : NULL;
	const char *differs = rr_apart_differs(rr_deemed_apart(g));
	const char *section = g->section == NULL ? "" :
	    rr_arena_printf(arena, ", %s", g->section);

	if (!rr_date_is_none(g->effective))
		return rr_arena_printf(arena, "effective %s%s%s%s",
		    rr_told_day(arena, g->effective), by != NULL ? " by " : "",
		    by != NULL ? by : "", section);
	if (!rr_date_is_none(g->provisional))
		return rr_arena_printf(arena, "effective %s if it came through"
		    "%s: its confirmation is not on record",
		    rr_told_day(arena, g->provisional), section);
	if (g->gap != NULL || differs[0] != '\0')
		return rr_arena_printf(arena, "%s%s%s%s%searliest %s, latest "
		    "%s", g->gap != NULL ? "GAP " : "", g->gap != NULL ?
		    g->gap : "", g->gap != NULL ? ", " : "", differs,
		    differs[0] != '\0' ? ", " : "", rr_told_day(arena,
		    g->earliest), rr_told_day(arena, g->latest));
	return rr_arena_printf(arena, "awaits %s",
	    g->awaits != NULL ? g->awaits : "receipt");
}

static size_t
new_deliveries(const struct rr_derivation *was,
    const struct rr_derivation *is, struct rr_arena *arena,
    const struct rr_delivery ***out)
{
	struct rr_map *before = deliveries_by_id(arena, was);
	const struct rr_delivery **all = rr_arena_array(arena,
	    is->ndeliveries + 1, sizeof(*all));
	size_t n = 0;

	for (size_t i = 0; i < is->ndeliveries; i++) {
		const struct rr_delivery *d = &is->deliveries[i];
		const struct rr_delivery *old = rr_map_find(before, d->id);

		if (old == NULL || !rr_deemed_same(&old->deemed, &d->deemed))
			all[n++] = d;
	}
	*out = all;
	return n;
}

#define NAMED	6	/* of those whom the same befell */

#define EACH	"an entry for each"

/* What befell some of them, and why. */
struct outcome {
	const char	*words;
	struct rr_trace	*why;		/* or NULL */
	bool		 copy;
	struct rr_vec	 to;		/* names */
};

/* Reasons as they are told of each, but for the entries that they cite. */
static void
add_reason(void *ctx, int depth, const struct rr_trace *t)
{
	rr_buf_printf(ctx, "%d %s %s\n", depth, t->text,
	    t->cite != NULL ? t->cite : "");
}

/* Where two that read alike cite entries of their own, that is said. */
static void
join(struct rr_trace *t, const struct rr_trace *other)
{
	for (; t != NULL; t = t->next, other = other->next) {
		if (t->fact != other->fact || t->row != other->row) {
			t->fact = t->row = 0;
			t->cite = EACH;
		}
		join(t->child, other->child);
	}
}

/* Those to whom the same came in the same way, in the order of the first. */
static struct rr_map *
by_outcome(const struct rr_derivation *is,
    const struct rr_delivery *const *all, size_t n, struct rr_arena *arena)
{
	const struct rr_vec nobody = RR_VEC_INIT(const char *);
	struct rr_trace **why = rr_arena_array(arena, n + 1, sizeof(*why));
	struct rr_map *map = rr_map_new(arena);

	rr_derive_whys(arena, is->input, all, n, why);
	for (size_t i = 0; i < n; i++) {
		const char *words = given_words(all[i], arena);
		struct rr_buf key = RR_BUF_INIT;
		struct outcome *o;

		rr_buf_printf(&key, "%lld/%lld %s %s\n",
		    (long long)all[i]->fact->seq,
		    (long long)all[i]->fact->row,
		    all[i]->copy ? "copy" : "", words);
		rr_trace_walk(why[i], add_reason, &key);
		o = rr_map_find(map, key.s);
		if (o == NULL) {
			o = rr_arena_alloc(arena, sizeof(*o));
			*o = (struct outcome){ words, why[i], all[i]->copy,
			    nobody };
			rr_map_set(map, key.s, o);
		} else
			join(o->why, why[i]);
		*(const char **)rr_vec_add(arena, &o->to) = rr_roster_name(
		    is->input->roster, all[i]->party);
		rr_buf_free(&key);
	}
	return map;
}

void
rr_tell_deliveries(const struct rr_derivation *was,
    const struct rr_derivation *is, struct rr_out *out)
{
	const struct rr_delivery **all;
	size_t n = new_deliveries(was, is, out->arena, &all);
	struct rr_map *map = by_outcome(is, all, n, out->arena);

	for (size_t i = 0; i < rr_map_count(map); i++) {
		const struct outcome *o = rr_map_value(map, i);

		for (size_t k = 0; o->to.n <= NAMED && k < o->to.n; k++)
			rr_out_line(out, "%s%s: %s",
			    *(const char **)rr_vec_at(&o->to, k),
			    o->copy ? " (copy)" : "", o->words);
		if (o->to.n > NAMED)
			rr_out_line(out, "%s %zu: %s", o->copy ? "copies to" :
			    "to", o->to.n, o->words);
		if (o->why != NULL)
			rr_outline_text(o->why, 0, false, &out->text);
	}
}

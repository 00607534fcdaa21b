/*
 * splits.c: a split between a number and the day for which it is asked.
 *
 * What an entry says is in the securities of its own day, and may have been
 * split with the rest since; or its number may be of after a split that came
 * before it.  The entry does not say which: so its number lies between two.
 */
#include "body_int.h"
#include "regrights/arena.h"

static struct rr_moment
said_at(struct rr_eval *ev, const struct rr_fact *f)
{
	struct rr_moment m = rr_eval_counted(ev, f);

	if (m.unknown)
		m.day = f->day;
	m.at = f->at;
	return m;
}

/* Whether A can have been no later than B. */
static bool
can_precede(const struct rr_moment *a, const struct rr_moment *b)
{
	if (!rr_instant_is_none(a->at) && !rr_instant_is_none(b->at))
		return a->at.sec <= b->at.sec;
	return rr_date_is_none(b->latest) ||
	    rr_date_cmp(a->day, b->latest) <= 0;
}

/* By that ratio or as they are. */
static void
widen(struct rr_range *n, struct rr_ratio by)
{
	bool less = false, more = false;
	int64_t least, most;

	if (!rr_ratio_scale(n->least, by, &least, &less))
		least = INT64_MAX;
	if (!rr_ratio_scale(n->most, by, &most, &more))
		most = INT64_MAX;
	else if (more && most < INT64_MAX)
		most++;
	if (least < n->least)
		n->least = least;
	if (most > n->most)
		n->most = most;
}

const struct rr_fact *
rr_units_as_of(struct rr_eval *ev, const struct rr_fact *f, int64_t units,
    struct rr_held_when when, struct rr_range *out)
{
	const struct rr_moves *moves = ev->moves;
	const struct rr_fact *split = NULL;
	struct rr_moment own;

	*out = (struct rr_range){ units, units };
	if (moves->nsplits == 0 || units == 0 || when.at == f)
		return NULL;
	own = said_at(ev, f);
	for (size_t i = 0; i < moves->nsplits; i++) {
		const struct rr_split *s = &moves->splits[i];
		const struct rr_moment at = said_at(ev, s->fact);
		bool past = rr_held_before(when, s->fact);

		if (!past && can_precede(&own, &at)) {
			widen(out, s->by);
			split = s->fact;
		}
		if ((past || rr_held_may(when, s->fact)) &&
		    can_precede(&at, &own)) {
			widen(out, (struct rr_ratio){ s->by.den, s->by.num });
			split = s->fact;
		}
	}
	return out->least != out->most ? split : NULL;
}

const char *
rr_split_doubt(struct rr_eval *ev, const struct rr_fact *f,
    const struct rr_fact *split)
{
	return rr_arena_printf(ev->arena, "whether the number of %s (entry "
	    "%lld) is from before or after %s (entry %lld)", f->name,
	    (long long)f->seq, split->name, (long long)split->seq);
}

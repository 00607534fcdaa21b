/*
 * held.c: of what an entry says of a Holder, as much as that one has.
 */
#include "body_int.h"

/* What went to the public since F, which its Holder had when it said so. */
static int64_t
sold_since(const struct rr_stake *s, const struct rr_fact *f)
{
	int64_t sum = 0;

	for (size_t i = 0; i < s->nlots; i++)
		if (s->lots[i].effect == RR_LOT_SALE &&
		    rr_date_cmp(s->lots[i].fact->day, f->day) >= 0 &&
		    __builtin_sub_overflow(sum, s->lots[i].change, &sum))
			return INT64_MAX;
	return sum;
}

static int64_t
add_up_to(int64_t sum, int64_t n, int64_t most)
{
	return n >= most - sum ? most : sum + n;
}

/* Of so many; false: not all of them. */
static bool
has(struct rr_eval *ev, const struct rr_fact *f, const char *holder,
    int64_t units, struct rr_held_when when, struct rr_range *out)
{
	const struct rr_party *p = rr_roster_find(ev->in->roster, holder);
	const struct rr_stake *const *all;
	size_t n;

	all = rr_ledger_of(rr_eval_ledger(ev, when), holder, &n);
	*out = (struct rr_range){ units, units };
	if (ev->uncounted != NULL || (p != NULL &&
	    rr_body_unstated(ev, p, when)))
		return true;
	for (size_t i = 0; i < n; i++)
		if (!all[i]->known && !all[i]->bounded)
			return true;
	*out = (struct rr_range){ 0, 0 };
	for (size_t i = 0; i < n; i++) {
		const struct rr_stake *s = all[i];
		int64_t sold = sold_since(s, f);

		out->least = add_up_to(add_up_to(out->least, sold, units),
		    s->bounded ? s->least : s->units, units);
		out->most = add_up_to(add_up_to(out->most, sold, units),
		    s->bounded ? s->most : s->units, units);
	}
	return out->most == units;
}

bool
rr_body_has(struct rr_eval *ev, const struct rr_fact *f, const char *holder,
    int64_t units, struct rr_held_when when, struct rr_range *out,
    const char **doubt)
{
	struct rr_range said, most;
	const struct rr_fact *split = rr_units_as_of(ev, f, units, when,
	    &said);
	bool all = has(ev, f, holder, said.least, when, out);

	has(ev, f, holder, said.most, when, &most);
	*doubt = NULL;
	if (most.least != most.most)
		*doubt = rr_body_how_much(ev, when, holder);
	else if (out->most != most.most)
		*doubt = rr_split_doubt(ev, f, split);
	out->most = most.most;
	return all;
}

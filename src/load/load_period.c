/*
 * load_period.c: periods: from a moment until a moment.
 */
#include <string.h>

#include "agreement_int.h"

struct period {
	struct rr_common	 common;
	const struct rr_node	*from, *until, *while_cond;
	bool			 stops;
};

#define AT(member)	offsetof(struct period, member)
static const struct rr_key period_keys[] = {
	RR_COMMON_KEYS,
	RR_KEY("from", NODE, AT(from), true),
	RR_KEY("until", NODE, AT(until), true),
	RR_KEY("while", NODE, AT(while_cond), false),
	RR_KEY("stops sales", YES, AT(stops), false)
};
#undef AT

static bool
read_period(const struct rr_load *l, const struct rr_node *node,
    const struct rr_agreement *a, struct rr_provision *p)
{
	struct rr_period_terms *t = &p->period;
	struct period d;
	const char *it;
	bool ok;

	memset(&d, 0, sizeof(d));
	p->kind = RR_KIND_PERIOD;
	if (!rr_schema_read(l, node, period_keys, RR_COUNT(period_keys), &d,
	    "a period") || !rr_take_common(l, node, a, &d.common, p))
		return false;
	t->stops = d.stops;
	it = p->neach > 0 ? p->each[0] : NULL;
	ok = rr_read_when(l, a, d.from, "from", it, &t->from);
	ok &= rr_read_when(l, a, d.until, "until", it, &t->until);
	ok &= rr_read_cond(l, a, d.while_cond, "while", it, &t->while_cond);
	return ok;
}

bool
rr_read_periods(const struct rr_load *l, const struct rr_node *node,
    struct rr_agreement *a)
{
	return rr_read_provisions(l, node, "periods", read_period, a);
}

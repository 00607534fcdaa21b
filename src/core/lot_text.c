/*
 * lot_text.c: what one holds, and what made it so, in words; what of it cannot
 * be.
 */
#include <string.h>

#include "regrights/buf.h"
#include "regrights/ledger.h"
#include "regrights/qty.h"

static void
between_text(int64_t least, int64_t most, struct rr_buf *b)
{
	rr_buf_add(b, "between ");
	rr_shares_text((rr_shares){ least }, b);
	rr_buf_add(b, " and ");
	rr_shares_text((rr_shares){ most }, b);
}

void
rr_stake_text(const struct rr_stake *s, struct rr_buf *b)
{
	if (s->known)
		rr_shares_text((rr_shares){ s->units }, b);
	else if (s->bounded)
		between_text(s->least, s->most, b);
	else
		rr_buf_add(b, "unknown");
}

const char *
rr_lot_moves_nothing(const struct rr_event *e, const struct rr_fact *f)
{
	const char *key = rr_event_key(e, e->effect == RR_LOT_SPLIT ?
	    RR_USE_RATIO : RR_USE_SHARES);
	const char *text = e->effect == RR_LOT_NONE ? NULL :
	    rr_fact_field(f, key);
	struct rr_ratio r;
	rr_shares n;

	if (text == NULL)
		return NULL;
	if (e->effect == RR_LOT_SPLIT)
		return rr_ratio_parse(text, &r) && r.num <= 0 ? key : NULL;
	return rr_shares_parse(text, &n) && n.units == 0 ? key : NULL;
}

/* Securities that the paper says nothing of exercising, and such as it does. */
static bool
is_backwards(const struct rr_class *from, const struct rr_class *into)
{
	return from != NULL && into != NULL && from->counts_if == NULL &&
	    from->holder_if == NULL && (into->counts_if != NULL ||
	    into->holder_if != NULL);
}

const char *
rr_exercise_odd(const struct rr_agreement *a, const char *class_key,
    const char *into, int64_t out, int64_t up)
{
	if (strcmp(into, class_key) == 0)
		return "exercised into itself";
	if (is_backwards(rr_agreement_class(a, class_key),
	    rr_agreement_class(a, into)))
		return "out of what is not exercised";
	return up < out ? "more came out than was given up" : NULL;
}

/* OUT: it left the stake. */
static const char *
moved(enum rr_lot_effect e, bool out)
{
	static const char *const words[RR_LOT_MAX][2] = {
		[RR_LOT_NONE] = { "held", "held" },
		[RR_LOT_ISSUE] = { "issued", "issued" },
		[RR_LOT_TRANSFER] = { "transferred from", "transferred to" },
		[RR_LOT_EXERCISE] = { "received on exercise",
		    "given up on exercise" },
		[RR_LOT_SALE] = { "sold", "sold" },
		[RR_LOT_SPLIT] = { "split", "split" }
	};

	return words[e][out ? 1 : 0];
}

void
rr_lot_text(const struct rr_lot *l, const char *other, struct rr_buf *b)
{
	int64_t n = l->effect == RR_LOT_SPLIT ? l->after : l->change;
	bool known = l->known ||
	    (l->effect != RR_LOT_NONE && l->effect != RR_LOT_SPLIT);

	rr_buf_printf(b, "%s%s%s: ", moved(l->effect, l->change < 0),
	    other != NULL ? " " : "", other != NULL ? other : "");
	if (!known && l->bounded)
		between_text(l->least, l->most, b);
	else if (known)
		rr_shares_text((rr_shares){ n < 0 ? -n : n }, b);
	else
		rr_buf_add(b, "a number that is not on record");
	if (l->flag != NULL)
		rr_buf_printf(b, " (%s)", l->flag);
}

const struct rr_lot *
rr_stake_flagged(const struct rr_stake *s)
{
	const struct rr_lot *last = NULL;

	for (size_t i = 0; i < s->nlots; i++)
		if (s->lots[i].flag != NULL)
			last = &s->lots[i];
		else if (s->lots[i].effect == RR_LOT_NONE)
			last = NULL;
	return last;
}

/*
 * overdrawn.c: what moves more than was held, or cannot be, told when it is
 * recorded.
 *
 * What happened is never refused.  But what is not known to exist counts in no
 * vote, and nobody leaves it so unknowing: an entry of an earlier day, or one
 * that says what was held, can make it so of another entry.
 */
#include <string.h>

#include "told_int.h"
#include "regrights/buf.h"
#include "regrights/ledger.h"
#include "regrights/map.h"
#include "regrights/seal.h"

static const char *
key_of(struct rr_arena *arena, const struct rr_stake *s,
    const struct rr_lot *l)
{
	return rr_arena_printf(arena, "%s/%s/%lld/%lld/%s", s->party,
	    s->class_key, (long long)l->fact->seq, (long long)l->fact->row,
	    l->flag);
}

/* More went out than was held, or it cannot be whatever was. */
static bool
is_overdrawn(const struct rr_lot *l)
{
	return l->odd || (l->flag != NULL && l->change < 0 &&
	    l->effect != RR_LOT_SPLIT);
}

/* Those of a ledger; of NULL, that of an empty record, none. */
static struct rr_map *
overdrawn(struct rr_arena *arena, const struct rr_ledger *l)
{
	struct rr_map *found = rr_map_new(arena);

	for (size_t i = 0; l != NULL && i < l->n; i++)
		for (size_t k = 0; k < l->stakes[i].nlots; k++)
			if (is_overdrawn(&l->stakes[i].lots[k]))
				rr_map_set(found, key_of(arena, &l->stakes[i],
				    &l->stakes[i].lots[k]), found);
	return found;
}

static void
tell(const struct rr_case *c, const struct rr_stake *s,
    const struct rr_lot *l, struct rr_alike *notes, struct rr_arena *arena)
{
	const char *name = rr_roster_name(c->roster, s->party);
	const struct rr_class *k = rr_agreement_class(c->agreement,
	    s->class_key);
	struct rr_buf day = RR_BUF_INIT, what = RR_BUF_INIT;

	rr_date_text_day(l->fact->day, &day);
	rr_lot_text(l, l->other == NULL ? NULL : rr_roster_name(c->roster,
	    l->other), &what);
	rr_alike_add(notes, name, rr_arena_printf(arena, "Note: %s of %s, on "
	    "%s %s. What may not exist counts in no vote as sure; correct "
	    "what is wrong, or state what was held.", k != NULL ? k->title :
	    s->class_key, name, day.s, what.s));
	rr_buf_free(&day);
	rr_buf_free(&what);
}

void
rr_note_overdrawn(const struct rr_case *was, const struct rr_case *is,
    struct rr_out *out)
{
	const struct rr_ledger *l = is->derivation->ledger;
	struct rr_map *before = overdrawn(out->arena, was->derivation == NULL ?
	    NULL : was->derivation->ledger);
	struct rr_alike *notes = rr_alike_new(out->arena);

	/* What is sealed may say where it came from. */
	if (rr_waits_count(is->derivation->waiting) != NULL)
		return;
	for (size_t i = 0; i < l->n; i++)
		for (size_t k = 0; k < l->stakes[i].nlots; k++) {
			const struct rr_stake *s = &l->stakes[i];

			if (is_overdrawn(&s->lots[k]) && rr_map_find(before,
			    key_of(out->arena, s, &s->lots[k])) == NULL)
				tell(is, s, &s->lots[k], notes, out->arena);
		}
	rr_alike_tell(notes, out);
}

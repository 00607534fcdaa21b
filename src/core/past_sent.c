/*
 * past_sent.c: when something was, and what a notice's transmissions may say,
 * as of the entry before.
 *
 * A time, its clock and its day are of one moment: the clock is that of a
 * place that is known, and the day that of some terms' zone.  A notice goes
 * once to each by each method, all at its own moment; the number or address is
 * one that the party had, and the lists are the terms' own, in their order.
 */
#include <string.h>

#include "past_int.h"
#include "regrights/arena.h"

static bool
is_same_wall(struct rr_wall a, struct rr_wall b)
{
	return a.day.day == b.day.day && a.sec == b.sec;
}

/* Terms are in force by the day asked about, so those of any count. */
static bool
is_day_of(struct rr_past *p, const struct rr_fact *f)
{
	for (size_t i = 0; i < p->terms.n; i++) {
		const struct rr_zone *z = rr_past_zone(p,
		    rr_past_term(p, i)->zone);

		if (z != NULL && rr_date_cmp(rr_zone_wall(z, f->at).day,
		    f->day) == 0)
			return true;
	}
	return false;
}

const char *
rr_past_moment(struct rr_past *p, const struct rr_fact *f)
{
	const struct rr_zone *z;

	if (rr_date_is_none(f->day))
		return "has no day";
	if (rr_instant_is_none(f->at))
		return NULL;
	z = rr_past_zone(p, f->zone);
	if (z == NULL)
		return rr_past_cannot(p, "zone", f->zone);
	return is_same_wall(rr_zone_wall(z, f->at), f->wall) &&
	    is_day_of(p, f) ? NULL :
	    "has a day, a time and a clock that are not of one moment";
}

/* One that was used stood on record, or was told by its lists alone. */
static bool
is_number(struct rr_past *p, const struct rr_sending *s, enum rr_method m)
{
	return s->address == NULL || p->nlost > 0 || rr_map_find(p->numbers,
	    rr_past_number(p, s->party, rr_method_contact(m), s->address)) !=
	    NULL;
}

static const char *
check_way(struct rr_past *p, const struct rr_sending *s)
{
	enum rr_method m;

	if (!rr_method_find(s->method, &m))
		return rr_arena_printf(p->arena, "went by '%s'", s->method);
	if (!is_number(p, s, m))
		return rr_arena_printf(p->arena, "went to '%s' by a number or "
		    "address that was not on record: '%s'", s->party,
		    s->address);
	return s->lists[0] == '\0' ||
	    rr_past_any(p, rr_agreement_lists, s->lists) ? NULL :
	    rr_past_cannot(p, "lists", s->lists);
}

static const char *
check_one(struct rr_past *p, const struct rr_fact *f,
    const struct rr_sending *s, struct rr_map *sent)
{
	const char *key = rr_arena_printf(p->arena, "%s %s", s->party,
	    s->method);
	const char *why = rr_past_party(p, s->party);

	if (why == NULL && s->at.sec != f->at.sec)
		why = "was sent at two times";
	if (why == NULL && (!is_same_wall(s->wall, f->wall) ||
	    strcmp(s->zone, f->zone) != 0))
		why = rr_arena_printf(p->arena, "went to '%s' at a time and a "
		    "clock that are not of one moment", s->party);
	if (why == NULL && rr_map_find(sent, key) != NULL)
		why = rr_arena_printf(p->arena, "went twice to '%s' by '%s'",
		    s->party, s->method);
	rr_map_set(sent, key, sent);
	return why != NULL ? why : check_way(p, s);
}

const char *
rr_past_sent(struct rr_past *p, const struct rr_fact *f)
{
	struct rr_map *sent = rr_map_new(p->arena);
	const char *why = NULL;

	if (rr_instant_is_none(f->at) || f->nsendings == 0)
		return "is a notice that went to nobody, or at no time";
	if (f->sendings[0].copy)
		return "is a notice of which only copies went";
	for (size_t i = 0; i < f->nsendings && why == NULL; i++)
		why = check_one(p, f, &f->sendings[i], sent);
	return why;
}

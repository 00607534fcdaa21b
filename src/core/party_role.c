/*
 * party_role.c: the name and the roles of a party on a day.
 *
 * Roles are those that were recorded, the latest of them; but whether it is a
 * Holder is decided by what it holds, where the record has anything of that.
 * Events can give roles, and take them: that is worked out by roles_given.c.
 */
#include "roster_int.h"

#include <string.h>

#include "regrights/arena.h"
#include "regrights/buf.h"
#include "regrights/ledger.h"
#include "regrights/text.h"

rr_date
rr_since_of(const struct rr_fact *f)
{
	const char *since = rr_fact_get(f, RR_USE_SINCE);
	rr_date day;

	return since != NULL && rr_date_parse(since, &day) ? day :
	    RR_DATE_NONE;
}

bool
rr_since_later(rr_date a, rr_date b)
{
	return !rr_date_is_none(a) && !rr_date_is_none(b) &&
	    rr_date_cmp(a, b) > 0;
}

const struct rr_fact *
rr_said_on(const struct rr_fact *const *all, size_t n, rr_date on)
{
	const struct rr_fact *said = NULL;
	rr_date since = RR_DATE_NONE;

	for (size_t i = 0; i < n; i++) {
		rr_date day = rr_since_of(all[i]);

		if (rr_since_later(day, on) || rr_since_later(since, day))
			continue;
		since = day;
		said = all[i];
	}
	return said;
}

const struct rr_fact *
rr_party_said(const struct rr_party *p, rr_date on)
{
	return rr_said_on(p->said, p->nsaid, on);
}

const char *
rr_party_name(const struct rr_party *p, rr_date on)
{
	const struct rr_fact *f = rr_said_on(p->named, p->nnamed, on);

	return rr_fact_get(f != NULL ? f : p->named[0], RR_USE_NAME);
}

bool
rr_party_had_name(const struct rr_party *p, const char *name)
{
	for (size_t i = 0; i < p->nnamed; i++)
		if (rr_text_is_same_name(rr_fact_get(p->named[i], RR_USE_NAME),
		    name))
			return true;
	return false;
}

const char *
rr_party_roles_said(const struct rr_party *p, rr_date on)
{
	const struct rr_fact *said = rr_party_said(p, on);

	return said != NULL ? rr_fact_get(said, RR_USE_ROLES) : "";
}

enum held { NEVER_HELD, HOLDS, HOLDS_NOTHING };

/*
 * What one stake came to by then: something may be there where its number is
 * unknown, where what was moved cannot be, since it was last stated, or where
 * it may not have been moved yet.
 */
static enum held
stake_on(const struct rr_stake *s, rr_date on)
{
	const struct rr_lot *last = NULL;
	bool doubtful = false;

	/* Before the first it held nothing yet. */
	for (size_t i = 0; i < s->nlots; i++) {
		const struct rr_lot *l = &s->lots[i];

		if (rr_since_later(l->fact->day, on))
			continue;
		last = l;
		/* A split of nothing leaves nothing, whenever it comes. */
		if (l->effect == RR_LOT_SPLIT && l->flag == NULL)
			continue;
		doubtful = l->flag != NULL || rr_since_later(
		    rr_fact_last(l->fact), on) || (doubtful &&
		    l->effect != RR_LOT_NONE);
	}
	return last != NULL && (doubtful || !last->known || last->after != 0) ?
	    HOLDS : HOLDS_NOTHING;
}

/*
 * Whether the first that is on record of what it holds is that some of it went:
 * that was there before, and how much more was is not on record.
 */
static bool
is_unstated(const struct rr_party *p, rr_date on)
{
	const struct rr_lot *first = NULL;

	for (size_t i = 0; i < p->nstakes; i++) {
		const struct rr_lot *l = p->stakes[i]->lots;

		if (first == NULL || rr_date_cmp(l->fact->day,
		    first->fact->day) < 0 || (l->change < 0 && rr_date_cmp(
		    l->fact->day, first->fact->day) == 0))
			first = l;
	}
	return first != NULL && first->change < 0 &&
	    rr_since_later(first->fact->day, on);
}

static enum held
held_on(const struct rr_party *p, rr_date on)
{
	enum held held = NEVER_HELD;

	if (is_unstated(p, on))
		return NEVER_HELD;
	for (size_t i = 0; i < p->nstakes && held != HOLDS; i++) {
		held = stake_on(p->stakes[i], on);
	}
	return held;
}

const char *
rr_party_roles(const struct rr_party *p, rr_date on)
{
	const struct rr_fact *said = rr_party_said(p, on);
	enum held held = held_on(p, on);
	size_t i = 0;

	for (size_t k = p->nsteps; k > 0; k--)
		if (!rr_since_later(p->steps[k - 1].since, on))
			return p->steps[k - 1].roles;
	if (held == NEVER_HELD || (held == HOLDS_NOTHING && p->in_part))
		return rr_party_roles_said(p, on);
	while (i < p->nsaid && p->said[i] != said)
		i++;
	return held == HOLDS ? p->in_effect[i].holding :
	    p->in_effect[i].without;
}

struct within { rr_date first, last; };

/* On a day that changes it, or the day before, where that is one of those. */
static bool
had_then(const struct rr_party *p, const char *role, rr_date then,
    struct within w)
{
	rr_date before;

	if (rr_date_is_none(then) || rr_since_later(then, w.last) ||
	    rr_since_later(w.first, then))
		return false;
	return rr_list_has(rr_party_roles(p, then), role) ||
	    (rr_date_add(then, -1, &before) &&
	    !rr_since_later(w.first, before) &&
	    rr_list_has(rr_party_roles(p, before), role));
}

bool
rr_party_had_role(const struct rr_party *p, const char *role, rr_date first,
    rr_date last)
{
	const struct within w = { first, last };
	bool had = rr_list_has(rr_party_roles(p, last), role) ||
	    (!rr_date_is_none(first) && rr_list_has(rr_party_roles(p, first),
	    role));

	/* Roles change on these days alone. */
	for (size_t i = 0; i < p->nsteps && !had; i++)
		had = had_then(p, role, p->steps[i].since, w);
	for (size_t i = 0; i < p->nsaid && !had; i++)
		had = had_then(p, role, rr_since_of(p->said[i]), w);
	for (size_t i = 0; i < p->nstakes && !had; i++)
		for (size_t k = 0; k < p->stakes[i]->nlots && !had; k++)
			had = had_then(p, role,
			    p->stakes[i]->lots[k].fact->day, w) ||
			    had_then(p, role, rr_fact_last(
			    p->stakes[i]->lots[k].fact), w);
	return had;
}

/* "affiliate holder" and "affiliate", of either. */
static struct rr_roles
roles_of(struct rr_arena *arena, const char *said)
{
	struct rr_buf without = RR_BUF_INIT;
	struct rr_roles r = { said, said };

	if (rr_list_has(said, RR_ROLE_HOLDER)) {
		for (size_t n; *said != '\0'; said += n + strspn(said + n,
		    " ")) {
			n = strcspn(said, " ");
			if (n == strlen(RR_ROLE_HOLDER) && memcmp(said,
			    RR_ROLE_HOLDER, n) == 0)
				continue;
			rr_buf_add(&without, without.len > 0 ? " " : "");
			rr_buf_addn(&without, said, n);
		}
		r.without = rr_buf_keep(&without, arena);
	} else
		r.holding = rr_arena_printf(arena, "%s%s" RR_ROLE_HOLDER, said,
		    said[0] != '\0' ? " " : "");
	return r;
}

void
rr_party_hold(struct rr_arena *arena, const struct rr_ledger *l, bool in_part,
    struct rr_party *p)
{
	struct rr_roles *all = rr_arena_array(arena, p->nsaid + 1,
	    sizeof(*all));

	for (size_t i = 0; i < p->nsaid; i++)
		all[i] = roles_of(arena, rr_fact_get(p->said[i], RR_USE_ROLES));
	all[p->nsaid] = roles_of(arena, "");
	p->in_effect = all;
	p->in_part = in_part;
	if (l != NULL)
		p->stakes = rr_ledger_of(l, p->key, &p->nstakes);
}

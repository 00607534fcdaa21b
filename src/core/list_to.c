/*
 * list_to.c: for whom a thing on a list is.
 */
#include <string.h>

#include "list_int.h"
#include "regrights/arena.h"

/* Those to whom the notice went that the list is about. */
static size_t
recipients(struct rr_eval *ev, const struct rr_fact *f, const char **keys)
{
	size_t n = 0;

	for (size_t i = 0; i < f->nsendings; i++)
		if (rr_sent_first_itself(ev, f, i))
			keys[n++] = f->sendings[i].party;
	return n;
}

/* At the hour of what it is about, or today. */
static struct rr_held_when
then(struct rr_eval *ev, const struct rr_fact *self)
{
	const struct rr_held_when today = { ev->in->on, NULL };

	return self == NULL || rr_date_is_none(self->day) ? today :
	    rr_eval_when(ev, self);
}

/* The role of P that is meant: it has it by the end of that day, or had it. */
static const char *
role_of(struct rr_eval *ev, const struct rr_party *p, const char *to,
    struct rr_held_when when)
{
	const char *role = rr_role_word(ev->arena, to, rr_party_roles(p,
	    when.on));
	rr_date before;

	if (role != NULL || when.at == NULL ||
	    !rr_date_add(when.on, -1, &before))
		return role;
	role = rr_role_word(ev->arena, to, rr_party_roles(p, before));
	return role != NULL && strcmp(role, RR_ROLE_HOLDER) == 0 ? role : NULL;
}

/*
 * Named, or in a role then; a later Holder is owed nothing of before.
 * RR_UNKNOWN, and what is missing: it may be one.
 */
static enum rr_truth
is_one(struct rr_eval *ev, const struct rr_party *p, const char *to,
    const struct rr_fact *self, const char **perhaps)
{
	const struct rr_held_when when = then(ev, self);
	const char *role;
	enum rr_truth is;

	if (rr_party_is_named(p, to, self))
		return RR_TRUE;
	role = role_of(ev, p, to, when);
	is = role == NULL ? RR_FALSE : rr_eval_had_role(ev, p, role, when);
	if (is != RR_TRUE && is != RR_FALSE)
		*perhaps = rr_held_perhaps(ev, when, p->key, role);
	return is;
}

static bool
is_to(struct rr_eval *ev, const struct rr_party *p, const char *to,
    const struct rr_fact *self)
{
	const char *perhaps;

	return is_one(ev, p, to, self, &perhaps) != RR_FALSE;
}

const char *
rr_list_perhaps(struct rr_eval *ev, const struct rr_list_item *x,
    const struct rr_fact *self, const char *party)
{
	const struct rr_party *p = rr_roster_find(ev->in->roster, party);
	const char *perhaps = NULL;

	if (p == NULL || rr_list_is_recipient(x->to))
		return NULL;
	for (size_t i = 0; i < x->nto; i++)
		if (is_one(ev, p, x->to[i].who, self, &perhaps) == RR_TRUE)
			return NULL;
	return perhaps;
}

bool
rr_list_is_recipient(const struct rr_list_to *to)
{
	return strcmp(to->who, RR_TO_RECIPIENT) == 0;
}

size_t
rr_list_parties(struct rr_eval *ev, const struct rr_list_item *x,
    const struct rr_fact *self, const char **keys)
{
	const struct rr_roster *r = ev->in->roster;
	size_t n = 0;

	if (rr_list_is_recipient(x->to))
		return recipients(ev, self, keys);
	for (size_t i = 0; i < r->n; i++)
		for (size_t k = 0; k < x->nto; k++)
			if (is_to(ev, &r->parties[i], x->to[k].who, self)) {
				keys[n++] = r->parties[i].key;
				break;
			}
	return n;
}

bool
rr_list_has_somebody(struct rr_eval *ev, const struct rr_list_to *to,
    const struct rr_fact *self)
{
	const struct rr_roster *r = ev->in->roster;

	for (size_t i = 0; i < r->n; i++)
		if (is_to(ev, &r->parties[i], to->who, self))
			return true;
	return false;
}

const char *
rr_list_whom(struct rr_eval *ev, const struct rr_list_to *to,
    const struct rr_fact *self)
{
	static const char its[] = "it.";
	const char *said;

	if (strncmp(to->who, its, strlen(its)) != 0)
		return rr_arena_printf(ev->arena, "anyone who is %s", to->who);
	said = rr_fact_field(self, to->who + strlen(its));
	return said != NULL ? said : rr_arena_printf(ev->arena, "%s of %s",
	    to->who + strlen(its), self->name);
}

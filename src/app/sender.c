/*
 * sender.c: who sent a notice that came in, and whose it is.
 *
 * Counsel writes for its client: the notice is the client's, whose right it
 * exercises and whose duty it meets, and who sent it is kept beside it.  Where
 * the notice has a field for whose it is, that says so; else --for does; else
 * it is its sender's.  Who is named as a Holder and is none on that day is
 * recorded all the same, and said.
 */
#include <string.h>

#include "sender_int.h"
#include "told_int.h"
#include "regrights/buf.h"
#include "regrights/seal.h"

static bool
find(struct rr_case *c, const char *word, const struct rr_party **out,
    struct rr_diags *diags)
{
	*out = NULL;
	return word == NULL || word[0] == '\0' ||
	    rr_case_party(c, word, out, diags);
}

bool
rr_sender_find(struct rr_case *c, const struct rr_args *args,
    struct rr_sender *s, struct rr_diags *diags)
{
	return find(c, rr_arg(args, "from"), &s->by, diags) &&
	    find(c, rr_arg(args, "for"), &s->whose, diags);
}

bool
rr_sender_is(const struct rr_sender *s, const struct rr_party *p)
{
	return (s->by != NULL && strcmp(s->by->key, p->key) == 0) ||
	    (s->whose != NULL && strcmp(s->whose->key, p->key) == 0);
}

void
rr_sender_propose(struct rr_case *c, const struct rr_sender *s,
    struct rr_fact *f)
{
	if (s->by != NULL)
		rr_fact_put(c->arena, f, RR_USE_FROM, s->whose != NULL ?
		    s->whose->key : s->by->key);
}

bool
rr_sender_set(struct rr_case *c, const struct rr_sender *s,
    struct rr_fact *f, struct rr_diags *diags)
{
	const char *whose = rr_fact_get(f, RR_USE_FROM);

	if (s->by == NULL)
		return true;
	if (s->whose != NULL && strcmp(s->whose->key, whose) != 0)
		return rr_diag(diags, RR_E_FACT, rr_nowhere, "--for is '%s', "
		    "and from=%s is another; both say whose notice it is: "
		    "give one of them", s->whose->key, whose);
	if (strcmp(s->by->key, whose) != 0)
		rr_fact_set(c->arena, f, RR_SENT_BY, s->by->key);
	return true;
}

/* Is KEY a party that had no such role on that day, for all that is known? */
static bool
is_none(const struct rr_case *c, struct rr_arena *arena,
    const struct rr_then *then, const char *key)
{
	static const char *const role[] = { RR_ROLE_HOLDER };
	const struct rr_party **all;
	size_t n;

	if (rr_roster_find(then->roster, key) == NULL ||
	    rr_waits_role(c->derivation->waiting, RR_ROLE_HOLDER) != NULL)
		return false;
	n = rr_roster_recipients(arena, then->roster, role, 1, NULL, &all);
	for (size_t i = 0; i < n; i++)
		if (strcmp(all[i]->key, key) == 0)
			return false;
	return true;
}

/* A Holder's notice, by the agreement, of one who is none. */
static void
note_notice(const struct rr_case *c, const struct rr_event *e,
    const struct rr_fact *f, const struct rr_then *then,
    struct rr_out *out)
{
	const struct rr_field_decl *d = rr_event_use(e, RR_USE_FROM);
	const char *whose = rr_fact_get(f, RR_USE_FROM);
	const char *name;

	if (whose == NULL || e->from == NULL ||
	    strcmp(e->from, RR_ROLE_HOLDER) != 0 ||
	    !is_none(c, out->arena, then, whose))
		return;
	name = rr_roster_name(c->roster, whose);
	rr_out_line(out, "Note: '%s' is a holder's, and %s is no holder "
	    "on record%s; where it wrote for one, %s says for whom.",
	    e->name, name, rr_then_on(out->arena, then), d == NULL ? "--for" :
	    rr_arena_printf(out->arena, "the field '%s' (from=…)",
	    d->title));
}

/* Who comes to hold, and is left out where consents are counted. */
static void
note_left_out(const struct rr_case *c, const struct rr_event *e,
    const struct rr_fact *f, const struct rr_then *then, struct rr_out *out)
{
	const struct rr_exclusion *x = c->agreement->excluded;
	const char *key = e->effect == RR_LOT_NONE || x == NULL ? NULL :
	    rr_fact_get(f, e->effect == RR_LOT_TRANSFER ? RR_USE_TO :
	    RR_USE_HOLDER);
	const struct rr_party *p = key == NULL ? NULL :
	    rr_roster_find(then->roster, key);
	const char *roles = p == NULL ? "" : p->roles;

	if (e->effect == RR_LOT_SALE || (x != NULL && x->except != NULL &&
	    rr_list_has(roles, x->except)))
		return;
	for (size_t i = 0; p != NULL && i < x->nroles; i++)
		if (rr_list_has(roles, x->roles[i]))
			rr_out_line(out, "Note: %s is '%s': what it holds is "
			    "left out where %s says so.", rr_roster_name(
			    c->roster, key), x->roles[i], x->section);
}

void
rr_note_no_holder(const struct rr_case *c, const struct rr_fact *f,
    struct rr_out *out)
{
	const struct rr_event *e = rr_agreement_event(c->agreement, f->name);
	const struct rr_field_decl *d = e == NULL ? NULL :
	    rr_event_use(e, RR_USE_HOLDER);
	const char *holder = rr_fact_get(f, RR_USE_HOLDER);
	struct rr_then then;

	if (e == NULL)
		return;
	rr_then_at(c, out->arena, c->agreement, f->nsendings > 0 ?
	    f->sendings[0].wall.day : f->day, &then);
	if (f->shape == RR_SHAPE_NOTICE)
		note_notice(c, e, f, &then, out);
	note_left_out(c, e, f, &then, out);
	if (d != NULL && d->type == RR_FIELD_PARTY && holder != NULL &&
	    is_none(c, out->arena, &then, holder))
		rr_out_line(out, "Note: %s is named as '%s', and is no holder "
		    "on record%s.", rr_roster_name(c->roster, holder),
		    d->title, rr_then_on(out->arena, &then));
}

/*
 * said.c: what an entry says of whom or what, thing by thing.
 *
 * What the fields of an event tell, the kinds of field say (field.def); those
 * of the program's own shapes are in said.def.
 */
#include "regrights/said.h"

#include <stdio.h>
#include <string.h>

#include "regrights/agreement.h"
#include "regrights/seal.h"

struct said {
	const struct rr_agreement	*agreement;
	const struct rr_facts		*facts;
	const struct rr_fact		*f;
	rr_said				*tell;
	void				*ctx;
};

#define RR_SAID(key_, says_, what_)					\
	{ .key = key_, .says = RR_SAYS_##says_, .what = what_ },
static const struct {
	const char	*key, *what;
	enum rr_says	 says;
} own[] = {
#include "regrights/said.def"
};
#undef RR_SAID

static void
tell(const struct said *s, enum rr_says says, const char *what,
    const char *value)
{
	if (value != NULL && value[0] != '\0' && says != RR_SAYS_NOTHING)
		s->tell(s->ctx, says, what, value);
}

static void
tell_own(const struct said *s, const struct rr_field *field)
{
	const char *kind = rr_fact_get(s->f, RR_USE_KIND);

	for (size_t i = 0; i < sizeof(own) / sizeof(own[0]); i++)
		if (strcmp(own[i].key, field->key) == 0)
			tell(s, own[i].says, own[i].what != NULL ?
			    own[i].what : kind != NULL ? kind : field->key,
			    field->value);
}

static void
tell_fields(const struct said *s)
{
	bool declared = s->f->shape == RR_SHAPE_EVENT ||
	    s->f->shape == RR_SHAPE_NOTICE;
	const struct rr_event *e = !declared ? NULL :
	    rr_agreement_event(s->agreement, s->f->name);

	for (size_t i = 0; i < s->f->nfields; i++) {
		const struct rr_field *v = &s->f->fields[i];
		const struct rr_field_decl *d = e == NULL ? NULL :
		    rr_event_field(e, v->key);

		if (d != NULL)
			tell(s, rr_field_says(d->type), d->title, v->value);
		else
			tell_own(s, v);
	}
}

/* Whom the transmission was to that a result or a receipt is of. */
static void
tell_whose(const struct said *s)
{
	const struct rr_fact *f = s->f, *of;

	if (f->shape != RR_SHAPE_RESULT && f->shape != RR_SHAPE_RECEIPT)
		return;
	of = rr_facts_find(s->facts, f->about, f->about_row);
	if (of != NULL && f->part >= 1 && (size_t)f->part <= of->nsendings)
		tell(s, RR_SAYS_PARTY, "recipient",
		    of->sendings[f->part - 1].party);
}

void
rr_said_each(const struct rr_agreement *a, const struct rr_facts *facts,
    const struct rr_fact *f, rr_said *fn, void *ctx)
{
	const struct said s = { a, facts, f, fn, ctx };
	char about[24];

	tell(&s, RR_SAYS_PARTY, "party", rr_fact_party(f));
	if (f->shape == RR_SHAPE_BOOK)
		tell(&s, RR_SAYS_WORDS, "file", f->name);
	if (f->about != 0 && !rr_seal_is_act(f->shape)) {
		snprintf(about, sizeof(about), "%lld", (long long)f->about);
		tell(&s, RR_SAYS_ENTRY, "about", about);
	}
	tell_whose(&s);
	tell(&s, RR_SAYS_WORDS, "source", f->source);
	tell_fields(&s);
	for (size_t i = 0; i < f->nsendings; i++) {
		tell(&s, RR_SAYS_PARTY, "recipient", f->sendings[i].party);
		tell(&s, RR_SAYS_NAME, "number or address",
		    f->sendings[i].address);
	}
}

struct naming {
	const char	*key;
	bool		 found;
};

static void
look(void *ctx, enum rr_says says, const char *what, const char *value)
{
	struct naming *n = ctx;

	(void)what;
	n->found |= says == RR_SAYS_PARTY && rr_list_has(value, n->key);
}

bool
rr_says_party(const struct rr_agreement *a, const struct rr_facts *facts,
    const struct rr_fact *f, const char *key)
{
	struct naming n = { key, false };

	rr_said_each(a, facts, f, look, &n);
	return n.found;
}

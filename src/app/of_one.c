/*
 * of_one.c: entries that tell of the same, and what is about one of them.
 *
 * Where by the agreement's file it is an open point whether what is about one
 * ends what another began (core/mentions.c), whoever records a second one is
 * told, and whoever records what is about one alone.
 */
#include <string.h>

#include "told_int.h"
#include "regrights/said.h"

struct one {
	const struct rr_case		*then;
	const struct rr_fact		*f;	/* what is recorded */
	const struct rr_provision	*p;	/* a period of all of them */
	const char			*key;	/* field that they share */
};

/* Whether both went to one party; what was not sent is for all. */
static bool
went_alike(const struct rr_fact *a, const struct rr_fact *b)
{
	for (size_t i = 0; i < a->nsendings; i++)
		for (size_t k = 0; k < b->nsendings; k++)
			if (!a->sendings[i].copy && !b->sendings[k].copy &&
			    strcmp(a->sendings[i].party,
			    b->sendings[k].party) == 0)
				return true;
	return a->nsendings == 0;
}

struct link {
	const struct rr_fact	*to;
	bool			 is;
};

static void
look_link(void *ctx, int64_t seq, int64_t row)
{
	struct link *l = ctx;

	l->is |= l->to->seq == seq && l->to->row == row;
}

static bool
is_about(const struct one *o, const struct rr_fact *f,
    const struct rr_fact *to)
{
	struct link l = { to, false };

	rr_refers_each(o->then->agreement, f, look_link, &l);
	return l.is;
}

/* Whether what is recorded, or the like of it, is about that one by itself. */
static bool
is_ended(const struct one *o, const struct rr_fact *to)
{
	const struct rr_facts *all = o->then->facts;
	bool found = is_about(o, o->f, to);

	for (size_t i = 0; i < all->n && !found; i++)
		found = strcmp(all->all[i].name, o->f->name) == 0 &&
		    went_alike(o->f, &all->all[i]) &&
		    is_about(o, &all->all[i], to);
	return found;
}

/* Another that tells of the same as ONE, and went to the same; the last. */
static const struct rr_fact *
another(const struct one *o, const struct rr_fact *one, int64_t seq)
{
	const struct rr_facts *all = o->then->facts;
	const char *what = rr_fact_field(one, o->key);
	const struct rr_fact *found = NULL;

	for (size_t i = 0; what != NULL && i < all->n; i++) {
		const struct rr_fact *f = &all->all[i];
		const char *its = rr_fact_field(f, o->key);

		if (f->seq != seq && its != NULL && strcmp(its, what) == 0 &&
		    rr_is_each(o->p, f->name) && went_alike(o->f, f) &&
		    (one == o->f || !is_ended(o, f)))
			found = f;
	}
	return found;
}

/* Those that it is about: another of the same that nothing is about. */
static const struct rr_fact *
left_open(const struct one *o)
{
	const struct rr_facts *all = o->then->facts;
	const struct rr_fact *found = NULL;

	for (size_t i = 0; i < all->n && found == NULL; i++)
		if (rr_is_each(o->p, all->all[i].name) &&
		    is_about(o, o->f, &all->all[i]))
			found = another(o, &all->all[i], all->all[i].seq);
	return found;
}

/* SEQ is its number in THEN. */
static bool
note_of(struct one *o, int64_t seq, struct rr_out *out)
{
	const struct rr_agreement *a = o->then->agreement;
	bool one = rr_is_each(o->p, o->f->name);
	const struct rr_fact *other;
	int asked;

	o->key = rr_terms_share(a, o->p, one ? NULL : o->f->name, &asked);
	if (o->key == NULL || asked < 0)
		return false;
	other = one ? another(o, o->f, seq) : left_open(o);
	if (other == NULL)
		return false;
	rr_out_line(out, "Note: %s is of entry %s too%s.  Whether %s turns on "
	    "%s, %s: %s.", rr_entry_text(out->arena, other),
	    rr_fact_field(other, o->key), one ? "" : ", and this is not "
	    "about it",
	    one ? "what is then about one of the two ends what the other "
	    "began" : "it ends what that began", a->questions[asked].key,
	    a->questions[asked].section, o->p->what);
	return true;
}

void
rr_note_of_one(const struct rr_case *then, const struct rr_fact *f,
    int64_t seq, struct rr_out *out)
{
	const struct rr_agreement *a = then->agreement;
	struct one o = { .then = then, .f = f };
	bool told = f->shape != RR_SHAPE_EVENT && f->shape != RR_SHAPE_NOTICE;

	for (size_t i = 0; i < a->nprovisions && !told; i++) {
		o.p = &a->provisions[i];
		told = note_of(&o, seq, out);
	}
}

/*
 * coheres.c: whether the record still goes together once an entry counts
 * again, or counts no more.
 *
 * What comes back (by the void of a void, or by a release) meets what was
 * recorded while it was away: the record may hold one of such only, or both
 * count, which is said.  What goes may leave behind what rests on it.
 */
#include <string.h>

#include "app_int.h"
#include "regrights/buf.h"
#include "regrights/map.h"
#include "regrights/vec.h"

struct change {
	struct rr_case		*c;
	const struct rr_facts	*was, *is;
	struct rr_out		*out;
	struct rr_diags		*diags;
};

/* The void, or the seal, that took it away; NULL: it was there. */
static const struct rr_fact *
away_by(const struct change *x, const struct rr_fact *f)
{
	if (f->seq >= x->c->next || rr_facts_live(x->was, f->seq, f->row))
		return NULL;
	for (size_t i = 0; i < x->was->n; i++) {
		const struct rr_fact *o = &x->was->all[i];

		if (o->about == f->seq && (o->shape == RR_SHAPE_SEAL ||
		    (o->shape == RR_SHAPE_VOID && o->about_row == f->row)))
			return o;
	}
	return NULL;
}

static bool
is_text(const struct rr_fact *a, const struct rr_fact *b, const char *key)
{
	const char *x = rr_fact_field(a, key), *y = rr_fact_field(b, key);

	return x != NULL && y != NULL && strcmp(x, y) == 0;
}

/* Was the party on record while this was away, so that it was corrected? */
static bool
was_party(const struct change *x, const char *key, int64_t since)
{
	for (size_t i = 0; i < x->was->n; i++)
		if (x->was->all[i].shape == RR_SHAPE_PARTY &&
		    x->was->all[i].seq < since &&
		    strcmp(x->was->all[i].name, key) == 0)
			return true;
	return false;
}

/* Of what both are, the record holds one only. */
static bool
excludes(const struct change *x, const struct rr_fact *f,
    const struct rr_fact *o, int64_t since)
{
	const struct rr_event *e;

	if (f->shape == RR_SHAPE_BOOK)
		return is_text(f, o, "text");
	if (strcmp(f->name, o->name) != 0)
		return false;
	if (f->shape == RR_SHAPE_PARTY)
		return o->seq > since && !was_party(x, f->name, since);
	e = f->shape != RR_SHAPE_EVENT ? NULL :
	    rr_agreement_event(x->c->agreement, f->name);
	return e != NULL && e->once;
}

/* The same kind of thing, recorded while the other was away. */
static bool
is_twin(const struct rr_fact *f, const struct rr_fact *o, int64_t since)
{
	if (o->seq <= since || strcmp(f->name, o->name) != 0)
		return false;
	if (f->shape == RR_SHAPE_HOLDING)
		return is_text(f, o, "class");
	return (f->shape == RR_SHAPE_EVENT || f->shape == RR_SHAPE_NOTICE) &&
	    f->about == o->about && f->about_row == o->about_row;
}

static bool
meets(const struct change *x, const struct rr_fact *f, int64_t since)
{
	struct rr_buf back = RR_BUF_INIT, there = RR_BUF_INIT;
	bool ok = true;

	rr_fact_ref(f, &back);
	for (size_t i = 0; ok && i < x->is->n; i++) {
		const struct rr_fact *o = &x->is->all[i];

		if (o == f || o->shape != f->shape || o->seq >= x->c->next ||
		    !rr_facts_live(x->was, o->seq, o->row))
			continue;
		rr_buf_clear(&there);
		rr_fact_ref(o, &there);
		if (excludes(x, f, o, since))
			ok = rr_diag(x->diags, RR_E_FACT, rr_nowhere, "entry "
			    "%s would count again beside entry %s, and the "
			    "record holds one such only; void entry %s first, "
			    "or leave it as it is", back.s, there.s, there.s);
		else if (x->out != NULL && is_twin(f, o, since))
			rr_out_line(x->out, "Note: entry %s, recorded "
			    "meanwhile, is the same kind of thing as entry %s; "
			    "both count then.", there.s, back.s);
	}
	rr_buf_free(&back);
	rr_buf_free(&there);
	return ok;
}

/* Amendments count in the order in which they were recorded. */
static bool
in_order(const struct change *x, const struct rr_fact *all, size_t n)
{
	struct rr_version *v;
	size_t count = rr_versions(x->c->arena, all, n, &v);

	for (size_t i = 2; i < count; i++)
		if (rr_date_cmp(v[i].in_force, v[i - 1].in_force) <= 0)
			return rr_diag(x->diags, RR_E_FACT, rr_nowhere,
			    "the amendment of entry %lld came into force "
			    "before that of entry %lld, or with it; void "
			    "entry %lld, and record both in their order",
			    (long long)v[i].seq, (long long)v[i - 1].seq,
			    (long long)v[i].seq);
	return true;
}

static bool
names(const struct change *x, const struct rr_fact *f, const char *key)
{
	const struct rr_event *e;

	if (f->shape == RR_SHAPE_HOLDING || f->shape == RR_SHAPE_CONTACT ||
	    f->shape == RR_SHAPE_PARTY)
		return strcmp(f->name, key) == 0;
	for (size_t i = 0; i < f->nsendings; i++)
		if (strcmp(f->sendings[i].party, key) == 0)
			return true;
	e = f->shape != RR_SHAPE_EVENT && f->shape != RR_SHAPE_NOTICE ? NULL :
	    rr_agreement_event(x->c->agreement, f->name);
	for (size_t i = 0; e != NULL && i < f->nfields; i++) {
		const struct rr_field_decl *d = rr_event_field(e,
		    f->fields[i].key);

		if ((d != NULL ? d->type == RR_FIELD_PARTY :
		    rr_fact_is_sender(f->fields[i].key)) &&
		    strcmp(f->fields[i].value, key) == 0)
			return true;
	}
	return false;
}

/* What counts on for a party of whom nobody knows a name. */
static bool
holds(const struct change *x, const struct rr_fact *f)
{
	const struct rr_event *e = f->shape != RR_SHAPE_EVENT ? NULL :
	    rr_agreement_event(x->c->agreement, f->name);

	return f->shape == RR_SHAPE_HOLDING || f->shape == RR_SHAPE_PARTY ||
	    (e != NULL && rr_event_issues(e));
}

/* What names a party that nothing has on record any more. */
static bool
is_left(const struct change *x, const char *key)
{
	struct rr_buf b = RR_BUF_INIT;
	bool held = false;

	for (size_t i = 0; i < x->is->n; i++) {
		const struct rr_fact *f = &x->is->all[i];

		if (!names(x, f, key))
			continue;
		rr_buf_add(&b, b.len > 0 ? ", " : "");
		rr_fact_ref(f, &b);
		held |= holds(x, f);
	}
	if (held)
		rr_diag(x->diags, RR_E_FACT, rr_nowhere, "nothing else has "
		    "'%s' on record, and what '%s' holds would go on "
		    "counting: %s; void these with it, or correct the party",
		    key, key, b.s);
	else if (b.len > 0 && x->out != NULL)
		rr_out_line(x->out, "Note: '%s' is not on record any more, "
		    "and is named by %s.", key, b.s);
	rr_buf_free(&b);
	return !held;
}

/* Who is a party: a number, securities or a correction alone name nobody. */
static struct rr_map *
parties_of(struct rr_arena *arena, const struct rr_facts *facts)
{
	struct rr_map *keys = rr_map_new(arena);

	for (size_t i = 0; i < facts->n; i++)
		if (facts->all[i].shape == RR_SHAPE_PARTY &&
		    rr_fact_field(&facts->all[i], "name") != NULL)
			rr_map_set(keys, facts->all[i].name, keys);
	return keys;
}

bool
rr_case_coheres(struct rr_case *c, const struct rr_fact *all, size_t n,
    struct rr_out *out, struct rr_diags *diags)
{
	struct change x = { .c = c, .out = out, .diags = diags };
	struct rr_map *before, *after;
	bool ok = true;

	x.was = rr_facts_new(c->arena, c->recorded, c->nrecorded,
	    RR_DATE_NONE);
	x.is = rr_facts_new(c->arena, all, n, RR_DATE_NONE);
	for (size_t i = 0; ok && i < x.is->n; i++) {
		const struct rr_fact *f = &x.is->all[i];
		const struct rr_fact *by = away_by(&x, f);

		ok = by == NULL || (f->shape == RR_SHAPE_IMPORT ?
		    in_order(&x, all, n) : meets(&x, f, by->seq));
	}
	before = parties_of(c->arena, x.was);
	after = parties_of(c->arena, x.is);
	for (size_t i = 0; ok && i < rr_map_count(before); i++)
		ok = rr_map_find(after, rr_map_key(before, i)) != NULL ||
		    is_left(&x, rr_map_key(before, i));
	return ok;
}

bool
rr_case_takes_back(struct rr_case *c, const struct rr_line *lines, size_t n,
    struct rr_out *out, struct rr_diags *diags)
{
	struct rr_vec all = RR_VEC_INIT(struct rr_fact);
	struct rr_fact *facts;
	size_t count;

	facts = rr_case_all(c, c->arena, NULL, 0, &count);
	if (!rr_case_fits(c, facts, count, diags))
		return false;
	for (size_t i = 0; i < count; i++)
		*(struct rr_fact *)rr_vec_add(c->arena, &all) = facts[i];
	for (size_t i = 0; i < n; i++) {
		if (!rr_store_sealed(c->app->store, c->arena, lines[i].seq,
		    &facts, &count, diags))
			return false;
		for (size_t k = 0; k < count; k++)
			*(struct rr_fact *)rr_vec_add(c->arena, &all) =
			    facts[k];
	}
	/* Before it is recorded not a word of it is told. */
	return rr_case_coheres(c, all.items, all.n, c->app->options.dry ?
	    NULL : out, diags);
}

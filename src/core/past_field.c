/*
 * past_field.c: what the values of an entry may name, as of the entry before
 * it, and how they are written.
 */
#include <string.h>

#include "past_int.h"
#include "regrights/arena.h"
#include "regrights/ledger.h"

const char *
rr_past_cannot(struct rr_past *p, const char *key, const char *value)
{
	return rr_arena_printf(p->arena, "has the %s '%s', which cannot be",
	    key, value);
}

/* Whatever is known of that party, one after the other; NULL: that was all. */
static const struct rr_known *
of_party(const struct rr_past *p, const char *key, size_t i)
{
	const struct rr_vec *all = rr_map_find(p->parties, key);

	return all == NULL || i >= all->n ? NULL :
	    rr_vec_at(&p->known, *(size_t *)rr_vec_at(all, i));
}

/* Who is named, or has a number, in what counts and is in sight. */
static bool
is_party(const struct rr_past *p, const char *key)
{
	const struct rr_known *k;

	for (size_t i = 0; (k = of_party(p, key, i)) != NULL; i++)
		if (k->shape != RR_SHAPE_HOLDING && !k->sealed &&
		    rr_past_counts(p, k))
			return true;
	return false;
}

bool
rr_past_is_new(const struct rr_past *p, const char *key)
{
	return p->nlost == 0 && !is_party(p, key);
}

const char *
rr_past_party(struct rr_past *p, const char *key)
{
	return !rr_past_is_new(p, key) || (p->listed != NULL &&
	    rr_map_find(p->listed, key) != NULL) ? NULL :
	    rr_arena_printf(p->arena, "names '%s', who was no party then",
	    key);
}

bool
rr_past_is_taken(const struct rr_past *p, const char *key)
{
	const struct rr_known *k;
	bool sealed = false;

	for (size_t i = 0; (k = of_party(p, key, i)) != NULL; i++) {
		if (!rr_past_counts(p, k))
			continue;
		if (!k->sealed && k->names)
			return false;
		sealed |= k->sealed;
	}
	return sealed;
}

const char *
rr_past_one(struct rr_past *p, int64_t seq, int64_t row)
{
	const struct rr_known *whole = rr_past_known(p, seq, 0);
	const struct rr_known *k = rr_past_known(p, seq, row);

	if (whole != NULL && whole->lost && !whole->sealed)
		return NULL;
	if (whole != NULL && whole->lost)
		k = whole;
	if (k == NULL)
		return rr_arena_printf(p->arena, "names entry %lld, which was "
		    "not there", (long long)seq);
	if (k->sealed && k->shape != RR_SHAPE_VOID &&
	    k->shape != RR_SHAPE_POSITION)
		return rr_arena_printf(p->arena, "names entry %lld, which was "
		    "sealed", (long long)seq);
	return rr_past_counts(p, k) ? NULL : rr_arena_printf(p->arena,
	    "names entry %lld, which was void already", (long long)seq);
}

const char *
rr_past_ref(struct rr_past *p, const char *ref,
    const struct rr_field_decl *d)
{
	const struct rr_known *k;
	int64_t seq, row;
	const char *why;

	if (!rr_fact_ref_parse(ref, &seq, &row))
		return rr_arena_printf(p->arena, "names '%s', which is no "
		    "entry", ref);
	why = rr_past_one(p, seq, row);
	k = rr_past_known(p, seq, row);
	if (why != NULL || d == NULL || k == NULL || k->lost ||
	    rr_field_takes(d, k->name))
		return why;
	return rr_arena_printf(p->arena, "names entry %s as its %s, which "
	    "'%s' cannot be", ref, d->key, k->name);
}

/* One, or several with a space between them, each once. */
static const char *
check_refs(struct rr_past *p, const char *refs,
    const struct rr_field_decl *d)
{
	const bool several = d->type == RR_FIELD_FACTS;

	for (const char *at = refs;; at++) {
		size_t n = several ? strcspn(at, " ") : strlen(at);
		const char *one = rr_arena_strndup(p->arena, at, n);
		const char *before = rr_arena_strndup(p->arena, refs,
		    (size_t)(at - refs));
		const char *why = rr_past_ref(p, one, d);

		if (why == NULL && rr_list_has(before, one))
			why = rr_past_cannot(p, d->key, refs);
		at += n;
		if (why != NULL || *at == '\0')
			return why;
	}
}

static bool
is_choice(const struct rr_field_decl *d, const char *value)
{
	for (size_t i = 0; i < d->nchoices; i++)
		if (strcmp(d->choices[i], value) == 0)
			return true;
	return false;
}

static bool
is_deadline(const struct rr_agreement *a, const char *id)
{
	const struct rr_provision *p = rr_agreement_provision(a, id);

	return p != NULL && p->kind->deadline;
}

static const char *
check_value(struct rr_past *p, const struct rr_agreement *a,
    const struct rr_field_decl *d, const char *value)
{
	bool ok;

	if (d->type == RR_FIELD_PARTY)
		return rr_past_party(p, value);
	if (rr_field_names_entries(d->type))
		return check_refs(p, value, d);
	ok = d->type == RR_FIELD_CHOICE ? is_choice(d, value) :
	    d->type == RR_FIELD_CLASS ? rr_agreement_class(a, value) != NULL :
	    d->type == RR_FIELD_DEADLINE ? is_deadline(a, value) :
	    rr_field_is_written(d->type, value);
	return ok ? NULL : rr_past_cannot(p, d->key, value);
}

/* Who sent it is said where that is not the one whose it is. */
static const char *
check_sender(struct rr_past *p, const struct rr_fact *f)
{
	const char *by = rr_fact_field(f, RR_SENT_BY);
	const char *from = rr_fact_get(f, RR_USE_FROM);

	return by == NULL || (from != NULL && strcmp(by, from) != 0) ? NULL :
	    rr_past_cannot(p, RR_SENT_BY, by);
}

static bool
has_sender(const struct rr_agreement *a, const char *name)
{
	const struct rr_event *e = rr_agreement_event(a, name);

	return e != NULL && rr_event_use(e, RR_USE_FROM) != NULL;
}

const char *
rr_past_sender(struct rr_past *p, const struct rr_fact *f, bool came)
{
	const char *from = rr_fact_get(f, RR_USE_FROM);

	if (came)
		return from != NULL ? NULL : "came from nobody";
	return rr_fact_field(f, RR_SENT_BY) == NULL && (from == NULL ||
	    rr_past_any(p, has_sender, f->name)) ? NULL :
	    "says who sent it, as what was received does";
}

/* Whose a notice is, and who sent it, is said beside what it declares. */
static const char *
check_field(struct rr_past *p, const struct rr_agreement *a,
    const struct rr_event *e, const struct rr_field *f)
{
	const struct rr_field_decl *d = rr_event_field(e, f->key);

	if (d != NULL)
		return f->value[0] != '\0' ? check_value(p, a, d, f->value) :
		    rr_past_cannot(p, f->key, f->value);
	return e->notice && rr_fact_is_sender(f->key) ?
	    rr_past_party(p, f->value) : rr_arena_printf(p->arena, "has a "
	    "field '%s', and no '%s' has one", f->key, e->name);
}

bool
rr_fact_in_order(const struct rr_fact *f)
{
	const char *from = rr_fact_get(f, RR_USE_FROM);
	const char *to = rr_fact_get(f, RR_USE_TO);
	rr_date a, b;

	return from == NULL || to == NULL || !rr_date_parse(from, &a) ||
	    !rr_date_parse(to, &b) || rr_date_cmp(a, b) <= 0;
}

bool
rr_fact_began(const struct rr_event *e, const struct rr_fact *f)
{
	const char *text = e->cutoff == NULL || e->cutoff->begun == NULL ?
	    NULL : rr_fact_field(f, e->cutoff->begun);
	struct rr_wall begun;
	int cmp;

	if (text == NULL || !rr_wall_parse(text, &begun))
		return true;
	if (rr_instant_is_none(f->at))
		return rr_date_cmp(begun.day, rr_fact_last(f)) <= 0;
	cmp = rr_date_cmp(begun.day, f->wall.day);
	return cmp < 0 || (cmp == 0 && begun.sec <= f->wall.sec);
}

const char *
rr_past_fields(struct rr_past *p, const struct rr_agreement *a,
    const struct rr_event *e, const struct rr_fact *f)
{
	const char *why = NULL, *key;

	for (size_t i = 0; i < f->nfields && why == NULL; i++)
		why = check_field(p, a, e, &f->fields[i]);
	if (why == NULL)
		why = check_sender(p, f);
	if (why == NULL && !rr_fact_began(e, f))
		why = "was begun after it came";
	for (size_t i = 0; i < e->nfields && why == NULL; i++)
		if (e->fields[i].required &&
		    rr_fact_field(f, e->fields[i].key) == NULL)
			why = rr_arena_printf(p->arena, "lacks the %s",
			    e->fields[i].key);
	key = why != NULL ? NULL : rr_lot_moves_nothing(e, f);
	if (key != NULL)
		return rr_past_cannot(p, key, rr_fact_field(f, key));
	/* What a list says of a lot is not held against itself. */
	return why == NULL && f->row == 0 && !rr_fact_in_order(f) ?
	    "ends before it begins" : why;
}

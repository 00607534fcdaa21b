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
#include "told_int.h"
#include "regrights/buf.h"
#include "regrights/ledger.h"
#include "regrights/map.h"
#include "regrights/said.h"
#include "regrights/vec.h"

struct change {
	struct rr_case		*c;
	const struct rr_facts	*was, *is;
	struct rr_fact		*hidden;	/* what is sealed now says */
	size_t			 nhidden;
	struct rr_out		*out;
	struct rr_diags		*diags;
	/* what counted before entry SINCE, once that was asked */
	int64_t			 since;
	const struct rr_facts	*then;
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
is_text(const struct rr_fact *a, const struct rr_fact *b, enum rr_field_use use)
{
	const char *x = rr_fact_get(a, use), *y = rr_fact_get(b, use);

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

/* What counted before that entry, what is sealed now too. */
static const struct rr_facts *
facts_before(struct change *x, int64_t since)
{
	struct rr_fact *all;
	size_t n;

	if (x->then != NULL && x->since == since)
		return x->then;
	all = rr_case_whole(x->c, x->c->recorded, x->c->nrecorded, x->hidden,
	    x->nhidden, &n);
	while (n > 0 && all[n - 1].seq >= since)
		n--;
	x->since = since;
	x->then = rr_facts_new(x->c->arena, all, n, RR_DATE_NONE);
	return x->then;
}

/* Both counted when the one went away: so they may count together. */
static bool
stood_together(struct change *x, const struct rr_fact *f,
    const struct rr_fact *o, int64_t since)
{
	const struct rr_facts *then;

	if (o->seq > since)
		return false;
	then = facts_before(x, since);
	return rr_facts_live(then, f->seq, f->row) != NULL &&
	    rr_facts_live(then, o->seq, o->row) != NULL;
}

/* Of what both are, the record holds one only. */
static bool
excludes(struct change *x, const struct rr_fact *f,
    const struct rr_fact *o, int64_t since)
{
	const struct rr_event *e;

	if (f->shape == RR_SHAPE_BOOK)
		return is_text(f, o, RR_USE_TEXT) &&
		    !stood_together(x, f, o, since);
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
is_twin(struct change *x, const struct rr_fact *f, const struct rr_fact *o,
    int64_t since)
{
	bool same = strcmp(f->name, o->name) == 0 &&
	    (f->shape == RR_SHAPE_HOLDING ? is_text(f, o, RR_USE_CLASS) :
	    (f->shape == RR_SHAPE_EVENT || f->shape == RR_SHAPE_NOTICE) &&
	    f->about == o->about && f->about_row == o->about_row);

	return same && !stood_together(x, f, o, since);
}

static bool
meets(struct change *x, const struct rr_fact *f, int64_t since)
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
		else if (x->out != NULL && is_twin(x, f, o, since))
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

/* Whether it counts on for a party of whom nobody knows a name. */
static bool
is_of(const struct change *x, const struct rr_fact *f, const char *key)
{
	const char *whose;

	for (size_t i = 0; i < RR_WHOSE_MAX && (whose = rr_fact_whose(
	    x->c->agreement, f, i)) != NULL; i++)
		if (strcmp(whose, key) == 0)
			return true;
	return false;
}

/* What names a party that nothing has on record any more. */
static bool
is_left(const struct change *x, const char *key)
{
	struct rr_buf of = RR_BUF_INIT, named = RR_BUF_INIT;
	bool held;

	for (size_t i = 0; i < x->is->n; i++) {
		const struct rr_fact *f = &x->is->all[i];
		struct rr_buf *b = is_of(x, f, key) ? &of : &named;

		if (b == &named && !rr_says_party(x->c->agreement, x->is, f,
		    key))
			continue;
		rr_buf_add(b, b->len > 0 ? ", " : "");
		rr_fact_ref(f, b);
	}
	held = of.len > 0;
	if (held)
		rr_diag(x->diags, RR_E_FACT, rr_nowhere, "nothing else has "
		    "'%s' on record, and what '%s' holds or is given would go "
		    "on counting: %s; void these with it, or leave it and say "
		    "what is so with `regrights party correct %s %s`", key,
		    key, of.s, x->c->matter.key, key);
	else if (named.len > 0 && x->out != NULL)
		rr_out_line(x->out, "Note: '%s' is not on record any more, "
		    "and is named by %s.", key, named.s);
	rr_buf_free(&named);
	rr_buf_free(&of);
	return !held;
}

/* What is sealed, or was destroyed, may name the party. */
static bool
may_be_hidden(const struct change *x, const char *key)
{
	for (size_t i = 0; i < x->is->n; i++)
		if (x->is->all[i].shape == RR_SHAPE_DESTROY)
			return true;
	for (size_t i = 0; i < x->nhidden; i++)
		if (rr_fact_party(&x->hidden[i]) != NULL &&
		    strcmp(x->hidden[i].name, key) == 0 && rr_facts_find(x->is,
		    x->hidden[i].seq, x->hidden[i].row) == NULL)
			return true;
	return false;
}

/* What counts again is nobody's: its party was voided meanwhile. */
static bool
is_anyones(const struct change *x, const struct rr_fact *f,
    const struct rr_map *parties)
{
	struct rr_buf ref = RR_BUF_INIT;
	const char *key;
	bool ok = true;

	for (size_t i = 0; ok && i < RR_WHOSE_MAX && (key = rr_fact_whose(
	    x->c->agreement, f, i)) != NULL; i++)
		ok = rr_map_find(parties, key) != NULL ||
		    may_be_hidden(x, key);
	rr_fact_ref(f, &ref);
	if (!ok)
		rr_diag(x->diags, RR_E_FACT, rr_nowhere, "entry %s would "
		    "count again, and a party that it is of is void; void "
		    "the void of that party first, or with it", ref.s);
	rr_buf_free(&ref);
	return ok;
}

static bool
names(const struct rr_fact *f)
{
	return f->shape == RR_SHAPE_PARTY &&
	    rr_fact_get(f, RR_USE_NAME) != NULL;
}

/* Did it count when the entry SEQ was recorded? */
static bool
counted(const struct rr_fact *all, size_t n, const struct rr_fact *f,
    int64_t seq)
{
	for (size_t i = 0; i < n; i++)
		if (all[i].shape == RR_SHAPE_VOID && all[i].seq < seq &&
		    all[i].about == f->seq && (all[i].about_row == 0 ||
		    all[i].about_row == f->row) &&
		    counted(all, n, &all[i], seq))
			return false;
	return f->seq < seq;
}

/* What gives a party another name than it had corrects it. */
static bool
renames(const struct rr_fact *all, size_t n, const struct rr_fact *f)
{
	for (size_t i = 0; i < n && all[i].seq < f->seq; i++)
		if (strcmp(all[i].name, f->name) == 0 && names(&all[i]) &&
		    counted(all, n, &all[i], f->seq))
			return true;
	return false;
}

/*
 * Who is a party, by what counts of ALL: a number, securities or a correction
 * alone make nobody one.
 */
static struct rr_map *
parties_of(struct rr_arena *arena, const struct rr_facts *facts,
    const struct rr_fact *all, size_t n)
{
	struct rr_map *keys = rr_map_new(arena);

	for (size_t i = 0; i < facts->n; i++) {
		const struct rr_fact *f = &facts->all[i];

		if (names(f) && rr_map_find(keys, f->name) == NULL &&
		    !renames(all, n, f))
			rr_map_set(keys, f->name, keys);
	}
	return keys;
}

/* What is void, or sealed, in one state and not in the other. */
static bool
check_back(struct change *x, const struct rr_map *parties,
    const struct rr_fact *all, size_t n)
{
	bool ok = true;

	for (size_t i = 0; ok && i < x->is->n; i++) {
		const struct rr_fact *f = &x->is->all[i];
		const struct rr_fact *by = away_by(x, f);

		if (by == NULL)
			continue;
		ok = is_anyones(x, f, parties) &&
		    (f->shape == RR_SHAPE_IMPORT ? in_order(x, all, n) :
		    meets(x, f, by->seq));
	}
	return ok;
}

bool
rr_case_coheres(struct rr_case *c, const struct rr_fact *all, size_t n,
    struct rr_out *out, struct rr_diags *diags)
{
	struct change x = { .c = c, .out = out, .diags = diags };
	struct rr_map *before, *after;
	bool ok;

	x.was = rr_facts_new(c->arena, c->recorded, c->nrecorded,
	    RR_DATE_NONE);
	x.is = rr_facts_new(c->arena, all, n, RR_DATE_NONE);
	before = parties_of(c->arena, x.was, c->recorded, c->nrecorded);
	after = parties_of(c->arena, x.is, all, n);
	ok = rr_case_hidden(c, &x.hidden, &x.nhidden, diags) &&
	    check_back(&x, after, all, n);
	for (size_t i = 0; ok && i < rr_map_count(before); i++)
		ok = rr_map_find(after, rr_map_key(before, i)) != NULL ||
		    is_left(&x, rr_map_key(before, i));
	if (ok && out != NULL)
		rr_note_adrift(c, x.was, x.is, out);
	return ok;
}

bool
rr_case_takes_back(struct rr_case *c, const struct rr_line *lines, size_t n,
    struct rr_out *out, struct rr_diags *diags)
{
	struct rr_vec back = RR_VEC_INIT(struct rr_fact);
	struct rr_fact *facts, *all;
	size_t count;

	facts = rr_case_all(c, c->arena, NULL, 0, &count);
	if (!rr_case_fits(c, facts, count, diags))
		return false;
	for (size_t i = 0; i < n; i++) {
		struct rr_fact *one;
		size_t rows;

		if (!rr_store_sealed(c->app->store, c->arena, lines[i].seq,
		    &one, &rows, diags))
			return false;
		for (size_t k = 0; k < rows; k++)
			*(struct rr_fact *)rr_vec_add(c->arena, &back) =
			    one[k];
	}
	all = rr_case_whole(c, facts, count, back.items, back.n, &count);
	/* Before it is recorded not a word of it is told. */
	return rr_case_coheres(c, all, count, c->app->options.dry ? NULL :
	    out, diags);
}

/*
 * terms.c: which terms a matter has, from what was imported.
 *
 * The first import files the terms; a correction puts another file in place of
 * one that was filed, from the same day on; an amendment adds terms from the
 * day on which it came into force.  Imports are facts about the record: voided
 * ones do not count, and a day asked about hides none, but the terms are those
 * that were in force on that day.
 *
 * Loaded terms live in the case's arena.  A case that is derived again under
 * the same files does not load them anew.
 */
#include <string.h>

#include "app_int.h"
#include "kept_int.h"
#include "terms_int.h"
#include "regrights/buf.h"
#include "regrights/vec.h"

static void
correct(struct rr_vec *all, const struct rr_fact *f)
{
	const char *text = rr_fact_get(f, RR_USE_CORRECTS);
	struct rr_version *v = all->items;
	int64_t of = v[all->n - 1].seq, row;

	if (text != NULL && !rr_fact_ref_parse(text, &of, &row))
		return;
	for (size_t i = 0; i < all->n; i++)
		if (v[i].seq == of) {
			v[i].file = f->seq;
			v[i].text = rr_fact_get(f, RR_USE_TEXT);
		}
}

size_t
rr_versions(struct rr_arena *arena, const struct rr_fact *facts, size_t n,
    struct rr_version **out)
{
	struct rr_vec all = RR_VEC_INIT(struct rr_version);
	const struct rr_facts *live;
	size_t imports = 0;

	for (size_t i = 0; i < n; i++)
		imports += facts[i].shape == RR_SHAPE_IMPORT ? 1 : 0;
	*out = NULL;
	if (imports == 0)
		return 0;
	live = rr_facts_new(arena, facts, n, RR_DATE_NONE);
	for (size_t i = 0; i < live->n; i++) {
		const struct rr_fact *f = &live->all[i];
		const char *day = rr_fact_get(f, RR_USE_IN_FORCE);
		struct rr_version *v;

		if (f->shape != RR_SHAPE_IMPORT)
			continue;
		if (all.n > 0 && day == NULL) {
			correct(&all, f);
			continue;
		}
		v = rr_vec_add(arena, &all);
		v->seq = v->file = f->seq;
		v->text = rr_fact_get(f, RR_USE_TEXT);
		v->reaches = rr_fact_get(f, RR_USE_REACHES);
		v->in_force = RR_DATE_NONE;
		if (day != NULL)
			rr_date_parse(day, &v->in_force);
	}
	*out = all.items;
	return all.n;
}

/* Is its text the one that is to be filed? */
static bool
is_filing(const struct rr_case *c, const struct rr_version *v)
{
	return c->filed_as != NULL && strcmp(c->filed_as, v->text) == 0;
}

bool
rr_version_text(struct rr_case *c, const struct rr_version *v, char **bytes,
    size_t *len, struct rr_diags *diags)
{
	if (is_filing(c, v)) {
		*bytes = (char *)(uintptr_t)c->filed.bytes;
		*len = c->filed.len;
		return true;
	}
	return rr_store_text(c->app->store, c->arena, v->text, bytes, len,
	    diags);
}

#define IS_ONE_OF(word, words) \
	rr_is_one_of((words), sizeof(words) / sizeof((words)[0]), (word))

/*
 * What a difference in a part of the file is a change of, by name; NULL: of
 * nothing computed.  What is neither a provision nor words alone is taken to
 * matter to all.
 */
typedef const char *changed_fn(const struct rr_difference *);

static const char *
nothing(const struct rr_difference *d)
{
	(void)d;
	return NULL;
}

static const char *
itself(const struct rr_difference *d)
{
	return d->name;
}

static const char *
notices(const struct rr_difference *d)
{
	(void)d;
	return RR_CHANGED_NOTICES;
}

static const char *
rest(const struct rr_difference *d)
{
	(void)d;
	return RR_CHANGED_REST;
}

/* Of the agreement's head nothing else is counted with. */
static const char *
zone(const struct rr_difference *d)
{
	return strcmp(d->name, "zone") == 0 ? RR_CHANGED_REST : NULL;
}

/* An event that counts otherwise; what it is called does not matter. */
static const char *
event(const struct rr_difference *d)
{
	static const char *const called[] = { "what", "section", "by" };

	return d->key == NULL || strncmp(d->key, "fields",
	    strlen("fields")) == 0 || IS_ONE_OF(d->key, called) ? NULL :
	    RR_CHANGED_REST;
}

#define RR_PART(key, required, read, reaches_)				\
	{ .part = key, .reaches = reaches_ },
#define RR_PART_AGAIN(key, read)
static const struct { const char *part; changed_fn *reaches; } parts[] = {
#include "regrights/parts.def"
};
#undef RR_PART
#undef RR_PART_AGAIN

static const char *
changed_name(const struct rr_difference *d)
{
	for (size_t i = 0; i < sizeof(parts) / sizeof(parts[0]); i++)
		if (strcmp(parts[i].part, d->part) == 0)
			return parts[i].reaches(d);
	return RR_CHANGED_REST;
}

/* "filing-date=later comments=running": what is said of NAME. */
static enum rr_extent
said(const char *reaches, const char *name)
{
	size_t n = strlen(name);

	while (reaches != NULL && reaches[0] != '\0') {
		if (strncmp(reaches, name, n) == 0 && reaches[n] == '=')
			return strncmp(reaches + n + 1, "running", 7) == 0 ?
			    RR_EXTENT_RUNNING : RR_EXTENT_LATER;
		reaches += strcspn(reaches, " ");
		reaches += strspn(reaches, " ");
	}
	return RR_EXTENT_UNSAID;
}

size_t
rr_changed_by(struct rr_arena *arena, const struct rr_difference *d,
    size_t n, const char *reaches, struct rr_changed **out)
{
	struct rr_vec all = RR_VEC_INIT(struct rr_changed);

	for (size_t i = 0; i < n; i++) {
		const char *name = changed_name(&d[i]);
		const struct rr_changed *was = all.items;
		struct rr_changed *c;
		bool again = name == NULL;

		for (size_t k = 0; k < all.n && !again; k++)
			again = strcmp(was[k].name, name) == 0;
		if (again)
			continue;
		c = rr_vec_add(arena, &all);
		c->name = name;
		c->reach = said(reaches, name);
		c->question = -1;
	}
	*out = all.items;
	return all.n;
}

/* The first terms; what is to be filed, and may never be, is not kept. */
static bool
load_first(struct rr_case *c, const struct rr_version *v,
    struct rr_agreement **out, struct rr_diags *diags)
{
	struct rr_terms_file file = { .name = c->matter.key,
	    .digest = v->text };
	bool ok;

	if (is_filing(c, v)) {
		file.bytes = c->filed.bytes;
		file.len = c->filed.len;
		ok = rr_load_amended(c->arena, &file, NULL, out, diags);
	} else
		ok = rr_terms_load(c->app, c->arena, &file, out, diags);
	if (ok)
		(*out)->key = c->matter.key;
	return ok;
}

/* The terms that V[I] makes of those before it. */
static bool
load_version(struct rr_case *c, const struct rr_version *v, size_t i,
    const struct rr_agreement *before, struct rr_agreement **out,
    struct rr_diags *diags)
{
	struct rr_difference *d;
	struct rr_changed *changes;
	struct rr_terms_file file = { c->matter.key, NULL, 0, v[i].text };
	char *bytes, *was;
	size_t was_len, n;

	if (!rr_version_text(c, &v[i], &bytes, &file.len, diags))
		return false;
	file.bytes = bytes;
	if (!rr_load_amended(c->arena, &file, before, out, diags))
		return false;
	(*out)->key = c->matter.key;
	if (!rr_version_text(c, &v[i - 1], &was, &was_len, diags) ||
	    !rr_load_differences(c->arena, was, was_len, bytes, file.len, &d,
	    &n, diags))
		return false;
	n = rr_changed_by(c->arena, d, n, v[i].reaches, &changes);
	rr_agreement_amend(c->arena, *out, v[i].in_force, v[i].seq, changes,
	    n);
	return true;
}

bool
rr_load_versions(struct rr_case *c, const struct rr_version *v, size_t n,
    struct rr_agreement **out, struct rr_diags *diags)
{
	struct rr_agreement *a = NULL;

	for (size_t i = 0; i < n; i++) {
		const struct rr_agreement *before = a;

		if (before == NULL ? !load_first(c, v, &a, diags) :
		    !load_version(c, v, i, before, &a, diags))
			return false;
	}
	*out = a;
	return true;
}

static const char *
terms_key(struct rr_arena *arena, const struct rr_version *v, size_t n)
{
	struct rr_buf b = RR_BUF_INIT;

	for (size_t i = 0; i < n; i++) {
		rr_buf_printf(&b, "%lld %s ", (long long)v[i].seq, v[i].text);
		rr_date_text(v[i].in_force, &b);
		rr_buf_printf(&b, " %s;", v[i].reaches != NULL ?
		    v[i].reaches : "");
	}
	return rr_buf_keep(&b, arena);
}

/* How many are in force on the day asked about, or on a later one. */
static size_t
in_force(struct rr_case *c, const char *zone, const struct rr_version *v,
    size_t n)
{
	rr_date on = rr_app_day(c->app, zone);
	size_t i = 1;

	if (rr_date_cmp(c->terms_on, on) > 0)
		on = c->terms_on;
	while (i < n && rr_date_cmp(v[i].in_force, on) <= 0)
		i++;
	c->terms_until = i < n ? v[i].in_force : RR_DATE_NONE;
	return i;
}

/* What is loaded is the one file that there is. */
static bool
is_loaded(const struct rr_case *c, const struct rr_version *v, size_t n)
{
	return n == 1 && c->agreement != NULL && c->agreement->before == NULL &&
	    strcmp(c->agreement->digest, v->text) == 0;
}

bool
rr_case_terms(struct rr_case *c, const struct rr_fact *facts, size_t n,
    struct rr_diags *diags)
{
	struct rr_agreement *first;
	struct rr_version *v;
	const char *key;
	size_t nv = rr_versions(c->arena, facts, n, &v);

	c->terms_until = RR_DATE_NONE;
	if (nv == 0 || is_loaded(c, v, nv))
		return true;
	if (!rr_load_versions(c, v, 1, &first, diags))
		return false;
	nv = in_force(c, first->zone, v, nv);
	key = terms_key(c->arena, v, nv);
	if (c->terms != NULL && strcmp(c->terms, key) == 0)
		return true;
	c->terms = key;
	return rr_load_versions(c, v, nv, &c->agreement, diags);
}

/* All that are on record, which can be later than --on. */
static bool
all_terms(struct rr_case *c, struct rr_agreement **out,
    struct rr_diags *diags)
{
	struct rr_version *v;
	size_t n = rr_versions(c->arena, c->recorded, c->nrecorded, &v);
	size_t loaded = 0;

	for (const struct rr_agreement *a = c->agreement; a != NULL;
	    a = a->before)
		loaded++;
	*out = c->agreement;
	return n <= loaded || rr_load_versions(c, v, n, out, diags);
}

bool
rr_case_last_terms(struct rr_case *c, const struct rr_agreement **out,
    struct rr_diags *diags)
{
	struct rr_agreement *last;

	if (!all_terms(c, &last, diags))
		return false;
	*out = last;
	return true;
}

bool
rr_case_terms_of(struct rr_case *c, rr_date day,
    const struct rr_agreement **out, struct rr_diags *diags)
{
	const struct rr_agreement *last = c->agreement;

	if (rr_date_cmp(day, c->input.on) > 0 &&
	    !rr_case_last_terms(c, &last, diags))
		return false;
	*out = rr_agreement_on(last, day);
	return true;
}

const char *
rr_case_terms_told(struct rr_case *c, rr_has_terms *has, const void *ctx,
    rr_date day)
{
	struct rr_diags *aside = rr_diags_new();
	const struct rr_agreement *last = NULL, *after = NULL;
	rr_date since = RR_DATE_NONE, gone = RR_DATE_NONE;
	struct rr_buf b = RR_BUF_INIT;
	bool any = false;

	if (!rr_case_last_terms(c, &last, aside))
		last = NULL;
	rr_diags_free(aside);
	for (const struct rr_agreement *a = last; a != NULL; a = a->before) {
		if (has(a, ctx)) {
			if (!any && after != NULL)
				gone = after->in_force;
			since = a->before != NULL ? a->in_force :
			    RR_DATE_NONE;
			any = true;
		}
		after = a;
	}
	if (!any)
		return "";
	rr_buf_add(&b, " on that day; the terms have it ");
	rr_buf_add(&b, rr_date_cmp(day, since) < 0 ? "since " :
	    "no more since ");
	rr_date_text_day(rr_date_cmp(day, since) < 0 ? since : gone, &b);
	return rr_buf_keep(&b, c->arena);
}

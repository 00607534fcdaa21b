/*
 * case.c: a case open in memory.
 *
 * Opening reads the agreement's text and the matter's facts from the store,
 * loads the calendars and zones that they name, and derives.  All of it lives
 * in the case's arena and goes with it.
 */
#include <string.h>

#include "app_int.h"
#include "kept_int.h"
#include "regrights/buf.h"
#include "regrights/text.h"
#include "regrights/vec.h"

static bool
add_name(struct rr_arena *arena, struct rr_vec *names, const char *name)
{
	for (size_t i = 0; i < names->n; i++)
		if (strcmp(((const char **)names->items)[i], name) == 0)
			return false;
	*(const char **)rr_vec_add(arena, names) = name;
	return true;
}

static void
calendar_names(struct rr_arena *arena, const struct rr_agreement *a,
    struct rr_vec *names)
{
	if (a->before != NULL)
		calendar_names(arena, a->before, names);
	for (size_t i = 0; i < a->nkinds; i++) {
		const struct rr_day_kind *k = &a->kinds[i];

		for (size_t j = 0; j < k->nclosed; j++)
			add_name(arena, names, k->closed[j]);
		for (size_t o = 0; o < k->noptions; o++)
			for (size_t j = 0; j < k->options[o].n; j++)
				add_name(arena, names,
				    k->options[o].calendars[j]);
	}
}

bool
rr_case_engine(struct rr_app *app, struct rr_arena *arena,
    const struct rr_agreement *a, const char *const *zones, size_t n,
    struct rr_engine **out, struct rr_diags *diags)
{
	struct rr_vec names = RR_VEC_INIT(const char *);
	struct rr_vec cals = RR_VEC_INIT(const struct rr_calendar *);
	struct rr_vec found = RR_VEC_INIT(const struct rr_zone *);

	calendar_names(arena, a, &names);
	for (size_t i = 0; i < names.n; i++) {
		struct rr_calendar *c;

		if (!rr_load_calendar(arena, app->options.share,
		    ((const char **)names.items)[i], &c, diags))
			return false;
		*(const struct rr_calendar **)rr_vec_add(arena, &cals) = c;
	}
	names.n = 0;
	for (const struct rr_agreement *t = a; t != NULL; t = t->before) {
		add_name(arena, &names, t->zone);
		for (size_t i = 0; i < t->nzones; i++)
			add_name(arena, &names, t->zones[i].name);
	}
	for (size_t i = 0; i < n; i++)
		add_name(arena, &names, zones[i]);
	for (size_t i = 0; i < names.n; i++) {
		struct rr_zone *z;

		if (!rr_load_zone(arena, ((const char **)names.items)[i], &z,
		    diags))
			return false;
		*(const struct rr_zone **)rr_vec_add(arena, &found) = z;
	}
	*out = rr_engine_new(arena, a, cals.items, cals.n, found.items,
	    found.n, diags);
	return *out != NULL;
}

/* The clock of a place; else the entry is named that has it. */
static bool
zone_of_entry(struct rr_case *c, const char *entry, const char *zone,
    struct rr_zone **out, struct rr_diags *diags)
{
	const struct rr_pos at = { c->app->options.db, 0, 0 };
	struct rr_diags *aside = rr_diags_new();
	bool ok = rr_load_zone(c->arena, zone, out, aside);

	if (!ok && rr_diags_find(aside, RR_E_READ) != NULL)
		rr_load_zone(c->arena, zone, out, diags);
	else if (!ok)
		rr_diag(diags, RR_E_DAMAGED, at, "entry %s has the clock of "
		    "'%s', which is no place that is known here; `regrights "
		    "verify` tells what else is wrong; put the last backup in "
		    "the file's place with `regrights restore FILE`, which "
		    "keeps this file", entry, zone);
	rr_diags_free(aside);
	return ok;
}

static bool
add_zone(struct rr_case *c, struct rr_vec *names, const struct rr_fact *f,
    const char *zone, struct rr_diags *diags)
{
	struct rr_buf ref = RR_BUF_INIT;
	struct rr_zone *z;
	bool ok;

	if (zone == NULL || !add_name(c->arena, names, zone))
		return true;
	rr_fact_ref(f, &ref);
	ok = zone_of_entry(c, ref.s, zone, &z, diags);
	rr_buf_free(&ref);
	return ok;
}

/* Zones that facts name beyond those of the agreement. */
static bool
fact_zones(struct rr_case *c, const struct rr_fact *facts, size_t n,
    struct rr_vec *names, struct rr_diags *diags)
{
	for (size_t i = 0; i < n; i++) {
		const struct rr_fact *f = &facts[i];

		if (f->shape == RR_SHAPE_PARTY && !add_zone(c, names, f,
		    rr_fact_get(f, RR_USE_ZONE), diags))
			return false;
		for (size_t j = 0; j < f->nsendings; j++)
			if (!add_zone(c, names, f, f->sendings[j].zone,
			    diags))
				return false;
	}
	return true;
}

struct rr_case *
rr_case_new(struct rr_app *app, struct rr_arena *arena)
{
	struct rr_case *c = rr_arena_alloc(arena, sizeof(*c));

	c->app = app;
	c->arena = arena;
	c->terms_on = RR_DATE_NONE;
	return c;
}

static bool
assume_readings(struct rr_case *c, struct rr_diags *diags)
{
	const struct rr_options *o = &c->app->options;

	c->readings = rr_readings_new(c->arena, c->agreement);
	rr_readings_positions(c->readings, c->agreement, c->facts);
	for (size_t i = 0; i < o->nreadings; i++)
		if (!rr_readings_assume(c->readings, c->agreement,
		    o->readings[i], diags))
			return false;
	return true;
}

/*
 * Makes it computable.  An engine that was made for the same terms, WAS, stays
 * where it has the clocks of all entries: its calendars are read once.
 */
static bool
ready_engine(struct rr_case *c, const struct rr_agreement *was,
    const char *const *zones, size_t n, struct rr_diags *diags)
{
	bool stays = c->engine != NULL && c->agreement == was;

	for (size_t i = 0; stays && i < n; i++)
		stays = rr_engine_zone(c->engine, zones[i]) != NULL;
	return stays || rr_case_engine(c->app, c->arena, c->agreement, zones,
	    n, &c->engine, diags);
}

static const struct rr_fact *
declared(struct rr_case *c, const struct rr_fact *facts, size_t n)
{
	struct rr_fact *all = rr_arena_array(c->arena, n + 1, sizeof(*all));

	if (n > 0)
		memcpy(all, facts, n * sizeof(*all));
	rr_facts_declare(c->agreement, all, n);
	return all;
}

bool
rr_case_prepare(struct rr_case *c, const struct rr_fact *facts, size_t n,
    struct rr_diags *diags)
{
	const struct rr_options *o = &c->app->options;
	const struct rr_agreement *was = c->agreement;
	struct rr_vec zones = RR_VEC_INIT(const char *);

	if (!rr_case_terms(c, facts, n, diags) ||
	    !fact_zones(c, facts, n, &zones, diags) ||
	    !ready_engine(c, was, zones.items, zones.n, diags))
		return false;
	c->zone = rr_engine_zone(c->engine, c->agreement->zone);
	c->input.on = !rr_date_is_none(o->on) ? o->on :
	    rr_zone_wall(c->zone, rr_now(c->app)).day;
	c->facts = rr_facts_new(c->arena, declared(c, facts, n), n, o->on);
	c->roster = rr_roster_new(c->arena, c->agreement, c->facts,
	    c->input.on);
	if (!assume_readings(c, diags))
		return false;
	c->input.engine = c->engine;
	c->input.facts = c->facts;
	c->input.roster = c->roster;
	c->input.readings = c->readings;
	c->input.due_within = o->due_within;
	c->input.going = c->app->going;
	c->input.going_ctx = c->app->going_ctx;
	c->derivation = rr_derive(c->arena, &c->input);
	return c->derivation != NULL || rr_diag(diags, RR_E_STOPPED,
	    rr_nowhere, "%s", c->matter.key != NULL ? c->matter.key : "");
}

/*
 * What is sealed by now is sealed in every look back; so are the releases of
 * those seals, and the ends of what they hid.
 */
static bool
add_seals(struct rr_case *c, struct rr_store *s, struct rr_diags *diags)
{
	struct rr_fact *later, *all;
	size_t n;

	if (c->known == 0)
		return true;
	if (!rr_store_facts(s, c->arena, c->matter.key, c->known, 0, &later,
	    &n, diags))
		return false;
	all = rr_arena_array(c->arena, c->nrecorded + n + 1, sizeof(*all));
	if (c->nrecorded > 0)
		memcpy(all, c->recorded, c->nrecorded * sizeof(*all));
	for (size_t i = 0; i < n; i++)
		if ((later[i].shape == RR_SHAPE_SEAL ||
		    later[i].shape == RR_SHAPE_RELEASE ||
		    later[i].shape == RR_SHAPE_DESTROY) &&
		    later[i].about <= c->known)
			all[c->nrecorded++] = later[i];
	c->recorded = all;
	return true;
}

/* The first terms. */
static bool
read_terms(struct rr_case *c, struct rr_diags *diags)
{
	const struct rr_terms_file file = { .name = c->matter.key,
	    .digest = c->matter.text };

	return rr_terms_load(c->app, c->arena, &file, &c->agreement, diags);
}

bool
rr_case_load(struct rr_app *app, const struct rr_matter *m,
    struct rr_case **out, struct rr_diags *diags)
{
	struct rr_arena *arena = rr_arena_new();
	struct rr_case *c = rr_case_new(app, arena);
	struct rr_store *s = app->store;
	struct rr_zone *zone;

	if (!rr_app_note_base(app, diags))
		goto fail;
	c->matter = *m;
	c->matter.key = rr_arena_strdup(arena, m->key);
	c->matter.title = rr_arena_strdup(arena, m->title);
	c->matter.text = rr_arena_strdup(arena, m->text);
	if (!read_terms(c, diags) || !zone_of_entry(c,
	    rr_arena_printf(arena, "%lld", (long long)m->import),
	    c->agreement->zone, &zone, diags))
		goto fail;
	c->zone = zone;
	c->agreement->key = c->matter.key;
	if (!rr_app_known(app, c->zone, c->matter.key, c->matter.head,
	    &c->known, diags) || !rr_store_facts(s, arena, m->key, 0,
	    c->known, &c->recorded, &c->nrecorded, diags) ||
	    !add_seals(c, s, diags) ||
	    !rr_case_prepare(c, c->recorded, c->nrecorded, diags))
		goto fail;
	rr_facts_declare(c->agreement, c->recorded, c->nrecorded);
	c->matter.title = c->agreement->title;
	c->matter.text = c->agreement->digest;
	*out = c;
	return true;
fail:
	rr_arena_free(arena);
	return false;
}

static bool
pick_matter(const struct rr_matter *all, size_t n, const char *key,
    const struct rr_matter **out, struct rr_diags *diags)
{
	struct rr_buf names = RR_BUF_INIT;
	size_t hits = 0, len = key != NULL ? strlen(key) : 0;

	*out = NULL;
	for (size_t i = 0; i < n; i++) {
		rr_buf_printf(&names, "%s%s", i > 0 ? ", " : "", all[i].key);
		if (key != NULL && strcmp(all[i].key, key) == 0) {
			*out = &all[i];
			rr_buf_free(&names);
			return true;
		}
		if (key == NULL || strncmp(all[i].key, key, len) == 0) {
			*out = &all[i];
			hits++;
		}
	}
	if (hits != 1)
		rr_diag(diags, hits == 0 ? RR_E_NO_MATTER : RR_E_AMBIGUOUS,
		    rr_nowhere, "%s%s%s; there %s: %s", key != NULL ? "'" : "",
		    key != NULL ? key : "name the matter",
		    key != NULL ? "'" : "", n == 1 ? "is" : "are",
		    n > 0 ? names.s : "none yet");
	rr_buf_free(&names);
	return hits == 1;
}

/* By its whole name: what became of others does not matter then. */
static bool
is_there(const struct rr_matter *all, size_t n, const char *key)
{
	for (size_t i = 0; key != NULL && i < n; i++)
		if (strcmp(all[i].key, key) == 0)
			return true;
	return false;
}

bool
rr_case_open(struct rr_app *app, const char *matter, struct rr_case **out,
    struct rr_diags *diags)
{
	struct rr_arena *arena = rr_arena_new();
	const struct rr_matter *one;
	struct rr_matter *all;
	struct rr_store *s;
	size_t n;
	bool ok;

	ok = rr_app_store(app, RR_STORE_READ, &s, diags) &&
	    rr_store_matters(s, arena, &all, &n, diags) &&
	    (is_there(all, n, matter) || rr_store_all_there(s, diags)) &&
	    pick_matter(all, n, matter, &one, diags) &&
	    rr_case_load(app, one, out, diags);
	rr_arena_free(arena);
	return ok;
}

void
rr_case_close(struct rr_case *c)
{
	if (c != NULL)
		rr_arena_free(c->arena);
}

const struct rr_party *
rr_case_named(const struct rr_case *c, const char *name)
{
	const struct rr_party *is = NULL, *was = NULL;
	size_t now = 0, ever = 0;

	for (size_t i = 0; i < c->roster->n; i++) {
		const struct rr_party *p = &c->roster->parties[i];

		if (!rr_party_had_name(p, name))
			continue;
		was = p;
		ever++;
		if (!rr_text_is_same_name(p->name, name))
			continue;
		is = p;
		now++;
	}
	return now == 1 ? is : now == 0 && ever == 1 ? was : NULL;
}

const struct rr_party *
rr_case_keyed(const struct rr_case *c, const char *word)
{
	return rr_roster_find(c->roster, rr_text_small(c->arena, word));
}

bool
rr_case_party(const struct rr_case *c, const char *word,
    const struct rr_party **out, struct rr_diags *diags)
{
	const struct rr_party *keyed = rr_case_keyed(c, word);
	struct rr_buf names = RR_BUF_INIT;
	size_t hits = 0;

	*out = rr_roster_find(c->roster, word);
	if (*out != NULL)
		return true;
	*out = rr_case_named(c, word);
	if (*out != NULL && keyed != NULL && keyed != *out)
		return rr_diag(diags, RR_E_AMBIGUOUS, rr_nowhere, "'%s': it "
		    "is the name of '%s', and but for its capitals the key "
		    "'%s'; give one of these keys", word, (*out)->key,
		    keyed->key);
	if (*out != NULL)
		return true;
	for (size_t i = 0; i < c->roster->n; i++) {
		const struct rr_party *p = &c->roster->parties[i];

		if (strncmp(p->key, word, strlen(word)) != 0 &&
		    !rr_text_contains(p->name, word))
			continue;
		rr_buf_printf(&names, "%s%s", hits > 0 ? ", " : "", p->key);
		*out = p;
		hits++;
	}
	if (hits == 0)
		rr_diag(diags, RR_E_NO_HOLDER, rr_nowhere,
		    "'%s'; `regrights holders` lists them", word);
	else if (hits > 1)
		rr_diag(diags, RR_E_AMBIGUOUS, rr_nowhere, "'%s': %s", word,
		    names.s);
	rr_buf_free(&names);
	return hits == 1;
}

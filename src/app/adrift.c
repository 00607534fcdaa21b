/*
 * adrift.c: what is about an entry that is void.
 *
 * To correct an entry one voids it and records it again.  What was recorded
 * about the old one, as its receipts, votes and payments, stays on record
 * about an entry that does not count; who voids it is told, and each list that
 * shows such an entry marks it.
 */
#include <string.h>

#include "app_int.h"
#include "told_int.h"
#include "regrights/buf.h"
#include "regrights/map.h"
#include "regrights/said.h"

/* What is about void entries: by their numbers, by its name, its numbers. */
struct adrift {
	struct rr_arena		*arena;
	const struct rr_facts	*was, *is;
	const struct rr_fact	*f;		/* that is looked at */
	struct rr_map		*targets;
};

static const char *
name_of(const struct rr_fact *f)
{
	return f->shape == RR_SHAPE_EVENT || f->shape == RR_SHAPE_NOTICE ?
	    f->name : rr_shape_word(f->shape);
}

static void
add(struct adrift *a, const char *ref)
{
	struct rr_map *names = rr_map_find(a->targets, ref);
	const char *name = name_of(a->f), *was;

	if (names == NULL) {
		names = rr_map_new(a->arena);
		rr_map_set(a->targets, rr_arena_strdup(a->arena, ref), names);
	}
	was = rr_map_find(names, name);
	rr_map_set(names, name, rr_arena_printf(a->arena, "%s%s%lld",
	    was != NULL ? was : "", was != NULL ? ", " : "",
	    (long long)a->f->seq));
}

/* Told where either went, or came, just now. */
static void
look(void *ctx, int64_t seq, int64_t row)
{
	struct adrift *a = ctx;
	const struct rr_fact *of = rr_facts_find(a->is, seq, row);
	struct rr_buf ref = RR_BUF_INIT;

	if (of == NULL || rr_facts_live(a->is, seq, row) != NULL ||
	    (rr_facts_live(a->was, seq, row) == NULL &&
	    rr_facts_live(a->was, a->f->seq, a->f->row) != NULL))
		return;
	rr_fact_ref(of, &ref);
	add(a, ref.s);
	rr_buf_free(&ref);
}

static void
tell(const char *ref, const struct rr_map *names, struct rr_out *out)
{
	struct rr_buf b = RR_BUF_INIT;

	for (size_t i = 0; i < rr_map_count(names); i++)
		rr_buf_printf(&b, "%s%s (%s)", i > 0 ? "; " : "",
		    rr_out_ranges(out->arena, rr_map_value(names, i)),
		    rr_map_key(names, i));
	rr_out_line(out, "Note: entry %s does not count; on record about it: "
	    "%s.  None of that counts for an entry that takes its place: void "
	    "each, and record it again about that one.", ref, b.s);
	rr_buf_free(&b);
}

void
rr_note_adrift(const struct rr_case *c, const struct rr_facts *was,
    const struct rr_facts *is, struct rr_out *out)
{
	struct adrift a = { .arena = out->arena, .was = was, .is = is,
	    .targets = rr_map_new(out->arena) };

	for (size_t i = 0; i < is->n; i++) {
		a.f = &is->all[i];
		rr_refers_each(c->agreement, a.f, look, &a);
	}
	for (size_t i = 0; i < rr_map_count(a.targets); i++)
		tell(rr_map_key(a.targets, i), rr_map_value(a.targets, i),
		    out);
}

/* Lines of the journal that are marked; of each matter what it needs once. */
struct marking {
	struct rr_app	*app;
	struct rr_store	*store;
	struct rr_arena	*arena;
	struct rr_map	*voids;		/* matters that have any */
	struct rr_map	*terms;
	struct rr_diags	*diags;
	const char	*matter;
	struct rr_buf	 found;
	bool		 ok;
};

static void
look_up(void *ctx, int64_t seq, int64_t row)
{
	struct marking *m = ctx;
	const struct rr_fact of = { .seq = seq, .row = row };
	struct rr_buf ref = RR_BUF_INIT;
	bool is = false;

	m->ok = m->ok && rr_store_is_void(m->store, m->matter, seq, row, &is,
	    m->diags);
	rr_fact_ref(&of, &ref);
	if (is && !rr_list_has(m->found.s, ref.s))
		rr_buf_printf(&m->found, "%s%s", m->found.len > 0 ? " " : "",
		    ref.s);
	rr_buf_free(&ref);
}

/* By the file that holds now; NULL: it cannot be read, which others tell. */
static const struct rr_agreement *
terms_of(struct marking *m)
{
	struct rr_agreement *a = rr_map_find(m->terms, m->matter);
	struct rr_diags *aside;
	struct rr_matter *all;
	size_t n, len;
	char *bytes;

	if (a != NULL)
		return a;
	aside = rr_diags_new();
	if (!rr_store_matters(m->store, m->arena, &all, &n, aside))
		n = 0;
	for (size_t i = 0; i < n; i++)
		if (strcmp(all[i].key, m->matter) == 0 && (!rr_store_text(
		    m->store, m->arena, all[i].text, &bytes, &len, aside) ||
		    !rr_load_agreement(m->arena, all[i].key, bytes, len, &a,
		    aside)))
			a = NULL;
	rr_diags_free(aside);
	if (a != NULL)
		rr_map_set(m->terms, m->matter, a);
	return a;
}

/* Whether a value has, word by word, the number of a void entry. */
static void
look_in(struct marking *m, const char *value)
{
	int64_t seq, row;

	while (m->found.len == 0 && rr_fact_refs_next(&value, &seq, &row))
		look_up(m, seq, row);
}

/* Asked without the terms, which say what is a number of an entry. */
static bool
may_refer(struct marking *m, const struct rr_fact *f)
{
	rr_buf_clear(&m->found);
	if (f->about != 0)
		look_up(m, f->about, f->about_row);
	for (size_t i = 0; i < f->nfields; i++)
		look_in(m, f->fields[i].value);
	return m->found.len > 0;
}

static bool
any_void(struct marking *m, bool *any)
{
	const char *known = rr_map_find(m->voids, m->matter);

	if (known == NULL && !rr_store_has_void(m->store, m->matter, any,
	    m->diags))
		return false;
	if (known == NULL)
		rr_map_set(m->voids, m->matter,
		    (void *)(uintptr_t)(*any ? "yes" : "no"));
	else
		*any = strcmp(known, "yes") == 0;
	return true;
}

static bool
mark(struct marking *m, struct rr_line *l)
{
	const struct rr_agreement *a;
	struct rr_fact f;
	bool any;

	m->matter = l->matter;
	if (!any_void(m, &any))
		return false;
	if (!any)
		return true;
	if (!rr_fact_parse(m->arena, l->payload, strlen(l->payload), &f,
	    m->diags))
		return false;
	if (f.shape == RR_SHAPE_VOID || !may_refer(m, &f))
		return m->ok;
	a = terms_of(m);
	rr_buf_clear(&m->found);
	if (a != NULL)
		rr_refers_each(a, &f, look_up, m);
	if (m->found.len > 0)
		l->adrift = rr_arena_strdup(m->arena, m->found.s);
	return m->ok;
}

bool
rr_lines_mark(struct rr_app *app, struct rr_arena *arena,
    struct rr_line *lines, size_t n, struct rr_diags *diags)
{
	struct marking m = { .app = app, .arena = arena, .diags = diags,
	    .voids = rr_map_new(arena), .terms = rr_map_new(arena),
	    .found = RR_BUF_INIT, .ok = true };
	bool ok = rr_app_store(app, RR_STORE_READ, &m.store, diags);

	for (size_t i = 0; i < n && ok; i++)
		if (lines[i].payload != NULL && !lines[i].sealed)
			ok = mark(&m, &lines[i]);
	rr_buf_free(&m.found);
	return ok;
}

/*
 * fields.c: the declared fields of an entry, in words.
 *
 * A party is shown by its name, an entry by its number; all else as it was
 * recorded.
 */
#include <string.h>

#include "regrights/said.h"
#include "view_int.h"

const struct rr_event *
rr_event_of(const struct rr_derivation *dv, const struct rr_fact *f)
{
	if (f->shape != RR_SHAPE_EVENT && f->shape != RR_SHAPE_NOTICE)
		return NULL;
	return rr_agreement_event(rr_engine_agreement(dv->input->engine),
	    f->name);
}

const char *
rr_sender_of(const struct rr_derivation *dv, const struct rr_fact *f)
{
	const struct rr_event *e = rr_event_of(dv, f);
	const char *said = rr_fact_get(f, RR_USE_FROM);

	if (e == NULL || f->shape != RR_SHAPE_NOTICE)
		return NULL;
	return said != NULL ? said : rr_facts_who(dv->input->facts, e->from,
	    f);
}

bool
rr_field_text(const struct rr_derivation *dv, const struct rr_fact *f,
    size_t i, struct rr_buf *b)
{
	const struct rr_event *e = rr_event_of(dv, f);

	for (size_t k = 0; e != NULL && k < e->nfields; k++) {
		const struct rr_field_decl *d = &e->fields[k];
		const char *value = rr_fact_field(f, d->key);

		if (value == NULL || i-- > 0)
			continue;
		rr_buf_printf(b, "%s: ", d->title);
		if (d->type == RR_FIELD_PARTY)
			value = rr_roster_name(dv->input->roster, value);
		else if (rr_field_names_entries(d->type))
			rr_buf_add(b, strchr(value, ' ') != NULL ?
			    "entries " : "entry ");
		rr_buf_add(b, value);
		return true;
	}
	return false;
}

void
rr_fields_text(const struct rr_derivation *dv, const struct rr_fact *f,
    struct rr_buf *b)
{
	struct rr_buf one = RR_BUF_INIT;

	for (size_t i = 0; rr_field_text(dv, f, i, &one); i++) {
		rr_buf_printf(b, "%s%s", i > 0 ? "; " : "", one.s);
		rr_buf_clear(&one);
	}
	rr_buf_free(&one);
}

struct rr_json *
rr_fields_json(const struct rr_fact *f)
{
	struct rr_json *j = rr_json_object();

	for (size_t i = 0; i < f->nfields; i++)
		rr_json_set(j, f->fields[i].key,
		    rr_json_string(f->fields[i].value));
	return j;
}

void
rr_adrift_text(const char *refs, struct rr_buf *b)
{
	if (refs != NULL)
		rr_buf_printf(b, " (about void %s)", refs);
}

static const char *
void_refs(struct rr_arena *arena, const struct rr_derivation *dv,
    const struct rr_fact *f)
{
	return rr_refers_void(arena, rr_engine_agreement(dv->input->engine),
	    dv->input->facts, f);
}

void
rr_adrift_of(const struct rr_derivation *dv, const struct rr_fact *f,
    struct rr_buf *b)
{
	struct rr_arena *arena = rr_arena_new();

	rr_adrift_text(void_refs(arena, dv, f), b);
	rr_arena_free(arena);
}

void
rr_adrift_json(const struct rr_derivation *dv, const struct rr_fact *f,
    struct rr_json *j)
{
	struct rr_arena *arena = rr_arena_new();
	const char *refs = void_refs(arena, dv, f);

	if (refs != NULL)
		rr_json_set(j, "about_void", rr_json_string(refs));
	rr_arena_free(arena);
}

/*
 * refers.c: which entries an entry is about, or names in a field of entries;
 * and whom one names.
 *
 * What was recorded about an entry that is void stays on record and proves
 * nothing of the one that takes its place.  An act about the record says what
 * became of another, and is not about it in this sense.
 */
#include <string.h>

#include "regrights/agreement.h"
#include "regrights/arena.h"
#include "regrights/buf.h"
#include "regrights/said.h"
#include "regrights/seal.h"

/* "41 3/7" */
static void
tell_list(const char *refs, rr_refers *fn, void *ctx)
{
	int64_t seq, row;

	while (rr_fact_refs_next(&refs, &seq, &row))
		fn(ctx, seq, row);
}

void
rr_refers_each(const struct rr_agreement *a, const struct rr_fact *f,
    rr_refers *fn, void *ctx)
{
	const struct rr_event *e = f->shape != RR_SHAPE_EVENT &&
	    f->shape != RR_SHAPE_NOTICE ? NULL :
	    rr_agreement_event(a, f->name);

	if (f->shape == RR_SHAPE_VOID || rr_seal_is_act(f->shape))
		return;
	if (f->about != 0)
		fn(ctx, f->about, f->about_row);
	if (f->shape == RR_SHAPE_IMPORT)
		tell_list(rr_fact_get(f, RR_USE_CONSENT), fn, ctx);
	/* What an account says was entered in a row's place. */
	if (f->shape == RR_SHAPE_ACCOUNT)
		tell_list(rr_fact_get(f, RR_USE_ENTRY), fn, ctx);
	for (size_t i = 0; e != NULL && i < e->nfields; i++)
		if (rr_field_names_entries(e->fields[i].type))
			tell_list(rr_fact_field(f, e->fields[i].key), fn, ctx);
}

const struct rr_field_decl *
rr_blank_link(const struct rr_agreement *a, const struct rr_fact *f,
    const struct rr_fact *of)
{
	const struct rr_event *e = rr_agreement_event(a, f->name);
	const struct rr_field_decl *blank = NULL;

	if (e == NULL || (f->about != 0 && rr_event_answers(e, of->name)))
		return NULL;
	for (size_t i = 0; i < e->nfields; i++) {
		const struct rr_field_decl *d = &e->fields[i];

		if (!rr_field_names_entries(d->type) ||
		    !rr_field_takes(d, of->name))
			continue;
		if (rr_fact_field(f, d->key) != NULL)
			return NULL;
		if (blank == NULL)
			blank = d;
	}
	return blank;
}

struct sought {
	const struct rr_facts	*facts;
	struct rr_buf		*b;
};

static void
add_void(void *ctx, int64_t seq, int64_t row)
{
	struct sought *s = ctx;
	const struct rr_fact *f = rr_facts_find(s->facts, seq, row);
	struct rr_buf ref = RR_BUF_INIT;

	if (f == NULL || rr_facts_live(s->facts, seq, row) != NULL)
		return;
	rr_fact_ref(f, &ref);
	if (!rr_list_has(s->b->s, ref.s))
		rr_buf_printf(s->b, "%s%s", s->b->len > 0 ? " " : "", ref.s);
	rr_buf_free(&ref);
}

const char *
rr_refers_void(struct rr_arena *arena, const struct rr_agreement *a,
    const struct rr_facts *facts, const struct rr_fact *f)
{
	struct rr_buf b = RR_BUF_INIT;
	struct sought s = { facts, &b };
	const char *found;

	rr_refers_each(a, f, add_void, &s);
	found = b.len > 0 ? rr_arena_strdup(arena, b.s) : NULL;
	rr_buf_free(&b);
	return found;
}

const char *
rr_facts_who(const struct rr_facts *facts, const char *who,
    const struct rr_fact *it)
{
	static const char its[] = "it.";
	const char *said = NULL;

	if (who == NULL || strncmp(who, its, strlen(its)) != 0)
		return who;
	/* Links are few: a notice, the claim that it is about. */
	for (; it != NULL && said == NULL; it = it->about == 0 ? NULL :
	    rr_facts_find(facts, it->about, it->about_row))
		said = rr_fact_field(it, who + strlen(its));
	return said != NULL ? said : "unknown";
}

const struct rr_fact *
rr_facts_void_of(const struct rr_facts *facts, int64_t seq, int64_t row)
{
	for (size_t i = 0; i < facts->n; i++) {
		const struct rr_fact *f = &facts->all[i];

		if (f->shape == RR_SHAPE_VOID && f->about == seq &&
		    (f->about_row == 0 || f->about_row == row))
			return f;
	}
	return NULL;
}

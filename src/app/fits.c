/*
 * fits.c: whether what is on record can be read under other terms.
 *
 * Terms say which events, fields, classes and open points there are.  A fact
 * that the terms no longer have a word for would vanish from every conclusion,
 * so such terms are refused, with the entry and what to do about it.
 */
#include <string.h>

#include "app_int.h"
#include "terms_int.h"
#include "regrights/buf.h"
#include "regrights/seal.h"

struct fitting {
	const struct rr_agreement	*agreement;
	struct rr_diags			*diags;
	bool				 ok;
	bool				 sealed;	/* not a word is told */
	bool				 fresh;		/* to be recorded yet */
};

static void
refuse_fresh(struct fitting *x, const struct rr_fact *f, const char *what,
    const char *name, const char *keep)
{
	struct rr_buf since = RR_BUF_INIT;

	rr_date_text_day(x->agreement->in_force, &since);
	x->ok = rr_diag(x->diags, RR_E_UNFIT, rr_nowhere, "'%s': the terms "
	    "have no %s '%s' since %s, and nothing would be counted from it; "
	    "first correct the file of that amendment so that it keeps the "
	    "%s (`regrights help import`)", f->name, what, name, since.s,
	    keep);
	rr_buf_free(&since);
}

static void
refuse(struct fitting *x, const struct rr_fact *f, const char *what,
    const char *name, const char *keep)
{
	struct rr_buf ref = RR_BUF_INIT;

	if (x->sealed && x->ok)
		x->ok = rr_diag(x->diags, RR_E_UNFIT, rr_nowhere, "a sealed "
		    "entry, %lld, does not fit: the terms would have no word "
		    "for what it says; keep the words that the file had before",
		    (long long)f->seq);
	if (x->sealed)
		return;
	if (x->fresh) {
		refuse_fresh(x, f, what, name, keep);
		return;
	}
	rr_fact_ref(f, &ref);
	x->ok = rr_diag(x->diags, RR_E_UNFIT, rr_nowhere,
	    "entry %s, '%s': the terms would have no %s '%s'; keep the %s in "
	    "the file, or void the entry first", ref.s, f->name, what, name,
	    keep);
	rr_buf_free(&ref);
}

static void
fit_field(struct fitting *x, const struct rr_fact *f,
    const struct rr_field_decl *d, const char *value)
{
	bool there = false;

	if (d->type == RR_FIELD_CLASS &&
	    rr_agreement_class(x->agreement, value) == NULL)
		refuse(x, f, "class", value, "class");
	for (size_t i = 0; i < d->nchoices; i++)
		there |= strcmp(d->choices[i], value) == 0;
	if (d->type == RR_FIELD_CHOICE && !there)
		refuse(x, f, "choice", value, "choice");
}

static void
fit_event(struct fitting *x, const struct rr_fact *f)
{
	const struct rr_event *e = rr_agreement_event(x->agreement, f->name);
	bool notice = f->shape == RR_SHAPE_NOTICE;
	const char *word = notice ? "notice" : "event";

	if (e == NULL || e->notice != notice) {
		refuse(x, f, word, f->name, word);
		return;
	}
	for (size_t i = 0; i < f->nfields; i++) {
		const char *key = f->fields[i].key;
		const struct rr_field_decl *d = rr_event_field(e, key);

		if (d != NULL)
			fit_field(x, f, d, f->fields[i].value);
		else if (!notice || !rr_fact_is_sender(key))
			refuse(x, f, "field", key, "field");
	}
}

/* A position on what an amendment asked goes with the amendment. */
static void
fit_position(struct fitting *x, const struct rr_fact *f)
{
	static const char own[] = "amendment-";
	const char *answer = rr_fact_get(f, RR_USE_ANSWER);
	int q = rr_agreement_question(x->agreement, f->name);

	if (strncmp(f->name, own, sizeof(own) - 1) == 0)
		return;
	if (q < 0)
		refuse(x, f, "open point", f->name, "open point");
	else if (answer != NULL && strcmp(answer, "open") != 0 &&
	    rr_agreement_answer(x->agreement, q, answer) < 0)
		refuse(x, f, "answer", answer, "answer");
}

static void
fit_fact(struct fitting *x, const struct rr_fact *f)
{
	const char *class = rr_fact_get(f, RR_USE_CLASS);

	if (f->shape == RR_SHAPE_EVENT || f->shape == RR_SHAPE_NOTICE)
		fit_event(x, f);
	else if (f->shape == RR_SHAPE_POSITION)
		fit_position(x, f);
	else if (f->shape == RR_SHAPE_HOLDING && class != NULL &&
	    rr_agreement_class(x->agreement, class) == NULL)
		refuse(x, f, "class", class, "class");
}

static bool
is_void(const struct rr_facts *live, int64_t seq)
{
	for (size_t i = 0; i < live->n; i++)
		if (live->all[i].shape == RR_SHAPE_VOID &&
		    live->all[i].about == seq && live->all[i].about_row == 0)
			return true;
	return false;
}

/* It can be seen again at any time, and must be readable then. */
static bool
fit_sealed(struct fitting *x, struct rr_case *c, const struct rr_facts *live)
{
	const int64_t *sealed;
	size_t count = rr_seal_unread(c->arena, live, &sealed);

	x->sealed = true;
	for (size_t i = 0; i < count; i++) {
		struct rr_fact *all;
		size_t n;

		if (is_void(live, sealed[i]))
			continue;
		if (!rr_store_sealed(c->app->store, c->arena, sealed[i], &all,
		    &n, x->diags))
			return false;
		for (size_t k = 0; k < n; k++)
			fit_fact(x, &all[k]);
	}
	return x->ok;
}

bool
rr_case_fits(struct rr_case *c, const struct rr_fact *facts, size_t n,
    struct rr_diags *diags)
{
	const struct rr_facts *live = rr_facts_new(c->arena, facts, n,
	    RR_DATE_NONE);
	struct fitting x = { .diags = diags, .ok = true };
	struct rr_agreement *last;
	struct rr_version *v;
	size_t nv = rr_versions(c->arena, facts, n, &v);

	if (!rr_load_versions(c, v, nv, &last, diags))
		return false;
	x.agreement = last;
	for (size_t i = 0; nv > 0 && i < live->n; i++)
		fit_fact(&x, &live->all[i]);
	return x.ok && (nv == 0 || fit_sealed(&x, c, live));
}

bool
rr_case_reads(struct rr_case *c, const struct rr_fact *f,
    struct rr_diags *diags)
{
	struct fitting x = { .diags = diags, .ok = true, .fresh = true };

	if (!rr_case_last_terms(c, &x.agreement, diags))
		return false;
	fit_event(&x, f);
	return x.ok;
}

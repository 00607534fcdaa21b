/*
 * past_terms.c: what an import may say, as of the entry before it, and which
 * open points an amendment brought with it.
 *
 * The first import makes the matter; each later one corrects the file of one
 * before it, or amends the terms from a day on, later than any amendment that
 * counts.  What it says that the amendment reaches are terms of some file.
 */
#include <string.h>

#include "past_int.h"
#include "regrights/arena.h"
#include "regrights/text.h"

/* A provision, or what else an amendment can change. */
static bool
is_changeable(const struct rr_past *p, const char *name)
{
	if (strcmp(name, RR_CHANGED_NOTICES) == 0 ||
	    strcmp(name, RR_CHANGED_REST) == 0 || (p->filed != NULL &&
	    rr_agreement_provision(p->filed, name) != NULL))
		return true;
	for (size_t i = 0; i < p->terms.n; i++)
		if (rr_agreement_provision(rr_past_term(p, i), name) != NULL)
			return true;
	return false;
}

static bool
is_answer(const struct rr_answer *all, size_t nall, const char *said, size_t n)
{
	for (size_t i = 0; i < nall; i++)
		if (strlen(all[i].key) == n &&
		    strncmp(all[i].key, said, n) == 0)
			return true;
	return false;
}

/* "running", at the end of a word that SAID is in. */
static bool
is_extent(const char *said, size_t n)
{
	return is_answer(rr_reach_answers, RR_REACH_ANSWERS, said, n);
}

/* "filing-date=later notice-clauses=running", each name once. */
static bool
is_reach(const struct rr_past *p, const char *reaches)
{
	struct rr_map *said = rr_map_new(p->arena);

	for (;;) {
		size_t n = strcspn(reaches, " ");
		size_t len = strcspn(reaches, "=");
		const char *name = rr_arena_strndup(p->arena, reaches,
		    len < n ? len : 0);

		if (!is_changeable(p, name) || rr_map_find(said, name) !=
		    NULL || !is_extent(reaches + len + 1, n - len - 1))
			return false;
		rr_map_set(said, name, said);
		if (reaches[n] == '\0')
			return true;
		reaches += n + 1;
	}
}

static const char *
check_first(const struct rr_past *p, const struct rr_fact *f)
{
	return rr_fact_get(f, RR_USE_SEEDS) != NULL &&
	    rr_fact_get(f, RR_USE_CORRECTS) == NULL &&
	    rr_fact_get(f, RR_USE_IN_FORCE) == NULL &&
	    rr_fact_get(f, RR_USE_CONSENT) == NULL &&
	    rr_fact_get(f, RR_USE_REACHES) == NULL && p->matter[0] != '-' &&
	    rr_text_is_key(p->matter) ? NULL :
	    "makes a matter as no import does";
}

/* The file of the first import or of an amendment, whatever corrected it. */
static const char *
check_correction(const struct rr_past *p, const char *corrects)
{
	const struct rr_known *k;
	int64_t seq, row;

	k = rr_fact_ref_parse(corrects, &seq, &row) && strchr(corrects,
	    '/') == NULL ? rr_past_known(p, seq, row) : NULL;
	return k != NULL && k->shape == RR_SHAPE_IMPORT && !k->lost &&
	    k->corrects == 0 && rr_past_counts(p, k) ? NULL :
	    "corrects terms that were not filed";
}

/* Not before the agreement, as some file of it is dated. */
static bool
is_after_agreement(const struct rr_past *p, rr_date day)
{
	for (size_t i = 0; i < p->terms.n; i++)
		if (rr_date_cmp(rr_past_term(p, i)->dated, day) <= 0)
			return true;
	return false;
}

static bool
takes_consent(const struct rr_agreement *a, const char *name)
{
	return a->amendments != NULL && strcmp(a->amendments->by, name) == 0;
}

/* An entry that counts, of what some terms ask an amendment for. */
static const char *
check_consent(struct rr_past *p, const char *ref)
{
	const char *why = rr_past_ref(p, ref, NULL);
	const struct rr_known *k;
	int64_t seq, row;

	if (why != NULL)
		return why;
	rr_fact_ref_parse(ref, &seq, &row);
	k = rr_past_known(p, seq, row);
	return k == NULL || k->lost || (k->shape == RR_SHAPE_EVENT &&
	    rr_past_any(p, takes_consent, k->name)) ? NULL :
	    rr_arena_printf(p->arena, "names entry %s as its consent, which "
	    "'%s' cannot be", ref, k->name);
}

static const char *
check_amendment(struct rr_past *p, const struct rr_fact *f)
{
	const char *reaches = rr_fact_get(f, RR_USE_REACHES);
	const char *consent = rr_fact_get(f, RR_USE_CONSENT);
	rr_date day;

	if (!rr_date_parse(rr_fact_get(f, RR_USE_IN_FORCE), &day) ||
	    !is_after_agreement(p, day))
		return "amends terms from a day on which none were agreed";
	for (size_t i = 0; i < p->known.n; i++) {
		const struct rr_known *k = rr_vec_at(&p->known, i);

		if (!rr_date_is_none(k->in_force) && rr_past_counts(p, k) &&
		    rr_date_cmp(day, k->in_force) <= 0)
			return rr_arena_printf(p->arena, "amends terms from a "
			    "day on that is not later than that of entry "
			    "%lld", (long long)k->seq);
	}
	if (reaches != NULL && !is_reach(p, reaches))
		return rr_arena_printf(p->arena, "reaches '%s', which no "
		    "terms have so", reaches);
	return consent == NULL ? NULL : check_consent(p, consent);
}

static const char *
check_later(struct rr_past *p, const struct rr_fact *f)
{
	const char *corrects = rr_fact_get(f, RR_USE_CORRECTS);
	const char *day = rr_fact_get(f, RR_USE_IN_FORCE);

	if (rr_fact_get(f, RR_USE_SEEDS) != NULL ||
	    (corrects == NULL) == (day == NULL) ||
	    (day == NULL && (rr_fact_get(f, RR_USE_REACHES) != NULL ||
	    rr_fact_get(f, RR_USE_CONSENT) != NULL)))
		return "files terms neither as a correction nor as an "
		    "amendment";
	return day != NULL ? check_amendment(p, f) :
	    check_correction(p, corrects);
}

static bool
is_text(const char *a, const char *b)
{
	return a != NULL && b != NULL && strcmp(a, b) == 0;
}

const char *
rr_past_import(struct rr_past *p, const struct rr_fact *f)
{
	const struct rr_agreement *a = p->filed;
	const char *why = p->known.n == 0 ? check_first(p, f) :
	    check_later(p, f);

	if (why != NULL)
		return why;
	if (strcmp(f->name, p->matter) != 0)
		return "files terms under another name than the matter's";
	return a == NULL || (rr_date_cmp(a->dated, f->day) == 0 &&
	    is_text(a->title, rr_fact_get(f, RR_USE_TITLE)) &&
	    is_text(a->digest, rr_fact_get(f, RR_USE_TEXT))) ? NULL :
	    "says another day or title than the terms that it files";
}

/* Was it left open, when the amendment was filed, what of that it reaches? */
static bool
is_open(const struct rr_past *p, const struct rr_known *import,
    const char *name)
{
	const char *reaches = import->reaches;
	size_t n = strlen(name);

	while (reaches != NULL && *reaches != '\0') {
		if (strncmp(reaches, name, n) == 0 && reaches[n] == '=')
			return false;
		reaches += strcspn(reaches, " ");
		reaches += strspn(reaches, " ");
	}
	return is_changeable(p, name);
}

bool
rr_past_asked(struct rr_past *p, const struct rr_fact *f)
{
	static const char asks[] = "amendment-";
	const char *answer = rr_fact_get(f, RR_USE_ANSWER);
	const char *number = f->name + sizeof(asks) - 1;
	const struct rr_known *k;
	int64_t seq, row;
	size_t n;
	bool whole;

	if (strncmp(f->name, asks, sizeof(asks) - 1) != 0 || answer == NULL)
		return false;
	n = strcspn(number, "-");
	whole = number[n] == '\0';
	if (!rr_fact_ref_parse(rr_arena_strndup(p->arena, number, n), &seq,
	    &row) || row != 0)
		return false;
	k = rr_past_known(p, seq, 0);
	return k != NULL && (k->lost || (!rr_date_is_none(k->in_force) &&
	    rr_past_counts(p, k) && (whole || is_open(p, k, number + n +
	    1)))) && (strcmp(answer, "open") == 0 || (whole ?
	    is_answer(rr_counts_answers, RR_COUNTS_ANSWERS, answer,
	    strlen(answer)) : is_extent(answer, strlen(answer))));
}

const char *
rr_past_void_import(const struct rr_past *p, const struct rr_known *of)
{
	if (of->first)
		return "voids the import that made the matter";
	for (size_t i = 0; i < p->known.n; i++) {
		const struct rr_known *k = rr_vec_at(&p->known, i);

		if (k->corrects == of->seq && rr_past_counts(p, k))
			return "voids an import that another corrects";
	}
	return NULL;
}

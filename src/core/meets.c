/*
 * meets.c: what can meet a deadline, in one world.
 *
 * It is an event or a notice that the terms name: about the subject of the
 * deadline where that has one, or naming it, and from its recipient where it is
 * one's own, or from nobody else than the party whose it is.  One that is dated
 * before its subject answers it only where the terms say that it may: else one
 * of the two days is wrong, or it answers something else.  One of which the
 * terms ask more, as that it was not withdrawn, counts where that is so.
 * One that leaves blank of what it is may be of this.
 */
#include <string.h>

#include "eval_int.h"
#include "regrights/arena.h"
#include "regrights/said.h"
#include "status_int.h"

const char *
rr_deadline_whose(const struct rr_roster *r, const struct rr_deadline *d)
{
	static const char its[] = "it.";
	const struct rr_party *p;

	if (d->recipient != NULL || d->provision == NULL || d->by == NULL ||
	    strncmp(d->provision->by, its, strlen(its)) != 0)
		return d->recipient;
	p = rr_roster_named(r, d->by);
	return p != NULL ? p->key : NULL;
}

/* Whether it says that it is PARTY's, or (TRUE) that it is another's. */
static bool
is_of(const struct rr_fact *f, const char *party, bool *anothers)
{
	static const enum rr_field_use uses[] = { RR_USE_FROM,
	    RR_USE_HOLDER, RR_USE_BY };

	*anothers = false;
	for (size_t i = 0; i < sizeof(uses) / sizeof(uses[0]); i++) {
		const char *v = rr_fact_get(f, uses[i]);

		if (v != NULL && strcmp(v, party) == 0)
			return true;
		*anothers |= v != NULL;
	}
	return false;
}

/*
 * Of all that it had, one asked for it before it gave it away: who has it now
 * need not ask again.
 */
static bool
is_of_giver(struct rr_eval *ev, const struct rr_deadline *d,
    const struct rr_fact *f)
{
	const struct rr_fact *by = d->passed;
	const char *giver = by == NULL ? NULL : rr_fact_get(by, RR_USE_HOLDER);
	const struct rr_party *p = giver == NULL ? NULL :
	    rr_roster_find(ev->in->roster, giver);
	bool anothers;

	return p != NULL && rr_date_cmp(f->day, by->day) <= 0 &&
	    is_of(f, giver, &anothers) &&
	    !rr_eval_in_role(ev, p, RR_ROLE_HOLDER, by->day);
}

/* A notice that says not whose it is is no recipient's. */
static bool
is_from(struct rr_eval *ev, const struct rr_deadline *d,
    const struct rr_fact *f, struct rr_meets *out)
{
	const char *party = rr_deadline_whose(ev->in->roster, d);
	bool anothers;

	if (party == NULL || is_of(f, party, &anothers) ||
	    is_of_giver(ev, d, f))
		return true;
	if (anothers) {
		out->anothers = f;
		rr_record_fact(ev->rec, f, "%s %s is not %s's: it does not "
		    "answer for that party", f->name,
		    rr_fact_day_text(ev->arena, f), rr_roster_name(
		    ev->in->roster, party));
	}
	return !anothers && (d->recipient == NULL || f->nsendings == 0);
}

static bool
answers(struct rr_eval *ev, const struct rr_deadline *d,
    const struct rr_fact *f, struct rr_meets *out)
{
	const struct rr_fact *const *same;
	size_t n = 0;
	bool linked = d->subject == NULL;

	same = linked ? NULL : rr_eval_same(ev, d->subject, &n);
	for (size_t i = 0; i < n && !linked; i++)
		linked = rr_eval_is_linked(ev, f, same[i]);
	return linked && is_from(ev, d, f, out);
}

/* Whether it does not count for that; the reasons say so. */
static bool
comes_early(struct rr_eval *ev, const struct rr_date_terms *t,
    const struct rr_fact *subject, const struct rr_fact *f)
{
	if (t->met_early || subject == NULL || !rr_fact_is_earlier(f, subject))
		return false;
	rr_record_fact(ev->rec, f, "%s %s is earlier than the %s of %s: it "
	    "does not answer that", f->name, rr_fact_day_text(ev->arena, f),
	    subject->name, rr_fact_day_text(ev->arena, subject));
	return true;
}

/*
 * Whether it is what the terms ask for; MEANS: why it is not, or may not be,
 * by what is not so of it, or may not be.  LACKS: of what it is missing that it
 * can be said.
 */
static enum rr_truth
is_fit(struct rr_eval *ev, const struct rr_date_terms *t,
    const struct rr_scope *s, const char **means, const char **lacks)
{
	enum rr_truth all = RR_TRUE;

	*means = *lacks = NULL;
	for (size_t i = 0; i < t->nmet_if && all != RR_FALSE; i++) {
		enum rr_truth is = rr_eval_truth(ev, t->met_if[i], s);

		if (is == RR_UNKNOWN && *lacks == NULL)
			*lacks = rr_cond_doubt(ev, t->met_if[i], s);
		if (is == RR_FALSE || (rr_is_open(is) && *means == NULL))
			*means = t->unmet_means[i];
		else if (rr_is_open(is))
			*means = rr_arena_printf(ev->arena, "%s, or %s",
			    *means, t->unmet_means[i]);
		all = is == RR_FALSE ? is : rr_truth_mix(RR_FALSE, all, is);
	}
	return all;
}

/*
 * Whether it is not what the terms ask for, which the reasons say; DOUBT: what
 * keeps that from being said, or NULL.
 */
static bool
is_unfit(struct rr_eval *ev, const struct rr_date_terms *t,
    const struct rr_fact *f, const char **doubt)
{
	const struct rr_scope own = RR_SCOPE(f, NULL);
	struct rr_recorder *rec = ev->rec;
	const char *means, *lacks;
	enum rr_truth is;

	*doubt = NULL;
	ev->rec = NULL;
	is = is_fit(ev, t, &own, &means, &lacks);
	ev->rec = rec;
	if (is == RR_TRUE)
		return false;
	*doubt = rr_shared_text(ev, is == RR_UNKNOWN ?
	    rr_arena_printf(ev->arena, "not on record: %s", lacks) :
	    rr_arena_printf(ev->arena, "%s of %s %s: %s", f->name,
	    rr_fact_day_text(ev->arena, f), rr_is_open(is) ?
	    "may not count, as open points are answered" : "does not count",
	    means));
	rr_record_fact(rec, f, "%s", *doubt);
	return is == RR_FALSE;
}

/* It does not say of what it is: what keeps it from counting; else NULL. */
static const char *
may_answer(struct rr_eval *ev, const struct rr_date_terms *t,
    const struct rr_deadline *d, const struct rr_fact *f)
{
	const struct rr_field_decl *blank = d->subject == NULL ? NULL :
	    rr_blank_link(ev->agreement, f, d->subject);
	struct rr_recorder *rec = ev->rec;
	struct rr_meets others;
	bool may;

	if (blank == NULL || (!t->met_early &&
	    rr_fact_is_earlier(f, d->subject)))
		return NULL;
	ev->rec = NULL;
	may = is_from(ev, d, f, &others);
	ev->rec = rec;
	if (!may)
		return NULL;
	rr_record_fact(rec, f, "%s %s: '%s' is blank, so that it may be of "
	    "this", f->name, rr_fact_day_text(ev->arena, f), blank->title);
	return rr_shared_text(ev, rr_arena_printf(ev->arena, "whether entry "
	    "%lld (%s) is of it is not on record", (long long)f->seq,
	    f->name));
}

/* Of one of the events or notices that the terms name. */
static void
take_named(struct rr_eval *ev, const struct rr_date_terms *t,
    const struct rr_deadline *d, const struct rr_fact *const *named, size_t n,
    struct rr_meets *out)
{
	for (size_t i = 0; i < n; i++) {
		const char *doubt, *blank = NULL;

		if (!answers(ev, d, named[i], out)) {
			blank = may_answer(ev, t, d, named[i]);
			if (blank == NULL)
				continue;
		} else if (comes_early(ev, t, d->subject, named[i])) {
			out->early = named[i];
			continue;
		}
		if (is_unfit(ev, t, named[i], &doubt)) {
			out->unfit = blank == NULL ? doubt : out->unfit;
			continue;
		}
		doubt = blank != NULL ? blank : doubt;
		out->doubts[out->n] = doubt;
		out->facts[out->n++] = named[i];
	}
}

void
rr_meets(struct rr_eval *ev, const struct rr_date_terms *t,
    const struct rr_deadline *d, struct rr_meets *out)
{
	size_t all = 0, n = 0;

	memset(out, 0, sizeof(*out));
	for (size_t i = 0; i < t->nmet_by; i++) {
		rr_index_named(ev, t->met_by[i], &n);
		all += n;
	}
	out->facts = rr_arena_array(ev->arena, all + 1, sizeof(*out->facts));
	out->doubts = rr_arena_array(ev->arena, all + 1,
	    sizeof(*out->doubts));
	for (size_t i = 0; i < t->nmet_by; i++) {
		const struct rr_fact *const *named = rr_index_named(ev,
		    t->met_by[i], &n);

		take_named(ev, t, d, named, n, out);
	}
}

/*
 * waiver.c: deadlines that were waived.
 *
 * The agreement's file says which event or notice waives, and which of its
 * fields name the deadline, the entry and the party.  A field that is left
 * empty waives it for all; whether for entries too that come after the waiver
 * can be a condition of its own.  Where the paper asks for more, as a consent,
 * the condition has to hold under every open answer, and the deadline is waived
 * from the day on which the last of it was there.  Until then it stands as it
 * does, and the waiver is told with what it lacks.  The day stays what it is: a
 * waiver changes how it stands, not when it was.  Of what is owed to several,
 * one party's own waiver lets go what is owed to that one.
 */
#include <string.h>

#include "consent_int.h"
#include "regrights/arena.h"
#include "regrights/buf.h"

/*
 * Whether it asks for votes, and none of those that it asks for has passed, so
 * that what it lacks is a consent.  ASKS: one is asked for.
 */
static bool
lacks_votes(struct rr_eval *ev, const struct rr_expr *c,
    const struct rr_fact *waiver, bool *asks)
{
	struct rr_consent one;

	if (c->op == RR_EXPR_SETTLED && rr_agreement_provision(ev->newest,
	    c->name)->kind->votes) {
		*asks = true;
		rr_consent_of(ev, c, waiver, &one);
		return one.truth == RR_FALSE;
	}
	for (size_t i = 0; i < c->nof; i++)
		if (!lacks_votes(ev, c->of[i], waiver, asks))
			return false;
	return true;
}

static void
tell_not(struct rr_eval *ev, const struct rr_expr *c,
    const struct rr_fact *waiver, struct rr_waiver *out)
{
	bool asks = false;

	out->note = lacks_votes(ev, c, waiver, &asks) && asks ?
	    "waiver recorded, consent not passed" :
	    "waiver recorded, does not count";
	out->why = out->note;
}

/* Whether that waiver counts, and from when. */
static void
look_at(struct rr_eval *ev, const struct rr_expr *cond,
    const struct rr_fact *waiver, struct rr_waiver *out)
{
	struct rr_consent c;

	memset(out, 0, sizeof(*out));
	rr_consent_of(ev, cond, waiver, &c);
	out->by = waiver;
	out->from = c.from;
	if (c.truth == RR_TRUE)
		out->rank = RR_WAIVER_COUNTS;
	if (c.truth == RR_FALSE)
		tell_not(ev, cond, waiver, out);
	if (c.truth != RR_UNKNOWN)
		return;
	out->rank = RR_WAIVER_MAY;
	out->note = "waiver recorded, in doubt";
	out->why = rr_arena_printf(ev->arena, "waiver recorded; whether it "
	    "counts is in doubt: %s", c.doubt);
}

/* What the field of that name says; NULL: nothing, so it is for all. */
static const char *
field(const struct rr_fact *f, const char *name)
{
	return name == NULL ? NULL : rr_fact_field(f, name);
}

/* Of that deadline, for whichever party. */
static bool
is_of(const struct rr_fact *f, const struct rr_waiver_terms *t,
    const struct rr_deadline *d)
{
	const char *entry = field(f, t->entry);
	const char *id = field(f, t->deadline);
	int64_t seq, row;

	if (id == NULL || strcmp(id, d->provision->id) != 0)
		return false;
	return entry == NULL || (d->subject != NULL &&
	    rr_fact_ref_parse(entry, &seq, &row) &&
	    seq == d->subject->seq && row == d->subject->row);
}

static bool
is_for(const struct rr_fact *f, const struct rr_waiver_terms *t,
    const struct rr_deadline *d)
{
	const char *party = field(f, t->party);

	return is_of(f, t, d) && (party == NULL ||
	    (d->recipient != NULL && strcmp(party, d->recipient) == 0));
}

/* It is owed to several, and the waiver is for one of them. */
static bool
is_for_one(const struct rr_fact *f, const struct rr_waiver_terms *t,
    const struct rr_deadline *d)
{
	return d->recipient == NULL && d->provision->date.nowed > 0 &&
	    field(f, t->party) != NULL && is_of(f, t, d);
}

/* Or it names none, and what it rests on may say whom it is for. */
static bool
is_for_some(const struct rr_fact *f, const struct rr_waiver_terms *t,
    const struct rr_deadline *d)
{
	return d->recipient == NULL && d->provision->date.nowed > 0 &&
	    t->party_if != NULL && field(f, t->party) == NULL && is_of(f, t, d);
}

/*
 * It names no entry, and that of the deadline may have come after it: whether
 * it reaches that is another condition.
 */
static bool
may_be_later(const struct rr_fact *f, const struct rr_waiver_terms *t,
    const struct rr_deadline *d)
{
	int c;

	if (t->later_if == NULL || d->subject == NULL ||
	    field(f, t->entry) != NULL)
		return false;
	c = rr_date_cmp(rr_fact_last(d->subject), f->day);
	if (c == 0 && !rr_instant_is_none(f->at) &&
	    !rr_instant_is_none(d->subject->at))
		return d->subject->at.sec > f->at.sec;
	return c >= 0;
}

/* Takes back what was found of a waiver that does not reach it for certain. */
static void
look_later(struct rr_eval *ev, const struct rr_waiver_terms *t,
    struct rr_waiver *out)
{
	struct rr_consent c;

	if (rr_date_is_none(out->from))
		return;
	rr_consent_of(ev, t->later_if, out->by, &c);
	if (c.truth == RR_TRUE)
		return;
	out->from = RR_DATE_NONE;
	out->rank = c.truth == RR_FALSE ? RR_WAIVER_NOT : RR_WAIVER_MAY;
	out->note = c.truth == RR_FALSE ? "waived before it came" :
	    "waiver recorded before it came, in doubt";
	out->why = c.truth == RR_FALSE ? "the waiver names no entry, and was "
	    "there before this came: it does not reach it" :
	    rr_arena_printf(ev->arena, "the waiver names no entry, and was "
	    "there before this came; whether it reaches it is in doubt: %s",
	    c.doubt);
}

/* It waives what is owed to one of them: the others are owed it still. */
static void
leave_others(struct rr_eval *ev, const struct rr_waiver_terms *t,
    struct rr_waiver *out)
{
	if (rr_date_is_none(out->from))
		return;
	out->from = RR_DATE_NONE;
	out->rank = RR_WAIVER_OF_ONE;
	out->note = out->why = rr_arena_printf(ev->arena, "waived for %s "
	    "alone", rr_roster_name(ev->in->roster, field(out->by,
	    t->party)));
}

/* It names no party, and does not count for all: for whom it counts. */
static void
look_at_each(struct rr_eval *ev, const struct rr_waiver_terms *t,
    struct rr_waiver *out)
{
	const struct rr_roster *r = ev->in->roster;
	struct rr_buf so = RR_BUF_INIT, may = RR_BUF_INIT;

	for (size_t i = 0; i < r->n; i++) {
		struct rr_consent c;

		rr_consent_for(ev, t->party_if, out->by, r->parties[i].key,
		    &c);
		if (c.truth == RR_TRUE)
			rr_buf_printf(&so, "%s%s", so.len > 0 ? ", " : "",
			    r->parties[i].told);
		else if (c.truth == RR_UNKNOWN)
			rr_buf_printf(&may, "%s%s", may.len > 0 ? ", " : "",
			    r->parties[i].told);
	}
	if (so.len > 0 || may.len > 0) {
		out->rank = RR_WAIVER_OF_ONE;
		out->note = out->why = rr_arena_printf(ev->arena,
		    "%s for %s%s%s alone%s", so.len > 0 ? "waived" :
		    "waiver recorded", so.len > 0 ? so.s : "",
		    so.len > 0 && may.len > 0 ? ", perhaps for " : "",
		    may.len > 0 ? may.s : "", so.len > 0 ? "" :
		    ", in doubt");
	}
	rr_buf_free(&so);
	rr_buf_free(&may);
}

/* Of two that count the earlier, of others of one rank the later entry. */
static bool
is_better(const struct rr_waiver *a, const struct rr_waiver *b)
{
	if (b->by == NULL || a->rank != b->rank)
		return b->by == NULL || a->rank > b->rank;
	return a->rank != RR_WAIVER_COUNTS ||
	    rr_date_cmp(a->from, b->from) < 0;
}

void
rr_waiver_of(struct rr_eval *ev, const struct rr_deadline *d,
    struct rr_waiver *out)
{
	const struct rr_waiver_terms *t = ev->newest->waivers;
	const struct rr_fact *const *all;
	struct rr_recorder *rec = ev->rec;
	const struct rr_terms was = { ev->agreement, ev->engine };
	size_t n;

	memset(out, 0, sizeof(*out));
	out->from = RR_DATE_NONE;
	if (t == NULL)
		return;
	all = rr_index_named(ev, t->by, &n);
	ev->rec = NULL;
	/* The deadline may be of terms before an amendment; these are not. */
	ev->agreement = ev->newest;
	ev->engine = ev->in->engine;
	for (size_t i = 0; i < n; i++) {
		struct rr_waiver one;

		if (!is_for(all[i], t, d) && !is_for_one(all[i], t, d))
			continue;
		look_at(ev, t->only_if, all[i], &one);
		if (may_be_later(all[i], t, d))
			look_later(ev, t, &one);
		if (!is_for(all[i], t, d))
			leave_others(ev, t, &one);
		else if (one.rank == RR_WAIVER_NOT && is_for_some(all[i], t,
		    d))
			look_at_each(ev, t, &one);
		if (is_better(&one, out))
			*out = one;
	}
	rr_terms_end(ev, &was);
	ev->rec = rec;
}

/*
 * Whether it counts in this world, and from when; NONE: unless it does.  PARTY:
 * the one for whom that is asked of one that names none; or NULL.
 */
static enum rr_truth
counts(struct rr_eval *ev, const struct rr_waiver_terms *t,
    const struct rr_fact *f, const struct rr_deadline *d, const char *party,
    rr_date *since)
{
	const struct rr_scope scope = RR_SCOPE(f, party);
	const struct rr_expr *only_if = party != NULL ? t->party_if :
	    t->only_if;
	enum rr_truth so = only_if == NULL ? RR_TRUE :
	    rr_eval_truth(ev, only_if, &scope);

	if (so != RR_FALSE && may_be_later(f, t, d))
		so = rr_truth_mix(RR_FALSE, so, rr_eval_truth(ev, t->later_if,
		    &scope));
	*since = RR_DATE_NONE;
	if (so != RR_TRUE)
		return so;
	if (only_if != NULL)
		*since = rr_cond_since(ev, only_if, &scope);
	if (rr_date_is_none(*since) || rr_date_cmp(*since, f->day) < 0)
		*since = f->day;
	return so;
}

/* One more of them: of those that count the first, and what may be sooner. */
static void
add_waives(const struct rr_fact *f, enum rr_truth so, rr_date since,
    struct rr_waives *out)
{
	if (so == RR_FALSE)
		return;
	if (so == RR_TRUE && (out->truth != RR_TRUE ||
	    rr_date_cmp(since, out->on.most) < 0)) {
		out->truth = RR_TRUE;
		out->on.most = since;
		out->by = f;
	} else if (out->truth == RR_FALSE) {
		out->truth = RR_UNKNOWN;
		out->by = f;
	}
	if (so != RR_TRUE)
		since = f->day;
	if (rr_date_is_none(out->on.least) ||
	    rr_date_cmp(since, out->on.least) < 0)
		out->on.least = since;
}

void
rr_run_waives(struct rr_eval *ev, void *ctx, void *result)
{
	const struct rr_deadline *d = ctx;
	const struct rr_waiver_terms *t = ev->newest->waivers;
	const struct rr_terms was = { ev->agreement, ev->engine };
	const struct rr_fact *const *all;
	struct rr_waives *out = result;
	size_t n;

	out->truth = RR_FALSE;
	out->on.least = out->on.most = RR_DATE_NONE;
	out->by = NULL;
	rr_spans_of(ev, d->subject);
	all = rr_index_named(ev, t->by, &n);
	ev->agreement = ev->newest;
	ev->engine = ev->in->engine;
	for (size_t i = 0; i < n; i++) {
		rr_date since = RR_DATE_NONE;
		enum rr_truth so = !is_for(all[i], t, d) ? RR_FALSE :
		    counts(ev, t, all[i], d, NULL, &since);

		add_waives(all[i], so, since, out);
	}
	rr_terms_end(ev, &was);
	if (!ev->blurred)
		return;
	/* More bears on it than can be tried. */
	out->truth = RR_UNKNOWN;
	out->on.most = RR_DATE_NONE;
}

/* Whether it counts by the last day on which it is in time, in this world. */
static bool
counts_by(struct rr_eval *ev, const struct rr_waiver_terms *t,
    const struct rr_fact *f, const struct rr_deadline *d, const char *party,
    rr_date due)
{
	rr_date since;

	return counts(ev, t, f, d, party, &since) == RR_TRUE &&
	    (rr_date_is_none(due) || rr_date_cmp(since, due) <= 0);
}

bool
rr_waived_for(struct rr_eval *ev, const struct rr_deadline *d,
    const char *party, rr_date due)
{
	const struct rr_waiver_terms *t = ev->newest->waivers;
	const struct rr_terms was = { ev->agreement, ev->engine };
	struct rr_recorder *rec = ev->rec;
	const struct rr_fact *const *all, *by = NULL;
	size_t n;

	if (t == NULL || t->party == NULL)
		return false;
	all = rr_index_named(ev, t->by, &n);
	ev->rec = NULL;
	ev->agreement = ev->newest;
	ev->engine = ev->in->engine;
	for (size_t i = 0; i < n && by == NULL; i++) {
		bool some = is_for_some(all[i], t, d);

		if (!some && (!is_for_one(all[i], t, d) ||
		    strcmp(field(all[i], t->party), party) != 0))
			continue;
		if (counts_by(ev, t, all[i], d, some ? party : NULL, due))
			by = all[i];
	}
	rr_terms_end(ev, &was);
	ev->rec = rec;
	if (by != NULL)
		rr_record_fact(rec, by, "%s: waived by %s, %s",
		    rr_roster_name(ev->in->roster, party), by->name,
		    t->section);
	return by != NULL;
}

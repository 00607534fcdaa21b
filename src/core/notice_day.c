/*
 * notice_day.c: the day of a notice, as date expressions ask for it.
 *
 * When it takes effect, by the notice clause; or when it was received, by what
 * is on record.  The day of one in a gap of the clause is a span, as is that of
 * one whose receipt is not on record, or that went to several of whom the rule
 * names none.
 */
#include "conclude_int.h"
#include "regrights/arena.h"

/* Of a notice whose day depends on open points: between two days. */
static struct rr_moment
joined_effect(const struct rr_eval *ev, const struct rr_given *g)
{
	struct rr_moment m = rr_moment_on(g->earliest);

	m.day_most = m.latest = g->latest;
	m.may_wait = ev->certain && rr_date_is_none(g->latest);
	m.hour_open = true;
	m.gap = g->gap != NULL ? g->gap : g->awaits;
	return m;
}

/* The clause gives a day: what is in hand on it is there from that hour on. */
static void
fill_hour(struct rr_eval *ev, const struct rr_fact *f, const char *party,
    struct rr_moment *m)
{
	const struct rr_fact *proof;
	rr_date day;

	if (rr_eval_received(ev, f, party, &day, &proof) &&
	    rr_date_cmp(day, m->day) == 0)
		m->at = proof->at;
	m->hour_open = rr_instant_is_none(m->at);
}

static struct rr_moment
effect_for(struct rr_eval *ev, const struct rr_fact *f, const char *party)
{
	struct rr_given given;
	struct rr_moment m;

	rr_conclude_given(ev, f, party, &given);
	if (given.unknown)
		return rr_moment_unknown(ev);
	if (!rr_date_is_none(given.effective)) {
		m = rr_moment_on(given.effective);
		fill_hour(ev, f, party, &m);
		m.fact = f;
		/* Another channel can have been sooner: both ends count. */
		if (given.sooner != NULL && !ev->certain) {
			m.day = m.day_most = given.earliest;
			m.gap = given.sooner;
		}
		return m;
	}
	if (given.joined && !rr_date_is_none(given.earliest))
		return joined_effect(ev, &given);
	if (rr_given_never(&given) != NULL)
		return rr_moment_missing(ev, rr_given_never(&given));
	if (ev->certain)
		given.earliest = given.latest;
	if (rr_date_is_none(given.earliest) && ev->certain)
		return rr_moment_missing(ev, rr_arena_printf(ev->arena,
		    "receipt of %s", f->name));
	if (rr_date_is_none(given.earliest))
		return rr_moment_waiting(given.awaits != NULL ? given.awaits :
		    "a transmission that succeeded");
	/* No branch gives the day, and none its hour. */
	m = rr_moment_on(given.earliest);
	m.latest = m.latest_least = given.latest;
	m.hour_open = true;
	m.fact = f;
	m.gap = given.gap != NULL ? given.gap : given.awaits;
	return m;
}

static void
record_contradicted(struct rr_eval *ev, const struct rr_fact *receipt)
{
	rr_record_fact(ev->rec, receipt, "received %s by this entry, while by "
	    "another one it came to nothing; void the one that is wrong",
	    rr_day_text(ev->arena, receipt->day));
}

/*
 * Not on record: none for certain, or from the first day on which it can have
 * been on.  When it is deemed given says nothing of it.  So it
 * is where the result of the sending contradicts its receipt.
 */
static struct rr_moment
unreceived(struct rr_eval *ev, const struct rr_fact *f, const char *party)
{
	const struct rr_fact *doubted = rr_eval_contradicted(ev, f, party);
	rr_date first = rr_eval_receivable(ev, f, party);
	const char *what = rr_arena_printf(ev->arena, "receipt of %s",
	    f->name);
	struct rr_moment m;

	if (doubted != NULL)
		record_contradicted(ev, doubted);
	if (ev->certain || rr_date_is_none(first))
		return rr_moment_missing(ev, doubted != NULL ?
		    RR_AWAITS_WHICH : what);
	rr_record(ev->rec, RR_STEP_MISSING, NULL, "no %sreceipt is on record; "
	    "it can have been received on %s or later", doubted != NULL ?
	    "other " : "", rr_day_text(ev->arena, first));
	m = rr_moment_since(first, doubted != NULL ? RR_AWAITS_WHICH : what);
	m.gap = doubted != NULL ? RR_AWAITS_WHICH : "receipt";
	return m;
}

/* What went by another channel, without a receipt, can have been sooner. */
static void
sooner_by_another(struct rr_eval *ev, const struct rr_fact *f,
    const char *party, struct rr_moment *m)
{
	const struct rr_fact *doubted = rr_eval_contradicted(ev, f, party);
	rr_date first = rr_eval_receivable(ev, f, party);

	if (rr_date_is_none(first) || rr_date_cmp(first, m->day) > 0)
		return;
	if (doubted != NULL)
		record_contradicted(ev, doubted);
	rr_record(ev->rec, RR_STEP_MISSING, NULL, "by another channel it can "
	    "have been received on %s, which is not on record",
	    rr_day_text(ev->arena, first));
	m->at = RR_INSTANT_NONE;
	m->hour_open = true;
	if (rr_date_cmp(first, m->day) == 0)
		return;
	m->day = m->day_most = first;
	m->gap = doubted != NULL ? RR_AWAITS_WHICH : "receipt";
}

/* Actual receipt, or where it is not on record from when it can have been. */
static struct rr_moment
receipt_by(struct rr_eval *ev, const struct rr_fact *f, const char *party)
{
	const struct rr_fact *proof;
	rr_date day;

	if (rr_eval_received(ev, f, party, &day, &proof)) {
		struct rr_moment m = rr_moment_on(day);

		m.at = proof->at;
		m.hour_open = rr_instant_is_none(m.at);
		m.fact = proof;
		rr_record_fact(ev->rec, proof, "%s received %s",
		    rr_roster_name(ev->in->roster, party),
		    rr_day_text(ev->arena, day));
		if (!ev->certain)
			sooner_by_another(ev, f, party, &m);
		return m;
	}
	return unreceived(ev, f, party);
}

/* The day of two recipients: from that of the one to that of the other. */
static struct rr_moment
span(const struct rr_eval *ev, const struct rr_moment *a,
    const struct rr_moment *b)
{
	const struct rr_moment *none = a->state == RR_MOMENT_WAITING ? a : b;
	struct rr_moment m, last;

	if (a->unknown || b->unknown)
		return a->unknown ? *a : *b;
	if (none->state == RR_MOMENT_WAITING) {
		const struct rr_moment *other = none == a ? b : a;

		if (ev->certain || other->state == RR_MOMENT_WAITING)
			return *none;
		m = *other;
		m.latest = m.latest_least = RR_DATE_NONE;
		m.waits_for = none->waits_for;
	} else {
		last = rr_moment_later(a, b);
		if (ev->certain)
			return last;
		m = rr_moment_sooner(a, b);
		m.latest = last.latest;
		m.latest_least = last.latest_least;
		m.may_wait = last.may_wait;
		if (m.at.sec != last.at.sec)
			m.at = RR_INSTANT_NONE;
	}
	m.hour_open |= rr_instant_is_none(m.at);
	m.gap = a->gap != NULL ? a->gap : b->gap;
	if (m.gap == NULL && rr_date_cmp(m.day, m.latest) != 0)
		m.gap = RR_WHOSE_DAY;
	return m;
}

typedef struct rr_moment	day_of(struct rr_eval *, const struct rr_fact *,
				    const char *party);

static bool
went_to_several(struct rr_eval *ev, const struct rr_fact *f)
{
	size_t n = 0;

	for (size_t i = 0; i < f->nsendings && n < 2; i++)
		n += !f->sendings[i].copy && rr_sent_first_itself(ev, f, i);
	return n > 1;
}

static struct rr_moment
day_for_several(struct rr_eval *ev, const struct rr_fact *f, day_of *of)
{
	struct rr_moment all = { .state = RR_MOMENT_WAITING };
	bool any = false;

	for (size_t i = 0; i < f->nsendings; i++) {
		const char *party = f->sendings[i].party;
		struct rr_moment m;

		if (f->sendings[i].copy || !rr_sent_first_itself(ev, f, i))
			continue;
		rr_record(ev->rec, RR_STEP_CHOICE, NULL, "of %s",
		    rr_roster_name(ev->in->roster, party));
		rr_record_under(ev->rec);
		m = of(ev, f, party);
		rr_record_end(ev->rec);
		all = any ? span(ev, &all, &m) : m;
		any = true;
	}
	return all;
}

/*
 * That of PARTY.  Where no rule says whose is meant, and it went to several,
 * it is not the day of whoever was named first: it can be that of any.
 */
static struct rr_moment
day_for(struct rr_eval *ev, const struct rr_fact *f, const char *party,
    day_of *of)
{
	if (party == NULL && went_to_several(ev, f))
		return day_for_several(ev, f, of);
	party = rr_notice_party(f, party);
	if (party == NULL)
		return rr_moment_missing(ev, "to whom the notice was sent");
	return of(ev, f, party);
}

struct rr_moment
rr_notice_effect(struct rr_eval *ev, const struct rr_fact *f, const char *party)
{
	return day_for(ev, f, party, effect_for);
}

struct rr_moment
rr_notice_receipt(struct rr_eval *ev, const struct rr_fact *f,
    const char *party)
{
	return day_for(ev, f, party, receipt_by);
}

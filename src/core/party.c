/*
 * party.c: what a party is and holds, and when its sales are stopped.
 *
 * Periods that stop sales can overlap; together they are spans of days, each
 * with both its ends.
 */
#include <stdlib.h>
#include <string.h>

#include "eval_int.h"
#include "regrights/arena.h"
#include "regrights/buf.h"
#include "regrights/seal.h"

static bool
is_sure(const struct rr_outcome *o)
{
	return o->state == RR_FOUND_RUNNING || o->state == RR_FOUND_ENDED;
}

/* The longer of two spans, or what lies in both. */
static void
join(struct rr_span *s, const struct rr_outcome *o, bool both)
{
	if ((rr_date_cmp(o->from, s->from) > 0) == both)
		s->from = o->from;
	if (rr_date_is_none(s->until) || rr_date_is_none(o->last)) {
		if (rr_date_is_none(s->until) == both)
			s->until = o->last;
	} else if ((rr_date_cmp(o->last, s->until) < 0) == both)
		s->until = o->last;
}

/* When it stops the sales of that party: for SURE, or as it can turn out. */
static bool
stop_of(const struct rr_finding *f, const char *party, bool sure,
    struct rr_span *s)
{
	bool any = false;

	if (!f->provision->stops ||
	    (f->party != NULL && strcmp(f->party, party) != 0))
		return false;
	for (size_t i = 0; i == 0 || i < f->nreadings; i++) {
		const struct rr_outcome *o = f->nreadings == 0 ? &f->out :
		    &f->readings[i].out;
		bool runs = is_sure(o) ||
		    (!sure && o->state == RR_FOUND_MAY_RUN);

		if (!runs && sure)
			return false;
		if (!runs)
			continue;
		if (any)
			join(s, o, sure);
		else
			*s = (struct rr_span){ o->from, o->last };
		any = true;
	}
	return any && (rr_date_is_none(s->until) ||
	    rr_date_cmp(s->from, s->until) <= 0);
}

static int
by_start(const void *a, const void *b)
{
	const struct rr_span *x = a, *y = b;

	return rr_date_cmp(x->from, y->from);
}

/* Spans that meet become one; returns how many are left. */
static size_t
merge(struct rr_span *s, size_t n)
{
	size_t kept = 0;

	for (size_t i = 1; i < n; i++) {
		struct rr_span *last = &s[kept];

		if (!rr_date_is_none(last->until) &&
		    rr_date_cmp(s[i].from, last->until) > 0)
			s[++kept] = s[i];
		else if (!rr_date_is_none(last->until) &&
		    (rr_date_is_none(s[i].until) ||
		    rr_date_cmp(s[i].until, last->until) > 0))
			last->until = s[i].until;
	}
	return n > 0 ? kept + 1 : 0;
}

size_t
rr_stops_of(struct rr_arena *arena, const struct rr_derivation *dv,
    const char *party, bool sure, struct rr_span **out)
{
	struct rr_span *s = rr_arena_array(arena, dv->nfindings + 1,
	    sizeof(*s));
	size_t n = 0;

	for (size_t i = 0; i < dv->nfindings; i++)
		n += stop_of(&dv->findings[i], party, sure, &s[n]);
	qsort(s, n, sizeof(*s), by_start);
	*out = s;
	return merge(s, n);
}

static void
stake_reasons(struct rr_eval *ev, const struct rr_stake *s)
{
	const struct rr_class *c = rr_agreement_class(ev->agreement,
	    s->class_key);
	struct rr_buf b = RR_BUF_INIT;

	rr_stake_text(s, &b);
	rr_record(ev->rec, RR_STEP_CONCLUSION, c != NULL ? c->section : NULL,
	    "%s: %s", c != NULL ? c->title : s->class_key, b.s);
	rr_buf_free(&b);
	rr_record_under(ev->rec);
	for (size_t i = 0; i < s->nlots; i++) {
		const struct rr_lot *l = &s->lots[i];

		rr_lot_text(l, l->other != NULL ? rr_roster_name(
		    ev->in->roster, l->other) : NULL, &b);
		rr_record_fact(ev->rec, l->fact, "%s%s%s",
		    rr_fact_day_text(ev->arena, l->fact),
		    b.len > 0 ? ", " : "", b.s);
		rr_buf_free(&b);
	}
	rr_record_end(ev->rec);
}

static void
one_stop(struct rr_eval *ev, const struct rr_finding *f, const char *party)
{
	const struct rr_outcome *o = &f->out;
	struct rr_span span;
	const char *when = rr_arena_printf(ev->arena, "%s%s %s%s%s",
	    f->provision->what, stop_of(f, party, true, &span) ? "" :
	    ", perhaps", rr_date_is_none(o->last) ? "since " : "from ",
	    rr_day_text(ev->arena, o->from), rr_date_is_none(o->last) ? "" :
	    rr_arena_printf(ev->arena, " to %s",
	    rr_day_text(ev->arena, o->last)));

	if (f->subject != NULL)
		rr_record_fact(ev->rec, f->subject, "%s", when);
	else
		rr_record(ev->rec, RR_STEP_CONCLUSION,
		    f->provision->cite.section, "%s", when);
}

static int
by_from(const void *a, const void *b)
{
	const struct rr_finding *x = *(const struct rr_finding *const *)a;
	const struct rr_finding *y = *(const struct rr_finding *const *)b;
	int c = rr_date_cmp(x->out.from, y->out.from);

	/* Findings lie in one array, so their addresses are their order. */
	return c != 0 ? c : (x > y) - (x < y);
}

/* Each by itself, in the order of their days. */
static void
each_stop(struct rr_eval *ev, const struct rr_derivation *dv,
    const char *party)
{
	const struct rr_finding **stops = rr_arena_array(ev->arena,
	    dv->nfindings + 1, sizeof(*stops));
	struct rr_span span;
	size_t n = 0;

	for (size_t i = 0; i < dv->nfindings; i++)
		if (stop_of(&dv->findings[i], party, false, &span))
			stops[n++] = &dv->findings[i];
	qsort(stops, n, sizeof(*stops), by_from);
	for (size_t i = 0; i < n; i++)
		one_stop(ev, stops[i], party);
}

/* How many days of it are past, with today, and how many are to come. */
static void
record_days(struct rr_eval *ev, const struct rr_span *spans, size_t n,
    bool sure)
{
	rr_date until = spans[n - 1].until, on = ev->in->on;
	bool known = !rr_date_is_none(until);
	bool over = known && rr_date_cmp(until, on) < 0;
	int64_t past = 0, left = 0;

	for (size_t i = 0; i < n; i++) {
		rr_date last = rr_date_is_none(spans[i].until) ||
		    rr_date_cmp(spans[i].until, on) > 0 ? on : spans[i].until;

		past += last.day - spans[i].from.day + 1;
	}
	if (known && !over)
		left = until.day - on.day;
	rr_record(ev->rec, RR_STEP_CONCLUSION, NULL, "Sales %s stopped on "
	    "%lld day%s%s, the first and the last counted%s",
	    sure ? over ? "were" : "are" : over ? "may have been" : "may be",
	    (long long)past, past == 1 ? "" : "s",
	    left == 0 ? "" : rr_arena_printf(ev->arena, " so far, and on %lld "
	    "to come until %s", (long long)left, rr_day_text(ev->arena,
	    until)), n > 1 ? ", overlaps once" : "");
}

/* When its sales are stopped, and on how many days in all. */
static void
stop_reasons(struct rr_eval *ev, struct rr_derivation *dv,
    const struct rr_party *p)
{
	struct rr_recorder *rec = ev->rec;
	struct rr_span *spans;
	size_t n, all;
	const char *account = rr_waits_stop(ev->waiting, ev->newest,
	    p->roles);

	if (account != NULL) {
		rr_record(rec, RR_STEP_MISSING, NULL, "whether its sales are "
		    "stopped is not known; not on record: %s", account);
		return;
	}
	ev->rec = NULL;
	rr_derive_findings(ev, dv, NULL);
	ev->rec = rec;
	n = rr_stops_of(ev->arena, dv, p->key, true, &spans);
	all = n;
	if (n == 0)
		all = rr_stops_of(ev->arena, dv, p->key, false, &spans);
	if (all == 0)
		return;
	record_days(ev, spans, all, n > 0);
	rr_record_under(rec);
	each_stop(ev, dv, p->key);
	rr_record_end(rec);
}

void
rr_party_reasons(struct rr_eval *ev, struct rr_derivation *dv,
    const char *id)
{
	const struct rr_ledger *l = rr_eval_ledger(ev,
	    (struct rr_held_when){ ev->in->on, NULL });
	const struct rr_roster *r = ev->in->roster;
	const struct rr_party *p = NULL;

	for (size_t i = 0; i < r->n; i++)
		if (strcmp(rr_make_id(ev, "party", NULL, NULL,
		    r->parties[i].key), id) == 0)
			p = &r->parties[i];
	if (p == NULL)
		return;
	rr_record(ev->rec, RR_STEP_CONCLUSION, NULL, "%s: %s, on %s", p->told,
	    p->roles[0] != '\0' ? p->roles : p->roles_said[0] != '\0' ?
	    "no Holder" : "no role", rr_day_text(ev->arena,
	    ev->in->on));
	rr_record_under(ev->rec);
	stop_reasons(ev, dv, p);
	for (size_t i = 0; i < l->n; i++)
		if (strcmp(l->stakes[i].party, p->key) == 0)
			stake_reasons(ev, &l->stakes[i]);
	rr_record_end(ev->rec);
}

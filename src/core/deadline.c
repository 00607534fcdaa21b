/*
 * deadline.c: the kind "date": a deadline, or the first free day.
 *
 * For each subject it gives the day as written, as adjusted by a rule on days
 * that are closed, and the last safe day; and how it stands on the day asked
 * about.  Written and adjusted days fork where open points make them differ.
 * The last safe day never forks: it is the last open day on which acting is in
 * time under every answer that nobody has relied on.
 *
 * What rests on a day that the calendars do not know is not known either: then
 * only the day as written stands, and one world that does not know leaves no
 * last safe day at all.
 *
 * A duty that runs from a notice in a gap runs from the earliest day on which
 * that notice can have taken effect; a bar that ends counts from the latest.
 */
#include <string.h>

#include "eval_int.h"
#include "passed_int.h"
#include "regrights/arena.h"
#include "regrights/buf.h"
#include "status_int.h"

struct rule {
	const struct rr_date_terms	*terms;
	/* whose terms they are, or NULL */
	const struct rr_provision	*provision;
	const struct rr_scope		*scope;
	const struct rr_deadline	*deadline;
	/* of the first world that has one */
	const char			*waits_for;
	const char			*gap;
	bool				 hole;	/* GAP: of an entry */
	const char			*unknown;
};

/*
 * Whether it is for this subject in this world; what it waits for if not.
 * Where an open point or a fact that is missing decides, it may be owed: its
 * day is worked out as if it were, and stands beside none.
 */
static bool
applies(struct rr_eval *ev, struct rule *rule,
    const struct rr_date_terms *terms, const struct rr_expr *only_if,
    const char **waits_for, struct rr_due *o)
{
	struct rr_recorder *rec = ev->rec;
	enum rr_truth t;

	if (rule->deadline != NULL && rule->deadline->passed != NULL &&
	    rr_passes(ev, terms, rule->scope) == RR_FALSE) {
		rr_record(rec, RR_STEP_CHOICE, NULL, "it does not apply: the "
		    "right does not go with the securities");
		o->not_owed = o->may_wait = true;
		return false;
	}
	if (only_if == NULL)
		return true;
	ev->rec = NULL;
	t = rr_eval_truth(ev, only_if, rule->scope);
	ev->rec = rec;
	if (t == RR_FALSE)
		rr_record(rec, RR_STEP_CHOICE, NULL, "it does not apply");
	o->not_owed = t == RR_FALSE;
	o->if_owed = t == RR_UNKNOWN;
	if (t == RR_UNKNOWN) {
		*waits_for = rr_cond_doubt(ev, only_if, rule->scope);
		if (rule->waits_for == NULL)
			rule->waits_for = *waits_for;
		rr_record(rec, RR_STEP_MISSING, NULL, "not on record: %s",
		    *waits_for);
	}
	o->may_wait = t != RR_TRUE;
	return t != RR_FALSE;
}

/* What has to be so first, in the words of the file where it has them. */
static const char *
first_of(struct rr_eval *ev, const struct rr_expr *c,
    const struct rr_scope *s)
{
	const struct rr_provision *p = c->op == RR_EXPR_SETTLED ?
	    rr_agreement_provision(ev->agreement, c->name) : NULL;

	if (p != NULL)
		return rr_arena_printf(ev->arena, "\"%s\"", p->what);
	return rr_in_words(ev, c, s->self);
}

/* Whether it is on record in this world that it is owed. */
static bool
is_owed_yet(struct rr_eval *ev, const struct rule *rule,
    const struct rr_date_terms *t, const char **waits_for, struct rr_due *o)
{
	struct rr_recorder *rec = ev->rec;

	if (t->owed_once == NULL)
		return true;
	ev->rec = NULL;
	o->if_owed = rr_eval_truth(ev, t->owed_once, rule->scope) != RR_TRUE;
	ev->rec = rec;
	if (!o->if_owed)
		return true;
	*waits_for = first_of(ev, t->owed_once, rule->scope);
	rr_record(rec, RR_STEP_MISSING, NULL,
	    "it is not on record that it is owed: %s", *waits_for);
	return false;
}

/* The day on which it was met in this world, or NONE. */
static rr_date
met_here(struct rr_eval *ev, const struct rule *rule,
    const struct rr_date_terms *t)
{
	const struct rr_between now = { ev->in->on, ev->in->on };
	struct rr_recorder *rec = ev->rec;
	struct rr_served had;

	if (t->extended_by == NULL)
		return RR_DATE_NONE;
	ev->rec = NULL;
	rr_serve(ev, t, rule->deadline, &now, &had);
	ev->rec = rec;
	return had.on.most;
}

/* The day as written, and the last one that a gap leaves open. */
static bool
extend(struct rr_eval *ev, const struct rule *rule,
    const struct rr_date_terms *t, struct rr_due *o)
{
	rr_date met = met_here(ev, rule, t);
	struct rr_recorder *rec = ev->rec;
	struct rr_between last = { o->argued, o->argued };
	const char *by;
	bool ok;

	if (!rr_deadline_extend(ev, t, rule->scope, met, &o->raw, &by))
		return false;
	if (o->late_if == NULL)
		o->late_if = by;
	if (rr_date_is_none(o->argued))
		return true;
	ev->rec = NULL;
	ok = rr_deadline_extend(ev, t, rule->scope, met, &last, &by);
	ev->rec = rec;
	o->argued = last.most;
	return ok;
}

/* The day as written; false while it waits. */
static bool
written(struct rr_eval *ev, struct rule *rule,
    const struct rr_date_terms *t, struct rr_due *o, const char **waits_for,
    const char **gap)
{
	bool from = t->sense == RR_NOT_BEFORE;
	struct rr_moment m;

	m = rr_eval_day(ev, t->due, rule->scope);
	o->raw.least = from ? m.latest_least : m.day;
	o->raw.most = from ? m.latest : m.day_most;
	o->argued = m.latest;
	o->back = m.back;
	o->gap = rr_date_cmp(m.latest, m.day_most) != 0;
	o->late_if = m.late_if;
	*gap = m.gap;
	if (rule->gap == NULL)
		rule->hole = m.hole;
	*waits_for = m.state == RR_MOMENT_WAITING ? m.waits_for : "receipt";
	if (m.state == RR_MOMENT_WAITING ||
	    rr_date_is_none(from ? o->raw.most : o->raw.least)) {
		o->unknown = m.unknown;
		o->hole = m.hole;
		if (m.unknown)
			*waits_for = ev->failed;
		return false;
	}
	o->may_wait |= m.may_wait;
	*waits_for = "a day up to 9999-12-31, as later ones are not counted "
	    "here";
	return extend(ev, rule, t, o);
}

/* Nothing bounds it, or it has no day: none is said. */
static void
no_day(struct rr_due *o)
{
	const struct rr_between none = { RR_DATE_NONE, RR_DATE_NONE };

	o->raw = o->rolled = o->words = none;
	o->words_rolled = none;
	o->limit = o->argued = o->argued_rolled = RR_DATE_NONE;
	o->words_last = RR_DATE_NONE;
	o->reaches = NULL;
	o->late_if = NULL;
	o->may_wait = o->back = o->gap = false;
}

/* In one world, by the terms that govern there; NULL: they have none. */
static void
run_terms(struct rr_eval *ev, struct rule *rule,
    const struct rr_date_terms *t, const struct rr_expr *only_if,
    struct rr_due *o)
{
	const char *waits_for = NULL, *gap = NULL;

	no_day(o);
	o->not_owed = o->if_owed = o->unknown = o->hole = false;
	o->waits = t == NULL || !applies(ev, rule, t, only_if, &waits_for, o) ||
	    !is_owed_yet(ev, rule, t, &waits_for, o) ||
	    !written(ev, rule, t, o, &waits_for, &gap) || ev->blurred;
	if (ev->blurred && !o->unknown) {
		waits_for = rr_spans_too_many(ev);
		if (waits_for == NULL)
			waits_for = "more open points bear on it than can be "
			    "allowed for";
		o->unknown = true;
	}
	if (rule->gap == NULL)
		rule->gap = gap;
	if (o->waits) {
		no_day(o);
		if (rule->waits_for == NULL)
			rule->waits_for = waits_for;
		if (o->unknown && rule->unknown == NULL)
			rule->unknown = waits_for;
		return;
	}
	rr_record(ev->rec, RR_STEP_SUM, NULL, "as written %s%s",
	    rr_between_text(ev->arena, &o->raw),
	    o->may_wait ? ", or none" : "");
	rr_due_limit(ev, t, o);
	if (rr_date_is_none(o->rolled.least) && rule->unknown == NULL)
		rule->unknown = ev->failed;
}

static void
run_rule(struct rr_eval *ev, void *ctx, void *out)
{
	struct rule *rule = ctx;
	const struct rr_provision *p = rule->provision;
	const struct rr_date_terms *t;
	struct rr_terms was;

	if (p == NULL)
		t = rr_terms_when(ev, rule->terms, &was);
	else {
		p = rr_terms_begin(ev, p, rule->scope, &was);
		t = p != NULL ? &p->date : NULL;
	}
	run_terms(ev, rule, t, p != NULL ? p->only_if : NULL, out);
	if (t == NULL)
		rr_record(ev->rec, RR_STEP_CHOICE, NULL,
		    "these terms do not have it");
	rr_terms_end(ev, &was);
}

/*
 * The last limit that is safe in all worlds: a world that waits sets none yet,
 * one that no calendar knows leaves none.  What may not be done before a day
 * may not be done while one world waits.
 */
static rr_date
safest(const struct rr_world *w, size_t n, enum rr_sense sense)
{
	rr_date best = RR_DATE_NONE;

	for (size_t i = 0; i < n; i++) {
		const struct rr_due *o = w[i].out;

		if (((o->waits || o->may_wait) && sense == RR_NOT_BEFORE) ||
		    o->unknown || (!o->waits && rr_date_is_none(o->limit)))
			return RR_DATE_NONE;
		if (o->waits)
			continue;
		if (rr_date_is_none(best) || (sense == RR_NO_LATER_THAN ?
		    rr_date_cmp(o->limit, best) < 0 :
		    rr_date_cmp(o->limit, best) > 0))
			best = o->limit;
	}
	return best;
}

/*
 * The last safe day for a limit; the limit itself without kinds of days.  Open
 * under all terms that were in force, where an amendment changed the days.
 * NONE, and then why, when the calendars do not know it.
 */
static rr_date
safe_day(struct rr_eval *ev, const int8_t *fixed, rr_date limit,
    enum rr_sense sense, const char **unknown)
{
	rr_date best = limit;

	if (rr_date_is_none(limit) || sense == RR_NOT_BEFORE)
		return limit;
	for (struct rr_engine *e = ev->in->engine; e != NULL; e = e->before) {
		const struct rr_days *days;
		rr_date day;

		if (e->agreement->nkinds == 0)
			continue;
		days = rr_engine_strictest(e, 0, fixed);
		if (!rr_days_on_or_before(days, limit, &day)) {
			if (*unknown == NULL)
				*unknown = rr_days_fail(ev->arena, days,
				    e->agreement->kinds[0].name, limit, true);
			return RR_DATE_NONE;
		}
		if (rr_days_unlisted(days, limit) != NULL)
			ev->unlisted = rr_days_unlisted(days, limit);
		if (rr_date_cmp(day, best) < 0)
			best = day;
	}
	return best;
}

/* Over all worlds; points are told where one of them leaves them open. */
static void
fill_between(const struct rr_world *w, size_t n, struct rr_deadline *d)
{
	for (size_t i = 0; i < n; i++) {
		const struct rr_due *o = w[i].out;

		rr_between_widen(&d->raw_in, &o->raw, i == 0);
		rr_between_widen(&d->rolled_in, &o->rolled, i == 0);
		d->may_wait |= o->may_wait || (o->waits && !o->unknown);
		d->may_be_unknown |= o->unknown;
		d->differs |= o->if_owed;
		d->if_owed |= o->if_owed && !o->waits;
		if (o->may_wait || rr_date_cmp(o->raw.least, o->raw.most) !=
		    0 || rr_date_cmp(o->rolled.least, o->rolled.most) != 0)
			d->npoints = w[i].npoints;
	}
	/* Of worlds that have one day or none, each is told apart. */
	d->may_wait &= d->npoints > 0;
}

/* The same for whoever does it by then; how late it is can differ. */
static bool
is_same_day(const struct rr_due *a, const struct rr_due *b)
{
	return rr_between_same(&a->raw, &b->raw) &&
	    rr_between_same(&a->rolled, &b->rolled) &&
	    rr_date_cmp(a->limit, b->limit) == 0 && a->waits == b->waits &&
	    a->may_wait == b->may_wait && a->not_owed == b->not_owed &&
	    a->if_owed == b->if_owed && a->unknown == b->unknown;
}

static void
fill_readings(struct rr_eval *ev, const struct rr_date_terms *t,
    struct rr_world *w, size_t n, struct rr_deadline *d)
{
	struct rr_reading *r = rr_arena_array(ev->arena, n, sizeof(*r));
	const struct rr_reading *owed = NULL;
	bool same_raw = true, same_rolled = true, differ = false;

	for (size_t i = 0; i < n; i++) {
		const struct rr_due *o = w[i].out;
		int8_t *fixed;

		differ |= !is_same_day(o, w[0].out);
		fixed = rr_arena_array(ev->arena,
		    ev->newest->nquestions + 1, 1);
		memcpy(fixed, ev->fixed, ev->newest->nquestions);
		for (size_t j = 0; j < w[i].nasked; j++)
			fixed[w[i].asked[j].question] =
			    (int8_t)w[i].asked[j].answer;
		r[i].key = rr_world_key(ev->arena, ev->newest, &w[i]);
		r[i].raw = rr_between_day(&o->raw);
		r[i].rolled = rr_between_day(&o->rolled);
		r[i].raw_in = o->raw;
		r[i].rolled_in = o->rolled;
		r[i].may_wait = o->may_wait;
		r[i].working = safe_day(ev, fixed, o->limit, t->sense,
		    &d->unknown);
		r[i].effective = r[i].provisional = RR_DATE_NONE;
		r[i].earliest = r[i].latest = RR_DATE_NONE;
		/* Where it is no duty it has no other day either. */
		if (o->not_owed && n > 1)
			continue;
		if (owed == NULL)
			owed = &r[i];
		same_raw &= rr_between_same(&o->raw, &owed->raw_in);
		same_rolled &= rr_between_same(&o->rolled, &owed->rolled_in);
	}
	fill_between(w, n, d);
	if (owed == NULL)
		owed = &r[0];
	d->raw = same_raw ? owed->raw : RR_DATE_NONE;
	d->rolled = same_rolled ? owed->rolled : RR_DATE_NONE;
	d->readings = differ ? r : NULL;
	d->nreadings = differ ? n : 0;
}

static void
record_reasons(struct rr_eval *ev, struct rr_world *w, size_t n,
    struct rule *rule, struct rr_deadline *d, struct rr_recorder *rec)
{
	bool whose = d->awaits != NULL && strcmp(d->awaits, RR_WHOSE_DAY) == 0;
	struct rr_due o;

	rr_worlds_record(ev, rec, w, n, run_rule, rule, &o);
	if (d->gap != NULL || d->awaits != NULL)
		rr_record(rec, RR_STEP_MISSING, NULL,
		    "%s%s%s%s%s counted from the %s day %s",
		    d->nreadings > 0 ? "under one of the answers " : "",
		    d->gap != NULL ? "the notice is in gap " : whose ? "" :
		    rule->hole ? "not on record: " :
		    "not on record of the notice: ",
		    d->gap != NULL ? d->gap : d->awaits,
		    whose ? " is not said" : "", rule->hole ? ";" : ":",
		    rule->terms->sense == RR_NOT_BEFORE ? "latest" :
		    "earliest", rule->hole ? "that it can be" :
		    "on which it can have taken effect");
	if (d->npoints > 0)
		rr_points_record(rec, d);
	if (!rr_date_is_none(d->working))
		rr_record(rec, RR_STEP_CONCLUSION, NULL, "%s %s",
		    rule->terms->sense == RR_NOT_BEFORE ?
		    "first safe day, under every open answer:" :
		    "last safe day, under every open answer:",
		    rr_day_text(ev->arena, d->working));
	else if (d->unknown != NULL)
		rr_record(rec, RR_STEP_CONCLUSION, NULL, "%s safe day, not "
		    "known: %s", rule->terms->sense == RR_NOT_BEFORE ?
		    "first" : "last", d->unknown);
	if (d->remark != NULL)
		rr_record(rec, RR_STEP_MISSING, NULL, "%s: one could move it",
		    d->remark);
	ev->rec = NULL;
}

/*
 * Positions settle what is written, but the last safe day follows them only
 * where counsel relies on them: so the rule is run again without the others.
 */
static rr_date
working_day(struct rr_eval *ev, struct rule *rule, size_t *nruns,
    const char **unknown)
{
	const int8_t *positions = ev->fixed;
	struct rr_world *w;
	rr_date day;
	size_t n;

	ev->fixed = rr_readings_fixed(ev, true);
	n = rr_fork(ev, run_rule, rule, sizeof(struct rr_due), &w);
	*nruns += n;
	day = safe_day(ev, ev->fixed, safest(w, n, rule->terms->sense),
	    rule->terms->sense, unknown);
	ev->fixed = positions;
	return day;
}

static bool
is_arguable(struct rr_eval *ev, const struct rr_roll *r)
{
	return r->reaches_if == NULL ? r->note != NULL :
	    rr_is_open(rr_roll_reaches(ev, r));
}

void
rr_deadline_of(struct rr_eval *ev, const struct rr_date_terms *t,
    const struct rr_scope *scope, struct rr_deadline *d, struct rr_dues *dues)
{
	struct rule rule = { .terms = t, .provision = d->provision,
	    .scope = scope, .deadline = d };
	struct rr_recorder *rec = ev->rec;
	struct rr_world *w;
	size_t n;

	ev->rec = NULL;
	ev->unlisted = NULL;
	d->unknown = NULL;
	ev->fixed = rr_readings_fixed(ev, d->set_aside != NULL);
	n = rr_worlds_of(ev, run_rule, &rule, sizeof(struct rr_due), &w,
	    &d->nruns);
	fill_readings(ev, t, w, n, d);
	if (rule.gap != NULL && rr_is_gap(ev->agreement->ladder, rule.gap))
		d->gap = rule.gap;
	else
		d->awaits = rule.gap;
	d->waits_for = rule.waits_for;
	d->arguable = t->roll >= 0 && is_arguable(ev,
	    &ev->agreement->rolls[t->roll]) && !rr_date_is_none(d->rolled) &&
	    rr_date_cmp(d->raw, d->rolled) != 0;
	d->working = working_day(ev, &rule, &d->nruns, &d->unknown);
	if (d->unknown == NULL)
		d->unknown = rule.unknown;
	d->remark = rr_days_late(ev->arena, ev->unlisted);
	if (rec != NULL)
		record_reasons(ev, w, n, &rule, d, rec);
	ev->rec = rec;
	dues->worlds = w;
	dues->n = n;
}

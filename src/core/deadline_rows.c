/*
 * deadline_rows.c: the rows of deadlines.
 *
 * One a provision, or one for each subject of it.
 */
#include <stdlib.h>
#include <string.h>

#include "conclude_int.h"
#include "consent_int.h"
#include "passed_int.h"
#include "regrights/arena.h"
#include "regrights/buf.h"
#include "regrights/map.h"
#include "regrights/qty.h"
#include "regrights/vec.h"
#include "status_int.h"

/*
 * "Furnish copies (filing planned Tue 2000-08-01: prospectus, 2000-09-11)":
 * what must be filled in tells one subject from another.
 */
static const char *
describe(struct rr_eval *ev, const struct rr_provision *p,
    const struct rr_fact *f, const char *recipient)
{
	const struct rr_event *e;
	struct rr_buf b = RR_BUF_INIT;
	rr_money money;
	size_t told = 0;

	if (f == NULL)
		return p->what;
	e = rr_agreement_event(ev->agreement, f->name);
	rr_buf_printf(&b, "%s (%s %s", p->what, f->name,
	    rr_fact_day_text(ev->arena, f));
	for (size_t i = 0; e != NULL && i < e->nfields; i++) {
		const char *value = !e->fields[i].required ? NULL :
		    rr_fact_field(f, e->fields[i].key);

		if (value == NULL)
			continue;
		rr_buf_add(&b, told++ == 0 ? ": " : ", ");
		if (e->fields[i].type == RR_FIELD_PARTY)
			rr_buf_add(&b, rr_roster_name(ev->in->roster, value));
		else if (e->fields[i].type == RR_FIELD_MONEY &&
		    rr_money_parse(value, &money))
			rr_money_text(money, &b);
		else
			rr_buf_add(&b, value);
	}
	if (recipient != NULL)
		rr_buf_printf(&b, "; %s", rr_roster_name(ev->in->roster,
		    recipient));
	rr_buf_addc(&b, ')');
	return rr_buf_keep(&b, ev->arena);
}

struct pass {
	struct rr_eval		*ev;
	const char		*want;
	struct rr_vec		 rows;
	struct rr_recorder	*rec;
	/* ids that are there, where terms were amended */
	struct rr_map		*seen;
};

/* Why it is overdue, and what of it can still be argued. */
static void
record_overdue(struct rr_eval *ev, const struct rr_deadline *d)
{
	if (d->doubt != NULL && (d->performed == NULL || (d->late == 0 &&
	    d->late_most > 0)))
		rr_record(ev->rec, RR_STEP_MISSING, NULL, "%s", d->doubt);
	if (d->status == RR_STATUS_OVERDUE)
		rr_record(ev->rec, RR_STEP_CONCLUSION, NULL,
		    "overdue on %s: the last day has passed under every open "
		    "answer", rr_day_text(ev->arena, ev->in->on));
	else if (d->status == RR_STATUS_DUE && d->nreadings == 0 &&
	    d->arguable && rr_date_cmp(ev->in->on, d->raw) > 0 &&
	    rr_date_cmp(ev->in->on, d->rolled) <= 0)
		rr_record(ev->rec, RR_STEP_CONCLUSION, NULL,
		    "late as written; as adjusted it is in time until %s, "
		    "which can be argued", rr_day_text(ev->arena, d->rolled));
}

static void
record_waiver(struct rr_eval *ev, const struct rr_deadline *d)
{
	if (d->waived_by != NULL)
		rr_record_fact(ev->rec, d->waived_by, "waived by %s %s%s, %s; "
		    "the day above is what it would be", d->waived_by->name,
		    rr_date_cmp(d->waived_on.least, d->waived_on.most) == 0 ?
		    "on " : "", rr_waived_day_text(ev->arena, d),
		    ev->newest->waivers->section);
	if (d->waived_by != NULL && d->late_most > 0)
		rr_record(ev->rec, RR_STEP_MISSING, NULL, "when it was waived "
		    "it was %s; whether that is waived too is a matter of the "
		    "waiver's words", d->late > 0 ? rr_late_text(ev->arena,
		    d) : "perhaps late");
	if (d->performed != NULL)
		rr_record_fact(ev->rec, d->performed, "performed %s by %s, "
		    "after it was waived", rr_day_text(ev->arena,
		    d->performed_on), d->performed->name);
	if (d->waiver_perhaps != NULL)
		rr_record_fact(ev->rec, d->waiver_perhaps,
		    "%s: %s %s, %s", d->waiver_why, d->waiver_perhaps->name,
		    rr_fact_day_text(ev->arena, d->waiver_perhaps),
		    ev->newest->waivers->section);
}

/* How it stands, behind what it comes to. */
static void
record_standing(struct rr_eval *ev, struct rr_recorder *rec,
    const struct rr_deadline *d)
{
	const struct rr_provision *p = d->provision;

	ev->rec = rec;
	if (!rr_date_is_none(d->met_on) && d->met_by != NULL)
		rr_record_fact(ev->rec, d->met_by, "met by %s on %s%s%s",
		    d->met_by->name, rr_day_text(ev->arena, d->met_on),
		    d->late == 0 ? "" : ", ", rr_late_text(ev->arena, d));
	if (d->status == RR_STATUS_VOID)
		rr_record(ev->rec, RR_STEP_CONCLUSION, NULL,
		    "no longer applies%s", p->date.amount != NULL ?
		    ": nothing is to be paid" : "");
	if (d->met_perhaps != NULL)
		rr_record_fact(ev->rec, d->met_perhaps, "%s %s: the calendars "
		    "do not know on which day it counts",
		    d->met_perhaps->name, rr_fact_day_text(ev->arena,
		    d->met_perhaps));
	record_waiver(ev, d);
	record_overdue(ev, d);
	rr_record_misfits(ev, d);
	if (p->note != NULL)
		rr_record(ev->rec, RR_STEP_TERM, p->cite.section, "%s",
		    p->note);
	rr_record_end(ev->rec);
	ev->rec = NULL;
}

/*
 * The later of SINCE and the day on which what COND (or NULL) asks passed: of
 * several, as open points are answered and days fall, the first.
 */
static rr_date
once(struct rr_eval *ev, const struct rr_expr *cond, const struct rr_fact *it,
    rr_date since)
{
	struct rr_recorder *rec = ev->rec;
	struct rr_consent asked;

	if (cond == NULL)
		return since;
	ev->rec = NULL;
	rr_consent_of(ev, cond, it, &asked);
	ev->rec = rec;
	return rr_date_is_none(asked.first) ||
	    rr_date_cmp(asked.first, since) < 0 ? since : asked.first;
}

/*
 * From when it is to be done: its own day by its terms, else that of its
 * subject; one without a day of its own not before what it asks for had passed.
 */
static rr_date
since_of(struct rr_eval *ev, const struct rr_deadline *d,
    const struct rr_scope *s)
{
	const struct rr_provision *p = d->provision;
	struct rr_moment m;
	rr_date since;

	if (s->self == NULL)
		return RR_DATE_NONE;
	since = s->self->day;
	if (p->date.since != NULL) {
		m = rr_eval_day(ev, p->date.since, s);
		if (m.state == RR_MOMENT_KNOWN)
			since = m.day;
	}
	if (!rr_deadline_is_set(d))
		return since;
	since = once(ev, p->only_if, s->self, since);
	return once(ev, p->date.owed_once, s->self, since);
}

/* Where it is not from the day of its subject on, that is told. */
static void
tell_since(struct rr_eval *ev, struct rr_deadline *d, const struct rr_scope *s)
{
	d->since = since_of(ev, d, s);
	if (s->self != NULL && rr_date_cmp(d->since, s->self->day) != 0)
		rr_record(ev->rec, RR_STEP_SUM, NULL, "to be done since %s",
		    rr_day_text(ev->arena, d->since));
}

/*
 * Positions on which nobody relies leave the last safe day where it is, and so
 * the row, which is worked out without them, in doubt.
 */
static void
stand_aside(struct rr_eval *ev, struct rr_deadline *d)
{
	rr_eval_settle(ev);
	if (rr_status_is_done(rr_status_word(d->status)))
		return;
	d->doubt = rr_arena_printf(ev->arena, "%s%sdoes not apply with %s, on "
	    "which nobody relies", d->doubt != NULL ? d->doubt : "",
	    d->doubt != NULL ? "; " : "", d->set_aside);
	d->differs = true;
}

static void
add_deadline(void *ctx, const struct rr_provision *p,
    const struct rr_fact *f, const char *recipient)
{
	struct pass *pass = ctx;
	struct rr_eval *ev = pass->ev;
	/* Its days are those of whom it has its securities of. */
	const struct rr_passed *from = recipient == NULL ||
	    p->date.held_if == NULL ? NULL : rr_passed_to(ev, f, recipient);
	const struct rr_scope scope = RR_SCOPE(f, from != NULL ? from->first :
	    recipient);
	const char *id = rr_make_id(ev, "deadline", p->id, f, recipient);
	const struct rr_date_terms *t;
	const char *aside = NULL;
	struct rr_deadline *d;
	struct rr_terms was;
	struct rr_dues dues;

	if (rr_map_find(pass->seen, id) != NULL)
		return;
	if (rr_applies(ev, p, &scope, from != NULL) == RR_FALSE) {
		aside = rr_set_aside(ev, p, &scope, from != NULL);
		if (aside == NULL)
			return;
	}
	if (ev->newest->before != NULL)
		rr_map_set(pass->seen, id, pass);
	p = rr_terms_show(ev, p, &scope, &was);
	t = &p->date;
	d = rr_vec_add(ev->arena, &pass->rows);
	d->id = id;
	d->provision = p;
	d->subject = f;
	d->recipient = recipient;
	d->passed = from != NULL ? from->fact : NULL;
	d->set_aside = aside;
	d->by = recipient != NULL ? recipient : rr_facts_who(ev->in->facts,
	    p->by, f);
	d->what = describe(ev, p, f, recipient);
	d->raw_in.least = d->raw_in.most = RR_DATE_NONE;
	d->rolled_in = d->raw_in;
	d->raw = d->rolled = d->working = d->met_on = d->changes_on =
	    RR_DATE_NONE;
	if (pass->want != NULL)
		ev->rec = pass->rec;
	rr_record(ev->rec, RR_STEP_TERM, p->cite.section, "%s", d->what);
	rr_record_under(ev->rec);
	if (from != NULL)
		rr_record_fact(ev->rec, from->fact, "%s has securities of %s, "
		    "whose days count", rr_roster_name(ev->in->roster,
		    recipient), rr_roster_name(ev->in->roster, from->first));
	tell_since(ev, d, &scope);
	rr_deadline_of(ev, t, &scope, d, &dues);
	ev->rec = NULL;
	rr_deadline_status(ev, t, &dues, pass->want != NULL ? pass->rec : NULL,
	    d);
	rr_deadline_waive(ev, t, &dues, d);
	rr_terms_end(ev, &was);
	if (aside != NULL)
		stand_aside(ev, d);
	if (pass->want != NULL)
		record_standing(ev, pass->rec, d);
	rr_fit_deadline(ev, d);
}

int
rr_deadline_cmp(const void *a, const void *b)
{
	const struct rr_deadline *x = a, *y = b;
	rr_date d = rr_deadline_day(x), e = rr_deadline_day(y);
	int none = (int)rr_date_is_none(d) - (int)rr_date_is_none(e);
	int c = none != 0 ? none : rr_date_cmp(d, e);

	return c != 0 ? c : strcmp(x->id, y->id);
}

static bool
is_deadline(const struct rr_provision *p)
{
	return p->kind->deadline;
}

/* Two that read alike say which entries they are about, in front. */
static void
tell_apart(struct rr_eval *ev, struct rr_deadline *rows, size_t n)
{
	struct rr_map *seen = rr_map_new(ev->arena);
	bool *alike = rr_arena_array(ev->arena, n + 1, sizeof(*alike));

	for (size_t i = 0; i < n; i++) {
		const struct rr_deadline *first = rr_map_find(seen,
		    rows[i].what);

		if (rows[i].subject == NULL)
			continue;
		if (first == NULL)
			rr_map_set(seen, rows[i].what, &rows[i]);
		else
			alike[i] = alike[first - rows] = true;
	}
	for (size_t i = 0; i < n; i++) {
		size_t words = strlen(rows[i].provision->what);
		struct rr_buf b = RR_BUF_INIT;

		if (!alike[i])
			continue;
		rr_buf_printf(&b, "%s (entry ", rows[i].provision->what);
		rr_fact_ref(rows[i].subject, &b);
		rr_buf_printf(&b, ": %s", rows[i].what + words + strlen(" ("));
		rows[i].what = rr_buf_keep(&b, ev->arena);
	}
}

void
rr_derive_deadlines(struct rr_eval *ev, struct rr_derivation *dv,
    const char *want)
{
	struct pass pass = { ev, want, RR_VEC_INIT(struct rr_deadline),
	    ev->rec, rr_map_new(ev->arena) };

	ev->rec = NULL;
	if (want == NULL)
		rr_each_subject(ev, is_deadline, add_deadline, &pass);
	else
		rr_the_subject(ev, want, is_deadline, add_deadline, &pass);
	rr_sealed_rows(ev, &pass.rows, want, pass.rec);
	ev->rec = pass.rec;
	dv->deadlines = pass.rows.items;
	dv->ndeadlines = pass.rows.n;
	tell_apart(ev, dv->deadlines, dv->ndeadlines);
	if (dv->ndeadlines > 1)
		qsort(dv->deadlines, dv->ndeadlines, sizeof(*dv->deadlines),
		    rr_deadline_cmp);
}

/*
 * bears.c: what was set for a duty, or waives one, and bears on none.
 *
 * A target date moves the duty whose rule asks for it, by the words of the
 * entry; a waiver lets go the duty that it names.  One that no duty of its
 * entry goes by is recorded all the same: what happened is never refused.  But
 * nothing follows from it, and whoever records it is told so.  So it is of
 * what was done without a plan, where what goes before it is counted from one,
 * of what was done while something barred it, of what does not fit, of a notice
 * of one party where that of another is asked for, and of a position on a point
 * that no rule asks.
 */
#include <string.h>

#include "choices_int.h"
#include "told_int.h"
#include "regrights/buf.h"
#include "regrights/qty.h"
#include "regrights/said.h"

struct bearing {
	const struct rr_case	*then;	/* with it on record */
	const struct rr_fact	*f;
	int64_t			 seq;	/* its number there */
	struct rr_out		*out;
};

static const char *
entry_text(const struct bearing *b, const struct rr_fact *of)
{
	return rr_entry_text(b->out->arena, of);
}

/* A field of it of which the rule asks for something else; NULL: of none. */
static const struct rr_field *
other_than(const struct rr_expr *w, const struct rr_fact *f)
{
	for (size_t i = 0; i < f->nfields; i++) {
		const char *want = rr_cond_wants(w->where, f->fields[i].key);

		if (want != NULL && strcmp(want, f->fields[i].value) != 0)
			return &f->fields[i];
	}
	return NULL;
}

/* Its day lies before that of what it is about. */
static void
note_early(const struct bearing *b, const struct rr_expr *w,
    const struct rr_fact *of)
{
	const char *text = rr_fact_field(b->f, w->field);
	struct rr_buf t = RR_BUF_INIT;
	rr_date day;

	if (text == NULL || !rr_date_parse(text, &day) ||
	    rr_date_cmp(day, of->day) >= 0)
		return;
	rr_date_text_day(day, &t);
	rr_out_line(b->out, "Note: %s is earlier than %s.", t.s,
	    entry_text(b, of));
	rr_buf_free(&t);
}

/* "; 'notice' is for: Send copies of the comments" */
static void
add_other(const struct bearing *b, const struct rr_deadline *d,
    const struct rr_expr *w, struct rr_buf *t)
{
	const struct rr_field *x = other_than(w, b->f);

	if (x != NULL)
		rr_buf_printf(t, "; '%s' is for: %s",
		    rr_cond_wants(w->where, x->key), d->provision->what);
}

/* Whether a duty of that entry goes by a date of it, or would else. */
static void
look_at_target(const struct bearing *b, const struct rr_fact *of)
{
	const struct rr_derivation *dv = b->then->derivation;
	struct rr_buf other = RR_BUF_INIT;

	for (size_t i = 0; i < dv->ndeadlines; i++) {
		const struct rr_deadline *d = &dv->deadlines[i];
		const struct rr_expr *w = d->subject != of ? NULL :
		    rr_when_linked(d->provision->date.due, b->f->name);

		if (w == NULL || w->part != RR_PART_FIELD)
			continue;
		if (other_than(w, b->f) == NULL) {
			note_early(b, w, of);
			rr_buf_free(&other);
			return;
		}
		add_other(b, d, w, &other);
	}
	rr_out_line(b->out, "Note: no duty of %s goes by this '%s', so that "
	    "it moves nothing%s.", entry_text(b, of), b->f->name, other.s);
	rr_buf_free(&other);
}

/* Whether some duty goes by a date of such an event. */
static bool
is_target(const struct rr_agreement *a, const struct rr_fact *f)
{
	for (size_t i = 0; i < a->nprovisions; i++) {
		const struct rr_provision *p = &a->provisions[i];
		const struct rr_expr *w = !p->kind->deadline ? NULL :
		    rr_when_linked(p->date.due, f->name);

		if (w != NULL && w->part == RR_PART_FIELD)
			return true;
	}
	return false;
}

static const struct rr_fact *
named(const struct bearing *b, const char *ref)
{
	int64_t seq, row;

	return ref == NULL || !rr_fact_ref_parse(ref, &seq, &row) ? NULL :
	    rr_facts_live(b->then->facts, seq, row);
}

static void
note_target(const struct bearing *b)
{
	const struct rr_event *e = rr_agreement_event(b->then->agreement,
	    b->f->name);

	if (e == NULL || !is_target(b->then->agreement, b->f))
		return;
	for (size_t i = 0; i < e->nfields; i++) {
		const struct rr_fact *of = e->fields[i].type !=
		    RR_FIELD_FACT ? NULL : named(b, rr_fact_field(b->f,
		    e->fields[i].key));

		if (of != NULL)
			look_at_target(b, of);
	}
}

static void
note_waiver(const struct bearing *b)
{
	const struct rr_waiver_terms *t = b->then->agreement->waivers;
	const struct rr_derivation *dv = b->then->derivation;
	const char *id = t == NULL || strcmp(t->by, b->f->name) != 0 ? NULL :
	    rr_fact_field(b->f, t->deadline);
	const struct rr_provision *p = id == NULL ? NULL :
	    rr_agreement_provision(b->then->agreement, id);
	const struct rr_fact *of = p == NULL || t->entry == NULL ? NULL :
	    named(b, rr_fact_field(b->f, t->entry));

	if (p != NULL && t->later_if != NULL && p->neach > 0 &&
	    rr_fact_field(b->f, t->entry) == NULL)
		rr_out_line(b->out, "Note: it names no entry.  Whether it "
		    "waives '%s' (%s) of what comes after it too is open; name "
		    "the entry for which it is meant.", id, p->what);
	if (of == NULL)
		return;
	for (size_t i = 0; i < dv->ndeadlines; i++)
		if (dv->deadlines[i].subject == of &&
		    strcmp(dv->deadlines[i].provision->id, id) == 0)
			return;
	rr_out_line(b->out, "Note: '%s' (%s) is no duty of %s, so that "
	    "nothing is waived.", id, p->what, entry_text(b, of));
}

static bool
extends(const struct rr_agreement *a, const char *event)
{
	for (size_t i = 0; i < a->nprovisions; i++) {
		const struct rr_provision *p = &a->provisions[i];

		if (p->kind->deadline && p->date.extended_by != NULL &&
		    strcmp(p->date.extended_by, event) == 0)
			return true;
	}
	return false;
}

/* The days that it caused are more than those from its first to its last. */
static void
note_span(const struct bearing *b)
{
	const char *days = rr_fact_get(b->f, RR_USE_DAYS);
	const char *from = rr_fact_get(b->f, RR_USE_FROM);
	const char *to = rr_fact_get(b->f, RR_USE_TO);
	rr_date first, last;
	int64_t n;

	if (days == NULL || from == NULL || to == NULL ||
	    !extends(b->then->agreement, b->f->name) ||
	    !rr_date_parse(from, &first) || !rr_date_parse(to, &last))
		return;
	if (!rr_int_parse(days, 0, INT32_MAX, &n)) {
		rr_out_line(b->out, "Note: %s days of delay are more than can "
		    "be counted, and none of them is: the %d from its first "
		    "day to its last count; correct it.", days,
		    (int)(last.day - first.day + 1));
		return;
	}
	if (n <= last.day - first.day + 1)
		return;
	rr_out_line(b->out, "Note: %lld day%s of delay are more than the %d "
	    "from its first day to its last; they all count.", (long long)n,
	    n == 1 ? "" : "s", (int)(last.day - first.day + 1));
}

static bool
is_carried_by(const struct rr_carried_by *by, const char *event)
{
	for (size_t i = 0; i < by->n; i++)
		if (strcmp(by->events[i], event) == 0)
			return true;
	return false;
}

/* "'supplement' or 'rule 424 supplement'": as what it could be planned. */
static void
add_choices(const struct bearing *b, const struct rr_event *plan,
    struct rr_buf *t)
{
	size_t told = 0;

	for (size_t i = 0; i < plan->carried->nby; i++)
		if (is_carried_by(&plan->carried->by[i], b->f->name))
			rr_buf_printf(t, "%s'%s'", told++ > 0 ? " or " : "",
			    plan->carried->by[i].choice);
}

/* The field of it that would name such a plan, or NULL. */
static const struct rr_field_decl *
field_for(const struct bearing *b, const char *plan)
{
	const struct rr_event *e = rr_agreement_event(b->then->agreement,
	    b->f->name);

	for (size_t i = 0; e != NULL && i < e->nfields; i++)
		for (size_t k = 0; k < e->fields[i].nof; k++)
			if (strcmp(e->fields[i].of[k], plan) == 0)
				return &e->fields[i];
	return NULL;
}

/*
 * It carries out nothing that was planned, or that is not known: what goes
 * before it is counted from a plan.
 */
static void
note_unplanned(const struct bearing *b, const struct rr_unplanned *u)
{
	const struct rr_field_decl *d = field_for(b, u->plan->name);
	struct rr_buf t = RR_BUF_INIT;

	if (u->maybe != NULL) {
		rr_out_line(b->out, "Note: whether it is what %s planned is "
		    "not known: it does not say so%s%s%s.  Until then what "
		    "goes before it has no day for certain.",
		    entry_text(b, u->maybe), d != NULL ? " in '" : "",
		    d != NULL ? d->title : "", d != NULL ? "'" : "");
		return;
	}
	add_choices(b, u->plan, &t);
	rr_out_line(b->out, "Note: no '%s' of %s is on record for it.  What "
	    "must be done before it counts from there: whether that was done "
	    "is not known, and exposure says so.", u->plan->name, t.s);
	rr_buf_free(&t);
}

static void
note_plans(const struct bearing *b)
{
	const struct rr_derivation *dv = b->then->derivation;

	for (size_t i = 0; i < dv->nunplanned; i++)
		if (dv->unplanned[i].fact->seq == b->seq)
			note_unplanned(b, &dv->unplanned[i]);
}

/* It was done while something barred it; or it, or that, is recorded later. */
static void
note_barred(const struct bearing *b)
{
	const struct rr_derivation *dv = b->then->derivation;

	for (size_t i = 0; i < dv->nbarred; i++) {
		const struct rr_barred *x = &dv->barred[i];
		const struct rr_share_terms *t = &x->provision->share;

		if (x->fact->seq != b->seq && (b->f->about != x->plan->seq ||
		    (strcmp(t->votes, b->f->name) != 0 && !rr_is_one_of(
		    t->or_any, t->nor_any, b->f->name))))
			continue;
		rr_out_line(b->out, "Note: '%s' was done while this may have "
		    "barred it, %s: %s, for %s.  Exposure has it.",
		    x->fact->name, x->provision->cite.section,
		    x->provision->what, entry_text(b, x->plan));
	}
}

/* It is on record all the same, and something speaks against it. */
static void
note_misfit(const struct bearing *b)
{
	const struct rr_derivation *dv = b->then->derivation;

	for (size_t i = 0; i < dv->nmisfits; i++) {
		struct rr_buf t = RR_BUF_INIT;

		if (dv->misfits[i].fact->seq != b->seq)
			continue;
		rr_misfit_text(&dv->misfits[i], &t);
		rr_out_line(b->out, "Note: it%s.", t.s);
		rr_buf_free(&t);
	}
}

struct named {
	const struct rr_fact	*of;
	bool			 is;
};

static void
look_named(void *ctx, int64_t seq, int64_t row)
{
	struct named *n = ctx;

	n->is |= seq == n->of->seq && row == n->of->row;
}

static bool
names(const struct bearing *b, const struct rr_fact *f,
    const struct rr_fact *of)
{
	struct named n = { of, false };

	rr_refers_each(b->then->agreement, f, look_named, &n);
	return n.is;
}

static bool
is_live(const struct bearing *b, const struct rr_fact *f)
{
	return rr_facts_live(b->then->facts, f->seq, f->row) != NULL;
}

/* Whether what carries out such a plan names it, or is of its day. */
static bool
may_be_carried_out(const struct bearing *b, const struct rr_fact *plan,
    const struct rr_carried_by *by, const char *on)
{
	const struct rr_facts *all = b->then->facts;
	rr_date day;

	if (!rr_date_parse(on, &day))
		return true;
	for (size_t i = 0; i < all->n; i++)
		if (is_carried_by(by, all->all[i].name) &&
		    is_live(b, &all->all[i]) &&
		    (rr_date_cmp(all->all[i].day, day) == 0 ||
		    names(b, &all->all[i], plan)))
			return true;
	return false;
}

/*
 * It plans what another plans that is still open: where the day alone was
 * moved, what went out about the other does not count for it.
 */
static void
note_again(const struct bearing *b)
{
	const struct rr_facts *all = b->then->facts;
	const struct rr_event *e = rr_agreement_event(b->then->agreement,
	    b->f->name);
	const struct rr_carried *c = e != NULL ? e->carried : NULL;
	const char *as = c == NULL ? NULL : rr_fact_field(b->f, c->as);

	for (size_t i = 0; as != NULL && i < c->nby; i++) {
		const struct rr_carried_by *by = &c->by[i];

		for (size_t k = 0; k < all->n &&
		    strcmp(by->choice, as) == 0; k++) {
			const struct rr_fact *f = &all->all[k];
			const char *on = rr_fact_field(f, c->on);

			if (f->seq >= b->seq || !is_live(b, f) ||
			    strcmp(f->name, b->f->name) != 0 || on == NULL ||
			    strcmp(rr_fact_field(f, c->as), as) != 0 ||
			    may_be_carried_out(b, f, by, on))
				continue;
			rr_out_line(b->out, "Note: %s plans such a document "
			    "too, for %s, and nothing that carries it out is "
			    "on record.  If its day alone has moved, void "
			    "this entry, and name that one once it is filed: "
			    "what went out about it then counts, against the "
			    "day of the filing.", entry_text(b, f), on);
		}
	}
}

static void
note_position(const struct bearing *b)
{
	const struct rr_agreement *a = b->then->agreement;
	int q = rr_agreement_question(a, b->f->name);

	if (q >= 0 && !a->questions[q].asked)
		rr_out_line(b->out, "Note: no rule of the agreement's file "
		    "asks '%s': the position is on record, and moves nothing.",
		    b->f->name);
}

/* What it meets by its name and the entries that it names, of others alone. */
struct others {
	const struct bearing		*b;
	const struct rr_deadline	*of;	/* or NULL */
	bool				 own;
};

static void
look_whose(void *ctx, int64_t seq, int64_t row)
{
	struct others *o = ctx;
	const struct rr_derivation *dv = o->b->then->derivation;
	const char *from = rr_fact_get(o->b->f, RR_USE_FROM);

	for (size_t i = 0; i < dv->ndeadlines; i++) {
		const struct rr_deadline *d = &dv->deadlines[i];
		const struct rr_date_terms *t = &d->provision->date;
		const struct rr_event *e;
		const char *whose;

		if (d->subject == NULL || d->subject->seq != seq ||
		    d->subject->row != row || !rr_is_one_of(t->met_by,
		    t->nmet_by, o->b->f->name))
			continue;
		whose = rr_deadline_whose(dv->input->roster, d);
		e = rr_agreement_event(o->b->then->agreement,
		    d->subject->name);
		/* One that is one with it can have gone to that party. */
		o->own |= whose == NULL || strcmp(whose, from) == 0 ||
		    e == NULL || e->one_by != NULL;
		o->of = whose == NULL ? o->of : d;
	}
}

/* It is one party's, and what it names asks for that of another. */
static void
note_whose(const struct bearing *b)
{
	const struct rr_roster *r = b->then->derivation->input->roster;
	struct others o = { .b = b };

	if (rr_fact_get(b->f, RR_USE_FROM) == NULL)
		return;
	rr_refers_each(b->then->agreement, b->f, look_whose, &o);
	if (o.of != NULL && !o.own)
		rr_out_line(b->out, "Note: it is a notice of %s, and %s asks "
		    "for that of %s, so that it is not met by this: %s.",
		    rr_roster_name(r, rr_fact_get(b->f, RR_USE_FROM)),
		    entry_text(b, o.of->subject), rr_roster_name(r,
		    rr_deadline_whose(r, o.of)), o.of->provision->what);
}

void
rr_note_bears(const struct rr_case *then, const struct rr_fact *f, int64_t seq,
    struct rr_out *out)
{
	const struct bearing b = { then, f, seq, out };

	if (f->shape == RR_SHAPE_POSITION)
		note_position(&b);
	if (f->shape != RR_SHAPE_EVENT && f->shape != RR_SHAPE_NOTICE)
		return;
	note_target(&b);
	note_waiver(&b);
	note_span(&b);
	note_plans(&b);
	note_barred(&b);
	note_misfit(&b);
	note_again(&b);
	note_whose(&b);
}

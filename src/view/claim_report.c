/*
 * claim_report.c: a claim on paper.
 *
 * What is owed, line by line; what must be there or is made out, and what is
 * missing; the clocks; what happened, with the number of each record; the open
 * points on which any of it turns, with their answers.
 */
#include <string.h>

#include "regrights/seal.h"
#include "view_int.h"

struct report {
	struct rr_arena			*arena;
	const struct rr_derivation	*dv;
	struct rr_recorder		*rec;
	struct rr_hang			*hang;
	size_t				 claim;		/* into the facts */
	bool				*asked;		/* by question */
};

static const char *
day_text(struct rr_arena *arena, rr_date day)
{
	struct rr_buf b = RR_BUF_INIT;

	rr_cell_day(day, &b);
	return rr_buf_keep(&b, arena);
}

/* Notes the open points of "a=yes+b=no". */
static void
note_points(struct report *r, const char *key)
{
	const struct rr_agreement *a =
	    rr_engine_agreement(r->dv->input->engine);

	while (key != NULL && *key != '\0') {
		size_t n = strcspn(key, "=");

		for (size_t q = 0; q < a->nquestions; q++)
			if (strlen(a->questions[q].key) == n &&
			    strncmp(a->questions[q].key, key, n) == 0)
				r->asked[q] = true;
		key += strcspn(key, "+");
		key += *key == '+' ? 1 : 0;
	}
}

static void
open_part(struct report *r, const char *title)
{
	rr_record(r->rec, RR_STEP_TERM, NULL, "%s", title);
	rr_record_under(r->rec);
}

/* No line of this one, or told where more than nothing, and nothing. */
static bool
is_untold(const struct rr_finding *f, const struct rr_finding_item *x)
{
	const struct rr_sum_line *l = rr_sum_line(f->provision, x->key);

	if (x->state == RR_FOUND_NOT_FOR_IT)
		return true;
	return l != NULL && l->told && x->state == RR_FOUND_COUNTED &&
	    x->asked == 0;
}

static void
add_line(struct report *r, const struct rr_finding *f,
    const struct rr_finding_item *x)
{
	struct rr_buf b = RR_BUF_INIT, range = RR_BUF_INIT;

	if (is_untold(f, x))
		return;
	rr_buf_printf(&b, "%s: ", x->what);
	if (f->provision->kind->lines != RR_LINES_SUM)
		rr_buf_add(&b, rr_found_shown(x->state));
	else if (x->state == RR_FOUND_COUNTED)
		rr_money_text((rr_money){ x->asked }, &b);
	else {
		rr_finding_between(x, &range);
		rr_buf_printf(&b, "not known%s%s", range.len > 0 ? "; " : "",
		    range.len > 0 ? range.s : "");
	}
	rr_record(r->rec, x->state == RR_FOUND_COUNTED ||
	    x->state == RR_FOUND_COMPLETE ? RR_STEP_CONCLUSION :
	    RR_STEP_MISSING, x->section, "%s", b.s);
	rr_buf_free(&range);
	rr_buf_free(&b);
}

static bool
same_line(const struct rr_finding_item *x, const struct rr_finding_item *y)
{
	return strcmp(x->what, y->what) == 0 && x->state == y->state &&
	    x->asked == y->asked && x->counts == y->counts &&
	    x->unknown == y->unknown;
}

/* The first reading that has the lines of reading N: N itself, else before. */
static size_t
first_with(const struct rr_finding *f, size_t n)
{
	const struct rr_finding_reading *r = f->readings;
	size_t i = 0;

	for (; i < n; i++) {
		bool same = r[i].nitems == r[n].nitems;

		for (size_t k = 0; same && k < r[n].nitems; k++)
			same = same_line(&r[i].items[k], &r[n].items[k]);
		if (same)
			break;
	}
	return i;
}

/* Under each reading its lines, but where another had the same. */
static void
add_readings(struct report *r, const struct rr_finding *f)
{
	for (size_t i = 0; i < f->nreadings; i++) {
		const struct rr_finding_reading *one = &f->readings[i];
		size_t first = first_with(f, i);

		if (first < i || one->nitems == 0) {
			rr_record(r->rec, RR_STEP_CHOICE, NULL, "if %s: %s%s",
			    one->key, one->nitems == 0 ? "not known" :
			    "the same as if ", one->nitems == 0 ? "" :
			    f->readings[first].key);
			continue;
		}
		rr_record(r->rec, RR_STEP_CHOICE, NULL, "if %s:", one->key);
		rr_record_under(r->rec);
		for (size_t k = 0; k < one->nitems; k++)
			add_line(r, f, &one->items[k]);
		rr_record_end(r->rec);
	}
}

static void
add_finding(struct report *r, const struct rr_finding *f)
{
	struct rr_buf b = RR_BUF_INIT;

	rr_finding_line(r->dv, f, &b);
	rr_record(r->rec, RR_STEP_CONCLUSION, NULL, "%s", b.s);
	rr_buf_free(&b);
	rr_record_under(r->rec);
	add_readings(r, f);
	for (size_t i = 0; f->nreadings == 0 && i < f->nitems; i++)
		add_line(r, f, &f->items[i]);
	if (f->provision->note != NULL)
		rr_record(r->rec, RR_STEP_TERM, f->provision->cite.section,
		    "%s", f->provision->note);
	rr_record_end(r->rec);
	for (size_t i = 0; i < f->nreadings; i++)
		note_points(r, f->readings[i].key);
}

/* SUMS: what is owed; else all that is found otherwise. */
static void
add_findings(struct report *r, const char *title, bool sums)
{
	bool any = false;

	open_part(r, title);
	for (size_t i = 0; i < r->dv->nfindings; i++) {
		const struct rr_finding *f = &r->dv->findings[i];

		if ((f->provision->kind->lines == RR_LINES_SUM) != sums ||
		    !rr_hang_bears(r->hang, r->claim, f))
			continue;
		add_finding(r, f);
		any = true;
	}
	if (!any)
		rr_record(r->rec, RR_STEP_MISSING, NULL, "nothing");
	rr_record_end(r->rec);
}

/* Bills that are not paid, and no clock that runs; what was paid beyond. */
static void
add_unpaid(struct report *r, const struct rr_claim *c)
{
	struct rr_buf b = RR_BUF_INIT;

	if (c->next == NULL && c->uncounted == NULL &&
	    (rr_claim_has(c, rr_unpaid_of) || rr_claim_unknown(c) != NULL)) {
		rr_buf_add(&b, "; of what was billed ");
		rr_claim_unpaid(c, &b);
	}
	rr_claim_overpaid(c, &b);
	if (b.len > 0)
		rr_record(r->rec, RR_STEP_MISSING, NULL, "%s", b.s + 2);
	rr_buf_free(&b);
}

static void
add_clocks(struct report *r, const struct rr_fact *claim)
{
	bool any = false;

	open_part(r, "Clocks");
	for (size_t i = 0; i < r->dv->ndeadlines; i++) {
		const struct rr_deadline *d = &r->dv->deadlines[i];

		if (!rr_hang_has(r->hang, d->subject))
			continue;
		rr_record(r->rec, RR_STEP_CONCLUSION,
		    d->provision->cite.section, "%s: %s, %s%s%s%s%s", d->what,
		    rr_deadline_text(r->arena, d),
		    rr_status_shown(d->status),
		    d->status == RR_STATUS_MET_LATE ? ", " : "",
		    rr_late_text(r->arena, d), d->doubt != NULL ? "; " : "",
		    d->doubt != NULL ? d->doubt : "");
		for (size_t k = 0; k < d->nreadings; k++)
			note_points(r, d->readings[k].key);
		any = true;
	}
	if (!any)
		rr_record(r->rec, RR_STEP_MISSING, NULL, "none");
	for (size_t i = 0; i < r->dv->nclaims; i++)
		if (r->dv->claims[i].fact == claim)
			add_unpaid(r, &r->dv->claims[i]);
	rr_record_end(r->rec);
}

static void
add_points(struct report *r)
{
	const struct rr_agreement *a =
	    rr_engine_agreement(r->dv->input->engine);
	bool any = false;

	open_part(r, "Open points on which it turns");
	for (size_t q = 0; q < a->nquestions; q++) {
		const struct rr_question *p = &a->questions[q];

		if (!r->asked[q])
			continue;
		any = true;
		rr_record(r->rec, RR_STEP_CHOICE, p->section, "%s: %s",
		    p->key, p->asks);
		rr_record_under(r->rec);
		for (size_t i = 0; i < p->n; i++)
			rr_record(r->rec, RR_STEP_CHOICE, NULL, "%s: %s",
			    p->answers[i].key, p->answers[i].text);
		rr_record_end(r->rec);
	}
	if (!any)
		rr_record(r->rec, RR_STEP_CONCLUSION, NULL, "none");
	rr_record_end(r->rec);
}

static const char *
days_text(struct rr_arena *arena, const struct rr_fact *f)
{
	struct rr_buf b = RR_BUF_INIT;

	rr_fact_days(f, &b);
	return rr_buf_keep(&b, arena);
}

struct rr_trace *
rr_claim_report(struct rr_arena *arena, const struct rr_derivation *dv,
    const struct rr_fact *claim)
{
	const struct rr_agreement *a = rr_engine_agreement(dv->input->engine);
	size_t at = (size_t)(claim - dv->input->facts->all);
	struct report r = { arena, dv, rr_recorder_new(arena),
	    rr_hang_new(arena, dv), at,
	    rr_arena_array(arena, a->nquestions + 1, sizeof(bool)) };

	rr_hang_mark(r.hang, at, NULL, NULL);
	rr_record(r.rec, RR_STEP_TERM, NULL, "%s", a->title);
	rr_record_fact(r.rec, claim, "%s %s, as of %s", claim->name,
	    days_text(arena, claim), day_text(arena, dv->input->on));
	add_findings(&r, "What is owed", true);
	add_clocks(&r, claim);
	rr_hang_mark_named(r.hang, at);
	add_findings(&r, "What must be there, or be made out", false);
	open_part(&r, "What happened");
	rr_chronicle_add(r.rec, arena, dv, at, false);
	rr_record_end(r.rec);
	add_points(&r);
	rr_seal_reasons(r.rec, arena, dv->input->facts);
	return rr_recorder_tree(r.rec);
}

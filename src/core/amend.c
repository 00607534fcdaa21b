/*
 * amend.c: terms that an amendment changed, and which of them govern.
 *
 * Amended terms keep those before them, and a list of what was changed.  A
 * provision governs what begins on the day on which it came into force, or
 * later.  What began before is running: of that the amendment says whether it
 * reaches it, or an open point does, which forks as any other.  So what is
 * unsaid is never chosen: each conclusion that turns on it shows both readings.
 *
 * A provision about a fact runs from the day of that fact; one that is about
 * none, from the first event that its day or its beginning is counted from.
 * One that is counted from nothing on record is not running yet.
 *
 * Where the terms before it ask for a consent, and that has not passed as far
 * as the record has it, whether the amendment counts is an open point as well.
 */
#include <string.h>

#include "eval_int.h"
#include "regrights/arena.h"

const struct rr_answer rr_reach_answers[RR_REACH_ANSWERS] = {
	{ "running", "it reaches what was running" },
	{ "later", "it reaches only what begins later" }
};

const struct rr_answer rr_counts_answers[RR_COUNTS_ANSWERS] = {
	{ "counts", "it counts all the same" },
	{ "not", "it changes nothing before that" }
};

/* Of those that ask for a consent: what is asked while there is none. */
static void
ask_whether(struct rr_arena *arena, struct rr_agreement *a,
    struct rr_question *q)
{
	memset(q, 0, sizeof(*q));
	q->key = rr_arena_printf(arena, "amendment-%lld",
	    (long long)a->amended_by);
	q->section = a->before->amendments->section;
	q->asks = rr_arena_printf(arena, "Does the amendment of entry %lld, "
	    "in force %s, count while the consent that %s asks for has not "
	    "passed?", (long long)a->amended_by, rr_day_text(arena,
	    a->in_force), q->section);
	q->answers = rr_counts_answers;
	q->n = RR_COUNTS_ANSWERS;
	q->asked = true;
}

static void
ask_for(struct rr_arena *arena, const struct rr_agreement *a,
    const struct rr_changed *c, struct rr_question *q)
{
	const struct rr_provision *p = rr_agreement_provision(a, c->name);

	if (p == NULL)
		p = rr_agreement_provision(a->before, c->name);
	memset(q, 0, sizeof(*q));
	q->key = rr_arena_printf(arena, "amendment-%lld-%s",
	    (long long)a->amended_by, c->name);
	q->section = p != NULL ? p->cite.section : a->ladder != NULL &&
	    strcmp(c->name, RR_CHANGED_NOTICES) == 0 ?
	    a->ladder->cite.section : "";
	q->asks = rr_arena_printf(arena, "Does the amendment of entry %lld, "
	    "in force %s, reach what was already running under '%s'?",
	    (long long)a->amended_by, rr_day_text(arena, a->in_force),
	    p != NULL ? p->what : c->name);
	q->answers = rr_reach_answers;
	q->n = RR_REACH_ANSWERS;
	q->asked = true;
}

void
rr_agreement_amend(struct rr_arena *arena, struct rr_agreement *a,
    rr_date in_force, int64_t entry, const struct rr_changed *changes,
    size_t n)
{
	struct rr_changed *all = rr_arena_array(arena, n + 1, sizeof(*all));
	struct rr_question *points = rr_arena_array(arena,
	    a->nquestions + n + 2, sizeof(*points));
	size_t npoints = a->nquestions;

	a->in_force = in_force;
	a->amended_by = entry;
	if (npoints > 0)
		memcpy(points, a->questions, npoints * sizeof(*points));
	for (size_t i = 0; i < n; i++) {
		all[i] = changes[i];
		all[i].question = -1;
		if (changes[i].reach != RR_EXTENT_UNSAID)
			continue;
		ask_for(arena, a, &changes[i], &points[npoints]);
		all[i].question = (int)npoints++;
	}
	a->counts = -1;
	if (a->before != NULL && a->before->amendments != NULL) {
		ask_whether(arena, a, &points[npoints]);
		a->counts = (int)npoints++;
	}
	a->changes = all;
	a->nchanges = n;
	a->questions = points;
	a->nquestions = npoints;
}

const struct rr_changed *
rr_agreement_changed(const struct rr_agreement *a, const char *name)
{
	const struct rr_changed *rest = NULL;

	for (size_t i = 0; i < a->nchanges; i++) {
		if (strcmp(a->changes[i].name, name) == 0)
			return &a->changes[i];
		if (strcmp(a->changes[i].name, RR_CHANGED_REST) == 0)
			rest = &a->changes[i];
	}
	return rest;
}

/*
 * The first day that an expression counts from; NONE: nothing happened yet.  A
 * day that the agreement names was agreed on when it was DATED; without that
 * it is asked about by itself.
 */
static rr_date
first_day(struct rr_eval *ev, const struct rr_expr *w, const rr_date *dated)
{
	const struct rr_fact *const *all;
	rr_date first = w->op != RR_EXPR_DATE ? RR_DATE_NONE :
	    dated != NULL ? *dated : w->date;
	size_t n = 0;

	if (rr_expr_type(w) != RR_TYPE_DAY)
		return first;
	if (w->op == RR_EXPR_EVENT && w->reach == RR_REACH_ALL) {
		all = rr_index_named(ev, w->name, &n);
		if (n > 0)
			return all[0]->day;
	}
	for (size_t i = 0; i < w->nof; i++) {
		rr_date day = first_day(ev, w->of[i], dated);

		if (!rr_date_is_none(day) && (rr_date_is_none(first) ||
		    rr_date_cmp(day, first) < 0))
			first = day;
	}
	return first;
}

static bool
is_start(void *ctx, const struct rr_expr *x, const char *name, unsigned as)
{
	const struct rr_expr **from = ctx;

	(void)name;
	if ((as & RR_AS_START) != 0)
		*from = x;
	return *from != NULL;
}

/* The day from which P runs for a subject; NONE: it does not run yet. */
static rr_date
runs_from(struct rr_eval *ev, const struct rr_agreement *a,
    const struct rr_provision *p, const struct rr_fact *subject)
{
	const struct rr_provision *was = rr_agreement_provision(a->before,
	    p->id);
	const struct rr_expr *from = NULL;
	const struct rr_reader look = { a, is_start, &from };

	if (subject != NULL)
		return subject->day;
	if (was != NULL && was->kind == p->kind)
		p = was;
	return p->kind->uses(&look, p) ? first_day(ev, from,
	    &ev->newest->dated) : a->dated;
}

static bool
answers_yes(struct rr_eval *ev, int question)
{
	int answer = rr_ask(ev, question);

	if (answer == RR_NO_ANSWER)
		rr_blur(ev);
	return answer == 0;
}

/* Whether an amendment governs what was running, as it says or is answered. */
static bool
reaches(struct rr_eval *ev, const struct rr_changed *c, bool ask)
{
	if (c->reach != RR_EXTENT_UNSAID)
		return c->reach == RR_EXTENT_RUNNING;
	if (ask)
		return answers_yes(ev, c->question);
	return ev->answer == NULL || ev->answer[c->question] <= 0;
}

/* What the consent to the amendment that made these lacks, or NULL. */
static const char *
lacks_of(const struct rr_eval *ev, const struct rr_agreement *a)
{
	for (size_t i = 0; i < ev->namended; i++)
		if (ev->amended[i].fact->seq == a->amended_by)
			return ev->amended[i].lacks;
	return NULL;
}

/* Whether it counts: by its consent, else as it is answered. */
static bool
counts(struct rr_eval *ev, const struct rr_agreement *a, bool ask)
{
	if (a->counts < 0 || lacks_of(ev, a) == NULL)
		return true;
	if (ask)
		return answers_yes(ev, a->counts);
	return ev->answer == NULL || ev->answer[a->counts] <= 0;
}

static void
tell(struct rr_eval *ev, const struct rr_agreement *a, const char *what)
{
	const struct rr_fact *f = ev->rec == NULL ? NULL :
	    rr_facts_find(ev->in->facts, a->amended_by, 0);
	const char *lacks = f == NULL ? NULL : lacks_of(ev, a);

	if (f != NULL)
		rr_record_fact(ev->rec, f, "amendment in force %s: %s%s%s",
		    rr_day_text(ev->arena, a->in_force), what,
		    lacks != NULL ? "; " : "", lacks != NULL ? lacks : "");
}

/*
 * Goes back from the last terms for as long as an amendment came after P began
 * for a subject (P NULL: after DAY) and does not reach it.
 */
static void
go_back(struct rr_eval *ev, const char *name, const struct rr_provision *p,
    const struct rr_fact *subject, rr_date day, bool ask)
{
	struct rr_engine *e = ev->in->engine;

	for (; e->before != NULL; e = e->before) {
		const struct rr_agreement *a = e->agreement;
		const struct rr_changed *c = rr_agreement_changed(a, name);
		rr_date from = p == NULL ? day :
		    runs_from(ev, a, p, subject);

		if (c == NULL)
			continue;
		if (!counts(ev, a, ask)) {
			tell(ev, a, "it does not count");
			ev->engine = e->before;
			ev->agreement = e->before->agreement;
			continue;
		}
		if (rr_date_is_none(from) ||
		    rr_date_cmp(from, a->in_force) >= 0) {
			tell(ev, a, "it began under these terms");
			return;
		}
		if (reaches(ev, c, ask)) {
			tell(ev, a, "it reaches what was running");
			return;
		}
		tell(ev, a, "it does not reach what was running");
		ev->engine = e->before;
		ev->agreement = e->before->agreement;
	}
}

static void
save(struct rr_eval *ev, struct rr_terms *was)
{
	was->agreement = ev->agreement;
	was->engine = ev->engine;
	ev->agreement = ev->newest;
	ev->engine = ev->in->engine;
}

void
rr_terms_end(struct rr_eval *ev, const struct rr_terms *was)
{
	ev->agreement = was->agreement;
	ev->engine = was->engine;
}

/* The provision of that id in the terms that are; NULL: not about this. */
static const struct rr_provision *
same_one(const struct rr_agreement *a, const struct rr_provision *p,
    const struct rr_scope *s)
{
	const struct rr_provision *q = rr_agreement_provision(a, p->id);
	bool about = false;

	if (q == NULL || q->kind != p->kind ||
	    (q->per == RR_PER_ENTRY) != (s->recipient == NULL))
		return NULL;
	for (size_t i = 0; s->self != NULL && i < q->neach; i++)
		about |= strcmp(q->each[i], s->self->name) == 0;
	return (s->self == NULL) == (q->neach == 0) &&
	    about == (s->self != NULL) ? q : NULL;
}

const struct rr_provision *
rr_terms_begin(struct rr_eval *ev, const struct rr_provision *p,
    const struct rr_scope *s, struct rr_terms *was)
{
	save(ev, was);
	/* Whatever its terms, it is of a subject on its day in this world. */
	rr_spans_of(ev, s->self);
	if (ev->newest->before == NULL)
		return p;
	go_back(ev, p->id, p, s->self, RR_DATE_NONE, true);
	return same_one(ev->agreement, p, s);
}

const struct rr_provision *
rr_terms_show(struct rr_eval *ev, const struct rr_provision *p,
    const struct rr_scope *s, struct rr_terms *was)
{
	struct rr_recorder *rec = ev->rec;
	const struct rr_provision *shown;

	save(ev, was);
	if (ev->newest->before == NULL)
		return p;
	ev->rec = NULL;
	go_back(ev, p->id, p, s->self, RR_DATE_NONE, false);
	ev->rec = rec;
	shown = same_one(ev->agreement, p, s);
	for (; shown == NULL && ev->engine->before != NULL;
	    shown = same_one(ev->agreement, p, s)) {
		ev->engine = ev->engine->before;
		ev->agreement = ev->engine->agreement;
	}
	return shown != NULL ? shown : p;
}

void
rr_terms_notice(struct rr_eval *ev, rr_date sent, struct rr_terms *was)
{
	save(ev, was);
	if (ev->newest->before != NULL)
		go_back(ev, RR_CHANGED_NOTICES, NULL, NULL, sent, true);
}

rr_date
rr_when_begins(struct rr_eval *ev, const struct rr_expr *w)
{
	return first_day(ev, w, NULL);
}

/* The kind of day of that name in the terms that are; -1: they have none. */
static int
same_kind(const struct rr_agreement *a, const char *name)
{
	for (size_t i = 0; i < a->nkinds; i++)
		if (strcmp(a->kinds[i].name, name) == 0)
			return (int)i;
	return -1;
}

/* An expression of the last terms, as those that are count it; or NULL. */
static const struct rr_expr *
same_when(const struct rr_eval *ev, const struct rr_expr *w)
{
	struct rr_expr *copy = rr_arena_alloc(ev->arena, sizeof(*copy));
	const struct rr_expr **of = rr_arena_array(ev->arena, w->nof + 1,
	    sizeof(const struct rr_expr *));

	if (rr_expr_type(w) != RR_TYPE_DAY)
		return w;
	*copy = *w;
	copy->of = of;
	for (size_t i = 0; i < w->nof; i++) {
		of[i] = same_when(ev, w->of[i]);
		if (of[i] == NULL)
			return NULL;
	}
	if (w->op != RR_EXPR_OFFSET || w->unit != RR_UNIT_KIND)
		return copy;
	copy->kind = same_kind(ev->agreement,
	    ev->newest->kinds[w->kind].name);
	return copy->kind >= 0 ? copy : NULL;
}

const struct rr_date_terms *
rr_terms_when(struct rr_eval *ev, const struct rr_date_terms *t,
    struct rr_terms *was)
{
	struct rr_date_terms *same;

	save(ev, was);
	if (ev->newest->before == NULL)
		return t;
	go_back(ev, RR_CHANGED_REST, NULL, NULL, rr_when_begins(ev, t->due),
	    true);
	if (ev->agreement == ev->newest)
		return t;
	same = rr_arena_alloc(ev->arena, sizeof(*same));
	*same = *t;
	same->due = same_when(ev, t->due);
	same->roll = ev->agreement->nrolls > 0 ? 0 : -1;
	return same->due != NULL ? same : NULL;
}

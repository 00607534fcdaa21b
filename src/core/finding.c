/*
 * finding.c: conclusions of every kind but the deadline.
 *
 * The kind's own rule says what a provision comes to in one world; here it is
 * run for each subject in the worlds that it asks for, and folded: where the
 * readings agree there is one outcome, else each has its own.  Lines (votes,
 * things that must be there) are taken from the first reading.
 *
 * Where too many points are open to try each, and what they leave open cannot
 * be bounded, it forks without a reading that says how.
 *
 * Asked for by its id, a finding is made again by itself with a recorder.
 */
#include <string.h>

#include "conclude_int.h"
#include "passed_int.h"
#include "regrights/arena.h"
#include "regrights/map.h"

/*
 * Whether a provision is for a subject at all: its condition is run in every
 * world of answers; where they differ, or a fact is missing, nothing is said.
 */
struct asked {
	const struct rr_provision	*provision;
	const struct rr_scope		*scope;
	bool				 passed;
};

enum rr_truth
rr_passes(struct rr_eval *ev, const struct rr_date_terms *t,
    const struct rr_scope *scope)
{
	enum rr_truth kept = rr_eval_truth(ev, t->held_if, scope);

	return kept == RR_FALSE ? RR_TRUE : kept == RR_TRUE ? RR_FALSE : kept;
}

static void
run_cond(struct rr_eval *ev, void *ctx, void *out)
{
	const struct asked *a = ctx;
	enum rr_truth *t = out;
	struct rr_terms was;
	const struct rr_provision *p = rr_terms_begin(ev, a->provision,
	    a->scope, &was);

	*t = p == NULL ? RR_FALSE : p->only_if == NULL ? RR_TRUE :
	    rr_eval_truth(ev, p->only_if, a->scope);
	if (*t != RR_FALSE && a->passed) {
		enum rr_truth passes = rr_passes(ev, &p->date, a->scope);

		*t = passes == RR_TRUE ? *t : passes;
	}
	rr_terms_end(ev, &was);
}

enum rr_truth
rr_applies(struct rr_eval *ev, const struct rr_provision *p,
    const struct rr_scope *scope, bool passed)
{
	struct asked a = { p, scope, passed };
	struct rr_recorder *rec = ev->rec;
	struct rr_world *w;
	size_t n;

	if (p->only_if == NULL && ev->newest->before == NULL && !passed)
		return RR_TRUE;
	ev->rec = NULL;
	n = rr_worlds_of(ev, run_cond, &a, sizeof(enum rr_truth), &w, NULL);
	ev->rec = rec;
	return n == 1 && !rr_is_open(*(enum rr_truth *)w->out) ?
	    *(enum rr_truth *)w->out : RR_UNKNOWN;
}

/* Of what was asked in a world, the positions: "holder-advances=no". */
static const char *
positions_in(struct rr_eval *ev, const struct rr_world *w,
    const int8_t *positions)
{
	struct rr_world taken = { 0 };
	struct rr_setting *asked = rr_arena_array(ev->arena, w->nasked + 1,
	    sizeof(*asked));

	for (size_t i = 0; i < w->nasked; i++) {
		int position = positions[w->asked[i].question];

		if (position >= 0 && position != w->asked[i].answer)
			return NULL;
		if (position >= 0)
			asked[taken.nasked++] = w->asked[i];
	}
	taken.asked = asked;
	return rr_world_key(ev->arena, ev->newest, &taken);
}

const char *
rr_set_aside(struct rr_eval *ev, const struct rr_provision *p,
    const struct rr_scope *scope, bool passed)
{
	struct asked a = { p, scope, passed };
	const int8_t *positions = ev->fixed;
	const char *by = NULL;
	struct rr_world *w;
	bool applies = false;
	size_t n;

	ev->fixed = rr_readings_fixed(ev, true);
	n = rr_worlds_of(ev, run_cond, &a, sizeof(enum rr_truth), &w, NULL);
	for (size_t i = 0; i < n; i++) {
		applies |= *(enum rr_truth *)w[i].out != RR_FALSE;
		if (by == NULL)
			by = positions_in(ev, &w[i], positions);
	}
	rr_eval_settle(ev);
	return applies ? by : NULL;
}

struct rule {
	const struct rr_provision	*provision;
	const struct rr_scope		*scope;
	struct rr_vec			*items;
	/* it applies in one world and not in another, or that is unknown */
	bool				 in_doubt;
};

/* A fact is missing that would say whether it applies at all. */
static void
wait_for(struct rr_eval *ev, const char *what, struct rr_outcome *o)
{
	rr_outcome_init(o, RR_FOUND_WAITING);
	o->waits_for = what;
	rr_record(ev->rec, RR_STEP_MISSING, NULL, "not on record: %s", what);
}

/* Whether it is for this subject in this world; if not, what it comes to. */
static bool
is_for(struct rr_eval *ev, const struct rr_provision *p,
    const struct rr_scope *scope, struct rr_outcome *o)
{
	struct rr_recorder *rec = ev->rec;
	enum rr_truth applies;

	if (p->only_if == NULL)
		return true;
	ev->rec = NULL;
	applies = rr_eval_truth(ev, p->only_if, scope);
	ev->rec = rec;
	if (applies == RR_TRUE)
		return true;
	if (applies == RR_FALSE) {
		rr_outcome_init(o, RR_FOUND_NOT_FOR_IT);
		rr_record(rec, RR_STEP_CHOICE, NULL, "it does not apply");
	} else
		wait_for(ev, rr_cond_doubt(ev, p->only_if, scope), o);
	return false;
}

static void
run_rule(struct rr_eval *ev, void *ctx, void *out)
{
	const struct rule *r = ctx;
	struct rr_vec scratch = RR_VEC_INIT(struct rr_finding_item);
	struct rr_vec *items = r->items != NULL ? r->items : &scratch;
	struct rr_outcome *o = out;
	struct rr_terms was;
	const struct rr_provision *p = rr_terms_begin(ev, r->provision,
	    r->scope, &was);

	if (p == NULL) {
		rr_outcome_init(o, RR_FOUND_WAITING);
		o->waits_for = "these terms: they do not have it";
	} else if (!r->in_doubt || is_for(ev, p, r->scope, o))
		rr_conclude(ev, p, r->scope, o, items);
	rr_terms_end(ev, &was);
	if (ev->blurred) {
		rr_outcome_init(o, RR_FOUND_FORKS);
		items->n = 0;
	}
	o->waits_for = rr_shared_text(ev, o->waits_for);
	o->instead = rr_shared_text(ev, o->instead);
	o->lines = rr_lines_text(ev, items);
}

/* One outcome where all agree; else that of the first, told to fork. */
static void
fold(struct rr_eval *ev, const struct rr_world *w, size_t n,
    struct rr_finding *f)
{
	struct rr_finding_reading *r;

	f->out = *(const struct rr_outcome *)w[0].out;
	if (n == 1)
		return;
	r = rr_arena_array(ev->arena, n, sizeof(*r));
	for (size_t i = 0; i < n; i++) {
		r[i].key = rr_world_key(ev->arena, ev->newest, &w[i]);
		r[i].out = *(const struct rr_outcome *)w[i].out;
		if (r[i].out.state != r[0].out.state ||
		    (f->provision->kind->lines == RR_LINES_PARTS &&
		    r[i].out.lines != r[0].out.lines) ||
		    (f->provision->kind->lines == RR_LINES_SUM &&
		    r[i].out.have != r[0].out.have))
			f->out.state = RR_FOUND_FORKS;
	}
	f->readings = r;
	f->nreadings = n;
}

/* The lines in each world; those of the first stand for all that agree. */
static void
add_items(struct rr_eval *ev, const struct rr_world *w, size_t n,
    struct rule *rule, struct rr_finding *f)
{
	struct rr_finding_reading *r =
	    rr_arena_array(ev->arena, n, sizeof(*r));
	struct rr_outcome again;

	for (size_t i = 0; i < n; i++) {
		struct rr_vec items = RR_VEC_INIT(struct rr_finding_item);

		rule->items = &items;
		rr_world_run(ev, &w[i], run_rule, rule, &again);
		if (f->nreadings > 0)
			r[i] = f->readings[i];
		r[i].items = items.items;
		r[i].nitems = items.n;
	}
	rule->items = NULL;
	f->items = r[0].items;
	f->nitems = r[0].nitems;
	if (f->nreadings > 0)
		f->readings = r;
}

static void
work_out(struct rr_eval *ev, struct rr_finding *f,
    const struct rr_scope *scope, bool in_doubt)
{
	struct rule rule = { f->provision, scope, NULL, in_doubt };
	struct rr_recorder *rec = ev->rec;
	struct rr_outcome again;
	struct rr_world *w;
	size_t n;

	ev->rec = NULL;
	ev->fixed = rr_readings_fixed(ev, false);
	n = rr_fork(ev, run_rule, &rule, sizeof(struct rr_outcome), &w);
	f->nruns = n;
	for (size_t i = 0; i < n; i++)
		if (((struct rr_outcome *)w[i].out)->state == RR_FOUND_FORKS)
			f->npoints = w[i].npoints;
	n = rr_worlds_reduce(ev->arena, w, n, sizeof(struct rr_outcome));
	fold(ev, w, n, f);
	add_items(ev, w, n, &rule, f);
	rr_worlds_record(ev, rec, w, n, run_rule, &rule, &again);
	ev->rec = rec;
}

struct pass {
	struct rr_eval		*ev;
	const char		*want;
	struct rr_recorder	*rec;
	struct rr_vec		 rows;
	/* ids that are there, where terms were amended */
	struct rr_map		*seen;
};

static void
add_finding(void *ctx, const struct rr_provision *p,
    const struct rr_fact *subject, const char *party)
{
	struct pass *pass = ctx;
	struct rr_eval *ev = pass->ev;
	const struct rr_scope scope = RR_SCOPE(subject, party);
	const char *id = rr_make_id(ev, p->kind->word, p->id, subject,
	    party);
	enum rr_truth applies = rr_applies(ev, p, &scope, false);
	struct rr_finding *f;
	struct rr_terms was;

	if (rr_map_find(pass->seen, id) != NULL || applies == RR_FALSE)
		return;
	if (ev->newest->before != NULL)
		rr_map_set(pass->seen, id, pass);
	p = rr_terms_show(ev, p, &scope, &was);
	f = rr_vec_add(ev->arena, &pass->rows);
	f->id = id;
	f->provision = p;
	f->subject = subject;
	f->party = party == NULL && p->kind->of_holder ?
	    rr_fact_get(subject, RR_USE_HOLDER) : party;
	ev->rec = pass->rec;
	rr_record(ev->rec, RR_STEP_TERM, p->cite.section, "%s%s%s", p->what,
	    f->party != NULL ? ": " : "", f->party != NULL ?
	    rr_roster_name(ev->in->roster, f->party) : "");
	rr_record_under(ev->rec);
	/* Terms without a condition, where others may hold that have one. */
	if (applies != RR_TRUE && p->only_if == NULL)
		wait_for(ev, "which terms hold for it, those before or after "
		    "the amendment", &f->out);
	else
		work_out(ev, f, &scope, applies != RR_TRUE);
	if (p->note != NULL)
		rr_record(ev->rec, RR_STEP_TERM, p->cite.section, "%s",
		    p->note);
	rr_record_end(ev->rec);
	ev->rec = NULL;
	rr_terms_end(ev, &was);
}

static bool
is_finding(const struct rr_provision *p)
{
	return p->kind->rule != NULL;
}

void
rr_derive_findings(struct rr_eval *ev, struct rr_derivation *dv,
    const char *want)
{
	struct pass pass = { ev, want, want != NULL ? ev->rec : NULL,
	    RR_VEC_INIT(struct rr_finding), rr_map_new(ev->arena) };
	struct rr_recorder *rec = ev->rec;

	ev->rec = NULL;
	if (want == NULL)
		rr_each_subject(ev, is_finding, add_finding, &pass);
	else
		rr_the_subject(ev, want, is_finding, add_finding, &pass);
	ev->rec = rec;
	dv->findings = pass.rows.items;
	dv->nfindings = pass.rows.n;
}

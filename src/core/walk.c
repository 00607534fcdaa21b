/*
 * walk.c: how the steps of a workflow stand.
 *
 * A step is done when its condition holds, under every answer to the open
 * points that it turns on.  One that is not done is not needed when its other
 * condition fails; else it is open, or cannot be said where something is not
 * on record.  Before there is anything that the walk is about, nothing of it
 * can be missing, so its steps are open.
 */
#include "regrights/walk.h"

#include <string.h>

#include "walk_int.h"
#include "regrights/arena.h"
#include "regrights/buf.h"
#include "regrights/vec.h"

#define RR_TICK(id, word, shown, mark)	{ word, shown, mark },
static const struct { const char *word, *shown, *mark; } ticks[] = {
#include "regrights/tick.def"
};
#undef RR_TICK

const char *
rr_tick_word(enum rr_tick t)
{
	return ticks[t].word;
}

const char *
rr_tick_shown(enum rr_tick t)
{
	return ticks[t].shown;
}

const char *
rr_tick_mark(enum rr_tick t)
{
	return ticks[t].mark;
}

struct asked {
	const struct rr_expr	*cond;
	struct rr_scope		 scope;
};

/* What is shared out differs with its lines, though it is settled in each. */
struct answer {
	enum rr_truth	 truth;
	const char	*lines;
};

static void
run_cond(struct rr_eval *ev, void *ctx, void *out)
{
	const struct asked *a = ctx;
	struct answer *t = out;

	/* What the notice clause does on the way is told elsewhere. */
	ev->ticks = ev->rec;
	ev->rec = NULL;
	ev->lines = NULL;
	t->truth = rr_eval_truth(ev, a->cond, &a->scope);
	t->lines = ev->lines;
	ev->rec = ev->ticks;
	ev->ticks = NULL;
}

/*
 * The answer in all worlds; with a recorder, the reasons in each.  TURN: the
 * open point that it turns on, or NULL.
 */
static enum rr_truth
ask(struct rr_eval *ev, const struct rr_expr *cond,
    const struct rr_fact *subject, struct rr_recorder *rec, const char **turn)
{
	struct asked a = { cond, RR_SCOPE(subject, NULL) };
	struct answer again;
	struct rr_world *w;
	size_t n;

	ev->rec = NULL;
	ev->whom = NULL;
	ev->which = NULL;
	n = rr_worlds_of(ev, run_cond, &a, sizeof(struct answer), &w, NULL);
	*turn = n > 1 ? ev->newest->questions[w->asked->question].key : NULL;
	ev->whom = NULL;
	ev->which = NULL;
	rr_worlds_record(ev, rec, w, n, run_cond, &a, &again);
	ev->rec = NULL;
	return n == 1 && !rr_is_open(((struct answer *)w->out)->truth) ?
	    ((struct answer *)w->out)->truth : RR_UNKNOWN;
}

struct found {
	const struct rr_eval	*ev;
	struct rr_walk_step	*step;
	const char		*to_come;
};

static bool
is_later(const struct rr_fact *a, const struct rr_fact *b)
{
	return b == NULL || a->seq > b->seq ||
	    (a->seq == b->seq && a->row > b->row);
}

/* The last fact, the first thing that is missing, the first to come. */
static void
find(void *ctx, int depth, const struct rr_trace *t)
{
	struct found *f = ctx;
	const struct rr_fact *fact;

	(void)depth;
	if (t->step == RR_STEP_FACT) {
		fact = rr_facts_find(f->ev->in->facts, t->fact, t->row);
		if (fact != NULL && is_later(fact, f->step->fact))
			f->step->fact = fact;
	} else if (t->step == RR_STEP_MISSING) {
		if (f->step->missing == NULL)
			f->step->missing = t->text;
	} else if (t->step != RR_STEP_TERM && f->to_come == NULL)
		f->to_come = t->text;
}

static void
derive_step(struct rr_eval *ev, const struct rr_workflow *w,
    const struct rr_fact *subject, struct rr_walk_step *s)
{
	struct rr_recorder *rec = rr_recorder_new(ev->arena);
	struct found f = { ev, s, NULL };
	const char *turn, *other;
	enum rr_truth done = ask(ev, s->step->done, subject, rec, &turn);

	s->whom = ev->whom;
	s->which = ev->which;
	s->why = rr_recorder_tree(rec);
	rr_trace_walk(s->why, find, &f);
	if (s->missing == NULL && turn == NULL)
		s->missing = f.to_come;
	if (turn != NULL)
		s->missing = rr_arena_printf(ev->arena, "%s%sit turns on an "
		    "open point: %s", s->missing != NULL ? s->missing : "",
		    s->missing != NULL ? "; " : "", turn);
	if (done == RR_TRUE) {
		s->tick = RR_TICK_DONE;
		s->missing = s->whom = NULL;
		s->which = NULL;
		return;
	}
	s->fact = NULL;
	if (s->step->needed_if != NULL && ask(ev, s->step->needed_if, subject,
	    NULL, &other) == RR_FALSE)
		s->tick = RR_TICK_NOT_NEEDED;
	else if (done == RR_UNKNOWN && (subject != NULL || w->nabout == 0))
		s->tick = RR_TICK_UNKNOWN;
	else
		s->tick = RR_TICK_OPEN;
	if (s->tick == RR_TICK_NOT_NEEDED) {
		s->missing = s->whom = NULL;
		s->which = NULL;
	} else
		rr_walk_sent(ev, subject, s);
}

static const char *
make_id(struct rr_arena *arena, const struct rr_agreement *a,
    const struct rr_workflow *w, const struct rr_fact *f)
{
	struct rr_buf b = RR_BUF_INIT;

	rr_buf_printf(&b, "%s/workflow/%s", a->key, w->key);
	if (f != NULL)
		rr_buf_printf(&b, "/%lld", (long long)f->seq);
	if (f != NULL && f->row > 0)
		rr_buf_printf(&b, ".%lld", (long long)f->row);
	return rr_buf_keep(&b, arena);
}

static struct rr_walk *
derive_walk(struct rr_eval *ev, const struct rr_workflow *w,
    const struct rr_fact *subject)
{
	struct rr_walk *walk = rr_arena_alloc(ev->arena, sizeof(*walk));
	struct rr_walk_step *steps = rr_arena_array(ev->arena, w->nsteps + 1,
	    sizeof(*steps));

	walk->id = make_id(ev->arena, ev->agreement, w, subject);
	walk->input = ev->in;
	walk->workflow = w;
	walk->subject = subject;
	walk->next = w->nsteps;
	for (size_t i = 0; i < w->nsteps; i++) {
		steps[i].step = &w->steps[i];
		derive_step(ev, w, subject, &steps[i]);
		if (steps[i].tick == RR_TICK_DONE ||
		    steps[i].tick == RR_TICK_NOT_NEEDED)
			walk->nsettled++;
		else if (walk->next == w->nsteps)
			walk->next = i;
	}
	walk->steps = steps;
	return walk;
}

static void
begin(struct rr_eval *ev, struct rr_arena *arena, const struct rr_input *in)
{
	rr_eval_init(ev, arena, in);
	ev->fixed = rr_readings_fixed(ev, false);
}

struct rr_walk *
rr_walk_derive(struct rr_arena *arena, const struct rr_input *in,
    const struct rr_workflow *w, const struct rr_fact *subject)
{
	struct rr_eval ev;

	begin(&ev, arena, in);
	return derive_walk(&ev, w, subject);
}

const struct rr_fact *
rr_walk_latest(struct rr_arena *arena, const struct rr_walk *w,
    const char *name)
{
	const struct rr_fact *const *all;
	const struct rr_fact *latest = NULL;
	struct rr_eval ev;
	size_t n;

	begin(&ev, arena, w->input);
	all = rr_index_named(&ev, name, &n);
	for (size_t i = 0; i < n; i++)
		if (w->workflow->nabout == 0 || (w->subject != NULL &&
		    rr_eval_hangs(&ev, all[i], w->subject)))
			latest = all[i];
	return latest;
}

const struct rr_fact *
rr_walk_named(struct rr_arena *arena, const struct rr_walk *w,
    const struct rr_walk_step *s, const char *name)
{
	const struct rr_fact *found;
	const struct rr_fact *const *all;
	struct rr_eval ev;
	size_t n;

	if (s->which != NULL && strcmp(s->which->name, name) == 0)
		return s->which;
	found = rr_walk_latest(arena, w, name);
	if (found != NULL)
		return found;
	begin(&ev, arena, w->input);
	all = rr_index_named(&ev, name, &n);
	for (size_t i = n; i > 0 && found == NULL; i--)
		if (w->subject == NULL || rr_eval_hangs(&ev, w->subject,
		    all[i - 1]))
			found = all[i - 1];
	return found;
}

/* It is about that event, or names it in a field. */
static bool
answers(const struct rr_event *e, const char *event)
{
	bool does = rr_event_answers(e, event);

	for (size_t i = 0; i < e->nfields && !does; i++)
		does = e->fields[i].nof > 0 &&
		    rr_field_takes(&e->fields[i], event);
	return does;
}

/* Which of those that the walk would be about answers the event, or NULL. */
static const struct rr_event *
answer_to(const struct rr_agreement *a, const struct rr_workflow *w,
    const char *event)
{
	for (size_t i = 0; i < w->nabout; i++) {
		const struct rr_event *e = rr_agreement_event(a, w->about[i]);

		if (e != NULL && e->notice && answers(e, event))
			return e;
	}
	return NULL;
}

/* Of notices of every kind it is not known which one is meant. */
static bool
all_answer(const struct rr_agreement *a, const struct rr_workflow *w)
{
	bool all = w->nabout > 0;

	for (size_t i = 0; i < w->nabout && all; i++) {
		const struct rr_event *e = rr_agreement_event(a, w->about[i]);
		bool any = false;

		for (size_t k = 0; k < a->nevents && !any; k++)
			any = !a->events[k].notice && answers(e,
			    a->events[k].name);
		all = any && e->notice;
	}
	return all;
}

const struct rr_fact *
rr_walk_awaits(struct rr_arena *arena, const struct rr_walk *w,
    const struct rr_event **notice)
{
	const struct rr_facts *facts = w->input->facts;
	struct rr_eval ev;
	size_t n;

	begin(&ev, arena, w->input);
	if (w->subject != NULL || !all_answer(ev.agreement, w->workflow))
		return NULL;
	for (size_t i = facts->n; i > 0; i--) {
		const struct rr_fact *f = &facts->all[i - 1];

		*notice = f->shape != RR_SHAPE_EVENT ? NULL :
		    answer_to(ev.agreement, w->workflow, f->name);
		if (*notice == NULL)
			continue;
		rr_eval_linked(&ev, (*notice)->name, f, &n);
		if (n == 0)
			return f;
	}
	return NULL;
}

static void
add_walk(struct rr_eval *ev, struct rr_vec *all, const struct rr_workflow *w,
    const struct rr_fact *subject)
{
	*(struct rr_walk **)rr_vec_add(ev->arena, all) = derive_walk(ev, w,
	    subject);
}

size_t
rr_walks_derive(struct rr_arena *arena, const struct rr_input *in,
    struct rr_walk ***out)
{
	struct rr_vec all = RR_VEC_INIT(struct rr_walk *);
	struct rr_eval ev;

	begin(&ev, arena, in);
	for (size_t i = 0; i < ev.agreement->nworkflows; i++) {
		const struct rr_workflow *w = &ev.agreement->workflows[i];

		add_walk(&ev, &all, w, NULL);
		for (size_t k = in->facts->n; k > 0; k--) {
			const struct rr_fact *f = &in->facts->all[k - 1];

			if ((f->shape == RR_SHAPE_EVENT ||
			    f->shape == RR_SHAPE_NOTICE) &&
			    rr_workflow_is_about(w, f->name))
				add_walk(&ev, &all, w, f);
		}
	}
	*out = all.items;
	return all.n;
}

/*
 * world.c: the worlds of answers in which a conclusion is worked out.
 *
 * A conclusion is computed under every combination of answers that it asks
 * about and that nobody has fixed.  The combinations are found by running the
 * rule: the first run takes the first answer to each question as it is asked;
 * the last answer taken is then advanced and the rule run again, until none
 * is left.  Questions that a rule does not ask cost nothing.
 *
 * Beyond RR_WORLDS_MAX combinations only the first questions are tried apart,
 * RR_WORLDS_APART combinations at most; the later ones are taken as unknown.
 * Then rr_ask() gives RR_NO_ANSWER, and who asked joins what follows from
 * every answer, or says that it cannot be bounded: rr_blur().
 *
 * What several conclusions come to together is found without working any of
 * them out again: the worlds of each are kept, and who asks walks them.
 *
 * Worlds and keys live in the arena of the evaluation.
 */
#include <string.h>

#include "eval_int.h"
#include "regrights/arena.h"
#include "regrights/buf.h"
#include "regrights/trace.h"
#include "regrights/vec.h"

/* Whether one more question would make more worlds than are tried apart. */
static bool
is_too_many(const struct rr_eval *ev, int question)
{
	const bool day = rr_spans_asks(ev, question);
	size_t ways = ev->newest->questions[question].n;

	if (!ev->limited)
		return false;
	for (size_t i = 0; i < ev->nasked; i++)
		if (rr_spans_asks(ev, ev->asked[i].question) == day)
			ways *= ev->newest->questions[
			    ev->asked[i].question].n;
	if (day)
		return rr_spans_are_many(ways);
	return ev->settled || ways > RR_WORLDS_APART;
}

void
rr_blur(struct rr_eval *ev)
{
	ev->blurred = true;
}

int
rr_ask(struct rr_eval *ev, int question)
{
	struct rr_setting *s;

	if (ev->bears != NULL && !rr_spans_asks(ev, question))
		ev->bears[question] = true;
	if (ev->answer[question] >= 0)
		return ev->answer[question];
	if (ev->nasked >= ev->nforced && is_too_many(ev, question))
		return RR_NO_ANSWER;
	s = &ev->asked[ev->nasked++];
	if (ev->nasked > ev->nforced) {
		s->question = question;
		s->answer = 0;
	}
	ev->answer[question] = (int8_t)s->answer;
	return s->answer;
}

/* The next combination, by advancing the last answer that can be. */
static bool
advance(struct rr_eval *ev)
{
	while (ev->nasked > 0) {
		struct rr_setting *s = &ev->asked[ev->nasked - 1];

		if ((size_t)s->answer + 1 <
		    ev->newest->questions[s->question].n) {
			s->answer++;
			ev->nforced = ev->nasked;
			return true;
		}
		ev->nasked--;
	}
	return false;
}

/* The days that are asked for before any rule runs. */
static void
ask_days(struct rr_eval *ev)
{
	int question;

	if (rr_spans_too_many(ev) != NULL)
		rr_blur(ev);
	for (size_t at = 0; rr_spans_first(ev, &at, &question); )
		rr_ask(ev, question);
	rr_spans_hold(ev);
}

static void
begin_world(struct rr_eval *ev)
{
	rr_spans_enter(ev);
	for (size_t i = 0; i < ev->newest->nquestions; i++)
		ev->answer[i] = ev->fixed[i];
	ev->nasked = 0;
	ev->failed = NULL;
	ev->blurred = false;
}

void
rr_world_run(struct rr_eval *ev, const struct rr_world *w, rr_rule_fn *rule,
    void *ctx, void *out)
{
	begin_world(ev);
	ev->nforced = 0;
	ev->limited = ev->settled = w->npoints > 0;
	for (size_t i = 0; i < w->nall; i++)
		ev->answer[w->all[i].question] = (int8_t)w->all[i].answer;
	ask_days(ev);
	rule(ev, ctx, out);
	rr_spans_leave(ev);
	ev->limited = ev->settled = false;
}

static void
run_world(struct rr_eval *ev, rr_rule_fn *rule, void *ctx, size_t size,
    struct rr_world *w)
{
	struct rr_setting *asked;

	begin_world(ev);
	w->out = rr_arena_alloc(ev->arena, size);
	ask_days(ev);
	rule(ev, ctx, w->out);
	asked = rr_arena_array(ev->arena, ev->nasked + 1, sizeof(*asked));
	memcpy(asked, ev->asked, ev->nasked * sizeof(*asked));
	w->asked = w->all = asked;
	w->nasked = w->nall = ev->nasked;
}

/* In all worlds; false when there are more than RR_WORLDS_MAX. */
static bool
run_worlds(struct rr_eval *ev, rr_rule_fn *rule, void *ctx, size_t size,
    struct rr_vec *all)
{
	ev->nforced = 0;
	do {
		if (all->n == RR_WORLDS_MAX) {
			rr_spans_leave(ev);
			return false;
		}
		run_world(ev, rule, ctx, size, rr_vec_add(ev->arena, all));
	} while (!ev->stopped && advance(ev));
	rr_spans_leave(ev);
	return true;
}

/* How many open points were asked, of those that nobody has fixed. */
static size_t
count_points(const struct rr_eval *ev)
{
	size_t n = 0;

	for (size_t i = 0; i < ev->newest->nquestions; i++)
		n += ev->bears[i] && ev->fixed[i] < 0;
	return n;
}

size_t
rr_fork(struct rr_eval *ev, rr_rule_fn *rule, void *ctx, size_t size,
    struct rr_world **worlds)
{
	size_t nq = ev->newest->nquestions;
	struct rr_vec all = RR_VEC_INIT(struct rr_world);
	struct rr_vec few = RR_VEC_INIT(struct rr_world);

	ev->answer = rr_arena_array(ev->arena, nq + 1, 1);
	ev->asked = rr_arena_array(ev->arena, nq + 1, sizeof(*ev->asked));
	if (run_worlds(ev, rule, ctx, size, &all)) {
		*worlds = all.items;
		return all.n;
	}
	ev->bears = rr_arena_array(ev->arena, nq + 1, sizeof(*ev->bears));
	ev->limited = true;
	run_worlds(ev, rule, ctx, size, &few);
	ev->limited = false;
	for (size_t i = 0; i < few.n; i++)
		((struct rr_world *)rr_vec_at(&few, i))->npoints =
		    count_points(ev);
	ev->bears = NULL;
	*worlds = few.items;
	return few.n;
}

enum rr_apart
rr_worlds_apart(const struct rr_eval *ev, const struct rr_world *w, size_t n)
{
	unsigned apart = RR_APART_NOT;

	for (size_t i = 0; i < n; i++)
		for (size_t k = 0; k < w[i].nasked; k++)
			apart |= rr_spans_asks(ev, w[i].asked[k].question) ?
			    RR_APART_DAYS : RR_APART_POINTS;
	return apart;
}

static bool
same_worlds(const struct rr_world *a, const struct rr_world *b, size_t n,
    size_t depth)
{
	for (size_t i = 0; i < n; i++) {
		if (a[i].kind != b[i].kind || a[i].nasked != b[i].nasked)
			return false;
		for (size_t j = depth; j < a[i].nasked; j++)
			if (a[i].asked[j].question != b[i].asked[j].question ||
			    a[i].asked[j].answer != b[i].asked[j].answer)
				return false;
	}
	return true;
}

static const struct rr_setting *
without(struct rr_arena *arena, const struct rr_world *w, size_t depth)
{
	struct rr_setting *s = rr_arena_array(arena, w->nasked, sizeof(*s));

	memcpy(s, w->asked, depth * sizeof(*s));
	memcpy(s + depth, w->asked + depth + 1,
	    (w->nasked - depth - 1) * sizeof(*s));
	return s;
}

/* What W answers to QUESTION, at *AT of what it asks; or RR_NO_ANSWER. */
static int
answer_in(const struct rr_world *w, int question, size_t *at)
{
	for (*at = 0; *at < w->nasked; (*at)++)
		if (w->asked[*at].question == question)
			return w->asked[*at].answer;
	return RR_NO_ANSWER;
}

/* Whether A and B are one world but for QUESTION, which they answer apart. */
static bool
only_apart_in(const struct rr_world *a, const struct rr_world *b, int question)
{
	bool apart = false;

	for (size_t i = 0, at; i < a->nasked; i++) {
		int other = answer_in(b, a->asked[i].question, &at);

		if (other == RR_NO_ANSWER || other == a->asked[i].answer)
			continue;
		if (a->asked[i].question != question)
			return false;
		apart = true;
	}
	return apart;
}

static bool
decides(const struct rr_world *w, size_t n, int question)
{
	for (size_t i = 0; i < n; i++)
		for (size_t j = i + 1; j < n; j++)
			if (w[i].kind != w[j].kind && only_apart_in(&w[i],
			    &w[j], question))
				return true;
	return false;
}

/* Of N worlds those that answer QUESTION first or not at all, without it. */
static size_t
forget(struct rr_arena *arena, struct rr_world *w, size_t n, int question)
{
	size_t kept = 0;

	for (size_t i = 0, at; i < n; i++) {
		int answer = answer_in(&w[i], question, &at);

		if (answer > 0)
			continue;
		w[kept] = w[i];
		if (answer == 0) {
			w[kept].asked = without(arena, &w[i], at);
			w[kept].nasked--;
		}
		kept++;
	}
	return kept;
}

static bool
is_asked_in(const struct rr_world *w, size_t n, int question)
{
	for (size_t i = 0, at; i < n; i++)
		if (answer_in(&w[i], question, &at) != RR_NO_ANSWER)
			return true;
	return false;
}

/*
 * Two branches that ask the same in another order are alike and do not look
 * it: beyond DEPTH no question stays whose answer alone changes nothing.
 */
static size_t
forget_idle(struct rr_arena *arena, struct rr_world *w, size_t n, size_t depth)
{
	for (size_t i = 0; i < n; i++) {
		size_t j = depth;

		while (i < n && j < w[i].nasked) {
			int question = w[i].asked[j].question;

			if (is_asked_in(w, i, question) ||
			    decides(w, n, question)) {
				j++;
				continue;
			}
			/* The I-th can be another one then, or gone. */
			n = forget(arena, w, n, question);
			j = depth;
		}
	}
	return n;
}

/*
 * The worlds are leaves of a tree of questions.  Below DEPTH all W agree; a
 * question whose branches come to the same is taken out.
 */
static size_t
reduce(struct rr_arena *arena, struct rr_world *w, size_t n, size_t depth)
{
	size_t kept = 0, first = 0;
	bool same = true;

	if (n == 1 && w->nasked <= depth)
		return 1;
	for (size_t from = 0, to; from < n; from = to) {
		size_t left;

		for (to = from + 1; to < n && w[to].asked[depth].answer ==
		    w[from].asked[depth].answer; to++)
			;
		left = reduce(arena, &w[from], to - from, depth + 1);
		if (from == 0)
			first = left;
		else if (left != first ||
		    !same_worlds(w, &w[from], left, depth + 1))
			same = false;
		memmove(&w[kept], &w[from], left * sizeof(*w));
		kept += left;
	}
	if (!same)
		return forget_idle(arena, w, kept, depth);
	for (size_t i = 0; i < first; i++) {
		w[i].asked = without(arena, &w[i], depth);
		w[i].nasked--;
	}
	return first;
}

/* Outcomes are many bytes, and few of them differ. */
static void
tell_kinds(struct rr_arena *arena, struct rr_world *w, size_t n, size_t size)
{
	const void **kinds = rr_arena_array(arena, n + 1, sizeof(*kinds));
	size_t nkinds = 0;

	for (size_t i = 0; i < n; i++) {
		size_t k = 0;

		while (k < nkinds && memcmp(kinds[k], w[i].out, size) != 0)
			k++;
		if (k == nkinds)
			kinds[nkinds++] = w[i].out;
		w[i].kind = k;
	}
}

size_t
rr_worlds_reduce(struct rr_arena *arena, struct rr_world *w, size_t n,
    size_t size)
{
	tell_kinds(arena, w, n, size);
	return reduce(arena, w, n, 0);
}

size_t
rr_worlds_of(struct rr_eval *ev, rr_rule_fn *rule, void *ctx, size_t size,
    struct rr_world **worlds, size_t *nruns)
{
	size_t n = rr_fork(ev, rule, ctx, size, worlds);

	if (nruns != NULL)
		*nruns = n;
	return rr_worlds_reduce(ev->arena, *worlds, n, size);
}

const char *
rr_world_key(struct rr_arena *arena, const struct rr_agreement *a,
    const struct rr_world *w)
{
	struct rr_buf b = RR_BUF_INIT;

	for (size_t i = 0; i < w->nasked; i++) {
		const struct rr_question *q =
		    &a->questions[w->asked[i].question];

		rr_buf_printf(&b, "%s%s=%s", i > 0 ? "+" : "", q->key,
		    q->answers[w->asked[i].answer].key);
	}
	return rr_buf_keep(&b, arena);
}

void
rr_worlds_record(struct rr_eval *ev, struct rr_recorder *rec,
    const struct rr_world *w, size_t n, rr_rule_fn *rule, void *ctx,
    void *scratch)
{
	ev->rec = rec;
	for (size_t i = 0; rec != NULL && i < n && i < RR_WORLDS_APART; i++) {
		if (n > 1) {
			rr_record(rec, RR_STEP_CHOICE, NULL, "if %s",
			    rr_world_key(ev->arena, ev->newest, &w[i]));
			rr_record_under(rec);
		}
		rr_world_run(ev, &w[i], rule, ctx, scratch);
		if (n > 1)
			rr_record_end(rec);
	}
	if (n > RR_WORLDS_APART)
		rr_record(rec, RR_STEP_CHOICE, NULL, "%zu more combinations "
		    "of answers are not shown apart", n - RR_WORLDS_APART);
	if (n > 0 && w[0].npoints > 0)
		rr_record(rec, RR_STEP_MISSING, NULL, "%zu open points bear on "
		    "it; beyond the first ones every answer to them is "
		    "allowed for at once", w[0].npoints);
}

size_t
rr_worlds_walk(struct rr_eval *ev, const struct rr_world *w, size_t n,
    const struct rr_world **first)
{
	size_t depth = 0;

	*first = w;
	while (n > 1 && (*first)->nasked > depth) {
		int answer = rr_ask(ev, (*first)->asked[depth].question);
		size_t from = 0, to;

		if (answer == RR_NO_ANSWER)
			break;
		while (from < n && (*first)[from].asked[depth].answer !=
		    answer)
			from++;
		for (to = from; to < n && (*first)[to].asked[depth].answer ==
		    answer; to++)
			;
		*first += from;
		n = to - from;
		depth++;
	}
	return n;
}

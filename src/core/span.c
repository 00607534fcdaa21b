/*
 * span.c: entries of which the day is not on record.
 *
 * One that happened between two days happened on one of them.  Each of these is
 * tried: the day is a question of the worlds, as open points are, and in each
 * world the entry has its day as any other has.  So every rule counts, compares
 * and orders days as it always does, and nothing is said for certain that is
 * not so on each of them.
 *
 * It is asked for when a rule comes upon the entry (span_of.c), so what has
 * nothing to do with it makes no more worlds; before any rule only where who
 * holds what, or who is who, rests on it.
 *
 * The facts stay where they are, as rows name them by their place: a day is set
 * for a world, and put back.  One that is later than the day asked about is not
 * there in that world.
 */
#include <string.h>

#include "eval_int.h"
#include "regrights/apart.h"
#include "regrights/arena.h"
#include "regrights/buf.h"
#include "regrights/ledger.h"

/* Combinations of days that are tried; of more nothing is said. */
#define SPAN_WORLDS	366

struct span {
	struct rr_fact	*fact;
	struct rr_fact	 was;		/* as it is on record */
	bool		 first;		/* asked before any rule */
	bool		 asked, there;	/* in the world that is */
	int32_t		 later;		/* the answer, in days */
};

/* What is made of the facts with one combination of the days asked first. */
struct held {
	struct rr_moves		*moves;
	const struct rr_roster	*roster;
};

struct rr_spans {
	struct span		*of;
	size_t			 n;
	size_t			*slot;		/* of a fact, from 1; or 0 */
	int			 question;	/* of the first */
	struct held		*held;
	struct held		 flat;		/* while no day is tried */
	bool			 inside;	/* a rule runs in a world */
	const char		*too_many;
};

static const char *
date_text(struct rr_arena *arena, rr_date day)
{
	struct rr_buf b = RR_BUF_INIT;

	rr_date_text(day, &b);
	return rr_buf_keep(&b, arena);
}

static void
ask_for(struct rr_arena *arena, const struct rr_fact *f, struct rr_question *q)
{
	const size_t n = (size_t)f->span + 1;
	struct rr_answer *days = rr_arena_array(arena, n, sizeof(*days));
	struct rr_buf ref = RR_BUF_INIT;

	for (size_t i = 0; i < n; i++)
		days[i].key = days[i].text = date_text(arena,
		    (rr_date){ f->day.day + (int32_t)i });
	rr_fact_ref(f, &ref);
	q->key = rr_arena_printf(arena, RR_SPAN_KEY "%s", ref.s);
	q->section = "";
	q->asks = rr_arena_printf(arena, "On which day was entry %s?", ref.s);
	q->answers = days;
	q->n = n;
	q->asked = true;
	rr_buf_free(&ref);
}

/* The terms with one question more for each. */
static const struct rr_agreement *
with_questions(struct rr_arena *arena, const struct rr_agreement *a,
    const struct rr_spans *s)
{
	struct rr_agreement *more = rr_arena_alloc(arena, sizeof(*more));
	struct rr_question *all = rr_arena_array(arena, a->nquestions + s->n,
	    sizeof(*all));

	*more = *a;
	if (a->nquestions > 0)
		memcpy(all, a->questions, a->nquestions * sizeof(*all));
	for (size_t i = 0; i < s->n; i++)
		ask_for(arena, &s->of[i].was, &all[a->nquestions + i]);
	more->questions = all;
	more->nquestions = a->nquestions + s->n;
	return more;
}

static bool
gives_role(const struct rr_agreement *a, const struct rr_fact *f)
{
	const struct rr_event *e = rr_agreement_event(a, f->name);

	return e != NULL && e->gives != NULL;
}

/* Who holds what, or is who, can rest on it. */
static bool
moves_holdings(const struct rr_agreement *a, const struct rr_fact *f)
{
	bool any = false;

	for (; a != NULL && !any; a = a->before)
		any = rr_fact_effect(a, f) != RR_LOT_NONE || gives_role(a, f);
	return any;
}

/* Why their days are not tried: how many combinations there are. */
static size_t
combine(struct rr_arena *arena, struct rr_spans *s)
{
	struct rr_buf b = RR_BUF_INIT;
	size_t n = 1;

	for (size_t i = 0; i < s->n; i++) {
		if (!s->of[i].first)
			continue;
		if (n <= SPAN_WORLDS)
			n *= (size_t)s->of[i].was.span + 1;
		rr_buf_add(&b, b.len > 0 ? ", " : "");
		rr_fact_ref(&s->of[i].was, &b);
	}
	if (n > SPAN_WORLDS) {
		s->too_many = rr_arena_printf(arena, "the days of entries %s "
		    "are not on record, and lie too far apart for each to be "
		    "tried", b.s);
		n = 1;
	}
	rr_buf_free(&b);
	return n;
}

void
rr_spans_begin(struct rr_eval *ev)
{
	const struct rr_facts *facts = ev->in->facts;
	struct rr_spans *s;

	if (facts->nspans == 0)
		return;
	s = rr_arena_alloc(ev->arena, sizeof(*s));
	s->n = facts->nspans;
	s->of = rr_arena_array(ev->arena, s->n, sizeof(*s->of));
	s->slot = rr_arena_array(ev->arena, facts->n, sizeof(*s->slot));
	for (size_t i = 0; i < s->n; i++) {
		struct rr_fact *f = facts->spans[i];

		s->of[i] = (struct span){ .fact = f, .was = *f,
		    .first = moves_holdings(ev->newest, f) };
		s->slot[f - facts->all] = i + 1;
	}
	s->question = (int)ev->newest->nquestions;
	s->held = rr_arena_array(ev->arena, combine(ev->arena, s),
	    sizeof(*s->held));
	s->flat = (struct held){ ev->moves, ev->in->roster };
	ev->agreement = ev->newest = with_questions(ev->arena, ev->newest, s);
	ev->own = *ev->in;
	ev->in = &ev->own;
	ev->spans = s;
}

/* The one that F is, or NULL. */
static struct span *
span_of(const struct rr_eval *ev, const struct rr_fact *f)
{
	const struct rr_facts *facts = ev->in->facts;
	struct rr_spans *s = ev->spans;

	if (s == NULL || f < facts->all || f >= facts->all + facts->n ||
	    s->slot[f - facts->all] == 0)
		return NULL;
	return &s->of[s->slot[f - facts->all] - 1];
}

bool
rr_spans_asks(const struct rr_eval *ev, int question)
{
	return ev->spans != NULL && question >= ev->spans->question;
}

bool
rr_spans_are_many(size_t ways)
{
	return ways > SPAN_WORLDS;
}

const char *
rr_spans_too_many(const struct rr_eval *ev)
{
	return ev->spans != NULL ? ev->spans->too_many : NULL;
}

static void
put_back(struct rr_spans *s)
{
	for (size_t i = 0; i < s->n; i++) {
		*s->of[i].fact = s->of[i].was;
		s->of[i].asked = false;
		s->of[i].there = true;
	}
}

void
rr_spans_enter(struct rr_eval *ev)
{
	if (ev->spans == NULL)
		return;
	put_back(ev->spans);
	ev->spans->inside = true;
}

bool
rr_spans_first(const struct rr_eval *ev, size_t *at, int *question)
{
	const struct rr_spans *s = ev->spans;

	if (s == NULL || s->too_many != NULL)
		return false;
	while (*at < s->n && !s->of[*at].first)
		++*at;
	if (*at == s->n)
		return false;
	*question = s->question + (int)(*at)++;
	return true;
}

static void
take(struct rr_eval *ev, const struct held *h)
{
	if (ev->moves == h->moves)
		return;
	ev->moves = h->moves;
	ev->own.roster = h->roster;
}

/* What is made of that combination. */
static const struct held *
make(struct rr_eval *ev, size_t world)
{
	struct held *h = &ev->spans->held[world];
	bool in_part = ev->moves->in_part;

	if (h->moves == NULL) {
		h->moves = rr_moves_new(ev->arena, ev->newest, ev->in->facts);
		h->moves->in_part = in_part;
		h->roster = rr_roster_new(ev->arena,
		    rr_engine_agreement(ev->in->engine), ev->in->facts,
		    ev->in->on);
	}
	return h;
}

void
rr_spans_hold(struct rr_eval *ev)
{
	struct rr_spans *s = ev->spans;
	bool any = false;
	size_t world = 0;

	if (s == NULL || s->too_many != NULL)
		return;
	for (size_t i = 0; i < s->n; i++) {
		int answer = ev->answer[s->question + (int)i];

		if (!s->of[i].first)
			continue;
		any = true;
		rr_spans_set(ev, s->of[i].fact, answer);
		world = world * ((size_t)s->of[i].was.span + 1) +
		    (size_t)answer;
	}
	if (any)
		take(ev, make(ev, world));
}

void
rr_spans_leave(struct rr_eval *ev)
{
	if (ev->spans == NULL)
		return;
	put_back(ev->spans);
	take(ev, &ev->spans->flat);
	ev->spans->inside = false;
}

int
rr_spans_open(const struct rr_eval *ev, const struct rr_fact *f)
{
	const struct span *x = span_of(ev, f);

	return x == NULL || x->asked || !ev->spans->inside ? -1 :
	    ev->spans->question + (int)(x - ev->spans->of);
}

bool
rr_spans_there(const struct rr_eval *ev, const struct rr_fact *f)
{
	const struct span *x = span_of(ev, f);

	return x == NULL || !ev->spans->inside || x->there;
}

void
rr_spans_set(struct rr_eval *ev, const struct rr_fact *f, int answer)
{
	struct span *x = span_of(ev, f);

	x->asked = true;
	x->fact->span = 0;
	x->fact->day.day = x->was.day.day + answer;
	x->there = rr_date_cmp(x->fact->day, ev->in->on) <= 0 ||
	    rr_date_cmp(x->was.day, ev->in->on) > 0;
}

bool
rr_spans_among(const struct rr_eval *ev, const struct rr_fact *const *facts,
    size_t n)
{
	bool any = false;

	if (ev->spans == NULL || !ev->spans->inside)
		return false;
	for (size_t i = 0; i < n && !any; i++)
		any = span_of(ev, facts[i]) != NULL;
	return any;
}

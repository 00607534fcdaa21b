/*
 * days.c: counting days in a world of answers.
 *
 * Some calendars close a kind of day only under one answer to an open point.
 * A question is asked only when it matters to the count at hand: the count is
 * made once with every undecided closing open and once with every one closed;
 * where both agree, no answer can change it, because closing more days never
 * makes a count end sooner.  Where they differ, or the second is not known, a
 * closing that by itself does so exists, and its question is asked first.
 *
 * A day that a calendar does not know sets `failed`; nothing is guessed.  What
 * rests on a day for which announced closings are not listed any more says so.
 */
#include <string.h>

#include "eval_int.h"
#include "regrights/arena.h"

/* What is asked of a table: the n-th open day, or a roll. */
struct count {
	rr_date	 from;
	int32_t	 n;
	int	 roll;		/* 1 forward, -1 back, 0: count N */
};

static bool
run_count(const struct rr_days *days, const struct count *c, rr_date *out)
{
	if (c->roll > 0)
		return rr_days_on_or_after(days, c->from, out);
	if (c->roll < 0)
		return rr_days_on_or_before(days, c->from, out);
	return rr_days_add(days, c->from, c->n, out);
}

/* The options decided to close, and those undecided. */
static void
masks(const struct rr_eval *ev, const struct rr_day_kind *k, unsigned *closed,
    unsigned *undecided)
{
	*closed = *undecided = 0;
	for (size_t i = 0; i < k->noptions; i++) {
		struct rr_setting s = k->options[i].if_set;

		if (ev->answer[s.question] < 0)
			*undecided |= 1u << i;
		else if (ev->answer[s.question] == s.answer)
			*closed |= 1u << i;
	}
}

const char *
rr_days_fail(struct rr_arena *arena, const struct rr_days *days,
    const char *kind, rr_date from, bool back)
{
	rr_date first, last, day = rr_days_unknown(days, from, back);

	rr_days_range(days, &first, &last);
	if (rr_date_cmp(day, first) > 0 && rr_date_cmp(day, last) < 0)
		return rr_arena_printf(arena, "the calendars of '%s' do not "
		    "know %s", kind, rr_day_text(arena, day));
	return rr_arena_printf(arena, "the calendars of '%s' do not know %d",
	    kind, rr_date_year(day));
}

static bool
is_back(const struct count *c)
{
	return c->roll < 0 || (c->roll == 0 && c->n < 0);
}

/* The day from which on it must be known: a count's own first need not be. */
static rr_date
known_from(const struct count *c)
{
	rr_date from = c->from;

	if (c->roll == 0)
		from.day += is_back(c) ? -1 : 1;
	return from;
}

static bool
not_known(struct rr_eval *ev, const struct rr_day_kind *k,
    const struct rr_days *days, const struct count *c)
{
	rr_date from = known_from(c);

	ev->failed = rr_shared_text(ev, rr_days_fail(ev->arena, days, k->name,
	    from, is_back(c)));
	ev->lacking = rr_shared_text(ev, rr_arena_printf(ev->arena,
	    "calendars that know %d",
	    rr_date_year(rr_days_unknown(days, from, is_back(c)))));
	return false;
}

/*
 * Decides an undecided closing of the first day that is not known; false when
 * there is none, or when all of them are taken as unknown.
 */
static bool
ask_of_unknown(struct rr_eval *ev, int kind, const struct rr_day_kind *k,
    unsigned closed, unsigned undecided, const struct count *c)
{
	rr_date day = rr_days_unknown(rr_engine_days(ev->engine, kind, closed),
	    known_from(c), is_back(c));

	for (size_t i = 0; i < k->noptions; i++)
		if ((undecided >> i & 1) && rr_days_state(rr_engine_days(
		    ev->engine, kind, closed | 1u << i), day) ==
		    RR_DAY_CLOSED && rr_ask(ev,
		    k->options[i].if_set.question) != RR_NO_ANSWER)
			return true;
	return false;
}

/* The day that a count came to; what it rests on beside what is listed. */
static bool
counted(struct rr_eval *ev, const struct rr_days *strictest,
    const struct count *c, rr_date last)
{
	const struct rr_calendar *late = rr_days_unlisted(strictest,
	    rr_date_cmp(last, c->from) > 0 ? last : c->from);

	if (late != NULL)
		ev->unlisted = late;
	return true;
}

/*
 * Decides the first undecided closing that by itself moves the count; false
 * when all that do so are taken as unknown.
 */
static bool
ask_one(struct rr_eval *ev, int kind, const struct rr_day_kind *k,
    unsigned closed, unsigned undecided, const struct count *c, rr_date least)
{
	for (size_t i = 0; i < k->noptions; i++) {
		rr_date one;

		if (!(undecided >> i & 1))
			continue;
		if (!run_count(rr_engine_days(ev->engine, kind,
		    closed | 1u << i), c, &one) ||
		    rr_date_cmp(one, least) != 0)
			if (rr_ask(ev, k->options[i].if_set.question) !=
			    RR_NO_ANSWER)
				return true;
	}
	return false;
}

/*
 * Between the days that it comes to as the undecided closings are answered;
 * not known where it is not under one of the answers.
 */
static bool
count_joined(struct rr_eval *ev, int kind, const struct count *c,
    unsigned closed, unsigned undecided, rr_date *first, rr_date *last)
{
	struct rr_between all = { RR_DATE_NONE, RR_DATE_NONE };
	unsigned some = undecided;

	for (;; some = (some - 1) & undecided) {
		const struct rr_days *days = rr_engine_days(ev->engine, kind,
		    closed | some);
		struct rr_between one;

		if (!run_count(days, c, &one.least))
			return not_known(ev, &ev->agreement->kinds[kind], days,
			    c);
		one.most = one.least;
		rr_between_widen(&all, &one, some == undecided);
		if (some == 0)
			break;
	}
	*first = all.least;
	*last = all.most;
	return counted(ev, rr_engine_days(ev->engine, kind,
	    closed | undecided), c, all.most);
}

static bool
count_in_world(struct rr_eval *ev, int kind, const struct count *c,
    rr_date *out, rr_date *last)
{
	const struct rr_day_kind *k = &ev->agreement->kinds[kind];

	for (;;) {
		const struct rr_days *days, *strictest;
		unsigned closed, undecided;
		rr_date least, most;

		masks(ev, k, &closed, &undecided);
		days = rr_engine_days(ev->engine, kind, closed);
		strictest = rr_engine_days(ev->engine, kind,
		    closed | undecided);
		if (!run_count(days, c, &least)) {
			if (!ask_of_unknown(ev, kind, k, closed, undecided, c))
				return not_known(ev, k, days, c);
			continue;
		}
		if (run_count(strictest, c, &most) &&
		    rr_date_cmp(least, most) == 0) {
			*out = *last = least;
			return counted(ev, strictest, c, least);
		}
		if (!ask_one(ev, kind, k, closed, undecided, c, least))
			return count_joined(ev, kind, c, closed, undecided,
			    out, last);
	}
}

bool
rr_eval_add(struct rr_eval *ev, int kind, rr_date from, int32_t n,
    rr_date *out, rr_date *most)
{
	const struct count c = { from, n, 0 };

	return count_in_world(ev, kind, &c, out, most);
}

bool
rr_eval_roll(struct rr_eval *ev, int kind, bool back, rr_date from,
    rr_date *out, rr_date *most)
{
	const struct count c = { from, 0, back ? -1 : 1 };

	return count_in_world(ev, kind, &c, out, most);
}

bool
rr_eval_open(struct rr_eval *ev, int kind, rr_date day, enum rr_truth *open)
{
	rr_date next, last;

	if (!rr_eval_roll(ev, kind, false, day, &next, &last))
		return false;
	*open = rr_date_cmp(day, last) == 0 ? RR_TRUE :
	    rr_date_cmp(day, next) == 0 ? RR_EITHER : RR_FALSE;
	return true;
}

const char *
rr_days_late(struct rr_arena *arena, const struct rr_calendar *c)
{
	return c == NULL ? NULL : rr_arena_printf(arena,
	    "closings announced after %s are not listed in %s",
	    rr_day_text(arena, c->announced), c->key);
}

static void
record_closing(struct rr_eval *ev, rr_date day, const struct rr_closing *why)
{
	if (why->in_lieu)
		rr_record(ev->rec, RR_STEP_SKIP, why->cite, "%s: %s of %s",
		    rr_day_text(ev->arena, day), why->name,
		    rr_day_text(ev->arena, why->of));
	else
		rr_record(ev->rec, RR_STEP_SKIP, why->cite, "%s: %s",
		    rr_day_text(ev->arena, day), why->name);
}

static bool
closed_by(const struct rr_calendars *c, rr_date day, struct rr_closing *why,
    bool *weekly)
{
	for (size_t i = 0; i < c->n; i++)
		if (rr_calendar_closes(c->of[i], day, why)) {
			*weekly = c->of[i]->weekly >>
			    rr_date_weekday(day) & 1;
			return true;
		}
	return false;
}

/* One day: a weekly rest day is counted in WEEKLY, else recorded. */
static void
record_day(struct rr_eval *ev, int kind, rr_date day, int32_t *nweekly)
{
	const struct rr_kind_tables *t = &ev->engine->kinds[kind];
	const struct rr_day_kind *k = &ev->agreement->kinds[kind];
	struct rr_closing why;
	bool weekly = false;

	if (closed_by(&t->closed, day, &why, &weekly)) {
		if (weekly)
			++*nweekly;
		else
			record_closing(ev, day, &why);
		return;
	}
	for (size_t i = 0; i < k->noptions; i++) {
		struct rr_setting s = k->options[i].if_set;
		const struct rr_question *q =
		    &ev->newest->questions[s.question];
		bool closes = ev->answer[s.question] == s.answer;

		if (!closed_by(&t->options[i], day, &why, &weekly))
			continue;
		rr_record(ev->rec, RR_STEP_CHOICE, why.cite,
		    "%s, %s, %s (open point %s: %s)",
		    rr_day_text(ev->arena, day), why.name,
		    closes ? "does not count" : "counts", q->key,
		    ev->answer[s.question] < 0 ? "makes no difference here" :
		    q->answers[ev->answer[s.question]].key);
		if (closes)
			return;
	}
}

void
rr_eval_skips(struct rr_eval *ev, int kind, rr_date a, rr_date b)
{
	int32_t nweekly = 0;
	rr_date day = a;

	if (ev->rec == NULL)
		return;
	while (rr_date_cmp(day, b) < 0) {
		if (!rr_date_add(day, 1, &day))
			return;
		record_day(ev, kind, day, &nweekly);
	}
	if (nweekly > 0)
		rr_record(ev->rec, RR_STEP_SKIP, NULL,
		    "%d weekend day%s between", (int)nweekly,
		    nweekly == 1 ? "" : "s");
}

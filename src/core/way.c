/*
 * way.c: what became of a notice, as conditions ask for it.
 *
 * Asked for each recipient in turn, those of copies left out; or for one of
 * them alone.  Asked for a party that the notice neither went to nor speaks
 * of, what became of it elsewhere says nothing: that party lacks the notice.
 * Where one of them lacks something the answer is no, or cannot be said; all
 * of them are looked at all the same, so that whoever asks why sees everyone.
 */
#include <string.h>

#include "conclude_int.h"
#include "walk_int.h"
#include "regrights/arena.h"

static const char *
name_of(const struct rr_eval *ev, const char *party)
{
	return rr_roster_name(ev->in->roster, party);
}

static bool
is_sent_to(struct rr_eval *ev, const struct rr_fact *f, const char *party)
{
	size_t n;

	rr_sent_to(ev, f, party, &n);
	return n > 0;
}

/* To PARTY, or (NULL) to anyone who did not get a copy alone. */
static enum rr_truth
sent_by(struct rr_eval *ev, const struct rr_fact *f, const char *method,
    const char *party)
{
	size_t n = f->nsendings;
	const struct rr_sending *const *to = party == NULL ? NULL :
	    rr_sent_to(ev, f, party, &n);

	for (size_t i = 0; i < n; i++) {
		const struct rr_sending *s = to != NULL ? to[i] :
		    &f->sendings[i];

		if ((to == NULL && s->copy) || strcmp(s->method, method) != 0)
			continue;
		rr_record_fact(ev->ticks, f, "sent by %s", method);
		return RR_TRUE;
	}
	return RR_FALSE;
}

/* Sent to PARTY, and not known to have come to nothing. */
static bool
went_out_to(struct rr_eval *ev, const struct rr_fact *f, const char *party)
{
	size_t n;
	const struct rr_sending *const *to = rr_sent_to(ev, f, party, &n);

	for (size_t i = 0; i < n; i++)
		if (!rr_result_is_nothing(rr_eval_result(ev, f, to[i])))
			return true;
	return false;
}

/* The notice itself, or one about it: a copy may have gone later. */
static const struct rr_fact *
copy_to(struct rr_eval *ev, const struct rr_fact *f, const char *party)
{
	size_t n;
	const struct rr_fact *const *about = rr_index_about(ev, f, &n);

	if (went_out_to(ev, f, party))
		return f;
	for (size_t i = 0; i < n; i++)
		if (went_out_to(ev, about[i], party))
			return about[i];
	return NULL;
}

/*
 * Each to whom copies of what PARTY got were to go when it was sent, by the
 * register or the terms of that day; one who is not on record got none.
 */
static enum rr_truth
copied(struct rr_eval *ev, const struct rr_fact *f, const char *party)
{
	const rr_date sent_on = f->nsendings > 0 ? f->sendings[0].wall.day :
	    f->day;
	const struct rr_party *p = rr_roster_find(ev->in->roster, party);
	const char *list = p == NULL ? "" : rr_party_copies(ev->arena, p,
	    sent_on);
	enum rr_truth all = RR_TRUE;

	for (size_t n; *list != '\0'; list += n + strspn(list + n, " ")) {
		const struct rr_fact *sent;
		const char *key;

		n = strcspn(list, " ");
		key = rr_arena_strndup(ev->arena, list, n);
		sent = copy_to(ev, f, key);
		if (sent != NULL) {
			rr_record_fact(ev->ticks, sent, "copy to %s",
			    name_of(ev, key));
			continue;
		}
		rr_lacks(ev, key, "a copy to %s", name_of(ev, key));
		all = RR_FALSE;
	}
	return all;
}

static void
tick_result(struct rr_eval *ev, const struct rr_sending *s,
    const struct rr_fact *result)
{
	rr_record_fact(ev->ticks, result, "%s: %s, %s",
	    name_of(ev, s->party), s->method,
	    rr_fact_get(result, RR_USE_RESULT));
}

/*
 * One that was complete is enough; where none was, all have to be known, and
 * then that is no confirmation.
 */
static enum rr_truth
reported(struct rr_eval *ev, enum rr_way way, const struct rr_fact *f,
    const char *party)
{
	const char *name = name_of(ev, party);
	const struct rr_fact *result;
	size_t n;
	const struct rr_sending *const *to = rr_sent_to(ev, f, party, &n);
	bool all = n > 0;

	for (size_t i = 0; i < n; i++) {
		result = rr_eval_result(ev, f, to[i]);
		if (rr_result_is_whole(result)) {
			tick_result(ev, to[i], result);
			return RR_TRUE;
		}
	}
	for (size_t i = 0; i < n; i++) {
		result = rr_eval_result(ev, f, to[i]);
		all = all && result != NULL;
		if (result != NULL)
			tick_result(ev, to[i], result);
		else
			rr_lacks(ev, party, "what the transmission by %s to "
			    "%s came to", to[i]->method, name);
	}
	if (all && way == RR_WAY_REPORTED)
		return RR_TRUE;
	if (all)
		rr_lacks(ev, party, "a transmission to %s that was complete",
		    name);
	return RR_FALSE;
}

static enum rr_truth
received(struct rr_eval *ev, const struct rr_fact *f, const char *party)
{
	const struct rr_fact *proof;
	rr_date day;

	if (!rr_eval_received(ev, f, party, &day, &proof)) {
		if (rr_eval_contradicted(ev, f, party) != NULL)
			return rr_lacks(ev, party, RR_AWAITS_WHICH ", %s",
			    name_of(ev, party));
		rr_lacks(ev, party, "receipt by %s", name_of(ev, party));
		return RR_FALSE;
	}
	rr_record_fact(ev->ticks, proof, "%s: received %s",
	    name_of(ev, party), rr_day_text(ev->arena, day));
	return RR_TRUE;
}

/* In a gap the latest day counts, and while that is open nothing is said. */
static enum rr_truth
given(struct rr_eval *ev, const struct rr_fact *f, const char *party)
{
	const char *name = name_of(ev, party);
	struct rr_given g;

	rr_conclude_given(ev, f, party, &g);
	if ((g.joined || (g.unknown && ev->limited)) &&
	    (rr_date_is_none(g.latest) ||
	    rr_date_cmp(g.latest, ev->in->on) > 0))
		return RR_ANY;
	if (rr_given_never(&g) != NULL) {
		rr_lacks(ev, party, "%s, for %s", rr_given_never(&g), name);
		return RR_FALSE;
	}
	if (rr_date_is_none(g.latest)) {
		rr_lacks(ev, party, "%s, %s%s%s", g.awaits != NULL ?
		    g.awaits : "receipt", name, g.gap != NULL ? ", gap " : "",
		    g.gap != NULL ? g.gap : "");
		/* It can have taken none yet; or all that was sent failed. */
		return rr_date_is_none(g.earliest) ||
		    rr_date_cmp(g.earliest, ev->in->on) > 0 ? RR_FALSE :
		    RR_UNKNOWN;
	}
	if (rr_date_cmp(g.latest, ev->in->on) > 0) {
		rr_record(ev->ticks, RR_STEP_SUM, g.section,
		    "%s: takes effect %s", name, rr_day_text(ev->arena,
		    g.latest));
		return RR_FALSE;
	}
	rr_record_fact(ev->ticks, f, "%s: took effect %s", name,
	    rr_day_text(ev->arena, g.latest));
	return RR_TRUE;
}

static enum rr_truth
way_of(struct rr_eval *ev, enum rr_way way, const struct rr_fact *f,
    const char *party)
{
	switch (way) {
	case RR_WAY_COPIED:
		return copied(ev, f, party);
	case RR_WAY_REPORTED:
	case RR_WAY_CONFIRMED:
		return reported(ev, way, f, party);
	case RR_WAY_RECEIVED:
		return received(ev, f, party);
	case RR_WAY_GIVEN:
		return given(ev, f, party);
	case RR_WAY_SENT:
	case RR_WAY_MAX:
		break;
	}
	return RR_UNKNOWN;
}

/* All of those it went to by itself; where PARTY asks, it is what lacks it. */
static enum rr_truth
way_of_all(struct rr_eval *ev, enum rr_way way, const struct rr_fact *f,
    const char *party)
{
	const char *whom = ev->whom;
	enum rr_truth all = RR_TRUE;
	bool nobody = true;

	for (size_t i = 0; i < f->nsendings; i++) {
		enum rr_truth t;

		if (!rr_sent_first_itself(ev, f, i))
			continue;
		nobody = false;
		t = way_of(ev, way, f, f->sendings[i].party);
		all = t == RR_FALSE || all == RR_FALSE ? RR_FALSE :
		    rr_truth_mix(RR_FALSE, all, t);
	}
	if (nobody)
		all = rr_lacks(ev, NULL, "to whom it was sent");
	if (party != NULL && whom == NULL && all != RR_TRUE)
		ev->whom = party;
	return all;
}

enum rr_truth
rr_way_eval(struct rr_eval *ev, const struct rr_expr *c,
    const struct rr_fact *f, const char *party)
{
	bool to_it = party != NULL && is_sent_to(ev, f, party);

	if (party != NULL && !to_it && !rr_fact_concerns(ev, f, party)) {
		rr_lacks(ev, party, "%s to %s", f->name, name_of(ev, party));
		return RR_FALSE;
	}
	if (c->way == RR_WAY_SENT)
		return sent_by(ev, f, c->value, to_it ? party : NULL);
	return to_it ? way_of(ev, c->way, f, party) :
	    way_of_all(ev, c->way, f, party);
}

/* A sending of which it is not on record what it came to. */
static bool
lacks_result(struct rr_eval *ev, const struct rr_fact *f, const char *party)
{
	size_t n;
	const struct rr_sending *const *to = rr_sent_to(ev, f, party, &n);

	for (size_t i = 0; i < n; i++)
		if (rr_eval_result(ev, f, to[i]) == NULL)
			return true;
	return false;
}

static enum rr_walk_need
given_needs(struct rr_eval *ev, const struct rr_fact *f, const char *party)
{
	struct rr_given g;

	rr_conclude_given(ev, f, party, &g);
	if (rr_given_never(&g) != NULL)
		return g.copy != NULL ? RR_NEED_STEP : RR_NEED_AGAIN;
	if (!rr_date_is_none(g.latest))
		return RR_NEED_TIME;
	return rr_date_is_none(g.provisional) ? RR_NEED_RECEIPT :
	    RR_NEED_RESULT;
}

enum rr_walk_need
rr_way_needs(struct rr_eval *ev, enum rr_way way, const struct rr_fact *f,
    const char *party)
{
	struct rr_recorder *ticks = ev->ticks;
	const char *whom = ev->whom;
	enum rr_truth is;

	ev->ticks = NULL;
	is = way_of(ev, way, f, party);
	ev->ticks = ticks;
	ev->whom = whom;
	if (is == RR_TRUE)
		return RR_NEED_STEP;
	if (!went_out_to(ev, f, party))
		return RR_NEED_AGAIN;
	if (way == RR_WAY_GIVEN)
		return given_needs(ev, f, party);
	if (way == RR_WAY_RECEIVED)
		return RR_NEED_RECEIPT;
	return lacks_result(ev, f, party) ? RR_NEED_RESULT : RR_NEED_AGAIN;
}

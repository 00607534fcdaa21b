/*
 * share_lines.c: the votes of a count, one by one: what of each counts, and why
 * the rest does not; who is left out.
 */
#include "regrights/arena.h"
#include "regrights/buf.h"
#include "regrights/count.h"
#include "share_int.h"

static const char *
name_of(const struct rr_poll *y, const char *party)
{
	return rr_roster_name(y->ev->in->roster, party);
}

/* It says that it is in favour, or may be, and does not count as that. */
static bool
is_settled(const struct rr_vote *v)
{
	return v->settled != NULL && v->said != RR_FALSE;
}

/* Why a vote, or a part of it, does not count; NULL when all of it does. */
static const char *
vote_flaw(const struct rr_poll *y, const struct rr_vote *v)
{
	const struct rr_member *m = v->of;
	const char *order;

	if (is_settled(v))
		return rr_arena_printf(y->ev->arena, "settled on %s",
		    rr_fact_day_text(y->ev->arena, v->settled));
	if (v->favour == RR_UNKNOWN)
		return v->part == RR_TRUE ? "for a part of what it held, and "
		    "whether that is enough is open" :
		    v->part == RR_UNKNOWN ? "whether it is for all that it "
		    "held is not on record" :
		    "whether it is in favour is not on record";
	/* Who holds what is not known before an account of what is sealed. */
	if (y->ev->uncounted != NULL)
		return NULL;
	if (m == NULL)
		return "holds nothing that is counted here";
	if (m->left_out != NULL)
		return "left out of the count";
	if (v->unsure && v->doubled)
		return "with what it signed later more than it holds: of other "
		    "shares in part, or replaced";
	if (v->unsure && v->split != NULL)
		return rr_arena_printf(y->ev->arena, "not known %s",
		    rr_split_doubt(y->ev, v->fact, v->split));
	if (v->unsure)
		return "which of its votes of that day came last is not on "
		    "record";
	if (v->late)
		return "it had passed by then";
	if (v->part == RR_TRUE)
		return "for a part of what it held";
	if (v->counts < v->asked.least && v->asked.least > m->can.most)
		return "more than it holds";
	order = m->held.least == m->held.most ? NULL :
	    rr_held_order_of(y->ev, y->body.then, m->party);
	if (order != NULL)
		return rr_arena_printf(y->ev->arena, "%s held, as it is not "
		    "known %s", rr_range_text(y->ev, m->held), order);
	if (m->held.least != m->held.most)
		return rr_arena_printf(y->ev->arena, "%s held, as not all are "
		    "known to exist", rr_range_text(y->ev, m->held));
	if (m->can.least != m->can.most)
		return rr_arena_printf(y->ev->arena, "%s, as it is not known "
		    "%s", rr_range_text(y->ev, m->can), y->body.between);
	if (v->counts < v->asked.least)
		return v->counts > 0 ? "a later vote took the rest" :
		    "a later vote took its place";
	return NULL;
}

/* Whether it counts as of other shares than what was signed before it. */
static bool
is_beside(const struct rr_vote *v)
{
	for (const struct rr_vote *b = v->before; b != NULL; b = b->before)
		if (v->favour == RR_TRUE && b->favour == RR_TRUE &&
		    v->counts > 0 && b->counts > 0)
			return true;
	return false;
}

/* " against; of a day before it was put to the Holders" */
static const char *
vote_words(const struct rr_poll *y, const struct rr_vote *v)
{
	const char *flaw = vote_flaw(y, v);
	bool early = rr_date_cmp(v->fact->day, y->scope->self->day) < 0;

	return rr_arena_printf(y->ev->arena, "%s%s%s%s%s",
	    v->said == RR_FALSE ? " against" :
	    v->said == RR_TRUE ? " in favour" : "",
	    flaw != NULL ? "; " : "", flaw != NULL ? flaw : "",
	    is_beside(v) ? "; beside what it signed before, as of other shares"
	    : "", early ? "; dated before that was put to a vote" : "");
}

struct rr_finding_item *
rr_poll_item(struct rr_poll *y, const char *key, const char *what)
{
	struct rr_finding_item *i = rr_vec_add(y->ev->arena, y->items);

	i->key = key;
	i->what = what;
	return i;
}

static void
vote_item(struct rr_poll *y, const struct rr_vote *v, const char *what)
{
	struct rr_buf ref = RR_BUF_INIT;
	struct rr_finding_item *i;

	rr_fact_ref(v->fact, &ref);
	i = rr_poll_item(y, rr_buf_keep(&ref, y->ev->arena), what);
	i->party = v->holder;
	i->fact = v->fact;
	i->unknown = v->unsure;
	i->asked = v->whole || v->member == NULL ? v->asked.most : v->said_of;
	i->counts = v->favour == RR_TRUE && !v->unsure ? v->counts : 0;
	i->state = v->unsure ? RR_FOUND_WAITING : i->counts > 0 ?
	    RR_FOUND_COUNTED : RR_FOUND_LEFT_OUT;
}

static void
show_vote(struct rr_poll *y, const struct rr_vote *v)
{
	const char *how = vote_words(y, v);
	const char *number = v->unsure ? "" : rr_arena_printf(y->ev->arena,
	    " %s", y->ev->uncounted != NULL ? "not counted" :
	    rr_units_text(y->ev, is_settled(v) ? 0 : v->counts));

	rr_record_fact(y->ev->rec, v->fact, "%s:%s%s", name_of(y, v->holder),
	    number, how);
	if (y->items != NULL)
		vote_item(y, v, rr_arena_printf(y->ev->arena, "%s%s",
		    v->fact->name, how));
}

static void
show_excluded(struct rr_poll *y)
{
	for (size_t k = 0; y->items != NULL && k < y->body.members.n; k++) {
		const struct rr_member *m = rr_vec_at(&y->body.members, k);
		struct rr_finding_item *i;

		if (m->left_out == NULL)
			continue;
		i = rr_poll_item(y, m->party, rr_arena_printf(y->ev->arena,
		    "left out, as %s", m->left_out));
		i->section = y->ev->agreement->excluded->section;
		i->party = m->party;
		i->fact = m->fact;
		i->asked = m->held.least;
		i->unknown = m->held.least != m->held.most;
		i->state = RR_FOUND_LEFT_OUT;
	}
}

void
rr_poll_votes(struct rr_poll *y)
{
	for (size_t i = 0; i < y->votes.n; i++)
		show_vote(y, &y->votes.of[i]);
	show_excluded(y);
}

void
rr_poll_needed(struct rr_poll *y, const struct rr_outcome *o)
{
	struct rr_buf share = RR_BUF_INIT;
	struct rr_finding_item *i;

	rr_count_text(y->t->share, y->t->strict, &share);
	rr_record(y->ev->rec, RR_STEP_SUM, y->p->cite.section,
	    "%s of %s: %s needed, %s in favour", share.s,
	    rr_range_text(y->ev, y->body.total),
	    rr_range_text(y->ev, y->needed), rr_range_text(y->ev, y->favour));
	rr_buf_free(&share);
	if (y->items == NULL || y->may_reach || o->have >= o->needed)
		return;
	i = rr_poll_item(y, "needed", "still needed");
	i->unknown = !o->counted;
	i->asked = i->unknown ? 0 : o->needed - o->have;
	i->state = RR_FOUND_NOT_YET;
}

void
rr_poll_subject(struct rr_eval *ev, const struct rr_fact *f)
{
	struct rr_buf b = RR_BUF_INIT;

	if (ev->rec == NULL)
		return;
	for (size_t i = 0; i < f->nfields; i++)
		rr_buf_printf(&b, ", %s: %s", f->fields[i].key,
		    f->fields[i].value);
	rr_record_fact(ev->rec, f, "%s %s%s", f->name,
	    rr_fact_day_text(ev->arena, f), b.len > 0 ? b.s : "");
	rr_buf_free(&b);
}

const char *
rr_poll_doubted(const struct rr_poll *y)
{
	const struct rr_stood *s = &y->stood, *may = &y->may_stand;
	struct rr_arena *a = y->ev->arena;
	bool stood = !rr_date_is_none(s->until);
	bool over = !rr_date_is_none(may->until) &&
	    rr_date_is_none(may->since);

	if (!stood && !over)
		return NULL;
	return rr_arena_printf(a, "it %sstood from %s until %s%s", stood ? "" :
	    "may have ", rr_day_text(a, stood ? s->from : may->from),
	    rr_day_text(a, stood ? s->until : may->until), over ? "" :
	    ", and may stand since");
}

void
rr_poll_state(struct rr_eval *ev, const struct rr_outcome *o)
{
	const char *on = rr_date_is_none(o->passed) ? "" :
	    rr_arena_printf(ev->arena, " on %s", rr_day_text(ev->arena,
	    o->passed));

	if (o->state == RR_FOUND_ENDED)
		on = rr_arena_printf(ev->arena, ": it stood from %s until %s"
		    "%s%s", rr_day_text(ev->arena, o->from),
		    rr_day_text(ev->arena, o->until),
		    rr_date_is_none(o->may_until) ? "" :
		    ", and may have ended from ",
		    rr_date_is_none(o->may_until) ? "" :
		    rr_day_text(ev->arena, o->may_until));
	rr_record(ev->rec, RR_STEP_CONCLUSION, NULL, "%s%s%s%s%s%s",
	    rr_found_shown(o->state), on, o->instead != NULL ? ": " : "",
	    o->instead != NULL ? o->instead : "",
	    o->waits_for == NULL ? "" : o->instead != NULL ? "; " : ": ",
	    o->waits_for != NULL ? o->waits_for : "");
}

void
rr_poll_whom(struct rr_poll *y)
{
	for (size_t k = 0; k < y->body.members.n; k++) {
		const struct rr_member *m = rr_vec_at(&y->body.members, k);

		if (y->ev->whom == NULL && m->left_out == NULL &&
		    m->units > 0 && m->left == m->units)
			y->ev->whom = m->party;
	}
}

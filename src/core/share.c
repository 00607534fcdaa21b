/*
 * share.c: a consent, an election, an objection: whether enough are in favour.
 *
 * The needed number is the least whole one that passes, by exact arithmetic.
 * How votes stand is worked out day by day: who votes again changes his vote,
 * until it has passed.  What was voted by one who holds nothing that counts, or
 * beyond what he holds, counts for nothing and is shown.  With a quantity
 * missing there is no result.
 */
#include <string.h>

#include "regrights/arena.h"
#include "regrights/buf.h"
#include "regrights/count.h"
#include "votes_int.h"

struct tally {
	struct rr_eval			*ev;
	const struct rr_provision	*p;
	const struct rr_share_terms	*t;
	const struct rr_base		*base;
	const struct rr_scope		*scope;
	struct rr_body			 body;
	struct rr_votes			 votes;
	struct rr_vec			*items;
};

static const char *
name_of(const struct tally *y, const char *party)
{
	return rr_roster_name(y->ev->in->roster, party);
}

static void
read_vote(struct tally *y, const struct rr_fact *f, struct rr_vote *v)
{
	struct rr_scope about = *y->scope;
	const char *text = rr_fact_field(f, "shares");
	struct rr_member *m;
	rr_shares n;

	about.self = v->fact = f;
	v->holder = rr_fact_field(f, "holder");
	v->favour = y->t->for_if == NULL ? RR_TRUE :
	    rr_cond_known(y->ev, y->t->for_if, &about);
	m = v->holder == NULL ? NULL : rr_body_member(&y->body, v->holder);
	if (m == NULL || m->left_out != NULL)
		return;
	v->member = m;
	v->asked = m->units;
	if (!y->base->heads && text != NULL && rr_shares_parse(text, &n))
		v->asked = n.units;
}

/* They stand in the order in which they happened. */
static void
read_votes(struct tally *y)
{
	size_t n;
	const struct rr_fact *const *all = rr_eval_linked(y->ev, y->t->votes,
	    y->scope->self, &n);

	y->votes.of = rr_arena_array(y->ev->arena, n + 1,
	    sizeof(*y->votes.of));
	for (size_t i = 0; i < n; i++)
		read_vote(y, all[i], &y->votes.of[i]);
	y->votes.n = n;
}

/* Why a vote, or a part of it, does not count; NULL when all of it does. */
static const char *
vote_flaw(const struct tally *y, const struct rr_vote *v)
{
	const struct rr_member *m = v->holder == NULL ? NULL :
	    rr_body_member(&y->body, v->holder);

	if (v->favour == RR_UNKNOWN)
		return "whether it is in favour is not on record";
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
	if (v->unsure)
		return "which of its votes of that day came last is not on "
		    "record";
	if (v->late && v->favour != RR_TRUE)
		return "it had passed by then";
	if (v->counts < v->asked && v->asked > m->units)
		return "more than it holds";
	if (v->counts < v->asked && v->late)
		return "the rest had signed before";
	if (v->counts < v->asked)
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
vote_words(const struct tally *y, const struct rr_vote *v)
{
	const char *flaw = vote_flaw(y, v);
	bool early = rr_date_cmp(v->fact->day, y->scope->self->day) < 0;

	return rr_arena_printf(y->ev->arena, "%s%s%s%s%s",
	    v->favour == RR_FALSE ? " against" :
	    v->favour == RR_TRUE ? " in favour" : "",
	    flaw != NULL ? "; " : "", flaw != NULL ? flaw : "",
	    is_beside(v) ? "; beside what it signed before, as of other shares"
	    : "", early ? "; dated before that was put to a vote" : "");
}

static struct rr_finding_item *
add_item(struct tally *y, const char *key, const char *what)
{
	struct rr_finding_item *i = rr_vec_add(y->ev->arena, y->items);

	i->key = key;
	i->what = what;
	return i;
}

static void
vote_item(struct tally *y, const struct rr_vote *v, const char *what)
{
	struct rr_buf ref = RR_BUF_INIT;
	struct rr_finding_item *i;

	rr_fact_ref(v->fact, &ref);
	i = add_item(y, rr_buf_keep(&ref, y->ev->arena), what);
	i->party = v->holder;
	i->fact = v->fact;
	i->unknown = v->unsure;
	i->asked = v->asked;
	i->counts = v->favour == RR_TRUE && !v->unsure ? v->counts : 0;
	i->state = v->unsure ? RR_FOUND_WAITING : i->counts > 0 ?
	    RR_FOUND_COUNTED : RR_FOUND_LEFT_OUT;
}

static void
show_vote(struct tally *y, const struct rr_vote *v)
{
	const char *how = vote_words(y, v);
	const char *number = v->unsure ? "" : rr_arena_printf(y->ev->arena,
	    " %s", y->ev->uncounted != NULL ? "not counted" :
	    rr_units_text(y->ev, v->counts));

	rr_record_fact(y->ev->rec, v->fact, "%s:%s%s", name_of(y, v->holder),
	    number, how);
	if (y->items != NULL)
		vote_item(y, v, rr_arena_printf(y->ev->arena, "%s%s",
		    v->fact->name, how));
}

static void
show_excluded(struct tally *y)
{
	for (size_t k = 0; y->items != NULL && k < y->body.members.n; k++) {
		const struct rr_member *m = rr_vec_at(&y->body.members, k);
		struct rr_finding_item *i;

		if (m->left_out == NULL)
			continue;
		i = add_item(y, m->party, rr_arena_printf(y->ev->arena,
		    "left out, as %s", m->left_out));
		i->section = y->ev->agreement->excluded->section;
		i->party = m->party;
		i->fact = m->fact;
		i->asked = m->units;
		i->state = RR_FOUND_LEFT_OUT;
	}
}

/* The first fact of that name about the matter, or NULL. */
static const struct rr_fact *
first_about(struct tally *y, const char *name)
{
	size_t n;
	const struct rr_fact *const *all = rr_eval_linked(y->ev, name,
	    y->scope->self, &n);

	return n > 0 ? all[0] : NULL;
}

/* The day from which all is there that is needed beside the votes, or NONE. */
static rr_date
there_from(struct tally *y)
{
	rr_date from = y->scope->self->day;

	if (y->t->also_if != NULL &&
	    !rr_cond_holds(y->ev, y->t->also_if, y->scope))
		return from;
	for (size_t i = 0; i < y->t->nalso; i++) {
		const struct rr_fact *f = first_about(y, y->t->also[i]);

		if (f == NULL)
			return RR_DATE_NONE;
		if (rr_date_cmp(f->day, from) > 0)
			from = f->day;
	}
	return from;
}

static void
show_there(struct tally *y, const char *name, const struct rr_fact *f)
{
	struct rr_finding_item *i;

	if (f != NULL)
		rr_record_fact(y->ev->rec, f, "%s %s", name,
		    rr_day_text(y->ev->arena, f->day));
	else
		rr_record(y->ev->rec, RR_STEP_MISSING, NULL,
		    "not on record: %s", name);
	if (y->items == NULL)
		return;
	i = add_item(y, name, name);
	i->fact = f;
	i->state = f != NULL ? RR_FOUND_COMPLETE : RR_FOUND_NOT_YET;
}

/* Whether all is there that is needed beside the votes; else what is not. */
static const char *
missing_beside(struct tally *y)
{
	const char *missing = NULL;

	if (y->t->nalso == 0 || (y->t->also_if != NULL &&
	    !rr_cond_holds(y->ev, y->t->also_if, y->scope)))
		return NULL;
	for (size_t i = 0; i < y->t->nalso; i++) {
		const struct rr_fact *f = first_about(y, y->t->also[i]);

		show_there(y, y->t->also[i], f);
		if (f == NULL && missing == NULL)
			missing = y->t->also[i];
	}
	return missing;
}

/* The first day of another act that does in place of votes, or NONE. */
static rr_date
by_another(struct tally *y)
{
	rr_date first = RR_DATE_NONE;

	for (size_t i = 0; i < y->t->nor_any; i++) {
		const struct rr_fact *f = first_about(y, y->t->or_any[i]);

		if (f == NULL)
			continue;
		show_there(y, y->t->or_any[i], f);
		if (rr_date_is_none(first) || rr_date_cmp(f->day, first) < 0)
			first = f->day;
	}
	return first;
}

static const char *
favour_text(const struct tally *y)
{
	const char *have = rr_units_text(y->ev, y->votes.have);

	return y->votes.have == y->votes.most ? have :
	    rr_arena_printf(y->ev->arena, "between %s and %s", have,
	    rr_units_text(y->ev, y->votes.most));
}

static void
show_needed(struct tally *y, const struct rr_outcome *o)
{
	struct rr_buf share = RR_BUF_INIT;
	struct rr_finding_item *i;

	rr_count_text(y->t->share, y->t->strict, &share);
	rr_record(y->ev->rec, RR_STEP_SUM, y->p->cite.section,
	    "%s of %s: %s needed, %s in favour", share.s,
	    rr_units_text(y->ev, o->base), rr_units_text(y->ev, o->needed),
	    favour_text(y));
	rr_buf_free(&share);
	if (y->items == NULL || y->votes.most >= o->needed)
		return;
	i = add_item(y, "needed", "still needed");
	i->unknown = y->votes.have != y->votes.most;
	i->asked = i->unknown ? 0 : o->needed - y->votes.have;
	i->state = RR_FOUND_NOT_YET;
}

/* What keeps the numbers from being counted, or NULL. */
static const char *
uncounted(struct tally *y, struct rr_outcome *o)
{
	const struct rr_body *b = &y->body;

	if (b->waits_for != NULL && !b->too_large)
		return b->waits_for;
	if (b->total == 0 && !b->too_large)
		return "who holds what is counted";
	return !b->too_large && rr_count_needed(y->t->share, y->t->strict,
	    b->total, &o->needed) ? NULL :
	    "numbers that can be counted; these are too large";
}

static void
show_votes(struct tally *y)
{
	for (size_t i = 0; i < y->votes.n; i++)
		show_vote(y, &y->votes.of[i]);
	show_excluded(y);
}

/* Whose votes are still to come: the first who counts and has not voted. */
static void
note_whom(struct tally *y)
{
	for (size_t k = 0; k < y->body.members.n; k++) {
		const struct rr_member *m = rr_vec_at(&y->body.members, k);

		if (y->ev->whom == NULL && m->left_out == NULL &&
		    m->units > 0 && m->left == m->units)
			y->ev->whom = m->party;
	}
}

/* Whether the numbers pass now; what is missing goes to waits_for. */
static bool
count(struct tally *y, struct rr_outcome *o)
{
	struct rr_voting v;

	rr_body_of(y->ev, y->base, y->p, y->scope, &y->body);
	read_votes(y);
	o->waits_for = uncounted(y, o);
	v.needed = o->waits_for == NULL ? o->needed : -1;
	v.from = there_from(y);
	rr_votes_stand(y->ev, &y->votes, &v);
	show_votes(y);
	if (o->waits_for != NULL) {
		rr_record(y->ev->rec, RR_STEP_MISSING, NULL,
		    "not on record: %s", o->waits_for);
		return false;
	}
	o->counted = y->votes.have == y->votes.most;
	o->base = y->body.total;
	o->have = y->votes.have;
	show_needed(y, o);
	note_whom(y);
	return o->have >= o->needed;
}

static enum rr_truth
exempt(struct tally *y)
{
	const struct rr_cond *c = y->t->exempt_if;
	const char **outer = y->ev->lack, *lack = NULL;
	struct rr_buf b = RR_BUF_INIT;
	enum rr_truth t;

	if (c == NULL)
		return RR_FALSE;
	if (y->t->exempt_means != NULL)
		rr_buf_add(&b, y->t->exempt_means);
	else
		rr_cond_text(c, y->ev->agreement, &b);
	rr_record(y->ev->rec, RR_STEP_TERM, y->p->cite.section,
	    "not needed if %s", b.s);
	rr_buf_free(&b);
	rr_record_under(y->ev->rec);
	y->ev->lack = &lack;
	t = rr_cond_known(y->ev, c, y->scope);
	y->ev->lack = outer;
	rr_record(y->ev->rec, t == RR_UNKNOWN ? RR_STEP_MISSING :
	    RR_STEP_CONCLUSION, NULL, "%s%s%s", t == RR_TRUE ? "so it is" :
	    t == RR_FALSE ? "it is not so" : "not on record",
	    t == RR_UNKNOWN && lack != NULL ? ": " : "",
	    t == RR_UNKNOWN && lack != NULL ? lack : "");
	rr_record_end(y->ev->rec);
	return t;
}

static bool
is_earlier(rr_date a, rr_date b)
{
	return !rr_date_is_none(a) && (rr_date_is_none(b) ||
	    rr_date_cmp(a, b) < 0);
}

/* It has passed: by the votes, or by what does in their place, if sooner. */
static bool
has_passed(struct tally *y, rr_date another, struct rr_outcome *o)
{
	rr_date votes = y->votes.passed;

	o->passed = is_earlier(another, votes) ? another : votes;
	if (rr_date_is_none(o->passed))
		return false;
	o->barred = false;
	o->state = RR_FOUND_PASSED;
	o->waits_for = NULL;
	return true;
}

/* It turns on the order of votes, or on what they were, which is missing. */
static bool
is_unsure(const struct tally *y, const struct rr_outcome *o)
{
	return y->votes.may_pass || (y->votes.have != y->votes.most &&
	    o->waits_for == NULL);
}

static void
conclude(struct tally *y, struct rr_outcome *o)
{
	enum rr_truth free = exempt(y);
	/* What is sealed may have taken back what is in sight. */
	bool whole = y->ev->uncounted == NULL, passes;
	rr_date another = by_another(y);
	const char *missing;

	if (free == RR_TRUE && whole) {
		o->state = RR_FOUND_EXEMPT;
		return;
	}
	passes = count(y, o);
	missing = missing_beside(y);
	o->barred = whole && free == RR_FALSE && (missing != NULL ||
	    !y->votes.may_favour);
	if (has_passed(y, whole ? another : RR_DATE_NONE, o))
		return;
	if (free == RR_UNKNOWN && o->waits_for == NULL)
		o->waits_for = "whether it is needed at all";
	else if (passes) {
		o->state = RR_FOUND_UNSIGNED;
		o->waits_for = missing;
	} else if (is_unsure(y, o))
		o->waits_for = y->votes.unsure;
	if (o->state == RR_FOUND_NOT_YET && o->waits_for != NULL)
		o->state = RR_FOUND_WAITING;
}

/* "consent sought Mon 2000-07-03, matter: a longer period" */
static void
show_subject(struct rr_eval *ev, const struct rr_fact *f)
{
	struct rr_buf b = RR_BUF_INIT;

	if (ev->rec == NULL)
		return;
	for (size_t i = 0; i < f->nfields; i++)
		rr_buf_printf(&b, ", %s: %s", f->fields[i].key,
		    f->fields[i].value);
	rr_record_fact(ev->rec, f, "%s %s%s", f->name,
	    rr_day_text(ev->arena, f->day), b.len > 0 ? b.s : "");
	rr_buf_free(&b);
}

void
rr_find_share(struct rr_eval *ev, const struct rr_provision *p,
    const struct rr_scope *scope, struct rr_outcome *o, struct rr_vec *items)
{
	struct tally y;

	rr_outcome_init(o, RR_FOUND_NOT_YET);
	memset(&y, 0, sizeof(y));
	y.ev = ev;
	y.p = p;
	y.t = &p->share;
	y.base = &ev->agreement->bases[p->share.base];
	y.scope = scope;
	y.items = items;
	y.votes.passed = RR_DATE_NONE;
	show_subject(ev, scope->self);
	conclude(&y, o);
	rr_record(ev->rec, RR_STEP_CONCLUSION, NULL, "%s%s%s%s%s",
	    rr_found_shown(o->state),
	    rr_date_is_none(o->passed) ? "" : " on ",
	    rr_date_is_none(o->passed) ? "" : rr_day_text(ev->arena,
	    o->passed), o->waits_for != NULL ? ": " : "",
	    o->waits_for != NULL ? o->waits_for : "");
}

/*
 * list.c: the kind "list": what must be there, or who must do what; and the
 * kind "test": what must be so for something to be made out.
 *
 * Each thing is ticked by a condition over what is on record, or by a field of
 * the entry that is filled in; one that is for several parties is there for
 * each of them by itself.  One that is not needed does not count; of one of
 * which it cannot be said, what is missing is told.  What is for a role that
 * nobody has on record waits, unless that nobody has it is an answer: a list is
 * not complete for want of anyone to ask.  A test is made out when all is so,
 * and not when one thing is not; else it waits.
 */
#include <string.h>

#include "body_int.h"
#include "conclude_int.h"
#include "list_int.h"
#include "regrights/arena.h"
#include "regrights/buf.h"
#include "regrights/map.h"
#include "regrights/seal.h"

#define NAMED	6	/* who lack one thing, in a line */

struct list {
	struct rr_eval		*ev;
	struct rr_outcome	*out;
	struct rr_vec		*items;
	struct rr_buf		 missing;	/* "copy (Heron LP), price" */
	struct rr_buf		 instead;	/* "after its end (entry 4)" */
	size_t			 named;		/* where its names end */
	const struct rr_list_item *last;	/* in it, and of whom */
	struct rr_map		*of;
	const char		*nobody;	/* a role that no one has */
	bool			 test;
	/* those not there, in all worlds: as far as known; at all */
	size_t			 false_ones, lacking;
	/* for those who are sealed, or not on record, or may be none of them */
	size_t			 unnamed;
	/* of which it cannot be said whether they are so, or what is instead */
	size_t			 unsaid;
	bool			 open;		/* points leave one open */
};

/* One thing, for one party or for nobody in particular. */
struct tick {
	const struct rr_list_item	*item;
	const struct rr_scope		*scope;
	bool				 for_party;
	enum rr_truth			 done;
	const struct rr_fact		*by;
	const char			*whom;	/* party, or NULL */
	bool				 answers;	/* what is listed */
	/* what cannot be said to, as it came before; or NULL */
	const struct rr_fact		*early;
	/* what is missing where it may be for no such party, or NULL */
	const char			*perhaps;
};

/* The file has words for what is so instead. */
static bool
is_contrary(const struct tick *t)
{
	return t->done == RR_FALSE && t->item->otherwise != NULL;
}

static void
try(struct rr_eval *ev, struct tick *t)
{
	const char *value;

	ev->by = NULL;
	ev->whom = NULL;
	if (t->item->done != NULL) {
		ev->answered = t->answers && !t->item->early ?
		    t->scope->self : NULL;
		ev->early = NULL;
		t->done = rr_eval_truth(ev, t->item->done, t->scope);
		t->early = t->done == RR_UNKNOWN ? ev->early : NULL;
		ev->answered = NULL;
		t->by = t->done == RR_TRUE || is_contrary(t) ? ev->by : NULL;
		t->whom = ev->whom;
		return;
	}
	value = t->scope->self == NULL ? NULL : rr_fact_field(t->scope->self,
	    t->item->has);
	t->done = value != NULL ? RR_TRUE : RR_FALSE;
	t->by = value != NULL ? t->scope->self : NULL;
	if (value != NULL)
		rr_record_fact(ev->ticks, t->by, "%s: %s", t->item->has,
		    value);
}

/* Whose it is, and who lacks it: "(Heron Fund LP; Reed & Sedge LLP)". */
static void
add_parties(struct rr_eval *ev, const struct tick *t, struct rr_buf *b)
{
	const struct rr_roster *r = ev->in->roster;
	const char *own = t->for_party ? t->scope->recipient : NULL;
	bool other = t->done != RR_TRUE && t->whom != NULL &&
	    (t->scope->recipient == NULL ||
	    strcmp(t->whom, t->scope->recipient) != 0);

	if (own == NULL && !other)
		return;
	rr_buf_printf(b, " (%s%s%s)", own != NULL ? rr_roster_name(r, own) :
	    "", own != NULL && other ? "; " : "",
	    other ? rr_roster_name(r, t->whom) : "");
}

/* The facts that were looked at stand under the line. */
static void
record(struct rr_eval *ev, struct tick *t)
{
	static const char *const marks[] = { "missing: %s%s", "there: %s%s",
	    "it cannot be said: %s%s" };
	struct rr_recorder *rec = ev->rec;
	struct rr_buf b = RR_BUF_INIT;
	struct tick again;

	if (rec == NULL)
		return;
	add_parties(ev, t, &b);
	rr_record(rec, t->done == RR_TRUE ? RR_STEP_CONCLUSION :
	    RR_STEP_MISSING, t->item->section, is_contrary(t) ? "%s%s" :
	    marks[t->done], is_contrary(t) ? t->item->otherwise :
	    t->item->what, b.s);
	rr_buf_free(&b);
	rr_record_under(rec);
	ev->rec = NULL;
	ev->ticks = rec;
	again = *t;
	try(ev, &again);
	ev->ticks = NULL;
	ev->rec = rec;
	rr_record_end(rec);
}

static void
add_item(struct list *l, const struct tick *t)
{
	struct rr_finding_item *i;

	if (l->items == NULL)
		return;
	i = rr_vec_add(l->ev->arena, l->items);
	i->key = t->item->key;
	i->what = is_contrary(t) ? t->item->otherwise : t->item->what;
	i->section = t->item->section;
	i->party = t->scope->recipient;
	if (t->done == RR_UNKNOWN)
		i->state = RR_FOUND_WAITING;
	else if (l->test)
		i->state = t->done == RR_TRUE ? RR_FOUND_MADE_OUT :
		    RR_FOUND_NOT_MADE_OUT;
	else
		i->state = t->done == RR_TRUE ? RR_FOUND_COMPLETE :
		    is_contrary(t) ? RR_FOUND_CONTRARY : RR_FOUND_INCOMPLETE;
	i->fact = t->by;
}

static const char *
early_text(struct rr_eval *ev, const struct tick *t)
{
	return t->early == NULL ? "" : rr_arena_printf(ev->arena, ": entry "
	    "%lld, dated %s, is earlier than what it would answer",
	    (long long)t->early->seq, rr_fact_day_text(ev->arena, t->early));
}

/* What of it cannot be said, and why. */
static const char *
unsaid_text(struct rr_eval *ev, const struct tick *t)
{
	return t->perhaps != NULL && t->done == RR_UNKNOWN ?
	    rr_arena_printf(ev->arena, ": %s", t->perhaps) :
	    early_text(ev, t);
}

/*
 * Each thing once, with each who lacks it, or for whom it is not there; of many
 * the first and how many more: its lines have them all.
 */
static void
add_missing(struct list *l, const struct tick *t)
{
	const char *party = t->whom != NULL ? t->whom :
	    t->for_party ? t->scope->recipient : NULL;
	bool again = t->item == l->last && rr_map_count(l->of) > 0;

	if (t->item != l->last)
		l->of = rr_map_new(l->ev->arena);
	l->last = t->item;
	if (again && (party == NULL || rr_map_find(l->of, party) != NULL))
		return;
	if (again)
		l->missing.s[--l->missing.len] = '\0';	/* its ")" */
	else
		rr_buf_printf(&l->missing, "%s%s%s%s%s",
		    l->missing.len > 0 ? ", " : "",
		    t->item->otherwise != NULL ? "whether it was " : "",
		    t->item->what, unsaid_text(l->ev, t),
		    party != NULL ? " (" : "");
	if (party == NULL)
		return;
	rr_map_set(l->of, party, l);
	if (rr_map_count(l->of) > NAMED) {
		l->missing.len = l->named;
		rr_buf_printf(&l->missing, " and %zu more)",
		    rr_map_count(l->of) - NAMED);
		return;
	}
	rr_buf_printf(&l->missing, "%s%s)", again ? ", " : "",
	    rr_roster_name(l->ev->in->roster, party));
	l->named = l->missing.len - 1;
}

/* What is so instead, and the entry by which it is. */
static void
add_instead(struct list *l, const struct tick *t)
{
	rr_buf_printf(&l->instead, "%s%s", l->instead.len > 0 ? ", " : "",
	    t->item->otherwise);
	if (t->by == NULL)
		return;
	rr_buf_add(&l->instead, " (entry ");
	rr_fact_ref(t->by, &l->instead);
	rr_buf_addc(&l->instead, ')');
}

static void
one(struct list *l, const struct rr_list_item *x, const struct rr_scope *s,
    bool for_party, const char *perhaps)
{
	struct tick t = { .item = x, .scope = s, .for_party = for_party,
	    .answers = !l->test, .perhaps = perhaps };
	struct rr_recorder *rec = l->ev->rec;

	enum rr_truth needed = x->needed_if == NULL ? RR_TRUE :
	    rr_eval_truth(l->ev, x->needed_if, s);

	if (needed == RR_FALSE)
		return;
	l->ev->rec = NULL;
	try(l->ev, &t);
	l->ev->rec = rec;
	/* Who may be none of them may want nothing. */
	if (t.done == RR_FALSE && perhaps != NULL) {
		t.done = RR_UNKNOWN;
		l->unnamed++;
	}
	l->open |= rr_is_open(t.done) || rr_is_open(needed);
	l->lacking += !rr_is_open(needed) && t.done != RR_TRUE &&
	    !rr_is_open(t.done);
	l->false_ones += !rr_is_open(needed) && t.done == RR_FALSE;
	/* What may not be needed is not so for certain only where it is. */
	if (rr_is_open(t.done) || (needed == RR_UNKNOWN && is_contrary(&t)))
		t.done = RR_UNKNOWN;
	l->unsaid += t.done == RR_UNKNOWN && (t.item->otherwise != NULL ||
	    t.early != NULL);
	record(l->ev, &t);
	add_item(l, &t);
	l->out->needed++;
	if (t.done == RR_TRUE)
		l->out->have++;
	else if (is_contrary(&t))
		add_instead(l, &t);
	else
		add_missing(l, &t);
}

/*
 * Once more, for WHOM who is no party on record: it cannot be said that it is
 * there.
 */
static void
for_unnamed(struct list *l, const struct rr_list_item *x,
    const struct rr_scope *s, const char *whom)
{
	const struct rr_scope nobody = RR_SCOPE(NULL, NULL);
	struct tick t = { .item = x, .scope = &nobody, .done = RR_UNKNOWN,
	    .whom = whom };

	if (x->needed_if != NULL &&
	    rr_eval_truth(l->ev, x->needed_if, s) == RR_FALSE)
		return;
	rr_record(l->ev->rec, RR_STEP_MISSING, x->section, "it cannot be "
	    "said: %s; not on record: %s", x->what, whom);
	add_item(l, &t);
	add_missing(l, &t);
	l->out->needed++;
	l->unnamed++;
	l->lacking++;
}

/* Nobody says what became of it before an account of who is sealed. */
static void
for_the_sealed(struct list *l, const struct rr_list_item *x,
    const struct rr_scope *s)
{
	const char *account = NULL;

	for (size_t i = 0; i < x->nto && account == NULL; i++)
		account = rr_waits_role(l->ev->waiting, x->to[i].who);
	if (account != NULL)
		for_unnamed(l, x, s, account);
}

/* A role that nobody has, where that is no answer. */
static void
for_nobody(struct list *l, const struct rr_list_item *x,
    const struct rr_scope *s)
{
	for (size_t i = 0; i < x->nto; i++) {
		const struct rr_list_to *to = &x->to[i];

		if (!rr_index_has(l->ev, to->unless) && !to->any &&
		    !rr_list_is_recipient(to) &&
		    rr_waits_role(l->ev->waiting, to->who) == NULL &&
		    !rr_list_has_somebody(l->ev, to, s->self))
			for_unnamed(l, x, s, rr_list_whom(l->ev, to, s->self));
	}
}

static void
for_each_party(struct list *l, const struct rr_list_item *x,
    const struct rr_scope *s)
{
	size_t most = l->ev->in->roster->n +
	    (s->self != NULL ? s->self->nsendings : 0);
	const char **keys = rr_arena_array(l->ev->arena, most + 1,
	    sizeof(*keys));
	size_t n = rr_list_parties(l->ev, x, s->self, keys);

	for (size_t i = 0; i < n; i++) {
		struct rr_scope own = *s;

		own.recipient = keys[i];
		one(l, x, &own, true, rr_list_perhaps(l->ev, x,
		    s->self, keys[i]));
	}
	if (n == 0)
		l->nobody = rr_list_whom(l->ev, &x->to[0], s->self);
	for_nobody(l, x, s);
	for_the_sealed(l, x, s);
}

/* Ticks each thing; how many are not so goes to L. */
static void
run(struct list *l, const struct rr_list_terms *t, const struct rr_scope *s)
{
	rr_outcome_init(l->out, RR_FOUND_INCOMPLETE);
	l->out->counted = true;
	for (size_t i = 0; i < t->n; i++)
		if (t->items[i].nto > 0)
			for_each_party(l, &t->items[i], s);
		else
			one(l, &t->items[i], s, false, NULL);
	l->out->base = l->out->needed;
}

/*
 * Some of it is open, as points are answered: how much is there is not said,
 * and how it stands only where what is SURE decides it.
 */
static void
allow_for_answers(struct list *l, bool sure)
{
	l->out->counted = false;
	l->out->base = l->out->needed = l->out->have = 0;
	if (!sure)
		rr_blur(l->ev);
}

void
rr_list_find(struct rr_eval *ev, const struct rr_provision *p,
    const struct rr_scope *s, struct rr_outcome *o, struct rr_vec *items)
{
	struct list l = { .ev = ev, .out = o, .items = items,
	    .missing = RR_BUF_INIT, .instead = RR_BUF_INIT, .test = false };

	run(&l, &p->list, s);
	if (o->needed == 0 && l.nobody != NULL) {
		o->state = RR_FOUND_WAITING;
		rr_buf_add(&l.missing, l.nobody);
		rr_record(ev->rec, RR_STEP_MISSING, p->cite.section,
		    "not on record: %s", l.missing.s);
	} else if (o->have == o->needed)
		o->state = RR_FOUND_COMPLETE;
	else if (l.instead.len > 0)
		o->state = RR_FOUND_CONTRARY;
	else if (l.unsaid > 0 ||
	    o->have + (int64_t)l.unnamed == o->needed)
		o->state = RR_FOUND_WAITING;
	if (l.open)
		allow_for_answers(&l, l.lacking > 0);
	o->waits_for = l.missing.len > 0 ? rr_arena_strdup(ev->arena,
	    l.missing.s) : NULL;
	o->instead = l.instead.len > 0 ? rr_arena_strdup(ev->arena,
	    l.instead.s) : NULL;
	rr_buf_free(&l.missing);
	rr_buf_free(&l.instead);
}

void
rr_test_find(struct rr_eval *ev, const struct rr_provision *p,
    const struct rr_scope *s, struct rr_outcome *o, struct rr_vec *items)
{
	const struct rr_expr *contested = p->list.contested_if;
	struct list l = { .ev = ev, .out = o, .items = items,
	    .missing = RR_BUF_INIT, .test = true };

	run(&l, &p->list, s);
	if (l.false_ones > 0)
		o->state = RR_FOUND_NOT_MADE_OUT;
	else if (o->have < o->needed || o->needed == 0)
		o->state = RR_FOUND_WAITING;
	else if (contested != NULL && rr_cond_holds(ev, contested, s))
		o->state = RR_FOUND_CONTESTED;
	else
		o->state = RR_FOUND_MADE_OUT;
	if (l.open)
		allow_for_answers(&l, l.false_ones > 0);
	if (o->state == RR_FOUND_WAITING)
		o->waits_for = rr_arena_strdup(ev->arena, l.missing.s);
	rr_record(ev->rec, o->state == RR_FOUND_WAITING ? RR_STEP_MISSING :
	    RR_STEP_CONCLUSION, p->cite.section, "%s",
	    rr_found_shown(o->state));
	rr_buf_free(&l.missing);
}

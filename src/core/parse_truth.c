/*
 * parse_truth.c: conditions, read from text; the grammar is in expr.h.
 *
 * "or" binds less than "and", "and" less than "not".
 */
#include <string.h>

#include "field_cond_int.h"
#include "regrights/arena.h"
#include "regrights/vec.h"

static bool
parse_answer(struct rr_parser *s, int question, const struct rr_expr **out)
{
	struct rr_expr *c = rr_expr_new(s, RR_EXPR_ANSWER);
	const char *answer;
	int n;

	if (!rr_eat(s, "is"))
		return rr_expected(s, "'is'");
	rr_parse_space(s);
	n = rr_word_len(s->p);
	answer = rr_arena_strndup(s->arena, s->p, (size_t)n);
	c->question = question;
	if (s->agreement->asking != NULL)
		s->agreement->asking[question] = true;
	c->answer = rr_agreement_answer(s->agreement, question, answer);
	if (c->answer < 0)
		return rr_expected(s, "an answer to that open point");
	s->p += n;
	*out = c;
	return true;
}

/* "meets (…)", a condition of what is SELF in it. */
static bool
parse_met(struct rr_parser *s, const struct rr_event *self,
    struct rr_expr *c)
{
	const struct rr_expr **of = rr_expr_operands(s, c, 1);

	if (!rr_eat(s, "meets") || !rr_eat(s, "("))
		return rr_expected(s, "'meets' and a condition in "
		    "parentheses");
	return rr_parse_closed(s, self, RR_TYPE_TRUTH, &of[0]);
}

static void
negate(struct rr_parser *s, const struct rr_expr **out)
{
	struct rr_expr *not = rr_expr_new(s, RR_EXPR_NOT);

	rr_expr_operands(s, not, 1)[0] = *out;
	*out = not;
}

/* "falls on no commission day": the day of "it", or its field KEY. */
static bool
parse_falls(struct rr_parser *s, const char *key, const struct rr_expr **out)
{
	struct rr_expr *c = rr_expr_new(s, RR_EXPR_FALLS);
	bool none = rr_eat(s, "no");

	c->field = key;
	*out = c;
	if ((!none && !rr_eat(s, "a")) || !rr_eat_day_kind(s, &c->kind))
		return rr_expected(s, "'a' or 'no', and a kind of day");
	if (none)
		negate(s, out);
	return true;
}

static bool
parse_field(struct rr_parser *s, const struct rr_expr **out)
{
	struct rr_expr *c = rr_expr_new(s, RR_EXPR_FIELD);
	const struct rr_field_decl *f;
	size_t n;

	rr_eat(s, "it.");
	rr_parse_space(s);
	n = (size_t)rr_word_len(s->p);
	c->field = rr_arena_strndup(s->arena, s->p, n);
	f = rr_field_in_sight(s->agreement, s->subject, c->field);
	if (f == NULL)
		return rr_expected(s, "an open point, an event or a field");
	s->p += n;
	*out = c;
	rr_parse_space(s);
	if (f->type == RR_FIELD_PARTY && rr_match(s->p, "meets") > 0 &&
	    rr_event_field(s->subject, c->field) == f) {
		c->op = RR_EXPR_PARTY_MEETS;
		return parse_met(s, s->subject, c);
	}
	if (f->type == RR_FIELD_DATE && rr_eat(s, "falls on"))
		return parse_falls(s, c->field, out);
	if (f->type == RR_FIELD_DATE && rr_eat_order(s, false,
	    &c->compare)) {
		c->op = RR_EXPR_FIELD_ORDER;
		return rr_parse(s, RR_TYPE_DAY, rr_expr_operands(s, c, 1));
	}
	if (!rr_eat_compare(s, &c->compare))
		return rr_expected(s, "'is', 'is not', '<', '<=', '>' or '>='");
	/* Whether it is filled in at all. */
	if (c->compare <= RR_IS_NOT && rr_eat(s, "missing"))
		return true;
	c->of_party = f->type == RR_FIELD_PARTY;
	c->then = c->compare == RR_IS && c->of_party && rr_eat(s, "then");
	c->value = rr_eat_value(s, f);
	return c->value != NULL ? true :
	    rr_expected(s, "a value of that field");
}

/* "… is before …", of the day of what C names, or of "it". */
static bool
parse_order(struct rr_parser *s, struct rr_expr *c, enum rr_compare compare,
    const struct rr_expr **out)
{
	struct rr_expr *order = rr_expr_new(s, RR_EXPR_ORDER);
	const struct rr_expr **of = rr_expr_operands(s, order, 2);

	if (c->reach != RR_REACH_ALL &&
	    !rr_expr_takes(RR_EXPR_EVENT, c->reach))
		return rr_expected(s, "'has happened' or 'has not happened'");
	c->op = c->name == NULL ? RR_EXPR_SELF : RR_EXPR_EVENT;
	order->pos = c->pos;
	order->compare = compare;
	of[0] = c;
	*out = order;
	return rr_parse(s, RR_TYPE_DAY, &of[1]);
}

/* What is said of E, which is "it" unless NAMED. */
static bool
parse_thing(struct rr_parser *s, const struct rr_event *e, bool named,
    const struct rr_expr **out)
{
	struct rr_expr *c = rr_expr_new(s, RR_EXPR_HAPPENED);
	bool of_notice = e->notice;
	enum rr_compare compare;

	c->name = named ? e->name : NULL;
	*out = c;
	if (named && !rr_parse_reach(s, e, c))
		return false;
	if (rr_eat(s, "has happened on"))
		return rr_parse(s, RR_TYPE_DAY, rr_expr_operands(s, c, 1));
	if (rr_eat(s, rr_expr_words(RR_EXPR_HAPPENED)))
		return true;
	if (rr_eat(s, "has not happened")) {
		negate(s, out);
		return true;
	}
	if (rr_eat_order(s, true, &compare))
		return parse_order(s, c, compare, out);
	if (!of_notice || !rr_eat_way(s, &c->way))
		return rr_expected(s, of_notice ? "'has happened', "
		    "'has not happened' or what became of the notice" :
		    "'has happened' or 'has not happened'");
	c->op = RR_EXPR_WAY;
	if (c->way != RR_WAY_SENT)
		return true;
	c->value = rr_eat_method(s, false);
	return c->value != NULL ? true : rr_expected(s, "a method");
}

/* "has a listed fax", of those that the words before it name. */
static bool
parse_contact(struct rr_parser *s, const char *expected, struct rr_expr *c)
{
	if (!rr_eat(s, "has a") && !rr_eat(s, "has an"))
		return rr_expected(s, expected);
	c->listed = rr_eat(s, "listed");
	c->value = rr_eat_method(s, true);
	return c->value != NULL ? true :
	    rr_expected(s, "'fax', 'email' or 'address'");
}

/* "every holder has a fax", "every holder meets (…)", after the first word. */
static bool
parse_every(struct rr_parser *s, const struct rr_expr **out)
{
	struct rr_expr *c = rr_expr_new(s, RR_EXPR_CONTACT);
	size_t n;

	rr_parse_space(s);
	n = (size_t)rr_word_len(s->p);
	c->name = rr_arena_strndup(s->arena, s->p, n);
	*out = c;
	if (strcmp(c->name, rr_expr_words(RR_EXPR_RECIPIENTS)) == 0)
		c->op = RR_EXPR_RECIPIENTS;
	if (n == 0 || (c->op == RR_EXPR_RECIPIENTS && (s->subject == NULL ||
	    !s->subject->notice)))
		return rr_expected(s, "a role");
	s->p += n;
	rr_parse_space(s);
	if (c->op == RR_EXPR_RECIPIENTS)
		return parse_contact(s, "'has a'", c);
	if (rr_match(s->p, "meets") == 0)
		return parse_contact(s, "'has a' or 'meets'", c);
	c->op = RR_EXPR_EVERY_MEETS;
	return parse_met(s, s->subject, c);
}

/* "each comment about it meets (…)", after the first word. */
static bool
parse_each(struct rr_parser *s, const struct rr_expr **out)
{
	struct rr_expr *c = rr_expr_new(s, RR_EXPR_EACH);
	const struct rr_event *e = rr_eat_event(s);
	bool ok;

	*out = c;
	if (e == NULL)
		return rr_expected(s, "an event or a notice");
	c->name = e->name;
	if (!rr_parse_reach(s, e, c))
		return false;
	c->outer = s->that == NULL;
	s->that = c->outer ? s->subject : s->that;
	ok = parse_met(s, e, c);
	s->that = c->outer ? NULL : s->that;
	return ok;
}

/* The kind before whose ids this word stands; NULL: none stands here. */
static const struct rr_kind *
eat_kind(struct rr_parser *s)
{
	for (size_t i = 0; rr_kinds[i] != NULL; i++)
		if (rr_kinds[i]->met_as != NULL &&
		    rr_eat(s, rr_kinds[i]->met_as))
			return rr_kinds[i];
	return NULL;
}

/* "list participation about it is met", after the first word. */
static bool
parse_settled(struct rr_parser *s, const struct rr_kind *kind,
    const struct rr_expr **out)
{
	struct rr_expr *c = rr_expr_new(s, RR_EXPR_SETTLED);
	const struct rr_provision *p = rr_eat_of_kind(s, kind);

	*out = c;
	if (p == NULL)
		return rr_expected(s, "the id of such a provision");
	c->name = p->id;
	if (!rr_parse_reach(s, NULL, c))
		return false;
	if (rr_eat(s, "was met by"))
		return rr_parse(s, RR_TYPE_DAY, rr_expr_operands(s, c, 1));
	if (kind->votes) {
		c->votes = rr_eat(s, "has the votes");
		c->before = !c->votes && s->subject != NULL &&
		    rr_eat(s, "was met before it");
	}
	return c->votes || c->before || rr_eat(s, "is met") ? true :
	    rr_expected(s, !kind->votes ? "'is met'" :
	    s->subject == NULL ? "'is met' or 'has the votes'" :
	    "'is met', 'was met before it' or 'has the votes'");
}

/* "it" by itself: "it.field" is another thing. */
static bool
eat_self(struct rr_parser *s)
{
	rr_parse_space(s);
	if (s->subject == NULL || rr_match(s->p, "it") == 0 || s->p[2] == '.')
		return false;
	return rr_eat(s, "it");
}

/* "it is a notice of defect", after "it is a". */
static bool
parse_kind(struct rr_parser *s, const struct rr_expr **out)
{
	struct rr_expr *c = rr_expr_new(s, RR_EXPR_KIND);
	const struct rr_event *e = rr_eat_event(s);

	*out = c;
	if (e == NULL)
		return rr_expected(s, "an event or a notice");
	c->name = e->name;
	return true;
}

static bool
parse_reached(struct rr_parser *s, const struct rr_provision *counter,
    const struct rr_expr **out)
{
	struct rr_expr *c = rr_expr_new(s, RR_EXPR_REACHED);

	c->name = counter->id;
	*out = c;
	if (!rr_want_own(s, counter))
		return false;
	if (rr_eat(s, "is reached"))
		return true;
	if (!rr_eat(s, "is not reached"))
		return rr_expected(s, "'is reached' or 'is not reached'");
	negate(s, out);
	return true;
}

static bool
parse_holds(struct rr_parser *s, const struct rr_provision *period,
    const struct rr_expr **out)
{
	struct rr_expr *c = rr_expr_new(s, RR_EXPR_HOLDS);

	c->name = period->id;
	*out = c;
	if (s->subject == NULL)
		return rr_expected(s, "a period of what the rule is about, "
		    "which is about nothing");
	if (rr_eat(s, "does not hold"))
		negate(s, out);
	else if (!rr_eat(s, "holds"))
		return rr_expected(s, "'holds' or 'does not hold'");
	return !rr_eat(s, "on") ||
	    rr_parse(s, RR_TYPE_DAY, rr_expr_operands(s, c, 1));
}

/* "effect of a notice about it is before …": a day that is compared. */
static bool
begins_day(struct rr_parser *s)
{
	rr_parse_space(s);
	return rr_match(s->p, "effect of") + rr_match(s->p, "receipt of") +
	    rr_match(s->p, "earliest of") + rr_match(s->p, "latest of") > 0;
}

static bool
parse_days(struct rr_parser *s, const struct rr_expr **out)
{
	struct rr_expr *c = rr_expr_new(s, RR_EXPR_ORDER);
	const struct rr_expr **of = rr_expr_operands(s, c, 2);

	*out = c;
	if (!rr_parse(s, RR_TYPE_DAY, &of[0]))
		return false;
	if (!rr_eat_order(s, true, &c->compare))
		return rr_expected(s, "'is before', 'is on or before', "
		    "'is after', 'is on or after' or 'is earlier than'");
	return rr_parse(s, RR_TYPE_DAY, &of[1]);
}

static bool	 parse_primary(struct rr_parser *, const struct rr_expr **);

static bool
parse_not(struct rr_parser *s, const struct rr_expr **out)
{
	struct rr_expr *c = rr_expr_new(s, RR_EXPR_NOT);
	bool ok;

	*out = c;
	ok = rr_parse_enter(s) &&
	    parse_primary(s, rr_expr_operands(s, c, 1));
	s->depth--;
	return ok;
}

static bool
parse_primary(struct rr_parser *s, const struct rr_expr **out)
{
	const struct rr_event *e;
	const struct rr_provision *p;
	const struct rr_kind *kind;
	int question;

	if (rr_eat(s, rr_expr_words(RR_EXPR_NOT)))
		return parse_not(s, out);
	if (rr_eat(s, "("))
		return rr_parse_closed(s, s->subject, RR_TYPE_TRUTH, out);
	if (begins_day(s))
		return parse_days(s, out);
	question = rr_eat_question(s);
	if (question >= 0)
		return parse_answer(s, question, out);
	p = rr_eat_provision(s, rr_kind_runs);
	if (p != NULL)
		return parse_holds(s, p, out);
	p = rr_eat_provision(s, rr_kind_is_reached);
	if (p != NULL)
		return parse_reached(s, p, out);
	e = rr_eat_event(s);
	if (e != NULL)
		return parse_thing(s, e, true, out);
	if (eat_self(s)) {
		const char *behind = s->p;

		if (rr_eat(s, "is a") || rr_eat(s, "is an"))
			return parse_kind(s, out);
		if (rr_eat(s, "falls on"))
			return parse_falls(s, NULL, out);
		s->p = behind;
		return parse_thing(s, s->subject, false, out);
	}
	if (rr_eat(s, rr_expr_words(RR_EXPR_CONTACT)))
		return parse_every(s, out);
	if (rr_eat(s, rr_expr_words(RR_EXPR_EACH)))
		return parse_each(s, out);
	kind = eat_kind(s);
	if (kind != NULL)
		return parse_settled(s, kind, out);
	return parse_field(s, out);
}

/* Primaries joined by one word; a single one stands by itself. */
static bool
parse_joined(struct rr_parser *s, enum rr_expr_op op,
    const struct rr_expr **out)
{
	struct rr_vec of = RR_VEC_INIT(const struct rr_expr *);
	struct rr_expr *c = rr_expr_new(s, op);

	do {
		const struct rr_expr *one;

		if (op == RR_EXPR_OR ? !parse_joined(s, RR_EXPR_AND, &one) :
		    !parse_primary(s, &one))
			return false;
		*(const struct rr_expr **)rr_vec_add(s->arena, &of) = one;
	} while (rr_eat(s, rr_expr_words(op)));
	c->of = of.items;
	c->nof = of.n;
	*out = c->nof == 1 ? c->of[0] : c;
	return true;
}

bool
rr_parse_truth(struct rr_parser *s, const struct rr_expr **out)
{
	return parse_joined(s, RR_EXPR_OR, out);
}

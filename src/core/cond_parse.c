/*
 * cond_parse.c: conditions, read from text.
 *
 * "or" binds less than "and", "and" less than "not"; the grammar is in when.h.
 */
#include <string.h>

#include "field_cond_int.h"
#include "regrights/arena.h"
#include "regrights/vec.h"

#define RECIPIENT	"recipient"	/* of the notice that "it" is */

static struct rr_cond *
new_cond(struct rr_parser *s, enum rr_cond_op op)
{
	struct rr_cond *c = rr_arena_alloc(s->arena, sizeof(*c));

	c->op = op;
	c->pos = rr_parse_here(s);
	return c;
}

static bool
parse_answer(struct rr_parser *s, int question, const struct rr_cond **out)
{
	struct rr_cond *c = new_cond(s, RR_COND_ANSWER);
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

/* "(…)", a condition of what is SELF in it. */
static bool
parse_met(struct rr_parser *s, const struct rr_event *self,
    struct rr_cond *c)
{
	const struct rr_cond **of = rr_arena_array(s->arena, 1, sizeof(*of));
	const struct rr_event *outer = s->subject;
	bool ok;

	c->of = of;
	c->nof = 1;
	if (!rr_eat(s, "meets") || !rr_eat(s, "("))
		return rr_expected(s, "'meets' and a condition in "
		    "parentheses");
	s->subject = self;
	ok = rr_parse_cond(s, &of[0]);
	s->subject = outer;
	return ok && (rr_eat(s, ")") || rr_expected(s, "')'"));
}

static void
negate(struct rr_parser *s, const struct rr_cond **out)
{
	struct rr_cond *not = new_cond(s, RR_COND_NOT);
	const struct rr_cond **of = rr_arena_array(s->arena, 1, sizeof(*of));

	of[0] = *out;
	not->of = of;
	not->nof = 1;
	*out = not;
}

/* "falls on no commission day": the day of "it", or its field NAME. */
static bool
parse_falls(struct rr_parser *s, const char *name, const struct rr_cond **out)
{
	struct rr_cond *c = new_cond(s, RR_COND_FALLS);
	bool none = rr_eat(s, "no");

	c->name = name;
	*out = c;
	if ((!none && !rr_eat(s, "a")) || !rr_eat_day_kind(s, &c->kind))
		return rr_expected(s, "'a' or 'no', and a kind of day");
	if (none)
		negate(s, out);
	return true;
}

static bool
parse_field(struct rr_parser *s, const struct rr_cond **out)
{
	struct rr_cond *c = new_cond(s, RR_COND_FIELD);
	const struct rr_field_decl *f;
	size_t n;

	rr_eat(s, "it.");
	rr_parse_space(s);
	n = (size_t)rr_word_len(s->p);
	c->name = rr_arena_strndup(s->arena, s->p, n);
	f = rr_field_in_sight(s->agreement, s->subject, c->name);
	if (f == NULL)
		return rr_expected(s, "an open point, an event or a field");
	s->p += n;
	*out = c;
	rr_parse_space(s);
	if (f->type == RR_FIELD_PARTY && rr_match(s->p, "meets") > 0 &&
	    rr_event_field(s->subject, c->name) == f) {
		c->op = RR_COND_EVERY_MEETS;
		c->about = true;
		return parse_met(s, s->subject, c);
	}
	if (f->type == RR_FIELD_DATE && rr_eat(s, "falls on"))
		return parse_falls(s, c->name, out);
	if (f->type == RR_FIELD_DATE && rr_eat_order(s, &c->compare)) {
		c->op = RR_COND_DAY;
		return rr_parse_when(s, &c->day);
	}
	if (!rr_eat_compare(s, &c->compare))
		return rr_expected(s, "'is', 'is not', '<', '<=', '>' or '>='");
	/* Whether it is filled in at all. */
	if (c->compare <= RR_IS_NOT && rr_eat(s, "missing"))
		return true;
	c->then = c->compare == RR_IS && f->type == RR_FIELD_PARTY &&
	    rr_eat(s, "then");
	c->value = rr_eat_value(s, f);
	return c->value != NULL ? true :
	    rr_expected(s, "a value of that field");
}

/*
 * "about it", "under it", "over it", "beside it", what a field names, or none
 * of them; E, or NULL, is what may name "it" in a field.
 */
static bool
parse_whose(struct rr_parser *s, const struct rr_event *e,
    struct rr_cond *c)
{
	if (s->subject == NULL)
		return true;
	c->under = rr_eat(s, "under what it.");
	c->about = c->under || rr_eat(s, "about what it.");
	if (c->about)
		return rr_eat_via(s, &c->via);
	c->under = rr_eat(s, "under it");
	c->over = !c->under && rr_eat(s, "over it");
	c->beside = !c->under && !c->over && rr_eat(s, "beside it");
	c->about = c->under || c->over || c->beside ||
	    rr_eat(s, "about it");
	return !c->beside || e == NULL || rr_eat_in(s, e, &c->in);
}

/* "… is before …", of the day of E, which is "it" unless NAMED. */
static bool
parse_order(struct rr_parser *s, const struct rr_event *e, bool named,
    struct rr_cond *c)
{
	struct rr_when *left = rr_arena_alloc(s->arena, sizeof(*left));

	if (c->under || c->over)
		return rr_expected(s, "'has happened' or 'has not happened'");
	left->op = !named ? RR_WHEN_SELF : c->about ? RR_WHEN_LINKED :
	    RR_WHEN_EVENT;
	left->date = RR_DATE_NONE;
	left->name = named ? e->name : NULL;
	left->beside = c->beside;
	left->in = c->in;
	left->pos = c->pos;
	c->op = RR_COND_DAY;
	c->name = NULL;
	c->left = left;
	return rr_parse_when(s, &c->day);
}

/* What is said of E, which is "it" unless NAMED. */
static bool
parse_thing(struct rr_parser *s, const struct rr_event *e, bool named,
    const struct rr_cond **out)
{
	struct rr_cond *c = new_cond(s, RR_COND_HAPPENED);
	bool of_notice = e->notice;

	c->name = named ? e->name : NULL;
	*out = c;
	if (named && !parse_whose(s, e, c))
		return false;
	if (rr_eat(s, "has happened on"))
		return rr_parse_when(s, &c->day);
	if (rr_eat(s, "has happened"))
		return true;
	if (rr_eat(s, "has not happened")) {
		negate(s, out);
		return true;
	}
	if (rr_eat_order(s, &c->compare))
		return parse_order(s, e, named, c);
	if (!of_notice || !rr_eat_way(s, &c->way))
		return rr_expected(s, of_notice ? "'has happened', "
		    "'has not happened' or what became of the notice" :
		    "'has happened' or 'has not happened'");
	c->op = RR_COND_WAY;
	if (c->way != RR_WAY_SENT)
		return true;
	c->value = rr_eat_method(s, false);
	return c->value != NULL ? true : rr_expected(s, "a method");
}

/* "every holder has a listed fax", after the first word. */
static bool
parse_every(struct rr_parser *s, const struct rr_cond **out)
{
	struct rr_cond *c = new_cond(s, RR_COND_EVERY);
	size_t n;

	rr_parse_space(s);
	n = (size_t)rr_word_len(s->p);
	c->name = rr_arena_strndup(s->arena, s->p, n);
	c->about = strcmp(c->name, RECIPIENT) == 0;
	if (n == 0 || (c->about && (s->subject == NULL ||
	    !s->subject->notice)))
		return rr_expected(s, "a role");
	s->p += n;
	rr_parse_space(s);
	if (!c->about && rr_match(s->p, "meets") > 0) {
		c->op = RR_COND_EVERY_MEETS;
		*out = c;
		return parse_met(s, s->subject, c);
	}
	if (!rr_eat(s, "has a") && !rr_eat(s, "has an"))
		return rr_expected(s, c->about ? "'has a'" :
		    "'has a' or 'meets'");
	c->listed = rr_eat(s, "listed");
	c->value = rr_eat_method(s, true);
	*out = c;
	return c->value != NULL ? true :
	    rr_expected(s, "'fax', 'email' or 'address'");
}

/* "each comment about it meets (…)", after the first word. */
static bool
parse_each(struct rr_parser *s, const struct rr_cond **out)
{
	struct rr_cond *c = new_cond(s, RR_COND_EACH);
	const struct rr_event *e = rr_eat_event(s);
	bool ok;

	*out = c;
	if (e == NULL)
		return rr_expected(s, "an event or a notice");
	c->name = e->name;
	if (!parse_whose(s, e, c))
		return false;
	c->outer = s->that == NULL;
	s->that = c->outer ? s->subject : s->that;
	ok = parse_met(s, e, c);
	s->that = c->outer ? NULL : s->that;
	return ok;
}

/* The word before the id of what can be met; false: none stands here. */
static bool
eat_kind(struct rr_parser *s, enum rr_kind_id *out)
{
	static const struct { const char *word; enum rr_kind_id kind; }
	    kinds[] = { { "list", RR_KIND_LIST },
		{ "threshold", RR_KIND_SHARE },
		{ "allotment", RR_KIND_ALLOT } };

	for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++)
		if (rr_eat(s, kinds[i].word)) {
			*out = kinds[i].kind;
			return true;
		}
	return false;
}

/* "list participation about it is met", after the first word. */
static bool
parse_settled(struct rr_parser *s, enum rr_kind_id kind,
    const struct rr_cond **out)
{
	struct rr_cond *c = new_cond(s, RR_COND_SETTLED);
	const struct rr_provision *p = rr_eat_provision(s, kind);

	*out = c;
	if (p == NULL)
		return rr_expected(s, "the id of such a provision");
	c->name = p->id;
	if (!parse_whose(s, NULL, c))
		return false;
	if (c->over)
		return rr_expected(s, "'about it' or 'under it'");
	if (rr_eat(s, "was met by"))
		return rr_parse_when(s, &c->day);
	if (kind == RR_KIND_SHARE) {
		c->votes = rr_eat(s, "has the votes");
		c->before = !c->votes && s->subject != NULL &&
		    rr_eat(s, "was met before it");
	}
	return c->votes || c->before || rr_eat(s, "is met") ? true :
	    rr_expected(s, kind != RR_KIND_SHARE ? "'is met'" :
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
parse_kind(struct rr_parser *s, const struct rr_cond **out)
{
	struct rr_cond *c = new_cond(s, RR_COND_KIND);
	const struct rr_event *e = rr_eat_event(s);

	*out = c;
	if (e == NULL)
		return rr_expected(s, "an event or a notice");
	c->name = e->name;
	return true;
}

static bool
parse_reached(struct rr_parser *s, const struct rr_provision *counter,
    const struct rr_cond **out)
{
	struct rr_cond *c = new_cond(s, RR_COND_REACHED);

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
    const struct rr_cond **out)
{
	struct rr_cond *c = new_cond(s, RR_COND_HOLDS);

	c->name = period->id;
	*out = c;
	if (s->subject == NULL)
		return rr_expected(s, "a period of what the rule is about, "
		    "which is about nothing");
	if (rr_eat(s, "does not hold"))
		negate(s, out);
	else if (!rr_eat(s, "holds"))
		return rr_expected(s, "'holds' or 'does not hold'");
	return !rr_eat(s, "on") || rr_parse_when(s, &c->day);
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
parse_day(struct rr_parser *s, const struct rr_cond **out)
{
	struct rr_cond *c = new_cond(s, RR_COND_DAY);

	*out = c;
	if (!rr_parse_when(s, &c->left))
		return false;
	if (!rr_eat_order(s, &c->compare))
		return rr_expected(s, "'is before', 'is on or before', "
		    "'is after' or 'is on or after'");
	return rr_parse_when(s, &c->day);
}

static bool
parse_cond_primary(struct rr_parser *s, const struct rr_cond **out)
{
	const struct rr_event *e;
	const struct rr_provision *p;
	enum rr_kind_id kind;
	int question;

	if (rr_eat(s, "not")) {
		struct rr_cond *c = new_cond(s, RR_COND_NOT);
		const struct rr_cond **of = rr_arena_array(s->arena, 1,
		    sizeof(*of));

		c->of = of;
		c->nof = 1;
		*out = c;
		return rr_parse_enter(s) && parse_cond_primary(s, &of[0]);
	}
	if (rr_eat(s, "(")) {
		if (!rr_parse_cond(s, out))
			return false;
		return rr_eat(s, ")") ? true : rr_expected(s, "')'");
	}
	if (begins_day(s))
		return parse_day(s, out);
	question = rr_eat_question(s);
	if (question >= 0)
		return parse_answer(s, question, out);
	p = rr_eat_provision(s, RR_KIND_PERIOD);
	if (p != NULL)
		return parse_holds(s, p, out);
	p = rr_eat_provision(s, RR_KIND_COUNTER);
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
	if (rr_eat(s, "every"))
		return parse_every(s, out);
	if (rr_eat(s, "each"))
		return parse_each(s, out);
	if (eat_kind(s, &kind))
		return parse_settled(s, kind, out);
	return parse_field(s, out);
}

/* Primaries joined by one word; a single one stands by itself. */
static bool
parse_joined(struct rr_parser *s, bool ors, const struct rr_cond **out)
{
	struct rr_vec of = RR_VEC_INIT(const struct rr_cond *);
	struct rr_cond *c = new_cond(s, ors ? RR_COND_OR : RR_COND_AND);

	do {
		const struct rr_cond *one;

		if (ors ? !parse_joined(s, false, &one) :
		    !parse_cond_primary(s, &one))
			return false;
		*(const struct rr_cond **)rr_vec_add(s->arena, &of) = one;
	} while (rr_eat(s, ors ? "or" : "and"));
	c->of = of.items;
	c->nof = of.n;
	*out = c->nof == 1 ? c->of[0] : c;
	return true;
}

bool
rr_parse_cond(struct rr_parser *s, const struct rr_cond **out)
{
	bool ok = rr_parse_enter(s) && parse_joined(s, true, out);

	s->depth--;
	return ok;
}

bool
rr_cond_parse(struct rr_arena *arena, const char *text, struct rr_pos at,
    const struct rr_agreement *a, const char *subject,
    const struct rr_cond **out, struct rr_diags *diags)
{
	struct rr_parser s;

	return rr_parse_begin(&s, arena, text, at, a, subject, RR_E_CONDITION,
	    diags) && rr_parse_cond(&s, out) && rr_parse_end(&s);
}

/*
 * parse_sum.c: sums of money, read from text; the grammar is in expr.h.
 */
#include <string.h>

#include "parse_int.h"
#include "regrights/arena.h"
#include "regrights/terms.h"

/* The field that follows, which must be of one of two types. */
static const struct rr_field_decl *
eat_field(struct rr_parser *s, const struct rr_event *e, bool part)
{
	int n = rr_word_len(s->p);
	const char *key = rr_arena_strndup(s->arena, s->p, (size_t)n);
	const struct rr_field_decl *f = e == NULL ? NULL :
	    rr_event_field(e, key);

	if (f == NULL || (f->type != RR_FIELD_MONEY && (!part ||
	    (f->type != RR_FIELD_PART && f->type != RR_FIELD_RATIO)))) {
		rr_expected(s, part ?
		    "a field of the event that is money, a part or a ratio" :
		    "a field of it that is money");
		return NULL;
	}
	s->p += n;
	return f;
}

static bool	 parse_atom(struct rr_parser *, const struct rr_expr **);

static bool
parse_part(struct rr_parser *s, struct rr_expr *x)
{
	x->op = RR_EXPR_PART;
	if (!rr_eat(s, "of"))
		return rr_expected(s, "'of', as what is before it is a "
		    "part,");
	return parse_atom(s, rr_expr_operands(s, x, 1));
}

/* "each EVENT … comes to (…)", after the first word. */
static bool
parse_each(struct rr_parser *s, const struct rr_expr **out)
{
	struct rr_expr *x = rr_expr_new(s, RR_EXPR_EACH_SUM);
	const struct rr_event *e = rr_eat_event(s);

	*out = x;
	if (e == NULL)
		return rr_expected(s, "an event or a notice");
	x->name = e->name;
	if (!rr_parse_reach(s, e, x) || !rr_parse_where(s, e, x))
		return false;
	if (!rr_eat(s, "comes to") || !rr_eat(s, "("))
		return rr_expected(s, "'comes to' and a sum in "
		    "parentheses");
	return rr_parse_closed(s, e, RR_TYPE_MONEY, rr_expr_operands(s, x, 1));
}

/* A sum in parentheses, about E and without the lines before it. */
static bool
parse_apart(struct rr_parser *s, const struct rr_event *e,
    const struct rr_expr **out)
{
	size_t nlines = s->nlines;
	bool ok;

	if (!rr_eat(s, "("))
		return rr_expected(s, "a sum in parentheses");
	s->nlines = 0;
	ok = rr_parse_closed(s, e, RR_TYPE_MONEY, out);
	s->nlines = nlines;
	return ok;
}

/* "taken from EVENT named in …", after the first two words. */
static bool
parse_taken(struct rr_parser *s, const struct rr_expr **out)
{
	struct rr_expr *x = rr_expr_new(s, RR_EXPR_TAKEN);
	const struct rr_expr **of = rr_expr_operands(s, x, 3);
	const struct rr_event *e = rr_eat_event(s);

	*out = x;
	if (e == NULL)
		return rr_expected(s, "an event or a notice");
	x->name = e->name;
	x->nof = 2;
	x->reach = RR_REACH_NAMED;
	if (!rr_eat(s, "named in"))
		return rr_expected(s, "'named in' and a field");
	if (!rr_parse_named(s, e, x))
		return false;
	if (!rr_eat(s, "worth"))
		return rr_expected(s, "'worth' and a sum");
	if (!parse_apart(s, e, &of[0]))
		return false;
	if (!rr_eat(s, "by others"))
		return rr_expected(s, "'by others' and a sum");
	if (!parse_apart(s, s->subject, &of[1]))
		return false;
	if (!rr_eat(s, "elsewhere first if"))
		return true;
	x->nof = 3;
	return rr_parse(s, RR_TYPE_TRUTH, &of[2]);
}

/* The sum whose id stands here with a '.', unless an event's name does. */
static const struct rr_provision *
eat_other(struct rr_parser *s)
{
	const char *p = s->p;
	const struct rr_provision *other;
	bool event = rr_eat_event(s) != NULL && *s->p == '.';

	s->p = p;
	other = event ? NULL : rr_eat_provision(s, rr_kind_adds_up);
	if (other != NULL && *s->p == '.')
		return other;
	s->p = p;
	return NULL;
}

/* ".LINE of it", or of what it is about, behind the id of that sum. */
static bool
parse_other(struct rr_parser *s, const struct rr_provision *p,
    const struct rr_expr **out)
{
	const struct rr_event *of = s->subject;
	struct rr_expr *x = rr_expr_new(s, RR_EXPR_OTHER);
	bool made;
	size_t n;

	s->p++;
	n = (size_t)rr_word_len(s->p);
	x->name = p->id;
	x->field = rr_arena_strndup(s->arena, s->p, n);
	*out = x;
	if (rr_sum_line(p, x->field) == NULL)
		return rr_expected(s, "a line of that sum");
	s->p += n;
	if (rr_eat(s, "of what it is about")) {
		x->reach = RR_REACH_ABOUT;
		made = of != NULL && of->nabout > 0;
		for (size_t i = 0; made && i < of->nabout; i++)
			made = rr_is_each(p, of->about[i]);
	} else if (rr_eat(s, "of it"))
		made = of != NULL && rr_is_each(p, of->name);
	else
		return rr_expected(s, "'of it' or 'of what it is about'");
	return made ? true : rr_expected(s, "a sum that is made for each "
	    "such");
}

/* EVENT.FIELD: amounts, or the part that a ratio says. */
static bool
parse_event(struct rr_parser *s, const struct rr_expr **out)
{
	struct rr_expr *x = rr_expr_new(s, RR_EXPR_TOTAL);
	const struct rr_event *e = rr_eat_event(s);
	const struct rr_field_decl *f;

	*out = x;
	if (e == NULL)
		return rr_expected(s,
		    "an amount, a line before it or the name of an event");
	x->name = e->name;
	if (*s->p != '.')
		return rr_expected(s, "'.' and a field of the event");
	s->p++;
	f = eat_field(s, e, true);
	if (f == NULL)
		return false;
	x->field = f->key;
	return rr_parse_reach(s, e, x) && rr_parse_where(s, e, x) &&
	    (f->type == RR_FIELD_MONEY || parse_part(s, x));
}

/* "7500.00", or "1/2 of" something. */
static bool
parse_number(struct rr_parser *s, const struct rr_expr **out)
{
	struct rr_expr *x = rr_expr_new(s, RR_EXPR_MONEY);
	size_t n = strspn(s->p, "0123456789./");
	const char *text = rr_arena_strndup(s->arena, s->p, n);
	rr_money m;

	*out = x;
	if (strchr(text, '/') != NULL && rr_ratio_parse(text, &x->ratio)) {
		s->p += n;
		return parse_part(s, x);
	}
	if (!rr_money_parse(text, &m))
		return rr_expected(s, "an amount, as 7500.00,");
	x->cents = m.cents;
	s->p += n;
	return true;
}

/* The longest name of a line before it; false: none stands here. */
static bool
eat_line(struct rr_parser *s, size_t *line)
{
	size_t longest = 0;

	for (size_t i = 0; i < s->nlines; i++) {
		size_t n = rr_match(s->p, s->lines[i].key);

		if (n > longest) {
			longest = n;
			*line = i;
		}
	}
	s->p += longest;
	return longest > 0;
}

static bool
parse_self(struct rr_parser *s, const struct rr_expr **out)
{
	struct rr_expr *x = rr_expr_new(s, RR_EXPR_AMOUNT);
	const struct rr_field_decl *f;

	*out = x;
	s->p += 3;
	f = eat_field(s, s->subject, false);
	x->field = f != NULL ? f->key : NULL;
	return f != NULL;
}

/* "waits for EVENT", after these words. */
static bool
parse_waits(struct rr_parser *s, const struct rr_expr **out)
{
	struct rr_expr *x = rr_expr_new(s, RR_EXPR_WAITS);
	const struct rr_event *e = rr_eat_event(s);

	*out = x;
	if (e == NULL)
		return rr_expected(s, "an event or a notice");
	x->name = e->name;
	return true;
}

static bool
parse_line(struct rr_parser *s, size_t line, const struct rr_expr **out)
{
	struct rr_expr *x = rr_expr_new(s, RR_EXPR_LINE);

	x->line = line;
	x->name = s->lines[line].key;
	*out = x;
	return true;
}

static bool
parse_atom(struct rr_parser *s, const struct rr_expr **out)
{
	const struct rr_provision *other;
	size_t line;

	rr_parse_space(s);
	if (*s->p >= '0' && *s->p <= '9')
		return parse_number(s, out);
	if (rr_eat(s, "("))
		return rr_parse_closed(s, s->subject, RR_TYPE_MONEY, out);
	if (rr_eat(s, rr_expr_words(RR_EXPR_LEAST)))
		return rr_parse_list(s, RR_EXPR_LEAST, out);
	if (rr_eat(s, rr_expr_words(RR_EXPR_GREATEST)))
		return rr_parse_list(s, RR_EXPR_GREATEST, out);
	if (rr_eat(s, rr_expr_words(RR_EXPR_IF_SUM)))
		return rr_parse_if(s, RR_EXPR_IF_SUM, out);
	if (rr_eat(s, rr_expr_words(RR_EXPR_WAITS)))
		return parse_waits(s, out);
	if (strncmp(s->p, "it.", 3) == 0)
		return parse_self(s, out);
	if (rr_eat(s, rr_expr_words(RR_EXPR_TAKEN)))
		return parse_taken(s, out);
	if (rr_eat(s, rr_expr_words(RR_EXPR_EACH_SUM)))
		return parse_each(s, out);
	other = eat_other(s);
	if (other != NULL)
		return parse_other(s, other, out);
	return eat_line(s, &line) ? parse_line(s, line, out) :
	    parse_event(s, out);
}

/* From left to right, as it is read. */
bool
rr_parse_sum(struct rr_parser *s, const struct rr_expr **out)
{
	if (!parse_atom(s, out))
		return false;
	for (;;) {
		bool plus = rr_eat(s, rr_expr_words(RR_EXPR_PLUS));
		struct rr_expr *x;
		const struct rr_expr **of;

		if (!plus && !rr_eat(s, rr_expr_words(RR_EXPR_LESS)))
			return true;
		x = rr_expr_new(s, plus ? RR_EXPR_PLUS : RR_EXPR_LESS);
		of = rr_expr_operands(s, x, 2);
		of[0] = *out;
		if (!parse_atom(s, &of[1]))
			return false;
		*out = x;
	}
}

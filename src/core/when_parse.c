/*
 * when_parse.c: date expressions and conditions, read from text.
 *
 * Recursive descent over words.  Names of events, kinds of days and open
 * points come from the agreement; where several fit, the longest wins.  Depth
 * and length are bounded, so hostile text ends in an error, not in the stack.
 * The first error of an expression is reported with its column; the tree
 * lives in the arena that is given.
 */
#include "regrights/when.h"

#include <string.h>

#include "regrights/agreement.h"
#include "regrights/arena.h"
#include "regrights/buf.h"
#include "regrights/qty.h"
#include "regrights/text.h"
#include "regrights/vec.h"

#define DEPTH		32
#define LENGTH		1000
#define COUNT_MAX	36500

struct parser {
	struct rr_arena			*arena;
	const char			*text, *p;
	struct rr_pos			 at;
	const struct rr_agreement	*agreement;
	const struct rr_event		*subject;
	enum rr_code			 code;
	struct rr_diags			*diags;
	int				 depth;
};

static struct rr_pos
here(const struct parser *s)
{
	struct rr_pos pos = s->at;

	pos.col += (unsigned)(s->p - s->text);
	return pos;
}

static void
skip_space(struct parser *s)
{
	while (*s->p == ' ' || *s->p == '\t' || *s->p == '\n')
		s->p++;
}

static bool
is_word(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
	    (c >= '0' && c <= '9') || c == '-' || c == '_' ||
	    (unsigned char)c >= 0x80;
}

static int
word_len(const char *p)
{
	int n = 0;

	while (is_word(p[n]))
		n++;
	return n;
}

/* Bytes of PHRASE at P, its spaces standing for any space; 0 when not there. */
static size_t
match(const char *p, const char *phrase)
{
	const char *start = p;

	for (; *phrase != '\0'; phrase++) {
		if (*phrase != ' ') {
			if (*p++ != *phrase)
				return 0;
			continue;
		}
		if (*p != ' ' && *p != '\n')
			return 0;
		while (*p == ' ' || *p == '\n')
			p++;
	}
	return is_word(p[-1]) && is_word(*p) ? 0 : (size_t)(p - start);
}

static bool
eat(struct parser *s, const char *phrase)
{
	size_t n;

	skip_space(s);
	n = match(s->p, phrase);
	s->p += n;
	return n > 0;
}

static bool
fail(struct parser *s, const char *expected)
{
	struct rr_buf known = RR_BUF_INIT;
	size_t best = 5;
	const char *nearest = NULL;
	int n;

	skip_space(s);
	n = word_len(s->p);
	rr_buf_addn(&known, s->p, (size_t)(n > 40 ? 40 : n));
	for (size_t i = 0; s->agreement != NULL && n > 2 &&
	    i < s->agreement->nevents; i++) {
		const char *name = s->agreement->events[i].name;
		size_t d = rr_text_distance(known.s, name);

		if (d < best && d <= (size_t)n / 3) {
			best = d;
			nearest = name;
		}
	}
	if (*s->p == '\0')
		rr_diag(s->diags, s->code, here(s), "%s is expected at its end",
		    expected);
	else if (nearest != NULL)
		rr_diag(s->diags, s->code, here(s),
		    "%s is expected, not '%s'; did you mean '%s'?", expected,
		    known.s, nearest);
	else
		rr_diag(s->diags, s->code, here(s),
		    "%s is expected, not '%s'", expected,
		    n > 0 ? known.s : rr_arena_strndup(s->arena, s->p, 1));
	rr_buf_free(&known);
	return false;
}

static bool
enter(struct parser *s)
{
	if (++s->depth <= DEPTH)
		return true;
	return rr_diag(s->diags, s->code, here(s), "nested too deeply");
}

static struct rr_when *
new_when(struct parser *s, enum rr_when_op op)
{
	struct rr_when *w = rr_arena_alloc(s->arena, sizeof(*w));

	w->op = op;
	w->date = RR_DATE_NONE;
	w->pos = here(s);
	return w;
}

static struct rr_cond *
new_cond(struct parser *s, enum rr_cond_op op)
{
	struct rr_cond *c = rr_arena_alloc(s->arena, sizeof(*c));

	c->op = op;
	c->pos = here(s);
	return c;
}

static bool	 parse_when(struct parser *, const struct rr_when **);
static bool	 parse_cond(struct parser *, const struct rr_cond **);

/* The event whose name is the longest that stands here. */
static const struct rr_event *
eat_event(struct parser *s)
{
	const struct rr_event *best = NULL;
	size_t longest = 0;

	skip_space(s);
	for (size_t i = 0; s->agreement != NULL &&
	    i < s->agreement->nevents; i++) {
		const struct rr_event *e = &s->agreement->events[i];
		size_t n = match(s->p, e->name);

		if (n > longest) {
			longest = n;
			best = e;
		}
	}
	s->p += longest;
	return best;
}

static bool
eat_field(struct parser *s, const struct rr_event *e, struct rr_when *w)
{
	const struct rr_field_decl *f;
	int n;

	if (*s->p != '.')
		return true;
	s->p++;
	n = word_len(s->p);
	w->part = RR_PART_FIELD;
	w->field = rr_arena_strndup(s->arena, s->p, (size_t)n);
	f = e == NULL ? NULL : rr_event_field(e, w->field);
	if (f == NULL || f->type != RR_FIELD_DATE)
		return fail(s, "a date field of the event");
	s->p += n;
	return true;
}

static bool
parse_event(struct parser *s, enum rr_part part, const struct rr_when **out)
{
	struct rr_when *w = new_when(s, RR_WHEN_EVENT);
	const struct rr_event *e = eat_event(s);

	if (e == NULL)
		return fail(s, part == RR_PART_DAY ?
		    "a day, a number or the name of an event" :
		    "the name of a notice");
	w->name = e->name;
	w->part = part;
	*out = w;
	return eat_field(s, e, w);
}

static bool
parse_self(struct parser *s, enum rr_part part, const struct rr_when **out)
{
	struct rr_when *w = new_when(s, RR_WHEN_SELF);

	w->part = part;
	*out = w;
	if (s->subject == NULL)
		return fail(s, "something other than 'it', as this is for "
		    "nothing in particular,");
	return part != RR_PART_DAY || eat_field(s, s->subject, w);
}

static bool
parse_given(struct parser *s, enum rr_part part, const struct rr_when **out)
{
	struct rr_when *w = new_when(s, RR_WHEN_GIVEN);

	w->part = part;
	*out = w;
	return true;
}

static bool
parse_list(struct parser *s, enum rr_when_op op, const struct rr_when **out)
{
	struct rr_vec of = RR_VEC_INIT(const struct rr_when *);
	struct rr_when *w = new_when(s, op);

	if (!eat(s, "("))
		return fail(s, "'('");
	do {
		const struct rr_when *one;

		if (!parse_when(s, &one))
			return false;
		*(const struct rr_when **)rr_vec_add(s->arena, &of) = one;
	} while (eat(s, ","));
	if (!eat(s, ")"))
		return fail(s, "',' or ')'");
	w->of = of.items;
	w->nof = of.n;
	*out = w;
	return true;
}

static bool
parse_if(struct parser *s, const struct rr_when **out)
{
	struct rr_when *w = new_when(s, RR_WHEN_IF);
	const struct rr_when **of = rr_arena_array(s->arena, 2, sizeof(*of));

	if (!parse_cond(s, &w->cond))
		return false;
	if (!eat(s, "then"))
		return fail(s, "'then'");
	if (!parse_when(s, &of[0]))
		return false;
	if (!eat(s, "else"))
		return fail(s, "'else'");
	if (!parse_when(s, &of[1]))
		return false;
	w->of = of;
	w->nof = 2;
	*out = w;
	return true;
}

/* A kind of day of the agreement, one or many. */
static bool
eat_kind(struct parser *s, struct rr_when *w)
{
	size_t longest = 0;

	skip_space(s);
	for (size_t i = 0; s->agreement != NULL &&
	    i < s->agreement->nkinds; i++) {
		const char *name = s->agreement->kinds[i].name;
		const char *many = rr_arena_printf(s->arena, "%ss", name);
		size_t n = match(s->p, name);

		n = n > 0 ? n : match(s->p, many);
		if (n > longest) {
			longest = n;
			w->unit = RR_UNIT_KIND;
			w->kind = (int)i;
		}
	}
	s->p += longest;
	return longest > 0;
}

static bool
eat_unit(struct parser *s, struct rr_when *w)
{
	static const struct {
		const char	*one, *many;
		enum rr_unit	 unit;
	} units[] = {
		{ "day", "days", RR_UNIT_DAY },
		{ "week", "weeks", RR_UNIT_WEEK },
		{ "month", "months", RR_UNIT_MONTH },
		{ "year", "years", RR_UNIT_YEAR }
	};

	if (eat_kind(s, w))
		return true;
	for (size_t i = 0; i < sizeof(units) / sizeof(units[0]); i++)
		if (eat(s, units[i].one) || eat(s, units[i].many)) {
			w->unit = units[i].unit;
			return true;
		}
	return false;
}

static bool
parse_offset(struct parser *s, int n, const struct rr_when **out)
{
	struct rr_when *w = new_when(s, RR_WHEN_OFFSET);
	const struct rr_when **of = rr_arena_array(s->arena, 1, sizeof(*of));
	char digits[8];
	int64_t count;

	memcpy(digits, s->p, (size_t)(n < 7 ? n : 7));
	digits[n < 7 ? n : 7] = '\0';
	if (!rr_int_parse(digits, 0, COUNT_MAX, &count))
		return fail(s, "a number of days from 0 to 36500");
	s->p += n;
	w->clear = eat(s, "clear");
	if (!eat_unit(s, w))
		return fail(s, "a kind of day ('days', 'business days')");
	w->n = (int32_t)count;
	if (eat(s, "before"))
		w->n = -w->n;
	else if (!eat(s, "after"))
		return fail(s, "'after' or 'before'");
	if (!parse_when(s, &of[0]))
		return false;
	w->of = of;
	w->nof = 1;
	*out = w;
	return true;
}

/* A day, or a number of units before or after something. */
static bool
parse_number(struct parser *s, const struct rr_when **out)
{
	char text[11];
	struct rr_when *w;
	int n = 0;

	while (s->p[n] >= '0' && s->p[n] <= '9')
		n++;
	if (s->p[n] != '-')
		return parse_offset(s, n, out);
	w = new_when(s, RR_WHEN_DATE);
	n = word_len(s->p);
	memset(text, 0, sizeof(text));
	memcpy(text, s->p, (size_t)(n < 10 ? n : 10));
	if (n != 10 || !rr_date_parse(text, &w->date))
		return fail(s, "a day that exists, as YYYY-MM-DD,");
	s->p += n;
	*out = w;
	return true;
}

static bool
parse_primary(struct parser *s, const struct rr_when **out)
{
	skip_space(s);
	if (*s->p >= '0' && *s->p <= '9')
		return parse_number(s, out);
	if (eat(s, "(")) {
		if (!parse_when(s, out))
			return false;
		return eat(s, ")") ? true : fail(s, "')'");
	}
	if (eat(s, "if"))
		return parse_if(s, out);
	if (eat(s, "earliest of"))
		return parse_list(s, RR_WHEN_EARLIEST, out);
	if (eat(s, "latest of"))
		return parse_list(s, RR_WHEN_LATEST, out);
	if (eat(s, "its effect"))
		return parse_self(s, RR_PART_EFFECT, out);
	if (eat(s, "its receipt"))
		return parse_self(s, RR_PART_RECEIPT, out);
	if (eat(s, "effect of"))
		return parse_event(s, RR_PART_EFFECT, out);
	if (eat(s, "receipt of"))
		return parse_event(s, RR_PART_RECEIPT, out);
	if (eat(s, "sending"))
		return parse_given(s, RR_PART_DAY, out);
	if (eat(s, "receipt"))
		return parse_given(s, RR_PART_RECEIPT, out);
	if (eat(s, "it"))
		return parse_self(s, RR_PART_DAY, out);
	return parse_event(s, RR_PART_DAY, out);
}

static bool
parse_when(struct parser *s, const struct rr_when **out)
{
	bool ok = enter(s) && parse_primary(s, out);

	s->depth--;
	return ok;
}

static bool
parse_answer(struct parser *s, int question, const struct rr_cond **out)
{
	struct rr_cond *c = new_cond(s, RR_COND_ANSWER);
	const char *answer;
	int n;

	if (!eat(s, "is"))
		return fail(s, "'is'");
	skip_space(s);
	n = word_len(s->p);
	answer = rr_arena_strndup(s->arena, s->p, (size_t)n);
	c->question = question;
	c->answer = rr_agreement_answer(s->agreement, question, answer);
	if (c->answer < 0)
		return fail(s, "an answer to that open point");
	s->p += n;
	*out = c;
	return true;
}

static int
eat_question(struct parser *s)
{
	size_t longest = 0;
	int best = -1;

	skip_space(s);
	for (size_t i = 0; s->agreement != NULL &&
	    i < s->agreement->nquestions; i++) {
		size_t n = match(s->p, s->agreement->questions[i].key);

		if (n > longest) {
			longest = n;
			best = (int)i;
		}
	}
	s->p += longest;
	return best;
}

static bool
eat_compare(struct parser *s, enum rr_compare *out)
{
	static const struct { const char *text; enum rr_compare is; } ops[] = {
		{ "is not", RR_IS_NOT }, { "is", RR_IS },
		{ "<=", RR_AT_MOST }, { ">=", RR_AT_LEAST },
		{ "<", RR_LESS }, { ">", RR_MORE }
	};

	for (size_t i = 0; i < sizeof(ops) / sizeof(ops[0]); i++)
		if (eat(s, ops[i].text)) {
			*out = ops[i].is;
			return true;
		}
	return false;
}

static bool
is_choice(const struct rr_field_decl *f, const char *value)
{
	for (size_t i = 0; i < f->nchoices; i++)
		if (strcmp(f->choices[i], value) == 0)
			return true;
	return f->type != RR_FIELD_CHOICE;
}

/* A choice may be several words: the longest one that stands here. */
static size_t
value_len(const struct parser *s, const struct rr_field_decl *f)
{
	size_t longest = 0;

	for (size_t i = 0; i < f->nchoices; i++) {
		size_t n = match(s->p, f->choices[i]);

		longest = n > longest ? n : longest;
	}
	return longest > 0 ? longest : (size_t)word_len(s->p);
}

static bool
parse_field(struct parser *s, const struct rr_cond **out)
{
	struct rr_cond *c = new_cond(s, RR_COND_FIELD);
	const struct rr_field_decl *f = NULL;
	size_t n;

	eat(s, "it.");
	skip_space(s);
	n = (size_t)word_len(s->p);
	c->name = rr_arena_strndup(s->arena, s->p, n);
	if (s->subject != NULL)
		f = rr_event_field(s->subject, c->name);
	if (f == NULL)
		return fail(s, "an open point, an event or a field");
	s->p += n;
	if (!eat_compare(s, &c->compare))
		return fail(s, "'is', 'is not', '<', '<=', '>' or '>='");
	skip_space(s);
	n = value_len(s, f);
	c->value = rr_arena_strndup(s->arena, s->p, n);
	if (n == 0 || !is_choice(f, c->value))
		return fail(s, "a value of that field");
	s->p += n;
	*out = c;
	return true;
}

static bool
parse_happened(struct parser *s, const struct rr_event *e,
    const struct rr_cond **out)
{
	struct rr_cond *c = new_cond(s, RR_COND_HAPPENED);
	struct rr_cond *not;
	const struct rr_cond **of;

	c->name = e->name;
	*out = c;
	if (eat(s, "has happened"))
		return true;
	if (!eat(s, "has not happened"))
		return fail(s, "'has happened' or 'has not happened'");
	not = new_cond(s, RR_COND_NOT);
	of = rr_arena_array(s->arena, 1, sizeof(*of));
	of[0] = c;
	not->of = of;
	not->nof = 1;
	*out = not;
	return true;
}

static bool
parse_cond_primary(struct parser *s, const struct rr_cond **out)
{
	const struct rr_event *e;
	int question;

	if (eat(s, "not")) {
		struct rr_cond *c = new_cond(s, RR_COND_NOT);
		const struct rr_cond **of = rr_arena_array(s->arena, 1,
		    sizeof(*of));

		c->of = of;
		c->nof = 1;
		*out = c;
		return enter(s) && parse_cond_primary(s, &of[0]);
	}
	if (eat(s, "(")) {
		if (!parse_cond(s, out))
			return false;
		return eat(s, ")") ? true : fail(s, "')'");
	}
	question = eat_question(s);
	if (question >= 0)
		return parse_answer(s, question, out);
	e = eat_event(s);
	if (e != NULL)
		return parse_happened(s, e, out);
	return parse_field(s, out);
}

/* Primaries joined by one word; a single one stands by itself. */
static bool
parse_joined(struct parser *s, bool ors, const struct rr_cond **out)
{
	struct rr_vec of = RR_VEC_INIT(const struct rr_cond *);
	struct rr_cond *c = new_cond(s, ors ? RR_COND_OR : RR_COND_AND);

	do {
		const struct rr_cond *one;

		if (ors ? !parse_joined(s, false, &one) :
		    !parse_cond_primary(s, &one))
			return false;
		*(const struct rr_cond **)rr_vec_add(s->arena, &of) = one;
	} while (eat(s, ors ? "or" : "and"));
	c->of = of.items;
	c->nof = of.n;
	*out = c->nof == 1 ? c->of[0] : c;
	return true;
}

static bool
parse_cond(struct parser *s, const struct rr_cond **out)
{
	bool ok = enter(s) && parse_joined(s, true, out);

	s->depth--;
	return ok;
}

static bool
begin(struct parser *s, struct rr_arena *arena, const char *text,
    struct rr_pos at, const struct rr_agreement *a, const char *subject,
    enum rr_code code, struct rr_diags *diags)
{
	memset(s, 0, sizeof(*s));
	s->arena = arena;
	s->text = s->p = text;
	s->at = at;
	s->agreement = a;
	s->subject = a != NULL && subject != NULL ?
	    rr_agreement_event(a, subject) : NULL;
	s->code = code;
	s->diags = diags;
	if (strlen(text) > LENGTH)
		return rr_diag(diags, code, at,
		    "longer than %d characters", LENGTH);
	return true;
}

static bool
end(struct parser *s)
{
	skip_space(s);
	return *s->p == '\0' ? true : fail(s, "the end");
}

bool
rr_when_parse(struct rr_arena *arena, const char *text, struct rr_pos at,
    const struct rr_agreement *a, const char *subject,
    const struct rr_when **out, struct rr_diags *diags)
{
	struct parser s;

	return begin(&s, arena, text, at, a, subject, RR_E_EXPRESSION,
	    diags) && parse_when(&s, out) && end(&s);
}

bool
rr_cond_parse(struct rr_arena *arena, const char *text, struct rr_pos at,
    const struct rr_agreement *a, const char *subject,
    const struct rr_cond **out, struct rr_diags *diags)
{
	struct parser s;

	return begin(&s, arena, text, at, a, subject, RR_E_CONDITION,
	    diags) && parse_cond(&s, out) && end(&s);
}

/*
 * when_parse.c: date expressions, read from text.
 *
 * Recursive descent over words; the grammar is in when.h.  The tree lives in
 * the arena that is given.
 */
#include <string.h>

#include "parse_int.h"
#include "regrights/arena.h"
#include "regrights/qty.h"
#include "regrights/vec.h"

#define COUNT_MAX	36500

static struct rr_when *
new_when(struct rr_parser *s, enum rr_when_op op)
{
	struct rr_when *w = rr_arena_alloc(s->arena, sizeof(*w));

	w->op = op;
	w->date = RR_DATE_NONE;
	w->pos = rr_parse_here(s);
	return w;
}

static bool
eat_field(struct rr_parser *s, const struct rr_event *e, struct rr_when *w)
{
	const struct rr_field_decl *f;
	int n;

	if (*s->p != '.')
		return true;
	s->p++;
	n = rr_word_len(s->p);
	w->part = RR_PART_FIELD;
	w->field = rr_arena_strndup(s->arena, s->p, (size_t)n);
	f = e == NULL ? NULL : rr_event_field(e, w->field);
	if (f == NULL || f->type != RR_FIELD_DATE)
		return rr_expected(s, "a date field of the event");
	s->p += n;
	return true;
}

/* Which of several: a condition in which "it" is that one. */
static bool
parse_where(struct rr_parser *s, const struct rr_event *e, struct rr_when *w)
{
	const struct rr_event *subject = s->subject;
	bool ok;

	if ((w->op != RR_WHEN_LINKED && w->op != RR_WHEN_EVENT) ||
	    !rr_eat(s, "where"))
		return true;
	s->subject = e;
	ok = rr_parse_cond(s, &w->cond);
	s->subject = subject;
	return ok;
}

static bool
parse_event(struct rr_parser *s, enum rr_part part, const struct rr_when **out)
{
	struct rr_when *w = new_when(s, RR_WHEN_EVENT);
	const struct rr_event *e = rr_eat_event(s);

	if (e == NULL)
		return rr_expected(s, part == RR_PART_DAY ?
		    "a day, a number or the name of an event" :
		    "the name of a notice");
	w->name = e->name;
	w->part = part;
	*out = w;
	w->beside = s->subject != NULL && rr_eat(s, "beside it");
	if (w->beside || (s->subject != NULL && rr_eat(s, "about it")))
		w->op = RR_WHEN_LINKED;
	else if (s->subject != NULL && rr_eat(s, "about what it.")) {
		w->op = RR_WHEN_LINKED;
		if (!rr_eat_via(s, &w->via))
			return false;
	}
	if (w->beside && !rr_eat_in(s, e, &w->in))
		return false;
	return eat_field(s, e, w) && parse_where(s, e, w);
}

static bool
parse_reached(struct rr_parser *s, const struct rr_provision *counter,
    const struct rr_when **out)
{
	struct rr_when *w = new_when(s, RR_WHEN_REACHED);

	w->name = counter->id;
	*out = w;
	if (!rr_want_own(s, counter))
		return false;
	return rr_eat(s, "is reached") ? true :
	    rr_expected(s, "'is reached'");
}

static bool
parse_self(struct rr_parser *s, struct rr_pos at, enum rr_part part,
    const struct rr_when **out)
{
	struct rr_when *w = new_when(s, RR_WHEN_SELF);

	w->part = part;
	w->pos = at;
	*out = w;
	if (s->subject == NULL)
		return rr_diag(s->diags, s->code, at, "'it' stands for "
		    "nothing here; 'for each' says what it is");
	return part != RR_PART_DAY || eat_field(s, s->subject, w);
}

static bool
parse_given(struct rr_parser *s, struct rr_pos at, enum rr_part part,
    const struct rr_when **out)
{
	struct rr_when *w = new_when(s, RR_WHEN_GIVEN);

	w->part = part;
	w->pos = at;
	*out = w;
	return true;
}

static bool
parse_list(struct rr_parser *s, enum rr_when_op op, const struct rr_when **out)
{
	struct rr_vec of = RR_VEC_INIT(const struct rr_when *);
	struct rr_when *w = new_when(s, op);

	if (!rr_eat(s, "("))
		return rr_expected(s, "'('");
	do {
		const struct rr_when *one;

		if (!rr_parse_when(s, &one))
			return false;
		*(const struct rr_when **)rr_vec_add(s->arena, &of) = one;
	} while (rr_eat(s, ","));
	if (!rr_eat(s, ")"))
		return rr_expected(s, "',' or ')'");
	w->of = of.items;
	w->nof = of.n;
	*out = w;
	return true;
}

static bool
parse_if(struct rr_parser *s, const struct rr_when **out)
{
	struct rr_when *w = new_when(s, RR_WHEN_IF);
	const struct rr_when **of = rr_arena_array(s->arena, 2, sizeof(*of));

	if (!rr_parse_cond(s, &w->cond))
		return false;
	if (!rr_eat(s, "then"))
		return rr_expected(s, "'then'");
	if (!rr_parse_when(s, &of[0]))
		return false;
	if (!rr_eat(s, "else"))
		return rr_expected(s, "'else'");
	if (!rr_parse_when(s, &of[1]))
		return false;
	w->of = of;
	w->nof = 2;
	*out = w;
	return true;
}

static bool
eat_unit(struct rr_parser *s, struct rr_when *w)
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

	if (rr_eat_day_kind(s, &w->kind)) {
		w->unit = RR_UNIT_KIND;
		return true;
	}
	for (size_t i = 0; i < sizeof(units) / sizeof(units[0]); i++)
		if (rr_eat(s, units[i].one) || rr_eat(s, units[i].many)) {
			w->unit = units[i].unit;
			return true;
		}
	return false;
}

static bool
parse_offset(struct rr_parser *s, int n, const struct rr_when **out)
{
	struct rr_when *w = new_when(s, RR_WHEN_OFFSET);
	const struct rr_when **of = rr_arena_array(s->arena, 1, sizeof(*of));
	char digits[8];
	int64_t count;

	memcpy(digits, s->p, (size_t)(n < 7 ? n : 7));
	digits[n < 7 ? n : 7] = '\0';
	if (!rr_int_parse(digits, 0, COUNT_MAX, &count))
		return rr_expected(s, "a number of days from 0 to 36500");
	s->p += n;
	w->clear = rr_eat(s, "clear");
	if (!eat_unit(s, w))
		return rr_expected(s,
		    "a kind of day ('days', 'business days')");
	w->n = (int32_t)count;
	if (rr_eat(s, "before"))
		w->n = -w->n;
	else if (!rr_eat(s, "after"))
		return rr_expected(s, "'after' or 'before'");
	if (!rr_parse_when(s, &of[0]))
		return false;
	w->of = of;
	w->nof = 1;
	*out = w;
	return true;
}

/* A day, or a number of units before or after something. */
static bool
parse_number(struct rr_parser *s, const struct rr_when **out)
{
	char text[11];
	struct rr_when *w;
	int n = 0;

	while (s->p[n] >= '0' && s->p[n] <= '9')
		n++;
	if (s->p[n] != '-')
		return parse_offset(s, n, out);
	w = new_when(s, RR_WHEN_DATE);
	n = rr_word_len(s->p);
	memset(text, 0, sizeof(text));
	memcpy(text, s->p, (size_t)(n < 10 ? n : 10));
	if (n != 10 || !rr_date_parse(text, &w->date))
		return rr_expected(s, "a day that exists, as YYYY-MM-DD,");
	s->p += n;
	*out = w;
	return true;
}

static bool
parse_primary(struct rr_parser *s, const struct rr_when **out)
{
	const struct rr_provision *counter;
	struct rr_pos at;

	rr_parse_space(s);
	at = rr_parse_here(s);
	counter = rr_eat_provision(s, RR_KIND_COUNTER);
	if (counter != NULL)
		return parse_reached(s, counter, out);
	if (*s->p >= '0' && *s->p <= '9')
		return parse_number(s, out);
	if (rr_eat(s, "(")) {
		if (!rr_parse_when(s, out))
			return false;
		return rr_eat(s, ")") ? true : rr_expected(s, "')'");
	}
	if (rr_eat(s, "if"))
		return parse_if(s, out);
	if (rr_eat(s, "earliest of"))
		return parse_list(s, RR_WHEN_EARLIEST, out);
	if (rr_eat(s, "latest of"))
		return parse_list(s, RR_WHEN_LATEST, out);
	if (rr_eat(s, "its effect"))
		return parse_self(s, at, RR_PART_EFFECT, out);
	if (rr_eat(s, "its receipt"))
		return parse_self(s, at, RR_PART_RECEIPT, out);
	if (rr_eat(s, "effect of"))
		return parse_event(s, RR_PART_EFFECT, out);
	if (rr_eat(s, "receipt of"))
		return parse_event(s, RR_PART_RECEIPT, out);
	if (rr_eat(s, "sending"))
		return parse_given(s, at, RR_PART_DAY, out);
	if (rr_eat(s, "receipt"))
		return parse_given(s, at, RR_PART_RECEIPT, out);
	if (rr_eat(s, "it"))
		return parse_self(s, at, RR_PART_DAY, out);
	return parse_event(s, RR_PART_DAY, out);
}

bool
rr_parse_when(struct rr_parser *s, const struct rr_when **out)
{
	bool ok = rr_parse_enter(s) && parse_primary(s, out);

	s->depth--;
	return ok;
}

bool
rr_when_parse(struct rr_arena *arena, const char *text, struct rr_pos at,
    const struct rr_agreement *a, const char *subject,
    const struct rr_when **out, struct rr_diags *diags)
{
	struct rr_parser s;

	return rr_parse_begin(&s, arena, text, at, a, subject, RR_E_EXPRESSION,
	    diags) && rr_parse_when(&s, out) && rr_parse_end(&s);
}

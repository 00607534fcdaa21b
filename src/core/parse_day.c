/*
 * parse_day.c: days, read from text; the grammar is in expr.h.
 */
#include <string.h>

#include "parse_int.h"
#include "regrights/arena.h"
#include "regrights/qty.h"

#define COUNT_MAX	36500

static bool
eat_field(struct rr_parser *s, const struct rr_event *e, struct rr_expr *w)
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

static bool
parse_event(struct rr_parser *s, enum rr_part part, const struct rr_expr **out)
{
	struct rr_expr *w = rr_expr_new(s, RR_EXPR_EVENT);
	const struct rr_event *e = rr_eat_event(s);

	if (e == NULL)
		return rr_expected(s, part == RR_PART_DAY ?
		    "a day, a number or the name of an event" :
		    "the name of a notice");
	w->name = e->name;
	w->part = part;
	*out = w;
	return rr_parse_reach(s, e, w) && eat_field(s, e, w) &&
	    rr_parse_where(s, e, w);
}

static bool
parse_reached(struct rr_parser *s, const struct rr_provision *counter,
    const struct rr_expr **out)
{
	struct rr_expr *w = rr_expr_new(s, RR_EXPR_REACHED_ON);

	w->name = counter->id;
	*out = w;
	if (!rr_want_own(s, counter))
		return false;
	return rr_eat(s, "is reached") ? true :
	    rr_expected(s, "'is reached'");
}

static bool
parse_self(struct rr_parser *s, struct rr_pos at, enum rr_part part,
    const struct rr_expr **out)
{
	struct rr_expr *w = rr_expr_new(s, RR_EXPR_SELF);

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
    const struct rr_expr **out)
{
	struct rr_expr *w = rr_expr_new(s, RR_EXPR_GIVEN);

	w->part = part;
	w->pos = at;
	*out = w;
	return true;
}

static bool
eat_unit(struct rr_parser *s, struct rr_expr *w)
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

static const char *
kinds_text(const struct rr_parser *s)
{
	const char *all = "a kind of day ('days'";

	for (size_t i = 0; s->agreement != NULL && i < s->agreement->nkinds;
	    i++)
		all = rr_arena_printf(s->arena, "%s, '%ss'", all,
		    s->agreement->kinds[i].name);
	return rr_arena_printf(s->arena, "%s)", all);
}

static bool
parse_offset(struct rr_parser *s, int n, const struct rr_expr **out)
{
	struct rr_expr *w = rr_expr_new(s, RR_EXPR_OFFSET);
	const struct rr_expr **of = rr_expr_operands(s, w, 1);
	char digits[8];
	int64_t count;

	memcpy(digits, s->p, (size_t)(n < 7 ? n : 7));
	digits[n < 7 ? n : 7] = '\0';
	if (!rr_int_parse(digits, 0, COUNT_MAX, &count))
		return rr_expected(s, "a number of days from 0 to 36500");
	s->p += n;
	w->clear = rr_eat(s, "clear");
	if (!eat_unit(s, w))
		return rr_expected(s, kinds_text(s));
	w->n = (int32_t)count;
	if (rr_eat(s, "before"))
		w->n = -w->n;
	else if (!rr_eat(s, "after"))
		return rr_expected(s, "'after' or 'before'");
	*out = w;
	return rr_parse(s, RR_TYPE_DAY, &of[0]);
}

/* A day, or a number of units before or after something. */
static bool
parse_number(struct rr_parser *s, const struct rr_expr **out)
{
	char text[11];
	struct rr_expr *w;
	int n = 0;

	while (s->p[n] >= '0' && s->p[n] <= '9')
		n++;
	if (s->p[n] != '-')
		return parse_offset(s, n, out);
	w = rr_expr_new(s, RR_EXPR_DATE);
	n = rr_word_len(s->p);
	memset(text, 0, sizeof(text));
	memcpy(text, s->p, (size_t)(n < 10 ? n : 10));
	if (n != 10 || !rr_date_parse(text, &w->date))
		return rr_expected(s, "a day that exists, as YYYY-MM-DD,");
	s->p += n;
	*out = w;
	return true;
}

bool
rr_parse_day(struct rr_parser *s, const struct rr_expr **out)
{
	const struct rr_provision *counter;
	struct rr_pos at;

	rr_parse_space(s);
	at = rr_parse_here(s);
	counter = rr_eat_provision(s, rr_kind_is_reached);
	if (counter != NULL)
		return parse_reached(s, counter, out);
	if (*s->p >= '0' && *s->p <= '9')
		return parse_number(s, out);
	if (rr_eat(s, "("))
		return rr_parse_closed(s, s->subject, RR_TYPE_DAY, out);
	if (rr_eat(s, rr_expr_words(RR_EXPR_IF)))
		return rr_parse_if(s, RR_EXPR_IF, out);
	if (rr_eat(s, rr_expr_words(RR_EXPR_EARLIEST)))
		return rr_parse_list(s, RR_EXPR_EARLIEST, out);
	if (rr_eat(s, rr_expr_words(RR_EXPR_LATEST)))
		return rr_parse_list(s, RR_EXPR_LATEST, out);
	if (rr_eat(s, "its effect"))
		return parse_self(s, at, RR_PART_EFFECT, out);
	if (rr_eat(s, "its receipt"))
		return parse_self(s, at, RR_PART_RECEIPT, out);
	if (rr_eat(s, "effect of"))
		return parse_event(s, RR_PART_EFFECT, out);
	if (rr_eat(s, "receipt of"))
		return parse_event(s, RR_PART_RECEIPT, out);
	if (rr_eat(s, rr_expr_words(RR_EXPR_GIVEN)))
		return parse_given(s, at, RR_PART_DAY, out);
	if (rr_eat(s, "receipt"))
		return parse_given(s, at, RR_PART_RECEIPT, out);
	if (rr_eat(s, rr_expr_words(RR_EXPR_SELF)))
		return parse_self(s, at, RR_PART_DAY, out);
	return parse_event(s, RR_PART_DAY, out);
}

/*
 * parse_any.c: what expressions of every type have, read from text.
 *
 * Operands, lists, choices, and which entries of a name are meant.
 */
#include <string.h>

#include "parse_int.h"
#include "regrights/arena.h"
#include "regrights/vec.h"

struct rr_expr *
rr_expr_new(struct rr_parser *s, enum rr_expr_op op)
{
	struct rr_expr *x = rr_arena_alloc(s->arena, sizeof(*x));

	x->op = op;
	x->date = RR_DATE_NONE;
	x->pos = rr_parse_here(s);
	return x;
}

const struct rr_expr **
rr_expr_operands(struct rr_parser *s, struct rr_expr *x, size_t n)
{
	const struct rr_expr **of = rr_arena_array(s->arena, n, sizeof(*of));

	x->of = of;
	x->nof = n;
	return of;
}

bool
rr_parse(struct rr_parser *s, enum rr_type type, const struct rr_expr **out)
{
	bool ok = rr_parse_enter(s) && s->of[type](s, out);

	s->depth--;
	return ok;
}

bool
rr_parse_about(struct rr_parser *s, const struct rr_event *e,
    enum rr_type type, const struct rr_expr **out)
{
	const struct rr_event *outer = s->subject;
	bool ok;

	s->subject = e;
	ok = rr_parse(s, type, out);
	s->subject = outer;
	return ok;
}

bool
rr_parse_closed(struct rr_parser *s, const struct rr_event *e,
    enum rr_type type, const struct rr_expr **out)
{
	if (!rr_parse_about(s, e, type, out))
		return false;
	return rr_eat(s, ")") ? true : rr_expected(s, "')'");
}

bool
rr_parse_list(struct rr_parser *s, enum rr_expr_op op,
    const struct rr_expr **out)
{
	struct rr_vec of = RR_VEC_INIT(const struct rr_expr *);
	struct rr_expr *x = rr_expr_new(s, op);

	if (!rr_eat(s, "("))
		return rr_expected(s, "'('");
	do {
		const struct rr_expr *one;

		if (!rr_parse(s, rr_expr_type(x), &one))
			return false;
		*(const struct rr_expr **)rr_vec_add(s->arena, &of) = one;
	} while (rr_eat(s, ","));
	if (!rr_eat(s, ")"))
		return rr_expected(s, "',' or ')'");
	x->of = of.items;
	x->nof = of.n;
	*out = x;
	return true;
}

bool
rr_parse_if(struct rr_parser *s, enum rr_expr_op op,
    const struct rr_expr **out)
{
	struct rr_expr *x = rr_expr_new(s, op);
	const struct rr_expr **of = rr_expr_operands(s, x, 3);

	*out = x;
	if (!rr_parse(s, RR_TYPE_TRUTH, &of[0]))
		return false;
	if (!rr_eat(s, "then"))
		return rr_expected(s, "'then'");
	if (!rr_parse(s, rr_expr_type(x), &of[1]))
		return false;
	return rr_eat(s, "else") ? rr_parse(s, rr_expr_type(x), &of[2]) :
	    rr_expected(s, "'else'");
}

/* The key that stands here, and the field of E (or NULL) that it is. */
static const struct rr_field_decl *
field_here(struct rr_parser *s, const struct rr_event *e, const char **key)
{
	rr_parse_space(s);
	*key = rr_arena_strndup(s->arena, s->p, (size_t)rr_word_len(s->p));
	return e == NULL ? NULL : rr_event_field(e, *key);
}

/* "in FIELD", where it stands here: of E, which names such as "it". */
static bool
eat_in(struct rr_parser *s, const struct rr_event *e, const char **in)
{
	const struct rr_field_decl *f;

	if (e == NULL || !rr_eat(s, "in"))
		return true;
	f = field_here(s, e, in);
	if (f == NULL || !rr_field_names_entries(f->type) ||
	    !rr_field_takes(f, s->subject->name))
		return rr_expected(s, "a field of it that names such "
		    "entries");
	s->p += strlen(*in);
	return true;
}

/* "FIELD names", behind "what it.": of "it", and one entry alone. */
static bool
eat_via(struct rr_parser *s, const char **via)
{
	const struct rr_field_decl *f = field_here(s, s->subject, via);

	if (f == NULL || f->type != RR_FIELD_FACT)
		return rr_expected(s, "a field of 'it' of the type entry");
	s->p += strlen(*via);
	return rr_eat(s, "names") ? true : rr_expected(s, "'names'");
}

bool
rr_parse_named(struct rr_parser *s, const struct rr_event *e,
    struct rr_expr *x)
{
	const struct rr_field_decl *f = field_here(s, s->subject, &x->in);

	if (f == NULL || !rr_field_names_entries(f->type) ||
	    (x->reach != RR_REACH_SHARED && x->reach != RR_REACH_OTHERS &&
	    !rr_field_takes(f, e->name)))
		return rr_expected(s, "a field of it that names such "
		    "entries");
	s->p += strlen(x->in);
	if (!rr_eat(s, "by"))
		return true;
	f = field_here(s, s->subject, &x->by);
	if (f == NULL || f->type != RR_FIELD_PARTY)
		return rr_expected(s, "a field of it that names a party");
	s->p += strlen(x->by);
	return true;
}

/* "under it", or "under what it.", after which VIA follows. */
static bool
eat_reach(struct rr_parser *s, enum rr_expr_op op, enum rr_reach r, bool *via)
{
	const char *words = rr_reach_words(r);

	*via = rr_expr_takes_via(op, r) && rr_eat(s, rr_arena_printf(s->arena,
	    "%.*swhat it.", (int)strlen(words) - 2, words));
	return *via || rr_eat(s, words);
}

bool
rr_parse_reach(struct rr_parser *s, const struct rr_event *e,
    struct rr_expr *x)
{
	for (int r = RR_REACH_ABOUT; r < RR_REACH_MAX; r++) {
		bool via;

		if (!rr_expr_takes(x->op, (enum rr_reach)r) ||
		    (s->subject == NULL && r < RR_REACH_NAMED) ||
		    !eat_reach(s, x->op, (enum rr_reach)r, &via))
			continue;
		x->reach = (enum rr_reach)r;
		if (r >= RR_REACH_NAMED)
			return rr_parse_named(s, e, x);
		return via ? eat_via(s, &x->via) :
		    r != RR_REACH_BESIDE || eat_in(s, e, &x->in);
	}
	return true;
}

bool
rr_parse_where(struct rr_parser *s, const struct rr_event *e,
    struct rr_expr *x)
{
	return !rr_eat(s, "where") ||
	    rr_parse_about(s, e, RR_TYPE_TRUTH, &x->where);
}

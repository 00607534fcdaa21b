/*
 * sum_parse.c: sums of money, read from text.
 *
 * Recursive descent over words; the grammar is in sum.h.  The tree lives in
 * the arena that is given.
 */
#include <string.h>

#include "parse_int.h"
#include "regrights/arena.h"
#include "regrights/sum.h"
#include "regrights/terms.h"
#include "regrights/vec.h"

struct adder {
	struct rr_parser		 s;
	const struct rr_sum_line	*lines;
	size_t				 n;
};

static bool	 parse_sum(struct adder *, const struct rr_sum **);

static struct rr_sum *
new_sum(struct adder *a, enum rr_sum_op op)
{
	struct rr_sum *x = rr_arena_alloc(a->s.arena, sizeof(*x));

	x->op = op;
	x->pos = rr_parse_here(&a->s);
	return x;
}

static const struct rr_sum *
joined(struct adder *a, enum rr_sum_op op, const struct rr_vec *of)
{
	struct rr_sum *x = new_sum(a, op);

	x->of = of->items;
	x->nof = of->n;
	return x;
}

/* The field that follows, which must be of one of two types. */
static const struct rr_field_decl *
eat_field(struct adder *a, const struct rr_event *e, bool part)
{
	int n = rr_word_len(a->s.p);
	const char *key = rr_arena_strndup(a->s.arena, a->s.p, (size_t)n);
	const struct rr_field_decl *f = e == NULL ? NULL :
	    rr_event_field(e, key);

	if (f == NULL || (f->type != RR_FIELD_MONEY && (!part ||
	    (f->type != RR_FIELD_PART && f->type != RR_FIELD_RATIO)))) {
		rr_expected(&a->s, part ?
		    "a field of the event that is money, a part or a ratio" :
		    "a field of it that is money");
		return NULL;
	}
	a->s.p += n;
	return f;
}

/* The field of "it" that names the party. */
static bool
parse_by(struct adder *a, struct rr_sum *x)
{
	const struct rr_field_decl *f;
	int n;

	rr_parse_space(&a->s);
	n = rr_word_len(a->s.p);
	x->by = rr_arena_strndup(a->s.arena, a->s.p, (size_t)n);
	f = a->s.subject == NULL ? NULL :
	    rr_event_field(a->s.subject, x->by);
	if (f == NULL || f->type != RR_FIELD_PARTY)
		return rr_expected(&a->s, "a field of it that names a party");
	a->s.p += n;
	return true;
}

/* The field of "it" that names the entries. */
static bool
parse_named(struct adder *a, const struct rr_event *e, struct rr_sum *x)
{
	int n;
	const struct rr_field_decl *f;

	rr_parse_space(&a->s);
	n = rr_word_len(a->s.p);
	x->in = rr_arena_strndup(a->s.arena, a->s.p, (size_t)n);
	f = a->s.subject == NULL ? NULL :
	    rr_event_field(a->s.subject, x->in);
	if (f == NULL || !rr_field_names_entries(f->type) ||
	    (x->reach != RR_REACH_SHARED && x->reach != RR_REACH_OTHERS &&
	    !rr_field_takes(f, e->name)))
		return rr_expected(&a->s, "a field of it that names such "
		    "entries");
	a->s.p += n;
	return !rr_eat(&a->s, "by") || parse_by(a, x);
}

static bool
parse_reach(struct adder *a, const struct rr_event *e, struct rr_sum *x)
{
	const struct rr_event *subject = a->s.subject;
	bool ok;

	if (subject != NULL && rr_eat(&a->s, "about it"))
		x->reach = RR_REACH_ABOUT;
	else if (subject != NULL && rr_eat(&a->s, "under it"))
		x->reach = RR_REACH_UNDER;
	else if (rr_eat(&a->s, "named in"))
		x->reach = RR_REACH_NAMED;
	else if (rr_eat(&a->s, "named by others that share"))
		x->reach = RR_REACH_POOLED;
	else if (rr_eat(&a->s, "under those that share"))
		x->reach = RR_REACH_SHARED;
	else if (rr_eat(&a->s, "under others that share"))
		x->reach = RR_REACH_OTHERS;
	if (x->reach >= RR_REACH_NAMED && !parse_named(a, e, x))
		return false;
	if (!rr_eat(&a->s, "where"))
		return true;
	a->s.subject = e;
	ok = rr_parse_cond(&a->s, &x->cond);
	a->s.subject = subject;
	return ok;
}

static bool	 parse_atom(struct adder *, const struct rr_sum **);

const struct rr_sum_line *
rr_sum_line(const struct rr_provision *p, const char *key)
{
	for (size_t i = 0; p->kind == RR_KIND_SUM && i < p->sum.n; i++)
		if (strcmp(p->sum.lines[i].key, key) == 0)
			return &p->sum.lines[i];
	return NULL;
}

static bool
parse_part(struct adder *a, struct rr_sum *x)
{
	const struct rr_sum **of = rr_arena_array(a->s.arena, 1, sizeof(*of));

	x->op = RR_SUM_PART;
	x->of = of;
	x->nof = 1;
	if (!rr_eat(&a->s, "of"))
		return rr_expected(&a->s, "'of', as what is before it is a "
		    "part,");
	return parse_atom(a, &of[0]);
}

/* "each EVENT … comes to (…)", after the first word. */
static bool
parse_each(struct adder *a, const struct rr_sum **out)
{
	const struct rr_event *subject = a->s.subject;
	struct rr_sum *x = new_sum(a, RR_SUM_EACH);
	const struct rr_sum **of = rr_arena_array(a->s.arena, 1, sizeof(*of));
	const struct rr_event *e = rr_eat_event(&a->s);
	bool ok;

	*out = x;
	if (e == NULL)
		return rr_expected(&a->s, "an event or a notice");
	x->name = e->name;
	x->of = of;
	x->nof = 1;
	if (!parse_reach(a, e, x))
		return false;
	if (!rr_eat(&a->s, "comes to") || !rr_eat(&a->s, "("))
		return rr_expected(&a->s, "'comes to' and a sum in "
		    "parentheses");
	a->s.subject = e;
	ok = parse_sum(a, &of[0]);
	a->s.subject = subject;
	return ok && (rr_eat(&a->s, ")") ? true :
	    rr_expected(&a->s, "')'"));
}

/* A sum in parentheses, about E and without the lines before it. */
static bool
parse_apart(struct adder *a, const struct rr_event *e,
    const struct rr_sum **out)
{
	struct adder was = *a;
	bool ok;

	if (!rr_eat(&a->s, "("))
		return rr_expected(&a->s, "a sum in parentheses");
	a->s.subject = e;
	a->n = 0;
	ok = parse_sum(a, out);
	a->s.subject = was.s.subject;
	a->n = was.n;
	return ok && (rr_eat(&a->s, ")") ? true :
	    rr_expected(&a->s, "')'"));
}

/* "taken from EVENT named in …", after the first two words. */
static bool
parse_taken(struct adder *a, const struct rr_sum **out)
{
	struct rr_sum *x = new_sum(a, RR_SUM_TAKEN);
	const struct rr_sum **of = rr_arena_array(a->s.arena, 2, sizeof(*of));
	const struct rr_event *e = rr_eat_event(&a->s);

	*out = x;
	if (e == NULL)
		return rr_expected(&a->s, "an event or a notice");
	x->name = e->name;
	x->of = of;
	x->nof = 2;
	x->reach = RR_REACH_NAMED;
	if (!rr_eat(&a->s, "named in"))
		return rr_expected(&a->s, "'named in' and a field");
	if (!parse_named(a, e, x))
		return false;
	if (!rr_eat(&a->s, "worth"))
		return rr_expected(&a->s, "'worth' and a sum");
	if (!parse_apart(a, e, &of[0]))
		return false;
	if (!rr_eat(&a->s, "by others"))
		return rr_expected(&a->s, "'by others' and a sum");
	return parse_apart(a, a->s.subject, &of[1]) &&
	    (!rr_eat(&a->s, "elsewhere first if") ||
	    rr_parse_cond(&a->s, &x->cond));
}

/* The sum whose id stands here with a '.', unless an event's name does. */
static const struct rr_provision *
eat_other(struct adder *a)
{
	const char *p = a->s.p;
	const struct rr_provision *other;
	bool event = rr_eat_event(&a->s) != NULL && *a->s.p == '.';

	a->s.p = p;
	other = event ? NULL : rr_eat_provision(&a->s, RR_KIND_SUM);
	if (other != NULL && *a->s.p == '.')
		return other;
	a->s.p = p;
	return NULL;
}

/* ".LINE of it", or of what it is about, behind the id of that sum. */
static bool
parse_other(struct adder *a, const struct rr_provision *p,
    const struct rr_sum **out)
{
	const struct rr_event *of = a->s.subject;
	struct rr_sum *x = new_sum(a, RR_SUM_OTHER);
	bool made;
	size_t n;

	a->s.p++;
	n = (size_t)rr_word_len(a->s.p);
	x->name = p->id;
	x->field = rr_arena_strndup(a->s.arena, a->s.p, n);
	*out = x;
	if (rr_sum_line(p, x->field) == NULL)
		return rr_expected(&a->s, "a line of that sum");
	a->s.p += n;
	if (rr_eat(&a->s, "of what it is about")) {
		x->reach = RR_REACH_ABOUT;
		made = of != NULL && of->nabout > 0;
		for (size_t i = 0; made && i < of->nabout; i++)
			made = rr_is_each(p, of->about[i]);
	} else if (rr_eat(&a->s, "of it"))
		made = of != NULL && rr_is_each(p, of->name);
	else
		return rr_expected(&a->s, "'of it' or 'of what it is about'");
	return made ? true : rr_expected(&a->s, "a sum that is made for each "
	    "such");
}

/* EVENT.FIELD: amounts, or the part that a ratio says. */
static bool
parse_event(struct adder *a, const struct rr_sum **out)
{
	struct rr_sum *x = new_sum(a, RR_SUM_ALL);
	const struct rr_event *e = rr_eat_event(&a->s);
	const struct rr_field_decl *f;

	*out = x;
	if (e == NULL)
		return rr_expected(&a->s,
		    "an amount, a line before it or the name of an event");
	x->name = e->name;
	if (*a->s.p != '.')
		return rr_expected(&a->s, "'.' and a field of the event");
	a->s.p++;
	f = eat_field(a, e, true);
	if (f == NULL)
		return false;
	x->field = f->key;
	return parse_reach(a, e, x) &&
	    (f->type == RR_FIELD_MONEY || parse_part(a, x));
}

/* "7500.00", or "1/2 of" something. */
static bool
parse_number(struct adder *a, const struct rr_sum **out)
{
	struct rr_sum *x = new_sum(a, RR_SUM_MONEY);
	size_t n = strspn(a->s.p, "0123456789./");
	const char *text = rr_arena_strndup(a->s.arena, a->s.p, n);
	rr_money m;

	*out = x;
	if (strchr(text, '/') != NULL && rr_ratio_parse(text, &x->ratio)) {
		a->s.p += n;
		return parse_part(a, x);
	}
	if (!rr_money_parse(text, &m))
		return rr_expected(&a->s, "an amount, as 7500.00,");
	x->cents = m.cents;
	a->s.p += n;
	return true;
}

static bool
parse_list(struct adder *a, enum rr_sum_op op, const struct rr_sum **out)
{
	struct rr_vec of = RR_VEC_INIT(const struct rr_sum *);

	if (!rr_eat(&a->s, "("))
		return rr_expected(&a->s, "'('");
	do {
		const struct rr_sum *one;

		if (!parse_sum(a, &one))
			return false;
		*(const struct rr_sum **)rr_vec_add(a->s.arena, &of) = one;
	} while (rr_eat(&a->s, ","));
	if (!rr_eat(&a->s, ")"))
		return rr_expected(&a->s, "',' or ')'");
	*out = joined(a, op, &of);
	return true;
}

static bool
parse_if(struct adder *a, const struct rr_sum **out)
{
	struct rr_sum *x = new_sum(a, RR_SUM_IF);
	const struct rr_sum **of = rr_arena_array(a->s.arena, 2, sizeof(*of));

	x->of = of;
	x->nof = 2;
	*out = x;
	if (!rr_parse_cond(&a->s, &x->cond))
		return false;
	if (!rr_eat(&a->s, "then"))
		return rr_expected(&a->s, "'then'");
	if (!parse_sum(a, &of[0]))
		return false;
	return rr_eat(&a->s, "else") ? parse_sum(a, &of[1]) :
	    rr_expected(&a->s, "'else'");
}

/* The longest name of a line before it; false: none stands here. */
static bool
eat_line(struct adder *a, size_t *line)
{
	size_t longest = 0;

	for (size_t i = 0; i < a->n; i++) {
		size_t n = rr_match(a->s.p, a->lines[i].key);

		if (n > longest) {
			longest = n;
			*line = i;
		}
	}
	a->s.p += longest;
	return longest > 0;
}

static bool
parse_self(struct adder *a, const struct rr_sum **out)
{
	struct rr_sum *x = new_sum(a, RR_SUM_FIELD);
	const struct rr_field_decl *f;

	*out = x;
	a->s.p += 3;
	f = eat_field(a, a->s.subject, false);
	x->field = f != NULL ? f->key : NULL;
	return f != NULL;
}

/* "waits for EVENT", after these words. */
static bool
parse_waits(struct adder *a, const struct rr_sum **out)
{
	struct rr_sum *x = new_sum(a, RR_SUM_WAITS);
	const struct rr_event *e = rr_eat_event(&a->s);

	*out = x;
	if (e == NULL)
		return rr_expected(&a->s, "an event or a notice");
	x->name = e->name;
	return true;
}

static bool
parse_atom(struct adder *a, const struct rr_sum **out)
{
	const struct rr_provision *other;
	struct rr_sum *x;
	size_t line;

	rr_parse_space(&a->s);
	if (*a->s.p >= '0' && *a->s.p <= '9')
		return parse_number(a, out);
	if (rr_eat(&a->s, "("))
		return parse_sum(a, out) && (rr_eat(&a->s, ")") ? true :
		    rr_expected(&a->s, "')'"));
	if (rr_eat(&a->s, "least of"))
		return parse_list(a, RR_SUM_LEAST, out);
	if (rr_eat(&a->s, "greatest of"))
		return parse_list(a, RR_SUM_GREATEST, out);
	if (rr_eat(&a->s, "if"))
		return parse_if(a, out);
	if (rr_eat(&a->s, "waits for"))
		return parse_waits(a, out);
	if (strncmp(a->s.p, "it.", 3) == 0)
		return parse_self(a, out);
	if (rr_eat(&a->s, "taken from"))
		return parse_taken(a, out);
	if (rr_eat(&a->s, "each"))
		return parse_each(a, out);
	other = eat_other(a);
	if (other != NULL)
		return parse_other(a, other, out);
	if (!eat_line(a, &line))
		return parse_event(a, out);
	x = new_sum(a, RR_SUM_LINE);
	x->line = line;
	*out = x;
	return true;
}

/* From left to right, as it is read. */
static bool
parse_terms(struct adder *a, const struct rr_sum **out)
{
	if (!parse_atom(a, out))
		return false;
	for (;;) {
		struct rr_vec of = RR_VEC_INIT(const struct rr_sum *);
		enum rr_sum_op op = rr_eat(&a->s, "plus") ? RR_SUM_PLUS :
		    RR_SUM_LESS;
		const struct rr_sum *next;

		if (op == RR_SUM_LESS && !rr_eat(&a->s, "less"))
			return true;
		if (!parse_atom(a, &next))
			return false;
		*(const struct rr_sum **)rr_vec_add(a->s.arena, &of) = *out;
		*(const struct rr_sum **)rr_vec_add(a->s.arena, &of) = next;
		*out = joined(a, op, &of);
	}
}

static bool
parse_sum(struct adder *a, const struct rr_sum **out)
{
	bool ok = rr_parse_enter(&a->s) && parse_terms(a, out);

	a->s.depth--;
	return ok;
}

bool
rr_sum_parse(struct rr_arena *arena, const char *text, struct rr_pos at,
    const struct rr_agreement *agreement, const char *subject,
    const struct rr_sum_line *lines, size_t n, const struct rr_sum **out,
    struct rr_diags *diags)
{
	struct adder a;

	a.lines = lines;
	a.n = n;
	return rr_parse_begin(&a.s, arena, text, at, agreement, subject,
	    RR_E_SUM, diags) && parse_sum(&a, out) && rr_parse_end(&a.s);
}

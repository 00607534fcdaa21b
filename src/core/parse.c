/*
 * parse.c: words, names and complaints for the parsers.
 *
 * Names of events come from the agreement; where several fit, the longest
 * wins.  Depth and length are bounded, so hostile text ends in an error, not
 * in the stack.  The first error of an expression is reported with its column
 * and the nearest name where one was misspelt.
 */
#include <string.h>

#include "parse_int.h"
#include "regrights/arena.h"
#include "regrights/text.h"

#define DEPTH	32

struct rr_pos
rr_parse_here(const struct rr_parser *s)
{
	struct rr_pos pos = s->at;

	pos.col += (unsigned)(s->p - s->text);
	return pos;
}

void
rr_parse_space(struct rr_parser *s)
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

int
rr_word_len(const char *p)
{
	int n = 0;

	while (is_word(p[n]))
		n++;
	return n;
}

size_t
rr_match(const char *p, const char *phrase)
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

bool
rr_eat(struct rr_parser *s, const char *phrase)
{
	size_t n;

	rr_parse_space(s);
	n = rr_match(s->p, phrase);
	s->p += n;
	return n > 0;
}

bool
rr_expected(struct rr_parser *s, const char *expected)
{
	const char *word;

	rr_parse_space(s);
	if (*s->p == '\0')
		return rr_diag(s->diags, s->code, rr_parse_here(s),
		    "%s is expected at its end", expected);
	word = rr_arena_strndup(s->arena, s->p, (size_t)rr_word_len(s->p));
	if (word[0] == '\0')
		word = rr_arena_strndup(s->arena, s->p, 1);
	return rr_diag(s->diags, s->code, rr_parse_here(s),
	    "%s is expected, not '%s'%s", expected, word, rr_parse_hint(s));
}

bool
rr_parse_enter(struct rr_parser *s)
{
	if (++s->depth <= DEPTH)
		return true;
	return rr_diag(s->diags, s->code, rr_parse_here(s),
	    "nested too deeply");
}

int
rr_eat_question(struct rr_parser *s)
{
	size_t longest = 0;
	int best = -1;

	rr_parse_space(s);
	for (size_t i = 0; s->agreement != NULL &&
	    i < s->agreement->nquestions; i++) {
		size_t n = rr_match(s->p, s->agreement->questions[i].key);

		if (n > longest) {
			longest = n;
			best = (int)i;
		}
	}
	s->p += longest;
	return best;
}

const struct rr_event *
rr_eat_event(struct rr_parser *s)
{
	const struct rr_event *best = NULL;
	size_t longest = 0;

	rr_parse_space(s);
	for (size_t i = 0; s->agreement != NULL &&
	    i < s->agreement->nevents; i++) {
		const struct rr_event *e = &s->agreement->events[i];
		size_t n = rr_match(s->p, e->name);

		if (n > longest) {
			longest = n;
			best = e;
		}
	}
	s->p += longest;
	return best;
}

/* Of KIND, or (NULL) of one that CAN. */
static const struct rr_provision *
eat_provision(struct rr_parser *s, const struct rr_kind *kind, rr_can_fn *can)
{
	const struct rr_provision *best = NULL;
	size_t longest = 0;

	rr_parse_space(s);
	for (size_t i = 0; s->agreement != NULL &&
	    i < s->agreement->nprovisions; i++) {
		const struct rr_provision *p = &s->agreement->provisions[i];
		size_t n = kind != NULL ? p->kind == kind : can(p->kind);

		n = n > 0 ? rr_match(s->p, p->id) : 0;
		if (n > longest) {
			longest = n;
			best = p;
		}
	}
	s->p += longest;
	return best;
}

const struct rr_provision *
rr_eat_of_kind(struct rr_parser *s, const struct rr_kind *kind)
{
	return eat_provision(s, kind, NULL);
}

const struct rr_provision *
rr_eat_provision(struct rr_parser *s, rr_can_fn *can)
{
	return eat_provision(s, NULL, can);
}

bool
rr_eat_order(struct rr_parser *s, bool hours, enum rr_compare *out)
{
	static const enum rr_compare orders[] = { RR_LESS, RR_AT_MOST,
	    RR_MORE, RR_AT_LEAST, RR_EARLIER };

	for (size_t i = 0; i < sizeof(orders) / sizeof(orders[0]); i++)
		if ((hours || orders[i] != RR_EARLIER) &&
		    rr_eat(s, rr_order_words(orders[i]))) {
			*out = orders[i];
			return true;
		}
	return false;
}

static bool
is_own(void *ctx, const struct rr_expr *x, const char *name, unsigned as)
{
	const char *subject = ctx;

	return x == NULL && (as & RR_AS_OWN) != 0 &&
	    strcmp(name, subject) == 0;
}

bool
rr_want_own(struct rr_parser *s, const struct rr_provision *p)
{
	const char *name = s->subject != NULL ? s->subject->name : "";
	const struct rr_reader look = { s->agreement, is_own, (void *)name };

	if (s->subject != NULL && (rr_is_each(p, name) ||
	    p->kind->uses(&look, p)))
		return true;
	return rr_diag(s->diags, s->code, rr_parse_here(s),
	    "'%s' is for each '%s', and the rule is %s%s%s", p->id,
	    p->each[0], s->subject != NULL ? "about '" : "about nothing",
	    s->subject != NULL ? s->subject->name : "",
	    s->subject != NULL ? "'" : "");
}

bool
rr_eat_compare(struct rr_parser *s, enum rr_compare *out)
{
	static const struct { const char *text; enum rr_compare is; } ops[] = {
		{ "is not", RR_IS_NOT }, { "is", RR_IS },
		{ "<=", RR_AT_MOST }, { ">=", RR_AT_LEAST },
		{ "<", RR_LESS }, { ">", RR_MORE }
	};

	for (size_t i = 0; i < sizeof(ops) / sizeof(ops[0]); i++)
		if (rr_eat(s, ops[i].text)) {
			*out = ops[i].is;
			return true;
		}
	return false;
}

bool
rr_eat_day_kind(struct rr_parser *s, int *kind)
{
	size_t longest = 0;

	rr_parse_space(s);
	for (size_t i = 0; s->agreement != NULL &&
	    i < s->agreement->nkinds; i++) {
		const char *name = s->agreement->kinds[i].name;
		const char *many = rr_arena_printf(s->arena, "%ss", name);
		size_t n = rr_match(s->p, name);

		n = n > 0 ? n : rr_match(s->p, many);
		if (n > longest) {
			longest = n;
			*kind = (int)i;
		}
	}
	s->p += longest;
	return longest > 0;
}

const char *
rr_eat_method(struct rr_parser *s, bool contact)
{
	for (int m = 0; m < RR_METHOD_MAX; m++) {
		const char *word = contact ?
		    rr_method_contact((enum rr_method)m) :
		    rr_method_word((enum rr_method)m);

		if (rr_eat(s, word))
			return word;
	}
	return NULL;
}

bool
rr_eat_way(struct rr_parser *s, enum rr_way *way)
{
	for (int w = 0; w < RR_WAY_MAX; w++)
		if (rr_eat(s, rr_way_words((enum rr_way)w))) {
			*way = (enum rr_way)w;
			return true;
		}
	return false;
}

/*
 * paper_term.c: the defined terms of an agreement's own text.
 *
 * A term is what stands in quotes with a capital first and is said to mean
 * something, or is named in parentheses: (the "Company").  It is dead when it
 * stands nowhere outside quotes.  Whether it is written "Losses" or "LOSSES"
 * makes no difference, nor where its line breaks; a term that begins a longer
 * word counts as used, so that a plural does.
 *
 * Only the first TERMS distinct terms are looked at, so that the work has a
 * bound whatever the text is.
 */
#include <string.h>

#include "paper_int.h"
#include "regrights/arena.h"
#include "regrights/buf.h"
#include "regrights/map.h"

#define TERMS	1000
#define LONGEST	80	/* bytes of a term, and of what leads up to it */
#define OR	" OR "

/* Bytes of the quotation mark at P, plain or curly; 0 for none. */
static size_t
quote_len(const char *p)
{
	static const char *const marks[] = { "\"", "\xe2\x80\x9c",
	    "\xe2\x80\x9d" };

	for (size_t i = 0; i < sizeof(marks) / sizeof(marks[0]); i++)
		if (strncmp(p, marks[i], strlen(marks[i])) == 0)
			return strlen(marks[i]);
	return 0;
}

static char
capital(char c)
{
	return c >= 'a' && c <= 'z' ? (char)(c - ('a' - 'A')) : c;
}

/* Bytes up to the closing mark, when only what a term has stands there. */
static size_t
term_len(const char *p)
{
	size_t n = 0;

	while (n <= LONGEST && (rr_is_letter(p[n]) || rr_is_digit(p[n]) ||
	    (p[n] != '\0' && strchr(" \n'&-/", p[n]) != NULL)))
		n++;
	return n > 1 && rr_is_upper(p[0]) && quote_len(p + n) > 0 ? n : 0;
}

/* (the "Company"), (collectively, "Losses"). */
static bool
is_named(const char *text, const char *open, const char *after)
{
	const char *p = open;

	if (*after != ')')
		return false;
	while (p > text && *p != '(' && *p != ')' && open - p < LONGEST)
		p--;
	return *p == '(';
}

/* Said to mean something, or named in parentheses. */
static bool
is_definition(const char *text, const char *open, const char *close)
{
	static const char *const says[] = { "means", "shall mean", "shall have",
	    "has the", "have the", "is defined", "or \"", "or \xe2\x80\x9c" };
	const char *p = rr_skip_space(close);

	for (size_t i = 0; i < sizeof(says) / sizeof(says[0]); i++)
		if (strncmp(p, says[i], strlen(says[i])) == 0)
			return true;
	return is_named(text, open, p);
}

/* In capitals, with one space between words. */
static const char *
plain_term(struct rr_arena *arena, const char *p, size_t n)
{
	struct rr_buf b = RR_BUF_INIT;

	for (size_t i = 0; i < n; i++) {
		if (p[i] != ' ' && p[i] != '\n')
			rr_buf_addc(&b, capital(p[i]));
		else if (b.len > 0 && b.s[b.len - 1] != ' ')
			rr_buf_addc(&b, ' ');
	}
	return rr_buf_keep(&b, arena);
}

static void
add_term(struct rr_paper *paper, struct rr_map *seen, struct rr_pos at,
    const char *term)
{
	struct rr_paper_term *t;

	if (rr_map_find(seen, term) != NULL || paper->terms.n >= TERMS)
		return;
	rr_map_set(seen, term, paper);
	t = rr_vec_add(paper->arena, &paper->terms);
	t->term = term;
	t->at = at;
}

/* "UNDERWRITTEN REGISTRATION OR UNDERWRITTEN OFFERING" is two terms. */
static void
add_terms(struct rr_paper *paper, struct rr_map *seen, struct rr_pos at,
    const char *term)
{
	const char *two = strstr(term, OR);

	if (two == NULL) {
		add_term(paper, seen, at, term);
		return;
	}
	add_term(paper, seen, at, rr_arena_strndup(paper->arena, term,
	    (size_t)(two - term)));
	add_term(paper, seen, at, two + strlen(OR));
}

static void
collect_terms(struct rr_paper *paper)
{
	struct rr_map *seen = rr_map_new(paper->arena);
	struct rr_cursor c;

	rr_cursor_start(&c, paper->text);
	for (; *c.p != '\0'; rr_cursor_move(&c, 1)) {
		const char *p = c.p + quote_len(c.p);
		size_t n = p > c.p ? term_len(p) : 0;

		if (n == 0)
			continue;
		if (is_definition(c.text, c.p, p + n + quote_len(p + n)))
			add_terms(paper, seen, rr_cursor_pos(&c, paper->name),
			    plain_term(paper->arena, p, n));
		rr_cursor_move(&c, (size_t)(p - c.p) + n);
	}
}

/* The term at P, in any case, its spaces standing for any space. */
static bool
term_at(const char *p, const char *term)
{
	for (; *term != '\0'; term++) {
		if (*term == ' ') {
			if (rr_skip_space(p) == p)
				return false;
			p = rr_skip_space(p);
			continue;
		}
		if (capital(*p) != *term)
			return false;
		p++;
	}
	return true;
}

/* Whether a word of the text begins at P, in no quotation marks. */
static bool
is_bare(const char *text, const char *p)
{
	size_t before = (size_t)(p - text);
	size_t curly = strlen("\xe2\x80\x9c");

	if (!rr_is_upper(*p) || (before > 0 && rr_is_letter(p[-1])))
		return false;
	if (before > 0 && p[-1] == '"')
		return false;
	if (before >= curly && quote_len(p - curly) == curly)
		return false;
	/* The second half of two terms in one pair of quotes. */
	return before < strlen(OR) ||
	    strncmp(p - strlen(OR), OR, strlen(OR)) != 0;
}

static bool
is_used(const char *text, const char *term)
{
	for (const char *p = text; *p != '\0'; p++)
		if (*p >= 'A' && *p == term[0] && is_bare(text, p) &&
		    term_at(p, term))
			return true;
	return false;
}

void
rr_paper_terms(struct rr_paper *paper)
{
	collect_terms(paper);
	for (size_t i = 0; i < paper->terms.n; i++) {
		struct rr_paper_term *t = rr_vec_at(&paper->terms, i);

		t->used = is_used(paper->text, t->term);
	}
}

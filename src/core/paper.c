/*
 * paper.c: an agreement's own text: headings, references, defined terms.
 *
 * The text is walked twice.  First every heading is collected: "3." at the
 * start of a line, "(d)" at the start of a line in the order of the letters,
 * and within a paragraph the marks "(i)", "(ii)", "(A)" that it enumerates.
 * Then every reference is held against them.  The set of headings errs on the
 * wide side, so that a correct reference is never complained of.
 *
 * A defined term is one in capitals and quotes, said to mean something, or
 * named in parentheses; it is dead when it stands nowhere else.
 */
#include "regrights/paper.h"

#include <string.h>

#include "regrights/arena.h"
#include "regrights/buf.h"
#include "regrights/map.h"
#include "regrights/text.h"
#include "regrights/vec.h"

struct reference {
	const char	*to;		/* "3(d)(ii)", "Schedule 6(b)" */
	bool		 outside, schedule;
	unsigned	 line, col;
};

struct term {
	const char	*term;
	unsigned	 line, col;
	bool		 used;
};

struct rr_paper {
	struct rr_arena	*arena;
	const char	*name;
	struct rr_map	*sections;
	struct rr_vec	 references, terms;
};

struct reader {
	struct rr_paper	*paper;
	const char	*text, *p, *line_start;
	unsigned	 line;
	int		 number;	/* of the section: 3 */
	char		 letter;	/* of the paragraph: d; 0 before (a) */
	char		 roman[8];	/* last enumerated within it */
};

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool
is_upper(char c)
{
	return c >= 'A' && c <= 'Z';
}

static bool
is_letter(char c)
{
	return is_upper(c) || (c >= 'a' && c <= 'z');
}

static void
advance(struct reader *r, size_t n)
{
	for (; n > 0 && *r->p != '\0'; n--, r->p++)
		if (*r->p == '\n') {
			r->line++;
			r->line_start = r->p + 1;
		}
}

static const char *
skip_space(const char *p)
{
	return p + strspn(p, " \t\r\n\f");
}

static void
add_section(struct reader *r, const char *fmt_roman, char upper)
{
	struct rr_buf b = RR_BUF_INIT;

	rr_buf_printf(&b, "%d", r->number);
	if (r->letter != '\0')
		rr_buf_printf(&b, "(%c)", r->letter);
	if (fmt_roman[0] != '\0')
		rr_buf_printf(&b, "(%s)", fmt_roman);
	if (upper != '\0')
		rr_buf_printf(&b, "(%c)", upper);
	rr_map_set(r->paper->sections, b.s, r->paper);
	rr_buf_free(&b);
}

/* "3." at the start of a line, the number after the last one. */
static void
numbered_heading(struct reader *r)
{
	const char *p = r->p + strspn(r->p, " \t");
	int n = 0;

	while (is_digit(*p) && n < 1000)
		n = n * 10 + (*p++ - '0');
	if (*p != '.' || n != r->number + 1 || (p[1] != ' ' && p[1] != '\t'))
		return;
	r->number = n;
	r->letter = '\0';
	r->roman[0] = '\0';
	add_section(r, "", '\0');
}

/* "(d)" at the start of a line, the letter after the last one. */
static void
lettered_heading(struct reader *r)
{
	const char *p = r->p + strspn(r->p, " \t");
	char next = r->letter == '\0' ? 'a' : (char)(r->letter + 1);

	if (p[0] != '(' || p[1] != next || p[2] != ')' ||
	    (p[3] != ' ' && p[3] != '\t' && p[3] != '\n'))
		return;
	r->letter = next;
	r->roman[0] = '\0';
	add_section(r, "", '\0');
}

/* "(ii)" or "(A)" within a paragraph. */
static void
enumerated(struct reader *r)
{
	size_t n = strspn(r->p + 1, "ivx");

	if (n > 0 && n < sizeof(r->roman) && r->p[n + 1] == ')') {
		memcpy(r->roman, r->p + 1, n);
		r->roman[n] = '\0';
		add_section(r, r->roman, '\0');
	} else if (is_upper(r->p[1]) && r->p[2] == ')')
		add_section(r, r->roman, r->p[1]);
}

/* What stands before an enumeration, when it is a reference: "3(d)(ii)". */
static bool
follows_reference(const struct reader *r)
{
	char before = r->p > r->text ? r->p[-1] : ' ';

	return is_digit(before) || before == ')' || before == '-';
}

static void
collect_headings(struct reader *r)
{
	bool line_start = true;

	for (; *r->p != '\0'; advance(r, 1)) {
		if (line_start) {
			numbered_heading(r);
			lettered_heading(r);
		}
		if (*r->p == '(' && r->number > 0 && !follows_reference(r))
			enumerated(r);
		line_start = *r->p == '\n';
	}
}

/* Bytes of "3(d)(ii)" at P, line ends within it not allowed. */
static size_t
number_len(const char *p)
{
	size_t n = 0;

	if (!is_digit(p[0]))
		return 0;
	while (is_digit(p[n]) || (p[n] == '.' && is_digit(p[n + 1])))
		n++;
	while (p[n] == '(') {
		size_t k = 1;

		while (is_letter(p[n + k]) && k < 6)
			k++;
		if (k == 1 || p[n + k] != ')')
			break;
		n += k + 1;
	}
	return n;
}

static void
add_reference(struct reader *r, const char *at, size_t n, bool schedule)
{
	struct reference *f = rr_vec_add(r->paper->arena,
	    &r->paper->references);

	f->to = schedule ? rr_arena_printf(r->paper->arena, "Schedule %.*s",
	    (int)n, at) : rr_arena_strndup(r->paper->arena, at, n);
	f->schedule = schedule;
	f->line = r->line;
	f->col = (unsigned)(r->p - r->line_start) + 1;
}

/* "3(d)(ii)-(vi)": the last bracket stands for another one. */
static const char *
add_range(struct reader *r, const char *at, size_t n)
{
	const char *p = at + n;
	const char *cut = at + n;
	struct rr_buf b = RR_BUF_INIT;
	size_t k;

	if (p[0] != '-' || p[1] != '(')
		return p;
	k = strspn(p + 2, "ivxabcdefghjklmnop");
	if (k == 0 || p[2 + k] != ')')
		return p;
	while (cut > at && *cut != '(')
		cut--;
	rr_buf_addn(&b, at, (size_t)(cut - at));
	rr_buf_addn(&b, p + 1, k + 2);
	add_reference(r, b.s, b.len, false);
	rr_buf_free(&b);
	return p + 3 + k;
}

/* Whether the list goes on: ", 3(e)", " or 5(b)", " and/or 2(f)". */
static const char *
next_in_list(const char *p)
{
	static const char *const words[] = { ",", "and/or", "and", "or" };
	bool any = false;

	p = skip_space(p);
	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		if (strncmp(p, words[i], strlen(words[i])) == 0) {
			p = skip_space(p + strlen(words[i]));
			any = true;
		}
	if (!any)
		return NULL;
	if (strncmp(p, "Section", 7) == 0)
		return NULL;
	return number_len(p) > 0 ? p : NULL;
}

/* "… of the Securities Act": another document's section. */
static bool
is_outside(const char *p)
{
	p = skip_space(p);
	if (strncmp(p, "of", 2) != 0)
		return false;
	p = skip_space(p + 2);
	if (strncmp(p, "this", 4) == 0)
		return false;
	if (strncmp(p, "the", 3) == 0)
		p = skip_space(p + 3);
	return is_upper(*p) && strncmp(p, "Agreement", 9) != 0;
}

static void
section_list(struct reader *r, const char *p)
{
	size_t first = r->paper->references.n;
	const char *end = p;

	while (p != NULL) {
		size_t n = number_len(p);

		advance(r, (size_t)(p - r->p));
		add_reference(r, p, n, false);
		end = add_range(r, p, n);
		p = next_in_list(end);
	}
	for (size_t i = first; i < r->paper->references.n; i++) {
		struct reference *f = rr_vec_at(&r->paper->references, i);

		f->outside = is_outside(end) || strchr(f->to, '.') != NULL;
	}
}

static void
collect_references(struct reader *r)
{
	for (; *r->p != '\0'; advance(r, 1)) {
		const char *p = r->p;
		bool schedule = false;

		if (p > r->text && is_letter(p[-1]))
			continue;
		if (strncmp(p, "Section", 7) == 0)
			p += p[7] == 's' ? 8 : 7;
		else if (strncmp(p, "Schedule", 8) == 0) {
			p += 8;
			schedule = true;
		} else
			continue;
		p = skip_space(p);
		if (number_len(p) == 0)
			continue;
		if (schedule)
			add_reference(r, p, number_len(p), true);
		else
			section_list(r, p);
	}
}

/* Said to mean something, or named in parentheses. */
static bool
is_definition(const char *text, const char *open, const char *close)
{
	static const char *const after[] = { "means", "shall have", "or \"",
	    "has the meaning" };
	const char *p = skip_space(close);

	for (size_t i = 0; i < sizeof(after) / sizeof(after[0]); i++)
		if (strncmp(p, after[i], strlen(after[i])) == 0)
			return true;
	if (*p != ')')
		return false;
	while (open > text && *open != '(' && *open != ')' && close - open < 80)
		open--;
	return *open == '(';
}

static void
add_term(struct reader *r, const char *p, size_t n)
{
	struct term *t = rr_vec_add(r->paper->arena, &r->paper->terms);

	t->term = rr_arena_strndup(r->paper->arena, p, n);
	t->line = r->line;
	t->col = (unsigned)(r->p - r->line_start) + 1;
}

/* "UNDERWRITTEN REGISTRATION OR UNDERWRITTEN OFFERING" is two terms. */
static void
add_terms(struct reader *r, const char *p, size_t n)
{
	for (size_t i = 0; i + 4 < n; i++)
		if (strncmp(p + i, " OR ", 4) == 0) {
			add_term(r, p, i);
			add_term(r, p + i + 4, n - i - 4);
			return;
		}
	add_term(r, p, n);
}

static void
collect_terms(struct reader *r)
{
	for (; *r->p != '\0'; advance(r, 1)) {
		const char *end;
		size_t n = 1;

		if (*r->p != '"')
			continue;
		while (is_upper(r->p[n]) || strchr(" '&", r->p[n]) != NULL) {
			if (r->p[n] == '\0')
				return;
			n++;
		}
		end = r->p + n;
		if (*end != '"' || n < 5)
			continue;
		if (is_definition(r->text, r->p, end + 1))
			add_terms(r, r->p + 1, n - 1);
		advance(r, n);
	}
}

/* The term at P, in any case, its spaces standing for any space. */
static bool
term_at(const char *p, const char *term)
{
	for (; *term != '\0'; term++) {
		char c = *p >= 'a' && *p <= 'z' ? (char)(*p - 32) : *p;

		if (*term == ' ') {
			if (skip_space(p) == p)
				return false;
			p = skip_space(p);
			continue;
		}
		if (c != *term)
			return false;
		p++;
	}
	return true;
}

/* Somewhere else than within the quotes that define it. */
static bool
is_used(const char *text, const char *term)
{
	for (const char *p = text; *p != '\0'; p++) {
		if (p > text && (p[-1] == '"' || is_letter(p[-1])))
			continue;
		/* "OR TERM" in quotes belongs to its definition. */
		if (p > text + 3 && strncmp(p - 4, " OR ", 4) == 0)
			continue;
		if (is_upper(*p) && term_at(p, term))
			return true;
	}
	return false;
}

static void
restart(struct reader *r, struct rr_paper *paper, const char *text)
{
	memset(r, 0, sizeof(*r));
	r->paper = paper;
	r->text = r->p = r->line_start = text;
	r->line = 1;
}

bool
rr_paper_read(struct rr_arena *arena, const char *name, const char *bytes,
    size_t len, struct rr_paper **out, struct rr_diags *diags)
{
	const struct rr_vec references = RR_VEC_INIT(struct reference);
	const struct rr_vec terms = RR_VEC_INIT(struct term);
	struct rr_paper *p = rr_arena_alloc(arena, sizeof(*p));
	const struct rr_pos at = { name, 1, 1 };
	struct reader r;
	const char *text;

	if (!rr_text_is_utf8(bytes, len))
		return rr_diag(diags, RR_E_ENCODING, at,
		    "save the agreement's text as UTF-8");
	text = rr_arena_strndup(arena, bytes, len);
	p->arena = arena;
	p->name = name;
	p->sections = rr_map_new(arena);
	p->references = references;
	p->terms = terms;
	restart(&r, p, text);
	collect_headings(&r);
	restart(&r, p, text);
	collect_references(&r);
	restart(&r, p, text);
	collect_terms(&r);
	for (size_t i = 0; i < p->terms.n; i++) {
		struct term *t = rr_vec_at(&p->terms, i);

		t->used = is_used(text, t->term);
	}
	*out = p;
	return true;
}

void
rr_paper_check(const struct rr_paper *p, struct rr_diags *diags)
{
	for (size_t i = 0; i < p->references.n; i++) {
		const struct reference *f = rr_vec_at(&p->references, i);
		const struct rr_pos at = { p->name, f->line, f->col };

		if (f->schedule)
			rr_diag(diags, RR_W_ATTACHMENT, at, "%s", f->to);
		else if (f->outside && strchr(f->to, '.') != NULL)
			rr_diag(diags, RR_W_OUTSIDE, at, "Section %s", f->to);
		else if (!f->outside &&
		    rr_map_find(p->sections, f->to) == NULL)
			rr_diag(diags, RR_W_DANGLING, at, "Section %s",
			    f->to);
	}
	for (size_t i = 0; i < p->terms.n; i++) {
		const struct term *t = rr_vec_at(&p->terms, i);
		const struct rr_pos at = { p->name, t->line, t->col };

		if (!t->used)
			rr_diag(diags, RR_W_DEAD, at, "%s", t->term);
	}
}

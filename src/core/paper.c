/*
 * paper.c: an agreement's own text: its references, held against its headings.
 *
 * The text is walked three times: for headings (paper_head.c), for references,
 * and for defined terms (paper_term.c).  A reference to a section that is there
 * is never complained of; one to a statute is nobody's to attach.
 *
 * Everything lives in the arena that is given; the work is in proportion to
 * the text.
 */
#include "regrights/paper.h"

#include <string.h>

#include "paper_int.h"
#include "regrights/arena.h"
#include "regrights/buf.h"
#include "regrights/map.h"
#include "regrights/text.h"

/* How a reference is held against the headings. */
enum against { HERE, ATTACHED, ELSEWHERE, UNSAID };

struct reference {
	const char	*to;		/* "3(d)(ii)", "Schedule 6(b)" */
	const char	*of;		/* ELSEWHERE: the other document */
	enum against	 against;
	struct rr_pos	 at;
};

struct reader {
	struct rr_paper		*paper;
	struct rr_cursor	 at;
};

#define NAME	80			/* bytes, to the last word of a name */
#define COUNT(a)	(sizeof(a) / sizeof((a)[0]))

static struct reference *
add_reference(struct reader *r, const char *to)
{
	struct reference *f = rr_vec_add(r->paper->arena,
	    &r->paper->references);

	f->to = to;
	f->at = rr_cursor_pos(&r->at, r->paper->name);
	return f;
}

/* "3(d)(ii)-(vi)": the last bracket stands for another one. */
static const char *
add_range(struct reader *r, const char *at, size_t n)
{
	const char *p = at + n;
	const char *cut = p;
	struct rr_arena *arena = r->paper->arena;
	size_t k = 0;

	if (p[0] != '-' || p[1] != '(')
		return p;
	while (rr_is_letter(p[2 + k]))
		k++;
	if (k == 0 || p[2 + k] != ')')
		return p;
	while (cut > at && *cut != '(')
		cut--;
	add_reference(r, rr_arena_printf(arena, "%.*s%.*s", (int)(cut - at),
	    at, (int)(k + 2), p + 1));
	return p + k + 3;
}

/* Brackets that headings are not looked for in: "10(a)" and then "(3)". */
static const char *
skip_brackets(const char *p)
{
	while (p[0] == '(' && rr_is_digit(p[1])) {
		const char *close = p + 1;

		while (rr_is_digit(*close) || rr_is_letter(*close))
			close++;
		if (*close != ')')
			break;
		p = close + 1;
	}
	return p;
}

/*
 * Whether the list goes on: ", 3(e)", " or 5(b)", " through 2(f)".  A number
 * without brackets goes on only after "Sections": "Section 4, 30 days after".
 */
static const char *
next_in_list(const char *p, bool plural)
{
	static const char *const words[] = { ",", "and/or", "and", "or",
	    "through", "to" };
	bool any = false;
	size_t n;

	p = rr_skip_space(p);
	for (size_t i = 0; i < COUNT(words); i++)
		if (strncmp(p, words[i], strlen(words[i])) == 0) {
			p = rr_skip_space(p + strlen(words[i]));
			any = true;
		}
	n = rr_paper_number_len(p);
	if (!any || n == 0)
		return NULL;
	return plural || p[n - 1] == ')' ? p : NULL;
}

/* A word that stands in the names of statutes and of their rules. */
static bool
is_statute_word(const char *p, size_t n)
{
	static const char *const words[] = { "Act", "Acts", "Code", "Law",
	    "Laws", "Regulation", "Regulations", "Rule", "Rules" };

	for (size_t i = 0; i < COUNT(words); i++)
		if (strlen(words[i]) == n && memcmp(p, words[i], n) == 0)
			return true;
	return false;
}

/* The words from P to END with one space between them. */
static const char *
words_of(struct rr_arena *arena, const char *p, const char *end)
{
	struct rr_buf b = RR_BUF_INIT;

	while (p < end) {
		size_t n = strcspn(p, " \t\r\n\f");

		if (p + n > end)
			n = (size_t)(end - p);
		rr_buf_printf(&b, "%s%.*s", b.len > 0 ? " " : "", (int)n, p);
		p = rr_skip_space(p + n);
	}
	return rr_buf_keep(&b, arena);
}

/*
 * "of the Purchase Agreement": ELSEWHERE, with its name.  A statute, an
 * attachment, "such agreement" and "thereof" are UNSAID: nobody has to attach
 * them.
 */
static enum against
read_document(struct rr_arena *arena, const char *p, const char **of)
{
	static const char *const vague[] = { "such ", "that ", "said " };
	const char *start, *end;

	p = rr_skip_space(p);
	if (rr_paper_word_at(p, "thereof") > 0)
		return UNSAID;
	if (rr_paper_word_at(p, "of") == 0 || rr_skip_space(p + 2) == p + 2)
		return HERE;
	start = rr_skip_space(p + 2);
	p = start + rr_paper_word_at(start, "the");
	if (rr_skip_space(p) > p)
		start = rr_skip_space(p);
	for (size_t i = 0; i < COUNT(vague); i++)
		if (rr_paper_word_at(start, vague[i]) > 0)
			return UNSAID;
	for (p = end = start; rr_is_upper(*p) && p - start < NAME; ) {
		size_t n = strcspn(p, " \t\r\n.,;:()");

		if (is_statute_word(p, n))
			return UNSAID;
		end = p + n;
		p = rr_skip_space(end);
		if (p == end)
			break;
	}
	if (end == start)
		return rr_is_digit(*start) ? UNSAID : HERE;
	*of = words_of(arena, start, end);
	if (strcmp(*of, "Agreement") == 0)
		return HERE;
	return rr_paper_attachment_at(arena, *of, &end) != NULL ? UNSAID :
	    ELSEWHERE;
}

static void
section_list(struct reader *r, const char *p, bool plural)
{
	struct rr_vec *all = &r->paper->references;
	size_t first = all->n;
	const char *end = p, *of = NULL;
	enum against against;

	while (p != NULL) {
		size_t n = rr_paper_number_len(p);

		rr_cursor_move(&r->at, (size_t)(p - r->at.p));
		add_reference(r, rr_arena_strndup(r->paper->arena, p, n));
		end = skip_brackets(add_range(r, p, n));
		p = next_in_list(end, plural);
	}
	against = read_document(r->paper->arena, end, &of);
	for (size_t i = first; i < all->n; i++) {
		struct reference *f = rr_vec_at(all, i);

		f->against = against;
		f->of = of;
	}
}

static void
collect_references(struct rr_paper *paper)
{
	struct reader reader = { .paper = paper };
	struct reader *r = &reader;

	rr_cursor_start(&r->at, paper->text);
	for (; *r->at.p != '\0'; rr_cursor_move(&r->at, 1)) {
		const char *p = r->at.p;
		const char *end, *name;
		size_t n = rr_paper_word_at(p, "Section");

		if (!rr_is_letter(*p) ||
		    (p > r->at.text && rr_is_letter(p[-1])))
			continue;
		if (n > 0) {
			bool plural = p[n] == 's' || p[n] == 'S';

			p = rr_skip_space(p + n + (plural ? 1 : 0));
			if (rr_paper_number_len(p) > 0)
				section_list(r, p, plural);
			continue;
		}
		name = rr_paper_attachment_at(r->paper->arena, p, &end);
		if (name != NULL)
			add_reference(r, name)->against = ATTACHED;
	}
}

bool
rr_paper_read(struct rr_arena *arena, const char *name, const char *bytes,
    size_t len, struct rr_paper **out, struct rr_diags *diags)
{
	const struct rr_vec references = RR_VEC_INIT(struct reference);
	const struct rr_vec terms = RR_VEC_INIT(struct rr_paper_term);
	struct rr_paper *p = rr_arena_alloc(arena, sizeof(*p));
	const struct rr_pos at = { name, 1, 1 };

	if (!rr_text_is_utf8(bytes, len))
		return rr_diag(diags, RR_E_ENCODING, at,
		    "save the agreement's text as UTF-8");
	p->text = rr_arena_strndup(arena, bytes, len);
	p->arena = arena;
	p->name = name;
	p->sections = rr_map_new(arena);
	p->references = references;
	p->terms = terms;
	rr_paper_headings(p);
	collect_references(p);
	rr_paper_terms(p);
	*out = p;
	return true;
}

/* As it is written, or "SECTION 2(A)" in a line of capitals for 2(a). */
static bool
is_there(const struct rr_paper *p, const char *to)
{
	struct rr_buf b = RR_BUF_INIT;
	bool there = rr_map_find(p->sections, to) != NULL;

	for (; !there && *to != '\0'; to++)
		rr_buf_addc(&b, rr_is_upper(*to) ? (char)(*to - 'A' + 'a') :
		    *to);
	there = there || rr_map_find(p->sections, b.s) != NULL;
	rr_buf_free(&b);
	return there;
}

static void
check_reference(const struct rr_paper *p, const struct reference *f,
    struct rr_diags *diags)
{
	bool there = is_there(p, f->to);

	switch (f->against) {
	case HERE:
		if (!there)
			rr_diag(diags, RR_W_DANGLING, f->at, "Section %s",
			    f->to);
		break;
	case ATTACHED:
		if (!there)
			rr_diag(diags, RR_W_ATTACHMENT, f->at, "%s", f->to);
		break;
	case ELSEWHERE:
		rr_diag(diags, RR_W_OUTSIDE, f->at, "Section %s of the %s",
		    f->to, f->of);
		break;
	case UNSAID:
		break;
	}
}

void
rr_paper_check(const struct rr_paper *p, struct rr_diags *diags)
{
	for (size_t i = 0; i < p->references.n; i++)
		check_reference(p, rr_vec_at(&p->references, i), diags);
	for (size_t i = 0; i < p->terms.n; i++) {
		const struct rr_paper_term *t = rr_vec_at(&p->terms, i);

		if (!t->used)
			rr_diag(diags, RR_W_DEAD, t->at, "%s", t->term);
	}
}

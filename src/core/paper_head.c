/*
 * paper_head.c: the headings of an agreement's own text, and where one is.
 *
 * "3." or "2.1" at the start of a line in the order of the numbers, "(d)" in
 * the order of the letters, within a paragraph the marks "(i)", "(ii)", "(A)"
 * that it enumerates, and "Schedule A" alone on its line.  The set errs on the
 * wide side, so that a correct reference is never complained of: an "(i)" that
 * may be the ninth letter or the first numeral is taken for both.
 */
#include <string.h>

#include "paper_int.h"
#include "regrights/arena.h"
#include "regrights/buf.h"
#include "regrights/map.h"

#define ROMAN	8	/* "xxviii" and its end */
#define COUNT(a)	(sizeof(a) / sizeof((a)[0]))

struct reader {
	struct rr_paper		*paper;
	struct rr_cursor	 at;
	int			 number, minor;	/* of the section: 2, 1 */
	/* Of the paragraph: d, and c if it may still be that; or 0. */
	char			 letter, also;
	char			 roman[ROMAN];	/* last enumerated within it */
	bool			 after_blank;	/* the line before is empty */
};

bool
rr_is_digit(char c)
{
	return c >= '0' && c <= '9';
}

bool
rr_is_upper(char c)
{
	return c >= 'A' && c <= 'Z';
}

bool
rr_is_letter(char c)
{
	return rr_is_upper(c) || (c >= 'a' && c <= 'z');
}

const char *
rr_skip_space(const char *p)
{
	return p + strspn(p, " \t\r\n\f");
}

void
rr_cursor_start(struct rr_cursor *c, const char *text)
{
	c->text = c->p = c->line_start = text;
	c->line = 1;
}

void
rr_cursor_move(struct rr_cursor *c, size_t n)
{
	for (; n > 0 && *c->p != '\0'; n--, c->p++)
		if (*c->p == '\n') {
			c->line++;
			c->line_start = c->p + 1;
		}
}

struct rr_pos
rr_cursor_pos(const struct rr_cursor *c, const char *name)
{
	const struct rr_pos at = { name, c->line,
	    (unsigned)(c->p - c->line_start) + 1 };

	return at;
}

size_t
rr_paper_word_at(const char *p, const char *word)
{
	size_t n = 0;

	for (; word[n] != '\0'; n++)
		if (p[n] != word[n] && (!rr_is_letter(word[n]) ||
		    (p[n] ^ word[n]) != ('a' ^ 'A')))
			return 0;
	return n;
}

static void
add_section(struct reader *r, char letter, const char *roman, char upper)
{
	struct rr_buf b = RR_BUF_INIT;

	rr_buf_printf(&b, "%d", r->number);
	if (r->minor > 0)
		rr_buf_printf(&b, ".%d", r->minor);
	if (letter != '\0')
		rr_buf_printf(&b, "(%c)", letter);
	if (roman[0] != '\0')
		rr_buf_printf(&b, "(%s)", roman);
	if (upper != '\0')
		rr_buf_printf(&b, "(%c)", upper);
	rr_map_set(r->paper->sections, b.s, r->paper);
	rr_buf_free(&b);
}

static void
enter_section(struct reader *r, int number, int minor)
{
	r->number = number;
	r->minor = minor;
	r->letter = r->also = r->roman[0] = '\0';
	add_section(r, '\0', "", '\0');
}

/* A number that no paper reaches ends the reading of it. */
static const char *
read_number(const char *p, int *n)
{
	*n = 0;
	while (rr_is_digit(*p) && *n < 1000)
		*n = *n * 10 + (*p++ - '0');
	return p;
}

/* "2.1(b)", when headings are written so. */
static void
add_whole(struct reader *r, const char *p)
{
	p = rr_skip_space(p);
	rr_map_set(r->paper->sections, rr_arena_strndup(r->paper->arena, p,
	    rr_paper_number_len(p)), r->paper);
}

/* "3." or "2.1" at the start of a line, the number after the last one. */
static void
numbered_heading(struct reader *r)
{
	const char *p = r->at.p + strspn(r->at.p, " \t");
	size_t word = rr_paper_word_at(p, "Section");
	int number, minor;

	/* "Section 2.1" that begins a line may be a reference that wrapped. */
	if (word > 0 && !r->after_blank)
		return;
	p = read_number(rr_skip_space(p + word), &number);
	if (*p++ != '.')
		return;
	if (!rr_is_digit(*p)) {
		if (number == r->number + 1 && strchr(" \t\r\n", *p) != NULL)
			enter_section(r, number, 0);
		return;
	}
	p = read_number(p, &minor);
	if (number == r->number ? minor == r->minor + 1 :
	    number == r->number + 1 && minor == 1)
		enter_section(r, number, minor);
	else if (number != r->number || minor != r->minor)
		return;
	if (*p == '(' && r->after_blank)
		add_whole(r, r->at.p + strspn(r->at.p, " \t") + word);
}

/*
 * "(d)", the letter after the last one.  Within a line, and where it can be a
 * numeral too, the paragraph before it may still go on.
 */
static void
lettered_heading(struct reader *r, const char *p, bool line_start)
{
	char next = r->letter == '\0' ? 'a' : (char)(r->letter + 1);

	if (r->number == 0 || p[0] != '(' || p[1] != next || p[2] != ')' ||
	    rr_skip_space(p + 3) == p + 3)
		return;
	r->also = !line_start || strchr("ivx", next) != NULL ? r->letter :
	    '\0';
	r->letter = next;
	r->roman[0] = '\0';
	add_section(r, r->letter, "", '\0');
}

/* "(ii)" or "(A)" within a paragraph. */
static void
enumerated(struct reader *r)
{
	const char *p = r->at.p + 1;
	size_t n = strspn(p, "ivx");
	char upper = '\0';

	if (n > 0 && n < ROMAN && p[n] == ')') {
		memcpy(r->roman, p, n);
		r->roman[n] = '\0';
	} else if (rr_is_upper(p[0]) && p[1] == ')')
		upper = p[0];
	else
		return;
	add_section(r, r->letter, r->roman, upper);
	if (r->also != '\0')
		add_section(r, r->also, r->roman, upper);
}

/*
 * Whether the brackets before it belong to a reference: "3(d)(ii)".  No
 * reference has more brackets, nor longer ones, than are looked at.
 */
static bool
follows_reference(const struct rr_cursor *c)
{
	const char *p = c->p;

	for (int i = 0; i < ROMAN && p > c->text && p[-1] == ')'; i++) {
		const char *open = p - 1;

		while (open > c->text && p - open < ROMAN && *open != '(')
			open--;
		if (*open != '(')
			return false;
		p = open;
	}
	return p > c->text && (rr_is_digit(p[-1]) || p[-1] == '-');
}

size_t
rr_paper_number_len(const char *p)
{
	size_t n = 0;

	while (rr_is_digit(p[n]) || (n > 0 && (p[n] == '.' || p[n] == '-') &&
	    rr_is_digit(p[n + 1])))
		n++;
	while (n > 0 && p[n] == '(') {
		size_t k = 1;

		while (rr_is_letter(p[n + k]) && k < 6)
			k++;
		if (k == 1 || p[n + k] != ')')
			break;
		n += k + 1;
	}
	return n;
}

static const char *const attachments[] = { "Schedule", "Exhibit", "Annex",
    "Appendix" };

/* Bytes of the name of an attachment: "6(b)", "A", "B-1". */
static size_t
attachment_len(const char *p)
{
	size_t n = rr_paper_number_len(p);

	if (n > 0)
		return n;
	n = strspn(p, "IVX");
	if (n > 0 && !rr_is_letter(p[n]))
		return n;
	if (!rr_is_upper(p[0]) || rr_is_letter(p[1]))
		return 0;
	if (p[1] != '-' || !rr_is_digit(p[2]))
		return 1;
	return 2 + rr_paper_number_len(p + 2);
}

const char *
rr_paper_attachment_at(struct rr_arena *arena, const char *p, const char **end)
{
	for (size_t i = 0; i < COUNT(attachments); i++) {
		size_t word = rr_paper_word_at(p, attachments[i]);
		const char *name = rr_skip_space(p + word);
		size_t n = name > p + word ? attachment_len(name) : 0;

		if (word == 0 || n == 0)
			continue;
		*end = name + n;
		return rr_arena_printf(arena, "%s %.*s", attachments[i],
		    (int)n, name);
	}
	return NULL;
}

/* An attachment's own first line: its name alone. */
static void
attached_heading(struct reader *r)
{
	const char *p = r->at.p + strspn(r->at.p, " \t");
	const char *end;
	const char *name = rr_paper_attachment_at(r->paper->arena, p, &end);

	if (name == NULL)
		return;
	end += strspn(end, " \t\r");
	if (*end == '\n' || *end == '\0')
		rr_map_set(r->paper->sections, name, r->paper);
}

void
rr_paper_headings(struct rr_paper *paper)
{
	struct reader reader = { .paper = paper };
	struct reader *r = &reader;
	bool line_start = true;

	rr_cursor_start(&r->at, paper->text);
	for (; *r->at.p != '\0'; rr_cursor_move(&r->at, 1)) {
		if (line_start) {
			numbered_heading(r);
			lettered_heading(r, r->at.p +
			    strspn(r->at.p, " \t"), true);
			attached_heading(r);
			r->after_blank = r->at.p[strspn(r->at.p, " \t\r\f")] ==
			    '\n';
		}
		if (*r->at.p == '(' && r->number > 0 &&
		    !follows_reference(&r->at)) {
			lettered_heading(r, r->at.p, false);
			enumerated(r);
		}
		line_start = *r->at.p == '\n';
	}
}


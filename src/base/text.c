/*
 * text.c: UTF-8, the width of cells, and what is unsafe to print.
 *
 * What is safe is decided by our own list of classes, not by the locale: a
 * control, a mark that turns the direction of writing, anything invisible or
 * without a width of its own is shown by its number.  Widths are those of
 * Unicode with ambiguous characters taken as one cell.  (The only user of
 * utf8proc.)
 */
#include "regrights/text.h"

#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

#include "regrights/arena.h"
#include "regrights/buf.h"

#define MARKS_MAX	2	/* combining marks on one base */
#define KEY_MAX		64	/* letters of a short name */

/* Length of the code point at S, at most LEN bytes; 0 when it is none. */
static size_t
code_at(const char *s, size_t len, int32_t *code)
{
	utf8proc_int32_t c;
	utf8proc_ssize_t n;

	if (len == 0)
		return 0;
	/* Nearly all that is printed: not worth a look into the tables. */
	if ((unsigned char)*s < 0x80) {
		*code = (unsigned char)*s;
		return 1;
	}
	n = utf8proc_iterate((const utf8proc_uint8_t *)s,
	    (utf8proc_ssize_t)len, &c);
	if (n <= 0)
		return 0;
	*code = c;
	return (size_t)n;
}

bool
rr_text_is_blank(const char *s)
{
	return s[strspn(s, " \t\n")] == '\0';
}

bool
rr_text_is_utf8(const char *s, size_t len)
{
	int32_t code;

	while (len > 0) {
		size_t n = code_at(s, len, &code);

		if (n == 0 || code == 0)
			return false;
		s += n;
		len -= n;
	}
	return true;
}

static bool
is_mark(int32_t c)
{
	utf8proc_category_t k;

	if (c < 0x300)		/* the first mark of Unicode */
		return false;
	k = utf8proc_category(c);
	return k == UTF8PROC_CATEGORY_MN || k == UTF8PROC_CATEGORY_ME;
}

/*
 * Never printed as it is: controls, direction marks, invisible characters,
 * tags and variation selectors, line and paragraph separators, private use,
 * unassigned code points, and fillers that look like nothing.
 */
static bool
is_unsafe(int32_t c)
{
	if (c < 0x20 || (c >= 0x7f && c <= 0x9f) || c == 0xad)
		return true;
	if (c < 0x300)
		return false;
	if ((c >= 0xfe00 && c <= 0xfe0f) || (c >= 0xe0000 && c <= 0xe0fff) ||
	    c == 0x34f || c == 0x115f || c == 0x1160 || c == 0x17b4 ||
	    c == 0x17b5 || c == 0x2800 || c == 0x3164 || c == 0xffa0)
		return true;
	switch (utf8proc_category(c)) {
	case UTF8PROC_CATEGORY_CC:
	case UTF8PROC_CATEGORY_CF:
	case UTF8PROC_CATEGORY_CS:
	case UTF8PROC_CATEGORY_CO:
	case UTF8PROC_CATEGORY_CN:
	case UTF8PROC_CATEGORY_ZL:
	case UTF8PROC_CATEGORY_ZP:
		return true;
	default:
		return !is_mark(c) && utf8proc_charwidth(c) < 1;
	}
}

bool
rr_text_is_plain(const char *s, size_t len, bool lines, size_t *bad)
{
	size_t i = 0;
	int marks = 0;

	while (i < len) {
		int32_t c;
		size_t n;

		/* Nearly all of any text. */
		if (s[i] >= ' ' && s[i] < 0x7f) {
			marks = 0;
			i++;
			continue;
		}
		n = code_at(s + i, len - i, &c);
		marks = n > 0 && is_mark(c) ? marks + 1 : 0;
		if (n == 0 || c == 0 || (is_unsafe(c) &&
		    !(lines && c == '\n')) || marks > MARKS_MAX) {
			if (bad != NULL)
				*bad = i;
			return false;
		}
		i += n;
	}
	return true;
}

bool
rr_text_is_unsafe(int32_t code)
{
	return is_unsafe(code);
}

bool
rr_text_is_key(const char *s)
{
	return s[0] != '\0' && strlen(s) <= KEY_MAX &&
	    strspn(s, "abcdefghijklmnopqrstuvwxyz0123456789-") == strlen(s);
}

/* The ASCII form of the punctuation that people paste. */
static const char *
ascii_form(int32_t c)
{
	static const struct { int32_t code; const char *text; } forms[] = {
		{ 0xa0, " " }, { 0xa7, "s." }, { 0x2010, "-" },
		{ 0x2011, "-" }, { 0x2012, "-" }, { 0x2013, "-" },
		{ 0x2014, "--" }, { 0x2018, "'" }, { 0x2019, "'" },
		{ 0x201c, "\"" }, { 0x201d, "\"" }, { 0x2026, ".." }
	};

	for (size_t i = 0; i < sizeof(forms) / sizeof(forms[0]); i++)
		if (forms[i].code == c)
			return forms[i].text;
	return NULL;
}

static void
add_shown(int32_t c, struct rr_buf *b)
{
	if (c == '\n')
		rr_buf_add(b, "\\n");
	else if (c < 0x80)
		rr_buf_printf(b, "\\x%02x", (unsigned)c);
	else
		rr_buf_printf(b, "\\u{%x}", (unsigned)c);
}

void
rr_text_safe(const char *s, bool ascii, struct rr_buf *b)
{
	size_t len = strlen(s);
	bool base = false;
	int marks = 0;

	while (len > 0) {
		int32_t c;
		size_t n = code_at(s, len, &c);
		const char *form;

		if (n == 0) {
			rr_buf_printf(b, "\\x%02x", (unsigned char)*s);
			n = 1;
			base = false;
		} else if (is_mark(c) && !is_unsafe(c) && !ascii) {
			/* A mark without a base would sit on its neighbour. */
			if (!base)
				add_shown(c, b);
			else if (++marks <= MARKS_MAX)
				rr_buf_addn(b, s, n);
		} else if (is_unsafe(c)) {
			add_shown(c, b);
			base = false;
		} else if (ascii && c >= 0x80) {
			form = ascii_form(c);
			if (form != NULL)
				rr_buf_add(b, form);
			else
				add_shown(c, b);
		} else {
			rr_buf_addn(b, s, n);
			base = true;
			marks = 0;
		}
		s += n;
		len -= n;
	}
}

void
rr_text_safe_lines(const char *s, struct rr_buf *b)
{
	struct rr_buf line = RR_BUF_INIT;

	for (;;) {
		size_t n = strcspn(s, "\n");

		rr_buf_clear(&line);
		rr_buf_addn(&line, s, n);
		rr_text_safe(line.s, false, b);
		if (s[n] == '\0')
			break;
		rr_buf_addc(b, '\n');
		s += n + 1;
	}
	rr_buf_free(&line);
}

int
rr_text_decode(const char *s, int32_t *code)
{
	size_t n = code_at(s, strnlen(s, 4), code);

	if (n == 0) {
		*code = 0xfffd;
		n = 1;
	}
	return (int)n;
}

void
rr_text_encode(int32_t code, struct rr_buf *b)
{
	utf8proc_uint8_t bytes[4];
	utf8proc_ssize_t n = utf8proc_encode_char(code, bytes);

	if (n > 0)
		rr_buf_addn(b, bytes, (size_t)n);
}

static int
code_width(int32_t c)
{
	int w;

	if (c >= 0x20 && c < 0x7f)
		return 1;
	w = is_mark(c) ? 0 : utf8proc_charwidth(c);
	return w < 0 ? 0 : w;
}

int
rr_text_width(const char *s)
{
	int width = 0;

	while (*s != '\0') {
		int32_t c;

		s += rr_text_decode(s, &c);
		width += code_width(c);
	}
	return width;
}

size_t
rr_text_fit(const char *s, int cells, int *used)
{
	size_t i = 0;
	int width = 0;

	while (s[i] != '\0') {
		int32_t c;
		int n = rr_text_decode(s + i, &c);
		int w = code_width(c);

		if (width + w > cells)
			break;
		width += w;
		i += (size_t)n;
	}
	if (used != NULL)
		*used = width;
	return i;
}

void
rr_text_pad(const char *s, int cells, bool right, bool ascii,
    struct rr_buf *b)
{
	const char *mark = ascii ? ".." : "\xe2\x80\xa6";
	int mark_width = ascii ? 2 : 1;
	int used;
	size_t n = rr_text_fit(s, cells, &used);
	bool cut = s[n] != '\0';

	if (cells <= 0)
		return;
	if (cut && cells >= mark_width)
		n = rr_text_fit(s, cells - mark_width, &used);
	if (right && !cut)
		rr_buf_fill(b, ' ', (size_t)(cells - used));
	rr_buf_addn(b, s, n);
	if (cut && cells >= mark_width) {
		rr_buf_add(b, mark);
		used += mark_width;
	}
	if (!right || cut)
		rr_buf_fill(b, ' ', (size_t)(cells - used));
}

int
rr_text_casecmp(const char *x, const char *y)
{
	struct rr_buf a = RR_BUF_INIT, b = RR_BUF_INIT;
	int c;

	rr_text_composed(x, false, &a);
	rr_text_composed(y, false, &b);
	c = strcmp(a.s, b.s);
	rr_buf_free(&a);
	rr_buf_free(&b);
	return c;
}

bool
rr_text_contains(const char *text, const char *word)
{
	struct rr_buf a = RR_BUF_INIT, b = RR_BUF_INIT;
	bool found;

	rr_text_composed(text, false, &a);
	rr_text_composed(word, false, &b);
	found = strstr(a.s, b.s) != NULL;
	rr_buf_free(&a);
	rr_buf_free(&b);
	return found;
}

/* Levenshtein's, in one row; words beyond 64 bytes are far from anything. */
size_t
rr_text_distance(const char *a, const char *b)
{
	size_t row[65], na = strlen(a), nb = strlen(b);

	if (na > 64 || nb > 64)
		return na > nb ? na : nb;
	for (size_t j = 0; j <= nb; j++)
		row[j] = j;
	for (size_t i = 1; i <= na; i++) {
		size_t diagonal = row[0];

		row[0] = i;
		for (size_t j = 1; j <= nb; j++) {
			size_t up = row[j];
			size_t best = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);

			best = up + 1 < best ? up + 1 : best;
			row[j] = row[j - 1] + 1 < best ? row[j - 1] + 1 : best;
			diagonal = up;
		}
	}
	return row[nb];
}

bool
rr_text_is_guarded(const char *s)
{
	/* And as full-width signs, which some spreadsheets take for them. */
	static const char *const wide[] = { "\xef\xbc\x9d", "\xef\xbc\x8b",
	    "\xef\xbc\x8d", "\xef\xbc\xa0" };

	s += strspn(s, "'");
	if (*s != '\0' && strchr("=+-@\t\r\n", *s) != NULL)
		return true;
	for (size_t i = 0; i < sizeof(wide) / sizeof(wide[0]); i++)
		if (strncmp(s, wide[i], 3) == 0)
			return true;
	return false;
}

void
rr_text_composed(const char *s, bool compat, struct rr_buf *b)
{
	utf8proc_uint8_t *out = NULL;

	if (utf8proc_map((const utf8proc_uint8_t *)s, 0, &out, (compat ?
	    UTF8PROC_COMPAT : 0) | UTF8PROC_NULLTERM | UTF8PROC_STABLE |
	    UTF8PROC_COMPOSE | UTF8PROC_CASEFOLD) < 0)
		rr_buf_add(b, s);
	else
		rr_buf_add(b, (const char *)out);
	free(out);
}

bool
rr_text_is_space(int32_t c)
{
	return c == '\n' || c == '\t' || c == '\r' ||
	    utf8proc_category(c) == UTF8PROC_CATEGORY_ZS;
}

bool
rr_text_is_word(int32_t c)
{
	const utf8proc_category_t k = utf8proc_category(c);

	return k >= UTF8PROC_CATEGORY_LU && k <= UTF8PROC_CATEGORY_NO;
}

const char *
rr_text_small(struct rr_arena *arena, const char *word)
{
	char *s = rr_arena_strdup(arena, word);

	for (char *p = s; *p != '\0'; p++)
		if (*p >= 'A' && *p <= 'Z')
			*p = (char)(*p - 'A' + 'a');
	return s;
}

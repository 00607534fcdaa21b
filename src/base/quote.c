/*
 * quote.c: the words of a command line, quoted and read.
 *
 * A name or a source out of somebody's letter can hold what a shell would run.
 * So a word stands bare only where all of it is known to be nothing to any
 * shell, whatever its locale, and what is in quotes is of no use to it either.
 */
#include "regrights/quote.h"

#include <stdbool.h>
#include <string.h>

#define BARE	"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"	\
		"0123456789_@%+=:,./-"
/* What "…" leaves to a shell; the last to one that is typed into. */
#define ALIVE	"$`\"\\!"

static bool
is_control(char c)
{
	return (unsigned char)c < 0x20 || c == 0x7f;
}

static bool
has_control(const char *word)
{
	while (*word != '\0' && !is_control(*word))
		word++;
	return *word != '\0';
}

/* $'…' */
static void
add_escaped(const char *word, struct rr_buf *b)
{
	rr_buf_add(b, "$'");
	for (; *word != '\0'; word++)
		if (*word == '\n')
			rr_buf_add(b, "\\n");
		else if (*word == '\t')
			rr_buf_add(b, "\\t");
		else if (is_control(*word))
			rr_buf_printf(b, "\\%03o", (unsigned)*word);
		else if (*word == '\'' || *word == '\\')
			rr_buf_printf(b, "\\%c", *word);
		else
			rr_buf_addc(b, *word);
	rr_buf_addc(b, '\'');
}

/* '…', in which nothing stands for the quote itself */
static void
add_single(const char *word, struct rr_buf *b)
{
	rr_buf_addc(b, '\'');
	for (; *word != '\0'; word++)
		if (*word == '\'')
			rr_buf_add(b, "'\\''");
		else
			rr_buf_addc(b, *word);
	rr_buf_addc(b, '\'');
}

void
rr_quote_word(const char *word, struct rr_buf *b)
{
	if (word[0] != '\0' && word[strspn(word, BARE)] == '\0')
		rr_buf_add(b, word);
	else if (has_control(word))
		add_escaped(word, b);
	else if (word[strcspn(word, ALIVE)] != '\0')
		add_single(word, b);
	else
		rr_buf_printf(b, "\"%s\"", word);
}

/* What stands behind a backslash in $'…'; the last byte of it. */
static const char *
read_escape(const char *p, struct rr_buf *word)
{
	unsigned value = 0;
	size_t n = 0;

	while (n < 3 && p[n] >= '0' && p[n] <= '7')
		value = value * 8 + (unsigned)(p[n++] - '0');
	if (n > 0 && value > 0 && value < 0x80)
		rr_buf_addc(word, (char)value);
	else if (n > 0)
		rr_buf_addn(word, p - 1, n + 1);
	else
		rr_buf_addc(word, *p == 'n' ? '\n' : *p == 't' ? '\t' : *p);
	return n > 0 ? p + n - 1 : p;
}

/* $'…' from its dollar on; its closing quote, or NULL. */
static const char *
read_escaped(const char *p, struct rr_buf *word)
{
	for (p += 2; *p != '\0' && *p != '\''; p++)
		if (*p == '\\' && p[1] != '\0')
			p = read_escape(p + 1, word);
		else
			rr_buf_addc(word, *p);
	return *p == '\0' ? NULL : p;
}

/* A backslash is one, as in a path, but before what it keeps from its use. */
static bool
is_kept(const char *p, const char *from)
{
	return *p == '\\' && p[1] != '\0' && strchr(from, p[1]) != NULL;
}

/* "…" or '…' from its quote on; its closing quote, or NULL. */
static const char *
read_quoted(const char *p, struct rr_buf *word)
{
	const char quote = *p;

	for (p++; *p != '\0' && *p != quote; p++)
		if (quote == '"' && is_kept(p, "\""))
			rr_buf_addc(word, *++p);
		else
			rr_buf_addc(word, *p);
	return *p == '\0' ? NULL : p;
}

const char *
rr_quote_read(const char *p, struct rr_buf *word, const char **open)
{
	for (; *p != '\0' && *p != ' ' && *p != '\t'; p++) {
		*open = p;
		if (*p == '"' || *p == '\'')
			p = read_quoted(p, word);
		else if (p[0] == '$' && p[1] == '\'')
			p = read_escaped(p, word);
		else if (is_kept(p, "\"' \t#$"))
			rr_buf_addc(word, *++p);
		else
			rr_buf_addc(word, *p);
		if (p == NULL)
			return NULL;
	}
	return p;
}

/*
 * buf.c: text that grows.
 *
 * The buffer doubles; its text is always NUL-terminated.  An unused buffer
 * points at one shared empty string, which is never written to.
 */
#include "regrights/buf.h"

#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "regrights/arena.h"

/* Read-only: rr_buf_reserve() replaces it before anything is written. */
const char rr_buf_empty[1] = "";

void
rr_buf_reserve(struct rr_buf *b, size_t more)
{
	size_t need, cap = b->cap > 0 ? b->cap : 64;

	if (__builtin_add_overflow(b->len, more, &need) ||
	    __builtin_add_overflow(need, 1, &need))
		rr_die("text grew larger than it can be");
	if (need <= b->cap)
		return;
	while (cap < need)
		cap = cap > SIZE_MAX / 2 ? need : cap * 2;
	b->s = rr_realloc(b->cap > 0 ? b->s : NULL, cap, 1);
	b->cap = cap;
}

void
rr_buf_addn(struct rr_buf *b, const void *p, size_t n)
{
	if (n == 0)
		return;
	rr_buf_reserve(b, n);
	memcpy(b->s + b->len, p, n);
	b->len += n;
	b->s[b->len] = '\0';
}

void
rr_buf_add(struct rr_buf *b, const char *s)
{
	rr_buf_addn(b, s, strlen(s));
}

void
rr_buf_addc(struct rr_buf *b, char c)
{
	rr_buf_addn(b, &c, 1);
}

void
rr_buf_fill(struct rr_buf *b, char c, size_t n)
{
	if (n == 0)
		return;
	rr_buf_reserve(b, n);
	memset(b->s + b->len, c, n);
	b->len += n;
	b->s[b->len] = '\0';
}

void
rr_buf_vprintf(struct rr_buf *b, const char *fmt, va_list ap)
{
	va_list again;
	size_t room;
	int n;

	/* Mostly there is room for it, and once through is enough. */
	rr_buf_reserve(b, 0);
	room = b->cap - b->len;
	va_copy(again, ap);
	n = vsnprintf(b->s + b->len, room, fmt, ap);
	if (n < 0)
		rr_die("text could not be formatted");
	if ((size_t)n >= room) {
		rr_buf_reserve(b, (size_t)n);
		vsnprintf(b->s + b->len, (size_t)n + 1, fmt, again);
	}
	va_end(again);
	b->len += (size_t)n;
}

void
rr_buf_printf(struct rr_buf *b, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	rr_buf_vprintf(b, fmt, ap);
	va_end(ap);
}

void
rr_buf_add_lines(struct rr_buf *b, const char *lines)
{
	size_t start = b->len;

	for (const char *s = lines; *s != '\0'; s++)
		if (*s != '\n')
			rr_buf_addc(b, *s);
		else if (s[1] != '\0') {
			char last = b->len > start ? b->s[b->len - 1] : '\0';

			rr_buf_add(b, last == ':' || last == '.' ? " " : "; ");
			s += strspn(s + 1, " ");
		}
}

void
rr_buf_clear(struct rr_buf *b)
{
	b->len = 0;
	if (b->cap > 0)
		b->s[0] = '\0';
}

void
rr_buf_free(struct rr_buf *b)
{
	const struct rr_buf unused = RR_BUF_INIT;

	if (b->cap > 0)
		rr_free(b->s);
	*b = unused;
}

char *
rr_buf_keep(struct rr_buf *b, struct rr_arena *a)
{
	char *s = rr_arena_strndup(a, b->s, b->len);

	rr_buf_free(b);
	return s;
}

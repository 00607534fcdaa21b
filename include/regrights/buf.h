/*
 * buf.h: text that grows.
 *
 * Start with `struct rr_buf b = RR_BUF_INIT`.  After any call `b.s` is a
 * NUL-terminated string of `b.len` bytes (NUL bytes inside are allowed).
 * End with rr_buf_free(), or keep the text with rr_buf_keep().
 */
#ifndef REGRIGHTS_BUF_H
#define REGRIGHTS_BUF_H

#include <stdarg.h>
#include <stddef.h>

struct rr_arena;

struct rr_buf {
	char	*s;
	size_t	 len, cap;
};

extern const char rr_buf_empty[1];	/* what an unused buffer points at */
#define RR_BUF_INIT { (char *)rr_buf_empty, 0, 0 }

/* Room for so many bytes more: what is then added moves nothing. */
void	 rr_buf_reserve(struct rr_buf *, size_t);
void	 rr_buf_add(struct rr_buf *, const char *);
void	 rr_buf_addn(struct rr_buf *, const void *, size_t);
void	 rr_buf_addc(struct rr_buf *, char);
/* Lines as one: "a; b", after ":" or "." with a space alone. */
void	 rr_buf_add_lines(struct rr_buf *, const char *);
/* C repeated N times. */
void	 rr_buf_fill(struct rr_buf *, char c, size_t n);
void	 rr_buf_printf(struct rr_buf *, const char *, ...)
	    __attribute__((format(printf, 2, 3)));
void	 rr_buf_vprintf(struct rr_buf *, const char *, va_list)
	    __attribute__((format(printf, 2, 0)));
void	 rr_buf_clear(struct rr_buf *);
void	 rr_buf_free(struct rr_buf *);
/* Copies the text into the arena, frees the buffer, returns the copy. */
char	*rr_buf_keep(struct rr_buf *, struct rr_arena *);

#endif

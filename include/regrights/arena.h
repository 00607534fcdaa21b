/*
 * arena.h: memory that is freed together.
 *
 * What is taken from an arena lives until the arena is reset or freed; there
 * is no way to give back one piece.  Point from an arena only at what lives as
 * long or longer.  Nothing here returns NULL: when memory runs out the program
 * ends through rr_die().
 */
#ifndef REGRIGHTS_ARENA_H
#define REGRIGHTS_ARENA_H

#include <stddef.h>

struct rr_arena;

struct rr_arena	*rr_arena_new(void);
void		 rr_arena_free(struct rr_arena *);
/* Forgets everything taken; keeps the blocks for the next use. */
void		 rr_arena_reset(struct rr_arena *);
/* Bytes now held from the system, for tests and `doctor`-like reports. */
size_t		 rr_arena_size(const struct rr_arena *);

/* Zeroed memory, aligned for any type. */
void		*rr_arena_alloc(struct rr_arena *, size_t);
/* N zeroed elements of SIZE bytes; an overflow ends the program. */
void		*rr_arena_array(struct rr_arena *, size_t n, size_t size);
char		*rr_arena_strdup(struct rr_arena *, const char *);
char		*rr_arena_strndup(struct rr_arena *, const char *, size_t);
char		*rr_arena_printf(struct rr_arena *, const char *, ...)
		    __attribute__((format(printf, 2, 3)));

/* Heap memory for the few things that own theirs (rr_buf, rr_map). */
void		*rr_realloc(void *, size_t n, size_t size);
void		 rr_free(void *);

/*
 * Ends the program with status 70 after one line on standard error.  Whoever
 * changed the terminal restores it from atexit().
 */
_Noreturn void	 rr_die(const char *, ...)
		    __attribute__((format(printf, 1, 2)));

#endif

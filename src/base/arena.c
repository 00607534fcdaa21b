/*
 * arena.c: memory that is freed together.
 *
 * Blocks in a list, each filled from the front; a request larger than a block
 * gets one of its own.  A reset keeps the blocks.  Memory is zeroed as it is
 * handed out, so that the rest of a block costs nothing: most arenas are small,
 * and where each page is dear to touch that is what a short command spends.
 * A block of its own comes as zero from the system, which may not touch it.
 *
 * In a build with sanitizers (REGRIGHTS_POISON) what is not handed out may not
 * be touched: the rest of a block, what was given back, and a gap after each
 * piece.  So a pointer kept too long, or one that runs on, is found.
 */
#include "regrights/arena.h"

#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "regrights/vec.h"

#ifdef REGRIGHTS_POISON
#include <sanitizer/asan_interface.h>
#define HIDE(p, n)	__asan_poison_memory_region((p), (n))
#define SHOW(p, n)	__asan_unpoison_memory_region((p), (n))
#define GAP	ALIGN
#else
#define HIDE(p, n)	((void)(p), (void)(n))
#define SHOW(p, n)	((void)(p), (void)(n))
#define GAP	0
#endif

#define BLOCK	(64 * 1024 - 64)
#define ALIGN	_Alignof(max_align_t)

struct block {
	struct block	*next;
	size_t		 size, used;
	size_t		 stained;	/* before here it may not be zero */
	max_align_t	 data[];
};

struct rr_arena {
	struct block	*first, *now;
	size_t		 held;
};

_Noreturn void
rr_die(const char *fmt, ...)
{
	va_list ap;

	fflush(stdout);
	fputs("regrights: ", stderr);
	va_start(ap, fmt);
	vfprintf(stderr, fmt, ap);
	va_end(ap);
	fputc('\n', stderr);
	exit(70);
}

void *
rr_realloc(void *old, size_t n, size_t size)
{
	size_t bytes;
	void *p;

	if (__builtin_mul_overflow(n, size, &bytes))
		rr_die("more memory was asked for than there can be");
	p = realloc(old, bytes > 0 ? bytes : 1);
	if (p == NULL)
		rr_die("out of memory");
	return p;
}

void
rr_free(void *p)
{
	free(p);
}

static struct block *
new_block(struct rr_arena *a, size_t size)
{
	bool own = size > BLOCK;
	struct block *b = own ? calloc(1, sizeof(*b) + size) :
	    malloc(sizeof(*b) + size);

	if (b == NULL)
		rr_die("out of memory");
	b->next = NULL;
	b->size = size;
	b->used = 0;
	b->stained = own ? 0 : size;
	HIDE(b->data, size);
	a->held += sizeof(*b) + size;
	return b;
}

struct rr_arena *
rr_arena_new(void)
{
	struct rr_arena *a = rr_realloc(NULL, 1, sizeof(*a));

	memset(a, 0, sizeof(*a));
	return a;
}

void
rr_arena_free(struct rr_arena *a)
{
	if (a == NULL)
		return;
	for (struct block *b = a->first, *next; b != NULL; b = next) {
		next = b->next;
		SHOW(b->data, b->size);
		free(b);
	}
	free(a);
}

void
rr_arena_reset(struct rr_arena *a)
{
	for (struct block *b = a->first; b != NULL; b = b->next) {
		HIDE(b->data, b->used);
		if (b->stained < b->used)
			b->stained = b->used;
		b->used = 0;
	}
	a->now = a->first;
}

size_t
rr_arena_size(const struct rr_arena *a)
{
	return a->held;
}

/* The next block that has room, after the one in use; else a new one. */
static struct block *
room_for(struct rr_arena *a, size_t size)
{
	struct block *b = a->now;

	while (b != NULL && b->size - b->used < size)
		b = b->next;
	if (b != NULL) {
		a->now = b;
		return b;
	}
	b = new_block(a, size > BLOCK ? size : BLOCK);
	if (a->now == NULL) {
		b->next = a->first;
		a->first = b;
	} else {
		b->next = a->now->next;
		a->now->next = b;
	}
	/* A block made for one large request is full; keep filling the old. */
	if (size <= BLOCK / 4 || a->now == NULL)
		a->now = b;
	return b;
}

void *
rr_arena_alloc(struct rr_arena *a, size_t size)
{
	struct block *b = a->now;
	size_t room;
	void *p;

	if (size > SIZE_MAX - ALIGN - GAP)
		rr_die("more memory was asked for than there can be");
	room = (size + ALIGN - 1) / ALIGN * ALIGN + GAP;
	if (b == NULL || b->size - b->used < room)
		b = room_for(a, room);
	p = (char *)b->data + b->used;
	SHOW(p, size);
	if (b->used < b->stained)
		memset(p, 0, size);
	b->used += room;
	return p;
}

void *
rr_arena_array(struct rr_arena *a, size_t n, size_t size)
{
	size_t bytes;

	if (__builtin_mul_overflow(n, size, &bytes))
		rr_die("more memory was asked for than there can be");
	return rr_arena_alloc(a, bytes);
}

char *
rr_arena_strndup(struct rr_arena *a, const char *s, size_t n)
{
	char *p = rr_arena_alloc(a, n + 1);

	memcpy(p, s, n);
	return p;
}

char *
rr_arena_strdup(struct rr_arena *a, const char *s)
{
	return rr_arena_strndup(a, s, strlen(s));
}

char *
rr_arena_printf(struct rr_arena *a, const char *fmt, ...)
{
	char few[256];		/* mostly enough, and once through */
	va_list ap;
	char *p;
	int n;

	va_start(ap, fmt);
	n = vsnprintf(few, sizeof(few), fmt, ap);
	va_end(ap);
	if (n < 0)
		rr_die("text could not be formatted");
	if ((size_t)n < sizeof(few))
		return rr_arena_strndup(a, few, (size_t)n);
	p = rr_arena_alloc(a, (size_t)n + 1);
	va_start(ap, fmt);
	vsnprintf(p, (size_t)n + 1, fmt, ap);
	va_end(ap);
	return p;
}

static void
set_room(struct rr_arena *a, struct rr_vec *v, size_t cap)
{
	void *items = rr_arena_array(a, cap, v->size);

	if (v->n > 0)
		memcpy(items, v->items, v->n * v->size);
	v->items = items;
	v->cap = cap;
}

void
rr_vec_reserve(struct rr_arena *a, struct rr_vec *v, size_t n)
{
	if (v->cap - v->n < n)
		set_room(a, v, v->n + n);
}

void *
rr_vec_add(struct rr_arena *a, struct rr_vec *v)
{
	if (v->n == v->cap)
		set_room(a, v, v->cap > 0 ? v->cap * 2 : 8);
	return (char *)v->items + v->n++ * v->size;
}

void *
rr_vec_at(const struct rr_vec *v, size_t i)
{
	return (char *)v->items + i * v->size;
}

/*
 * vec.h: arrays that grow in an arena.
 *
 *	struct rr_vec v = RR_VEC_INIT(struct rr_fact);
 *	struct rr_fact *f = rr_vec_add(arena, &v);
 *	struct rr_fact *all = v.items;
 *
 * An element's address may change when the next one is added.
 */
#ifndef REGRIGHTS_VEC_H
#define REGRIGHTS_VEC_H

#include <stddef.h>

struct rr_arena;

struct rr_vec {
	void	*items;
	size_t	 n, cap, size;
};

#define RR_VEC_INIT(type) { .size = sizeof(type) }

/* Room for N elements more, so that none of them moves the others. */
void	 rr_vec_reserve(struct rr_arena *, struct rr_vec *, size_t n);
/* A new zeroed element at the end. */
void	*rr_vec_add(struct rr_arena *, struct rr_vec *);
/* The I-th element; I must be less than `n`. */
void	*rr_vec_at(const struct rr_vec *, size_t i);

#endif

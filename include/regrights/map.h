/*
 * map.h: names to pointers.
 *
 * Keys are copied into the map's arena; values are the caller's.  Iteration
 * order is the order of insertion, so that equal inputs give equal bytes.
 */
#ifndef REGRIGHTS_MAP_H
#define REGRIGHTS_MAP_H

#include <stdbool.h>
#include <stddef.h>

struct rr_arena;
struct rr_map;

struct rr_map	*rr_map_new(struct rr_arena *);
/* Adds or replaces. */
void		 rr_map_set(struct rr_map *, const char *key, void *value);
/* NULL when the name is not there. */
void		*rr_map_find(const struct rr_map *, const char *key);
size_t		 rr_map_count(const struct rr_map *);
const char	*rr_map_key(const struct rr_map *, size_t i);
void		*rr_map_value(const struct rr_map *, size_t i);

/* The name nearest to WORD within a third of its length, or NULL. */
const char	*rr_map_nearest(const struct rr_map *, const char *word);

#endif

/*
 * match_int.h: what is meant by a few letters.
 */
#ifndef REGRIGHTS_TUI_MATCH_INT_H
#define REGRIGHTS_TUI_MATCH_INT_H

#include <stdbool.h>

#include "regrights/view.h"

struct rr_arena;

/*
 * True when TEXT holds WORDS as they stand; without regard to case when WORDS
 * has no capital letter.
 */
bool	 rr_search_hit(const char *text, const char *words);
/* True when TEXT holds each of the words, in any order. */
bool	 rr_search_each(const char *text, const char *words);
/* A cell as a key for rr_order_compare: days by date, numbers by size. */
const char *rr_order_key(struct rr_arena *, const char *text, enum rr_cell);
int	 rr_order_compare(const char *, const char *);

#endif

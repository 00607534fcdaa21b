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
/* Where the words are found, the best first. */
enum rr_rank {
	RR_RANK_WHOLE,		/* a title is just that */
	RR_RANK_START,		/* a title begins with them */
	RR_RANK_WORD,		/* a word of it does */
	RR_RANK_INSIDE,		/* elsewhere in a title */
	RR_RANK_REST,		/* only in what describes it */
	RR_RANK_NONE
};
/*
 * Each of the words, in any order, is in one of the N titles or in REST: the
 * rank of the one that fits worst.
 */
enum rr_rank rr_search_rank(const char *const *titles, size_t n,
	    const char *rest, const char *words);
/* A cell as a key for rr_order_compare: days by date, numbers by size. */
const char *rr_order_key(struct rr_arena *, const char *text, enum rr_cell);
int	 rr_order_compare(const char *, const char *);

#endif

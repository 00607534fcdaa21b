/*
 * span_int.h: entries of which the day is not on record; see span.c.
 */
#ifndef REGRIGHTS_SPAN_INT_H
#define REGRIGHTS_SPAN_INT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct rr_eval;
struct rr_fact;
struct rr_spans;

/* Makes a question of each such day. */
void	 rr_spans_begin(struct rr_eval *);
/* Days of a world that begins are those on record, and none is asked for. */
void	 rr_spans_enter(struct rr_eval *);
/*
 * The next question, from *AT on, that is asked before any rule runs, as who
 * holds what, or is who, rests on that day; false: no more.
 */
bool	 rr_spans_first(const struct rr_eval *, size_t *at, int *question);
/* What is made of holdings and roles is that of these days, as answered. */
void	 rr_spans_hold(struct rr_eval *);
/* What is on record again: no rule runs. */
void	 rr_spans_leave(struct rr_eval *);
/* Whether a question is for such a day, and so no open point of the text. */
bool	 rr_spans_asks(const struct rr_eval *, int question);
/* Whether more days can be meant than are tried, and why then, or NULL. */
bool	 rr_spans_are_many(size_t ways);
const char *rr_spans_too_many(const struct rr_eval *);
/* The question for the day of F that is to be asked still, or -1. */
int	 rr_spans_open(const struct rr_eval *, const struct rr_fact *);
/* Whether F, which has such a day, is there in the world that is. */
bool	 rr_spans_there(const struct rr_eval *, const struct rr_fact *);
/* Gives F the day of that answer. */
void	 rr_spans_set(struct rr_eval *, const struct rr_fact *, int answer);
/* Whether one of N facts has such a day. */
bool	 rr_spans_among(const struct rr_eval *, const struct rr_fact *const *,
	    size_t n);
/*
 * span_of.c: F on its day in the world that is, which becomes a question of
 * what asks; NULL: it is not there yet, or nothing can be said of its day.  F
 * may be NULL.  The same for N of them: those that are there.
 */
const struct rr_fact *rr_spans_of(struct rr_eval *, const struct rr_fact *);
const struct rr_fact **rr_spans_all(struct rr_eval *,
	    const struct rr_fact *const *, size_t *n);
/* The fact of that number, or NULL: of those that count, or void ones too. */
const struct rr_fact *rr_eval_live(struct rr_eval *, int64_t seq,
	    int64_t row);

#endif

/*
 * told_int.h: what is told of many entries or parties at once.
 */
#ifndef REGRIGHTS_APP_TOLD_INT_H
#define REGRIGHTS_APP_TOLD_INT_H

#include "app_int.h"

struct rr_alike;

/*
 * alike.c: lines that are told in the order that they were added; NAME, or
 * NULL, is the party that one speaks of, and what is said of many alike is one
 * line.
 */
struct rr_alike	*rr_alike_new(struct rr_arena *);
void		 rr_alike_add(struct rr_alike *, const char *name,
		    const char *line);
void		 rr_alike_tell(struct rr_alike *, struct rr_out *);

/*
 * twice.c: the sending that a result or a receipt is about, of which notice;
 * NULL: it is about none.
 */
const struct rr_sending *rr_sending_of(const struct rr_case *,
		    const struct rr_fact *, const struct rr_fact **notice);
/*
 * Adds a line for each thing that earlier entries say of the sendings
 * that these, results or receipts, are about.
 */
void		 rr_note_twice(const struct rr_case *, const struct rr_entry *,
		    size_t n, struct rr_out *);

#endif

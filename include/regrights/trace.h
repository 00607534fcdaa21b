/*
 * trace.h: the reasons of a conclusion, as a tree.
 *
 * A trace is built as the rule works, through a recorder that may be absent
 * (NULL): then every call here returns at once.  Every leaf is a fact, a
 * cited term, arithmetic on those, something looked at and left out, or a
 * choice between rules.
 */
#ifndef REGRIGHTS_TRACE_H
#define REGRIGHTS_TRACE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "regrights/diag.h"

struct rr_arena;
struct rr_fact;
struct rr_json;

enum rr_step {
	RR_STEP_FACT,		/* something that happened, by number */
	RR_STEP_TERM,		/* something agreed, by citation */
	RR_STEP_SUM,		/* arithmetic, with its operands */
	RR_STEP_SKIP,		/* looked at and left out, and why */
	RR_STEP_CHOICE,		/* two rules or readings met */
	RR_STEP_MISSING,	/* a fact that is not on record */
	RR_STEP_CONCLUSION
};

struct rr_trace {
	enum rr_step		 step;
	const char		*text;		/* one line */
	/* section or statute, or NULL */
	const char		*cite;
	int64_t			 fact, row;	/* FACT; else 0 */
	struct rr_trace		*child, *last, *next;
};

struct rr_recorder;

struct rr_recorder *rr_recorder_new(struct rr_arena *);
/* The tree so far; NULL when nothing was recorded. */
struct rr_trace	*rr_recorder_tree(const struct rr_recorder *);

/* Adds a step under the open one. */
void	 rr_record(struct rr_recorder *, enum rr_step, const char *cite,
	    const char *, ...) __attribute__((format(printf, 4, 5)));
void	 rr_record_fact(struct rr_recorder *, const struct rr_fact *,
	    const char *, ...) __attribute__((format(printf, 3, 4)));
/* What is recorded until the end stands under the last step added. */
void	 rr_record_under(struct rr_recorder *);
void	 rr_record_end(struct rr_recorder *);

const char *rr_step_word(enum rr_step);

/* Lines of the tree, depth first: indent, text, and what is cited. */
typedef void rr_trace_line(void *ctx, int depth, const struct rr_trace *);
void	 rr_trace_walk(const struct rr_trace *, rr_trace_line *, void *ctx);
/* {"step", "text", "cite", "fact", "because": […]} */
struct rr_json *rr_trace_json(const struct rr_trace *);

#endif

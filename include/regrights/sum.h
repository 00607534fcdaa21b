/*
 * sum.h: sums of money as an agreement has them, a closed and total grammar.
 *
 *	sum    := part {("plus" | "less") part}
 *	part   := RATIO "of" atom | amounts "of" atom | atom
 *	atom   := LINE | MONEY | "(" sum ")"
 *	        | ("least" | "greatest") "of" "(" sum {"," sum} ")"
 *	        | "if" cond "then" sum "else" sum
 *	        | "it." FIELD | amounts | "waits for" NAME
 *	        | "each" NAME [reach] ["where" cond] "comes to" "(" sum ")"
 *	        | SUM "." LINE "of" ("it" | "what it is about")
 *	        | "taken from" NAME "named in" FIELD ["by" FIELD]
 *	          "worth" "(" sum ")" "by others" "(" sum ")"
 *	          ["elsewhere first if" cond]
 *	amounts:= NAME "." FIELD [reach] ["where" cond]
 *	reach  := "about it" | "under it" |
 *	          ("named in" | "under those that share" |
 *	          "under others that share") FIELD ["by" FIELD]
 *
 * LINE is one that stands before it, MONEY as 7500.00 without commas, NAME an
 * event or notice ("under it": about it, or about what is about it; "named
 * in": those that a field of entries of "it" names, "by": that are of the party
 * which another field names; "those that share": it, and all of its name whose
 * field names an entry that its own names, "by": and the same party; "others":
 * the same without it), FIELD one of money.  With a field that is a ratio, "of"
 * follows: the last one on record counts, and what is less than a cent is
 * dropped.  What would be below nothing is nothing; "each": what each of them
 * comes to by itself, added up, and "it" is there that one.  SUM is the id of a
 * provision that was read before, made for each "it", or for what "it" is
 * about.  "taken from": what others of the name of "it" that name such entries
 * took out of those that "it" names; each is worth the first sum, each other
 * took the second, out of what it names; see sum_taken.c.  A fact that is
 * missing leaves the sum unknown, as does "waits for"; but what is at most
 * nothing is nothing.
 */
#ifndef REGRIGHTS_SUM_H
#define REGRIGHTS_SUM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "regrights/diag.h"
#include "regrights/qty.h"

struct rr_agreement;
struct rr_arena;
struct rr_cond;
struct rr_provision;
struct rr_sum_line;

enum rr_sum_op {
	RR_SUM_MONEY,
	RR_SUM_LINE,
	RR_SUM_FIELD,		/* of "it" */
	RR_SUM_ALL,		/* what is on record, added up */
	RR_SUM_PLUS,
	RR_SUM_LESS,
	RR_SUM_LEAST,
	RR_SUM_GREATEST,
	RR_SUM_PART,		/* a ratio of another */
	RR_SUM_IF,
	RR_SUM_EACH,		/* what each comes to, added up */
	RR_SUM_OTHER,		/* a line of another provision */
	RR_SUM_TAKEN,		/* by others, of what "it" names too */
	RR_SUM_WAITS		/* not known before such an entry */
};

enum rr_reach { RR_REACH_ALL, RR_REACH_ABOUT, RR_REACH_UNDER, RR_REACH_NAMED,
	RR_REACH_SHARED, RR_REACH_OTHERS, RR_REACH_POOLED };

struct rr_sum {
	enum rr_sum_op	 op;
	int64_t		 cents;		/* MONEY */
	size_t		 line;		/* LINE */
	/* ALL, PART, EACH, TAKEN, WAITS: event, or NULL of a PART; OTHER: id */
	const char	*name;
	const char	*field;		/* FIELD, ALL, PART; OTHER: its line */
	/* ALL, PART, EACH; OTHER: ALL, of "it", or ABOUT */
	enum rr_reach	 reach;
	const char	*in;		/* from NAMED on: field of "it" */
	const char	*by;		/* the same: a party, or NULL */
	/* ALL, PART, EACH: which; IF; TAKEN: whether others first, or NULL */
	const struct rr_cond *cond;
	struct rr_ratio	 ratio;		/* PART without NAME */
	/* PART, EACH 1, IF 2, TAKEN 2 (worth, taken), others n */
	const struct rr_sum *const *of;
	size_t		 nof;
	struct rr_pos	 pos;
};

/*
 * Reads a sum whose first character stands at AT; SUBJECT is what "it" is,
 * LINES the N lines before it.  E216 says at which column what was expected.
 */
bool	 rr_sum_parse(struct rr_arena *, const char *text, struct rr_pos at,
	    const struct rr_agreement *, const char *subject,
	    const struct rr_sum_line *lines, size_t n,
	    const struct rr_sum **, struct rr_diags *);
/* The line of that name of a provision; NULL: it has none. */
const struct rr_sum_line *rr_sum_line(const struct rr_provision *,
	    const char *key);

#endif

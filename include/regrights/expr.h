/*
 * expr.h: expressions: days, conditions, sums of money.  One closed and total
 * grammar: no loops, no functions, every expression ends.
 *
 *	any X  := "(" X ")" | "if" truth "then" X "else" X	(day, sum)
 *	day    := ("earliest" | "latest") "of" "(" day {"," day} ")"
 *	        | N ["clear"] unit ("after" | "before") day
 *	        | ["effect of" | "receipt of"] NAME [reach] ["." FIELD]
 *	        |        ["where" truth]
 *	        | "it" ["." FIELD] | "its effect" | "its receipt"
 *	        | "sending" | "receipt" | COUNTER "is reached" | YYYY-MM-DD
 *	unit   := "day(s)" | "week(s)" | "month(s)" | "year(s)" | DAY-KIND["s"]
 *	truth  := conj {"or" conj}
 *	conj   := prim {"and" prim}
 *	prim   := "not" prim | "(" truth ")"
 *	        | QUESTION "is" ANSWER
 *	        | thing ("has happened" ["on" day] | "has not happened")
 *	        | thing ("was sent by" METHOD | "was copied" |
 *	        |        "was reported" | "was confirmed" | "was received" |
 *	        |        "was given")
 *	        | "it" ("is a" | "is an") NAME
 *	        | ("it" | ["it."] FIELD) "falls on" ("a" | "no") DAY-KIND
 *	        | "every" (ROLE | "recipient") "has" ("a" | "an")
 *	        |        ["listed"] CONTACT
 *	        | ("every" ROLE | "it." FIELD | "each" NAME [reach])
 *	        |        "meets" "(" truth ")"
 *	        | ("list" | "threshold" | "allotment") ID [reach]
 *	        |        ("is met" | "has the votes" | "was met before it" |
 *	        |        "was met by" day)
 *	        | PERIOD ("holds" | "does not hold") ["on" day]
 *	        | COUNTER ("is reached" | "is not reached")
 *	        | ["it."] FIELD op (VALUE | "that." FIELD | "missing")
 *	        | (["it."] FIELD | thing | ("effect" | "receipt") "of" … |
 *	        |        ("earliest" | "latest") "of" "(" … ")") order day
 *	thing  := "it" | NAME [reach]
 *	order  := "is before" | "is on or before" |
 *	          "is after" | "is on or after"
 *	op     := "is" ["then"] | "is not" | "<" | "<=" | ">" | ">="
 *	sum    := part {("plus" | "less") part}
 *	part   := RATIO "of" atom | amounts "of" atom | atom
 *	atom   := LINE | MONEY | amounts | "it." FIELD | "waits for" NAME
 *	        | ("least" | "greatest") "of" "(" sum {"," sum} ")"
 *	        | "each" NAME [reach] ["where" truth] "comes to" "(" sum ")"
 *	        | SUM "." LINE "of" ("it" | "what it is about")
 *	        | "taken from" NAME "named in" FIELD ["by" FIELD]
 *	          "worth" "(" sum ")" "by others" "(" sum ")"
 *	          ["elsewhere first if" truth]
 *	amounts:= NAME "." FIELD [reach] ["where" truth]
 *	reach  := the words of reach.def; of a day, a truth
 *	          "beside it" ["in" FIELD] |
 *	          ("about" | "under") "what it." FIELD "names";
 *	          of a sum, from "named in" on, FIELD ["by" FIELD]
 *
 * NAME is an event or notice of the agreement; where it is asked for one
 * recipient, one that concerns that recipient, but for "beside it". "where":
 * one of which that is true, as "it"; "each": in its condition or sum "it" is
 * each of them in turn, in its condition "that" what "it" is outside, and with
 * none of them the condition is not met (nor known of "over it"); "every": of
 * what concerns each who has the role by itself; ID: all of them about it or
 * under it, and with "was met by" one of them on or before that day.  Of
 * several dates in a field the last one recorded counts, and so does a field
 * that is a ratio.
 *
 * DAY-KIND is one of the agreement's kinds of days ("business day"), QUESTION
 * one of its open points, PERIOD, COUNTER and SUM the ids of provisions that
 * were read before, METHOD and CONTACT are those of method.def, LINE is one
 * that stands before it, MONEY as 7500.00 without commas.  What of an amount
 * would be below nothing is nothing, and what is less than a cent is dropped.
 * "taken from": what others of the name of "it" that name such entries took
 * out of those that "it" names; see sum_taken.c.  A fact that is missing
 * leaves a sum unknown, as does "waits for"; but what is at most nothing is
 * nothing.
 */
#ifndef REGRIGHTS_EXPR_H
#define REGRIGHTS_EXPR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "regrights/date.h"
#include "regrights/diag.h"
#include "regrights/qty.h"

struct rr_agreement;
struct rr_arena;
struct rr_buf;
struct rr_sum_line;

enum rr_type { RR_TYPE_DAY, RR_TYPE_TRUTH, RR_TYPE_MONEY, RR_TYPE_MAX };

#define RR_EXPR(id, type, reach, words)	RR_EXPR_##id,
enum rr_expr_op {
#include "regrights/expr.def"
	RR_EXPR_MAX
};
#undef RR_EXPR

#define RR_REACH(id, words)	RR_REACH_##id,
enum rr_reach {
#include "regrights/reach.def"
	RR_REACH_MAX
};
#undef RR_REACH

/* Which day of an event or a notice is meant. */
enum rr_part {
	RR_PART_DAY,		/* when it happened, or was sent */
	RR_PART_EFFECT,		/* when the notice is deemed given */
	RR_PART_RECEIPT,	/* when it was actually received */
	RR_PART_FIELD		/* a date among its fields */
};

enum rr_unit { RR_UNIT_DAY, RR_UNIT_WEEK, RR_UNIT_MONTH, RR_UNIT_YEAR,
	RR_UNIT_KIND };

#define RR_WAY(id, words)	RR_WAY_##id,
enum rr_way {
#include "regrights/way.def"
	RR_WAY_MAX
};
#undef RR_WAY

/* EARLIER: of days, and on one day by the hours; only of ORDER */
enum rr_compare {
	RR_IS,
	RR_IS_NOT,
	RR_LESS,
	RR_AT_MOST,
	RR_MORE,
	RR_AT_LEAST,
	RR_EARLIER
};

struct rr_expr {
	enum rr_expr_op	 op;
	struct rr_pos	 pos;
	/*
	 * As they stand: IF: condition, one, other; TAKEN: worth, taken and,
	 * where there is one, under which condition others are used up first;
	 * HAPPENED, HOLDS, SETTLED: on, as of, by which day, or none.
	 */
	const struct rr_expr *const *of;
	size_t		 nof;
	/*
	 * An event or notice (HAPPENED, WAY: NULL is "it"; PART: NULL, a RATIO
	 * it is), a role, the id of a provision, the key of a LINE
	 */
	const char	*name;
	/* which of that name; OTHER: of "it" (ALL) or what it is ABOUT */
	enum rr_reach	 reach;
	const char	*via;	/* field of "it": of what it names, or NULL */
	const char	*in;	/* field that names entries, or NULL */
	const char	*by;	/* field of "it" that names a party, or NULL */
	const struct rr_expr *where;	/* of which that is so, or NULL */
	/* of them, else of "it"; OTHER: a line; FALLS: NULL is its day */
	const char	*field;
	enum rr_part	 part;		/* EVENT, SELF, GIVEN */
	enum rr_compare	 compare;	/* FIELD; *ORDER: no IS, IS_NOT */
	bool		 then;		/* FIELD: by what it holds, too */
	bool		 of_party;	/* FIELD: it names a party */
	/* FIELD: NULL is missing; a contact; WAY_SENT: a method */
	const char	*value;
	bool		 listed;	/* CONTACT, RECIPIENTS */
	bool		 outer;		/* EACH: in no other "each" */
	bool		 votes;		/* SETTLED: "has the votes" */
	bool		 before;	/* SETTLED: "was met before it" */
	enum rr_way	 way;
	int		 question, answer;	/* ANSWER */
	int32_t		 n;		/* OFFSET: negative before */
	bool		 clear;		/* OFFSET: whole days between */
	enum rr_unit	 unit;		/* OFFSET */
	int		 kind;		/* of day: FALLS, RR_UNIT_KIND */
	rr_date		 date;		/* DATE */
	int64_t		 cents;		/* MONEY */
	struct rr_ratio	 ratio;		/* PART */
	size_t		 line;		/* LINE: into the sum's */
};

/*
 * What the names of an expression mean: events, kinds of days and questions of
 * the agreement must be filled in; NULL: days and calendar units alone.
 */
struct rr_sight {
	const struct rr_agreement	*agreement;
	const char			*subject;	/* "it", or NULL */
	/* of the sum that it is a line of: those before it */
	const struct rr_sum_line	*lines;
	size_t				 nlines;
};

/*
 * Reads an expression whose first character stands at AT, of the type that is
 * wanted.  E208 (a day), E209 (a truth) and E216 (money) say at which column
 * what was expected.
 */
bool	 rr_expr_parse(struct rr_arena *, const char *text, struct rr_pos at,
	    const struct rr_sight *, enum rr_type want,
	    const struct rr_expr **, struct rr_diags *);
enum rr_type rr_expr_type(const struct rr_expr *);
/* As English, which reads back: "30 days after closing". */
void	 rr_expr_text(const struct rr_expr *, const struct rr_agreement *,
	    struct rr_buf *);
/* By which it is known, "earliest of"; "" where names and numbers are all. */
const char *rr_expr_words(enum rr_expr_op);
/* Whether its NAME can mean these; and of what a field of "it" names. */
bool	 rr_expr_takes(enum rr_expr_op, enum rr_reach);
bool	 rr_expr_takes_via(enum rr_expr_op, enum rr_reach);
/* "about it" */
const char *rr_reach_words(enum rr_reach);
/* "is on or before", of a day; NULL of what does not order days. */
const char *rr_order_words(enum rr_compare);
/* "was received" */
const char *rr_way_words(enum rr_way);
/* Of an offset: "day", "business day". */
const char *rr_unit_text(const struct rr_expr *, const struct rr_agreement *);

#endif

/*
 * when.h: date expressions and conditions, a closed and total grammar.
 *
 *	expr   := [ "if" cond "then" expr "else" expr ]
 *	        | "earliest of" "(" expr {"," expr} ")"
 *	        | "latest of" "(" expr {"," expr} ")"
 *	        | N ["clear"] unit ("after" | "before") expr
 *	        | ["the"] ("effect" | "receipt" | "sending") "of" NAME
 *	        | "it" | "its effect" | "its receipt" | "sending" | "receipt"
 *	        | [("effect" | "receipt") "of"] NAME near ["where" cond]
 *	        | NAME near "." FIELD ["where" cond]
 *	        | COUNTER "is reached"
 *	        | (NAME | NAME "." FIELD) ["where" cond]
 *	        | "it." FIELD | YYYY-MM-DD
 *	        | "(" expr ")"
 *	unit   := "day(s)" | "week(s)" | "month(s)" | "year(s)" | DAY-KIND["s"]
 *	cond   := conj {"or" conj}
 *	conj   := prim {"and" prim}
 *	prim   := "not" prim | "(" cond ")"
 *	        | QUESTION "is" ANSWER
 *	        | thing ("has happened" | "has not happened")
 *	        | "it" ("is a" | "is an") NAME
 *	        | ("it" | ["it."] FIELD) "falls on" ("a" | "no") DAY-KIND
 *	        | thing ("was sent by" METHOD | "was copied" |
 *	        |        "was reported" | "was confirmed" | "was received" |
 *	        |        "was given")
 *	        | "every" (ROLE | "recipient") "has" ("a" | "an")
 *	        |        ["listed"] CONTACT
 *	        | "every" ROLE "meets" "(" cond ")"
 *	        | "each" NAME [whose] "meets" "(" cond ")"
 *	        | ("list" | "threshold" | "allotment") ID [whose]
 *	        |        ("is met" | "has the votes" | "was met by" expr)
 *	        | PERIOD ("holds" | "does not hold")
 *	        | COUNTER ("is reached" | "is not reached")
 *	        | ["it."] FIELD op (VALUE | "that." FIELD)
 *	        | (["it."] FIELD | "it" | NAME [near] | ("effect" | "receipt")
 *	        |        "of" expr | ("earliest" | "latest") "of" "(" … ")")
 *	        |        order expr
 *	thing  := "it" | NAME [whose]
 *	whose  := near | "under it" | "over it"
 *	near   := "about it" | "beside it" ["in" FIELD]
 *	        | "about what it." FIELD "names"
 *	order  := "is before" | "is on or before" |
 *	          "is after" | "is on or after"
 *	op     := "is" | "is not" | "<" | "<=" | ">" | ">="
 *
 * NAME is an event or notice of the agreement ("about it": one that answers
 * the fact that the rule is about, or names it in a field of entries; for one
 * recipient, one that concerns that recipient; "beside it": one about what that
 * fact is about, whomever it concerns, "in": that names it in this field of
 * entries, or leaves that empty; "where": one of which that is
 * true, as "it"; of several dates in a field the last one recorded counts;
 * "under it": one that is about it or names it, or is about or names such a
 * one, and so on; "over it": on which it hangs so; "each": in its condition
 * "it" is each of them in turn, "that" what "it" is outside, and with none of
 * them it is not met (nor known of "over it"); "every": of what concerns each
 * who has the role by itself; ID: all of them about it or under it, and with
 * "was met by" one of them on or before that day),
 * DAY-KIND one of its kinds of days ("business day"), QUESTION one of its open
 * points, PERIOD and COUNTER the ids of its periods and counters, METHOD and
 * CONTACT are those of method.def.  No loops, no functions: every expression
 * ends.
 */
#ifndef REGRIGHTS_WHEN_H
#define REGRIGHTS_WHEN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "regrights/date.h"
#include "regrights/diag.h"

struct rr_agreement;
struct rr_arena;
struct rr_buf;

enum rr_when_op {
	RR_WHEN_DATE,		/* a day */
	RR_WHEN_EVENT,		/* the day of an event, or its part */
	RR_WHEN_SELF,		/* "it": the fact that the rule is about */
	RR_WHEN_LINKED,		/* "NAME about it", "beside it": the first */
	RR_WHEN_GIVEN,		/* "sending", "receipt": given by the rule */
	RR_WHEN_OFFSET,
	RR_WHEN_EARLIEST,
	RR_WHEN_LATEST,
	RR_WHEN_REACHED,	/* when a counter of "it" is */
	RR_WHEN_IF
};

/* Which day of an event or a notice is meant. */
enum rr_part {
	RR_PART_DAY,		/* when it happened, or was sent */
	RR_PART_EFFECT,		/* when the notice is deemed given */
	RR_PART_RECEIPT,	/* when it was actually received */
	RR_PART_FIELD		/* a date among its fields */
};

enum rr_unit { RR_UNIT_DAY, RR_UNIT_WEEK, RR_UNIT_MONTH, RR_UNIT_YEAR,
	RR_UNIT_KIND };

struct rr_cond;

struct rr_when {
	enum rr_when_op	 op;
	rr_date		 date;		/* DATE */
	const char	*name;		/* EVENT, LINKED; REACHED: counter */
	bool		 beside;	/* LINKED: about what "it" is about */
	const char	*in;		/* LINKED: its field that names "it" */
	const char	*via;	/* LINKED: about what "it" names in it */
	enum rr_part	 part;		/* EVENT, SELF, LINKED, GIVEN */
	const char	*field;		/* RR_PART_FIELD */
	int32_t		 n;		/* OFFSET: negative before */
	bool		 clear;		/* OFFSET: whole days between */
	enum rr_unit	 unit;		/* OFFSET */
	int		 kind;		/* OFFSET, RR_UNIT_KIND: day kind */
	const struct rr_cond *cond;	/* IF; LINKED: which, or NULL */
	const struct rr_when *const *of; /* OFFSET 1, IF 2, EARLIEST/LATEST n */
	size_t		 nof;
	struct rr_pos	 pos;
};

enum rr_cond_op {
	RR_COND_OR, RR_COND_AND, RR_COND_NOT,
	RR_COND_ANSWER,		/* question is answer */
	RR_COND_HAPPENED,
	RR_COND_KIND,		/* "it" is such an event or notice */
	RR_COND_FALLS,		/* its day, or a date of it, on such a day */
	RR_COND_WAY,		/* what became of a notice */
	RR_COND_EVERY,		/* a contact of all who have a role */
	RR_COND_EVERY_MEETS,	/* a condition of all who have a role, or one */
	RR_COND_HOLDS,		/* a period runs for the Holder of "it" */
	RR_COND_REACHED,	/* a counter of "it" */
	RR_COND_EACH,		/* a condition of each entry of a name */
	RR_COND_SETTLED,	/* what is found of a list or a threshold */
	RR_COND_FIELD,		/* field of "it" compared */
	RR_COND_DAY		/* a date of "it", or LEFT, against a day */
};

#define RR_WAY(id, words)	RR_WAY_##id,
enum rr_way {
#include "regrights/way.def"
	RR_WAY_MAX
};
#undef RR_WAY

enum rr_compare { RR_IS, RR_IS_NOT, RR_LESS, RR_AT_MOST, RR_MORE, RR_AT_LEAST };

struct rr_cond {
	enum rr_cond_op	 op;
	const struct rr_cond *const *of;
	size_t		 nof;
	int		 question, answer;	/* ANSWER */
	/*
	 * HAPPENED, WAY: event, NULL for "it"; KIND: event;
	 * EVERY, EVERY_MEETS: role; HOLDS: period;
	 * REACHED: counter; EACH: event; SETTLED: list, threshold, allotment;
	 * FIELD, DAY: key; FALLS: key, NULL for the day of "it"
	 */
	const char	*name;
	/*
	 * HAPPENED, WAY, EACH, SETTLED: about "it"; EVERY: who got "it";
	 * EVERY_MEETS: the party that "it" has in the field NAME
	 */
	bool		 about;
	bool		 under;			/* … or what hangs on "it" */
	bool		 over;			/* … on which "it" hangs */
	/* … or on what this field of "it" names in its place; or NULL */
	const char	*via;
	bool		 beside;		/* … or what "it" is about */
	/* BESIDE: as in struct rr_when */
	const char	*in;
	bool		 outer;			/* EACH: in no other "each" */
	bool		 votes;			/* SETTLED: "has the votes" */
	bool		 before;		/* … "was met before it" */
	enum rr_way	 way;			/* WAY */
	bool		 listed;		/* EVERY */
	enum rr_compare	 compare;		/* FIELD, DAY: no IS, IS_NOT */
	/* FIELD: by what it holds too, where the role is that of a holder */
	bool		 then;
	/* FIELD: value; EVERY: kind of contact; WAY, sent: method */
	const char	*value;
	/*
	 * DAY; LEFT: not a field; HOLDS, SETTLED: DAY as of which, or NULL;
	 * HAPPENED: DAY on which, or NULL
	 */
	const struct rr_when *left, *day;
	int		 kind;			/* FALLS: of day */
	struct rr_pos	 pos;
};

/*
 * Reads an expression whose first character stands at AT.  The agreement
 * resolves names: its events, kinds of days and questions must be filled in;
 * NULL allows days and calendar units only.  SUBJECT is the event that "it"
 * is, or NULL.  E208 and E209 say at which column and what was expected.
 */
bool	 rr_when_parse(struct rr_arena *, const char *text, struct rr_pos at,
	    const struct rr_agreement *, const char *subject,
	    const struct rr_when **, struct rr_diags *);
bool	 rr_cond_parse(struct rr_arena *, const char *text, struct rr_pos at,
	    const struct rr_agreement *, const char *subject,
	    const struct rr_cond **, struct rr_diags *);
/* "is on or before", of a day; NULL of what does not order days. */
const char *rr_order_words(enum rr_compare);
/* "was received" */
const char *rr_way_words(enum rr_way);
/* Of an offset: "day", "business day". */
const char *rr_unit_text(const struct rr_when *, const struct rr_agreement *);
/* As English: "30 days after closing". */
void	 rr_when_text(const struct rr_when *, const struct rr_agreement *,
	    struct rr_buf *);
void	 rr_cond_text(const struct rr_cond *, const struct rr_agreement *,
	    struct rr_buf *);

#endif

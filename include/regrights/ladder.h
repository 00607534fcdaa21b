/*
 * ladder.h: how notice is given: the branches of the notice clause, and what
 * none of them covers.
 */
#ifndef REGRIGHTS_LADDER_H
#define REGRIGHTS_LADDER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "regrights/diag.h"
#include "regrights/terms.h"
#include "regrights/expr.h"

struct rr_arena;
struct rr_engine;

/* When on a day: seconds since midnight; open ends leave the moment out. */
struct rr_window {
	int32_t	from, until;		/* 0 and 86400 when there is no end */
	bool	from_open, until_open;
};

enum rr_day_test { RR_ANY_DAY, RR_OPEN_DAY, RR_CLOSED_DAY };

#define RR_METHOD(id, word, by, contact, nights)	RR_METHOD_##id,
enum rr_method {
#include "regrights/method.def"
	RR_METHOD_MAX,
	RR_METHOD_OTHER = RR_METHOD_MAX	/* in a clause: what no other names */
};
#undef RR_METHOD

const char	*rr_method_word(enum rr_method);
const char	*rr_method_by(enum rr_method);	/* "faxed" */
const char	*rr_method_contact(enum rr_method);
bool		 rr_method_nights(enum rr_method);
bool		 rr_method_find(const char *, enum rr_method *);

/* One branch of the notice clause. */
struct rr_notice_clause {
	const char		*section;
	enum rr_method		 method;
	/* key of a list, or NULL: any */
	const char		*numbers;
	enum rr_day_test	 day;
	struct rr_window	 window;
	bool			 delivered;	/* it must come through */
	/* from "sending" or "receipt" */
	const struct rr_expr	*effective;
	/* as rr_ladder; NULL: the same */
	const char		*clock;
	struct rr_pos		 pos;
};

/* A hole in the notice clause that has a name. */
struct rr_gap {
	const char		*id, *what;
	enum rr_method		 method;
	/* the number is in no list that counts */
	bool			 unlisted;
	enum rr_day_test	 day;
	struct rr_window	 window;
	struct rr_pos		 pos;
};

/* A list of numbers or addresses that a clause can ask for. */
struct rr_number_list { const char *key, *title; };

enum rr_combine { RR_COMBINE_EARLIEST, RR_COMBINE_LATEST };

struct rr_ladder {
	struct rr_cite			 cite;
	/* of several sendings */
	enum rr_combine			 combine;
	/* "agreement", "sender", "recipient" or a zone */
	const char			*clock;
	/* the day kind of the day tests */
	int				 kind;
	const struct rr_number_list	*lists;
	size_t				 nlists;
	/* then any list will do */
	const struct rr_expr		*any_list_if;
	/*
	 * then the time counts at which a transmission ended, or was confirmed,
	 * as far as its result says one; NULL: that at which it began
	 */
	const struct rr_expr		*end_if, *confirmed_if;
	/* whether a sending in a gap takes effect at all; NULL: it does */
	const struct rr_expr		*gap_counts_if;
	/* what came back counts, where no receipt is asked for; NULL: never */
	const struct rr_expr		*returned_counts_if;
	/* then it is given with its copies only; NULL: without them */
	const struct rr_expr		*with_copies_if;
	const struct rr_notice_clause	*clauses;
	size_t				 nclauses;
	const struct rr_gap		*gaps;
	size_t				 ngaps;
};

/* Holes of the notice clauses, found by walking every boundary. */
struct rr_hole {
	const char	*gap;		/* id of a named one, or NULL */
	enum rr_method	 method;
	const char	*what;		/* "fax, Business Day, 14:00:00" */
};
size_t	 rr_derive_holes(struct rr_arena *, struct rr_engine *,
	    struct rr_hole **);

#endif

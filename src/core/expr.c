/*
 * expr.c: the operators of expressions, by their list.
 */
#include "regrights/expr.h"

#define BIT(reach)	(1u << RR_REACH_##reach)
/* "about what it.FIELD names", too. */
#define VIA		BIT(MAX)

enum takes {
	TAKES_NONE = 0,
	TAKES_NEAR = BIT(ABOUT) | BIT(BESIDE) | VIA,
	TAKES_LINKED = TAKES_NEAR | BIT(UNDER) | BIT(OVER),
	TAKES_HELD = TAKES_NEAR | BIT(UNDER),
	TAKES_COUNTED = BIT(ABOUT) | BIT(UNDER) | BIT(NAMED) | BIT(SHARED) |
	    BIT(OTHERS) | BIT(POOLED)
};

#define RR_EXPR(id, type, takes, words) \
	{ RR_TYPE_##type, TAKES_##takes, words },
static const struct {
	enum rr_type	 type;
	unsigned	 takes;
	const char	*words;
} ops[] = {
#include "regrights/expr.def"
};
#undef RR_EXPR

#define RR_REACH(id, words)	words,
static const char *const reaches[] = {
#include "regrights/reach.def"
};
#undef RR_REACH

#define RR_WAY(id, words)	words,
static const char *const ways[] = {
#include "regrights/way.def"
};
#undef RR_WAY

enum rr_type
rr_expr_type(const struct rr_expr *x)
{
	return ops[x->op].type;
}

const char *
rr_expr_words(enum rr_expr_op op)
{
	return ops[op].words;
}

bool
rr_expr_takes(enum rr_expr_op op, enum rr_reach r)
{
	return (ops[op].takes & 1u << r) != 0;
}

bool
rr_expr_takes_via(enum rr_expr_op op, enum rr_reach r)
{
	return (r == RR_REACH_ABOUT || r == RR_REACH_UNDER) &&
	    rr_expr_takes(op, r) && (ops[op].takes & VIA) != 0;
}

const char *
rr_reach_words(enum rr_reach r)
{
	return reaches[r];
}

const char *
rr_way_words(enum rr_way w)
{
	return ways[w];
}

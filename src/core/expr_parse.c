/*
 * expr_parse.c: expressions, read from text.
 *
 * Recursive descent over words; the grammar is in expr.h.  What is wanted, a
 * day, a truth or money, says which of the three reads it, so that what is
 * read is of that type.  The tree lives in the arena that is given.
 */
#include <string.h>

#include "parse_int.h"

#define LENGTH	1000

static rr_parse_fn *const of[RR_TYPE_MAX] = {
	[RR_TYPE_DAY] = rr_parse_day,
	[RR_TYPE_TRUTH] = rr_parse_truth,
	[RR_TYPE_MONEY] = rr_parse_sum
};
static const enum rr_code codes[RR_TYPE_MAX] = {
	[RR_TYPE_DAY] = RR_E_EXPRESSION,
	[RR_TYPE_TRUTH] = RR_E_CONDITION,
	[RR_TYPE_MONEY] = RR_E_SUM
};

bool
rr_expr_parse(struct rr_arena *arena, const char *text, struct rr_pos at,
    const struct rr_sight *in, enum rr_type want, const struct rr_expr **out,
    struct rr_diags *diags)
{
	struct rr_parser s = { .arena = arena, .text = text, .p = text,
	    .at = at, .agreement = in->agreement, .lines = in->lines,
	    .nlines = in->nlines, .of = of, .code = codes[want],
	    .diags = diags };

	if (in->agreement != NULL && in->subject != NULL)
		s.subject = rr_agreement_event(in->agreement, in->subject);
	if (strlen(text) > LENGTH)
		return rr_diag(diags, s.code, at, "longer than %d characters",
		    LENGTH);
	if (!rr_parse(&s, want, out))
		return false;
	rr_parse_space(&s);
	return *s.p == '\0' ? true : rr_expected(&s, "the end");
}

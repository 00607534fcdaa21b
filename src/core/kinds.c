/*
 * kinds.c: the kinds of provision, as one list.  No rule names it.
 */
#include "regrights/kind.h"

#define RR_KIND(name)	&rr_kind_##name,
const struct rr_kind *const rr_kinds[] = {
#include "regrights/kind.def"
	NULL
};
#undef RR_KIND

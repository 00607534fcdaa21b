/*
 * kind.c: the kinds of provision by their words, and what each counts.
 */
#include "regrights/agreement.h"

#define RR_KIND(id, word, counts)	{ word, counts },
static const struct { const char *word; bool counts; } kinds[] = {
#include "regrights/kind.def"
};
#undef RR_KIND

const char *
rr_kind_word(enum rr_kind_id k)
{
	return kinds[k].word;
}

bool
rr_kind_counts(enum rr_kind_id k)
{
	return kinds[k].counts;
}

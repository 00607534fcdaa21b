/*
 * use.c: what the program itself reads of an entry, by its words.
 */
#include <string.h>

#include "regrights/field.h"

#define RR_USE(id, word, type)	{ word, RR_FIELD_##type },
static const struct { const char *word; enum rr_field_type type; } uses[] = {
#include "regrights/use.def"
};
#undef RR_USE

const char *
rr_use_word(enum rr_field_use use)
{
	return uses[use].word;
}

enum rr_field_type
rr_use_type(enum rr_field_use use)
{
	return uses[use].type;
}

enum rr_field_use
rr_use_find(const char *word)
{
	int i = 0;

	while (i < RR_USE_MAX && strcmp(uses[i].word, word) != 0)
		i++;
	return (enum rr_field_use)i;
}

/*
 * method.c: the ways in which a notice can be sent, from the one list of them.
 */
#include <string.h>

#include "regrights/ladder.h"

#define RR_METHOD(id, w, b, c, n)					\
	{ .word = w, .by = b, .contact = c, .nights = n },
static const struct {
	const char	*word, *by, *contact;
	bool		 nights;
} methods[] = {
#include "regrights/method.def"
	{ .word = "other", .by = "sent", .contact = "address" }
};
#undef RR_METHOD

const char *
rr_method_word(enum rr_method m)
{
	return methods[m].word;
}

const char *
rr_method_by(enum rr_method m)
{
	return methods[m].by;
}

const char *
rr_method_contact(enum rr_method m)
{
	return methods[m].contact;
}

bool
rr_method_nights(enum rr_method m)
{
	return methods[m].nights;
}

bool
rr_method_find(const char *word, enum rr_method *out)
{
	for (int i = 0; i < RR_METHOD_MAX; i++)
		if (strcmp(methods[i].word, word) == 0) {
			*out = (enum rr_method)i;
			return true;
		}
	return false;
}

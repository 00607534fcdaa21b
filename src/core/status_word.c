/*
 * status_word.c: how a deadline can stand, in words.
 */
#include <string.h>

#include "regrights/derive.h"

#define RR_STATUS(id, word, shown, done)	{ word, shown, done },
static const struct { const char *word, *shown; bool done; } statuses[] = {
#include "regrights/status.def"
};
#undef RR_STATUS

const char *
rr_status_word(enum rr_status s)
{
	return statuses[s].word;
}

const char *
rr_status_shown(enum rr_status s)
{
	return statuses[s].shown;
}

const char *
rr_status_word_shown(const char *word)
{
	for (size_t i = 0; i < RR_STATUS_MAX; i++)
		if (strcmp(statuses[i].word, word) == 0)
			return statuses[i].shown;
	return word;
}

bool
rr_status_is_done(const char *word)
{
	for (size_t i = 0; i < RR_STATUS_MAX; i++)
		if (strcmp(statuses[i].word, word) == 0)
			return statuses[i].done;
	return false;
}

const char *
rr_sense_word(enum rr_sense s)
{
	return s == RR_NOT_BEFORE ? "not before" : "no later than";
}

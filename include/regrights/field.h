/*
 * field.h: the kinds of field that an event can have.
 *
 * What a kind is called in the file, what its values name, how they are
 * written.  Whether what a value names is there, only the agreement or the
 * record can say.
 */
#ifndef REGRIGHTS_FIELD_H
#define REGRIGHTS_FIELD_H

#include <stdbool.h>

#include "regrights/fact.h"

#define RR_FIELD(id, word, param, listed, check, how, says)	RR_FIELD_##id,
enum rr_field_type {
#include "regrights/field.def"
	RR_FIELD_MAX
};
#undef RR_FIELD

/* What a value tells of whom or what. */
enum rr_says {
	RR_SAYS_NOTHING,	/* a day, an amount, a word of a list */
	RR_SAYS_WORDS,
	RR_SAYS_NAME,		/* that of a party, its number or address */
	RR_SAYS_PARTY,		/* by its key; several with spaces */
	RR_SAYS_ENTRY		/* by its number; several with spaces */
};

/* Of what changes the register of holders; MAX: of no event's. */
enum rr_field_type rr_use_type(enum rr_field_use);
/* "text", "date", ...: as the agreement's file names it. */
const char	*rr_field_word(enum rr_field_type);
enum rr_says	 rr_field_says(enum rr_field_type);
/* Whether its value names entries of the journal, one or several. */
bool		 rr_field_names_entries(enum rr_field_type);
/* Whether a list of holders can hold it: it names no entry and no party. */
bool		 rr_field_is_listed(enum rr_field_type);
/* Whether a value is written as the kind asks; true where it asks nothing. */
bool		 rr_field_is_written(enum rr_field_type, const char *value);
/* The day that a value says; false where its kind is of no day. */
bool		 rr_field_day(enum rr_field_type, const char *value, rr_date *);
/* The units, cents or number that a value says; false: its kind counts none. */
bool		 rr_field_count(enum rr_field_type, const char *value,
		    int64_t *);
/* Whether a word is one of those of "a|b|c". */
bool		 rr_words_have(const char *words, const char *word);
/* How, in words: "a day as YYYY-MM-DD"; NULL where it asks nothing. */
const char	*rr_field_how(enum rr_field_type);

#endif

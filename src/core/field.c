/*
 * field.c: the kinds of field, from the one list of them.
 */
#include "regrights/field.h"

#include <stdint.h>
#include <string.h>

#include "regrights/qty.h"
#include "regrights/text.h"

static bool
is_any(const char *value)
{
	(void)value;
	return true;
}

static bool
is_day(const char *value)
{
	rr_date day;

	return rr_date_parse(value, &day);
}

static bool
is_moment(const char *value)
{
	struct rr_wall w;

	return rr_wall_parse(value, &w);
}

static bool
is_money(const char *value)
{
	rr_money money;

	return rr_money_parse(value, &money);
}

static bool
is_shares(const char *value)
{
	rr_shares shares;

	return rr_shares_parse(value, &shares);
}

static bool
is_number(const char *value)
{
	int64_t number;

	return rr_int_parse(value, 0, INT64_MAX, &number);
}

static bool
is_yes(const char *value)
{
	return strcmp(value, "yes") == 0 || strcmp(value, "no") == 0;
}

static bool
is_ratio(const char *value)
{
	struct rr_ratio ratio;

	return rr_ratio_parse(value, &ratio);
}

static bool
is_part(const char *value)
{
	struct rr_ratio part;

	return rr_part_parse(value, &part);
}

#define RR_FIELD(id, word_, param, listed_, check_, how_, says_)	\
	[RR_FIELD_##id] = { .word = word_, .listed = listed_,		\
	    .check = is_##check_, .how = how_, .says = RR_SAYS_##says_ },
static const struct {
	const char	*word, *how;
	bool		 listed;
	enum rr_says	 says;
	bool		(*check)(const char *);
} kinds[] = {
#include "regrights/field.def"
};
#undef RR_FIELD

const char *
rr_field_word(enum rr_field_type t)
{
	return kinds[t].word;
}

bool
rr_field_names_entries(enum rr_field_type t)
{
	return kinds[t].says == RR_SAYS_ENTRY;
}

enum rr_says
rr_field_says(enum rr_field_type t)
{
	return kinds[t].says;
}

bool
rr_field_is_listed(enum rr_field_type t)
{
	return kinds[t].listed;
}

bool
rr_field_is_written(enum rr_field_type t, const char *value)
{
	return kinds[t].check(value);
}

bool
rr_field_day(enum rr_field_type t, const char *value, rr_date *day)
{
	struct rr_wall w;

	if (t == RR_FIELD_DATE)
		return rr_date_parse(value, day);
	if (t != RR_FIELD_MOMENT || !rr_wall_parse(value, &w))
		return false;
	*day = w.day;
	return true;
}

bool
rr_field_count(enum rr_field_type t, const char *value, int64_t *n)
{
	rr_shares shares = { 0 };
	rr_money money = { 0 };
	bool ok = t == RR_FIELD_MONEY ? rr_money_parse(value, &money) :
	    t == RR_FIELD_SHARES ? rr_shares_parse(value, &shares) :
	    t == RR_FIELD_NUMBER && rr_int_parse(value, 0, INT64_MAX, n);

	if (ok && t != RR_FIELD_NUMBER)
		*n = t == RR_FIELD_MONEY ? money.cents : shares.units;
	return ok;
}

const char *
rr_field_how(enum rr_field_type t)
{
	return kinds[t].how;
}

bool
rr_words_have(const char *words, const char *value)
{
	size_t n = strlen(value);

	for (;;) {
		size_t len = strcspn(words, "|");

		if (len == n && memcmp(words, value, n) == 0)
			return true;
		if (words[len] == '\0')
			return false;
		words += len + 1;
	}
}

/*
 * match.c: what is meant by a few letters.
 *
 * Searching is "smart-case": small letters match both, a capital letter makes
 * the search exact.  Order keys are text of equal shape, so that one compare
 * serves days, numbers and words.
 */
#include "tui/match_int.h"

#include <string.h>

#include "regrights/arena.h"
#include "regrights/buf.h"
#include "regrights/date.h"
#include "regrights/text.h"

#define DAY_LEN	10	/* "2000-05-26" */
#define DIGITS	40	/* of the largest number */

static bool
has_capital(const char *s)
{
	for (; *s != '\0'; s++)
		if (*s >= 'A' && *s <= 'Z')
			return true;
	return false;
}

static bool
is_ascii(const char *s)
{
	for (; *s != '\0'; s++)
		if ((unsigned char)*s >= 0x80)
			return false;
	return true;
}

static char
lower(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

/* The common case without folding the whole of Unicode. */
static bool
contains_ascii(const char *text, const char *words)
{
	for (; *text != '\0'; text++) {
		size_t i = 0;

		while (words[i] != '\0' && lower(text[i]) == words[i])
			i++;
		if (words[i] == '\0')
			return true;
	}
	return *words == '\0';
}

bool
rr_search_hit(const char *text, const char *words)
{
	if (has_capital(words))
		return strstr(text, words) != NULL;
	if (is_ascii(words) && is_ascii(text))
		return contains_ascii(text, words);
	return rr_text_contains(text, words);
}

static bool
begins(const char *text, const char *word, bool exact)
{
	for (; *word != '\0'; text++, word++)
		if (*text != *word && (exact || lower(*text) != *word))
			return false;
	return true;
}

static bool
is_of_word(char c)
{
	return (c >= '0' && c <= '9') || (lower(c) >= 'a' &&
	    lower(c) <= 'z') || (unsigned char)c >= 0x80;
}

static enum rr_rank
rank_in(const char *text, const char *word)
{
	bool exact = has_capital(word);

	if (begins(text, word, exact))
		return RR_RANK_START;
	for (const char *p = text; *p != '\0'; p++)
		if (p > text && !is_of_word(p[-1]) && begins(p, word, exact))
			return RR_RANK_WORD;
	return rr_search_hit(text, word) ? RR_RANK_INSIDE : RR_RANK_NONE;
}

/* The title is what was typed, but for spaces around it. */
static bool
is_whole(const char *title, const char *typed)
{
	size_t len = strlen(title);
	bool exact = has_capital(typed);

	typed += strspn(typed, " ");
	for (size_t i = 0; i < len; i++)
		if (typed[i] != title[i] &&
		    (exact || typed[i] != lower(title[i])))
			return false;
	return len > 0 && typed[len + strspn(typed + len, " ")] == '\0';
}

enum rr_rank
rr_search_rank(const char *const *titles, size_t n, const char *rest,
    const char *words)
{
	struct rr_buf b = RR_BUF_INIT;
	enum rr_rank worst = RR_RANK_START;

	for (size_t i = 0; i < n; i++)
		if (is_whole(titles[i], words))
			return RR_RANK_WHOLE;
	while (*(words += strspn(words, " ")) != '\0') {
		size_t len = strcspn(words, " ");
		enum rr_rank best;

		rr_buf_clear(&b);
		rr_buf_addn(&b, words, len);
		best = rr_search_hit(rest, b.s) ? RR_RANK_REST : RR_RANK_NONE;
		for (size_t i = 0; i < n; i++) {
			enum rr_rank rank = rank_in(titles[i], b.s);

			best = rank < best ? rank : best;
		}
		worst = best > worst ? best : worst;
		words += len;
	}
	rr_buf_free(&b);
	return worst;
}

/* The first day that is named in the text, or NULL. */
static const char *
find_day(struct rr_arena *arena, const char *text)
{
	size_t len = strlen(text);

	for (size_t i = 0; i + DAY_LEN <= len; i++) {
		const char *day = rr_arena_strndup(arena, text + i, DAY_LEN);
		rr_date d;

		if (rr_date_parse(day, &d))
			return day;
	}
	return NULL;
}

/* Digits alone, behind as many zeros as make all of equal length. */
static const char *
number_key(struct rr_arena *arena, const char *text)
{
	struct rr_buf digits = RR_BUF_INIT, b = RR_BUF_INIT;

	for (const char *p = text; *p != '\0'; p++)
		if (*p >= '0' && *p <= '9')
			rr_buf_addc(&digits, *p);
	if (digits.len > 0 && digits.len < DIGITS)
		rr_buf_fill(&b, '0', DIGITS - digits.len);
	rr_buf_add(&b, digits.s);
	rr_buf_free(&digits);
	return rr_buf_keep(&b, arena);
}

const char *
rr_order_key(struct rr_arena *arena, const char *text, enum rr_cell cell)
{
	const char *day;

	switch (cell) {
	case RR_CELL_DATE:
		day = find_day(arena, text);
		return day != NULL ? day : rr_arena_strdup(arena, text);
	case RR_CELL_NUMBER:
		return number_key(arena, text);
	case RR_CELL_TEXT:
	case RR_CELL_TRUTH:
	case RR_CELL_LIST:
	case RR_CELL_MAX:
		break;
	}
	return rr_arena_strdup(arena, text);
}

int
rr_order_compare(const char *a, const char *b)
{
	/* What is empty comes last. */
	if (*a == '\0' || *b == '\0')
		return (*a == '\0') - (*b == '\0');
	return rr_text_casecmp(a, b);
}

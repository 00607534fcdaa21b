/*
 * book_value.c: a cell of a lot as the field that the event declares.
 *
 * People write a day, a class or a choice in more than one way; what is
 * recorded is one of them.  What could be read in two ways is refused.
 */
#include <string.h>

#include "regrights/arena.h"
#include "regrights/buf.h"
#include "regrights/qty.h"
#include "regrights/text.h"
#include "book_int.h"

/* The number up to the next separator; -1 where there is none. */
static int
part_of_day(const char **s)
{
	int n = 0;

	if (**s < '0' || **s > '9')
		return -1;
	for (; **s >= '0' && **s <= '9' && n < 10000; ++*s)
		n = n * 10 + (**s - '0');
	if (**s != '\0' && strchr("/-.", **s) != NULL)
		++*s;
	return n;
}

/* 4/28/2000 in the order that was said; 2000-04-28 always. */
static bool
read_day(enum rr_book_dates order, const char *s, rr_date *day)
{
	int a, b, year;

	if (rr_date_parse(s, day))
		return true;
	if (order == RR_BOOK_ISO)
		return false;
	a = part_of_day(&s);
	b = part_of_day(&s);
	year = part_of_day(&s);
	return *s == '\0' && year >= 1000 && (order == RR_BOOK_MDY ?
	    rr_date_of(year, a, b, day) : rr_date_of(year, b, a, day));
}

bool
rr_book_day(struct rr_book_run *r, unsigned row, size_t col, const char *text,
    rr_date *day)
{
	if (read_day(r->map->dates, text, day))
		return true;
	return rr_book_complain(r, RR_E_DATE, row, col, r->map->dates ==
	    RR_BOOK_ISO ? "'%s'; write 2000-04-28, or say --dates mdy (month "
	    "first) or dmy" : "'%s'; a day as 2000-04-28, or in the order of "
	    "--dates", text);
}

static const char *
find_class(const struct rr_agreement *a, const char *text)
{
	for (size_t i = 0; i < a->nclasses; i++)
		if (rr_text_casecmp(a->classes[i].key, text) == 0 ||
		    rr_text_casecmp(a->classes[i].title, text) == 0)
			return a->classes[i].key;
	return NULL;
}

static bool
none_of(struct rr_book_run *r, unsigned row, size_t col, const char *text,
    struct rr_buf *words)
{
	rr_book_complain(r, RR_E_CHOICE, row, col, "'%s'; one of:%s", text,
	    words->s);
	rr_buf_free(words);
	return false;
}

static bool
read_class(struct rr_book_run *r, unsigned row, size_t col,
    const struct rr_field_decl *d, const char *text, const char **out)
{
	const struct rr_agreement *a = r->in->agreement;
	struct rr_buf all = RR_BUF_INIT;

	(void)d;
	*out = find_class(a, text);
	if (*out != NULL)
		return true;
	for (size_t i = 0; i < a->nclasses; i++)
		rr_buf_printf(&all, "%s %s", i > 0 ? "," : "",
		    a->classes[i].key);
	return none_of(r, row, col, text, &all);
}

static const char *
find_choice(const struct rr_field_decl *d, const char *text)
{
	for (size_t i = 0; i < d->nchoices; i++)
		if (rr_text_casecmp(d->choices[i], text) == 0)
			return d->choices[i];
	return NULL;
}

static bool
read_choice(struct rr_book_run *r, unsigned row, size_t col,
    const struct rr_field_decl *d, const char *text, const char **out)
{
	struct rr_buf all = RR_BUF_INIT;

	*out = find_choice(d, text);
	if (*out != NULL)
		return true;
	for (size_t i = 0; i < d->nchoices; i++)
		rr_buf_printf(&all, "%s %s", i > 0 ? "," : "", d->choices[i]);
	return none_of(r, row, col, text, &all);
}

static bool
read_date(struct rr_book_run *r, unsigned row, size_t col,
    const struct rr_field_decl *d, const char *text, const char **out)
{
	struct rr_buf b = RR_BUF_INIT;
	rr_date day;

	(void)d;
	if (!rr_book_day(r, row, col, text, &day))
		return false;
	rr_date_text(day, &b);
	*out = rr_buf_keep(&b, r->arena);
	return true;
}

static bool
read_yes(struct rr_book_run *r, unsigned row, size_t col,
    const struct rr_field_decl *d, const char *text, const char **out)
{
	*out = rr_book_yes(text);
	return *out != NULL ? true : rr_book_complain(r, RR_E_TYPE, row, col,
	    "'%s'; write %s", text, rr_field_how(d->type));
}

static bool
read_shares(struct rr_book_run *r, unsigned row, size_t col,
    const struct rr_field_decl *d, const char *text, const char **out)
{
	rr_shares n;

	(void)d;
	if (!rr_shares_parse(text, &n))
		return rr_book_complain(r, RR_E_AMOUNT, row, col, "'%s'; "
		    "write whole shares, as 500000 or 500,000", text);
	if (n.units == 0)
		return rr_book_complain(r, RR_E_AMOUNT, row, col, "a lot of "
		    "no shares; leave the row out");
	*out = rr_arena_printf(r->arena, "%lld", (long long)n.units);
	return true;
}

/* Kinds that people write in their own ways; others are as in the file. */
typedef bool	 read_cell(struct rr_book_run *, unsigned row, size_t col,
		    const struct rr_field_decl *, const char *, const char **);
static read_cell *const readers[] = {
	[RR_FIELD_DATE] = read_date,
	[RR_FIELD_SHARES] = read_shares,
	[RR_FIELD_YES] = read_yes,
	[RR_FIELD_CHOICE] = read_choice,
	[RR_FIELD_CLASS] = read_class
};

bool
rr_book_value(struct rr_book_run *r, unsigned row, size_t col,
    const struct rr_field_decl *d, const char *text, const char **out)
{
	if (d->type < sizeof(readers) / sizeof(readers[0]) &&
	    readers[d->type] != NULL)
		return readers[d->type](r, row, col, d, text, out);
	*out = text;
	return rr_field_is_written(d->type, text) ? true :
	    rr_book_complain(r, RR_E_TYPE, row, col, "'%s'; write %s", text,
	    rr_field_how(d->type));
}

/*
 * book_people.c: the names that stand for parties on record, and the words
 * that lists have where they name nobody.
 */
#include <string.h>

#include "regrights/arena.h"
#include "regrights/buf.h"
#include "regrights/map.h"
#include "regrights/roster.h"
#include "regrights/text.h"
#include "book_int.h"

const char *
rr_book_fold(struct rr_arena *arena, const char *name)
{
	struct rr_buf b = RR_BUF_INIT;

	rr_text_fold(name, &b);
	return rr_buf_keep(&b, arena);
}

const char *
rr_book_bare(struct rr_arena *arena, const char *name)
{
	struct rr_buf b = RR_BUF_INIT;

	rr_text_bare(name, &b);
	return rr_buf_keep(&b, arena);
}

/* A name that a party had stands for it, where nobody has that name now. */
static void
add_former(struct rr_book_run *r, const struct rr_party *p)
{
	for (size_t i = 0; i < p->nnamed; i++) {
		const char *name = rr_book_fold(r->arena,
		    rr_fact_get(p->named[i], RR_USE_NAME));
		const char *key = rr_map_find(r->keys, name);

		if (key == NULL || strcmp(key, p->key) == 0)
			rr_map_set(r->keys, name, rr_arena_strdup(r->arena,
			    p->key));
	}
}

void
rr_book_people(struct rr_book_run *r)
{
	const struct rr_roster *all = r->in->roster;

	r->people = rr_map_new(r->arena);
	r->known = rr_roles(r->arena, r->in->agreement);
	r->keys = rr_map_new(r->arena);
	r->bare = rr_map_new(r->arena);
	for (size_t i = 0; i < all->n; i++) {
		const char *name = rr_book_fold(r->arena, all->parties[i].name);
		/* Two of one name: neither is meant by the name alone. */
		const char *key = rr_map_find(r->keys, name) != NULL ? "" :
		    all->parties[i].key;

		rr_map_set(r->keys, name, rr_arena_strdup(r->arena, key));
		rr_map_set(r->bare, rr_book_bare(r->arena,
		    all->parties[i].name), (void *)(uintptr_t)
		    all->parties[i].name);
	}
	for (size_t i = 0; i < all->n; i++)
		add_former(r, &all->parties[i]);
}

/* Words that sum up by themselves, and those that can stand beside them. */
static const char *const sums[] = { "total", "totals", "subtotal",
    "subtotals", "grandtotal", "sum", "sums", "balance", "count", "carried",
    "brought", "outstanding", "forward", NULL };
static const char *const beside[] = { "all", "grand", "sub", "page", "report",
    "running", "of", "the", "and", "to", "on", "over", "for", "per", "by", "at",
    "as", "this", "class", "number", "numbers", "holder", "holders", "share",
    "shares", "unit", "units", "warrant", "warrants", "security",
    "securities", "issued", "lots", "rows", NULL };
/* What such a list calls the number of its holders. */
static const char *const counts[] = { "allholders", "numberofholders",
    "noofholders", "allshares", "allwarrants", "allunits", NULL };
/* What stands where the name is missing, or is that of the row above. */
static const char *const nobody[] = { "na", "nil", "none", "null", "unknown",
    "nameunknown", "holderunknown", "unknownholder", "unnamed", "notknown",
    "notnamed", "notavailable", "notapplicable", "noname", "ditto", "do",
    "asabove", "seeabove", "sameasabove", "same", "idem", "tbd", "tba", "tbc",
    "tobedetermined", "tobeadvised", "tobeconfirmed", "blank", "empty",
    NULL };

static bool
is_among(const char *const *list, const char *s, size_t n)
{
	for (; *list != NULL; list++)
		if (strlen(*list) == n && strncmp(*list, s, n) == 0)
			return true;
	return false;
}

static const char digits[] = "0123456789";

static bool
is_number(const char *s, size_t n)
{
	return strspn(s, digits) >= n;
}

/* Without the number that stands behind it, as in "Number of holders: 3". */
static bool
is_count(const char *name)
{
	struct rr_buf bare = RR_BUF_INIT;
	size_t n;
	bool is;

	rr_text_bare(name, &bare);
	for (n = bare.len; n > 0 && strchr(digits, bare.s[n - 1]) != NULL;)
		n--;
	is = n > 0 && is_among(counts, bare.s, n);
	rr_buf_free(&bare);
	return is;
}

bool
rr_book_is_total(const char *name)
{
	struct rr_buf folded = RR_BUF_INIT;
	bool is = false, other = false;

	rr_text_fold(name, &folded);
	for (const char *s = folded.len > 0 ? folded.s : ""; *s != '\0';) {
		size_t n = strcspn(s, " :;,.()[]/-*=#'\"");

		is |= is_among(sums, s, n);
		other |= n > 0 && !is_among(sums, s, n) &&
		    !is_among(beside, s, n) && !is_number(s, n);
		s += n > 0 ? n : 1;
	}
	rr_buf_free(&folded);
	return (is && !other) || is_count(name);
}

bool
rr_book_is_nobody(const char *name)
{
	struct rr_buf bare = RR_BUF_INIT;
	bool is;

	rr_text_bare(name, &bare);
	is = bare.len > 0 && (is_among(nobody, bare.s, bare.len) ||
	    is_number(bare.s, bare.len));
	rr_buf_free(&bare);
	return is;
}

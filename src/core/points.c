/*
 * points.c: what the key of a reading turns on.
 */
#include <string.h>

#include "regrights/apart.h"
#include "regrights/buf.h"
#include "regrights/derive.h"

#define COMPARED	128	/* readings; of more all points are named */

static bool
has_word(const struct rr_buf *b, const char *word, size_t n)
{
	const char *p = b->s;

	while ((p = strstr(p, word)) != NULL) {
		if ((p == b->s || p[-1] == ' ') && (p[n] == ',' ||
		    p[n] == '\0'))
			return true;
		p++;
	}
	return false;
}

/* "a, entry 6" */
static void
add_points(const char *key, struct rr_buf *b)
{
	while (*key != '\0') {
		size_t n = strcspn(key, "=");
		struct rr_buf point = RR_BUF_INIT;

		rr_buf_addn(&point, key, n);
		if (!has_word(b, point.s, n))
			rr_buf_printf(b, "%s%s", b->len > 0 ? ", " : "",
			    point.s);
		rr_buf_free(&point);
		key += strcspn(key, "+");
		key += *key == '+' ? 1 : 0;
	}
}

/* "a, day of entry 6": of an entry it is its day. */
static void
add_told(const char *points, struct rr_buf *b)
{
	struct rr_buf point = RR_BUF_INIT;

	while (*points != '\0') {
		size_t n = strcspn(points, ",");

		rr_buf_clear(&point);
		rr_buf_addn(&point, points, n);
		if (!has_word(b, point.s, n))
			rr_buf_printf(b, "%s%s%s", b->len > 0 ? ", " : "",
			    rr_span_key(points) > 0 ? "day of " : "",
			    point.s);
		points += n;
		points += strspn(points, ", ");
	}
	rr_buf_free(&point);
}

void
rr_points_of_key(const char *key, struct rr_buf *b)
{
	struct rr_buf points = RR_BUF_INIT;

	add_points(key, &points);
	add_told(points.s, b);
	rr_buf_free(&points);
}

/* The answer that a key has to a point of LEN bytes, or NULL. */
static const char *
answer_of(const char *key, const char *point, size_t len)
{
	while (*key != '\0') {
		if (strncmp(key, point, len) == 0 && key[len] == '=')
			return key + len + 1;
		key += strcspn(key, "+");
		key += *key == '+' ? 1 : 0;
	}
	return NULL;
}

/* Whether two keys answer one of those points, "a, b", otherwise. */
static bool
is_parted(const char *points, const char *x, const char *y)
{
	for (const char *p = points; *p != '\0'; p += strspn(p, ", ")) {
		size_t len = strcspn(p, ",");
		const char *a = answer_of(x, p, len);
		const char *b = answer_of(y, p, len);
		size_t n = a == NULL ? 0 : strcspn(a, "+");

		p += len;
		if (a != NULL && b != NULL && (n != strcspn(b, "+") ||
		    strncmp(a, b, n) != 0))
			return true;
	}
	return false;
}

/* Whether those points part all that do not say the same. */
static bool
is_enough(const char *points, const char *const *keys,
    const char *const *says, size_t n)
{
	for (size_t i = 0; i < n; i++)
		for (size_t k = 0; k < i; k++)
			if (strcmp(says[i], says[k]) != 0 &&
			    !is_parted(points, keys[i], keys[k]))
				return false;
	return true;
}

/* "a, c" of "a, b, c". */
static void
without(const char *points, size_t at, struct rr_buf *b)
{
	size_t len = strcspn(points + at, ",");
	bool last = points[at + len] == '\0';

	rr_buf_clear(b);
	rr_buf_addn(b, points, last && at > 0 ? at - 2 : at);
	rr_buf_add(b, last ? "" : points + at + len + 2);
}

void
rr_points_that_move(const char *const *keys, const char *const *says,
    size_t n, struct rr_buf *b)
{
	struct rr_buf all = RR_BUF_INIT, fewer = RR_BUF_INIT;
	size_t at = 0;

	for (size_t i = 0; i < n; i++)
		add_points(keys[i], &all);
	while (n <= COMPARED && at < all.len) {
		without(all.s, at, &fewer);
		if (is_enough(fewer.s, keys, says, n)) {
			rr_buf_clear(&all);
			rr_buf_add(&all, fewer.s);
			continue;
		}
		at += strcspn(all.s + at, ",");
		at += all.s[at] == ',' ? 2 : 0;
	}
	add_told(all.s, b);
	rr_buf_free(&all);
	rr_buf_free(&fewer);
}

size_t
rr_span_key(const char *key)
{
	const size_t n = strlen(RR_SPAN_KEY);

	return strncmp(key, RR_SPAN_KEY, n) == 0 ? n : 0;
}

static enum rr_apart
apart_of_key(const char *key)
{
	unsigned apart = RR_APART_NOT;

	while (*key != '\0') {
		apart |= rr_span_key(key) > 0 ? RR_APART_DAYS :
		    RR_APART_POINTS;
		key += strcspn(key, "+");
		key += *key == '+' ? 1 : 0;
	}
	return apart;
}

/* Where too many bear on it, they are open points before all. */
static enum rr_apart
apart_of(const struct rr_reading *r, size_t n, size_t npoints)
{
	unsigned apart = npoints > 0 ? RR_APART_POINTS : RR_APART_NOT;

	for (size_t i = 0; i < n; i++)
		apart |= apart_of_key(r[i].key);
	return apart;
}

enum rr_apart
rr_deadline_apart(const struct rr_deadline *d)
{
	return apart_of(d->readings, d->nreadings, d->npoints);
}

enum rr_apart
rr_deemed_apart(const struct rr_deemed *d)
{
	return apart_of(d->readings, d->nreadings, d->npoints);
}

enum rr_apart
rr_finding_apart(const struct rr_finding *f)
{
	unsigned apart = RR_APART_NOT;

	for (size_t i = 0; i < f->nreadings; i++)
		apart |= apart_of_key(f->readings[i].key);
	return apart != RR_APART_NOT ? apart : RR_APART_POINTS;
}

static const struct { const char *word, *shown, *many, *differs; } words[] = {
	[RR_APART_NOT] = { .word = "", .shown = "", .many = "answers",
	    .differs = "" },
	[RR_APART_POINTS] = { .word = "open-point", .shown = "open point",
	    .many = "answers", .differs = "differs by an open point" },
	[RR_APART_DAYS] = { .word = "day-not-known", .shown = "day not known",
	    .many = "days of entries",
	    .differs = "differs by a day that is not known" },
	[RR_APART_BOTH] = { .word = "open-point-and-day",
	    .shown = "open point, day not known",
	    .many = "answers and days of entries",
	    .differs = "differs by an open point and a day that is not known" }
};

const char *
rr_apart_many(enum rr_apart apart)
{
	return words[apart].many;
}

const char *
rr_apart_shown(enum rr_apart apart)
{
	return words[apart].shown;
}

const char *
rr_apart_differs(enum rr_apart apart)
{
	return words[apart].differs;
}

const char *
rr_finding_word(const struct rr_finding *f)
{
	return f->out.state == RR_FOUND_FORKS ?
	    words[rr_finding_apart(f)].word : rr_found_word(f->out.state);
}

const char *
rr_finding_shown(const struct rr_finding *f)
{
	return f->out.state == RR_FOUND_FORKS ?
	    rr_apart_shown(rr_finding_apart(f)) :
	    rr_found_shown(f->out.state);
}

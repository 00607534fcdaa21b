/*
 * day_table.c: the union of calendars, made once.
 *
 * One bit a day, and before each word of them how many are open: a day's place
 * among the open days is one look-up and a count of bits, and the n-th open day
 * is one look-up.  An agreement whose points are open has dozens of tables, so
 * each is small: a place in it has two bytes.
 *
 * The table holds the years that all calendars know.  Beyond them no
 * day is known as open, but one that a calendar closes is closed; so a count
 * may walk there from closed day to closed day, until it is in the table or is
 * refused.  Single days of the table that are not known are kept beside it.
 *
 * Nothing here allocates after a table is made.
 */
#include "calendar_int.h"
#include "regrights/arena.h"
#include "regrights/vec.h"

struct rr_days {
	const struct rr_calendar *const	*calendars;
	size_t				 ncalendars;
	/* the first day, and how many days */
	int32_t				 first, n;
	/* bit i % WORD of word i / WORD: day i is open; more of none behind */
	uint64_t			*open;
	uint16_t			*before; /* open days before a word */
	uint16_t			*nth;	/* the open days, in order */
	int32_t				 nopen;
	/* days of the table that are not known; they are not open in it */
	struct rr_vec			 doubts;
};

#define WORD	(8 * (int32_t)sizeof(uint64_t))

static int32_t
words_of(const struct rr_days *t)
{
	return t->n / WORD + 1;
}

static bool
is_open(const struct rr_days *t, int32_t i)
{
	return t->open[i / WORD] >> (i % WORD) & 1;
}

static void
close_day(struct rr_days *t, int32_t i)
{
	t->open[i / WORD] &= ~(UINT64_C(1) << (i % WORD));
}

/* Open days before day I, which can be the one behind the last. */
static int32_t
before(const struct rr_days *t, int32_t i)
{
	uint64_t under = (UINT64_C(1) << (i % WORD)) - 1;

	return t->before[i / WORD] +
	    __builtin_popcountll(t->open[i / WORD] & under);
}

struct marking {
	struct rr_arena	*arena;
	struct rr_days	*t;
};

static bool
mark_closed(void *ctx, rr_date day, const struct rr_closing *why)
{
	struct marking *m = ctx;
	int32_t i = day.day - m->t->first;

	if (i < 0 || i >= m->t->n)
		return true;
	if (why->doubtful)
		*(rr_date *)rr_vec_add(m->arena, &m->t->doubts) = day;
	else
		close_day(m->t, i);
	return true;
}

static void
mark_calendar(struct rr_arena *arena, struct rr_days *t,
    const struct rr_calendar *c)
{
	rr_date first = { t->first }, last = { t->first + t->n - 1 };
	struct marking m = { arena, t };
	int w = (int)rr_date_weekday(first), until = rr_date_year(last) + 1;

	for (int d = 0; c->weekly != 0 && d < 7; d++)
		if (c->weekly >> ((w + d) % 7) & 1)
			for (int32_t i = d; i < t->n; i += 7)
				close_day(t, i);
	for (int y = rr_date_year(first) - 1; y <= until; y++)
		rr_calendar_walk(c, y, mark_closed, &m);
}

/* What another calendar closes is closed, whatever is doubtful. */
static void
mark_doubts(struct rr_days *t)
{
	rr_date *d = t->doubts.items;
	size_t kept = 0;

	for (size_t i = 0; i < t->doubts.n; i++) {
		int32_t day = d[i].day - t->first;

		if (!is_open(t, day))
			continue;
		close_day(t, day);
		d[kept++] = d[i];
	}
	t->doubts.n = kept;
}

static void
count_open(struct rr_days *t)
{
	for (int32_t w = 0; w < words_of(t); w++) {
		uint64_t left = t->open[w];

		t->before[w] = (uint16_t)t->nopen;
		for (; left != 0; left &= left - 1)
			t->nth[t->nopen++] = (uint16_t)(w * WORD +
			    __builtin_ctzll(left));
	}
}

static bool
find_range(struct rr_days *t, struct rr_diags *diags)
{
	const struct rr_pos nowhere = { NULL, 0, 0 };
	int first = RR_CALENDAR_FIRST, last = RR_CALENDAR_LAST;
	rr_date from, to;

	for (size_t i = 0; i < t->ncalendars; i++) {
		const struct rr_calendar *c = t->calendars[i];

		first = c->first > first ? c->first : first;
		last = rr_calendar_last(c) < last ? rr_calendar_last(c) : last;
	}
	if (first > last)
		return rr_diag(diags, RR_E_YEARS, nowhere,
		    "the calendars have no year in common");
	rr_date_of(first, 1, 1, &from);
	rr_date_of(last, 12, 31, &to);
	t->first = from.day;
	t->n = to.day - from.day + 1;
	return t->n <= UINT16_MAX ? true : rr_diag(diags, RR_E_YEARS, nowhere,
	    "the calendars have more years in common than a table holds");
}

struct rr_days *
rr_days_new(struct rr_arena *arena, const struct rr_calendar *const *all,
    size_t n, struct rr_diags *diags)
{
	const struct rr_pos nowhere = { NULL, 0, 0 };
	struct rr_days *t = rr_arena_alloc(arena, sizeof(*t));
	const struct rr_calendar **kept = rr_arena_array(arena, n + 1,
	    sizeof(*kept));

	for (size_t i = 0; i < n; i++)
		kept[i] = all[i];
	t->calendars = kept;
	t->ncalendars = n;
	t->doubts = (struct rr_vec)RR_VEC_INIT(rr_date);
	if (!find_range(t, diags))
		return NULL;
	t->before = rr_arena_array(arena, (size_t)words_of(t),
	    sizeof(*t->before));
	t->open = rr_arena_array(arena, (size_t)words_of(t),
	    sizeof(*t->open));
	t->nth = rr_arena_array(arena, (size_t)t->n, sizeof(*t->nth));
	for (int32_t w = 0; w < t->n / WORD; w++)
		t->open[w] = UINT64_MAX;
	t->open[t->n / WORD] = (UINT64_C(1) << (t->n % WORD)) - 1;
	for (size_t i = 0; i < n; i++)
		mark_calendar(arena, t, all[i]);
	mark_doubts(t);
	count_open(t);
	if (t->nopen == 0) {
		rr_diag(diags, RR_E_CONTRADICT, nowhere,
		    "the calendars leave no day open");
		return NULL;
	}
	return t;
}

void
rr_days_range(const struct rr_days *t, rr_date *first, rr_date *last)
{
	first->day = t->first;
	last->day = t->first + t->n - 1;
}

static bool
in_table(const struct rr_days *t, rr_date d)
{
	return d.day >= t->first && d.day - t->first < t->n;
}

static bool
is_doubtful(const struct rr_days *t, rr_date d)
{
	const rr_date *doubts = t->doubts.items;

	for (size_t i = 0; i < t->doubts.n; i++)
		if (rr_date_cmp(doubts[i], d) == 0)
			return true;
	return false;
}

enum rr_day_state
rr_days_state(const struct rr_days *t, rr_date d)
{
	if (in_table(t, d)) {
		int32_t i = d.day - t->first;

		if (is_open(t, i))
			return RR_DAY_OPEN;
		return is_doubtful(t, d) ? RR_DAY_UNKNOWN : RR_DAY_CLOSED;
	}
	for (size_t i = 0; i < t->ncalendars; i++)
		if (rr_calendar_closes(t->calendars[i], d, NULL))
			return RR_DAY_CLOSED;
	return RR_DAY_UNKNOWN;
}

bool
rr_days_is_open(const struct rr_days *t, rr_date d)
{
	return rr_days_state(t, d) == RR_DAY_OPEN;
}

/*
 * Moves a day that lies before the table (or, BACK, behind it) to the day just
 * before its first (behind its last), when all that lies between is closed.
 */
static bool
to_table(const struct rr_days *t, bool back, rr_date *d)
{
	int32_t edge = back ? t->first + t->n : t->first - 1;

	if (back ? d->day < t->first : d->day >= t->first + t->n)
		return false;
	while (back ? d->day > edge : d->day < edge) {
		d->day += back ? -1 : 1;
		if (rr_days_state(t, *d) != RR_DAY_CLOSED)
			return false;
	}
	return true;
}

/* Whether a doubtful day lies in (A, B], or (BACK) in [B, A). */
static bool
meets_doubt(const struct rr_days *t, rr_date a, rr_date b)
{
	const rr_date *d = t->doubts.items;

	for (size_t i = 0; i < t->doubts.n; i++)
		if (rr_date_cmp(a, b) <= 0 ?
		    rr_date_cmp(d[i], a) > 0 && rr_date_cmp(d[i], b) <= 0 :
		    rr_date_cmp(d[i], a) < 0 && rr_date_cmp(d[i], b) >= 0)
			return true;
	return false;
}

bool
rr_days_add(const struct rr_days *t, rr_date d, int32_t n, rr_date *out)
{
	rr_date from = d;
	int64_t i, k;

	*out = d;
	if (n == 0)
		return true;
	if (!to_table(t, n < 0, &from))
		return false;
	i = (int64_t)from.day - t->first;
	k = n > 0 ? (int64_t)before(t, (int32_t)i + 1) + n - 1 :
	    (int64_t)before(t, (int32_t)i) + n;
	if (k < 0 || k >= t->nopen)
		return false;
	out->day = t->first + t->nth[k];
	return !meets_doubt(t, d, *out);
}

bool
rr_days_between(const struct rr_days *t, rr_date a, rr_date b, int32_t *n)
{
	int64_t i = (int64_t)a.day - t->first, j = (int64_t)b.day - t->first;

	if (i < 0 || i >= t->n || j < 0 || j >= t->n ||
	    meets_doubt(t, i < j ? a : b, i < j ? b : a))
		return false;
	*n = before(t, (int32_t)j + 1) - before(t, (int32_t)i + 1);
	return true;
}

static bool
on_or(const struct rr_days *t, rr_date d, int32_t n, rr_date *out)
{
	switch (rr_days_state(t, d)) {
	case RR_DAY_OPEN:
		*out = d;
		return true;
	case RR_DAY_CLOSED:
		return rr_days_add(t, d, n, out);
	case RR_DAY_UNKNOWN:
		break;
	}
	return false;
}

bool
rr_days_on_or_after(const struct rr_days *t, rr_date d, rr_date *out)
{
	return on_or(t, d, 1, out);
}

bool
rr_days_on_or_before(const struct rr_days *t, rr_date d, rr_date *out)
{
	return on_or(t, d, -1, out);
}

rr_date
rr_days_unknown(const struct rr_days *t, rr_date d, bool back)
{
	while (rr_days_state(t, d) != RR_DAY_UNKNOWN)
		d.day += back ? -1 : 1;
	return d;
}

const struct rr_calendar *
rr_days_unlisted(const struct rr_days *t, rr_date d)
{
	const struct rr_calendar *found = NULL;

	for (size_t i = 0; i < t->ncalendars; i++) {
		const struct rr_calendar *c = t->calendars[i];

		if (c->announces && rr_date_cmp(d, c->announced) > 0 &&
		    (found == NULL ||
		    rr_date_cmp(c->announced, found->announced) < 0))
			found = c;
	}
	return found;
}

size_t
rr_days_bytes(const struct rr_days *t)
{
	return sizeof(*t) + t->ncalendars * sizeof(*t->calendars) +
	    (size_t)words_of(t) * (sizeof(*t->before) + sizeof(*t->open)) +
	    (size_t)t->n * sizeof(*t->nth);
}

/*
 * count.c: Business Days a second, beside a bare look-up in two tables.
 *
 *	count SHARE CALENDAR…
 */
#include <stdio.h>
#include <time.h>

#include "regrights/arena.h"
#include "regrights/calendar.h"
#include "regrights/load.h"

#define ROUNDS	20000000

static double
seconds(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

/* N spread over 1 … SPAN, the day over ten years: the same for both. */
static double
engine(const struct rr_days *days, rr_date from, int span, int64_t *sum)
{
	double start = seconds();

	for (int i = 0; i < ROUNDS; i++) {
		rr_date d = { from.day + i % 3650 }, to;

		if (rr_days_add(days, d, 1 + i % span, &to))
			*sum += to.day;
	}
	return ROUNDS / (seconds() - start) / 1e6;
}

static double
bare(const int32_t *before, const int32_t *open, int32_t first, rr_date from,
    int span, int64_t *sum)
{
	double start = seconds();

	for (int i = 0; i < ROUNDS; i++)
		*sum += open[before[from.day + i % 3650 - first + 1] +
		    i % span];
	return ROUNDS / (seconds() - start) / 1e6;
}

int
main(int argc, char **argv)
{
	struct rr_arena *arena = rr_arena_new();
	struct rr_diags *diags = rr_diags_new();
	const struct rr_calendar *all[16];
	const struct rr_days *days;
	rr_date first, last, from;
	int32_t *before, *open, n = 0;
	int64_t sum = 0;
	double build;
	int k = argc - 2 < 16 ? argc - 2 : 16;

	for (int i = 0; i < k; i++) {
		struct rr_calendar *c;

		if (!rr_load_calendar(arena, argv[1], argv[i + 2], &c, diags))
			rr_die("%s cannot be read", argv[i + 2]);
		all[i] = c;
	}
	build = seconds();
	days = rr_days_new(arena, all, (size_t)k, diags);
	build = seconds() - build;
	if (days == NULL)
		rr_die("no open day");
	rr_days_range(days, &first, &last);
	before = rr_arena_array(arena, (size_t)(last.day - first.day) + 2,
	    sizeof(*before));
	open = rr_arena_array(arena, (size_t)(last.day - first.day) + 2,
	    sizeof(*open));
	for (rr_date d = first; d.day <= last.day; d.day++) {
		if (rr_days_is_open(days, d))
			open[n++] = d.day;
		before[d.day - first.day + 1] = n;
	}
	rr_date_of(2000, 1, 1, &from);
	for (int span = 10; span <= 250; span += 240) {
		double e = engine(days, from, span, &sum);
		double b = bare(before, open, first.day, from, span, &sum);

		printf("P10 n up to %3d: %.0f M/s, bare look-up %.0f M/s, "
		    "ratio %.2f\n", span, e, b, e / b);
	}
	printf("P10 table: %.3f ms, %zu bytes (checksum %lld)\n",
	    build * 1e3, rr_days_bytes(days), (long long)sum);
	rr_diags_free(diags);
	rr_arena_free(arena);
	return 0;
}

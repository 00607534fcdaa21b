/*
 * days.c: n-th open days against a list made elsewhere.
 *
 *	days SHARE FIRST LAST EVERY FROM CALENDAR… < LIST
 *
 * LIST holds the open days of FIRST to LAST, one YYYY-MM-DD a line, and with a
 * ? before it a day that is not known: no count goes over it.  For every day in
 * between, or each EVERY-th after the FROM-th, 1 to 250 open days forward and
 * back, the engine's answer is
 * held against the place in the list; so is whether a day is open.  Prints how
 * many answers agreed; the first that does not ends it with status 1.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "regrights/arena.h"
#include "regrights/buf.h"
#include "regrights/calendar.h"
#include "regrights/load.h"
#include "regrights/vec.h"

#define N	250

static const struct rr_days *
load_union(struct rr_arena *arena, const char *share, char **keys, int n)
{
	const struct rr_calendar **all = rr_arena_array(arena, (size_t)n + 1,
	    sizeof(*all));
	struct rr_diags *diags = rr_diags_new();
	const struct rr_days *days;

	for (int i = 0; i < n; i++) {
		struct rr_calendar *c;

		if (!rr_load_calendar(arena, share, keys[i], &c, diags))
			rr_die("calendar %s cannot be read", keys[i]);
		all[i] = c;
	}
	days = rr_days_new(arena, all, (size_t)n, diags);
	rr_diags_free(diags);
	return days;
}

/* Whether a day that is not known lies between, TO included. */
static bool
is_barred(const struct rr_vec *unknown, rr_date from, rr_date to)
{
	const rr_date *all = unknown->items;

	for (size_t i = 0; i < unknown->n; i++)
		if (from.day < to.day ?
		    all[i].day > from.day && all[i].day <= to.day :
		    all[i].day < from.day && all[i].day >= to.day)
			return true;
	return false;
}

static bool
agrees(const struct rr_days *days, const struct rr_vec *unknown, rr_date from,
    int n, rr_date must, rr_date *is)
{
	bool ok = rr_days_add(days, from, n, is);

	return is_barred(unknown, from, must) ? !ok : ok &&
	    is->day == must.day;
}

static int
disagree(rr_date from, int n, rr_date is, rr_date must)
{
	struct rr_buf b = RR_BUF_INIT;

	rr_date_text(from, &b);
	rr_buf_printf(&b, " %+d: ", n);
	rr_date_text(is, &b);
	rr_buf_add(&b, " and not ");
	rr_date_text(must, &b);
	printf("%s\n", b.s);
	rr_buf_free(&b);
	return 1;
}

int
main(int argc, char **argv)
{
	struct rr_arena *arena = rr_arena_new();
	struct rr_vec list = RR_VEC_INIT(rr_date);
	struct rr_vec unknown = RR_VEC_INIT(rr_date);
	const struct rr_days *days;
	rr_date first, last;
	long long agreed = 0;
	char line[32];
	int every;
	size_t at = 0;

	if (argc < 7 || (every = atoi(argv[4])) < 1 ||
	    !rr_date_parse(argv[2], &first) ||
	    !rr_date_parse(argv[3], &last))
		rr_die("usage: days SHARE FIRST LAST EVERY FROM CALENDAR...");
	days = load_union(arena, argv[1], argv + 6, argc - 6);
	if (days == NULL)
		rr_die("the union has no open day");
	while (fgets(line, sizeof(line), stdin) != NULL) {
		line[strcspn(line, "\n")] = '\0';
		if (!rr_date_parse(line + (line[0] == '?'), rr_vec_add(arena,
		    line[0] == '?' ? &unknown : &list)))
			rr_die("'%s' is no day", line);
	}
	for (rr_date d = { first.day + atoi(argv[5]) }; d.day <= last.day;
	    d.day += every) {
		const rr_date *open = list.items;
		bool is_open;

		while (at < list.n && open[at].day < d.day)
			at++;
		is_open = at < list.n && open[at].day == d.day;
		if (rr_days_is_open(days, d) != is_open)
			return disagree(d, 0, d, d);
		for (int n = 1; n <= N; n++) {
			size_t next = at + (size_t)n - (is_open ? 0 : 1);
			rr_date to;

			if (next < list.n) {
				if (!agrees(days, &unknown, d, n, open[next],
				    &to))
					return disagree(d, n, to, open[next]);
				agreed++;
			}
			if (at >= (size_t)n) {
				if (!agrees(days, &unknown, d, -n,
				    open[at - (size_t)n], &to))
					return disagree(d, -n, to,
					    open[at - (size_t)n]);
				agreed++;
			}
		}
	}
	printf("%lld answers agree\n", agreed);
	rr_arena_free(arena);
	return 0;
}

/*
 * clock.c: the stamps of a case file, one against another.
 */
#include "store_int.h"

static bool
get_number(struct rr_store *s, enum rr_stmt id, bool *some, int64_t *n,
    struct rr_diags *diags)
{
	sqlite3_stmt *q = rr_stmt(s, id, diags);
	bool row;

	if (q == NULL || !rr_stmt_next(s, q, &row, diags))
		return false;
	*some = row && sqlite3_column_type(q, 0) != SQLITE_NULL;
	*n = *some ? sqlite3_column_int64(q, 0) : 0;
	sqlite3_reset(q);
	return true;
}

static bool
not_before_making(struct rr_store *s, enum rr_stmt id, int64_t *at,
    struct rr_diags *diags)
{
	int64_t made = s->identity.made.sec;
	bool some;

	if (!get_number(s, id, &some, at, diags))
		return false;
	if (!some || *at < made)
		*at = made;
	return true;
}

bool
rr_clock_last(struct rr_store *s, int64_t *at, struct rr_diags *diags)
{
	return not_before_making(s, RR_STMT_CLOCK_LAST, at, diags);
}

bool
rr_clock_latest(struct rr_store *s, int64_t *at, struct rr_diags *diags)
{
	return not_before_making(s, RR_STMT_CLOCK, at, diags);
}

bool
rr_store_clock(struct rr_store *s, rr_instant *latest, int64_t *set_back,
    struct rr_diags *diags)
{
	bool some;

	return rr_clock_latest(s, &latest->sec, diags) &&
	    get_number(s, RR_STMT_SET_BACK, &some, set_back, diags);
}

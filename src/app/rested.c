/*
 * rested.c: what rested on sealed entries, in words.
 */
#include <string.h>

#include "app_int.h"
#include "regrights/buf.h"
#include "regrights/seal.h"

void
rr_rested_text(const struct rr_rested *r, struct rr_buf *b)
{
	rr_date day = rr_date_or(r->working, r->raw);

	rr_buf_printf(b, "%s, %s: %s", r->what, r->section,
	    rr_rests_told(r->rests));
	if (r->rests != RR_RESTS_DEADLINE)
		return;
	if (rr_date_is_none(day))
		rr_buf_add(b, "no day");
	else {
		rr_buf_add(b, rr_date_is_none(r->working) ? "as written " :
		    r->sense == RR_NOT_BEFORE ? "first day " :
		    "last safe day ");
		rr_date_text_day(day, b);
	}
	rr_buf_printf(b, ", %s", rr_status_shown(r->status));
}

/* What is left of it: another day, another status, or nothing. */
static void
then_text(const struct rr_deadline *then, struct rr_buf *b)
{
	rr_date day;

	if (then == NULL) {
		rr_buf_add(b, "; without it there is no such deadline");
		return;
	}
	day = rr_deadline_day(then);
	rr_buf_add(b, "; without it ");
	if (!rr_date_is_none(day)) {
		rr_date_text_day(day, b);
		rr_buf_add(b, ", ");
	}
	rr_buf_add(b, rr_status_shown(then->status));
}

void
rr_rested_list(int64_t seal, const struct rr_rested *rows, size_t n,
    const struct rr_deadline *const *then, struct rr_buf *b)
{
	for (size_t i = 0; i < n; i++) {
		rr_buf_add(b, "  ");
		if (seal != 0)
			rr_buf_printf(b, "%lld/%zu  ", (long long)seal,
			    i + 1);
		rr_rested_text(&rows[i], b);
		if (then != NULL && rows[i].rests == RR_RESTS_DEADLINE)
			then_text(then[i], b);
		rr_buf_addc(b, '\n');
	}
}

const char *
rr_in_a_line(struct rr_arena *arena, const char *lines)
{
	struct rr_buf b = RR_BUF_INIT;

	rr_buf_add_lines(&b, lines);
	return rr_buf_keep(&b, arena);
}

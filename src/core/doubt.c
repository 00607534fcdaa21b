/*
 * doubt.c: what is not certain of how a deadline stands, in short.
 *
 * What is done and perhaps late says under which answers; what is not done in
 * each world, what keeps it from that.
 */
#include "eval_int.h"
#include "regrights/arena.h"
#include "regrights/buf.h"
#include "status_int.h"

#define TOLD_APART	2	/* worlds in which it is late, in a line */

static const char *
days_text(struct rr_arena *arena, const struct rr_standing *x)
{
	if (x->how == RR_HOW_PERHAPS_LATE && x->late > 0 && x->gap)
		return rr_arena_printf(arena, "%d day%s late, counted from the "
		    "earliest day of its notice", (int)x->late_most,
		    x->late_most == 1 ? "" : "s");
	if (x->how == RR_HOW_PERHAPS_LATE && x->late > 0)
		return rr_arena_printf(arena, "%d day%s late as written, in "
		    "time as adjusted", (int)x->late_most,
		    x->late_most == 1 ? "" : "s");
	if (x->how == RR_HOW_PERHAPS_LATE)
		return rr_arena_printf(arena, "in time, or up to %d day%s late",
		    (int)x->late_most, x->late_most == 1 ? "" : "s");
	return rr_arena_printf(arena, "%d day%s late", (int)x->late_most,
	    x->late_most == 1 ? "" : "s");
}

const char *
rr_late_doubt(struct rr_eval *ev, const struct rr_world *w, size_t n)
{
	struct rr_buf b = RR_BUF_INIT;
	const char *text;
	size_t told = 0;

	for (size_t i = 0; i < n; i++) {
		const struct rr_standing *x = w[i].out;

		if (x->how == RR_HOW_IN_TIME || x->how == RR_HOW_NOTHING ||
		    told++ >= TOLD_APART)
			continue;
		rr_buf_printf(&b, "%s%s", told > 1 ? "; " : "",
		    days_text(ev->arena, x));
		if (n > 1)
			rr_buf_printf(&b, " if %s", rr_world_key(ev->arena,
			    ev->newest, &w[i]));
	}
	if (told > TOLD_APART)
		rr_buf_printf(&b, "; late under %zu more combinations of "
		    "answers", told - TOLD_APART);
	text = rr_buf_keep(&b, ev->arena);
	return told > 0 ? text : NULL;
}

/* "nothing is to be paid if cap-and-advances=yes", the first such answer. */
static const char *
nothing_if(struct rr_eval *ev, const struct rr_world *w, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		const struct rr_standing *x = w[i].out;

		if (x->how == RR_HOW_NOTHING)
			return rr_arena_printf(ev->arena,
			    "nothing is to be paid if %s",
			    rr_world_key(ev->arena, ev->newest, &w[i]));
	}
	return NULL;
}

const char *
rr_open_doubt(struct rr_eval *ev, const struct rr_world *w, size_t n,
    struct rr_deadline *d)
{
	const char *first = NULL;
	bool differs = false, seen = false;

	for (size_t i = 0; i < n; i++) {
		const struct rr_standing *x = w[i].out;
		const char *text = x->missing != NULL ? x->missing : x->doubt;

		if (!seen)
			first = text;
		differs |= seen && text != first;
		if (first == NULL)
			first = text;
		if (d->missing == NULL && x->lacking != NULL) {
			d->missing = x->lacking;
			d->have = x->have;
			d->owed = x->owed;
		}
		seen = true;
	}
	d->differs = differs;
	if (first == NULL)
		return nothing_if(ev, w, n);
	return !differs ? first : rr_arena_printf(ev->arena,
	    "%s, under some answers", first);
}

/*
 * late.c: how late it is, in words, where it is done and perhaps late.
 *
 * Answers that change nothing of what is told are none of it.
 */
#include "eval_int.h"
#include "regrights/arena.h"
#include "regrights/buf.h"
#include "status_int.h"

const char *
rr_days_late_text(struct rr_arena *arena, int32_t least, int32_t most)
{
	return rr_arena_printf(arena, "%s%d day%s late", least == most ? "" :
	    rr_arena_printf(arena, "%d to ", (int)least), (int)most,
	    most == 1 ? "" : "s");
}

/* Whether it is late as adjusted, or late at all, only as its hour was. */
static bool
is_by_hour(const struct rr_standing *x)
{
	return x->late_if != NULL && x->how == RR_HOW_PERHAPS_LATE &&
	    !x->gap && (x->late <= 0 || x->adjusted_most > 0);
}

/* Whether it is late only as what it is counted from was. */
static bool
is_by_due(const struct rr_standing *x)
{
	return x->how == RR_HOW_PERHAPS_LATE && x->due_late_if != NULL;
}

static const char *
days_text(struct rr_arena *arena, const struct rr_standing *x)
{
	const char *most = rr_days_late_text(arena, x->late_most,
	    x->late_most);
	const char *span = x->late_if == NULL ? most :
	    rr_days_late_text(arena, x->late, x->late_most);

	if (x->how != RR_HOW_PERHAPS_LATE)
		return rr_days_late_text(arena, x->late, x->late_most);
	if (is_by_due(x))
		return x->late > 0 ? span : most;
	if (x->late > 0 && x->gap)
		return rr_arena_printf(arena, "%s, counted from the earliest "
		    "day of its notice", most);
	if (x->late > 0 && is_by_hour(x))
		return rr_arena_printf(arena, "%s as written; as adjusted in "
		    "time, or %s", span, rr_days_late_text(arena,
		    x->adjusted_most, x->adjusted_most));
	if (x->late > 0)
		return rr_arena_printf(arena,
		    "%s as written, in time as adjusted", span);
	return x->late_if != NULL ? most :
	    rr_arena_printf(arena, "in time, or up to %s", most);
}

/* How late, and by what: "3 days late", "unless it was put off". */
struct told {
	const char	*late, *unless, *hour;
};

/* NULL: it is not late. */
static void
tell(struct rr_eval *ev, const struct rr_standing *x, struct told *out)
{
	out->late = out->unless = out->hour = NULL;
	if (x->how == RR_HOW_IN_TIME || x->how == RR_HOW_SPARED)
		return;
	out->late = rr_shared_text(ev, days_text(ev->arena, x));
	if (is_by_due(x))
		out->unless = x->due_late_if;
	else if (is_by_hour(x))
		out->hour = x->late_if;
}

const char *
rr_late_words(struct rr_eval *ev, const struct rr_standing *x)
{
	const char *is, *what;
	struct told t;

	tell(ev, x, &t);
	is = t.unless != NULL ? " unless " : t.hour != NULL ? " if " : "";
	what = t.unless != NULL ? t.unless : t.hour != NULL ? t.hour : "";
	return t.late == NULL ? NULL : rr_arena_printf(ev->arena, "%s%s%s",
	    t.late, is, what);
}

const char *
rr_late_doubt(struct rr_eval *ev, const struct rr_world *worlds, size_t n)
{
	struct rr_world *w = rr_arena_array(ev->arena, n + 1, sizeof(*w));
	struct told *all = rr_arena_array(ev->arena, n + 1, sizeof(*all));
	struct rr_buf b = RR_BUF_INIT;
	const char *text;
	size_t late = 0;

	for (size_t i = 0; i < n; i++) {
		tell(ev, worlds[i].out, &all[i]);
		w[i] = worlds[i];
		w[i].out = &all[i];
	}
	n = rr_worlds_reduce(ev->arena, w, n, sizeof(*all));
	for (size_t i = 0; i < n; i++) {
		const struct told *x = w[i].out;

		if (x->late == NULL || late++ >= RR_TOLD_APART)
			continue;
		rr_buf_printf(&b, "%s%s", late > 1 ? "; " : "", x->late);
		if (n > 1)
			rr_buf_printf(&b, " if %s", rr_world_key(ev->arena,
			    ev->newest, &w[i]));
		if (x->unless != NULL)
			rr_buf_printf(&b, "%s unless %s", n > 1 ? "," : "",
			    x->unless);
		if (x->hour != NULL)
			rr_buf_printf(&b, " %s %s", n > 1 ? "and" : "if",
			    x->hour);
	}
	if (late > RR_TOLD_APART)
		rr_buf_printf(&b, "; late under %zu more combinations of %s",
		    late - RR_TOLD_APART, rr_apart_many(rr_worlds_apart(ev, w,
		    n)));
	text = rr_buf_keep(&b, ev->arena);
	return late > 0 ? text : NULL;
}

void
rr_after_target(struct rr_eval *ev, struct rr_deadline *d)
{
	const char *up_to = d->late_most == d->late ? "" : "up to ";

	d->status = RR_STATUS_MET;
	d->doubt = rr_arena_printf(ev->arena, "%s%d day%s after its target "
	    "date, which a person set: the agreement gives none", up_to,
	    (int)d->late_most, d->late_most == 1 ? "" : "s");
	d->late = d->late_most = d->late_adjusted = d->late_adjusted_most = 0;
}

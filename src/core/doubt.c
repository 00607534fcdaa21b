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

/* What keeps it from being done; worlds can lack other things. */
static const char *
lacking(struct rr_eval *ev, const struct rr_world *w, size_t n)
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
		seen = true;
	}
	if (first == NULL)
		return nothing_if(ev, w, n);
	return !differs ? first : rr_arena_printf(ev->arena,
	    "%s, under some answers", first);
}

/* The worlds apart by how it stands alone; returns how many. */
static size_t
apart(struct rr_eval *ev, const struct rr_world *w, size_t n, enum rr_how how,
    struct rr_world **out)
{
	struct rr_world *all = rr_arena_array(ev->arena, n + 1, sizeof(*all));
	bool *is = rr_arena_array(ev->arena, n + 1, sizeof(*is));

	for (size_t i = 0; i < n; i++) {
		all[i] = w[i];
		is[i] = ((const struct rr_standing *)w[i].out)->how == how;
		all[i].out = &is[i];
	}
	*out = all;
	return rr_worlds_reduce(ev->arena, all, n, sizeof(*is));
}

static bool
is_so(const struct rr_world *w)
{
	return *(const bool *)w->out;
}

/* "; overdue if clear-days=yes", where it is so under some answers alone. */
static void
add_under(struct rr_eval *ev, const struct rr_world *worlds, size_t n,
    enum rr_how how, const char *word, struct rr_buf *b)
{
	struct rr_world *w;
	size_t told = 0;

	n = apart(ev, worlds, n, how, &w);
	for (size_t i = 0; i < n; i++)
		told += is_so(&w[i]);
	if (told == 0 || told == n)
		return;
	rr_buf_printf(b, "%s%s", b->len > 0 ? "; " : "", word);
	if (told > TOLD_APART) {
		rr_buf_printf(b, " under %zu of %zu combinations of answers",
		    told, n);
		return;
	}
	told = 0;
	for (size_t i = 0; i < n; i++)
		if (is_so(&w[i]))
			rr_buf_printf(b, " %s %s", told++ > 0 ? "or" : "if",
			    rr_world_key(ev->arena, ev->newest, &w[i]));
}

const char *
rr_open_doubt(struct rr_eval *ev, const struct rr_world *w, size_t n,
    bool lapses)
{
	const char *lacks = lacking(ev, w, n), *text;
	struct rr_buf b = RR_BUF_INIT;

	rr_buf_add(&b, lacks != NULL ? lacks : "");
	add_under(ev, w, n, RR_HOW_PAST, rr_status_shown(lapses ?
	    RR_STATUS_LAPSED : RR_STATUS_OVERDUE), &b);
	add_under(ev, w, n, RR_HOW_ENDED, rr_status_shown(RR_STATUS_VOID),
	    &b);
	add_under(ev, w, n, RR_HOW_NOT_OWED, "does not apply", &b);
	text = rr_buf_keep(&b, ev->arena);
	return text[0] != '\0' ? text : NULL;
}

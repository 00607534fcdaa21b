/*
 * window.c: the docket as the screen shows it.
 *
 * Nothing is derived here: what is not known as of now is left out, or shown
 * as it was and marked as old, and counted.  The first window of what is all
 * in the case file reads what it shows and one row more; elsewhere the rows
 * are read whole and the window is cut from them.
 */
#include <stdlib.h>
#include <string.h>

#include "app_int.h"
#include "regrights/map.h"
#include "regrights/vec.h"

size_t
rr_window_begin(const struct rr_session_window *w, size_t n, size_t at)
{
	size_t from = 0;

	if (w->place == RR_AT_END)
		from = n > w->max ? n - w->max : 0;
	else if (w->place == RR_AROUND)
		from = at > w->max / 2 ? at - w->max / 2 : 0;
	if (n > w->max && from > n - w->max)
		from = n - w->max;
	return n > w->max ? from : 0;
}

struct reading {
	struct rr_app				*app;
	struct rr_arena				*arena;
	struct rr_diags				*diags;
	const struct rr_session_window		*w;
	struct rr_matter			*all;
	size_t					 n, lost;
	struct rr_vec				 rows;
};

/* Whose rows were changed by another hand is not shown for a moment. */
static bool
are_sound(struct reading *r, const struct rr_docket_row *rows, size_t n)
{
	const char *last = "";

	for (size_t i = 0; i < n; i++) {
		if (!rows[i].changed || strcmp(rows[i].matter, last) == 0)
			continue;
		last = rows[i].matter;
		rr_standing_doubt(r->app, last);
		rr_docket_warn(last, r->diags);
	}
	return last[0] == '\0';
}

/*
 * Whether all that is shown is in the case file, in its order; what it has of a
 * matter that lost its row is not shown.
 */
static bool
is_filed(const struct reading *r)
{
	if (r->lost > 0)
		return false;
	for (size_t i = 0; i < r->n; i++) {
		enum rr_standing at = rr_standing(r->app, &r->all[i]);

		if (at != RR_STANDS_FILED && at != RR_STANDS_OLD)
			return false;
	}
	return true;
}

static void
mark_old(struct reading *r, struct rr_docket_row *rows, size_t n)
{
	struct rr_map *old = rr_map_new(r->arena);

	for (size_t i = 0; i < r->n; i++)
		if (rr_standing(r->app, &r->all[i]) == RR_STANDS_OLD)
			rr_map_set(old, r->all[i].key, &r->all[i]);
	for (size_t i = 0; i < n; i++)
		rows[i].old = rr_map_find(old, rows[i].matter) != NULL;
}

/* False where it cannot be read, or is not what was written (SOUND). */
static bool
read_filed(struct reading *r, size_t max, struct rr_docket_row **rows,
    size_t *n, bool *sound)
{
	struct rr_store *s;

	*sound = true;
	if (!rr_app_store(r->app, RR_STORE_READ, &s, r->diags) ||
	    !rr_store_docket_first(s, r->arena, r->w->matter, r->w->all, max,
	    rows, n, r->diags))
		return false;
	*sound = are_sound(r, *rows, *n);
	if (*sound)
		mark_old(r, *rows, *n);
	return *sound;
}

static bool
add_filed(struct reading *r, const struct rr_matter *m, bool old)
{
	struct rr_docket_row *rows;
	struct rr_store *s;
	size_t n;

	if (!rr_app_store(r->app, RR_STORE_READ, &s, r->diags) ||
	    !rr_store_docket(s, r->arena, m->key, r->w->all, NULL, (size_t)-1,
	    &rows, &n, r->diags))
		return false;
	if (!are_sound(r, rows, n))
		return true;
	for (size_t i = 0; i < n; i++) {
		rows[i].old = old;
		*(struct rr_docket_row *)rr_vec_add(r->arena, &r->rows) =
		    rows[i];
	}
	return true;
}

static void
add_held(struct reading *r, const struct rr_matter *m)
{
	size_t n;
	const struct rr_docket_row *rows = rr_standing_rows(r->app, m->key,
	    &n);

	for (size_t i = 0; i < n; i++)
		if (r->w->all || rows[i].stand != RR_DOCKET_NOT)
			rr_docket_copy(r->arena, &rows[i],
			    rr_vec_add(r->arena, &r->rows));
}

static bool
add_matter(struct reading *r, const struct rr_matter *m)
{
	enum rr_standing at = rr_standing(r->app, m);

	if (r->w->matter != NULL && strcmp(r->w->matter, m->key) != 0)
		return true;
	if (at == RR_STANDS_HELD)
		add_held(r, m);
	else if (at == RR_STANDS_FILED || at == RR_STANDS_OLD)
		return add_filed(r, m, at == RR_STANDS_OLD);
	return true;
}

/* Matter by matter, each from where it is. */
static bool
gather(struct reading *r, struct rr_docket_row **rows, size_t *n)
{
	for (size_t i = 0; i < r->n; i++)
		if (!add_matter(r, &r->all[i]))
			return false;
	*rows = r->rows.items;
	*n = r->rows.n;
	return true;
}

static bool
read_rows(struct reading *r, struct rr_docket_row **rows, size_t *n)
{
	size_t max = r->w->place == RR_AT_START ? r->w->max + 1 : (size_t)-1;
	bool sound = true;

	if (!is_filed(r))
		return gather(r, rows, n);
	if (read_filed(r, max, rows, n, &sound))
		return true;
	return !sound && gather(r, rows, n);
}

/* Those that are not folded: the last ones are. */
static size_t
shown(const struct rr_session_window *w, const struct rr_docket_row *rows,
    size_t n)
{
	while (!w->later && n > 0 && rows[n - 1].group >= RR_GROUP_LATER)
		n--;
	return n;
}

/* How many there are, in all windows of that list. */
static size_t
count_shown(const struct rr_session_window *w, const struct rr_tally *t)
{
	size_t folded = t->of[RR_GROUP_LATER];

	return w->later ? rr_tally_rows(t) + t->of[RR_GROUP_WAITING] :
	    rr_tally_rows(t) - folded;
}

/* What is not known yet may stand anywhere. */
static void
set_rest(const struct reading *r, const struct rr_source *out, size_t from,
    size_t n, struct rr_session_rest *rest)
{
	rr_standing_count(r->app, r->all, r->n, r->lost, &rest->counts);
	rest->above = (long)from;
	rest->below = (long)(n - from - out->ndocket);
	if (rest->below > 0 && r->w->place == RR_AT_START &&
	    r->w->matter == NULL && !r->w->all)
		rest->below = (long)(count_shown(r->w, &rest->counts.tally) -
		    out->ndocket);
	if (rest->counts.unknown > 0)
		rest->below = RR_SOME;
	rest->old = false;
	for (size_t i = 0; i < out->ndocket; i++)
		rest->old |= out->docket[i].old;
}

/* Of a list of which some is folded, that is said. */
static const char *
none_shown(struct rr_arena *arena, const struct rr_session_window *w,
    const struct rr_tally *t, int within)
{
	size_t folded = t->of[RR_GROUP_LATER] + t->of[RR_GROUP_WAITING];

	if (w->later || folded == 0)
		return "Nothing is to be done.";
	return rr_arena_printf(arena, "Nothing is to be done in the next %d "
	    "days; + shows what is later or waits.", within);
}

/* On the clock of the matter that is shown; of all, as the first has it. */
static rr_date
day_of(const struct reading *r)
{
	for (size_t i = 0; r->w->matter != NULL && i < r->n; i++)
		if (strcmp(r->all[i].key, r->w->matter) == 0)
			return rr_standing_day(r->app, &r->all[i]);
	return rr_app_today(r->app);
}

bool
rr_session_docket(struct rr_app *app, struct rr_arena *arena,
    const struct rr_session_window *w, struct rr_source *out,
    struct rr_session_rest *rest, struct rr_diags *diags)
{
	struct reading r = { .app = app, .arena = arena, .diags = diags,
	    .w = w, .rows = RR_VEC_INIT(struct rr_docket_row) };
	struct rr_docket_row *rows;
	size_t n, at = 0, from;

	if (!rr_docket_left(app, arena, &r.all, &r.n, &r.lost, diags) ||
	    !read_rows(&r, &rows, &n))
		return false;
	if (r.lost > 0)
		rr_store_all_there(app->store, diags);
	rr_docket_place(app, rr_standing_day, r.all, r.n, rows, n);
	n = shown(w, rows, n);
	while (w->row != NULL && at < n &&
	    rr_docket_cmp(&rows[at], w->row) < 0)
		at++;
	from = rr_window_begin(w, n, at);
	memset(out, 0, sizeof(*out));
	out->docket = n > 0 ? rows + from : NULL;
	out->ndocket = n - from > w->max ? w->max : n - from;
	out->on = day_of(&r);
	out->within = app->options.due_within;
	out->matters = r.all;
	out->nmatters = r.n;
	rr_docket_alike(rows, n);
	set_rest(&r, out, from, n, rest);
	out->tally = rest->counts.tally;
	if (r.n > 0)
		out->empty = none_shown(arena, w, &out->tally, out->within);
	return rr_docket_unread(app, arena, w->matter, out, diags);
}

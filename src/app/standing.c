/*
 * standing.c: whether a matter's docket is known as of now, and where it is.
 *
 * What this session has derived is held in memory where the case file keeps
 * it not: under --read-only, on a disk that is full, and of what is asked in
 * one's own way (another day, a reading).  It is held for as long as the key
 * that it would be kept under holds, and the matter has no new entry.
 *
 * Held rows are copied by whoever shows them: they go when they are derived
 * again.
 */
#include <string.h>

#include "app_int.h"
#include "regrights/map.h"

struct held {
	struct rr_arena			*arena;		/* NULL: no rows */
	const char			*key;
	int64_t				 head;
	const struct rr_docket_row	*rows;
	size_t				 n;
	/* what the case file has of it is not what was written */
	bool				 doubted;
	/* as of HEAD it cannot be derived */
	bool				 failed;
};

/* Made when it is first wanted. */
static struct held *
held_of(struct rr_app *app, const char *matter)
{
	struct held *h;

	if (app->held == NULL)
		app->held = rr_map_new(app->arena);
	h = rr_map_find(app->held, matter);
	if (h == NULL) {
		h = rr_arena_alloc(app->arena, sizeof(*h));
		rr_map_set(app->held, matter, h);
	}
	return h;
}

static void
drop(struct held *h)
{
	rr_arena_free(h->arena);
	memset(h, 0, sizeof(*h));
}

enum rr_standing
rr_standing(struct rr_app *app, const struct rr_matter *m)
{
	const struct held *h = app->held == NULL ? NULL :
	    rr_map_find(app->held, m->key);
	bool filed = rr_docket_is_plain(app) && m->sound &&
	    (h == NULL || !h->doubted);

	if (filed && rr_docket_key_holds(app, m->docket_key))
		return RR_STANDS_FILED;
	if (h != NULL && h->arena != NULL && h->head == m->head &&
	    rr_docket_key_holds(app, h->key))
		return RR_STANDS_HELD;
	if (h != NULL && h->failed && h->head == m->head)
		return RR_STANDS_FAILED;
	return filed ? RR_STANDS_OLD : RR_STANDS_NOWHERE;
}

void
rr_standing_doubt(struct rr_app *app, const char *matter)
{
	held_of(app, matter)->doubted = true;
}

void
rr_standing_filed(struct rr_app *app, const char *matter)
{
	drop(held_of(app, matter));
}

void
rr_standing_hold(struct rr_app *app, const struct rr_matter *m,
    const char *key, const struct rr_docket_row *rows, size_t n)
{
	struct held *h = held_of(app, m->key);
	bool doubted = h->doubted;
	struct rr_docket_row *copy;

	drop(h);
	h->doubted = doubted;
	h->arena = rr_arena_new();
	h->key = rr_arena_strdup(h->arena, key);
	h->head = m->head;
	copy = rr_arena_array(h->arena, n + 1, sizeof(*copy));
	for (size_t i = 0; i < n; i++)
		rr_docket_copy(h->arena, &rows[i], &copy[i]);
	h->rows = copy;
	h->n = n;
}

void
rr_standing_fail(struct rr_app *app, const struct rr_matter *m)
{
	struct held *h = held_of(app, m->key);

	h->head = m->head;
	h->failed = true;
}

void
rr_standing_forgive(struct rr_app *app)
{
	for (size_t i = 0; app->held != NULL &&
	    i < rr_map_count(app->held); i++)
		((struct held *)rr_map_value(app->held, i))->failed = false;
}

rr_date
rr_standing_day(void *ctx, const struct rr_matter *m)
{
	struct rr_app *app = ctx;
	struct rr_matter held = *m;

	if (rr_standing(app, m) == RR_STANDS_HELD)
		held.docket_key = held_of(app, m->key)->key;
	return rr_docket_day(app, &held);
}

const struct rr_docket_row *
rr_standing_rows(struct rr_app *app, const char *matter, size_t *n)
{
	const struct held *h = held_of(app, matter);

	*n = h->n;
	return h->rows;
}

void
rr_standing_free(struct rr_app *app)
{
	for (size_t i = 0; app->held != NULL &&
	    i < rr_map_count(app->held); i++)
		drop(rr_map_value(app->held, i));
}

static void
add_held(struct rr_app *app, const struct rr_matter *m, struct rr_tally *t)
{
	size_t n;
	const struct rr_docket_row *rows = rr_standing_rows(app, m->key, &n);
	rr_date on = rr_standing_day(app, m);

	for (size_t i = 0; i < n; i++)
		rr_tally_add(t, rr_docket_group(rows[i].stand,
		    rr_date_or(rows[i].working, rows[i].raw), on,
		    app->options.due_within));
}

void
rr_standing_count(struct rr_app *app, const struct rr_matter *all, size_t n,
    size_t lost, struct rr_session_counts *out)
{
	struct rr_tally *t = &out->tally;

	memset(out, 0, sizeof(*out));
	out->matters = n + lost;
	out->unknown = out->failed = lost;
	for (size_t i = 0; i < n; i++) {
		enum rr_standing at = rr_standing(app, &all[i]);

		if (at == RR_STANDS_HELD)
			add_held(app, &all[i], t);
		else if (at == RR_STANDS_FILED) {
			for (int g = 0; g < RR_GROUP_MAX; g++)
				t->of[g] += all[i].tally.of[g];
		} else
			out->unknown++;
		out->failed += at == RR_STANDS_FAILED;
	}
}

/*
 * walks.c: the workflows of a matter, each from its beginning and about each
 * fact that it can be about, with how far it has come.
 */
#include "view_int.h"

static const struct rr_walk *
row_of(const struct rr_source *s, size_t i)
{
	return s->walks[i];
}

static size_t
count(const struct rr_source *s)
{
	return s->nwalks;
}

static void
id(const struct rr_source *s, size_t i, struct rr_buf *b)
{
	rr_buf_add(b, row_of(s, i)->id);
}

static void
key(const struct rr_source *s, size_t i, struct rr_buf *b)
{
	rr_buf_add(b, row_of(s, i)->workflow->key);
}

static void
title(const struct rr_source *s, size_t i, struct rr_buf *b)
{
	rr_buf_add(b, row_of(s, i)->workflow->title);
}

static void
section(const struct rr_source *s, size_t i, struct rr_buf *b)
{
	rr_buf_add(b, row_of(s, i)->workflow->section);
}

static void
about(const struct rr_source *s, size_t i, struct rr_buf *b)
{
	rr_walk_about(row_of(s, i), b);
}

static void
steps(const struct rr_source *s, size_t i, struct rr_buf *b)
{
	const struct rr_walk *w = row_of(s, i);

	rr_buf_printf(b, "%zu of %zu", w->nsettled, w->workflow->nsteps);
}

static const char *
next_of(const struct rr_walk *w)
{
	return w->next < w->workflow->nsteps ?
	    w->workflow->steps[w->next].what : NULL;
}

static void
next(const struct rr_source *s, size_t i, struct rr_buf *b)
{
	const char *what = next_of(row_of(s, i));

	rr_buf_add(b, what != NULL ? what : "nothing is left to do");
}

static void
json(const struct rr_source *s, size_t i, struct rr_json *j)
{
	const struct rr_walk *w = row_of(s, i);

	rr_json_set(j, "id", rr_json_string(w->id));
	rr_json_set(j, "workflow", rr_json_string(w->workflow->key));
	rr_json_set(j, "title", rr_json_string(w->workflow->title));
	rr_json_set(j, "section", rr_json_string(w->workflow->section));
	rr_json_set(j, "entry", rr_json_ref(w->subject));
	rr_json_set(j, "about", rr_json_string(w->subject != NULL ?
	    w->subject->name : NULL));
	rr_json_set(j, "settled", rr_json_int((int64_t)w->nsettled));
	rr_json_set(j, "steps", rr_json_int((int64_t)w->workflow->nsteps));
	rr_json_set(j, "next", rr_json_string(next_of(w)));
}

static const struct rr_column columns[] = {
	{ .key = "workflow", .title = "workflow", .width = 16, .keep = 5,
	    .cell = RR_CELL_TEXT, .text = key },
	{ .key = "title", .title = "what for", .width = 18, .flex = 1,
	    .keep = 1, .cell = RR_CELL_TEXT, .text = title },
	{ .key = "section", .title = "section", .width = 7, .keep = 4,
	    .cell = RR_CELL_TEXT, .text = section },
	{ .key = "about", .title = "about", .width = 20, .flex = 2, .keep = 1,
	    .cell = RR_CELL_TEXT, .text = about },
	{ .key = "steps", .title = "settled", .width = 7, .keep = 2,
	    .cell = RR_CELL_TEXT, .text = steps },
	{ .key = "next", .title = "next step", .width = 24, .flex = 3,
	    .keep = 1, .cell = RR_CELL_TEXT, .text = next }
};

const struct rr_view rr_view_walks = {
	.name = "walks",
	.title = "Workflows",
	.empty = "This agreement's file has no workflows.",
	.matter = true,
	.later = true,
	RR_COLUMNS(columns),
	.count = count,
	.id = id,
	.json = json,
};

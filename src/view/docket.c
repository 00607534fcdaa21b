/*
 * docket.c: every matter's deadlines, from the cache.
 */
#include <string.h>

#include "view_int.h"

static const struct rr_docket_row *
row_of(const struct rr_source *s, size_t i)
{
	return &s->docket[i];
}

static size_t
count(const struct rr_source *s)
{
	return s->ndocket;
}

static void
id(const struct rr_source *s, size_t i, struct rr_buf *b)
{
	rr_buf_add(b, row_of(s, i)->id);
}

static void
what(const struct rr_source *s, size_t i, struct rr_buf *b)
{
	rr_buf_add(b, row_of(s, i)->what);
}

static void
section(const struct rr_source *s, size_t i, struct rr_buf *b)
{
	rr_buf_add(b, row_of(s, i)->section);
}

static void
by(const struct rr_source *s, size_t i, struct rr_buf *b)
{
	rr_buf_add(b, row_of(s, i)->by);
}

static void
matter(const struct rr_source *s, size_t i, struct rr_buf *b)
{
	rr_buf_add(b, row_of(s, i)->matter);
}

static void
working(const struct rr_source *s, size_t i, struct rr_buf *b)
{
	const struct rr_docket_row *r = row_of(s, i);

	if (rr_date_is_none(r->working) && !rr_date_is_none(r->raw))
		rr_buf_add(b, "not known");
	else
		rr_cell_day(r->working, b);
}

static void
status(const struct rr_source *s, size_t i, struct rr_buf *b)
{
	const struct rr_docket_row *r = row_of(s, i);

	rr_buf_printf(b, "%s%s", r->old ? "old: " : "", r->status);
	if (r->note[0] != '\0')
		rr_buf_printf(b, ", %s", r->note);
}

/* Rows of one matter do not need its key; those of several are alike. */
static bool
is_of_several(const struct rr_source *s)
{
	for (size_t i = 1; i < s->ndocket; i++)
		if (strcmp(s->docket[i].matter, s->docket[0].matter) != 0)
			return true;
	return false;
}

/* By the number behind "see" a row is accounted for: it is not cut off. */
static int
room_for_numbers(const struct rr_source *s)
{
	size_t most = 0;

	for (size_t i = 0; i < s->ndocket; i++) {
		const struct rr_docket_row *r = &s->docket[i];
		size_t n = strlen(r->status) + 2 + strlen(r->note);

		if (strncmp(r->note, "see ", 4) == 0 && n > most)
			most = n;
	}
	return (int)most;
}

static void
json(const struct rr_source *s, size_t i, struct rr_json *j)
{
	const struct rr_docket_row *r = row_of(s, i);

	rr_json_set(j, "id", rr_json_string(r->id));
	rr_json_set(j, "matter", rr_json_string(r->matter));
	rr_json_set(j, "section", rr_json_string(r->section));
	rr_json_set(j, "what", rr_json_string(r->what));
	rr_json_set(j, "by", rr_json_string(r->by));
	rr_json_set(j, "sense", rr_json_string(r->sense));
	rr_json_set(j, "raw", rr_json_day(r->raw));
	rr_json_set(j, "rolled", rr_json_day(r->rolled));
	rr_json_set(j, "working", rr_json_day(r->working));
	rr_json_set(j, "status", rr_json_string(r->status));
	rr_json_set(j, "note", rr_json_string(r->note));
	rr_json_set(j, "met_on", rr_json_day(r->met_on));
}

static const struct rr_column columns[] = {
	{ .key = "what", .title = "what", .width = 23, .flex = 3, .keep = 1,
	    .cell = RR_CELL_TEXT, .text = what },
	{ .key = "section", .title = "section", .width = 10, .keep = 2,
	    .cell = RR_CELL_TEXT, .text = section },
	{ .key = "by", .title = "by", .width = 12, .flex = 1, .keep = 4,
	    .cell = RR_CELL_TEXT, .text = by },
	{ .key = "working", .title = "last safe day", .width = 14, .keep = 1,
	    .cell = RR_CELL_DATE, .text = working },
	{ .key = "status", .title = "status", .width = 18, .keep = 1,
	    .cell = RR_CELL_TEXT, .text = status, .room = room_for_numbers },
	{ .key = "matter", .title = "matter", .width = 15, .flex = 1, .keep = 5,
	    .cell = RR_CELL_TEXT, .text = matter, .parts = is_of_several }
};

const struct rr_view rr_view_docket = {
	.name = "docket",
	.title = "Docket",
	.empty = "No matter is on record. `regrights import` takes in an "
	    "agreement.",
	.panes = "Import one here: type :import FILE.yaml --apply.",
	RR_COLUMNS(columns),
	.count = count,
	.id = id,
	.json = json,
};

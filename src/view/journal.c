/*
 * journal.c: what was recorded, by whom, when.
 */
#include <string.h>

#include "regrights/zone.h"
#include "view_int.h"

static const struct rr_line *
row_of(const struct rr_source *s, size_t i)
{
	return &s->journal[i];
}

static size_t
count(const struct rr_source *s)
{
	return s->njournal;
}

static void
id(const struct rr_source *s, size_t i, struct rr_buf *b)
{
	rr_buf_printf(b, "%s/entry/%lld", row_of(s, i)->matter,
	    (long long)row_of(s, i)->seq);
}

static void
number(const struct rr_source *s, size_t i, struct rr_buf *b)
{
	rr_buf_printf(b, "%lld", (long long)row_of(s, i)->seq);
}

static void
stamp(const struct rr_source *s, size_t i, struct rr_buf *b)
{
	rr_instant at = row_of(s, i)->at;

	if (s->zone == NULL) {
		rr_instant_text(at, b);
		return;
	}
	rr_wall_text(rr_zone_wall(s->zone, at), b);
	rr_buf_printf(b, " %s", rr_zone_at(s->zone, at)->abbrev);
}

static void
who(const struct rr_source *s, size_t i, struct rr_buf *b)
{
	rr_buf_add(b, row_of(s, i)->who);
}

static void
what(const struct rr_source *s, size_t i, struct rr_buf *b)
{
	const struct rr_line *l = row_of(s, i);

	if (l->destroyed_by != 0)
		rr_buf_printf(b, "destroyed by entry %lld",
		    (long long)l->destroyed_by);
	else if (l->sealed)
		rr_buf_printf(b, "sealed by entry %lld",
		    (long long)l->sealed_by);
	else
		rr_buf_printf(b, "%s%s", l->gist, l->voided ? " (void)" : "");
	if (l->adrift != NULL)
		rr_adrift_text(l->adrift, b);
	if (l->set_back)
		rr_buf_add(b, " (clock set back)");
}

static void
matter(const struct rr_source *s, size_t i, struct rr_buf *b)
{
	rr_buf_add(b, row_of(s, i)->matter);
}

/* One command to all entries of an operation, with the first of them. */
static void
command(const struct rr_source *s, size_t i, struct rr_buf *b)
{
	const struct rr_line *l = row_of(s, i);

	if (l->sealed)
		return;
	if (l->part == 1)
		rr_buf_add(b, l->command);
	else
		rr_buf_printf(b, "that of entry %lld", (long long)l->first);
}

static void
json(const struct rr_source *s, size_t i, struct rr_json *j)
{
	const struct rr_line *l = row_of(s, i);
	struct rr_buf b = RR_BUF_INIT;

	rr_json_set(j, "entry", rr_json_int(l->seq));
	rr_json_set(j, "op", rr_json_string(l->op));
	rr_json_set(j, "matter", rr_json_string(l->matter));
	rr_instant_text(l->at, &b);
	rr_json_set(j, "at", rr_json_string(b.s));
	rr_buf_free(&b);
	rr_json_set(j, "clock_set_back", rr_json_bool(l->set_back));
	rr_json_set(j, "who", rr_json_string(l->who));
	rr_json_set(j, "origin", rr_json_string(l->origin));
	rr_json_set(j, "part", rr_json_int(l->part));
	rr_json_set(j, "first", rr_json_int(l->first));
	rr_json_set(j, "command", rr_json_string(l->sealed || l->part > 1 ?
	    NULL : l->command));
	rr_json_set(j, "payload", l->payload == NULL ? rr_json_null() :
	    rr_json_parse(l->payload, strlen(l->payload)));
	if (l->party != NULL) {
		rr_json_set(j, "party", rr_json_string(l->party));
		rr_json_set(j, "method", rr_json_string(l->method));
	}
	rr_json_set(j, "sealed", rr_json_bool(l->sealed));
	if (l->sealed_by != 0)
		rr_json_set(j, "sealed_by", rr_json_int(l->sealed_by));
	if (l->destroyed_by != 0)
		rr_json_set(j, "destroyed_by", rr_json_int(l->destroyed_by));
	rr_json_set(j, "void", rr_json_bool(l->voided));
	if (l->adrift != NULL)
		rr_json_set(j, "about_void", rr_json_string(l->adrift));
	rr_json_set(j, "hash", rr_json_string(l->hash));
}

static const struct rr_column columns[] = {
	{ .key = "entry", .title = "entry", .width = 5, .keep = 1,
	    .right = true, .cell = RR_CELL_NUMBER, .text = number },
	{ .key = "at", .title = "recorded at", .width = 20, .keep = 2,
	    .cell = RR_CELL_TEXT, .text = stamp },
	{ .key = "who", .title = "by", .width = 10, .keep = 3,
	    .cell = RR_CELL_TEXT, .text = who },
	{ .key = "what", .title = "what", .width = 24, .flex = 2, .keep = 1,
	    .cell = RR_CELL_TEXT, .text = what },
	{ .key = "matter", .title = "matter", .width = 20, .flex = 1, .keep = 5,
	    .cell = RR_CELL_TEXT, .text = matter },
	{ .key = "command", .title = "command", .width = 30, .flex = 3,
	    .keep = 6, .cell = RR_CELL_TEXT, .text = command }
};

const struct rr_view rr_view_journal = {
	.name = "journal",
	.title = "Journal",
	.empty = "Nothing was recorded yet.",
	.panes = "s logs a notice sent, e records an event.",
	RR_COLUMNS(columns),
	.count = count,
	.id = id,
	.json = json,
};

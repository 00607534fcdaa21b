/*
 * walk.c: the steps of one workflow, ticked from what is on record.
 */
#include "view_int.h"

static const struct rr_walk_step *
row_of(const struct rr_source *s, size_t i)
{
	return &s->walk->steps[i];
}

static size_t
count(const struct rr_source *s)
{
	return s->walk == NULL ? 0 : s->walk->workflow->nsteps;
}

static void
id(const struct rr_source *s, size_t i, struct rr_buf *b)
{
	rr_buf_printf(b, "%s/%s", s->walk->id, row_of(s, i)->step->key);
}

static void
mark(const struct rr_source *s, size_t i, struct rr_buf *b)
{
	rr_buf_add(b, rr_tick_mark(row_of(s, i)->tick));
}

static void
what(const struct rr_source *s, size_t i, struct rr_buf *b)
{
	rr_buf_add(b, row_of(s, i)->step->what);
}

static void
section(const struct rr_source *s, size_t i, struct rr_buf *b)
{
	rr_buf_add(b, row_of(s, i)->step->section);
}

static void
state(const struct rr_source *s, size_t i, struct rr_buf *b)
{
	rr_buf_add(b, rr_tick_shown(row_of(s, i)->tick));
}

static void
ground(const struct rr_source *s, size_t i, struct rr_buf *b)
{
	const struct rr_walk_step *t = row_of(s, i);

	if (t->fact != NULL) {
		rr_buf_add(b, "entry ");
		rr_fact_ref(t->fact, b);
	} else if (t->missing != NULL)
		rr_buf_add(b, t->missing);
}

static void
command(const struct rr_source *s, size_t i, struct rr_buf *b)
{
	rr_buf_add(b, row_of(s, i)->step->command);
}

void
rr_walk_about(const struct rr_walk *w, struct rr_buf *b)
{
	if (w->subject == NULL) {
		rr_buf_add(b, w->workflow->nabout > 0 ? "from the start" : "");
		return;
	}
	rr_buf_add(b, "entry ");
	rr_fact_ref(w->subject, b);
	rr_buf_printf(b, ": %s ", w->subject->name);
	rr_fact_days(w->subject, b);
}

struct rr_json *
rr_json_ref(const struct rr_fact *f)
{
	struct rr_buf b = RR_BUF_INIT;
	struct rr_json *j;

	if (f != NULL)
		rr_fact_ref(f, &b);
	j = rr_json_string(f != NULL ? b.s : NULL);
	rr_buf_free(&b);
	return j;
}

static struct rr_json *
values_json(const struct rr_workflow_step *s)
{
	struct rr_json *all = rr_json_object();

	for (size_t i = 0; i < s->nvalues; i++)
		rr_json_set(all, s->values[i].name,
		    rr_json_string(s->values[i].value));
	return all;
}

static void
json(const struct rr_source *s, size_t i, struct rr_json *j)
{
	const struct rr_walk_step *t = row_of(s, i);
	struct rr_buf b = RR_BUF_INIT;

	id(s, i, &b);
	rr_json_set(j, "id", rr_json_string(b.s));
	rr_buf_free(&b);
	rr_json_set(j, "key", rr_json_string(t->step->key));
	rr_json_set(j, "section", rr_json_string(t->step->section));
	rr_json_set(j, "what", rr_json_string(t->step->what));
	rr_json_set(j, "note", rr_json_string(t->step->note));
	rr_json_set(j, "about", rr_json_ref(s->walk->subject));
	rr_json_set(j, "state", rr_json_string(rr_tick_word(t->tick)));
	rr_json_set(j, "entry", rr_json_ref(t->fact));
	rr_json_set(j, "missing", rr_json_string(t->missing));
	rr_json_set(j, "whom", rr_json_string(t->whom));
	rr_json_set(j, "command", rr_json_string(t->step->command));
	rr_json_set(j, "with", values_json(t->step));
	rr_json_set(j, "why", rr_why_lines(t->why));
}

static const struct rr_column columns[] = {
	{ .key = "mark", .title = "", .width = 3, .keep = 1,
	    .cell = RR_CELL_TEXT, .text = mark },
	{ .key = "what", .title = "step", .width = 30, .flex = 3, .keep = 1,
	    .cell = RR_CELL_TEXT, .text = what },
	{ .key = "section", .title = "section", .width = 8, .keep = 2,
	    .cell = RR_CELL_TEXT, .text = section },
	{ .key = "state", .title = "state", .width = 14, .keep = 1,
	    .cell = RR_CELL_TEXT, .text = state },
	{ .key = "ground", .title = "on record", .width = 16, .flex = 2,
	    .keep = 3, .cell = RR_CELL_TEXT, .text = ground },
	{ .key = "command", .title = "command", .width = 14, .keep = 4,
	    .cell = RR_CELL_TEXT, .text = command }
};

const struct rr_view rr_view_walk = {
	.name = "walk",
	.title = "Workflow",
	.empty = "This workflow has no steps.",
	.matter = true,
	.later = true,
	RR_COLUMNS(columns),
	.count = count,
	.id = id,
	.json = json,
};

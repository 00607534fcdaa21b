/*
 * points.c: the open points, and the positions taken on them.
 */
#include "view_int.h"

static const struct rr_agreement *
agreement_of(const struct rr_source *s)
{
	return rr_engine_agreement(s->derivation->input->engine);
}

static size_t
count(const struct rr_source *s)
{
	return s->derivation == NULL ? 0 : agreement_of(s)->nquestions;
}

static void
id(const struct rr_source *s, size_t i, struct rr_buf *b)
{
	rr_buf_printf(b, "%s/point/%s", s->matter,
	    agreement_of(s)->questions[i].key);
}

static void
key(const struct rr_source *s, size_t i, struct rr_buf *b)
{
	rr_buf_add(b, agreement_of(s)->questions[i].key);
}

static void
section(const struct rr_source *s, size_t i, struct rr_buf *b)
{
	rr_buf_add(b, agreement_of(s)->questions[i].section);
}

static void
asks(const struct rr_source *s, size_t i, struct rr_buf *b)
{
	rr_buf_add(b, agreement_of(s)->questions[i].asks);
}

static const char *
position_of(const struct rr_source *s, size_t i)
{
	const struct rr_readings *r = s->derivation->input->readings;
	const struct rr_question *q = &agreement_of(s)->questions[i];

	return r->position[i] < 0 ? NULL : q->answers[r->position[i]].key;
}

static void
position(const struct rr_source *s, size_t i, struct rr_buf *b)
{
	const char *answer = position_of(s, i);

	rr_buf_add(b, answer != NULL ? answer : "open");
	if (!agreement_of(s)->questions[i].asked)
		rr_buf_add(b, ", moves nothing");
	else if (answer != NULL && s->derivation->input->readings->relied[i])
		rr_buf_add(b, ", relied on");
}

static const struct rr_fact *
taken_by(const struct rr_source *s, size_t i)
{
	return rr_position_on(s->derivation->input->facts,
	    agreement_of(s)->questions[i].key);
}

/* Who took it, and on what; of one that was given up, too. */
static void
taken(const struct rr_source *s, size_t i, struct rr_buf *b)
{
	const struct rr_fact *f = taken_by(s, i);

	if (f != NULL)
		rr_buf_printf(b, "%s by %s, on %s (entry %lld)",
		    rr_fact_get(f, RR_USE_ANSWER), rr_fact_get(f, RR_USE_BY),
		    rr_fact_get(f, RR_USE_BASIS), (long long)f->seq);
}

static void
answers(const struct rr_source *s, size_t i, struct rr_buf *b)
{
	const struct rr_question *q = &agreement_of(s)->questions[i];

	for (size_t k = 0; k < q->n; k++)
		rr_buf_printf(b, "%s%s: %s", k > 0 ? "; " : "",
		    q->answers[k].key, q->answers[k].text);
}

static void
json(const struct rr_source *s, size_t i, struct rr_json *j)
{
	const struct rr_question *q = &agreement_of(s)->questions[i];
	const struct rr_fact *f = taken_by(s, i);
	struct rr_json *all = rr_json_object();

	rr_json_set(j, "key", rr_json_string(q->key));
	rr_json_set(j, "section", rr_json_string(q->section));
	rr_json_set(j, "asks", rr_json_string(q->asks));
	for (size_t k = 0; k < q->n; k++)
		rr_json_set(all, q->answers[k].key,
		    rr_json_string(q->answers[k].text));
	rr_json_set(j, "answers", all);
	rr_json_set(j, "position", rr_json_string(position_of(s, i)));
	rr_json_set(j, "relied", rr_json_bool(
	    s->derivation->input->readings->relied[i]));
	rr_json_set(j, "entry", f != NULL ? rr_json_int(f->seq) :
	    rr_json_null());
	rr_json_set(j, "by", rr_json_string(f != NULL ?
	    rr_fact_get(f, RR_USE_BY) : NULL));
	rr_json_set(j, "basis", rr_json_string(f != NULL ?
	    rr_fact_get(f, RR_USE_BASIS) : NULL));
	rr_json_set(j, "asked", rr_json_bool(q->asked));
}

static const struct rr_column columns[] = {
	{ .key = "key", .title = "open point", .width = 22, .flex = 1,
	    .keep = 1, .cell = RR_CELL_TEXT, .text = key },
	{ .key = "section", .title = "section", .width = 8, .keep = 3,
	    .cell = RR_CELL_TEXT, .text = section },
	{ .key = "position", .title = "position", .width = 16, .keep = 1,
	    .cell = RR_CELL_TEXT, .text = position },
	{ .key = "asks", .title = "asks", .width = 30, .flex = 3, .keep = 2,
	    .cell = RR_CELL_TEXT, .text = asks },
	{ .key = "answers", .title = "answers", .width = 40, .flex = 3,
	    .keep = 9, .cell = RR_CELL_TEXT, .text = answers,
	    .below = true },
	{ .key = "taken", .title = "taken", .width = 40, .flex = 3, .keep = 9,
	    .cell = RR_CELL_TEXT, .text = taken, .below = true }
};

const struct rr_view rr_view_points = {
	.name = "points",
	.title = "Open points",
	.empty = "This agreement leaves no point open.",
	.panes = "6 has the other lists.",
	.matter = true,
	RR_COLUMNS(columns),
	.count = count,
	.id = id,
	.json = json,
};

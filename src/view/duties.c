/*
 * duties.c: what is to be done and has no day of its own.
 *
 * A deadline that falls on a target date which a person sets, whether it has
 * been set or not; and the duties that the agreement's file keeps in words,
 * as the paper gives them no day either.  Nobody's name and no proof is kept
 * here: what meets a deadline is an entry.
 */
#include <string.h>

#include "regrights/vec.h"
#include "view_int.h"

static bool
is_duty(const struct rr_provision *p)
{
	return p->kind->tracked == RR_TRACKED_SAID && strcmp(p->clause.kind,
	    "duty") == 0;
}

static void
prepare(const struct rr_view *v, struct rr_arena *arena,
    struct rr_source *s)
{
	const struct rr_derivation *dv = s->derivation;
	const struct rr_agreement *a = rr_engine_agreement(dv->input->engine);
	struct rr_vec rows = RR_VEC_INIT(struct rr_row);
	struct rr_row *row;

	(void)v;
	for (size_t i = 0; i < dv->ndeadlines; i++) {
		if (!rr_deadline_is_set(&dv->deadlines[i]))
			continue;
		row = rr_vec_add(arena, &rows);
		row->deadline = &dv->deadlines[i];
		row->provision = dv->deadlines[i].provision;
		row->fact = dv->deadlines[i].subject;
	}
	for (size_t i = 0; i < a->nprovisions; i++)
		if (is_duty(&a->provisions[i])) {
			row = rr_vec_add(arena, &rows);
			row->provision = &a->provisions[i];
		}
	s->rows = rows.items;
	s->nrows = rows.n;
}

static void
id(const struct rr_source *s, size_t i, struct rr_buf *b)
{
	const struct rr_row *r = &s->rows[i];

	if (r->deadline != NULL)
		rr_buf_add(b, r->deadline->id);
	else
		rr_buf_printf(b, "%s/clause/%s", s->matter, r->provision->id);
}

static void
what(const struct rr_source *s, size_t i, struct rr_buf *b)
{
	const struct rr_row *r = &s->rows[i];

	rr_buf_add(b, r->deadline != NULL ? r->deadline->what :
	    r->provision->what);
}

static void
about(const struct rr_source *s, size_t i, struct rr_buf *b)
{
	const struct rr_row *r = &s->rows[i];

	if (r->deadline != NULL)
		rr_cell_about(r->fact, r->deadline->recipient, b);
}

static void
section(const struct rr_source *s, size_t i, struct rr_buf *b)
{
	rr_buf_add(b, s->rows[i].provision->cite.section);
}

static const char *
by_key(const struct rr_source *s, const struct rr_row *r)
{
	return r->deadline != NULL ? r->deadline->by : rr_facts_who(
	    s->derivation->input->facts, r->provision->by, r->fact);
}

static const char *
by_name(const struct rr_source *s, const struct rr_row *r)
{
	return rr_roster_name(s->derivation->input->roster, by_key(s, r));
}

static void
whose(const struct rr_source *s, size_t i, struct rr_buf *b)
{
	const char *key = by_key(s, &s->rows[i]);

	rr_buf_add(b, key != NULL ? key : "");
}

static void
by(const struct rr_source *s, size_t i, struct rr_buf *b)
{
	rr_buf_add(b, by_name(s, &s->rows[i]));
}

static void
entry(const struct rr_source *s, size_t i, struct rr_buf *b)
{
	if (s->rows[i].fact != NULL)
		rr_fact_ref(s->rows[i].fact, b);
}

static void
target(const struct rr_source *s, size_t i, struct rr_buf *b)
{
	if (s->rows[i].deadline != NULL)
		rr_cell_safe_day(s->rows[i].deadline, b);
}

static const char *
state_of(const struct rr_row *r)
{
	if (r->deadline == NULL)
		return "in words, no day";
	return r->deadline->status == RR_STATUS_WAITING ?
	    "set a target date" : rr_status_shown(r->deadline->status);
}

static void
state(const struct rr_source *s, size_t i, struct rr_buf *b)
{
	rr_buf_add(b, state_of(&s->rows[i]));
}

static void
note(const struct rr_source *s, size_t i, struct rr_buf *b)
{
	const char *text = s->rows[i].provision->note;

	rr_buf_add(b, text != NULL ? text : "");
}

static void
json(const struct rr_source *s, size_t i, struct rr_json *j)
{
	const struct rr_row *r = &s->rows[i];
	struct rr_buf b = RR_BUF_INIT;

	id(s, i, &b);
	rr_json_set(j, "id", rr_json_string(b.s));
	rr_buf_clear(&b);
	entry(s, i, &b);
	rr_json_set(j, "section",
	    rr_json_string(r->provision->cite.section));
	rr_json_set(j, "what", rr_json_string(r->deadline != NULL ?
	    r->deadline->what : r->provision->what));
	rr_json_set(j, "by", rr_json_string(by_name(s, r)));
	rr_json_set(j, "entry", rr_json_string(b.len > 0 ? b.s : NULL));
	rr_json_set(j, "target", rr_json_day(r->deadline != NULL ?
	    r->deadline->working : RR_DATE_NONE));
	rr_json_set(j, "status", rr_json_string(r->deadline != NULL ?
	    rr_status_word(r->deadline->status) : NULL));
	rr_json_set(j, "note", rr_json_string(r->provision->note));
	rr_buf_free(&b);
}

/* Those of one rule are told apart by the entries that they are about. */
static bool
are_alike(const struct rr_source *s)
{
	for (size_t i = 1; i < s->nrows; i++)
		if (s->rows[i].fact != NULL && s->rows[i - 1].provision ==
		    s->rows[i].provision)
			return true;
	return false;
}

static const struct rr_column columns[] = {
	{ .key = "what", .title = "what", .width = 20, .flex = 3, .keep = 1,
	    .cell = RR_CELL_TEXT, .text = what, .tag = about },
	{ .key = "section", .title = "section", .width = 11, .keep = 2,
	    .cell = RR_CELL_TEXT, .text = section },
	{ .key = "by", .title = "by", .width = 12, .flex = 1, .keep = 4,
	    .cell = RR_CELL_TEXT, .text = by },
	{ .key = "target", .title = "target date", .width = 14, .keep = 3,
	    .cell = RR_CELL_DATE, .text = target },
	{ .key = "state", .title = "status", .width = 17, .keep = 1,
	    .cell = RR_CELL_TEXT, .text = state },
	{ .key = "entry", .title = "entry", .width = 5, .keep = 5,
	    .right = true, .cell = RR_CELL_NUMBER, .text = entry,
	    .parts = are_alike },
	{ .key = "note", .title = "note", .width = 20, .flex = 3, .keep = 6,
	    .cell = RR_CELL_TEXT, .text = note },
	{ .key = "by_key", .cell = RR_CELL_TEXT, .words = whose }
};

const struct rr_view rr_view_duties = {
	.name = "duties",
	.title = "Duties",
	.empty = "No duty of this agreement waits for a target date.",
	.matter = true,
	RR_COLUMNS(columns),
	.count = rr_rows_count,
	.id = id,
	.json = json,
	.prepare = prepare,
};

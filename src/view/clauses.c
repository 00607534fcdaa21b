/*
 * clauses.c: the sections of the paper, and what keeps track of each.
 *
 * "Computed" is what a rule works out, "computed in part" where some of the
 * section is kept in words beside; "checklist" what must be there; "recorded"
 * what can be put on record and no more; "text only" what is kept in words.  A
 * heading whose parts have their own rows is "see its parts".
 */
#include <string.h>

#include "regrights/paper.h"
#include "regrights/vec.h"
#include "view_int.h"

static const struct rr_agreement *
agreement_of(const struct rr_source *s)
{
	return rr_engine_agreement(s->derivation->input->engine);
}

static bool
is(const char *a, const struct rr_section *s)
{
	return a != NULL && strcmp(a, s->section) == 0;
}

/* What is worked out and is no provision. */
static bool
is_rule(const struct rr_agreement *a, const struct rr_section *s)
{
	const struct rr_ladder *l = a->ladder;
	bool found = (l != NULL && is(l->cite.section, s)) ||
	    (a->excluded != NULL && is(a->excluded->section, s)) ||
	    (a->claims != NULL && is(a->claims->section, s));

	for (size_t i = 0; l != NULL && i < l->nclauses; i++)
		found |= is(l->clauses[i].section, s);
	for (size_t i = 0; i < a->ncopied; i++)
		found |= is(a->copied[i].section, s);
	for (size_t i = 0; i < a->nkinds; i++)
		found |= is(a->kinds[i].section, s);
	for (size_t i = 0; i < a->nbases; i++)
		found |= is(a->bases[i].section, s);
	return found;
}

static bool
has_parts(const struct rr_agreement *a, const struct rr_section *s)
{
	size_t n = strlen(s->section);

	return s + 1 < a->sections + a->nsections &&
	    strncmp(s[1].section, s->section, n) == 0 &&
	    strchr("(.abcdefghijklmnopqrstuvwxyz", s[1].section[n]) != NULL;
}

static const char *
tracked(const struct rr_agreement *a, const struct rr_section *s)
{
	bool computed = is_rule(a, s), list = false, said = false;
	bool recorded = false;

	for (size_t i = 0; i < a->nprovisions; i++) {
		const struct rr_provision *p = &a->provisions[i];

		if (!is(p->cite.section, s))
			continue;
		list |= p->kind->tracked == RR_TRACKED_LISTED;
		said |= p->kind->tracked == RR_TRACKED_SAID;
		computed |= p->kind->tracked == RR_TRACKED_COMPUTED;
	}
	for (size_t i = 0; i < a->nevents; i++)
		recorded |= is(a->events[i].section, s);
	if (computed)
		return said ? "computed in part" : "computed";
	if (list)
		return "checklist";
	if (recorded)
		return "recorded";
	return said || !has_parts(a, s) ? "text only" : "see its parts";
}

/* The section of the entry of the file that stands at that place. */
static const char *
section_at(const struct rr_agreement *a, struct rr_pos at)
{
#define FIND(list, cited)						\
	for (size_t i = 0; i < a->n##list; i++)				\
		if (a->list[i].pos.line == at.line &&			\
		    a->list[i].pos.col == at.col)			\
			return a->list[i].cited
	FIND(references, in);
	FIND(terms, section);
	FIND(questions, section);
	FIND(events, section);
#undef FIND
	for (size_t i = 0; i < a->nprovisions; i++)
		if (a->provisions[i].cite.pos.line == at.line &&
		    a->provisions[i].cite.pos.col == at.col)
			return a->provisions[i].cite.section;
	return NULL;
}

static void
add_lint(struct rr_arena *arena, const struct rr_agreement *a,
    const struct rr_diags *found, struct rr_row *row)
{
	struct rr_vec all = RR_VEC_INIT(const char *);
	const struct rr_ladder *l = a->ladder;

	for (size_t i = 0; i < rr_diags_count(found); i++) {
		const struct rr_diag *d = rr_diags_get(found, i);

		if (is(section_at(a, d->at), row->section))
			*(const char **)rr_vec_add(arena, &all) =
			    rr_arena_printf(arena, "%s %s: %s",
			    rr_code_tag(d->code), rr_code_text(d->code),
			    d->what);
	}
	for (size_t i = 0; l != NULL && i < l->ngaps &&
	    is(l->cite.section, row->section); i++)
		*(const char **)rr_vec_add(arena, &all) = rr_arena_printf(
		    arena, "%s %s: %s, %s", rr_code_tag(RR_W_GAP),
		    rr_code_text(RR_W_GAP), l->gaps[i].id, l->gaps[i].what);
	row->lint = all.items;
	row->nlint = all.n;
}

static const struct rr_deadline *
next_of(const struct rr_derivation *dv, const struct rr_section *s)
{
	for (size_t i = 0; i < dv->ndeadlines; i++)
		if (rr_deadline_is_open(&dv->deadlines[i]) &&
		    is(dv->deadlines[i].provision->cite.section, s))
			return &dv->deadlines[i];
	return NULL;
}

static void
prepare(const struct rr_view *v, struct rr_arena *arena,
    struct rr_source *s)
{
	const struct rr_agreement *a = agreement_of(s);
	struct rr_row *rows = rr_arena_array(arena, a->nsections + 1,
	    sizeof(*rows));
	struct rr_diags *found = rr_diags_new();

	(void)v;
	rr_agreement_lint(a, found);
	for (size_t i = 0; i < a->nsections; i++) {
		rows[i].section = &a->sections[i];
		rows[i].state = tracked(a, &a->sections[i]);
		rows[i].deadline = next_of(s->derivation, &a->sections[i]);
		add_lint(arena, a, found, &rows[i]);
	}
	rr_diags_free(found);
	s->rows = rows;
	s->nrows = a->nsections;
}

static void
id(const struct rr_source *s, size_t i, struct rr_buf *b)
{
	rr_buf_printf(b, "%s/section/%s", s->matter,
	    s->rows[i].section->section);
}

static void
section(const struct rr_source *s, size_t i, struct rr_buf *b)
{
	rr_buf_add(b, s->rows[i].section->section);
}

static void
heading(const struct rr_source *s, size_t i, struct rr_buf *b)
{
	rr_buf_add(b, s->rows[i].section->heading);
}

static void
state(const struct rr_source *s, size_t i, struct rr_buf *b)
{
	rr_buf_add(b, s->rows[i].state);
}

static void
next(const struct rr_source *s, size_t i, struct rr_buf *b)
{
	if (s->rows[i].deadline != NULL)
		rr_cell_safe_day(s->rows[i].deadline, b);
}

/* The open ones: on a point with a position there is nothing to decide. */
static void
points(const struct rr_source *s, size_t i, struct rr_buf *b)
{
	const struct rr_agreement *a = agreement_of(s);
	const struct rr_readings *r = s->derivation->input->readings;
	bool any = false;

	for (size_t q = 0; q < a->nquestions; q++) {
		if (!is(a->questions[q].section, s->rows[i].section) ||
		    r->position[q] >= 0)
			continue;
		rr_buf_printf(b, "%s%s", any ? ", " : "",
		    a->questions[q].key);
		any = true;
	}
}

static void
by(const struct rr_source *s, size_t i, struct rr_buf *b)
{
	const struct rr_agreement *a = agreement_of(s);
	const struct rr_section *at = s->rows[i].section;
	bool any = false;

	for (size_t k = 0; k < a->nprovisions; k++) {
		if (!is(a->provisions[k].cite.section, at))
			continue;
		rr_buf_printf(b, "%s%s", any ? ", " : "",
		    a->provisions[k].id);
		any = true;
	}
	for (size_t k = 0; k < a->nevents; k++) {
		if (!is(a->events[k].section, at))
			continue;
		rr_buf_printf(b, "%s%s", any ? ", " : "", a->events[k].name);
		any = true;
	}
}

static void
lint(const struct rr_source *s, size_t i, struct rr_buf *b)
{
	const struct rr_row *r = &s->rows[i];

	for (size_t k = 0; k < r->nlint; k++)
		rr_buf_printf(b, "%s%s", k > 0 ? "; " : "", r->lint[k]);
}

static struct rr_json *
provisions_json(const struct rr_agreement *a, const struct rr_section *s)
{
	struct rr_json *all = rr_json_array();

	for (size_t i = 0; i < a->nprovisions; i++) {
		const struct rr_provision *p = &a->provisions[i];
		struct rr_json *j, *tracks;

		if (!is(p->cite.section, s))
			continue;
		j = rr_json_object();
		tracks = rr_json_array();
		for (size_t k = 0; k < p->ntracks; k++)
			rr_json_push(tracks, rr_json_string(p->tracks[k]));
		rr_json_set(j, "id", rr_json_string(p->id));
		rr_json_set(j, "kind", rr_json_string(p->kind->word));
		rr_json_set(j, "what", rr_json_string(p->what));
		rr_json_set(j, "tracks", tracks);
		rr_json_push(all, j);
	}
	return all;
}

static struct rr_json *
events_json(const struct rr_agreement *a, const struct rr_section *s)
{
	struct rr_json *all = rr_json_array();

	for (size_t i = 0; i < a->nevents; i++)
		if (is(a->events[i].section, s))
			rr_json_push(all, rr_json_string(a->events[i].name));
	return all;
}

static struct rr_json *
points_json(const struct rr_source *s, const struct rr_section *at)
{
	const struct rr_agreement *a = agreement_of(s);
	const struct rr_readings *r = s->derivation->input->readings;
	struct rr_json *all = rr_json_array();

	for (size_t q = 0; q < a->nquestions; q++)
		if (is(a->questions[q].section, at) && r->position[q] < 0)
			rr_json_push(all, rr_json_string(a->questions[q].key));
	return all;
}

static void
json(const struct rr_source *s, size_t i, struct rr_json *j)
{
	const struct rr_row *r = &s->rows[i];
	const struct rr_agreement *a = agreement_of(s);
	struct rr_json *doubts = rr_json_array();

	for (size_t k = 0; k < r->nlint; k++)
		rr_json_push(doubts, rr_json_string(r->lint[k]));
	rr_json_set(j, "section", rr_json_string(r->section->section));
	rr_json_set(j, "heading", rr_json_string(r->section->heading));
	rr_json_set(j, "tracked", rr_json_string(r->state));
	rr_json_set(j, "provisions", provisions_json(a, r->section));
	rr_json_set(j, "events", events_json(a, r->section));
	rr_json_set(j, "points", points_json(s, r->section));
	rr_json_set(j, "next", rr_json_day(r->deadline != NULL ?
	    r->deadline->working : RR_DATE_NONE));
	rr_json_set(j, "next_id", rr_json_string(r->deadline != NULL ?
	    r->deadline->id : NULL));
	rr_json_set(j, "findings", doubts);
}

static const struct rr_column columns[] = {
	{ .key = "section", .title = "section", .width = 10, .keep = 1,
	    .cell = RR_CELL_TEXT, .text = section },
	{ .key = "heading", .title = "heading", .width = 20, .flex = 3,
	    .keep = 1, .cell = RR_CELL_TEXT, .text = heading },
	{ .key = "tracked", .title = "tracked", .width = 13, .keep = 1,
	    .cell = RR_CELL_TEXT, .text = state },
	{ .key = "next", .title = "next date", .width = 14, .keep = 2,
	    .cell = RR_CELL_DATE, .text = next },
	{ .key = "points", .title = "open points", .width = 12, .flex = 2,
	    .keep = 4, .cell = RR_CELL_TEXT, .text = points },
	{ .key = "by", .title = "by", .width = 20, .flex = 2, .keep = 5,
	    .cell = RR_CELL_TEXT, .text = by },
	{ .key = "findings", .title = "doubtful", .width = 20, .flex = 2,
	    .keep = 6, .cell = RR_CELL_TEXT, .text = lint }
};

const struct rr_view rr_view_clauses = {
	.name = "clauses",
	.title = "Clauses",
	.empty = "The agreement's file lists no sections.",
	.matter = true,
	RR_COLUMNS(columns),
	.count = rr_rows_count,
	.id = id,
	.json = json,
	.prepare = prepare,
};

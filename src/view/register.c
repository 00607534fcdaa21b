/*
 * register.c: the registers that an agreement's file lays out.
 *
 * The entries that open a register, in order, and under each what was found
 * about it and about all that hangs on it; at the end what was found of no
 * entry in particular, or of one that hangs on a void entry.  One view a
 * register, all alike: which events open it, and with which words they leave
 * it, is the file's to say.
 */
#include <string.h>

#include "regrights/said.h"
#include "regrights/seal.h"
#include "regrights/vec.h"
#include "view_int.h"

/* Links up from an entry that are followed; entries could name each other. */
#define LINKS_MAX	12

static const struct rr_register_terms *
terms_of(const struct rr_agreement *a, const char *name)
{
	for (size_t i = 0; i < a->nregisters; i++)
		if (strcmp(a->registers[i].name, name) == 0)
			return &a->registers[i];
	return NULL;
}

struct laid {
	struct rr_arena			*arena;
	const struct rr_derivation	*dv;
	const char			*name;
	bool				 named;
	struct rr_hang			*hang;
	struct rr_states		*states;
	bool				*used;	/* findings that have a row */
	struct rr_vec			 rows;
};

static bool
is_elsewhere(const struct laid *l, const struct rr_finding *f)
{
	return f->provision->in != NULL &&
	    strcmp(f->provision->in, l->name) != 0;
}

static void
add_findings(struct laid *l, size_t entry)
{
	for (size_t i = 0; i < l->dv->nfindings; i++) {
		const struct rr_finding *f = &l->dv->findings[i];
		struct rr_row *row;

		if (!rr_hang_bears(l->hang, entry, f) || is_elsewhere(l, f))
			continue;
		row = rr_vec_add(l->arena, &l->rows);
		row->under = true;
		row->fact = &l->dv->input->facts->all[entry];
		row->finding = f;
		l->used[i] = true;
	}
}

static void
add_entries(struct laid *l, const struct rr_register_terms *t)
{
	const struct rr_facts *facts = l->dv->input->facts;

	for (size_t i = 0; i < facts->n; i++) {
		struct rr_vec loose = RR_VEC_INIT(const struct rr_fact *);
		const bool *marks;
		struct rr_row *row;

		if (!rr_states_opens(t, &facts->all[i]))
			continue;
		marks = rr_hang_mark(l->hang, i, rr_states_opens, t);
		row = rr_vec_add(l->arena, &l->rows);
		row->fact = &facts->all[i];
		row->state = rr_states_word(l->states, i, marks,
		    &loose);
		row->loose = loose.items;
		row->nloose = loose.n;
		row->deadline = rr_hang_next(l->hang);
		if (l->named)
			rr_hang_mark_named(l->hang, i);
		add_findings(l, i);
	}
}

struct drift {
	const struct rr_agreement		*agreement;
	const struct rr_facts			*facts;
	const struct rr_register_terms		*terms;
	int					 links;	/* that are followed */
	bool					 found;
};

static void
look_adrift(void *ctx, int64_t seq, int64_t row)
{
	struct drift *d = ctx;
	const struct rr_fact *f = rr_facts_find(d->facts, seq, row);

	if (f == NULL || d->found)
		return;
	if (rr_facts_live(d->facts, seq, row) == NULL)
		d->found = rr_states_opens(d->terms, f);
	else if (d->links > 0) {
		d->links--;
		rr_refers_each(d->agreement, f, look_adrift, d);
		d->links++;
	}
}

/* Whether it hangs on an entry that had a row here until it was voided. */
static bool
is_adrift(const struct rr_derivation *dv, const struct rr_register_terms *t,
    const struct rr_fact *f, int links)
{
	struct drift d = { rr_engine_agreement(dv->input->engine),
	    dv->input->facts, t, links, false };

	if (f != NULL && t != NULL)
		rr_refers_each(d.agreement, f, look_adrift, &d);
	return d.found;
}

static void
add_the_rest(struct laid *l, const struct rr_register_terms *t)
{
	for (size_t i = 0; i < l->dv->nfindings; i++) {
		const struct rr_finding *f = &l->dv->findings[i];
		struct rr_row *row;

		if (l->used[i] || is_elsewhere(l, f) ||
		    (f->provision->in == NULL && !is_adrift(l->dv, t,
		    f->subject, LINKS_MAX)))
			continue;
		row = rr_vec_add(l->arena, &l->rows);
		row->finding = f;
	}
}

/* What counts, and is about an entry that had a row until it was voided. */
static void
find_adrift(const struct rr_register_terms *t, struct rr_arena *arena,
    struct rr_source *s)
{
	const struct rr_facts *facts = s->derivation->input->facts;
	int64_t *all = rr_arena_array(arena, facts->n + 1, sizeof(*all));

	for (size_t i = 0; i < facts->n; i++) {
		const struct rr_fact *f = &facts->all[i];

		if (is_adrift(s->derivation, t, f, 0) && (s->nadrift == 0 ||
		    all[s->nadrift - 1] != f->seq))
			all[s->nadrift++] = f->seq;
	}
	s->adrift = all;
}

/* How its first row comes to be. */
static const char *
how_to_open(struct rr_arena *arena, const struct rr_agreement *a,
    const struct rr_register_terms *t, const struct rr_source *s)
{
	struct rr_buf b = RR_BUF_INIT;
	const char *said[2] = { "An event opens it", "A notice opens it" };

	if (s->nadrift > 0) {
		rr_buf_add(&b, "No entry that counts opens it; about a void "
		    "one: ");
		rr_seal_unread_text(s->adrift, s->nadrift, &b);
		rr_buf_addc(&b, '.');
	} else
		rr_buf_add(&b, "Nothing is on record here.");
	for (int notice = 0; notice < 2; notice++) {
		bool any = false;

		for (size_t i = 0; i < t->nopens; i++) {
			const struct rr_event *e = rr_agreement_event(a,
			    t->opens[i]);

			if (e == NULL || e->notice != (notice == 1))
				continue;
			rr_buf_printf(&b, "%s%s%s", any ? ", " : " ", any ?
			    "" : said[notice], any ? "" : ": ");
			rr_buf_add(&b, e->name);
			any = true;
		}
		rr_buf_add(&b, any ? "." : "");
	}
	return rr_buf_keep(&b, arena);
}

void
rr_register_lay(const struct rr_register_terms *t, const char *name,
    bool named, struct rr_arena *arena, struct rr_source *s)
{
	struct laid l = { .arena = arena, .dv = s->derivation, .name = name,
	    .named = named, .rows = RR_VEC_INIT(struct rr_row) };

	l.hang = rr_hang_new(arena, s->derivation);
	l.used = rr_arena_array(arena, s->derivation->nfindings + 1,
	    sizeof(*l.used));
	if (t != NULL) {
		l.states = rr_states_new(arena, l.dv, t, l.hang);
		add_entries(&l, t);
	}
	/* Among claims what is void has a row. */
	add_the_rest(&l, named ? NULL : t);
	s->rows = l.rows.items;
	s->nrows = l.rows.n;
}

static void
prepare(const struct rr_view *v, struct rr_arena *arena,
    struct rr_source *s)
{
	const struct rr_agreement *a =
	    rr_engine_agreement(s->derivation->input->engine);
	const struct rr_register_terms *t = terms_of(a, v->name);

	rr_register_lay(t, v->name, false, arena, s);
	if (t != NULL)
		find_adrift(t, arena, s);
	s->panes = t != NULL ? "e records an event, s a notice sent, r one "
	    "received." : NULL;
	s->empty = t != NULL ? how_to_open(arena, a, t, s) :
	    rr_arena_printf(arena, "The agreement's file lays out no register "
	    "of %s. What was recorded stands in the journal.", v->name);
}

static void
add_id(const struct rr_source *s, const struct rr_row *r, struct rr_buf *b)
{
	if (r->finding != NULL) {
		rr_buf_add(b, r->finding->id);
		return;
	}
	rr_buf_printf(b, "%s/entry/", s->matter);
	rr_fact_ref(r->fact, b);
}

static void
id(const struct rr_source *s, size_t i, struct rr_buf *b)
{
	add_id(s, &s->rows[i], b);
}

/* What it is about, where that is not the entry under which it stands. */
static void
add_own(const struct rr_source *s, const struct rr_row *r, struct rr_buf *b)
{
	const struct rr_fact *own = r->finding->subject;

	if (own == NULL || own == r->fact)
		return;
	rr_buf_add(b, " (entry ");
	rr_fact_ref(own, b);
	rr_buf_addc(b, ')');
	if (r->fact == NULL)
		rr_adrift_of(s->derivation, own, b);
}

static void
what(const struct rr_source *s, size_t i, struct rr_buf *b)
{
	const struct rr_row *r = &s->rows[i];

	if (r->finding != NULL) {
		rr_buf_add(b, r->under ? "  " : "");
		rr_finding_name(s->derivation, r->finding, b);
		add_own(s, r, b);
		return;
	}
	rr_fact_ref(r->fact, b);
	rr_buf_printf(b, " %s", r->fact->name);
	rr_adrift_of(s->derivation, r->fact, b);
}

/* Of what neither the entry above it nor who it is about tells apart. */
static void
about(const struct rr_source *s, size_t i, struct rr_buf *b)
{
	const struct rr_row *r = &s->rows[i];
	const struct rr_finding *f = r->finding;
	struct rr_buf whose = RR_BUF_INIT;

	if (f != NULL && f->party != NULL)
		rr_cell_whose(s->derivation->input->roster, f->party, &whose);
	if (f != NULL)
		rr_cell_about(f->subject == r->fact ? NULL : f->subject,
		    whose.len > 0 ? whose.s : NULL, b);
	rr_buf_free(&whose);
}

static void
state(const struct rr_source *s, size_t i, struct rr_buf *b)
{
	const struct rr_row *r = &s->rows[i];

	rr_buf_add(b, r->finding != NULL ?
	    rr_finding_shown(r->finding) : r->state);
}

static void
day(const struct rr_source *s, size_t i, struct rr_buf *b)
{
	const struct rr_row *r = &s->rows[i];

	if (r->finding != NULL)
		rr_finding_days(r->finding, false, b);
	else
		rr_fact_days(r->fact, b);
}

/*
 * Of an entry its next deadline first, then its fields, and what may be of it.
 */
static void
detail(const struct rr_source *s, size_t i, struct rr_buf *b)
{
	const struct rr_row *r = &s->rows[i];
	struct rr_buf fields = RR_BUF_INIT;

	if (r->finding != NULL) {
		rr_finding_detail(s->derivation, r->finding, b);
		return;
	}
	if (r->deadline != NULL) {
		rr_buf_add(b, "next ");
		if (rr_date_is_none(r->deadline->working))
			rr_cell_safe_day(r->deadline, b);
		else
			rr_date_text(r->deadline->working, b);
	}
	rr_fields_text(s->derivation, r->fact, &fields);
	rr_buf_printf(b, "%s%s", r->deadline != NULL && fields.len > 0 ?
	    "; " : "", fields.s);
	rr_buf_free(&fields);
	for (size_t k = 0; k < r->nloose; k++)
		rr_buf_printf(b, "%sentry %lld (%s) says not of which it is",
		    b->len > 0 ? "; " : "", (long long)r->loose[k]->seq,
		    r->loose[k]->name);
}

static void
until(const struct rr_source *s, size_t i, struct rr_buf *b)
{
	if (s->rows[i].finding != NULL)
		rr_finding_days(s->rows[i].finding, true, b);
}

static void
next(const struct rr_source *s, size_t i, struct rr_buf *b)
{
	if (s->rows[i].deadline != NULL)
		rr_cell_safe_day(s->rows[i].deadline, b);
}

/* By itself too: two rows must not read alike where space is short. */
static void
party(const struct rr_source *s, size_t i, struct rr_buf *b)
{
	const struct rr_finding *f = s->rows[i].finding;

	if (f != NULL && f->party != NULL)
		rr_buf_add(b, rr_roster_name(s->derivation->input->roster,
		    f->party));
}

static void
party_key(const struct rr_source *s, size_t i, struct rr_buf *b)
{
	const struct rr_finding *f = s->rows[i].finding;

	if (f != NULL && f->party != NULL)
		rr_buf_add(b, f->party);
}

static const char *
section_of(const struct rr_source *s, const struct rr_row *r)
{
	const struct rr_event *e = r->finding != NULL ? NULL :
	    rr_event_of(s->derivation, r->fact);

	return r->finding != NULL ? r->finding->provision->cite.section :
	    e != NULL ? e->section : "";
}

static void
section(const struct rr_source *s, size_t i, struct rr_buf *b)
{
	rr_buf_add(b, section_of(s, &s->rows[i]));
}

static struct rr_json *
loose_json(const struct rr_row *r)
{
	struct rr_json *all = rr_json_array();

	for (size_t i = 0; i < r->nloose; i++) {
		struct rr_buf b = RR_BUF_INIT;

		rr_fact_ref(r->loose[i], &b);
		rr_json_push(all, rr_json_string(b.s));
		rr_buf_free(&b);
	}
	return all;
}

static void
entry_json(const struct rr_source *s, const struct rr_row *r,
    struct rr_json *j)
{
	rr_json_set(j, "what", rr_json_string(r->fact->name));
	rr_json_set(j, "section", rr_json_string(section_of(s, r)));
	rr_adrift_json(s->derivation, r->fact, j);
	rr_json_set(j, "state", rr_json_string(r->state));
	rr_json_set(j, "may_be_of_it", loose_json(r));
	rr_json_day_of(j, "day", r->fact);
	rr_json_set(j, "fields", rr_fields_json(r->fact));
	rr_json_set(j, "next", rr_json_day(r->deadline != NULL ?
	    r->deadline->working : RR_DATE_NONE));
	rr_json_set(j, "next_id", rr_json_string(r->deadline != NULL ?
	    r->deadline->id : NULL));
}

static void
json(const struct rr_source *s, size_t i, struct rr_json *j)
{
	const struct rr_row *r = &s->rows[i];
	struct rr_buf b = RR_BUF_INIT;

	add_id(s, r, &b);
	rr_json_set(j, "id", rr_json_string(b.s));
	rr_json_set(j, "row", rr_json_string(r->finding != NULL ?
	    "finding" : "entry"));
	rr_buf_clear(&b);
	if (r->fact != NULL)
		rr_fact_ref(r->fact, &b);
	rr_json_set(j, "entry", rr_json_string(b.len > 0 ? b.s : NULL));
	rr_buf_free(&b);
	if (r->finding != NULL)
		rr_finding_json(s, r->finding, j);
	else
		entry_json(s, r, j);
}

static const struct rr_column columns[] = {
	{ .key = "what", .title = "what", .width = 17, .flex = 2, .keep = 1,
	    .cell = RR_CELL_TEXT, .text = what, .tag = about },
	{ .key = "state", .title = "state", .width = 13, .flex = 1, .keep = 1,
	    .cell = RR_CELL_TEXT, .text = state },
	{ .key = "day", .title = "day, or from", .width = 14, .keep = 3,
	    .cell = RR_CELL_DATE, .text = day },
	{ .key = "detail", .title = "with", .width = 16, .flex = 2, .keep = 2,
	    .cell = RR_CELL_TEXT, .text = detail },
	{ .key = "section", .title = "section", .width = 11, .keep = 4,
	    .cell = RR_CELL_TEXT, .text = section },
	{ .key = "until", .title = "until", .width = 14, .keep = 5,
	    .cell = RR_CELL_DATE, .text = until },
	{ .key = "next", .title = "next deadline", .width = 14, .keep = 6,
	    .cell = RR_CELL_DATE, .text = next },
	{ .key = "party", .title = "who", .width = 9, .flex = 2, .keep = 2,
	    .cell = RR_CELL_TEXT, .text = party },
	{ .key = "party_key", .cell = RR_CELL_TEXT, .words = party_key }
};

#define RR_REGISTER(name_, title_, brief)				\
	const struct rr_view rr_view_##name_ = { .name = #name_,	\
	    .title = title_, .empty = "No matter is open.",		\
	    .matter = true, RR_COLUMNS(columns),			\
	    .count = rr_rows_count, .id = id, .json = json,		\
	    .prepare = prepare };
#include "regrights/register.def"
#undef RR_REGISTER

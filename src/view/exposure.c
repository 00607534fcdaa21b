/*
 * exposure.c: what can only be argued, which is counsel's.
 *
 * A deadline that is met is late under an answer that nobody took; it was met
 * late, or has lapsed; or how it stands, or by when, rests on a position.  What
 * rests on one is found by deriving the matter once more with all points open.
 * What was done without a plan has a row of its own: what must go before it is
 * counted from a plan, so that no deadline says whether that was done.  So has
 * what was done while something barred it, and what is not so.
 */
#include <string.h>

#include "regrights/map.h"
#include "regrights/vec.h"
#include "view_int.h"

static const char in_doubt[] = "met in doubt";
static const char met_late[] = "met late";
static const char waived_in_doubt[] = "waived in doubt";
static const char waived_late[] = "waived late";
static const char lapsed[] = "lapsed";
static const char over[] = "can no longer be done";
static const char rests_on[] = "rests on a position";
static const char unplanned[] = "whether it was done is not known";
static const char barred[] = "done while it was barred";

/* Of deadlines; what has none stands last. */
static const char *const order[] = { in_doubt, waived_in_doubt, rests_on,
    met_late, waived_late, over, lapsed };

static bool
has_position(const struct rr_derivation *dv)
{
	const struct rr_agreement *a = rr_engine_agreement(dv->input->engine);

	for (size_t i = 0; i < a->nquestions; i++)
		if (dv->input->readings->position[i] >= 0)
			return true;
	return false;
}

/* Its deadlines by id as they stand with all points open; NULL: as here. */
static struct rr_map *
derive_open(struct rr_arena *arena, const struct rr_derivation *dv)
{
	const struct rr_derivation *open;
	struct rr_readings *readings;
	struct rr_input *in;
	struct rr_map *all;

	if (!has_position(dv))
		return NULL;
	in = rr_arena_alloc(arena, sizeof(*in));
	*in = *dv->input;
	readings = rr_readings_new(arena, rr_engine_agreement(in->engine));
	readings->assumed = in->readings->assumed;
	in->readings = readings;
	in->going = NULL;
	open = rr_derive(arena, in);
	all = rr_map_new(arena);
	for (size_t i = 0; i < open->ndeadlines; i++)
		rr_map_set(all, open->deadlines[i].id, &open->deadlines[i]);
	return all;
}

/* How it stands, in words, with what is doubtful of that. */
static const char *
standing(struct rr_arena *arena, const struct rr_deadline *d)
{
	const char *word = d->status == RR_STATUS_DUE ||
	    d->status == RR_STATUS_OPEN || d->status == RR_STATUS_OVERDUE ?
	    "not met" : rr_status_shown(d->status);

	return d->doubt == NULL ? word : rr_arena_printf(arena, "%s; %s",
	    word, d->doubt);
}

/* "clear-days=no, fax-number=either": the positions that were taken. */
static const char *
positions(struct rr_arena *arena, const struct rr_derivation *dv)
{
	const struct rr_agreement *a = rr_engine_agreement(dv->input->engine);
	struct rr_buf b = RR_BUF_INIT;

	for (size_t i = 0; i < a->nquestions; i++)
		if (dv->input->readings->position[i] >= 0)
			rr_buf_printf(&b, "%s%s=%s", b.len > 0 ? ", " : "",
			    a->questions[i].key, a->questions[i].answers[
			    dv->input->readings->position[i]].key);
	return rr_buf_keep(&b, arena);
}

/* A waiver's words say whether it reaches what was late before it. */
static const char *
waived_text(struct rr_arena *arena, const struct rr_deadline *d)
{
	struct rr_buf b = RR_BUF_INIT;

	rr_buf_printf(&b, "%s when it was waived, %s", rr_late_text(arena, d),
	    rr_waived_day_text(arena, d));
	return rr_buf_keep(&b, arena);
}

static bool
stands_otherwise(const struct rr_deadline *d, const struct rr_deadline *open)
{
	return open->status != d->status || (open->doubt == NULL) !=
	    (d->doubt == NULL) || (open->doubt != NULL &&
	    strcmp(open->doubt, d->doubt) != 0);
}

/* How it stands may rest on a waiver that does not count, or may not. */
static const char *
with_waiver(struct rr_arena *arena, const struct rr_deadline *d,
    const char *text)
{
	if (d->waiver_note == NULL)
		return text;
	return text == NULL ? d->waiver_note : rr_arena_printf(arena, "%s; %s",
	    text, d->waiver_note);
}

/* What can be argued of it, as ROW has it; false: nothing. */
static bool
argue(struct rr_arena *arena, const struct rr_derivation *dv,
    const struct rr_deadline *d, const struct rr_deadline *open,
    struct rr_row *row)
{
	bool done = rr_status_is_done(rr_status_word(d->status));

	row->state = in_doubt;
	row->argued = d->doubt;
	/* A target date is no day of the agreement's. */
	if (d->status == RR_STATUS_MET && d->doubt != NULL &&
	    !rr_deadline_is_set(d))
		return true;
	if (d->status == RR_STATUS_MET_LATE || d->status ==
	    RR_STATUS_LAPSED) {
		row->state = d->status == RR_STATUS_LAPSED ? lapsed : met_late;
		row->argued = d->status == RR_STATUS_LAPSED ?
		    rr_deadline_text(arena, d) : rr_late_text(arena, d);
		return true;
	}
	if (d->status == RR_STATUS_WAIVED && d->late_most > 0 &&
	    !rr_deadline_is_set(d)) {
		row->state = d->late > 0 ? waived_late : waived_in_doubt;
		row->argued = d->late > 0 ? waived_text(arena, d) : d->doubt;
		return true;
	}
	row->state = over;
	row->argued = d->doubt;
	if (d->over)
		return true;
	row->state = rests_on;
	if (open != NULL && done && stands_otherwise(d, open)) {
		row->argued = rr_arena_printf(arena, "%s with %s; else %s",
		    rr_status_shown(d->status), positions(arena, dv),
		    standing(arena, open));
		return true;
	}
	if (open == NULL || done)
		return false;
	if (d->set_aside != NULL) {
		row->argued = rr_arena_printf(arena,
		    "does not apply with %s; else %s", d->set_aside,
		    rr_deadline_text(arena, open));
		return true;
	}
	if (rr_date_cmp(d->working, open->working) == 0)
		return false;
	row->argued = rr_arena_printf(arena, "%s with %s; else %s",
	    rr_deadline_text(arena, d), positions(arena, dv),
	    rr_deadline_text(arena, open));
	return true;
}

static void
add_unplanned(struct rr_arena *arena, const struct rr_unplanned *u,
    struct rr_vec *rows)
{
	if (u->maybe == NULL)
		*(struct rr_row *)rr_vec_add(arena, rows) = (struct rr_row){
		    .fact = u->fact, .state = unplanned, .argued =
		    rr_arena_printf(arena, "no '%s' is on record for it, and "
		    "what goes before it counts from there", u->plan->name) };
}

/* "An objection … stood since Thu 2000-06-01, for entry 5; whether …" */
static void
add_barred(struct rr_arena *arena, const struct rr_barred *x,
    struct rr_vec *rows)
{
	struct rr_buf b = RR_BUF_INIT;

	rr_buf_add(&b, x->provision->what);
	if (!rr_date_is_none(x->since)) {
		rr_buf_add(&b, rr_date_cmp(x->since, x->since_last) == 0 ?
		    " stood since " : " stood since a day between ");
		rr_date_text_day(x->since, &b);
	}
	if (rr_date_cmp(x->since, x->since_last) != 0) {
		rr_buf_add(&b, " and ");
		rr_date_text_day(x->since_last, &b);
	}
	rr_buf_add(&b, ", for entry ");
	rr_fact_ref(x->plan, &b);
	rr_buf_printf(&b, "; %s%s%s", x->doubt != NULL ? x->doubt : "",
	    x->doubt != NULL ? "; " : "", x->provision->bars);
	*(struct rr_row *)rr_vec_add(arena, rows) = (struct rr_row){
	    .fact = x->fact, .provision = x->provision, .state = barred,
	    .argued = rr_buf_keep(&b, arena) };
}

static void
prepare(const struct rr_view *v, struct rr_arena *arena,
    struct rr_source *s)
{
	const struct rr_derivation *dv = s->derivation;
	struct rr_map *open = derive_open(arena, dv);
	struct rr_vec rows = RR_VEC_INIT(struct rr_row);

	(void)v;
	for (size_t k = 0; k < sizeof(order) / sizeof(order[0]); k++)
		for (size_t i = 0; i < dv->ndeadlines; i++) {
			const struct rr_deadline *d = &dv->deadlines[i];
			struct rr_row row = { .deadline = d,
			    .provision = d->provision, .fact = d->subject };

			if (d->provision->date.sense == RR_NOT_BEFORE ||
			    !argue(arena, dv, d, open == NULL ? NULL :
			    rr_map_find(open, d->id), &row) ||
			    row.state != order[k])
				continue;
			row.argued = with_waiver(arena, d, row.argued);
			*(struct rr_row *)rr_vec_add(arena, &rows) = row;
		}
	for (size_t i = 0; i < dv->nbarred; i++)
		add_barred(arena, &dv->barred[i], &rows);
	for (size_t i = 0; i < dv->nunplanned; i++)
		add_unplanned(arena, &dv->unplanned[i], &rows);
	rr_contrary_add(arena, dv, &rows);
	s->rows = rows.items;
	s->nrows = rows.n;
}

/*
 * NULL: it is of what was done without a plan, or while it was barred, or of a
 * finding.
 */
static const struct rr_deadline *
row_of(const struct rr_source *s, size_t i)
{
	return s->rows[i].deadline;
}

static bool
is_barred(const struct rr_source *s, size_t i)
{
	return s->rows[i].state == barred;
}

static const struct rr_barred *
barred_of(const struct rr_source *s, size_t i)
{
	const struct rr_derivation *dv = s->derivation;
	size_t k = 0;

	while (dv->barred[k].fact != s->rows[i].fact ||
	    dv->barred[k].provision != s->rows[i].provision)
		k++;
	return &dv->barred[k];
}

/* What it could have been planned by. */
static const struct rr_event *
plan_of(const struct rr_source *s, size_t i)
{
	const struct rr_derivation *dv = s->derivation;
	size_t k = 0;

	while (dv->unplanned[k].fact != s->rows[i].fact)
		k++;
	return dv->unplanned[k].plan;
}

static void
id(const struct rr_source *s, size_t i, struct rr_buf *b)
{
	if (row_of(s, i) != NULL) {
		rr_buf_add(b, row_of(s, i)->id);
		return;
	}
	if (s->rows[i].finding != NULL) {
		rr_buf_add(b, s->rows[i].finding->id);
		return;
	}
	if (is_barred(s, i))
		rr_buf_printf(b, "%s/%s/%s/", s->matter,
		    s->rows[i].provision->kind->word,
		    s->rows[i].provision->id);
	else
		rr_buf_printf(b, "%s/entry/", s->matter);
	rr_fact_ref(is_barred(s, i) ? barred_of(s, i)->plan :
	    s->rows[i].fact, b);
}

static void
group(const struct rr_source *s, size_t i, struct rr_buf *b)
{
	for (const char *p = s->rows[i].state; *p != '\0'; p++)
		rr_buf_addc(b, *p >= 'a' && *p <= 'z' ? (char)(*p - 'a' +
		    'A') : *p);
}

static void
what(const struct rr_source *s, size_t i, struct rr_buf *b)
{
	const struct rr_fact *f = s->rows[i].fact;

	if (row_of(s, i) != NULL) {
		rr_buf_add(b, row_of(s, i)->what);
		return;
	}
	if (s->rows[i].finding != NULL) {
		rr_contrary_what(s->derivation, &s->rows[i], b);
		return;
	}
	rr_buf_printf(b, "%s%s ", is_barred(s, i) ? "What was barred: " :
	    "What goes before ", f->name);
	rr_fact_days(f, b);
	rr_buf_add(b, ", entry ");
	rr_fact_ref(f, b);
}

static void
under(const struct rr_source *s, size_t i, struct rr_buf *b)
{
	rr_buf_printf(b, ": %s", s->rows[i].argued);
}

static void
section(const struct rr_source *s, size_t i, struct rr_buf *b)
{
	const struct rr_provision *p = s->rows[i].provision;

	rr_buf_add(b, p != NULL ? p->cite.section : plan_of(s, i)->section);
}

static void
day(const struct rr_source *s, size_t i, struct rr_buf *b)
{
	if (row_of(s, i) != NULL)
		rr_cell_safe_day(row_of(s, i), b);
}

static void
met(const struct rr_source *s, size_t i, struct rr_buf *b)
{
	if (row_of(s, i) != NULL)
		rr_cell_day(row_of(s, i)->met_on, b);
}

static const char *
by_key(const struct rr_source *s, size_t i)
{
	const struct rr_agreement *a = rr_engine_agreement(
	    s->derivation->input->engine);

	if (row_of(s, i) != NULL)
		return row_of(s, i)->by;
	if (s->rows[i].finding != NULL)
		return rr_facts_who(s->derivation->input->facts,
		    s->rows[i].provision->by, s->rows[i].fact);
	return is_barred(s, i) ? rr_agreement_event(a,
	    s->rows[i].fact->name)->by : plan_of(s, i)->by;
}

static void
who(const struct rr_source *s, size_t i, struct rr_buf *b)
{
	rr_buf_add(b, by_key(s, i) != NULL ? by_key(s, i) : "");
}

static void
state(const struct rr_source *s, size_t i, struct rr_buf *b)
{
	rr_buf_add(b, s->rows[i].state);
}

static void
by(const struct rr_source *s, size_t i, struct rr_buf *b)
{
	rr_buf_add(b, rr_roster_name(s->derivation->input->roster,
	    by_key(s, i)));
}

static void
status(const struct rr_source *s, size_t i, struct rr_buf *b)
{
	if (row_of(s, i) != NULL)
		rr_buf_add(b, rr_status_word(row_of(s, i)->status));
}

static void
argued(const struct rr_source *s, size_t i, struct rr_buf *b)
{
	rr_buf_add(b, s->rows[i].argued);
}

static void
waiver(const struct rr_source *s, size_t i, struct rr_buf *b)
{
	if (row_of(s, i) != NULL && row_of(s, i)->waiver_why != NULL)
		rr_buf_add(b, row_of(s, i)->waiver_why);
}

static void
v_working(const struct rr_source *s, size_t i, struct rr_value *v)
{
	v->day = row_of(s, i) == NULL ? RR_DATE_NONE :
	    row_of(s, i)->working;
}

static void
v_met(const struct rr_source *s, size_t i, struct rr_value *v)
{
	v->day = row_of(s, i) == NULL ? RR_DATE_NONE : row_of(s, i)->met_on;
}

static void
v_late(const struct rr_source *s, size_t i, struct rr_value *v)
{
	v->none = row_of(s, i) == NULL;
	v->number = v->none ? 0 : row_of(s, i)->late_most;
}

static void
rests(const struct rr_source *s, size_t i, struct rr_buf *b)
{
	struct rr_arena *arena = rr_arena_new();

	if (s->rows[i].finding != NULL)
		rr_contrary_rests(s->rows[i].finding, b);
	else if (row_of(s, i) == NULL) {
		rr_buf_add(b, "entry/");
		rr_fact_ref(s->rows[i].fact, b);
		if (is_barred(s, i)) {
			rr_buf_add(b, " entry/");
			rr_fact_ref(barred_of(s, i)->plan, b);
		}
	} else
		rr_buf_add(b, rr_deadline_rests(arena, row_of(s, i)));
	rr_arena_free(arena);
}

static const struct rr_column columns[] = {
	{ .key = "id", .cell = RR_CELL_TEXT, .words = id },
	{ .key = "group", .cell = RR_CELL_TEXT, .audience = RR_FOR_COUNSEL,
	    .words = state },
	{ .key = "working", .title = "last safe day", .width = 14, .keep = 1,
	    .cell = RR_CELL_DATE, .text = day, .value = v_working },
	{ .key = "what", .title = "what can be argued", .width = 20,
	    .flex = 1, .keep = 1, .cell = RR_CELL_TEXT, .text = what,
	    .behind = under, .words = what },
	{ .key = "met_on", .title = "met on", .width = 14, .keep = 2,
	    .cell = RR_CELL_DATE, .text = met, .value = v_met },
	{ .key = "section", .title = "section", .width = 10, .keep = 3,
	    .cell = RR_CELL_TEXT, .text = section, .words = section },
	{ .key = "party", .title = "who", .width = 7, .keep = 4,
	    .cell = RR_CELL_TEXT, .text = who, .words = who },
	{ .key = "by", .cell = RR_CELL_TEXT, .words = by },
	{ .key = "status", .cell = RR_CELL_TEXT, .words = status },
	{ .key = "late_at_most", .cell = RR_CELL_NUMBER,
	    .audience = RR_FOR_COUNSEL, .value = v_late },
	{ .key = "under", .cell = RR_CELL_TEXT, .audience = RR_FOR_COUNSEL,
	    .words = argued },
	{ .key = "waiver", .cell = RR_CELL_TEXT, .audience = RR_FOR_COUNSEL,
	    .words = waiver },
	{ .key = "rests", .cell = RR_CELL_LIST, .audience = RR_FOR_COUNSEL,
	    .words = rests }
};

const struct rr_view rr_view_exposure = {
	.name = "exposure",
	.title = "Exposure",
	.empty = "No deadline was met late or in doubt, has lapsed, or rests "
	    "on a position, no filing lacks its plan or was barred, and "
	    "nothing stands as not so, as far as the record goes.",
	.matter = true,
	RR_COLUMNS(columns),
	.count = rr_rows_count,
	.id = id,
	.prepare = prepare,
	.gap = 1,
	.group = group,
	.whole = true,
};

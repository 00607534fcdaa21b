/*
 * timeline.c: one matter's deadlines and first free days.
 */
#include <string.h>

#include "regrights/arena.h"
#include "view_int.h"

static const struct rr_deadline *
row_of(const struct rr_source *s, size_t i)
{
	return &s->derivation->deadlines[i];
}

static size_t
count(const struct rr_source *s)
{
	return s->derivation == NULL ? 0 : s->derivation->ndeadlines;
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
about(const struct rr_source *s, size_t i, struct rr_buf *b)
{
	const struct rr_deadline *d = row_of(s, i);

	if (d->sealed == NULL)
		rr_cell_about(d->subject, d->recipient, b);
}

static void
section(const struct rr_source *s, size_t i, struct rr_buf *b)
{
	rr_buf_add(b, row_of(s, i)->provision->cite.section);
}

static const char *
by_name(const struct rr_source *s, size_t i)
{
	const struct rr_deadline *d = row_of(s, i);

	return rr_roster_name(s->derivation->input->roster, d->by);
}

static void
by_key(const struct rr_source *s, size_t i, struct rr_buf *b)
{
	rr_buf_add(b, row_of(s, i)->by != NULL ? row_of(s, i)->by : "");
}

static void
by(const struct rr_source *s, size_t i, struct rr_buf *b)
{
	rr_buf_add(b, by_name(s, i));
}

/* Between two days, by what an entry lacks or one side denies. */
static bool
is_in_doubt(const struct rr_deadline *d)
{
	return (rr_deadline_apart(d) & RR_APART_POINTS) == 0 &&
	    rr_date_is_none(d->raw) && !rr_date_is_none(d->raw_in.least);
}

static void
raw(const struct rr_source *s, size_t i, struct rr_buf *b)
{
	const struct rr_deadline *d = row_of(s, i);

	if (is_in_doubt(d))
		rr_buf_add(b, "in doubt");
	else if (rr_date_is_none(d->raw))
		rr_buf_add(b, rr_apart_shown(rr_deadline_apart(d)));
	else
		rr_cell_day(d->raw, b);
}

static void
rolled(const struct rr_source *s, size_t i, struct rr_buf *b)
{
	const struct rr_deadline *d = row_of(s, i);

	if (rr_date_is_none(d->rolled) && !rr_date_is_none(d->raw))
		rr_buf_add(b, rr_deadline_apart(d) == RR_APART_NOT ?
		    "not known" : rr_apart_shown(rr_deadline_apart(d)));
	else if (rr_date_cmp(d->rolled, d->raw) != 0)
		rr_cell_day(d->rolled, b);
}

static void
working(const struct rr_source *s, size_t i, struct rr_buf *b)
{
	rr_cell_safe_day(row_of(s, i), b);
}

static void
status(const struct rr_source *s, size_t i, struct rr_buf *b)
{
	const struct rr_deadline *d = row_of(s, i);

	rr_buf_add(b, rr_status_shown(d->status));
	if (d->status == RR_STATUS_WAIVED && d->late > 0)
		rr_buf_add(b, ", late");
	if (d->late > 0 && d->late == d->late_most)
		rr_buf_printf(b, " by %d", (int)d->late);
	else if (d->late > 0)
		rr_buf_printf(b, " by %d to %d", (int)d->late,
		    (int)d->late_most);
	if (d->provision->date.sense == RR_NOT_BEFORE &&
	    d->status == RR_STATUS_OPEN)
		rr_buf_add(b, ", first day");
	if (d->status == RR_STATUS_DUE &&
	    rr_date_cmp(s->on, d->working) > 0)
		rr_buf_add(b, ", past safe day");
	if (d->waiver_note != NULL)
		rr_buf_printf(b, ", %s", d->waiver_note);
	if (d->sealed != NULL)
		rr_buf_printf(b, ", see %s", rr_sealed_ref(d));
	if (d->gap != NULL || d->awaits != NULL) {
		rr_buf_add(b, ", ");
		rr_deadline_gap_text(d, b);
	}
	if (d->npoints > 0) {
		rr_buf_add(b, ", ");
		rr_points_text(d, b);
	} else if (is_in_doubt(d)) {
		rr_buf_add(b, ", as written between ");
		rr_date_text(d->raw_in.least, b);
		rr_buf_add(b, " and ");
		rr_date_text(d->raw_in.most, b);
	}
	if (rr_date_is_none(d->working) && d->unknown != NULL)
		rr_buf_printf(b, ", %s", d->unknown);
	else if (d->remark != NULL &&
	    !rr_status_is_done(rr_status_word(d->status)))
		rr_buf_add(b, ", later closings are not listed");
	if (d->doubt != NULL)
		rr_buf_printf(b, "; %s", d->doubt);
}

/* By the number behind "see" a row is accounted for: it is not cut off. */
static int
room_for_numbers(const struct rr_source *s)
{
	const struct rr_derivation *dv = s->derivation;
	struct rr_buf b = RR_BUF_INIT;
	size_t most = 0;

	for (size_t i = 0; dv != NULL && i < dv->ndeadlines; i++) {
		const struct rr_deadline *d = &dv->deadlines[i];
		size_t n;

		if (d->sealed == NULL)
			continue;
		rr_buf_clear(&b);
		status(s, i, &b);
		n = (size_t)(strstr(b.s, "see ") - b.s) + strlen("see ") +
		    strlen(rr_sealed_ref(d));
		most = n > most ? n : most;
	}
	rr_buf_free(&b);
	return (int)most;
}

static struct rr_json *
readings_json(const struct rr_deadline *d)
{
	struct rr_json *all = rr_json_object();

	for (size_t i = 0; i < d->nreadings; i++) {
		const struct rr_reading *r = &d->readings[i];
		struct rr_json *one = rr_json_object();

		rr_json_set(one, "raw", rr_json_day(r->raw));
		if (rr_date_is_none(r->raw) &&
		    !rr_date_is_none(r->raw_in.least)) {
			rr_json_set(one, "from", rr_json_day(r->raw_in.least));
			rr_json_set(one, "until", rr_json_day(r->raw_in.most));
		}
		rr_json_set(one, "rolled", rr_json_day(r->rolled));
		rr_json_set(one, "working", rr_json_day(r->working));
		rr_json_set(all, r->key, one);
	}
	return all;
}

struct lines { struct rr_json *list; };

static void
add_line(void *ctx, int depth, const struct rr_trace *t)
{
	struct lines *l = ctx;
	const struct rr_fact f = { .seq = t->fact, .row = t->row };
	struct rr_buf b = RR_BUF_INIT;

	rr_buf_fill(&b, ' ', (size_t)(2 * depth));
	rr_buf_add(&b, t->text);
	if (t->fact > 0) {
		rr_buf_add(&b, "  [entry ");
		rr_fact_ref(&f, &b);
		rr_buf_addc(&b, ']');
	} else if (t->cite != NULL)
		rr_buf_printf(&b, "  [%s]", t->cite);
	rr_json_push(l->list, rr_json_string(b.s));
	rr_buf_free(&b);
}

struct rr_json *
rr_why_lines(const struct rr_trace *t)
{
	struct lines l = { rr_json_array() };

	rr_trace_walk(t, add_line, &l);
	return l.list;
}

/* Reasons for a pipe: the row is run again with a recorder. */
static struct rr_json *
why_json(const struct rr_source *s, size_t i)
{
	return rr_why_lines(rr_whys_of(s->whys, row_of(s, i)->id));
}

void
rr_deadline_json(const struct rr_deadline *d, struct rr_json *j)
{
	rr_json_set(j, "raw", rr_json_day(d->raw));
	rr_json_set(j, "rolled", rr_json_day(d->rolled));
	rr_json_set(j, "working", rr_json_day(d->working));
	rr_json_set(j, "unknown", rr_json_string(d->unknown));
	rr_json_set(j, "remark", rr_json_string(d->remark));
	rr_json_set(j, "readings", readings_json(d));
	if (d->npoints > 0)
		rr_json_set(j, "points", rr_json_int((int64_t)d->npoints));
	if (d->npoints > 0 || is_in_doubt(d)) {
		rr_json_set(j, "from", rr_json_day(d->raw_in.least));
		rr_json_set(j, "until", rr_json_day(d->raw_in.most));
	}
	if (d->npoints == 0)
		return;
	rr_json_set(j, "may_have_none", rr_json_bool(d->may_wait));
}

/* Its day, or between which days it lies. */
static void
waived_json(const struct rr_deadline *d, struct rr_json *j)
{
	const struct rr_between *on = &d->waived_on;
	bool so = d->waived_by != NULL;
	bool day = so && rr_date_cmp(on->least, on->most) == 0;

	rr_json_set(j, "waived_on", rr_json_day(day ? on->least :
	    RR_DATE_NONE));
	if (!so || day)
		return;
	rr_json_set(j, "waived_from", rr_json_day(on->least));
	rr_json_set(j, "waived_until", rr_json_day(on->most));
}

static void
json(const struct rr_source *s, size_t i, struct rr_json *j)
{
	const struct rr_deadline *d = row_of(s, i);

	rr_json_set(j, "id", rr_json_string(d->id));
	rr_json_set(j, "section",
	    rr_json_string(d->provision->cite.section));
	rr_json_set(j, "what", rr_json_string(d->what));
	rr_json_set(j, "by", rr_json_string(by_name(s, i)));
	rr_json_set(j, "sense",
	    rr_json_string(rr_sense_word(d->provision->date.sense)));
	rr_json_set(j, "status", rr_json_string(rr_status_word(d->status)));
	rr_json_set(j, "met_on", rr_json_day(d->met_on));
	waived_json(d, j);
	rr_json_set(j, "waiver", rr_json_string(d->waiver_why));
	rr_json_set(j, "late", rr_json_int(d->late));
	rr_json_set(j, "late_at_most", rr_json_int(d->late_most));
	rr_json_set(j, "doubt", rr_json_string(d->doubt));
	rr_json_set(j, "over", rr_json_bool(d->over));
	rr_json_set(j, "waits_for", rr_json_string(d->status ==
	    RR_STATUS_WAITING ? d->waits_for : NULL));
	rr_json_set(j, "gap", rr_json_string(d->gap));
	rr_json_set(j, "awaits", rr_json_string(d->awaits));
	if (d->sealed != NULL)
		rr_json_set(j, "rested_on_sealed",
		    rr_json_int(d->sealed->about));
	rr_deadline_json(d, j);
	rr_json_set(j, "why", why_json(s, i));
}

static const struct rr_column columns[] = {
	{ .key = "what", .title = "what", .width = 20, .flex = 3, .keep = 1,
	    .cell = RR_CELL_TEXT, .text = what, .tag = about },
	{ .key = "section", .title = "section", .width = 10, .keep = 4,
	    .cell = RR_CELL_TEXT, .text = section },
	{ .key = "by", .title = "by", .width = 12, .flex = 1, .keep = 5,
	    .cell = RR_CELL_TEXT, .text = by },
	{ .key = "raw", .title = "as written", .width = 14, .keep = 2,
	    .cell = RR_CELL_DATE, .text = raw },
	{ .key = "rolled", .title = "as adjusted", .width = 14, .keep = 3,
	    .cell = RR_CELL_DATE, .text = rolled },
	{ .key = "working", .title = "last safe day", .width = 14, .keep = 1,
	    .cell = RR_CELL_DATE, .text = working },
	{ .key = "status", .title = "status", .width = 8, .flex = 1, .keep = 1,
	    .cell = RR_CELL_TEXT, .text = status, .room = room_for_numbers },
	{ .key = "by_key", .cell = RR_CELL_TEXT, .words = by_key }
};

const struct rr_view rr_view_timeline = {
	.name = "timeline",
	.title = "Timeline",
	.empty = "This agreement has no deadlines.",
	.panes = "e records an event, s a notice sent.",
	.matter = true,
	RR_COLUMNS(columns),
	.count = count,
	.id = id,
	.json = json,
};

/*
 * docket.c: what can still be done in every matter, from the cache.
 *
 * On the screen a row says who, what and by when, under the heading of its
 * group; all else stands in its sentence, in CSV and in JSON.
 */
#include <string.h>

#include "regrights/text.h"
#include "view_int.h"

#define PREFIX	6	/* letters of a matter's key, at least */

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
group(const struct rr_source *s, size_t i, struct rr_buf *b)
{
	rr_docket_group_title(row_of(s, i)->group, s->within, b);
}

static rr_date
day_of(const struct rr_docket_row *r)
{
	return rr_date_or(r->working, r->raw);
}

static void
mark(const struct rr_source *s, size_t i, struct rr_buf *b)
{
	if (row_of(s, i)->doubt)
		rr_buf_addc(b, '?');
}

static void
day(const struct rr_source *s, size_t i, struct rr_buf *b)
{
	const struct rr_docket_row *r = row_of(s, i);

	if (rr_date_is_none(day_of(r)))
		rr_buf_add(b, "no day");
	else
		rr_date_text_brief(day_of(r), r->on, b);
}

static void
what(const struct rr_source *s, size_t i, struct rr_buf *b)
{
	rr_buf_add(b, row_of(s, i)->what);
}

static void
task(const struct rr_source *s, size_t i, struct rr_buf *b)
{
	const struct rr_docket_row *r = row_of(s, i);

	rr_buf_printf(b, "%s%s", r->old ? "old: " : "", r->alike ? r->what :
	    r->task);
}

static bool
apart(const struct rr_source *s, size_t i)
{
	return row_of(s, i)->alike;
}

/* Who is missing, how long it has no day, and how it stands if it is done. */
static void
lack(const struct rr_source *s, size_t i, struct rr_buf *b)
{
	const struct rr_docket_row *r = row_of(s, i);
	int32_t days = rr_date_is_none(r->since) || rr_date_is_none(r->on) ?
	    0 : r->on.day - r->since.day;

	if (r->lack[0] != '\0')
		rr_buf_printf(b, ": %s", r->lack);
	if (r->stand == RR_DOCKET_NOT)
		rr_buf_printf(b, ": %s", rr_status_word_shown(r->status));
	if (days > 0)
		rr_buf_printf(b, " (%d day%s)", (int)days, days == 1 ? "" :
		    "s");
}

/* As many letters as no other matter has, so that a command takes them. */
static void
matter(const struct rr_source *s, size_t i, struct rr_buf *b)
{
	const char *key = row_of(s, i)->matter;
	size_t n = PREFIX;

	for (size_t m = 0; m < s->nmatters; m++) {
		const char *other = s->matters[m].key;
		size_t same = 0;

		while (key[same] != '\0' && key[same] == other[same])
			same++;
		if (key[same] == other[same])
			continue;
		n = same + 1 > n ? same + 1 : n;
	}
	rr_buf_addn(b, key, strlen(key) < n ? strlen(key) : n);
}

static void
section(const struct rr_source *s, size_t i, struct rr_buf *b)
{
	rr_buf_add(b, row_of(s, i)->section);
}

static void
who(const struct rr_source *s, size_t i, struct rr_buf *b)
{
	rr_buf_add(b, row_of(s, i)->party);
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

/* The widest cell, up to MOST. */
static int
widest(const struct rr_source *s, int most, void (*text)(
    const struct rr_source *, size_t, struct rr_buf *))
{
	struct rr_buf b = RR_BUF_INIT;
	int room = 0;

	for (size_t i = 0; i < s->ndocket && room < most; i++) {
		rr_buf_clear(&b);
		text(s, i, &b);
		if (rr_text_width(b.s) > room)
			room = rr_text_width(b.s);
	}
	rr_buf_free(&b);
	return room > most ? most : room;
}

static int
day_room(const struct rr_source *s)
{
	return widest(s, 15, day);
}

static int
matter_room(const struct rr_source *s)
{
	return widest(s, 64, matter);
}

static int
section_room(const struct rr_source *s)
{
	return widest(s, 12, section);
}

static int
who_room(const struct rr_source *s)
{
	return widest(s, 14, who);
}

static void
add_day(const char *title, rr_date d, struct rr_buf *b)
{
	if (rr_date_is_none(d))
		return;
	rr_buf_add(b, title);
	rr_date_text_day(d, b);
	rr_buf_addc(b, '.');
}

/* "entry/3 point/x" as "entry 3, point x" */
static void
add_rests(const char *ids, struct rr_buf *b)
{
	for (; *ids != '\0'; ids++)
		if (*ids == ' ')
			rr_buf_add(b, ", ");
		else
			rr_buf_addc(b, *ids == '/' ? ' ' : *ids);
}

/* A name may end in one, "Inc." */
static void
end_sentence(struct rr_buf *b)
{
	if (b->s[b->len - 1] != '.')
		rr_buf_addc(b, '.');
}

/* What the row does not say: what it is about, its days, what is in doubt. */
static void
says(const struct rr_source *s, size_t i, struct rr_buf *b)
{
	const struct rr_docket_row *r = row_of(s, i);

	rr_buf_add(b, r->what);
	end_sentence(b);
	add_day("  As written ", r->raw, b);
	if (rr_date_cmp(r->rolled, r->raw) != 0)
		add_day("  As adjusted ", r->rolled, b);
	add_day("  Last safe day ", r->working, b);
	rr_buf_printf(b, "  It is %s%s%s", rr_status_word_shown(r->status),
	    r->note[0] != '\0' ? ": " : "", r->note);
	end_sentence(b);
	if (r->answers[0] != '\0')
		rr_buf_printf(b, "  %s.", r->answers);
	rr_buf_printf(b, "  By %s", r->by);
	if (r->rests[0] != '\0') {
		rr_buf_add(b, "; it rests on ");
		add_rests(r->rests, b);
	}
	end_sentence(b);
}

static void
foot(const struct rr_source *s, struct rr_buf *b)
{
	rr_tally_text(&s->tally, b);
	rr_buf_add(b, s->folded > 0 ? "; --later shows them all.\n" :
	    ".\n");
}

#define TEXT(name, expr)						\
	static void							\
	w_##name(const struct rr_source *s, size_t i, struct rr_buf *b)	\
	{								\
		const struct rr_docket_row *r = row_of(s, i);		\
									\
		rr_buf_add(b, expr);					\
	}
#define DAY(name, expr)							\
	static void							\
	v_##name(const struct rr_source *s, size_t i, struct rr_value *v) \
	{								\
		const struct rr_docket_row *r = row_of(s, i);		\
									\
		v->day = expr;						\
	}
#define TRUTH(name, expr)						\
	static void							\
	v_##name(const struct rr_source *s, size_t i, struct rr_value *v) \
	{								\
		const struct rr_docket_row *r = row_of(s, i);		\
									\
		v->number = expr;					\
	}

TEXT(task, r->task)
TEXT(lack, r->lack)
TEXT(by, r->by)
TEXT(matter, r->matter)
TEXT(status, r->status)
TEXT(note, r->note)
TEXT(sense, r->sense)
TEXT(group, rr_docket_group_word(r->group))
TEXT(rests, r->rests)
TEXT(answers, r->answers)
DAY(raw, r->raw)
DAY(rolled, r->rolled)
DAY(working, r->working)
DAY(met_on, r->met_on)
DAY(since, r->since)
DAY(day, day_of(r))
TRUTH(doubt, r->doubt)

static const struct rr_column columns[] = {
	{ .key = "what", .title = "what", .cell = RR_CELL_TEXT, .text = what,
	    .words = what },
	{ .key = "section", .cell = RR_CELL_TEXT, .words = section },
	{ .key = "by", .cell = RR_CELL_TEXT, .words = w_by },
	{ .key = "working", .cell = RR_CELL_DATE, .value = v_working },
	{ .key = "status", .cell = RR_CELL_TEXT, .words = w_status },
	{ .key = "matter", .cell = RR_CELL_TEXT, .words = w_matter },
	{ .key = "id", .cell = RR_CELL_TEXT, .words = id },
	{ .key = "group", .cell = RR_CELL_TEXT, .words = w_group },
	{ .key = "task", .cell = RR_CELL_TEXT, .words = w_task },
	{ .key = "missing", .cell = RR_CELL_TEXT, .words = w_lack },
	{ .key = "party", .cell = RR_CELL_TEXT, .words = who },
	{ .key = "sense", .cell = RR_CELL_TEXT, .words = w_sense },
	{ .key = "raw", .cell = RR_CELL_DATE, .value = v_raw },
	{ .key = "rolled", .cell = RR_CELL_DATE, .value = v_rolled },
	{ .key = "note", .cell = RR_CELL_TEXT, .audience = RR_FOR_COUNSEL,
	    .words = w_note },
	{ .key = "met_on", .cell = RR_CELL_DATE, .value = v_met_on },
	{ .key = "since", .cell = RR_CELL_DATE, .value = v_since },
	{ .key = "doubt", .cell = RR_CELL_TRUTH, .audience = RR_FOR_COUNSEL,
	    .value = v_doubt },
	{ .key = "rests", .cell = RR_CELL_LIST, .audience = RR_FOR_COUNSEL,
	    .words = w_rests },
	{ .key = "answers", .cell = RR_CELL_TEXT, .audience = RR_FOR_COUNSEL,
	    .words = w_answers },
	{ .key = "mark", .title = "", .width = 1, .keep = 1,
	    .cell = RR_CELL_TEXT, .audience = RR_FOR_COUNSEL, .text = mark },
	{ .key = "day", .title = "by", .width = 6, .keep = 1,
	    .cell = RR_CELL_DATE, .text = day, .value = v_day,
	    .room = day_room },
	{ .key = "to-do", .title = "what to do", .width = 20, .flex = 1,
	    .keep = 1, .cell = RR_CELL_TEXT, .text = task, .behind = lack },
	{ .key = "of", .title = "matter", .width = 6, .keep = 5,
	    .cell = RR_CELL_TEXT, .text = matter, .parts = is_of_several,
	    .room = matter_room },
	{ .key = "in", .title = "section", .width = 7, .keep = 3,
	    .cell = RR_CELL_TEXT, .text = section, .room = section_room },
	{ .key = "who", .title = "who", .width = 3, .keep = 4,
	    .cell = RR_CELL_TEXT, .text = who, .room = who_room }
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
	.gap = 1,
	.group = group,
	.apart = apart,
	.says = says,
	.foot = foot,
};

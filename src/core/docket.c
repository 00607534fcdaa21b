/*
 * docket.c: which deadlines can still be done, and when.
 *
 * The docket has what can still be done: all that is not done in every world,
 * under the word that is more urgent.  A bar is nothing to do.  What has no day
 * has it where somebody may set one and has not, or where it may be today and
 * is not known; else it waits for what is not on record.
 */
#include <string.h>

#include "regrights/apart.h"
#include "regrights/arena.h"
#include "regrights/buf.h"
#include "regrights/derive.h"

#define RR_GROUP(id, word, title)	{ word, title },
static const struct { const char *word, *title; } groups[] = {
#include "regrights/group.def"
};
#undef RR_GROUP

bool
rr_deadline_is_set(const struct rr_deadline *d)
{
	const struct rr_expr *due = d->provision->date.due;

	return due != NULL && due->part == RR_PART_FIELD &&
	    (due->op == RR_EXPR_SELF || due->op == RR_EXPR_EVENT);
}

/* Each once, with a space before it. */
static void
add_once(const char *kind, const char *name, size_t len, struct rr_buf *b)
{
	struct rr_buf one = RR_BUF_INIT;

	rr_buf_printf(&one, " %s/", kind);
	rr_buf_addn(&one, name, len);
	rr_buf_addc(&one, ' ');
	rr_buf_addc(b, ' ');
	if (strstr(b->s, one.s) == NULL)
		rr_buf_addn(b, one.s + 1, one.len - 1);
	b->s[--b->len] = '\0';
	rr_buf_free(&one);
}

/* The questions of "clear-days=yes+business-day=no". */
static void
add_key(const char *p, struct rr_buf *b)
{
	while (*p != '\0') {
		size_t skip = rr_span_key(p);

		add_once(skip > 0 ? "entry" : "point", p + skip,
		    strcspn(p, "=") - skip, b);
		p += strcspn(p, "+");
		p += *p == '+' ? 1 : 0;
	}
}

static void
add_points(const struct rr_deadline *d, struct rr_buf *b)
{
	for (size_t i = 0; i < d->nreadings; i++)
		add_key(d->readings[i].key, b);
	if (d->waiver_turns != NULL)
		add_key(d->waiver_turns, b);
}

static void
add_entry(const struct rr_fact *f, struct rr_buf *b)
{
	struct rr_buf ref = RR_BUF_INIT;

	if (f != NULL) {
		rr_fact_ref(f, &ref);
		add_once("entry", ref.s, ref.len, b);
	}
	rr_buf_free(&ref);
}

const char *
rr_deadline_rests(struct rr_arena *arena, const struct rr_deadline *d)
{
	struct rr_buf b = RR_BUF_INIT;
	const char *text;

	add_entry(d->subject, &b);
	add_entry(d->met_by, &b);
	add_entry(d->met_perhaps, &b);
	add_entry(d->waived_by, &b);
	add_entry(d->waiver_bears ? d->waiver_perhaps : NULL, &b);
	add_points(d, &b);
	text = b.len > 0 ? rr_arena_strdup(arena, b.s + 1) : "";
	rr_buf_free(&b);
	return text;
}

enum rr_docket_stand
rr_docket_stand(const struct rr_deadline *d)
{
	if (rr_status_is_done(rr_status_word(d->status)) || d->over ||
	    d->provision->date.sense == RR_NOT_BEFORE)
		return RR_DOCKET_NOT;
	if (!rr_date_is_none(rr_deadline_day(d)) || d->unknown != NULL ||
	    d->sealed != NULL || !rr_date_is_none(d->raw_in.least) ||
	    (d->subject != NULL && rr_deadline_is_set(d)))
		return RR_DOCKET_DO;
	return RR_DOCKET_WAITS;
}

/* Under one of the answers it is not owed, or not yet. */
static bool
may_not_be(const struct rr_deadline *d)
{
	bool may = d->may_wait;

	for (size_t i = 0; i < d->nreadings && !may; i++)
		may = d->readings[i].may_wait ||
		    rr_date_is_none(d->readings[i].raw_in.least);
	return may;
}

bool
rr_docket_doubts(const struct rr_deadline *d, rr_date on)
{
	if (rr_docket_stand(d) != RR_DOCKET_DO)
		return false;
	if (d->differs || d->sealed != NULL || d->waiver_note != NULL ||
	    (d->doubt != NULL && d->missing == NULL))
		return true;
	if (d->status == RR_STATUS_OVERDUE)
		return false;
	if (d->status == RR_STATUS_WAITING &&
	    !rr_date_is_none(rr_deadline_day(d)))
		return true;
	return may_not_be(d) || d->npoints > 0 || (d->unknown != NULL &&
	    rr_date_is_none(d->working)) || (!rr_date_is_none(d->working) &&
	    rr_date_cmp(on, d->working) > 0);
}

enum rr_docket_group
rr_docket_group(enum rr_docket_stand stand, rr_date day, rr_date on,
    int within)
{
	if (stand == RR_DOCKET_NOT)
		return RR_GROUP_REST;
	if (stand == RR_DOCKET_WAITS)
		return RR_GROUP_WAITING;
	if (rr_date_is_none(day) || rr_date_cmp(day, on) == 0)
		return RR_GROUP_TODAY;
	if (rr_date_cmp(day, on) < 0)
		return RR_GROUP_LATE;
	return (int64_t)day.day - on.day <= within ? RR_GROUP_WEEK :
	    RR_GROUP_LATER;
}

const char *
rr_docket_group_word(enum rr_docket_group g)
{
	return groups[g].word;
}

void
rr_docket_group_title(enum rr_docket_group g, int within, struct rr_buf *b)
{
	if (g == RR_GROUP_WEEK)
		rr_buf_printf(b, "NEXT %d DAY%s", within, within == 1 ? "" :
		    "S");
	else
		rr_buf_add(b, groups[g].title);
}

void
rr_tally_add(struct rr_tally *t, enum rr_docket_group g)
{
	t->of[g]++;
}

size_t
rr_tally_rows(const struct rr_tally *t)
{
	return t->of[RR_GROUP_LATE] + t->of[RR_GROUP_TODAY] +
	    t->of[RR_GROUP_WEEK] + t->of[RR_GROUP_LATER];
}

void
rr_tally_text(const struct rr_tally *t, struct rr_buf *b)
{
	rr_buf_printf(b, "%zu late  %zu today  %zu week  +%zu",
	    t->of[RR_GROUP_LATE], t->of[RR_GROUP_TODAY],
	    t->of[RR_GROUP_WEEK], t->of[RR_GROUP_LATER]);
	if (t->of[RR_GROUP_WAITING] > 0)
		rr_buf_printf(b, "  %zu waiting", t->of[RR_GROUP_WAITING]);
}

/*
 * docket_row.c: a matter's deadlines as rows of the docket, as they are kept.
 */
#include <string.h>

#include "app_int.h"
#include "regrights/apart.h"
#include "regrights/buf.h"
#include "regrights/qty.h"
#include "regrights/seal.h"

#define APART	4	/* answers that are told apart */
#define NAMED	3	/* who lacks it, in a row */

/* "$3,000.00 of $4,200.00 left" */
static const char *
left_text(struct rr_arena *arena, const struct rr_deadline *d)
{
	struct rr_buf b = RR_BUF_INIT;

	rr_money_text((rr_money){ d->left }, &b);
	rr_buf_add(&b, " of ");
	rr_money_text((rr_money){ d->asked }, &b);
	rr_buf_add(&b, " left");
	return rr_buf_keep(&b, arena);
}

/* "elm, heron, oak and 2 more" */
static void
add_first(const char *keys, struct rr_buf *b)
{
	const char *end = keys;
	size_t n = 0, more = 0;

	for (const char *p = keys; (p = strstr(p, ", ")) != NULL; p += 2)
		if (++n == NAMED)
			end = p;
		else
			more += n > NAMED ? 1 : 0;
	if (n < NAMED)
		rr_buf_add(b, keys);
	else {
		rr_buf_addn(b, keys, (size_t)(end - keys));
		rr_buf_printf(b, " and %zu more", more + 1);
	}
}

/* "elm missing, oak perhaps missing, not certain of heron, 1 of 4" */
static const char *
who_lacks(struct rr_arena *arena, const struct rr_deadline *d)
{
	struct rr_buf b = RR_BUF_INIT;

	if (d->missing != NULL) {
		add_first(d->missing, &b);
		rr_buf_add(&b, " missing");
	}
	if (d->perhaps != NULL) {
		rr_buf_add(&b, b.len > 0 ? ", " : "");
		add_first(d->perhaps, &b);
		rr_buf_add(&b, " perhaps missing");
	}
	if (d->unsure != NULL) {
		rr_buf_printf(&b, "%s, not certain of ", b.len > 0 ? "" :
		    "sent");
		add_first(d->unsure, &b);
	}
	if (d->owed > 1)
		rr_buf_printf(&b, ", %d of %d", (int)d->have, (int)d->owed);
	return rr_buf_keep(&b, arena);
}

/* Who lacks it, what is left, who is to be on record first, or "see 3/1". */
static const char *
lack_of(struct rr_arena *arena, const struct rr_deadline *d)
{
	if (d->sealed != NULL)
		return rr_arena_printf(arena, "see %s", rr_sealed_ref(d));
	if (d->left > 0)
		return left_text(arena, d);
	if (d->missing != NULL || d->perhaps != NULL || d->unsure != NULL)
		return who_lacks(arena, d);
	if (d->status == RR_STATUS_WAITING && d->waits_for != NULL &&
	    !rr_date_is_none(rr_deadline_day(d)))
		return rr_arena_printf(arena, "waits for %s", d->waits_for);
	return "";
}

/* How many it is apart by; days that an entry lacks are no answers. */
static const char *
ways_text(struct rr_arena *arena, const struct rr_deadline *d)
{
	return rr_arena_printf(arena, "%zu %s", d->nreadings,
	    rr_deadline_apart(d) == RR_APART_POINTS ? "answers" :
	    "possibilities");
}

/* "Mon 2000-06-19 if clear-days=yes; no day if …", or how many there are. */
static const char *
answers_of(struct rr_arena *arena, const struct rr_deadline *d)
{
	struct rr_buf b = RR_BUF_INIT;

	if (d->nreadings > APART)
		return ways_text(arena, d);
	for (size_t i = 0; i < d->nreadings; i++) {
		const struct rr_reading *r = &d->readings[i];

		rr_buf_add(&b, i > 0 ? "; " : "");
		if (rr_date_is_none(r->working))
			rr_buf_add(&b, "no day");
		else
			rr_date_text_day(r->working, &b);
		rr_buf_printf(&b, " if %s", r->key);
	}
	return rr_buf_keep(&b, arena);
}

static const char *
points_text(struct rr_arena *arena, const struct rr_deadline *d)
{
	struct rr_buf b = RR_BUF_INIT;

	rr_points_text(d, &b);
	return rr_buf_keep(&b, arena);
}

/* What can still move its day stands behind it, while that matters. */
static const char *
with_remark(struct rr_arena *arena, const struct rr_deadline *d,
    const char *text)
{
	return d->remark == NULL ||
	    rr_status_is_done(rr_status_word(d->status)) ? text :
	    rr_arena_printf(arena, "%s%slater closings are not listed", text,
	    text[0] != '\0' ? ", " : "");
}

/* "first day, 2 answers, later closings are not listed" */
static const char *
answers_text(struct rr_arena *arena, const struct rr_deadline *d,
    const char *first)
{
	struct rr_buf b = RR_BUF_INIT;

	rr_buf_add(&b, first);
	if (d->nreadings > 0)
		rr_buf_printf(&b, "%s%s", b.len > 0 ? ", " : "",
		    ways_text(arena, d));
	return with_remark(arena, d, rr_buf_keep(&b, arena));
}

/* Of what waits, for what. */
static const char *
waits_text(struct rr_arena *arena, const struct rr_deadline *d)
{
	return d->status != RR_STATUS_WAITING || d->waits_for == NULL ? "" :
	    rr_arena_printf(arena, "for %s", d->waits_for);
}

/* What stands behind the status: where it is in doubt, that first. */
static const char *
note_of(struct rr_arena *arena, const struct rr_waiting *w,
    const struct rr_deadline *d, rr_date on)
{
	const char *first = d->provision->date.sense == RR_NOT_BEFORE &&
	    d->status == RR_STATUS_OPEN ? "first day" : waits_text(arena, d);
	struct rr_buf gap = RR_BUF_INIT;

	if (d->sealed != NULL)
		return rr_arena_printf(arena, "see %s", rr_sealed_ref(d));
	if (d->status == RR_STATUS_WAITING && rr_waits_is(w, d->waits_for))
		return rr_arena_printf(arena, "for an account, see %s",
		    w->rows);
	if (d->status == RR_STATUS_DUE && rr_date_cmp(on, d->working) > 0)
		return d->doubt == NULL ? "past safe day" :
		    rr_arena_printf(arena, "past safe day; %s", d->doubt);
	if (d->doubt != NULL)
		return with_remark(arena, d, d->doubt);
	if (rr_date_is_none(d->working) && d->unknown != NULL)
		return d->unknown;
	if (d->npoints > 0)
		return points_text(arena, d);
	rr_deadline_gap_text(d, &gap);
	if (gap.len > 0)
		return rr_buf_keep(&gap, arena);
	return answers_text(arena, d, first);
}

/* A waiver that does not count stands before it. */
static const char *
with_waiver(struct rr_arena *arena, const struct rr_deadline *d,
    const char *note)
{
	return d->waiver_note == NULL ? note : rr_arena_printf(arena,
	    "%s%s%s", d->waiver_note, note[0] != '\0' ? ", " : "", note);
}

void
rr_docket_rows(struct rr_arena *arena, const struct rr_case *c,
    const struct rr_derivation *dv, struct rr_docket_row **rows, size_t *n)
{
	*n = dv->ndeadlines;
	*rows = rr_arena_array(arena, *n + 1, sizeof(**rows));
	for (size_t i = 0; i < *n; i++) {
		const struct rr_deadline *d = &dv->deadlines[i];
		struct rr_docket_row *r = &(*rows)[i];

		r->matter = c->matter.key;
		r->id = d->id;
		r->section = d->provision->cite.section;
		r->what = d->what;
		r->task = d->sealed != NULL ? d->what : d->provision->what;
		r->lack = lack_of(arena, d);
		r->party = d->by != NULL ? d->by : "";
		r->by = rr_roster_name(dv->input->roster, d->by);
		r->rests = rr_deadline_rests(arena, d);
		r->answers = answers_of(arena, d);
		r->sense = rr_sense_word(d->provision->date.sense);
		r->status = rr_status_word(d->status);
		r->note = with_waiver(arena, d, note_of(arena, dv->waiting, d,
		    dv->input->on));
		r->raw = d->raw;
		r->rolled = d->rolled;
		r->working = d->working;
		r->met_on = d->met_on;
		r->stand = rr_docket_stand(d);
		r->doubt = rr_docket_doubts(d, dv->input->on);
		r->since = r->stand == RR_DOCKET_DO &&
		    rr_date_is_none(rr_deadline_day(d)) ? d->since :
		    RR_DATE_NONE;
		r->changes_on = d->changes_on;
	}
}

void
rr_docket_copy(struct rr_arena *arena, const struct rr_docket_row *from,
    struct rr_docket_row *to)
{
	*to = *from;
	to->matter = rr_arena_strdup(arena, from->matter);
	to->id = rr_arena_strdup(arena, from->id);
	to->section = rr_arena_strdup(arena, from->section);
	to->what = rr_arena_strdup(arena, from->what);
	to->task = rr_arena_strdup(arena, from->task);
	to->lack = rr_arena_strdup(arena, from->lack);
	to->by = rr_arena_strdup(arena, from->by);
	to->party = rr_arena_strdup(arena, from->party);
	to->rests = rr_arena_strdup(arena, from->rests);
	to->answers = rr_arena_strdup(arena, from->answers);
	to->note = rr_arena_strdup(arena, from->note);
}

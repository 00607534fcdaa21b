/*
 * odd.c: what is odd about an entry, told before it is recorded and when it is.
 *
 * What happened is never refused for being odd: a date may be late, early, or
 * in doubt.
 */
#include <string.h>

#include "sender_int.h"
#include "told_int.h"
#include "regrights/buf.h"
#include "regrights/said.h"
#include "regrights/text.h"

#define ROWS_FEW	4	/* of those that are told one by one */

static bool
same_fields(const struct rr_fact *a, const struct rr_fact *b)
{
	for (size_t i = 0; i < a->nfields; i++) {
		const char *other = rr_fact_field(b, a->fields[i].key);

		if (other == NULL || !rr_text_is_same_name(other,
		    a->fields[i].value))
			return false;
	}
	return a->nfields == b->nfields;
}

static bool
same_text(const char *a, const char *b)
{
	return a == NULL || b == NULL ? a == b : strcmp(a, b) == 0;
}

static bool
same_sendings(const struct rr_fact *a, const struct rr_fact *b)
{
	if (a->nsendings != b->nsendings)
		return false;
	for (size_t i = 0; i < a->nsendings; i++)
		if (strcmp(a->sendings[i].party, b->sendings[i].party) != 0 ||
		    strcmp(a->sendings[i].method,
		    b->sendings[i].method) != 0 ||
		    strcmp(a->sendings[i].lists, b->sendings[i].lists) != 0 ||
		    !same_text(a->sendings[i].address,
		    b->sendings[i].address) ||
		    a->sendings[i].at.sec != b->sendings[i].at.sec)
			return false;
	return true;
}

/* A time that only one of them says may be that of both. */
static bool
same_moment(const struct rr_fact *a, const struct rr_fact *b)
{
	return rr_date_cmp(a->day, b->day) == 0 && a->span == b->span &&
	    (rr_instant_is_none(a->at) || rr_instant_is_none(b->at) ||
	    a->at.sec == b->at.sec);
}

static void
note_twin(const struct rr_case *c, const struct rr_fact *f,
    struct rr_out *out)
{
	for (size_t i = 0; i < c->facts->n; i++) {
		const struct rr_fact *o = &c->facts->all[i];

		if (o->shape != f->shape || strcmp(o->name, f->name) != 0 ||
		    !same_moment(o, f) || o->about != f->about ||
		    o->about_row != f->about_row ||
		    !same_fields(o, f) || !same_sendings(o, f))
			continue;
		rr_out_line(out, "Note: entry %lld says the same%s.",
		    (long long)o->seq, rr_instant_is_none(o->at) ==
		    rr_instant_is_none(f->at) ? " already" : ", but for the "
		    "time, which may count");
		return;
	}
}

static rr_date
today(const struct rr_case *c)
{
	return rr_zone_wall(c->zone, rr_now(c->app)).day;
}

/* WHAT, "First day " or nothing, says a day before there was an agreement. */
static void
note_early(const struct rr_case *c, const char *what, rr_date day,
    const char *text, struct rr_out *out)
{
	if (!rr_date_is_none(c->agreement->dated) &&
	    rr_date_cmp(day, c->agreement->dated) < 0)
		rr_out_line(out, "Note: %s%s is earlier than the agreement, "
		    "dated %s.", what, text, rr_told_day(out->arena,
		    c->agreement->dated));
}

static void
note_day(const struct rr_case *c, const struct rr_fact *f,
    struct rr_out *out)
{
	const char *day = rr_fact_when(out->arena, f);

	if (rr_date_cmp(rr_fact_last(f), today(c)) > 0 ||
	    (!rr_instant_is_none(f->at) && f->at.sec > rr_now(c->app).sec))
		rr_out_line(out, "Note: %s lies in the future.", day);
	if (!rr_date_is_none(c->app->options.on) &&
	    rr_date_cmp(f->day, c->app->options.on) > 0)
		rr_out_line(out, "Note: %s is later than the day asked about, "
		    "%s, and so is not shown there.", day,
		    rr_told_day(out->arena, c->app->options.on));
	note_early(c, "", f->day, day, out);
}

/* The days that its fields say; of some the file says that they are past. */
static void
note_field_days(const struct rr_case *c, const struct rr_event *e,
    const struct rr_fact *f, struct rr_out *out)
{
	for (size_t i = 0; i < e->nfields; i++) {
		const struct rr_field_decl *d = &e->fields[i];
		const char *value = rr_fact_field(f, d->key);
		const char *what, *text;
		rr_date day;

		if (value == NULL || !rr_field_day(d->type, value, &day))
			continue;
		what = rr_arena_printf(out->arena, "%s ", d->title);
		text = rr_told_day(out->arena, day);
		note_early(c, what, day, text, out);
		if (d->past && rr_date_cmp(day, today(c)) > 0)
			rr_out_line(out, "Note: %s%s lies in the future.",
			    what, text);
	}
}

/* What the file says is part of another cannot be more than that is. */
static void
note_parts(const struct rr_event *e, const struct rr_fact *f,
    struct rr_out *out)
{
	for (size_t i = 0; i < e->nfields; i++) {
		const struct rr_field_decl *d = &e->fields[i];
		const char *part = rr_fact_field(f, d->key);
		const char *whole = d->at_most == NULL ? NULL :
		    rr_fact_field(f, d->at_most);
		int64_t a, b;

		if (part != NULL && whole != NULL &&
		    rr_field_count(d->type, part, &a) &&
		    rr_field_count(d->type, whole, &b) && a > b)
			rr_out_line(out, "Note: '%s' is %s, and more than "
			    "'%s', %s; look at both again.", d->title, part,
			    rr_event_field(e, d->at_most)->title, whole);
	}
}

/* Since when what is said of a party is so; NONE: since it is recorded. */
static rr_date
since_of(const struct rr_fact *f)
{
	const char *since = rr_fact_get(f, RR_USE_SINCE);
	rr_date day = RR_DATE_NONE;

	if (f->shape == RR_SHAPE_HOLDING)
		return f->day;
	if (since != NULL)
		rr_date_parse(since, &day);
	return day;
}

void
rr_note_since(const struct rr_case *c, const struct rr_entry *entries,
    size_t n, struct rr_out *out)
{
	rr_date told = RR_DATE_NONE;

	for (size_t i = 0; i < n; i++) {
		rr_date day = since_of(entries[i].fact);

		/* One command says one day of all that it records. */
		if (rr_date_is_none(day) || rr_date_cmp(day, told) == 0)
			continue;
		told = day;
		note_early(c, "", day, rr_told_day(out->arena, day), out);
		if (rr_date_cmp(day, today(c)) > 0)
			rr_out_line(out, "Note: %s lies in the future; until "
			    "then it does not count.", rr_told_day(out->arena,
			    day));
	}
}

/* Earlier than what it answers, or than what a field of it names. */
static void
note_order(const struct rr_case *c, const struct rr_fact *f, int64_t seq,
    int64_t row, struct rr_out *out)
{
	const struct rr_fact *of = seq == 0 ? NULL : rr_facts_find(c->facts,
	    seq, row);

	if (of != NULL && rr_date_cmp(rr_fact_last(f), of->day) < 0)
		rr_out_line(out, "Note: %s is earlier than %s.",
		    rr_fact_when(out->arena, f), rr_entry_text(out->arena, of));
}

struct ordering {
	const struct rr_case	*c;
	const struct rr_fact	*f;
	struct rr_out		*out;
};

static void
look_at_order(void *ctx, enum rr_says says, const char *what,
    const char *value)
{
	const struct ordering *o = ctx;
	int64_t seq, row;

	(void)what;
	while (says == RR_SAYS_ENTRY && rr_fact_refs_next(&value, &seq, &row))
		if (seq != o->f->about || row != o->f->about_row)
			note_order(o->c, o->f, seq, row, o->out);
}

static bool
has_word(const char *const *words, size_t n, const char *word)
{
	for (size_t i = 0; i < n; i++)
		if (strcmp(words[i], word) == 0)
			return true;
	return false;
}

/* Does what is recorded say how a row stands that the event OPENS? */
static bool
tells_state(const struct rr_register_terms *r, const char *opens,
    const char *event)
{
	for (size_t i = 0; i < r->nstates; i++)
		if (strcmp(r->states[i].event, event) == 0)
			return has_word(r->opens, r->nopens, opens);
	return false;
}

/* The field names the row; blank, it may be of any of those that are there. */
static void
note_row(const struct rr_case *c, const struct rr_fact *f,
    const struct rr_register_terms *r, const struct rr_field_decl *d,
    struct rr_out *out)
{
	int64_t *rows = rr_arena_array(out->arena, c->facts->n + 1,
	    sizeof(*rows));
	size_t n = 0;

	for (size_t i = 0; i < c->facts->n; i++) {
		const struct rr_fact *of = &c->facts->all[i];

		if (rr_date_cmp(of->day, f->day) <= 0 &&
		    has_word(d->of, d->nof, of->name) &&
		    tells_state(r, of->name, f->name))
			rows[n++] = of->seq;
	}
	if (n > 0)
		rr_out_line(out, "Note: '%s' (%s=\xe2\x80\xa6) is blank: "
		    "whether it is of those on record, %s, is not known; the "
		    "register of %s says of each that it may be.",
		    d->title, d->key, rr_out_numbers(out->arena, rows, n,
		    ROWS_FEW), r->name);
}

static void
note_unlinked(const struct rr_case *c, const struct rr_fact *f,
    struct rr_out *out)
{
	const struct rr_event *e = rr_agreement_event(c->agreement, f->name);

	for (size_t i = 0; e != NULL && i < e->nfields; i++)
		for (size_t k = 0; k < c->agreement->nregisters; k++)
			if (e->fields[i].type == RR_FIELD_FACT &&
			    rr_fact_field(f, e->fields[i].key) == NULL)
				note_row(c, f, &c->agreement->registers[k],
				    &e->fields[i], out);
}

/* Its report says that it ended, or came through, after that was known. */
static void
note_times(const struct rr_case *c, const struct rr_fact *f,
    struct rr_out *out)
{
	static const char *const keys[] = { "ended", "confirmed" };

	for (size_t i = 0; i < sizeof(keys) / sizeof(keys[0]); i++) {
		const char *text = rr_fact_field(f, keys[i]);
		rr_instant at;

		if (text != NULL && !rr_instant_is_none(f->at) &&
		    rr_zone_told(c->zone, text, &at) && at.sec > f->at.sec)
			rr_out_line(out, "Note: --%s is later than --at, when "
			    "its result was known; look at the report again.",
			    keys[i]);
	}
}

void
rr_note_odd(const struct rr_case *c, const struct rr_fact *f,
    struct rr_out *out)
{
	const struct rr_event *e = rr_agreement_event(c->agreement, f->name);
	struct ordering o = { c, f, out };

	if (!rr_shape_is_world(f->shape) || f->shape == RR_SHAPE_HOLDING)
		return;
	note_day(c, f, out);
	note_order(c, f, f->about, f->about_row, out);
	rr_said_each(c->agreement, c->facts, f, look_at_order, &o);
	if (f->shape == RR_SHAPE_RESULT)
		note_times(c, f, out);
	if (f->shape != RR_SHAPE_EVENT && f->shape != RR_SHAPE_NOTICE)
		return;
	if (e != NULL) {
		note_field_days(c, e, f, out);
		note_parts(e, f, out);
	}
	note_twin(c, f, out);
	note_unlinked(c, f, out);
	rr_note_no_holder(c, f, out);
}

/*
 * words.c: an entry in words, and what is odd about it.
 *
 * Shown before it is recorded, and noted when it is.  What happened is never
 * refused for being odd: a date may be late, early, or in doubt.
 */
#include <string.h>

#include "sender_int.h"
#include "regrights/said.h"
#include "regrights/text.h"

#define ROWS_FEW	4	/* of those that are told one by one */

static const char *
day_text(struct rr_arena *arena, rr_date day)
{
	struct rr_buf b = RR_BUF_INIT;

	rr_date_text_day(day, &b);
	return rr_buf_keep(&b, arena);
}

/* When it happened: a day, or the two between which it did. */
static const char *
days_text(struct rr_arena *arena, const struct rr_fact *f)
{
	struct rr_buf b = RR_BUF_INIT;

	rr_fact_days(f, &b);
	return rr_buf_keep(&b, arena);
}

/* "entry 4 (notice of defect Fri 2000-05-26)" */
static const char *
entry_text(struct rr_arena *arena, const struct rr_fact *of)
{
	struct rr_buf ref = RR_BUF_INIT;
	const char *text;

	rr_fact_ref(of, &ref);
	text = rr_arena_printf(arena, "entry %s (%s %s)", ref.s, of->name,
	    days_text(arena, of));
	rr_buf_free(&ref);
	return text;
}

static const char *
about_text(const struct rr_case *c, struct rr_arena *arena,
    const struct rr_fact *f)
{
	const struct rr_fact *of = rr_facts_find(c->facts, f->about,
	    f->about_row);

	return of != NULL ? entry_text(arena, of) : rr_arena_printf(arena,
	    "entry %lld", (long long)f->about);
}

static const char *
title_of(const struct rr_event *e, const char *key)
{
	const struct rr_field_decl *d = e == NULL ? NULL :
	    rr_event_field(e, key);

	return d != NULL ? d->title : key;
}

static void
add_fields(const struct rr_case *c, const struct rr_fact *f,
    struct rr_buf *b)
{
	const struct rr_event *e = rr_agreement_event(c->agreement, f->name);

	for (size_t i = 0; i < f->nfields; i++)
		rr_buf_printf(b, "; %s: %s", title_of(e, f->fields[i].key),
		    f->fields[i].value);
}

static void
add_when(const struct rr_case *c, const struct rr_fact *f, struct rr_buf *b)
{
	rr_buf_addc(b, ' ');
	if (rr_instant_is_none(f->at))
		rr_fact_days(f, b);
	else
		rr_moment_shown(f->wall, f->zone, c->agreement->zone, b);
}

static void
add_sendings(const struct rr_case *c, const struct rr_fact *f,
    struct rr_buf *b)
{
	for (size_t i = 0; i < f->nsendings; i++) {
		const struct rr_sending *s = &f->sendings[i];

		rr_buf_printf(b, "%s %s%s", i == 0 ? " to" : ",",
		    rr_roster_name(c->roster, s->party),
		    s->copy ? " (copy)" : "");
		if (i + 1 == f->nsendings || strcmp(s->method,
		    f->sendings[i + 1].method) != 0)
			rr_buf_printf(b, " by %s", s->method);
	}
}

/* A number or address, and which lists print it. */
static void
add_contact(const struct rr_case *c, const struct rr_fact *f,
    struct rr_buf *b)
{
	const struct rr_ladder *l = c->agreement->ladder;
	const char *lists = rr_fact_field(f, "lists");
	size_t named = 0;

	rr_buf_printf(b, "%s: %s %s", rr_roster_name(c->roster, f->name),
	    rr_fact_field(f, "kind"), rr_fact_field(f, "value"));
	if (rr_fact_field(f, "ends") != NULL) {
		rr_buf_add(b, " is no longer used");
		return;
	}
	for (size_t i = 0; l != NULL && i < l->nlists; i++)
		if (rr_list_has(lists, l->lists[i].key))
			rr_buf_printf(b, "%s %s", named++ == 0 ? ", among the" :
			    " and the", l->lists[i].title);
	if (named == 0 && l != NULL && l->nlists > 0 &&
	    strcmp(rr_fact_field(f, "kind"), "fax") == 0)
		rr_buf_add(b, ", printed in no list that the notice clause "
		    "asks for");
}

/* "holder list agent.csv: 12 lots (1,000 shares), new parties: 3" */
static void
add_book(const struct rr_fact *f, struct rr_buf *b)
{
	const char *units = rr_fact_field(f, "units");
	const char *map = rr_fact_field(f, "map");

	rr_buf_printf(b, "holder list %s; lots: %s", f->name,
	    rr_fact_field(f, "lots"));
	if (units != NULL)
		rr_buf_printf(b, " (%s)", units);
	rr_buf_printf(b, "; new parties: %s; corrected: %s; numbers and "
	    "addresses: %s; on record already: %s", rr_fact_field(f, "new"),
	    rr_fact_field(f, "corrected"), rr_fact_field(f, "contacts"),
	    rr_fact_field(f, "same"));
	if (map != NULL)
		rr_buf_printf(b, "; its mapping is saved as '%s'", map);
}

/* What a later import is, and why. */
static void
add_revision(const struct rr_fact *f, struct rr_buf *b)
{
	const char *in_force = rr_fact_field(f, "in force");
	const char *corrects = rr_fact_field(f, "corrects");
	const char *reason = rr_fact_field(f, "reason");

	if (in_force != NULL)
		rr_buf_printf(b, ": an amendment of the terms, in force %s",
		    in_force);
	else if (corrects != NULL)
		rr_buf_printf(b, ": a correction of the terms of entry %s",
		    corrects);
	if (reason != NULL)
		rr_buf_printf(b, "; %s", reason);
}

/* Not a word of what it is about. */
static void
add_act(const struct rr_fact *f, struct rr_buf *b)
{
	const char *by = rr_fact_field(f, "entry");

	if (f->shape == RR_SHAPE_ACCOUNT)
		rr_buf_printf(b, "%lld/%lld is accounted for%s%s",
		    (long long)f->about, (long long)f->part,
		    by != NULL ? ", by entry " : "", by != NULL ? by : "");
	else if (f->shape == RR_SHAPE_HOLD)
		rr_buf_add(b, "a litigation hold is placed");
	else if (f->shape == RR_SHAPE_LIFT)
		rr_buf_printf(b, "the litigation hold of entry %lld is lifted",
		    (long long)f->about);
	else
		rr_buf_printf(b, "entry %lld %s", (long long)f->about,
		    f->shape == RR_SHAPE_SEAL ? "is sealed" :
		    f->shape == RR_SHAPE_RELEASE ? "is seen again" :
		    "is destroyed for good");
	rr_buf_printf(b, ": %s", rr_fact_field(f, "reason"));
}

const char *
rr_fact_words(const struct rr_case *c, struct rr_arena *arena,
    const struct rr_fact *f)
{
	const char *reason = rr_fact_field(f, "reason");
	struct rr_buf b = RR_BUF_INIT;

	switch (f->shape) {
	case RR_SHAPE_EVENT:
		rr_buf_add(&b, f->name);
		add_when(c, f, &b);
		add_fields(c, f, &b);
		break;
	case RR_SHAPE_NOTICE:
		rr_buf_add(&b, f->name);
		add_sendings(c, f, &b);
		add_when(c, f, &b);
		add_fields(c, f, &b);
		break;
	case RR_SHAPE_RESULT:
		rr_buf_printf(&b, "%s: transmission %s",
		    about_text(c, arena, f), rr_fact_field(f, "result"));
		break;
	case RR_SHAPE_RECEIPT:
		rr_buf_printf(&b, "%s: received", about_text(c, arena, f));
		add_when(c, f, &b);
		break;
	case RR_SHAPE_CONTACT:
		add_contact(c, f, &b);
		break;
	case RR_SHAPE_PARTY:
	case RR_SHAPE_HOLDING:
		rr_buf_add(&b, rr_roster_name(c->roster, f->name));
		add_fields(c, f, &b);
		if (f->shape == RR_SHAPE_HOLDING)
			rr_buf_printf(&b, "; held from %s",
			    day_text(arena, f->day));
		break;
	case RR_SHAPE_POSITION:
		rr_buf_printf(&b, "position on %s: %s", f->name,
		    rr_fact_field(f, "answer"));
		break;
	case RR_SHAPE_VOID:
		rr_buf_printf(&b, "%s does not count: %s",
		    about_text(c, arena, f), reason);
		break;
	case RR_SHAPE_SEAL:
	case RR_SHAPE_RELEASE:
	case RR_SHAPE_DESTROY:
	case RR_SHAPE_ACCOUNT:
	case RR_SHAPE_HOLD:
	case RR_SHAPE_LIFT:
		add_act(f, &b);
		break;
	case RR_SHAPE_BOOK:
		add_book(f, &b);
		break;
	case RR_SHAPE_IMPORT:
		rr_buf_add(&b, f->name);
		add_revision(f, &b);
		break;
	case RR_SHAPE_MAX:
		break;
	}
	return rr_buf_keep(&b, arena);
}

static bool
same_fields(const struct rr_fact *a, const struct rr_fact *b)
{
	for (size_t i = 0; i < a->nfields; i++) {
		const char *other = rr_fact_field(b, a->fields[i].key);

		if (other == NULL || strcmp(other, a->fields[i].value) != 0)
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

static void
note_day(const struct rr_case *c, const struct rr_fact *f,
    struct rr_out *out)
{
	const char *day = days_text(out->arena, f);
	rr_instant now = rr_now(c->app);

	if (rr_date_cmp(rr_fact_last(f), rr_zone_wall(c->zone, now).day) > 0 ||
	    (!rr_instant_is_none(f->at) && f->at.sec > now.sec))
		rr_out_line(out, "Note: %s lies in the future.", day);
	if (!rr_date_is_none(c->app->options.on) &&
	    rr_date_cmp(f->day, c->app->options.on) > 0)
		rr_out_line(out, "Note: %s is later than the day asked about, "
		    "%s, and so is not shown there.", day,
		    day_text(out->arena, c->app->options.on));
	if (!rr_date_is_none(c->agreement->dated) &&
	    rr_date_cmp(f->day, c->agreement->dated) < 0)
		rr_out_line(out, "Note: %s is earlier than the agreement, "
		    "dated %s.", day, day_text(out->arena,
		    c->agreement->dated));
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
		    days_text(out->arena, f), entry_text(out->arena, of));
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
	note_twin(c, f, out);
	note_unlinked(c, f, out);
	rr_note_no_holder(c, f, out);
}

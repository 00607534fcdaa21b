/*
 * calc_date.c: `compute date` and `compute deem`: what an expression comes to,
 * and when a notice would be deemed given.
 */
#include <string.h>

#include "app_int.h"
#include "calc_int.h"
#include "lists_int.h"
#include "regrights/buf.h"
#include "regrights/seal.h"

static const char *
day(struct rr_arena *arena, rr_date d, const char *none)
{
	struct rr_buf b = RR_BUF_INIT;

	rr_date_text_day(d, &b);
	return b.len > 0 ? rr_buf_keep(&b, arena) : none;
}

static void
points_line(struct rr_out *out, const struct rr_deadline *d)
{
	struct rr_buf b = RR_BUF_INIT;

	rr_points_text(d, &b);
	rr_out_line(out, "as written     %s", b.s);
	rr_buf_free(&b);
}

static void
show_date(struct rr_out *out, const struct rr_deadline *d)
{
	const char *none = d->unknown == NULL ? "waits" :
	    rr_arena_printf(out->arena, "not known: %s", d->unknown);

	if (d->npoints > 0)
		points_line(out, d);
	else if (d->nreadings == 0) {
		rr_out_line(out, "as written     %s",
		    day(out->arena, d->raw, none));
		rr_out_line(out, "as adjusted    %s%s",
		    day(out->arena, d->rolled, none),
		    d->arguable ? " (arguable)" : "");
	}
	for (size_t i = 0; d->npoints == 0 && i < d->nreadings; i++)
		rr_out_line(out, "as written     %s if %s",
		    day(out->arena, d->readings[i].raw, none),
		    d->readings[i].key);
	rr_out_line(out, "last safe day  %s",
	    day(out->arena, d->working, none));
	if (d->remark != NULL)
		rr_out_line(out, "%s", d->remark);
}

static bool
read_when(const struct rr_calc *k, const struct rr_args *args,
    struct rr_arena *arena, const struct rr_expr **when,
    struct rr_diags *diags)
{
	const struct rr_pos at = { "expression", 1, 1 };

	const struct rr_sight in = { .agreement = k->c->agreement };

	return rr_expr_parse(arena, rr_arg(args, "expression"), at, &in,
	    RR_TYPE_DAY, when, diags);
}

/* Always false; what is sealed is not read, and may give it a day. */
static bool
no_day(const struct rr_calc *k, const struct rr_args *args,
    const struct rr_deadline *d, struct rr_arena *arena,
    struct rr_diags *diags)
{
	struct rr_buf sealed = RR_BUF_INIT;
	const int64_t *entries;
	size_t n = rr_seal_unread(arena, k->c->facts, &entries);

	if (n > 0) {
		rr_buf_add(&sealed, "; not read, as sealed: ");
		rr_seal_unread_text(entries, n, &sealed);
	}
	rr_diag(diags, RR_E_DATE, rr_nowhere, "'%s' waits for %s%s",
	    rr_arg(args, "expression"), d->waits_for != NULL ?
	    d->waits_for : "a fact is missing", n > 0 ? sealed.s : "");
	rr_buf_free(&sealed);
	return false;
}

/* Its words are read by the terms of the day from which it is counted. */
static bool
read_date(struct rr_calc *k, const struct rr_args *args,
    struct rr_arena *arena, struct rr_calc *at, const struct rr_expr **when,
    struct rr_diags *diags)
{
	return read_when(k, args, arena, when, diags) &&
	    rr_calc_on(k, rr_derive_begins(arena, &k->c->input, *when), at,
	    diags) &&
	    (at->c == k->c || read_when(at, args, arena, when, diags));
}

bool
rr_calc_date(struct rr_calc *k, const struct rr_args *args,
    struct rr_out *out, struct rr_diags *diags)
{
	const struct rr_expr *when;
	struct rr_trace *t = NULL;
	struct rr_deadline d;
	struct rr_calc at;

	if (!read_date(k, args, out->arena, &at, &when, diags))
		return false;
	if (!rr_derive_when(out->arena, &at.c->input, when, &d,
	    rr_arg_flag(args, "brief") ? NULL : &t))
		return no_day(&at, args, &d, out->arena, diags);
	out->json = rr_json_object();
	rr_deadline_json(&d, out->json);
	show_date(out, &d);
	out->nlines = d.npoints == 0 ? d.nreadings : 0;
	rr_calc_why(&at, out, t);
	return true;
}

/* What was not sent yet was not received; a day alone may be that day. */
static bool
is_after(rr_date received, const struct rr_try *t, const struct rr_wall *sent,
    struct rr_diags *diags)
{
	bool early = rr_instant_is_none(t->received) ?
	    rr_date_cmp(received, sent->day) < 0 :
	    t->received.sec < t->at.sec;
	struct rr_buf b = RR_BUF_INIT;

	if (!early)
		return true;
	rr_wall_text(*sent, &b);
	rr_diag(diags, RR_E_FACT, rr_nowhere, "--received: it was sent on %s "
	    "only; look at both documents again", b.s);
	rr_buf_free(&b);
	return false;
}

static bool
fill_try(struct rr_calc *k, const struct rr_args *args,
    struct rr_arena *arena, struct rr_try *t, const struct rr_party **to,
    struct rr_diags *diags)
{
	static const struct rr_arg each = { "number", RR_ALL };
	const struct rr_args every = { &each, 1 };
	const char *received = rr_arg(args, "received");
	const char *zone = rr_arg(args, "zone");
	struct rr_wall wall, sent;
	const char *used;
	rr_date day_only;

	if (!rr_case_party(k->c, rr_arg(args, "to"), to, diags) ||
	    !rr_method_find(rr_arg(args, "method"), &t->method))
		return false;
	t->lists = rr_lists_of(k->c, arena, rr_arg(args, "number") != NULL ?
	    args : &every, "number", diags);
	if (t->lists == NULL || !rr_case_moment(k->c, rr_arg(args, "at"),
	    zone, &day_only, &t->at, &sent, &t->sender_zone, diags))
		return false;
	if (rr_instant_is_none(t->at))
		return rr_diag(diags, RR_E_TIME, rr_nowhere,
		    "--at '%s': the time of day counts; write YYYY-MM-DD HH:MM",
		    rr_arg(args, "at"));
	t->recipient_zone = (*to)->zone;
	t->received = RR_INSTANT_NONE;
	if (received == NULL)
		return true;
	if (!rr_case_moment(k->c, received, zone, &day_only, &t->received,
	    &wall, &used, diags))
		return false;
	if (!is_after(day_only, t, &sent, diags))
		return false;
	if (rr_instant_is_none(t->received)) {
		/* A day alone: its noon. */
		struct rr_wall noon = { day_only, 43200 };
		rr_instant at[2];

		if (rr_zone_instants(k->c->zone, noon, at) > 0)
			t->received = at[0];
	}
	return true;
}

static const char *
gap_text(struct rr_arena *arena, const char *gap, rr_date earliest,
    rr_date latest)
{
	return rr_date_is_none(earliest) ?
	    rr_arena_printf(arena, "GAP %s: no effect", gap) :
	    rr_arena_printf(arena, "GAP %s: earliest %s, latest %s", gap,
	    day(arena, earliest, "unknown"), day(arena, latest, "open"));
}

static void
show_deemed(struct rr_out *out, const struct rr_deemed *d)
{
	if (!rr_date_is_none(d->effective))
		rr_out_line(out, "effective %s  %s",
		    day(out->arena, d->effective, ""),
		    d->section != NULL ? d->section : "");
	else if (d->npoints > 0)
		rr_out_line(out, "between %s and %s; %zu open points bear on "
		    "it", day(out->arena, d->earliest, "unknown"),
		    day(out->arena, d->latest, "open"), d->npoints);
	else if (d->gap != NULL)
		rr_out_line(out, "%s", gap_text(out->arena, d->gap,
		    d->earliest, d->latest));
	else if (d->awaits != NULL)
		rr_out_line(out, "awaits %s", d->awaits);
	for (size_t i = 0; d->npoints == 0 && i < d->nreadings; i++) {
		const struct rr_reading *r = &d->readings[i];

		rr_out_line(out, "%s: %s", r->key, r->gap != NULL ?
		    gap_text(out->arena, r->gap, r->earliest, r->latest) :
		    rr_date_is_none(r->effective) && r->awaits != NULL ?
		    rr_arena_printf(out->arena, "awaits %s", r->awaits) :
		    rr_arena_printf(out->arena, "effective %s  %s",
		    day(out->arena, r->effective, "unknown"),
		    r->section != NULL ? r->section : ""));
	}
	for (size_t i = 0; i < out->text.len; i++)
		out->nlines += out->text.s[i] == '\n' ? 1 : 0;
	if (d->remark != NULL)
		rr_out_line(out, "%s", d->remark);
}

static bool
is_gap(const struct rr_deemed *d)
{
	bool gap = d->gap != NULL;

	for (size_t i = 0; i < d->nreadings; i++)
		gap |= d->readings[i].gap != NULL;
	return gap;
}

/*
 * Without --number: that which the register had for it on DAY, as a notice of
 * that day takes it.  CONTACT NULL: none; false: one is given, or of a file all
 * of them are meant.
 */
static bool
take_recorded(const struct rr_calc *k, const struct rr_args *args,
    struct rr_arena *arena, rr_date day, const struct rr_party *to,
    struct rr_try *t, const struct rr_contact **contact)
{
	*contact = NULL;
	if (k->by != RR_CALC_BY_RECORD || rr_arg(args, "number") != NULL)
		return false;
	to = rr_roster_find(rr_roster_new(arena, k->c->agreement,
	    k->c->facts, day), to->key);
	*contact = rr_party_contact(to, rr_method_contact(t->method));
	t->lists = *contact != NULL ? (*contact)->lists : "";
	return true;
}

static void
show_number(struct rr_out *out, const struct rr_party *to,
    const struct rr_contact *contact, enum rr_method method, rr_date on)
{
	const char *kind = rr_method_contact(method);

	rr_json_set(out->json, "number", rr_json_string(contact != NULL ?
	    contact->value : NULL));
	rr_json_set(out->json, "lists", rr_json_string(contact != NULL ?
	    contact->lists : NULL));
	if (contact == NULL)
		rr_out_line(out, "no %s of %s is on record on %s; --number "
		    "says in which lists one is", kind, to->name,
		    day(out->arena, on, ""));
	else if (method == RR_METHOD_FAX)
		rr_out_line(out, "to %s, as the register had it on %s%s%s",
		    contact->value, day(out->arena, on, ""),
		    contact->lists[0] != '\0' ? ", in the lists: " :
		    ", in no list", contact->lists);
}

/* What is tried, and the terms of the day on which it would be sent. */
static bool
read_try(struct rr_calc *k, const struct rr_args *args,
    struct rr_arena *arena, struct rr_calc *at, struct rr_try *t,
    const struct rr_party **to, struct rr_diags *diags)
{
	if (!fill_try(k, args, arena, t, to, diags) || !rr_calc_on(k,
	    rr_zone_wall(k->c->zone, t->at).day, at, diags))
		return false;
	return at->c == k->c || fill_try(at, args, arena, t, to, diags);
}

/* The day of the sending on its own clock, as a notice has it. */
static rr_date
sent_on(struct rr_calc *k, const struct rr_args *args,
    struct rr_diags *diags)
{
	struct rr_wall wall;
	const char *used;
	rr_instant at;
	rr_date day;

	return rr_case_moment(k->c, rr_arg(args, "at"), rr_arg(args, "zone"),
	    &day, &at, &wall, &used, diags) ? wall.day : RR_DATE_NONE;
}

/* The clocks of a question are none of those that the record has. */
static bool
with_clocks(struct rr_calc *k, const struct rr_try *t,
    struct rr_arena *arena, struct rr_input *in, struct rr_diags *diags)
{
	const char *zones[2];
	size_t n = 0;

	zones[n++] = t->sender_zone;
	if (t->recipient_zone != NULL)
		zones[n++] = t->recipient_zone;
	*in = k->c->input;
	for (size_t i = 0; i < n; i++)
		if (rr_engine_zone(k->c->engine, zones[i]) == NULL)
			return rr_case_engine(k->c->app, arena,
			    k->c->agreement, zones, n, &in->engine, diags);
	return true;
}

bool
rr_calc_deem(struct rr_calc *k, const struct rr_args *args,
    struct rr_out *out, struct rr_diags *diags)
{
	const struct rr_contact *contact;
	const struct rr_party *to;
	struct rr_trace *t = NULL;
	struct rr_deemed d;
	struct rr_input in;
	struct rr_calc at;
	struct rr_try try;
	bool recorded;
	rr_date sent;

	memset(&try, 0, sizeof(try));
	if (!read_try(k, args, out->arena, &at, &try, &to, diags))
		return false;
	sent = sent_on(&at, args, diags);
	recorded = take_recorded(&at, args, out->arena, sent, to, &try,
	    &contact);
	if (!with_clocks(&at, &try, out->arena, &in, diags) ||
	    !rr_derive_deem(out->arena, &in, &try, 1, &d,
	    rr_arg_flag(args, "brief") ? NULL : &t, diags))
		return false;
	out->json = rr_json_object();
	rr_deemed_json(&d, out->json);
	show_deemed(out, &d);
	if (recorded)
		show_number(out, to, contact, try.method, sent);
	/* It was not sent: no result of it can be on record. */
	if (try.method == RR_METHOD_FAX)
		rr_out_line(out, "%s", recorded || rr_arg(args, "number") !=
		    NULL ? "all of it is taken to have come through" :
		    "the number is taken to be in every list, and all of it "
		    "to have come through");
	rr_calc_why(&at, out, t);
	out->no = is_gap(&d);
	return true;
}

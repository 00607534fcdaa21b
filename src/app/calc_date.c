/*
 * calc_date.c: `compute date` and `compute deem`: what an expression comes to,
 * and when a notice would be deemed given.
 */
#include <string.h>

#include "app_int.h"
#include "calc_int.h"
#include "lists_int.h"
#include "regrights/buf.h"

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

bool
rr_calc_date(struct rr_calc *k, const struct rr_args *args,
    struct rr_out *out, struct rr_diags *diags)
{
	struct rr_pos at = { "expression", 1, 1 };
	const struct rr_when *when;
	struct rr_trace *t = NULL;
	struct rr_deadline d;

	if (!rr_when_parse(out->arena, rr_arg(args, "expression"), at,
	    k->c->agreement, NULL, &when, diags))
		return false;
	if (!rr_derive_when(out->arena, &k->c->input, when, &d,
	    rr_arg_flag(args, "brief") ? NULL : &t))
		return rr_diag(diags, RR_E_FACT, rr_nowhere,
		    "'%s' has no day: %s", rr_arg(args, "expression"),
		    d.waits_for != NULL ? d.waits_for : "a fact is missing");
	out->json = rr_json_object();
	rr_deadline_json(&d, out->json);
	show_date(out, &d);
	rr_calc_why(out, t);
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
    struct rr_arena *arena, struct rr_try *t, struct rr_diags *diags)
{
	static const struct rr_arg each = { "number", RR_ALL };
	const struct rr_args every = { &each, 1 };
	const char *received = rr_arg(args, "received");
	const char *zone = rr_arg(args, "zone");
	const struct rr_party *to;
	struct rr_wall wall, sent;
	const char *used;
	rr_date day_only;

	if (!rr_case_party(k->c, rr_arg(args, "to"), &to, diags) ||
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
	t->recipient_zone = to->zone;
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
		rr_out_line(out, "GAP %s: earliest %s, latest %s", d->gap,
		    day(out->arena, d->earliest, "unknown"),
		    day(out->arena, d->latest, "open"));
	else if (d->awaits != NULL)
		rr_out_line(out, "awaits %s", d->awaits);
	for (size_t i = 0; d->npoints == 0 && i < d->nreadings; i++) {
		const struct rr_reading *r = &d->readings[i];

		rr_out_line(out, "%s: %s", r->key, r->gap != NULL ?
		    rr_arena_printf(out->arena, "GAP %s", r->gap) :
		    rr_date_is_none(r->effective) && r->awaits != NULL ?
		    rr_arena_printf(out->arena, "awaits %s", r->awaits) :
		    rr_arena_printf(out->arena, "effective %s  %s",
		    day(out->arena, r->effective, "unknown"),
		    r->section != NULL ? r->section : ""));
	}
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

bool
rr_calc_deem(struct rr_calc *k, const struct rr_args *args,
    struct rr_out *out, struct rr_diags *diags)
{
	struct rr_trace *t = NULL;
	struct rr_deemed d;
	struct rr_try try;

	memset(&try, 0, sizeof(try));
	if (!fill_try(k, args, out->arena, &try, diags) ||
	    !rr_derive_deem(out->arena, &k->c->input, &try, 1, &d,
	    rr_arg_flag(args, "brief") ? NULL : &t, diags))
		return false;
	out->json = rr_json_object();
	rr_deemed_json(&d, out->json);
	show_deemed(out, &d);
	if (rr_arg(args, "number") == NULL && try.method == RR_METHOD_FAX)
		rr_out_line(out, "the number is taken to be in every list");
	rr_calc_why(out, t);
	out->no = is_gap(&d);
	return true;
}

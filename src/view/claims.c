/*
 * claims.c: claims for indemnification: what was billed and paid, what is owed
 * and the clock that runs next; under each, what was found about it.
 */
#include <string.h>

#include "owed_int.h"
#include "regrights/qty.h"
#include "view_int.h"

static const struct rr_agreement *
agreement_of(const struct rr_source *s)
{
	return rr_engine_agreement(s->derivation->input->engine);
}

/*
 * A claim that is void, or not in sight, stays in the list as long as something
 * about it counts.
 */
static void
add_gone(struct rr_arena *arena, struct rr_source *s)
{
	const struct rr_derivation *dv = s->derivation;
	struct rr_row *rows = rr_arena_array(arena, s->nrows +
	    dv->ngone_claims + 1, sizeof(*rows));

	if (s->nrows > 0)
		memcpy(rows, s->rows, s->nrows * sizeof(*rows));
	for (size_t i = 0; i < dv->ngone_claims; i++) {
		struct rr_row *r = &rows[s->nrows++];

		r->fact = dv->gone_claims[i].fact;
		r->state = dv->gone_claims[i].gone;
	}
	s->rows = rows;
}

static void
prepare(const struct rr_view *v, struct rr_arena *arena, struct rr_source *s)
{
	const struct rr_claim_terms *t = agreement_of(s)->claims;

	rr_register_lay(t != NULL ? &t->entries : NULL, v->name, true,
	    arena, s);
	add_gone(arena, s);
	if (t == NULL)
		s->empty = "The agreement's file says nothing of claims.";
}

/* The claim of a row that is one; NULL of a finding. */
static const struct rr_claim *
claim_of(const struct rr_source *s, size_t i)
{
	const struct rr_derivation *dv = s->derivation;
	const struct rr_row *r = &s->rows[i];

	for (size_t k = 0; r->finding == NULL && k < dv->nclaims; k++)
		if (dv->claims[k].fact == r->fact)
			return &dv->claims[k];
	for (size_t k = 0; r->finding == NULL && k < dv->ngone_claims; k++)
		if (dv->gone_claims[k].fact == r->fact)
			return &dv->gone_claims[k];
	return NULL;
}

/* Nothing that the claim itself says is known. */
static bool
is_unseen(const struct rr_claim *c)
{
	return c != NULL && rr_date_is_none(c->fact->day);
}

static void
id(const struct rr_source *s, size_t i, struct rr_buf *b)
{
	const struct rr_claim *c = claim_of(s, i);

	rr_buf_add(b, c != NULL ? c->id : s->rows[i].finding->id);
}

static void
field(const struct rr_source *s, size_t i, enum rr_field_use use,
    struct rr_buf *b)
{
	const struct rr_claim *c = claim_of(s, i);
	const char *value = c == NULL ? NULL : rr_fact_get(c->fact, use);

	rr_buf_add(b, is_unseen(c) ? "unknown" : value != NULL ? value : "");
}

static void
number(const struct rr_source *s, size_t i, struct rr_buf *b)
{
	if (claim_of(s, i) != NULL)
		rr_fact_ref(s->rows[i].fact, b);
}

static void
claimant(const struct rr_source *s, size_t i, struct rr_buf *b)
{
	const struct rr_finding *f = s->rows[i].finding;

	if (f == NULL) {
		field(s, i, RR_USE_CLAIMANT, b);
		return;
	}
	rr_buf_add(b, s->rows[i].under ? "  " : "");
	rr_finding_name(s->derivation, f, b);
}

static void
against(const struct rr_source *s, size_t i, struct rr_buf *b)
{
	const struct rr_claim *c = claim_of(s, i);
	const char *party = c == NULL ? NULL : rr_fact_get(c->fact,
	    RR_USE_AGAINST);

	if (is_unseen(c))
		rr_buf_add(b, "unknown");
	if (party != NULL)
		rr_buf_add(b, rr_roster_name(s->derivation->input->roster,
		    party));
}

static void
against_key(const struct rr_source *s, size_t i, struct rr_buf *b)
{
	const struct rr_claim *c = claim_of(s, i);
	const char *party = c == NULL ? NULL : rr_fact_get(c->fact,
	    RR_USE_AGAINST);

	rr_buf_add(b, party != NULL ? party : "");
}

static void
opened(const struct rr_source *s, size_t i, struct rr_buf *b)
{
	const struct rr_claim *c = claim_of(s, i);

	if (c != NULL)
		rr_fact_days(c->fact, b);
}

static void
add_money(const struct rr_claim *c, rr_sum_fn *of, struct rr_buf *b)
{
	if (c->uncounted != NULL)
		rr_buf_add(b, "unknown");
	else
		rr_claim_money(c, of, b);
}

static void
billed(const struct rr_source *s, size_t i, struct rr_buf *b)
{
	const struct rr_claim *c = claim_of(s, i);

	if (c != NULL)
		add_money(c, rr_billed_of, b);
}

static void
paid(const struct rr_source *s, size_t i, struct rr_buf *b)
{
	const struct rr_claim *c = claim_of(s, i);

	if (c != NULL)
		add_money(c, rr_paid_of, b);
}

/* Of a claim what is owed; of a sum under it what it comes to. */
static void
owed(const struct rr_source *s, size_t i, struct rr_buf *b)
{
	const struct rr_claim *c = claim_of(s, i);
	const struct rr_finding *f = s->rows[i].finding;
	struct rr_owed o;

	if (is_unseen(c)) {
		rr_buf_add(b, "unknown");
		return;
	}
	if (c != NULL) {
		rr_claim_owed(s->derivation, c, &o);
		rr_owed_text(&o, b);
		return;
	}
	if (f->provision->kind->lines != RR_LINES_SUM)
		return;
	if (f->out.state == RR_FOUND_FORKS)
		rr_buf_printf(b, "%zu answers", rr_finding_answers(f));
	else if (f->out.counted)
		rr_finding_sums(f, b);
	else
		rr_buf_add(b, "unknown");
}

static void
next(const struct rr_source *s, size_t i, struct rr_buf *b)
{
	const struct rr_claim *c = claim_of(s, i);

	if (c != NULL && c->next != NULL)
		rr_cell_safe_day(c->next, b);
}

static bool
has_bills(const struct rr_claim *c)
{
	for (size_t i = 0; i < c->nreadings; i++)
		if (c->readings[i].sums.nbills > 0)
			return true;
	return false;
}

/* Each bill is paid, but for what is not payable. */
static void
add_paid(const struct rr_claim *c, struct rr_buf *b)
{
	rr_buf_add(b, has_bills(c) ? "all paid" : "nothing billed");
	if (!rr_claim_has(c, rr_taken_off_of))
		return;
	rr_buf_add(b, " but ");
	rr_claim_money(c, rr_taken_off_of, b);
	rr_buf_add(b, " not payable");
}

static void
add_clock(const struct rr_claim *c, struct rr_buf *b)
{
	if (c->next != NULL)
		rr_buf_add(b, rr_status_shown(c->next->status));
	else if (c->uncounted != NULL)
		rr_buf_add(b, rr_claim_unknown(c));
	else if (rr_claim_has(c, rr_unpaid_of) || rr_claim_unknown(c) != NULL)
		rr_claim_unpaid(c, b);
	else
		add_paid(c, b);
	rr_claim_overpaid(c, b);
}

static void
status(const struct rr_source *s, size_t i, struct rr_buf *b)
{
	const struct rr_claim *c = claim_of(s, i);

	/* Where space is short the state has no column. */
	if (c != NULL && c->gone != NULL)
		rr_buf_printf(b, "%s, ", c->gone);
	if (c != NULL)
		add_clock(c, b);
	else
		rr_buf_add(b, rr_finding_shown(s->rows[i].finding));
}

static void
state(const struct rr_source *s, size_t i, struct rr_buf *b)
{
	if (claim_of(s, i) != NULL)
		rr_buf_add(b, s->rows[i].state);
}

/* "depends: day of entry 6" where days of its bills and payments part it. */
static void
add_days(const struct rr_claim *c, struct rr_buf *b)
{
	struct rr_buf points = RR_BUF_INIT;

	for (size_t i = 0; i < c->nreadings; i++)
		rr_points_of_key(c->readings[i].key, &points);
	if (points.len > 0)
		rr_buf_printf(b, "depends: %s", points.s);
	rr_buf_free(&points);
}

/* False: there is no such claim, or nothing is known of what it comes to. */
static bool
ends_of(const struct rr_source *s, size_t i, struct rr_ends *ends)
{
	const struct rr_claim *c = claim_of(s, i);

	return c != NULL && !is_unseen(c) &&
	    rr_claim_ends(s->derivation, c, ends) &&
	    (ends->least != 0 || !ends->unlimited);
}

static void
claim_detail(const struct rr_source *s, const struct rr_claim *c,
    struct rr_buf *b)
{
	struct rr_buf range = RR_BUF_INIT, days = RR_BUF_INIT;

	add_days(c, &days);
	if (!is_unseen(c))
		rr_claim_range(s->derivation, c, &range);
	rr_buf_add(b, days.s != NULL ? days.s : "");
	if (range.len > 0)
		rr_buf_printf(b, "%s%s", days.len > 0 ? "; " : "", range.s);
	rr_buf_free(&days);
	rr_buf_free(&range);
}

/*
 * Of a claim on which days it rests, and between which amounts lies what is
 * owed; what of a finding is open, or missing, and of a sum what it comes to
 * where that is not one.
 */
static void
detail(const struct rr_source *s, size_t i, struct rr_buf *b)
{
	const struct rr_finding *f = s->rows[i].finding;
	const struct rr_claim *c = claim_of(s, i);

	if (c != NULL)
		claim_detail(s, c, b);
	else if (f != NULL && f->out.state == RR_FOUND_FORKS)
		rr_finding_detail(s->derivation, f, b);
	else if (f != NULL)
		rr_finding_open(s->derivation, f, b);
}

static const struct { const char *key; rr_sum_fn *of; bool whole; } sums[] = {
	{ "billed", rr_billed_of, false },
	{ "paid", rr_paid_of, false },
	{ "unpaid", rr_unpaid_of, true },
	{ "not_payable", rr_taken_off_of, true },
	{ "overpaid", rr_overpaid_of, true }
};

/*
 * Of the I-th reading, or what all say, which is none where they differ.  What
 * is not paid is none where a part alone is on record.
 */
static void
sums_json(const struct rr_claim *c, size_t i, bool all, struct rr_json *j)
{
	for (size_t k = 0; k < sizeof(sums) / sizeof(sums[0]); k++) {
		int64_t cents = sums[k].of(&c->readings[i].sums);
		bool known = c->uncounted == NULL &&
		    (!sums[k].whole || rr_claim_unknown(c) == NULL);

		for (size_t n = 0; all && n < c->nreadings; n++)
			known &= sums[k].of(&c->readings[n].sums) == cents;
		rr_json_set(j, sums[k].key, known ? rr_json_int(cents) :
		    rr_json_null());
	}
}

static void
money_json(const struct rr_claim *c, struct rr_json *j)
{
	struct rr_json *readings = rr_json_object();

	sums_json(c, 0, true, j);
	for (size_t i = 0; c->nreadings > 1 && i < c->nreadings; i++) {
		struct rr_json *one = rr_json_object();

		sums_json(c, i, false, one);
		rr_json_set(readings, c->readings[i].key, one);
	}
	rr_json_set(j, "readings", readings);
}

static void
at_least(const struct rr_source *s, size_t i, struct rr_buf *b)
{
	struct rr_ends ends;

	if (ends_of(s, i, &ends))
		rr_money_text((rr_money){ ends.least }, b);
}

static void
at_most(const struct rr_source *s, size_t i, struct rr_buf *b)
{
	struct rr_ends ends;

	if (ends_of(s, i, &ends) && !ends.unlimited)
		rr_money_text((rr_money){ ends.most }, b);
}

static void
claim_json(const struct rr_source *s, size_t i, struct rr_json *j)
{
	const struct rr_claim *c = claim_of(s, i);
	struct rr_ends ends;
	struct rr_owed o;
	bool any = ends_of(s, i, &ends);

	rr_claim_owed(s->derivation, c, &o);
	rr_json_set(j, "state", rr_json_string(s->rows[i].state));
	rr_json_day_of(j, "opened", c->fact);
	rr_json_set(j, "claimant",
	    rr_json_string(rr_fact_get(c->fact, RR_USE_CLAIMANT)));
	rr_json_set(j, "against",
	    rr_json_string(rr_fact_get(c->fact, RR_USE_AGAINST)));
	money_json(c, j);
	rr_json_set(j, "owed", o.n > 0 && !o.open && !o.unknown ?
	    rr_json_int(o.cents) : rr_json_null());
	rr_json_set(j, "owed_at_least", any ? rr_json_int(ends.least) :
	    rr_json_null());
	rr_json_set(j, "owed_at_most", any && !ends.unlimited ?
	    rr_json_int(ends.most) : rr_json_null());
	rr_json_set(j, "next", rr_json_day(c->next != NULL ?
	    c->next->working : RR_DATE_NONE));
	rr_json_set(j, "status", rr_json_string(c->next != NULL ?
	    rr_status_word(c->next->status) : NULL));
}

static void
json(const struct rr_source *s, size_t i, struct rr_json *j)
{
	const struct rr_row *r = &s->rows[i];
	struct rr_buf b = RR_BUF_INIT;

	id(s, i, &b);
	rr_json_set(j, "id", rr_json_string(b.s));
	rr_buf_free(&b);
	rr_json_set(j, "row", rr_json_string(r->finding != NULL ?
	    "finding" : "entry"));
	rr_json_set(j, "entry", rr_json_ref(r->fact));
	if (r->finding != NULL)
		rr_finding_json(s, r->finding, j);
	else
		claim_json(s, i, j);
}

static const struct rr_column columns[] = {
	{ .key = "entry", .title = "entry", .width = 5, .keep = 2,
	    .right = true, .cell = RR_CELL_NUMBER, .text = number },
	{ .key = "claimant", .title = "claimant", .width = 17, .flex = 2,
	    .keep = 1, .cell = RR_CELL_TEXT, .text = claimant },
	{ .key = "against", .title = "against", .width = 12, .flex = 1,
	    .keep = 6, .cell = RR_CELL_TEXT, .text = against },
	{ .key = "state", .title = "state", .width = 9, .flex = 1, .keep = 4,
	    .cell = RR_CELL_TEXT, .text = state },
	{ .key = "opened", .title = "opened", .width = 14, .keep = 7,
	    .cell = RR_CELL_DATE, .text = opened },
	{ .key = "billed", .title = "fees billed", .width = 13, .keep = 3,
	    .right = true, .cell = RR_CELL_TEXT, .text = billed },
	{ .key = "paid", .title = "fees paid", .width = 13, .keep = 5,
	    .right = true, .cell = RR_CELL_TEXT, .text = paid },
	{ .key = "owed", .title = "owed in all", .width = 13, .keep = 1,
	    .right = true, .cell = RR_CELL_TEXT, .text = owed },
	{ .key = "next", .title = "pay by", .width = 14, .keep = 1,
	    .cell = RR_CELL_DATE, .text = next },
	{ .key = "status", .title = "status", .width = 12, .flex = 1, .keep = 1,
	    .cell = RR_CELL_TEXT, .text = status },
	{ .key = "detail", .title = "with", .width = 16, .flex = 2, .keep = 8,
	    .below = true,
	    .cell = RR_CELL_TEXT, .text = detail },
	{ .key = "owed_at_least", .cell = RR_CELL_TEXT, .words = at_least },
	{ .key = "owed_at_most", .cell = RR_CELL_TEXT, .words = at_most },
	{ .key = "against_key", .cell = RR_CELL_TEXT, .words = against_key }
};

const struct rr_view rr_view_claims = {
	.name = "claims",
	.title = "Claims",
	.empty = "No claim is open; `regrights claim open` opens one.",
	.panes = "Here c opens one.",
	.matter = true,
	RR_COLUMNS(columns),
	.count = rr_rows_count,
	.id = id,
	.json = json,
	.prepare = prepare,
};

/*
 * claims.c: claims for indemnification, what was billed and paid, and the
 * clock that runs next.
 */
#include "regrights/qty.h"
#include "view_int.h"

static const struct rr_claim *
row_of(const struct rr_source *s, size_t i)
{
	return &s->derivation->claims[i];
}

static size_t
count(const struct rr_source *s)
{
	return s->derivation == NULL ? 0 : s->derivation->nclaims;
}

static void
id(const struct rr_source *s, size_t i, struct rr_buf *b)
{
	rr_buf_add(b, row_of(s, i)->id);
}

static void
field(const struct rr_source *s, size_t i, const char *key, struct rr_buf *b)
{
	const char *value = rr_fact_field(row_of(s, i)->fact, key);

	rr_buf_add(b, value != NULL ? value : "");
}

static void
number(const struct rr_source *s, size_t i, struct rr_buf *b)
{
	rr_fact_ref(row_of(s, i)->fact, b);
}

static void
claimant(const struct rr_source *s, size_t i, struct rr_buf *b)
{
	field(s, i, "claimant", b);
}

static void
against(const struct rr_source *s, size_t i, struct rr_buf *b)
{
	field(s, i, "against", b);
}

static void
opened(const struct rr_source *s, size_t i, struct rr_buf *b)
{
	rr_cell_day(row_of(s, i)->fact->day, b);
}

static void
billed(const struct rr_source *s, size_t i, struct rr_buf *b)
{
	rr_money_text((rr_money){ row_of(s, i)->billed }, b);
}

static void
paid(const struct rr_source *s, size_t i, struct rr_buf *b)
{
	rr_money_text((rr_money){ row_of(s, i)->paid }, b);
}

static void
next(const struct rr_source *s, size_t i, struct rr_buf *b)
{
	const struct rr_deadline *d = row_of(s, i)->next;

	if (d != NULL)
		rr_cell_day(d->working, b);
}

static void
status(const struct rr_source *s, size_t i, struct rr_buf *b)
{
	const struct rr_claim *c = row_of(s, i);

	if (c->next != NULL)
		rr_buf_add(b, rr_status_shown(c->next->status));
	else
		rr_buf_add(b, c->nbills == 0 ? "nothing billed" : "all paid");
}

static void
json(const struct rr_source *s, size_t i, struct rr_json *j)
{
	const struct rr_claim *c = row_of(s, i);

	rr_json_set(j, "id", rr_json_string(c->id));
	rr_json_set(j, "entry", rr_json_int(c->fact->seq));
	rr_json_set(j, "opened", rr_json_day(c->fact->day));
	rr_json_set(j, "claimant",
	    rr_json_string(rr_fact_field(c->fact, "claimant")));
	rr_json_set(j, "against",
	    rr_json_string(rr_fact_field(c->fact, "against")));
	rr_json_set(j, "billed", rr_json_int(c->billed));
	rr_json_set(j, "paid", rr_json_int(c->paid));
	rr_json_set(j, "next", rr_json_day(c->next != NULL ?
	    c->next->working : RR_DATE_NONE));
	rr_json_set(j, "status", rr_json_string(c->next != NULL ?
	    rr_status_word(c->next->status) : NULL));
}

static const struct rr_column columns[] = {
	{ "entry", "entry", 5, 0, 1, true, RR_CELL_NUMBER, number },
	{ "claimant", "claimant", 18, 2, 1, false, RR_CELL_TEXT, claimant },
	{ "against", "against", 12, 1, 4, false, RR_CELL_TEXT, against },
	{ "opened", "opened", 14, 0, 5, false, RR_CELL_DATE, opened },
	{ "billed", "billed", 12, 0, 2, true, RR_CELL_TEXT, billed },
	{ "paid", "paid", 12, 0, 2, true, RR_CELL_TEXT, paid },
	{ "next", "pay by", 14, 0, 1, false, RR_CELL_DATE, next },
	{ "status", "status", 10, 0, 1, false, RR_CELL_TEXT, status }
};

const struct rr_view rr_view_claims = { "claims", "Claims",
    "No claim is open. c opens one (in a shell: regrights claim open).", true,
    RR_COLUMNS(columns), count, id, json, NULL };

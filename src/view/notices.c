/*
 * notices.c: each recipient of each notice, and when it takes effect.
 */
#include <string.h>

#include "regrights/arena.h"
#include "view_int.h"

static const struct rr_delivery *
row_of(const struct rr_source *s, size_t i)
{
	/* The newest first. */
	return &s->derivation->deliveries[s->derivation->ndeliveries - 1 - i];
}

static size_t
count(const struct rr_source *s)
{
	return s->derivation == NULL ? 0 : s->derivation->ndeliveries;
}

static void
id(const struct rr_source *s, size_t i, struct rr_buf *b)
{
	rr_buf_add(b, row_of(s, i)->id);
}

static void
what(const struct rr_source *s, size_t i, struct rr_buf *b)
{
	rr_buf_add(b, row_of(s, i)->fact->name);
	rr_adrift_of(s->derivation, row_of(s, i)->fact, b);
}

static const char *
section_of(const struct rr_delivery *d)
{
	return d->kind != NULL ? d->kind->section : "";
}

static void
section(const struct rr_source *s, size_t i, struct rr_buf *b)
{
	rr_buf_add(b, section_of(row_of(s, i)));
}

static void
entry(const struct rr_source *s, size_t i, struct rr_buf *b)
{
	rr_buf_printf(b, "%lld", (long long)row_of(s, i)->fact->seq);
}

static void
from(const struct rr_source *s, size_t i, struct rr_buf *b)
{
	const struct rr_fact *f = row_of(s, i)->fact;
	const struct rr_roster *r = s->derivation->input->roster;
	const char *whose = rr_sender_of(s->derivation, f);
	const char *by = rr_fact_field(f, RR_SENT_BY);

	if (whose != NULL)
		rr_buf_add(b, rr_roster_name(r, whose));
	if (by != NULL)
		rr_buf_printf(b, ", by %s", rr_roster_name(r, by));
}

static void
from_key(const struct rr_source *s, size_t i, struct rr_buf *b)
{
	const char *whose = rr_sender_of(s->derivation, row_of(s, i)->fact);

	rr_buf_add(b, whose != NULL ? whose : "");
}

static void
to_key(const struct rr_source *s, size_t i, struct rr_buf *b)
{
	rr_buf_add(b, row_of(s, i)->party);
}

static void
to(const struct rr_source *s, size_t i, struct rr_buf *b)
{
	const struct rr_delivery *d = row_of(s, i);

	rr_sending_name(s->derivation->input->roster, d->first, b);
	rr_buf_add(b, d->copy ? " (copy)" : "");
}

static void
whose(const struct rr_source *s, size_t i, struct rr_buf *b)
{
	rr_cell_whose(s->derivation->input->roster, row_of(s, i)->party, b);
}

static void
sent(const struct rr_source *s, size_t i, struct rr_buf *b)
{
	const struct rr_sending *f = row_of(s, i)->first;

	rr_moment_shown(f->wall, f->zone, rr_engine_agreement(
	    s->derivation->input->engine)->zone, b);
}

void
rr_delivery_by(const struct rr_delivery *d, struct rr_buf *b)
{
	const char *day = d->deemed.method;
	size_t others = 0;

	if (day != NULL)
		rr_buf_add(b, day);
	for (size_t i = 0; i < d->nsent; i++) {
		const char *method = d->sent_by[i]->method;

		if (day != NULL && strcmp(method, day) == 0)
			continue;
		rr_buf_printf(b, "%s%s", day != NULL && others == 0 ?
		    " (and " : day != NULL || others > 0 ? ", " : "", method);
		others++;
	}
	rr_buf_add(b, day != NULL && others > 0 ? ")" : "");
}

static const char *
result_of(const struct rr_delivery *d, size_t i)
{
	const char *word = d->results[i] == NULL ? NULL :
	    rr_fact_get(d->results[i], RR_USE_RESULT);

	return word != NULL ? word : "unconfirmed";
}

bool
rr_delivery_results(const struct rr_delivery *d, struct rr_buf *b)
{
	bool any = false;

	for (size_t i = 0; i < d->nsent; i++)
		any |= d->results[i] != NULL;
	if (any && d->nsent == 1)
		rr_buf_add(b, result_of(d, 0));
	for (size_t i = 0; any && d->nsent > 1 && i < d->nsent; i++)
		rr_buf_printf(b, "%s%s %s", i > 0 ? ", " : "",
		    d->sent_by[i]->method, result_of(d, i));
	return any;
}

static void
by(const struct rr_source *s, size_t i, struct rr_buf *b)
{
	rr_delivery_by(row_of(s, i), b);
}

static void
effective(const struct rr_source *s, size_t i, struct rr_buf *b)
{
	const struct rr_deemed *d = &row_of(s, i)->deemed;

	if (!rr_date_is_none(d->effective))
		rr_cell_day(d->effective, b);
	else if (!rr_date_is_none(d->provisional)) {
		rr_date_text(d->provisional, b);
		rr_buf_add(b, " ?");
	} else if (d->gap != NULL)
		rr_buf_printf(b, "gap %s", d->gap);
	else if (rr_deemed_apart(d) != RR_APART_NOT)
		rr_buf_add(b, rr_apart_shown(rr_deemed_apart(d)));
	else
		rr_buf_printf(b, "awaits %s",
		    d->awaits != NULL ? d->awaits : "receipt");
}

static void
earliest(const struct rr_source *s, size_t i, struct rr_buf *b)
{
	rr_cell_day(row_of(s, i)->deemed.earliest, b);
}

static void
latest(const struct rr_source *s, size_t i, struct rr_buf *b)
{
	const struct rr_deemed *d = &row_of(s, i)->deemed;

	if (rr_date_is_none(d->latest))
		rr_buf_add(b, "open");
	else
		rr_cell_day(d->latest, b);
}

/* What is on record of one sending: both, where one of the two is wrong. */
static void
add_proof(const struct rr_delivery *d, size_t i, rr_date on,
    struct rr_buf *b)
{
	if (d->receipts[i] == NULL)
		rr_buf_add(b, result_of(d, i));
	else if (rr_date_cmp(rr_fact_last(d->receipts[i]), on) > 0)
		rr_buf_add(b, "perhaps received");
	else if (rr_result_is_nothing(d->results[i]))
		rr_buf_printf(b, "%s, yet received", result_of(d, i));
	else
		rr_buf_add(b, "received");
}

static void
result(const struct rr_source *s, size_t i, struct rr_buf *b)
{
	const struct rr_delivery *d = row_of(s, i);
	bool any = false;

	for (size_t k = 0; k < d->nsent; k++)
		any |= d->results[k] != NULL || d->receipts[k] != NULL;
	if (!any) {
		rr_buf_add(b, "unconfirmed");
		return;
	}
	for (size_t k = 0; k < d->nsent; k++) {
		if (d->nsent > 1)
			rr_buf_printf(b, "%s%s ", k > 0 ? ", " : "",
			    d->sent_by[k]->method);
		add_proof(d, k, s->derivation->input->on, b);
	}
}

/* How far the notice has come of which this is one recipient. */
static void
given(const struct rr_source *s, size_t i, struct rr_buf *b)
{
	rr_buf_add(b, s->given[row_of(s, i) - s->derivation->deliveries]);
}

static struct rr_json *
reading_json(const struct rr_reading *r)
{
	struct rr_json *j = rr_json_object();

	rr_json_set(j, "effective", rr_json_day(r->effective));
	rr_json_set(j, "provisional", rr_json_day(r->provisional));
	rr_json_set(j, "section", rr_json_string(r->section));
	rr_json_set(j, "gap", rr_json_string(r->gap));
	rr_json_set(j, "awaits", rr_json_string(r->awaits));
	rr_json_set(j, "earliest", rr_json_day(r->earliest));
	rr_json_set(j, "latest", rr_json_day(r->latest));
	return j;
}

void
rr_deemed_json(const struct rr_deemed *d, struct rr_json *j)
{
	struct rr_json *readings = rr_json_object();

	rr_json_set(j, "effective", rr_json_day(d->effective));
	rr_json_set(j, "provisional", rr_json_day(d->provisional));
	rr_json_set(j, "section", rr_json_string(d->section));
	rr_json_set(j, "gap", rr_json_string(d->gap));
	rr_json_set(j, "awaits", rr_json_string(d->awaits));
	rr_json_set(j, "earliest", rr_json_day(d->earliest));
	rr_json_set(j, "latest", rr_json_day(d->latest));
	rr_json_set(j, "remark", rr_json_string(d->remark));
	for (size_t i = 0; i < d->nreadings; i++)
		rr_json_set(readings, d->readings[i].key,
		    reading_json(&d->readings[i]));
	rr_json_set(j, "readings", readings);
	if (d->npoints > 0)
		rr_json_set(j, "points", rr_json_int((int64_t)d->npoints));
}

/* Each sending to that recipient, with what it came to. */
static struct rr_json *
sendings_json(const struct rr_delivery *d)
{
	struct rr_json *all = rr_json_array();

	for (size_t i = 0; i < d->nsent; i++) {
		const struct rr_sending *f = d->sent_by[i];
		struct rr_json *j = rr_json_object();
		struct rr_buf sent = RR_BUF_INIT;

		rr_json_set(j, "method", rr_json_string(f->method));
		rr_json_set(j, "address", rr_json_string(f->address));
		rr_instant_text(f->at, &sent);
		rr_json_set(j, "sent", rr_json_string(sent.s));
		rr_json_set(j, "result", rr_json_string(d->results[i] ==
		    NULL ? NULL : rr_fact_get(d->results[i], RR_USE_RESULT)));
		rr_json_day_of(j, "received", d->receipts[i]);
		rr_json_push(all, j);
		rr_buf_free(&sent);
	}
	return all;
}

/* That by which it was received, or NULL. */
static const struct rr_fact *
first_receipt(const struct rr_delivery *d)
{
	for (size_t i = 0; i < d->nsent; i++)
		if (d->receipts[i] != NULL && !rr_date_is_none(d->received) &&
		    rr_date_cmp(d->receipts[i]->day, d->received) == 0)
			return d->receipts[i];
	return NULL;
}

static void
json(const struct rr_source *s, size_t i, struct rr_json *j)
{
	const struct rr_delivery *d = row_of(s, i);
	struct rr_buf b = RR_BUF_INIT;

	rr_json_set(j, "id", rr_json_string(d->id));
	rr_json_set(j, "entry", rr_json_int(d->fact->seq));
	rr_json_set(j, "what", rr_json_string(d->fact->name));
	rr_json_set(j, "about", rr_json_string(section_of(d)));
	rr_json_set(j, "from", rr_json_string(rr_sender_of(s->derivation,
	    d->fact)));
	rr_json_set(j, "to", rr_json_string(d->party));
	rr_json_set(j, "copy", rr_json_bool(d->copy));
	rr_json_set(j, "sent_by", rr_json_string(rr_fact_field(d->fact,
	    RR_SENT_BY)));
	rr_delivery_by(d, &b);
	rr_json_set(j, "by", rr_json_string(b.s));
	rr_json_set(j, "sendings", sendings_json(d));
	rr_json_set(j, "effective_by", rr_json_string(d->deemed.method));
	rr_buf_clear(&b);
	rr_json_set(j, "result", rr_json_string(rr_delivery_results(d, &b) ?
	    b.s : NULL));
	rr_buf_clear(&b);
	rr_json_day_of(j, "received", first_receipt(d));
	given(s, i, &b);
	rr_json_set(j, "given", rr_json_string(b.s));
	rr_buf_free(&b);
	rr_deemed_json(&d->deemed, j);
	if (s->differs[d - s->derivation->deliveries] != NULL)
		rr_json_set(j, "register", rr_json_string(
		    s->differs[d - s->derivation->deliveries]));
}

const struct rr_dialled *
rr_delivery_dialled(struct rr_arena *arena, const struct rr_derivation *dv,
    const struct rr_delivery *d)
{
	const struct rr_input *in = dv->input;
	const struct rr_party *p = rr_roster_find(in->roster, d->party);
	struct rr_dialled *how = rr_arena_alloc(arena, sizeof(*how));

	for (size_t i = 0; i < d->nsent; i++)
		if (rr_dialled_differs(arena, in->facts, p, d->sent_by[i],
		    how))
			return how;
	return NULL;
}

/* The entries of which any does, in their order. */
static void
find_dialled(struct rr_arena *arena, struct rr_source *s)
{
	size_t n = count(s);
	int64_t *all = rr_arena_array(arena, n + 1, sizeof(*all));
	const char **how = rr_arena_array(arena, n + 1, sizeof(*how));

	for (size_t i = 0; i < n; i++) {
		const struct rr_delivery *d = &s->derivation->deliveries[i];
		const struct rr_dialled *is = rr_delivery_dialled(arena,
		    s->derivation, d);
		int64_t seq = d->fact->seq;

		how[i] = is != NULL ? is->text : NULL;
		if (is != NULL && (s->ndialled == 0 ||
		    all[s->ndialled - 1] != seq))
			all[s->ndialled++] = seq;
	}
	s->dialled = all;
	s->differs = how;
}

static void
prepare(const struct rr_view *v, struct rr_arena *arena, struct rr_source *s)
{
	(void)v;
	s->given = rr_given_texts(arena, s->derivation);
	find_dialled(arena, s);
}

static const struct rr_column columns[] = {
	{ .key = "entry", .title = "no.", .width = 4, .keep = 2,
	    .right = true, .cell = RR_CELL_NUMBER, .text = entry },
	{ .key = "what", .title = "notice", .width = 16, .flex = 2, .keep = 1,
	    .cell = RR_CELL_TEXT, .text = what },
	{ .key = "about", .title = "section", .width = 12, .keep = 5,
	    .cell = RR_CELL_TEXT, .text = section },
	{ .key = "from", .title = "from", .width = 14, .flex = 1, .keep = 4,
	    .cell = RR_CELL_TEXT, .text = from },
	{ .key = "to", .title = "to", .width = 14, .flex = 2, .keep = 1,
	    .cell = RR_CELL_TEXT, .text = to, .tag = whose },
	{ .key = "by", .title = "by", .width = 7, .keep = 6,
	    .cell = RR_CELL_TEXT, .text = by },
	{ .key = "sent", .title = "sent", .width = 20, .keep = 3,
	    .cell = RR_CELL_TEXT, .text = sent },
	{ .key = "effective", .title = "effective", .width = 14, .keep = 1,
	    .cell = RR_CELL_DATE, .text = effective },
	{ .key = "earliest", .title = "earliest", .width = 14, .keep = 7,
	    .cell = RR_CELL_DATE, .text = earliest },
	{ .key = "latest", .title = "latest", .width = 14, .keep = 7,
	    .cell = RR_CELL_DATE, .text = latest },
	{ .key = "result", .title = "proof", .width = 11, .keep = 6,
	    .cell = RR_CELL_TEXT, .text = result },
	{ .key = "given", .title = "in all", .width = 20, .flex = 2, .keep = 8,
	    .below = true,
	    .cell = RR_CELL_TEXT, .text = given },
	{ .key = "from_key", .cell = RR_CELL_TEXT, .words = from_key },
	{ .key = "to_key", .cell = RR_CELL_TEXT, .words = to_key }
};

const struct rr_view rr_view_notices = {
	.name = "notices",
	.title = "Notices",
	.empty = "No notice is on record.",
	.panes = "s logs one sent, r one received.",
	.matter = true,
	RR_COLUMNS(columns),
	.count = count,
	.id = id,
	.json = json,
	.prepare = prepare,
};

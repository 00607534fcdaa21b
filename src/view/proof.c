/*
 * proof.c: what was done and lacks proof.
 *
 * A notice has a row while one of those to whom it went has neither a receipt
 * nor, of a fax, its result: so many of so many, and who is missing.  What
 * counts on another day after an hour has one while its hour is not on record.
 */
#include <string.h>

#include "regrights/map.h"
#include "regrights/vec.h"
#include "view_int.h"

#define NAMED	3	/* in a line, of each reason */

static const char no_proof[] = "no receipt or result";
static const char no_hour[] = "without its hour";

static bool
is_fax(const struct rr_sending *s)
{
	enum rr_method m = RR_METHOD_OTHER;

	return rr_method_find(s->method, &m) && m == RR_METHOD_FAX;
}

/* A machine reports what came through; a carrier's word is no receipt. */
static bool
is_proved(const struct rr_delivery *d)
{
	for (size_t i = 0; i < d->nsent; i++)
		if (d->receipts[i] != NULL || (is_fax(d->sent_by[i]) &&
		    rr_result_is_whole(d->results[i])))
			return true;
	return false;
}

/* What there is instead: "fax unconfirmed", "courier no receipt". */
static void
reason(const struct rr_delivery *d, struct rr_buf *b)
{
	for (size_t i = 0; i < d->nsent; i++) {
		const struct rr_fact *result = d->results[i];

		rr_buf_printf(b, "%s%s", i > 0 ? ", " : "",
		    d->sent_by[i]->method);
		if (result != NULL && !rr_result_is_whole(result))
			rr_buf_printf(b, " %s", rr_fact_get(result,
			    RR_USE_RESULT));
		else
			rr_buf_add(b, is_fax(d->sent_by[i]) ? " unconfirmed" :
			    " no receipt");
	}
}

/* Those of whom one thing is missing, in a line and in all. */
struct lacking {
	size_t		 n;
	struct rr_buf	 names;
};

static struct lacking *
lacking_of(struct rr_arena *arena, struct rr_map *by, const char *why)
{
	struct lacking *l = rr_map_find(by, why);

	if (l == NULL) {
		l = rr_arena_alloc(arena, sizeof(*l));
		l->names = (struct rr_buf)RR_BUF_INIT;
		rr_map_set(by, rr_arena_strdup(arena, why), l);
	}
	return l;
}

/* "courier no receipt: elm, heron, oak and 2 more; fax unconfirmed: ash" */
static const char *
tell(struct rr_arena *arena, struct rr_map *by)
{
	struct rr_buf b = RR_BUF_INIT;

	for (size_t i = 0; i < rr_map_count(by); i++) {
		struct lacking *l = rr_map_value(by, i);

		rr_buf_printf(&b, "%s%s: %s", i > 0 ? "; " : "",
		    rr_map_key(by, i), l->names.s);
		if (l->n > NAMED)
			rr_buf_printf(&b, " and %zu more", l->n - NAMED);
		rr_buf_free(&l->names);
	}
	return rr_buf_keep(&b, arena);
}

/* The deliveries of one notice, N of them; false: all are proved. */
static bool
look_at(struct rr_arena *arena, const struct rr_delivery *d, size_t n,
    struct rr_row *row)
{
	struct rr_map *by = rr_map_new(arena);
	struct rr_buf whom = RR_BUF_INIT, why = RR_BUF_INIT;

	row->fact = d->fact;
	row->state = no_proof;
	row->of = n;
	for (size_t i = 0; i < n; i++) {
		struct lacking *l;

		if (is_proved(&d[i])) {
			row->have++;
			continue;
		}
		rr_buf_clear(&why);
		reason(&d[i], &why);
		l = lacking_of(arena, by, why.s);
		if (l->n++ < NAMED)
			rr_buf_printf(&l->names, "%s%s", l->n > 1 ? ", " : "",
			    d[i].party);
		rr_buf_printf(&whom, "%s%s", whom.len > 0 ? " " : "",
		    d[i].party);
	}
	rr_buf_free(&why);
	row->argued = tell(arena, by);
	row->whom = rr_buf_keep(&whom, arena);
	return row->have < n;
}

/* Whether the hour decides on which day it counts, and is not on record. */
static bool
lacks_hour(const struct rr_derivation *dv, const struct rr_fact *f)
{
	const struct rr_event *e = f->shape == RR_SHAPE_EVENT ?
	    rr_event_of(dv, f) : NULL;

	return e != NULL && e->cutoff != NULL &&
	    rr_lacks_hour(dv->input->engine, e->cutoff, f);
}

static void
prepare(const struct rr_view *v, struct rr_arena *arena,
    struct rr_source *s)
{
	const struct rr_derivation *dv = s->derivation;
	const struct rr_facts *facts = dv->input->facts;
	struct rr_vec rows = RR_VEC_INIT(struct rr_row);

	(void)v;
	for (size_t i = 0, n; i < dv->ndeliveries; i += n) {
		struct rr_row row = { .fact = NULL };

		for (n = 1; i + n < dv->ndeliveries &&
		    dv->deliveries[i + n].fact == dv->deliveries[i].fact; n++)
			;
		if (look_at(arena, &dv->deliveries[i], n, &row))
			*(struct rr_row *)rr_vec_add(arena, &rows) = row;
	}
	for (size_t i = 0; i < facts->n; i++)
		if (lacks_hour(dv, &facts->all[i]))
			*(struct rr_row *)rr_vec_add(arena, &rows) =
			    (struct rr_row){ .fact = &facts->all[i],
			    .state = no_hour, .whom = "",
			    .argued = "after an hour it counts on the next "
			    "open day" };
	s->rows = rows.items;
	s->nrows = rows.n;
}

static void
entry(const struct rr_source *s, size_t i, struct rr_buf *b)
{
	rr_fact_ref(s->rows[i].fact, b);
}

static void
id(const struct rr_source *s, size_t i, struct rr_buf *b)
{
	rr_buf_printf(b, "%s/entry/", s->matter);
	entry(s, i, b);
}

static void
group(const struct rr_source *s, size_t i, struct rr_buf *b)
{
	rr_buf_add(b, s->rows[i].state == no_proof ? "NO RECEIPT OR RESULT" :
	    "WITHOUT THE HOUR THAT DECIDES ITS DAY");
}

static void
day(const struct rr_source *s, size_t i, struct rr_buf *b)
{
	rr_fact_days(s->rows[i].fact, b);
}

static void
what(const struct rr_source *s, size_t i, struct rr_buf *b)
{
	rr_buf_add(b, s->rows[i].fact->name);
}

static void
under(const struct rr_source *s, size_t i, struct rr_buf *b)
{
	rr_buf_printf(b, ": %s", s->rows[i].argued);
}

/* "2 of 3" have it proved. */
static void
proved(const struct rr_source *s, size_t i, struct rr_buf *b)
{
	const struct rr_row *r = &s->rows[i];

	if (r->of > 0)
		rr_buf_printf(b, "%zu of %zu", r->have, r->of);
}

static void
section(const struct rr_source *s, size_t i, struct rr_buf *b)
{
	const struct rr_event *e = rr_event_of(s->derivation,
	    s->rows[i].fact);

	if (e != NULL && e->section != NULL)
		rr_buf_add(b, e->section);
}

static void
state(const struct rr_source *s, size_t i, struct rr_buf *b)
{
	rr_buf_add(b, s->rows[i].state);
}

static void
v_day(const struct rr_source *s, size_t i, struct rr_value *v)
{
	v->day = s->rows[i].fact->day;
}

/* An hour is no number of anything. */
static void
v_have(const struct rr_source *s, size_t i, struct rr_value *v)
{
	v->none = s->rows[i].of == 0;
	v->number = (int64_t)s->rows[i].have;
}

static void
v_of(const struct rr_source *s, size_t i, struct rr_value *v)
{
	v->none = s->rows[i].of == 0;
	v->number = (int64_t)s->rows[i].of;
}

static void
missing(const struct rr_source *s, size_t i, struct rr_buf *b)
{
	rr_buf_add(b, s->rows[i].whom);
}

static void
lacks(const struct rr_source *s, size_t i, struct rr_buf *b)
{
	rr_buf_add(b, s->rows[i].argued);
}

static const struct rr_column columns[] = {
	{ .key = "id", .cell = RR_CELL_TEXT, .words = id },
	{ .key = "group", .cell = RR_CELL_TEXT, .audience = RR_FOR_OFFICE,
	    .words = state },
	{ .key = "entry", .title = "entry", .width = 5, .keep = 1,
	    .right = true, .cell = RR_CELL_TEXT, .text = entry,
	    .words = entry },
	{ .key = "day", .title = "day", .width = 14, .keep = 2,
	    .cell = RR_CELL_DATE, .text = day, .value = v_day },
	{ .key = "what", .title = "what lacks proof", .width = 20, .flex = 1,
	    .keep = 1, .cell = RR_CELL_TEXT, .text = what, .behind = under,
	    .words = what },
	{ .key = "proved", .title = "proved", .width = 10, .keep = 1,
	    .cell = RR_CELL_TEXT, .audience = RR_FOR_OFFICE, .text = proved },
	{ .key = "section", .title = "section", .width = 10, .keep = 3,
	    .cell = RR_CELL_TEXT, .text = section, .words = section },
	{ .key = "have", .cell = RR_CELL_NUMBER, .audience = RR_FOR_OFFICE,
	    .value = v_have },
	{ .key = "of", .cell = RR_CELL_NUMBER, .audience = RR_FOR_OFFICE,
	    .value = v_of },
	{ .key = "missing", .cell = RR_CELL_LIST, .audience = RR_FOR_OFFICE,
	    .words = missing },
	{ .key = "lacks", .cell = RR_CELL_TEXT, .audience = RR_FOR_OFFICE,
	    .words = lacks }
};

const struct rr_view rr_view_proof = {
	.name = "proof",
	.title = "Proof",
	.empty = "No notice lacks its receipt or result, and no filing its "
	    "hour, as far as the record goes.",
	.matter = true,
	RR_COLUMNS(columns),
	.count = rr_rows_count,
	.id = id,
	.prepare = prepare,
	.gap = 1,
	.group = group,
};

/*
 * fact_json.c: a fact as its payload, written and read back.
 *
 * A payload is canonical JSON: members in the order of their bytes, nothing
 * that is empty, so that one fact has one text.  Reading one back refuses
 * what this version would not have written.
 */
#include <string.h>

#include "regrights/arena.h"
#include "regrights/buf.h"
#include "regrights/fact.h"
#include "regrights/json.h"
#include "regrights/qty.h"
#include "regrights/vec.h"

static void
set_text(struct rr_json *j, const char *key, const char *value)
{
	if (value != NULL && value[0] != '\0')
		rr_json_set(j, key, rr_json_string(value));
}

static void
set_int(struct rr_json *j, const char *key, int64_t n)
{
	if (n != 0)
		rr_json_set(j, key, rr_json_int(n));
}

static void
set_moment(struct rr_json *j, rr_instant at, const char *zone,
    struct rr_wall wall)
{
	struct rr_buf b = RR_BUF_INIT;

	if (rr_instant_is_none(at))
		return;
	rr_instant_text(at, &b);
	set_text(j, "at", b.s);
	rr_buf_clear(&b);
	rr_wall_text(wall, &b);
	set_text(j, "wall", b.s);
	rr_buf_free(&b);
	set_text(j, "zone", zone);
}

static struct rr_json *
sending_json(const struct rr_sending *s)
{
	struct rr_json *j = rr_json_object();

	set_text(j, "party", s->party);
	if (s->copy)
		rr_json_set(j, "copy", rr_json_bool(true));
	set_text(j, "method", s->method);
	set_text(j, "address", s->address);
	set_text(j, "lists", s->lists);
	set_moment(j, s->at, s->zone, s->wall);
	return j;
}

void
rr_fact_json(const struct rr_fact *f, struct rr_buf *out)
{
	struct rr_json *j = rr_json_object();
	struct rr_json *list;
	struct rr_buf b = RR_BUF_INIT;

	set_text(j, "shape", rr_shape_word(f->shape));
	set_text(j, "name", f->name);
	rr_date_text(f->day, &b);
	set_text(j, "day", b.s);
	rr_buf_free(&b);
	if (f->span > 0) {
		rr_date_text(rr_fact_last(f), &b);
		set_text(j, "last", b.s);
		rr_buf_free(&b);
	}
	set_moment(j, f->at, f->zone, f->wall);
	set_int(j, "about", f->about);
	set_int(j, "about_row", f->about_row);
	set_int(j, "part", f->part);
	set_text(j, "source", f->source);
	if (f->nfields > 0) {
		list = rr_json_object();
		for (size_t i = 0; i < f->nfields; i++)
			rr_json_set(list, f->fields[i].key,
			    rr_json_string(f->fields[i].value));
		rr_json_set(j, "fields", list);
	}
	if (f->nsendings > 0) {
		list = rr_json_array();
		for (size_t i = 0; i < f->nsendings; i++)
			rr_json_push(list, sending_json(&f->sendings[i]));
		rr_json_set(j, "sendings", list);
	}
	rr_json_canonical(j, out);
	rr_json_free(j);
}

struct reader {
	struct rr_arena	*arena;
	bool		 ok;
};

static const char *
get_text(struct reader *r, const struct rr_json *j, const char *key)
{
	const struct rr_json *v = rr_json_get(j, key);
	const char *s = rr_json_text(v);

	if (v == NULL)
		return NULL;
	if (s == NULL) {
		r->ok = false;
		return NULL;
	}
	return rr_arena_strdup(r->arena, s);
}

static int64_t
get_int(struct reader *r, const struct rr_json *j, const char *key)
{
	const struct rr_json *v = rr_json_get(j, key);
	int64_t n = 0;

	if (v != NULL && (!rr_json_number(v, &n) || n < 0))
		r->ok = false;
	return n;
}

static void
get_moment(struct reader *r, const struct rr_json *j, rr_instant *at,
    const char **zone, struct rr_wall *wall)
{
	const char *text = get_text(r, j, "at");
	const char *clock = get_text(r, j, "wall");

	*at = RR_INSTANT_NONE;
	*zone = get_text(r, j, "zone");
	if (text == NULL)
		return;
	if (!rr_instant_parse(text, at) || clock == NULL ||
	    !rr_wall_parse(clock, wall) || *zone == NULL)
		r->ok = false;
}

static void
get_fields(struct reader *r, const struct rr_json *j, struct rr_fact *f)
{
	size_t n = rr_json_is_object(j) ? rr_json_count(j) : 0;

	if (j != NULL && !rr_json_is_object(j))
		r->ok = false;
	for (size_t i = 0; i < n; i++) {
		const char *key = rr_json_key(j, i);
		const char *value = rr_json_text(rr_json_get(j, key));

		if (value == NULL)
			r->ok = false;
		else
			rr_fact_set(r->arena, f, key, value);
	}
}

static void
get_sendings(struct reader *r, const struct rr_json *j, struct rr_fact *f)
{
	struct rr_vec all = RR_VEC_INIT(struct rr_sending);
	size_t n = rr_json_is_array(j) ? rr_json_count(j) : 0;

	if (j != NULL && !rr_json_is_array(j))
		r->ok = false;
	for (size_t i = 0; i < n; i++) {
		const struct rr_json *one = rr_json_at(j, i);
		struct rr_sending *s = rr_vec_add(r->arena, &all);

		s->party = get_text(r, one, "party");
		s->method = get_text(r, one, "method");
		s->address = get_text(r, one, "address");
		s->lists = get_text(r, one, "lists");
		rr_json_truth(rr_json_get(one, "copy"), &s->copy);
		get_moment(r, one, &s->at, &s->zone, &s->wall);
		if (s->party == NULL || s->method == NULL ||
		    rr_instant_is_none(s->at))
			r->ok = false;
		if (s->lists == NULL)
			s->lists = "";
	}
	f->sendings = all.items;
	f->nsendings = all.n;
}

/* A last day is later than the day, and not too far from it. */
static void
get_span(struct reader *r, const struct rr_json *j, struct rr_fact *f)
{
	const char *text = get_text(r, j, "last");
	rr_date last;

	if (text == NULL)
		return;
	if (rr_date_is_none(f->day) || !rr_instant_is_none(f->at) ||
	    !rr_date_parse(text, &last) || last.day <= f->day.day ||
	    last.day - f->day.day > RR_SPAN_MAX)
		r->ok = false;
	else
		f->span = last.day - f->day.day;
}

static void
read_fact(struct reader *r, const struct rr_json *j, struct rr_fact *f)
{
	const char *shape = get_text(r, j, "shape");
	const char *day = get_text(r, j, "day");

	memset(f, 0, sizeof(*f));
	f->name = get_text(r, j, "name");
	f->source = get_text(r, j, "source");
	f->about = get_int(r, j, "about");
	f->about_row = get_int(r, j, "about_row");
	f->part = get_int(r, j, "part");
	f->day = RR_DATE_NONE;
	if (shape == NULL || !rr_shape_find(shape, &f->shape) ||
	    f->name == NULL || (day != NULL && !rr_date_parse(day, &f->day)))
		r->ok = false;
	get_moment(r, j, &f->at, &f->zone, &f->wall);
	get_span(r, j, f);
	get_fields(r, rr_json_get(j, "fields"), f);
	get_sendings(r, rr_json_get(j, "sendings"), f);
}

bool
rr_fact_parse(struct rr_arena *arena, const char *text, size_t len,
    struct rr_fact *f, struct rr_diags *diags)
{
	const struct rr_pos nowhere = { NULL, 0, 0 };
	struct rr_json *j = rr_json_parse(text, len);
	struct reader r = { arena, rr_json_is_object(j) };

	if (r.ok)
		read_fact(&r, j, f);
	if (j != NULL)
		rr_json_free(j);
	if (!r.ok)
		return rr_diag(diags, RR_E_DAMAGED, nowhere,
		    "an entry of the journal is no fact");
	return true;
}

void
rr_fact_rows_text(const struct rr_fact *rows, size_t n, struct rr_buf *b)
{
	for (size_t i = 0; i < n; i++) {
		rr_buf_printf(b, "%lld ", (long long)rows[i].row);
		rr_fact_json(&rows[i], b);
		rr_buf_addc(b, '\n');
	}
}

/* One line of it, N bytes without its end. */
static bool
parse_row(struct rr_arena *arena, const char *line, size_t n,
    struct rr_fact *f, struct rr_diags *diags)
{
	const char *space = memchr(line, ' ', n);
	const size_t len = space != NULL ? (size_t)(space - line) : 0;
	const char *number = rr_arena_strndup(arena, line, len);
	int64_t row;

	if (!rr_int_parse(number, 1, INT64_MAX, &row))
		return rr_diag(diags, RR_E_DAMAGED, (struct rr_pos){ 0 },
		    "a row of an entry has no number");
	if (!rr_fact_parse(arena, space + 1, n - len - 1, f, diags))
		return false;
	f->row = row;
	return true;
}

bool
rr_fact_rows_parse(struct rr_arena *arena, const char *text, size_t len,
    struct rr_fact **rows, size_t *n, struct rr_diags *diags)
{
	struct rr_vec all = RR_VEC_INIT(struct rr_fact);
	const char *end = text + len, *p = text;

	while (p < end) {
		const char *stop = memchr(p, '\n', (size_t)(end - p));

		if (stop == NULL)
			stop = end;
		if (!parse_row(arena, p, (size_t)(stop - p),
		    rr_vec_add(arena, &all), diags))
			return false;
		p = stop + 1;
	}
	*rows = all.items;
	*n = all.n;
	return true;
}

/*
 * load_book.c: the book of holders, from a sheet: lots, and what is new.
 *
 * Each row is a lot of the event that the agreement declares for an issue,
 * about the party that the row names; a row without any cell of a lot is about
 * the party alone.  A lot that is on record, by itself or as a holding of that
 * day, is counted and left out; one that the sheet has twice is refused.  Cost
 * and memory are linear in the sheet and in what is on record.
 */
#include <string.h>

#include "regrights/arena.h"
#include "regrights/buf.h"
#include "regrights/fact.h"
#include "regrights/ledger.h"
#include "regrights/map.h"
#include "regrights/qty.h"
#include "regrights/roster.h"
#include "regrights/text.h"
#include "regrights/vec.h"
#include "book_int.h"

/* Lots read so far, and their units; -1: too many to count. */
struct above {
	size_t	n;
	int64_t	sum;
};

/* … those since the last sum, those that are no sums, and all. */
struct added {
	struct above	part, bare, all;
};

struct lots {
	struct rr_book_run	*run;
	struct rr_map		*record;	/* lots on record */
	struct rr_map		*mine;		/* of this sheet: its rows */
	struct rr_map		*classes;
	struct rr_map		*more;
	struct rr_vec		 facts;
	struct rr_book		*out;
	struct rr_map		*added;		/* of each class */
	struct added		 all;
	struct rr_vec		 sums;
};

/* Has the row a cell of a lot?  What stands for every row does not say. */
static bool
has_lot(const struct rr_book_run *r, const struct rr_sheet_row *row)
{
	for (size_t i = 0; r->plan.event != NULL && i < r->plan.nfields; i++)
		if (r->plan.fields[i].col >= 0 &&
		    row->cells[r->plan.fields[i].col][0] != '\0')
			return true;
	return false;
}

static void
add_field(struct rr_fact *f, struct rr_field *all, const char *key,
    const char *value)
{
	all[f->nfields++] = (struct rr_field){ key, value };
}

static bool
read_field(struct rr_book_run *r, const struct rr_sheet_row *row,
    const struct rr_book_field *p, struct rr_fact *f, struct rr_field *all)
{
	size_t col;
	const char *text = rr_book_cell(row, p, &col), *value;

	if (text[0] == '\0')
		return !p->decl->required ? true : rr_book_complain(r,
		    RR_E_EMPTY_VALUE, row->row, col, "'%s' (%s) is empty",
		    p->key, p->title);
	if (!rr_book_value(r, row->row, col, p->decl, text, &value))
		return false;
	add_field(f, all, p->key, value);
	return true;
}

/* The fields of a lot, the holder among them, in the order of their keys. */
static bool
read_fields(struct rr_book_run *r, const struct rr_sheet_row *row,
    const char *holder, struct rr_fact *f)
{
	const struct rr_book_plan *p = &r->plan;
	const char *key = rr_event_key(p->event, RR_USE_HOLDER);
	struct rr_field *all = rr_arena_array(r->arena, p->nfields + 1,
	    sizeof(*all));
	bool ok = true;
	size_t i = 0;

	while (i < p->nfields && strcmp(p->fields[i].key, key) < 0)
		ok &= read_field(r, row, &p->fields[i++], f, all);
	add_field(f, all, key, holder);
	while (i < p->nfields)
		ok &= read_field(r, row, &p->fields[i++], f, all);
	f->fields = all;
	return ok;
}

static bool
lot_day(struct rr_book_run *r, const struct rr_sheet_row *row, rr_date *day)
{
	size_t col;
	const char *text = rr_book_part(r, row, RR_BOOK_ACQUIRED, &col);

	*day = r->in->at;
	if (text[0] != '\0')
		return rr_book_day(r, row->row, col, text, day);
	return !rr_date_is_none(*day) ? true : rr_book_complain(r,
	    RR_E_EMPTY_VALUE, row->row, col, "no day on which the lot was "
	    "acquired; fill it in%s, or give --at DAY", col > 0 ? "" :
	    " (--column acquired=HEADING)");
}

/* What makes two lots the same one: the day and all fields. */
static void
identity(const struct rr_event *e, const struct rr_fact *f, struct rr_buf *b)
{
	rr_date_text(f->day, b);
	for (size_t i = 0; i < f->nfields; i++) {
		const struct rr_field *v = &f->fields[i];
		const struct rr_field_decl *d = rr_event_field(e, v->key);
		rr_shares n;

		rr_buf_printf(b, "\n%s=", v->key);
		/* As it counts, however it was typed. */
		if (d != NULL && d->type == RR_FIELD_SHARES &&
		    rr_shares_parse(v->value, &n))
			rr_buf_printf(b, "%lld", (long long)n.units);
		else
			rr_buf_add(b, v->value);
	}
}

/* That so much was held on that day says the same as that lot. */
static void
held(const char *holder, const struct rr_fact *f, struct rr_buf *b)
{
	const char *class_key = rr_fact_get(f, RR_USE_CLASS);
	const char *shares = rr_fact_get(f, RR_USE_SHARES);
	rr_shares n;

	if (class_key == NULL || shares == NULL ||
	    !rr_shares_parse(shares, &n))
		return;
	rr_date_text(f->day, b);
	rr_buf_printf(b, " %s %s %lld", holder, class_key,
	    (long long)n.units);
}

static void
read_record(struct lots *l)
{
	const struct rr_facts *facts = l->run->in->facts;
	const struct rr_event *e = l->run->plan.event;
	struct rr_buf key = RR_BUF_INIT;

	for (size_t i = 0; e != NULL && i < facts->n; i++) {
		const struct rr_fact *f = &facts->all[i];

		rr_buf_clear(&key);
		if (f->shape == RR_SHAPE_HOLDING)
			held(f->name, f, &key);
		else if (f->shape == RR_SHAPE_EVENT &&
		    strcmp(f->name, e->name) == 0)
			identity(e, f, &key);
		if (key.len > 0)
			rr_map_set(l->record, key.s, l);
	}
	rr_buf_free(&key);
}

/* False with a complaint when the sheet has it twice. */
static bool
look_up(struct lots *l, const struct rr_sheet_row *row, const char *holder,
    const struct rr_fact *f, bool *on_record)
{
	const struct rr_sheet_row *twin;
	struct rr_buf key = RR_BUF_INIT;

	identity(l->run->plan.event, f, &key);
	twin = rr_map_find(l->mine, key.s);
	if (twin == NULL)
		rr_map_set(l->mine, key.s, (void *)(uintptr_t)row);
	*on_record = rr_map_find(l->record, key.s) != NULL;
	rr_buf_clear(&key);
	held(holder, f, &key);
	*on_record |= rr_map_find(l->record, key.s) != NULL;
	rr_buf_free(&key);
	return twin == NULL ? true : rr_book_complain(l->run, RR_E_SAME,
	    row->row, 0, "this is row %u again; leave one of them out, or "
	    "tell the two lots apart, as by the certificate", twin->row);
}

static void
count_class(struct lots *l, const char *class_key, int64_t units)
{
	struct rr_book_class *c = rr_map_find(l->classes, class_key);

	if (c == NULL) {
		c = rr_arena_alloc(l->run->arena, sizeof(*c));
		c->key = class_key;
		c->counted = true;
		rr_map_set(l->classes, class_key, c);
	}
	c->lots++;
	if (__builtin_add_overflow(c->units, units, &c->units))
		c->counted = false;
}

static struct rr_book_more *
more_of(struct lots *l, const char *holder, const struct rr_stake *s)
{
	const char *key = rr_arena_printf(l->run->arena, "%s/%s", holder,
	    s->class_key);
	struct rr_book_more *m = rr_map_find(l->more, key);

	if (m != NULL)
		return m;
	m = rr_arena_alloc(l->run->arena, sizeof(*m));
	m->name = rr_roster_name(l->run->in->roster, holder);
	m->class_key = s->class_key;
	m->known = s->known;
	m->has = s->units;
	rr_map_set(l->more, key, m);
	return m;
}

/* A lot of one who holds of its class by what is on record. */
static void
count_more(struct lots *l, const char *holder, const char *class_key,
    int64_t units)
{
	const struct rr_stake *s = rr_ledger_find(l->run->in->ledger, holder,
	    class_key);
	struct rr_book_more *m;

	if (s == NULL || (s->known && s->units == 0))
		return;
	m = more_of(l, holder, s);
	if (__builtin_add_overflow(m->more, units, &m->more))
		m->more = INT64_MAX;
}

static void
count_lot(struct lots *l, const char *holder, const struct rr_fact *f)
{
	const char *class_key = rr_fact_get(f, RR_USE_CLASS);
	const char *text = rr_fact_get(f, RR_USE_SHARES);
	const struct rr_book_input *in = l->run->in;
	rr_shares n = { 0 };

	l->out->nlots++;
	l->out->nearly += !rr_date_is_none(in->agreement->dated) &&
	    rr_date_cmp(f->day, in->agreement->dated) < 0;
	l->out->nlate += rr_date_cmp(f->day, in->today) > 0;
	if (class_key == NULL || text == NULL || !rr_shares_parse(text, &n))
		return;
	count_class(l, class_key, n.units);
	count_more(l, holder, class_key, n.units);
}

static void
add(struct above *a, int64_t units)
{
	a->n++;
	if (a->sum < 0 || __builtin_add_overflow(a->sum, units, &a->sum))
		a->sum = -1;
}

static bool
is_sum(const struct above *a, size_t fewest, int64_t units)
{
	return a->n >= fewest && units > 0 && units == a->sum;
}

/*
 * Whether a number is the sum of what stands above it, of all or of a PART.
 * One lot alone is no sum of one like it, unless the list has SUMS.
 */
static bool
add_up(struct added *a, int64_t units, bool sums, bool *part)
{
	bool all = is_sum(&a->bare, sums ? 1 : 2, units) ||
	    is_sum(&a->all, 2, units);
	bool is = all || is_sum(&a->part, 2, units);

	*part = is && !all;
	add(&a->all, units);
	if (is)
		a->part = (struct above){ 0 };
	else {
		add(&a->bare, units);
		add(&a->part, units);
	}
	return is;
}

static struct added *
added_of(struct lots *l, const char *class_key)
{
	struct added *a = rr_map_find(l->added, class_key);

	if (a == NULL) {
		a = rr_arena_alloc(l->run->arena, sizeof(*a));
		memset(a, 0, sizeof(*a));
		rr_map_set(l->added, class_key, a);
	}
	return a;
}

/* Is the number of this lot the sum of those above it, or of its class? */
static void
look_for_sum(struct lots *l, const struct rr_sheet_row *row,
    const struct rr_fact *f)
{
	const char *text = rr_fact_get(f, RR_USE_SHARES);
	const char *class_key = rr_fact_get(f, RR_USE_CLASS);
	const bool sums = l->sums.n > 0;
	bool all, own, part, own_part = false;
	rr_shares n;

	if (text == NULL || !rr_shares_parse(text, &n))
		return;
	all = add_up(&l->all, n.units, sums, &part);
	own = class_key != NULL && add_up(added_of(l, class_key), n.units,
	    sums, &own_part);
	if (all || own)
		*(struct rr_book_sum *)rr_vec_add(l->run->arena, &l->sums) =
		    (struct rr_book_sum){ row->row, all && (!part || !own ||
		    own_part) ? NULL : class_key, (!all || part) && (!own ||
		    own_part) };
}

static bool
add_lot(struct lots *l, const struct rr_sheet_row *row, const char *holder)
{
	struct rr_book_run *r = l->run;
	bool dated, on_record;
	struct rr_fact f;

	memset(&f, 0, sizeof(f));
	f.row = row->row;
	f.shape = RR_SHAPE_EVENT;
	f.name = r->plan.event->name;
	f.declared = r->plan.event;
	f.at = RR_INSTANT_NONE;
	dated = lot_day(r, row, &f.day);
	if (!read_fields(r, row, holder, &f) || !dated)
		return false;
	look_for_sum(l, row, &f);
	if (!look_up(l, row, holder, &f, &on_record))
		return false;
	if (on_record) {
		l->out->nsame++;
		return true;
	}
	f.source = rr_book_source(r, NULL, row->row);
	count_lot(l, holder, &f);
	*(struct rr_fact *)rr_vec_add(r->arena, &l->facts) = f;
	return true;
}

static void
read_rows(struct lots *l)
{
	struct rr_book_run *r = l->run;
	const struct rr_sheet *s = r->sheet;

	for (size_t i = 0; i < s->n && rr_diags_errors(r->diags) <
	    RR_BOOK_COMPLAINTS; i++) {
		const struct rr_book_person *p = rr_book_person(r,
		    &s->rows[i]);

		if (p != NULL && has_lot(r, &s->rows[i]))
			add_lot(l, &s->rows[i], p->key);
	}
}

static void
close_classes(struct lots *l)
{
	size_t n = rr_map_count(l->classes);
	struct rr_book_class *all = rr_arena_array(l->run->arena, n + 1,
	    sizeof(*all));

	for (size_t i = 0; i < n; i++)
		all[i] = *(struct rr_book_class *)rr_map_value(l->classes, i);
	l->out->classes = all;
	l->out->nclasses = n;
}

static void
close_more(struct lots *l)
{
	size_t n = rr_map_count(l->more);
	struct rr_book_more *all = rr_arena_array(l->run->arena, n + 1,
	    sizeof(*all));

	for (size_t i = 0; i < n; i++)
		all[i] = *(struct rr_book_more *)rr_map_value(l->more, i);
	l->out->more = all;
	l->out->nmore = n;
}

static void
close_counts(struct lots *l)
{
	close_classes(l);
	close_more(l);
	l->out->sums = l->sums.items;
	l->out->nsums = l->sums.n;
	l->out->facts = l->facts.items;
	l->out->nfacts = l->facts.n;
	l->out->nread = l->run->sheet->n;
	l->out->fields = l->run->plan.names;
	l->out->event = l->run->plan.event != NULL ?
	    l->run->plan.event->name : NULL;
}

bool
rr_load_book(struct rr_arena *arena, const struct rr_sheet *sheet,
    const struct rr_book_map *map, const struct rr_book_input *in,
    struct rr_book *out, struct rr_diags *diags)
{
	struct rr_book_run r = { .arena = arena, .sheet = sheet, .map = map,
	    .in = in, .diags = diags };
	struct lots l = { &r, rr_map_new(arena), rr_map_new(arena),
	    rr_map_new(arena), rr_map_new(arena),
	    RR_VEC_INIT(struct rr_fact), out, rr_map_new(arena),
	    { { 0 }, { 0 }, { 0 } }, RR_VEC_INIT(struct rr_book_sum) };
	size_t before = rr_diags_errors(diags);

	memset(out, 0, sizeof(*out));
	if (!rr_book_plan(arena, sheet, map, in->agreement, &r.plan, diags))
		return false;
	rr_book_people(&r);
	rr_vec_reserve(arena, &l.facts, sheet->n);
	read_record(&l);
	read_rows(&l);
	rr_vec_reserve(arena, &l.facts, rr_map_count(r.people) *
	    RR_BOOK_PERSON_FACTS);
	if (rr_diags_errors(diags) == before)
		rr_book_party_facts(&r, sheet->rows[sheet->n - 1].row,
		    &l.facts, out);
	close_counts(&l);
	return rr_diags_errors(diags) == before;
}

/*
 * view.c: what views share: rows laid out, days, how columns share a line.
 *
 * Each column gets its least width; when they do not fit, those that matter
 * least are left out; what is left over goes to those that can use it.
 */
#include <string.h>

#include "regrights/seal.h"
#include "view_int.h"

#define ALIKE	8	/* letters with which two names begin alike */

void
rr_view_unread(const struct rr_source *s, struct rr_buf *b)
{
	const char *rows = s->derivation == NULL ? NULL :
	    s->derivation->waiting->rows;

	rr_buf_add(b, "Not read here, as sealed: ");
	rr_seal_unread_text(s->sealed, s->nsealed, b);
	if (rows != NULL)
		rr_buf_printf(b, "; what waits for an account is not known: "
		    "%s", rows);
	rr_buf_addc(b, '.');
}

void
rr_view_aside(const struct rr_source *s, struct rr_buf *b)
{
	if (s->nsealed > 0) {
		rr_view_unread(s, b);
		rr_buf_addc(b, '\n');
	}
	if (s->nlater > 0) {
		rr_buf_add(b, "On record, but later than the day asked "
		    "about: ");
		rr_seal_unread_text(s->later, s->nlater, b);
		rr_buf_add(b, ".\n");
	}
	if (s->nadrift > 0) {
		rr_buf_add(b, "On record about a void entry, and so of none "
		    "that stands here: ");
		rr_seal_unread_text(s->adrift, s->nadrift, b);
		rr_buf_add(b, ".\n");
	}
	if (s->ndialled > 0) {
		rr_buf_add(b, "Number, address or lists are others in the "
		    "register of the day, as `regrights show` says: ");
		rr_seal_unread_text(s->dialled, s->ndialled, b);
		rr_buf_add(b, ".\n");
	}
}

/* The entries of the facts, each once. */
static void
find_later(const struct rr_facts *facts, struct rr_arena *arena,
    struct rr_source *s)
{
	int64_t *all = rr_arena_array(arena, facts->nlater + 1, sizeof(*all));

	for (size_t i = 0; i < facts->nlater; i++)
		if (s->nlater == 0 || all[s->nlater - 1] !=
		    facts->later[i].seq)
			all[s->nlater++] = facts->later[i].seq;
	s->later = all;
}

/* What is sealed is not read: "nothing" would be more than is known. */
void
rr_view_tell_unread(const struct rr_view *v, struct rr_arena *arena,
    struct rr_source *s)
{
	struct rr_buf b = RR_BUF_INIT;

	if (s->nsealed > 0 && v->count(s) == 0) {
		rr_view_unread(s, &b);
		rr_buf_printf(&b, "  Beside that: %s", rr_view_empty(v, s));
		s->panes = rr_view_panes(v, s);
		s->empty = rr_buf_keep(&b, arena);
	}
	rr_buf_free(&b);
}

void
rr_view_prepare(const struct rr_view *v, struct rr_arena *arena,
    struct rr_source *s)
{
	s->rows = NULL;
	s->nrows = 0;
	s->empty = s->panes = NULL;
	s->nsealed = s->nlater = s->ndialled = s->nadrift = 0;
	if (v->prepare != NULL && s->derivation != NULL)
		v->prepare(v, arena, s);
	if (!v->matter || s->derivation == NULL)
		return;
	s->nsealed = rr_seal_unread(arena, s->derivation->input->facts,
	    &s->sealed);
	rr_view_tell_unread(v, arena, s);
	if (v->later)
		find_later(s->derivation->input->facts, arena, s);
}

const char *
rr_view_empty(const struct rr_view *v, const struct rr_source *s)
{
	return s->empty != NULL ? s->empty : v->empty;
}

const char *
rr_view_panes(const struct rr_view *v, const struct rr_source *s)
{
	return s->empty != NULL ? s->panes : v->panes;
}

size_t
rr_rows_count(const struct rr_source *s)
{
	return s->nrows;
}

int
rr_view_gap(const struct rr_view *v)
{
	return v->gap > 0 ? v->gap : 2;
}

void
rr_view_cell(const struct rr_view *v, const struct rr_source *s, size_t row,
    size_t column, struct rr_buf *b)
{
	const struct rr_column *c = &v->columns[column];

	if (c->text != NULL)
		c->text(s, row, b);
	if (c->behind != NULL)
		c->behind(s, row, b);
}

bool
rr_view_speaks(const struct rr_view *v)
{
	return v->says != NULL || v->whole;
}

/* "…: met with bare-notice=yes; else waiting.  section: 3(g).  who: you." */
void
rr_view_says(const struct rr_view *v, const struct rr_source *s, size_t row,
    struct rr_buf *b)
{
	if (v->says != NULL) {
		v->says(s, row, b);
		return;
	}
	for (size_t i = 0; i < v->ncolumns; i++)
		if (v->columns[i].flex != 0)
			rr_view_cell(v, s, row, i, b);
	rr_buf_addc(b, '.');
	for (size_t i = 0; i < v->ncolumns; i++) {
		const char *title = v->columns[i].title;
		struct rr_buf cell = RR_BUF_INIT;

		if (title != NULL && v->columns[i].flex == 0)
			rr_view_cell(v, s, row, i, &cell);
		if (cell.len > 0)
			rr_buf_printf(b, "  %s: %s.", title, cell.s);
		rr_buf_free(&cell);
	}
}

static int
total(const int *cells, size_t n, int gap)
{
	int sum = 0, shown = 0;

	for (size_t i = 0; i < n; i++)
		if (cells[i] > 0) {
			sum += cells[i];
			shown++;
		}
	return shown == 0 ? 0 : sum + gap * (shown - 1);
}

/* What parts the rows is the last to go, of those that can. */
static int
keep_of(const struct rr_column *c, const struct rr_source *s)
{
	return c->parts != NULL && c->parts(s) ? 2 : c->keep;
}

#define LOOKED	1000	/* rows: more are not looked through */

/* A column of days of which no row has one leaves its room to the others. */
static bool
is_blank(const struct rr_view *v, const struct rr_source *s,
    const struct rr_column *c)
{
	size_t n = v->count(s);
	struct rr_buf b = RR_BUF_INIT;
	bool blank = c->cell == RR_CELL_DATE && c->text != NULL && n > 0 &&
	    n <= LOOKED;

	for (size_t i = 0; i < n && blank; i++) {
		c->text(s, i, &b);
		blank = b.len == 0;
	}
	rr_buf_free(&b);
	return blank;
}

void
rr_view_widths(const struct rr_view *v, const struct rr_source *s, int width,
    int *cells)
{
	int flex = 0, spare, gap = rr_view_gap(v);

	for (size_t i = 0; i < v->ncolumns; i++) {
		const struct rr_column *c = &v->columns[i];
		int room = c->room != NULL ? c->room(s) : 0;

		cells[i] = c->width > 0 && room > c->width ? room : c->width;
	}
	while (total(cells, v->ncolumns, gap) > width) {
		size_t worst = v->ncolumns;

		for (size_t i = 0; i < v->ncolumns; i++)
			if (cells[i] > 0 && (worst == v->ncolumns ||
			    keep_of(&v->columns[i], s) >
			    keep_of(&v->columns[worst], s)))
				worst = i;
		if (worst == v->ncolumns || keep_of(&v->columns[worst], s) <=
		    1)
			break;
		cells[worst] = 0;
	}
	for (size_t i = 0; i < v->ncolumns; i++)
		if (cells[i] > 0 && is_blank(v, s, &v->columns[i]))
			cells[i] = 0;
	spare = width - total(cells, v->ncolumns, gap);
	for (size_t i = 0; i < v->ncolumns; i++)
		flex += cells[i] > 0 ? v->columns[i].flex : 0;
	for (size_t i = 0; i < v->ncolumns && flex > 0; i++) {
		int share;

		if (cells[i] == 0 || v->columns[i].flex == 0)
			continue;
		share = spare * v->columns[i].flex / flex;
		spare -= share;
		flex -= v->columns[i].flex;
		cells[i] += share;
		if (cells[i] < 1)
			cells[i] = 1;
	}
}

void
rr_cell_safe_day(const struct rr_deadline *d, struct rr_buf *b)
{
	if (rr_date_is_none(d->working) && d->unknown != NULL)
		rr_buf_add(b, "not known");
	else
		rr_cell_day(d->working, b);
}

void
rr_cell_day(rr_date day, struct rr_buf *b)
{
	rr_date_text_day(day, b);
}

void
rr_json_day_of(struct rr_json *j, const char *key, const struct rr_fact *f)
{
	const bool known = f != NULL && f->span == 0;
	struct rr_buf end = RR_BUF_INIT;

	rr_json_set(j, key, rr_json_day(known ? f->day : RR_DATE_NONE));
	if (f == NULL || known)
		return;
	rr_buf_printf(&end, "%s_from", key);
	rr_json_set(j, end.s, rr_json_day(f->day));
	rr_buf_clear(&end);
	rr_buf_printf(&end, "%s_to", key);
	rr_json_set(j, end.s, rr_json_day(rr_fact_last(f)));
	rr_buf_free(&end);
}

void
rr_cell_about(const struct rr_fact *subject, const char *party,
    struct rr_buf *b)
{
	if (subject != NULL) {
		rr_buf_add(b, "entry ");
		rr_fact_ref(subject, b);
	}
	if (party != NULL)
		rr_buf_printf(b, "%s%s", subject != NULL ? ", " : "", party);
}

void
rr_cell_whose(const struct rr_roster *r, const char *party, struct rr_buf *b)
{
	const char *name = rr_roster_name(r, party);

	for (size_t i = 0; i < r->n; i++) {
		if (strcmp(r->parties[i].key, party) == 0 ||
		    strncmp(r->parties[i].name, name, ALIKE) != 0)
			continue;
		rr_buf_add(b, party);
		return;
	}
}

struct rr_json *
rr_json_day(rr_date day)
{
	struct rr_buf b = RR_BUF_INIT;
	struct rr_json *j;

	rr_date_text(day, &b);
	j = rr_json_string(b.len > 0 ? b.s : NULL);
	rr_buf_free(&b);
	return j;
}

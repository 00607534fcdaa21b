/*
 * book_columns.c: which column of a sheet is which field.
 *
 * What a party has is listed here; what a lot has, the agreement's event that
 * issues it declares; and each role that the agreement leaves out of a vote
 * may be asked by yes or no.  A column is taken for the field that its heading
 * names to the letter, unless the mapping says otherwise; nothing is guessed.
 */
#include <stdlib.h>
#include <string.h>

#include "regrights/arena.h"
#include "regrights/buf.h"
#include "regrights/fact.h"
#include "regrights/text.h"
#include "book_int.h"

static const struct { const char *key, *title; } parts[RR_BOOK_PARTS] = {
	[RR_BOOK_KEY] = { "key", "key" },
	[RR_BOOK_NAME] = { "name", "holder" },
	[RR_BOOK_ROLES] = { "roles", "role" },
	[RR_BOOK_COPIES] = { "copies", "copies to" },
	[RR_BOOK_FAX] = { "fax", "fax number" },
	[RR_BOOK_EMAIL] = { "email", "e-mail address" },
	[RR_BOOK_ADDRESS] = { "address", "address" },
	[RR_BOOK_LISTS] = { "lists", "list" },
	[RR_BOOK_SOURCE] = { "source", "contact source" },
	[RR_BOOK_ACQUIRED] = { "acquired", "date acquired" }
};

struct planner {
	struct rr_arena			*arena;
	const struct rr_sheet		*sheet;
	const struct rr_book_map	*map;
	const struct rr_agreement	*agreement;
	struct rr_book_plan		*plan;
	struct rr_diags			*diags;
};

/* A part, or a field of the event, or a role; -1 and NULL where it is none. */
struct target {
	int			 part;
	struct rr_book_field	*field;
};

static bool
complain(struct planner *p, unsigned col, const char *what)
{
	const struct rr_pos at = { p->sheet->file, p->sheet->row, col };

	return rr_diag(p->diags, RR_E_MAP, at, "%s", what);
}

/* Letters and digits alone, in one case: "E-mail" is "email". */
static const char *
bare(struct planner *p, const char *s)
{
	char *out = rr_arena_strdup(p->arena, s), *to = out;

	for (const char *c = s; *c != '\0'; c++)
		if (strchr(" -_.:", *c) == NULL)
			*to++ = (char)(*c >= 'A' && *c <= 'Z' ?
			    *c - 'A' + 'a' : *c);
	*to = '\0';
	return out;
}

/* Where SEVERAL, "address line 2" too. */
static bool
names(struct planner *p, const char *head, const char *word, bool several)
{
	const char *a = bare(p, head), *b = bare(p, word);
	size_t n = strlen(b);

	if (!several || strncmp(a, b, n) != 0)
		return a[0] != '\0' && strcmp(a, b) == 0;
	a += n;
	if (strncmp(a, "line", 4) == 0)
		a += 4;
	return a[strspn(a, "0123456789")] == '\0';
}

static int
find_part(struct planner *p, const char *word)
{
	for (int i = 0; i < RR_BOOK_PARTS; i++)
		if (names(p, word, parts[i].key, i == RR_BOOK_ADDRESS) ||
		    names(p, word, parts[i].title, false))
			return i;
	return -1;
}

static struct rr_book_field *
find_field(struct planner *p, struct rr_book_field *all, size_t n,
    const char *word)
{
	for (size_t i = 0; i < n; i++)
		if (names(p, word, all[i].key, false) ||
		    names(p, word, all[i].title, false))
			return &all[i];
	return NULL;
}

static struct target
find_target(struct planner *p, const char *word)
{
	struct rr_book_plan *plan = p->plan;
	struct target t = { find_part(p, word), NULL };

	if (t.part < 0)
		t.field = find_field(p, plan->fields, plan->nfields, word);
	if (t.part < 0 && t.field == NULL)
		t.field = find_field(p, plan->roles, plan->nroles, word);
	return t;
}

static bool
is_none(struct target t)
{
	return t.part < 0 && t.field == NULL;
}

static const char *
target_key(struct target t)
{
	return t.part >= 0 ? parts[t.part].key : t.field->key;
}

static void
add_part(struct planner *p, int part, size_t col)
{
	size_t n = part == RR_BOOK_ADDRESS ? p->plan->ncols[part] : 0;
	size_t *cols = rr_arena_array(p->arena, n + 1, sizeof(*cols));

	if (n > 0)
		memcpy(cols, p->plan->cols[part], n * sizeof(*cols));
	cols[n] = col;
	p->plan->cols[part] = cols;
	p->plan->ncols[part] = n + 1;
}

static bool
set_column(struct planner *p, struct target t, size_t col)
{
	const char *was = p->plan->names[col];

	if (t.part >= 0 ? t.part != RR_BOOK_ADDRESS &&
	    p->plan->ncols[t.part] > 0 : t.field->col >= 0)
		return complain(p, (unsigned)col + 1, rr_arena_printf(
		    p->arena, "two columns say '%s'; choose one with --column "
		    "%s=HEADING", target_key(t), target_key(t)));
	if (t.part >= 0)
		add_part(p, t.part, col);
	else
		t.field->col = (int)col;
	p->plan->names[col] = was == NULL ? target_key(t) :
	    rr_arena_printf(p->arena, "%s and %s", was, target_key(t));
	return true;
}

static bool
complain_of(struct planner *p, struct rr_buf *b)
{
	complain(p, 0, b->s);
	rr_buf_free(b);
	return false;
}

static void
add_keys(const struct rr_book_field *all, size_t n, struct rr_buf *b)
{
	for (size_t i = 0; i < n; i++)
		rr_buf_printf(b, " %s", all[i].key);
}

static bool
unknown_field(struct planner *p, const char *word)
{
	struct rr_buf b = RR_BUF_INIT;

	rr_buf_printf(&b, "'%s' is no field; there are:", word);
	for (int i = 0; i < RR_BOOK_PARTS; i++)
		rr_buf_printf(&b, " %s", parts[i].key);
	add_keys(p->plan->fields, p->plan->nfields, &b);
	add_keys(p->plan->roles, p->plan->nroles, &b);
	return complain_of(p, &b);
}

static bool
no_heading(struct planner *p, const struct rr_book_pair *pair)
{
	struct rr_buf b = RR_BUF_INIT;

	rr_buf_printf(&b, "no column is headed '%s', for '%s'; ", pair->text,
	    pair->field);
	/* One cell in the first row: it may be no list, and is not quoted. */
	rr_buf_add(&b, p->sheet->ncols == 1 ? "there is one column, and its "
	    "heading is another" : "there are:");
	for (size_t i = 0; i < p->sheet->ncols; i++)
		if (p->sheet->ncols > 1 && p->sheet->heads[i][0] != '\0')
			rr_buf_printf(&b, " '%s'", p->sheet->heads[i]);
	return complain_of(p, &b);
}

static bool
take_column(struct planner *p, const struct rr_book_pair *pair)
{
	struct target t = find_target(p, pair->field);

	if (is_none(t))
		return unknown_field(p, pair->field);
	if (pair->text[0] == '\0')
		return true;
	for (size_t i = 0; i < p->sheet->ncols; i++)
		if (rr_text_casecmp(p->sheet->heads[i], pair->text) == 0)
			return set_column(p, t, i);
	return no_heading(p, pair);
}

static bool
take_value(struct planner *p, const struct rr_book_pair *pair)
{
	struct target t = find_target(p, pair->field);
	const char **was;

	if (is_none(t))
		return unknown_field(p, pair->field);
	if (t.part == RR_BOOK_KEY || t.part == RR_BOOK_NAME)
		return complain(p, 0, "a key or a name is of one holder, not "
		    "of every row");
	was = t.part >= 0 ? &p->plan->values[t.part] : &t.field->value;
	if (*was != NULL && strcmp(*was, pair->text) != 0)
		return complain(p, 0, rr_arena_printf(p->arena, "'%s' is '%s' "
		    "on every row, and again '%s'; it takes one", pair->field,
		    *was, pair->text));
	*was = pair->text;
	return true;
}

/* Has the mapping its own word on this field? */
static bool
is_mapped(struct planner *p, struct target t)
{
	for (size_t i = 0; i < p->map->ncolumns; i++) {
		struct target o = find_target(p, p->map->columns[i].field);

		if (o.part == t.part && o.field == t.field)
			return true;
	}
	return false;
}

static bool
match_headings(struct planner *p)
{
	bool ok = true;

	for (size_t i = 0; i < p->sheet->ncols; i++) {
		struct target t = find_target(p, p->sheet->heads[i]);

		if (!is_none(t) && !is_mapped(p, t))
			ok &= set_column(p, t, i);
	}
	return ok;
}

/* The event that was named, else the only one that issues lots. */
static bool
find_event(struct planner *p)
{
	const struct rr_agreement *a = p->agreement;
	const char *word = p->map->event;
	struct rr_buf all = RR_BUF_INIT;
	size_t n = 0;

	for (size_t i = 0; i < a->nevents; i++) {
		if (!rr_event_issues(&a->events[i]))
			continue;
		rr_buf_printf(&all, "%s'%s'", n++ > 0 ? ", " : "",
		    a->events[i].name);
		if (word == NULL || strcmp(a->events[i].name, word) == 0)
			p->plan->event = &a->events[i];
	}
	if (word != NULL ? p->plan->event == NULL : n > 1)
		complain(p, 0, rr_arena_printf(p->arena, "%s%s%s; say --event "
		    "with one that issues securities: %s", word != NULL ? "'" :
		    "which event issues them", word != NULL ? word : "",
		    word != NULL ? "'" : "", n > 0 ? all.s : "there is none"));
	rr_buf_free(&all);
	return word != NULL ? p->plan->event != NULL : n <= 1;
}

static int
field_cmp(const void *a, const void *b)
{
	const struct rr_book_field *x = a, *y = b;

	return strcmp(x->key, y->key);
}

/* The holder is the party of the row; an entry no file can name. */
static bool
can_be_read(const struct rr_event *e, const struct rr_field_decl *d)
{
	return d != rr_event_use(e, RR_USE_HOLDER) &&
	    rr_field_is_listed(d->type);
}

/* The agreement's own company is a party, not what a holder may be. */
static bool
is_party(const struct rr_agreement *a, const char *role)
{
	for (size_t i = 0; i < a->nseeds; i++)
		if (a->seeds[i].shape == RR_SHAPE_PARTY &&
		    strcmp(a->seeds[i].name, role) == 0)
			return true;
	return false;
}

static void
list_fields(struct planner *p)
{
	const struct rr_event *e = p->plan->event;
	const size_t n = e != NULL ? e->nfields : 0;
	struct rr_book_field *f = rr_arena_array(p->arena, n + 1, sizeof(*f));

	p->plan->fields = f;
	for (size_t i = 0; i < n; i++)
		if (can_be_read(e, &e->fields[i]))
			f[p->plan->nfields++] = (struct rr_book_field){
			    e->fields[i].key, e->fields[i].title,
			    &e->fields[i], -1, NULL };
	qsort(f, p->plan->nfields, sizeof(*f), field_cmp);
}

static void
add_role(struct planner *p, const char *role)
{
	if (role != NULL && !is_party(p->agreement, role))
		p->plan->roles[p->plan->nroles++] = (struct rr_book_field){
		    role, role, NULL, -1, NULL };
}

static void
list_roles(struct planner *p)
{
	const struct rr_exclusion *x = p->agreement->excluded;
	size_t n = x != NULL ? x->nroles : 0;

	p->plan->roles = rr_arena_array(p->arena, n + 1,
	    sizeof(*p->plan->roles));
	for (size_t i = 0; i < n; i++)
		add_role(p, x->roles[i]);
	if (x != NULL)
		add_role(p, x->except);
}

/* A list without a column of lots is one of parties alone. */
static bool
has_lots(const struct rr_book_plan *plan)
{
	for (size_t i = 0; i < plan->nfields; i++)
		if (plan->fields[i].col >= 0)
			return true;
	return false;
}

static bool
check_field(struct planner *p, const struct rr_field_decl *d)
{
	const struct rr_book_field *f = find_field(p, p->plan->fields,
	    p->plan->nfields, d->key);

	if (!d->required || d == rr_event_use(p->plan->event,
	    RR_USE_HOLDER))
		return true;
	if (f == NULL)
		return complain(p, 0, rr_arena_printf(p->arena, "'%s' of '%s' "
		    "cannot come from a file", d->key, p->plan->event->name));
	return f->col >= 0 || f->value != NULL ? true : complain(p, 0,
	    rr_arena_printf(p->arena, "no column says '%s' (%s); say --column "
	    "%s=HEADING, or --value %s=… for every row", d->key, d->title,
	    d->key, d->key));
}

static bool
check_lots(struct planner *p)
{
	struct rr_book_plan *plan = p->plan;
	bool ok = true;

	if (!has_lots(plan))
		plan->event = NULL;
	for (size_t i = 0; plan->event != NULL &&
	    i < plan->event->nfields; i++)
		ok &= check_field(p, &plan->event->fields[i]);
	return ok;
}

static bool
take_map(struct planner *p)
{
	bool ok = p->map->whole || match_headings(p);

	for (size_t i = 0; i < p->map->ncolumns; i++)
		ok &= take_column(p, &p->map->columns[i]);
	for (size_t i = 0; i < p->map->nvalues; i++)
		ok &= take_value(p, &p->map->values[i]);
	return ok;
}

bool
rr_book_plan(struct rr_arena *arena, const struct rr_sheet *sheet,
    const struct rr_book_map *map, const struct rr_agreement *a,
    struct rr_book_plan *plan, struct rr_diags *diags)
{
	struct planner p = { arena, sheet, map, a, plan, diags };
	bool ok;

	memset(plan, 0, sizeof(*plan));
	plan->names = rr_arena_array(arena, sheet->ncols,
	    sizeof(*plan->names));
	ok = find_event(&p);
	list_fields(&p);
	list_roles(&p);
	ok &= take_map(&p);
	if (ok && plan->ncols[RR_BOOK_KEY] + plan->ncols[RR_BOOK_NAME] == 0)
		ok = complain(&p, 0, "no column names the holders; say "
		    "--column name=HEADING or --column key=HEADING");
	return ok && check_lots(&p);
}

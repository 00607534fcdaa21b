/*
 * cmd_book.c: a CSV list of holders and lots into the case file.
 *
 * A dry run unless --apply.  Both count what they record from the same rows,
 * read once: the bytes that were counted are the bytes that are filed.  The
 * list is one entry with its file, its rows and the mapping by which it was
 * read; a mapping that was saved is found again in the journal by its name.
 */
#include <string.h>

#include "app_int.h"
#include "params_int.h"
#include "regrights/book.h"
#include "regrights/buf.h"
#include "regrights/hash.h"
#include "regrights/vec.h"
#include "reads_int.h"
#include "told_int.h"

#define ROWS_MAX	(88 * 1024 * 1024)	/* bytes of what is filed */

static const struct rr_param book_params[] = {
	RR_MATTER,
	RR_TAKES("file", FILE, RR_OPERAND | RR_REQUIRED, "File",
	    "a CSV file with a row of headings"),
	RR_APPLY,
	RR_TAKES("map", TEXT, 0, "Mapping",
	    "read the columns as the list saved under this name"),
	RR_TAKES("save-map", TEXT, 0, "Save as",
	    "save how the columns are read under this name"),
	RR_TAKES("column", TEXT, RR_REPEATED, "Column",
	    "FIELD=HEADING: which column is read as what"),
	RR_TAKES("value", TEXT, RR_REPEATED, "Value",
	    "FIELD=VALUE where a row says nothing else"),
	RR_TAKES("event", TEXT, 0, "Event",
	    "the agreement's event that issues a lot"),
	RR_CHOOSES("dates", 0, RR_DATE_ORDERS, "Dates",
	    "the order of 4/28/2000; 2000-04-28 is always read"),
	RR_CHOOSES("separator", 0, RR_SEPARATORS, "Separator",
	    "what stands between two cells"),
	RR_TAKES("at", DATE, 0, "Acquired",
	    "the day of lots whose row has none"),
	RR_TAKES("source", TEXT, 0, "Source",
	    "where this is known from; the file's name if left out")
};

struct list {
	struct rr_case		*c;
	const struct rr_cmd	*cmd;
	const struct rr_args	*args;
	const char		*file, *base;	/* BASE is without its folder */
	char			*bytes;
	size_t			 len;
	struct rr_vec		 columns, values;	/* rr_book_pair */
	const char		*dates, *separator;
	struct rr_book_map	 map;
	struct rr_sheet		 sheet;
	struct rr_book		 book;
	struct rr_diags		*diags;
};

/* "fax=Fax No" replaces what was said of the same field before. */
static void
add_pair(struct list *l, struct rr_vec *all, const char *text, size_t was)
{
	size_t n = strcspn(text, "="), kept = 0;
	struct rr_book_pair p = {
		rr_arena_strndup(l->c->arena, text, n),
		text[n] == '=' ? text + n + 1 : ""
	};
	struct rr_book_pair *pairs = all->items;

	/* Lines of an address stand beside one another. */
	for (size_t i = 0; i < all->n; i++)
		if (i >= was || strcmp(pairs[i].field, p.field) != 0)
			pairs[kept++] = pairs[i];
	all->n = kept;
	*(struct rr_book_pair *)rr_vec_add(l->c->arena, all) = p;
}

static void
add_lines(struct list *l, struct rr_vec *all, const char *lines)
{
	while (lines != NULL && *lines != '\0') {
		size_t n = strcspn(lines, "\n");

		add_pair(l, all, rr_arena_strndup(l->c->arena, lines, n), 0);
		lines += n + (lines[n] == '\n' ? 1 : 0);
	}
}

static bool
add_args(struct list *l, const char *name, struct rr_vec *all)
{
	size_t was = all->n;
	const char *text;

	for (size_t i = 0; (text = rr_arg_at(l->args, name, i)) != NULL;
	    i++) {
		if (text[0] == '\0')
			continue;
		if (strchr(text, '=') == NULL || text[0] == '=')
			return rr_diag(l->diags, RR_E_TYPE, rr_nowhere,
			    "--%s '%s': write FIELD=%s", name, text,
			    strcmp(name, "value") == 0 ? "VALUE" : "HEADING");
		add_pair(l, all, text, was);
		was = was > all->n - 1 ? all->n - 1 : was;
	}
	return true;
}

/* A choice as it was given, else as the mapping has it, else the first. */
static const char *
choose(const struct list *l, const char *name, const struct rr_fact *saved,
    const char *otherwise)
{
	const char *given = rr_arg(l->args, name);

	if ((given == NULL || given[0] == '\0') && saved != NULL)
		given = rr_fact_field(saved, name);
	return given != NULL && given[0] != '\0' ? given : otherwise;
}

/* Is it a list with that mapping?  Then FACT is what it says. */
static bool
is_saved(struct list *l, const struct rr_line *line, const char *name,
    struct rr_fact *fact)
{
	const char *map;

	if (line->payload == NULL || strcmp(line->shape,
	    rr_shape_word(RR_SHAPE_BOOK)) != 0 || !rr_fact_parse(l->c->arena,
	    line->payload, strlen(line->payload), fact, l->diags))
		return false;
	map = rr_fact_get(fact, RR_USE_MAP);
	return map != NULL && strcmp(map, name) == 0;
}

/* The latest list that was saved under that name, void or not, any matter. */
static bool
find_saved(struct list *l, const char *name, struct rr_fact *f)
{
	struct rr_line *all;
	struct rr_store *s;
	size_t n;

	if (!rr_app_store(l->c->app, RR_STORE_READ, &s, l->diags) ||
	    !rr_store_journal(s, l->c->arena, NULL, 0, true, (size_t)-1,
	    &all, &n, l->diags))
		return false;
	for (size_t i = 0; i < n; i++)
		if (is_saved(l, &all[i], name, f))
			return true;
	return rr_diag(l->diags, RR_E_MAP, rr_nowhere, "--map '%s': no list "
	    "was recorded with --save-map %s", name, name);
}

/* The pairs of the mapping that --map names, if it does. */
static bool
read_saved(struct list *l, struct rr_fact *f, const struct rr_fact **saved)
{
	const char *name = rr_arg(l->args, "map");

	*saved = NULL;
	if (name == NULL || name[0] == '\0')
		return true;
	if (!find_saved(l, name, f))
		return false;
	*saved = f;
	add_lines(l, &l->columns, rr_fact_get(f, RR_USE_COLUMNS));
	add_lines(l, &l->values, rr_fact_get(f, RR_USE_VALUES));
	return true;
}

static void
close_map(struct list *l, const struct rr_fact *saved)
{
	l->dates = choose(l, "dates", saved, "iso");
	l->separator = choose(l, "separator", saved, "comma");
	l->map.whole = saved != NULL;
	l->map.event = choose(l, "event", saved, NULL);
	l->map.dates = strcmp(l->dates, "mdy") == 0 ? RR_BOOK_MDY :
	    strcmp(l->dates, "dmy") == 0 ? RR_BOOK_DMY : RR_BOOK_ISO;
	l->map.columns = l->columns.items;
	l->map.ncolumns = l->columns.n;
	l->map.values = l->values.items;
	l->map.nvalues = l->values.n;
}

static bool
read_map(struct list *l)
{
	const struct rr_fact *saved;
	struct rr_fact f;

	if (!read_saved(l, &f, &saved) ||
	    !add_args(l, "column", &l->columns) ||
	    !add_args(l, "value", &l->values))
		return false;
	close_map(l, saved);
	return true;
}

static char
separator(const struct list *l)
{
	if (strcmp(l->separator, "tab") == 0)
		return '\t';
	return strcmp(l->separator, "semicolon") == 0 ? ';' : ',';
}

static bool
read_list(struct list *l)
{
	struct rr_case *c = l->c;
	const char *at = rr_arg(l->args, "at");
	const char *source = rr_arg(l->args, "source");
	struct rr_map *taken;
	struct rr_book_input in = {
		.agreement = c->agreement, .facts = c->facts,
		.roster = c->roster, .ledger = c->derivation->ledger,
		.today = c->input.on, .at = RR_DATE_NONE,
		.source = source != NULL && source[0] != '\0' ? source :
		    l->base
	};

	if (at != NULL)
		rr_date_parse(at, &in.at);
	if (!rr_case_taken(c, &taken, l->diags))
		return false;
	in.taken = taken;
	in.standing = rr_case_standing(c);
	return read_map(l) && rr_app_read(c->app, c->arena, l->file,
	    RR_SHEET_MAX, &l->bytes, &l->len, l->diags) &&
	    rr_load_sheet(c->arena, l->file, l->bytes, l->len, separator(l),
	    &l->sheet, l->diags) &&
	    rr_load_book(c->arena, &l->sheet, &l->map, &in, &l->book,
	    l->diags);
}

static void
set(struct list *l, struct rr_fact *f, enum rr_field_use use,
    const char *value)
{
	if (value != NULL && value[0] != '\0')
		rr_fact_put(l->c->arena, f, use, value);
}

static void
set_count(struct list *l, struct rr_fact *f, enum rr_field_use use,
    size_t n)
{
	set(l, f, use, rr_arena_printf(l->c->arena, "%zu", n));
}

static void
set_counts(struct list *l, struct rr_fact *f)
{
	set_count(l, f, RR_USE_NEW, l->book.nnew);
	set_count(l, f, RR_USE_CORRECTED, l->book.nchanged);
	set_count(l, f, RR_USE_CONTACTS, l->book.ncontacts);
	set_count(l, f, RR_USE_LOTS, l->book.nlots);
	set_count(l, f, RR_USE_SAME, l->book.nsame);
	set(l, f, RR_USE_UNITS, rr_book_units(l->c->arena, &l->book));
}

static const char *
pair_lines(struct list *l, const struct rr_vec *all)
{
	const struct rr_book_pair *pairs = all->items;
	struct rr_buf b = RR_BUF_INIT;

	for (size_t i = 0; i < all->n; i++)
		rr_buf_printf(&b, "%s%s=%s", i > 0 ? "\n" : "",
		    pairs[i].field, pairs[i].text);
	return rr_buf_keep(&b, l->c->arena);
}

/* What each column was read as, so that it can be read so again. */
static const char *
column_lines(struct list *l)
{
	struct rr_vec all = RR_VEC_INIT(struct rr_book_pair);

	for (size_t i = 0; i < l->sheet.ncols; i++) {
		const char *field = l->book.fields[i];

		while (field != NULL) {
			const char *and = strstr(field, " and ");
			struct rr_book_pair *p = rr_vec_add(l->c->arena,
			    &all);

			p->field = and == NULL ? field : rr_arena_strndup(
			    l->c->arena, field, (size_t)(and - field));
			p->text = l->sheet.heads[i];
			field = and == NULL ? NULL : and + strlen(" and ");
		}
	}
	return pair_lines(l, &all);
}

static const char *
digest(struct list *l, const char *bytes, size_t len)
{
	uint8_t hash[RR_HASH_LEN];
	struct rr_buf hex = RR_BUF_INIT;

	rr_hash(bytes, len, hash);
	rr_hex(hash, sizeof(hash), &hex);
	return rr_buf_keep(&hex, l->c->arena);
}

static void
list_fact(struct list *l, const struct rr_filed *texts, struct rr_fact *f)
{
	const char *map = rr_arg(l->args, "save-map");

	memset(f, 0, sizeof(*f));
	f->shape = RR_SHAPE_BOOK;
	f->name = l->base;
	f->day = l->c->input.on;
	f->at = RR_INSTANT_NONE;
	f->source = rr_arg(l->args, "source");
	set(l, f, RR_USE_COLUMNS, column_lines(l));
	set(l, f, RR_USE_VALUES, pair_lines(l, &l->values));
	set(l, f, RR_USE_DATES, l->dates);
	set(l, f, RR_USE_SEPARATOR, l->separator);
	set(l, f, RR_USE_EVENT, l->book.event);
	set(l, f, RR_USE_MAP, map);
	set(l, f, RR_USE_TEXT, digest(l, texts[0].bytes, texts[0].len));
	set(l, f, RR_USE_ROWS, digest(l, texts[1].bytes, texts[1].len));
	set_counts(l, f);
}

/* They are long, and a dry run needs none of them. */
static bool
list_rows(struct list *l, struct rr_buf *rows)
{
	const struct rr_pos at = { l->file, 0, 0 };

	if (l->c->app->options.dry)
		return true;
	rr_fact_rows_text(l->book.facts, l->book.nfacts, rows);
	return rows->len <= ROWS_MAX ? true : rr_diag(l->diags, RR_E_SIZE, at,
	    "what it says is too much for one entry; make two files of it");
}

static bool
record_list(struct list *l, const struct rr_buf *rows, struct rr_out *out)
{
	const struct rr_filed texts[] = {
		{ l->bytes, l->len }, { rows->s, rows->len }
	};
	struct rr_entry entry = { .rows = l->book.facts,
	    .nrows = l->book.nfacts };
	const struct rr_args full = rr_args_with(l->c->arena, l->args,
	    l->cmd->case_of, l->c->matter.key);
	struct rr_buf line = RR_BUF_INIT;
	struct rr_fact f;
	bool ok;

	list_fact(l, texts, &f);
	entry.fact = &f;
	rr_args_text(l->cmd, &full, &line);
	ok = rr_case_record(l->c, &entry, 1, line.s, texts, 2, out, l->diags);
	rr_buf_free(&line);
	return ok;
}

static bool
run_list(struct list *l, struct rr_out *out)
{
	struct rr_options *o = &l->c->app->options;
	struct rr_buf rows = RR_BUF_INIT;
	bool dry = o->dry, ok;

	if (!read_list(l))
		return false;
	rr_book_tell(l->base, &l->sheet, &l->map, &l->book,
	    o->format != RR_FORMAT_TEXT, out);
	if (l->book.nfacts == 0) {
		rr_out_line(out, "All of it is on record; nothing changes.");
		return true;
	}
	rr_note_named(l->c, l->book.facts, l->book.nfacts, out);
	rr_note_keyed(l->c, l->book.facts, l->book.nfacts, out);
	o->dry = dry || !rr_arg_flag(l->args, "apply");
	ok = list_rows(l, &rows) && record_list(l, &rows, out);
	rr_buf_free(&rows);
	if (ok && !rr_arg_flag(l->args, "apply"))
		rr_out_only_shown(out, "--apply", RR_RECORD_IT, "record it");
	o->dry = dry;
	return ok;
}

static bool
run_book(struct rr_case *c, const struct rr_cmd *cmd,
    const struct rr_args *args, struct rr_out *out, struct rr_diags *diags)
{
	struct list l;
	const char *slash;

	memset(&l, 0, sizeof(l));
	l.columns = l.values = (struct rr_vec)RR_VEC_INIT(
	    struct rr_book_pair);
	l.c = c;
	l.cmd = cmd;
	l.args = args;
	l.diags = diags;
	l.file = rr_arg(args, "file");
	slash = strrchr(l.file, '/');
	l.base = slash != NULL ? slash + 1 : l.file;
	return run_list(&l, out);
}

const struct rr_cmd rr_cmd_holder_import = {
	.name = "holder import", .keys = "", .views = "holders",
	.brief = "record a CSV list of holders, or show what would be",
	.man = "regrights-holders(1)", .effect = RR_RECORDS,
	.records = RR_SHAPE_BOOK, RR_PARAMS(book_params), .case_of = "matter",
	.in_case = run_book
};

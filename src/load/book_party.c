/*
 * book_party.c: the parties of a book.
 *
 * A row is about one holder, by its key, else by its name.  Several rows may
 * be about the same; what one of them says of the party holds for all, and two
 * that differ are a complaint.  Of one who is on record only what is new or
 * otherwise becomes a fact; what is left empty changes nothing.
 */
#include <stdarg.h>
#include <string.h>

#include "regrights/arena.h"
#include "regrights/buf.h"
#include "regrights/fact.h"
#include "regrights/map.h"
#include "regrights/roster.h"
#include "regrights/text.h"
#include "regrights/vec.h"
#include "book_int.h"

bool
rr_book_complain(struct rr_book_run *r, enum rr_code code, unsigned row,
    size_t col, const char *fmt, ...)
{
	const struct rr_pos at = { r->sheet->file, row, (unsigned)col };
	struct rr_buf b = RR_BUF_INIT;
	va_list ap;

	va_start(ap, fmt);
	rr_buf_vprintf(&b, fmt, ap);
	va_end(ap);
	rr_diag(r->diags, code, at, "%s", b.s);
	rr_buf_free(&b);
	return false;
}

const char *
rr_book_yes(const char *s)
{
	if (rr_text_casecmp(s, "yes") == 0 || rr_text_casecmp(s, "y") == 0)
		return "yes";
	return rr_text_casecmp(s, "no") == 0 ||
	    rr_text_casecmp(s, "n") == 0 ? "no" : NULL;
}

const char *
rr_book_source(struct rr_book_run *r, const char *said, unsigned row)
{
	return rr_arena_printf(r->arena, "%s, row %u",
	    said != NULL && said[0] != '\0' ? said : r->in->source, row);
}

const char *
rr_book_part(const struct rr_book_run *r, const struct rr_sheet_row *row,
    enum rr_book_part part, size_t *col)
{
	const char *text = "";

	*col = 0;
	if (r->plan.ncols[part] > 0) {
		*col = r->plan.cols[part][0] + 1;
		text = row->cells[*col - 1];
	}
	return text[0] == '\0' && r->plan.values[part] != NULL ?
	    r->plan.values[part] : text;
}

const char *
rr_book_cell(const struct rr_sheet_row *row, const struct rr_book_field *f,
    size_t *col)
{
	const char *text = f->col < 0 ? "" : row->cells[f->col];

	*col = f->col < 0 ? 0 : (size_t)f->col + 1;
	return text[0] == '\0' && f->value != NULL ? f->value : text;
}

/* "Blue & Gold, L.P." is blue-gold-l-p. */
static const char *
made_key(struct rr_book_run *r, const char *name)
{
	struct rr_buf b = RR_BUF_INIT;
	char *key;

	for (const char *p = rr_book_fold(r->arena, name); *p != '\0'; p++)
		if ((*p >= 'a' && *p <= 'z') || (*p >= '0' && *p <= '9'))
			rr_buf_addc(&b, *p);
		else if (b.len > 0 && b.s[b.len - 1] != '-')
			rr_buf_addc(&b, '-');
	key = rr_buf_keep(&b, r->arena);
	if (strlen(key) > 0 && key[strlen(key) - 1] == '-')
		key[strlen(key) - 1] = '\0';
	/* One that is called "All" or "Holders" is one party all the same. */
	return rr_role_is_word(r->known, key) ? rr_arena_printf(r->arena,
	    "%s-1", key) : key;
}

static bool
is_free(struct rr_book_run *r, unsigned row, size_t col, const char *name,
    const char *key)
{
	if (!rr_text_is_key(key))
		return rr_book_complain(r, RR_E_NAME, row, col, "no key can be "
		    "made of '%s'; add a column of keys", name);
	return rr_map_find(r->people, key) == NULL &&
	    rr_roster_find(r->in->roster, key) == NULL ? true :
	    rr_book_complain(r, RR_E_DUPLICATE, row, col, "'%s' would be "
	    "'%s', which is another party; add a column of keys", name, key);
}

/* The key that a name stands for, on record or made of it; NULL if none. */
static const char *
key_of_name(struct rr_book_run *r, const struct rr_sheet_row *row,
    const char *name, size_t col)
{
	const char *folded = rr_book_fold(r->arena, name);
	const char *key = rr_map_find(r->keys, folded);

	if (key != NULL && key[0] == '\0') {
		rr_book_complain(r, RR_E_DUPLICATE, row->row, col, "'%s' is "
		    "the name of two parties; add a column of keys", name);
		return NULL;
	}
	if (key != NULL)
		return key;
	if (rr_book_is_total(name)) {
		rr_book_complain(r, RR_E_TOTAL, row->row, col, "'%s'; take "
		    "the row out, or, if it is a holder, add a column of keys",
		    name);
		return NULL;
	}
	if (rr_book_is_nobody(name)) {
		rr_book_complain(r, RR_E_EMPTY_VALUE, row->row, col, "'%s' "
		    "names nobody; write whom the row is about, or, if it is "
		    "a name, add a column of keys", name);
		return NULL;
	}
	key = made_key(r, name);
	if (!is_free(r, row->row, col, name, key))
		return NULL;
	rr_map_set(r->keys, folded, rr_arena_strdup(r->arena, key));
	return key;
}

static const char *
find_key(struct rr_book_run *r, const struct rr_sheet_row *row)
{
	size_t col, name_col;
	const char *key = rr_book_part(r, row, RR_BOOK_KEY, &col);
	const char *name = rr_book_part(r, row, RR_BOOK_NAME, &name_col);

	if (key[0] == '\0' && name[0] != '\0')
		return key_of_name(r, row, name, name_col);
	if (key[0] == '\0')
		rr_book_complain(r, RR_E_EMPTY_VALUE, row->row, col > 0 ? col :
		    name_col, "whom is this row about? write its %s",
		    name_col > 0 ? "name" : "key");
	else if (!rr_text_is_key(key))
		rr_book_complain(r, RR_E_NAME, row->row, col, "'%s': "
		    "lower-case letters, digits and hyphens", key);
	else if (rr_roster_find(r->in->roster, key) == NULL &&
	    rr_role_is_word(r->known, key))
		rr_book_complain(r, RR_E_NAME, row->row, col, "'%s' stands "
		    "for several parties where they are named; give this one "
		    "another key, as '%s-1'", key, key);
	else
		return key;
	return NULL;
}

/* Words parted by commas, semicolons or spaces, as "a b". */
static const char *
words(struct rr_arena *arena, const char *s)
{
	struct rr_buf b = RR_BUF_INIT;

	for (s += strspn(s, " ,;\n"); *s != '\0'; s += strspn(s, " ,;\n")) {
		size_t n = strcspn(s, " ,;\n");

		if (b.len > 0)
			rr_buf_addc(&b, ' ');
		rr_buf_addn(&b, s, n);
		s += n;
	}
	return rr_buf_keep(&b, arena);
}

/* All cells of an address as its lines. */
static const char *
address(struct rr_book_run *r, const struct rr_sheet_row *row, size_t *col)
{
	const size_t n = r->plan.ncols[RR_BOOK_ADDRESS];
	struct rr_buf b = RR_BUF_INIT;

	*col = n > 0 ? r->plan.cols[RR_BOOK_ADDRESS][0] + 1 : 0;
	for (size_t i = 0; i < n; i++) {
		const char *s = row->cells[r->plan.cols[RR_BOOK_ADDRESS][i]];

		if (s[0] != '\0')
			rr_buf_printf(&b, "%s%s", b.len > 0 ? "\n" : "", s);
	}
	return rr_buf_keep(&b, r->arena);
}

static bool
has_list(const struct rr_agreement *a, const char *word)
{
	for (size_t i = 0; a->ladder != NULL && i < a->ladder->nlists; i++)
		if (strcmp(a->ladder->lists[i].key, word) == 0)
			return true;
	return false;
}

static bool
check_word(struct rr_book_run *r, unsigned row, size_t col,
    enum rr_book_part part, const char *word)
{
	const char *why;

	if (!rr_text_is_key(word))
		return rr_book_complain(r, RR_E_NAME, row, col, "'%s': "
		    "lower-case letters, digits and hyphens", word);
	why = part == RR_BOOK_ROLES ? rr_role_unknown(r->arena, r->known,
	    word) : NULL;
	if (why != NULL)
		return rr_book_complain(r, RR_E_CHOICE, row, col, "%s", why);
	return part != RR_BOOK_LISTS || has_list(r->in->agreement, word) ?
	    true : rr_book_complain(r, RR_E_NO_NUMBERS, row, col, "'%s'",
	    word);
}

/* What is one line everywhere else is so in a cell. */
static bool
check_line(struct rr_book_run *r, unsigned row, size_t col,
    enum rr_book_part part, const char *text)
{
	if ((part == RR_BOOK_NAME || part == RR_BOOK_FAX ||
	    part == RR_BOOK_EMAIL) && strchr(text, '\n') != NULL)
		return rr_book_complain(r, RR_E_CONTROL, row, col,
		    "a line end; write it on one line");
	return part != RR_BOOK_NAME || text[0] == '\0' ||
	    rr_book_bare(r->arena, text)[0] != '\0' ? true :
	    rr_book_complain(r, RR_E_EMPTY_VALUE, row, col, "'%s'; write the "
	    "holder's name", text);
}

static bool
check_words(struct rr_book_run *r, unsigned row, size_t col,
    enum rr_book_part part, const char *s)
{
	bool ok = true;

	for (size_t n; *s != '\0'; s += n, s += strspn(s, " ")) {
		n = strcspn(s, " ");
		ok &= check_word(r, row, col, part, rr_arena_strndup(r->arena,
		    s, n));
	}
	return ok;
}

/* Capitals and spaces do not make another name, or another address. */
static bool
same_text(struct rr_book_run *r, const char *a, const char *b)
{
	return strcmp(a, b) == 0 || strcmp(rr_book_fold(r->arena, a),
	    rr_book_fold(r->arena, b)) == 0;
}

/* The first row that says something is right; another must say the same. */
static bool
say(struct rr_book_run *r, struct rr_book_said *said,
    const struct rr_sheet_row *row, const char *text, size_t col)
{
	if (text[0] == '\0')
		return true;
	if (said->text == NULL) {
		said->text = text;
		said->row = row->row;
	}
	return same_text(r, said->text, text) ? true :
	    rr_book_complain(r, RR_E_DIFFER, row->row, col, "'%s', and row "
	    "%u has '%s' for the same holder; leave one of them", text,
	    said->row, said->text);
}

static bool
say_parts(struct rr_book_run *r, struct rr_book_person *p,
    const struct rr_sheet_row *row)
{
	static const enum rr_book_part parts[] = { RR_BOOK_NAME,
	    RR_BOOK_ROLES, RR_BOOK_COPIES, RR_BOOK_FAX, RR_BOOK_EMAIL,
	    RR_BOOK_ADDRESS, RR_BOOK_LISTS };
	bool ok = true;
	size_t col;

	for (size_t i = 0; i < sizeof(parts) / sizeof(parts[0]); i++) {
		enum rr_book_part k = parts[i];
		const char *text = k == RR_BOOK_ADDRESS ?
		    address(r, row, &col) : rr_book_part(r, row, k, &col);

		if (text[0] != '\0' && (k == RR_BOOK_ROLES ||
		    k == RR_BOOK_COPIES || k == RR_BOOK_LISTS)) {
			text = words(r->arena, text);
			ok &= check_words(r, row->row, col, k, text);
			if (k == RR_BOOK_LISTS)
				text = rr_agreement_spell(r->arena,
				    r->in->agreement, text);
		}
		ok &= check_line(r, row->row, col, k, text) &&
		    say(r, &p->said[k], row, text, col);
	}
	return ok;
}

static bool
say_roles(struct rr_book_run *r, struct rr_book_person *p,
    const struct rr_sheet_row *row)
{
	bool ok = true;
	size_t col;

	for (size_t i = 0; i < r->plan.nroles; i++) {
		const char *text = rr_book_cell(row, &r->plan.roles[i], &col);
		const char *yes = text[0] == '\0' ? "" : rr_book_yes(text);

		if (yes == NULL)
			ok = rr_book_complain(r, RR_E_CHOICE, row->row, col,
			    "'%s': yes or no", text);
		else
			ok &= say(r, &p->roles[i], row, yes, col);
	}
	return ok;
}

/* Who is sealed keeps its key: no name is given to it. */
static bool
check_taken(struct rr_book_run *r, const struct rr_sheet_row *row,
    const char *key)
{
	size_t col;
	const char *name = rr_book_part(r, row, RR_BOOK_NAME, &col);

	return name[0] == '\0' || r->in->taken == NULL ||
	    rr_map_find(r->in->taken, key) == NULL ? true :
	    rr_book_complain(r, RR_E_DUPLICATE, row->row, col, "'%s' is the "
	    "key of a party in an entry that is sealed; write another, in a "
	    "column of keys", key);
}

/* What stands on record for a party that was destroyed is no other's. */
static bool
check_standing(struct rr_book_run *r, const struct rr_sheet_row *row,
    const char *key)
{
	const char *in = r->in->standing == NULL ? NULL :
	    rr_map_find(r->in->standing, key);
	size_t col;

	rr_book_part(r, row, RR_BOOK_NAME, &col);
	return in == NULL ? true : rr_book_complain(r, RR_E_DUPLICATE,
	    row->row, col, "'%s' stands in %s, for a party that is on record "
	    "no more; write another key, in a column of keys, or, where it is "
	    "that party, record it first with `regrights holder add`", key,
	    in);
}

/* One who is new has a name, and not that of another. */
static bool
check_new(struct rr_book_run *r, const struct rr_sheet_row *row,
    const char *key)
{
	size_t col;
	const char *name = rr_book_part(r, row, RR_BOOK_NAME, &col);
	const char *folded = rr_book_fold(r->arena, name), *other;

	if (rr_roster_find(r->in->roster, key) != NULL)
		return true;
	if (name[0] == '\0')
		return rr_book_complain(r, RR_E_EMPTY_VALUE, row->row, col,
		    "'%s' is new; write its name", key);
	if (!check_standing(r, row, key))
		return false;
	other = rr_map_find(r->keys, folded);
	if (other != NULL && strcmp(other, key) != 0)
		return rr_book_complain(r, RR_E_DUPLICATE, row->row, col,
		    "'%s' has the key '%s', not '%s'", name,
		    other[0] != '\0' ? other : "of two others", key);
	rr_map_set(r->keys, folded, rr_arena_strdup(r->arena, key));
	return true;
}

static struct rr_book_person *
add_person(struct rr_book_run *r, const struct rr_sheet_row *row,
    const char *key)
{
	struct rr_book_person *p = rr_arena_alloc(r->arena, sizeof(*p));
	size_t col;

	p->key = key;
	p->was = rr_roster_find(r->in->roster, key);
	p->row = row->row;
	p->said[RR_BOOK_SOURCE].text = rr_book_part(r, row, RR_BOOK_SOURCE,
	    &col);
	p->roles = rr_arena_array(r->arena, r->plan.nroles + 1,
	    sizeof(*p->roles));
	rr_map_set(r->people, key, p);
	return p;
}

/* A new name that differs from another in its signs or spaces only. */
static void
look_near(struct rr_book_run *r, struct rr_book_person *p,
    const struct rr_sheet_row *row)
{
	size_t col;
	const char *name = rr_book_part(r, row, RR_BOOK_NAME, &col);
	const char *bare = rr_book_bare(r->arena, name);
	const char *other = rr_map_find(r->bare, bare);

	if (p->was != NULL || bare[0] == '\0')
		return;
	p->near = other;
	if (other == NULL)
		rr_map_set(r->bare, bare, (void *)(uintptr_t)name);
}

struct rr_book_person *
rr_book_person(struct rr_book_run *r, const struct rr_sheet_row *row)
{
	const char *key = find_key(r, row);
	struct rr_book_person *p = key == NULL ? NULL :
	    rr_map_find(r->people, key);
	bool ok;

	if (key == NULL || !check_taken(r, row, key) ||
	    (p == NULL && !check_new(r, row, key)))
		return NULL;
	if (p == NULL) {
		p = add_person(r, row, key);
		look_near(r, p, row);
	}
	ok = say_parts(r, p, row);
	return say_roles(r, p, row) && ok ? p : NULL;
}

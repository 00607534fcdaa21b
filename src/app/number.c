/*
 * number.c: numbers that are recorded beside those on record.
 *
 * What is said of a number stands in place of what was said before, so a list
 * that is not said again prints it no more, and a fax to it may fall into a
 * gap.  The same digits in other signs are another number.  What cannot be
 * dialled, or written to, is slipped in.  What is said without a day has always
 * been so, and takes the place of what held since one.  Each may be meant; none
 * happens without a word.
 */
#include <string.h>

#include "told_int.h"
#include "regrights/book.h"
#include "regrights/buf.h"

#define FEWEST	7	/* digits of a number that is dialled */

struct number {
	const struct rr_party	*party;
	const char		*value, *lists;
	struct rr_arena		*arena;
	struct rr_alike		*notes;
};

/* The words of A that are not in B, or of both, each once; "a,b". */
static const char *
words(struct rr_arena *arena, const char *a, const char *b, bool both)
{
	struct rr_buf out = RR_BUF_INIT;

	for (size_t n; *a != '\0'; a += n + strspn(a + n, " ")) {
		const char *one;

		n = strcspn(a, " ");
		one = rr_arena_strndup(arena, a, n);
		if (!rr_list_has(b, one))
			rr_buf_printf(&out, "%s%s", out.len > 0 ? "," : "",
			    one);
	}
	for (size_t n; both && *b != '\0'; b += n + strspn(b + n, " ")) {
		n = strcspn(b, " ");
		rr_buf_printf(&out, "%s%.*s", out.len > 0 ? "," : "", (int)n,
		    b);
	}
	return out.len > 0 ? rr_buf_keep(&out, arena) : "";
}

static const char *
digits(struct rr_arena *arena, const char *s)
{
	struct rr_buf b = RR_BUF_INIT;

	rr_buf_add(&b, "");
	for (; *s != '\0'; s++)
		if (*s >= '0' && *s <= '9')
			rr_buf_addc(&b, *s);
	return rr_buf_keep(&b, arena);
}

static void
note_lists(struct number *n, const struct rr_contact *was)
{
	const char *lost = words(n->arena, was->lists, n->lists, false);

	if (lost[0] != '\0')
		rr_alike_add(n->notes, NULL, rr_arena_printf(n->arena, "Note: "
		    "%s of %s was in the lists: %s; by this it is no more. "
		    "Where they print it too, say all that do: --lists %s.",
		    n->value, n->party->told, lost, words(n->arena,
		    was->lists, n->lists, true)));
}

static void
note_signs(struct number *n, const struct rr_contact *other)
{
	const char *own = digits(n->arena, n->value);

	if (own[0] != '\0' && strcmp(own, digits(n->arena,
	    other->value)) == 0)
		rr_alike_add(n->notes, NULL, rr_arena_printf(n->arena, "Note: "
		    "'%s' has the digits of '%s' of %s, and counts as another "
		    "number; where it is the same, write it as on record.",
		    n->value, other->value, n->party->told));
}

/* As one dials it: digits, with signs between them. */
static bool
can_be_dialled(struct rr_arena *arena, const char *s)
{
	return s[strspn(s, "0123456789 +()-./")] == '\0' &&
	    strlen(digits(arena, s)) >= FEWEST;
}

/* One sign between who it is and where, and that has a dot within. */
static bool
can_be_written_to(const char *s)
{
	const char *at = strchr(s, '@');
	const char *dot = at == NULL ? NULL : strrchr(at, '.');

	return at != NULL && at != s && strchr(at + 1, '@') == NULL &&
	    strpbrk(s, " ,;") == NULL && dot != NULL && dot != at + 1 &&
	    dot[1] != '\0';
}

static void
note_form(struct number *n, const char *kind, const char *whose)
{
	const char *what = NULL;

	if (strcmp(kind, "fax") == 0 && !can_be_dialled(n->arena, n->value))
		what = "a number that can be dialled";
	else if (strcmp(kind, "email") == 0 && !can_be_written_to(n->value))
		what = "an e-mail address";
	else if (strcmp(kind, "address") == 0 && rr_book_is_nobody(n->value))
		what = "an address";
	if (what != NULL)
		rr_alike_add(n->notes, NULL, rr_arena_printf(n->arena, "Note: "
		    "'%s' of %s does not look like %s; look at the paper "
		    "again.", n->value, whose, what));
}

/* What has no day takes the place of another that holds since one. */
static void
note_dated(struct number *n, const struct rr_fact *f, const char *kind)
{
	const struct rr_fact *was = NULL;
	struct rr_buf day = RR_BUF_INIT;
	rr_date since;

	for (size_t i = 0; i < n->party->nreached; i++) {
		const struct rr_fact *o = n->party->reached[i];

		if (rr_fact_get(o, RR_USE_SINCE) == NULL ||
		    rr_fact_get(o, RR_USE_ENDS) != NULL ||
		    strcmp(rr_fact_get(o, RR_USE_KIND), kind) != 0 ||
		    strcmp(rr_fact_get(o, RR_USE_VALUE), n->value) == 0)
			continue;
		was = o;
	}
	if (rr_fact_get(f, RR_USE_SINCE) != NULL || was == NULL ||
	    !rr_date_parse(rr_fact_get(was, RR_USE_SINCE), &since))
		return;
	rr_date_text_day(since, &day);
	rr_alike_add(n->notes, NULL, rr_arena_printf(n->arena, "Note: of %s, "
	    "'%s' is on record since %s; '%s' has no day, and takes its place "
	    "on every day. Where it holds from a day on, or held before, say "
	    "--since.", n->party->told, rr_fact_get(was, RR_USE_VALUE), day.s,
	    n->value));
	rr_buf_free(&day);
}

/* The lists of a notice clause print numbers: none an address. */
static void
note(const struct rr_case *c, const struct rr_fact *f, struct number *n)
{
	const char *kind = rr_fact_get(f, RR_USE_KIND);
	const char *lists = rr_fact_get(f, RR_USE_LISTS);
	struct rr_contact *all;
	size_t count;

	n->party = rr_roster_find(c->roster, f->name);
	n->value = rr_fact_get(f, RR_USE_VALUE);
	n->lists = lists != NULL ? lists : "";
	if (kind == NULL || n->value == NULL ||
	    rr_fact_get(f, RR_USE_ENDS) != NULL)
		return;
	note_form(n, kind, rr_roster_name(c->roster, f->name));
	if (n->party == NULL)
		return;
	note_dated(n, f, kind);
	if (strcmp(kind, "fax") != 0)
		return;
	count = rr_party_contacts(n->arena, n->party, c->input.on, &all);
	for (size_t i = 0; i < count; i++)
		if (strcmp(all[i].kind, kind) != 0)
			continue;
		else if (strcmp(all[i].value, n->value) == 0)
			note_lists(n, &all[i]);
		else
			note_signs(n, &all[i]);
}

void
rr_note_numbers(const struct rr_case *c, const struct rr_entry *entries,
    size_t n, struct rr_out *out)
{
	struct number of = { .arena = out->arena,
	    .notes = rr_alike_new(out->arena) };

	/* With the first terms there is no register yet. */
	for (size_t i = 0; c->roster != NULL && i < n; i++) {
		if (entries[i].fact->shape == RR_SHAPE_CONTACT)
			note(c, entries[i].fact, &of);
		for (size_t k = 0; k < entries[i].nrows; k++)
			if (entries[i].rows[k].shape == RR_SHAPE_CONTACT)
				note(c, &entries[i].rows[k], &of);
	}
	rr_alike_tell(of.notes, out);
}

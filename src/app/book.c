/*
 * book.c: what a list of holders comes to, in words: the same before it is
 * recorded and when it is.
 */
#include "regrights/book.h"

#include "app_int.h"
#include "regrights/buf.h"
#include "regrights/qty.h"

#define SHOWN	10	/* of those who hold more, are new or change */

static const char *
some(struct rr_arena *arena, size_t n, const char *one, const char *many)
{
	struct rr_buf b = RR_BUF_INIT;

	rr_shares_text((rr_shares){ (int64_t)n }, &b);
	rr_buf_printf(&b, " %s", n == 1 ? one : many);
	return rr_buf_keep(&b, arena);
}

static void
tell_column(const char *head, const char *field, size_t i,
    struct rr_out *out)
{
	struct rr_buf b = RR_BUF_INIT;

	rr_sheet_column(i, &b);
	rr_buf_add(&b, ", ");
	if (head[0] != '\0')
		rr_buf_printf(&b, "'%s'", head);
	else
		rr_buf_add(&b, "without a heading");
	rr_out_line(out, "  column %s: %s%s", b.s, field != NULL ?
	    "read as " : "ignored", field != NULL ? field : "");
	rr_buf_free(&b);
}

const char *
rr_book_units(struct rr_arena *arena, const struct rr_book *k)
{
	struct rr_buf b = RR_BUF_INIT;

	for (size_t i = 0; i < k->nclasses; i++) {
		const struct rr_book_class *c = &k->classes[i];

		rr_buf_add(&b, i > 0 ? ", " : "");
		if (c->counted)
			rr_shares_text((rr_shares){ c->units }, &b);
		else
			rr_buf_add(&b, "too many to count");
		rr_buf_printf(&b, " %s", c->key);
	}
	return rr_buf_keep(&b, arena);
}

static void
tell_one_more(const struct rr_book_more *m, struct rr_out *out)
{
	struct rr_buf b = RR_BUF_INIT;

	if (m->known)
		rr_shares_text((rr_shares){ m->has }, &b);
	else
		rr_buf_add(&b, "an unknown number");
	rr_buf_add(&b, ", and ");
	rr_shares_text((rr_shares){ m->more }, &b);
	rr_out_line(out, "  %s, %s: %s more%s", m->name, m->class_key, b.s,
	    m->known ? "" : "; what is held stays unknown");
	rr_buf_free(&b);
}

static void
tell_more(const struct rr_book *k, struct rr_out *out)
{
	if (k->nmore > 0)
		rr_out_line(out, "These hold of that class already; is it the "
		    "same lot?");
	for (size_t i = 0; i < k->nmore && i < SHOWN; i++)
		tell_one_more(&k->more[i], out);
	if (k->nmore > SHOWN)
		rr_out_line(out, "  and %zu more", k->nmore - SHOWN);
}

static void
tell_days(const struct rr_book *k, struct rr_out *out)
{
	if (k->nearly > 0)
		rr_out_line(out, "Note: %s before the agreement's date.",
		    some(out->arena, k->nearly, "lot was acquired",
		    "lots were acquired"));
	if (k->nlate > 0)
		rr_out_line(out, "Note: %s in the future.", some(out->arena,
		    k->nlate, "lot lies", "lots lie"));
}

static void
tell_near(const struct rr_book *k, struct rr_out *out)
{
	for (size_t i = 0; i < k->nnew; i++) {
		rr_note_letters(rr_arena_printf(out->arena, "row %u: ",
		    k->news[i].row), k->news[i].name, out);
		if (k->news[i].near != NULL)
			rr_out_line(out, "Note: row %u: '%s' differs from '%s' "
			    "in its signs, spaces or forms of letters only; "
			    "are they one?", k->news[i].row, k->news[i].name,
			    k->news[i].near);
	}
}

/* Names that another column keeps from being refused. */
static void
tell_odd(const struct rr_book *k, struct rr_out *out)
{
	for (size_t i = 0; i < k->nnew; i++)
		rr_note_odd_name(rr_arena_printf(out->arena, "row %u: ",
		    k->news[i].row), k->news[i].name, out);
}

static void
tell_sums(const struct rr_book *k, struct rr_out *out)
{
	for (size_t i = 0; i < k->nsums && i < SHOWN; i++) {
		const struct rr_book_sum *s = &k->sums[i];

		rr_out_line(out, "Note: row %u: its number is the sum of all "
		    "above it%s%s%s; is it a total?", s->row, s->class_key !=
		    NULL ? " of the class " : "", s->class_key != NULL ?
		    s->class_key : "", s->part ? ", since the sum before it" :
		    "");
	}
	if (k->nsums > SHOWN)
		rr_out_line(out, "Note: %zu more rows are such sums.",
		    k->nsums - SHOWN);
}

/* Who would be new; ALL of them, or the first few and how many more. */
static void
tell_new(const struct rr_book *k, bool all, struct rr_out *out)
{
	for (size_t i = 0; i < k->nnew && (all || i < SHOWN); i++)
		rr_out_line(out, "    %s", k->news[i].name);
	if (k->nnew > SHOWN && !all)
		rr_out_line(out, "    and %zu more; --format json names them "
		    "all", k->nnew - SHOWN);
}

/* What of whom is said anew; ALL of it, or of the first few. */
static void
tell_changes(const struct rr_book *k, bool all, struct rr_out *out)
{
	for (size_t i = 0; i < k->nchanges && (all || i < SHOWN); i++) {
		const struct rr_book_change *c = &k->changes[i];

		rr_out_line(out, "    %s: %s: %s, instead of %s", c->name,
		    c->field, c->now[0] != '\0' ? c->now : "none",
		    c->was[0] != '\0' ? c->was : "none");
	}
	if (k->nchanges > SHOWN && !all)
		rr_out_line(out, "    and %zu more; --format json names them "
		    "all", k->nchanges - SHOWN);
}

static void
tell_parties(const struct rr_book *k, bool all, struct rr_out *out)
{
	struct rr_arena *a = out->arena;

	rr_out_line(out, "  %s", some(a, k->nnew, "party that is new",
	    "parties that are new"));
	tell_new(k, all, out);
	rr_out_line(out, "  %s", some(a, k->nchanged, "party corrected",
	    "parties corrected"));
	tell_changes(k, all, out);
	rr_out_line(out, "  %s", some(a, k->ncontacts, "number or address",
	    "numbers and addresses"));
}

void
rr_book_tell(const char *name, const struct rr_sheet *s,
    const struct rr_book_map *map, const struct rr_book *k, bool all,
    struct rr_out *out)
{
	struct rr_arena *a = out->arena;

	rr_out_line(out, "%s: %s, %s; as one entry:", name, some(a, k->nread,
	    "row", "rows"), some(a, s->ncols, "column", "columns"));
	tell_parties(k, all, out);
	rr_out_line(out, "  %s%s%s", some(a, k->nlots, "lot", "lots"),
	    k->nlots > 0 ? ": " : "", rr_book_units(a, k));
	rr_out_line(out, "On record already: %s", some(a, k->nsame, "lot",
	    "lots"));
	tell_near(k, out);
	tell_odd(k, out);
	tell_sums(k, out);
	tell_days(k, out);
	tell_more(k, out);
	rr_out_line(out, "Read as:");
	for (size_t i = 0; i < s->ncols; i++)
		tell_column(s->heads[i], k->fields[i], i, out);
	for (size_t i = 0; i < map->nvalues; i++)
		rr_out_line(out, "  every row: %s is %s",
		    map->values[i].field, map->values[i].text);
}

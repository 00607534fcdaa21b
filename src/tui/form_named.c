/*
 * form_named.c: the entries that a form names, as they were when chosen.
 *
 * An entry is named by its number.  After a restore the number may be that of
 * another one, so the hash that the entry had is kept beside it, in the draft
 * too, and what is recorded must find that entry.  What is chosen anew is
 * taken as it is then.
 */
#include <string.h>

#include "regrights/session.h"
#include "tui/form_int.h"

/* Operands that are typed may be numbers of entries: "3/1", a row of one. */
static bool
names_entries(const struct rr_param *p)
{
	return p->type == RR_PARAM_FACT || p->type == RR_PARAM_ROW ||
	    (p->type == RR_PARAM_TEXT && (p->flags & RR_OPERAND) != 0);
}

/* The next number among the lines at *P, whose place is moved on; or 0. */
static int64_t
next_entry(struct rr_arena *arena, const char **p)
{
	while (**p != '\0') {
		size_t n = strcspn(*p, "\n");
		const char *line = rr_arena_strndup(arena, *p, n);
		int64_t seq, row;

		*p += n + ((*p)[n] == '\n' ? 1 : 0);
		if (rr_fact_ref_parse(line, &seq, &row))
			return seq;
	}
	return 0;
}

static struct rr_head *
find(const struct rr_form *f, int64_t seq)
{
	for (size_t i = 0; i < f->named.n; i++) {
		struct rr_head *h = rr_vec_at(&f->named, i);

		if (h->seq == seq)
			return h;
	}
	return NULL;
}

/* Notes what the field names; what was noted before stays, unless ANEW. */
static void
note_field(struct rr_form *f, const struct rr_form_field *field, bool anew)
{
	struct rr_arena *arena = rr_arena_new();
	struct rr_tui *tui = f->pane.tui;
	const char *p = field->value->edit.text.s;
	int64_t seq;

	while (names_entries(field->param) &&
	    (seq = next_entry(arena, &p)) != 0) {
		struct rr_head *was = find(f, seq), now;
		bool found;

		if ((was != NULL && !anew) || !rr_session_entry(tui->app, seq,
		    &now, &found, tui->diags) || !found)
			continue;
		if (was == NULL)
			was = rr_vec_add(f->pane.arena, &f->named);
		*was = now;
	}
	rr_diags_clear(tui->diags);
	rr_arena_free(arena);
}

void
rr_form_note(struct rr_form *f)
{
	for (size_t i = 0; i < f->n; i++)
		note_field(f, &f->fields[i], false);
}

static bool
names(struct rr_arena *arena, const char *lines, int64_t seq)
{
	int64_t one;

	while ((one = next_entry(arena, &lines)) != 0)
		if (one == seq)
			return true;
	return false;
}

static bool
is_named(const struct rr_form *f, struct rr_arena *arena, int64_t seq)
{
	for (size_t i = 0; i < f->n; i++)
		if (names_entries(f->fields[i].param) &&
		    names(arena, f->fields[i].value->edit.text.s, seq))
			return true;
	return false;
}

/* By a field that is not shown for now; which kind it is, is not known. */
static bool
is_aside(const struct rr_form *f, struct rr_arena *arena, int64_t seq)
{
	const struct rr_args aside = rr_form_aside(f, arena);

	for (size_t i = 0; i < aside.n; i++)
		if (names(arena, aside.items[i].value, seq))
			return true;
	return false;
}

void
rr_form_renote(struct rr_form *f, const struct rr_form_field *field)
{
	enum rr_param_type type = field->param->type;
	const struct rr_vec all = f->named;
	struct rr_arena *arena;

	/* What went when the file was replaced stays named till then. */
	if (!names_entries(field->param) && type != RR_PARAM_EVENT &&
	    type != RR_PARAM_NOTICE)
		return;
	arena = rr_arena_new();
	f->named = (struct rr_vec)RR_VEC_INIT(struct rr_head);
	for (size_t i = 0; i < all.n; i++) {
		struct rr_head *h = rr_vec_at(&all, i);

		if (is_named(f, arena, h->seq) || is_aside(f, arena, h->seq))
			*(struct rr_head *)rr_vec_add(f->pane.arena,
			    &f->named) = *h;
	}
	rr_arena_free(arena);
	note_field(f, field, true);
	rr_form_note(f);
}

void
rr_form_holds(struct rr_form *f, bool holds)
{
	struct rr_arena *arena = rr_arena_new();

	f->held.n = 0;
	for (size_t i = 0; holds && i < f->named.n; i++) {
		const struct rr_head *h = rr_vec_at(&f->named, i);

		if (is_named(f, arena, h->seq))
			*(struct rr_head *)rr_vec_add(f->pane.arena,
			    &f->held) = *h;
	}
	rr_session_names(f->pane.tui->app, f->held.items, f->held.n);
	rr_arena_free(arena);
}

/*
 * undo.c: the form that voids what one recorded last.
 *
 * The entries of one operation are undone together, and so are those of a
 * script that was run in these panes.  What of them no void takes back, what is
 * sealed and what is of other matters stays, and is said to stay.
 */
#include <string.h>

#include "regrights/seal.h"
#include "regrights/session.h"
#include "tui/fill_int.h"
#include "tui/tui_int.h"

#define FEW	4	/* that are told one by one */

/* What u is about: the latest line of one's own that still holds. */
static const struct rr_line *
last_own(const struct rr_source *s, const char *who)
{
	for (size_t i = 0; i < s->njournal; i++)
		if (!s->journal[i].voided && !s->journal[i].sealed &&
		    strcmp(s->journal[i].who, who) == 0 &&
		    strcmp(s->journal[i].shape,
		    rr_shape_word(RR_SHAPE_IMPORT)) != 0)
			return &s->journal[i];
	return NULL;
}

/* The entry that a void is about, or NULL: the line is no void. */
static const struct rr_fact *
voided_by(struct rr_tui *tui, int64_t seq)
{
	const struct rr_fact *f = tui->open == NULL ? NULL :
	    rr_facts_find(tui->open->facts, seq, 0);

	return f == NULL || f->shape != RR_SHAPE_VOID ? NULL :
	    rr_facts_find(tui->open->facts, f->about, f->about_row);
}

static bool
is_act(const struct rr_line *line, enum rr_shape *shape)
{
	return rr_shape_find(line->shape, shape) && rr_seal_is_act(*shape);
}

static bool
is_last(const struct rr_tui *tui, const struct rr_line *line)
{
	return line->seq >= tui->first && line->seq <= tui->last;
}

/* Of one operation with the LAST line, or of one script that was run here. */
static bool
goes_along(const struct rr_tui *tui, const struct rr_line *line,
    const struct rr_line *last)
{
	return strcmp(line->op, last->op) == 0 ||
	    (is_last(tui, line) && is_last(tui, last) &&
	    strcmp(line->who, last->who) == 0);
}

struct undo {
	struct rr_tui		*tui;
	struct rr_arena		*arena;
	struct rr_values	 values;
	size_t			 n;		/* of them */
	/* what stays, a line each; and what voids would bring back */
	struct rr_buf		 stays, back, voids;
	size_t			 nstays, nback;
};

static void
stay(struct undo *u, const char *what)
{
	if (++u->nstays <= FEW)
		rr_buf_printf(&u->stays, "Stays: %s.\n", what);
}

/* Which command ends what no void undoes. */
static const char *
ended_by(struct undo *u, const struct rr_line *line, enum rr_shape shape)
{
	const struct rr_fact *f = u->tui->open == NULL ? NULL :
	    rr_facts_find(u->tui->open->facts, line->seq, 0);

	if (shape == RR_SHAPE_SEAL && f != NULL)
		return rr_arena_printf(u->arena, ":release of entry %lld ends "
		    "it", (long long)f->about);
	return shape == RR_SHAPE_SEAL ? ":release ends it" :
	    shape == RR_SHAPE_HOLD ? ":hold lift ends it" :
	    "no void undoes it";
}

/* A void that is voided brings back what it was of. */
static void
note_void(struct undo *u, const struct rr_line *line)
{
	const struct rr_fact *f = voided_by(u->tui, line->seq);
	struct rr_buf ref = RR_BUF_INIT;

	if (f != NULL && ++u->nback <= FEW) {
		rr_fact_ref(f, &ref);
		rr_buf_printf(&u->voids, "%s%lld", u->nback > 1 ? ", " : "",
		    (long long)line->seq);
		rr_buf_printf(&u->back, "%s%s%s", u->nback > 1 ? ", " : "",
		    f->shape == RR_SHAPE_VOID ? "the void in entry " :
		    "entry ", ref.s);
	}
	rr_buf_free(&ref);
}

static void
take(struct undo *u, const struct rr_line *line)
{
	const char *number = rr_arena_printf(u->arena, "%lld",
	    (long long)line->seq);
	enum rr_shape shape;

	if (line->voided)
		return;
	if (line->sealed)
		stay(u, rr_arena_printf(u->arena, "%s, which is sealed",
		    number));
	else if (is_act(line, &shape))
		stay(u, rr_arena_printf(u->arena, "%s, a %s; %s", number,
		    line->shape, ended_by(u, line, shape)));
	else {
		rr_values_add(&u->values, "entry", number);
		u->n++;
		note_void(u, line);
	}
}

/* Of a script, what went on record in other matters. */
static bool
add_others(struct undo *u, const char *matter, const struct rr_line *last)
{
	struct rr_session_window w = { .place = RR_AT_START };
	struct rr_session_rest rest;
	struct rr_source s;

	if (!is_last(u->tui, last))
		return true;
	for (w.max = 256;; w.max *= 4) {
		if (!rr_session_journal(u->tui->app, u->arena, &w, &s, &rest,
		    u->tui->diags))
			return false;
		if (s.njournal < w.max ||
		    s.journal[s.njournal - 1].seq <= u->tui->first)
			break;
	}
	for (size_t i = s.njournal; i > 0; i--) {
		const struct rr_line *line = &s.journal[i - 1];

		if (is_last(u->tui, line) && !line->voided &&
		    strcmp(line->matter, matter) != 0 &&
		    strcmp(line->who, last->who) == 0)
			stay(u, rr_arena_printf(u->arena, "%lld, of %s; u "
			    "there takes it back", (long long)line->seq,
			    line->matter));
	}
	return true;
}

static void
say_back(const struct undo *u, struct rr_buf *b)
{
	bool one = u->nback == 1;

	if (u->nback == 0)
		return;
	rr_buf_printf(b, "Your last entr%s, %s, w%s void%s: to void %s "
	    "brings %s", one ? "y" : "ies", u->voids.s, one ? "as a" : "ere",
	    one ? "" : "s", one ? "it" : "them", u->back.s);
	if (u->nback > FEW)
		rr_buf_printf(b, " and %zu more", u->nback - FEW);
	rr_buf_add(b, " back.");
}

static void
open_form(struct undo *u, const struct rr_cmd *cmd)
{
	struct rr_args args = rr_values_args(&u->values);
	struct rr_buf b = RR_BUF_INIT;

	if (u->nstays > FEW)
		rr_buf_printf(&u->stays, "Stays: %zu more.\n",
		    u->nstays - FEW);
	rr_run_form(u->tui, cmd, &args, u->stays.len > 0 ? u->stays.s : NULL);
	say_back(u, &b);
	if (b.len > 0)
		rr_tui_say(u->tui, "%s", b.s);
	rr_buf_free(&b);
}

static void
say_act(struct rr_tui *tui, const struct rr_line *line, enum rr_shape shape)
{
	rr_tui_say(tui, "Your last entry, %lld, is a %s; no void undoes it.%s",
	    (long long)line->seq, line->shape, shape == RR_SHAPE_SEAL ?
	    "  :release does." : shape == RR_SHAPE_HOLD ?
	    "  :hold lift does." : "");
}

/* The entries of one operation are undone together. */
static void
undo_line(struct rr_tui *tui, struct rr_arena *arena,
    const struct rr_cmd *cmd, const struct rr_source *s,
    const struct rr_line *line)
{
	struct undo u = { .tui = tui, .arena = arena, .stays = RR_BUF_INIT,
	    .back = RR_BUF_INIT, .voids = RR_BUF_INIT };
	enum rr_shape shape;

	rr_values_init(&u.values, arena);
	for (size_t i = s->njournal; i > 0; i--)
		if (goes_along(tui, &s->journal[i - 1], line))
			take(&u, &s->journal[i - 1]);
	if (u.n == 0 && is_act(line, &shape))
		say_act(tui, line, shape);
	else if (add_others(&u, s->matter, line))
		open_form(&u, cmd);
	else
		rr_tui_complain(tui);
	rr_buf_free(&u.stays);
	rr_buf_free(&u.back);
	rr_buf_free(&u.voids);
}

/*
 * The last lines of the matter, so many that the operation of one's own last
 * one is whole among them.
 */
static bool
own_lines(struct rr_tui *tui, struct rr_arena *arena,
    struct rr_session_window *w, struct rr_source *s)
{
	const char *who = rr_session_who(tui->app);
	struct rr_session_rest rest;
	const struct rr_line *line, *oldest;

	w->place = RR_AT_START;
	for (w->max = 256;; w->max *= 4) {
		memset(s, 0, sizeof(*s));
		if (!rr_session_journal(tui->app, arena, w, s, &rest,
		    tui->diags))
			return false;
		line = last_own(s, who);
		if (s->njournal < w->max)
			return true;
		oldest = &s->journal[s->njournal - 1];
		if (line != NULL && strcmp(line->op, oldest->op) != 0 &&
		    (!is_last(tui, line) || oldest->seq < tui->first))
			return true;
	}
}

void
rr_undo(struct rr_tui *tui)
{
	static const char *const name[] = { "void" };
	struct rr_arena *arena = rr_arena_new();
	struct rr_session_window w = { 0 };
	const struct rr_line *line;
	const struct rr_cmd *cmd;
	struct rr_source s;
	size_t used;

	w.matter = rr_board_matter(tui->board, arena);
	cmd = rr_cmd_find(tui->app, name, 1, &used, tui->diags);
	if (cmd == NULL || w.matter == NULL ||
	    !own_lines(tui, arena, &w, &s)) {
		rr_tui_complain(tui);
		rr_arena_free(arena);
		return;
	}
	line = last_own(&s, rr_session_who(tui->app));
	if (line == NULL)
		rr_tui_say(tui, "You have nothing on record here that could "
		    "be void.");
	else
		undo_line(tui, arena, cmd, &s, line);
	rr_arena_free(arena);
}

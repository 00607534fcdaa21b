/*
 * walk.c: the workflows of the open matter, and the steps of one of them.
 *
 * Two panes of one make: a list of walks, and over it the steps of the one
 * that was opened.  Enter on a step opens the form of its command, filled in
 * as far as the case knows; once that is recorded, the cursor stands on the
 * next step that is open.  A walk that was begun before there was anything
 * that it could be about goes on with what its own form has recorded.
 *
 * Walks are derived again whenever the case is; only keys are kept between.
 */
#include <string.h>

#include "regrights/text.h"
#include "tui/board_int.h"
#include "tui/fill_int.h"

#define HEAD	2	/* title, and what the rows are */

struct walk_pane {
	struct rr_pane		 pane;
	struct rr_list		 list;
	struct rr_arena		*made;		/* of what is derived */
	const char		*workflow;	/* key; NULL: the list of all */
	int			 scroll;	/* lines left out above */
	int			 hidden;	/* … and below */
	bool			 about;		/* there is a subject: … */
	int64_t			 seq, row;	/* … this entry */
};

static const struct rr_walk *
walk_at(const struct walk_pane *p, size_t i)
{
	return p->workflow != NULL ? p->list.source.walk :
	    p->list.source.walks[i];
}

/* The entry that the walk is about; NULL when it does not count any more. */
static const struct rr_fact *
find_subject(const struct walk_pane *p)
{
	const struct rr_facts *facts = p->pane.tui->open->facts;

	for (size_t i = 0; i < facts->n; i++)
		if (facts->all[i].seq == p->seq && facts->all[i].row == p->row)
			return &facts->all[i];
	return NULL;
}

/* What was just recorded becomes what the walk is about, if it can. */
static void
adopt(struct walk_pane *p, const struct rr_workflow *w)
{
	const struct rr_fact *f;
	const char *ref = p->pane.tui->recorded;

	if (p->about || ref == NULL ||
	    !rr_fact_ref_parse(ref, &p->seq, &p->row))
		return;
	f = find_subject(p);
	p->about = f != NULL && (f->shape == RR_SHAPE_EVENT ||
	    f->shape == RR_SHAPE_NOTICE) && rr_workflow_is_about(w, f->name);
}

/* False when the workflow, or what it is about, is not there any more. */
static bool
derive(struct walk_pane *p, struct rr_arena *arena, struct rr_source *s)
{
	const struct rr_case *c = p->pane.tui->open;
	const struct rr_fact *subject = NULL;
	const struct rr_workflow *w;
	struct rr_walk **walks;

	memset(s, 0, sizeof(*s));
	s->derivation = c->derivation;
	s->matter = c->matter.key;
	s->on = c->input.on;
	if (p->workflow == NULL) {
		s->nwalks = rr_walks_derive(arena, &c->input, &walks);
		s->walks = walks;
		return true;
	}
	w = rr_agreement_workflow(c->agreement, p->workflow);
	if (w == NULL)
		return false;
	adopt(p, w);
	if (p->about && (subject = find_subject(p)) == NULL)
		return false;
	s->walk = rr_walk_derive(arena, &c->input, w, subject);
	return true;
}

/*
 * The cursor was on a walk about an entry that does not count any more: it
 * goes to that workflow, and to no other's.
 */
static void
keep_workflow(struct walk_pane *p, const char *key, const char *id)
{
	size_t at;

	for (size_t i = 0; i < p->list.source.nwalks; i++)
		if (strcmp(p->list.source.walks[i]->id, id) == 0)
			return;
	for (at = 0; at < p->list.source.nwalks; at++)
		if (strcmp(p->list.source.walks[at]->workflow->key, key) == 0)
			break;
	rr_list_goto(&p->list, at + 1);
}

/* The row with the cursor, of all walks; NULL: there is none. */
static const struct rr_walk *
walk_here(const struct walk_pane *p)
{
	size_t row;

	return p->workflow == NULL && rr_list_row(&p->list, &row) ?
	    p->list.source.walks[row] : NULL;
}

/* Reads the rows anew; the rows before may point into the case before. */
static bool
load(struct walk_pane *p)
{
	struct rr_arena *arena = rr_arena_new();
	const struct rr_walk *here = walk_here(p);
	struct rr_source s;
	bool ok = p->pane.tui->open != NULL && derive(p, arena, &s);

	if (ok) {
		const char *key = here == NULL ? NULL : rr_arena_strdup(arena,
		    here->workflow->key);

		rr_view_prepare(p->list.view, arena, &s);
		rr_list_source(&p->list, &s, NULL);
		if (key != NULL)
			keep_workflow(p, key, here->id);
	} else
		rr_list_drop(&p->list);
	rr_arena_free(p->made);
	p->made = arena;
	return ok;
}

static void
go_to_next(struct walk_pane *p)
{
	const struct rr_walk *w = p->list.source.walk;

	if (!rr_list_goto(&p->list, w->next + 1))
		rr_tui_say(p->pane.tui, "Nothing is left to do here.");
}

static void
walk_reload(struct rr_pane *pane, bool recorded)
{
	struct walk_pane *p = (struct walk_pane *)pane;

	(void)recorded;
	p->scroll = 0;
	if (!load(p)) {
		rr_tui_say(pane->tui, "What this was about does not count any "
		    "more.");
		rr_pane_close(pane);
	} else if (p->workflow != NULL && pane->tui->recorded != NULL)
		go_to_next(p);
}

static const struct rr_walk_step *
step_at(const struct walk_pane *p)
{
	size_t row;

	if (p->workflow == NULL || !rr_list_row(&p->list, &row))
		return NULL;
	return &p->list.source.walk->steps[row];
}

static void
add_matter(const struct rr_tui *tui, const struct rr_cmd *cmd,
    struct rr_values *v)
{
	for (size_t i = 0; i < cmd->nparams; i++)
		if (cmd->params[i].type == RR_PARAM_MATTER)
			rr_values_add(v, cmd->params[i].name,
			    tui->open->matter.key);
}

/* A list that the step names is read on a page; the rest has a form. */
static void
do_step(struct walk_pane *p, const struct rr_walk_step *s)
{
	struct rr_tui *tui = p->pane.tui;
	const struct rr_cmd *cmd = rr_step_command(tui->app, s);
	struct rr_arena *arena = rr_arena_new();
	struct rr_values values;
	struct rr_args args;

	rr_values_init(&values, arena);
	if (cmd == NULL)
		rr_tui_say(tui, "This program has no command \"%s\".",
		    s->step->command);
	else {
		args = rr_step_args(arena, cmd, p->list.source.walk, s);
		rr_values_copy(&values, &args);
		if (cmd->effect == RR_READS)
			add_matter(tui, cmd, &values);
		args = rr_values_args(&values);
		if (cmd->effect != RR_READS || rr_fill_missing(cmd->params,
		    cmd->nparams, &args) != NULL)
			rr_run_form(tui, cmd, &args, NULL);
		else if (!rr_run_now(tui, cmd, &args, false))
			rr_tui_complain(tui);
	}
	rr_arena_free(arena);
}

static void	 open_pane(struct rr_tui *, const struct rr_walk *);

static void
open_row(struct walk_pane *p)
{
	const struct rr_walk_step *s = step_at(p);
	size_t row;

	if (s != NULL)
		do_step(p, s);
	else if (p->workflow == NULL && rr_list_row(&p->list, &row))
		open_pane(p->pane.tui, walk_at(p, row));
}

/* Another step has its own reasons. */
static void
move(struct walk_pane *p, enum rr_action action)
{
	rr_list_move(&p->list, action);
	p->scroll = 0;
}

static void
walk_key(struct rr_pane *pane, struct rr_press press)
{
	struct walk_pane *p = (struct walk_pane *)pane;
	enum rr_action action = rr_keys_action(RR_IN_WALK, press);

	if (action == RR_DO_WALK_LEAVE)
		rr_pane_close(pane);
	else if (action == RR_DO_WALK_OPEN)
		open_row(p);
	else if (action == RR_DO_WALK_DOWN)
		move(p, RR_DO_LIST_DOWN);
	else if (action == RR_DO_WALK_UP)
		move(p, RR_DO_LIST_UP);
	else if (action == RR_DO_WALK_FIRST)
		move(p, RR_DO_LIST_FIRST);
	else if (action == RR_DO_WALK_LAST)
		move(p, RR_DO_LIST_LAST);
	else if (action == RR_DO_WALK_FURTHER)
		p->scroll += p->hidden > 0 ? 1 : 0;
	else if (action == RR_DO_WALK_HIGHER)
		p->scroll -= p->scroll > 0 ? 1 : 0;
	else if (action == RR_DO_WALK_MANUAL)
		rr_manual_open(pane->tui, "regrights-workflows(7)");
}

struct lines {
	struct rr_grid	*g;
	struct rr_rect	 r;
	int		 n;
};

static void
draw_line(void *ctx, const char *s, size_t len)
{
	struct lines *l = ctx;
	struct rr_buf b = RR_BUF_INIT;

	rr_buf_addn(&b, s, len);
	if (l->n >= 0 && l->n < l->r.rows)
		rr_grid_text(l->g, l->r.row + l->n, l->r.col + 1,
		    l->r.cols - 2, 0, b.s);
	l->n++;
	rr_buf_free(&b);
}

/* The step in full: how it stands, the note, what Enter does, why. */
static void
draw_step(const struct walk_pane *p, const struct rr_walk_step *s,
    struct lines *l)
{
	const struct rr_cmd *cmd = rr_step_command(p->pane.tui->app, s);
	struct rr_buf b = RR_BUF_INIT;
	const char *line, *end;

	rr_buf_printf(&b, "%s %s: %s", rr_tick_mark(s->tick),
	    rr_tick_shown(s->tick), s->step->what);
	rr_wrap(b.s, l->r.cols - 2, draw_line, l);
	if (s->step->note != NULL)
		rr_wrap(s->step->note, l->r.cols - 2, draw_line, l);
	rr_buf_clear(&b);
	rr_buf_printf(&b, "Enter: %s", cmd != NULL ? cmd->name :
	    s->step->command);
	draw_line(l, b.s, b.len);
	rr_buf_clear(&b);
	rr_outline_text(s->why, l->r.cols - 4, p->pane.tui->ascii, &b);
	for (line = b.s; (end = strchr(line, '\n')) != NULL; line = end + 1)
		draw_line(l, line, (size_t)(end - line));
	rr_buf_free(&b);
}

static void
draw_walk(const struct rr_walk *w, struct lines *l)
{
	for (size_t i = 0; i < w->workflow->nsteps; i++) {
		struct rr_buf b = RR_BUF_INIT;

		rr_buf_printf(&b, "%s %s", rr_tick_mark(w->steps[i].tick),
		    w->steps[i].step->what);
		draw_line(l, b.s, b.len);
		rr_buf_free(&b);
	}
}

/* How a step stands may hang on what is not read: that is told before it. */
static void
draw_aside(const struct rr_source *s, struct lines *l)
{
	struct rr_buf b = RR_BUF_INIT, line = RR_BUF_INIT;
	const char *p, *end;

	rr_view_aside(s, &b);
	for (p = b.s; (end = strchr(p, '\n')) != NULL; p = end + 1) {
		rr_buf_clear(&line);
		rr_buf_addn(&line, p, (size_t)(end - p));
		rr_wrap(line.s, l->r.cols - 2, draw_line, l);
	}
	rr_buf_free(&line);
	rr_buf_free(&b);
}

static void
draw_head(const struct walk_pane *p, struct rr_grid *g, struct rr_rect r)
{
	const struct rr_walk *w = p->list.source.walk;
	struct rr_buf b = RR_BUF_INIT, right = RR_BUF_INIT;
	struct rr_buf title = RR_BUF_INIT, sealed = RR_BUF_INIT;
	int cells;

	rr_date_text_long(p->list.source.on, &right);
	if (w != NULL) {
		rr_buf_printf(&b, "%s (%s), ", w->workflow->title,
		    w->workflow->section);
		rr_walk_about(w, &b);
		rr_buf_printf(&right, "   %zu of %zu settled", w->nsettled,
		    w->workflow->nsteps);
	} else
		rr_buf_add(&b, p->list.view->title);
	cells = rr_text_width(right.s);
	rr_tui_title(p->pane.tui, &title);
	if (p->list.source.nsealed > 0)
		rr_buf_printf(&sealed, "  %zu sealed",
		    p->list.source.nsealed);
	rr_tui_draw_title(g, r, r.cols - cells - 4, "", title.s, sealed.s);
	rr_buf_free(&title);
	rr_buf_free(&sealed);
	rr_grid_text(g, r.row, r.col + r.cols - cells - 1, cells, 0, right.s);
	rr_grid_text(g, r.row + 1, r.col + 1, r.cols - 2, 0, b.s);
	rr_buf_free(&b);
	rr_buf_free(&right);
}

/* On the rule above them: how many lines there is no room for. */
static void
draw_more(struct walk_pane *p, struct lines *l)
{
	struct rr_buf b = RR_BUF_INIT;

	p->hidden = l->n - l->r.rows > 0 ? l->n - l->r.rows : 0;
	if (p->hidden > 0)
		rr_buf_printf(&b, " %d more line%s: J ", p->hidden,
		    p->hidden == 1 ? "" : "s");
	else if (p->scroll > 0)
		rr_buf_add(&b, " K: up ");
	if (b.len > 0)
		rr_grid_text(l->g, l->r.row - 1, l->r.col + l->r.cols -
		    (int)b.len - 2, (int)b.len, 0, b.s);
	rr_buf_free(&b);
}

static void
draw_bottom(const struct walk_pane *p, struct rr_grid *g, struct rr_rect r)
{
	const struct rr_tui *tui = p->pane.tui;
	int row = r.row + r.rows - 1;
	struct rr_buf b = RR_BUF_INIT;

	if (tui->message.len > 0)
		return;
	rr_grid_text(g, row, r.col + 1, r.cols - 2, 0, p->workflow != NULL ?
	    "Enter do the step  j k move  F1 manual  q back" :
	    "Enter open  j k move  F1 manual  q back");
	rr_list_place(&p->list, &b);
	if (r.cols > 64)
		rr_grid_pad(g, row, r.col + r.cols - 15, 14, true, 0, b.s);
	rr_buf_free(&b);
}

static void
walk_draw(struct rr_pane *pane, struct rr_grid *g, struct rr_rect r)
{
	struct walk_pane *p = (struct walk_pane *)pane;
	const struct rr_walk_step *s = step_at(p);
	int room = r.rows - HEAD - 1, rows = (int)p->list.n + 1;
	struct lines l = { .g = g, .n = -p->scroll };
	size_t row;

	rows = p->list.n > (size_t)room || rows > room / 2 ? room / 2 : rows;
	rows = rows < 4 ? 4 : rows;
	draw_head(p, g, r);
	rr_grid_rule(g, r.row + HEAD + rows, r.col + 1, r.cols - 2);
	l.r = (struct rr_rect){ r.row + HEAD + rows + 1, r.col,
	    room - rows - 1, r.cols };
	if (p->list.n > 0)
		draw_aside(&p->list.source, &l);
	if (s != NULL)
		draw_step(p, s, &l);
	else if (rr_list_row(&p->list, &row))
		draw_walk(walk_at(p, row), &l);
	else
		rr_wrap(rr_view_empty(p->list.view, &p->list.source),
		    r.cols - 2, draw_line, &l);
	draw_more(p, &l);
	draw_bottom(p, g, r);
	rr_list_draw(&p->list, g, (struct rr_rect){ r.row + HEAD, r.col, rows,
	    r.cols });
	rr_tui_draw_message(p->pane.tui, g, r);
}

static void
walk_done(struct rr_pane *pane)
{
	struct walk_pane *p = (struct walk_pane *)pane;

	rr_list_done(&p->list);
	rr_arena_free(p->made);
}

/* The steps of a walk, or all walks (NULL). */
static void
open_pane(struct rr_tui *tui, const struct rr_walk *w)
{
	static const struct rr_pane_ops ops = { .covers = true,
	    .rows = true, .key = walk_key, .draw = walk_draw,
	    .reload = walk_reload, .done = walk_done };
	struct rr_pane *pane = rr_pane_open(tui, &ops,
	    sizeof(struct walk_pane));
	struct walk_pane *p = (struct walk_pane *)pane;

	rr_list_init(&p->list, rr_view_find(w != NULL ? "walk" : "walks"));
	p->made = rr_arena_new();
	if (w != NULL) {
		p->workflow = rr_arena_strdup(pane->arena, w->workflow->key);
		p->about = w->subject != NULL;
		p->seq = w->subject != NULL ? w->subject->seq : 0;
		p->row = w->subject != NULL ? w->subject->row : 0;
	}
	if (!load(p))
		rr_pane_close(pane);
	else if (w != NULL)
		go_to_next(p);
}

void
rr_walk_open(struct rr_board *b)
{
	struct rr_tab *tab = rr_board_tab(b);
	struct rr_tui *tui = b->pane.tui;
	struct rr_arena *arena = rr_arena_new();
	const char *id = rr_board_subject(b, arena, 0);

	/* The lists below are of the same matter, so that forms fill right. */
	if (tab->rows != RR_ROWS_DOCKET ? rr_tui_matter(tui,
	    rr_board_matter(b, arena)) : tui->lists->show(b, "timeline",
	    id))
		open_pane(tui, NULL);
	rr_arena_free(arena);
}

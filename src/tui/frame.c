/*
 * frame.c: where everything stands on the screen.
 *
 *	title, the day asked about, what is late and due
 *	1 Docket 2 Holders …, and whether the file is a demonstration
 *	the list
 *	a rule, and the reasons under it; from 120 columns on beside it
 *	the keys that are of most use here, or a message          3 of 48
 *
 * The layout depends on the size of the screen and the number of rows, never
 * on the row that has the cursor, so that moving moves nothing else.
 */
#include <string.h>

#include "regrights/text.h"
#include "tui/board_int.h"

#define BESIDE		120	/* columns from which reasons stand beside */
#define HEAD		2	/* title and tabs */
#define DEMONSTRATION	"demonstration"
#define PLACE		14	/* cells for "3 of 48" */
#define SAYS		2	/* lines for the sentence of a row … */
#define SAYS_MORE	4	/* … and more where the list is short */
#define LEAST		8	/* lines that a list keeps beside it */

/*
 * Without reasons a row has its sentence, where there is room for it; what is
 * told whole has all the room that the list leaves.
 */
static void
lay_sentence(struct rr_board *b, struct rr_rect r, struct rr_frame *f)
{
	struct rr_tab *tab = rr_board_tab(b);
	int rows = SAYS, page = f->list.rows - SAYS - 2, spare;

	if (!rr_view_speaks(tab->view) || f->list.rows < LEAST + SAYS)
		return;
	spare = page - rr_list_lines(&tab->list, r.cols, page);
	if (spare > 0)
		rows += spare > SAYS_MORE && !tab->view->whole ? SAYS_MORE :
		    spare;
	f->list.rows -= rows + 1;
	f->rule = f->list.row + f->list.rows;
	f->why = (struct rr_rect){ f->rule + 1, r.col, rows, r.cols };
}

void
rr_frame_lay(struct rr_board *b, struct rr_rect r, struct rr_frame *f)
{
	struct rr_tab *tab = rr_board_tab(b);
	int rows = r.rows - HEAD - 1, wanted;
	struct rr_rect body = { r.row + HEAD, r.col, rows, r.cols };

	f->list = f->why = body;
	f->rule = f->bar = -1;
	f->why.rows = 0;
	if (tab->list.n == 0)
		return;
	if (!tab->why) {
		lay_sentence(b, r, f);
		return;
	}
	if (r.cols >= BESIDE) {
		f->list.cols = r.cols * 3 / 5;
		f->bar = r.col + f->list.cols;
		f->why.col = f->bar + 1;
		f->why.cols = r.cols - f->list.cols - 1;
		f->why.rows = rows;
		return;
	}
	f->list.rows = rows - 1 - rows * 2 / 5;
	wanted = rr_list_lines(&tab->list, r.cols, f->list.rows - 1) + 1;
	wanted = wanted < 4 ? 4 : wanted;
	if (wanted < f->list.rows)
		f->list.rows = wanted;
	f->rule = f->list.row + f->list.rows;
	f->why.row = f->rule + 1;
	f->why.rows = rows - f->list.rows - 1;
}

/* How the program was started, where that changes what is shown. */
static void
add_assumptions(const struct rr_tui *tui, struct rr_buf *s)
{
	const struct rr_options *o = rr_app_options(tui->app);

	if (o->known != NULL)
		rr_buf_printf(s, "  as known %s", o->known);
	for (size_t i = 0; i < o->nreadings; i++)
		rr_buf_printf(s, "  as if %s", o->readings[i]);
	if (o->read_only)
		rr_buf_add(s, "  read-only");
}

/* Whether the header is about all matters, not about one. */
static bool
is_of_all(const struct rr_board *b)
{
	return b->tabs[b->at].rows == RR_ROWS_DOCKET ||
	    b->pane.tui->open == NULL;
}

/*
 * What is late and due: of the matter that is shown, else of all, and of
 * all only when each of them is known.
 */
static void
add_counts(const struct rr_board *b, struct rr_buf *s)
{
	const struct rr_session_counts *all = &b->pane.tui->counts;
	const struct rr_tally *t = is_of_all(b) ? &all->tally :
	    &b->tabs[b->at].tally;

	if (b->pane.tui->unread.len > 0 || b->pane.tui->stale) {
		rr_buf_add(s, "   the case file is not read");
		return;
	}
	if (is_of_all(b) && all->unknown > 0) {
		rr_buf_printf(s, "   %s %zu of %zu",
		    all->unknown > all->failed ? "deriving" : "known:",
		    all->matters - all->unknown, all->matters);
		return;
	}
	rr_buf_add(s, "   ");
	rr_tally_text(t, s);
}

static size_t
late(const struct rr_board *b)
{
	const struct rr_session_counts *all = &b->pane.tui->counts;

	if (!is_of_all(b))
		return b->tabs[b->at].tally.of[RR_GROUP_LATE];
	return all->unknown > 0 ? 0 : all->tally.of[RR_GROUP_LATE];
}

/* The next form is about these rows; in few words where there is no room. */
static void
add_marks(const struct rr_list *l, bool brief, struct rr_buf *out)
{
	size_t aside = l->nmarks > 0 ? rr_list_aside(l) : 0;

	if (l->nmarks > 0)
		rr_buf_printf(out, "%zu marked", l->nmarks);
	if (aside > 0)
		rr_buf_printf(out, brief ? ", %zu hidden" :
		    ", %zu not in this list", aside);
	if (l->nmarks > 0)
		rr_buf_add(out, "  ");
}

/* What stands behind the title. */
static void
add_state(const struct rr_tui *tui, const struct rr_list *l,
    struct rr_buf *out)
{
	if (l->source.nsealed > 0)
		rr_buf_printf(out, "  %zu sealed", l->source.nsealed);
	if (l->filter.len > 0)
		rr_buf_printf(out, "  filter: %s", l->filter.s);
	add_assumptions(tui, out);
}

static void
draw_title(struct rr_board *b, struct rr_grid *g, struct rr_rect r,
    bool marked)
{
	const struct rr_tab *tab = rr_board_tab(b);
	const struct rr_tui *tui = b->pane.tui;
	struct rr_buf before = RR_BUF_INIT, behind = RR_BUF_INIT;
	struct rr_buf title = RR_BUF_INIT, right = RR_BUF_INIT;
	int cells, room;

	rr_date_text_long(tab->list.source.on, &right);
	add_counts(b, &right);
	cells = rr_text_width(right.s);
	room = r.cols - cells - 4;
	if (is_of_all(b))
		rr_buf_add(&title, "All matters");
	else
		rr_tui_title(tui, &title);
	add_state(tui, &tab->list, &behind);
	for (int brief = 0; brief < 2; brief++) {
		rr_buf_clear(&before);
		if (marked)
			rr_buf_add(&before, DEMONSTRATION "  ");
		add_marks(&tab->list, brief == 1, &before);
		if (rr_text_width(before.s) + rr_text_width(behind.s) <= room)
			break;
	}
	rr_tui_draw_title(g, r, room, before.s, title.s, behind.s);
	rr_grid_text(g, r.row, r.col + r.cols - cells - 1, cells,
	    late(b) > 0 ? RR_ATTR_BOLD : 0, right.s);
	rr_buf_free(&before);
	rr_buf_free(&behind);
	rr_buf_free(&title);
	rr_buf_free(&right);
}

/* "1 Docket", or what "6 More" shows at the moment. */
static int
draw_tab(const struct rr_board *b, struct rr_grid *g, int row, int col,
    size_t i)
{
	const struct rr_tab *tab = &b->tabs[i];
	bool many = i + 1 < RR_TABS && b->tabs[i + 1].key == tab->key;
	bool here = tab->key == b->tabs[b->at].key;
	const char *title = tab->view->title;
	struct rr_buf s = RR_BUF_INIT;
	int used;

	if (many)
		title = here ? b->tabs[b->at].view->title : "More";
	rr_buf_printf(&s, "%d %s%s", tab->key, title,
	    many ? g->ascii ? ".." : "\xe2\x80\xa6" : "");
	used = rr_grid_text(g, row, col, g->cols - col, here ?
	    RR_ATTR_REVERSE : 0, s.s);
	rr_buf_free(&s);
	return used;
}

/* The first column that is free. */
static int
draw_tabs(const struct rr_board *b, struct rr_grid *g, struct rr_rect r)
{
	int col = r.col + 1;

	for (size_t i = 0; i < RR_TABS; i++)
		if (i == 0 || b->tabs[i].key != b->tabs[i - 1].key)
			col += draw_tab(b, g, r.row + 1, col, i) + 1;
	return col;
}

void
rr_frame_head(struct rr_board *b, struct rr_grid *g, struct rr_rect r)
{
	bool marked = rr_app_demonstration(b->pane.tui->app);
	int col = draw_tabs(b, g, r);
	int at = r.col + r.cols - 1 - rr_text_width(DEMONSTRATION);

	/* Beside the tabs where there is room, else before the title. */
	if (marked && at > col)
		rr_grid_text(g, r.row + 1, at, r.cols, 0, DEMONSTRATION);
	draw_title(b, g, r, marked && at <= col);
}

/* Lines from TOP on, each cut at the edge. */
static void
draw_lines(struct rr_grid *g, struct rr_rect r, const char *text, int top)
{
	struct rr_buf line = RR_BUF_INIT;

	for (int i = -top; *text != '\0' && i < r.rows; i++) {
		size_t n = strcspn(text, "\n");

		rr_buf_clear(&line);
		rr_buf_addn(&line, text, n);
		if (i >= 0)
			rr_grid_text(g, r.row + i, r.col + 1, r.cols - 1, 0,
			    line.s);
		text += n;
		text += *text == '\n' ? 1 : 0;
	}
	rr_buf_free(&line);
}

static void
draw_why(struct rr_board *b, struct rr_grid *g, const struct rr_frame *f)
{
	struct rr_why *w = &b->why;
	int row = f->rule >= 0 ? f->rule : f->list.row;
	int hidden;
	struct rr_buf more = RR_BUF_INIT;

	w->page = f->why.rows;
	rr_why_scroll(b, 0);
	if (f->rule >= 0)
		rr_grid_rule(g, f->rule, f->list.col + 1, f->list.cols - 2);
	if (f->bar >= 0)
		rr_grid_bar(g, f->list.row, f->bar, f->list.rows);
	hidden = w->lines - w->top - f->why.rows;
	draw_lines(g, f->why, w->text.s, w->top);
	if (hidden > 0)
		rr_buf_printf(&more, " %d more line%s: J ", hidden,
		    hidden == 1 ? "" : "s");
	if (f->rule < 0)
		row = f->why.row + f->why.rows - 1;
	if (more.len > 0)
		rr_grid_text(g, row, f->why.col + f->why.cols -
		    (int)more.len - 1, (int)more.len, 0, more.s);
	rr_buf_free(&more);
}

struct said {
	struct rr_grid	*g;
	struct rr_rect	 r;
	int		 line;
};

static void
draw_wrapped(void *ctx, const char *s, size_t len)
{
	struct said *w = ctx;
	struct rr_buf line = RR_BUF_INIT;

	rr_buf_addn(&line, s, len);
	rr_grid_text(w->g, w->r.row + w->line++, w->r.col, w->r.cols, 0,
	    line.s);
	rr_buf_free(&line);
}

/* The last word of a name says what it does: "notice send", "holder add". */
static const char *
short_name(const struct rr_cmd *cmd, struct rr_buf *b)
{
	const char *space = strrchr(cmd->name, ' ');

	rr_buf_clear(b);
	if (space == NULL || strcmp(space, " record") == 0)
		rr_buf_addn(b, cmd->name, strcspn(cmd->name, " "));
	else
		rr_buf_add(b, space + 1);
	return b->s;
}

/* Of a row there may be more to do than its list is made for. */
static bool
is_hinted(const struct rr_cmd *cmd, const char *view, bool everywhere)
{
	const size_t n = strcspn(cmd->views, " ");

	return cmd->keys[0] != '\0' && (everywhere ?
	    strcmp(cmd->views, "*") == 0 : strlen(view) == n &&
	    strncmp(cmd->views, view, n) == 0);
}

/* At most N commands of this list, its own before those of every list. */
static void
add_commands(const struct rr_board *b, size_t n, struct rr_buf *s)
{
	const char *view = b->tabs[b->at].view->name;
	const struct rr_app *app = b->pane.tui->app;
	struct rr_buf name = RR_BUF_INIT;
	const struct rr_cmd *cmd;

	for (int everywhere = 0; everywhere < 2; everywhere++)
		for (size_t i = 0; n > 0 &&
		    (cmd = rr_cmd_at(app, i)) != NULL; i++) {
			if (!is_hinted(cmd, view, everywhere != 0))
				continue;
			rr_buf_addn(s, cmd->keys, strcspn(cmd->keys, " "));
			rr_buf_printf(s, " %s  ", short_name(cmd, &name));
			n--;
		}
	rr_buf_free(&name);
}

/* As many as there is room for. */
static void
add_hints(const struct rr_board *b, int cells, struct rr_buf *s)
{
	const struct rr_tab *tab = &b->tabs[b->at];

	for (size_t n = 4; n-- > 0; ) {
		rr_buf_clear(s);
		if (tab->rows == RR_ROWS_DOCKET && tab->list.n > 0)
			rr_buf_add(s, "Enter opens  ");
		add_commands(b, n, s);
		rr_buf_add(s, "w why  a actions  / search  ? help");
		if ((int)s->len <= cells)
			return;
	}
}

/* Instead of the hints: rows are shown as they were. */
static void
add_old(const struct rr_tui *tui, struct rr_buf *s)
{
	rr_buf_clear(s);
	rr_buf_printf(s, "\"old:\" is as it was; %zu of %zu matters %s",
	    tui->counts.unknown, tui->counts.matters,
	    tui->counts.unknown > tui->counts.failed ? "are being derived" :
	    "cannot be derived");
}

/* Instead of the hints: rows are missing, and nothing counts them. */
static void
add_failed(const struct rr_tui *tui, struct rr_buf *s)
{
	rr_buf_clear(s);
	rr_buf_printf(s, "%zu of %zu matters cannot be derived; :verify says "
	    "why", tui->counts.failed, tui->counts.matters);
}

static void
draw_bottom(struct rr_board *b, struct rr_grid *g, struct rr_rect r)
{
	struct rr_tui *tui = b->pane.tui;
	const struct rr_tab *tab = rr_board_tab(b);
	int row = r.row + r.rows - 1, place;
	struct rr_buf s = RR_BUF_INIT;

	if (tui->message.len > 0)
		return;
	if (tui->unread.len == 0)
		rr_list_place(&tab->list, &s);
	place = (int)s.len;
	rr_grid_text(g, row, r.col + r.cols - place - 1, place, 0, s.s);
	/* Room for the last row's number, or the hints would change with it. */
	place = place < PLACE ? PLACE : place;
	if (tab->rows == RR_ROWS_DOCKET && tab->rest.old)
		add_old(tui, &s);
	else if (tab->rows == RR_ROWS_DOCKET && tui->unread.len == 0 &&
	    tui->counts.failed > 0)
		add_failed(tui, &s);
	else
		add_hints(b, r.cols - place - 3, &s);
	rr_grid_text(g, row, r.col + 1, r.cols - place - 3, 0, s.s);
	rr_buf_free(&s);
}

/*
 * What stands where no row does.  Nothing is said to be due only when all is
 * known.
 */
static void
add_empty(struct rr_board *b, struct rr_buf *s)
{
	const struct rr_session_counts *all = &b->pane.tui->counts;
	const struct rr_tab *tab = rr_board_tab(b);
	const char *keys = rr_view_panes(tab->view, &tab->list.source);

	if (b->pane.tui->unread.len > 0)
		rr_unread_text(b->pane.tui, s);
	else if (tab->list.filter.len > 0)
		rr_buf_add(s, "No row holds what the filter asks for. Escape "
		    "shows all rows.");
	else if (tab->rows != RR_ROWS_DOCKET || all->unknown == 0)
		rr_buf_printf(s, "%s%s%s", rr_view_empty(tab->view,
		    &tab->list.source), keys != NULL ? "\n" : "",
		    keys != NULL ? keys : "");
	else
		rr_buf_add(s, all->unknown > all->failed ? "What is due is "
		    "not known yet: matters are being derived. Keys are heard "
		    "meanwhile." : "What is due is not known: matters cannot "
		    "be derived. Open a list of one of them to see why.");
}

void
rr_frame_draw(struct rr_board *b, struct rr_grid *g, struct rr_rect r)
{
	struct rr_tab *tab = rr_board_tab(b);
	struct rr_buf said = RR_BUF_INIT;
	struct rr_frame f;
	struct said w;

	rr_frame_lay(b, r, &f);
	rr_frame_head(b, g, r);
	if (f.why.rows > 0)
		draw_why(b, g, &f);
	draw_bottom(b, g, r);
	rr_list_draw(&tab->list, g, f.list);
	rr_tui_draw_message(b->pane.tui, g, r);
	if (tab->list.n > 0)
		return;
	w.g = g;
	w.r = (struct rr_rect){ f.list.row + 2, r.col + 2, 4, r.cols - 4 };
	w.line = 0;
	add_empty(b, &said);
	rr_wrap(said.s, w.r.cols, draw_wrapped, &w);
	rr_buf_free(&said);
	rr_grid_cursor(g, w.r.row, w.r.col);
}

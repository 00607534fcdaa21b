/*
 * form_draw.c: how a form looks.
 *
 *	title of the matter, the day
 *	what the command does
 *	a line a field; complaints behind its value
 *	a rule, and what would follow
 *	what the field is for                        F2 record  Esc leave
 *
 * Fields and preview share the height; both scroll.
 */
#include <string.h>

#include "regrights/text.h"
#include "tui/form_int.h"

#define HEAD	2		/* lines above the fields */
#define TYPING	12		/* cells for what is typed next */
#define NARROW	64		/* columns for all that the rule can say */

static const char *
label_of(const struct rr_form_field *f, const char *key)
{
	for (size_t i = 0; i < f->n; i++)
		if (strcmp(f->choices[i].key, key) == 0)
			return f->choices[i].label;
	return key;
}

/* Keys as their labels, parted by semicolons. */
static void
add_labels(const struct rr_form_field *f, struct rr_buf *out)
{
	const char *p = f->value->edit.text.s, *between = "";
	struct rr_buf key = RR_BUF_INIT;

	while (*p != '\0') {
		size_t n = strcspn(p, "\n");

		rr_buf_clear(&key);
		rr_buf_addn(&key, p, n);
		rr_buf_printf(out, "%s%s", between, label_of(f, key.s));
		between = "; ";
		p += n;
		p += *p == '\n' ? 1 : 0;
	}
	rr_buf_free(&key);
}

void
rr_form_shown(const struct rr_form_field *f, struct rr_buf *out)
{
	if (f->param->type == RR_PARAM_FLAG)
		rr_buf_add(out, f->value->edit.text.len > 0 ? "[x]" : "[ ]");
	else if (!rr_form_is_choice(f))
		rr_edit_shown(f->value->edit.text.s, out);
	else if (f->value->edit.text.len > 0)
		add_labels(f, out);
	else if (f->n > 0 && strcmp(f->choices[0].key, RR_ALL) == 0)
		rr_buf_add(out, "(Enter chooses one or more, or all)");
	else
		rr_buf_add(out, "(Enter chooses)");
}

static int
title_cells(const struct rr_form *f)
{
	int most = 8;

	for (size_t i = 0; i < f->n; i++) {
		int n = rr_text_width(f->fields[i].param->title);

		most = n > most ? n : most;
	}
	return most > 24 ? 24 : most;
}

/* What is on record stands, dim, where nothing else was said. */
static void
draw_now(const struct rr_form_field *field, struct rr_grid *g, int row,
    int col, int cells)
{
	struct rr_buf b = RR_BUF_INIT, now = RR_BUF_INIT;

	if (field->now == NULL || field->value->edit.text.len > 0)
		return;
	rr_edit_shown(field->now, &now);
	rr_buf_printf(&b, field->param->type == RR_PARAM_PARTIES ?
	    "(blank: %s)" : "(now: %s)", now.s);
	rr_grid_pad(g, row, col, cells, false, RR_ATTR_DIM, b.s);
	rr_buf_free(&b);
	rr_buf_free(&now);
}

/*
 * Behind the value, which has half of the room if it needs that; the whole is
 * among the lines below.  The cells that are left for the value.
 */
static int
draw_error(const struct rr_form_field *field, struct rr_grid *g, int row,
    int col, int cells, int wanted)
{
	int own = wanted < cells / 2 - 1 ? wanted : cells / 2 - 1;
	struct rr_buf b = RR_BUF_INIT;

	rr_buf_printf(&b, "! %s", field->error);
	rr_grid_pad(g, row, col + own + 1, cells - own - 1, false,
	    RR_ATTR_BOLD | RR_ATTR_RED, b.s);
	rr_buf_free(&b);
	return own;
}

static void
draw_field(const struct rr_form *f, struct rr_grid *g, struct rr_rect r,
    int row, size_t i, int titles)
{
	const struct rr_form_field *field = &f->fields[i];
	bool required = (field->param->flags & RR_REQUIRED) != 0;
	bool here = i == f->at;
	bool typed = !rr_form_is_choice(field) &&
	    field->param->type != RR_PARAM_FLAG;
	int col = r.col + titles + 6, cells = r.cols - titles - 7;
	struct rr_buf b = RR_BUF_INIT;

	rr_grid_pad(g, row, r.col + 2, titles, false, here ? RR_ATTR_BOLD :
	    0, field->param->title);
	rr_grid_text(g, row, r.col + 3 + titles, 1, 0, required ? "*" : "");
	if (here)
		rr_grid_text(g, row, r.col, 1, RR_ATTR_BOLD, g->ascii ? ">" :
		    "\xe2\x96\xb6");
	rr_form_shown(field, &b);
	if (field->error != NULL)
		cells = draw_error(field, g, row, col, cells,
		    b.len == 0 && field->now != NULL ? cells :
		    rr_text_width(b.s) + (typed && here ? TYPING : 0));
	if (typed && here)
		rr_edit_draw(&field->value->edit, g, row, col, cells,
		    RR_ATTR_UNDERLINE);
	else
		rr_grid_pad(g, row, col, cells, false, here ?
		    RR_ATTR_UNDERLINE : 0, b.s);
	draw_now(field, g, row, col, cells);
	if (!typed && here)
		rr_grid_cursor(g, row, col);
	rr_buf_free(&b);
}

struct preview {
	struct rr_grid	*g;
	struct rr_rect	 r;
	int		 line;		/* of the whole; drawn from 0 on */
	int		 indent;
};

static void
draw_line(void *ctx, const char *s, size_t len)
{
	struct preview *p = ctx;
	struct rr_buf b = RR_BUF_INIT;

	rr_buf_fill(&b, ' ', (size_t)p->indent);
	rr_buf_addn(&b, s, len);
	if (p->line >= 0 && p->line < p->r.rows)
		rr_grid_text(p->g, p->r.row + p->line, p->r.col + 1,
		    p->r.cols - 1, 0, b.s);
	p->line++;
	rr_buf_free(&b);
}

/* Lines are wrapped at their own indent. */
static int
draw_preview(const struct rr_form *f, struct rr_grid *g, struct rr_rect r)
{
	struct preview p = { .g = g, .r = r, .line = -f->scroll };
	const char *s = f->preview.s;
	struct rr_buf line = RR_BUF_INIT;

	while (*s != '\0') {
		size_t n = strcspn(s, "\n"), spaces = strspn(s, " ");

		if (spaces > n || (int)spaces > r.cols / 2)
			spaces = 0;
		rr_buf_clear(&line);
		rr_buf_addn(&line, s + spaces, n - spaces);
		p.indent = (int)spaces;
		rr_wrap(line.s, r.cols - 2 - p.indent, draw_line, &p);
		s += n;
		s += *s == '\n' ? 1 : 0;
	}
	rr_buf_free(&line);
	return p.line + f->scroll;
}

/* What the field with the cursor is for. */
static void
add_hint(const struct rr_form *f, struct rr_buf *out)
{
	const struct rr_form_field *field = &f->fields[f->at];
	const struct rr_param *p = field->param;
	bool blank = field->value->edit.text.len == 0;
	rr_date on = rr_app_options(f->pane.tui->app)->on;

	if (p->type == RR_PARAM_WHEN && !rr_date_is_none(on)) {
		rr_buf_add(out, "as on ");
		rr_date_text_day(on, out);
		rr_buf_add(out, "; type when it happened");
	} else
		rr_buf_add(out, p->doc);
	if (blank && field->now != NULL && p->type != RR_PARAM_LISTS &&
	    p->type != RR_PARAM_PARTIES)
		rr_buf_add(out, "; blank leaves it as it is");
	else if (!blank && field->value->edit.lines &&
	    !rr_form_is_choice(field))
		rr_buf_add(out, "; ^O begins another");
}

static void
draw_bottom(const struct rr_form *f, struct rr_grid *g, struct rr_rect r)
{
	const struct rr_tui *tui = f->pane.tui;
	const char *hint = f->cmd->effect == RR_READS ?
	    "F2 answer  Esc leave" : "F2 record  Esc leave";
	int row = r.row + r.rows - 1, keys = (int)strlen(hint);
	struct rr_buf b = RR_BUF_INIT;

	if (tui->message.len == 0) {
		if (f->at < f->n)
			add_hint(f, &b);
		rr_grid_pad(g, row, r.col + 1, r.cols - keys - 4, false, 0,
		    b.s);
		rr_grid_text(g, row, r.col + r.cols - keys - 1, keys, 0,
		    hint);
	}
	rr_buf_free(&b);
}

/*
 * On the rule: what stands below it, and which fields are in sight above it,
 * where not all of them are; in a narrow window that alone.
 */
static void
draw_rule(const struct rr_form *f, struct rr_grid *g, struct rr_rect r,
    int row, int fields)
{
	bool narrow = r.cols < NARROW;
	struct rr_buf b = RR_BUF_INIT;

	if (fields > 0 && fields < (int)f->n)
		rr_buf_printf(&b, narrow ? " fields %zu-%zu of %zu " :
		    " fields %zu to %zu of %zu ", f->top + 1,
		    f->top + (size_t)fields, f->n);
	if (b.len == 0 || !narrow)
		rr_grid_text(g, row, r.col + 3, r.cols - 4, 0,
		    f->cmd->effect == RR_READS ? " Answer " :
		    " What would follow ");
	if (b.len > 0)
		rr_grid_text(g, row, r.col + (narrow ? 3 : 24), narrow ?
		    r.cols - 20 : r.cols - 41, 0, b.s);
	rr_buf_free(&b);
}

void
rr_form_draw(struct rr_pane *pane, struct rr_grid *g, struct rr_rect r)
{
	struct rr_form *f = (struct rr_form *)pane;
	int room = r.rows - HEAD - 2, fields = (int)f->n, titles;
	struct rr_buf b = RR_BUF_INIT;
	struct rr_rect below;

	if (fields > room * 3 / 5)
		fields = room * 3 / 5;
	f->top = f->at < f->top ? f->at : f->top;
	if (f->at >= f->top + (size_t)fields)
		f->top = f->at - (size_t)fields + 1;
	rr_tui_title(pane->tui, &b);
	rr_grid_pad(g, r.row, r.col + 1, r.cols - 1, false, RR_ATTR_BOLD, b.s);
	rr_buf_clear(&b);
	rr_buf_printf(&b, "%s: %s", f->cmd->name, f->cmd->brief);
	rr_grid_pad(g, r.row + 1, r.col + 1, r.cols - 1, false, 0, b.s);
	rr_buf_free(&b);
	below = (struct rr_rect){ r.row + HEAD + fields + 1, r.col,
	    room - fields, r.cols };
	f->page = below.rows;
	rr_grid_rule(g, below.row - 1, r.col + 1, r.cols - 2);
	draw_rule(f, g, r, below.row - 1, fields);
	draw_bottom(f, g, r);
	f->lines = draw_preview(f, g, (struct rr_rect){ 0, 0, 0, r.cols });
	if (f->scroll > f->lines - below.rows)
		f->scroll = f->lines - below.rows;
	f->scroll = f->scroll < 0 ? 0 : f->scroll;
	draw_preview(f, g, below);
	if (f->lines - f->scroll > below.rows)
		rr_grid_text(g, below.row - 1, r.col + r.cols - 16, 14, 0,
		    " PgDn: more ");
	titles = title_cells(f);
	for (int i = 0; i < fields && f->top + (size_t)i < f->n; i++)
		draw_field(f, g, r, r.row + HEAD + i, f->top + (size_t)i,
		    titles);
	rr_tui_draw_message(pane->tui, g, r);
}

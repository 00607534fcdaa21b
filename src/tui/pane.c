/*
 * pane.c: the stack of panes, messages, and the matter that is open.
 *
 * A pane lives in its own arena, which goes with it.  A pane that closes
 * itself stays readable until its key has been dealt with.  Errors of the
 * layers below reach the person here, one at a time.
 */
#include "tui/tui_int.h"

#include <stdarg.h>
#include <string.h>

#include "regrights/session.h"
#include "regrights/text.h"
#include "tui/grid_int.h"

struct rr_pane *
rr_pane_open(struct rr_tui *tui, const struct rr_pane_ops *ops, size_t size)
{
	struct rr_arena *arena = rr_arena_new();
	struct rr_pane *pane = rr_arena_alloc(arena, size);

	pane->ops = ops;
	pane->tui = tui;
	pane->arena = arena;
	pane->below = tui->top;
	tui->top = pane;
	return pane;
}

void
rr_pane_close(struct rr_pane *pane)
{
	pane->closed = true;
}

void
rr_tui_say(struct rr_tui *tui, const char *fmt, ...)
{
	va_list ap;

	rr_buf_clear(&tui->message);
	va_start(ap, fmt);
	rr_buf_vprintf(&tui->message, fmt, ap);
	va_end(ap);
	tui->alarm = tui->busy = false;
}

struct message {
	struct rr_grid	*g;
	struct rr_rect	 r;		/* its last row is the message's */
	unsigned	 attr;
	int		 line, of, most;
};

static void
draw_line(void *ctx, const char *s, size_t len)
{
	struct message *m = ctx;
	struct rr_buf b = RR_BUF_INIT;
	int shown = m->of < m->most ? m->of : m->most;
	bool cut = m->line == m->most - 1 && m->of > m->most;

	rr_buf_addn(&b, s, len);
	/* To both edges: what stands behind it is no part of it. */
	if (m->line < m->most) {
		int row = m->r.row + m->r.rows - shown + m->line;

		rr_grid_blank(m->g, (struct rr_rect){ row, m->r.col - 1, 1,
		    m->r.cols + 2 });
		rr_grid_pad(m->g, row, m->r.col, m->r.cols - (cut ? 2 : 0),
		    false, m->attr, b.s);
	}
	if (cut)
		rr_grid_text(m->g, m->r.row + m->r.rows - 1,
		    m->r.col + m->r.cols - 2, 2, m->attr, m->g->ascii ?
		    ".." : " \xe2\x80\xa6");
	m->line++;
	rr_buf_free(&b);
}

static void
count_line(void *ctx, const char *s, size_t len)
{
	(void)s;
	(void)len;
	++*(int *)ctx;
}

void
rr_tui_draw_message(const struct rr_tui *tui, struct rr_grid *g,
    struct rr_rect r)
{
	struct message m = { .g = g, .r = { r.row, r.col + 1, r.rows,
	    r.cols - 2 }, .attr = RR_ATTR_BOLD |
	    (tui->alarm ? RR_ATTR_RED : 0u), .most = r.rows / 2 };

	if (tui->message.len == 0)
		return;
	rr_wrap(tui->message.s, m.r.cols, count_line, &m.of);
	rr_wrap(tui->message.s, m.r.cols, draw_line, &m);
}

void
rr_tui_draw_title(struct rr_grid *g, struct rr_rect r, int cells,
    const char *before, const char *title, const char *behind)
{
	int first = rr_text_width(before), last = rr_text_width(behind);
	int own = rr_text_width(title), at = r.col + 1;

	if (own > cells - first - last)
		own = cells - first - last > 0 ? cells - first - last : 0;
	if (first > cells)
		first = cells;
	if (last > cells - first - own)
		last = cells - first - own;
	rr_grid_pad(g, r.row, at, first, false, RR_ATTR_BOLD, before);
	rr_grid_pad(g, r.row, at + first, own, false, RR_ATTR_BOLD, title);
	rr_grid_pad(g, r.row, at + first + own, last, false, RR_ATTR_BOLD,
	    behind);
}

void
rr_tui_diag(const struct rr_diag *d, struct rr_buf *b)
{
	if (d->at.file != NULL && d->at.line > 0)
		rr_buf_printf(b, "%s:%u:%u: ", d->at.file, d->at.line,
		    d->at.col);
	rr_buf_add(b, rr_code_text(d->code));
	if (d->what[0] != '\0')
		rr_buf_printf(b, ": %s", d->what);
	rr_buf_printf(b, " (%s)", rr_code_tag(d->code));
}

void
rr_tui_complain(struct rr_tui *tui)
{
	size_t n = rr_diags_count(tui->diags), errors;

	rr_diags_sort(tui->diags);
	errors = rr_diags_errors(tui->diags);
	for (size_t i = 0; i < n; i++) {
		const struct rr_diag *d = rr_diags_get(tui->diags, i);

		/* A key came while nothing but time was wasted. */
		if (tui->idle && d->code == RR_E_STOPPED)
			continue;
		if (errors > 0 && rr_code_severity(d->code) != RR_ERROR)
			continue;
		rr_buf_clear(&tui->message);
		rr_tui_diag(d, &tui->message);
		if (errors > 1)
			rr_buf_printf(&tui->message, " and %zu more",
			    errors - 1);
		tui->alarm = true;
		break;
	}
	rr_diags_clear(tui->diags);
}

/* What lists show may point into the case before: it goes last. */
static void
take_case(struct rr_tui *tui, struct rr_case *next, bool recorded)
{
	struct rr_case *last = tui->open;

	tui->open = next;
	for (struct rr_pane *p = tui->top; p != NULL; p = p->below)
		if (p->ops->reload != NULL)
			p->ops->reload(p, recorded);
	if (last != next)
		rr_case_close(last);
}

bool
rr_tui_matter(struct rr_tui *tui, const char *matter)
{
	struct rr_case *other;

	if (tui->open != NULL && (matter == NULL ||
	    strcmp(tui->open->matter.key, matter) == 0))
		return true;
	if (!rr_case_open(tui->app, matter, &other, tui->diags)) {
		rr_tui_complain(tui);
		return false;
	}
	take_case(tui, other, false);
	return true;
}

/* From before anything is read: what is recorded meanwhile is a change. */
void
rr_tui_mark(struct rr_tui *tui)
{
	enum rr_news news;

	if (!rr_session_news(tui->app, &news, tui->diags))
		rr_diags_clear(tui->diags);
}

void
rr_tui_leave(struct rr_tui *tui)
{
	tui->stale = false;
	tui->lists->show(tui->board, "docket", NULL);
	take_case(tui, NULL, true);
}

void
rr_tui_reload(struct rr_tui *tui)
{
	struct rr_case *again = tui->open;
	bool stopped;

	rr_tui_mark(tui);
	/* What is open above the lists needs the case. */
	tui->steady = tui->top->below != NULL;
	if (tui->open != NULL && !rr_case_open(tui->app,
	    tui->open->matter.key, &again, tui->diags)) {
		stopped = rr_diags_errors(tui->diags) == 1 &&
		    rr_diags_get(tui->diags, 0)->code == RR_E_STOPPED;
		rr_tui_complain(tui);
		again = tui->open;
		tui->stale = !stopped && tui->top->below != NULL;
		if (!tui->stale) {
			rr_tui_leave(tui);
			return;
		}
	} else
		tui->stale = false;
	tui->steady = false;
	take_case(tui, again, true);
}

void
rr_tui_title(const struct rr_tui *tui, struct rr_buf *b)
{
	if (tui->open == NULL)
		return;
	rr_buf_add(b, tui->open->matter.title);
	if (tui->counts.matters > 1)
		rr_buf_printf(b, ", %s", tui->open->matter.key);
}

/*
 * page.c: text to read: an answer, a manual page, a row in full.
 *
 * Lines that are longer than the screen is wide go on in the next, under
 * their own indent; they are laid out again when the width changes.  The text
 * is in the pane's arena, its lines in one that goes with the width.
 *
 * What was asked of the case is asked again when something was recorded: an old
 * answer is never left on the screen, as a seal may be what was recorded.
 */
#include "tui/tui_int.h"

#include <string.h>

#include "regrights/manual.h"
#include "regrights/vec.h"
#include "tui/match_int.h"

struct page {
	struct rr_pane	 pane;
	const char	*title, *text;
	struct rr_arena	*laid;
	struct rr_vec	 lines;		/* of char *, in LAID */
	size_t		 top;
	int		 rows, width;	/* on the screen; of the lines */
	size_t		 indent;	/* of the line being laid out */
	const char	*search;
	rr_page_asked	*asked;		/* or NULL: stays as it is */
	const void	*ctx;
	bool		 old;		/* to be asked again */
};

static const char *
line_at(const struct page *p, size_t i)
{
	return ((const char **)p->lines.items)[i];
}

static void
add_line(void *ctx, const char *s, size_t len)
{
	struct page *p = ctx;
	const char **line = rr_vec_add(p->laid, &p->lines);
	struct rr_buf b = RR_BUF_INIT;

	rr_buf_fill(&b, ' ', p->indent);
	rr_buf_addn(&b, s, len);
	*line = rr_buf_keep(&b, p->laid);
}

static void
lay(struct page *p, int width)
{
	const char *s = p->text;

	rr_arena_reset(p->laid);
	p->lines = (struct rr_vec)RR_VEC_INIT(const char *);
	p->width = width;
	while (*s != '\0') {
		size_t n = strcspn(s, "\n"), spaces = strspn(s, " ");

		p->indent = (int)spaces < width / 2 ? spaces : 0;
		p->indent = p->indent < n ? p->indent : 0;
		rr_wrap(rr_arena_strndup(p->laid, s + p->indent, n -
		    p->indent), width - (int)p->indent, add_line, p);
		s += n;
		s += *s == '\n' ? 1 : 0;
	}
}

static size_t
last_top(const struct page *p)
{
	size_t rows = p->rows > 0 ? (size_t)p->rows : 1;

	return p->lines.n > rows ? p->lines.n - rows : 0;
}

static void
search_on(struct page *p, bool forward)
{
	if (p->search == NULL)
		return;
	for (size_t k = 1; k <= p->lines.n; k++) {
		size_t i = (forward ? p->top + k : p->top + p->lines.n - k) %
		    p->lines.n;

		if (!rr_search_hit(line_at(p, i), p->search))
			continue;
		p->top = i;
		return;
	}
	rr_tui_say(p->pane.tui, "No line holds \"%s\".", p->search);
}

static void
took_search(void *ctx, const char *words)
{
	struct page *p = ctx;

	p->search = rr_arena_strdup(p->pane.arena, words);
	search_on(p, true);
}

static void
page_key(struct rr_pane *pane, struct rr_press press)
{
	struct page *p = (struct page *)pane;
	struct rr_prompt ask = { .label = "/", .ctx = p,
	    .took = took_search };
	enum rr_action action = rr_keys_action(RR_IN_PAGE, press);
	size_t rows = p->rows > 1 ? (size_t)p->rows - 1 : 1;

	if (action == RR_DO_PAGE_LEAVE)
		rr_pane_close(pane);
	else if (action == RR_DO_PAGE_DOWN)
		p->top++;
	else if (action == RR_DO_PAGE_UP)
		p->top -= p->top > 0 ? 1 : 0;
	else if (action == RR_DO_PAGE_NEXT_PAGE)
		p->top += rows;
	else if (action == RR_DO_PAGE_LAST_PAGE)
		p->top -= p->top > rows ? rows : p->top;
	else if (action == RR_DO_PAGE_FIRST)
		p->top = 0;
	else if (action == RR_DO_PAGE_LAST)
		p->top = last_top(p);
	else if (action == RR_DO_PAGE_SEARCH)
		rr_prompt_open(pane->tui, &ask);
	else if (action == RR_DO_PAGE_NEXT || action == RR_DO_PAGE_PREVIOUS)
		search_on(p, action == RR_DO_PAGE_NEXT);
}

static void
page_draw(struct rr_pane *pane, struct rr_grid *g, struct rr_rect r)
{
	struct page *p = (struct page *)pane;
	struct rr_buf b = RR_BUF_INIT;

	p->rows = r.rows - 2;
	if (p->old) {
		rr_arena_reset(p->laid);
		p->lines = (struct rr_vec)RR_VEC_INIT(const char *);
		p->width = 0;
	} else if (p->width != r.cols - 2)
		lay(p, r.cols - 2);
	if (p->top > last_top(p))
		p->top = last_top(p);
	rr_grid_pad(g, r.row, r.col + 1, r.cols - 1, false, RR_ATTR_BOLD,
	    p->title);
	for (int i = 0; i < p->rows && p->top + (size_t)i < p->lines.n; i++)
		rr_grid_text(g, r.row + 1 + i, r.col + 1, r.cols - 1, 0,
		    line_at(p, p->top + (size_t)i));
	rr_buf_printf(&b, "q back  j k PgUp PgDn scroll  / search");
	rr_grid_text(g, r.row + r.rows - 1, r.col + 1, r.cols - 1, 0, b.s);
	rr_buf_clear(&b);
	rr_buf_printf(&b, "%zu of %zu", p->lines.n == 0 ? 0 : p->top + 1,
	    p->lines.n);
	if (r.cols > 60)
		rr_grid_pad(g, r.row + r.rows - 1, r.cols - 20, 19, true, 0,
		    b.s);
	rr_grid_cursor(g, r.row + 1, r.col + 1);
	rr_buf_free(&b);
}

static void
page_reload(struct rr_pane *pane, bool recorded)
{
	struct page *p = (struct page *)pane;

	p->old |= recorded && p->asked != NULL;
}

static bool
page_work(struct rr_pane *pane)
{
	struct page *p = (struct page *)pane;
	struct rr_buf text = RR_BUF_INIT;
	size_t top = p->top;

	if (!p->old)
		return false;
	pane->tui->stopped = false;
	if (!p->asked(pane->tui, p->ctx, &text)) {
		rr_buf_clear(&text);
		rr_buf_add(&text, pane->tui->stopped ?
		    "Something was recorded since, and this was stopped "
		    "before it was read anew: ask again.\n" :
		    "Something was recorded since, and this cannot be said "
		    "any more as it was asked: ");
		if (!pane->tui->stopped && rr_diags_count(pane->tui->diags) >
		    0)
			rr_tui_diag(rr_diags_get(pane->tui->diags, 0), &text);
	}
	rr_diags_clear(pane->tui->diags);
	p->text = rr_arena_strdup(pane->arena, text.s);
	p->old = false;
	p->top = top;
	rr_buf_free(&text);
	return true;
}

static void
page_done(struct rr_pane *pane)
{
	rr_arena_free(((struct page *)pane)->laid);
}

void
rr_page_open(struct rr_tui *tui, const char *title, const char *text)
{
	static const struct rr_pane_ops ops = { .covers = true,
	    .key = page_key, .work = page_work, .draw = page_draw,
	    .reload = page_reload, .done = page_done };
	struct rr_pane *pane = rr_pane_open(tui, &ops, sizeof(struct page));
	struct page *p = (struct page *)pane;

	p->title = rr_arena_strdup(pane->arena, title);
	p->text = rr_arena_strdup(pane->arena, text);
	p->laid = rr_arena_new();
}

void
rr_page_ask(struct rr_tui *tui, rr_page_asked *asked, const void *ctx)
{
	struct page *p = (struct page *)tui->top;

	p->asked = asked;
	p->ctx = ctx;
}

void
rr_manual_open(struct rr_tui *tui, const char *name)
{
	const char *text = rr_manual_find(name, tui->ascii);

	if (text != NULL)
		rr_page_open(tui, name, text);
	else
		rr_tui_say(tui, "The manual page %s is not part of this "
		    "build; ? lists the keys.", name);
}

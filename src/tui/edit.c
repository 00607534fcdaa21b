/*
 * edit.c: a line of text that is being typed, or a few.
 *
 * The text is always plain UTF-8 that a field may hold: a character that
 * rr_text_is_plain() refuses is not taken, so that nothing typed or pasted
 * has to be refused later for its characters.  The cursor stands before a
 * whole character.  A line of RR_EDIT_MAX bytes takes no more.
 */
#include "tui/edit_int.h"

#include <string.h>

#include "regrights/text.h"

void
rr_edit_done(struct rr_edit *e)
{
	rr_buf_free(&e->text);
	e->at = 0;
}

void
rr_edit_set(struct rr_edit *e, const char *s)
{
	rr_buf_clear(&e->text);
	rr_buf_add(&e->text, s);
	e->at = e->text.len;
}

/* Replaces the bytes FROM … TO by S. */
static void
splice(struct rr_edit *e, size_t from, size_t to, const char *s, size_t n)
{
	struct rr_buf rest = RR_BUF_INIT;

	rr_buf_addn(&rest, e->text.s + to, e->text.len - to);
	e->text.len = from;
	rr_buf_addn(&e->text, s, n);
	e->at = e->text.len;
	rr_buf_addn(&e->text, rest.s, rest.len);
	if (e->text.cap > 0)
		e->text.s[e->text.len] = '\0';
	rr_buf_free(&rest);
}

static size_t
before(const struct rr_edit *e, size_t at)
{
	while (at > 0 && ((unsigned char)e->text.s[--at] & 0xc0) == 0x80)
		continue;
	return at;
}

static size_t
after(const struct rr_edit *e, size_t at)
{
	int32_t code;

	if (at >= e->text.len)
		return e->text.len;
	return at + (size_t)rr_text_decode(e->text.s + at, &code);
}

static size_t
word_before(const struct rr_edit *e)
{
	size_t at = e->at;

	while (at > 0 && e->text.s[at - 1] == ' ')
		at--;
	while (at > 0 && e->text.s[at - 1] != ' ')
		at--;
	return at;
}

static void
add_plain(const struct rr_edit *e, int32_t code, struct rr_buf *out)
{
	struct rr_buf b = RR_BUF_INIT;
	bool line = code == '\n' && e->lines;

	if (code == '\t' || (code == '\n' && !e->lines))
		code = ' ';
	if (line || rr_press_is_text((struct rr_press){ .code = code }))
		rr_text_encode(code, &b);
	if (rr_text_is_plain(b.s, b.len, line, NULL))
		rr_buf_addn(out, b.s, b.len);
	rr_buf_free(&b);
}

/* A paste goes in as one piece. */
static bool
type(struct rr_edit *e, struct rr_press p)
{
	const char *s = p.pasted && p.text != NULL ? p.text : "";
	struct rr_buf b = RR_BUF_INIT;

	if (!p.pasted && !rr_press_is_text(p))
		return false;
	if (!p.pasted)
		add_plain(e, p.code, &b);
	while (*s != '\0') {
		int32_t code;

		s += rr_text_decode(s, &code);
		add_plain(e, code, &b);
	}
	e->full = e->text.len + b.len >= RR_EDIT_MAX;
	if (!e->full)
		splice(e, e->at, e->at, b.s, b.len);
	rr_buf_free(&b);
	return true;
}

static bool
edit(struct rr_edit *e, enum rr_action action)
{
	if (action == RR_DO_EDIT_LEFT)
		e->at = before(e, e->at);
	else if (action == RR_DO_EDIT_RIGHT)
		e->at = after(e, e->at);
	else if (action == RR_DO_EDIT_HOME)
		e->at = 0;
	else if (action == RR_DO_EDIT_END)
		e->at = e->text.len;
	else if (action == RR_DO_EDIT_BACK)
		splice(e, before(e, e->at), e->at, "", 0);
	else if (action == RR_DO_EDIT_DELETE) {
		size_t at = e->at;

		splice(e, at, after(e, at), "", 0);
	} else if (action == RR_DO_EDIT_WORD)
		splice(e, word_before(e), e->at, "", 0);
	else if (action == RR_DO_EDIT_CLEAR)
		splice(e, 0, e->at, "", 0);
	else if (action == RR_DO_EDIT_KILL)
		splice(e, e->at, e->text.len, "", 0);
	else if (action == RR_DO_EDIT_LINE && e->lines)
		splice(e, e->at, e->at, "\n", 1);
	else
		return false;
	return true;
}

bool
rr_edit_key(struct rr_edit *e, struct rr_press p)
{
	e->full = false;
	return type(e, p) || edit(e, rr_keys_action(RR_IN_EDIT, p));
}

void
rr_edit_shown(const char *text, struct rr_buf *out)
{
	for (; *text != '\0'; text++)
		rr_buf_addc(out, *text == '\n' ? '|' : *text);
}

void
rr_edit_draw(const struct rr_edit *e, struct rr_grid *g, int row, int col,
    int cells, unsigned attr)
{
	struct rr_buf left = RR_BUF_INIT, head = RR_BUF_INIT;
	struct rr_buf text = RR_BUF_INIT;
	size_t from = e->at, next = e->at;
	int at = 0, wide = 0;

	rr_edit_shown(e->text.s, &text);
	rr_buf_addn(&head, text.s, e->at);
	/* Back from the cursor, as far as there is room for. */
	while (wide < cells) {
		from = next;
		at = wide;
		if (from == 0)
			break;
		next = before(e, from);
		rr_buf_clear(&left);
		rr_text_safe(head.s + next, g->ascii, &left);
		wide = rr_text_width(left.s);
	}
	rr_grid_pad(g, row, col, cells, false, attr, "");
	rr_grid_text(g, row, col, cells, attr, text.s + from);
	rr_grid_cursor(g, row, col + at);
	rr_buf_free(&left);
	rr_buf_free(&head);
	rr_buf_free(&text);
}

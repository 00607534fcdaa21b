/*
 * outline.c: a tree of reasons as indented lines.
 *
 * What is cited stands at the right when a width is given, else behind two
 * spaces; where the width leaves no room beside the text, under it.  A line
 * that is too long is broken between words.
 */
#include <string.h>

#include "regrights/arena.h"
#include "regrights/fact.h"
#include "regrights/text.h"
#include "view_int.h"

#define WIDE	10000	/* cells of a line without a width */
#define BESIDE	20	/* least cells of text beside what is cited */

struct outline {
	int		 width;
	bool		 ascii;
	struct rr_buf	*out;
};

static void
cited(const struct rr_trace *t, struct rr_buf *b)
{
	const struct rr_fact f = { .seq = t->fact, .row = t->row };

	if (t->fact > 0) {
		rr_buf_add(b, "entry ");
		rr_fact_ref(&f, b);
	} else if (t->cite != NULL)
		rr_buf_add(b, t->cite);
}

/* Bytes of TEXT for one line: to the last space that fits. */
static size_t
line_len(const char *text, int cells)
{
	size_t n = rr_text_fit(text, cells, NULL);
	size_t space = n;

	if (text[n] == '\0')
		return n;
	while (space > 0 && text[space] != ' ')
		space--;
	return space > 0 ? space : n > 0 ? n : strlen(text);
}

void
rr_view_wrap(const char *text, int indent, int cells, struct rr_buf *out)
{
	while (*text != '\0') {
		size_t n = line_len(text, cells);

		rr_buf_fill(out, ' ', (size_t)indent);
		rr_buf_addn(out, text, n);
		rr_buf_addc(out, '\n');
		text += n;
		text += strspn(text, " ");
	}
}

/* What is cited, at the right of a line that has CELLS already. */
static void
add_cite(struct outline *o, const char *cite, int cells)
{
	int gap = o->width > 0 ? o->width - cells - rr_text_width(cite) : 2;

	if (*cite == '\0')
		return;
	rr_buf_fill(o->out, ' ', gap > 2 ? (size_t)gap : 2);
	rr_buf_add(o->out, cite);
}

static void
add_line(void *ctx, int depth, const struct rr_trace *t)
{
	struct outline *o = ctx;
	struct rr_buf text = RR_BUF_INIT, cite = RR_BUF_INIT;
	struct rr_buf raw = RR_BUF_INIT;
	int indent = 2 * depth, room = WIDE, beside, used;
	size_t n;

	rr_text_safe(t->text, o->ascii, &text);
	cited(t, &raw);
	rr_text_safe(raw.s, o->ascii, &cite);
	if (o->width > 0) {
		if (indent > o->width / 2)
			indent = o->width / 2;
		room = o->width - indent;
	}
	/* What is cited stands under it where there is no room beside it. */
	beside = room - rr_text_width(cite.s) - 2;
	if (beside >= BESIDE)
		room = beside;
	n = line_len(text.s, room);
	rr_buf_fill(o->out, ' ', (size_t)indent);
	rr_buf_addn(o->out, text.s, n);
	used = rr_text_width(text.s) - rr_text_width(text.s + n);
	if (beside >= BESIDE)
		add_cite(o, cite.s, indent + used);
	rr_buf_addc(o->out, '\n');
	n += strspn(text.s + n, " ");
	rr_view_wrap(text.s + n, indent + 2, room - 2, o->out);
	if (beside < BESIDE)
		rr_view_wrap(cite.s, indent + 2, room - 2, o->out);
	rr_buf_free(&text);
	rr_buf_free(&cite);
	rr_buf_free(&raw);
}

void
rr_outline_text(const struct rr_trace *t, int width, bool ascii,
    struct rr_buf *out)
{
	struct outline o = { width, ascii, out };

	rr_trace_walk(t, add_line, &o);
}

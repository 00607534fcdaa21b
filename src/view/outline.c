/*
 * outline.c: a tree of reasons as indented lines.
 *
 * What is cited stands at the right when a width is given, else behind two
 * spaces.  A line that is too long is broken between words.
 */
#include <string.h>

#include "regrights/arena.h"
#include "regrights/fact.h"
#include "regrights/text.h"
#include "view_int.h"

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

static void
add_line(void *ctx, int depth, const struct rr_trace *t)
{
	struct outline *o = ctx;
	struct rr_buf text = RR_BUF_INIT, cite = RR_BUF_INIT;
	struct rr_buf raw = RR_BUF_INIT;
	int indent = 2 * depth, room, used;
	const char *p;

	rr_text_safe(t->text, o->ascii, &text);
	cited(t, &raw);
	rr_text_safe(raw.s, o->ascii, &cite);
	used = rr_text_width(cite.s);
	room = o->width > 0 ? o->width - indent - used - 2 : 10000;
	room = room < 20 ? 20 : room;
	p = text.s;
	for (bool first = true; first || *p != '\0'; first = false) {
		size_t n = line_len(p, first ? room : room - 2);
		int cells;

		rr_buf_fill(o->out, ' ', (size_t)(indent + (first ? 0 : 2)));
		rr_buf_addn(o->out, p, n);
		cells = indent + (first ? 0 : 2) + (int)rr_text_width(p) -
		    (int)rr_text_width(p + n);
		if (first && cite.len > 0) {
			int gap = o->width > 0 ? o->width - cells - used : 2;

			rr_buf_fill(o->out, ' ', gap > 2 ? (size_t)gap : 2);
			rr_buf_add(o->out, cite.s);
		}
		rr_buf_addc(o->out, '\n');
		p += n;
		p += strspn(p, " ");
	}
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

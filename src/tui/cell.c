/*
 * cell.c: a glyph of the grid as curses wants it.
 */
#include "tui/cell_int.h"

#include <wchar.h>

#include "regrights/text.h"

static void
look_of(unsigned attr, bool colour, attr_t *look, short *pair)
{
	static const struct { unsigned attr; attr_t look; short pair; }
	    looks[] = {
		{ RR_ATTR_BOLD, A_BOLD, 0 },
		{ RR_ATTR_UNDERLINE, A_UNDERLINE, 0 },
		{ RR_ATTR_REVERSE, A_REVERSE, 0 },
		{ RR_ATTR_DIM, A_DIM, 0 },
		{ RR_ATTR_RED, 0, 1 }, { RR_ATTR_YELLOW, 0, 2 },
		{ RR_ATTR_GREEN, 0, 3 }, { RR_ATTR_CYAN, 0, 4 }
	};

	*look = A_NORMAL;
	*pair = 0;
	for (size_t i = 0; i < sizeof(looks) / sizeof(looks[0]); i++) {
		if ((attr & looks[i].attr) == 0)
			continue;
		*look |= looks[i].look;
		if (colour)
			*pair = looks[i].pair;
	}
}

/*
 * A glyph as curses wants it.  Where the system takes a character for wider
 * or narrower than we do, a mark of the width that was laid out stands in its
 * place: the rest of the row must not move.
 */
int
rr_cell_of(const struct rr_glyph *g, bool colour, cchar_t *cell)
{
	wchar_t text[CCHARW_MAX + 1];
	const char *s = g->text;
	attr_t look;
	short pair;
	int n = 0;

	while (*s != '\0' && n < CCHARW_MAX) {
		int32_t code;

		s += rr_text_decode(s, &code);
		text[n++] = (wchar_t)code;
	}
	text[n] = L'\0';
	if (n == 0 || wcwidth(text[0]) != g->width) {
		text[0] = L'?';
		text[1] = L'\0';
	}
	look_of(g->attr, colour, &look, &pair);
	setcchar(cell, text, look, pair, NULL);
	return text[0] == L'?' ? g->width : 1;
}

/*
 * news.c: who recorded what meanwhile, in words.
 */
#include "tui/tui_int.h"

#include <string.h>

#include "regrights/session.h"

#define MOST	100	/* lines that are counted; of more that is said */

static void
add_line(const struct rr_tui *tui, const struct rr_line *line,
    struct rr_buf *out)
{
	if (strcmp(line->who, rr_session_who(tui->app)) == 0)
		rr_buf_add(out, "You, elsewhere,");
	else
		rr_buf_add(out, line->who);
	rr_buf_printf(out, " recorded entry %lld of %s: %s",
	    (long long)line->seq, line->matter, line->sealed ?
	    "it is sealed" : line->gist);
}

void
rr_news_text(struct rr_tui *tui, const char *matter, int64_t since,
    struct rr_buf *out)
{
	const struct rr_session_window w = { .place = RR_AT_START,
	    .max = MOST, .matter = matter };
	struct rr_arena *arena = rr_arena_new();
	struct rr_session_rest rest;
	struct rr_source s;
	size_t n = 0;

	if (rr_session_journal(tui->app, arena, &w, &s, &rest, tui->diags))
		while (n < s.njournal && s.journal[n].seq > since)
			n++;
	rr_diags_clear(tui->diags);
	if (n == 0)
		rr_buf_add(out, "Something was recorded elsewhere");
	else
		add_line(tui, &s.journal[0], out);
	if (n == MOST)
		rr_buf_printf(out, ", and %d or more before it", MOST - 1);
	else if (n > 1)
		rr_buf_printf(out, ", and %zu before it", n - 1);
	rr_buf_addc(out, '.');
	rr_arena_free(arena);
}

/*
 * unread.c: the panes while the case file cannot be read.
 *
 * Nothing is counted then, and no list says that it is empty: why it cannot be
 * read stands in the place of its rows, whatever key is pressed, until it can.
 * Where there was no case file yet none is missed: the first import makes it.
 */
#include "tui/tui_int.h"

void
rr_unread_note(struct rr_tui *tui)
{
	struct rr_session_counts *all = &tui->counts;

	if (!tui->had && rr_diags_find(tui->diags, RR_E_NO_STORE) != NULL) {
		rr_tui_complain(tui);
		return;
	}
	all->matters = all->matters > 0 ? all->matters : 1;
	all->unknown = all->failed = all->matters;
	rr_buf_clear(&tui->unread);
	for (size_t i = 0; tui->unread.len == 0; i++) {
		const struct rr_diag *d = rr_diags_get(tui->diags, i);

		if (rr_code_severity(d->code) == RR_ERROR)
			rr_tui_diag(d, &tui->unread);
	}
	rr_diags_clear(tui->diags);
}

void
rr_unread_end(struct rr_tui *tui)
{
	rr_buf_clear(&tui->unread);
	tui->had = true;
}

void
rr_unread_text(const struct rr_tui *tui, struct rr_buf *b)
{
	if (tui->unread.len > 0)
		rr_buf_printf(b, "What is due is not known: the case file "
		    "cannot be read, and nothing of it is shown until it can."
		    "\n%s\nIt is tried again every second; ^L tries at once.",
		    tui->unread.s);
}

/*
 * quote.h: the words of a command line, written so that a shell reads them
 * back, and so does a script of commands.
 */
#ifndef REGRIGHTS_QUOTE_H
#define REGRIGHTS_QUOTE_H

#include "regrights/buf.h"

/*
 * A word as it is, where no shell makes anything else of it; else in quotes:
 * "…", or '…' where it holds what those leave to the shell, or $'…' where it
 * holds a line end or a tab, which a line cannot show otherwise.  All on one
 * line.  The last is read by bash, zsh and scripts, and not by every sh.
 */
void		 rr_quote_word(const char *word, struct rr_buf *);
/*
 * The word that begins at P, without its quotes; what follows it, or NULL when
 * the quote at OPEN is not closed.
 */
const char	*rr_quote_read(const char *p, struct rr_buf *word,
		    const char **open);

#endif

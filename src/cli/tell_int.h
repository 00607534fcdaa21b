/*
 * tell_int.h: a command speaks to whoever waits for it at a terminal.
 */
#ifndef REGRIGHTS_TELL_INT_H
#define REGRIGHTS_TELL_INT_H

#include <stdbool.h>
#include <stddef.h>

#include "regrights/case.h"

/* An rr_waiting; CTX is a bool: it was said already. */
bool	 rr_tell_waiting(void *ctx, const char *who, bool locked);
/* An rr_progress. */
void	 rr_tell_progress(void *ctx, enum rr_work, size_t done, size_t of);
/* An rr_asking: false when nobody answers any more. */
bool	 rr_ask_terminal(void *ctx, const char *text, char *line, size_t size);

#endif

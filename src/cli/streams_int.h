/*
 * streams_int.h: the three descriptors that a program is started with.
 */
#ifndef REGRIGHTS_STREAMS_INT_H
#define REGRIGHTS_STREAMS_INT_H

#include <stdbool.h>

/* Descriptors 0 to 2 are there, so that no file of ours takes their place. */
void	 rr_streams_fill(void);
/* All that was put on standard output so far went out. */
bool	 rr_put_out(void);
/* Nobody reads standard output any more, whichever write it was that failed. */
bool	 rr_reader_went(void);

#endif

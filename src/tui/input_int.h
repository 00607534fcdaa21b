/*
 * input_int.h: bytes of the terminal, as keys.
 */
#ifndef REGRIGHTS_TUI_INPUT_INT_H
#define REGRIGHTS_TUI_INPUT_INT_H

#include <stdbool.h>
#include <stddef.h>

#include "tui/keys_int.h"

#define RR_INPUT_MAX	4096	/* bytes that wait to be read */
#define RR_INPUT_NAMED	64	/* sequences that terminfo can add */

struct rr_sequence {
	const char	*bytes;		/* behind Escape */
	int32_t		 code;
};

struct rr_input {
	char			bytes[RR_INPUT_MAX + 1];
	size_t			n;
	bool			utf8;		/* else as the locale reads */
	bool			pasting;	/* inside a bracketed paste */
	bool			in_string;	/* inside a report */
	bool			quiet;		/* nothing has followed */
	bool			late;		/* Escape is past */
	struct rr_sequence	named[RR_INPUT_NAMED];
	size_t			nnamed;
};

/* One more sequence, with its Escape; what does not begin so is left out. */
void	 rr_input_name(struct rr_input *, const char *bytes, int32_t code);
/* Adds at most what there is room for; the number of bytes that it took. */
size_t	 rr_input_add(struct rr_input *, const char *bytes, size_t n);
/* The next whole key; false when there is none, or but a part of one. */
bool	 rr_input_key(struct rr_input *, struct rr_press *);
/* Milliseconds to wait for what may follow; -1: nothing is begun. */
int	 rr_input_wait(const struct rr_input *);
/* Nothing came in that time. */
void	 rr_input_quiet(struct rr_input *);
/* The I-th line of sequence.def; NULL after the last. */
const struct rr_sequence *rr_sequence_at(size_t);

#endif

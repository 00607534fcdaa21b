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
	int			escape_ms;	/* rr_input_delay */
};

/*
 * How long nothing may follow an Escape before it is one: so many milliseconds
 * in digits (1 to 10000), as ESCDELAY has them for a slow line; else, and for
 * NULL, no longer than a key may take.  To be called first.
 */
void	 rr_input_delay(struct rr_input *, const char *ms);
/* One more sequence, with its Escape; what does not begin so is left out. */
void	 rr_input_name(struct rr_input *, const char *bytes, int32_t code);
/* Adds at most what there is room for; the number of bytes that it took. */
size_t	 rr_input_add(struct rr_input *, const char *bytes, size_t n);
/* The next whole key; false when there is none, or but a part of one. */
bool	 rr_input_key(struct rr_input *, struct rr_press *);
/*
 * Whether Escape or ^C is among the keys that wait, or (Q) q or F10.  Escape
 * and ^C are taken out with all that was typed before; the others stay.
 */
bool	 rr_input_stops(struct rr_input *, bool q);
/* Whether it ends in an Escape that something may follow. */
bool	 rr_input_is_alone(const struct rr_input *);
/* Milliseconds to wait for what may follow; -1: nothing is begun. */
int	 rr_input_wait(const struct rr_input *);
/* Nothing came in that time. */
void	 rr_input_quiet(struct rr_input *);
/* The I-th line of sequence.def; NULL after the last. */
const struct rr_sequence *rr_sequence_at(size_t);

#endif

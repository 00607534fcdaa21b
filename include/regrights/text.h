/*
 * text.h: UTF-8, the width of cells, and what is unsafe to print.
 *
 * All text that comes from outside goes through rr_text_safe() before it
 * reaches a terminal.
 */
#ifndef REGRIGHTS_TEXT_H
#define REGRIGHTS_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct rr_arena;
struct rr_buf;

/* Valid UTF-8 without NUL, surrogates or overlong forms. */
bool	 rr_text_is_utf8(const char *, size_t);
/*
 * May be stored in a field: valid UTF-8 without controls (line ends allowed
 * when LINES), bidi marks, zero-width or tag characters.  BAD, when not NULL,
 * gets the offset of the first byte that is not allowed.
 */
bool	 rr_text_is_plain(const char *, size_t, bool lines, size_t *bad);

/* A control, or what turns, hides or takes no place: never printed as it is. */
bool	 rr_text_is_unsafe(int32_t code);
/*
 * Appends S with all that is unsafe made visible: controls as \x1b, bytes that
 * are no UTF-8 as \xff, bidi and invisible characters as \u{202e}, more than
 * two combining marks on one base dropped for one.  With ASCII set, anything
 * beyond ASCII becomes \u{…}, but for a few dashes and quotes that have an
 * ASCII form.  A line end becomes \n as two characters.
 */
void	 rr_text_safe(const char *, bool ascii, struct rr_buf *);
/* The same, each line end as it is. */
void	 rr_text_safe_lines(const char *, struct rr_buf *);

/* Decodes the code point at S, which must be valid UTF-8; its length. */
int	 rr_text_decode(const char *, int32_t *);
void	 rr_text_encode(int32_t, struct rr_buf *);
/* Cells taken by safe text. */
int	 rr_text_width(const char *);
/* Bytes of the longest prefix of safe text that fits in CELLS. */
size_t	 rr_text_fit(const char *, int cells, int *used);
/*
 * Appends safe text in exactly CELLS cells: padded, or cut with a mark (".."
 * in ASCII, "…" else).  RIGHT pads on the left.
 */
void	 rr_text_pad(const char *, int cells, bool right, bool ascii,
	    struct rr_buf *);

/* Nothing but spaces, tabs and line ends. */
bool	 rr_text_is_blank(const char *);
/* A short name: lower-case letters, digits and hyphens, 64 at most. */
bool	 rr_text_is_key(const char *);

/* Compares and finds without regard to case, whole Unicode. */
int	 rr_text_casecmp(const char *, const char *);
bool	 rr_text_contains(const char *text, const char *word);
/* A space of any kind, a line end among them; a letter, mark or number. */
bool	 rr_text_is_space(int32_t code);
bool	 rr_text_is_word(int32_t code);
/*
 * Appends S composed (NFC; with COMPAT NFKC) and in one case; as it is where it
 * is no UTF-8.
 */
void	 rr_text_composed(const char *, bool compat, struct rr_buf *);
/*
 * name.c: what two texts share that are one name: composed (NFC), in one case,
 * each row of spaces and line ends as one space, none at its ends.
 */
void	 rr_text_fold(const char *, struct rr_buf *);
/* Whether two texts are one name in that sense. */
bool	 rr_text_is_same_name(const char *, const char *);
/*
 * What two names share that are near: their letters and digits alone, in
 * their usual forms (NFKC), in one case.  "Red Fund, L.P." and "RED FUND LP".
 */
void	 rr_text_bare(const char *, struct rr_buf *);
/*
 * The first letter, in lower case, that is not Latin in a name that has Latin
 * letters too: it may look like one of them.  0: there is none.
 */
int32_t	 rr_text_foreign(const char *);
/*
 * Begins, behind any apostrophes, as a formula does in a spreadsheet: such a
 * cell is written with one apostrophe more, and read without it.
 */
bool	 rr_text_is_guarded(const char *);
/* With small letters, of a to z alone: as a key is written. */
const char *rr_text_small(struct rr_arena *, const char *);
/* Edits from one to the other, for "did you mean". */
size_t	 rr_text_distance(const char *, const char *);

#endif

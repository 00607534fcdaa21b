/*
 * paper_int.h: an agreement's own text, between the files that read it.
 */
#ifndef REGRIGHTS_PAPER_INT_H
#define REGRIGHTS_PAPER_INT_H

#include "regrights/diag.h"
#include "regrights/paper.h"
#include "regrights/vec.h"

struct rr_map;

struct rr_paper {
	struct rr_arena	*arena;
	const char	*name, *text;
	struct rr_map	*sections;	/* "3(d)(ii)", "Schedule A": there */
	struct rr_vec	 references;
	struct rr_vec	 terms;
};

/* A place in the text. */
struct rr_cursor {
	const char	*text, *p, *line_start;
	unsigned	 line;
};

/* A defined term, at the first place that defines it. */
struct rr_paper_term {
	const char	*term;	/* in capitals, one space between words */
	struct rr_pos	 at;
	bool		 used;
};

void		 rr_cursor_start(struct rr_cursor *, const char *text);
void		 rr_cursor_move(struct rr_cursor *, size_t n);
struct rr_pos	 rr_cursor_pos(const struct rr_cursor *, const char *name);

bool		 rr_is_digit(char);
bool		 rr_is_upper(char);
bool		 rr_is_letter(char);
const char	*rr_skip_space(const char *);

/* WORD at P without regard to case: its length, else 0. */
size_t		 rr_paper_word_at(const char *p, const char *word);
/* Bytes of "3(d)(ii)" at P, which goes on over no line end. */
size_t		 rr_paper_number_len(const char *p);
/* "SCHEDULE 6(b)" at P: its name, and where it ends; else NULL. */
const char	*rr_paper_attachment_at(struct rr_arena *, const char *p,
		    const char **end);

/* Collects the headings. */
void		 rr_paper_headings(struct rr_paper *);
/* Collects the defined terms, and whether each is used. */
void		 rr_paper_terms(struct rr_paper *);

#endif

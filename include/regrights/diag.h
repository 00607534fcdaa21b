/*
 * diag.h: what is wrong, where, and what to do.
 *
 * A diagnostic has a code from diag.def, a place, and the particulars in one
 * sentence.  A function that can fail returns bool and takes the list last;
 * false means that at least one error was added.  Warnings never fail.
 */
#ifndef REGRIGHTS_DIAG_H
#define REGRIGHTS_DIAG_H

#include <stdbool.h>
#include <stddef.h>

struct rr_arena;
struct rr_buf;

struct rr_pos {
	const char	*file;		/* or NULL */
	/* from 1; 0 when there is no such place */
	unsigned	 line, col;
};

/* A place in the agreement: "6(h)(ii)", and where its file says so. */
struct rr_cite {
	const char	*section;
	struct rr_pos	 pos;
};

enum rr_severity { RR_ERROR, RR_WARNING };

#define RR_DIAG(id, tag, severity, text)	RR_##id,
enum rr_code {
#include "regrights/diag.def"
	RR_CODE_MAX
};
#undef RR_DIAG

struct rr_diag {
	enum rr_code	 code;
	struct rr_pos	 at;		/* the offending value */
	/* what it disagrees with, if anything */
	struct rr_pos	 since;
	const char	*what;		/* the particulars, or "" */
};

struct rr_diags;

struct rr_diags	*rr_diags_new(void);
void		 rr_diags_free(struct rr_diags *);
void		 rr_diags_clear(struct rr_diags *);

/* Adds one.  The text is copied.  Always returns false, to be returned. */
bool		 rr_diag(struct rr_diags *, enum rr_code, struct rr_pos,
		    const char *, ...) __attribute__((format(printf, 4, 5)));
/* E206 of an option's value, which is no day. */
bool		 rr_diag_day(struct rr_diags *, const char *name,
		    const char *value);
/* The same, with the place that the value disagrees with. */
bool		 rr_diag_since(struct rr_diags *, enum rr_code, struct rr_pos,
		    struct rr_pos since, const char *, ...)
		    __attribute__((format(printf, 5, 6)));

size_t		 rr_diags_count(const struct rr_diags *);
size_t		 rr_diags_errors(const struct rr_diags *);
const struct rr_diag *rr_diags_get(const struct rr_diags *, size_t);
/* The first of that code, or NULL. */
const struct rr_diag *rr_diags_find(const struct rr_diags *, enum rr_code);
/* Sorted by file, line and column; stable. */
void		 rr_diags_sort(struct rr_diags *);

const char	*rr_code_tag(enum rr_code);		/* "E204" */
const char	*rr_code_text(enum rr_code);		/* "value has …" */
enum rr_severity rr_code_severity(enum rr_code);

/*
 * "FILE:LINE:COL: error E204: value has the wrong type: PARTICULARS" and a
 * line end.  What is unsafe in the particulars is made visible.
 */
void		 rr_diag_text(const struct rr_diag *, struct rr_buf *);

#endif

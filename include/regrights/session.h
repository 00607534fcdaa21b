/*
 * session.h: what the screen asks of the app between two keys.
 *
 * The screen never speaks to the store.  Each call here reads what it needs in
 * short statements, leaves no lock and no statement open, and copies what it
 * gives into the caller's arena: the rows live as long as that does and no
 * longer.  A call that fails has added at least one error and set nothing.
 *
 * A list that can be long (the docket of all matters, the journal) is read in
 * windows.  A window is named by a row, never by an offset, so that it costs
 * the same at the top and at the end, and a row that another program adds
 * moves nothing that is looked at.
 */
#ifndef REGRIGHTS_SESSION_H
#define REGRIGHTS_SESSION_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "regrights/diag.h"
#include "regrights/hash.h"
#include "regrights/record.h"
#include "regrights/view.h"

struct rr_app;
struct rr_arena;
struct rr_args;
struct rr_cmd;
struct rr_head;
struct rr_out;
struct rr_vec;

/* A file that a command read, as it was when its preview was shown. */
struct rr_read {
	const char	*path;
	uint8_t		 hash[RR_HASH_LEN];
};

/* Those of a form: noted while it is tried, SHOWN when it is recorded. */
struct rr_reads {
	struct rr_vec	*files;		/* of struct rr_read; NULL: none */
	struct rr_arena	*arena;		/* of FILES */
	bool		 shown;
};

enum rr_place {
	RR_AT_START,		/* the first rows */
	/* half of them before the row, half from it on */
	RR_AROUND,
	RR_AT_END		/* the last rows */
};

/*
 * Which rows of a long list.  The row of AROUND need not be there any more:
 * its key says where it would stand.
 */
struct rr_session_window {
	enum rr_place			 place;
	/* docket: group, day, matter, id */
	const struct rr_docket_row	*row;
	int64_t				 seq;	/* journal */
	size_t				 max;	/* rows, at least 2 */
	bool				 all;	/* docket: what is done too */
	bool				 later;	/* … what is not of the week */
	const char			*matter; /* NULL: all matters */
};

/* How many rows each group has, of those matters that are known as of now. */
struct rr_session_counts {
	struct rr_tally	tally;
	/* of MATTERS, those that are not known; and of these, for good */
	size_t		matters, unknown, failed;
};

#define RR_SOME	(-1L)	/* rows that nobody has counted */

/* What a window left out. */
struct rr_session_rest {
	long	above, below;	/* rows before it, after it, or RR_SOME */
	bool	old;		/* rows are in it as they were once */
	struct rr_session_counts counts;	/* docket */
};

/*
 * The docket in the order of (group, day, matter, id).  The source has
 * `docket`, `ndocket` and `on`; nothing is derived and no YAML is read, so that
 * this is quick enough for the first frame: what is not known as of now is
 * marked as old, or left out where nothing older is there or it is not what was
 * written (W522).  A case file without matters gives no rows; E502 where there
 * is no case file.
 */
bool	 rr_session_docket(struct rr_app *, struct rr_arena *,
	    const struct rr_session_window *, struct rr_source *,
	    struct rr_session_rest *, struct rr_diags *);

/*
 * The journal, newest first; the source has `journal`, `njournal` and `on`,
 * and `matter` as asked.  "Above" are newer lines.
 */
bool	 rr_session_journal(struct rr_app *, struct rr_arena *,
	    const struct rr_session_window *, struct rr_source *,
	    struct rr_session_rest *, struct rr_diags *);

/*
 * One slice of the work that the first frame put off: derives a few matters
 * that are not known as of now, until rr_app_going says no.  BEGUN: so many;
 * DONE: nothing is left to do.  One that cannot be derived is told, and left
 * until something is recorded.  Where nothing can be kept, and under
 * --read-only, nothing is written, and the session holds what it derives.
 * Nobody is waited for: E505 names who keeps the case file.
 */
bool	 rr_session_refresh(struct rr_app *, size_t *begun, bool *done,
	    struct rr_diags *);

/* Of all matters; of one matter, by its derivation. */
bool	 rr_session_counts(struct rr_app *, struct rr_session_counts *,
	    struct rr_diags *);
void	 rr_session_tally(const struct rr_derivation *, struct rr_tally *);

/*
 * Whether a quarter of an hour has gone by on the wall since the last call
 * (false the first time): somewhere it may be another day.
 */
bool	 rr_session_turned(struct rr_app *);

enum rr_news {
	RR_NEWS_NONE,
	RR_NEWS_DERIVED,	/* what follows, anew; nothing was recorded */
	RR_NEWS_RECORDED,	/* by another program */
	/* the file is another, in which entries are not what they were */
	RR_NEWS_REPLACED
};

/*
 * What became of the case file since the last call (NONE the first time).
 * Short statements; to be called once a second at most.  Nobody is waited for.
 * E501, E502: what stands there now is no case file of ours, or nothing.
 */
bool	 rr_session_news(struct rr_app *, enum rr_news *, struct rr_diags *);

/* The journal's last entry as of the last call of rr_session_news, or 0. */
int64_t	 rr_session_last(const struct rr_app *);

/*
 * An entry as it is on record, for what will name it.  FOUND is false where
 * there is none; of a file that rr_session_news has not spoken of, no hash.
 */
bool	 rr_session_entry(struct rr_app *, int64_t seq, struct rr_head *,
	    bool *found, struct rr_diags *);
/*
 * What is recorded or tried from now on names those entries (0: none are
 * named any more): E506 where one is not what it was, or where the file is not
 * the one that rr_session_news spoke of last.
 */
void	 rr_session_names(struct rr_app *, const struct rr_head *, size_t);
/*
 * What is tried from now on notes the files that it reads (NULL: no more); what
 * is recorded with SHOWN is refused with E506 where one of them is another now.
 */
void	 rr_session_reads(struct rr_app *, const struct rr_reads *);

/*
 * What rr_cmd_run would answer and record, with nothing written: the live
 * preview of a form.  Diagnostics are those that recording would meet.
 */
bool	 rr_session_preview(struct rr_app *, const struct rr_cmd *,
	    const struct rr_args *, struct rr_out *, struct rr_diags *);

/* Gives back what the session holds. */
void	 rr_session_end(struct rr_app *);

/* The login name that the journal would keep for what is recorded now. */
const char *rr_session_who(struct rr_app *);

/* The full path of the case file in use; "" when none can be named. */
const char *rr_session_path(struct rr_app *);

#endif

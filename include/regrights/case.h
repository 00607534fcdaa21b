/*
 * case.h: a case open in memory.
 *
 * The app holds what the command line chose: the case file, the day asked
 * about, the readings assumed.  A case is one matter of that file: its
 * agreement, its facts, and what is derived from them.
 */
#ifndef REGRIGHTS_CASE_H
#define REGRIGHTS_CASE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "regrights/agreement.h"
#include "regrights/derive.h"
#include "regrights/diag.h"
#include "regrights/store.h"

#define RR_DUE_WITHIN	7	/* days before its day that a thing is due */

enum rr_format { RR_FORMAT_TEXT, RR_FORMAT_CSV, RR_FORMAT_JSON };

/* As given on the command line or in the environment; NULL where it was not. */
struct rr_options {
	const char	*db;		/* the case file */
	const char	*share;		/* where calendars/ and the rest are */
	rr_date		 on;		/* NONE: today */
	const char	*known;		/* DATE, INSTANT or #SEQ */
	const char	**readings;	/* QUESTION=ANSWER … */
	size_t		 nreadings;
	int		 due_within;	/* days; RR_DUE_WITHIN by default */
	enum rr_format	 format;
	bool		 read_only, ascii, dry;
	bool		 whatif;	/* dry, and against what is on record */
	/* operation id, 32 hex digits, or NULL */
	const char	*op;
};

struct rr_app;
struct rr_args;
struct rr_cmd;
struct rr_out;

/*
 * Takes a copy of the options; reads nothing yet.  COMMANDS are those that it
 * knows (rr_cmds, or some of them), with a NULL behind the last.
 */
struct rr_app	*rr_app_new(const struct rr_options *,
		    const struct rr_cmd *const *commands);
void		 rr_app_free(struct rr_app *);
const struct rr_options *rr_app_options(const struct rr_app *);
/* The store, opened when first asked for; E502 says to import first. */
bool		 rr_app_store(struct rr_app *, enum rr_store_mode,
		    struct rr_store **, struct rr_diags *);

/*
 * Who is asked, while a matter is derived, whether to go on; NULL: nobody is.
 * Where not, what was asked for ends with E417 and nothing is recorded.
 */
void		 rr_app_going(struct rr_app *, rr_going *, void *ctx);

/*
 * Told how much of a long work is done: how many of OF matters are derived, or
 * lines of a script run; before each, and behind the last.
 */
enum rr_work { RR_WORK_MATTERS, RR_WORK_LINES };
typedef void	 rr_progress(void *ctx, enum rr_work, size_t done, size_t of);
void		 rr_app_progress(struct rr_app *, rr_progress *, void *ctx);

/* Who is told for whom a command waits, and may give up (store.h). */
void		 rr_app_waiting(struct rr_app *, rr_waiting *, void *ctx);

/*
 * Shows TEXT and reads a line without its end; false where nobody answers.
 * It holds no lock and may take as long as it likes.
 */
typedef bool	 rr_asking(void *ctx, const char *text, char *line,
		    size_t size);
/* Who is asked to confirm what is hard to undo (NULL: nobody is). */
void		 rr_app_asking(struct rr_app *, rr_asking *, void *ctx);

struct rr_case {
	struct rr_app		*app;
	struct rr_arena		*arena;		/* of all below */
	struct rr_matter	 matter;
	struct rr_agreement	*agreement;
	struct rr_engine	*engine;
	struct rr_fact		*recorded;	/* all of them, voided too */
	size_t			 nrecorded;
	struct rr_facts		*facts;		/* those that count */
	struct rr_roster	*roster;
	struct rr_readings	*readings;
	struct rr_input		 input;
	struct rr_derivation	*derivation;
	const struct rr_zone	*zone;		/* the agreement's */
	int64_t			 known;		/* journal prefix; 0: all */
	int64_t			 next;		/* entry, as it was derived */
	/* a day behind the one asked about whose terms it is under, or NONE */
	rr_date			 terms_on;
	/* the first day on which later terms hold, or NONE */
	rr_date			 terms_until;
	const char		*terms;		/* which files were loaded */
	/* a file that is about to be recorded, and its digest, or NULL */
	const char		*filed_as;
	struct rr_filed		 filed;
	/* the terms in it, or NULL */
	const struct rr_agreement *filing;
};

/*
 * Opens a matter by its key or a unique prefix of it (NULL: the only one).
 * E402 names the matters that there are.
 */
bool	 rr_case_open(struct rr_app *, const char *matter,
	    struct rr_case **, struct rr_diags *);
void	 rr_case_close(struct rr_case *);	/* NULL allowed */

/*
 * Makes an agreement computable: loads the calendars and zones that it names,
 * and more zones by name.
 */
bool	 rr_case_engine(struct rr_app *, struct rr_arena *,
	    const struct rr_agreement *, const char *const *zones, size_t n,
	    struct rr_engine **, struct rr_diags *);

/*
 * Records entries as one operation: derives what they change, appends if the
 * head is still the case's, and refreshes the docket's cache with them.  OUT
 * gets what follows: notices that take effect, dates that appear or move.
 * With --dry nothing is written, and the same is shown.  The case stays as it
 * was; open it again to work with the change.
 */
bool	 rr_case_record(struct rr_case *, const struct rr_entry *, size_t n,
	    const char *command, const struct rr_filed *, size_t ntexts,
	    struct rr_out *, struct rr_diags *);

/* The rows of a matter's docket, in the order of the view. */
void	 rr_docket_rows(struct rr_arena *, const struct rr_case *,
	    const struct rr_derivation *, struct rr_docket_row **, size_t *n);

/*
 * A day, a moment ("2000-05-26 14:10[:05] [PDT]") or "now", read on the clock
 * of ZONE (NULL: the agreement's).  AT is RR_INSTANT_NONE and ZONE_USED NULL
 * for a day alone.  A
 * skipped hour is an E405; a doubled one an E406 unless its abbreviation, or
 * its offset ("+03:00"), says which.
 */
bool	 rr_case_moment(struct rr_case *, const char *text, const char *zone,
	    rr_date *day, rr_instant *at, struct rr_wall *,
	    const char **zone_used, struct rr_diags *);
/*
 * When something happened, into F: as above, or between which days it did,
 * YYYY-MM-DD..YYYY-MM-DD; "unknown" is between the agreement's day and today.
 * E206, E205 too.
 */
bool	 rr_case_when(struct rr_case *, const char *text, const char *zone,
	    struct rr_fact *f, struct rr_diags *);
/*
 * Sets a field to the moment of the argument of that name, as "2000-06-12
 * 14:05 PDT"; nothing where it is not given.  A day alone is an E206.
 */
bool	 rr_case_tell(struct rr_case *, const struct rr_args *,
	    const char *name, struct rr_fact *, struct rr_diags *);
/*
 * The word that says which, where the clocks of ZONE showed that time twice;
 * NULL: they did not.
 */
const char *rr_case_hour(struct rr_case *, const char *zone, struct rr_wall,
	    rr_instant);
/* The party of that whole name, in whatever case; NULL: none, or several. */
const struct rr_party *rr_case_named(const struct rr_case *, const char *);
/* The party whose key it is, in whatever case; NULL: nobody's. */
const struct rr_party *rr_case_keyed(const struct rr_case *, const char *);
/*
 * The party of a key, a name or a part of it (E404, E409).  A key as it is
 * written is that party's, whatever others are called.
 */
bool	 rr_case_party(const struct rr_case *, const char *,
	    const struct rr_party **, struct rr_diags *);
/* Whether a party that is added can have that key (E213). */
bool	 rr_case_new_key(const char *, struct rr_diags *);

/*
 * The docket of every matter (or one) on the day asked about: from the cache
 * where that serves, else derived, and kept by whoever may write.  ALL has
 * those that are done too.
 */
bool	 rr_app_docket(struct rr_app *, struct rr_arena *, const char *matter,
	    bool all, struct rr_docket_row **, size_t *n, struct rr_diags *);
rr_date	 rr_app_today(struct rr_app *);
/*
 * source.c: the matter of that name, open; OUT NULL: there is none, so that it
 * is the name of a file.  False: there is one, and it cannot be read.
 */
bool	 rr_app_matter(struct rr_app *, const char *, struct rr_case **out,
	    struct rr_diags *);
/* NAME, of a file; or the path of the shipped agreement that has that key. */
const char	*rr_app_shipped(struct rr_app *, struct rr_arena *,
	    const char *name);
/* An agreement from a file, or else from one that is SHIPPED. */
bool	 rr_app_filed(struct rr_app *, struct rr_arena *, const char *,
	    struct rr_agreement **, bool *shipped, struct rr_diags *);
/* Either: of a matter the terms that hold on the day asked about. */
bool	 rr_app_agreement(struct rr_app *, struct rr_arena *, const char *,
	    struct rr_agreement **, struct rr_diags *);

/*
 * now.c: the time.  In a demonstration, and while there
 * is no case file, REGRIGHTS_NOW stands in for it.
 */
rr_instant	 rr_now(struct rr_app *);
/* Whether the case file that is open is one; all that it shows says so. */
bool		 rr_app_demonstration(struct rr_app *);
/* W520 when the environment names a clock that is not obeyed. */
void		 rr_app_warn(struct rr_app *, struct rr_diags *);

#endif

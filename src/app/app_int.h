/*
 * app_int.h: what the files of the app share.
 */
#ifndef REGRIGHTS_APP_INT_H
#define REGRIGHTS_APP_INT_H

#include "regrights/arena.h"
#include "regrights/case.h"
#include "regrights/cmd.h"
#include "regrights/json.h"
#include "regrights/load.h"
#include "regrights/out.h"
#include "regrights/session.h"

struct rr_copy;
struct rr_kept;

struct rr_app {
	struct rr_options	 options;
	const struct rr_cmd	*const *cmds;	/* a NULL behind the last */
	struct rr_arena		*arena;
	struct rr_store		*store;
	enum rr_store_mode	 mode;
	/* STORE is a stage; the file that it was made of, or NULL */
	bool			 staged;
	struct rr_store		*file;
	enum rr_store_mode	 file_mode;
	/* nothing of the stage will be recorded */
	bool			 rehearses;
	/* what it is about was changed meanwhile: nothing to try again */
	bool			 conflict;
	rr_waiting		*tell;		/* for whom it waits, or NULL */
	void			*tell_ctx;
	bool			 hurries;	/* waits for nobody */
	/* who shares a case file that is made now, or NULL */
	const char		*group;
	rr_asking		*ask;		/* or NULL: nobody answers */
	void			*ask_ctx;
	/* of the command that runs, in 32 digits; NULL: as it comes */
	const char		*op;
	/* what was shown to whoever confirmed the command, or NULL */
	const char		*shown;
	/* the case file is where it is when nobody says otherwise */
	bool			 usual_db;
	/* how often the case file was opened, and at the last look at it */
	int64_t			 opened, seen;	/* seen 0: never looked */
	/* its version and its journal then */
	int64_t			 version;
	struct rr_head		 head;		/* seq 0: never asked */
	int64_t			 own;		/* entries of ours since then */
	/*
	 * of a command, however often it is tried: the journal as it found it
	 * first; and the entries that it names, as they were when chosen
	 */
	struct rr_head		 base;
	const struct rr_head	*looked;
	size_t			 nlooked;
	struct rr_reads		 reads;		/* of the form that asks */
	struct rr_map		*zones;		/* asked for their day */
	struct rr_map		*held;		/* standing.c: by matter */
	rr_progress		*progress;	/* or NULL */
	void			*progress_ctx;
	rr_going		*going;		/* NULL: always on */
	void			*going_ctx;
	int64_t			 quarter;	/* of an hour, last looked at */
	/* of the docket's cache: "ENGINE STAMP ", once it was asked for */
	const char		*key_start;
	/* the docket cannot be kept: what is derived stays in memory */
	bool			 in_memory;
	struct rr_kept		*kept;		/* kept.c; NULL: none yet */
};

/* app.c: whether to go on, and whether it was that which these tell. */
bool	 rr_app_goes_on(struct rr_app *);
bool	 rr_app_was_stopped(const struct rr_diags *);

/* Made at build from the sources that a docket rests on; 32 digits. */
extern const char	rr_engine_key[];

extern const struct rr_pos	rr_nowhere;

#define RR_CLOCK_VARIABLE	"REGRIGHTS_NOW"

/* today.c: the machine's clock, and what the environment says instead. */
rr_instant	 rr_clock(void);
bool		 rr_clock_claimed(rr_instant *);
/* What a case file that is made now says of itself. */
void		 rr_clock_making(struct rr_making *);
/* now.c: the stamp of an entry; its CTX is the app. */
rr_instant	 rr_now_recorded(void *ctx);

/* provenance.c: what a demonstration says of itself, in text and JSON. */
void		 rr_note_demonstration(struct rr_app *, struct rr_out *);
/* That the clock ran back at this entry, if it did; OUT has its JSON. */
bool		 rr_note_set_back(struct rr_app *, int64_t seq,
		    struct rr_out *, struct rr_diags *);
/* The file's id and making, and at how many entries the clock ran back. */
bool		 rr_note_clock(struct rr_app *, struct rr_store *,
		    struct rr_out *, struct rr_diags *);

/*
 * The login name, and what the environment claims of the SSH session ("":
 * nothing).
 */
const char	*rr_login(struct rr_arena *);
const char	*rr_origin(struct rr_arena *);

/* case.c: a case from an agreement and facts in memory; derived. */
struct rr_case	*rr_case_new(struct rr_app *, struct rr_arena *);
bool		 rr_case_prepare(struct rr_case *, const struct rr_fact *,
		    size_t n, struct rr_diags *);
/* Opens one matter that is known to be there. */
bool		 rr_case_load(struct rr_app *, const struct rr_matter *,
		    struct rr_case **, struct rr_diags *);
/*
 * known.c: the last entry that --known lets count, or 0 for all of them.  A
 * day ends on the clock of ZONE; HEAD is the last entry of WHOSE record it is.
 */
bool		 rr_app_known(struct rr_app *, const struct rr_zone *,
		    const char *whose, int64_t head, int64_t *known,
		    struct rr_diags *);
/* All on record and more behind it, numbered on. */
struct rr_fact	*rr_case_all(struct rr_case *, struct rr_arena *,
		    const struct rr_entry *, size_t n, size_t *count);
/*
 * The case derived with more facts behind those on record; NULL: it cannot be
 * derived, which is no reason not to record them, but where it was told not to
 * go on (E417) nothing is.
 */
struct rr_case	*rr_case_with(struct rr_case *, struct rr_arena *,
		    const struct rr_entry *, size_t n, struct rr_diags *);

/*
 * hidden.c: the facts of entries that are sealed and not destroyed; they are
 * compared with what is in sight, and never shown.
 */
bool		 rr_case_hidden(struct rr_case *, struct rr_fact **,
		    size_t *n, struct rr_diags *);
/* Both, in their order; of what is sealed the whole, not its bare shape. */
struct rr_fact	*rr_case_whole(struct rr_case *, const struct rr_fact *seen,
		    size_t nseen, const struct rr_fact *hidden,
		    size_t nhidden, size_t *n);
/*
 * The keys of parties that such entries name and nothing in sight does; they
 * are not given to another.
 */
bool		 rr_case_taken(struct rr_case *, struct rr_map **,
		    struct rr_diags *);
/* Whether what the voids bring back may count again: E309, E512. */
bool		 rr_case_may_return(struct rr_case *, const struct rr_entry *,
		    size_t n, struct rr_diags *);
/* Adds a line for each new party of the facts whose key entries name. */
void		 rr_note_named(struct rr_case *, const struct rr_fact *,
		    size_t n, struct rr_out *);

/*
 * near.c: adds a line for each party of the facts that is called what another's
 * key or the word of a role is, and for each new one whose key is what another
 * is called: a word that could be both is a key.
 */
void		 rr_note_keyed(const struct rr_case *, const struct rr_fact *,
		    size_t n, struct rr_out *);
/*
 * near.c: adds a line for each party on record whose name is, or is near to,
 * one of these, which are names by their parties' keys.
 */
/* Notes letters of two scripts in a name, BEFORE it what row it is of. */
void		 rr_note_letters(const char *before, const char *name,
		    struct rr_out *);
/* Notes a name that is none: what a list calls its sum, or nobody. */
void		 rr_note_odd_name(const char *before, const char *name,
		    struct rr_out *);
void		 rr_note_near(const struct rr_case *, const struct rr_map *,
		    struct rr_out *);

struct rr_rested;
/* rested.c: "Respond, 3(b)(iii): last safe day Fri 2000-06-30, due" */
void		 rr_rested_text(const struct rr_rested *, struct rr_buf *);
/*
 * What rests on entries, a line each; each is named by the number under which
 * it will be accounted for once SEAL is known (else 0).
 */
void		 rr_rested_list(int64_t seal, const struct rr_rested *,
		    size_t n, const struct rr_deadline *const *then,
		    struct rr_buf *);
/* Lines as one. */
const char	*rr_in_a_line(struct rr_arena *, const char *lines);

#define RR_ENTRIES_FEW	6	/* that are told of many */
/* copies.c: where else in sight it stands what sealed entries say. */
struct rr_copies {
	struct rr_copy		*all;
	size_t			 n;
	const struct rr_fact	*hidden;
	size_t			 nhidden;
};
bool		 rr_case_copies(struct rr_case *, const int64_t *seqs,
		    size_t n, struct rr_copies *, struct rr_diags *);
/* Does the reason of an act say something of it? */
bool		 rr_copies_reason(struct rr_case *, const struct rr_copies *,
		    const struct rr_fact *act);
/* Is there any but what is about it by its number? */
bool		 rr_copies_any(const struct rr_copies *);
/* As lines, of each the first MOST entries (0: all); were some left out? */
void		 rr_copies_text(struct rr_arena *, const struct rr_copies *,
		    size_t most, struct rr_buf *);
bool		 rr_copies_cut(const struct rr_copies *, size_t most);
/* The same of a seal that holds, in full, for who looks at it. */
bool		 rr_copies_shown(struct rr_case *, const struct rr_fact *seal,
		    struct rr_out *, struct rr_diags *);

/*
 * admit.c: who says, while a journal is replayed, what its imports hold and
 * what could be recorded; it lives in the arena.
 */
void		 rr_app_replay(struct rr_app *, struct rr_arena *,
		    struct rr_replay *);
/* rr_store_rebuild with that. */
bool		 rr_app_rebuild(struct rr_app *, struct rr_store *, bool check,
		    struct rr_diags *);
/* E401: one of the entries could not be recorded behind those on record. */
bool		 rr_case_admits(struct rr_case *, const struct rr_entry *,
		    size_t n, struct rr_diags *);

/* terms.c: terms that were filed, and from when they are in force. */
struct rr_version {
	int64_t		 seq;		/* the import that made it */
	int64_t		 file;		/* the import whose file it is now */
	const char	*text;		/* the digest of that */
	rr_date		 in_force;	/* NONE: from the first day */
	const char	*reaches;	/* "filing-date=later", or NULL */
};
/* Those that count among the facts, in the order of their days. */
size_t		 rr_versions(struct rr_arena *, const struct rr_fact *,
		    size_t n, struct rr_version **);
bool		 rr_version_text(struct rr_case *, const struct rr_version *,
		    char **bytes, size_t *len, struct rr_diags *);
/* The terms that they come to together. */
bool		 rr_load_versions(struct rr_case *, const struct rr_version *,
		    size_t n, struct rr_agreement **, struct rr_diags *);
/* What of the differences is computed with, and whom it reaches. */
size_t		 rr_changed_by(struct rr_arena *, const struct rr_difference *,
		    size_t n, const char *reaches, struct rr_changed **);
/*
 * coheres.c: whether what would be on record goes together: E401 where two
 * count of what there is one of, or holdings are left without their holder;
 * else a note of what counts twice, where there is an OUT.
 */
bool		 rr_case_coheres(struct rr_case *, const struct rr_fact *all,
		    size_t n, struct rr_out *, struct rr_diags *);
/* The same of sealed entries that would be seen again; E413: not readable. */
bool		 rr_case_takes_back(struct rr_case *, const struct rr_line *,
		    size_t n, struct rr_out *, struct rr_diags *);
/* Loads the terms that hold on the day asked about, unless they are. */
bool		 rr_case_terms(struct rr_case *, const struct rr_fact *,
		    size_t n, struct rr_diags *);
/* fits.c: E413 for each fact that the last terms have no words for. */
bool		 rr_case_fits(struct rr_case *, const struct rr_fact *,
		    size_t n, struct rr_diags *);
/* The same of an event or a notice that is to be recorded. */
bool		 rr_case_reads(struct rr_case *, const struct rr_fact *,
		    struct rr_diags *);

/* words.c: "registration filed Tue 2000-06-06; Form: S-3" */
const char	*rr_fact_words(const struct rr_case *, struct rr_arena *,
		    const struct rr_fact *);
/* When it happened: a day, or the two between which it did. */
const char	*rr_fact_when(struct rr_arena *, const struct rr_fact *);
/* "entry 4 (notice of defect Fri 2000-05-26)" */
const char	*rr_entry_text(struct rr_arena *, const struct rr_fact *);

/*
 * odd.c: adds a line for each thing that is odd about a fact before it is
 * recorded; and for each day since which what is said of a party is so, where
 * it is to come, or before the agreement.
 */
void		 rr_note_odd(const struct rr_case *, const struct rr_fact *,
		    struct rr_out *);
void		 rr_note_since(const struct rr_case *, const struct rr_entry *,
		    size_t n, struct rr_out *);

/*
 * changes.c: the findings of WAS that are otherwise, or not there, in IS, by
 * the agreement's words alone, a line each.
 */
void		 rr_changed_findings(struct rr_arena *,
		    const struct rr_derivation *was,
		    const struct rr_derivation *is, struct rr_buf *);
/* What differs between two derivations, as lines. */
void		 rr_changes(const struct rr_derivation *was,
		    const struct rr_derivation *is, struct rr_out *);

/* The day asked about, else what the calendar on the wall of ZONE shows. */
rr_date		 rr_app_day(struct rr_app *, const char *zone);

/* session.c: nobody is waited for, from now on or no more. */
void		 rr_app_hurry(struct rr_app *, bool on);
/* window.c: where MAX rows of N begin, so that row AT is in their middle. */
size_t		 rr_window_begin(const struct rr_session_window *, size_t n,
		    size_t at);

/*
 * Fills `set:` arguments into a fact as its declared fields (E307, E204); E413
 * where the last terms have no words for what it says.
 */
bool		 rr_fill_fields(struct rr_case *, const struct rr_event *,
		    const struct rr_args *, struct rr_fact *,
		    struct rr_diags *);
/* Whether it is a general option, which has no place here: E217. */
bool		 rr_arg_general(const char *name, size_t len,
		    struct rr_diags *);
/* Whether a value fits its parameter by type. */
bool		 rr_arg_check(const struct rr_param *, const char *value,
		    struct rr_diags *);
/* event.c: what the agreement calls a step of a claim, or NULL. */
const char	*rr_claim_word(const struct rr_agreement *,
		    enum rr_claim_step);
/* False for what a correction of this party has no use for. */
bool	 rr_param_fits(const struct rr_case *, const struct rr_cmd *,
	    const struct rr_param *, const struct rr_args *);
/* Whether such an event is about one of that name, by the file's words. */
bool	 rr_event_is_about(const struct rr_agreement *,
	    const struct rr_event *, const char *name);
/* No command has this name; always false. */
bool		 rr_cmd_unknown(const struct rr_app *, const char *,
		    struct rr_pos, struct rr_diags *);
/*
 * workflow.c: an agreement's file against all that it names: calendars,
 * zones, commands and what they take.
 */
bool		 rr_app_check(struct rr_app *, struct rr_arena *,
		    const struct rr_agreement *, struct rr_diags *);

/* book.c: what a list of holders records, and how its columns are read. */
struct rr_book;
struct rr_book_map;
struct rr_sheet;
void		 rr_book_tell(const char *name, const struct rr_sheet *,
		    const struct rr_book_map *, const struct rr_book *,
		    bool all, struct rr_out *);
/* "1,000 shares, 50 warrant-shares" */
const char	*rr_book_units(struct rr_arena *, const struct rr_book *);

/* E512: the entry is sealed, and by which; always false. */
/* Says in the answer which sealed entries it was made without. */
void		 rr_out_unread(const struct rr_app *, struct rr_out *,
		    struct rr_diags *);
/* The sealed entries of the matter, or (NULL) of all, which no row has read. */
bool		 rr_docket_unread(struct rr_app *, struct rr_arena *,
		    const char *matter, struct rr_source *,
		    struct rr_diags *);
bool		 rr_seal_told(const struct rr_case *, int64_t seq,
		    struct rr_diags *);
/* The fact that an argument names, or an E403, or the E512 of a sealed one. */
bool		 rr_find_entry(struct rr_case *, const char *,
		    const struct rr_fact **, struct rr_diags *);
/* The same, or an E407 where it is void. */
bool		 rr_find_fact(struct rr_case *, const char *,
		    const struct rr_fact **, struct rr_diags *);
/*
 * stage.c: from now on what is recorded goes to a stage, which all commands
 * see as the case file.
 */
bool		 rr_app_stage(struct rr_app *, struct rr_diags *);
/* Forgets it; the file is the case file again. */
void		 rr_app_unstage(struct rr_app *);
/* Records all of it, as rr_store_publish, and ends it either way. */
bool		 rr_app_publish(struct rr_app *, bool exact, int64_t *moved,
		    struct rr_diags *);
/* app.c: the case file, or NULL while there is none yet. */
bool		 rr_store_if_there(struct rr_app *, struct rr_store **,
		    struct rr_diags *);
/* base.c: a command begins, which has found no journal yet. */
void		 rr_app_begin(struct rr_app *);
/* The journal as the command finds it, unless it was noted. */
bool		 rr_app_note_base(struct rr_app *, struct rr_diags *);
/*
 * Whether the case file still has what the command found, and named; else
 * E506, and there is nothing to try again.
 */
bool		 rr_app_is_same(struct rr_app *, struct rr_diags *);
/* redo.c: does an E506 stand there? */
bool		 rr_is_stale(const struct rr_diags *);
/* Adds what came in between last, and whose it is. */
void		 rr_tell_between(struct rr_app *, struct rr_arena *,
		    struct rr_diags *);
/* redo.c: tries again while others record in the matter meanwhile. */
typedef bool	 rr_attempt(struct rr_app *, const struct rr_cmd *,
		    const struct rr_args *, struct rr_out *,
		    struct rr_diags *);
bool		 rr_redo(struct rr_app *, rr_attempt *, const struct rr_cmd *,
		    const struct rr_args *, struct rr_out *,
		    struct rr_diags *);
/*
 * op.c: the command that recorded a line, which stands with the first of its
 * operation; "(sealed)" where nobody is to see it.
 */
const char	*rr_line_command(struct rr_app *, struct rr_arena *,
		    const struct rr_line *);
/* The operation's id, as it was given, or a new one (NULL). */
bool		 rr_op_make(const char *hex, uint8_t op[RR_OP_LEN],
		    struct rr_diags *);
/* The op of what is asked under an id; of its part 0, and of another. */
void		 rr_op_bind(const uint8_t id[RR_OP_LEN],
		    const struct rr_buf *asked, uint8_t op[RR_OP_LEN]);
void		 rr_op_part(uint8_t op[RR_OP_LEN], size_t part);
/*
 * Is the op on record?  Then LINE is its first entry, and LAST the last one of
 * its id.  E401 names the entry when the id stands for something else.
 */
bool		 rr_op_used(struct rr_app *, struct rr_arena *,
		    const uint8_t op[RR_OP_LEN], bool *found,
		    struct rr_line **, int64_t *last, struct rr_diags *);
/*
 * again.c: is the operation that --op names on record?  Then the answer says
 * so; else it is the op of what is recorded now.  False when the file does not
 * say, or when another command has used that id.
 */
bool		 rr_again(struct rr_app *, const struct rr_cmd *,
		    const struct rr_args *, bool *found, struct rr_out *,
		    struct rr_diags *);
/* Answers that the operation which app->op is stands on record already. */
bool		 rr_again_told(struct rr_app *, struct rr_out *,
		    struct rr_diags *);
/* Which of the entries FIRST to LAST, an operation, are void by now. */
void		 rr_again_void(struct rr_app *, int64_t first, int64_t last,
		    struct rr_out *);
/*
 * Adds what is in each file that a script's line names, where the line records.
 */
bool		 rr_again_line(const struct rr_app *, const char *line,
		    struct rr_buf *, struct rr_diags *);
/* The view of one matter that has the command's name. */
bool		 rr_show_view(struct rr_case *, const struct rr_cmd *,
		    const struct rr_args *, struct rr_out *,
		    struct rr_diags *);
/*
 * The answer shows the case, which is kept for as long as it: its arena is
 * small and goes with the program, or with the pane's next answer.
 */
void		 rr_out_show(struct rr_out *, struct rr_case *,
		    const char *view);
/* A notice goes on record, with a sending to each recipient. */
bool		 rr_record_notice(struct rr_case *, const struct rr_cmd *,
		    const struct rr_args *, const char *notice,
		    struct rr_out *, struct rr_diags *);
/* The arguments in full, as that fact has them; for the journal. */
struct rr_args	 rr_args_resolved(struct rr_case *, const struct rr_cmd *,
		    const struct rr_args *, const struct rr_fact *);
/* The arguments with that value of NAME, where it was given: a key in full. */
struct rr_args	 rr_args_with(struct rr_arena *, const struct rr_args *,
		    const char *name, const char *value);
/* Records one fact under a command. */
bool		 rr_record_one(struct rr_case *, const struct rr_cmd *,
		    const struct rr_args *, const struct rr_fact *,
		    struct rr_out *, struct rr_diags *);

#define RR_CMD(id)	extern const struct rr_cmd rr_cmd_##id;
#include "cmd.def"
#undef RR_CMD

#define RR_PARAMS(a)							\
	.params = (a), .nparams = sizeof(a) / sizeof((a)[0])

#include "app/docket_int.h"

#endif

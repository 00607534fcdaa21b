/*
 * cmd.h: the registry of commands.
 *
 * A command is one thing that a person can do, the same from argv, a script, a
 * ':' line or a form.  cmd.def lists them once; from an entry come argv
 * parsing, the form, the help and the manual's lists.
 */
#ifndef REGRIGHTS_CMD_H
#define REGRIGHTS_CMD_H

#include <stdbool.h>
#include <stddef.h>

#include "regrights/case.h"
#include "regrights/fact.h"
#include "regrights/out.h"
#include "regrights/roster.h"
#include "regrights/walk.h"

enum rr_effect {
	RR_READS,
	RR_RECORDS,		/* adds to the journal; has a preview (dry) */
	RR_FILES		/* writes a file beside the case file */
};

enum rr_param_type {
	RR_PARAM_TEXT, RR_PARAM_FLAG, RR_PARAM_NUMBER, RR_PARAM_DATE,
	RR_PARAM_WHEN,		/* "YYYY-MM-DD HH:MM[:SS]" or a day, or "now" */
	RR_PARAM_ZONE, RR_PARAM_MATTER, RR_PARAM_PARTY, RR_PARAM_PARTIES,
	RR_PARAM_EVENT, RR_PARAM_NOTICE, RR_PARAM_METHOD, RR_PARAM_FACT,
	RR_PARAM_ROW,		/* what rests on a seal: "3/1", or "3" */
	RR_PARAM_QUESTION, RR_PARAM_ANSWER, RR_PARAM_LISTS, RR_PARAM_FILE,
	RR_PARAM_CHOICE, RR_PARAM_SET,	/* KEY=VALUE of a declared field */
	RR_PARAM_COMMAND		/* all words that follow, as they are */
};

#define RR_REQUIRED	1u	/* must be given */
#define RR_REPEATED	2u	/* may be given more than once */
#define RR_OPERAND	4u	/* by place, not as --name */
/* what it names is destroyed for good; the screen asks before */
#define RR_DESTROYS	8u
/* names again what is done; where it is wanting, a terminal asks for it */
#define RR_CONFIRMS	16u
/* without it what the command does is only shown */
#define RR_APPLIES	32u

struct rr_param {
	/* "at": --at, or the operand's name */
	const char		*name;
	enum rr_param_type	 type;
	unsigned		 flags;
	const char		*words;		/* CHOICE: "a|b|c" */
	const char		*title;		/* in a form: "When" */
	const char		*doc;		/* one line of help */
};

/* Values as text, by the parameter's name, in the order given. */
struct rr_arg { const char *name, *value; };
struct rr_args {
	const struct rr_arg	*items;
	size_t			 n;
};

/* The first value, or NULL. */
const char	*rr_arg(const struct rr_args *, const char *name);
/* The I-th value of that name, or NULL. */
const char	*rr_arg_at(const struct rr_args *, const char *name, size_t i);
bool		 rr_arg_flag(const struct rr_args *, const char *name);

/* The step of a claim that is recorded, in the agreement's own words. */
enum rr_claim_step {
	RR_CLAIM_NONE, RR_CLAIM_OPENS, RR_CLAIM_BILLS, RR_CLAIM_PAYS
};

struct rr_calc;

/* The options of heed.def that a command makes use of. */
#define RR_HEEDS_ON		1u	/* the day asked about */
#define RR_HEEDS_KNOWN		2u	/* what was on record by then */
#define RR_HEEDS_READING	4u	/* answers to open points */
#define RR_HEEDS_DUE_WITHIN	8u
#define RR_HEEDS_OP		16u	/* records once under that id */
/* What is derived of a matter */
#define RR_HEEDS_CASE	(RR_HEEDS_ON | RR_HEEDS_KNOWN |	\
	    RR_HEEDS_READING | RR_HEEDS_DUE_WITHIN)

/* The last three are three ways to do it, of which each command has one. */
struct rr_cmd {
	const char		*name;		/* "notice send" */
	const char		*keys;		/* "s", or "" */
	/* where the keys work: "*", "claims …" */
	const char		*views;
	const char		*brief;		/* help line */
	const char		*man;		/* "regrights(1)" */
	enum rr_effect		 effect;
	/* about the case file as it stands on the disk: behind a script */
	bool			 of_file;
	/* of RR_FILES: tried with nothing written, it tells what it records */
	bool			 rehearses;
	/* RR_HEEDS_…; one IN_CASE heeds the case, one that records --op too */
	unsigned		 heeds;
	/* of RR_RECORDS: the shape of its entries, or of the first of them */
	enum rr_shape		 records;
	enum rr_claim_step	 step;
	bool			 corrects;	/* a party that is on record */
	/* the command that the journal has instead, or NULL */
	const char		*recorded_as;
	const struct rr_param	*params;
	size_t			 nparams;
	/* the parameter that names the matter of IN_CASE */
	const char		*case_of;
	/* in that matter, opened before and closed behind it */
	bool			(*in_case)(struct rr_case *,
				    const struct rr_cmd *,
				    const struct rr_args *, struct rr_out *,
				    struct rr_diags *);
	/* a question to the calculator, of its argument "agreement" */
	bool			(*answer)(struct rr_calc *,
				    const struct rr_args *, struct rr_out *,
				    struct rr_diags *);
	bool			(*run)(struct rr_app *, const struct rr_args *,
				    struct rr_out *, struct rr_diags *);
};

/* All of them, in the order of cmd.def, with a NULL behind the last. */
extern const struct rr_cmd *const rr_cmds[];

/* The I-th of the commands that the app was made with, or NULL. */
const struct rr_cmd	*rr_cmd_at(const struct rr_app *, size_t);
/* By its whole name, or NULL. */
const struct rr_cmd	*rr_cmd_named(const struct rr_app *, const char *);
/* By name or unique prefix word by word ("not s"); E409 lists candidates. */
const struct rr_cmd	*rr_cmd_find(const struct rr_app *,
			    const char *const *words, size_t n, size_t *used,
			    struct rr_diags *);

/*
 * Reads words into arguments: options before or after operands, "--" ends
 * options, unique prefixes of names, "--name=value".  E408, E409, E201 name
 * the parameter.
 */
bool	 rr_args_parse(struct rr_arena *, const struct rr_cmd *,
	    const char *const *words, size_t n, struct rr_args *,
	    struct rr_diags *);
/* Checks values against the parameters' types and fills in nothing. */
bool	 rr_args_check(const struct rr_cmd *, const struct rr_args *,
	    struct rr_diags *);
/* The command line that says the same: quoted as a script reads it. */
void	 rr_args_text(const struct rr_cmd *, const struct rr_args *,
	    struct rr_buf *);
/* Splits a line of a script into words; quotes "…" and '…', # comments. */
bool	 rr_words_split(struct rr_arena *, const char *line,
	    const char ***words, size_t *n, struct rr_diags *);

/* Whether what stands before its first quotation mark begins with a command. */
bool	 rr_line_begins(const struct rr_app *, struct rr_arena *,
	    const char *line);

/* What a form offers for a parameter: a key and how it reads. */
struct rr_choice { const char *key, *label; };
/*
 * The choices that a parameter has in this case (NULL: no case is open),
 * given the other arguments so far: notices with their sections, holders,
 * methods, open claims.  None for free text.
 */
bool	 rr_param_choices(struct rr_arena *, struct rr_app *,
	    const struct rr_case *, const struct rr_cmd *,
	    const struct rr_param *, const struct rr_args *,
	    struct rr_choice **, size_t *n, struct rr_diags *);
/*
 * True when an entry may stand in a form without being asked for: the event
 * or notice that is chosen is declared to be about such a one, and has not
 * met yet what the entry calls for.
 */
bool	 rr_param_proposes(const struct rr_case *, const struct rr_cmd *,
	    const struct rr_param *, const struct rr_args *,
	    const char *ref);
/*
 * What the rule of that row's deadline asks of a declared field; of a notice
 * that meets it from whom it is, and to whom, "elm, heron"; else NULL.
 */
const char *rr_param_of_row(const struct rr_case *, const struct rr_cmd *,
	    const struct rr_param *, const struct rr_args *,
	    const char *id);
/*
 * Puts first of the events or notices that are offered what meets the deadline
 * of that row, then what its rule speaks of, what may be about its entry, and
 * what waives it; nothing where the row is none, or another parameter is asked.
 */
void	 rr_choices_of_row(const struct rr_case *, const struct rr_param *,
	    const char *id, struct rr_choice *, size_t n);
/*
 * What a blank comes to: what a correction leaves as it is, or to whom a
 * notice goes by the agreement; false when it is nothing.
 */
bool	 rr_param_present(const struct rr_case *, const struct rr_cmd *,
	    const struct rr_param *, const struct rr_args *,
	    struct rr_buf *);
/*
 * The parameters that a form lays out: the command's own, and for an event or
 * a notice that is chosen its declared fields (their name is "set:KEY").
 */
bool	 rr_cmd_params(struct rr_arena *, struct rr_app *,
	    const struct rr_case *, const struct rr_cmd *,
	    const struct rr_args *, struct rr_param **, size_t *n,
	    struct rr_diags *);

/*
 * The command that a step of a walk is done by now: its own, or where its
 * notice was sent already the one that records what is still to be known of it.
 * NULL: there is no such command.
 */
const struct rr_cmd *rr_step_command(const struct rr_app *,
	    const struct rr_walk_step *);
/*
 * What a step of a walk fills in of its command: "it" and "whom" are what
 * they stand for now, and left out while they stand for nothing.
 */
struct rr_args	 rr_step_args(struct rr_arena *, const struct rr_cmd *,
		    const struct rr_walk *, const struct rr_walk_step *);

/* E201 for each option given before it that it makes no use of. */
bool	 rr_cmd_heeds(const struct rr_app *, const struct rr_cmd *,
	    struct rr_diags *);
/* Runs one command line of words; used by main, scripts and the ':' line. */
bool	 rr_cmd_run(struct rr_app *, const struct rr_cmd *,
	    const struct rr_args *, struct rr_out *, struct rr_diags *);

#endif

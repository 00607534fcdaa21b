/*
 * agreement.h: what was agreed, as data.
 *
 * Filled in by load from the agreement's YAML file and then never changed.
 * All strings and arrays live in the arena that load was given.  Names are
 * unique within their list; indexes in other structs are into these lists.
 */
#ifndef REGRIGHTS_AGREEMENT_H
#define REGRIGHTS_AGREEMENT_H

#include "regrights/fact.h"
#include "regrights/field.h"
#include "regrights/kind.h"
#include "regrights/ladder.h"
#include "regrights/terms.h"

/* A heading of the paper, in its order. */
struct rr_section {
	const char	*section;	/* "3(d)(ii)" */
	const char	*heading;	/* in words of one's own */
	struct rr_pos	 pos;
};

/* A reference that the paper makes. */
struct rr_reference {
	const char	*in;		/* section in which it stands */
	/* as written: "2(e)", "Schedule 6(b)" */
	const char	*to;
	const char	*means;		/* what it must mean, or NULL */
	const char	*note;		/* why it is doubtful, or NULL */
	const char	*outside;	/* the other document, or NULL */
	bool		 ambiguous;	/* may be right, may not */
	struct rr_pos	 pos;
};

/* A defined term. */
struct rr_term {
	const char	*term;
	const char	*section;	/* where it is defined */
	/* the section that the definition cites */
	const char	*see;
	/* what follows from it, in words of one's own */
	const char	*note;
	bool		 used;		/* by the operative text */
	bool		 defined;	/* false: used and never defined */
	struct rr_pos	 pos;
};

struct rr_answer { const char *key, *text; };

/* A point that the text leaves open. */
struct rr_question {
	const char		*key, *section, *asks;
	const struct rr_answer	*answers;
	size_t			 n;
	struct rr_pos		 pos;
	/* a rule of the file asks it; else a position on it moves nothing */
	bool			 asked;
};

struct rr_setting { int question, answer; };

/* "business-day" = "practical": a name for several answers at once. */
struct rr_preset {
	const char		*family, *name, *note;
	const struct rr_setting	*settings;
	size_t			 n;
};

/* Calendars that close days only under one answer. */
struct rr_day_option {
	struct rr_setting	 if_set;
	const char *const	*calendars;
	size_t			 n;
};

/* A kind of day: "business day", "commission day". */
struct rr_day_kind {
	const char			*name, *section;
	const char *const		*closed;	/* calendar keys */
	size_t				 nclosed;
	const struct rr_day_option	*options;
	size_t				 noptions;
	struct rr_pos			 pos;
};

/* What becomes of a date that falls on a closed day. */
struct rr_roll {
	const char	*key;		/* "civil-code-11" */
	const char	*cite;
	const char	*note;		/* why it is arguable, or NULL */
	/*
	 * whether it reaches a deadline at all, an open point; NULL: it does,
	 * as far as NOTE leaves that beyond argument
	 */
	const struct rr_expr *reaches_if;
	int		 kind;		/* the kind of day that must be open */
	bool		 back;		/* to the day before, not after */
	/* not BACK: it moves what is counted backwards as well */
	bool		 forward;
	/* the agreement's own rule: it moves the limit */
	bool		 agreed;
	struct rr_pos	 pos;
};

/* What an event does to the register of holders. */
#define RR_EFFECT(id, word, needs)	RR_LOT_##id,
enum rr_lot_effect {
	RR_LOT_NONE,
#include "regrights/effect.def"
	RR_LOT_MAX
};
#undef RR_EFFECT

struct rr_field_decl {
	const char		*key, *title;
	enum rr_field_type	 type;
	const char *const	*choices;	/* CHOICE */
	size_t			 nchoices;
	/* FACT, FACTS: events or notices of which it can be; none: of any */
	const char *const	*of;
	size_t			 nof;
	bool			 required;
	/* DATE, MOMENT: what it says has happened, and is no plan */
	bool			 past;
	/* PARTY: fields whose party, or who is called so, this cannot be */
	const char *const	*others;
	size_t			 nothers;
	/* MONEY, SHARES, NUMBER: the field of that type that it is part of */
	const char		*at_most;	/* or NULL */
	struct rr_pos		 pos;
};

/* The last moment that still counts on its day, for what FIELD says it is. */
struct rr_hour {
	struct rr_cite		 cite;
	int32_t			 until;		/* seconds of a day */
	const char		*field;		/* NULL: for all else */
	const char *const	*words;
	size_t			 nwords;
};

/*
 * What comes after HOUR on that clock, or on a closed day, counts on the next
 * open day; BEGUN, or NULL: what is begun then, and the field that says when
 * it was.
 */
struct rr_cutoff {
	struct rr_hour		 hour;
	const struct rr_hour	*others;	/* in the place of HOUR */
	size_t			 nothers;
	const char		*zone;
	int			 kind;		/* of day */
	const char		*begun;
};

/* As what it was planned, a choice, and which events carry it out. */
struct rr_carried_by {
	const char		*choice;
	const char *const	*events;
	size_t			 n;
};

/* What is planned says as what, and for which day, in these fields. */
struct rr_carried {
	const char			*as, *on;
	const struct rr_carried_by	*by;	/* for each choice */
	size_t				 nby;
};

/* An event or a notice that can be recorded under this agreement. */
struct rr_event {
	/* "comments received" */
	const char			*name;
	const char			*section, *what;
	/* role or party, or NULL */
	const char			*by;
	/* the role of those with whom it is done, or NULL */
	const char			*with;
	bool				 notice;
	/* happens once at most */
	bool				 once;
	/* what it tells can have been so on any day since what it is about */
	bool				 so_before;
	/* it answers one of those; none: of any, or of nothing */
	const char *const		*about;
	size_t				 nabout;
	/* NOTICE: those of the same in this field are one; or NULL */
	const char			*one_by;
	enum rr_lot_effect		 effect;
	const struct rr_cutoff		*cutoff;	/* or NULL */
	const struct rr_gives		*gives;		/* or NULL */
	const struct rr_carried		*carried;	/* or NULL */
	/* NOTICE: the sender, as for rr_facts_who() */
	const char			*from;
	/* NOTICE: roles or parties */
	const char *const		*to;
	size_t				 nto;
	const struct rr_field_decl	*fields;
	size_t				 nfields;
	/* by use, the key of a field that says so; NULL: none does */
	const char *const		*used;
	struct rr_pos			 pos;
};

/* To whom a copy goes of each notice to one who has a role. */
struct rr_copied_role {
	const char	*role, *section;
	const char	*to;		/* party keys, "a b" */
	struct rr_pos	 pos;
};

struct rr_provision {
	const struct rr_kind	*kind;
	const char		*id;		/* "filing-date" */
	struct rr_cite		 cite;
	/* "File the Registration Statement" */
	const char		*what;
	const char		*by;	/* as for rr_facts_who() */
	const char		*note;
	/* the ids that the firm's own list of clauses has for it */
	const char *const	*tracks;
	size_t			 ntracks;
	/* one for each fact of these events and notices; none: one in all */
	const char *const	*each;
	size_t			 neach;
	enum rr_per		 per;
	const char		*role;		/* RECIPIENT (or NULL), ROLE */
	const char		*whose;		/* FIELD */
	const struct rr_expr	*only_if;
	/* the register that shows it, where it is about no fact; or NULL */
	const char		*in;
	bool	 stops;		/* sales of whom it is for, while it runs */
	bool	 through;	/* its last day is in it; else it ends before */
	bool	 sums;		/* to an amount, and not so much of so much */
	/* it bars "it", a plan; what is to be judged of that, or NULL */
	const char		*bars;
	union {
		struct rr_date_terms	 date;
		struct rr_share_terms	 share;
		struct rr_period_terms	 period;
		struct rr_counter_terms	 counter;
		struct rr_cap_terms	 cap;
		struct rr_allot_terms	 allot;
		struct rr_list_terms	 list;		/* and TEST */
		struct rr_sum_terms	 sum;
		struct rr_clause_terms	 clause;
	};
};

/* What waives a deadline that it names, and for which entry and recipient. */
struct rr_waiver_terms {
	const char		*section;
	const char		*by;		/* event or notice */
	/* fields of it */
	const char		*deadline, *entry, *party;
	const struct rr_expr	*only_if;	/* of it, or NULL */
	/*
	 * Whether one that names no entry reaches those that come after it;
	 * NULL: it does
	 */
	const struct rr_expr	*later_if;
	/*
	 * Of it and a party: whether one that names no party waives what is
	 * owed to several for that one; NULL: for none by itself
	 */
	const struct rr_expr	*party_if;
};

/* Which consent an amendment of the terms needs, and when that has passed. */
struct rr_amendment_terms {
	const char		*section;
	const char		*by;		/* event */
	const struct rr_expr	*only_if;	/* of it */
};

/* Whom 6(o) and its like leave out of a count: parties in these roles. */
struct rr_exclusion {
	const char		*section;
	const char *const	*roles;
	size_t			 nroles;
	/* a role that stays in, or NULL */
	const char		*except;
};

/* A class of the securities that the agreement is about. */
struct rr_class {
	const char		*key, *title, *section;
	/* whether it is outstanding before it is exercised; NULL: yes */
	const struct rr_expr	*counts_if;
	/* whether who holds it is a Holder; NULL: yes */
	const struct rr_expr	*holder_if;
	struct rr_pos		 pos;
};

/* Which events make up a claim for indemnification. */
struct rr_claim_terms {
	const char			*section;
	const char			*opens;		/* event */
	const char			*bills;	/* notice with an "amount" */
	const char			*pays;	/* event with an "amount" */
	const char			*takes_off;	/* the same, or NULL */
	/* what opens one, and the words for how it stands */
	struct rr_register_terms	 entries;
	/*
	 * sums about it, "A plus B" where several are added: the first of which
	 * all apply is what is owed
	 */
	const char *const		*owed;
	size_t				 nowed;
};

/* A value that a step fills in: as it stands, or "it" or "whom". */
struct rr_step_value {
	/* a parameter, or a declared field */
	const char	*name;
	const char	*value;
	struct rr_pos	 pos;
};

struct rr_workflow_step {
	const char			*key, *section, *what;
	const char			*note;		/* or NULL */
	const struct rr_expr		*done;		/* what ticks it */
	const struct rr_expr		*needed_if;	/* NULL: always */
	/* the command that does it, by its name */
	const char			*command;
	const struct rr_step_value	*values;
	size_t				 nvalues;
	struct rr_pos			 pos;
	struct rr_pos			 command_pos;
};

/* Steps that lead to one end, in their order. */
struct rr_workflow {
	const char			*key, *title, *section;
	/* "it" is one of these; none: the matter itself */
	const char *const		*about;
	size_t				 nabout;
	const struct rr_workflow_step	*steps;
	size_t				 nsteps;
	struct rr_pos			 pos;
};

/*
 * What an amendment says of something that it changed: whether it reaches what
 * was already running when it came into force.
 */
enum rr_extent {
	RR_EXTENT_UNSAID, RR_EXTENT_RUNNING, RR_EXTENT_LATER
};

/* Changed beside provisions: how notice is given, and what all others use. */
#define RR_CHANGED_NOTICES	"notice-clauses"
#define RR_CHANGED_REST		"other-terms"

struct rr_changed {
	const char	*name;		/* a provision's id, or one of those */
	enum rr_extent	 reach;
	int		 question;	/* UNSAID: what asks for it; else -1 */
};

/* What speaks against an entry of these events, which counts all the same. */
struct rr_check {
	struct rr_cite			 cite;
	const char			*what;
	const char *const		*each;
	size_t				 neach;
	const struct rr_expr		*only_if;	/* of it */
};

/* A calendar or a zone that the file names, and where it first does. */
struct rr_named { const char *name; struct rr_pos pos; };

struct rr_agreement {
	const char	*key, *title, *law, *zone;
	rr_date		 dated;
	const char	*digest;	/* SHA-256 of the file, hexadecimal */

#define RR_LIST(type, name)	const struct type *name; size_t n##name;
	RR_LIST(rr_section, sections)
	RR_LIST(rr_reference, references)
	RR_LIST(rr_term, terms)
	RR_LIST(rr_question, questions)
	RR_LIST(rr_preset, presets)
	RR_LIST(rr_day_kind, kinds)
	RR_LIST(rr_roll, rolls)
	RR_LIST(rr_event, events)
	RR_LIST(rr_provision, provisions)
	RR_LIST(rr_class, classes)
	RR_LIST(rr_base, bases)
	RR_LIST(rr_register_terms, registers)
	RR_LIST(rr_workflow, workflows)
	RR_LIST(rr_check, checks)
	RR_LIST(rr_copied_role, copied)
	RR_LIST(rr_fact, seeds)
	RR_LIST(rr_named, calendars)	/* each once */
	RR_LIST(rr_named, zones)
	RR_LIST(rr_changed, changes)	/* by the amendment; see `before` */
#undef RR_LIST
	const struct rr_pos		*seed_pos;
	/* schedules that are there */
	const char *const		*attached;
	size_t				 nattached;
	int				 roll;		/* the default, or -1 */
	const struct rr_ladder		*ladder;	/* or NULL */
	const struct rr_exclusion	*excluded;	/* or NULL */
	/* whether what was sold to the public still counts; NULL: no */
	const struct rr_expr		*sold_counts_if;
	const struct rr_claim_terms	*claims;	/* or NULL */
	const struct rr_waiver_terms	*waivers;	/* or NULL */
	const struct rr_amendment_terms	*amendments;	/* or NULL */
	/* what an amendment made these from, or NULL; its points come first */
	const struct rr_agreement	*before;
	rr_date				 in_force;
	int64_t				 amended_by;	/* entry */
	int				 counts;	/* open point, or -1 */
	/* while its file is read, the points that rules ask; then NULL */
	bool				*asking;
};

/* The terms of a day: these, or those that an amendment made them from. */
const struct rr_agreement *rr_agreement_on(const struct rr_agreement *,
	    rr_date);
/* -1 or NULL when there is none. */
int	 rr_agreement_question(const struct rr_agreement *, const char *);
int	 rr_agreement_answer(const struct rr_agreement *, int question,
	    const char *);
int	 rr_agreement_kind(const struct rr_agreement *, const char *);
const struct rr_event *rr_agreement_event(const struct rr_agreement *,
	    const char *);
/* Whether it is made for each fact of that event or notice (or NULL). */
bool	 rr_is_each(const struct rr_provision *, const char *event);
const struct rr_provision *rr_agreement_provision(
	    const struct rr_agreement *, const char *id);
/* The line of that name of a sum; NULL: it has none, or is no sum. */
const struct rr_sum_line *rr_sum_line(const struct rr_provision *,
	    const char *key);
const struct rr_workflow *rr_agreement_workflow(const struct rr_agreement *,
	    const char *key);
/* True when the workflow can be about a fact of that name. */
bool	 rr_workflow_is_about(const struct rr_workflow *, const char *name);
const struct rr_field_decl *rr_event_field(const struct rr_event *,
	    const char *key);
const struct rr_field_decl *rr_event_use(const struct rr_event *,
	    enum rr_field_use);
/* Whether it is declared to be about such a one. */
bool	 rr_event_answers(const struct rr_event *, const char *name);
/* … or can be about it, or name it in a field. */
bool	 rr_can_be_about(const struct rr_event *, const char *name);
/* What it is declared to be about: "'objection made' or 'vote'". */
const char *rr_event_about_text(struct rr_arena *, const struct rr_event *);
/* Whether a field of entries can name one of that event or notice. */
bool	 rr_field_takes(const struct rr_field_decl *, const char *name);
int	 rr_agreement_base(const struct rr_agreement *, const char *);
const struct rr_class *rr_agreement_class(const struct rr_agreement *,
	    const char *);
/*
 * Makes terms that were loaded with others before them an amendment of those:
 * what it changed, and from when it is in force.  Each change of which it is
 * unsaid whether it reaches what runs becomes an open point.
 */
void	 rr_agreement_amend(struct rr_arena *, struct rr_agreement *,
	    rr_date in_force, int64_t entry, const struct rr_changed *,
	    size_t n);
/* The id of the next sum of what is owed, of LEN bytes; TEXT goes behind it. */
bool	 rr_owed_next(const char **text, const char **id, size_t *len);
/* What its amendment changed of that name, or of all others; or NULL. */
const struct rr_changed *rr_agreement_changed(const struct rr_agreement *,
	    const char *name);
/* What an amendment can be said to do, and whether without consent it does. */
#define RR_REACH_ANSWERS	2
#define RR_COUNTS_ANSWERS	2
extern const struct rr_answer	rr_reach_answers[RR_REACH_ANSWERS];
extern const struct rr_answer	rr_counts_answers[RR_COUNTS_ANSWERS];
/*
 * Whether TEXT names lists of numbers of the notice clause, one at least, each
 * once and in their order, with a space between them.
 */
bool	 rr_agreement_lists(const struct rr_agreement *, const char *text);
/* So written, the lists among WORDS; "" when there are none. */
const char *rr_agreement_spell(struct rr_arena *, const struct rr_agreement *,
	    const char *words);
/* Whether it issues lots, of which a list of holders can say many. */
bool	 rr_event_issues(const struct rr_event *);
/* True when S is in the space-separated list. */
bool	 rr_list_has(const char *list, const char *s);
bool	 rr_is_one_of(const char *const *names, size_t n, const char *);

/*
 * What contradicts or is missing across the terms (E3xx): names that do not
 * resolve, calendars that no one can know (KNOWN, N keys; NULL: not checked).
 */
bool	 rr_agreement_check(const struct rr_agreement *,
	    const char *const *known, size_t n, struct rr_diags *);

#endif

/*
 * status_int.h: how deadlines are met and stand; see status.c.
 */
#ifndef REGRIGHTS_STATUS_INT_H
#define REGRIGHTS_STATUS_INT_H

#include "eval_int.h"
#include "regrights/buf.h"
#include "regrights/vec.h"

/* The day of a deadline in one world; compared as bytes. */
struct rr_due {
	/* as written, and as adjusted: each lies between these */
	struct rr_between	 raw, rolled;
	/*
	 * The last day in time: by the words, and as can be argued; without
	 * bounds where ARGUED is NONE.
	 */
	struct rr_between	 words;
	rr_date			 argued;
	/* as WORDS, with the latest day that a gap leaves open; or NONE */
	rr_date			 words_last;
	/*
	 * Both as they are where an open point, REACHES, has the roll reach
	 * it; the same, and NULL, where none is asked.
	 */
	struct rr_between	 words_rolled;
	rr_date			 argued_rolled;
	const struct rr_expr	*reaches;
	/* the one that is safe under every answer */
	rr_date			 limit;
	bool			 waits, may_wait;
	/*
	 * WAITS for nothing: it is no duty in this world; or it waits for what
	 * tells whether it is one
	 */
	bool			 not_owed, if_owed;
	/* it is counted backwards; from a notice that can be later than said */
	bool			 back, gap;
	/* when it is the latest of them, as in struct rr_moment; or NULL */
	const char		*late_if;
	/* of the calendars; or open points leave it without bounds */
	bool			 unknown;
	/* WAITS for what an entry that is on record lacks */
	bool			 hole;
};

/* Of one with its day as written, and argued: the rest of its days. */
void	 rr_due_limit(struct rr_eval *, const struct rr_date_terms *,
	    struct rr_due *);

/*
 * Whether a roll reaches a deadline at all, by the answers that are fixed; it
 * asks for no other: RR_EITHER or RR_ANY where it turns on one.
 */
enum rr_truth	 rr_roll_reaches(struct rr_eval *, const struct rr_roll *);
/* As the point is answered, in this world, whether the roll reaches it. */
void	 rr_due_reach(struct rr_eval *, struct rr_due *);

/*
 * The worlds of one deadline's day, reduced: struct rr_due; and of how it
 * stands, once that is worked out: struct rr_standing.
 */
struct rr_dues {
	struct rr_world	*worlds, *standing;
	size_t		 n, nstanding;
};

/* By TERMS, or where D has a provision by those that govern in each world. */
void	 rr_deadline_of(struct rr_eval *, const struct rr_date_terms *,
	    const struct rr_scope *, struct rr_deadline *, struct rr_dues *);
/*
 * How it stands, held against the same days: status, met_on, met_by, late,
 * doubt and changes_on.  REC, or NULL, takes who has what is owed.
 */
void	 rr_deadline_status(struct rr_eval *, const struct rr_date_terms *,
	    struct rr_dues *, struct rr_recorder *, struct rr_deadline *);
/* waived.c: then, what waives it, or would. */
void	 rr_deadline_waive(struct rr_eval *, const struct rr_date_terms *,
	    const struct rr_dues *, struct rr_deadline *);

/* NONE is later than any day. */
static inline bool
rr_is_sooner(rr_date a, rr_date b)
{
	return !rr_date_is_none(a) && (rr_date_is_none(b) ||
	    rr_date_cmp(a, b) < 0);
}

/* What one entry, or all of them, give to whom it is for: gets.c. */
struct rr_gets {
	struct rr_between	 on;
	const struct rr_fact	*fact, *perhaps;
	/* of what it wants that it is certain, or NULL */
	const char		*doubt;
	/* when it is the last of its days, as in struct rr_counts; or NULL */
	const char		*late_if;
	/*
	 * It came another way than the one by which it is to be sent, on ON; or
	 * may have.
	 */
	bool			 spared, maybe;
};

/*
 * One more among N, by the first day on which each can count, or (MOST) by the
 * last.
 */
void	 rr_gets_insert(struct rr_gets *, size_t n, const struct rr_gets *,
	    bool most);

/* From when what is sent counts, as struct rr_date_terms has it. */
struct rr_sent {
	const char		*by;		/* or NULL */
	/* by which it is to go out so, or to be there another way; or NONE */
	rr_date			 last, spared;
	/* from its sending, once it has taken effect */
	enum rr_truth		 counts;
};

/* What one notice gives to one party; false: nothing. */
bool	 rr_gets_by(struct rr_eval *, const struct rr_fact *,
	    const struct rr_sent *, const char *party, struct rr_gets *);
/* What all of them do. */
void	 rr_gets_by_any(struct rr_eval *, const struct rr_fact *const *facts,
	    size_t n, const struct rr_sent *, const char *party,
	    struct rr_gets *);

/*
 * Why who has it another way may have to be sent it for all that, or NULL;
 * whether it came another way when that was too late for certain.
 */
const char *rr_gets_tardy(struct rr_eval *, const struct rr_sent *,
	    const struct rr_gets *);
bool	 rr_gets_too_late(const struct rr_sent *, const struct rr_gets *);

/* meets.c: what can meet it, in one world. */
struct rr_meets {
	const struct rr_fact	**facts;
	/* what keeps each from counting for certain, or NULL */
	const char		**doubts;
	size_t			 n;
	/* what is dated before its subject, and does not count; or NULL */
	const struct rr_fact	*early;
	/* what is of another party than whose it is, and does not; or NULL */
	const struct rr_fact	*anothers;
	/* why another one does not count, or NULL */
	const char		*unfit;
};

void	 rr_meets(struct rr_eval *, const struct rr_date_terms *,
	    const struct rr_deadline *, struct rr_meets *);

/*
 * gets.c: what those give to PARTY that count for certain, and from when it can
 * have it where the others count too.
 */
void	 rr_gets_of(struct rr_eval *, const struct rr_meets *,
	    const struct rr_sent *, const char *party, struct rr_gets *);

/* Since when all to whom it is owed have it, in one world; as bytes. */
struct rr_served {
	/* LEAST NONE: not all can have it; MOST NONE: it is not certain */
	struct rr_between	 on;
	/* when it is the last of them, as in struct rr_counts; or NULL */
	const char		*late_if;
	/* none of the amount that it asks for is to be paid (any more) */
	bool			 nothing;
	/* with which they have it, or can have it */
	const struct rr_fact	*by;
	/* what would meet it, on a day that is not known; or NULL */
	const struct rr_fact	*unknown;
	/* as in struct rr_meets */
	const struct rr_fact	*early, *anothers;
	/* who has nothing, and what keeps it from being certain; or NULL */
	const char		*lacks;
	/*
	 * By their keys, or NULL: who has nothing; who was sent it, and has it
	 * not for certain
	 */
	const char		*lacking, *unsure;
	/* who has nothing, and may be owed nothing; or NULL */
	const char		*perhaps;
	/* cents, of what was ASKED: not there yet; 0: all, or nothing is */
	int64_t			 left, asked;
	/* a role that nobody has on record, and somebody should; or NULL */
	const char		*nobody;
	/*
	 * SPARED of those who HAVE it: another way than it is to be sent; MAYBE
	 * others too
	 */
	int32_t			 owed, have, spared, maybe;
	/* it is owed to some, and who has it can be all of those */
	bool			 in_part;
};

/* The same of one party, in one world; as bytes. */
struct rr_served_line {
	bool			 owed;
	/* it has nothing; what keeps it from that, or from being certain */
	bool			 missing;
	const char		*doubt;		/* or NULL */
	/* it has nothing, and may be none of those to whom it is owed: DOUBT */
	bool			 perhaps;
};

/* owes.c: whom its subject names there, by key or in words; or NULL. */
const char *rr_owed_named(const struct rr_eval *, const struct rr_deadline *,
	    const struct rr_owed_to *);
/* Between which days that lies; AT: what came then, on one day, or NULL. */
struct rr_owed_on {
	struct rr_between	 on;
	const struct rr_fact	*at;
};

/* The days as of which it can be owed; DUE: as for rr_serve(). */
struct rr_owes {
	struct rr_eval			*ev;
	const struct rr_date_terms	*terms;
	const struct rr_deadline	*deadline;
	struct rr_between		 due;
	/* on which it arose, and then those of the terms */
	const struct rr_owed_on		*days;
};

void	 rr_owes_begin(struct rr_eval *, const struct rr_date_terms *,
	    const struct rr_deadline *, const struct rr_between *due,
	    struct rr_owes *);
/*
 * Whether a party is one of those, in this world; PERHAPS is what is missing
 * where it may be none, or NULL.
 */
bool	 rr_owes_to(const struct rr_owes *, const struct rr_owed_to *,
	    const struct rr_party *, const char **perhaps);

/* DUE: between which days that is by which it is owed, or today. */
void	 rr_serve(struct rr_eval *, const struct rr_date_terms *,
	    const struct rr_deadline *, const struct rr_between *due,
	    struct rr_served *);
void	 rr_serve_line(struct rr_eval *, const struct rr_date_terms *,
	    const struct rr_deadline *, const struct rr_between *due,
	    const char *party, struct rr_served_line *);

/*
 * lacking.c: who lacks what is owed, in words: "1 of 3 have it; missing: Heron
 * Fund LP; missing under some answers: Elm Partners LP".
 */
struct rr_lacking {
	struct rr_buf	missing, keys, perhaps, doubt, doubted, some, unsure;
	size_t		nmissing, ndoubt, nsome, nunsure;
	/* what parts the worlds of SOME, and of UNSURE */
	unsigned	some_by, unsure_by;
};
#define RR_LACKING_INIT	\
	{ RR_BUF_INIT, RR_BUF_INIT, RR_BUF_INIT, RR_BUF_INIT, RR_BUF_INIT, \
	    RR_BUF_INIT, RR_BUF_INIT, 0, 0, 0, 0, 0, 0 }

/* WHY: "faxed Fri 2000-05-26, in gap G4", or NULL: nothing is on record. */
void	 rr_lacking_missing(struct rr_lacking *, const char *name,
	    const char *key, const char *why);
/* WHY: "faxed Fri 2000-05-26, in gap G4", or NULL. */
void	 rr_lacking_doubt(struct rr_lacking *, const char *name,
	    const char *key, const char *why);
/* One who has nothing, and may be owed nothing. */
void	 rr_lacking_perhaps_owed(struct rr_lacking *, const char *name,
	    const char *key, const char *why);
/*
 * One who has nothing, or not for certain, under some ANSWERS alone; NULL: more
 * of them than can be named.  NOTHING: it was sent nothing.  BY: what they part
 * by.  WHY as above.
 */
void	 rr_lacking_some(struct rr_lacking *, const char *name,
	    const char *key, bool missing, bool nothing, const char *answers,
	    enum rr_apart by, const char *why);
/*
 * By their keys, "heron, elm, oak", who has nothing; who was sent nothing and
 * is owed it, or lacks it, perhaps; and who was sent it and has it not for
 * certain.  NULL: nobody.
 */
const char *rr_lacking_keys(struct rr_eval *, const struct rr_lacking *);
const char *rr_lacking_perhaps(struct rr_eval *, const struct rr_lacking *);
const char *rr_lacking_doubted(struct rr_eval *, const struct rr_lacking *);
/* To whom a notice went, by their keys; NULL: it is none. */
const char *rr_lacking_sent(struct rr_eval *, const struct rr_fact *);
/* NULL: nobody.  How many HAVE it is told where OWED is not 0.  Its end. */
const char *rr_lacking_text(struct rr_eval *, struct rr_lacking *,
	    int32_t have, int32_t owed);

enum rr_how {
	RR_HOW_RUNS,		/* it can still be in time, or has no day */
	RR_HOW_PERHAPS,		/* past, and perhaps done in time or ended */
	RR_HOW_PAST,
	RR_HOW_GONE,		/* what was planned was carried out without */
	RR_HOW_ENDED,		/* it is no duty any more */
	RR_HOW_NOT_OWED,	/* it is none under these answers */
	/* done: */
	RR_HOW_IN_TIME, RR_HOW_PERHAPS_LATE, RR_HOW_LATE,
	RR_HOW_SPARED		/* nobody is owed it any more, or nothing */
};

/* In one world; compared as bytes. */
struct rr_standing {
	enum rr_how		 how;
	/* days after the limit by its words, and after it as adjusted */
	int32_t			 late, late_most, adjusted, adjusted_most;
	/* after which it is late in this world; NONE: none, or it is done */
	rr_date			 last;
	struct rr_between	 on;
	const struct rr_fact	*by, *unknown, *early;
	const char		*lacks, *nobody, *lacking, *unsure, *perhaps;
	int32_t			 have, owed;
	int64_t			 left, asked;
	/* what ended it; NULL: nothing, or that it is held no more */
	const struct rr_fact	*ended;
	/* it was done when it was no duty any more, and late if it were one */
	bool			 after_end;
	/* it runs, or this has ended it: that is not known; or NULL */
	const struct rr_fact	*may_end;
	/* what carried out, or (not GONE) perhaps, what was planned; or NULL */
	const struct rr_fact	*carried;
	/* it did for certain */
	bool			 planned;
	/* as in rr_served; of the day by which it is due, as in rr_due */
	const char		*late_if, *due_late_if;
	/* as in rr_served; as in rr_due */
	bool			 nothing, in_part, gap;
};

/* A deadline, its days and who is served, over all worlds. */
struct rr_stand {
	const struct rr_date_terms	*terms;
	const struct rr_deadline	*deadline;
	const struct rr_dues		*dues;
	struct rr_world			*served;
	size_t				 nserved;
};

/* CTX: a struct rr_stand. */
rr_rule_fn	 rr_run_served, rr_run_standing;
/* Between which days that is by which it is owed, in this world, or today. */
struct rr_between rr_owed_by(struct rr_eval *, const struct rr_stand *);
/*
 * Whether an entry ended what is about IT, or NULL, on or before LAST, in this
 * world (NONE: there is no last day), and which one did or may have; AFTER: one
 * that was there later, when there was nothing left to end but what was to be
 * done; or NULL: ended.c.
 */
enum rr_truth	 rr_deadline_ended(struct rr_eval *,
		    const struct rr_date_terms *, const struct rr_fact *it,
		    rr_date last, const struct rr_fact **,
		    const struct rr_fact **after);

/*
 * Whether what an entry plans was carried out, as far as the record goes, and
 * what did that or may have (RR_UNKNOWN), or NULL: carried.c.
 */
enum rr_truth	 rr_eval_carried(struct rr_eval *, const struct rr_fact *,
		    const struct rr_fact **by);
/*
 * The day for which F plans something, where nothing that may be it is on
 * record: after that day it may have been put off.  Else NONE.
 */
rr_date		 rr_eval_put_off_after(struct rr_eval *,
		    const struct rr_fact *);

#define RR_TOLD_APART	2	/* worlds, in a line */
/*
 * doubt.c: what keeps it from being done, and under which answers it is so
 * otherwise, over worlds of struct rr_standing; or NULL.
 * Who is missing, over all of them, goes to the deadline.
 */
const char	*rr_open_doubt(struct rr_eval *, const struct rr_stand *,
		    const struct rr_world *, size_t n, struct rr_deadline *);

/*
 * late.c: "1 day late if clear-days=yes", over worlds in which it is done; or
 * NULL.  Past a day that a person set, and the agreement does not give, it is
 * met, and so many days after its target date.
 */
const char	*rr_late_doubt(struct rr_eval *, const struct rr_world *,
		    size_t n);
/* "1 day late unless it was put off", of one of them; NULL: it is not late. */
const char	*rr_late_words(struct rr_eval *, const struct rr_standing *);
/* "2 to 3 days late" */
const char	*rr_days_late_text(struct rr_arena *, int32_t least,
		    int32_t most);
void		 rr_after_target(struct rr_eval *, struct rr_deadline *);

/* register.c: by the day, those without one last, and then by the id. */
int	 rr_deadline_cmp(const void *, const void *);

/*
 * Moves both ends of a day by the delays that extend it: extension.c.  MET is
 * the day on which the deadline was met, or NONE.  Where they part, LATE_IF is
 * when it is the last: "excused delay of entry 4 counts, in dispute".  False
 * when it is out of the range of dates.
 */
bool	 rr_deadline_extend(struct rr_eval *, const struct rr_date_terms *,
	    const struct rr_scope *, rr_date met, struct rr_between *,
	    const char **late_if);

/*
 * seal_rows.c: adds a row for each deadline that rested on a sealed entry and
 * is not accounted for; the one with the id WANT (NULL: all), with its reasons.
 */
void	 rr_sealed_rows(struct rr_eval *, struct rr_vec *, const char *want,
	    struct rr_recorder *);

/* Records between which days open points leave it. */
void	 rr_points_record(struct rr_recorder *, const struct rr_deadline *);

#endif

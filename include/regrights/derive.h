/*
 * derive.h: the function in the middle.
 *
 * What was agreed and what happened, as of a day, give what follows.  It reads
 * no clock, no file and no database; equal inputs give equal conclusions.
 */
#ifndef REGRIGHTS_DERIVE_H
#define REGRIGHTS_DERIVE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "regrights/agreement.h"
#include "regrights/date.h"
#include "regrights/diag.h"
#include "regrights/engine.h"
#include "regrights/fact.h"
#include "regrights/ledger.h"
#include "regrights/plan.h"
#include "regrights/record.h"
#include "regrights/roster.h"
#include "regrights/trace.h"

struct rr_buf;
struct rr_waiting;

/* A day that open points leave between two; MOST NONE: no end is known. */
struct rr_between { rr_date least, most; };

/*
 * One way to read the text: its answers, and what follows under them.  Where
 * too many points are open to try each, it can leave the later ones unknown:
 * then RAW and ROLLED are NONE, and lie between.
 */
struct rr_reading {
	const char	*key;		/* "california-bank-holidays=yes" */
	rr_date		 raw, rolled, working;	/* deadlines */
	struct rr_between raw_in, rolled_in;	/* else RAW, ROLLED twice */
	bool		 may_wait;		/* it can be without a day */
	/* notices; as of struct rr_deemed */
	rr_date		 effective, provisional, earliest, latest;
	const char	*section, *gap, *awaits;	/* notices */
	const char	*method;		/* that made EFFECTIVE */
};

#define RR_STATUS(id, word, shown, done)	RR_STATUS_##id,
enum rr_status {
#include "regrights/status.def"
	RR_STATUS_MAX
};
#undef RR_STATUS

const char	*rr_status_word(enum rr_status);	/* JSON */
const char	*rr_status_shown(enum rr_status);	/* on the screen */
/* Of its JSON word. */
const char	*rr_status_word_shown(const char *);
/* By its JSON word: whether nobody has anything to do any more. */
bool		 rr_status_is_done(const char *);
const char	*rr_sense_word(enum rr_sense);
struct rr_deadline;
/* "3/1", how a row that rested on a sealed entry is accounted for. */
const char	*rr_sealed_ref(const struct rr_deadline *);
/* Its place among others: the last safe day, else the day as written. */
rr_date		 rr_deadline_day(const struct rr_deadline *);
/* Whether its day is one that a person sets, so that a field gives it. */
bool		 rr_deadline_is_set(const struct rr_deadline *);
/*
 * "entry/3 point/clear-days": its entry, those that met or may meet or waived
 * it, and the points that bear on it.
 */
const char	*rr_deadline_rests(struct rr_arena *,
		    const struct rr_deadline *);
/* Whether the docket has it, and as what. */
enum rr_docket_stand rr_docket_stand(const struct rr_deadline *);
/*
 * Whether what is done by its day is in doubt: if it is owed at all, to whom,
 * or if it is done already; and past its last safe day, if it is late.
 */
bool		 rr_docket_doubts(const struct rr_deadline *, rr_date on);
/* Where it belongs on a day; DAY as rr_deadline_day gives it, or NONE. */
enum rr_docket_group rr_docket_group(enum rr_docket_stand, rr_date day,
		    rr_date on, int within);
/* "late", "today", … */
const char	*rr_docket_group_word(enum rr_docket_group);
/* "LATE", …, "NEXT 7 DAYS" of so many days. */
void		 rr_docket_group_title(enum rr_docket_group, int within,
		    struct rr_buf *);
void		 rr_tally_add(struct rr_tally *, enum rr_docket_group);
/* How many rows a docket has that can still be done, and does not wait. */
size_t		 rr_tally_rows(const struct rr_tally *);
/* "2 late  4 today  4 week  +61  9 waiting" */
void		 rr_tally_text(const struct rr_tally *, struct rr_buf *);
/* "last safe day Fri 2000-05-26", "no day", or what is not known of it. */
const char	*rr_deadline_text(struct rr_arena *,
		    const struct rr_deadline *);
/* "9 days late as written, 7 as adjusted"; "" unless met or waived so. */
const char	*rr_late_text(struct rr_arena *, const struct rr_deadline *);
/*
 * WAIVED: from when, "Fri 2000-06-02", or "between Fri 2000-06-02 and Mon
 * 2000-06-05".
 */
const char	*rr_waived_day_text(struct rr_arena *,
		    const struct rr_deadline *);

/*
 * "between 2000-06-01 and 2000-06-15; 13 open points bear on it", for a
 * deadline that has points.
 */
void		 rr_points_text(const struct rr_deadline *, struct rr_buf *);
/* "gap G1", "receipt not on record", or nothing. */
void		 rr_deadline_gap_text(const struct rr_deadline *,
		    struct rr_buf *);

/* A deadline, or a first free day, of one subject. */
struct rr_deadline {
	/* MATTER/deadline/filing-date */
	const char			*id;
	const struct rr_provision	*provision;
	const struct rr_fact		*subject;	/* or NULL */
	const char			*recipient;	/* party key, or NULL */
	/* the transfer by which that one has it of who was told; or NULL */
	const struct rr_fact		*passed;
	/* whose it is: RECIPIENT, else by its terms a role or a party */
	const char			*by;
	/* with the subject, where it has one */
	const char			*what;
	rr_date				 raw, rolled, working;
	bool				 arguable;	/* the roll is */
	/* none when all agree */
	const struct rr_reading		*readings;
	size_t				 nreadings;
	/*
	 * Open points that bear on it, where they are too many to try each and
	 * leave its day between two; else 0.
	 */
	size_t				 npoints;
	struct rr_between		 raw_in, rolled_in;
	bool				 may_wait;
	/* in one reading RAW is UNKNOWN, not between these */
	bool				 may_be_unknown;
	/* how often the rule was run to find that out */
	size_t				 nruns;
	enum rr_status			 status;
	rr_date				 met_on, since;	/* it is to be done */
	const struct rr_fact		*met_by;
	/* what would meet it, on a day that is not known; or NULL */
	const struct rr_fact		*met_perhaps;
	/* WAIVED: what waived it, and from when; what met it later, or NULL */
	const struct rr_fact		*waived_by, *performed;
	rr_date				 performed_on;
	/*
	 * Short, what is not certain of how it stands, and why: "1 day late if
	 * clear-days=yes", "1 of 2 have it; missing: Heron Fund LP"; or NULL.
	 */
	const char			*doubt;
	/*
	 * Keys, all, "elm, heron", or NULL: who lacks it; who perhaps does, and
	 * was sent nothing; who was sent it and perhaps has it.
	 */
	const char			*missing, *perhaps, *unsure;
	int32_t				 have, owed;	/* 0: that differs */
	/* cents of what was ASKED, at most, where a part is there; or 0 */
	int64_t				 left, asked;
	/* whether, or from whom, it is missing is another thing in a world */
	bool				 differs;
	/* not done, and nothing is left to do under any answer; see DOUBT */
	bool				 over;
	struct rr_between		 waived_on;
	/*
	 * What would waive it if it counted, or NULL; in short why it does not,
	 * as far as it can be said, and in full.
	 */
	const struct rr_fact		*waiver_perhaps;
	/* it may count, so that how it stands rests on it */
	bool				 waiver_bears;
	/* of its worlds, as of readings, one behind the other; or NULL */
	const char			*waiver_turns;
	const char			*waiver_note, *waiver_why;
	/*
	 * Done, or waived: days after the limit by the words, at least and at
	 * most, on the day of that.
	 */
	int32_t				 late, late_most;
	/* the same as adjusted, where that is another limit; else as LATE */
	int32_t				 late_adjusted, late_adjusted_most;
	/* of one that rested on a sealed entry: the seal; or NULL */
	const struct rr_fact		*sealed;
	/* positions, relied on by nobody, under which it is none; or NULL */
	const char			*set_aside;
	/* WAITING, or IF_OWED (that cannot be said): what is missing */
	const char			*waits_for;
	bool				 if_owed;
	/* runs from the earliest day: a gap, or what is not on record */
	const char			*gap, *awaits;
	/* why ROLLED or WORKING, or RAW, is not known; or NULL */
	const char			*unknown;
	/* what could still move it: closings that are announced; or NULL */
	const char			*remark;
	/* NONE: never by itself */
	rr_date				 changes_on;
};

/* What a notice sent over one channel, or several, came to. */
struct rr_deemed {
	rr_date			 effective;	/* NONE: see the rest */
	/* then what it is if the transmission came through, or NONE */
	rr_date			 provisional;
	const char		*section;
	const char		*gap;		/* id, or NULL */
	/* "receipt", "confirmation", or NULL */
	const char		*awaits;
	/* of the sending that made EFFECTIVE: "courier", or NULL */
	const char		*method;
	rr_date			 earliest, latest;	/* latest NONE: open */
	/* by when a clause has it given, under every answer; or NONE */
	rr_date			 sure;
	const char		*remark;	/* as of a deadline */
	const struct rr_reading	*readings;
	size_t			 nreadings;
	/* as of a deadline: then between EARLIEST and LATEST */
	size_t			 npoints;
	size_t			 nruns;		/* as of a deadline */
};

/* Whether two come to the same days, under each answer. */
bool		 rr_deemed_same(const struct rr_deemed *,
		    const struct rr_deemed *);

/* One recipient of one notice. */
struct rr_delivery {
	const char			*id;	/* MATTER/notice/41/PARTY */
	const struct rr_fact		*fact;
	const struct rr_event		*kind;
	const struct rr_sending		*first;	/* of this recipient's */
	/* all, as they went; of each its last result, first receipt, or NULL */
	const struct rr_sending *const	*sent_by;
	const struct rr_fact		**results, **receipts;
	size_t				 nsent;
	const char			*party;
	bool				 copy;
	/* RECEIVED: by whichever sending, first */
	rr_date				 sent, received;
	struct rr_deemed		 deemed;
};

/* Cents, of the bills of one claim. */
struct rr_claim_sums {
	int64_t			 billed, paid;
	/*
	 * Of its bills, each by itself: what is not to be paid, what else is
	 * not paid, and what was paid beyond that.
	 */
	int64_t			 taken_off, unpaid, overpaid;
	size_t			 nbills;
	/* an amount among them is not on record */
	bool			 in_part;
	/* days that are not known bear on it, more than can be tried */
	bool			 blurred;
};

/* As of a deadline: by the days of entries that are not on record. */
struct rr_claim_reading {
	const char		*key;
	struct rr_claim_sums	 sums;
};

struct rr_claim {
	const char		*id;		/* MATTER/entry/52 */
	/* of one that is not in sight its number alone is known */
	const struct rr_fact	*fact;
	/* "void", "sealed", "destroyed"; NULL of one that counts */
	const char		*gone;
	/* one, with an empty key, where all agree */
	const struct rr_claim_reading *readings;
	size_t			 nreadings;
	/* the clock of the first bill that may not be paid, or NULL */
	const struct rr_deadline *clock;
	/* what they wait for, where bills may be sealed; or NULL */
	const char		*uncounted;
	/* its earliest open one, or NULL */
	const struct rr_deadline *next;
};

/* Whether both were billed and paid alike, under each reading. */
bool		 rr_claim_same(const struct rr_claim *,
		    const struct rr_claim *);

#define RR_FOUND(id, word, shown)	RR_FOUND_##id,
enum rr_found {
#include "regrights/finding.def"
	RR_FOUND_MAX
};
#undef RR_FOUND

const char	*rr_found_word(enum rr_found);	/* JSON */
const char	*rr_found_shown(enum rr_found);	/* on the screen */

/*
 * What a provision that is no deadline comes to.  Numbers are units, cents or
 * items, as its kind says; they are all 0 unless COUNTED.
 */
struct rr_outcome {
	enum rr_found	 state;
	rr_date		 from, until;		/* PERIOD */
	/* where they are known to the minute, or RR_INSTANT_NONE */
	rr_instant	 from_at, until_at;
	rr_date		 passed;		/* SHARE: the first such day */
	/*
	 * The last day on which it can still have run, where UNTIL is known;
	 * the first on which it may have ended, where that is sooner.
	 */
	rr_date		 last, may_until;
	bool		 counted;
	int64_t		 base, needed, have;
	const char	*waits_for;		/* what is not on record */
	/* LIST: what is so in its place; SHARE: how it stood before; or NULL */
	const char	*instead;
	/* SHARE: it has not passed, whatever it waits for */
	bool		 barred;
	/* what its lines come to: readings can differ in them alone */
	const char	*lines;
};

/* A line of it: a vote, a thing to be there, an invoice, a Holder's part. */
struct rr_finding_item {
	const char		*key, *what;
	const char		*section;	/* or NULL */
	const char		*party;		/* key, or NULL */
	enum rr_found		 state;
	/*
	 * Units or cents of the line; what of it counts.  When UNKNOWN 0; but
	 * of a SUM at least, and at most or 0 where nothing limits it.  Of an
	 * allotment that FORKS a unit of it may be another's.
	 */
	int64_t			 asked, counts;
	bool			 unknown;
	const struct rr_fact	*fact;		/* or NULL */
};

/* Whether something is so of an entry, under every answer; else OPEN. */
enum rr_told { RR_TOLD_NO, RR_TOLD_YES, RR_TOLD_OPEN };

struct rr_asker;

/* Asks conditions of one input; it lives in the arena. */
struct rr_asker	*rr_asker_new(struct rr_arena *, const struct rr_input *);
enum rr_told	 rr_asker_told(struct rr_asker *, const struct rr_expr *,
		    const struct rr_fact *it);

struct rr_finding_reading {
	const char			*key;		/* as rr_reading */
	struct rr_outcome		 out;
	const struct rr_finding_item	*items;
	size_t				 nitems;
};

/* A conclusion of any kind but a date, of one subject. */
struct rr_finding {
	/* MATTER/share/amendment/41 */
	const char			*id;
	const struct rr_provision	*provision;
	const struct rr_fact		*subject;	/* or NULL */
	const char			*party;		/* key, or NULL */
	/*
	 * Where readings come to different states, or to different parts of an
	 * allotment, the state is FORKS; the rest is the first's.
	 */
	struct rr_outcome		 out;
	const struct rr_finding_reading	*readings;	/* none: all agree */
	size_t				 nreadings;
	/* as of a deadline: where they are open, the state is FORKS */
	size_t				 npoints;
	size_t				 nruns;		/* as of a deadline */
	/* where readings differ, those of the first */
	const struct rr_finding_item		*items;
	size_t				 nitems;
};

/* An amendment of the terms, and the consent that they ask for. */
struct rr_amended {
	const struct rr_fact	*fact;		/* the import */
	rr_date			 in_force;
	/* that it names, where it counts, or NULL; since when it passed */
	const struct rr_fact	*consent;
	rr_date			 passed;
	/* what there is not, in words; NULL: it had passed by then */
	const char		*lacks;
};

struct rr_derivation {
	const struct rr_input	*input;
	/* in the order of (working, id) */
	struct rr_deadline	*deadlines;
	size_t			 ndeadlines;
	/* in the order of fact, sending */
	struct rr_delivery	*deliveries;
	size_t			 ndeliveries;
	struct rr_claim		*claims;
	size_t			 nclaims;
	/* void, or not in sight, while something about them counts */
	struct rr_claim		*gone_claims;
	size_t			 ngone_claims;
	/* in the order of provision, subject */
	struct rr_finding	*findings;
	size_t			 nfindings;
	struct rr_unplanned	*unplanned;	/* in the order of fact */
	size_t			 nunplanned;
	/* in the order of provision, plan */
	struct rr_barred	*barred;
	size_t			 nbarred;
	const struct rr_misfit	*misfits;
	size_t			 nmisfits;
	/* as of the input's day */
	const struct rr_ledger	*ledger;
	/* as recorded; none where the terms ask for no consent */
	const struct rr_amended	*amended;
	size_t			 namended;
	struct rr_role_doubt	*doubts;	/* in the order of the roster */
	size_t			 ndoubts;
	/* what waits for an account of sealed entries */
	const struct rr_waiting	*waiting;
	/* expressions and sendings that were evaluated or looked at */
	size_t			 nsteps;
};

/*
 * The input must live as long as the derivation.  NULL: it was told not to go
 * on, and what it had begun is of no use.
 */
struct rr_derivation *rr_derive(struct rr_arena *, const struct rr_input *);

/* Of a party; NULL: its roles rest on no such day. */
const struct rr_role_doubt *rr_role_doubt(const struct rr_derivation *,
		    const char *party);

/* The parties of a roster of which that is so on a day; returns how many. */
size_t	 rr_roles_in_doubt(struct rr_arena *, const struct rr_input *,
	    const struct rr_roster *, rr_date on, struct rr_role_doubt **);

/*
 * The reasons of one conclusion by its id; it is made anew.  NULL: there is
 * none, or it was told not to go on.
 */
struct rr_trace	*rr_derive_why(struct rr_arena *, const struct rr_input *,
	    const char *id);

/* The same of one after another, at the cost of one evaluation. */
struct rr_whys;
struct rr_whys	*rr_whys_new(struct rr_arena *, const struct rr_input *);
struct rr_trace	*rr_whys_of(struct rr_whys *, const char *id);

/*
 * The reasons of N of its deliveries, as rr_derive_why gives them for each,
 * at the cost of one evaluation; returns its count of steps.  Those that it did
 * not come to, as it was told not to go on, are NULL.
 */
size_t	 rr_derive_whys(struct rr_arena *, const struct rr_input *,
	    const struct rr_delivery *const *, size_t n, struct rr_trace **);

/* Days, both ends among them; UNTIL NONE: still. */
struct rr_span { rr_date from, until; };

/*
 * The spans in which a party's sales are stopped, in order, none meeting: SURE,
 * those under every answer and whatever was received, or all that can be.
 */
size_t	 rr_stops_of(struct rr_arena *, const struct rr_derivation *,
	    const char *party, bool sure, struct rr_span **);

/*
 * A date expression by itself: as a deadline without a provision, under the
 * terms that govern what begins on the day from which it is counted.  False:
 * it has no day under any answer.
 */
bool	 rr_derive_when(struct rr_arena *, const struct rr_input *,
	    const struct rr_expr *, struct rr_deadline *, struct rr_trace **);

/* The first day that it counts from; NONE: of nothing on record. */
rr_date	 rr_derive_begins(struct rr_arena *, const struct rr_input *,
	    const struct rr_expr *);

/* A sending that is not on record. */
struct rr_try {
	enum rr_method	 method;
	const char	*lists;		/* lists assumed to name it, "a b" */
	rr_instant	 at;
	rr_instant	 received;	/* RR_INSTANT_NONE: not yet */
	const char	*sender_zone, *recipient_zone;
};

/*
 * When it would be deemed given, under the notice clauses that govern the day
 * of the first of them; the tree may be NULL.
 */
bool	 rr_derive_deem(struct rr_arena *, const struct rr_input *,
	    const struct rr_try *, size_t n, struct rr_deemed *,
	    struct rr_trace **, struct rr_diags *);

#endif

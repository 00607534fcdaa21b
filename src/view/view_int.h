/*
 * view_int.h: what the views share.
 */
#ifndef REGRIGHTS_VIEW_INT_H
#define REGRIGHTS_VIEW_INT_H

#include "regrights/apart.h"
#include "regrights/arena.h"
#include "regrights/buf.h"
#include "regrights/json.h"
#include "regrights/view.h"

#define RR_VIEW(name)	extern const struct rr_view rr_view_##name;
#include "view.def"
#undef RR_VIEW

#define RR_COLUMNS(a)							\
	.columns = (a), .ncolumns = sizeof(a) / sizeof((a)[0])

/* An entry's number as JSON: "41", "3/7" or null. */
struct rr_json *rr_json_ref(const struct rr_fact *);
/*
 * A row that was laid out: an entry, a finding under it or by itself, a
 * section of the paper, a duty.  What does not belong to it is NULL.
 */
struct rr_row {
	bool				 under;	/* of the entry above it */
	const struct rr_fact		*fact;	/* the entry, or that above */
	const struct rr_finding		*finding;
	/* the next of an entry or a section; a duty's own */
	const struct rr_deadline	*deadline;
	const struct rr_provision	*provision;
	const struct rr_section		*section;
	const char			*state;
	/* what can be argued, or what is not proved; or NULL */
	const char			*argued;
	/* how many of how many have it; whom it is not proved of */
	size_t				 have, of;
	const char			*whom;
	/* what says not of which entry it is, and may be of this */
	const struct rr_fact *const	*loose;
	size_t				 nloose;
	const char *const		*lint;	/* what is doubtful in it */
	size_t				 nlint;
};

/* As many rows as were laid out. */
size_t	 rr_rows_count(const struct rr_source *);

/*
 * register.c: the entries that TERMS open (NULL: none), with the findings
 * about each and what hangs on it (NAMED: and on what it names), then those of
 * the register NAME.
 */
void	 rr_register_lay(const struct rr_register_terms *, const char *name,
	    bool named, struct rr_arena *, struct rr_source *);

/*
 * fields.c: " (about void 27)", by the numbers of the entries that it
 * is about and that are void; nothing where there are none (NULL).
 */
void	 rr_adrift_text(const char *refs, struct rr_buf *);
/* The same of a fact of the derivation; and its numbers in JSON. */
void	 rr_adrift_of(const struct rr_derivation *, const struct rr_fact *,
	    struct rr_buf *);
void	 rr_adrift_json(const struct rr_derivation *, const struct rr_fact *,
	    struct rr_json *);

/* hang.c: what hangs on an entry: about it, or about what is, and so on. */
struct rr_hang;

struct rr_hang	*rr_hang_new(struct rr_arena *, const struct rr_derivation *);
/*
 * Marks entry I of the facts and what hangs on it, as far as STOP (NULL: to
 * the end) is not true of it.  The marks hold until the next call.
 */
typedef bool	 rr_hang_stop(const void *ctx, const struct rr_fact *);
const bool	*rr_hang_mark(struct rr_hang *, size_t i, rr_hang_stop *,
		    const void *ctx);
/* Marks too what entry I itself names in fields of entries. */
void		 rr_hang_mark_named(struct rr_hang *, size_t i);
/* The next, from *AT (0) on, that is about entry I or names it; else NULL. */
const struct rr_fact *rr_hang_direct(const struct rr_hang *, size_t i,
		    size_t *at);
/* Whether that fact is marked; NULL never is. */
bool		 rr_hang_has(const struct rr_hang *, const struct rr_fact *);
/*
 * The same of what a finding is about; but a test about what entry I names, a
 * sale of a claim, is there where it is by the party that I is "against".
 */
bool		 rr_hang_bears(const struct rr_hang *, size_t i,
		    const struct rr_finding *);
/*
 * states.c: the words for how the entries of a register stand: that of entry I
 * of the facts, of which MARKS say what hangs on it; kept in the arena.  LOOSE
 * takes what may be of it: const struct rr_fact *.
 */
struct rr_states;
struct rr_vec;

struct rr_states *rr_states_new(struct rr_arena *,
	    const struct rr_derivation *, const struct rr_register_terms *,
	    struct rr_hang *);
const char	*rr_states_word(struct rr_states *, size_t i,
		    const bool *marks, struct rr_vec *loose);
/* CTX: a struct rr_register_terms, of which the fact opens an entry. */
rr_hang_stop	 rr_states_opens;

/* The earliest deadline about what is marked that is still to be met. */
const struct rr_deadline *rr_hang_next(const struct rr_hang *);

/* Whether a deadline is still to be met, and its day is known. */
bool	 rr_deadline_is_open(const struct rr_deadline *);

/* fields.c: an entry's fields: "Market: Nasdaq; Holder: Elm Fund". */
void	 rr_fields_text(const struct rr_derivation *, const struct rr_fact *,
	    struct rr_buf *);
/* One of them, by its title; false when it has no I-th. */
bool	 rr_field_text(const struct rr_derivation *, const struct rr_fact *,
	    size_t i, struct rr_buf *);
/* {"market": "Nasdaq", …} as it was recorded */
struct rr_json *rr_fields_json(const struct rr_fact *);
/* What an entry is, in the agreement's words; NULL where it has none. */
const struct rr_event *rr_event_of(const struct rr_derivation *,
	    const struct rr_fact *);
/*
 * Whose a notice is: the party that was logged as its sender, or for which it
 * was sent, else the role that the agreement names; NULL when it is no notice
 * of the agreement.
 */
const char *rr_sender_of(const struct rr_derivation *, const struct rr_fact *);

/*
 * given.c: how far the notice has come whose first delivery is FIRST; how many
 * it has.  The same by delivery, of all.
 */
size_t	 rr_given_text(const struct rr_derivation *, size_t first,
	    struct rr_buf *);
const char *const *rr_given_texts(struct rr_arena *,
	    const struct rr_derivation *);

/*
 * notices.c: how it went to one recipient, the method that made the day first:
 * "courier (and fax)", or "fax, courier" while none has made one.
 */
void	 rr_delivery_by(const struct rr_delivery *, struct rr_buf *);
/* "complete", "fax complete, courier unconfirmed"; false when none is known. */
bool	 rr_delivery_results(const struct rr_delivery *, struct rr_buf *);
/* How the register of its day differs from any of its sendings, or NULL. */
const struct rr_dialled *rr_delivery_dialled(struct rr_arena *,
	    const struct rr_derivation *, const struct rr_delivery *);

/*
 * said.c: "void of entry 2, comments received"; and all that was given when an
 * entry was recorded, a line each under the open step, with what it is about
 * where it stands alone.
 */
const char *rr_entry_title(struct rr_arena *, const struct rr_derivation *,
	    const struct rr_fact *);
void	 rr_entry_said(struct rr_arena *, const struct rr_derivation *,
	    struct rr_recorder *, const struct rr_fact *, bool alone);

/*
 * chronicle.c: the I-th fact and all that hangs on it, under the open step;
 * with the deadlines and findings about each, or without.
 */
void	 rr_chronicle_add(struct rr_recorder *, struct rr_arena *,
	    const struct rr_derivation *, size_t i, bool conclusions);

/*
 * contrary.c: rows of the findings of which, under one answer at least, a thing
 * is not so that must be, or may not be; what such a row is of; "entry/7
 * entry/9".
 */
void	 rr_contrary_add(struct rr_arena *, const struct rr_derivation *,
	    struct rr_vec *rows);
void	 rr_contrary_what(const struct rr_derivation *, const struct rr_row *,
	    struct rr_buf *);
void	 rr_contrary_rests(const struct rr_finding *, struct rr_buf *);

/* finding.c: findings in words. */
void	 rr_finding_name(const struct rr_derivation *,
	    const struct rr_finding *, struct rr_buf *);
/* owed.c: what the file says is owed of a claim, N sums added. */
struct rr_owed {
	size_t				 n;
	const struct rr_finding		*of;	/* the only one, or NULL */
	/* by what one of them differs; one is not known */
	enum rr_apart			 open;
	bool				 unknown;
	int64_t				 cents;	/* else */
};
void	 rr_claim_owed(const struct rr_derivation *, const struct rr_claim *,
	    struct rr_owed *);
/* How many sums its readings come to; one that is not known is one of them. */
size_t	 rr_finding_answers(const struct rr_finding *);
void	 rr_owed_text(const struct rr_owed *, struct rr_buf *);
/*
 * One of the sums of a claim, each that it can be: "$0.00 or $4,200.00"; where
 * an amount is not on record, "at least" what is.
 */
typedef int64_t	 rr_sum_fn(const struct rr_claim_sums *);
rr_sum_fn	 rr_billed_of, rr_paid_of, rr_unpaid_of, rr_taken_off_of,
	    rr_overpaid_of;
void	 rr_claim_money(const struct rr_claim *, rr_sum_fn *, struct rr_buf *);
/* Whether that sum can be more than nothing. */
bool	 rr_claim_has(const struct rr_claim *, rr_sum_fn *);
/* Why what was billed, or paid, is not known; NULL: it is. */
const char *rr_claim_unknown(const struct rr_claim *);
/* "$100.00 not paid; its clock waits for receipt", where none runs. */
void	 rr_claim_unpaid(const struct rr_claim *, struct rr_buf *);

/* "; $800.00 paid beyond what is billed"; nothing where that is not so. */
void	 rr_claim_overpaid(const struct rr_claim *, struct rr_buf *);

/* What a sum comes to: "$950,000.00 or $925,000.00" where it differs. */
void	 rr_finding_sums(const struct rr_finding *, struct rr_buf *);
/*
 * "400 of 600 or 400 of 500 (depends: x); until Fri 2000-05-26; waits for y";
 * where its state differs "depends: x" stands first.
 */
void	 rr_finding_detail(const struct rr_derivation *,
	    const struct rr_finding *, struct rr_buf *);
/* The days of a period, where no reading says another; or NONE. */
rr_date	 rr_finding_from(const struct rr_finding *);
rr_date	 rr_finding_until(const struct rr_finding *);
/* "Mon 2000-07-10 to Wed 2000-07-12", over all readings; else "". */
void	 rr_finding_days(const struct rr_finding *, bool until,
	    struct rr_buf *);
/* From when what runs may be over; NONE: it is not, or that is not open. */
rr_date	 rr_outcome_may_end(const struct rr_outcome *);
/*
 * "at least $50.00", "between $50.00 and $950.00": a line of a sum that is not
 * known; nothing where nothing limits it.
 */
void	 rr_finding_between(const struct rr_finding_item *, struct rr_buf *);
/*
 * Of that what it waits for and depends on, and of a sum that is not known
 * between which amounts it lies.
 */
void	 rr_finding_open(const struct rr_derivation *,
	    const struct rr_finding *, struct rr_buf *);
void	 rr_finding_json(const struct rr_source *, const struct rr_finding *,
	    struct rr_json *);

/* Safe text in lines of at most CELLS, each after INDENT spaces. */
void	 rr_view_wrap(const char *, int indent, int cells, struct rr_buf *);
/* A day as a cell: "Fri 2000-05-26", or nothing. */
void	 rr_cell_day(rr_date, struct rr_buf *);
/*
 * The day of F under KEY; where it lies between two it is null, and they stand
 * under KEY_from and KEY_to.  F may be NULL.
 */
void	 rr_json_day_of(struct rr_json *, const char *key,
	    const struct rr_fact *);
/* Its last safe day, or that the calendars do not know it. */
void	 rr_cell_safe_day(const struct rr_deadline *, struct rr_buf *);
/* "entry 7, elm": what a conclusion is about, by number and key; or nothing. */
void	 rr_cell_about(const struct rr_fact *, const char *party,
	    struct rr_buf *);
/* The key of a party, where the name of another one begins alike. */
void	 rr_cell_whose(const struct rr_roster *, const char *party,
	    struct rr_buf *);
/* A day as JSON: "2000-05-26" or null. */
struct rr_json *rr_json_day(rr_date);

#endif

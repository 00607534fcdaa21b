/*
 * told_int.h: what is told of many entries or parties at once.
 */
#ifndef REGRIGHTS_APP_TOLD_INT_H
#define REGRIGHTS_APP_TOLD_INT_H

#include "app_int.h"

struct rr_alike;
struct rr_map;

/*
 * alike.c: lines that are told in the order that they were added; NAME, or
 * NULL, is the party that one speaks of, and what is said of many alike is one
 * line.
 */
struct rr_alike	*rr_alike_new(struct rr_arena *);
void		 rr_alike_add(struct rr_alike *, const char *name,
		    const char *line);
void		 rr_alike_tell(struct rr_alike *, struct rr_out *);

/*
 * befell.c: adds what IS given by notices that WAS (or NULL) not, or otherwise;
 * and a day in words, "open" where there is none.
 */
void		 rr_tell_deliveries(const struct rr_derivation *was,
		    const struct rr_derivation *is, struct rr_out *);
const char	*rr_told_day(struct rr_arena *, rr_date);

/* then.c: the register of a day, beside that of the day asked about. */
struct rr_then {
	const struct rr_case	*c;
	const struct rr_roster	*roster;	/* C's, where the day is one */
	rr_date			 day;
};
void		 rr_then_at(const struct rr_case *, struct rr_arena *,
		    const struct rr_agreement *of_that_day, rr_date,
		    struct rr_then *);
/* " on Fri 2000-05-26"; "" where it is the day asked about. */
const char	*rr_then_on(struct rr_arena *, const struct rr_then *);
/*
 * The number or address of a party for a method: of those in all of LISTS,
 * where there is one (NULL: whichever; "": it is none of the register's).
 */
const struct rr_contact *rr_then_contact(const struct rr_party *,
		    const char *method, const char *lists);
/*
 * Whose numbers, addresses or roles are others on the day asked about; and
 * with COPIES, who names others for them.
 */
void		 rr_then_sendings(const struct rr_then *,
		    const struct rr_fact *, const char *lists, bool copies,
		    struct rr_alike *, struct rr_arena *);
/* Who should get copies, and gets none: nobody in sight has that key. */
void		 rr_then_uncopied(const struct rr_then *,
		    const struct rr_fact *, struct rr_alike *,
		    struct rr_arena *);
/* To whom those terms have it go, where those of the day asked about differ. */
void		 rr_then_terms(const struct rr_then *, rr_date day,
		    const struct rr_event *then, const struct rr_event *now,
		    struct rr_alike *, struct rr_arena *);
/* What is sealed can be a number, an address or a role of that day. */
void		 rr_then_unread(const struct rr_case *, struct rr_out *);
/*
 * Whom a word names by the roles of the one day alone; only among OF (NULL:
 * all), and none of TAKEN as left out.  Both are maps by the party's key.
 */
void		 rr_then_role(const struct rr_then *, const char *word,
		    const struct rr_map *of, const struct rr_map *taken,
		    struct rr_alike *, struct rr_arena *);

/*
 * signed.c: what the same Holder has signed or proposed of the same matter
 * before; what is beyond what it holds.
 */
void		 rr_note_signed(const struct rr_case *,
		    const struct rr_entry *, size_t n, struct rr_out *);

/* overdrawn.c: what moves more than was held, as it IS with what is new. */
void		 rr_note_overdrawn(const struct rr_case *was,
		    const struct rr_case *is, struct rr_out *);

/* roles.c: roles that go, and such as stand beside what is said of others. */
void		 rr_note_roles(const struct rr_case *was,
		    const struct rr_case *is, const struct rr_entry *,
		    size_t n, struct rr_out *);

/* Whose role a word names perhaps, by a day that is not on record. */
void		 rr_note_perhaps(const struct rr_then *, const char *word,
		    struct rr_alike *, struct rr_arena *);

/* number.c: lists that a number loses, and its digits in other signs. */
void		 rr_note_numbers(const struct rr_case *,
		    const struct rr_entry *, size_t n, struct rr_out *);

/*
 * bears.c: a target, a waiver, a delay from which less follows than it says;
 * what has no plan.  SEQ is the number of the fact in THEN.
 */
void		 rr_note_bears(const struct rr_case *then,
		    const struct rr_fact *, int64_t seq, struct rr_out *);
/* blank.c: it says not of what it is, and something is owed of several. */
void		 rr_note_blank(const struct rr_case *then,
		    const struct rr_fact *, struct rr_out *);
/*
 * of_one.c: another tells of the same entry as it, or as what it is about; SEQ
 * as above.
 */
void		 rr_note_of_one(const struct rr_case *then,
		    const struct rr_fact *, int64_t seq, struct rr_out *);
/*
 * dialled.c: notices whose numbers or addresses the register of their day
 * bears out no more, by what IS on record and was not.  WAS has no facts before
 * its first.
 */
void		 rr_note_dialled(const struct rr_case *was,
		    const struct rr_case *is, struct rr_out *);
/*
 * The same of what comes back into sight, the N entries of LINES; and notices
 * that were logged while those were sealed, if their days have other roles or
 * copies by now.
 */
void		 rr_note_came_back(const struct rr_case *was,
		    const struct rr_case *is, const struct rr_line *lines,
		    size_t n, struct rr_out *);

/*
 * twice.c: the sending that a result or a receipt is about, of which notice;
 * NULL: it is about none.
 */
const struct rr_sending *rr_sending_of(const struct rr_case *,
		    const struct rr_fact *, const struct rr_fact **notice);
/*
 * Adds a line for each thing that earlier entries say of the sendings
 * that these, results or receipts, are about.
 */
void		 rr_note_twice(const struct rr_case *, const struct rr_entry *,
		    size_t n, struct rr_out *);

/*
 * adrift.c: adds a line for each entry that is void by now, where something
 * that counts is about it.
 */
void		 rr_note_adrift(const struct rr_case *,
		    const struct rr_facts *was, const struct rr_facts *is,
		    struct rr_out *);
/* Marks each line whose entry is about one that is void. */
bool		 rr_lines_mark(struct rr_app *, struct rr_arena *,
		    struct rr_line *, size_t n, struct rr_diags *);

/*
 * hidden.c: keys that entries in sight name and no party on record has, with
 * the words for those entries: "entries 4 and 5".
 */
struct rr_map	*rr_case_standing(struct rr_case *);

#endif

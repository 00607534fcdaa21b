/*
 * terms.h: the terms of each kind of provision, as data.
 *
 * Strings, arrays, expressions and conditions live in the agreement's arena.
 * "It" is the fact that a provision is about; names are those of events and
 * notices of the agreement.
 */
#ifndef REGRIGHTS_TERMS_H
#define REGRIGHTS_TERMS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "regrights/qty.h"
#include "regrights/expr.h"

/*
 * Whether one is made for each fact, or for each of some parties as well; of
 * recipients, those in the role alone, where there is one; or for the party
 * that a field of it names.
 */
enum rr_per { RR_PER_ENTRY, RR_PER_RECIPIENT, RR_PER_ROLE, RR_PER_FIELD };

/* Whoever an event names in FIELD has that role from its day on. */
struct rr_gives {
	const char	*role, *field;
	bool		 alone;		/* who had it before has it no more */
};

enum rr_sense { RR_NO_LATER_THAN, RR_NOT_BEFORE };

/* A deadline, or the first free day. */
/*
 * To whom what meets a deadline is owed: all who have a role.  That nobody has
 * it is no answer, but where it can be ANY, or an event says so: UNLESS.
 */
struct rr_owed_to {
	/* it can be nobody; or some of them, and which is not on record */
	bool		 any, some;
	const char	*role;		/* or NULL, and then … */
	const char	*field;		/* … the party that "it" has there */
	const char	*unless;	/* or NULL */
};

/* A day as of which it can be owed, if that is so. */
struct rr_as_of {
	const struct rr_expr	*day;	/* NULL: that by which it is owed */
	const struct rr_expr	*only_if;
};

/* An event or notice that ends a deadline, where that is so; NULL: always. */
struct rr_end {
	const char		*name;
	const struct rr_expr	*only_if;
};

struct rr_date_terms {
	const struct rr_expr	*due;
	/* from when it is to be done, of "it"; NULL: from its day */
	const struct rr_expr	*since;
	enum rr_sense		 sense;
	bool			 strict;	/* the day itself is too late */
	bool			 lapses;	/* a right, not a duty */
	/* when it ends as its recipient is a holder no more; NULL: never */
	const struct rr_expr	*held_if;
	/* until that is so, it is not on record that it is owed; or NULL */
	const struct rr_expr	*owed_once;
	/* nothing is left to do once "it", a plan, has been carried out */
	bool			 until_carried;
	/* events or notices; any of them meets it */
	const char *const	*met_by;
	size_t			 nmet_by;
	/* what must be so of such an entry that it counts; why not, in words */
	const struct rr_expr	**met_if;
	const char *const	*unmet_means;
	size_t			 nmet_if;
	bool			 met_early;	/* one from before "it", too */
	/*
	 * How much of it meets it, in all; NULL: the amount of "it", where both
	 * have one.  Where that is nothing there is nothing to be done.
	 */
	const struct rr_expr	*amount;
	/* it counts from its sending, once it has taken effect; or NULL */
	const struct rr_expr	*sent_if;
	const struct rr_owed_to	*owed;	/* that notice; none: at large */
	size_t			 nowed;
	/* else, or with none of these, as of the day on which it arose */
	const struct rr_as_of	*as_of;
	size_t			 nas_of;
	/* done by sending it so: "courier"; NULL: when it is given */
	const char		*sent_by;
	/* until when another way spares that; NULL: until it is due */
	const struct rr_expr	*spared_until;
	/* event with the dates "from" and "to"; the number "days", or none */
	const char		*extended_by;
	/* of that event's fields; NULL: each extends it, none is disputed */
	const struct rr_expr	*extended_if, *disputed_if;
	/* the first day that extends it; NULL: the one after its start */
	const struct rr_expr	*extended_from;
	/* when one that begins after the day does too; NULL: never */
	const struct rr_expr	*late_if;
	const struct rr_end	*ends;		/* any of them ends it */
	size_t			 nends;
	int			 roll;		/* into rolls, or -1 */
};

/*
 * What a share is taken of: units of the register of holders on the record
 * date, or the shares named by facts about "it" or about what "it" is about.
 */
struct rr_base {
	const char	*key, *section, *what;
	const char	*of;		/* NULL: the register */
	/* OF: a field of "it", of whom alone where no such fact is; or NULL */
	const char	*party;
	/*
	 * OF: the allotment that says how much of these is left, or NULL; one
	 * made after "it", or not yet, counts under the condition alone
	 */
	const char	*cut_by;
	const struct rr_expr	*cut_later_if;
	bool		 heads;		/* Holders are counted, not units */
	/* HEADS: when one that votes for a part of it counts; NULL: it may */
	const struct rr_expr	*part_if;
	/*
	 * Without a record date, when it is by who holds on the day on which it
	 * is signed; NULL: by who does on the day on which it is put.
	 */
	const struct rr_expr	*signed_if;
	/* when a later vote against takes back what had passed; NULL: never */
	const struct rr_expr	*back_if;
	struct rr_pos	 pos;
};

/* A consent, an election, an objection: more than, or at least, a share. */
struct rr_share_terms {
	struct rr_ratio		 share;
	bool			 strict;	/* more than it */
	int			 base;		/* into bases */
	/* given about "it": with "holder", and "shares" unless all of them */
	const char		*votes;
	/* of a vote; NULL: each is in favour */
	const struct rr_expr	*for_if;
	/* the excluded are left out, if that condition holds or is NULL */
	bool			 excludes;
	const struct rr_expr	*excludes_if;
	const struct rr_expr	*exempt_if;	/* no consent is needed */
	const char		*exempt_means;	/* in words, or NULL */
	/* each needed about "it" as well; if ALSO_IF holds or is NULL */
	const char *const	*also;
	size_t			 nalso;
	const struct rr_expr	*also_if;
	/* any of these about "it" suffices in its place */
	const char *const	*or_any;
	size_t			 nor_any;
	/*
	 * About a vote or such an act, which then stands no more, and what had
	 * passed by it passes no more either; NULL: what passed stays so
	 */
	const char		*settled_by;
};

/* From a moment until another; open while that one waits. */
struct rr_period_terms {
	const struct rr_expr	*from, *until;
	/* it is without effect outside this, and not shown as running */
	const struct rr_expr	*while_cond;
};

/* What a Holder was given, and what is used of it until it is given anew. */
struct rr_counter_terms {
	struct rr_ratio		 share;
	bool			 strict;	/* more than it */
	const char		*of;		/* uses: "holder", "shares" */
	const struct rr_expr	*counts_if;	/* of a use; NULL: all do */
	/* of a use, when it was, and when it counts; NULL: when it happened */
	const struct rr_expr	*used_on, *day;
	/* of what all were given; NULL: never */
	const struct rr_expr	*all_if;
	/*
	 * event that names what was given in a field of entries: from its day
	 * on another number stands, which is to be put on record; or NULL
	 */
	const char		*renewed_by;
};

/* Amounts and who bears them; a sum that they may reach, and what is beyond. */
struct rr_cap_terms {
	bool			 limited;	/* else there is no such sum */
	rr_money		 limit;
	const char		*bears;		/* role or party, or NULL */
	const char		*of;		/* events with an "amount" */
	const struct rr_expr	*counts_if;	/* of such an event */
	/* role or party that bears what is beyond it */
	const char		*excess;
	/* counted apart by this field of theirs, when the condition holds */
	const char		*apart_by;
	const struct rr_expr	*apart_if;
};

/* So many units shared among those who asked about "it", or its subject. */
struct rr_allot_terms {
	const char		*capacity;	/* field of "it", shares */
	const char		*requests;	/* events: "holder", "shares" */
	/* by what each holds, not by what it asks for; NULL: never */
	const struct rr_expr	*held_if;
};

/* In TO: each to whom the notice went that the list is about. */
#define RR_TO_RECIPIENT	"recipient"

/* One thing that must be there. */
/* Roles and parties that something is for: "each holder", "it.by". */
struct rr_list_to {
	const char	*who;
	/* that nobody is it is an answer; or one where an event says so */
	bool		 any;
	const char	*unless;	/* or NULL */
};

struct rr_list_item {
	const char		*key, *what, *section;
	const struct rr_expr	*done;		/* that ticks it, or … */
	const char		*has;		/* … a field of "it" */
	const struct rr_expr	*needed_if;	/* NULL: always */
	/* what came before "it" ticks it too */
	bool			 early;
	/* what is so in its place where it is not so for certain, or NULL */
	const char		*otherwise;
	/* once for each of these; none: once */
	const struct rr_list_to	*to;
	size_t			 nto;
	struct rr_pos		 pos;
};

struct rr_list_terms {
	const struct rr_list_item	*items;
	size_t				 n;
	/* TEST: when it is made out, and yet disputed; or NULL */
	const struct rr_expr		*contested_if;
};

/* One line of a sum; the last is what it comes to. */
struct rr_sum_line {
	const char		*key, *what, *section;
	const struct rr_expr	*sum;
	/* with what the whole comes to, where it is more than nothing */
	bool			 told;
	/* of "it": whether it is a line of this one; NULL: of each */
	const struct rr_expr	*shown_if;
};

struct rr_sum_terms {
	const struct rr_sum_line	*lines;
	size_t				 n;	/* one at least */
};

/* A duty or condition that the program keeps in words only. */
struct rr_clause_terms {
	const char	*kind;		/* "consent", "duty", … */
};

/* A state of a row, and the event or notice that brings it about. */
struct rr_state {
	const char		*event, *word;
	/* of the event ("it"); NULL: always */
	const struct rr_expr	*only_if;
	/* of the row's own entry; where it is not so, PART (or NULL) */
	const struct rr_expr	*once;
	const char		*part;
	/* about the event: what ends the state; THEN, once all are ended */
	const char *const	*until;
	size_t			 nuntil;
	const char		*then;			/* or NULL */
	/* a field of it: of one party the last alone; or NULL */
	const char		*each;
	/* it stands over words of later days */
	bool			 holds;
};

/* A list of what was opened, each with all that hangs on it. */
struct rr_register_terms {
	const char		*name;		/* a word of register.def */
	const char *const	*opens;		/* events and notices */
	size_t			 nopens;
	const struct rr_state	*states;	/* see states.c */
	size_t			 nstates;
	struct rr_pos		 pos;
};

#endif

/*
 * roster.h: who is who.
 *
 * Parties and their contacts come from facts; a later fact about the same key
 * corrects an earlier one field by field.  What they hold is in ledger.h.
 */
#ifndef REGRIGHTS_ROSTER_H
#define REGRIGHTS_ROSTER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "regrights/fact.h"

struct rr_agreement;
struct rr_arena;
struct rr_buf;
struct rr_map;
struct rr_roles;
struct rr_stake;

struct rr_contact {
	const char		*kind;		/* "fax", "email", "address" */
	const char		*value;		/* lines parted by \n */
	/* lists that name it, "a b"; "" */
	const char		*lists;
	const char		*source;
	/* "signature page, not …", or NULL */
	const char		*note;
	const struct rr_fact	*fact;
};

/* The roles of a party from a day on, NONE: ever, until the next step. */
struct rr_role_step {
	rr_date		 since;
	const char	*roles;
};

struct rr_party {
	const char			*key, *name;	/* on the day */
	/*
	 * The name as a person is told it: with the key behind it, "Red Fund
	 * (red2)", where another party's is the same or near.
	 */
	const char			*told;
	/* those that say its name, in order */
	const struct rr_fact *const	*named;
	size_t				 nnamed;
	/* "holder", "company", …: as they are, and as they were recorded */
	const char			*roles, *roles_said;
	const char			*copies;	/* party keys, "a b" */
	/* by which it has them as one of a role; NULL: said of it, or none */
	const char			*copies_section;
	const struct rr_agreement	*terms;		/* or NULL */
	const char			*zone;		/* or NULL */
	const char			*note;
	const struct rr_contact		*contacts;	/* latest first */
	size_t				 ncontacts;
	const struct rr_fact		*fact;
	/* those that say its roles, in order */
	const struct rr_fact *const	*said;
	size_t				 nsaid;
	/* what each comes to by what it holds, and (last) with none of them */
	const struct rr_roles		*in_effect;
	/* whatever it has held, each as it changed */
	const struct rr_stake *const	*stakes;
	size_t				 nstakes;
	/* others are sealed: it may hold more */
	bool				 in_part;
	/* as events give and take them too, by the day; none: as SAID */
	const struct rr_role_step	*steps;
	size_t				 nsteps;
	/* those that say who gets copies, in order */
	const struct rr_fact *const	*copied;
	size_t				 ncopied;
	/* those that say how it is reached, in order, of whatever day */
	const struct rr_fact *const	*reached;
	size_t				 nreached;
};

/* The roles of one record: for who has nothing left, and for who holds. */
struct rr_roles { const char *without, *holding; };

/*
 * Of a party whose roles rest on a day that is not on record: those that it
 * has on each such day, and those that it has on some; and on which entries
 * that depends, "day of entry 2, day of entry 3", or why that cannot be tried.
 */
struct rr_role_doubt {
	const char	*party;			/* key */
	const char	*sure, *perhaps;	/* "holder affiliate" */
	const char	*depends;
};

struct rr_roster {
	/* in the order of first mention */
	const struct rr_party	*parties;
	size_t			 n;
	const struct rr_map	*by_key, *by_role;
};

/*
 * With the roles, contacts and copies of a day.  The terms (NULL: none) say who
 * gets copies of what goes to those in a role; they outlive the roster.
 */
struct rr_roster *rr_roster_new(struct rr_arena *,
		    const struct rr_agreement *, const struct rr_facts *,
		    rr_date on);
const struct rr_party *rr_roster_find(const struct rr_roster *, const char *);
/*
 * members.c: the N who can have a role on some day, in the order of the roster;
 * nobody else has it on any.
 */
const struct rr_party *const *rr_roster_members(const struct rr_roster *,
		    const char *role, size_t *n);
/* By its key, or by its name as the register has it; NULL: no party. */
const struct rr_party *rr_roster_named(const struct rr_roster *, const char *);
struct rr_deadline;
/*
 * The key of the party whose act alone meets it: its recipient, or the one that
 * its entry names as whose it is; NULL: of a role, or of somebody who is no
 * party.
 */
const char	*rr_deadline_whose(const struct rr_roster *,
		    const struct rr_deadline *);
/* How it is reached on a day, as CONTACTS has it on that of the roster. */
size_t		 rr_party_contacts(struct rr_arena *, const struct rr_party *,
		    rr_date on, struct rr_contact **);
/* The lists that print one of its numbers on a day; "": none is known to. */
const char	*rr_party_lists(const struct rr_party *, const char *value,
		    rr_date on);
/*
 * The keys of those to whom copies go of what is sent to it on a day, "a b":
 * whom it names; where it names nobody, whom the terms of that day name for
 * its roles, itself left out.
 */
const char	*rr_party_copies(struct rr_arena *, const struct rr_party *,
		    rr_date on);
/* Its name on a day; of one before which none is on record the first. */
const char	*rr_party_name(const struct rr_party *, rr_date on);
/* Whether it has that name, or had, but for signs of case and form. */
bool		 rr_party_had_name(const struct rr_party *, const char *);
/* The fact that says the roles of a party on a day; NULL: none is on record. */
const struct rr_fact *rr_party_said(const struct rr_party *, rr_date on);
/*
 * The roles of a party on a day.  Roles on record without a day ("since") have
 * always been so; "" when none are.  Who holds something, or may, is a Holder
 * whatever is recorded of its roles, and who held and has nothing left is none
 * ("holder or holders from time to time"); of whom nothing was ever held by,
 * the record says it.
 */
const char	*rr_party_roles(const struct rr_party *, rr_date on);
/* Whether it had that role on a day between two, or up to one (FIRST NONE). */
bool		 rr_party_had_role(const struct rr_party *, const char *role,
		    rr_date first, rr_date last);
/* As they were recorded. */
const char	*rr_party_roles_said(const struct rr_party *, rr_date on);
/* The latest contact of a kind; NULL when none is on record. */
const struct rr_contact *rr_party_contact(const struct rr_party *,
		    const char *kind);
/*
 * dialled.c: the lists that print the number of a sending to P (or NULL): as
 * it was logged, and with those that the register has by now for that very
 * number on that day.
 */
const char	*rr_dialled_lists(struct rr_arena *, const struct rr_party *,
		    const struct rr_sending *);
/* How the register of its day differs from it, and the fact that has that. */
struct rr_dialled {
	const char		*text;
	const struct rr_fact	*by;		/* or NULL */
};
/*
 * False: it does not, or, as any of the matter's facts is sealed, nobody can
 * tell.
 */
bool		 rr_dialled_differs(struct rr_arena *,
		    const struct rr_facts *, const struct rr_party *,
		    const struct rr_sending *, struct rr_dialled *);
/* Whether the register of its day notes anything of that number or address. */
bool		 rr_dialled_noted(struct rr_arena *, const struct rr_party *,
		    const struct rr_sending *, struct rr_dialled *);
/*
 * What closes a gap of a fax to ADDRESS, or NULL, that no list prints, or none
 * but LISTS.
 */
const char	*rr_dialled_mends(struct rr_arena *, const char *address,
		    const char *lists, rr_date);
/*
 * The parties that a notice goes to: those named, or in the roles named, or
 * whom IT, the fact that the notice answers (or NULL), has in the field of
 * "it.FIELD"; in the order of the roster.  Copies are not among them.
 */
size_t		 rr_roster_recipients(struct rr_arena *,
		    const struct rr_roster *, const char *const *to,
		    size_t nto, const struct rr_fact *it,
		    const struct rr_party ***);
/* The same, by the roles that they had on a day; NONE: on the roster's. */
size_t		 rr_roster_recipients_on(struct rr_arena *,
		    const struct rr_roster *, const char *const *to,
		    size_t nto, const struct rr_fact *it, rr_date on,
		    const struct rr_party ***);
/* Whether TO is the party's key, or it.FIELD of IT that names it. */
bool		 rr_party_is_named(const struct rr_party *, const char *to,
		    const struct rr_fact *it);
/* The role of ROLES that "each holder", "holders" or "holder" is, or NULL. */
const char	*rr_role_word(struct rr_arena *, const char *word,
		    const char *roles);
/*
 * Those of rr_party_copies, in the order of the roster; words that are nobody's
 * key are left out.
 */
size_t		 rr_roster_copies(struct rr_arena *, const struct rr_roster *,
		    const char *party, rr_date on,
		    const struct rr_party ***);
/* What stands for each of those that can be meant, where parties are named. */
#define RR_ALL	"all"
/* Of one who holds, unless another is given. */
#define RR_ROLE_HOLDER	"holder"
/* role.c: the roles that an agreement knows: the keys of the map. */
struct rr_map	*rr_roles(struct rr_arena *, const struct rr_agreement *);
/* NULL when WORD is one of them; else says so, with the one that is near. */
const char	*rr_role_unknown(struct rr_arena *, const struct rr_map *roles,
		    const char *word);
/*
 * What words name several parties, so that no party's key is one of them:
 * "all", and each role alone or in its plural.
 */
bool		 rr_role_is_word(const struct rr_map *roles, const char *key);
/* The party with that key, as it is told; else the role as it is written. */
const char	*rr_roster_name(const struct rr_roster *, const char *role);
/* The same, with the name that it had on the day of a sending to it. */
void		 rr_sending_name(const struct rr_roster *,
		    const struct rr_sending *, struct rr_buf *);

#endif

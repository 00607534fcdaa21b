/*
 * seal.h: entries that are kept from sight, and what rested on them.
 *
 * A seal hides what an entry says until a release; a destruction makes an end
 * of it.  The deadlines that the entry moved, or brought about, are kept in
 * the seal, and stay on the docket until each is accounted for.
 */
#ifndef REGRIGHTS_SEAL_H
#define REGRIGHTS_SEAL_H

#include "regrights/derive.h"
#include "regrights/fact.h"
#include "regrights/trace.h"

const char	*rr_rests_what(enum rr_rests);
/* How it is told, where it is no deadline; else "". */
const char	*rr_rests_told(enum rr_rests);
/* What is said once it is accounted for. */
const char	*rr_rests_again(enum rr_rests);

/*
 * A deadline as it stood with the entry, without a word of the entry's; or
 * what else is not known before an account.
 */
struct rr_rested {
	enum rr_rests	 rests;
	/* PERIODS, FOUND: ids of provisions; PARTIES: roles; else "" */
	const char	*of;
	/* the provision's own words, and whose act it is (a role) */
	const char	*what, *section, *by;
	enum rr_sense	 sense;
	enum rr_status	 status;
	/* the entry that it is about, or 0 */
	int64_t		 entry;
	/* what met it, as (seq, row), or 0 */
	int64_t		 met, met_row;
	/* UNTIL: the latest day as written, where open points differ */
	rr_date		 raw, until, rolled, working;
};

/* Fields of a seal: what rested on it, and the bare shape that stays. */
#define RR_SEAL_RESTED	"rested"
#define RR_SEAL_STAYS	"stays"

/* Why the fact cannot be sealed, in words; NULL: it can. */
const char	*rr_seal_refuses(const struct rr_fact *);
/*
 * Is it about the record alone, and so never void: a seal, a release, a
 * destruction, a hold or its end?
 */
bool		 rr_seal_is_act(enum rr_shape);
/*
 * The shape that stays in force while the fact is sealed, as its payload;
 * NULL: others do not stand on it.
 */
const char	*rr_seal_bare(struct rr_arena *, const struct rr_fact *);

/* The seal that keeps entry SEQ from sight, or NULL. */
const struct rr_fact *rr_seal_of(const struct rr_facts *, int64_t seq);
/* What destroyed it, or NULL. */
const struct rr_fact *rr_seal_destroyed(const struct rr_facts *,
		    int64_t seq);
/*
 * What ended the PARTth row of a seal (from 1), or NULL: nothing, or what it
 * names in the row's place was voided.
 */
const struct rr_fact *rr_seal_account(const struct rr_facts *,
		    const struct rr_fact *seal, int64_t part);

/*
 * The entries that are sealed, and so are not read, each once and in order;
 * how many.  From text "entry 2" or "entries 2, 3", the first few of them
 * where there are many.
 */
size_t		 rr_seal_unread(struct rr_arena *, const struct rr_facts *,
		    const int64_t **);
void		 rr_seal_unread_text(const int64_t *, size_t n,
		    struct rr_buf *);
/* Adds, after a conclusion's reasons, what was not read for them. */
void		 rr_seal_reasons(struct rr_recorder *, struct rr_arena *,
		    const struct rr_facts *);

/* As a seal carries it: canonical JSON. */
void		 rr_rested_json(const struct rr_rested *, size_t n,
		    struct rr_buf *);
/* False when the text is not what that makes. */
bool		 rr_rested_parse(struct rr_arena *, const char *,
		    struct rr_rested **, size_t *n);
/* What a seal carries; nothing where it is damaged. */
size_t		 rr_seal_rested(struct rr_arena *, const struct rr_fact *seal,
		    struct rr_rested **);
/*
 * What waits for an account of sealed entries: by kind of what rests on them,
 * and of that by its OF; each the account, in words and rows ("an account of
 * what sealed entries counted for, 5/1").
 */
struct rr_waiting {
	struct rr_map	*of[RR_RESTS_MAX];
	/* the same of each kind, whatever it is of; or NULL */
	const char	*all[RR_RESTS_MAX];
	/* "5/1, 8/1", all of them; or NULL */
	const char	*rows;
	bool		 sealed;	/* some entry is */
};
const struct rr_waiting *rr_waiting_new(struct rr_arena *,
		    const struct rr_facts *);
/* NULL: it does not wait. */
const char	*rr_waits(const struct rr_waiting *, enum rr_rests,
		    const char *of);
/* For what that waits which rests on a row; NULL: for nothing of its kind. */
const char	*rr_waits_row(struct rr_arena *, const struct rr_waiting *,
		    const struct rr_rested *);
/* How much there is of what sealed entries moved or billed. */
const char	*rr_waits_count(const struct rr_waiting *);
/*
 * What is found by counting: whose votes they are, and what is stopped, bears
 * on it, so any of them is waited for, one after another.
 */
const char	*rr_waits_any(const struct rr_waiting *);
/* Whether TEXT, which can be NULL, is one of those accounts. */
bool		 rr_waits_is(const struct rr_waiting *, const char *text);
/* Of those who have a role, which can be written as one of several. */
const char	*rr_waits_role(const struct rr_waiting *, const char *role);
/* Of periods that stop the sales of one who has the ROLES: the first. */
const char	*rr_waits_stop(const struct rr_waiting *,
		    const struct rr_agreement *, const char *roles);

/*
 * What else than deadlines rests on what WAS has and IS has not: at most one of
 * each kind.
 */
size_t		 rr_rested_beside(struct rr_arena *,
		    const struct rr_derivation *was,
		    const struct rr_derivation *is, struct rr_rested *);
/*
 * The deadlines of WAS whose day or status is another in IS, or that it does
 * not have; and after them what else rests on what is gone.  ROWS is NULL, or
 * has the NROWS of a derivation in which it did not wait: that is kept.  THEN,
 * where wanted, has the deadlines of IS, NULL for one that is gone.
 */
size_t		 rr_rested_on(struct rr_arena *,
		    const struct rr_derivation *was,
		    const struct rr_derivation *is,
		    struct rr_rested **rows, size_t nrows,
		    const struct rr_deadline ***then);

#endif

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

/* A deadline as it stood with the entry, without a word of the entry's. */
struct rr_rested {
	/* the provision's own words, and whose act it is (a role) */
	const char	*what, *section, *by;
	enum rr_sense	 sense;
	enum rr_status	 status;
	/* the entry that it is about, or 0 */
	int64_t		 entry;
	/* what met it, as (seq, row), or 0 */
	int64_t		 met, met_row;
	/* no deadline: what is counted of securities and in votes */
	bool		 counts;
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
 * Why no vote can be counted ("an account of …"): a sealed entry that moved
 * securities, or was a vote, is not accounted for.  NULL: it can.
 */
const char	*rr_seal_uncounted(struct rr_arena *,
		    const struct rr_facts *);
/*
 * The deadlines of WAS whose day or status is another in IS, or that it does
 * not have; at last, where securities or votes are gone, that counts rest on
 * them.  THEN, where wanted, has those of IS, NULL for one that is gone.
 */
size_t		 rr_rested_on(struct rr_arena *,
		    const struct rr_derivation *was,
		    const struct rr_derivation *is, struct rr_rested **,
		    const struct rr_deadline ***then);

#endif

/*
 * past.h: what is on record before an entry, and what it may then say.
 *
 * One list of what can be recorded, for who records and for who verifies.
 * It asks for what follows from the record alone: names that the terms and the
 * parties on record have, entries that are there and count, values that can be
 * read.  It does not ask for the day on which something was recorded, nor for
 * what the rules made of it then.
 */
#ifndef REGRIGHTS_PAST_H
#define REGRIGHTS_PAST_H

#include "regrights/agreement.h"
#include "regrights/fact.h"

struct rr_past;
struct rr_zone;

/* The zone of a place by its name; NULL: it is none. */
typedef const struct rr_zone *rr_zone_of(void *ctx, const char *name);

struct rr_past	*rr_past_new(struct rr_arena *, const char *matter,
		    rr_zone_of *, void *ctx);
/*
 * Terms that were filed by now.  An entry may have been recorded under any of
 * them: by the day that was asked about, earlier ones were in force.  They
 * must stay.
 */
void		 rr_past_terms(struct rr_past *, const struct rr_agreement *);
/*
 * Why the fact, which has its number, cannot be recorded now, with the rows
 * that its entry holds beside it: "is about entry 9, which …"; NULL: it can.
 * FILED are the terms that an import files, else NULL.
 */
const char	*rr_past_refuses(struct rr_past *, const struct rr_fact *,
		    const struct rr_fact *rows, size_t n,
		    const struct rr_agreement *filed);
/*
 * The same of a notice, by whether it came in: then it says who sent it, and
 * else only where the agreement has a field for that.
 */
const char	*rr_past_sender(struct rr_past *, const struct rr_fact *,
		    bool came);
/*
 * False for a span "from" a day "to" an earlier one, which is a slip of the
 * pen.
 */
bool		 rr_fact_in_order(const struct rr_fact *);
/*
 * False where an event whose cut-off looks at when it was begun says that it
 * was begun after it came; both are on the clock of its entry.
 */
bool		 rr_fact_began(const struct rr_event *, const struct rr_fact *);
/* The fact is on record now; nothing of it must stay. */
void		 rr_past_add(struct rr_past *, const struct rr_fact *);
/*
 * Why the entries of an operation, all of which are on record now, cannot
 * stand together: "leaves 'elm' without a name …"; NULL: they can.
 */
const char	*rr_past_left(struct rr_past *);
/* So is an entry of which nobody knows what it said. */
void		 rr_past_lost(struct rr_past *, int64_t seq);

#endif

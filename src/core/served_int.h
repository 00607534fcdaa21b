/*
 * served_int.h: who has what is owed, as it is worked out in one world.
 */
#ifndef REGRIGHTS_CORE_SERVED_INT_H
#define REGRIGHTS_CORE_SERVED_INT_H

#include "regrights/buf.h"
#include "status_int.h"

struct rr_serving {
	struct rr_eval			*ev;
	const struct rr_date_terms	*terms;
	const struct rr_deadline	*deadline;
	struct rr_meets			 by;
	struct rr_sent			 sent;
	struct rr_served		*out;
	struct rr_lacking		 lacking;
	/* OUT has since when one has it; not all do of whom some are owed it */
	bool				 begun, in_part;
	struct rr_buf			 keys;		/* of who has nothing */
	size_t				 nkeys;
};

/* Since when it is there, whoever has it. */
void	 rr_serve_at_large(struct rr_serving *);

#endif

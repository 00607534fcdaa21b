/*
 * verify_int.h: what the files of a verification share.
 */
#ifndef REGRIGHTS_STORE_VERIFY_INT_H
#define REGRIGHTS_STORE_VERIFY_INT_H

#include "store_int.h"

struct rr_map;

struct rr_walk {
	struct rr_store		*store;
	struct rr_arena		*arena;		/* for one entry */
	struct rr_arena		*kept;		/* for all of them */
	struct rr_diags		*diags;
	struct rr_pos		 at;
	int64_t			 seq;		/* the entry before */
	int64_t			 before;	/* its stamp, or the making's */
	uint8_t			 hash[RR_HASH_LEN];
	struct rr_link		 op;		/* its command's last part */
	struct rr_map		*matters;	/* that have begun */
	struct rr_map		*cited;		/* texts, by digest */
	struct rr_map		*seals;		/* that hold, by entry */
	struct rr_map		*holds;		/* their matters, by entry */
	int64_t			 acted;		/* on, by the act before */
	const struct rr_head	*heads;
	bool			*seen;		/* which heads fit */
	const struct rr_head	*noted;		/* of them, the latest noted */
	size_t			 nheads;
};

/* walk_read.c */
/* "entry SEQ WHAT" */
void	 rr_walk_say(struct rr_walk *, int64_t seq, const char *what);
/* The payload of SEQ as a fact; NONE when it has none that is one. */
bool	 rr_walk_fact(struct rr_walk *, int64_t seq, struct rr_fact *,
	    bool *none);
bool	 rr_walk_matter(struct rr_walk *, int64_t seq, const char **);
/* Of which operation it is, and its part; zeros where it is not there. */
bool	 rr_walk_op(struct rr_walk *, int64_t seq, uint8_t op[RR_OP_LEN],
	    int64_t *part);
/* Which entry destroyed SEQ, or 0. */
bool	 rr_walk_destroyed(struct rr_walk *, int64_t seq, int64_t *by);

/*
 * content.c: all below is false when the file cannot be read; what is wrong
 * with what was read is told, and the walk goes on.
 */
/* What an entry says, or the seal in its place. */
bool	 rr_walk_content(struct rr_walk *, const struct rr_link *);
/* walk_acts.c: what an entry does to another, as the writer would let it. */
bool	 rr_walk_act(struct rr_walk *, const struct rr_link *,
	    const struct rr_fact *);
/* After the last entry: the texts, and what belongs to no entry. */
bool	 rr_walk_texts(struct rr_walk *);
bool	 rr_walk_strays(struct rr_walk *);

#endif

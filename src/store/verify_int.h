/*
 * verify_int.h: what the two files of a verification share.
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
	int64_t			 latest;	/* the latest stamp so far */
	uint8_t			 hash[RR_HASH_LEN];
	struct rr_link		 op;		/* its command's last part */
	const char		*command;	/* and words, or NULL */
	struct rr_map		*matters;	/* that have begun */
	struct rr_map		*cited;		/* texts, by digest */
	const struct rr_head	*heads;
	bool			*seen;		/* which heads fit */
	const struct rr_head	*noted;		/* of them, the latest noted */
	size_t			 nheads;
};

/*
 * content.c: all below is false when the file cannot be read; what is wrong
 * with what was read is told, and the walk goes on.
 */
/* "entry SEQ WHAT" */
void	 rr_walk_say(struct rr_walk *, int64_t seq, const char *what);
/* What an entry says, or the seal in its place. */
bool	 rr_walk_content(struct rr_walk *, const struct rr_link *);
/* After the last entry: the texts, and what belongs to no entry. */
bool	 rr_walk_texts(struct rr_walk *);
bool	 rr_walk_strays(struct rr_walk *);

#endif

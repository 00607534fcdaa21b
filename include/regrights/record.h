/*
 * record.h: rows of the case file as the layers above the store see them.
 *
 * Plain data: the store fills it in, a view shows it, and neither knows the
 * other.
 */
#ifndef REGRIGHTS_RECORD_H
#define REGRIGHTS_RECORD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "regrights/date.h"
#include "regrights/hash.h"

/* Whether a deadline stands on the docket. */
enum rr_docket_stand {
	RR_DOCKET_NOT,		/* it is done, or no more than a first day */
	RR_DOCKET_DO,		/* it can still be done */
	/* it has no day, for want of what is not on record */
	RR_DOCKET_WAITS,
	RR_DOCKET_STANDS
};

#define RR_GROUP(id, word, title)	RR_GROUP_##id,
enum rr_docket_group {
#include "regrights/group.def"
	RR_GROUP_MAX
};
#undef RR_GROUP

/* A row of the docket, as it is cached. */
struct rr_docket_row {
	const char	*matter, *id, *section, *what, *by;
	/* WHAT without its subject; whose it is: the key that BY names */
	const char	*task, *party;
	/* what of it is missing: "elm missing, 1 of 3", or "" */
	const char	*lack;
	/* what it rests on: "entry/3 point/clear-days", or "" */
	const char	*rests;
	/* its last safe day under each answer, or "" */
	const char	*answers;
	/* "no later than", "not before" */
	const char	*sense;
	const char	*status;
	const char	*note;			/* "fork", gap id, or "" */
	rr_date		 raw, rolled, working, met_on;
	/* of what has no day and is to be done: since when, or NONE */
	rr_date		 since;
	/* first day it may read otherwise */
	rr_date		 changes_on;
	enum rr_docket_stand stand;
	bool		 doubt;		/* as rr_docket_doubts */
	/* the day asked about, on its matter's clock; its group on that day */
	rr_date		 on;
	enum rr_docket_group group;
	/* among the rows that are shown another has its TASK */
	bool		 alike;
	/* read from the cache, and not what was written there */
	bool		 changed;
	/* as it was derived once; as it is now is not known yet */
	bool		 old;
};

/* How many rows of the docket are in each group. */
struct rr_tally {
	size_t		 of[RR_GROUP_MAX];
};

/* A matter of the case file. */
struct rr_matter {
	const char	*key;
	const char	*title;
	int64_t		 head;		/* its last journal number */
	int64_t		 import;	/* the import that holds now */
	/* SHA-256 of that agreement, hexadecimal */
	const char	*text;
	int64_t		 facts;		/* how many rows it has */
	int64_t		 fact_rows;	/* the sums of those, added up */
	uint8_t		 hash[RR_HASH_LEN];	/* of its last entry */
	const char	*docket_key;	/* of the cache, or "" */
	int64_t		 docket_rows;	/* the sums of its rows, added up */
	/*
	 * rr_store_dockets: the cache has the rows that were written; and
	 * what of them is not done
	 */
	bool		 sound;
	struct rr_tally	 tally;
};

/* A line of the journal. */
struct rr_line {
	int64_t		 seq;
	const char	*op;		/* hexadecimal */
	const char	*matter, *who, *origin;
	/* which entry of its operation it is, from 1, and which is the first */
	int64_t		 part, first;
	/* of the operation, with its first entry; "" with the others */
	const char	*command;
	rr_instant	 at;
	/* of the fact; "" when sealed, as are the gist and the command */
	const char	*shape, *name;
	const char	*gist;		/* what it says, in a few words */
	/* RESULT, RECEIPT: whose, and how it was sent; NULL: not known */
	const char	*party, *method;
	const char	*payload;	/* canonical JSON; NULL when sealed */
	const char	*hash;		/* hexadecimal */
	/* SEALED: by which entry, and by which destroyed; or 0 */
	int64_t		 sealed_by, destroyed_by;
	bool		 sealed, voided;
	/* "67": the entries that it is about and that are void, or NULL */
	const char	*adrift;
	/* the entry before it, or the file's making, has a later stamp */
	bool		 set_back;
};

#endif

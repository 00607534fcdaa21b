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

/* A row of the docket, as it is cached. */
struct rr_docket_row {
	const char	*matter, *id, *section, *what, *by;
	/* "no later than", "not before" */
	const char	*sense;
	const char	*status;
	const char	*note;			/* "fork", gap id, or "" */
	rr_date		 raw, rolled, working, met_on;
	/* first day it may read otherwise */
	rr_date		 changes_on;
	/* read from the cache, and not what was written there */
	bool		 changed;
	/* as it was derived once; as it is now is not known yet */
	bool		 old;
};

/* How many rows of the docket are not done, and how those of them stand. */
struct rr_tally {
	size_t		 rows, overdue, due, waiting;
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

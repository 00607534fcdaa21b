/*
 * book.h: the book of holders: a CSV file read as parties and their lots.
 *
 * A sheet is a file's cells as text.  A book is what a sheet says, by a
 * mapping of its columns, that is not on record yet.  Places in complaints are
 * FILE:ROW:COLUMN as a spreadsheet counts them, from 1, the headings included.
 */
#ifndef REGRIGHTS_BOOK_H
#define REGRIGHTS_BOOK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "regrights/date.h"
#include "regrights/diag.h"

struct rr_agreement;
struct rr_arena;
struct rr_buf;
struct rr_fact;
struct rr_facts;
struct rr_ledger;
struct rr_map;
struct rr_roster;

#define RR_SHEET_MAX	(32 * 1024 * 1024)	/* bytes of a CSV file */

struct rr_sheet_row {
	unsigned		 row;		/* as a spreadsheet counts */
	const char *const	*cells;		/* one for each heading */
};

struct rr_sheet {
	const char		*file;
	unsigned		 row;		/* of the headings */
	const char *const	*heads;		/* "" where there is none */
	size_t			 ncols;
	const struct rr_sheet_row *rows;	/* those that are not empty */
	size_t			 n;
};

/*
 * Cells parted by SEPARATOR; UTF-8, with or without a BOM, lines ended in any
 * way; a first line "sep=;" says itself what parts them.  After some twenty
 * complaints no more is read.
 */
bool	 rr_load_sheet(struct rr_arena *, const char *name, const char *bytes,
	    size_t len, char separator, struct rr_sheet *, struct rr_diags *);
/*
 * Whether a name is the words for what a list comes to ("Total", "Page total:",
 * "Shares outstanding", "Total (3 holders)"), and nothing beside them that is
 * a name.
 */
bool	 rr_book_is_total(const char *name);
/* Whether it stands where there is no name ("N/A", "unknown", "ditto", "0"). */
bool	 rr_book_is_nobody(const char *name);

/* A field and the heading of its column, or its value on every row. */
struct rr_book_pair {
	const char	*field, *text;
};

enum rr_book_dates { RR_BOOK_ISO, RR_BOOK_MDY, RR_BOOK_DMY };

/* How a sheet is read. */
struct rr_book_map {
	const struct rr_book_pair	*columns;	/* "": leave it out */
	size_t				 ncolumns;
	const struct rr_book_pair	*values;
	size_t				 nvalues;
	/* no other column is taken for the field that its heading names */
	bool				 whole;
	/* the event that issues a lot; NULL: the only one there is */
	const char			*event;
	enum rr_book_dates		 dates;
};

/* What is on record, and what rows leave unsaid. */
struct rr_book_input {
	const struct rr_agreement	*agreement;
	const struct rr_facts		*facts;
	const struct rr_roster		*roster;
	const struct rr_ledger		*ledger;
	/* keys of parties in entries that are sealed, or NULL */
	const struct rr_map		*taken;
	/* keys that entries name and no party on record has: by them, "entry
	 * 4"; or NULL */
	const struct rr_map		*standing;
	rr_date				 today;
	/* of lots without a day of their own, or RR_DATE_NONE */
	rr_date				 at;
	const char			*source;
};

/* Lots of a class that are new. */
struct rr_book_class {
	const char	*key;
	size_t		 lots;
	int64_t		 units;
	bool		 counted;	/* false: too many for a number */
};

/* New lots of one who holds of that class already. */
struct rr_book_more {
	const char	*name, *class_key;
	bool		 known;
	int64_t		 has, more;
};

/* A party that is new, and a name that is much like its own, or NULL. */
struct rr_book_new {
	const char	*name, *near;
	unsigned	 row;
};

/* A party on record of whom a field ("roles") is said anew. */
struct rr_book_change {
	/* WAS and NOW: "" for nothing */
	const char	*name, *field, *was, *now;
};

/* A row that may be a total. */
struct rr_book_sum {
	unsigned	 row;
	const char	*class_key;	/* of these alone; NULL: of all */
	/* of what stands since the sum above it, and not of all above */
	bool		 part;
};

struct rr_book {
	/*
	 * Ready to record with one entry, by row: that of a lot is its row in
	 * the sheet; parties and contacts come behind the last of these.
	 */
	const struct rr_fact		*facts;
	size_t				 nfacts;
	/* what each column is read as; NULL: ignored */
	const char *const		*fields;
	const char			*event;
	size_t				 nread, nnew, nchanged, ncontacts;
	size_t				 nlots, nsame;
	/* lots before the agreement's date, and after today */
	size_t				 nearly, nlate;
	/* rows whose number is the sum of others above it */
	const struct rr_book_sum	*sums;
	size_t				 nsums;
	const struct rr_book_new	*news;		/* NNEW of them */
	/* of NCHANGED parties, those of one behind each other */
	const struct rr_book_change	*changes;
	size_t				 nchanges;
	const struct rr_book_class	*classes;
	size_t				 nclasses;
	const struct rr_book_more	*more;
	size_t				 nmore;
};

/*
 * What a sheet adds to what is on record.  False with a complaint for each
 * cell that cannot be read, some twenty at most.
 */
bool	 rr_load_book(struct rr_arena *, const struct rr_sheet *,
	    const struct rr_book_map *, const struct rr_book_input *,
	    struct rr_book *, struct rr_diags *);

/* "B", "AA": how a spreadsheet calls its I-th column, from 0. */
void	 rr_sheet_column(size_t i, struct rr_buf *);

#endif

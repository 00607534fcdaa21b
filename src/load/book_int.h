/*
 * book_int.h: what the readers of a book share.
 */
#ifndef REGRIGHTS_BOOK_INT_H
#define REGRIGHTS_BOOK_INT_H

#include "regrights/agreement.h"
#include "regrights/book.h"

#define RR_BOOK_COMPLAINTS	20	/* of one file; then reading ends */
#define RR_BOOK_PERSON_FACTS	4	/* at most: itself and its contacts */

/* What a column of a party says. */
enum rr_book_part {
	RR_BOOK_KEY, RR_BOOK_NAME, RR_BOOK_ROLES, RR_BOOK_COPIES,
	RR_BOOK_FAX, RR_BOOK_EMAIL, RR_BOOK_ADDRESS, RR_BOOK_LISTS,
	RR_BOOK_SOURCE, RR_BOOK_ACQUIRED, RR_BOOK_PARTS
};

/* A field of the event, or a role that is asked by yes or no. */
struct rr_book_field {
	const char			*key, *title;
	const struct rr_field_decl	*decl;		/* NULL: a role */
	int				 col;		/* -1: none */
	/* on every row, or NULL */
	const char			*value;
};

/* Where each field of a book is found. */
struct rr_book_plan {
	const struct rr_event	*event;		/* NULL: the file has no lots */
	/* columns of each part, in the order of the mapping */
	const size_t		*cols[RR_BOOK_PARTS];
	size_t			 ncols[RR_BOOK_PARTS];
	const char		*values[RR_BOOK_PARTS];
	struct rr_book_field	*fields;	/* the event's, by key */
	size_t			 nfields;
	struct rr_book_field	*roles;
	size_t			 nroles;
	/* of the columns; NULL: ignored */
	const char		**names;
};

struct rr_map;
struct rr_vec;

/* What a row said of a party first, and where. */
struct rr_book_said {
	const char	*text;		/* NULL: nothing yet */
	unsigned	 row;
};

struct rr_book_person {
	const char		*key;
	const struct rr_party	*was;		/* NULL: new */
	unsigned		 row;		/* the first one about it */
	const char		*near;		/* a name much like its own */
	struct rr_book_said	 said[RR_BOOK_PARTS];
	struct rr_book_said	*roles;		/* "yes" or "no" */
};

/* The reading of one sheet. */
struct rr_book_run {
	struct rr_arena			*arena;
	const struct rr_sheet		*sheet;
	const struct rr_book_map	*map;
	const struct rr_book_input	*in;
	struct rr_book_plan		 plan;
	struct rr_map			*people;	/* by key */
	struct rr_map			*known;		/* roles */
	struct rr_map			*keys;		/* by folded name */
	struct rr_map			*bare;		/* by their letters */
	struct rr_diags			*diags;
};

bool	 rr_book_complain(struct rr_book_run *, enum rr_code, unsigned row,
	    size_t col, const char *, ...)
	    __attribute__((format(printf, 5, 6)));
/* The cell of a column, else what stands for every row, else "". */
const char *rr_book_part(const struct rr_book_run *,
	    const struct rr_sheet_row *, enum rr_book_part, size_t *col);
const char *rr_book_cell(const struct rr_sheet_row *,
	    const struct rr_book_field *, size_t *col);
/* "yes" or "no"; NULL for any other word. */
const char *rr_book_yes(const char *);
/* What two texts share that are one name (rr_text_fold), or near. */
const char *rr_book_fold(struct rr_arena *, const char *);
const char *rr_book_bare(struct rr_arena *, const char *);
const char *rr_book_source(struct rr_book_run *, const char *said,
	    unsigned row);

/* A day, in the order of the mapping or as YYYY-MM-DD. */
bool	 rr_book_day(struct rr_book_run *, unsigned row, size_t col,
	    const char *, rr_date *);
/* A cell as the field that it is declared to be; OUT is what is recorded. */
bool	 rr_book_value(struct rr_book_run *, unsigned row, size_t col,
	    const struct rr_field_decl *, const char *, const char **out);

/* book_people.c: which names stand for whom; those that they had do, too. */
void	 rr_book_people(struct rr_book_run *);
/* book_party.c: whom a row is about, with what it says; NULL: a complaint. */
struct rr_book_person *rr_book_person(struct rr_book_run *,
	    const struct rr_sheet_row *);
/* The facts about all of them, behind those that are there. */
bool	 rr_book_party_facts(struct rr_book_run *, int64_t row,
	    struct rr_vec *facts, struct rr_book *);

bool	 rr_book_plan(struct rr_arena *, const struct rr_sheet *,
	    const struct rr_book_map *, const struct rr_agreement *,
	    struct rr_book_plan *, struct rr_diags *);

#endif

/*
 * left_int.h: a journal of SQLite's that a writing left which was cut off.
 */
#ifndef REGRIGHTS_STORE_LEFT_INT_H
#define REGRIGHTS_STORE_LEFT_INT_H

#include <stdbool.h>
#include <stdint.h>

#include "store_int.h"

struct rr_left {
	int		 fd;
	int64_t		 size, at;	/* bytes; where the next record is */
	uint32_t	 pages;		/* of the file, before the writing */
	uint32_t	 page, sector;	/* bytes of each */
	uint32_t	 nonce, rest;	/* records until the next header */
	bool		 counted;	/* its header says how many */
	/*
	 * Fewer are whole: a count is written when they are on the disk, so
	 * it was damaged since.
	 */
	bool		 torn;
};

enum rr_left_is {
	RR_LEFT_NOTHING,	/* that SQLite would look at */
	/* cut off while it began to count, before the file was written */
	RR_LEFT_BEGUN,
	RR_LEFT_WRITING,
	RR_LEFT_ODD		/* no journal, or its beginning is damaged */
};

/* Four bytes, the high one first. */
uint32_t rr_left_number(const unsigned char *);
/* To be closed, whatever it is. */
enum rr_left_is rr_left_open(const char *path, struct rr_left *);
void	 rr_left_close(struct rr_left *);
/*
 * The next page into PAGE, which has l->page bytes; false at the end.  A page
 * may come again.
 */
bool	 rr_left_next(struct rr_left *, unsigned char *page,
	    uint32_t *number);

/* What an image of a case file says of itself. */
struct rr_image_look {
	struct rr_identity	 identity;
	int64_t			 seq;		/* its last entry */
	uint8_t			 hash[RR_HASH_LEN];
	uint8_t			 facts[RR_HASH_LEN];	/* their tables */
	bool			 settled;	/* tables and entries agree */
	/* the entries are those of the state before, or these and more */
	bool			 goes_on;
};

/* image.c: whether N bytes are a whole case file; else said why. */
bool	 rr_image_look(const char *path, unsigned char *, int64_t n,
	    const struct rr_image_look *before, struct rr_image_look *,
	    struct rr_diags *);

#endif

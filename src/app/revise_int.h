/*
 * revise_int.h: a later file of a matter, held against the one before.
 */
#ifndef REGRIGHTS_REVISE_INT_H
#define REGRIGHTS_REVISE_INT_H

#include "app_int.h"
#include "regrights/vec.h"

struct rr_revision {
	struct rr_case		*was;		/* NULL: the first import */
	bool			 amends;	/* else it corrects */
	rr_date			 in_force;	/* NONE: a correction */
	struct rr_version	*versions;	/* on record */
	size_t			 n;
	size_t			 of;		/* the one that it is held to */
	struct rr_difference	*differences;
	size_t			 ndifferences;
	struct rr_changed	*changed;	/* and whom it reaches */
	size_t			 nchanged;
};

/* Reads what the arguments say of the file; `was` is set. */
bool		 rr_revise(struct rr_revision *, const struct rr_args *,
		    const char *bytes, size_t len, struct rr_diags *);
/* Adds to the import's fact how it revises the terms. */
void		 rr_revision_fact(const struct rr_revision *,
		    struct rr_arena *, const struct rr_args *,
		    struct rr_fact *);
/* The same as arguments (struct rr_arg) of the command. */
void		 rr_revision_args(const struct rr_revision *,
		    struct rr_arena *, const struct rr_fact *,
		    struct rr_vec *);
/* What differs, and what is unsaid. */
void		 rr_revision_show(const struct rr_revision *,
		    struct rr_out *);

#endif

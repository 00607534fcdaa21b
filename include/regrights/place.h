/*
 * place.h: where things are kept when nobody says where.
 *
 * By the XDG Base Directory Specification: a variable that is empty or does
 * not begin with a slash counts as not set, so that nothing is ever put where
 * one happens to stand.  The same holds for HOME, in whose place the account's
 * own home serves.
 */
#ifndef REGRIGHTS_PLACE_H
#define REGRIGHTS_PLACE_H

struct rr_arena;

enum rr_place_kind {
	RR_PLACE_DATA,		/* $XDG_DATA_HOME, ~/.local/share */
	RR_PLACE_STATE		/* $XDG_STATE_HOME, ~/.local/state */
};

/* A path in the program's folder there, or NULL when no folder is known. */
const char	*rr_place(struct rr_arena *, enum rr_place_kind,
		    const char *name);
/* The folders that lead to a path, made for their owner alone. */
void		 rr_place_make(struct rr_arena *, const char *path);

#endif

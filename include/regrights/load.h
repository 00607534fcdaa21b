/*
 * load.h: files in.  (The only layer that reads YAML.)
 *
 * Every file is hostile until checked: its size, encoding, depth, number of
 * values, and each key and value.  On false at least one error with its place
 * was added and nothing of the result may be used.  Results live in the arena.
 */
#ifndef REGRIGHTS_LOAD_H
#define REGRIGHTS_LOAD_H

#include <stdbool.h>
#include <stddef.h>

#include "regrights/diag.h"

struct rr_agreement;
struct rr_arena;
struct rr_calendar;
struct rr_zone;

#define RR_LOAD_MAX	(1024 * 1024)	/* bytes of one file, by default */

/* The bytes of a file, pipe or device, at most MAX of them (E101, E102). */
bool	 rr_load_file(struct rr_arena *, const char *path, size_t max,
	    char **bytes, size_t *len, struct rr_diags *);

/* share/calendars/KEY.yaml, KEY being a plain name (E306). */
bool	 rr_load_calendar(struct rr_arena *, const char *share,
	    const char *key, struct rr_calendar **, struct rr_diags *);
/* One calendar from text; NAME is how its places are shown. */
bool	 rr_load_calendar_text(struct rr_arena *, const char *name,
	    const char *bytes, size_t len, struct rr_calendar **,
	    struct rr_diags *);
/* The keys of all calendars in share/calendars, sorted. */
bool	 rr_load_calendar_keys(struct rr_arena *, const char *share,
	    const char ***keys, size_t *n, struct rr_diags *);

/*
 * What all calendars of share/calendars say, as 16 hexadecimal digits: other
 * bytes in any of them give another stamp.
 */
bool	 rr_load_calendar_stamp(struct rr_arena *, const char *share,
	    const char **stamp, struct rr_diags *);

/*
 * A zone from the system's tz database by the name of a place
 * ("America/New_York", an older name of one, or UTC); changes through 2050.
 * E211, with the place to write for EST and its like; E101 when the database
 * is not installed.
 */
bool	 rr_load_zone(struct rr_arena *, const char *name,
	    struct rr_zone **, struct rr_diags *);
/* The same of a name that stands at a place in a file. */
bool	 rr_load_zone_at(struct rr_arena *, const char *name, struct rr_pos,
	    struct rr_zone **, struct rr_diags *);

/*
 * An agreement from the bytes of its YAML file.  References inside the file
 * are resolved and checked.  Calendars and zones are named, not loaded.
 */
bool	 rr_load_agreement(struct rr_arena *, const char *name,
	    const char *bytes, size_t len, struct rr_agreement **,
	    struct rr_diags *);
/* The bytes of such a file, and what it is called in errors. */
struct rr_terms_file {
	const char	*name, *bytes;
	size_t		 len;
	/* SHA-256 in hex, as somebody found it just now; NULL: to be found */
	const char	*digest;
};

/*
 * The same for terms that amend others (NULL: none): their open points come
 * first.  A point of the same name has the same answers (E310).
 */
bool	 rr_load_amended(struct rr_arena *, const struct rr_terms_file *,
	    const struct rr_agreement *before, struct rr_agreement **,
	    struct rr_diags *);

/* One difference between two files of an agreement, in the file's words. */
struct rr_difference {
	const char	*part;		/* "deadlines" */
	const char	*name;		/* "filing-date"; NULL: the part */
	const char	*key;		/* "due"; NULL: all of it */
	/* NULL: it was not there, or is no more */
	const char	*was, *is;
};

/* What differs, in the order of the old file and then of the new one. */
bool	 rr_load_differences(struct rr_arena *, const char *was,
	    size_t was_len, const char *is, size_t is_len,
	    struct rr_difference **, size_t *n, struct rr_diags *);

/*
 * Whether the calendars and zones that an agreement names are there; each
 * that is not is complained of at its place in the file (E306, E211).
 */
bool	 rr_load_check(struct rr_arena *, const char *share,
	    const struct rr_agreement *, struct rr_diags *);

#endif

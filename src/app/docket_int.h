/*
 * docket_int.h: the docket, kept in the case file or held in memory.
 */
#ifndef REGRIGHTS_APP_DOCKET_INT_H
#define REGRIGHTS_APP_DOCKET_INT_H

#include "regrights/case.h"
#include "regrights/session.h"

/*
 * standing.c: whether a matter's docket is known as of now, and where it is.
 */
enum rr_standing {
	RR_STANDS_FILED,	/* in the case file */
	RR_STANDS_HELD,		/* in memory, as this session derived it */
	RR_STANDS_OLD,		/* in the case file, as it was once */
	RR_STANDS_NOWHERE,	/* not derived, or changed by another hand */
	RR_STANDS_FAILED	/* it could not be derived; not known */
};
enum rr_standing rr_standing(struct rr_app *, const struct rr_matter *);
/* Rows of it that were read are not what was written: it is not used. */
void		 rr_standing_doubt(struct rr_app *, const char *matter);
/* It was derived and is kept in the file. */
void		 rr_standing_filed(struct rr_app *, const char *matter);
/* It was derived, and the file does not keep it: memory does. */
void		 rr_standing_hold(struct rr_app *, const struct rr_matter *,
		    const char *key, const struct rr_docket_row *, size_t n);
void		 rr_standing_fail(struct rr_app *, const struct rr_matter *);
/* What could not be derived is tried again. */
void		 rr_standing_forgive(struct rr_app *);
/* As rr_docket_day, by the key that it is held under where it is. */
rr_date		 rr_standing_day(void *ctx, const struct rr_matter *);
/* Those that are held, until they are derived again. */
const struct rr_docket_row *rr_standing_rows(struct rr_app *,
		    const char *matter, size_t *n);
void		 rr_standing_free(struct rr_app *);
/* What is known of all matters, and of how many it is not. */
void		 rr_standing_count(struct rr_app *, const struct rr_matter *,
		    size_t n, size_t lost, struct rr_session_counts *);

/*
 * docket.c: whether the options ask what everybody is shown.  Only what was
 * derived so may be cached, and only so is the cache read.
 */
bool		 rr_docket_is_plain(const struct rr_app *);
/* Whether all of these rows are as they were written. */
bool		 rr_docket_is_sound(const struct rr_docket_row *, size_t n);
/* The matters of the file, and whether each has the cache it was given. */
bool		 rr_docket_matters(struct rr_app *, struct rr_arena *,
		    struct rr_matter **, size_t *n, struct rr_diags *);
/* The same where LOST more of the journal have lost their row. */
bool		 rr_docket_left(struct rr_app *, struct rr_arena *,
		    struct rr_matter **, size_t *n, size_t *lost,
		    struct rr_diags *);
/*
 * compare.c: derives what the cache should say, and names each row that
 * differs.  OLDER: of how many matters it is of an earlier state, or of another
 * question than is asked, or moves all the while; they were not compared, and
 * nobody is shown what is older.
 */
bool		 rr_docket_compare(struct rr_app *, size_t *older,
		    struct rr_diags *);
/* The key under which a matter's docket is cached. */
const char	*rr_docket_key(struct rr_arena *, const struct rr_case *,
		    const struct rr_docket_row *, size_t n);
/* Whether what has that key is as of now, by all but the matter's head. */
bool		 rr_docket_key_holds(struct rr_app *, const char *key);
/* By their day, then matter, then id. */
int		 rr_docket_cmp(const void *, const void *);
/* Marks those of which others of their matter say the same. */
void		 rr_docket_alike(struct rr_docket_row *, size_t n);
/* Puts rows into their groups on each matter's day, and in order. */
void		 rr_docket_place(struct rr_app *, rr_matter_day *,
		    const struct rr_matter *, size_t nmatters,
		    struct rr_docket_row *, size_t n);
/*
 * The day asked about on the clock of a matter, which its key names; CTX is
 * the app.
 */
rr_date		 rr_docket_day(void *ctx, const struct rr_matter *);
void		 rr_docket_copy(struct rr_arena *, const struct rr_docket_row *,
		    struct rr_docket_row *to);
/* Keeps a docket in the case file; false when that cannot be done. */
bool		 rr_docket_keep(struct rr_app *, struct rr_case *,
		    const struct rr_docket_row *, size_t n);
/* That of a matter is derived anew, as it was changed by another hand. */
void		 rr_docket_warn(const char *matter, struct rr_diags *);

#endif

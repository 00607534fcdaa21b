/*
 * apart.h: by what readings part.
 *
 * An open point, on which the text allows several answers, and a day that an
 * entry lacks are two things, and each has its own words.  The key of a reading
 * has both: "clear-days=yes+entry 6=2000-06-20".
 */
#ifndef REGRIGHTS_APART_H
#define REGRIGHTS_APART_H

#include <stddef.h>

struct rr_buf;
struct rr_deadline;
struct rr_deemed;
struct rr_finding;

enum rr_apart {
	RR_APART_NOT, RR_APART_POINTS, RR_APART_DAYS, RR_APART_BOTH
};

/*
 * How long the beginning is that a day has in a key, as "entry 6" of "entry
 * 6=2000-06-20"; 0: KEY begins with an open point.
 */
#define RR_SPAN_KEY	"entry "
size_t		 rr_span_key(const char *key);
/* Adds what a key turns on, once: "clear-days, day of entry 6". */
void		 rr_points_of_key(const char *key, struct rr_buf *);

/*
 * The same of N keys, of which each SAYS something, but for the points that
 * change nothing of that.
 */
void		 rr_points_that_move(const char *const *keys,
		    const char *const *says, size_t n, struct rr_buf *);

enum rr_apart	 rr_deadline_apart(const struct rr_deadline *);
enum rr_apart	 rr_deemed_apart(const struct rr_deemed *);
/* Of one that FORKS. */
enum rr_apart	 rr_finding_apart(const struct rr_finding *);

/* "open point", "day not known"; "" where they do not part. */
const char	*rr_apart_shown(enum rr_apart);
/* Of which there are some, or many: "answers", "days of entries", both. */
const char	*rr_apart_many(enum rr_apart);
/* "differs by an open point"; "" */
const char	*rr_apart_differs(enum rr_apart);
/*
 * The state of a finding, as rr_found_word() and rr_found_shown() have it, and
 * of one that FORKS by what.
 */
const char	*rr_finding_word(const struct rr_finding *);
const char	*rr_finding_shown(const struct rr_finding *);

#endif

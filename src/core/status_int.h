/*
 * status_int.h: how deadlines are met and stand; see status.c.
 */
#ifndef REGRIGHTS_STATUS_INT_H
#define REGRIGHTS_STATUS_INT_H

#include "eval_int.h"
#include "regrights/vec.h"

/* Finds what met the deadline: sets met_on and met_by. */
void	 rr_deadline_met(struct rr_eval *, const char *met_by,
	    struct rr_deadline *);
/* Sets status, late and changes_on from the rest. */
void	 rr_deadline_status(struct rr_eval *, const struct rr_date_terms *,
	    struct rr_deadline *);

/* register.c: by the day, those without one last, and then by the id. */
int	 rr_deadline_cmp(const void *, const void *);

/*
 * Moves both ends of a day by the delays that extend it: extension.c.  False
 * when it is out of the range of dates.
 */
bool	 rr_deadline_extend(struct rr_eval *, const struct rr_date_terms *,
	    struct rr_between *);

/*
 * sealed.c: adds a row for each deadline that rested on a sealed entry and is
 * not accounted for; the one with the id WANT (NULL: all), with its reasons.
 */
void	 rr_sealed_rows(struct rr_eval *, struct rr_vec *, const char *want,
	    struct rr_recorder *);

/* Records between which days open points leave it. */
void	 rr_points_record(struct rr_recorder *, const struct rr_deadline *);

#endif

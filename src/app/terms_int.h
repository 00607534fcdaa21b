/*
 * terms_int.h: the terms in force on the day of an entry, and the events that
 * they declare.
 */
#ifndef REGRIGHTS_APP_TERMS_INT_H
#define REGRIGHTS_APP_TERMS_INT_H

#include "app_int.h"

/* terms.c: the terms in force on a day, which can be later than --on. */
bool		 rr_case_terms_of(struct rr_case *, rr_date,
		    const struct rr_agreement **, struct rr_diags *);
/* The last that are on record. */
bool		 rr_case_last_terms(struct rr_case *,
		    const struct rr_agreement **, struct rr_diags *);
/*
 * Of what the terms of a day have not, and others on record do: " on that day;
 * the terms have it since Tue 2000-08-01", or "no more since"; "" where none
 * have it.
 */
typedef bool	 rr_has_terms(const struct rr_agreement *, const void *ctx);
const char	*rr_case_terms_told(struct rr_case *, rr_has_terms *,
		    const void *ctx, rr_date);
/* event.c */
/* The event that a command with these values records, or NULL. */
const struct rr_event *rr_cmd_event(const struct rr_agreement *,
		    const struct rr_cmd *, const struct rr_args *);
/*
 * The day that "at" says, as far as it is filled in; else the one asked about.
 */
rr_date		 rr_cmd_day(const struct rr_case *, const struct rr_args *);
/* The terms of that day, of those in force on the day asked about or before. */
const struct rr_agreement *rr_cmd_terms(const struct rr_case *,
		    const struct rr_args *);
/* rr_cmd_event by these. */
const struct rr_event *rr_case_event(const struct rr_case *,
		    const struct rr_cmd *, const struct rr_args *);
/*
 * An event or a notice by its name or a unique prefix, as the terms have it
 * that are in force on the day of the entry.
 */
const struct rr_event *rr_find_event(struct rr_case *, const char *,
		    bool notice, rr_date, struct rr_diags *);

#endif

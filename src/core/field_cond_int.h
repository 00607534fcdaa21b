/*
 * field_cond_int.h: a field of "it" against a value, in conditions.
 */
#ifndef REGRIGHTS_FIELD_COND_INT_H
#define REGRIGHTS_FIELD_COND_INT_H

#include "eval_int.h"
#include "parse_int.h"

/*
 * The field of that name of IT (NULL: none), or of what that is about, or the
 * recipient of a notice; NULL: there is none.
 */
const struct rr_field_decl *rr_field_in_sight(const struct rr_agreement *,
		    const struct rr_event *it, const char *key);
/* A value of that field, or "it.FIELD" that names a party; NULL: none. */
const char	*rr_eat_value(struct rr_parser *,
		    const struct rr_field_decl *);
/* Its own, else that of what it is about; NULL: it is not on record. */
const char	*rr_field_value(struct rr_eval *, const struct rr_scope *,
		    const char *key);
/* "it.FIELD is VALUE" */
enum rr_truth	 rr_compare_field(struct rr_eval *, const struct rr_expr *,
		    const struct rr_scope *);
/* "it.FIELD falls on a DAY-KIND", "it falls on …": the day of its entry */
enum rr_truth	 rr_falls_on(struct rr_eval *, const struct rr_expr *,
		    const struct rr_scope *);
/* A field as forms show it, in quotes; else its key. */
const char	*rr_field_title(struct rr_eval *, const struct rr_fact *,
		    const char *key);

#endif

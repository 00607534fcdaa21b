/*
 * choices_int.h: what a form offers.
 */
#ifndef REGRIGHTS_APP_CHOICES_INT_H
#define REGRIGHTS_APP_CHOICES_INT_H

#include "app_int.h"

/* Both are copied into the arena; ALL is of struct rr_choice. */
void		 rr_choice_add(struct rr_arena *, struct rr_vec *all,
		    const char *key, const char *label);
/*
 * choices_fact.c: adds the entries that the command's record may be about, of
 * those that the field takes alone.
 */
void		 rr_choices_facts(const struct rr_case *, struct rr_arena *,
		    const struct rr_cmd *, const struct rr_field_decl *,
		    struct rr_vec *all);
/*
 * What is left to pay, or is asked, of what the arguments are about, where
 * FIELD is the money of an event that would meet a deadline about it; or NULL.
 */
const char	*rr_event_amount(const struct rr_case *,
		    const struct rr_event *, const char *field,
		    const struct rr_args *);
/* Puts first what such an event is due about first, with the day. */
void		 rr_choices_due(const struct rr_case *, struct rr_arena *,
		    const struct rr_event *, struct rr_choice *, size_t n);
/*
 * propose.c: those that can be meant stand first, and what no rule is about,
 * such as a holding, stands last, or is left out where a field asks.
 */
void		 rr_choices_order(const struct rr_case *, struct rr_arena *,
		    const struct rr_cmd *, const struct rr_param *,
		    const struct rr_args *, struct rr_vec *all);
/*
 * waits.c: whether a rule about an entry of that name waits for such an event
 * about it; and whether the event waives, by this field, a deadline of which
 * there is one for each such entry.
 */
bool		 rr_event_waited(const struct rr_agreement *,
		    const struct rr_event *, const char *name);
bool		 rr_event_waives(const struct rr_agreement *,
		    const struct rr_event *, const char *field,
		    const struct rr_args *, const char *name);
/* The part of an expression that is such an event about "it", or NULL. */
const struct rr_expr *rr_when_linked(const struct rr_expr *,
		    const char *event);
/* What a condition that must hold wants a field of "it" to be, or NULL. */
const char	*rr_cond_wants(const struct rr_expr *, const char *field);
/* What rests on sealed entries and is not accounted for: "3/1". */
void		 rr_choices_rows(const struct rr_case *, struct rr_arena *,
		    struct rr_vec *all);

#endif

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
/* What rests on sealed entries and is not accounted for: "3/1". */
void		 rr_choices_rows(const struct rr_case *, struct rr_arena *,
		    struct rr_vec *all);

#endif

/*
 * agreement_int.h: the parts of an agreement's file, each read by one file.
 *
 * Names first (open points, kinds of days, events), then what uses them.
 */
#ifndef REGRIGHTS_AGREEMENT_INT_H
#define REGRIGHTS_AGREEMENT_INT_H

#include "regrights/agreement.h"
#include "regrights/arena.h"
#include "schema_int.h"

#define RR_COUNT(a)	(sizeof(a) / sizeof((a)[0]))

typedef bool	 rr_read_part(const struct rr_load *, const struct rr_node *,
		    struct rr_agreement *);

/* load_paper.c */
rr_read_part	 rr_read_sections, rr_read_references, rr_read_terms;
rr_read_part	 rr_read_questions, rr_read_presets, rr_read_classes;
/* load_dates.c */
rr_read_part	 rr_read_days, rr_read_rolls, rr_read_default_roll;
rr_read_part	 rr_read_deadlines, rr_read_clauses, rr_read_claims;
/* load_events.c */
rr_read_part	 rr_read_events, rr_read_notices;
/* load_parties.c */
rr_read_part	 rr_read_parties, rr_read_happened;
/* load_notice.c */
rr_read_part	 rr_read_ladder;

/* Complains unless NODE is a list, or a mapping. */
bool	 rr_want_list(const struct rr_load *, const struct rr_node *,
	    const char *what);
bool	 rr_want_map(const struct rr_load *, const struct rr_node *,
	    const char *what);
/* "QUESTION is ANSWER" as one setting. */
bool	 rr_read_setting(const struct rr_load *, const struct rr_agreement *,
	    const char *text, struct rr_pos, struct rr_setting *);
#endif

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

/* How many of each a file may have; what is looked up in all is few. */
#define RR_ENTRIES_MAX	5000
#define RR_NAMES_MAX	500
#define RR_DAYS_MAX	12

typedef bool	 rr_read_part(const struct rr_load *, const struct rr_node *,
		    struct rr_agreement *);

/* load_paper.c */
rr_read_part	 rr_read_sections, rr_read_references, rr_read_terms;
rr_read_part	 rr_read_questions, rr_read_presets, rr_read_classes;
/* load_days.c */
rr_read_part	 rr_read_days, rr_read_rolls, rr_read_default_roll;
/* load_dates.c */
rr_read_part	 rr_read_deadlines, rr_read_clauses, rr_read_claims;
/* load_events.c */
rr_read_part	 rr_read_events, rr_read_notices;
/* Whether what they are about is declared, when both were read. */
rr_read_part	 rr_check_events;
/* load_parties.c */
rr_read_part	 rr_read_parties, rr_read_happened;
/* load_notice.c */
rr_read_part	 rr_read_ladder;
/* load_workflows.c */
rr_read_part	 rr_read_workflows;

/* Complains unless NODE is a list, or a mapping, of at most MAX entries. */
bool	 rr_want_list(const struct rr_load *, const struct rr_node *,
	    const char *what, size_t max);
bool	 rr_want_map(const struct rr_load *, const struct rr_node *,
	    const char *what, size_t max);
/* A name that date expressions hold, and none of their own words (E213). */
bool	 rr_want_free_name(const struct rr_load *, const char *name,
	    struct rr_pos, const char *what);
/* The event or notice of that name; else E301 at that place, and NULL. */
const struct rr_event *rr_want_event(const struct rr_load *,
	    const struct rr_agreement *, const char *name, struct rr_pos);
/* The kind of day, or the roll (-1: none), that a value names (E305). */
bool	 rr_want_kind(const struct rr_load *, const struct rr_agreement *,
	    const struct rr_node *, int *);
bool	 rr_want_roll(const struct rr_load *, const struct rr_agreement *,
	    const struct rr_node *, int *);
/* The text of a value that is under KEY; NULL when it is none. */
const char *rr_scalar(const struct rr_load *, const struct rr_node *,
	    const char *key);
/* The first part of an expression with that operation, or NULL. */
const struct rr_when *rr_find_op(const struct rr_when *, enum rr_when_op);
/* "QUESTION is ANSWER" as one setting. */
bool	 rr_read_setting(const struct rr_load *, const struct rr_agreement *,
	    const char *text, struct rr_pos, struct rr_setting *);
/* Adds a name to those that the file names, unless it is there. */
void	 rr_note_name(const struct rr_load *, const struct rr_named **,
	    size_t *n, const char *name, struct rr_pos);
/* OLD, or a larger copy of it, with room for one more than its N elements. */
void	*rr_grown(struct rr_arena *, const void *old, size_t n, size_t size);

#endif

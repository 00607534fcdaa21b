/*
 * engine.h: what a derivation starts from.
 *
 * Terms that are ready to compute, the answers given to their open points, and
 * what is on record, as of a day.
 */
#ifndef REGRIGHTS_ENGINE_H
#define REGRIGHTS_ENGINE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "regrights/agreement.h"
#include "regrights/calendar.h"
#include "regrights/date.h"
#include "regrights/diag.h"
#include "regrights/fact.h"
#include "regrights/roster.h"
#include "regrights/zone.h"

/*
 * An agreement with the calendars and zones that it names, ready to compute.
 * Tables are made when first needed, in the engine's arena.
 */
struct rr_engine;

struct rr_engine *rr_engine_new(struct rr_arena *, const struct rr_agreement *,
	    const struct rr_calendar *const *, size_t ncalendars,
	    const struct rr_zone *const *, size_t nzones, struct rr_diags *);
const struct rr_agreement *rr_engine_agreement(const struct rr_engine *);
/* NULL when the engine was not given it. */
const struct rr_zone *rr_engine_zone(const struct rr_engine *, const char *);
/* Whether the hour is not on record that decides on which day F counts. */
bool		 rr_lacks_hour(const struct rr_engine *,
		    const struct rr_cutoff *, const struct rr_fact *);
const struct rr_calendar *rr_engine_calendar(const struct rr_engine *,
	    const char *);

/* Answers given to open points: index by question; -1 is open. */
struct rr_readings {
	int8_t	*assumed;	/* --reading: compute as if */
	int8_t	*position;	/* taken on record … */
	/* … and counsel lets the working date follow it */
	bool	*relied;
};

/* All open. */
struct rr_readings *rr_readings_new(struct rr_arena *,
	    const struct rr_agreement *);
/* "QUESTION=ANSWER" or "FAMILY=PRESET", several joined by +; E302, E303. */
bool	 rr_readings_assume(struct rr_readings *, const struct rr_agreement *,
	    const char *, struct rr_diags *);
/* Takes over the positions among the facts, later ones winning. */
void	 rr_readings_positions(struct rr_readings *,
	    const struct rr_agreement *, const struct rr_facts *);

/* The one that stands on a point, whatever its answer; NULL: none. */
const struct rr_fact *rr_position_on(const struct rr_facts *,
	    const char *question);

/* Whether to go on with what takes long. */
typedef bool	 rr_going(void *ctx);

/* How many steps are evaluated before it is asked again. */
#define RR_GOING_STEPS	1000

struct rr_input {
	struct rr_engine		*engine;
	const struct rr_facts		*facts;
	const struct rr_roster		*roster;
	const struct rr_readings	*readings;
	rr_date				 on;
	int				 due_within;	/* days; "due" begins */
	/* asked while it is derived; NULL: go on */
	rr_going			*going;
	void				*going_ctx;
};

#endif

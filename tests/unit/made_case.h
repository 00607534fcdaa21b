/*
 * made_case.h: cases drawn from a seed, under an agreement of the source tree.
 *
 * The seed is printed; REGRIGHTS_SEED sets it.
 */
#ifndef MADE_CASE_H
#define MADE_CASE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "regrights/arena.h"
#include "regrights/derive.h"
#include "regrights/vec.h"

#define SHIPPED	"share/agreements/neotherapeutics-2000.yaml"
#define SECOND	"tests/agreements/second.yaml"
#define MADE_POINTS_MAX	32
/* With sanitizers, four times as slow, a quarter is drawn: others each time. */
#ifdef REGRIGHTS_POISON
#define MADE_ROUNDS(n)	((n) / 4)
#else
#define MADE_ROUNDS(n)	(n)
#endif

struct made_case {
	struct rr_arena			*arena;
	struct rr_diags			*diags;
	const struct rr_agreement	*a;
	struct rr_engine		*engine;
	const struct rr_calendar	**calendars;
	const struct rr_zone		**zones;
	size_t				 nzones;
	/* of one round; forgotten at the next */
	struct rr_arena			*round;
	struct rr_vec			 facts;		/* struct rr_fact */
};

/* Prints the seed and draws from it. */
void	 made_seed(const char *what);
int64_t	 made_draw(int64_t from, int64_t to);

/* An agreement of the source tree with its calendars and zones. */
void	 made_case_open(struct made_case *, const char *path);
/* The same from text, with the calendars and zones that it names. */
void	 made_case_text(struct made_case *, const char *text);
void	 made_case_close(struct made_case *);
/* The seeds of the agreement, and N entries after them. */
void	 made_case_draw(struct made_case *, int n);
/* The seeds alone. */
void	 made_case_begin(struct made_case *);
/* One more fact, the last; its number is filled in. */
struct rr_fact *made_case_add(struct made_case *, enum rr_shape,
	    const char *name, const char *day);
/* What follows from these facts; ON may be RR_DATE_NONE for the end. */
struct rr_derivation *made_case_derive(struct made_case *,
	    const struct rr_fact *, size_t n, const struct rr_readings *,
	    rr_date on);
/* The questions that a deadline, a notice clause, or any of both can ask. */
size_t	 made_date_points(const struct made_case *,
	    const struct rr_provision *, int *points);
size_t	 made_ladder_points(const struct made_case *, int *points);
size_t	 made_case_points(const struct made_case *, int *points);
/* The next answers to N questions; false after the last. */
bool	 made_next(const struct rr_agreement *, const int *points, size_t n,
	    int *answers);
/* True when KEY ("a=yes+b=no") says nothing else than these answers. */
bool	 made_agrees(const struct rr_agreement *, const char *key,
	    const int *points, const int *answers, size_t n);
/* All that was concluded, as text. */
void	 made_case_tell(const struct rr_derivation *, struct rr_buf *);

#endif

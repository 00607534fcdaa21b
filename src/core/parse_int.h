/*
 * parse_int.h: what the readers of days, truths and sums share.
 *
 * parse.c has words and names, parse_any.c what is of no one type, expr_parse.c
 * the three, by type, so that each reads the others by that alone.
 */
#ifndef REGRIGHTS_PARSE_INT_H
#define REGRIGHTS_PARSE_INT_H

#include "regrights/agreement.h"
#include "regrights/expr.h"

struct rr_arena;
struct rr_parser;

typedef bool	 rr_parse_fn(struct rr_parser *, const struct rr_expr **);

struct rr_parser {
	struct rr_arena			*arena;
	const char			*text, *p;
	struct rr_pos			 at;
	const struct rr_agreement	*agreement;
	const struct rr_event		*subject;
	/* in the condition of an "each", what "it" is outside all of these */
	const struct rr_event		*that;
	const struct rr_sum_line	*lines;
	size_t				 nlines;
	rr_parse_fn *const		*of;		/* by type */
	enum rr_code			 code;
	struct rr_diags			*diags;
	int				 depth;
};

struct rr_pos	 rr_parse_here(const struct rr_parser *);
void	 rr_parse_space(struct rr_parser *);
/* Bytes of the word that begins here. */
int	 rr_word_len(const char *);
/* Bytes of PHRASE at P, its spaces standing for any space; 0: not there. */
size_t	 rr_match(const char *p, const char *phrase);
/* Moves on behind PHRASE, when it stands here. */
bool	 rr_eat(struct rr_parser *, const char *phrase);
/* "is before" and the like, in the order of days; or, with HOURS, of these. */
bool	 rr_eat_order(struct rr_parser *, bool hours, enum rr_compare *);
/* "is not", "is", "<=", ">=", "<" or ">". */
bool	 rr_eat_compare(struct rr_parser *, enum rr_compare *);
/* The open point whose key is the longest that stands here, or -1. */
int	 rr_eat_question(struct rr_parser *);
/* The event whose name is the longest that stands here, or NULL. */
const struct rr_event *rr_eat_event(struct rr_parser *);
/* The provision of that kind whose id is the longest that stands here. */
const struct rr_provision *rr_eat_of_kind(struct rr_parser *,
	    const struct rr_kind *);
/* … of a kind that can: rr_kind_runs and its like. */
const struct rr_provision *rr_eat_provision(struct rr_parser *, rr_can_fn *);
/* The kind of day whose name, or the plural of it, is the longest here. */
bool	 rr_eat_day_kind(struct rr_parser *, int *kind);
/* The word of a method, or its contact, that stands here; NULL: none. */
const char *rr_eat_method(struct rr_parser *, bool contact);
/* "was received" and the like. */
bool	 rr_eat_way(struct rr_parser *, enum rr_way *);
/* Complains unless it is made for each of what the rule is about. */
bool	 rr_want_own(struct rr_parser *, const struct rr_provision *);
/* "; did you mean …?", of what stands here and cannot be read; or "". */
const char *rr_parse_hint(const struct rr_parser *);
/* Complains that something else is expected here; always false. */
bool	 rr_expected(struct rr_parser *, const char *what);
/* One level deeper; false beyond what is allowed. */
bool	 rr_parse_enter(struct rr_parser *);

/* A new one that begins here; with room for N operands. */
struct rr_expr	*rr_expr_new(struct rr_parser *, enum rr_expr_op);
const struct rr_expr **rr_expr_operands(struct rr_parser *, struct rr_expr *,
	    size_t n);
/* An expression of that type; it, about E; and a ')' behind it. */
bool	 rr_parse(struct rr_parser *, enum rr_type, const struct rr_expr **);
bool	 rr_parse_about(struct rr_parser *, const struct rr_event *e,
	    enum rr_type, const struct rr_expr **);
bool	 rr_parse_closed(struct rr_parser *, const struct rr_event *e,
	    enum rr_type, const struct rr_expr **);
/* "( … )" of one or several, behind "earliest of"; "if", after that word. */
bool	 rr_parse_list(struct rr_parser *, enum rr_expr_op,
	    const struct rr_expr **);
bool	 rr_parse_if(struct rr_parser *, enum rr_expr_op,
	    const struct rr_expr **);
/* Which entries of E its operator takes, by reach.def; none: all. */
bool	 rr_parse_reach(struct rr_parser *, const struct rr_event *e,
	    struct rr_expr *);
/* "FIELD [by FIELD]" of "it", which names such entries. */
bool	 rr_parse_named(struct rr_parser *, const struct rr_event *e,
	    struct rr_expr *);
/* "where …", if it stands here; in it "it" is one of E. */
bool	 rr_parse_where(struct rr_parser *, const struct rr_event *e,
	    struct rr_expr *);

rr_parse_fn	 rr_parse_day, rr_parse_truth, rr_parse_sum;

#endif

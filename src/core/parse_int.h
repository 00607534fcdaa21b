/*
 * parse_int.h: what the parsers of expressions and conditions share.
 */
#ifndef REGRIGHTS_PARSE_INT_H
#define REGRIGHTS_PARSE_INT_H

#include "regrights/agreement.h"
#include "regrights/when.h"

struct rr_arena;

struct rr_parser {
	struct rr_arena			*arena;
	const char			*text, *p;
	struct rr_pos			 at;
	const struct rr_agreement	*agreement;
	const struct rr_event		*subject;
	/* in the condition of an "each", what "it" is outside all of these */
	const struct rr_event		*that;
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
/* "is before" and the like, in the order of days. */
bool	 rr_eat_order(struct rr_parser *, enum rr_compare *);
/* "is not", "is", "<=", ">=", "<" or ">". */
bool	 rr_eat_compare(struct rr_parser *, enum rr_compare *);
/* The open point whose key is the longest that stands here, or -1. */
int	 rr_eat_question(struct rr_parser *);
/* The event whose name is the longest that stands here, or NULL. */
const struct rr_event *rr_eat_event(struct rr_parser *);
/* The provision of that kind whose id is the longest that stands here. */
const struct rr_provision *rr_eat_provision(struct rr_parser *,
	    enum rr_kind_id);
/* The kind of day whose name, or the plural of it, is the longest here. */
bool	 rr_eat_day_kind(struct rr_parser *, int *kind);
/* The word of a method, or its contact, that stands here; NULL: none. */
const char *rr_eat_method(struct rr_parser *, bool contact);
/* "was received" and the like. */
bool	 rr_eat_way(struct rr_parser *, enum rr_way *);
/*
 * "in FIELD", where it stands here: a field of E that names entries such as
 * "it".  Complains of another, and is false.
 */
bool	 rr_eat_in(struct rr_parser *, const struct rr_event *e,
	    const char **in);
/*
 * "FIELD names", behind "what it.": the field of "it", and the entry is the
 * one that it names.  Complains of another, and is false.
 */
bool	 rr_eat_via(struct rr_parser *, const char **via);
/* Complains unless it is made for each of what the rule is about. */
bool	 rr_want_own(struct rr_parser *, const struct rr_provision *);
/* Complains that something else is expected here; always false. */
bool	 rr_expected(struct rr_parser *, const char *what);
/* One level deeper; false beyond what is allowed. */
bool	 rr_parse_enter(struct rr_parser *);
bool	 rr_parse_begin(struct rr_parser *, struct rr_arena *,
	    const char *text, struct rr_pos, const struct rr_agreement *,
	    const char *subject, enum rr_code, struct rr_diags *);
bool	 rr_parse_end(struct rr_parser *);

bool	 rr_parse_when(struct rr_parser *, const struct rr_when **);
bool	 rr_parse_cond(struct rr_parser *, const struct rr_cond **);

#endif

/*
 * fill_int.h: the values of a command while they are gathered.
 */
#ifndef REGRIGHTS_TUI_FILL_INT_H
#define REGRIGHTS_TUI_FILL_INT_H

#include <stdbool.h>

#include "regrights/cmd.h"
#include "regrights/vec.h"

struct rr_arena;
struct rr_tui;

/* Arguments that grow; a value may be given several times under one name. */
struct rr_values {
	struct rr_arena	*arena;
	struct rr_vec	 items;		/* of struct rr_arg */
};

void	 rr_values_init(struct rr_values *, struct rr_arena *);
void	 rr_values_add(struct rr_values *, const char *name, const char *);
void	 rr_values_copy(struct rr_values *, const struct rr_args *);
struct rr_args rr_values_args(const struct rr_values *);

/* A parameter that is asked for, the values so far, and its choices. */
struct rr_ask {
	const struct rr_cmd	*cmd;
	const struct rr_param	*p;
	const struct rr_args	*args;
	const struct rr_choice	*choices;
	size_t			 n;
};

/*
 * What a parameter is to be when nobody says otherwise: the matter, the row
 * that the command is about, the only choice, now unless another day is asked
 * about.  Lines, one a value; none when nothing can be proposed.
 */
void	 rr_fill_value(struct rr_tui *, struct rr_arena *,
	    const struct rr_ask *, struct rr_buf *);
/* Puts first of the choices what the row, or the first marked one, asks for. */
void	 rr_fill_order(struct rr_tui *, const struct rr_param *,
	    struct rr_choice *, size_t n);
/* Adds what can be proposed for each parameter that is not given. */
void	 rr_fill_all(struct rr_tui *, const struct rr_cmd *,
	    struct rr_values *);
/*
 * A line for each row that is marked and of which the arguments have nothing,
 * with the reason.
 */
void	 rr_fill_left(struct rr_tui *, struct rr_arena *,
	    const struct rr_cmd *, const struct rr_args *, struct rr_buf *);
/* Takes the marks from the rows that were recorded of; others keep theirs. */
void	 rr_fill_unmark(struct rr_tui *, struct rr_arena *,
	    const struct rr_cmd *, const struct rr_args *);
/* subject.c: what follows MATTER/KIND/ in a row's id, or NULL. */
const char *rr_row_subject(const char *id);
/* The first number among the parts of a subject, which can be NULL. */
const char *rr_row_number(const char *subject);
/* How much of a text is such a number, "3/2" or "3". */
size_t		 rr_row_number_len(const char *);
/* Where in an id the number of the entry is that the row is of, or NULL. */
const char	*rr_row_entry(const char *id);
/* A row of a matter that is not the open one. */
bool	 rr_row_is_elsewhere(const struct rr_tui *, const char *id);
/* A row of an entry that is not the ONLY one; ONLY 0: never. */
bool	 rr_row_is_of_another(struct rr_arena *, const char *id,
	    int64_t only);
/* Adds the value that a row has for the parameter, as a line; or nothing. */
void	 rr_row_value(struct rr_arena *, const char *id,
	    const struct rr_ask *, struct rr_buf *);
/* The entry of the row with the cursor, or of the first here that is marked. */
int64_t	 rr_rows_entry(struct rr_tui *, struct rr_arena *);
/* The only entry that a command is about; 0: it is about several, or none. */
int64_t	 rr_rows_only_entry(struct rr_tui *, struct rr_arena *,
	    const struct rr_cmd *, const struct rr_args *);
/* What names an entry, or a row of one. */
bool	 rr_is_number(const struct rr_param *);
bool	 rr_is_choice(const struct rr_choice *, size_t n, const char *key);
/* The first required parameter without a value, or NULL. */
const struct rr_param *rr_fill_missing(const struct rr_param *, size_t n,
	    const struct rr_args *);

#endif

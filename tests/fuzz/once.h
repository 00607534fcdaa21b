/*
 * once.h: what was read as YAML is not read as YAML again.
 *
 * A changed text is read as terms and as an amendment, and by each command,
 * which all begin with the same nodes: they are made once, and only of what is
 * YAML.  So are those of the file as it was, and of the calendars.  The linker
 * puts this in the place of rr_yaml_parse (--wrap).
 */
#ifndef TESTS_ONCE_H
#define TESTS_ONCE_H

struct rr_arena;

/* The arenas of the file as it was, and of one changed text after the other. */
void	 once_begin(const struct rr_arena *whole,
	    const struct rr_arena *round);
/* Another changed text: ROUND was reset. */
void	 once_round(void);

#endif

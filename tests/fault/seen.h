/*
 * seen.h: states of a disk that were looked at already.
 *
 * Between two writes a process that is cut off leaves the same bytes wherever
 * that was: what is found in them is found once.
 */
#ifndef TESTS_SEEN_H
#define TESTS_SEEN_H

#include <stdbool.h>
#include <stddef.h>

#define SEEN_KEY	32

struct seen_state {
	unsigned char	key[SEEN_KEY];
	bool		changed;
};

/* Those that were sound, and whether each holds what was to be recorded. */
struct seen {
	struct seen_state *states;
	size_t		 n, room;
};

/*
 * In a child: what is drawn by chance is the same in each, so that equal
 * operations leave equal bytes.
 */
void	 seen_same_chance(void);
/*
 * Of the case file in DIR, what lies beside it and a copy of it: names and
 * bytes, but of a gate, which names the process that went through, the name.
 */
void	 seen_key(const char *dir, unsigned char key[SEEN_KEY]);
/* NULL when that state was not found sound before. */
const struct seen_state *seen_find(const struct seen *,
	    const unsigned char key[SEEN_KEY]);
void	 seen_add(struct seen *, const unsigned char key[SEEN_KEY],
	    bool changed);
void	 seen_free(struct seen *);

#endif

/*
 * faults.h: what befalls a disk, for the programs of the fault tests.
 */
#ifndef TESTS_FAULTS_H
#define TESTS_FAULTS_H

#include <stdbool.h>

#include "shim.h"

struct fault {
	const char	*name;
	enum shim_mode	 mode;
	bool		 lasting;
	int		 stride;	/* from one n to the next */
};

#define FAULTS		9
#define LOST_POWER	2	/* among them */
extern const struct fault faults[FAULTS];

/*
 * Where files may be left that need no disk, and what each child would have to
 * load anew.
 */
void	 fault_prepare(void);
/*
 * The first n of those that are STRIDE apart: 1, and with sanitizers from one
 * turn to the next another.
 */
long	 fault_first(int stride);
/* Does the process end of it? */
bool	 fault_ends(const struct fault *);
/* "NAME: CUTS", and which part of all of them that was. */
void	 fault_tell(const struct fault *, int stride, long first, long cuts);
/* A whole file; nothing when FROM is not there. */
void	 copy_file(const char *from, const char *to);
/* Is it named on the command line, or nothing? */
bool	 is_wanted(const char *name, int argc, char **argv);

#endif

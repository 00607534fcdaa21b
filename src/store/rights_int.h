/*
 * rights_int.h: why a file or folder refuses someone, and what would mend it.
 */
#ifndef REGRIGHTS_STORE_RIGHTS_INT_H
#define REGRIGHTS_STORE_RIGHTS_INT_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

#include "regrights/buf.h"

/* A file or folder as it is, with the names of its owner and its group. */
struct rr_rights {
	const char	*path, *owner, *group;
	mode_t		 mode;		/* the kind too */
	uid_t		 uid;
	gid_t		 gid;
};

/* Who is refused; GROUPS has the group of the process too. */
struct rr_rights_user {
	const char	*name;
	uid_t		 uid;
	const gid_t	*groups;
	size_t		 n;
};

/*
 * What the mode keeps from the user of NEED (read 4, write 2, enter 1) and the
 * commands that give it, as a sentence without its end.  LIKE is the file or
 * folder that it should be shared as, or NULL; its group is taken where the
 * user is in it.
 */
void	 rr_rights_text(const struct rr_rights *, unsigned need,
	    const struct rr_rights_user *, const struct rr_rights *like,
	    struct rr_buf *);

#endif

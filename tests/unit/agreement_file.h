/*
 * agreement_file.h: agreements for the tests, from files and from text.
 */
#ifndef AGREEMENT_FILE_H
#define AGREEMENT_FILE_H

#include <stdbool.h>
#include <stddef.h>

#include "regrights/agreement.h"
#include "regrights/arena.h"
#include "regrights/buf.h"
#include "regrights/diag.h"

struct agreement_file {
	struct rr_arena		*arena;
	struct rr_diags		*diags;
	struct rr_agreement	*agreement;	/* the last that was read */
	struct rr_buf		 words;		/* its complaints, a line each */
};

void	 agreement_file_new(struct agreement_file *);
void	 agreement_file_free(struct agreement_file *);

/* A file of the source tree, with a final NUL; ends the test without it. */
char	*agreement_file_read(struct agreement_file *, const char *path,
	    size_t *len);
/* What stands between the marks of NAME in the manual page. */
char	*agreement_file_example(struct agreement_file *, const char *name);
/* Reads an agreement as "x.yaml"; complaints are in `words`, sorted. */
bool	 agreement_file_load(struct agreement_file *, const char *bytes,
	    size_t len);
/* All that an agreement says, as text in which two can be compared. */
void	 agreement_file_tell(const struct rr_agreement *, struct rr_buf *);

#endif

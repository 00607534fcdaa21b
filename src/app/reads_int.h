/*
 * reads_int.h: the files that commands name.
 */
#ifndef REGRIGHTS_APP_READS_INT_H
#define REGRIGHTS_APP_READS_INT_H

#include "app_int.h"

/*
 * reads.c: rr_load_file of a file whose words a command records; E506 where a
 * form has shown another.
 */
bool		 rr_app_read(struct rr_app *, struct rr_arena *,
		    const char *path, size_t max, char **bytes, size_t *len,
		    struct rr_diags *);
/*
 * script.c: the text of a script with LF line ends; E103 and E111 name the
 * first byte that is none of it.
 */
bool		 rr_script_read(struct rr_app *, struct rr_arena *,
		    const char *file, const char **text, size_t *len,
		    struct rr_diags *);

#endif

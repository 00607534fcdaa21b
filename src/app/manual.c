/*
 * manual.c: the manual's pages, rendered when the program was built.
 */
#include "regrights/manual.h"

#include <string.h>

#include "manual_int.h"

const char *
rr_manual_find(const char *name, bool ascii)
{
	for (size_t i = 0; i < rr_manuals_n; i++)
		if (strcmp(name, rr_manuals[i].name) == 0)
			return (const char *)(ascii ? rr_manuals[i].ascii :
			    rr_manuals[i].utf8);
	return NULL;
}

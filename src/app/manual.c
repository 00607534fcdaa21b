/*
 * manual.c: the manual's pages, rendered when the program was built.
 */
#include "regrights/manual.h"

#include <string.h>

#include "manual_int.h"

/* "regrights(1)" against "regrights.1" */
static bool
is_page(const char *asked, const char *name)
{
	size_t n = strcspn(asked, "(");

	return strncmp(asked, name, n) == 0 && asked[n] == '(' &&
	    name[n] == '.' && asked[n + 1] == name[n + 1];
}

const char *
rr_manual_find(const char *name, bool ascii)
{
	for (size_t i = 0; i < rr_manuals_n; i++)
		if (is_page(name, rr_manuals[i].name))
			return (const char *)(ascii ? rr_manuals[i].ascii :
			    rr_manuals[i].utf8);
	return NULL;
}

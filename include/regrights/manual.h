/*
 * manual.h: the manual's pages, rendered when the program was built.
 */
#ifndef REGRIGHTS_MANUAL_H
#define REGRIGHTS_MANUAL_H

#include <stdbool.h>
#include <stddef.h>

/* The text of "regrights(1)"; NULL when there is no such page. */
const char	*rr_manual_find(const char *name, bool ascii);

#endif

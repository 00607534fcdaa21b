/*
 * views.c: the list of views, which no view knows.
 */
#include <string.h>

#include "view_int.h"

#define RR_VIEW(name)	&rr_view_##name,
static const struct rr_view *const views[] = {
#include "view.def"
	NULL
};
#undef RR_VIEW

const struct rr_view *
rr_view_at(size_t i)
{
	return i < sizeof(views) / sizeof(views[0]) ? views[i] : NULL;
}

const struct rr_view *
rr_view_find(const char *name)
{
	for (size_t i = 0; views[i] != NULL; i++)
		if (strcmp(views[i]->name, name) == 0)
			return views[i];
	return NULL;
}

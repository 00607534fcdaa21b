/*
 * open.c: a store begins and ends.
 */
#include <string.h>

#include "regrights/arena.h"
#include "store_int.h"

bool
rr_store_open_as(const struct rr_opening *o, struct rr_store **out,
    struct rr_diags *diags)
{
	struct rr_store *s = rr_realloc(NULL, 1, sizeof(*s));
	size_t n = strlen(o->path) + 1;

	memset(s, 0, sizeof(*s));
	s->path = rr_realloc(NULL, n, 1);
	memcpy(s->path, o->path, n);
	s->mode = o->mode;
	s->making = o->making;
	s->untouched = o->untouched;
	s->tell = o->tell;
	s->ctx = o->ctx;
	s->impatient = o->impatient;
	s->fits = rr_fits;
	s->gate = s->line = -1;
	if (!rr_db_connect(s, diags)) {
		rr_free(s->path);
		rr_free(s);
		return false;
	}
	*out = s;
	return true;
}

bool
rr_store_open(const char *path, enum rr_store_mode mode,
    struct rr_store **out, struct rr_diags *diags)
{
	const struct rr_opening o = { .path = path, .mode =
	    mode == RR_STORE_READ ? mode : RR_STORE_WRITE };

	return rr_store_open_as(&o, out, diags);
}

bool
rr_store_make(const char *path, const struct rr_making *making,
    struct rr_store **out, struct rr_diags *diags)
{
	const struct rr_opening o = { .path = path, .mode = RR_STORE_CREATE,
	    .making = *making };

	return rr_store_open_as(&o, out, diags);
}

void
rr_store_close(struct rr_store *s)
{
	if (s == NULL)
		return;
	s->held = false;
	rr_db_rollback(s);
	rr_db_disconnect(s);
	if (s->stage != NULL)
		rr_arena_free(s->stage->arena);
	rr_free(s->path);
	rr_free(s);
}

/*
 * reads.c: the files that commands name, held against what was shown of them.
 *
 * Between a preview and its record a file may be written over.  What a form
 * has shown of it is noted by its hash; another is not recorded unseen.
 */
#include <string.h>

#include "reads_int.h"
#include "regrights/hash.h"
#include "regrights/vec.h"

void
rr_session_reads(struct rr_app *app, const struct rr_reads *reads)
{
	app->reads = reads != NULL ? *reads :
	    (struct rr_reads){ NULL, NULL, false };
}

static struct rr_read *
find(const struct rr_reads *reads, const char *path)
{
	for (size_t i = 0; i < reads->files->n; i++) {
		struct rr_read *one = rr_vec_at(reads->files, i);

		if (strcmp(one->path, path) == 0)
			return one;
	}
	return NULL;
}

/* Notes what is shown of it, or asks whether it is that still. */
static bool
is_as_shown(struct rr_app *app, const char *path, const char *bytes,
    size_t len, struct rr_diags *diags)
{
	const struct rr_pos at = { path, 0, 0 };
	const struct rr_reads *reads = &app->reads;
	uint8_t hash[RR_HASH_LEN];
	struct rr_read *one;

	if (reads->files == NULL)
		return true;
	rr_hash(bytes, len, hash);
	one = find(reads, path);
	if (!reads->shown) {
		if (one == NULL) {
			one = rr_vec_add(reads->arena, reads->files);
			one->path = rr_arena_strdup(reads->arena, path);
		}
		memcpy(one->hash, hash, sizeof(hash));
		return true;
	}
	return one == NULL || memcmp(one->hash, hash, sizeof(hash)) == 0 ?
	    true : rr_diag(diags, RR_E_STALE, at, "the file was changed since "
	    "it was shown; nothing was recorded; look at what would follow "
	    "now, and record again");
}

bool
rr_app_read(struct rr_app *app, struct rr_arena *arena, const char *path,
    size_t max, char **bytes, size_t *len, struct rr_diags *diags)
{
	return rr_load_file(arena, path, max, bytes, len, diags) &&
	    is_as_shown(app, path, *bytes, *len, diags);
}

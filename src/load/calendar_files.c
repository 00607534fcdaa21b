/*
 * calendar_files.c: which calendars there are, and in what state.
 *
 * They are the files of one folder; their names are their keys.
 */
#include <dirent.h>
#include <stdlib.h>
#include <string.h>

#include "regrights/arena.h"
#include "regrights/buf.h"
#include "regrights/hash.h"
#include "regrights/load.h"
#include "regrights/vec.h"

static int
text_cmp(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

bool
rr_load_calendar_keys(struct rr_arena *arena, const char *share,
    const char ***keys, size_t *n, struct rr_diags *diags)
{
	const char *path = rr_arena_printf(arena, "%s/calendars", share);
	const struct rr_pos at = { path, 0, 0 };
	struct rr_vec all = RR_VEC_INIT(const char *);
	DIR *dir = opendir(path);
	struct dirent *e;

	if (dir == NULL)
		return rr_diag(diags, RR_E_READ, at, "the calendars are not "
		    "there; set REGRIGHTS_SHARE to the folder that has them");
	while ((e = readdir(dir)) != NULL) {
		size_t len = strlen(e->d_name);

		if (len > 5 && strcmp(e->d_name + len - 5, ".yaml") == 0)
			*(const char **)rr_vec_add(arena, &all) =
			    rr_arena_strndup(arena, e->d_name, len - 5);
	}
	closedir(dir);
	if (all.n > 1)
		qsort(all.items, all.n, sizeof(const char *), text_cmp);
	*keys = all.items;
	*n = all.n;
	return true;
}

#define STAMP	8	/* bytes of a hash that tell one state from another */

bool
rr_load_calendar_stamp(struct rr_arena *arena, const char *share,
    const char **stamp, struct rr_diags *diags)
{
	struct rr_buf all = RR_BUF_INIT, hex = RR_BUF_INIT;
	uint8_t digest[RR_HASH_LEN];
	const char **keys;
	bool ok;
	size_t n;

	ok = rr_load_calendar_keys(arena, share, &keys, &n, diags);
	for (size_t i = 0; ok && i < n; i++) {
		char *bytes;
		size_t len;

		ok = rr_load_file(arena, rr_arena_printf(arena,
		    "%s/calendars/%s.yaml", share, keys[i]), RR_LOAD_MAX,
		    &bytes, &len, diags);
		if (!ok)
			break;
		/* Its key and length part one file from the next. */
		rr_buf_printf(&all, "%s %zu ", keys[i], len);
		rr_buf_addn(&all, bytes, len);
	}
	if (ok) {
		rr_hash(all.s, all.len, digest);
		rr_hex(digest, STAMP, &hex);
		*stamp = rr_buf_keep(&hex, arena);
	}
	rr_buf_free(&all);
	return ok;
}

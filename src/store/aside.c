/*
 * aside.c: one case file takes the place of another, which is kept.
 *
 * SQLite knows a journal by its name alone: a journal beside another file than
 * its own is rolled into that, and a file without its journal is half written.
 * So the two are never parted where anyone opens them.  What a kill or a power
 * failure leaves behind each step, each being on the disk before the next:
 *
 * 1. The journal (-wal, -shm) gets its second name, beside the one that the
 *    file will have.  Left: the old state, and a name too many, which is of
 *    the same journal and emptied with it.
 * 2. The file is renamed.  Left: no file; what was set aside is whole, with
 *    its journal, under its names.  Nothing opens or makes a file at the old
 *    name as long as the new one waits beside it (file.c): whoever tries is
 *    told to restore again, which goes on from here.
 * 3. The journal's old name is taken away.  Left: as behind 2.
 * 4. The new file is renamed into the place.  Left: the new state.
 *
 * Nothing is removed but a name whose file has another, and nothing is
 * overwritten: the caller holds the gate, so that nobody takes the names.
 */
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "regrights/arena.h"
#include "regrights/buf.h"
#include "regrights/plain.h"
#include "store_int.h"

#define NAMES	4

static const char *const endings[NAMES] = { "", "-journal", "-wal", "-shm" };

struct swap {
	const char	*path, *fresh;
	const char	*from[NAMES], *to[NAMES];
	bool		 there[NAMES];
	struct rr_diags	*diags;
};

static bool
fail(const struct swap *w, const char *name, int error, bool undone)
{
	const struct rr_pos at = { w->path, 0, 0 };
	const char *why = error == EPERM ? "this disk has no hard links, or "
	    "the file is another's" : strerror(error);

	return undone ? rr_diag(w->diags, RR_E_STORE, at, "'%s' cannot be "
	    "moved (%s); all is as it was", name, why) :
	    rr_diag(w->diags, RR_E_STORE, at, "'%s' cannot be moved (%s); "
	    "what stood here is kept as '%s'", name, why, w->to[0]);
}

static bool
is_there(const char *name)
{
	struct stat st;

	return lstat(name, &st) == 0 || errno != ENOENT;
}

/* "c.db.set-aside-20001129T023000Z", with a number where that is taken. */
static void
choose_names(struct swap *w, struct rr_arena *arena, rr_instant at)
{
	struct rr_buf text = RR_BUF_INIT, b = RR_BUF_INIT;
	bool taken = true;

	rr_instant_text(at, &text);
	rr_buf_printf(&b, "%s.set-aside-", w->path);
	for (const char *p = text.s; *p != '\0'; p++)
		if (*p != '-' && *p != ':')
			rr_buf_addc(&b, *p);
	for (int n = 1; taken; n++) {
		const char *base = n == 1 ? b.s :
		    rr_arena_printf(arena, "%s-%d", b.s, n);

		taken = false;
		for (size_t i = 0; i < NAMES; i++) {
			w->to[i] = rr_arena_printf(arena, "%s%s", base,
			    endings[i]);
			taken = taken || is_there(w->to[i]);
		}
	}
	rr_buf_free(&text);
	rr_buf_free(&b);
}

/* What stands there, and that it is nothing but files. */
static bool
look(struct swap *w, struct rr_arena *arena)
{
	const struct rr_pos at = { w->path, 0, 0 };

	for (size_t i = 0; i < NAMES; i++) {
		const char *what;
		struct stat st;

		w->from[i] = rr_arena_printf(arena, "%s%s", w->path,
		    endings[i]);
		w->there[i] = lstat(w->from[i], &st) == 0;
		what = w->there[i] ? rr_plain_not(st.st_mode) : NULL;
		if (what != NULL)
			return rr_diag(w->diags, RR_E_STORE, at,
			    "'%s' cannot be set aside: %s; the file is what "
			    "it was", w->from[i], what);
	}
	return true;
}

static void
unlink_second(const struct swap *w, size_t n)
{
	for (size_t i = 1; i < n; i++)
		if (w->there[i])
			unlink(w->to[i]);
}

/* Step 1. */
static bool
link_beside(const struct swap *w)
{
	for (size_t i = 1; i < NAMES; i++)
		if (w->there[i] && link(w->from[i], w->to[i]) != 0) {
			fail(w, w->from[i], errno, true);
			unlink_second(w, i);
			return false;
		}
	rr_sync_folder(w->path);
	return true;
}

/* The steps backwards, in the same order of safety. */
static bool
put_back(const struct swap *w)
{
	for (size_t i = 1; i < NAMES; i++)
		if (w->there[i] && !is_there(w->from[i]) &&
		    link(w->to[i], w->from[i]) != 0)
			return false;
	rr_sync_folder(w->path);
	if (w->there[0] && (is_there(w->path) ||
	    rename(w->to[0], w->path) != 0))
		return false;
	rr_sync_folder(w->path);
	unlink_second(w, NAMES);
	return true;
}

/* Steps 3 and 4: which name could not be moved, or NULL. */
static const char *
move_in(const struct swap *w)
{
	for (size_t i = 1; i < NAMES; i++)
		if (w->there[i] && unlink(w->from[i]) != 0)
			return w->from[i];
	rr_sync_folder(w->path);
	errno = EEXIST;
	return is_there(w->path) || rename(w->fresh, w->path) != 0 ?
	    w->fresh : NULL;
}

bool
rr_aside_swap(struct rr_arena *arena, const char *path, const char *fresh,
    rr_instant at, const char **aside, struct rr_diags *diags)
{
	struct swap w = { .path = path, .fresh = fresh, .diags = diags };
	const char *stuck;
	int error;

	choose_names(&w, arena, at);
	if (!look(&w, arena) || !link_beside(&w))
		return false;
	if (w.there[0] && rename(path, w.to[0]) != 0) {
		fail(&w, path, errno, true);
		unlink_second(&w, NAMES);
		return false;
	}
	rr_sync_folder(path);
	stuck = move_in(&w);
	error = errno;
	if (stuck != NULL)
		return fail(&w, stuck, error, put_back(&w));
	rr_sync_folder(path);
	*aside = w.there[0] ? w.to[0] : NULL;
	return true;
}

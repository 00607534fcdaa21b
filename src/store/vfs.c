/*
 * vfs.c: SQLite's way to a case file, which looks at what stands beside it.
 *
 * SQLite knows a journal by its name alone.  Each time that it has a lock to
 * read the file it asks whether one is there, and what a writing that was cut
 * off left it rolls into the file; into whatever file is there by then.  That
 * question is where it is decided, under the same lock and before anything is
 * written, whether the journal is of this file.  A -wal, which this program
 * never makes, is never taken.
 *
 * All else goes to the VFS below.  Each store has a struct of its own, which
 * is registered while its handle is opened and known to that handle alone.
 */
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include "store_int.h"

static struct rr_store *
store_of(sqlite3_vfs *v)
{
	return (void *)((char *)v - offsetof(struct rr_store, vfs));
}

/* Remembers the case file, which has no other name for whom it is passed to. */
static int
on_open(sqlite3_vfs *v, const char *name, sqlite3_file *f, int flags,
    int *out)
{
	struct rr_store *s = store_of(v);
	int rc = s->below->xOpen(s->below, name, f, flags, out);

	if (rc == SQLITE_OK && (flags & SQLITE_OPEN_MAIN_DB) != 0) {
		s->file = f;
		s->name = name;
	}
	return rc;
}

static bool
is_beside(const struct rr_store *s, const char *name, const char *ending)
{
	size_t n = s->file != NULL ? strlen(s->name) : 0;

	return n > 0 && strncmp(name, s->name, n) == 0 &&
	    strcmp(name + n, ending) == 0;
}

/* Somebody who lives is writing it, or this handle is. */
static int
is_in_use(struct rr_store *s, bool *is)
{
	int reserved = 0;
	int rc = s->file->pMethods->xCheckReservedLock(s->file, &reserved);

	*is = reserved != 0;
	return rc;
}

static int
look(struct rr_store *s, const char *name)
{
	bool in_use;
	int rc;

	s->misfits = "-wal";
	if (is_beside(s, name, s->misfits)) {
		snprintf(s->misfit, sizeof(s->misfit), "was left by another "
		    "program, which keeps records in it");
		return RR_SQLITE_MISFIT;
	}
	s->misfits = "-journal";
	if (!is_beside(s, name, s->misfits))
		return SQLITE_OK;
	rc = is_in_use(s, &in_use);
	return rc != SQLITE_OK || in_use ? rc : s->fits(s, name);
}

/* For SQLite a file of no bytes is none. */
static int
on_access(sqlite3_vfs *v, const char *name, int flags, int *out)
{
	struct rr_store *s = store_of(v);
	int rc = s->below->xAccess(s->below, name, flags, out);

	return rc == SQLITE_OK && flags == SQLITE_ACCESS_EXISTS &&
	    *out != 0 ? look(s, name) : rc;
}

int
rr_vfs_open(struct rr_store *s, const char *path, int flags)
{
	int rc;

	s->below = sqlite3_vfs_find(NULL);
	s->vfs = *s->below;
	s->vfs.zName = "regrights";
	s->vfs.pNext = NULL;
	s->vfs.xOpen = on_open;
	s->vfs.xAccess = on_access;
	rc = sqlite3_vfs_register(&s->vfs, 0);
	if (rc != SQLITE_OK)
		return rc;
	rc = sqlite3_open_v2(path, &s->db, flags, s->vfs.zName);
	sqlite3_vfs_unregister(&s->vfs);
	return rc;
}

/*
 * fail.c: what a result of SQLite means, in words of the file's place.
 *
 * A failed sync is kept in mind here, so that nothing more is written.
 */
#include "regrights/buf.h"
#include "regrights/quote.h"
#include "store_int.h"

static struct rr_pos
place(const struct rr_store *s)
{
	struct rr_pos pos = { s->path, 0, 0 };

	return pos;
}

void
rr_note_sync(struct rr_store *s, int rc)
{
	if (rc == SQLITE_IOERR_FSYNC || rc == SQLITE_IOERR_DIR_FSYNC)
		s->broken = true;
}

static bool
busy(struct rr_store *s, struct rr_diags *diags)
{
	struct rr_buf who = RR_BUF_INIT;

	rr_holder_words(s->path, &who);
	rr_diag(diags, RR_E_BUSY, place(s), "%s%s", who.s, s->impatient ? "" :
	    ": wait a moment and try again; nothing was saved");
	rr_buf_free(&who);
	return false;
}

/* Which file refuses, where one does. */
static bool
refused(struct rr_store *s, enum rr_code code, const char *otherwise,
    struct rr_diags *diags)
{
	struct rr_buf which = RR_BUF_INIT;
	bool found = rr_share_refusal(s->path, &which);

	rr_diag(diags, code, place(s), "%s", found ? which.s : otherwise);
	rr_buf_free(&which);
	return false;
}

static void
add_path(const char *path, const char *what, const char *end,
    struct rr_buf *b)
{
	struct rr_buf name = RR_BUF_INIT;

	rr_buf_printf(&name, "%s%s%s", path, what, end);
	rr_quote_word(name.s, b);
	rr_buf_free(&name);
}

/* The name by which the other is out of the way says what it was. */
static bool
misfit(struct rr_store *s, struct rr_diags *diags)
{
	struct rr_buf move = RR_BUF_INIT;

	rr_buf_add(&move, "mv ");
	add_path(s->path, s->misfits, "", &move);
	rr_buf_addc(&move, ' ');
	add_path(s->path, ".other", s->misfits, &move);
	rr_diag(diags, RR_E_BESIDE, place(s), "'%s%s' %s; nothing was "
	    "changed; `regrights restore FILE` puts a backup in place of both "
	    "and keeps them, or, when this file was copied here and is the one "
	    "that is meant, `%s` takes the other away", s->path, s->misfits,
	    s->misfit, move.s);
	rr_buf_free(&move);
	return false;
}

const char *
rr_store_mend(const struct rr_store *s)
{
	return s->untouched ? "" : "; put the last backup in its place with "
	    "`regrights restore FILE`, which keeps this file; never copy over "
	    "it";
}

/* Each page that is asked for can say so: once is enough. */
static bool
damaged(struct rr_store *s, struct rr_diags *diags)
{
	return rr_diags_find(diags, RR_E_DAMAGED) != NULL ? false :
	    rr_diag(diags, RR_E_DAMAGED, place(s), "it cannot be read%s",
	    rr_store_mend(s));
}

bool
rr_store_fail(struct rr_store *s, int rc, struct rr_diags *diags)
{
	if (rc == SQLITE_READONLY_ROLLBACK || rc == SQLITE_READONLY_RECOVERY)
		return rr_diag(diags, RR_E_READONLY, place(s),
		    "someone's writing was cut off; who may write must open "
		    "it once, to put it right");
	if (rc == RR_SQLITE_MISFIT)
		return misfit(s, diags);
	switch (rc & 0xff) {
	case SQLITE_BUSY:
	case SQLITE_LOCKED:
		return busy(s, diags);
	case SQLITE_FULL:
		return rr_diag(diags, RR_E_FULL, place(s),
		    "make room on the disk and try again");
	case SQLITE_READONLY:
	case SQLITE_PERM:
	case SQLITE_AUTH:
		return refused(s, RR_E_READONLY, "ask who keeps the file for "
		    "the right to write", diags);
	case SQLITE_CORRUPT:
	case SQLITE_NOTADB:
		return damaged(s, diags);
	case SQLITE_CANTOPEN:
		return refused(s, RR_E_STORE, "it cannot be opened; look at "
		    "its folder and its rights", diags);
	case SQLITE_IOERR:
		rr_note_sync(s, rc);
		return rr_diag(diags, RR_E_STORE, place(s),
		    "the disk did not do what was asked; nothing was saved");
	default:
		return rr_diag(diags, RR_E_STORE, place(s), "%s",
		    s->db != NULL ? sqlite3_errmsg(s->db) : "no memory");
	}
}

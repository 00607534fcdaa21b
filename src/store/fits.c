/*
 * fits.c: is the journal beside a case file its own?
 *
 * A writing that was cut off changed no page before what the page was stood in
 * the journal, the first page with its counter of writings among them.  So the
 * file as it is has the counter of then, or the next one; and the file as it
 * would be, when the writing is taken back, is a whole case file whose journal
 * of entries the one before goes on from.  What cannot be so was left by a
 * writing in another file, or in this name's file before another was copied
 * there: then nothing is taken back, and nothing is written.  The file as it
 * would be is made in memory alone.
 */
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "left_int.h"

#define HEAD	100		/* bytes of a database's header */
#define MOST	(1LL << 30)	/* bytes that are looked at in memory */
#define PART	(1 << 20)

/* Where in the header a number stands. */
enum { COUNTER = 24, PAGES = 28, COOKIE = 40, VERSION = 60, OWNER = 68,
    COUNTED = 92 };

struct fitting {
	struct rr_store	*s;
	struct rr_left	 left;
	int64_t		 size, back;	/* of the file, and taken back */
	unsigned char	 head[HEAD];	/* the file's */
	unsigned char	 was[HEAD];	/* the same before the writing */
	bool		 has_head;	/* WAS is known */
	bool		 changes;	/* some page is not what it was */
	unsigned char	*image, *page, *done;
	int64_t		 room;
};

static int misfit(const struct fitting *, const char *, ...)
	    __attribute__((format(printf, 2, 3)));

static int
misfit(const struct fitting *f, const char *why, ...)
{
	va_list ap;

	va_start(ap, why);
	vsnprintf(f->s->misfit, sizeof(f->s->misfit), why, ap);
	va_end(ap);
	return RR_SQLITE_MISFIT;
}

static int
damaged(const struct fitting *f)
{
	return misfit(f, "was damaged, so that the writing that was cut off "
	    "cannot be taken back");
}

static uint32_t
now(const struct fitting *f, int at)
{
	return rr_left_number(f->head + at);
}

static uint32_t
was(const struct fitting *f, int at)
{
	return rr_left_number(f->was + at);
}

/* Through SQLite's own handle: to close another would drop its locks. */
static int
read_file(struct rr_store *s, unsigned char *p, int64_t n)
{
	int rc = SQLITE_OK;

	for (int64_t at = 0; at < n && (rc == SQLITE_OK ||
	    rc == SQLITE_IOERR_SHORT_READ); at += PART)
		rc = s->file->pMethods->xRead(s->file, p + at,
		    (int)(n - at < PART ? n - at : PART), at);
	return rc == SQLITE_IOERR_SHORT_READ ? SQLITE_OK : rc;
}

static bool
is_done(const struct fitting *f, uint32_t n)
{
	unsigned char bit = (unsigned char)(1 << (n & 7));
	bool is = (f->done[n / 8] & bit) != 0;

	f->done[n / 8] |= bit;
	return is;
}

/* The journal's pages into the image. */
static void
take_back(struct fitting *f)
{
	const size_t size = f->left.page;
	uint32_t n;

	while (rr_left_next(&f->left, f->page, &n)) {
		unsigned char *to;

		if (n == 1 && !f->has_head) {
			memcpy(f->was, f->page, HEAD);
			f->has_head = true;
		}
		if (f->image == NULL || is_done(f, n))
			continue;
		to = f->image + (n - 1) * size;
		f->changes = f->changes || memcmp(to, f->page, size) != 0;
		memcpy(to, f->page, size);
	}
}

static int
compare_heads(const struct fitting *f)
{
	if (f->has_head && ((now(f, COUNTER) != was(f, COUNTER) &&
	    now(f, COUNTER) != was(f, COUNTER) + 1) ||
	    now(f, COOKIE) < was(f, COOKIE) ||
	    now(f, VERSION) != was(f, VERSION) ||
	    now(f, OWNER) != was(f, OWNER)))
		return misfit(f, "was left by write %u of a file, and this "
		    "one is at write %u", was(f, COUNTER) + 1, now(f, COUNTER));
	/* Without it the first page has not been written either. */
	if (!f->has_head && now(f, COUNTER) == now(f, COUNTED) &&
	    now(f, PAGES) != f->left.pages && (now(f, PAGES) >
	    f->left.pages || f->back > f->size))
		return misfit(f, "was left in a file of %u pages, and this one "
		    "has %u", f->left.pages, now(f, PAGES));
	return SQLITE_OK;
}

/*
 * Of two whole states one goes on from the other, also where the writing was
 * taken back in part: then the counter may be the old one, and the tables may
 * not be of the entries.  Where they are, the same entries make the same rows.
 */
static bool
is_one_file(const struct rr_image_look *back,
    const struct rr_image_look *present)
{
	return present->goes_on && (back->seq < present->seq ||
	    !present->settled || memcmp(back->facts, present->facts,
	    RR_HASH_LEN) == 0);
}

/* The file as it would be, and the file as it is. */
static int
compare_states(const struct fitting *f, struct rr_diags *said)
{
	const char *path = f->s->path;
	struct rr_image_look back, present;
	bool whole;
	int rc;

	if (f->left.pages > 0 && !rr_image_look(path, f->image, f->back, NULL,
	    &back, said)) {
		const struct rr_diag *d = rr_diags_errors(said) > 0 ?
		    rr_diags_get(said, 0) : NULL;

		return misfit(f, "would leave the file damaged (%s)",
		    d != NULL ? rr_code_text(d->code) : "it has no tables");
	}
	if ((rc = read_file(f->s, f->image, f->size)) != SQLITE_OK)
		return rc;
	whole = rr_image_look(path, f->image, f->size, f->left.pages > 0 ?
	    &back : NULL, &present, said);
	if (f->left.pages == 0 && whole && present.seq > 0)
		return misfit(f, "was left by the making of a file, and this "
		    "one has entries");
	if (f->left.torn && !(whole && present.settled))
		return damaged(f);
	if (f->left.pages > 0 && whole &&
	    !is_one_file(&back, &present))
		return misfit(f, "was left where other entries were "
		    "recorded");
	return SQLITE_OK;
}

static int
compare(struct fitting *f)
{
	struct rr_diags *said;
	int rc;

	/* Before the first of its pages is lost, nothing was written. */
	if (f->left.torn && (f->changes || f->image == NULL ||
	    f->left.pages == 0))
		return damaged(f);
	if (f->left.pages > 0 && (rc = compare_heads(f)) != SQLITE_OK)
		return rc;
	if (f->image == NULL || (f->left.pages > 0 && !f->changes &&
	    f->back == f->size && !f->left.torn))
		return SQLITE_OK;
	said = rr_diags_new();
	rc = compare_states(f, said);
	rr_diags_free(said);
	return rc;
}

static int
make_room(struct fitting *f)
{
	const int64_t page = f->left.page;
	int64_t size = (f->size + page - 1) / page * page;

	f->page = sqlite3_malloc64((sqlite3_uint64)page);
	f->room = size > f->back ? size : f->back;
	if (f->room > MOST)
		return f->page != NULL ? SQLITE_OK : SQLITE_NOMEM;
	f->image = sqlite3_malloc64((sqlite3_uint64)f->room);
	f->done = sqlite3_malloc64((sqlite3_uint64)f->left.pages / 8 + 1);
	if (f->page == NULL || f->image == NULL || f->done == NULL)
		return SQLITE_NOMEM;
	memset(f->image, 0, (size_t)f->room);
	memset(f->done, 0, f->left.pages / 8 + 1);
	return read_file(f->s, f->image, f->size);
}

/* A file has one size of page all its life; one that is being made has none. */
static int
begin(struct fitting *f)
{
	uint32_t page = (uint32_t)f->head[16] << 8 | f->head[17];

	f->back = (int64_t)f->left.pages * f->left.page;
	if (f->left.pages > 0 && f->size == 0)
		return misfit(f, "was left by a file that was not empty, as "
		    "this one is");
	if (f->left.pages > 0 && (page == 1 ? 65536 : page) != f->left.page)
		return misfit(f, "was left in a file of another form");
	if (f->back > MOST && f->back > f->size)
		return misfit(f, "was left in a larger file");
	return SQLITE_OK;
}

static int
look(struct fitting *f)
{
	struct rr_store *s = f->s;
	sqlite3_int64 size = 0;
	int rc = s->file->pMethods->xFileSize(s->file, &size);

	f->size = size;
	if (rc == SQLITE_OK)
		rc = read_file(s, f->head, HEAD);
	if (rc == SQLITE_OK)
		rc = begin(f);
	/* Of a making that was cut off in the beginning nothing is there. */
	if (rc != SQLITE_OK || f->size == 0)
		return rc;
	rc = make_room(f);
	if (rc != SQLITE_OK)
		return rc;
	take_back(f);
	return compare(f);
}

static int
odd(const struct fitting *f)
{
	return misfit(f, "is not the journal of a writing, or its beginning "
	    "was damaged");
}

/* It was damaged after all where the file is not whole without it. */
static int
look_without(struct fitting *f)
{
	struct rr_image_look present;
	struct rr_diags *said;
	sqlite3_int64 size = 0;
	bool whole;
	int rc = f->s->file->pMethods->xFileSize(f->s->file, &size);

	if (rc != SQLITE_OK || size == 0)
		return rc;
	if (size > MOST)
		return odd(f);
	f->image = sqlite3_malloc64((sqlite3_uint64)size);
	if (f->image == NULL)
		return SQLITE_NOMEM;
	rc = read_file(f->s, f->image, size);
	if (rc != SQLITE_OK)
		return rc;
	said = rr_diags_new();
	whole = rr_image_look(f->s->path, f->image, size, NULL, &present,
	    said) && present.settled;
	rr_diags_free(said);
	return whole ? SQLITE_OK : odd(f);
}

int
rr_fits(struct rr_store *s, const char *journal)
{
	struct fitting f = { .s = s };
	enum rr_left_is is = rr_left_open(journal, &f.left);
	int rc = SQLITE_OK;

	/* SQLite would delete it, and with it what it keeps of the file. */
	if (is == RR_LEFT_ODD)
		rc = odd(&f);
	else if (is == RR_LEFT_BEGUN)
		rc = look_without(&f);
	else if (is == RR_LEFT_WRITING)
		rc = look(&f);
	rr_left_close(&f.left);
	sqlite3_free(f.page);
	sqlite3_free(f.image);
	sqlite3_free(f.done);
	return rc;
}

/*
 * restore.c: a backup takes the place of the case file.
 *
 * Both are looked at without being touched: not even a writing that was cut
 * off is taken back, as a journal beside a damaged file need not be its own.
 * The backup must verify.  A copy of it is made beside the case file, synced,
 * opened again and its chain walked.  Then, in front of the line and with all
 * of SQLite's locks on the file, so that nobody reads or writes it, the file
 * is set aside together with what is beside it and the copy gets its name
 * (aside.c says what a kill at each point leaves).  Whoever had the old file
 * open finds another in its place and follows it (db.c).
 *
 * Until the file is set aside a kill leaves a copy that was not finished, which
 * the next restore takes away.
 */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "regrights/arena.h"
#include "regrights/buf.h"
#include "regrights/plain.h"
#include "store_int.h"

#define PATIENCE	10	/* seconds in line, and for SQLite's locks */
#define LOOKS		10	/* at those, in a second */
#define HEAD		100	/* bytes of a database's header */
/* The bytes that SQLite locks, in the order pending, reserved, shared. */
#define LOCKS		0x40000000
#define LOCKS_LEN	512

struct restoring {
	const struct rr_restoring	*r;
	struct rr_restored		*out;
	struct rr_store			*backup;
	struct rr_arena			*arena;
	struct rr_diags			*diags;
	struct rr_store			 line;	/* a path; nothing is open */
};

static struct rr_pos
place(const char *path)
{
	struct rr_pos pos = { path, 0, 0 };

	return pos;
}

/* The last stamp is not the latest one where a clock ran back. */
static bool
describe(struct rr_store *s, struct rr_arena *arena, struct rr_look *out,
    struct rr_diags *diags)
{
	struct rr_link last;
	int64_t set_back;
	bool row = false;

	out->identity = s->identity;
	out->last = s->identity.made;
	if (!rr_store_head(s, &out->seq, out->hash, diags) ||
	    !rr_store_clock(s, &out->latest, &set_back, diags) ||
	    !rr_chain_get(s, arena, out->seq, &last, &row, diags))
		return false;
	if (row)
		out->last.sec = last.at;
	return true;
}

static bool
open_untouched(const char *path, struct rr_store **out,
    struct rr_diags *diags)
{
	const struct rr_opening o = { .path = path, .mode = RR_STORE_READ,
	    .untouched = true };

	return rr_store_open_as(&o, out, diags);
}

static bool
same_at(struct rr_store *a, struct rr_store *b, int64_t seq)
{
	struct rr_store *const both[] = { a, b };
	struct rr_arena *arena = rr_arena_new();
	struct rr_diags *unsaid = rr_diags_new();
	struct rr_link l[2];
	bool ok = true;

	memset(l, 0, sizeof(l));
	for (size_t i = 0; i < 2 && ok; i++) {
		sqlite3_stmt *q = rr_stmt(both[i], RR_STMT_JOURNAL_GET,
		    unsaid);
		bool row = false;

		ok = q != NULL;
		if (ok)
			sqlite3_bind_int64(q, 1, seq);
		ok = ok && rr_stmt_next(both[i], q, &row, unsaid) && row &&
		    rr_chain_read(arena, q, &l[i]);
		if (row)
			sqlite3_reset(q);
	}
	ok = ok && memcmp(l[0].hash, l[1].hash, RR_HASH_LEN) == 0;
	rr_diags_free(unsaid);
	rr_arena_free(arena);
	return ok;
}

/* An entry stands on all before it: where it is the same, those are. */
static int64_t
last_common(struct rr_store *a, struct rr_store *b, int64_t most)
{
	int64_t low = 0;

	while (low < most) {
		int64_t middle = low + (most - low + 1) / 2;

		if (same_at(a, b, middle))
			low = middle;
		else
			most = middle - 1;
	}
	return low;
}

static void
compare(struct restoring *w, struct rr_store *present, struct rr_diags *said)
{
	struct rr_restored *o = w->out;

	o->present.whole = rr_store_verify(present, NULL, 0, said);
	o->common = last_common(w->backup, present,
	    o->backup.seq < o->present.seq ? o->backup.seq : o->present.seq);
	o->told = o->present.seq;
	if (!rr_operations(present, w->arena, o->common, RR_RESTORE_LINES + 1,
	    &o->lines, &o->nlines, said))
		o->nlines = 0;
	if (o->nlines > RR_RESTORE_LINES) {
		o->nlines = RR_RESTORE_LINES;
		o->told = o->lines[o->nlines].seq - 1;
	}
}

/* What the present file says of itself, as far as it can be read. */
static bool
look_at_present(struct restoring *w)
{
	struct rr_look *p = &w->out->present;
	struct rr_diags *said = rr_diags_new();
	struct rr_store *s = NULL;

	w->out->common = 0;
	w->out->nlines = 0;
	p->read = open_untouched(w->r->path, &s, said) &&
	    describe(s, w->arena, p, said);
	if (p->read)
		compare(w, s, said);
	if (rr_diags_errors(said) > 0) {
		const struct rr_diag *d = rr_diags_get(said, 0);

		p->why = rr_arena_printf(w->arena, "%s (%s)%s%s",
		    rr_code_text(d->code), rr_code_tag(d->code),
		    d->what[0] != '\0' ? ": " : "", d->what);
	}
	rr_store_close(s);
	rr_diags_free(said);
	if (!p->read || w->r->another || memcmp(p->identity.id,
	    w->out->backup.identity.id, sizeof(p->identity.id)) == 0)
		return true;
	return rr_diag(w->diags, RR_E_STORE, place(w->r->backup),
	    "it is a backup of another case file than %s; --another-case "
	    "takes it all the same", w->r->path);
}

/* Nothing but a plain file is set aside, and never for itself. */
static bool
is_replaceable(struct restoring *w)
{
	struct stat of, st;

	if (lstat(w->r->path, &st) != 0 && errno == ENOENT)
		return !rr_file_is_beside(w->r->path, RR_E_STORE, w->diags);
	w->out->present.there = true;
	if (lstat(w->r->path, &st) != 0)
		return rr_store_fail(&w->line, SQLITE_CANTOPEN, w->diags);
	if (!S_ISREG(st.st_mode))
		return rr_diag(w->diags, RR_E_STORE, place(w->r->path), "%s",
		    rr_plain_not(st.st_mode));
	if (stat(w->r->backup, &of) == 0 && of.st_dev == st.st_dev &&
	    of.st_ino == st.st_ino)
		return rr_diag(w->diags, RR_E_STORE, place(w->r->backup),
		    "it is the case file itself; name a backup of it");
	return true;
}

static bool
enter(struct restoring *w)
{
	struct rr_store *s = &w->line;
	bool in = false;

	for (int i = 0; i < PATIENCE; i++) {
		in = rr_gate_enter(s, w->diags);
		if (in || !rr_wait_tell(s))
			break;
	}
	if (s->given_up)
		return rr_diag(w->diags, RR_E_BUSY, place(s->path),
		    "you did not want to wait; nothing was changed");
	if (!in)
		return rr_store_fail(s, SQLITE_BUSY, w->diags);
	return s->gate >= 0 ? true : rr_diag(w->diags, RR_E_STORE,
	    place(s->path), "nobody can be kept from writing meanwhile; "
	    "nothing was changed");
}

/* The copy gets the rights of the file in whose place it comes. */
static void
share_like_present(const struct restoring *w, const char *fresh)
{
	struct stat of;
	int fd;

	if (stat(w->r->path, &of) != 0)
		return;
	fd = open(fresh, O_RDONLY | O_NOFOLLOW | O_CLOEXEC);
	if (fd >= 0) {
		rr_share_like(fd, &of);
		close(fd);
	}
}

/* In front of the line, what another restore left is nobody's. */
static bool
make_copy(struct restoring *w, const char *fresh)
{
	struct stat st;
	bool made = false;

	if (lstat(fresh, &st) == 0 && S_ISREG(st.st_mode))
		unlink(fresh);
	if (rr_copy_to(w->backup, fresh, &made, w->diags) &&
	    rr_copy_verify(fresh, w->r->replay, w->diags)) {
		share_like_present(w, fresh);
		return true;
	}
	if (made)
		unlink(fresh);
	return false;
}

/* All of SQLite's locks, without SQLite, which would look at the journal. */
static bool
lock_all(struct restoring *w, int fd)
{
	const struct timespec pause = { 0, 1000000000L / LOOKS };
	struct flock all = { .l_type = F_WRLCK, .l_whence = SEEK_SET,
	    .l_start = LOCKS, .l_len = LOCKS_LEN };

	for (int i = 1; i <= PATIENCE * LOOKS; i++) {
		if (fcntl(fd, F_SETLK, &all) == 0)
			return true;
		if (i % LOOKS == 0 && !rr_wait_tell(&w->line))
			break;
		nanosleep(&pause, NULL);
	}
	return rr_store_fail(&w->line, SQLITE_BUSY, w->diags);
}

/* What changes with each commit: the counter in the header, size and time. */
struct sample {
	unsigned char	head[HEAD];
	struct stat	st;
};

static bool
take_sample(int fd, struct sample *out)
{
	memset(out, 0, sizeof(*out));
	return fstat(fd, &out->st) == 0 &&
	    pread(fd, out->head, sizeof(out->head), 0) >= 0;
}

static bool
is_same(const struct sample *a, const struct sample *b)
{
	return memcmp(a->head, b->head, sizeof(a->head)) == 0 &&
	    a->st.st_size == b->st.st_size &&
	    a->st.st_mtim.tv_sec == b->st.st_mtim.tv_sec &&
	    a->st.st_mtim.tv_nsec == b->st.st_mtim.tv_nsec;
}

/* A signal waits until the swap is done, or undone. */
static bool
swap(struct restoring *w, const char *fresh)
{
	sigset_t block, before;
	bool ok;

	sigemptyset(&block);
	sigaddset(&block, SIGHUP);
	sigaddset(&block, SIGINT);
	sigaddset(&block, SIGTERM);
	sigaddset(&block, SIGTSTP);
	sigprocmask(SIG_BLOCK, &block, &before);
	ok = rr_aside_swap(w->arena, w->r->path, fresh, w->r->at,
	    &w->out->aside, w->diags);
	if (ok)
		rr_share_align(w->r->path);
	sigprocmask(SIG_SETMASK, &before, NULL);
	return ok;
}

/* FD is the present file's, or -1; closing any other would drop its locks. */
static bool
replace(struct restoring *w, int fd, const char *fresh)
{
	struct sample looked, now;

	if (fd >= 0 && !take_sample(fd, &looked))
		return rr_store_fail(&w->line, SQLITE_IOERR_READ, w->diags);
	if ((fd >= 0 && !look_at_present(w)) || !make_copy(w, fresh))
		return false;
	if (fd < 0 || (lock_all(w, fd) && take_sample(fd, &now) &&
	    is_same(&looked, &now))) {
		if (swap(w, fresh))
			return true;
	} else if (rr_diags_errors(w->diags) == 0)
		rr_diag(w->diags, RR_E_STALE, place(w->r->path),
		    "somebody recorded in it; look again at what the backup "
		    "does not have; nothing was changed");
	if (access(w->r->path, F_OK) == 0)
		unlink(fresh);
	return false;
}

static bool
apply(struct restoring *w)
{
	const char *fresh = rr_arena_printf(w->arena, "%s" RR_RESTORE_PART,
	    w->r->path);
	bool ok = enter(w);
	int fd = -1;

	if (ok && w->out->present.there) {
		fd = open(w->r->path, O_RDWR | O_NOFOLLOW | O_NONBLOCK |
		    O_CLOEXEC);
		ok = fd >= 0 ? true :
		    rr_store_fail(&w->line, SQLITE_CANTOPEN, w->diags);
	}
	ok = ok && replace(w, fd, fresh);
	if (fd >= 0)
		close(fd);
	rr_gate_leave(&w->line);
	return ok;
}

/* What is wrong with it no one can mend; else what is said says how. */
static bool
is_spoiled(const struct rr_diags *said)
{
	static const enum rr_code spoiled[] = {
		RR_E_DAMAGED, RR_E_CHAIN, RR_E_TABLES, RR_E_FOREIGN
	};

	for (size_t i = 0; i < sizeof(spoiled) / sizeof(spoiled[0]); i++)
		if (rr_diags_find(said, spoiled[i]) != NULL)
			return true;
	return false;
}

static bool
is_good(struct restoring *w)
{
	struct rr_look *l = &w->out->backup;

	l->read = open_untouched(w->r->backup, &w->backup, w->diags) &&
	    describe(w->backup, w->arena, l, w->diags);
	l->there = l->read;
	l->whole = l->read &&
	    rr_store_verify(w->backup, NULL, 0, w->diags) &&
	    rr_store_rebuild(w->backup, w->r->replay, true, w->diags);
	if (!l->whole && is_spoiled(w->diags))
		rr_diag(w->diags, RR_E_STORE, place(w->r->backup), "it is not "
		    "restored; name an older backup; nothing was changed");
	return l->whole;
}

bool
rr_store_restore(const struct rr_restoring *r, struct rr_arena *arena,
    struct rr_restored *out, struct rr_diags *diags)
{
	struct restoring w = { .r = r, .out = out, .arena = arena,
	    .diags = diags };
	bool ok;

	memset(out, 0, sizeof(*out));
	w.line.path = rr_arena_strdup(arena, r->path);
	w.line.gate = w.line.line = -1;
	w.line.tell = r->tell;
	w.line.ctx = r->ctx;
	ok = is_replaceable(&w) && is_good(&w);
	if (ok && r->apply)
		ok = apply(&w);
	else if (ok && out->present.there)
		ok = look_at_present(&w);
	rr_store_close(w.backup);
	return ok;
}

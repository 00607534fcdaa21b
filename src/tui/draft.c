/*
 * draft.c: what was typed into a form and not recorded.
 *
 * A draft is a small text file under $XDG_STATE_HOME/regrights/drafts that
 * only its owner can read; drafts of one case file are never offered in
 * another.  A form whose draft it is holds a lock on it, which ends with the
 * window, however that ends: who cannot have the lock leaves the draft alone.
 * It is written beside, locked and renamed, so that a reader finds the whole
 * of one draft or of another, and the name is never without the lock.
 *
 * Each draft has a name of its own, by chance, which gives nothing away and
 * is no other window's, on whatever machine.  Who takes a draft over renames
 * it: where a file system knows no locks, the window that had it goes on
 * under its own name, and there are two drafts and not half of each.
 *
 *	regrights draft 1
 *	db PATH
 *	matter KEY
 *	command NAME
 *	saved 2000-05-26T21:10:00Z
 *	@41:HASH		an entry that is named, as it was when chosen
 *	=NAME<tab>VALUE		\\, \t and \n stand for themselves
 *	-NAME<tab>VALUE		of a field that is not shown for now
 *
 * A file that reads otherwise, is larger than DRAFT_MAX or holds text that no
 * field may hold is no draft, nor is a link; none larger is written.  Losing a
 * draft is never an error that stops anything.
 */
#include "tui/draft_int.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <unistd.h>

#include "regrights/arena.h"
#include "regrights/buf.h"
#include "regrights/hash.h"
#include "regrights/load.h"
#include "regrights/place.h"
#include "regrights/plain.h"
#include "regrights/text.h"
#include "regrights/vec.h"

#define DRAFT_MAX	(1024 * 1024)
#define FIRST_LINE	"regrights draft 1"
#define SUFFIX		".draft"
#define BESIDE		".new"
#define NAME_BYTES	8

/* The folder of the drafts; NULL when there is none. */
static const char *
folder(struct rr_arena *arena)
{
	return rr_place(arena, RR_PLACE_STATE, "drafts");
}

static const char *
path_of(struct rr_arena *arena, const struct rr_draft_file *own)
{
	const char *dir = folder(arena);

	return dir == NULL ? NULL : rr_arena_printf(arena, "%s/%s", dir,
	    own->name);
}

const char *
rr_draft_path(struct rr_arena *arena, const struct rr_draft_file *own)
{
	return own->fd >= 0 ? path_of(arena, own) : NULL;
}

static bool
new_name(struct rr_draft_file *own)
{
	uint8_t chance[NAME_BYTES];
	struct rr_buf b = RR_BUF_INIT;
	bool ok = getrandom(chance, sizeof(chance), 0) ==
	    (ssize_t)sizeof(chance);

	if (ok) {
		rr_hex(chance, sizeof(chance), &b);
		snprintf(own->name, sizeof(own->name), "%s" SUFFIX, b.s);
	}
	rr_buf_free(&b);
	return ok;
}

/* False only when another has it: no locks here are no one's lock. */
static bool
lock(int fd, int how)
{
	return flock(fd, how | LOCK_NB) == 0 || errno != EWOULDBLOCK;
}

void
rr_draft_leave(struct rr_draft_file *own)
{
	if (own->fd >= 0)
		close(own->fd);
	*own = RR_DRAFT_FILE_NONE;
}

void
rr_draft_drop(struct rr_arena *arena, struct rr_draft_file *own)
{
	const char *path = rr_draft_path(arena, own);

	if (path != NULL)
		unlink(path);
	rr_draft_leave(own);
}

static void
add_escaped(struct rr_buf *b, const char *s)
{
	for (; *s != '\0'; s++)
		if (*s == '\\')
			rr_buf_add(b, "\\\\");
		else if (*s == '\n')
			rr_buf_add(b, "\\n");
		else if (*s == '\t')
			rr_buf_add(b, "\\t");
		else
			rr_buf_addc(b, *s);
}

static void
add_values(struct rr_buf *b, char mark, const struct rr_args *args)
{
	for (size_t i = 0; i < args->n; i++) {
		rr_buf_printf(b, "%c%s\t", mark, args->items[i].name);
		add_escaped(b, args->items[i].value);
		rr_buf_addc(b, '\n');
	}
}

static void
draft_text(const struct rr_draft *d, struct rr_buf *b)
{
	rr_buf_printf(b, FIRST_LINE "\ndb %s\nmatter %s\ncommand %s\nsaved ",
	    d->db, d->matter, d->command);
	rr_instant_text(d->saved, b);
	rr_buf_addc(b, '\n');
	for (size_t i = 0; i < d->nnamed; i++) {
		rr_buf_printf(b, "@%lld:", (long long)d->named[i].seq);
		rr_hex(d->named[i].hash, RR_HASH_LEN, b);
		rr_buf_addc(b, '\n');
	}
	add_values(b, '=', &d->args);
	add_values(b, '-', &d->aside);
}

static bool
write_all(int fd, const char *s, size_t len)
{
	while (len > 0) {
		ssize_t n = write(fd, s, len);

		if (n < 0 && errno != EINTR)
			return false;
		if (n > 0) {
			s += n;
			len -= (size_t)n;
		}
	}
	return fsync(fd) == 0;
}

/* A file of that text in PATH's place, with its lock; -1 when it fails. */
static int
replace(struct rr_arena *arena, const char *path, const struct rr_buf *text)
{
	const char *beside = rr_arena_printf(arena, "%s" BESIDE, path);
	int fd;

	rr_place_make(arena, path);
	unlink(beside);
	fd = open(beside, O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC,
	    0600);
	if (fd < 0)
		return -1;
	rr_plain_own_as_folder(fd, beside);
	if (lock(fd, LOCK_EX) && write_all(fd, text->s, text->len) &&
	    rename(beside, path) == 0)
		return fd;
	unlink(beside);
	close(fd);
	return -1;
}

bool
rr_draft_save(struct rr_arena *arena, const struct rr_draft *d,
    struct rr_draft_file *own, struct rr_diags *diags)
{
	struct rr_draft_file to = *own;
	struct rr_pos at = { NULL, 0, 0 };
	struct rr_buf b = RR_BUF_INIT;
	bool fits;

	if (folder(arena) == NULL)
		return rr_diag(diags, RR_E_WRITE, at, "drafts are not kept: "
		    "set HOME or XDG_STATE_HOME to a folder of yours");
	draft_text(d, &b);
	fits = b.len <= DRAFT_MAX;
	if (fits && (to.fd >= 0 || new_name(&to))) {
		at.file = path_of(arena, &to);
		to.fd = replace(arena, at.file, &b);
	}
	rr_buf_free(&b);
	if (!fits)
		return rr_diag(diags, RR_E_WRITE, at, "what is typed is "
		    "longer than a draft may be, %d bytes, and is not kept as "
		    "one; record it in parts", DRAFT_MAX);
	if (to.fd < 0)
		return rr_diag(diags, RR_E_WRITE, at, "what is typed is not "
		    "kept as a draft; see whether the disk is full");
	rr_draft_leave(own);
	*own = to;
	return true;
}

static const char *
unescaped(struct rr_arena *arena, const char *s, size_t len)
{
	struct rr_buf b = RR_BUF_INIT;

	for (size_t i = 0; i < len; i++)
		if (s[i] != '\\' || i + 1 == len)
			rr_buf_addc(&b, s[i]);
		else if (s[++i] == 'n')
			rr_buf_addc(&b, '\n');
		else
			rr_buf_addc(&b, s[i] == 't' ? '\t' : s[i]);
	return rr_buf_keep(&b, arena);
}

/* The rest of the line at *P when it begins with WORD; *P is moved on. */
static const char *
read_line(struct rr_arena *arena, const char **p, const char *word)
{
	size_t len = strlen(word), n = strcspn(*p, "\n");
	const char *s = *p;

	if (strncmp(s, word, len) != 0 || s[n] != '\n')
		return NULL;
	*p += n + 1;
	return rr_arena_strndup(arena, s + len, n - len);
}

static bool
read_named(struct rr_arena *arena, const char **p, struct rr_draft *d)
{
	struct rr_vec all = RR_VEC_INIT(struct rr_head);
	const char *line;

	while ((line = read_line(arena, p, "@")) != NULL)
		if (!rr_head_parse(line, rr_vec_add(arena, &all)))
			return false;
	d->named = all.items;
	d->nnamed = all.n;
	return true;
}

static bool
read_args(struct rr_arena *arena, const char **p, const char *mark,
    struct rr_args *args)
{
	struct rr_vec all = RR_VEC_INIT(struct rr_arg);
	const char *line;

	while ((line = read_line(arena, p, mark)) != NULL) {
		const char *tab = strchr(line, '\t');
		struct rr_arg *a;

		if (tab == NULL)
			return false;
		a = rr_vec_add(arena, &all);
		a->name = rr_arena_strndup(arena, line, (size_t)(tab - line));
		a->value = unescaped(arena, tab + 1, strlen(tab + 1));
		if (!rr_text_is_plain(a->value, strlen(a->value), true, NULL))
			return false;
	}
	args->items = all.items;
	args->n = all.n;
	return true;
}

static bool
read_draft(struct rr_arena *arena, const char *path, struct rr_draft *d)
{
	struct rr_diags *quiet = rr_diags_new();
	const char *p, *saved;
	char *bytes;
	size_t len;
	bool ok;

	ok = rr_load_file(arena, path, DRAFT_MAX, &bytes, &len, quiet) &&
	    rr_text_is_utf8(bytes, len);
	rr_diags_free(quiet);
	if (!ok)
		return false;
	p = rr_arena_strndup(arena, bytes, len);
	return read_line(arena, &p, FIRST_LINE) != NULL &&
	    (d->db = read_line(arena, &p, "db ")) != NULL &&
	    (d->matter = read_line(arena, &p, "matter ")) != NULL &&
	    (d->command = read_line(arena, &p, "command ")) != NULL &&
	    (saved = read_line(arena, &p, "saved ")) != NULL &&
	    rr_instant_parse(saved, &d->saved) &&
	    read_named(arena, &p, d) && read_args(arena, &p, "=", &d->args) &&
	    read_args(arena, &p, "-", &d->aside) && *p == '\0';
}

/* The draft at a path, for its lock; -1 where there is no plain file. */
static int
open_draft(const char *path, struct stat *st)
{
	int fd = open(path, O_RDWR | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);

	if (fd >= 0 && (fstat(fd, st) != 0 || !S_ISREG(st->st_mode))) {
		close(fd);
		return -1;
	}
	return fd;
}

/* Whoever had it may have put another file in its place, or dropped it. */
static bool
is_still(const char *path, const struct stat *st)
{
	struct stat now;

	return lstat(path, &now) == 0 && now.st_ino == st->st_ino &&
	    now.st_dev == st->st_dev;
}

bool
rr_draft_take(struct rr_arena *arena, struct rr_draft *d,
    struct rr_draft_file *own)
{
	struct rr_draft_file to = RR_DRAFT_FILE_NONE;
	const char *path;
	struct stat st;

	if (!new_name(&to) || (path = path_of(arena, &to)) == NULL ||
	    (to.fd = open_draft(d->path, &st)) < 0)
		return false;
	if (lock(to.fd, LOCK_EX) && is_still(d->path, &st) &&
	    rename(d->path, path) == 0 && read_draft(arena, path, d)) {
		unlink(rr_arena_printf(arena, "%s" BESIDE, d->path));
		d->path = path;
		*own = to;
		return true;
	}
	rr_draft_leave(&to);
	return false;
}

/* Of the same second, the one that was written later. */
static int
later_first(const void *x, const void *y)
{
	const struct rr_draft *a = x, *b = y;

	if (a->saved.sec != b->saved.sec)
		return a->saved.sec < b->saved.sec ? 1 : -1;
	if (a->written.tv_sec != b->written.tv_sec)
		return a->written.tv_sec < b->written.tv_sec ? 1 : -1;
	return a->written.tv_nsec < b->written.tv_nsec ? 1 :
	    -(a->written.tv_nsec > b->written.tv_nsec);
}

static bool
is_draft_name(const char *name)
{
	size_t len = strlen(name), tail = strlen(SUFFIX);

	return len > tail && name[0] != '.' &&
	    strcmp(name + len - tail, SUFFIX) == 0;
}

/* A shared lock is asked for, so that those who only look are in no way. */
static bool
look_at(struct rr_arena *arena, const char *path, struct rr_draft *d)
{
	struct stat st;
	int fd = open_draft(path, &st);

	if (fd < 0)
		return false;
	d->path = path;
	d->written = st.st_mtim;
	d->held = !lock(fd, LOCK_SH);
	close(fd);
	return read_draft(arena, path, d);
}

size_t
rr_draft_list(struct rr_arena *arena, const char *db, struct rr_draft **out)
{
	struct rr_vec all = RR_VEC_INIT(struct rr_draft);
	const char *dir = folder(arena);
	DIR *d = dir != NULL ? opendir(dir) : NULL;
	struct dirent *e;

	while (d != NULL && (e = readdir(d)) != NULL) {
		struct rr_draft one;

		if (is_draft_name(e->d_name) && look_at(arena,
		    rr_arena_printf(arena, "%s/%s", dir, e->d_name), &one) &&
		    strcmp(one.db, db) == 0)
			*(struct rr_draft *)rr_vec_add(arena, &all) = one;
	}
	if (d != NULL)
		closedir(d);
	if (all.n > 1)
		qsort(all.items, all.n, sizeof(struct rr_draft), later_first);
	*out = all.items;
	return all.n;
}

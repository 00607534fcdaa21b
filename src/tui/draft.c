/*
 * draft.c: what was typed into a form and not recorded.
 *
 * A draft is a small text file under $XDG_STATE_HOME/regrights/drafts that
 * only its owner can read, one for each case file, matter and command; drafts
 * of one case file are never offered in another.  It is written beside and
 * renamed, so that a reader finds the whole of one draft or of another.
 *
 *	regrights draft 1
 *	db PATH
 *	matter KEY
 *	command NAME
 *	saved 2000-05-26T21:10:00Z
 *	=NAME<tab>VALUE		\\, \t and \n stand for themselves
 *
 * A file that reads otherwise, is larger than DRAFT_MAX or holds text that no
 * field may hold is no draft.  Losing a draft is never an error that stops
 * anything.
 */
#include "tui/draft_int.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "regrights/arena.h"
#include "regrights/buf.h"
#include "regrights/hash.h"
#include "regrights/load.h"
#include "regrights/place.h"
#include "regrights/plain.h"
#include "regrights/text.h"
#include "regrights/vec.h"

#define DRAFT_MAX	(64 * 1024)
#define FIRST_LINE	"regrights draft 1"
#define SUFFIX		".draft"

/* The folder of the drafts; NULL when there is none. */
static const char *
folder(struct rr_arena *arena)
{
	return rr_place(arena, RR_PLACE_STATE, "drafts");
}

/* A name that gives nothing away and cannot leave the folder. */
static const char *
file_of(struct rr_arena *arena, const char *db, const char *matter,
    const char *command)
{
	const char *dir = folder(arena);
	uint8_t digest[RR_HASH_LEN];
	struct rr_buf b = RR_BUF_INIT;

	if (dir == NULL)
		return NULL;
	rr_buf_printf(&b, "%s\n%s\n%s", db, matter, command);
	rr_hash(b.s, b.len, digest);
	rr_buf_clear(&b);
	rr_buf_printf(&b, "%s/", dir);
	rr_hex(digest, 16, &b);
	rr_buf_add(&b, SUFFIX);
	return rr_buf_keep(&b, arena);
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
draft_text(const struct rr_draft *d, struct rr_buf *b)
{
	rr_buf_printf(b, FIRST_LINE "\ndb %s\nmatter %s\ncommand %s\nsaved ",
	    d->db, d->matter, d->command);
	rr_instant_text(d->saved, b);
	rr_buf_addc(b, '\n');
	for (size_t i = 0; i < d->args.n; i++) {
		rr_buf_printf(b, "=%s\t", d->args.items[i].name);
		add_escaped(b, d->args.items[i].value);
		rr_buf_addc(b, '\n');
	}
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

bool
rr_draft_save(struct rr_arena *arena, const struct rr_draft *d,
    struct rr_diags *diags)
{
	const char *path = file_of(arena, d->db, d->matter, d->command);
	struct rr_buf b = RR_BUF_INIT;
	struct rr_pos at = { path, 0, 0 };
	const char *beside;
	bool ok;
	int fd;

	if (path == NULL)
		return rr_diag(diags, RR_E_WRITE, at, "drafts are not kept: "
		    "set HOME or XDG_STATE_HOME to a folder of yours");
	rr_place_make(arena, path);
	beside = rr_arena_printf(arena, "%s.%ld", path, (long)getpid());
	unlink(beside);
	fd = open(beside, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW |
	    O_CLOEXEC, 0600);
	if (fd >= 0)
		rr_plain_own_as_folder(fd, beside);
	draft_text(d, &b);
	ok = fd >= 0 && write_all(fd, b.s, b.len);
	if (fd >= 0)
		ok = close(fd) == 0 && ok;
	ok = ok && rename(beside, path) == 0;
	if (fd >= 0 && !ok)
		unlink(beside);
	rr_buf_free(&b);
	return ok ? true : rr_diag(diags, RR_E_WRITE, at,
	    "what is typed is not kept as a draft; see whether the disk is "
	    "full");
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
read_args(struct rr_arena *arena, const char *p, struct rr_args *args)
{
	struct rr_vec all = RR_VEC_INIT(struct rr_arg);
	const char *line;

	while ((line = read_line(arena, &p, "=")) != NULL) {
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
	return *p == '\0';
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
	    read_args(arena, p, &d->args);
}

bool
rr_draft_find(struct rr_arena *arena, const char *db, const char *matter,
    const char *command, struct rr_draft *d)
{
	const char *path = file_of(arena, db, matter, command);

	return path != NULL && access(path, R_OK) == 0 &&
	    read_draft(arena, path, d) && strcmp(d->db, db) == 0 &&
	    strcmp(d->matter, matter) == 0 && strcmp(d->command, command) == 0;
}

void
rr_draft_drop(struct rr_arena *arena, const char *db, const char *matter,
    const char *command)
{
	const char *path = file_of(arena, db, matter, command);

	if (path != NULL)
		unlink(path);
}

static int
later_first(const void *x, const void *y)
{
	const struct rr_draft *a = x, *b = y;

	return a->saved.sec < b->saved.sec ? 1 : -(a->saved.sec > b->saved.sec);
}

static bool
is_draft_name(const char *name)
{
	size_t len = strlen(name), tail = strlen(SUFFIX);

	return len > tail && name[0] != '.' &&
	    strcmp(name + len - tail, SUFFIX) == 0;
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

		if (is_draft_name(e->d_name) && read_draft(arena,
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

/*
 * copied.c: a file is copied by hand to where a writing was cut off.
 *
 *	copied [--list]
 *
 * A child is killed, or loses power, at the n-th operation of a record, or of
 * the making of a case file.  Where it left a journal, other files are copied
 * over the one that it wrote, one after the other, and opened; and read by who
 * has had the file open all the time.  Whatever is said, the copy stays what
 * it is, byte by byte; and where it is refused, the journal does too.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "../unit/case_file.h"
#include "child.h"
#include "faults.h"
#include "regrights/arena.h"
#include "regrights/buf.h"

#define COPIES	5

/* Whether some journal must make that it is refused, or none may. */
static const struct copy {
	const char	*name;
	bool		 backup;	/* made by the program, not by cp */
	bool		 refused;
} copies[COPIES] = {
	{ "older", true, true }, { "older", false, true },
	{ "just before", true, true }, { "just before", false, false },
	{ "with other entries", false, true }
};

struct place {
	struct case_file	 c;
	const char		*copy[COPIES];
	const char		*before;	/* as the file was; NULL: none */
	const char		*journal, *left;
	long			 refused[COPIES];
};

static char *
slurp(struct place *p, const char *name, size_t *n)
{
	struct rr_buf b = RR_BUF_INIT;
	FILE *f = fopen(name, "rb");
	char bytes[65536];
	size_t k;

	while (f != NULL && (k = fread(bytes, 1, sizeof(bytes), f)) > 0)
		rr_buf_addn(&b, bytes, k);
	if (f != NULL)
		fclose(f);
	*n = b.len;
	return rr_buf_keep(&b, p->c.arena);
}

static bool
same(struct place *p, const char *one, const char *two)
{
	size_t n, k;
	const char *a = slurp(p, one, &n), *b = slurp(p, two, &k);

	return n == k && memcmp(a, b, n) == 0;
}

static bool
keep(struct place *p, int i)
{
	p->copy[i] = rr_arena_printf(p->c.arena, "%s/copy-%d.file", p->c.dir,
	    i);
	if (copies[i].backup)
		return rr_store_backup(p->c.store, p->copy[i],
		    &case_file_replay, p->c.diags);
	copy_file(p->c.path, p->copy[i]);
	return true;
}

static bool
add(struct case_file *c, unsigned op)
{
	return case_file_append(c, case_file_notice(c, op, "acme", -1), NULL,
	    NULL);
}

/* Another in the same folder, from the same beginning, written as often. */
static bool
make_other(struct place *p)
{
	struct case_file other = p->c;

	other.store = NULL;
	p->copy[COPIES - 1] = case_file_beside(&p->c, "other.db");
	snprintf(other.path, sizeof(other.path), "%s",
	    p->copy[COPIES - 1]);
	copy_file(p->c.path, other.path);
	if (!case_file_open(&other, RR_STORE_WRITE) || !add(&other, 9))
		return false;
	rr_store_close(other.store);
	return true;
}

static bool
prepare(struct place *p)
{
	struct case_file *c = &p->c;
	bool ok;

	case_file_new(c);
	ok = case_file_open(c, RR_STORE_CREATE) && case_file_append(c,
	    case_file_import(c, 1, "acme", 30), NULL, NULL) && add(c, 2) &&
	    keep(p, 0) && keep(p, 1) && make_other(p) && add(c, 3) &&
	    keep(p, 2) && keep(p, 3);
	p->journal = case_file_beside(c, "case.db-journal");
	p->left = case_file_beside(c, "left");
	if (!ok)
		printf("# %s", case_file_words(c));
	return ok;
}

static void
fresh(struct place *p)
{
	rr_store_close(p->c.store);
	p->c.store = NULL;
	unlink(p->c.path);
	unlink(p->journal);
	unlink(p->left);
	if (p->before != NULL)
		copy_file(p->before, p->c.path);
}

/* Whether it was killed before its end. */
static bool
killed(struct place *p, const struct fault *f, long n)
{
	struct case_file c = p->c;
	pid_t pid = child_start();

	if (pid == 0) {
		c.store = NULL;
		shim_register();
		shim_arm(f->mode, n, f->lasting);
		_exit(p->before != NULL ? case_file_open(&c, RR_STORE_WRITE) &&
		    add(&c, 7) : case_file_open(&c, RR_STORE_CREATE));
	}
	return child_wait(pid) < 0;
}

/* OLD: by who had it open before. */
static bool
reads(struct place *p, bool old)
{
	uint8_t hash[RR_HASH_LEN];
	int64_t seq, version;

	rr_diags_clear(p->c.diags);
	if (!old && !case_file_open(&p->c, RR_STORE_WRITE))
		return false;
	return rr_store_version(p->c.store, &version, p->c.diags) &&
	    rr_store_head(p->c.store, &seq, hash, p->c.diags) &&
	    (old || rr_store_verify(p->c.store, NULL, 0, p->c.diags));
}

static bool
stays(struct place *p, int i, bool old)
{
	bool ok, read;

	copy_file(p->left, p->journal);
	copy_file(p->copy[i], p->c.path);
	read = reads(p, old);
	ok = same(p, p->copy[i], p->c.path) && (read ||
	    (case_file_said(&p->c, RR_E_BESIDE, NULL) &&
	    same(p, p->left, p->journal)));
	p->refused[i] += !read;
	if (!ok)
		printf("# %s, %s, %s: %s", copies[i].name,
		    copies[i].backup ? "a backup" : "by cp", old ?
		    "open before" : "opened", case_file_words(&p->c));
	return ok;
}

static bool
all_stay(struct place *p)
{
	bool old = p->before != NULL, ok = true;

	for (int i = 0; i < COPIES && ok; i++)
		ok = !old || stays(p, i, true);
	rr_store_close(p->c.store);
	p->c.store = NULL;
	for (int i = 0; i < COPIES && ok; i++)
		ok = stays(p, i, false);
	return ok;
}

/* The file itself: taken back, or done. */
static bool
is_its_own(struct place *p, const char *torn)
{
	copy_file(p->left, p->journal);
	copy_file(torn, p->c.path);
	if (p->before == NULL ? case_file_open(&p->c, RR_STORE_CREATE) :
	    reads(p, false))
		return true;
	printf("# its own: %s", case_file_words(&p->c));
	return false;
}

static bool
one(struct place *p, const struct fault *f, long n, bool *more, long *left)
{
	const char *torn = case_file_beside(&p->c, "torn");
	bool ok = true;
	size_t size;

	fresh(p);
	if (p->before != NULL && !reads(p, false))
		return false;
	*more = killed(p, f, n);
	if (*more && slurp(p, p->journal, &size)[0] != '\0' && size > 0) {
		++*left;
		copy_file(p->journal, p->left);
		copy_file(p->c.path, torn);
		ok = all_stay(p) && is_its_own(p, torn);
	}
	if (!ok)
		printf("# %s, at operation %ld\n", f->name, n);
	return ok;
}

static bool
run(struct place *p, const char *what, const struct fault *f, long stride)
{
	bool ok = true, more = true;
	long left = 0;

	memset(p->refused, 0, sizeof(p->refused));
	for (long n = 1; more && ok; n += stride) {
		struct rr_arena *kept = p->c.arena;

		p->c.arena = rr_arena_new();
		ok = one(p, f, n, &more, &left);
		rr_arena_free(p->c.arena);
		p->c.arena = kept;
	}
	for (int i = 0; i < COPIES && p->before != NULL; i++)
		if ((p->refused[i] > 0) != copies[i].refused) {
			printf("# %s: refused %ld times\n", copies[i].name,
			    p->refused[i]);
			ok = false;
		}
	ok = ok && left > 0;
	printf("%s copied over %s, %s: %ld journals\n", ok ? "ok" : "not ok",
	    what, f->name, left);
	return ok;
}

int
main(int argc, char **argv)
{
	struct place p = { .before = NULL };
	bool ok;

	fault_prepare();
	if (argc == 2 && strcmp(argv[1], "--list") == 0) {
		puts("copied");
		return 0;
	}
	ok = prepare(&p);
	if (!ok)
		printf("not ok copied over\n");
	p.before = p.copy[3];
	for (int i = 0; ok && i <= LOST_POWER; i++)
		ok = run(&p, "a record", &faults[i], i == 0 ? 1 : 3);
	p.before = NULL;
	ok = ok && run(&p, "a making", &faults[0], 2);
	case_file_free(&p.c);
	return ok ? 0 : 1;
}

/*
 * commands.c: commands as they are typed, cut off at every operation on the
 * disk.
 *
 *	commands [SCENARIO …]
 *	commands --list
 *
 * A child gives the command through the shim, n going from 1 until it gets
 * through; what it leaves where it ends, one child shows for every n.  Then other children ask over the stock VFS, in the program's own
 * words: the journal is whole and stands on the head that was noted before,
 * the tables say what it says, and it holds what it held, or that and the
 * whole new entry.  What the first child told its user must be true.  The same
 * command again, under the same operation id, says which of the two it was,
 * and leaves one record.  Of those that left the same bytes, the first is looked
 * at so, and of those that a look brought to the same bytes the first is given
 * its command again: the others would be asked the same of the same files.
 */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "child.h"
#include "cli/main_int.h"
#include "faults.h"
#include "regrights/arena.h"
#include "regrights/buf.h"
#include "seen.h"
#include "shots.h"

#define WORDS	16
#define OP	"0123456789abcdef0123456789abcdef"
#define NOTICE	"notice", "send", "neo", "other notice", "--by", "fax", "--at"
#define NOTHING	"nothing on record\n"

struct scenario {
	const char	*name;
	int		 nbefore;	/* commands of BEFORE, below */
	int		 kills, rest;	/* strides, when killed and else */
	int		 more;		/* entries but the first */
	const char	*words[WORDS];
};

/* FILE stands for the agreement's, LIST for a list of holders, SCRIPT … */
static const char *const before[][WORDS] = {
	{ "import", "FILE", "--apply" },
	{ NOTICE, "2000-05-26 10:00" },
	{ "event", "record", "neo", "comments received", "--at",
	    "2000-05-30" }
};

static const struct scenario scenarios[] = {
	{ "import", 0, 1, 1, 0, { "import", "FILE", "--apply" } },
	{ "import beside", 3, 1, 2, 0, { "import", "FILE", "--apply", "--as",
	    "other" } },
	{ "notice send", 3, 1, 1, 0, { NOTICE, "2000-05-26 14:10" } },
	{ "void", 3, 1, 2, 0, { "void", "neo", "2", "--reason",
	    "sent to another" } },
	{ "event record", 3, 1, 2, 0, { "event", "record", "neo",
	    "sticker requirement", "--at", "2000-05-31" } },
	{ "holder import", 3, 1, 2, 0, { "holder", "import", "neo", "LIST",
	    "--apply" } },
	{ "run", 3, 1, 2, 2, { "run", "SCRIPT" } }
};
#define NSCENARIOS (sizeof(scenarios) / sizeof(scenarios[0]))

/* A folder with a case file, and what its last child said. */
struct place {
	char		 dir[200];
	char		 db[240], words[240], template[240];
	char		 journal[260], gate[260], list[260], script[260];
	struct rr_arena	*arena;
};

/* How a child ended: by itself, with a status, or by a signal. */
struct end {
	int		 status;	/* as child_wait() has it */
	bool		 struck;	/* the fault came before its end */
	const char	*said;
};

static void
place_new(struct place *p)
{
	const char *tmp = getenv("TMPDIR");

	snprintf(p->dir, sizeof(p->dir), "%s/regrights-fault-XXXXXX",
	    tmp != NULL ? tmp : "/tmp");
	if (mkdtemp(p->dir) == NULL) {
		perror(p->dir);
		exit(2);
	}
	snprintf(p->db, sizeof(p->db), "%s/case.db", p->dir);
	snprintf(p->journal, sizeof(p->journal), "%s-journal", p->db);
	snprintf(p->gate, sizeof(p->gate), "%s.gate", p->db);
	snprintf(p->list, sizeof(p->list), "%s/list.csv", p->dir);
	snprintf(p->script, sizeof(p->script), "%s/script", p->dir);
	snprintf(p->words, sizeof(p->words), "%s/words", p->dir);
	snprintf(p->template, sizeof(p->template), "%s/template", p->dir);
	p->arena = rr_arena_new();
}

/* The case file as it was before. */
static void
place_fresh(struct place *p)
{
	unlink(p->db);
	unlink(p->journal);
	unlink(p->gate);
	copy_file(p->template, p->db);
}

static void
place_free(struct place *p)
{
	unlink(p->template);
	unlink(p->words);
	unlink(p->list);
	unlink(p->script);
	place_fresh(p);
	rmdir(p->dir);
	rr_arena_free(p->arena);
}

static char *
agreement(void)
{
	static char path[4096];
	const char *srcdir = getenv("srcdir");

	snprintf(path, sizeof(path), "%s/tests/fault/small.yaml",
	    srcdir != NULL ? srcdir : ".");
	return path;
}

/* A list of two holders, written where the child can read it. */
static char *
list(struct place *p)
{
	static const char text[] = "Name,Class,Shares,Acquired\n"
	    "Fund,shares,5,2000-05-01\nBlue,shares,7,2000-05-02\n";
	FILE *f = fopen(p->list, "wb");

	if (f != NULL) {
		fputs(text, f);
		fclose(f);
	}
	return p->list;
}

/* The second line names the entry that the first one makes. */
static char *
script(struct place *p)
{
	static const char text[] = "party add neo one --name One --source x\n"
	    "void neo 4 --reason twice\n"
	    "party add neo two --name Two --source x\n";
	FILE *f = fopen(p->script, "wb");

	if (f != NULL) {
		fputs(text, f);
		fclose(f);
	}
	return p->script;
}

/* In a child: the program, with these words. */
static int
program(struct place *p, const char *const *words, const char *op)
{
	char *argv[WORDS + 5];
	int n = 0;

	argv[n++] = rr_arena_strdup(p->arena, "regrights");
	argv[n++] = rr_arena_strdup(p->arena, "--db");
	argv[n++] = p->db;
	if (op != NULL)
		argv[n++] = rr_arena_printf(p->arena, "--op=%s", op);
	for (int i = 0; i < WORDS && words[i] != NULL; i++)
		argv[n++] = strcmp(words[i], "FILE") == 0 ? agreement() :
		    strcmp(words[i], "LIST") == 0 ? list(p) :
		    strcmp(words[i], "SCRIPT") == 0 ? script(p) :
		    rr_arena_strdup(p->arena, words[i]);
	argv[n] = NULL;
	return rr_main(n, argv);
}

static char *
slurp(struct place *p)
{
	struct rr_buf b = RR_BUF_INIT;
	FILE *f = fopen(p->words, "rb");
	char bytes[4096];
	size_t n;

	while (f != NULL && (n = fread(bytes, 1, sizeof(bytes), f)) > 0)
		rr_buf_addn(&b, bytes, n);
	if (f != NULL)
		fclose(f);
	return rr_buf_keep(&b, p->arena);
}

/* In a child: its words go to a file. */
static void
write_words(struct place *p)
{
	int fd = open(p->words, O_WRONLY | O_CREAT | O_TRUNC | O_APPEND, 0600);

	if (fd < 0 || dup2(fd, 1) < 0 || dup2(fd, 2) < 0)
		_exit(99);
	close(fd);
}

static pid_t
start(struct place *p)
{
	pid_t pid = child_start();

	if (pid == 0)
		write_words(p);
	return pid;
}

static struct end
finish(struct place *p, pid_t pid)
{
	struct end e = { .status = child_wait(pid) };

	e.said = slurp(p);
	return e;
}

static struct end
give(struct place *p, const char *const *words, const char *op)
{
	pid_t pid = start(p);

	if (pid == 0) {
		int status = program(p, words, op);

		fflush(NULL);
		_exit(status);
	}
	return finish(p, pid);
}

/* The same through the shim; EACH: not ended by it, with shots so far apart. */
static struct end
give_through(struct place *p, const char *const *words,
    const struct fault *f, long n, long each)
{
	struct end e;
	int through;
	char byte;
	pid_t pid = child_start_piped(&through);

	if (pid == 0) {
		int status;

		write_words(p);
		seen_same_chance();
		shim_register();
		shim_shoot(each > 0 ? p->dir : NULL, each);
		shim_arm(f->mode, n, f->lasting);
		status = program(p, words, OP);
		fflush(NULL);
		if (shim_count() < n || each > 0)
			shim_end();
		if (shim_count() < n && write(through, "!", 1) != 1)
			status = 99;
		_exit(status);
	}
	e = finish(p, pid);
	e.struck = read(through, &byte, 1) != 1;
	close(through);
	return e;
}

/*
 * In a child: what the case file says of itself, in its commands' words; to
 * verify compares the tables too.
 */
static int
look(struct place *p, const char *head)
{
	static const char *const journal[] = { "journal", "--format", "json",
	    NULL };
	const char *const verify[] = { "verify", head != NULL ? "--head" :
	    NULL, head, NULL };
	int status = program(p, verify, NULL);

	return status == 0 ? program(p, journal, NULL) : status;
}

/*
 * Salts differ from one record to the next, and so do hashes, and names of
 * files from one that is made to the next; and a docket that could not be kept
 * is derived when it is asked for.
 */
static bool
is_aside(const char *line)
{
	return strncmp(line, "head ", 5) == 0 ||
	    strncmp(line, "file ", 5) == 0 ||
	    strncmp(line, "The tables ", 11) == 0 ||
	    strncmp(line, "The kept docket ", 16) == 0 ||
	    strncmp(line, "The head ", 9) == 0 ||
	    strncmp(line + strspn(line, " "), "\"hash\": ", 8) == 0;
}

/*
 * All that is on record, HEAD being in its chain, and the tables saying the
 * same; NULL, said why, when it is not sound.  A file without an entry says as
 * much as none.
 */
static const char *
state_of(struct place *p, const char *head)
{
	struct rr_buf b = RR_BUF_INIT;
	pid_t pid = start(p);
	struct end e;

	if (pid == 0) {
		int status = look(p, head);

		fflush(NULL);
		_exit(status);
	}
	e = finish(p, pid);
	if ((e.status == 4 && strstr(e.said, "E502") != NULL) ||
	    (e.status == 0 && strstr(e.said, ": 0 entries") != NULL))
		return NOTHING;
	if (e.status != 0) {
		printf("# not sound: %s", e.said);
		return NULL;
	}
	for (const char *line = e.said; *line != '\0';) {
		size_t n = strcspn(line, "\n");

		n += line[n] == '\n';
		if (!is_aside(line))
			rr_buf_addn(&b, line, n);
		line += n;
	}
	return rr_buf_keep(&b, p->arena);
}

/* NUMBER:HASH as somebody noted it; NULL when nothing is on record. */
static const char *
head_of(struct place *p)
{
	static const char *const verify[] = { "verify", NULL };
	struct end e = give(p, verify, NULL);
	const char *head = e.status == 0 ? strstr(e.said, "\nhead ") : NULL;

	return head == NULL ? NULL : rr_arena_strndup(p->arena, head + 6,
	    strcspn(head + 6, "\n"));
}

/* From the first line on in which NOW is not as it should be. */
static bool
is_same(const char *now, const char *wanted, const char *what)
{
	size_t n = 0, line = 0;

	for (; now[n] == wanted[n] && now[n] != '\0'; n++)
		if (now[n] == '\n')
			line = n + 1;
	if (now[n] != wanted[n])
		printf("# %s: %.300s\n", what, now + line);
	return now[n] == wanted[n];
}

enum { LEFT, RIGHT };

struct run {
	const struct scenario	*s;
	const struct fault	*f;
	struct place		*p;
	const char		*head, *was, *becomes;
	char			 recorded[60], already[60];
	long			 unsaid;	/* recorded, not said */
	struct seen		 seen[2];	/* as LEFT, and put RIGHT */
};

/* Was its user told the truth, in words that help? */
static bool
told(const struct run *r, const struct end *e, bool changed)
{
	bool said = strstr(e->said, r->recorded) != NULL;

	/* Killed in the end, it may have said nothing yet. */
	if (e->status == CHILD_KILLED)
		return e->struck && (changed || !said);
	if (e->status == 0)
		return said && changed;
	if (e->status != 4 || said || !e->struck)
		return false;
	if (r->f->mode == SHIM_FULL)
		return !changed && strstr(e->said,
		    "E507: not saved: the disk is full") != NULL;
	return strstr(e->said, "error E511") != NULL ||
	    (!changed && strstr(e->said, "error E5") != NULL);
}

static bool
again(struct run *r, bool changed)
{
	struct end e = give(r->p, r->s->words, OP);
	const char *now;

	if (e.status != 0 || strstr(e.said, changed ? r->already :
	    r->recorded) == NULL) {
		printf("# again, recorded %d: status %d\n# said: %s", changed,
		    e.status, e.said);
		return false;
	}
	now = state_of(r->p, r->head);
	return now != NULL && is_same(now, r->becomes, "not once");
}

/*
 * Is what the cut left sound, and was its user told the truth?  CHANGED: it
 * holds what was to be recorded.
 */
static bool
looked_at(struct run *r, const struct end *e, bool *changed)
{
	unsigned char key[SEEN_KEY], put_right[SEEN_KEY];
	const struct seen_state *known;
	const char *now;

	seen_key(r->p->dir, key);
	known = seen_find(&r->seen[LEFT], key);
	now = known == NULL ? state_of(r->p, r->head) : NULL;
	if (known == NULL && now == NULL)
		return false;
	*changed = known != NULL ? known->changed :
	    strcmp(now, r->becomes) == 0;
	if (now != NULL && !*changed && !is_same(now, r->was, "half done"))
		return false;
	if (!told(r, e, *changed)) {
		printf("# recorded %d, status %d\n# said: %s", *changed,
		    e->status, e->said);
		return false;
	}
	if (known != NULL)
		return true;
	seen_key(r->p->dir, put_right);
	if (seen_find(&r->seen[RIGHT], put_right) == NULL) {
		if (!again(r, *changed))
			return false;
		seen_add(&r->seen[RIGHT], put_right, *changed);
	}
	seen_add(&r->seen[LEFT], key, *changed);
	return true;
}

static bool
one(struct run *r, long n, bool *struck)
{
	struct end e;
	bool changed = false, ok;

	place_fresh(r->p);
	e = give_through(r->p, r->s->words, r->f, n, 0);
	*struck = e.struck;
	ok = looked_at(r, &e, &changed);
	r->unsaid += changed && e.status == CHILD_KILLED;
	if (!ok)
		printf("# %s, %s, n = %ld\n", r->s->name, r->f->name, n);
	return ok;
}

/* From n = FIRST on; gives how many cuts there were. */
static long
run_from(struct run *r, long first, long stride, long *bad)
{
	long cuts = 0;
	bool struck = true;

	for (long n = first; struck && *bad < 3; n += stride) {
		struct rr_arena *kept = r->p->arena;

		r->p->arena = rr_arena_new();
		*bad += !one(r, n, &struck);
		rr_arena_free(r->p->arena);
		r->p->arena = kept;
		cuts += struck;
	}
	return cuts;
}

/* What it would leave if it ended at operation N, when it had SAID so much. */
static bool
shot(struct run *r, const char *words, long n, long said)
{
	struct rr_arena *kept = r->p->arena;
	struct end e = { .status = -1, .struck = true };
	bool changed = false, ok;

	r->p->arena = rr_arena_new();
	e.said = rr_arena_strndup(r->p->arena, words, (size_t)said);
	ok = looked_at(r, &e, &changed);
	r->unsaid += changed;
	if (!ok)
		printf("# %s, %s, n = %ld\n", r->s->name, r->f->name, n);
	rr_arena_free(r->p->arena);
	r->p->arena = kept;
	return ok;
}

/* The same by one run that ends by itself. */
static long
run_shots(struct run *r, long first, long stride, long *bad)
{
	struct end e;
	long cuts = 0, said;
	bool changed;

	place_fresh(r->p);
	e = give_through(r->p, r->s->words, r->f, first, stride);
	*bad += !looked_at(r, &e, &changed);
	for (long n = first; shot_put(r->p->dir, n, &said); n += stride) {
		*bad += *bad < 3 && !shot(r, e.said, n, said);
		cuts++;
	}
	return cuts;
}

static bool
run(struct run *r)
{
	int stride = r->f->stride * (r->f->mode == SHIM_KILL ? r->s->kills :
	    r->s->rest);
	long (*how)(struct run *, long, long, long *) =
	    fault_ends(r->f) ? run_shots : run_from;
	long first = fault_first(stride), bad = 0, cuts;

	r->unsaid = 0;
	/* A command may end before the first of a part. */
	while ((cuts = how(r, first, stride, &bad)) == 0 && first > 1)
		first = (first + 1) / 2;
	printf("%s %s, ", bad == 0 && cuts > 0 ? "ok" : "not ok", r->s->name);
	fault_tell(r->f, stride, first, cuts);
	if (fault_ends(r->f))
		printf(", %ld recorded and not acknowledged", r->unsaid);
	putchar('\n');
	return bad == 0 && cuts > 0;
}

/* What is on record before, and what it becomes uncut. */
static bool
prepare(struct run *r)
{
	struct end e;
	char numbers[36];
	int first;

	for (int i = 0; i < r->s->nbefore; i++) {
		e = give(r->p, before[i], NULL);
		if (e.status != 0) {
			printf("# before: %s", e.said);
			return false;
		}
	}
	copy_file(r->p->db, r->p->template);
	r->head = head_of(r->p);
	r->was = state_of(r->p, NULL);
	e = give(r->p, r->s->words, OP);
	r->becomes = e.status == 0 ? state_of(r->p, r->head) : NULL;
	first = r->s->nbefore + 1;
	if (r->s->more == 0)
		snprintf(numbers, sizeof(numbers), "entry %d", first);
	else
		snprintf(numbers, sizeof(numbers), "entries %d to %d", first,
		    first + r->s->more);
	snprintf(r->recorded, sizeof(r->recorded), "Recorded as %s.\n",
	    numbers);
	snprintf(r->already, sizeof(r->already),
	    "On record already, as %s:", numbers);
	if (r->was == NULL || r->becomes == NULL ||
	    strcmp(r->was, r->becomes) == 0 ||
	    (r->head == NULL) != (r->s->nbefore == 0)) {
		printf("# uncut: %s", e.said);
		return false;
	}
	return true;
}

static bool
run_all(const struct scenario *s)
{
	struct place p;
	struct run r = { .s = s, .p = &p };
	bool ok;

	place_new(&p);
	ok = prepare(&r);
	if (!ok)
		printf("not ok %s, uncut\n", s->name);
	for (int i = 0; r.becomes != NULL && i < FAULTS; i++) {
		r.f = &faults[i];
		ok = run(&r) && ok;
	}
	seen_free(&r.seen[LEFT]);
	seen_free(&r.seen[RIGHT]);
	place_free(&p);
	return ok;
}

int
main(int argc, char **argv)
{
	bool ok = true;

	if (argc == 2 && strcmp(argv[1], "--list") == 0) {
		for (size_t i = 0; i < NSCENARIOS; i++)
			puts(scenarios[i].name);
		return 0;
	}
	fault_prepare();
	setenv("REGRIGHTS_NOW", "2000-06-01T12:00:00Z", 1);
	for (size_t i = 0; i < NSCENARIOS; i++)
		if (is_wanted(scenarios[i].name, argc, argv))
			ok = run_all(&scenarios[i]) && ok;
	return ok ? 0 : 1;
}

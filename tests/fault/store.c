/*
 * store.c: every operation of the store, cut off at every operation on the
 * disk.
 *
 *	store [SCENARIO …]
 *	store --list
 *
 * A child does one thing to a case file through the shim, which kills it, or
 * lets the disk fail, at the n-th operation; n goes from 1 until the child
 * gets through.  What it leaves where it is killed, one child shows for every n
 * (and a control compares that with what some that are killed leave).  Then, over the stock VFS: the file is whole and its chain and
 * tables hold; what was acknowledged is there; what was not is there as a
 * whole or not at all; the operation's id tells which; and the same operation
 * again gives exactly one record.  Where the disk failed and the child lives,
 * what it was told must be true, and its connection must still be of use.
 * Of files with the same bytes the first are looked at, and of those that a look
 * brought to the same bytes the first are given the operation again.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <sqlite3.h>

#include "../unit/case_file.h"
#include "child.h"
#include "faults.h"
#include "regrights/arena.h"
#include "regrights/buf.h"
#include "seen.h"
#include "shots.h"

#define OP	77		/* of the operation under test */

struct scenario {
	const char	*name;
	bool		 (*before)(struct case_file *);
	bool		 (*act)(struct case_file *);
	bool		 records;	/* it has an operation id */
	/* every sync in it is of what it writes to the case file */
	bool		 writes;
};

/* What became of the child. */
enum end { DONE, KILLED, STRUCK, UNTRUE };

static void
docket(struct case_file *c, struct rr_batch *b, const char *status)
{
	struct rr_docket_row *rows = rr_arena_array(c->arena, 12,
	    sizeof(*rows));

	for (int i = 0; i < 12; i++) {
		rows[i].matter = b->matter;
		rows[i].id = rr_arena_printf(c->arena, "duty-%d", i);
		rows[i].section = "2(a)";
		rows[i].what = "File the Registration Statement";
		rows[i].by = "the Company";
		rows[i].sense = "no later than";
		rows[i].status = i % 2 == 0 ? status : "due";
		rows[i].task = rows[i].what;
		rows[i].party = "company";
		rows[i].lack = rows[i].answers = rows[i].note = "";
		rows[i].rests = "";
		rows[i].since = RR_DATE_NONE;
		rows[i].stand = RR_DOCKET_DO;
		rows[i].raw.day = rows[i].rolled.day = 11100 + i;
		rows[i].working.day = 11100 + i;
		rows[i].met_on = rows[i].changes_on = RR_DATE_NONE;
	}
	b->docket = rows;
	b->ndocket = 12;
	b->docket_key = status;
}

static bool
nothing_before(struct case_file *c)
{
	(void)c;
	return true;
}

static bool
some_before(struct case_file *c)
{
	struct rr_batch *b;

	if (!case_file_open(c, RR_STORE_CREATE) || !case_file_append(c,
	    case_file_import(c, 1, "acme", 30), NULL, NULL))
		return false;
	for (unsigned i = 2; i < 6; i++) {
		b = case_file_notice(c, i, "acme", -1);
		docket(c, b, "open");
		if (!case_file_append(c, b, NULL, NULL))
			return false;
	}
	return true;
}

static bool
open_unless(struct case_file *c, enum rr_store_mode mode)
{
	return c->store != NULL || case_file_open(c, mode);
}

static bool
act_create(struct case_file *c)
{
	return open_unless(c, RR_STORE_CREATE) && case_file_append(c,
	    case_file_import(c, OP, "acme", 20), NULL, NULL);
}

static bool
act_import(struct case_file *c)
{
	return open_unless(c, RR_STORE_CREATE) && case_file_append(c,
	    case_file_import(c, OP, "zeta", 80), NULL, NULL);
}

static bool
act_notice(struct case_file *c)
{
	struct rr_batch *b = case_file_notice(c, OP, "acme", -1);

	case_file_entry(c, b, b->entries[0].fact);
	docket(c, b, "met");
	return open_unless(c, RR_STORE_WRITE) &&
	    case_file_append(c, b, NULL, NULL);
}

static bool
act_seal(struct case_file *c)
{
	return open_unless(c, RR_STORE_WRITE) && case_file_append(c,
	    case_file_seal(c, OP, "acme", 3), NULL, NULL);
}

static bool
act_rebuild(struct case_file *c)
{
	return open_unless(c, RR_STORE_WRITE) && case_file_rebuild(c);
}

static bool
act_cache(struct case_file *c)
{
	struct rr_batch *b = case_file_notice(c, OP, "acme", -1);

	docket(c, b, "overdue");
	return open_unless(c, RR_STORE_WRITE) &&
	    rr_store_docket_put(c->store, "acme", 5, b->docket_key, b->docket,
	    b->ndocket, c->diags);
}

static bool
act_backup(struct case_file *c)
{
	const char *copy = case_file_beside(c, "copy.db");

	/* What a copy that was cut off leaves, the user removes. */
	unlink(case_file_beside(c, "copy.db.part"));
	return open_unless(c, RR_STORE_READ) && (access(copy, F_OK) == 0 ||
	    rr_store_backup(c->store, copy, &case_file_replay,
	    c->diags));
}

static bool
act_read(struct case_file *c)
{
	return open_unless(c, RR_STORE_READ) &&
	    case_file_dump(c, "acme") != NULL && case_file_check(c);
}

static const struct scenario scenarios[] = {
	{ "create", nothing_before, act_create, true, false },
	{ "import", some_before, act_import, true, true },
	{ "notice", some_before, act_notice, true, true },
	{ "seal", some_before, act_seal, true, true },
	{ "rebuild", some_before, act_rebuild, false, true },
	{ "cache", some_before, act_cache, false, true },
	{ "backup", some_before, act_backup, false, false },
	{ "read", some_before, act_read, false, false }
};
#define NOTICE	2		/* among them */
#define NSCENARIOS (sizeof(scenarios) / sizeof(scenarios[0]))

static void
shut(struct case_file *c)
{
	rr_store_close(c->store);
	c->store = NULL;
}

/* All that a case file says, but for hashes and salts; "" when there is none. */
static char *
state_of(struct case_file *c)
{
	struct rr_buf b = RR_BUF_INIT;
	struct rr_docket_row *rows;
	struct rr_matter *m;
	size_t n, k;

	shut(c);
	if (!case_file_open(c, RR_STORE_READ))
		return case_file_said(c, RR_E_NO_STORE, NULL) ?
		    rr_arena_strdup(c->arena, "") : NULL;
	if (!rr_store_verify(c->store, NULL, 0, c->diags) ||
	    !case_file_check(c) || !rr_store_matters(c->store, c->arena, &m,
	    &n, c->diags) || !rr_store_docket(c->store, c->arena, NULL, true,
	    NULL, 999, &rows, &k, c->diags))
		return NULL;
	for (size_t i = 0; i < n; i++)
		rr_buf_printf(&b, "%s %lld %lld %s\n%s", m[i].key,
		    (long long)m[i].head, (long long)m[i].import,
		    m[i].docket_key, case_file_dump(c, m[i].key));
	for (size_t i = 0; i < k; i++)
		rr_buf_printf(&b, "%s %s %s\n", rows[i].matter, rows[i].id,
		    rows[i].status);
	shut(c);
	return rr_buf_keep(&b, c->arena);
}

/* Is the operation on record?  -1 when the file does not say. */
static int
on_record(struct case_file *c)
{
	const struct rr_batch *b = case_file_batch(c, OP, "acme", 0);
	int64_t first, last;
	bool found = false;

	shut(c);
	if (!case_file_open(c, RR_STORE_READ))
		return case_file_said(c, RR_E_NO_STORE, NULL) ? 0 : -1;
	if (!rr_store_outcome(c->store, b->op, &found, &first, &last,
	    c->diags))
		return -1;
	shut(c);
	return found;
}

/* The disk failed and we live: is what was said true, and can we go on? */
static enum end
truth(struct case_file *c, const struct scenario *s, bool ok,
    bool sync_failed)
{
	bool unknown = case_file_said(c, RR_E_UNKNOWN_OUTCOME, NULL);
	struct case_file other = *c;
	bool again;

	if (ok != (rr_diags_errors(c->diags) == 0)) {
		printf("# %s\n# said: %s", ok ? "done, with an error" :
		    "not done, without one", case_file_words(c));
		return UNTRUE;
	}
	other.store = NULL;
	other.diags = rr_diags_new();
	if (s->records && !unknown && on_record(&other) != ok) {
		printf("# recorded: %d\n# said: %s", !ok, case_file_words(c));
		return UNTRUE;
	}
	rr_diags_free(other.diags);
	rr_diags_clear(c->diags);
	again = s->act(c);
	if (!again && !case_file_said(c, RR_E_STORE, "failed before")) {
		printf("# of no use after: %s", case_file_words(c));
		return UNTRUE;
	}
	/* What the disk holds after a failed sync, no later one can tell. */
	if (s->writes && sync_failed && again) {
		printf("# went on after a sync that failed\n");
		return UNTRUE;
	}
	return STRUCK;
}

static enum end
child(struct case_file *c, const struct scenario *s, const struct fault *f,
    long n, int ack)
{
	bool ok, sync_failed;

	seen_same_chance();
	shim_register();
	shim_arm(f->mode, n, f->lasting);
	ok = s->act(c);
	sync_failed = shim_sync_failed();
	if (ok && write(ack, "!", 1) != 1)
		return UNTRUE;
	if (shim_count() < n) {
		shut(c);
		shim_end();
		return DONE;
	}
	shim_arm(SHIM_COUNT, 0, false);
	return truth(c, s, ok, sync_failed);
}

/* It gets through, with shots EACH apart, and says after which it was done. */
static enum end
shooting(struct case_file *c, const struct scenario *s, const struct fault *f,
    long first, long each, int ack)
{
	long done;

	seen_same_chance();
	shim_register();
	shim_shoot(c->dir, each);
	shim_arm(f->mode, first, false);
	if (!s->act(c))
		return UNTRUE;
	done = shim_count();
	if (write(ack, &done, sizeof(done)) != sizeof(done))
		return UNTRUE;
	shut(c);
	shim_end();
	return DONE;
}

static enum end
ended(pid_t pid)
{
	int status = child_wait(pid);

	return status == CHILD_KILLED ? KILLED : status == CHILD_BROKEN ?
	    UNTRUE : (enum end)status;
}

/* The operations that were done when it had acknowledged; or UNTRUE. */
static enum end
run_shooting(struct case_file *c, const struct scenario *s,
    const struct fault *f, long first, long each, long *acked)
{
	int ack;
	pid_t pid = child_start_piped(&ack);

	if (pid == 0) {
		enum end end = shooting(c, s, f, first, each, ack);

		fflush(stdout);
		_exit(end);
	}
	if (read(ack, acked, sizeof(*acked)) != sizeof(*acked))
		*acked = 0;
	close(ack);
	return ended(pid);
}

static enum end
run_child(struct case_file *c, const struct scenario *s,
    const struct fault *f, long n, bool *acked)
{
	int ack;
	char byte;
	pid_t pid = child_start_piped(&ack);

	if (pid == 0) {
		enum end end = child(c, s, f, n, ack);

		fflush(stdout);
		_exit(end);
	}
	*acked = read(ack, &byte, 1) == 1;
	close(ack);
	return ended(pid);
}

/* What a scenario's files say before it and after it, and which were seen. */
enum { LEFT, RIGHT };

struct states {
	const char	*before, *after;
	struct seen	 seen[2];	/* as LEFT, and put RIGHT */
};

/* Only whole states are found; CHANGED: what was to be recorded is there. */
static bool
is_whole(struct case_file *c, const struct scenario *s,
    const struct states *st, bool *changed)
{
	char *now = state_of(c);
	int there;

	*changed = now != NULL && strcmp(now, st->after) == 0;
	there = s->records ? on_record(c) : *changed;
	if (now == NULL) {
		printf("# not sound: %s", case_file_words(c));
		return false;
	}
	if (!*changed && strcmp(now, st->before) != 0) {
		printf("# half done:\n%s", now);
		return false;
	}
	if (there != *changed)
		printf("# recorded %d, changed %d\n", there, *changed);
	return there == *changed;
}

/* The same operation again gives one record. */
static bool
is_once(struct case_file *c, const struct scenario *s,
    const struct states *st)
{
	char *now;

	if (!s->act(c)) {
		printf("# not again: %s", case_file_words(c));
		return false;
	}
	now = state_of(c);
	if (now == NULL || strcmp(now, st->after) != 0) {
		printf("# twice:\n%s", now != NULL ? now :
		    case_file_words(c));
		return false;
	}
	return true;
}

/* Only whole states are found, and what was acknowledged. */
static bool
sound(struct case_file *c, const struct scenario *s, struct states *st,
    bool acked, long *recorded)
{
	unsigned char key[SEEN_KEY], put_right[SEEN_KEY];
	const struct seen_state *known;
	bool changed;

	seen_key(c->dir, key);
	known = seen_find(&st->seen[LEFT], key);
	if (known != NULL)
		changed = known->changed;
	else if (!is_whole(c, s, st, &changed))
		return false;
	if (acked && !changed) {
		printf("# acknowledged, and not recorded\n");
		return false;
	}
	*recorded += changed && !acked;
	if (known != NULL)
		return true;
	seen_key(c->dir, put_right);
	if (seen_find(&st->seen[RIGHT], put_right) == NULL) {
		if (!is_once(c, s, st))
			return false;
		seen_add(&st->seen[RIGHT], put_right, changed);
	}
	seen_add(&st->seen[LEFT], key, changed);
	return true;
}

/* A fresh folder with the file as it was before. */
static void
fresh(struct case_file *c, const char *template)
{
	case_file_new(c);
	copy_file(template, c->path);
}

/*
 * A writer that was killed is put right by a reader that is killed too: at
 * every fourth operation from FROM on.
 */
static bool
killed_again(struct case_file *c, const struct scenario *s,
    struct states *st, long from)
{
	static const struct scenario reader = { "read", NULL, act_read,
	    false, false };
	const char *journal = case_file_beside(c, "case.db-journal");
	char *left = case_file_beside(c, "left.db");
	char *left_journal = case_file_beside(c, "left.db-journal");
	long n = from, recorded = 0;
	enum end end = KILLED;
	bool ok = true, acked;

	copy_file(c->path, left);
	copy_file(journal, left_journal);
	for (; ok && end == KILLED; n += 4) {
		copy_file(left, c->path);
		copy_file(left_journal, journal);
		end = run_child(c, &reader, &faults[0], n, &acked);
		ok = (end == KILLED || end == DONE) && sound(c, s, st,
		    false, &recorded);
		shut(c);
	}
	if (!ok)
		printf("# killed again, at operation %ld\n", n - 4);
	return ok;
}

static bool
has_journal(struct case_file *c)
{
	FILE *f = fopen(case_file_beside(c, "case.db-journal"), "rb");
	bool any = f != NULL && fgetc(f) != EOF;

	if (f != NULL)
		fclose(f);
	return any;
}

static bool
one(const struct scenario *s, const struct fault *f, const char *template,
    struct states *st, long n, enum end *end, long *recorded)
{
	struct case_file c;
	bool acked, ok;

	fresh(&c, template);
	*end = run_child(&c, s, f, n, &acked);
	ok = *end != UNTRUE;
	ok = ok && sound(&c, s, st, acked, recorded);
	if (!ok)
		printf("# %s, fault %d at %ld\n", s->name, (int)(f - faults),
		    n);
	case_file_free(&c);
	return ok;
}

static bool
shot(struct case_file *c, const struct scenario *s, const struct fault *f,
    struct states *st, long n, bool acked, long *recorded)
{
	bool ok = true;

	shut(c);
	/* Some of the journals left behind, so that a run stays short. */
	if (f->mode == SHIM_KILL && n % 9 == 0 && has_journal(c) && !acked)
		ok = killed_again(c, s, st, 1 + n / 9 % 4);
	ok = ok && sound(c, s, st, acked, recorded);
	if (!ok)
		printf("# %s, fault %d at %ld\n", s->name, (int)(f - faults),
		    n);
	shut(c);
	return ok;
}

/* What it would leave at each operation, by one run; gives how many. */
static long
run_shots(const struct scenario *s, const struct fault *f,
    const char *template, struct states *st, long *bad, long *recorded)
{
	long cuts = 0, first = fault_first(f->stride), acked, none = 0;
	struct case_file c;

	fresh(&c, template);
	*bad = run_shooting(&c, s, f, first, f->stride, &acked) != DONE ||
	    !sound(&c, s, st, true, &none);
	for (long n = first; shot_put(c.dir, n, NULL); n += f->stride) {
		*bad += *bad < 3 && !shot(&c, s, f, st, n, n > acked,
		    recorded);
		cuts++;
	}
	case_file_free(&c);
	return cuts;
}

static long
run_each(const struct scenario *s, const struct fault *f,
    const char *template, struct states *st, long *bad, long *recorded)
{
	enum end end = STRUCK;
	long cuts = 0;

	for (long n = fault_first(f->stride); end != DONE && *bad < 3;
	    n += f->stride) {
		*bad += !one(s, f, template, st, n, &end, recorded);
		cuts += end != DONE;
	}
	return cuts;
}

static bool
run(const struct scenario *s, const struct fault *f, const char *template,
    struct states *st)
{
	long bad = 0, recorded = 0, first = fault_first(f->stride);
	long cuts = (fault_ends(f) ? run_shots : run_each)(s, f, template, st,
	    &bad, &recorded);

	printf("%s %s, ", bad == 0 ? "ok" : "not ok", s->name);
	fault_tell(f, f->stride, first, cuts);
	if (s->records && fault_ends(f))
		printf(", %ld recorded and not acknowledged", recorded);
	putchar('\n');
	return bad == 0;
}

static bool
run_all(const struct scenario *s)
{
	struct case_file c, after;
	struct states st = { .before = NULL };
	bool ok;

	case_file_new(&c);
	ok = s->before(&c);
	shut(&c);
	st.before = ok ? state_of(&c) : NULL;
	fresh(&after, c.path);
	st.after = ok && s->act(&after) ? state_of(&after) : NULL;
	ok = st.before != NULL && st.after != NULL;
	if (!ok)
		printf("not ok %s: %s%s\n", s->name, case_file_words(&c),
		    case_file_words(&after));
	for (int i = 0; st.after != NULL && i < FAULTS; i++)
		ok = run(s, &faults[i], c.path, &st) && ok;
	seen_free(&st.seen[LEFT]);
	seen_free(&st.seen[RIGHT]);
	case_file_free(&after);
	case_file_free(&c);
	return ok;
}

/* Takes no care at all: what it leaves must be found to be bad. */
static bool
act_careless(struct case_file *c)
{
	sqlite3 *db;
	bool ok = sqlite3_open(c->path, &db) == SQLITE_OK &&
	    sqlite3_exec(db, "PRAGMA journal_mode = OFF; BEGIN;"
	    "UPDATE field SET value = value || zeroblob(500);"
	    "UPDATE docket SET what = what || zeroblob(500); COMMIT", NULL,
	    NULL, NULL) == SQLITE_OK;

	sqlite3_close(db);
	return ok;
}

/* The control: a test that never finds damage proves nothing. */
static bool
control(void)
{
	static const struct scenario careless = { "control", some_before,
	    act_careless, false, false };
	struct case_file c, one;
	long n = 0, damaged = 0;
	enum end end = KILLED;
	bool acked;
	char *before;

	case_file_new(&c);
	before = some_before(&c) ? state_of(&c) : NULL;
	while (before != NULL && end == KILLED) {
		const char *now;

		fresh(&one, c.path);
		end = run_child(&one, &careless, &faults[0], ++n, &acked);
		now = end == KILLED ? state_of(&one) : before;
		damaged += now == NULL || strcmp(now, before) != 0;
		case_file_free(&one);
	}
	case_file_free(&c);
	printf("%s control, without a journal: damaged at %ld of %ld "
	    "operations\n", damaged > 0 ? "ok" : "not ok", damaged, n - 1);
	return damaged > 0;
}

/* The controls for lost power: records that no sync holds must be lost. */
static bool
act_unsynced(struct case_file *c)
{
	sqlite3 *db;
	bool ok = sqlite3_open(c->path, &db) == SQLITE_OK &&
	    sqlite3_exec(db, "PRAGMA journal_mode = TRUNCATE;"
	    "PRAGMA synchronous = OFF;"
	    "UPDATE field SET value = value || 'x'", NULL, NULL, NULL) ==
	    SQLITE_OK;

	sqlite3_close(db);
	return ok;
}

static bool
power_control(void)
{
	static const struct scenario unsynced = { "unsynced", some_before,
	    act_unsynced, false, false };
	struct case_file c, one;
	enum end end;
	bool acked, ok;
	char *before, *now;

	case_file_new(&c);
	before = some_before(&c) ? state_of(&c) : NULL;
	fresh(&one, c.path);
	/* The power goes when all was done and acknowledged. */
	end = run_child(&one, &unsynced, &faults[LOST_POWER], 9999, &acked);
	now = state_of(&one);
	ok = before != NULL && end == DONE && acked && now != NULL &&
	    strcmp(now, before) == 0;
	case_file_free(&one);
	case_file_free(&c);
	printf("%s control, without a sync: lost with the power\n",
	    ok ? "ok" : "not ok");
	return ok;
}

/* The control for shots: a process that is ended leaves the same bytes. */
static bool
shots_control(const struct fault *f)
{
	const struct scenario *s = &scenarios[NOTICE];
	unsigned char is[SEEN_KEY], was[SEEN_KEY];
	struct case_file c, shots, one;
	long acked, n = 4, other = 0;
	bool ok;

	case_file_new(&c);
	ok = s->before(&c);
	shut(&c);
	fresh(&shots, c.path);
	ok = ok && run_shooting(&shots, s, f, n, 7, &acked) == DONE;
	for (; shot_put(shots.dir, n, NULL); n += 7) {
		bool acked_too;

		fresh(&one, c.path);
		ok = run_child(&one, s, f, n, &acked_too) == KILLED &&
		    acked_too == (n > acked) && ok;
		seen_key(shots.dir, is);
		seen_key(one.dir, was);
		other += memcmp(is, was, SEEN_KEY) != 0;
		case_file_free(&one);
	}
	case_file_free(&shots);
	case_file_free(&c);
	ok = ok && other == 0 && n > 4;
	printf("%s control, %s: %ld of %ld differ from a shot\n",
	    ok ? "ok" : "not ok", f->name, other, (n - 4) / 7);
	return ok;
}

/* A connection that does not take a setting is not used. */
static bool
deaf(const char *pragma)
{
	struct case_file c;
	int status = 1;

	case_file_new(&c);
	if (some_before(&c)) {
		pid_t pid = child_start();

		if (pid == 0) {
			shut(&c);
			shim_register();
			shim_arm(SHIM_COUNT, 0, false);
			shim_deafen(pragma);
			_exit(!case_file_open(&c, RR_STORE_WRITE) &&
			    case_file_said(&c, RR_E_STORE, "did not hold") ?
			    0 : 1);
		}
		status = child_wait(pid);
	}
	case_file_free(&c);
	printf("%s refused where %s is not obeyed\n", status == 0 ? "ok" :
	    "not ok", pragma);
	return status == 0;
}

static bool
all_deaf(void)
{
	/* secure_delete holds without being asked for: Debian builds it in. */
	static const char *const pragmas[] = { "journal_mode", "synchronous",
	    "foreign_keys", "recursive_triggers" };
	bool ok = true;

	for (size_t i = 0; i < sizeof(pragmas) / sizeof(pragmas[0]); i++)
		ok = deaf(pragmas[i]) && ok;
	return ok;
}

int
main(int argc, char **argv)
{
	bool ok = true;

	fault_prepare();
	if (argc == 2 && strcmp(argv[1], "--list") == 0) {
		puts("controls");
		for (size_t i = 0; i < NSCENARIOS; i++)
			puts(scenarios[i].name);
		return 0;
	}
	if (is_wanted("controls", argc, argv))
		ok = control() && power_control() && all_deaf();
	for (int i = 0; i < FAULTS; i++)
		if (fault_ends(&faults[i]) && is_wanted("controls", argc, argv))
			ok = shots_control(&faults[i]) && ok;
	for (size_t i = 0; i < NSCENARIOS; i++)
		if (is_wanted(scenarios[i].name, argc, argv))
			ok = run_all(&scenarios[i]) && ok;
	return ok ? 0 : 1;
}

/*
 * places.c: every place of a file changed in every way, in one process.
 *
 *	places [--seed N] [--drawn N] [--stride N] [--part I/N]
 *
 * Each text is read as terms and as an amendment of the file as it was; those
 * that are no error, and some that are, go through `check`, `import` and
 * `import --as-amendment`.
 * Each answers with an error that has a place and a code, or succeeds; a key
 * that is not one, or is there twice, is an error.  Some texts become the
 * terms that a hostile case file has filed, with a chain that is of them and
 * without: where the text is in error, or is not what was filed, nothing that
 * is read from it succeeds.
 *
 * The file that has every part and key is changed in every way, with --stride
 * in each N-th of them, from one that the seed says; of the one that is shipped
 * changes are drawn, from a seed that is printed, or with --part the I-th of N
 * parts of all of them.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "change.h"
#include "filed.h"
#include "load/agreement_int.h"
#include "once.h"
#include "regrights/arena.h"
#include "regrights/cmd.h"
#include "regrights/load.h"

#define DRAWN	500
#define FAILURES 20
/*
 * Of the texts that are in error one of so many is given to commands too, and
 * of those that are none the first of one place.
 */
#define STRIDE	50
#define OF_A_PLACE	3
#define FILED		12	/* texts of a file that a case file has filed */
#define FILED_OF	25	/* with --part, one of so many */

struct suite {
	struct rr_arena		*arena, *round;
	struct rr_diags		*diags;
	struct rr_app		*app;
	struct rr_agreement	*whole;
	struct rr_node		*node;
	struct rr_buf		 text;
	const struct rr_node	*place;		/* of the last change */
	size_t			 at_place;	/* taken there */
	size_t			 each;		/* one of so many is filed */
	size_t			 tried, refused, taken, filed, commands, failed;
};

/* The tables of keys that were asked for, and which of their keys stood. */
static struct table {
	const struct rr_key	*keys;
	size_t			 n;
	const char		*what;
	bool			 seen[64];
} tables[80];
static size_t ntables;
static bool watching, parts_left_out;

bool	 __real_rr_schema_read(const struct rr_load *, const struct rr_node *,
	    const struct rr_key *, size_t, void *, const char *);
bool	 __wrap_rr_schema_read(const struct rr_load *, const struct rr_node *,
	    const struct rr_key *, size_t, void *, const char *);

/* The table of the parts is made while it is read. */
static bool
note_parts(const struct rr_node *node, const struct rr_key *keys, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (rr_node_find(node, keys[i].name) == NULL) {
			printf("    the part '%s' stands nowhere\n",
			    keys[i].name);
			parts_left_out = true;
		}
	return n > 0;
}

static void
note_table(const struct rr_node *node, const struct rr_key *keys, size_t n,
    const char *what)
{
	struct table *t = tables;

	if (strcmp(what, "an agreement") == 0 && note_parts(node, keys, n))
		return;
	while (t < tables + ntables && t->keys != keys)
		t++;
	if (t == tables + ntables) {
		ntables++;
		t->keys = keys;
		t->n = n;
		t->what = what;
	}
	for (size_t i = 0; i < n; i++)
		t->seen[i] |= rr_node_find(node, keys[i].name) != NULL;
}

/* The linker puts this in the place of rr_schema_read (--wrap). */
bool
__wrap_rr_schema_read(const struct rr_load *l, const struct rr_node *node,
    const struct rr_key *keys, size_t n, void *out, const char *what)
{
	if (watching && node->kind == RR_NODE_MAP)
		note_table(node, keys, n, what);
	return __real_rr_schema_read(l, node, keys, n, out, what);
}

/* What all provisions have may stand in any of them. */
static bool
is_common(const struct table *t, size_t i)
{
	return strcmp(t->keys[0].name, "id") == 0 && t->n > 11 &&
	    t->keys[i].offset < sizeof(struct rr_common);
}

static bool
stands(size_t table, size_t i)
{
	const struct table *t = &tables[table];

	if (t->seen[i])
		return true;
	for (size_t j = 0; is_common(t, i) && j < ntables; j++)
		if (tables[j].n > i && is_common(&tables[j], i) &&
		    tables[j].seen[i])
			return true;
	return false;
}

static bool
every_key_stands(void)
{
	bool ok = !parts_left_out;

	for (size_t k = 0; k < ntables; k++)
		for (size_t i = 0; i < tables[k].n; i++) {
			if (stands(k, i))
				continue;
			printf("    '%s' of %s stands nowhere\n",
			    tables[k].keys[i].name, tables[k].what);
			ok = false;
		}
	printf("    %zu tables of keys\n", ntables);
	return ok;
}

static void
fail(struct suite *s, const struct change *c, const char *what)
{
	struct rr_buf b = RR_BUF_INIT;

	if (s->failed++ < FAILURES) {
		change_say(c, &b);
		printf("    %s: %s\n", b.s, what);
		for (size_t i = 0; i < rr_diags_count(s->diags); i++) {
			rr_buf_clear(&b);
			rr_diag_text(rr_diags_get(s->diags, i), &b);
			printf("        %s", b.s);
		}
	}
	rr_buf_free(&b);
}

/* Every error has a code, words and, when PLACE, where it is in the text. */
static void
check_answer(struct suite *s, const struct change *c, bool ok, bool place)
{
	struct rr_buf b = RR_BUF_INIT;

	if (ok != (rr_diags_errors(s->diags) == 0))
		fail(s, c, ok ? "done, in spite of an error" :
		    "refused without a word");
	for (size_t i = 0; i < rr_diags_count(s->diags); i++) {
		const struct rr_diag *d = rr_diags_get(s->diags, i);

		rr_buf_clear(&b);
		rr_diag_text(d, &b);
		if (b.len == 0 || rr_code_tag(d->code) == NULL)
			fail(s, c, "an error without a code");
		if (place && (d->at.file == NULL || d->at.line == 0 ||
		    d->at.col == 0))
			fail(s, c, "an error without a place");
	}
	rr_buf_free(&b);
}

static bool
run(struct suite *s, const struct change *c, bool place,
    const char *const *words, size_t n)
{
	const struct rr_cmd *cmd;
	struct rr_args args;
	struct rr_out out;
	size_t used;
	bool ok;

	rr_diags_clear(s->diags);
	cmd = rr_cmd_find(s->app, words, n, &used, s->diags);
	if (cmd == NULL || !rr_args_parse(s->round, cmd, words + used,
	    n - used, &args, s->diags)) {
		fail(s, c, "the command is not one");
		return false;
	}
	rr_out_init(&out, s->round);
	ok = rr_cmd_run(s->app, cmd, &args, &out, s->diags);
	if (ok && out.text.len == 0 && out.bytes.len == 0 && out.view == NULL)
		fail(s, c, "done without a word");
	check_answer(s, c, ok, place);
	rr_out_done(&out);
	s->commands++;
	return ok;
}

/* The text as a file, through the commands that take one. */
static void
run_all(struct suite *s, const struct change *c, bool place)
{
	static const char *const check[] = { "check", "changed.yaml" };
	static const char *const import[] = { "import", "changed.yaml",
	    "--as", "new" };
	static const char *const amend[] = { "import", "changed.yaml",
	    "--as", "old", "--as-amendment", "--in-force", "2009-01-02",
	    "--reason", "a test" };
	FILE *f = fopen("changed.yaml", "wb");

	if (f == NULL || fwrite(s->text.s, 1, s->text.len, f) !=
	    s->text.len || fclose(f) != 0) {
		perror("changed.yaml");
		exit(2);
	}
	run(s, c, place, check, 2);
	run(s, c, place, import, 4);
	run(s, c, place, amend, 9);
}

/* What is read from a case file that has filed the text. */
static void
read_filed(struct suite *s, const struct change *c, bool good, bool chain)
{
	static const char *const lines[][3] = { { "timeline", "old" },
	    { "verify" }, { "export", "old" }, { "docket" },
	    { "show", "old", "1" }, { "journal" } };
	/*
	 * The last two say what was recorded, whatever it was; a docket that
	 * was kept is of the text that was there.
	 */
	const size_t never = good ? 0 : chain ? 4 : 3;
	const size_t n = sizeof(lines) / sizeof(lines[0]);

	for (size_t i = 0; i < n; i++) {
		size_t words = 1;

		while (words < 3 && lines[i][words] != NULL)
			words++;
		if (run(s, c, false, lines[i], words) && i < never)
			fail(s, c, lines[i][0]);
	}
}

static void
run_filed(struct suite *s, const struct change *c, bool good)
{
	const struct rr_options o = { .on = RR_DATE_NONE, .due_within = 7,
	    .db = "filed.db" };
	struct rr_app *app = s->app;

	for (int chain = 0; chain < 2; chain++) {
		rr_diags_clear(s->diags);
		if (!filed_make(s->round, o.db, "case.db", "old", s->text.s,
		    s->text.len, chain != 0, s->diags)) {
			fail(s, c, "not filed");
			continue;
		}
		s->app = rr_app_new(&o, rr_cmds);
		read_filed(s, c, good && chain != 0, chain != 0);
		rr_app_free(s->app);
	}
	s->app = app;
	s->filed++;
}

static bool
load(struct suite *s, const struct change *c,
    const struct rr_agreement *before)
{
	const struct rr_terms_file file = { "changed.yaml", s->text.s,
	    s->text.len, NULL };
	struct rr_agreement *a;
	bool ok;

	rr_diags_clear(s->diags);
	ok = rr_load_amended(s->round, &file, before, &a, s->diags);
	check_answer(s, c, ok, true);
	return ok;
}

static void
try(struct suite *s, const struct change *c)
{
	bool ok;

	rr_arena_reset(s->round);
	once_round();
	changed_text(s->node, c, &s->text);
	ok = load(s, c, NULL);
	if (ok && c->never)
		fail(s, c, "taken");
	load(s, c, s->whole);
	s->taken += ok;
	s->refused += !ok;
	if (c->at != s->place)
		s->at_place = 0;
	s->place = c->at;
	s->at_place += ok;
	if (ok ? s->at_place <= OF_A_PLACE : s->refused % STRIDE == 0)
		run_all(s, c, !ok);
	if (s->tried % s->each == 0)
		run_filed(s, c, ok);
	s->tried++;
}

static void
must(bool ok, struct rr_diags *diags, const char *what)
{
	struct rr_buf b = RR_BUF_INIT;

	if (ok)
		return;
	for (size_t i = 0; i < rr_diags_count(diags); i++)
		rr_diag_text(rr_diags_get(diags, i), &b);
	printf("not ok %s\n%s", what, b.s);
	exit(1);
}

/* The file as it is, read, and imported as the matter "old". */
static void
open_suite(struct suite *s, const char *path, bool watch)
{
	const struct rr_options o = { .on = RR_DATE_NONE, .due_within = 7,
	    .db = "case.db" };
	const char *const words[] = { "import", path, "--as", "old",
	    "--apply" };
	const struct change none = { .at = NULL };
	char *bytes;
	size_t len;

	memset(s, 0, sizeof(*s));
	s->text = (struct rr_buf)RR_BUF_INIT;
	s->arena = rr_arena_new();
	s->round = rr_arena_new();
	once_begin(s->arena, s->round);
	s->diags = rr_diags_new();
	s->app = rr_app_new(&o, rr_cmds);
	unlink("case.db");
	must(rr_load_file(s->arena, path, RR_LOAD_MAX, &bytes, &len,
	    s->diags), s->diags, path);
	must(rr_yaml_parse(s->arena, path, bytes, len, &rr_yaml_limits,
	    &s->node, s->diags), s->diags, path);
	watching = watch;
	must(rr_load_agreement(s->arena, path, bytes, len, &s->whole,
	    s->diags), s->diags, path);
	watching = false;
	run(s, &none, false, words, 5);
	must(s->failed == 0, s->diags, path);
	/* Written anew it says the same. */
	changed_text(s->node, NULL, &s->text);
	must(load(s, &none, NULL), s->diags, "what-is-written-anew-is-read");
}

static void
close_suite(struct suite *s, const char *name)
{
	printf("    %zu changed texts: %zu refused, %zu taken, %zu filed; "
	    "%zu commands\n", s->tried, s->refused, s->taken, s->filed,
	    s->commands);
	printf("%s %s\n", s->failed > 0 ? "not ok" : "ok", name);
	rr_app_free(s->app);
	rr_buf_free(&s->text);
	rr_diags_free(s->diags);
	rr_arena_free(s->round);
	rr_arena_free(s->arena);
}

struct draw {
	uint64_t	seed;
	size_t		drawn, stride;
	/* of PARTS the I-th, from 1; 0 of 0: so many are drawn */
	size_t		part, parts;
};

static bool
every_key(const char *path, const struct draw *d)
{
	struct rr_vec all = RR_VEC_INIT(struct change);
	struct suite s;
	bool ok;

	open_suite(&s, path, true);
	ok = every_key_stands();
	printf("%s the-file-has-every-key\n", ok ? "ok" : "not ok");
	changes_of(s.arena, s.node, &all);
	s.each = all.n / d->stride / FILED + 1;
	for (size_t i = d->seed % d->stride; i < all.n; i += d->stride)
		try(&s, rr_vec_at(&all, i));
	ok &= s.failed == 0;
	if (d->stride > 1)
		printf("    one of %zu of %zu changes\n", d->stride, all.n);
	close_suite(&s, d->stride > 1 ?
	    "places-drawn-changed-in-every-way-are-answered" :
	    "every-place-changed-in-every-way-is-answered");
	return ok;
}

static uint64_t
next(uint64_t *seed)
{
	*seed ^= *seed << 13;
	*seed ^= *seed >> 7;
	*seed ^= *seed << 17;
	return *seed;
}

static bool
shipped(const char *path, const struct draw *d)
{
	uint64_t seed = d->seed;
	struct rr_vec all = RR_VEC_INIT(struct change);
	struct suite s;
	bool ok;

	open_suite(&s, path, false);
	changes_of(s.arena, s.node, &all);
	printf("    seed %llu, of %zu changes\n", (unsigned long long)seed,
	    all.n);
	fflush(stdout);
	s.each = d->parts > 0 ? FILED_OF : d->drawn / FILED + 1;
	for (size_t i = 0; d->parts == 0 && i < d->drawn; i++)
		try(&s, rr_vec_at(&all, next(&seed) % all.n));
	for (size_t i = d->part - 1; d->parts > 0 && i < all.n; i += d->parts)
		try(&s, rr_vec_at(&all, i));
	ok = s.failed == 0;
	close_suite(&s, "the-shipped-file-changed-anywhere-is-answered");
	return ok;
}

int
main(int argc, char **argv)
{
	struct draw d = { (uint64_t)time(NULL), DRAWN, 1, 0, 0 };
	const char *top = getenv("srcdir"), *share = getenv("REGRIGHTS_SHARE");
	char path[4096];
	bool ok = true;

	for (int i = 1; i + 1 < argc; i += 2)
		if (strcmp(argv[i], "--seed") == 0)
			d.seed = strtoull(argv[i + 1], NULL, 10);
		else if (strcmp(argv[i], "--drawn") == 0)
			d.drawn = strtoull(argv[i + 1], NULL, 10);
		else if (strcmp(argv[i], "--stride") == 0)
			d.stride = strtoull(argv[i + 1], NULL, 10);
		else if (strcmp(argv[i], "--part") == 0)
			sscanf(argv[i + 1], "%zu/%zu", &d.part, &d.parts);
	if (d.parts == 0) {
		snprintf(path, sizeof(path), "%s/tests/fuzz/every-key.yaml",
		    top != NULL ? top : ".");
		ok = every_key(path, &d);
		fflush(stdout);
	}
	snprintf(path, sizeof(path), "%s/agreements/neotherapeutics-2000.yaml",
	    share != NULL ? share : "share");
	ok &= shipped(path, &d);
	return ok ? 0 : 1;
}

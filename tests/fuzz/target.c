/*
 * target.c: what the fuzz targets share.
 */
#include "target.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "regrights/arena.h"
#include "regrights/load.h"

static struct target the;

static void
forget_folder(void)
{
	static const char *const names[] = { "base.db", "base.db.gate",
	    "base.db-journal", "case.db", "case.db.gate", "case.db-journal",
	    "case.db-wal", "case.db-shm", "input.yaml", "input.csv" };

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		rr_arena_reset(the.round);
		unlink(target_path(&the, names[i]));
	}
	rmdir(the.dir);
	rr_diags_free(the.diags);
	rr_arena_free(the.round);
	rr_arena_free(the.arena);
}

static void
make(void)
{
	const char *tmp = getenv("TMPDIR");
	char *dir;

	the.arena = rr_arena_new();
	the.round = rr_arena_new();
	the.diags = rr_diags_new();
	dir = rr_arena_printf(the.arena, "%s/regrights-fuzz-XXXXXX",
	    tmp != NULL ? tmp : "/tmp");
	if (mkdtemp(dir) == NULL) {
		perror(dir);
		exit(2);
	}
	the.dir = dir;
	atexit(forget_folder);
}

struct target *
target_begin(void)
{
	if (the.arena == NULL)
		make();
	rr_arena_reset(the.round);
	rr_diags_clear(the.diags);
	return &the;
}

void
target_must(const struct target *t, bool ok, const char *what)
{
	if (ok)
		return;
	fprintf(stderr, "must be so: %s\n", what);
	for (size_t i = 0; i < rr_diags_count(t->diags); i++) {
		struct rr_buf b = RR_BUF_INIT;

		rr_diag_text(rr_diags_get(t->diags, i), &b);
		fputs(b.s, stderr);
		rr_buf_free(&b);
	}
	abort();
}

void
target_answered(const struct target *t, bool ok, bool place)
{
	struct rr_buf b = RR_BUF_INIT;

	target_must(t, ok == (rr_diags_errors(t->diags) == 0),
	    ok ? "what is done has no error" : "a refusal has words");
	for (size_t i = 0; i < rr_diags_count(t->diags); i++) {
		const struct rr_diag *d = rr_diags_get(t->diags, i);

		rr_buf_clear(&b);
		rr_diag_text(d, &b);
		target_must(t, b.len > 0 && rr_code_tag(d->code) != NULL,
		    "an error has a code");
		target_must(t, !place || (d->at.file != NULL &&
		    d->at.line > 0 && d->at.col > 0), "an error has a place");
	}
	rr_buf_free(&b);
}

char *
target_copy(const struct target *t, const uint8_t *data, size_t len)
{
	char *bytes = rr_arena_alloc(t->round, len + 1);

	if (len > 0)
		memcpy(bytes, data, len);
	bytes[len] = '\0';
	return bytes;
}

const char *
target_path(const struct target *t, const char *name)
{
	return rr_arena_printf(t->round, "%s/%s", t->dir, name);
}

void
target_write(const struct target *t, const char *path, const void *bytes,
    size_t len)
{
	FILE *f = fopen(path, "wb");

	target_must(t, f != NULL && fwrite(bytes, 1, len, f) == len &&
	    fclose(f) == 0, "the target's folder takes a file");
}

static const char *
in_source(const struct target *t, const char *path)
{
	const char *top = getenv("srcdir");

	return rr_arena_printf(t->arena, "%s/%s", top != NULL ? top : ".",
	    path);
}

char *
target_source(const struct target *t, const char *path, size_t *len)
{
	char *bytes;

	target_must(t, rr_load_file(t->arena, in_source(t, path), RR_LOAD_MAX,
	    &bytes, len, t->diags), path);
	return bytes;
}

struct rr_engine *
target_engine(const struct target *t, const char *path)
{
	const char *share = in_source(t, "share");
	const struct rr_calendar **calendars;
	const struct rr_zone **zones;
	struct rr_agreement *a;
	struct rr_engine *e;
	size_t len;
	char *bytes = target_source(t, path, &len);

	target_must(t, rr_load_agreement(t->arena, path, bytes, len, &a,
	    t->diags), path);
	calendars = rr_arena_array(t->arena, a->ncalendars + 1,
	    sizeof(*calendars));
	zones = rr_arena_array(t->arena, a->nzones + 1, sizeof(*zones));
	for (size_t i = 0; i < a->ncalendars; i++) {
		struct rr_calendar *c;

		target_must(t, rr_load_calendar(t->arena, share,
		    a->calendars[i].name, &c, t->diags), "a calendar");
		calendars[i] = c;
	}
	for (size_t i = 0; i < a->nzones; i++) {
		struct rr_zone *z;

		target_must(t, rr_load_zone(t->arena, a->zones[i].name, &z,
		    t->diags), "a zone");
		zones[i] = z;
	}
	e = rr_engine_new(t->arena, a, calendars, a->ncalendars, zones,
	    a->nzones, t->diags);
	target_must(t, e != NULL, "an engine");
	return e;
}

struct rr_app *
target_app(const char *db, bool read_only)
{
	const struct rr_options o = { .on = RR_DATE_NONE, .db = db,
	    .due_within = RR_DUE_WITHIN, .read_only = read_only };

	return rr_app_new(&o, rr_cmds);
}

bool
target_run(const struct target *t, struct rr_app *app, const char *line)
{
	const struct rr_cmd *cmd;
	const char **words;
	struct rr_args args;
	struct rr_out out;
	size_t n, used;
	bool ok;

	rr_diags_clear(t->diags);
	target_must(t, rr_words_split(t->round, line, &words, &n, t->diags),
	    line);
	cmd = rr_cmd_find(app, words, n, &used, t->diags);
	target_must(t, cmd != NULL && rr_args_parse(t->round, cmd,
	    words + used, n - used, &args, t->diags), line);
	rr_out_init(&out, t->round);
	ok = rr_cmd_run(app, cmd, &args, &out, t->diags);
	target_must(t, ok || rr_diags_errors(t->diags) > 0,
	    "a refusal has words");
	if (ok && out.view != NULL) {
		struct rr_buf b = RR_BUF_INIT;

		rr_table_text(out.view, &out.source, 0, true, &b);
		rr_buf_free(&b);
	}
	rr_out_done(&out);
	return ok;
}

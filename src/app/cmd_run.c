/*
 * cmd_run.c: a script of commands, one a line: all of it goes on record, or
 * nothing.
 *
 * From the first line that records, all lines work on a stage, where each sees
 * what those before it recorded; at the end they are recorded in one
 * transaction.  Nothing is held meanwhile, so what the lines rest on can have
 * moved on: then the script is worked out again from its first line.  A short
 * one stays in front of the line for that, for a moment at most.
 *
 * The first line that fails ends it, and says so.  A script does not run
 * scripts, and does not ask for the case file as it stands on the disk once
 * it records.
 */
#include <stdio.h>
#include <string.h>

#include "app_int.h"
#include "params_int.h"
#include "regrights/buf.h"
#include "regrights/hash.h"
#include "regrights/vec.h"
#include "reads_int.h"

#define TRIES	4
#define MOMENT	2		/* seconds in front of the line, at most */
#define NUMBERS	48		/* bytes: two journal numbers in words */

static const struct rr_param run_params[] = {
	RR_TAKES("file", FILE, RR_OPERAND | RR_REQUIRED, "File",
	    "one command a line, as after `regrights`; # begins a comment")
};

struct script {
	struct rr_app	*app;
	const char	*file, *bytes;
	size_t		 len;
	const char	*op;		/* the id of the whole, or NULL */
	uint8_t		 first[RR_OP_LEN];	/* op under it */
	/* its entries, where they are on record already */
	int64_t		 again, again_last;
	bool		 dry;
	/* some line has shown what is on record, and its numbers */
	bool		 exact;
	struct rr_buf	 answers;	/* of the lines */
	size_t		 commands;
	struct rr_vec	 lines;		/* of struct line, those that record */
	struct rr_diags	*diags;
	struct rr_out	*out;
	rr_instant	 begun;
	bool		 held;
};

/* A line that recorded, and its entries in the stage. */
struct line {
	size_t	 number;
	int64_t	 first, last;
};

static void
keep_answer(struct script *s, struct rr_out *one)
{
	if (one->view != NULL)
		rr_table_text(one->view, &one->source, 0,
		    s->app->options.ascii, &s->answers);
	rr_buf_addn(&s->answers, one->text.s, one->text.len);
	rr_buf_addn(&s->answers, one->bytes.s, one->bytes.len);
	s->out->no |= one->no;
}

/* Under which op a line records, if the script has an id. */
static const char *
op_of_line(const struct script *s, struct rr_arena *arena)
{
	struct rr_buf hex = RR_BUF_INIT;
	uint8_t op[RR_OP_LEN];

	if (s->op == NULL)
		return NULL;
	memcpy(op, s->first, RR_OP_LEN);
	rr_op_part(op, s->lines.n);
	rr_hex(op, RR_OP_LEN, &hex);
	return rr_buf_keep(&hex, arena);
}

static bool
may_stand(struct script *s, const struct rr_cmd *cmd)
{
	if (cmd == &rr_cmd_script)
		return rr_diag(s->diags, RR_E_FACT, rr_nowhere,
		    "a script does not run scripts");
	if (cmd->records == RR_SHAPE_RELEASE && s->dry)
		return rr_diag(s->diags, RR_E_SEALED, rr_nowhere, "what a "
		    "release brings back is not shown before it is recorded; "
		    "try the other lines without it");
	if (cmd->of_file && s->app->staged)
		return rr_diag(s->diags, RR_E_FACT, rr_nowhere,
		    "'%s' is about the case file as it stands on the disk, "
		    "and what the lines above record is not there before the "
		    "script ends; give it by itself, behind the script",
		    cmd->name);
	if (cmd->effect == RR_RECORDS && !s->app->staged)
		return rr_app_stage(s->app, s->diags);
	s->exact |= cmd->effect != RR_RECORDS && s->app->staged;
	return true;
}

static int64_t
last_staged(struct script *s)
{
	uint8_t hash[RR_HASH_LEN];
	int64_t seq = 0;

	if (s->app->staged && !rr_store_head(s->app->store, &seq, hash,
	    s->diags))
		seq = 0;
	return seq;
}

static bool
run_cmd(struct script *s, struct rr_arena *arena, const struct rr_cmd *cmd,
    const struct rr_args *args, size_t number)
{
	int64_t before = last_staged(s), after;
	struct rr_out one;
	bool ok;

	rr_out_init(&one, arena);
	s->app->op = op_of_line(s, arena);
	ok = rr_cmd_run(s->app, cmd, args, &one, s->diags);
	s->app->op = NULL;
	after = last_staged(s);
	if (ok)
		keep_answer(s, &one);
	if (ok && after > before)
		*(struct line *)rr_vec_add(s->out->arena, &s->lines) =
		    (struct line){ number, before + 1, after };
	rr_out_done(&one);
	return ok;
}

/*
 * The words of a line and the command that they begin with (NULL: none are
 * there).  Where no line before is a command the file may be no script: then
 * not a word of it is quoted.
 */
static bool
read_line(struct script *s, struct rr_arena *arena, const char *line,
    const char ***words, size_t *n, const struct rr_cmd **cmd, size_t *used)
{
	struct rr_diags *first = rr_diags_new();
	struct rr_diags *diags = s->commands > 0 || rr_line_begins(s->app,
	    arena, line) ? s->diags : first;
	const struct rr_diag *own;	/* a word of the program's own */
	bool ok = rr_words_split(arena, line, words, n, diags);

	*cmd = ok && *n > 0 ? rr_cmd_find(s->app, *words, *n, used, diags) :
	    NULL;
	ok = ok && (*n == 0 || *cmd != NULL);
	own = rr_diags_find(first, RR_E_GENERAL);
	if (own != NULL)
		rr_diag(s->diags, own->code, own->at, "%s", own->what);
	else if (!ok && diags == first)
		rr_diag(s->diags, RR_E_NO_COMMAND, rr_nowhere, "the first line "
		    "begins with none, so this may be no script; one has a "
		    "command a line, as after `regrights`");
	rr_diags_free(first);
	return ok;
}

static bool
run_line(struct script *s, struct rr_arena *arena, const char *line,
    size_t number)
{
	const struct rr_cmd *cmd;
	const char **words;
	struct rr_args args;
	size_t n, used;

	if (!read_line(s, arena, line, &words, &n, &cmd, &used))
		return false;
	if (n == 0)
		return true;
	s->commands++;
	return rr_args_parse(arena, cmd, words + used,
	    n - used, &args, s->diags) && may_stand(s, cmd) &&
	    run_cmd(s, arena, cmd, &args, number);
}

/* Who waits behind a script is not kept for long. */
static void
make_way(struct script *s)
{
	int64_t taken = rr_clock().sec - s->begun.sec;

	if (!s->held || s->app->file == NULL || (taken >= 0 &&
	    taken <= MOMENT))
		return;
	rr_store_hold(s->app->file, false, s->diags);
	s->held = false;
}

static size_t
count_lines(const char *bytes)
{
	size_t n = 0;

	for (const char *end = bytes; end != NULL && *end != '\0'; n++) {
		end = strchr(end, '\n');
		end = end != NULL ? end + 1 : NULL;
	}
	return n;
}

/* How far it is; false when it is to go on no more. */
static bool
goes_on(const struct script *s, size_t done, size_t of)
{
	struct rr_app *app = s->app;

	if (app->progress != NULL)
		app->progress(app->progress_ctx, RR_WORK_LINES, done, of);
	return rr_app_goes_on(app);
}

static bool
stopped_at(struct script *s, struct rr_pos at)
{
	if (!rr_app_was_stopped(s->diags))
		return rr_diag(s->diags, RR_E_FACT, at, "the script stopped "
		    "here; nothing of it was recorded, so run it again when "
		    "this line is mended");
	rr_diags_clear(s->diags);
	return rr_diag(s->diags, RR_E_STOPPED, at, "nothing of the script was "
	    "recorded");
}

/* What a line needs goes with it: a script can be long. */
static bool
run_lines(struct script *s)
{
	const size_t of = count_lines(s->bytes);
	struct rr_pos at = { s->file, 0, 1 };
	const char *line, *end;

	for (line = s->bytes; *line != '\0'; line = end) {
		struct rr_arena *arena = rr_arena_new();
		size_t n = strcspn(line, "\n");
		bool ok = goes_on(s, (size_t)at.line, of) || rr_diag(s->diags,
		    RR_E_STOPPED, rr_nowhere, "%s", s->file);

		at.line++;
		end = line + n + (line[n] == '\n' ? 1 : 0);
		ok = ok && run_line(s, arena, rr_arena_strndup(arena, line, n),
		    (size_t)at.line);
		rr_arena_free(arena);
		if (!ok) {
			goes_on(s, of, of);
			return stopped_at(s, at);
		}
		make_way(s);
	}
	goes_on(s, of, of);
	at.line = 0;
	return s->commands > 0 ? true : rr_diag(s->diags, RR_E_EMPTY, at,
	    "no command stands in the script; nothing was recorded");
}

static const char *
numbers(const struct script *s, int64_t moved, char *text)
{
	const struct line *l = rr_vec_at(&s->lines, 0);
	const struct line *m = rr_vec_at(&s->lines, s->lines.n - 1);

	if (l->first == m->last)
		snprintf(text, NUMBERS, "%lld", (long long)(l->first + moved));
	else
		snprintf(text, NUMBERS, "%lld to %lld",
		    (long long)(l->first + moved),
		    (long long)(m->last + moved));
	return text;
}

/* The answers name the numbers of the stage: so each line's true ones. */
static void
tell_moved(const struct script *s, int64_t moved)
{
	rr_out_line(s->out, "Others recorded in other matters meanwhile; the "
	    "entries of each line:");
	for (size_t i = 0; i < s->lines.n; i++) {
		const struct line *l = rr_vec_at(&s->lines, i);

		if (l->first == l->last)
			rr_out_line(s->out, "line %zu: entry %lld", l->number,
			    (long long)(l->first + moved));
		else
			rr_out_line(s->out, "line %zu: entries %lld to %lld",
			    l->number, (long long)(l->first + moved),
			    (long long)(l->last + moved));
	}
}

static bool
publish(struct script *s)
{
	char *text = rr_arena_alloc(s->out->arena, NUMBERS);
	int64_t moved;

	rr_buf_reserve(&s->out->text, 2 * NUMBERS);
	if (!rr_app_publish(s->app, s->exact, &moved, s->diags))
		return false;
	s->out->recorded = numbers(s, moved, text);
	rr_out_line(s->out, "Recorded as %s %s.",
	    rr_out_entries(s->out->recorded), s->out->recorded);
	rr_out_tell(s->out);
	if (moved != 0)
		tell_moved(s, moved);
	else
		rr_buf_addn(&s->out->text, s->answers.s, s->answers.len);
	return true;
}

/* Once through; what is not recorded then is forgotten. */
static bool
attempt(struct script *s)
{
	bool ok;

	s->exact = false;
	s->lines.n = 0;
	s->commands = 0;
	s->out->no = false;
	rr_buf_clear(&s->answers);
	rr_diags_clear(s->diags);
	s->begun = rr_clock();
	ok = run_lines(s);
	if (ok && !s->dry && s->lines.n > 0)
		return publish(s);
	if (ok)
		rr_buf_addn(&s->out->text, s->answers.s, s->answers.len);
	rr_app_unstage(s->app);
	return ok;
}

/* Others were in between: again, and the last times in front of the line. */
static bool
run_through(struct script *s)
{
	struct rr_app *app = s->app;
	bool ok;

	for (int i = 0;; i++) {
		ok = attempt(s);
		if (ok || i == TRIES || !rr_is_stale(s->diags) ||
		    app->conflict)
			break;
		s->held = i > 0 && app->mode != RR_STORE_READ;
		if (s->held)
			rr_store_hold(app->store, true, s->diags);
	}
	if (s->held)
		rr_store_hold(app->store, false, s->diags);
	if (ok || !rr_is_stale(s->diags) || app->conflict)
		return ok;
	rr_tell_between(app, s->out->arena, s->diags);
	return rr_diag(s->diags, RR_E_STALE, rr_nowhere,
	    "nothing of the script was recorded; run it again when less is "
	    "being recorded here, or make several of it");
}

/* Its text, and what is now in each file that a line of it records from. */
static bool
all_asked(struct script *s, struct rr_buf *asked)
{
	struct rr_pos at = { s->file, 0, 1 };
	const char *line, *end;

	rr_buf_add(asked, "run\n");
	if (!rr_date_is_none(s->app->options.on))
		rr_date_text(s->app->options.on, asked);
	rr_buf_addn(asked, s->bytes, s->len);
	for (line = s->bytes; *line != '\0'; line = end) {
		size_t n = strcspn(line, "\n");
		char *one = rr_arena_strndup(s->out->arena, line, n);

		at.line++;
		end = line + n + (line[n] == '\n' ? 1 : 0);
		if (!rr_again_line(s->app, one, asked, s->diags))
			return rr_diag(s->diags, RR_E_FACT, at,
			    "under --op what is in the file that this line "
			    "names counts too; nothing was recorded now");
	}
	return true;
}

/* The same script under the same id: what it recorded then is the answer. */
static bool
find_again(struct script *s, bool *found)
{
	struct rr_arena *arena = s->out->arena;
	struct rr_buf asked = RR_BUF_INIT;
	uint8_t id[RR_OP_LEN];
	struct rr_line *line;
	int64_t last;
	bool ok;

	*found = false;
	if (s->op == NULL)
		return true;
	if (!rr_op_make(s->op, id, s->diags))
		return false;
	ok = all_asked(s, &asked);
	if (ok)
		rr_op_bind(id, &asked, s->first);
	rr_buf_free(&asked);
	if (!ok || !rr_op_used(s->app, arena, s->first, found, &line, &last,
	    s->diags))
		return false;
	if (!*found)
		return true;
	s->again = line->seq;
	s->again_last = last;
	s->out->recorded = line->seq == last ?
	    rr_arena_printf(arena, "%lld", (long long)last) :
	    rr_arena_printf(arena, "%lld to %lld", (long long)line->seq,
	    (long long)last);
	return true;
}

static void
tell_again(const struct script *s)
{
	rr_out_line(s->out, "On record already, as %s %s: all of it",
	    rr_out_entries(s->out->recorded), s->out->recorded);
	rr_again_void(s->app, s->again, s->again_last, s->out);
	rr_out_line(s->out, "Nothing was recorded a second time.");
}

/* What another hand recorded meanwhile, under its id, is its answer too. */
static bool
is_there(struct script *s)
{
	struct rr_diags *diags = s->diags;
	struct rr_diags *quiet = rr_diags_new();
	bool found;

	s->diags = quiet;
	found = !s->dry && find_again(s, &found) && found;
	s->diags = diags;
	rr_diags_free(quiet);
	if (!found)
		return false;
	rr_diags_clear(diags);
	rr_buf_clear(&s->out->text);
	tell_again(s);
	return true;
}

static bool
run_script(struct rr_app *app, const struct rr_args *args,
    struct rr_out *out, struct rr_diags *diags)
{
	const struct rr_vec none = RR_VEC_INIT(struct line);
	const struct rr_buf unused = RR_BUF_INIT;
	struct script s = { .app = app, .file = rr_arg(args, "file"),
	    .op = app->options.op, .dry = app->options.dry, .diags = diags,
	    .out = out, .lines = none, .answers = unused };
	bool found, ok;

	if (!rr_script_read(app, out->arena, s.file, &s.bytes, &s.len,
	    diags) ||
	    !find_again(&s, &found))
		return false;
	if (found) {
		tell_again(&s);
		return true;
	}
	app->conflict = false;
	app->rehearses = s.dry;
	app->options.dry = false;
	app->options.op = NULL;
	ok = run_through(&s) || is_there(&s);
	app->options.op = s.op;
	app->options.dry = s.dry;
	app->rehearses = false;
	rr_buf_free(&s.answers);
	return ok;
}

const struct rr_cmd rr_cmd_script = {
	.name = "run", .keys = "", .views = "*",
	.brief = "run a script of commands: all of it is recorded, or nothing",
	.man = "regrights(1)", .effect = RR_FILES, .of_file = true,
	.rehearses = true,
	RR_PARAMS(run_params), .run = run_script,
	.heeds = RR_HEEDS_CASE | RR_HEEDS_OP
};

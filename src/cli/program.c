/*
 * program.c: words on a pipe: one command, its answer, its exit status.
 *
 * Exit: 0 done; 1 the answer is no; 2 usage; 3 errors in a file; 4 the store;
 * 5 recorded and told in part; 70 our fault; SIGPIPE when the reader of what
 * was only shown went away.  What comes from files is made safe before a
 * terminal sees it; a pipe gets the bytes as they are in CSV and JSON.
 */
#include <langinfo.h>
#include <locale.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "main_int.h"
#include "options_int.h"
#include "regrights/arena.h"
#include "regrights/buf.h"
#include "regrights/calc.h"
#include "regrights/cmd.h"
#include "regrights/json.h"
#include "regrights/text.h"
#include "regrights/tui.h"
#include "streams_int.h"
#include "tell_int.h"

#ifndef PACKAGE_VERSION
#define PACKAGE_VERSION	"0"
#endif

#define TOLD_IN_PART	5	/* recorded; what follows could not be told */
#define BY_SIGPIPE	(128 + SIGPIPE)	/* as a shell calls that end */

struct program {
	struct rr_arena		*arena;
	struct rr_diags		*diags;
	struct rr_options	 options;
	struct rr_app		*app;
	const char		**words;
	size_t			 n;
	bool			 help, version, in;
	bool			 told;		/* that it waits */
	/* the numbers of what was recorded, or NULL */
	const char		*recorded;
	bool			 confirmed;	/* they were told */
	const struct rr_out	*out;		/* the answer in the making */
	size_t			 begun;		/* bytes of it that were put */
};

/* Lines as they are; what is unsafe in them made visible on a terminal. */
static void
put_text(const char *text, bool ascii)
{
	struct rr_buf b = RR_BUF_INIT;

	while (*text != '\0') {
		size_t n = strcspn(text, "\n");
		struct rr_buf line = RR_BUF_INIT;

		rr_buf_addn(&line, text, n);
		rr_text_safe(line.s, ascii, &b);
		rr_buf_addc(&b, '\n');
		rr_buf_free(&line);
		text += n + (text[n] == '\n' ? 1 : 0);
	}
	fwrite(b.s, 1, b.len, stdout);
	rr_buf_free(&b);
}

static void
put_diags(const struct program *p)
{
	rr_diags_sort(p->diags);
	for (size_t i = 0; i < rr_diags_count(p->diags); i++) {
		struct rr_buf b = RR_BUF_INIT;

		rr_diag_text(rr_diags_get(p->diags, i), &b);
		fwrite(b.s, 1, b.len, stderr);
		rr_buf_free(&b);
	}
}

/* The status that the worst complaint asks for, by its range. */
static int
status_of(const struct program *p, int otherwise)
{
	int status = otherwise;

	for (size_t i = 0; i < rr_diags_count(p->diags); i++) {
		const struct rr_diag *d = rr_diags_get(p->diags, i);
		const char *tag = rr_code_tag(d->code);

		if (rr_code_severity(d->code) == RR_WARNING)
			continue;
		if (tag[1] == '5')
			return 4;
		if (d->at.file != NULL && (tag[1] == '1' || tag[1] == '2' ||
		    tag[1] == '3'))
			status = 3;
	}
	return status;
}

/* The rest of it, when it has begun. */
static void
put_json(const struct program *p, const struct rr_json *j)
{
	struct rr_buf b = RR_BUF_INIT;

	rr_json_print(j, &b);
	fwrite(b.s + p->begun, 1, b.len - p->begun, stdout);
	rr_buf_free(&b);
}

static void
put_table(const struct program *p, const struct rr_out *out)
{
	struct rr_buf b = RR_BUF_INIT;

	if (p->options.format == RR_FORMAT_CSV) {
		rr_table_csv(out->view, &out->source, false, &b);
		fwrite(b.s, 1, b.len, stdout);
	} else {
		rr_table_text(out->view, &out->source, 0, p->options.ascii,
		    &b);
		fwrite(b.s, 1, b.len, stdout);
	}
	rr_buf_free(&b);
}

static struct rr_json *
lines_json(const struct rr_out *out)
{
	struct rr_json *j = rr_json_object();
	struct rr_json *lines = rr_json_array();
	const char *p = out->text.s;

	while (*p != '\0') {
		size_t n = strcspn(p, "\n");

		rr_json_push(lines, rr_json_string(rr_arena_strndup(
		    out->arena, p, n)));
		p += n + (p[n] == '\n' ? 1 : 0);
	}
	rr_json_set(j, "format", rr_json_string("regrights/1"));
	rr_json_set(j, "recorded", rr_json_string(out->recorded));
	rr_json_set(j, "lines", lines);
	return j;
}

static void
put_answer(const struct program *p, const struct rr_out *out)
{
	bool json = p->options.format == RR_FORMAT_JSON;
	struct rr_json *j = NULL;

	if (out->bytes.len > 0) {
		fwrite(out->bytes.s, 1, out->bytes.len, stdout);
		return;
	}
	if (json && out->json != NULL)
		put_json(p, out->json);
	else if (json) {
		j = out->view != NULL ? rr_table_json(out->view,
		    &out->source) : lines_json(out);
		put_json(p, j);
		rr_json_free(j);
	} else {
		if (out->view != NULL)
			put_table(p, out);
		put_text(out->text.s, p->options.ascii);
	}
}

static bool
is_plain(const char *text)
{
	for (; *text != '\0'; text++)
		if (*text != '\n' && (*text < ' ' || *text > '~'))
			return false;
	return true;
}

/* The head of the object that lines_json() makes; the lines come later. */
static bool
begin_json(struct program *p)
{
	int n = printf("{\n  \"format\": \"regrights/1\",\n"
	    "  \"recorded\": \"%s\",\n", p->out->recorded);

	p->begun = n > 0 ? (size_t)n : 0;
	p->confirmed = rr_put_out();
	return false;
}

/*
 * At once: what follows can be long, and can be broken off.  Plain words need
 * no memory, which there may be no more of.
 */
static bool
tell_lines(void *ctx, const char *lines)
{
	struct program *p = ctx;

	if (p->options.format == RR_FORMAT_JSON)
		return begin_json(p);
	if (is_plain(lines))
		fputs(lines, stdout);
	else
		put_text(lines, p->options.ascii);
	p->confirmed = rr_put_out();
	return true;
}

/* What the terms are was said once, of all the questions. */
static bool
is_of_line(struct program *p, const struct rr_args *args)
{
	const struct rr_pos nowhere = { NULL, 0, 0 };

	return rr_arg(args, "agreement") == NULL ? true :
	    rr_diag(p->diags, RR_E_UNKNOWN_KEY, nowhere, "--agreement is of "
	    "all questions: write it behind --stdin, and in no line");
}

static bool
calc_line(struct program *p, struct rr_calc *k, const struct rr_cmd *cmd,
    const struct rr_args *fixed, const char *line, struct rr_arena *arena,
    int *status)
{
	struct rr_buf answer = RR_BUF_INIT;
	struct rr_args args, all;
	struct rr_arg *items;
	const char **words;
	struct rr_out out;
	size_t n;
	bool ok;

	rr_out_init(&out, arena);
	ok = rr_words_split(arena, line, &words, &n, p->diags) &&
	    rr_args_parse(arena, cmd, words, n, &args, p->diags) &&
	    is_of_line(p, &args);
	if (ok) {
		items = rr_arena_array(arena, args.n + fixed->n + 1,
		    sizeof(*items));
		for (size_t i = 0; i < args.n; i++)
			items[i] = args.items[i];
		for (size_t i = 0; i < fixed->n; i++)
			items[args.n + i] = fixed->items[i];
		all.items = items;
		all.n = args.n + fixed->n;
		ok = rr_calc_answer(k, cmd, &all, &out, p->diags);
	}
	if (ok) {
		rr_calc_line(&out, p->options.format == RR_FORMAT_JSON,
		    &answer);
		fwrite(answer.s, 1, answer.len, stdout);
		if (out.no && *status == 0)
			*status = 1;
	} else {
		/* One answer a line, whatever it is. */
		puts("error");
		put_diags(p);
		rr_diags_clear(p->diags);
		*status = 2;
	}
	rr_buf_free(&answer);
	rr_out_done(&out);
	return ok;
}

/* Without its end; a NUL byte is made one that is never allowed. */
static const char *
a_line(char *line, size_t n)
{
	if (n > 0 && line[n - 1] == '\n')
		line[--n] = '\0';
	if (n > 0 && line[n - 1] == '\r')
		line[--n] = '\0';
	for (char *nul; (nul = memchr(line, '\0', n)) != NULL;)
		*nul = '\001';
	return line;
}

/* `compute … --stdin`: a question a line, its arguments as on this line. */
static int
calc_stdin(struct program *p, const struct rr_cmd *cmd,
    const struct rr_args *args)
{
	struct rr_arena *arena = rr_arena_new();
	struct rr_calc *k;
	char *line = NULL;
	size_t cap = 0;
	int status = 0;
	ssize_t n;

	if (!rr_cmd_heeds(p->app, cmd, p->diags) || !rr_calc_open(p->app,
	    rr_arg(args, "agreement"), &k, p->diags)) {
		rr_arena_free(arena);
		return status_of(p, 2);
	}
	while (!ferror(stdout) && (n = getline(&line, &cap, stdin)) > 0) {
		rr_arena_reset(arena);
		calc_line(p, k, cmd, args, a_line(line, (size_t)n), arena,
		    &status);
	}
	rr_free(line);
	rr_calc_close(k);
	rr_arena_free(arena);
	return status;
}

static void
refuse(struct program *p, const char *why)
{
	const struct rr_pos nowhere = { NULL, 0, 0 };

	rr_diag(p->diags, RR_E_UNKNOWN_KEY, nowhere, "%s", why);
}

static int
run_command(struct program *p)
{
	const struct rr_cmd *cmd;
	struct rr_args args;
	struct rr_out out;
	size_t used;
	int status = 2;

	cmd = rr_cmd_find(p->app, p->words, p->n, &used, p->diags);
	if (cmd == NULL || !rr_args_parse(p->arena, cmd, p->words + used,
	    p->n - used, &args, p->diags))
		return status;
	if (p->in && cmd->answer != NULL)
		return calc_stdin(p, cmd, &args);
	if (p->in && !p->help) {
		refuse(p, "--stdin is of the commands of `compute`; leave it "
		    "out");
		return status;
	}
	rr_out_init(&out, p->arena);
	out.tell = tell_lines;
	out.tell_ctx = p;
	p->out = &out;
	if (rr_cmd_run(p->app, cmd, &args, &out, p->diags)) {
		put_answer(p, &out);
		status = out.no ? 1 : 0;
	} else if (out.recorded == NULL)
		status = status_of(p, 2);
	else {
		put_answer(p, &out);
		status = TOLD_IN_PART;
	}
	p->recorded = out.recorded;
	rr_out_done(&out);
	return status;
}

static void
put_globals(void)
{
	const struct rr_global *g;

	puts("General options, which may stand anywhere:");
	for (size_t i = 0; (g = rr_global_at(i)) != NULL; i++)
		printf("  %-13s %-14s %s\n", g->name,
		    g->value != NULL ? g->value : "", g->doc);
}

static int
run_screen(struct program *p)
{
	if (!isatty(STDIN_FILENO) || !isatty(STDOUT_FILENO)) {
		const struct rr_pos nowhere = { NULL, 0, 0 };

		rr_diag(p->diags, RR_E_FILLED, nowhere,
		    "a command: without a terminal there are no panes; "
		    "`regrights help` lists the commands");
		return 2;
	}
	if (p->options.op != NULL) {
		rr_diag(p->diags, RR_E_FACT, (struct rr_pos){ NULL, 0, 0 },
		    "--op names one operation, and the panes record several");
		return 2;
	}
	if (p->in || p->options.format != RR_FORMAT_TEXT) {
		refuse(p, "the panes make no use of --stdin and --format; "
		    "leave them out, or give a command");
		return 2;
	}
	/* A line on standard error would stand in the middle of a pane. */
	rr_app_waiting(p->app, NULL, NULL);
	rr_app_progress(p->app, NULL, NULL);
	rr_app_asking(p->app, NULL, NULL);
	return rr_tui_run(p->app, p->diags) ? 0 : status_of(p, 2);
}

static int
run(struct program *p)
{
	if (!rr_options_take(p->arena, p->words, &p->n, &p->options, &p->help,
	    &p->version, &p->in, p->diags))
		return 2;
	if (strcmp(nl_langinfo(CODESET), "UTF-8") != 0)
		p->options.ascii = true;
	p->app = rr_app_new(&p->options, rr_cmds);
	rr_app_waiting(p->app, rr_tell_waiting, &p->told);
	rr_app_progress(p->app, rr_tell_progress, NULL);
	if (isatty(STDIN_FILENO) && isatty(STDERR_FILENO))
		rr_app_asking(p->app, rr_ask_terminal, NULL);
	if (p->version) {
		puts("regrights " PACKAGE_VERSION);
		return 0;
	}
	if (p->help) {
		const char **words = rr_arena_array(p->arena, p->n + 1,
		    sizeof(*words));

		words[0] = "help";
		for (size_t i = 0; i < p->n; i++)
			words[i + 1] = p->words[i];
		p->words = words;
		p->n++;
		put_globals();
	}
	return p->n == 0 ? run_screen(p) : run_command(p);
}

/*
 * An answer that could not be written.  Whoever tries again would log twice
 * what is on record, so that is said first; a reader that went away, as
 * head(1) does, needs to be told of nothing else, and the program then ends
 * as any other does.
 */
static int
answer_lost(struct program *p, int status)
{
	const struct rr_pos at = { "standard output", 0, 0 };
	/* the panes tell on their screen what they record */
	bool gone = p->n == 0 || rr_reader_went();

	if (p->recorded != NULL && !(gone && p->confirmed))
		rr_diag(p->diags, RR_E_WRITE, at,
		    "on record as %s %s, so do not record it again; the rest "
		    "of the answer could not be written",
		    rr_out_entries(p->recorded), p->recorded);
	else if (p->recorded == NULL && !gone)
		rr_diag(p->diags, RR_E_WRITE, at,
		    "the answer could not be written; nothing was recorded");
	if (p->recorded != NULL)
		return TOLD_IN_PART;
	if (status == 0 && gone && p->n > 0)
		return BY_SIGPIPE;
	return status == 0 ? 4 : status;
}

int
rr_main(int argc, char **argv)
{
	struct program p;
	int status;

	rr_streams_fill();
	setlocale(LC_CTYPE, "");
	signal(SIGPIPE, SIG_IGN);
	signal(SIGXFSZ, SIG_IGN);
	memset(&p, 0, sizeof(p));
	p.arena = rr_arena_new();
	p.diags = rr_diags_new();
	p.options.on = RR_DATE_NONE;
	p.options.due_within = RR_DUE_WITHIN;
	p.words = rr_arena_array(p.arena, (size_t)argc + 1,
	    sizeof(*p.words));
	for (int i = 1; i < argc; i++)
		p.words[p.n++] = argv[i];
	status = run(&p);
	rr_app_warn(p.app, p.diags);
	if (!rr_put_out())
		status = answer_lost(&p, status);
	put_diags(&p);
	rr_app_free(p.app);
	rr_diags_free(p.diags);
	rr_arena_free(p.arena);
	if (status == BY_SIGPIPE) {
		signal(SIGPIPE, SIG_DFL);
		raise(SIGPIPE);
	}
	return status;
}

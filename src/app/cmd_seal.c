/*
 * cmd_seal.c: entries kept from sight, seen again, destroyed; and what rested
 * on them accounted for.
 *
 * The entries of one operation share a command, so they are sealed, released
 * and destroyed together.  Nothing here shows a word of what a sealed one says.
 */
#include <string.h>

#include "app_int.h"
#include "params_int.h"
#include "told_int.h"
#include "regrights/buf.h"
#include "regrights/map.h"
#include "regrights/seal.h"
#include "regrights/vec.h"

#define WHICH(flags, what)						\
	RR_MATTER,							\
	RR_TAKES("entry", FACT, RR_OPERAND | RR_REQUIRED | (flags), "Entry", \
	    what),							\
	RR_TAKES("reason", TEXT, RR_REQUIRED, "Reason", "why")
#define CONFIRM								\
	RR_TAKES("confirm", TEXT, RR_CONFIRMS, "Its number again",	\
	    "the entry's number once more; what rests on it is shown before")

/* What a seal, a release or a destruction is done to, and with what. */
struct act {
	struct rr_case		*c;
	const struct rr_cmd	*cmd;
	const struct rr_args	*args;
	struct rr_out		*out;
	struct rr_diags		*diags;
	int64_t			 seq;		/* as it was given */
	struct rr_line		*lines;		/* of its operation */
	size_t			 n;
	struct rr_fact		*facts;
	struct rr_entry		*entries;
	struct rr_copies	 copies;
};

/* The lines of its operation, but for those that were destroyed. */
static bool
operation_of(struct act *a)
{
	struct rr_case *c = a->c;
	const char *op = NULL;
	struct rr_store *s;
	size_t count;

	if (!rr_app_store(c->app, RR_STORE_READ, &s, a->diags) ||
	    !rr_store_journal(s, c->arena, c->matter.key, 0, false,
	    (size_t)-1, &a->lines, &count, a->diags))
		return false;
	for (size_t i = 0; i < count; i++)
		if (a->lines[i].seq == a->seq)
			op = a->lines[i].op;
	for (size_t i = 0; op != NULL && i < count; i++)
		if (strcmp(a->lines[i].op, op) == 0 &&
		    a->lines[i].destroyed_by == 0)
			a->lines[a->n++] = a->lines[i];
	return a->n > 0 ? true : rr_seal_told(c, a->seq, a->diags);
}

/* Of 0 to N: the entry that was given is told of before the others are. */
static int64_t
nth(const struct act *a, size_t i)
{
	return i == 0 ? a->seq : a->lines[i - 1].seq;
}

/* "2", or "2, 3" */
static const char *
numbers(const struct act *a)
{
	struct rr_buf b = RR_BUF_INIT;

	for (size_t i = 0; i < a->n; i++)
		rr_buf_printf(&b, "%s%lld", i > 0 ? ", " : "",
		    (long long)a->lines[i].seq);
	return rr_buf_keep(&b, a->c->arena);
}

static bool
begin(struct act *a)
{
	const char *ref = rr_arg(a->args, "entry");
	const struct rr_options *o = &a->c->app->options;
	int64_t row;

	if (!rr_date_is_none(o->on) || o->nreadings > 0)
		return rr_diag(a->diags, RR_E_FACT, rr_nowhere, "what rests "
		    "on the entry is told as of today and as the text is "
		    "read; leave out --on and --reading");
	if (!rr_fact_ref_parse(ref, &a->seq, &row) || row != 0 ||
	    (rr_facts_find(a->c->facts, a->seq, 0) == NULL &&
	    rr_seal_of(a->c->facts, a->seq) == NULL))
		return rr_diag(a->diags, RR_E_NO_FACT, rr_nowhere,
		    "'%s'; a whole entry is named, by its number", ref);
	if (!operation_of(a))
		return false;
	if (a->n > 1)
		rr_out_line(a->out, "Entries %s are one operation: what is "
		    "done is done to all of them.",
		    rr_out_ranges(a->c->arena, numbers(a)));
	return true;
}

static void
make_facts(struct act *a)
{
	struct rr_case *c = a->c;

	a->facts = rr_arena_array(c->arena, a->n + 1, sizeof(*a->facts));
	a->entries = rr_arena_array(c->arena, a->n + 1, sizeof(*a->entries));
	for (size_t i = 0; i < a->n; i++) {
		struct rr_fact *f = &a->facts[i];

		f->shape = a->cmd->records;
		f->name = "entry";
		f->day = c->input.on;
		f->at = RR_INSTANT_NONE;
		f->about = a->lines[i].seq;
		rr_fact_put(c->arena, f, RR_USE_REASON,
		    rr_arg(a->args, "reason"));
		a->entries[i].fact = f;
	}
}

/* As a script takes it, with the number, also where a terminal asked. */
static bool
record(struct act *a)
{
	struct rr_arg *items = rr_arena_array(a->c->arena, a->args->n + 2,
	    sizeof(*items));
	struct rr_args all = { items, 0 }, full;
	struct rr_buf line = RR_BUF_INIT;
	bool ok;

	for (; all.n < a->args->n; all.n++)
		items[all.n] = a->args->items[all.n];
	if (a->cmd->records != RR_SHAPE_RELEASE &&
	    rr_arg(&all, "confirm") == NULL)
		items[all.n++] = (struct rr_arg){ "confirm",
		    rr_arena_printf(a->c->arena, "%lld", (long long)a->seq) };
	full = rr_args_resolved(a->c, a->cmd, &all, &a->facts[0]);
	rr_args_text(a->cmd, &full, &line);
	ok = rr_case_record(a->c, a->entries, a->n, line.s, NULL, 0, a->out,
	    a->diags);
	rr_buf_free(&line);
	return ok;
}

/* Asks on a terminal, else refuses and tells what rests on it. */
static bool
confirmed(struct act *a, const char *does, const char *rests)
{
	struct rr_app *app = a->c->app;
	const char *want = rr_arena_printf(a->c->arena, "%lld",
	    (long long)a->seq);
	const char *given = rr_arg(a->args, "confirm");
	char line[64];

	if (given != NULL && strcmp(given, want) == 0)
		return true;
	if (given != NULL)
		return rr_diag(a->diags, RR_E_CONFIRM, rr_nowhere,
		    "--confirm '%s': the entry is %s", given, want);
	if (app->options.dry)
		return true;
	/* Once it was asked nothing else is agreed to than what was shown. */
	if (app->shown != NULL)
		return strcmp(app->shown, rests) == 0 ? true :
		    rr_diag(a->diags, RR_E_CONFIRM, rr_nowhere, "what rests "
		    "on entry %s is another by now; give the command again",
		    want);
	if (app->ask != NULL && app->ask(app->ask_ctx, rr_arena_printf(
	    a->c->arena, "%sType the entry's number to %s it: ", rests, does),
	    line, sizeof(line))) {
		app->shown = rr_arena_strdup(app->arena, rests);
		return strcmp(line, want) == 0 ? true : rr_diag(a->diags,
		    RR_E_CONFIRM, rr_nowhere, "'%s' is not the entry's "
		    "number; nothing was recorded", line);
	}
	return rr_diag(a->diags, RR_E_CONFIRM, rr_nowhere, "--confirm: type "
	    "%s, the entry's number, once more; nothing was recorded.  %s",
	    want, rr_in_a_line(a->c->arena, rests));
}

/* Where else it stands what they say. */
static bool
find_copies(struct act *a)
{
	int64_t *seqs = rr_arena_array(a->c->arena, a->n + 1, sizeof(*seqs));

	for (size_t i = 0; i < a->n; i++)
		seqs[i] = a->lines[i].seq;
	return rr_case_copies(a->c, seqs, a->n, &a->copies, a->diags);
}

/* Before it is recorded: all of it in a dry run, else the first of each. */
static void
add_copies(const struct act *a, struct rr_buf *b)
{
	const bool dry = a->c->app->options.dry;

	rr_copies_text(a->c->arena, &a->copies, dry ? 0 : RR_ENTRIES_FEW, b);
	if (!dry && rr_copies_cut(&a->copies, RR_ENTRIES_FEW))
		rr_buf_add(b, "With --dry-run all are listed.\n");
	if (rr_copies_reason(a->c, &a->copies, &a->facts[0]))
		rr_buf_add(b, "The reason that is given says something of it, "
		    "and stays in sight.\n");
}

static const char *
what_rests(const struct act *a, const struct rr_rested *rows, size_t n,
    const struct rr_deadline *const *then,
    const struct rr_derivation *without)
{
	const char *of = rr_out_ranges(a->c->arena, numbers(a));
	struct rr_buf b = RR_BUF_INIT, found = RR_BUF_INIT;

	rr_buf_printf(&b, n == 0 ? "No deadline rests on entr%s %s.\n" :
	    n == 1 ? "On entr%s %s rests:\n" : "On entr%s %s rest:\n",
	    a->n > 1 ? "ies" : "y", of);
	rr_rested_list(0, rows, n, then, &b);
	rr_changed_findings(a->c->arena, a->c->derivation, without, &found);
	if (found.len > 0)
		rr_buf_printf(&b, "Found otherwise without it, or not at all:"
		    "\n%s", found.s);
	rr_buf_free(&found);
	add_copies(a, &b);
	return rr_buf_keep(&b, a->c->arena);
}

/* What the seal carries: what rested on all that it is recorded with. */
static void
carry(struct act *a, const struct rr_rested *rows, size_t n)
{
	struct rr_buf b = RR_BUF_INIT;

	if (a->n > 1)
		rr_fact_put(a->c->arena, &a->facts[0], RR_USE_ENTRIES,
		    numbers(a));
	if (n > 0) {
		rr_rested_json(rows, n, &b);
		rr_fact_set(a->c->arena, &a->facts[0], RR_SEAL_RESTED, b.s);
	}
	rr_buf_free(&b);
}

/* What is still to be done: its rows, and what else shows it. */
static void
tell_sealed(const struct act *a, const struct rr_rested *rows, size_t n)
{
	struct rr_out *out = a->out;
	int64_t seal = rr_out_first(out);

	if (out->recorded == NULL)
		return;
	if (n > 0) {
		rr_out_line(out, "What rested on it stays on the docket until "
		    "it is accounted for:");
		rr_rested_list(seal, rows, n, NULL, &out->text);
	}
	rr_copies_text(out->arena, &a->copies, RR_ENTRIES_FEW, &out->text);
	if (!rr_copies_any(&a->copies))
		return;
	rr_out_line(out, "`regrights show %s %lld` lists what is left of it "
	    "in sight.", a->c->matter.key, (long long)seal);
	out->left = rr_arena_printf(out->arena, "It stands elsewhere too: "
	    ":show %s %lld", a->c->matter.key, (long long)seal);
}

/*
 * What rests on it: what waits for an account, once it is sealed, waits in the
 * second round, and a deadline that would lose its day by that rests on it too.
 */
static bool
find_rested(struct act *a, struct rr_case **without, struct rr_rested **rows,
    size_t *n, const struct rr_deadline ***then)
{
	for (int round = 0; round < 2; round++) {
		*without = rr_case_with(a->c, a->out->arena, a->entries, a->n,
		    a->diags);
		if (rr_app_was_stopped(a->diags))
			return false;
		if (*without == NULL)
			return rr_diag(a->diags, RR_E_FACT, rr_nowhere, "what "
			    "is left without the entry cannot be worked out");
		*n = rr_rested_on(a->c->arena, a->c->derivation,
		    (*without)->derivation, rows, *n, then);
		carry(a, *rows, *n);
		if (*n == 0 ||
		    (*rows)[*n - 1].rests == RR_RESTS_DEADLINE)
			break;
	}
	return true;
}

static bool
may_seal(const struct act *a)
{
	for (size_t i = 0; i <= a->n; i++) {
		const struct rr_fact *f = rr_facts_find(a->c->facts,
		    nth(a, i), 0);

		if (f != NULL && rr_seal_refuses(f) != NULL)
			return rr_diag(a->diags, RR_E_FACT, rr_nowhere,
			    "entry %lld %s; it is not sealed",
			    (long long)f->seq, rr_seal_refuses(f));
	}
	return true;
}

static bool
run_seal(struct rr_case *c, const struct rr_cmd *cmd,
    const struct rr_args *args, struct rr_out *out, struct rr_diags *diags)
{
	struct act a = { .c = c, .cmd = cmd, .args = args, .out = out,
	    .diags = diags };
	const struct rr_deadline **then;
	struct rr_rested *rows = NULL;
	struct rr_case *without;
	const char *rests;
	size_t n = 0;

	if (!begin(&a))
		return false;
	if (rr_seal_of(c->facts, a.seq) != NULL)
		return rr_seal_told(c, a.seq, diags);
	make_facts(&a);
	if (!may_seal(&a) || !find_rested(&a, &without, &rows, &n, &then) ||
	    !find_copies(&a))
		return false;
	rests = what_rests(&a, rows, n, then, without->derivation);
	if (!confirmed(&a, "seal", rests))
		return false;
	if (c->app->options.dry)
		rr_buf_add(&out->text, rests);
	if (!record(&a))
		return false;
	tell_sealed(&a, rows, n);
	return true;
}

static const struct rr_param seal_params[] = {
	WHICH(0, "the entry that nobody is to see"), CONFIRM
};

const struct rr_cmd rr_cmd_seal = {
	.name = "seal", .keys = "", .views = "*",
	.brief = "keep an entry from sight (sequester it), until a release",
	.man = "regrights-seal(7)", .effect = RR_RECORDS,
	.records = RR_SHAPE_SEAL, RR_PARAMS(seal_params), .case_of = "matter",
	.in_case = run_seal
};

/* One who was entered anew meanwhile has another key: are they one? */
static void
tell_near(const struct act *a, const struct rr_case *now)
{
	struct rr_map *names = rr_map_new(now->arena);

	for (size_t i = 0; i < now->facts->n; i++) {
		const struct rr_fact *f = &now->facts->all[i];
		const char *name = rr_fact_get(f, RR_USE_NAME);

		for (size_t k = 0; k < a->n && name != NULL &&
		    rr_fact_party(f) != NULL; k++)
			if (a->lines[k].seq == f->seq)
				rr_map_set(names, f->name,
				    (void *)(uintptr_t)name);
	}
	rr_note_near(now, names, a->out);
}

/* What follows once it is seen again; before, not a word of it is told. */
static bool
tell_again(const struct act *a)
{
	struct rr_case *now;

	if (a->out->recorded == NULL)
		return true;
	if (!rr_case_open(a->c->app, a->c->matter.key, &now, a->diags))
		return false;
	rr_changes(a->c->derivation, now->derivation, a->out);
	rr_note_came_back(a->c, now, a->lines, a->n, a->out);
	tell_near(a, now);
	rr_case_close(now);
	return true;
}

static bool
run_release(struct rr_case *c, const struct rr_cmd *cmd,
    const struct rr_args *args, struct rr_out *out, struct rr_diags *diags)
{
	struct act a = { .c = c, .cmd = cmd, .args = args, .out = out,
	    .diags = diags };

	if (!begin(&a))
		return false;
	if (rr_seal_of(c->facts, a.seq) == NULL)
		return rr_diag(diags, RR_E_FACT, rr_nowhere,
		    "entry %lld is not sealed", (long long)a.seq);
	make_facts(&a);
	return rr_case_takes_back(c, a.lines, a.n, out, diags) &&
	    record(&a) && tell_again(&a);
}

static const struct rr_param release_params[] = {
	WHICH(0, "the sealed entry that is to be seen again")
};

const struct rr_cmd rr_cmd_release = {
	.name = "release", .keys = "", .views = "*",
	.brief = "bring a sealed entry back into sight",
	.man = "regrights-seal(7)", .effect = RR_RECORDS,
	.records = RR_SHAPE_RELEASE, RR_PARAMS(release_params),
	.case_of = "matter", .in_case = run_release
};

/* What rested on it, as its seal carries it, and is not accounted for. */
static const char *
still_rests(const struct act *a)
{
	const struct rr_fact *seal = rr_seal_of(a->c->facts,
	    a->lines[0].seq);
	struct rr_buf b = RR_BUF_INIT;
	struct rr_rested *rows;
	size_t n = seal == NULL ? 0 : rr_seal_rested(a->c->arena, seal,
	    &rows);

	if (n == 0)
		rr_buf_add(&b, "No deadline rested on it.\n");
	for (size_t i = 0; i < n; i++) {
		bool done = rr_seal_account(a->c->facts, seal,
		    (int64_t)i + 1) != NULL;

		rr_buf_printf(&b, "%s  %lld/%zu  ", i == 0 ?
		    "What rested on it:\n" : "", (long long)seal->seq, i + 1);
		rr_rested_text(&rows[i], &b);
		rr_buf_add(&b, done ? "; accounted for\n" :
		    "; not accounted for\n");
	}
	add_copies(a, &b);
	return rr_buf_keep(&b, a->c->arena);
}

static bool
run_destroy(struct rr_case *c, const struct rr_cmd *cmd,
    const struct rr_args *args, struct rr_out *out, struct rr_diags *diags)
{
	struct act a = { .c = c, .cmd = cmd, .args = args, .out = out,
	    .diags = diags };
	struct rr_store *s;
	const char *rests;

	if (!begin(&a) || !rr_app_store(c->app, RR_STORE_READ, &s, diags))
		return false;
	for (size_t i = 0; i <= a.n; i++)
		if (!rr_store_may_destroy(s, c->matter.key, nth(&a, i),
		    rr_login(c->arena), diags))
			return false;
	make_facts(&a);
	if (!find_copies(&a))
		return false;
	rests = still_rests(&a);
	if (!confirmed(&a, "destroy", rests))
		return false;
	if (c->app->options.dry)
		rr_buf_add(&out->text, rests);
	if (!record(&a))
		return false;
	/* Once it is gone nothing can be compared with it. */
	if (out->recorded != NULL)
		rr_copies_text(out->arena, &a.copies, 0, &out->text);
	return true;
}

static const struct rr_param destroy_params[] = {
	WHICH(RR_DESTROYS, "the sealed entry whose content is destroyed"),
	CONFIRM
};

const struct rr_cmd rr_cmd_destroy = {
	.name = "destroy", .keys = "", .views = "*",
	.brief = "destroy what a sealed entry says; the chain still verifies",
	.man = "regrights-seal(7)", .effect = RR_RECORDS,
	.records = RR_SHAPE_DESTROY, RR_PARAMS(destroy_params),
	.case_of = "matter", .in_case = run_destroy
};

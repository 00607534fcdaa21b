/*
 * record.c: entries recorded as one operation.
 *
 * What follows is derived before the lock is taken; under it only the head is
 * compared and rows are written.  That they are on record is told at once:
 * who waits for the rest and breaks it off must not log them again.  Then the
 * answer shows what the entries change, whether recorded or only tried.
 */
#include <stdio.h>
#include <string.h>

#include "app_int.h"
#include "told_int.h"
#include "regrights/buf.h"
#include "regrights/hash.h"

static bool
is_hidden(const struct rr_entry *entries, size_t n, int64_t seq)
{
	for (size_t i = 0; i < n; i++)
		if (entries[i].fact->shape == RR_SHAPE_SEAL &&
		    entries[i].fact->about == seq)
			return true;
	return false;
}

/* All matters of the file are numbered as one; 0: there is no file yet. */
static int64_t
last_entry(struct rr_case *c)
{
	struct rr_diags *quiet = rr_diags_new();
	uint8_t hash[RR_HASH_LEN];
	struct rr_store *s;
	int64_t seq = 0;

	if (!rr_app_store(c->app, RR_STORE_READ, &s, quiet) ||
	    !rr_store_head(s, &seq, hash, quiet))
		seq = 0;
	rr_diags_free(quiet);
	return seq;
}

struct rr_fact *
rr_case_all(struct rr_case *c, struct rr_arena *arena,
    const struct rr_entry *entries, size_t n, size_t *count)
{
	size_t most = c->nrecorded + n, k = 0;
	struct rr_fact *all;
	int64_t seq = last_entry(c);

	c->next = seq + 1;
	for (size_t i = 0; i < n; i++)
		most += entries[i].nrows;
	all = rr_arena_array(arena, most + 1, sizeof(*all));
	for (size_t i = 0; i < c->nrecorded; i++)
		if (rr_fact_stays(&c->recorded[i]) ||
		    !is_hidden(entries, n, c->recorded[i].seq))
			all[k++] = c->recorded[i];
	for (size_t i = 0; i < n; i++) {
		all[k] = *entries[i].fact;
		all[k++].seq = ++seq;
		for (size_t j = 0; j < entries[i].nrows; j++) {
			all[k] = entries[i].rows[j];
			all[k++].seq = seq;
		}
	}
	*count = k;
	return all;
}

struct rr_case *
rr_case_with(struct rr_case *c, struct rr_arena *arena,
    const struct rr_entry *entries, size_t n, struct rr_diags *diags)
{
	struct rr_case *then = rr_case_new(c->app, arena);
	struct rr_diags *why = rr_diags_new();
	struct rr_fact *facts;
	size_t count;

	then->matter = c->matter;
	then->agreement = c->agreement;
	then->engine = c->engine;
	then->terms = c->terms;
	then->filed_as = c->filed_as;
	then->filed = c->filed;
	facts = rr_case_all(c, arena, entries, n, &count);
	if (!rr_case_prepare(then, facts, count, why))
		then = NULL;
	if (rr_app_was_stopped(why))
		rr_diag(diags, RR_E_STOPPED, rr_nowhere,
		    "nothing was recorded");
	rr_diags_free(why);
	return then;
}

/* The same party or point, said anew by each without the other's. */
static bool
is_same(const struct rr_fact *mine, const struct rr_fact *theirs)
{
	return mine->shape == theirs->shape &&
	    (mine->shape == RR_SHAPE_PARTY ||
	    mine->shape == RR_SHAPE_POSITION) &&
	    strcmp(mine->name, theirs->name) == 0;
}

/* Was what the entries are about changed since the case was opened? */
static bool
in_conflict(struct rr_case *c, struct rr_store *s,
    const struct rr_entry *entries, size_t n, struct rr_diags *diags)
{
	struct rr_diags *quiet = rr_diags_new();
	struct rr_fact *since = NULL;
	struct rr_line *line;
	size_t count = 0, lines, hit;

	if (!rr_store_facts(s, c->arena, c->matter.key, c->matter.head, 0,
	    &since, &count, quiet))
		count = 0;
	for (hit = 0; hit < count * n; hit++)
		if (is_same(entries[hit % n].fact, &since[hit / n]))
			break;
	if (hit < count * n && rr_store_journal(s, c->arena, NULL,
	    since[hit / n].seq - 1, false, 1, &line, &lines, quiet) &&
	    lines == 1)
		rr_diag(diags, RR_E_STALE, rr_nowhere, "entry %lld, recorded "
		    "by %s meanwhile, is about the same: %s; look at it and "
		    "decide again", (long long)line->seq, line->who,
		    rr_line_command(c->app, c->arena, line));
	rr_diags_free(quiet);
	return hit < count * n;
}

/* What must be as it was under the lock, too; in a stage nothing changes. */
static const struct rr_head *
rests_on(const struct rr_app *app, struct rr_arena *arena, size_t *n)
{
	struct rr_head *all = rr_arena_array(arena, app->nlooked + 2,
	    sizeof(*all));

	*n = 0;
	if (app->staged)
		return all;
	for (size_t i = 0; i < app->nlooked; i++)
		all[(*n)++] = app->looked[i];
	all[(*n)++] = app->head;
	all[(*n)++] = app->base;
	return all;
}

static bool
was_replaced(struct rr_app *app)
{
	struct rr_diags *quiet = rr_diags_new();
	bool same = rr_app_is_same(app, quiet);

	rr_diags_free(quiet);
	return !same;
}

#define NUMBERS	48	/* bytes: two journal numbers in words */

/* Once it is on record, no memory is asked for until that was told. */
static bool
append(struct rr_case *c, const struct rr_entry *entries, size_t n,
    const char *command, const struct rr_filed *texts, size_t ntexts,
    const struct rr_case *then, bool *found, struct rr_out *out,
    struct rr_diags *diags)
{
	enum rr_store_mode mode = ntexts > 0 ? RR_STORE_CREATE :
	    RR_STORE_WRITE;
	char *numbers = rr_arena_alloc(out->arena, NUMBERS);
	struct rr_docket_row *rows = NULL;
	struct rr_batch b;
	struct rr_store *s;
	int64_t first, last;

	memset(&b, 0, sizeof(b));
	if (!rr_op_make(c->app->op, b.op, diags) ||
	    !rr_app_store(c->app, mode, &s, diags))
		return false;
	b.matter = c->matter.key;
	b.head = c->matter.head;
	b.first = c->next;
	b.clock = rr_now_recorded;
	b.ctx = c->app;
	b.who = rr_login(out->arena);
	b.origin = rr_origin(out->arena);
	b.command = command;
	b.rests = rests_on(c->app, out->arena, &b.nrests);
	b.entries = entries;
	b.n = n;
	b.texts = texts;
	b.ntexts = ntexts;
	b.found = found;
	if (then != NULL && rr_docket_is_plain(c->app)) {
		rr_docket_rows(out->arena, c, then->derivation, &rows,
		    &b.ndocket);
		b.docket = rows;
		b.docket_key = rr_docket_key(out->arena, then, rows,
		    b.ndocket);
	}
	if (!rr_store_append(s, &b, &first, &last, diags)) {
		if (rr_is_stale(diags))
			c->app->conflict = was_replaced(c->app) ||
			    in_conflict(c, s, entries, n, diags);
		return false;
	}
	if (c->app->rehearses || *found)
		return true;
	c->app->own += last - first + 1;
	if (first == last)
		snprintf(numbers, NUMBERS, "%lld", (long long)first);
	else
		snprintf(numbers, NUMBERS, "%lld to %lld", (long long)first,
		    (long long)last);
	out->recorded = numbers;
	return true;
}

#define SHOWN	6	/* entries of one operation that are told */
#define WHOM	12	/* of those whose result or receipt it is, named */

/* Results and receipts name each whose they are; NULL: they are no such. */
static const char *
recipients_of(const struct rr_case *c, struct rr_arena *arena,
    const struct rr_entry *entries, size_t n)
{
	struct rr_buf b = RR_BUF_INIT;
	size_t of = 0;

	for (size_t i = 0; i < n; i++) {
		const struct rr_fact *notice;
		const struct rr_sending *s = rr_sending_of(c,
		    entries[i].fact, &notice);

		if (s == NULL || of++ >= WHOM)
			continue;
		rr_buf_printf(&b, "%s%s by %s", b.len > 0 ? "; " : "",
		    rr_roster_name(c->roster, s->party), s->method);
	}
	if (of > WHOM)
		rr_buf_printf(&b, " and %zu more", of - WHOM);
	return b.len > 0 ? rr_buf_keep(&b, arena) : NULL;
}

static void
would_record(const struct rr_case *c, const struct rr_entry *entries,
    size_t n, struct rr_out *out)
{
	if (out->whom != NULL) {
		rr_out_line(out, "Would record: %s, to %s", rr_fact_words(c,
		    out->arena, entries[0].fact), out->whom);
		return;
	}
	for (size_t i = 0; i < n && i < SHOWN; i++)
		rr_out_line(out, "Would record: %s", rr_fact_words(c,
		    out->arena, entries[i].fact));
	if (n > SHOWN)
		rr_out_line(out, "and %zu more", n - SHOWN);
}

/* Facts about the world change no number and no address. */
static bool
is_of_register(const struct rr_entry *entries, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (!rr_shape_is_world(entries[i].fact->shape))
			return true;
	return false;
}

/* What is odd about the entries, and what they change; THEN may be NULL. */
static void
tell_effect(struct rr_case *c, struct rr_case *then,
    const struct rr_entry *entries, size_t n, struct rr_out *out)
{
	if (out->whom != NULL)
		rr_note_twice(c, entries, n, out);
	for (size_t i = 0; i < (out->whom != NULL ? 1 : n); i++)
		rr_note_odd(c, entries[i].fact, out);
	for (size_t i = 0; then != NULL && out->whom == NULL && i < n; i++) {
		rr_note_bears(then, entries[i].fact, c->next + (int64_t)i,
		    out);
		rr_note_blank(then, entries[i].fact, out);
		rr_note_of_one(then, entries[i].fact, c->next + (int64_t)i,
		    out);
	}
	rr_note_since(c, entries, n, out);
	rr_note_signed(c, entries, n, out);
	rr_note_numbers(c, entries, n, out);
	/* What goes with a seal would be told in the words that it hides. */
	if (then == NULL || entries[0].fact->shape == RR_SHAPE_SEAL)
		return;
	rr_note_overdrawn(c, then, out);
	rr_note_roles(c, then, entries, n, out);
	rr_changes(c->derivation, then->derivation, out);
	if (is_of_register(entries, n))
		rr_note_dialled(c, then, out);
}

bool
rr_case_record(struct rr_case *c, const struct rr_entry *entries, size_t n,
    const char *command, const struct rr_filed *texts, size_t ntexts,
    struct rr_out *out, struct rr_diags *diags)
{
	struct rr_case *then;
	bool found = false;

	if (c->known != 0)
		return rr_diag(diags, RR_E_FACT, rr_nowhere,
		    "--known looks back; leave it out to record");
	if (!rr_app_is_same(c->app, diags))
		return false;
	if (!c->app->options.whatif && !rr_case_admits(c, entries, n, diags))
		return false;
	/* What a release brings back is in no table yet, nor shown before. */
	if (entries[0].fact->shape == RR_SHAPE_RELEASE)
		then = NULL;
	else
		then = rr_case_with(c, out->arena, entries, n, diags);
	if (rr_app_was_stopped(diags))
		return false;
	out->whom = recipients_of(c, out->arena, entries, n);
	rr_buf_reserve(&out->text, 2 * NUMBERS + (out->whom != NULL ?
	    strlen(out->whom) : 0));
	if (!c->app->options.dry && !append(c, entries, n, command, texts,
	    ntexts, then, &found, out, diags))
		return false;
	/* The same command was faster, by another hand. */
	if (found) {
		rr_buf_clear(&out->text);
		return rr_again_told(c->app, out, diags);
	}
	if (out->recorded != NULL) {
		rr_out_line(out, "Recorded as %s %s%s%s.",
		    rr_out_entries(out->recorded), out->recorded,
		    out->whom != NULL ? ", to " : "",
		    out->whom != NULL ? out->whom : "");
		rr_out_tell(out);
		/* It is done: that is told to the end. */
		if (then != NULL)
			then->input.going = NULL;
	}
	tell_effect(c, then, entries, n, out);
	if (out->recorded == NULL)
		would_record(c, entries, n, out);
	return true;
}

bool
rr_record_one(struct rr_case *c, const struct rr_cmd *cmd,
    const struct rr_args *args, const struct rr_fact *f, struct rr_out *out,
    struct rr_diags *diags)
{
	const struct rr_entry entry = { .fact = f };
	struct rr_args full = rr_args_resolved(c, cmd, args, f);
	struct rr_buf line = RR_BUF_INIT;
	bool ok;

	rr_args_text(cmd, &full, &line);
	ok = rr_case_record(c, &entry, 1, line.s, NULL, 0, out, diags);
	rr_buf_free(&line);
	return ok;
}

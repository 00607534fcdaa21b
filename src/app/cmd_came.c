/*
 * cmd_came.c: what came of a notice: results of its transmission, receipts.
 *
 * One fact for each sending of each recipient named, all in one operation.
 * Only who the notice went to can be named; "all" is each of them of whom
 * nothing of the kind is on record yet.  Of one who was sent it by several
 * methods it is said which sending is meant: the paper of one proves nothing
 * of another.  A role means those who had it on the day of the sending.
 */
#include <string.h>

#include "app_int.h"
#include "params_int.h"
#include "recipients_int.h"
#include "told_int.h"
#include "regrights/buf.h"
#include "regrights/map.h"
#include "regrights/text.h"
#include "regrights/vec.h"

#define OF_NOTICES	"notices docket timeline"
#define NAMES_FEW	6	/* of the recipients, that a complaint names */

static const struct rr_param confirm_params[] = {
	RR_MATTER,
	RR_OF_NOTICE,
	RR_TO_RECIPIENTS,
	RR_OF_SENDING,
	RR_CHOOSES("result", RR_REQUIRED, RR_RESULTS, "Result",
	    "what the transmission came to"),
	RR_TAKES("at", WHEN, 0, "When", "when that was known"),
	RR_TAKES("ended", WHEN, 0, "Ended",
	    "when the transmission ended, as its report has it"),
	RR_TAKES("confirmed", WHEN, 0, "Confirmed",
	    "when the other end confirmed it, as the report has it"),
	RR_TAKES("source", TEXT, 0, "Proof", "transmission report, airbill")
};

static const struct rr_param receipt_params[] = {
	RR_MATTER,
	RR_OF_NOTICE,
	RR_TO_RECIPIENTS,
	RR_OF_SENDING,
	RR_TAKES("at", WHEN, RR_REQUIRED, "When",
	    "when it was received: a day, its time too, or DAY..DAY"),
	RR_OTHER_CLOCK,
	RR_TAKES("source", TEXT, 0, "Proof", "signed receipt")
};

/* The recipients of a notice, and which of them are meant. */
struct whom {
	struct rr_case		*c;
	const struct rr_fact	*notice;
	enum rr_shape		 shape;
	const struct rr_args	*args;
	const char		*ref;		/* the entry, as it was given */
	const struct rr_party	**all;		/* each once, copies too */
	size_t			 n;
	bool			*taken, *named;	/* of ALL; and by itself */
	bool			 lacking;	/* "all" was given */
	struct rr_then		 then;		/* of the day of the sending */
	struct rr_vec		 roles;		/* words that may name one */
	struct rr_diags		*diags;
};

/* The first few: the form and `notices` have them all. */
static const char *
names(const struct whom *w)
{
	struct rr_buf b = RR_BUF_INIT;

	for (size_t i = 0; i < w->n && i < NAMES_FEW; i++)
		rr_buf_printf(&b, "%s%s", i > 0 ? ", " : "",
		    w->all[i]->key);
	if (w->n > NAMES_FEW)
		rr_buf_printf(&b, " and %zu more", w->n - NAMES_FEW);
	return rr_buf_keep(&b, w->c->arena);
}

static bool
take_all(struct whom *w)
{
	struct rr_map *lacks = rr_notice_lacks(w->c, w->c->arena, w->notice,
	    w->shape, w->args);
	bool any = false;

	w->lacking = true;
	for (size_t i = 0; i < w->n; i++)
		if (rr_map_find(lacks, w->all[i]->key) != NULL)
			any = w->taken[i] = true;
	return any ? true : rr_diag(w->diags, RR_E_FACT, rr_nowhere,
	    "--to all: a %s is on record of each recipient of entry %s; name "
	    "those whose %s is another: %s", rr_shape_word(w->shape), w->ref,
	    rr_shape_word(w->shape), names(w));
}

/* Of the recipients, those whom a word names: by key, role, or name. */
static size_t
take_named(struct whom *w, const char *word, bool exact)
{
	const struct rr_party **them;
	size_t n, hits = 0;

	n = rr_roster_recipients(w->c->arena, w->then.roster, &word, 1, NULL,
	    &them);
	for (size_t i = 0; i < w->n; i++) {
		bool is = false;

		for (size_t k = 0; exact && k < n; k++)
			is |= them[k] == w->all[i];
		if (!exact)
			is = strncmp(w->all[i]->key, word, strlen(word)) ==
			    0 || rr_text_contains(w->all[i]->name, word);
		w->taken[i] |= is;
		w->named[i] |= is;
		hits += is;
	}
	return hits;
}

static bool
take_word(struct whom *w, const char *word)
{
	const struct rr_party *other;
	size_t hits;

	if (strcmp(word, RR_ALL) == 0)
		return take_all(w);
	other = rr_roster_find(w->then.roster, word);
	if (other == NULL)
		*(const char **)rr_vec_add(w->c->arena, &w->roles) = word;
	if (take_named(w, word, true) > 0)
		return true;
	hits = other != NULL ? 0 : take_named(w, word, false);
	if (hits == 1)
		return true;
	if (hits > 1)
		return rr_diag(w->diags, RR_E_AMBIGUOUS, rr_nowhere,
		    "--to '%s': several recipients of entry %s: %s", word,
		    w->ref, names(w));
	if (other == NULL && !rr_case_party(w->c, word, &other, w->diags))
		return false;
	return rr_diag(w->diags, RR_E_FACT, rr_nowhere,
	    "--to '%s': entry %s did not go to '%s'; it went to %s", word,
	    w->ref, other->name, names(w));
}

/* Several in one value are parted by commas, as where they are sent. */
static bool
take_list(struct whom *w, const char *list)
{
	struct rr_vec words = RR_VEC_INIT(const char *);
	bool ok = rr_whom_words(w->c, list, &words, w->diags);

	for (size_t i = 0; ok && i < words.n; i++)
		ok = take_word(w, *(const char **)rr_vec_at(&words, i));
	return ok;
}

static bool
take_given(struct whom *w)
{
	const char *list;
	bool any = false;

	for (size_t i = 0; (list = rr_arg_at(w->args, "to", i)) != NULL; i++)
		if (!take_list(w, list))
			return false;
	for (size_t i = 0; i < w->n; i++)
		any |= w->taken[i];
	if (any)
		return true;
	/* Blank words name nobody. */
	if (w->n != 1 || rr_arg(w->args, "to") != NULL)
		return rr_diag(w->diags, RR_E_FILLED, rr_nowhere,
		    "--to: which recipient: %s, or all", names(w));
	w->taken[0] = w->named[0] = true;
	return true;
}

/* "fax, courier": how it went to that recipient; how many are meant. */
static const char *
methods_to(const struct whom *w, const char *party, size_t *meant)
{
	struct rr_buf b = RR_BUF_INIT;

	*meant = 0;
	for (size_t i = 0; i < w->notice->nsendings; i++) {
		const struct rr_sending *s = &w->notice->sendings[i];

		if (strcmp(s->party, party) != 0)
			continue;
		rr_buf_printf(&b, "%s%s", b.len > 0 ? ", " : "", s->method);
		*meant += rr_sending_is_meant(w->args, s) ? 1 : 0;
	}
	return rr_buf_keep(&b, w->c->arena);
}

/* Each who was taken was sent it in the way that is said, or in one alone. */
static bool
check_sendings(const struct whom *w)
{
	bool said = rr_arg(w->args, "by") != NULL;

	for (size_t i = 0; i < w->n; i++) {
		size_t meant;
		const char *how;

		if (!w->taken[i])
			continue;
		how = methods_to(w, w->all[i]->key, &meant);
		if (meant == 0)
			return rr_diag(w->diags, RR_E_FACT, rr_nowhere,
			    "--by '%s': entry %s did not go to '%s' so; it "
			    "went by %s", rr_arg(w->args, "by"), w->ref,
			    w->all[i]->key, how);
		if (meant > 1 && !said)
			return rr_diag(w->diags, RR_E_FILLED, rr_nowhere,
			    "--by: which sending to '%s': %s; give each that "
			    "the paper speaks of", w->all[i]->key, how);
	}
	return true;
}

/* What came of a sending cannot be known, or be, before it was sent. */
static bool
is_after(struct rr_case *c, const char *name, const struct rr_fact *f,
    const struct rr_sending *s, struct rr_diags *diags)
{
	const char *told = rr_fact_field(f, name);
	rr_instant at = f->at;
	bool exact = (told == NULL || rr_zone_told(c->zone, told, &at)) &&
	    !rr_instant_is_none(at) && !rr_instant_is_none(s->at);
	bool early = exact ? at.sec < s->at.sec :
	    rr_date_cmp(f->day, s->wall.day) < 0;
	struct rr_buf sent = RR_BUF_INIT;
	const char *hour;

	if (!early)
		return true;
	rr_wall_text(s->wall, &sent);
	hour = rr_case_hour(c, s->zone, s->wall, s->at);
	rr_diag(diags, RR_E_FACT, rr_nowhere,
	    "--%s: it was sent to '%s' on %s%s%s only; look at both documents "
	    "again", name, s->party, sent.s, hour != NULL ? " " : "",
	    hour != NULL ? hour : "");
	rr_buf_free(&sent);
	return false;
}

/* What is on record of a sending, and in which entry. */
static const char *
on_record(const struct whom *w, size_t sending)
{
	const struct rr_facts *facts = w->c->facts;
	const struct rr_fact *last = NULL;
	const char *result;

	for (size_t i = 0; i < facts->n; i++)
		if (facts->all[i].shape == w->shape &&
		    facts->all[i].about == w->notice->seq &&
		    facts->all[i].about_row == w->notice->row &&
		    facts->all[i].part == (int64_t)sending + 1)
			last = &facts->all[i];
	if (last == NULL)
		return "later than the day asked about";
	result = rr_fact_get(last, RR_USE_RESULT);
	return rr_arena_printf(w->c->arena, "%s%sentry %lld",
	    result != NULL ? result : "", result != NULL ? ", " : "",
	    (long long)last->seq);
}

/*
 * Beside "all" nobody is named of whom one is on record: what is said of those
 * that lack one would be said of that one too, whatever became of it.
 */
static bool
check_beside_all(const struct whom *w)
{
	const bool *has = rr_notice_on_record(w->c, w->c->arena, w->notice,
	    w->shape);

	for (size_t i = 0; w->lacking && i < w->notice->nsendings; i++) {
		const struct rr_sending *s = &w->notice->sendings[i];

		for (size_t k = 0; has[i] && k < w->n; k++)
			if (w->named[k] && rr_sending_is_meant(w->args, s) &&
			    strcmp(w->all[k]->key, s->party) == 0)
				return rr_diag(w->diags, RR_E_FACT,
				    rr_nowhere, "--to: 'all' is each that "
				    "lacks a %s, and one of '%s' is on record "
				    "(%s); leave it out here, and if its %s "
				    "is another now, record that by itself",
				    rr_shape_word(w->shape), w->all[k]->told,
				    on_record(w, i), rr_shape_word(w->shape));
	}
	return true;
}

/* One fact for each sending that is meant, to a recipient who was taken. */
static bool
add_facts(const struct whom *w, const struct rr_fact *model,
    struct rr_vec *facts)
{
	struct rr_map *taken = rr_map_new(w->c->arena);
	struct rr_map *named = rr_map_new(w->c->arena);
	const bool *has = rr_notice_on_record(w->c, w->c->arena, w->notice,
	    w->shape);

	for (size_t i = 0; i < w->n; i++) {
		if (w->taken[i])
			rr_map_set(taken, w->all[i]->key, taken);
		if (w->named[i])
			rr_map_set(named, w->all[i]->key, named);
	}
	for (size_t i = 0; i < w->notice->nsendings; i++) {
		const struct rr_sending *s = &w->notice->sendings[i];
		struct rr_fact *f;

		if (rr_map_find(taken, s->party) == NULL ||
		    !rr_sending_is_meant(w->args, s) ||
		    (has[i] && rr_map_find(named, s->party) == NULL))
			continue;
		f = rr_vec_add(w->c->arena, facts);
		*f = *model;
		f->about = w->notice->seq;
		f->about_row = w->notice->row;
		f->part = (int64_t)i + 1;
		if ((w->shape == RR_SHAPE_RECEIPT && !rr_case_when(w->c,
		    rr_arg(w->args, "at"), rr_arg(w->args, "zone"), f,
		    w->diags)) || !is_after(w->c, "at", f, s, w->diags) ||
		    !is_after(w->c, "ended", f, s, w->diags) ||
		    !is_after(w->c, "confirmed", f, s, w->diags))
			return false;
	}
	return true;
}

static bool
find_notice(struct whom *w)
{
	w->ref = rr_arg(w->args, "entry");
	if (!rr_find_fact(w->c, w->ref, &w->notice, w->diags))
		return false;
	if (w->notice->shape != RR_SHAPE_NOTICE)
		return rr_diag(w->diags, RR_E_FACT, rr_nowhere,
		    "entry %s is no notice", w->ref);
	rr_then_at(w->c, w->c->arena, w->c->agreement,
	    w->notice->nsendings > 0 ?
	    w->notice->sendings[0].wall.day : w->notice->day, &w->then);
	w->n = rr_notice_recipients(w->c, w->c->arena, w->notice, &w->all);
	for (size_t i = 0; i < w->n; i++)
		w->all[i] = rr_roster_find(w->then.roster, w->all[i]->key);
	w->taken = rr_arena_array(w->c->arena, w->n + 1, sizeof(*w->taken));
	w->named = rr_arena_array(w->c->arena, w->n + 1, sizeof(*w->named));
	return true;
}

/* Whom a role does not mean as it would by the roles of today. */
static void
note_roles(const struct whom *w, struct rr_out *out)
{
	struct rr_arena *arena = w->c->arena;
	struct rr_alike *notes = rr_alike_new(arena);
	struct rr_map *of = rr_map_new(arena), *taken = rr_map_new(arena);

	for (size_t i = 0; i < w->n; i++) {
		rr_map_set(of, w->all[i]->key, of);
		if (w->taken[i])
			rr_map_set(taken, w->all[i]->key, of);
	}
	for (size_t i = 0; i < w->roles.n; i++)
		rr_then_role(&w->then, *(const char **)rr_vec_at(&w->roles, i),
		    of, taken, notes, arena);
	rr_alike_tell(notes, out);
}

/* The arguments with each recipient by its key, for the journal. */
static struct rr_args
with_keys(const struct whom *w, const struct rr_args *args)
{
	struct rr_arg *items = rr_arena_array(w->c->arena,
	    args->n + 1, sizeof(*items));
	struct rr_args out = { items, 0 };
	struct rr_buf keys = RR_BUF_INIT;

	for (size_t i = 0; i < args->n; i++)
		if (strcmp(args->items[i].name, "to") != 0)
			items[out.n++] = args->items[i];
	for (size_t i = 0; i < w->n; i++)
		if (w->taken[i])
			rr_buf_printf(&keys, "%s%s", keys.len > 0 ? "," : "",
			    w->all[i]->key);
	items[out.n].name = "to";
	items[out.n++].value = rr_buf_keep(&keys, w->c->arena);
	return out;
}

static bool
fill_model(struct rr_case *c, const struct rr_cmd *cmd,
    const struct rr_args *args, struct rr_fact *model,
    struct rr_diags *diags)
{
	const char *at = rr_arg(args, "at");

	memset(model, 0, sizeof(*model));
	model->shape = cmd->records;
	model->name = rr_shape_word(cmd->records);
	model->source = rr_arg(args, "source");
	if (rr_arg(args, "result") != NULL)
		rr_fact_put(c->arena, model, RR_USE_RESULT,
		    rr_arg(args, "result"));
	if (!rr_case_tell(c, args, "ended", model, diags) ||
	    !rr_case_tell(c, args, "confirmed", model, diags))
		return false;
	/* When a result was known moves nothing; a receipt has its sending. */
	return cmd->records == RR_SHAPE_RECEIPT || rr_case_moment(c,
	    at != NULL ? at : "now", rr_arg(args, "zone"), &model->day,
	    &model->at, &model->wall, &model->zone, diags);
}

/* What is not shown, as it is later than the day asked about, is told. */
static void
tell_later(const struct whom *w, const struct rr_vec *facts,
    struct rr_out *out)
{
	const struct rr_facts *all = w->c->facts;

	for (size_t i = 0; i < all->nlater; i++)
		for (size_t k = 0; k < facts->n; k++) {
			const struct rr_fact *f = &all->later[i];
			const struct rr_fact *g = rr_vec_at(facts, k);

			if (f->shape == w->shape && f->about == g->about &&
			    f->about_row == g->about_row && f->part == g->part)
				rr_out_line(out, "Note: a %s of '%s' is on "
				    "record already: entry %lld, later than "
				    "the day asked about.",
				    rr_shape_word(w->shape), w->notice->
				    sendings[f->part - 1].party,
				    (long long)f->seq);
		}
}

/* Dated today it is not there yet on an earlier day that is asked about. */
static void
note_undated(const struct rr_case *c, const struct rr_args *args,
    const struct rr_fact *model, struct rr_out *out)
{
	if (rr_arg(args, "at") == NULL && rr_date_cmp(model->day,
	    c->input.on) > 0)
		rr_out_line(out, "Note: %s it is recorded as known today.",
		    out->by_form ? "no day is given;" : "without --at");
}

static bool
run_about(struct rr_case *c, const struct rr_cmd *cmd,
    const struct rr_args *args, struct rr_out *out, struct rr_diags *diags)
{
	struct whom w = { .c = c, .shape = cmd->records, .args = args,
	    .roles = RR_VEC_INIT(const char *), .diags = diags };
	struct rr_vec facts = RR_VEC_INIT(struct rr_fact);
	struct rr_buf line = RR_BUF_INIT;
	struct rr_entry *entries;
	struct rr_args given, full;
	struct rr_fact model;
	bool ok;

	if (!fill_model(c, cmd, args, &model, diags) ||
	    !find_notice(&w) || !take_given(&w) || !check_beside_all(&w) ||
	    !check_sendings(&w) || !add_facts(&w, &model, &facts))
		return false;
	entries = rr_arena_array(c->arena, facts.n + 1, sizeof(*entries));
	for (size_t i = 0; i < facts.n; i++)
		entries[i].fact = rr_vec_at(&facts, i);
	note_roles(&w, out);
	note_undated(c, args, &model, out);
	given = with_keys(&w, args);
	full = rr_args_resolved(c, cmd, &given, facts.n > 0 ?
	    rr_vec_at(&facts, 0) : &model);
	rr_args_text(cmd, &full, &line);
	tell_later(&w, &facts, out);
	ok = rr_case_record(c, entries, facts.n, line.s, NULL, 0, out, diags);
	rr_buf_free(&line);
	return ok;
}

const struct rr_cmd rr_cmd_notice_confirm = {
	.name = "notice confirm", .keys = "", .views = OF_NOTICES,
	.brief = "log what a transmission came to", .man = "regrights(1)",
	.effect = RR_RECORDS, .records = RR_SHAPE_RESULT,
	RR_PARAMS(confirm_params), .case_of = "matter", .in_case = run_about
};

const struct rr_cmd rr_cmd_notice_receipt = {
	.name = "notice receipt", .keys = "", .views = OF_NOTICES,
	.brief = "log that a notice was received", .man = "regrights(1)",
	.effect = RR_RECORDS, .records = RR_SHAPE_RECEIPT,
	RR_PARAMS(receipt_params), .case_of = "matter", .in_case = run_about
};

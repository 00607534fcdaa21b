/*
 * choices.c: what a form offers for a parameter, and which parameters a form
 * has once the event or the notice is chosen.
 */
#include <string.h>

#include "app_int.h"
#include "choices_int.h"
#include "recipients_int.h"
#include "terms_int.h"
#include "regrights/buf.h"
#include "regrights/map.h"
#include "regrights/vec.h"

struct offer {
	struct rr_arena		*arena;
	const struct rr_case	*c;
	struct rr_vec		 all;
};

static void
add(struct offer *o, const char *key, const char *label)
{
	rr_choice_add(o->arena, &o->all, key, label);
}

static void
offer_words(struct offer *o, const char *words)
{
	while (words != NULL && *words != '\0') {
		size_t n = strcspn(words, "|");
		const char *word = rr_arena_strndup(o->arena, words, n);

		add(o, word, word);
		words += n + (words[n] == '|' ? 1 : 0);
	}
}

/* The notice whose result or receipt is recorded, or NULL. */
static const struct rr_fact *
notice_of(const struct rr_case *c, const struct rr_args *args)
{
	const char *ref = rr_arg(args, "entry");
	const struct rr_fact *f = NULL;
	int64_t seq, row;

	if (c != NULL && ref != NULL && rr_fact_ref_parse(ref, &seq, &row))
		f = rr_facts_live(c->facts, seq, row);
	return f == NULL || f->shape != RR_SHAPE_NOTICE ? NULL : f;
}

/* How a notice went, each method once. */
static void
offer_sendings(struct offer *o, const struct rr_fact *notice)
{
	struct rr_map *seen = rr_map_new(o->arena);

	for (size_t i = 0; notice != NULL && i < notice->nsendings; i++) {
		const char *method = notice->sendings[i].method;

		if (rr_map_find(seen, method) == NULL)
			add(o, method, method);
		rr_map_set(seen, method, o);
	}
}

static bool
is_of_sending(const struct rr_cmd *cmd, const struct rr_param *p)
{
	return p->type == RR_PARAM_METHOD &&
	    (cmd->records == RR_SHAPE_RESULT ||
	    cmd->records == RR_SHAPE_RECEIPT);
}

static void
offer_methods(struct offer *o, const struct rr_cmd *cmd,
    const struct rr_param *p, const struct rr_args *args)
{
	if (is_of_sending(cmd, p)) {
		offer_sendings(o, notice_of(o->c, args));
		return;
	}
	for (int m = 0; m < RR_METHOD_MAX; m++)
		add(o, rr_method_word((enum rr_method)m),
		    rr_method_word((enum rr_method)m));
}

static bool
opens_register(const struct rr_agreement *a, const char *name)
{
	for (size_t i = 0; i < a->nregisters; i++)
		if (rr_is_one_of(a->registers[i].opens, a->registers[i].nopens,
		    name))
			return true;
	return false;
}

/* The event of the entry that was named already, or NULL. */
static const char *
named_entry(const struct offer *o, const struct rr_args *args)
{
	const char *ref = rr_arg(args, "about");
	const struct rr_fact *f = NULL;
	int64_t seq, row;

	if (ref != NULL && rr_fact_ref_parse(ref, &seq, &row))
		f = rr_facts_find(o->c->facts, seq, row);
	return f != NULL ? f->name : NULL;
}

/*
 * Names in one column as wide as the longest of them; what can be about the
 * entry that was named stands first.
 */
static void
offer_events(struct offer *o, bool notices, const struct rr_args *args)
{
	const struct rr_agreement *a = rr_cmd_terms(o->c, args);
	const char *entry = named_entry(o, args);
	int width = 0;

	for (size_t i = 0; i < a->nevents; i++)
		if (a->events[i].notice == notices &&
		    (int)strlen(a->events[i].name) > width)
			width = (int)strlen(a->events[i].name);
	for (int rest = 0; rest < 2; rest++)
		for (size_t i = 0; i < a->nevents; i++) {
			const struct rr_event *e = &a->events[i];
			bool first = entry != NULL &&
			    rr_event_is_about(a, e, entry);

			if (e->notice == notices && first == (rest == 0))
				add(o, e->name, rr_arena_printf(o->arena,
				    "%-*s  %-11s %s", width, e->name,
				    e->section, e->what));
		}
}

static void
offer_parties(struct offer *o)
{
	for (size_t i = 0; i < o->c->roster->n; i++) {
		const struct rr_party *p = &o->c->roster->parties[i];

		add(o, p->key, rr_arena_printf(o->arena, "%s (%s)", p->name,
		    p->roles));
	}
}

/* Those to whom that notice went; what is on record of each stands behind. */
static void
offer_recipients(struct offer *o, const struct rr_cmd *cmd,
    const struct rr_args *args)
{
	const struct rr_fact *notice = notice_of(o->c, args);
	const struct rr_party **all;
	struct rr_map *lacks;
	size_t n;

	if (notice == NULL)
		return;
	n = rr_notice_recipients(o->c, o->arena, notice, &all);
	lacks = rr_notice_lacks(o->c, o->arena, notice, cmd->records,
	    args);
	if (n > 1)
		add(o, RR_ALL, rr_arena_printf(o->arena, "all  each that "
		    "lacks a %s: %zu of %zu", rr_shape_word(cmd->records),
		    rr_map_count(lacks), n));
	for (size_t i = 0; i < n; i++)
		add(o, all[i]->key, rr_map_find(lacks, all[i]->key) != NULL ?
		    all[i]->name : rr_arena_printf(o->arena,
		    "%s  a %s is on record", all[i]->name,
		    rr_shape_word(cmd->records)));
}

/* Those to whom a notice may go; all: those to whom the agreement sends it. */
static void
offer_addressees(struct offer *o, const struct rr_cmd *cmd,
    const struct rr_args *args)
{
	const struct rr_event *e = rr_case_event(o->c, cmd, args);

	if (cmd->records != RR_SHAPE_NOTICE) {
		offer_recipients(o, cmd, args);
		return;
	}
	if (e != NULL && e->notice && e->nto > 0)
		add(o, RR_ALL, "all  each to whom the agreement sends it");
	offer_parties(o);
}

static void
offer_questions(struct offer *o)
{
	for (size_t i = 0; i < o->c->agreement->nquestions; i++) {
		const struct rr_question *q = &o->c->agreement->questions[i];

		add(o, q->key, rr_arena_printf(o->arena, "%-24s %s", q->key,
		    q->asks));
	}
}

static void
offer_answers(struct offer *o, const struct rr_args *args)
{
	const char *point = rr_arg(args, "point");
	int q = point == NULL ? -1 :
	    rr_agreement_question(o->c->agreement, point);

	for (size_t i = 0; q >= 0 &&
	    i < o->c->agreement->questions[q].n; i++) {
		const struct rr_answer *a =
		    &o->c->agreement->questions[q].answers[i];

		add(o, a->key, rr_arena_printf(o->arena, "%s: %s", a->key,
		    a->text));
	}
	add(o, "open", "open: the position is given up");
}

static void
offer_lists(struct offer *o)
{
	const struct rr_ladder *l = o->c->agreement->ladder;

	for (size_t i = 0; l != NULL && i < l->nlists; i++)
		add(o, l->lists[i].key, l->lists[i].title);
}

/* Entries of that event alone; NULL: of any. */
static struct rr_field_decl
only(const struct offer *o, const char *name)
{
	struct rr_field_decl d = { .of = NULL };
	const char **of;

	if (name == NULL)
		return d;
	of = rr_arena_array(o->arena, 1, sizeof(*of));
	of[0] = name;
	d.of = of;
	d.nof = 1;
	return d;
}

/* The event or the notice that was chosen, or NULL. */
static const struct rr_event *
chosen(const struct offer *o, const struct rr_args *args)
{
	const char *name = rr_arg(args, "notice") != NULL ?
	    rr_arg(args, "notice") : rr_arg(args, "event");

	return name == NULL ? NULL : rr_agreement_event(rr_cmd_terms(o->c,
	    args), name);
}

/* What the entry must be: what the event answers, or the command does. */
static struct rr_field_decl
wanted(const struct offer *o, const struct rr_cmd *cmd,
    const struct rr_param *p, const struct rr_args *args)
{
	const struct rr_agreement *a = rr_cmd_terms(o->c, args);
	const struct rr_event *e;

	if (cmd->step == RR_CLAIM_BILLS)
		return only(o, rr_claim_word(o->c->agreement,
		    RR_CLAIM_OPENS));
	if (cmd->step == RR_CLAIM_PAYS)
		return only(o, rr_claim_word(o->c->agreement,
		    RR_CLAIM_BILLS));
	e = chosen(o, args);
	if (e != NULL && strncmp(p->name, "set:", 4) == 0) {
		const struct rr_field_decl *d = rr_event_field(e, p->name + 4);

		return d != NULL ? *d : only(o, NULL);
	}
	/* What opens a register of its own is about nothing by itself. */
	if (e != NULL && e->nabout == 0 && named_entry(o, args) != NULL &&
	    opens_register(a, e->name) &&
	    !rr_event_is_about(a, e, named_entry(o, args)))
		return only(o, "");
	return e == NULL ? only(o, NULL) :
	    (struct rr_field_decl){ .of = e->about, .nof = e->nabout };
}

static void
offer_entries(struct offer *o, const struct rr_cmd *cmd,
    const struct rr_param *p, const struct rr_args *args)
{
	const struct rr_field_decl d = wanted(o, cmd, p, args);

	rr_choices_facts(o->c, o->arena, cmd, &d, &o->all);
}

static void
offer_field(struct offer *o, const struct rr_param *p,
    const struct rr_args *args)
{
	const struct rr_event *e = chosen(o, args);
	const struct rr_field_decl *d;

	d = e == NULL ? NULL : rr_event_field(e, p->name + 4);
	for (size_t i = 0; d != NULL && i < d->nchoices; i++)
		add(o, d->choices[i], d->choices[i]);
	if (d != NULL && d->type == RR_FIELD_PARTY)
		offer_parties(o);
}

bool
rr_param_choices(struct rr_arena *arena, struct rr_app *app,
    const struct rr_case *c, const struct rr_cmd *cmd,
    const struct rr_param *p, const struct rr_args *args,
    struct rr_choice **out, size_t *n, struct rr_diags *diags)
{
	struct offer o = { arena, c, RR_VEC_INIT(struct rr_choice) };
	struct rr_matter *matters;
	struct rr_store *s;
	size_t nm;

	if (p->type == RR_PARAM_CHOICE)
		offer_words(&o, p->words);
	else if (p->type == RR_PARAM_METHOD)
		offer_methods(&o, cmd, p, args);
	else if (p->type == RR_PARAM_MATTER) {
		if (!rr_app_store(app, RR_STORE_READ, &s, diags) ||
		    !rr_store_matters(s, arena, &matters, &nm, diags))
			return false;
		for (size_t i = 0; i < nm; i++)
			add(&o, matters[i].key, matters[i].title);
	} else if (c == NULL)
		nm = 0;
	else if (p->type == RR_PARAM_EVENT || p->type == RR_PARAM_NOTICE)
		offer_events(&o, p->type == RR_PARAM_NOTICE, args);
	else if (p->type == RR_PARAM_PARTIES)
		offer_addressees(&o, cmd, args);
	else if (p->type == RR_PARAM_PARTY)
		offer_parties(&o);
	else if (p->type == RR_PARAM_QUESTION)
		offer_questions(&o);
	else if (p->type == RR_PARAM_ANSWER)
		offer_answers(&o, args);
	else if (p->type == RR_PARAM_LISTS)
		offer_lists(&o);
	else if (p->type == RR_PARAM_FACT) {
		offer_entries(&o, cmd, p, args);
		rr_choices_order(c, arena, cmd, p, args, &o.all);
	} else if (p->type == RR_PARAM_ROW)
		rr_choices_rows(c, arena, &o.all);
	else if (strncmp(p->name, "set:", 4) == 0)
		offer_field(&o, p, args);
	*out = o.all.items;
	*n = o.all.n;
	return true;
}

#define RR_FIELD(id, word, param, listed, check, how, says)		\
	[RR_FIELD_##id] = RR_PARAM_##param,
static const enum rr_param_type field_params[] = {
#include "regrights/field.def"
};
#undef RR_FIELD

static const char *
choice_words(struct rr_arena *arena, const struct rr_agreement *a,
    const struct rr_field_decl *d)
{
	struct rr_buf b = RR_BUF_INIT;

	if (d->type == RR_FIELD_YES)
		return "yes|no";
	for (size_t i = 0; d->type == RR_FIELD_CLASS && i < a->nclasses; i++)
		rr_buf_printf(&b, "%s%s", i > 0 ? "|" : "", a->classes[i].key);
	for (size_t i = 0; d->type == RR_FIELD_DEADLINE &&
	    i < a->nprovisions; i++)
		if (a->provisions[i].kind->deadline)
			rr_buf_printf(&b, "%s%s", b.len > 0 ? "|" : "",
			    a->provisions[i].id);
	for (size_t i = 0; i < d->nchoices; i++)
		rr_buf_printf(&b, "%s%s", i > 0 ? "|" : "", d->choices[i]);
	return rr_buf_keep(&b, arena);
}

/* Which sending is asked where there are several, and then must be said. */
static void
add_param(struct rr_arena *arena, struct rr_vec *all, const struct rr_case *c,
    const struct rr_cmd *cmd, const struct rr_param *p,
    const struct rr_args *args)
{
	const struct rr_fact *notice = notice_of(c, args);
	struct rr_param *q;

	if (is_of_sending(cmd, p) && (notice == NULL ||
	    !rr_notice_by_several(notice, arena)))
		return;
	q = rr_vec_add(arena, all);
	*q = *p;
	if (is_of_sending(cmd, p))
		q->flags |= RR_REQUIRED;
}

/* Whose a notice is that came in: its sender's, where the field is blank. */
static bool
is_proposed(const struct rr_cmd *cmd, const char *field)
{
	return cmd == &rr_cmd_notice_receive && strcmp(field, "from") == 0;
}

bool
rr_cmd_params(struct rr_arena *arena, struct rr_app *app,
    const struct rr_case *c, const struct rr_cmd *cmd,
    const struct rr_args *args, struct rr_param **out, size_t *n,
    struct rr_diags *diags)
{
	struct rr_vec all = RR_VEC_INIT(struct rr_param);
	const struct rr_event *e = c == NULL ? NULL :
	    rr_case_event(c, cmd, args);

	(void)app;
	(void)diags;
	for (size_t i = 0; i < cmd->nparams; i++)
		if (cmd->params[i].type != RR_PARAM_SET &&
		    rr_param_fits(c, cmd, &cmd->params[i], args))
			add_param(arena, &all, c, cmd, &cmd->params[i], args);
	for (size_t i = 0; e != NULL && i < e->nfields; i++) {
		const struct rr_field_decl *d = &e->fields[i];
		struct rr_param *p = rr_vec_add(arena, &all);

		p->name = rr_arena_printf(arena, "set:%s", d->key);
		p->type = field_params[d->type];
		p->flags = (d->required && !is_proposed(cmd, d->key) ?
		    RR_REQUIRED : 0) |
		    (d->type == RR_FIELD_FACTS ? RR_REPEATED : 0);
		p->words = choice_words(arena, rr_cmd_terms(c, args), d);
		p->title = d->title;
		p->doc = d->title;
	}
	*out = all.items;
	*n = all.n;
	return true;
}

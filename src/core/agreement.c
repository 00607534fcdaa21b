/*
 * agreement.c: names looked up in an agreement, and terms checked.
 *
 * Lists are short; a look-up walks one.  The check adds every contradiction
 * that it finds, each with the place of the value that cannot stand.
 */
#include "regrights/agreement.h"

#include <string.h>

#include "regrights/arena.h"
#include "regrights/buf.h"

#define RR_METHOD(id, w, b, c, n)					\
	{ .word = w, .by = b, .contact = c, .nights = n },
static const struct {
	const char	*word, *by, *contact;
	bool		 nights;
} methods[] = {
#include "regrights/method.def"
	{ .word = "other", .by = "sent", .contact = "address" }
};
#undef RR_METHOD

const char *
rr_method_word(enum rr_method m)
{
	return methods[m].word;
}

const char *
rr_method_by(enum rr_method m)
{
	return methods[m].by;
}

const char *
rr_method_contact(enum rr_method m)
{
	return methods[m].contact;
}

bool
rr_method_nights(enum rr_method m)
{
	return methods[m].nights;
}

bool
rr_method_find(const char *word, enum rr_method *out)
{
	for (int i = 0; i < RR_METHOD_MAX; i++)
		if (strcmp(methods[i].word, word) == 0) {
			*out = (enum rr_method)i;
			return true;
		}
	return false;
}

int
rr_agreement_question(const struct rr_agreement *a, const char *key)
{
	for (size_t i = 0; i < a->nquestions; i++)
		if (strcmp(a->questions[i].key, key) == 0)
			return (int)i;
	return -1;
}

const struct rr_agreement *
rr_agreement_on(const struct rr_agreement *a, rr_date day)
{
	while (a->before != NULL && rr_date_cmp(day, a->in_force) < 0)
		a = a->before;
	return a;
}

int
rr_agreement_answer(const struct rr_agreement *a, int question,
    const char *key)
{
	const struct rr_question *q = &a->questions[question];

	for (size_t i = 0; i < q->n; i++)
		if (strcmp(q->answers[i].key, key) == 0)
			return (int)i;
	return -1;
}

int
rr_agreement_kind(const struct rr_agreement *a, const char *name)
{
	for (size_t i = 0; i < a->nkinds; i++)
		if (strcmp(a->kinds[i].name, name) == 0)
			return (int)i;
	return -1;
}

int
rr_agreement_base(const struct rr_agreement *a, const char *key)
{
	for (size_t i = 0; i < a->nbases; i++)
		if (strcmp(a->bases[i].key, key) == 0)
			return (int)i;
	return -1;
}

const struct rr_class *
rr_agreement_class(const struct rr_agreement *a, const char *key)
{
	for (size_t i = 0; i < a->nclasses; i++)
		if (strcmp(a->classes[i].key, key) == 0)
			return &a->classes[i];
	return NULL;
}

const struct rr_event *
rr_agreement_event(const struct rr_agreement *a, const char *name)
{
	for (size_t i = 0; i < a->nevents; i++)
		if (strcmp(a->events[i].name, name) == 0)
			return &a->events[i];
	return NULL;
}

const struct rr_provision *
rr_agreement_provision(const struct rr_agreement *a, const char *id)
{
	for (size_t i = 0; i < a->nprovisions; i++)
		if (strcmp(a->provisions[i].id, id) == 0)
			return &a->provisions[i];
	return NULL;
}

const struct rr_field_decl *
rr_event_field(const struct rr_event *e, const char *key)
{
	for (size_t i = 0; i < e->nfields; i++)
		if (strcmp(e->fields[i].key, key) == 0)
			return &e->fields[i];
	return NULL;
}

const struct rr_workflow *
rr_agreement_workflow(const struct rr_agreement *a, const char *key)
{
	for (size_t i = 0; i < a->nworkflows; i++)
		if (strcmp(a->workflows[i].key, key) == 0)
			return &a->workflows[i];
	return NULL;
}

bool
rr_workflow_is_about(const struct rr_workflow *w, const char *name)
{
	for (size_t i = 0; i < w->nabout; i++)
		if (strcmp(w->about[i], name) == 0)
			return true;
	return false;
}

/* Those of the lists that are among the words, in their order. */
static void
add_lists(const struct rr_agreement *a, const char *words, struct rr_buf *b)
{
	const struct rr_ladder *l = a->ladder;

	for (size_t i = 0; l != NULL && i < l->nlists; i++)
		if (rr_list_has(words, l->lists[i].key))
			rr_buf_printf(b, "%s%s", b->len > 0 ? " " : "",
			    l->lists[i].key);
}

const char *
rr_agreement_spell(struct rr_arena *arena, const struct rr_agreement *a,
    const char *words)
{
	struct rr_buf b = RR_BUF_INIT;

	add_lists(a, words, &b);
	return rr_buf_keep(&b, arena);
}

bool
rr_agreement_lists(const struct rr_agreement *a, const char *text)
{
	struct rr_buf b = RR_BUF_INIT;
	bool same;

	add_lists(a, text, &b);
	same = b.len > 0 && strcmp(b.s, text) == 0;
	rr_buf_free(&b);
	return same;
}

bool
rr_event_issues(const struct rr_event *e)
{
	return !e->notice && !e->once && e->nabout == 0 &&
	    e->effect == RR_LOT_ISSUE;
}

bool
rr_is_one_of(const char *const *names, size_t n, const char *name)
{
	for (size_t i = 0; i < n; i++)
		if (strcmp(names[i], name) == 0)
			return true;
	return false;
}

bool
rr_list_has(const char *list, const char *s)
{
	size_t n = strlen(s);

	while (list != NULL && *list != '\0') {
		size_t len = strcspn(list, " ");

		if (len == n && memcmp(list, s, n) == 0)
			return true;
		list += len;
		list += strspn(list, " ");
	}
	return false;
}

bool
rr_field_takes(const struct rr_field_decl *d, const char *name)
{
	for (size_t i = 0; i < d->nof; i++)
		if (strcmp(d->of[i], name) == 0)
			return true;
	return d->nof == 0;
}

static void
check_field(const struct rr_agreement *a, const struct rr_field_decl *d,
    struct rr_diags *diags)
{
	for (size_t i = 0; i < d->nof; i++)
		if (rr_agreement_event(a, d->of[i]) == NULL)
			rr_diag(diags, RR_E_NO_EVENT, d->pos,
			    "field '%s' names '%s'", d->key, d->of[i]);
}

static void
check_event(const struct rr_agreement *a, const struct rr_event *e,
    struct rr_diags *diags)
{
	for (size_t i = 0; i < e->nabout; i++)
		if (rr_agreement_event(a, e->about[i]) == NULL)
			rr_diag(diags, RR_E_NO_EVENT, e->pos,
			    "'%s' is about '%s'", e->name, e->about[i]);
	for (size_t i = 0; i < e->nfields; i++)
		check_field(a, &e->fields[i], diags);
}

static bool
has_dates(const struct rr_event *e)
{
	const struct rr_field_decl *from = rr_event_field(e, "from");
	const struct rr_field_decl *to = rr_event_field(e, "to");
	const struct rr_field_decl *days = rr_event_field(e, "days");

	return from != NULL && to != NULL && from->type == RR_FIELD_DATE &&
	    to->type == RR_FIELD_DATE &&
	    (days == NULL || days->type == RR_FIELD_NUMBER);
}

/* What each kind of provision has in common: whom and what it is about. */
static void
check_each(const struct rr_agreement *a, const struct rr_provision *p,
    struct rr_diags *diags)
{
	for (size_t i = 0; i < p->neach; i++) {
		const struct rr_event *e = rr_agreement_event(a, p->each[i]);

		if (e == NULL)
			rr_diag(diags, RR_E_NO_EVENT, p->cite.pos,
			    "'%s' is for each '%s'", p->id, p->each[i]);
		else if (p->per == RR_PER_RECIPIENT && !e->notice)
			rr_diag(diags, RR_E_CONTRADICT, p->cite.pos,
			    "'%s' is per recipient, but not for each notice",
			    p->id);
	}
	if (p->per == RR_PER_RECIPIENT && p->neach == 0)
		rr_diag(diags, RR_E_CONTRADICT, p->cite.pos,
		    "'%s' is per recipient, but not for each notice", p->id);
}

bool
rr_is_each(const struct rr_provision *p, const char *about)
{
	for (size_t i = 0; about != NULL && i < p->neach; i++)
		if (strcmp(p->each[i], about) == 0)
			return true;
	return false;
}

/* It says what it is about, or a field of entries can name one of them. */
static bool
answers_one(const struct rr_provision *p, const struct rr_event *e)
{
	for (size_t i = 0; i < e->nfields; i++)
		for (size_t k = 0; k < p->neach; k++)
			if (rr_field_names_entries(e->fields[i].type) &&
			    rr_field_takes(&e->fields[i], p->each[k]))
				return true;
	for (size_t i = 0; i < e->nabout; i++)
		if (rr_is_each(p, e->about[i]))
			return true;
	return false;
}

/* A notice goes to "holders"; it is owed to each "holder". */
static bool
goes_to(const struct rr_event *e, const char *role)
{
	static const char each[] = "each ";
	size_t n = strlen(role);

	for (size_t i = 0; i < e->nto; i++) {
		const char *to = e->to[i];

		if (strncmp(to, each, strlen(each)) == 0)
			to += strlen(each);
		if (strncmp(to, role, n) == 0 && (to[n] == '\0' ||
		    strcmp(to + n, "s") == 0))
			return true;
	}
	return false;
}

static void
check_owed(const struct rr_event *met, const struct rr_provision *p,
    struct rr_diags *diags)
{
	for (size_t i = 0; i < p->date.nowed; i++)
		if (p->date.owed[i].role != NULL &&
		    !goes_to(met, p->date.owed[i].role))
			rr_diag(diags, RR_E_CONTRADICT, p->cite.pos,
			    "'%s' is owed to '%s', to whom '%s', which meets "
			    "it, does not go", p->id, p->date.owed[i].role,
			    met->name);
}

static void
check_met(const struct rr_agreement *a, const struct rr_provision *p,
    const char *by, struct rr_diags *diags)
{
	const struct rr_event *met = rr_agreement_event(a, by);

	if (met == NULL)
		rr_diag(diags, RR_E_NO_EVENT, p->cite.pos,
		    "'%s' is met by '%s'", p->id, by);
	else if (p->neach > 0 && !answers_one(p, met))
		rr_diag(diags, RR_E_CONTRADICT, p->cite.pos,
		    "'%s' is for each '%s', but '%s', which meets it, is not "
		    "about one", p->id, p->each[0], by);
	else
		check_owed(met, p, diags);
}

static void
check_date(const struct rr_agreement *a, const struct rr_provision *p,
    struct rr_diags *diags)
{
	const struct rr_date_terms *t = &p->date;

	if (t->extended_by != NULL &&
	    (rr_agreement_event(a, t->extended_by) == NULL ||
	    !has_dates(rr_agreement_event(a, t->extended_by))))
		rr_diag(diags, RR_E_NO_FIELD, p->cite.pos,
		    "'%s' extends '%s', so it must have the dates 'from' and "
		    "'to', and 'days' can only be a number", t->extended_by,
		    p->id);
	for (size_t i = 0; i < t->nmet_by; i++)
		check_met(a, p, t->met_by[i], diags);
}

static void
check_days(const char *const *known, size_t n,
    const char *const *keys, size_t nkeys, const struct rr_day_kind *k,
    struct rr_diags *diags)
{
	for (size_t i = 0; known != NULL && i < nkeys; i++) {
		size_t j = 0;

		while (j < n && strcmp(known[j], keys[i]) != 0)
			j++;
		if (j == n)
			rr_diag(diags, RR_E_NO_CALENDAR, k->pos,
			    "'%s' names '%s'", k->name, keys[i]);
	}
}

/* Each name is complained of once, with the first place that has it. */
static void
check_twice(const struct rr_agreement *a, struct rr_diags *diags)
{
	for (size_t i = 0; i < a->nprovisions; i++) {
		const struct rr_provision *p = &a->provisions[i];
		const struct rr_provision *first = rr_agreement_provision(a,
		    p->id);

		if (first != p)
			rr_diag_since(diags, RR_E_DUPLICATE, p->cite.pos,
			    first->cite.pos, "'%s'", p->id);
	}
	for (size_t i = 0; i < a->nevents; i++) {
		const struct rr_event *e = &a->events[i];
		const struct rr_event *first = rr_agreement_event(a, e->name);

		if (first != e)
			rr_diag_since(diags, RR_E_DUPLICATE, e->pos,
			    first->pos, "'%s'", e->name);
	}
}

static void
check_ladder(const struct rr_ladder *l, struct rr_diags *diags)
{
	for (size_t i = 0; i < l->nclauses; i++) {
		const struct rr_notice_clause *c = &l->clauses[i];
		size_t j = 0;

		if (c->window.until < c->window.from ||
		    (c->window.until == c->window.from &&
		    (c->window.from_open || c->window.until_open)))
			rr_diag(diags, RR_E_ORDER, c->pos,
			    "no moment of a day fits this branch");
		while (c->numbers != NULL && j < l->nlists &&
		    strcmp(l->lists[j].key, c->numbers) != 0)
			j++;
		if (c->numbers != NULL && j == l->nlists)
			rr_diag(diags, RR_E_NO_NUMBERS, c->pos, "'%s'",
			    c->numbers);
	}
}

static void
check_claims(const struct rr_agreement *a, struct rr_diags *diags)
{
	const struct rr_pos nowhere = { NULL, 0, 0 };
	const char *const names[] = { a->claims->opens, a->claims->bills,
	    a->claims->pays };

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (rr_agreement_event(a, names[i]) == NULL)
			rr_diag(diags, RR_E_NO_EVENT, nowhere,
			    "claims name '%s'", names[i]);
}

bool
rr_agreement_check(const struct rr_agreement *a, const char *const *known,
    size_t n, struct rr_diags *diags)
{
	size_t before = rr_diags_errors(diags);

	check_twice(a, diags);
	for (size_t i = 0; i < a->nevents; i++)
		check_event(a, &a->events[i], diags);
	for (size_t i = 0; i < a->nkinds; i++) {
		const struct rr_day_kind *k = &a->kinds[i];

		check_days(known, n, k->closed, k->nclosed, k, diags);
		for (size_t j = 0; j < k->noptions; j++)
			check_days(known, n, k->options[j].calendars,
			    k->options[j].n, k, diags);
	}
	for (size_t i = 0; i < a->nprovisions; i++) {
		check_each(a, &a->provisions[i], diags);
		if (a->provisions[i].kind == RR_KIND_DATE)
			check_date(a, &a->provisions[i], diags);
	}
	if (a->ladder != NULL)
		check_ladder(a->ladder, diags);
	if (a->claims != NULL)
		check_claims(a, diags);
	return rr_diags_errors(diags) == before;
}

bool
rr_owed_next(const char **text, const char **id, size_t *len)
{
	static const char plus[] = " plus ";
	const char *end;

	*id = *text;
	if (*id == NULL)
		return false;
	end = strstr(*id, plus);
	*len = end != NULL ? (size_t)(end - *id) : strlen(*id);
	*text = end != NULL ? end + strlen(plus) : NULL;
	return true;
}

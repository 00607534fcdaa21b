/*
 * waits.c: which entries an event is about, by the words of the file.
 *
 * It says so, or its fields do, or a register of which it is a state.  It may
 * also name an entry in a field of which the file does not say of which kind
 * that is.  The rules say it then: the entry is one of those for each of which
 * a rule is made that waits for such an event about it.  And where the rule
 * asks for a value of one of its fields ("where duty is notice"), that is what
 * the event says when it is about the rule.
 */
#include <string.h>

#include "app_int.h"
#include "choices_int.h"
#include "terms_int.h"

static bool
is_same(const char *a, const char *b)
{
	return a != NULL && strcmp(a, b) == 0;
}

/* A later state of what that event opens, in some register. */
static bool
is_state_of(const struct rr_agreement *a, const char *event,
    const char *opened)
{
	for (size_t i = 0; i < a->nregisters; i++) {
		const struct rr_register_terms *t = &a->registers[i];

		for (size_t k = 0; k < t->nstates && rr_is_one_of(t->opens,
		    t->nopens, opened); k++)
			if (strcmp(t->states[k].event, event) == 0)
				return strcmp(event, opened) != 0;
	}
	return false;
}

/*
 * It says what it is about, or which entries its fields name; where it says
 * neither, a state that it brings about does.
 */
bool
rr_event_is_about(const struct rr_agreement *a, const struct rr_event *e,
    const char *name)
{
	bool said = e->nabout > 0;

	for (size_t i = 0; i < e->nfields; i++) {
		if (e->fields[i].nof == 0)
			continue;
		if (rr_field_takes(&e->fields[i], name))
			return true;
		said = true;
	}
	if (rr_event_answers(e, name))
		return true;
	return !said && is_state_of(a, e->name, name);
}

const struct rr_expr *
rr_when_linked(const struct rr_expr *w, const char *event)
{
	const struct rr_expr *found = NULL;

	if (w == NULL || rr_expr_type(w) != RR_TYPE_DAY)
		return NULL;
	if (w->op == RR_EXPR_EVENT && w->reach == RR_REACH_ABOUT &&
	    w->via == NULL && is_same(w->name, event))
		return w;
	for (size_t i = 0; i < w->nof && found == NULL; i++)
		found = rr_when_linked(w->of[i], event);
	return found;
}

/* Whether the condition speaks of such an event about "it". */
static bool
asks(const struct rr_expr *c, const char *event)
{
	bool found;

	if (c == NULL || rr_expr_type(c) != RR_TYPE_TRUTH)
		return false;
	found = c->reach != RR_REACH_ALL && c->reach != RR_REACH_BESIDE &&
	    c->via == NULL && is_same(c->name, event);
	for (size_t i = 0; i < c->nof && !found; i++)
		found = asks(c->of[i], event);
	return found;
}

static bool
is_awaited(void *ctx, const struct rr_expr *x, const char *name, unsigned as)
{
	const char *event = ctx;

	return (as & RR_AS_AWAITED) != 0 && (x == NULL ? is_same(name, event) :
	    rr_when_linked(x, event) != NULL || asks(x, event));
}

static bool
waits(const struct rr_agreement *a, const struct rr_provision *p,
    const char *event)
{
	const struct rr_reader look = { a, is_awaited, (void *)event };

	return rr_look_through(&look, p);
}

bool
rr_event_waited(const struct rr_agreement *a, const struct rr_event *e,
    const char *name)
{
	for (size_t i = 0; i < a->nprovisions; i++)
		if (rr_is_one_of(a->provisions[i].each, a->provisions[i].neach,
		    name) && waits(a, &a->provisions[i], e->name))
			return true;
	return false;
}

/* How near to a deadline such an event is. */
enum nearness { MEETS, SPOKEN_OF, ABOUT_ITS_ENTRY, WAIVES, FAR };

static bool
is_spoken_of(const struct rr_agreement *a, const struct rr_provision *p,
    const char *event)
{
	bool ends = false;

	for (size_t i = 0; i < p->date.nends; i++)
		ends |= is_same(p->date.ends[i].name, event);
	return ends || waits(a, p, event) ||
	    is_same(p->date.extended_by, event) ||
	    asks(p->date.owed_once, event);
}

static enum nearness
nearness_of(const struct rr_agreement *a, const struct rr_deadline *d,
    const char *event)
{
	const struct rr_event *e = rr_agreement_event(a, event);

	if (rr_is_one_of(d->provision->date.met_by,
	    d->provision->date.nmet_by, event))
		return MEETS;
	if (is_spoken_of(a, d->provision, event))
		return SPOKEN_OF;
	if (e != NULL && d->subject != NULL &&
	    (rr_event_is_about(a, e, d->subject->name) ||
	    rr_event_waited(a, e, d->subject->name)))
		return ABOUT_ITS_ENTRY;
	return a->waivers != NULL && is_same(a->waivers->by, event) ? WAIVES :
	    FAR;
}

/* What waives a deadline names an entry for each of which that is made. */
bool
rr_event_waives(const struct rr_agreement *a, const struct rr_event *e,
    const char *field, const struct rr_args *args, const char *name)
{
	const struct rr_waiver_terms *t = a->waivers;
	const struct rr_provision *p;
	const char *id = NULL;

	if (t == NULL || !is_same(t->by, e->name) || !is_same(t->entry, field))
		return false;
	for (size_t i = 0; i < args->n && t->deadline != NULL; i++)
		if (strncmp(args->items[i].name, "set:", 4) == 0 &&
		    strcmp(args->items[i].name + 4, t->deadline) == 0)
			id = args->items[i].value;
	p = id != NULL ? rr_agreement_provision(a, id) : NULL;
	return p != NULL && rr_is_one_of(p->each, p->neach, name);
}

static const struct rr_deadline *
deadline_of(const struct rr_case *c, const char *id)
{
	const struct rr_derivation *d = c->derivation;

	for (size_t i = 0; i < d->ndeadlines; i++)
		if (strcmp(d->deadlines[i].id, id) == 0)
			return &d->deadlines[i];
	return NULL;
}

const char *
rr_cond_wants(const struct rr_expr *c, const char *field)
{
	const char *found = NULL;

	if (c == NULL)
		return NULL;
	if (c->op == RR_EXPR_FIELD && c->compare == RR_IS &&
	    is_same(c->field, field))
		return c->value;
	for (size_t i = 0; c->op == RR_EXPR_AND && i < c->nof &&
	    found == NULL; i++)
		found = rr_cond_wants(c->of[i], field);
	return found;
}

static bool
meets(const struct rr_deadline *d, const struct rr_event *e)
{
	return rr_is_one_of(d->provision->date.met_by,
	    d->provision->date.nmet_by, e->name);
}

/*
 * To whom the notice goes that meets it: who lacks it, for certain or perhaps,
 * else who has it not for certain; nobody is sent it twice unasked.
 */
static const char *
lacks_it(const struct rr_case *c, const struct rr_deadline *d)
{
	if (d->missing != NULL && d->perhaps != NULL)
		return rr_arena_printf(c->arena, "%s, %s", d->missing,
		    d->perhaps);
	return d->missing != NULL ? d->missing : d->perhaps != NULL ?
	    d->perhaps : d->unsure;
}

/* From whom a notice comes: whose it is. */
static const char *
party_of_row(const struct rr_case *c, const struct rr_deadline *d,
    const struct rr_param *p)
{
	if (p->type == RR_PARAM_PARTIES && strcmp(p->name, "to") == 0)
		return lacks_it(c, d);
	return p->type == RR_PARAM_PARTY && (p->flags & RR_REQUIRED) != 0 ?
	    d->by : NULL;
}

const char *
rr_param_of_row(const struct rr_case *c, const struct rr_cmd *cmd,
    const struct rr_param *p, const struct rr_args *args, const char *id)
{
	const struct rr_event *e = rr_case_event(c, cmd, args);
	const struct rr_deadline *d = deadline_of(c, id);
	const struct rr_expr *w;

	const char *amount = e == NULL || strncmp(p->name, "set:", 4) != 0 ?
	    NULL : rr_event_amount(c, e, p->name + 4, args);

	if (amount != NULL)
		return amount;
	if (e == NULL || d == NULL || !d->provision->kind->deadline)
		return NULL;
	if (strncmp(p->name, "set:", 4) != 0)
		return cmd->records == RR_SHAPE_NOTICE && meets(d, e) ?
		    party_of_row(c, d, p) : NULL;
	w = rr_when_linked(d->provision->date.due, e->name);
	return w != NULL ? rr_cond_wants(w->where, p->name + 4) : NULL;
}

void
rr_choices_of_row(const struct rr_case *c, const struct rr_param *p,
    const char *id, struct rr_choice *choices, size_t n)
{
	const struct rr_deadline *d = deadline_of(c, id);
	struct rr_arena *arena = rr_arena_new();
	struct rr_choice *was = rr_arena_array(arena, n, sizeof(*was));
	size_t to = 0;

	for (size_t i = 0; i < n; i++)
		was[i] = choices[i];
	for (int near = MEETS; d != NULL && near <= FAR &&
	    (p->type == RR_PARAM_EVENT || p->type == RR_PARAM_NOTICE); near++)
		for (size_t i = 0; i < n; i++)
			if ((int)nearness_of(c->agreement, d, was[i].key) ==
			    near)
				choices[to++] = was[i];
	rr_arena_free(arena);
}

/*
 * load_workflows.c: workflows, step by step.
 *
 * The conditions of a step are read for the first event or notice that the
 * workflow can be about; what they ask of "it" each of the others must have
 * too.  Whether there is such a command the app knows, and checks.
 */
#include <string.h>

#include "agreement_int.h"
#include "regrights/vec.h"

#define STEPS_MAX	60
#define VALUES_MAX	20
#define ANY_NOTICE	"any notice"

struct workflow {
	const char		*title, *section;
	struct rr_strings	 about;
	const struct rr_node	*steps;
};

struct step {
	const char		*key, *section, *what, *note, *command;
	const struct rr_node	*done, *needed_if, *with;
};

#define AT(type, member)	offsetof(struct type, member)
static const struct rr_key workflow_keys[] = {
	RR_KEY("title", TEXT, AT(workflow, title), true),
	RR_KEY("section", TEXT, AT(workflow, section), true),
	RR_KEY("about", TEXTS, AT(workflow, about), false),
	RR_KEY("steps", NODE, AT(workflow, steps), true)
};
static const struct rr_key step_keys[] = {
	RR_KEY("key", WORD, AT(step, key), true),
	RR_KEY("section", TEXT, AT(step, section), true),
	RR_KEY("what", TEXT, AT(step, what), true),
	RR_KEY("note", TEXT, AT(step, note), false),
	RR_KEY("done", NODE, AT(step, done), true),
	RR_KEY("needed if", NODE, AT(step, needed_if), false),
	RR_KEY("command", NAME, AT(step, command), true),
	RR_KEY("with", NODE, AT(step, with), false)
};
#undef AT

struct reader {
	const struct rr_load		*l;
	const struct rr_agreement	*a;
	struct rr_workflow		*w;
	struct rr_vec			 about;	/* of struct rr_event * */
};

/* Whether one condition, without its parts, can be asked of E. */
static bool
check_subject(const struct reader *r, const struct rr_expr *c,
    const struct rr_event *first, const struct rr_event *e)
{
	const struct rr_field_decl *f, *is;

	if (!e->notice && ((c->op == RR_EXPR_WAY && c->name == NULL) ||
	    c->op == RR_EXPR_RECIPIENTS))
		return rr_diag(r->l->diags, RR_E_CONTRADICT, c->pos,
		    "'it' can be '%s', which is no notice", e->name);
	if (c->op != RR_EXPR_FIELD)
		return true;
	f = rr_event_field(first, c->field);
	is = rr_event_field(e, c->field);
	return is != NULL && f != NULL && is->type == f->type ? true :
	    rr_diag(r->l->diags, RR_E_NO_FIELD, c->pos,
	    "'it' can be '%s', which has no '%s' of that type", e->name,
	    c->field);
}

static bool
check_subjects(const struct reader *r, const struct rr_expr *c)
{
	const struct rr_event *const *all = r->about.items;

	for (size_t i = 1; i < r->about.n; i++)
		if (!check_subject(r, c, all[0], all[i]))
			return false;
	/* Inside of an "each" another is "it"; a day is of any. */
	for (size_t i = 0; c->op != RR_EXPR_EACH && i < c->nof &&
	    rr_expr_type(c) == RR_TYPE_TRUTH; i++)
		if (!check_subjects(r, c->of[i]))
			return false;
	return true;
}

static bool
parse_cond(const struct reader *r, const struct rr_node *node,
    const char *key, const struct rr_expr **out)
{
	return rr_read_cond(r->l, r->a, node, key, r->w->nabout > 0 ?
	    r->w->about[0] : NULL, out) && check_subjects(r, *out);
}

static bool
read_values(const struct rr_load *l, const struct rr_node *node,
    struct rr_workflow_step *s)
{
	struct rr_step_value *all;
	bool ok = true;

	if (node == NULL)
		return true;
	if (!rr_want_map(l, node, "with", VALUES_MAX))
		return false;
	all = rr_arena_array(l->arena, node->npairs + 1, sizeof(*all));
	for (size_t i = 0; i < node->npairs; i++) {
		all[i].name = node->pairs[i].key;
		all[i].pos = node->pairs[i].value->at;
		all[i].value = rr_scalar(l, node->pairs[i].value,
		    all[i].name);
		ok &= all[i].value != NULL;
	}
	s->values = all;
	s->nvalues = ok ? node->npairs : 0;
	return ok;
}

/* A step's key is said once. */
static bool
check_twice(const struct rr_load *l, const struct rr_workflow *w,
    const struct rr_workflow_step *s)
{
	for (size_t i = 0; &w->steps[i] < s; i++)
		if (w->steps[i].key != NULL &&
		    strcmp(w->steps[i].key, s->key) == 0)
			return rr_diag_since(l->diags, RR_E_DUPLICATE, s->pos,
			    w->steps[i].pos, "'%s'", s->key);
	return true;
}

static bool
read_step(const struct reader *r, const struct rr_node *node,
    struct rr_workflow_step *out)
{
	const struct rr_load *l = r->l;
	struct step s;
	bool ok;

	memset(&s, 0, sizeof(s));
	out->pos = node->at;
	if (!rr_schema_read(l, node, step_keys, RR_COUNT(step_keys), &s,
	    "a step"))
		return false;
	out->key = s.key;
	out->section = s.section;
	out->what = s.what;
	out->note = s.note;
	out->command = s.command;
	out->pos = rr_node_pos(node, "key");
	out->command_pos = rr_node_pos(node, "command");
	ok = check_twice(l, r->w, out);
	ok &= parse_cond(r, s.done, "done", &out->done);
	ok &= s.needed_if == NULL || parse_cond(r, s.needed_if, "needed if",
	    &out->needed_if);
	return read_values(l, s.with, out) && ok;
}

static bool
read_steps(const struct reader *r, const struct rr_node *node)
{
	const struct rr_load *l = r->l;
	struct rr_workflow_step *all;
	bool ok = true;

	if (!rr_want_list(l, node, "steps", STEPS_MAX))
		return false;
	if (node->n == 0)
		return rr_diag(l->diags, RR_E_RANGE, node->at,
		    "'%s' has no steps", r->w->key);
	all = rr_arena_array(l->arena, node->n, sizeof(*all));
	r->w->steps = all;
	r->w->nsteps = node->n;
	for (size_t i = 0; i < node->n; i++)
		ok &= read_step(r, node->items[i], &all[i]);
	return ok;
}

static void
add_subject(struct reader *r, struct rr_vec *names, const struct rr_event *e)
{
	*(const char **)rr_vec_add(r->l->arena, names) = e->name;
	*(const struct rr_event **)rr_vec_add(r->l->arena, &r->about) = e;
}

static void
add_notices(struct reader *r, struct rr_vec *names)
{
	for (size_t i = 0; i < r->a->nevents; i++)
		if (r->a->events[i].notice)
			add_subject(r, names, &r->a->events[i]);
}

static bool
read_about(struct reader *r, const struct rr_node *node,
    const struct rr_strings *about)
{
	struct rr_vec names = RR_VEC_INIT(const char *);
	const struct rr_event *e;
	bool ok = true;

	for (size_t i = 0; i < about->n; i++) {
		if (strcmp(about->of[i], ANY_NOTICE) == 0) {
			add_notices(r, &names);
			continue;
		}
		e = rr_want_event(r->l, r->a, about->of[i],
		    rr_item_pos(node, "about", i));
		if (e != NULL)
			add_subject(r, &names, e);
		ok &= e != NULL;
	}
	r->w->about = names.items;
	r->w->nabout = names.n;
	return ok;
}

static bool
read_workflow(const struct rr_load *l, const struct rr_agreement *a,
    const struct rr_node_pair *p, struct rr_workflow *out)
{
	struct reader r = { l, a, out, RR_VEC_INIT(const struct rr_event *) };
	struct workflow w;

	memset(&w, 0, sizeof(w));
	out->key = p->key;
	out->pos = p->key_at;
	if (!rr_schema_name(l, p->key, p->key_at, "'workflows'", false) ||
	    !rr_schema_read(l, p->value, workflow_keys,
	    RR_COUNT(workflow_keys), &w, "a workflow"))
		return false;
	out->title = w.title;
	out->section = w.section;
	/* Without what "it" is, each condition would be complained of. */
	return read_about(&r, p->value, &w.about) &&
	    read_steps(&r, w.steps);
}

bool
rr_read_workflows(const struct rr_load *l, const struct rr_node *node,
    struct rr_agreement *a)
{
	struct rr_workflow *all;
	bool ok = true;

	if (!rr_want_map(l, node, "workflows", RR_NAMES_MAX))
		return false;
	all = rr_arena_array(l->arena, node->npairs + 1, sizeof(*all));
	for (size_t i = 0; i < node->npairs; i++)
		ok &= read_workflow(l, a, &node->pairs[i], &all[i]);
	a->workflows = all;
	a->nworkflows = ok ? node->npairs : 0;
	return ok;
}

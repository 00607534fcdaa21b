/*
 * workflow.c: the commands that the steps of workflows name.
 *
 * The agreement's file says which command does a step, and with which values.
 * Here those are held against the registry when a file is checked, and made
 * into arguments when a step is done.
 */
#include <string.h>

#include "app_int.h"
#include "terms_int.h"
#include "regrights/buf.h"
#include "regrights/vec.h"

#define IT	"it"
#define WHOM	"whom"
#define LATEST	"the "	/* and an event: its latest entry under "it" */

/* The event of which the latest entry is meant, or NULL. */
static const char *
latest_of(const struct rr_agreement *a, const char *value)
{
	const struct rr_event *e = strncmp(value, LATEST, strlen(LATEST)) != 0 ?
	    NULL : rr_agreement_event(a, value + strlen(LATEST));

	return e != NULL ? e->name : NULL;
}

static const struct rr_param *
param_of(const struct rr_cmd *cmd, const char *name)
{
	for (size_t i = 0; i < cmd->nparams; i++)
		if (strcmp(cmd->params[i].name, name) == 0 &&
		    cmd->params[i].type != RR_PARAM_SET)
			return &cmd->params[i];
	return NULL;
}

/* The number of an entry, or NULL. */
static const char *
number_of(struct rr_arena *arena, const struct rr_fact *f)
{
	struct rr_buf b = RR_BUF_INIT;

	if (f == NULL)
		return NULL;
	rr_fact_ref(f, &b);
	return rr_buf_keep(&b, arena);
}

/*
 * What "it" is to a parameter: an entry's number, or what it is; or NULL.  A
 * declared field (P NULL) takes the number: the file was checked for that.
 */
static const char *
value_of_it(struct rr_arena *arena, const struct rr_param *p,
    const struct rr_fact *subject)
{
	if (subject == NULL)
		return NULL;
	if (p != NULL && (p->type == RR_PARAM_EVENT ||
	    p->type == RR_PARAM_NOTICE))
		return subject->name;
	if (p != NULL && p->type != RR_PARAM_FACT)
		return NULL;
	return number_of(arena, subject);
}

static bool
gives(const struct rr_vec *all, const char *name)
{
	for (size_t i = 0; i < all->n; i++)
		if (strcmp(((struct rr_arg *)rr_vec_at(all, i))->name,
		    name) == 0)
			return true;
	return false;
}

/* The notice that an event waits for, and the event in its place. */
static void
add_awaited(struct rr_arena *arena, const struct rr_cmd *cmd,
    const struct rr_walk *w, struct rr_vec *all)
{
	const struct rr_event *notice;
	const struct rr_fact *f;
	struct rr_arg *a;

	if (cmd->records != RR_SHAPE_NOTICE || gives(all, "notice") ||
	    param_of(cmd, "notice") == NULL || (f = rr_walk_awaits(arena, w,
	    &notice)) == NULL)
		return;
	a = rr_vec_add(arena, all);
	*a = (struct rr_arg){ "notice", notice->name };
	a = rr_vec_add(arena, all);
	*a = (struct rr_arg){ "about", number_of(arena, f) };
	for (size_t i = 0; i < notice->nfields; i++)
		if (notice->fields[i].nof > 0 &&
		    rr_field_takes(&notice->fields[i], f->name))
			a->name = rr_arena_printf(arena, "set:%s",
			    notice->fields[i].key);
}

/* The command that records what is still to be known of a notice, or NULL. */
static const struct rr_cmd *
recorder_of(const struct rr_app *app, enum rr_shape shape)
{
	const struct rr_cmd *cmd;

	for (size_t i = 0; (cmd = rr_cmd_at(app, i)) != NULL; i++)
		if (cmd->effect == RR_RECORDS && cmd->records == shape)
			return cmd;
	return NULL;
}

/*
 * A step that sends a notice, or has it as one way out of several, waits for
 * what becomes of one that was sent.
 */
static bool
is_replaced(const struct rr_cmd *cmd, const struct rr_walk_step *s)
{
	return cmd->effect == RR_RECORDS && s->sent != NULL &&
	    (cmd->records == RR_SHAPE_NOTICE ||
	    s->step->done->op == RR_EXPR_OR);
}

const struct rr_cmd *
rr_step_command(const struct rr_app *app, const struct rr_walk_step *s)
{
	const struct rr_cmd *cmd = rr_cmd_named(app, s->step->command);

	if (cmd == NULL || !is_replaced(cmd, s))
		return cmd;
	if (s->need == RR_NEED_TIME)
		return rr_cmd_named(app, "show");
	return s->need == RR_NEED_RECEIPT ? recorder_of(app, RR_SHAPE_RECEIPT) :
	    s->need == RR_NEED_RESULT ? recorder_of(app, RR_SHAPE_RESULT) :
	    cmd;
}

static void
add(struct rr_arena *arena, struct rr_vec *all, const char *name,
    const char *value)
{
	*(struct rr_arg *)rr_vec_add(arena, all) = (struct rr_arg){ name,
	    value };
}

/* Which notice, and whose receipt or result of it. */
static struct rr_args
args_of_sent(struct rr_arena *arena, const struct rr_cmd *cmd,
    const struct rr_walk_step *s)
{
	struct rr_vec all = RR_VEC_INIT(struct rr_arg);

	for (size_t i = 0; i < cmd->nparams; i++) {
		const struct rr_param *p = &cmd->params[i];

		if (p->type == RR_PARAM_FACT)
			add(arena, &all, p->name, number_of(arena, s->sent));
		else if (p->type == RR_PARAM_PARTIES)
			add(arena, &all, p->name, s->sent_to);
	}
	return (struct rr_args){ all.items, all.n };
}

struct rr_args
rr_step_args(struct rr_arena *arena, const struct rr_cmd *cmd,
    const struct rr_walk *w, const struct rr_walk_step *s)
{
	struct rr_vec all = RR_VEC_INIT(struct rr_arg);

	if (s->sent != NULL && strcmp(cmd->name, s->step->command) != 0)
		return args_of_sent(arena, cmd, s);
	for (size_t i = 0; i < s->step->nvalues; i++) {
		const struct rr_step_value *v = &s->step->values[i];
		const struct rr_param *p = param_of(cmd, v->name);
		const char *value = v->value;
		const char *latest = p != NULL && p->type != RR_PARAM_FACT ?
		    NULL : latest_of(rr_engine_agreement(w->input->engine),
		    value);
		struct rr_arg *a;

		if (strcmp(value, IT) == 0)
			value = value_of_it(arena, p, w->subject);
		else if (strcmp(value, WHOM) == 0)
			value = s->whom;
		else if (latest != NULL)
			value = number_of(arena, rr_walk_named(arena, w, s,
			    latest));
		if (value == NULL)
			continue;
		a = rr_vec_add(arena, &all);
		a->name = p != NULL ? v->name : rr_arena_printf(arena,
		    "set:%s", v->name);
		a->value = value;
	}
	if (cmd->effect == RR_RECORDS)
		add_awaited(arena, cmd, w, &all);
	if (cmd->records == RR_SHAPE_NOTICE && s->need == RR_NEED_AGAIN &&
	    !gives(&all, "to"))
		add(arena, &all, "to", s->sent_to);
	return (struct rr_args){ all.items, all.n };
}

/* The two words that stand for something go where such a thing is asked. */
static bool
check_word(const struct rr_workflow *w, const struct rr_param *p,
    const struct rr_step_value *v, struct rr_diags *diags)
{
	bool party = p->type == RR_PARAM_PARTY || p->type == RR_PARAM_PARTIES;
	bool entry = p->type == RR_PARAM_FACT || p->type == RR_PARAM_EVENT ||
	    p->type == RR_PARAM_NOTICE;

	if (strcmp(v->value, WHOM) == 0)
		return party ? true : rr_diag(diags, RR_E_TYPE, v->pos,
		    "'whom' is a party, and '%s' asks for none", v->name);
	if (w->nabout == 0)
		return rr_diag(diags, RR_E_CONTRADICT, v->pos,
		    "'%s' is about no entry, so there is no 'it'", w->key);
	return entry ? true : rr_diag(diags, RR_E_TYPE, v->pos,
	    "'it' is an entry, and '%s' asks for none", v->name);
}

/* "the" and what is no event is a slip. */
static bool
check_latest(const struct rr_agreement *a, const struct rr_step_value *v,
    struct rr_diags *diags)
{
	return strncmp(v->value, LATEST, strlen(LATEST)) != 0 ||
	    latest_of(a, v->value) != NULL ? true : rr_diag(diags,
	    RR_E_NO_EVENT, v->pos, "'%s' is no event or notice of the file",
	    v->value + strlen(LATEST));
}

static bool
check_name(const struct rr_agreement *a, bool notice,
    const struct rr_step_value *v, struct rr_diags *diags)
{
	const struct rr_event *e = rr_agreement_event(a, v->value);

	return e != NULL && e->notice == notice ? true : rr_diag(diags,
	    RR_E_NO_EVENT, v->pos, "'%s' is no %s of the file", v->value,
	    notice ? "notice" : "event");
}

static bool
check_param(const struct rr_agreement *a, const struct rr_workflow *w,
    const struct rr_param *p, const struct rr_step_value *v,
    struct rr_diags *diags)
{
	struct rr_diags *said = rr_diags_new();
	bool ok;

	if (strcmp(v->value, IT) == 0 || strcmp(v->value, WHOM) == 0)
		ok = check_word(w, p, v, diags);
	else if (p->type == RR_PARAM_FACT)
		ok = check_latest(a, v, diags);
	else if (p->type == RR_PARAM_EVENT || p->type == RR_PARAM_NOTICE)
		ok = check_name(a, p->type == RR_PARAM_NOTICE, v, diags);
	else {
		ok = rr_arg_check(p, v->value, said);
		if (!ok)
			rr_diag(diags, rr_diags_get(said, 0)->code, v->pos,
			    "%s", rr_diags_get(said, 0)->what);
	}
	rr_diags_free(said);
	return ok;
}

static bool
check_value(const struct rr_agreement *a, const struct rr_workflow *w,
    const struct rr_cmd *cmd, const struct rr_event *e,
    const struct rr_step_value *v, struct rr_diags *diags)
{
	const struct rr_param *p = param_of(cmd, v->name);
	const struct rr_field_decl *d;

	if (p != NULL)
		return check_param(a, w, p, v, diags);
	d = e == NULL ? NULL : rr_event_field(e, v->name);
	if (d != NULL && rr_field_names_entries(d->type) &&
	    !check_latest(a, v, diags))
		return false;
	if (d != NULL && strcmp(v->value, WHOM) == 0 &&
	    d->type != RR_FIELD_PARTY)
		return rr_diag(diags, RR_E_TYPE, v->pos,
		    "'whom' is a party, and '%s' asks for none", v->name);
	if (d != NULL && (strcmp(v->value, IT) != 0 ||
	    rr_field_names_entries(d->type)))
		return true;
	if (d != NULL)
		return rr_diag(diags, RR_E_TYPE, v->pos,
		    "'it' is an entry, and '%s' asks for none", v->name);
	return rr_diag(diags, RR_E_UNKNOWN_KEY, v->pos,
	    "'%s' has no '%s'; `regrights help %s` lists what it takes",
	    cmd->name, v->name, cmd->name);
}

static bool
check_step(const struct rr_app *app, struct rr_arena *arena,
    const struct rr_agreement *a, const struct rr_workflow *w,
    const struct rr_workflow_step *s, struct rr_diags *diags)
{
	const struct rr_cmd *cmd = rr_cmd_named(app, s->command);
	struct rr_vec values = RR_VEC_INIT(struct rr_arg);
	const struct rr_event *e;
	struct rr_args args;
	bool ok = true;

	if (cmd == NULL)
		return rr_cmd_unknown(app, s->command, s->command_pos, diags);
	for (size_t i = 0; i < s->nvalues; i++)
		*(struct rr_arg *)rr_vec_add(arena, &values) =
		    (struct rr_arg){ s->values[i].name, s->values[i].value };
	args = (struct rr_args){ values.items, values.n };
	e = rr_cmd_event(a, cmd, &args);
	for (size_t i = 0; i < s->nvalues; i++)
		ok &= check_value(a, w, cmd, e, &s->values[i], diags);
	return ok;
}

static bool
check_workflows(const struct rr_app *app, struct rr_arena *arena,
    const struct rr_agreement *a, struct rr_diags *diags)
{
	bool ok = true;

	for (size_t i = 0; i < a->nworkflows; i++)
		for (size_t k = 0; k < a->workflows[i].nsteps; k++)
			ok &= check_step(app, arena, a, &a->workflows[i],
			    &a->workflows[i].steps[k], diags);
	return ok;
}

bool
rr_app_check(struct rr_app *app, struct rr_arena *arena,
    const struct rr_agreement *a, struct rr_diags *diags)
{
	bool ok = rr_load_check(arena, app->options.share, a, diags);

	return check_workflows(app, arena, a, diags) && ok;
}

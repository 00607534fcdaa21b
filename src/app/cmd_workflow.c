/*
 * cmd_workflow.c: the workflows of a matter, and how their steps stand.
 */
#include <string.h>

#include "app_int.h"
#include "regrights/buf.h"

static const struct rr_param list_params[] = {
	{ "matter", RR_PARAM_MATTER, RR_OPERAND, NULL, "Matter",
	    "the matter" }
};

/* The answer shows a case, which is kept for as long as it does. */
static void
show(const struct rr_app *app, const char *view, struct rr_out *out)
{
	out->view = rr_view_find(view);
	out->source.derivation = out->shown->derivation;
	out->source.matter = out->shown->matter.key;
	out->source.on = out->shown->input.on;
	out->source.known = app->options.known;
}

static bool
run_list(struct rr_app *app, const struct rr_args *args, struct rr_out *out,
    struct rr_diags *diags)
{
	struct rr_walk **walks;

	if (!rr_open_case(app, args, &out->shown, diags))
		return false;
	out->source.nwalks = rr_walks_derive(out->arena, &out->shown->input,
	    &walks);
	out->source.walks = walks;
	show(app, "walks", out);
	return true;
}

const struct rr_cmd rr_cmd_workflow_list = { "workflow list", "", "*",
    "the workflows, and how far each has come",
    "regrights-workflows(7)", RR_READS, RR_PARAMS(list_params), run_list };

static const struct rr_param show_params[] = {
	{ "workflow", RR_PARAM_TEXT, RR_OPERAND | RR_REQUIRED, NULL,
	    "Workflow", "its key; `regrights workflow list` lists them" },
	{ "about", RR_PARAM_FACT, RR_OPERAND, NULL, "About",
	    "the entry that it is about; its beginning when left out" },
	{ "matter", RR_PARAM_MATTER, 0, NULL, "Matter", "the matter" }
};

/* By its key, or a prefix that no other has. */
static const struct rr_workflow *
find_workflow(const struct rr_agreement *a, const char *key,
    struct rr_diags *diags)
{
	const struct rr_workflow *found = rr_agreement_workflow(a, key);
	struct rr_buf names = RR_BUF_INIT;
	size_t hits = 0;

	for (size_t i = 0; found == NULL && i < a->nworkflows; i++)
		if (strncmp(a->workflows[i].key, key, strlen(key)) == 0)
			rr_buf_printf(&names, "%s%s", hits++ > 0 ? ", " : "",
			    a->workflows[i].key);
	if (hits == 1)
		found = rr_agreement_workflow(a, names.s);
	else if (hits > 1)
		rr_diag(diags, RR_E_AMBIGUOUS, rr_nowhere, "'%s': %s", key,
		    names.s);
	else if (found == NULL)
		rr_diag(diags, RR_E_NO_WORKFLOW, rr_nowhere,
		    "'%s'; `regrights workflow list %s` lists them", key,
		    a->key);
	rr_buf_free(&names);
	return found;
}

static bool
find_subject(struct rr_case *c, const struct rr_workflow *w,
    const char *about, const struct rr_fact **out, struct rr_diags *diags)
{
	*out = NULL;
	if (about == NULL)
		return true;
	if (!rr_find_fact(c, about, out, diags))
		return false;
	return ((*out)->shape == RR_SHAPE_EVENT ||
	    (*out)->shape == RR_SHAPE_NOTICE) &&
	    rr_workflow_is_about(w, (*out)->name) ? true :
	    rr_diag(diags, RR_E_NO_WORKFLOW, rr_nowhere,
	    "'%s' cannot be about entry %s, '%s'", w->key, about,
	    (*out)->name);
}

static bool
run_show(struct rr_app *app, const struct rr_args *args, struct rr_out *out,
    struct rr_diags *diags)
{
	const struct rr_workflow *w;
	const struct rr_fact *subject;
	struct rr_case *c;

	if (!rr_open_case(app, args, &out->shown, diags))
		return false;
	c = out->shown;
	w = find_workflow(c->agreement, rr_arg(args, "workflow"), diags);
	if (w == NULL || !find_subject(c, w, rr_arg(args, "about"), &subject,
	    diags))
		return false;
	out->source.walk = rr_walk_derive(out->arena, &c->input, w, subject);
	show(app, "walk", out);
	return true;
}

const struct rr_cmd rr_cmd_workflow_show = { "workflow show", "", "*",
    "the steps of one workflow, ticked from what is on record",
    "regrights-workflows(7)", RR_READS, RR_PARAMS(show_params), run_show };

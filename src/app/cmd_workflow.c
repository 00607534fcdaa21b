/*
 * cmd_workflow.c: the workflows of a matter, and how their steps stand.
 */
#include <string.h>

#include "app_int.h"
#include "params_int.h"
#include "regrights/buf.h"

static const struct rr_param list_params[] = {
	RR_MATTER_IF_SEVERAL
};

static bool
run_list(struct rr_case *c, const struct rr_cmd *cmd,
    const struct rr_args *args, struct rr_out *out, struct rr_diags *diags)
{
	struct rr_walk **walks;

	(void)cmd;
	(void)args;
	rr_out_show(out, c, "walks");
	out->source.nwalks = rr_walks_derive(out->arena, &c->input, &walks);
	out->source.walks = walks;
	rr_view_prepare(out->view, c->arena, &out->source);
	rr_out_unread(c->app, out, diags);
	return true;
}

const struct rr_cmd rr_cmd_workflow_list = {
	.name = "workflow list", .keys = "", .views = "*",
	.brief = "the workflows, and how far each has come",
	.man = "regrights-workflows(7)", .effect = RR_READS,
	RR_PARAMS(list_params), .case_of = "matter", .in_case = run_list
};

static const struct rr_param show_params[] = {
	RR_TAKES("workflow", TEXT, RR_OPERAND | RR_REQUIRED, "Workflow",
	    "its key; `regrights workflow list` lists them"),
	RR_TAKES("about", FACT, RR_OPERAND, "About",
	    "the entry that it is about; its beginning when left out"),
	RR_TAKES("matter", MATTER, 0, "Matter", "the matter")
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
run_show(struct rr_case *c, const struct rr_cmd *cmd,
    const struct rr_args *args, struct rr_out *out, struct rr_diags *diags)
{
	const struct rr_workflow *w;
	const struct rr_fact *subject;

	(void)cmd;
	w = find_workflow(c->agreement, rr_arg(args, "workflow"), diags);
	if (w == NULL || !find_subject(c, w, rr_arg(args, "about"), &subject,
	    diags))
		return false;
	rr_out_show(out, c, "walk");
	out->source.walk = rr_walk_derive(out->arena, &c->input, w, subject);
	rr_view_prepare(out->view, c->arena, &out->source);
	rr_out_unread(c->app, out, diags);
	return true;
}

const struct rr_cmd rr_cmd_workflow_show = {
	.name = "workflow show", .keys = "", .views = "*",
	.brief = "the steps of one workflow, ticked from what is on record",
	.man = "regrights-workflows(7)", .effect = RR_READS,
	RR_PARAMS(show_params), .case_of = "matter", .in_case = run_show
};

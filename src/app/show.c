/*
 * show.c: answers that are views of an open case.
 */
#include "app_int.h"

void
rr_out_show(struct rr_out *out, struct rr_case *c, const char *view)
{
	out->shown = c;
	out->view = rr_view_find(view);
	out->source.derivation = c->derivation;
	out->source.matter = c->matter.key;
	out->source.on = c->input.on;
	out->source.known = c->app->options.known;
}

bool
rr_show_view(struct rr_case *c, const struct rr_cmd *cmd,
    const struct rr_args *args, struct rr_out *out, struct rr_diags *diags)
{
	(void)args;
	(void)diags;
	rr_out_show(out, c, cmd->name);
	rr_view_prepare(out->view, c->arena, &out->source);
	return true;
}

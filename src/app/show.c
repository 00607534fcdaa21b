/*
 * show.c: answers that are views of an open case.
 */
#include "app_int.h"
#include "regrights/buf.h"
#include "regrights/seal.h"

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

void
rr_out_unread(const struct rr_app *app, struct rr_out *out,
    struct rr_diags *diags)
{
	const struct rr_source *s = &out->source;
	struct rr_buf b = RR_BUF_INIT;

	/* A table of cells alone has no place for it. */
	if (s->nsealed == 0 || app->options.format != RR_FORMAT_CSV)
		return;
	rr_seal_unread_text(s->sealed, s->nsealed, &b);
	rr_diag(diags, RR_W_SEALED, rr_nowhere, "%s; `regrights journal` has "
	    "who sealed what", b.s);
	rr_buf_free(&b);
}

bool
rr_show_view(struct rr_case *c, const struct rr_cmd *cmd,
    const struct rr_args *args, struct rr_out *out, struct rr_diags *diags)
{
	(void)args;
	rr_out_show(out, c, cmd->name);
	rr_view_prepare(out->view, c->arena, &out->source);
	rr_out_unread(c->app, out, diags);
	return true;
}

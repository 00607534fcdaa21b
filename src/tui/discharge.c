/*
 * discharge.c: from a deadline to the form that meets it.
 *
 * The agreement's file says which event or notice meets a deadline.  The
 * command that records such a thing is found in the registry by the type of
 * its parameters, so that neither is named here.
 */
#include <string.h>

#include "tui/board_int.h"

/* The deadline that has the cursor, or NULL. */
static const struct rr_deadline *
deadline_at(const struct rr_tab *tab)
{
	const struct rr_derivation *d = tab->list.source.derivation;
	struct rr_buf id = RR_BUF_INIT;
	const struct rr_deadline *found = NULL;

	rr_list_id(&tab->list, &id);
	for (size_t i = 0; d != NULL && i < d->ndeadlines; i++)
		if (strcmp(d->deadlines[i].id, id.s) == 0)
			found = &d->deadlines[i];
	rr_buf_free(&id);
	return found;
}

static const struct rr_cmd *
recorder_of(struct rr_tui *tui, const struct rr_event *e)
{
	enum rr_param_type type = e->notice ? RR_PARAM_NOTICE :
	    RR_PARAM_EVENT;
	const struct rr_cmd *cmd;

	for (size_t i = 0; (cmd = rr_cmd_at(tui->app, i)) != NULL; i++)
		for (size_t k = 0; k < cmd->nparams; k++)
			if (cmd->effect == RR_RECORDS &&
			    cmd->params[k].type == type)
				return cmd;
	return NULL;
}

static const char *
param_of(const struct rr_cmd *cmd, enum rr_param_type type)
{
	for (size_t i = 0; i < cmd->nparams; i++)
		if (cmd->params[i].type == type)
			return cmd->params[i].name;
	return NULL;
}

bool
rr_board_discharge(struct rr_board *b)
{
	struct rr_tui *tui = b->pane.tui;
	const struct rr_deadline *d = deadline_at(rr_board_tab(b));
	struct rr_arg items[2];
	struct rr_args args = { items, 0 };
	struct rr_buf about = RR_BUF_INIT;
	const struct rr_cmd *cmd = NULL;
	const struct rr_event *e = NULL;
	const char *fact;

	/* The form can be turned to another of them. */
	if (d != NULL && d->provision->date.nmet_by > 0 &&
	    rr_date_is_none(d->met_on))
		e = rr_agreement_event(tui->open->agreement,
		    d->provision->date.met_by[0]);
	if (e != NULL)
		cmd = recorder_of(tui, e);
	if (cmd == NULL)
		return false;
	items[args.n].name = param_of(cmd, e->notice ? RR_PARAM_NOTICE :
	    RR_PARAM_EVENT);
	items[args.n++].value = e->name;
	fact = param_of(cmd, RR_PARAM_FACT);
	if (d->subject != NULL && fact != NULL) {
		rr_fact_ref(d->subject, &about);
		items[args.n].name = fact;
		items[args.n++].value = about.s;
	}
	rr_run_form(tui, cmd, &args, NULL);
	rr_buf_free(&about);
	return true;
}

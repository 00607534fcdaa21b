/*
 * event.c: the event or the notice that a command is to record.
 */
#include "app_int.h"

const char *
rr_claim_word(const struct rr_agreement *a, enum rr_claim_step step)
{
	const struct rr_claim_terms *t = a->claims;

	if (t == NULL || step == RR_CLAIM_NONE)
		return NULL;
	return step == RR_CLAIM_OPENS ? t->opens :
	    step == RR_CLAIM_BILLS ? t->bills : t->pays;
}

const struct rr_event *
rr_cmd_event(const struct rr_agreement *a, const struct rr_cmd *cmd,
    const struct rr_args *args)
{
	const char *name = rr_claim_word(a, cmd->step);

	if (name == NULL)
		name = rr_arg(args, "notice") != NULL ?
		    rr_arg(args, "notice") : rr_arg(args, "event");
	return name == NULL ? NULL : rr_agreement_event(a, name);
}

/*
 * event.c: the event or the notice that a command is to record, as the terms
 * in force on the day of the entry have it.
 */
#include <string.h>

#include "app_int.h"
#include "terms_int.h"
#include "regrights/buf.h"

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

rr_date
rr_cmd_day(const struct rr_case *c, const struct rr_args *args)
{
	char form[] = "YYYY-MM-DD";
	const char *at = rr_arg(args, "at");
	size_t n = at == NULL ? 0 : strnlen(at, strlen(form));
	rr_date day;

	memcpy(form, at != NULL ? at : "", n);
	form[n] = '\0';
	return rr_date_parse(form, &day) ? day : c->input.on;
}

const struct rr_agreement *
rr_cmd_terms(const struct rr_case *c, const struct rr_args *args)
{
	return rr_agreement_on(c->agreement, rr_cmd_day(c, args));
}

const struct rr_event *
rr_case_event(const struct rr_case *c, const struct rr_cmd *cmd,
    const struct rr_args *args)
{
	return rr_cmd_event(rr_cmd_terms(c, args), cmd, args);
}

/* How many have a name that begins so; one that is whole stands alone. */
static size_t
match_event(struct rr_arena *arena, const struct rr_agreement *a,
    const char *word, bool notice, const struct rr_event **found,
    const char **names)
{
	struct rr_buf b = RR_BUF_INIT;
	size_t hits = 0;

	for (size_t i = 0; i < a->nevents; i++) {
		const struct rr_event *e = &a->events[i];

		if (e->notice != notice ||
		    strncmp(e->name, word, strlen(word)) != 0)
			continue;
		*found = e;
		if (strcmp(e->name, word) == 0) {
			rr_buf_free(&b);
			return 1;
		}
		rr_buf_printf(&b, "%s%s", hits > 0 ? ", " : "", e->name);
		hits++;
	}
	*names = rr_buf_keep(&b, arena);
	return hits;
}

struct event_name {
	const char	*word;
	bool		 notice;
};

static bool
has_event(const struct rr_agreement *a, const void *ctx)
{
	const struct event_name *n = ctx;

	for (size_t i = 0; i < a->nevents; i++)
		if (a->events[i].notice == n->notice &&
		    strncmp(a->events[i].name, n->word, strlen(n->word)) == 0)
			return true;
	return false;
}

const struct rr_event *
rr_find_event(struct rr_case *c, const char *word, bool notice, rr_date day,
    struct rr_diags *diags)
{
	const struct event_name name = { word, notice };
	const struct rr_agreement *terms;
	const struct rr_event *found = NULL;
	const char *names;
	size_t hits;

	if (!rr_case_terms_of(c, day, &terms, diags))
		return NULL;
	hits = match_event(c->arena, terms, word, notice, &found, &names);
	if (hits == 0)
		rr_diag(diags, RR_E_NO_EVENT, rr_nowhere,
		    "'%s' is no %s of this agreement%s", word,
		    notice ? "notice" : "event", rr_case_terms_told(c,
		    has_event, &name, day));
	else if (hits > 1)
		rr_diag(diags, RR_E_AMBIGUOUS, rr_nowhere, "'%s': %s", word,
		    names);
	return hits == 1 ? found : NULL;
}

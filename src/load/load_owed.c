/*
 * load_owed.c: to whom what meets a deadline is owed, and as of which day.
 */
#include <string.h>

#include "agreement_int.h"

bool
rr_read_owed_to(const struct rr_load *l, const struct rr_agreement *a,
    const struct rr_provision *p, const char *text, struct rr_pos at,
    struct rr_owed_to *o)
{
	static const char its[] = "it.";
	static const char each[] = "each ", any[] = "any ", some[] = "some ",
	    unless[] = " unless ";
	const char *end = strstr(text, unless);

	if (strncmp(text, its, strlen(its)) == 0) {
		o->field = text + strlen(its);
		return rr_want_named(l, a, p, o->field, at);
	}
	o->any = strncmp(text, any, strlen(any)) == 0;
	o->some = strncmp(text, some, strlen(some)) == 0;
	if (o->any)
		text += strlen(any);
	else if (o->some)
		text += strlen(some);
	else if (strncmp(text, each, strlen(each)) == 0)
		text += strlen(each);
	o->role = end == NULL ? text : rr_arena_strndup(l->arena, text,
	    (size_t)(end - text));
	if (end != NULL) {
		o->unless = end + strlen(unless);
		if (rr_want_event(l, a, o->unless, at) == NULL)
			return false;
	}
	return rr_schema_name(l, o->role, at, "'owed to'", true);
}

bool
rr_read_as_of(const struct rr_load *l, const struct rr_agreement *a,
    const char *text, struct rr_pos at, const char *it, struct rr_as_of *out)
{
	static const char sep[] = " if ", due[] = "due";
	const char *cond = NULL, *day;
	bool ok = true;

	for (const char *p = strstr(text, sep); p != NULL;
	    p = strstr(p + 1, sep))
		cond = p;
	if (cond == NULL)
		return rr_diag(l->diags, RR_E_EXPRESSION, at, "'%s' does not "
		    "say under which answer: 'it.on if POINT is ANSWER'", text);
	day = rr_arena_strndup(l->arena, text, (size_t)(cond - text));
	if (strcmp(day, due) != 0)
		ok = rr_want_expr(l, a, day, at, it, RR_TYPE_DAY, &out->day);
	at.col += (int)(cond + strlen(sep) - text);
	return ok & rr_want_expr(l, a, cond + strlen(sep), at, it,
	    RR_TYPE_TRUTH, &out->only_if);
}

bool
rr_read_end(const struct rr_load *l, const struct rr_agreement *a,
    const char *text, struct rr_pos at, struct rr_end *out)
{
	static const char sep[] = " if ";
	const char *cond = strstr(text, sep);

	out->name = cond == NULL ? text : rr_arena_strndup(l->arena, text,
	    (size_t)(cond - text));
	if (rr_want_event(l, a, out->name, at) == NULL)
		return false;
	if (cond == NULL)
		return true;
	at.col += (int)(cond + strlen(sep) - text);
	return rr_want_expr(l, a, cond + strlen(sep), at, out->name,
	    RR_TYPE_TRUTH, &out->only_if);
}

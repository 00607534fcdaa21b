/*
 * want.c: what the readers of an agreement's parts ask of a value.
 *
 * Its shape, a name that may be given, an event that is declared; each
 * complains at its place.  It knows none of the parts.
 */
#include <string.h>

#include "agreement_int.h"
#include "regrights/buf.h"
#include "regrights/load.h"

static bool
want(const struct rr_load *l, const struct rr_node *node,
    enum rr_node_kind kind, const char *what, size_t max)
{
	size_t n = kind == RR_NODE_LIST ? node->n : node->npairs;

	if (node->kind != kind)
		return rr_diag(l->diags, RR_E_TYPE, node->at,
		    kind == RR_NODE_LIST ?
		    "'%s' is a list; begin each entry with '- '" :
		    "'%s' is a mapping, KEY: VALUE", what);
	if (n > max)
		return rr_diag(l->diags, RR_E_RANGE, node->at,
		    "'%s' has %zu entries; at most %zu", what, n, max);
	return true;
}

bool
rr_want_list(const struct rr_load *l, const struct rr_node *node,
    const char *what, size_t max)
{
	return want(l, node, RR_NODE_LIST, what, max);
}

bool
rr_want_map(const struct rr_load *l, const struct rr_node *node,
    const char *what, size_t max)
{
	return want(l, node, RR_NODE_MAP, what, max);
}

const char *
rr_scalar(const struct rr_load *l, const struct rr_node *node,
    const char *name)
{
	const struct rr_key key = RR_KEY(name, TEXT, 0, true);
	const char *text = NULL;

	return rr_schema_value(l, &key, node, &text) ? text : NULL;
}

bool
rr_want_free_name(const struct rr_load *l, const char *name,
    struct rr_pos at, const char *what)
{
	static const char *const taken[] = { "if", "it", "its effect",
	    "its receipt", "effect of", "receipt of", "sending", "receipt",
	    "earliest of", "latest of", "not", "every", "each", "clear",
	    "day", "days", "week", "weeks", "month", "months", "year",
	    "years" };

	if (!rr_schema_name(l, name, at, what, true))
		return false;
	if (name[0] < 'a' || name[0] > 'z')
		return rr_diag(l->diags, RR_E_NAME, at,
		    "'%s' in %s: begin with a letter", name, what);
	for (size_t i = 0; i < RR_COUNT(taken); i++) {
		size_t n = strlen(taken[i]);

		if (strncmp(name, taken[i], n) == 0 &&
		    (name[n] == '\0' || name[n] == ' '))
			return rr_diag(l->diags, RR_E_NAME, at,
			    "'%s' in %s: date expressions have words of their "
			    "own that begin with '%s'", name, what, taken[i]);
	}
	return true;
}

const struct rr_event *
rr_want_event(const struct rr_load *l, const struct rr_agreement *a,
    const char *name, struct rr_pos at)
{
	const struct rr_event *e = rr_agreement_event(a, name);

	if (e == NULL)
		rr_diag(l->diags, RR_E_NO_EVENT, at, "'%s'%s", name,
		    rr_did_you_mean(l, name, a->events, a->nevents,
		    sizeof(*a->events)));
	return e;
}

const char *
rr_joined(const struct rr_load *l, const struct rr_strings *s, char between)
{
	struct rr_buf b = RR_BUF_INIT;

	for (size_t i = 0; i < s->n; i++) {
		if (i > 0)
			rr_buf_addc(&b, between);
		rr_buf_add(&b, s->of[i]);
	}
	return rr_buf_keep(&b, l->arena);
}

bool
rr_want_expr(const struct rr_load *l, const struct rr_agreement *a,
    const char *text, struct rr_pos at, const char *it, enum rr_type want,
    const struct rr_expr **out)
{
	const struct rr_sight in = { .agreement = a, .subject = it };

	return rr_expr_parse(l->arena, text, at, &in, want, out, l->diags);
}

const struct rr_expr *
rr_find_op(const struct rr_expr *w, enum rr_expr_op op)
{
	const struct rr_expr *found = w->op == op ? w : NULL;

	for (size_t i = 0; rr_expr_type(w) == RR_TYPE_DAY && i < w->nof &&
	    found == NULL; i++)
		found = rr_find_op(w->of[i], op);
	return found;
}

bool
rr_read_setting(const struct rr_load *l, const struct rr_agreement *a,
    const char *text, struct rr_pos at, struct rr_setting *out)
{
	const struct rr_expr *c;

	if (!rr_want_expr(l, a, text, at, NULL, RR_TYPE_TRUTH, &c))
		return false;
	if (c->op != RR_EXPR_ANSWER)
		return rr_diag(l->diags, RR_E_CONDITION, at,
		    "write QUESTION is ANSWER");
	out->question = c->question;
	out->answer = c->answer;
	return true;
}

void *
rr_grown(struct rr_arena *arena, const void *old, size_t n, size_t size)
{
	void *new;

	/* It is full when N is a power of two. */
	if (n > 0 && (n & (n - 1)) != 0)
		return (void *)old;
	new = rr_arena_array(arena, n > 0 ? 2 * n : 1, size);
	if (n > 0)
		memcpy(new, old, n * size);
	return new;
}

void
rr_note_name(const struct rr_load *l, const struct rr_named **list,
    size_t *n, const char *name, struct rr_pos at)
{
	struct rr_named *all;

	for (size_t i = 0; i < *n; i++)
		if (strcmp((*list)[i].name, name) == 0)
			return;
	all = rr_grown(l->arena, *list, *n, sizeof(*all));
	all[*n].name = name;
	all[*n].pos = at;
	*list = all;
	++*n;
}

/*
 * load_provision.c: what every kind of provision has in common.
 *
 * An id, its section, what it is in words of one's own, whose duty it is; what
 * it is about, and for whom; under which condition.
 */
#include <string.h>

#include "agreement_int.h"

/* The first event is what "it" is in a condition; all must be declared. */
static bool
check_each(const struct rr_load *l, const struct rr_node *node,
    const struct rr_agreement *a, const struct rr_common *c)
{
	bool ok = true;

	for (size_t i = 0; i < c->each.n; i++)
		if (rr_want_event(l, a, c->each.of[i],
		    rr_item_pos(node, "for each", i)) == NULL)
			ok = false;
	return ok;
}

/* "it.FIELD": of what it is for, or of all that that can be about. */
static bool
names_whom(const struct rr_agreement *a, const struct rr_event *e,
    const char *key, int links)
{
	const struct rr_field_decl *f = e == NULL ? NULL :
	    rr_event_field(e, key);

	if (f != NULL)
		return f->type == RR_FIELD_PARTY || f->type == RR_FIELD_TEXT;
	if (e == NULL || e->nabout == 0 || links == 0)
		return false;
	for (size_t i = 0; i < e->nabout; i++)
		if (!names_whom(a, rr_agreement_event(a, e->about[i]), key,
		    links - 1))
			return false;
	return true;
}

bool
rr_want_who(const struct rr_load *l, const struct rr_agreement *a,
    const char *who, const struct rr_event *it, const char *key,
    struct rr_pos at)
{
	static const char its[] = "it.";

	if (strncmp(who, its, strlen(its)) != 0)
		return rr_schema_name(l, who, at, key, true);
	return names_whom(a, it, who + strlen(its), 1) ? true : rr_diag(
	    l->diags, RR_E_NO_FIELD, at, "%s is '%s', and no such field of "
	    "'type: party' or 'type: text' is there", key, who);
}

bool
rr_want_named(const struct rr_load *l, const struct rr_agreement *a,
    const struct rr_provision *p, const char *key, struct rr_pos at)
{
	for (size_t i = 0; i < p->neach; i++)
		if (!names_whom(a, rr_agreement_event(a, p->each[i]), key, 0))
			return rr_diag(l->diags, RR_E_CONTRADICT, at, "'%s' "
			    "has no field '%s' of 'type: party' or 'type: "
			    "text'", p->each[i], key);
	return p->neach > 0 ? true : rr_diag(l->diags, RR_E_CONTRADICT, at,
	    "'it.%s' goes with 'for each'", key);
}

bool
rr_take_common(const struct rr_load *l, const struct rr_node *node,
    const struct rr_agreement *a, const struct rr_common *c,
    struct rr_provision *p)
{
	p->id = c->id;
	p->cite.section = c->section;
	p->cite.pos = node->at;
	p->what = c->what;
	p->by = c->by;
	p->note = c->note;
	p->tracks = c->tracks.of;
	p->ntracks = c->tracks.n;
	p->each = c->each.of;
	p->neach = c->each.n;
	p->per = c->per == RR_PER_ENTRY && c->role != NULL ? RR_PER_ROLE :
	    (enum rr_per)c->per;
	p->role = c->role;
	p->in = c->in;
	return check_each(l, node, a, c) && rr_want_who(l, a, c->by,
	    c->each.n > 0 ? rr_agreement_event(a, c->each.of[0]) : NULL,
	    "'by'", rr_node_pos(node, "by")) && rr_read_cond(l, a, c->only_if,
	    "if", c->each.n > 0 ? c->each.of[0] : NULL, &p->only_if);
}

bool
rr_want_field(const struct rr_load *l, const struct rr_event *e,
    const char *key, enum rr_field_type type, struct rr_pos at)
{
	const struct rr_field_decl *f = rr_event_field(e, key);

	return f != NULL && f->type == type ? true :
	    rr_diag(l->diags, RR_E_NO_FIELD, at,
	    "'%s' must have the field '%s', of 'type: %s'", e->name, key,
	    rr_field_word(type));
}

bool
rr_want_use(const struct rr_load *l, const struct rr_event *e,
    enum rr_field_use use, enum rr_field_type type, struct rr_pos at)
{
	return rr_want_field(l, e, rr_event_key(e, use), type, at);
}

bool
rr_want_units(const struct rr_load *l, const struct rr_agreement *a,
    const char *event, struct rr_pos at)
{
	const struct rr_event *e = rr_want_event(l, a, event, at);

	return e != NULL &&
	    rr_want_use(l, e, RR_USE_HOLDER, RR_FIELD_PARTY, at) &&
	    rr_want_use(l, e, RR_USE_SHARES, RR_FIELD_SHARES, at);
}

bool
rr_read_when(const struct rr_load *l, const struct rr_agreement *a,
    const struct rr_node *node, const char *key, const char *it,
    const struct rr_expr **out)
{
	const char *text = rr_scalar(l, node, key);
	const struct rr_expr *given;

	if (text == NULL || !rr_want_expr(l, a, text, node->at, it,
	    RR_TYPE_DAY, out))
		return false;
	given = rr_find_op(*out, RR_EXPR_GIVEN);
	return given == NULL ? true : rr_diag(l->diags, RR_E_EXPRESSION,
	    given->pos, "only a notice clause has 'sending' and 'receipt'; "
	    "write 'its receipt' or 'receipt of' a notice");
}

bool
rr_read_cond(const struct rr_load *l, const struct rr_agreement *a,
    const struct rr_node *node, const char *key, const char *it,
    const struct rr_expr **out)
{
	const char *text;

	if (node == NULL)
		return true;
	text = rr_scalar(l, node, key);
	return text != NULL && rr_want_expr(l, a, text, node->at, it,
	    RR_TYPE_TRUTH, out);
}

bool
rr_read_provisions(const struct rr_load *l, const struct rr_node *node,
    const char *what, rr_read_provision *read, struct rr_agreement *a)
{
	struct rr_provision *all;
	size_t n = a->nprovisions;
	bool ok = true;

	if (!rr_want_list(l, node, what, RR_ENTRIES_MAX))
		return false;
	all = rr_arena_array(l->arena, a->nprovisions + node->n + 1,
	    sizeof(*all));
	if (a->nprovisions > 0)
		memcpy(all, a->provisions, a->nprovisions * sizeof(*all));
	/* Those that could be read whole: others are asked for by their ids. */
	for (size_t i = 0; i < node->n; i++) {
		memset(&all[n], 0, sizeof(*all));
		if (read(l, node->items[i], a, &all[n]))
			n++;
		else
			ok = false;
	}
	a->provisions = all;
	a->nprovisions = n;
	return ok;
}

/*
 * load_field.c: the fields of an event or a notice.
 *
 * What a value may be beside others of its entry is said here too: who is
 * another, what is a part of what.
 */
#include <string.h>

#include "agreement_int.h"

#define FIELDS_MAX	50

struct field {
	const char		*title, *at_most, *as;
	struct rr_strings	 choices, of, others;
	int			 type;
	bool			 required, past;
};

#define RR_FIELD(id, word, param, listed, check, how, says)	"|" word
static const char field_types[] = ""
#include "regrights/field.def"
    ;
#undef RR_FIELD

#define AT(type, member)	offsetof(struct type, member)
static const struct rr_key field_keys[] = {
	RR_KEY("title", TEXT, AT(field, title), false),
	RR_KEY_OF("type", CHOICE, AT(field, type), true,
	    .words = field_types + 1),
	RR_KEY("choices", TEXTS, AT(field, choices), false),
	RR_KEY("of", TEXTS, AT(field, of), false),
	RR_KEY("required", YES, AT(field, required), false),
	RR_KEY("past", YES, AT(field, past), false),
	RR_KEY("other than", TEXTS, AT(field, others), false),
	RR_KEY("at most", NAME, AT(field, at_most), false),
	RR_KEY("as", NAME, AT(field, as), false)
};
#undef AT

static bool
read_field(const struct rr_load *l, const struct rr_node_pair *p,
    struct rr_field_decl *out)
{
	struct field f;

	memset(&f, 0, sizeof(f));
	out->key = p->key;
	out->pos = p->key_at;
	if (!rr_schema_name(l, p->key, p->key_at, "'fields'", false) ||
	    !rr_schema_read(l, p->value, field_keys, RR_COUNT(field_keys), &f,
	    "a field"))
		return false;
	out->title = f.title != NULL ? f.title : p->key;
	out->type = (enum rr_field_type)f.type;
	out->choices = f.choices.of;
	out->nchoices = f.choices.n;
	out->of = f.of.of;
	out->nof = f.of.n;
	out->required = f.required;
	out->past = f.past;
	out->at_most = f.at_most;
	out->others = f.others.of;
	out->nothers = f.others.n;
	if ((out->type == RR_FIELD_CHOICE) != (out->nchoices > 0))
		return rr_diag(l->diags, RR_E_CONTRADICT, p->key_at,
		    "'%s': 'choices' go with 'type: choice'", p->key);
	if (out->nof > 0 && !rr_field_names_entries(out->type))
		return rr_diag(l->diags, RR_E_CONTRADICT,
		    rr_node_pos(p->value, "of"),
		    "'%s': 'of' goes with 'type: entry' or 'entries'",
		    p->key);
	if (out->past && out->type != RR_FIELD_DATE &&
	    out->type != RR_FIELD_MOMENT)
		return rr_diag(l->diags, RR_E_CONTRADICT,
		    rr_node_pos(p->value, "past"),
		    "'%s': 'past' goes with 'type: date' or 'moment'",
		    p->key);
	return true;
}

/* Who a party cannot be is said in another field, by key or by name. */
static bool
check_others(const struct rr_load *l, const struct rr_event *e,
    const struct rr_field_decl *d)
{
	bool ok = true;

	for (size_t k = 0; k < d->nothers; k++) {
		const struct rr_field_decl *o = rr_event_field(e,
		    d->others[k]);

		if (o == NULL || o == d || d->type != RR_FIELD_PARTY ||
		    (o->type != RR_FIELD_PARTY && o->type != RR_FIELD_TEXT))
			ok = rr_diag(l->diags, RR_E_NO_FIELD, d->pos,
			    "'%s' is other than '%s': both must be fields of "
			    "'%s', this one of 'type: party' and that one of "
			    "'party' or 'text'", d->key, d->others[k],
			    e->name);
	}
	return ok;
}

static bool
check_most(const struct rr_load *l, const struct rr_event *e,
    const struct rr_field_decl *d)
{
	const struct rr_field_decl *o = d->at_most == NULL ? NULL :
	    rr_event_field(e, d->at_most);
	int64_t n;

	return d->at_most == NULL || (o != NULL && o != d &&
	    o->type == d->type && rr_field_count(d->type, "0", &n)) ? true :
	    rr_diag(l->diags, RR_E_NO_FIELD, d->pos, "'%s' is at most '%s': "
	    "both must be fields of '%s', and of one type: money, shares or "
	    "number", d->key, d->at_most, e->name);
}

/* Each use of one field alone, whatever its key. */
static bool
read_use(const struct rr_load *l, const struct rr_event *e,
    const struct rr_field_decl *d, struct rr_pos at, const char *word,
    const char **used)
{
	enum rr_field_use use = rr_use_find(word);

	if (use == RR_USE_MAX || rr_use_type(use) == RR_FIELD_MAX)
		return rr_diag(l->diags, RR_E_CHOICE, at, "'%s' is 'as: %s'; "
		    "that is no use of a field of an event", d->key, word);
	if (used[use] != NULL || (strcmp(d->key, word) != 0 &&
	    rr_event_field(e, word) != NULL))
		return rr_diag(l->diags, RR_E_CONTRADICT, at, "'%s' is 'as: "
		    "%s', and so is '%s'", d->key, word, used[use] != NULL ?
		    used[use] : word);
	used[use] = d->key;
	return true;
}

static bool
read_uses(const struct rr_load *l, const struct rr_node *node,
    struct rr_event *e)
{
	const char **used = NULL;
	bool ok = true;

	for (size_t i = 0; i < e->nfields; i++) {
		const struct rr_node_pair *as = rr_node_find(
		    node->pairs[i].value, "as");

		if (as == NULL)
			continue;
		if (used == NULL)
			used = rr_arena_array(l->arena, RR_USE_MAX,
			    sizeof(*used));
		ok &= read_use(l, e, &e->fields[i], as->value->at,
			    as->value->text, used);
	}
	e->used = used;
	return ok;
}

bool
rr_read_fields(const struct rr_load *l, const struct rr_node *node,
    struct rr_event *e)
{
	struct rr_field_decl *all;
	bool ok = true;

	if (node == NULL)
		return true;
	if (!rr_want_map(l, node, "fields", FIELDS_MAX))
		return false;
	all = rr_arena_array(l->arena, node->npairs + 1, sizeof(*all));
	for (size_t i = 0; i < node->npairs; i++)
		ok &= read_field(l, &node->pairs[i], &all[i]);
	e->fields = all;
	e->nfields = node->npairs;
	for (size_t i = 0; i < e->nfields; i++)
		ok &= check_others(l, e, &all[i]) && check_most(l, e, &all[i]);
	return ok && read_uses(l, node, e);
}

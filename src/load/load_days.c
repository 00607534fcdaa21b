/*
 * load_days.c: kinds of days, and what becomes of a date on a closed one.
 */
#include <string.h>

#include "agreement_int.h"

struct kind {
	const char		*section;
	struct rr_strings	 closed;
	const struct rr_node	*also;
};

struct option {
	const struct rr_node	*if_set;
	struct rr_strings	 calendars;
};

struct roll {
	const char	*cite, *note;
	const struct rr_node *days, *reaches;
	int		 to;
	bool		 agreed, counted_back;
};

#define AT(type, member)	offsetof(struct type, member)
static const struct rr_key kind_keys[] = {
	RR_KEY("section", TEXT, AT(kind, section), true),
	RR_KEY("closed", TEXTS, AT(kind, closed), true),
	RR_KEY("also closed", NODE, AT(kind, also), false)
};
static const struct rr_key option_keys[] = {
	RR_KEY("if", NODE, AT(option, if_set), true),
	RR_KEY("calendars", TEXTS, AT(option, calendars), true)
};
static const struct rr_key roll_keys[] = {
	RR_KEY("cite", TEXT, AT(roll, cite), true),
	RR_KEY("days", NODE, AT(roll, days), true),
	RR_KEY_OF("to", CHOICE, AT(roll, to), false, .words = "next|previous"),
	RR_KEY("note", TEXT, AT(roll, note), false),
	RR_KEY("if", NODE, AT(roll, reaches), false),
	RR_KEY("agreed", YES, AT(roll, agreed), false),
	RR_KEY("counted back", YES, AT(roll, counted_back), false)
};
#undef AT

/* Notes the calendars that a key of NODE names; each is one word. */
static bool
note_calendars(const struct rr_load *l, const struct rr_node *node,
    const char *key, const struct rr_strings *names, struct rr_agreement *a)
{
	bool ok = true;

	for (size_t i = 0; i < names->n; i++) {
		struct rr_pos at = rr_item_pos(node, key, i);

		if (!rr_schema_name(l, names->of[i], at,
		    rr_arena_printf(l->arena, "'%s'", key), false))
			ok = false;
		else
			rr_note_name(l, &a->calendars, &a->ncalendars,
			    names->of[i], at);
	}
	return ok;
}

static bool
read_options(const struct rr_load *l, const struct rr_node *node,
    struct rr_agreement *a, struct rr_day_kind *k)
{
	struct rr_day_option *all;
	bool ok = true;

	if (node == NULL)
		return true;
	if (!rr_want_list(l, node, "also closed", RR_DAYS_MAX))
		return false;
	all = rr_arena_array(l->arena, node->n + 1, sizeof(*all));
	for (size_t i = 0; i < node->n; i++) {
		struct option o = { NULL, { NULL, 0 } };
		const char *text;

		if (!rr_schema_read(l, node->items[i], option_keys,
		    RR_COUNT(option_keys), &o, "'also closed'")) {
			ok = false;
			continue;
		}
		text = rr_scalar(l, o.if_set, "if");
		ok &= text != NULL && rr_read_setting(l, a, text,
		    o.if_set->at, &all[i].if_set);
		ok &= note_calendars(l, node->items[i], "calendars",
		    &o.calendars, a);
		all[i].calendars = o.calendars.of;
		all[i].n = o.calendars.n;
	}
	k->options = all;
	k->noptions = ok ? node->n : 0;
	return ok;
}

bool
rr_read_days(const struct rr_load *l, const struct rr_node *node,
    struct rr_agreement *a)
{
	struct rr_day_kind *all;
	bool ok = true;

	if (!rr_want_map(l, node, "days", RR_DAYS_MAX))
		return false;
	all = rr_arena_array(l->arena, node->npairs + 1, sizeof(*all));
	for (size_t i = 0; i < node->npairs; i++) {
		struct kind k = { NULL, { NULL, 0 }, NULL };

		all[i].name = node->pairs[i].key;
		all[i].pos = node->pairs[i].key_at;
		ok &= rr_want_free_name(l, all[i].name, all[i].pos, "'days'");
		if (!rr_schema_read(l, node->pairs[i].value, kind_keys,
		    RR_COUNT(kind_keys), &k, "a kind of day")) {
			ok = false;
			continue;
		}
		all[i].section = k.section;
		all[i].closed = k.closed.of;
		all[i].nclosed = k.closed.n;
		ok &= note_calendars(l, node->pairs[i].value, "closed",
		    &k.closed, a);
		ok &= read_options(l, k.also, a, &all[i]);
	}
	a->kinds = all;
	a->nkinds = node->npairs;
	return ok;
}

bool
rr_want_kind(const struct rr_load *l, const struct rr_agreement *a,
    const struct rr_node *node, int *out)
{
	const char *text = rr_scalar(l, node, "days");

	if (text == NULL)
		return false;
	*out = rr_agreement_kind(a, text);
	if (*out < 0)
		return rr_diag(l->diags, RR_E_NO_DAYS, node->at, "'%s'%s",
		    text, rr_did_you_mean(l, text, a->kinds, a->nkinds,
		    sizeof(*a->kinds)));
	return true;
}

static bool
check_roll_key(const struct rr_load *l, const struct rr_node_pair *p)
{
	if (strcmp(p->key, "none") == 0)
		return rr_diag(l->diags, RR_E_NAME, p->key_at,
		    "'none' in 'rolls': it stands for no roll");
	return rr_schema_name(l, p->key, p->key_at, "'rolls'", false);
}

/*
 * An open point that says whether the roll reaches a deadline; the agreement's
 * own words do.
 */
static bool
read_reaches(const struct rr_load *l, const struct rr_agreement *a,
    const struct roll *r, struct rr_roll *out)
{
	if (r->reaches != NULL && r->agreed)
		return rr_diag(l->diags, RR_E_CONTRADICT, r->reaches->at,
		    "'if' with 'agreed': what the agreement itself says "
		    "reaches all its deadlines");
	return rr_read_cond(l, a, r->reaches, "if", NULL, &out->reaches_if);
}

bool
rr_read_rolls(const struct rr_load *l, const struct rr_node *node,
    struct rr_agreement *a)
{
	struct rr_roll *all;
	bool ok = true;

	if (!rr_want_map(l, node, "rolls", RR_NAMES_MAX))
		return false;
	all = rr_arena_array(l->arena, node->npairs + 1, sizeof(*all));
	for (size_t i = 0; i < node->npairs; i++) {
		struct roll r;

		memset(&r, 0, sizeof(r));
		all[i].key = node->pairs[i].key;
		all[i].pos = node->pairs[i].key_at;
		ok &= check_roll_key(l, &node->pairs[i]);
		if (!rr_schema_read(l, node->pairs[i].value, roll_keys,
		    RR_COUNT(roll_keys), &r, "a roll")) {
			ok = false;
			continue;
		}
		all[i].cite = r.cite;
		all[i].note = r.note;
		all[i].back = r.to == 1;
		all[i].agreed = r.agreed;
		all[i].forward = r.counted_back;
		ok &= read_reaches(l, a, &r, &all[i]);
		ok &= rr_want_kind(l, a, r.days, &all[i].kind);
	}
	a->rolls = all;
	a->nrolls = node->npairs;
	return ok;
}

bool
rr_want_roll(const struct rr_load *l, const struct rr_agreement *a,
    const struct rr_node *node, int *out)
{
	const char *text = rr_scalar(l, node, "roll");

	*out = -1;
	if (text == NULL)
		return false;
	if (strcmp(text, "none") == 0)
		return true;
	for (size_t i = 0; i < a->nrolls; i++)
		if (strcmp(a->rolls[i].key, text) == 0) {
			*out = (int)i;
			return true;
		}
	return rr_diag(l->diags, RR_E_NO_DAYS, node->at,
	    "no roll is called '%s'%s", text, rr_did_you_mean(l, text,
	    a->rolls, a->nrolls, sizeof(*a->rolls)));
}

bool
rr_read_default_roll(const struct rr_load *l, const struct rr_node *node,
    struct rr_agreement *a)
{
	return rr_want_roll(l, a, node, &a->roll);
}

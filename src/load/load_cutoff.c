/*
 * load_cutoff.c: where a day ends before midnight, by the clock of another
 * place; for what is of a named kind at another hour.
 */
#include <string.h>

#include "agreement_int.h"

#define HOURS_MAX	20

struct cutoff {
	const char		*section, *clock, *begun;
	const struct rr_node	*days, *hours;
	int32_t			 until;
};

struct hour {
	const char		*section, *field;
	struct rr_strings	 is;
	int32_t			 until;
};

#define AT(type, member)	offsetof(struct type, member)
static const struct rr_key cutoff_keys[] = {
	RR_KEY("section", TEXT, AT(cutoff, section), true),
	RR_KEY("clock", TEXT, AT(cutoff, clock), true),
	RR_KEY("until", TIME, AT(cutoff, until), true),
	RR_KEY("days", NODE, AT(cutoff, days), true),
	RR_KEY("begun", NAME, AT(cutoff, begun), false),
	RR_KEY("other hours", NODE, AT(cutoff, hours), false)
};
static const struct rr_key hour_keys[] = {
	RR_KEY("section", TEXT, AT(hour, section), true),
	RR_KEY("until", TIME, AT(hour, until), true),
	RR_KEY("field", NAME, AT(hour, field), true),
	RR_KEY("is", TEXTS, AT(hour, is), true)
};
#undef AT

static bool
read_hour(const struct rr_load *l, const struct rr_node *node,
    const struct rr_event *e, struct rr_hour *out)
{
	struct hour h;

	memset(&h, 0, sizeof(h));
	if (!rr_schema_read(l, node, hour_keys, RR_COUNT(hour_keys), &h,
	    "'other hours'") || !rr_want_field(l, e, h.field, RR_FIELD_TEXT,
	    rr_node_pos(node, "field")))
		return false;
	out->cite.section = h.section;
	out->cite.pos = node->at;
	out->until = h.until;
	out->field = h.field;
	out->words = h.is.of;
	out->nwords = h.is.n;
	return true;
}

static bool
read_hours(const struct rr_load *l, const struct rr_node *node,
    const struct rr_event *e, struct rr_cutoff *c)
{
	struct rr_hour *all;
	bool ok = true;

	if (node == NULL)
		return true;
	if (!rr_want_list(l, node, "other hours", HOURS_MAX))
		return false;
	all = rr_arena_array(l->arena, node->n + 1, sizeof(*all));
	for (size_t i = 0; i < node->n; i++)
		ok &= read_hour(l, node->items[i], e, &all[i]);
	c->others = all;
	c->nothers = node->n;
	return ok;
}

bool
rr_read_cutoff(const struct rr_load *l, const struct rr_node *node,
    struct rr_agreement *a, struct rr_event *e)
{
	struct rr_cutoff *out = rr_arena_alloc(l->arena, sizeof(*out));
	struct cutoff c;

	if (node == NULL)
		return true;
	memset(&c, 0, sizeof(c));
	if (!rr_schema_read(l, node, cutoff_keys, RR_COUNT(cutoff_keys), &c,
	    "'cut-off'") || !rr_want_kind(l, a, c.days, &out->kind) ||
	    !read_hours(l, c.hours, e, out))
		return false;
	out->hour.cite.section = c.section;
	out->hour.cite.pos = node->at;
	out->hour.until = c.until;
	out->zone = c.clock;
	out->begun = c.begun;
	if (c.begun != NULL && !rr_want_field(l, e, c.begun, RR_FIELD_MOMENT,
	    rr_node_pos(node, "begun")))
		return false;
	rr_note_name(l, &a->zones, &a->nzones, c.clock,
	    rr_node_pos(node, "clock"));
	e->cutoff = out;
	return true;
}

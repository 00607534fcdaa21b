/*
 * holders.c: the parties: who holds what, and where notices reach them.
 */
#include <string.h>

#include "regrights/map.h"
#include "regrights/qty.h"
#include "regrights/seal.h"
#include "regrights/text.h"
#include "view_int.h"

#define KEY_MOST	19	/* cells of the keys, beside all else in 80 */

static const struct rr_party *
row_of(const struct rr_source *s, size_t i)
{
	return &s->derivation->input->roster->parties[i];
}

static size_t
count(const struct rr_source *s)
{
	return s->derivation == NULL ? 0 :
	    s->derivation->input->roster->n;
}

static void
id(const struct rr_source *s, size_t i, struct rr_buf *b)
{
	rr_buf_printf(b, "%s/party/%s", s->matter, row_of(s, i)->key);
}

static void
name(const struct rr_source *s, size_t i, struct rr_buf *b)
{
	rr_buf_add(b, row_of(s, i)->name);
}

static void
told(const struct rr_source *s, size_t i, struct rr_buf *b)
{
	rr_buf_add(b, row_of(s, i)->told);
}

static void
key(const struct rr_source *s, size_t i, struct rr_buf *b)
{
	rr_buf_add(b, row_of(s, i)->key);
}

/* A key is typed as it is: it is not cut before the names are. */
static int
key_room(const struct rr_source *s)
{
	int most = 0;

	for (size_t i = 0; i < count(s); i++) {
		int w = rr_text_width(row_of(s, i)->key);

		most = w > most ? w : most;
	}
	return most < KEY_MOST ? most : KEY_MOST;
}

static void
whose(const struct rr_source *s, size_t i, struct rr_buf *b)
{
	rr_cell_whose(s->derivation->input->roster, row_of(s, i)->key, b);
}

/* Those that it has on some of the days that are not on record. */
static void
add_perhaps(const struct rr_role_doubt *d, struct rr_buf *b)
{
	rr_buf_printf(b, "%sperhaps %s (depends: %s)", b->len > 0 ? ", " : "",
	    d->perhaps, d->depends);
}

static void
role(const struct rr_source *s, size_t i, struct rr_buf *b)
{
	const struct rr_party *p = row_of(s, i);
	const struct rr_role_doubt *d = rr_role_doubt(s->derivation, p->key);
	const char *roles = d != NULL ? d->sure : p->roles;

	rr_buf_add(b, roles);
	if (rr_list_has(p->roles_said, RR_ROLE_HOLDER) &&
	    !rr_list_has(roles, RR_ROLE_HOLDER) &&
	    (d == NULL || !rr_list_has(d->perhaps, RR_ROLE_HOLDER)))
		rr_buf_printf(b, "%sno Holder", roles[0] != '\0' ?
		    ", " : "");
	if (d != NULL)
		add_perhaps(d, b);
}

static void
holds(const struct rr_source *s, size_t i, struct rr_buf *b)
{
	const struct rr_stake *const *all;
	const struct rr_lot *flagged;
	size_t n;

	all = rr_ledger_of(s->derivation->ledger, row_of(s, i)->key, &n);
	for (size_t k = 0; k < n; k++) {
		rr_buf_add(b, k == 0 ? "" : ", ");
		rr_stake_text(all[k], b);
		rr_buf_printf(b, " %s", all[k]->class_key);
		if ((flagged = rr_stake_flagged(all[k])) != NULL)
			rr_buf_printf(b, " (%s)", flagged->flag);
	}
}

static void
contact(const struct rr_party *p, const char *kind, struct rr_buf *b)
{
	const struct rr_contact *c = rr_party_contact(p, kind);

	if (c == NULL)
		return;
	for (const char *v = c->value; *v != '\0'; v++) {
		if (*v == '\n')
			rr_buf_add(b, ", ");
		else
			rr_buf_addc(b, *v);
	}
	if (c->note != NULL)
		rr_buf_printf(b, " (%s)", c->note);
}

static void
fax(const struct rr_source *s, size_t i, struct rr_buf *b)
{
	contact(row_of(s, i), "fax", b);
}

/* Which list prints a number decides whether a fax to it counts. */
static void
printed(const struct rr_source *s, size_t i, struct rr_buf *b)
{
	const struct rr_contact *c = rr_party_contact(row_of(s, i), "fax");

	if (c == NULL)
		rr_buf_add(b, "none on record");
	else if (c->lists[0] == '\0')
		rr_buf_add(b, ", printed in no list that is on record");
	else
		rr_buf_printf(b, ", printed in: %s", c->lists);
}

static void
email(const struct rr_source *s, size_t i, struct rr_buf *b)
{
	contact(row_of(s, i), "email", b);
}

static void
address(const struct rr_source *s, size_t i, struct rr_buf *b)
{
	contact(row_of(s, i), "address", b);
}

/* The one that the day asked about lies in, or NULL. */
static struct rr_span *
that_lasts(struct rr_span *spans, size_t n, rr_date on)
{
	for (size_t i = 0; i < n; i++)
		if (rr_date_cmp(spans[i].from, on) <= 0 &&
		    (rr_date_is_none(spans[i].until) ||
		    rr_date_cmp(spans[i].until, on) >= 0))
			return &spans[i];
	return NULL;
}

/* The one that lasts, of those that do for SURE or that can; or NULL. */
static struct rr_span *
lasting(struct rr_arena *arena, const struct rr_derivation *dv,
    const char *party, bool sure)
{
	struct rr_span *spans;
	size_t n = rr_stops_of(arena, dv, party, sure, &spans);

	return that_lasts(spans, n, dv->input->on);
}

/* The stops that last, by party: few parties have one. */
static void
prepare(const struct rr_view *v, struct rr_arena *arena, struct rr_source *s)
{
	(void)v;
	s->stops = rr_map_new(arena);
	s->may_stop = rr_map_new(arena);
	for (size_t i = 0; i < s->derivation->nfindings; i++) {
		const struct rr_finding *f = &s->derivation->findings[i];
		struct rr_span *sure, *can;

		if (!f->provision->stops || f->party == NULL ||
		    f->out.state == RR_FOUND_ENDED ||
		    rr_map_find(s->may_stop, f->party) != NULL)
			continue;
		sure = lasting(arena, s->derivation, f->party, true);
		can = lasting(arena, s->derivation, f->party, false);
		if (sure != NULL)
			rr_map_set(s->stops, f->party, sure);
		if (can != NULL || sure != NULL)
			rr_map_set(s->may_stop, f->party, can != NULL ? can :
			    sure);
	}
}

/* The account that it waits for whether its sales are stopped; or NULL. */
static const char *
stop_waits(const struct rr_source *s, size_t i)
{
	return rr_waits_stop(s->derivation->waiting,
	    rr_engine_agreement(s->derivation->input->engine),
	    row_of(s, i)->roles);
}

/* While its sales are stopped; NULL when they are not. */
static const struct rr_span *
stop_of(const struct rr_source *s, size_t i)
{
	return stop_waits(s, i) != NULL ? NULL :
	    rr_map_find(s->stops, row_of(s, i)->key);
}

/* As long as they can be, as it turns out; NULL when they cannot. */
static const struct rr_span *
may_stop_of(const struct rr_source *s, size_t i)
{
	return stop_waits(s, i) != NULL ? NULL :
	    rr_map_find(s->may_stop, row_of(s, i)->key);
}

/* Stopped for certain: since when at the latest, and at the earliest. */
static struct rr_between
stopped_since(const struct rr_source *s, size_t i)
{
	const struct rr_span *sure = stop_of(s, i), *can = may_stop_of(s, i);

	return sure == NULL ? (struct rr_between){ RR_DATE_NONE,
	    RR_DATE_NONE } : (struct rr_between){ can->from, sure->from };
}

/* The last day of it; NONE where none is known. */
static struct rr_between
stopped_until(const struct rr_source *s, size_t i)
{
	const struct rr_span *sure = stop_of(s, i), *can = may_stop_of(s, i);

	return sure == NULL ? (struct rr_between){ RR_DATE_NONE,
	    RR_DATE_NONE } : (struct rr_between){ sure->until, can->until };
}

/* "2000-07-11 to 2000-07-13"; "2000-07-15 or later" where the last is open. */
static void
days_text(struct rr_between days, struct rr_buf *b)
{
	if (rr_date_is_none(days.least) ||
	    rr_date_cmp(days.least, days.most) == 0) {
		rr_cell_day(days.least, b);
		return;
	}
	rr_date_text(days.least, b);
	if (rr_date_is_none(days.most)) {
		rr_buf_add(b, " or later");
		return;
	}
	rr_buf_add(b, " to ");
	rr_date_text(days.most, b);
}

static void
stopped(const struct rr_source *s, size_t i, struct rr_buf *b)
{
	if (stop_waits(s, i) != NULL)
		rr_buf_add(b, "not known");
	else if (stop_of(s, i) == NULL && may_stop_of(s, i) != NULL) {
		rr_buf_add(b, "? ");
		rr_cell_day(may_stop_of(s, i)->from, b);
	} else
		days_text(stopped_since(s, i), b);
}

static void
until(const struct rr_source *s, size_t i, struct rr_buf *b)
{
	days_text(stopped_until(s, i), b);
}

/* One day, or none and the two between which it lies. */
static void
days_json(struct rr_json *j, const char *key, const char *least,
    const char *most, struct rr_between days)
{
	bool one = rr_date_cmp(days.least, days.most) == 0;

	rr_json_set(j, key, rr_json_day(one ? days.least : RR_DATE_NONE));
	if (one)
		return;
	rr_json_set(j, least, rr_json_day(days.least));
	rr_json_set(j, most, rr_json_day(days.most));
}

static void
copies(const struct rr_source *s, size_t i, struct rr_buf *b)
{
	rr_buf_add(b, row_of(s, i)->copies);
}

static struct rr_json *
contacts_json(const struct rr_party *p)
{
	struct rr_json *all = rr_json_array();

	for (size_t i = 0; i < p->ncontacts; i++) {
		const struct rr_contact *c = &p->contacts[i];
		struct rr_json *j = rr_json_object();

		rr_json_set(j, "kind", rr_json_string(c->kind));
		rr_json_set(j, "value", rr_json_string(c->value));
		rr_json_set(j, "lists", rr_json_string(c->lists));
		rr_json_set(j, "source", rr_json_string(c->source));
		rr_json_set(j, "note", rr_json_string(c->note));
		rr_json_set(j, "since", rr_json_string(rr_fact_get(c->fact,
		    RR_USE_SINCE)));
		rr_json_push(all, j);
	}
	return all;
}

static struct rr_json *
number_json(int64_t n, bool known)
{
	return known ? rr_json_int(n) : rr_json_null();
}

/* What moved the stake, in order, with what cannot be. */
static struct rr_json *
lots_json(const struct rr_stake *stake)
{
	struct rr_json *all = rr_json_array();

	for (size_t i = 0; i < stake->nlots; i++) {
		const struct rr_lot *l = &stake->lots[i];
		struct rr_json *j = rr_json_object();
		struct rr_buf b = RR_BUF_INIT;

		rr_fact_ref(l->fact, &b);
		rr_json_set(j, "entry", rr_json_string(b.s));
		rr_buf_free(&b);
		rr_date_text(l->fact->day, &b);
		rr_json_set(j, "day", rr_json_string(b.s));
		rr_buf_free(&b);
		rr_lot_text(l, l->other, &b);
		rr_json_set(j, "what", rr_json_string(b.s));
		rr_buf_free(&b);
		rr_json_set(j, "flag", rr_json_string(l->flag));
		rr_json_push(all, j);
	}
	return all;
}

static struct rr_json *
holdings_json(const struct rr_source *s, const struct rr_party *p)
{
	bool whole = rr_waits_count(s->derivation->waiting) == NULL;
	struct rr_json *all = rr_json_array();
	const struct rr_stake *const *stakes;
	size_t n;

	stakes = rr_ledger_of(s->derivation->ledger, p->key, &n);
	for (size_t i = 0; i < n; i++) {
		const struct rr_stake *stake = stakes[i];
		struct rr_json *j = rr_json_object();

		rr_json_set(j, "class", rr_json_string(stake->class_key));
		rr_json_set(j, "shares", number_json(stake->units,
		    stake->known));
		rr_json_set(j, "least", number_json(stake->least,
		    stake->known || stake->bounded));
		rr_json_set(j, "most", number_json(stake->most,
		    stake->known || stake->bounded));
		rr_json_set(j, "sold", number_json(stake->sold, whole));
		rr_json_set(j, "sold_least", number_json(stake->sold_least,
		    whole));
		rr_json_set(j, "source", rr_json_string(stake->nlots > 0 ?
		    stake->lots[stake->nlots - 1].fact->source : NULL));
		rr_json_set(j, "lots", lots_json(stake));
		rr_json_push(all, j);
	}
	return all;
}

static void
json(const struct rr_source *s, size_t i, struct rr_json *j)
{
	const struct rr_party *p = row_of(s, i);
	const struct rr_role_doubt *d = rr_role_doubt(s->derivation, p->key);
	struct rr_buf b = RR_BUF_INIT;

	id(s, i, &b);
	rr_json_set(j, "id", rr_json_string(b.s));
	rr_buf_free(&b);
	rr_json_set(j, "key", rr_json_string(p->key));
	rr_json_set(j, "name", rr_json_string(p->name));
	rr_json_set(j, "roles", rr_json_string(d != NULL ? d->sure :
	    p->roles));
	rr_json_set(j, "roles_perhaps", rr_json_string(d != NULL ?
	    d->perhaps : NULL));
	rr_json_set(j, "roles_depend_on", rr_json_string(d != NULL ?
	    d->depends : NULL));
	rr_json_set(j, "roles_recorded", rr_json_string(p->roles_said));
	rr_json_set(j, "copies", rr_json_string(p->copies));
	rr_json_set(j, "copies_section", rr_json_string(p->copies_section));
	rr_json_set(j, "zone", rr_json_string(p->zone));
	days_json(j, "stopped_since", "stopped_since_from",
	    "stopped_since_to", stopped_since(s, i));
	days_json(j, "stopped_until", "stopped_until_from",
	    "stopped_until_to", stopped_until(s, i));
	rr_json_set(j, "may_be_stopped_since", rr_json_day(
	    stop_of(s, i) == NULL && may_stop_of(s, i) != NULL ?
	    may_stop_of(s, i)->from : RR_DATE_NONE));
	if (stop_waits(s, i) != NULL)
		rr_json_set(j, "stopped_waits_for",
		    rr_json_string(stop_waits(s, i)));
	rr_json_set(j, "contacts", contacts_json(p));
	rr_json_set(j, "holdings", holdings_json(s, p));
}

static const struct rr_column columns[] = {
	{ .key = "name", .title = "name", .width = 24, .flex = 2, .keep = 1,
	    .cell = RR_CELL_TEXT, .text = told, .words = name,
	    .tag = whose },
	{ .key = "role", .title = "role", .width = 15, .keep = 2,
	    .cell = RR_CELL_TEXT, .text = role },
	{ .key = "holds", .title = "holds", .width = 22, .flex = 1, .keep = 5,
	    .cell = RR_CELL_TEXT, .text = holds },
	{ .key = "stopped", .title = "stopped since", .width = 16, .keep = 3,
	    .cell = RR_CELL_DATE, .text = stopped },
	{ .key = "fax", .title = "fax", .width = 14, .keep = 6,
	    .cell = RR_CELL_TEXT, .text = fax, .below = true,
	    .more = printed },
	{ .key = "copies", .title = "copies to", .width = 9, .keep = 8,
	    .cell = RR_CELL_TEXT, .text = copies, .below = true },
	{ .key = "address", .title = "address", .width = 30, .flex = 3,
	    .keep = 9, .cell = RR_CELL_TEXT, .text = address, .below = true },
	{ .key = "until", .title = "stopped until", .width = 14, .keep = 7,
	    .cell = RR_CELL_DATE, .text = until },
	{ .key = "email", .title = "e-mail", .width = 20, .flex = 1,
	    .keep = 10, .cell = RR_CELL_TEXT, .text = email, .below = true },
	{ .key = "key", .title = "key", .width = 3, .keep = 4,
	    .cell = RR_CELL_TEXT, .text = key, .room = key_room,
	    .below = true }
};

const struct rr_view rr_view_holders = {
	.name = "holders",
	.title = "Holders",
	.empty = "Nobody is on record; `regrights holder add` adds a holder.",
	.panes = "Here i adds one.",
	.matter = true,
	RR_COLUMNS(columns),
	.count = count,
	.id = id,
	.json = json,
	.prepare = prepare,
};

/*
 * present.c: what a field that is left blank comes to.
 *
 * A notice goes to those whom the agreement names.  A form that corrects a
 * party shows beside each blank what is on record, and asks for no securities
 * of one who holds none.
 */
#include <string.h>

#include "told_int.h"
#include "terms_int.h"
#include "regrights/buf.h"
#include "regrights/ledger.h"
#include "regrights/seal.h"
#include "regrights/text.h"

/* The party that a correction is about, or NULL. */
static const struct rr_party *
corrected(const struct rr_case *c, const struct rr_cmd *cmd,
    const struct rr_args *args)
{
	const char *key = rr_arg(args, "party");

	if (c == NULL || key == NULL || !cmd->corrects)
		return NULL;
	return rr_roster_find(c->roster, key);
}

/* The names of parties whose keys are parted by spaces. */
static void
add_names(const struct rr_case *c, const char *keys, struct rr_buf *out)
{
	struct rr_buf key = RR_BUF_INIT;

	while (*(keys += strspn(keys, " ")) != '\0') {
		size_t n = strcspn(keys, " ");

		rr_buf_clear(&key);
		rr_buf_addn(&key, keys, n);
		rr_buf_printf(out, "%s%s", out->len > 0 ? "; " : "",
		    rr_roster_name(c->roster, key.s));
		keys += n;
	}
	rr_buf_free(&key);
}

/* "fax: numbers printed in 6(h)", for each number that is in a list. */
static void
add_lists(const struct rr_case *c, const struct rr_party *party,
    struct rr_buf *out)
{
	static const char *const kinds[] = { "fax", "email", "address" };
	const struct rr_ladder *l = c->agreement->ladder;

	for (size_t k = 0; k < sizeof(kinds) / sizeof(kinds[0]); k++) {
		const struct rr_contact *contact = rr_party_contact(party,
		    kinds[k]);
		bool any = false;

		for (size_t i = 0; contact != NULL && l != NULL &&
		    i < l->nlists; i++) {
			if (!rr_list_has(contact->lists, l->lists[i].key))
				continue;
			if (!any)
				rr_buf_printf(out, "%s%s: ", out->len > 0 ?
				    "; " : "", kinds[k]);
			rr_buf_printf(out, "%s%s", any ? ", " : "",
			    l->lists[i].title);
			any = true;
		}
	}
}

/* Of the class that was chosen, else of each. */
static void
add_holdings(const struct rr_case *c, const char *party,
    const char *class_key, struct rr_buf *out)
{
	const struct rr_ledger *l = c->derivation->ledger;

	for (size_t i = 0; i < l->n; i++) {
		const struct rr_stake *s = &l->stakes[i];

		if (strcmp(s->party, party) != 0 || (class_key != NULL &&
		    strcmp(class_key, s->class_key) != 0))
			continue;
		if (out->len > 0)
			rr_buf_add(out, "; ");
		if (class_key == NULL)
			rr_buf_printf(out, "%s ", s->class_key);
		rr_stake_text(s, out);
	}
}

bool
rr_param_fits(const struct rr_case *c, const struct rr_cmd *cmd,
    const struct rr_param *p, const struct rr_args *args)
{
	const struct rr_party *party = corrected(c, cmd, args);
	const struct rr_event *e = c == NULL || strcmp(p->name, "for") != 0 ?
	    NULL : rr_case_event(c, cmd, args);
	struct rr_buf held = RR_BUF_INIT;
	const char *role;
	bool fits;

	if (e != NULL && e->notice && rr_event_use(e, RR_USE_FROM) != NULL)
		return false;
	if (party == NULL || (strcmp(p->name, "class") != 0 &&
	    strcmp(p->name, "shares") != 0))
		return true;
	for (size_t i = 0; (role = rr_arg_at(args, "role", i)) != NULL; i++)
		if (rr_list_has(role, "holder"))
			return true;
	add_holdings(c, party->key, NULL, &held);
	fits = held.len > 0 || rr_list_has(party->roles, "holder");
	rr_buf_free(&held);
	return fits;
}

static const char *
text_of(const struct rr_party *party, const char *name)
{
	const struct rr_contact *contact = rr_party_contact(party, name);

	if (strcmp(name, "name") == 0)
		return party->name;
	if (strcmp(name, "role") == 0)
		return party->roles_said;
	if (strcmp(name, "zone") == 0)
		return party->zone;
	if (strcmp(name, "note") == 0)
		return party->note;
	return contact != NULL ? contact->value : NULL;
}

/* The register of the day that the form says, as far as it is filled in. */
static void
then_of(const struct rr_case *c, struct rr_arena *arena,
    const struct rr_args *args, struct rr_then *then)
{
	rr_then_at(c, arena, rr_cmd_terms(c, args), rr_cmd_day(c, args), then);
}

/* Those to whom the agreement has this notice go. */
static bool
add_recipients(const struct rr_case *c, const struct rr_cmd *cmd,
    const struct rr_args *args, struct rr_buf *out)
{
	const struct rr_event *e = rr_case_event(c, cmd, args);
	const char *about = rr_arg(args, "about");
	struct rr_arena *arena = rr_arena_new();
	const struct rr_fact *it = NULL;
	const struct rr_party **to;
	struct rr_then then;
	int64_t seq, row;
	size_t n = 0;

	then_of(c, arena, args, &then);
	if (about != NULL && rr_fact_ref_parse(about, &seq, &row))
		it = rr_facts_find(c->facts, seq, row);
	if (e != NULL && e->notice)
		n = rr_roster_recipients(arena, then.roster, e->to, e->nto, it,
		    &to);
	for (size_t i = 0; i < n; i++)
		rr_buf_printf(out, "%s%s", i > 0 ? "; " : "", to[i]->name);
	for (size_t i = 0; e != NULL && e->notice && i < e->nto; i++)
		if (rr_waits_role(c->derivation->waiting, e->to[i]) != NULL) {
			rr_buf_printf(out, "%swithout one who is sealed",
			    n > 0 ? "; " : "");
			break;
		}
	rr_arena_free(arena);
	return n > 0;
}

/* Whose a notice is that came in, where nothing says: its sender's. */
static bool
add_sender(const struct rr_case *c, const struct rr_param *p,
    const struct rr_args *args, struct rr_buf *out)
{
	const char *from = rr_arg(args, "from");

	if (from == NULL || from[0] == '\0' || (strcmp(p->name, "for") != 0 &&
	    strcmp(p->name, "set:from") != 0))
		return false;
	rr_buf_add(out, rr_roster_name(c->roster, from));
	return out->len > 0;
}

bool
rr_param_present(const struct rr_case *c, const struct rr_cmd *cmd,
    const struct rr_param *p, const struct rr_args *args, struct rr_buf *out)
{
	const struct rr_party *party = corrected(c, cmd, args);
	const char *text;

	rr_buf_clear(out);
	if (c != NULL && p->type == RR_PARAM_PARTIES)
		return add_recipients(c, cmd, args, out);
	if (c != NULL && p->type == RR_PARAM_PARTY &&
	    cmd == &rr_cmd_notice_receive)
		return add_sender(c, p, args, out);
	if (party == NULL || (p->flags & RR_REQUIRED) != 0)
		return false;
	if (strcmp(p->name, "copies") == 0)
		add_names(c, party->copies, out);
	else if (strcmp(p->name, "lists") == 0)
		add_lists(c, party, out);
	else if (strcmp(p->name, "class") == 0)
		add_holdings(c, party->key, NULL, out);
	else if (strcmp(p->name, "shares") == 0 &&
	    rr_arg(args, "class") != NULL)
		add_holdings(c, party->key, rr_arg(args, "class"), out);
	else {
		text = text_of(party, p->name);
		rr_buf_add(out, text != NULL ? text : "");
	}
	return out->len > 0;
}

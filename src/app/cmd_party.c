/*
 * cmd_party.c: parties and holders, added and corrected.
 *
 * One command records what was given: the party, a number or address with its
 * source, a holding; each as an entry of one operation.
 */
#include <string.h>

#include "app_int.h"
#include "lists_int.h"
#include "params_int.h"
#include "regrights/buf.h"
#include "regrights/map.h"
#include "regrights/qty.h"
#include "regrights/text.h"
#include "regrights/vec.h"

#define PARTY_PARAMS							\
	RR_MATTER,							\
	RR_TAKES("party", PARTY, RR_OPERAND | RR_REQUIRED, "Key",	\
	    "a short name without spaces, or one on record"),		\
	RR_TAKES("name", TEXT, 0, "Name", "the full name"),		\
	RR_TAKES("role", TEXT, RR_REPEATED, "Role",			\
	    "holder or another that the agreement names"),		\
	RR_TAKES("copies", PARTY, RR_REPEATED, "Copies to",		\
	    "who gets copies of notices to it"),			\
	RR_TAKES("zone", ZONE, 0, "Zone",				\
	    "the clock of its place, America/Toronto"),			\
	RR_TAKES("fax", TEXT, 0, "Fax", "its fax number"),		\
	RR_TAKES("email", TEXT, 0, "E-mail", "its e-mail address"),	\
	RR_TAKES("address", TEXT, RR_REPEATED, "Address",		\
	    "a line of its address"),					\
	RR_TAKES("lists", LISTS, RR_REPEATED, "Lists",			\
	    "lists of the notice clause that name a new number"),	\
	RR_TAKES("source", TEXT, RR_REQUIRED, "Source",			\
	    "where this is known from"),				\
	RR_TAKES("ends", FLAG, 0, "No longer used",			\
	    "the number or address is withdrawn"),			\
	RR_TAKES("class", TEXT, 0, "Class",				\
	    "class of securities held"),				\
	RR_TAKES("shares", TEXT, 0, "Shares", "how many; or unknown"),	\
	RR_TAKES("since", DATE, 0, "Since",				\
	    "since when name, roles, copies, lot or number are so"),	\
	RR_TAKES("note", TEXT, 0, "Note", "a note")			\

static const struct rr_param party_params[] = { PARTY_PARAMS };

struct edit {
	struct rr_case		*c;
	const struct rr_args	*args;
	const char		*key;
	struct rr_map		*roles;		/* of the agreement */
	struct rr_vec		 facts;
	struct rr_diags		*diags;
};

static struct rr_fact *
new_fact(struct edit *e, enum rr_shape shape)
{
	struct rr_fact *f = rr_vec_add(e->c->arena, &e->facts);

	f->shape = shape;
	f->name = e->key;
	f->day = e->c->input.on;
	f->at = RR_INSTANT_NONE;
	f->source = rr_arg(e->args, "source");
	return f;
}

static void
set(struct edit *e, struct rr_fact *f, enum rr_field_use use,
    const char *value)
{
	if (value != NULL && value[0] != '\0')
		rr_fact_put(e->c->arena, f, use, value);
}

static const char *
join(struct edit *e, const char *name, char between)
{
	struct rr_buf b = RR_BUF_INIT;
	const char *value;

	for (size_t i = 0; (value = rr_arg_at(e->args, name, i)) != NULL;
	    i++) {
		if (i > 0)
			rr_buf_addc(&b, between);
		rr_buf_add(&b, value);
	}
	return rr_buf_keep(&b, e->c->arena);
}

/* Keys, given one by one or parted by commas, each once: "a b". */
static bool
take_copies(struct edit *e, const char **out)
{
	const char *list = join(e, "copies", ',');

	*out = "";
	for (size_t n; *list != '\0'; list += n + strspn(list + n, ", ")) {
		const char *key;

		n = strcspn(list, ", ");
		key = rr_arena_strndup(e->c->arena, list, n);
		if (n > 0 && rr_roster_find(e->c->roster, key) == NULL)
			return rr_diag(e->diags, RR_E_NO_HOLDER, rr_nowhere,
			    "--copies '%s'; `regrights holders` lists them",
			    key);
		if (strcmp(key, e->key) == 0)
			return rr_diag(e->diags, RR_E_FACT, rr_nowhere,
			    "--copies '%s': what is sent to it is no copy",
			    key);
		if (n > 0 && !rr_list_has(*out, key))
			*out = rr_arena_printf(e->c->arena, "%s%s%s", *out,
			    (*out)[0] != '\0' ? " " : "", key);
	}
	return true;
}

/* What moves nothing is no role, unless it is on record of this party. */
static bool
check_role(struct edit *e, const char *word, const struct rr_party *was)
{
	const char *why = rr_role_unknown(e->c->arena, e->roles, word);

	return why == NULL || (was != NULL && rr_list_has(was->roles, word)) ?
	    true : rr_diag(e->diags, RR_E_CHOICE, rr_nowhere, "--role '%s': "
	    "%s", word, why);
}

/* Several, each once: repeated, or parted by commas or spaces. */
static bool
take_roles(struct edit *e, const struct rr_party *was, const char **out)
{
	struct rr_buf b = RR_BUF_INIT;
	const char *list;
	bool ok = true;

	rr_buf_add(&b, "");
	for (size_t i = 0; (list = rr_arg_at(e->args, "role", i)) != NULL;
	    i++) {
		list += strspn(list, " ,");
		for (size_t n; *list != '\0'; list += strspn(list, " ,")) {
			const char *word;

			n = strcspn(list, " ,");
			word = rr_arena_strndup(e->c->arena, list, n);
			list += n;
			ok &= check_role(e, word, was);
			if (!rr_list_has(b.s, word))
				rr_buf_printf(&b, "%s%s", b.len > 0 ? " " : "",
				    word);
		}
	}
	*out = rr_buf_keep(&b, e->c->arena);
	return ok;
}

/* A name that has neither a letter nor a digit names nobody. */
static bool
check_name(struct edit *e, const char *name)
{
	struct rr_buf bare = RR_BUF_INIT;
	bool named;

	if (name == NULL)
		return true;
	rr_text_bare(name, &bare);
	named = bare.len > 0;
	rr_buf_free(&bare);
	if (!named)
		return rr_diag(e->diags, RR_E_EMPTY_VALUE, rr_nowhere,
		    "--name '%s': the full name of '%s'", name, e->key);
	return strchr(name, '\n') == NULL ? true : rr_diag(e->diags,
	    RR_E_CONTROL, rr_nowhere, "--name '%s': a name is one line",
	    name);
}

static bool
add_party(struct edit *e, bool holder)
{
	const struct rr_party *was = rr_roster_find(e->c->roster, e->key);
	const char *roles;
	const char *copies;
	const char *name = rr_arg(e->args, "name");
	const char *zone = rr_arg(e->args, "zone");
	const char *note = rr_arg(e->args, "note");
	struct rr_zone *loaded;
	struct rr_fact *f;

	if (!take_roles(e, was, &roles) || !take_copies(e, &copies) ||
	    !check_name(e, name))
		return false;
	if (was != NULL && name == NULL && roles[0] == '\0' &&
	    copies[0] == '\0' && zone == NULL && note == NULL)
		return true;
	if (zone != NULL && !rr_load_zone(e->c->arena, zone, &loaded,
	    e->diags))
		return false;
	if (was == NULL && name == NULL)
		return rr_diag(e->diags, RR_E_FILLED, rr_nowhere,
		    "--name: the full name of '%s'", e->key);
	f = new_fact(e, RR_SHAPE_PARTY);
	set(e, f, RR_USE_NAME, name);
	set(e, f, RR_USE_ROLES, roles[0] == '\0' && was == NULL && holder ?
	    RR_ROLE_HOLDER : roles);
	set(e, f, RR_USE_COPIES, copies);
	set(e, f, RR_USE_SINCE, rr_fact_get(f, RR_USE_ROLES) != NULL ||
	    copies[0] != '\0' || (was != NULL && name != NULL) ?
	    rr_arg(e->args, "since") : NULL);
	set(e, f, RR_USE_ZONE, zone);
	set(e, f, RR_USE_NOTE, note);
	return true;
}

/* What is not there cannot be withdrawn: the one that is meant would stay. */
static bool
is_there(struct edit *e, const char *kind, const char *value)
{
	const struct rr_party *p = rr_roster_find(e->c->roster, e->key);
	struct rr_buf there = RR_BUF_INIT;
	struct rr_contact *all;
	rr_date on = e->c->input.on;
	size_t n = 0;
	bool found = false;

	if (rr_arg(e->args, "since") != NULL)
		rr_date_parse(rr_arg(e->args, "since"), &on);
	if (p != NULL)
		n = rr_party_contacts(e->c->arena, p, on, &all);
	for (size_t i = 0; i < n; i++)
		if (strcmp(all[i].kind, kind) == 0) {
			found |= strcmp(all[i].value, value) == 0;
			rr_buf_printf(&there, "%s'%s'", there.len > 0 ?
			    ", " : "", all[i].value);
		}
	if (!found)
		rr_diag(e->diags, RR_E_FACT, rr_nowhere, "--%s '%s': '%s' has "
		    "no such one then that is withdrawn; on record is %s",
		    kind, value, e->key, there.len > 0 ? there.s : "none");
	rr_buf_free(&there);
	return found;
}

/* What is no longer used was so until then: without a day, from now on. */
static const char *
since_of(struct edit *e)
{
	const char *since = rr_arg(e->args, "since");
	struct rr_buf b = RR_BUF_INIT;

	if (since != NULL || !rr_arg_flag(e->args, "ends"))
		return since;
	rr_date_text(e->c->input.on, &b);
	return rr_buf_keep(&b, e->c->arena);
}

static bool
add_contact(struct edit *e, const char *kind, const char *value)
{
	const char *lists;
	struct rr_fact *f;

	if (value == NULL || value[0] == '\0')
		return true;
	if (!rr_text_is_plain(value, strlen(value), true, NULL))
		return rr_diag(e->diags, RR_E_CONTROL, rr_nowhere, "--%s",
		    kind);
	if (rr_arg_flag(e->args, "ends") && !is_there(e, kind, value))
		return false;
	lists = rr_lists_of(e->c, e->c->arena, e->args, "lists", e->diags);
	if (lists == NULL)
		return false;
	f = new_fact(e, RR_SHAPE_CONTACT);
	set(e, f, RR_USE_KIND, kind);
	set(e, f, RR_USE_VALUE, value);
	set(e, f, RR_USE_SINCE, since_of(e));
	set(e, f, RR_USE_LISTS, lists);
	if (rr_arg_flag(e->args, "ends"))
		set(e, f, RR_USE_ENDS, "yes");
	return true;
}

/* In place of a number: nobody gives one up by leaving it out. */
#define UNKNOWN	"unknown"

static bool
add_holding(struct edit *e)
{
	const char *key = rr_arg(e->args, "class");
	const char *shares = rr_arg(e->args, "shares");
	const char *since = rr_arg(e->args, "since");
	const struct rr_agreement *a = e->c->agreement;
	struct rr_fact *f;
	rr_shares units;
	size_t i = 0;
	bool known;

	if (key == NULL || key[0] == '\0')
		return shares == NULL || shares[0] == '\0' ? true :
		    rr_diag(e->diags, RR_E_FILLED, rr_nowhere,
		    "--class: of which class the shares are");
	while (i < a->nclasses && strcmp(a->classes[i].key, key) != 0)
		i++;
	if (i == a->nclasses)
		return rr_diag(e->diags, RR_E_CHOICE, rr_nowhere,
		    "--class '%s' is not one of the agreement's", key);
	if (shares == NULL || shares[0] == '\0')
		return rr_diag(e->diags, RR_E_FILLED, rr_nowhere,
		    "--shares: how many of '%s' are held, or '" UNKNOWN "', "
		    "where that is not known", key);
	known = strcmp(shares, UNKNOWN) != 0;
	if (known && !rr_shares_parse(shares, &units))
		return rr_diag(e->diags, RR_E_AMOUNT, rr_nowhere,
		    "--shares '%s'", shares);
	f = new_fact(e, RR_SHAPE_HOLDING);
	set(e, f, RR_USE_CLASS, key);
	set(e, f, RR_USE_SHARES, known ? shares : NULL);
	if (since != NULL)
		rr_date_parse(since, &f->day);
	return true;
}

static bool
has_shape(const struct edit *e, enum rr_shape shape)
{
	for (size_t i = 0; i < e->facts.n; i++)
		if (((const struct rr_fact *)rr_vec_at(&e->facts, i))->shape ==
		    shape)
			return true;
	return false;
}

/* What is said of a number, a role or a holding, and there is none of it. */
static bool
all_used(const struct edit *e)
{
	const bool contact = has_shape(e, RR_SHAPE_CONTACT);
	const bool dated = contact || has_shape(e, RR_SHAPE_HOLDING) ||
	    rr_arg(e->args, "role") != NULL ||
	    rr_arg(e->args, "copies") != NULL ||
	    rr_arg(e->args, "name") != NULL;

	if (!contact && (rr_arg_flag(e->args, "ends") ||
	    rr_arg(e->args, "lists") != NULL))
		return rr_diag(e->diags, RR_E_FILLED, rr_nowhere, "--%s is of "
		    "a number or an address: --fax, --email or --address",
		    rr_arg_flag(e->args, "ends") ? "ends" : "lists");
	return dated || rr_arg(e->args, "since") == NULL ? true :
	    rr_diag(e->diags, RR_E_FILLED, rr_nowhere, "--since is of a name, "
	    "a role, copies, a number or a holding: --name, --role, --copies, "
	    "--fax, --email, --address or --class");
}

static bool
find_key(struct edit *e, const char *word, bool new)
{
	const struct rr_party *p = rr_roster_find(e->c->roster, word);

	e->key = word;
	if (new && p != NULL)
		return rr_diag(e->diags, RR_E_DUPLICATE, rr_nowhere,
		    "'%s' is on record; correct it instead", word);
	if (new && !rr_case_new_key(word, e->diags))
		return false;
	if (new && rr_role_is_word(e->roles, word))
		return rr_diag(e->diags, RR_E_NAME, rr_nowhere,
		    "'%s' stands for several parties where they are named; "
		    "give this one another key, as '%s-1'", word, word);
	if (new)
		return true;
	if (!rr_case_party(e->c, word, &p, e->diags))
		return false;
	e->key = p->key;
	return true;
}

/* Who is sealed keeps its key: another is not named by it. */
static bool
key_is_free(struct edit *e, bool new)
{
	struct rr_map *taken;

	if (!new && rr_arg(e->args, "name") == NULL)
		return true;
	if (!rr_case_taken(e->c, &taken, e->diags))
		return false;
	return rr_map_find(taken, e->key) == NULL ? true : rr_diag(e->diags,
	    RR_E_DUPLICATE, rr_nowhere, new ? "'%s' is the key of a party in "
	    "an entry that is sealed; give another key" : "the name of '%s' "
	    "is in an entry that is sealed, and stays its name", e->key);
}

/* Has another the name that is given, or one that is near it? */
static void
tell_near(const struct edit *e, const char *name, struct rr_out *out)
{
	struct rr_map *names = rr_map_new(e->c->arena);

	if (name == NULL)
		return;
	rr_note_odd_name("", name, out);
	rr_map_set(names, e->key, (void *)(uintptr_t)name);
	rr_note_near(e->c, names, out);
}

/* Votes are counted by the day of a lot, notices go by that of a number. */
static void
tell_since(const struct edit *e, struct rr_out *out)
{
	const struct rr_fact *last = e->facts.n == 0 ? NULL :
	    rr_vec_at(&e->facts, e->facts.n - 1);
	const bool held = last != NULL && last->shape == RR_SHAPE_HOLDING;
	struct rr_buf b = RR_BUF_INIT;

	if (rr_arg(e->args, "since") != NULL ||
	    (!held && !rr_arg_flag(e->args, "ends")))
		return;
	rr_date_text_day(e->c->input.on, &b);
	rr_out_line(out, "Note: it is on record as %s from %s, %s, on; "
	    "--since says another day.", held ? "held" : "no longer used",
	    rr_date_is_none(e->c->app->options.on) ? "today" :
	    "the day asked about", b.s);
	rr_buf_free(&b);
}

static bool
record_party(struct rr_case *c, const struct rr_cmd *cmd,
    const struct rr_args *args, bool holder, struct rr_out *out,
    struct rr_diags *diags)
{
	struct edit e = { .c = c, .args = args,
	    .roles = rr_roles(c->arena, c->agreement),
	    .facts = RR_VEC_INIT(struct rr_fact), .diags = diags };
	struct rr_buf line = RR_BUF_INIT;
	struct rr_entry *entries;
	struct rr_args full;
	bool ok;

	ok = find_key(&e, rr_arg(args, "party"), !cmd->corrects) &&
	    key_is_free(&e, !cmd->corrects) &&
	    add_party(&e, holder) &&
	    add_contact(&e, "fax", rr_arg(args, "fax")) &&
	    add_contact(&e, "email", rr_arg(args, "email")) &&
	    add_contact(&e, "address", join(&e, "address", '\n')) &&
	    add_holding(&e);
	if (ok && e.facts.n == 0)
		ok = rr_diag(diags, RR_E_FILLED, rr_nowhere,
		    "nothing to change in '%s' was given", e.key);
	ok = ok && all_used(&e);
	entries = rr_arena_array(e.c->arena, e.facts.n + 1, sizeof(*entries));
	for (size_t i = 0; i < e.facts.n; i++)
		entries[i].fact = rr_vec_at(&e.facts, i);
	full = rr_args_with(c->arena, args, cmd->case_of, c->matter.key);
	if (ok)
		full = rr_args_with(c->arena, &full, "party", e.key);
	rr_args_text(cmd, &full, &line);
	if (ok && !cmd->corrects)
		rr_note_named(c, e.facts.items, e.facts.n, out);
	if (ok) {
		rr_note_keyed(c, e.facts.items, e.facts.n, out);
		tell_near(&e, rr_arg(args, "name"), out);
		tell_since(&e, out);
	}
	ok = ok && rr_case_record(e.c, entries, e.facts.n, line.s, NULL, 0,
	    out, diags);
	rr_buf_free(&line);
	return ok;
}

static bool
run_party(struct rr_case *c, const struct rr_cmd *cmd,
    const struct rr_args *args, struct rr_out *out, struct rr_diags *diags)
{
	return record_party(c, cmd, args, false, out, diags);
}

static bool
run_holder(struct rr_case *c, const struct rr_cmd *cmd,
    const struct rr_args *args, struct rr_out *out, struct rr_diags *diags)
{
	return record_party(c, cmd, args, true, out, diags);
}

#define PARTY(id, word, key, of_record, handler, words)			\
	const struct rr_cmd rr_cmd_##id = {				\
		.name = word, .keys = key, .views = "holders",		\
		.brief = words, .man = "regrights(1)",			\
		.effect = RR_RECORDS, .records = RR_SHAPE_PARTY,	\
		.corrects = of_record, RR_PARAMS(party_params),		\
		.case_of = "matter", .in_case = handler			\
	}

PARTY(party_add, "party add", "", false, run_party, "add a party");
PARTY(party_correct, "party correct", "", true, run_party,
    "correct a party, its numbers and addresses");
PARTY(holder_add, "holder add", "i", false, run_holder, "add a holder");
PARTY(holder_correct, "holder correct", "c", true, run_holder,
    "correct a holder, its numbers, addresses and securities");

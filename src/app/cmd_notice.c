/*
 * cmd_notice.c: notices logged as they go out and come in.
 *
 * One entry holds a notice with a sending to each recipient, and to each whom
 * the agreement names for copies.  The recipients and the number or address
 * used are those of the terms and the register of the day of the sending, on
 * its clock, with the lists that name the number; without one the sending is
 * recorded all the same and falls where the notice clause lets it fall.
 */
#include <string.h>

#include "app_int.h"
#include "lists_int.h"
#include "params_int.h"
#include "recipients_int.h"
#include "sender_int.h"
#include "told_int.h"
#include "terms_int.h"
#include "regrights/buf.h"
#include "regrights/map.h"
#include "regrights/seal.h"
#include "regrights/vec.h"

#define NOTICE_PARAMS(who, whodoc)					\
	RR_MATTER,							\
	RR_TAKES("notice", NOTICE, RR_OPERAND | RR_REQUIRED, "About",	\
	    "what it is, from the agreement's list"),			\
	RR_TAKES(who, PARTIES, RR_REPEATED, "To", whodoc),		\
	RR_TAKES("by", METHOD, RR_REQUIRED | RR_REPEATED, "How",	\
	    "fax, courier, hand, mail or email"),			\
	RR_AT_MOMENT,							\
	RR_OTHER_CLOCK,							\
	RR_ANSWERS,							\
	RR_NUMBER_IN,							\
	RR_TAKES("no-copies", FLAG, 0, "No copies",			\
	    "leave out the copies that the agreement names"),		\
	RR_TAKES("source", TEXT, 0, "Proof",				\
	    "document: fax sheet, airbill"),				\
	RR_TAKES("field", SET, RR_OPERAND | RR_REPEATED, "Fields",	\
	    "KEY=VALUE of what the notice declares")			\

static const struct rr_param send_params[] = {
	NOTICE_PARAMS("to", "recipients: holders, or keys with commas; all, "
	    "or left out: the agreement's own")
};

struct log {
	struct rr_case		*c;
	const struct rr_args	*args;
	const struct rr_event	*kind;		/* by the terms of its day */
	const struct rr_event	*kind_now;	/* by those of --on */
	struct rr_then		 then;		/* of the day of the sending */
	const struct rr_fact	*about;		/* what it answers, or NULL */
	struct rr_sender	 sender;	/* of one received */
	const char		*lists;		/* of the number, or NULL */
	struct rr_fact		 fact;
	struct rr_vec		 sendings;
	struct rr_map		*sent;		/* "PARTY METHOD" */
	struct rr_map		*roles;		/* that anybody has */
	struct rr_out		*out;
	struct rr_map		*told;		/* roles, and who is sealed */
	struct rr_map		*taken;		/* who gets more than a copy */
	struct rr_alike		*notes;
	struct rr_diags		*diags;
};

static void
add_sending(struct log *l, const struct rr_party *p, bool copy,
    const char *method)
{
	const struct rr_contact *contact = rr_then_contact(p, method,
	    l->lists);
	struct rr_sending *s = rr_vec_add(l->c->arena, &l->sendings);

	s->party = p->key;
	s->copy = copy;
	s->method = method;
	s->address = contact != NULL ? contact->value : NULL;
	s->lists = l->lists != NULL ? l->lists : contact != NULL ?
	    contact->lists : "";
	s->at = l->fact.at;
	s->zone = l->fact.zone;
	s->wall = l->fact.wall;
}

/* One to a party by a method, however often it is named. */
static void
add_once(struct log *l, const struct rr_party *p, bool copy,
    const char *method)
{
	const char *key = rr_arena_printf(l->c->arena, "%s %s", p->key,
	    method);

	if (rr_map_find(l->sent, key) != NULL)
		return;
	rr_map_set(l->sent, key, l);
	add_sending(l, p, copy, method);
}

static void
add_copies(struct log *l, const struct rr_party *p, const char *method)
{
	const struct rr_party **copies;
	size_t n = rr_roster_copies(l->c->arena, l->then.roster, p->key,
	    l->then.day, &copies);

	for (size_t i = 0; i < n; i++)
		add_once(l, copies[i], true, method);
}

static void
take_roles(struct log *l, const struct rr_roster *r)
{
	struct rr_arena *arena = l->c->arena;

	for (size_t i = 0; i < r->n; i++) {
		const char *list = r->parties[i].roles;

		for (size_t n; *list != '\0'; list += n + strspn(list + n,
		    " ")) {
			n = strcspn(list, " ");
			rr_map_set(l->roles, rr_arena_strndup(arena, list, n),
			    l);
		}
	}
}

/* A role that somebody has, then or now, or one in its plural. */
static bool
is_role(const struct log *l, const char *word)
{
	size_t n = strlen(word);
	const char *one = rr_arena_strndup(l->c->arena, word,
	    n > 0 ? n - 1 : 0);

	return rr_map_find(l->roles, word) != NULL ||
	    rr_map_find(l->roles, one) != NULL;
}

/* A party's key that is no role: of thousands each is found at once. */
static const struct rr_party *
by_key(const struct log *l, const char *word)
{
	return is_role(l, word) ? NULL : rr_roster_find(l->then.roster, word);
}

/* By a key, a name or a part of it, as the roster of the day has it. */
static bool
find_party(const struct log *l, const char *word, const struct rr_party **out)
{
	if (is_role(l, word) && rr_roster_find(l->then.roster, word) == NULL)
		return rr_diag(l->diags, RR_E_FILLED, rr_nowhere, "--to '%s': "
		    "nobody on record has that role%s; name the parties", word,
		    rr_then_on(l->c->arena, &l->then));
	if (!rr_case_party(l->c, word, out, l->diags))
		return false;
	*out = rr_roster_find(l->then.roster, (*out)->key);
	return true;
}

/* Those to whom the agreement sends it. */
static size_t
own_recipients(struct log *l, const struct rr_party ***all)
{
	return rr_roster_recipients(l->c->arena, l->then.roster,
	    l->kind->to, l->kind->nto, l->about, all);
}

/* Words parted by commas; all, a party, a role, or a name. */
static bool
add_recipient(struct log *l, const char *word, struct rr_vec *parties)
{
	bool every = strcmp(word, RR_ALL) == 0;
	const struct rr_party **all;
	const struct rr_party *one = every ? NULL : by_key(l, word);
	size_t n = every ? own_recipients(l, &all) : one != NULL ? 0 :
	    rr_roster_recipients(l->c->arena, l->then.roster, &word, 1, NULL,
	    &all);

	if (every && n == 0)
		return true;
	if (n == 0) {
		if (one == NULL && !find_party(l, word, &one))
			return false;
		all = &one;
		n = 1;
	}
	for (size_t i = 0; i < n; i++)
		*(const struct rr_party **)rr_vec_add(l->c->arena, parties) =
		    all[i];
	return true;
}

static bool
named_recipients(struct log *l, const char *list, struct rr_vec *parties)
{
	struct rr_vec words = RR_VEC_INIT(const char *);

	if (!rr_whom_words(l->c, list, &words, l->diags))
		return false;
	if (words.n == 0)
		return rr_diag(l->diags, RR_E_EMPTY_VALUE, rr_nowhere,
		    "--to '%s': a role, a party, or several with commas",
		    list);
	for (size_t i = 0; i < words.n; i++)
		if (!add_recipient(l, *(const char **)rr_vec_at(&words, i),
		    parties))
			return false;
	return true;
}

static bool
add_recipients(struct log *l, struct rr_vec *parties)
{
	const char *list;

	for (size_t i = 0; (list = rr_arg_at(l->args, "to", i)) != NULL; i++)
		if (!named_recipients(l, list, parties))
			return false;
	if (rr_arg(l->args, "to") == NULL) {
		const struct rr_party **all;
		size_t n = own_recipients(l, &all);

		for (size_t i = 0; i < n; i++) {
			/* The agreement's own recipients are of another's. */
			if (rr_sender_is(&l->sender, all[i]))
				return rr_diag(l->diags, RR_E_FILLED,
				    rr_nowhere, "--to: whom '%s' went to: by "
				    "the agreement it goes to %s, and %s %s",
				    l->kind->name, all[i]->name, all[i]->name,
				    l->sender.whose == NULL ? "sent it" :
				    "sent it, or had it sent");
			*(const struct rr_party **)rr_vec_add(l->c->arena,
			    parties) = all[i];
		}
	}
	if (parties->n == 0)
		return rr_diag(l->diags, RR_E_FILLED, rr_nowhere,
		    "--to: nobody on record has the role that '%s' goes to%s",
		    l->kind->name, rr_then_on(l->c->arena, &l->then));
	return true;
}

static bool
add_sendings(struct log *l)
{
	struct rr_vec parties = RR_VEC_INIT(const struct rr_party *);
	const char *method;

	l->sent = rr_map_new(l->c->arena);
	l->roles = rr_map_new(l->c->arena);
	take_roles(l, l->then.roster);
	take_roles(l, l->c->roster);
	if (!add_recipients(l, &parties))
		return false;
	for (size_t m = 0; (method = rr_arg_at(l->args, "by", m)) != NULL;
	    m++) {
		for (size_t i = 0; i < parties.n; i++)
			add_once(l, ((const struct rr_party **)
			    parties.items)[i], false, method);
		for (size_t i = 0; i < parties.n &&
		    !rr_arg_flag(l->args, "no-copies"); i++)
			add_copies(l, ((const struct rr_party **)
			    parties.items)[i], method);
	}
	l->fact.sendings = l->sendings.items;
	l->fact.nsendings = l->sendings.n;
	return true;
}

/* Once a role: that one who has it, or may have it, is sealed. */
static void
note_role(struct log *l, const char *role)
{
	const char *account = rr_waits_role(l->c->derivation->waiting, role);

	if (account == NULL || rr_map_find(l->told, account) != NULL)
		return;
	rr_map_set(l->told, account, l);
	rr_out_line(l->out, "Not among '%s', as sealed: another; who they are "
	    "waits for %s.", role, account);
}

/* A word that names parties by a role, which others had then or have now. */
static void
note_word(struct log *l, const char *word)
{
	const char *key = rr_arena_printf(l->c->arena, "'%s'", word);

	note_role(l, word);
	if (!is_role(l, word) || rr_map_find(l->told, key) != NULL)
		return;
	rr_map_set(l->told, key, l);
	rr_note_perhaps(&l->then, word, l->notes, l->c->arena);
	rr_then_role(&l->then, word, NULL, l->taken, l->notes, l->c->arena);
}

/* "each holder" is the role of a holder. */
static void
note_own(struct log *l)
{
	static const char each[] = "each ";

	for (size_t i = 0; i < l->kind->nto; i++) {
		const char *word = l->kind->to[i];

		note_word(l, strncmp(word, each, strlen(each)) == 0 ?
		    word + strlen(each) : word);
	}
	if (l->kind_now != l->kind)
		rr_then_terms(&l->then, l->fact.day, l->kind, l->kind_now,
		    l->notes, l->c->arena);
}

/*
 * What answers an entry went to others alone than the agreement has it go to.
 * One that answers none can be of any matter, and for anyone.
 */
static void
note_elsewhere(struct log *l)
{
	const struct rr_party **all;
	size_t n = l->about == NULL ? 0 : own_recipients(l, &all);

	for (size_t i = 0; i < n; i++)
		if (rr_map_find(l->taken, all[i]->key) != NULL ||
		    rr_sender_is(&l->sender, all[i]))
			return;
	for (size_t i = 0; i < n; i++)
		rr_alike_add(l->notes, all[i]->name, rr_arena_printf(
		    l->c->arena, "Note: by the agreement '%s' goes to %s, "
		    "to whom this did not go.", l->kind->name, all[i]->name));
}

/*
 * Who is sealed is no recipient, nor who had no such role on that day; neither
 * is left out without a word.
 */
static void
note_recipients(struct log *l)
{
	struct rr_vec words = RR_VEC_INIT(const char *);
	const char *list;

	l->told = rr_map_new(l->c->arena);
	l->taken = rr_map_new(l->c->arena);
	l->notes = rr_alike_new(l->c->arena);
	for (size_t i = 0; i < l->fact.nsendings; i++)
		if (!l->fact.sendings[i].copy)
			rr_map_set(l->taken, l->fact.sendings[i].party, l);
	if (rr_arg(l->args, "to") == NULL)
		note_own(l);
	for (size_t i = 0; (list = rr_arg_at(l->args, "to", i)) != NULL; i++)
		(void)rr_whom_words(l->c, list, &words, l->diags);
	for (size_t i = 0; i < words.n; i++) {
		note_word(l, *(const char **)rr_vec_at(&words, i));
		if (strcmp(*(const char **)rr_vec_at(&words, i), RR_ALL) == 0)
			note_own(l);
	}
	note_elsewhere(l);
	rr_then_uncopied(&l->then, &l->fact, l->notes, l->c->arena);
	rr_then_sendings(&l->then, &l->fact, l->lists,
	    !rr_arg_flag(l->args, "no-copies"), l->notes, l->c->arena);
	rr_alike_tell(l->notes, l->out);
}

static bool
set_about(struct log *l)
{
	const char *about = rr_arg(l->args, "about");
	const struct rr_fact *f;

	if (about == NULL) {
		if (l->kind->nabout == 0)
			return true;
		return rr_diag(l->diags, RR_E_FILLED, rr_nowhere,
		    "--about: the %s that this answers",
		    rr_event_about_text(l->c->arena, l->kind));
	}
	if (!rr_find_fact(l->c, about, &f, l->diags))
		return false;
	if (l->kind->nabout > 0 && !rr_event_answers(l->kind, f->name))
		return rr_diag(l->diags, RR_E_FACT, rr_nowhere,
		    "entry %s is '%s', not %s", about, f->name,
		    rr_event_about_text(l->c->arena, l->kind));
	l->about = f;
	l->fact.about = f->seq;
	l->fact.about_row = f->row;
	return true;
}

/* By the terms of its day, whatever day --on asks about. */
static bool
find_kind(struct log *l, const char *word)
{
	l->kind = rr_find_event(l->c, word, true, l->fact.day, l->diags);
	if (l->kind == NULL)
		return false;
	l->kind_now = rr_agreement_event(l->c->agreement, l->kind->name);
	if (l->kind_now == NULL || !l->kind_now->notice)
		l->kind_now = l->kind;
	return true;
}

static bool
fill_notice(struct log *l, const char *word)
{
	struct rr_fact *f = &l->fact;
	const struct rr_agreement *terms;

	f->shape = RR_SHAPE_NOTICE;
	f->source = rr_arg(l->args, "source");
	if (!rr_case_moment(l->c, rr_arg(l->args, "at"),
	    rr_arg(l->args, "zone"), &f->day, &f->at, &f->wall, &f->zone,
	    l->diags))
		return false;
	if (rr_instant_is_none(f->at))
		return rr_diag(l->diags, RR_E_TIME, rr_nowhere,
		    "--at '%s': the time of day counts; write YYYY-MM-DD HH:MM",
		    rr_arg(l->args, "at"));
	if (!rr_case_terms_of(l->c, f->wall.day, &terms, l->diags))
		return false;
	rr_then_at(l->c, l->c->arena, terms, f->wall.day, &l->then);
	if (!find_kind(l, word))
		return false;
	f->name = l->kind->name;
	f->declared = l->kind;
	rr_sender_propose(l->c, &l->sender, f);
	return set_about(l) && add_sendings(l) && rr_fill_fields(l->c,
	    l->kind, l->args, f, l->diags) && rr_sender_set(l->c,
	    &l->sender, f, l->diags);
}

/* Received notices are those whose sender acts towards us: one shape. */
bool
rr_record_notice(struct rr_case *c, const struct rr_cmd *cmd,
    const struct rr_args *args, const char *notice, struct rr_out *out,
    struct rr_diags *diags)
{
	struct log l;

	memset(&l, 0, sizeof(l));
	l.c = c;
	l.args = args;
	l.diags = diags;
	l.out = out;
	l.sendings.size = sizeof(struct rr_sending);
	if (rr_arg(args, "number") != NULL && (l.lists = rr_lists_of(c,
	    c->arena, args, "number", diags)) == NULL)
		return false;
	if (!rr_sender_find(c, args, &l.sender, diags) ||
	    !fill_notice(&l, notice))
		return false;
	note_recipients(&l);
	rr_then_unread(c, out);
	return rr_record_one(c, cmd, args, &l.fact, out, diags);
}

static bool
run_notice(struct rr_case *c, const struct rr_cmd *cmd,
    const struct rr_args *args, struct rr_out *out, struct rr_diags *diags)
{
	return rr_record_notice(c, cmd, args, rr_arg(args, "notice"), out,
	    diags);
}

const struct rr_cmd rr_cmd_notice_send = {
	.name = "notice send", .keys = "s", .views = "*",
	.brief = "log a notice sent, with its copies", .man = "regrights(1)",
	.effect = RR_RECORDS, .records = RR_SHAPE_NOTICE,
	RR_PARAMS(send_params), .case_of = "matter", .in_case = run_notice
};

static const struct rr_param receive_params[] = {
	RR_TAKES("from", PARTY, RR_REQUIRED, "From", "who sent it"),
	RR_TAKES("for", PARTY, 0, "For",
	    "whose notice it is, where another sent it, as its counsel"),
	NOTICE_PARAMS("to", "recipients; all, or left out: the agreement's own")
};

const struct rr_cmd rr_cmd_notice_receive = {
	.name = "notice receive", .keys = "r", .views = "*",
	.brief = "log a notice received", .man = "regrights(1)",
	.effect = RR_RECORDS, .records = RR_SHAPE_NOTICE,
	RR_PARAMS(receive_params), .case_of = "matter", .in_case = run_notice
};

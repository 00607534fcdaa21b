/*
 * roles.c: roles and copies that go, or that stand beside what another says.
 *
 * What is said of a party's roles stands in place of what was said before, so
 * one that is not said again is its role no more, and what goes to that role
 * goes to it no more; so of who gets copies of what goes to it.  A role that
 * one alone has can be on record of two; and that nobody has it, of a day on
 * which somebody does; or what is for a role to do is put on record, of a day
 * on which nobody has it.  All of it may be meant; none of it happens without a
 * word.
 */
#include <string.h>

#include "told_int.h"
#include "regrights/buf.h"

struct roles {
	const struct rr_case	*was, *is;
	struct rr_arena		*arena;
	struct rr_out		*out;
};

static const char *
day_words(struct rr_arena *arena, rr_date day)
{
	struct rr_buf b = RR_BUF_INIT;

	rr_date_text_day(day, &b);
	return rr_buf_keep(&b, arena);
}

/* Who has ROLE on a day, BUT one; NULL: nobody. */
static const char *
who_has(const struct roles *r, const char *role, const char *but, rr_date day)
{
	const struct rr_roster *all = r->is->roster;
	struct rr_buf b = RR_BUF_INIT;

	for (size_t i = 0; i < all->n; i++)
		if ((but == NULL || strcmp(all->parties[i].key, but) != 0) &&
		    rr_list_has(rr_party_roles(&all->parties[i], day), role))
			rr_buf_printf(&b, "%s%s", b.len > 0 ? "; " : "",
			    all->parties[i].name);
	return b.len > 0 ? rr_buf_keep(&b, r->arena) : NULL;
}

/* Whether one at a time has it, as an event gives it. */
static bool
is_alone(const struct rr_agreement *a, const char *role)
{
	for (size_t i = 0; i < a->nevents; i++)
		if (a->events[i].gives != NULL && a->events[i].gives->alone &&
		    strcmp(a->events[i].gives->role, role) == 0)
			return true;
	return false;
}

static void
note_alone(const struct roles *r, const char *role, const char *key,
    rr_date day)
{
	const char *other = is_alone(r->is->agreement, role) ?
	    who_has(r, role, key, day) : NULL;

	if (other != NULL)
		rr_out_line(r->out, "Note: one alone is '%s', and on %s, by "
		    "what is on record, that is too: %s. Void or correct what "
		    "is wrong.", role, day_words(r->arena, day), other);
}

/* The role of which that event says that nobody has it; NULL: of none. */
static const char *
role_of_nobody(const struct rr_agreement *a, const char *event)
{
	for (size_t i = 0; i < a->nprovisions; i++) {
		const struct rr_provision *p = &a->provisions[i];

		if (!p->kind->deadline)
			continue;
		for (size_t k = 0; k < p->date.nowed; k++) {
			const struct rr_owed_to *o = &p->date.owed[k];

			if (o->unless != NULL && o->role != NULL &&
			    strcmp(o->unless, event) == 0)
				return o->role;
		}
	}
	return NULL;
}

/* Entries of that day or a later one by which nobody has it. */
static void
note_against(const struct roles *r, const char *role, rr_date day)
{
	const struct rr_facts *all = r->was->facts;

	for (size_t i = 0; i < all->n; i++) {
		const struct rr_fact *f = &all->all[i];
		const char *none = f->shape != RR_SHAPE_EVENT ? NULL :
		    role_of_nobody(r->is->agreement, f->name);

		if (none != NULL && strcmp(none, role) == 0 &&
		    rr_date_cmp(f->day, day) >= 0)
			rr_out_line(r->out, "Note: entry %lld, %s on %s, says "
			    "that nobody is '%s'; void or correct what is "
			    "wrong.", (long long)f->seq, f->name,
			    day_words(r->arena, f->day), role);
	}
}

/* Whether something is owed to ROLE where somebody has it, and else is not. */
static bool
may_be_nobody(const struct rr_agreement *a, const char *role)
{
	for (size_t i = 0; i < a->nprovisions; i++) {
		const struct rr_date_terms *t = &a->provisions[i].date;

		for (size_t k = 0; a->provisions[i].kind->deadline &&
		    k < t->nowed; k++)
			if ((t->owed[k].any || t->owed[k].unless != NULL) &&
			    t->owed[k].role != NULL &&
			    strcmp(t->owed[k].role, role) == 0)
				return true;
	}
	return false;
}

/* What is "for" a role that nobody has then "to do", or "done with" it. */
static void
note_nobody(const struct roles *r, const char *how, const char *role,
    const char *behind, rr_date day)
{
	if (role == NULL || !may_be_nobody(r->is->agreement, role) ||
	    who_has(r, role, NULL, day) != NULL)
		return;
	rr_out_line(r->out, "Note: this is %s '%s'%s, and on %s, by what is on "
	    "record, nobody is that: what is said of it rests on the entry "
	    "alone. Put on record who it is, or void the entry.", how, role,
	    behind, day_words(r->arena, day));
}

static void
note_event(const struct roles *r, const struct rr_fact *f)
{
	const struct rr_event *e = rr_agreement_event(r->is->agreement,
	    f->name);
	const char *none = role_of_nobody(r->is->agreement, f->name);
	const char *key = e == NULL || e->gives == NULL ? NULL :
	    rr_fact_field(f, e->gives->field);
	const char *has = none == NULL ? NULL :
	    who_has(r, none, NULL, f->day);

	if (has != NULL)
		rr_out_line(r->out, "Note: this says that nobody is '%s', and "
		    "on %s, by what is on record, that is: %s. Void or "
		    "correct what is wrong.", none,
		    day_words(r->arena, f->day), has);
	if (e != NULL) {
		note_nobody(r, "for", e->by, " to do", f->day);
		note_nobody(r, "done with", e->with, "", f->day);
	}
	if (key == NULL)
		return;
	note_alone(r, e->gives->role, key, f->day);
	note_against(r, e->gives->role, f->day);
}

/* The roles that it has on a day by what it holds or is given, too. */
static const char *
roles_now(const struct roles *r, const char *key, rr_date day)
{
	const struct rr_party *p = rr_roster_find(r->is->roster, key);

	return p == NULL ? "" : rr_party_roles(p, day);
}

/* Adds to OUT the words of A that are not in B, with BETWEEN them. */
static void
add_missing(struct rr_arena *arena, const char *a, const char *b,
    const char *between, struct rr_buf *out)
{
	for (size_t n; *a != '\0'; a += n + strspn(a + n, " ")) {
		n = strcspn(a, " ");
		if (!rr_list_has(b, rr_arena_strndup(arena, a, n)))
			rr_buf_printf(out, "%s%.*s", out->len > 0 ? between :
			    "", (int)n, a);
	}
}

/* Of each word of LIST, parted as add_missing() does. */
static void
note_each(const struct roles *r, const char *list, const char *key,
    rr_date day, bool gone)
{
	for (size_t n; *list != '\0'; list += n + strspn(list + n, ", ")) {
		const char *role;

		n = strcspn(list, ",");
		role = rr_arena_strndup(r->arena, list, n);
		if (!gone)
			note_alone(r, role, key, day);
		else if (who_has(r, role, NULL, day) == NULL)
			rr_out_line(r->out, "Note: nobody on record is '%s' "
			    "any more: what goes to that role goes to nobody.",
			    role);
	}
}

/* The names of keys that are parted by commas, parted by semicolons. */
static const char *
names(const struct roles *r, const char *list)
{
	struct rr_buf b = RR_BUF_INIT;

	for (size_t n; *list != '\0'; list += n + strspn(list + n, ", ")) {
		const char *key;
		const struct rr_party *p;

		n = strcspn(list, ",");
		key = rr_arena_strndup(r->arena, list, n);
		p = rr_roster_find(r->was->roster, key);
		rr_buf_printf(&b, "%s%s", b.len > 0 ? "; " : "",
		    p != NULL ? p->told : key);
	}
	return rr_buf_keep(&b, r->arena);
}

/* Whoever got copies of what goes to P and is not said again gets none. */
static void
note_copies(const struct roles *r, const struct rr_party *p, const char *now,
    rr_date day)
{
	const char *said = rr_party_copies(r->arena, p, day);
	const char *by = p->copies_section != NULL &&
	    strcmp(p->copies, said) == 0 ? p->copies_section : NULL;
	struct rr_buf gone = RR_BUF_INIT, all = RR_BUF_INIT;

	add_missing(r->arena, said, now, ", ", &gone);
	add_missing(r->arena, said, "", ",", &all);
	if (gone.len > 0) {
		add_missing(r->arena, now, said, ",", &all);
		rr_out_line(r->out, "Note: copies of what is sent to %s were "
		    "to go to: %s%s%s; by this they go there no more. Where "
		    "they still are to, say all who get them: --copies %s.",
		    p->told, names(r, gone.s), by != NULL ? ", by " : "",
		    by != NULL ? by : "", all.s);
	}
	rr_buf_free(&gone);
	rr_buf_free(&all);
}

static void
note_roles(const struct roles *r, const struct rr_fact *f, const char *now,
    rr_date day)
{
	const struct rr_party *p = rr_roster_find(r->was->roster, f->name);
	struct rr_buf gone = RR_BUF_INIT, come = RR_BUF_INIT;
	const char *said;

	said = p != NULL ? rr_party_roles_said(p, day) : "";
	add_missing(r->arena, said, roles_now(r, f->name, day), ", ",
	    &gone);
	add_missing(r->arena, now, said, ", ", &come);
	if (gone.len > 0)
		rr_out_line(r->out, "Note: %s was on record as %s; by this it "
		    "is that no more. Where it still is, say all its roles.",
		    p->name, gone.s);
	note_each(r, gone.len > 0 ? gone.s : "", f->name, day, true);
	note_each(r, come.len > 0 ? come.s : "", f->name, day, false);
	rr_buf_free(&gone);
	rr_buf_free(&come);
}

/* What has no day takes the place of what is so since one, of this FIELD. */
static void
note_dated(const struct roles *r, const struct rr_party *p,
    const struct rr_fact *const *all, size_t n, const char *field,
    const struct rr_fact *f)
{
	const char *now = rr_fact_field(f, field);
	rr_date since = RR_DATE_NONE;

	for (size_t i = n; i > 0 && rr_date_is_none(since) && now != NULL &&
	    rr_fact_get(f, RR_USE_SINCE) == NULL; i--) {
		const char *day = rr_fact_get(all[i - 1], RR_USE_SINCE);

		if (day == NULL || strcmp(rr_fact_field(all[i - 1], field),
		    now) == 0 || !rr_date_parse(day, &since))
			continue;
		rr_out_line(r->out, "Note: on record of %s since %s: %s %s; "
		    "this has no day, and takes its place on every day. Where "
		    "it holds from a day on, or held before, say --since.",
		    p->told, day_words(r->arena, since), field,
		    rr_fact_field(all[i - 1], field));
	}
}

static void
note_party(const struct roles *r, const struct rr_fact *f)
{
	const struct rr_party *p = rr_roster_find(r->was->roster, f->name);
	const char *roles = rr_fact_get(f, RR_USE_ROLES);
	const char *copies = rr_fact_get(f, RR_USE_COPIES);
	const char *since = rr_fact_get(f, RR_USE_SINCE);
	rr_date day = r->is->input.on;

	if (since != NULL)
		rr_date_parse(since, &day);
	if (roles != NULL)
		note_roles(r, f, roles, day);
	if (copies != NULL && p != NULL)
		note_copies(r, p, copies, day);
	if (p == NULL)
		return;
	note_dated(r, p, p->said, p->nsaid, "roles", f);
	note_dated(r, p, p->copied, p->ncopied, "copies", f);
	note_dated(r, p, p->named, p->nnamed, "name", f);
}

static void
note(const struct roles *r, const struct rr_fact *f)
{
	if (f->shape == RR_SHAPE_EVENT)
		note_event(r, f);
	else if (f->shape == RR_SHAPE_PARTY)
		note_party(r, f);
}

void
rr_note_roles(const struct rr_case *was, const struct rr_case *is,
    const struct rr_entry *entries, size_t n, struct rr_out *out)
{
	const struct roles r = { was, is, out->arena, out };

	/* With the first terms there is no register yet. */
	for (size_t i = 0; was->roster != NULL && i < n; i++) {
		note(&r, entries[i].fact);
		for (size_t k = 0; k < entries[i].nrows; k++)
			note(&r, &entries[i].rows[k]);
	}
}

void
rr_note_perhaps(const struct rr_then *then, const char *word,
    struct rr_alike *notes, struct rr_arena *arena)
{
	struct rr_role_doubt *all;
	size_t n = rr_roles_in_doubt(arena, then->c->derivation->input,
	    then->roster, then->day, &all);

	for (size_t i = 0; i < n; i++) {
		const char *role = rr_role_word(arena, word, all[i].perhaps);
		const char *name = rr_roster_name(then->roster, all[i].party);

		if (role != NULL)
			rr_alike_add(notes, name, rr_arena_printf(arena,
			    "Note: %s may be '%s'%s, or may not (depends: "
			    "%s).", name, role, rr_then_on(arena,
			    then), all[i].depends));
	}
}

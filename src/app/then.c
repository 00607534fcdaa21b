/*
 * then.c: the register of the day of a sending, for what is logged later.
 *
 * A notice has the roles, numbers and addresses of the day on which it went
 * out, whenever it is typed.  Where those of the day asked about are others,
 * both are told: nobody is added or left out, and no number taken, unsaid.
 */
#include <string.h>

#include "told_int.h"
#include "regrights/buf.h"
#include "regrights/map.h"
#include "regrights/seal.h"

#define TOLD	RR_ENTRIES_FEW	/* numbers and addresses that are others */

void
rr_then_at(const struct rr_case *c, struct rr_arena *arena,
    const struct rr_agreement *terms, rr_date day, struct rr_then *then)
{
	then->c = c;
	then->day = day;
	then->roster = rr_date_cmp(day, c->input.on) == 0 ? c->roster :
	    rr_roster_new(arena, terms, c->facts, day);
}

static const char *
day_text(struct rr_arena *arena, rr_date day)
{
	struct rr_buf b = RR_BUF_INIT;

	rr_date_text_day(day, &b);
	return rr_buf_keep(&b, arena);
}

const char *
rr_then_on(struct rr_arena *arena, const struct rr_then *t)
{
	return t->roster == t->c->roster ? "" : rr_arena_printf(arena,
	    " on %s", day_text(arena, t->day));
}

/* ", since Thu 2000-06-15"; nothing where the fact says no day. */
static void
add_since(const struct rr_fact *f, struct rr_buf *b)
{
	const char *since = f == NULL ? NULL : rr_fact_get(f, RR_USE_SINCE);
	rr_date day;

	if (since == NULL || !rr_date_parse(since, &day))
		return;
	rr_buf_add(b, ", since ");
	rr_date_text_day(day, b);
}

static bool
has_all(const char *lists, const char *wanted)
{
	for (size_t n; *wanted != '\0'; wanted += n + strspn(wanted + n,
	    " ")) {
		struct rr_buf one = RR_BUF_INIT;
		bool has;

		n = strcspn(wanted, " ");
		rr_buf_addn(&one, wanted, n);
		has = rr_list_has(lists, one.s);
		rr_buf_free(&one);
		if (!has)
			return false;
	}
	return true;
}

const struct rr_contact *
rr_then_contact(const struct rr_party *p, const char *method,
    const char *lists)
{
	enum rr_method m = RR_METHOD_OTHER;
	const char *kind;

	rr_method_find(method, &m);
	kind = rr_method_contact(m);
	/* One that no list prints is not the one of the register. */
	if (p == NULL || (lists != NULL && lists[0] == '\0'))
		return NULL;
	for (size_t i = 0; lists != NULL && i < p->ncontacts; i++)
		if (strcmp(p->contacts[i].kind, kind) == 0 &&
		    has_all(p->contacts[i].lists, lists))
			return &p->contacts[i];
	return rr_party_contact(p, kind);
}

static bool
is_same(const struct rr_contact *a, const struct rr_contact *b)
{
	return a == NULL || b == NULL ? a == b :
	    strcmp(a->value, b->value) == 0 && strcmp(a->lists, b->lists) == 0;
}

/* "(416) 555-0001 (purchase-agreement), since Mon 2000-05-01"; "none" */
static const char *
contact_text(struct rr_arena *arena, const struct rr_contact *c)
{
	struct rr_buf b = RR_BUF_INIT;

	if (c == NULL)
		return "none";
	rr_buf_add(&b, rr_in_a_line(arena, c->value));
	if (c->lists[0] != '\0')
		rr_buf_printf(&b, " (%s)", c->lists);
	else if (strcmp(c->kind, "fax") == 0)
		rr_buf_add(&b, " (in no list)");
	add_since(c->fact, &b);
	return rr_buf_keep(&b, arena);
}

/* Is the number or address of today another?  It is told of the first few. */
static bool
is_other(const struct rr_then *t, const struct rr_sending *s,
    const char *lists, size_t told, struct rr_alike *notes,
    struct rr_arena *arena)
{
	const struct rr_party *now = rr_roster_find(t->c->roster, s->party);
	const struct rr_contact *was = rr_then_contact(rr_roster_find(
	    t->roster, s->party), s->method, lists);
	const struct rr_contact *is = rr_then_contact(now, s->method, lists);

	if (is_same(was, is))
		return false;
	if (told < TOLD)
		rr_alike_add(notes, NULL, rr_arena_printf(arena, "Note: %s "
		    "by %s: the register of %s has %s, and %s is recorded; "
		    "that of %s has %s.",
		    rr_roster_name(t->c->roster, s->party), s->method,
		    day_text(arena, t->day), contact_text(arena, was),
		    was != NULL ? "that" : "none",
		    day_text(arena, t->c->input.on),
		    contact_text(arena, is)));
	return true;
}

/* One who has roles by now, and of whose roles then nothing is on record. */
static void
note_stranger(const struct rr_then *t, const struct rr_party *then,
    struct rr_alike *notes, struct rr_arena *arena)
{
	const struct rr_party *now = then == NULL ? NULL :
	    rr_roster_find(t->c->roster, then->key);
	struct rr_buf b = RR_BUF_INIT;

	if (now == NULL || then->roles[0] != '\0' || now->roles[0] == '\0')
		return;
	add_since(rr_party_said(now, t->c->input.on), &b);
	rr_alike_add(notes, then->name, rr_arena_printf(arena, "Note: of %s "
	    "no role on %s is on record; %s%s.", then->name,
	    day_text(arena, t->day), now->roles, b.len > 0 ? b.s : ""));
	rr_buf_free(&b);
}

/* Whom it names for copies on the one day and not on the other. */
static void
note_copies(const struct rr_then *t, const struct rr_party *p,
    struct rr_alike *notes, struct rr_arena *arena)
{
	const char *was = p == NULL ? "" : p->copies;
	const struct rr_party *now = p == NULL ? NULL :
	    rr_roster_find(t->c->roster, p->key);
	const char *is = now == NULL ? "" : now->copies;

	if (strcmp(was, is) != 0)
		rr_alike_add(notes, p->told, rr_arena_printf(arena, "Note: "
		    "%s has copies go to %s on %s; on %s, to %s.", p->told,
		    was[0] != '\0' ? was : "nobody", day_text(arena, t->day),
		    day_text(arena, t->c->input.on), is[0] != '\0' ? is :
		    "nobody"));
}

/* KEY gets no copy of what P gets. */
static void
note_uncopied(const struct rr_then *t, const struct rr_party *p,
    const char *key, struct rr_alike *notes, struct rr_arena *arena)
{
	const char *where = t->c->derivation->waiting->rows != NULL ?
	    "in sight" : "on record";

	rr_alike_add(notes, p->told, p->copies_section == NULL ?
	    rr_arena_printf(arena, "No copy goes to '%s', whom %s names, and "
	    "who is not %s.", key, p->told, where) :
	    rr_arena_printf(arena, "No copy goes to '%s', whom %s names for "
	    "%s, and who is not %s.", key, p->copies_section, p->told, where));
}

/* Each once, by however many methods it was sent. */
void
rr_then_uncopied(const struct rr_then *t, const struct rr_fact *f,
    struct rr_alike *notes, struct rr_arena *arena)
{
	struct rr_map *seen = rr_map_new(arena);

	for (size_t i = 0; i < f->nsendings; i++) {
		const struct rr_sending *s = &f->sendings[i];
		const struct rr_party *p = rr_roster_find(t->roster, s->party);
		const char *list = p == NULL || s->copy || rr_map_find(seen,
		    s->party) != NULL ? "" : p->copies;

		rr_map_set(seen, s->party, seen);
		for (size_t n; *list != '\0'; list += n + strspn(list + n,
		    " ")) {
			const char *key;

			n = strcspn(list, " ");
			key = rr_arena_strndup(arena, list, n);
			if (rr_roster_find(t->c->roster, key) == NULL)
				note_uncopied(t, p, key, notes, arena);
		}
	}
}

void
rr_then_sendings(const struct rr_then *t, const struct rr_fact *f,
    const char *lists, bool copies, struct rr_alike *notes,
    struct rr_arena *arena)
{
	struct rr_map *seen = rr_map_new(arena);
	size_t others = 0;

	for (size_t i = 0; t->roster != t->c->roster && i < f->nsendings;
	    i++) {
		const struct rr_sending *s = &f->sendings[i];

		others += is_other(t, s, lists, others, notes, arena);
		if (rr_map_find(seen, s->party) != NULL)
			continue;
		rr_map_set(seen, s->party, seen);
		note_stranger(t, rr_roster_find(t->roster, s->party), notes,
		    arena);
		if (copies && !s->copy)
			note_copies(t, rr_roster_find(t->roster, s->party),
			    notes, arena);
	}
	if (others > TOLD)
		rr_alike_add(notes, NULL, rr_arena_printf(arena, "Note: and "
		    "%zu more whose number or address on %s is another than "
		    "on %s.", others - TOLD, day_text(arena, t->day),
		    day_text(arena, t->c->input.on)));
}

/* The keys of those whom a word names by the roles of a roster. */
static struct rr_map *
named(struct rr_arena *arena, const struct rr_roster *r, const char *word,
    const struct rr_party ***all, size_t *n)
{
	struct rr_map *keys = rr_map_new(arena);

	*n = rr_roster_recipients(arena, r, &word, 1, NULL, all);
	for (size_t i = 0; i < *n; i++)
		rr_map_set(keys, (*all)[i]->key, keys);
	return keys;
}

void
rr_then_role(const struct rr_then *t, const char *word,
    const struct rr_map *of, const struct rr_map *taken,
    struct rr_alike *notes, struct rr_arena *arena)
{
	const struct rr_party **was, **is;
	struct rr_map *then, *now;
	size_t nwas, nis;

	if (t->roster == t->c->roster)
		return;
	then = named(arena, t->roster, word, &was, &nwas);
	now = named(arena, t->c->roster, word, &is, &nis);
	for (size_t i = 0; i < nis; i++) {
		struct rr_buf b = RR_BUF_INIT;

		if (rr_map_find(then, is[i]->key) != NULL ||
		    rr_map_find(taken, is[i]->key) != NULL ||
		    (of != NULL && rr_map_find(of, is[i]->key) == NULL))
			continue;
		add_since(rr_party_said(is[i], t->c->input.on), &b);
		rr_alike_add(notes, is[i]->told, rr_arena_printf(arena,
		    "Note: %s is left out: not among '%s' on %s; %s%s.",
		    is[i]->told, word, day_text(arena, t->day), is[i]->roles,
		    b.len > 0 ? b.s : ""));
		rr_buf_free(&b);
	}
	for (size_t i = 0; i < nwas; i++)
		if (rr_map_find(now, was[i]->key) == NULL &&
		    (of == NULL || rr_map_find(of, was[i]->key) != NULL))
			rr_alike_add(notes, was[i]->told, rr_arena_printf(
			    arena, "Note: %s is among '%s' on %s, and not on "
			    "%s.", was[i]->told, word, day_text(arena, t->day),
			    day_text(arena, t->c->input.on)));
}

static const char *
words_of(struct rr_arena *arena, const struct rr_event *e)
{
	struct rr_buf b = RR_BUF_INIT;

	for (size_t i = 0; i < e->nto; i++)
		rr_buf_printf(&b, "%s%s", i > 0 ? ", " : "", e->to[i]);
	return b.len > 0 ? rr_buf_keep(&b, arena) : "nobody";
}

void
rr_then_terms(const struct rr_then *t, rr_date day,
    const struct rr_event *then, const struct rr_event *now,
    struct rr_alike *notes, struct rr_arena *arena)
{
	const char *was = words_of(arena, then), *is = words_of(arena, now);

	if (strcmp(was, is) != 0)
		rr_alike_add(notes, NULL, rr_arena_printf(arena, "Note: by "
		    "the terms in force on %s '%s' goes to %s; by those of %s, "
		    "to %s.", day_text(arena, day), now->name, was,
		    day_text(arena, t->c->input.on), is));
}

void
rr_then_unread(const struct rr_case *c, struct rr_out *out)
{
	const int64_t *sealed;
	size_t n = rr_seal_unread(out->arena, c->facts, &sealed);
	struct rr_buf b = RR_BUF_INIT;

	if (n == 0)
		return;
	rr_seal_unread_text(sealed, n, &b);
	rr_out_line(out, "Note: not read for this, as sealed: %s.", b.s);
	rr_buf_free(&b);
}

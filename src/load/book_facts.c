/*
 * book_facts.c: what the rows said of the parties, as facts.
 *
 * All rows are read by now.  One who is new becomes a party; of one who is on
 * record only what differs is said again; a number or address that is on
 * record as it stands is no fact.
 */
#include <string.h>

#include "regrights/arena.h"
#include "regrights/buf.h"
#include "regrights/fact.h"
#include "regrights/map.h"
#include "regrights/roster.h"
#include "regrights/vec.h"
#include "book_int.h"

struct writer {
	struct rr_book_run	*run;
	int64_t			 row;
	struct rr_vec		*facts;
	struct rr_book		*out;
	struct rr_book_new	*news;		/* those of OUT */
	struct rr_vec		*changes;	/* rr_book_change */
	struct rr_map		*first;		/* lots, by the holder's key */
};

/* Of each holder the lot that it acquired first, by this list. */
static struct rr_map *
first_lots(struct rr_arena *arena, const struct rr_vec *facts)
{
	struct rr_map *first = rr_map_new(arena);

	for (size_t i = 0; i < facts->n; i++) {
		const struct rr_fact *f = rr_vec_at(facts, i);
		const char *holder = rr_fact_get(f, RR_USE_HOLDER);
		const rr_date *was = holder == NULL ? NULL :
		    rr_map_find(first, holder);
		rr_date *day;

		if (holder == NULL || (was != NULL &&
		    rr_date_cmp(*was, f->day) <= 0))
			continue;
		day = rr_arena_alloc(arena, sizeof(*day));
		*day = f->day;
		rr_map_set(first, holder, day);
	}
	return first;
}

/* Who is a holder by its lots alone is one since the first of them. */
static const char *
since_of(struct writer *w, const struct rr_book_person *p)
{
	const rr_date *day = rr_map_find(w->first, p->key);
	struct rr_buf b = RR_BUF_INIT;

	if (p->was != NULL || day == NULL ||
	    p->said[RR_BOOK_ROLES].text != NULL)
		return NULL;
	for (size_t i = 0; i < w->run->plan.nroles; i++)
		if (p->roles[i].text != NULL)
			return NULL;
	rr_date_text(*day, &b);
	return rr_buf_keep(&b, w->run->arena);
}

/* FIELDS in the order of their keys; those without a value are left out. */
static void
add_fact(struct writer *w, enum rr_shape shape,
    const struct rr_book_person *p, const struct rr_field *fields, size_t n)
{
	struct rr_fact *f = rr_vec_add(w->run->arena, w->facts);
	struct rr_field *kept = rr_arena_array(w->run->arena, n,
	    sizeof(*kept));

	f->row = ++w->row;
	f->shape = shape;
	f->name = p->key;
	f->day = w->run->in->today;
	f->at = RR_INSTANT_NONE;
	f->source = rr_book_source(w->run, p->said[RR_BOOK_SOURCE].text,
	    p->row);
	f->fields = kept;
	for (size_t i = 0; i < n; i++)
		if (fields[i].value != NULL)
			kept[f->nfields++] = fields[i];
}

/* The words of a list without one of them, and with it where YES. */
static const char *
with_word(struct rr_arena *arena, const char *list, const char *word,
    bool yes)
{
	struct rr_buf b = RR_BUF_INIT;

	if (rr_list_has(list, word) == yes)
		return list;
	for (; *list != '\0'; list += strspn(list, " ")) {
		size_t n = strcspn(list, " ");

		if (strlen(word) != n || memcmp(list, word, n) != 0) {
			if (b.len > 0)
				rr_buf_addc(&b, ' ');
			rr_buf_addn(&b, list, n);
		}
		list += n;
	}
	if (yes)
		rr_buf_printf(&b, "%s%s", b.len > 0 ? " " : "", word);
	return rr_buf_keep(&b, arena);
}

static const char *
roles_of(struct rr_book_run *r, const struct rr_book_person *p)
{
	const char *roles = p->said[RR_BOOK_ROLES].text;

	if (roles == NULL)
		roles = p->was != NULL ? p->was->roles_said : RR_ROLE_HOLDER;
	for (size_t i = 0; i < r->plan.nroles; i++)
		if (p->roles[i].text != NULL)
			roles = with_word(r->arena, roles,
			    r->plan.roles[i].key,
			    strcmp(p->roles[i].text, "yes") == 0);
	return roles;
}

/* The same words, in any order. */
static bool
same_words(struct rr_arena *arena, const char *a, const char *b)
{
	const char *left = b;

	for (; *a != '\0'; a += strspn(a, " ")) {
		size_t n = strcspn(a, " ");
		const char *word = rr_arena_strndup(arena, a, n);

		if (!rr_list_has(b, word))
			return false;
		left = with_word(arena, left, word, false);
		a += n;
	}
	return *left == '\0';
}

/* Whoever gets copies is on record, or in this file. */
static bool
check_copies(struct rr_book_run *r, const struct rr_book_person *p)
{
	const char *s = p->said[RR_BOOK_COPIES].text;
	bool ok = true;

	while (s != NULL && *s != '\0') {
		size_t n = strcspn(s, " ");
		const char *one = rr_arena_strndup(r->arena, s, n);

		if (rr_roster_find(r->in->roster, one) == NULL &&
		    rr_map_find(r->people, one) == NULL)
			ok = rr_book_complain(r, RR_E_NO_PARTY,
			    p->said[RR_BOOK_COPIES].row,
			    r->plan.ncols[RR_BOOK_COPIES] > 0 ?
			    r->plan.cols[RR_BOOK_COPIES][0] + 1 : 0,
			    "'%s', who would get copies", one);
		s += n;
		s += strspn(s, " ");
	}
	return ok;
}

/* NULL when nothing is said, or what is on record but for its capitals. */
static const char *
news(struct rr_arena *arena, const char *said, const char *was)
{
	return said == NULL || (was != NULL && strcmp(rr_book_fold(arena,
	    said), rr_book_fold(arena, was)) == 0) ? NULL : said;
}

static void
change(struct writer *w, const struct rr_party *was, const char *field,
    const char *said, const char *now)
{
	struct rr_book_change *c;

	if (now == NULL)
		return;
	c = rr_vec_add(w->run->arena, w->changes);
	c->name = was->name != NULL ? was->name : was->key;
	c->field = field;
	c->was = said != NULL ? said : "";
	c->now = now;
}

static void
party_fact(struct writer *w, const struct rr_book_person *p)
{
	const struct rr_party *was = p->was;
	struct rr_arena *arena = w->run->arena;
	const char *name = news(arena, p->said[RR_BOOK_NAME].text,
	    was != NULL ? was->name : NULL);
	const char *copies = news(arena, p->said[RR_BOOK_COPIES].text,
	    was != NULL ? was->copies : NULL);
	const char *roles = roles_of(w->run, p);

	/* One that it had before corrects nothing. */
	if (name != NULL && was != NULL && rr_party_had_name(was, name))
		name = NULL;
	if (was != NULL && same_words(arena, roles, was->roles_said))
		roles = NULL;
	if (name == NULL && copies == NULL && roles == NULL)
		return;
	add_fact(w, RR_SHAPE_PARTY, p, (const struct rr_field[]){
	    { "copies", copies }, { "name", name }, { "roles", roles },
	    { "since", since_of(w, p) } }, 4);
	if (was == NULL) {
		w->news[w->out->nnew].name = p->said[RR_BOOK_NAME].text;
		w->news[w->out->nnew].near = p->near;
		w->news[w->out->nnew++].row = p->row;
	} else {
		change(w, was, "name", was->name, name);
		change(w, was, "roles", was->roles_said, roles);
		change(w, was, "copies", was->copies, copies);
		w->out->nchanged++;
	}
}

static bool
on_record(const struct rr_party *was, const char *kind, const char *value,
    const char *lists)
{
	for (size_t i = 0; was != NULL && i < was->ncontacts; i++) {
		const struct rr_contact *c = &was->contacts[i];

		if (strcmp(c->kind, kind) == 0 &&
		    strcmp(c->value, value) == 0 &&
		    (lists == NULL || strcmp(c->lists, lists) == 0))
			return true;
	}
	return false;
}

static void
contact_fact(struct writer *w, const struct rr_book_person *p,
    enum rr_book_part part, const char *kind)
{
	const char *value = p->said[part].text;
	/* A list prints numbers; an address of the paper is no such. */
	const char *lists = part == RR_BOOK_ADDRESS ? NULL :
	    p->said[RR_BOOK_LISTS].text;

	if (value == NULL || on_record(p->was, kind, value, lists))
		return;
	add_fact(w, RR_SHAPE_CONTACT, p, (const struct rr_field[]){
	    { "kind", kind }, { "lists", lists }, { "value", value } }, 3);
	w->out->ncontacts++;
}

bool
rr_book_party_facts(struct rr_book_run *r, int64_t row,
    struct rr_vec *facts, struct rr_book *out)
{
	struct rr_vec changes = RR_VEC_INIT(struct rr_book_change);
	struct writer w = { r, row, facts, out, rr_arena_array(r->arena,
	    rr_map_count(r->people) + 1, sizeof(struct rr_book_new)),
	    &changes, first_lots(r->arena, facts) };
	bool ok = true;

	out->news = w.news;
	for (size_t i = 0; i < rr_map_count(r->people); i++) {
		const struct rr_book_person *p = rr_map_value(r->people, i);

		ok &= check_copies(r, p);
		party_fact(&w, p);
		contact_fact(&w, p, RR_BOOK_FAX, "fax");
		contact_fact(&w, p, RR_BOOK_EMAIL, "email");
		contact_fact(&w, p, RR_BOOK_ADDRESS, "address");
	}
	out->changes = changes.items;
	out->nchanges = changes.n;
	return ok;
}

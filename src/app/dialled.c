/*
 * dialled.c: sendings that the register no longer bears out.
 *
 * Whoever records, voids or brings back a number, an address, a role or who
 * gets copies is told which notices were logged by what it said before: their
 * record stands, and only a person knows which of the two is right.
 */
#include <string.h>

#include "told_int.h"
#include "regrights/buf.h"
#include "regrights/map.h"
#include "regrights/seal.h"
#include "regrights/vec.h"

/* Notices of which the same is said of the same party. */
struct alike {
	const char	*before, *after, *name;
	struct rr_vec	 entries;
};

struct telling {
	const struct rr_case	*was, *is;
	struct rr_arena		*arena;
	struct rr_map		*said;		/* struct alike */
};

static struct telling
begin(const struct rr_case *was, const struct rr_case *is,
    struct rr_arena *arena)
{
	return (struct telling){ was, is, arena, rr_map_new(arena) };
}

/* BEFORE and AFTER stand around the numbers of the notices. */
static void
add(struct telling *t, int64_t seq, const char *name, const char *before,
    const char *after)
{
	const char *key = rr_arena_printf(t->arena, "%s\n%s", before, after);
	struct alike *a = rr_map_find(t->said, key);

	if (a == NULL) {
		a = rr_arena_alloc(t->arena, sizeof(*a));
		a->before = before;
		a->after = after;
		a->name = name;
		a->entries = (struct rr_vec)RR_VEC_INIT(int64_t);
		rr_map_set(t->said, key, a);
	}
	if (a->entries.n == 0 || *(int64_t *)rr_vec_at(&a->entries,
	    a->entries.n - 1) != seq)
		*(int64_t *)rr_vec_add(t->arena, &a->entries) = seq;
}

static void
tell(struct telling *t, struct rr_out *out)
{
	struct rr_alike *lines = rr_alike_new(t->arena);

	for (size_t i = 0; i < rr_map_count(t->said); i++) {
		const struct alike *a = rr_map_value(t->said, i);

		rr_alike_add(lines, a->name, rr_arena_printf(t->arena,
		    "Note: %s%s%s.", a->before, rr_out_numbers(t->arena,
		    a->entries.items, a->entries.n, RR_ENTRIES_FEW),
		    a->after));
	}
	rr_alike_tell(lines, out);
}

static const char *
differs(struct rr_arena *arena, const struct rr_case *c,
    const struct rr_sending *s)
{
	struct rr_dialled d;

	return rr_dialled_differs(arena, c->facts, rr_roster_find(c->roster,
	    s->party), s, &d) ? d.text : NULL;
}

/* What differs by now of a notice that was on record before. */
static void
look(struct telling *t, const struct rr_fact *f)
{
	for (size_t i = 0; i < f->nsendings; i++) {
		const struct rr_sending *s = &f->sendings[i];
		const char *is = differs(t->arena, t->is, s);
		const char *was = is == NULL ? NULL : differs(t->arena,
		    t->was, s);
		const char *name = rr_roster_name(t->is->roster, s->party);

		if (is != NULL && (was == NULL || strcmp(was, is) != 0))
			add(t, f->seq, name, "", rr_arena_printf(t->arena,
			    " to %s by %s: %s", name, s->method, is));
	}
}

static bool
is_notice_still(const struct telling *t, const struct rr_fact *f)
{
	return f->shape == RR_SHAPE_NOTICE &&
	    rr_facts_live(t->is->facts, f->seq, f->row) != NULL;
}

void
rr_note_dialled(const struct rr_case *was, const struct rr_case *is,
    struct rr_out *out)
{
	struct telling t = begin(was, is, out->arena);

	for (size_t i = 0; was->facts != NULL && i < was->facts->n; i++)
		if (is_notice_still(&t, &was->facts->all[i]))
			look(&t, &was->facts->all[i]);
	tell(&t, out);
}

/* What the register of a day has of a party, and had in sight. */
static void
hold_against(struct telling *t, const struct rr_fact *f, rr_date day,
    const char *what, const char *name, const char *before, const char *after)
{
	struct rr_buf b = RR_BUF_INIT;

	if (strcmp(before, after) == 0)
		return;
	rr_date_text_day(day, &b);
	add(t, f->seq, name, rr_arena_printf(t->arena, "%s of %s: the "
	    "register of %s has %s, and had %s in sight when this was logged: ",
	    what, name, b.s, after[0] != '\0' ? after : "none",
	    before[0] != '\0' ? before : "none"), "; look whether it went to "
	    "the right ones");
	rr_buf_free(&b);
}

/* The first of the seals that the entries are under. */
static int64_t
sealed_since(const struct rr_case *was, const struct rr_line *lines, size_t n)
{
	int64_t first = 0;

	for (size_t i = 0; i < n; i++) {
		const struct rr_fact *seal = rr_seal_of(was->facts,
		    lines[i].seq);

		if (seal != NULL && (first == 0 || seal->seq < first))
			first = seal->seq;
	}
	return first;
}

/* Whom a notice that was logged meanwhile went to, by what was in sight. */
static void
look_at_parties(struct telling *t, const struct rr_fact *f)
{
	rr_date day = f->nsendings > 0 ? f->sendings[0].wall.day : f->day;

	for (size_t k = 0; k < t->is->roster->n; k++) {
		const struct rr_party *is = &t->is->roster->parties[k];
		const struct rr_party *was = rr_roster_find(t->was->roster,
		    is->key);

		hold_against(t, f, day, "the roles", is->name, was == NULL ?
		    "" : rr_party_roles(was, day), rr_party_roles(is, day));
		hold_against(t, f, day, "copies", is->name, was == NULL ? "" :
		    rr_party_copies(t->arena, was, day),
		    rr_party_copies(t->arena, is, day));
	}
}

void
rr_note_came_back(const struct rr_case *was, const struct rr_case *is,
    const struct rr_line *lines, size_t n, struct rr_out *out)
{
	struct telling t = begin(was, is, out->arena);
	int64_t since = sealed_since(was, lines, n);

	rr_note_dialled(was, is, out);
	for (size_t i = 0; i < was->facts->n; i++)
		if (was->facts->all[i].seq > since &&
		    is_notice_still(&t, &was->facts->all[i]))
			look_at_parties(&t, &was->facts->all[i]);
	tell(&t, out);
}

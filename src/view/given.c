/*
 * given.c: how far a notice has come: "2 of 3 given, Reed copy missing".
 *
 * Whom it is for, the agreement says: the recipients of its kind, and the
 * copies that each of them has.  One to whom nothing was sent is missing; of
 * many the first are named, and the number of the others is told.  A notice is
 * counted once, however many rows it has.
 */
#include <string.h>

#include "regrights/map.h"
#include "view_int.h"

#define NAMED	6	/* of those that are missing */

struct tally {
	const struct rr_derivation	*dv;
	struct rr_arena			*arena;
	struct rr_map			*sent;		/* by party */
	struct rr_map			*missing;	/* by what is said */
	size_t				 all, given;
};

static void
expect(struct tally *t, const char *party, bool copy)
{
	const char *name;

	if (rr_map_find(t->sent, party) != NULL)
		return;
	name = rr_arena_printf(t->arena, "%s%s", rr_roster_name(
	    t->dv->input->roster, party), copy ? " copy" : "");
	/* One that has copies for two is one. */
	if (rr_map_find(t->missing, name) != NULL)
		return;
	rr_map_set(t->missing, name, t);
	t->all++;
}

static void
expect_copies(struct tally *t, const char *copies)
{
	while (copies != NULL && *copies != '\0') {
		size_t n = strcspn(copies, " ");

		if (n > 0)
			expect(t, rr_arena_strndup(t->arena, copies, n), true);
		copies += n;
		copies += strspn(copies, " ");
	}
}

static void
expect_all(struct tally *t, const struct rr_event *kind,
    const struct rr_fact *notice)
{
	const struct rr_party **to;
	const struct rr_fact *it = rr_facts_find(t->dv->input->facts,
	    notice->about, notice->about_row);
	size_t n = kind == NULL ? 0 : rr_roster_recipients(t->arena,
	    t->dv->input->roster, kind->to, kind->nto, it, &to);

	for (size_t i = 0; i < n; i++) {
		expect(t, to[i]->key, false);
		expect_copies(t, to[i]->copies);
	}
}

static bool
is_given(const struct rr_derivation *dv, const struct rr_delivery *d)
{
	return !rr_date_is_none(d->deemed.sure) &&
	    rr_date_cmp(d->deemed.sure, dv->input->on) <= 0;
}

static void
tally_text(const struct tally *t, struct rr_buf *b)
{
	size_t n = rr_map_count(t->missing);

	rr_buf_printf(b, "%zu of %zu given", t->given, t->all);
	for (size_t i = 0; i < n && i < NAMED; i++)
		rr_buf_printf(b, ", %s missing", rr_map_key(t->missing, i));
	if (n > NAMED)
		rr_buf_printf(b, " and %zu more missing", n - NAMED);
}

size_t
rr_given_text(const struct rr_derivation *dv, size_t first, struct rr_buf *b)
{
	const struct rr_fact *f = dv->deliveries[first].fact;
	struct rr_arena *arena = rr_arena_new();
	struct tally t = { dv, arena, rr_map_new(arena), rr_map_new(arena),
	    0, 0 };
	size_t i = first;

	for (; i < dv->ndeliveries && dv->deliveries[i].fact == f; i++) {
		rr_map_set(t.sent, dv->deliveries[i].party, &t);
		t.all++;
		t.given += is_given(dv, &dv->deliveries[i]) ? 1 : 0;
	}
	expect_all(&t, dv->deliveries[first].kind, f);
	tally_text(&t, b);
	rr_arena_free(arena);
	return i - first;
}

const char *const *
rr_given_texts(struct rr_arena *arena, const struct rr_derivation *dv)
{
	const char **texts = rr_arena_array(arena, dv->ndeliveries + 1,
	    sizeof(*texts));

	for (size_t i = 0, n; i < dv->ndeliveries; i += n) {
		struct rr_buf b = RR_BUF_INIT;
		const char *text;

		n = rr_given_text(dv, i, &b);
		text = rr_buf_keep(&b, arena);
		for (size_t k = 0; k < n; k++)
			texts[i + k] = text;
	}
	return texts;
}

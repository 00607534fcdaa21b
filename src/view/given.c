/*
 * given.c: how far a notice has come: "2 of 3 given, Reed copy missing".
 *
 * Whom it is for, the agreement says: the recipients of its kind, and the
 * copies that each of them has.  One to whom nothing was sent is missing.
 */
#include <string.h>

#include "view_int.h"

struct tally {
	const struct rr_derivation	*dv;
	size_t				 from, until;	/* its deliveries */
	size_t				 all, given;
	struct rr_buf			 missing;
};

static bool
is_sent(const struct tally *t, const char *party)
{
	for (size_t i = t->from; i < t->until; i++)
		if (strcmp(t->dv->deliveries[i].party, party) == 0)
			return true;
	return false;
}

static void
expect(struct tally *t, const char *party, bool copy)
{
	struct rr_buf name = RR_BUF_INIT;

	if (is_sent(t, party))
		return;
	rr_buf_printf(&name, ", %s%s missing", rr_roster_name(
	    t->dv->input->roster, party), copy ? " copy" : "");
	/* One that has copies for two is one. */
	if (strstr(t->missing.s, name.s) == NULL) {
		rr_buf_add(&t->missing, name.s);
		t->all++;
	}
	rr_buf_free(&name);
}

static void
expect_copies(struct tally *t, struct rr_arena *arena, const char *copies)
{
	while (copies != NULL && *copies != '\0') {
		size_t n = strcspn(copies, " ");

		if (n > 0)
			expect(t, rr_arena_strndup(arena, copies, n), true);
		copies += n;
		copies += strspn(copies, " ");
	}
}

static void
expect_all(struct tally *t, const struct rr_event *kind,
    const struct rr_fact *notice)
{
	struct rr_arena *arena = rr_arena_new();
	const struct rr_party **to;
	const struct rr_fact *it = rr_facts_find(t->dv->input->facts,
	    notice->about, notice->about_row);
	size_t n = kind == NULL ? 0 : rr_roster_recipients(arena,
	    t->dv->input->roster, kind->to, kind->nto, it, &to);

	for (size_t i = 0; i < n; i++) {
		expect(t, to[i]->key, false);
		expect_copies(t, arena, to[i]->copies);
	}
	rr_arena_free(arena);
}

static bool
is_given(const struct rr_derivation *dv, const struct rr_delivery *d)
{
	return !rr_date_is_none(d->deemed.effective) &&
	    rr_date_cmp(d->deemed.effective, dv->input->on) <= 0;
}

void
rr_given_text(const struct rr_derivation *dv, size_t i, struct rr_buf *b)
{
	const struct rr_fact *f = dv->deliveries[i].fact;
	struct tally t = { dv, i, i, 0, 0, RR_BUF_INIT };

	while (t.from > 0 && dv->deliveries[t.from - 1].fact == f)
		t.from--;
	while (t.until < dv->ndeliveries &&
	    dv->deliveries[t.until].fact == f)
		t.until++;
	for (size_t k = t.from; k < t.until; k++) {
		t.all++;
		t.given += is_given(dv, &dv->deliveries[k]) ? 1 : 0;
	}
	expect_all(&t, dv->deliveries[i].kind, dv->deliveries[i].fact);
	rr_buf_printf(b, "%zu of %zu given%s", t.given, t.all, t.missing.s);
	rr_buf_free(&t.missing);
}

/*
 * given.c: how far a notice has come: "2 of 3 given, Reed copy missing".
 *
 * Whom it is for, the agreement says: the recipients of its kind on the day of
 * its sending, and those to whom copies go then of what they, and all to whom
 * it was sent, get.  One to whom nothing was sent is missing, where no copy
 * went later, as a notice about it; of many the first are named, and the number
 * of the others is told.  Who was sent the same about the same entry by another
 * notice is counted there, with its copies, and is named with that.  A notice
 * is counted once, however many rows it has.
 */
#include <string.h>

#include "regrights/map.h"
#include "view_int.h"

#define NAMED	6	/* of those that are missing */

struct tally {
	const struct rr_derivation	*dv;
	struct rr_arena			*arena;
	const struct rr_fact		*notice;
	/* by party; those of a copy that went later, too */
	struct rr_map			*sent;
	struct rr_map			*missing;	/* by what is said */
	struct rr_map			*elsewhere;	/* the same */
	size_t				 all, given;
};

/* What was sent is not known to have come to nothing. */
static bool
went_out(const struct rr_delivery *d)
{
	for (size_t i = 0; i < d->nsent; i++)
		if (!rr_result_is_nothing(d->results[i]))
			return true;
	return false;
}

/* With a notice about this one: a copy may have gone later. */
static bool
went_later(const struct tally *t, const char *party)
{
	for (size_t i = 0; i < t->dv->ndeliveries; i++) {
		const struct rr_delivery *d = &t->dv->deliveries[i];

		if (d->fact->about == t->notice->seq &&
		    d->fact->about_row == t->notice->row &&
		    strcmp(d->party, party) == 0 && went_out(d))
			return true;
	}
	return false;
}

static bool
is_given(const struct rr_derivation *dv, const struct rr_delivery *d)
{
	return !rr_date_is_none(d->deemed.sure) &&
	    rr_date_cmp(d->deemed.sure, dv->input->on) <= 0;
}

/* The last that says the same of the same entry, and went to it; or NULL. */
static const struct rr_delivery *
sent_elsewhere(const struct tally *t, const char *party)
{
	const struct rr_fact *n = t->notice;
	const struct rr_delivery *last = NULL;

	for (size_t i = 0; n->about != 0 && i < t->dv->ndeliveries; i++) {
		const struct rr_delivery *d = &t->dv->deliveries[i];

		if (d->fact != n && d->fact->about == n->about &&
		    d->fact->about_row == n->about_row && !d->copy &&
		    strcmp(d->fact->name, n->name) == 0 &&
		    strcmp(d->party, party) == 0 && went_out(d) &&
		    (last == NULL || is_given(t->dv, d) ||
		    !is_given(t->dv, last)))
			last = d;
	}
	return last;
}

/* Whether another notice has brought it the same, or may yet. */
static bool
is_elsewhere(struct tally *t, const char *party)
{
	const struct rr_delivery *d = rr_map_find(t->sent, party) != NULL ?
	    NULL : sent_elsewhere(t, party);

	if (d == NULL)
		return false;
	rr_map_set(t->elsewhere, rr_arena_printf(t->arena, "%s %s entry %lld",
	    rr_roster_name(t->dv->input->roster, party), is_given(t->dv, d) ?
	    "had it by" : "was sent it by", (long long)d->fact->seq), t);
	return true;
}

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
	if (copy && went_later(t, party)) {
		rr_map_set(t->sent, party, t);
		return;
	}
	rr_map_set(t->missing, name, t);
	t->all++;
}

static rr_date
sent_on(const struct rr_fact *f)
{
	return f->nsendings > 0 ? f->sendings[0].wall.day : f->day;
}

static void
expect_copies(struct tally *t, const char *party)
{
	const struct rr_fact *f = t->notice;
	const struct rr_party *p = rr_roster_find(t->dv->input->roster, party);
	const char *copies = p == NULL ? "" : rr_party_copies(t->arena, p,
	    sent_on(f));

	for (size_t n; *copies != '\0'; copies += n + strspn(copies + n,
	    " ")) {
		n = strcspn(copies, " ");
		expect(t, rr_arena_strndup(t->arena, copies, n), true);
	}
}

static void
expect_all(struct tally *t, const struct rr_event *kind)
{
	const struct rr_fact *f = t->notice;
	const struct rr_party **to;
	const struct rr_fact *it = rr_facts_find(t->dv->input->facts,
	    f->about, f->about_row);
	size_t n = kind == NULL ? 0 : rr_roster_recipients_on(t->arena,
	    t->dv->input->roster, kind->to, kind->nto, it, sent_on(f), &to);

	for (size_t i = 0; i < n; i++) {
		if (is_elsewhere(t, to[i]->key))
			continue;
		expect(t, to[i]->key, false);
		expect_copies(t, to[i]->key);
	}
	for (size_t i = 0; i < f->nsendings; i++)
		if (!f->sendings[i].copy)
			expect_copies(t, f->sendings[i].party);
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
	n = rr_map_count(t->elsewhere);
	for (size_t i = 0; i < n && i < NAMED; i++)
		rr_buf_printf(b, "; %s", rr_map_key(t->elsewhere, i));
	if (n > NAMED)
		rr_buf_printf(b, "; %zu more by other entries", n - NAMED);
}

size_t
rr_given_text(const struct rr_derivation *dv, size_t first, struct rr_buf *b)
{
	const struct rr_fact *f = dv->deliveries[first].fact;
	struct rr_arena *arena = rr_arena_new();
	struct tally t = { dv, arena, f, rr_map_new(arena),
	    rr_map_new(arena), rr_map_new(arena), 0, 0 };
	size_t i = first;

	for (; i < dv->ndeliveries && dv->deliveries[i].fact == f; i++) {
		rr_map_set(t.sent, dv->deliveries[i].party, &t);
		t.all++;
		t.given += is_given(dv, &dv->deliveries[i]) ? 1 : 0;
	}
	expect_all(&t, dv->deliveries[first].kind);
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

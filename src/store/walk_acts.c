/*
 * walk_acts.c: acts about other entries, held against what the writer lets be
 * done.
 *
 * In the order of the journal: a seal is about an entry of its matter that is
 * not sealed, carries what a seal carries, and its bare shape; a release or a
 * destruction about one that is; a destruction has its row, is another
 * person's, and no hold stands; what is done to one entry of an operation is
 * done to all of them, one after the other; a hold ends once; an account is of
 * a row that the seal has; no act is void.
 */
#include <string.h>

#include "regrights/arena.h"
#include "regrights/buf.h"
#include "regrights/map.h"
#include "regrights/seal.h"
#include "verify_int.h"

struct seal {
	int64_t		 seq;
	const char	*who;
	bool		 destroyed;
};

static const char *
number(struct rr_walk *w, int64_t seq)
{
	return rr_arena_printf(w->kept, "%lld", (long long)seq);
}

static struct seal *
seal_of(struct rr_walk *w, int64_t seq)
{
	return rr_map_find(w->seals, number(w, seq));
}

static bool
is_same(const char *a, const char *b)
{
	return a == NULL || b == NULL ? a == b : strcmp(a, b) == 0;
}

/* What it carries is what the writer would have made of the entry. */
static bool
check_carried(struct rr_walk *w, const struct rr_link *l,
    const struct rr_fact *f)
{
	const char *rested = rr_fact_field(f, RR_SEAL_RESTED);
	const char *stays = rr_fact_field(f, RR_SEAL_STAYS);
	struct rr_rested *rows;
	struct rr_fact was;
	bool none;
	size_t n;

	if (!rr_walk_fact(w, f->about, &was, &none))
		return false;
	if ((rested != NULL && !rr_rested_parse(w->arena, rested, &rows,
	    &n)) || (!none && (rr_seal_refuses(&was) != NULL ||
	    !is_same(stays, rr_seal_bare(w->arena, &was)))))
		rr_walk_say(w, l->seq, "seals another as this program would "
		    "not");
	return true;
}

static bool
check_seal(struct rr_walk *w, const struct rr_link *l,
    const struct rr_fact *f)
{
	struct seal *s = rr_arena_alloc(w->kept, sizeof(*s));

	if (seal_of(w, f->about) != NULL)
		rr_walk_say(w, l->seq, "seals one that was sealed");
	s->seq = l->seq;
	s->who = rr_arena_strdup(w->kept, l->who);
	rr_map_set(w->seals, number(w, f->about), s);
	return check_carried(w, l, f);
}

static void
check_release(struct rr_walk *w, const struct rr_link *l,
    const struct rr_fact *f)
{
	const struct seal *s = seal_of(w, f->about);

	if (s == NULL)
		rr_walk_say(w, l->seq, "releases one that was not sealed");
	else if (s->destroyed)
		rr_walk_say(w, l->seq, "releases one that was destroyed");
	rr_map_set(w->seals, number(w, f->about), NULL);
}

/* Does a hold of that matter stand? */
static bool
is_held(struct rr_walk *w, const char *matter)
{
	for (size_t i = 0; i < rr_map_count(w->holds); i++)
		if (is_same(rr_map_value(w->holds, i), matter))
			return true;
	return false;
}

static bool
check_destruction(struct rr_walk *w, const struct rr_link *l,
    const struct rr_fact *f)
{
	struct seal *s = seal_of(w, f->about);
	int64_t by;

	if (!rr_walk_destroyed(w, f->about, &by))
		return false;
	if (by != l->seq)
		rr_walk_say(w, l->seq, "says that it destroyed another, "
		    "which it did not");
	if (s == NULL)
		rr_walk_say(w, l->seq, "destroys one that was not sealed");
	else if (is_same(s->who, l->who))
		rr_walk_say(w, l->seq, "destroys what the same person sealed");
	if (is_held(w, l->matter))
		rr_walk_say(w, l->seq, "destroys while a litigation hold "
		    "stood");
	if (s != NULL)
		s->destroyed = true;
	return true;
}

static void
check_lift(struct rr_walk *w, const struct rr_link *l,
    const struct rr_fact *f)
{
	const char *hold = number(w, f->about);

	if (!is_same(rr_map_find(w->holds, hold), l->matter))
		rr_walk_say(w, l->seq, "lifts a hold that did not stand");
	rr_map_set(w->holds, hold, NULL);
}

static bool
check_account(struct rr_walk *w, const struct rr_link *l,
    const struct rr_fact *f)
{
	struct rr_rested *rows;
	const struct seal *s;
	struct rr_fact seal;
	bool none;

	if (!rr_walk_fact(w, f->about, &seal, &none))
		return false;
	s = none ? NULL : seal_of(w, seal.about);
	if (s == NULL || s->seq != f->about || f->part < 1 ||
	    (size_t)f->part > rr_seal_rested(w->arena, &seal, &rows))
		rr_walk_say(w, l->seq, "accounts for what no seal carries");
	return true;
}

static bool
check_void(struct rr_walk *w, const struct rr_link *l,
    const struct rr_fact *f)
{
	struct rr_fact of;
	bool none;

	if (!rr_walk_fact(w, f->about, &of, &none))
		return false;
	if (!none && rr_seal_is_act(of.shape))
		rr_walk_say(w, l->seq, "voids one that is never void");
	return true;
}

/* Does the operation go on behind that entry, which is its part PART? */
static bool
goes_on(struct rr_walk *w, int64_t seq, bool *yes, int64_t *part)
{
	uint8_t op[RR_OP_LEN], next[RR_OP_LEN];
	int64_t ignored;

	if (!rr_walk_op(w, seq, op, part) ||
	    !rr_walk_op(w, seq + 1, next, &ignored))
		return false;
	*yes = memcmp(op, next, RR_OP_LEN) == 0;
	return true;
}

/* The first seal of several lists what all of them are about. */
static bool
check_listed(struct rr_walk *w, const struct rr_link *l,
    const struct rr_fact *f, bool more)
{
	const char *said = rr_fact_get(f, RR_USE_ENTRIES);
	struct rr_buf b = RR_BUF_INIT;
	bool ok = true;
	int64_t part;

	if (more)
		rr_buf_printf(&b, "%lld", (long long)f->about);
	for (int64_t seq = f->about; more && ok; seq++) {
		ok = goes_on(w, seq, &more, &part);
		if (ok && more)
			rr_buf_printf(&b, ", %lld", (long long)seq + 1);
	}
	if (ok && strcmp(said != NULL ? said : "", b.s) != 0)
		rr_walk_say(w, l->seq, "lists other entries than are sealed "
		    "with it");
	rr_buf_free(&b);
	return ok;
}

/* Its parts are those of the operation that they are about. */
static bool
check_whole(struct rr_walk *w, const struct rr_link *l,
    const struct rr_fact *f)
{
	int64_t part, own;
	bool more, acts;

	if (!goes_on(w, f->about, &more, &part) ||
	    !goes_on(w, l->seq, &acts, &own))
		return false;
	if (part != l->part || more != acts ||
	    (part > 1 && f->about - 1 != w->acted))
		rr_walk_say(w, l->seq, "is about a part of an operation, and "
		    "what is done to one of its entries is done to all");
	w->acted = f->about;
	return f->shape != RR_SHAPE_SEAL ||
	    check_listed(w, l, f, more && part == 1);
}

static bool
check_shape(struct rr_walk *w, const struct rr_link *l,
    const struct rr_fact *f)
{
	if (f->shape != RR_SHAPE_ACCOUNT && f->shape != RR_SHAPE_LIFT &&
	    !check_whole(w, l, f))
		return false;
	if (f->shape == RR_SHAPE_SEAL)
		return check_seal(w, l, f);
	if (f->shape == RR_SHAPE_DESTROY)
		return check_destruction(w, l, f);
	if (f->shape == RR_SHAPE_ACCOUNT)
		return check_account(w, l, f);
	if (f->shape == RR_SHAPE_RELEASE)
		check_release(w, l, f);
	else
		check_lift(w, l, f);
	return true;
}

bool
rr_walk_act(struct rr_walk *w, const struct rr_link *l,
    const struct rr_fact *f)
{
	const char *matter;

	if (f->shape == RR_SHAPE_VOID)
		return check_void(w, l, f);
	if (f->shape == RR_SHAPE_HOLD) {
		rr_map_set(w->holds, number(w, l->seq),
		    rr_arena_strdup(w->kept, l->matter));
		return true;
	}
	if (!rr_seal_is_act(f->shape) && f->shape != RR_SHAPE_ACCOUNT)
		return true;
	if (!rr_walk_matter(w, f->about, &matter))
		return false;
	if (f->about >= l->seq || !is_same(matter, l->matter))
		rr_walk_say(w, l->seq, "is about no earlier entry of its "
		    "matter");
	return check_shape(w, l, f);
}

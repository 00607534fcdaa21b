/*
 * consent.c: whether what the paper asks for beside an entry is there, and from
 * when: of waivers, and of amendments of the terms.
 *
 * A condition is run in every world of answers.  It is so when it is so in all
 * of them, and not when it is not so in any; else it is in doubt, and what it
 * turns on is told.  An amendment is recorded whatever became of its consent,
 * for what happened is never refused; whether it counts then is asked: amend.c.
 */
#include <string.h>

#include "consent_int.h"
#include "regrights/apart.h"
#include "regrights/arena.h"
#include "regrights/buf.h"
#include "regrights/seal.h"

struct asked {
	const struct rr_expr	*cond;
	struct rr_scope		 scope;
};

/* What it comes to in one world. */
struct found {
	enum rr_truth	 truth;
	rr_date		 from;		/* NONE unless it is so */
	const char	*lacks;
};

rr_date
rr_cond_since(struct rr_eval *ev, const struct rr_expr *c,
    const struct rr_scope *s)
{
	bool any = c->op == RR_EXPR_OR, all = c->op == RR_EXPR_AND;
	rr_date from = any ? RR_DATE_NONE : s->self->day;

	if (!any && !all) {
		ev->since = &from;
		if (rr_eval_truth(ev, c, s) != RR_TRUE)
			from = RR_DATE_NONE;
		ev->since = NULL;
		return from;
	}
	for (size_t i = 0; i < c->nof; i++) {
		rr_date one = rr_cond_since(ev, c->of[i], s);

		if (all && rr_date_is_none(one))
			return one;
		if (rr_date_is_none(from) || (!rr_date_is_none(one) &&
		    (rr_date_cmp(one, from) > 0) == all))
			from = one;
	}
	return from;
}

static void
run_cond(struct rr_eval *ev, void *ctx, void *out)
{
	const struct asked *a = ctx;
	struct found *f = out;
	const char *lacks = NULL;

	ev->lack = &lacks;
	f->truth = rr_eval_truth(ev, a->cond, &a->scope);
	ev->lack = NULL;
	f->from = f->truth != RR_TRUE ? RR_DATE_NONE :
	    rr_cond_since(ev, a->cond, &a->scope);
	f->lacks = f->truth == RR_TRUE ? NULL : rr_shared_text(ev, lacks);
}

static size_t
count_so(const struct rr_world *w, size_t n)
{
	size_t sum = 0;

	for (size_t i = 0; i < n; i++)
		sum += ((const struct found *)w[i].out)->truth == RR_TRUE;
	return sum;
}

/* "it depends on day of entry 10" */
static void
add_turns(struct rr_eval *ev, const struct rr_world *w, size_t n,
    struct rr_buf *b)
{
	struct rr_buf points = RR_BUF_INIT;

	for (size_t i = 0; i < n; i++)
		rr_points_of_key(rr_world_key(ev->arena, ev->newest, &w[i]),
		    &points);
	rr_buf_printf(b, "it depends on %s", points.s);
	rr_buf_free(&points);
}

/* "only if A or B (not on record: C)": the worlds in which it is so. */
static const char *
doubt_text(struct rr_eval *ev, const struct rr_world *w, size_t n)
{
	const char *lacks = NULL;
	struct rr_buf b = RR_BUF_INIT;
	bool apart = w[0].npoints == 0 && count_so(w, n) <
	    RR_WORLDS_APART;

	if (w[0].npoints > 0)
		rr_buf_printf(&b, "as %zu open points are answered",
		    w[0].npoints);
	else if (!apart)
		add_turns(ev, w, n, &b);
	for (size_t i = 0; apart && i < n; i++)
		if (((const struct found *)w[i].out)->truth == RR_TRUE)
			rr_buf_printf(&b, "%s%s", b.len > 0 ? " or " :
			    "only if ", rr_world_key(ev->arena, ev->newest,
			    &w[i]));
	/* Where it is not so under an answer, nothing is missing for that. */
	for (size_t i = 0; i < n && lacks == NULL; i++) {
		const struct found *f = w[i].out;

		lacks = b.len > 0 && f->truth == RR_FALSE ? NULL : f->lacks;
	}
	if (lacks != NULL)
		rr_buf_printf(&b, "%s%snot on record: %s%s", b.len > 0 ?
		    " " : "", b.len > 0 ? "(" : "", lacks, b.len > 0 ?
		    ")" : "");
	return b.len > 0 ? rr_buf_keep(&b, ev->arena) : "it is not known";
}

void
rr_consent_of(struct rr_eval *ev, const struct rr_expr *cond,
    const struct rr_fact *it, struct rr_consent *out)
{
	rr_consent_for(ev, cond, it, NULL, out);
}

void
rr_consent_for(struct rr_eval *ev, const struct rr_expr *cond,
    const struct rr_fact *it, const char *party, struct rr_consent *out)
{
	struct asked a = { cond, RR_SCOPE(it, party) };
	bool so = true, not = true;
	struct rr_world *w;
	size_t n;

	memset(out, 0, sizeof(*out));
	out->truth = RR_TRUE;
	out->from = out->first = it->day;
	if (cond == NULL)
		return;
	out->first = RR_DATE_NONE;
	n = rr_worlds_of(ev, run_cond, &a, sizeof(struct found), &w, NULL);
	for (size_t i = 0; i < n; i++) {
		const struct found *f = w[i].out;

		so &= f->truth == RR_TRUE;
		not &= f->truth == RR_FALSE;
		if (f->truth != RR_TRUE)
			continue;
		if (rr_date_cmp(f->from, out->from) > 0)
			out->from = f->from;
		if (rr_date_is_none(out->first) || rr_date_cmp(f->from,
		    out->first) < 0)
			out->first = f->from;
	}
	if (so)
		return;
	out->from = out->first = RR_DATE_NONE;
	out->truth = not ? RR_FALSE : RR_UNKNOWN;
	if (!not)
		out->doubt = doubt_text(ev, w, n);
}

/* The terms that an amendment changed; of one not in force yet, these. */
static struct rr_engine *
amended_by(const struct rr_eval *ev, const struct rr_fact *f)
{
	for (struct rr_engine *e = ev->in->engine; e->before != NULL;
	    e = e->before)
		if (e->agreement->amended_by == f->seq)
			return e->before;
	return ev->in->engine;
}

/* The consent that it names; SEALED: its number where it is kept from sight. */
static const struct rr_fact *
named_by(struct rr_eval *ev, const struct rr_fact *f, int64_t *sealed)
{
	const char *ref = rr_fact_get(f, RR_USE_CONSENT);
	int64_t seq, row;

	*sealed = 0;
	if (ref == NULL || !rr_fact_ref_parse(ref, &seq, &row))
		return NULL;
	if (rr_seal_of(ev->in->facts, seq) != NULL)
		*sealed = seq;
	return rr_eval_live(ev, seq, row);
}

/* What the consent that it names lacks; NULL: it passed in time. */
static const char *
look_at(struct rr_eval *ev, const struct rr_amendment_terms *t,
    struct rr_amended *a)
{
	struct rr_consent c;
	int64_t sealed;

	a->consent = named_by(ev, a->fact, &sealed);
	if (sealed != 0)
		return rr_arena_printf(ev->arena, "whether the consent of "
		    "entry %lld has passed, which %s asks for, is not known: "
		    "it is sealed", (long long)sealed, t->section);
	if (a->consent == NULL)
		return rr_arena_printf(ev->arena, "no consent that %s asks "
		    "for is on record for it", t->section);
	rr_consent_of(ev, t->only_if, a->consent, &c);
	a->passed = c.from;
	if (c.truth == RR_FALSE)
		return rr_arena_printf(ev->arena, "the consent of entry %lld, "
		    "which %s asks for, has not passed",
		    (long long)a->consent->seq, t->section);
	if (c.truth == RR_UNKNOWN)
		return rr_arena_printf(ev->arena, "whether the consent of "
		    "entry %lld has passed, which %s asks for, is in doubt: "
		    "%s", (long long)a->consent->seq, t->section, c.doubt);
	return rr_date_cmp(c.from, a->in_force) <= 0 ? NULL :
	    rr_arena_printf(ev->arena, "the consent of entry %lld passed on "
	    "%s only", (long long)a->consent->seq, rr_day_text(ev->arena,
	    c.from));
}

static void
add_amended(struct rr_eval *ev, const struct rr_fact *f, struct rr_vec *all)
{
	const char *day = rr_fact_get(f, RR_USE_IN_FORCE);
	struct rr_engine *e = amended_by(ev, f);
	const struct rr_amendment_terms *t = e->agreement->amendments;
	const struct rr_terms was = { ev->agreement, ev->engine };
	struct rr_amended *a;

	if (t == NULL || day == NULL)
		return;
	a = rr_vec_add(ev->arena, all);
	a->fact = f;
	rr_date_parse(day, &a->in_force);
	a->passed = RR_DATE_NONE;
	ev->engine = e;
	ev->agreement = e->agreement;
	a->lacks = look_at(ev, t, a);
	rr_terms_end(ev, &was);
}

void
rr_derive_amended(struct rr_eval *ev)
{
	struct rr_vec all = RR_VEC_INIT(struct rr_amended);
	const struct rr_facts *facts = ev->in->facts;
	struct rr_recorder *rec = ev->rec;

	ev->rec = NULL;
	for (size_t i = 0; i < facts->n; i++) {
		if (facts->all[i].shape != RR_SHAPE_IMPORT)
			continue;
		rr_eval_settle(ev);
		add_amended(ev, &facts->all[i], &all);
	}
	ev->amended = all.items;
	ev->namended = all.n;
	ev->rec = rec;
}

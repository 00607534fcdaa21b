/*
 * bar.c: what was planned and is done while something bars it.
 *
 * An objection bars a filing while it stands.  Held against what was done is
 * what stood just before it: twice, by what was there by then for certain, and
 * with what can have been, as two entries of one day without their hours come
 * in no order.  Where these differ, where it is not known that it was done, or
 * where open points decide, it is told with what it turns on.
 */
#include "conclude_int.h"
#include "regrights/arena.h"
#include "regrights/buf.h"
#include "status_int.h"

struct rule {
	const struct rr_provision	*provision;
	const struct rr_scope		*scope;
};

/* In one world; compared as bytes. */
struct found {
	const struct rr_fact	*by;
	const char		*lacks;
	rr_date			 since;
	enum rr_truth		 stood;
};

static enum rr_truth
stands(const struct rr_outcome *o)
{
	switch (o->state) {
	case RR_FOUND_PASSED:
		return RR_TRUE;
	case RR_FOUND_NOT_YET:
	case RR_FOUND_ENDED:
		return RR_FALSE;
	default:
		return RR_UNKNOWN;
	}
}

/* Whether it is for that plan at all. */
static enum rr_truth
is_for(struct rr_eval *ev, const struct rr_provision *p,
    const struct rr_scope *scope)
{
	return p == NULL ? RR_FALSE : p->only_if == NULL ? RR_TRUE :
	    rr_cond_known(ev, p->only_if, scope);
}

static void
look(struct rr_eval *ev, const struct rr_provision *p,
    const struct rr_scope *scope, struct found *f)
{
	struct rr_vec lines = RR_VEC_INIT(struct rr_finding_item);
	struct rr_recorder *rec = ev->rec;
	struct rr_outcome sure, may;
	enum rr_truth t;

	ev->rec = NULL;
	rr_conclude_before(ev, p, scope, f->by, false, &sure, &lines);
	rr_conclude_before(ev, p, scope, f->by, true, &may, &lines);
	ev->rec = rec;
	f->stood = t = stands(&sure);
	f->since = t == RR_FALSE ? may.passed : sure.passed;
	if (t != stands(&may)) {
		f->stood = RR_UNKNOWN;
		f->lacks = "which came first on that day is not on record";
	} else if (t == RR_UNKNOWN)
		f->lacks = rr_shared_text(ev, rr_arena_printf(ev->arena,
		    "not on record: %s", sure.waits_for != NULL ?
		    sure.waits_for : "whether it stood"));
}

static void
run(struct rr_eval *ev, void *ctx, void *out)
{
	const struct rule *r = ctx;
	struct found *f = out;
	struct rr_terms was;
	const struct rr_provision *p = rr_terms_begin(ev, r->provision,
	    r->scope, &was);
	enum rr_truth done = rr_eval_carried(ev, r->scope->self, &f->by);
	enum rr_truth applies = is_for(ev, p, r->scope);

	f->since = RR_DATE_NONE;
	f->stood = RR_FALSE;
	if (f->by != NULL && applies != RR_FALSE)
		look(ev, p, r->scope, f);
	if (f->stood == RR_TRUE && done != RR_TRUE) {
		f->stood = RR_UNKNOWN;
		f->lacks = "whether that was planned here is not known";
	} else if (f->stood == RR_TRUE && (applies != RR_TRUE || ev->blurred)) {
		f->stood = RR_UNKNOWN;
		f->lacks = "open points bear on it";
	}
	rr_terms_end(ev, &was);
}

/*
 * "only if sold-shares=stay", "which came first …"; of many worlds the first,
 * and how many more.  NULL: it is certain.
 */
static const char *
doubt_of(struct rr_eval *ev, const struct rr_world *w, size_t n)
{
	struct rr_buf b = RR_BUF_INIT;
	const char *lacks = NULL;
	size_t told = 0;
	bool sure = true;

	for (size_t i = 0; i < n; i++) {
		const struct found *f = w[i].out;

		sure &= f->stood == RR_TRUE;
		if (f->stood == RR_UNKNOWN && lacks == NULL)
			lacks = f->lacks;
		if (f->stood == RR_TRUE && n > 1 && told++ < RR_TOLD_APART)
			rr_buf_printf(&b, "%s%s", b.len > 0 ? " or " :
			    "only if ", rr_world_key(ev->arena, ev->newest,
			    &w[i]));
	}
	if (told > RR_TOLD_APART)
		rr_buf_printf(&b, ", or in %zu more case%s",
		    told - RR_TOLD_APART, told - RR_TOLD_APART == 1 ? "" :
		    "s");
	if (lacks != NULL)
		rr_buf_printf(&b, "%s%s", b.len > 0 ? "; " : "", lacks);
	if (!sure)
		return rr_buf_keep(&b, ev->arena);
	rr_buf_free(&b);
	return NULL;
}

/* Between which days it began to stand, in the worlds like FIRST. */
static void
add_since(const struct rr_world *w, size_t n, const struct found *first,
    struct rr_barred *row)
{
	row->since = row->since_last = first->since;
	for (size_t i = 0; i < n; i++) {
		const struct found *f = w[i].out;

		if (f->stood != first->stood)
			continue;
		if (rr_date_cmp(f->since, row->since) < 0)
			row->since = f->since;
		if (rr_date_cmp(f->since, row->since_last) > 0)
			row->since_last = f->since;
	}
	if (rr_date_is_none(row->since))
		row->since_last = row->since;
}

struct pass {
	struct rr_eval	*ev;
	struct rr_vec	 rows;
};

static void
add_barred(void *ctx, const struct rr_provision *p,
    const struct rr_fact *plan, const char *party)
{
	struct pass *pass = ctx;
	struct rr_eval *ev = pass->ev;
	const struct rr_scope scope = RR_SCOPE(plan, party);
	struct rule rule = { p, &scope };
	const struct found *first = NULL;
	struct rr_barred *row;
	struct rr_world *w;
	size_t n;

	ev->fixed = rr_readings_fixed(ev, false);
	n = rr_worlds_of(ev, run, &rule, sizeof(struct found), &w, NULL);
	for (size_t i = 0; i < n; i++) {
		const struct found *f = w[i].out;

		if (f->stood != RR_FALSE && (first == NULL ||
		    (f->stood == RR_TRUE && first->stood != RR_TRUE)))
			first = f;
	}
	if (first == NULL)
		return;
	row = rr_vec_add(ev->arena, &pass->rows);
	*row = (struct rr_barred){ .fact = first->by, .plan = plan,
	    .provision = p, .doubt = doubt_of(ev, w, n) };
	add_since(w, n, first, row);
}

static bool
is_bar(const struct rr_provision *p)
{
	return p->bars != NULL;
}

void
rr_derive_barred(struct rr_eval *ev, struct rr_derivation *dv)
{
	struct pass pass = { ev, RR_VEC_INIT(struct rr_barred) };

	rr_each_subject(ev, is_bar, add_barred, &pass);
	dv->barred = pass.rows.items;
	dv->nbarred = pass.rows.n;
}

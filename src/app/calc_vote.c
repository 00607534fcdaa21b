/*
 * calc_vote.c: `compute vote`: whether so many pass a threshold.
 *
 * A vote is of no day.  Where an amendment changed the threshold, and is not
 * said or answered to reach what was running, the terms before it may govern
 * what is voted on as well: then it is counted by each of them.
 */
#include <string.h>

#include "app_int.h"
#include "calc_int.h"
#include "regrights/buf.h"
#include "regrights/count.h"
#include "regrights/trace.h"
#include "regrights/vec.h"

struct vote { int64_t favour, outstanding, excluded, base; };

/* By the terms of one version. */
struct ruling {
	const struct rr_provision	*p;	/* NULL: they have none */
	/* the day from which others hold, or NONE */
	rr_date				 until;
	int64_t				 needed;
	bool				 passes;
};

static const struct rr_provision *
threshold(const struct rr_agreement *a, const char *id)
{
	const struct rr_provision *p = rr_agreement_provision(a, id);

	return p != NULL && p->kind->votes ? p : NULL;
}

/* Always false. */
static bool
no_threshold(const struct rr_agreement *a, const char *id,
    struct rr_diags *diags)
{
	struct rr_buf all = RR_BUF_INIT;

	for (size_t i = 0; i < a->nprovisions; i++)
		if (a->provisions[i].kind->votes)
			rr_buf_printf(&all, "%s%s", all.len > 0 ? ", " : "",
			    a->provisions[i].id);
	rr_diag(diags, RR_E_CHOICE, rr_nowhere, "--threshold '%s'; there %s",
	    id, all.len > 0 ? all.s : "is none");
	rr_buf_free(&all);
	return false;
}

static bool
read_vote(const struct rr_args *args, struct vote *v, struct rr_diags *diags)
{
	if (!rr_calc_number("--for", rr_arg(args, "for"), &v->favour,
	    diags) || !rr_calc_number("--outstanding", rr_arg(args,
	    "outstanding"), &v->outstanding, diags) ||
	    !rr_calc_number("--excluded", rr_arg(args, "excluded"),
	    &v->excluded, diags))
		return false;
	v->base = v->outstanding - v->excluded;
	if (v->base <= 0)
		return rr_diag(diags, RR_E_RANGE, rr_nowhere,
		    "nothing is left to count: --outstanding less --excluded");
	return v->favour <= v->base ? true : rr_diag(diags, RR_E_RANGE,
	    rr_nowhere, "--for is more than --outstanding less --excluded");
}

/* Whether an amendment is said, or answered, to reach what was running. */
static bool
reaches(const struct rr_readings *r, const struct rr_changed *c)
{
	if (c->reach != RR_EXTENT_UNSAID)
		return c->reach == RR_EXTENT_RUNNING;
	return (r->assumed[c->question] >= 0 ? r->assumed[c->question] :
	    r->position[c->question]) == 0;
}

static bool
is_same(const struct rr_provision *p, const struct rr_provision *q)
{
	const struct rr_share_terms *s, *t;

	if (p == NULL || q == NULL)
		return p == q;
	s = &p->share;
	t = &q->share;
	return s->share.num == t->share.num && s->share.den == t->share.den &&
	    s->strict == t->strict && s->nalso == t->nalso &&
	    strcmp(p->cite.section, q->cite.section) == 0;
}

static bool
rule(struct rr_arena *arena, const struct rr_agreement *a, const char *id,
    rr_date until, const struct vote *v, struct rr_vec *all,
    struct rr_diags *diags)
{
	const struct rr_provision *p = threshold(a, id);
	struct ruling *r;

	if ((p == NULL && a->before == NULL) || (all->n > 0 && is_same(p,
	    ((struct ruling *)rr_vec_at(all, all->n - 1))->p)))
		return true;
	r = rr_vec_add(arena, all);
	r->p = p;
	r->until = until;
	if (p == NULL)
		return true;
	if (!rr_count_needed(p->share.share, p->share.strict, v->base,
	    &r->needed))
		return rr_diag(diags, RR_E_RANGE, rr_nowhere,
		    "the numbers are too large to count");
	r->passes = v->favour >= r->needed;
	return true;
}

/* From the last terms back to the first that can still govern. */
static bool
rule_all(struct rr_arena *arena, const struct rr_case *c, const char *id,
    const struct vote *v, struct rr_vec *all, struct rr_diags *diags)
{
	const struct rr_changed *changed = NULL;
	rr_date until = RR_DATE_NONE;
	bool any = false;

	for (const struct rr_agreement *a = c->agreement; a != NULL;
	    a = a->before) {
		if (a == c->agreement || changed != NULL)
			if (!rule(arena, a, id, until, v, all, diags))
				return false;
		any |= threshold(a, id) != NULL;
		changed = rr_agreement_changed(a, id);
		if (changed == NULL)
			continue;
		if (reaches(c->readings, changed))
			break;
		until = a->in_force;
	}
	return any || no_threshold(c->agreement, id, diags);
}

static void
show_ruling(struct rr_out *out, const struct vote *v, const struct ruling *r,
    rr_date since)
{
	struct rr_buf b = RR_BUF_INIT;

	if (r->p == NULL)
		rr_buf_add(&b, "no such threshold");
	else
		rr_buf_printf(&b, "%s: %s of %s in favour, %s needed  %s",
		    r->passes ? "passes" : "fails",
		    rr_calc_shares(out->arena, v->favour),
		    rr_calc_shares(out->arena, v->base),
		    rr_calc_shares(out->arena, r->needed),
		    r->p->cite.section);
	if (!rr_date_is_none(since) || !rr_date_is_none(r->until))
		rr_buf_add(&b, ", of what began");
	if (!rr_date_is_none(since)) {
		rr_buf_add(&b, " since ");
		rr_date_text_day(since, &b);
	}
	if (!rr_date_is_none(r->until)) {
		rr_buf_add(&b, " before ");
		rr_date_text_day(r->until, &b);
	}
	rr_out_line(out, "%s", b.s);
	rr_buf_free(&b);
}

static void
record_ruling(struct rr_recorder *rec, struct rr_arena *arena,
    const struct vote *v, const struct ruling *r)
{
	const char *section = r->p->cite.section;
	struct rr_buf share = RR_BUF_INIT;

	rr_count_text(r->p->share.share, r->p->share.strict, &share);
	rr_record(rec, RR_STEP_TERM, section, "%s", r->p->what);
	rr_record_under(rec);
	rr_record(rec, RR_STEP_SUM, NULL, "%s outstanding, less %s left out, "
	    "is %s", rr_calc_shares(arena, v->outstanding),
	    rr_calc_shares(arena, v->excluded),
	    rr_calc_shares(arena, v->base));
	rr_record(rec, RR_STEP_SUM, section, "%s of that is needed: %s",
	    share.s, rr_calc_shares(arena, r->needed));
	for (size_t i = 0; i < r->p->share.nalso; i++)
		rr_record(rec, RR_STEP_TERM, section, "needed as well: %s",
		    r->p->share.also[i]);
	if (r->p->note != NULL)
		rr_record(rec, RR_STEP_TERM, section, "%s", r->p->note);
	rr_record_end(rec);
	rr_buf_free(&share);
}

static struct rr_json *
ruling_json(const struct ruling *r)
{
	struct rr_json *j = rr_json_object();
	struct rr_buf until = RR_BUF_INIT;

	rr_date_text(r->until, &until);
	rr_json_set(j, "began_before", rr_json_string(until.len > 0 ?
	    until.s : NULL));
	rr_buf_free(&until);
	rr_json_set(j, "section", rr_json_string(r->p != NULL ?
	    r->p->cite.section : NULL));
	rr_json_set(j, "needed", r->p != NULL ? rr_json_int(r->needed) :
	    rr_json_null());
	rr_json_set(j, "passes", r->p != NULL ? rr_json_bool(r->passes) :
	    rr_json_null());
	return j;
}

/* What all of N say; null where they differ. */
static struct rr_json *
vote_json(const char *id, const struct vote *v, const struct ruling *r,
    size_t n)
{
	struct rr_json *j = rr_json_object(), *all;
	bool same = n == 1;

	rr_json_set(j, "threshold", rr_json_string(id));
	rr_json_set(j, "section", rr_json_string(same ?
	    r->p->cite.section : NULL));
	rr_json_set(j, "base", rr_json_int(v->base));
	rr_json_set(j, "needed", same ? rr_json_int(r->needed) :
	    rr_json_null());
	rr_json_set(j, "for", rr_json_int(v->favour));
	rr_json_set(j, "passes", same ? rr_json_bool(r->passes) :
	    rr_json_null());
	if (same)
		return j;
	all = rr_json_array();
	for (size_t i = 0; i < n; i++)
		rr_json_push(all, ruling_json(&r[i]));
	rr_json_set(j, "readings", all);
	return j;
}

bool
rr_calc_vote(struct rr_calc *k, const struct rr_args *args,
    struct rr_out *out, struct rr_diags *diags)
{
	struct rr_vec all = RR_VEC_INIT(struct ruling);
	struct rr_recorder *rec = rr_recorder_new(out->arena);
	const char *id = rr_arg(args, "threshold");
	struct vote v = { .favour = 0 };
	const struct ruling *r;

	if (!read_vote(args, &v, diags) ||
	    !rule_all(out->arena, k->c, id, &v, &all, diags))
		return false;
	r = all.items;
	out->json = vote_json(id, &v, r, all.n);
	for (size_t i = 0; i < all.n; i++) {
		show_ruling(out, &v, &r[i], i + 1 < all.n ?
		    r[i + 1].until : RR_DATE_NONE);
		out->no |= !r[i].passes;
		if (r[i].p != NULL && !rr_arg_flag(args, "brief"))
			record_ruling(rec, out->arena, &v, &r[i]);
	}
	out->nlines = all.n;
	rr_calc_why(k, out, rr_recorder_tree(rec));
	return true;
}

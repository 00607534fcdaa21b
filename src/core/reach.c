/*
 * reach.c: which entries of a name an expression means, by reach.def.
 *
 * Those about an entry, or that hang on it; those that a field of it names;
 * and those under it, or not, and under each of its name that shares such an
 * entry with it, or that such another names and it does not.  One that does not
 * say which it names may share them.
 */
#include <string.h>

#include "eval_int.h"
#include "field_cond_int.h"
#include "regrights/arena.h"
#include "regrights/buf.h"
#include "regrights/expr.h"
#include "regrights/seal.h"

static bool
have_common(const char *a, const char *b)
{
	char one[32];

	for (size_t n; a != NULL && b != NULL && *a != '\0'; a += n) {
		a += strspn(a, " ");
		n = strcspn(a, " ");
		if (n == 0 || n >= sizeof(one))
			continue;
		memcpy(one, a, n);
		one[n] = '\0';
		if (rr_list_has(b, one))
			return true;
	}
	return false;
}

/* Names an entry that SELF names, and the same party where that is asked. */
enum rr_truth
rr_reach_akin(const struct rr_expr *x, const struct rr_fact *self,
    const struct rr_fact *f)
{
	const char *a = x->by == NULL ? "" : rr_fact_field(self, x->by);
	const char *b = x->by == NULL ? "" : rr_fact_field(f, x->by);
	const char *own = rr_fact_field(self, x->in);
	const char *its = rr_fact_field(f, x->in);

	if (f == self)
		return RR_TRUE;
	if (a == NULL || b == NULL || strcmp(a, b) != 0)
		return RR_FALSE;
	if (own == NULL || its == NULL)
		return RR_UNKNOWN;
	return have_common(its, own) ? RR_TRUE : RR_FALSE;
}

bool
rr_reach_names(const struct rr_expr *x, const struct rr_fact *self,
    const struct rr_fact *f)
{
	const char *list = rr_fact_field(self, x->in);
	struct rr_buf ref = RR_BUF_INIT;
	bool found;

	rr_fact_ref(f, &ref);
	found = list != NULL && rr_list_has(list, ref.s);
	rr_buf_free(&ref);
	return found;
}

/* Under SELF, or under one that is akin to it; or named by such a one. */
static enum rr_truth
is_shared(struct rr_eval *ev, const struct rr_expr *x,
    const struct rr_fact *self, const struct rr_fact *f)
{
	enum rr_truth found = RR_FALSE;
	size_t n;
	const struct rr_fact *const *all =
	    rr_index_named(ev, self->name, &n);

	for (size_t i = 0; i < n && found != RR_TRUE; i++) {
		enum rr_truth akin = x->reach == RR_REACH_OTHERS &&
		    all[i] == self ? RR_FALSE : rr_reach_akin(x, self, all[i]);

		if (akin != RR_FALSE && (x->reach == RR_REACH_POOLED ?
		    rr_reach_names(x, all[i], f) :
		    rr_eval_hangs(ev, f, all[i])))
			found = akin;
	}
	return found;
}

/* Of the party that a field of SELF names, where that is asked. */
bool
rr_reach_is_of_party(struct rr_eval *ev, const struct rr_expr *x,
    const struct rr_fact *self, const struct rr_fact *f)
{
	const char *party = x->by == NULL ? NULL : rr_fact_field(self, x->by);

	return party == NULL || rr_fact_concerns(ev, f, party);
}

/* Named in a field of SELF and, where that is asked, of a party. */
static bool
is_named(struct rr_eval *ev, const struct rr_expr *x,
    const struct rr_fact *self, const struct rr_fact *f)
{
	bool found = rr_reach_names(x, self, f);

	if (!found || rr_reach_is_of_party(ev, x, self, f))
		return found;
	rr_record_fact(ev->rec, f, "%s %s is not of %s: it does not count",
	    f->name, rr_fact_day_text(ev->arena, f),
	    rr_roster_name(ev->in->roster, rr_fact_field(self, x->by)));
	return false;
}

const char *
rr_reach_gone(struct rr_eval *ev, const struct rr_expr *x,
    const struct rr_fact *self)
{
	const char *list = rr_fact_field(self, x->in);

	while (list != NULL && *list != '\0') {
		size_t n = strcspn(list, " ");
		const char *ref = rr_arena_strndup(ev->arena, list, n);
		int64_t seq, row;

		if (rr_fact_ref_parse(ref, &seq, &row) &&
		    rr_eval_live(ev, seq, row) == NULL)
			return ref;
		list += n + strspn(list + n, " ");
	}
	return NULL;
}

static enum rr_truth
truth_of(bool b)
{
	return b ? RR_TRUE : RR_FALSE;
}

enum rr_truth
rr_reach_takes(struct rr_eval *ev, const struct rr_expr *x,
    const struct rr_fact *self, const struct rr_fact *f)
{
	switch (x->reach) {
	case RR_REACH_ALL:
		return RR_TRUE;
	case RR_REACH_ABOUT:
		return truth_of(rr_eval_is_linked(ev, f, self));
	case RR_REACH_UNDER:
		return truth_of(f != self && rr_eval_hangs(ev, f, self));
	case RR_REACH_OVER:
		return truth_of(f != self && rr_eval_hangs(ev, self, f));
	case RR_REACH_NAMED:
		return truth_of(is_named(ev, x, self, f));
	case RR_REACH_SHARED:
	case RR_REACH_OTHERS:
		return is_shared(ev, x, self, f);
	case RR_REACH_POOLED:
		return !rr_reach_names(x, self, f) &&
		    rr_reach_is_of_party(ev, x, self, f) ?
		    is_shared(ev, x, self, f) : RR_FALSE;
	case RR_REACH_BESIDE:	/* found as a list alone */
	case RR_REACH_MAX:
		break;
	}
	return RR_FALSE;
}

const struct rr_fact *const *
rr_reach_entries(struct rr_eval *ev, const struct rr_expr *x,
    const struct rr_fact *self, size_t *n)
{
	const struct rr_fact *const *named;
	const struct rr_fact **kept;
	size_t all;

	if (x->reach == RR_REACH_BESIDE)
		return rr_eval_beside(ev, x->name, self, x->in, n);
	if (x->reach == RR_REACH_ABOUT)
		return rr_eval_linked(ev, x->name, self, n);
	named = rr_index_named(ev, x->name, &all);
	*n = all;
	if (x->reach == RR_REACH_ALL)
		return named;
	kept = rr_arena_array(ev->arena, all + 1, sizeof(*kept));
	*n = 0;
	for (size_t i = 0; i < all; i++)
		if (rr_reach_takes(ev, x, self, named[i]) != RR_FALSE)
			kept[(*n)++] = named[i];
	return kept;
}

bool
rr_reach_via(struct rr_eval *ev, const struct rr_expr *c,
    const struct rr_scope *s, struct rr_scope *own, enum rr_truth *t)
{
	const char *ref = s->self == NULL ? NULL : rr_fact_field(s->self,
	    c->via);
	const char **lack = ev->lack;
	int64_t seq, row;

	*own = *s;
	*t = c->op == RR_EXPR_SETTLED ? RR_FALSE : RR_UNKNOWN;
	if (ref == NULL || !rr_fact_ref_parse(ref, &seq, &row)) {
		/* It decides, so that what is in doubt is something else. */
		if (*t == RR_FALSE)
			ev->lack = NULL;
		rr_lacks(ev, NULL, "%s", rr_field_title(ev, s->self, c->via));
		ev->lack = lack;
		return false;
	}
	own->self = rr_eval_live(ev, seq, row);
	if (own->self != NULL)
		return true;
	*t = RR_FALSE;
	if (rr_seal_of(ev->in->facts, seq) != NULL)
		*t = RR_UNKNOWN;
	rr_lacks(ev, NULL, "entry %s, which is %s", ref,
	    *t == RR_UNKNOWN ? "sealed" : "not there");
	return false;
}

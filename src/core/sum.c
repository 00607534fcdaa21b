/*
 * sum.c: the kind "sum": what someone owes, line by line.
 *
 * Each line is a sum of money over what is on record; the last one is what it
 * comes to.  Cents throughout: a part drops what is less than one, and the
 * drop is told.  A fact that is missing leaves its line unknown, and whatever
 * rests on that; nothing is taken to be nothing but what is not on record at
 * all.  What is not known lies between two amounts, which go on through what
 * rests on it.
 */
#include "amount_int.h"
#include "conclude_int.h"
#include "regrights/arena.h"
#include "regrights/buf.h"
#include "sum_int.h"

struct adding {
	struct rr_eval			*ev;
	const struct rr_provision	*p;
	const struct rr_scope		*scope;
	struct rr_amount		*lines;		/* those before it */
};

static struct rr_amount	 add(struct adding *, const struct rr_sum *);

static struct rr_amount
missing(struct rr_eval *ev, const char *what)
{
	rr_record(ev->rec, RR_STEP_MISSING, NULL, "not on record: %s", what);
	return rr_amount_unknown(what);
}

/* Whether F is one of those that the sum is about. */
static enum rr_truth
is_meant(struct adding *a, const struct rr_sum *x, const struct rr_fact *f)
{
	const struct rr_scope own = { f, a->scope->recipient, RR_DATE_NONE,
	    RR_DATE_NONE };

	enum rr_truth meant = rr_sum_reaches(a->ev, x, a->scope->self, f);
	enum rr_truth such;

	if (meant == RR_FALSE || x->cond == NULL)
		return meant;
	such = rr_cond_known(a->ev, x->cond, &own);
	return such == RR_TRUE ? meant : such;
}

static const char *
of_entry(struct rr_eval *ev, const struct rr_fact *f, const char *what)
{
	struct rr_buf ref = RR_BUF_INIT;
	const char *text;

	rr_fact_ref(f, &ref);
	text = rr_arena_printf(ev->arena, "%s of entry %s (%s)", what, ref.s,
	    f->name);
	rr_buf_free(&ref);
	return text;
}

/* A field that another one bounds is no more than that. */
static int64_t
most_of(struct rr_eval *ev, const struct rr_fact *f, const char *field)
{
	const struct rr_event *e = rr_agreement_event(ev->agreement, f->name);
	const struct rr_field_decl *d = e == NULL ? NULL :
	    rr_event_field(e, field);
	const char *text = d == NULL || d->at_most == NULL ? NULL :
	    rr_fact_field(f, d->at_most);
	rr_money m;

	return text != NULL && rr_money_parse(text, &m) ? m.cents :
	    RR_NO_LIMIT;
}

static struct rr_amount
field_of(struct rr_eval *ev, const struct rr_fact *f, const char *field)
{
	const char *text = rr_fact_field(f, field);
	rr_money m;

	if (text == NULL || !rr_money_parse(text, &m)) {
		struct rr_amount none = missing(ev, of_entry(ev, f, field));

		none.most = most_of(ev, f, field);
		return none.most == 0 ? rr_amount_of(0) : none;
	}
	rr_record_fact(ev->rec, f, "%s %s: %s %s", f->name,
	    rr_fact_day_text(ev->arena, f), field, rr_cents_text(ev, m.cents));
	return rr_amount_of(m.cents);
}

/* What keeps the entries that a field names from being added up, or NULL. */
static const char *
lacks_named(struct adding *a, const struct rr_sum *x)
{
	const struct rr_fact *self = a->scope->self;
	const char *gone;

	if (x->reach != RR_REACH_NAMED)
		return NULL;
	if (rr_fact_field(self, x->in) == NULL)
		return of_entry(a->ev, self, x->in);
	gone = rr_sum_gone(a->ev, x, self);
	return gone == NULL ? NULL : rr_arena_printf(a->ev->arena,
	    "%s: entry %s does not count", of_entry(a->ev, self, x->in), gone);
}

/* Nothing is nothing whether it counts or not. */
static struct rr_amount
perhaps(struct adding *a, const struct rr_sum *x, const struct rr_fact *f)
{
	const char *text = rr_fact_field(f, x->field);
	rr_money m;
	struct rr_amount one;

	if (text == NULL || !rr_money_parse(text, &m))
		m.cents = RR_NO_LIMIT;
	if (m.cents == 0)
		return rr_amount_of(0);
	one = missing(a->ev, of_entry(a->ev, f, "whether it counts"));
	one.most = m.cents;
	return one;
}

static struct rr_amount
add_all(struct adding *a, const struct rr_sum *x)
{
	struct rr_eval *ev = a->ev;
	struct rr_amount sum = rr_amount_of(0);
	const char *lacks = lacks_named(a, x);
	size_t n, seen = 0;
	const struct rr_fact *const *all =
	    rr_index_named(ev, x->name, &n);

	if (lacks != NULL)
		return missing(ev, lacks);
	for (size_t i = 0; i < n; i++) {
		enum rr_truth meant = is_meant(a, x, all[i]);

		if (meant == RR_FALSE)
			continue;
		seen++;
		sum = rr_amount_plus(sum, meant == RR_TRUE ?
		    field_of(ev, all[i], x->field) : perhaps(a, x, all[i]));
	}
	if (seen == 0)
		rr_record(ev->rec, RR_STEP_MISSING, NULL,
		    "none on record: %s", x->name);
	return sum;
}

/* What one of them comes to, with the reasons under it. */
static struct rr_amount
add_one(struct adding *a, const struct rr_sum *x, const struct rr_fact *f)
{
	const struct rr_scope own = { f, a->scope->recipient, RR_DATE_NONE,
	    RR_DATE_NONE };
	struct adding of = { a->ev, a->p, &own, a->lines };
	struct rr_recorder *rec = a->ev->rec;
	struct rr_amount m;

	a->ev->rec = NULL;
	m = add(&of, x->of[0]);
	a->ev->rec = rec;
	if (rec == NULL)
		return m;
	rr_record_fact(rec, f, "%s %s: %s", f->name,
	    rr_fact_day_text(a->ev->arena, f), m.known ?
	    rr_cents_text(a->ev, m.cents) : "not known");
	rr_record_under(rec);
	add(&of, x->of[0]);
	rr_record_end(rec);
	return m;
}

static struct rr_amount
add_each(struct adding *a, const struct rr_sum *x)
{
	struct rr_amount sum = rr_amount_of(0);
	const char *lacks = lacks_named(a, x);
	size_t n, seen = 0;
	const struct rr_fact *const *all =
	    rr_index_named(a->ev, x->name, &n);

	if (lacks != NULL)
		return missing(a->ev, lacks);
	for (size_t i = 0; i < n; i++) {
		enum rr_truth meant = is_meant(a, x, all[i]);

		if (meant == RR_FALSE)
			continue;
		seen++;
		sum = rr_amount_plus(sum, meant == RR_TRUE ?
		    add_one(a, x, all[i]) : missing(a->ev,
		    of_entry(a->ev, all[i], "whether it counts")));
	}
	if (seen == 0)
		rr_record(a->ev->rec, RR_STEP_MISSING, NULL,
		    "none on record: %s", x->name);
	return sum;
}

/* The lines of another sum up to that one, for what it is about. */
static struct rr_amount
lines_to(struct rr_eval *ev, const struct rr_provision *p,
    const struct rr_scope *s, const struct rr_sum_line *last)
{
	struct adding a = { ev, p, s, rr_arena_array(ev->arena, p->sum.n,
	    sizeof(struct rr_amount)) };
	struct rr_recorder *rec = ev->rec;
	size_t i = 0;

	ev->rec = NULL;
	for (;; i++) {
		a.lines[i] = add(&a, p->sum.lines[i].sum);
		if (&p->sum.lines[i] == last)
			break;
	}
	ev->rec = rec;
	rr_record(rec, RR_STEP_TERM, last->section, "%s: %s: %s", p->what,
	    last->what, a.lines[i].known ?
	    rr_cents_text(ev, a.lines[i].cents) : "not known");
	return a.lines[i];
}

static struct rr_amount
line_of_other(struct adding *a, const struct rr_sum *x)
{
	struct rr_eval *ev = a->ev;
	const struct rr_fact *self = a->scope->self;
	const struct rr_provision *p = rr_agreement_provision(ev->agreement,
	    x->name);
	const struct rr_sum_line *last = p == NULL ? NULL : rr_sum_line(p,
	    x->field);
	const struct rr_scope own = { x->reach != RR_REACH_ABOUT ? self :
	    rr_eval_live(ev, self->about, self->about_row), NULL,
	    RR_DATE_NONE, RR_DATE_NONE };

	if (last == NULL || own.self == NULL || (p->only_if != NULL &&
	    rr_cond_known(ev, p->only_if, &own) != RR_TRUE))
		return missing(ev, rr_arena_printf(ev->arena, "whether '%s' "
		    "is for it", p == NULL ? x->name : p->what));
	return lines_to(ev, p, &own, last);
}

/* The ratio that counts: the last one on record. */
static bool
ratio_of(struct adding *a, const struct rr_sum *x, struct rr_ratio *out)
{
	const struct rr_fact *last = NULL;
	const struct rr_fact *const *all;
	const char *text;
	size_t n;

	*out = x->ratio;
	if (x->name == NULL)
		return true;
	all = rr_index_named(a->ev, x->name, &n);
	for (size_t i = 0; i < n; i++)
		if (is_meant(a, x, all[i]) == RR_TRUE)
			last = all[i];
	text = last == NULL ? NULL : rr_fact_field(last, x->field);
	if (text == NULL || !rr_part_parse(text, out))
		return false;
	rr_record_fact(a->ev->rec, last, "%s %s: %s %s", last->name,
	    rr_day_text(a->ev->arena, last->day), x->field, text);
	return true;
}

static struct rr_amount
part(struct adding *a, const struct rr_sum *x)
{
	struct rr_buf b = RR_BUF_INIT;
	struct rr_ratio r;
	struct rr_amount of, out;
	bool dropped = false;

	if (!ratio_of(a, x, &r))
		return missing(a->ev, rr_arena_printf(a->ev->arena,
		    "%s of %s", x->field, x->name));
	of = add(a, x->of[0]);
	out = rr_amount_part(of, r, &dropped);
	if (!of.known || !out.known)
		return out;
	rr_ratio_text(r, &b);
	rr_record(a->ev->rec, RR_STEP_SUM, NULL, "%s of %s is %s%s", b.s,
	    rr_cents_text(a->ev, of.cents), rr_cents_text(a->ev, out.cents),
	    dropped ? ", less than a cent dropped" : "");
	rr_buf_free(&b);
	return out;
}

static struct rr_amount
joined(struct adding *a, const struct rr_sum *x)
{
	struct rr_amount l = add(a, x->of[0]), r = add(a, x->of[1]);
	bool plus = x->op == RR_SUM_PLUS;
	struct rr_amount m = plus ? rr_amount_plus(l, r) :
	    rr_amount_less(l, r);

	if (!l.known || !r.known || !m.known)
		return m;
	rr_record(a->ev->rec, RR_STEP_SUM, NULL, "%s %s %s is %s%s",
	    rr_cents_text(a->ev, l.cents), plus ? "plus" : "less",
	    rr_cents_text(a->ev, r.cents), rr_cents_text(a->ev, m.cents),
	    !plus && r.cents > l.cents ? ", as it is not below nothing" : "");
	return m;
}

static struct rr_amount
one_of(struct adding *a, const struct rr_sum *x)
{
	bool least = x->op == RR_SUM_LEAST;
	struct rr_amount best = add(a, x->of[0]);

	for (size_t i = 1; i < x->nof; i++)
		best = rr_amount_nearest(least, best, add(a, x->of[i]));
	if (best.known)
		rr_record(a->ev->rec, RR_STEP_CHOICE, NULL,
		    "the %s of them is %s", least ? "least" : "greatest",
		    rr_cents_text(a->ev, best.cents));
	return best;
}

static struct rr_amount
choose(struct adding *a, const struct rr_sum *x)
{
	enum rr_truth t = rr_cond_known(a->ev, x->cond, a->scope);

	if (t == RR_UNKNOWN)
		return missing(a->ev, rr_cond_doubt(a->ev, x->cond,
		    a->scope));
	rr_record(a->ev->rec, RR_STEP_CHOICE, NULL, "%s: %s",
	    rr_cond_words(a->ev, x->cond, a->scope->self), t == RR_TRUE ?
	    "yes" : "no");
	return add(a, x->of[t == RR_TRUE ? 0 : 1]);
}

static struct rr_amount
line_before(struct adding *a, const struct rr_sum *x)
{
	const struct rr_sum_line *l = &a->p->sum.lines[x->line];

	if (a->lines[x->line].known)
		rr_record(a->ev->rec, RR_STEP_TERM, NULL, "%s: %s", l->what,
		    rr_cents_text(a->ev, a->lines[x->line].cents));
	return a->lines[x->line];
}

static struct rr_amount
taken(struct adding *a, const struct rr_sum *x)
{
	enum rr_truth first = x->cond == NULL ? RR_FALSE :
	    rr_cond_known(a->ev, x->cond, a->scope);
	const char *waits_for = "which of them are used up first";
	int64_t cents;

	return first != RR_UNKNOWN && rr_sum_taken(a->ev, x, a->scope,
	    rr_sum_amount, first == RR_TRUE, &cents, &waits_for) ?
	    rr_amount_of(cents) : missing(a->ev, waits_for);
}

static struct rr_amount
add_up(struct adding *a, const struct rr_sum *x)
{
	switch (x->op) {
	case RR_SUM_MONEY:
		return rr_amount_of(x->cents);
	case RR_SUM_LINE:
		return line_before(a, x);
	case RR_SUM_FIELD:
		return field_of(a->ev, a->scope->self, x->field);
	case RR_SUM_ALL:
		return add_all(a, x);
	case RR_SUM_PLUS:
	case RR_SUM_LESS:
		return joined(a, x);
	case RR_SUM_LEAST:
	case RR_SUM_GREATEST:
		return one_of(a, x);
	case RR_SUM_PART:
		return part(a, x);
	case RR_SUM_IF:
		return choose(a, x);
	case RR_SUM_EACH:
		return add_each(a, x);
	case RR_SUM_OTHER:
		return line_of_other(a, x);
	case RR_SUM_TAKEN:
		return taken(a, x);
	case RR_SUM_WAITS:
		return missing(a->ev, x->name);
	}
	return rr_amount_unknown(NULL);
}

/* What is sealed may be more of what is not known, or less. */
static struct rr_amount
add(struct adding *a, const struct rr_sum *x)
{
	struct rr_amount m = add_up(a, x);

	return m.known || a->ev->uncounted == NULL ? m :
	    rr_amount_unknown(m.least_for);
}

bool
rr_sum_amount(struct rr_eval *ev, const struct rr_sum *x,
    const struct rr_scope *s, int64_t *cents, const char **waits_for)
{
	struct adding a = { ev, NULL, s, NULL };
	struct rr_amount m = add(&a, x);

	*cents = m.cents;
	*waits_for = rr_amount_waits(ev->arena, m);
	return m.known;
}

/* What it comes to counts all the same, where another line asks for it. */
static bool
is_shown(const struct adding *a, const struct rr_sum_line *l)
{
	return l->shown_if == NULL ||
	    rr_cond_known(a->ev, l->shown_if, a->scope) != RR_FALSE;
}

static void
add_item(const struct adding *a, const struct rr_sum_line *l,
    const struct rr_amount *m, struct rr_vec *items)
{
	struct rr_finding_item *x;

	if (items == NULL)
		return;
	x = rr_vec_add(a->ev->arena, items);
	x->key = l->key;
	x->what = l->what;
	x->section = l->section;
	x->state = RR_FOUND_NOT_FOR_IT;
	if (!is_shown(a, l))
		return;
	x->state = m->known ? RR_FOUND_COUNTED : RR_FOUND_WAITING;
	x->asked = m->least;
	x->counts = m->most == RR_NO_LIMIT ? 0 : m->most;
	x->unknown = !m->known;
}

/* The reasons of a line stand under what it comes to, so it is run twice. */
static void
one_line(struct adding *a, size_t i)
{
	const struct rr_sum_line *l = &a->p->sum.lines[i];
	struct rr_recorder *rec = a->ev->rec;

	a->ev->rec = NULL;
	a->lines[i] = add(a, l->sum);
	a->ev->rec = rec;
	if (rec == NULL || !is_shown(a, l))
		return;
	rr_record(rec, a->lines[i].known ? RR_STEP_CONCLUSION :
	    RR_STEP_MISSING, l->section, "%s: %s", l->what,
	    a->lines[i].known ? rr_cents_text(a->ev, a->lines[i].cents) :
	    "not known");
	rr_record_under(rec);
	add(a, l->sum);
	rr_record_end(rec);
}

static void
find(struct rr_eval *ev, const struct rr_provision *p,
    const struct rr_scope *s, struct rr_outcome *o, struct rr_vec *items)
{
	const struct rr_sum_terms *t = &p->sum;
	struct adding a = { ev, p, s, rr_arena_array(ev->arena, t->n,
	    sizeof(struct rr_amount)) };
	const struct rr_amount *last = &a.lines[t->n - 1];

	rr_outcome_init(o, RR_FOUND_WAITING);
	for (size_t i = 0; i < t->n; i++) {
		one_line(&a, i);
		add_item(&a, &t->lines[i], &a.lines[i], items);
	}
	o->waits_for = rr_amount_waits(ev->arena, *last);
	if (!last->known)
		return;
	o->state = RR_FOUND_COUNTED;
	o->counted = true;
	o->base = o->needed = o->have = last->cents;
}

const struct rr_kind_rule rr_kind_sum = { .find = find };

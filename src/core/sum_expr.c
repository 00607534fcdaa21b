/*
 * sum_expr.c: sums of money over what is on record.
 *
 * Cents throughout: a part drops what is less than one, and the drop is told.
 * A fact that is missing leaves a sum unknown, and whatever rests on that;
 * nothing is taken to be nothing but what is not on record at all.  What is not
 * known lies between two amounts, which go on through what rests on it.
 */
#include "conclude_int.h"
#include "regrights/arena.h"
#include "regrights/buf.h"

static struct rr_amount
missing(struct rr_eval *ev, const char *what)
{
	rr_record(ev->rec, RR_STEP_MISSING, NULL, "not on record: %s", what);
	return rr_amount_unknown(what);
}

/* In which F is "it". */
static struct rr_scope
scope_of(const struct rr_scope *s, const struct rr_fact *f)
{
	struct rr_scope own = RR_SCOPE(f, s->recipient);

	own.lines = s->lines;
	return own;
}

/* Whether F is one of those that the sum is about. */
static enum rr_truth
is_meant(struct rr_eval *ev, const struct rr_expr *x, const struct rr_scope *s,
    const struct rr_fact *f)
{
	const struct rr_scope own = scope_of(s, f);
	enum rr_truth meant = rr_reach_takes(ev, x, s->self, f);
	enum rr_truth such;

	if (meant == RR_FALSE || x->where == NULL)
		return meant;
	such = rr_cond_known(ev, x->where, &own);
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
lacks_named(struct rr_eval *ev, const struct rr_expr *x,
    const struct rr_fact *self)
{
	const char *gone;

	if (x->reach != RR_REACH_NAMED)
		return NULL;
	if (rr_fact_field(self, x->in) == NULL)
		return of_entry(ev, self, x->in);
	gone = rr_reach_gone(ev, x, self);
	return gone == NULL ? NULL : rr_arena_printf(ev->arena,
	    "%s: entry %s does not count", of_entry(ev, self, x->in), gone);
}

/* What the sum EACH_SUM has comes to of F, with the reasons under it. */
static struct rr_amount
one_of_each(struct rr_eval *ev, const struct rr_expr *x,
    const struct rr_scope *s, const struct rr_fact *f)
{
	const struct rr_scope own = scope_of(s, f);
	struct rr_recorder *rec = ev->rec;
	struct rr_amount m;

	ev->rec = NULL;
	m = rr_eval_amount(ev, x->of[0], &own);
	ev->rec = rec;
	if (rec == NULL)
		return m;
	rr_record_fact(rec, f, "%s %s: %s", f->name,
	    rr_fact_day_text(ev->arena, f), m.known ?
	    rr_cents_text(ev, m.cents) : "not known");
	rr_record_under(rec);
	rr_eval_amount(ev, x->of[0], &own);
	rr_record_end(rec);
	return m;
}

/* One that may not be meant; nothing is nothing whether it counts or not. */
static struct rr_amount
perhaps(struct rr_eval *ev, const struct rr_expr *x, const struct rr_fact *f)
{
	const char *text = x->op == RR_EXPR_TOTAL ? rr_fact_field(f, x->field) :
	    NULL;
	rr_money m;
	struct rr_amount one;

	if (text == NULL || !rr_money_parse(text, &m))
		m.cents = RR_NO_LIMIT;
	if (m.cents == 0)
		return rr_amount_of(0);
	one = missing(ev, of_entry(ev, f, "whether it counts"));
	one.most = m.cents;
	return one;
}

static struct rr_amount
add_all(struct rr_eval *ev, const struct rr_expr *x, const struct rr_scope *s)
{
	struct rr_amount sum = rr_amount_of(0);
	const char *lacks = lacks_named(ev, x, s->self);
	size_t n, seen = 0;
	const struct rr_fact *const *all = rr_index_named(ev, x->name, &n);

	if (lacks != NULL)
		return missing(ev, lacks);
	for (size_t i = 0; i < n; i++) {
		enum rr_truth meant = is_meant(ev, x, s, all[i]);

		if (meant == RR_FALSE)
			continue;
		seen++;
		sum = rr_amount_plus(sum, meant != RR_TRUE ?
		    perhaps(ev, x, all[i]) : x->op == RR_EXPR_TOTAL ?
		    field_of(ev, all[i], x->field) :
		    one_of_each(ev, x, s, all[i]));
	}
	if (seen == 0)
		rr_record(ev->rec, RR_STEP_MISSING, NULL,
		    "none on record: %s", x->name);
	return sum;
}

/* The lines of another sum up to that one, for what it is about. */
static struct rr_amount
lines_to(struct rr_eval *ev, const struct rr_provision *p,
    const struct rr_scope *s, const struct rr_sum_line *last)
{
	struct rr_amount *all = rr_arena_array(ev->arena, p->sum.n,
	    sizeof(*all));
	const struct rr_lines lines = { p->sum.lines, all };
	struct rr_recorder *rec = ev->rec;
	struct rr_scope own = *s;
	size_t i = 0;

	own.lines = &lines;
	ev->rec = NULL;
	for (;; i++) {
		all[i] = rr_eval_amount(ev, p->sum.lines[i].sum, &own);
		if (&p->sum.lines[i] == last)
			break;
	}
	ev->rec = rec;
	rr_record(rec, RR_STEP_TERM, last->section, "%s: %s: %s", p->what,
	    last->what, all[i].known ? rr_cents_text(ev, all[i].cents) :
	    "not known");
	return all[i];
}

static struct rr_amount
line_of_other(struct rr_eval *ev, const struct rr_expr *x,
    const struct rr_scope *s)
{
	const struct rr_provision *p = rr_agreement_provision(ev->agreement,
	    x->name);
	const struct rr_sum_line *last = p == NULL ? NULL : rr_sum_line(p,
	    x->field);
	const struct rr_scope own = RR_SCOPE(x->reach != RR_REACH_ABOUT ?
	    s->self : rr_eval_live(ev, s->self->about, s->self->about_row),
	    NULL);

	if (last == NULL || own.self == NULL || (p->only_if != NULL &&
	    rr_cond_known(ev, p->only_if, &own) != RR_TRUE))
		return missing(ev, rr_arena_printf(ev->arena, "whether '%s' "
		    "is for it", p == NULL ? x->name : p->what));
	return lines_to(ev, p, &own, last);
}

/* The ratio that counts: the last one on record. */
static bool
ratio_of(struct rr_eval *ev, const struct rr_expr *x, const struct rr_scope *s,
    struct rr_ratio *out)
{
	const struct rr_fact *last = NULL;
	const struct rr_fact *const *all;
	const char *text;
	size_t n;

	*out = x->ratio;
	if (x->name == NULL)
		return true;
	all = rr_index_named(ev, x->name, &n);
	for (size_t i = 0; i < n; i++)
		if (is_meant(ev, x, s, all[i]) == RR_TRUE)
			last = all[i];
	text = last == NULL ? NULL : rr_fact_field(last, x->field);
	if (text == NULL || !rr_part_parse(text, out))
		return false;
	rr_record_fact(ev->rec, last, "%s %s: %s %s", last->name,
	    rr_day_text(ev->arena, last->day), x->field, text);
	return true;
}

static struct rr_amount
part(struct rr_eval *ev, const struct rr_expr *x, const struct rr_scope *s)
{
	struct rr_buf b = RR_BUF_INIT;
	struct rr_ratio r;
	struct rr_amount of, out;
	bool dropped = false;

	if (!ratio_of(ev, x, s, &r))
		return missing(ev, rr_arena_printf(ev->arena, "%s of %s",
		    x->field, x->name));
	of = rr_eval_amount(ev, x->of[0], s);
	out = rr_amount_part(of, r, &dropped);
	if (!of.known || !out.known)
		return out;
	rr_ratio_text(r, &b);
	rr_record(ev->rec, RR_STEP_SUM, NULL, "%s of %s is %s%s", b.s,
	    rr_cents_text(ev, of.cents), rr_cents_text(ev, out.cents),
	    dropped ? ", less than a cent dropped" : "");
	rr_buf_free(&b);
	return out;
}

static struct rr_amount
joined(struct rr_eval *ev, const struct rr_expr *x, const struct rr_scope *s)
{
	struct rr_amount l = rr_eval_amount(ev, x->of[0], s);
	struct rr_amount r = rr_eval_amount(ev, x->of[1], s);
	bool plus = x->op == RR_EXPR_PLUS;
	struct rr_amount m = plus ? rr_amount_plus(l, r) :
	    rr_amount_less(l, r);

	if (!l.known || !r.known || !m.known)
		return m;
	rr_record(ev->rec, RR_STEP_SUM, NULL, "%s %s %s is %s%s",
	    rr_cents_text(ev, l.cents), rr_expr_words(x->op),
	    rr_cents_text(ev, r.cents), rr_cents_text(ev, m.cents),
	    !plus && r.cents > l.cents ? ", as it is not below nothing" : "");
	return m;
}

static struct rr_amount
one_of(struct rr_eval *ev, const struct rr_expr *x, const struct rr_scope *s)
{
	bool least = x->op == RR_EXPR_LEAST;
	struct rr_amount best = rr_eval_amount(ev, x->of[0], s);

	for (size_t i = 1; i < x->nof; i++)
		best = rr_amount_nearest(least, best, rr_eval_amount(ev,
		    x->of[i], s));
	if (best.known)
		rr_record(ev->rec, RR_STEP_CHOICE, NULL,
		    "the %s of them is %s", least ? "least" : "greatest",
		    rr_cents_text(ev, best.cents));
	return best;
}

/* It lies between what follows from yes and what follows from no. */
static struct rr_amount
either(struct rr_eval *ev, const struct rr_expr *x, const struct rr_scope *s)
{
	const char *doubt = rr_cond_doubt(ev, x->of[0], s);
	struct rr_recorder *rec = ev->rec;
	struct rr_amount yes, no;

	ev->rec = NULL;
	yes = rr_eval_amount(ev, x->of[1], s);
	no = rr_eval_amount(ev, x->of[2], s);
	ev->rec = rec;
	yes = rr_amount_either(yes, no, doubt);
	if (!yes.known)
		missing(ev, doubt);
	return yes;
}

static struct rr_amount
choose(struct rr_eval *ev, const struct rr_expr *x, const struct rr_scope *s)
{
	enum rr_truth t = rr_cond_known(ev, x->of[0], s);

	if (t == RR_UNKNOWN)
		return either(ev, x, s);
	rr_record(ev->rec, RR_STEP_CHOICE, NULL, "%s: %s",
	    rr_in_words(ev, x->of[0], s->self), t == RR_TRUE ? "yes" : "no");
	return rr_eval_amount(ev, x->of[t == RR_TRUE ? 1 : 2], s);
}

static struct rr_amount
line_before(struct rr_eval *ev, const struct rr_expr *x,
    const struct rr_scope *s)
{
	const struct rr_amount m = s->lines->come_to[x->line];

	if (m.known)
		rr_record(ev->rec, RR_STEP_TERM, NULL, "%s: %s",
		    s->lines->of[x->line].what, rr_cents_text(ev, m.cents));
	return m;
}

static struct rr_amount
taken(struct rr_eval *ev, const struct rr_expr *x, const struct rr_scope *s)
{
	enum rr_truth first = x->nof == 2 ? RR_FALSE :
	    rr_cond_known(ev, x->of[2], s);
	const char *waits_for = "which of them are used up first";
	int64_t cents;

	return first != RR_UNKNOWN && rr_sum_taken(ev, x, s,
	    first == RR_TRUE, &cents, &waits_for) ? rr_amount_of(cents) :
	    missing(ev, waits_for);
}

static struct rr_amount
money(struct rr_eval *ev __attribute__((unused)), const struct rr_expr *x,
    const struct rr_scope *s __attribute__((unused)))
{
	return rr_amount_of(x->cents);
}

static struct rr_amount
field_of_it(struct rr_eval *ev, const struct rr_expr *x,
    const struct rr_scope *s)
{
	return field_of(ev, s->self, x->field);
}

static struct rr_amount
waits(struct rr_eval *ev, const struct rr_expr *x,
    const struct rr_scope *s __attribute__((unused)))
{
	return missing(ev, x->name);
}

typedef struct rr_amount amount_fn(struct rr_eval *, const struct rr_expr *,
		    const struct rr_scope *);

static amount_fn *const amounts[RR_EXPR_MAX] = {
	[RR_EXPR_MONEY] = money,
	[RR_EXPR_LINE] = line_before,
	[RR_EXPR_AMOUNT] = field_of_it,
	[RR_EXPR_TOTAL] = add_all,
	[RR_EXPR_PLUS] = joined,
	[RR_EXPR_LESS] = joined,
	[RR_EXPR_LEAST] = one_of,
	[RR_EXPR_GREATEST] = one_of,
	[RR_EXPR_PART] = part,
	[RR_EXPR_IF_SUM] = choose,
	[RR_EXPR_EACH_SUM] = add_all,
	[RR_EXPR_OTHER] = line_of_other,
	[RR_EXPR_TAKEN] = taken,
	[RR_EXPR_WAITS] = waits
};

/* What is sealed may be more of what is not known, or less. */
struct rr_worth
rr_worth_amount(struct rr_eval *ev, const struct rr_expr *x,
    const struct rr_scope *s)
{
	struct rr_amount m = amounts[x->op](ev, x, s);

	if (!m.known && ev->uncounted != NULL)
		m = rr_amount_unknown(m.least_for);
	return (struct rr_worth){ .type = RR_TYPE_MONEY, .amount = m };
}

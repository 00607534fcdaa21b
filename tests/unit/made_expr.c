/*
 * made_expr.c: expressions drawn from a seed.
 *
 * Each operator is drawn as the grammar lets it stand: what it needs of "it",
 * of fields, of others beside it.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

#include "made_expr.h"
#include "regrights/arena.h"

#define COUNT(a)	(sizeof(a) / sizeof((a)[0]))

static const struct rr_answer answers[] = { { "yes", "" }, { "no", "" } };
static const struct rr_question questions[] = {
	{ .key = "clear-days", .answers = answers, .n = 2 },
	{ .key = "half-days", .answers = answers, .n = 2 }
};
static const struct rr_day_kind kinds[] = { { .name = "business day" },
	{ .name = "commission day" } };
static const char *const documents[] = { "prospectus", "shelf filing" };
static const struct rr_field_decl fields[] = {
	{ .key = "on", .type = RR_FIELD_DATE },
	{ .key = "document", .type = RR_FIELD_CHOICE, .choices = documents,
	    .nchoices = 2 },
	{ .key = "amount", .type = RR_FIELD_MONEY },
	{ .key = "rate", .type = RR_FIELD_RATIO },
	{ .key = "holder", .type = RR_FIELD_PARTY },
	{ .key = "against", .type = RR_FIELD_PARTY },
	{ .key = "entry", .type = RR_FIELD_FACT },
	{ .key = "entries", .type = RR_FIELD_FACTS }
};
static const char *const about[] = { "filing planned" };
#define FIELDS	.fields = fields, .nfields = COUNT(fields), .about = about, \
	.nabout = COUNT(about)
static const struct rr_event events[] = {
	{ .name = "closing", FIELDS },
	{ .name = "filing planned", FIELDS },
	{ .name = "filing", .notice = true, FIELDS },
	{ .name = "no-review notice", .notice = true, FIELDS }
};
static const char *const each[] = { "closing", "filing planned", "filing",
	"no-review notice" };
const struct rr_sum_line made_lines[MADE_LINES] = { { .key = "fees" },
	{ .key = "costs borne" } };
#define EACH	.each = each, .neach = COUNT(each)
static const struct rr_provision provisions[] = {
	{ .kind = &rr_kind_list, .id = "papers", EACH },
	{ .kind = &rr_kind_share, .id = "consent", EACH },
	{ .kind = &rr_kind_allot, .id = "cutback", EACH },
	{ .kind = &rr_kind_period, .id = "lock-up", EACH },
	{ .kind = &rr_kind_counter, .id = "exercises", EACH,
	    .counter.of = "filing" },
	{ .kind = &rr_kind_sum, .id = "owed", EACH, .sum = { made_lines, MADE_LINES } }
};
const struct rr_agreement made_agreement = {
	.questions = questions, .nquestions = COUNT(questions),
	.kinds = kinds, .nkinds = COUNT(kinds),
	.events = events, .nevents = COUNT(events),
	.provisions = provisions, .nprovisions = COUNT(provisions)
};


/* What is being drawn: about IT, and whether as a line of a sum. */
struct draw {
	struct rr_arena		*arena;
	const struct rr_event	*it;
	bool			 lines;
	bool			 inside;	/* of an "each" */
	int			 depth;
};

static uint64_t seed;

void
made_expr_seed(void)
{
	const char *given = getenv("REGRIGHTS_SEED");

	seed = given != NULL ? strtoull(given, NULL, 10) : 20000428;
	print_message("made_expr: REGRIGHTS_SEED=%llu\n",
	    (unsigned long long)seed);
}

/* From nothing to less than N; xorshift64* */
static size_t
draw(size_t n)
{
	seed ^= seed >> 12;
	seed ^= seed << 25;
	seed ^= seed >> 27;
	return (size_t)((seed * 2685821657736338717u >> 1) % n);
}

static bool
maybe(void)
{
	return draw(2) == 0;
}

const char *
made_expr_it(int i)
{
	return events[(size_t)i % COUNT(events)].name;
}

static const struct rr_expr *of_type(const struct draw *, enum rr_type);

static void
operands(const struct draw *d, struct rr_expr *x, size_t n, enum rr_type type)
{
	const struct rr_expr **of = rr_arena_array(d->arena, n, sizeof(*of));

	for (size_t i = 0; i < n; i++)
		of[i] = of_type(d, type);
	x->of = of;
	x->nof = n;
}

/* One operand, in which E is "it". */
static void
about_it(const struct draw *d, const struct rr_event *e, struct rr_expr *x,
    enum rr_type type)
{
	struct draw own = *d;

	own.it = e;
	operands(&own, x, 1, type);
}

static const struct rr_event *
a_name(struct rr_expr *x)
{
	const struct rr_event *e = &events[draw(COUNT(events))];

	x->name = e->name;
	return e;
}

static const char *
a_field(enum rr_field_type type)
{
	const struct rr_field_decl *f;

	do
		f = &fields[draw(COUNT(fields))];
	while (f->type != type);
	return f->key;
}

static const char *
an_entry(void)
{
	return a_field(maybe() ? RR_FIELD_FACT : RR_FIELD_FACTS);
}

/* Which entries, of those that its operator takes. */
static void
a_reach(struct rr_expr *x)
{
	do
		x->reach = (enum rr_reach)draw(RR_REACH_MAX);
	while (x->reach != RR_REACH_ALL && !rr_expr_takes(x->op, x->reach));
	if (x->reach >= RR_REACH_NAMED) {
		x->in = an_entry();
		x->by = maybe() ? a_field(RR_FIELD_PARTY) : NULL;
	} else if (x->reach == RR_REACH_BESIDE && x->op != RR_EXPR_SETTLED &&
	    maybe())
		x->in = an_entry();
	else if (rr_expr_takes_via(x->op, x->reach) && maybe())
		x->via = a_field(RR_FIELD_FACT);
}

static void
a_where(const struct draw *d, const struct rr_event *e, struct rr_expr *x)
{
	struct draw own = *d;

	own.it = e;
	x->where = maybe() ? of_type(&own, RR_TYPE_TRUTH) : NULL;
}

static void
event(const struct draw *d, struct rr_expr *x)
{
	const struct rr_event *e = a_name(x);

	x->part = (enum rr_part)draw(RR_PART_FIELD + 1);
	if (x->part == RR_PART_FIELD)
		x->field = a_field(RR_FIELD_DATE);
	a_reach(x);
	a_where(d, e, x);
}

static void
self(const struct draw *d, struct rr_expr *x)
{
	(void)d;
	x->part = (enum rr_part)draw(RR_PART_FIELD + 1);
	if (x->part == RR_PART_FIELD)
		x->field = a_field(RR_FIELD_DATE);
}

static void
date(const struct draw *d, struct rr_expr *x)
{
	(void)d;
	x->date.day = 11000 + (int32_t)draw(5000);
}

static void
given(const struct draw *d, struct rr_expr *x)
{
	(void)d;
	x->part = maybe() ? RR_PART_DAY : RR_PART_RECEIPT;
}

static void
offset(const struct draw *d, struct rr_expr *x)
{
	x->n = 1 + (int32_t)draw(40);
	x->n = maybe() ? x->n : -x->n;
	x->clear = maybe();
	x->unit = (enum rr_unit)draw(RR_UNIT_KIND + 1);
	x->kind = x->unit == RR_UNIT_KIND ? (int)draw(COUNT(kinds)) : 0;
	operands(d, x, 1, RR_TYPE_DAY);
}

static void
list(const struct draw *d, struct rr_expr *x)
{
	operands(d, x, 1 + draw(3), rr_expr_type(x));
}

static void
choice(const struct draw *d, struct rr_expr *x)
{
	const struct rr_expr **of = rr_arena_array(d->arena, 3, sizeof(*of));

	of[0] = of_type(d, RR_TYPE_TRUTH);
	of[1] = of_type(d, rr_expr_type(x));
	of[2] = of_type(d, rr_expr_type(x));
	x->of = of;
	x->nof = 3;
}

static void
provision(const struct rr_kind *kind, struct rr_expr *x)
{
	for (size_t i = 0; i < COUNT(provisions); i++)
		if (provisions[i].kind == kind)
			x->name = provisions[i].id;
}

static void
reached(const struct draw *d, struct rr_expr *x)
{
	(void)d;
	provision(&rr_kind_counter, x);
}

static void
joined(const struct draw *d, struct rr_expr *x)
{
	operands(d, x, 2 + draw(2), RR_TYPE_TRUTH);
}

static void
not(const struct draw *d, struct rr_expr *x)
{
	operands(d, x, 1, RR_TYPE_TRUTH);
}

static void
answer(const struct draw *d, struct rr_expr *x)
{
	(void)d;
	x->question = (int)draw(COUNT(questions));
	x->answer = (int)draw(COUNT(answers));
}

static void
happened(const struct draw *d, struct rr_expr *x)
{
	if (maybe())
		operands(d, x, 1, RR_TYPE_DAY);
	if (maybe())
		return;
	a_name(x);
	a_reach(x);
}

static void
kind(const struct draw *d, struct rr_expr *x)
{
	(void)d;
	a_name(x);
}

static void
falls(const struct draw *d, struct rr_expr *x)
{
	(void)d;
	x->kind = (int)draw(COUNT(kinds));
	x->field = maybe() ? a_field(RR_FIELD_DATE) : NULL;
}

static void
way(const struct draw *d, struct rr_expr *x)
{
	x->way = (enum rr_way)draw(RR_WAY_MAX);
	x->value = x->way == RR_WAY_SENT ? rr_method_word((enum rr_method)
	    draw(RR_METHOD_MAX)) : NULL;
	if (d->it->notice && maybe())
		return;
	while (!a_name(x)->notice)
		;
	a_reach(x);
}

static void
contact(const struct draw *d, struct rr_expr *x)
{
	(void)d;
	x->name = x->op == RR_EXPR_RECIPIENTS ? "recipient" : "holder";
	x->listed = maybe();
	x->value = rr_method_contact((enum rr_method)draw(RR_METHOD_MAX));
}

static void
meets(const struct draw *d, struct rr_expr *x)
{
	const struct rr_event *e = d->it;
	struct draw own = *d;

	if (x->op == RR_EXPR_EVERY_MEETS)
		x->name = "holder";
	else if (x->op == RR_EXPR_PARTY_MEETS)
		x->field = a_field(RR_FIELD_PARTY);
	else {
		e = a_name(x);
		a_reach(x);
		x->outer = !d->inside;
		own.inside = true;
	}
	about_it(&own, e, x, RR_TYPE_TRUTH);
}

static void
holds(const struct draw *d, struct rr_expr *x)
{
	provision(&rr_kind_period, x);
	if (maybe())
		operands(d, x, 1, RR_TYPE_DAY);
}

static void
settled(const struct draw *d, struct rr_expr *x)
{
	static const struct rr_kind *const of[] = { &rr_kind_list,
	    &rr_kind_share, &rr_kind_allot };
	const struct rr_kind *k = of[draw(COUNT(of))];

	provision(k, x);
	a_reach(x);
	x->votes = k->votes && maybe();
	x->before = k->votes && !x->votes && maybe();
	if (!x->votes && !x->before && maybe())
		operands(d, x, 1, RR_TYPE_DAY);
}

static void
field(const struct draw *d, struct rr_expr *x)
{
	const struct rr_field_decl *f = &fields[draw(COUNT(fields))];

	x->field = f->key;
	x->compare = (enum rr_compare)draw(RR_AT_LEAST + 1);
	if (f->type == RR_FIELD_CHOICE)
		x->value = f->choices[draw(f->nchoices)];
	else if (f->type == RR_FIELD_PARTY) {
		x->then = x->compare == RR_IS && maybe();
		x->value = x->then || maybe() ? "holder" : d->inside &&
		    maybe() ? "that.against" : "it.against";
	} else if (f->type == RR_FIELD_MONEY)
		x->value = "7500";
	else
		x->compare = maybe() ? RR_IS : RR_IS_NOT;
}

/* HOURS: by these too. */
static enum rr_compare
an_order(bool hours)
{
	return (enum rr_compare)(RR_LESS + (int)draw(hours ? 5 : 4));
}

static void
field_order(const struct draw *d, struct rr_expr *x)
{
	x->field = a_field(RR_FIELD_DATE);
	x->compare = an_order(false);
	operands(d, x, 1, RR_TYPE_DAY);
}

/* What can stand on the left: a thing, a day of a notice, one of several. */
static const struct rr_expr *
a_left(const struct draw *d)
{
	static const enum rr_expr_op of[] = { RR_EXPR_SELF, RR_EXPR_EVENT,
	    RR_EXPR_EARLIEST, RR_EXPR_LATEST };
	struct rr_expr *x = rr_arena_alloc(d->arena, sizeof(*x));
	const struct rr_event *e;

	x->op = of[draw(COUNT(of))];
	x->date = RR_DATE_NONE;
	if (x->op == RR_EXPR_EARLIEST || x->op == RR_EXPR_LATEST)
		list(d, x);
	if (x->op != RR_EXPR_EVENT)
		return x;
	e = a_name(x);
	x->part = (enum rr_part)draw(RR_PART_FIELD);
	a_reach(x);
	if (x->part != RR_PART_DAY)
		a_where(d, e, x);
	return x;
}

static void
order(const struct draw *d, struct rr_expr *x)
{
	const struct rr_expr **of = rr_arena_array(d->arena, 2, sizeof(*of));

	x->compare = an_order(true);
	of[0] = a_left(d);
	of[1] = of_type(d, RR_TYPE_DAY);
	x->of = of;
	x->nof = 2;
}

static void
money(const struct draw *d, struct rr_expr *x)
{
	(void)d;
	x->cents = (int64_t)draw(1000000);
}

static void
line(const struct draw *d, struct rr_expr *x)
{
	(void)d;
	x->line = draw(MADE_LINES);
	x->name = made_lines[x->line].key;
}

static void
amount(const struct draw *d, struct rr_expr *x)
{
	(void)d;
	x->field = a_field(RR_FIELD_MONEY);
}

static void
total(const struct draw *d, struct rr_expr *x)
{
	const struct rr_event *e = a_name(x);

	x->field = a_field(RR_FIELD_MONEY);
	a_reach(x);
	a_where(d, e, x);
}

static void
added(const struct draw *d, struct rr_expr *x)
{
	operands(d, x, 2, RR_TYPE_MONEY);
}

static void
part(const struct draw *d, struct rr_expr *x)
{
	if (maybe()) {
		total(d, x);
		x->field = a_field(RR_FIELD_RATIO);
	} else
		assert_true(rr_ratio_of(1 + (int64_t)draw(4), 4, &x->ratio));
	operands(d, x, 1, RR_TYPE_MONEY);
}

static void
each_sum(const struct draw *d, struct rr_expr *x)
{
	const struct rr_event *e = a_name(x);

	a_reach(x);
	a_where(d, e, x);
	about_it(d, e, x, RR_TYPE_MONEY);
}

static void
other(const struct draw *d, struct rr_expr *x)
{
	(void)d;
	provision(&rr_kind_sum, x);
	x->field = made_lines[0].key;
	x->reach = maybe() ? RR_REACH_ALL : RR_REACH_ABOUT;
}

static void
taken(const struct draw *d, struct rr_expr *x)
{
	const struct rr_expr **of = rr_arena_array(d->arena, 3, sizeof(*of));
	struct draw own = *d;

	own.lines = false;
	own.it = a_name(x);
	x->reach = RR_REACH_NAMED;
	x->in = an_entry();
	x->by = maybe() ? a_field(RR_FIELD_PARTY) : NULL;
	of[0] = of_type(&own, RR_TYPE_MONEY);
	own.it = d->it;
	of[1] = of_type(&own, RR_TYPE_MONEY);
	x->of = of;
	x->nof = 2;
	if (maybe())
		return;
	of[2] = of_type(d, RR_TYPE_TRUTH);
	x->nof = 3;
}

typedef void	 draw_fn(const struct draw *, struct rr_expr *);

static draw_fn *const draws[RR_EXPR_MAX] = {
	[RR_EXPR_DATE] = date,
	[RR_EXPR_EVENT] = event,
	[RR_EXPR_SELF] = self,
	[RR_EXPR_GIVEN] = given,
	[RR_EXPR_OFFSET] = offset,
	[RR_EXPR_EARLIEST] = list,
	[RR_EXPR_LATEST] = list,
	[RR_EXPR_REACHED_ON] = reached,
	[RR_EXPR_IF] = choice,
	[RR_EXPR_OR] = joined,
	[RR_EXPR_AND] = joined,
	[RR_EXPR_NOT] = not,
	[RR_EXPR_ANSWER] = answer,
	[RR_EXPR_HAPPENED] = happened,
	[RR_EXPR_KIND] = kind,
	[RR_EXPR_FALLS] = falls,
	[RR_EXPR_WAY] = way,
	[RR_EXPR_CONTACT] = contact,
	[RR_EXPR_RECIPIENTS] = contact,
	[RR_EXPR_EVERY_MEETS] = meets,
	[RR_EXPR_PARTY_MEETS] = meets,
	[RR_EXPR_HOLDS] = holds,
	[RR_EXPR_REACHED] = reached,
	[RR_EXPR_EACH] = meets,
	[RR_EXPR_SETTLED] = settled,
	[RR_EXPR_FIELD] = field,
	[RR_EXPR_FIELD_ORDER] = field_order,
	[RR_EXPR_ORDER] = order,
	[RR_EXPR_MONEY] = money,
	[RR_EXPR_LINE] = line,
	[RR_EXPR_AMOUNT] = amount,
	[RR_EXPR_TOTAL] = total,
	[RR_EXPR_PLUS] = added,
	[RR_EXPR_LESS] = added,
	[RR_EXPR_LEAST] = list,
	[RR_EXPR_GREATEST] = list,
	[RR_EXPR_PART] = part,
	[RR_EXPR_IF_SUM] = choice,
	[RR_EXPR_EACH_SUM] = each_sum,
	[RR_EXPR_OTHER] = other,
	[RR_EXPR_TAKEN] = taken,
	[RR_EXPR_WAITS] = kind
};

/* Of each type one that has nothing in it, for what stands deepest. */
static const enum rr_expr_op leaves[RR_TYPE_MAX] = {
	[RR_TYPE_DAY] = RR_EXPR_SELF,
	[RR_TYPE_TRUTH] = RR_EXPR_ANSWER,
	[RR_TYPE_MONEY] = RR_EXPR_MONEY
};

static bool
can_stand(const struct draw *d, enum rr_expr_op op)
{
	return (op != RR_EXPR_RECIPIENTS || d->it->notice) &&
	    (op != RR_EXPR_LINE || d->lines);
}

static const struct rr_expr *
of_type(const struct draw *d, enum rr_type type)
{
	struct rr_expr *x = rr_arena_alloc(d->arena, sizeof(*x));
	struct draw own = *d;

	x->date = RR_DATE_NONE;
	own.depth--;
	do
		x->op = d->depth <= 0 ? leaves[type] :
		    (enum rr_expr_op)draw(RR_EXPR_MAX);
	while (rr_expr_type(x) != type || !can_stand(d, x->op));
	if (draws[x->op] == NULL)
		fail_msg("row %d of expr.def is not drawn", (int)x->op);
	draws[x->op](&own, x);
	return x;
}

const struct rr_expr *
made_expr(struct rr_arena *arena, enum rr_type type, const char *it, int depth)
{
	const struct draw d = { .arena = arena, .it = rr_agreement_event(
	    &made_agreement, it), .lines = true, .depth = depth };

	return of_type(&d, type);
}

/*
 * made_case.c: cases drawn from a seed, under an agreement of the source tree.
 *
 * What is drawn is odd on purpose: moments at and beside each end of a window,
 * numbers of any list or none, sendings that failed, receipts by day and by
 * the clock.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

#include "made_case.h"
#include "regrights/buf.h"
#include "regrights/load.h"

#define COUNT(a)	(sizeof(a) / sizeof((a)[0]))

static uint64_t seed;

void
made_seed(const char *what)
{
	const char *given = getenv("REGRIGHTS_SEED");

	seed = given != NULL ? strtoull(given, NULL, 10) : 20000428;
	print_message("%s: REGRIGHTS_SEED=%llu\n", what,
	    (unsigned long long)seed);
}

/* xorshift64* */
int64_t
made_draw(int64_t from, int64_t to)
{
	seed ^= seed >> 12;
	seed ^= seed << 25;
	seed ^= seed >> 27;
	return from + (int64_t)((seed * 2685821657736338717u >> 1) %
	    (uint64_t)(to - from + 1));
}

static const char *
in_source(struct made_case *m, const char *path)
{
	const char *top = getenv("srcdir");

	return rr_arena_printf(m->arena, "%s/%s", top != NULL ? top : ".",
	    path);
}

static void
load_named(struct made_case *m)
{
	const struct rr_agreement *a = m->a;

	m->calendars = rr_arena_array(m->arena, a->ncalendars + 1,
	    sizeof(*m->calendars));
	m->zones = rr_arena_array(m->arena, a->nzones + 1, sizeof(*m->zones));
	for (size_t i = 0; i < a->ncalendars; i++) {
		struct rr_calendar *c;

		assert_true(rr_load_calendar(m->arena, in_source(m, "share"),
		    a->calendars[i].name, &c, m->diags));
		m->calendars[i] = c;
	}
	for (size_t i = 0; i < a->nzones; i++) {
		struct rr_zone *z;

		assert_true(rr_load_zone(m->arena, a->zones[i].name, &z,
		    m->diags));
		m->zones[m->nzones++] = z;
	}
	m->engine = rr_engine_new(m->arena, a, m->calendars, a->ncalendars,
	    m->zones, m->nzones, m->diags);
	assert_non_null(m->engine);
}

static void
load(struct made_case *m, const char *name, const char *bytes, size_t len)
{
	struct rr_agreement *a;
	struct rr_buf b = RR_BUF_INIT;

	if (!rr_load_agreement(m->arena, name, bytes, len, &a, m->diags)) {
		rr_diag_text(rr_diags_get(m->diags, 0), &b);
		fail_msg("%s", b.s);
	}
	m->a = a;
	load_named(m);
	m->round = rr_arena_new();
}

void
made_case_open(struct made_case *m, const char *path)
{
	char *bytes;
	size_t len;

	memset(m, 0, sizeof(*m));
	m->arena = rr_arena_new();
	m->diags = rr_diags_new();
	assert_true(rr_load_file(m->arena, in_source(m, path), RR_LOAD_MAX,
	    &bytes, &len, m->diags));
	load(m, path, bytes, len);
}

void
made_case_text(struct made_case *m, const char *text)
{
	memset(m, 0, sizeof(*m));
	m->arena = rr_arena_new();
	m->diags = rr_diags_new();
	load(m, "x.yaml", text, strlen(text));
}

void
made_case_close(struct made_case *m)
{
	rr_arena_free(m->round);
	rr_diags_free(m->diags);
	rr_arena_free(m->arena);
}

void
made_case_begin(struct made_case *m)
{
	const struct rr_vec none = RR_VEC_INIT(struct rr_fact);

	rr_arena_reset(m->round);
	m->facts = none;
	for (size_t i = 0; i < m->a->nseeds; i++) {
		struct rr_fact *f = rr_vec_add(m->round, &m->facts);

		*f = m->a->seeds[i];
		f->seq = 1;
	}
}

struct rr_fact *
made_case_add(struct made_case *m, enum rr_shape shape, const char *name,
    const char *day)
{
	int64_t seq = 2;
	struct rr_fact *f;

	if (m->facts.n > m->a->nseeds)
		seq = ((struct rr_fact *)rr_vec_at(&m->facts,
		    m->facts.n - 1))->seq + 1;
	f = rr_vec_add(m->round, &m->facts);
	f->seq = seq;
	f->shape = shape;
	f->name = name;
	f->day = RR_DATE_NONE;
	f->at = RR_INSTANT_NONE;
	if (day != NULL)
		assert_true(rr_date_parse(day, &f->day));
	return f;
}

static const char *
day_text(struct made_case *m, rr_date day)
{
	struct rr_buf b = RR_BUF_INIT;

	rr_date_text(day, &b);
	return rr_buf_keep(&b, m->round);
}

/* One of those that are there with that name, or NULL. */
static const struct rr_fact *
one_named(struct made_case *m, const char *name)
{
	const struct rr_fact *all = m->facts.items, *found = NULL;
	int64_t seen = 0;

	for (size_t i = 0; i < m->facts.n; i++)
		if (strcmp(all[i].name, name) == 0 &&
		    (all[i].shape == RR_SHAPE_EVENT ||
		    all[i].shape == RR_SHAPE_NOTICE) &&
		    made_draw(0, seen++) == 0)
			found = &all[i];
	return found;
}

static const char *
one_party(struct made_case *m)
{
	const struct rr_fact *found = NULL;
	int64_t seen = 0;

	for (size_t i = 0; i < m->a->nseeds; i++)
		if (m->a->seeds[i].shape == RR_SHAPE_PARTY &&
		    made_draw(0, seen++) == 0)
			found = &m->a->seeds[i];
	return found->name;
}

static const char *
one_entry(struct made_case *m, const struct rr_field_decl *d)
{
	const struct rr_fact *f = d->nof == 0 ? NULL : one_named(m,
	    d->of[made_draw(0, (int64_t)d->nof - 1)]);
	struct rr_buf b = RR_BUF_INIT;

	if (f == NULL)
		return NULL;
	rr_fact_ref(f, &b);
	return rr_buf_keep(&b, m->round);
}

static const char *
value_of(struct made_case *m, const struct rr_field_decl *d, rr_date day)
{
	switch (d->type) {
	case RR_FIELD_TEXT:
		return "words";
	case RR_FIELD_DATE:
		day.day += (int32_t)made_draw(-3, 40);
		return day_text(m, day);
	case RR_FIELD_MOMENT:
		return rr_arena_printf(m->round, "%s 14:%02d", day_text(m,
		    day), (int)made_draw(25, 35));
	case RR_FIELD_MONEY:
		return made_draw(0, 1) == 0 ? "1000.00" : "250.50";
	case RR_FIELD_SHARES:
	case RR_FIELD_NUMBER:
		return rr_arena_printf(m->round, "%d",
		    (int)made_draw(1, 600000));
	case RR_FIELD_PARTY:
		return one_party(m);
	case RR_FIELD_CHOICE:
		return d->choices[made_draw(0, (int64_t)d->nchoices - 1)];
	case RR_FIELD_YES:
		return made_draw(0, 1) == 0 ? "yes" : "no";
	case RR_FIELD_FACT:
	case RR_FIELD_FACTS:
		return one_entry(m, d);
	case RR_FIELD_CLASS:
		return m->a->nclasses == 0 ? NULL : m->a->classes[
		    made_draw(0, (int64_t)m->a->nclasses - 1)].key;
	case RR_FIELD_DEADLINE:
		return m->a->nprovisions == 0 ? NULL : m->a->provisions[
		    made_draw(0, (int64_t)m->a->nprovisions - 1)].id;
	case RR_FIELD_PART:
		return made_draw(0, 1) == 0 ? "3/8" : "12.5%";
	case RR_FIELD_RATIO:
		return "1/2";
	case RR_FIELD_MAX:
		break;
	}
	return NULL;
}

static void
draw_fields(struct made_case *m, const struct rr_event *e, struct rr_fact *f)
{
	for (size_t i = 0; i < e->nfields; i++) {
		const struct rr_field_decl *d = &e->fields[i];
		const char *from = rr_fact_field(f, "from"), *value;
		rr_date day = f->day;

		if (!d->required && made_draw(0, 1) == 0)
			continue;
		if (strcmp(d->key, "to") == 0 && from != NULL &&
		    d->type == RR_FIELD_DATE) {
			assert_true(rr_date_parse(from, &day));
			day.day += (int32_t)made_draw(3, 24) - 3;
			value = day_text(m, day);
		} else
			value = value_of(m, d, day);
		if (value != NULL)
			rr_fact_set(m->round, f, d->key, value);
	}
}

/* At and beside each end of a window, and anywhere. */
static int32_t
draw_second(const struct made_case *m)
{
	const struct rr_ladder *l = m->a->ladder;
	const struct rr_window *w =
	    &l->clauses[made_draw(0, (int64_t)l->nclauses - 1)].window;
	int64_t sec = made_draw(0, 1) == 0 ? w->from : w->until;

	if (made_draw(0, 2) == 0)
		return (int32_t)made_draw(0, 86399);
	sec += made_draw(-1, 1);
	return (int32_t)(sec < 0 ? 0 : sec > 86399 ? 86399 : sec);
}

static const char *
draw_lists(struct made_case *m)
{
	const struct rr_ladder *l = m->a->ladder;
	struct rr_buf b = RR_BUF_INIT;

	for (size_t i = 0; i < l->nlists; i++)
		if (made_draw(0, 2) > 0)
			rr_buf_printf(&b, "%s%s", b.len > 0 ? " " : "",
			    l->lists[i].key);
	return rr_buf_keep(&b, m->round);
}

static void
draw_moment(struct made_case *m, rr_date day, rr_instant *at,
    const char **zone, struct rr_wall *wall)
{
	const struct rr_zone *z =
	    m->zones[made_draw(0, (int64_t)m->nzones - 1)];
	rr_instant both[2];

	do {
		wall->day = day;
		wall->sec = draw_second(m);
	} while (rr_zone_instants(z, *wall, both) == 0);
	*at = both[0];
	*zone = z->name;
}

static void
draw_sendings(struct made_case *m, struct rr_fact *f)
{
	size_t n = (size_t)made_draw(1, 4);
	struct rr_sending *all = rr_arena_array(m->round, n, sizeof(*all));

	for (size_t i = 0; i < n; i++) {
		rr_date day = f->day;

		day.day += (int32_t)made_draw(0, 2);
		all[i].party = one_party(m);
		all[i].copy = made_draw(0, 4) == 0;
		all[i].method = rr_method_word(
		    (enum rr_method)made_draw(0, RR_METHOD_MAX - 1));
		all[i].lists = draw_lists(m);
		draw_moment(m, day, &all[i].at, &all[i].zone, &all[i].wall);
	}
	f->sendings = all;
	f->nsendings = n;
}

/* What became of the sendings of the notice that was added last. */
static void
draw_outcomes(struct made_case *m)
{
	static const char *const words[] = { "complete", "partial", "failed",
	    "busy" };
	const struct rr_fact notice = *(struct rr_fact *)rr_vec_at(&m->facts,
	    m->facts.n - 1);

	for (size_t i = 0; i < notice.nsendings; i++) {
		struct rr_fact *f;

		if (made_draw(0, 3) == 0) {
			f = made_case_add(m, RR_SHAPE_RESULT, notice.name,
			    NULL);
			f->day = notice.day;
			f->about = notice.seq;
			f->part = (int64_t)i + 1;
			rr_fact_set(m->round, f, "result",
			    words[made_draw(0, COUNT(words) - 1)]);
		}
		if (made_draw(0, 1) == 0)
			continue;
		f = made_case_add(m, RR_SHAPE_RECEIPT, notice.name, NULL);
		f->about = notice.seq;
		f->part = (int64_t)i + 1;
		f->day.day = notice.day.day + (int32_t)made_draw(0, 9);
		if (made_draw(0, 1) == 0)
			draw_moment(m, f->day, &f->at, &f->zone, &f->wall);
	}
}

static void
draw_entry(struct made_case *m, int32_t from, int32_t days)
{
	const struct rr_event *e =
	    &m->a->events[made_draw(0, (int64_t)m->a->nevents - 1)];
	const struct rr_fact *about = e->nabout == 0 ? NULL :
	    one_named(m, e->about[e->nabout == 1 ? 0 : made_draw(0,
	    (int64_t)e->nabout - 1)]);
	int64_t seq = about == NULL ? 0 : about->seq;
	int64_t row = about == NULL ? 0 : about->row;
	struct rr_fact *f;

	if ((e->nabout > 0 && about == NULL) ||
	    (e->once && one_named(m, e->name) != NULL))
		return;
	f = made_case_add(m, e->notice ? RR_SHAPE_NOTICE : RR_SHAPE_EVENT,
	    e->name, NULL);
	f->day.day = from + (int32_t)made_draw(0, days);
	f->about = seq;
	f->about_row = row;
	draw_fields(m, e, f);
	if (!e->notice)
		return;
	draw_sendings(m, f);
	draw_outcomes(m);
}

void
made_case_draw(struct made_case *m, int n)
{
	static const int years[] = { 2007, 2012, 2014, 2018, 2019 };
	rr_date from = m->a->dated;
	int32_t days = 400;

	/* After the start, or about a day on which an order closed offices. */
	if (made_draw(0, 1) == 0) {
		assert_true(rr_date_of(years[made_draw(0, COUNT(years) - 1)],
		    11, 25, &from));
		days = 35;
	}
	made_case_begin(m);
	for (int i = 0; i < n; i++)
		draw_entry(m, from.day, days);
}

struct rr_derivation *
made_case_derive(struct made_case *m, const struct rr_fact *facts, size_t n,
    const struct rr_readings *readings, rr_date on)
{
	struct rr_input *in = rr_arena_alloc(m->round, sizeof(*in));

	in->engine = m->engine;
	in->facts = rr_facts_new(m->round, facts, n, on);
	in->on = on;
	if (rr_date_is_none(on))
		assert_true(rr_date_parse("2022-12-31", &in->on));
	in->roster = rr_roster_new(m->round, m->a, in->facts, in->on);
	in->readings = readings != NULL ? readings :
	    rr_readings_new(m->round, m->a);
	in->due_within = 7;
	return rr_derive(m->round, in);
}

struct points {
	const struct rr_agreement	*a;
	int				*of;
	size_t				 n;
	const struct made_case	*made;
};

static void
add_point(struct points *p, int question)
{
	for (size_t i = 0; i < p->n; i++)
		if (p->of[i] == question)
			return;
	assert_true(p->n < MADE_POINTS_MAX);
	p->of[p->n++] = question;
}

static void
kind_points(struct points *p, int kind)
{
	const struct rr_day_kind *k = &p->a->kinds[kind];

	for (size_t i = 0; i < k->noptions; i++)
		add_point(p, k->options[i].if_set.question);
}

static void	 expr_points(struct points *, const struct rr_expr *);

static void
ladder_points(struct points *p)
{
	const struct rr_ladder *l = p->a->ladder;

	if (l == NULL)
		return;
	kind_points(p, l->kind);
	expr_points(p, l->any_list_if);
	expr_points(p, l->end_if);
	expr_points(p, l->confirmed_if);
	expr_points(p, l->gap_counts_if);
	expr_points(p, l->returned_counts_if);
	expr_points(p, l->with_copies_if);
	for (size_t i = 0; i < l->nclauses; i++)
		expr_points(p, l->clauses[i].effective);
}

static bool
is_of_a_notice(const struct rr_expr *x)
{
	return x->op != RR_EXPR_GIVEN &&
	    (x->part == RR_PART_EFFECT || x->part == RR_PART_RECEIPT);
}

static void
expr_points(struct points *p, const struct rr_expr *x)
{
	if (x == NULL)
		return;
	if (is_of_a_notice(x))
		ladder_points(p);
	if (x->op == RR_EXPR_OFFSET && x->unit == RR_UNIT_KIND)
		kind_points(p, x->kind);
	if (x->op == RR_EXPR_ANSWER)
		add_point(p, x->question);
	for (size_t i = 0; x->then && i < p->a->nclasses; i++)
		expr_points(p, p->a->classes[i].holder_if);
	expr_points(p, x->where);
	for (size_t i = 0; i < x->nof; i++)
		expr_points(p, x->of[i]);
}

static bool
is_there(const struct made_case *m, const char *name)
{
	for (size_t i = 0; i < m->facts.n; i++) {
		const struct rr_fact *f = rr_vec_at(&m->facts, i);

		if (strcmp(f->name, name) == 0)
			return true;
	}
	return false;
}

/* Without a delay nothing is asked of delays. */
static void
extension_points(struct points *p, const struct rr_date_terms *t)
{
	if (t->extended_by == NULL || !is_there(p->made, t->extended_by))
		return;
	expr_points(p, t->extended_if);
	expr_points(p, t->disputed_if);
	expr_points(p, t->late_if);
	if (t->extended_from != NULL)
		expr_points(p, t->extended_from);
}

static void
date_points(struct points *p, const struct rr_date_terms *t)
{
	expr_points(p, t->due);
	extension_points(p, t);
	if (t->roll >= 0)
		kind_points(p, p->a->rolls[t->roll].kind);
}

size_t
made_date_points(const struct made_case *m, const struct rr_provision *r,
    int *points)
{
	struct points p = { m->a, points, 0, m };

	expr_points(&p, r->only_if);
	date_points(&p, &r->date);
	return p.n;
}

size_t
made_ladder_points(const struct made_case *m, int *points)
{
	struct points p = { m->a, points, 0, m };

	ladder_points(&p);
	return p.n;
}

size_t
made_case_points(const struct made_case *m, int *points)
{
	struct points p = { m->a, points, 0, m };

	/* The first kind is that on which one acts. */
	kind_points(&p, 0);
	ladder_points(&p);
	for (size_t i = 0; i < m->a->nprovisions; i++) {
		if (!m->a->provisions[i].kind->deadline)
			continue;
		expr_points(&p, m->a->provisions[i].only_if);
		date_points(&p, &m->a->provisions[i].date);
	}
	return p.n;
}

bool
made_next(const struct rr_agreement *a, const int *points, size_t n,
    int *answers)
{
	for (size_t i = 0; i < n; i++) {
		if ((size_t)++answers[i] < a->questions[points[i]].n)
			return true;
		answers[i] = 0;
	}
	return false;
}

bool
made_agrees(const struct rr_agreement *a, const char *key, const int *points,
    const int *answers, size_t n)
{
	while (*key != '\0') {
		size_t len = strcspn(key, "+");
		bool found = false;

		for (size_t i = 0; i < n; i++) {
			const struct rr_question *q = &a->questions[points[i]];
			const char *word = q->answers[answers[i]].key;
			size_t k = strlen(q->key);

			if (len == k + 1 + strlen(word) &&
			    strncmp(key, q->key, k) == 0 && key[k] == '=' &&
			    strncmp(key + k + 1, word, strlen(word)) == 0)
				found = true;
		}
		if (!found)
			return false;
		key += len + (key[len] == '+');
	}
	return true;
}

static void
tell_reading(const struct rr_reading *r, struct rr_buf *b)
{
	rr_buf_printf(b, "  %s %d %d %d %d %d %d %s %s %s\n", r->key,
	    (int)r->raw.day, (int)r->rolled.day, (int)r->working.day,
	    (int)r->effective.day, (int)r->earliest.day, (int)r->latest.day,
	    r->section != NULL ? r->section : "-",
	    r->gap != NULL ? r->gap : "-", r->awaits != NULL ? r->awaits : "-");
}

static void
tell_deadline(const struct rr_deadline *d, struct rr_buf *b)
{
	rr_buf_printf(b, "%s %s %d %d %d %d %s %d %d %d %d %s %s %d\n", d->id,
	    d->what, (int)d->raw.day, (int)d->rolled.day, (int)d->working.day,
	    d->arguable, rr_status_word(d->status), (int)d->met_on.day,
	    (int)d->late, (int)d->late_most, (int)d->late_adjusted,
	    d->waits_for != NULL ? d->waits_for : "-",
	    d->gap != NULL ? d->gap : "-", (int)d->changes_on.day);
	for (size_t i = 0; i < d->nreadings; i++)
		tell_reading(&d->readings[i], b);
}

static void
tell_delivery(const struct rr_delivery *d, struct rr_buf *b)
{
	const struct rr_deemed *g = &d->deemed;

	rr_buf_printf(b, "%s %d %s %d %d %d %d %d %s %s %s\n", d->id, d->copy,
	    d->results[0] != NULL ?
	    rr_fact_field(d->results[0], "result") : "-", (int)d->sent.day,
	    (int)d->received.day, (int)g->effective.day, (int)g->earliest.day,
	    (int)g->latest.day, g->section != NULL ? g->section : "-",
	    g->gap != NULL ? g->gap : "-", g->awaits != NULL ? g->awaits : "-");
	for (size_t i = 0; i < g->nreadings; i++)
		tell_reading(&g->readings[i], b);
}

static void
tell_outcome(const char *key, const struct rr_outcome *o, struct rr_buf *b)
{
	rr_buf_printf(b, "%s %s %d %d %lld %lld %lld %s %s\n", key,
	    rr_found_word(o->state), (int)o->from.day, (int)o->until.day,
	    (long long)o->base, (long long)o->needed, (long long)o->have,
	    o->waits_for != NULL ? o->waits_for : "-",
	    o->lines != NULL ? o->lines : "-");
}

void
made_case_tell(const struct rr_derivation *dv, struct rr_buf *b)
{
	for (size_t i = 0; i < dv->ndeadlines; i++)
		tell_deadline(&dv->deadlines[i], b);
	for (size_t i = 0; i < dv->ndeliveries; i++)
		tell_delivery(&dv->deliveries[i], b);
	for (size_t i = 0; i < dv->nclaims; i++)
		rr_buf_printf(b, "%s %lld %lld %s %zu\n", dv->claims[i].id,
		    (long long)dv->claims[i].readings[0].sums.billed,
		    (long long)dv->claims[i].readings[0].sums.paid,
		    dv->claims[i].next != NULL ? dv->claims[i].next->id : "-",
		    dv->claims[i].readings[0].sums.nbills);
	for (size_t i = 0; i < dv->nfindings; i++) {
		const struct rr_finding *f = &dv->findings[i];

		tell_outcome(f->id, &f->out, b);
		for (size_t r = 0; r < f->nreadings; r++)
			tell_outcome(f->readings[r].key, &f->readings[r].out,
			    b);
	}
}

/*
 * states.c: the word for how an entry of a register stands.
 *
 * What happened brings a word about; the latest counts of those that are still
 * so.  A word can be bound to something ("if"), can end with what came later
 * ("until") and leave another behind it once that came to all ("then"), and
 * can ask for more than that it happened ("once").  Where it cannot be said
 * whether one is so, it is said together with what it would be else; and so is
 * what names no entry of the register in the field that is for that: which it
 * is of is not on record, and it may be any that was there.  Of what happened
 * on a day that is not on record each day is tried, and what the entry is on
 * each is said.
 */
#include <string.h>

#include "regrights/qty.h"
#include "regrights/vec.h"
#include "view_int.h"

#define DAYS_MOST	366	/* combinations of days that are tried */

/* The day of a fact in the combination that is; GONE: it is not there yet. */
struct tried {
	rr_date		 day;
	bool		 gone;
};

struct rr_states {
	const struct rr_register_terms	*terms;
	const struct rr_facts		*facts;
	struct rr_hang			*hang;
	struct rr_arena			*arena;
	struct rr_asker			*asker;	/* NULL: not asked yet */
	const struct rr_derivation	*dv;
	/* of the facts, those that say not of which entry they are; or NULL */
	bool				*loose;
	struct tried			*tried;	/* by fact */
};

/* A word, as one that is perhaps so; ORDER among the states of the file. */
struct word {
	const char	*text;
	rr_date		 day;
	rr_instant	 at;
	size_t		 order;
	bool		 holds, perhaps;
};

bool
rr_states_opens(const void *ctx, const struct rr_fact *f)
{
	const struct rr_register_terms *t = ctx;

	return (f->shape == RR_SHAPE_EVENT || f->shape == RR_SHAPE_NOTICE) &&
	    rr_is_one_of(t->opens, t->nopens, f->name);
}

/* Whether it could have named such an entry in a field, and did not. */
static bool
leaves_open(const struct rr_states *s, const struct rr_fact *f,
    const char *entry)
{
	const struct rr_event *e = rr_event_of(s->dv, f);

	for (size_t i = 0; e != NULL && i < e->nfields; i++)
		if (rr_field_names_entries(e->fields[i].type) &&
		    rr_field_takes(&e->fields[i], entry) &&
		    rr_fact_field(f, e->fields[i].key) == NULL)
			return true;
	return false;
}

/* Whether it brings a word about, and leaves open of which entry. */
static bool
may_be_loose(const struct rr_states *s, const struct rr_fact *f)
{
	const struct rr_register_terms *t = s->terms;
	bool tells = false, open = false;

	for (size_t i = 0; i < t->nstates && !tells; i++)
		tells = strcmp(t->states[i].event, f->name) == 0;
	for (size_t i = 0; tells && i < t->nopens && !open; i++)
		open = leaves_open(s, f, t->opens[i]);
	return open;
}

/* Those that hang on no entry of the register; most registers have none. */
static void
find_loose(struct rr_states *s)
{
	bool *loose = rr_arena_array(s->arena, s->facts->n + 1, sizeof(bool));
	size_t n = 0;

	for (size_t i = 0; i < s->facts->n; i++)
		if (rr_event_of(s->dv, &s->facts->all[i]) != NULL)
			n += loose[i] = may_be_loose(s, &s->facts->all[i]);
	if (n == 0)
		return;
	s->loose = loose;
	for (size_t i = 0; i < s->facts->n; i++) {
		const bool *marks;

		if (!rr_states_opens(s->terms, &s->facts->all[i]))
			continue;
		marks = rr_hang_mark(s->hang, i, NULL, NULL);
		for (size_t k = 0; k < s->facts->n; k++)
			loose[k] = loose[k] && (k == i || !marks[k]);
	}
}

struct rr_states *
rr_states_new(struct rr_arena *arena, const struct rr_derivation *dv,
    const struct rr_register_terms *t, struct rr_hang *hang)
{
	struct rr_states *s = rr_arena_alloc(arena, sizeof(*s));

	*s = (struct rr_states){ t, dv->input->facts, hang, arena, NULL, dv,
	    NULL, NULL };
	s->tried = rr_arena_array(arena, s->facts->n + 1, sizeof(*s->tried));
	for (size_t i = 0; i < s->facts->n; i++)
		s->tried[i].day = s->facts->all[i].day;
	find_loose(s);
	return s;
}

static enum rr_told
told(struct rr_states *s, const struct rr_expr *c, const struct rr_fact *it)
{
	if (c == NULL)
		return RR_TOLD_YES;
	if (s->asker == NULL)
		s->asker = rr_asker_new(s->arena, s->dv->input);
	return rr_asker_told(s->asker, c, it);
}

static rr_date
day_of(const struct rr_states *s, const struct rr_fact *f)
{
	return s->tried[f - s->facts->all].day;
}

static bool
is_there(const struct rr_states *s, const struct rr_fact *f)
{
	return !s->tried[f - s->facts->all].gone;
}

/* Before 0: A came first.  The hour counts where both have one. */
static int
moment_cmp(const struct rr_states *s, const struct rr_fact *a,
    const struct rr_fact *b)
{
	int c = rr_date_cmp(day_of(s, a), day_of(s, b));

	if (c != 0 || rr_instant_is_none(a->at) || rr_instant_is_none(b->at))
		return c;
	return (a->at.sec > b->at.sec) - (a->at.sec < b->at.sec);
}

/* The first that ended it, or NULL. */
static const struct rr_fact *
end_of(const struct rr_states *s, const struct rr_state *t,
    const struct rr_fact *f)
{
	const struct rr_fact *by, *first = NULL;
	size_t at = 0;

	while (t->nuntil > 0 && (by = rr_hang_direct(s->hang,
	    (size_t)(f - s->facts->all), &at)) != NULL)
		if (rr_is_one_of(t->until, t->nuntil, by->name) &&
		    is_there(s, by) &&
		    rr_date_cmp(day_of(s, by), day_of(s, f)) >= 0 &&
		    (first == NULL || moment_cmp(s, by, first) < 0))
			first = by;
	return first;
}

/* All that the other was for is in this one. */
static bool
covers(const struct rr_fact *f, const struct rr_fact *other)
{
	const char *a = rr_fact_get(f, RR_USE_SHARES);
	const char *b = rr_fact_get(other, RR_USE_SHARES);
	rr_shares m, n;

	return a == NULL || (b != NULL && rr_shares_parse(a, &m) &&
	    rr_shares_parse(b, &n) && m.units >= n.units);
}

/* Whether a later one about the same, of the same party, took its place. */
static bool
is_replaced(const struct rr_states *s, const struct rr_state *t,
    const struct rr_fact *f)
{
	const char *party = t->each == NULL ? NULL : rr_fact_field(f, t->each);

	for (size_t i = 0; party != NULL && i < s->facts->n; i++) {
		const struct rr_fact *g = &s->facts->all[i];
		const char *other = strcmp(g->name, f->name) != 0 ||
		    g->shape != f->shape || g->about != f->about ||
		    g->about_row != f->about_row ? NULL :
		    rr_fact_field(g, t->each);

		if (other != NULL && strcmp(other, party) == 0 &&
		    is_there(s, g) && moment_cmp(s, g, f) > 0 && covers(g, f))
			return true;
	}
	return false;
}

/* What one event brought about, once it is known of how many. */
struct of_event {
	size_t			 nopen;
	const struct rr_fact	*last_end;
};

static void
add_word(const struct rr_states *s, struct rr_vec *words, const char *text,
    const struct rr_fact *since, const struct word *like)
{
	struct word *w;

	if (text == NULL)
		return;
	w = rr_vec_add(s->arena, words);
	*w = *like;
	w->text = text;
	w->day = day_of(s, since);
	w->at = since->at;
}

static void
take(struct rr_states *s, const struct rr_fact *entry,
    const struct rr_fact *f, const struct rr_state *t, struct of_event *of,
    struct rr_vec *words)
{
	struct word like = { .order = (size_t)(t - s->terms->states),
	    .holds = t->holds };
	const struct rr_fact *end = end_of(s, t, f);
	enum rr_told is, whole;

	if (is_replaced(s, t, f) ||
	    (is = told(s, t->only_if, f)) == RR_TOLD_NO)
		return;
	if (end != NULL) {
		if (of->last_end == NULL ||
		    moment_cmp(s, end, of->last_end) > 0)
			of->last_end = end;
		return;
	}
	of->nopen++;
	whole = told(s, t->once, entry);
	like.perhaps = is == RR_TOLD_OPEN || whole == RR_TOLD_OPEN;
	add_word(s, words, whole == RR_TOLD_NO ? t->part : t->word, f,
	    &like);
	if (whole == RR_TOLD_OPEN && t->part != NULL) {
		like.perhaps = is == RR_TOLD_OPEN;
		add_word(s, words, t->part, f, &like);
	}
}

/* B counts before A: what holds, what came later, what the file has later. */
static bool
is_before(const struct word *a, const struct word *b)
{
	int c = rr_date_cmp(a->day, b->day);

	if (a->holds != b->holds)
		return b->holds;
	if (c == 0 && !rr_instant_is_none(a->at) && !rr_instant_is_none(b->at))
		c = (a->at.sec > b->at.sec) - (a->at.sec < b->at.sec);
	/* Of one that is perhaps so, what it is else is said behind it. */
	return c != 0 ? c < 0 : a->order != b->order ? a->order < b->order :
	    b->perhaps && !a->perhaps;
}

static void
say_once(struct rr_states *s, struct rr_vec *said, const char *text)
{
	const char *const *all = said->items;

	for (size_t i = 0; i < said->n; i++)
		if (strcmp(all[i], text) == 0)
			return;
	*(const char **)rr_vec_add(s->arena, said) = text;
}

/* The one that counts; behind one that is perhaps so, the next. */
static void
say(struct rr_states *s, struct rr_vec *words, struct rr_vec *said)
{
	struct word *all = words->items;
	size_t n = 0;

	do {
		size_t best = n;

		for (size_t i = n + 1; i < words->n; i++)
			if (is_before(&all[best], &all[i]))
				best = i;
		if (n < words->n) {
			struct word w = all[best];

			all[best] = all[n];
			all[n] = w;
		}
		say_once(s, said, n == words->n ? "opened" : all[n].text);
	} while (n < words->n && all[n++].perhaps);
}

static void
add_fact(struct rr_states *s, struct rr_vec *all, const struct rr_fact *f)
{
	if (is_there(s, f) && (f->shape == RR_SHAPE_EVENT ||
	    f->shape == RR_SHAPE_NOTICE))
		*(const struct rr_fact **)rr_vec_add(s->arena, all) = f;
}

/*
 * All that hangs on it; of what opens an entry of its own, as the filing of a
 * draft does, that alone and not what hangs on it in turn.
 */
static void
gather(struct rr_states *s, size_t entry, const bool *marks,
    struct rr_vec *all)
{
	const struct rr_fact *f;
	size_t at = 0;

	for (size_t i = 0; i < s->facts->n; i++)
		if (marks[i])
			add_fact(s, all, &s->facts->all[i]);
	while ((f = rr_hang_direct(s->hang, entry, &at)) != NULL)
		if (!marks[f - s->facts->all])
			add_fact(s, all, f);
}

static void
take_event(struct rr_states *s, const struct rr_fact *entry,
    const struct rr_vec *facts, const struct rr_state *t,
    struct rr_vec *words)
{
	/* What it leaves behind stands by its day alone. */
	const struct word like = { .order = (size_t)(t - s->terms->states) };
	struct of_event of = { 0, NULL };

	for (size_t i = 0; i < facts->n; i++) {
		const struct rr_fact *f = ((const struct rr_fact *const *)
		    facts->items)[i];

		if (strcmp(f->name, t->event) == 0)
			take(s, entry, f, t, &of, words);
	}
	if (of.nopen == 0 && of.last_end != NULL)
		add_word(s, words, t->then, of.last_end, &like);
}

/* What may be of it, with the words that it leaves behind: all are perhaps. */
static void
take_loose(struct rr_states *s, const struct rr_fact *entry,
    struct rr_vec *words, struct rr_vec *loose)
{
	size_t from = words->n;

	for (size_t i = 0; s->loose != NULL && i < s->facts->n; i++) {
		const struct rr_fact *f = &s->facts->all[i];
		struct rr_vec one = RR_VEC_INIT(const struct rr_fact *);
		size_t was = words->n;

		if (!s->loose[i] || f == entry || !is_there(s, f) ||
		    moment_cmp(s, f, entry) < 0 ||
		    !leaves_open(s, f, entry->name))
			continue;
		add_fact(s, &one, f);
		for (size_t k = 0; k < s->terms->nstates; k++)
			take_event(s, entry, &one, &s->terms->states[k],
			    words);
		if (words->n > was)
			add_fact(s, loose, f);
	}
	for (size_t i = from; i < words->n; i++)
		((struct word *)rr_vec_at(words, i))->perhaps = true;
}

/* As it is with the days that are tried. */
static void
say_these(struct rr_states *s, size_t entry, const bool *marks,
    struct rr_vec *loose, struct rr_vec *said)
{
	struct rr_vec words = RR_VEC_INIT(struct word);
	struct rr_vec facts = RR_VEC_INIT(const struct rr_fact *);

	loose->n = 0;
	gather(s, entry, marks, &facts);
	for (size_t i = 0; i < s->terms->nstates; i++)
		take_event(s, &s->facts->all[entry], &facts,
		    &s->terms->states[i], &words);
	take_loose(s, &s->facts->all[entry], &words, loose);
	say(s, &words, said);
}

/* Whether F brings a word of the register about, or ends one. */
static bool
is_of_states(const struct rr_states *s, const struct rr_fact *f)
{
	const struct rr_register_terms *t = s->terms;

	for (size_t i = 0; i < t->nstates; i++)
		if (strcmp(t->states[i].event, f->name) == 0 ||
		    rr_is_one_of(t->states[i].until, t->states[i].nuntil,
		    f->name))
			return true;
	return false;
}

/* Whether it hangs on the entry, or on what does, or may be of it. */
static bool
is_of_entry(const struct rr_states *s, const struct rr_fact *f,
    const bool *marks)
{
	const size_t at = (size_t)(f - s->facts->all);
	const struct rr_fact *by;

	if (marks[at] || (s->loose != NULL && s->loose[at]))
		return true;
	for (size_t i = 0; i < s->facts->n; i++)
		for (size_t k = 0; marks[i] &&
		    (by = rr_hang_direct(s->hang, i, &k)) != NULL;)
			if (by == f)
				return true;
	return false;
}

/* Those without a day that bear on it; how many combinations there are. */
static size_t
find_days(const struct rr_states *s, const bool *marks,
    const struct rr_fact **all, size_t *nall)
{
	size_t n = 1;

	*nall = 0;
	for (size_t i = 0; i < s->facts->nspans; i++) {
		const struct rr_fact *f = s->facts->spans[i];

		if (!is_of_states(s, f) || !is_of_entry(s, f, marks))
			continue;
		all[(*nall)++] = f;
		if (n <= DAYS_MOST)
			n *= (size_t)f->span + 1;
	}
	return n;
}

/* Gives them the days of the I-th combination. */
static void
try_days(struct rr_states *s, const struct rr_fact *const *all, size_t n,
    size_t i)
{
	while (n-- > 0) {
		const struct rr_fact *f = all[n];
		struct tried *t = &s->tried[f - s->facts->all];
		const size_t ways = (size_t)f->span + 1;

		t->day.day = f->day.day + (int32_t)(i % ways);
		t->gone = rr_date_cmp(t->day, s->dv->input->on) > 0;
		i /= ways;
	}
}

const char *
rr_states_word(struct rr_states *s, size_t entry, const bool *marks,
    struct rr_vec *loose)
{
	const struct rr_fact **days = rr_arena_array(s->arena,
	    s->facts->nspans + 1, sizeof(*days));
	struct rr_vec said = RR_VEC_INIT(const char *);
	struct rr_buf b = RR_BUF_INIT;
	size_t ndays, n = find_days(s, marks, days, &ndays);

	for (size_t i = 0; n > 1 && n <= DAYS_MOST && i < n; i++) {
		try_days(s, days, ndays, i);
		say_these(s, entry, marks, loose, &said);
	}
	/* On their first days all are there. */
	try_days(s, days, ndays, 0);
	say_these(s, entry, marks, loose, &said);
	if (n > DAYS_MOST)
		say_once(s, &said, "another: too many days are not on record");
	for (size_t i = 0; i < said.n; i++)
		rr_buf_printf(&b, "%s%s", i > 0 ? ", or " : "",
		    *(const char *const *)rr_vec_at(&said, i));
	return rr_buf_keep(&b, s->arena);
}

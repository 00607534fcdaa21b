/*
 * delays.c: which delays extend a deadline, and with what days.
 *
 * One that is about another entry, or another party, extends nothing here.  A
 * delay counts with the days that its entry says that it caused, else with all
 * from its first to its last.
 */
#include <stdlib.h>
#include <string.h>

#include "extension_int.h"
#include "regrights/arena.h"
#include "regrights/buf.h"

static int
by_days(const void *a, const void *b)
{
	const struct rr_delay *x = a, *y = b;
	int c = (x->from > y->from) - (x->from < y->from);

	if (c == 0)
		c = (x->until > y->until) - (x->until < y->until);
	/* Facts lie in one array, so their addresses are their order. */
	return c != 0 ? c : (x->fact > y->fact) - (x->fact < y->fact);
}

int32_t
rr_delay_days(int32_t a, int32_t b)
{
	return b < a ? 0 : b - a + 1;
}

/* The entry of the kind of SELF that a field of it names, or NULL. */
static const char *
named_like(struct rr_eval *ev, const struct rr_event *e,
    const struct rr_fact *f, const struct rr_fact *self)
{
	struct rr_buf ref = RR_BUF_INIT;
	const struct rr_fact *of;
	int64_t seq, row;

	for (size_t i = 0; e != NULL && i < e->nfields; i++) {
		const char *list = !rr_field_names_entries(e->fields[i].type) ?
		    NULL : rr_fact_field(f, e->fields[i].key);

		while (rr_fact_refs_next(&list, &seq, &row)) {
			of = rr_eval_live(ev, seq, row);
			if (of == NULL || strcmp(of->name, self->name) != 0)
				continue;
			rr_fact_ref(of, &ref);
			return rr_buf_keep(&ref, ev->arena);
		}
	}
	return NULL;
}

/* About this entry or under it, or about none. */
static bool
is_about_it(struct rr_eval *ev, const struct rr_fact *f,
    const struct rr_fact *self)
{
	const char *other;

	if (self == NULL || rr_eval_hangs(ev, f, self))
		return true;
	other = f->about != 0 ? rr_arena_printf(ev->arena, "%lld",
	    (long long)f->about) : named_like(ev, rr_agreement_event(
	    ev->agreement, f->name), f, self);
	if (other != NULL)
		rr_record_fact(ev->rec, f, "%s is about entry %s, and extends "
		    "nothing here", f->name, other);
	return other == NULL;
}

/* Of this party, or of nobody. */
static bool
is_of(struct rr_eval *ev, const struct rr_fact *f, const char *party)
{
	const struct rr_event *e = rr_agreement_event(ev->agreement, f->name);

	for (size_t i = 0; party != NULL && e != NULL && i < e->nfields; i++) {
		const char *of = e->fields[i].type != RR_FIELD_PARTY ?
		    NULL : rr_fact_field(f, e->fields[i].key);

		if (of == NULL || strcmp(of, party) == 0)
			continue;
		rr_record_fact(ev->rec, f, "%s is of %s, and extends nothing "
		    "here", f->name, rr_roster_name(ev->in->roster, of));
		return false;
	}
	return true;
}

/* FALSE: it extends nothing; unknown, and what leaves it so in DOUBT. */
static enum rr_truth
extends(struct rr_eval *ev, const struct rr_date_terms *t,
    const struct rr_fact *f, const char **doubt)
{
	const struct rr_scope own = RR_SCOPE(f, NULL);
	enum rr_truth yes = t->extended_if == NULL ? RR_TRUE :
	    rr_eval_truth(ev, t->extended_if, &own);
	enum rr_truth disputed = yes == RR_TRUE || t->disputed_if == NULL ?
	    RR_FALSE : rr_eval_truth(ev, t->disputed_if, &own);

	*doubt = NULL;
	if (disputed != RR_FALSE && !rr_is_open(yes))
		*doubt = "in dispute";
	else if (yes == RR_UNKNOWN)
		*doubt = rr_arena_printf(ev->arena, "not on record: %s",
		    rr_cond_doubt(ev, t->extended_if, &own));
	return yes != RR_FALSE ? yes : disputed == RR_FALSE ? RR_FALSE :
	    RR_UNKNOWN;
}

/* The days that it caused: as its entry says them, else all of its days. */
static bool
read_days(const struct rr_fact *f, struct rr_delay *d)
{
	const char *from = rr_fact_get(f, RR_USE_FROM);
	const char *to = rr_fact_get(f, RR_USE_TO);
	const char *days = rr_fact_get(f, RR_USE_DAYS);
	rr_date a, b, last;
	int64_t n;

	if (from == NULL || to == NULL || !rr_date_parse(from, &a) ||
	    !rr_date_parse(to, &b))
		return false;
	d->fact = f;
	d->from = a.day;
	d->until = b.day;
	d->n = rr_delay_days(a.day, b.day);
	if (days == NULL || !rr_int_parse(days, 0, INT32_MAX, &n))
		return true;
	/* Beyond its last day a delay can go on to tell. */
	if (!rr_date_add(a, n - 1, &last)) {
		last = rr_date_last();
		n = rr_delay_days(a.day, last.day);
	}
	if (n > 0)
		d->until = b.day > last.day ? b.day : last.day;
	d->n = (int32_t)n;
	return true;
}

/* False: it does not extend it; whether it does can be open. */
static bool
read_delay(struct rr_eval *ev, const struct rr_date_terms *t,
    const struct rr_scope *scope, const struct rr_fact *f,
    struct rr_delay *d)
{
	enum rr_truth yes;

	memset(d, 0, sizeof(*d));
	if (!is_about_it(ev, f, scope->self) ||
	    !is_of(ev, f, scope->recipient) || !read_days(f, d))
		return false;
	yes = extends(ev, t, f, &d->doubt);
	d->sure = yes == RR_TRUE;
	if (yes != RR_FALSE && d->n != 0)
		return true;
	rr_record_fact(ev->rec, f, "%s to %s %s", rr_fact_get(f, RR_USE_FROM),
	    rr_fact_get(f, RR_USE_TO), d->n == 0 ? "caused no delay" :
	    "does not extend it");
	return false;
}

struct rr_delay *
rr_delays_of(struct rr_eval *ev, const struct rr_date_terms *t,
    const struct rr_scope *scope, size_t *n)
{
	size_t count;
	const struct rr_fact *const *all =
	    rr_index_named(ev, t->extended_by, &count);
	struct rr_delay *d = rr_arena_array(ev->arena, count + 1, sizeof(*d));

	*n = 0;
	for (size_t i = 0; i < count; i++)
		*n += read_delay(ev, t, scope, all[i], &d[*n]);
	if (*n > 1)
		qsort(d, *n, sizeof(*d), by_days);
	return d;
}

/*
 * fit.c: what is on record and does not fit.
 *
 * What happened is never refused: the agreement's file says of which entries it
 * is told that something speaks against them, as of an order that is dated on
 * a Sunday.  What rests on such an entry says so.
 */
#include "conclude_int.h"
#include "regrights/arena.h"
#include "regrights/buf.h"
#include "regrights/vec.h"

static void
hold_against(struct rr_eval *ev, const struct rr_check *c, const char *event,
    struct rr_vec *out)
{
	size_t n;
	const struct rr_fact *const *all = rr_index_named(ev, event, &n);

	for (size_t i = 0; i < n; i++) {
		enum rr_truth t = rr_cond_over_worlds(ev, c->only_if,
		    all[i]);

		if (t != RR_FALSE)
			*(struct rr_misfit *)rr_vec_add(ev->arena, out) =
			    (struct rr_misfit){ all[i], c, t != RR_TRUE };
	}
}

void
rr_find_misfits(struct rr_eval *ev)
{
	const struct rr_agreement *a = ev->agreement;
	struct rr_vec out = RR_VEC_INIT(struct rr_misfit);

	ev->fixed = rr_readings_fixed(ev, false);
	for (size_t i = 0; i < a->nchecks; i++)
		for (size_t k = 0; k < a->checks[i].neach; k++)
			hold_against(ev, &a->checks[i], a->checks[i].each[k],
			    &out);
	ev->misfits = out.items;
	ev->nmisfits = out.n;
}

/* What is done stands by what did it, whatever is to be said of its subject. */
static bool
rests_on(const struct rr_deadline *d, const struct rr_fact *f)
{
	return d->met_by == f || d->met_perhaps == f || d->performed == f ||
	    (d->subject == f &&
	    !rr_status_is_done(rr_status_word(d->status)));
}

void
rr_fit_deadline(struct rr_eval *ev, struct rr_deadline *d)
{
	struct rr_buf b = RR_BUF_INIT;

	for (size_t i = 0; i < ev->nmisfits; i++) {
		const struct rr_misfit *m = &ev->misfits[i];

		if (!rests_on(d, m->fact))
			continue;
		rr_buf_printf(&b, "%s%sentry ", b.len == 0 && d->doubt !=
		    NULL ? d->doubt : "", b.len > 0 || d->doubt != NULL ?
		    "; " : "");
		rr_fact_ref(m->fact, &b);
		rr_misfit_text(m, &b);
	}
	if (b.len > 0)
		d->doubt = rr_buf_keep(&b, ev->arena);
}

void
rr_record_misfits(struct rr_eval *ev, const struct rr_deadline *d)
{
	for (size_t i = 0; i < ev->nmisfits; i++) {
		const struct rr_misfit *m = &ev->misfits[i];
		struct rr_buf b = RR_BUF_INIT;

		if (rests_on(d, m->fact)) {
			rr_misfit_text(m, &b);
			rr_record_fact(ev->rec, m->fact, "%s %s%s",
			    m->fact->name, rr_fact_day_text(ev->arena,
			    m->fact), b.s);
		}
		rr_buf_free(&b);
	}
}

void
rr_misfit_text(const struct rr_misfit *m, struct rr_buf *b)
{
	rr_buf_printf(b, "%s: %s, %s", m->open ? " may not fit" :
	    " does not fit", m->check->what, m->check->cite.section);
}

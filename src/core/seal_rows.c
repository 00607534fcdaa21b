/*
 * seal_rows.c: deadlines that rested on a sealed entry, as rows of the docket.
 *
 * Nothing computes them any more: their days are those that the seal carries.
 * They stand like any other against the day that is asked about, until each
 * is accounted for or the entry is released.
 */
#include <string.h>

#include "eval_int.h"
#include "regrights/arena.h"
#include "regrights/buf.h"
#include "regrights/seal.h"
#include "status_int.h"

/* One to account for: the PARTth of SEAL. */
struct row {
	const struct rr_fact	*seal;
	const struct rr_rested	*rested;
	int64_t			 part;
};

/*
 * What met it, another entry than the sealed one, does not count any more: it
 * was voided or sealed, or is later than the day that is asked about.
 */
static bool
is_undone(const struct rr_eval *ev, const struct row *row)
{
	const struct rr_rested *r = row->rested;

	return r->met != 0 && r->met != row->seal->about &&
	    rr_facts_live(ev->in->facts, r->met, r->met_row) == NULL;
}

static bool
is_done(const struct rr_eval *ev, const struct row *row)
{
	return rr_status_is_done(rr_status_word(row->rested->status)) &&
	    !is_undone(ev, row);
}

static const char *
describe(struct rr_eval *ev, const struct row *row)
{
	const struct rr_rested *r = row->rested;
	const char *entries = rr_fact_get(row->seal, RR_USE_ENTRIES);
	struct rr_buf b = RR_BUF_INIT;

	if (entries != NULL)
		rr_buf_printf(&b, "sealed, entries %s: %s", entries, r->what);
	else
		rr_buf_printf(&b, "sealed, entry %lld: %s",
		    (long long)row->seal->about, r->what);
	if (r->entry != 0 && r->entry != row->seal->about)
		rr_buf_printf(&b, " (entry %lld)", (long long)r->entry);
	rr_buf_add(&b, " rested on it");
	if (is_done(ev, row))
		rr_buf_printf(&b, ", as %s", rr_status_shown(r->status));
	else if (is_undone(ev, row))
		rr_buf_printf(&b, ", met by entry %lld, which does not count",
		    (long long)r->met);
	return rr_buf_keep(&b, ev->arena);
}

/* The terms that the seal carries, as those of a provision. */
static const struct rr_provision *
provision_of(struct rr_eval *ev, const struct rr_rested *r)
{
	struct rr_provision *p = rr_arena_alloc(ev->arena, sizeof(*p));
	const struct rr_kind *const *k = rr_kinds;

	while (!(*k)->deadline)
		k++;
	p->kind = *k;
	p->id = "sealed";
	p->cite.section = r->section;
	p->what = r->what;
	p->by = r->by[0] != '\0' ? r->by : NULL;
	p->date.sense = r->sense;
	p->date.roll = -1;
	return p;
}

/* Its days as the seal has them, without any answer to ask for. */
static void
stand_by_days(struct rr_eval *ev, struct rr_deadline *d)
{
	struct rr_due u = { .raw = d->raw_in, .rolled = d->rolled_in,
	    .words = d->raw_in, .argued = d->raw_in.most,
	    .limit = d->working };
	struct rr_world world = { .out = &u };
	struct rr_dues dues = { .worlds = &world, .n = 1 };

	if (!rr_date_is_none(u.argued) && !rr_date_is_none(d->rolled) &&
	    rr_date_cmp(d->rolled, u.argued) > 0)
		u.argued = d->rolled;
	ev->fixed = rr_readings_fixed(ev, false);
	rr_deadline_status(ev, &d->provision->date, &dues, NULL, d);
}

/*
 * What was still to be done is due by its days; what was done by then, or can
 * be done from then on, waits for the account alone.
 */
static void
stand(struct rr_eval *ev, const struct row *row, struct rr_deadline *d)
{
	bool done = is_done(ev, row);

	d->changes_on = d->met_on = RR_DATE_NONE;
	if (!done && !rr_date_is_none(rr_deadline_day(d)))
		stand_by_days(ev, d);
	if (done || rr_date_is_none(rr_deadline_day(d)) ||
	    rr_status_is_done(rr_status_word(d->status))) {
		d->status = RR_STATUS_WAITING;
		d->waits_for = "an account of it";
		d->changes_on = d->met_on = RR_DATE_NONE;
	}
}

static void
reasons(struct rr_eval *ev, const struct row *row,
    const struct rr_deadline *d)
{
	const struct rr_rested *r = row->rested;
	const struct rr_fact *gone = rr_seal_destroyed(ev->in->facts,
	    row->seal->about);

	rr_record(ev->rec, RR_STEP_TERM, r->section, "%s", d->what);
	rr_record_under(ev->rec);
	rr_record_fact(ev->rec, row->seal, "sealed by entry %lld on %s: %s",
	    (long long)row->seal->seq, rr_fact_day_text(ev->arena, row->seal),
	    rr_fact_get(row->seal, RR_USE_REASON) != NULL ?
	    rr_fact_get(row->seal, RR_USE_REASON) : "");
	if (gone != NULL)
		rr_record_fact(ev->rec, gone, "destroyed by entry %lld on %s",
		    (long long)gone->seq, rr_fact_day_text(ev->arena, gone));
	rr_record(ev->rec, RR_STEP_CONCLUSION, NULL, "with the entry it was "
	    "%s: as written %s, as adjusted %s, last safe day %s",
	    rr_status_shown(r->status), rr_day_text(ev->arena, r->raw),
	    rr_day_text(ev->arena, r->rolled),
	    rr_day_text(ev->arena, r->working));
	rr_record(ev->rec, RR_STEP_CONCLUSION, NULL, "it stays until somebody "
	    "accounts for it: regrights account %s %lld/%lld",
	    ev->agreement->key, (long long)row->seal->seq,
	    (long long)row->part);
	rr_record_end(ev->rec);
}

const char *
rr_sealed_ref(const struct rr_deadline *d)
{
	const char *ref = d->id + strlen(d->id);

	for (int slashes = 0; ref > d->id; ref--)
		if (ref[-1] == '/' && ++slashes == 2)
			break;
	return ref;
}

static void
add_row(struct rr_eval *ev, struct rr_vec *rows, const struct row *row,
    const char *want, struct rr_recorder *rec)
{
	const struct rr_rested *r = row->rested;
	const char *id = rr_arena_printf(ev->arena, "%s/sealed/%lld/%lld",
	    ev->agreement->key, (long long)row->seal->seq,
	    (long long)row->part);
	struct rr_deadline *d;

	if (want != NULL && strcmp(id, want) != 0)
		return;
	d = rr_vec_add(ev->arena, rows);
	d->id = id;
	d->provision = provision_of(ev, r);
	d->by = d->provision->by;
	d->what = describe(ev, row);
	d->raw = r->raw;
	d->rolled = r->rolled;
	d->working = r->working;
	d->since = RR_DATE_NONE;
	d->raw_in.least = r->raw;
	d->raw_in.most = r->until;
	d->rolled_in.least = d->rolled_in.most = r->rolled;
	d->unknown = rr_date_is_none(r->working) && !rr_date_is_none(r->raw) ?
	    "it was not known when the entry was sealed" : NULL;
	d->sealed = row->seal;
	stand(ev, row, d);
	if (want == NULL)
		return;
	ev->rec = rec;
	reasons(ev, row, d);
	ev->rec = NULL;
}

static bool
is_same(const struct rr_deadline *d, const struct rr_rested *r)
{
	return d->sealed == NULL && strcmp(d->provision->what, r->what) == 0 &&
	    strcmp(d->provision->cite.section, r->section) == 0 &&
	    (d->subject != NULL ? d->subject->seq : 0) == r->entry;
}

/* What the sealed entry itself had met is not open, nor late, without it. */
static void
hold(struct rr_eval *ev, struct rr_vec *rows, const struct row *row,
    struct rr_recorder *rec)
{
	struct rr_deadline *one = NULL;

	if (!is_done(ev, row) || row->rested->met != row->seal->about)
		return;
	for (size_t i = 0; i < rows->n; i++) {
		struct rr_deadline *d = rr_vec_at(rows, i);

		if (!is_same(d, row->rested))
			continue;
		/* Of several for one entry nobody can tell which it met. */
		if (one != NULL)
			return;
		one = d;
	}
	if (one == NULL || rr_status_is_done(rr_status_word(one->status)))
		return;
	one->status = RR_STATUS_WAITING;
	one->waits_for = rr_arena_printf(ev->arena, "an account of entry %lld, "
	    "which met it, %lld/%lld", (long long)row->seal->about,
	    (long long)row->seal->seq, (long long)row->part);
	rr_record_fact(rec, row->seal, "not on record: %s", one->waits_for);
}

void
rr_sealed_rows(struct rr_eval *ev, struct rr_vec *rows, const char *want,
    struct rr_recorder *rec)
{
	const struct rr_facts *facts = ev->in->facts;

	for (size_t i = 0; i < facts->n; i++) {
		struct row row = { .seal = &facts->all[i] };
		struct rr_rested *all = NULL;
		size_t n;

		if (row.seal->shape != RR_SHAPE_SEAL ||
		    rr_seal_of(facts, row.seal->about) != row.seal)
			continue;
		n = rr_seal_rested(ev->arena, row.seal, &all);
		for (row.part = 1; (size_t)row.part <= n; row.part++) {
			row.rested = &all[row.part - 1];
			if (rr_seal_account(facts, row.seal, row.part) != NULL)
				continue;
			hold(ev, rows, &row, rec);
			add_row(ev, rows, &row, want, rec);
		}
	}
}

/*
 * chronicle.c: one entry with all that hangs on it, as a tree.
 *
 * The entry stands first, then what is about it in the order of its days.
 * Under each stands what it says, whom a notice reached and when, and the
 * deadlines and findings that it gave rise to.  One that is void is shown as
 * it was, with what voids it.
 */
#include <stdlib.h>
#include <string.h>

#include "regrights/said.h"
#include "regrights/seal.h"
#include "view_int.h"

struct chronicle {
	struct rr_arena			*arena;
	const struct rr_derivation	*dv;
	struct rr_recorder		*rec;
	bool				 conclusions;	/* too */
};

static const char *
day_text(const struct chronicle *c, rr_date day)
{
	struct rr_buf b = RR_BUF_INIT;

	rr_cell_day(day, &b);
	return rr_buf_keep(&b, c->arena);
}

static const char *
days_text(const struct chronicle *c, const struct rr_fact *f)
{
	struct rr_buf b = RR_BUF_INIT;

	rr_fact_days(f, &b);
	return rr_buf_keep(&b, c->arena);
}

static const char *
moment_text(const struct chronicle *c, struct rr_wall wall,
    const char *zone)
{
	struct rr_buf b = RR_BUF_INIT;

	rr_moment_shown(wall, zone, rr_engine_agreement(
	    c->dv->input->engine)->zone, &b);
	return rr_buf_keep(&b, c->arena);
}

static const char *
effect_text(const struct chronicle *c, const struct rr_deemed *d)
{
	const char *differs = rr_apart_differs(rr_deemed_apart(d));

	if (!rr_date_is_none(d->effective))
		return rr_arena_printf(c->arena, "effective %s",
		    day_text(c, d->effective));
	if (!rr_date_is_none(d->provisional))
		return rr_arena_printf(c->arena, "effective %s if it came "
		    "through", day_text(c, d->provisional));
	if (d->gap != NULL)
		return rr_arena_printf(c->arena, "gap %s%s%s", d->gap,
		    differs[0] != '\0' ? ", " : "", differs);
	if (differs[0] != '\0')
		return differs;
	return rr_arena_printf(c->arena, "awaits %s", d->awaits != NULL ?
	    d->awaits : "receipt");
}

/* Of several sendings it is said of which; "received" covers its result. */
static void
add_proof(struct chronicle *c, const struct rr_delivery *d, size_t i,
    struct rr_buf *b)
{
	const char *method = d->nsent > 1 ? d->sent_by[i]->method : "";
	const char *space = d->nsent > 1 ? " " : "";

	if (d->receipts[i] != NULL)
		rr_buf_printf(b, ", %s%sreceived %s", method, space,
		    days_text(c, d->receipts[i]));
	if (d->results[i] != NULL && (d->receipts[i] == NULL || d->nsent > 1))
		rr_buf_printf(b, ", %s%s%s", method, space,
		    rr_fact_get(d->results[i], RR_USE_RESULT));
}

static void
add_dialled(struct chronicle *c, const struct rr_delivery *d)
{
	const struct rr_dialled *how = rr_delivery_dialled(c->arena, c->dv, d);

	if (how == NULL)
		return;
	rr_record_under(c->rec);
	if (how->by != NULL)
		rr_record_fact(c->rec, how->by, "%s", how->text);
	else
		rr_record(c->rec, RR_STEP_MISSING, NULL, "%s", how->text);
	rr_record_end(c->rec);
}

/* "by fax, by courier, effective Tue 2000-05-30 by courier, received …" */
static void
add_delivery(struct chronicle *c, const struct rr_delivery *d)
{
	struct rr_buf b = RR_BUF_INIT;

	rr_sending_name(c->dv->input->roster, d->first, &b);
	rr_buf_printf(&b, "%s: %s", d->copy ? " (copy)" : "",
	    moment_text(c, d->first->wall, d->first->zone));
	for (size_t i = 0; i < d->nsent; i++)
		rr_buf_printf(&b, "%s by %s", i > 0 ? "," : "",
		    d->sent_by[i]->method);
	rr_buf_printf(&b, ", %s", effect_text(c, &d->deemed));
	if (d->nsent > 1 && d->deemed.method != NULL)
		rr_buf_printf(&b, " by %s", d->deemed.method);
	for (size_t i = 0; i < d->nsent; i++)
		add_proof(c, d, i, &b);
	rr_record(c->rec, RR_STEP_CONCLUSION, d->deemed.section, "%s", b.s);
	rr_buf_free(&b);
	add_dialled(c, d);
}

static void
add_deliveries(struct chronicle *c, const struct rr_fact *f)
{
	const struct rr_derivation *dv = c->dv;
	struct rr_buf given = RR_BUF_INIT;
	bool any = false;

	for (size_t i = 0; i < dv->ndeliveries; i++) {
		if (dv->deliveries[i].fact != f)
			continue;
		if (!any)
			rr_given_text(dv, i, &given);
		any = true;
		add_delivery(c, &dv->deliveries[i]);
	}
	if (any)
		rr_record(c->rec, RR_STEP_CONCLUSION, NULL, "%s", given.s);
	rr_buf_free(&given);
}

static void
add_conclusions(struct chronicle *c, const struct rr_fact *f)
{
	for (size_t i = 0; i < c->dv->ndeadlines; i++) {
		const struct rr_deadline *d = &c->dv->deadlines[i];

		if (d->subject == f)
			rr_record(c->rec, RR_STEP_CONCLUSION,
			    d->provision->cite.section, "%s: %s, %s",
			    d->what, rr_deadline_text(c->arena, d),
			    rr_status_shown(d->status));
	}
	for (size_t i = 0; i < c->dv->nfindings; i++) {
		struct rr_buf b = RR_BUF_INIT;

		if (c->dv->findings[i].subject == f) {
			rr_finding_line(c->dv, &c->dv->findings[i], &b);
			rr_record(c->rec, RR_STEP_CONCLUSION, NULL, "%s", b.s);
		}
		rr_buf_free(&b);
	}
}

/* Of an amendment: what became of the consent that it needs. */
static void
add_amended(struct chronicle *c, const struct rr_fact *f)
{
	for (size_t i = 0; i < c->dv->namended; i++) {
		const struct rr_amended *a = &c->dv->amended[i];

		if (a->fact == f)
			rr_record(c->rec, a->lacks != NULL ?
			    RR_STEP_MISSING : RR_STEP_CONCLUSION, NULL, "%s",
			    a->lacks != NULL ? a->lacks :
			    rr_arena_printf(c->arena, "the consent of entry "
			    "%lld passed on %s", (long long)a->consent->seq,
			    day_text(c, a->passed)));
	}
}

static const char *
rested_text(struct chronicle *c, const struct rr_rested *r)
{
	rr_date day = rr_date_or(r->working, r->raw);

	if (r->rests != RR_RESTS_DEADLINE)
		return rr_arena_printf(c->arena, ": %s",
		    rr_rests_told(r->rests));
	return rr_arena_printf(c->arena, ", %s, %s", rr_date_is_none(day) ?
	    "no day" : day_text(c, day), rr_status_shown(r->status));
}

/* What rested on the entry when it was sealed. */
static void
add_rested(struct chronicle *c, const struct rr_fact *f)
{
	struct rr_rested *rows;
	size_t n = f->shape == RR_SHAPE_SEAL ? rr_seal_rested(c->arena, f,
	    &rows) : 0;

	for (size_t i = 0; i < n; i++)
		rr_record(c->rec, RR_STEP_FACT, rows[i].section,
		    "%lld/%zu rested on it: %s%s", (long long)f->seq, i + 1,
		    rows[i].what, rested_text(c, &rows[i]));
}

/* What voids an entry, or NULL. */
static const struct rr_fact *
void_of(const struct rr_facts *facts, const struct rr_fact *f)
{
	for (size_t i = facts->n; i > 0; i--) {
		const struct rr_fact *v = &facts->all[i - 1];

		if (v->shape == RR_SHAPE_VOID && v->about == f->seq &&
		    (v->about_row == 0 || v->about_row == f->row))
			return v;
	}
	return NULL;
}

static void
add_void(struct chronicle *c, const struct rr_fact *f)
{
	const struct rr_fact *v = void_of(c->dv->input->facts, f);
	const char *reason = v == NULL ? NULL : rr_fact_get(v, RR_USE_REASON);

	if (v != NULL)
		rr_record(c->rec, RR_STEP_FACT, NULL,
		    "void by entry %lld%s%s", (long long)v->seq,
		    reason != NULL ? ": " : "", reason != NULL ? reason : "");
	/* What became of it is no longer followed. */
	for (size_t i = 0; v != NULL && i < f->nsendings; i++)
		rr_record(c->rec, RR_STEP_FACT, NULL, "%s%s: %s by %s",
		    rr_roster_name(c->dv->input->roster, f->sendings[i].party),
		    f->sendings[i].copy ? " (copy)" : "",
		    moment_text(c, f->sendings[i].wall,
		    f->sendings[i].zone),
		    f->sendings[i].method);
}

/* It proves nothing of what takes the place of a void entry. */
static void
add_adrift(struct chronicle *c, const struct rr_fact *f)
{
	const char *refs = rr_refers_void(c->arena,
	    rr_engine_agreement(c->dv->input->engine), c->dv->input->facts, f);

	if (refs != NULL)
		rr_record(c->rec, RR_STEP_FACT, NULL, "about what does not "
		    "count: entr%s %s, void", strchr(refs, ' ') != NULL ?
		    "ies" : "y", refs);
}

static void
add_entry(struct chronicle *c, const struct rr_fact *f, bool alone)
{
	const struct rr_event *e = rr_event_of(c->dv, f);

	rr_record_fact(c->rec, f, "%s %s", rr_entry_title(c->arena, c->dv, f),
	    rr_instant_is_none(f->at) ? days_text(c, f) :
	    moment_text(c, f->wall, f->zone));
	rr_record_under(c->rec);
	add_void(c, f);
	add_adrift(c, f);
	if (e != NULL)
		rr_record(c->rec, RR_STEP_TERM, e->section, "%s", e->what);
	rr_entry_said(c->arena, c->dv, c->rec, f, alone);
	add_rested(c, f);
	add_amended(c, f);
	add_deliveries(c, f);
	if (c->conclusions)
		add_conclusions(c, f);
	rr_record_end(c->rec);
}

static int
by_day(const void *a, const void *b)
{
	const struct rr_fact *x = *(const struct rr_fact *const *)a;
	const struct rr_fact *y = *(const struct rr_fact *const *)b;
	int order = rr_date_cmp(x->day, y->day);

	return order != 0 ? order : x < y ? -1 : x > y;
}

/* What a transmission came to is said of its notice. */
static bool
is_shown(const struct rr_fact *f)
{
	return f->shape != RR_SHAPE_RESULT && f->shape != RR_SHAPE_RECEIPT;
}

static void
add_all(struct chronicle *c, size_t at)
{
	const struct rr_facts *facts = c->dv->input->facts;
	struct rr_hang *hang = rr_hang_new(c->arena, c->dv);
	const bool *marks = rr_hang_mark(hang, at, NULL, NULL);
	const struct rr_fact **all = rr_arena_array(c->arena, facts->n + 1,
	    sizeof(*all));
	size_t n = 0;

	for (size_t i = 0; i < facts->n; i++)
		if (marks[i] && i != at && is_shown(&facts->all[i]))
			all[n++] = &facts->all[i];
	qsort(all, n, sizeof(*all), by_day);
	add_entry(c, &facts->all[at], c->conclusions);
	for (size_t i = 0; i < n; i++)
		add_entry(c, all[i], false);
}

void
rr_chronicle_add(struct rr_recorder *rec, struct rr_arena *arena,
    const struct rr_derivation *dv, size_t i, bool conclusions)
{
	struct chronicle c = { arena, dv, rec, conclusions };

	add_all(&c, i);
}

/* What follows MATTER/entry/ in an id of this matter, or NULL. */
static const char *
ref_of(const struct rr_derivation *dv, const char *id)
{
	static const char kind[] = "/entry/";
	const char *matter = rr_engine_agreement(dv->input->engine)->key;
	size_t n = strlen(matter);

	return strncmp(id, matter, n) == 0 && strncmp(id + n, kind,
	    strlen(kind)) == 0 ? id + n + strlen(kind) : NULL;
}

struct rr_trace *
rr_chronicle(struct rr_arena *arena, const struct rr_derivation *dv,
    const char *id)
{
	const struct rr_facts *facts = dv->input->facts;
	const char *ref = ref_of(dv, id);
	struct rr_recorder *rec;
	const struct rr_fact *f;
	int64_t seq, row;

	if (ref == NULL || !rr_fact_ref_parse(ref, &seq, &row))
		return NULL;
	f = rr_facts_find(facts, seq, row);
	if (f == NULL || rr_seal_of(facts, f->seq) != NULL)
		return NULL;
	rec = rr_recorder_new(arena);
	if (f >= facts->all && f < facts->all + facts->n)
		rr_chronicle_add(rec, arena, dv, (size_t)(f - facts->all),
		    true);
	else {
		/* Nothing hangs on one that is void. */
		struct chronicle c = { arena, dv, rec, true };

		add_entry(&c, f, true);
	}
	rr_seal_reasons(rec, arena, facts);
	return rr_recorder_tree(rec);
}

struct rr_trace *
rr_view_why(struct rr_arena *arena, const struct rr_derivation *dv,
    const char *id)
{
	struct rr_trace *t = rr_derive_why(arena, dv->input, id);

	return t != NULL ? t : rr_chronicle(arena, dv, id);
}

/*
 * changes.c: what differs between two derivations, as lines.
 *
 * Notices that are new come first, each with its reasons; then deadlines that
 * appear, go, move, or stand otherwise than before; then findings.
 */
#include <string.h>

#include "app_int.h"
#include "regrights/buf.h"
#include "regrights/map.h"

/* The deadlines by id: there can be thousands. */
static struct rr_map *
deadlines_by_id(struct rr_arena *arena, const struct rr_derivation *d)
{
	struct rr_map *map = rr_map_new(arena);

	for (size_t i = 0; d != NULL && i < d->ndeadlines; i++)
		rr_map_set(map, d->deadlines[i].id, &d->deadlines[i]);
	return map;
}

/* Deliveries keep their order, so the same one is mostly at the same place. */
static const struct rr_delivery *
find_delivery(const struct rr_derivation *d, size_t hint, const char *id)
{
	if (d != NULL && hint < d->ndeliveries &&
	    strcmp(d->deliveries[hint].id, id) == 0)
		return &d->deliveries[hint];
	for (size_t i = 0; d != NULL && i < d->ndeliveries; i++)
		if (strcmp(d->deliveries[i].id, id) == 0)
			return &d->deliveries[i];
	return NULL;
}

static const char *
day(struct rr_arena *arena, rr_date d)
{
	struct rr_buf b = RR_BUF_INIT;

	rr_date_text_day(d, &b);
	return b.len > 0 ? rr_buf_keep(&b, arena) : "open";
}

static void
given_line(const struct rr_delivery *d, const char *name, struct rr_out *out)
{
	const struct rr_deemed *g = &d->deemed;

	if (!rr_date_is_none(g->effective))
		rr_out_line(out, "%s%s: effective %s, %s", name,
		    d->copy ? " (copy)" : "", day(out->arena, g->effective),
		    g->section != NULL ? g->section : "");
	else if (g->nreadings > 0)
		rr_out_line(out, "%s%s: differs by an open point, earliest "
		    "%s, latest %s", name, d->copy ? " (copy)" : "",
		    day(out->arena, g->earliest), day(out->arena, g->latest));
	else if (g->gap != NULL)
		rr_out_line(out, "%s%s: GAP %s, earliest %s, latest %s", name,
		    d->copy ? " (copy)" : "", g->gap,
		    day(out->arena, g->earliest), day(out->arena, g->latest));
	else
		rr_out_line(out, "%s%s: awaits %s", name,
		    d->copy ? " (copy)" : "",
		    g->awaits != NULL ? g->awaits : "receipt");
}

static bool
same_given(const struct rr_delivery *a, const struct rr_delivery *b)
{
	return rr_date_cmp(a->deemed.effective, b->deemed.effective) == 0 &&
	    rr_date_cmp(a->deemed.earliest, b->deemed.earliest) == 0 &&
	    rr_date_cmp(a->deemed.latest, b->deemed.latest) == 0;
}

static void
deliveries(const struct rr_derivation *was, const struct rr_derivation *is,
    struct rr_out *out)
{
	for (size_t i = 0; i < is->ndeliveries; i++) {
		const struct rr_delivery *d = &is->deliveries[i];
		const struct rr_delivery *old = find_delivery(was, i, d->id);

		if (old != NULL && same_given(old, d))
			continue;
		given_line(d, rr_roster_name(is->input->roster, d->party),
		    out);
		rr_outline_text(rr_derive_why(out->arena, is->input, d->id),
		    0, false, &out->text);
	}
}

static const char *
safe_day(struct rr_arena *arena, const struct rr_deadline *d)
{
	return rr_date_is_none(d->working) && d->unknown != NULL ?
	    "not known" : day(arena, d->working);
}

static void
deadline(const struct rr_deadline *old, const struct rr_deadline *d,
    struct rr_out *out)
{
	if (old == NULL && rr_date_is_none(d->working))
		rr_out_line(out, "new: %s, %s: %s%s", d->what,
		    d->provision->cite.section, rr_date_is_none(d->raw) ?
		    "waits for " : "safe day not known, as ",
		    d->waits_for != NULL ? d->waits_for : "a fact");
	else if (old == NULL)
		rr_out_line(out, "new: %s, %s: %s safe day %s (%s)",
		    d->what, d->provision->cite.section,
		    d->provision->date.sense == RR_NOT_BEFORE ? "first" :
		    "last", day(out->arena, d->working),
		    rr_status_shown(d->status));
	else if (rr_date_cmp(old->working, d->working) != 0)
		rr_out_line(out, "moves: %s, %s: from %s to %s (%s)", d->what,
		    d->provision->cite.section, safe_day(out->arena, old),
		    safe_day(out->arena, d), rr_status_shown(d->status));
	else if (old->status != d->status)
		rr_out_line(out, "now %s: %s, %s%s%s",
		    rr_status_shown(d->status), d->what,
		    d->provision->cite.section, d->late == 0 ? "" : ", ",
		    rr_late_text(out->arena, d));
}

static bool
same_answers(const struct rr_deadline *a, const struct rr_deadline *b)
{
	bool same = a->nreadings == b->nreadings;

	for (size_t i = 0; same && i < a->nreadings; i++)
		same = strcmp(a->readings[i].key, b->readings[i].key) == 0;
	return same;
}

/* It turns on an open point on which it did not turn before. */
static void
fork_line(const struct rr_deadline *old, const struct rr_deadline *d,
    struct rr_out *out)
{
	struct rr_buf b = RR_BUF_INIT;

	if (old == NULL || d->nreadings == 0 || same_answers(old, d))
		return;
	for (size_t i = 0; i < d->nreadings; i++)
		rr_buf_printf(&b, "%s%s if %s", i > 0 ? ", " : "",
		    rr_date_is_none(d->readings[i].raw) ? "none" :
		    day(out->arena, d->readings[i].raw), d->readings[i].key);
	rr_out_line(out, "open: %s, %s: as written %s", d->what,
	    d->provision->cite.section, b.s);
	rr_buf_free(&b);
}

static struct rr_map *
findings_by_id(struct rr_arena *arena, const struct rr_derivation *d)
{
	struct rr_map *map = rr_map_new(arena);

	for (size_t i = 0; d != NULL && i < d->nfindings; i++)
		rr_map_set(map, d->findings[i].id, &d->findings[i]);
	return map;
}

static const char *
finding_line(const struct rr_derivation *d, const struct rr_finding *f,
    struct rr_arena *arena)
{
	struct rr_buf b = RR_BUF_INIT;

	if (f == NULL)
		return "";
	rr_finding_line(d, f, &b);
	return rr_buf_keep(&b, arena);
}

/* New, it would tell of nothing: a test not made out, a sum of nothing. */
static bool
says_nothing(const struct rr_finding *f)
{
	return f->out.state == RR_FOUND_NOT_MADE_OUT ||
	    (f->out.state == RR_FOUND_COUNTED && f->out.have == 0);
}

/* What reads the same stands the same. */
static void
findings(const struct rr_derivation *was, const struct rr_derivation *is,
    struct rr_out *out)
{
	struct rr_map *before = findings_by_id(out->arena, was);
	struct rr_map *after = findings_by_id(out->arena, is);

	for (size_t i = 0; i < is->nfindings; i++) {
		const struct rr_finding *f = &is->findings[i];
		const struct rr_finding *old = rr_map_find(before, f->id);
		const char *line = finding_line(is, f, out->arena);

		if (old == NULL ? !says_nothing(f) : strcmp(line,
		    finding_line(was, old, out->arena)) != 0)
			rr_out_line(out, "%s: %s", old == NULL ? "new" :
			    "now", line);
	}
	for (size_t i = 0; was != NULL && i < was->nfindings; i++)
		if (rr_map_find(after, was->findings[i].id) == NULL)
			rr_out_line(out, "no longer applies: %s",
			    finding_line(was, &was->findings[i], out->arena));
}

void
rr_changes(const struct rr_derivation *was, const struct rr_derivation *is,
    struct rr_out *out)
{
	struct rr_map *before = deadlines_by_id(out->arena, was);
	struct rr_map *after = deadlines_by_id(out->arena, is);

	deliveries(was, is, out);
	for (size_t i = 0; i < is->ndeadlines; i++) {
		const struct rr_deadline *d = &is->deadlines[i];
		const struct rr_deadline *old = rr_map_find(before, d->id);

		deadline(old, d, out);
		fork_line(old, d, out);
	}
	for (size_t i = 0; was != NULL && i < was->ndeadlines; i++)
		if (rr_map_find(after, was->deadlines[i].id) == NULL)
			rr_out_line(out, "no longer applies: %s, %s",
			    was->deadlines[i].what,
			    was->deadlines[i].provision->cite.section);
	findings(was, is, out);
}

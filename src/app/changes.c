/*
 * changes.c: what differs between two derivations, as lines.
 *
 * Notices that are new come first; then deadlines that appear, go, move, or
 * stand otherwise than before; then findings.  What many have alike is one
 * line.
 */
#include <string.h>

#include "app_int.h"
#include "told_int.h"
#include "regrights/buf.h"
#include "regrights/map.h"
#include "regrights/vec.h"

/* So many readings of a day are told one by one. */
#define TOLD_EACH	8

/* The deadlines by id: there can be thousands. */
static struct rr_map *
deadlines_by_id(struct rr_arena *arena, const struct rr_derivation *d)
{
	struct rr_map *map = rr_map_new(arena);

	for (size_t i = 0; d != NULL && i < d->ndeadlines; i++)
		rr_map_set(map, d->deadlines[i].id, &d->deadlines[i]);
	return map;
}

static const char *
safe_day(struct rr_arena *arena, const struct rr_deadline *d)
{
	return rr_date_is_none(d->working) && d->unknown != NULL ?
	    "not known" : rr_told_day(arena, d->working);
}

static bool
is_fork(const struct rr_deadline *d)
{
	return d->nreadings > 0 || d->npoints > 0;
}

static bool
same_answers(const struct rr_deadline *a, const struct rr_deadline *b)
{
	bool same = a->nreadings == b->nreadings && a->npoints == b->npoints;

	for (size_t i = 0; same && i < a->nreadings; i++)
		same = strcmp(a->readings[i].key, b->readings[i].key) == 0;
	return same;
}

/* In some reading: the one as written, or as ADJUSTED. */
static bool
has_day(const struct rr_deadline *d, bool adjusted)
{
	bool any = !rr_date_is_none(adjusted ? d->rolled : d->raw);

	for (size_t i = 0; i < d->nreadings; i++)
		any |= !rr_date_is_none(adjusted ? d->readings[i].rolled :
		    d->readings[i].raw);
	return any;
}

/* Of more readings than are told apart: between which days, and how many. */
static void
add_spread(struct rr_arena *arena, const struct rr_deadline *d, bool adjusted,
    struct rr_buf *b)
{
	rr_date least = RR_DATE_NONE, most = RR_DATE_NONE;
	bool none = false;

	for (size_t i = 0; i < d->nreadings; i++) {
		const struct rr_reading *r = &d->readings[i];
		const rr_date each = adjusted ? r->rolled : r->raw;

		none |= rr_date_is_none(each);
		if (rr_date_is_none(each))
			continue;
		if (rr_date_is_none(least) || rr_date_cmp(each, least) < 0)
			least = each;
		if (rr_date_is_none(most) || rr_date_cmp(each, most) > 0)
			most = each;
	}
	rr_buf_printf(b, "between %s and ", rr_told_day(arena, least));
	rr_buf_printf(b, "%s%s, %zu possibilities", rr_told_day(arena, most),
	    none ? ", or none" : "", d->nreadings);
}

/* A day of each reading: the one as written, or as ADJUSTED. */
static const char *
day_words(struct rr_arena *arena, const struct rr_deadline *d, bool adjusted)
{
	const rr_date one = adjusted ? d->rolled : d->raw;
	/* The same in all that have it; whether it applies is told beside. */
	const bool each_day = d->npoints == 0 && rr_date_is_none(one) &&
	    has_day(d, adjusted);
	struct rr_buf b = RR_BUF_INIT;

	if (each_day && d->nreadings > TOLD_EACH)
		add_spread(arena, d, adjusted, &b);
	for (size_t i = 0; each_day && d->nreadings <= TOLD_EACH &&
	    i < d->nreadings; i++) {
		const struct rr_reading *r = &d->readings[i];
		const rr_date each = adjusted ? r->rolled : r->raw;

		rr_buf_printf(&b, "%s%s if %s", i > 0 ? ", " : "",
		    rr_date_is_none(each) ? "none" :
		    rr_told_day(arena, each), r->key);
	}
	if (d->npoints > 0)
		rr_points_text(d, &b);
	if (b.len == 0)
		return rr_date_is_none(one) && d->unknown != NULL ?
		    "not known" : rr_told_day(arena, one);
	return rr_buf_keep(&b, arena);
}

struct moved { const char *from, *to; };

static struct moved
moved_day(struct rr_arena *arena, const struct rr_deadline *old,
    const struct rr_deadline *d, bool adjusted)
{
	struct moved m = { day_words(arena, old, adjusted),
	    day_words(arena, d, adjusted) };

	return m;
}

static bool
is_same(struct moved a, struct moved b)
{
	return strcmp(a.from, b.from) == 0 && strcmp(a.to, b.to) == 0;
}

static void
add_moved(const char *words, struct moved m, struct rr_buf *b)
{
	if (strcmp(m.from, m.to) == 0)
		rr_buf_printf(b, "; %s %s, as before", words, m.to);
	else
		rr_buf_printf(b, "; %s from %s to %s", words, m.from, m.to);
}

/* Three days that are one move as one; else each is named. */
static bool
moves(const struct rr_deadline *old, const struct rr_deadline *d,
    struct rr_arena *arena, struct rr_buf *b)
{
	const struct moved safe = { safe_day(arena, old), safe_day(arena, d) };
	const struct moved raw = moved_day(arena, old, d, false);
	const struct moved rolled = moved_day(arena, old, d, true);
	const bool told = !same_answers(old, d);	/* by fork_line() */
	struct rr_buf said = RR_BUF_INIT;

	if (strcmp(safe.from, safe.to) == 0 && (told ||
	    (strcmp(raw.from, raw.to) == 0 &&
	    strcmp(rolled.from, rolled.to) == 0)))
		return false;
	if (told || (is_same(safe, raw) && is_same(safe, rolled)))
		rr_buf_printf(&said, "; from %s to %s", safe.from, safe.to);
	else {
		add_moved("as written", raw, &said);
		add_moved("as adjusted", rolled, &said);
		add_moved(d->provision->date.sense == RR_NOT_BEFORE ?
		    "first safe day" : "last safe day", safe, &said);
	}
	rr_buf_printf(b, "moves: %s, %s: %s (%s)", d->what,
	    d->provision->cite.section, said.s + 2, rr_status_shown(d->status));
	rr_buf_free(&said);
	return true;
}

static bool
same_text(const char *a, const char *b)
{
	return a == NULL || b == NULL ? a == b : strcmp(a, b) == 0;
}

static bool
same_late(const struct rr_deadline *a, const struct rr_deadline *b)
{
	return a->late == b->late && a->late_most == b->late_most;
}

/* Whether one of its parts, which "; " parts, is those N bytes. */
static bool
has_part(const char *doubt, const char *part, size_t n)
{
	for (const char *p = doubt; p != NULL;) {
		const char *end = strstr(p, "; ");
		size_t len = end != NULL ? (size_t)(end - p) : strlen(p);

		if (len == n && strncmp(p, part, n) == 0)
			return true;
		p = end != NULL ? end + 2 : NULL;
	}
	return false;
}

static void
add_unsaid(const char *was, const char *is, struct rr_buf *b)
{
	const char *words = "; no longer said: ";

	for (const char *p = was; p != NULL;) {
		const char *end = strstr(p, "; ");
		size_t len = end != NULL ? (size_t)(end - p) : strlen(p);

		if (!has_part(is, p, len)) {
			rr_buf_printf(b, "%s%.*s", words, (int)len, p);
			words = "; ";
		}
		p = end != NULL ? end + 2 : NULL;
	}
}

/* What was said of it and is not any more, where no word of the line tells. */
static void
add_ceased(const struct rr_deadline *old, const struct rr_deadline *d,
    struct rr_arena *arena, struct rr_buf *b)
{
	if (old->status == d->status && old->doubt != NULL)
		add_unsaid(old->doubt, d->doubt, b);
	else if (old->status == d->status && old->late > 0 &&
	    !same_late(old, d))
		rr_buf_printf(b, "; no longer %s", rr_late_text(arena, old));
	else if (old->status == RR_STATUS_VOID && d->status != RR_STATUS_VOID)
		rr_buf_add(b, "; it applies again");
	else if (old->status != d->status &&
	    rr_status_is_done(rr_status_word(old->status)))
		rr_buf_printf(b, "; no longer %s",
		    rr_status_shown(old->status));
}

static void
deadline(const struct rr_deadline *old, const struct rr_deadline *d,
    struct rr_arena *arena, struct rr_buf *b)
{
	const char *section = d->provision->cite.section;

	if (old == NULL && rr_date_is_none(d->working))
		rr_buf_printf(b, "new: %s, %s: %s%s", d->what, section,
		    rr_date_is_none(d->raw) ? "waits for " :
		    "safe day not known, as ",
		    d->waits_for != NULL ? d->waits_for : "a fact");
	else if (old == NULL)
		rr_buf_printf(b, "new: %s, %s: %s safe day %s (%s%s%s)",
		    d->what, section, d->provision->date.sense ==
		    RR_NOT_BEFORE ? "first" : "last",
		    rr_told_day(arena, d->working),
		    rr_status_shown(d->status), d->if_owed ? "; " : "",
		    d->if_owed ? d->doubt : "");
	else if (!moves(old, d, arena, b) && (old->status != d->status ||
	    !same_text(old->doubt, d->doubt) || !same_late(old, d)))
		rr_buf_printf(b, "%s %s: %s, %s%s%s%s%s",
		    old->status != d->status ? "now" : "still",
		    rr_status_shown(d->status), d->what, section,
		    rr_late_text(arena, d)[0] == '\0' ? "" : ", ",
		    rr_late_text(arena, d),
		    d->doubt == NULL ? "" : "; ",
		    d->doubt == NULL ? "" : d->doubt);
	if (old != NULL && b->len > 0)
		add_ceased(old, d, arena, b);
}

/* It turns on an open point on which it did not turn before, or on none. */
static void
fork_line(const struct rr_deadline *old, const struct rr_deadline *d,
    struct rr_arena *arena, struct rr_buf *b)
{
	if (old == NULL || (!is_fork(d) && !is_fork(old)) ||
	    same_answers(old, d))
		return;
	rr_buf_printf(b, "%s: %s, %s: ", is_fork(d) ? "open" :
	    "no longer open", d->what, d->provision->cite.section);
	if (has_day(d, false))
		rr_buf_printf(b, "as written %s", day_words(arena, d, false));
	else
		rr_buf_add(b, "whether it is owed");
}

/* A waiver that does not count, or may not, on which nothing was said yet. */
static void
waiver_line(const struct rr_deadline *old, const struct rr_deadline *d,
    struct rr_buf *b)
{
	if (d->waiver_why == NULL || (old != NULL &&
	    same_text(old->waiver_why, d->waiver_why)))
		return;
	rr_buf_printf(b, "not waived: %s, %s: %s", d->what,
	    d->provision->cite.section, d->waiver_why);
}

/* By its name in the line a party is told from others. */
static const char *
name_in(const struct rr_derivation *d, const char *party)
{
	return party == NULL ? NULL : rr_roster_name(d->input->roster, party);
}

/* Adds what the buffer has, if anything, and clears it. */
static void
add(struct rr_alike *lines, const char *name, struct rr_buf *b)
{
	if (b->len > 0)
		rr_alike_add(lines, name, b->s);
	rr_buf_clear(b);
}

static void
deadlines(const struct rr_derivation *was, const struct rr_derivation *is,
    struct rr_arena *arena, struct rr_alike *lines)
{
	struct rr_map *before = deadlines_by_id(arena, was);
	struct rr_map *after = deadlines_by_id(arena, is);
	struct rr_buf b = RR_BUF_INIT;

	for (size_t i = 0; i < is->ndeadlines; i++) {
		const struct rr_deadline *d = &is->deadlines[i];
		const struct rr_deadline *old = rr_map_find(before, d->id);
		const char *name = name_in(is, d->recipient);

		deadline(old, d, arena, &b);
		add(lines, name, &b);
		fork_line(old, d, arena, &b);
		add(lines, name, &b);
		waiver_line(old, d, &b);
		add(lines, name, &b);
	}
	for (size_t i = 0; was != NULL && i < was->ndeadlines; i++) {
		const struct rr_deadline *d = &was->deadlines[i];

		if (rr_map_find(after, d->id) != NULL)
			continue;
		rr_buf_printf(&b, "no longer applies: %s, %s", d->what,
		    d->provision->cite.section);
		add(lines, name_in(was, d->recipient), &b);
	}
	rr_buf_free(&b);
}

static const struct rr_amended *
amended_of(const struct rr_derivation *d, const struct rr_fact *f)
{
	for (size_t i = 0; d != NULL && i < d->namended; i++)
		if (d->amended[i].fact->seq == f->seq)
			return &d->amended[i];
	return NULL;
}

static const char *
amended_words(struct rr_arena *arena, const struct rr_amended *a)
{
	return a == NULL ? "" : a->lacks != NULL ? a->lacks :
	    rr_arena_printf(arena, "the consent of entry %lld passed on %s",
	    (long long)a->consent->seq, rr_told_day(arena, a->passed));
}

/* What becomes of the consents that amendments need. */
static void
amended(const struct rr_derivation *was, const struct rr_derivation *is,
    struct rr_arena *arena, struct rr_alike *lines)
{
	for (size_t i = 0; i < is->namended; i++) {
		const struct rr_amended *a = &is->amended[i];
		const char *words = amended_words(arena, a);

		if (strcmp(words, amended_words(arena, amended_of(was,
		    a->fact))) != 0)
			rr_alike_add(lines, NULL, rr_arena_printf(arena,
			    "amendment in force %s: %s", rr_told_day(arena,
			    a->in_force), words));
	}
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
	    f->out.state == RR_FOUND_NONE ||
	    (f->out.state == RR_FOUND_COUNTED && f->out.have == 0);
}

/* What reads the same stands the same. */
static void
findings(const struct rr_derivation *was, const struct rr_derivation *is,
    struct rr_arena *arena, struct rr_alike *lines)
{
	struct rr_map *before = findings_by_id(arena, was);
	struct rr_map *after = findings_by_id(arena, is);

	for (size_t i = 0; i < is->nfindings; i++) {
		const struct rr_finding *f = &is->findings[i];
		const struct rr_finding *old = rr_map_find(before, f->id);
		const char *line = finding_line(is, f, arena);

		if (old == NULL ? !says_nothing(f) : strcmp(line,
		    finding_line(was, old, arena)) != 0)
			rr_alike_add(lines, name_in(is, f->party),
			    rr_arena_printf(arena, "%s: %s", old == NULL ?
			    "new" : "now", line));
	}
	for (size_t i = 0; was != NULL && i < was->nfindings; i++) {
		const struct rr_finding *f = &was->findings[i];

		if (rr_map_find(after, f->id) == NULL)
			rr_alike_add(lines, name_in(was, f->party),
			    rr_arena_printf(arena, "no longer applies: %s",
			    finding_line(was, f, arena)));
	}
}

void
rr_changed_findings(struct rr_arena *arena, const struct rr_derivation *was,
    const struct rr_derivation *is, struct rr_buf *b)
{
	struct rr_map *after = findings_by_id(arena, is);
	struct rr_map *told = rr_map_new(arena);

	for (size_t i = 0; i < was->nfindings; i++) {
		const struct rr_finding *f = &was->findings[i];
		const struct rr_finding *then = rr_map_find(after, f->id);
		const char *line;

		if (then == NULL ? says_nothing(f) : strcmp(finding_line(was,
		    f, arena), finding_line(is, then, arena)) == 0)
			continue;
		line = rr_arena_printf(arena, "  %s, %s", f->provision->what,
		    f->provision->cite.section);
		if (f->subject != NULL)
			line = rr_arena_printf(arena, "%s (entry %lld)", line,
			    (long long)f->subject->seq);
		if (rr_map_find(told, line) == NULL)
			rr_buf_printf(b, "%s\n", line);
		rr_map_set(told, line, told);
	}
}

void
rr_changes(const struct rr_derivation *was, const struct rr_derivation *is,
    struct rr_out *out)
{
	struct rr_alike *lines = rr_alike_new(out->arena);

	rr_tell_deliveries(was, is, out);
	deadlines(was, is, out->arena, lines);
	findings(was, is, out->arena, lines);
	amended(was, is, out->arena, lines);
	rr_alike_tell(lines, out);
}

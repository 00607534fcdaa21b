/*
 * moment.c: a day, or a moment on the clock of some place, as it is typed.
 *
 * An hour that the clocks skipped is none, and of one that they showed twice
 * it is said which: by the abbreviation, or by the offset where both have one.
 */
#include <string.h>

#include "app_int.h"
#include "regrights/buf.h"

static bool
abbreviation(const char *text, char *clock, size_t size, const char **abbrev)
{
	const char *space = strrchr(text, ' ');
	size_t n;

	*abbrev = NULL;
	if (space == NULL || (strchr("+-", space[1]) == NULL &&
	    (space[1] < 'A' || space[1] > 'Z')) || space[1] == '\0')
		return false;
	n = (size_t)(space - text);
	if (n >= size)
		return false;
	memcpy(clock, text, n);
	clock[n] = '\0';
	*abbrev = space + 1;
	return true;
}

/* "+03:00" */
static const char *
offset_text(struct rr_arena *arena, int32_t offset)
{
	const int minutes = (offset < 0 ? -offset : offset) / 60;

	return rr_arena_printf(arena, "%c%02d:%02d", offset < 0 ? '-' : '+',
	    minutes / 60, minutes % 60);
}

/* What tells one of two instants: its abbreviation, where it is its own. */
static const char *
hour_word(struct rr_arena *arena, const struct rr_zone *z,
    const rr_instant at[2], int i)
{
	const struct rr_zone_change *it = rr_zone_at(z, at[i]);

	return strcmp(it->abbrev, rr_zone_at(z, at[1 - i])->abbrev) != 0 ?
	    it->abbrev : offset_text(arena, it->offset);
}

const char *
rr_case_hour(struct rr_case *c, const char *zone, struct rr_wall wall,
    rr_instant at)
{
	struct rr_diags *quiet = rr_diags_new();
	const char *word = NULL;
	struct rr_zone *z;
	rr_instant both[2];

	if (zone != NULL && rr_load_zone(c->arena, zone, &z, quiet) &&
	    rr_zone_instants(z, wall, both) == 2)
		word = hour_word(c->arena, z, both,
		    both[0].sec == at.sec ? 0 : 1);
	rr_diags_free(quiet);
	return word;
}

/* Which of the instants the word behind the time names; -1: none, or both. */
static int
named_instant(struct rr_arena *arena, const struct rr_zone *z,
    const rr_instant at[2], int n, const char *word)
{
	int hit = -1;

	for (int i = 0; i < n; i++) {
		const struct rr_zone_change *it = rr_zone_at(z, at[i]);

		if (strcmp(it->abbrev, word) != 0 &&
		    strcmp(offset_text(arena, it->offset), word) != 0)
			continue;
		if (hit >= 0)
			return -1;
		hit = i;
	}
	return hit;
}

static bool
pick_instant(struct rr_arena *arena, const struct rr_zone *z,
    struct rr_wall wall, const char *abbrev, const char *text,
    rr_instant *out, struct rr_diags *diags)
{
	rr_instant at[2];
	int n = rr_zone_instants(z, wall, at);
	int hit = abbrev == NULL ? -1 : named_instant(arena, z, at, n, abbrev);

	if (n == 0)
		return rr_diag(diags, RR_E_SKIPPED, rr_nowhere,
		    "'%s' in %s; look at the document's time again", text,
		    z->name);
	if (n == 2 && hit < 0)
		return rr_diag(diags, RR_E_DOUBLED, rr_nowhere,
		    "'%s' in %s; write %s or %s behind it", text, z->name,
		    hour_word(arena, z, at, 0), hour_word(arena, z, at, 1));
	if (abbrev != NULL && hit < 0)
		return rr_diag(diags, RR_E_ZONE, rr_nowhere,
		    "'%s': %s had %s then", text, z->name,
		    rr_zone_at(z, at[0])->abbrev);
	*out = at[hit < 0 ? 0 : hit];
	return true;
}

/* What is wrong with a text that is no moment; always false. */
static bool
no_moment(const char *text, const char *forms, struct rr_diags *diags)
{
	char first[] = "YYYY-MM-DD";
	const size_t n = strnlen(text, strlen(first));
	struct rr_buf fault = RR_BUF_INIT;
	rr_date day;

	memcpy(first, text, n);
	first[n] = '\0';
	if (rr_date_parse(first, &day) || !rr_date_fault(first, &fault))
		rr_diag(diags, RR_E_TIME, rr_nowhere, "'%s': write %s", text,
		    forms);
	else
		rr_diag(diags, RR_E_DATE, rr_nowhere, "'%s': %s", text,
		    fault.s);
	rr_buf_free(&fault);
	return false;
}

bool
rr_case_moment(struct rr_case *c, const char *text, const char *zone,
    rr_date *day, rr_instant *at, struct rr_wall *wall,
    const char **zone_used, struct rr_diags *diags)
{
	struct rr_zone *other;
	const struct rr_zone *z = c->zone;
	const char *abbrev;
	char clock[40];

	if (zone != NULL) {
		if (!rr_load_zone(c->arena, zone, &other, diags))
			return false;
		z = other;
	}
	*zone_used = NULL;
	*at = RR_INSTANT_NONE;
	if (rr_date_parse(text, day))
		return true;
	if (strcmp(text, "now") == 0)
		*at = rr_now(c->app);
	else {
		if (!abbreviation(text, clock, sizeof(clock), &abbrev)) {
			if (!rr_wall_parse(text, wall))
				return no_moment(text, "YYYY-MM-DD, YYYY-MM-DD "
				    "HH:MM (09:05, 14:10) or now", diags);
		} else if (!rr_wall_parse(clock, wall))
			return no_moment(text, "YYYY-MM-DD HH:MM (09:05, "
			    "14:10)", diags);
		if (!pick_instant(c->arena, z, *wall, abbrev, text, at, diags))
			return false;
	}
	*zone_used = z->name;
	*wall = rr_zone_wall(z, *at);
	*day = rr_zone_wall(c->zone, *at).day;
	return true;
}

/* Both days of "2000-06-19..2000-06-21"; else false. */
static bool
parse_days(struct rr_arena *arena, const char *text, rr_date *first,
    rr_date *last)
{
	const char *dots = strstr(text, "..");

	return dots != NULL && rr_date_parse(rr_arena_strndup(arena, text,
	    (size_t)(dots - text)), first) && rr_date_parse(dots + 2, last);
}

/*
 * It happened, and nobody knows when: since the agreement, or what is received
 * since it was sent, and by now.
 */
static bool
is_unknown(const struct rr_case *c, const char *text,
    const struct rr_fact *f, rr_date *first, rr_date *last)
{
	const struct rr_fact *of = f->shape != RR_SHAPE_RECEIPT ? NULL :
	    rr_facts_find(c->facts, f->about, f->about_row);

	*first = of == NULL || f->part == 0 ? c->agreement->dated :
	    of->sendings[f->part - 1].wall.day;
	*last = c->input.on;
	return strcmp(text, "unknown") == 0 && !rr_date_is_none(*first);
}

bool
rr_case_when(struct rr_case *c, const char *text, const char *zone,
    struct rr_fact *f, struct rr_diags *diags)
{
	rr_date first, last;

	f->span = 0;
	if (!parse_days(c->arena, text, &first, &last) &&
	    !is_unknown(c, text, f, &first, &last))
		return strstr(text, "..") != NULL ? no_moment(text,
		    "both days, as YYYY-MM-DD..YYYY-MM-DD", diags) :
		    rr_case_moment(c, text, zone, &f->day, &f->at,
		    &f->wall, &f->zone, diags);
	if (last.day < first.day)
		return rr_diag(diags, RR_E_DATE, rr_nowhere, "'%s': the "
		    "second day is the earlier one", text);
	if (last.day - first.day > RR_SPAN_MAX)
		return rr_diag(diags, RR_E_RANGE, rr_nowhere, "'%s': that is "
		    "any of %d days, and at most %d are tried; write between "
		    "which days it was, as YYYY-MM-DD..YYYY-MM-DD: the papers "
		    "before it and after it say that", text,
		    last.day - first.day + 1, RR_SPAN_MAX + 1);
	f->day = first;
	f->span = last.day - first.day;
	f->at = RR_INSTANT_NONE;
	f->zone = NULL;
	return true;
}

bool
rr_case_tell(struct rr_case *c, const struct rr_args *args, const char *name,
    struct rr_fact *f, struct rr_diags *diags)
{
	const char *text = rr_arg(args, name), *zone;
	struct rr_buf b = RR_BUF_INIT;
	struct rr_wall wall;
	rr_instant at;
	rr_date day;

	if (text == NULL)
		return true;
	if (!rr_case_moment(c, text, rr_arg(args, "zone"), &day, &at, &wall,
	    &zone, diags))
		return false;
	if (rr_instant_is_none(at))
		return rr_diag(diags, RR_E_DATE, rr_nowhere, "--%s '%s': give "
		    "its time too, as YYYY-MM-DD HH:MM", name, text);
	rr_zone_tell(c->zone, at, &b);
	rr_fact_set(c->arena, f, name, rr_buf_keep(&b, c->arena));
	return true;
}

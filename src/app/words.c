/*
 * words.c: an entry in words, as it is shown before it is recorded.
 */
#include <string.h>

#include "told_int.h"
#include "regrights/buf.h"

const char *
rr_fact_when(struct rr_arena *arena, const struct rr_fact *f)
{
	struct rr_buf b = RR_BUF_INIT;

	rr_fact_days(f, &b);
	return rr_buf_keep(&b, arena);
}

const char *
rr_entry_text(struct rr_arena *arena, const struct rr_fact *of)
{
	struct rr_buf ref = RR_BUF_INIT;
	const char *text;

	rr_fact_ref(of, &ref);
	text = rr_arena_printf(arena, "entry %s (%s %s)", ref.s, of->name,
	    rr_fact_when(arena, of));
	rr_buf_free(&ref);
	return text;
}

static const char *
about_text(const struct rr_case *c, struct rr_arena *arena,
    const struct rr_fact *f)
{
	const struct rr_fact *of = rr_facts_find(c->facts, f->about,
	    f->about_row);

	return of != NULL ? rr_entry_text(arena, of) : rr_arena_printf(arena,
	    "entry %lld", (long long)f->about);
}

static const char *
title_of(const struct rr_event *e, const char *key)
{
	const struct rr_field_decl *d = e == NULL ? NULL :
	    rr_event_field(e, key);

	return d != NULL ? d->title : key;
}

static void
add_fields(const struct rr_case *c, const struct rr_fact *f,
    struct rr_buf *b)
{
	const struct rr_event *e = rr_agreement_event(c->agreement, f->name);

	for (size_t i = 0; i < f->nfields; i++)
		rr_buf_printf(b, "; %s: %s", title_of(e, f->fields[i].key),
		    f->fields[i].value);
}

static void
add_when(const struct rr_case *c, const struct rr_fact *f, struct rr_buf *b)
{
	rr_buf_addc(b, ' ');
	if (rr_instant_is_none(f->at))
		rr_fact_days(f, b);
	else
		rr_moment_shown(f->wall, f->zone, c->agreement->zone, b);
}

static void
add_sendings(const struct rr_case *c, const struct rr_fact *f,
    struct rr_buf *b)
{
	for (size_t i = 0; i < f->nsendings; i++) {
		const struct rr_sending *s = &f->sendings[i];

		rr_buf_printf(b, "%s %s%s", i == 0 ? " to" : ",",
		    rr_roster_name(c->roster, s->party),
		    s->copy ? " (copy)" : "");
		if (i + 1 == f->nsendings || strcmp(s->method,
		    f->sendings[i + 1].method) != 0)
			rr_buf_printf(b, " by %s", s->method);
	}
}

/* A number or address, and which lists print it. */
static void
add_contact(const struct rr_case *c, const struct rr_fact *f,
    struct rr_buf *b)
{
	const struct rr_ladder *l = c->agreement->ladder;
	const char *lists = rr_fact_get(f, RR_USE_LISTS);
	size_t named = 0;

	rr_buf_printf(b, "%s: %s %s", rr_roster_name(c->roster, f->name),
	    rr_fact_get(f, RR_USE_KIND), rr_fact_get(f, RR_USE_VALUE));
	if (rr_fact_get(f, RR_USE_ENDS) != NULL) {
		rr_buf_add(b, " is no longer used");
		return;
	}
	for (size_t i = 0; l != NULL && i < l->nlists; i++)
		if (rr_list_has(lists, l->lists[i].key))
			rr_buf_printf(b, "%s %s", named++ == 0 ? ", among the" :
			    " and the", l->lists[i].title);
	if (named == 0 && l != NULL && l->nlists > 0 &&
	    strcmp(rr_fact_get(f, RR_USE_KIND), "fax") == 0)
		rr_buf_add(b, ", printed in no list that the notice clause "
		    "asks for");
}

/* "holder list agent.csv: 12 lots (1,000 shares), new parties: 3" */
static void
add_book(const struct rr_fact *f, struct rr_buf *b)
{
	const char *units = rr_fact_get(f, RR_USE_UNITS);
	const char *map = rr_fact_get(f, RR_USE_MAP);

	rr_buf_printf(b, "holder list %s; lots: %s", f->name,
	    rr_fact_get(f, RR_USE_LOTS));
	if (units != NULL)
		rr_buf_printf(b, " (%s)", units);
	rr_buf_printf(b, "; new parties: %s; corrected: %s; numbers and "
	    "addresses: %s; on record already: %s", rr_fact_get(f, RR_USE_NEW),
	    rr_fact_get(f, RR_USE_CORRECTED), rr_fact_get(f, RR_USE_CONTACTS),
	    rr_fact_get(f, RR_USE_SAME));
	if (map != NULL)
		rr_buf_printf(b, "; its mapping is saved as '%s'", map);
}

/* What a later import is, and why. */
static void
add_revision(const struct rr_fact *f, struct rr_buf *b)
{
	const char *in_force = rr_fact_get(f, RR_USE_IN_FORCE);
	const char *corrects = rr_fact_get(f, RR_USE_CORRECTS);
	const char *reason = rr_fact_get(f, RR_USE_REASON);

	if (in_force != NULL)
		rr_buf_printf(b, ": an amendment of the terms, in force %s",
		    in_force);
	else if (corrects != NULL)
		rr_buf_printf(b, ": a correction of the terms of entry %s",
		    corrects);
	if (reason != NULL)
		rr_buf_printf(b, "; %s", reason);
}

/* Not a word of what it is about. */
static void
add_act(const struct rr_fact *f, struct rr_buf *b)
{
	const char *by = rr_fact_get(f, RR_USE_ENTRY);

	if (f->shape == RR_SHAPE_ACCOUNT)
		rr_buf_printf(b, "%lld/%lld is accounted for%s%s",
		    (long long)f->about, (long long)f->part,
		    by != NULL ? ", by entry " : "", by != NULL ? by : "");
	else if (f->shape == RR_SHAPE_HOLD)
		rr_buf_add(b, "a litigation hold is placed");
	else if (f->shape == RR_SHAPE_LIFT)
		rr_buf_printf(b, "the litigation hold of entry %lld is lifted",
		    (long long)f->about);
	else
		rr_buf_printf(b, "entry %lld %s", (long long)f->about,
		    f->shape == RR_SHAPE_SEAL ? "is sealed" :
		    f->shape == RR_SHAPE_RELEASE ? "is seen again" :
		    "is destroyed for good");
	rr_buf_printf(b, ": %s", rr_fact_get(f, RR_USE_REASON));
}

const char *
rr_fact_words(const struct rr_case *c, struct rr_arena *arena,
    const struct rr_fact *f)
{
	const char *reason = rr_fact_get(f, RR_USE_REASON);
	struct rr_buf b = RR_BUF_INIT;

	switch (f->shape) {
	case RR_SHAPE_EVENT:
		rr_buf_add(&b, f->name);
		add_when(c, f, &b);
		add_fields(c, f, &b);
		break;
	case RR_SHAPE_NOTICE:
		rr_buf_add(&b, f->name);
		add_sendings(c, f, &b);
		add_when(c, f, &b);
		add_fields(c, f, &b);
		break;
	case RR_SHAPE_RESULT:
		rr_buf_printf(&b, "%s: transmission %s",
		    about_text(c, arena, f), rr_fact_get(f, RR_USE_RESULT));
		break;
	case RR_SHAPE_RECEIPT:
		rr_buf_printf(&b, "%s: received", about_text(c, arena, f));
		add_when(c, f, &b);
		break;
	case RR_SHAPE_CONTACT:
		add_contact(c, f, &b);
		break;
	case RR_SHAPE_PARTY:
	case RR_SHAPE_HOLDING:
		rr_buf_add(&b, rr_roster_name(c->roster, f->name));
		add_fields(c, f, &b);
		if (f->shape == RR_SHAPE_HOLDING)
			rr_buf_printf(&b, "; held from %s",
			    rr_told_day(arena, f->day));
		break;
	case RR_SHAPE_POSITION:
		rr_buf_printf(&b, "position on %s: %s", f->name,
		    rr_fact_get(f, RR_USE_ANSWER));
		break;
	case RR_SHAPE_VOID:
		rr_buf_printf(&b, "%s does not count: %s",
		    about_text(c, arena, f), reason);
		break;
	case RR_SHAPE_SEAL:
	case RR_SHAPE_RELEASE:
	case RR_SHAPE_DESTROY:
	case RR_SHAPE_ACCOUNT:
	case RR_SHAPE_HOLD:
	case RR_SHAPE_LIFT:
		add_act(f, &b);
		break;
	case RR_SHAPE_BOOK:
		add_book(f, &b);
		break;
	case RR_SHAPE_IMPORT:
		rr_buf_add(&b, f->name);
		add_revision(f, &b);
		break;
	case RR_SHAPE_MAX:
		break;
	}
	return rr_buf_keep(&b, arena);
}

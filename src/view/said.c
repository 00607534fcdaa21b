/*
 * said.c: an entry's title, and all that was given when it was recorded.
 *
 * Of an event or a notice the agreement declares the fields and their words;
 * whatever it does not declare, and the fields of every other shape, stand
 * under words of their own.  What is given and not shown would be lost to
 * whoever reads: each field is shown, or has a line of another form.
 */
#include <string.h>

#include "regrights/seal.h"
#include "view_int.h"

/* What stands before a field's value, in this order; others by their key. */
static const struct { const char *key, *before; } words[] = {
	{ "name", "name: " }, { "roles", "roles: " },
	{ "kind", "kind: " }, { "value", "number or address: " },
	{ "lists", "printed in: " }, { "ends", "no longer used: " },
	{ "since", "since: " }, { "copies", "copies to: " },
	{ "zone", "time zone: " }, { "note", "note: " },
	{ "result", "result: " }, { "ended", "ended: " },
	{ "confirmed", "confirmed to have come through: " },
	{ "answer", "answer: " }, { "by", "taken by: " },
	{ "basis", "basis: " }, { "relied", "relied on: " },
	{ "file", "file: " }, { "title", "title: " },
	{ "text", "SHA-256 of its text: " },
	{ "seeds", "records its parties: " },
	{ "in force", "in force: " }, { "corrects", "corrects entry: " },
	{ "consent", "its consent: entry " },
	{ "reaches", "reaches what was running: " },
	{ "lots", "lots: " }, { "units", "securities: " },
	{ "new", "new parties: " }, { "corrected", "parties corrected: " },
	{ "contacts", "numbers and addresses: " },
	{ "same", "lots that were on record: " },
	{ "map", "its mapping is saved as: " },
	{ "rows", "SHA-256 of its rows: " },
	{ "reason", "reason: " }, { "entry", "entered as entry " },
	{ "entries", "of entries: " }
};

/* Told in a line of their own: senders, and what rested on an entry. */
static bool
is_told(const struct rr_fact *f, const char *key)
{
	if (f->shape == RR_SHAPE_NOTICE)
		return rr_fact_is_sender(key);
	return f->shape == RR_SHAPE_SEAL &&
	    (strcmp(key, RR_SEAL_RESTED) == 0 ||
	    strcmp(key, RR_SEAL_STAYS) == 0);
}

static const char *
about_ref(struct rr_arena *arena, const struct rr_fact *f)
{
	const struct rr_fact of = { .seq = f->about, .row = f->about_row };
	struct rr_buf b = RR_BUF_INIT;

	rr_fact_ref(&of, &b);
	return rr_buf_keep(&b, arena);
}

/* Whether the title says what it is about; acts say the number alone. */
static bool
is_of_entry(enum rr_shape s)
{
	return s == RR_SHAPE_VOID || s == RR_SHAPE_RESULT ||
	    s == RR_SHAPE_RECEIPT || s == RR_SHAPE_ACCOUNT ||
	    rr_seal_is_act(s);
}

/* What a void names is no name where that is kept from sight. */
static const char *
void_title(struct rr_arena *arena, const struct rr_derivation *dv,
    const struct rr_fact *f)
{
	const struct rr_facts *facts = dv->input->facts;
	const struct rr_fact *of = rr_facts_find(facts, f->about,
	    f->about_row);
	const char *ref = about_ref(arena, f);

	if (of != NULL && of->shape == RR_SHAPE_VOID)
		return rr_arena_printf(arena, "void of entry %s, the void of "
		    "entry %s", ref, about_ref(arena, of));
	return rr_seal_of(facts, f->about) != NULL ||
	    strcmp(f->name, "entry") == 0 ?
	    rr_arena_printf(arena, "void of entry %s", ref) :
	    rr_arena_printf(arena, "void of entry %s, %s", ref, f->name);
}

const char *
rr_entry_title(struct rr_arena *arena, const struct rr_derivation *dv,
    const struct rr_fact *f)
{
	const char *word = rr_shape_word(f->shape);

	if (f->shape == RR_SHAPE_VOID)
		return void_title(arena, dv, f);
	if (f->shape == RR_SHAPE_ACCOUNT)
		return rr_arena_printf(arena, "account of %lld/%lld",
		    (long long)f->about, (long long)f->part);
	if (is_of_entry(f->shape) && f->about != 0)
		return rr_arena_printf(arena, "%s of entry %s", word,
		    about_ref(arena, f));
	if (f->name == NULL || f->name[0] == '\0')
		return word;
	if (f->shape == RR_SHAPE_EVENT || f->shape == RR_SHAPE_NOTICE)
		return f->name;
	return rr_arena_printf(arena, "%s%s %s", word, f->shape ==
	    RR_SHAPE_POSITION ? " on" : f->shape == RR_SHAPE_CONTACT ||
	    f->shape == RR_SHAPE_HOLDING ? " of" : "", f->name);
}

/* An address has several lines; here it has one. */
static void
say(struct rr_recorder *rec, const char *before, const char *value)
{
	struct rr_buf b = RR_BUF_INIT;

	rr_buf_add(&b, before);
	for (; *value != '\0'; value++)
		if (*value == '\n')
			rr_buf_add(&b, ", ");
		else
			rr_buf_addc(&b, *value);
	rr_record(rec, RR_STEP_FACT, NULL, "%s", b.s);
	rr_buf_free(&b);
}

static const char *
before(const char *key)
{
	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		if (strcmp(words[i].key, key) == 0)
			return words[i].before;
	return NULL;
}

/* The fields that no event or notice of the agreement declares. */
static void
say_fields(struct rr_arena *arena, const struct rr_derivation *dv,
    struct rr_recorder *rec, const struct rr_fact *f)
{
	const struct rr_event *e = rr_event_of(dv, f);
	bool world = f->shape == RR_SHAPE_EVENT ||
	    f->shape == RR_SHAPE_NOTICE;

	for (size_t i = 0; !world && i < sizeof(words) / sizeof(words[0]);
	    i++) {
		const char *value = rr_fact_field(f, words[i].key);

		if (value != NULL)
			say(rec, words[i].before, value);
	}
	for (size_t i = 0; i < f->nfields; i++) {
		const char *key = f->fields[i].key;

		if (is_told(f, key) || (world ? e != NULL &&
		    rr_event_field(e, key) != NULL : before(key) != NULL))
			continue;
		say(rec, rr_arena_printf(arena, "%s: ", key),
		    f->fields[i].value);
	}
}

/* Which sending of its notice a result or a receipt is of. */
static void
say_sending(const struct rr_derivation *dv, struct rr_recorder *rec,
    const struct rr_fact *f)
{
	const struct rr_fact *of = rr_facts_find(dv->input->facts, f->about,
	    f->about_row);
	const struct rr_sending *s;

	if ((f->shape != RR_SHAPE_RESULT && f->shape != RR_SHAPE_RECEIPT) ||
	    f->part < 1)
		return;
	if (of == NULL || (size_t)f->part > of->nsendings ||
	    rr_seal_of(dv->input->facts, f->about) != NULL) {
		rr_record(rec, RR_STEP_FACT, NULL, "sending %lld of it",
		    (long long)f->part);
		return;
	}
	s = &of->sendings[f->part - 1];
	rr_record(rec, RR_STEP_FACT, NULL, "sent to %s%s by %s",
	    rr_roster_name(dv->input->roster, s->party), s->copy ? " (copy)" :
	    "", s->method);
}

/* Who sent a notice, and for whom where it was another's. */
static void
say_sender(const struct rr_derivation *dv, struct rr_recorder *rec,
    const struct rr_fact *f)
{
	const struct rr_roster *r = dv->input->roster;
	const char *from = f->shape != RR_SHAPE_NOTICE ? NULL :
	    rr_fact_get(f, RR_USE_FROM);
	const char *by = rr_fact_field(f, RR_SENT_BY);

	if (from != NULL && by != NULL)
		rr_record(rec, RR_STEP_FACT, NULL, "sent by %s, for %s",
		    rr_roster_name(r, by), rr_roster_name(r, from));
	else if (from != NULL)
		rr_record(rec, RR_STEP_FACT, NULL, "sent by %s",
		    rr_roster_name(r, from));
}

void
rr_entry_said(struct rr_arena *arena, const struct rr_derivation *dv,
    struct rr_recorder *rec, const struct rr_fact *f, bool alone)
{
	struct rr_buf field = RR_BUF_INIT;

	if (alone && f->about != 0 && !is_of_entry(f->shape))
		rr_record(rec, RR_STEP_FACT, NULL, "about entry %s",
		    about_ref(arena, f));
	say_sending(dv, rec, f);
	for (size_t i = 0; rr_field_text(dv, f, i, &field); i++) {
		say(rec, "", field.s);
		rr_buf_clear(&field);
	}
	rr_buf_free(&field);
	say_fields(arena, dv, rec, f);
	say_sender(dv, rec, f);
	if (f->zone != NULL && strcmp(f->zone, rr_engine_agreement(
	    dv->input->engine)->zone) != 0)
		rr_record(rec, RR_STEP_FACT, NULL, "read on the clock of %s",
		    f->zone);
	if (f->source != NULL)
		say(rec, "from: ", f->source);
}

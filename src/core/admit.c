/*
 * admit.c: may this be recorded now?
 *
 * What each shape of fact must be, as of the entry before it.  What an act
 * about the record does to another entry is asked for by the store, under its
 * lock and when it verifies.
 */
#include <string.h>

#include "past_int.h"
#include "regrights/arena.h"
#include "regrights/qty.h"
#include "regrights/roster.h"
#include "regrights/seal.h"
#include "regrights/text.h"

typedef const char *admit_fn(struct rr_past *, const struct rr_fact *);

static const char *
find_last(struct rr_past *p, const struct rr_fact *f,
    const char *(*under)(struct rr_past *, const struct rr_agreement *,
    const struct rr_fact *))
{
	const char *first = "is in a matter without terms";

	for (size_t i = p->terms.n; i > 0; i--) {
		const char *why = under(p, rr_past_term(p, i - 1), f);

		if (why == NULL)
			return NULL;
		if (i == p->terms.n)
			first = why;
	}
	return first;
}

/* What answers another is about such a one; else about any, or none. */
static const char *
check_about(struct rr_past *p, const struct rr_event *e,
    const struct rr_fact *f)
{
	const struct rr_known *k = rr_past_known(p, f->about, f->about_row);

	if (e->nabout == 0 || (k != NULL && (k->lost ||
	    rr_event_answers(e, k->name))))
		return NULL;
	if (k == NULL && f->about != 0)
		return NULL;
	return rr_arena_printf(p->arena, "answers no %s",
	    rr_event_about_text(p->arena, e));
}

static const char *
check_once(struct rr_past *p, const struct rr_event *e)
{
	for (size_t i = 0; e->once && i < p->known.n; i++) {
		const struct rr_known *k = rr_vec_at(&p->known, i);

		if (k->shape == RR_SHAPE_EVENT && !k->lost && !k->sealed &&
		    strcmp(k->name, e->name) == 0 && rr_past_counts(p, k))
			return rr_arena_printf(p->arena, "happens once, and "
			    "entry %lld said it", (long long)k->seq);
	}
	return NULL;
}

static const char *
event_under(struct rr_past *p, const struct rr_agreement *a,
    const struct rr_fact *f)
{
	const struct rr_event *e = rr_agreement_event(a, f->name);
	bool notice = f->shape == RR_SHAPE_NOTICE;
	const char *why;

	if (e == NULL || e->notice != notice)
		return rr_arena_printf(p->arena, "is %s that the agreement "
		    "does not declare: '%s'", notice ? "a notice" :
		    "an event", f->name);
	why = check_about(p, e, f);
	if (why == NULL && f->row == 0)
		why = check_once(p, e);
	return why != NULL ? why : rr_past_fields(p, a, e, f);
}

static const char *
admit_event(struct rr_past *p, const struct rr_fact *f)
{
	return find_last(p, f, event_under);
}

static const char *
admit_notice(struct rr_past *p, const struct rr_fact *f)
{
	const char *why = find_last(p, f, event_under);

	return why != NULL ? why : rr_past_sent(p, f);
}

/* What came of a sending cannot be known before it was sent. */
static const char *
admit_outcome(struct rr_past *p, const struct rr_fact *f)
{
	const struct rr_known *k = rr_past_known(p, f->about, f->about_row);
	const struct rr_sent *s;
	bool early;

	if (k != NULL && k->lost)
		return NULL;
	if (k == NULL || k->shape != RR_SHAPE_NOTICE || f->part < 1 ||
	    (size_t)f->part > k->nsendings)
		return "is about no transmission of a notice";
	if (strcmp(f->name, rr_shape_word(f->shape)) != 0)
		return "has another name than its kind";
	s = &k->sendings[f->part - 1];
	early = !rr_instant_is_none(f->at) ? f->at.sec < s->at.sec :
	    rr_date_cmp(f->day, s->day) < 0;
	return early ? "is earlier than the transmission that it is about" :
	    NULL;
}

/* A word for several parties is no one's key, under any of the terms. */
static bool
is_role_word(struct rr_past *p, const char *key)
{
	for (size_t i = 0; i < p->terms.n; i++)
		if (!rr_role_is_word(rr_past_roles(p, i), key))
			return false;
	return true;
}

static const char *
admit_party(struct rr_past *p, const struct rr_fact *f)
{
	bool is_new = rr_past_is_new(p, f->name);

	if (is_new && (rr_fact_get(f, RR_USE_NAME) == NULL ||
	    !rr_text_is_key(f->name)))
		return "makes a party that has no name or no key";
	if (is_new && is_role_word(p, f->name))
		return "makes a party whose key stands for several";
	if (rr_fact_get(f, RR_USE_NAME) != NULL && rr_past_is_taken(p, f->name))
		return "names a party that was sealed";
	if (f->nfields == 0 || (rr_fact_get(f, RR_USE_SINCE) != NULL &&
	    rr_fact_get(f, RR_USE_ROLES) == NULL &&
	    rr_fact_get(f, RR_USE_COPIES) == NULL &&
	    rr_fact_get(f, RR_USE_NAME) == NULL))
		return "says nothing of a party";
	return NULL;
}

static const char *
admit_of_party(struct rr_past *p, const struct rr_fact *f)
{
	return rr_past_party(p, f->name);
}

static const char *
point_under(struct rr_past *p, const struct rr_agreement *a,
    const struct rr_fact *f)
{
	const char *answer = rr_fact_get(f, RR_USE_ANSWER);
	int q = rr_agreement_question(a, f->name);

	if (q < 0 || answer == NULL)
		return rr_arena_printf(p->arena, "answers '%s', which is no "
		    "open point of the agreement", f->name);
	return strcmp(answer, "open") == 0 ||
	    rr_agreement_answer(a, q, answer) >= 0 ? NULL :
	    rr_arena_printf(p->arena, "answers '%s' by '%s', which is no "
	    "answer to it", f->name, answer);
}

static const char *
admit_position(struct rr_past *p, const struct rr_fact *f)
{
	return rr_past_asked(p, f) ? NULL : find_last(p, f, point_under);
}

static const char *
admit_void(struct rr_past *p, const struct rr_fact *f)
{
	const struct rr_known *k = rr_past_known(p, f->about, f->about_row);

	if (f->about == 0)
		return "voids nothing";
	if (rr_fact_get(f, RR_USE_REASON) == NULL)
		return "voids another without a reason";
	if (k == NULL || k->lost)
		return NULL;
	if (rr_seal_is_act(k->shape))
		return "voids one that is never void";
	if (k->shape == RR_SHAPE_IMPORT && rr_past_void_import(p, k) != NULL)
		return rr_past_void_import(p, k);
	/* The name of what is sealed is not said by who voids its void. */
	return strcmp(f->name, k->name) == 0 ||
	    strcmp(f->name, "entry") == 0 ? NULL :
	    "voids another under a name that it does not have";
}

/* How many of the rows are of that shape. */
static int64_t
count(const struct rr_past *p, enum rr_shape shape)
{
	int64_t n = 0;

	for (size_t i = 0; i < p->nrows; i++)
		n += p->rows[i].shape == shape ? 1 : 0;
	return n;
}

static int64_t
number_of(const struct rr_fact *f, const char *key)
{
	const char *text = rr_fact_field(f, key);
	int64_t n;

	return text != NULL && rr_int_parse(text, 0, INT32_MAX, &n) ? n : -1;
}

/* A list counts its own rows, and its name has no folder. */
static const char *
admit_list(struct rr_past *p, const struct rr_fact *f)
{
	bool lots = rr_fact_get(f, RR_USE_EVENT) != NULL;

	if (f->name[0] == '\0' || strchr(f->name, '/') != NULL)
		return "is a list under no file's name";
	return number_of(f, "lots") == count(p, RR_SHAPE_EVENT) &&
	    (lots || count(p, RR_SHAPE_EVENT) == 0) &&
	    number_of(f, "contacts") == count(p, RR_SHAPE_CONTACT) &&
	    number_of(f, "new") + number_of(f, "corrected") ==
	    count(p, RR_SHAPE_PARTY) ? NULL :
	    "counts other rows than its list has";
}

static admit_fn *const admits[RR_SHAPE_MAX] = {
	[RR_SHAPE_IMPORT] = rr_past_import,
	[RR_SHAPE_BOOK] = admit_list,
	[RR_SHAPE_EVENT] = admit_event,
	[RR_SHAPE_NOTICE] = admit_notice,
	[RR_SHAPE_RESULT] = admit_outcome,
	[RR_SHAPE_RECEIPT] = admit_outcome,
	[RR_SHAPE_PARTY] = admit_party,
	[RR_SHAPE_CONTACT] = admit_of_party,
	[RR_SHAPE_HOLDING] = admit_of_party,
	[RR_SHAPE_POSITION] = admit_position,
	[RR_SHAPE_VOID] = admit_void,
	[RR_SHAPE_SEAL] = rr_past_act,
	[RR_SHAPE_RELEASE] = rr_past_act,
	[RR_SHAPE_DESTROY] = rr_past_act,
	[RR_SHAPE_HOLD] = rr_past_act,
	[RR_SHAPE_LIFT] = rr_past_act,
	[RR_SHAPE_ACCOUNT] = rr_past_act
};

/* The store asks for the entry that it is about. */
static bool
is_of_store(const struct rr_fact *f)
{
	return rr_seal_is_act(f->shape) || f->shape == RR_SHAPE_ACCOUNT;
}

static bool
is_plain(const char *text)
{
	return text == NULL || rr_text_is_plain(text, strlen(text), true,
	    NULL);
}

static const char *
check_text(const struct rr_fact *f)
{
	bool ok = is_plain(f->name) && is_plain(f->source);

	for (size_t i = 0; i < f->nfields; i++)
		ok &= is_plain(f->fields[i].key) && is_plain(
		    f->fields[i].value);
	for (size_t i = 0; i < f->nsendings; i++)
		ok &= is_plain(f->sendings[i].address);
	return ok ? NULL : "has text that is not plain";
}

/* What a shape has beside its name, its day and its fields. */
static const struct members {
	/* a time of day; another entry; a part of that; transmissions */
	bool	at, about, part, sent;
	/* no one day, but several of which it was one */
	bool	span;
	/* where it is known from: can be said, and must be */
	bool	source, known;
} members[RR_SHAPE_MAX] = {
	[RR_SHAPE_BOOK] = { .source = true },
	[RR_SHAPE_EVENT] = { .at = true, .about = true, .source = true,
	    .span = true },
	[RR_SHAPE_NOTICE] = { .at = true, .about = true, .sent = true,
	    .source = true },
	[RR_SHAPE_RESULT] = { .at = true, .about = true, .part = true,
	    .source = true },
	[RR_SHAPE_RECEIPT] = { .at = true, .about = true, .part = true,
	    .source = true, .span = true },
	[RR_SHAPE_PARTY] = { .source = true, .known = true },
	[RR_SHAPE_CONTACT] = { .source = true, .known = true },
	[RR_SHAPE_HOLDING] = { .source = true, .known = true },
	[RR_SHAPE_VOID] = { .about = true },
	[RR_SHAPE_SEAL] = { .about = true },
	[RR_SHAPE_RELEASE] = { .about = true },
	[RR_SHAPE_DESTROY] = { .about = true },
	[RR_SHAPE_ACCOUNT] = { .about = true, .part = true },
	[RR_SHAPE_LIFT] = { .about = true }
};

static const char *
check_members(const struct rr_fact *f)
{
	const struct members *m = &members[f->shape];

	return (f->nsendings > 0 && !m->sent) || (f->part != 0 && !m->part) ||
	    (f->about != 0 && !m->about) || (f->about == 0 &&
	    f->about_row != 0) || (!rr_instant_is_none(f->at) && !m->at) ||
	    (f->span != 0 && !m->span) || (f->source != NULL && !m->source) ?
	    "has what its kind does not have" : NULL;
}

static const char *
check_source(const struct rr_fact *f)
{
	return members[f->shape].known && (f->source == NULL ||
	    f->source[0] == '\0') ? "says not where it is known from" : NULL;
}

/*
 * A position and a void can be void while they are sealed; whether it was one
 * whose content is destroyed, nothing says any more.
 */
static bool
voids_lost(const struct rr_past *p, const struct rr_fact *f)
{
	const struct rr_known *k = rr_past_known(p, f->about, 0);

	return f->shape == RR_SHAPE_VOID && k != NULL && k->lost &&
	    rr_past_counts(p, k);
}

static const char *
check_fields(struct rr_past *p, const struct rr_fact *f)
{
	const char *why = f->shape == RR_SHAPE_EVENT ||
	    f->shape == RR_SHAPE_NOTICE ? NULL : rr_past_own(p, f);

	return why != NULL ? why : check_source(f);
}

static const char *
refuses_one(struct rr_past *p, const struct rr_fact *f)
{
	const char *why = check_text(f);

	if (why == NULL)
		why = check_members(f);
	if (why == NULL && f->shape != RR_SHAPE_IMPORT)
		why = rr_past_moment(p, f);
	if (why == NULL && f->about != 0 && !is_of_store(f) &&
	    !voids_lost(p, f))
		why = rr_past_one(p, f->about, f->about_row);
	if (why == NULL && admits[f->shape] != NULL)
		why = admits[f->shape](p, f);
	return why != NULL ? why : check_fields(p, f);
}

/* Parties, their addresses, and lots of the list's event, in their order. */
static const char *
refuses_row(struct rr_past *p, const struct rr_fact *list, size_t i)
{
	const struct rr_fact *f = &p->rows[i];
	const char *event = rr_fact_get(list, RR_USE_EVENT);
	const char *why = NULL;

	if ((f->shape != RR_SHAPE_PARTY && f->shape != RR_SHAPE_CONTACT &&
	    f->shape != RR_SHAPE_EVENT) || f->about != 0)
		return rr_arena_printf(p->arena, "has a row %lld of what no "
		    "list says", (long long)f->row);
	if (f->row <= (i > 0 ? p->rows[i - 1].row : 0) ||
	    (f->shape == RR_SHAPE_EVENT && (event == NULL ||
	    strcmp(event, f->name) != 0)))
		why = "is not of that list, or stands where it does not";
	if (why == NULL)
		why = refuses_one(p, f);
	return why == NULL ? NULL : rr_arena_printf(p->arena, "has a row "
	    "%lld that %s", (long long)f->row, why);
}

/* A row may name who stands in a later one. */
static void
take_rows(struct rr_past *p, const struct rr_fact *rows, size_t n)
{
	p->rows = rows;
	p->nrows = n;
	p->listed = n == 0 ? NULL : rr_map_new(p->arena);
	for (size_t i = 0; i < n; i++)
		if (rows[i].shape == RR_SHAPE_PARTY)
			rr_map_set(p->listed, rows[i].name, p);
}

const char *
rr_past_refuses(struct rr_past *p, const struct rr_fact *f,
    const struct rr_fact *rows, size_t n, const struct rr_agreement *filed)
{
	const char *why;

	p->filed = filed;
	take_rows(p, rows, f->shape == RR_SHAPE_BOOK ? n : 0);
	why = refuses_one(p, f);
	for (size_t i = 0; i < p->nrows && why == NULL; i++)
		why = refuses_row(p, f, i);
	p->filed = NULL;
	take_rows(p, NULL, 0);
	return why;
}

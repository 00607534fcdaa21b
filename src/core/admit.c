/*
 * admit.c: may this be recorded now?
 *
 * What each shape of fact must be, as of the entry before it.  What an act
 * about the record does to another entry is asked for by the store, under its
 * lock and when it verifies.
 */
#include <stdlib.h>
#include <string.h>

#include "past_int.h"
#include "regrights/arena.h"
#include "regrights/qty.h"
#include "regrights/seal.h"
#include "regrights/text.h"

#define DAY	86400

typedef const char *admit_fn(struct rr_past *, const struct rr_fact *);

static const char *
find_last(struct rr_past *p, const struct rr_fact *f,
    const char *(*under)(struct rr_past *, const struct rr_agreement *,
    const struct rr_fact *))
{
	const char *first = "is in a matter without terms";

	for (size_t i = p->terms.n; i > 0; i--) {
		const char *why = under(p, *(const struct rr_agreement **)
		    rr_vec_at(&p->terms, i - 1), f);

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

	if (e->about == NULL || (k != NULL && (k->lost ||
	    strcmp(k->name, e->about) == 0)))
		return NULL;
	if (k == NULL && f->about != 0)
		return NULL;
	return rr_arena_printf(p->arena, "answers no '%s'", e->about);
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
	enum rr_method m;

	if (why == NULL && (rr_instant_is_none(f->at) || f->nsendings == 0))
		why = "is a notice that went to nobody, or at no time";
	for (size_t i = 0; i < f->nsendings && why == NULL; i++) {
		const struct rr_sending *s = &f->sendings[i];

		why = rr_past_party(p, s->party);
		if (why == NULL && !rr_method_find(s->method, &m))
			why = rr_arena_printf(p->arena, "went by '%s'",
			    s->method);
		if (why == NULL && s->at.sec != f->at.sec)
			why = "was sent at two times";
	}
	return why;
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
	if (f->shape == RR_SHAPE_RESULT && rr_fact_field(f, "result") == NULL)
		return "says nothing of what a transmission came to";
	s = &k->sendings[f->part - 1];
	early = !rr_instant_is_none(f->at) ? f->at.sec < s->at.sec :
	    rr_date_cmp(f->day, s->day) < 0;
	return early ? "is earlier than the transmission that it is about" :
	    NULL;
}

static const char *
admit_party(struct rr_past *p, const struct rr_fact *f)
{
	const char *copies = rr_fact_field(f, "copies");
	const char *why = NULL;

	if (rr_past_party(p, f->name) != NULL &&
	    (rr_fact_field(f, "name") == NULL || !rr_text_is_key(f->name)))
		return "makes a party that has no name or no key";
	while (copies != NULL && *copies != '\0' && why == NULL) {
		size_t n = strcspn(copies, " ");

		why = rr_past_party(p, rr_arena_strndup(p->arena, copies, n));
		copies += n;
		copies += strspn(copies, " ");
	}
	return why;
}

static const char *
admit_contact(struct rr_past *p, const struct rr_fact *f)
{
	if (rr_fact_field(f, "kind") == NULL ||
	    rr_fact_field(f, "value") == NULL)
		return "is no number and no address";
	return rr_past_party(p, f->name);
}

static const char *
class_under(struct rr_past *p, const struct rr_agreement *a,
    const struct rr_fact *f)
{
	const char *class = rr_fact_field(f, "class");

	(void)p;
	return class != NULL && rr_agreement_class(a, class) != NULL ? NULL :
	    "is of a class that the agreement does not have";
}

static const char *
admit_holding(struct rr_past *p, const struct rr_fact *f)
{
	const char *shares = rr_fact_field(f, "shares");
	rr_shares units;

	if (shares != NULL && !rr_shares_parse(shares, &units))
		return rr_arena_printf(p->arena, "has the number '%s', which "
		    "cannot be read", shares);
	return rr_past_party(p, f->name) != NULL ? rr_past_party(p, f->name) :
	    find_last(p, f, class_under);
}

static const char *
point_under(struct rr_past *p, const struct rr_agreement *a,
    const struct rr_fact *f)
{
	const char *answer = rr_fact_field(f, "answer");
	int q = rr_agreement_question(a, f->name);

	if (q < 0 || answer == NULL)
		return rr_arena_printf(p->arena, "answers '%s', which is no "
		    "open point of the agreement", f->name);
	return strcmp(answer, "open") == 0 ||
	    rr_agreement_answer(a, q, answer) >= 0 ? NULL :
	    rr_arena_printf(p->arena, "answers '%s' by '%s', which is no "
	    "answer to it", f->name, answer);
}

/* "amendment-41-filing-date" is asked by the import of entry 41. */
static bool
is_asked_by_amendment(struct rr_past *p, const struct rr_fact *f)
{
	static const char asks[] = "amendment-";
	const char *number = f->name + sizeof(asks) - 1;
	const struct rr_known *k;
	int64_t seq, row;

	if (strncmp(f->name, asks, sizeof(asks) - 1) != 0 ||
	    !rr_fact_ref_parse(rr_arena_strndup(p->arena, number,
	    strcspn(number, "-")), &seq, &row))
		return false;
	k = rr_past_known(p, seq, 0);
	return k != NULL && k->shape == RR_SHAPE_IMPORT;
}

static const char *
admit_position(struct rr_past *p, const struct rr_fact *f)
{
	return is_asked_by_amendment(p, f) ? NULL :
	    find_last(p, f, point_under);
}

/* The import that made the matter stays, and one that another corrects. */
static const char *
void_of_import(struct rr_past *p, const struct rr_known *of)
{
	if (of->first)
		return "voids the import that made the matter";
	for (size_t i = 0; i < p->known.n; i++) {
		const struct rr_known *k = rr_vec_at(&p->known, i);

		if (k->corrects == of->seq && rr_past_counts(p, k))
			return "voids an import that another corrects";
	}
	return NULL;
}

static const char *
admit_void(struct rr_past *p, const struct rr_fact *f)
{
	const struct rr_known *k = rr_past_known(p, f->about, f->about_row);

	if (f->about == 0)
		return "voids nothing";
	if (rr_fact_field(f, "reason") == NULL)
		return "voids another without a reason";
	if (k == NULL || k->lost)
		return NULL;
	if (rr_seal_is_act(k->shape))
		return "voids one that is never void";
	if (k->shape == RR_SHAPE_IMPORT && void_of_import(p, k) != NULL)
		return void_of_import(p, k);
	/* The name of what is sealed is not said by who voids its void. */
	return strcmp(f->name, k->name) == 0 ||
	    strcmp(f->name, "entry") == 0 ? NULL :
	    "voids another under a name that it does not have";
}

static const char *
admit_import(struct rr_past *p, const struct rr_fact *f)
{
	const char *corrects = rr_fact_field(f, "corrects");
	const char *day = rr_fact_field(f, "in force");
	const struct rr_known *k;
	int64_t seq, row;
	rr_date in_force;

	if (p->known.n == 0)
		return rr_fact_field(f, "seeds") != NULL && corrects == NULL &&
		    day == NULL ? NULL : "makes a matter as no import does";
	if (rr_fact_field(f, "seeds") != NULL ||
	    (corrects == NULL) == (day == NULL) ||
	    (day != NULL && !rr_date_parse(day, &in_force)))
		return "files terms neither as a correction nor as an "
		    "amendment";
	if (day != NULL)
		return NULL;
	k = rr_fact_ref_parse(corrects, &seq, &row) ?
	    rr_past_known(p, seq, row) : NULL;
	return k != NULL && k->shape == RR_SHAPE_IMPORT ? NULL :
	    "corrects terms that were not filed";
}

static admit_fn *const admits[RR_SHAPE_MAX] = {
	[RR_SHAPE_IMPORT] = admit_import,
	[RR_SHAPE_EVENT] = admit_event,
	[RR_SHAPE_NOTICE] = admit_notice,
	[RR_SHAPE_RESULT] = admit_outcome,
	[RR_SHAPE_RECEIPT] = admit_outcome,
	[RR_SHAPE_PARTY] = admit_party,
	[RR_SHAPE_CONTACT] = admit_contact,
	[RR_SHAPE_HOLDING] = admit_holding,
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

/* A day, and a time of it on some clock of the world. */
static const char *
check_time(const struct rr_fact *f)
{
	int64_t clock, apart;

	if (rr_date_is_none(f->day))
		return "has no day";
	if (rr_instant_is_none(f->at))
		return NULL;
	clock = (int64_t)f->wall.day.day * DAY + f->wall.sec;
	apart = clock - f->at.sec;
	return llabs(apart) > 2 * DAY ||
	    llabs((int64_t)f->day.day - f->wall.day.day) > 2 ?
	    "has a day, a time and a clock that are not of one moment" : NULL;
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
	return ok ? NULL : "has text that is not plain";
}

static const char *
check_members(const struct rr_fact *f)
{
	bool counted = f->shape == RR_SHAPE_RESULT ||
	    f->shape == RR_SHAPE_RECEIPT || f->shape == RR_SHAPE_ACCOUNT;

	return (f->nsendings > 0 && f->shape != RR_SHAPE_NOTICE) ||
	    (f->part != 0 && !counted) || (f->about == 0 &&
	    f->about_row != 0) ? "has what its kind does not have" : NULL;
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
refuses_one(struct rr_past *p, const struct rr_fact *f)
{
	const char *why = check_text(f);

	if (why == NULL)
		why = check_members(f);
	if (why == NULL && f->shape != RR_SHAPE_IMPORT)
		why = check_time(f);
	if (why == NULL && f->about != 0 && !is_of_store(f) &&
	    !voids_lost(p, f))
		why = rr_past_one(p, f->about, f->about_row);
	return why != NULL || admits[f->shape] == NULL ? why :
	    admits[f->shape](p, f);
}

/* A list has parties, their addresses and lots; later rows name earlier. */
static const char *
refuses_row(struct rr_past *p, const struct rr_fact *f)
{
	return f->shape == RR_SHAPE_PARTY || f->shape == RR_SHAPE_CONTACT ||
	    f->shape == RR_SHAPE_EVENT ? NULL :
	    rr_arena_printf(p->arena, "has a row %lld of what no list says",
	    (long long)f->row);
}

const char *
rr_past_refuses(struct rr_past *p, const struct rr_fact *f,
    const struct rr_fact *rows, size_t n)
{
	const char *why = refuses_one(p, f);

	for (size_t i = 0; i < n && why == NULL &&
	    f->shape == RR_SHAPE_BOOK; i++)
		why = refuses_row(p, &rows[i]);
	return why;
}

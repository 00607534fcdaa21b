/*
 * past_own.c: what the fields of the program's own shapes may say, as of the
 * entry before.
 *
 * Which fields there are, and how each is held, own.def says.  A word of the
 * terms counts when some of those that were filed by then have it: a later
 * amendment that takes it away leaves what was recorded as it was.
 */
#include <string.h>

#include "past_int.h"
#include "regrights/arena.h"
#include "regrights/buf.h"
#include "regrights/hash.h"
#include "regrights/roster.h"
#include "regrights/text.h"

#define DIGEST	(2 * RR_HASH_LEN)	/* hexadecimal digits */

typedef bool is_fn(struct rr_past *, const char *);

static bool
is_any(struct rr_past *p, const char *value)
{
	(void)p;
	(void)value;
	return true;
}

static bool
is_words(struct rr_past *p, const char *value)
{
	(void)p;
	return !rr_text_is_blank(value);
}

/* One line, with a letter or a digit. */
static bool
is_name(struct rr_past *p, const char *value)
{
	struct rr_buf bare = RR_BUF_INIT;
	bool named;

	(void)p;
	rr_text_bare(value, &bare);
	named = bare.len > 0 && strchr(value, '\n') == NULL;
	rr_buf_free(&bare);
	return named;
}

/* Without its folder. */
static bool
is_file(struct rr_past *p, const char *value)
{
	(void)p;
	return strchr(value, '/') == NULL;
}

static bool
is_digest(struct rr_past *p, const char *value)
{
	(void)p;
	return strlen(value) == DIGEST &&
	    value[strspn(value, "0123456789abcdef")] == '\0';
}

static bool
is_day(struct rr_past *p, const char *value)
{
	(void)p;
	return rr_field_is_written(RR_FIELD_DATE, value);
}

static bool
is_count(struct rr_past *p, const char *value)
{
	(void)p;
	return rr_field_is_written(RR_FIELD_NUMBER, value);
}

static bool
is_shares(struct rr_past *p, const char *value)
{
	(void)p;
	return rr_field_is_written(RR_FIELD_SHARES, value);
}

/* A flag that was not given leaves no field. */
static bool
is_yes(struct rr_past *p, const char *value)
{
	(void)p;
	return strcmp(value, "yes") == 0;
}

static bool
is_result(struct rr_past *p, const char *value)
{
	(void)p;
	return rr_words_have(RR_RESULTS, value);
}

/* "2000-06-12 14:05 PDT" */
static bool
is_told(struct rr_past *p, const char *value)
{
	rr_instant at;

	(void)p;
	return rr_zone_told(NULL, value, &at);
}

static bool
is_order(struct rr_past *p, const char *value)
{
	(void)p;
	return rr_words_have(RR_DATE_ORDERS, value);
}

static bool
is_separator(struct rr_past *p, const char *value)
{
	(void)p;
	return rr_words_have(RR_SEPARATORS, value);
}

/* What some method of delivery needs. */
static bool
is_kind(struct rr_past *p, const char *value)
{
	(void)p;
	for (int m = 0; m < RR_METHOD_MAX; m++)
		if (strcmp(rr_method_contact((enum rr_method)m), value) == 0)
			return true;
	return false;
}

static bool
is_zone(struct rr_past *p, const char *value)
{
	return rr_past_zone(p, value) != NULL;
}

/* Words parted by one space, each of which is such a one. */
static bool
is_each(struct rr_past *p, const char *words, is_fn *is)
{
	for (;;) {
		size_t n = strcspn(words, " ");

		if (n == 0 || !is(p, rr_arena_strndup(p->arena, words, n)))
			return false;
		if (words[n] == '\0')
			return true;
		words += n + 1;
	}
}

static bool
is_party(struct rr_past *p, const char *word)
{
	return rr_past_party(p, word) == NULL;
}

static bool
is_parties(struct rr_past *p, const char *value)
{
	return is_each(p, value, is_party);
}

static bool
is_role(struct rr_past *p, const char *word)
{
	for (size_t i = 0; i < p->terms.n; i++)
		if (rr_map_find(rr_past_roles(p, i), word) != NULL)
			return true;
	return false;
}

static bool
is_roles(struct rr_past *p, const char *value)
{
	return is_each(p, value, is_role);
}

static bool
is_lists(struct rr_past *p, const char *value)
{
	return rr_past_any(p, rr_agreement_lists, value);
}

static bool
has_class(const struct rr_agreement *a, const char *value)
{
	return rr_agreement_class(a, value) != NULL;
}

static bool
is_class(struct rr_past *p, const char *value)
{
	return rr_past_any(p, has_class, value);
}

static bool
has_issue(const struct rr_agreement *a, const char *value)
{
	const struct rr_event *e = rr_agreement_event(a, value);

	return e != NULL && rr_event_issues(e);
}

static bool
is_issue(struct rr_past *p, const char *value)
{
	return rr_past_any(p, has_issue, value);
}

/* "2, 3": those that are sealed with it, in their order. */
static bool
is_entries(struct rr_past *p, const char *value)
{
	int64_t seq, row, last = 0;

	for (;;) {
		size_t n = strcspn(value, ",");

		if (!rr_fact_ref_parse(rr_arena_strndup(p->arena, value, n),
		    &seq, &row) || row != 0 || seq <= last)
			return false;
		last = seq;
		if (value[n] == '\0')
			return true;
		if (value[n + 1] != ' ')
			return false;
		value += n + 2;
	}
}

#define RR_OWN(shape_, use_, must_, check_)				\
	{ .shape = RR_SHAPE_##shape_, .use = RR_USE_##use_, .must = must_, \
	    .is = is_##check_ },
static const struct own {
	enum rr_shape	 shape;
	enum rr_field_use	 use;
	bool		 must;
	is_fn		*is;
} own[] = {
#include "regrights/own.def"
};
#undef RR_OWN

static const struct own *
find(enum rr_shape shape, const char *key)
{
	for (size_t i = 0; i < sizeof(own) / sizeof(own[0]); i++)
		if (own[i].shape == shape &&
		    strcmp(rr_use_word(own[i].use), key) == 0)
			return &own[i];
	return NULL;
}

/* Of a list, one who has no role any more is said so. */
static bool
is_said(struct rr_past *p, const struct rr_fact *f, const struct own *o,
    const char *value)
{
	return value[0] != '\0' ? o->is(p, value) :
	    f->row > 0 && o->use == RR_USE_ROLES;
}

const char *
rr_past_own(struct rr_past *p, const struct rr_fact *f)
{
	for (size_t i = 0; i < f->nfields; i++) {
		const struct rr_field *v = &f->fields[i];
		const struct own *o = find(f->shape, v->key);

		if (o == NULL)
			return rr_arena_printf(p->arena, "has a field '%s', "
			    "and its kind has no such one", v->key);
		if (!is_said(p, f, o, v->value))
			return rr_past_cannot(p, v->key, v->value);
	}
	for (size_t i = 0; i < sizeof(own) / sizeof(own[0]); i++)
		if (own[i].shape == f->shape && own[i].must &&
		    rr_fact_get(f, own[i].use) == NULL)
			return rr_arena_printf(p->arena, "lacks the %s",
			    rr_use_word(own[i].use));
	return NULL;
}

/*
 * field_cond.c: a field of "it" against a value, in conditions.
 *
 * The field is one of "it", or of what "it" is about: of a bill, the claim's.
 * Of a notice, "recipient" is the party for whom a thing is asked.  What names
 * a party is held against a party's key, against a role that the party has on
 * the day of "it" or had before, or against another field, "it.against".
 */
#include <string.h>

#include "field_cond_int.h"
#include "regrights/arena.h"
#include "regrights/buf.h"
#include "regrights/qty.h"
#include "regrights/seal.h"
#include "regrights/text.h"

static const char its[] = "it.", thats[] = "that.";

static const struct rr_field_decl recipient = { .key = "recipient",
	.title = "Recipient", .type = RR_FIELD_PARTY };

const struct rr_field_decl *
rr_field_in_sight(const struct rr_agreement *a, const struct rr_event *it,
    const char *key)
{
	const struct rr_field_decl *f = it == NULL ? NULL :
	    rr_event_field(it, key);

	for (size_t i = 0; it != NULL && i < it->nabout && f == NULL; i++) {
		const struct rr_event *of = rr_agreement_event(a,
		    it->about[i]);

		f = of == NULL ? NULL : rr_event_field(of, key);
	}
	return f == NULL && it != NULL && it->notice &&
	    strcmp(key, recipient.key) == 0 ? &recipient : f;
}

static bool
is_choice(const struct rr_field_decl *f, const char *value)
{
	for (size_t i = 0; i < f->nchoices; i++)
		if (strcmp(f->choices[i], value) == 0)
			return true;
	return f->type != RR_FIELD_CHOICE;
}

/* A choice may be several words: the longest one that stands here. */
static size_t
value_len(const struct rr_parser *s, const struct rr_field_decl *f)
{
	size_t longest = 0;

	for (size_t i = 0; i < f->nchoices; i++) {
		size_t n = rr_match(s->p, f->choices[i]);

		longest = n > longest ? n : longest;
	}
	return longest > 0 ? longest : (size_t)rr_word_len(s->p);
}

/* "it.against" or "that.shares", behind that of IT, of the same type. */
static const char *
eat_other(struct rr_parser *s, const char *behind, const struct rr_event *it,
    enum rr_field_type type)
{
	size_t n = strlen(behind) + (size_t)rr_word_len(s->p +
	    strlen(behind));
	const char *all = rr_arena_strndup(s->arena, s->p, n);
	const struct rr_field_decl *f = rr_field_in_sight(s->agreement, it,
	    all + strlen(behind));

	if (f == NULL || f->type != type)
		return NULL;
	s->p += n;
	return all;
}

const char *
rr_eat_value(struct rr_parser *s, const struct rr_field_decl *f)
{
	const char *value;
	size_t n;

	rr_parse_space(s);
	if (f->type == RR_FIELD_PARTY && strncmp(s->p, its, strlen(its)) == 0)
		return eat_other(s, its, s->subject, f->type);
	if (s->that != NULL && strncmp(s->p, thats, strlen(thats)) == 0)
		return eat_other(s, thats, s->that, f->type);
	n = value_len(s, f);
	value = rr_arena_strndup(s->arena, s->p, n);
	if (n == 0 || !is_choice(f, value))
		return NULL;
	s->p += n;
	return value;
}

const char *
rr_field_value(struct rr_eval *ev, const struct rr_scope *s, const char *key)
{
	const struct rr_fact *f = s->self;
	const char *value = f == NULL ? NULL : rr_fact_field(f, key);
	const struct rr_event *e = f == NULL ? NULL :
	    rr_agreement_event(ev->agreement, f->name);

	if (value != NULL || f == NULL || (e != NULL &&
	    rr_event_field(e, key) != NULL))
		return value;
	if (strcmp(key, recipient.key) == 0)
		return s->recipient;
	f = f->about == 0 ? NULL : rr_eval_live(ev, f->about,
	    f->about_row);
	return f == NULL ? NULL : rr_fact_field(f, key);
}

/*
 * Numbers as numbers, amounts as amounts ("7,500" is one), else bytes: dates
 * written YYYY-MM-DD sort as text.
 */
static int
compare_values(const char *a, const char *b)
{
	int64_t x, y;
	rr_money m, n;

	if (rr_int_parse(a, INT64_MIN, INT64_MAX, &x) &&
	    rr_int_parse(b, INT64_MIN, INT64_MAX, &y))
		return (x > y) - (x < y);
	if (rr_money_parse(a, &m) && rr_money_parse(b, &n))
		return (m.cents > n.cents) - (m.cents < n.cents);
	return strcmp(a, b);
}

const char *
rr_field_title(struct rr_eval *ev, const struct rr_fact *f, const char *key)
{
	const struct rr_event *e = f == NULL ? NULL :
	    rr_agreement_event(ev->agreement, f->name);
	const struct rr_field_decl *d = rr_field_in_sight(ev->agreement, e,
	    key);

	return d == NULL || d->title == NULL ? key :
	    rr_arena_printf(ev->arena, "'%s'", d->title);
}

static bool
is_of_type(struct rr_eval *ev, const struct rr_fact *it, const char *key,
    enum rr_field_type type)
{
	const struct rr_event *e = it == NULL ? NULL :
	    rr_agreement_event(ev->agreement, it->name);
	const struct rr_field_decl *f = rr_field_in_sight(ev->agreement, e,
	    key);

	return f != NULL && f->type == type;
}

/*
 * Words of one's own that are not the rule's, and have its letters and digits:
 * "Form S-3" may be "S-3", and need not.
 */
static bool
may_mean(const char *value, const char *other)
{
	struct rr_buf has = RR_BUF_INIT, asked = RR_BUF_INIT;
	bool is;

	rr_text_bare(value, &has);
	rr_text_bare(other, &asked);
	is = asked.len > 0 && strstr(has.s, asked.s) != NULL;
	rr_buf_free(&has);
	rr_buf_free(&asked);
	return is;
}

/* Whether PARTY is that one, or has that role on the day of "it" or had it. */
static enum rr_truth
is_party(struct rr_eval *ev, const struct rr_scope *s, const char *party,
    const char *word)
{
	const struct rr_party *p = rr_roster_find(ev->in->roster, party);

	if (strcmp(party, word) == 0 || (p != NULL && rr_party_had_role(p,
	    word, RR_DATE_NONE, rr_date_or(s->self->day, ev->in->on))))
		return RR_TRUE;
	return rr_waits_role(ev->waiting, word) == NULL ? RR_FALSE :
	    rr_lacks(ev, party, "%s", rr_waits_role(ev->waiting, word));
}

static enum rr_truth
compare_party(struct rr_eval *ev, const struct rr_expr *c,
    const struct rr_scope *s, const char *party, const char *against)
{
	bool other = strncmp(against, its, strlen(its)) == 0;
	const char *word = !other ? against : rr_field_value(ev, s,
	    against + strlen(its));
	enum rr_truth t;

	if (word == NULL)
		return rr_lacks(ev, NULL, "%s", rr_field_title(ev, s->self,
		    c->value + strlen(its)));
	t = is_party(ev, s, party, word);
	return c->compare == RR_IS || t >= RR_UNKNOWN ? t :
	    t == RR_TRUE ? RR_FALSE : RR_TRUE;
}

/* What it is held against: of "that.FIELD" what stands there, or NULL. */
static const char *
against(struct rr_eval *ev, const struct rr_expr *c)
{
	const struct rr_scope that = RR_SCOPE(ev->that, NULL);
	const char *key;

	if (strncmp(c->value, thats, strlen(thats)) != 0)
		return c->value;
	key = c->value + strlen(thats);
	if (rr_field_value(ev, &that, key) == NULL)
		rr_lacks(ev, NULL, "%s", rr_field_title(ev, ev->that, key));
	return rr_field_value(ev, &that, key);
}

enum rr_truth
rr_compare_field(struct rr_eval *ev, const struct rr_expr *c,
    const struct rr_scope *s)
{
	const char *value = rr_field_value(ev, s, c->field), *other;
	bool yes = false;
	int order;

	if (value == NULL && c->value == NULL && c->compare == RR_IS)
		return RR_TRUE;
	if (value == NULL) {
		rr_lacks(ev, NULL, "%s", rr_field_title(ev, s->self,
		    c->field));
		return c->value == NULL ? RR_FALSE : RR_UNKNOWN;
	}
	rr_record_fact(ev->ticks, s->self, "%s: %s", c->field, value);
	if (c->value == NULL)
		return c->compare == RR_IS ? RR_FALSE : RR_TRUE;
	other = against(ev, c);
	if (other == NULL)
		return RR_UNKNOWN;
	ev->by = s->self;
	if (is_of_type(ev, s->self, c->field, RR_FIELD_PARTY))
		return compare_party(ev, c, s, value, other);
	order = compare_values(value, other);
	if (order != 0 && c->compare <= RR_IS_NOT && other == c->value &&
	    is_of_type(ev, s->self, c->field, RR_FIELD_TEXT) &&
	    may_mean(value, other))
		return rr_lacks(ev, NULL, "whether '%s' is %s (%s)", value,
		    other, rr_field_title(ev, s->self, c->field));
	switch (c->compare) {
	case RR_IS:
		yes = order == 0;
		break;
	case RR_IS_NOT:
		yes = order != 0;
		break;
	case RR_LESS:
		yes = order < 0;
		break;
	case RR_AT_MOST:
		yes = order <= 0;
		break;
	case RR_MORE:
		yes = order > 0;
		break;
	case RR_AT_LEAST:
		yes = order >= 0;
		break;
	case RR_EARLIER:
		break;
	}
	return yes ? RR_TRUE : RR_FALSE;
}

/* Of one of the days on which it can have been. */
static enum rr_truth
is_open_on(struct rr_eval *ev, int kind, rr_date day)
{
	const char *failed = ev->failed;
	enum rr_truth open = RR_UNKNOWN;

	if (!rr_eval_open(ev, kind, day, &open)) {
		rr_lacks(ev, NULL, "%s", ev->failed);
		ev->failed = failed;
	}
	return open;
}

enum rr_truth
rr_falls_on(struct rr_eval *ev, const struct rr_expr *c,
    const struct rr_scope *s)
{
	const char *text = c->field == NULL ? NULL :
	    rr_field_value(ev, s, c->field);
	enum rr_truth all;
	rr_date day;

	if (c->field != NULL)
		return text != NULL && rr_date_parse(text, &day) ?
		    is_open_on(ev, c->kind, day) : rr_lacks(ev, NULL, "%s",
		    rr_field_title(ev, s->self, c->field));
	if (s->self == NULL)
		return RR_UNKNOWN;
	day = s->self->day;
	all = is_open_on(ev, c->kind, day);
	while (rr_date_cmp(day, rr_fact_last(s->self)) < 0 &&
	    rr_date_add(day, 1, &day))
		if (is_open_on(ev, c->kind, day) != all)
			return rr_lacks(ev, NULL, "its day");
	return all;
}

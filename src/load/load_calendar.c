/*
 * load_calendar.c: a calendar from its YAML file.
 *
 *	regrights calendar: 1
 *	key: us-federal
 *	title: Federal legal public holidays
 *	cite: 5 U.S.C. 6103
 *	years: {from: 1985, to: 2045}
 *	announced until: 2025-12-26
 *	weekly: {closed: [Sunday], cite: "Cal. Civ. Code 7"}
 *	days:
 *	  - name: Memorial Day
 *	    on: last Monday of May
 *	    cite: 5 U.S.C. 6103(a)
 *	    from: 1971
 *	    observed: {Sunday: Monday after}
 *
 * `on` is "July 4", "third Monday of January", "last Monday of May", "1 day
 * after fourth Thursday of November", "2 days before Easter", or a list of
 * days.  `itself: no` keeps only what is observed in its stead, `known: no`
 * says that it is not known whether it closes its days.  A day can be `every:
 * {years: 4, since: 1985}`.  Announced closings are listed `announced until`.
 */
#include <dirent.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "regrights/arena.h"
#include "regrights/buf.h"
#include "regrights/calendar.h"
#include "regrights/hash.h"
#include "regrights/load.h"
#include "regrights/qty.h"
#include "regrights/vec.h"
#include "schema_int.h"

struct years { int64_t from, to; };
struct weekly { struct rr_strings closed; const char *cite; };
struct every { int64_t years, since; };

struct head {
	int64_t			 version;
	const char		*key, *title, *cite;
	const struct rr_node	*years, *weekly, *days;
	rr_date			 announced;
};

struct day {
	const char		*name, *cite;
	const struct rr_node	*on, *observed, *every;
	int64_t			 from, to;
	bool			 itself, known;
};

#define AT(type, member)	offsetof(struct type, member)
static const struct rr_key head_keys[] = {
	RR_KEY_OF("regrights calendar", INT, AT(head, version), true, .min = 1,
	    .max = 1),
	RR_KEY("key", NAME, AT(head, key), true),
	RR_KEY("title", TEXT, AT(head, title), true),
	RR_KEY("cite", TEXT, AT(head, cite), true),
	RR_KEY("years", NODE, AT(head, years), true),
	RR_KEY("announced until", DATE, AT(head, announced), false),
	RR_KEY("weekly", NODE, AT(head, weekly), false),
	RR_KEY("days", NODE, AT(head, days), false)
};
static const struct rr_key year_keys[] = {
	RR_KEY_OF("from", INT, AT(years, from), true, .min = RR_CALENDAR_FIRST,
	    .max = RR_CALENDAR_LAST),
	RR_KEY_OF("to", INT, AT(years, to), true, .min = RR_CALENDAR_FIRST,
	    .max = RR_CALENDAR_LAST)
};
static const struct rr_key weekly_keys[] = {
	RR_KEY("closed", TEXTS, AT(weekly, closed), true),
	RR_KEY("cite", TEXT, AT(weekly, cite), true)
};
static const struct rr_key day_keys[] = {
	RR_KEY("name", TEXT, AT(day, name), true),
	RR_KEY("cite", TEXT, AT(day, cite), true),
	RR_KEY("on", NODE, AT(day, on), true),
	RR_KEY("observed", NODE, AT(day, observed), false),
	RR_KEY("every", NODE, AT(day, every), false),
	RR_KEY_OF("from", INT, AT(day, from), false, .min = 1600, .max = 9999),
	RR_KEY_OF("to", INT, AT(day, to), false, .min = 1600, .max = 9999),
	RR_KEY("itself", YES, AT(day, itself), false),
	RR_KEY("known", YES, AT(day, known), false)
};
static const struct rr_key every_keys[] = {
	RR_KEY_OF("years", INT, AT(every, years), true, .min = 2, .max = 100),
	RR_KEY_OF("since", INT, AT(every, since), true, .min = 1600,
	    .max = 9999)
};
#undef AT
#define COUNT(a)	(sizeof(a) / sizeof((a)[0]))

/* Eats one word and the space after it. */
static bool
eat(const char **s, const char *word)
{
	size_t n = strlen(word);

	if (strncmp(*s, word, n) != 0 || ((*s)[n] != ' ' && (*s)[n] != '\0'))
		return false;
	*s += n;
	*s += strspn(*s, " ");
	return true;
}

static bool
eat_weekday(const char **s, enum rr_weekday *out)
{
	for (int i = RR_MONDAY; i <= RR_SUNDAY; i++)
		if (eat(s, rr_weekday_name((enum rr_weekday)i))) {
			*out = (enum rr_weekday)i;
			return true;
		}
	return false;
}

static bool
eat_month(const char **s, int *out)
{
	for (int i = 1; i <= 12; i++)
		if (eat(s, rr_month_name(i))) {
			*out = i;
			return true;
		}
	return false;
}

static bool
eat_number(const char **s, int64_t max, int *out)
{
	char digits[8];
	size_t n = strcspn(*s, " ");
	int64_t number;

	if (n >= sizeof(digits))
		return false;
	memcpy(digits, *s, n);
	digits[n] = '\0';
	if (!rr_int_parse(digits, 1, max, &number))
		return false;
	*out = (int)number;
	*s += n;
	*s += strspn(*s, " ");
	return true;
}

static bool
eat_nth(const char **s, int *out)
{
	static const struct { const char *word; int n; } words[] = {
		{ "first", 1 }, { "second", 2 }, { "third", 3 },
		{ "fourth", 4 }, { "last", -1 }
	};

	for (size_t i = 0; i < COUNT(words); i++)
		if (eat(s, words[i].word)) {
			*out = words[i].n;
			return true;
		}
	return false;
}

static bool
parse_on(const char *s, struct rr_rule *r)
{
	rr_date exists;
	int n = 0;

	if (eat_number(&s, 366, &n)) {
		if (!eat(&s, "days") && !eat(&s, "day"))
			return false;
		if (eat(&s, "before"))
			n = -n;
		else if (!eat(&s, "after"))
			return false;
	}
	r->offset = n;
	if (eat(&s, "Easter")) {
		r->form = RR_RULE_EASTER;
		return *s == '\0';
	}
	if (n == 0 && eat_month(&s, &r->month)) {
		r->form = RR_RULE_FIXED;
		/* 2000 was a leap year: 29 February exists in it. */
		return eat_number(&s, 31, &r->day) && *s == '\0' &&
		    rr_date_of(2000, r->month, r->day, &exists);
	}
	r->form = RR_RULE_NTH;
	return eat_nth(&s, &r->nth) && eat_weekday(&s, &r->weekday) &&
	    eat(&s, "of") && eat_month(&s, &r->month) && *s == '\0';
}

static int
date_cmp(const void *a, const void *b)
{
	return rr_date_cmp(*(const rr_date *)a, *(const rr_date *)b);
}

static bool
read_dates(const struct rr_load *l, const struct rr_node *on,
    struct rr_rule *r)
{
	const struct rr_key key = RR_KEY("on", DATE, 0, true);
	bool ok = true;

	r->form = RR_RULE_DATES;
	r->ndates = on->n;
	r->dates = rr_arena_array(l->arena, on->n + 1, sizeof(*r->dates));
	for (size_t i = 0; i < on->n; i++)
		ok &= rr_schema_value(l, &key, on->items[i], &r->dates[i]);
	if (ok && r->ndates > 1)
		qsort(r->dates, r->ndates, sizeof(*r->dates), date_cmp);
	return ok;
}

static bool
read_on(const struct rr_load *l, const struct rr_node *on, struct rr_rule *r)
{
	if (on->kind == RR_NODE_LIST)
		return read_dates(l, on, r);
	if (on->kind != RR_NODE_SCALAR || !parse_on(on->text, r))
		return rr_diag(l->diags, RR_E_EXPRESSION, on->at,
		    "'on': write 'July 4', 'third Monday of January', "
		    "'2 days before Easter' or a list of days");
	return true;
}

/* "Monday after" a Sunday is one day on; "Friday before" one day back. */
static bool
parse_observed(const struct rr_node_pair *p, struct rr_observance *o)
{
	const char *on = p->key, *s = p->value->text;
	enum rr_weekday to;
	int days;

	if (!eat_weekday(&on, &o->on) || *on != '\0' ||
	    p->value->kind != RR_NODE_SCALAR || !eat_weekday(&s, &to))
		return false;
	days = ((int)to - (int)o->on + 7) % 7;
	days = days == 0 ? 7 : days;
	if (eat(&s, "after"))
		o->shift = days;
	else if (eat(&s, "before"))
		o->shift = days - 7;
	else
		return false;
	return *s == '\0' && o->shift != 0;
}

static bool
read_observed(const struct rr_load *l, const struct rr_node *node,
    struct rr_rule *r)
{
	struct rr_observance *all;

	if (node == NULL)
		return true;
	if (node->kind != RR_NODE_MAP)
		return rr_diag(l->diags, RR_E_TYPE, node->at,
		    "'observed' is a mapping; write 'Sunday: Monday after'");
	all = rr_arena_array(l->arena, node->npairs + 1, sizeof(*all));
	for (size_t i = 0; i < node->npairs; i++)
		if (!parse_observed(&node->pairs[i], &all[i]))
			return rr_diag(l->diags, RR_E_EXPRESSION,
			    node->pairs[i].key_at,
			    "'observed': write 'Sunday: Monday after'");
	r->observed = all;
	r->nobserved = node->npairs;
	return true;
}

static bool
read_rule(const struct rr_load *l, const struct rr_node *node,
    const struct rr_calendar *c, struct rr_rule *r)
{
	struct day d = { .from = c->first - 1, .to = c->last + 1,
	    .itself = true, .known = true };
	struct every every = { 0, 0 };

	if (!rr_schema_read(l, node, day_keys, COUNT(day_keys), &d, "a day"))
		return false;
	if (d.every != NULL && !rr_schema_read(l, d.every, every_keys,
	    COUNT(every_keys), &every, "'every'"))
		return false;
	if (d.from > d.to)
		return rr_diag(l->diags, RR_E_ORDER, rr_node_pos(node, "to"),
		    "'%s' ends in %lld, before it begins in %lld", d.name,
		    (long long)d.to, (long long)d.from);
	r->name = d.name;
	r->cite = d.cite;
	r->from = (int)d.from;
	r->to = (int)d.to;
	r->every = (int)every.years;
	r->since = (int)every.since;
	r->itself = d.itself;
	r->doubtful = !d.known;
	r->pos = node->at;
	return read_on(l, d.on, r) && read_observed(l, d.observed, r);
}

static bool
read_weekly(const struct rr_load *l, const struct rr_node *node,
    struct rr_calendar *c)
{
	struct weekly w = { { NULL, 0 }, NULL };

	if (node == NULL)
		return true;
	if (!rr_schema_read(l, node, weekly_keys, COUNT(weekly_keys), &w,
	    "'weekly'"))
		return false;
	c->weekly_cite = w.cite;
	for (size_t i = 0; i < w.closed.n; i++) {
		const char *s = w.closed.of[i];
		enum rr_weekday day;

		if (!eat_weekday(&s, &day) || *s != '\0')
			return rr_diag(l->diags, RR_E_CHOICE,
			    rr_node_pos(node, "closed"),
			    "'%s' is no day of the week", w.closed.of[i]);
		c->weekly |= 1u << day;
	}
	return true;
}

static bool
read_announced(const struct rr_load *l, rr_date until,
    const struct rr_node *node, struct rr_calendar *c)
{
	c->announces = !rr_date_is_none(until);
	c->announced = until;
	return !c->announces || (rr_date_year(until) >= c->first &&
	    rr_date_year(until) <= c->last) || rr_diag(l->diags, RR_E_ORDER,
	    rr_node_pos(node, "announced until"), "'announced until' is no "
	    "day of its years, %d to %d", c->first, c->last);
}

static bool
read_calendar(const struct rr_load *l, const struct rr_node *node,
    struct rr_calendar *c)
{
	struct years years = { 0, 0 };
	struct head h;
	struct rr_rule *rules;
	bool ok = true;

	memset(&h, 0, sizeof(h));
	h.announced = RR_DATE_NONE;
	if (!rr_schema_read(l, node, head_keys, COUNT(head_keys), &h,
	    "a calendar") || !rr_schema_read(l, h.years, year_keys,
	    COUNT(year_keys), &years, "'years'"))
		return false;
	if (years.from > years.to)
		return rr_diag(l->diags, RR_E_ORDER, h.years->at,
		    "'years' ends before it begins");
	c->key = h.key;
	c->title = h.title;
	c->cite = h.cite;
	c->first = (int)years.from;
	c->last = (int)years.to;
	if (!read_announced(l, h.announced, node, c))
		return false;
	if (!read_weekly(l, h.weekly, c))
		return false;
	if (h.days == NULL)
		return true;
	if (h.days->kind != RR_NODE_LIST)
		return rr_diag(l->diags, RR_E_TYPE, h.days->at,
		    "'days' is a list of days");
	rules = rr_arena_array(l->arena, h.days->n + 1, sizeof(*rules));
	for (size_t i = 0; i < h.days->n; i++)
		ok &= read_rule(l, h.days->items[i], c, &rules[i]);
	c->rules = rules;
	c->nrules = ok ? h.days->n : 0;
	return ok;
}

bool
rr_load_calendar_text(struct rr_arena *arena, const char *name,
    const char *bytes, size_t len, struct rr_calendar **out,
    struct rr_diags *diags)
{
	const struct rr_load l = { arena, diags };
	uint8_t digest[RR_HASH_LEN];
	struct rr_buf hex = RR_BUF_INIT;
	struct rr_node *node;

	*out = rr_arena_alloc(arena, sizeof(**out));
	if (!rr_yaml_parse(arena, name, bytes, len, &rr_yaml_limits, &node,
	    diags) || !read_calendar(&l, node, *out))
		return false;
	rr_hash(bytes, len, digest);
	rr_hex(digest, sizeof(digest), &hex);
	(*out)->digest = rr_buf_keep(&hex, arena);
	return true;
}

static bool
is_key(const char *s)
{
	return *s != '\0' && strlen(s) <= 64 &&
	    strspn(s, "abcdefghijklmnopqrstuvwxyz0123456789-") == strlen(s);
}

bool
rr_load_calendar(struct rr_arena *arena, const char *share, const char *key,
    struct rr_calendar **out, struct rr_diags *diags)
{
	const struct rr_pos nowhere = { NULL, 0, 0 };
	const char *path = rr_arena_printf(arena, "%s/calendars/%s.yaml",
	    share, key);
	struct rr_diags *quiet = rr_diags_new();
	char *bytes;
	const char **keys;
	size_t len, n;
	bool ok;

	ok = is_key(key) &&
	    rr_load_file(arena, path, RR_LOAD_MAX, &bytes, &len, quiet);
	rr_diags_free(quiet);
	if (!ok && is_key(key) && access(path, F_OK) == 0)
		return rr_load_file(arena, path, RR_LOAD_MAX, &bytes, &len,
		    diags);
	/* Where none is there, one that is missing is not what is wrong. */
	if (!ok && !rr_load_calendar_keys(arena, share, &keys, &n, diags))
		return false;
	if (!ok)
		return rr_diag(diags, RR_E_NO_CALENDAR, nowhere,
		    "'%s'; `regrights calendar` lists those there are", key);
	return rr_load_calendar_text(arena, path, bytes, len, out, diags);
}

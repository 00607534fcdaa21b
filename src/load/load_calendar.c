/*
 * load_calendar.c: a calendar from its YAML file.
 *
 *	regrights calendar: 1
 *	key: us-federal
 *	title: Federal legal public holidays
 *	cite: 5 U.S.C. 6103
 *	years: {from: 1985, to: 2045}
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
 * days.  `itself: no` keeps only what is observed in its stead.  A day can be
 * `every: {years: 4, since: 1985}`.
 */
#include <dirent.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "regrights/arena.h"
#include "regrights/buf.h"
#include "regrights/calendar.h"
#include "regrights/hash.h"
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
};

struct day {
	const char		*name, *cite;
	const struct rr_node	*on, *observed, *every;
	int64_t			 from, to;
	bool			 itself;
};

#define AT(type, member)	offsetof(struct type, member)
static const struct rr_key head_keys[] = {
	{ "regrights calendar", RR_KEY_INT, AT(head, version), true, 1, 1,
	    NULL },
	{ "key", RR_KEY_NAME, AT(head, key), true, 0, 0, NULL },
	{ "title", RR_KEY_TEXT, AT(head, title), true, 0, 0, NULL },
	{ "cite", RR_KEY_TEXT, AT(head, cite), true, 0, 0, NULL },
	{ "years", RR_KEY_NODE, AT(head, years), true, 0, 0, NULL },
	{ "weekly", RR_KEY_NODE, AT(head, weekly), false, 0, 0, NULL },
	{ "days", RR_KEY_NODE, AT(head, days), false, 0, 0, NULL }
};
static const struct rr_key year_keys[] = {
	{ "from", RR_KEY_INT, AT(years, from), true, RR_CALENDAR_FIRST,
	    RR_CALENDAR_LAST, NULL },
	{ "to", RR_KEY_INT, AT(years, to), true, RR_CALENDAR_FIRST,
	    RR_CALENDAR_LAST, NULL }
};
static const struct rr_key weekly_keys[] = {
	{ "closed", RR_KEY_TEXTS, AT(weekly, closed), true, 0, 0, NULL },
	{ "cite", RR_KEY_TEXT, AT(weekly, cite), true, 0, 0, NULL }
};
static const struct rr_key day_keys[] = {
	{ "name", RR_KEY_TEXT, AT(day, name), true, 0, 0, NULL },
	{ "cite", RR_KEY_TEXT, AT(day, cite), true, 0, 0, NULL },
	{ "on", RR_KEY_NODE, AT(day, on), true, 0, 0, NULL },
	{ "observed", RR_KEY_NODE, AT(day, observed), false, 0, 0, NULL },
	{ "every", RR_KEY_NODE, AT(day, every), false, 0, 0, NULL },
	{ "from", RR_KEY_INT, AT(day, from), false, 1600, 9999, NULL },
	{ "to", RR_KEY_INT, AT(day, to), false, 1600, 9999, NULL },
	{ "itself", RR_KEY_YES, AT(day, itself), false, 0, 0, NULL }
};
static const struct rr_key every_keys[] = {
	{ "years", RR_KEY_INT, AT(every, years), true, 2, 100, NULL },
	{ "since", RR_KEY_INT, AT(every, since), true, 1600, 9999, NULL }
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
	const struct rr_key key = { "on", RR_KEY_DATE, 0, true, 0, 0, NULL };
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
	    .itself = true };
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
read_calendar(const struct rr_load *l, const struct rr_node *node,
    struct rr_calendar *c)
{
	struct years years = { 0, 0 };
	struct head h;
	struct rr_rule *rules;
	bool ok = true;

	memset(&h, 0, sizeof(h));
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

static int
text_cmp(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

bool
rr_load_calendar_keys(struct rr_arena *arena, const char *share,
    const char ***keys, size_t *n, struct rr_diags *diags)
{
	const char *path = rr_arena_printf(arena, "%s/calendars", share);
	const struct rr_pos at = { path, 0, 0 };
	struct rr_vec all = RR_VEC_INIT(const char *);
	DIR *dir = opendir(path);
	struct dirent *e;

	if (dir == NULL)
		return rr_diag(diags, RR_E_READ, at, "the calendars are not "
		    "there; set REGRIGHTS_SHARE to the folder that has them");
	while ((e = readdir(dir)) != NULL) {
		size_t len = strlen(e->d_name);

		if (len > 5 && strcmp(e->d_name + len - 5, ".yaml") == 0)
			*(const char **)rr_vec_add(arena, &all) =
			    rr_arena_strndup(arena, e->d_name, len - 5);
	}
	closedir(dir);
	if (all.n > 1)
		qsort(all.items, all.n, sizeof(const char *), text_cmp);
	*keys = all.items;
	*n = all.n;
	return true;
}

#define STAMP	8	/* bytes of a hash that tell one state from another */

bool
rr_load_calendar_stamp(struct rr_arena *arena, const char *share,
    const char **stamp, struct rr_diags *diags)
{
	struct rr_buf all = RR_BUF_INIT, hex = RR_BUF_INIT;
	uint8_t digest[RR_HASH_LEN];
	const char **keys;
	bool ok;
	size_t n;

	ok = rr_load_calendar_keys(arena, share, &keys, &n, diags);
	for (size_t i = 0; ok && i < n; i++) {
		char *bytes;
		size_t len;

		ok = rr_load_file(arena, rr_arena_printf(arena,
		    "%s/calendars/%s.yaml", share, keys[i]), RR_LOAD_MAX,
		    &bytes, &len, diags);
		if (!ok)
			break;
		/* Its key and length part one file from the next. */
		rr_buf_printf(&all, "%s %zu ", keys[i], len);
		rr_buf_addn(&all, bytes, len);
	}
	if (ok) {
		rr_hash(all.s, all.len, digest);
		rr_hex(digest, STAMP, &hex);
		*stamp = rr_buf_keep(&hex, arena);
	}
	rr_buf_free(&all);
	return ok;
}

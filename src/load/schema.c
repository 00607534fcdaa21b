/*
 * schema.c: a mapping read against a table of keys.
 *
 * Scalars are text; numbers, days and times are read by strict grammars that
 * no locale changes.  A complaint names the key, the value, what is allowed,
 * and the nearest key where one was misspelt.
 */
#include "schema_int.h"

#include <string.h>

#include "regrights/arena.h"
#include "regrights/date.h"
#include "regrights/qty.h"
#include "regrights/text.h"

static const struct rr_key *
find_key(const struct rr_key *keys, size_t n, const char *name)
{
	for (size_t i = 0; i < n; i++)
		if (strcmp(keys[i].name, name) == 0)
			return &keys[i];
	return NULL;
}

static const char *
nearest_key(const struct rr_key *keys, size_t n, const char *name)
{
	size_t best = strlen(name) / 3 + 2;
	const char *nearest = NULL;

	for (size_t i = 0; i < n; i++) {
		size_t d = rr_text_distance(keys[i].name, name);

		if (d < best) {
			best = d;
			nearest = keys[i].name;
		}
	}
	return nearest;
}

static bool
wrong_type(const struct rr_load *l, const struct rr_key *k,
    const struct rr_node *v, const char *expected)
{
	if (v->kind == RR_NODE_SCALAR)
		return rr_diag(l->diags, RR_E_TYPE, v->at,
		    "'%s' cannot be read from '%s'; %s is expected", k->name,
		    v->text, expected);
	return rr_diag(l->diags, RR_E_TYPE, v->at,
	    "'%s' is a %s; %s is expected", k->name,
	    v->kind == RR_NODE_LIST ? "list" : "mapping", expected);
}

static bool
is_name(const char *s)
{
	size_t n = strlen(s);

	if (n == 0 || n > 64 || s[0] == ' ' || s[n - 1] == ' ')
		return false;
	for (size_t i = 0; i < n; i++)
		if (!((s[i] >= 'a' && s[i] <= 'z') ||
		    (s[i] >= '0' && s[i] <= '9') || s[i] == '-' ||
		    (s[i] == ' ' && s[i + 1] != ' ')))
			return false;
	return true;
}

static bool
read_text(const struct rr_load *l, const struct rr_key *k,
    const struct rr_node *v, const char **out)
{
	if (v->kind != RR_NODE_SCALAR)
		return wrong_type(l, k, v, "text");
	if (v->text[0] == '\0')
		return rr_diag(l->diags, RR_E_EMPTY_VALUE, v->at, "'%s'",
		    k->name);
	if (k->type == RR_KEY_NAME && !is_name(v->text))
		return rr_diag(l->diags, RR_E_NAME, v->at,
		    "'%s' in '%s': lower-case words, digits and hyphens only",
		    v->text, k->name);
	*out = v->text;
	return true;
}

static bool
read_int(const struct rr_load *l, const struct rr_key *k,
    const struct rr_node *v, int64_t *out)
{
	if (v->kind != RR_NODE_SCALAR ||
	    !rr_int_parse(v->text, INT64_MIN, INT64_MAX, out))
		return wrong_type(l, k, v, "a whole number");
	if (*out < k->min || *out > k->max)
		return rr_diag(l->diags, RR_E_RANGE, v->at,
		    "'%s' is %s; %lld to %lld is allowed", k->name, v->text,
		    (long long)k->min, (long long)k->max);
	return true;
}

static bool
read_day(const struct rr_load *l, const struct rr_key *k,
    const struct rr_node *v, rr_date *out)
{
	if (v->kind != RR_NODE_SCALAR)
		return wrong_type(l, k, v, "a day as YYYY-MM-DD");
	if (!rr_date_parse(v->text, out))
		return rr_diag(l->diags, RR_E_DATE, v->at,
		    "'%s' is '%s'; a day is written YYYY-MM-DD", k->name,
		    v->text);
	return true;
}

static bool
read_time(const struct rr_load *l, const struct rr_key *k,
    const struct rr_node *v, int32_t *out)
{
	if (v->kind != RR_NODE_SCALAR)
		return wrong_type(l, k, v, "a time as HH:MM");
	if (!rr_time_parse(v->text, out))
		return rr_diag(l->diags, RR_E_TIME, v->at,
		    "'%s' is '%s'; a time is written HH:MM or HH:MM:SS, 00:00 "
		    "to 23:59:59", k->name, v->text);
	return true;
}

static bool
read_yes(const struct rr_load *l, const struct rr_key *k,
    const struct rr_node *v, bool *out)
{
	if (v->kind != RR_NODE_SCALAR || (strcmp(v->text, "yes") != 0 &&
	    strcmp(v->text, "no") != 0))
		return wrong_type(l, k, v, "yes or no");
	*out = strcmp(v->text, "yes") == 0;
	return true;
}

static bool
read_choice(const struct rr_load *l, const struct rr_key *k,
    const struct rr_node *v, int *out)
{
	const char *w = k->words;

	if (v->kind != RR_NODE_SCALAR)
		return wrong_type(l, k, v, "a word");
	for (int i = 0; ; i++) {
		size_t n = strcspn(w, "|");

		if (strlen(v->text) == n && memcmp(v->text, w, n) == 0) {
			*out = i;
			return true;
		}
		if (w[n] == '\0')
			break;
		w += n + 1;
	}
	return rr_diag(l->diags, RR_E_CHOICE, v->at,
	    "'%s' is '%s'; one of %s", k->name, v->text, k->words);
}

static bool
read_texts(const struct rr_load *l, const struct rr_key *k,
    const struct rr_node *v, struct rr_strings *out)
{
	bool ok = true;

	if (v->kind == RR_NODE_MAP)
		return wrong_type(l, k, v, "a list");
	out->n = v->kind == RR_NODE_LIST ? v->n : 1;
	out->of = rr_arena_array(l->arena, out->n + 1, sizeof(*out->of));
	if (v->kind == RR_NODE_SCALAR)
		return read_text(l, k, v, &out->of[0]);
	for (size_t i = 0; i < v->n; i++)
		ok &= read_text(l, k, v->items[i], &out->of[i]);
	return ok;
}

bool
rr_schema_value(const struct rr_load *l, const struct rr_key *k,
    const struct rr_node *v, void *out)
{
	switch (k->type) {
	case RR_KEY_TEXT:
	case RR_KEY_NAME:
		return read_text(l, k, v, out);
	case RR_KEY_DATE:
		return read_day(l, k, v, out);
	case RR_KEY_TIME:
		return read_time(l, k, v, out);
	case RR_KEY_INT:
		return read_int(l, k, v, out);
	case RR_KEY_YES:
		return read_yes(l, k, v, out);
	case RR_KEY_CHOICE:
		return read_choice(l, k, v, out);
	case RR_KEY_TEXTS:
		return read_texts(l, k, v, out);
	case RR_KEY_NODE:
		*(const struct rr_node **)out = v;
		return true;
	}
	return false;
}

bool
rr_schema_read(const struct rr_load *l, const struct rr_node *node,
    const struct rr_key *keys, size_t n, void *out, const char *what)
{
	bool ok = true;

	if (node->kind != RR_NODE_MAP)
		return rr_diag(l->diags, RR_E_TYPE, node->at,
		    "%s is written as a mapping, KEY: VALUE", what);
	for (size_t i = 0; i < node->npairs; i++) {
		const struct rr_node_pair *p = &node->pairs[i];
		const struct rr_key *k = find_key(keys, n, p->key);
		const char *near = nearest_key(keys, n, p->key);

		if (k != NULL)
			ok &= rr_schema_value(l, k, p->value,
			    (char *)out + k->offset);
		else
			ok = rr_diag(l->diags, RR_E_UNKNOWN_KEY, p->key_at,
			    "'%s' in %s%s%s%s", p->key, what,
			    near != NULL ? "; did you mean '" : "",
			    near != NULL ? near : "",
			    near != NULL ? "'?" : "");
	}
	for (size_t i = 0; i < n; i++)
		if (keys[i].required && rr_node_find(node, keys[i].name) ==
		    NULL)
			ok = rr_diag(l->diags, RR_E_MISSING, node->at,
			    "'%s' in %s", keys[i].name, what);
	return ok;
}

struct rr_pos
rr_node_pos(const struct rr_node *map, const char *key)
{
	const struct rr_node_pair *p = rr_node_find(map, key);

	return p != NULL ? p->value->at : map->at;
}

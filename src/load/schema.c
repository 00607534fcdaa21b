/*
 * schema.c: a mapping read against a table of keys.
 *
 * Scalars are text; numbers, days and times are read by strict grammars that
 * no locale changes.  A complaint names the key, the value, what is allowed,
 * and the nearest key where one was misspelt.  After a hundred complaints no
 * more mappings are read: who sees those will read the file again.
 */
#include "schema_int.h"

#include <string.h>

#include "regrights/arena.h"
#include "regrights/buf.h"
#include "regrights/date.h"
#include "regrights/qty.h"
#include "regrights/text.h"

#define ERRORS_MAX	100
#define NAME_LEN	64
#define LIST_MAX	50	/* texts in a list of them */

static const struct rr_key *
find_key(const struct rr_key *keys, size_t n, const char *name)
{
	for (size_t i = 0; i < n; i++)
		if (strcmp(keys[i].name, name) == 0)
			return &keys[i];
	return NULL;
}

const char *
rr_did_you_mean(const struct rr_load *l, const char *word, const void *list,
    size_t n, size_t size)
{
	size_t best = strlen(word) / 3 + 1;
	const char *nearest = NULL;

	best = best < 2 ? 2 : best;
	for (size_t i = 0; i < n; i++) {
		const char *name = *(const char *const *)
		    ((const char *)list + i * size);
		size_t d = rr_text_distance(name, word);

		if (d < best) {
			best = d;
			nearest = name;
		}
	}
	return nearest == NULL ? "" : rr_arena_printf(l->arena,
	    "; did you mean '%s'?", nearest);
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
is_name(const char *s, bool spaces)
{
	size_t n = strlen(s);

	if (n == 0 || n > NAME_LEN || s[0] == ' ' || s[n - 1] == ' ')
		return false;
	for (size_t i = 0; i < n; i++)
		if (!((s[i] >= 'a' && s[i] <= 'z') ||
		    (s[i] >= '0' && s[i] <= '9') || s[i] == '-' ||
		    (spaces && s[i] == ' ' && s[i + 1] != ' ')))
			return false;
	return true;
}

bool
rr_schema_name(const struct rr_load *l, const char *text, struct rr_pos at,
    const char *what, bool spaces)
{
	return is_name(text, spaces) ? true : rr_diag(l->diags, RR_E_NAME, at,
	    "'%s' in %s: %s", text, what, spaces ?
	    "lower-case words of letters, digits and hyphens" :
	    "one lower-case word of letters, digits and hyphens");
}

/* The text without the line end that a folded block leaves. */
static bool
one_line(const struct rr_load *l, const struct rr_key *k,
    const struct rr_node *v, const char **out)
{
	size_t n = strlen(v->text);

	while (n > 0 && v->text[n - 1] == '\n')
		n--;
	*out = v->text[n] == '\0' ? v->text :
	    rr_arena_strndup(l->arena, v->text, n);
	if (n == 0)
		return rr_diag(l->diags, RR_E_EMPTY_VALUE, v->at, "'%s'",
		    k->name);
	if (strchr(*out, '\n') != NULL)
		return rr_diag(l->diags, RR_E_CONTROL, v->at,
		    "a line end in '%s'; begin the text with >- to fold its "
		    "lines into one", k->name);
	return true;
}

static bool
read_text(const struct rr_load *l, const struct rr_key *k,
    const struct rr_node *v, const char **out)
{
	if (v->kind != RR_NODE_SCALAR)
		return wrong_type(l, k, v, "text");
	if (!one_line(l, k, v, out))
		return false;
	if (k->type != RR_KEY_NAME && k->type != RR_KEY_WORD)
		return true;
	return rr_schema_name(l, *out, v->at,
	    rr_arena_printf(l->arena, "'%s'", k->name),
	    k->type == RR_KEY_NAME);
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
	struct rr_buf fault = RR_BUF_INIT;

	if (v->kind != RR_NODE_SCALAR)
		return wrong_type(l, k, v, "a day as YYYY-MM-DD");
	if (rr_date_parse(v->text, out))
		return true;
	rr_date_fault(v->text, &fault);
	rr_diag(l->diags, RR_E_DATE, v->at, "'%s' is '%s'; %s", k->name,
	    v->text, fault.s);
	rr_buf_free(&fault);
	return false;
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

/* "a|b|c" as "a, b, c". */
static const char *
list_words(const struct rr_load *l, const char *words)
{
	struct rr_buf b = RR_BUF_INIT;

	for (; *words != '\0'; words++)
		if (*words == '|')
			rr_buf_add(&b, ", ");
		else
			rr_buf_addc(&b, *words);
	return rr_buf_keep(&b, l->arena);
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
	return rr_diag(l->diags, RR_E_CHOICE, v->at, "'%s' is '%s'; one of: %s",
	    k->name, v->text, list_words(l, k->words));
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
	if (v->kind == RR_NODE_SCALAR) {
		out->n = read_text(l, k, v, &out->of[0]);
		return out->n == 1;
	}
	if (v->n > LIST_MAX) {
		out->n = 0;
		return rr_diag(l->diags, RR_E_RANGE, v->at,
		    "the list of '%s' has %zu entries; at most %d", k->name,
		    v->n, LIST_MAX);
	}
	if (v->n == 0 && k->required)
		return rr_diag(l->diags, RR_E_EMPTY_VALUE, v->at,
		    "the list of '%s'", k->name);
	for (size_t i = 0; i < v->n; i++)
		ok &= read_text(l, k, v->items[i], &out->of[i]);
	/* A list with a hole is none. */
	out->n = ok ? out->n : 0;
	return ok;
}

bool
rr_schema_value(const struct rr_load *l, const struct rr_key *k,
    const struct rr_node *v, void *out)
{
	switch (k->type) {
	case RR_KEY_TEXT:
	case RR_KEY_NAME:
	case RR_KEY_WORD:
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

static bool
unknown_key(const struct rr_load *l, const struct rr_node_pair *p,
    const struct rr_key *keys, size_t n, const char *what)
{
	return rr_diag(l->diags, RR_E_UNKNOWN_KEY, p->key_at, "'%s' in %s%s",
	    p->key, what, rr_did_you_mean(l, p->key, keys, n, sizeof(*keys)));
}

static bool
missing_key(const struct rr_load *l, const struct rr_key *k,
    struct rr_pos at, const char *what)
{
	return rr_diag(l->diags, strcmp(k->name, "section") == 0 ?
	    RR_E_NO_SECTION : RR_E_MISSING, at, "'%s' in %s", k->name, what);
}

bool
rr_schema_read(const struct rr_load *l, const struct rr_node *node,
    const struct rr_key *keys, size_t n, void *out, const char *what)
{
	bool ok = true;

	if (rr_diags_errors(l->diags) >= ERRORS_MAX)
		return false;
	if (node->kind != RR_NODE_MAP)
		return rr_diag(l->diags, RR_E_TYPE, node->at,
		    "%s is written as a mapping, KEY: VALUE", what);
	for (size_t i = 0; i < node->npairs; i++) {
		const struct rr_node_pair *p = &node->pairs[i];
		const struct rr_key *k = find_key(keys, n, p->key);

		ok &= k == NULL ? unknown_key(l, p, keys, n, what) :
		    rr_schema_value(l, k, p->value, (char *)out + k->offset);
	}
	for (size_t i = 0; i < n; i++)
		if (keys[i].required && rr_node_find(node, keys[i].name) ==
		    NULL)
			ok = missing_key(l, &keys[i], node->at, what);
	return ok;
}

struct rr_pos
rr_node_pos(const struct rr_node *map, const char *key)
{
	const struct rr_node_pair *p = rr_node_find(map, key);

	return p != NULL ? p->value->at : map->at;
}

struct rr_pos
rr_item_pos(const struct rr_node *map, const char *key, size_t i)
{
	const struct rr_node_pair *p = rr_node_find(map, key);

	if (p == NULL || p->value->kind != RR_NODE_LIST || i >= p->value->n)
		return rr_node_pos(map, key);
	return p->value->items[i]->at;
}

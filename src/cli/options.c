/*
 * options.c: options that every command has.
 */
#include "options_int.h"

#include <string.h>

#include "regrights/arena.h"
#include "regrights/qty.h"

enum {
#define RR_OPTION(id, name, value, doc)	id,
#include "regrights/option.def"
#undef RR_OPTION
};

static const struct rr_global globals[] = {
#define RR_OPTION(id, name, value, doc)	[id] = { name, value, doc },
#include "regrights/option.def"
#undef RR_OPTION
};
#define COUNT	(sizeof(globals) / sizeof(globals[0]))

const struct rr_global *
rr_global_at(size_t i)
{
	return i < COUNT ? &globals[i] : NULL;
}

static int
find(const char *word)
{
	size_t n = strcspn(word, "=");

	for (size_t i = 0; i < COUNT; i++)
		if (strlen(globals[i].name) == n &&
		    memcmp(globals[i].name, word, n) == 0)
			return (int)i;
	return -1;
}

static bool
set_format(const char *value, struct rr_options *o, struct rr_diags *diags)
{
	const struct rr_pos nowhere = { NULL, 0, 0 };

	if (strcmp(value, "text") == 0)
		o->format = RR_FORMAT_TEXT;
	else if (strcmp(value, "csv") == 0)
		o->format = RR_FORMAT_CSV;
	else if (strcmp(value, "json") == 0)
		o->format = RR_FORMAT_JSON;
	else
		return rr_diag(diags, RR_E_CHOICE, nowhere,
		    "--format '%s': text, csv or json", value);
	return true;
}

static void
add_reading(struct rr_arena *arena, struct rr_options *o, const char *value)
{
	const char **all = rr_arena_array(arena, o->nreadings + 1,
	    sizeof(*all));

	if (o->nreadings > 0)
		memcpy(all, o->readings, o->nreadings * sizeof(*all));
	all[o->nreadings++] = value;
	o->readings = all;
}

static bool
set_value(struct rr_arena *arena, int id, const char *value,
    struct rr_options *o, struct rr_diags *diags)
{
	const struct rr_pos nowhere = { NULL, 0, 0 };
	int64_t days;

	switch (id) {
	case DB:
		o->db = value;
		return true;
	case ON:
		return rr_date_parse(value, &o->on) ? true :
		    rr_diag_day(diags, "on", value);
	case KNOWN:
		o->known = value;
		return true;
	case READING:
		add_reading(arena, o, value);
		return true;
	case FORMAT:
		return set_format(value, o, diags);
	case DUE_WITHIN:
		if (!rr_int_parse(value, 0, 3650, &days))
			return rr_diag(diags, RR_E_TYPE, nowhere,
			    "--due-within '%s': a number of days", value);
		o->due_within = (int)days;
		return true;
	case OP:
		o->op = value;
		return true;
	case SHARE:
		o->share = value;
		return true;
	default:
		return false;
	}
}

bool
rr_options_take(struct rr_arena *arena, const char **words, size_t *n,
    struct rr_options *o, bool *help, bool *version, bool *in,
    struct rr_diags *diags)
{
	const struct rr_pos nowhere = { NULL, 0, 0 };
	bool given[sizeof(globals) / sizeof(globals[0])] = { false };
	size_t kept = 0, i = 0;

	for (; i < *n && strcmp(words[i], "--") != 0; i++) {
		int id = find(words[i]);
		const char *value = strchr(words[i], '=');

		if (id < 0) {
			words[kept++] = words[i];
			continue;
		}
		o->read_only |= id == READ_ONLY;
		o->ascii |= id == ASCII;
		o->dry |= id == DRY;
		*in |= id == STDIN;
		*help |= id == HELP;
		*version |= id == VERSION;
		if (globals[id].value == NULL)
			continue;
		if (value == NULL && i + 1 >= *n)
			return rr_diag(diags, RR_E_FILLED, nowhere,
			    "%s needs %s: %s", globals[id].name,
			    globals[id].value, globals[id].doc);
		value = value != NULL ? value + 1 : words[++i];
		if (id != READING && given[id])
			return rr_diag(diags, RR_E_TWICE, nowhere,
			    "%s, again with '%s'; it takes one",
			    globals[id].name, value);
		given[id] = true;
		if (!set_value(arena, id, value, o, diags))
			return false;
	}
	while (i < *n)
		words[kept++] = words[i++];
	*n = kept;
	return true;
}

/*
 * lists.c: the lists of numbers in which the agreement prints one.
 */
#include <string.h>

#include "lists_int.h"
#include "regrights/agreement.h"
#include "regrights/buf.h"
#include "regrights/map.h"

/* Notes each word of a value in SAID; all of them are lists' keys. */
static bool
take_words(struct rr_arena *arena, const struct rr_ladder *l,
    const char *name, const char *value, struct rr_map *said,
    struct rr_diags *diags)
{
	const size_t n = l != NULL ? l->nlists : 0;

	for (value += strspn(value, " ,"); *value != '\0';
	    value += strspn(value, " ,")) {
		size_t len = strcspn(value, " ,"), i = 0;
		const char *word = rr_arena_strndup(arena, value, len);
		bool all = strcmp(word, RR_BOTH) == 0 ||
		    strcmp(word, RR_ALL) == 0;

		while (i < n && (all || strcmp(l->lists[i].key, word) != 0))
			i++;
		if (i == n && !all && strcmp(word, RR_NO_LIST) != 0)
			return rr_diag(diags, RR_E_NO_NUMBERS, rr_nowhere,
			    "--%s '%s'; one or more of the agreement's lists, "
			    RR_BOTH " or " RR_NO_LIST, name, word);
		rr_map_set(said, all ? RR_ALL : word, said);
		value += len;
	}
	return true;
}

const char *
rr_lists_of(const struct rr_case *c, struct rr_arena *arena,
    const struct rr_args *args, const char *name, struct rr_diags *diags)
{
	const struct rr_ladder *l = c->agreement->ladder;
	struct rr_map *said = rr_map_new(arena);
	struct rr_buf b = RR_BUF_INIT;
	const char *value;

	for (size_t i = 0; (value = rr_arg_at(args, name, i)) != NULL; i++)
		if (!take_words(arena, l, name, value, said, diags))
			return NULL;
	if (rr_arg(args, name) != NULL && rr_map_count(said) == 0) {
		rr_diag(diags, RR_E_NO_NUMBERS, rr_nowhere, "--%s: no list is "
		    "named; " RR_NO_LIST " is a number that none prints",
		    name);
		return NULL;
	}
	if (rr_map_find(said, RR_NO_LIST) != NULL && rr_map_count(said) > 1) {
		rr_diag(diags, RR_E_NO_NUMBERS, rr_nowhere, "--%s: " RR_NO_LIST
		    " is a number that no list prints", name);
		return NULL;
	}
	for (size_t i = 0; l != NULL && i < l->nlists; i++)
		if (rr_map_find(said, RR_ALL) != NULL ||
		    rr_map_find(said, l->lists[i].key) != NULL)
			rr_buf_printf(&b, "%s%s", b.len > 0 ? " " : "",
			    l->lists[i].key);
	return rr_buf_keep(&b, arena);
}

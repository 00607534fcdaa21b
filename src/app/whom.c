/*
 * whom.c: whom a word, or several parted by commas, can mean.
 *
 * The whole name of a party is that party, whatever commas and words of roles
 * stand in it; a role is one in whatever case it is typed.
 */
#include <ctype.h>
#include <string.h>

#include "recipients_int.h"
#include "regrights/buf.h"
#include "regrights/map.h"
#include "regrights/vec.h"

static const char *
lower(struct rr_arena *arena, const char *word)
{
	char *s = rr_arena_strdup(arena, word);

	for (char *p = s; *p != '\0'; p++)
		*p = (char)tolower((unsigned char)*p);
	return s;
}

static void
add_word(struct rr_case *c, const struct rr_map *roles, const char *s,
    size_t n, struct rr_vec *words)
{
	const char *word, *role;

	while (n > 0 && s[n - 1] == ' ')
		n--;
	if (n == 0)
		return;
	word = rr_arena_strndup(c->arena, s, n);
	role = lower(c->arena, word);
	*(const char **)rr_vec_add(c->arena, words) = rr_roster_find(
	    c->roster, word) == NULL && rr_case_named(c, word) == NULL &&
	    rr_role_is_word(roles, role) ? role : word;
}

void
rr_whom_words(struct rr_case *c, const char *list, struct rr_vec *words)
{
	const struct rr_party *one = rr_case_named(c, list);
	const struct rr_map *roles;

	if (one != NULL) {
		*(const char **)rr_vec_add(c->arena, words) = one->key;
		return;
	}
	roles = rr_roles(c->arena, c->agreement);
	while (*list != '\0') {
		size_t n = strcspn(list, ",");
		size_t blank = strspn(list, " ");

		if (blank < n)
			add_word(c, roles, list + blank, n - blank, words);
		list += n;
		list += strspn(list, ",");
	}
}

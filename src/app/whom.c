/*
 * whom.c: whom a word, or several parted by commas, can mean.
 *
 * The whole name of a party is that party, whatever commas and words of roles
 * stand in it; a role is one in whatever case it is typed.
 */
#include <string.h>

#include "recipients_int.h"
#include "regrights/map.h"
#include "regrights/text.h"
#include "regrights/vec.h"

/*
 * What one word stands for: a key for a whole name.  A key and the word of a
 * role, as they are written, are what they say, whatever a party is called; in
 * capitals they can be either, and that is not guessed (E409).
 */
static const char *
meant(struct rr_case *c, const struct rr_map *roles, const char *word,
    struct rr_diags *diags)
{
	const char *role = rr_text_small(c->arena, word);
	const struct rr_party *one;

	if (rr_roster_find(c->roster, word) != NULL ||
	    rr_role_is_word(roles, word))
		return word;
	one = rr_case_named(c, word);
	if (one == NULL)
		return rr_role_is_word(roles, role) ? role : word;
	if (rr_role_is_word(roles, role)) {
		rr_diag(diags, RR_E_AMBIGUOUS, rr_nowhere, "'%s': it is the "
		    "name of '%s', and but for its capitals '%s', which "
		    "stands for several; give one of these", word, one->key,
		    role);
		return NULL;
	}
	return rr_case_party(c, word, &one, diags) ? one->key : NULL;
}

static bool
add_word(struct rr_case *c, const struct rr_map *roles, const char *s,
    size_t n, struct rr_vec *words, struct rr_diags *diags)
{
	const char *word;

	while (n > 0 && s[n - 1] == ' ')
		n--;
	if (n == 0)
		return true;
	word = meant(c, roles, rr_arena_strndup(c->arena, s, n), diags);
	if (word == NULL)
		return false;
	*(const char **)rr_vec_add(c->arena, words) = word;
	return true;
}

bool
rr_whom_words(struct rr_case *c, const char *list, struct rr_vec *words,
    struct rr_diags *diags)
{
	const struct rr_map *roles = rr_roles(c->arena, c->agreement);

	/* Commas can stand in a name. */
	if (rr_case_named(c, list) != NULL)
		return add_word(c, roles, list, strlen(list), words, diags);
	while (*list != '\0') {
		size_t n = strcspn(list, ",");
		size_t blank = strspn(list, " ");

		if (blank < n && !add_word(c, roles, list + blank, n - blank,
		    words, diags))
			return false;
		list += n;
		list += strspn(list, ",");
	}
	return true;
}

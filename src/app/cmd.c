/*
 * cmd.c: the commands that main has handed down, found by their names.
 */
#include "regrights/cmd.h"

#include <string.h>

#include "app_int.h"
#include "regrights/buf.h"
#include "regrights/text.h"

const struct rr_cmd *
rr_cmd_at(const struct rr_app *app, size_t i)
{
	return app->cmds[i];
}

const struct rr_cmd *
rr_cmd_named(const struct rr_app *app, const char *name)
{
	for (size_t i = 0; app->cmds[i] != NULL; i++)
		if (strcmp(app->cmds[i]->name, name) == 0)
			return app->cmds[i];
	return NULL;
}

/* How many WORDS name the command: 2 exact, 1 by prefix, 0 not. */
static int
matches(const struct rr_cmd *c, const char *const *words, size_t n,
    size_t *used)
{
	const char *name = c->name;
	bool exact = true;

	for (*used = 0; *name != '\0'; ++*used) {
		size_t len = strcspn(name, " ");
		size_t given;

		if (*used == n)
			return 0;
		given = strlen(words[*used]);
		if (given == 0 || given > len ||
		    memcmp(words[*used], name, given) != 0)
			return 0;
		exact &= given == len;
		name += len;
		name += strspn(name, " ");
	}
	return exact ? 2 : 1;
}

/* The command nearest to one word, or to two where the first is a noun. */
static const char *
nearest(const struct rr_app *app, const char *words)
{
	size_t best = strlen(words) / 3 + 2;
	const char *found = NULL;

	for (size_t i = 0; app->cmds[i] != NULL; i++) {
		size_t d = rr_text_distance(app->cmds[i]->name, words);

		if (d < best) {
			best = d;
			found = app->cmds[i]->name;
		}
	}
	return found;
}

bool
rr_cmd_unknown(const struct rr_app *app, const char *words, struct rr_pos at,
    struct rr_diags *diags)
{
	const char *near = nearest(app, words);

	if (near == NULL)
		return rr_diag(diags, RR_E_NO_COMMAND, at,
		    "'%s'; `regrights help` lists them", words);
	return rr_diag(diags, RR_E_NO_COMMAND, at,
	    "'%s'; did you mean '%s'? `regrights help` lists all", words,
	    near);
}

/* "claim" is the first word of commands; what follows it must be the next. */
static bool
is_noun(const struct rr_app *app, const char *word)
{
	size_t n = strlen(word);

	for (size_t i = 0; app->cmds[i] != NULL; i++)
		if (strncmp(app->cmds[i]->name, word, n) == 0 &&
		    app->cmds[i]->name[n] == ' ')
			return true;
	return false;
}

static bool
no_verb(const struct rr_app *app, const char *const *words,
    struct rr_diags *diags)
{
	struct rr_buf both = RR_BUF_INIT;

	rr_buf_printf(&both, "%s %s", words[0], words[1]);
	rr_cmd_unknown(app, both.s, rr_nowhere, diags);
	rr_buf_free(&both);
	return false;
}

/* An option that stands in front of a command. */
static bool
is_general(const char *const *words, size_t n, struct rr_diags *diags)
{
	return n > 0 && strncmp(words[0], "--", 2) == 0 &&
	    rr_arg_general(words[0] + 2, strcspn(words[0] + 2, "="), diags);
}

const struct rr_cmd *
rr_cmd_find(const struct rr_app *app, const char *const *words, size_t n,
    size_t *used, struct rr_diags *diags)
{
	struct rr_buf names = RR_BUF_INIT;
	const struct rr_cmd *found = NULL;
	size_t hits = 0, longest = 0;

	/* Exact names first, the longest: "points take" is not "points". */
	for (size_t i = 0; app->cmds[i] != NULL; i++) {
		size_t len;

		if (matches(app->cmds[i], words, n, &len) == 2 &&
		    len > longest) {
			found = app->cmds[i];
			*used = longest = len;
		}
	}
	if (found != NULL)
		return found;
	for (size_t i = 0; app->cmds[i] != NULL; i++) {
		size_t len;

		if (matches(app->cmds[i], words, n, &len) == 0 || len < longest)
			continue;
		if (len > longest) {
			rr_buf_clear(&names);
			hits = 0;
		}
		rr_buf_printf(&names, "%s%s", hits > 0 ? ", " : "",
		    app->cmds[i]->name);
		found = app->cmds[i];
		*used = longest = len;
		hits++;
	}
	if (n > 1 && longest < 2 && is_noun(app, words[0])) {
		no_verb(app, words, diags);
		hits = 0;
	} else if (hits == 0 && !is_general(words, n, diags))
		rr_cmd_unknown(app, n > 0 ? words[0] : "", rr_nowhere, diags);
	else if (hits > 1)
		rr_diag(diags, RR_E_AMBIGUOUS, rr_nowhere, "'%s': %s",
		    words[0], names.s);
	rr_buf_free(&names);
	return hits == 1 ? found : NULL;
}

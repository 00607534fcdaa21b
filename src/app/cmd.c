/*
 * cmd.c: the registry of commands: found by name, and run.
 */
#include "regrights/cmd.h"

#include <string.h>

#include "app_int.h"
#include "regrights/buf.h"
#include "regrights/text.h"

#define RR_CMD(id)	&rr_cmd_##id,
static const struct rr_cmd *const cmds[] = {
#include "cmd.def"
	NULL
};
#undef RR_CMD

const struct rr_cmd *
rr_cmd_at(size_t i)
{
	return i < sizeof(cmds) / sizeof(cmds[0]) ? cmds[i] : NULL;
}

const struct rr_cmd *
rr_cmd_named(const char *name)
{
	for (size_t i = 0; cmds[i] != NULL; i++)
		if (strcmp(cmds[i]->name, name) == 0)
			return cmds[i];
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
nearest(const char *words)
{
	size_t best = strlen(words) / 3 + 2;
	const char *found = NULL;

	for (size_t i = 0; cmds[i] != NULL; i++) {
		size_t d = rr_text_distance(cmds[i]->name, words);

		if (d < best) {
			best = d;
			found = cmds[i]->name;
		}
	}
	return found;
}

bool
rr_cmd_unknown(const char *words, struct rr_pos at, struct rr_diags *diags)
{
	const char *near = nearest(words);

	if (near == NULL)
		return rr_diag(diags, RR_E_NO_COMMAND, at,
		    "'%s'; `regrights help` lists them", words);
	return rr_diag(diags, RR_E_NO_COMMAND, at,
	    "'%s'; did you mean '%s'? `regrights help` lists all", words,
	    near);
}

/* "claim" is the first word of commands; what follows it must be the next. */
static bool
is_noun(const char *word)
{
	size_t n = strlen(word);

	for (size_t i = 0; cmds[i] != NULL; i++)
		if (strncmp(cmds[i]->name, word, n) == 0 &&
		    cmds[i]->name[n] == ' ')
			return true;
	return false;
}

static bool
no_verb(const char *const *words, struct rr_diags *diags)
{
	struct rr_buf both = RR_BUF_INIT;

	rr_buf_printf(&both, "%s %s", words[0], words[1]);
	rr_cmd_unknown(both.s, rr_nowhere, diags);
	rr_buf_free(&both);
	return false;
}

const struct rr_cmd *
rr_cmd_find(const char *const *words, size_t n, size_t *used,
    struct rr_diags *diags)
{
	struct rr_buf names = RR_BUF_INIT;
	const struct rr_cmd *found = NULL;
	size_t hits = 0, longest = 0;

	/* Exact names first, the longest: "points take" is not "points". */
	for (size_t i = 0; cmds[i] != NULL; i++) {
		size_t len;

		if (matches(cmds[i], words, n, &len) == 2 && len > longest) {
			found = cmds[i];
			*used = longest = len;
		}
	}
	if (found != NULL)
		return found;
	for (size_t i = 0; cmds[i] != NULL; i++) {
		size_t len;

		if (matches(cmds[i], words, n, &len) == 0 || len < longest)
			continue;
		if (len > longest) {
			rr_buf_clear(&names);
			hits = 0;
		}
		rr_buf_printf(&names, "%s%s", hits > 0 ? ", " : "",
		    cmds[i]->name);
		found = cmds[i];
		*used = longest = len;
		hits++;
	}
	if (n > 1 && longest < 2 && is_noun(words[0])) {
		no_verb(words, diags);
		hits = 0;
	} else if (hits == 0)
		rr_cmd_unknown(n > 0 ? words[0] : "", rr_nowhere, diags);
	else if (hits > 1)
		rr_diag(diags, RR_E_AMBIGUOUS, rr_nowhere, "'%s': %s",
		    words[0], names.s);
	rr_buf_free(&names);
	return hits == 1 ? found : NULL;
}

bool
rr_cmd_run(struct rr_app *app, const struct rr_cmd *cmd,
    const struct rr_args *args, struct rr_out *out, struct rr_diags *diags)
{
	bool found;

	if (cmd->effect == RR_RECORDS && app->options.read_only &&
	    !app->options.dry)
		return rr_diag(diags, RR_E_READONLY, rr_nowhere,
		    "the program was started with --read-only");
	if (!rr_args_check(cmd, args, diags) ||
	    !rr_again(app, cmd, args, &found, out, diags))
		return false;
	return found || cmd->run(app, args, out, diags);
}

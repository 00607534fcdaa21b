/*
 * left.c: which marked rows a command leaves out, and why.
 */
#include "tui/fill_int.h"

#include <string.h>

#include "tui/tui_int.h"

#define LEFT_FEW	4	/* of the rows left out, that are told */

/* What of a row can be a value. */
enum part { NUMBER, PARTY, POINT, PARTS };

static enum part
part_of(const struct rr_param *p)
{
	return rr_is_number(p) ? NUMBER : p->type == RR_PARAM_QUESTION ?
	    POINT : p->type == RR_PARAM_PARTY ||
	    p->type == RR_PARAM_PARTIES ? PARTY : PARTS;
}

/* VALUE begins the text, up to its end or a '/'. */
static bool
begins(const char *text, const char *value)
{
	size_t len = strlen(value);

	return strncmp(text, value, len) == 0 &&
	    (text[len] == '\0' || text[len] == '/');
}

static bool
names(enum part part, const char *value, const char *subject)
{
	const char *number = rr_row_number(subject);

	if (part == NUMBER)
		return number != NULL && begins(number, value);
	if (part == PARTY && strcmp(value, RR_ALL) == 0)
		return true;
	while (subject != NULL && !begins(subject, value)) {
		subject = strchr(subject, '/');
		subject = subject != NULL ? subject + 1 : NULL;
	}
	return subject != NULL;
}

static bool
has(const struct rr_tui *tui, enum part part, const char *subject)
{
	const char *last = strrchr(subject, '/');

	return part == NUMBER ? rr_row_number(subject) != NULL :
	    part == PARTY && rr_roster_find(tui->open->roster,
	    last != NULL ? last + 1 : subject) != NULL;
}

/* A field that the event declares: a party, or the number of an entry. */
static enum part
part_of_field(const struct rr_tui *tui, const struct rr_arg *a)
{
	int64_t seq, row;

	if (strncmp(a->name, "set:", 4) != 0)
		return PARTS;
	return rr_roster_find(tui->open->roster, a->value) != NULL ? PARTY :
	    rr_fact_ref_parse(a->value, &seq, &row) ? NUMBER : PARTS;
}

enum naming { TAKES_NONE, UNNAMED, NAMED };

/* Where the command takes rows: whether what it says of them is of this one. */
static enum naming
naming_of(const struct rr_tui *tui, const char *subject,
    const struct rr_cmd *cmd, const struct rr_args *args)
{
	bool takes = false, any = false, of_others = false;
	bool said[PARTS] = { false }, named[PARTS] = { false };

	for (size_t i = 0; i < cmd->nparams; i++) {
		const enum part part = part_of(&cmd->params[i]);
		const char *value;

		takes |= part != PARTS;
		for (size_t k = 0; part != PARTS && (value = rr_arg_at(args,
		    cmd->params[i].name, k)) != NULL; k++) {
			said[part] = true;
			named[part] |= names(part, value, subject);
		}
	}
	for (size_t i = 0; i < args->n; i++) {
		const enum part part = part_of_field(tui, &args->items[i]);

		if (part == PARTS)
			continue;
		takes = said[part] = true;
		named[part] |= names(part, args->items[i].value, subject);
	}
	for (int part = 0; part < PARTS; part++) {
		any |= named[part];
		of_others |= said[part] && !named[part] &&
		    has(tui, (enum part)part, subject);
	}
	return !takes ? TAKES_NONE : any && !of_others ? NAMED : UNNAMED;
}

/* Why nothing of a marked row is in the command, or NULL: it is. */
static const char *
why_left(struct rr_tui *tui, struct rr_arena *arena, const char *id,
    const struct rr_cmd *cmd, const struct rr_args *args)
{
	int64_t only = rr_rows_only_entry(tui, arena, cmd, args);

	if (rr_row_is_elsewhere(tui, id))
		return "of another matter, whose entries have their own "
		    "commands";
	if (rr_row_is_of_another(arena, id, only))
		return "of another entry, which takes the command by itself";
	return naming_of(tui, rr_row_subject(id), cmd, args) == UNNAMED ?
	    "not named above" : NULL;
}

/* "11, First Fund"; "11 of smith" */
static void
add_row(const struct rr_tui *tui, const char *id, struct rr_buf *out)
{
	const char *subject = rr_row_subject(id);
	size_t n = strcspn(subject, "/");

	if (rr_row_is_elsewhere(tui, id)) {
		rr_buf_addn(out, subject, n);
		rr_buf_add(out, " of ");
		rr_buf_addn(out, id, strcspn(id, "/"));
		return;
	}
	rr_buf_addn(out, subject, n);
	if (subject[n] == '/')
		rr_buf_printf(out, ", %s", rr_roster_name(tui->open->roster,
		    subject + n + 1));
}

void
rr_fill_left(struct rr_tui *tui, struct rr_arena *arena,
    const struct rr_cmd *cmd, const struct rr_args *args,
    struct rr_buf *out)
{
	const char *id, *why;
	size_t left = 0;

	if (tui->open == NULL || rr_board_marks(tui->board) == 0)
		return;
	for (size_t i = 0; (id = rr_board_subject(tui->board, arena, i)) !=
	    NULL; i++) {
		if (rr_row_subject(id) == NULL || (why = why_left(tui, arena,
		    id, cmd, args)) == NULL)
			continue;
		if (++left > LEFT_FEW)
			continue;
		rr_buf_add(out, "Marked and left out: ");
		add_row(tui, id, out);
		rr_buf_printf(out, " (%s)\n", why);
	}
	if (left > LEFT_FEW)
		rr_buf_printf(out, "and %zu more that are marked\n",
		    left - LEFT_FEW);
}

void
rr_fill_unmark(struct rr_tui *tui, struct rr_arena *arena,
    const struct rr_cmd *cmd, const struct rr_args *args)
{
	struct rr_vec done = RR_VEC_INIT(const char *);
	const char *id;

	if (tui->open == NULL || rr_board_marks(tui->board) == 0)
		return;
	for (size_t i = 0; (id = rr_board_subject(tui->board, arena, i)) !=
	    NULL; i++)
		if (rr_row_subject(id) != NULL && why_left(tui, arena, id,
		    cmd, args) == NULL && naming_of(tui, rr_row_subject(id),
		    cmd, args) == NAMED)
			*(const char **)rr_vec_add(arena, &done) = id;
	for (size_t i = 0; i < done.n; i++)
		rr_board_unmark(tui->board,
		    *(const char **)rr_vec_at(&done, i));
}

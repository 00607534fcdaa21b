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

/* A part of an id, as people call what it names; nothing for a word of ours. */
static const char *
called(const struct rr_tui *tui, const char *part)
{
	const struct rr_provision *p;
	int point;

	if (rr_roster_find(tui->open->roster, part) != NULL)
		return rr_roster_name(tui->open->roster, part);
	p = rr_agreement_provision(tui->open->agreement, part);
	point = rr_agreement_question(tui->open->agreement, part);
	return p != NULL ? p->what : point >= 0 ?
	    tui->open->agreement->questions[point].asks : part;
}

/* "comments received, entry 11, First Fund" */
static void
add_parts(const struct rr_tui *tui, struct rr_arena *arena, const char *id,
    bool said, struct rr_buf *out)
{
	const char *number = rr_row_entry(id), *part = rr_row_subject(id);
	bool elsewhere = rr_row_is_elsewhere(tui, id);

	while (*part != '\0') {
		size_t n = part == number ? rr_row_number_len(part) :
		    strcspn(part, "/");
		const char *one = rr_arena_strndup(arena, part, n);

		/* What the row says of itself is not said by its key. */
		if (part == number)
			rr_buf_printf(out, "%sentry %s", said ? ", " : "", one);
		else if (!said || (!elsewhere &&
		    rr_roster_find(tui->open->roster, one) != NULL))
			rr_buf_printf(out, "%s%s", said ? ", " : "",
			    elsewhere ? one : called(tui, one));
		said = true;
		part += n + (part[n] == '/' ? 1 : 0);
	}
}

/* "Send copies of the comments, entry 11, First Fund"; "entry 11 of smith" */
static void
add_row(struct rr_tui *tui, struct rr_arena *arena, const char *id,
    struct rr_buf *out)
{
	size_t before = out->len;

	rr_board_says(tui->board, id, out);
	add_parts(tui, arena, id, out->len > before, out);
	if (!rr_row_is_elsewhere(tui, id))
		return;
	rr_buf_add(out, " of ");
	rr_buf_addn(out, id, strcspn(id, "/"));
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
		add_row(tui, arena, id, out);
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

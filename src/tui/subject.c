/*
 * subject.c: the rows that a command is about: what the id of each names.
 *
 * A row is known by its id, such as MATTER/notice/41/PARTY.  Of a row of
 * another matter nothing is taken.
 */
#include "tui/fill_int.h"

#include <string.h>

#include "tui/tui_int.h"

bool
rr_is_choice(const struct rr_choice *choices, size_t n, const char *key)
{
	for (size_t i = 0; i < n; i++)
		if (strcmp(choices[i].key, key) == 0)
			return true;
	return false;
}

/* What follows MATTER/KIND/ in an id, or NULL. */
const char *
rr_row_subject(const char *id)
{
	const char *p = strchr(id, '/');

	p = p != NULL ? strchr(p + 1, '/') : NULL;
	return p != NULL ? p + 1 : NULL;
}

/* Its entries are none of this matter's, and its parties have the same keys. */
bool
rr_row_is_elsewhere(const struct rr_tui *tui, const char *id)
{
	size_t n = strcspn(id, "/");

	return tui->open != NULL && rr_row_subject(id) != NULL &&
	    (strncmp(id, tui->open->matter.key, n) != 0 ||
	    tui->open->matter.key[n] != '\0');
}

/* The value that a row's id has for a parameter; false: none. */
static bool
value_of_row(struct rr_arena *arena, const char *id,
    const struct rr_choice *choices, size_t n, struct rr_buf *out)
{
	const char *subject = rr_row_subject(id), *part, *end;

	if (subject == NULL)
		return false;
	if (rr_is_choice(choices, n, subject)) {
		rr_buf_printf(out, "%s\n", subject);
		return true;
	}
	for (part = subject; part != NULL;
	    part = *end == '/' ? end + 1 : NULL) {
		const char *one;

		end = part + strcspn(part, "/");
		one = rr_arena_strndup(arena, part, (size_t)(end - part));
		if (!rr_is_choice(choices, n, one))
			continue;
		rr_buf_printf(out, "%s\n", one);
		return true;
	}
	return false;
}

/* "3/2", "3": how much of a text is the number of an entry, or of its row. */
size_t
rr_row_number_len(const char *s)
{
	size_t n = strspn(s, "0123456789"), row;

	if (n == 0 || (s[n] != '\0' && s[n] != '/'))
		return 0;
	row = s[n] == '/' ? strspn(s + n + 1, "0123456789") : 0;
	return row > 0 && (s[n + 1 + row] == '\0' || s[n + 1 + row] == '/') ?
	    n + 1 + row : n;
}

/* The first number among the parts of a subject, which can be NULL. */
const char *
rr_row_number(const char *subject)
{
	while (subject != NULL && rr_row_number_len(subject) == 0) {
		subject = strchr(subject, '/');
		subject = subject != NULL ? subject + 1 : NULL;
	}
	return subject;
}

/* Sections and parties are named by what they are called, a number or not. */
static bool
is_of_entries(const char *id)
{
	static const char *const others[] = { "/section/", "/party/",
	    "/clause/", "/point/" };
	const char *kind = strchr(id, '/');

	for (size_t i = 0; kind != NULL && i < sizeof(others) /
	    sizeof(others[0]); i++)
		if (strncmp(kind, others[i], strlen(others[i])) == 0)
			return false;
	return kind != NULL;
}

/* Where in an id the number of the entry is that the row is of, or NULL. */
const char *
rr_row_entry(const char *id)
{
	return is_of_entries(id) ? rr_row_number(rr_row_subject(id)) : NULL;
}

/*
 * The entry that a row is of: its first number, with that of its row where it
 * has one, as what follows a number is none of an entry.
 */
static bool
entry_value(struct rr_arena *arena, const char *id,
    const struct rr_choice *choices, size_t n, struct rr_buf *out)
{
	const char *part = rr_row_entry(id);
	size_t len = part != NULL ? rr_row_number_len(part) : 0;

	if (part == NULL)
		return false;
	for (int i = 0; i < 2; i++) {
		const char *ref = rr_arena_strndup(arena, part, len);

		if (rr_is_choice(choices, n, ref)) {
			rr_buf_printf(out, "%s\n", ref);
			return true;
		}
		len = strcspn(part, "/");
	}
	return false;
}

/* What names an entry, or a row of one. */
bool
rr_is_number(const struct rr_param *p)
{
	return p->type == RR_PARAM_FACT || p->type == RR_PARAM_ROW;
}

/* The number of the entry that a row is of; 0: of none. */
static int64_t
entry_of(struct rr_arena *arena, const char *id)
{
	const char *subject = id != NULL && is_of_entries(id) ?
	    rr_row_subject(id) : NULL;
	int64_t seq, row;

	return subject != NULL && rr_fact_ref_parse(rr_arena_strndup(arena,
	    subject, strcspn(subject, "/")), &seq, &row) ? seq : 0;
}

/* That of the row with the cursor, or of the first here that is marked. */
int64_t
rr_rows_entry(struct rr_tui *tui, struct rr_arena *arena)
{
	const char *id;

	for (size_t i = 0; (id = rr_board_subject(tui->board, arena, i)) !=
	    NULL; i++)
		if (!rr_row_is_elsewhere(tui, id))
			return entry_of(arena, id);
	return 0;
}

/* The only entry that a command is about; 0: it is about several, or none. */
int64_t
rr_rows_only_entry(struct rr_tui *tui, struct rr_arena *arena,
    const struct rr_cmd *cmd, const struct rr_args *args)
{
	int64_t seq, row;

	for (size_t i = 0; i < cmd->nparams; i++) {
		const struct rr_param *p = &cmd->params[i];
		const char *value = rr_arg(args, p->name);

		if (p->type == RR_PARAM_FACT && (p->flags & RR_REQUIRED) != 0 &&
		    (p->flags & RR_REPEATED) == 0)
			return value != NULL && rr_fact_ref_parse(value, &seq,
			    &row) ? seq : rr_rows_entry(tui, arena);
	}
	return 0;
}

/* Of a row of another entry nothing is taken: it would be of this one. */
bool
rr_row_is_of_another(struct rr_arena *arena, const char *id, int64_t only)
{
	int64_t seq = entry_of(arena, id);

	return only != 0 && seq != 0 && seq != only;
}

void
rr_row_value(struct rr_arena *arena, const char *id,
    const struct rr_ask *ask, struct rr_buf *out)
{
	if (rr_is_number(ask->p))
		entry_value(arena, id, ask->choices, ask->n, out);
	else
		value_of_row(arena, id, ask->choices, ask->n, out);
}

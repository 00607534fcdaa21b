/*
 * recipients.c: to whom a notice went, and of which of its sendings something
 * is on record.
 */
#include "recipients_int.h"

#include <string.h>

#include "regrights/map.h"

size_t
rr_notice_recipients(const struct rr_case *c, struct rr_arena *arena,
    const struct rr_fact *notice, const struct rr_party ***out)
{
	struct rr_map *seen = rr_map_new(arena);
	size_t n = 0;

	*out = rr_arena_array(arena, notice->nsendings + 1, sizeof(**out));
	for (size_t i = 0; i < notice->nsendings; i++) {
		const char *key = notice->sendings[i].party;
		const struct rr_party *p = rr_roster_find(c->roster, key);

		if (p == NULL || rr_map_find(seen, key) != NULL)
			continue;
		rr_map_set(seen, key, seen);
		(*out)[n++] = p;
	}
	return n;
}

bool
rr_notice_by_several(const struct rr_fact *notice, struct rr_arena *arena)
{
	struct rr_map *seen = rr_map_new(arena);

	for (size_t i = 0; i < notice->nsendings; i++) {
		const char *party = notice->sendings[i].party;

		if (rr_map_find(seen, party) != NULL)
			return true;
		rr_map_set(seen, party, seen);
	}
	return false;
}

bool
rr_sending_is_meant(const struct rr_args *args, const struct rr_sending *s)
{
	const char *by;

	for (size_t i = 0; (by = rr_arg_at(args, "by", i)) != NULL; i++)
		if (strcmp(by, s->method) == 0)
			return true;
	return rr_arg(args, "by") == NULL;
}

static void
note_sendings(const struct rr_fact *facts, size_t n,
    const struct rr_fact *notice, enum rr_shape shape, bool *has)
{
	for (size_t i = 0; i < n; i++) {
		const struct rr_fact *f = &facts[i];

		if (f->shape == shape && f->about == notice->seq &&
		    f->about_row == notice->row && f->part >= 1 &&
		    (size_t)f->part <= notice->nsendings)
			has[f->part - 1] = true;
	}
}

const bool *
rr_notice_on_record(const struct rr_case *c, struct rr_arena *arena,
    const struct rr_fact *notice, enum rr_shape shape)
{
	bool *has = rr_arena_array(arena, notice->nsendings + 1,
	    sizeof(*has));

	note_sendings(c->facts->all, c->facts->n, notice, shape, has);
	note_sendings(c->facts->later, c->facts->nlater, notice, shape, has);
	return has;
}

struct rr_map *
rr_notice_lacks(const struct rr_case *c, struct rr_arena *arena,
    const struct rr_fact *notice, enum rr_shape shape,
    const struct rr_args *args)
{
	struct rr_map *lacks = rr_map_new(arena);
	const bool *has = rr_notice_on_record(c, arena, notice, shape);

	for (size_t i = 0; i < notice->nsendings; i++)
		if (!has[i] && rr_sending_is_meant(args, &notice->sendings[i]))
			rr_map_set(lacks, notice->sendings[i].party, lacks);
	return lacks;
}

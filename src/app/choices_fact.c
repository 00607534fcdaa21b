/*
 * choices_fact.c: the entries that a form offers, for what it records.
 */
#include <string.h>

#include "choices_int.h"
#include "regrights/buf.h"
#include "regrights/seal.h"
#include "regrights/vec.h"

void
rr_choice_add(struct rr_arena *arena, struct rr_vec *all, const char *key,
    const char *label)
{
	struct rr_choice *c = rr_vec_add(arena, all);

	c->key = rr_arena_strdup(arena, key);
	c->label = rr_arena_strdup(arena, label);
}

static bool
records(const struct rr_cmd *cmd, enum rr_shape shape)
{
	return cmd->effect == RR_RECORDS && cmd->records == shape;
}

/* Those that a release or a destruction can still be of. */
static void
add_sealed(const struct rr_facts *facts, struct rr_arena *arena,
    struct rr_vec *all)
{
	for (size_t i = facts->n; i > 0; i--) {
		const struct rr_fact *f = &facts->all[i - 1];

		if (f->shape == RR_SHAPE_SEAL &&
		    rr_seal_of(facts, f->about) == f &&
		    rr_seal_destroyed(facts, f->about) == NULL)
			rr_choice_add(arena, all, rr_arena_printf(arena, "%lld",
			    (long long)f->about), rr_arena_printf(arena,
			    "%lld: sealed by entry %lld",
			    (long long)f->about, (long long)f->seq));
	}
}

/* Acts are about the record; a hold is lifted, and nothing else. */
static bool
is_offered(const struct rr_cmd *cmd, enum rr_shape shape)
{
	if (records(cmd, RR_SHAPE_RESULT) || records(cmd, RR_SHAPE_RECEIPT))
		return shape == RR_SHAPE_NOTICE;
	return records(cmd, RR_SHAPE_LIFT) ? shape == RR_SHAPE_HOLD :
	    shape != RR_SHAPE_IMPORT && !rr_seal_is_act(shape) &&
	    (shape != RR_SHAPE_ACCOUNT || records(cmd, RR_SHAPE_VOID));
}

void
rr_choices_facts(const struct rr_case *c, struct rr_arena *arena,
    const struct rr_cmd *cmd, const char *name, struct rr_vec *all)
{
	const struct rr_facts *facts = c->facts;

	if (records(cmd, RR_SHAPE_RELEASE) || records(cmd, RR_SHAPE_DESTROY)) {
		add_sealed(facts, arena, all);
		return;
	}
	/* The newest first: it is mostly the one that is meant. */
	for (size_t i = facts->n; i > 0; i--) {
		const struct rr_fact *f = &facts->all[i - 1];
		struct rr_buf ref = RR_BUF_INIT, label = RR_BUF_INIT;

		if (!is_offered(cmd, f->shape) ||
		    (name != NULL && strcmp(f->name, name) != 0) ||
		    (!records(cmd, RR_SHAPE_VOID) && f->row > 0 &&
		    f->shape != RR_SHAPE_EVENT))
			continue;
		rr_fact_ref(f, &ref);
		rr_buf_printf(&label, "%s: %s%s ", ref.s,
		    f->shape == RR_SHAPE_VOID ? "void of " : "", f->name);
		rr_date_text_day(f->day, &label);
		rr_choice_add(arena, all, ref.s, label.s);
		rr_buf_free(&ref);
		rr_buf_free(&label);
	}
}

static void
add_rows(const struct rr_facts *facts, struct rr_arena *arena,
    const struct rr_fact *seal, struct rr_vec *all)
{
	struct rr_rested *rows;
	size_t n = rr_seal_rested(arena, seal, &rows);

	for (size_t i = 0; i < n; i++) {
		const char *what = rr_rests_what(rows[i].rests);

		if (rr_seal_account(facts, seal, (int64_t)i + 1) == NULL)
			rr_choice_add(arena, all, rr_arena_printf(arena,
			    "%lld/%zu", (long long)seal->seq, i + 1),
			    rr_arena_printf(arena, "%lld/%zu  %s, %s",
			    (long long)seal->seq, i + 1, *what != '\0' ? what :
			    rows[i].what, rows[i].section));
	}
}

void
rr_choices_rows(const struct rr_case *c, struct rr_arena *arena,
    struct rr_vec *all)
{
	const struct rr_facts *facts = c->facts;

	for (size_t i = 0; i < facts->n; i++)
		if (facts->all[i].shape == RR_SHAPE_SEAL &&
		    rr_seal_of(facts, facts->all[i].about) == &facts->all[i])
			add_rows(facts, arena, &facts->all[i], all);
}

/*
 * stage.c: what was recorded in a stage, kept for the file.
 *
 * A stage is a copy of the case file in memory.  What a batch says is copied
 * out of the caller's memory, so that it can be recorded again in the file.
 */
#include "regrights/arena.h"
#include "regrights/buf.h"
#include "store_int.h"

/* The text as it is kept, which says all that a payload can say. */
static bool
copy_fact(struct rr_arena *arena, const struct rr_fact *from,
    struct rr_fact *to, struct rr_diags *diags)
{
	struct rr_buf text = RR_BUF_INIT;
	bool ok;

	rr_fact_json(from, &text);
	ok = rr_fact_parse(arena, text.s, text.len, to, diags);
	rr_buf_free(&text);
	return ok;
}

static bool
copy_entry(struct rr_arena *arena, const struct rr_entry *from,
    struct rr_entry *to, struct rr_diags *diags)
{
	struct rr_fact *fact = rr_arena_alloc(arena, sizeof(*fact));
	struct rr_buf text = RR_BUF_INIT;
	struct rr_fact *rows = NULL;
	bool ok;

	*to = *from;
	to->fact = fact;
	if (!copy_fact(arena, from->fact, fact, diags))
		return false;
	rr_fact_rows_text(from->rows, from->nrows, &text);
	ok = from->nrows == 0 || rr_fact_rows_parse(arena, text.s, text.len,
	    &rows, &to->nrows, diags);
	rr_buf_free(&text);
	to->rows = rows;
	return ok;
}

static const struct rr_filed *
copy_texts(struct rr_arena *arena, const struct rr_batch *b)
{
	struct rr_filed *texts = rr_arena_array(arena, b->ntexts + 1,
	    sizeof(*texts));

	for (size_t i = 0; i < b->ntexts; i++) {
		texts[i].bytes = rr_arena_strndup(arena, b->texts[i].bytes,
		    b->texts[i].len);
		texts[i].len = b->texts[i].len;
	}
	return texts;
}

/* Its docket is the stage's: the file's is kept again behind it. */
bool
rr_stage_keep(struct rr_store *s, const struct rr_batch *b,
    struct rr_diags *diags)
{
	struct rr_stage *g = s->stage;
	struct rr_entry *entries = rr_arena_array(g->arena, b->n + 1,
	    sizeof(*entries));
	struct rr_batch kept = *b;

	for (size_t i = 0; i < b->n; i++)
		if (!copy_entry(g->arena, &b->entries[i], &entries[i], diags))
			return false;
	kept.entries = entries;
	kept.matter = rr_arena_strdup(g->arena, b->matter);
	kept.who = rr_arena_strdup(g->arena, b->who);
	kept.origin = rr_arena_strdup(g->arena, b->origin);
	kept.command = rr_arena_strdup(g->arena, b->command);
	kept.texts = copy_texts(g->arena, b);
	kept.rests = NULL;
	kept.nrests = 0;
	kept.docket = NULL;
	kept.ndocket = 0;
	kept.docket_key = NULL;
	*(struct rr_batch *)rr_vec_add(g->arena, &g->batches) = kept;
	g->last += (int64_t)b->n;
	return true;
}

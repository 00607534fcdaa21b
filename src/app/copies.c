/*
 * copies.c: where else in sight it stands what sealed entries say, as lines.
 *
 * Not a word of it is shown: the entries are named by their numbers, and what
 * they share by what it is.
 */
#include <string.h>

#include "app_int.h"
#include "regrights/buf.h"
#include "regrights/said.h"
#include "regrights/seal.h"
#include "regrights/vec.h"

/* All that is in sight of the matter now, whatever day is asked about. */
static bool
in_sight(struct rr_case *c, const struct rr_facts **out,
    struct rr_diags *diags)
{
	struct rr_fact *all = c->recorded;
	size_t n = c->nrecorded;
	struct rr_store *s;

	if (c->known != 0 && (!rr_app_store(c->app, RR_STORE_READ, &s,
	    diags) || !rr_store_facts(s, c->arena, c->matter.key, 0, 0, &all,
	    &n, diags)))
		return false;
	*out = rr_facts_new(c->arena, all, n, RR_DATE_NONE);
	return true;
}

/* The facts among ALL of entries that are listed. */
static struct rr_fact *
pick(struct rr_case *c, const struct rr_fact *all, size_t n,
    const int64_t *seqs, size_t nseqs, size_t *count)
{
	struct rr_fact *picked = rr_arena_array(c->arena, n + 1,
	    sizeof(*picked));

	*count = 0;
	for (size_t i = 0; i < n; i++)
		for (size_t k = 0; k < nseqs; k++)
			if (all[i].seq == seqs[k]) {
				picked[(*count)++] = all[i];
				break;
			}
	return picked;
}

bool
rr_case_copies(struct rr_case *c, const int64_t *seqs, size_t n,
    struct rr_copies *out, struct rr_diags *diags)
{
	const struct rr_facts *sight;
	struct rr_fact *hidden, *all;
	size_t nhidden, count;

	memset(out, 0, sizeof(*out));
	if (!in_sight(c, &sight, diags))
		return false;
	if (rr_seal_of(sight, seqs[0]) == NULL)
		all = pick(c, c->recorded, c->nrecorded, seqs, n, &count);
	else {
		if (!rr_case_hidden(c, &hidden, &nhidden, diags))
			return false;
		all = pick(c, hidden, nhidden, seqs, n, &count);
	}
	out->hidden = all;
	out->nhidden = count;
	out->n = rr_copies(c->arena, c->agreement, sight, all, count,
	    &out->all);
	return true;
}

bool
rr_copies_reason(struct rr_case *c, const struct rr_copies *copies,
    const struct rr_fact *act)
{
	const struct rr_facts *alone = rr_facts_new(c->arena, act, 1,
	    RR_DATE_NONE);
	struct rr_copy *all;
	size_t n = rr_copies(c->arena, c->agreement, alone, copies->hidden,
	    copies->nhidden, &all);

	for (size_t i = 0; i < n; i++)
		if (all[i].what != NULL)
			return true;
	return false;
}

/* Entries that are about it by their number; NULL: none is. */
static const struct rr_copy *
by_number(const struct rr_copies *c)
{
	for (size_t i = 0; i < c->n; i++)
		if (c->all[i].what == NULL)
			return &c->all[i];
	return NULL;
}

bool
rr_copies_any(const struct rr_copies *c)
{
	return c->n > (by_number(c) != NULL ? 1 : 0);
}

void
rr_copies_text(struct rr_arena *arena, const struct rr_copies *c, size_t most,
    struct rr_buf *b)
{
	const struct rr_copy *about = by_number(c);

	if (rr_copies_any(c))
		rr_buf_add(b, "What it says stays in sight elsewhere, until "
		    "that is sealed too:\n");
	for (size_t i = 0; i < c->n; i++)
		if (c->all[i].what != NULL)
			rr_buf_printf(b, "  %s: %s\n", c->all[i].what,
			    rr_out_numbers(arena, c->all[i].entries,
			    c->all[i].n, most));
	if (about != NULL)
		rr_buf_printf(b, "What is about it stays in sight, and may "
		    "say something of it: %s.\n", strchr(rr_out_numbers(
		    arena, about->entries, about->n, most), ' ') + 1);
}

bool
rr_copies_cut(const struct rr_copies *c, size_t most)
{
	for (size_t i = 0; i < c->n; i++)
		if (c->all[i].n > most)
			return true;
	return false;
}

/* "2, 3": the entries of the seal's operation stand in its first. */
static size_t
sealed_by(struct rr_arena *arena, const struct rr_fact *seal,
    int64_t **seqs)
{
	const char *list = rr_fact_get(seal, RR_USE_ENTRIES);
	struct rr_vec all = RR_VEC_INIT(int64_t);

	for (; list != NULL && *list != '\0'; list += strspn(list, ", ")) {
		size_t n = strcspn(list, ",");
		int64_t seq, row;

		if (rr_fact_ref_parse(rr_arena_strndup(arena, list, n), &seq,
		    &row))
			*(int64_t *)rr_vec_add(arena, &all) = seq;
		list += n;
	}
	if (all.n == 0)
		*(int64_t *)rr_vec_add(arena, &all) = seal->about;
	*seqs = all.items;
	return all.n;
}

bool
rr_copies_shown(struct rr_case *c, const struct rr_fact *seal,
    struct rr_out *out, struct rr_diags *diags)
{
	struct rr_json *list;
	struct rr_copies copies;
	int64_t *seqs;
	size_t n;

	if (seal->shape != RR_SHAPE_SEAL ||
	    rr_seal_of(c->facts, seal->about) != seal)
		return true;
	n = sealed_by(c->arena, seal, &seqs);
	if (!rr_case_copies(c, seqs, n, &copies, diags))
		return false;
	rr_copies_text(out->arena, &copies, 0, &out->text);
	list = rr_json_array();
	for (size_t i = 0; i < copies.n; i++) {
		const struct rr_copy *one = &copies.all[i];
		struct rr_json *j = rr_json_object();
		struct rr_json *entries = rr_json_array();

		rr_json_set(j, "what", rr_json_string(one->what));
		for (size_t k = 0; k < one->n; k++)
			rr_json_push(entries, rr_json_int(one->entries[k]));
		rr_json_set(j, "entries", entries);
		rr_json_push(list, j);
	}
	rr_json_set(out->json, "copies", list);
	return true;
}

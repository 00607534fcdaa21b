/*
 * hidden.c: what entries say that are sealed now, for what must be compared
 * with it.
 *
 * Their payloads are where they were; each is checked as any line is that is
 * shown.
 */
#include <string.h>

#include "regrights/arena.h"
#include "store_int.h"

static struct rr_fact *
add(struct rr_arena *arena, struct rr_vec *all, const struct rr_fact *f,
    int64_t seq)
{
	struct rr_fact *one = rr_vec_add(arena, all);

	*one = *f;
	one->seq = seq;
	return one;
}

static bool
add_line(struct rr_store *s, struct rr_arena *arena, const struct rr_line *l,
    struct rr_vec *all, struct rr_diags *diags)
{
	struct rr_fact f, *rows = NULL;
	size_t n = 0;

	if (l->sealed_by == 0 || l->payload == NULL)
		return true;
	if (!rr_fact_parse(arena, l->payload, strlen(l->payload), &f, diags) ||
	    (f.shape == RR_SHAPE_BOOK && !rr_facts_filed(s, arena, &f, &rows,
	    &n, diags)))
		return false;
	add(arena, all, &f, l->seq);
	for (size_t i = 0; i < n; i++)
		add(arena, all, &rows[i], l->seq);
	return true;
}

bool
rr_store_hidden(struct rr_store *s, struct rr_arena *arena,
    const char *matter, struct rr_fact **out, size_t *n,
    struct rr_diags *diags)
{
	struct rr_vec all = RR_VEC_INIT(struct rr_fact);
	sqlite3_stmt *q = rr_stmt(s, RR_STMT_LINES_UP_OF, diags);
	bool row = true;

	if (q == NULL)
		return false;
	sqlite3_bind_int64(q, 1, 0);
	sqlite3_bind_int64(q, 2, -1);
	rr_bind_text(q, 3, matter);
	while (row) {
		struct rr_line l;

		memset(&l, 0, sizeof(l));
		if (!rr_stmt_next(s, q, &row, diags))
			return false;
		if (row && (!rr_line_read(s, arena, q, &l, diags) ||
		    !add_line(s, arena, &l, &all, diags))) {
			sqlite3_reset(q);
			return false;
		}
	}
	*out = all.items;
	*n = all.n;
	return true;
}

/*
 * lacking.c: who lacks what is owed to many, in a line.
 *
 * Who has nothing stands first, then who has it perhaps and why; of many the
 * first few are named.  Who lacks it under some answers alone stands apart, so
 * that nobody who lacks it in any case is taken for one of these; by the keys,
 * who was sent something is one of whom it is not certain.
 */
#include "regrights/arena.h"
#include "status_int.h"

#define NAMED	3	/* of each kind, in a line */

static void
add_name(struct rr_buf *b, size_t *n, const char *name)
{
	if (++*n <= NAMED)
		rr_buf_printf(b, "%s%s", *n > 1 ? ", " : "", name);
}

/* All of them: whoever is sent it next is chosen by them. */
static void
add_key(struct rr_buf *b, const char *key)
{
	rr_buf_printf(b, "%s%s", b->len > 0 ? ", " : "", key);
}

void
rr_lacking_missing(struct rr_lacking *l, const char *name, const char *key,
    const char *why)
{
	add_name(&l->missing, &l->nmissing, name);
	add_key(&l->keys, key);
	if (why != NULL && l->nmissing <= NAMED)
		rr_buf_printf(&l->missing, " (%s)", why);
}

static void
add_doubt(struct rr_lacking *l, const char *name, const char *why)
{
	if (l->ndoubt++ == 0)
		rr_buf_printf(&l->doubt, "%s: %s", name,
		    why != NULL ? why : "not certain");
	else if (l->ndoubt <= NAMED)
		rr_buf_printf(&l->doubt, "%s%s", l->ndoubt == 2 ?
		    "; not certain of " : ", ", name);
}

void
rr_lacking_doubt(struct rr_lacking *l, const char *name, const char *key,
    const char *why)
{
	add_key(&l->doubted, key);
	add_doubt(l, name, why);
}

void
rr_lacking_perhaps_owed(struct rr_lacking *l, const char *name,
    const char *key, const char *why)
{
	add_key(&l->perhaps, key);
	add_doubt(l, name, why);
}

void
rr_lacking_some(struct rr_lacking *l, const char *name, const char *key,
    bool missing, bool nothing, const char *answers, enum rr_apart by,
    const char *why)
{
	struct rr_buf *b = missing ? &l->some : &l->unsure;
	size_t *n = missing ? &l->nsome : &l->nunsure;

	*(missing ? &l->some_by : &l->unsure_by) |= by;
	add_name(b, n, name);
	add_key(why == NULL || nothing ? &l->perhaps : &l->doubted, key);
	if (*n > NAMED || (answers == NULL && why == NULL))
		return;
	rr_buf_printf(b, " (%s%s%s)", answers != NULL ? answers : "",
	    answers != NULL && why != NULL ? ": " : "", why != NULL ? why :
	    "");
}

static void
add_part(struct rr_buf *all, const char *words, const struct rr_buf *names,
    size_t n)
{
	if (n == 0)
		return;
	rr_buf_printf(all, "%s%s%s", all->len > 0 ? "; " : "", words,
	    names->s);
	if (n > NAMED)
		rr_buf_printf(all, " and %zu more", n - NAMED);
}

static const char *
all_keys(struct rr_eval *ev, const struct rr_buf *keys)
{
	return keys->len == 0 ? NULL : rr_shared_text(ev, keys->s);
}

const char *
rr_lacking_keys(struct rr_eval *ev, const struct rr_lacking *l)
{
	return all_keys(ev, &l->keys);
}

const char *
rr_lacking_perhaps(struct rr_eval *ev, const struct rr_lacking *l)
{
	return all_keys(ev, &l->perhaps);
}

const char *
rr_lacking_doubted(struct rr_eval *ev, const struct rr_lacking *l)
{
	return all_keys(ev, &l->doubted);
}

const char *
rr_lacking_text(struct rr_eval *ev, struct rr_lacking *l, int32_t have,
    int32_t owed)
{
	struct rr_buf all = RR_BUF_INIT;
	const char *text;

	if (l->nmissing > 0 && owed > 0)
		rr_buf_printf(&all, "%d of %d have it", (int)have, (int)owed);
	add_part(&all, "missing: ", &l->missing, l->nmissing);
	add_part(&all, "", &l->doubt, l->ndoubt);
	add_part(&all, rr_arena_printf(ev->arena, "missing under some %s: ",
	    rr_apart_many(l->some_by)), &l->some, l->nsome);
	add_part(&all, rr_arena_printf(ev->arena, "not certain under some "
	    "%s: ", rr_apart_many(l->unsure_by)), &l->unsure, l->nunsure);
	text = all.len > 0 ? rr_arena_strdup(ev->arena, all.s) : NULL;
	rr_buf_free(&all);
	rr_buf_free(&l->missing);
	rr_buf_free(&l->keys);
	rr_buf_free(&l->perhaps);
	rr_buf_free(&l->doubt);
	rr_buf_free(&l->doubted);
	rr_buf_free(&l->some);
	rr_buf_free(&l->unsure);
	return text;
}

const char *
rr_lacking_sent(struct rr_eval *ev, const struct rr_fact *f)
{
	const char *all = NULL;

	for (size_t i = 0; i < f->nsendings; i++)
		if (!f->sendings[i].copy && rr_sent_first_itself(ev, f, i))
			all = all == NULL ? f->sendings[i].party :
			    rr_arena_printf(ev->arena, "%s, %s", all,
			    f->sendings[i].party);
	return all;
}

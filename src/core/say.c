/*
 * say.c: words that the rules share, in the arena of an evaluation.
 *
 * Days, units and money as they are shown; what a finding is, and its lines as
 * one text; what is not on record.  It asks for no rule.
 */
#include <stdarg.h>

#include "eval_int.h"
#include "regrights/arena.h"
#include "regrights/buf.h"
#include "regrights/map.h"
#include "regrights/qty.h"

#define RR_FOUND(id, word, shown)	{ word, shown },
static const struct { const char *word, *shown; } founds[] = {
#include "regrights/finding.def"
};
#undef RR_FOUND

const char *
rr_day_text(struct rr_arena *arena, rr_date day)
{
	struct rr_buf b = RR_BUF_INIT;

	rr_date_text_day(day, &b);
	return rr_buf_keep(&b, arena);
}

const char *
rr_fact_day_text(struct rr_arena *arena, const struct rr_fact *f)
{
	struct rr_buf b = RR_BUF_INIT;

	rr_fact_days(f, &b);
	return rr_buf_keep(&b, arena);
}

const char *
rr_between_text(struct rr_arena *arena, const struct rr_between *b)
{
	if (rr_date_cmp(b->least, b->most) == 0)
		return rr_day_text(arena, b->least);
	return rr_arena_printf(arena, "%s to %s",
	    rr_day_text(arena, b->least), rr_date_is_none(b->most) ?
	    "a day that is open" : rr_day_text(arena, b->most));
}

const char *
rr_units_text(struct rr_eval *ev, int64_t n)
{
	struct rr_buf b = RR_BUF_INIT;

	rr_shares_text((rr_shares){ n }, &b);
	return rr_buf_keep(&b, ev->arena);
}

const char *
rr_cents_text(struct rr_eval *ev, int64_t cents)
{
	struct rr_buf b = RR_BUF_INIT;

	rr_money_text((rr_money){ cents }, &b);
	return rr_buf_keep(&b, ev->arena);
}

const char *
rr_found_word(enum rr_found f)
{
	return founds[f].word;
}

const char *
rr_found_shown(enum rr_found f)
{
	return founds[f].shown;
}

const char *
rr_shared_text(struct rr_eval *ev, const char *words)
{
	char *first = words == NULL ? NULL : rr_map_find(ev->words, words);

	if (words == NULL || first != NULL)
		return first;
	first = rr_arena_strdup(ev->arena, words);
	rr_map_set(ev->words, first, first);
	return first;
}

const char *
rr_lines_text(struct rr_eval *ev, const struct rr_vec *items)
{
	struct rr_buf b = RR_BUF_INIT;
	const char *text;

	for (size_t i = 0; i < items->n; i++) {
		const struct rr_finding_item *x = rr_vec_at(items, i);

		rr_buf_printf(&b, "%s %s %s %lld %lld\n", x->key,
		    x->party != NULL ? x->party : "-",
		    rr_found_word(x->state), (long long)x->asked,
		    (long long)x->counts);
	}
	text = rr_shared_text(ev, b.s);
	rr_buf_free(&b);
	return text;
}

enum rr_truth
rr_lacks(struct rr_eval *ev, const char *party, const char *fmt, ...)
{
	struct rr_buf b = RR_BUF_INIT;
	va_list ap;

	if (ev->whom == NULL)
		ev->whom = party;
	if (ev->ticks == NULL && ev->lack == NULL)
		return RR_UNKNOWN;
	va_start(ap, fmt);
	rr_buf_vprintf(&b, fmt, ap);
	va_end(ap);
	if (ev->lack != NULL && *ev->lack == NULL)
		*ev->lack = rr_arena_strdup(ev->arena, b.s);
	rr_record(ev->ticks, RR_STEP_MISSING, NULL, "not on record: %s", b.s);
	rr_buf_free(&b);
	return RR_UNKNOWN;
}

/*
 * seal.c: entries that are kept from sight, and what rested on them.
 *
 * Which entry is sealed follows from the acts about it in their order: the
 * last seal or release counts.  What a seal carries is canonical JSON, so that
 * one record has one text, and reading it back refuses any other.
 */
#include "regrights/seal.h"

#include <stdlib.h>
#include <string.h>

#include "regrights/arena.h"
#include "regrights/buf.h"
#include "regrights/json.h"
#include "regrights/map.h"
#include "regrights/vec.h"

/* Numbers of sealed entries that one text names. */
#define NAMED	8

#define RR_RESTS(id, word, what, told, account, again)	{ word },
static const struct { const char *word; } rests[] = {
#include "regrights/rests.def"
};
#undef RR_RESTS

static int
by_number(const void *a, const void *b)
{
	int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;

	return (x > y) - (x < y);
}

bool
rr_seal_is_act(enum rr_shape s)
{
	return s == RR_SHAPE_SEAL || s == RR_SHAPE_RELEASE ||
	    s == RR_SHAPE_DESTROY || s == RR_SHAPE_HOLD || s == RR_SHAPE_LIFT;
}

const char *
rr_seal_refuses(const struct rr_fact *f)
{
	if (f->shape == RR_SHAPE_IMPORT)
		return "filed terms of the agreement, on which others rest";
	return rr_seal_is_act(f->shape) || f->shape == RR_SHAPE_ACCOUNT ?
	    "is about the record alone, and says nothing of the matter" :
	    NULL;
}

const char *
rr_seal_bare(struct rr_arena *arena, const struct rr_fact *was)
{
	static const char *const keys[] = { "answer", "relied" };
	struct rr_buf text = RR_BUF_INIT;
	struct rr_fact bare;

	if (!rr_fact_stays(was))
		return NULL;
	memset(&bare, 0, sizeof(bare));
	bare.shape = was->shape;
	/* A void's number is enough: the name is that of what it voids. */
	bare.name = was->shape == RR_SHAPE_VOID ? "entry" : was->name;
	bare.day = was->day;
	bare.at = RR_INSTANT_NONE;
	bare.about = was->about;
	bare.about_row = was->about_row;
	for (size_t i = 0; i < sizeof(keys) / sizeof(keys[0]); i++)
		if (rr_fact_field(was, keys[i]) != NULL)
			rr_fact_set(arena, &bare, keys[i],
			    rr_fact_field(was, keys[i]));
	rr_fact_json(&bare, &text);
	return rr_buf_keep(&text, arena);
}

const struct rr_fact *
rr_seal_of(const struct rr_facts *facts, int64_t seq)
{
	for (size_t i = facts->n; i > 0; i--) {
		const struct rr_fact *f = &facts->all[i - 1];

		if (f->about != seq)
			continue;
		if (f->shape == RR_SHAPE_SEAL)
			return f;
		if (f->shape == RR_SHAPE_RELEASE)
			return NULL;
	}
	return NULL;
}

const struct rr_fact *
rr_seal_destroyed(const struct rr_facts *facts, int64_t seq)
{
	for (size_t i = facts->n; i > 0; i--)
		if (facts->all[i - 1].shape == RR_SHAPE_DESTROY &&
		    facts->all[i - 1].about == seq)
			return &facts->all[i - 1];
	return NULL;
}

/* The entry that it names instead was voided; one that is sealed has a row. */
static bool
names_nothing(const struct rr_facts *facts, const struct rr_fact *account)
{
	const char *ref = rr_fact_get(account, RR_USE_ENTRY);
	int64_t seq, row;

	return ref != NULL && rr_fact_ref_parse(ref, &seq, &row) &&
	    rr_facts_live(facts, seq, row) == NULL &&
	    rr_seal_of(facts, seq) == NULL;
}

const struct rr_fact *
rr_seal_account(const struct rr_facts *facts, const struct rr_fact *seal,
    int64_t part)
{
	for (size_t i = 0; i < facts->n; i++)
		if (facts->all[i].shape == RR_SHAPE_ACCOUNT &&
		    facts->all[i].about == seal->seq &&
		    facts->all[i].part == part &&
		    !names_nothing(facts, &facts->all[i]))
			return &facts->all[i];
	return NULL;
}

size_t
rr_seal_unread(struct rr_arena *arena, const struct rr_facts *facts,
    const int64_t **out)
{
	int64_t *all = NULL;
	size_t n = 0, acts = 0;

	for (size_t i = 0; i < facts->n; i++)
		acts += facts->all[i].shape == RR_SHAPE_SEAL;
	if (acts > 0)
		all = rr_arena_array(arena, acts, sizeof(*all));
	for (size_t i = 0; i < facts->n; i++)
		if (facts->all[i].shape == RR_SHAPE_SEAL &&
		    rr_seal_of(facts, facts->all[i].about) == &facts->all[i])
			all[n++] = facts->all[i].about;
	if (n > 1)
		qsort(all, n, sizeof(*all), by_number);
	*out = all;
	return n;
}

void
rr_seal_unread_text(const int64_t *all, size_t n, struct rr_buf *b)
{
	size_t named = n <= NAMED + 1 ? n : NAMED;

	rr_buf_add(b, n > 1 ? "entries" : "entry");
	for (size_t i = 0; i < named; i++)
		rr_buf_printf(b, "%s %lld", i > 0 ? "," : "",
		    (long long)all[i]);
	if (n > named)
		rr_buf_printf(b, " and %zu more", n - named);
}

void
rr_seal_reasons(struct rr_recorder *rec, struct rr_arena *arena,
    const struct rr_facts *facts)
{
	struct rr_buf b = RR_BUF_INIT;
	const int64_t *all;
	size_t n = rr_seal_unread(arena, facts, &all);

	if (n > 0) {
		rr_seal_unread_text(all, n, &b);
		rr_record(rec, RR_STEP_MISSING, NULL, "not read, as sealed: "
		    "%s", b.s);
	}
	rr_buf_free(&b);
}

static void
set_day(struct rr_json *j, const char *key, rr_date day)
{
	struct rr_buf b = RR_BUF_INIT;

	if (rr_date_is_none(day))
		return;
	rr_date_text(day, &b);
	rr_json_set(j, key, rr_json_string(b.s));
	rr_buf_free(&b);
}

void
rr_rested_json(const struct rr_rested *rows, size_t n, struct rr_buf *out)
{
	struct rr_json *all = rr_json_array();

	for (size_t i = 0; i < n; i++) {
		struct rr_json *j = rr_json_object();

		rr_json_set(j, "what", rr_json_string(rows[i].what));
		rr_json_set(j, "section", rr_json_string(rows[i].section));
		rr_json_set(j, "by", rr_json_string(rows[i].by));
		rr_json_set(j, "sense",
		    rr_json_string(rr_sense_word(rows[i].sense)));
		rr_json_set(j, "status",
		    rr_json_string(rr_status_word(rows[i].status)));
		if (rows[i].entry != 0)
			rr_json_set(j, "entry", rr_json_int(rows[i].entry));
		if (rows[i].met != 0)
			rr_json_set(j, "met", rr_json_int(rows[i].met));
		if (rows[i].met_row != 0)
			rr_json_set(j, "met_row",
			    rr_json_int(rows[i].met_row));
		if (rows[i].rests != RR_RESTS_DEADLINE)
			rr_json_set(j, "rests",
			    rr_json_string(rests[rows[i].rests].word));
		if (rows[i].of[0] != '\0')
			rr_json_set(j, "of", rr_json_string(rows[i].of));
		set_day(j, "raw", rows[i].raw);
		set_day(j, "rolled", rows[i].rolled);
		set_day(j, "until", rows[i].until);
		set_day(j, "working", rows[i].working);
		rr_json_push(all, j);
	}
	rr_json_canonical(all, out);
	rr_json_free(all);
}

static const char *
get_text(struct rr_arena *arena, const struct rr_json *j, const char *key)
{
	const char *s = rr_json_text(rr_json_get(j, key));

	return rr_arena_strdup(arena, s != NULL ? s : "");
}

static rr_date
get_day(const struct rr_json *j, const char *key)
{
	const char *s = rr_json_text(rr_json_get(j, key));
	rr_date day;

	return s != NULL && rr_date_parse(s, &day) ? day : RR_DATE_NONE;
}

/* What is of no use in it is seen when the whole is written again. */
static void
get_row(struct rr_arena *arena, const struct rr_json *j, struct rr_rested *r)
{
	const char *sense = get_text(arena, j, "sense");
	const char *status = get_text(arena, j, "status");
	const char *rests_on = get_text(arena, j, "rests");

	r->what = get_text(arena, j, "what");
	r->section = get_text(arena, j, "section");
	r->by = get_text(arena, j, "by");
	r->sense = strcmp(sense, rr_sense_word(RR_NOT_BEFORE)) == 0 ?
	    RR_NOT_BEFORE : RR_NO_LATER_THAN;
	for (int i = 0; i < RR_STATUS_MAX; i++)
		if (strcmp(rr_status_word((enum rr_status)i), status) == 0)
			r->status = (enum rr_status)i;
	rr_json_number(rr_json_get(j, "entry"), &r->entry);
	rr_json_number(rr_json_get(j, "met"), &r->met);
	rr_json_number(rr_json_get(j, "met_row"), &r->met_row);
	for (int i = 0; i < RR_RESTS_MAX; i++)
		if (strcmp(rests[i].word, rests_on) == 0)
			r->rests = (enum rr_rests)i;
	r->of = get_text(arena, j, "of");
	r->raw = get_day(j, "raw");
	r->rolled = get_day(j, "rolled");
	r->until = get_day(j, "until");
	r->working = get_day(j, "working");
}

bool
rr_rested_parse(struct rr_arena *arena, const char *text,
    struct rr_rested **rows, size_t *n)
{
	struct rr_json *j = rr_json_parse(text, strlen(text));
	struct rr_buf again = RR_BUF_INIT;
	bool same;

	*n = rr_json_is_array(j) ? rr_json_count(j) : 0;
	*rows = rr_arena_array(arena, *n + 1, sizeof(**rows));
	for (size_t i = 0; i < *n; i++)
		get_row(arena, rr_json_at(j, i), &(*rows)[i]);
	if (j != NULL)
		rr_json_free(j);
	rr_rested_json(*rows, *n, &again);
	same = strcmp(again.s, text) == 0;
	rr_buf_free(&again);
	return same;
}

size_t
rr_seal_rested(struct rr_arena *arena, const struct rr_fact *seal,
    struct rr_rested **rows)
{
	const char *text = rr_fact_field(seal, RR_SEAL_RESTED);
	size_t n = 0;

	return text != NULL && rr_rested_parse(arena, text, rows, &n) ? n : 0;
}

/*
 * fact.c: what happened, as it was recorded, and what of it counts.
 */
#include "regrights/agreement.h"

#include <string.h>

#include "regrights/arena.h"
#include "regrights/buf.h"
#include "regrights/qty.h"

#define RR_SHAPE(id, word, world, party)	{ word, world, party },
static const struct { const char *word; bool world, party; } shapes[] = {
#include "regrights/fact.def"
};
#undef RR_SHAPE

const char *
rr_shape_word(enum rr_shape s)
{
	return shapes[s].word;
}

bool
rr_shape_find(const char *word, enum rr_shape *out)
{
	for (int i = 0; i < RR_SHAPE_MAX; i++)
		if (strcmp(shapes[i].word, word) == 0) {
			*out = (enum rr_shape)i;
			return true;
		}
	return false;
}

bool
rr_shape_is_world(enum rr_shape s)
{
	return shapes[s].world;
}

const char *
rr_fact_party(const struct rr_fact *f)
{
	return shapes[f->shape].party ? f->name : NULL;
}

bool
rr_fact_stays(const struct rr_fact *f)
{
	return f->shape == RR_SHAPE_VOID || f->shape == RR_SHAPE_POSITION;
}

const char *
rr_fact_field(const struct rr_fact *f, const char *key)
{
	for (size_t i = 0; i < f->nfields; i++)
		if (strcmp(f->fields[i].key, key) == 0)
			return f->fields[i].value;
	return NULL;
}

const char *
rr_event_key(const struct rr_event *e, enum rr_field_use use)
{
	return e != NULL && e->used != NULL && e->used[use] != NULL ?
	    e->used[use] : rr_use_word(use);
}

const char *
rr_fact_get(const struct rr_fact *f, enum rr_field_use use)
{
	return rr_fact_field(f, rr_event_key(f->declared, use));
}

void
rr_fact_put(struct rr_arena *arena, struct rr_fact *f, enum rr_field_use use,
    const char *value)
{
	rr_fact_set(arena, f, rr_event_key(f->declared, use), value);
}

void
rr_fact_set(struct rr_arena *arena, struct rr_fact *f, const char *key,
    const char *value)
{
	struct rr_field *fields = rr_arena_array(arena, f->nfields + 1,
	    sizeof(*fields));
	size_t n = 0, i = 0;

	while (i < f->nfields && strcmp(f->fields[i].key, key) < 0)
		fields[n++] = f->fields[i++];
	fields[n].key = rr_arena_strdup(arena, key);
	fields[n++].value = rr_arena_strdup(arena, value);
	if (i < f->nfields && strcmp(f->fields[i].key, key) == 0)
		i++;
	while (i < f->nfields)
		fields[n++] = f->fields[i++];
	f->fields = fields;
	f->nfields = n;
}

rr_date
rr_fact_last(const struct rr_fact *f)
{
	return (rr_date){ f->day.day + f->span };
}

void
rr_fact_days(const struct rr_fact *f, struct rr_buf *b)
{
	rr_date_text_day(f->day, b);
	if (f->span == 0)
		return;
	rr_buf_add(b, " to ");
	rr_date_text_day(rr_fact_last(f), b);
}

void
rr_fact_ref(const struct rr_fact *f, struct rr_buf *b)
{
	rr_buf_printf(b, "%lld", (long long)f->seq);
	if (f->row > 0)
		rr_buf_printf(b, "/%lld", (long long)f->row);
}

bool
rr_fact_refs_next(const char **list, int64_t *seq, int64_t *row)
{
	bool found = false;

	while (!found && *list != NULL && **list != '\0') {
		size_t n = strcspn(*list, " ");
		char one[48];

		if (n > 0 && n < sizeof(one)) {
			memcpy(one, *list, n);
			one[n] = '\0';
			found = rr_fact_ref_parse(one, seq, row);
		}
		*list += n + strspn(*list + n, " ");
	}
	return found;
}

bool
rr_fact_ref_parse(const char *s, int64_t *seq, int64_t *row)
{
	const char *slash = strchr(s, '/');
	char first[24];
	size_t n = slash != NULL ? (size_t)(slash - s) : strlen(s);

	if (n >= sizeof(first))
		return false;
	memcpy(first, s, n);
	first[n] = '\0';
	*row = 0;
	return rr_int_parse(first, 1, INT64_MAX, seq) && (slash == NULL ||
	    rr_int_parse(slash + 1, 1, INT64_MAX, row));
}

static bool
is_voided(const struct rr_fact *all, size_t n, const struct rr_fact *f)
{
	for (size_t i = 0; i < n; i++)
		if (all[i].about == f->seq &&
		    (all[i].about_row == f->row || all[i].about_row == 0))
			return true;
	return false;
}

static bool
counts(const struct rr_fact *f, const struct rr_fact *voids, size_t nvoids,
    rr_date on, bool *voided)
{
	*voided = is_voided(voids, nvoids, f);
	if (*voided)
		return false;
	return rr_date_is_none(on) || rr_date_is_none(f->day) ||
	    !rr_shape_is_world(f->shape) || rr_date_cmp(f->day, on) <= 0;
}

/* The voids that themselves hold: a void can be voided by a later one. */
static size_t
live_voids(struct rr_arena *arena, const struct rr_fact *facts, size_t n,
    struct rr_fact **out)
{
	struct rr_fact *voids = rr_arena_array(arena, n + 1, sizeof(*voids));
	size_t nvoids = 0;

	for (size_t i = n; i > 0; i--)
		if (facts[i - 1].shape == RR_SHAPE_VOID &&
		    !is_voided(voids, nvoids, &facts[i - 1]))
			voids[nvoids++] = facts[i - 1];
	*out = voids;
	return nvoids;
}

/* A void names what it voids: not where that is kept from sight. */
static void
mask_voids(struct rr_fact *all, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		bool sealed = false;

		if (all[i].shape != RR_SHAPE_VOID)
			continue;
		for (size_t k = 0; k < n; k++)
			if (all[k].about == all[i].about &&
			    (all[k].shape == RR_SHAPE_SEAL ||
			    all[k].shape == RR_SHAPE_RELEASE))
				sealed = all[k].shape == RR_SHAPE_SEAL;
		if (sealed)
			all[i].name = "entry";
	}
}

static void
find_spans(struct rr_arena *arena, struct rr_fact *all, struct rr_facts *out)
{
	for (size_t i = 0; i < out->n; i++)
		out->nspans += all[i].span > 0;
	if (out->nspans == 0)
		return;
	out->spans = rr_arena_array(arena, out->nspans, sizeof(*out->spans));
	out->nspans = 0;
	for (size_t i = 0; i < out->n; i++)
		if (all[i].span > 0)
			out->spans[out->nspans++] = &all[i];
}

struct rr_facts *
rr_facts_new(struct rr_arena *arena, const struct rr_fact *facts, size_t n,
    rr_date on)
{
	struct rr_facts *out = rr_arena_alloc(arena, sizeof(*out));
	struct rr_fact *all = rr_arena_array(arena, n + 1, sizeof(*all));
	struct rr_fact *later = rr_arena_array(arena,
	    rr_date_is_none(on) ? 1 : n + 1, sizeof(*later));
	struct rr_fact *voided;
	struct rr_fact *voids;
	size_t nvoids = live_voids(arena, facts, n, &voids);

	voided = rr_arena_array(arena, nvoids == 0 ? 1 : n + 1,
	    sizeof(*voided));
	for (size_t i = 0; i < n; i++) {
		bool is_void;

		if (counts(&facts[i], voids, nvoids, on, &is_void))
			all[out->n++] = facts[i];
		else if (is_void)
			voided[out->nvoided++] = facts[i];
		else
			later[out->nlater++] = facts[i];
		if (facts[i].seq > out->head)
			out->head = facts[i].seq;
	}
	mask_voids(all, out->n);
	find_spans(arena, all, out);
	out->all = all;
	out->voided = voided;
	out->later = later;
	return out;
}

static const struct rr_fact *
search(const struct rr_fact *all, size_t n, int64_t seq, int64_t row)
{
	size_t from = 0, to = n;

	while (from < to) {
		size_t mid = from + (to - from) / 2;

		if (all[mid].seq < seq ||
		    (all[mid].seq == seq && all[mid].row < row))
			from = mid + 1;
		else
			to = mid;
	}
	return from < n && all[from].seq == seq && all[from].row == row ?
	    &all[from] : NULL;
}

const struct rr_fact *
rr_facts_live(const struct rr_facts *facts, int64_t seq, int64_t row)
{
	return search(facts->all, facts->n, seq, row);
}

const struct rr_fact *
rr_facts_find(const struct rr_facts *facts, int64_t seq, int64_t row)
{
	const struct rr_fact *f = rr_facts_live(facts, seq, row);

	return f != NULL ? f : search(facts->voided, facts->nvoided, seq,
	    row);
}

bool
rr_fact_is_earlier(const struct rr_fact *f, const struct rr_fact *than)
{
	int c = rr_date_cmp(f->day, than->day);

	return c < 0 || (c == 0 && !rr_instant_is_none(f->at) &&
	    !rr_instant_is_none(than->at) && f->at.sec < than->at.sec);
}

void
rr_facts_declare(const struct rr_agreement *a, struct rr_fact *facts, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (facts[i].shape == RR_SHAPE_EVENT ||
		    facts[i].shape == RR_SHAPE_NOTICE)
			facts[i].declared = rr_agreement_event(a,
			    facts[i].name);
}

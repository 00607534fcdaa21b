/*
 * choices_fact.c: the entries that a form offers, for what it records.
 */
#include <stdlib.h>
#include <string.h>

#include "choices_int.h"
#include "regrights/buf.h"
#include "regrights/qty.h"
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

/* What is kept from sight already; to say so again would be of no use. */
struct hidden {
	const int64_t	*all;
	size_t		 n;
};

static bool
is_hidden(const struct hidden *h, const struct rr_fact *f)
{
	for (size_t i = 0; i < h->n; i++)
		if (h->all[i] == f->seq)
			return true;
	return false;
}

static void
add_entry(struct rr_arena *arena, const struct rr_facts *facts,
    const struct rr_fact *f, bool is_void, struct rr_vec *all)
{
	const struct rr_fact *back = f->shape != RR_SHAPE_VOID ? NULL :
	    rr_facts_find(facts, f->about, f->about_row);
	struct rr_buf ref = RR_BUF_INIT, label = RR_BUF_INIT;

	rr_fact_ref(f, &ref);
	rr_buf_printf(&label, "%s: ", ref.s);
	if (f->shape == RR_SHAPE_EVENT || f->shape == RR_SHAPE_NOTICE)
		rr_buf_add(&label, f->name);
	else if (back != NULL && back->shape == RR_SHAPE_VOID)
		rr_fact_gist_back(f, back, &label);
	else
		rr_fact_gist(f, NULL, &label);
	rr_buf_addc(&label, ' ');
	rr_fact_days(f, &label);
	rr_buf_add(&label, is_void ? " (void)" : "");
	rr_choice_add(arena, all, ref.s, label.s);
	rr_buf_free(&ref);
	rr_buf_free(&label);
}

/*
 * The newest of both first, N of what counts and NVOID of what does not, which
 * are counted down.
 */
static const struct rr_fact *
next_newest(const struct rr_facts *facts, size_t *n, size_t *nvoid,
    bool *is_void)
{
	const struct rr_fact *f = *n > 0 ? &facts->all[*n - 1] : NULL;
	const struct rr_fact *v = *nvoid > 0 ? &facts->voided[*nvoid - 1] :
	    NULL;

	*is_void = f == NULL || (v != NULL && (v->seq > f->seq ||
	    (v->seq == f->seq && v->row > f->row)));
	--*(*is_void ? nvoid : n);
	return *is_void ? v : f;
}

void
rr_choices_facts(const struct rr_case *c, struct rr_arena *arena,
    const struct rr_cmd *cmd, const struct rr_field_decl *d,
    struct rr_vec *all)
{
	const struct rr_facts *facts = c->facts;
	/* What is void is kept from sight as well as what counts. */
	size_t nvoid = records(cmd, RR_SHAPE_SEAL) ? facts->nvoided : 0;
	struct hidden hidden;

	if (records(cmd, RR_SHAPE_RELEASE) || records(cmd, RR_SHAPE_DESTROY)) {
		add_sealed(facts, arena, all);
		return;
	}
	hidden.n = rr_seal_unread(arena, facts, &hidden.all);
	/* The newest first: it is mostly the one that is meant. */
	for (size_t n = facts->n; n + nvoid > 0;) {
		bool is_void;
		const struct rr_fact *f = next_newest(facts, &n, &nvoid,
		    &is_void);

		if (is_offered(cmd, f->shape) && !is_hidden(&hidden, f) &&
		    rr_field_takes(d, f->name) &&
		    (records(cmd, RR_SHAPE_VOID) || f->row == 0 ||
		    f->shape == RR_SHAPE_EVENT))
			add_entry(arena, facts, f, is_void, all);
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

/* The first day by which such an event about the entry is to come. */
static const struct rr_deadline *
next_of(const struct rr_case *c, const struct rr_event *e, const char *ref)
{
	const struct rr_derivation *dv = c->derivation;
	const struct rr_deadline *next = NULL;
	int64_t seq, row;

	if (!rr_fact_ref_parse(ref, &seq, &row))
		return NULL;
	for (size_t i = 0; i < dv->ndeadlines; i++) {
		const struct rr_deadline *d = &dv->deadlines[i];

		if (d->subject != NULL && d->subject->seq == seq &&
		    d->subject->row == row && rr_docket_stand(d) ==
		    RR_DOCKET_DO && !rr_date_is_none(rr_deadline_day(d)) &&
		    rr_is_one_of(d->provision->date.met_by,
		    d->provision->date.nmet_by, e->name) && (next == NULL ||
		    rr_date_cmp(rr_deadline_day(d), rr_deadline_day(next)) <
		    0))
			next = d;
	}
	return next;
}

const char *
rr_event_amount(const struct rr_case *c, const struct rr_event *e,
    const char *field, const struct rr_args *args)
{
	const struct rr_field_decl *decl = rr_event_field(e, field);
	const char *ref = rr_arg(args, "about");
	const struct rr_deadline *d = decl == NULL || ref == NULL ||
	    decl->type != RR_FIELD_MONEY ? NULL : next_of(c, e, ref);

	if (d == NULL)
		return NULL;
	return d->left > 0 ? rr_arena_printf(c->arena, "%lld.%02lld",
	    (long long)d->left / 100, (long long)d->left % 100) :
	    rr_fact_field(d->subject, field);
}

/* "32: bill Fri 2000-06-02, $2,200.00 of $4,200.00 left, by Mon 2000-06-19" */
static const char *
with_day(struct rr_arena *arena, const char *label,
    const struct rr_deadline *d)
{
	struct rr_buf b = RR_BUF_INIT;

	rr_buf_add(&b, label);
	if (d->left > 0) {
		rr_buf_add(&b, ", ");
		rr_money_text((rr_money){ d->left }, &b);
		rr_buf_add(&b, " of ");
		rr_money_text((rr_money){ d->asked }, &b);
		rr_buf_add(&b, " left");
	}
	rr_buf_add(&b, ", by ");
	rr_date_text_day(rr_deadline_day(d), &b);
	return rr_buf_keep(&b, arena);
}

struct due {
	struct rr_choice		 item;
	const struct rr_deadline	*next;	/* or NULL */
	size_t				 at;
};

/* What is due first stands first; what is not due as it stood. */
static int
due_cmp(const void *a, const void *b)
{
	const struct due *x = a, *y = b;
	int none = (int)(x->next == NULL) - (int)(y->next == NULL);
	int c = none != 0 || x->next == NULL ? none :
	    rr_date_cmp(rr_deadline_day(x->next), rr_deadline_day(y->next));

	return c != 0 ? c : (x->at > y->at) - (x->at < y->at);
}

void
rr_choices_due(const struct rr_case *c, struct rr_arena *arena,
    const struct rr_event *e, struct rr_choice *items, size_t n)
{
	struct due *all = rr_arena_array(arena, n + 1, sizeof(*all));

	for (size_t i = 0; i < n; i++) {
		all[i].item = items[i];
		all[i].next = next_of(c, e, items[i].key);
		all[i].at = i;
		if (all[i].next != NULL)
			all[i].item.label = with_day(arena, items[i].label,
			    all[i].next);
	}
	if (n > 1)
		qsort(all, n, sizeof(*all), due_cmp);
	for (size_t i = 0; i < n; i++)
		items[i] = all[i].item;
}

/*
 * fields.c: what commands that record share: the case, an entry named by its
 * number, an event by its name, declared fields checked by their type.
 */
#include <string.h>

#include "app_int.h"
#include "regrights/buf.h"
#include "regrights/ledger.h"
#include "regrights/past.h"
#include "regrights/seal.h"
#include "regrights/text.h"

bool
rr_seal_told(const struct rr_case *c, int64_t seq, struct rr_diags *diags)
{
	const struct rr_fact *seal = rr_seal_of(c->facts, seq);
	const struct rr_fact *gone = rr_seal_destroyed(c->facts, seq);

	if (gone != NULL)
		return rr_diag(diags, RR_E_SEALED, rr_nowhere, "entry %lld, "
		    "by entry %lld, and destroyed by entry %lld",
		    (long long)seq, (long long)seal->seq,
		    (long long)gone->seq);
	return rr_diag(diags, RR_E_SEALED, rr_nowhere, "entry %lld, by entry "
	    "%lld; `regrights release` brings it back", (long long)seq,
	    (long long)seal->seq);
}

/* It is on record, and would count on another day. */
static bool
is_later(const struct rr_facts *facts, int64_t seq, int64_t row)
{
	for (size_t i = 0; i < facts->nlater; i++)
		if (facts->later[i].seq == seq && facts->later[i].row == row)
			return true;
	return false;
}

static bool
later_told(const struct rr_case *c, const char *word, struct rr_diags *diags)
{
	struct rr_buf on = RR_BUF_INIT;

	rr_date_text_day(c->input.on, &on);
	rr_diag(diags, RR_E_LATER, rr_nowhere, "entry %s, later than %s; "
	    "without --on it is there", word, on.s);
	rr_buf_free(&on);
	return false;
}

bool
rr_find_entry(struct rr_case *c, const char *word,
    const struct rr_fact **out, struct rr_diags *diags)
{
	int64_t seq, row;

	*out = NULL;
	if (!rr_fact_ref_parse(word, &seq, &row))
		return rr_diag(diags, RR_E_NO_FACT, rr_nowhere,
		    "'%s': an entry is named by its number, 41 or 3/7", word);
	*out = rr_facts_find(c->facts, seq, row);
	if (*out == NULL && rr_seal_of(c->facts, seq) != NULL)
		return rr_seal_told(c, seq, diags);
	if (*out == NULL && is_later(c->facts, seq, row))
		return later_told(c, word, diags);
	if (*out == NULL)
		return rr_diag(diags, RR_E_NO_FACT, rr_nowhere,
		    "'%s' in %s; `regrights journal` lists them", word,
		    c->matter.key);
	return true;
}

bool
rr_find_fact(struct rr_case *c, const char *word, const struct rr_fact **out,
    struct rr_diags *diags)
{
	if (!rr_find_entry(c, word, out, diags))
		return false;
	for (size_t i = 0; i < c->facts->nvoided; i++)
		if (*out == &c->facts->voided[i])
			return rr_diag(diags, RR_E_VOIDED, rr_nowhere,
			    "entry %s", word);
	return true;
}

/* All the terms that are on record, which can be later than --on. */
static bool
all_terms(struct rr_case *c, struct rr_agreement **out,
    struct rr_diags *diags)
{
	struct rr_version *v;
	size_t n = rr_versions(c->arena, c->recorded, c->nrecorded, &v);

	*out = c->agreement;
	return n == 0 || rr_load_versions(c, v, n, out, diags);
}

bool
rr_case_terms_of(struct rr_case *c, rr_date day,
    const struct rr_agreement **out, struct rr_diags *diags)
{
	struct rr_agreement *last;

	*out = c->agreement;
	if (rr_date_cmp(day, c->input.on) <= 0)
		return true;
	if (!all_terms(c, &last, diags))
		return false;
	*out = rr_agreement_on(last, day);
	return true;
}

/* How many have a name that begins so; one that is whole stands alone. */
static size_t
match_event(struct rr_arena *arena, const struct rr_agreement *a,
    const char *word, bool notice, const struct rr_event **found,
    const char **names)
{
	struct rr_buf b = RR_BUF_INIT;
	size_t hits = 0;

	for (size_t i = 0; i < a->nevents; i++) {
		const struct rr_event *e = &a->events[i];

		if (e->notice != notice ||
		    strncmp(e->name, word, strlen(word)) != 0)
			continue;
		*found = e;
		if (strcmp(e->name, word) == 0) {
			rr_buf_free(&b);
			return 1;
		}
		rr_buf_printf(&b, "%s%s", hits > 0 ? ", " : "", e->name);
		hits++;
	}
	*names = rr_buf_keep(&b, arena);
	return hits;
}

/* The day since which terms that are on record have it; "" when none do. */
static const char *
since_when(struct rr_case *c, const char *word, bool notice)
{
	struct rr_diags *aside = rr_diags_new();
	const struct rr_event *e;
	struct rr_agreement *last;
	struct rr_buf b = RR_BUF_INIT;
	const char *names;
	rr_date since = RR_DATE_NONE;

	if (!all_terms(c, &last, aside))
		last = NULL;
	for (const struct rr_agreement *a = last; a != NULL; a = a->before)
		if (match_event(c->arena, a, word, notice, &e, &names) > 0)
			since = a->in_force;
	rr_diags_free(aside);
	if (rr_date_is_none(since))
		return "";
	rr_buf_add(&b, " on that day; the terms have it since ");
	rr_date_text_day(since, &b);
	return rr_buf_keep(&b, c->arena);
}

const struct rr_event *
rr_find_event(struct rr_case *c, const char *word, bool notice, rr_date day,
    struct rr_diags *diags)
{
	const struct rr_agreement *terms;
	const struct rr_event *found = NULL;
	const char *names;
	size_t hits;

	if (!rr_case_terms_of(c, day, &terms, diags))
		return NULL;
	hits = match_event(c->arena, terms, word, notice, &found, &names);
	if (hits == 0 && terms != c->agreement)
		hits = match_event(c->arena, c->agreement, word, notice,
		    &found, &names);
	if (hits == 0)
		rr_diag(diags, RR_E_NO_EVENT, rr_nowhere,
		    "'%s' is no %s of this agreement%s", word,
		    notice ? "notice" : "event", since_when(c, word, notice));
	else if (hits > 1)
		rr_diag(diags, RR_E_AMBIGUOUS, rr_nowhere, "'%s': %s", word,
		    names);
	return hits == 1 ? found : NULL;
}

static bool
bad(const struct rr_field_decl *d, const char *value, const char *expected,
    struct rr_diags *diags)
{
	return rr_diag(diags, RR_E_TYPE, rr_nowhere,
	    "%s '%s': %s is expected", d->key, value, expected);
}

static bool
check_choice(struct rr_case *c, const struct rr_field_decl *d,
    const char *value, struct rr_diags *diags)
{
	struct rr_buf all = RR_BUF_INIT;
	bool ok = false;

	(void)c;
	for (size_t i = 0; i < d->nchoices && !ok; i++) {
		ok = strcmp(d->choices[i], value) == 0;
		rr_buf_printf(&all, "%s%s", i > 0 ? ", " : "", d->choices[i]);
	}
	if (!ok)
		rr_diag(diags, RR_E_CHOICE, rr_nowhere,
		    "%s '%s': one of %s", d->key, value, all.s);
	rr_buf_free(&all);
	return ok;
}

/* What it is, and what the field can name; always false. */
static bool
refuse_kind(const struct rr_field_decl *d, const char *ref,
    const struct rr_fact *f, struct rr_diags *diags)
{
	size_t told = d->nof > 2 * RR_ENTRIES_FEW ? RR_ENTRIES_FEW : d->nof;
	struct rr_buf of = RR_BUF_INIT;

	for (size_t i = 0; i < told; i++)
		rr_buf_printf(&of, "%s'%s'", i == 0 ? "" : i + 1 == d->nof ?
		    " or " : ", ", d->of[i]);
	if (told < d->nof)
		rr_buf_printf(&of, ", or one of %zu more that the file names",
		    d->nof - told);
	rr_diag(diags, RR_E_TYPE, rr_nowhere, "%s '%s': entry %s is '%s', "
	    "not %s", d->key, ref, ref, f->name, of.s);
	rr_buf_free(&of);
	return false;
}

/* An entry that must be one of that event, where the field says of which. */
static bool
check_fact(struct rr_case *c, const struct rr_field_decl *d,
    const char *ref, struct rr_diags *diags)
{
	const struct rr_fact *f;

	if (!rr_find_fact(c, ref, &f, diags))
		return false;
	return rr_field_takes(d, f->name) || refuse_kind(d, ref, f, diags);
}

/* Several entries, by their numbers: "41 52". */
static bool
check_facts(struct rr_case *c, const struct rr_field_decl *d,
    const char *value, struct rr_diags *diags)
{
	bool ok = true;

	while (*value != '\0') {
		size_t n = strcspn(value, " ");

		ok &= check_fact(c, d, rr_arena_strndup(c->arena, value, n),
		    diags);
		value += n;
		value += strspn(value, " ");
	}
	return ok;
}

static bool
check_class(struct rr_case *c, const struct rr_field_decl *d,
    const char *value, struct rr_diags *diags)
{
	struct rr_buf all = RR_BUF_INIT;
	bool ok = rr_agreement_class(c->agreement, value) != NULL;

	for (size_t i = 0; i < c->agreement->nclasses; i++)
		rr_buf_printf(&all, "%s%s", i > 0 ? ", " : "",
		    c->agreement->classes[i].key);
	if (!ok)
		rr_diag(diags, RR_E_CHOICE, rr_nowhere, "%s '%s': one of %s",
		    d->key, value, all.s != NULL ? all.s : "(no class)");
	rr_buf_free(&all);
	return ok;
}

static bool
check_deadline(struct rr_case *c, const struct rr_field_decl *d,
    const char *value, struct rr_diags *diags)
{
	const struct rr_provision *p = rr_agreement_provision(c->agreement,
	    value);

	return p != NULL && p->kind == RR_KIND_DATE ? true :
	    bad(d, value, "the id of a deadline of this agreement's file",
	    diags);
}

/* Kinds whose values must be there; of a party, its key is recorded. */
typedef bool	 check_value(struct rr_case *, const struct rr_field_decl *,
		    const char *, struct rr_diags *);
static check_value *const checks[] = {
	[RR_FIELD_CHOICE] = check_choice,
	[RR_FIELD_FACT] = check_fact,
	[RR_FIELD_FACTS] = check_facts,
	[RR_FIELD_CLASS] = check_class,
	[RR_FIELD_DEADLINE] = check_deadline
};

/* Checks one value; OUT is how it is recorded. */
static bool
check_field(struct rr_case *c, const struct rr_field_decl *d,
    const char *value, const char **out, struct rr_diags *diags)
{
	const struct rr_party *party;

	*out = value;
	if (!rr_text_is_plain(value, strlen(value), true, NULL))
		return bad(d, value, "plain text", diags);
	if (d->type == RR_FIELD_PARTY) {
		if (!rr_case_party(c, value, &party, diags))
			return false;
		*out = party->key;
		return true;
	}
	if (d->type < sizeof(checks) / sizeof(checks[0]) &&
	    checks[d->type] != NULL)
		return checks[d->type](c, d, value, diags);
	return rr_field_is_written(d->type, value) ? true :
	    bad(d, value, rr_field_how(d->type), diags);
}

/* A span that ends before it begins is a slip of the pen. */
static bool
in_order(const struct rr_fact *f, struct rr_diags *diags)
{
	return rr_fact_in_order(f) ? true : rr_diag(diags, RR_E_TYPE,
	    rr_nowhere, "from '%s' to '%s': it ends before it begins",
	    rr_fact_field(f, "from"), rr_fact_field(f, "to"));
}

/* Entries may be given one by one, each counts once; all else is given once. */
static const char *
joined(struct rr_case *c, const struct rr_field_decl *d, const char *value,
    const char *before)
{
	const char *all = before != NULL ? before : "";

	if (d->type != RR_FIELD_FACTS)
		return value;
	for (size_t n; *value != '\0'; value += n + strspn(value + n, " ")) {
		const char *one;

		n = strcspn(value, " ");
		one = rr_arena_strndup(c->arena, value, n);
		if (!rr_list_has(all, one))
			all = rr_arena_printf(c->arena, "%s%s%s", all,
			    all[0] != '\0' ? " " : "", one);
	}
	return all;
}

/* Is the field of the I-th argument filled by one before it? */
static bool
is_before(const struct rr_args *args, size_t i)
{
	for (size_t k = 0; k < i; k++)
		if (strcmp(args->items[k].name, args->items[i].name) == 0 &&
		    args->items[k].value[0] != '\0')
			return true;
	return false;
}

static bool
is_given(const struct rr_args *args, const char *key)
{
	for (size_t i = 0; i < args->n; i++)
		if (strncmp(args->items[i].name, "set:", 4) == 0 &&
		    strcmp(args->items[i].name + 4, key) == 0 &&
		    args->items[i].value[0] != '\0')
			return true;
	return false;
}

/* A lot of no units, a split after which nothing would be left. */
static bool
moves_some(const struct rr_event *e, const struct rr_fact *f,
    struct rr_diags *diags)
{
	const char *key = rr_lot_moves_nothing(e, f);

	return key == NULL || rr_diag(diags, RR_E_AMOUNT, rr_nowhere,
	    "%s '%s': %s", key, rr_fact_field(f, key), e->effect ==
	    RR_LOT_SPLIT ? "nothing would be left; write new for old, as 3/2" :
	    "a lot of no shares; leave the entry out");
}

bool
rr_fill_fields(struct rr_case *c, const struct rr_event *e,
    const struct rr_args *args, struct rr_fact *f, struct rr_diags *diags)
{
	bool ok = true;

	for (size_t i = 0; i < args->n; i++) {
		const char *name = args->items[i].name;
		const struct rr_field_decl *d;
		const char *value;

		if (strncmp(name, "set:", 4) != 0 ||
		    args->items[i].value[0] == '\0')
			continue;
		d = rr_event_field(e, name + 4);
		if (d == NULL)
			ok = rr_diag(diags, RR_E_NO_FIELD, rr_nowhere,
			    "'%s' has no field '%s'", e->name, name + 4);
		else if (!check_field(c, d, args->items[i].value, &value,
		    diags))
			ok = false;
		else if (d->type != RR_FIELD_FACTS && is_before(args, i))
			ok = rr_diag(diags, RR_E_TWICE, rr_nowhere,
			    "%s '%s', and before it '%s'; it takes one",
			    d->key, args->items[i].value, rr_arg(args, name));
		else
			rr_fact_set(c->arena, f, d->key, joined(c, d, value,
			    rr_fact_field(f, d->key)));
	}
	ok &= in_order(f, diags) && moves_some(e, f, diags);
	/* One that was given and refused is told of once. */
	for (size_t i = 0; i < e->nfields; i++)
		if (e->fields[i].required &&
		    !is_given(args, e->fields[i].key) &&
		    rr_fact_field(f, e->fields[i].key) == NULL)
			ok = rr_diag(diags, RR_E_FILLED, rr_nowhere,
			    "%s (%s=…)", e->fields[i].title,
			    e->fields[i].key);
	return ok;
}

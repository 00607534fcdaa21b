/*
 * fields.c: what commands that record share: the case, an entry named by its
 * number, declared fields checked by their type.  Which fields there are, and
 * what they may name, is by the terms in force on the day of the entry.
 */
#include <string.h>

#include "app_int.h"
#include "terms_int.h"
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

/* "entry 2, by entry 3" */
static bool
void_told(const struct rr_case *c, const char *word, const struct rr_fact *f,
    struct rr_diags *diags)
{
	const struct rr_fact *by = rr_facts_void_of(c->facts, f->seq, f->row);

	return by == NULL ? rr_diag(diags, RR_E_VOIDED, rr_nowhere,
	    "entry %s", word) : rr_diag(diags, RR_E_VOIDED, rr_nowhere,
	    "entry %s, by entry %lld", word, (long long)by->seq);
}

bool
rr_find_fact(struct rr_case *c, const char *word, const struct rr_fact **out,
    struct rr_diags *diags)
{
	if (!rr_find_entry(c, word, out, diags))
		return false;
	for (size_t i = 0; i < c->facts->nvoided; i++)
		if (*out == &c->facts->voided[i])
			return void_told(c, word, *out, diags);
	return true;
}

/* An event, and the terms in force on the day of the entry that is to be. */
struct declared {
	struct rr_case			*c;
	const struct rr_event		*e;
	const struct rr_agreement	*terms;
};

static bool
bad(const struct rr_field_decl *d, const char *value, const char *expected,
    struct rr_diags *diags)
{
	return rr_diag(diags, RR_E_TYPE, rr_nowhere,
	    "%s '%s': %s is expected", d->key, value, expected);
}

static bool
check_choice(struct declared *x, const struct rr_field_decl *d,
    const char *value, struct rr_diags *diags)
{
	struct rr_buf all = RR_BUF_INIT;
	bool ok = false;

	(void)x;
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
check_fact(struct declared *x, const struct rr_field_decl *d,
    const char *ref, struct rr_diags *diags)
{
	const struct rr_fact *f;

	if (!rr_find_fact(x->c, ref, &f, diags))
		return false;
	return rr_field_takes(d, f->name) || refuse_kind(d, ref, f, diags);
}

/* Several entries, by their numbers: "41 52". */
static bool
check_facts(struct declared *x, const struct rr_field_decl *d,
    const char *value, struct rr_diags *diags)
{
	bool ok = true;

	while (*value != '\0') {
		size_t n = strcspn(value, " ");
		const char *one = rr_arena_strndup(x->c->arena, value, n);

		/* "1,234" may be two entries, or one: it is not guessed. */
		ok &= strpbrk(one, ",;") == NULL ?
		    check_fact(x, d, one, diags) : rr_diag(diags,
		    RR_E_NO_FACT, rr_nowhere, "%s '%s': several entries are "
		    "written with spaces between them, %s=\"41 52\"", d->key,
		    one, d->key);
		value += n;
		value += strspn(value, " ");
	}
	return ok;
}

static bool
check_class(struct declared *x, const struct rr_field_decl *d,
    const char *value, struct rr_diags *diags)
{
	struct rr_buf all = RR_BUF_INIT;
	bool ok = rr_agreement_class(x->terms, value) != NULL;

	for (size_t i = 0; i < x->terms->nclasses; i++)
		rr_buf_printf(&all, "%s%s", i > 0 ? ", " : "",
		    x->terms->classes[i].key);
	if (!ok)
		rr_diag(diags, RR_E_CHOICE, rr_nowhere, "%s '%s': one of %s",
		    d->key, value, all.s != NULL ? all.s : "(no class)");
	rr_buf_free(&all);
	return ok;
}

static bool
check_deadline(struct declared *x, const struct rr_field_decl *d,
    const char *value, struct rr_diags *diags)
{
	const struct rr_provision *p = rr_agreement_provision(x->terms,
	    value);

	return p != NULL && p->kind->deadline ? true :
	    bad(d, value, "the id of a deadline of this agreement's file",
	    diags);
}

/* Kinds whose values must be there; of a party, its key is recorded. */
typedef bool	 check_value(struct declared *, const struct rr_field_decl *,
		    const char *, struct rr_diags *);
static check_value *const checks[] = {
	[RR_FIELD_CHOICE] = check_choice,
	[RR_FIELD_FACT] = check_fact,
	[RR_FIELD_FACTS] = check_facts,
	[RR_FIELD_CLASS] = check_class,
	[RR_FIELD_DEADLINE] = check_deadline
};

/* A space before or behind it is none of its words, where it has any. */
static const char *
bare(struct rr_arena *arena, const char *value)
{
	static const char blanks[] = " \t\n";
	const char *first = value + strspn(value, blanks);
	size_t n = strlen(first);

	while (n > 0 && strchr(blanks, first[n - 1]) != NULL)
		n--;
	return n == 0 ? value : rr_arena_strndup(arena, first, n);
}

/* Checks one value; OUT is how it is recorded. */
static bool
check_field(struct declared *x, const struct rr_field_decl *d,
    const char *value, const char **out, struct rr_diags *diags)
{
	const struct rr_party *party;

	*out = value;
	if (!rr_text_is_plain(value, strlen(value), true, NULL))
		return bad(d, value, "plain text", diags);
	if (d->type == RR_FIELD_PARTY) {
		if (!rr_case_party(x->c, value, &party, diags))
			return false;
		*out = party->key;
		return true;
	}
	if (d->type < sizeof(checks) / sizeof(checks[0]) &&
	    checks[d->type] != NULL)
		return checks[d->type](x, d, value, diags);
	return rr_field_is_written(d->type, value) ? true :
	    bad(d, value, rr_field_how(d->type), diags);
}

/* A span that ends before it begins is a slip of the pen. */
static bool
in_order(const struct rr_fact *f, struct rr_diags *diags)
{
	return rr_fact_in_order(f) ? true : rr_diag(diags, RR_E_TYPE,
	    rr_nowhere, "from '%s' to '%s': it ends before it begins",
	    rr_fact_get(f, RR_USE_FROM), rr_fact_get(f, RR_USE_TO));
}

/* What was begun after it came is a slip in one of the two times. */
static bool
began(const struct rr_event *e, const struct rr_fact *f,
    struct rr_diags *diags)
{
	return rr_fact_began(e, f) ? true : rr_diag(diags, RR_E_FACT,
	    rr_nowhere, "'%s' (%s=…) is %s, and it came before that, by --at; "
	    "look at both times again", rr_event_field(e,
	    e->cutoff->begun)->title, e->cutoff->begun, rr_fact_field(f,
	    e->cutoff->begun));
}

/* Two sides of one thing are two. */
static bool
sides(struct rr_case *c, const struct rr_event *e, const struct rr_fact *f,
    struct rr_diags *diags)
{
	struct rr_diags *quiet = rr_diags_new();
	bool ok = true;

	for (size_t i = 0; i < e->nfields; i++) {
		const struct rr_field_decl *d = &e->fields[i];
		const char *key = rr_fact_field(f, d->key);

		for (size_t k = 0; key != NULL && k < d->nothers; k++) {
			const char *other = rr_fact_field(f, d->others[k]);
			const struct rr_party *p;

			if (other != NULL && rr_case_party(c, other, &p,
			    quiet) && strcmp(p->key, key) == 0)
				ok = rr_diag(diags, RR_E_FACT, rr_nowhere,
				    "'%s' (%s=…) and '%s' (%s=…) are one: %s; "
				    "look at both again", rr_event_field(e,
				    d->others[k])->title, d->others[k],
				    d->title, d->key, p->name);
		}
	}
	rr_diags_free(quiet);
	return ok;
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

/* Whether terms declare the field of that event. */
struct field_name {
	const char	*event, *field;
};

static bool
has_field(const struct rr_agreement *a, const void *ctx)
{
	const struct field_name *n = ctx;
	const struct rr_event *e = rr_agreement_event(a, n->event);

	return e != NULL && rr_event_field(e, n->field) != NULL;
}

static bool
fill_field(struct declared *x, const struct rr_args *args, size_t i,
    struct rr_fact *f, struct rr_diags *diags)
{
	const char *name = args->items[i].name;
	const struct field_name n = { x->e->name, name + 4 };
	const struct rr_field_decl *d = rr_event_field(x->e, n.field);
	const char *value;

	if (d == NULL)
		return rr_diag(diags, RR_E_NO_FIELD, rr_nowhere, "'%s' has no "
		    "field '%s'%s", n.event, n.field, rr_case_terms_told(x->c,
		    has_field, &n, f->day));
	if (!check_field(x, d, bare(x->c->arena, args->items[i].value), &value,
	    diags))
		return false;
	if (d->type != RR_FIELD_FACTS && is_before(args, i))
		return rr_diag(diags, RR_E_TWICE, rr_nowhere,
		    "%s '%s', and before it '%s'; it takes one", d->key,
		    args->items[i].value, rr_arg(args, name));
	rr_fact_set(x->c->arena, f, d->key, joined(x->c, d, value,
	    rr_fact_field(f, d->key)));
	return true;
}

bool
rr_fill_fields(struct rr_case *c, const struct rr_event *e,
    const struct rr_args *args, struct rr_fact *f, struct rr_diags *diags)
{
	struct declared x = { .c = c, .e = e };
	bool ok = true;

	if (!rr_case_terms_of(c, f->day, &x.terms, diags))
		return false;
	for (size_t i = 0; i < args->n; i++)
		if (strncmp(args->items[i].name, "set:", 4) == 0 &&
		    args->items[i].value[0] != '\0')
			ok &= fill_field(&x, args, i, f, diags);
	ok &= in_order(f, diags) && began(e, f, diags) &&
	    sides(c, e, f, diags) && moves_some(e, f, diags);
	/* One that was given and refused is told of once. */
	for (size_t i = 0; i < e->nfields; i++)
		if (e->fields[i].required &&
		    !is_given(args, e->fields[i].key) &&
		    rr_fact_field(f, e->fields[i].key) == NULL)
			ok = rr_diag(diags, RR_E_FILLED, rr_nowhere,
			    "%s (%s=…)", e->fields[i].title,
			    e->fields[i].key);
	return ok && rr_case_reads(c, f, diags);
}

/*
 * load_value.c: a value of a field that an event declares, in the file.
 *
 * It is written as its kind asks, and what it names is there.
 */
#include <string.h>

#include "agreement_int.h"
#include "regrights/buf.h"

static bool
bad_field(const struct rr_load *l, const struct rr_node_pair *p,
    const char *expected)
{
	return rr_diag(l->diags, RR_E_TYPE, p->value->at,
	    "'%s' cannot be read from '%s'; %s is expected", p->key,
	    p->value->text, expected);
}

static bool
check_choice(const struct rr_load *l, const struct rr_agreement *a,
    const struct rr_field_decl *d, const struct rr_node_pair *p)
{
	struct rr_buf b = RR_BUF_INIT;
	bool ok = false;

	(void)a;
	for (size_t i = 0; i < d->nchoices && !ok; i++) {
		ok = strcmp(d->choices[i], p->value->text) == 0;
		rr_buf_printf(&b, "%s%s", i > 0 ? ", " : "", d->choices[i]);
	}
	if (!ok)
		rr_diag(l->diags, RR_E_CHOICE, p->value->at,
		    "'%s' is '%s'; one of: %s", p->key, p->value->text, b.s);
	rr_buf_free(&b);
	return ok;
}

static bool
check_party(const struct rr_load *l, const struct rr_agreement *a,
    const struct rr_field_decl *d, const struct rr_node_pair *p)
{
	(void)d;
	for (size_t i = 0; i < a->nseeds; i++)
		if (a->seeds[i].shape == RR_SHAPE_PARTY &&
		    strcmp(a->seeds[i].name, p->value->text) == 0)
			return true;
	return rr_diag(l->diags, RR_E_NO_PARTY, p->value->at, "'%s'",
	    p->value->text);
}

static bool
check_class(const struct rr_load *l, const struct rr_agreement *a,
    const struct rr_field_decl *d, const struct rr_node_pair *p)
{
	(void)d;
	return rr_agreement_class(a, p->value->text) != NULL ? true :
	    bad_field(l, p, "a class of 'classes'");
}

static bool
refuse_deadline(const struct rr_load *l, const struct rr_agreement *a,
    const struct rr_field_decl *d, const struct rr_node_pair *p)
{
	(void)a;
	(void)d;
	return bad_field(l, p, "a deadline, which is read after this; "
	    "record the event instead,");
}

static bool
refuse_entry(const struct rr_load *l, const struct rr_agreement *a,
    const struct rr_field_decl *d, const struct rr_node_pair *p)
{
	(void)a;
	(void)d;
	return bad_field(l, p, "an entry of the journal, which a file "
	    "cannot name; record the event instead,");
}

/* Kinds whose values the file's own syntax has. */
static bool
check_key(const struct rr_load *l, const struct rr_agreement *a,
    const struct rr_field_decl *d, const struct rr_node_pair *p)
{
	const struct rr_key key = { .name = d->key, .required = true,
	    .type = d->type == RR_FIELD_DATE ? RR_KEY_DATE :
	    d->type == RR_FIELD_NUMBER ? RR_KEY_INT : RR_KEY_YES,
	    .max = INT64_MAX };
	union { rr_date day; int64_t n; bool yes; } v;

	(void)a;
	return rr_schema_value(l, &key, p->value, &v);
}

/* Kinds whose values are more than written in some way. */
typedef bool	 check_value(const struct rr_load *,
		    const struct rr_agreement *, const struct rr_field_decl *,
		    const struct rr_node_pair *);
static check_value *const checks[] = {
	[RR_FIELD_DATE] = check_key,
	[RR_FIELD_NUMBER] = check_key,
	[RR_FIELD_YES] = check_key,
	[RR_FIELD_CHOICE] = check_choice,
	[RR_FIELD_PARTY] = check_party,
	[RR_FIELD_CLASS] = check_class,
	[RR_FIELD_DEADLINE] = refuse_deadline,
	[RR_FIELD_FACT] = refuse_entry,
	[RR_FIELD_FACTS] = refuse_entry
};

bool
rr_read_value(const struct rr_load *l, const struct rr_agreement *a,
    const struct rr_field_decl *d, const struct rr_node_pair *p,
    const char **out)
{
	*out = rr_scalar(l, p->value, d->key);
	if (*out == NULL)
		return false;
	if (d->type < RR_COUNT(checks) && checks[d->type] != NULL)
		return checks[d->type](l, a, d, p);
	return rr_field_is_written(d->type, *out) ? true :
	    bad_field(l, p, rr_field_how(d->type));
}

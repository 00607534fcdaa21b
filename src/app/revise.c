/*
 * revise.c: a later file of a matter: a correction of its terms, or an
 * amendment of them.
 *
 * What differs from the file in whose place or behind which it comes is told
 * in the file's own words, and whom each change reaches.  Terms that what is
 * on record would not fit are refused before anything is derived.
 */
#include <string.h>

#include "app_int.h"
#include "regrights/buf.h"
#include "regrights/vec.h"
#include "revise_int.h"

/* Words that say how a file revises the terms and do not go together. */
static bool
is_said_well(const struct rr_args *args, bool known, struct rr_diags *diags)
{
	bool amends = rr_arg_flag(args, "as-amendment");
	bool corrects = rr_arg_flag(args, "as-correction");
	const char *wrong = NULL;

	if (amends && corrects)
		wrong = "a file is a correction or an amendment, not both";
	else if ((amends || corrects) && !known)
		wrong = "nothing is on record that it could revise; import "
		    "the agreement itself first";
	else if (amends && rr_arg(args, "in-force") == NULL)
		wrong = "write --in-force DATE, the day on which the "
		    "amendment came into force";
	else if (!amends && rr_arg(args, "in-force") != NULL)
		wrong = "--in-force goes with --as-amendment; a correction "
		    "holds from the first day";
	else if (!amends && rr_arg(args, "reaches") != NULL)
		wrong = "--reaches goes with --as-amendment; a correction "
		    "holds for all";
	else if (!amends && rr_arg(args, "consent") != NULL)
		wrong = "--consent goes with --as-amendment; a correction "
		    "changes nothing that was agreed";
	else if (!corrects && rr_arg(args, "corrects") != NULL)
		wrong = "--corrects goes with --as-correction";
	return wrong == NULL || rr_diag(diags, RR_E_FACT, rr_nowhere, "%s",
	    wrong);
}

/* The version that a correction is of. */
static bool
find_corrected(struct rr_revision *r, const struct rr_args *args,
    struct rr_diags *diags)
{
	const char *ref = rr_arg(args, "corrects");
	struct rr_buf all = RR_BUF_INIT;
	int64_t seq = 0, row;

	r->of = r->n;
	if (ref == NULL && (r->n == 1 ||
	    !rr_arg_flag(args, "as-correction")))
		r->of = r->n - 1;
	for (size_t i = 0; i < r->n; i++) {
		rr_buf_printf(&all, "%s%lld", i > 0 ? ", " : "",
		    (long long)r->versions[i].seq);
		if (ref != NULL && rr_fact_ref_parse(ref, &seq, &row) &&
		    r->versions[i].seq == seq)
			r->of = i;
	}
	if (r->of == r->n)
		rr_diag(diags, RR_E_FACT, rr_nowhere, "%s%s%sterms were filed "
		    "by entries %s; write --corrects and the one whose file "
		    "this corrects", ref != NULL ? "'" : "",
		    ref != NULL ? ref : "", ref != NULL ? "': " : "", all.s);
	rr_buf_free(&all);
	return r->of < r->n;
}

/* The consent that an amendment names is an entry of what the terms ask. */
static bool
find_consent(const struct rr_revision *r, const char *ref,
    struct rr_diags *diags)
{
	const struct rr_amendment_terms *t = r->was->agreement->amendments;
	const struct rr_fact *f;

	if (ref == NULL)
		return true;
	if (t == NULL)
		return rr_diag(diags, RR_E_FACT, rr_nowhere, "--consent: the "
		    "agreement's file does not say which consent an amendment "
		    "needs, under 'amendments'");
	if (!rr_find_fact(r->was, ref, &f, diags))
		return false;
	return strcmp(f->name, t->by) == 0 ? true : rr_diag(diags, RR_E_FACT,
	    rr_nowhere, "--consent %s: entry %s is '%s', not '%s'", ref, ref,
	    f->name, t->by);
}

static bool
find_amended(struct rr_revision *r, const struct rr_args *args,
    struct rr_diags *diags)
{
	const char *day = rr_arg(args, "in-force");
	const struct rr_version *last = &r->versions[r->n - 1];

	r->of = r->n - 1;
	rr_date_parse(day, &r->in_force);
	if (rr_date_cmp(r->in_force, r->was->agreement->dated) < 0)
		return rr_diag(diags, RR_E_FACT, rr_nowhere,
		    "--in-force %s is earlier than the agreement", day);
	if (r->n > 1 && rr_date_cmp(r->in_force, last->in_force) <= 0)
		return rr_diag(diags, RR_E_FACT, rr_nowhere,
		    "--in-force %s: the amendment of entry %lld came into "
		    "force on that day or later; void it, and record both in "
		    "their order", day, (long long)last->seq);
	return find_consent(r, rr_arg(args, "consent"), diags);
}

static bool
is_changed(const struct rr_revision *r, const char *name, size_t len)
{
	for (size_t i = 0; i < r->nchanged; i++)
		if (strlen(r->changed[i].name) == len &&
		    strncmp(r->changed[i].name, name, len) == 0)
			return true;
	return false;
}

static bool
no_such_change(const struct rr_revision *r, const char *word,
    struct rr_diags *diags)
{
	struct rr_buf all = RR_BUF_INIT;

	for (size_t i = 0; i < r->nchanged; i++)
		rr_buf_printf(&all, "%s%s", i > 0 ? ", " : "",
		    r->changed[i].name);
	rr_diag(diags, RR_E_FACT, rr_nowhere, "--reaches '%s': this amendment "
	    "changes %s; write running, later, NAME=running or NAME=later",
	    word, all.len > 0 ? all.s : "nothing that is computed");
	rr_buf_free(&all);
	return false;
}

/* "later" and "filing-date=running" as they stand for each change. */
/* Was the reach of that name (LEN 0: of all) said among the first K? */
static bool
is_before(const struct rr_args *args, const char *word, size_t len, size_t k)
{
	for (size_t i = 0; i < k; i++) {
		const char *other = rr_arg_at(args, "reaches", i);
		const char *eq = strchr(other, '=');

		if ((eq == NULL ? 0 : (size_t)(eq - other)) == len &&
		    strncmp(other, word, len) == 0)
			return true;
	}
	return false;
}

static bool
read_reaches(struct rr_revision *r, const struct rr_args *args,
    struct rr_diags *diags)
{
	const char *word;

	for (size_t k = 0; (word = rr_arg_at(args, "reaches", k)) != NULL;
	    k++) {
		const char *eq = strchr(word, '=');
		size_t len = eq == NULL ? 0 : (size_t)(eq - word);
		const char *reach = eq == NULL ? word : eq + 1;
		bool running = strcmp(reach, "running") == 0;

		if (is_before(args, word, len, k))
			return rr_diag(diags, RR_E_TWICE, rr_nowhere,
			    "--reaches '%s': it was said before", word);
		if ((!running && strcmp(reach, "later") != 0) ||
		    (eq != NULL && !is_changed(r, word, len)))
			return no_such_change(r, word, diags);
		for (size_t i = 0; i < r->nchanged; i++)
			if (eq == NULL ? r->changed[i].reach ==
			    RR_EXTENT_UNSAID :
			    strlen(r->changed[i].name) == len &&
			    strncmp(r->changed[i].name, word, len) == 0)
				r->changed[i].reach = running ?
				    RR_EXTENT_RUNNING : RR_EXTENT_LATER;
	}
	return true;
}

bool
rr_revise(struct rr_revision *r, const struct rr_args *args,
    const char *bytes, size_t len, struct rr_diags *diags)
{
	char *was;
	size_t was_len;

	r->in_force = RR_DATE_NONE;
	if (!is_said_well(args, r->was != NULL, diags))
		return false;
	if (r->was == NULL)
		return true;
	r->n = rr_versions(r->was->arena, r->was->recorded,
	    r->was->nrecorded, &r->versions);
	r->amends = rr_arg_flag(args, "as-amendment");
	if (!(r->amends ? find_amended(r, args, diags) :
	    find_corrected(r, args, diags)) || !rr_version_text(r->was,
	    &r->versions[r->of], &was, &was_len, diags) ||
	    !rr_load_differences(r->was->arena, was, was_len, bytes, len,
	    &r->differences, &r->ndifferences, diags))
		return false;
	r->nchanged = rr_changed_by(r->was->arena, r->differences,
	    r->ndifferences, NULL, &r->changed);
	return read_reaches(r, args, diags);
}

void
rr_revision_fact(const struct rr_revision *r, struct rr_arena *arena,
    const struct rr_args *args, struct rr_fact *f)
{
	struct rr_buf b = RR_BUF_INIT;

	if (rr_arg(args, "reason") != NULL &&
	    rr_arg(args, "reason")[0] != '\0')
		rr_fact_put(arena, f, RR_USE_REASON, rr_arg(args, "reason"));
	if (r->was == NULL)
		return;
	if (!r->amends) {
		rr_fact_put(arena, f, RR_USE_CORRECTS, rr_arena_printf(arena,
		    "%lld", (long long)r->versions[r->of].seq));
		return;
	}
	rr_date_text(r->in_force, &b);
	rr_fact_put(arena, f, RR_USE_IN_FORCE, b.s);
	if (rr_arg(args, "consent") != NULL)
		rr_fact_put(arena, f, RR_USE_CONSENT, rr_arg(args, "consent"));
	rr_buf_clear(&b);
	for (size_t i = 0; i < r->nchanged; i++)
		if (r->changed[i].reach != RR_EXTENT_UNSAID)
			rr_buf_printf(&b, "%s%s=%s", b.len > 0 ? " " : "",
			    r->changed[i].name, r->changed[i].reach ==
			    RR_EXTENT_RUNNING ? "running" : "later");
	if (b.len > 0)
		rr_fact_put(arena, f, RR_USE_REACHES, b.s);
	rr_buf_free(&b);
}

static void
add_arg(struct rr_arena *arena, struct rr_vec *all, const char *name,
    const char *value)
{
	struct rr_arg *a = rr_vec_add(arena, all);

	a->name = name;
	a->value = value;
}

void
rr_revision_args(const struct rr_revision *r, struct rr_arena *arena,
    const struct rr_fact *f, struct rr_vec *all)
{
	const char *reason = rr_fact_get(f, RR_USE_REASON);
	const char *reaches = rr_fact_get(f, RR_USE_REACHES);

	if (r->was != NULL && !r->amends) {
		add_arg(arena, all, "as-correction", "yes");
		add_arg(arena, all, "corrects", rr_fact_get(f,
		    RR_USE_CORRECTS));
	} else if (r->was != NULL) {
		add_arg(arena, all, "as-amendment", "yes");
		add_arg(arena, all, "in-force", rr_fact_get(f,
		    RR_USE_IN_FORCE));
		if (rr_fact_get(f, RR_USE_CONSENT) != NULL)
			add_arg(arena, all, "consent", rr_fact_get(f,
			    RR_USE_CONSENT));
	}
	while (reaches != NULL && reaches[0] != '\0') {
		size_t n = strcspn(reaches, " ");

		add_arg(arena, all, "reaches", rr_arena_strndup(arena,
		    reaches, n));
		reaches += n;
		reaches += strspn(reaches, " ");
	}
	if (reason != NULL)
		add_arg(arena, all, "reason", reason);
}

/* Those are told as facts, which no later file changes. */
static bool
is_fact(const struct rr_difference *d)
{
	return strcmp(d->part, "parties") == 0 ||
	    strcmp(d->part, "happened") == 0;
}

void
rr_revision_show(const struct rr_revision *r, struct rr_out *out)
{
	size_t told = 0;

	for (size_t i = 0; i < r->ndifferences; i++) {
		const struct rr_difference *d = &r->differences[i];
		struct rr_buf b = RR_BUF_INIT;

		if (is_fact(d))
			continue;
		rr_buf_printf(&b, "%s%s%s%s%s", d->part,
		    d->name != NULL ? ", " : "", d->name != NULL ? d->name :
		    "", d->key != NULL ? ", " : "", d->key != NULL ? d->key :
		    "");
		if (d->was != NULL && d->is != NULL)
			rr_out_line(out, "changed: %s: was '%s', is '%s'",
			    b.s, d->was, d->is);
		else
			rr_out_line(out, "%s: %s: %s", d->was == NULL ?
			    "added" : "removed", b.s, d->was == NULL ?
			    d->is : d->was);
		rr_buf_free(&b);
		told++;
	}
	if (told == 0)
		rr_out_line(out, "No term differs.");
	for (size_t i = 0; r->amends && i < r->nchanged; i++)
		if (r->changed[i].reach != RR_EXTENT_UNSAID)
			rr_out_line(out, "%s: it reaches %s",
			    r->changed[i].name, r->changed[i].reach ==
			    RR_EXTENT_RUNNING ? "what is running as well" :
			    "only what begins later");
		else
			rr_out_line(out, "%s: UNSAID whether it reaches what "
			    "is running: an open point, unless --reaches "
			    "says %s=running or %s=later",
			    r->changed[i].name, r->changed[i].name,
			    r->changed[i].name);
}

/*
 * agreement_file.c: agreements for the tests, from files and from text.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

#include "agreement_file.h"
#include "regrights/fact.h"
#include "regrights/load.h"

#define PAGE	"man/regrights-agreement.5"

void
agreement_file_new(struct agreement_file *f)
{
	const struct rr_buf none = RR_BUF_INIT;

	f->arena = rr_arena_new();
	f->diags = rr_diags_new();
	f->agreement = NULL;
	f->words = none;
}

void
agreement_file_free(struct agreement_file *f)
{
	rr_buf_free(&f->words);
	rr_diags_free(f->diags);
	rr_arena_free(f->arena);
}

char *
agreement_file_read(struct agreement_file *f, const char *path, size_t *len)
{
	const char *top = getenv("srcdir");
	char *bytes;

	if (!rr_load_file(f->arena, rr_arena_printf(f->arena, "%s/%s",
	    top != NULL ? top : ".", path), RR_LOAD_MAX, &bytes, len,
	    f->diags))
		fail_msg("%s cannot be read", path);
	return rr_arena_strndup(f->arena, bytes, *len);
}

char *
agreement_file_example(struct agreement_file *f, const char *name)
{
	size_t len;
	char *page = agreement_file_read(f, PAGE, &len);
	char *from = strstr(page, rr_arena_printf(f->arena,
	    "remarks: %s\n.Bd -literal\n", name));
	char *to;

	if (from == NULL)
		fail_msg("%s is not in %s", name, PAGE);
	from = strstr(from, ".Bd -literal\n") + strlen(".Bd -literal\n");
	to = strstr(from, ".Ed\n");
	return rr_arena_strndup(f->arena, from, (size_t)(to - from));
}

bool
agreement_file_load(struct agreement_file *f, const char *bytes, size_t len)
{
	bool ok;

	rr_diags_clear(f->diags);
	rr_buf_clear(&f->words);
	ok = rr_load_agreement(f->arena, "x.yaml", bytes, len, &f->agreement,
	    f->diags);
	rr_diags_sort(f->diags);
	for (size_t i = 0; i < rr_diags_count(f->diags); i++)
		rr_diag_text(rr_diags_get(f->diags, i), &f->words);
	assert_int_equal(ok, rr_diags_errors(f->diags) == 0);
	return ok;
}

static void
tell_terms(const struct rr_agreement *a, struct rr_buf *b)
{
	for (size_t i = 0; i < a->nsections; i++)
		rr_buf_printf(b, "section %s %s\n", a->sections[i].section,
		    a->sections[i].heading);
	for (size_t i = 0; i < a->nreferences; i++)
		rr_buf_printf(b, "reference %s %s\n", a->references[i].in,
		    a->references[i].to);
	for (size_t i = 0; i < a->nterms; i++)
		rr_buf_printf(b, "term %s %d %d\n", a->terms[i].term,
		    a->terms[i].used, a->terms[i].defined);
	for (size_t i = 0; i < a->nquestions; i++)
		for (size_t j = 0; j < a->questions[i].n; j++)
			rr_buf_printf(b, "question %s %s %s\n",
			    a->questions[i].key, a->questions[i].answers[j].key,
			    a->questions[i].answers[j].text);
	for (size_t i = 0; i < a->nkinds; i++)
		rr_buf_printf(b, "days %s %zu %zu\n", a->kinds[i].name,
		    a->kinds[i].nclosed, a->kinds[i].noptions);
	for (size_t i = 0; i < a->nevents; i++)
		rr_buf_printf(b, "event %s %d %zu %s\n", a->events[i].name,
		    a->events[i].notice, a->events[i].nfields,
		    a->events[i].what);
}

static void
tell_dates(const struct rr_agreement *a, struct rr_buf *b)
{
	for (size_t i = 0; i < a->nprovisions; i++) {
		const struct rr_provision *p = &a->provisions[i];

		rr_buf_printf(b, "provision %s %s ", p->id, p->cite.section);
		if (p->kind->deadline)
			rr_expr_text(p->date.due, a, b);
		rr_buf_addc(b, '\n');
	}
	for (size_t i = 0; a->ladder != NULL && i < a->ladder->nclauses; i++) {
		const struct rr_notice_clause *c = &a->ladder->clauses[i];

		rr_buf_printf(b, "notice clause %d %d %d-%d ", c->method,
		    c->day, (int)c->window.from, (int)c->window.until);
		rr_expr_text(c->effective, a, b);
		rr_buf_addc(b, '\n');
	}
}

static void
tell_workflows(const struct rr_agreement *a, struct rr_buf *b)
{
	for (size_t i = 0; i < a->nworkflows; i++)
		for (size_t k = 0; k < a->workflows[i].nsteps; k++) {
			const struct rr_workflow_step *s =
			    &a->workflows[i].steps[k];

			rr_buf_printf(b, "step %s %s %s ", a->workflows[i].key,
			    s->key, s->command);
			rr_expr_text(s->done, a, b);
			for (size_t v = 0; v < s->nvalues; v++)
				rr_buf_printf(b, " %s=%s", s->values[v].name,
				    s->values[v].value);
			rr_buf_addc(b, '\n');
		}
}

void
agreement_file_tell(const struct rr_agreement *a, struct rr_buf *b)
{
	rr_buf_printf(b, "%s %s %s %s %d\n", a->key, a->title, a->law, a->zone,
	    (int)a->dated.day);
	tell_terms(a, b);
	tell_dates(a, b);
	tell_workflows(a, b);
	for (size_t i = 0; i < a->nseeds; i++) {
		rr_buf_printf(b, "%lld/%lld ", (long long)a->seeds[i].seq,
		    (long long)a->seeds[i].row);
		rr_fact_json(&a->seeds[i], b);
		rr_buf_addc(b, '\n');
	}
}

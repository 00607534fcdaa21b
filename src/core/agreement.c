/*
 * agreement.c: names looked up in an agreement.
 *
 * Lists are short; a look-up walks one.
 */
#include "regrights/agreement.h"

#include <string.h>

#include "regrights/buf.h"

int
rr_agreement_question(const struct rr_agreement *a, const char *key)
{
	for (size_t i = 0; i < a->nquestions; i++)
		if (strcmp(a->questions[i].key, key) == 0)
			return (int)i;
	return -1;
}

const struct rr_agreement *
rr_agreement_on(const struct rr_agreement *a, rr_date day)
{
	while (a->before != NULL && rr_date_cmp(day, a->in_force) < 0)
		a = a->before;
	return a;
}

int
rr_agreement_answer(const struct rr_agreement *a, int question,
    const char *key)
{
	const struct rr_question *q = &a->questions[question];

	for (size_t i = 0; i < q->n; i++)
		if (strcmp(q->answers[i].key, key) == 0)
			return (int)i;
	return -1;
}

int
rr_agreement_kind(const struct rr_agreement *a, const char *name)
{
	for (size_t i = 0; i < a->nkinds; i++)
		if (strcmp(a->kinds[i].name, name) == 0)
			return (int)i;
	return -1;
}

const struct rr_sum_line *
rr_sum_line(const struct rr_provision *p, const char *key)
{
	for (size_t i = 0; p->kind->lines == RR_LINES_SUM && i < p->sum.n; i++)
		if (strcmp(p->sum.lines[i].key, key) == 0)
			return &p->sum.lines[i];
	return NULL;
}

int
rr_agreement_base(const struct rr_agreement *a, const char *key)
{
	for (size_t i = 0; i < a->nbases; i++)
		if (strcmp(a->bases[i].key, key) == 0)
			return (int)i;
	return -1;
}

const struct rr_class *
rr_agreement_class(const struct rr_agreement *a, const char *key)
{
	for (size_t i = 0; i < a->nclasses; i++)
		if (strcmp(a->classes[i].key, key) == 0)
			return &a->classes[i];
	return NULL;
}

const struct rr_event *
rr_agreement_event(const struct rr_agreement *a, const char *name)
{
	for (size_t i = 0; i < a->nevents; i++)
		if (strcmp(a->events[i].name, name) == 0)
			return &a->events[i];
	return NULL;
}

const struct rr_provision *
rr_agreement_provision(const struct rr_agreement *a, const char *id)
{
	for (size_t i = 0; i < a->nprovisions; i++)
		if (strcmp(a->provisions[i].id, id) == 0)
			return &a->provisions[i];
	return NULL;
}

const struct rr_field_decl *
rr_event_field(const struct rr_event *e, const char *key)
{
	for (size_t i = 0; i < e->nfields; i++)
		if (strcmp(e->fields[i].key, key) == 0)
			return &e->fields[i];
	return NULL;
}

const struct rr_field_decl *
rr_event_use(const struct rr_event *e, enum rr_field_use use)
{
	return rr_event_field(e, rr_event_key(e, use));
}

const struct rr_workflow *
rr_agreement_workflow(const struct rr_agreement *a, const char *key)
{
	for (size_t i = 0; i < a->nworkflows; i++)
		if (strcmp(a->workflows[i].key, key) == 0)
			return &a->workflows[i];
	return NULL;
}

bool
rr_workflow_is_about(const struct rr_workflow *w, const char *name)
{
	for (size_t i = 0; i < w->nabout; i++)
		if (strcmp(w->about[i], name) == 0)
			return true;
	return false;
}

/* Those of the lists that are among the words, in their order. */
static void
add_lists(const struct rr_agreement *a, const char *words, struct rr_buf *b)
{
	const struct rr_ladder *l = a->ladder;

	for (size_t i = 0; l != NULL && i < l->nlists; i++)
		if (rr_list_has(words, l->lists[i].key))
			rr_buf_printf(b, "%s%s", b->len > 0 ? " " : "",
			    l->lists[i].key);
}

const char *
rr_agreement_spell(struct rr_arena *arena, const struct rr_agreement *a,
    const char *words)
{
	struct rr_buf b = RR_BUF_INIT;

	add_lists(a, words, &b);
	return rr_buf_keep(&b, arena);
}

bool
rr_agreement_lists(const struct rr_agreement *a, const char *text)
{
	struct rr_buf b = RR_BUF_INIT;
	bool same;

	add_lists(a, text, &b);
	same = b.len > 0 && strcmp(b.s, text) == 0;
	rr_buf_free(&b);
	return same;
}

bool
rr_event_issues(const struct rr_event *e)
{
	return !e->notice && !e->once && e->nabout == 0 &&
	    e->effect == RR_LOT_ISSUE;
}

bool
rr_is_one_of(const char *const *names, size_t n, const char *name)
{
	for (size_t i = 0; i < n; i++)
		if (strcmp(names[i], name) == 0)
			return true;
	return false;
}

bool
rr_list_has(const char *list, const char *s)
{
	size_t n = strlen(s);

	while (list != NULL && *list != '\0') {
		size_t len = strcspn(list, " ");

		if (len == n && memcmp(list, s, n) == 0)
			return true;
		list += len;
		list += strspn(list, " ");
	}
	return false;
}

bool
rr_field_takes(const struct rr_field_decl *d, const char *name)
{
	for (size_t i = 0; i < d->nof; i++)
		if (strcmp(d->of[i], name) == 0)
			return true;
	return d->nof == 0;
}

bool
rr_is_each(const struct rr_provision *p, const char *about)
{
	for (size_t i = 0; about != NULL && i < p->neach; i++)
		if (strcmp(p->each[i], about) == 0)
			return true;
	return false;
}

bool
rr_owed_next(const char **text, const char **id, size_t *len)
{
	static const char plus[] = " plus ";
	const char *end;

	*id = *text;
	if (*id == NULL)
		return false;
	end = strstr(*id, plus);
	*len = end != NULL ? (size_t)(end - *id) : strlen(*id);
	*text = end != NULL ? end + strlen(plus) : NULL;
	return true;
}

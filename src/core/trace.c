/*
 * trace.c: the reasons of a conclusion, as a tree.
 *
 * The recorder keeps the open step of each level on a stack of fixed height;
 * deeper steps are added at the last level.  Text is made once, in the arena.
 */
#include "regrights/trace.h"

#include <stdarg.h>

#include "regrights/arena.h"
#include "regrights/buf.h"
#include "regrights/fact.h"
#include "regrights/json.h"

#define LEVELS	48

struct rr_recorder {
	struct rr_arena	*arena;
	struct rr_trace	 root;			/* never shown */
	struct rr_trace	*open[LEVELS];		/* whose children are added */
	int		 level, too_deep;
};

struct rr_recorder *
rr_recorder_new(struct rr_arena *arena)
{
	struct rr_recorder *r = rr_arena_alloc(arena, sizeof(*r));

	r->arena = arena;
	r->open[0] = &r->root;
	return r;
}

struct rr_trace *
rr_recorder_tree(const struct rr_recorder *r)
{
	return r->root.child;
}

static struct rr_trace *
add_step(struct rr_recorder *r, enum rr_step step, const char *cite,
    const char *fmt, va_list ap)
{
	struct rr_trace *t = rr_arena_alloc(r->arena, sizeof(*t));
	struct rr_trace *parent = r->open[r->level];
	struct rr_buf b = RR_BUF_INIT;

	rr_buf_vprintf(&b, fmt, ap);
	t->step = step;
	t->cite = cite;
	t->text = rr_buf_keep(&b, r->arena);
	if (parent->last != NULL)
		parent->last->next = t;
	else
		parent->child = t;
	parent->last = t;
	return t;
}

void
rr_record(struct rr_recorder *r, enum rr_step step, const char *cite,
    const char *fmt, ...)
{
	va_list ap;

	if (r == NULL)
		return;
	va_start(ap, fmt);
	add_step(r, step, cite, fmt, ap);
	va_end(ap);
}

void
rr_record_fact(struct rr_recorder *r, const struct rr_fact *f,
    const char *fmt, ...)
{
	struct rr_trace *t;
	va_list ap;

	if (r == NULL)
		return;
	va_start(ap, fmt);
	t = add_step(r, RR_STEP_FACT, NULL, fmt, ap);
	va_end(ap);
	t->fact = f->seq;
	t->row = f->row;
}

void
rr_record_under(struct rr_recorder *r)
{
	struct rr_trace *last;

	if (r == NULL)
		return;
	last = r->open[r->level]->last;
	if (r->level + 1 >= LEVELS || last == NULL) {
		r->too_deep++;
		return;
	}
	r->open[++r->level] = last;
}

void
rr_record_end(struct rr_recorder *r)
{
	if (r == NULL)
		return;
	if (r->too_deep > 0)
		r->too_deep--;
	else
		r->level--;
}

const char *
rr_step_word(enum rr_step step)
{
	static const char *const words[] = { "fact", "term", "sum", "skip",
	    "choice", "missing", "conclusion" };

	return words[step];
}

static void
walk(const struct rr_trace *t, int depth, rr_trace_line *line, void *ctx)
{
	for (; t != NULL; t = t->next) {
		line(ctx, depth, t);
		walk(t->child, depth + 1, line, ctx);
	}
}

void
rr_trace_walk(const struct rr_trace *t, rr_trace_line *line, void *ctx)
{
	walk(t, 0, line, ctx);
}

static void
add_fact_ref(const struct rr_trace *t, struct rr_json *j)
{
	const struct rr_fact f = { .seq = t->fact, .row = t->row };
	struct rr_buf b = RR_BUF_INIT;

	if (t->fact == 0)
		return;
	rr_fact_ref(&f, &b);
	rr_json_set(j, "fact", rr_json_string(b.s));
	rr_buf_free(&b);
}

struct rr_json *
rr_trace_json(const struct rr_trace *t)
{
	struct rr_json *all = rr_json_array();

	for (; t != NULL; t = t->next) {
		struct rr_json *j = rr_json_object();

		rr_json_set(j, "step", rr_json_string(rr_step_word(t->step)));
		rr_json_set(j, "text", rr_json_string(t->text));
		if (t->cite != NULL)
			rr_json_set(j, "cite", rr_json_string(t->cite));
		add_fact_ref(t, j);
		if (t->child != NULL)
			rr_json_set(j, "because", rr_trace_json(t->child));
		rr_json_push(all, j);
	}
	return all;
}

/*
 * args_full.c: the arguments of a command as the journal has them, in full.
 */
#include <string.h>

#include "app_int.h"
#include "regrights/buf.h"
#include "regrights/vec.h"

struct resolved {
	struct rr_arena	*arena;
	struct rr_vec	 args;
};

static void
add_arg(struct resolved *r, const char *name, const char *value)
{
	struct rr_arg *a = rr_vec_add(r->arena, &r->args);

	a->name = name;
	a->value = value;
}

/* The keys of those whom a notice is for, without copies. */
static const char *
recipients(struct rr_arena *arena, const struct rr_fact *f)
{
	struct rr_buf b = RR_BUF_INIT;

	for (size_t i = 0; i < f->nsendings; i++) {
		const struct rr_sending *s = &f->sendings[i];

		if (!s->copy && strcmp(s->method, f->sendings[0].method) == 0)
			rr_buf_printf(&b, "%s%s", b.len > 0 ? "," : "",
			    s->party);
	}
	return rr_buf_keep(&b, arena);
}

/* An hour that the clocks showed twice says which one it was. */
static void
add_moment(struct resolved *r, struct rr_case *c, const struct rr_fact *f)
{
	struct rr_buf b = RR_BUF_INIT;
	const char *hour;

	if (rr_instant_is_none(f->at)) {
		rr_date_text(f->day, &b);
		if (f->span > 0) {
			rr_buf_add(&b, "..");
			rr_date_text(rr_fact_last(f), &b);
		}
	} else {
		rr_wall_text(f->wall, &b);
		hour = rr_case_hour(c, f->zone, f->wall, f->at);
		if (hour != NULL)
			rr_buf_printf(&b, " %s", hour);
	}
	add_arg(r, "at", rr_buf_keep(&b, r->arena));
	if (!rr_instant_is_none(f->at))
		add_arg(r, "zone", f->zone);
}

/* Whatever was given under that name and is not empty. */
static void
add_given(struct resolved *r, const char *name, const struct rr_args *args)
{
	const char *value;

	for (size_t k = 0; (value = rr_arg_at(args, name, k)) != NULL; k++)
		if (value[0] != '\0')
			add_arg(r, name, value);
}

/*
 * The arguments in full, as the fact has them: whole names, the clock and its
 * zone, the recipients one by one; so that typed words, a form and a prefix
 * leave the same line in the journal.
 */
struct rr_args
rr_args_resolved(struct rr_case *c, const struct rr_cmd *cmd,
    const struct rr_args *args, const struct rr_fact *f)
{
	struct resolved r = { c->arena, RR_VEC_INIT(struct rr_arg) };
	struct rr_args out;

	for (size_t i = 0; i < cmd->nparams; i++) {
		const struct rr_param *q = &cmd->params[i];

		if (q->type == RR_PARAM_MATTER)
			add_arg(&r, q->name, c->matter.key);
		else if (q->type == RR_PARAM_EVENT ||
		    q->type == RR_PARAM_NOTICE)
			add_arg(&r, q->name, f->name);
		else if (q->type == RR_PARAM_PARTIES &&
		    f->shape == RR_SHAPE_NOTICE)
			add_arg(&r, q->name, recipients(c->arena, f));
		else if (q->type == RR_PARAM_WHEN &&
		    strcmp(q->name, "at") == 0)
			add_moment(&r, c, f);
		else if (q->type != RR_PARAM_ZONE && q->type != RR_PARAM_SET)
			add_given(&r, q->name, args);
	}
	for (size_t i = 0; i < f->nfields; i++) {
		const char *name = rr_arena_printf(c->arena, "set:%s",
		    f->fields[i].key);

		if (rr_arg(args, name) != NULL)
			add_arg(&r, name, f->fields[i].value);
	}
	out.items = r.args.items;
	out.n = r.args.n;
	return out;
}

struct rr_args
rr_args_with(struct rr_arena *arena, const struct rr_args *args,
    const char *name, const char *value)
{
	struct rr_arg *items = rr_arena_array(arena, args->n + 1,
	    sizeof(*items));
	struct rr_args out = { items, args->n };

	for (size_t i = 0; i < args->n; i++) {
		items[i] = args->items[i];
		if (strcmp(items[i].name, name) == 0)
			items[i].value = value;
	}
	return out;
}

/*
 * out.c: what a command answers.
 */
#include "regrights/out.h"

#include <string.h>

#include "regrights/arena.h"
#include "regrights/buf.h"
#include "regrights/case.h"
#include "regrights/json.h"

void
rr_out_init(struct rr_out *out, struct rr_arena *arena)
{
	const struct rr_buf unused = RR_BUF_INIT;

	memset(out, 0, sizeof(*out));
	out->arena = arena;
	out->text = out->bytes = unused;
	out->source.on = RR_DATE_NONE;
}

void
rr_out_done(struct rr_out *out)
{
	rr_buf_free(&out->text);
	rr_buf_free(&out->bytes);
	if (out->json != NULL)
		rr_json_free(out->json);
	out->json = NULL;
	rr_case_close(out->shown);
	out->shown = NULL;
}

/* A line end in a recorded value begins no line of the answer: it is shown. */
static void
show_ends(struct rr_buf *b, size_t from)
{
	struct rr_buf line = RR_BUF_INIT;
	const char *p, *end;

	rr_buf_add(&line, b->s + from);
	b->len = from;
	for (p = line.s; (end = strchr(p, '\n')) != NULL; p = end + 1) {
		rr_buf_addn(b, p, (size_t)(end - p));
		rr_buf_add(b, "\\n");
	}
	rr_buf_add(b, p);
	rr_buf_free(&line);
}

/* What was reserved for a line is enough: nothing more is asked for. */
void
rr_out_line(struct rr_out *out, const char *fmt, ...)
{
	size_t from = out->text.len;
	va_list ap;

	va_start(ap, fmt);
	rr_buf_vprintf(&out->text, fmt, ap);
	va_end(ap);
	if (strchr(out->text.s + from, '\n') != NULL)
		show_ends(&out->text, from);
	rr_buf_addc(&out->text, '\n');
}

const char *
rr_out_entries(const char *numbers)
{
	return strchr(numbers, ' ') != NULL ? "entries" : "entry";
}

const char *
rr_out_numbers(struct rr_arena *arena, const int64_t *all, size_t n,
    size_t most)
{
	size_t shown = most > 0 && n > most ? most : n;
	struct rr_buf b = RR_BUF_INIT;

	rr_buf_add(&b, n > 1 ? "entries " : "entry ");
	for (size_t i = 0; i < shown; i++)
		rr_buf_printf(&b, "%s%lld", i == 0 ? "" : i + 1 == n ?
		    " and " : ", ", (long long)all[i]);
	if (shown < n)
		rr_buf_printf(&b, " and %zu more", n - shown);
	return rr_buf_keep(&b, arena);
}

/* The number at *P, which is moved behind it and what parts it; 0: none. */
static int64_t
next_number(const char **p)
{
	int64_t n = 0;

	for (; **p >= '0' && **p <= '9'; (*p)++)
		n = n * 10 + (**p - '0');
	*p += strspn(*p, ", ");
	return n;
}

const char *
rr_out_ranges(struct rr_arena *arena, const char *numbers)
{
	struct rr_buf b = RR_BUF_INIT;
	int64_t from = next_number(&numbers);

	while (from != 0) {
		int64_t to = from, next;

		while ((next = next_number(&numbers)) == to + 1)
			to = next;
		rr_buf_printf(&b, "%s%lld", b.len > 0 ? ", " : "",
		    (long long)from);
		if (to > from)
			rr_buf_printf(&b, "%s%lld", to > from + 1 ? " to " :
			    ", ", (long long)to);
		from = next;
	}
	return rr_buf_keep(&b, arena);
}

int64_t
rr_out_first(const struct rr_out *out)
{
	const char *s = out->recorded;
	int64_t n = 0;

	while (s != NULL && *s >= '0' && *s <= '9')
		n = n * 10 + (*s++ - '0');
	return n;
}

void
rr_out_only_shown(struct rr_out *out, const char *option, const char *title,
    const char *to_do)
{
	if (out->by_form)
		rr_out_line(out, "Only shown: tick \"%s\" to %s.", title,
		    to_do);
	else
		rr_out_line(out, "Add %s to %s.", option, to_do);
}

void
rr_out_tell(struct rr_out *out)
{
	if (out->tell == NULL || out->text.len == 0)
		return;
	if (out->tell(out->tell_ctx, out->text.s))
		rr_buf_clear(&out->text);
}

/*
 * diag.c: what is wrong, where, and what to do.
 *
 * A list in an arena of its own.  Adding copies the text and the file's name.
 * Sorting is stable, so that two complaints about one
 * place stay in the order in which they were found.
 */
#include "regrights/diag.h"

#include <stdarg.h>
#include <string.h>

#include "regrights/arena.h"
#include "regrights/buf.h"
#include "regrights/date.h"
#include "regrights/text.h"
#include "regrights/vec.h"

struct rr_diags {
	struct rr_arena	*arena;
	struct rr_vec	 all;
	size_t		 errors;
};

#define RR_DIAG(id, tag, severity, text)	{ tag, text, severity },
static const struct {
	const char		*tag, *text;
	enum rr_severity	 severity;
} codes[] = {
#include "regrights/diag.def"
};
#undef RR_DIAG

const char *
rr_code_tag(enum rr_code code)
{
	return codes[code].tag;
}

const char *
rr_code_text(enum rr_code code)
{
	return codes[code].text;
}

enum rr_severity
rr_code_severity(enum rr_code code)
{
	return codes[code].severity;
}

struct rr_diags *
rr_diags_new(void)
{
	struct rr_arena *arena = rr_arena_new();
	struct rr_diags *d = rr_realloc(NULL, 1, sizeof(*d));
	const struct rr_vec none = RR_VEC_INIT(struct rr_diag);

	d->arena = arena;
	d->all = none;
	d->errors = 0;
	return d;
}

void
rr_diags_free(struct rr_diags *d)
{
	if (d == NULL)
		return;
	rr_arena_free(d->arena);
	rr_free(d);
}

void
rr_diags_clear(struct rr_diags *d)
{
	const struct rr_vec none = RR_VEC_INIT(struct rr_diag);

	rr_arena_reset(d->arena);
	d->all = none;
	d->errors = 0;
}

static void
add(struct rr_diags *d, enum rr_code code, struct rr_pos at,
    struct rr_pos since, const char *fmt, va_list ap)
{
	struct rr_diag *new = rr_vec_add(d->arena, &d->all);
	struct rr_buf b = RR_BUF_INIT;

	rr_buf_vprintf(&b, fmt, ap);
	new->code = code;
	new->at = at;
	if (at.file != NULL)
		new->at.file = rr_arena_strdup(d->arena, at.file);
	new->since = since;
	new->what = rr_buf_keep(&b, d->arena);
	if (codes[code].severity == RR_ERROR)
		d->errors++;
}

bool
rr_diag(struct rr_diags *d, enum rr_code code, struct rr_pos at,
    const char *fmt, ...)
{
	const struct rr_pos nowhere = { NULL, 0, 0 };
	va_list ap;

	va_start(ap, fmt);
	add(d, code, at, nowhere, fmt, ap);
	va_end(ap);
	return false;
}

bool
rr_diag_since(struct rr_diags *d, enum rr_code code, struct rr_pos at,
    struct rr_pos since, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	add(d, code, at, since, fmt, ap);
	va_end(ap);
	return false;
}

bool
rr_diag_day(struct rr_diags *d, const char *name, const char *value)
{
	const struct rr_pos nowhere = { NULL, 0, 0 };
	struct rr_buf fault = RR_BUF_INIT;

	rr_date_fault(value, &fault);
	rr_diag(d, RR_E_DATE, nowhere, "--%s '%s': %s", name, value, fault.s);
	rr_buf_free(&fault);
	return false;
}

size_t
rr_diags_count(const struct rr_diags *d)
{
	return d->all.n;
}

size_t
rr_diags_errors(const struct rr_diags *d)
{
	return d->errors;
}

const struct rr_diag *
rr_diags_get(const struct rr_diags *d, size_t i)
{
	return rr_vec_at(&d->all, i);
}

const struct rr_diag *
rr_diags_find(const struct rr_diags *d, enum rr_code code)
{
	for (size_t i = 0; i < d->all.n; i++)
		if (rr_diags_get(d, i)->code == code)
			return rr_diags_get(d, i);
	return NULL;
}

static int
place_cmp(const struct rr_diag *a, const struct rr_diag *b)
{
	int c = strcmp(a->at.file != NULL ? a->at.file : "",
	    b->at.file != NULL ? b->at.file : "");

	if (c != 0)
		return c;
	if (a->at.line != b->at.line)
		return a->at.line < b->at.line ? -1 : 1;
	return (a->at.col > b->at.col) - (a->at.col < b->at.col);
}

void
rr_diags_sort(struct rr_diags *d)
{
	struct rr_diag *all = d->all.items;

	/* Insertion: lists are short and nearly sorted, and it is stable. */
	for (size_t i = 1; i < d->all.n; i++) {
		struct rr_diag one = all[i];
		size_t j = i;

		for (; j > 0 && place_cmp(&all[j - 1], &one) > 0; j--)
			all[j] = all[j - 1];
		all[j] = one;
	}
}

void
rr_diag_text(const struct rr_diag *d, struct rr_buf *b)
{
	if (d->at.file != NULL) {
		rr_text_safe(d->at.file, false, b);
		rr_buf_addc(b, ':');
		if (d->at.line > 0)
			rr_buf_printf(b, "%u:", d->at.line);
		if (d->at.line > 0 && d->at.col > 0)
			rr_buf_printf(b, "%u:", d->at.col);
		rr_buf_addc(b, ' ');
	}
	rr_buf_printf(b, "%s %s: %s", codes[d->code].severity == RR_ERROR ?
	    "error" : "warning", codes[d->code].tag, codes[d->code].text);
	if (d->what[0] != '\0') {
		rr_buf_add(b, ": ");
		rr_text_safe(d->what, false, b);
	}
	if (d->since.line > 0)
		rr_buf_printf(b, " (first at line %u)", d->since.line);
	rr_buf_addc(b, '\n');
}

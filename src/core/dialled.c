/*
 * dialled.c: the number or address of a sending, beside the register of its
 * day.
 *
 * A sending keeps what it was logged with.  The register can come to know more
 * of that very number: lists that are recorded later print it all the same.
 * Where it has less, or another number, the record stands, and that the two
 * differ is said; what is sealed may be the number that is not found.
 */
#include <string.h>

#include "regrights/agreement.h"
#include "regrights/arena.h"
#include "regrights/buf.h"
#include "regrights/roster.h"
#include "regrights/seal.h"

/* Whether every list of B is one of A. */
static bool
has_lists(struct rr_arena *arena, const char *a, const char *b)
{
	for (size_t n; *b != '\0'; b += n + strspn(b + n, " ")) {
		n = strcspn(b, " ");
		if (!rr_list_has(a, rr_arena_strndup(arena, b, n)))
			return false;
	}
	return true;
}

const char *
rr_dialled_lists(struct rr_arena *arena, const struct rr_party *p,
    const struct rr_sending *s)
{
	const char *logged = s->lists != NULL ? s->lists : "";
	const char *known;

	if (s->address == NULL || p == NULL)
		return logged;
	known = rr_party_lists(p, s->address, s->wall.day);
	return has_lists(arena, known, logged) ? known : logged;
}

/* The lists of a notice clause print numbers: none an address. */
static bool
is_listed(const char *kind)
{
	return strcmp(kind, "fax") == 0;
}

static void
add_number(struct rr_buf *b, const char *kind, const char *value,
    const char *lists)
{
	rr_buf_add_lines(b, value);
	if (is_listed(kind))
		rr_buf_printf(b, " (%s)", lists[0] != '\0' ? lists :
		    "in no list");
}

static const struct rr_contact *
find_number(const struct rr_contact *all, size_t n, const char *kind,
    const char *value)
{
	for (size_t i = 0; i < n; i++)
		if (strcmp(all[i].kind, kind) == 0 &&
		    (value == NULL || strcmp(all[i].value, value) == 0))
			return &all[i];
	return NULL;
}

/* What the register of a day has of that kind, and of that very number. */
struct beside {
	const struct rr_sending	*s;
	const char		*kind;
	const struct rr_contact	*first, *own;
};

static bool
find_beside(struct rr_arena *arena, const struct rr_party *p,
    const struct rr_sending *s, struct beside *out)
{
	enum rr_method m = RR_METHOD_OTHER;
	struct rr_contact *all;
	size_t n;

	if (p == NULL || !rr_method_find(s->method, &m))
		return false;
	n = rr_party_contacts(arena, p, s->wall.day, &all);
	out->s = s;
	out->kind = rr_method_contact(m);
	out->first = find_number(all, n, out->kind, NULL);
	out->own = s->address == NULL ? NULL :
	    find_number(all, n, out->kind, s->address);
	return true;
}

static void
add_logged(const struct beside *d, struct rr_buf *b)
{
	rr_buf_add(b, d->s->address != NULL ? "to " : "without one");
	if (d->s->address != NULL)
		add_number(b, d->kind, d->s->address,
		    d->s->lists != NULL ? d->s->lists : "");
}

/* "the register of Fri 2000-05-26 has 22 (section), and 11 was logged; …" */
static const char *
difference(struct rr_arena *arena, const struct beside *d)
{
	struct rr_buf b = RR_BUF_INIT;

	rr_buf_add(&b, "the register of ");
	rr_date_text_day(d->s->wall.day, &b);
	rr_buf_printf(&b, " has %s%s", d->first == NULL ? "no " : "",
	    d->kind);
	if (d->first != NULL) {
		rr_buf_addc(&b, ' ');
		add_number(&b, d->kind, d->first->value, d->first->lists);
	}
	if (d->own != NULL && d->own != d->first) {
		rr_buf_add(&b, " ahead of ");
		add_number(&b, d->kind, d->own->value, d->own->lists);
	}
	rr_buf_add(&b, ", and this was logged ");
	add_logged(d, &b);
	rr_buf_add(&b, "; if the register is right, void this entry then and "
	    "log it again");
	return rr_buf_keep(&b, arena);
}

bool
rr_dialled_differs(struct rr_arena *arena, const struct rr_facts *facts,
    const struct rr_party *p, const struct rr_sending *s,
    struct rr_dialled *out)
{
	const int64_t *sealed;
	struct beside d;
	bool same;

	if (!find_beside(arena, p, s, &d))
		return false;
	same = d.own == d.first && (d.own == NULL || !is_listed(d.kind) ||
	    has_lists(arena, d.own->lists, s->lists != NULL ? s->lists : ""));
	if (d.own == NULL && s->address != NULL)
		same = rr_seal_unread(arena, facts, &sealed) > 0;
	if (same)
		return false;
	out->text = difference(arena, &d);
	out->by = d.first != NULL ? d.first->fact : NULL;
	return true;
}

const char *
rr_dialled_mends(struct rr_arena *arena, const char *address,
    const char *lists, rr_date sent)
{
	struct rr_buf b = RR_BUF_INIT;

	if (address == NULL)
		return "record the number with the list that prints it, then "
		    "log this (again)";
	rr_buf_add(&b, "record the list that prints ");
	rr_buf_add_lines(&b, address);
	/* What is said of a number stands in place of what was. */
	if (lists != NULL && lists[0] != '\0') {
		rr_buf_add(&b, ", and with it those on record (--lists ");
		for (const char *p = lists; *p != '\0'; p++)
			rr_buf_addc(&b, *p == ' ' ? ',' : *p);
		rr_buf_add(&b, ",LIST)");
	}
	rr_buf_add(&b, "; one that printed it by ");
	rr_date_text_day(sent, &b);
	rr_buf_add(&b, " closes the gap");
	return rr_buf_keep(&b, arena);
}

bool
rr_dialled_noted(struct rr_arena *arena, const struct rr_party *p,
    const struct rr_sending *s, struct rr_dialled *out)
{
	struct beside d;

	if (!find_beside(arena, p, s, &d) || d.own == NULL ||
	    d.own->note == NULL)
		return false;
	out->text = rr_arena_printf(arena, "the %s on record is %s", d.kind,
	    d.own->note);
	out->by = d.own->fact;
	return true;
}

/*
 * calc_why.c: by what it was computed, and the reasons.
 *
 * Of a matter its record counts, of a file only what the file says: whoever
 * takes the one for the other acts on another day.  So each answer says which.
 */
#include "app_int.h"
#include "calc_int.h"
#include "regrights/buf.h"
#include "regrights/seal.h"

/* The last entry that counts. */
static long long
through(const struct rr_case *c)
{
	return (long long)(c->known > 0 ? c->known : c->matter.head);
}

/* What is sealed is not read: the answer can be another one. */
static void
by_record(const struct rr_case *c, struct rr_out *out, struct rr_json *by)
{
	struct rr_source s = { .derivation = c->derivation };
	struct rr_buf b = RR_BUF_INIT;
	struct rr_json *sealed;

	rr_out_line(out, "by the record of %s, through entry %lld",
	    c->matter.key, through(c));
	rr_json_set(by, "matter", rr_json_string(c->matter.key));
	rr_json_set(by, "through", rr_json_int(through(c)));
	s.nsealed = rr_seal_unread(out->arena, c->facts, &s.sealed);
	if (s.nsealed == 0)
		return;
	rr_view_unread(&s, &b);
	rr_out_line(out, "%s", b.s);
	rr_buf_free(&b);
	sealed = rr_json_array();
	for (size_t i = 0; i < s.nsealed; i++)
		rr_json_push(sealed, rr_json_int(s.sealed[i]));
	rr_json_set(by, "sealed", sealed);
}

static void
by_what(const struct rr_calc *k, struct rr_out *out)
{
	struct rr_json *by;

	if (k->by == RR_CALC_BY_NOTHING)
		return;
	by = rr_json_object();
	if (k->by == RR_CALC_BY_RECORD)
		by_record(k->c, out, by);
	else {
		rr_out_line(out, "by %s%s, not by a matter's record", k->name,
		    k->by == RR_CALC_BY_SHIPPED ? " as it is shipped" :
		    " alone");
		rr_json_set(by, k->by == RR_CALC_BY_SHIPPED ? "shipped" :
		    "file", rr_json_string(k->name));
	}
	rr_json_set(out->json, "by", by);
}

void
rr_calc_why(const struct rr_calc *k, struct rr_out *out,
    const struct rr_trace *t)
{
	by_what(k, out);
	rr_json_set(out->json, "why", rr_why_lines(t));
	if (t != NULL)
		rr_outline_text(t, 0, false, &out->text);
}

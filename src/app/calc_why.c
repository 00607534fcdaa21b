/*
 * calc_why.c: the reasons of what was computed.
 */
#include "app_int.h"
#include "calc_int.h"

void
rr_calc_why(struct rr_out *out, const struct rr_trace *t)
{
	rr_json_set(out->json, "why", rr_why_lines(t));
	if (t != NULL)
		rr_outline_text(t, 0, false, &out->text);
}

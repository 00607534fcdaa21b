/*
 * about.c: what an event or a notice is declared to be about.
 */
#include "regrights/agreement.h"
#include "regrights/arena.h"
#include "regrights/buf.h"

bool
rr_event_answers(const struct rr_event *e, const char *name)
{
	return rr_is_one_of(e->about, e->nabout, name);
}

bool
rr_can_be_about(const struct rr_event *e, const char *name)
{
	bool can = e->nabout == 0 || rr_event_answers(e, name);

	for (size_t i = 0; i < e->nfields && !can; i++)
		can = rr_field_names_entries(e->fields[i].type) &&
		    rr_field_takes(&e->fields[i], name);
	return can;
}

const char *
rr_event_about_text(struct rr_arena *arena, const struct rr_event *e)
{
	struct rr_buf b = RR_BUF_INIT;

	for (size_t i = 0; i < e->nabout; i++)
		rr_buf_printf(&b, "%s'%s'", i == 0 ? "" :
		    i + 1 == e->nabout ? " or " : ", ", e->about[i]);
	return rr_buf_keep(&b, arena);
}

/*
 * view_int.h: what the views share.
 */
#ifndef REGRIGHTS_VIEW_INT_H
#define REGRIGHTS_VIEW_INT_H

#include "regrights/buf.h"
#include "regrights/json.h"
#include "regrights/view.h"

#define RR_VIEW(name)	extern const struct rr_view rr_view_##name;
#include "view.def"
#undef RR_VIEW

#define RR_COLUMNS(a)	(a), sizeof(a) / sizeof((a)[0])

/* An entry's number as JSON: "41", "3/7" or null. */
struct rr_json *rr_json_ref(const struct rr_fact *);
/* A day as a cell: "Fri 2000-05-26", or nothing. */
void	 rr_cell_day(rr_date, struct rr_buf *);
/* A day as JSON: "2000-05-26" or null. */
struct rr_json *rr_json_day(rr_date);

#endif

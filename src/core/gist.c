/*
 * gist.c: what one entry says in a few words, as a line of the journal has it.
 *
 * So much that an entry is told from the others of its operation, whose
 * command stands with the first of them, and can be voided by its number.
 */
#include <string.h>

#include "regrights/buf.h"
#include "regrights/fact.h"
#include "regrights/seal.h"

static void
add_field(const struct rr_fact *f, enum rr_field_use use, const char *before,
    struct rr_buf *b)
{
	const char *value = rr_fact_get(f, use);

	if (value != NULL)
		rr_buf_printf(b, "%s%s", before, value);
}

/* Whose it is stands first: a narrow column shows no more. */
static void
add_outcome(const struct rr_fact *f, const struct rr_sending *of,
    struct rr_buf *b)
{
	if (of != NULL)
		rr_buf_printf(b, "%s by %s%s, ", of->party, of->method,
		    of->copy ? " (copy)" : "");
	if (rr_fact_get(f, RR_USE_RESULT) != NULL)
		rr_buf_printf(b, "%s, ", rr_fact_get(f, RR_USE_RESULT));
	rr_buf_printf(b, "entry %lld", (long long)f->about);
}

/* The name of what is void; that of an act is nobody's. */
static void
add_about(const struct rr_fact *f, struct rr_buf *b)
{
	rr_buf_printf(b, "entry %lld", (long long)f->about);
	if (f->about_row != 0 || f->part != 0)
		rr_buf_printf(b, "/%lld", (long long)(f->part != 0 ? f->part :
		    f->about_row));
	if (f->shape == RR_SHAPE_VOID && strcmp(f->name, "entry") != 0)
		rr_buf_printf(b, ", %s", f->name);
}

void
rr_fact_gist(const struct rr_fact *f, const struct rr_sending *of,
    struct rr_buf *b)
{
	rr_buf_printf(b, "%s: ", rr_shape_word(f->shape));
	if (f->shape == RR_SHAPE_RESULT || f->shape == RR_SHAPE_RECEIPT)
		add_outcome(f, of, b);
	else if (f->about != 0 && (f->shape == RR_SHAPE_VOID ||
	    f->shape == RR_SHAPE_ACCOUNT || rr_seal_is_act(f->shape)))
		add_about(f, b);
	else
		rr_buf_add(b, f->name);
	if (f->shape == RR_SHAPE_CONTACT)
		add_field(f, RR_USE_KIND, ", ", b);
	if (f->shape == RR_SHAPE_IMPORT && rr_fact_get(f, RR_USE_IN_FORCE) !=
	    NULL) {
		add_field(f, RR_USE_IN_FORCE, ", amended from ", b);
		if (rr_fact_get(f, RR_USE_CONSENT) == NULL)
			rr_buf_add(b, ", names no consent");
		add_field(f, RR_USE_CONSENT, ", by the consent of entry ", b);
	}
	if (f->shape == RR_SHAPE_HOLDING) {
		add_field(f, RR_USE_CLASS, ", ", b);
		add_field(f, RR_USE_SHARES, " ", b);
	}
}

/* Its name is that of what comes back, of which it is no second void. */
void
rr_fact_gist_back(const struct rr_fact *f, const struct rr_fact *was,
    struct rr_buf *b)
{
	rr_buf_printf(b, "%s: entry %lld, the void of entry %lld",
	    rr_shape_word(f->shape), (long long)f->about,
	    (long long)was->about);
	if (was->about_row != 0)
		rr_buf_printf(b, "/%lld", (long long)was->about_row);
}

bool
rr_fact_is_sender(const char *key)
{
	return strcmp(key, rr_use_word(RR_USE_FROM)) == 0 ||
	    strcmp(key, RR_SENT_BY) == 0;
}

void
rr_moment_shown(struct rr_wall wall, const char *zone, const char *home,
    struct rr_buf *b)
{
	const char *place = zone != NULL ? strrchr(zone, '/') : NULL;

	rr_date_text_day(wall.day, b);
	rr_buf_addc(b, ' ');
	rr_time_text(wall.sec, b);
	if (zone != NULL && strcmp(zone, home) != 0)
		rr_buf_printf(b, " (%s)", place != NULL ? place + 1 : zone);
}

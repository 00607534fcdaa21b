/*
 * provenance.c: what an answer says of where its stamps come from.
 *
 * A demonstration says so wherever it shows when something was recorded; an
 * entry whose clock ran back says so wherever it is shown.
 */
#include "app_int.h"
#include "regrights/buf.h"
#include "regrights/hash.h"

void
rr_note_demonstration(struct rr_app *app, struct rr_out *out)
{
	bool yes = rr_app_demonstration(app);

	out->source.demonstration = yes;
	if (out->json != NULL)
		rr_json_set(out->json, "demonstration", rr_json_bool(yes));
	if (yes)
		rr_out_line(out, "A demonstration: its clock may be "
		    "REGRIGHTS_NOW.");
}

bool
rr_note_set_back(struct rr_app *app, int64_t seq, struct rr_out *out,
    struct rr_diags *diags)
{
	struct rr_line *line;
	struct rr_store *s;
	size_t n;

	if (!rr_app_store(app, RR_STORE_READ, &s, diags) ||
	    !rr_store_journal(s, out->arena, NULL, seq - 1, false, 1, &line,
	    &n, diags))
		return false;
	if (n == 0 || line->seq != seq)
		return true;
	rr_json_set(out->json, "clock_set_back",
	    rr_json_bool(line->set_back));
	if (line->set_back)
		rr_out_line(out, "Entry %lld: the clock was set back when it "
		    "was recorded.", (long long)seq);
	return true;
}

static void
add_identity(const struct rr_store *s, struct rr_out *out)
{
	const struct rr_identity *i = rr_store_identity(s);
	struct rr_buf made = RR_BUF_INIT, id = RR_BUF_INIT;

	rr_instant_text(i->made, &made);
	rr_hex(i->id, sizeof(i->id), &id);
	rr_out_line(out, "file %s, made %s", id.s, made.s);
	rr_json_set(out->json, "file", rr_json_string(id.s));
	rr_json_set(out->json, "made", rr_json_string(made.s));
	rr_buf_free(&made);
	rr_buf_free(&id);
}

bool
rr_note_clock(struct rr_app *app, struct rr_store *s, struct rr_out *out,
    struct rr_diags *diags)
{
	rr_instant latest;
	int64_t back;
	bool ahead;

	if (!rr_store_clock(s, &latest, &back, diags))
		return false;
	add_identity(s, out);
	ahead = latest.sec > rr_now(app).sec;
	rr_json_set(out->json, "clock_set_back", rr_json_int(back));
	rr_json_set(out->json, "stamped_ahead", rr_json_bool(ahead));
	if (back > 0)
		rr_out_line(out, "The clock was set back at %lld entr%s; "
		    "`regrights journal` marks %s.", (long long)back,
		    back == 1 ? "y" : "ies", back == 1 ? "it" : "them");
	if (ahead)
		rr_out_line(out, "The latest stamp is later than this "
		    "machine's clock.");
	rr_note_demonstration(app, out);
	return true;
}

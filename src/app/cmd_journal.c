/*
 * cmd_journal.c: what was recorded, by whom, when: all of it, or a part that
 * is asked for.
 *
 * Stamps are kept and shown in UTC; with --zone they are shown on another
 * clock, and days begin and end on the clock that is shown.
 */
#include <string.h>

#include "app_int.h"
#include "params_int.h"
#include "told_int.h"
#include "regrights/arena.h"
#include "regrights/buf.h"
#include "regrights/hash.h"
#include "regrights/text.h"

static const struct rr_param journal_params[] = {
	RR_ONE_MATTER_ONLY,
	RR_TAKES("after", NUMBER, 0, "After", "only entries after this number"),
	RR_TAKES("since", DATE, 0, "Since", "only what was recorded from that "
	    "day on"),
	RR_TAKES("until", DATE, 0, "Until", "only what was recorded up to that "
	    "day"),
	RR_TAKES("who", TEXT, 0, "By", "only what that login name recorded"),
	RR_TAKES("zone", ZONE, 0, "Zone", "the clock that is shown and has the "
	    "days; UTC when left out")
};

struct part {
	rr_date			 since, until;	/* NONE: without an end */
	const char		*who;		/* NULL: everyone */
	int64_t			 known;		/* 0: all */
	const struct rr_zone	*zone;
};

static bool
is_in(const struct part *p, const struct rr_line *l)
{
	rr_date day = rr_zone_wall(p->zone, l->at).day;

	return (p->known == 0 || l->seq <= p->known) &&
	    (p->who == NULL || strcmp(p->who, l->who) == 0) &&
	    (rr_date_is_none(p->since) || rr_date_cmp(day, p->since) >= 0) &&
	    (rr_date_is_none(p->until) || rr_date_cmp(day, p->until) <= 0);
}

/* The matter in full, and how much of its record counts; NULL: of them all. */
static bool
find_matter(struct rr_app *app, const char **matter, struct part *p,
    struct rr_arena *arena, struct rr_diags *diags)
{
	uint8_t hash[RR_HASH_LEN];
	struct rr_store *s;
	struct rr_case *c;
	int64_t head;

	if (*matter == NULL)
		return rr_app_store(app, RR_STORE_READ, &s, diags) &&
		    rr_store_head(s, &head, hash, diags) &&
		    rr_app_known(app, p->zone, "the case file", head,
		    &p->known, diags);
	if (!rr_case_open(app, *matter, &c, diags))
		return false;
	*matter = rr_arena_strdup(arena, c->matter.key);
	p->known = c->known;
	rr_case_close(c);
	return true;
}

/* Its marks, what is void and what is sealed, are as the tables say. */
static bool
tables_hold(struct rr_store *s, struct rr_diags *diags)
{
	struct rr_arena *arena = rr_arena_new(), *one = rr_arena_new();
	struct rr_matter *all;
	struct rr_fact *facts;
	size_t n = 0, count;
	bool ok = rr_store_matters(s, arena, &all, &n, diags) &&
	    rr_store_all_there(s, diags);

	for (size_t i = 0; ok && i < n; i++) {
		rr_arena_reset(one);
		ok = rr_store_facts(s, one, all[i].key, 0, 0, &facts, &count,
		    diags);
	}
	rr_arena_free(one);
	rr_arena_free(arena);
	return ok;
}

static bool
read_part(const struct rr_args *args, struct part *p, struct rr_out *out,
    struct rr_diags *diags)
{
	const char *zone = rr_arg(args, "zone");
	struct rr_zone *z;

	p->since = p->until = RR_DATE_NONE;
	p->who = rr_arg(args, "who");
	if (rr_arg(args, "since") != NULL)
		rr_date_parse(rr_arg(args, "since"), &p->since);
	if (rr_arg(args, "until") != NULL)
		rr_date_parse(rr_arg(args, "until"), &p->until);
	if (!rr_date_is_none(p->since) && !rr_date_is_none(p->until) &&
	    rr_date_cmp(p->until, p->since) < 0)
		return rr_diag(diags, RR_E_ORDER, rr_nowhere, "--until %s is "
		    "before --since %s", rr_arg(args, "until"),
		    rr_arg(args, "since"));
	if (!rr_load_zone(out->arena, zone != NULL ? zone : "UTC", &z, diags))
		return false;
	p->zone = z;
	out->source.zone = zone != NULL ? z : NULL;
	return true;
}

static void
add_day(const char *words, rr_date day, struct rr_buf *b)
{
	if (rr_date_is_none(day))
		return;
	rr_buf_printf(b, "%s ", words);
	rr_date_text_day(day, b);
}

/* What was looked for and is not there; entries that are have other words. */
static const char *
none_of(const struct part *p, int64_t after, struct rr_arena *arena)
{
	struct rr_buf b = RR_BUF_INIT;

	rr_buf_add(&b, "There are entries, and none of them is");
	if (after > 0)
		rr_buf_printf(&b, " later than entry %lld", (long long)after);
	if (p->known != 0)
		rr_buf_printf(&b, "%s among the first %lld",
		    after > 0 ? " and" : "", (long long)p->known);
	add_day(" recorded on or after", p->since, &b);
	add_day(" recorded up to", p->until, &b);
	if (p->who != NULL) {
		rr_buf_add(&b, " by the login name '");
		rr_text_safe(p->who, false, &b);
		rr_buf_addc(&b, '\'');
	}
	rr_buf_addc(&b, '.');
	return rr_buf_keep(&b, arena);
}

/* Whether anything was recorded, of that matter or (NULL) at all. */
static bool
any_entry(struct rr_store *s, struct rr_arena *arena, const char *matter,
    bool *any, struct rr_diags *diags)
{
	struct rr_line *lines;
	size_t n = 0;
	bool ok = rr_store_journal(s, arena, matter, 0, false, 1, &lines, &n,
	    diags);

	*any = n > 0;
	return ok;
}

static bool
run_journal(struct rr_app *app, const struct rr_args *args,
    struct rr_out *out, struct rr_diags *diags)
{
	const char *matter = rr_arg(args, "matter");
	struct rr_line *lines;
	int64_t after = 0;
	struct rr_store *s;
	struct part p;
	size_t n, kept = 0;
	bool any;

	memset(&p, 0, sizeof(p));
	if (rr_arg(args, "after") != NULL)
		rr_int_parse(rr_arg(args, "after"), 0, INT64_MAX, &after);
	if (!read_part(args, &p, out, diags) ||
	    !find_matter(app, &matter, &p, out->arena, diags) ||
	    !rr_app_store(app, RR_STORE_READ, &s, diags) ||
	    (matter == NULL && !tables_hold(s, diags)) ||
	    !rr_store_journal(s, out->arena, matter, after, false, (size_t)-1,
	    &lines, &n, diags))
		return false;
	for (size_t i = 0; i < n; i++)
		if (is_in(&p, &lines[i]))
			lines[kept++] = lines[i];
	if (!rr_lines_mark(app, out->arena, lines, kept, diags))
		return false;
	out->view = rr_view_find("journal");
	out->source.journal = lines;
	out->source.njournal = kept;
	out->source.matter = matter;
	out->source.on = rr_app_today(app);
	out->source.known = app->options.known;
	out->source.demonstration = rr_app_demonstration(app);
	if (kept == 0 && !any_entry(s, out->arena, matter, &any, diags))
		return false;
	if (kept == 0 && any)
		out->source.empty = none_of(&p, after, out->arena);
	if (app->options.format == RR_FORMAT_TEXT)
		rr_note_demonstration(app, out);
	return true;
}

const struct rr_cmd rr_cmd_journal = {
	.name = "journal", .keys = "", .views = "*",
	.brief = "what was recorded, by whom, when", .man = "regrights(1)",
	.effect = RR_READS, .of_file = true, RR_PARAMS(journal_params),
	.run = run_journal,
	.heeds = RR_HEEDS_KNOWN
};

/*
 * doubt.c: what keeps a deadline from being done, over all worlds.
 *
 * Where worlds lack other things, each party to whom it is owed is looked at by
 * itself: what it lacks under every answer is not taken for what it lacks under
 * some.
 */
#include "eval_int.h"
#include "regrights/arena.h"
#include "regrights/buf.h"
#include "status_int.h"

struct line {
	const struct rr_stand	*stand;
	const char		*party;
};

static void
run_line(struct rr_eval *ev, void *ctx, void *out)
{
	const struct line *l = ctx;
	struct rr_between on = rr_owed_by(ev, l->stand);

	rr_spans_of(ev, l->stand->deadline->subject);
	rr_serve_line(ev, l->stand->terms, l->stand->deadline, &on, l->party,
	    out);
}

static bool
is_so(const struct rr_world *w)
{
	return *(const bool *)w->out;
}

/*
 * "clear-days=yes or good-friday=no": under which answers IS is; or NULL.  BY:
 * what the worlds part by in that.
 */
static const char *
under(struct rr_eval *ev, const struct rr_world *worlds, size_t n, bool *is,
    enum rr_apart *by)
{
	struct rr_world *w = rr_arena_array(ev->arena, n + 1, sizeof(*w));
	struct rr_buf b = RR_BUF_INIT;
	size_t told = 0;

	for (size_t i = 0; i < n; i++) {
		w[i] = worlds[i];
		w[i].out = &is[i];
	}
	n = rr_worlds_reduce(ev->arena, w, n, sizeof(*is));
	*by = rr_worlds_apart(ev, w, n);
	for (size_t i = 0; i < n; i++)
		if (is_so(&w[i]))
			rr_buf_printf(&b, "%s%s", told++ > 0 ? " or " : "",
			    rr_world_key(ev->arena, ev->newest, &w[i]));
	if (told <= RR_TOLD_APART)
		return rr_buf_keep(&b, ev->arena);
	rr_buf_free(&b);
	return NULL;
}

/* One of those to whom it may be owed, over its own worlds. */
static void
fold_line(struct rr_eval *ev, const struct rr_stand *s,
    const struct rr_party *party, struct rr_lacking *l)
{
	struct line line = { s, party->key };
	struct rr_world *w;
	size_t n = rr_fork(ev, run_line, &line, sizeof(struct rr_served_line),
	    &w);
	bool *is = rr_arena_array(ev->arena, n + 1, sizeof(*is));
	size_t missing = 0, doubted = 0, perhaps = 0;
	const char *why = NULL, *maybe = NULL, *answers;
	enum rr_apart by;

	for (size_t i = 0; i < n; i++) {
		const struct rr_served_line *x = w[i].out;

		missing += x->missing;
		doubted += !x->missing && x->doubt != NULL;
		perhaps += x->perhaps;
		if (x->perhaps)
			maybe = x->doubt;
		else
			why = why != NULL ? why : x->doubt;
	}
	for (size_t i = 0; i < n; i++) {
		const struct rr_served_line *x = w[i].out;

		is[i] = x->missing || (missing == 0 && x->doubt != NULL);
	}
	/* Under which answers it has nothing for certain says that itself. */
	if (why == NULL && (missing == 0 || missing + perhaps == n))
		why = maybe;
	if (missing == n)
		rr_lacking_missing(l, party->told, party->key, why);
	else if (perhaps > 0 && missing + perhaps == n)
		rr_lacking_perhaps_owed(l, party->told, party->key, why);
	else if (missing + doubted == n)
		rr_lacking_doubt(l, party->told, party->key, why);
	else if (missing + doubted > 0) {
		answers = under(ev, w, n, is, &by);
		rr_lacking_some(l, party->told, party->key, missing > 0,
		    perhaps > 0 && perhaps == doubted, answers, by, why);
	}
}

/* Each by itself: who lacks it under every answer, and who under some. */
static const char *
lacking_doubt(struct rr_eval *ev, const struct rr_stand *s,
    struct rr_deadline *d)
{
	const struct rr_roster *r = ev->in->roster;
	struct rr_lacking l = RR_LACKING_INIT;

	for (size_t i = 0; i < r->n; i++)
		fold_line(ev, s, &r->parties[i], &l);
	d->missing = rr_lacking_keys(ev, &l);
	d->perhaps = rr_lacking_perhaps(ev, &l);
	d->unsure = rr_lacking_doubted(ev, &l);
	return rr_lacking_text(ev, &l, 0, 0);
}

static bool
is_pending(const struct rr_eval *ev, const struct rr_standing *x)
{
	return !rr_date_is_none(x->on.most) && x->how < RR_HOW_IN_TIME &&
	    rr_date_cmp(x->on.most, ev->in->on) > 0;
}

/* ", 4 to 5 days late", where that is so in every world; or "". */
static const char *
pending_late(struct rr_eval *ev, const struct rr_world *w, size_t n)
{
	int32_t least = 0, most = 0;

	for (size_t i = 0; i < n; i++) {
		const struct rr_standing *x = w[i].out;

		if (!is_pending(ev, x) || x->late == 0)
			return "";
		if (i == 0 || x->late < least)
			least = x->late;
		if (x->late_most > most)
			most = x->late_most;
	}
	return least < most ? rr_arena_printf(ev->arena,
	    ", %d to %d days late", (int)least, (int)most) :
	    rr_arena_printf(ev->arena, ", %d day%s late", (int)most,
	    most == 1 ? "" : "s");
}

/* "takes effect Wed 2000-05-17": all of it is there, and not yet. */
static const char *
pending_doubt(struct rr_eval *ev, const struct rr_date_terms *t,
    const struct rr_standing *x, const char *late)
{
	const char *day = rr_arena_printf(ev->arena, "%s%s",
	    rr_day_text(ev->arena, x->on.most), late);

	if (t->sent_by != NULL)
		return rr_arena_printf(ev->arena, "goes out %s", day);
	return x->by != NULL && x->by->nsendings == 0 ?
	    rr_arena_printf(ev->arena, "%s counts from %s", x->by->name, day) :
	    rr_arena_printf(ev->arena, "takes effect %s", day);
}

/* "nothing is to be paid if cap-and-advances=yes", the first such answer. */
static const char *
nothing_if(struct rr_eval *ev, const struct rr_world *w, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		const struct rr_standing *x = w[i].out;

		if (x->nothing)
			return rr_arena_printf(ev->arena,
			    "nothing is to be paid if %s",
			    rr_world_key(ev->arena, ev->newest, &w[i]));
	}
	return NULL;
}

/* Whether the same keeps it from being done in two worlds, of the same. */
static bool
is_alike(const struct rr_stand *s, const struct rr_standing *x,
    const struct rr_standing *y)
{
	return x->lacks == y->lacks && (s->terms->nowed == 0 ||
	    (x->lacking == y->lacking && x->unsure == y->unsure));
}

/* By what the worlds part that do not lack the same. */
static enum rr_apart
lacking_apart(struct rr_eval *ev, const struct rr_stand *s,
    const struct rr_world *worlds, size_t n)
{
	struct rr_world *w = rr_arena_array(ev->arena, n + 1, sizeof(*w));
	bool *is = rr_arena_array(ev->arena, n + 1, sizeof(*is));

	for (size_t i = 0; i < n; i++) {
		is[i] = is_alike(s, worlds[i].out, worlds[0].out);
		w[i] = worlds[i];
		w[i].out = &is[i];
	}
	n = rr_worlds_reduce(ev->arena, w, n, sizeof(*is));
	return rr_worlds_apart(ev, w, n);
}

/* In all of them the same: who lacks it, and how many have it. */
static void
tell_one(const struct rr_standing *x, struct rr_deadline *d)
{
	d->missing = x->lacking;
	d->perhaps = x->perhaps;
	d->have = x->have;
	d->owed = x->owed;
}

/* What keeps it from being done; worlds can lack other things. */
static const char *
lacking(struct rr_eval *ev, const struct rr_stand *s,
    const struct rr_world *w, size_t n, struct rr_deadline *d)
{
	const char *first = NULL;
	bool differs = false;

	for (size_t i = 0; i < n; i++) {
		const struct rr_standing *x = w[i].out;

		differs |= !is_alike(s, x, w[0].out);
		first = first != NULL ? first : x->lacks;
		if (d->unsure == NULL)
			d->unsure = x->unsure;
		if (x->left > d->left) {
			d->left = x->left;
			d->asked = x->asked;
		}
	}
	d->differs |= differs;
	if (differs)
		return s->terms->nowed > 0 ? lacking_doubt(ev, s, d) :
		    rr_arena_printf(ev->arena, "%s, under some %s", first,
		    rr_apart_many(lacking_apart(ev, s, w, n)));
	tell_one(w[0].out, d);
	for (size_t i = 0; first == NULL && i < n; i++) {
		const struct rr_standing *x = w[i].out;

		if (is_pending(ev, x))
			first = pending_doubt(ev, s->terms, x,
			    pending_late(ev, w, n));
	}
	return first != NULL ? first : nothing_if(ev, w, n);
}

/* The worlds apart by how it stands alone; returns how many. */
static size_t
apart(struct rr_eval *ev, const struct rr_world *w, size_t n, enum rr_how how,
    struct rr_world **out)
{
	struct rr_world *all = rr_arena_array(ev->arena, n + 1, sizeof(*all));
	bool *is = rr_arena_array(ev->arena, n + 1, sizeof(*is));

	for (size_t i = 0; i < n; i++) {
		all[i] = w[i];
		is[i] = ((const struct rr_standing *)w[i].out)->how == how;
		all[i].out = &is[i];
	}
	*out = all;
	return rr_worlds_reduce(ev->arena, all, n, sizeof(*is));
}

/* "; overdue if clear-days=yes", where it is so under some answers alone. */
static bool
add_under(struct rr_eval *ev, const struct rr_world *worlds, size_t n,
    enum rr_how how, const char *word, struct rr_buf *b)
{
	struct rr_world *w;
	size_t told = 0;

	n = apart(ev, worlds, n, how, &w);
	for (size_t i = 0; i < n; i++)
		told += is_so(&w[i]);
	if (told == 0 || told == n)
		return false;
	rr_buf_printf(b, "%s%s", b->len > 0 ? "; " : "", word);
	if (told > RR_TOLD_APART) {
		rr_buf_printf(b, " under %zu of %zu combinations of %s",
		    told, n, rr_apart_many(rr_worlds_apart(ev, w, n)));
		return true;
	}
	told = 0;
	for (size_t i = 0; i < n; i++)
		if (is_so(&w[i]))
			rr_buf_printf(b, " %s %s", told++ > 0 ? "or" : "if",
			    rr_world_key(ev->arena, ev->newest, &w[i]));
	return true;
}

/* "; entry 5, dated Tue 2000-05-09, is earlier than what it would answer" */
static void
add_early(struct rr_eval *ev, const struct rr_world *w, size_t n,
    struct rr_buf *b)
{
	const struct rr_fact *early = NULL;

	for (size_t i = 0; i < n && early == NULL; i++)
		early = ((const struct rr_standing *)w[i].out)->early;
	if (early != NULL)
		rr_buf_printf(b, "%sentry %lld, dated %s, is earlier than "
		    "what it would answer", b->len > 0 ? "; " : "",
		    (long long)early->seq, rr_day_text(ev->arena,
		    early->day));
}

/* Who is one of those to whom it is owed, no entry says. */
static void
add_in_part(const struct rr_world *w, size_t n, struct rr_deadline *d,
    struct rr_buf *b)
{
	bool in_part = false;

	for (size_t i = 0; i < n; i++) {
		const struct rr_standing *x = w[i].out;

		in_part |= x->in_part && x->how < RR_HOW_IN_TIME;
	}
	if (!in_part)
		return;
	rr_buf_printf(b, "%sdone if it is owed to no other than has it",
	    b->len > 0 ? "; " : "");
	d->differs = true;
}

/* Whether it has come to its end before its day. */
static void
add_end_open(const struct rr_world *w, size_t n, struct rr_deadline *d,
    struct rr_buf *b)
{
	const struct rr_fact *by = NULL;

	for (size_t i = 0; i < n && by == NULL; i++)
		by = ((const struct rr_standing *)w[i].out)->may_end;
	if (by == NULL)
		return;
	rr_buf_printf(b, "%swhether %s ended it is not known", b->len > 0 ?
	    "; " : "", by->name);
	d->differs = true;
}

/* The day for which it was planned is over, and nothing says that it was. */
static void
add_put_off(struct rr_eval *ev, const struct rr_stand *s,
    const struct rr_world *w, size_t n, struct rr_deadline *d,
    struct rr_buf *b)
{
	rr_date day = !s->terms->until_carried ? RR_DATE_NONE :
	    rr_eval_put_off_after(ev, s->deadline->subject);
	bool open = false;

	for (size_t i = 0; i < n; i++)
		open |= ((const struct rr_standing *)w[i].out)->how <=
		    RR_HOW_PAST;
	if (!open || rr_date_is_none(day) || rr_date_cmp(ev->in->on, day) <= 0)
		return;
	rr_buf_printf(b, "%swhether that was done on %s is not on record: it "
	    "may have been put off", b->len > 0 ? "; " : "",
	    rr_day_text(ev->arena, day));
	d->differs = true;
}

/* "; supplement filed Fri 2000-06-16, entry 21: it can no longer be done" */
static void
add_carried(struct rr_eval *ev, const struct rr_stand *s,
    const struct rr_world *w, size_t n, struct rr_deadline *d,
    struct rr_buf *b)
{
	const struct rr_fact *by = NULL;
	bool gone = false, planned = true;

	for (size_t i = 0; i < n; i++) {
		const struct rr_standing *x = w[i].out;

		planned &= x->carried == NULL || x->planned;
		gone |= x->how == RR_HOW_GONE;
		by = x->carried != NULL && (by == NULL ||
		    x->how == RR_HOW_GONE) ? x->carried : by;
	}
	if (by == NULL) {
		add_put_off(ev, s, w, n, d, b);
		return;
	}
	rr_buf_printf(b, "%s%s %s, entry %lld", b->len > 0 ? "; " : "",
	    by->name, rr_fact_day_text(ev->arena, by), (long long)by->seq);
	if (!gone && !planned) {
		rr_buf_add(b, ": whether that was planned here is not known");
		d->differs = true;
	} else if (gone && !add_under(ev, w, n, RR_HOW_GONE,
	    "can no longer be done", b))
		rr_buf_add(b, ": it can no longer be done");
}

const char *
rr_open_doubt(struct rr_eval *ev, const struct rr_stand *s,
    const struct rr_world *w, size_t n, struct rr_deadline *d)
{
	const char *lacks = lacking(ev, s, w, n, d), *text;
	struct rr_buf b = RR_BUF_INIT;

	if (d->if_owed)
		rr_buf_printf(&b, "owed or not: %s is not on record",
		    d->waits_for);
	if (lacks != NULL)
		rr_buf_printf(&b, "%s%s", b.len > 0 ? "; " : "", lacks);
	add_in_part(w, n, d, &b);
	add_end_open(w, n, d, &b);
	add_early(ev, w, n, &b);
	add_under(ev, w, n, RR_HOW_PAST, rr_status_shown(s->terms->lapses ?
	    RR_STATUS_LAPSED : RR_STATUS_OVERDUE), &b);
	add_carried(ev, s, w, n, d, &b);
	d->differs |= add_under(ev, w, n, RR_HOW_ENDED,
	    rr_status_shown(RR_STATUS_VOID), &b);
	d->differs |= add_under(ev, w, n, RR_HOW_NOT_OWED, "does not apply",
	    &b);
	text = rr_buf_keep(&b, ev->arena);
	return text[0] != '\0' ? text : NULL;
}

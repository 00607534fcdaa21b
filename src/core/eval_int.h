/*
 * eval_int.h: what the rules share inside the core.
 *
 * A rule runs in a *world*, one answer to each open point that it asks about;
 * rr_fork() runs it once for every combination of answers that it consults.
 */
#ifndef REGRIGHTS_EVAL_INT_H
#define REGRIGHTS_EVAL_INT_H

#include "expr_int.h"
#include "given_int.h"
#include "linked_int.h"
#include "span_int.h"
#include "value_int.h"
#include "world_int.h"
#include "regrights/derive.h"
#include "regrights/vec.h"

#define RR_OPTIONS_MAX	6	/* conditional closings of one kind of day */
#define RR_WORLDS_MAX	4096	/* combinations of answers of one conclusion */
#define RR_WORLDS_APART	8	/* tried, where there are more; told apart */
#define RR_NO_ANSWER	(-1)	/* of rr_ask(): any of its answers */

struct rr_calendars {
	const struct rr_calendar	**of;
	size_t				 n;
};

/* A kind of day with its calendars found, and a table a combination. */
struct rr_kind_tables {
	struct rr_calendars	 closed;
	struct rr_calendars	 options[RR_OPTIONS_MAX];
	size_t			 noptions;
	struct rr_days		*tables[1 << RR_OPTIONS_MAX];
};

struct rr_engine {
	struct rr_arena			*arena;
	const struct rr_agreement	*agreement;
	const struct rr_calendar *const	*calendars;
	size_t				 ncalendars;
	const struct rr_zone *const	*zones;
	size_t				 nzones;
	struct rr_kind_tables		*kinds;
	/* of the terms before an amendment, or NULL */
	struct rr_engine		*before;
};

/* The table of a kind of day with the options of MASK closing too. */
const struct rr_days *rr_engine_days(struct rr_engine *, int kind,
	    unsigned mask);

/* Facts found by event and by what they are about. */
struct rr_index {
	const struct rr_fact	**by_name;	/* sorted by name, then time */
	/* sorted by about, then order */
	const struct rr_fact	**by_about;
	size_t			 n;
};

struct rr_index	*rr_index_new(struct rr_arena *, const struct rr_facts *);

struct rr_rules;
struct rr_sent;

struct rr_eval {
	const struct rr_rules	*rules;
	const struct rr_input	*in;
	/* that is IN where days are tried: span.c; else SPANS is NULL */
	struct rr_input		 own;
	struct rr_spans		*spans;
	/* the terms that govern now, of those of the input */
	struct rr_engine	*engine;
	const struct rr_agreement *agreement;
	/* the last ones, which have all the open points */
	const struct rr_agreement *newest;
	const struct rr_index	*index;
	struct rr_arena		*arena;
	struct rr_recorder	*rec;
	/* what conditions look at; NULL: nobody asks */
	struct rr_recorder	*ticks;
	/* party: the first for whom a condition fails, or NULL */
	const char		*whom;
	/* the first of several entries of which one fails, or NULL */
	const struct rr_fact	*which;
	/* what "it" is outside the "each" whose condition is asked; or NULL */
	const struct rr_fact	*that;
	/* what an allotment that a condition asks for gives whom, or NULL */
	const char		*lines;
	/* where the first thing that a condition lacks goes, or NULL */
	const char		**lack;
	/*
	 * What is asked to have happened about that answers it, so that nothing
	 * of before is sure to; the last of such, or NULL.
	 */
	const struct rr_fact	*answered, *early;
	/* the last that made a condition true, or NULL */
	const struct rr_fact	*by;
	/*
	 * The day that thresholds which a condition asks for put off, as they
	 * passed on a later one; or NULL.
	 */
	rr_date			*since;
	/* of ends: sure ones alone; or as soon as they can have come */
	bool			 certain, possible;
	const int8_t		*fixed;		/* by question; -1 open */
	/* in this world; -1 not asked */
	int8_t			*answer;
	struct rr_setting	*asked;		/* in the order of asking */
	size_t			 nasked, nforced;
	/* beyond the first questions any answer is allowed for; no new one */
	bool			 limited, settled;
	/* what the rule comes to cannot be bounded in this world */
	bool			 blurred;
	/* by question: whether it was asked; or NULL */
	bool			*bears;
	/*
	 * Why the world has no answer ("the calendars … do not know 2046"),
	 * and what it waits for ("calendars that know 2046").
	 */
	const char		*failed, *lacking;
	/* whose closings are not listed so late, or NULL; kept by worlds */
	const struct rr_calendar *unlisted;
	/* set before anything else is derived */
	const struct rr_amended	*amended;
	size_t			 namended;
	/* what does not fit; found before all rules */
	const struct rr_misfit	*misfits;
	size_t			 nmisfits;
	struct rr_moves		*moves;
	const struct rr_waiting	*waiting;
	/* why votes cannot be counted, or NULL */
	const char		*uncounted;
	struct rr_vec		 ledgers;	/* of eval.c; oldest first */
	/* texts that outcomes share, so that equal ones are one pointer */
	struct rr_map		*words;
	/* by id: what a conclusion is about, made when first asked for */
	struct rr_map		*subjects;
	/* by fact: its sendings sorted, made when first asked for */
	struct rr_sent		**sent;
	/* what was evaluated and looked at; when to ask whether to go on */
	size_t			 nsteps, ask_at;
	/* it was told not to: no rule is begun, what was made is dropped */
	bool			 stopped;
};

/* The N facts of shape EVENT or NOTICE of that name, as they happened. */
const struct rr_fact *const *rr_index_named(struct rr_eval *,
	    const char *name, size_t *n);
bool	 rr_index_has(struct rr_eval *, const char *name);	/* or NULL */
/* Those about a fact, as they were recorded; and of whatever day they are. */
const struct rr_fact *const *rr_index_about(struct rr_eval *,
	    const struct rr_fact *, size_t *n);
const struct rr_fact *const *rr_index_recorded(struct rr_eval *,
	    const struct rr_fact *, size_t *n);
/*
 * Who holds what on a day, or at an hour of it.  Kept: who was a Holder on two
 * days is asked of each party in turn.
 */
const struct rr_ledger *rr_eval_ledger(struct rr_eval *, struct rr_held_when);
/*
 * order.c: whether what made a stake was before that or after it, where it is
 * not on record: "whether rights transferred (entry 10) was before consent
 * sought (entry 9)"; else NULL.  The same of all that a party held.
 */
const char	*rr_held_order(struct rr_eval *, struct rr_held_when,
		    const struct rr_stake *);
const char	*rr_held_order_of(struct rr_eval *, struct rr_held_when,
		    const char *party);
/* "perhaps no holder then, as it is not known whether …": of such a one. */
const char	*rr_held_perhaps(struct rr_eval *, struct rr_held_when,
		    const char *party, const char *role);
/* Ready for rules: input, engine and index set; no recorder. */
void	 rr_eval_init(struct rr_eval *, struct rr_arena *,
	    const struct rr_input *);
/* Counts what is looked at, and asks now and then whether to go on. */
void	 rr_eval_steps(struct rr_eval *, size_t n);
/* Outside any fork: answers as they are fixed, else the first one asked. */
void	 rr_eval_settle(struct rr_eval *);

/* The answer to a question in this world, or RR_NO_ANSWER. */
int	 rr_ask(struct rr_eval *, int question);
/*
 * What follows from every answer cannot be bounded: the outcome of the rule is
 * not to be used; a condition that rests on it is RR_ANY.
 */
void	 rr_blur(struct rr_eval *);
/* Which answers hold: assumed, else positions (only relied ones if RELIED). */
int8_t	*rr_readings_fixed(struct rr_eval *, bool relied);

/*
 * Amendments: which terms govern a provision for a subject.
 *
 * From an amendment's day its terms govern what begins then; of what was
 * running before, a said reach or this world's answer decides.  rr_terms_begin
 * puts the evaluation under those terms and gives their provision of that id,
 * or NULL when they have none for this subject; rr_terms_show does so without
 * asking anything: what is unsaid is shown by the last terms that have it.
 * Either way rr_terms_end puts back what was.
 */
struct rr_terms {
	const struct rr_agreement	*agreement;
	struct rr_engine		*engine;
};
const struct rr_provision *rr_terms_begin(struct rr_eval *,
	    const struct rr_provision *, const struct rr_scope *,
	    struct rr_terms *was);
const struct rr_provision *rr_terms_show(struct rr_eval *,
	    const struct rr_provision *, const struct rr_scope *,
	    struct rr_terms *was);
/* The same for the notice clause that governs a notice sent on a day. */
void	 rr_terms_notice(struct rr_eval *, rr_date sent,
	    struct rr_terms *was);
/*
 * The same for an expression of the last terms that no provision has: as the
 * terms say it that govern from the day on which it begins; NULL: they lack a
 * kind of day that it counts.
 */
const struct rr_date_terms *rr_terms_when(struct rr_eval *,
	    const struct rr_date_terms *, struct rr_terms *was);
/* The first day that such an expression counts from, or NONE. */
rr_date	 rr_when_begins(struct rr_eval *, const struct rr_expr *);
void	 rr_terms_end(struct rr_eval *, const struct rr_terms *was);

/*
 * Day arithmetic in a world; false sets `failed` and `lacking`, as it does when
 * only one of the answers that the world leaves open makes the day unknown.
 * MOST is the latest day that it can be under all of these; else it is the day.
 */
bool	 rr_eval_add(struct rr_eval *, int kind, rr_date, int32_t n,
	    rr_date *, rr_date *most);
bool	 rr_eval_open(struct rr_eval *, int kind, rr_date,
	    enum rr_truth *open);
/* DAY or the next (BACK: the previous) open day. */
bool	 rr_eval_roll(struct rr_eval *, int kind, bool back, rr_date,
	    rr_date *, rr_date *most);
/* Records why the closed days after A and through B did not count. */
void	 rr_eval_skips(struct rr_eval *, int kind, rr_date a, rr_date b);
/* "the calendars of 'business day' do not know 2046", from a day on. */
const char	*rr_days_fail(struct rr_arena *, const struct rr_days *,
		    const char *kind, rr_date from, bool back);
/* "closings announced after … are not listed in …", or NULL. */
const char	*rr_days_late(struct rr_arena *, const struct rr_calendar *);
/* Closed under every answer that FIXED leaves open. */
const struct rr_days *rr_engine_strictest(struct rr_engine *, int kind,
	    const int8_t *fixed);

/*
 * Whether L is before R and the like; where each can be, RR_UNKNOWN in a gap,
 * else as open points are answered.
 */
enum rr_truth	 rr_moment_compare(const struct rr_moment *l,
		    const struct rr_moment *r, enum rr_compare);

/* Whether it is of what can never be about the subject: not waited for. */
bool	 rr_when_is_never(const struct rr_eval *, const struct rr_expr *,
	    const struct rr_scope *);
/*
 * notice_day.c: when a notice takes effect for PARTY, and when that one
 * received it; NULL: for those to whom it went, from the first of them to the
 * last, and where these differ RR_WHOSE_DAY is what is missing.
 */
#define RR_WHOSE_DAY	"which recipient's day counts"
struct rr_moment rr_notice_effect(struct rr_eval *, const struct rr_fact *,
	    const char *party);
struct rr_moment rr_notice_receipt(struct rr_eval *, const struct rr_fact *,
	    const char *party);
/*
 * offset.c: both days of a span, moved by the offset that the expression is;
 * false, and `failed`, where the calendars do not know it.  Then the reason.
 */
bool		 rr_offset_span(struct rr_eval *, const struct rr_expr *,
		    rr_date *first, rr_date *last);
void		 rr_offset_record(struct rr_eval *, const struct rr_expr *,
		    rr_date from, rr_date to);
/* What became of a notice, for PARTY or (NULL) for all of them: way.c. */
enum rr_truth	 rr_way_eval(struct rr_eval *, const struct rr_expr *,
	    const struct rr_fact *notice, const char *party);
/*
 * The day on which a fact counts: its own, or that of its cut-off.  The first
 * and the last on which it can, each a span where the world leaves answers
 * open; LAST has no day where the calendars do not know it.
 */
struct rr_counts {
	struct rr_between	 first, last;
	/* when it is the last, "after 17:30 EDT"; NULL: they are one */
	const char		*late_if;
};
/* False, and `failed`, when the calendars do not know the day. */
bool		 rr_eval_counts(struct rr_eval *, const struct rr_fact *,
		    struct rr_counts *);
/* The same as a moment; waiting, and unknown, where they do not. */
struct rr_moment rr_eval_counted(struct rr_eval *, const struct rr_fact *);
/*
 * carried.c: where FIELD is the day for which F is planned, M, that day,
 * becomes the one on which that was done, or those between which it may have
 * been.
 */
void		 rr_eval_carried_day(struct rr_eval *, const struct rr_fact *,
		    const char *field, struct rr_moment *);

/* "MATTER/deadline/NAME/41/PARTY", of what there is. */
const char *rr_make_id(struct rr_eval *, const char *kind, const char *name,
	    const struct rr_fact *, const char *party);
/* Calls FN for each subject of a provision, within the world that is. */
typedef void	 rr_subject_fn(void *ctx, const struct rr_provision *,
		    const struct rr_fact *, const char *party);
void	 rr_subjects(struct rr_eval *, const struct rr_provision *,
	    rr_subject_fn *, void *ctx);
/*
 * The same for all provisions that WANTED takes, with the answers settled anew
 * for each; those that only terms before an amendment have, too, and a subject
 * of both twice.
 */
typedef bool	 rr_wanted_fn(const struct rr_provision *);
void	 rr_each_subject(struct rr_eval *, rr_wanted_fn *, rr_subject_fn *,
	    void *ctx);
/* Those of them whose id that is; all are gone through once, and kept. */
void	 rr_the_subject(struct rr_eval *, const char *id, rr_wanted_fn *,
	    rr_subject_fn *, void *ctx);

/*
 * sum_taken.c: what others took out of entries that "it" names too, in cents
 * (RR_EXPR_TAKEN), OTHERS_FIRST out of other ones where that can be.  False:
 * that is not known, and what is missing.
 */
bool		 rr_sum_taken(struct rr_eval *, const struct rr_expr *,
		    const struct rr_scope *, bool others_first,
		    int64_t *cents, const char **waits_for);

/*
 * The account of sealed entries that what P comes to waits for, or NULL; for
 * one subject, too, what it refers to by itself that is sealed, for which no
 * account stands; and the outcome without the numbers of what is in sight
 * alone: unread.c.
 */
const char	*rr_unread_of(const struct rr_eval *,
		    const struct rr_provision *);
const char	*rr_unread_by(struct rr_eval *, const struct rr_provision *,
		    const struct rr_scope *);
void		 rr_leave_unread(struct rr_eval *, const struct rr_provision *,
		    const char *account, struct rr_outcome *,
		    struct rr_vec *items);

/*
 * cond_runs.c: "PERIOD holds", at the moment of "it", or (not NULL) on a day;
 * "COUNTER is reached" of it.
 */
enum rr_truth	 rr_eval_runs(struct rr_eval *, const struct rr_expr *,
		    const struct rr_scope *, const struct rr_moment *on);
enum rr_truth	 rr_eval_reached(struct rr_eval *, const struct rr_expr *,
		    const struct rr_scope *);
/* "each … meets", and "list … is met". */
enum rr_truth	 rr_eval_each(struct rr_eval *, const struct rr_expr *,
		    const struct rr_scope *);
enum rr_truth	 rr_eval_settled(struct rr_eval *, const struct rr_expr *,
		    const struct rr_scope *);
/*
 * Those about what SELF is about; with IN, that name SELF in that field, or
 * leave it empty.
 */
const struct rr_fact *const *rr_eval_beside(struct rr_eval *,
	    const char *name, const struct rr_fact *self, const char *in,
	    size_t *n);
/* Those about SELF; when there are none, those about what SELF is about. */
const struct rr_fact *const *rr_eval_nearby(struct rr_eval *,
	    const char *name, const struct rr_fact *self, size_t *n);
/*
 * Of those N facts the last of each "holder", in the order of their days;
 * the others are dropped, and told as replaced in the reasons.  UNORDERED is
 * what is missing where it is not on record which of one day was the last, and
 * they differ; else NULL.
 */
size_t	 rr_last_of_each(struct rr_eval *, const struct rr_fact *const *,
	    size_t n, const struct rr_fact ***, const char **unordered);
/*
 * Whether it went to PARTY, came from it, or names it as the Holder; what
 * names nobody concerns all.  PARTY may be NULL.
 */
bool	 rr_fact_concerns(struct rr_eval *, const struct rr_fact *,
	    const char *party);

/*
 * Whether a provision is for this subject at all, under every open answer;
 * RR_UNKNOWN where answers differ or a fact is missing.  PASSED: it is whether
 * it is for one who has it of that recipient by a transfer.
 */
enum rr_truth	 rr_applies(struct rr_eval *, const struct rr_provision *,
		    const struct rr_scope *, bool passed);
/*
 * Of one that is for this subject under no answer as positions are taken: those
 * that make it so, "holder-advances=no", where nobody relies on them and
 * without them it is, or may be; else NULL.
 */
const char	*rr_set_aside(struct rr_eval *, const struct rr_provision *,
		    const struct rr_scope *, bool passed);

/* The rows of each register; WANT, when not NULL, is the one id to make. */
void	 rr_derive_deadlines(struct rr_eval *, struct rr_derivation *,
	    const char *want);
void	 rr_derive_deliveries(struct rr_eval *, struct rr_derivation *,
	    const char *want);
/* Records why that delivery is what it is. */
void	 rr_delivery_reasons(struct rr_eval *, const struct rr_delivery *);
void	 rr_derive_claims(struct rr_eval *, struct rr_derivation *);
size_t	 rr_derive_roles(struct rr_eval *, struct rr_role_doubt **);
void	 rr_derive_unplanned(struct rr_eval *, struct rr_derivation *);
void	 rr_derive_barred(struct rr_eval *, struct rr_derivation *);
void	 rr_derive_findings(struct rr_eval *, struct rr_derivation *,
	    const char *want);
/* What the party of that id is and holds, when its sales are stopped. */
void	 rr_party_reasons(struct rr_eval *, struct rr_derivation *,
	    const char *id);
/* say.c: words in the arena. */
/* "Fri 2000-05-26" */
const char	*rr_day_text(struct rr_arena *, rr_date);
/* When something happened: that day, or "Fri 2000-05-26 to …", too. */
const char	*rr_fact_day_text(struct rr_arena *, const struct rr_fact *);
/* The same, or "Fri 2000-05-26 to Mon 2000-06-05". */
const char	*rr_between_text(struct rr_arena *, const struct rr_between *);
/* "416,667" */
const char	*rr_units_text(struct rr_eval *, int64_t);
/* "$7,500.00" */
const char	*rr_cents_text(struct rr_eval *, int64_t);
/*
 * Those words, or NULL; equal ones are one pointer, as worlds are compared as
 * bytes.
 */
const char	*rr_shared_text(struct rr_eval *, const char *);
/* What lines come to, as one text; equal ones are one pointer. */
const char	*rr_lines_text(struct rr_eval *, const struct rr_vec *items);
/* Records under `ticks` what lacks, for PARTY (or NULL); always RR_UNKNOWN. */
enum rr_truth	 rr_lacks(struct rr_eval *, const char *party, const char *,
	    ...) __attribute__((format(printf, 3, 4)));
/*
 * Whether what it held makes one a Holder, in this world; with nothing on
 * record the role alone does.
 */
enum rr_truth	 rr_eval_makes_holder(struct rr_eval *, const char *party,
		    struct rr_held_when);
/*
 * Whether P has that role on a day; a Holder is one as far as what it holds,
 * or may, makes one in this world.
 */
bool		 rr_eval_in_role(struct rr_eval *, const struct rr_party *,
		    const char *role, rr_date on);
/*
 * The same as it was then: a Holder by what it held at that hour, which is not
 * known where nothing says what was moved before it on that day.
 */
enum rr_truth	 rr_eval_had_role(struct rr_eval *, const struct rr_party *,
		    const char *role, struct rr_held_when);
/* When something came that moves nothing itself; else the end of its day. */
struct rr_held_when rr_eval_when(const struct rr_eval *,
		    const struct rr_fact *);

#endif

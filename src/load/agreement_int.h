/*
 * agreement_int.h: the parts of an agreement's file, each read by one file.
 *
 * Names first (open points, kinds of days, events), then what uses them.
 */
#ifndef REGRIGHTS_AGREEMENT_INT_H
#define REGRIGHTS_AGREEMENT_INT_H

#include "regrights/agreement.h"
#include "regrights/arena.h"
#include "schema_int.h"

#define RR_COUNT(a)	(sizeof(a) / sizeof((a)[0]))

/* How many of each a file may have; what is looked up in all is few. */
#define RR_ENTRIES_MAX	5000
#define RR_NAMES_MAX	500
#define RR_DAYS_MAX	12

typedef bool	 rr_read_part(const struct rr_load *, const struct rr_node *,
		    struct rr_agreement *);

/* What every kind of provision has; the first member of its own struct. */
struct rr_common {
	const char		*id, *section, *what, *by, *note, *role, *in;
	struct rr_strings	 tracks, each;
	const struct rr_node	*only_if;
	int			 per;
};

#define RR_COMMON_AT(member)	offsetof(struct rr_common, member)
#define RR_COMMON_KEYS							\
	RR_KEY("id", WORD, RR_COMMON_AT(id), true),			\
	RR_KEY("section", TEXT, RR_COMMON_AT(section), true),		\
	RR_KEY("what", TEXT, RR_COMMON_AT(what), true),			\
	RR_KEY("by", TEXT, RR_COMMON_AT(by), true),			\
	RR_KEY("note", TEXT, RR_COMMON_AT(note), false),		\
	RR_KEY("tracks", TEXTS, RR_COMMON_AT(tracks), false),		\
	RR_KEY("for each", TEXTS, RR_COMMON_AT(each), false),		\
	RR_KEY_OF("per", CHOICE, RR_COMMON_AT(per), false,		\
	    .words = "entry|recipient"),				\
	RR_KEY("per role", NAME, RR_COMMON_AT(role), false),		\
	RR_KEY("in", WORD, RR_COMMON_AT(in), false),			\
	RR_KEY("if", NODE, RR_COMMON_AT(only_if), false)

typedef bool	 rr_read_provision(const struct rr_load *,
		    const struct rr_node *, const struct rr_agreement *,
		    struct rr_provision *);

/* load_provision.c; NODE is the mapping of the provision. */
bool	 rr_take_common(const struct rr_load *, const struct rr_node *,
	    const struct rr_agreement *, const struct rr_common *,
	    struct rr_provision *);
/*
 * A role or party; or "it.FIELD", whom that field of IT, or of what IT is
 * about, names.  KEY is what is complained of, in quotes.
 */
bool	 rr_want_who(const struct rr_load *, const struct rr_agreement *,
	    const char *who, const struct rr_event *it, const char *key,
	    struct rr_pos at);
/*
 * Complains unless each that the provision is for has that field, which names a
 * party or says in words who it is.
 */
bool	 rr_want_named(const struct rr_load *, const struct rr_agreement *,
	    const struct rr_provision *, const char *key, struct rr_pos at);
/* Complains unless the event declares that field, of that type (E307). */
bool	 rr_want_field(const struct rr_load *, const struct rr_event *,
	    const char *key, enum rr_field_type, struct rr_pos);
bool	 rr_want_use(const struct rr_load *, const struct rr_event *,
	    enum rr_field_use, enum rr_field_type, struct rr_pos);
/* As "holder" and "shares" are in what counts somebody's units. */
bool	 rr_want_units(const struct rr_load *, const struct rr_agreement *,
	    const char *event, struct rr_pos);
/* "2/3", a part of the whole; load_share.c. */
bool	 rr_read_share(const struct rr_load *, const struct rr_node *,
	    const char *, struct rr_ratio *);
/* An expression, or a condition (NODE NULL: none), where "it" is IT. */
bool	 rr_read_when(const struct rr_load *, const struct rr_agreement *,
	    const struct rr_node *, const char *key, const char *it,
	    const struct rr_expr **);
bool	 rr_read_cond(const struct rr_load *, const struct rr_agreement *,
	    const struct rr_node *, const char *key, const char *it,
	    const struct rr_expr **);
/*
 * load_owed.c: "each holder", "some holder", "any managing-underwriter",
 * "special-counsel unless EVENT", "it.by".
 */
bool	 rr_read_owed_to(const struct rr_load *, const struct rr_agreement *,
	    const struct rr_provision *, const char *text, struct rr_pos,
	    struct rr_owed_to *);
/* "it.on if POINT is ANSWER", "due if POINT is ANSWER". */
/* "NAME" or "NAME if CONDITION": what ends a deadline. */
bool	 rr_read_end(const struct rr_load *, const struct rr_agreement *,
	    const char *text, struct rr_pos, struct rr_end *);
bool	 rr_read_as_of(const struct rr_load *, const struct rr_agreement *,
	    const char *text, struct rr_pos, const char *it,
	    struct rr_as_of *);
/* A list of them, added to those there are. */
bool	 rr_read_provisions(const struct rr_load *, const struct rr_node *,
	    const char *what, rr_read_provision *, struct rr_agreement *);

/* load_paper.c */
rr_read_part	 rr_read_sections, rr_read_references, rr_read_terms;
rr_read_part	 rr_read_questions, rr_read_presets, rr_read_classes;
/* load_days.c */
rr_read_part	 rr_read_days, rr_read_rolls, rr_read_default_roll;
/* The kind of day, or the roll (-1: none), that a value names (E305). */
bool	 rr_want_kind(const struct rr_load *, const struct rr_agreement *,
	    const struct rr_node *, int *);
bool	 rr_want_roll(const struct rr_load *, const struct rr_agreement *,
	    const struct rr_node *, int *);
/* load_dates.c, load_waivers.c */
rr_read_part	 rr_read_deadlines, rr_read_clauses, rr_read_claims;
rr_read_part	 rr_read_waivers, rr_read_amendments;
/* load_share.c, load_allot.c */
rr_read_part	 rr_read_thresholds, rr_read_allotments;
/* load_events.c */
rr_read_part	 rr_read_events, rr_read_notices;
/* Whether what they are about is declared, when both were read. */
rr_read_part	 rr_check_events;
/* load_field.c: of EVENT, which has its name. */
bool	 rr_read_fields(const struct rr_load *, const struct rr_node *,
	    struct rr_event *);
/* load_cutoff.c: where a day of EVENT ends (NODE NULL: at midnight). */
bool	 rr_read_cutoff(const struct rr_load *, const struct rr_node *,
	    struct rr_agreement *, struct rr_event *);
/* load_parties.c */
rr_read_part	 rr_read_parties, rr_read_happened;
/* load_copies.c */
rr_read_part	 rr_read_copies;
/* Whether its roles are known, when all that names roles was read. */
rr_read_part	 rr_check_copies;
/* load_value.c: the value of a field of an event, as it is recorded. */
bool	 rr_read_value(const struct rr_load *, const struct rr_agreement *,
	    const struct rr_field_decl *, const struct rr_node_pair *,
	    const char **);
/* load_notice.c */
rr_read_part	 rr_read_ladder;
/* load_list.c */
rr_read_part	 rr_read_lists, rr_read_tests, rr_read_caps;
/* load_sum.c */
rr_read_part	 rr_read_sums;
/* load_counter.c */
rr_read_part	 rr_read_counters;
/* load_period.c */
rr_read_part	 rr_read_periods;
/* load_bases.c */
rr_read_part	 rr_read_bases, rr_read_excluded, rr_read_sold;
/* Whether what leaves less of them is an allotment, when those were read. */
rr_read_part	 rr_check_bases;
/* load_checks.c */
rr_read_part	 rr_read_checks;
/* load_registers.c */
rr_read_part	 rr_read_registers;
/* A mapping (NULL: none) from events to words for how an entry stands. */
bool	 rr_read_states(const struct rr_load *, const struct rr_node *,
	    const struct rr_agreement *, struct rr_register_terms *);
/* load_workflows.c */
rr_read_part	 rr_read_workflows;

/* want.c */
/* Complains unless NODE is a list, or a mapping, of at most MAX entries. */
bool	 rr_want_list(const struct rr_load *, const struct rr_node *,
	    const char *what, size_t max);
bool	 rr_want_map(const struct rr_load *, const struct rr_node *,
	    const char *what, size_t max);
/* A name that date expressions hold, and none of their own words (E213). */
bool	 rr_want_free_name(const struct rr_load *, const char *name,
	    struct rr_pos, const char *what);
/* The event or notice of that name; else E301 at that place, and NULL. */
const struct rr_event *rr_want_event(const struct rr_load *,
	    const struct rr_agreement *, const char *name, struct rr_pos);
/* The text of a value that is under KEY; NULL when it is none. */
const char *rr_scalar(const struct rr_load *, const struct rr_node *,
	    const char *key);
/* "a b c", kept: as one field of a fact holds a list, or lines. */
const char *rr_joined(const struct rr_load *, const struct rr_strings *,
	    char between);
/* An expression of that type, in which "it" is IT (or NULL: nothing). */
bool	 rr_want_expr(const struct rr_load *, const struct rr_agreement *,
	    const char *text, struct rr_pos, const char *it, enum rr_type want,
	    const struct rr_expr **);
/* The first part of a day with that operation, or NULL. */
const struct rr_expr *rr_find_op(const struct rr_expr *, enum rr_expr_op);
/* "QUESTION is ANSWER" as one setting. */
bool	 rr_read_setting(const struct rr_load *, const struct rr_agreement *,
	    const char *text, struct rr_pos, struct rr_setting *);
/* Adds a name to those that the file names, unless it is there. */
void	 rr_note_name(const struct rr_load *, const struct rr_named **,
	    size_t *n, const char *name, struct rr_pos);
/* OLD, or a larger copy of it, with room for one more than its N elements. */
void	*rr_grown(struct rr_arena *, const void *old, size_t n, size_t size);

#endif

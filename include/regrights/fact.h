/*
 * fact.h: what happened, as it was recorded.
 *
 * A fact is recorded once and never changed; a mistake is voided by a later
 * fact.  It is addressed by its journal number, or NUMBER/ROW when it came in
 * one entry with others (the parties of an imported agreement).  What an
 * event or a notice means, and which fields it has, the agreement declares;
 * here are only shapes.
 */
#ifndef REGRIGHTS_FACT_H
#define REGRIGHTS_FACT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "regrights/date.h"
#include "regrights/diag.h"

struct rr_agreement;
struct rr_arena;
struct rr_buf;
struct rr_event;

#define RR_SHAPE(id, word, world, party)	RR_SHAPE_##id,
enum rr_shape {
#include "regrights/fact.def"
	RR_SHAPE_MAX
};
#undef RR_SHAPE

const char	*rr_shape_word(enum rr_shape);
bool		 rr_shape_find(const char *word, enum rr_shape *);
bool		 rr_shape_is_world(enum rr_shape);

#define RR_USE(id, word, type)	RR_USE_##id,
enum rr_field_use {
#include "regrights/use.def"
	RR_USE_MAX
};
#undef RR_USE

/* "holder"; RR_USE_MAX when there is none of that word. */
const char	*rr_use_word(enum rr_field_use);
enum rr_field_use	 rr_use_find(const char *word);
/* The key of the field that has it; EVENT (or NULL) can say of which. */
const char	*rr_event_key(const struct rr_event *, enum rr_field_use);

/* The words that some fields of the program's own shapes can have. */
#define RR_RESULTS	"complete|partial|failed|no answer|returned"
#define RR_DATE_ORDERS	"iso|mdy|dmy"
#define RR_SEPARATORS	"comma|semicolon|tab"

/*
 * Of a notice: the field "from" has whose it is, and this one who sent it,
 * where another did.  No agreement's file can declare a key of two words.
 */
#define RR_SENT_BY	"sent by"

/* One value of a fact, as text that the declared type has accepted. */
struct rr_field {
	const char	*key;
	const char	*value;
};

/* One transmission of a notice to one recipient over one channel. */
struct rr_sending {
	const char	*party;		/* key of the recipient */
	bool		 copy;		/* a "with copies to", not the notice */
	const char	*method;	/* a word of method.def */
	const char	*address;	/* number or address used, or NULL */
	const char	*lists;		/* lists that name it, "a b"; "" none */
	rr_instant	 at;
	const char	*zone;		/* in which WALL was read */
	struct rr_wall	 wall;
};

struct rr_fact {
	int64_t			 seq;		/* journal number; 0 before */
	int64_t			 row;		/* 0: the entry itself */
	enum rr_shape		 shape;
	/* event, notice, party, question */
	const char		*name;
	/* how that is declared, where fields of it have uses; or NULL */
	const struct rr_event	*declared;
	/*
	 * When, in the agreement's zone: that day, or one of the SPAN days
	 * after it, where it is not on record which.
	 */
	rr_date			 day;
	int32_t			 span;
	/* RR_INSTANT_NONE: a day only */
	rr_instant		 at;
	/* in which WALL was read, or NULL */
	const char		*zone;
	struct rr_wall		 wall;
	int64_t			 about;		/* the fact it answers, or 0 */
	int64_t			 about_row;
	/* RESULT, RECEIPT: which sending, from 1 */
	int64_t			 part;
	/* where it is known from, or NULL */
	const char		*source;
	const struct rr_field	*fields;	/* sorted by key */
	size_t			 nfields;
	const struct rr_sending	*sendings;	/* NOTICE */
	size_t			 nsendings;
};

/* How far apart the days can lie between which something happened. */
#define RR_SPAN_MAX	120

/* The last day on which it can have happened. */
rr_date		 rr_fact_last(const struct rr_fact *);
/* "Mon 2000-06-19", "Mon 2000-06-19 to Wed 2000-06-21" */
void		 rr_fact_days(const struct rr_fact *, struct rr_buf *);
/* The key of the party that it is about by its shape, or NULL. */
const char	*rr_fact_party(const struct rr_fact *);
/* NULL when the fact has no such field. */
const char	*rr_fact_field(const struct rr_fact *, const char *key);
/* The same by what the field is for. */
const char	*rr_fact_get(const struct rr_fact *, enum rr_field_use);
/*
 * Whether others stand on it: sealing a void, or a position, leaves in force
 * what it voids, or answers.
 */
bool		 rr_fact_stays(const struct rr_fact *);
/* Whether a field of that key has whose a notice is, or who sent it. */
bool		 rr_fact_is_sender(const char *key);
/* Adds a field, keeping the order by key. */
void		 rr_fact_set(struct rr_arena *, struct rr_fact *,
		    const char *key, const char *value);
void		 rr_fact_put(struct rr_arena *, struct rr_fact *,
		    enum rr_field_use, const char *value);
/*
 * "void: entry 3, comments received": what it says in a few words.  OF is the
 * sending that a result or a receipt is about, or NULL: "result: acme by fax,
 * complete, entry 2".
 */
void		 rr_fact_gist(const struct rr_fact *,
		    const struct rr_sending *of, struct rr_buf *);
/* "void: entry 4, the void of entry 2": of one that voids a void, WAS. */
void		 rr_fact_gist_back(const struct rr_fact *,
		    const struct rr_fact *was, struct rr_buf *);
/*
 * "Tue 2000-05-23 08:30", and " (Zurich)" where it was read on another clock
 * than that of HOME, the agreement's zone.
 */
void		 rr_moment_shown(struct rr_wall, const char *zone,
		    const char *home, struct rr_buf *);
/* "41" or "3/7" */
void		 rr_fact_ref(const struct rr_fact *, struct rr_buf *);
/* Of two of one day, where both have their hours. */
bool		 rr_fact_is_earlier(const struct rr_fact *,
		    const struct rr_fact *than);
/* Reads "41" or "3/7". */
bool		 rr_fact_ref_parse(const char *, int64_t *seq, int64_t *row);
/*
 * The next of those that a list names, "41 3/7", which is then the rest of it;
 * false: no more.  What is no number of an entry is passed over.  NULL is a
 * list of none.
 */
bool		 rr_fact_refs_next(const char **list, int64_t *seq,
		    int64_t *row);

/* The payload: canonical JSON without seq and row. */
void		 rr_fact_json(const struct rr_fact *, struct rr_buf *);
/* E513 when the text is no fact. */
bool		 rr_fact_parse(struct rr_arena *, const char *, size_t,
		    struct rr_fact *, struct rr_diags *);

/*
 * The rows of an entry as text, a line each: the row, a space, its payload.
 * It is filed with the entry, so that what was read of a file once does not
 * hang on how a later program would read it.
 */
void		 rr_fact_rows_text(const struct rr_fact *, size_t n,
		    struct rr_buf *);
bool		 rr_fact_rows_parse(struct rr_arena *, const char *, size_t,
		    struct rr_fact **, size_t *n, struct rr_diags *);

/*
 * The facts of one matter, in the order of (seq, row), ready for rules.
 * Voided and sealed facts are left out of `all`, but can be found by number.
 */
struct rr_facts {
	const struct rr_fact	*all;
	size_t			 n;
	int64_t			 head;		/* the last journal number */
	const struct rr_fact	*voided;
	size_t			 nvoided;
	/* those that would count, but are later than the day asked about */
	const struct rr_fact	*later;
	size_t			 nlater;
	/*
	 * Those of ALL that have a span.  An evaluation gives each the day of
	 * the world that it looks at, and puts it back: span.c.
	 */
	struct rr_fact		**spans;
	size_t			 nspans;
};

/*
 * Sorts out what counts: drops what a later VOID names, and the facts about
 * the world that are later than ON (RR_DATE_NONE: none is).
 */
struct rr_facts	*rr_facts_new(struct rr_arena *, const struct rr_fact *,
		    size_t n, rr_date on);
/* Gives each the declaration of its event or notice, where there is one. */
void		 rr_facts_declare(const struct rr_agreement *,
		    struct rr_fact *, size_t n);
/*
 * refers.c: a role or a party as it is; of "it.FIELD" what IT says there, or
 * else what that one is about says; "unknown" where neither does.  WHO and IT
 * can be NULL.
 */
const char	*rr_facts_who(const struct rr_facts *, const char *who,
		    const struct rr_fact *it);
const struct rr_fact *rr_facts_find(const struct rr_facts *, int64_t seq,
		    int64_t row);
/* The same among those that count. */
const struct rr_fact *rr_facts_live(const struct rr_facts *, int64_t seq,
		    int64_t row);
/* The void that keeps an entry, or a row of it, from counting; or NULL. */
const struct rr_fact *rr_facts_void_of(const struct rr_facts *, int64_t seq,
		    int64_t row);
/* Whether a transmission that came to this result, or NULL, gives nothing. */
bool		 rr_result_is_nothing(const struct rr_fact *result);
/* Whether a result, or NULL, says that all of it came through. */
bool		 rr_result_is_whole(const struct rr_fact *result);
/* Which of two receipts of one sending counts. */
bool		 rr_receipt_before(const struct rr_fact *,
		    const struct rr_fact *);

#endif

/*
 * kind.h: what a kind of provision is, as one constant in a file of its own.
 *
 * A provision points to its kind.  Who deals with provisions asks of that what
 * it can do and how it is shown, and knows no kind by its name.
 */
#ifndef REGRIGHTS_KIND_H
#define REGRIGHTS_KIND_H

#include <stdbool.h>
#include <stddef.h>

#define RR_RESTS(id, word, what, told, account, again)	RR_RESTS_##id,
enum rr_rests {
#include "regrights/rests.def"
	RR_RESTS_MAX
};
#undef RR_RESTS

struct rr_agreement;
struct rr_diags;
struct rr_expr;
struct rr_kind_rule;
struct rr_provision;

/* For what terms name an event, a notice, a role or a party. */
enum rr_as {
	/* what they come to can rest on such a one */
	RR_AS_ENTRY = 1,
	/* one about "it" is waited for */
	RR_AS_AWAITED = RR_AS_ENTRY << 1,
	/* what it is about can be one of those as well */
	RR_AS_OWN = RR_AS_AWAITED << 1,
	/* an expression: from when they run */
	RR_AS_START = RR_AS_OWN << 1,
	/* a role or a party */
	RR_AS_WHO = RR_AS_START << 1
};

/* FN is given an expression or a name; what it returns ends the look. */
typedef bool	 rr_reader_fn(void *ctx, const struct rr_expr *,
		    const char *name, unsigned as);

struct rr_reader {
	const struct rr_agreement	*agreement;
	rr_reader_fn			*fn;
	void				*ctx;
};

/* What stands in the lines of a finding. */
enum rr_line_of {
	RR_LINES_OTHER,
	RR_LINES_TICKS,		/* what is there, and what is not */
	RR_LINES_SUM,		/* amounts; the last is what it comes to */
	RR_LINES_PARTS		/* of what was asked, what each is given */
};

/* How a section of which it is an abstract is kept. */
enum rr_tracked { RR_TRACKED_COMPUTED, RR_TRACKED_LISTED, RR_TRACKED_SAID };

struct rr_kind {
	const char	*word;		/* "share" */
	/* where it can be met, the word before its id; or NULL */
	const char	*met_as;
	enum rr_tracked	 tracked;
	enum rr_line_of	 lines;
	/* what it comes to while sealed entries are not accounted for */
	enum rr_rests	 rests;
	bool		 deadline;	/* of the docket; else a finding */
	bool		 counts;	/* securities, votes or amounts */
	bool		 money;		/* amounts */
	bool		 votes;
	/* for the Holder that its entry names; counted on beyond the need */
	bool		 of_holder;
	bool		 of_side;	/* of what the party in "by" claims */
	/* All that its terms name; true when the look was ended. */
	bool		 (*uses)(const struct rr_reader *,
			    const struct rr_provision *);
	/* What contradicts itself in its terms; NULL: nothing can. */
	void		 (*check)(const struct rr_agreement *,
			    const struct rr_provision *, struct rr_diags *);
	/* How it is worked out (conclude_int.h); NULL: it has no findings. */
	const struct rr_kind_rule *rule;
};

#define RR_KIND(name)	extern const struct rr_kind rr_kind_##name;
#include "regrights/kind.def"
#undef RR_KIND

/* All of them; the last is NULL. */
extern const struct rr_kind *const rr_kinds[];

/* For the kinds: what can be NULL, or none, is passed over. */
bool	 rr_look_at(const struct rr_reader *, const struct rr_expr *,
	    unsigned as);
bool	 rr_look_name(const struct rr_reader *, const char *, unsigned as);
bool	 rr_look_names(const struct rr_reader *, const char *const *, size_t n,
	    unsigned as);
/* The terms of its kind, and what all kinds have in common. */
bool	 rr_look_through(const struct rr_reader *, const struct rr_provision *);

/* What can be asked of a provision of that kind, but for what it comes to. */
typedef bool	 rr_can_fn(const struct rr_kind *);
rr_can_fn	 rr_kind_runs, rr_kind_is_reached, rr_kind_adds_up;

/* Whether the terms read events or notices of that name. */
bool	 rr_terms_mention(const struct rr_agreement *,
	    const struct rr_provision *, const char *name);
/*
 * The field of entries by which what is NAME (NULL: whatever) and hangs on what
 * it names can end what was begun by each entry that names the same there;
 * NULL: none.  ASKED is the open point on which that turns, or -1.
 */
const char *rr_terms_share(const struct rr_agreement *,
	    const struct rr_provision *, const char *name, int *asked);

#endif

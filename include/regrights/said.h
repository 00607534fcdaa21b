/*
 * said.h: what an entry says of whom or what, and where else that stands.
 *
 * Who keeps an entry from sight must know what else shows its words.  Days,
 * amounts and words of a list tell nobody apart and are not looked for.
 */
#ifndef REGRIGHTS_SAID_H
#define REGRIGHTS_SAID_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "regrights/fact.h"
#include "regrights/field.h"

struct rr_agreement;
struct rr_field_decl;
struct rr_arena;

/* WHAT is its name in words, VALUE lasts as long as the call. */
typedef void	 rr_said(void *ctx, enum rr_says, const char *what,
		    const char *value);
/*
 * Calls for each thing that the fact tells.  A result or a receipt tells whose
 * it is; FACTS has its notice.
 */
void		 rr_said_each(const struct rr_agreement *,
		    const struct rr_facts *, const struct rr_fact *, rr_said *,
		    void *ctx);
/* Whether one of these things is that party. */
bool		 rr_says_party(const struct rr_agreement *,
		    const struct rr_facts *, const struct rr_fact *,
		    const char *key);

typedef void	 rr_refers(void *ctx, int64_t seq, int64_t row);
/* Calls for each entry that the fact is about, or names in a field. */
void		 rr_refers_each(const struct rr_agreement *,
		    const struct rr_fact *, rr_refers *, void *ctx);
/*
 * The field, left blank, in which F would name OF, where it names no other one
 * of that kind: it may be of any of them.  NULL: it says of which it is, or is
 * of none.
 */
const struct rr_field_decl *rr_blank_link(const struct rr_agreement *,
		    const struct rr_fact *, const struct rr_fact *of);
/* "27 3/7": those of them that are void, each once; NULL: none is. */
const char	*rr_refers_void(struct rr_arena *, const struct rr_agreement *,
		    const struct rr_facts *, const struct rr_fact *);

/* Where one thing stands in sight that the hidden entries say. */
struct rr_copy {
	/* "fax"; NULL: those that name a hidden entry by its number */
	const char	*what;
	int64_t		*entries;	/* each once, in their order */
	size_t		 n;
};

/*
 * HIDDEN are the facts of entries that are kept from sight, or are to be; the
 * others among FACTS, void ones too, are what is in sight.  A party that they
 * name and nobody else does is looked for by its key.  Texts are one when they
 * differ in signs, spaces and capitals alone; a name of four letters or more,
 * and words that are several, also count within a longer text, by whole words.
 */
size_t		 rr_copies(struct rr_arena *, const struct rr_agreement *,
		    const struct rr_facts *, const struct rr_fact *hidden,
		    size_t nhidden, struct rr_copy **);

#endif

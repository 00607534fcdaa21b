/*
 * recipients_int.h: to whom a notice went, and what is on record of each.
 */
#ifndef REGRIGHTS_APP_RECIPIENTS_INT_H
#define REGRIGHTS_APP_RECIPIENTS_INT_H

#include "app_int.h"

/* Whom a notice went to, each once, copies too. */
size_t		 rr_notice_recipients(const struct rr_case *,
		    struct rr_arena *, const struct rr_fact *notice,
		    const struct rr_party ***);
/*
 * Those of them, by key, of a sending to whom no fact of SHAPE is on record; of
 * the sendings that --by means, where it is given.
 */
struct rr_map	*rr_notice_lacks(const struct rr_case *, struct rr_arena *,
		    const struct rr_fact *notice, enum rr_shape,
		    const struct rr_args *);
/*
 * whom.c: adds the words of a list, const char * each, parted by commas: a key
 * for what is the whole name of one party, a role in small letters.  E409: one
 * of them is the name of one and, but for its capitals, more.
 */
bool		 rr_whom_words(struct rr_case *, const char *list,
		    struct rr_vec *words, struct rr_diags *);
/* Whether it went to one of them by more than one method. */
bool		 rr_notice_by_several(const struct rr_fact *notice,
		    struct rr_arena *);
/* Whether --by means that sending; left out, it means each. */
bool		 rr_sending_is_meant(const struct rr_args *,
		    const struct rr_sending *);
/*
 * Of which of its sendings a fact of that shape is on record: facts about the
 * record are, whatever day is asked about.
 */
const bool	*rr_notice_on_record(const struct rr_case *,
		    struct rr_arena *, const struct rr_fact *notice,
		    enum rr_shape);

#endif

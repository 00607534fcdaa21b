/*
 * sender_int.h: who sent a notice that came in, and whose it is; see sender.c.
 */
#ifndef REGRIGHTS_APP_SENDER_INT_H
#define REGRIGHTS_APP_SENDER_INT_H

#include "app_int.h"

struct rr_sender {
	const struct rr_party	*by;		/* NULL: of one that we sent */
	const struct rr_party	*whose;		/* as --for says, or NULL */
};

/* By --from and --for. */
bool	 rr_sender_find(struct rr_case *, const struct rr_args *,
	    struct rr_sender *, struct rr_diags *);
/* Whether a party sent it, or it is that party's. */
bool	 rr_sender_is(const struct rr_sender *, const struct rr_party *);
/* Whose it is unless the notice's own field says so: before its fields … */
void	 rr_sender_propose(struct rr_case *, const struct rr_sender *,
	    struct rr_fact *);
/* … and behind them, who sent it; E401 where it is said in two ways. */
bool	 rr_sender_set(struct rr_case *, const struct rr_sender *,
	    struct rr_fact *, struct rr_diags *);
/* Adds a line for each who is named as a Holder and was none on that day. */
void	 rr_note_no_holder(const struct rr_case *, const struct rr_fact *,
	    struct rr_out *);

#endif

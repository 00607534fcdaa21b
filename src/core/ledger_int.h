/*
 * ledger_int.h: what the files of the ledger share.
 */
#ifndef REGRIGHTS_CORE_LEDGER_INT_H
#define REGRIGHTS_CORE_LEDGER_INT_H

#include "regrights/ledger.h"
#include "regrights/map.h"
#include "regrights/vec.h"

/*
 * TOLD: what the entries come to, none of them below nothing; how much went
 * BEYOND it since it was last stated.
 */
struct rr_account {
	struct rr_stake	 stake;
	struct rr_vec	 lots;
	int64_t		 told, beyond;
	bool		 lost;		/* there is no number at all */
};

struct rr_book {
	struct rr_arena			*arena;
	const struct rr_agreement	*agreement;
	struct rr_map			*accounts;
	struct rr_held_when			 then;
	/* something is on record of a day before the one that is taken */
	bool				 begun;
};

struct rr_account *rr_account_open(struct rr_book *, const char *party,
	    const char *class_key, const char *key);
/* What is held after its last line, as the account has it. */
void	 rr_account_close_line(struct rr_account *, struct rr_lot *);
/*
 * Takes entries of one day, in the order of ALL, which it changes: what takes
 * away more than is there yet waits for what comes in on it.  Returns how many
 * still did not fit, and were taken as they are.
 */
size_t	 rr_book_take(struct rr_book *, const struct rr_fact **all, size_t n);
/* ledger_day.c: all entries of one day, in every order that can be. */
void	 rr_book_take_day(struct rr_book *, const struct rr_fact **all,
	    size_t n);

#endif

/*
 * qty.h: shares, cents, exact ratios; overflow is reported, never wrapped.
 *
 * A false return means overflow or text that is no such quantity; the caller
 * knows the place and says so.
 */
#ifndef REGRIGHTS_QTY_H
#define REGRIGHTS_QTY_H

#include <stdbool.h>
#include <stdint.h>

struct rr_buf;

typedef struct { int64_t cents; } rr_money;
typedef struct { int64_t units; } rr_shares;

struct rr_ratio {
	int64_t	num, den;	/* den > 0, in lowest terms */
};

/* "7500", "7,500.00", "$7,500.00": at most two decimals, commas in threes. */
bool	 rr_money_parse(const char *, rr_money *);
void	 rr_money_text(rr_money, struct rr_buf *);	/* "$7,500.00" */
void	 rr_money_plain(rr_money, struct rr_buf *);	/* "7500.00" */
bool	 rr_money_add(rr_money, rr_money, rr_money *);
bool	 rr_money_sub(rr_money, rr_money, rr_money *);

/* "500000", "500,000" */
bool	 rr_shares_parse(const char *, rr_shares *);
void	 rr_shares_text(rr_shares, struct rr_buf *);	/* "500,000" */
bool	 rr_shares_add(rr_shares, rr_shares, rr_shares *);

/* "2/3"; a whole number is N/1. */
bool	 rr_ratio_parse(const char *, struct rr_ratio *);
/* "3/8", "37.5%", to four decimals: nothing to the whole. */
bool	 rr_part_parse(const char *, struct rr_ratio *);
bool	 rr_ratio_of(int64_t num, int64_t den, struct rr_ratio *);
void	 rr_ratio_text(struct rr_ratio, struct rr_buf *);
/* Exact comparison of A with B: <0, 0, >0. */
int	 rr_ratio_cmp(struct rr_ratio, struct rr_ratio);

/* N times it in whole units; LEFT is set when a fraction was dropped. */
bool	 rr_ratio_scale(int64_t n, struct rr_ratio, int64_t *, bool *left);

/* A decimal integer with nothing around it, MIN to MAX. */
bool	 rr_int_parse(const char *, int64_t min, int64_t max, int64_t *);

#endif

/*
 * qty.c: shares, cents, exact ratios; overflow is reported, never wrapped.
 */
#include "regrights/qty.h"

#include <string.h>

#include "regrights/buf.h"

static bool
push_digit(int64_t *n, char c)
{
	return !__builtin_mul_overflow(*n, (int64_t)10, n) &&
	    !__builtin_add_overflow(*n, (int64_t)(c - '0'), n);
}

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* Digits, with commas in threes or with none; moves on. */
static bool
parse_whole(const char **s, int64_t *n)
{
	const char *p = *s;
	int group = 0;
	bool commas = false;

	*n = 0;
	if (!is_digit(*p))
		return false;
	for (; is_digit(*p) || *p == ','; p++) {
		if (*p == ',') {
			if (group > 3 || group == 0 || (commas && group != 3))
				return false;
			commas = true;
			group = 0;
			continue;
		}
		if (!push_digit(n, *p))
			return false;
		group++;
	}
	if (commas && group != 3)
		return false;
	*s = p;
	return true;
}

static void
add_grouped(int64_t n, struct rr_buf *b)
{
	char digits[20];
	uint64_t u = n < 0 ? (uint64_t)0 - (uint64_t)n : (uint64_t)n;
	int len = 0;

	do {
		digits[len++] = (char)('0' + u % 10);
		u /= 10;
	} while (u > 0);
	while (len-- > 0) {
		rr_buf_addc(b, digits[len]);
		if (len > 0 && len % 3 == 0)
			rr_buf_addc(b, ',');
	}
}

bool
rr_money_parse(const char *s, rr_money *out)
{
	int64_t cents = 0;

	if (*s == '$')
		s++;
	if (!parse_whole(&s, &cents))
		return false;
	if (*s == '.') {
		if (!is_digit(s[1]) || !is_digit(s[2]))
			return false;
		if (!push_digit(&cents, s[1]) || !push_digit(&cents, s[2]))
			return false;
		s += 3;
	} else if (__builtin_mul_overflow(cents, (int64_t)100, &cents))
		return false;
	out->cents = cents;
	return *s == '\0';
}

void
rr_money_text(rr_money m, struct rr_buf *b)
{
	int64_t part = m.cents % 100;

	rr_buf_printf(b, "%s$", m.cents < 0 ? "-" : "");
	add_grouped(m.cents / 100, b);
	rr_buf_printf(b, ".%02d", (int)(part < 0 ? -part : part));
}

void
rr_money_plain(rr_money m, struct rr_buf *b)
{
	int64_t part = m.cents % 100;

	rr_buf_printf(b, "%s%lld.%02d", m.cents < 0 ? "-" : "",
	    (long long)(m.cents < 0 ? -(m.cents / 100) : m.cents / 100),
	    (int)(part < 0 ? -part : part));
}

bool
rr_money_add(rr_money a, rr_money b, rr_money *out)
{
	return !__builtin_add_overflow(a.cents, b.cents, &out->cents);
}

bool
rr_money_sub(rr_money a, rr_money b, rr_money *out)
{
	return !__builtin_sub_overflow(a.cents, b.cents, &out->cents);
}

bool
rr_shares_parse(const char *s, rr_shares *out)
{
	return parse_whole(&s, &out->units) && *s == '\0';
}

void
rr_shares_text(rr_shares n, struct rr_buf *b)
{
	rr_buf_add(b, n.units < 0 ? "-" : "");
	add_grouped(n.units, b);
}

bool
rr_shares_add(rr_shares a, rr_shares b, rr_shares *out)
{
	return !__builtin_add_overflow(a.units, b.units, &out->units);
}

static int64_t
gcd(int64_t a, int64_t b)
{
	while (b != 0) {
		int64_t r = a % b;

		a = b;
		b = r;
	}
	return a;
}

bool
rr_ratio_of(int64_t num, int64_t den, struct rr_ratio *out)
{
	int64_t g;

	if (den <= 0 || num == INT64_MIN)
		return false;
	g = gcd(num < 0 ? -num : num, den);
	out->num = num / g;
	out->den = den / g;
	return true;
}

bool
rr_ratio_parse(const char *s, struct rr_ratio *out)
{
	int64_t num, den = 1;

	if (!parse_whole(&s, &num))
		return false;
	if (*s == '/') {
		s++;
		if (!parse_whole(&s, &den))
			return false;
	}
	return *s == '\0' && rr_ratio_of(num, den, out);
}

/* "37.5%", moving past the sign. */
static bool
parse_percent(const char **s, struct rr_ratio *out)
{
	int64_t num, den = 100;

	if (!parse_whole(s, &num))
		return false;
	if (**s == '.') {
		const char *first = ++*s;

		for (; is_digit(**s) && *s - first < 4; (*s)++, den *= 10)
			if (!push_digit(&num, **s))
				return false;
		if (*s == first)
			return false;
	}
	return *(*s)++ == '%' && rr_ratio_of(num, den, out);
}

bool
rr_part_parse(const char *s, struct rr_ratio *out)
{
	bool percent = strchr(s, '%') != NULL;

	return (percent ? parse_percent(&s, out) && *s == '\0' :
	    rr_ratio_parse(s, out)) && out->num <= out->den;
}

void
rr_ratio_text(struct rr_ratio r, struct rr_buf *b)
{
	rr_buf_printf(b, "%lld", (long long)r.num);
	if (r.den != 1)
		rr_buf_printf(b, "/%lld", (long long)r.den);
}

bool
rr_ratio_scale(int64_t n, struct rr_ratio r, int64_t *out, bool *left)
{
	int64_t whole, rest;

	if (__builtin_mul_overflow(n / r.den, r.num, &whole) ||
	    __builtin_mul_overflow(n % r.den, r.num, &rest) ||
	    __builtin_add_overflow(whole, rest / r.den, out))
		return false;
	*left |= rest % r.den != 0;
	return true;
}

/* Compares whole parts, then the reciprocals of what is left (Euclid). */
int
rr_ratio_cmp(struct rr_ratio a, struct rr_ratio b)
{
	int sign = 1;

	for (;;) {
		int64_t qa = a.num / a.den, ra = a.num % a.den;
		int64_t qb = b.num / b.den, rb = b.num % b.den;

		if (ra < 0) {
			qa--;
			ra += a.den;
		}
		if (rb < 0) {
			qb--;
			rb += b.den;
		}
		if (qa != qb)
			return qa < qb ? -sign : sign;
		if (ra == 0 || rb == 0)
			return ((ra > 0) - (rb > 0)) * sign;
		a = (struct rr_ratio){ a.den, ra };
		b = (struct rr_ratio){ b.den, rb };
		sign = -sign;
	}
}

bool
rr_int_parse(const char *s, int64_t min, int64_t max, int64_t *out)
{
	bool negative = *s == '-';
	int64_t n = 0;

	s += negative ? 1 : 0;
	if (!is_digit(*s) || (s[0] == '0' && s[1] != '\0'))
		return false;
	for (; is_digit(*s); s++)
		if (!push_digit(&n, *s))
			return false;
	n = negative ? -n : n;
	*out = n;
	return *s == '\0' && n >= min && n <= max;
}

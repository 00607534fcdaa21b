/*
 * name.c: when two names are one, and when they are near.
 */
#include <ctype.h>
#include <string.h>

#include "regrights/buf.h"
#include "regrights/text.h"

void
rr_text_fold(const char *s, struct rr_buf *b)
{
	struct rr_buf one = RR_BUF_INIT;
	bool space = false;
	size_t before = b->len;
	int32_t c;
	int n;

	rr_text_composed(s, false, &one);
	for (const char *p = one.s; *p != '\0'; p += n) {
		n = rr_text_decode(p, &c);
		if (rr_text_is_space(c)) {
			space = true;
			continue;
		}
		if (space && b->len > before)
			rr_buf_addc(b, ' ');
		rr_buf_addn(b, p, (size_t)n);
		space = false;
	}
	rr_buf_free(&one);
}

bool
rr_text_is_same_name(const char *a, const char *b)
{
	struct rr_buf x = RR_BUF_INIT, y = RR_BUF_INIT;
	bool same;

	rr_text_fold(a, &x);
	rr_text_fold(b, &y);
	same = strcmp(x.s, y.s) == 0;
	rr_buf_free(&x);
	rr_buf_free(&y);
	return same;
}

/* Most names are ASCII, whose forms need no tables; false: this is none. */
static bool
bare_of_ascii(const char *s, struct rr_buf *b)
{
	for (const char *p = s; *p != '\0'; p++)
		if ((unsigned char)*p >= 0x80)
			return false;
	for (; *s != '\0'; s++)
		if (isalnum((unsigned char)*s))
			rr_buf_addc(b, (char)tolower((unsigned char)*s));
	return true;
}

void
rr_text_bare(const char *s, struct rr_buf *b)
{
	struct rr_buf one = RR_BUF_INIT;
	int32_t c;
	int n;

	if (bare_of_ascii(s, b))
		return;
	rr_text_composed(s, true, &one);
	for (const char *p = one.s; *p != '\0'; p += n) {
		n = rr_text_decode(p, &c);
		if (rr_text_is_word(c))
			rr_buf_addn(b, p, (size_t)n);
	}
	rr_buf_free(&one);
}

/*
 * As Unicode lays its blocks out: Latin letters, with what marks and modifies
 * them, up to Greek; and Latin Extended Additional.
 */
static bool
is_latin(int32_t c)
{
	return (c >= 'a' && c < 0x0370) || (c >= 0x1e00 && c <= 0x1eff);
}

int32_t
rr_text_foreign(const char *s)
{
	struct rr_buf one = RR_BUF_INIT;
	bool latin = false;
	int32_t c, odd = 0;
	int n;

	/* Letters in full width, or with marks, are Latin in their forms. */
	rr_text_composed(s, true, &one);
	for (const char *p = one.s; *p != '\0'; p += n) {
		n = rr_text_decode(p, &c);
		if (!rr_text_is_word(c))
			continue;
		latin |= is_latin(c);
		if (odd == 0 && c >= 0x80 && !is_latin(c))
			odd = c;
	}
	rr_buf_free(&one);
	return latin ? odd : 0;
}

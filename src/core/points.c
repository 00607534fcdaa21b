/*
 * points.c: what the key of a reading turns on.
 */
#include <string.h>

#include "regrights/buf.h"
#include "regrights/derive.h"

static bool
has_word(const struct rr_buf *b, const char *word, size_t n)
{
	const char *p = b->s;

	while ((p = strstr(p, word)) != NULL) {
		if ((p == b->s || p[-1] == ' ') && (p[n] == ',' ||
		    p[n] == '\0'))
			return true;
		p++;
	}
	return false;
}

void
rr_points_of_key(const char *key, struct rr_buf *b)
{
	while (*key != '\0') {
		size_t n = strcspn(key, "=");
		struct rr_buf point = RR_BUF_INIT;

		rr_buf_addn(&point, key, n);
		if (!has_word(b, point.s, n))
			rr_buf_printf(b, "%s%s", b->len > 0 ? ", " : "",
			    point.s);
		rr_buf_free(&point);
		key += strcspn(key, "+");
		key += *key == '+' ? 1 : 0;
	}
}

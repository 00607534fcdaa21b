/*
 * script.c: the text of a script, checked before a line of it is run.
 *
 * It is read as other files are: UTF-8, a byte order mark in front, any line
 * ends.  What is none of a text ends it here: a line that is cut short, or was
 * never looked at, would be missed by nobody.
 */
#include <string.h>

#include "app_int.h"
#include "regrights/buf.h"
#include "regrights/load.h"
#include "regrights/text.h"

/* Every line end as LF, without the mark in front. */
static char *
with_lines(struct rr_arena *arena, const char *bytes, size_t *len)
{
	struct rr_buf b = RR_BUF_INIT;
	size_t i = *len >= 3 && memcmp(bytes, "\xef\xbb\xbf", 3) == 0 ? 3 : 0;

	rr_buf_reserve(&b, *len);
	for (; i < *len; i++)
		if (bytes[i] != '\r')
			rr_buf_addc(&b, bytes[i]);
		else if (i + 1 == *len || bytes[i + 1] != '\n')
			rr_buf_addc(&b, '\n');
	*len = b.len;
	return rr_buf_keep(&b, arena);
}

/* The first byte that is none of a text, as a place; false: there is none. */
static bool
find_bad(const char *bytes, size_t len, struct rr_pos *at, unsigned char *bad)
{
	const char *line = bytes;

	for (at->line = 1; line < bytes + len; at->line++) {
		const char *end = memchr(line, '\n', len -
		    (size_t)(line - bytes));
		size_t n = (size_t)((end != NULL ? end : bytes + len) - line);
		size_t good = 0, size = 0;

		for (at->col = 1; good < n; good += size, at->col++) {
			for (size = 1; size <= 4 && size <= n - good; size++)
				if (rr_text_is_utf8(line + good, size))
					break;
			if (size > 4 || size > n - good) {
				*bad = (unsigned char)line[good];
				return true;
			}
		}
		line += n + 1;
	}
	return false;
}

bool
rr_script_read(struct rr_arena *arena, const char *file, const char **text,
    size_t *len, struct rr_diags *diags)
{
	struct rr_pos at = { file, 0, 0 };
	unsigned char bad;
	char *bytes;

	if (!rr_load_file(arena, file, RR_LOAD_MAX, &bytes, len, diags))
		return false;
	bytes = with_lines(arena, bytes, len);
	if (find_bad(bytes, *len, &at, &bad))
		return bad == '\0' ? rr_diag(diags, RR_E_CONTROL, at,
		    "U+0000; the file is damaged or no text; nothing of it "
		    "was run, save it anew as UTF-8") : rr_diag(diags,
		    RR_E_ENCODING, at, "the byte 0x%02x begins no character "
		    "here; nothing of it was run, save the file as UTF-8",
		    (unsigned)bad);
	*text = bytes;
	return true;
}

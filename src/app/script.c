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
#include "reads_int.h"

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

/* The bytes of the character at S, of which N are left; 0: there is none. */
static size_t
character(const char *s, size_t n)
{
	for (size_t size = 1; size <= 4 && size <= n; size++)
		if (rr_text_is_utf8(s, size))
			return size;
	return 0;
}

/* The first byte that is none of a text, and its place; NULL: there is none. */
static const char *
find_bad(const char *bytes, size_t len, struct rr_pos *at)
{
	size_t size;

	at->line = at->col = 1;
	for (size_t i = 0; i < len; i += size) {
		size = character(bytes + i, len - i);
		if (size == 0)
			return bytes + i;
		at->col++;
		if (bytes[i] == '\n') {
			at->line++;
			at->col = 1;
		}
	}
	return NULL;
}

bool
rr_script_read(struct rr_app *app, struct rr_arena *arena, const char *file,
    const char **text, size_t *len, struct rr_diags *diags)
{
	struct rr_pos at = { file, 0, 0 };
	const char *bad;
	char *bytes;

	if (!rr_app_read(app, arena, file, RR_LOAD_MAX, &bytes, len, diags))
		return false;
	bytes = with_lines(arena, bytes, len);
	bad = find_bad(bytes, *len, &at);
	if (bad != NULL)
		return *bad == '\0' ? rr_diag(diags, RR_E_CONTROL, at,
		    "U+0000; the file is damaged or no text; nothing of it "
		    "was run, save it anew as UTF-8") : rr_diag(diags,
		    RR_E_ENCODING, at, "the byte 0x%02x begins no character "
		    "here; nothing of it was run, save the file as UTF-8",
		    (unsigned)(unsigned char)*bad);
	*text = bytes;
	return true;
}

bool
rr_line_begins(const struct rr_app *app, struct rr_arena *arena,
    const char *line)
{
	struct rr_diags *aside = rr_diags_new();
	const char **words;
	size_t n, used;
	bool is = rr_words_split(arena, rr_arena_strndup(arena, line,
	    strcspn(line, "\"'")), &words, &n, aside) && n > 0 &&
	    rr_cmd_find(app, words, n, &used, aside) != NULL;

	rr_diags_free(aside);
	return is;
}

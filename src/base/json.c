/*
 * json.c: JSON values, read and written.  (The only user of jansson.)
 *
 * A struct rr_json is a json_t under another name; nothing else is kept.
 */
#include "regrights/json.h"

#include <jansson.h>
#include <string.h>

#include "regrights/arena.h"
#include "regrights/buf.h"
#include "regrights/text.h"

#define DEPTH	32

static json_t *
raw(const struct rr_json *j)
{
	/* jansson's readers take no const, and change nothing. */
	return (json_t *)(uintptr_t)j;
}

static struct rr_json *
made(json_t *j)
{
	if (j == NULL)
		rr_die("a JSON value could not be made");
	return (struct rr_json *)j;
}

struct rr_json *
rr_json_object(void)
{
	return made(json_object());
}

struct rr_json *
rr_json_array(void)
{
	return made(json_array());
}

struct rr_json *
rr_json_string(const char *s)
{
	struct rr_buf b = RR_BUF_INIT;
	struct rr_json *j;

	if (s == NULL || rr_text_is_utf8(s, strlen(s)))
		return s == NULL ? rr_json_null() : made(json_string(s));
	/* Bytes that are no text, from a damaged file, are shown as such. */
	rr_text_safe(s, false, &b);
	j = made(json_string(b.s));
	rr_buf_free(&b);
	return j;
}

struct rr_json *
rr_json_int(int64_t n)
{
	return made(json_integer(n));
}

struct rr_json *
rr_json_bool(bool b)
{
	return made(json_boolean(b));
}

struct rr_json *
rr_json_null(void)
{
	return made(json_null());
}

void
rr_json_free(struct rr_json *j)
{
	json_decref(raw(j));
}

void
rr_json_set(struct rr_json *j, const char *key, struct rr_json *child)
{
	if (json_object_set_new(raw(j), key, raw(child)) != 0)
		rr_die("a JSON member could not be set");
}

void
rr_json_push(struct rr_json *j, struct rr_json *child)
{
	if (json_array_append_new(raw(j), raw(child)) != 0)
		rr_die("a JSON element could not be added");
}

bool
rr_json_is_object(const struct rr_json *j)
{
	return j != NULL && json_is_object(raw(j));
}

bool
rr_json_is_array(const struct rr_json *j)
{
	return j != NULL && json_is_array(raw(j));
}

bool
rr_json_is_null(const struct rr_json *j)
{
	return j == NULL || json_is_null(raw(j));
}

struct rr_json *
rr_json_get(const struct rr_json *j, const char *key)
{
	return (struct rr_json *)json_object_get(raw(j), key);
}

struct rr_json *
rr_json_at(const struct rr_json *j, size_t i)
{
	return (struct rr_json *)json_array_get(raw(j), i);
}

size_t
rr_json_count(const struct rr_json *j)
{
	return json_is_object(raw(j)) ? json_object_size(raw(j)) :
	    json_array_size(raw(j));
}

const char *
rr_json_key(const struct rr_json *j, size_t i)
{
	void *it = json_object_iter(raw(j));

	for (; it != NULL && i > 0; i--)
		it = json_object_iter_next(raw(j), it);
	return it == NULL ? NULL : json_object_iter_key(it);
}

const char *
rr_json_text(const struct rr_json *j)
{
	return j == NULL ? NULL : json_string_value(raw(j));
}

bool
rr_json_number(const struct rr_json *j, int64_t *out)
{
	if (j == NULL || !json_is_integer(raw(j)))
		return false;
	*out = json_integer_value(raw(j));
	return true;
}

bool
rr_json_truth(const struct rr_json *j, bool *out)
{
	if (j == NULL || !json_is_boolean(raw(j)))
		return false;
	*out = json_is_true(raw(j));
	return true;
}

/* No real number, and no deeper than DEPTH. */
static bool
is_allowed(const json_t *j, int depth)
{
	const char *key;
	json_t *child;
	size_t i;

	if (depth > DEPTH || json_is_real(j))
		return false;
	json_object_foreach((json_t *)(uintptr_t)j, key, child)
		if (!is_allowed(child, depth + 1))
			return false;
	json_array_foreach(j, i, child)
		if (!is_allowed(child, depth + 1))
			return false;
	return true;
}

struct rr_json *
rr_json_parse(const char *s, size_t len)
{
	json_t *j = json_loadb(s, len, JSON_REJECT_DUPLICATES |
	    JSON_DECODE_ANY, NULL);

	if (j != NULL && !is_allowed(j, 0)) {
		json_decref(j);
		return NULL;
	}
	return (struct rr_json *)j;
}

static int
collect(const char *bytes, size_t len, void *b)
{
	rr_buf_addn(b, bytes, len);
	return 0;
}

void
rr_json_canonical(const struct rr_json *j, struct rr_buf *b)
{
	if (json_dump_callback(raw(j), collect, b, JSON_SORT_KEYS |
	    JSON_COMPACT | JSON_ENCODE_ANY) != 0)
		rr_die("a JSON value could not be written");
}

/* As JSON writes it: \u and four digits, twice beyond the first plane. */
static void
add_escaped(int32_t code, struct rr_buf *b)
{
	unsigned c = (unsigned)code;

	if (c > 0xffff)
		rr_buf_printf(b, "\\u%04x", 0xd800 + ((c - 0x10000) >> 10));
	rr_buf_printf(b, "\\u%04x", c > 0xffff ?
	    0xdc00 + ((c - 0x10000) & 0x3ff) : c);
}

/*
 * It may go to a terminal, and means the same escaped: outside of strings,
 * where an escape would be none, all is ASCII.
 */
static void
print(const struct rr_json *j, size_t flags, struct rr_buf *b)
{
	struct rr_buf raw_text = RR_BUF_INIT;
	int32_t code;

	if (json_dump_callback(raw(j), collect, &raw_text, flags |
	    JSON_ENCODE_ANY) != 0)
		rr_die("a JSON value could not be written");
	for (const char *s = raw_text.s; *s != '\0';) {
		int n = rr_text_decode(s, &code);

		if (code >= 0x7f && rr_text_is_unsafe(code))
			add_escaped(code, b);
		else
			rr_buf_addn(b, s, (size_t)n);
		s += n;
	}
	rr_buf_free(&raw_text);
	rr_buf_addc(b, '\n');
}

void
rr_json_print(const struct rr_json *j, struct rr_buf *b)
{
	print(j, JSON_INDENT(2), b);
}

void
rr_json_line(const struct rr_json *j, struct rr_buf *b)
{
	print(j, JSON_SORT_KEYS | JSON_COMPACT, b);
}

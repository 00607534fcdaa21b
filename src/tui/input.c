/*
 * input.c: bytes of the terminal, as keys.
 *
 * A sequence is read by its grammar (ECMA-48), whole, however its bytes come,
 * and then looked up: by what terminfo says of the terminal, then in
 * sequence.def.  What is found nowhere is dropped whole: it is never taken
 * for Escape and letters.  Escape alone is a key once nothing has followed for
 * ESCAPE_MS, or for as long as ESCDELAY says on a slow line; the rest of a
 * sequence that comes after that is dropped too.
 *
 * Escape and a character that begins no sequence stay two keys, though Alt
 * sends the same: keys that are typed ahead over a slow line come so, and a
 * form that is left must not be recorded by the number of a pane.
 */
#include "tui/input_int.h"

#include <string.h>
#include <wchar.h>

#include "regrights/qty.h"
#include "regrights/text.h"

#define ESC		27
#define ESCAPE_MS	25	/* Escape alone; a key may take 30 */
#define ESCAPE_MOST	10000	/* that anybody may ask for */
#define SEQUENCE_MS	1000	/* the rest of a sequence that has begun */
#define SEQUENCE_MAX	64	/* bytes; keys have at most a dozen */
#define PASTE_ON	"[200~"
#define PASTE_OFF	"\033[201~"

#define RR_SEQUENCE(bytes, key)	{ bytes, RR_KEY_##key },
static const struct rr_sequence sequences[] = {
#include "tui/sequence.def"
};
#undef RR_SEQUENCE

#define NSEQUENCES	(sizeof(sequences) / sizeof(sequences[0]))

/* What came of looking at the first bytes. */
enum taken {
	TAKEN_MORE,		/* not all of it is there */
	TAKEN_NOTHING,		/* bytes that are no key went */
	TAKEN_KEY
};

const struct rr_sequence *
rr_sequence_at(size_t i)
{
	return i < NSEQUENCES ? &sequences[i] : NULL;
}

void
rr_input_delay(struct rr_input *in, const char *ms)
{
	int64_t n;

	in->escape_ms = ESCAPE_MS;
	if (ms != NULL && rr_int_parse(ms, 1, ESCAPE_MOST, &n))
		in->escape_ms = (int)n;
}

void
rr_input_name(struct rr_input *in, const char *bytes, int32_t code)
{
	struct rr_sequence *s = &in->named[in->nnamed];

	if (in->nnamed == RR_INPUT_NAMED || bytes[0] != ESC ||
	    bytes[1] == '\0')
		return;
	s->bytes = bytes + 1;
	s->code = code;
	in->nnamed++;
}

size_t
rr_input_add(struct rr_input *in, const char *bytes, size_t n)
{
	size_t room = RR_INPUT_MAX - in->n;

	n = n < room ? n : room;
	memcpy(in->bytes + in->n, bytes, n);
	in->n += n;
	in->bytes[in->n] = '\0';
	in->quiet &= n == 0;
	return n;
}

static void
drop(struct rr_input *in, size_t n)
{
	in->n -= n;
	memmove(in->bytes, in->bytes + n, in->n + 1);
	in->quiet = false;
}

static bool
is_between(char c, char from, char to)
{
	return c >= from && c <= to;
}

/* Whether the N bytes S are those of the table; '*' stands for a number. */
static bool
is_sequence(const char *of, const char *s, size_t n)
{
	const char *end = s + n;

	for (; *of != '\0'; of++) {
		if (*of == '*' && s < end && is_between(*s, '0', '9')) {
			while (s < end && is_between(*s, '0', '9'))
				s++;
			continue;
		}
		if (s == end || *s != *of)
			return false;
		s++;
	}
	return s == end;
}

/* The key of the N bytes behind Escape; 0: it is not known. */
static int32_t
find(const struct rr_input *in, const char *s, size_t n)
{
	for (size_t i = 0; i < in->nnamed; i++)
		if (strlen(in->named[i].bytes) == n &&
		    memcmp(in->named[i].bytes, s, n) == 0)
			return in->named[i].code;
	for (size_t i = 0; i < NSEQUENCES; i++)
		if (is_sequence(sequences[i].bytes, s, n))
			return sequences[i].code;
	return 0;
}

/*
 * The length of what begins with '[': parameters, then what closes them.  0:
 * it is not whole.  The Linux console sends another '[' first; a dollar closes
 * one number (rxvt); the old report of a mouse has three bytes more.  What
 * cannot stand in it ends it.
 */
static size_t
bracket_len(const char *s, size_t n)
{
	size_t i = 1;

	if (n > 1 && s[1] == '[')
		return n < 3 ? 0 : is_between(s[2], '@', '~') ? 3 : 2;
	while (i < n && is_between(s[i], '0', '?'))
		i++;
	if (i < n && i > 1 && s[i] == '$' &&
	    strspn(s + 1, "0123456789") == i - 1)
		return i + 1;
	while (i < n && is_between(s[i], ' ', '/'))
		i++;
	if (i == n)
		return i < SEQUENCE_MAX ? 0 : i;
	if (i == 1 && s[1] == 'M' && n >= 5 && is_between(s[2], ' ', '~') &&
	    s[3] > ' ' && s[4] > ' ')
		return 5;
	return is_between(s[i], '@', '~') ? i + 1 : i;
}

/* The length of what begins with 'O'; 0: it is not whole. */
static size_t
letter_len(const char *s, size_t n)
{
	size_t i = 1;

	while (i < n && (is_between(s[i], '0', '9') || s[i] == ';'))
		i++;
	if (i == n)
		return i < SEQUENCE_MAX ? 0 : i;
	return is_between(s[i], ' ', '~') ? i + 1 : i;
}

/* A sequence of terminfo's own that is no such; 0: it is none, or a part. */
static size_t
named_len(const struct rr_input *in, const char *s, size_t n, bool *part)
{
	size_t best = 0;

	for (size_t i = 0; i < in->nnamed; i++) {
		const char *of = in->named[i].bytes;
		size_t len = strlen(of), same = len < n ? len : n;

		if (memcmp(of, s, same) != 0)
			continue;
		*part |= len > n;
		best = len <= n && len > best ? len : best;
	}
	return best;
}

static enum taken
take_key(struct rr_input *in, size_t n, int32_t code, struct rr_press *p)
{
	drop(in, n);
	p->code = code;
	return code > 0 ? TAKEN_KEY : TAKEN_NOTHING;
}

/* Escape and what else stands there are two keys. */
static enum taken
take_escape(struct rr_input *in, struct rr_press *p)
{
	in->late = in->n == 1;
	return take_key(in, 1, RR_KEY_ESCAPE, p);
}

static enum taken
take_sequence(struct rr_input *in, struct rr_press *p)
{
	const char *s = in->bytes + 1;
	size_t n = in->n - 1, len;
	int32_t code;

	len = s[0] == '[' ? bracket_len(s, n) : letter_len(s, n);
	if (len == 0 && in->quiet)
		len = n;
	if (len == 0)
		return TAKEN_MORE;
	if (is_sequence(PASTE_ON, s, len))
		in->pasting = true;
	code = find(in, s, len);
	return take_key(in, 1 + len, code, p);
}

/* Alt and a key that sends a sequence: known or not, it means nothing here. */
static enum taken
take_double(struct rr_input *in, struct rr_press *p)
{
	const char *s = in->bytes + 2;
	size_t n = in->n - 2, len;

	if (n == 0 && !in->quiet)
		return TAKEN_MORE;
	if (n == 0 || (s[0] != '[' && s[0] != 'O'))
		return take_key(in, 1, RR_KEY_ESCAPE, p);
	len = s[0] == '[' ? bracket_len(s, n) : letter_len(s, n);
	if (len == 0 && in->quiet)
		len = n;
	return len == 0 ? TAKEN_MORE : take_key(in, 2 + len, 0, p);
}

static enum taken
take_from_escape(struct rr_input *in, struct rr_press *p)
{
	const char *s = in->bytes + 1;
	bool part = false;
	size_t len;

	if (in->n == 1)
		return in->quiet ? take_escape(in, p) : TAKEN_MORE;
	if (s[0] == '[' || s[0] == 'O')
		return take_sequence(in, p);
	if (s[0] == ESC)
		return take_double(in, p);
	len = named_len(in, s, in->n - 1, &part);
	if (len > 0)
		return take_key(in, 1 + len, find(in, s, len), p);
	if (part && !in->quiet)
		return TAKEN_MORE;
	if (find(in, s, 1) != 0)
		return take_key(in, 2, find(in, s, 1), p);
	if (s[0] == '\0' || strchr("]PX^_", s[0]) == NULL)
		return take_escape(in, p);
	in->in_string = true;
	return take_key(in, 2, 0, p);
}

/* A report ends with a bell or ESC \, or with what cannot stand in one. */
static enum taken
take_string(struct rr_input *in, struct rr_press *p)
{
	size_t i = 0;
	char end;

	while (i < in->n && (unsigned char)in->bytes[i] >= ' ')
		i++;
	if (i == in->n)
		return take_key(in, i, 0, p);
	end = in->bytes[i];
	if (end == ESC && i + 1 == in->n && !in->quiet)
		return i > 0 ? take_key(in, i, 0, p) : TAKEN_MORE;
	in->in_string = false;
	if (end == ESC && in->bytes[i + 1] == '\\')
		i += 2;
	else if (end == '\a' || end == 0x18 || end == 0x1a)
		i++;
	return take_key(in, i, 0, p);
}

static int32_t
control(char c)
{
	if (c == '\r' || c == '\n')
		return RR_KEY_ENTER;
	if (c == '\t')
		return RR_KEY_TAB;
	return c == 0x7f ? RR_KEY_BACKSPACE : c;
}

/* How many bytes a character of UTF-8 has by its first; 1: it is none. */
static size_t
utf8_len(unsigned char c)
{
	return c < 0xc2 ? 1 : c < 0xe0 ? 2 : c < 0xf0 ? 3 : c < 0xf5 ? 4 : 1;
}

/* A character beyond ASCII; what is none is dropped. */
static enum taken
take_wide(struct rr_input *in, struct rr_press *p)
{
	mbstate_t state;
	wchar_t wide;
	size_t n;

	if (in->utf8) {
		int32_t code;
		size_t len;

		n = utf8_len((unsigned char)in->bytes[0]);
		if (n > in->n && !in->quiet)
			return TAKEN_MORE;
		len = (size_t)rr_text_decode(in->bytes, &code);
		return take_key(in, len, len == 1 ? 0 : code, p);
	}
	memset(&state, 0, sizeof(state));
	n = mbrtowc(&wide, in->bytes, in->n, &state);
	if (n == (size_t)-2 && !in->quiet)
		return TAKEN_MORE;
	if (n == 0 || n > in->n)
		return take_key(in, 1, 0, p);
	return take_key(in, n, (int32_t)wide, p);
}

static enum taken
take_plain(struct rr_input *in, struct rr_press *p)
{
	if ((unsigned char)in->bytes[0] >= 0x80)
		return take_wide(in, p);
	return take_key(in, 1, control(in->bytes[0]), p);
}

/*
 * All is text until its end comes, which may come in pieces, or Escape alone:
 * the end can be lost on its way.
 */
static enum taken
take_pasted(struct rr_input *in, struct rr_press *p)
{
	size_t len = strlen(PASTE_OFF), n = in->n < len ? in->n : len;

	if (in->bytes[0] != ESC)
		return take_plain(in, p);
	if (memcmp(in->bytes, PASTE_OFF, n) != 0)
		return take_key(in, 1, 0, p);
	if (n == 1 && in->quiet) {
		in->pasting = false;
		in->late = true;
		return take_key(in, 1, 0, p);
	}
	if (n < len)
		return TAKEN_MORE;
	in->pasting = false;
	return take_key(in, len, 0, p);
}

/* The rest of a sequence whose Escape has been dealt with already. */
static enum taken
take_late(struct rr_input *in, struct rr_press *p)
{
	size_t len = 0;

	if (in->bytes[0] == '[')
		len = bracket_len(in->bytes, in->n);
	else if (in->bytes[0] == 'O' && in->n > 1 &&
	    find(in, in->bytes, 2) != 0)
		len = 2;
	if (len == 0 && in->bytes[0] == '[' && !in->quiet)
		return TAKEN_MORE;
	in->late = false;
	in->pasting = len > 0 && is_sequence(PASTE_ON, in->bytes, len);
	return len > 0 ? take_key(in, len, 0, p) : TAKEN_NOTHING;
}

static enum taken
take(struct rr_input *in, struct rr_press *p)
{
	if (in->in_string)
		return take_string(in, p);
	if (in->pasting)
		return take_pasted(in, p);
	if (in->late)
		return take_late(in, p);
	if (in->bytes[0] == ESC)
		return take_from_escape(in, p);
	return take_plain(in, p);
}

bool
rr_input_key(struct rr_input *in, struct rr_press *p)
{
	enum taken taken = TAKEN_NOTHING;

	p->text = NULL;
	while (in->n > 0 && taken == TAKEN_NOTHING) {
		p->pasted = in->pasting;
		taken = take(in, p);
	}
	return taken == TAKEN_KEY;
}

bool
rr_input_stops(struct rr_input *in, bool q)
{
	struct rr_input rest = *in;
	struct rr_press p;

	while (rr_input_key(&rest, &p)) {
		if (p.pasted)
			continue;
		if (p.code == RR_KEY_ESCAPE || p.code == ('C' & 0x1f)) {
			*in = rest;
			return true;
		}
		if (q && (p.code == 'q' || p.code == RR_KEY_F10))
			return true;
	}
	return false;
}

bool
rr_input_is_alone(const struct rr_input *in)
{
	return in->n > 0 && in->bytes[in->n - 1] == ESC && !in->quiet &&
	    !in->pasting && !in->in_string;
}

int
rr_input_wait(const struct rr_input *in)
{
	bool escape = in->n == 1 || (in->n == 2 && in->bytes[1] == ESC);

	if (in->pasting)
		return in->n == 1 && in->bytes[0] == ESC ? in->escape_ms : -1;
	if (in->n == 0 && !in->late && !in->in_string)
		return -1;
	return escape && in->bytes[0] == ESC && !in->in_string ?
	    in->escape_ms : in->escape_ms > SEQUENCE_MS ? in->escape_ms :
	    SEQUENCE_MS;
}

void
rr_input_quiet(struct rr_input *in)
{
	in->quiet = in->n > 0;
	if (in->n == 0)
		in->late = in->in_string = false;
}

/*
 * yaml.c: a YAML file as positioned nodes.  (Uses libyaml's events only.)
 *
 * libyaml has no limits of its own and lets through much that a careful
 * reader must not: keys given twice, further documents, escapes for control
 * characters, UTF-16.  All of it is refused here.  The number of values, the
 * size of each and the depth are bounded before the next event is asked for.
 *
 * Every plain value stays text; what it means, the reader of the key decides.
 */
#include "yaml_int.h"

#include <string.h>
#include <yaml.h>

#include "regrights/arena.h"
#include "regrights/map.h"
#include "regrights/text.h"
#include "regrights/vec.h"

const struct rr_yaml_limits rr_yaml_limits = { 64 * 1024, 20000, 16 };

struct reader {
	struct rr_arena			*arena;
	const char			*file;
	const char			*bytes;
	size_t				 len;
	const struct rr_yaml_limits	*limits;
	yaml_parser_t			 parser;
	yaml_event_t			 event;
	size_t				 values;
	bool				 twice;	/* a key was given twice */
	struct rr_diags			*diags;
};

static struct rr_pos
place(const struct reader *r, const yaml_mark_t *m)
{
	struct rr_pos pos = { r->file, (unsigned)m->line + 1,
	    (unsigned)m->column + 1 };

	return pos;
}

/* Line and column of a byte, for errors that libyaml gives no mark. */
static struct rr_pos
place_of_byte(const struct reader *r, size_t offset)
{
	struct rr_pos pos = { r->file, 1, 1 };
	const char *b = r->bytes;
	size_t i = r->len >= 3 && memcmp(b, "\xef\xbb\xbf", 3) == 0 ? 3 : 0;

	for (; i < offset && i < r->len; i++) {
		bool crlf = b[i] == '\r' && i + 1 < r->len && b[i + 1] == '\n';

		if (b[i] == '\n' || (b[i] == '\r' && !crlf)) {
			pos.line++;
			pos.col = 1;
		} else if (!crlf && ((unsigned char)b[i] & 0xc0) != 0x80)
			pos.col++;
	}
	return pos;
}

static bool
encoding_error(struct reader *r)
{
	const char *problem = r->parser.problem;
	size_t i = r->parser.problem_offset;

	if (strncmp(problem, "control", 7) == 0)
		return rr_diag(r->diags, RR_E_CONTROL, place_of_byte(r, i),
		    "U+%04X; take it out", (unsigned)r->parser.problem_value);
	/* The culprit is the byte that began what did not go on. */
	if (strncmp(problem, "invalid trailing", 16) == 0)
		do
			i--;
		while (i > 0 && ((unsigned char)r->bytes[i] & 0xc0) == 0x80);
	return rr_diag(r->diags, RR_E_ENCODING, place_of_byte(r, i),
	    "the byte 0x%02x begins no character here; save the file as "
	    "UTF-8", i < r->len ? (unsigned char)r->bytes[i] : 0u);
}

/* What libyaml says, what to do about it, and whether its start helps. */
static const struct {
	const char	*problem, *remedy;
	bool		 begun;
} remedies[] = {
	{ "mapping values are not allowed in this context",
	    "a colon stands where none can; put a value that holds ': ' in "
	    "quotes", false },
	{ "did not find expected key",
	    "a key is expected here; look at how far this line is indented, "
	    "and at the quotes above it", false },
	{ "could not find expected ':'",
	    "the line before has no colon; write KEY: VALUE", false },
	{ "did not find expected '-' indicator",
	    "an entry of a list is expected here; begin it with '- ', below "
	    "the others", false },
	{ "block sequence entries are not allowed in this context",
	    "'- ' cannot stand here; begin the list on a line of its own",
	    false },
	{ "did not find expected ',' or ']'",
	    "',' or ']' is expected here, to end a list", true },
	{ "did not find expected ',' or '}'",
	    "',' or '}' is expected here, to end a mapping", true },
	{ "found unexpected end of stream",
	    "a quotation mark is missing, to end a text", true },
	{ "found character that cannot start any token",
	    "no value begins with this character; indent with spaces, and put "
	    "a value that begins with @, % or ` in quotes", false },
	{ "found unknown escape character",
	    "a backslash in double quotes; use single quotes", false }
};

static bool
syntax_error(struct reader *r)
{
	const yaml_parser_t *p = &r->parser;
	const char *problem = p->problem != NULL ? p->problem : "unreadable";
	struct rr_pos at = place(r, &p->problem_mark);

	if (p->error == YAML_READER_ERROR)
		return encoding_error(r);
	if (strcmp(problem, "did not find expected <document start>") == 0)
		return rr_diag(r->diags, RR_E_DOCUMENTS, at,
		    "the first has ended above this line");
	for (size_t i = 0; i < sizeof(remedies) / sizeof(remedies[0]); i++) {
		if (strcmp(remedies[i].problem, problem) != 0)
			continue;
		if (!remedies[i].begun)
			return rr_diag(r->diags, RR_E_SYNTAX, at, "%s",
			    remedies[i].remedy);
		return rr_diag(r->diags, RR_E_SYNTAX, at,
		    "%s that begins on line %zu", remedies[i].remedy,
		    p->context_mark.line + 1);
	}
	return rr_diag(r->diags, RR_E_SYNTAX, at, "%s", problem);
}

/* The next event, in place of the one before. */
static bool
next(struct reader *r)
{
	yaml_event_delete(&r->event);
	memset(&r->event, 0, sizeof(r->event));
	if (!yaml_parser_parse(&r->parser, &r->event))
		return syntax_error(r);
	return true;
}

static bool
no_alias(struct reader *r, struct rr_pos at, char sign,
    const yaml_char_t *name)
{
	return rr_diag(r->diags, RR_E_ALIAS, at,
	    "'%c%s'; write the value out", sign, (const char *)name);
}

static bool
no_tag(struct reader *r, struct rr_pos at, const char *tag)
{
	const char *usual = "tag:yaml.org,2002:";
	bool is_usual = strncmp(tag, usual, strlen(usual)) == 0;

	return rr_diag(r->diags, RR_E_TAG, at, "'%s%s'; leave it out",
	    is_usual ? "!!" : "", is_usual ? tag + strlen(usual) : tag);
}

/* The character at byte BAD of a text that is UTF-8 as far as that. */
static bool
wrong_character(struct reader *r, struct rr_pos at, const char *text,
    size_t bad)
{
	size_t before = 0;
	int32_t code = 0;

	for (size_t i = 0; i < bad; i++)
		before += ((unsigned char)text[i] & 0xc0) != 0x80;
	if (text[bad] != '\0')
		rr_text_decode(text + bad, &code);
	return rr_diag(r->diags, RR_E_CONTROL, at,
	    "U+%04X, as character %zu of this text; take it out",
	    (unsigned)code, before + 1);
}

static bool
check_scalar(struct reader *r, struct rr_pos at)
{
	const char *tag = (const char *)r->event.data.scalar.tag;
	const char *text = (const char *)r->event.data.scalar.value;
	size_t len = r->event.data.scalar.length;
	size_t bad;

	if (r->event.data.scalar.anchor != NULL)
		return no_alias(r, at, '&', r->event.data.scalar.anchor);
	if (tag != NULL && strcmp(tag, YAML_STR_TAG) != 0)
		return no_tag(r, at, tag);
	if (len > r->limits->scalar)
		return rr_diag(r->diags, RR_E_SIZE, at,
		    "a value of %zu bytes; at most %zu in one value", len,
		    r->limits->scalar);
	return rr_text_is_plain(text, len, true, &bad) ? true :
	    wrong_character(r, at, text, bad);
}

static bool	 read_node(struct reader *, int depth, struct rr_node **);

static bool
check_collection(struct reader *r, struct rr_pos at, int depth,
    const yaml_char_t *anchor, const yaml_char_t *tag)
{
	if (anchor != NULL)
		return no_alias(r, at, '&', anchor);
	if (tag != NULL)
		return no_tag(r, at, (const char *)tag);
	if (depth >= r->limits->depth)
		return rr_diag(r->diags, RR_E_DEPTH, at,
		    "at most %d levels", r->limits->depth);
	return true;
}

static bool
read_list(struct reader *r, int depth, struct rr_node *node)
{
	struct rr_vec items = RR_VEC_INIT(struct rr_node *);

	node->kind = RR_NODE_LIST;
	if (!next(r))
		return false;
	while (r->event.type != YAML_SEQUENCE_END_EVENT) {
		struct rr_node *one;

		if (!read_node(r, depth + 1, &one) || !next(r))
			return false;
		*(struct rr_node **)rr_vec_add(r->arena, &items) = one;
	}
	node->items = items.items;
	node->n = items.n;
	return true;
}

static bool
read_key(struct reader *r, struct rr_map *seen, struct rr_node_pair *pair)
{
	struct rr_pos at = place(r, &r->event.start_mark);
	const struct rr_pos *since;
	struct rr_pos *mine;

	if (r->event.type == YAML_ALIAS_EVENT)
		return no_alias(r, at, '*', r->event.data.alias.anchor);
	if (r->event.type != YAML_SCALAR_EVENT)
		return rr_diag(r->diags, RR_E_KEYTYPE, at,
		    "a list or a mapping stands where a key is expected");
	if (!check_scalar(r, at))
		return false;
	pair->key = rr_arena_strndup(r->arena,
	    (const char *)r->event.data.scalar.value,
	    r->event.data.scalar.length);
	pair->key_at = at;
	if (strcmp(pair->key, "<<") == 0)
		return rr_diag(r->diags, RR_E_ALIAS, at,
		    "'<<'; write the keys out");
	if (pair->key[0] == '\0' || strchr(pair->key, '\n') != NULL)
		return rr_diag(r->diags, RR_E_KEYTYPE, at,
		    "'%s'; write KEY: VALUE, the key on one line", pair->key);
	since = rr_map_find(seen, pair->key);
	if (since != NULL) {
		/* The parse goes on, to find them all. */
		rr_diag_since(r->diags, RR_E_TWICE, at, *since, "'%s'",
		    pair->key);
		r->twice = true;
		return true;
	}
	mine = rr_arena_alloc(r->arena, sizeof(*mine));
	*mine = at;
	rr_map_set(seen, pair->key, mine);
	return true;
}

static bool
read_map(struct reader *r, int depth, struct rr_node *node)
{
	struct rr_vec pairs = RR_VEC_INIT(struct rr_node_pair);
	struct rr_map *seen = rr_map_new(r->arena);

	node->kind = RR_NODE_MAP;
	if (!next(r))
		return false;
	while (r->event.type != YAML_MAPPING_END_EVENT) {
		struct rr_node_pair pair;

		if (!read_key(r, seen, &pair) || !next(r) ||
		    !read_node(r, depth + 1, &pair.value) || !next(r))
			return false;
		*(struct rr_node_pair *)rr_vec_add(r->arena, &pairs) = pair;
	}
	node->pairs = pairs.items;
	node->npairs = pairs.n;
	return true;
}

/* The node that the present event begins. */
static bool
read_node(struct reader *r, int depth, struct rr_node **out)
{
	struct rr_pos at = place(r, &r->event.start_mark);
	struct rr_node *node = rr_arena_alloc(r->arena, sizeof(*node));

	*out = node;
	node->at = at;
	if (++r->values > r->limits->values)
		return rr_diag(r->diags, RR_E_EVENTS, at,
		    "at most %zu", r->limits->values);
	switch (r->event.type) {
	case YAML_SCALAR_EVENT:
		node->kind = RR_NODE_SCALAR;
		if (!check_scalar(r, at))
			return false;
		node->text = rr_arena_strndup(r->arena,
		    (const char *)r->event.data.scalar.value,
		    r->event.data.scalar.length);
		return true;
	case YAML_SEQUENCE_START_EVENT:
		return check_collection(r, at, depth,
		    r->event.data.sequence_start.anchor,
		    r->event.data.sequence_start.tag) &&
		    read_list(r, depth, node);
	case YAML_MAPPING_START_EVENT:
		return check_collection(r, at, depth,
		    r->event.data.mapping_start.anchor,
		    r->event.data.mapping_start.tag) &&
		    read_map(r, depth, node);
	case YAML_ALIAS_EVENT:
		return no_alias(r, at, '*', r->event.data.alias.anchor);
	default:
		return rr_diag(r->diags, RR_E_SYNTAX, at,
		    "a value is expected");
	}
}

static bool
read_document(struct reader *r, struct rr_node **out)
{
	const struct rr_pos start = { r->file, 1, 1 };

	if (!next(r) || !next(r))	/* the start of the stream */
		return false;
	if (r->event.type == YAML_STREAM_END_EVENT)
		return rr_diag(r->diags, RR_E_EMPTY, start, "%s",
		    "a mapping is expected, KEY: VALUE");
	if (!next(r) || !read_node(r, 0, out) || !next(r) || !next(r))
		return false;
	if (r->event.type != YAML_STREAM_END_EVENT)
		return rr_diag(r->diags, RR_E_DOCUMENTS,
		    place(r, &r->event.start_mark), "%s",
		    "a second one begins here");
	return true;
}

bool
rr_yaml_parse(struct rr_arena *arena, const char *file, const char *bytes,
    size_t len, const struct rr_yaml_limits *limits, struct rr_node **out,
    struct rr_diags *diags)
{
	static const char bom[] = "\xef\xbb\xbf";
	struct reader r;
	bool ok;

	/* libyaml takes it for a column, and then ends the first mapping. */
	if (len >= strlen(bom) && memcmp(bytes, bom, strlen(bom)) == 0) {
		bytes += strlen(bom);
		len -= strlen(bom);
	}
	memset(&r, 0, sizeof(r));
	r.arena = arena;
	r.file = file;
	r.bytes = bytes;
	r.len = len;
	r.limits = limits;
	r.diags = diags;
	if (!yaml_parser_initialize(&r.parser))
		rr_die("out of memory");
	yaml_parser_set_encoding(&r.parser, YAML_UTF8_ENCODING);
	yaml_parser_set_input_string(&r.parser, (const unsigned char *)bytes,
	    len);
	ok = read_document(&r, out) && !r.twice;
	yaml_event_delete(&r.event);
	yaml_parser_delete(&r.parser);
	return ok;
}

const struct rr_node_pair *
rr_node_find(const struct rr_node *map, const char *key)
{
	for (size_t i = 0; i < map->npairs; i++)
		if (strcmp(map->pairs[i].key, key) == 0)
			return &map->pairs[i];
	return NULL;
}

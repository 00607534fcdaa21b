/*
 * change.c: a file of an agreement, changed in one place.
 *
 * The text is written anew from the nodes: the parts of the file each on a
 * line, all below them in flow style, every value in quotes but the changed
 * one, which stands as it is.
 */
#include <string.h>

#include "change.h"
#include "regrights/arena.h"

#define COUNT(a)	(sizeof(a) / sizeof((a)[0]))
#define NOT_A_KEY	"zzz_key"

/* Texts in the place of a value: each type, at its edges and beyond. */
static const char *const values[] = { "", "~", "yes", "0", "7", "-1",
    "99999999999999999999", "2/3", "0/0", "7,500.00", "2002-02-30",
    "2002-03-01", "9999-12-31", "25:00", "\"17:30\"", "it", "word",
    "two words", "Upper Case", "\"\"", "\" \"", "\"a\\nb\"", "[]", "[[]]",
    "[word, [it]]", "[{}]", "{}", "{word: it}", "{" NOT_A_KEY ": [7]}",
    "\"it.\"", "\"((\"", "\"if it\"", "&a word", "!!int 7" };

static const char *
of_length(struct rr_arena *arena, size_t n)
{
	char *s = rr_arena_alloc(arena, n + 1);

	memset(s, 'x', n);
	return s;
}

static void
add(struct rr_arena *arena, struct rr_vec *all, struct change c)
{
	*(struct change *)rr_vec_add(arena, all) = c;
}

static void
add_values(struct rr_arena *arena, const struct rr_node *node,
    struct rr_vec *all)
{
	for (size_t i = 0; i < COUNT(values); i++)
		add(arena, all, (struct change){ .at = node,
		    .kind = CHANGE_VALUE, .text = values[i] });
	add(arena, all, (struct change){ .at = node, .kind = CHANGE_VALUE,
	    .text = of_length(arena, 5000) });
	add(arena, all, (struct change){ .at = node, .kind = CHANGE_WRAP });
}

/* What the pairs of a mapping, or the entries of a list, allow. */
static void
add_parts(struct rr_arena *arena, const struct rr_node *node,
    struct rr_vec *all)
{
	bool map = node->kind == RR_NODE_MAP;
	size_t n = map ? node->npairs : node->n;

	for (size_t i = 0; i < n; i++) {
		add(arena, all, (struct change){ .at = node,
		    .kind = CHANGE_DROP, .i = i });
		add(arena, all, (struct change){ .at = node,
		    .kind = CHANGE_TWICE, .i = i, .never = map });
	}
	if (n > 0)
		add(arena, all, (struct change){ .at = node,
		    .kind = CHANGE_FIRST });
	add(arena, all, (struct change){ .at = node,
	    .kind = map ? CHANGE_ENTRIES : CHANGE_MAPPING });
}

static void
add_keys(struct rr_arena *arena, const struct rr_node *node,
    struct rr_vec *all)
{
	for (size_t i = 0; i < node->npairs; i++) {
		add(arena, all, (struct change){ .at = node,
		    .kind = CHANGE_KEY, .i = i, .text = rr_arena_printf(arena,
		    "%sx", node->pairs[i].key) });
		add(arena, all, (struct change){ .at = node,
		    .kind = CHANGE_KEY, .i = i, .text = NOT_A_KEY });
		add(arena, all, (struct change){ .at = node,
		    .kind = CHANGE_KEY, .i = i, .text = "[]", .never = true });
	}
	add(arena, all, (struct change){ .at = node, .kind = CHANGE_MORE,
	    .text = NOT_A_KEY });
}

void
changes_of(struct rr_arena *arena, const struct rr_node *node,
    struct rr_vec *all)
{
	add_values(arena, node, all);
	if (node->kind == RR_NODE_SCALAR)
		return;
	add_parts(arena, node, all);
	if (node->kind == RR_NODE_MAP)
		add_keys(arena, node, all);
	for (size_t i = 0; i < node->npairs; i++)
		changes_of(arena, node->pairs[i].value, all);
	for (size_t i = 0; i < node->n; i++)
		changes_of(arena, node->items[i], all);
}

static void
put_quoted(const char *s, struct rr_buf *b)
{
	rr_buf_addc(b, '"');
	for (; *s != '\0'; s++)
		if (*s == '\n')
			rr_buf_add(b, "\\n");
		else {
			if (*s == '"' || *s == '\\')
				rr_buf_addc(b, '\\');
			rr_buf_addc(b, *s);
		}
	rr_buf_addc(b, '"');
}

static void	 put(const struct rr_node *, const struct change *,
		    struct rr_buf *);

static void
put_pair(const struct rr_node *node, size_t i, const struct change *c,
    struct rr_buf *b)
{
	bool key = c != NULL && c->at == node && c->kind == CHANGE_KEY &&
	    c->i == i;

	if (key)
		rr_buf_add(b, c->text);
	else
		put_quoted(node->pairs[i].key, b);
	rr_buf_add(b, ": ");
	put(node->pairs[i].value, c, b);
}

/* The entries or pairs of NODE, each END after it. */
static void
put_parts(const struct rr_node *node, const struct change *c,
    const char *end, struct rr_buf *b)
{
	bool here = c != NULL && c->at == node;
	bool map = node->kind == RR_NODE_MAP;
	size_t n = map ? node->npairs : node->n;

	for (size_t i = 0; i < n; i++) {
		int times = !here || c->i != i ? 1 : c->kind == CHANGE_DROP ?
		    0 : c->kind == CHANGE_TWICE ? 2 : 1;

		while (times-- > 0) {
			if (map)
				put_pair(node, i, c, b);
			else
				put(node->items[i], c, b);
			rr_buf_add(b, end);
		}
	}
	if (here && c->kind == CHANGE_MORE)
		rr_buf_printf(b, "%s: 7%s", c->text, end);
}

static void
put_plain(const struct rr_node *node, const struct change *c,
    struct rr_buf *b)
{
	if (node->kind == RR_NODE_SCALAR) {
		put_quoted(node->text, b);
		return;
	}
	rr_buf_addc(b, node->kind == RR_NODE_MAP ? '{' : '[');
	put_parts(node, c, ", ", b);
	rr_buf_addc(b, node->kind == RR_NODE_MAP ? '}' : ']');
}

/* The values of a mapping as a list, or a list as a mapping. */
static void
put_other(const struct rr_node *node, struct rr_buf *b)
{
	bool map = node->kind == RR_NODE_MAP;

	rr_buf_addc(b, map ? '[' : '{');
	for (size_t i = 0; i < (map ? node->npairs : node->n); i++) {
		if (!map)
			rr_buf_printf(b, "k%zu: ", i);
		put_plain(map ? node->pairs[i].value : node->items[i], NULL,
		    b);
		rr_buf_add(b, ", ");
	}
	rr_buf_addc(b, map ? ']' : '}');
}

static void
put(const struct rr_node *node, const struct change *c, struct rr_buf *b)
{
	if (c == NULL || c->at != node) {
		put_plain(node, c, b);
	} else if (c->kind == CHANGE_VALUE) {
		rr_buf_add(b, c->text);
	} else if (c->kind == CHANGE_WRAP) {
		rr_buf_addc(b, '[');
		put_plain(node, NULL, b);
		rr_buf_addc(b, ']');
	} else if (c->kind == CHANGE_FIRST) {
		put_plain(node->kind == RR_NODE_MAP ? node->pairs[0].value :
		    node->items[0], NULL, b);
	} else if (c->kind == CHANGE_ENTRIES || c->kind == CHANGE_MAPPING) {
		put_other(node, b);
	} else
		put_plain(node, c, b);
}

void
changed_text(const struct rr_node *node, const struct change *c,
    struct rr_buf *b)
{
	bool parts = c == NULL || c->at != node || c->kind >= CHANGE_DROP;

	rr_buf_clear(b);
	if (node->kind == RR_NODE_MAP && parts)
		put_parts(node, c, "\n", b);
	else
		put(node, c, b);
	rr_buf_addc(b, '\n');
}

void
change_say(const struct change *c, struct rr_buf *b)
{
	static const char *const words[] = { "value", "in a list",
	    "its first", "its values", "a mapping", "left out", "twice",
	    "key", "one more key" };

	rr_buf_printf(b, "%s:%u:%u: %s %zu '%.40s'", c->at->at.file,
	    c->at->at.line, c->at->at.col, words[c->kind], c->i,
	    c->text != NULL ? c->text : "");
}

/*
 * load_agreement.c: an agreement from its YAML file.
 *
 * The parts are read in the order of parts.def, some of them twice.  Each adds
 * all its complaints, so that one run shows every mistake; the terms as a whole
 * are checked last, and only when each part could be read.
 */
#include <string.h>

#include "agreement_int.h"
#include "regrights/buf.h"
#include "regrights/hash.h"
#include "regrights/load.h"

struct head {
	const char	*key, *title, *law, *zone;
	rr_date		 dated;
};

#define AT(member)	offsetof(struct head, member)
static const struct rr_key head_keys[] = {
	RR_KEY("key", WORD, AT(key), true),
	RR_KEY("title", TEXT, AT(title), true),
	RR_KEY("dated", DATE, AT(dated), true),
	RR_KEY("law", TEXT, AT(law), true),
	RR_KEY("zone", TEXT, AT(zone), true)
};
#undef AT

static bool
read_head(const struct rr_load *l, const struct rr_node *node,
    struct rr_agreement *a)
{
	struct head h;

	memset(&h, 0, sizeof(h));
	if (!rr_schema_read(l, node, head_keys, RR_COUNT(head_keys), &h,
	    "'agreement'"))
		return false;
	a->key = h.key;
	a->title = h.title;
	a->law = h.law;
	a->zone = h.zone;
	a->dated = h.dated;
	rr_note_name(l, &a->zones, &a->nzones, h.zone,
	    rr_node_pos(node, "zone"));
	return true;
}

/* Schedules that are there: references to them are not complained of. */
static bool
read_attached(const struct rr_load *l, const struct rr_node *node,
    struct rr_agreement *a)
{
	const struct rr_key key = RR_KEY("attached", TEXTS, 0, false);
	struct rr_strings s;

	if (!rr_schema_value(l, &key, node, &s))
		return false;
	a->attached = s.of;
	a->nattached = s.n;
	return true;
}

#define RR_PART(key_, required_, read_, reaches)			\
	{ .key = key_, .required = required_, .read = read_ },
#define RR_PART_AGAIN(key_, read_)	{ .key = key_, .read = read_ },
static const struct {
	const char	*key;
	bool		 required;
	/* none for the version, which is looked at first */
	rr_read_part	*read;
} parts[] = {
#include "regrights/parts.def"
};
#undef RR_PART
#undef RR_PART_AGAIN

/* Looked at before all else: another version has other keys. */
static bool
is_our_version(const struct rr_load *l, const struct rr_node *node)
{
	const struct rr_node_pair *p = rr_node_find(node, parts[0].key);

	if (p == NULL || (p->value->kind == RR_NODE_SCALAR &&
	    strcmp(p->value->text, "1") == 0))
		return true;
	return rr_diag(l->diags, RR_E_VERSION, p->value->at,
	    "'regrights' is 1 in the files that this program reads");
}

/* The same table as keys, for complaints about the top level. */
static bool
check_top(const struct rr_load *l, const struct rr_node *node)
{
	struct rr_key keys[RR_COUNT(parts)];
	const struct rr_node *ignored;

	memset(keys, 0, sizeof(keys));
	for (size_t i = 0; i < RR_COUNT(parts); i++) {
		keys[i].name = parts[i].key;
		keys[i].type = RR_KEY_NODE;
		keys[i].required = parts[i].required;
	}
	return rr_schema_read(l, node, keys, RR_COUNT(keys), &ignored,
	    "an agreement");
}

/* Of a file that is none not a word is quoted: whose it is nobody knows. */
static bool
is_agreement(const struct rr_load *l, const struct rr_node *node)
{
	if (node->kind != RR_NODE_MAP)
		return true;
	for (size_t i = 0; i < RR_COUNT(parts); i++)
		if (rr_node_find(node, parts[i].key) != NULL)
			return true;
	return rr_diag(l->diags, RR_E_MISSING, node->at, "'%s' in an "
	    "agreement, and every other key of one; this file is none",
	    parts[0].key);
}

static bool
read_parts(const struct rr_load *l, const struct rr_node *node,
    struct rr_agreement *a)
{
	bool ok;

	if (!is_agreement(l, node) || !is_our_version(l, node))
		return false;
	ok = check_top(l, node);
	/* A key that is wrong or missing above hides no mistake below it. */
	for (size_t i = 0; i < RR_COUNT(parts); i++) {
		const struct rr_node_pair *p = rr_node_find(node,
		    parts[i].key);

		if (p != NULL && parts[i].read != NULL)
			ok &= parts[i].read(l, p->value, a);
	}
	return ok && rr_agreement_check(a, NULL, 0, l->diags);
}

bool
rr_load_agreement(struct rr_arena *arena, const char *name,
    const char *bytes, size_t len, struct rr_agreement **out,
    struct rr_diags *diags)
{
	const struct rr_terms_file file = { name, bytes, len, NULL };

	return rr_load_amended(arena, &file, NULL, out, diags);
}

static const char *
digest_of(struct rr_arena *arena, const struct rr_terms_file *file)
{
	uint8_t digest[RR_HASH_LEN];
	struct rr_buf hex = RR_BUF_INIT;

	if (file->digest != NULL)
		return file->digest;
	rr_hash(file->bytes, file->len, digest);
	rr_hex(digest, sizeof(digest), &hex);
	return rr_buf_keep(&hex, arena);
}

/* What the terms before an amendment ask is asked still. */
static void
settle_asked(struct rr_arena *arena, struct rr_agreement *a)
{
	struct rr_question *all = rr_arena_array(arena, a->nquestions + 1,
	    sizeof(*all));

	for (size_t i = 0; i < a->nquestions; i++) {
		all[i] = a->questions[i];
		all[i].asked = a->asking[i] || (a->before != NULL &&
		    i < a->before->nquestions && a->before->questions[i].asked);
	}
	a->questions = all;
	a->asking = NULL;
}

bool
rr_load_amended(struct rr_arena *arena, const struct rr_terms_file *file,
    const struct rr_agreement *before, struct rr_agreement **out,
    struct rr_diags *diags)
{
	const struct rr_load l = { arena, diags };
	struct rr_agreement *a = rr_arena_alloc(arena, sizeof(*a));
	struct rr_node *node;

	*out = a;
	a->roll = -1;
	a->before = before;
	if (before != NULL) {
		a->questions = before->questions;
		a->nquestions = before->nquestions;
	}
	a->asking = rr_arena_array(arena, a->nquestions + RR_NAMES_MAX, 1);
	if (!rr_yaml_parse(arena, file->name, file->bytes, file->len,
	    &rr_yaml_limits, &node, diags) || !read_parts(&l, node, a))
		return false;
	settle_asked(arena, a);
	a->digest = digest_of(arena, file);
	return true;
}

static void
check_calendar(const struct rr_load *l, const struct rr_named *c,
    const char **known, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (strcmp(known[i], c->name) == 0)
			return;
	rr_diag(l->diags, RR_E_NO_CALENDAR, c->pos, "'%s'%s", c->name,
	    rr_did_you_mean(l, c->name, known, n, sizeof(*known)));
}

static void
check_zone(const struct rr_load *l, const struct rr_named *z)
{
	struct rr_zone *zone;

	rr_load_zone_at(l->arena, z->name, z->pos, &zone, l->diags);
}

bool
rr_load_check(struct rr_arena *arena, const char *share,
    const struct rr_agreement *a, struct rr_diags *diags)
{
	const struct rr_load l = { arena, diags };
	size_t before = rr_diags_errors(diags);
	const char **known;
	size_t n;

	if (!rr_load_calendar_keys(arena, share, &known, &n, diags))
		return false;
	for (size_t i = 0; i < a->ncalendars; i++)
		check_calendar(&l, &a->calendars[i], known, n);
	for (size_t i = 0; i < a->nzones; i++)
		check_zone(&l, &a->zones[i]);
	return rr_diags_errors(diags) == before;
}

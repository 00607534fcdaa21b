/*
 * copies.c: where else in sight stands what hidden entries say.
 *
 * What they say is kept by its letters and digits, for texts that are the same
 * as a whole, and by the first of them, for those that hold it; then each fact
 * in sight is read once.  So the cost is linear in both.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "regrights/arena.h"
#include "regrights/buf.h"
#include "regrights/map.h"
#include "regrights/said.h"
#include "regrights/text.h"
#include "regrights/vec.h"

#define SHORT	4	/* bytes of letters and digits; less is no word */
#define FILE_NUMBER	6	/* the same, of digits alone */

/* A text that a hidden entry has. */
struct value {
	const char	*what;
	const char	*key;		/* its letters and digits */
	struct value	*same, *first;	/* the next in either map */
};

struct search {
	struct rr_arena			*arena;
	struct rr_arena			*scratch;	/* for one fact */
	const struct rr_agreement	*agreement;
	const struct rr_facts		*facts;
	struct rr_map	*seqs;		/* hidden entries, by number */
	struct rr_map	*parties;	/* that nobody in sight names, by key */
	struct rr_map	*contacts;	/* numbers and addresses in sight */
	struct rr_map	*bare;		/* of struct value */
	struct rr_map	*within;	/* those that count within a longer
					 * text, by their beginnings */
	struct rr_map	*found;		/* of struct found, by WHAT */
	const struct rr_fact *f;	/* the one that is read */
};

struct found {
	const char	*what;		/* as of struct rr_copy */
	struct rr_vec	 entries;
};

static bool
is_hidden(const struct search *s, const struct rr_fact *f)
{
	char number[24];

	snprintf(number, sizeof(number), "%lld", (long long)f->seq);
	return rr_map_find(s->seqs, number) != NULL;
}

static bool
is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (unsigned char)c >= 0x80;
}

static bool
is_word(char c)
{
	return is_letter(c) || (c >= '0' && c <= '9');
}

/* Bytes of the word that begins there. */
static size_t
word_len(const char *s)
{
	size_t n = 0;

	while (is_word(s[n]))
		n++;
	return n;
}

static bool
has_letter(const char *s)
{
	while (*s != '\0' && !is_letter(*s))
		s++;
	return *s != '\0';
}

static const char *
folded(struct rr_arena *arena, const char *text)
{
	struct rr_buf b = RR_BUF_INIT;

	rr_text_fold(text, &b);
	return rr_buf_keep(&b, arena);
}

static const char *
bare(struct rr_arena *arena, const char *text)
{
	struct rr_buf b = RR_BUF_INIT;

	rr_text_bare(text, &b);
	return rr_buf_keep(&b, arena);
}

/* Is it more than a word that many texts have? */
static bool
is_told_apart(enum rr_says says, const char *text, const char *key)
{
	return strlen(key) >= SHORT && (says == RR_SAYS_NAME ||
	    strpbrk(text, " \n") != NULL);
}

static void
chain(struct search *s, const char *what, const char *key, bool inside)
{
	struct value *v = rr_arena_alloc(s->arena, sizeof(*v));
	const char *first;

	v->what = what;
	v->key = key;
	v->same = rr_map_find(s->bare, key);
	rr_map_set(s->bare, key, v);
	if (!inside)
		return;
	first = rr_arena_strndup(s->arena, key, SHORT);
	v->first = rr_map_find(s->within, first);
	rr_map_set(s->within, first, v);
}

/* Too short, or a day, an amount, a small number: many entries have it. */
static bool
is_trifle(const char *text, const char *key)
{
	rr_date day;

	if (has_letter(key))
		return strlen(key) < SHORT;
	return strlen(key) < FILE_NUMBER || rr_date_parse(text, &day) ||
	    strpbrk(text, ".,") != NULL;
}

/* A thing that a hidden entry says. */
static void
keep(void *ctx, enum rr_says says, const char *what, const char *text)
{
	struct search *s = ctx;
	const char *key;

	if (says != RR_SAYS_NAME && says != RR_SAYS_WORDS)
		return;
	/* Where a notice went is the register's, while that is in sight. */
	if (s->f->shape == RR_SHAPE_NOTICE && says == RR_SAYS_NAME &&
	    rr_map_find(s->contacts, text) != NULL)
		return;
	key = bare(s->arena, text);
	if (says == RR_SAYS_WORDS && is_trifle(text, key))
		return;
	if (key[0] != '\0')
		chain(s, what, key, is_told_apart(says, text, key));
}

static void
add(struct search *s, const char *what)
{
	const char *key = what != NULL ? what : "";
	struct found *f = rr_map_find(s->found, key);
	int64_t *last;

	if (f == NULL) {
		f = rr_arena_alloc(s->arena, sizeof(*f));
		f->what = what;
		f->entries = (struct rr_vec)RR_VEC_INIT(int64_t);
		rr_map_set(s->found, key, f);
	}
	last = f->entries.n > 0 ? rr_vec_at(&f->entries, f->entries.n - 1) :
	    NULL;
	if (last == NULL || *last != s->f->seq)
		*(int64_t *)rr_vec_add(s->arena, &f->entries) = s->f->seq;
}

/* The letters and digits of a text, and '^' where a word begins in them. */
struct words {
	const char	*text, *marks;
	size_t		 n;
};

static void
part(struct rr_arena *arena, const char *text, struct words *w)
{
	const char *p = folded(arena, text);
	struct rr_buf b = RR_BUF_INIT, marks = RR_BUF_INIT;

	for (size_t n; *p != '\0'; p += n > 0 ? n : 1) {
		const char *word;

		n = word_len(p);
		word = bare(arena, rr_arena_strndup(arena, p, n));
		rr_buf_add(&b, word);
		for (size_t i = 0; word[i] != '\0'; i++)
			rr_buf_addc(&marks, i == 0 ? '^' : ' ');
	}
	w->n = b.len;
	w->text = rr_buf_keep(&b, arena);
	w->marks = rr_buf_keep(&marks, arena);
}

static bool
is_edge(const struct words *w, size_t i)
{
	return i == w->n || w->marks[i] == '^';
}

/* From a word's beginning to a word's end. */
static void
match_within(struct search *s, const char *text)
{
	struct words w;

	part(s->scratch, text, &w);
	for (size_t i = 0; i + SHORT <= w.n; i++) {
		const struct value *v = !is_edge(&w, i) ? NULL :
		    rr_map_find(s->within, rr_arena_strndup(s->scratch,
		    w.text + i, SHORT));

		for (; v != NULL; v = v->first) {
			size_t n = strlen(v->key);

			if (n <= w.n - i && is_edge(&w, i + n) &&
			    memcmp(w.text + i, v->key, n) == 0)
				add(s, v->what);
		}
	}
}

/* One of several, parted by spaces, that MAP has. */
static bool
has_one(struct search *s, const struct rr_map *map, const char *list)
{
	for (size_t n; *list != '\0'; list += n + strspn(list + n, " ")) {
		n = strcspn(list, " ");
		if (n > 0 && rr_map_find(map, rr_arena_strndup(s->scratch,
		    list, n)) != NULL)
			return true;
	}
	return false;
}

/* A thing that an entry in sight says. */
static void
match(void *ctx, enum rr_says says, const char *what, const char *text)
{
	struct search *s = ctx;

	(void)what;
	if (says == RR_SAYS_PARTY) {
		if (has_one(s, s->parties, text))
			add(s, "party");
		return;
	}
	if (says == RR_SAYS_ENTRY) {
		if (has_one(s, s->seqs, text))
			add(s, NULL);
		return;
	}
	for (const struct value *v = rr_map_find(s->bare, bare(s->scratch,
	    text)); v != NULL; v = v->same)
		add(s, v->what);
	match_within(s, text);
}

/* Who is named in sight, and where each is reached. */
static void
read_parties(struct search *s, struct rr_map *named)
{
	for (size_t i = 0; i < s->facts->n; i++) {
		const struct rr_fact *f = &s->facts->all[i];
		const char *value = rr_fact_get(f, RR_USE_VALUE);

		if (rr_fact_party(f) == NULL || is_hidden(s, f))
			continue;
		if (f->shape == RR_SHAPE_CONTACT && value != NULL)
			rr_map_set(s->contacts, value, s);
		if (rr_fact_get(f, RR_USE_NAME) != NULL)
			rr_map_set(named, f->name, s);
	}
}

static void
read_hidden(struct search *s, const struct rr_fact *hidden, size_t n)
{
	struct rr_map *named = rr_map_new(s->arena);

	for (size_t i = 0; i < n; i++)
		rr_map_set(s->seqs, rr_arena_printf(s->arena, "%lld",
		    (long long)hidden[i].seq), s);
	read_parties(s, named);
	for (size_t i = 0; i < n; i++) {
		s->f = &hidden[i];
		if (rr_fact_party(s->f) != NULL &&
		    rr_fact_get(s->f, RR_USE_NAME) != NULL &&
		    rr_map_find(named, s->f->name) == NULL)
			rr_map_set(s->parties, s->f->name, s);
		rr_said_each(s->agreement, s->facts, s->f, keep, s);
	}
}

static void
read_sight(struct search *s, const struct rr_fact *all, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		s->f = &all[i];
		if (!is_hidden(s, s->f))
			rr_said_each(s->agreement, s->facts, s->f, match, s);
		rr_arena_reset(s->scratch);
	}
}

static int
by_number(const void *a, const void *b)
{
	int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;

	return x < y ? -1 : x > y;
}

/* In their order, each once: void ones were read behind the others. */
static struct rr_copy
sorted(const struct found *f)
{
	struct rr_copy c = { f->what, f->entries.items, 0 };

	qsort(c.entries, f->entries.n, sizeof(*c.entries), by_number);
	for (size_t i = 0; i < f->entries.n; i++)
		if (i == 0 || c.entries[i] != c.entries[c.n - 1])
			c.entries[c.n++] = c.entries[i];
	return c;
}

size_t
rr_copies(struct rr_arena *arena, const struct rr_agreement *a,
    const struct rr_facts *facts, const struct rr_fact *hidden, size_t n,
    struct rr_copy **out)
{
	struct search s = { .arena = arena, .scratch = rr_arena_new(),
	    .agreement = a, .facts = facts,
	    .seqs = rr_map_new(arena), .parties = rr_map_new(arena),
	    .contacts = rr_map_new(arena), .bare = rr_map_new(arena),
	    .within = rr_map_new(arena), .found = rr_map_new(arena) };
	size_t found;

	read_hidden(&s, hidden, n);
	read_sight(&s, facts->all, facts->n);
	read_sight(&s, facts->voided, facts->nvoided);
	rr_arena_free(s.scratch);
	found = rr_map_count(s.found);
	*out = rr_arena_array(arena, found + 1, sizeof(**out));
	for (size_t i = 0; i < found; i++)
		(*out)[i] = sorted(rr_map_value(s.found, i));
	return found;
}

/*
 * parse_hint.c: what may be meant where an expression cannot be read.
 *
 * First what papers write and the language says otherwise; then the nearest
 * name of what the agreement declares.
 */
#include <string.h>

#include "parse_int.h"
#include "regrights/arena.h"
#include "regrights/text.h"

#define RR_INSTEAD(written, instead)	{ written, instead },
static const struct { const char *written, *instead; } words[] = {
#include "regrights/instead.def"
};
#undef RR_INSTEAD

static const char *
instead_of(const char *text)
{
	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		if (rr_match(text, words[i].written) > 0)
			return words[i].instead;
	return NULL;
}

struct nearest {
	struct rr_arena	*arena;
	const char	*word;		/* that stands there, and is none */
	const char	*small;		/* the text, in small letters */
	size_t		 most;		/* edits */
	const char	*name;
};

static void
look_at(struct nearest *n, const char *name)
{
	size_t d = rr_text_distance(n->small, rr_text_small(n->arena,
	    name));

	if (d < n->most && strcmp(n->word, name) != 0) {
		n->most = d;
		n->name = name;
	}
}

static void
look_at_names(struct nearest *n, const struct rr_parser *s)
{
	static const char *const units[] = { "days", "weeks", "months",
	    "years" };
	const struct rr_agreement *a = s->agreement;

	for (size_t i = 0; i < sizeof(units) / sizeof(units[0]); i++)
		look_at(n, units[i]);
	for (size_t i = 0; i < a->nevents; i++)
		look_at(n, a->events[i].name);
	for (size_t i = 0; s->subject != NULL && i < s->subject->nfields; i++)
		look_at(n, s->subject->fields[i].key);
	for (size_t i = 0; i < a->nkinds; i++)
		look_at(n, rr_arena_printf(s->arena, "%ss",
		    a->kinds[i].name));
	for (size_t i = 0; i < a->nquestions; i++)
		look_at(n, a->questions[i].key);
	for (size_t i = 0; i < a->nprovisions; i++)
		look_at(n, a->provisions[i].id);
}

/* Nearest to the first N bytes that stand there, or as near as BEST. */
static const char *
nearest_to(const struct rr_parser *s, size_t n, size_t *best, const char *was)
{
	struct nearest x = { .arena = s->arena, .name = was,
	    .word = rr_arena_strndup(s->arena, s->p,
	    (size_t)rr_word_len(s->p)) };

	x.most = n / 3 + 1 < *best ? n / 3 + 1 : *best;
	if (n < 3)
		return was;
	x.small = rr_text_small(s->arena, rr_arena_strndup(s->arena, s->p,
	    n));
	look_at_names(&x, s);
	if (x.name != was)
		*best = x.most;
	return x.name;
}

const char *
rr_parse_hint(const struct rr_parser *s)
{
	const char *instead = instead_of(rr_text_small(s->arena, s->p));
	size_t word = (size_t)rr_word_len(s->p), two = word, best = SIZE_MAX;
	const char *near = NULL;

	if (instead != NULL)
		return rr_arena_printf(s->arena, "; write '%s' for that",
		    instead);
	if (s->agreement == NULL)
		return "";
	if (s->p[word] == ' ')
		two += 1 + (size_t)rr_word_len(s->p + word + 1);
	near = nearest_to(s, strcspn(s->p, ",.()"), &best, near);
	near = nearest_to(s, two, &best, near);
	near = nearest_to(s, word, &best, near);
	return near == NULL ? "" : rr_arena_printf(s->arena,
	    "; did you mean '%s'?", near);
}

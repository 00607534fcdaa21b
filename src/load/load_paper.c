/*
 * load_paper.c: what the paper says of itself: headings, references, terms,
 * open points and the presets that answer several of them, classes.
 */
#include <string.h>

#include "agreement_int.h"
#include "regrights/vec.h"

struct reference {
	const char	*in, *to, *means, *note, *of;
	bool		 doubtful;
};

struct term {
	const char	*term, *section, *see, *note;
	bool		 used, defined;
};

struct question {
	const char		*section, *asks;
	const struct rr_node	*answers;
	int			 whose;
};

struct class {
	const char		*title, *section;
	const struct rr_node	*counts_if, *holder_if;
};

#define ANSWERS_MAX	8

#define AT(type, member)	offsetof(struct type, member)
static const struct rr_key reference_keys[] = {
	RR_KEY("in", TEXT, AT(reference, in), true),
	RR_KEY("to", TEXT, AT(reference, to), true),
	RR_KEY("means", TEXT, AT(reference, means), false),
	RR_KEY("note", TEXT, AT(reference, note), false),
	RR_KEY("of", TEXT, AT(reference, of), false),
	RR_KEY("doubtful", YES, AT(reference, doubtful), false)
};
static const struct rr_key term_keys[] = {
	RR_KEY("term", TEXT, AT(term, term), true),
	RR_KEY("section", TEXT, AT(term, section), true),
	RR_KEY("see", TEXT, AT(term, see), false),
	RR_KEY("note", TEXT, AT(term, note), false),
	RR_KEY("used", YES, AT(term, used), false),
	RR_KEY("defined", YES, AT(term, defined), false)
};
static const struct rr_key question_keys[] = {
	RR_KEY("section", TEXT, AT(question, section), true),
	RR_KEY("asks", TEXT, AT(question, asks), true),
	RR_KEY("answers", NODE, AT(question, answers), true),
	RR_KEY_OF("for", CHOICE, AT(question, whose), false,
	    .words = "rules|reader")
};
static const struct rr_key class_keys[] = {
	RR_KEY("title", TEXT, AT(class, title), true),
	RR_KEY("section", TEXT, AT(class, section), true),
	RR_KEY("counts if", NODE, AT(class, counts_if), false),
	RR_KEY("holder if", NODE, AT(class, holder_if), false)
};
#undef AT
static const struct rr_key text_key = RR_KEY("text", TEXT, 0, true);

/* One value under KEY, which names it in complaints. */
static bool
text_of(const struct rr_load *l, const struct rr_node_pair *p,
    const char **out)
{
	struct rr_key key = text_key;

	key.name = p->key;
	return rr_schema_value(l, &key, p->value, out);
}

bool
rr_read_sections(const struct rr_load *l, const struct rr_node *node,
    struct rr_agreement *a)
{
	struct rr_section *all;
	bool ok = true;

	if (!rr_want_map(l, node, "sections", RR_ENTRIES_MAX))
		return false;
	all = rr_arena_array(l->arena, node->npairs + 1, sizeof(*all));
	for (size_t i = 0; i < node->npairs; i++) {
		all[i].section = node->pairs[i].key;
		all[i].pos = node->pairs[i].key_at;
		ok &= text_of(l, &node->pairs[i], &all[i].heading);
	}
	a->sections = all;
	a->nsections = node->npairs;
	return ok;
}

bool
rr_read_references(const struct rr_load *l, const struct rr_node *node,
    struct rr_agreement *a)
{
	struct rr_reference *all;
	bool ok = true;

	if (!rr_want_list(l, node, "references", RR_ENTRIES_MAX))
		return false;
	all = rr_arena_array(l->arena, node->n + 1, sizeof(*all));
	for (size_t i = 0; i < node->n; i++) {
		struct reference r;

		memset(&r, 0, sizeof(r));
		ok &= rr_schema_read(l, node->items[i], reference_keys,
		    RR_COUNT(reference_keys), &r, "a reference");
		all[i].in = r.in;
		all[i].to = r.to;
		all[i].means = r.means;
		all[i].note = r.note;
		all[i].outside = r.of;
		all[i].ambiguous = r.doubtful;
		all[i].pos = node->items[i]->at;
	}
	a->references = all;
	a->nreferences = ok ? node->n : 0;
	return ok;
}

bool
rr_read_terms(const struct rr_load *l, const struct rr_node *node,
    struct rr_agreement *a)
{
	struct rr_term *all;
	bool ok = true;

	if (!rr_want_list(l, node, "terms", RR_ENTRIES_MAX))
		return false;
	all = rr_arena_array(l->arena, node->n + 1, sizeof(*all));
	for (size_t i = 0; i < node->n; i++) {
		struct term t = { .used = true, .defined = true };

		ok &= rr_schema_read(l, node->items[i], term_keys,
		    RR_COUNT(term_keys), &t, "a term");
		all[i].term = t.term;
		all[i].section = t.section;
		all[i].see = t.see;
		all[i].note = t.note;
		all[i].used = t.used;
		all[i].defined = t.defined;
		all[i].pos = node->items[i]->at;
	}
	a->terms = all;
	a->nterms = ok ? node->n : 0;
	return ok;
}

static bool
read_answers(const struct rr_load *l, const struct rr_node *node,
    struct rr_question *q)
{
	struct rr_answer *all;
	bool ok = true;

	if (node == NULL || !rr_want_map(l, node, "answers", ANSWERS_MAX))
		return false;
	if (node->npairs < 2)
		return rr_diag(l->diags, RR_E_RANGE, node->at,
		    "an open point has 2 to %d answers", ANSWERS_MAX);
	all = rr_arena_array(l->arena, node->npairs, sizeof(*all));
	for (size_t i = 0; i < node->npairs; i++) {
		const struct rr_node_pair *p = &node->pairs[i];

		all[i].key = p->key;
		ok &= rr_schema_name(l, p->key, p->key_at, "'answers'",
		    false) && text_of(l, p, &all[i].text);
	}
	q->answers = all;
	q->n = node->npairs;
	return ok;
}

static bool
read_question(const struct rr_load *l, const struct rr_node_pair *p,
    struct rr_question *out)
{
	struct question q;
	bool ok;

	memset(&q, 0, sizeof(q));
	out->key = p->key;
	out->pos = p->key_at;
	ok = rr_schema_name(l, out->key, out->pos, "'questions'", false);
	ok &= rr_schema_read(l, p->value, question_keys,
	    RR_COUNT(question_keys), &q, "an open point");
	ok &= read_answers(l, q.answers, out);
	out->section = q.section;
	out->asks = q.asks;
	out->told_only = q.whose == 1;
	return ok;
}

/* Amended terms go on asking what those before them asked. */
static bool
same_answers(const struct rr_load *l, const struct rr_question *was,
    const struct rr_question *is)
{
	bool same = was->n == is->n;

	for (size_t i = 0; same && i < is->n; i++)
		same = strcmp(was->answers[i].key, is->answers[i].key) == 0;
	return same || rr_diag(l->diags, RR_E_CONTRADICT, is->pos,
	    "'%s' has other answers than in the terms before the amendment; "
	    "give the new point another name", is->key);
}

bool
rr_read_questions(const struct rr_load *l, const struct rr_node *node,
    struct rr_agreement *a)
{
	size_t n = a->nquestions;	/* of the terms before an amendment */
	struct rr_question *all;
	bool ok = true;

	if (!rr_want_map(l, node, "questions", RR_NAMES_MAX))
		return false;
	all = rr_arena_array(l->arena, n + node->npairs + 1, sizeof(*all));
	if (n > 0)
		memcpy(all, a->questions, n * sizeof(*all));
	for (size_t i = 0; i < node->npairs; i++) {
		int old = rr_agreement_question(a, node->pairs[i].key);
		struct rr_question q;

		memset(&q, 0, sizeof(q));
		ok &= read_question(l, &node->pairs[i], &q);
		if (old >= 0)
			ok &= same_answers(l, &all[old], &q);
		all[old >= 0 ? (size_t)old : n++] = q;
	}
	/* Those with mistakes too: what names them is not wrong for that. */
	a->questions = all;
	a->nquestions = n;
	a->asked = rr_arena_array(l->arena, n + 1, sizeof(*a->asked));
	return ok;
}

/*
 * An answer that nothing turns on would be taken for one that something does.
 * Of a file with other mistakes it is not known what it would ask.
 */
bool
rr_check_questions(const struct rr_load *l, const struct rr_node *node,
    struct rr_agreement *a)
{
	bool ok = rr_diags_errors(l->diags) == 0, sound = ok;

	for (size_t i = 0; i < node->npairs && sound; i++) {
		int n = rr_agreement_question(a, node->pairs[i].key);
		const struct rr_question *q = &a->questions[n];

		if (a->asked[n] == !q->told_only)
			continue;
		ok = rr_diag(l->diags, RR_E_UNASKED, q->pos, q->told_only ?
		    "'%s' is 'for: reader', and yet a rule asks it" :
		    "'%s': an answer would move nothing; let a rule ask it, "
		    "or say 'for: reader'",
		    q->key);
	}
	return ok;
}

/* One answer of a preset. */
static bool
read_choice(const struct rr_load *l, const struct rr_agreement *a,
    const struct rr_node_pair *p, const char *answer, struct rr_setting *s)
{
	const struct rr_question *q;

	s->question = rr_agreement_question(a, p->key);
	if (s->question < 0)
		return rr_diag(l->diags, RR_E_NO_QUESTION, p->key_at,
		    "'%s'%s", p->key, rr_did_you_mean(l, p->key,
		    a->questions, a->nquestions, sizeof(*a->questions)));
	s->answer = rr_agreement_answer(a, s->question, answer);
	if (s->answer >= 0)
		return true;
	q = &a->questions[s->question];
	return rr_diag(l->diags, RR_E_NO_ANSWER, p->value->at,
	    "'%s' to '%s'%s", answer, p->key, rr_did_you_mean(l, answer,
	    q->answers, q->n, sizeof(*q->answers)));
}

static bool
read_preset(const struct rr_load *l, const struct rr_agreement *a,
    const char *family, const struct rr_node_pair *pair,
    struct rr_preset *out)
{
	struct rr_vec settings = RR_VEC_INIT(struct rr_setting);
	bool ok = rr_schema_name(l, pair->key, pair->key_at, "'presets'",
	    false);

	out->family = family;
	out->name = pair->key;
	if (!rr_want_map(l, pair->value, pair->key, RR_NAMES_MAX))
		return false;
	for (size_t i = 0; i < pair->value->npairs; i++) {
		const struct rr_node_pair *p = &pair->value->pairs[i];
		const char *text;

		if (!text_of(l, p, &text)) {
			ok = false;
			continue;
		}
		if (strcmp(p->key, "note") == 0) {
			out->note = text;
			continue;
		}
		ok &= read_choice(l, a, p, text,
		    rr_vec_add(l->arena, &settings));
	}
	out->settings = settings.items;
	out->n = settings.n;
	return ok;
}

/* Presets and open points are answered by name in the same place. */
static bool
check_family(const struct rr_load *l, const struct rr_agreement *a,
    const struct rr_node_pair *family)
{
	int q = rr_agreement_question(a, family->key);

	if (q >= 0)
		return rr_diag_since(l->diags, RR_E_DUPLICATE, family->key_at,
		    a->questions[q].pos, "'%s' is an open point",
		    family->key);
	return rr_schema_name(l, family->key, family->key_at, "'presets'",
	    false);
}

bool
rr_read_presets(const struct rr_load *l, const struct rr_node *node,
    struct rr_agreement *a)
{
	struct rr_vec all = RR_VEC_INIT(struct rr_preset);
	bool ok = true;

	if (!rr_want_map(l, node, "presets", RR_NAMES_MAX))
		return false;
	for (size_t i = 0; i < node->npairs; i++) {
		const struct rr_node_pair *family = &node->pairs[i];

		ok &= check_family(l, a, family);
		if (!rr_want_map(l, family->value, family->key,
		    RR_NAMES_MAX)) {
			ok = false;
			continue;
		}
		for (size_t j = 0; j < family->value->npairs; j++)
			ok &= read_preset(l, a, family->key,
			    &family->value->pairs[j],
			    rr_vec_add(l->arena, &all));
	}
	a->presets = all.items;
	a->npresets = ok ? all.n : 0;
	return ok;
}

bool
rr_read_classes(const struct rr_load *l, const struct rr_node *node,
    struct rr_agreement *a)
{
	struct rr_class *all;
	bool ok = true;

	if (!rr_want_map(l, node, "classes", RR_NAMES_MAX))
		return false;
	all = rr_arena_array(l->arena, node->npairs + 1, sizeof(*all));
	for (size_t i = 0; i < node->npairs; i++) {
		struct class c = { NULL, NULL, NULL, NULL };

		ok &= rr_schema_name(l, node->pairs[i].key,
		    node->pairs[i].key_at, "'classes'", false);
		ok &= rr_schema_read(l, node->pairs[i].value, class_keys,
		    RR_COUNT(class_keys), &c, "a class");
		all[i].key = node->pairs[i].key;
		all[i].title = c.title;
		all[i].section = c.section;
		all[i].pos = node->pairs[i].key_at;
		ok &= rr_read_cond(l, a, c.counts_if, "counts if", NULL,
		    &all[i].counts_if);
		ok &= rr_read_cond(l, a, c.holder_if, "holder if", NULL,
		    &all[i].holder_if);
	}
	a->classes = all;
	a->nclasses = node->npairs;
	return ok;
}

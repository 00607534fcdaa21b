/*
 * args.c: words to arguments and back.
 *
 * Options may stand before or after operands; "--" ends them; a name may be
 * any unique prefix.  Operands fill the parameters by their place, the last of
 * which may be repeated.  KEY=VALUE operands are declared fields.
 */
#include <string.h>

#include "app_int.h"
#include "regrights/buf.h"
#include "regrights/date.h"
#include "regrights/qty.h"
#include "regrights/quote.h"
#include "regrights/text.h"
#include "regrights/vec.h"

struct parse {
	struct rr_arena		*arena;
	const struct rr_cmd	*cmd;
	struct rr_vec		 args;
	size_t			 operands;
	struct rr_diags		*diags;
};

static void
add(struct parse *p, const char *name, const char *value)
{
	struct rr_arg *a = rr_vec_add(p->arena, &p->args);

	a->name = name;
	a->value = value;
}

/* Taken out before a command sees its words, where the program is started. */
static bool
is_general(const char *name, size_t len)
{
	static const char *const all[] = {
#define RR_OPTION(id, name, value, doc)	name,
#include "regrights/option.def"
#undef RR_OPTION
	};

	for (size_t i = 0; i < sizeof(all) / sizeof(all[0]); i++)
		if (strlen(all[i]) == len + 2 &&
		    memcmp(all[i] + 2, name, len) == 0)
			return true;
	return false;
}

bool
rr_arg_general(const char *name, size_t len, struct rr_diags *diags)
{
	if (is_general(name, len))
		rr_diag(diags, RR_E_GENERAL, rr_nowhere, "'--%.*s' is given "
		    "once, where regrights is started, and holds for all "
		    "panes, all questions and all lines of a script; leave it "
		    "out here", (int)len, name);
	return is_general(name, len);
}

static const struct rr_param *
find_option(struct parse *p, const char *name, size_t len)
{
	const struct rr_param *found = NULL;
	struct rr_buf names = RR_BUF_INIT;
	size_t hits = 0;

	for (size_t i = 0; i < p->cmd->nparams; i++) {
		const struct rr_param *q = &p->cmd->params[i];

		if ((q->flags & RR_OPERAND) || strncmp(q->name, name, len) != 0)
			continue;
		if (strlen(q->name) == len) {
			rr_buf_free(&names);
			return q;
		}
		rr_buf_printf(&names, "%s--%s", hits > 0 ? ", " : "",
		    q->name);
		found = q;
		hits++;
	}
	if (hits == 0 && !rr_arg_general(name, len, p->diags))
		rr_diag(p->diags, RR_E_UNKNOWN_KEY, rr_nowhere,
		    "'%s' has no option '--%.*s'; `regrights help %s` lists "
		    "them", p->cmd->name, (int)len, name, p->cmd->name);
	else if (hits > 1)
		rr_diag(p->diags, RR_E_AMBIGUOUS, rr_nowhere,
		    "'--%.*s': %s", (int)len, name, names.s);
	rr_buf_free(&names);
	return hits == 1 ? found : NULL;
}

static bool
option(struct parse *p, const char *const *words, size_t n, size_t *i)
{
	const char *name = words[*i] + 2;
	size_t len = strcspn(name, "=");
	const struct rr_param *q = find_option(p, name, len);

	if (q == NULL)
		return false;
	if (q->type == RR_PARAM_FLAG) {
		if (name[len] == '=')
			return rr_diag(p->diags, RR_E_TYPE, rr_nowhere,
			    "'--%s' takes no value", q->name);
		add(p, q->name, "yes");
		return true;
	}
	if (name[len] == '=')
		add(p, q->name, name + len + 1);
	else if (*i + 1 < n)
		add(p, q->name, words[++*i]);
	else
		return rr_diag(p->diags, RR_E_FILLED, rr_nowhere,
		    "'--%s' needs a value: %s", q->name, q->doc);
	return true;
}

/* The parameter that the next operand fills, or NULL. */
static const struct rr_param *
next_operand(struct parse *p)
{
	size_t k = 0;

	for (size_t i = 0; i < p->cmd->nparams; i++) {
		const struct rr_param *q = &p->cmd->params[i];

		if (!(q->flags & RR_OPERAND))
			continue;
		if (k == p->operands || (q->flags & RR_REPEATED)) {
			p->operands++;
			return q;
		}
		k++;
	}
	return NULL;
}

static bool
operand(struct parse *p, const char *word)
{
	const struct rr_param *q = next_operand(p);
	const char *eq;

	if (q == NULL)
		return rr_diag(p->diags, RR_E_UNKNOWN_KEY, rr_nowhere,
		    "'%s' is one word too many for '%s'", word, p->cmd->name);
	if (q->type != RR_PARAM_SET) {
		add(p, q->name, word);
		return true;
	}
	eq = strchr(word, '=');
	if (eq == NULL || eq == word)
		return rr_diag(p->diags, RR_E_TYPE, rr_nowhere,
		    "'%s': a field is written KEY=VALUE", word);
	add(p, rr_arena_printf(p->arena, "set:%.*s", (int)(eq - word), word),
	    eq + 1);
	return true;
}

/* Another command's words are its own, its options too. */
static bool
is_command(const struct parse *p)
{
	for (size_t i = 0; p->args.n > 0 && i < p->cmd->nparams; i++)
		if (p->cmd->params[i].type == RR_PARAM_COMMAND)
			return true;
	return false;
}

bool
rr_args_parse(struct rr_arena *arena, const struct rr_cmd *cmd,
    const char *const *words, size_t n, struct rr_args *out,
    struct rr_diags *diags)
{
	struct parse p = { .arena = arena, .cmd = cmd,
	    .args = RR_VEC_INIT(struct rr_arg), .diags = diags };
	bool options = true;

	for (size_t i = 0; i < n; i++) {
		bool ok;

		options &= !is_command(&p);
		if (options && strcmp(words[i], "--") == 0) {
			options = false;
			continue;
		}
		if (options && strncmp(words[i], "--", 2) == 0)
			ok = option(&p, words, n, &i);
		else
			ok = operand(&p, words[i]);
		if (!ok)
			return false;
	}
	out->items = p.args.items;
	out->n = p.args.n;
	return true;
}

bool
rr_arg_check(const struct rr_param *q, const char *value,
    struct rr_diags *diags)
{
	enum rr_method method;
	int64_t number;
	rr_date day;

	switch (q->type) {
	case RR_PARAM_NUMBER:
		if (!rr_int_parse(value, 0, 1000000, &number))
			return rr_diag(diags, RR_E_TYPE, rr_nowhere,
			    "--%s '%s': a whole number is expected", q->name,
			    value);
		return true;
	case RR_PARAM_DATE:
		return rr_date_parse(value, &day) ? true :
		    rr_diag_day(diags, q->name, value);
	case RR_PARAM_METHOD:
		if (!rr_method_find(value, &method))
			return rr_diag(diags, RR_E_CHOICE, rr_nowhere,
			    "--%s '%s': fax, courier, hand, mail or email",
			    q->name, value);
		return true;
	case RR_PARAM_CHOICE:
		if (!rr_words_have(q->words, value))
			return rr_diag(diags, RR_E_CHOICE, rr_nowhere,
			    "'%s' is '%s'; one of %s", q->name, value,
			    q->words);
		return true;
	case RR_PARAM_TEXT:
	case RR_PARAM_FLAG:
	case RR_PARAM_WHEN:
	case RR_PARAM_ZONE:
	case RR_PARAM_MATTER:
	case RR_PARAM_PARTY:
	case RR_PARAM_PARTIES:
	case RR_PARAM_EVENT:
	case RR_PARAM_NOTICE:
	case RR_PARAM_FACT:
	case RR_PARAM_ROW:
	case RR_PARAM_QUESTION:
	case RR_PARAM_ANSWER:
	case RR_PARAM_LISTS:
	case RR_PARAM_FILE:
	case RR_PARAM_SET:
	case RR_PARAM_COMMAND:
		return true;
	}
	return true;
}

#define VALUE_MAX	4096	/* of one value, a note's or an address */

/* As it was typed: the name of a field stands alone. */
static const char *
typed_name(const struct rr_arg *a)
{
	return strncmp(a->name, "set:", 4) == 0 ? a->name + 4 : a->name;
}

/* What is recorded is JSON, which holds nothing but UTF-8. */
static bool
check_encoding(const struct rr_args *args, struct rr_diags *diags)
{
	bool ok = true;

	for (size_t i = 0; i < args->n; i++) {
		const struct rr_arg *a = &args->items[i];

		if (!rr_text_is_utf8(a->name, strlen(a->name)) ||
		    !rr_text_is_utf8(a->value, strlen(a->value)))
			ok = rr_diag(diags, RR_E_ENCODING, rr_nowhere,
			    "'%s=%s'; type it again", typed_name(a),
			    a->value);
		else if (!rr_text_is_plain(a->value, strlen(a->value), true,
		    NULL))
			ok = rr_diag(diags, RR_E_CONTROL, rr_nowhere,
			    "'%s=%s'; type it again", typed_name(a),
			    a->value);
		else if (strlen(a->value) > VALUE_MAX)
			ok = rr_diag(diags, RR_E_TYPE, rr_nowhere,
			    "%s: at most %d characters", typed_name(a),
			    VALUE_MAX);
	}
	return ok;
}

/* Every value of a parameter, each as if it stood alone. */
static bool
check_values(const struct rr_param *q, const struct rr_args *args,
    struct rr_diags *diags)
{
	const char *dashes = q->flags & RR_OPERAND ? "" : "--";
	const char *value;
	bool ok = true;
	size_t k;

	for (k = 0; (value = rr_arg_at(args, q->name, k)) != NULL; k++)
		if (rr_text_is_blank(value) && (q->flags & RR_REQUIRED))
			ok = rr_diag(diags, RR_E_FILLED, rr_nowhere,
			    "%s%s: %s", dashes, q->name, q->doc);
		else
			ok &= rr_arg_check(q, value, diags);
	if (k == 0 && (q->flags & RR_REQUIRED))
		ok = rr_diag(diags, RR_E_FILLED, rr_nowhere, "%s%s: %s",
		    dashes, q->name, q->doc);
	/* A flag says the same, however often. */
	if (k > 1 && !(q->flags & RR_REPEATED) && q->type != RR_PARAM_FLAG)
		ok = rr_diag(diags, RR_E_TWICE, rr_nowhere,
		    "%s%s '%s', and again '%s'; it takes one", dashes,
		    q->name, rr_arg(args, q->name),
		    rr_arg_at(args, q->name, 1));
	return ok;
}

bool
rr_args_check(const struct rr_cmd *cmd, const struct rr_args *args,
    struct rr_diags *diags)
{
	bool ok = check_encoding(args, diags);

	for (size_t i = 0; i < cmd->nparams; i++)
		if (cmd->params[i].type != RR_PARAM_SET)
			ok &= check_values(&cmd->params[i], args, diags);
	return ok;
}

static bool
is_operand(const struct rr_param *q)
{
	return (q->flags & RR_OPERAND) != 0;
}

/* Behind "--" an operand is one, whatever it begins with. */
static bool
looks_like_option(const struct rr_cmd *cmd, const struct rr_args *args)
{
	const char *value;

	for (size_t i = 0; i < cmd->nparams; i++)
		for (size_t k = 0; is_operand(&cmd->params[i]) && (value =
		    rr_arg_at(args, cmd->params[i].name, k)) != NULL; k++)
			if (strncmp(value, "--", 2) == 0)
				return true;
	return false;
}

static void
add_values(const struct rr_param *q, const struct rr_args *args,
    struct rr_buf *b)
{
	const char *value;

	for (size_t k = 0; (value = rr_arg_at(args, q->name, k)) != NULL; k++) {
		if (!is_operand(q))
			rr_buf_printf(b, " --%s", q->name);
		if (q->type == RR_PARAM_FLAG)
			continue;
		rr_buf_addc(b, ' ');
		rr_quote_word(value, b);
	}
}

static void
add_fields(const struct rr_args *args, struct rr_buf *b)
{
	struct rr_buf field = RR_BUF_INIT;

	for (size_t i = 0; i < args->n; i++) {
		if (strncmp(args->items[i].name, "set:", 4) != 0)
			continue;
		rr_buf_clear(&field);
		rr_buf_printf(&field, "%s=%s", args->items[i].name + 4,
		    args->items[i].value);
		rr_buf_addc(b, ' ');
		rr_quote_word(field.s, b);
	}
	rr_buf_free(&field);
}

void
rr_args_text(const struct rr_cmd *cmd, const struct rr_args *args,
    struct rr_buf *b)
{
	bool last = looks_like_option(cmd, args);

	rr_buf_add(b, cmd->name);
	for (size_t i = 0; i < cmd->nparams; i++)
		if (!last || !is_operand(&cmd->params[i]))
			add_values(&cmd->params[i], args, b);
	if (last)
		rr_buf_add(b, " --");
	for (size_t i = 0; last && i < cmd->nparams; i++)
		if (is_operand(&cmd->params[i]))
			add_values(&cmd->params[i], args, b);
	add_fields(args, b);
}

/* How many there are up to and with END. */
static size_t
characters(const char *s, const char *end)
{
	size_t n = 1;

	for (; s < end; s++)
		n += ((unsigned char)*s & 0xc0) != 0x80;
	return n;
}

bool
rr_words_split(struct rr_arena *arena, const char *line,
    const char ***words, size_t *n, struct rr_diags *diags)
{
	struct rr_vec all = RR_VEC_INIT(const char *);
	const char *p = line, *open;

	for (;;) {
		struct rr_buf word = RR_BUF_INIT;

		p += strspn(p, " \t");
		if (*p == '\0' || *p == '#')
			break;
		p = rr_quote_read(p, &word, &open);
		if (p == NULL) {
			rr_buf_free(&word);
			return rr_diag(diags, RR_E_QUOTE, rr_nowhere,
			    "character %zu, here: %s", characters(line, open),
			    open);
		}
		*(const char **)rr_vec_add(arena, &all) =
		    rr_buf_keep(&word, arena);
	}
	*words = all.items;
	*n = all.n;
	return true;
}

const char *
rr_arg_at(const struct rr_args *a, const char *name, size_t i)
{
	for (size_t k = 0; k < a->n; k++)
		if (strcmp(a->items[k].name, name) == 0 && i-- == 0)
			return a->items[k].value;
	return NULL;
}

const char *
rr_arg(const struct rr_args *a, const char *name)
{
	return rr_arg_at(a, name, 0);
}

bool
rr_arg_flag(const struct rr_args *a, const char *name)
{
	const char *value = rr_arg(a, name);

	return value != NULL && strcmp(value, "no") != 0;
}

/*
 * keys.c: keys as pressed, and what they do.
 *
 * The tables are made from keyname.def and keys.def.  A key is looked up by
 * its name in a few dozen lines, once a key press.  Nothing is kept.
 */
#include "tui/keys_int.h"

#include <string.h>

#include "regrights/agreement.h"
#include "regrights/buf.h"
#include "regrights/text.h"

#define RR_KEYNAME(id, name)	name,
static const char *const names[] = {
#include "tui/keyname.def"
};
#undef RR_KEYNAME

#define RR_KEYS(in, id, pressed, line)					\
	{								\
		.where = RR_IN_##in, .action = RR_DO_##in##_##id,	\
		.keys = pressed, .brief = line				\
	},
static const struct rr_binding bindings[] = {
#include "tui/keys.def"
};
#undef RR_KEYS

#define NBINDINGS	(sizeof(bindings) / sizeof(bindings[0]))
#define NNAMES		(sizeof(names) / sizeof(names[0]))

void
rr_press_text(struct rr_press p, struct rr_buf *b)
{
	if (p.code > RR_KEY_FIRST && p.code < RR_KEY_END_OF_LIST)
		rr_buf_add(b, names[p.code - RR_KEY_FIRST - 1]);
	else if (p.code == ' ')
		rr_buf_add(b, "Space");
	else if (p.code < ' ')
		rr_buf_printf(b, "^%c", (int)p.code + '@');
	else
		rr_text_encode(p.code, b);
}

bool
rr_press_find(const char *name, size_t len, struct rr_press *p)
{
	struct rr_buf b = RR_BUF_INIT;
	int32_t code;
	bool found = false;

	p->pasted = false;
	for (code = 1; !found && code < ' '; code++) {
		p->code = code;
		rr_buf_clear(&b);
		rr_press_text(*p, &b);
		found = b.len == len && memcmp(b.s, name, len) == 0;
	}
	for (size_t i = 0; !found && i < NNAMES; i++) {
		p->code = RR_KEY_FIRST + 1 + (int32_t)i;
		found = strlen(names[i]) == len &&
		    memcmp(names[i], name, len) == 0;
	}
	if (!found && len == 5 && memcmp(name, "Space", 5) == 0) {
		p->code = ' ';
		found = true;
	}
	if (!found && len > 0) {
		found = (size_t)rr_text_decode(name, &code) == len;
		p->code = code;
	}
	rr_buf_free(&b);
	return found;
}

bool
rr_press_is_text(struct rr_press p)
{
	return p.code >= ' ' && p.code != 0x7f && p.code < RR_KEY_FIRST;
}

const struct rr_binding *
rr_binding_at(size_t i)
{
	return i < NBINDINGS ? &bindings[i] : NULL;
}

const struct rr_binding *
rr_binding_of(enum rr_action action)
{
	return &bindings[action - RR_DO_NOTHING - 1];
}

enum rr_action
rr_keys_action(enum rr_where where, struct rr_press p)
{
	struct rr_buf b = RR_BUF_INIT;
	enum rr_action action = RR_DO_NOTHING;

	if (p.pasted)
		return RR_DO_NOTHING;
	rr_press_text(p, &b);
	for (size_t i = 0; i < NBINDINGS && action == RR_DO_NOTHING; i++)
		if (bindings[i].where == where &&
		    rr_list_has(bindings[i].keys, b.s))
			action = bindings[i].action;
	rr_buf_free(&b);
	return action;
}

/*
 * keys_int.h: keys as pressed, and what they do.
 */
#ifndef REGRIGHTS_TUI_KEYS_INT_H
#define REGRIGHTS_TUI_KEYS_INT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct rr_buf;

/* Codes beyond Unicode, for the keys of keyname.def. */
#define RR_KEYNAME(id, name)	RR_KEY_##id,
enum rr_keycode {
	RR_KEY_FIRST = 0x110000,
#include "tui/keyname.def"
	RR_KEY_END_OF_LIST
};
#undef RR_KEYNAME

/* One key: a character, a control (1 … 31), or one of rr_keycode. */
struct rr_press {
	int32_t	code;
	bool	pasted;		/* it came as part of a paste */
	/* a paste as one piece, its lines parted by \n; or NULL */
	const char *text;
};

enum rr_where {
	RR_IN_LIST, RR_IN_FORM, RR_IN_PICK, RR_IN_PAGE, RR_IN_WALK,
	RR_IN_LINE, RR_IN_EDIT, RR_IN_SMALL
};

#define RR_KEYS(where, id, keys, brief)	RR_DO_##where##_##id,
enum rr_action {
	RR_DO_NOTHING,
#include "tui/keys.def"
	RR_DO_END
};
#undef RR_KEYS

struct rr_binding {
	enum rr_where	 where;
	enum rr_action	 action;
	const char	*keys;		/* parted by spaces */
	const char	*brief;
};

/* "j", "^D", "PgDn"; a space is "Space". */
void	 rr_press_text(struct rr_press, struct rr_buf *);
/* The key of a name as rr_press_text writes it; false: no such key. */
bool	 rr_press_find(const char *name, size_t len, struct rr_press *);
/* True when it is a character that can be typed into a field. */
bool	 rr_press_is_text(struct rr_press);

/* The I-th line of keys.def; NULL after the last. */
const struct rr_binding *rr_binding_at(size_t);
const struct rr_binding *rr_binding_of(enum rr_action);
/* What a key does there; pasted keys do nothing but text. */
enum rr_action	 rr_keys_action(enum rr_where, struct rr_press);

#endif

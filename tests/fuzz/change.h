/*
 * change.h: a file of an agreement, changed in one place.
 *
 * The places of a file are its values, its keys and the entries of its lists;
 * each can be changed in every way that fits its kind.
 */
#ifndef FUZZ_CHANGE_H
#define FUZZ_CHANGE_H

#include <stdbool.h>
#include <stddef.h>

#include "load/yaml_int.h"
#include "regrights/buf.h"
#include "regrights/vec.h"

enum change_kind {
	CHANGE_VALUE,		/* TEXT stands instead */
	CHANGE_WRAP,		/* it is the only entry of a list */
	CHANGE_FIRST,		/* its first entry or value stands instead */
	CHANGE_ENTRIES,		/* its values stand instead, as a list */
	CHANGE_MAPPING,		/* its entries stand instead, under keys */
	CHANGE_DROP,		/* the I-th pair or entry is left out */
	CHANGE_TWICE,		/* it stands twice */
	CHANGE_KEY,		/* TEXT is the I-th key */
	CHANGE_MORE		/* the key TEXT stands beside the others */
};

struct change {
	const struct rr_node	*at;
	enum change_kind	 kind;
	size_t			 i;
	const char		*text;
	/* what the format cannot allow, whatever the key */
	bool			 never;
};

/* Every change of every place below NODE, as struct change. */
void	 changes_of(struct rr_arena *, const struct rr_node *,
	    struct rr_vec *);
/* The file as YAML text, with a change (NULL: none). */
void	 changed_text(const struct rr_node *, const struct change *,
	    struct rr_buf *);
/* "value 7 instead of line 3:14", for whoever looks for it. */
void	 change_say(const struct change *, struct rr_buf *);

#endif

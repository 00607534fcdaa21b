/*
 * yaml_int.h: a YAML file as positioned nodes.
 */
#ifndef REGRIGHTS_YAML_INT_H
#define REGRIGHTS_YAML_INT_H

#include <stdbool.h>
#include <stddef.h>

#include "regrights/diag.h"

struct rr_arena;

enum rr_node_kind { RR_NODE_SCALAR, RR_NODE_LIST, RR_NODE_MAP };

struct rr_node;

struct rr_node_pair {
	const char	*key;
	struct rr_pos	 key_at;
	struct rr_node	*value;
};

struct rr_node {
	enum rr_node_kind	 kind;
	struct rr_pos		 at;
	const char		*text;	/* SCALAR */
	struct rr_node		**items; /* LIST */
	size_t			 n;
	struct rr_node_pair	*pairs;	/* MAP, in the order of the file */
	size_t			 npairs;
};

struct rr_yaml_limits {
	size_t	scalar;		/* bytes of one value */
	size_t	values;		/* values in one file */
	int	depth;
};

extern const struct rr_yaml_limits rr_yaml_limits;	/* the usual ones */

/*
 * Reads one document.  Anchors, aliases, tags, merge keys, keys given twice,
 * keys that are no words, further documents, other encodings than UTF-8 and
 * characters that are not plain text are refused, each with its place.
 */
bool	 rr_yaml_parse(struct rr_arena *, const char *file,
	    const char *bytes, size_t len, const struct rr_yaml_limits *,
	    struct rr_node **, struct rr_diags *);

/* NULL when the mapping has no such key. */
const struct rr_node_pair *rr_node_find(const struct rr_node *,
	    const char *key);

#endif

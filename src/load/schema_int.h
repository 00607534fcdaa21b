/*
 * schema_int.h: a mapping read against a table of keys.
 *
 * The table says for each key where its value goes in a struct, of which type
 * it is and what range it has.  From it come the checks and the complaints:
 * unknown and missing keys, wrong types, values out of range.
 */
#ifndef REGRIGHTS_SCHEMA_INT_H
#define REGRIGHTS_SCHEMA_INT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "regrights/diag.h"
#include "yaml_int.h"

enum rr_key_type {
	RR_KEY_TEXT,		/* const char *, not empty, one line */
	/* const char *: lower-case words, hyphens, digits */
	RR_KEY_NAME,
	RR_KEY_WORD,		/* const char *: one such word */
	RR_KEY_DATE,		/* rr_date */
	RR_KEY_TIME,		/* int32_t seconds of a day */
	RR_KEY_INT,		/* int64_t, MIN to MAX */
	RR_KEY_YES,		/* bool: yes or no */
	RR_KEY_CHOICE,		/* int: the place among WORDS, "a|b|c" */
	RR_KEY_TEXTS,		/* struct rr_strings: a list, or one value */
	RR_KEY_NODE		/* const struct rr_node *, read elsewhere */
};

struct rr_strings {
	const char	**of;
	size_t		 n;
};

struct rr_key {
	const char		*name;
	enum rr_key_type	 type;
	size_t			 offset;
	bool			 required;
	int64_t			 min, max;
	const char		*words;
};

/* A row of such a table; RR_KEY_OF has a range or words, ".words = x", too. */
#define RR_KEY(name_, type_, at, must)					\
	{ .name = name_, .type = RR_KEY_##type_, .offset = at,		\
	    .required = must }
#define RR_KEY_OF(name_, type_, at, must, ...)				\
	{ .name = name_, .type = RR_KEY_##type_, .offset = at,		\
	    .required = must, __VA_ARGS__ }

struct rr_load {
	struct rr_arena	*arena;
	struct rr_diags	*diags;
};

/*
 * Reads NODE, which must be a mapping, into OUT; WHAT ("a deadline") is for
 * complaints.  Every complaint is added; false when there was any error.
 */
bool	 rr_schema_read(const struct rr_load *, const struct rr_node *,
	    const struct rr_key *, size_t n, void *out, const char *what);
/* One value by itself, as KEY says. */
bool	 rr_schema_value(const struct rr_load *, const struct rr_key *,
	    const struct rr_node *, void *out);
/* TEXT as a name, or as one word of it (E213); WHAT is for complaints. */
bool	 rr_schema_name(const struct rr_load *, const char *text,
	    struct rr_pos, const char *what, bool spaces);
/*
 * "; did you mean 'x'?" for the nearest of N names, or "".  LIST is an array
 * of structs of SIZE bytes whose first member is the name.
 */
const char *rr_did_you_mean(const struct rr_load *, const char *word,
	    const void *list, size_t n, size_t size);
/* The place of a key's value in the mapping, or the mapping's own. */
struct rr_pos rr_node_pos(const struct rr_node *, const char *key);
/* The place of the I-th of a key's values. */
struct rr_pos rr_item_pos(const struct rr_node *, const char *key, size_t i);

#endif

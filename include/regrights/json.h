/*
 * json.h: JSON values, read and written.  (The only user of jansson.)
 *
 * Objects keep the order of insertion.  Numbers are 64-bit integers; a real
 * number in input is refused.  rr_json_set and rr_json_push take over the
 * child; rr_json_free ends the root, and with it the whole tree.
 */
#ifndef REGRIGHTS_JSON_H
#define REGRIGHTS_JSON_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct rr_buf;
struct rr_json;

struct rr_json	*rr_json_object(void);
struct rr_json	*rr_json_array(void);
struct rr_json	*rr_json_string(const char *);	/* NULL gives null */
struct rr_json	*rr_json_int(int64_t);
struct rr_json	*rr_json_bool(bool);
struct rr_json	*rr_json_null(void);
void		 rr_json_free(struct rr_json *);

void		 rr_json_set(struct rr_json *, const char *key,
		    struct rr_json *);
void		 rr_json_push(struct rr_json *, struct rr_json *);

bool		 rr_json_is_object(const struct rr_json *);
bool		 rr_json_is_array(const struct rr_json *);
bool		 rr_json_is_null(const struct rr_json *);
/* Borrowed; NULL when there is no such member or element. */
struct rr_json	*rr_json_get(const struct rr_json *, const char *key);
struct rr_json	*rr_json_at(const struct rr_json *, size_t);
size_t		 rr_json_count(const struct rr_json *);
/* The I-th member's name, in order. */
const char	*rr_json_key(const struct rr_json *, size_t);
/* NULL when it is no string. */
const char	*rr_json_text(const struct rr_json *);
bool		 rr_json_number(const struct rr_json *, int64_t *);
bool		 rr_json_truth(const struct rr_json *, bool *);

/* One value, at most LEN bytes, depth 32, no repeated key; NULL when bad. */
struct rr_json	*rr_json_parse(const char *, size_t len);
/* Canonical: keys sorted by bytes, no white space, controls escaped. */
void		 rr_json_canonical(const struct rr_json *, struct rr_buf *);
/*
 * For people and pipes: two-space indent, order kept; what is unsafe on a
 * terminal is escaped as \uXXXX.
 */
void		 rr_json_print(const struct rr_json *, struct rr_buf *);
/* The same on one line, without white space, keys sorted. */
void		 rr_json_line(const struct rr_json *, struct rr_buf *);

#endif

/*
 * schema_int.h: the schema's files, embedded at build.
 */
#ifndef REGRIGHTS_STORE_SCHEMA_INT_H
#define REGRIGHTS_STORE_SCHEMA_INT_H

#include <stddef.h>

struct rr_schema {
	const char		*name;		/* "0001-case-file" */
	const unsigned char	*sql;		/* ends with a NUL */
	size_t			 len;
};

extern const struct rr_schema	rr_schemas[];
extern const size_t		rr_schemas_n;

#endif

/*
 * manual_int.h: the rendered pages, embedded at build.
 */
#ifndef REGRIGHTS_APP_MANUAL_INT_H
#define REGRIGHTS_APP_MANUAL_INT_H

#include <stddef.h>

struct rr_manual {
	const char		*name;		/* "regrights(1)" */
	const unsigned char	*utf8;		/* each ends with a NUL */
	size_t			 utf8_len;
	const unsigned char	*ascii;
	size_t			 ascii_len;
};

extern const struct rr_manual	rr_manuals[];
extern const size_t		rr_manuals_n;

#endif

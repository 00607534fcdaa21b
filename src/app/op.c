/*
 * op.c: the ids of operations.
 */
#include <string.h>

#include "app_int.h"

bool
rr_op_make(const char *hex, uint8_t op[RR_OP_LEN], struct rr_diags *diags)
{
	static const char digits[] = "0123456789abcdef";

	if (hex == NULL) {
		rr_random(op, RR_OP_LEN);
		return true;
	}
	for (size_t i = 0; i < RR_OP_LEN; i++) {
		const char *high = strlen(hex) == 2 * RR_OP_LEN ?
		    strchr(digits, hex[2 * i]) : NULL;
		const char *low = high == NULL ? NULL :
		    strchr(digits, hex[2 * i + 1]);

		if (low == NULL)
			return rr_diag(diags, RR_E_TYPE, rr_nowhere,
			    "--op '%s': 32 hexadecimal digits", hex);
		op[i] = (uint8_t)((high - digits) << 4 | (low - digits));
	}
	return true;
}

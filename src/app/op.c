/*
 * op.c: the ids of operations.
 *
 * An id that is given with --op is not kept as it is.  What is kept is a hash
 * of it, one of it with all that was asked under it, and which part of that
 * this is: so the record can say whether an id stands for the same command,
 * also when that command is sealed or destroyed, and tells nothing of it to
 * whoever does not have the id.
 */
#include <string.h>

#include "app_int.h"
#include "regrights/buf.h"
#include "regrights/hash.h"

const char *
rr_line_command(struct rr_app *app, struct rr_arena *arena,
    const struct rr_line *l)
{
	struct rr_diags *quiet = rr_diags_new();
	struct rr_line *first;
	struct rr_store *s;
	size_t n = 0;

	if (!l->sealed && l->part > 1) {
		if (rr_app_store(app, RR_STORE_READ, &s, quiet) &&
		    rr_store_journal(s, arena, NULL, l->first - 1, false, 1,
		    &first, &n, quiet) && n == 1)
			l = first;
	}
	rr_diags_free(quiet);
	return l->sealed ? "(sealed)" : l->command;
}

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
			    "--op '%s': 32 hexadecimal digits, in "
			    "lower case", hex);
		op[i] = (uint8_t)((high - digits) << 4 | (low - digits));
	}
	return true;
}

void
rr_op_part(uint8_t op[RR_OP_LEN], size_t part)
{
	for (size_t i = RR_OP_LEN; i-- > RR_OP_ASKED; part >>= 8)
		op[i] = (uint8_t)(part & 0xff);
}

void
rr_op_bind(const uint8_t id[RR_OP_LEN], const struct rr_buf *asked,
    uint8_t op[RR_OP_LEN])
{
	uint8_t hash[RR_HASH_LEN];
	struct rr_buf b = RR_BUF_INIT;

	rr_hash(id, RR_OP_LEN, hash);
	memcpy(op, hash, RR_OP_ID);
	rr_buf_addn(&b, (const char *)id, RR_OP_LEN);
	rr_buf_addn(&b, asked->s, asked->len);
	rr_hash(b.s, b.len, hash);
	memcpy(op + RR_OP_ID, hash, RR_OP_ASKED - RR_OP_ID);
	rr_buf_free(&b);
	rr_op_part(op, 0);
}

bool
rr_op_used(struct rr_app *app, struct rr_arena *arena,
    const uint8_t op[RR_OP_LEN], bool *found, struct rr_line **line,
    int64_t *last, struct rr_diags *diags)
{
	uint8_t there[RR_OP_LEN];
	struct rr_store *s;
	int64_t first;
	size_t n;

	*found = false;
	if (!rr_store_if_there(app, &s, diags))
		return false;
	if (s == NULL)
		return true;
	if (!rr_store_used(s, op, found, there, &first, last, diags))
		return false;
	if (!*found)
		return true;
	if (!rr_store_journal(s, arena, NULL, first - 1, false, 1, line, &n,
	    diags) || n == 0)
		return false;
	return memcmp(there, op, RR_OP_LEN) == 0 ? true : rr_diag(diags,
	    RR_E_FACT, rr_nowhere, "that --op is entry %lld, of another "
	    "operation: %s; nothing was recorded, give this one an id of its "
	    "own", (long long)first, rr_line_command(app, arena, *line));
}

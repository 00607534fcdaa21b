/*
 * chain.c: the bytes that the journal's chain is made of.
 *
 * The layout is written down in the schema.  Texts are prefixed by their
 * length, so that no byte can move from one member to the next; the payload
 * enters only as a salted commitment, so that sealing leaves the chain whole.
 */
#include <string.h>

#include "regrights/arena.h"
#include "regrights/buf.h"
#include "regrights/text.h"
#include "store_int.h"

static void
add_int(struct rr_buf *b, int64_t n)
{
	unsigned char bytes[8];

	for (int i = 7; i >= 0; i--) {
		bytes[i] = (unsigned char)(n & 0xff);
		n >>= 8;
	}
	rr_buf_addn(b, bytes, sizeof(bytes));
}

static void
add_bytes(struct rr_buf *b, const void *p, size_t n)
{
	add_int(b, (int64_t)n);
	rr_buf_addn(b, p, n);
}

void
rr_chain_commit(const uint8_t salt[RR_SALT_LEN], const char *command,
    const char *payload, uint8_t out[RR_HASH_LEN])
{
	struct rr_buf b = RR_BUF_INIT;

	add_bytes(&b, salt, RR_SALT_LEN);
	add_bytes(&b, command, strlen(command));
	add_bytes(&b, payload, strlen(payload));
	rr_hash(b.s, b.len, out);
	rr_buf_free(&b);
}

void
rr_chain_root(const struct rr_identity *i, uint8_t out[RR_HASH_LEN])
{
	struct rr_buf b = RR_BUF_INIT;

	rr_buf_addn(&b, i->id, RR_OP_LEN);
	add_int(&b, i->made.sec);
	add_int(&b, i->demonstration);
	rr_hash(b.s, b.len, out);
	rr_buf_free(&b);
}

void
rr_chain_hash(const struct rr_link *l, uint8_t out[RR_HASH_LEN])
{
	struct rr_buf b = RR_BUF_INIT;

	rr_buf_addn(&b, l->prev, RR_HASH_LEN);
	add_int(&b, l->seq);
	rr_buf_addn(&b, l->op, RR_OP_LEN);
	add_int(&b, l->part);
	add_bytes(&b, l->matter, strlen(l->matter));
	add_int(&b, l->at);
	add_int(&b, l->set_back);
	add_bytes(&b, l->who, strlen(l->who));
	add_bytes(&b, l->origin, strlen(l->origin));
	rr_buf_addn(&b, l->commitment, RR_HASH_LEN);
	rr_hash(b.s, b.len, out);
	rr_buf_free(&b);
}

#define STAMPS	253402300800		/* the year 10000 */
#define CLAIMED	"claimed: "

static bool
is_line(const char *s)
{
	return rr_text_is_plain(s, strlen(s), false, NULL);
}

const char *
rr_chain_refuses(const struct rr_link *l, const char *command)
{
	static const uint8_t none[RR_OP_LEN];

	if (l->at < 0 || l->at >= STAMPS)
		return "has a stamp that no clock shows";
	if (l->who[0] == '\0' || !is_line(l->who))
		return "is by nobody who has a login name";
	if (l->origin[0] != '\0' && (!is_line(l->origin) ||
	    strncmp(l->origin, CLAIMED, strlen(CLAIMED)) != 0))
		return "has an origin that nobody claimed";
	if (memcmp(l->op, none, sizeof(none)) == 0)
		return "belongs to no operation";
	if (command == NULL)
		return NULL;
	if (l->part > 1)
		return command[0] == '\0' ? NULL : "has a command, which "
		    "stands with the first entry of its operation alone";
	return command[0] != '\0' && rr_text_is_plain(command,
	    strlen(command), true, NULL) ? NULL :
	    "has a command that nobody can have given";
}

bool
rr_chain_read(struct rr_arena *arena, sqlite3_stmt *q, struct rr_link *l)
{
	l->seq = sqlite3_column_int64(q, 0);
	l->part = sqlite3_column_int64(q, 2);
	l->matter = rr_col_text(arena, q, 3);
	l->at = sqlite3_column_int64(q, 4);
	l->set_back = sqlite3_column_int64(q, 5);
	l->who = rr_col_text(arena, q, 6);
	l->origin = rr_col_text(arena, q, 7);
	return l->matter != NULL && l->who != NULL && l->origin != NULL &&
	    rr_col_blob(q, 1, l->op, RR_OP_LEN) &&
	    rr_col_blob(q, 8, l->commitment, RR_HASH_LEN) &&
	    rr_col_blob(q, 9, l->prev, RR_HASH_LEN) &&
	    rr_col_blob(q, 10, l->hash, RR_HASH_LEN);
}

bool
rr_chain_get(struct rr_store *s, struct rr_arena *arena, int64_t seq,
    struct rr_link *l, bool *row, struct rr_diags *diags)
{
	const struct rr_pos at = { s->path, 0, 0 };
	sqlite3_stmt *q = rr_stmt(s, RR_STMT_JOURNAL_GET, diags);
	bool ok;

	if (q == NULL)
		return false;
	sqlite3_bind_int64(q, 1, seq);
	if (!rr_stmt_next(s, q, row, diags))
		return false;
	if (!*row)
		return true;
	ok = rr_chain_read(arena, q, l);
	sqlite3_reset(q);
	return ok ? true : rr_diag(diags, RR_E_CHAIN, at,
	    "entry %lld is malformed", (long long)seq);
}

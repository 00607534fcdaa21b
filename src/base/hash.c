/*
 * hash.c: SHA-256 and random bytes.  (The only user of libsodium.)
 */
#include "regrights/hash.h"

#include <sodium.h>

#include "regrights/arena.h"
#include "regrights/buf.h"

static void
ready(void)
{
	if (sodium_init() < 0)
		rr_die("the system gives no random numbers");
}

void
rr_hash(const void *p, size_t len, uint8_t out[RR_HASH_LEN])
{
	ready();
	crypto_hash_sha256(out, p, len);
}

void
rr_hex(const uint8_t *p, size_t len, struct rr_buf *b)
{
	static const char digits[] = "0123456789abcdef";

	for (size_t i = 0; i < len; i++) {
		rr_buf_addc(b, digits[p[i] >> 4]);
		rr_buf_addc(b, digits[p[i] & 15]);
	}
}

void
rr_random(void *p, size_t len)
{
	ready();
	randombytes_buf(p, len);
}

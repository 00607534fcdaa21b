/*
 * hash.h: SHA-256 and random bytes.  (The only user of libsodium.)
 */
#ifndef REGRIGHTS_HASH_H
#define REGRIGHTS_HASH_H

#include <stddef.h>
#include <stdint.h>

#define RR_HASH_LEN	32
#define RR_OP_LEN	16
#define RR_SALT_LEN	32

struct rr_buf;

void	 rr_hash(const void *, size_t, uint8_t[RR_HASH_LEN]);
/* Lower-case hexadecimal. */
void	 rr_hex(const uint8_t *, size_t, struct rr_buf *);
/* From the system's generator. */
void	 rr_random(void *, size_t);

#endif

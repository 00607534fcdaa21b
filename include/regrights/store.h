/*
 * store.h: the case file.  (The only layer that knows SQLite.)
 *
 * A case file is one SQLite file that holds one matter or several.  Its truth
 * is the journal: entries in a chain, each with a salted commitment to its
 * payload, and the texts that they cite.  All else is rebuilt from it.
 *
 * The store speaks of facts, matters and the head; no SQL and no handle of
 * SQLite is seen above.  No lock and no statement stays open between calls.
 */
#ifndef REGRIGHTS_STORE_H
#define REGRIGHTS_STORE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "regrights/date.h"
#include "regrights/diag.h"
#include "regrights/fact.h"
#include "regrights/hash.h"
#include "regrights/record.h"

struct rr_arena;
struct rr_store;

enum rr_store_mode {
	RR_STORE_READ,		/* never writes */
	RR_STORE_WRITE,		/* the file must be there (E502) */
	RR_STORE_CREATE		/* makes it, mode 0600, when it is not */
};

bool	 rr_store_open(const char *path, enum rr_store_mode,
	    struct rr_store **, struct rr_diags *);
void	 rr_store_close(struct rr_store *);	/* NULL allowed */

/* Bytes filed once, by the SHA-256 of the content: agreements, calendars. */
struct rr_filed {
	const char	*bytes;
	size_t		 len;
};

/* A fact to record, and the rows that one entry holds beside it. */
struct rr_entry {
	const struct rr_fact	*fact;
	const struct rr_fact	*rows;		/* seq is set by the store */
	size_t			 nrows;
	/* SEAL: the entry it is about, or 0 */
	int64_t			 destroys;
};

/* What one command records: all of it or nothing. */
struct rr_batch {
	/* makes a second try harmless */
	uint8_t			 op[RR_OP_LEN];
	const char		*matter;
	/* expected; -1: whatever it is */
	int64_t			 head;
	rr_instant		 at;
	const char		*who;		/* login name */
	const char		*origin;	/* SSH origin, or "" */
	const char		*command;	/* resolved */
	const struct rr_entry	*entries;
	size_t			 n;
	const struct rr_filed	*texts;
	size_t			 ntexts;
	/*
	 * the number that the first entry is taken to get, or 0: when another
	 * matter's entry came in between, the cache is not written
	 */
	int64_t			 first;
	/* the matter's new cache, or NULL */
	const struct rr_docket_row *docket;
	size_t			 ndocket;
	/* what the cache was made from */
	const char		*docket_key;
};

/*
 * Records a batch durably.  FIRST and LAST get the journal numbers.  A batch
 * whose op is on record already answers with that record's numbers and writes
 * nothing.  E506 when the matter's head is another; E505 after a timed wait;
 * E507 when the disk is full; E511 when the outcome is not known (ask
 * rr_store_outcome with the op).
 */
bool	 rr_store_append(struct rr_store *, const struct rr_batch *,
	    int64_t *first, int64_t *last, struct rr_diags *);
/* FOUND says whether the op is on record, and then its numbers. */
bool	 rr_store_outcome(struct rr_store *, const uint8_t op[RR_OP_LEN],
	    bool *found, int64_t *first, int64_t *last, struct rr_diags *);

/* E510 names a matter whose row is not what was written. */
bool	 rr_store_matters(struct rr_store *, struct rr_arena *,
	    struct rr_matter **, size_t *n, struct rr_diags *);
/*
 * Says of each matter whether the cached docket has the rows that were
 * written, none more and none less; what a row says it carries a sum of, which
 * is held against it when it is read.  E510: a matter has lost its row.
 */
bool	 rr_store_docket_check(struct rr_store *, struct rr_arena *,
	    struct rr_matter *, size_t n, struct rr_diags *);
/*
 * All facts of a matter up to journal number KNOWN (0: all), rows included;
 * E513 names an entry whose rows are not what was written.
 */
bool	 rr_store_facts(struct rr_store *, struct rr_arena *,
	    const char *matter, int64_t since, int64_t known,
	    struct rr_fact **, size_t *n, struct rr_diags *);
bool	 rr_store_text(struct rr_store *, struct rr_arena *,
	    const char *digest, char **bytes, size_t *len, struct rr_diags *);
/* The last journal number recorded at or before an instant; 0 for none. */
bool	 rr_store_known(struct rr_store *, rr_instant, int64_t *,
	    struct rr_diags *);

/*
 * At most MAX lines after journal number AFTER (before it, newest first, when
 * NEWEST), of one matter or of all (NULL).
 */
bool	 rr_store_journal(struct rr_store *, struct rr_arena *,
	    const char *matter, int64_t after, bool newest, size_t max,
	    struct rr_line **, size_t *n, struct rr_diags *);
bool	 rr_store_head(struct rr_store *, int64_t *seq,
	    uint8_t hash[RR_HASH_LEN], struct rr_diags *);

/*
 * At most MAX rows of the cached docket, in the order of (working, matter,
 * id), after the row that AFTER names (NULL: from the first); those that are
 * met, waived or void only when ALL; of one matter or of all (NULL).
 */
bool	 rr_store_docket(struct rr_store *, struct rr_arena *,
	    const char *matter, bool all, const struct rr_docket_row *after,
	    size_t max, struct rr_docket_row **, size_t *n, struct rr_diags *);
/*
 * The same, and in the same order, but the last MAX rows before the row that
 * BEFORE names (NULL: before the end).
 */
bool	 rr_store_docket_back(struct rr_store *, struct rr_arena *,
	    const char *matter, bool all, const struct rr_docket_row *before,
	    size_t max, struct rr_docket_row **, size_t *n, struct rr_diags *);
/* Whether both say the same, and neither was changed in the cache. */
bool	 rr_docket_row_same(const struct rr_docket_row *,
	    const struct rr_docket_row *);
/* Replaces a matter's cache when its head is still HEAD. */
bool	 rr_store_docket_put(struct rr_store *, const char *matter,
	    int64_t head, const char *key, const struct rr_docket_row *,
	    size_t n, struct rr_diags *);

/* Gives the rows of an IMPORT again from the agreement that it cites. */
typedef bool	 rr_expand(void *ctx, struct rr_arena *,
		    const struct rr_fact *import, const char *bytes,
		    size_t len, struct rr_fact **rows, size_t *n,
		    struct rr_diags *);

/* A head of the chain as it was noted outside: "SEQ:HASH". */
struct rr_head {
	int64_t		 seq;
	uint8_t		 hash[RR_HASH_LEN];
};
/* False when the text does not begin with one. */
bool	 rr_head_parse(const char *, struct rr_head *);

/*
 * Walks the chain and every payload and text; each fault is an E509 or E513
 * that names the entry.  The N heads must all be in the chain; where one is
 * not, the answer says between which of them the chain was made again.
 */
bool	 rr_store_verify(struct rr_store *, const struct rr_head *, size_t n,
	    struct rr_diags *);
/*
 * Makes every other table again from the journal, in one transaction, when
 * that journal verifies.  With CHECK it compares instead, changes nothing, and
 * E510 names what differs.
 */
bool	 rr_store_rebuild(struct rr_store *, rr_expand *, void *ctx,
	    bool check, struct rr_diags *);
/* A verified copy at PATH, which must not be there yet. */
bool	 rr_store_backup(struct rr_store *, const char *path,
	    struct rr_diags *);
/* A number that changes when another connection commits. */
bool	 rr_store_version(struct rr_store *, int64_t *, struct rr_diags *);

#endif

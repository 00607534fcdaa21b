/*
 * store_int.h: what the files of the store share.  Nothing here leaves it.
 */
#ifndef REGRIGHTS_STORE_INT_H
#define REGRIGHTS_STORE_INT_H

#include <signal.h>
#include <sqlite3.h>

#include "regrights/store.h"

struct rr_buf;

#define RR_APPLICATION_ID	0x52526731	/* "RRg1" */

#define RR_STMT(id, text)	RR_STMT_##id,
enum rr_stmt {
#include "stmt.def"
	RR_STMT_MAX
};
#undef RR_STMT

struct rr_store {
	sqlite3			*db;
	char			*path;
	enum rr_store_mode	 mode;
	sqlite3_stmt		*stmts[RR_STMT_MAX];
	int			 gate;		/* -1 while it is not held */
	sigset_t		 signals;	/* to restore after a write */
	bool			 writing;
	/* a failed sync: no more writes */
	bool			 broken;
};

/* file.c: makes an empty file that only its owner reads, unless it is there. */
bool	 rr_file_create(struct rr_store *, struct rr_diags *);
bool	 rr_file_check(struct rr_store *, struct rr_diags *);
/* Whose database it is, and of which version. */
bool	 rr_file_version(struct rr_store *, int64_t id, int64_t version,
	    struct rr_diags *);
/* E502; always false. */
bool	 rr_file_missing(struct rr_store *, struct rr_diags *);

/* fail.c: says what a result of SQLite means; always false. */
bool	 rr_store_fail(struct rr_store *, int rc, struct rr_diags *);
/* What a failed sync left on the disk nobody knows: no more is written. */
void	 rr_note_sync(struct rr_store *, int rc);

/* db.c */
bool	 rr_db_exec(struct rr_store *, const char *sql, struct rr_diags *);
/* Opens the handle with all settings; the schema is checked. */
bool	 rr_db_connect(struct rr_store *, struct rr_diags *);
/* The same, when a failure has closed it. */
bool	 rr_db_alive(struct rr_store *, struct rr_diags *);
void	 rr_db_disconnect(struct rr_store *);
/* The gate, then BEGIN IMMEDIATE; signals wait until the end. */
bool	 rr_db_begin(struct rr_store *, struct rr_diags *);
bool	 rr_db_commit(struct rr_store *, struct rr_diags *);
/*
 * COMMIT, and SQLite's result.  After a failure nothing is open; whether it
 * was committed after all, the file alone can say, unless it was BUSY.
 */
int	 rr_db_try_commit(struct rr_store *);
void	 rr_db_rollback(struct rr_store *);

/* gate.c */
void	 rr_gate_enter(struct rr_store *);
void	 rr_gate_leave(struct rr_store *);

/* stmt.c: a statement ready to bind, or NULL. */
sqlite3_stmt *rr_stmt(struct rr_store *, enum rr_stmt, struct rr_diags *);
/* Runs one that gives no rows, and resets it. */
bool	 rr_stmt_run(struct rr_store *, sqlite3_stmt *, struct rr_diags *);
/* One more row?  At the end the statement is reset.  False on error. */
bool	 rr_stmt_next(struct rr_store *, sqlite3_stmt *, bool *row,
	    struct rr_diags *);
/* The text must stay until the statement has run; NULL is NULL. */
void	 rr_bind_text(sqlite3_stmt *, int, const char *);
/* The same, copied; nothing is NULL. */
void	 rr_bind_copy(sqlite3_stmt *, int, const struct rr_buf *);
void	 rr_bind_date(sqlite3_stmt *, int, rr_date);
const char *rr_col_text(struct rr_arena *, sqlite3_stmt *, int);
/* "" where a damaged file has no text. */
const char *rr_col_word(struct rr_arena *, sqlite3_stmt *, int);
rr_date	 rr_col_date(sqlite3_stmt *, int);
/* LEN bytes exactly, else false. */
bool	 rr_col_blob(sqlite3_stmt *, int, void *, size_t len);

/* sum.c: check values; each hashes what its row says. */
int64_t	 rr_sum_fact(const char *matter, const struct rr_fact *);
int64_t	 rr_sum_docket(const char *matter, const struct rr_docket_row *,
	    bool open);
/* What a row adds to the sum of a matter's docket. */
int64_t	 rr_sum_share(int64_t sum, const char *working, bool open);
int64_t	 rr_sum_matter(const struct rr_matter *);
/* A row of MATTERS or MATTER_GET, and whether it holds. */
void	 rr_sum_read(struct rr_arena *, sqlite3_stmt *, struct rr_matter *,
	    bool *holds);
bool	 rr_sum_renew(struct rr_store *, const char *matter,
	    struct rr_diags *);

/* facts.c: typed rows of one fact, and gone again. */
bool	 rr_facts_insert(struct rr_store *, const char *matter,
	    const struct rr_fact *, struct rr_diags *);
bool	 rr_facts_drop(struct rr_store *, const char *matter, int64_t seq,
	    struct rr_diags *);
/* One entry into the typed tables: the fact, its rows, the matter. */
bool	 rr_facts_apply(struct rr_store *, const char *matter, int64_t seq,
	    const struct rr_fact *, const struct rr_fact *rows, size_t nrows,
	    struct rr_diags *);

/* chain.c: one entry of the journal as it is stored. */
struct rr_link {
	int64_t		 seq, part, at;
	uint8_t		 op[RR_OP_LEN];
	const char	*matter, *who, *origin;
	uint8_t		 commitment[RR_HASH_LEN];
	uint8_t		 prev[RR_HASH_LEN], hash[RR_HASH_LEN];
};
void	 rr_chain_commit(const uint8_t salt[RR_SALT_LEN], const char *command,
	    const char *payload, uint8_t out[RR_HASH_LEN]);
void	 rr_chain_hash(const struct rr_link *, uint8_t out[RR_HASH_LEN]);
/* The row that a journal statement stands on; false when it is malformed. */
bool	 rr_chain_read(struct rr_arena *, sqlite3_stmt *, struct rr_link *);

/* entry.c: entries being written; LINK is the last one, and the head. */
struct rr_writing {
	struct rr_store		*store;
	const struct rr_batch	*batch;
	struct rr_arena		*arena;		/* for one entry */
	struct rr_diags		*diags;
	struct rr_link		 link;
};
bool	 rr_entry_write(struct rr_writing *, const struct rr_entry *);

/* verify.c: the chain, its content and the texts, as rr_store_verify. */
bool	 rr_verify_walk(struct rr_store *, const struct rr_head *, size_t n,
	    struct rr_diags *);

/* read.c: 64 hexadecimal digits. */
bool	 rr_digest_parse(const char *, uint8_t out[RR_HASH_LEN]);
/* Whether the bytes in column 0 are those of the digest. */
bool	 rr_text_holds(sqlite3_stmt *, const uint8_t digest[RR_HASH_LEN]);

/* docket.c */
bool	 rr_docket_write(struct rr_store *, const char *matter,
	    const struct rr_docket_row *, size_t n, const char *key,
	    struct rr_diags *);

#endif

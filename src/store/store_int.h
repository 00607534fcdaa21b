/*
 * store_int.h: what the files of the store share.  Nothing here leaves it.
 */
#ifndef REGRIGHTS_STORE_INT_H
#define REGRIGHTS_STORE_INT_H

#include <signal.h>
#include <sqlite3.h>
#include <sys/stat.h>
#include <sys/types.h>

#include "regrights/store.h"
#include "regrights/vec.h"

struct rr_buf;

#define RR_APPLICATION_ID	0x52526731	/* "RRg1" */
/* What stands beside the file is not its own; no result of SQLite's. */
#define RR_SQLITE_MISFIT	(SQLITE_PERM | 1 << 8)

#define RR_STMT(id, text)	RR_STMT_##id,
enum rr_stmt {
#include "stmt.def"
	RR_STMT_MAX
};
#undef RR_STMT

/* What makes a store a stage: a copy in memory, and what it is to record. */
struct rr_stage {
	struct rr_arena		*arena;
	struct rr_vec		 batches;	/* of struct rr_batch */
	/* the last entry of the file that was copied, and its hash */
	struct rr_head		 base;
	int64_t			 last;		/* entries of the batches */
};

struct rr_store {
	sqlite3			*db;
	char			*path;
	/* SQLite's way to the file, what it has open, and its name for it */
	sqlite3_vfs		 vfs, *below;
	sqlite3_file		*file;
	const char		*name;
	/* is this journal its own?  else RR_SQLITE_MISFIT, and why */
	int			 (*fits)(struct rr_store *, const char *);
	char			 misfit[160];
	const char		*misfits;	/* "-journal" */
	enum rr_store_mode	 mode;
	sqlite3_stmt		*stmts[RR_STMT_MAX];
	int			 gate;		/* -1 while it is not held */
	int			 line;		/* the gate, while waiting */
	bool			 held;		/* the gate, between writes */
	/* who is told for whom it waits; what it answered */
	rr_waiting		*tell;
	void			*ctx;
	bool			 given_up;
	bool			 impatient;	/* one try, no waiting */
	/* not even what was cut off is taken back */
	bool			 untouched;
	int			 waited;	/* milliseconds */
	/* which file is open: another may be put in its place */
	dev_t			 dev;
	ino_t			 ino;
	int64_t			 turn;		/* how often one was opened */
	sigset_t		 signals;	/* to restore after a write */
	/* of a file that is not there */
	struct rr_making	 making;
	struct rr_identity	 identity;
	bool			 writing;
	/* a failed sync: no more writes */
	bool			 broken;
	/* the docket has no rows of no matter */
	bool			 swept;
	struct rr_stage		*stage;		/* NULL: it is a file */
};

/* file.c: makes an empty file, unless it is there. */
bool	 rr_file_create(struct rr_store *, struct rr_diags *);
bool	 rr_file_check(struct rr_store *, struct rr_diags *);
/* Whose database it is, and of which version. */
bool	 rr_file_version(struct rr_store *, int64_t id, int64_t version,
	    struct rr_diags *);
/*
 * Is the name one of those beside a file that is there, which SQLite or this
 * program takes for that file's own?  CODE says so then.
 */
bool	 rr_file_is_beside(const char *path, enum rr_code, struct rr_diags *);
/* Is what stands at the path no more what is open? */
bool	 rr_file_moved(const struct rr_store *);
/* E502, or what a restore left that was cut off; always false. */
bool	 rr_file_missing(struct rr_store *, struct rr_diags *);

/* vfs.c: opens the handle, so that what is beside the file is looked at. */
int	 rr_vfs_open(struct rr_store *, const char *path, int flags);

/*
 * fits.c: under a lock to read: is the journal of that name the file's?  A
 * result of SQLite's, or RR_SQLITE_MISFIT.
 */
int	 rr_fits(struct rr_store *, const char *journal);

/* fail.c: says what a result of SQLite means; always false. */
bool	 rr_store_fail(struct rr_store *, int rc, struct rr_diags *);
/*
 * What mends a file that is damaged, behind what is wrong with it; "" of one
 * that is looked at for a restore, which says itself what is to be done.
 */
const char *rr_store_mend(const struct rr_store *);
/* What a failed sync left on the disk nobody knows: no more is written. */
void	 rr_note_sync(struct rr_store *, int rc);

/* sql.c: on an open handle; one number of one row. */
bool	 rr_sql_exec(struct rr_store *, const char *, struct rr_diags *);
bool	 rr_sql_int(struct rr_store *, const char *, int64_t *,
	    struct rr_diags *);

/* schema.c: makes the tables; E503 when they are not ours; E513 cut short. */
bool	 rr_schema_make(struct rr_store *, struct rr_diags *);
bool	 rr_schema_check(struct rr_store *, struct rr_diags *);
bool	 rr_schema_size(struct rr_store *, struct rr_diags *);

/* stage.c: what a batch of a stage is to be recorded with. */
bool	 rr_stage_keep(struct rr_store *, const struct rr_batch *,
	    struct rr_diags *);

/* journal.c: a batch written under the lock; all that was written, kept. */
bool	 rr_batch_write(struct rr_store *, const struct rr_batch *,
	    int64_t *first, int64_t *last, struct rr_diags *);
/* E401 when the id of its op is on record, unless a stage has more of it. */
bool	 rr_op_is_free(struct rr_store *, const struct rr_batch *,
	    struct rr_diags *);
bool	 rr_batch_commit(struct rr_store *, const struct rr_batch *last,
	    struct rr_diags *);

/* db.c */
/* Opens a handle on nothing, in memory, for a stage. */
bool	 rr_db_memory(struct rr_store *, struct rr_diags *);
/* Makes the tables and the identity, unless they are there. */
bool	 rr_db_initialise(struct rr_store *, struct rr_diags *);
bool	 rr_db_exec(struct rr_store *, const char *sql, struct rr_diags *);
/* Opens the handle with all settings; the schema is checked. */
bool	 rr_db_connect(struct rr_store *, struct rr_diags *);
/* The same, when a failure has closed it. */
bool	 rr_db_alive(struct rr_store *, struct rr_diags *);
/*
 * The same, when another file stands at the path; no statement is open.  E504:
 * a newer program has changed it since.
 */
bool	 rr_db_here(struct rr_store *, struct rr_diags *);
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

/* gate.c: a second's wait in line; true when in, or there is no gate. */
bool	 rr_gate_enter(struct rr_store *, struct rr_diags *);
void	 rr_gate_leave(struct rr_store *);

/* holder.c: "anna is writing (process 4711, stopped, since …)"; never we */
void	 rr_holder_words(const char *path, struct rr_buf *);

/* wait.c: tells who is waited for; false: whoever was told gives up. */
bool	 rr_wait_tell(struct rr_store *);
void	 rr_wait_install(struct rr_store *);

/* share.c: the mode of a file that is made at PATH, by its folder. */
mode_t	 rr_share_mode(const char *path);
/* Gives an open file that was made at PATH its owner, group and rights. */
bool	 rr_share_new(int fd, const char *path, const char *group,
	    struct rr_diags *);
/* False, and said, when the file at PATH is not shared with that group. */
bool	 rr_share_is_with(const char *path, const char *group,
	    struct rr_diags *);
/* Gives an open file the rights, and as far as may be the owner, of another. */
void	 rr_share_like(int fd, const struct stat *of);
/* Gives the files beside a case file its rights, where they are one's own. */
void	 rr_share_align(const char *path);
/* Why a file beside the case file refuses; false when it does not. */
bool	 rr_share_refuses(const char *path, const char *name,
	    struct rr_buf *);
/* Which file, or folder, refuses to be written; false when none does. */
bool	 rr_share_refusal(const char *path, struct rr_buf *);

/* identity.c: written while the file is made; read when it is opened. */
bool	 rr_identity_write(struct rr_store *, struct rr_diags *);
bool	 rr_identity_read(struct rr_store *, struct rr_diags *);

/*
 * clock.c: the stamp before which the next entry is marked: that of the last,
 * or of the making.
 */
bool	 rr_clock_last(struct rr_store *, int64_t *at, struct rr_diags *);
/* The latest stamp so far, the making's included. */
bool	 rr_clock_latest(struct rr_store *, int64_t *at, struct rr_diags *);

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
int64_t	 rr_sum_docket(const char *matter, const struct rr_docket_row *);
/* What a row adds to the sum of a matter's docket. */
int64_t	 rr_sum_share(int64_t sum, const char *place,
	    const char *status, int64_t stand);
int64_t	 rr_sum_matter(const struct rr_matter *);
/* A row of MATTERS or MATTER_GET, and whether it holds. */
void	 rr_sum_read(struct rr_arena *, sqlite3_stmt *, struct rr_matter *,
	    bool *holds);
bool	 rr_sum_renew(struct rr_store *, const char *matter,
	    struct rr_diags *);

/* Rows of facts that were put in, less those that were taken out. */
struct rr_rows {
	int64_t		 n;
	uint64_t	 sums;		/* added up */
};

/* facts.c: typed rows of one fact, and gone again. */
bool	 rr_facts_insert(struct rr_store *, const char *matter,
	    const struct rr_fact *, struct rr_rows *, struct rr_diags *);
bool	 rr_facts_drop(struct rr_store *, const char *matter, int64_t seq,
	    struct rr_rows *, struct rr_diags *);
/* The matter has so many rows more. */
bool	 rr_facts_count(struct rr_store *, const char *matter,
	    const struct rr_rows *, struct rr_diags *);
/* apply.c: the rows of a holder list, as they were filed. */
bool	 rr_facts_filed(struct rr_store *, struct rr_arena *,
	    const struct rr_fact *, struct rr_fact **, size_t *n,
	    struct rr_diags *);
/* One entry into the typed tables: the fact, its rows, the matter. */
bool	 rr_facts_apply(struct rr_store *, const char *matter, int64_t seq,
	    const struct rr_fact *, const struct rr_fact *rows, size_t nrows,
	    struct rr_diags *);

/* chain.c: one entry of the journal as it is stored. */
struct rr_link {
	int64_t		 seq, part, at, set_back;
	uint8_t		 op[RR_OP_LEN];
	const char	*matter, *who, *origin;
	uint8_t		 commitment[RR_HASH_LEN];
	uint8_t		 prev[RR_HASH_LEN], hash[RR_HASH_LEN];
};
void	 rr_chain_commit(const uint8_t salt[RR_SALT_LEN], const char *command,
	    const char *payload, uint8_t out[RR_HASH_LEN]);
/*
 * Why no writer makes such a link, or one of that command (NULL: any); NULL:
 * it may be one.
 */
const char *rr_chain_refuses(const struct rr_link *, const char *command);
/* What the first entry stands on. */
void	 rr_chain_root(const struct rr_identity *, uint8_t out[RR_HASH_LEN]);
void	 rr_chain_hash(const struct rr_link *, uint8_t out[RR_HASH_LEN]);
/* The row that a journal statement stands on; false when it is malformed. */
bool	 rr_chain_read(struct rr_arena *, sqlite3_stmt *, struct rr_link *);
/* The entry SEQ; no ROW when there is none. */
bool	 rr_chain_get(struct rr_store *, struct rr_arena *, int64_t seq,
	    struct rr_link *, bool *row, struct rr_diags *);

/* entry.c: entries being written; LINK is the last one, and the head. */
struct rr_writing {
	struct rr_store		*store;
	const struct rr_batch	*batch;
	struct rr_arena		*arena;		/* for one entry */
	struct rr_diags		*diags;
	struct rr_link		 link;
};
bool	 rr_entry_write(struct rr_writing *, const struct rr_entry *);

/*
 * acts.c: whether what the fact does to another entry may be done now; a seal
 * gets the bare shape that stays.  Then it is done.
 */
bool	 rr_act_allowed(struct rr_writing *, struct rr_fact *);
/*
 * Whether the tables have each entry of the matter's journal but those that are
 * sealed, and none more (E513, E509).
 */
bool	 rr_entries_match(struct rr_store *, const char *matter,
	    struct rr_diags *);
/* The seal that keeps SEQ from sight, or 0. */
bool	 rr_seal_last(struct rr_store *, const char *matter, int64_t seq,
	    int64_t *by, struct rr_diags *);
bool	 rr_act_done(struct rr_writing *, const struct rr_fact *);

/* verify.c: the chain, its content and the texts, as rr_store_verify. */
bool	 rr_verify_walk(struct rr_store *, const struct rr_head *, size_t n,
	    struct rr_diags *);

/*
 * sum.c: the tables of a matter go to its entry HEAD, its journal to LAST;
 * always false.
 */
bool	 rr_tell_gone(struct rr_store *, struct rr_diags *, const char *matter,
	    int64_t head, int64_t last);
/* read.c: 64 hexadecimal digits. */
bool	 rr_digest_parse(const char *, uint8_t out[RR_HASH_LEN]);
/* Whether the bytes in column 0 are those of the digest. */
bool	 rr_text_holds(sqlite3_stmt *, const uint8_t digest[RR_HASH_LEN]);

/* The first lines of at most MAX operations after AFTER, of all matters. */
bool	 rr_operations(struct rr_store *, struct rr_arena *, int64_t after,
	    size_t max, struct rr_line **, size_t *n, struct rr_diags *);
/* A row of LINES_..., as it was recorded, sealed or not (E509). */
bool	 rr_line_read(struct rr_store *, struct rr_arena *, sqlite3_stmt *,
	    struct rr_line *, struct rr_diags *);

/* backup.c: a copy at PATH, which must not be there; synced, not verified. */
bool	 rr_copy_to(struct rr_store *, const char *path, bool *made,
	    struct rr_diags *);
bool	 rr_copy_verify(const char *path, const struct rr_replay *,
	    struct rr_diags *);
void	 rr_sync_folder(const char *path);

/* The copy that waits beside a case file to come into its place. */
#define RR_RESTORE_PART	".restoring"

/*
 * aside.c: the file at PATH and what is beside it are set aside under names
 * with the stamp AT, and FRESH gets the name PATH.  ASIDE: where the file is
 * now, or NULL when there was none.  After an error all is as it was.
 */
bool	 rr_aside_swap(struct rr_arena *, const char *path,
	    const char *fresh, rr_instant at, const char **aside,
	    struct rr_diags *);

/* docket.c */
bool	 rr_docket_write(struct rr_store *, const char *matter,
	    const struct rr_docket_row *, size_t n, const char *key,
	    struct rr_diags *);

#endif

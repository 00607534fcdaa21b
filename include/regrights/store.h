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
struct rr_vec;

enum rr_store_mode {
	RR_STORE_READ,		/* never writes */
	RR_STORE_WRITE,		/* the file must be there (E502) */
	RR_STORE_CREATE		/* rr_store_make alone: made when it is not */
};

/* What a file that is made says of itself for good. */
struct rr_making {
	rr_instant	 at;
	/* its clock may come from the environment */
	bool		 demonstration;
	/* who shares it, by name; NULL: as its folder says */
	const char	*group;
};

struct rr_identity {
	uint8_t		 id[RR_OP_LEN];		/* random, once */
	rr_instant	 made;
	bool		 demonstration;
};

/*
 * Told, after a second and each second again, who is waited for: "anna is
 * writing (process 4711, on pts/3, stopped, since 2026-01-02T10:00:00Z)".
 * False gives up (E505).  LOCKED: a lock is held, and nothing may block.
 */
typedef bool	 rr_waiting(void *ctx, const char *who, bool locked);

struct rr_opening {
	const char		*path;
	enum rr_store_mode	 mode;
	struct rr_making	 making;	/* CREATE */
	/* READ: a writing that was cut off is not taken back either (E508) */
	bool			 untouched;
	rr_waiting		*tell;		/* or NULL */
	void			*ctx;
	bool			 impatient;	/* as of rr_store_hurry */
};

bool	 rr_store_open_as(const struct rr_opening *, struct rr_store **,
	    struct rr_diags *);
bool	 rr_store_open(const char *path, enum rr_store_mode,
	    struct rr_store **, struct rr_diags *);
/* The same for writing; a file that is not there is made. */
bool	 rr_store_make(const char *path, const struct rr_making *,
	    struct rr_store **, struct rr_diags *);
void	 rr_store_close(struct rr_store *);	/* NULL allowed */

/* Who is told from now on. */
void	 rr_store_waiting(struct rr_store *, rr_waiting *, void *ctx);
/* From now on nobody is waited for: E505 at once, and who it is. */
void	 rr_store_hurry(struct rr_store *, bool hurry);
/* Stays in front of the line from now on, over several calls, or no more. */
void	 rr_store_hold(struct rr_store *, bool hold, struct rr_diags *);

/* As it was when the file was opened. */
const struct rr_identity *rr_store_identity(const struct rr_store *);

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
};

/*
 * An entry by its number and its hash, which says all that came before it,
 * too; of a head that was noted outside, when that was.
 */
struct rr_head {
	int64_t		 seq;
	uint8_t		 hash[RR_HASH_LEN];
	rr_instant	 noted;		/* NONE when it does not say when */
};

/* What one command records: all of it or nothing. */
struct rr_batch {
	/*
	 * makes a second try harmless.  Its first RR_OP_ID bytes are the id's,
	 * those up to RR_OP_ASKED of what was asked under it.
	 */
	uint8_t			 op[RR_OP_LEN];
	const char		*matter;
	/* expected; -1: whatever it is */
	int64_t			 head;
	/* entries that must still be those that they were; HASH alone counts */
	const struct rr_head	*rests;
	size_t			 nrests;
	/*
	 * The clock, read under the lock so that stamps run as the entries do;
	 * NULL: AT is the stamp.
	 */
	rr_instant		 (*clock)(void *ctx);
	void			*ctx;
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
	/* gets whether the op was on record before, by any hand; or NULL */
	bool			*found;
};

/*
 * Records a batch durably.  FIRST and LAST get the journal numbers.  A batch
 * whose op is on record already answers with that record's numbers and writes
 * nothing; E401 when its id stands for something else.  E506 when the matter's
 * head is another, or another file was put in its place, with which its entries
 * do not stand; E505 after a timed wait; E507 when the disk is full; E511 when
 * the outcome is not known (ask rr_store_outcome with the op).
 */
bool	 rr_store_append(struct rr_store *, const struct rr_batch *,
	    int64_t *first, int64_t *last, struct rr_diags *);
/* FOUND says whether the op is on record, and then its numbers. */
bool	 rr_store_outcome(struct rr_store *, const uint8_t op[RR_OP_LEN],
	    bool *found, int64_t *first, int64_t *last, struct rr_diags *);

#define RR_OP_ID	8	/* bytes of an op: whose id it is */
#define RR_OP_ASKED	13	/* and what was asked; then which part of it */

/*
 * Whether the id of an op is on record, of whatever was asked: THERE is the op
 * of its first entry, LAST its last one.
 */
bool	 rr_store_used(struct rr_store *, const uint8_t op[RR_OP_LEN],
	    bool *found, uint8_t there[RR_OP_LEN], int64_t *first,
	    int64_t *last, struct rr_diags *);

/*
 * A stage: a copy of FROM in memory (NULL: of a file that is to be made), in
 * which rr_store_append records as in a file, while no lock is held.  PATH is
 * the file's, for what is said of it.
 */
bool	 rr_store_stage(struct rr_store *from, const char *path,
	    const struct rr_making *, struct rr_store **, struct rr_diags *);
/*
 * Records all batches of a stage, of which there is one at least, in one
 * transaction.  MOVED: by how many the numbers are higher than in the stage,
 * as others have recorded in other matters; EXACT: they must be the same.
 * E506 when the stage does not fit any more; errors as of rr_store_append.
 */
bool	 rr_store_publish(struct rr_store *, struct rr_store *stage,
	    bool exact, int64_t *moved, struct rr_diags *);

/* E510 names a matter whose row is not what was written. */
bool	 rr_store_matters(struct rr_store *, struct rr_arena *,
	    struct rr_matter **, size_t *n, struct rr_diags *);
/*
 * The same, and of each matter whether the cached docket has the rows that
 * were written, none more and none less, and how many of them are in each
 * group on the day that DAY (NULL: they are not counted) gives for it, the week
 * being of so many days; what a row says it carries a sum of, which is held
 * against it when it is read.  LOST: how many matters of the journal have no
 * row; where it is NULL, E510 names the first.
 */
typedef rr_date	 rr_matter_day(void *ctx, const struct rr_matter *);
bool	 rr_store_dockets(struct rr_store *, struct rr_arena *,
	    rr_matter_day *day, void *ctx, int within, struct rr_matter **,
	    size_t *n, size_t *lost, struct rr_diags *);
/* False, with E510, where a matter of the journal has no row. */
bool	 rr_store_all_there(struct rr_store *, struct rr_diags *);
/*
 * All facts of a matter up to journal number KNOWN (0: all), rows included;
 * E513 names an entry whose rows are not what was written.
 */
bool	 rr_store_facts(struct rr_store *, struct rr_arena *,
	    const char *matter, int64_t since, int64_t known,
	    struct rr_fact **, size_t *n, struct rr_diags *);
/* Adds the numbers (int64_t) of a matter's sealed entries, in order. */
bool	 rr_store_unread(struct rr_store *, struct rr_arena *,
	    const char *matter, struct rr_vec *, struct rr_diags *);
/*
 * What is kept from sight: the facts of the entries of a matter that are
 * sealed now and not destroyed, rows included, in their order.  It is compared
 * with what is in sight, and never shown.
 */
bool	 rr_store_hidden(struct rr_store *, struct rr_arena *,
	    const char *matter, struct rr_fact **, size_t *n,
	    struct rr_diags *);
/*
 * What a sealed entry says, with its rows, for what is checked and not shown;
 * none where it was destroyed.
 */
bool	 rr_store_sealed(struct rr_store *, struct rr_arena *, int64_t seq,
	    struct rr_fact **, size_t *n, struct rr_diags *);
bool	 rr_store_text(struct rr_store *, struct rr_arena *,
	    const char *digest, char **bytes, size_t *len, struct rr_diags *);
/*
 * The last journal number before any entry that is stamped later than an
 * instant; 0 for none.
 */
bool	 rr_store_known(struct rr_store *, rr_instant, int64_t *,
	    struct rr_diags *);

/* Whether an entry, or its row PART (0: all of it), is void. */
bool	 rr_store_is_void(struct rr_store *, const char *matter, int64_t seq,
	    int64_t part, bool *is, struct rr_diags *);
/* Whether anything of the matter was ever voided. */
bool	 rr_store_has_void(struct rr_store *, const char *matter, bool *any,
	    struct rr_diags *);
/*
 * At most MAX lines after journal number AFTER (before it, newest first, when
 * NEWEST), of one matter or of all (NULL).  E509 names an entry that is not
 * what was recorded, or is gone; its links to the others are rr_store_verify's
 * to check.  E513: the tables of the matter lack an entry.
 */
bool	 rr_store_journal(struct rr_store *, struct rr_arena *,
	    const char *matter, int64_t after, bool newest, size_t max,
	    struct rr_line **, size_t *n, struct rr_diags *);
/* The latest stamp, the file's making included; entries that ran back. */
bool	 rr_store_clock(struct rr_store *, rr_instant *latest,
	    int64_t *set_back, struct rr_diags *);
bool	 rr_store_head(struct rr_store *, int64_t *seq,
	    uint8_t hash[RR_HASH_LEN], struct rr_diags *);
/* The hash of an entry; FOUND is false where there is none of that number. */
bool	 rr_store_hash(struct rr_store *, int64_t seq,
	    uint8_t hash[RR_HASH_LEN], bool *found, struct rr_diags *);
/* Whether an entry is the one that it was; 0, before the first, always is. */
bool	 rr_store_stands(struct rr_store *, const struct rr_head *,
	    bool *stands, struct rr_diags *);

/*
 * At most MAX rows of the cached docket, in the order of (working, matter,
 * id), after the row that AFTER names (NULL: from the first); those that
 * cannot be done any more only when ALL; of one matter or of all (NULL).  What
 * is to be done and has no day stands before all days, else behind them.
 */
bool	 rr_store_docket(struct rr_store *, struct rr_arena *,
	    const char *matter, bool all, const struct rr_docket_row *after,
	    size_t max, struct rr_docket_row **, size_t *n, struct rr_diags *);
/*
 * The first MAX rows of those with a day, and of those that are to be done and
 * have none as many, which stand before them.
 */
bool	 rr_store_docket_first(struct rr_store *, struct rr_arena *,
	    const char *matter, bool all, size_t max, struct rr_docket_row **,
	    size_t *n, struct rr_diags *);
/*
 * The same as rr_store_docket, but the last MAX rows before the row that
 * BEFORE names (NULL: before the end).
 */
bool	 rr_store_docket_back(struct rr_store *, struct rr_arena *,
	    const char *matter, bool all, const struct rr_docket_row *before,
	    size_t max, struct rr_docket_row **, size_t *n, struct rr_diags *);
/* Whether both say the same, and neither was changed in the cache. */
bool	 rr_docket_row_same(const struct rr_docket_row *,
	    const struct rr_docket_row *);
/* Replaces a matter's cache when its head is still HEAD; waits for nobody. */
bool	 rr_store_docket_put(struct rr_store *, const char *matter,
	    int64_t head, const char *key, const struct rr_docket_row *,
	    size_t n, struct rr_diags *);

/* Gives the rows of an IMPORT again from the agreement that it cites. */
typedef bool	 rr_expand(void *ctx, struct rr_arena *,
		    const struct rr_fact *import, const char *bytes,
		    size_t len, struct rr_fact **rows, size_t *n,
		    struct rr_diags *);

/* An entry with its number, as the journal has it. */
struct rr_recorded {
	const char		*matter;
	/* of its operation; NULL: it was destroyed with the first entry */
	const char		*command;
	/* NULL: it was destroyed, and so is what it said */
	const struct rr_fact	*fact;
	int64_t			 seq;
	bool			 last;		/* of its operation */
	const struct rr_fact	*rows;		/* of the entry, beside it */
	size_t			 nrows;
	/* IMPORT: the file that it cites */
	const char		*bytes;
	size_t			 len;
};
/*
 * Told each entry in its order.  WHY gets, in words behind "entry 7 ", why it
 * could not be recorded then, or NULL.
 */
typedef bool	 rr_admit(void *ctx, const struct rr_recorded *,
		    const char **why, struct rr_diags *);

/* Those who know what the store does not, while a journal is replayed. */
struct rr_replay {
	rr_expand	*expand;
	rr_admit	*admit;		/* NULL: all is taken as it is */
	void		*ctx;
};

/* "SEQ:HASH 2026-01-02T…Z"; false when the text does not begin with one. */
bool	 rr_head_parse(const char *, struct rr_head *);

/*
 * Walks the chain and every payload and text; each fault is an E509 or E513
 * that names the entry.  The N heads must all be in the chain; where one is
 * not, the answer says between which of them the chain was made again.  What
 * came after a head cannot be stamped before that was noted: E516.
 */
bool	 rr_store_verify(struct rr_store *, const struct rr_head *, size_t n,
	    struct rr_diags *);
/*
 * Makes every other table again from the journal, in one transaction, when
 * that journal verifies and each entry could be recorded (E509).  With CHECK
 * it compares instead, changes nothing, and E510 names what differs.
 */
bool	 rr_store_rebuild(struct rr_store *, const struct rr_replay *,
	    bool check, struct rr_diags *);
/*
 * A copy at PATH, which must not be there yet; its journal verifies and its
 * tables follow from that.
 */
bool	 rr_store_backup(struct rr_store *, const char *path,
	    const struct rr_replay *, struct rr_diags *);

/* A case file that was looked at. */
struct rr_look {
	/*
	 * a file is there; as far as below it was read; its journal verifies,
	 * and, of the backup, its tables follow from that
	 */
	bool			 there, read, whole;
	/* what is wrong with it, or NULL */
	const char		*why;
	struct rr_identity	 identity;
	int64_t			 seq;		/* the last entry */
	uint8_t			 hash[RR_HASH_LEN];
	/* the stamp of that, or of the making, and the latest of all */
	rr_instant		 last, latest;
};

#define RR_RESTORE_LINES	20

struct rr_restoring {
	const char	*backup, *path;
	bool		 another;	/* a backup of another case file too */
	bool		 apply;		/* else it is only looked at */
	const struct rr_replay *replay;
	rr_instant	 at;		/* in the names of what is set aside */
	rr_waiting	*tell;		/* or NULL */
	void		*ctx;
};

struct rr_restored {
	struct rr_look	 backup, present;
	/* the last entry that both have */
	int64_t		 common;
	/*
	 * the operations that the backup does not have, by their first lines,
	 * at most RR_RESTORE_LINES; and the last entry of those
	 */
	struct rr_line	*lines;
	size_t		 nlines;
	int64_t		 told;
	/* where the present file is now, or NULL */
	const char	*aside;
};

/*
 * Puts a verified copy of a backup in the place of a case file, which is set
 * aside with its journal and never removed; it may be damaged or missing.
 * E501: the backup is the file itself or another case file's; E505: somebody
 * is at work; E506: somebody recorded meanwhile; E509, E510, E513: the backup
 * does not verify; E514: no copy could be made.  After an error all is as it
 * was.
 */
bool	 rr_store_restore(const struct rr_restoring *, struct rr_arena *,
	    struct rr_restored *, struct rr_diags *);
/*
 * Whether WHO may destroy the sealed entry SEQ: it is sealed (E401), by
 * another (E415), and no litigation hold stands (E416 says whose).
 */
bool	 rr_store_may_destroy(struct rr_store *, const char *matter,
	    int64_t seq, const char *who, struct rr_diags *);
/* A number that changes when another connection commits, or the file does. */
bool	 rr_store_version(struct rr_store *, int64_t *, struct rr_diags *);

#endif

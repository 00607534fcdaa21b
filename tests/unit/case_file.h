/*
 * case_file.h: a case file in a folder of its own, for tests of the store.
 *
 * The matter "acme" is opened by an import whose text says how many rows it
 * seeds, so that a rebuild can make them again; batches are built from it with
 * fixed instants.  Every operation id is a number, so that a test can try one
 * twice.
 */
#ifndef TESTS_CASE_FILE_H
#define TESTS_CASE_FILE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "regrights/store.h"

struct rr_arena;

struct case_file {
	char		 dir[256];
	char		 path[300];
	struct rr_store	*store;
	struct rr_arena	*arena;
	struct rr_diags	*diags;
};

/* The folder is made, the file is not. */
void	 case_file_new(struct case_file *);
void	 case_file_free(struct case_file *);
bool	 case_file_open(struct case_file *, enum rr_store_mode);
/* The path of another file in the folder, in the arena. */
char	*case_file_beside(struct case_file *, const char *name);

/* One batch, ready to be recorded: what it needs lives in the arena. */
struct rr_batch	*case_file_batch(struct case_file *, unsigned op,
		    const char *matter, int64_t head);
struct rr_entry	*case_file_entry(struct case_file *, struct rr_batch *,
		    const struct rr_fact *);
/* An import of ROWS parties. */
struct rr_batch	*case_file_import(struct case_file *, unsigned op,
		    const char *matter, int rows);
/* A notice with two sendings, one of them a copy, and two fields. */
struct rr_batch	*case_file_notice(struct case_file *, unsigned op,
		    const char *matter, int64_t head);
/* An act of that shape about entry SEQ, recorded by WHO (NULL: as all). */
struct rr_batch	*case_file_act(struct case_file *, unsigned op,
		    enum rr_shape, const char *who, int64_t seq);
/* Seals entry SEQ. */
struct rr_batch	*case_file_seal(struct case_file *, unsigned op,
		    const char *matter, int64_t seq);

bool	 case_file_append(struct case_file *, const struct rr_batch *,
	    int64_t *first, int64_t *last);
/* Gives the rows of an import; takes all entries as they are. */
extern const struct rr_replay case_file_replay;
bool	 case_file_check(struct case_file *);	/* rebuild, comparing */
bool	 case_file_rebuild(struct case_file *);
/* Every fact of a matter, as text: two equal answers are equal records. */
char	*case_file_dump(struct case_file *, const char *matter);
/* Is there a diagnostic of this code whose text holds WORD (NULL: any)? */
bool	 case_file_said(const struct case_file *, enum rr_code,
	    const char *word);
/* The diagnostics as text, in the arena. */
char	*case_file_words(const struct case_file *);

#endif

/*
 * shim.h: the disk, as tests want it: a layer under SQLite that counts every
 * operation and, at the one that a test names, kills the process, fails, or
 * loses what was not synced.
 */
#ifndef TESTS_SHIM_H
#define TESTS_SHIM_H

#include <stdbool.h>

enum shim_mode {
	SHIM_COUNT,		/* only counts */
	SHIM_KILL,		/* SIGKILL before the operation */
	SHIM_IOERR,		/* the operation fails */
	/* SIGKILL, and all that was not synced is lost, or some of it */
	SHIM_POWER, SHIM_POWER_PART,
	/* These two count, and befall, writes alone. */
	SHIM_TEAR,		/* SIGKILL, the write half done */
	SHIM_FULL,		/* the disk is full */
	SHIM_SYNC		/* a sync fails; counts syncs alone */
};

/* Becomes the default VFS, over the one that was.  Once. */
void	 shim_register(void);
/*
 * From now on operation N (from 1) has MODE's fault, and every later one too
 * when LASTING.  The count starts anew.
 */
void	 shim_arm(enum shim_mode, long n, bool lasting);
/*
 * From now on, where a process would be ended, what that would leave of the
 * case file in DIR is copied (shots.h), at N and each EACH-th after it, and the
 * process goes on.
 */
void	 shim_shoot(const char *dir, long each);
long	 shim_count(void);	/* since it was armed */
/* Did a sync fail since then? */
bool	 shim_sync_failed(void);
/*
 * The power goes after all that was done, where it did not go before; the
 * process lives to say that it got through.
 */
void	 shim_end(void);
/* PRAGMAs that set this are taken and not obeyed; NULL: none. */
void	 shim_deafen(const char *pragma);

#endif

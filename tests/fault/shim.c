/*
 * shim.c: the disk, as tests want it.
 *
 * A file of the shim holds a file of the VFS below and passes everything on,
 * after counting.  No shared memory and no mapped pages are offered, so that
 * nothing goes round it.
 */
#include "shim.h"

#include <signal.h>
#include <stddef.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

#include <sqlite3.h>

#include "power.h"
#include "shots.h"

struct shim_file {
	sqlite3_file	 base;
	sqlite3_file	*real;
	const char	*name;		/* SQLite's, as long as it is open */
};

static sqlite3_vfs *below;
static enum shim_mode mode;
static long at, count;
static bool lasting, sync_failed;
static const char *deaf;
static const char *shots;	/* where to leave them, or NULL */
static long apart;

static bool
loses_power(void)
{
	return mode == SHIM_POWER || mode == SHIM_POWER_PART;
}

static bool
strikes(void)
{
	count++;
	if (mode == SHIM_COUNT || count < at)
		return false;
	return count == at || lasting ||
	    (shots != NULL && (count - at) % apart == 0);
}

static bool
ends(void)
{
	return mode == SHIM_KILL || mode == SHIM_TEAR || loses_power();
}

static unsigned
seed(void)
{
	return mode == SHIM_POWER ? 0 : (unsigned)count;
}

/* The process ends, or goes on and what its end would leave is copied. */
static void
end(void)
{
	char left[4096];

	if (shots != NULL) {
		shot_take(shots, count, left, sizeof(left));
		if (loses_power())
			power_cut(seed(), left);
		return;
	}
	shim_end();
	kill(getpid(), SIGKILL);
	for (;;)
		pause();
}

/* SQLITE_OK: go on; else what the operation gives. */
static int
pass(int error)
{
	if (mode == SHIM_TEAR || mode == SHIM_FULL || mode == SHIM_SYNC ||
	    !strikes())
		return SQLITE_OK;
	if (!ends())
		return error;
	end();
	return SQLITE_OK;
}

#define REAL(file) (((struct shim_file *)(void *)(file))->real)
#define NAME(file) (((struct shim_file *)(void *)(file))->name)
#define METHOD(file) (REAL(file)->pMethods)

static int
shim_close(sqlite3_file *f)
{
	int rc = SQLITE_OK;

	if (METHOD(f) != NULL)
		rc = METHOD(f)->xClose(REAL(f));
	sqlite3_free(REAL(f));
	REAL(f) = NULL;
	return rc;
}

static int
shim_read(sqlite3_file *f, void *p, int n, sqlite3_int64 from)
{
	int rc = pass(SQLITE_IOERR_READ);

	return rc != SQLITE_OK ? rc : METHOD(f)->xRead(REAL(f), p, n, from);
}

static int
shim_write(sqlite3_file *f, const void *p, int n, sqlite3_int64 to)
{
	if (mode != SHIM_SYNC && strikes()) {
		if (mode == SHIM_TEAR)
			METHOD(f)->xWrite(REAL(f), p, n > 512 ? 512 : n / 2,
			    to);
		if (!ends())
			return mode == SHIM_FULL ? SQLITE_FULL :
			    SQLITE_IOERR_WRITE;
		end();
	}
	if (loses_power())
		power_write(NAME(f), p, (size_t)n, (size_t)to);
	return METHOD(f)->xWrite(REAL(f), p, n, to);
}

static int
shim_truncate(sqlite3_file *f, sqlite3_int64 size)
{
	int rc = pass(SQLITE_IOERR_TRUNCATE);

	if (loses_power())
		power_truncate(NAME(f), (size_t)size);
	return rc != SQLITE_OK ? rc : METHOD(f)->xTruncate(REAL(f), size);
}

static int
shim_sync(sqlite3_file *f, int flags)
{
	int rc = mode != SHIM_SYNC ? pass(SQLITE_IOERR_FSYNC) :
	    strikes() ? SQLITE_IOERR_FSYNC : SQLITE_OK;

	sync_failed = sync_failed || rc != SQLITE_OK;
	if (rc == SQLITE_OK)
		rc = METHOD(f)->xSync(REAL(f), flags);
	if (loses_power())
		power_sync(NAME(f));
	return rc;
}

static int
shim_size(sqlite3_file *f, sqlite3_int64 *size)
{
	int rc = pass(SQLITE_IOERR_FSTAT);

	return rc != SQLITE_OK ? rc : METHOD(f)->xFileSize(REAL(f), size);
}

static int
shim_lock(sqlite3_file *f, int level)
{
	int rc = pass(SQLITE_IOERR_LOCK);

	return rc != SQLITE_OK ? rc : METHOD(f)->xLock(REAL(f), level);
}

static int
shim_unlock(sqlite3_file *f, int level)
{
	int rc = pass(SQLITE_IOERR_UNLOCK);

	/* A lock that stays would be a fault of the test, not of the disk. */
	METHOD(f)->xUnlock(REAL(f), level);
	return rc;
}

static int
shim_reserved(sqlite3_file *f, int *out)
{
	int rc = pass(SQLITE_IOERR_CHECKRESERVEDLOCK);

	return rc != SQLITE_OK ? rc :
	    METHOD(f)->xCheckReservedLock(REAL(f), out);
}

static int
shim_control(sqlite3_file *f, int op, void *p)
{
	if (op == SQLITE_FCNTL_PRAGMA && deaf != NULL) {
		char *const *words = p;

		if (words[2] != NULL && strcasecmp(words[1], deaf) == 0)
			return SQLITE_OK;
	}
	return METHOD(f)->xFileControl(REAL(f), op, p);
}

static int
shim_sector(sqlite3_file *f)
{
	return METHOD(f)->xSectorSize(REAL(f));
}

static int
shim_traits(sqlite3_file *f)
{
	return METHOD(f)->xDeviceCharacteristics(REAL(f));
}

static const sqlite3_io_methods methods = {
	1, shim_close, shim_read, shim_write, shim_truncate, shim_sync,
	shim_size, shim_lock, shim_unlock, shim_reserved, shim_control,
	shim_sector, shim_traits, NULL, NULL, NULL, NULL, NULL, NULL
};

static int
shim_open(sqlite3_vfs *vfs, const char *name, sqlite3_file *f, int flags,
    int *out)
{
	struct shim_file *file = (struct shim_file *)(void *)f;
	int rc = pass(SQLITE_CANTOPEN);
	bool new = name != NULL && access(name, F_OK) != 0;

	(void)vfs;
	file->base.pMethods = NULL;
	if (rc != SQLITE_OK)
		return rc;
	file->real = sqlite3_malloc(below->szOsFile);
	if (file->real == NULL)
		return SQLITE_NOMEM;
	memset(file->real, 0, (size_t)below->szOsFile);
	rc = below->xOpen(below, name, file->real, flags, out);
	file->name = name != NULL ? name : "";
	if (rc == SQLITE_OK && name != NULL && loses_power())
		power_open(name, new);
	if (rc == SQLITE_OK)
		file->base.pMethods = &methods;
	else
		sqlite3_free(file->real);
	return rc;
}

static int
shim_delete(sqlite3_vfs *vfs, const char *name, int sync)
{
	int rc = pass(SQLITE_IOERR_DELETE);

	(void)vfs;
	if (loses_power())
		power_delete(name, sync != 0);
	return rc != SQLITE_OK ? rc : below->xDelete(below, name, sync);
}

static int
shim_access(sqlite3_vfs *vfs, const char *name, int flags, int *out)
{
	int rc = pass(SQLITE_IOERR_ACCESS);

	(void)vfs;
	return rc != SQLITE_OK ? rc : below->xAccess(below, name, flags, out);
}

void
shim_register(void)
{
	static sqlite3_vfs vfs;

	below = sqlite3_vfs_find(NULL);
	vfs = *below;
	vfs.szOsFile = (int)sizeof(struct shim_file);
	vfs.zName = "shim";
	vfs.pNext = NULL;
	vfs.xOpen = shim_open;
	vfs.xDelete = shim_delete;
	vfs.xAccess = shim_access;
	sqlite3_vfs_register(&vfs, 1);
}

void
shim_arm(enum shim_mode how, long n, bool always)
{
	mode = how;
	at = n;
	count = 0;
	lasting = always;
	sync_failed = false;
}

void
shim_shoot(const char *dir, long each)
{
	shots = dir;
	apart = each;
}

long
shim_count(void)
{
	return count;
}

bool
shim_sync_failed(void)
{
	return sync_failed;
}

void
shim_end(void)
{
	if (loses_power())
		power_cut(seed(), NULL);
}

void
shim_deafen(const char *pragma)
{
	deaf = pragma;
}

/*
 * shots.c: what a process leaves if it ends at an operation.
 */
#include "shots.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "faults.h"

#define SAID	"said"		/* a folder that is named for a number */

static void
must(bool ok, const char *path)
{
	if (ok)
		return;
	perror(path);
	exit(2);
}

static void
join(char *out, size_t size, const char *dir, const char *name)
{
	must(snprintf(out, size, "%s/%s", dir, name) < (int)size, name);
}

static void
name_shot(const char *dir, long n, char *path, size_t size)
{
	char name[40];

	snprintf(name, sizeof(name), "shot-%ld", n);
	join(path, size, dir, name);
}

static int
is_left(const struct dirent *e)
{
	return strncmp(e->d_name, "case.db", 7) == 0 ||
	    strncmp(e->d_name, "copy.db", 7) == 0;
}

static int
is_said(const struct dirent *e)
{
	return strncmp(e->d_name, SAID, strlen(SAID)) == 0;
}

/* Does something with each of a folder's files, and the same name in TO. */
static void
each(const char *from, const char *to, int (*wanted)(const struct dirent *),
    void (*what)(const char *from, const char *to))
{
	struct dirent **names;
	int n = scandir(from, &names, wanted, alphasort);

	must(n >= 0, from);
	for (int i = 0; i < n; i++) {
		char one[4096], other[4096];

		join(one, sizeof(one), from, names[i]->d_name);
		join(other, sizeof(other), to, names[i]->d_name);
		what(one, other);
		free(names[i]);
	}
	free(names);
}

static void
drop(const char *path, const char *other)
{
	(void)other;
	must(remove(path) == 0, path);
}

static void
move(const char *from, const char *to)
{
	must(rename(from, to) == 0, to);
}

void
shot_take(const char *dir, long n, char *path, size_t size)
{
	char said[4096], name[40];
	struct stat st;

	name_shot(dir, n, path, size);
	must(mkdir(path, 0700) == 0, path);
	each(dir, path, is_left, copy_file);
	if (fstat(STDOUT_FILENO, &st) != 0 || !S_ISREG(st.st_mode))
		st.st_size = 0;
	snprintf(name, sizeof(name), SAID "%lld", (long long)st.st_size);
	join(said, sizeof(said), path, name);
	must(mkdir(said, 0700) == 0, said);
}

/* The number in its name. */
static long
said_by(const char *path)
{
	struct dirent **names;
	int n = scandir(path, &names, is_said, alphasort);
	long said;

	must(n == 1, path);
	said = atol(names[0]->d_name + strlen(SAID));
	free(names[0]);
	free(names);
	return said;
}

bool
shot_put(const char *dir, long n, long *said)
{
	char path[4096];

	name_shot(dir, n, path, sizeof(path));
	if (access(path, F_OK) != 0)
		return false;
	if (said != NULL)
		*said = said_by(path);
	each(path, path, is_said, drop);
	each(dir, dir, is_left, drop);
	each(path, dir, is_left, move);
	must(rmdir(path) == 0, path);
	return true;
}

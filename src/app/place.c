/*
 * place.c: where things are kept when nobody says where.
 */
#include "regrights/place.h"

#include <fcntl.h>
#include <pwd.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "regrights/arena.h"
#include "regrights/plain.h"

/* A folder that a variable names; NULL where it is none to go by. */
static const char *
folder_of(const char *variable)
{
	const char *value = getenv(variable);

	return value != NULL && value[0] == '/' ? value : NULL;
}

static const char *
home(void)
{
	const char *said = folder_of("HOME");
	const struct passwd *pw = said == NULL ? getpwuid(getuid()) : NULL;

	if (pw != NULL && pw->pw_dir != NULL && pw->pw_dir[0] == '/')
		return pw->pw_dir;
	return said;
}

const char *
rr_place(struct rr_arena *arena, enum rr_place_kind kind, const char *name)
{
	static const struct { const char *variable, *below; } places[] = {
		[RR_PLACE_DATA] = { "XDG_DATA_HOME", ".local/share" },
		[RR_PLACE_STATE] = { "XDG_STATE_HOME", ".local/state" }
	};
	const char *folder = folder_of(places[kind].variable);

	if (folder != NULL)
		return rr_arena_printf(arena, "%s/regrights/%s", folder,
		    name);
	folder = home();
	return folder == NULL ? NULL : rr_arena_printf(arena,
	    "%s/%s/regrights/%s", folder, places[kind].below, name);
}

static void
make(const char *path)
{
	int fd;

	if (mkdir(path, 0700) != 0)
		return;
	fd = open(path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
	if (fd >= 0) {
		rr_plain_own_as_folder(fd, path);
		close(fd);
	}
}

void
rr_place_make(struct rr_arena *arena, const char *path)
{
	char *copy = rr_arena_strdup(arena, path);

	for (char *p = copy + 1; *p != '\0'; p++)
		if (*p == '/') {
			*p = '\0';
			make(copy);
			*p = '/';
		}
}

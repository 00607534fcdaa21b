/*
 * test_plain.c: what is no plain file is not opened, is named for what it is,
 * and is not waited on.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <cmocka.h>

#include "regrights/plain.h"

struct folder {
	char	dir[64], path[96];
};

static int
enter(void **state)
{
	static struct folder f;

	snprintf(f.dir, sizeof(f.dir), "/tmp/regrights-plain-XXXXXX");
	assert_non_null(mkdtemp(f.dir));
	snprintf(f.path, sizeof(f.path), "%s/it", f.dir);
	*state = &f;
	return 0;
}

static int
leave(void **state)
{
	struct folder *f = *state;

	unlink(f->path);
	rmdir(f->path);
	return rmdir(f->dir);
}

static void
refused(const char *path, const char *words)
{
	const char *why = NULL;
	struct stat st;
	int fd = rr_plain_open(path, &st, &why);

	assert_int_equal(fd, -1);
	assert_non_null(why);
	if (strstr(why, words) == NULL)
		fail_msg("'%s' does not say '%s'", why, words);
}

static void
a_plain_file_is_opened_and_a_link_to_it_is_followed(void **state)
{
	struct folder *f = *state;
	const char *why = NULL;
	char link[128];
	struct stat st;
	FILE *file = fopen(f->path, "w");
	int fd;

	fputs("four", file);
	fclose(file);
	snprintf(link, sizeof(link), "%s/link", f->dir);
	assert_int_equal(symlink(f->path, link), 0);
	fd = rr_plain_open(link, &st, &why);
	assert_true(fd >= 0);
	assert_int_equal(st.st_size, 4);
	close(fd);
	unlink(link);
}

static void
a_pipe_is_named_and_not_waited_on(void **state)
{
	struct folder *f = *state;

	assert_int_equal(mkfifo(f->path, 0600), 0);
	refused(f->path, "pipe, not a file");
}

static void
a_folder_a_socket_and_a_device_are_named(void **state)
{
	struct folder *f = *state;
	struct sockaddr_un at = { .sun_family = AF_UNIX };
	int s = socket(AF_UNIX, SOCK_STREAM, 0);

	refused(f->dir, "folder, not a file");
	refused("/dev/zero", "device, not a file");
	assert_true(strlen(f->path) < sizeof(at.sun_path));
	memcpy(at.sun_path, f->path, strlen(f->path) + 1);
	assert_int_equal(bind(s, (struct sockaddr *)&at, sizeof(at)), 0);
	refused(f->path, "socket, not a file");
	close(s);
}

static void
a_link_that_leads_nowhere_is_told_from_a_name_that_is_not_there(void **state)
{
	struct folder *f = *state;
	char below[128];

	refused(f->path, "no such file");
	snprintf(below, sizeof(below), "%s/below", f->path);
	refused(below, "no such file");
	assert_int_equal(symlink("nowhere", f->path), 0);
	refused(f->path, "link to a file that is not there");
	unlink(f->path);
	assert_int_equal(symlink("it", f->path), 0);
	refused(f->path, "leads to itself");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(
		    a_plain_file_is_opened_and_a_link_to_it_is_followed,
		    enter, leave),
		cmocka_unit_test_setup_teardown(
		    a_pipe_is_named_and_not_waited_on, enter, leave),
		cmocka_unit_test_setup_teardown(
		    a_folder_a_socket_and_a_device_are_named, enter, leave),
		cmocka_unit_test_setup_teardown(
		    a_link_that_leads_nowhere_is_told_from_a_name_that_is_not_there,
		    enter, leave),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

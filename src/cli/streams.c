/*
 * streams.c: the three descriptors that a program is started with.
 */
#include "streams_int.h"

#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <unistd.h>

void
rr_streams_fill(void)
{
	int fd;

	do
		fd = open("/dev/null", O_RDWR);
	while (fd >= 0 && fd <= 2);
	if (fd > 2)
		close(fd);
}

bool
rr_put_out(void)
{
	return fflush(stdout) == 0 && !ferror(stdout);
}

bool
rr_reader_went(void)
{
	struct pollfd out = { STDOUT_FILENO, POLLOUT, 0 };

	return poll(&out, 1, 0) == 1 &&
	    (out.revents & (POLLERR | POLLHUP)) != 0;
}

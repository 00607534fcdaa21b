/*
 * window.c: a program in a terminal emulator, for the screen tests.
 *
 * The emulator is libvterm; the program sits behind a pty of its own and
 * knows no better.  What the emulator answers (where the cursor is, what it
 * can do) goes back to the program.
 */
#include "window.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>
#include <vterm.h>

static void
die(const char *what)
{
	perror(what);
	exit(1);
}

long
now_ms(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (long)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

static void
set_size(int fd, int rows, int cols)
{
	struct winsize w;

	memset(&w, 0, sizeof(w));
	w.ws_row = (unsigned short)rows;
	w.ws_col = (unsigned short)cols;
	ioctl(fd, TIOCSWINSZ, &w);
}

static void
become(const char *name, int rows, int cols, char *const *argv)
{
	int fd;

	setsid();
	fd = open(name, O_RDWR);
	if (fd < 0)
		die(name);
	ioctl(fd, TIOCSCTTY, 0);
	set_size(fd, rows, cols);
	for (int i = 0; i < 3; i++)
		dup2(fd, i);
	if (fd > 2)
		close(fd);
	execv(argv[0], argv);
	die(argv[0]);
}

void
window_open(struct window *w, int rows, int cols, char *const *argv)
{
	VTerm *vt = vterm_new(rows, cols);
	const char *name;

	memset(w, 0, sizeof(*w));
	w->rows = rows;
	w->cols = cols;
	w->vt = vt;
	vterm_set_utf8(vt, 1);
	w->screen = vterm_obtain_screen(vt);
	vterm_screen_enable_altscreen(w->screen, 1);
	vterm_screen_reset(w->screen, 1);
	w->pty = posix_openpt(O_RDWR | O_NOCTTY);
	if (w->pty < 0 || grantpt(w->pty) != 0 || unlockpt(w->pty) != 0)
		die("pty");
	fcntl(w->pty, F_SETFD, FD_CLOEXEC);
	name = ptsname(w->pty);
	w->pid = fork();
	if (w->pid < 0)
		die("fork");
	if (w->pid == 0)
		become(name, rows, cols, argv);
}

void
window_close(struct window *w)
{
	if (w->pty >= 0)
		close(w->pty);
	w->pty = -1;
	if (w->pid > 0 && !w->gone && !window_wait(w, 60000)) {
		kill(w->pid, SIGKILL);
		waitpid(w->pid, &w->status, 0);
	}
	if (w->vt != NULL)
		vterm_free(w->vt);
	free(w->raw);
	memset(w, 0, sizeof(*w));
	w->pty = -1;
}

void
window_send(struct window *w, const char *s, size_t n)
{
	while (n > 0) {
		ssize_t k = write(w->pty, s, n);

		if (k < 0 && errno != EINTR && errno != EAGAIN)
			return;
		if (k > 0) {
			s += k;
			n -= (size_t)k;
		}
	}
}

/* A colour is chosen by ESC [ … m with 30 to 49 or 90 to 107 among it. */
static void
look_for_colour(struct window *w)
{
	const char *p = w->raw, *end = w->raw + w->nraw;

	for (; p + 2 < end; p++) {
		const char *q = p + 2;

		if (p[0] != 27 || p[1] != '[')
			continue;
		while (q < end && ((*q >= '0' && *q <= '9') || *q == ';')) {
			int n = (int)strtol(q, (char **)&q, 10);

			w->coloured |= q < end && (*q == 'm' || *q == ';') &&
			    ((n >= 30 && n <= 38) || (n >= 40 && n <= 48) ||
			    n >= 90);
			q += q < end && *q == ';' ? 1 : 0;
		}
	}
}

static bool
take(struct window *w)
{
	char bytes[65536], answer[256];
	ssize_t n = read(w->pty, bytes, sizeof(bytes));
	size_t k;

	if (n <= 0)
		return false;
	w->bytes += (size_t)n;
	for (ssize_t i = 0; i < n; i++)
		w->beyond_ascii |= (unsigned char)bytes[i] >= 0x80;
	w->raw = realloc(w->raw, w->nraw + (size_t)n + 1);
	if (w->raw == NULL)
		die("memory");
	memcpy(w->raw + w->nraw, bytes, (size_t)n);
	w->nraw += (size_t)n;
	/* Numbers are read up to what is none. */
	w->raw[w->nraw] = '\0';
	look_for_colour(w);
	vterm_input_write(w->vt, bytes, (size_t)n);
	k = vterm_output_read(w->vt, answer, sizeof(answer));
	if (k > 0)
		window_send(w, answer, k);
	return true;
}

void
window_pump(struct window *w, long ms, long quiet)
{
	long end = now_ms() + ms, last = now_ms();

	while (w->pty >= 0 && !w->gone) {
		long now = now_ms();
		long left = end - now < quiet - (now - last) ? end - now :
		    quiet - (now - last);
		struct pollfd p = { w->pty, POLLIN, 0 };

		if (left <= 0)
			return;
		if (poll(&p, 1, (int)left) <= 0)
			continue;
		if (!take(w))
			return;
		last = now_ms();
	}
}

/* Bytes sent to the program that it has not read yet. */
static int
unread(const struct window *w)
{
	const char *name = ptsname(w->pty);
	int fd = name != NULL ? open(name, O_RDWR | O_NOCTTY | O_CLOEXEC) : -1;
	int n = 0;

	if (fd >= 0) {
		ioctl(fd, FIONREAD, &n);
		close(fd);
	}
	return n;
}

static bool
has_ended(struct window *w)
{
	w->gone = w->gone || waitpid(w->pid, &w->status, WNOHANG) == w->pid;
	return w->gone;
}

/*
 * Whether it is in that state, or gone.  The letter for its state stands behind
 * its name, which is in brackets.
 */
static bool
is_in_state(pid_t pid, char state)
{
	char path[64], line[512] = "";
	const char *end;
	FILE *f;

	snprintf(path, sizeof(path), "/proc/%ld/stat", (long)pid);
	f = fopen(path, "r");
	if (f == NULL)
		return true;
	if (fgets(line, sizeof(line), f) == NULL)
		line[0] = '\0';
	fclose(f);
	end = strrchr(line, ')');
	return end == NULL || (end[1] == ' ' && end[2] == state);
}

bool
window_asleep(struct window *w)
{
	return has_ended(w) || w->pty < 0 ||
	    (is_in_state(w->pid, 'S') && unread(w) == 0);
}

void
window_taken(struct window *w, long ms)
{
	long end = now_ms() + ms;

	while (w->pty >= 0 && !has_ended(w) && unread(w) > 0 &&
	    !is_in_state(w->pid, 'T') && now_ms() < end)
		window_pump(w, 5, 5);
}

void
window_answered(struct window *w, size_t bytes, long ms)
{
	long end = now_ms() + ms;

	while (w->pty >= 0 && w->bytes == bytes && !has_ended(w) &&
	    now_ms() < end)
		window_pump(w, 5, 5);
}

void
window_resize(struct window *w, int rows, int cols)
{
	vterm_set_size(w->vt, rows, cols);
	w->rows = rows;
	w->cols = cols;
	set_size(w->pty, rows, cols);
}

static bool
has_more(const struct window *w)
{
	struct pollfd p = { w->pty, POLLIN, 0 };

	return poll(&p, 1, 0) > 0;
}

bool
window_wait(struct window *w, long ms)
{
	long end = now_ms() + ms;

	while (!w->gone && now_ms() < end) {
		if (has_ended(w))
			break;
		if (w->pty >= 0)
			window_pump(w, 20, 20);
		else
			poll(NULL, 0, 10);
	}
	/* What it wrote last may still lie in the terminal: read to its end. */
	while (w->gone && w->pty >= 0 && has_more(w) && take(w))
		continue;
	return w->gone;
}

static size_t
encode(unsigned long c, char *s)
{
	if (c < 0x80) {
		s[0] = (char)c;
		return 1;
	}
	if (c < 0x800) {
		s[0] = (char)(0xc0 | c >> 6);
		s[1] = (char)(0x80 | (c & 0x3f));
		return 2;
	}
	if (c < 0x10000) {
		s[0] = (char)(0xe0 | c >> 12);
		s[1] = (char)(0x80 | (c >> 6 & 0x3f));
		s[2] = (char)(0x80 | (c & 0x3f));
		return 3;
	}
	s[0] = (char)(0xf0 | c >> 18);
	s[1] = (char)(0x80 | (c >> 12 & 0x3f));
	s[2] = (char)(0x80 | (c >> 6 & 0x3f));
	s[3] = (char)(0x80 | (c & 0x3f));
	return 4;
}

void
window_row(const struct window *w, int row, char *out, size_t size)
{
	size_t n = 0, end = 0;

	for (int col = 0; col < w->cols && n + 32 < size; col++) {
		VTermScreenCell cell;
		VTermPos at = { row, col };

		vterm_screen_get_cell(w->screen, at, &cell);
		if (cell.chars[0] == (uint32_t)-1)
			continue;
		if (cell.chars[0] == 0)
			out[n++] = ' ';
		for (int i = 0; i < VTERM_MAX_CHARS_PER_CELL &&
		    cell.chars[i] != 0; i++)
			n += encode(cell.chars[i], out + n);
		if (out[n - 1] != ' ')
			end = n;
	}
	out[end] = '\0';
}

void
window_cursor(const struct window *w, int *row, int *col)
{
	VTermPos at;

	vterm_state_get_cursorpos(vterm_obtain_state(w->vt), &at);
	*row = at.row;
	*col = at.col;
}

void
window_heads(const struct window *w, void (*fn)(const char *))
{
	struct window again = { .rows = w->rows, .cols = w->cols };
	VTerm *vt = vterm_new(w->rows, w->cols);
	char head[4096];
	int row = 0, last = 0, col;

	again.vt = vt;
	vterm_set_utf8(vt, 1);
	again.screen = vterm_obtain_screen(vt);
	vterm_screen_enable_altscreen(again.screen, 1);
	vterm_screen_reset(again.screen, 1);
	for (size_t i = 0; i < w->nraw; i++) {
		vterm_input_write(vt, w->raw + i, 1);
		window_cursor(&again, &row, &col);
		if (last == 0 && row > 0) {
			window_row(&again, 0, head, sizeof(head));
			fn(head);
		}
		last = row;
	}
	vterm_free(vt);
}

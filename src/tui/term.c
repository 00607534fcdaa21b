/*
 * term.c: the terminal, whole.  (It and cell.c use curses.)
 *
 * One terminal, the one of standard input and output.  It is in raw mode with
 * flow control off while the program runs, and as it was before after
 * rr_term_close() or exit, whatever the way out.
 *
 * Signals only set flags and write a byte into a pipe that rr_term_wait()
 * watches, so that none is lost between a look and a wait.  A terminal that
 * is gone is never written to again: the handler puts the null device in its
 * place, so that a write that hangs comes back.
 *
 * rr_term_draw() hands a row to curses only when it differs from the one that
 * was handed over last; curses sends what differs on the terminal.  Whatever
 * text comes here has been made safe by the grid.
 */
#include "tui/term_int.h"

#include <errno.h>
#include <fcntl.h>
#include <langinfo.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "regrights/arena.h"
#include "tui/cell_int.h"
#include "tui/input_int.h"

#define ROWS_MIN	6
#define ROWS_MAX	200
#define COLS_MIN	20
#define COLS_MAX	500

static SCREEN *screen;
static struct rr_input input;		/* what was typed and not yet read */
static struct rr_grid shown;		/* what curses was given */
static cchar_t *line;			/* a row on its way there */
static int wake[2] = { -1, -1 };	/* pipe from the handlers */
static int null_device = -1;
static bool is_open, is_colour, is_dirty;
static bool is_guessed;			/* the terminal's name is not known */
static volatile sig_atomic_t ended, resized, drawing;
static char owed[80];			/* to be said at the end */

static void
on_signal(int sig)
{
	int saved = errno;
	ssize_t n;

	if (sig == SIGWINCH) {
		resized = 1;
	} else {
		ended = 1;
		if (drawing)
			dup2(null_device, STDOUT_FILENO);
	}
	n = write(wake[1], "", 1);
	(void)n;
	errno = saved;
}

static void
catch_signals(void)
{
	static const int caught[] = { SIGHUP, SIGTERM, SIGINT, SIGQUIT,
	    SIGWINCH };
	struct sigaction sa;

	memset(&sa, 0, sizeof(sa));
	sigemptyset(&sa.sa_mask);
	sa.sa_handler = on_signal;
	for (size_t i = 0; i < sizeof(caught) / sizeof(caught[0]); i++)
		sigaction(caught[i], &sa, NULL);
	sa.sa_handler = SIG_IGN;
	sigaction(SIGPIPE, &sa, NULL);
	sigaction(SIGXFSZ, &sa, NULL);
}

static bool
open_wake(void)
{
	if (wake[0] >= 0)
		return true;
	null_device = open("/dev/null", O_WRONLY | O_CLOEXEC);
	if (null_device < 0 || pipe(wake) != 0)
		return false;
	for (int i = 0; i < 2; i++) {
		fcntl(wake[i], F_SETFL, O_NONBLOCK);
		fcntl(wake[i], F_SETFD, FD_CLOEXEC);
	}
	return true;
}

/* Sent past curses: what it has no name for. */
static void
say(const char *s)
{
	ssize_t n = write(STDOUT_FILENO, s, strlen(s));

	(void)n;
}

/* The terminal by its name, else by one that most are like. */
static bool
open_screen(const char **notice)
{
	static const char *const others[] = { "xterm-256color", "xterm",
	    "vt100" };
	const char *name = getenv("TERM");

	*notice = NULL;
	is_guessed = false;
	if (name != NULL && *name != '\0')
		screen = newterm(name, stdout, stdin);
	for (size_t i = 0; screen == NULL &&
	    i < sizeof(others) / sizeof(others[0]); i++) {
		screen = newterm(others[i], stdout, stdin);
		is_guessed = true;
		*notice = "This terminal's name is not known here; it is "
		    "taken for an xterm. Install ncurses-term if it looks "
		    "wrong.";
	}
	return screen != NULL && tigetstr("cup") != NULL &&
	    tigetstr("cup") != (char *)-1;
}

static void
set_modes(void)
{
	raw();
	noecho();
	nonl();
	intrflush(stdscr, FALSE);
	idlok(stdscr, TRUE);
	leaveok(stdscr, FALSE);
	typeahead(-1);
	curs_set(1);
}

/* What terminfo knows of this terminal's keys. */
static void
name_keys(void)
{
#define RR_CAPABILITY(name, key)	{ name, RR_KEY_##key },
	static const struct { const char *cap; int32_t code; } keys[] = {
#include "tui/capability.def"
	};
#undef RR_CAPABILITY

	memset(&input, 0, sizeof(input));
	rr_input_delay(&input, getenv("ESCDELAY"));
	/* In the C locale what is beyond ASCII is mostly UTF-8. */
	input.utf8 = strcmp(nl_langinfo(CODESET), "UTF-8") == 0 ||
	    strcmp(nl_langinfo(CODESET), "ANSI_X3.4-1968") == 0;
	for (size_t i = 0; i < sizeof(keys) / sizeof(keys[0]); i++) {
		const char *s = tigetstr(keys[i].cap);

		if (s != NULL && s != (const char *)-1)
			rr_input_name(&input, s, keys[i].code);
	}
}

/* None when NO_COLOR is set to anything, as no-color.org asks. */
static void
set_colours(void)
{
	const char *no = getenv("NO_COLOR");

	is_colour = (no == NULL || *no == '\0') && has_colors();
	if (!is_colour)
		return;
	start_color();
	use_default_colors();
	init_pair(1, COLOR_RED, -1);
	init_pair(2, COLOR_YELLOW, -1);
	init_pair(3, COLOR_GREEN, -1);
	init_pair(4, COLOR_CYAN, -1);
}

static void
read_size(void)
{
	struct winsize w;
	int rows = 24, cols = 80;

	if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &w) == 0 && w.ws_row > 0 &&
	    w.ws_col > 0) {
		rows = w.ws_row;
		cols = w.ws_col;
	}
	rows = rows < ROWS_MIN ? ROWS_MIN : rows > ROWS_MAX ? ROWS_MAX : rows;
	cols = cols < COLS_MIN ? COLS_MIN : cols > COLS_MAX ? COLS_MAX : cols;
	if (rows != LINES || cols != COLS)
		resizeterm(rows, cols);
	line = rr_realloc(line, (size_t)cols + 1, sizeof(*line));
}

/* What was said of it, for want of memory, went with the screen. */
static void
end_early(void)
{
	if (!is_open)
		return;
	rr_term_close();
	say("regrights: out of memory; it has ended\r\n");
}

bool
rr_term_open(bool *ascii, const char **notice, struct rr_diags *diags)
{
	const struct rr_pos nowhere = { NULL, 0, 0 };

	if (!isatty(STDIN_FILENO) || !isatty(STDOUT_FILENO) || !open_wake())
		return rr_diag(diags, RR_E_TERMINAL, nowhere, "standard input "
		    "and output must be a terminal; 'regrights docket' "
		    "prints what is due without one");
	catch_signals();
	use_env(FALSE);
	use_tioctl(TRUE);
	if (!open_screen(notice)) {
		if (screen != NULL)
			endwin();
		return rr_diag(diags, RR_E_TERMINAL, nowhere, "this terminal "
		    "cannot place the cursor; set TERM to its true name, "
		    "such as xterm-256color");
	}
	if (!is_open)
		atexit(end_early);
	set_modes();
	name_keys();
	set_colours();
	*ascii |= strcmp(nl_langinfo(CODESET), "UTF-8") != 0;
	is_open = is_dirty = true;
	rr_grid_init(&shown, *ascii);
	read_size();
	/* Pastes are marked; the number pad sends digits. */
	say("\033[?2004h\033>");
	return true;
}

/* A terminal that does not bring back what stood there is left empty. */
static void
leave_screen(void)
{
	const char *back = tigetstr("rmcup");

	if (is_guessed || back == NULL || back == (const char *)-1) {
		clearok(stdscr, TRUE);
		werase(stdscr);
		wmove(stdscr, 0, 0);
		wrefresh(stdscr);
	}
	endwin();
	delscreen(screen);
}

void
rr_term_close(void)
{
	struct pollfd p = { STDOUT_FILENO, POLLOUT, 0 };

	if (!is_open)
		return;
	is_open = false;
	/* A terminal that takes nothing is left as it is, not waited for. */
	if (ended && (poll(&p, 1, 100) <= 0 || (p.revents & POLLHUP) != 0))
		dup2(null_device, STDOUT_FILENO);
	drawing = 1;
	say("\033[?2004l");
	leave_screen();
	drawing = 0;
	screen = NULL;
	rr_grid_done(&shown);
	rr_free(line);
	line = NULL;
	say(owed);
	owed[0] = '\0';
}

void
rr_term_owe(const char *words)
{
	size_t n = strcspn(words, ".,\n");

	if (n > sizeof(owed) - 4)
		n = 0;
	memcpy(owed, words, n);
	memcpy(owed + n, n > 0 ? ".\r\n" : "", n > 0 ? 4 : 1);
}

void
rr_term_size(int *rows, int *cols)
{
	*rows = LINES;
	*cols = COLS;
}

static void
drain_wake(void)
{
	char bytes[64];

	while (read(wake[0], bytes, sizeof(bytes)) > 0)
		continue;
}

/* Hung up, or readable with nothing to read: the other end is closed. */
static bool
is_gone(const struct pollfd *p)
{
	int n;

	if ((p->revents & (POLLHUP | POLLERR | POLLNVAL)) != 0)
		return true;
	return (p->revents & POLLIN) != 0 &&
	    ioctl(p->fd, FIONREAD, &n) == 0 && n == 0;
}

enum rr_wake
rr_term_wait(int ms)
{
	struct pollfd p[2] = { { STDIN_FILENO, POLLIN, 0 },
	    { wake[0], POLLIN, 0 } };
	int rest = rr_input_wait(&input), n;
	bool begun = rest >= 0 && input.n > 0;

	/* A key that has begun goes before all other work. */
	ms = begun ? rest : ms;
	n = poll(p, 2, ms);
	if (n > 0 && p[1].revents != 0)
		drain_wake();
	if (ended || (n < 0 && errno != EINTR) || (n > 0 && is_gone(&p[0])))
		return RR_WAKE_END;
	if (resized) {
		resized = 0;
		read_size();
		is_dirty = true;
		return RR_WAKE_SIZE;
	}
	if (n == 0 && rest >= 0 && ms >= rest)
		rr_input_quiet(&input);
	return (n > 0 && p[0].revents != 0) || (n == 0 && begun) ?
	    RR_WAKE_KEYS : RR_WAKE_TIME;
}

static bool
has_bytes(int ms)
{
	return poll(&(struct pollfd){ STDIN_FILENO, POLLIN, 0 }, 1, ms) > 0;
}

/* Takes in what is there; false when nothing is. */
static bool
read_bytes(void)
{
	char bytes[512];
	size_t room = RR_INPUT_MAX - input.n;
	ssize_t n;

	if (room == 0 || !has_bytes(0))
		return false;
	n = read(STDIN_FILENO, bytes, room < sizeof(bytes) ? room :
	    sizeof(bytes));
	return n > 0 && rr_input_add(&input, bytes, (size_t)n) > 0;
}

bool
rr_term_key(struct rr_press *p)
{
	bool found = false;

	while (!ended && !found) {
		found = rr_input_key(&input, p);
		if (!found && !read_bytes())
			break;
	}
	return found;
}

bool
rr_term_waiting(void)
{
	return ended || resized || input.n > 0 || has_bytes(0);
}

bool
rr_term_stops(bool q)
{
	while (read_bytes())
		continue;
	if (rr_input_is_alone(&input) &&
	    !has_bytes(rr_input_wait(&input)))
		rr_input_quiet(&input);
	return ended || rr_input_stops(&input, q);
}

static void
draw_row(const struct rr_grid *g, int row)
{
	const struct rr_glyph *from = g->cells +
	    (size_t)row * (size_t)g->cols;
	int n = 0;

	for (int col = 0; col < g->cols; col++) {
		int copies;

		if (from[col].width == 0)
			continue;
		copies = rr_cell_of(&from[col], is_colour, &line[n++]);
		if (copies == 2 && n < g->cols) {
			line[n] = line[n - 1];
			n++;
		}
	}
	mvadd_wchnstr(row, 0, line, n);
}

bool
rr_term_takes(void)
{
	struct pollfd p = { STDOUT_FILENO, POLLOUT, 0 };

	return poll(&p, 1, 0) == 1 && (p.revents & POLLOUT) != 0;
}

void
rr_term_repaint(void)
{
	is_dirty = true;
}

void
rr_term_draw(const struct rr_grid *g)
{
	size_t bytes = (size_t)g->cols * sizeof(*g->cells);

	if (ended)
		return;
	if (is_dirty || shown.rows != g->rows || shown.cols != g->cols) {
		clearok(stdscr, TRUE);
		werase(stdscr);
		rr_grid_size(&shown, g->rows, g->cols);
	}
	is_dirty = false;
	for (int row = 0; row < g->rows; row++) {
		size_t at = (size_t)row * (size_t)g->cols;

		if (memcmp(shown.cells + at, g->cells + at, bytes) == 0)
			continue;
		draw_row(g, row);
		memcpy(shown.cells + at, g->cells + at, bytes);
	}
	move(g->cursor_row, g->cursor_col);
	drawing = 1;
	wrefresh(stdscr);
	drawing = 0;
}

/*
 * term.c: the terminal, whole.  (The only user of curses.)
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

#include <curses.h>
#include <errno.h>
#include <fcntl.h>
#include <langinfo.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>
#include <wchar.h>

#include "regrights/arena.h"
#include "regrights/text.h"

#define PASTE_ON	(KEY_MAX + 1)
#define PASTE_OFF	(KEY_MAX + 2)
#define ROWS_MIN	6
#define ROWS_MAX	200
#define COLS_MIN	20
#define COLS_MAX	500

static SCREEN *screen;
static WINDOW *input;			/* never painted, only read from */
static struct rr_grid shown;		/* what curses was given */
static cchar_t *line;			/* a row on its way there */
static int wake[2] = { -1, -1 };	/* pipe from the handlers */
static int null_device = -1;
static bool is_open, is_pasting, is_colour, is_dirty;
static bool is_guessed;			/* the terminal's name is not known */
static volatile sig_atomic_t ended, resized, drawing;

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
	input = newpad(1, 1);
	nodelay(input, TRUE);
	keypad(input, TRUE);
	define_key("\033[200~", PASTE_ON);
	define_key("\033[201~", PASTE_OFF);
	define_key("\033[1~", KEY_HOME);
	define_key("\033[4~", KEY_END);
	define_key("\033[H", KEY_HOME);
	define_key("\033[F", KEY_END);
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
		atexit(rr_term_close);
	set_escdelay(25);
	set_modes();
	set_colours();
	*ascii |= strcmp(nl_langinfo(CODESET), "UTF-8") != 0;
	is_open = is_dirty = true;
	rr_grid_init(&shown, *ascii);
	read_size();
	say("\033[?2004h");
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
	int n = poll(p, 2, ms);

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
	return n > 0 && p[0].revents != 0 ? RR_WAKE_KEYS : RR_WAKE_TIME;
}

/* What curses says of a key that is no character. */
static int32_t
special(wint_t c)
{
	static const struct { int curses; int32_t code; } keys[] = {
		{ KEY_UP, RR_KEY_UP }, { KEY_DOWN, RR_KEY_DOWN },
		{ KEY_LEFT, RR_KEY_LEFT }, { KEY_RIGHT, RR_KEY_RIGHT },
		{ KEY_HOME, RR_KEY_HOME }, { KEY_END, RR_KEY_END },
		{ KEY_FIND, RR_KEY_HOME }, { KEY_SELECT, RR_KEY_END },
		{ KEY_PPAGE, RR_KEY_PAGE_UP }, { KEY_NPAGE, RR_KEY_PAGE_DOWN },
		{ KEY_IC, RR_KEY_INSERT }, { KEY_DC, RR_KEY_DELETE },
		{ KEY_BACKSPACE, RR_KEY_BACKSPACE },
		{ KEY_ENTER, RR_KEY_ENTER }, { KEY_BTAB, RR_KEY_BACKTAB }
	};

	for (size_t i = 0; i < sizeof(keys) / sizeof(keys[0]); i++)
		if (keys[i].curses == (int)c)
			return keys[i].code;
	if (c >= KEY_F(1) && c <= KEY_F(10))
		return RR_KEY_F1 + (int32_t)(c - KEY_F(1));
	return 0;
}

static int32_t
control(wint_t c)
{
	if (c == '\r' || c == '\n')
		return RR_KEY_ENTER;
	if (c == '\t')
		return RR_KEY_TAB;
	if (c == 0x7f)
		return RR_KEY_BACKSPACE;
	return (int32_t)c;
}

/* Escape alone, or Escape and a digit at once: F1 … F10. */
static int32_t
after_escape(void)
{
	wint_t next;
	int got = wget_wch(input, &next);

	if (got == ERR)
		return RR_KEY_ESCAPE;
	if (got == OK && next >= '1' && next <= '9')
		return RR_KEY_F1 + (int32_t)(next - '1');
	if (got == OK && next == '0')
		return RR_KEY_F10;
	if (got == OK)
		unget_wch((wchar_t)next);
	else
		ungetch((int)next);
	return RR_KEY_ESCAPE;
}

bool
rr_term_key(struct rr_press *p)
{
	wint_t c;
	int got;

	while (!ended && (got = wget_wch(input, &c)) != ERR) {
		p->pasted = is_pasting;
		if (got == KEY_CODE_YES && c == PASTE_ON)
			is_pasting = true;
		else if (got == KEY_CODE_YES && c == PASTE_OFF)
			is_pasting = false;
		else if (got == KEY_CODE_YES)
			p->code = special(c);
		else if (c == 27 && !is_pasting)
			p->code = after_escape();
		else
			p->code = control(c);
		if (got == KEY_CODE_YES && (c == PASTE_ON || c == PASTE_OFF))
			continue;
		if (p->code > 0)
			return true;
	}
	return false;
}

static void
look_of(unsigned attr, attr_t *look, short *pair)
{
	static const struct { unsigned attr; attr_t look; short pair; }
	    looks[] = {
		{ RR_ATTR_BOLD, A_BOLD, 0 },
		{ RR_ATTR_UNDERLINE, A_UNDERLINE, 0 },
		{ RR_ATTR_REVERSE, A_REVERSE, 0 },
		{ RR_ATTR_DIM, A_DIM, 0 },
		{ RR_ATTR_RED, 0, 1 }, { RR_ATTR_YELLOW, 0, 2 },
		{ RR_ATTR_GREEN, 0, 3 }, { RR_ATTR_CYAN, 0, 4 }
	};

	*look = A_NORMAL;
	*pair = 0;
	for (size_t i = 0; i < sizeof(looks) / sizeof(looks[0]); i++) {
		if ((attr & looks[i].attr) == 0)
			continue;
		*look |= looks[i].look;
		if (is_colour)
			*pair = looks[i].pair;
	}
}

/*
 * A glyph as curses wants it.  Where the system takes a character for wider
 * or narrower than we do, a mark of the width that was laid out stands in its
 * place: the rest of the row must not move.
 */
static int
cell_of(const struct rr_glyph *g, cchar_t *cell)
{
	wchar_t text[CCHARW_MAX + 1];
	const char *s = g->text;
	attr_t look;
	short pair;
	int n = 0;

	while (*s != '\0' && n < CCHARW_MAX) {
		int32_t code;

		s += rr_text_decode(s, &code);
		text[n++] = (wchar_t)code;
	}
	text[n] = L'\0';
	if (n == 0 || wcwidth(text[0]) != g->width) {
		text[0] = L'?';
		text[1] = L'\0';
	}
	look_of(g->attr, &look, &pair);
	setcchar(cell, text, look, pair, NULL);
	return text[0] == L'?' ? g->width : 1;
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
		copies = cell_of(&from[col], &line[n++]);
		if (copies == 2 && n < g->cols) {
			line[n] = line[n - 1];
			n++;
		}
	}
	mvadd_wchnstr(row, 0, line, n);
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

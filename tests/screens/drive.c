/*
 * drive.c: plays a scenario: keys in, screen out.
 *
 *	drive SCENARIO
 *
 * A scenario is text, a step a line; blank lines and lines with # are left
 * out.  The program is $REGRIGHTS.
 *
 *	size ROWS COLS		of the windows opened from here on
 *	set NAME=VALUE		in the environment; "set NAME" takes it out
 *	do ARGUMENTS		runs the program without a terminal; exit 0
 *	window NAME		the window that the next steps are about
 *	open [ARGUMENTS]	starts the program in it
 *	keys KEYS		<Enter> <Esc> <^S> <F2> … stand for those keys
 *	send BYTES		as they are, in one piece; \e is Escape, \t Tab
 *	drip BYTES		… and byte by byte, but for Escape and the next
 *	paste TEXT		as a terminal pastes; ¶ stands for a line end
 *	expect TEXT		it stands on the screen, now or soon
 *	absent TEXT		it does not stand on the screen, now or soon
 *	sent TEXT		it was sent, in one piece, since "open"
 *	never TEXT		it was not
 *	heads REGEX		each frame since "open" had such a first row
 *	line TEXT | TEXT …	one line holds them all, in that order
 *	cursor TEXT		the line with the terminal's cursor holds it
 *	resize ROWS COLS
 *	most BYTES KEYS		the keys cost no more than that
 *	answers KEYS		the screen answers them without more keys
 *	idle MS			nothing is sent in that time
 *	until COMMAND		the shell's command comes to succeed
 *	signal NUMBER		to the program
 *	hang up			the terminal is gone
 *	gone [STATUS]		the program ends
 *	plain			no colour was sent
 *	ascii			only ASCII was sent
 *	show			prints the screen, for whoever writes scenarios
 *
 * $NAME in a step stands for a variable of the environment.
 */
#include <ctype.h>
#include <fcntl.h>
#include <regex.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "window.h"

#define WINDOWS		4
/*
 * What is waited for comes as soon as the machine can: this ends a test whose
 * program hangs, and is no limit on its speed.
 */
#define PATIENCE	1800000	/* ms */
/* A program that slept so long waits for keys. */
#define ASLEEP		20000	/* ms */
#define QUIET		80	/* ms without output: it is done */
#define ALONE		200	/* ms behind an Escape: it is no sequence */
#define LINE_MAX_BYTES	8192

static struct window windows[WINDOWS];
static char names[WINDOWS][32];
static struct window *here = windows;
static int rows = 24, cols = 80, step;
static const char *program;

static void
show(void)
{
	char s[LINE_MAX_BYTES];

	for (int i = 0; i < here->rows; i++) {
		window_row(here, i, s, sizeof(s));
		printf("  |%s\n", s);
	}
}

static void __attribute__((format(printf, 1, 2), noreturn))
fail(const char *fmt, ...)
{
	va_list ap;

	printf("  step at line %d: ", step);
	va_start(ap, fmt);
	vprintf(fmt, ap);
	va_end(ap);
	printf("\n");
	if (here->vt != NULL)
		show();
	for (int i = 0; i < WINDOWS; i++)
		if (windows[i].vt != NULL)
			window_close(&windows[i]);
	exit(1);
}

/* Words parted by spaces; "…" keeps spaces together. */
static char **
split(const char *first, char *s)
{
	static char *argv[64];
	int n = 0;

	argv[n++] = (char *)first;
	while (*s != '\0' && n < 63) {
		char end = ' ';

		while (*s == ' ')
			s++;
		if (*s == '\0')
			break;
		if (*s == '"')
			end = *s++;
		argv[n++] = s;
		while (*s != '\0' && *s != end)
			s++;
		if (*s != '\0')
			*s++ = '\0';
	}
	argv[n] = NULL;
	return argv;
}

static void
run_alone(char *args)
{
	char **argv = split(program, args);
	int status;
	pid_t pid;

	pid = fork();
	if (pid == 0) {
		int null = open("/dev/null", O_WRONLY);

		dup2(null, STDOUT_FILENO);
		execv(program, argv);
		_exit(127);
	}
	waitpid(pid, &status, 0);
	if (!WIFEXITED(status) || WEXITSTATUS(status) != 0)
		fail("the command ended with %d", WIFEXITED(status) ?
		    WEXITSTATUS(status) : -WTERMSIG(status));
}

/* Appends the bytes of <NAME>; the end of the name, or NULL: no such key. */
static const char *
named_key(const char *s, char *out, size_t *n)
{
	static const struct { const char *name, *bytes; } keys[] = {
		{ "Enter", "\r" }, { "Tab", "\t" }, { "Esc", "\033" },
		{ "Space", " " }, { "Backspace", "\177" }, { "lt", "<" },
		{ "Up", "\033OA" }, { "Down", "\033OB" },
		{ "Right", "\033OC" }, { "Left", "\033OD" },
		{ "Home", "\033OH" }, { "End", "\033OF" },
		{ "PgUp", "\033[5~" }, { "PgDn", "\033[6~" },
		{ "Del", "\033[3~" }, { "S-Tab", "\033[Z" },
		{ "F1", "\033OP" }, { "F2", "\033OQ" }, { "F9", "\033[20~" },
		{ "F10", "\033[21~" }
	};
	const char *end = strchr(s, '>');

	if (end == NULL)
		return NULL;
	if (s[0] == '^' && end == s + 2) {
		out[(*n)++] = (char)(s[1] & 0x1f);
		return end + 1;
	}
	for (size_t i = 0; i < sizeof(keys) / sizeof(keys[0]); i++)
		if (strlen(keys[i].name) == (size_t)(end - s) &&
		    strncmp(keys[i].name, s, (size_t)(end - s)) == 0) {
			size_t len = strlen(keys[i].bytes);

			memcpy(out + *n, keys[i].bytes, len);
			*n += len;
			return end + 1;
		}
	return NULL;
}

/*
 * One key at a time, as a hand does, so that Escape and what follows it are
 * two keys.
 */
static void
send_keys(const char *s)
{
	while (*s != '\0') {
		char bytes[16];
		size_t n = 0;

		if (*s == '<') {
			s = named_key(s + 1, bytes, &n);
			if (s == NULL)
				fail("no such key");
		} else
			bytes[n++] = *s++;
		window_send(here, bytes, n);
		if (bytes[0] == '\033' && n == 1) {
			window_taken(here, PATIENCE);
			window_pump(here, ALONE, ALONE);
		}
	}
}

/* The program has read all, and says no more. */
static void
settle(void)
{
	window_taken(here, PATIENCE);
	window_pump(here, PATIENCE, QUIET);
}

static void
press(const char *s)
{
	send_keys(s);
	settle();
}

/* What a terminal sends, as it comes; Escape and what follows stay together. */
static void
send_bytes(const char *s, bool drip)
{
	char bytes[LINE_MAX_BYTES];
	size_t n = 0;

	for (; *s != '\0'; s++)
		if (*s != '\\' || s[1] == '\0')
			bytes[n++] = *s;
		else {
			s++;
			bytes[n++] = *s == 'e' ? 27 : *s == 't' ? '\t' : *s;
		}
	for (size_t i = 0, k; i < n; i += k) {
		for (k = 0; drip && bytes[i + k] == 27 && i + k + 1 < n; k++)
			continue;
		k = drip ? k + 1 : n;
		window_send(here, bytes + i, k);
	}
	settle();
}

static bool
is_shown(const char *text)
{
	char s[LINE_MAX_BYTES];

	for (int i = 0; i < here->rows; i++) {
		window_row(here, i, s, sizeof(s));
		if (strstr(s, text) != NULL)
			return true;
	}
	return false;
}

/* One line holds the parts, which " | " separates, in their order. */
static bool
is_line(const char *parts)
{
	char s[LINE_MAX_BYTES];

	for (int i = 0; i < here->rows; i++) {
		const char *at, *p = parts;

		window_row(here, i, s, sizeof(s));
		at = s;
		while (at != NULL && *p != '\0') {
			const char *bar = strstr(p, " | ");
			size_t n = bar != NULL ? (size_t)(bar - p) :
			    strlen(p);
			char part[256];

			snprintf(part, sizeof(part), "%.*s", (int)n, p);
			at = strstr(at, part);
			at = at != NULL ? at + strlen(part) : NULL;
			p += n + (bar != NULL ? 3 : 0);
		}
		if (at != NULL)
			return true;
	}
	return false;
}

/* How long to go on waiting for the program in the window. */
struct hope { long end, awake; };

static struct hope
new_hope(void)
{
	const struct hope h = { now_ms() + PATIENCE, now_ms() };

	return h;
}

static bool
is_hope(struct hope *h)
{
	long now = now_ms();

	if (!window_asleep(here))
		h->awake = now;
	return now < h->end && now - h->awake < ASLEEP;
}

static void
await(bool (*is)(const char *), const char *text)
{
	struct hope h = new_hope();

	while (!is(text)) {
		if (!is_hope(&h))
			fail("not on the screen: %s", text);
		window_pump(here, 50, 50);
	}
}

static void
await_absence(const char *text)
{
	struct hope h = new_hope();

	while (is_shown(text)) {
		if (!is_hope(&h))
			fail("on the screen: %s", text);
		window_pump(here, 50, 50);
	}
}

static bool
was_sent(const char *text)
{
	return here->raw != NULL && strstr(here->raw, text) != NULL;
}

/* What is to come may take a slow machine its time. */
static void
check_sent(const char *text, bool sent)
{
	struct hope h = new_hope();

	while (sent && !was_sent(text) && is_hope(&h))
		window_pump(here, 50, 50);
	if (was_sent(text) != sent)
		fail("it was %ssent: %s", sent ? "not " : "", text);
}

static regex_t wanted_head;
static size_t nheads;

static void
check_head(const char *head)
{
	nheads++;
	if (regexec(&wanted_head, head, 0, NULL, 0) != 0)
		fail("the head of frame %zu was: %s", nheads, head);
}

static void
check_heads(const char *pattern)
{
	if (regcomp(&wanted_head, pattern, REG_EXTENDED | REG_NOSUB) != 0)
		fail("no such pattern: %s", pattern);
	nheads = 0;
	window_heads(here, check_head);
	if (nheads == 0)
		fail("no frame was sent");
	regfree(&wanted_head);
}

static void
check_cursor(const char *text)
{
	struct hope h = new_hope();
	char s[LINE_MAX_BYTES];
	int row, col;

	for (;;) {
		window_cursor(here, &row, &col);
		window_row(here, row, s, sizeof(s));
		if (strstr(s, text) != NULL)
			return;
		if (!is_hope(&h))
			fail("the cursor's line is: %s", s);
		window_pump(here, 50, 50);
	}
}

static void
check_cost(char *s)
{
	size_t most = strtoul(s, &s, 10), before = here->bytes;

	press(s + 1);
	if (here->bytes - before > most)
		fail("%zu bytes, %zu at most", here->bytes - before, most);
}

static void
check_answer(const char *s)
{
	size_t before = here->bytes;

	send_keys(s);
	for (struct hope h = new_hope(); here->bytes == before; ) {
		if (!is_hope(&h))
			fail("no answer to %s", s);
		window_pump(here, 20, 20);
	}
	settle();
}

static void
check_idle(const char *s)
{
	long ms = strtol(s, NULL, 10);
	size_t before;

	settle();
	before = here->bytes;
	window_pump(here, ms, ms);
	if (here->bytes != before)
		fail("%zu bytes came", here->bytes - before);
}

static void
check_until(const char *s)
{
	struct hope h = new_hope();

	while (system(s) != 0) {
		if (!is_hope(&h))
			fail("it does not come: %s", s);
		window_pump(here, 50, 50);
	}
}

static void
check_gone(const char *s)
{
	for (struct hope h = new_hope(); !window_wait(here, 50); )
		if (!is_hope(&h))
			fail("the program still runs");
	if (*s != '\0' && (!WIFEXITED(here->status) ||
	    WEXITSTATUS(here->status) != (int)strtol(s, NULL, 10)))
		fail("it ended with %s %d", WIFEXITED(here->status) ?
		    "status" : "signal", WIFEXITED(here->status) ?
		    WEXITSTATUS(here->status) : WTERMSIG(here->status));
}

static void
set_variable(char *s)
{
	char *equals = strchr(s, '=');

	if (equals == NULL) {
		unsetenv(s);
		return;
	}
	*equals = '\0';
	setenv(s, equals + 1, 1);
}

static void
choose_window(const char *name)
{
	for (int i = 0; i < WINDOWS; i++)
		if (names[i][0] == '\0' || strcmp(names[i], name) == 0) {
			snprintf(names[i], sizeof(names[i]), "%s", name);
			here = &windows[i];
			return;
		}
	fail("too many windows");
}

static void
open_window(char *args)
{
	if (here->vt != NULL)
		window_close(here);
	window_open(here, rows, cols, split(program, args));
	window_answered(here, 0, PATIENCE);
	window_pump(here, PATIENCE, 200);
}

static void
two_numbers(const char *s, int *a, int *b)
{
	char *end;

	*a = (int)strtol(s, &end, 10);
	*b = (int)strtol(end, NULL, 10);
}

static void
resize(const char *s)
{
	int r, c;

	two_numbers(s, &r, &c);
	window_resize(here, r, c);
	window_pump(here, PATIENCE, 150);
}

static void
paste(const char *s)
{
	const char *end;

	window_send(here, "\033[200~", 6);
	while ((end = strstr(s, "\xc2\xb6")) != NULL) {
		window_send(here, s, (size_t)(end - s));
		window_send(here, "\r", 1);
		s = end + 2;
	}
	window_send(here, s, strlen(s));
	window_send(here, "\033[201~", 6);
	settle();
}

/* $NAME … as the environment has it. */
static void
expand(const char *s, char *out, size_t size)
{
	size_t n = 0;

	while (*s != '\0' && n + 1 < size) {
		char name[64];
		const char *value;
		size_t len = 0;

		if (*s != '$') {
			out[n++] = *s++;
			continue;
		}
		for (s++; (isalnum((unsigned char)*s) || *s == '_') &&
		    len < 63; s++)
			name[len++] = *s;
		name[len] = '\0';
		value = len > 0 ? getenv(name) : "$";
		n += (size_t)snprintf(out + n, size - n, "%s",
		    value != NULL ? value : "");
		n = n < size ? n : size - 1;
	}
	out[n] = '\0';
}

static void
play(char *line)
{
	char *s = line + strcspn(line, " ");

	if (*s != '\0')
		*s++ = '\0';
#define IS(word)	(strcmp(line, word) == 0)
	if (IS("size"))
		two_numbers(s, &rows, &cols);
	else if (IS("set"))
		set_variable(s);
	else if (IS("do"))
		run_alone(s);
	else if (IS("window"))
		choose_window(s);
	else if (IS("open"))
		open_window(s);
	else if (IS("keys"))
		press(s);
	else if (IS("paste"))
		paste(s);
	else if (IS("send") || IS("drip"))
		send_bytes(s, IS("drip"));
	else if (IS("expect"))
		await(is_shown, s);
	else if (IS("line"))
		await(is_line, s);
	else if (IS("absent"))
		await_absence(s);
	else if (IS("heads"))
		check_heads(s);
	else if (IS("sent") || IS("never"))
		check_sent(s, IS("sent"));
	else if (IS("cursor"))
		check_cursor(s);
	else if (IS("resize"))
		resize(s);
	else if (IS("most"))
		check_cost(s);
	else if (IS("answers"))
		check_answer(s);
	else if (IS("idle"))
		check_idle(s);
	else if (IS("until"))
		check_until(s);
	else if (IS("signal"))
		kill(here->pid, (int)strtol(s, NULL, 10));
	else if (IS("hang")) {
		close(here->pty);
		here->pty = -1;
	} else if (IS("gone"))
		check_gone(s);
	else if (IS("plain")) {
		if (here->coloured)
			fail("a colour was sent");
	} else if (IS("ascii")) {
		if (here->beyond_ascii)
			fail("more than ASCII was sent");
	} else if (IS("show"))
		show();
	else
		fail("no such step: %s", line);
#undef IS
}

int
main(int argc, char **argv)
{
	char line[LINE_MAX_BYTES], step_text[LINE_MAX_BYTES];
	FILE *f = argc == 2 ? fopen(argv[1], "r") : NULL;

	program = getenv("REGRIGHTS");
	if (f == NULL || program == NULL) {
		fprintf(stderr, "usage: REGRIGHTS=PROGRAM drive SCENARIO\n");
		return 2;
	}
	for (int i = 0; i < WINDOWS; i++)
		windows[i].pty = -1;
	signal(SIGPIPE, SIG_IGN);
	choose_window("first");
	while (fgets(line, sizeof(line), f) != NULL) {
		step++;
		line[strcspn(line, "\n")] = '\0';
		if (line[0] == '\0' || line[0] == '#')
			continue;
		expand(line, step_text, sizeof(step_text));
		play(step_text);
	}
	fclose(f);
	for (int i = 0; i < WINDOWS; i++)
		if (windows[i].vt != NULL)
			window_close(&windows[i]);
	return 0;
}

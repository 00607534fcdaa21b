/*
 * window.h: a program in a terminal emulator, for the screen tests.
 */
#ifndef SCREENS_WINDOW_H
#define SCREENS_WINDOW_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

struct window {
	int	 pty;			/* -1: no program runs */
	pid_t	 pid;
	int	 status;		/* as waitpid gives it, once it is gone */
	bool	 gone;
	int	 rows, cols;
	void	*vt, *screen;
	size_t	 bytes;			/* received in all */
	bool	 coloured, beyond_ascii;
	char	*raw;			/* what was received, for a look */
	size_t	 nraw;
};

long	 now_ms(void);
/* Starts ARGV in a terminal of that size. */
void	 window_open(struct window *, int rows, int cols, char *const *argv);
void	 window_close(struct window *);
void	 window_send(struct window *, const char *, size_t);
/* Reads what comes within MS; stops QUIET ms after the last byte. */
void	 window_pump(struct window *, long ms, long quiet);
void	 window_resize(struct window *, int rows, int cols);
/* Waits until the program has read all that was sent, is stopped or gone. */
void	 window_taken(struct window *, long ms);
/* Whether the program sleeps, with nothing sent that it has not read. */
bool	 window_asleep(struct window *);
/* Waits until something more than BYTES has come, or it is gone. */
void	 window_answered(struct window *, size_t bytes, long ms);
/* Waits until the program has ended. */
bool	 window_wait(struct window *, long ms);
/* A row as UTF-8 without trailing spaces. */
void	 window_row(const struct window *, int row, char *, size_t);
void	 window_cursor(const struct window *, int *row, int *col);
/*
 * Calls FN with the first row as each frame left it: all that came is played
 * again, and a frame that changes that row does so before it goes to another.
 */
void	 window_heads(const struct window *, void (*fn)(const char *));

#endif

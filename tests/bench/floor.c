/*
 * floor.c: the least that a docket on a screen can cost: curses, SQLite, one
 * indexed query, a marker that moves.  No law, no forms, no reasons.
 */
#include <curses.h>
#include <locale.h>
#include <sqlite3.h>
#include <stdio.h>

#define ROWS	34

int
main(int argc, char **argv)
{
	sqlite3_stmt *q;
	sqlite3 *db;
	int n = 0, row = 0, c;

	if (argc != 2 || sqlite3_open_v2(argv[1], &db, SQLITE_OPEN_READONLY,
	    NULL) != SQLITE_OK)
		return 1;
	setlocale(LC_CTYPE, "");
	initscr();
	cbreak();
	noecho();
	keypad(stdscr, TRUE);
	set_escdelay(25);
	if (sqlite3_prepare_v2(db, "SELECT what, section, working, status, "
	    "matter FROM docket WHERE open = 1 ORDER BY working, matter, id "
	    "LIMIT 34", -1, &q, NULL) != SQLITE_OK)
		return 1;
	mvprintw(0, 0, " Docket");
	while (n < ROWS && sqlite3_step(q) == SQLITE_ROW) {
		mvprintw(n + 3, 2, "%-50.50s %-12.12s %-12.12s %-12.12s %s",
		    (const char *)sqlite3_column_text(q, 0),
		    (const char *)sqlite3_column_text(q, 1),
		    (const char *)sqlite3_column_text(q, 2),
		    (const char *)sqlite3_column_text(q, 3),
		    (const char *)sqlite3_column_text(q, 4));
		n++;
	}
	sqlite3_finalize(q);
	mvprintw(LINES - 1, 0, " ready");
	mvaddch(3, 0, '>');
	move(3, 0);
	refresh();
	while ((c = getch()) != 'q') {
		mvaddch(row + 3, 0, ' ');
		if (c == 'j' && row + 1 < n)
			row++;
		mvaddch(row + 3, 0, '>');
		move(row + 3, 0);
		refresh();
	}
	endwin();
	sqlite3_close(db);
	return 0;
}

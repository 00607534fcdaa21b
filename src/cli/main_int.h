/*
 * main_int.h: the program without its name, so that tests can run it too.
 */
#ifndef REGRIGHTS_MAIN_INT_H
#define REGRIGHTS_MAIN_INT_H

int	 rr_main(int argc, char **argv);

#endif

/*
 * main.c: the program.
 */
#include "main_int.h"

int
main(int argc, char **argv)
{
	return rr_main(argc, argv);
}

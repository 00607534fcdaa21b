/*
 * cmds.c: the table of commands, which main hands down.
 *
 * Nothing below main names it, so that a command can ask for whatever it
 * needs, and nothing that it needs asks for the commands.
 */
#include "app_int.h"

#define RR_CMD(id)	&rr_cmd_##id,
const struct rr_cmd *const rr_cmds[] = {
#include "cmd.def"
	NULL
};
#undef RR_CMD

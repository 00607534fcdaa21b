/*
 * help.c: what can be done here.
 *
 * Both lists are made from the registry and from keys.def; choosing a line
 * does what it says.  What nothing brings back stands apart, at the end.
 */
#include <string.h>

#include "regrights/vec.h"
#include "tui/tui_int.h"

/* A line is a command by its name, or an action by its place in keys.def. */
static void
took_line(void *ctx, const char *keys)
{
	struct rr_tui *tui = ctx;
	char name[80];
	size_t n = strcspn(keys, "\n");
	const struct rr_cmd *cmd;
	const struct rr_binding *k;

	if (n >= sizeof(name))
		return;
	memcpy(name, keys, n);
	name[n] = '\0';
	for (size_t i = 0; (cmd = rr_cmd_at(tui->app, i)) != NULL; i++)
		if (strcmp(cmd->name, name) == 0) {
			rr_run_here(tui, cmd);
			return;
		}
	for (size_t i = 0; (k = rr_binding_at(i)) != NULL; i++)
		if (k->where == RR_IN_LIST && strcmp(k->keys, name) == 0)
			tui->lists->act(tui->board, k->action);
}

static void
add_item(struct rr_arena *arena, struct rr_vec *items, const char *key,
    const char *label, const char *right)
{
	struct rr_item *item = rr_vec_add(arena, items);

	item->key = key;
	item->label = label;
	item->right = right;
}

/*
 * Where a command stands on a row: first what is of such rows alone, then what
 * a key does, then the rest.
 */
#define RANKS	3

static int
rank_of(const struct rr_cmd *cmd)
{
	return strcmp(cmd->views, "*") != 0 ? 0 : cmd->keys[0] != '\0' ? 1 : 2;
}

static void
add_commands(struct rr_tui *tui, struct rr_arena *arena,
    struct rr_vec *items, bool recording_only, bool destroying)
{
	const char *view = rr_board_view(tui->board)->name;
	bool row = recording_only && rr_board_subject(tui->board, arena, 0) !=
	    NULL;
	size_t n = 0;
	const struct rr_cmd *cmd;

	while (rr_cmd_at(tui->app, n) != NULL)
		n++;
	for (size_t k = 0; k < (row ? RANKS : 1) * n; k++) {
		cmd = rr_cmd_at(tui->app, k % n);
		if (!rr_run_applies(cmd, view) ||
		    rr_run_destroys(cmd) != destroying ||
		    (recording_only && cmd->effect == RR_READS) ||
		    (row && rank_of(cmd) != (int)(k / n)))
			continue;
		add_item(arena, items, cmd->name, rr_arena_printf(arena,
		    "%-16s %s", cmd->name, cmd->brief), cmd->keys);
	}
}

static void
add_keys(struct rr_arena *arena, struct rr_vec *items)
{
	const struct rr_binding *k;

	for (size_t i = 0; (k = rr_binding_at(i)) != NULL; i++)
		if (k->where == RR_IN_LIST)
			add_item(arena, items, k->keys,
			    rr_arena_printf(arena, "%-16s %s", k->keys,
			    k->brief), NULL);
}

static void
open_list(struct rr_tui *tui, const char *title, bool keys)
{
	struct rr_arena *arena = rr_arena_new();
	struct rr_vec items = RR_VEC_INIT(struct rr_item);
	struct rr_pick pick = { .title = title, .ctx = tui,
	    .took = took_line };

	if (keys)
		add_keys(arena, &items);
	add_commands(tui, arena, &items, !keys, false);
	add_item(arena, &items, "", "What cannot be undone:", NULL);
	((struct rr_item *)rr_vec_at(&items, items.n - 1))->heads = true;
	add_commands(tui, arena, &items, !keys, true);
	pick.items = items.items;
	pick.n = items.n;
	rr_pick_open(tui, &pick);
	rr_arena_free(arena);
}

void
rr_help_open(struct rr_tui *tui)
{
	open_list(tui, "Keys and commands here", true);
}

void
rr_actions_open(struct rr_tui *tui)
{
	open_list(tui, "What can be done here", false);
}

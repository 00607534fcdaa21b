/*
 * pick.c: a list from which one or several are taken.
 *
 * Typing narrows it to the items that hold each of the words, those first
 * whose key or title is just that, then those that begin with them; the cursor
 * is on the first.  Where several may be taken, Space marks and Enter takes
 * what is marked, or the one with the cursor when nothing is, or when that was
 * found by words that were typed since; a Space with a word behind it was one
 * between words, and its mark goes again.  Where something new may be said,
 * the last line takes what is typed as it stands.  Among entries a number is
 * that of one, whole, and an entry that is not offered is taken as it is typed:
 * the form then says why it cannot be.  Tab takes the only line that what is
 * typed leaves.  Items are copied into the arena of the picker.
 */
#include "tui/tui_int.h"

#include <string.h>

#include "regrights/text.h"
#include "tui/edit_int.h"
#include "tui/match_int.h"

struct pick {
	struct rr_pane	 pane;
	struct rr_pick	 ask;
	struct rr_item	*items;		/* one more for what is typed */
	bool		*marked;
	enum rr_rank	*ranks;		/* for what is typed */
	size_t		*shown;
	size_t		 nshown, cursor, top;
	int		 page;
	bool		 typing;	/* the last key was part of a word */
	bool		 parted;	/* … and since then Space was typed: */
	size_t		 at;		/* … here, … */
	bool		 was;		/* … where it was marked or not */
	bool		 said;		/* Space was, since the text changed */
	struct rr_edit	 edit;
};

bool
rr_pick_has(const char *keys, const char *key)
{
	size_t len = strlen(key);

	while (*keys != '\0') {
		size_t n = strcspn(keys, "\n");

		if (n == len && memcmp(keys, key, n) == 0)
			return true;
		keys += n;
		keys += *keys == '\n' ? 1 : 0;
	}
	return false;
}

/* What stands before the gap of a label; what comes behind it describes. */
static size_t
title_len(const char *label)
{
	const char *gap = strstr(label, "  ");

	return gap != NULL ? (size_t)(gap - label) : strlen(label);
}

/* How well an item is meant by the words. */
static enum rr_rank
rank_words(const struct rr_item *item, const char *words)
{
	struct rr_buf title = RR_BUF_INIT, rest = RR_BUF_INIT;
	size_t len = title_len(item->label);
	const char *texts[2];
	enum rr_rank rank;

	rr_buf_addn(&title, item->label, len);
	rr_buf_printf(&rest, "%s %s", item->label + len,
	    item->right != NULL ? item->right : "");
	texts[0] = item->key;
	texts[1] = title.s;
	rank = rr_search_rank(texts, 2, rest.s, words);
	rr_buf_free(&title);
	rr_buf_free(&rest);
	return rank;
}

/* "3", "3/", "3/2": as much of an entry's number as is typed by now. */
static bool
is_number(const char *word)
{
	size_t n = strspn(word, "0123456789");

	if (n > 0 && word[n] == '/')
		n += 1 + strspn(word + n + 1, "0123456789");
	return n > 0 && word[n] == '\0';
}

/* The number is that of the item, or the item is a row of that entry. */
static bool
has_number(const struct rr_item *item, const char *number)
{
	size_t n = strlen(number);

	return strncmp(item->key, number, n) == 0 &&
	    (item->key[n] == '\0' || item->key[n] == '/' ||
	    number[n - 1] == '/');
}

/* Numbers among the words are those of entries, the rest is text. */
static enum rr_rank
rank_entry(const struct rr_item *item, const char *words)
{
	struct rr_buf rest = RR_BUF_INIT, word = RR_BUF_INIT;
	enum rr_rank rank = RR_RANK_NONE;
	bool all = true;

	while (*(words += strspn(words, " ")) != '\0') {
		size_t n = strcspn(words, " ");

		rr_buf_clear(&word);
		rr_buf_addn(&word, words, n);
		if (is_number(word.s))
			all &= has_number(item, word.s);
		else
			rr_buf_printf(&rest, "%s ", word.s);
		words += n;
	}
	if (all)
		rank = rest.len == 0 && strcmp(item->key, word.s) == 0 ?
		    RR_RANK_WHOLE : rank_words(item, rest.s);
	rr_buf_free(&word);
	rr_buf_free(&rest);
	return rank;
}

static enum rr_rank
rank_of(const struct pick *p, const struct rr_item *item)
{
	if (item->heads && p->edit.text.len > 0)
		return RR_RANK_NONE;
	return p->ask.numbers ? rank_entry(item, p->edit.text.s) :
	    rank_words(item, p->edit.text.s);
}

static void
set_typed(const struct pick *p, struct rr_item *item, const char *typed)
{
	item->key = rr_arena_strdup(p->pane.arena, typed);
	item->label = rr_arena_printf(p->pane.arena, "%s  (as typed)", typed);
}

/* Room for N items, and one more for what is typed. */
static void
make_room(struct pick *p, size_t n)
{
	struct rr_arena *arena = p->pane.arena;
	struct rr_item *items = rr_arena_array(arena, n + 1, sizeof(*items));
	bool *marked = rr_arena_array(arena, n + 1, sizeof(*marked));
	size_t had = p->items != NULL ? p->ask.n + 1 : 0;

	if (had > 0) {
		memcpy(items, p->items, had * sizeof(*items));
		memcpy(marked, p->marked, had * sizeof(*marked));
	}
	p->items = items;
	p->marked = marked;
	p->ranks = rr_arena_array(arena, n + 1, sizeof(*p->ranks));
	p->shown = rr_arena_array(arena, n + 1, sizeof(*p->shown));
}

/* What was typed and marked stays, whatever is typed next. */
static void
keep_typed(struct pick *p)
{
	if (!p->marked[p->ask.n])
		return;
	make_room(p, p->ask.n + 1);
	p->ask.n++;
}

/* What is typed may be taken as it stands. */
static bool
may_be_taken(const struct pick *p)
{
	const char *typed = p->edit.text.s;
	int64_t seq, row;

	if (*typed == '\0' || (!p->ask.free && !(p->ask.numbers &&
	    rr_fact_ref_parse(typed, &seq, &row))))
		return false;
	for (size_t i = 0; i < p->ask.n; i++)
		if (strcmp(p->items[i].key, typed) == 0)
			return false;
	return true;
}

/*
 * The line that takes what is typed; none for what is an item's key.  A number
 * of an entry is meant before the rows of that entry are.
 */
static void
add_typed(struct pick *p)
{
	struct rr_item *last = &p->items[p->ask.n];
	size_t at = p->ask.numbers ? 0 : p->nshown;

	if (!may_be_taken(p))
		return;
	set_typed(p, last, p->edit.text.s);
	memmove(p->shown + at + 1, p->shown + at,
	    (p->nshown++ - at) * sizeof(*p->shown));
	p->shown[at] = p->ask.n;
}

/* On the first that is taken already, until something is typed. */
static void
go_to_marked(struct pick *p)
{
	for (size_t i = 0; i < p->nshown; i++)
		if (p->marked[p->shown[i]]) {
			p->cursor = i;
			return;
		}
}

static void
narrow(struct pick *p)
{
	keep_typed(p);
	p->said = false;
	p->nshown = 0;
	for (size_t i = 0; i < p->ask.n; i++)
		p->ranks[i] = rank_of(p, &p->items[i]);
	for (int rank = RR_RANK_WHOLE; rank < RR_RANK_NONE; rank++)
		for (size_t i = 0; i < p->ask.n; i++)
			if ((int)p->ranks[i] == rank)
				p->shown[p->nshown++] = i;
	add_typed(p);
	p->cursor = p->top = 0;
	if (p->edit.text.len == 0)
		go_to_marked(p);
}

/*
 * What was typed to find it says that the item with the cursor is meant, but
 * where Space said what is.
 */
static void
take(struct pick *p)
{
	struct rr_buf keys = RR_BUF_INIT;

	if (p->ask.several && p->nshown > 0 && p->edit.text.len > 0 &&
	    !p->said)
		p->marked[p->shown[p->cursor]] = true;
	for (size_t i = 0; p->ask.several && i <= p->ask.n; i++)
		if (p->marked[i])
			rr_buf_printf(&keys, "%s\n", p->items[i].key);
	if (keys.len == 0 && p->nshown > 0)
		rr_buf_printf(&keys, "%s\n",
		    p->items[p->shown[p->cursor]].key);
	if (keys.len > 0) {
		rr_pane_close(&p->pane);
		p->ask.took(p->ask.ctx, keys.s);
	} else
		rr_tui_say(p->pane.tui, "Nothing here holds \"%s\".",
		    p->edit.text.s);
	rr_buf_free(&keys);
}

static void
step_by(struct pick *p, size_t n, bool down)
{
	if (p->nshown == 0)
		return;
	if (n == 1 && down && p->cursor + 1 == p->nshown)
		p->cursor = 0;
	else if (n == 1 && !down && p->cursor == 0)
		p->cursor = p->nshown - 1;
	else if (down)
		p->cursor = n < p->nshown - p->cursor ? p->cursor + n :
		    p->nshown - 1;
	else
		p->cursor = p->cursor > n ? p->cursor - n : 0;
}

/* A heading has others above it and under it. */
static void
move_by(struct pick *p, size_t n, bool down)
{
	step_by(p, n, down);
	if (p->nshown > 0 && p->items[p->shown[p->cursor]].heads)
		step_by(p, 1, down);
}

static void
move(struct pick *p, enum rr_action action)
{
	size_t page = p->page > 1 ? (size_t)p->page - 1 : 1;

	p->typing = p->parted = false;
	if (action == RR_DO_PICK_DOWN || action == RR_DO_PICK_UP)
		move_by(p, 1, action == RR_DO_PICK_DOWN);
	else
		move_by(p, page, action == RR_DO_PICK_NEXT_PAGE);
}

static bool
is_space(struct rr_press press)
{
	return !press.pasted && press.code == ' ';
}

/* Space was typed behind a word, and another word goes on. */
static void
part_words(struct pick *p)
{
	static const struct rr_press space = { .code = ' ' };

	if (p->ask.several && p->nshown > 0)
		p->marked[p->at] = p->was;
	rr_edit_key(&p->edit, space);
}

/* A space is part of what is typed only between words. */
static void
type(struct pick *p, struct rr_press press)
{
	bool parted = p->parted;

	if (is_space(press)) {
		p->parted = p->typing;
		return;
	}
	p->parted = false;
	if (parted && (press.pasted || rr_press_is_text(press)))
		part_words(p);
	if (!rr_edit_key(&p->edit, press))
		return;
	p->typing = p->edit.text.len > 0;
	narrow(p);
}

static void
mark(struct pick *p, struct rr_press press)
{
	if (p->nshown > 0) {
		size_t i = p->shown[p->cursor];

		if (!p->parted) {
			p->at = i;
			p->was = p->marked[i];
		}
		p->marked[i] ^= true;
		p->said = true;
	}
	p->parted = p->typing && is_space(press);
}

static void
pick_key(struct rr_pane *pane, struct rr_press press)
{
	struct pick *p = (struct pick *)pane;
	enum rr_action action = rr_keys_action(RR_IN_PICK, press);

	if (action == RR_DO_PICK_LEAVE)
		rr_pane_close(pane);
	else if (action == RR_DO_PICK_TAKE || (press.code == RR_KEY_TAB &&
	    p->nshown == 1 && p->edit.text.len > 0))
		take(p);
	else if (action == RR_DO_PICK_DOWN || action == RR_DO_PICK_UP ||
	    action == RR_DO_PICK_NEXT_PAGE || action == RR_DO_PICK_LAST_PAGE)
		move(p, action);
	else if (action == RR_DO_PICK_MARK && p->ask.several)
		mark(p, press);
	else
		type(p, press);
}

static void
draw_item(const struct pick *p, struct rr_grid *g, int row, int col,
    int cells, size_t i)
{
	const struct rr_item *item = &p->items[i];
	const char *right = item->right != NULL ? item->right : "";
	int room = rr_text_width(right);

	if (item->heads) {
		rr_grid_text(g, row, col + 1, cells - 1, RR_ATTR_BOLD,
		    item->label);
		return;
	}
	if (p->ask.several)
		rr_grid_text(g, row, col + 2, 3, 0,
		    p->marked[i] ? "[x]" : "[ ]");
	col += p->ask.several ? 6 : 2;
	cells -= p->ask.several ? 6 : 2;
	room = room > cells / 2 ? cells / 2 : room;
	rr_grid_pad(g, row, col, cells - room - 2, false, 0, item->label);
	rr_grid_pad(g, row, col + cells - room - 1, room, true, 0, right);
}

static const char *
hint(const struct pick *p)
{
	if (p->nshown == 0)
		return "Nothing here holds what is typed.  ^U clears it  "
		    "Esc leaves";
	return p->ask.several ? "type to narrow  Space marks  Enter takes  "
	    "Esc leaves" : "type to narrow  Enter takes  Esc leaves";
}

static void
pick_draw(struct rr_pane *pane, struct rr_grid *g, struct rr_rect r)
{
	struct pick *p = (struct pick *)pane;
	int most = r.rows * 2 / 3, rows = (int)p->ask.n + 3, top, used;

	rows = rows > most ? most : rows;
	rows = rows < 5 ? 5 : rows;
	top = r.row + r.rows - rows;
	p->page = rows - 3;
	if (p->cursor < p->top)
		p->top = p->cursor;
	if (p->cursor >= p->top + (size_t)p->page)
		p->top = p->cursor - (size_t)p->page + 1;
	rr_grid_blank(g, (struct rr_rect){ top, r.col, rows, r.cols });
	rr_grid_rule(g, top, r.col + 1, r.cols - 2);
	used = rr_grid_text(g, top, r.col + 3, 1, 0, " ");
	used += rr_grid_text(g, top, r.col + 4, r.cols - 8, RR_ATTR_BOLD,
	    p->ask.title);
	rr_grid_text(g, top, r.col + 3 + used, 1, 0, " ");
	for (int i = 0; i < p->page && p->top + (size_t)i < p->nshown; i++)
		draw_item(p, g, top + 2 + i, r.col, r.cols,
		    p->shown[p->top + (size_t)i]);
	rr_grid_text(g, r.row + r.rows - 1, r.col + 1, r.cols - 2, 0,
	    hint(p));
	rr_edit_draw(&p->edit, g, top + 1, r.col + 2, r.cols - 4,
	    RR_ATTR_UNDERLINE);
	if (p->nshown > 0) {
		int row = top + 2 + (int)(p->cursor - p->top);

		rr_grid_text(g, row, r.col, 1, RR_ATTR_BOLD,
		    g->ascii ? ">" : "\xe2\x96\xb6");
		rr_grid_cursor(g, row, r.col);
	}
}

static void
pick_done(struct rr_pane *pane)
{
	rr_edit_done(&((struct pick *)pane)->edit);
}

/* What was taken before, as it was typed, is offered and marked. */
static void
add_taken(struct pick *p, const char *keys)
{
	while (p->ask.several && keys != NULL && *keys != '\0') {
		size_t n = strcspn(keys, "\n"), i = 0;
		const char *key = rr_arena_strndup(p->pane.arena, keys, n);

		while (i < p->ask.n && strcmp(p->items[i].key, key) != 0)
			i++;
		if (n > 0 && i == p->ask.n) {
			set_typed(p, &p->items[i], key);
			p->marked[i] = true;
			keep_typed(p);
		}
		keys += n + (keys[n] == '\n' ? 1 : 0);
	}
}

void
rr_pick_open(struct rr_tui *tui, const struct rr_pick *ask)
{
	static const struct rr_pane_ops ops = { .key = pick_key,
	    .draw = pick_draw, .done = pick_done };
	struct rr_pane *pane = rr_pane_open(tui, &ops, sizeof(struct pick));
	struct pick *p = (struct pick *)pane;

	p->ask = *ask;
	p->ask.title = rr_arena_strdup(pane->arena, ask->title);
	make_room(p, ask->n);
	for (size_t i = 0; i < ask->n; i++) {
		const struct rr_item *from = &ask->items[i];

		p->items[i].key = rr_arena_strdup(pane->arena, from->key);
		p->items[i].label = rr_arena_strdup(pane->arena, from->label);
		p->items[i].heads = from->heads;
		if (from->right != NULL)
			p->items[i].right = rr_arena_strdup(pane->arena,
			    from->right);
		p->marked[i] = ask->marked != NULL &&
		    rr_pick_has(ask->marked, from->key);
	}
	add_taken(p, ask->marked);
	p->edit = (struct rr_edit)RR_EDIT_INIT;
	rr_edit_set(&p->edit, ask->typed != NULL ? ask->typed : "");
	p->typing = p->edit.text.len > 0;
	narrow(p);
}

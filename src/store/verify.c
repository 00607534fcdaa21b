/*
 * verify.c: does the journal still say what it said?
 *
 * Asks SQLite whether the file is whole, then walks the chain from its first
 * entry: numbers without a gap, each hash from the bytes that are stored and
 * the hash before, each payload against its commitment or the entry that
 * sealed it, each text against its digest (content.c).  Beside the chain, what
 * no writer makes is a fault: the entries of one command follow each other,
 * numbered from 1, of one matter, instant, person and origin.  Every fault is
 * named with its entry; the walk goes on, so that one run shows all.
 */
#include <string.h>

#include "regrights/arena.h"
#include "regrights/buf.h"
#include "regrights/map.h"
#include "verify_int.h"

#define FAULTS_FEW	3	/* of SQLite's own, that are told of many */

/*
 * An entry that was not there yet when a head was noted was recorded later,
 * whatever it is marked as: after one wrong stamp a mark may mean anything.
 */
static void
check_noted(struct rr_walk *w, const struct rr_link *l)
{
	struct rr_buf says = RR_BUF_INIT, noted = RR_BUF_INIT;

	if (w->noted == NULL || l->at >= w->noted->noted.sec)
		return;
	rr_instant_text((rr_instant){ l->at }, &says);
	rr_instant_text(w->noted->noted, &noted);
	rr_diag(w->diags, RR_E_STAMP, w->at, "entry %lld says %s, and was not "
	    "there yet when the head %lld was noted at %s: it was back-dated, "
	    "or one of the two clocks was wrong%s", (long long)l->seq, says.s,
	    (long long)w->noted->seq, noted.s, l->set_back == 0 ? "" :
	    "; it is marked 'clock set back'");
	rr_buf_free(&says);
	rr_buf_free(&noted);
}

static void
check_heads(struct rr_walk *w, const struct rr_link *l)
{
	check_noted(w, l);
	for (size_t i = 0; i < w->nheads; i++) {
		const struct rr_head *h = &w->heads[i];

		if (h->seq != l->seq ||
		    memcmp(h->hash, l->hash, RR_HASH_LEN) != 0)
			continue;
		w->seen[i] = true;
		if (!rr_instant_is_none(h->noted) && (w->noted == NULL ||
		    h->noted.sec > w->noted->noted.sec))
			w->noted = h;
	}
}

/* Whatever number a damaged or forged file has. */
static bool
is_next(int64_t n, int64_t was)
{
	return (uint64_t)n - (uint64_t)was == 1;
}

/* The entries of one command, numbered from 1, are alike but for content. */
static void
check_op(struct rr_walk *w, const struct rr_link *l)
{
	const struct rr_link *was = &w->op;
	bool same = w->seq > 0 &&
	    memcmp(l->op, was->op, RR_OP_LEN) == 0;

	if (!is_next(l->part, same ? was->part : 0))
		rr_walk_say(w, l->seq, "is not the next part of its command");
	else if (same && (l->at != was->at ||
	    strcmp(l->matter, was->matter) != 0 ||
	    strcmp(l->who, was->who) != 0 ||
	    strcmp(l->origin, was->origin) != 0))
		rr_walk_say(w, l->seq, "has another matter, person or time "
		    "than the rest of its command");
	if (!same) {
		w->op = *l;
		w->op.matter = rr_arena_strdup(w->kept, l->matter);
		w->op.who = rr_arena_strdup(w->kept, l->who);
		w->op.origin = rr_arena_strdup(w->kept, l->origin);
	}
	w->op.part = l->part;
}

static void
check_link(struct rr_walk *w, const struct rr_link *l)
{
	uint8_t hash[RR_HASH_LEN];

	if (!is_next(l->seq, w->seq))
		rr_diag(w->diags, RR_E_CHAIN, w->at,
		    "entry %lld follows entry %lld", (long long)l->seq,
		    (long long)w->seq);
	if (memcmp(l->prev, w->hash, RR_HASH_LEN) != 0)
		rr_walk_say(w, l->seq, w->seq > 0 ?
		    "does not stand on the one before" :
		    "does not stand on what the file says of itself");
	rr_chain_hash(l, hash);
	if (memcmp(hash, l->hash, RR_HASH_LEN) != 0)
		rr_walk_say(w, l->seq, "was changed after it was recorded");
	if (rr_chain_refuses(l, NULL) != NULL)
		rr_walk_say(w, l->seq, rr_chain_refuses(l, NULL));
	/* The parts of one operation have one stamp, and the first its mark. */
	if ((l->set_back != 0) != (l->part == 1 && l->at < w->before))
		rr_walk_say(w, l->seq, l->set_back != 0 ?
		    "says wrongly that the clock was set back" :
		    "does not say that the clock was set back");
	w->before = l->at > w->store->identity.made.sec ? l->at :
	    w->store->identity.made.sec;
	check_op(w, l);
	check_heads(w, l);
	w->seq = l->seq;
	memcpy(w->hash, l->hash, RR_HASH_LEN);
}

struct faults {
	struct rr_buf	words;
	size_t		n;
	bool		beyond;		/* not of an index alone */
};

/* In the words of SQLite; what an index lacks, its table has. */
static bool
is_of_index(const char *fault)
{
	return strstr(fault, " missing from index ") != NULL ||
	    strncmp(fault, "wrong # of entries in index ", 28) == 0;
}

/* One that it finds a line; its headings say nothing. */
static void
add_faults(struct rr_arena *arena, const char *text, struct faults *f)
{
	while (*text != '\0') {
		size_t len = strcspn(text, "\n");
		const char *one = rr_arena_strndup(arena, text, len);

		if (len > 0 && *one != '*') {
			f->beyond |= !is_of_index(one);
			if (++f->n <= FAULTS_FEW)
				rr_buf_printf(&f->words, "%s%s", f->n > 1 ?
				    "; " : "", one);
		}
		text += len + (text[len] == '\n' ? 1 : 0);
	}
}

/* What SQLite itself finds wrong, indexes included. */
static void
check_pages(struct rr_store *s, struct rr_diags *diags)
{
	const struct rr_pos at = { s->path, 0, 0 };
	sqlite3_stmt *q = rr_stmt(s, RR_STMT_INTEGRITY, diags);
	struct rr_arena *arena = rr_arena_new();
	struct faults f = { RR_BUF_INIT, 0, false };
	bool row = q != NULL;

	while (row && rr_stmt_next(s, q, &row, diags) && row) {
		const char *text = (const char *)sqlite3_column_text(q, 0);

		if (text == NULL || strcmp(text, "ok") != 0)
			add_faults(arena, text != NULL ? text :
			    "it cannot be read", &f);
	}
	if (f.n > FAULTS_FEW)
		rr_buf_add(&f.words, "; and more");
	if (f.n > 0)
		rr_diag(diags, RR_E_DAMAGED, at, "SQLite says: %s%s",
		    f.words.s, f.beyond || s->untouched ?
		    rr_store_mend(s) : "; an index alone is not what its "
		    "table says: `regrights rebuild` mends it");
	rr_buf_free(&f.words);
	rr_arena_free(arena);
}

/* The first entry stands on what the file says of itself. */
static bool
begin_chain(struct rr_walk *w)
{
	if (!rr_identity_read(w->store, w->diags))
		return false;
	rr_chain_root(&w->store->identity, w->hash);
	w->before = w->store->identity.made.sec;
	return true;
}

static bool
walk_chain(struct rr_walk *w)
{
	sqlite3_stmt *q = rr_stmt(w->store, RR_STMT_JOURNAL_WALK, w->diags);
	bool row = q != NULL;

	while (row) {
		struct rr_link l;
		bool ok;

		if (!rr_stmt_next(w->store, q, &row, w->diags))
			return false;
		if (!row)
			break;
		rr_arena_reset(w->arena);
		ok = rr_chain_read(w->arena, q, &l);
		if (!ok) {
			sqlite3_reset(q);
			return rr_diag(w->diags, RR_E_CHAIN, w->at,
			    "entry %lld is malformed", (long long)l.seq);
		}
		check_link(w, &l);
		if (!rr_walk_content(w, &l)) {
			sqlite3_reset(q);
			return false;
		}
	}
	return q != NULL;
}

/* Of one entry two heads were noted, and the other is in the chain. */
static bool
says_two(struct rr_walk *w, const struct rr_head *first)
{
	struct rr_buf hex = RR_BUF_INIT;
	bool two = false;

	for (size_t i = 0; i < w->nheads; i++)
		two |= w->seen[i] && w->heads[i].seq == first->seq;
	rr_hex(first->hash, RR_HASH_LEN, &hex);
	if (two)
		rr_diag(w->diags, RR_E_CHAIN, w->at, "of entry %lld two heads "
		    "were noted, and one is in it; %lld:%s is not: it is "
		    "another file's, or was noted wrongly, or this entry and "
		    "what came after it were written anew before the other "
		    "was noted", (long long)first->seq, (long long)first->seq,
		    hex.s);
	rr_buf_free(&hex);
	return two;
}

/* Between which heads the chain was made again, or where it was cut off. */
static void
locate(struct rr_walk *w)
{
	const struct rr_head *first = NULL;
	int64_t last = 0;
	struct rr_buf hex = RR_BUF_INIT;

	for (size_t i = 0; i < w->nheads; i++)
		if (!w->seen[i] && (first == NULL ||
		    w->heads[i].seq < first->seq))
			first = &w->heads[i];
	if (first == NULL || says_two(w, first))
		return;
	for (size_t i = 0; i < w->nheads; i++)
		if (w->seen[i] && w->heads[i].seq > last &&
		    w->heads[i].seq < first->seq)
			last = w->heads[i].seq;
	rr_hex(first->hash, RR_HASH_LEN, &hex);
	if (first->seq > w->seq)
		rr_diag(w->diags, RR_E_CHAIN, w->at,
		    "the head %lld:%s is not in it: the file ends at entry "
		    "%lld, so it was cut off, or an older one stands in its "
		    "place", (long long)first->seq, hex.s, (long long)w->seq);
	else
		rr_diag(w->diags, RR_E_CHAIN, w->at,
		    "the head %lld:%s is not in it: the entries %lld to %lld, "
		    "or some of them, were written anew", (long long)first->seq,
		    hex.s, (long long)last + 1, (long long)first->seq);
	rr_buf_free(&hex);
}

bool
rr_verify_walk(struct rr_store *s, const struct rr_head *heads, size_t n,
    struct rr_diags *diags)
{
	size_t before = rr_diags_errors(diags);
	struct rr_walk w;

	memset(&w, 0, sizeof(w));
	w.store = s;
	w.diags = diags;
	w.at.file = s->path;
	w.arena = rr_arena_new();
	w.kept = rr_arena_new();
	w.matters = rr_map_new(w.kept);
	w.cited = rr_map_new(w.kept);
	w.seals = rr_map_new(w.kept);
	w.holds = rr_map_new(w.kept);
	w.heads = heads;
	w.nheads = n;
	w.seen = rr_arena_array(w.kept, n + 1, sizeof(*w.seen));
	if (begin_chain(&w) && walk_chain(&w) && rr_walk_strays(&w) &&
	    rr_walk_texts(&w))
		locate(&w);
	rr_arena_free(w.arena);
	rr_arena_free(w.kept);
	return rr_diags_errors(diags) == before;
}

/*
 * All that is wrong is told: what SQLite finds, and what the chain says, in one
 * read transaction, so that all of it looks at one state.
 */
bool
rr_store_verify(struct rr_store *s, const struct rr_head *heads, size_t n,
    struct rr_diags *diags)
{
	size_t before = rr_diags_errors(diags);

	if (!rr_db_exec(s, "BEGIN", diags))
		return false;
	check_pages(s, diags);
	rr_verify_walk(s, heads, n, diags);
	rr_db_rollback(s);
	return rr_diags_errors(diags) == before;
}

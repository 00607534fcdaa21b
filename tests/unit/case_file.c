/*
 * case_file.c: a case file in a folder of its own, for tests of the store.
 */
#include "case_file.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "regrights/arena.h"
#include "regrights/buf.h"

void
case_file_new(struct case_file *c)
{
	const char *tmp = getenv("TMPDIR");

	memset(c, 0, sizeof(*c));
	snprintf(c->dir, sizeof(c->dir), "%s/case-XXXXXX",
	    tmp != NULL ? tmp : "/tmp");
	if (mkdtemp(c->dir) == NULL) {
		perror(c->dir);
		exit(2);
	}
	snprintf(c->path, sizeof(c->path), "%s/case.db", c->dir);
	c->arena = rr_arena_new();
	c->diags = rr_diags_new();
}

void
case_file_free(struct case_file *c)
{
	DIR *dir = opendir(c->dir);
	struct dirent *e;

	rr_store_close(c->store);
	while (dir != NULL && (e = readdir(dir)) != NULL)
		if (e->d_name[0] != '.')
			remove(case_file_beside(c, e->d_name));
	if (dir != NULL)
		closedir(dir);
	rmdir(c->dir);
	rr_arena_free(c->arena);
	rr_diags_free(c->diags);
}

bool
case_file_open(struct case_file *c, enum rr_store_mode mode)
{
	const struct rr_making making = { .at = { 959375400 } };

	rr_store_close(c->store);
	c->store = NULL;
	rr_diags_clear(c->diags);
	if (mode == RR_STORE_CREATE)
		return rr_store_make(c->path, &making, &c->store, c->diags);
	return rr_store_open(c->path, mode, &c->store, c->diags);
}

char *
case_file_beside(struct case_file *c, const char *name)
{
	return rr_arena_printf(c->arena, "%s/%s", c->dir, name);
}

struct rr_batch *
case_file_batch(struct case_file *c, unsigned op, const char *matter,
    int64_t head)
{
	struct rr_batch *b = rr_arena_alloc(c->arena, sizeof(*b));

	memset(b->op, 0xa5, sizeof(b->op));
	memcpy(b->op, &op, sizeof(op));
	b->matter = matter;
	b->head = head;
	b->at.sec = 959375400 + (int64_t)op * 60; /* 2000-05-26 21:10 UTC */
	b->who = "paula";
	b->origin = "claimed: 192.0.2.7";
	b->command = "test command";
	return b;
}

struct rr_entry *
case_file_entry(struct case_file *c, struct rr_batch *b,
    const struct rr_fact *f)
{
	struct rr_entry *all = rr_arena_array(c->arena, b->n + 1,
	    sizeof(*all));

	for (size_t i = 0; i < b->n; i++)
		all[i] = b->entries[i];
	all[b->n].fact = f;
	b->entries = all;
	return &all[b->n++];
}

static struct rr_fact *
parties(struct rr_arena *arena, int n)
{
	struct rr_fact *all = rr_arena_array(arena, (size_t)n + 1,
	    sizeof(*all));

	for (int i = 0; i < n; i++) {
		struct rr_fact *f = &all[i];

		f->row = i + 1;
		f->shape = RR_SHAPE_PARTY;
		f->name = rr_arena_printf(arena, "holder-%d", i + 1);
		f->day = RR_DATE_NONE;
		f->at = RR_INSTANT_NONE;
		rr_fact_set(arena, f, "name",
		    rr_arena_printf(arena, "Holder %d, L.P.", i + 1));
		rr_fact_set(arena, f, "roles", "holder");
	}
	return all;
}

static bool
expand(void *ctx, struct rr_arena *arena, const struct rr_fact *import,
    const char *bytes, size_t len, struct rr_fact **rows, size_t *n,
    struct rr_diags *diags)
{
	const struct rr_pos nowhere = { "text", 0, 0 };
	int count;

	(void)ctx;
	(void)import;
	if (len == 0 || sscanf(bytes, "rows %d", &count) != 1)
		return rr_diag(diags, RR_E_DAMAGED, nowhere, "no rows");
	*rows = parties(arena, count);
	*n = (size_t)count;
	return true;
}

struct rr_batch *
case_file_import(struct case_file *c, unsigned op, const char *matter,
    int rows)
{
	struct rr_batch *b = case_file_batch(c, op, matter, 0);
	struct rr_fact *f = rr_arena_alloc(c->arena, sizeof(*f));
	struct rr_filed *text = rr_arena_alloc(c->arena, sizeof(*text));
	struct rr_buf hex = RR_BUF_INIT;
	uint8_t digest[RR_HASH_LEN];
	struct rr_entry *e;

	text->bytes = rr_arena_printf(c->arena, "rows %d of %s\n%*s", rows,
	    matter, 6000, "end");
	text->len = strlen(text->bytes);
	rr_hash(text->bytes, text->len, digest);
	rr_hex(digest, sizeof(digest), &hex);
	b->texts = text;
	b->ntexts = 1;
	f->shape = RR_SHAPE_IMPORT;
	f->name = matter;
	f->day = RR_DATE_NONE;
	f->at = RR_INSTANT_NONE;
	rr_fact_set(c->arena, f, "title", "Registration Rights Agreement");
	rr_fact_set(c->arena, f, "text", hex.s);
	rr_fact_set(c->arena, f, "seeds", "yes");
	rr_buf_free(&hex);
	e = case_file_entry(c, b, f);
	e->rows = parties(c->arena, rows);
	e->nrows = (size_t)rows;
	return b;
}

static struct rr_sending
sending(const char *party, bool copy, const char *at, const char *wall)
{
	struct rr_sending s;

	memset(&s, 0, sizeof(s));
	s.party = party;
	s.copy = copy;
	s.method = "fax";
	s.address = "(312) 555-0100";
	s.lists = copy ? "" : "section";
	s.zone = "America/Los_Angeles";
	rr_instant_parse(at, &s.at);
	rr_wall_parse(wall, &s.wall);
	return s;
}

struct rr_batch *
case_file_notice(struct case_file *c, unsigned op, const char *matter,
    int64_t head)
{
	struct rr_batch *b = case_file_batch(c, op, matter, head);
	struct rr_fact *f = rr_arena_alloc(c->arena, sizeof(*f));
	struct rr_sending *s = rr_arena_array(c->arena, 2, sizeof(*s));

	s[0] = sending("holder-1", false, "2000-05-26T21:10:00Z",
	    "2000-05-26 14:10");
	s[1] = sending("counsel", true, "2000-05-26T21:12:30Z",
	    "2000-05-26 14:12:30");
	f->shape = RR_SHAPE_NOTICE;
	f->name = "discontinuance";
	rr_date_parse("2000-05-26", &f->day);
	f->at = s[0].at;
	f->zone = s[0].zone;
	f->wall = s[0].wall;
	f->source = "fax sheet 17";
	f->sendings = s;
	f->nsendings = 2;
	rr_fact_set(c->arena, f, "from", "company");
	rr_fact_set(c->arena, f, "reason", "a \xe2\x80\x9cstop order\xe2\x80"
	    "\x9d; 3(d)(vi)");
	case_file_entry(c, b, f);
	return b;
}

static struct rr_batch *
act(struct case_file *c, unsigned op, const char *matter,
    enum rr_shape shape, int64_t seq)
{
	struct rr_batch *b = case_file_batch(c, op, matter, -1);
	struct rr_fact *f = rr_arena_alloc(c->arena, sizeof(*f));

	f->shape = shape;
	f->name = "entry";
	f->day = RR_DATE_NONE;
	f->at = RR_INSTANT_NONE;
	f->about = seq;
	rr_fact_set(c->arena, f, "reason", "claw-back letter");
	case_file_entry(c, b, f);
	return b;
}

struct rr_batch *
case_file_act(struct case_file *c, unsigned op, enum rr_shape shape,
    const char *who, int64_t seq)
{
	struct rr_batch *b = act(c, op, "acme", shape, seq);

	if (who != NULL)
		b->who = who;
	return b;
}

struct rr_batch *
case_file_seal(struct case_file *c, unsigned op, const char *matter,
    int64_t seq)
{
	return act(c, op, matter, RR_SHAPE_SEAL, seq);
}

bool
case_file_append(struct case_file *c, const struct rr_batch *b,
    int64_t *first, int64_t *last)
{
	int64_t ignored;

	rr_diags_clear(c->diags);
	return rr_store_append(c->store, b, first != NULL ? first : &ignored,
	    last != NULL ? last : &ignored, c->diags);
}

const struct rr_replay case_file_replay = { .expand = expand };

bool
case_file_check(struct case_file *c)
{
	rr_diags_clear(c->diags);
	return rr_store_rebuild(c->store, &case_file_replay, true, c->diags);
}

bool
case_file_rebuild(struct case_file *c)
{
	rr_diags_clear(c->diags);
	return rr_store_rebuild(c->store, &case_file_replay, false, c->diags);
}

char *
case_file_dump(struct case_file *c, const char *matter)
{
	struct rr_buf b = RR_BUF_INIT;
	struct rr_fact *all;
	size_t n;

	if (!rr_store_facts(c->store, c->arena, matter, 0, 0, &all, &n,
	    c->diags))
		return NULL;
	for (size_t i = 0; i < n; i++) {
		rr_fact_ref(&all[i], &b);
		rr_buf_addc(&b, ' ');
		rr_fact_json(&all[i], &b);
		rr_buf_addc(&b, '\n');
	}
	return rr_buf_keep(&b, c->arena);
}

bool
case_file_said(const struct case_file *c, enum rr_code code,
    const char *word)
{
	for (size_t i = 0; i < rr_diags_count(c->diags); i++) {
		const struct rr_diag *d = rr_diags_get(c->diags, i);

		if (d->code == code && (word == NULL ||
		    strstr(d->what, word) != NULL))
			return true;
	}
	return false;
}

char *
case_file_words(const struct case_file *c)
{
	struct rr_buf b = RR_BUF_INIT;

	for (size_t i = 0; i < rr_diags_count(c->diags); i++)
		rr_diag_text(rr_diags_get(c->diags, i), &b);
	return rr_buf_keep(&b, c->arena);
}

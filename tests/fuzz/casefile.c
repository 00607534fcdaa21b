/*
 * casefile.c: fuzz target: a hostile case file, opened read-only.
 *
 * An input is one of three:
 *	"SQLite format 3…"	the whole file
 *	'{'			lines of payloads, each a fact; they are put in
 *				the journal of a good file, in a true chain
 *	anything else		changes to a good file: three bytes of place,
 *				one of length, so many bytes; and so on; a
 *				place of all ones cuts the file off there
 * The good file is made by the program.  Each command that reads it succeeds
 * or says why not.
 */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "regrights/arena.h"
#include "regrights/load.h"
#include "regrights/store.h"
#include "target.h"

static char *base;
static size_t base_len;

static void
make_base(const struct target *t)
{
	static const char *const lines[] = {
		"event record regs 'shelf filed' --at 2001-03-20 form=S-3",
		"event record regs 'market closed' --at 2001-04-02 "
		    "cause=merger",
		"notice send regs 'closing notice' --by email "
		    "--at '2001-04-02 10:00' --about 3",
	};
	const char *db = target_path(t, "base.db"), *top = getenv("srcdir");
	struct rr_app *app = target_app(db, false);

	target_must(t, target_run(t, app, rr_arena_printf(t->round,
	    "import '%s/tests/agreements/registers.yaml' --as regs --apply",
	    top != NULL ? top : ".")), "the agreement is imported");
	for (size_t i = 0; i < sizeof(lines) / sizeof(lines[0]); i++)
		target_must(t, target_run(t, app, lines[i]), lines[i]);
	rr_app_free(app);
	target_must(t, rr_load_file(t->arena, db, RR_LOAD_MAX, &base,
	    &base_len, t->diags), "the good file is read");
}

/* The good file with what the input changes in it. */
static void
changed(const struct target *t, const char *db, const uint8_t *data,
    size_t len)
{
	char *bytes = rr_arena_alloc(t->round, base_len + 1);
	size_t left = base_len;

	memcpy(bytes, base, base_len);
	while (len > 4) {
		size_t at = (size_t)data[0] << 16 | (size_t)data[1] << 8 |
		    data[2];
		size_t n = data[3];

		data += 4;
		len -= 4;
		n = n < len ? n : len;
		if (at == 0xffffff)
			left = base_len * data[0] / 256;
		else
			for (size_t i = 0; i < n; i++)
				bytes[(at + i) % base_len] = (char)data[i];
		data += n;
		len -= n;
	}
	target_write(t, db, bytes, left);
}

static void
append(const struct target *t, struct rr_store *store, unsigned op,
    const char *line, size_t len)
{
	struct rr_batch b;
	struct rr_entry e;
	struct rr_fact f;
	int64_t first, last;

	memset(&b, 0, sizeof(b));
	memset(&e, 0, sizeof(e));
	memset(&f, 0, sizeof(f));
	rr_diags_clear(t->diags);
	if (!rr_fact_parse(t->round, line, len, &f, t->diags))
		return;
	memcpy(b.op, &op, sizeof(op));
	b.matter = "regs";
	b.head = -1;
	b.at.sec = 1000000000;
	b.who = "paula";
	b.origin = "";
	b.command = "a fact";
	e.fact = &f;
	b.entries = &e;
	b.n = 1;
	rr_store_append(store, &b, &first, &last, t->diags);
}

static void
payloads(const struct target *t, const char *db, const uint8_t *data,
    size_t len)
{
	const char *p = target_copy(t, data, len);
	struct rr_store *store;

	target_write(t, db, base, base_len);
	target_must(t, rr_store_open(db, RR_STORE_WRITE, &store, t->diags),
	    "the good file is opened");
	for (unsigned op = 1; *p != '\0'; op++) {
		size_t n = strcspn(p, "\n");

		append(t, store, op, p, n);
		p += n + (p[n] == '\n');
	}
	rr_store_close(store);
}

/* It is verified and its docket read, and what else the input says. */
static void
read_it(const struct target *t, const char *db, const uint8_t *data,
    size_t len)
{
	static const char *const lines[] = { "holders regs", "timeline regs",
	    "notices regs", "claims regs", "registrations", "consents regs",
	    "clauses regs", "journal", "show regs 4", "show regs 5",
	    "export regs", "head" };
	struct rr_app *app = target_app(db, true);
	const size_t n = sizeof(lines) / sizeof(lines[0]);
	size_t sum = len;

	for (size_t i = 0; i < len; i++)
		sum += data[i];
	target_run(t, app, "verify");
	target_run(t, app, "docket");
	target_run(t, app, lines[sum % n]);
	target_run(t, app, lines[sum / n % n]);
	rr_app_free(app);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t len)
{
	static const char magic[] = "SQLite format 3";
	const struct target *t = target_begin();
	const char *db;

	if (base == NULL)
		make_base(t);
	db = target_path(t, "case.db");
	unlink(target_path(t, "case.db-journal"));
	unlink(target_path(t, "case.db-wal"));
	unlink(target_path(t, "case.db-shm"));
	unlink(target_path(t, "case.db.gate"));
	if (len > sizeof(magic) && memcmp(data, magic, sizeof(magic)) == 0)
		target_write(t, db, data, len);
	else if (len > 0 && data[0] == '{')
		payloads(t, db, data, len);
	else
		changed(t, db, data, len);
	read_it(t, db, data, len);
	return 0;
}

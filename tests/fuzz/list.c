/*
 * list.c: fuzz target: any bytes as a CSV list of holders.
 *
 * The bytes are read with each separator; a sheet is booked, its days in each
 * order, against an agreement and the parties of its file.  What it would
 * record is text that is read again as the same facts.
 */
#include <stdlib.h>
#include <string.h>

#include "regrights/arena.h"
#include "regrights/book.h"
#include "regrights/buf.h"
#include "target.h"

static struct rr_engine *engine;
static struct rr_book_input input;

static void
make_case(const struct target *t)
{
	const struct rr_agreement *a;
	struct rr_facts *facts;

	engine = target_engine(t,
	    "share/agreements/neotherapeutics-2000.yaml");
	a = rr_engine_agreement(engine);
	input.agreement = a;
	input.today.day = a->dated.day + 400;
	input.at = RR_DATE_NONE;
	input.source = "a list";
	facts = rr_facts_new(t->arena, a->seeds, a->nseeds, RR_DATE_NONE);
	input.facts = facts;
	input.roster = rr_roster_new(t->arena, a, facts, input.today);
	input.ledger = rr_ledger_new(t->arena, a, rr_moves_new(t->arena, a,
	    facts), (struct rr_held_when){ input.today, NULL });
}

static void
is_text(const struct target *t, const struct rr_book *book)
{
	struct rr_buf text = RR_BUF_INIT, again = RR_BUF_INIT;
	struct rr_fact *rows;
	size_t n;

	rr_fact_rows_text(book->facts, book->nfacts, &text);
	target_must(t, rr_fact_rows_parse(t->round, text.s, text.len, &rows,
	    &n, t->diags) && n == book->nfacts, "rows are read again");
	rr_fact_rows_text(rows, n, &again);
	target_must(t, again.len == text.len && memcmp(again.s, text.s,
	    text.len) == 0, "rows are the same again");
	rr_buf_free(&again);
	rr_buf_free(&text);
}

static void
book(const struct target *t, const struct rr_sheet *sheet,
    enum rr_book_dates dates)
{
	const struct rr_book_map map = { .dates = dates };
	struct rr_book out;
	bool ok;

	rr_diags_clear(t->diags);
	ok = rr_load_book(t->round, sheet, &map, &input, &out, t->diags);
	target_answered(t, ok, false);
	if (ok)
		is_text(t, &out);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t len)
{
	const struct target *t = target_begin();
	const char *separators = ",;\t", *bytes;
	struct rr_sheet sheet;

	if (engine == NULL)
		make_case(t);
	bytes = target_copy(t, data, len);
	for (; *separators != '\0'; separators++) {
		bool ok;

		rr_diags_clear(t->diags);
		ok = rr_load_sheet(t->round, "input.csv", bytes, len,
		    *separators, &sheet, t->diags);
		target_answered(t, ok, false);
		if (!ok)
			continue;
		book(t, &sheet, RR_BOOK_ISO);
		book(t, &sheet, RR_BOOK_MDY);
		book(t, &sheet, RR_BOOK_DMY);
	}
	return 0;
}

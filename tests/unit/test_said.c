/*
 * test_said.c: whatever was given when an entry was recorded is shown of it.
 *
 * An entry of every shape of fact.def, with each field that any shape has and
 * one that none has: each value stands in what `show` prints.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "made_case.h"
#include "regrights/buf.h"
#include "regrights/view.h"

static const char text[] =
	"regrights: 1\n"
	"agreement: {key: x, title: X, dated: 2000-04-28, law: New York,"
	" zone: America/New_York}\n"
	"sections: {\"1\": One}\n"
	"days: {civil day: {section: \"1\", closed: [weekends]}}\n"
	"events:\n"
	"  lifted:\n"
	"    section: \"1\"\n"
	"    what: Lifted\n"
	"    fields: {letter: {type: text, title: Letter no.}}\n"
	"notices:\n"
	"  told: {section: \"1\", what: Told, from: issuer, to: [holders]}\n"
	"parties:\n"
	"  co: {name: Co, roles: [issuer], zone: America/New_York}\n"
	"  ann: {name: Ann Reed, roles: [holder]}\n"
	"notice clauses:\n"
	"  section: \"1\"\n"
	"  effective: earliest\n"
	"  clock: agreement\n"
	"  days: civil day\n"
	"  clauses:\n"
	"    - {section: \"1\", method: courier, is: 1 civil day after"
	" sending}\n";

static const char *const keys[] = {
	"answer", "basis", "by", "class", "consent", "contacts", "copies",
	"corrected", "corrects", "ends", "entries", "entry", "file",
	"in force", "kind", "letter", "lists", "lots", "map", "name", "new",
	"note", "of no shape", "reaches", "reason", "relied", "result",
	"roles", "same", "seeds", "shares", "since", "text", "title", "units",
	"value", "zone"
};

static const struct { enum rr_shape shape; const char *name; } names[] = {
	{ RR_SHAPE_EVENT, "lifted" }, { RR_SHAPE_NOTICE, "told" },
	{ RR_SHAPE_PARTY, "ann" }, { RR_SHAPE_CONTACT, "ann" },
	{ RR_SHAPE_HOLDING, "ann" }
};

static const char *
name_of(enum rr_shape shape)
{
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (names[i].shape == shape)
			return names[i].name;
	return "some-name";
}

static void
send(struct made_case *m, struct rr_fact *f)
{
	struct rr_sending *s = rr_arena_array(m->round, 2, sizeof(*s));

	s[0] = (struct rr_sending){ .party = "ann", .method = "fax",
	    .lists = "", .at = { 957362400 }, .zone = "America/New_York",
	    .wall = { { 11080 }, 36000 } };
	s[1] = s[0];
	s[1].method = "courier";
	f->at = s[0].at;
	f->wall = s[0].wall;
	f->sendings = s;
	f->nsendings = 2;
}

/* A notice is entry 2; the entry of that shape, about it, is entry 3. */
static struct rr_fact *
make(struct made_case *m, enum rr_shape shape)
{
	struct rr_fact *f;

	made_case_begin(m);
	f = made_case_add(m, RR_SHAPE_NOTICE, "told", "2000-05-03");
	f->zone = "America/New_York";
	send(m, f);
	f = made_case_add(m, shape, name_of(shape), "2000-05-04");
	f->about = 2;
	f->part = 2;
	f->source = "letter of 4 May";
	f->zone = "America/Chicago";
	for (size_t i = 0; i < sizeof(keys) / sizeof(keys[0]); i++)
		rr_fact_set(m->round, f, keys[i], rr_arena_printf(m->round,
		    "<%s>", keys[i]));
	return f;
}

static const char *
show(struct made_case *m, const char *id)
{
	struct rr_derivation *dv = made_case_derive(m, m->facts.items,
	    m->facts.n, rr_readings_new(m->round, m->a), RR_DATE_NONE);
	struct rr_trace *t = rr_chronicle(m->round, dv, id);
	struct rr_buf b = RR_BUF_INIT;

	assert_non_null(t);
	rr_outline_text(t, 0, false, &b);
	return rr_buf_keep(&b, m->round);
}

static void
assert_has(const char *shown, const char *part, enum rr_shape shape)
{
	if (strstr(shown, part) == NULL)
		fail_msg("a %s does not show '%s':\n%s", rr_shape_word(shape),
		    part, shown);
}

static void
whatever_was_given_is_shown(void **state)
{
	struct made_case m;

	(void)state;
	made_case_text(&m, text);
	for (int s = 0; s < RR_SHAPE_MAX; s++) {
		const enum rr_shape shape = (enum rr_shape)s;
		const char *shown;

		make(&m, shape);
		shown = show(&m, "x/entry/3");
		for (size_t i = 0; i < sizeof(keys) / sizeof(keys[0]); i++)
			assert_has(shown, rr_arena_printf(m.round, "<%s>",
			    keys[i]), shape);
		assert_has(shown, "letter of 4 May", shape);
		assert_has(shown, "America/Chicago", shape);
		if (shape == RR_SHAPE_ACCOUNT)
			assert_has(shown, "account of 2/2", shape);
		else
			assert_has(shown, "entry 2", shape);
	}
	made_case_close(&m);
}

static void
a_result_and_a_receipt_say_of_which_sending(void **state)
{
	static const enum rr_shape shapes[] = { RR_SHAPE_RESULT,
	    RR_SHAPE_RECEIPT };
	struct made_case m;

	(void)state;
	made_case_text(&m, text);
	for (size_t i = 0; i < 2; i++) {
		make(&m, shapes[i]);
		assert_has(show(&m, "x/entry/3"), "sent to Ann Reed by "
		    "courier", shapes[i]);
	}
	made_case_close(&m);
}

/* As it was, with what voids it and why; to whom it was sent, too. */
static void
what_is_void_is_shown_as_it_was(void **state)
{
	struct made_case m;
	const char *shown;

	(void)state;
	made_case_text(&m, text);
	make(&m, RR_SHAPE_VOID);
	shown = show(&m, "x/entry/2");
	assert_has(shown, "told ", RR_SHAPE_NOTICE);
	assert_has(shown, "void by entry 3: <reason>", RR_SHAPE_NOTICE);
	assert_has(shown, "Ann Reed: Wed 2000-05-03 10:00 by fax",
	    RR_SHAPE_NOTICE);
	assert_has(shown, "Ann Reed: Wed 2000-05-03 10:00 by courier",
	    RR_SHAPE_NOTICE);
	assert_has(show(&m, "x/entry/3"), "void of entry 2, some-name",
	    RR_SHAPE_VOID);
	made_case_close(&m);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(whatever_was_given_is_shown),
		cmocka_unit_test(a_result_and_a_receipt_say_of_which_sending),
		cmocka_unit_test(what_is_void_is_shown_as_it_was)
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

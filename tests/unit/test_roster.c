/*
 * test_roster.c: who is who, where notices reach them, and to whom they go.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "regrights/agreement.h"
#include "regrights/arena.h"
#include "regrights/buf.h"
#include "regrights/roster.h"

#define COUNT(a)	(sizeof(a) / sizeof((a)[0]))
#define FACTS		16

struct made {
	struct rr_arena			*arena;
	const struct rr_agreement	*terms;
	struct rr_fact			 all[FACTS];
	size_t				 n;
};

static int
set_up(void **state)
{
	struct made *m = calloc(1, sizeof(*m));

	m->arena = rr_arena_new();
	*state = m;
	return 0;
}

static int
tear_down(void **state)
{
	struct made *m = *state;

	rr_arena_free(m->arena);
	free(m);
	return 0;
}

/* KEY and VALUE pairs, ended by NULL. */
static struct rr_fact *
add(struct made *m, enum rr_shape shape, const char *name, ...)
{
	struct rr_fact *f = &m->all[m->n];
	const char *key;
	va_list ap;

	assert_true(m->n < FACTS);
	f->seq = (int64_t)++m->n;
	f->shape = shape;
	f->name = name;
	f->day = RR_DATE_NONE;
	f->at = RR_INSTANT_NONE;
	va_start(ap, name);
	while ((key = va_arg(ap, const char *)) != NULL)
		rr_fact_set(m->arena, f, key, va_arg(ap, const char *));
	va_end(ap);
	return f;
}

static struct rr_roster *
roster(struct made *m, const char *on)
{
	rr_date day;

	assert_true(rr_date_parse(on, &day));
	return rr_roster_new(m->arena, m->terms, rr_facts_new(m->arena,
	    m->all, m->n, day), day);
}

static const struct rr_party *
party(struct made *m, const char *key, const char *on)
{
	const struct rr_party *p = rr_roster_find(roster(m, on), key);

	assert_non_null(p);
	return p;
}

static void
a_later_entry_corrects_what_it_gives(void **state)
{
	struct made *m = *state;
	const struct rr_party *p;

	add(m, RR_SHAPE_PARTY, "elm", "name", "Elm Fund", "roles", "holder",
	    "copies", "oak", "zone", "America/Toronto", NULL);
	add(m, RR_SHAPE_PARTY, "elm", "name", "Elm Fund LP", NULL);
	p = party(m, "elm", "2000-05-01");
	assert_string_equal(p->name, "Elm Fund LP");
	assert_string_equal(p->roles, "holder");
	assert_string_equal(p->copies, "oak");
	assert_string_equal(p->zone, "America/Toronto");
	assert_int_equal(p->fact->seq, 2);
	/* One of whom only a number is known goes by its key. */
	add(m, RR_SHAPE_CONTACT, "ash", "kind", "fax", "value", "1", NULL);
	p = party(m, "ash", "2000-05-01");
	assert_string_equal(p->name, "ash");
	assert_string_equal(p->roles, "");
	assert_null(p->fact);
	assert_null(rr_roster_find(roster(m, "2000-05-01"), "yew"));
}

static void
the_last_number_recorded_is_used(void **state)
{
	struct made *m = *state;
	const struct rr_party *p;

	add(m, RR_SHAPE_CONTACT, "elm", "kind", "fax", "value", "1", "lists",
	    "section", NULL);
	add(m, RR_SHAPE_CONTACT, "elm", "kind", "fax", "value", "2", NULL);
	add(m, RR_SHAPE_CONTACT, "elm", "kind", "email", "value", "e", NULL);
	p = party(m, "elm", "2000-05-01");
	assert_int_equal(p->ncontacts, 3);
	assert_string_equal(rr_party_contact(p, "fax")->value, "2");
	assert_string_equal(rr_party_contact(p, "fax")->lists, "");
	assert_string_equal(rr_party_contact(p, "email")->value, "e");
	assert_null(rr_party_contact(p, "address"));
	/* The first again, now known to be printed elsewhere. */
	add(m, RR_SHAPE_CONTACT, "elm", "kind", "fax", "value", "1", "lists",
	    "other", NULL);
	p = party(m, "elm", "2000-05-01");
	assert_int_equal(p->ncontacts, 3);
	assert_string_equal(rr_party_contact(p, "fax")->value, "1");
	assert_string_equal(rr_party_contact(p, "fax")->lists, "other");
}

static void
a_number_that_is_withdrawn_gives_way(void **state)
{
	struct made *m = *state;
	const struct rr_party *p;

	add(m, RR_SHAPE_CONTACT, "elm", "kind", "fax", "value", "1", NULL);
	add(m, RR_SHAPE_CONTACT, "elm", "kind", "fax", "value", "2", NULL);
	add(m, RR_SHAPE_CONTACT, "elm", "kind", "fax", "value", "2", "ends",
	    "yes", NULL);
	p = party(m, "elm", "2000-05-01");
	assert_int_equal(p->ncontacts, 1);
	assert_string_equal(rr_party_contact(p, "fax")->value, "1");
	/* What is voided never gave way. */
	add(m, RR_SHAPE_VOID, "void", NULL)->about = 3;
	p = party(m, "elm", "2000-05-01");
	assert_string_equal(rr_party_contact(p, "fax")->value, "2");
	/* A number that nobody had can be withdrawn without harm. */
	add(m, RR_SHAPE_CONTACT, "elm", "kind", "fax", "value", "9", "ends",
	    "yes", NULL);
	assert_int_equal(party(m, "elm", "2000-05-01")->ncontacts, 2);
}

static void
roles_are_those_of_the_day(void **state)
{
	static const struct { const char *on, *roles; } want[] = {
		{ "2000-04-28", "holder" }, { "2000-06-30", "holder" },
		{ "2000-07-01", "holder affiliate" },
		{ "2000-08-31", "holder affiliate" }, { "2000-09-01", "" }
	};
	struct made *m = *state;

	/* Recorded in another order than that of the days. */
	add(m, RR_SHAPE_PARTY, "elm", "roles", "holder", NULL);
	add(m, RR_SHAPE_PARTY, "elm", "roles", "", "since", "2000-09-01",
	    NULL);
	add(m, RR_SHAPE_PARTY, "elm", "roles", "holder affiliate", "since",
	    "2000-07-01", NULL);
	for (size_t i = 0; i < COUNT(want); i++) {
		const struct rr_party *p = party(m, "elm", want[i].on);
		rr_date day;

		assert_true(rr_date_parse(want[i].on, &day));
		assert_string_equal(p->roles, want[i].roles);
		assert_string_equal(rr_party_roles(p, day), want[i].roles);
	}
}

static void
assert_recipients(struct made *m, const char *to, const struct rr_fact *it,
    const char *want)
{
	const struct rr_party **found;
	const char *list[2] = { to, "oak" };
	size_t n = rr_roster_recipients(m->arena, roster(m, "2000-05-01"),
	    list, strcmp(to, "both") == 0 ? 2 : 1, it, &found);
	struct rr_buf b = RR_BUF_INIT;

	for (size_t i = 0; i < n; i++)
		rr_buf_printf(&b, "%s%s", i > 0 ? " " : "", found[i]->key);
	assert_string_equal(b.len > 0 ? b.s : "", want);
	rr_buf_free(&b);
}

static void
a_notice_goes_to_roles_and_to_those_named(void **state)
{
	struct made *m = *state;
	struct rr_fact *it;

	add(m, RR_SHAPE_PARTY, "co", "roles", "company", "copies", "lawyer",
	    NULL);
	add(m, RR_SHAPE_PARTY, "oak", "roles", "holder both", NULL);
	add(m, RR_SHAPE_PARTY, "lawyer", "roles", "company-counsel", NULL);
	add(m, RR_SHAPE_PARTY, "elm", "roles", "both holder", NULL);
	it = add(m, RR_SHAPE_EVENT, "claim", "against", "elm", NULL);
	assert_recipients(m, "holder", NULL, "oak elm");
	assert_recipients(m, "holders", NULL, "oak elm");
	assert_recipients(m, "each holder", NULL, "oak elm");
	/* Copies are not among them, and a role is a whole word. */
	assert_recipients(m, "company", NULL, "co");
	assert_recipients(m, "counsel", NULL, "");
	assert_recipients(m, "hold", NULL, "");
	assert_recipients(m, "elm", NULL, "elm");
	/* One who is named and has the role gets it once. */
	assert_recipients(m, "both", NULL, "oak elm");
	assert_recipients(m, "it.against", it, "elm");
	assert_recipients(m, "it.by", it, "");
	assert_recipients(m, "it.against", NULL, "");
	/* A role of one's own name is not had by being named in a field. */
	rr_fact_set(m->arena, it, "against", "holder");
	assert_recipients(m, "it.against", it, "");
}

static void
assert_copies(struct made *m, const char *key, const char *on,
    const char *copies, const char *section)
{
	const struct rr_party *p = party(m, key, on);
	rr_date day;

	assert_string_equal(p->copies, copies);
	assert_true(rr_date_parse(on, &day));
	/* The roster of another day says the same of that one. */
	assert_string_equal(rr_party_copies(m->arena, party(m, key,
	    "1999-01-01"), day), copies);
	if (section == NULL)
		assert_null(p->copies_section);
	else
		assert_string_equal(p->copies_section, section);
}

static void
whoever_has_a_role_has_its_copies(void **state)
{
	static const struct rr_copied_role copied[] = {
		{ .role = "both", .section = "8", .to = "elm oak yew" },
		{ .role = "holder", .section = "9", .to = "oak ash" }
	};
	static const struct rr_agreement terms = { .copied = copied,
	    .ncopied = COUNT(copied) };
	struct made *m = *state;
	const struct rr_party **all;
	struct rr_roster *r;
	rr_date day;

	m->terms = &terms;
	add(m, RR_SHAPE_PARTY, "ash", "roles", "counsel", NULL);
	add(m, RR_SHAPE_PARTY, "oak", "roles", "counsel", NULL);
	add(m, RR_SHAPE_PARTY, "elm", "roles", "holder both", NULL);
	add(m, RR_SHAPE_PARTY, "fir", "roles", "holder", "since",
	    "2000-05-02", NULL);
	assert_copies(m, "ash", "2000-05-01", "", NULL);
	/* Each once, and none to itself. */
	assert_copies(m, "elm", "2000-05-01", "oak yew ash", "8");
	assert_copies(m, "fir", "2000-05-01", "", NULL);
	assert_copies(m, "fir", "2000-05-02", "oak ash", "9");
	/* What it says itself stands over that, since its day. */
	add(m, RR_SHAPE_PARTY, "fir", "copies", "elm", "since", "2000-05-04",
	    NULL);
	assert_copies(m, "fir", "2000-05-03", "oak ash", "9");
	assert_copies(m, "fir", "2000-05-04", "elm", NULL);
	/* In the order of the roster, and of those who are on it. */
	r = roster(m, "2000-05-01");
	assert_true(rr_date_parse("2000-05-01", &day));
	assert_int_equal(rr_roster_copies(m->arena, r, "elm", day, &all), 2);
	assert_string_equal(all[0]->key, "ash");
	assert_string_equal(all[1]->key, "oak");
}

static void
an_amendment_names_others_since_its_day(void **state)
{
	static const struct rr_copied_role was = { .role = "holder",
	    .section = "9", .to = "oak" };
	static const struct rr_copied_role is = { .role = "holder",
	    .section = "9", .to = "ash" };
	const struct rr_agreement before = { .copied = &was, .ncopied = 1 };
	struct rr_agreement terms = { .copied = &is, .ncopied = 1 };
	struct made *m = *state;

	terms.before = &before;
	assert_true(rr_date_parse("2000-06-01", &terms.in_force));
	m->terms = &terms;
	add(m, RR_SHAPE_PARTY, "elm", "roles", "holder", NULL);
	assert_copies(m, "elm", "2000-05-31", "oak", "9");
	assert_copies(m, "elm", "2000-06-01", "ash", "9");
}

static void
names_stand_for_keys(void **state)
{
	struct made *m = *state;
	struct rr_roster *r;

	add(m, RR_SHAPE_PARTY, "elm", "name", "Elm Fund", NULL);
	r = roster(m, "2000-05-01");
	assert_string_equal(rr_roster_name(r, "elm"), "Elm Fund");
	assert_string_equal(rr_roster_name(r, "holder"), "holder");
	assert_string_equal(rr_roster_name(r, NULL), "");
}

#define TEST(f)	cmocka_unit_test_setup_teardown(f, set_up, tear_down)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(a_later_entry_corrects_what_it_gives),
		TEST(the_last_number_recorded_is_used),
		TEST(a_number_that_is_withdrawn_gives_way),
		TEST(roles_are_those_of_the_day),
		TEST(a_notice_goes_to_roles_and_to_those_named),
		TEST(whoever_has_a_role_has_its_copies),
		TEST(an_amendment_names_others_since_its_day),
		TEST(names_stand_for_keys)
	};

	return cmocka_run_group_tests_name("roster", tests, NULL, NULL);
}

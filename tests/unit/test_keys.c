/*
 * test_keys.c: no key has two meanings, and each can be pressed.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>
#include <string.h>

#include "regrights/agreement.h"
#include "regrights/buf.h"
#include "regrights/cmd.h"
#include "regrights/view.h"
#include "tui/keys_int.h"

/* The I-th key of a list parted by spaces; false after the last. */
static bool
key_at(const char *keys, size_t i, char *out, size_t size)
{
	for (;; i--) {
		size_t n = strcspn(keys, " ");

		if (*keys == '\0')
			return false;
		if (i == 0) {
			assert_true(n < size);
			memcpy(out, keys, n);
			out[n] = '\0';
			return true;
		}
		keys += n;
		keys += strspn(keys, " ");
	}
}

static size_t
meanings(enum rr_where where, const char *key)
{
	const struct rr_binding *b;
	size_t n = 0;

	for (size_t i = 0; (b = rr_binding_at(i)) != NULL; i++)
		n += b->where == where && rr_list_has(b->keys, key) ? 1 : 0;
	return n;
}

static void
no_key_has_two_meanings_in_one_place(void **state)
{
	const struct rr_binding *b;
	char key[32];

	(void)state;
	for (size_t i = 0; (b = rr_binding_at(i)) != NULL; i++)
		for (size_t k = 0; key_at(b->keys, k, key, sizeof(key)); k++)
			if (meanings(b->where, key) != 1)
				fail_msg("'%s' means two things", key);
}

/* Where text is typed, the keys for editing it hold as well. */
static void
no_key_of_a_field_is_one_for_editing(void **state)
{
	static const enum rr_where typed[] = { RR_IN_FORM, RR_IN_PICK,
	    RR_IN_LINE };
	const struct rr_binding *b;
	char key[32];

	(void)state;
	for (size_t i = 0; (b = rr_binding_at(i)) != NULL; i++)
		for (size_t k = 0; b->where == RR_IN_EDIT &&
		    key_at(b->keys, k, key, sizeof(key)); k++)
			for (size_t w = 0; w < 3; w++)
				if (meanings(typed[w], key) != 0)
					fail_msg("'%s' edits, and more", key);
}

static size_t
commands(const char *view, const char *key)
{
	const struct rr_cmd *c;
	size_t n = 0;

	for (size_t i = 0; (c = rr_cmds[i]) != NULL; i++)
		n += rr_list_has(c->keys, key) && (strcmp(c->views, "*") == 0 ||
		    rr_list_has(c->views, view)) ? 1 : 0;
	return n;
}

static void
no_command_takes_a_key_that_is_taken(void **state)
{
	const struct rr_view *v;
	const struct rr_cmd *c;
	char key[32];

	(void)state;
	for (size_t i = 0; (c = rr_cmds[i]) != NULL; i++)
		for (size_t k = 0; key_at(c->keys, k, key, sizeof(key)); k++) {
			if (meanings(RR_IN_LIST, key) != 0)
				fail_msg("'%s' of '%s' is taken", key,
				    c->name);
			for (size_t j = 0; (v = rr_view_at(j)) != NULL; j++)
				if (commands(v->name, key) > 1)
					fail_msg("'%s' runs two commands in "
					    "%s", key, v->name);
		}
}

static void
each_key_has_a_name_that_is_found(void **state)
{
	const struct rr_binding *b;
	char key[32];

	(void)state;
	for (size_t i = 0; (b = rr_binding_at(i)) != NULL; i++)
		for (size_t k = 0; key_at(b->keys, k, key, sizeof(key)); k++) {
			struct rr_buf name = RR_BUF_INIT;
			struct rr_press p;

			if (!rr_press_find(key, strlen(key), &p))
				fail_msg("no key '%s'", key);
			rr_press_text(p, &name);
			assert_string_equal(name.s, key);
			assert_int_equal(rr_keys_action(b->where, p),
			    b->action);
			assert_ptr_equal(rr_binding_of(b->action), b);
			rr_buf_free(&name);
		}
}

/* Moving needs no function key and no arrow: some terminals lose them. */
static void
each_action_of_the_list_has_a_plain_key(void **state)
{
	const struct rr_binding *b;

	(void)state;
	for (size_t i = 0; (b = rr_binding_at(i)) != NULL; i++) {
		char key[32];
		bool plain = b->where != RR_IN_LIST ||
		    b->action == RR_DO_LIST_MANUAL;

		for (size_t k = 0; key_at(b->keys, k, key, sizeof(key)); k++)
			plain |= key[1] == '\0' || key[0] == '^' ||
			    strcmp(key, "Enter") == 0 ||
			    strcmp(key, "Tab") == 0 ||
			    strcmp(key, "Esc") == 0 ||
			    strcmp(key, "Space") == 0;
		if (!plain)
			fail_msg("'%s' has no plain key", b->brief);
	}
}

static void
pasted_keys_do_nothing_but_text(void **state)
{
	const struct rr_press p = { .code = 'j', .pasted = true };

	(void)state;
	assert_int_equal(rr_keys_action(RR_IN_LIST, p), RR_DO_NOTHING);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(no_key_has_two_meanings_in_one_place),
		cmocka_unit_test(no_key_of_a_field_is_one_for_editing),
		cmocka_unit_test(no_command_takes_a_key_that_is_taken),
		cmocka_unit_test(each_key_has_a_name_that_is_found),
		cmocka_unit_test(each_action_of_the_list_has_a_plain_key),
		cmocka_unit_test(pasted_keys_do_nothing_but_text)
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

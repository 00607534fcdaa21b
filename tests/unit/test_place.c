/*
 * test_place.c: nothing is kept where one happens to stand.
 */
#include <pwd.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <unistd.h>

#include <cmocka.h>

#include "regrights/arena.h"
#include "regrights/place.h"

/* NULL unsets. */
static void
put(const char *name, const char *value)
{
	if (value == NULL)
		unsetenv(name);
	else
		setenv(name, value, 1);
}

static void
kept_in(const char *xdg, const char *home, const char *data,
    const char *state)
{
	struct rr_arena *arena = rr_arena_new();

	put("XDG_DATA_HOME", xdg);
	put("XDG_STATE_HOME", xdg);
	put("HOME", home);
	assert_string_equal(rr_place(arena, RR_PLACE_DATA, "x"), data);
	assert_string_equal(rr_place(arena, RR_PLACE_STATE, "x"), state);
	rr_arena_free(arena);
}

static void
a_variable_with_a_whole_path_is_obeyed(void **state)
{
	(void)state;
	kept_in("/d", "/h", "/d/regrights/x", "/d/regrights/x");
}

static void
without_one_or_with_one_that_is_empty_or_relative_home_serves(void **state)
{
	static const char *const none[] = { NULL, "", "d", "./d", "~/d" };

	(void)state;
	for (size_t i = 0; i < sizeof(none) / sizeof(none[0]); i++)
		kept_in(none[i], "/h", "/h/.local/share/regrights/x",
		    "/h/.local/state/regrights/x");
}

static void
a_home_that_is_missing_empty_or_relative_is_the_account_s(void **state)
{
	static const char *const none[] = { NULL, "", "h", "." };
	const struct passwd *pw = getpwuid(getuid());
	struct rr_arena *arena = rr_arena_new();
	const char *home = pw != NULL ? pw->pw_dir : "/nowhere";

	(void)state;
	for (size_t i = 0; pw != NULL && i < sizeof(none) / sizeof(none[0]);
	    i++)
		kept_in("d", none[i], rr_arena_printf(arena,
		    "%s/.local/share/regrights/x", home),
		    rr_arena_printf(arena, "%s/.local/state/regrights/x",
		    home));
	rr_arena_free(arena);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_variable_with_a_whole_path_is_obeyed),
		cmocka_unit_test(
		    without_one_or_with_one_that_is_empty_or_relative_home_serves),
		cmocka_unit_test(
		    a_home_that_is_missing_empty_or_relative_is_the_account_s),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

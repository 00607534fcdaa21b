/*
 * test_rights.c: whoever a file or folder refuses is told the commands that
 * give what is lacking, and none that gives what is there already.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <sys/stat.h>

#include <cmocka.h>

#include "store/rights_int.h"

#define FILE_OF(m)	(S_IFREG | (m))
#define FOLDER(m)	(S_IFDIR | (m))

/* Anna keeps the files; the group of those who share them is `cases`. */
enum { ROOT = 0, ANNA = 1001, BEN = 1002, CASES = 500, STAFF = 501 };

static const gid_t shares[] = { BEN, CASES }, stands_apart[] = { BEN };
static const struct rr_rights_user ben = { "ben", BEN, shares, 2 };
static const struct rr_rights_user other_ben = { "ben", BEN, stands_apart, 1 };
static const struct rr_rights_user anna = { "anna", ANNA, shares + 1, 1 };
static const struct rr_rights_user root = { "root", ROOT, shares, 0 };

static const struct rr_rights *
like(void)
{
	static const struct rr_rights folder = { .path = "/c", .owner = "anna",
	    .group = "cases", .mode = FOLDER(02770), .uid = ANNA,
	    .gid = CASES };

	return &folder;
}

static const char *
name_of(unsigned id)
{
	return id == ROOT ? "root" : id == ANNA ? "anna" : id == BEN ? "ben" :
	    id == CASES ? "cases" : "staff";
}

static void
told(mode_t mode, unsigned uid, unsigned gid, unsigned need,
    const struct rr_rights_user *u, const struct rr_rights *of,
    const char *words)
{
	const struct rr_rights r = { .path = S_ISDIR(mode) ? "/c" : "/c/x.db",
	    .owner = name_of(uid), .group = name_of(gid), .mode = mode,
	    .uid = uid, .gid = gid };
	struct rr_buf b = RR_BUF_INIT;

	rr_rights_text(&r, need, u, of, &b);
	assert_string_equal(b.s, words);
	rr_buf_free(&b);
}

static void
an_owner_is_told_of_the_owner_s_rights_alone(void **state)
{
	(void)state;
	told(FILE_OF(0400), ANNA, CASES, 6, &anna, like(),
	    "/c/x.db is yours, group cases, mode 0400, and refuses you; mend "
	    "it with `chmod u+w /c/x.db`");
	told(FILE_OF(0060), ANNA, CASES, 6, &anna, like(),
	    "/c/x.db is yours, group cases, mode 0060, and refuses you; mend "
	    "it with `chmod u+rw /c/x.db`");
	told(FOLDER(02575), ANNA, CASES, 3, &anna, NULL,
	    "/c is yours, group cases, mode 2575, and refuses you; mend it "
	    "with `chmod u+w /c`");
}

static void
a_member_of_its_group_is_told_of_the_group_s_rights(void **state)
{
	(void)state;
	told(FILE_OF(0640), ANNA, CASES, 6, &ben, like(),
	    "/c/x.db is anna's, group cases, mode 0640, and refuses you, who "
	    "are in that group; anna or root can mend it: `chmod g+w "
	    "/c/x.db`");
	told(FILE_OF(0606), ROOT, CASES, 6, &ben, like(),
	    "/c/x.db is root's, group cases, mode 0606, and refuses you, who "
	    "are in that group; root can mend it: `chmod g+rw /c/x.db`");
	told(FOLDER(02750), ANNA, CASES, 3, &ben, NULL,
	    "/c is anna's, group cases, mode 2750, and refuses you, who are in "
	    "that group; anna or root can mend it: `chmod g+w /c`");
}

static void
a_folder_that_is_opened_to_its_group_hands_the_group_on(void **state)
{
	(void)state;
	told(FOLDER(0740), ANNA, CASES, 3, &ben, NULL,
	    "/c is anna's, group cases, mode 0740, and refuses you, who are in "
	    "that group; anna or root can mend it: `chmod g+wxs /c`");
}

static void
who_is_not_in_its_group_is_not_told_to_change_a_mode_that_would_do(
    void **state)
{
	(void)state;
	told(FILE_OF(0660), ROOT, ROOT, 6, &ben, like(),
	    "/c/x.db is root's, group root, mode 0660, and refuses you, who "
	    "are not in that group; root can mend it: `chgrp cases /c/x.db`");
	told(FOLDER(02775), ROOT, STAFF, 3, &ben, NULL,
	    "/c is root's, group staff, mode 2775, and refuses you, who are "
	    "not in that group; root can mend it: `usermod -aG staff ben`, "
	    "which counts from your next login on");
}

static void
who_is_not_in_its_group_is_told_of_both_where_both_are_lacking(void **state)
{
	(void)state;
	told(FILE_OF(0600), ROOT, ROOT, 6, &ben, like(),
	    "/c/x.db is root's, group root, mode 0600, and refuses you, who "
	    "are not in that group; root can mend it: `chgrp cases /c/x.db` "
	    "and `chmod g+rw /c/x.db`");
	told(FILE_OF(0640), ANNA, CASES, 6, &other_ben, like(),
	    "/c/x.db is anna's, group cases, mode 0640, and refuses you, who "
	    "are not in that group; root can mend it: `usermod -aG cases ben` "
	    "and `chmod g+w /c/x.db`, which counts from your next login on");
}

/* As Debian gives each account a group of its own. */
static void
nobody_is_let_into_the_group_that_is_one_user_s_own(void **state)
{
	(void)state;
	told(FOLDER(0755), ANNA, ANNA, 3, &ben, NULL,
	    "/c is anna's, group anna, mode 0755, and refuses you, who are not "
	    "in that group; root can mend it: `chgrp GROUP /c` and `chmod "
	    "g+ws /c`, where GROUP is one that you are in: `id -Gn` lists "
	    "them");
}

static void
what_the_mode_does_not_refuse_is_looked_for_elsewhere(void **state)
{
	(void)state;
	told(FILE_OF(0660), ANNA, CASES, 6, &ben, like(),
	    "/c/x.db is anna's, group cases, mode 0660, and refuses you, "
	    "though its mode does not: its disk may be mounted read-only, or "
	    "an access list refuse you: `getfacl /c/x.db`");
	told(FILE_OF(0000), ANNA, CASES, 6, &root, like(),
	    "/c/x.db is anna's, group cases, mode 0000, and refuses you, "
	    "though its mode does not: its disk may be mounted read-only, or "
	    "an access list refuse you: `getfacl /c/x.db`");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(an_owner_is_told_of_the_owner_s_rights_alone),
		cmocka_unit_test(
		    a_member_of_its_group_is_told_of_the_group_s_rights),
		cmocka_unit_test(
		    a_folder_that_is_opened_to_its_group_hands_the_group_on),
		cmocka_unit_test(
		    who_is_not_in_its_group_is_not_told_to_change_a_mode_that_would_do),
		cmocka_unit_test(
		    who_is_not_in_its_group_is_told_of_both_where_both_are_lacking),
		cmocka_unit_test(
		    nobody_is_let_into_the_group_that_is_one_user_s_own),
		cmocka_unit_test(
		    what_the_mode_does_not_refuse_is_looked_for_elsewhere),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

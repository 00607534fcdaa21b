/*
 * rights.c: why a file or folder refuses someone, and what would mend it.
 *
 * Of the three classes of a mode the first that fits a user counts, and the
 * others say nothing to that user: so an owner is told of the owner's rights,
 * a member of the group's, and who is neither of the group, as what belongs to
 * clients is never opened to everyone.  No command is told that changes
 * nothing.
 */
#include "rights_int.h"

#include <string.h>
#include <sys/stat.h>

#include "regrights/quote.h"

enum class { OWNER, GROUP, OTHER, ROOT };

static bool
is_member(const struct rr_rights_user *u, gid_t gid)
{
	for (size_t i = 0; i < u->n; i++)
		if (u->groups[i] == gid)
			return true;
	return false;
}

static enum class
class_of(const struct rr_rights *r, const struct rr_rights_user *u)
{
	return u->uid == 0 ? ROOT : u->uid == r->uid ? OWNER :
	    is_member(u, r->gid) ? GROUP : OTHER;
}

/* Of those bits of NEED the ones that this class is not given. */
static unsigned
lacks(const struct rr_rights *r, unsigned shift, unsigned need)
{
	return need & ~((unsigned)r->mode >> shift);
}

static void
add_command(const char *command, const char *what, const char *path,
    struct rr_buf *b)
{
	rr_buf_printf(b, "`%s ", command);
	rr_quote_word(what, b);
	rr_buf_addc(b, ' ');
	rr_quote_word(path, b);
	rr_buf_addc(b, '`');
}

/* What is made in a folder that a group may write is to be the group's. */
static void
add_chmod(const struct rr_rights *r, char class, unsigned bits,
    struct rr_buf *b)
{
	const bool handed_on = class != 'g' || !S_ISDIR(r->mode) ||
	    (r->mode & S_ISGID) != 0;
	char what[8] = { class, '+' };
	size_t n = 2;

	if (bits & 4)
		what[n++] = 'r';
	if (bits & 2)
		what[n++] = 'w';
	if (bits & 1)
		what[n++] = 'x';
	if (!handed_on)
		what[n++] = 's';
	add_command("chmod", what, r->path, b);
}

/* A group that only its owner is meant to be in lets nobody else in. */
static bool
is_ones_own(const struct rr_rights *r)
{
	return r->gid == 0 || strcmp(r->group, r->owner) == 0;
}

/* How the user comes to be in the group of the file. */
static void
add_membership(const struct rr_rights *r, const struct rr_rights_user *u,
    const struct rr_rights *like, struct rr_buf *b)
{
	if (like != NULL && is_member(u, like->gid))
		add_command("chgrp", like->group, r->path, b);
	else if (!is_ones_own(r))
		add_command("usermod -aG", r->group, u->name, b);
	else
		add_command("chgrp", "GROUP", r->path, b);
}

static void
add_remarks(const struct rr_rights *r, const struct rr_rights_user *u,
    const struct rr_rights *like, struct rr_buf *b)
{
	if (like != NULL && is_member(u, like->gid))
		return;
	rr_buf_add(b, is_ones_own(r) ? ", where GROUP is one that you are in: "
	    "`id -Gn` lists them" : ", which counts from your next login on");
}

static void
tell_other(const struct rr_rights *r, unsigned need,
    const struct rr_rights_user *u, const struct rr_rights *like,
    struct rr_buf *b)
{
	const unsigned bits = lacks(r, 3, need);

	rr_buf_add(b, ", who are not in that group; root can mend it: ");
	add_membership(r, u, like, b);
	if (bits != 0) {
		rr_buf_add(b, " and ");
		add_chmod(r, 'g', bits, b);
	}
	add_remarks(r, u, like, b);
}

static void
tell_group(const struct rr_rights *r, unsigned need, struct rr_buf *b)
{
	rr_buf_printf(b, ", who are in that group; %s%s can mend it: ",
	    r->owner, r->uid == 0 ? "" : " or root");
	add_chmod(r, 'g', lacks(r, 3, need), b);
}

/* Its mode is not what refuses. */
static void
tell_else(const struct rr_rights *r, struct rr_buf *b)
{
	rr_buf_add(b, ", though its mode does not: its disk may be mounted "
	    "read-only, or an access list refuse you: `getfacl ");
	rr_quote_word(r->path, b);
	rr_buf_addc(b, '`');
}

void
rr_rights_text(const struct rr_rights *r, unsigned need,
    const struct rr_rights_user *u, const struct rr_rights *like,
    struct rr_buf *b)
{
	static const unsigned shifts[] = { [OWNER] = 6, [GROUP] = 3,
	    [OTHER] = 0, [ROOT] = 0 };
	const enum class class = class_of(r, u);

	rr_buf_printf(b, "%s is %s%s, group %s, mode %04o, and refuses you",
	    r->path, class == OWNER ? "yours" : r->owner,
	    class == OWNER ? "" : "'s", r->group,
	    (unsigned)(r->mode & 07777));
	if (class == ROOT || lacks(r, shifts[class], need) == 0)
		tell_else(r, b);
	else if (class == OWNER) {
		rr_buf_add(b, "; mend it with ");
		add_chmod(r, 'u', lacks(r, 6, need), b);
	} else if (class == GROUP)
		tell_group(r, need, b);
	else
		tell_other(r, need, u, like, b);
}

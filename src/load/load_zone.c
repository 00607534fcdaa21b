/*
 * load_zone.c: zones from the system's tz database.
 *
 * Reads the 64-bit block of a TZif file (RFC 8536) and expands the rule in
 * its footer, a POSIX TZ string, into changes through 2050.  The file is
 * found by a checked name in one fixed folder; no environment is asked, and
 * every count in the file is held against its size.
 *
 * A name is a place (Area/City, or an older name of one) or UTC, whatever else
 * the folder holds: abbreviations have no summer time, and `localtime` is
 * another zone on another machine.
 */
#include <string.h>
#include <unistd.h>

#include "regrights/arena.h"
#include "regrights/load.h"
#include "regrights/vec.h"
#include "regrights/zone.h"

#define ZONES		"/usr/share/zoneinfo/"
#define LAST_YEAR	2050
#define FILE_MAX	(256 * 1024)

struct tzif {
	const unsigned char	*p;
	size_t			 len;
};

#define RR_ZONE_AREA(area)		area,
#define RR_ZONE_HINT(name, place)
static const char *const areas[] = {
#include "zone.def"
};
#undef RR_ZONE_AREA
#undef RR_ZONE_HINT
#define RR_ZONE_AREA(area)
#define RR_ZONE_HINT(name, place)	{ name, place },
static const struct { const char *name, *place; } hints[] = {
#include "zone.def"
};
#undef RR_ZONE_AREA
#undef RR_ZONE_HINT

/* One name of a folder below another; no dot, so that none leads out. */
static bool
is_path(const char *s)
{
	if (*s == '\0' || *s == '/' || strlen(s) > 64)
		return false;
	for (; *s != '\0'; s++)
		if (!((*s >= 'a' && *s <= 'z') || (*s >= 'A' && *s <= 'Z') ||
		    (*s >= '0' && *s <= '9') || strchr("_+-/", *s) != NULL))
			return false;
	return true;
}

static bool
is_place(const char *s)
{
	size_t n = strcspn(s, "/");

	if (strcmp(s, "UTC") == 0 || strcmp(s, "Etc/UTC") == 0)
		return true;
	if (s[n] == '\0' || !is_path(s))
		return false;
	for (size_t i = 0; i < sizeof(areas) / sizeof(areas[0]); i++)
		if (strncmp(s, areas[i], n) == 0 && areas[i][n] == '\0')
			return true;
	return false;
}

/* What to write for it, or NULL; of posix/…, right/… and Etc/… the rest. */
static const char *
hint_of(const char *s)
{
	const char *rest = strchr(s, '/');

	if (rest != NULL)
		return is_place(rest + 1) ? rest + 1 : hint_of(rest + 1);
	for (size_t i = 0; i < sizeof(hints) / sizeof(hints[0]); i++)
		if (strcmp(s, hints[i].name) == 0)
			return hints[i].place;
	return NULL;
}

static uint32_t
be32(const unsigned char *p)
{
	return (uint32_t)p[0] << 24 | (uint32_t)p[1] << 16 |
	    (uint32_t)p[2] << 8 | p[3];
}

static int64_t
be64(const unsigned char *p)
{
	return (int64_t)((uint64_t)be32(p) << 32 | be32(p + 4));
}

struct block {
	uint32_t		 isut, isstd, leap, time, type, chars;
	const unsigned char	*data;
	size_t			 len;
};

/* The block that begins at *OFF, with times of SIZE bytes; moves on. */
static bool
read_block(const struct tzif *f, size_t *off, size_t size, struct block *b)
{
	const unsigned char *h = f->p + *off;
	uint64_t need;

	if (*off > f->len || f->len - *off < 44 || memcmp(h, "TZif", 4) != 0)
		return false;
	b->isut = be32(h + 20);
	b->isstd = be32(h + 24);
	b->leap = be32(h + 28);
	b->time = be32(h + 32);
	b->type = be32(h + 36);
	b->chars = be32(h + 40);
	need = (uint64_t)b->time * (size + 1) + (uint64_t)b->type * 6 +
	    b->chars + (uint64_t)b->leap * (size + 4) + b->isstd + b->isut;
	if (b->type == 0 || need > f->len - *off - 44)
		return false;
	b->data = h + 44;
	b->len = (size_t)need;
	*off += 44 + b->len;
	return true;
}

struct rules {
	struct rr_arena	*arena;
	struct rr_vec	 changes;
};

static bool
add_change(struct rules *r, int64_t from, int64_t offset, const char *abbrev,
    size_t len)
{
	struct rr_zone_change *c;

	if (offset < -93600 || offset > 93600)
		return false;
	c = rr_vec_add(r->arena, &r->changes);
	c->from.sec = from;
	c->offset = (int32_t)offset;
	if (len > sizeof(c->abbrev) - 1)
		len = sizeof(c->abbrev) - 1;
	memcpy(c->abbrev, abbrev, len);
	return true;
}

static bool
add_type(struct rules *r, const struct block *b, int64_t from, unsigned type)
{
	const unsigned char *t = b->data + (size_t)b->time * 9 + type * 6;
	const char *names = (const char *)b->data + (size_t)b->time * 9 +
	    (size_t)b->type * 6;
	size_t at;

	if (type >= b->type || t[5] >= b->chars)
		return false;
	at = t[5];
	return add_change(r, from, (int32_t)be32(t), names + at,
	    strnlen(names + at, b->chars - at));
}

static bool
read_changes(struct rules *r, const struct block *b)
{
	if (!add_type(r, b, INT64_MIN, 0))
		return false;
	for (uint32_t i = 0; i < b->time; i++) {
		int64_t from = be64(b->data + (size_t)i * 8);
		struct rr_zone_change *last = rr_vec_at(&r->changes,
		    r->changes.n - 1);

		if (from <= last->from.sec && i > 0)
			return false;
		if (!add_type(r, b, from, b->data[(size_t)b->time * 8 + i]))
			return false;
	}
	return true;
}

/* One end of summer time in a POSIX TZ string: Mm.w.d[/time]. */
struct turn {
	int	month, week, day;
	int64_t	sec;
};

struct posix {
	const char	*std, *dst;
	size_t		 nstd, ndst;
	int64_t		 std_offset, dst_offset;
	struct turn	 begin, end;
};

static bool
number(const char **s, int max, int *out)
{
	*out = 0;
	if (**s < '0' || **s > '9')
		return false;
	for (; **s >= '0' && **s <= '9'; ++*s) {
		*out = *out * 10 + (**s - '0');
		if (*out > max)
			return false;
	}
	return true;
}

static bool
name(const char **s, const char **out, size_t *n)
{
	bool quoted = **s == '<';
	const char *p;

	*s += quoted ? 1 : 0;
	p = *out = *s;
	while (quoted ? *p != '\0' && *p != '>' :
	    (*p >= 'A' && *p <= 'Z') || (*p >= 'a' && *p <= 'z'))
		p++;
	*n = (size_t)(p - *s);
	*s = p + (quoted && *p == '>' ? 1 : 0);
	return *n >= 3;
}

/* [+-]hh[:mm[:ss]], in seconds. */
static bool
clock_time(const char **s, int64_t *out)
{
	int sign = **s == '-' ? -1 : 1;
	int h, m = 0, t = 0;

	if (**s == '-' || **s == '+')
		++*s;
	if (!number(s, 167, &h))
		return false;
	if (**s == ':') {
		++*s;
		if (!number(s, 59, &m))
			return false;
	}
	if (**s == ':') {
		++*s;
		if (!number(s, 59, &t))
			return false;
	}
	*out = sign * (int64_t)(h * 3600 + m * 60 + t);
	return true;
}

static bool
turn(const char **s, struct turn *t)
{
	t->sec = 7200;
	if (*(*s)++ != ',' || *(*s)++ != 'M' || !number(s, 12, &t->month) ||
	    *(*s)++ != '.' || !number(s, 5, &t->week) || *(*s)++ != '.' ||
	    !number(s, 6, &t->day) || t->month < 1 || t->week < 1)
		return false;
	if (**s != '/')
		return true;
	++*s;
	return clock_time(s, &t->sec);
}

static bool
parse_posix(const char *s, struct posix *z)
{
	memset(z, 0, sizeof(*z));
	if (!name(&s, &z->std, &z->nstd) || !clock_time(&s, &z->std_offset))
		return false;
	z->std_offset = -z->std_offset;
	if (*s == '\0')
		return true;
	z->dst_offset = z->std_offset + 3600;
	if (!name(&s, &z->dst, &z->ndst))
		return false;
	if (*s != ',') {
		if (!clock_time(&s, &z->dst_offset))
			return false;
		z->dst_offset = -z->dst_offset;
	}
	return turn(&s, &z->begin) && turn(&s, &z->end) && *s == '\0';
}

/* When a turn comes in YEAR, as an instant, the clock reading OFFSET. */
static int64_t
turn_in(const struct turn *t, int year, int64_t offset)
{
	rr_date first, last;
	int w, day;

	rr_date_of(year, t->month, 1, &first);
	rr_date_add_months(first, 1, &last);
	/* POSIX counts weekdays from Sunday. */
	w = ((int)rr_date_weekday(first) + 1) % 7;
	day = first.day + (t->day - w + 7) % 7 + 7 * (t->week - 1);
	while (day >= last.day)
		day -= 7;
	return (int64_t)day * 86400 + t->sec - offset;
}

static bool
expand_footer(struct rules *r, const char *footer)
{
	const struct rr_zone_change *last = rr_vec_at(&r->changes,
	    r->changes.n - 1);
	int64_t after = last->from.sec;
	struct posix z;

	if (!parse_posix(footer, &z))
		return false;
	for (int year = 1970; z.ndst > 0 && year <= LAST_YEAR; year++) {
		int64_t on = turn_in(&z.begin, year, z.std_offset);
		int64_t off = turn_in(&z.end, year, z.dst_offset);

		/* South of the equator the year begins in summer. */
		for (int i = 0; i < 2; i++) {
			bool summer = (on < off) == (i == 0);
			int64_t at = summer ? on : off;

			if (at > after && !add_change(r, at, summer ?
			    z.dst_offset : z.std_offset, summer ? z.dst :
			    z.std, summer ? z.ndst : z.nstd))
				return false;
		}
	}
	return true;
}

static bool
read_zone(struct rr_arena *arena, const struct tzif *f, struct rules *r)
{
	struct block v1, v2;
	size_t off = 0;
	const char *footer;
	size_t n;

	if (!read_block(f, &off, 4, &v1) || f->p[4] < '2' ||
	    !read_block(f, &off, 8, &v2) || !read_changes(r, &v2))
		return false;
	if (off >= f->len || f->p[off] != '\n')
		return false;
	footer = (const char *)f->p + off + 1;
	n = f->len - off - 1;
	if (memchr(footer, '\n', n) == NULL)
		return false;
	n = strcspn(footer, "\n");
	return n == 0 || expand_footer(r, rr_arena_strndup(arena, footer, n));
}

static bool
no_zone(const char *zone, struct rr_pos at, struct rr_diags *diags)
{
	const struct rr_pos folder = { ZONES, 0, 0 };
	const char *hint = hint_of(zone);

	if (is_place(zone) && access(ZONES "UTC", R_OK) != 0)
		return rr_diag(diags, RR_E_READ, folder,
		    "the time zones are not there; install tzdata");
	if (!is_place(zone) && hint != NULL)
		return rr_diag(diags, RR_E_ZONE, at,
		    "'%s' is not a place; write %s", zone, hint);
	return rr_diag(diags, RR_E_ZONE, at,
	    "'%s'; zones are named as in America/Los_Angeles", zone);
}

bool
rr_load_zone_at(struct rr_arena *arena, const char *zone, struct rr_pos at,
    struct rr_zone **out, struct rr_diags *diags)
{
	struct rr_diags *quiet = rr_diags_new();
	struct rules r = { arena, RR_VEC_INIT(struct rr_zone_change) };
	struct tzif f = { NULL, 0 };
	char *bytes = NULL;
	bool ok;

	ok = is_place(zone) && rr_load_file(arena,
	    rr_arena_printf(arena, ZONES "%s", zone), FILE_MAX, &bytes,
	    &f.len, quiet);
	rr_diags_free(quiet);
	f.p = (const unsigned char *)bytes;
	if (!ok || !read_zone(arena, &f, &r))
		return no_zone(zone, at, diags);
	*out = rr_arena_alloc(arena, sizeof(**out));
	(*out)->name = rr_arena_strdup(arena, zone);
	(*out)->changes = r.changes.items;
	(*out)->n = r.changes.n;
	return true;
}

bool
rr_load_zone(struct rr_arena *arena, const char *zone, struct rr_zone **out,
    struct rr_diags *diags)
{
	const struct rr_pos nowhere = { NULL, 0, 0 };

	return rr_load_zone_at(arena, zone, nowhere, out, diags);
}

/*
 * seen.c: states of a disk that were looked at already.
 */
#include "seen.h"

#include <dirent.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <sodium.h>
#include <sqlite3.h>

_Static_assert(SEEN_KEY == crypto_generichash_BYTES, "one hash");

static const char *
name_of_chance(void)
{
	return "the same in each child";
}

/* Each piece differs from the one before it. */
static void
chance(void *const bytes, const size_t n)
{
	static unsigned char seed[randombytes_SEEDBYTES];

	for (size_t i = 0; i < sizeof(seed) && ++seed[i] == 0; i++)
		;
	randombytes_buf_deterministic(bytes, n, seed);
}

static uint32_t
number_by_chance(void)
{
	uint32_t number;

	chance(&number, sizeof(number));
	return number;
}

void
seen_same_chance(void)
{
	static randombytes_implementation same = {
		.implementation_name = name_of_chance,
		.random = number_by_chance,
		.buf = chance
	};

	randombytes_set_implementation(&same);
	sqlite3_test_control(SQLITE_TESTCTRL_PRNG_SEED, 1, NULL);
}

static void
add_file(crypto_generichash_state *hash, const char *dir, const char *name)
{
	char path[4096], bytes[65536];
	size_t n;
	FILE *f;

	crypto_generichash_update(hash, (const unsigned char *)name,
	    strlen(name) + 1);
	if (strstr(name, ".gate") != NULL)
		return;
	snprintf(path, sizeof(path), "%s/%s", dir, name);
	f = fopen(path, "rb");
	if (f == NULL) {
		perror(path);
		exit(2);
	}
	while ((n = fread(bytes, 1, sizeof(bytes), f)) > 0)
		crypto_generichash_update(hash, (unsigned char *)bytes, n);
	fclose(f);
}

void
seen_key(const char *dir, unsigned char key[SEEN_KEY])
{
	crypto_generichash_state hash;
	struct dirent **names;
	int n = scandir(dir, &names, NULL, alphasort);

	if (n < 0) {
		perror(dir);
		exit(2);
	}
	crypto_generichash_init(&hash, NULL, 0, SEEN_KEY);
	for (int i = 0; i < n; i++) {
		if (strncmp(names[i]->d_name, "case.db", 7) == 0 ||
		    strncmp(names[i]->d_name, "copy.db", 7) == 0)
			add_file(&hash, dir, names[i]->d_name);
		free(names[i]);
	}
	free(names);
	crypto_generichash_final(&hash, key, SEEN_KEY);
}

const struct seen_state *
seen_find(const struct seen *s, const unsigned char key[SEEN_KEY])
{
	for (size_t i = 0; i < s->n; i++)
		if (memcmp(s->states[i].key, key, SEEN_KEY) == 0)
			return &s->states[i];
	return NULL;
}

void
seen_add(struct seen *s, const unsigned char key[SEEN_KEY], bool changed)
{
	if (s->n == s->room) {
		s->room = s->room > 0 ? 2 * s->room : 64;
		s->states = realloc(s->states, s->room * sizeof(*s->states));
		if (s->states == NULL) {
			perror("states");
			exit(2);
		}
	}
	memcpy(s->states[s->n].key, key, SEEN_KEY);
	s->states[s->n++].changed = changed;
}

void
seen_free(struct seen *s)
{
	free(s->states);
	*s = (struct seen){ NULL, 0, 0 };
}

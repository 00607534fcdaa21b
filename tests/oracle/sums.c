/*
 * sums.c: what each claim comes to, for cases that are made elsewhere.
 *
 *	sums < CASES
 *
 * A line is one entry, its parts set off by tabs: the event or notice, the
 * number of the entry that it is about or 0, its day as YYYY-MM-DD, and fields
 * as KEY=VALUE.  The entries of a case count from 2; a line `.` ends it.  Then
 * a line `ENTRY SUM READING` is printed for each sum and reading, below it
 * each of its lines as `KEY - STATE CENTS CENTS`, and last a line `.`.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../unit/made_case.h"
#include "regrights/buf.h"

static void
add_entry(struct made_case *m, char *line)
{
	char *save = NULL;
	const char *name = strtok_r(line, "\t", &save);
	const char *about = strtok_r(NULL, "\t", &save);
	const char *day = strtok_r(NULL, "\t", &save);
	const struct rr_event *e = name == NULL ? NULL :
	    rr_agreement_event(m->a, name);
	struct rr_fact *f;
	char *field;

	if (e == NULL || day == NULL)
		rr_die("'%s' is no event", name != NULL ? name : "");
	f = made_case_add(m, e->notice ? RR_SHAPE_NOTICE : RR_SHAPE_EVENT,
	    e->name, day);
	f->about = strtoll(about, NULL, 10);
	while ((field = strtok_r(NULL, "\t", &save)) != NULL) {
		char *value = strchr(field, '=');

		if (value == NULL)
			rr_die("'%s' is no field", field);
		*value++ = '\0';
		rr_fact_set(m->round, f, rr_arena_strdup(m->round, field),
		    rr_arena_strdup(m->round, value));
	}
}

static void
tell(const struct rr_finding *f, const char *key, const struct rr_outcome *o)
{
	printf("%lld %s %s\n%s", (long long)f->subject->seq, f->provision->id,
	    key, o->lines);
}

static void
end_case(struct made_case *m)
{
	const struct rr_derivation *dv = made_case_derive(m, m->facts.items,
	    m->facts.n, NULL, RR_DATE_NONE);

	for (size_t i = 0; i < dv->nfindings; i++) {
		const struct rr_finding *f = &dv->findings[i];

		if (f->provision->kind->lines != RR_LINES_SUM)
			continue;
		for (size_t r = 0; r < f->nreadings; r++)
			tell(f, f->readings[r].key, &f->readings[r].out);
		if (f->nreadings == 0)
			tell(f, "-", &f->out);
	}
	printf(".\n");
	made_case_begin(m);
}

int
main(void)
{
	struct made_case m;
	char line[1000];

	made_case_open(&m, SHIPPED);
	made_case_begin(&m);
	while (fgets(line, sizeof(line), stdin) != NULL) {
		line[strcspn(line, "\n")] = '\0';
		if (strcmp(line, ".") == 0)
			end_case(&m);
		else
			add_entry(&m, line);
	}
	made_case_close(&m);
	return 0;
}

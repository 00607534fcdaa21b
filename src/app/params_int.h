/*
 * params_int.h: what commands take, each parameter that stands in several of
 * them written once.
 */
#ifndef REGRIGHTS_PARAMS_INT_H
#define REGRIGHTS_PARAMS_INT_H

#include "regrights/cmd.h"

/* One parameter: its name, type, flags, title in a form, line of help. */
#define RR_TAKES(word, kind, marks, head, line)				\
	{								\
		.name = word, .type = RR_PARAM_##kind, .flags = marks,	\
		.title = head, .doc = line				\
	}
/* One of the words of a list, "a|b|c". */
#define RR_CHOOSES(word, marks, list, head, line)			\
	{								\
		.name = word, .type = RR_PARAM_CHOICE, .flags = marks,	\
		.words = list, .title = head, .doc = line		\
	}

#define RR_MATTER							\
	RR_TAKES("matter", MATTER, RR_OPERAND | RR_REQUIRED, "Matter",	\
	    "the matter")
#define RR_MATTER_IF_SEVERAL						\
	RR_TAKES("matter", MATTER, RR_OPERAND, "Matter", "the matter")
#define RR_ONE_MATTER_ONLY						\
	RR_TAKES("matter", MATTER, RR_OPERAND, "Matter", "one matter only")
#define RR_OTHER_CLOCK							\
	RR_TAKES("zone", ZONE, 0, "Zone",				\
	    "another clock on which that time was read")
#define RR_BRIEF							\
	RR_TAKES("brief", FLAG, 0, "Brief", "leave out the reasons")
#define RR_RECORD_IT	"Record it"
#define RR_APPLY							\
	RR_TAKES("apply", FLAG, RR_APPLIES, RR_RECORD_IT,		\
	    "record it; without this only what would be is shown")
#define RR_ABOUT_CLAIM							\
	RR_TAKES("about", FACT, RR_REQUIRED, "Claim", "the claim's entry")
#define RR_ANSWERS							\
	RR_TAKES("about", FACT, 0, "Answers", "the entry that it answers")
#define RR_OF_AGREEMENT							\
	RR_TAKES("agreement", FILE, RR_REQUIRED, "Agreement",		\
	    "a file, a matter, or one that is shipped")
#define RR_AT_MOMENT							\
	RR_TAKES("at", WHEN, RR_REQUIRED, "When",			\
	    "YYYY-MM-DD HH:MM on the agreement's clock, or now")
#define RR_OF_NOTICE							\
	RR_TAKES("entry", FACT, RR_OPERAND | RR_REQUIRED, "Notice",	\
	    "the notice's entry")
#define RR_TO_RECIPIENTS						\
	RR_TAKES("to", PARTIES, RR_REPEATED, "Recipients",		\
	    "which recipients, or all that lack one; may be left out "	\
	    "where there is one recipient")
#define RR_OF_SENDING							\
	RR_TAKES("by", METHOD, RR_REPEATED, "How",			\
	    "which sending, where a recipient was sent it by several "	\
	    "methods")
#define RR_NUMBER_IN							\
	RR_TAKES("number", LISTS, RR_REPEATED, "Number",		\
	    "lists that name the number used, both or other, against "	\
	    "the register")
#define RR_KNOWN_FROM							\
	RR_TAKES("source", TEXT, 0, "Source", "where this is known from")
#define RR_AMOUNT							\
	RR_TAKES("field", SET, RR_OPERAND | RR_REPEATED, "Fields",	\
	    "KEY=VALUE: amount")

#endif

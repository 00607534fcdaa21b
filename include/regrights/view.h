/*
 * view.h: conclusions and records as rows and columns.
 *
 * A view knows no screen and no SQL.  It asks a source for how many rows there
 * are and for one cell at a time, so that a pane formats only what it shows.
 * Cells are raw text; whoever prints them makes them safe.
 */
#ifndef REGRIGHTS_VIEW_H
#define REGRIGHTS_VIEW_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "regrights/buf.h"
#include "regrights/derive.h"
#include "regrights/record.h"
#include "regrights/walk.h"

struct rr_arena;
struct rr_map;
struct rr_json;
struct rr_row;

/* What a view shows: one matter as derived, or rows read from the case file. */
struct rr_source {
	const struct rr_derivation	*derivation;	/* NULL: none is open */
	const char			*matter;	/* its key, or NULL */
	const struct rr_docket_row	*docket;
	size_t				 ndocket;
	/* of the docket: all matters, all that can be done, a week's days */
	const struct rr_matter		*matters;
	size_t				 nmatters;
	struct rr_tally			 tally;
	int				 within;
	/* how many of the last rows a text leaves out */
	size_t				 folded;
	const struct rr_line		*journal;
	size_t				 njournal;
	/* the clock that its stamps show; NULL: UTC */
	const struct rr_zone		*zone;
	struct rr_walk *const		*walks;
	size_t				 nwalks;
	const struct rr_walk		*walk;		/* or NULL */
	/* what rr_view_prepare has laid out, and what to say without any */
	const struct rr_row		*rows;
	size_t				 nrows;
	const char			*empty;
	/* which keys help then, in the panes alone; or NULL */
	const char			*panes;
	/* what lasts that stops sales, or may, by party: struct rr_span */
	struct rr_map			*stops, *may_stop;
	/* how far its notice has come, by delivery */
	const char *const		*given;
	rr_date				 on;
	const char			*known;		/* as asked, or NULL */
	/* entries of the matter that are sealed, and so are not in it */
	const int64_t			*sealed;
	size_t				 nsealed;
	/* its entries that are later than the day asked about */
	const int64_t			*later;
	size_t				 nlater;
	/* those about a void entry that would have a row, if it counted */
	const int64_t			*adrift;
	size_t				 nadrift;
	/* how the register of its day differs, by delivery, or NULL */
	const char *const		*differs;
	/* notices that the register of their day bears out no more */
	const int64_t			*dialled;
	size_t				 ndialled;
	/* where each row has its reasons; or NULL */
	struct rr_whys			*whys;
	/* its stamps may not be those of a clock */
	bool				 demonstration;
};

#define RR_COLUMNS_MAX	32

#define RR_CELL(id, word)	RR_CELL_##id,
enum rr_cell {
#include "regrights/cell.def"
	RR_CELL_MAX
};
#undef RR_CELL

/*
 * Whom a cell may be shown to: whoever may read the record, the office, or
 * counsel alone, as it argues or says what is not proved.
 */
#define RR_AUDIENCE(id, word)	RR_FOR_##id,
enum rr_audience {
#include "regrights/audience.def"
	RR_FOR_MAX
};
#undef RR_AUDIENCE

/* What a cell says, of which text, CSV and JSON are renderings. */
struct rr_value {
	bool		 none;		/* nothing: empty, or null */
	struct rr_buf	 text;		/* TEXT; LIST: parted by spaces */
	rr_date		 day;
	int64_t		 number;	/* NUMBER; TRUTH: 0 or 1 */
};

struct rr_column {
	const char	*key;		/* CSV header */
	const char	*title;		/* on the screen */
	int		 width;		/* least cells */
	/* share of the cells left over; 0 none */
	int		 flex;
	/* 1 stays longest when space is short */
	int		 keep;
	bool		 right;
	enum rr_cell	 cell;
	enum rr_audience audience;
	/*
	 * On the screen, where WIDTH is not 0; without it the cell is data
	 * alone.
	 */
	void		(*text)(const struct rr_source *, size_t row,
			    struct rr_buf *);
	/*
	 * In CSV and JSON, with no word that is meant for eyes: WORDS of a
	 * TEXT or a LIST (the function of `text`, where the screen shows just
	 * that), VALUE of the others.  Without either the cell is for the
	 * screen alone.  A view has one of them in some column, or has JSON of
	 * its own and CSV of its texts.
	 */
	void		(*words)(const struct rr_source *, size_t row,
			    struct rr_buf *);
	void		(*value)(const struct rr_source *, size_t row,
			    struct rr_value *);
	/*
	 * What is never cut off behind the text; then the cell takes as many
	 * lines as RR_LINES_MAX.
	 */
	void		(*behind)(const struct rr_source *, size_t row,
			    struct rr_buf *);
	/*
	 * What tells the row apart from those whose text begins alike, in
	 * brief: where the text is cut, it stands at the end.  Nothing, or
	 * NULL: the text is cut as any other.
	 */
	void		(*tag)(const struct rr_source *, size_t row,
			    struct rr_buf *);
	/* it stands under the reasons, where a list has no room for it */
	bool		 below;
	/* what is said behind it there, and on a page; or NULL */
	void		(*more)(const struct rr_source *, size_t row,
			    struct rr_buf *);
	/* these rows are told apart by it, so that it stays; or NULL */
	bool		(*parts)(const struct rr_source *);
	/* cells that these rows need, where they are more; or NULL */
	int		(*room)(const struct rr_source *);
};

/* Lines of a cell that has something behind it. */
#define RR_LINES_MAX	2

struct rr_view {
	const char		*name;		/* "timeline" */
	const char		*title;		/* "Timeline" */
	/* what is so when it has no rows */
	const char		*empty;
	/* shows one matter's derivation */
	bool			 matter;
	const struct rr_column	*columns;
	size_t			 ncolumns;
	size_t			(*count)(const struct rr_source *);
	/* The stable id that `why` takes, "" when the row has none. */
	void			(*id)(const struct rr_source *, size_t row,
				    struct rr_buf *);
	/* Adds the promised members of one row; NULL: it has values. */
	void			(*json)(const struct rr_source *, size_t row,
				    struct rr_json *);
	/* Lays the rows out; NULL where they are the derivation's own. */
	void			(*prepare)(const struct rr_view *,
				    struct rr_arena *, struct rr_source *);
	/* which keys help when it has no rows; or NULL */
	const char		*panes;
	/* what is later than the day asked about is told: it may be done */
	bool			 later;
	/* cells between two columns; 0: two */
	int			 gap;
	/* the heading over the row, where it is the first of its group */
	void			(*group)(const struct rr_source *, size_t row,
				    struct rr_buf *);
	/* the whole text of the row tells it apart from others; or NULL */
	bool			(*apart)(const struct rr_source *, size_t row);
	/* a row in a sentence, without reasons; NULL: where it is WHOLE */
	void			(*says)(const struct rr_source *, size_t row,
				    struct rr_buf *);
	/*
	 * All that its cells say, the widest in front, which its reasons do
	 * not; else it has no sentence.
	 */
	bool			 whole;
	/* lines under a table, on all of it */
	void			(*foot)(const struct rr_source *,
				    struct rr_buf *);
};

/* The views in the order of view.def; NULL after the last. */
const struct rr_view	*rr_view_at(size_t);
const struct rr_view	*rr_view_find(const char *name);

/*
 * To be called once, before anything is asked of a view, when the source is
 * filled in; rows that have to be laid out live in the arena.
 */
void	 rr_view_prepare(const struct rr_view *, struct rr_arena *,
	    struct rr_source *);
/* What is so when there are no rows; which keys help then, or NULL. */
const char *rr_view_empty(const struct rr_view *, const struct rr_source *);
/* "Not read here, as sealed: entry 3.", and what waits for an account. */
void	 rr_view_unread(const struct rr_source *, struct rr_buf *);
/* What else is on record, and is not in the rows: a line each, or nothing. */
void	 rr_view_aside(const struct rr_source *, struct rr_buf *);
/* Where it has no rows, what is sealed is said before that. */
void	 rr_view_tell_unread(const struct rr_view *, struct rr_arena *,
	    struct rr_source *);
const char *rr_view_panes(const struct rr_view *, const struct rr_source *);

/* Cells between two columns. */
int	 rr_view_gap(const struct rr_view *);
/* What the cell says on the screen, with what stands behind it. */
void	 rr_view_cell(const struct rr_view *, const struct rr_source *,
	    size_t row, size_t column, struct rr_buf *);
/*
 * The same in lines of at most CELLS, each with its line end: what is in front
 * gives way to what stands behind it.  RR_LINES_MAX at most; where the list is
 * DENSE, one, unless what tells the row apart takes more.
 */
void	 rr_view_lines(const struct rr_view *, const struct rr_source *,
	    size_t row, size_t column, int cells, bool dense, bool ascii,
	    struct rr_buf *);
/* Whether a row has a sentence; that sentence. */
bool	 rr_view_speaks(const struct rr_view *);
void	 rr_view_says(const struct rr_view *, const struct rr_source *,
	    size_t row, struct rr_buf *);
/* Whether its cells may take several lines. */
bool	 rr_column_wraps(const struct rr_column *);
/* In one line of at most CELLS: what is cut keeps what tells it apart. */
void	 rr_view_line(const struct rr_view *, const struct rr_source *,
	    size_t row, size_t column, int cells, bool ascii, struct rr_buf *);
/* Cells for each column in WIDTH cells of a line, GAP between; 0: left out. */
void	 rr_view_widths(const struct rr_view *, const struct rr_source *,
	    int width, int *cells);

/* The whole view: aligned text in WIDTH cells (0: as wide as needed). */
void	 rr_table_text(const struct rr_view *, const struct rr_source *,
	    int width, bool ascii, struct rr_buf *);
/*
 * RFC 4180 with a header row, UTF-8.  A text cell that a spreadsheet would
 * take for a formula gets an apostrophe, unless RAW.
 */
void	 rr_table_csv(const struct rr_view *, const struct rr_source *,
	    bool raw, struct rr_buf *);
/* {"format": "regrights/1", "matter", "on", "known", "rows": […]} */
struct rr_json *rr_table_json(const struct rr_view *,
	    const struct rr_source *);

/* Adds raw, rolled, working and readings of a deadline. */
void	 rr_deadline_json(const struct rr_deadline *, struct rr_json *);
/* The same of a notice: effective, section, gap, awaits, earliest, latest. */
void	 rr_deemed_json(const struct rr_deemed *, struct rr_json *);
/* "entry 4: notice of defect Fri 2000-05-26", "from the start", or "". */
void	 rr_walk_about(const struct rr_walk *, struct rr_buf *);
/* A finding in a line: what, whom, state, count, days, what it waits for. */
void	 rr_finding_line(const struct rr_derivation *,
	    const struct rr_finding *, struct rr_buf *);
/*
 * A claim on paper: what is owed by whom, what is open, its clocks, what
 * happened, the open points.  The fact is one of the derivation's.
 */
struct rr_trace	*rr_claim_report(struct rr_arena *,
	    const struct rr_derivation *, const struct rr_fact *);
/*
 * One entry with all that hangs on it (MATTER/entry/41); NULL when the id
 * names none.
 */
struct rr_trace	*rr_chronicle(struct rr_arena *,
	    const struct rr_derivation *, const char *id);
/* The reasons of a conclusion, or the chronicle of an entry, or NULL. */
struct rr_trace	*rr_view_why(struct rr_arena *, const struct rr_derivation *,
	    const char *id);
/* A tree of reasons as a list of indented lines. */
struct rr_json *rr_why_lines(const struct rr_trace *);

/* A tree of reasons as indented lines, what is cited in a right column. */
void	 rr_outline_text(const struct rr_trace *, int width, bool ascii,
	    struct rr_buf *);

#endif

/*
 * form_int.h: what the files of the form share.
 */
#ifndef REGRIGHTS_TUI_FORM_INT_H
#define REGRIGHTS_TUI_FORM_INT_H

#include "regrights/store.h"
#include "regrights/vec.h"
#include "tui/draft_int.h"
#include "tui/edit_int.h"
#include "tui/fill_int.h"
#include "tui/tui_int.h"

/* What was filled in under one name; kept while the form changes shape. */
struct rr_entered {
	struct rr_entered	*next;
	const char		*name;
	struct rr_edit		 edit;	/* keys, each with \n, or typed text */
	bool			 by_hand;	/* not proposed */
	/* what stands in it was proposed for the event that is chosen */
	bool			 proposed;
};

struct rr_form_field {
	const struct rr_param	*param;
	struct rr_entered	*value;
	struct rr_choice	*choices;
	size_t			 n;
	const char		*now;	/* stays where it is blank; or NULL */
	/* in the preview's arena, or NULL */
	const char		*error;
};

struct rr_form {
	struct rr_pane		 pane;
	const struct rr_cmd	*cmd;
	struct rr_args		 given;		/* what it was opened with */
	const char		*beside;	/* lines, or NULL */
	const char		*matter;	/* key, or "" */
	const char		*db;
	struct rr_arena		*made;		/* of the fields */
	struct rr_form_field	*fields;	/* those that are shown */
	size_t			 n, at, top;
	struct rr_entered	*entered;
	struct rr_arena		*shown;		/* of the preview */
	struct rr_arena		*read;		/* of the files it showed */
	struct rr_vec		 files;		/* of struct rr_read */
	struct rr_buf		 preview;	/* its lines */
	int			 scroll, lines, page;
	bool			 stale;		/* the preview is */
	bool			 touched;	/* something was typed */
	bool			 restored;	/* from a draft */
	bool			 reloads;	/* the record has changed */
	/* whose value was as in WAS when the cursor came to it, or NULL */
	const struct rr_entered	*undo_of;
	struct rr_buf		 was;
	/* keys since the draft was kept */
	int			 unsaved;
	bool			 unkept;	/* … for that failed */
	rr_instant		 saved_at;
	struct rr_draft_file	 own;
	/* the entries that it names, as they were when they were chosen */
	struct rr_vec		 named;		/* of struct rr_head */
	struct rr_vec		 held;		/* … by fields that are shown */
	/* those of the case file when it was opened, and how many were tried */
	struct rr_draft		*drafts;
	size_t			 ndrafts, offered;
};

/* form_lay.c: the fields, and what stands in them. */
bool	 rr_form_is_choice(const struct rr_form_field *);
bool	 rr_form_is_several(const struct rr_form_field *);
/* The values as the command takes them, in the arena. */
struct rr_args rr_form_args(const struct rr_form *, struct rr_arena *);
/* Those of fields that are not shown now, and come back with their fields. */
struct rr_args rr_form_aside(const struct rr_form *, struct rr_arena *);
/* Takes lines as the value of a field. */
void	 rr_form_set(struct rr_form_field *, const char *lines);
/* Lays the fields out again for the values that are there. */
void	 rr_form_lay(struct rr_form *);
/* Sets each value given; those of repeated names add up. */
void	 rr_form_load(struct rr_form *, const struct rr_args *);
void	 rr_form_clear(struct rr_form *);

/*
 * form_named.c: the entries that values name, for a file may be replaced under
 * an open form.  Notes those that are named now and were not before.
 */
void	 rr_form_note(struct rr_form *);
/* The field was filled in anew: what it names is as it is now. */
void	 rr_form_renote(struct rr_form *, const struct rr_form_field *);
/* From now on what is recorded or tried must find them so; or no more. */
void	 rr_form_holds(struct rr_form *, bool);

/* form_key.c */
void	 rr_form_key(struct rr_pane *, struct rr_press);

/* form_preview.c: what would follow; whether all is there that is required. */
bool	 rr_form_is_whole(const struct rr_form *);
void	 rr_form_preview(struct rr_form *);
/* What it leaves as it is, or NULL; a draft may be about something else. */
const char *rr_form_beside(const struct rr_form *);
/* Diagnostics beside the fields that they are about, the rest as lines. */
void	 rr_form_blame(struct rr_form *, const struct rr_diags *);

/* form_draw.c: a field's value as it is shown, and the whole. */
void	 rr_form_shown(const struct rr_form_field *, struct rr_buf *);
void	 rr_form_draw(struct rr_pane *, struct rr_grid *, struct rr_rect);

/* form_draft.c */
void	 rr_form_offer(struct rr_form *);
/* Puts on the disk what is not there yet; false, said why, when it fails. */
bool	 rr_form_keep(struct rr_form *);
void	 rr_form_save(struct rr_pane *);
/* Keeps it when what is on the disk is older than it may be. */
void	 rr_form_save_old(struct rr_form *);
void	 rr_form_drop(struct rr_form *);

#endif

-- The case file, version 1.
--
-- Truth: identity, journal, payloads, texts.  All the rest is rebuilt from
-- them.
--
-- root       = SHA-256( id  made  demonstration )
-- commitment = SHA-256( len(salt) salt len(command) command
--                       len(payload) payload )
-- hash       = SHA-256( prev  seq  op  part  len(matter) matter  at  set_back
--                       len(who) who  len(origin) origin  commitment )
-- where prev is the hash of the entry before (the root for the first), len(x)
-- is eight bytes, made, demonstration, seq, part, at and set_back are eight
-- bytes, all big-endian, id and op are 16 bytes, and made and at count seconds
-- since 1970-01-01T00:00:00Z.

-- What the file is: said once, when it is made, and the chain begins with it.
-- A demonstration may take its clock from the environment, no other file may.
CREATE TABLE identity (
	one		INTEGER PRIMARY KEY CHECK (one = 1),
	id		BLOB NOT NULL CHECK (length(id) = 16),
	made		INTEGER NOT NULL,	-- seconds, UTC
	demonstration	INTEGER NOT NULL CHECK (demonstration IN (0, 1))
) STRICT;

CREATE TABLE journal (
	seq		INTEGER PRIMARY KEY CHECK (seq >= 1),
	op		BLOB NOT NULL CHECK (length(op) = 16),
	part		INTEGER NOT NULL CHECK (part >= 1),
	matter		TEXT NOT NULL,
	at		INTEGER NOT NULL,	-- seconds, UTC
	-- 1: the entry before it, or the making of the file, has a later stamp
	set_back	INTEGER NOT NULL CHECK (set_back IN (0, 1)),
	who		TEXT NOT NULL,		-- login name of the user id
	origin		TEXT NOT NULL,		-- 'claimed: ' SSH origin, or ''
	commitment	BLOB NOT NULL CHECK (length(commitment) = 32),
	prev		BLOB NOT NULL CHECK (length(prev) = 32),
	hash		BLOB NOT NULL CHECK (length(hash) = 32),
	UNIQUE (op, part)
) STRICT;
CREATE INDEX journal_matter ON journal (matter, seq);
CREATE INDEX journal_at ON journal (at);

-- What an entry says, and the command that said it (it repeats names and
-- amounts, so it goes too when the entry is destroyed).  All entries of an
-- operation have one command, which stands with the first of them alone.
CREATE TABLE payloads (
	seq		INTEGER PRIMARY KEY REFERENCES journal (seq),
	salt		BLOB NOT NULL CHECK (length(salt) = 32),
	command		TEXT NOT NULL,		-- resolved; part 1, else ''
	payload		TEXT NOT NULL
) STRICT;

-- Which entries were destroyed, and by which entry.  (A seal alone keeps an
-- entry from sight, and leaves its payload.)
CREATE TABLE destroyed (
	seq		INTEGER PRIMARY KEY REFERENCES journal (seq),
	by_seq		INTEGER NOT NULL REFERENCES journal (seq)
) STRICT;

CREATE TABLE texts (
	digest		BLOB PRIMARY KEY CHECK (length(digest) = 32),
	bytes		BLOB NOT NULL
) STRICT;

CREATE TRIGGER identity_update BEFORE UPDATE ON identity
BEGIN SELECT RAISE(ABORT, 'what a file is never changes'); END;
CREATE TRIGGER identity_delete BEFORE DELETE ON identity
BEGIN SELECT RAISE(ABORT, 'what a file is never changes'); END;
CREATE TRIGGER identity_replace BEFORE INSERT ON identity
WHEN EXISTS (SELECT 1 FROM identity)
BEGIN SELECT RAISE(ABORT, 'what a file is never changes'); END;
CREATE TRIGGER journal_update BEFORE UPDATE ON journal
BEGIN SELECT RAISE(ABORT, 'the journal is only added to'); END;
CREATE TRIGGER journal_delete BEFORE DELETE ON journal
BEGIN SELECT RAISE(ABORT, 'the journal is only added to'); END;
CREATE TRIGGER journal_replace BEFORE INSERT ON journal
WHEN EXISTS (SELECT 1 FROM journal WHERE seq = NEW.seq
    OR (op = NEW.op AND part = NEW.part))
BEGIN SELECT RAISE(ABORT, 'the journal is only added to'); END;
CREATE TRIGGER journal_gap BEFORE INSERT ON journal
WHEN NEW.seq <> (SELECT coalesce(max(seq), 0) + 1 FROM journal)
BEGIN SELECT RAISE(ABORT, 'the journal has no gaps'); END;
CREATE TRIGGER payloads_update BEFORE UPDATE ON payloads
BEGIN SELECT RAISE(ABORT, 'a payload is never changed'); END;
CREATE TRIGGER payloads_delete BEFORE DELETE ON payloads
WHEN NOT EXISTS (SELECT 1 FROM destroyed WHERE seq = OLD.seq)
BEGIN SELECT RAISE(ABORT, 'a payload goes only when it is destroyed'); END;
CREATE TRIGGER payloads_replace BEFORE INSERT ON payloads
WHEN EXISTS (SELECT 1 FROM payloads WHERE seq = NEW.seq)
BEGIN SELECT RAISE(ABORT, 'a payload is never changed'); END;
CREATE TRIGGER destroyed_update BEFORE UPDATE ON destroyed
BEGIN SELECT RAISE(ABORT, 'what was destroyed stays so'); END;
CREATE TRIGGER destroyed_delete BEFORE DELETE ON destroyed
BEGIN SELECT RAISE(ABORT, 'what was destroyed stays so'); END;
CREATE TRIGGER destroyed_replace BEFORE INSERT ON destroyed
WHEN EXISTS (SELECT 1 FROM destroyed WHERE seq = NEW.seq)
BEGIN SELECT RAISE(ABORT, 'what was destroyed stays so'); END;
CREATE TRIGGER texts_update BEFORE UPDATE ON texts
BEGIN SELECT RAISE(ABORT, 'a text is never changed'); END;
CREATE TRIGGER texts_delete BEFORE DELETE ON texts
BEGIN SELECT RAISE(ABORT, 'a text is never changed'); END;
CREATE TRIGGER texts_replace BEFORE INSERT ON texts
WHEN EXISTS (SELECT 1 FROM texts WHERE digest = NEW.digest)
BEGIN SELECT RAISE(ABORT, 'a text is never changed'); END;

-- Rebuilt from here on.  A sum is the first eight bytes of the SHA-256 of what
-- a row says: what is read is held against it.

CREATE TABLE matter (
	key		TEXT PRIMARY KEY,
	title		TEXT NOT NULL,
	head		INTEGER NOT NULL,	-- its last entry
	import		INTEGER NOT NULL,	-- the import that holds
	text		TEXT NOT NULL,		-- digest of that agreement
	facts		INTEGER NOT NULL DEFAULT 0,	-- how many rows it has
	-- their sums, added up, modulo 2^62
	fact_rows	INTEGER NOT NULL DEFAULT 0,
	hash		BLOB NOT NULL CHECK (length(hash) = 32),	-- of HEAD
	docket_key	TEXT NOT NULL DEFAULT '',
	docket_rows	INTEGER NOT NULL DEFAULT 0,	-- their sums, added up
	sum		INTEGER NOT NULL DEFAULT 0	-- of the columns before
) STRICT, WITHOUT ROWID;

CREATE TABLE fact (
	matter		TEXT NOT NULL,
	seq		INTEGER NOT NULL,
	row		INTEGER NOT NULL,
	shape		TEXT NOT NULL,
	name		TEXT NOT NULL,
	day		TEXT CHECK (day IS date(day, '+0 days')),
	-- days after it on which it can have been, where that is not known
	span		INTEGER NOT NULL CHECK (span BETWEEN 0 AND 120),
	at		TEXT,
	zone		TEXT,
	wall		TEXT,
	about		INTEGER NOT NULL,
	about_row	INTEGER NOT NULL,
	part		INTEGER NOT NULL,
	source		TEXT,
	sum		INTEGER NOT NULL,	-- of this row, its fields, its sendings
	PRIMARY KEY (matter, seq, row)
) STRICT, WITHOUT ROWID;
CREATE INDEX fact_void ON fact (matter, about) WHERE shape = 'void';
CREATE INDEX fact_seal ON fact (matter, about)
WHERE shape IN ('seal', 'release');

CREATE TABLE field (
	matter		TEXT NOT NULL,
	seq		INTEGER NOT NULL,
	row		INTEGER NOT NULL,
	key		TEXT NOT NULL,
	value		TEXT NOT NULL,
	PRIMARY KEY (matter, seq, row, key)
) STRICT, WITHOUT ROWID;

CREATE TABLE sending (
	matter		TEXT NOT NULL,
	seq		INTEGER NOT NULL,
	row		INTEGER NOT NULL,
	part		INTEGER NOT NULL,
	party		TEXT NOT NULL,
	copy		INTEGER NOT NULL CHECK (copy IN (0, 1)),
	method		TEXT NOT NULL,
	address		TEXT,
	lists		TEXT NOT NULL,
	at		TEXT NOT NULL,
	zone		TEXT NOT NULL,
	wall		TEXT NOT NULL,
	PRIMARY KEY (matter, seq, row, part)
) STRICT, WITHOUT ROWID;

-- The cache of the docket: dropped and derived again at will.
CREATE TABLE docket (
	matter		TEXT NOT NULL,
	id		TEXT NOT NULL,
	section		TEXT NOT NULL,
	what		TEXT NOT NULL,
	task		TEXT NOT NULL,
	lack		TEXT NOT NULL,
	by		TEXT NOT NULL,
	party		TEXT NOT NULL,
	rests		TEXT NOT NULL,
	answers		TEXT NOT NULL,
	sense		TEXT NOT NULL,
	status		TEXT NOT NULL,
	note		TEXT NOT NULL,
	raw		TEXT,
	rolled		TEXT,
	working		TEXT,
	met_on		TEXT,
	since		TEXT,
	changes_on	TEXT,
	doubt		INTEGER NOT NULL CHECK (doubt IN (0, 1)),
	-- 0 nothing to do, 1 to be done, 2 waiting for what is not on record
	open		INTEGER NOT NULL CHECK (open IN (0, 1, 2)),
	-- the last safe day, else the day as written; without either
	-- '0000-00-00', or '9999-99-99' of what is not to be done
	place		TEXT NOT NULL,
	sum		INTEGER NOT NULL,	-- of the columns before, but place
	PRIMARY KEY (matter, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX docket_open ON docket (place, matter, id) WHERE open <> 0;
CREATE INDEX docket_all ON docket (place, matter, id, open, status, sum);

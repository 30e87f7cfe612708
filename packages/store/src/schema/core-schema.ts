/**
 * Tables of migration 1. Truth: roster, directory, entry, operation, receipt and what was set aside. Everything under
 * "derived" can be dropped and rebuilt from the truth. Ids are stored as their 32 (or 16) bytes; rows are local.
 */
export const CORE_SCHEMA_SQL = `
create table setting (name text primary key, value text not null) strict;

create table roster (id text primary key, version integer not null, document text not null) strict;
create table directory (
  id text primary key, member text not null, version integer not null, token text not null, held integer not null
) strict;
create index directory_of_member on directory (member) where held = 1;

create table space (
  row integer primary key, id blob not null unique, kind text not null, owner text not null, rule text not null
) strict;

create table log (
  row integer primary key, space integer not null references space(row), lane text not null, writer text not null,
  base integer references log(row), base_seq integer not null,
  tip_seq integer not null, tip_entry integer not null,
  pinned_to integer, held_back_to integer
) strict;
create index log_of_writer on log (space, lane, writer);

create table past (row integer primary key, vector text not null) strict;

create table entry (
  row integer primary key, id blob not null unique, space integer not null references space(row),
  log integer not null references log(row), seq integer not null, past integer not null references past(row),
  token text not null, at text not null, no_right text, signature_checked integer not null
) strict;
create unique index entry_of_log on entry (log, seq);
create index entry_unchecked on entry (row) where signature_checked = 0;
create index entry_damaged on entry (log, seq) where signature_checked = 2;

create table operation (
  row integer primary key, entry integer not null, section integer, verdict text not null,
  salt blob not null, body blob not null, client integer, clock_from integer, clock_to integer,
  scattered integer not null default 0, purged integer not null default 0
) strict;
create index operation_of_section on operation (section) where section is not null;
create index operation_unplaced on operation (entry) where section is null;

create table control (
  entry integer not null, op_index integer not null, space integer not null references space(row),
  op text not null, said text not null, primary key (entry, op_index)
) strict;
create index control_of_space on control (space, entry);

create table pin (
  key text primary key, id text not null, space integer not null references space(row), writer text not null,
  claims text not null, token text not null, since integer not null, delegation integer not null
) strict;

create table pin_carrier (
  pin text not null references pin(key), entry integer not null references entry(row), primary key (pin, entry)
) strict;

create table receipt (
  holder text not null, space blob not null, number integer not null, id text not null, token text not null,
  primary key (holder, space)
) strict;

create table pending (
  id blob primary key, space blob not null, missing text not null, needed integer not null,
  peer text not null, wire blob not null, at text not null
) strict;
create index pending_on on pending (missing, needed);
create index pending_of_peer on pending (peer);

create table quarantine (
  entry integer primary key references entry(row), space integer not null, peer text not null, bytes integer not null
) strict;
create index quarantine_of_peer on quarantine (peer, bytes);
create index quarantine_of_space on quarantine (space, bytes);

create table refusal (
  row integer primary key, at text not null, peer text not null, code text not null, message text not null,
  entry text, bytes blob not null
) strict;

-- own edits that show nothing any more and that their author has written again or let go
create table settled_loss (entry blob not null, op_index integer not null, primary key (entry, op_index)) strict;

create table peer (
  writer text primary key, nonce text, contacted text, converged text
) strict;

-- what commits changed, for other connections of this home; null: more than one space
create table commit_note (row integer primary key, space integer) strict;
-- which page brought the entries from this row on, until the next such row: what a home wrote itself stands among them
create table arrival (entry_from integer primary key, at text not null, peer text not null) strict;
-- up to which change an officer of this home has seen a record; never sent
create table seen (
  officer text not null, listed integer not null, change integer not null, primary key (officer, listed)
) strict;
-- what an officer of this home decided about differing values: left as it stands until the values change, or settled
create table left_standing (
  record integer not null, kind text not null, field text not null, digest text not null, officer text not null,
  at text not null, primary key (record, kind, field, digest)
) strict;
create table settlement (
  id text primary key, at text not null, officer text not null, record integer not null, kind text not null,
  field text not null, section text, former text not null, written text not null
) strict;
create index settlement_of on settlement (record, kind);
-- files that officers hand over for an import: never a plain file, dropped after the import or a day
create table upload (
  id text primary key, officer text not null, name text not null, bytes integer not null, at text not null
) strict;
create table upload_part (
  upload text not null references upload(id), at integer not null, content blob not null, primary key (upload, at)
) strict;
create table upload_reject (
  row integer primary key, upload text not null references upload(id), rejection text not null
) strict;
create index upload_reject_of on upload_reject (upload);

-- what comes in parts and is not whole yet: bytes of a peer that nobody has looked into
create table part_whole (
  row integer primary key, peer text not null, slot text not null, member text not null, digest text not null,
  total integer not null, held integer not null, at integer not null, unique (peer, slot)
) strict;
create table part_piece (
  whole integer not null references part_whole(row), start integer not null, content blob not null,
  primary key (whole, start)
) strict;

-- what officers of this home are typing; never sent
create table draft (
  officer text not null, record text not null, field text not null, value text not null, at text not null,
  primary key (officer, record, field)
) strict;
-- changes that were asked for with a key, kept for a day; no answer: it was lost
create table answered_call (
  officer text not null, key text not null, call text not null, digest text not null, answer text, at integer not null,
  primary key (officer, key)
) strict;
create index answered_call_by_age on answered_call (at);
-- who signed in at the desk, and who tried
create table sign_in (row integer primary key, officer text not null, event text not null, at text not null) strict;
create index sign_in_of_officer on sign_in (officer, row);

-- derived
create table record (row integer primary key, space integer not null, id blob not null, number text, unique (space, id)) strict;
create table section (
  row integer primary key, record integer not null references record(row), kind text not null, name text not null,
  speaks integer not null, source integer, view text, digest blob not null, title text not null, state blob,
  unique (record, kind, name)
) strict;
create table state_bucket (
  space integer not null, bucket text not null, version integer not null, digest blob, records integer not null,
  primary key (space, bucket)
) strict, without rowid;
create index state_bucket_changed on state_bucket (space, bucket) where digest is null;
create index record_by_number on record (number) where number is not null;
create table listed (
  row integer primary key, record integer not null references record(row), kind text not null, space integer not null,
  number text, members text not null, change integer not null, client integer, day text, substance text, channel text,
  country text, origin text, transit text, destination text, amount real, unit text,
  grams real, grams_low real, grams_high real
) strict;
create index listed_by_change on listed (change, row, client);
create index listed_of_space on listed (space, change);
create index listed_by_space_and_kind on listed (space, kind, change);
create index listed_of_kind on listed (kind, change);
create index listed_of_record on listed (record);
create index listed_by_number on listed (number) where number is not null;
create index listed_by_day on listed (day) where day is not null;
create table conflict (record integer not null references record(row), section integer, kind text not null, field text not null, type text not null, digest text not null) strict;
create index conflict_of_record on conflict (record);
`;

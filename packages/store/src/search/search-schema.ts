/**
 * The tables of the search index, all derived. The two FTS5 tables keep no text and no positions, only which sections
 * contain a gram; the text is read from the section itself. `search_owed` names the sections whose grams are not those of
 * their text yet. `pgsz` makes FTS5's blobs fit the 4,016 usable bytes of an encrypted page; at its default of 4,050 every one
 * would take an overflow page as well. `deletemerge = 0`: replacing a tenth of the sections would otherwise start
 * rewriting the whole index in the midst of it (measured: 2.5 ms per section instead of 0.3);
 * `SearchIndex.forgetRemoved` rewrites it once, when asked.
 */
export const SEARCH_SCHEMA_SQL = `
CREATE TABLE search_owed (section INTEGER PRIMARY KEY) STRICT;
CREATE VIRTUAL TABLE search_ascii USING fts5(
  grams, content = '', contentless_delete = 1, detail = none, tokenize = 'trigram case_sensitive 1'
);
CREATE VIRTUAL TABLE search_wide USING fts5(
  grams, content = '', contentless_delete = 1, detail = none, tokenize = 'ascii'
);
INSERT INTO search_ascii (search_ascii, rank) VALUES ('pgsz', 3900);
INSERT INTO search_ascii (search_ascii, rank) VALUES ('deletemerge', 0);
INSERT INTO search_wide (search_wide, rank) VALUES ('pgsz', 3900);
INSERT INTO search_wide (search_wide, rank) VALUES ('deletemerge', 0);
`;

/**
 * Whether every quoted cell of a raw row ends where a cell ends (RFC 4180, section 2). The parser reads broken quoting
 * leniently so that one bad row does not end the file; this finds those rows. A quote inside an unquoted cell, as in
 * `5" pipe`, is plain text. White space before an opening quote is refused: the quote would become part of the value.
 */
export function quotesAreSound(raw: string, delimiter: string): boolean {
  if (!raw.includes('"')) return true;
  let position = 0;
  for (;;) {
    const end = cellEnd(raw, position, delimiter);
    if (end === -1) return false;
    if (end === raw.length) return true;
    position = end + 1;
  }
}

/** Index of the delimiter that ends the cell at `start`, the length of the row after its last cell, -1 if unsound. */
function cellEnd(raw: string, start: number, delimiter: string): number {
  if (raw[start] === '"') {
    let close = raw.indexOf('"', start + 1);
    while (close !== -1 && raw[close + 1] === '"') close = raw.indexOf('"', close + 2);
    if (close === -1) return -1;
    return close + 1 === raw.length || raw[close + 1] === delimiter ? close + 1 : -1;
  }
  const next = raw.indexOf(delimiter, start);
  const end = next === -1 ? raw.length : next;
  return raw.slice(start, end).trimStart().startsWith('"') ? -1 : end;
}

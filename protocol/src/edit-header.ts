import type { RecordId } from './identifiers.js';
import type { EditHeader, SectionName } from './operation.js';

/** `kindNameSchema`, `recordNumberSchema`, `recordIdSchema` and `sectionNameSchema` in the one order of canonical JSON. */
const EDIT_HEADER =
  /^\{"kind":"([a-z][a-z-]{0,31})",(?:"number":"([A-Z][A-Z0-9]{1,11}-\d{4}-[0-9A-Z]{1,4}-\d{1,10}-[0-9A-Z])",)?"op":"edit","record":"([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})","section":"([A-Z][A-Z0-9]{1,11}|joint)"\}$/;

/**
 * The header of an edit in its one spelling (OPR-3), which nearly every operation has: a thousand of them are read while
 * a parser and a schema would read a hundred. Undefined says nothing about the bytes: then the schema decides. None of
 * the characters that are allowed here has an escape, so what fits is canonical.
 */
export function readEditHeader(bytes: Uint8Array): EditHeader | undefined {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
  const found = EDIT_HEADER.exec(text);
  if (found === null) return undefined;
  const [, kind, number, record, section] = found;
  const named = { op: 'edit' as const, kind: kind as string, record: record as RecordId };
  const whole = { ...named, section: section as SectionName };
  return number === undefined ? whole : { ...whole, number };
}

import { compareText, type JsonValue } from '@liaison/protocol';
import * as Y from 'yjs';
import type { StructId } from '../update/raw-update.js';
import { equalValues } from '../values/readable-value.js';
import { checkChange, type SectionChange } from './section-change.js';
import { currentText, fieldRoot, listItems, textRoot, writtenValues } from './section-roots.js';
import { type TextDifference, textDifference } from './text-difference.js';
import { type Place, UpdateBuilder } from './update-builder.js';

/**
 * The update by which a writer makes a change, or null where the section says so already. Fields and texts go in name
 * order, so the same change gives the same bytes.
 */
export function editUpdate(doc: Y.Doc, client: number, change: SectionChange): Uint8Array | null {
  checkChange(change);
  const builder = new UpdateBuilder(client, Y.getState(doc.store, client));
  for (const name of Object.keys(change.fields ?? {}).sort(compareText)) {
    writeField(builder, doc, name, change.fields?.[name] ?? null);
  }
  for (const name of Object.keys(change.several ?? {}).sort(compareText)) {
    replaceValues(builder, doc, name, change.several?.[name] ?? []);
  }
  for (const name of Object.keys(change.texts ?? {}).sort(compareText)) {
    const difference = textDifference(currentText(doc, name).text, change.texts?.[name] ?? '');
    if (difference !== null) writeText(builder, doc, name, difference);
  }
  for (const name of Object.keys(change.splices ?? {}).sort(compareText)) {
    for (const splice of change.splices?.[name] ?? []) writeText(builder, doc, name, splice);
  }
  return builder.finish();
}

/**
 * The first update of a section that nobody has written to, made without a document: the fast path of a bulk import.
 * Null where the change says nothing.
 */
export function createSectionUpdate(client: number, change: SectionChange): Uint8Array | null {
  checkChange(change);
  const builder = new UpdateBuilder(client, 0);
  for (const name of Object.keys(change.fields ?? {}).sort(compareText)) {
    const value = change.fields?.[name] ?? null;
    if (value !== null) builder.value({ root: fieldRoot(name), left: null, right: null }, value);
  }
  for (const name of Object.keys(change.texts ?? {}).sort(compareText)) {
    const text = change.texts?.[name] ?? '';
    if (text.length > 0) builder.text({ root: textRoot(name), left: null, right: null }, text);
  }
  for (const name of Object.keys(change.splices ?? {}).sort(compareText)) {
    const text = (change.splices?.[name] ?? []).map(({ insert }) => insert).join('');
    if (text.length > 0) builder.text({ root: textRoot(name), left: null, right: null }, text);
  }
  return builder.finish();
}

/** A write of a multi-value register: every value that the writer sees goes, one comes in front. */
function writeField(builder: UpdateBuilder, doc: Y.Doc, name: string, value: JsonValue | null): void {
  const current = writtenValues(doc, name);
  if (value === null ? current.length === 0 : current.length > 0 && current.every((seen) => says(seen.value, value)))
    return;
  replaceValues(builder, doc, name, value === null ? [] : [value]);
}

function replaceValues(builder: UpdateBuilder, doc: Y.Doc, name: string, values: readonly JsonValue[]): void {
  let first: StructId | null = null;
  for (const item of listItems(doc, fieldRoot(name))) {
    first ??= item.id;
    if (!item.deleted) builder.delete({ client: item.id.client, clock: item.id.clock, len: item.length });
  }
  let left: StructId | null = null;
  for (const value of values) {
    const here = builder.next;
    builder.value({ root: fieldRoot(name), left, right: first }, value);
    left = here;
  }
}

const says = (seen: JsonValue | undefined, value: JsonValue): boolean => seen !== undefined && equalValues(seen, value);

function writeText(builder: UpdateBuilder, doc: Y.Doc, name: string, { start, end, insert }: TextDifference): void {
  const place = { root: textRoot(name), left: null as StructId | null, right: null as StructId | null };
  let at = 0;
  for (const item of listItems(doc, place.root)) {
    const { id, length } = item;
    const isText = !item.deleted && item.content instanceof Y.ContentString;
    if (isText && place.right === null) {
      const [low, high] = [Math.max(start - at, 0), Math.min(end - at, length)];
      if (low < high) builder.delete({ client: id.client, clock: id.clock + low, len: high - low });
      if (end - at < length) {
        place.right = { client: id.client, clock: id.clock + end - at };
        if (end > at) place.left = { client: id.client, clock: id.clock + end - at - 1 };
        break;
      }
      at += length;
    }
    place.left = { client: id.client, clock: id.clock + length - 1 };
  }
  if (insert.length > 0) builder.text(place satisfies Place, insert);
}

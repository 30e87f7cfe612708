import type { JsonValue } from '@liaison/protocol';
import * as Y from 'yjs';
import { distinctValues, isReadableValue, orderedValue } from '../values/readable-value.js';
import { type SectionView, SectionViewBuilder } from './section-view.js';

/** One current value of a field, readable or not, and the place in the section's history where it was written. */
export interface WrittenValue {
  /** Undefined where the value cannot be shown. */
  readonly value: JsonValue | undefined;
  readonly client: number;
  readonly clock: number;
}

export const fieldRoot = (name: string): string => `f:${name}`;
export const textRoot = (name: string): string => `t:${name}`;

/**
 * The items of a root in list order, deleted ones included. Roots are never turned into Y.Array or Y.Text: those would
 * run Yjs's own clean-ups, which delete things, on data that a peer chose.
 */
export function* listItems(doc: Y.Doc, root: string): Generator<Y.Item> {
  for (let item = doc.share.get(root)?._start ?? null; item !== null; item = item.right) yield item;
}

/** The current values of a multi-value register in list order. */
export function writtenValues(doc: Y.Doc, field: string): WrittenValue[] {
  const values: WrittenValue[] = [];
  for (const item of listItems(doc, fieldRoot(field))) {
    if (item.deleted) continue;
    const contents: readonly unknown[] = item.content instanceof Y.ContentAny ? item.content.arr : unshown(item);
    contents.forEach((content, index) => {
      const value = isReadableValue(content) ? orderedValue(content) : undefined;
      values.push({ value, client: item.id.client, clock: item.id.clock + index });
    });
  }
  return values;
}

const unshown = (item: Y.Item): undefined[] => new Array<undefined>(Math.min(item.length, 1)).fill(undefined);

/** The text of a root and how many contents of it are no text. */
export function currentText(doc: Y.Doc, name: string): { text: string; unreadable: number } {
  let text = '';
  let unreadable = 0;
  for (const item of listItems(doc, textRoot(name))) {
    if (item.deleted) continue;
    if (item.content instanceof Y.ContentString) text += item.content.str;
    else unreadable++;
  }
  return text.isWellFormed() ? { text, unreadable } : { text: text.toWellFormed(), unreadable: unreadable + 1 };
}

/** What the whole document says. */
export function readView(doc: Y.Doc): SectionView {
  const builder = new SectionViewBuilder();
  for (const root of doc.share.keys()) {
    const name = root.slice(2);
    if (root.startsWith('f:')) {
      const values = writtenValues(doc, name).map(({ value }) => value);
      const readable = values.filter((value) => value !== undefined);
      builder.field(name, distinctValues(readable));
      builder.unreadableContents(name, values.length - readable.length);
    } else {
      const { text, unreadable } = currentText(doc, name);
      builder.text(name, text);
      builder.unreadableContents(name, unreadable);
    }
  }
  return builder.build();
}

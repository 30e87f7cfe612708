import { canonicalJson, compareText, type JsonValue, sha256 } from '@liaison/protocol';

/**
 * What one section says. Objects have no prototype and sorted keys; a field or text that says nothing is absent. Several
 * values of one field are a conflict: concurrent writes that nobody has settled yet, in the document's order.
 */
export interface SectionView {
  readonly fields: Readonly<Record<string, readonly JsonValue[]>>;
  readonly texts: Readonly<Record<string, string>>;
  /** How many contents of a field or text are kept but cannot be shown. */
  readonly unreadable: Readonly<Record<string, number>>;
}

/** Collects a view and puts it in its one form. */
export class SectionViewBuilder {
  private readonly fields = new Map<string, readonly JsonValue[]>();
  private readonly texts = new Map<string, string>();
  private readonly unreadable = new Map<string, number>();

  field(name: string, values: readonly JsonValue[]): void {
    if (values.length > 0) this.fields.set(name, values);
  }

  text(name: string, text: string): void {
    if (text.length > 0) this.texts.set(name, text);
  }

  unreadableContents(name: string, count: number): void {
    if (count > 0) this.unreadable.set(name, (this.unreadable.get(name) ?? 0) + count);
  }

  build(): SectionView {
    return {
      fields: sortedRecord(this.fields),
      texts: sortedRecord(this.texts),
      unreadable: sortedRecord(this.unreadable),
    };
  }
}

function sortedRecord<T>(entries: ReadonlyMap<string, T>): Record<string, T> {
  const record: Record<string, T> = Object.create(null);
  for (const name of [...entries.keys()].sort(compareText)) record[name] = entries.get(name) as T;
  return record;
}

/** A section that says nothing: no current value, no text, nothing unreadable. */
export const isEmptyView = (view: SectionView): boolean =>
  [view.fields, view.texts, view.unreadable].every((part) => Object.keys(part).length === 0);

/** Canonical JSON of a view (VIEW-1). */
export const encodeView = (view: SectionView): string =>
  canonicalJson({ fields: view.fields, texts: view.texts, unreadable: view.unreadable });

/** SHA-256 over the canonical JSON of a view (VIEW-2). */
export const viewDigest = (view: SectionView): Uint8Array => encodedViewDigest(encodeView(view));

/** The same over a view that has been encoded. */
export const encodedViewDigest = (encoded: string): Uint8Array => sha256(encoded);

/** Every text value of a view, parted by U+001F: what search looks in. */
export function searchableText(view: SectionView): string {
  const parts: string[] = [];
  for (const values of Object.values(view.fields)) for (const value of values) collectTexts(value, parts);
  parts.push(...Object.values(view.texts));
  return parts.join('\u001f');
}

function collectTexts(value: JsonValue, parts: string[]): void {
  if (typeof value === 'string') parts.push(value);
  else if (value !== null && typeof value === 'object') {
    for (const part of Object.values(value)) collectTexts(part as JsonValue, parts);
  }
}

import { canonicalJson, type JsonValue } from '@liaison/protocol';
import type { SectionView } from './section-view.js';
import { textDifference } from './text-difference.js';

/** What one change says by itself. */
export interface SaidAnew {
  /** Per field the values that were not there before. */
  readonly fields: Readonly<Record<string, readonly JsonValue[]>>;
  /** Per text the part that was typed, in whole words. */
  readonly texts: Readonly<Record<string, string>>;
}

/**
 * What a change said, from what its author saw before and after it: so that it can be said again where the document cannot
 * show it any more (SEC-6). What was only taken away is not in it.
 */
export function saidAnew(before: SectionView, after: SectionView): SaidAnew {
  const fields: Record<string, readonly JsonValue[]> = Object.create(null);
  for (const [name, values] of Object.entries(after.fields)) {
    const known = new Set((before.fields[name] ?? []).map((value) => canonicalJson(value)));
    const added = values.filter((value) => !known.has(canonicalJson(value)));
    if (added.length > 0) fields[name] = added;
  }
  const texts: Record<string, string> = Object.create(null);
  for (const [name, text] of Object.entries(after.texts)) {
    const typed = typedPart(before.texts[name] ?? '', text);
    if (typed.trim() !== '') texts[name] = typed.trim();
  }
  return { fields, texts };
}

/** Letters that happen to stand on both sides of a border belong to a word that was typed; no longer run is looked for. */
const WORD_UNITS_MAX = 40;

function typedPart(before: string, after: string): string {
  const { start, insert } = textDifference(before, after) ?? { start: 0, insert: '' };
  if (insert === '') return '';
  const end = start + insert.length;
  let [from, to] = [start, end];
  while (start - from < WORD_UNITS_MAX && isInWord(after, from)) from -= 1;
  while (to - end < WORD_UNITS_MAX && isInWord(after, to)) to += 1;
  return after.slice(from, to);
}

const LETTER = /[\p{L}\p{M}\p{N}\p{Cs}]/u;

/** Whether a border at this place would part a word. */
const isInWord = (text: string, at: number): boolean =>
  at > 0 && at < text.length && LETTER.test(text[at - 1] as string) && LETTER.test(text[at] as string);

import type { JsonValue, WriterId } from '@liaison/protocol';
import type { SectionView } from '@liaison/records';
import { matchRanges, type SectionRow, type TextRange } from '@liaison/store';
import { viewOf } from '../replica/derived/project-section.js';
import { sectionText } from '../replica/derived/search-upkeep.js';
import type { ReplicaContext } from '../replica/replica-context.js';
import { type ListedRecord, type RecordFilter, RecordLines, storeFilter } from './list-records.js';
import { decodeCursor, encodeCursor, type Paged } from './page-cursor.js';

/** Where a record has what was searched for. */
export interface Excerpt {
  readonly section: string;
  readonly field: string;
  /** The value, or the part of it around the first place. */
  readonly text: string;
  /** Something was left out before or after. */
  readonly cut: { readonly before: boolean; readonly after: boolean };
  /** Places in `text`, in UTF-16 units. */
  readonly ranges: readonly TextRange[];
}

export interface DeskHit extends ListedRecord {
  readonly excerpts: readonly Excerpt[];
}

export interface DeskSearch extends Paged<DeskHit> {
  /** False: texts that came in at the moment, or older ones for a query of one letter, were not looked at. */
  readonly complete: boolean;
}

export interface DeskSearchInput {
  readonly query: string;
  readonly filter: RecordFilter;
  readonly cursor?: string;
  readonly limit: number;
}

const EXCERPTS_MAX = 3;
const RANGES_MAX = 20;
const AROUND_UNITS = 60;

/** Records that fit and of which some section has the text, the newest first; for the desk's one box. */
export function searchDesk(context: ReplicaContext, officer: WriterId, input: DeskSearchInput): DeskSearch {
  const filter = storeFilter(context, officer, input.filter);
  if (filter === null) return { items: [], next: null, complete: true };
  const { search, sections, listed } = context.store;
  const narrows = Object.keys(filter).length > 0;
  const textOf = (section: number) => (narrows && !listed.fits(filter, section) ? '' : sectionText(context, section));
  const before = input.cursor === undefined ? Number.MAX_SAFE_INTEGER : decodeCursor(input.cursor).row;
  const lines = new RecordLines(context, officer);
  const items: DeskHit[] = [];
  for (let from = before; ; ) {
    const wanted = input.limit + 1 - items.length;
    const { sections: found, complete } = search.find(input.query, wanted, textOf, from);
    for (const row of found) {
      from = row;
      if (items.length === input.limit) return { items, next: encodeCursor('', row + 1), complete };
      const hit = hitOf(context, sections.sectionByRow(row), input.query, lines);
      if (hit !== undefined) items.push(hit);
    }
    if (found.length < wanted) return { items, next: null, complete };
  }
}

/** A record stands where the newest of its sections does that has the text; at the others it was shown already. */
function hitOf(
  context: ReplicaContext,
  section: SectionRow | undefined,
  query: string,
  lines: RecordLines,
): DeskHit | undefined {
  if (section === undefined) return undefined;
  const row = context.store.listed.ofRecord(section.record).find(({ kind }) => kind === section.kind);
  if (row === undefined) return undefined;
  const speaking = context.store.sections
    .sectionsOf(section.record)
    .filter(({ kind, speaks }) => kind === section.kind && speaks)
    .sort((a, b) => b.row - a.row);
  const excerpts = speaking.map((one) => ({ row: one.row, found: excerptsOf(context, one, query) }));
  if (excerpts.some((one) => one.row > section.row && one.found.length > 0)) return undefined;
  return { ...lines.of(row), excerpts: excerpts.flatMap(({ found }) => found).slice(0, EXCERPTS_MAX) };
}

function excerptsOf(context: ReplicaContext, section: SectionRow, query: string): Excerpt[] {
  return textsOf(viewOf(context, section)).flatMap(({ field, text }) => {
    const ranges = matchRanges(text, query, RANGES_MAX);
    return ranges.length === 0 ? [] : [{ section: section.name, field, ...cutAround(text, ranges) }];
  });
}

function textsOf({ fields, texts }: SectionView): { field: string; text: string }[] {
  const said = Object.entries(fields).flatMap(([field, values]) =>
    values.flatMap((value) => stringsOf(value).map((text) => ({ field, text }))),
  );
  return [...said, ...Object.entries(texts).map(([field, text]) => ({ field, text }))];
}

function stringsOf(value: JsonValue): string[] {
  if (typeof value === 'string') return [value];
  return value === null || typeof value !== 'object' ? [] : Object.values(value).flatMap(stringsOf);
}

/** Cut at spaces where there are some near, so that no character is halved. */
function cutAround(text: string, ranges: readonly TextRange[]): Pick<Excerpt, 'text' | 'cut' | 'ranges'> {
  const [first] = ranges as [TextRange];
  const from = first[0] <= AROUND_UNITS ? 0 : borderAfter(text, first[0] - AROUND_UNITS, first[0]);
  const last = Math.min(text.length, first[1] + AROUND_UNITS * 2);
  const to = last === text.length ? last : borderBefore(text, last, first[1]);
  const inside = ranges.filter((range) => range[0] >= from && range[1] <= to);
  return {
    text: text.slice(from, to),
    cut: { before: from > 0, after: to < text.length },
    ranges: inside.map((range): TextRange => [range[0] - from, range[1] - from]),
  };
}

function borderAfter(text: string, from: number, most: number): number {
  const space = text.indexOf(' ', from);
  if (space >= 0 && space < most) return space + 1;
  return isHalf(text, from) ? from + 1 : from;
}

function borderBefore(text: string, to: number, least: number): number {
  const space = text.lastIndexOf(' ', to);
  if (space > least) return space;
  return isHalf(text, to) ? to - 1 : to;
}

/** Between the two units of one character. */
const isHalf = (text: string, at: number): boolean => /[\udc00-\udfff]/.test(text[at] ?? '');

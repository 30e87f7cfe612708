import { precedes } from '@liaison/ledger';
import type { JsonValue, WriterId } from '@liaison/protocol';
import { kindSpec } from '@liaison/records';
import type { ConflictRow, ListedRow, SectionRow } from '@liaison/store';
import { placed } from '../replica/applying/place-entry.js';
import type { ReplicaContext } from '../replica/replica-context.js';
import { Attributions } from './attribution.js';
import { type ListedRecord, type RecordFilter, RecordLines, storeFilter } from './list-records.js';
import { decodeCursor, encodeCursor, type Paged } from './page-cursor.js';
import { ProvenTimes } from './proven-times.js';
import { type SaidBy, SectionReader } from './section-reader.js';

/** One of the differing values. */
export interface CardValue {
  readonly value: JsonValue;
  readonly section: string;
  readonly by: SaidBy | null;
  /** Said by the own member. */
  readonly own: boolean;
  /** Places in `values` of those that its author had seen when they wrote it; the others it was written beside. */
  readonly hadSeen: readonly number[];
}

/**
 * What an officer of this home may do. `keep`: say this value in `section`, where it replaces what stands there. `write`:
 * say another one there. `leave`: write nothing; every value stays beside the others, for everybody, and this card is put
 * away until one of them changes. It is the default: nothing is lost by it.
 */
export type CardChoice =
  | { readonly choice: 'leave' }
  | { readonly choice: 'keep'; readonly value: number; readonly section: string }
  | { readonly choice: 'write'; readonly section: string };

/** Differing values of one field of a record, as a card. */
export interface ConflictCard {
  readonly field: string;
  /** `conflict`: one section holds several values that nobody has settled; `disagreement`: sections say different things. */
  readonly type: ConflictRow['type'];
  /** Of a conflict the section. */
  readonly section: string | null;
  readonly values: readonly CardValue[];
  readonly choices: readonly CardChoice[];
  /** Give it to `conflict.settle`: it tells whether the values are still those of this card. */
  readonly digest: string;
  /** An officer of this home has left it as it stands. */
  readonly left: { readonly officer: string; readonly at: string } | null;
}

export interface ContestedRecord extends ListedRecord {
  readonly cards: readonly ConflictCard[];
}

/** One page of contested records, the last changed first, each with its cards. */
export function conflictCards(
  context: ReplicaContext,
  officer: WriterId,
  input: { readonly filter: RecordFilter; readonly cursor?: string; readonly limit: number },
): Paged<ContestedRecord> & { readonly total: number } {
  const filter = storeFilter(context, officer, { contested: true, ...input.filter });
  if (filter === null) return { items: [], next: null, total: 0 };
  const after = input.cursor === undefined ? {} : { after: decodeCursor(input.cursor) };
  const page = { sort: 'change' as const, descending: true, limit: input.limit + 1, ...after };
  const rows = context.store.listed.page(filter, page);
  const shown = rows.slice(0, input.limit);
  const last = rows.length > input.limit ? shown.at(-1) : undefined;
  const lines = new RecordLines(context, officer);
  return {
    items: shown.map((row) => ({ ...lines.of(row), cards: cardsOf(context, row) })),
    next: last === undefined ? null : encodeCursor(last.change, last.row),
    total: context.store.listed.count(filter),
  };
}

/** Every card of one record. */
export function cardsOf(context: ReplicaContext, row: Pick<ListedRow, 'record' | 'kind' | 'space'>): ConflictCard[] {
  const { conflicts, sections, spaces } = context.store;
  const space = spaces.byRow(row.space);
  if (space === undefined) return [];
  const contested = conflicts.ofRecord(row.record).filter(({ kind }) => kind === row.kind);
  const speaking = sections.sectionsOf(row.record).filter(({ kind, speaks }) => kind === row.kind && speaks);
  const [attributions, times] = [new Attributions(context), new ProvenTimes(context, space.id)];
  const readers = new Map(
    speaking
      .sort((a, b) => a.row - b.row)
      .map((section) => [section.row, new SectionReader(context, section, attributions, times)] as const),
  );
  try {
    return contested.map((conflict) => cardOf(context, row, conflict, readers));
  } finally {
    for (const reader of readers.values()) reader.close();
  }
}

function cardOf(
  context: ReplicaContext,
  row: Pick<ListedRow, 'kind' | 'space'>,
  { field, type, section, digest, record, kind }: ConflictRow,
  readers: ReadonlyMap<SectionRow['row'], SectionReader>,
): ConflictCard {
  const asked = [...readers].filter(([key]) => section === null || key === section).map(([, reader]) => reader);
  const said = asked.flatMap((reader) =>
    (reader.cell(field)?.values ?? []).map(({ value, by }) => ({ value, by, section: reader.section })),
  );
  const seen = seenBefore(
    context,
    said.map(({ by }) => by),
  );
  const values = said.map(
    (one, index): CardValue => ({
      ...one,
      own: one.by?.member === context.member,
      hadSeen: seen[index] ?? [],
    }),
  );
  const name = section === null ? null : (asked[0]?.section ?? null);
  const left = context.store.settlements
    .leftOf(record)
    .find((one) => one.kind === kind && one.field === field && one.digest === digest);
  return {
    field,
    type,
    section: name,
    values,
    choices: choicesOf(values, writableSections(context, row, name)),
    digest,
    left: left === undefined ? null : { officer: left.officer, at: left.at },
  };
}

/** Sections that officers of this home may write: of a conflict its own one only, since writing elsewhere settles nothing. */
export function writableSections(
  context: ReplicaContext,
  { kind, space }: Pick<ListedRow, 'kind' | 'space'>,
  conflictIn: string | null,
): string[] {
  const spec = kindSpec(kind);
  const canJoin = spec?.joint === true && context.standings.of(space).audience.size > 0;
  const own = spec === undefined ? [] : [context.member as string, ...(canJoin ? ['joint'] : [])];
  return conflictIn === null ? own : own.filter((section) => section === conflictIn);
}

function choicesOf(values: readonly CardValue[], sections: readonly string[]): CardChoice[] {
  const keep = sections.flatMap((section) =>
    values.flatMap((value, index): CardChoice[] => {
      // to say again what the section says alone already would change nothing
      const alone = value.section === section && values.filter((one) => one.section === section).length === 1;
      return alone ? [] : [{ choice: 'keep', value: index, section }];
    }),
  );
  return [{ choice: 'leave' }, ...keep, ...sections.map((section) => ({ choice: 'write' as const, section }))];
}

/** Per value the places of those that its entry has in its causal past. */
function seenBefore(context: ReplicaContext, said: readonly (SaidBy | null)[]): number[][] {
  const places = said.map((by) => {
    const entry = by === null ? undefined : context.store.entries.byId(by.entry);
    return entry && placed(context, entry);
  });
  return places.map((later) =>
    places.flatMap((earlier, index) =>
      later !== undefined && earlier !== undefined && earlier !== later && precedes(earlier, later) ? [index] : [],
    ),
  );
}

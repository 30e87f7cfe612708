import type { JsonValue, RecordId, SpaceId, WriterId } from '@liaison/protocol';
import { kindSpec, type SectionView } from '@liaison/records';
import type { ListedFilter, ListedRow, ListedSort, RecordRow, SectionRow, SpaceRow } from '@liaison/store';
import { standingOrder } from '../replica/derived/list-record.js';
import { viewOf } from '../replica/derived/project-section.js';
import type { ReplicaContext } from '../replica/replica-context.js';
import { Attributions } from './attribution.js';
import { type LastChange, lastChangeOf, type ReadView } from './last-change.js';
import { spaceTitle } from './list-spaces.js';
import { decodeCursor, encodeCursor, type Paged } from './page-cursor.js';
import { readerOf } from './reading-officer.js';

/** What is asked of a list of records. */
export interface RecordListInput {
  readonly filter: RecordFilter;
  /** `change`: what changed here last; `number`, `day`: records without one are left out. */
  readonly sort: ListedSort;
  readonly descending: boolean;
  readonly cursor?: string;
  readonly limit: number;
}

/** Narrows a list; the same filter stands behind a figure and the records that make it. */
export interface RecordFilter extends Omit<ListedFilter, 'space' | 'unread'> {
  readonly space?: SpaceId;
  /** True: only what this officer has not seen since it changed. */
  readonly unread?: boolean;
}

/** One part of the line by which people know a record: a field and the value that stands for it. */
export interface LinePart {
  readonly field: string;
  readonly value: JsonValue;
  /** Members say different things, or one says several. */
  readonly differs: boolean;
}

export interface ListedRecord {
  readonly record: RecordId;
  readonly number: string | null;
  readonly kind: string;
  readonly space: { readonly id: SpaceId; readonly title: string | null };
  readonly line: readonly LinePart[];
  /** Sections that say something, the one with which it began first. */
  readonly members: readonly string[];
  readonly conflicts: number;
  readonly disagreements: number;
  readonly changed: LastChange | null;
  /** Give it to `record.seen`. */
  readonly change: number;
  readonly unread: boolean;
}

export interface ListedRecords extends Paged<ListedRecord> {
  /** Records, all pages together. */
  readonly total: number;
}

/** One page of records, as this officer sees them. */
export function listRecords(context: ReplicaContext, officer: WriterId, input: RecordListInput): ListedRecords {
  const { sort, descending, limit, cursor } = input;
  const filter = storeFilter(context, officer, input.filter);
  if (filter === null) return { items: [], next: null, total: 0 };
  const after = cursor === undefined ? {} : { after: decodeCursor(cursor) };
  const rows = context.store.listed.page(filter, { sort, descending, limit: limit + 1, ...after });
  const shown = rows.slice(0, limit);
  const last = rows.length > limit ? shown.at(-1) : undefined;
  const describe = new RecordLines(context, officer);
  return {
    items: shown.map((row) => describe.of(row)),
    next: last === undefined ? null : encodeCursor(sortValue(last, sort), last.row),
    total: context.store.listed.count(filter),
  };
}

/** The filter with rows for names; null where it names a space that is not held. */
export function storeFilter(context: ReplicaContext, officer: WriterId, filter: RecordFilter): ListedFilter | null {
  const { space: id, unread, ...rest } = filter;
  const space = id === undefined ? undefined : context.store.spaces.byId(id);
  if (id !== undefined && space === undefined) return null;
  return {
    ...rest,
    ...(space === undefined ? {} : { space: space.row }),
    ...(unread === true ? { unread: readerOf(context, officer) } : {}),
  };
}

const sortValue = (row: ListedRow, sort: ListedSort): string | number =>
  sort === 'change' ? row.change : ((sort === 'number' ? row.number : row.facets.day) ?? '');

/** Makes lines of listed rows for one answer. */
export class RecordLines {
  readonly #attributions: Attributions;
  readonly #titles = new Map<number, { id: SpaceId; title: string | null }>();
  readonly #reader;

  constructor(
    private readonly context: ReplicaContext,
    officer: WriterId,
  ) {
    this.#attributions = new Attributions(context);
    this.#reader = readerOf(context, officer);
  }

  of(row: ListedRow): ListedRecord {
    const { conflicts, sections } = this.context.store;
    const record = sections.recordByRow(row.record) as RecordRow;
    const ofKind = sections.sectionsOf(row.record).filter((section) => section.kind === row.kind);
    const contested = conflicts.ofRecord(row.record).filter(({ kind }) => kind === row.kind);
    const contestedFields = new Set(contested.map(({ field }) => field));
    const read = readOnce(this.context);
    const conflictCount = contested.filter(({ type }) => type === 'conflict').length;
    return {
      record: record.id,
      number: record.number,
      kind: row.kind,
      space: this.#spaceOf(row.space),
      line: lineOf(row, ofKind, contestedFields, read),
      members: row.members,
      conflicts: conflictCount,
      disagreements: contested.length - conflictCount,
      changed: lastChangeOf(this.context, this.#attributions, ofKind, read),
      change: row.change,
      unread: this.#isUnread(row),
    };
  }

  #isUnread({ change, client, row }: ListedRow): boolean {
    const { officer, client: own, seenTo } = this.#reader;
    return change > seenTo && client !== own && this.context.store.seen.of(officer, row) < change;
  }

  #spaceOf(row: number): { id: SpaceId; title: string | null } {
    const known = this.#titles.get(row);
    if (known !== undefined) return known;
    const space = this.context.store.spaces.byRow(row) as SpaceRow;
    const found = { id: space.id, title: spaceTitle(this.context, space) };
    this.#titles.set(row, found);
    return found;
  }
}

/** Reads each section of a record once: the line and what changed last are told from the same view. */
function readOnce(context: ReplicaContext): ReadView {
  const known = new Map<number, SectionView>();
  return (section) => {
    const view = known.get(section.row) ?? viewOf(context, section);
    known.set(section.row, view);
    return view;
  };
}

function lineOf(
  { kind }: ListedRow,
  sections: readonly SectionRow[],
  contested: ReadonlySet<string>,
  read: ReadView,
): LinePart[] {
  const spec = kindSpec(kind);
  const speaking = sections.filter(({ speaks }) => speaks).sort((a, b) => a.row - b.row);
  const views = standingOrder(speaking).map(read);
  const names = [...(spec?.title ?? []), ...(spec?.day === undefined ? [] : [spec.day])];
  return names.flatMap((field) => {
    const value = views.map((view) => view.fields[field]?.[0]).find((said) => said !== undefined && said !== null);
    return value === undefined ? [] : [{ field, value, differs: contested.has(field) }];
  });
}

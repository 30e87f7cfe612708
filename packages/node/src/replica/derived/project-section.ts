import {
  canonicalJson,
  compareBytes,
  contentOfBody,
  type JsonValue,
  type SectionName,
  sha256Text,
} from '@liaison/protocol';
import {
  type Cuts,
  conflictsOf,
  encodedViewDigest,
  encodeView,
  freshSectionView,
  isEmptyView,
  SectionDocument,
  type SectionView,
  titleOf,
} from '@liaison/records';
import type { ConflictRow, LogRow, SectionOperation, SectionRow } from '@liaison/store';
import type { ReplicaContext } from '../replica-context.js';
import { ChangedRecords, type SavedView } from './list-record.js';
import type { SectionUpdate, TouchedSections } from './touched-sections.js';

/** Brings every touched section, its search text and its record's conflicts up to date, at the end of a transaction. */
export function projectSections(context: ReplicaContext, touched: TouchedSections): void {
  const records = new Set<number>();
  const changed = new ChangedRecords();
  const speaking: number[] = [];
  for (const [row, updates] of touched.entries()) {
    const section = context.store.sections.sectionByRow(row) as SectionRow;
    const made = updates === null ? undefined : touched.madeBy(row);
    const saved =
      made === undefined
        ? projectSection(context, section, updates)
        : projectContents(context, section, { counting: updates ?? [], stopped: [], cuts: NO_CUTS });
    if (saved.section.speaks) speaking.push(row);
    changed.add({
      ...saved,
      view: updates === null ? undefined : saved.view,
      isWhole: made === 'record',
      client: updates?.at(-1)?.client ?? null,
    });
    // the only section of a record, made by one update, has one value per field: nothing can differ from it
    if (made !== 'record' || updates?.length !== 1) records.add(section.record);
  }
  for (const record of records) projectConflicts(context, record);
  context.store.search.owe(speaking);
  changed.list(context, viewOf);
  if (changed.size > 0) context.store.state.touch(changed.rows());
}

const NO_CUTS: Cuts = new Map();

function projectSection(context: ReplicaContext, section: SectionRow, updates: SectionUpdate[] | null): SavedView {
  const incremental = updates !== null && section.state !== null && !hasCuts(context, section.row);
  if (incremental) {
    const document = SectionDocument.fromState(section.state as Uint8Array);
    for (const { content } of updates) document.apply(content);
    return saveDocument(context, section, document);
  }
  const { counting, stopped, cuts } = operationsOf(context, section.row);
  const updatesOf = (operations: readonly SectionOperation[]) =>
    operations.map(({ row, client }) => ({ row, client, content: contentOf(context, row) }));
  return projectContents(context, section, { counting: updatesOf(counting), stopped: updatesOf(stopped), cuts });
}

/** Projects a section from all its updates that count. */
function projectContents(context: ReplicaContext, section: SectionRow, made: SectionParts<SectionUpdate>): SavedView {
  const { counting, stopped, cuts } = made;
  const [only, ...others] = counting;
  // a single plain update is its own state: no document is opened, and the bytes are not stored twice
  const fresh =
    only === undefined || others.length + stopped.length + cuts.size > 0 ? null : freshSectionView(only.content);
  if (fresh !== null && only !== undefined) return saveView(context, section, fresh, { state: null, source: only.row });
  const contents = (updates: readonly SectionUpdate[]) => updates.map(({ content }) => content);
  return saveDocument(context, section, SectionDocument.fromUpdates(contents(counting), cuts, contents(stopped)));
}

function saveDocument(context: ReplicaContext, section: SectionRow, document: SectionDocument): SavedView {
  try {
    return saveView(context, section, document.view(), { state: document.encodeState(), source: null });
  } finally {
    document.close();
  }
}

/** The section's document as it stands, for reading who wrote what or for a further edit. The caller closes it. */
export function openSection(context: ReplicaContext, section: SectionRow): SectionDocument {
  if (section.state !== null) return SectionDocument.fromState(section.state);
  const { counting, stopped, cuts } = operationsOf(context, section.row);
  const contents = (operations: readonly SectionOperation[]) => operations.map(({ row }) => contentOf(context, row));
  return SectionDocument.fromUpdates(contents(counting), cuts, contents(stopped));
}

/** What a section is made from. */
interface SectionParts<Part> {
  readonly counting: readonly Part[];
  /** Past a pin, a removal or a revocation: they give their places to what counts. */
  readonly stopped: readonly Part[];
  /** Per client that a fork stops, the first clock that does not count. */
  readonly cuts: Cuts;
}

/** The valid edits of a section, in causal order, by what becomes of them. */
function operationsOf(context: ReplicaContext, section: number): SectionParts<SectionOperation> {
  const counting: SectionOperation[] = [];
  const stopped: SectionOperation[] = [];
  const cuts = new Map<number, number>();
  for (const operation of context.store.operations.ofSection(section)) {
    if (operationCounts(context, operation)) counting.push(operation);
    else if (!isForked(context, operation)) stopped.push(operation);
    else {
      const cut = cuts.get(operation.client);
      cuts.set(operation.client, Math.min(cut ?? operation.clockFrom, operation.clockFrom));
    }
  }
  return { counting, stopped, cuts };
}

/** Neither branch of a forked log gives anything, not even places: two nodes may hold different ones (FRK-2). */
function isForked(context: ReplicaContext, operation: SectionOperation): boolean {
  const log = context.store.logs.byRow(operation.log) as LogRow;
  const { forks } = context.standings.of(log.space);
  return forks.some(({ lane, writer, seq }) => lane === log.lane && writer === log.writer && operation.seq >= seq);
}

const hasCuts = (context: ReplicaContext, section: number): boolean =>
  context.store.operations.ofSection(section).some((operation) => !operationCounts(context, operation));

/** Whether a valid edit counts: no pin, fork, removal or revocation has stopped its log before it. */
export function operationCounts(context: ReplicaContext, operation: Pick<SectionOperation, 'log' | 'seq'>): boolean {
  const log = context.store.logs.byRow(operation.log);
  if (log === undefined) return false;
  const limit = context.standings.of(log.space).limits.get(log.row);
  return limit === undefined || operation.seq <= limit;
}

const contentOf = (context: ReplicaContext, row: number): Uint8Array =>
  contentOfBody(context.store.operations.body(row));

/** The update that made a section, as far as it counts. */
export function firstUpdate(context: ReplicaContext, section: number): Uint8Array | undefined {
  const [first] = operationsOf(context, section).counting;
  return first && contentOf(context, first.row);
}

/** What a section's view is made from. */
interface ViewOrigin {
  readonly state: Uint8Array | null;
  readonly source: number | null;
}

function saveView(context: ReplicaContext, section: SectionRow, view: SectionView, origin: ViewOrigin): SavedView {
  const empty = isEmptyView(view);
  const encoded = encodeView(view);
  const digest = encodedViewDigest(encoded);
  context.store.sections.updateSection({
    row: section.row,
    speaks: !empty,
    view: empty || origin.source !== null ? null : encoded,
    digest,
    title: empty ? '' : titleOf(section.kind, [view]),
    ...origin,
  });
  if (empty) context.store.search.remove(section.row);
  return { section: { ...section, speaks: !empty }, view, differs: compareBytes(digest, section.digest) !== 0 };
}

/** The view as it was last projected. */
export function viewOf(context: ReplicaContext, section: SectionRow): SectionView {
  if (!section.speaks) return NOTHING_SAID;
  if (section.source !== null) return freshSectionView(contentOf(context, section.source)) ?? NOTHING_SAID;
  return section.view === null ? NOTHING_SAID : (JSON.parse(section.view) as SectionView);
}

const NOTHING_SAID: SectionView = { fields: {}, texts: {}, unreadable: {} };

function projectConflicts(context: ReplicaContext, record: number): void {
  const rows: ConflictRow[] = [];
  const all = context.store.sections.sectionsOf(record);
  for (const kind of new Set(all.map((section) => section.kind))) {
    const sections = all.filter((section) => section.kind === kind);
    const views = sections
      .filter((section) => section.speaks)
      .map((section) => ({ section: section.name as SectionName, view: viewOf(context, section) }));
    for (const { field, section, type, values } of conflictsOf(views)) {
      const row = sections.find((candidate) => candidate.name === section)?.row ?? null;
      const digest = sha256Text(canonicalJson(values as unknown as JsonValue));
      rows.push({ record, section: row, kind, field, type, digest });
    }
  }
  context.store.conflicts.replace(record, rows);
}

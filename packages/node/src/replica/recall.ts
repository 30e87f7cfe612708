import { coveringRecall, type OpenedOperation, type RecallStatement, recallKey } from '@liaison/ledger';
import {
  bodyDigest,
  decodeOperation,
  type EditHeader,
  type MemberCode,
  type RecordId,
  type SectionName,
  type WriterId,
  withContent,
} from '@liaison/protocol';
import { skeletonOf } from '@liaison/records';
import type { EntryRow, LogRow, SpaceRow, StoredContent } from '@liaison/store';
import type { Place } from './place-entry.js';
import type { ReplicaContext } from './replica-context.js';
import type { TouchedSections } from './touched-sections.js';

/** That content was taken out and its last traces wait to be wiped from the file. */
const WIPE_OWED = 'purge-wipe-owed';

/** Whether recalls that count cover an edit that is about to be held (RCL-3). */
export function isCovered(
  context: ReplicaContext,
  space: number,
  header: EditHeader,
  edit: { readonly place: Place; readonly seq: number; readonly member: MemberCode },
): boolean {
  const statements = context.standings.recallsOf(space).get(recallKey(header.record, header.section));
  if (statements === undefined) return false;
  // a log that is not there yet has no row; none of the statements stands in a record log
  const placed = { row: edit.place.log?.row ?? -1, seq: edit.seq, past: edit.place.past, member: edit.member };
  return coveringRecall(placed, statements) !== undefined;
}

/** What is kept of an operation's content: all of it, or, where a recall covers it, its skeleton (RCL-4). */
export function keptContent(
  operation: OpenedOperation,
  covered: boolean,
): Pick<StoredContent, 'salt' | 'body' | 'purged'> {
  const { salt, body, skeleton, purged } = operation;
  if (purged || !covered) return { salt, body, purged };
  return { salt: bodyDigest(salt, body), body: withContent(body, skeleton), purged: true };
}

/**
 * Brings what is held of every section to what the recalls say that count now, after those that counted before: takes
 * content out where one covers it, and marks the entry for fetching again where none covers any more what was taken out.
 */
export function settleRecalls(
  context: ReplicaContext,
  space: SpaceRow,
  before: ReadonlyMap<string, readonly RecallStatement[]>,
  touched: TouchedSections,
): void {
  const after = context.standings.recallsOf(space.row);
  for (const key of new Set([...before.keys(), ...after.keys()])) {
    if (sameStatements(before.get(key) ?? [], after.get(key) ?? [])) continue;
    const [record, section] = key.split('/') as [RecordId, SectionName];
    new SectionPurge(context, space, after.get(key) ?? [], touched).run(record, section);
  }
}

const sameStatements = (a: readonly RecallStatement[], b: readonly RecallStatement[]): boolean =>
  a.length === b.length && a.every(({ id, index }) => b.some((one) => one.id === id && one.index === index));

class SectionPurge {
  #wiped = false;

  constructor(
    private readonly context: ReplicaContext,
    private readonly space: SpaceRow,
    private readonly statements: readonly RecallStatement[],
    private readonly touched: TouchedSections,
  ) {}

  run(record: RecordId, name: SectionName): void {
    const { authority, operations, sections, setAside } = this.context.store;
    const row = sections.record(this.space.row, record)?.row;
    const named = row === undefined ? [] : sections.sectionsOf(row).filter((section) => section.name === name);
    for (const section of named) {
      for (const content of operations.contentsOf(section.row)) {
        if (this.#settle(content)) this.touched.rebuild(section.row);
      }
    }
    for (const content of operations.unplaced(this.space.row)) {
      const header = headerOf(content);
      if (header?.op === 'edit' && header.record === record && header.section === name) this.#settle(content);
    }
    if (!this.#wiped) return;
    setAside.forgetNaming(this.space.id, record);
    authority.putSetting(WIPE_OWED, 'yes');
  }

  /** True where the content changed. */
  #settle(content: StoredContent): boolean {
    const { entries, logs, operations, pasts } = this.context.store;
    const entry = entries.byRow(content.entry) as EntryRow;
    const { writer } = logs.byRow(entry.log) as LogRow;
    const member = this.context.authority.certificate(writer as WriterId)?.claims.member as MemberCode;
    const edit = { row: entry.log, seq: entry.seq, past: pasts.get(entry.past), member };
    const covered = coveringRecall(edit, this.statements) !== undefined;
    if (covered && !content.purged) {
      operations.replaceContent(content.row, { ...purgedContent(content), purged: true });
      this.#wiped = true;
      return true;
    }
    // what was taken out under a recall that counts no longer is not given on as if it were whole (RCL-6)
    if (!covered && content.purged) entries.setChecked(entry.row, true);
    return false;
  }
}

const headerOf = ({ body }: StoredContent) => {
  const decoded = decodeOperation(body);
  return decoded.ok ? decoded.value.header : undefined;
};

function purgedContent({ salt, body }: StoredContent): { salt: Uint8Array; body: Uint8Array } {
  const decoded = decodeOperation(body);
  if (!decoded.ok) throw decoded.error;
  const skeleton = skeletonOf(decoded.value.form, decoded.value.content);
  if (!skeleton.ok) throw skeleton.error;
  return { salt: bodyDigest(salt, body), body: withContent(body, skeleton.value) };
}

export const isWipeOwed = (context: ReplicaContext): boolean => context.store.authority.setting(WIPE_OWED) === 'yes';

export const wipeDone = (context: ReplicaContext): void => context.store.authority.putSetting(WIPE_OWED, 'no');

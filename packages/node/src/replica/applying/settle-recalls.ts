import { coveringRecall, openWireEntry, type RecallStatement, recallKey } from '@liaison/ledger';
import {
  bodyDigest,
  decodeOperation,
  type MemberCode,
  type RecordId,
  type SectionName,
  type WriterId,
  withContent,
} from '@liaison/protocol';
import { skeletonOf } from '@liaison/records';
import type { EntryRow, LogRow, SpaceRow, StoredContent } from '@liaison/store';
import type { TouchedSections } from '../derived/touched-sections.js';
import { auditEntry, isStillCovered } from '../incoming/signature-repair.js';
import { wireOf } from '../outgoing/select-entries.js';
import type { ReplicaContext } from '../replica-context.js';
import { oweWipe } from './purge-wipe.js';
import { dropTraces } from './recalled-traces.js';

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
  const changed = new Map<string, SectionPurge>();
  for (const key of new Set([...before.keys(), ...after.keys()])) {
    if (sameStatements(before.get(key) ?? [], after.get(key) ?? [])) continue;
    changed.set(key, new SectionPurge(context, space, after.get(key) ?? [], touched));
  }
  if (changed.size === 0) return;
  const unplaced = unplacedContents(context, space, changed);
  for (const [key, purge] of changed) {
    const [record, section] = key.split('/') as [RecordId, SectionName];
    purge.run(record, section, unplaced.get(key) ?? []);
  }
}

/** Both stand in the order in which they were held. */
const sameStatements = (a: readonly RecallStatement[], b: readonly RecallStatement[]): boolean =>
  a.length === b.length && a.every(({ id, index }, i) => b[i]?.id === id && b[i]?.index === index);

/** Edits that stand in no section, because they are void or without right, by what a recall names; read once for all. */
function unplacedContents(context: ReplicaContext, space: SpaceRow, keys: ReadonlyMap<string, unknown>) {
  const found = new Map<string, StoredContent[]>();
  for (const content of context.store.operations.unplaced(space.row)) {
    const header = headerOf(content);
    const key = header?.op === 'edit' ? recallKey(header.record, header.section) : '';
    if (!keys.has(key)) continue;
    const known = found.get(key);
    if (known === undefined) found.set(key, [content]);
    else known.push(content);
  }
  return found;
}

class SectionPurge {
  #wiped = false;
  /** Entries of which something was missing that a recall covers now. */
  readonly #sound = new Set<number>();

  constructor(
    private readonly context: ReplicaContext,
    private readonly space: SpaceRow,
    private readonly statements: readonly RecallStatement[],
    private readonly touched: TouchedSections,
  ) {}

  run(record: RecordId, name: SectionName, unplaced: readonly StoredContent[]): void {
    const { operations, sections, setAside } = this.context.store;
    const row = sections.record(this.space.row, record)?.row;
    const named = row === undefined ? [] : sections.sectionsOf(row).filter((section) => section.name === name);
    for (const section of named) {
      for (const content of operations.contentsOf(section.row)) {
        if (this.#settle(content)) this.touched.rebuild(section.row);
      }
    }
    for (const content of unplaced) this.#settle(content);
    for (const entry of this.#sound) settleSoundness(this.context, entry);
    if (!this.#wiped) return;
    setAside.forgetNaming(this.space.id, record);
    if (row !== undefined) dropTraces(this.context, { row, record, name });
    oweWipe(this.context);
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
    if (covered && !entry.signatureChecked) this.#sound.add(entry.row);
    return false;
  }
}

/** Gives an entry on again once a recall covers all that is missing of it, if its signature is sound. */
function settleSoundness(context: ReplicaContext, row: number): void {
  const entry = context.store.entries.byRow(row) as EntryRow;
  const opened = openWireEntry(wireOf(context, entry), skeletonOf);
  if (!opened.ok) return;
  const missing = opened.value.operations.some((one) => one.purged && !isStillCovered(context, entry, one));
  if (!missing) auditEntry(context, entry);
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

import { canonicalJson, type EntryId, type JsonValue, LiaisonError } from '@liaison/protocol';
import type { ListedRow, RecordRow, SettlementRow, SpaceRow } from '@liaison/store';
import { type ConflictCard, cardsOf, writableSections } from '../queries/conflict-cards.js';
import { findRecord } from '../queries/find-record.js';
import { valuesIn } from '../queries/settled-cards.js';
import { claimedTime } from '../replica/clock.js';
import type { Replica } from '../replica/replica.js';
import type { Author } from '../replica/write-entry.js';
import { type Assignment, changeFrom } from './assignments.js';
import { editWithin } from './write-record.js';

/** What is to become of differing values; see `CardChoice`. */
export type Settling =
  | { readonly choice: 'leave' }
  | { readonly choice: 'keep'; readonly value: number; readonly section: string }
  | { readonly choice: 'write'; readonly section: string; readonly assignment: Assignment };

export interface SettleInput {
  readonly record: string;
  readonly field: string;
  /** Of the card that the officer has seen. */
  readonly digest: string;
  readonly settling: Settling;
}

export interface SettleAnswer {
  /** Give it to `undoSettlement`. */
  readonly settlement: string;
  /** Null where nothing was written. */
  readonly entry: EntryId | null;
}

/**
 * Decides about differing values in the name of an officer: leaves them as they stand, or writes one value into a section
 * of the own member or the joint one. Nothing that another section says is touched. Throws `conflict-changed` when the
 * values are not those the officer saw, `choice-not-offered`, and what `editRecord` throws.
 */
export function settleConflict(replica: Replica, author: Author, input: SettleInput): SettleAnswer {
  const { context } = replica;
  const found = findRecord(context, input.record);
  const row = { record: found.record.row, kind: found.kind, space: found.space.row };
  const card = cardsOf(context, row).find(({ field, digest }) => field === input.field && digest === input.digest);
  if (card === undefined) throw changed();
  return replica.transaction(() => {
    const settled = { ...row, field: input.field, officer: author.certificate.claims.writer };
    if (input.settling.choice === 'leave') return leave(replica, settled, card);
    return write(replica, author, { ...settled, ...found }, card, input.settling);
  });
}

interface Settled extends Pick<ListedRow, 'kind'> {
  readonly record: number;
  readonly field: string;
  readonly officer: string;
}

function leave(replica: Replica, { record, kind, field, officer }: Settled, { digest }: ConflictCard): SettleAnswer {
  const { settlements } = replica.context.store;
  const at = claimedTime(replica.context.clock);
  settlements.leave({ record, kind, field, digest, officer, at });
  const kept = { officer, at, record, kind, field, section: null, former: '[]', written: digest };
  return { settlement: keep(replica, kept), entry: null };
}

interface WrittenRecord {
  readonly record: RecordRow;
  readonly space: SpaceRow;
  readonly kind: string;
  readonly field: string;
  readonly officer: string;
}

function write(
  replica: Replica,
  author: Author,
  { record, space, kind, field, officer }: WrittenRecord,
  card: ConflictCard,
  settling: Exclude<Settling, { choice: 'leave' }>,
): SettleAnswer {
  const { context } = replica;
  const { section } = settling;
  const writable = writableSections(context, { kind, space: space.row }, card.section);
  if (!writable.includes(section)) throw notOffered(section);
  const place = { record: record.row, kind, section, field };
  const former = valuesIn(context, place);
  const change =
    settling.choice === 'write'
      ? changeFrom(kind, [settling.assignment])
      : { fields: { [field]: valueAt(card, settling.value) } };
  if (Object.keys({ ...change.fields, ...change.texts }).join() !== field) throw notOffered(section);
  const edit = { record: record.id, space: space.id, joint: section === 'joint', change };
  const { entry } = editWithin(replica, author, edit);
  const written = canonicalJson(valuesIn(context, place));
  const at = claimedTime(context.clock);
  const kept = { officer, at, ...place, former: canonicalJson(former), written };
  return { settlement: keep(replica, kept), entry };
}

function valueAt({ values }: ConflictCard, index: number): JsonValue {
  const value = values[index];
  if (value === undefined) throw changed();
  return value.value;
}

function keep(replica: Replica, settlement: Omit<SettlementRow, 'id'>): string {
  const id = Buffer.from(replica.context.random.bytes(16)).toString('hex');
  replica.context.store.settlements.put({ id, ...settlement });
  return id;
}

/**
 * Undoes a settlement: what was left standing is a card again, and where a value was written the former ones are said
 * again, in the name of the officer who undoes. Throws `settlement-unknown`, and `conflict-changed` where somebody has
 * written there since.
 */
export function undoSettlement(replica: Replica, author: Author, id: string): { entry: EntryId | null } {
  const { context } = replica;
  const settlement = context.store.settlements.get(id);
  const record = settlement && context.store.sections.recordByRow(settlement.record);
  if (settlement === undefined || record === undefined) throw unknownSettlement();
  return replica.transaction(() => {
    context.store.settlements.drop(id);
    if (settlement.section === null) {
      context.store.settlements.takeUp({ ...settlement, digest: settlement.written });
      return { entry: null };
    }
    return writeFormer(replica, author, record, { ...settlement, section: settlement.section });
  });
}

function writeFormer(
  replica: Replica,
  author: Author,
  record: RecordRow,
  { kind, field, section, former, written }: SettlementRow & { readonly section: string },
): { entry: EntryId | null } {
  const { context } = replica;
  if (canonicalJson(valuesIn(context, { record: record.row, kind, section, field })) !== written) throw changed();
  const space = context.store.spaces.byRow(record.space) as SpaceRow;
  const change = { several: { [field]: JSON.parse(former) as JsonValue[] } };
  const edit = { record: record.id, space: space.id, joint: section === 'joint', change };
  return { entry: editWithin(replica, author, edit).entry };
}

const changed = () =>
  new LiaisonError(
    'conflict-changed',
    'The values are not those on the card any more; nothing was written.',
    'Look at the record again and decide anew.',
  );

const notOffered = (section: string) =>
  new LiaisonError(
    'choice-not-offered',
    `To write that into the section ${section} would not settle this.`,
    'Take one of the choices of the card.',
  );

const unknownSettlement = () =>
  new LiaisonError(
    'settlement-unknown',
    'There is nothing to undo under that name.',
    'It was undone already, or another home decided it. Edit the record to change it.',
  );

import { canonicalJson, type JsonValue, type SectionName, type SpaceId } from '@liaison/protocol';
import type { SettlementRow } from '@liaison/store';
import { viewOf } from '../replica/derived/project-section.js';
import type { ReplicaContext } from '../replica/replica-context.js';
import { Attributions } from './attribution.js';
import { type ConflictCard, cardsOf } from './conflict-cards.js';
import { findRecord } from './find-record.js';

/** What an officer of this home decided about differing values, as long as it can be undone. */
export interface SettledCard {
  /** Give it to `conflict.undo`. */
  readonly settlement: string;
  readonly field: string;
  /** Section that was written; null: the values were left as they stand. */
  readonly section: string | null;
  /** What was written; empty where nothing was. */
  readonly values: readonly JsonValue[];
  /** Name of who decided, where this home knows it. */
  readonly officer: string | null;
  readonly at: string;
}

/** The cards of one record, and beside them what was decided here and can still be undone. */
export interface RecordCards {
  /** Those that somebody has left as they stand are among them. */
  readonly cards: readonly ConflictCard[];
  /** The latest decision first. */
  readonly settled: readonly SettledCard[];
}

/** Throws what `findRecord` throws. */
export function recordCards(context: ReplicaContext, text: string, space?: SpaceId): RecordCards {
  const { record, kind, space: held } = findRecord(context, text, space);
  const cards = cardsOf(context, { record: record.row, kind, space: held.row });
  const attributions = new Attributions(context);
  const settled = context.store.settlements
    .ofRecord(record.row, kind)
    .filter((settlement) => canBeUndone(context, settlement, cards))
    .map(
      ({ id, field, section, written, officer, at }): SettledCard => ({
        settlement: id,
        field,
        section,
        values: section === null ? [] : (JSON.parse(written) as JsonValue[]),
        officer: attributions.nameOf(officer),
        at,
      }),
    );
  return { cards, settled: latestOfEach(settled).reverse() };
}

/** Nobody has written there since; of what was left standing: the card is still the same and put away. */
function canBeUndone(context: ReplicaContext, settlement: SettlementRow, cards: readonly ConflictCard[]): boolean {
  const { record, kind, field, section, written } = settlement;
  if (section === null)
    return cards.some((card) => card.field === field && card.digest === written && card.left !== null);
  return canonicalJson(valuesIn(context, { record, kind, section, field })) === written;
}

function latestOfEach(settled: readonly SettledCard[]): SettledCard[] {
  const latest = new Map(settled.map((one) => [JSON.stringify([one.field, one.section]), one]));
  return settled.filter((one) => latest.get(JSON.stringify([one.field, one.section])) === one);
}

/** One field of one section of a record of this home. */
export interface FieldPlace {
  readonly record: number;
  readonly kind: string;
  readonly section: string;
  readonly field: string;
}

/** The values that a section says of a field now. */
export function valuesIn(context: ReplicaContext, { record, kind, section, field }: FieldPlace): JsonValue[] {
  const row = context.store.sections.section(record, kind, section as SectionName);
  return row === undefined ? [] : [...(viewOf(context, row).fields[field] ?? [])];
}

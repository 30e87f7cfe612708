import type { EntryId } from '@liaison/protocol';
import type { StatementFactory } from '../database/statement.js';
import type { Tables } from '../schema/tables.js';
import { idFromBytes } from './id-columns.js';

/** A control operation whose author had the right to it, and what it says as JSON. */
export interface ControlRow {
  readonly entry: number;
  readonly id: EntryId;
  readonly index: number;
  readonly log: number;
  readonly seq: number;
  readonly past: number;
  readonly writer: string;
  readonly op: string;
  readonly said: string;
}

export interface PinRow {
  /** The pin and the authority by which it holds: one text may be signed under two. */
  readonly key: string;
  readonly id: string;
  readonly space: number;
  readonly writer: string;
  readonly claims: string;
  readonly token: string;
  /** Versions of the roster and of the delegation that order it among the pins of its writer (PIN-4). */
  readonly since: number;
  readonly delegation: number;
}

/** One statement as it is held. */
export type StatedRow = Pick<ControlRow, 'entry' | 'index' | 'op' | 'said'> & { readonly space: number };

/** What control entries say about their space, and pins, whatever became of the entry that carried them. */
export class ControlRepository {
  readonly #insert;
  readonly #ofSpace;
  readonly #insertPin;
  readonly #insertCarrier;
  readonly #carriers;
  readonly #pinsOf;

  constructor(statements: StatementFactory<Tables>) {
    this.#insert = statements.prepare((k, a: StatedRow) =>
      k.insertInto('control').values({ entry: a.entry, op_index: a.index, space: a.space, op: a.op, said: a.said }),
    );
    this.#ofSpace = statements.prepare((k, a: { space: number }) =>
      k
        .selectFrom('control as c')
        .innerJoin('entry as e', 'e.row', 'c.entry')
        .innerJoin('log as l', 'l.row', 'e.log')
        .select(['c.entry', 'e.id', 'c.op_index as index', 'e.log', 'e.seq', 'e.past', 'l.writer', 'c.op', 'c.said'])
        .where('c.space', '=', a.space)
        .orderBy('c.entry')
        .orderBy('c.op_index'),
    );
    this.#insertPin = statements.prepare((k, a: PinRow) =>
      k
        .insertInto('pin')
        .values({
          key: a.key,
          id: a.id,
          space: a.space,
          writer: a.writer,
          claims: a.claims,
          token: a.token,
          since: a.since,
          delegation: a.delegation,
        })
        .onConflict((c) => c.doNothing()),
    );
    this.#insertCarrier = statements.prepare((k, a: { pin: string; entry: number }) =>
      k
        .insertInto('pin_carrier')
        .values({ pin: a.pin, entry: a.entry })
        .onConflict((c) => c.doNothing()),
    );
    this.#carriers = statements.prepare((k, a: { space: number }) =>
      k
        .selectFrom('pin_carrier as c')
        .innerJoin('pin as p', 'p.key', 'c.pin')
        .innerJoin('entry as e', 'e.row', 'c.entry')
        .select(['c.pin', 'e.log', 'e.seq', 'e.past'])
        .where('p.space', '=', a.space)
        .orderBy('c.pin')
        .orderBy('e.id'),
    );
    this.#pinsOf = statements.prepare((k, a: { space: number; writer: string }) =>
      k.selectFrom('pin').selectAll().where('space', '=', a.space).where('writer', '=', a.writer).orderBy('key'),
    );
  }

  insert(stated: StatedRow): void {
    this.#insert.run(stated);
  }

  /** Statements of a space, in the order in which they were held. */
  ofSpace(space: number): ControlRow[] {
    return this.#ofSpace.all({ space }).map((row) => ({ ...row, id: idFromBytes<EntryId>(row.id) }));
  }

  /** Keeps a pin and the entry that carried it. True when the pin was not held before. */
  insertPin(pin: PinRow, carrier: number): boolean {
    const isNew = this.#insertPin.run(pin).changes > 0;
    this.#insertCarrier.run({ pin: pin.key, entry: carrier });
    return isNew;
  }

  /** Entries that carry the pins of a space, by pin and then by the entry's id. */
  pinCarriers(space: number): { pin: string; log: number; seq: number; past: number }[] {
    return this.#carriers.all({ space });
  }

  pins(space: number, writer: string): PinRow[] {
    return this.#pinsOf.all({ space, writer });
  }
}

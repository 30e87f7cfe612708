import type { EntryId } from '@liaison/protocol';
import type { StatementFactory } from '../database/statement.js';
import type { Tables } from '../schema/tables.js';
import { idToBytes } from './id-columns.js';

/**
 * Own edits that a fork or pin took out of the documents, and that their author has written again or let go. Named by
 * entry and index, since rows may be made anew.
 */
export class SettledLossRepository {
  readonly #put;
  readonly #has;

  constructor(statements: StatementFactory<Tables>) {
    this.#put = statements.prepare((k, a: { entry: Uint8Array; index: number }) =>
      k
        .insertInto('settled_loss')
        .values({ entry: a.entry, op_index: a.index })
        .onConflict((c) => c.doNothing()),
    );
    this.#has = statements.prepare((k, a: { entry: Uint8Array; index: number }) =>
      k.selectFrom('settled_loss').select('op_index').where('entry', '=', a.entry).where('op_index', '=', a.index),
    );
  }

  settle(entry: EntryId, index: number): void {
    this.#put.run({ entry: idToBytes(entry), index });
  }

  isSettled(entry: EntryId, index: number): boolean {
    return this.#has.get({ entry: idToBytes(entry), index }) !== undefined;
  }
}

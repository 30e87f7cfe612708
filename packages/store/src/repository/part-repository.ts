import type { StatementFactory } from '../database/statement.js';
import type { Tables } from '../schema/tables.js';

/** Something that comes in parts: whose, how much of it is here, and when it was added to, in milliseconds. */
export type PartWholeRow = Omit<Tables['part_whole'], 'row'> & { readonly row: number };
type Place = { readonly peer: string; readonly slot: string };

/** What comes in parts and is not whole yet, one whole of each peer and slot. Nothing here has been looked into. */
export class PartRepository {
  readonly #wholes;
  readonly #pieces;

  constructor(statements: StatementFactory<Tables>) {
    this.#wholes = wholeStatements(statements);
    this.#pieces = pieceStatements(statements);
  }

  get(place: Place): PartWholeRow | undefined {
    return this.#wholes.get.get(place);
  }

  /** Begins a whole in the place of the one before. */
  begin(whole: Omit<PartWholeRow, 'row' | 'held'>, content: Uint8Array): void {
    this.drop(whole);
    this.#wholes.insert.run({ ...whole, held: content.length });
    const row = this.#wholes.get.get(whole)?.row as number;
    this.#pieces.insert.run({ whole: row, start: 0, content });
  }

  /** Adds what follows on what is held. */
  add({ row, held }: PartWholeRow, content: Uint8Array, at: number): void {
    this.#pieces.insert.run({ whole: row, start: held, content });
    this.#wholes.move.run({ row, held: held + content.length, at });
  }

  /** All that is held of it, from its beginning on. */
  bytes(place: Place): Uint8Array {
    const row = this.get(place)?.row;
    if (row === undefined) return new Uint8Array();
    return Buffer.concat(this.#pieces.all.all({ whole: row }).map(({ content }) => content));
  }

  drop(place: Place): void {
    const row = this.get(place)?.row;
    if (row !== undefined) this.#remove(row);
  }

  /** Whatever was added to last before this moment. Says how many there were. */
  dropOlder(at: number): number {
    const old = this.#wholes.older.all({ at });
    for (const { row } of old) this.#remove(row);
    return old.length;
  }

  /** Of one member's homes what was added to longest ago, until no more than so many bytes are held of the others. */
  dropBeyond(member: string, bytesMax: number): void {
    let bytes = 0;
    for (const { row, held } of this.#wholes.ofMember.all({ member })) {
      bytes += held;
      if (bytes > bytesMax) this.#remove(row);
    }
  }

  /** All of them: content that has to go may be in any. Says how many there were. */
  clear(): number {
    return this.dropOlder(Number.MAX_SAFE_INTEGER);
  }

  #remove(row: number): void {
    this.#pieces.clear.run({ whole: row });
    this.#wholes.remove.run({ row });
  }
}

const wholeStatements = (statements: StatementFactory<Tables>) => ({
  get: statements.prepare((k, a: Place) =>
    k.selectFrom('part_whole').selectAll().where('peer', '=', a.peer).where('slot', '=', a.slot),
  ),
  insert: statements.prepare((k, a: Omit<PartWholeRow, 'row'>) =>
    k.insertInto('part_whole').values({
      peer: a.peer,
      slot: a.slot,
      member: a.member,
      digest: a.digest,
      total: a.total,
      held: a.held,
      at: a.at,
    }),
  ),
  move: statements.prepare((k, a: { row: number; held: number; at: number }) =>
    k.updateTable('part_whole').set({ held: a.held, at: a.at }).where('row', '=', a.row),
  ),
  older: statements.prepare((k, a: { at: number }) => k.selectFrom('part_whole').select('row').where('at', '<', a.at)),
  ofMember: statements.prepare((k, a: { member: string }) =>
    k
      .selectFrom('part_whole')
      .select(['row', 'held'])
      .where('member', '=', a.member)
      .orderBy('at', 'desc')
      .orderBy('row', 'desc'),
  ),
  remove: statements.prepare((k, a: { row: number }) => k.deleteFrom('part_whole').where('row', '=', a.row)),
});

const pieceStatements = (statements: StatementFactory<Tables>) => ({
  insert: statements.prepare((k, a: Tables['part_piece']) =>
    k.insertInto('part_piece').values({ whole: a.whole, start: a.start, content: a.content }),
  ),
  all: statements.prepare((k, a: { whole: number }) =>
    k.selectFrom('part_piece').select('content').where('whole', '=', a.whole).orderBy('start'),
  ),
  clear: statements.prepare((k, a: { whole: number }) => k.deleteFrom('part_piece').where('whole', '=', a.whole)),
});

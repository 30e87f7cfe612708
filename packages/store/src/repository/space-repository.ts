import type { SpaceId } from '@liaison/protocol';
import type { StatementFactory } from '../database/statement.js';
import type { Tables } from '../schema/tables.js';
import { idFromBytes, idToBytes } from './id-columns.js';

export interface SpaceRow {
  readonly row: number;
  readonly id: SpaceId;
  readonly kind: string;
  readonly owner: string;
  readonly rule: string;
}

/** Spaces this home has the genesis of. */
export class SpaceRepository {
  readonly #insert;
  readonly #byId;
  readonly #byRow;
  readonly #all;

  constructor(statements: StatementFactory<Tables>) {
    const columns = ['row', 'id', 'kind', 'owner', 'rule'] as const;
    this.#insert = statements.prepare((k, a: { id: Uint8Array; kind: string; owner: string; rule: string }) =>
      k.insertInto('space').values({ id: a.id, kind: a.kind, owner: a.owner, rule: a.rule }),
    );
    this.#byId = statements.prepare((k, a: { id: Uint8Array }) =>
      k.selectFrom('space').select(columns).where('id', '=', a.id),
    );
    this.#byRow = statements.prepare((k, a: { row: number }) =>
      k.selectFrom('space').select(columns).where('row', '=', a.row),
    );
    this.#all = statements.prepare((k) => k.selectFrom('space').select(columns).orderBy('id'));
  }

  insert(space: Omit<SpaceRow, 'row'>): number {
    return this.#insert.run({ ...space, id: idToBytes(space.id) }).lastInsertRowid;
  }

  byId(id: SpaceId): SpaceRow | undefined {
    return read(this.#byId.get({ id: idToBytes(id) }));
  }

  byRow(row: number): SpaceRow | undefined {
    return read(this.#byRow.get({ row }));
  }

  all(): SpaceRow[] {
    return this.#all.all().map((row) => read(row) as SpaceRow);
  }
}

const read = (row: (Omit<SpaceRow, 'id'> & { id: Uint8Array }) | undefined): SpaceRow | undefined =>
  row === undefined ? undefined : { ...row, id: idFromBytes<SpaceId>(row.id) };

import type { CausalVector } from '@liaison/ledger';
import type { StatementFactory } from '../database/statement.js';
import type { Tables } from '../schema/tables.js';

const CACHE_MAX = 10_000;

/** Causal pasts, shared by the entries of a log between which nothing new was seen. */
export class PastRepository {
  readonly #insert;
  readonly #get;
  readonly #cache = new Map<number, CausalVector>();

  constructor(statements: StatementFactory<Tables>) {
    this.#insert = statements.prepare((k, a: { vector: string }) => k.insertInto('past').values({ vector: a.vector }));
    this.#get = statements.prepare((k, a: { row: number }) =>
      k.selectFrom('past').select('vector').where('row', '=', a.row),
    );
  }

  insert(vector: CausalVector): number {
    return this.#insert.run({ vector: JSON.stringify([...vector].sort((a, b) => a[0] - b[0])) }).lastInsertRowid;
  }

  get(row: number): CausalVector {
    const cached = this.#cache.get(row);
    if (cached !== undefined) return cached;
    const stored = this.#get.get({ row });
    if (stored === undefined) return new Map(); // not kept: the row may be given out yet
    const vector: CausalVector = new Map(JSON.parse(stored.vector) as [number, number][]);
    if (this.#cache.size >= CACHE_MAX) this.#cache.clear();
    this.#cache.set(row, vector);
    return vector;
  }

  /** Rows of a rolled back transaction may be given out again with another meaning. */
  forgetCache(): void {
    this.#cache.clear();
  }
}

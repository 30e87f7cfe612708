import type { StatementFactory } from '../database/statement.js';
import type { Tables } from '../schema/tables.js';

/** How many entries, and how many bytes as they came. */
export interface HeldAmount {
  readonly count: number;
  readonly bytes: number;
}

/** On whose account entries are held that did not count when they came; what they are is in `entry`. */
export class QuarantineRepository {
  readonly #put;
  readonly #ofPeer;
  readonly #ofSpace;

  constructor(statements: StatementFactory<Tables>) {
    this.#put = statements.prepare((k, a: Tables['quarantine']) =>
      k.insertInto('quarantine').values({ entry: a.entry, space: a.space, peer: a.peer, bytes: a.bytes }),
    );
    this.#ofPeer = statements.prepare((k, a: { peer: string }) =>
      k
        .selectFrom('quarantine')
        .select((e) => [e.fn.countAll<number>().as('count'), e.fn.sum<number | null>('bytes').as('bytes')])
        .where('peer', '=', a.peer),
    );
    this.#ofSpace = statements.prepare((k, a: { space: number }) =>
      k
        .selectFrom('quarantine')
        .select((e) => [e.fn.countAll<number>().as('count'), e.fn.sum<number | null>('bytes').as('bytes')])
        .where('space', '=', a.space),
    );
  }

  put(row: Tables['quarantine']): void {
    this.#put.run(row);
  }

  ofPeer(peer: string): HeldAmount {
    return amount(this.#ofPeer.get({ peer }));
  }

  ofSpace(space: number): HeldAmount {
    return amount(this.#ofSpace.get({ space }));
  }
}

const amount = (row: { count: number; bytes: number | null } | undefined): HeldAmount => ({
  count: row?.count ?? 0,
  bytes: row?.bytes ?? 0,
});

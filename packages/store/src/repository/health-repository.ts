import type { SpaceId } from '@liaison/protocol';
import { sql } from 'kysely';
import type { StatementFactory } from '../database/statement.js';
import type { Tables } from '../schema/tables.js';
import { idFromBytes } from './id-columns.js';

/** What waits longest, without the entry itself. */
export interface WaitingSince {
  readonly at: string;
  readonly space: SpaceId;
  /** Id of an entry, or `writer:…`, `roster:…`. */
  readonly missing: string;
  readonly peer: string;
}

/** Questions about the home as a whole, each a walk over a table: for a person who looks after it, not for every call. */
export class HealthRepository {
  readonly #newest;
  readonly #unread;
  readonly #damaged;
  readonly #oldestPending;

  constructor(statements: StatementFactory<Tables>) {
    this.#newest = statements.prepare((k) =>
      k
        .selectFrom('entry as e')
        .innerJoin('log as l', 'l.row', 'e.log')
        .select(['e.at', 'l.writer'])
        .orderBy('e.at', 'desc')
        .limit(1),
    );
    this.#unread = statements.prepare((k) =>
      k
        .selectFrom('operation')
        .select((e) => e.fn.countAll<number>().as('count'))
        .where('verdict', '=', 'unread'),
    );
    this.#damaged = statements.prepare((k) =>
      k
        .selectFrom('entry')
        .select((e) => e.fn.countAll<number>().as('count'))
        .where('signature_checked', '=', sql<number>`2`),
    );
    this.#oldestPending = statements.prepare((k) =>
      k.selectFrom('pending').select(['at', 'space', 'missing', 'peer']).orderBy('at').limit(1),
    );
  }

  /** The entry whose claimed time is latest as written, offset and all: right to within a day. */
  newestEntry(): { at: string; writer: string } | undefined {
    return this.#newest.get();
  }

  unreadOperations(): number {
    return this.#unread.get()?.count ?? 0;
  }

  /** Entries whose own signature is wrong although a later one vouches for them. */
  damagedSignatures(): number {
    return this.#damaged.get()?.count ?? 0;
  }

  oldestPending(): WaitingSince | undefined {
    const found = this.#oldestPending.get();
    return found === undefined ? undefined : { ...found, space: idFromBytes<SpaceId>(found.space) };
  }
}

import { sql } from 'kysely';
import type { StatementFactory } from '../database/statement.js';
import type { Tables } from '../schema/tables.js';

/** One bucket of a space's state (VIEW-4). */
export interface StateBucket {
  /** Three hexadecimal digits of the ids of its records. */
  readonly bucket: string;
  /** Rises with every change. */
  readonly version: number;
  /** Null: not computed since the last change. Empty: nothing is said. */
  readonly digest: Uint8Array | null;
  /** Records with a current value, the system's own left out. */
  readonly records: number;
}

/** Derived: digests of what a space says, by bucket, so that a change of one record does not read all of them again. */
export class StateRepository {
  readonly #touch;
  readonly #ofSpace;
  readonly #put;
  readonly #changed;

  constructor(statements: StatementFactory<Tables>) {
    this.#touch = statements.prepare((k, a: { records: string }) =>
      sql`insert into state_bucket (space, bucket, version, digest, records)
          select distinct space, lower(substr(hex(id), 1, 3)), 1, null, 0 from record
          where row in (select value from json_each(${a.records}))
          on conflict (space, bucket) do update set version = version + 1, digest = null`.compile(k),
    );
    this.#ofSpace = statements.prepare((k, a: { space: number }) =>
      k
        .selectFrom('state_bucket')
        .select(['bucket', 'version', 'digest', 'records'])
        .where('space', '=', a.space)
        .orderBy('bucket'),
    );
    this.#changed = statements.prepare((k, a: { limit: number }) =>
      k
        .selectFrom('state_bucket')
        .select(['space', 'bucket', 'version', 'digest', 'records'])
        .where('digest', 'is', null)
        .limit(a.limit),
    );
    this.#put = statements.prepare((k, a: StateBucket & { space: number }) =>
      k
        .updateTable('state_bucket')
        .set({ digest: a.digest, records: a.records })
        .where('space', '=', a.space)
        .where('bucket', '=', a.bucket)
        .where('version', '=', a.version),
    );
  }

  /** What sections of these records say has changed. */
  touch(records: Iterable<number>): void {
    this.#touch.run({ records: JSON.stringify([...records]) });
  }

  ofSpace(space: number): StateBucket[] {
    return this.#ofSpace.all({ space });
  }

  /** Buckets of any space that were not computed since their last change. */
  changed(limit: number): (StateBucket & { space: number })[] {
    return this.#changed.all({ limit });
  }

  put(space: number, bucket: StateBucket): void {
    this.#put.run({ space, ...bucket });
  }
}
